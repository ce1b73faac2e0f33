//! The documents' examples are true: they fit their schemas, the server accepts them, and the types of both sides hold all
//! that is in them.

use contract_tests::{Contract, Operation, TestServer, contracts};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::APIS;
use crate::fixture::{Fixture, plain as text};
use crate::response_examples::by_examples;
use crate::test_api::{TestApi, encode, written};

/// Deserializes a value and serializes it again.
pub(crate) type RoundTrip = fn(&Value) -> Result<Value, serde_json::Error>;

pub(crate) fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, serde_json::Error> {
    serde_json::to_value(T::deserialize(value)?)
}

/// The types of both sides for one schema.
#[derive(Clone, Copy)]
pub(crate) struct Types {
    pub(crate) schema: &'static str,
    pub(crate) client: RoundTrip,
    pub(crate) server: RoundTrip,
}

/// Lists the types of an API's request and response bodies, which are called as the document calls their schemas.
macro_rules! types {
    ($api:ident: $($schema:ident),+ $(,)?) => {
        &[$($crate::examples::Types {
            schema: stringify!($schema),
            client: $crate::examples::round_trip::<customers_client::$api::types::$schema>,
            server: $crate::examples::round_trip::<customers_server::generated::$api::$schema>,
        }),+]
    };
}
pub(crate) use types;

/// Returns the types of a schema, which the document has to name.
fn types_of(api: &str, schema: &Value, place: &str) -> Types {
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let name = name.unwrap_or_else(|| panic!("{place}: the schema has no name: {schema}"));
    let types = APIS.iter().find(|known| known.name == api).map_or(&[][..], |known| known.types);
    let found = types.iter().find(|types| types.schema == name);
    *found.unwrap_or_else(|| panic!("{place}: add {name} to the types in tests/{api}/mod.rs"))
}

fn operations() -> impl Iterator<Item = (&'static Contract, &'static Operation)> {
    contracts()
        .iter()
        .flat_map(|contract| contract.operations.iter().map(move |operation| (contract, operation)))
}

/// A value and its place in the document.
struct Placed<'a> {
    contract: &'a Contract,
    place: String,
    /// Its schema.
    schema: &'a Value,
    value: &'a Value,
    /// Whether the client's types have to distinguish absent, null and empty.
    exactly: bool,
}

fn assert_unchanged(example: &Placed<'_>) {
    let Placed { contract, place, schema, value, exactly } = example;
    let types = types_of(&contract.name, schema, place);
    for (side, round_trip, lenient) in [("client", types.client, !exactly), ("server", types.server, false)] {
        let back = round_trip(value).unwrap_or_else(|error| panic!("{place}, {side}: {error}: {value}"));
        let plain = |value: &Value| plain(contract, schema, value, lenient);
        assert_eq!(plain(&back), plain(value), "{place}, {side}");
    }
}

/// Normalizes what can be written in several ways: a time with its offset.
///
/// With `lenient`, also optional members that are null, where they may be, or an empty array: progenitor makes one type of
/// absent, null and empty. They mean the same, except in a body that changes only the members it names.
fn plain(contract: &Contract, schema: &Value, value: &Value, lenient: bool) -> Value {
    let schema = bare(contract, schema);
    match value {
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten().collect::<Vec<_>>();
            let mut kept = serde_json::Map::new();
            for (name, value) in members {
                let member = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
                let nullable = bare(contract, member)["nullable"] == true;
                let empty = (value.is_null() && nullable) || *value == serde_json::json!([]);
                if !(lenient && empty && !required.iter().any(|required| *required == name)) {
                    kept.insert(name.clone(), plain(contract, member, value, lenient));
                }
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            items.iter().map(|item| plain(contract, &schema["items"], item, lenient)).collect()
        }
        Value::String(text) => match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(time) => time.to_utc().to_rfc3339().into(),
            Err(_) => value.clone(),
        },
        other => other.clone(),
    }
}

/// Resolves references and an `allOf` of one schema.
fn bare<'a>(contract: &'a Contract, schema: &'a Value) -> &'a Value {
    let schema = contract.resolve(schema);
    match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([only]) => bare(contract, only),
        _ => schema,
    }
}

/// Returns a value composed of the examples in a schema.
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

#[test]
fn examples_fit_their_schemas() {
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
fn documented_bodies_have_an_example() {
    for (contract, operation) in operations() {
        let place = format!("{} {}", contract.name, operation.id);
        assert_eq!(operation.takes_body(), !operation.request_examples.is_empty(), "{place}: the request");
        for status in operation.statuses_with_body() {
            let has_example =
                operation.response_examples.iter().any(|(its_status, ..)| *its_status == status);
            assert!(has_example, "{place}: the response {status}");
        }
    }
}

#[test]
fn examples_pass_through_the_types_of_both_sides_unchanged() {
    for (contract, operation) in operations() {
        let (api, id) = (contract.name.as_str(), operation.id.as_str());
        for (status, name, value) in &operation.response_examples {
            let schema = &operation.response_schemas[status];
            let place = format!("{api} {id} {status} {name}");
            assert_unchanged(&Placed { contract, place, schema, value, exactly: false });
        }
        for (status, schema) in &operation.response_schemas {
            let value = &composed(contract, schema).expect("a response has members with examples");
            let place = format!("{api} {id} {status}, by its schema");
            assert_unchanged(&Placed { contract, place, schema, value, exactly: false });
        }
        let Some(schema) = &operation.request_schema else { continue };
        let exactly = APIS.iter().any(|known| known.name == api && known.partial_updates.contains(&id));
        for (_, name, value) in &operation.request_examples {
            let place = format!("{api} {id} request {name}");
            assert_unchanged(&Placed { contract, place, schema, value, exactly });
        }
        let value = &composed(contract, schema).expect("a request has members with examples");
        let place = format!("{api} {id} request, by its schema");
        assert_unchanged(&Placed { contract, place, schema, value, exactly });
    }
}

#[test]
fn normalization_keeps_differences_in_meaning() {
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
    let same = |one: &Value, other: &Value, lenient| {
        plain(&contract, &schema, one, lenient) == plain(&contract, &schema, other, lenient)
    };
    let whole = serde_json::json!({ "id": null, "labels": [], "note": null, "name": "x", "cards": [] });
    let without = |name: &str| {
        let mut value = whole.clone();
        value.as_object_mut().unwrap().remove(name);
        value
    };

    for (name, equal) in [("id", false), ("labels", false), ("note", true), ("name", false), ("cards", true)]
    {
        assert_eq!(same(&whole, &without(name), true), equal, "{name}");
        assert!(!same(&whole, &without(name), false), "{name}, exactly");
    }
    let inner = |value: Value| serde_json::json!({ "id": "a", "labels": ["b"], "cards": [value] });
    assert!(!same(&inner(whole.clone()), &inner(without("labels")), true), "deep inside");
    assert!(same(&inner(whole.clone()), &inner(without("note")), true), "deep inside");
}

#[tokio::test]
async fn request_examples_are_accepted() {
    for (contract, operation) in operations() {
        for (media_type, name, value) in &operation.request_examples {
            // Each on a server of its own: examples are about the same resources.
            let api = TestApi::start(contract, &[]).await;
            let ask = api.ask_without_body(operation, &api.fixture.example_variables);
            let ask = api.signed(ask, operation, &api.owner);

            let answer =
                api.call(ask.header("content-type", media_type).body(written(media_type, value))).await;

            let place = format!("{} {} {name}", contract.name, operation.id);
            assert!(answer.status.is_success(), "{place}: {} {}", answer.status, answer.text());
        }
    }
}

#[tokio::test]
async fn query_parameter_examples_are_accepted() {
    for (contract, operation) in operations() {
        for parameter in operation.parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let place = format!("{} {} {}", contract.name, operation.id, parameter["name"]);
            let examples: Vec<_> = match &parameter["example"] {
                Value::Null => panic!("{place} has no example"),
                // Each item is a parameter of its own.
                Value::Array(items) => items.iter().map(text).collect(),
                other => vec![text(other)],
            };
            let name = encode(parameter["name"].as_str().unwrap());
            let pairs: Vec<_> =
                examples.iter().map(|example| format!("{name}={}", encode(example))).collect();
            let api = TestApi::start(contract, &[]).await;
            let ask = api.ask_without_body(operation, &api.fixture.example_variables);
            let ask = api.signed(ask.query(&pairs.join("&")), operation, &api.owner);

            let answer = api.call(ask).await;

            assert!(answer.status.is_success(), "{place}: {} {}", answer.status, answer.text());
        }
    }
}

#[tokio::test]
async fn examples_of_all_request_members_are_accepted_together() {
    for (contract, operation) in operations() {
        let (Some(schema), Some((media_type, ..))) =
            (&operation.request_schema, operation.request_examples.first())
        else {
            continue;
        };
        let place = format!("{} {}", contract.name, operation.id);
        let body =
            composed(contract, schema).unwrap_or_else(|| panic!("{place} has no members with examples"));
        let api = TestApi::start(contract, &[]).await;
        let ask = api.ask_without_body(operation, &api.fixture.example_variables);
        let ask = api.signed(ask, operation, &api.owner);

        let answer = api.call(ask.header("content-type", media_type).body(written(media_type, &body))).await;

        assert!(answer.status.is_success(), "{place}: {} {}: {body}", answer.status, answer.text());
    }
}

/// These examples name the resource that the fixture's request example creates. Where the server chooses its id, the
/// example is the id of nothing.
#[tokio::test]
async fn path_and_header_examples_are_accepted() {
    for (contract, operation) in operations() {
        let takes = |location: &str| operation.parameters.iter().any(|parameter| parameter["in"] == location);
        if !takes("path") && !takes("header") {
            continue;
        }
        let (api, place) = (contract.name.as_str(), format!("{} {}", contract.name, operation.id));
        for parameter in &operation.parameters {
            assert!(parameter.get("example").is_some(), "{place}: {} has no example", parameter["name"]);
        }
        let server = TestServer::start().await;
        let fixture = Fixture::of(api);
        let credential = fixture.credential(&server, api, &fixture.owner).await;
        let (name, value) = fixture.header(contract, &credential);
        let (create, example) = fixture.parameter_examples.create.split_once('/').unwrap();
        let create = contract.operation(create);
        let body = create.request_examples.iter().find(|(_, name, _)| name == example);
        let created = server.ask(api, by_examples(create, body).header(&name, &value)).await;
        assert!(created.status.is_success(), "{place}: {}", created.text());

        let ask = by_examples(operation, operation.request_examples.first()).header(&name, &value);
        let answer = server.ask(api, ask).await;

        let expected = fixture.parameter_examples.status;
        assert_eq!(answer.status.as_u16(), expected, "{place}: {}", answer.text());
    }
}
