//! The examples in the documents are true: they fit their schemas, the server takes them, and both sides' types hold
//! all that is in them.

use contract_tests::{Ask, Contract, Operation, TestServer, contracts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::scenes::{by_examples, credentials, text};

/// Reads a value into a type and writes it back.
type RoundTrip = fn(&Value) -> Result<Value, serde_json::Error>;

fn through<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, serde_json::Error> {
    serde_json::to_value(T::deserialize(value)?)
}

/// The types on both sides that stand for the same schema.
struct Types {
    client: RoundTrip,
    server: RoundTrip,
}

/// Names the schema once, and so both types: they are called as the document calls it.
macro_rules! types {
    ($api:ident :: $schema:ident) => {
        Types {
            client: through::<customers_client::$api::types::$schema>,
            server: through::<customers_server::generated::$api::$schema>,
        }
    };
}

/// The body of an operation's successes.
fn success(api: &str, operation: &str) -> Option<Types> {
    Some(match (api, operation) {
        ("carbonext", "token_create") => types!(carbonext::IssuedToken),
        ("carbonext", "application_list") => types!(carbonext::ApplicationPage),
        ("carbonext", "application_create") => types!(carbonext::CreatedApplication),
        ("tradevest", "token_create") => types!(tradevest::IssuedToken),
        ("tradevest", "customer_list") => types!(tradevest::CustomerPage),
        ("tradevest", "customer_create") => types!(tradevest::CreatedCustomer),
        ("tradevest", "customer_view") => types!(tradevest::Customer),
        ("dezwork", "cliente_list") => types!(dezwork::ClientePagina),
        ("dezwork", _) => types!(dezwork::ClienteEnvelope),
        ("portos", "session_create" | "session_delete") => types!(portos::Session),
        ("portos", "customer_list") => types!(portos::CustomerQueryResult),
        ("portos", _) => types!(portos::Customer),
        ("reportei", "customer_list") => types!(reportei::CustomerPage),
        ("reportei", "customer_create") => types!(reportei::CreatedCustomerEnvelope),
        ("reportei", "customer_settings") => types!(reportei::CustomerSettingsEnvelope),
        ("reportei", "customer_view" | "customer_update") => types!(reportei::CustomerEnvelope),
        ("reportei", "customer_delete" | "customer_payment_status_update") => types!(reportei::Confirmation),
        _ => return None,
    })
}

/// The body of an operation's failures.
fn failure(api: &str, operation: &str) -> Option<Types> {
    Some(match (api, operation) {
        ("carbonext", "token_create") => types!(carbonext::TokenError),
        ("carbonext", _) => types!(carbonext::Problem),
        ("tradevest", "token_create") => types!(tradevest::TokenError),
        ("tradevest", _) => types!(tradevest::ErrorMessage),
        ("dezwork", _) => types!(dezwork::Erro),
        ("portos", _) => types!(portos::ProblemDetails),
        ("reportei", _) => types!(reportei::Error),
        _ => return None,
    })
}

/// The body of an operation's requests.
fn request(api: &str, operation: &str) -> Option<Types> {
    Some(match (api, operation) {
        ("carbonext", "token_create") => types!(carbonext::TokenRequest),
        ("carbonext", "application_create") => types!(carbonext::NewApplication),
        ("tradevest", "token_create") => types!(tradevest::TokenRequest),
        ("tradevest", "customer_create") => types!(tradevest::NewCustomer),
        ("tradevest", "customer_update") => types!(tradevest::CustomerUpdate),
        ("dezwork", "cliente_create") => types!(dezwork::NovoCliente),
        ("dezwork", "cliente_update") => types!(dezwork::AlteracaoCliente),
        ("portos", "session_create") => types!(portos::NewSession),
        ("portos", _) => types!(portos::Customer),
        ("reportei", "customer_create") => types!(reportei::NewCustomer),
        ("reportei", "customer_update") => types!(reportei::CustomerUpdate),
        ("reportei", "customer_payment_status_update") => types!(reportei::PaymentStatus),
        _ => return None,
    })
}

fn operations() -> impl Iterator<Item = (&'static Contract, &'static Operation)> {
    contracts()
        .iter()
        .flat_map(|contract| contract.operations.iter().map(move |operation| (contract, operation)))
}

/// A value, and where it stands in its document.
struct Placed<'a> {
    contract: &'a Contract,
    place: String,
    /// The schema that it fits.
    schema: &'a Value,
    value: &'a Value,
    /// Whether the client's types have to tell left out, null and empty apart.
    exactly: bool,
}

fn assert_unchanged(types: Option<Types>, example: &Placed<'_>) {
    let Placed { contract, place, schema, value, exactly } = example;
    let types = types.unwrap_or_else(|| panic!("{place}: name its schema in this file"));
    for (side, round_trip, forgives) in [("client", types.client, !exactly), ("server", types.server, false)]
    {
        let back = round_trip(value).unwrap_or_else(|error| panic!("{place}, {side}: {error}: {value}"));
        let plain = |value: &Value| plain(contract, schema, value, forgives);
        assert_eq!(plain(&back), plain(value), "{place}, {side}");
    }
}

/// A value in one form for what can be written in several: a time with its offset.
///
/// With `forgives`, also members that may be left out and are null, where they may be, or an empty list: progenitor makes
/// one type of all three. In most answers and requests they mean the same. A body that changes only what it names is
/// another matter, and there nothing is forgiven. Of Portos' list, whoever asks for the count alone knows that it is no
/// empty page.
fn plain(contract: &Contract, schema: &Value, value: &Value, forgives: bool) -> Value {
    let schema = bare(contract, schema);
    match value {
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten().collect::<Vec<_>>();
            let mut kept = serde_json::Map::new();
            for (name, value) in members {
                let member = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
                let nullable = bare(contract, member)["nullable"] == true;
                let empty = (value.is_null() && nullable) || *value == serde_json::json!([]);
                if !(forgives && empty && !required.iter().any(|required| *required == name)) {
                    kept.insert(name.clone(), plain(contract, member, value, forgives));
                }
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            items.iter().map(|item| plain(contract, &schema["items"], item, forgives)).collect()
        }
        Value::String(text) => match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(time) => time.to_utc().to_rfc3339().into(),
            Err(_) => value.clone(),
        },
        other => other.clone(),
    }
}

/// A schema without what is around it: references, and an `allOf` of one.
fn bare<'a>(contract: &'a Contract, schema: &'a Value) -> &'a Value {
    let schema = contract.resolve(schema);
    match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([only]) => bare(contract, only),
        _ => schema,
    }
}

/// A value made of the examples in a schema, with every member that has one.
fn composed(contract: &Contract, schema: &Value) -> Option<Value> {
    let outer = contract.resolve(schema);
    let schema = bare(contract, outer);
    if let Some(properties) = schema["properties"].as_object() {
        let members = properties.iter();
        let members = members.filter_map(|(name, member)| Some((name.clone(), composed(contract, member)?)));
        return Some(members.collect());
    }
    if let Some(example) = outer.get("example").or_else(|| schema.get("example")) {
        return Some(example.clone());
    }
    match schema["type"].as_str() {
        Some("array") => Some(Value::Array(vec![composed(contract, &schema["items"])?])),
        Some("object") => {
            let member = composed(contract, schema.get("additionalProperties")?)?;
            Some(serde_json::json!({ "name": member }))
        }
        _ => None,
    }
}

/// A body as its media type writes it.
pub(crate) fn written(media_type: &str, value: &Value) -> String {
    if media_type != "application/x-www-form-urlencoded" {
        return value.to_string();
    }
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = value.as_object().into_iter().flatten().map(|(name, value)| {
        format!("{}={}", encode(name), encode(value.as_str().unwrap_or(&value.to_string())))
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[test]
fn every_example_fits_its_schema() {
    for contract in contracts() {
        let examples = contract.examples();

        assert!(!examples.is_empty(), "{} has no examples", contract.name);
        for example in examples {
            let place = format!("{}.yaml#{}", contract.name, example.pointer);
            assert!(example.wrong.is_empty(), "{place}: {}: {:?}", example.value, example.wrong);
        }
    }
}

#[test]
fn every_body_that_is_documented_has_an_example() {
    for (contract, operation) in operations() {
        let place = format!("{} {}", contract.name, operation.id);
        assert_eq!(operation.takes_body(), !operation.request_examples.is_empty(), "{place}: the request");
        for status in operation.statuses_with_body() {
            let has_example =
                operation.response_examples.iter().any(|(its_status, ..)| *its_status == status);
            assert!(has_example, "{place}: the answer {status}");
        }
    }
}

#[test]
fn every_example_goes_through_the_types_of_both_sides_unchanged() {
    for (contract, operation) in operations() {
        let (api, id) = (contract.name.as_str(), operation.id.as_str());
        let answers_body = operation.statuses_with_body().iter().any(|status| *status < 400);
        assert!(
            success(api, id).is_some() || !answers_body,
            "{api} {id}: name the schema of its answer in this file"
        );
        let types = |status: u16| if status < 400 { success(api, id) } else { failure(api, id) };
        for (status, name, value) in &operation.response_examples {
            let schema = &operation.response_schemas[status];
            let place = format!("{api} {id} {status} {name}");
            assert_unchanged(types(*status), &Placed { contract, place, schema, value, exactly: false });
        }
        for (status, schema) in &operation.response_schemas {
            let value = &composed(contract, schema).expect("an answer has members with examples");
            let place = format!("{api} {id} {status}, by its schema");
            assert_unchanged(types(*status), &Placed { contract, place, schema, value, exactly: false });
        }
        let Some(schema) = &operation.request_schema else { continue };
        let exactly = CHANGES_WHAT_IT_NAMES.contains(&(api, id));
        for (_, name, value) in &operation.request_examples {
            let place = format!("{api} {id} request {name}");
            assert_unchanged(request(api, id), &Placed { contract, place, schema, value, exactly });
        }
        let value = &composed(contract, schema).expect("a request has members with examples");
        let place = format!("{api} {id} request, by its schema");
        assert_unchanged(request(api, id), &Placed { contract, place, schema, value, exactly });
    }
}

/// The operations whose body changes what it names and leaves the rest as it is: what is left out, null or empty there
/// means three things.
const CHANGES_WHAT_IT_NAMES: &[(&str, &str)] =
    &[("tradevest", "customer_update"), ("dezwork", "cliente_update")];

#[test]
fn only_what_means_the_same_is_forgiven() {
    let yaml = "
        paths:
          /things:
            get:
              operationId: thing_list
              responses:
                '400': { description: No., content: { application/json: { schema: { type: object } } } }
        components:
          schemas:
            Thing:
              type: object
              required: [id, labels]
              properties:
                id: { type: string, nullable: true }
                labels: { type: array, items: { type: string } }
                note: { type: string, nullable: true }
                name: { type: string }
                cards: { type: array, items: { $ref: '#/components/schemas/Thing' } }
    ";
    let contract = Contract::parse("small", yaml);
    let schema = serde_json::json!({ "$ref": "#/components/schemas/Thing" });
    let same = |one: &Value, other: &Value, forgives| {
        plain(&contract, &schema, one, forgives) == plain(&contract, &schema, other, forgives)
    };
    let whole = serde_json::json!({ "id": null, "labels": [], "note": null, "name": "x", "cards": [] });
    let without = |name: &str| {
        let mut value = whole.clone();
        value.as_object_mut().unwrap().remove(name);
        value
    };

    for (name, forgiven) in
        [("id", false), ("labels", false), ("note", true), ("name", false), ("cards", true)]
    {
        assert_eq!(same(&whole, &without(name), true), forgiven, "{name}");
        assert!(!same(&whole, &without(name), false), "{name}, exactly");
    }
    let inner = |value: Value| serde_json::json!({ "id": "a", "labels": ["b"], "cards": [value] });
    assert!(!same(&inner(whole.clone()), &inner(without("labels")), true), "deep inside");
    assert!(same(&inner(whole.clone()), &inner(without("note")), true), "deep inside");
}

/// A signed-in caller of an API that has made something, and what its paths' variables stand for.
struct Caller {
    variables: Vec<(&'static str, String)>,
    /// The credentials among them.
    headers: Vec<(&'static str, String)>,
}

impl Caller {
    async fn new(server: &TestServer, api: &str) -> Self {
        let mut headers = credentials(server, api).await;
        let create = async |target: &str, body: &str| {
            let ask = Ask::new("POST", target).json(body.to_owned());
            let ask = headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value));
            let created = server.ask(api, ask).await;
            assert!(created.status.is_success(), "{api}: {}", created.text());
            created.json()
        };
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{api}: {value}")).to_owned();
        let variables = match api {
            "dezwork" => {
                let body = r#"{
                    "type": "PF", "name": "Ada", "document": "52998224725", "phone": "1133334444",
                    "birthDate": "1995-02-06", "mail": "ada@example.com", "gender": 1, "addresses": []
                }"#;
                let created = create("/v1/clientes", body).await;
                vec![("id", created["data"]["client"]["id"].to_string()), ("numero", "1".to_owned())]
            }
            // The examples are all about one customer, which they create.
            "portos" => vec![("id", "customer-id".to_owned())],
            "reportei" => {
                let created = create("/customers", r#"{"name": "Ada"}"#).await;
                headers.push(("x-customer-token", text(&created["customer"]["api_token"])));
                vec![("uuid", text(&created["customer"]["uuid"]))]
            }
            "carbonext" => {
                let body = r#"{"clientId": "teste-app9", "permissions": [{"id": "orders_read"}]}"#;
                create("/v1/customers/applications", body).await;
                vec![("clientId", "teste-app9".to_owned())]
            }
            "tradevest" => {
                let body =
                    r#"{"entityId": "00000000-0000-4000-8000-000000000000", "entityType": "JOINT_PERSON"}"#;
                let created = create("/roles/customers", body).await;
                headers.push(("requestor-id", "123e4567-e89b-12d3-a456-426614174000".to_owned()));
                vec![("customerId", text(&created["customerId"]))]
            }
            _ => panic!("{api}: say in this file what its variables stand for"),
        };
        Self { variables, headers }
    }

    fn ask(&self, operation: &Operation, query: &str) -> Ask {
        let mut target = operation.path.clone();
        for (name, value) in &self.variables {
            target = target.replace(&format!("{{{name}}}"), value);
        }
        assert!(!target.contains('{'), "{}: say in this file what {target} stands for", operation.id);
        let ask = Ask::new(operation.method.as_str(), format!("{target}{query}"));
        self.headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value))
    }
}

#[tokio::test]
async fn the_server_takes_every_example_of_a_request() {
    for (contract, operation) in operations() {
        for (media_type, name, value) in &operation.request_examples {
            // Each on its own: examples speak of the same things.
            let server = TestServer::start().await;
            let caller = Caller::new(&server, &contract.name).await;
            let ask =
                caller.ask(operation, "").header("content-type", media_type).body(written(media_type, value));

            let answer = server.ask(&contract.name, ask).await;

            let place = format!("{} {} {name}", contract.name, operation.id);
            assert!(answer.status.is_success(), "{place}: {} {}", answer.status, answer.text());
        }
    }
}

#[tokio::test]
async fn the_server_takes_every_example_of_a_query_parameter() {
    for (contract, operation) in operations() {
        for parameter in operation.parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let place = format!("{} {} {}", contract.name, operation.id, parameter["name"]);
            let examples: Vec<_> = match &parameter["example"] {
                Value::Null => panic!("{place} has no example"),
                // Each item is a parameter of its own.
                Value::Array(items) => items.iter().map(text).collect(),
                other => vec![text(other)],
            };
            let name = utf8_percent_encode(parameter["name"].as_str().unwrap(), NON_ALPHANUMERIC).to_string();
            let server = TestServer::start().await;
            let caller = Caller::new(&server, &contract.name).await;
            let pairs: Vec<_> = examples
                .iter()
                .map(|example| format!("{name}={}", utf8_percent_encode(example, NON_ALPHANUMERIC)))
                .collect();
            let query = format!("?{}", pairs.join("&"));

            let answer = server.ask(&contract.name, caller.ask(operation, &query)).await;

            assert!(answer.status.is_success(), "{place}: {} {}", answer.status, answer.text());
        }
    }
}

#[tokio::test]
async fn the_server_takes_the_examples_of_every_member_of_a_request() {
    for (contract, operation) in operations() {
        let (Some(schema), Some((media_type, ..))) =
            (&operation.request_schema, operation.request_examples.first())
        else {
            continue;
        };
        let place = format!("{} {}", contract.name, operation.id);
        let body =
            composed(contract, schema).unwrap_or_else(|| panic!("{place} has no members with examples"));
        let server = TestServer::start().await;
        let caller = Caller::new(&server, &contract.name).await;
        let ask =
            caller.ask(operation, "").header("content-type", media_type).body(written(media_type, &body));

        let answer = server.ask(&contract.name, ask).await;

        assert!(answer.status.is_success(), "{place}: {} {}: {body}", answer.status, answer.text());
    }
}

/// The examples of paths and headers, which are about what the examples of bodies have created. An id that the server
/// makes up by itself is another each time: there its example is taken for what it is, an id of nothing.
#[tokio::test]
async fn the_server_takes_every_example_of_a_path_and_a_header() {
    for (contract, operation) in operations() {
        let taken = |place: &str| operation.parameters.iter().any(|parameter| parameter["in"] == place);
        if !taken("path") && !taken("header") {
            continue;
        }
        let place = format!("{} {}", contract.name, operation.id);
        for parameter in &operation.parameters {
            assert!(parameter.get("example").is_some(), "{place}: {} has no example", parameter["name"]);
        }
        let server = TestServer::start().await;
        let credentials = credentials(&server, &contract.name).await;
        let signed = |ask: Ask| credentials.iter().fold(ask, |ask, (name, value)| ask.header(name, value));
        let (create, example, status) = match contract.name.as_str() {
            "carbonext" => ("application_create", "application", 204),
            "portos" => ("customer_create", "customer", 200),
            "dezwork" => ("cliente_create", "pf", 200),
            "reportei" => ("customer_create", "customer", 404),
            "tradevest" => ("customer_create", "natural_person", 404),
            api => panic!("{api}: say in this file what creates the thing that the examples are about"),
        };
        let create = contract.operation(create);
        let body = create.request_examples.iter().find(|(_, name, _)| name == example);
        let created = server.ask(&contract.name, signed(by_examples(create, body))).await;
        assert!(created.status.is_success(), "{place}: {}", created.text());

        let ask = signed(by_examples(operation, operation.request_examples.first()));
        let answer = server.ask(&contract.name, ask).await;

        assert_eq!(answer.status.as_u16(), status, "{place}: {}", answer.text());
    }
}
