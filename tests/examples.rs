//! The examples in the documents are true: they fit their schemas, the server takes them, and both sides' types hold
//! all that is in them.

use contract_tests::{Ask, Contract, Operation, TestServer, contracts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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

fn assert_unchanged(types: Option<Types>, value: &Value, place: &str) {
    let types = types.unwrap_or_else(|| panic!("{place}: name its schema in this file"));
    for (side, round_trip) in [("client", types.client), ("server", types.server)] {
        let back = round_trip(value).unwrap_or_else(|error| panic!("{place}, {side}: {error}: {value}"));
        assert_eq!(plain(&back, side), plain(value, side), "{place}, {side}");
    }
}

/// A value in one form for what can be written in several: a time with its offset, and, in the client's types, which
/// know no difference, a member that is null or empty and one that is not there.
fn plain(value: &Value, side: &str) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), plain(value, side)))
            .filter(|(_, value)| side == "server" || !(value.is_null() || *value == serde_json::json!([])))
            .collect(),
        Value::Array(items) => items.iter().map(|item| plain(item, side)).collect(),
        Value::String(text) => match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(time) => time.to_utc().to_rfc3339().into(),
            Err(_) => value.clone(),
        },
        other => other.clone(),
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
        for (status, name, value) in &operation.response_examples {
            let types = if *status < 400 { success(api, id) } else { failure(api, id) };
            assert_unchanged(types, value, &format!("{api} {id} {status} {name}"));
        }
        for (_, name, value) in &operation.request_examples {
            assert_unchanged(request(api, id), value, &format!("{api} {id} request {name}"));
        }
    }
}

/// A signed-in caller of an API, and what its paths' variables stand for.
struct Caller {
    variables: Vec<(&'static str, String)>,
    /// The credentials among them.
    headers: Vec<(&'static str, String)>,
}

impl Caller {
    async fn new(server: &TestServer, api: &str) -> Self {
        match api {
            "dezwork" => {
                let body = r#"{
                    "type": "PF", "name": "Ada", "document": "52998224725", "phone": "1133334444",
                    "birthDate": "1995-02-06", "mail": "ada@example.com", "gender": 1, "addresses": []
                }"#;
                let ask = Ask::new("POST", "/v1/clientes").header("account-token", "demo-token").json(body);
                let created = server.ask(api, ask).await.json();
                Self {
                    variables: vec![
                        ("id", created["data"]["client"]["id"].to_string()),
                        ("numero", "1".to_owned()),
                    ],
                    headers: vec![("account-token", "demo-token".to_owned())],
                }
            }
            // The examples are all about one customer, which they create.
            "portos" => Self {
                variables: vec![("id", "customer-id".to_owned())],
                headers: vec![("authorization", format!("Bearer {}", server.portos_token("demo").await))],
            },
            "reportei" => {
                let ask = Ask::new("POST", "/customers").token("demo-token").json(r#"{"name": "Ada"}"#);
                let created = server.ask(api, ask).await.json();
                let member = |name: &str| created["customer"][name].as_str().unwrap().to_owned();
                Self {
                    variables: vec![("uuid", member("uuid"))],
                    headers: vec![
                        ("authorization", "Bearer demo-token".to_owned()),
                        ("x-customer-token", member("api_token")),
                    ],
                }
            }
            "carbonext" => {
                let token = sign_in(server, api).await;
                let body = r#"{"clientId": "teste-app9", "permissions": [{"id": "orders_read"}]}"#;
                let ask = Ask::new("POST", "/v1/customers/applications").token(&token).json(body);
                assert_eq!(server.ask(api, ask).await.status, 201);
                Self {
                    variables: vec![("clientId", "teste-app9".to_owned())],
                    headers: vec![("authorization", format!("Bearer {token}"))],
                }
            }
            "tradevest" => {
                let token = sign_in(server, api).await;
                let body =
                    r#"{"entityId": "00000000-0000-4000-8000-000000000000", "entityType": "JOINT_PERSON"}"#;
                let ask = Ask::new("POST", "/roles/customers").token(&token).json(body);
                let id = server.ask(api, ask).await.json()["customerId"].as_str().unwrap().to_owned();
                let requestor = "123e4567-e89b-12d3-a456-426614174000".to_owned();
                Self {
                    variables: vec![("customerId", id)],
                    headers: vec![("authorization", format!("Bearer {token}")), ("requestor-id", requestor)],
                }
            }
            _ => panic!("{api}: say in this file how to sign in and what its variables stand for"),
        }
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

/// An access token of the demo account, where an API has such.
async fn sign_in(server: &TestServer, api: &str) -> String {
    let form = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";
    let ask = Ask::new("POST", "/connect/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let issued = server.ask(api, ask).await.json();
    issued["access_token"].as_str().unwrap().to_owned()
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
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
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
