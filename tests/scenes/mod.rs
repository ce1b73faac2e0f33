//! The examples of answers are answers: for each there is a scene that makes the server say it, status, headers and body.
//!
//! What an example shows is held against what is said, member by member, and nothing may be missing on either side. What
//! the server makes up by itself cannot be the same twice, and is held to its form: see [`MADE_UP`].
//!
//! Where the document itself tells how an answer comes about, it is taken from there: see [`derived`]. Everything else is
//! told in the file of the API. An example without a scene fails.

mod carbonext;
mod dezwork;
mod portos;
mod reportei;
mod tradevest;

use std::time::Duration;

use contract_tests::{Answer, Ask, Contract, Operation, TestServer, contract, contracts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::examples::written;
use crate::isolation::Stage;
use crate::sources::form as form_of;

/// The members that the server makes up by itself: the API, the name, what it is, and the operations whose answers show it
/// just as the example does all the same, because their scene sets the clock.
const MADE_UP: &[(&str, &str, &str, &[&str])] = &[
    ("carbonext", "access_token", "a secret", &[]),
    ("carbonext", "refresh_token", "a secret", &[]),
    ("carbonext", "customerApplicationKey", "a secret", &[]),
    ("tradevest", "access_token", "a secret", &[]),
    ("tradevest", "customerId", "an id", &[]),
    ("tradevest", "createdOn", "the time", &[]),
    ("tradevest", "modifiedOn", "the time", &[]),
    ("tradevest", "cursor", "a text that means something to the server alone", &[]),
    ("tradevest", "requestId", "the call", &[]),
    ("portos", "tokenId", "a secret", &[]),
    ("portos", "traceId", "the call", &[]),
    ("portos", "instance", "the path, of which a response that operations share can show one only", &[]),
    ("reportei", "uuid", "an id", &[]),
    ("reportei", "api_token", "a secret", &[]),
    ("reportei", "created_at", "the time", CLOCK_IS_SET),
    ("reportei", "updated_at", "the time", CLOCK_IS_SET),
    // The vendor's other examples show a trial that is longer than the week which its page promises.
    ("reportei", "trial_ends_at", "the time, a week on", CLOCK_IS_SET),
    ("reportei", "path", "the address, where the server listens", &[]),
];

const CLOCK_IS_SET: &[&str] = &["customer_create", "customer_update"];

/// What it takes to make the server say one example: a server where nothing has happened yet, and who calls it.
struct Act<'a> {
    server: TestServer,
    contract: &'static Contract,
    operation: &'a Operation,
    status: u16,
    example: &'a str,
    /// The headers by which a caller who may do everything signs in.
    credentials: Vec<(&'static str, String)>,
}

impl Act<'_> {
    async fn start(
        contract: &'static Contract,
        operation: &'static Operation,
        status: u16,
        example: &'static str,
    ) -> Act<'static> {
        // With the limits of the document's examples, so that those of their headers are said too.
        let per_minute = if status == 429 { 1 } else { 60 };
        let server = TestServer::start_with(|config| {
            config.api("reportei").set("rate_limit", json!({ "per_minute": per_minute }));
        })
        .await;
        let credentials = credentials(&server, &contract.name).await;
        Act { server, contract, operation, status, example, credentials }
    }

    /// The operation, the status and the name of the example.
    fn key(&self) -> (&str, u16, &str) {
        (&self.operation.id, self.status, self.example)
    }

    fn signed(&self, ask: Ask) -> Ask {
        self.credentials.iter().fold(ask, |ask, (name, value)| ask.header(name, value))
    }

    /// A call by whoever may do everything.
    fn ask(&self, method: &str, target: &str) -> Ask {
        self.signed(Ask::new(method, target))
    }

    fn ask_json(&self, method: &str, target: &str, body: &Value) -> Ask {
        self.ask(method, target).json(body.to_string())
    }

    /// Something that has to have happened before: it has to succeed.
    async fn before(&self, ask: Ask) -> Value {
        let line = ask.line();
        let answer = self.server.ask(&self.contract.name, ask).await;
        assert!(answer.status.is_success(), "{:?}: {line}: {}", self.key(), answer.text());
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    /// An example of a request's body.
    fn request(&self, operation: &str, example: &str) -> Value {
        let examples = &self.contract.operation(operation).request_examples;
        let found = examples.iter().find(|(_, name, _)| name == example);
        found.unwrap_or_else(|| panic!("{operation} has no example {example}")).2.clone()
    }
}

/// The headers by which a caller of an API signs in who may do everything.
pub(crate) async fn credentials(server: &TestServer, api: &str) -> Vec<(&'static str, String)> {
    match api {
        "carbonext" | "tradevest" => {
            let form = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";
            let ask = Ask::new("POST", "/connect/token").header("content-type", FORM).body(form);
            let issued = server.ask(api, ask).await.json();
            let token = issued["access_token"].as_str().unwrap_or_else(|| panic!("{api}: {issued}"));
            vec![("authorization", format!("Bearer {token}"))]
        }
        "portos" => vec![("authorization", format!("Bearer {}", server.portos_token("demo").await))],
        "dezwork" => vec![("account-token", "demo-token".to_owned())],
        "reportei" => vec![("authorization", "Bearer demo-token".to_owned())],
        _ => panic!("{api}: say in tests/scenes/mod.rs how to sign in"),
    }
}

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// A call of an operation by the document's examples of its parameters, and this example of its body.
pub(crate) fn by_examples(operation: &Operation, body: Option<&(String, String, Value)>) -> Ask {
    let mut path = operation.path.clone();
    let mut headers = Vec::new();
    for parameter in &operation.parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let example = text(&parameter["example"]);
        match parameter["in"].as_str() {
            Some("path") => {
                let example = utf8_percent_encode(&example, NON_ALPHANUMERIC).to_string();
                path = path.replace(&format!("{{{name}}}"), &example);
            }
            Some("header") => headers.push((name, example)),
            // Each of these is left out as well as given: tests/examples.rs sends them, one at a time.
            _ => assert!(parameter["required"] != true, "{}: {name} has to be given", operation.id),
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

/// A value as a parameter writes it.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// An object with some members changed; those that are null here are taken away.
fn with(mut object: Value, changes: &Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    object
}

/// What the server says when an example's scene is set; nothing where no scene is known.
async fn said(act: &Act<'static>, stage: &Stage) -> Option<Answer> {
    let told = match act.contract.name.as_str() {
        "carbonext" => carbonext::scene(act).await,
        "tradevest" => tradevest::scene(act).await,
        "portos" => portos::scene(act).await,
        "dezwork" => dezwork::scene(act).await,
        "reportei" => reportei::scene(act).await,
        _ => None,
    };
    match told {
        Some(ask) => Some(act.server.ask(&act.contract.name, ask).await),
        None => derived(act, stage).await,
    }
}

/// What a document tells by itself: who is refused, and that an example of a request is answered.
async fn derived(act: &Act<'static>, stage: &Stage) -> Option<Answer> {
    let Act { contract, operation, status, .. } = act;
    let ask_twice = async |ask: Ask| {
        act.server.ask(&contract.name, ask.clone()).await;
        act.server.ask(&contract.name, ask).await
    };
    match status {
        // Nobody.
        401 if !operation.security.is_empty() => Some(stage.call(stage.ask(operation)).await),
        // Who lacks the permissions that the operation asks for.
        403 if !operation.permissions.is_empty() => {
            let stage = Stage::set(contract, &operation.permissions).await;
            let restricted = stage.scene.restricted.as_ref()?;
            Some(stage.call(stage.ask_as(operation, restricted)).await)
        }
        // Who speaks of what is another's.
        404 => Some(stage.call(stage.ask_as(operation, &stage.scene.stranger)).await),
        // Who calls again where one call is allowed. The wait is the one that the header's example shows.
        429 => {
            act.server.advance(Duration::from_secs(48));
            Some(ask_twice(act.signed(by_examples(operation, operation.request_examples.first()))).await)
        }
        // The request's example of the same name, or its first.
        200..300 if operation.takes_body() => {
            let named = operation.request_examples.iter().find(|(_, name, _)| name == act.example);
            let ask = by_examples(operation, named.or(operation.request_examples.first()));
            let ask = if operation.security.is_empty() { ask } else { act.signed(ask) };
            Some(act.server.ask(&contract.name, ask).await)
        }
        _ => None,
    }
}

/// Where an example shows something else than was said, by an API's operation.
fn differences(of: (&str, &str), said: &Value, example: &Value, pointer: &str) -> Vec<String> {
    match (said, example) {
        (Value::Object(said), Value::Object(example)) => members_differences(of, said, example, pointer),
        (Value::Array(said), Value::Array(example)) if said.len() == example.len() => {
            let both = said.iter().zip(example).enumerate();
            both.flat_map(|(index, (said, example))| {
                differences(of, said, example, &format!("{pointer}/{index}"))
            })
            .collect()
        }
        (said, example) if alike(said, example) => Vec::new(),
        _ => vec![format!("{pointer}: the example shows {example}, the server says {said}")],
    }
}

fn members_differences(
    of: (&str, &str),
    said: &Map<String, Value>,
    example: &Map<String, Value>,
    pointer: &str,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, value) in said.iter().filter(|(name, _)| !example.contains_key(*name)) {
        wrong.push(format!("{pointer}/{name}: the server says {value}, the example does not show it"));
    }
    for (name, example) in example {
        let pointer = format!("{pointer}/{name}");
        match said.get(name) {
            None => wrong.push(format!("{pointer}: the example shows {example}, the server does not say it")),
            Some(said) if is_made_up(of, name) && example.is_string() => {
                if form(said) != form(example) {
                    wrong.push(format!(
                        "{pointer}: the example shows {}, the server says {said}",
                        form(example)
                    ));
                }
            }
            Some(said) => wrong.extend(differences(of, said, example, &pointer)),
        }
    }
    wrong
}

fn is_made_up((api, operation): (&str, &str), name: &str) -> bool {
    MADE_UP.iter().any(|(its_api, its_name, _, shown_by)| {
        *its_api == api && *its_name == name && !shown_by.contains(&operation)
    })
}

/// Whether two values that hold no others are one. A time can be written with more or fewer digits, and a decimal too.
fn alike(said: &Value, example: &Value) -> bool {
    let time =
        |value: &Value| value.as_str().and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    match (time(said), time(example)) {
        (Some(said), Some(example)) => said == example,
        _ => said == example || (said.is_number() && said.as_f64() == example.as_f64()),
    }
}

/// What a value looks like that the server makes up.
fn form(value: &Value) -> String {
    let Some(text) = value.as_str() else { return form_of(value) };
    let is_token = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    match form_of(value).as_str() {
        "a text" if text.starts_with('/') => "a path".to_owned(),
        "a text" if text.is_empty() => "an empty text".to_owned(),
        "a text" if is_token(text) => format!("{} letters, digits, - and _", text.len()),
        known => known.to_owned(),
    }
}

/// Where the headers' examples show something else than was said, and those that show just that.
fn header_differences(act: &Act<'_>, answer: &Answer, exact: &mut Vec<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let examples = act.operation.header_examples.iter().filter(|(status, ..)| *status == act.status);
    for (_, name, example) in examples {
        let example = text(example);
        // One that is required and missing is the witness's to find.
        let Some(said) = answer.header(name) else { continue };
        if said == example || name == "X-Request-Id" {
            exact.push(name.clone());
        } else if header_form(&said) != header_form(&example) {
            wrong.push(format!("header {name}: the example shows {example}, the server says {said}"));
        }
    }
    wrong
}

/// What a header's value looks like: a number is one however large it is.
fn header_form(value: &str) -> String {
    if value.parse::<u64>().is_ok() { "a number".to_owned() } else { form_of(&json!(value)) }
}

/// Every example of an API's answers, one after the other.
async fn hold(api: &str) {
    let contract = contract(api);
    // Who is refused changes nothing, so one stage does for all who are.
    let stage = Stage::set(contract, &[]).await;
    let mut wrong = Vec::new();
    let mut said_headers = Vec::new();
    for operation in &contract.operations {
        for (status, name, example) in &operation.response_examples {
            let place = format!("{api}.yaml {} {status} {name}", operation.id);
            let act = Act::start(contract, operation, *status, name).await;
            let Some(answer) = said(&act, &stage).await else {
                wrong.push(format!(
                    "{place}: say in tests/scenes/{api}.rs how the server comes to say this: {example}"
                ));
                continue;
            };
            if answer.status.as_u16() != *status {
                wrong.push(format!("{place}: the server says {} {}", answer.status, answer.text()));
                continue;
            }
            let mut found = differences((api, &operation.id), &answer.json(), example, "");
            found.extend(header_differences(&act, &answer, &mut said_headers));
            wrong.extend(found.into_iter().map(|found| format!("{place}: {found}")));
        }
    }
    for operation in &contract.operations {
        for (status, name, example) in &operation.header_examples {
            if !said_headers.contains(name) {
                wrong.push(format!("{api}.yaml {} {status}: no answer says {name}: {example}", operation.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_document_has_its_scenes() {
    let names: Vec<_> = contracts().iter().map(|contract| contract.name.as_str()).collect();
    let held = [carbonext::API, dezwork::API, portos::API, reportei::API, tradevest::API];
    assert_eq!(names, held, "an API needs a file in tests/scenes, with a test that calls `hold`");
}

#[test]
fn what_an_example_shows_and_the_server_does_not_say_is_found() {
    let differences =
        |said: &Value, example: &Value| differences(("portos", "customer_view"), said, example, "");
    let said = json!({
        "id": "a", "_v": 1, "cards": [{ "serialNumber": "1" }], "meta": {}, "traceId": "0b2a5b0c-6f0e-4c4a-9c57-3a4f3e0f6a51",
        "time": "2022-11-01T00:00:00Z", "credit": { "amount": 0.0 },
    });
    let changed = |changes: &Value| differences(&said, &with(said.clone(), changes));

    for same in [
        json!({}),
        json!({ "traceId": "caedbbbe-7d93-476f-b965-bf97cd7ce874" }),
        json!({ "time": "2022-11-01T01:00:00.00+01:00" }),
        json!({ "credit": { "amount": 0 } }),
    ] {
        assert_eq!(changed(&same), [""; 0], "{same}");
    }
    for (change, pointer) in [
        (json!({ "id": "b" }), "/id: the example shows \"b\", the server says \"a\""),
        (json!({ "id": null }), "/id: the server says"),
        (json!({ "phone": "1" }), "/phone: the example shows \"1\", the server does not say it"),
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
