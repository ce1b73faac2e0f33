//! The documents' examples of responses are responses: for each, `tests/NAME/examples.yaml` has the requests after which
//! the server sends it: status, headers and body.
//!
//! An example and its response are compared member by member, and neither may have more. What the server generates differs
//! every time, and only its format is compared. Where the document itself says how a response comes about, it is derived
//! from there: see [`derived`]. An example without requests fails.

use std::collections::BTreeMap;
use std::time::Duration;

use contract_tests::{Answer, Ask, Contract, Operation, TestServer, contracts};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::fixture::{self, Fixture, plain};
use crate::script::{Script, Step, format_of};
use crate::test_api::{TestApi, encode, written};

/// How a server is brought to send the examples of one document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    /// Settings of the server, for responses of this status and above.
    #[serde(default)]
    settings: BTreeMap<u16, BTreeMap<String, Value>>,
    /// The members whose values the server generates.
    generated: BTreeMap<String, Generated>,
    /// Requests by `OPERATION STATUS EXAMPLE`, or `OPERATION STATUS` for all its examples. The last one's response is
    /// the example's.
    responses: BTreeMap<String, Vec<Step>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generated {
    #[allow(dead_code, reason = "it is for readers")]
    is: String,
    /// The operations whose responses equal the example all the same, because their requests move the clock.
    #[serde(default)]
    exact_in: Vec<String>,
}

/// An example and the server that is to send it.
struct Case<'a> {
    contract: &'static Contract,
    operation: &'static Operation,
    status: u16,
    name: &'static str,
    examples: &'a Examples,
}

impl Case<'_> {
    async fn response(&self, server: &TestServer, fixture: &Fixture, refused: &TestApi) -> Option<Answer> {
        let Self { contract, operation, status, name, examples } = self;
        let key = format!("{} {status}", operation.id);
        let steps = examples.responses.get(&format!("{key} {name}")).or_else(|| examples.responses.get(&key));
        let Some((last, before)) = steps.and_then(|steps| steps.split_last()) else {
            return derived(self, server, fixture, refused).await;
        };
        let placeholders = BTreeMap::new();
        let mut script = Script::start(server, contract, fixture, &[], &placeholders).await;
        for step in before {
            script.run(step).await.unwrap_or_else(|error| panic!("{} {key} {name}: {error}", contract.name));
        }
        script.send(last).await
    }

    fn is_generated(&self, member: &str) -> bool {
        let generated = self.examples.generated.get(member);
        generated.is_some_and(|generated| !generated.exact_in.contains(&self.operation.id))
    }
}

/// Returns the response that the document itself explains: to callers without credentials or permissions, about another
/// tenant's resource, past the rate limit, or to a request example.
async fn derived(
    case: &Case<'_>,
    server: &TestServer,
    fixture: &Fixture,
    refused: &TestApi,
) -> Option<Answer> {
    let Case { contract, operation, status, name, .. } = case;
    let credential = fixture.credential(server, &contract.name, &fixture.owner).await;
    let signed = |ask: Ask| {
        let (name, value) = fixture.header(contract, &credential);
        if operation.security.is_empty() { ask } else { ask.header(&name, value) }
    };
    match status {
        401 if !operation.security.is_empty() => Some(refused.call(refused.ask(operation)).await),
        403 if !operation.permissions.is_empty() => {
            let api = TestApi::start(contract, &operation.permissions).await;
            Some(api.call(api.ask_as(operation, api.restricted.as_ref()?)).await)
        }
        404 => Some(refused.call(refused.ask_as(operation, &refused.stranger)).await),
        429 => {
            // The wait that the header's example shows is left.
            server.advance(Duration::from_secs(48));
            let ask = signed(by_examples(operation, operation.request_examples.first()));
            server.ask(&contract.name, ask.clone()).await;
            Some(server.ask(&contract.name, ask).await)
        }
        200..300 if operation.takes_body() => {
            let named = operation.request_examples.iter().find(|(_, its_name, _)| its_name == name);
            let ask = by_examples(operation, named.or(operation.request_examples.first()));
            Some(server.ask(&contract.name, signed(ask)).await)
        }
        _ => None,
    }
}

/// Returns a call of an operation with the document's examples of its path and header parameters, and this body.
pub(crate) fn by_examples(operation: &Operation, body: Option<&(String, String, Value)>) -> Ask {
    let mut path = operation.path.clone();
    let mut headers = Vec::new();
    for parameter in &operation.parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let example = plain(&parameter["example"]);
        match parameter["in"].as_str() {
            Some("path") => path = path.replace(&format!("{{{name}}}"), &encode(&example)),
            Some("header") => headers.push((name, example)),
            // The others are sent one at a time, by a test of their own.
            _ => assert!(parameter["required"] != true, "{}: {name} is required", operation.id),
        }
    }
    let ask = Ask::new(operation.method.as_str(), path);
    let ask = headers.into_iter().fold(ask, |ask, (name, value)| ask.header(name, value));
    match body {
        Some((media_type, _, value)) => {
            ask.header("content-type", media_type).body(written(media_type, value))
        }
        None => ask,
    }
}

/// Describes where a response differs from its example.
fn differences(case: &Case<'_>, sent: &Value, example: &Value, pointer: &str) -> Vec<String> {
    match (sent, example) {
        (Value::Object(sent), Value::Object(example)) => member_differences(case, sent, example, pointer),
        (Value::Array(sent), Value::Array(example)) if sent.len() == example.len() => {
            let both = sent.iter().zip(example).enumerate();
            both.flat_map(|(index, (sent, example))| {
                differences(case, sent, example, &format!("{pointer}/{index}"))
            })
            .collect()
        }
        (sent, example) if equal(sent, example) => Vec::new(),
        _ => vec![format!("{pointer}: the example shows {example}, the server sends {sent}")],
    }
}

fn member_differences(
    case: &Case<'_>,
    sent: &Map<String, Value>,
    example: &Map<String, Value>,
    pointer: &str,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, value) in sent.iter().filter(|(name, _)| !example.contains_key(*name)) {
        wrong.push(format!("{pointer}/{name}: the server sends {value}, the example does not show it"));
    }
    for (name, example) in example {
        let pointer = format!("{pointer}/{name}");
        match sent.get(name) {
            None => {
                wrong.push(format!("{pointer}: the example shows {example}, the server does not send it"));
            }
            Some(sent) if case.is_generated(name) && example.is_string() => {
                if format(sent) != format(example) {
                    let example = format(example);
                    wrong.push(format!("{pointer}: the example shows {example}, the server sends {sent}"));
                }
            }
            Some(sent) => wrong.extend(differences(case, sent, example, &pointer)),
        }
    }
    wrong
}

/// Returns `true` if two scalars are equal. Times and decimals may be written with more or fewer digits.
fn equal(sent: &Value, example: &Value) -> bool {
    let time =
        |value: &Value| value.as_str().and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    match (time(sent), time(example)) {
        (Some(sent), Some(example)) => sent == example,
        _ => sent == example || (sent.is_number() && sent.as_f64() == example.as_f64()),
    }
}

/// Returns the format of a generated value.
fn format(value: &Value) -> String {
    let Some(text) = value.as_str() else { return format_of(value) };
    let is_token = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    match format_of(value).as_str() {
        "a text" if text.starts_with('/') => "a path".to_owned(),
        "a text" if text.is_empty() => "an empty text".to_owned(),
        "a text" if is_token(text) => format!("{} letters, digits, - and _", text.len()),
        known => known.to_owned(),
    }
}

/// Describes where headers differ from their examples, and collects the names of those that equal them.
fn header_differences(case: &Case<'_>, answer: &Answer, exact: &mut Vec<String>) -> Vec<String> {
    let format = |value: &str| {
        if value.parse::<u64>().is_ok() { "a number".to_owned() } else { format_of(&json!(value)) }
    };
    let mut wrong = Vec::new();
    let examples = case.operation.header_examples.iter().filter(|(status, ..)| *status == case.status);
    for (_, name, example) in examples {
        let example = plain(example);
        // A required header that is missing is a broken promise already.
        let Some(sent) = answer.header(name) else { continue };
        if sent == example || name == "X-Request-Id" {
            exact.push(name.clone());
        } else if format(&sent) != format(&example) {
            wrong.push(format!("header {name}: the example shows {example}, the server sends {sent}"));
        }
    }
    wrong
}

async fn check(contract: &'static Contract) -> Vec<String> {
    let api = contract.name.as_str();
    let examples: Examples = fixture::read(api, "examples.yaml");
    let fixture = Fixture::of(api);
    // Rejected calls change nothing, so one server is enough for all of them.
    let refused = TestApi::start(contract, &[]).await;
    let mut wrong = Vec::new();
    let mut exact_headers = Vec::new();
    for operation in &contract.operations {
        for (status, name, example) in &operation.response_examples {
            let place = format!("{api}.yaml {} {status} {name}", operation.id);
            let case = Case { contract, operation, status: *status, name, examples: &examples };
            let server = TestServer::start_with(|config| {
                let settings = examples.settings.iter().filter(|(its_status, _)| *its_status <= status);
                for (name, value) in settings.flat_map(|(_, settings)| settings) {
                    config.api(api).set(name, value.clone());
                }
            })
            .await;
            let Some(answer) = case.response(&server, &fixture, &refused).await else {
                wrong.push(format!("{place}: add the requests to tests/{api}/examples.yaml: {example}"));
                continue;
            };
            if answer.status.as_u16() != *status {
                wrong.push(format!("{place}: the server sends {} {}", answer.status, answer.text()));
                continue;
            }
            let mut found = differences(&case, &answer.json(), example, "");
            found.extend(header_differences(&case, &answer, &mut exact_headers));
            wrong.extend(found.into_iter().map(|found| format!("{place}: {found}")));
        }
    }
    for operation in &contract.operations {
        for (status, name, example) in &operation.header_examples {
            if !exact_headers.contains(name) {
                wrong
                    .push(format!("{api}.yaml {} {status}: no response has {name}: {example}", operation.id));
            }
        }
    }
    wrong
}

#[tokio::test]
async fn response_examples_are_what_the_server_sends() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        wrong.extend(check(contract).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn difference_between_example_and_response_is_found() {
    let contract = contract_tests::contract("portos");
    let examples: Examples = fixture::read("portos", "examples.yaml");
    let operation = contract.operation("customer_view");
    let case = Case { contract, operation, status: 200, name: "customer", examples: &examples };
    let sent = json!({
        "id": "a", "_v": 1, "cards": [{ "serialNumber": "1" }], "meta": {}, "traceId": "0b2a5b0c-6f0e-4c4a-9c57-3a4f3e0f6a51",
        "time": "2022-11-01T00:00:00Z", "credit": { "amount": 0.0 },
    });
    let changed =
        |changes: &Value| differences(&case, &sent, &crate::script::with(sent.clone(), changes), "");

    for same in [
        json!({}),
        json!({ "traceId": "caedbbbe-7d93-476f-b965-bf97cd7ce874" }),
        json!({ "time": "2022-11-01T01:00:00.00+01:00" }),
        json!({ "credit": { "amount": 0 } }),
    ] {
        assert_eq!(changed(&same), [""; 0], "{same}");
    }
    for (change, pointer) in [
        (json!({ "id": "b" }), "/id: the example shows \"b\", the server sends \"a\""),
        (json!({ "id": null }), "/id: the server sends"),
        (json!({ "phone": "1" }), "/phone: the example shows \"1\", the server does not send it"),
        (json!({ "_v": "1" }), "/_v: "),
        (json!({ "cards": [] }), "/cards: "),
        (json!({ "cards": [{ "serialNumber": "2" }] }), "/cards/0/serialNumber: "),
        (json!({ "meta": { "segment": "wholesale" } }), "/meta/segment: "),
        (json!({ "credit": { "amount": 0.5 } }), "/credit/amount: "),
        (json!({ "time": "2022-11-01T00:00:01Z" }), "/time: "),
        (json!({ "traceId": "somewhere" }), "/traceId: "),
    ] {
        let found = changed(&change);
        assert!(found.len() == 1 && found[0].starts_with(pointer), "{change}: {found:?}");
    }
}
