//! Tests of the tests: a promise that is broken on purpose is found, and an answer that no test reaches is missed.
//!
//! A stand-in for the server answers whatever it is told to; what the witness makes of it is what counts here.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use contract_tests::coverage::{self, Promised, Summary};
use contract_tests::{Ask, Contract, Witness, contract};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const REQUEST_ID: &str = "X-Request-Id: 0b2a5b0c-6f0e-4c4a-9c57-3a4f3e0f6a51";
const JSON: &str = "Content-Type: application/json";
const CUSTOMER: &str = "/customers/caedbbbe-7d93-476f-b965-bf97cd7ce874";

/// Method and target of a request; status, headers and body of its answer; what the witness has to say of it.
type BrokenPromise<'a> = ((&'a str, &'a str), &'a str, &'a [&'a str], Value, &'a str);

/// A server that gives the same answer to everything.
async fn upstream(status: &str, headers: &[&str], body: &str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let headers = headers.join("\r\n");
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n\r\n{body}"
    );
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    address
}

async fn witness(status: &str, headers: &[&str], body: &Value) -> Witness {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    Witness::start(contract("reportei"), upstream(status, headers, &body).await, "/reportei", false).await
}

fn customer() -> Value {
    json!({ "customer": {
        "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874", "name": "Ada", "created_at": "2024-09-24 17:07:34",
        "updated_at": "2024-09-24 17:07:34", "trial_ends_at": "2024-10-01 17:07:34", "is_paying": false,
        "merchant": "Reportei",
    } })
}

/// A customer with one member changed; `null` takes it away.
fn customer_with(member: &str, value: Value) -> Value {
    let mut body = customer();
    let members = body["customer"].as_object_mut().unwrap();
    if value.is_null() {
        members.remove(member);
    } else {
        members.insert(member.to_owned(), value);
    }
    body
}

#[tokio::test]
async fn an_answer_that_keeps_every_promise_passes_unchanged() {
    let witness = witness("200 OK", &[REQUEST_ID, JSON], &customer()).await;

    let answer = witness.ask(Ask::new("GET", CUSTOMER)).await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json(), customer());
    assert_eq!(witness.take_findings(), Vec::<String>::new());
}

#[tokio::test]
async fn every_kind_of_broken_promise_is_found_and_kept_from_the_caller() {
    let error = || json!({ "message": "no" });
    let good = &[REQUEST_ID, JSON][..];
    let view = ("GET", CUSTOMER);
    let cases: &[BrokenPromise] = &[
        (view, "202 Accepted", good, customer(), "status 202 is not documented"),
        (view, "403 Forbidden", good, error(), "status 403 is not documented"),
        (view, "500 Internal Server Error", good, error(), "the server failed"),
        (view, "200 OK", &[JSON], customer(), "header X-Request-Id is missing"),
        (view, "200 OK", &["X-Request-Id: 7", JSON], customer(), "header X-Request-Id: "),
        (view, "200 OK", &[REQUEST_ID, REQUEST_ID, JSON], customer(), "X-Request-Id is given more than once"),
        (view, "200 OK", &[REQUEST_ID], customer(), "Content-Type is \"\""),
        (
            view,
            "200 OK",
            &[REQUEST_ID, "Content-Type: text/json"],
            customer(),
            "Content-Type is \"text/json\"",
        ),
        (view, "200 OK", good, Value::Null, "the body is not JSON"),
        (view, "200 OK", good, json!({}), "\"customer\" is a required property"),
        (view, "200 OK", good, customer_with("is_paying", json!("no")), "/customer/is_paying: "),
        (view, "200 OK", good, customer_with("name", Value::Null), "\"name\" is a required property"),
        (view, "200 OK", good, customer_with("added", json!(1)), "'added' was unexpected"),
        (view, "200 OK", good, customer_with("uuid", json!("x".repeat(36))), "/customer/uuid: "),
        (view, "200 OK", good, customer_with("name", json!("é".repeat(256))), "/customer/name: "),
        (view, "200 OK", good, customer_with("created_at", json!("2024-02-30 00:00:00")), "sql-date-time"),
        (
            view,
            "200 OK",
            good,
            customer_with("created_at", json!("2024-09-24T17:07:34")),
            "/customer/created_at: ",
        ),
        (view, "401 Unauthorized", good, error(), "header WWW-Authenticate is missing"),
        (view, "429 Too Many Requests", good, error(), "header Retry-After is missing"),
        (
            view,
            "429 Too Many Requests",
            &[REQUEST_ID, JSON, "Retry-After: 0"],
            error(),
            "header Retry-After: ",
        ),
        (
            view,
            "429 Too Many Requests",
            &[REQUEST_ID, JSON, "Retry-After: soon"],
            error(),
            "header Retry-After: ",
        ),
        (
            view,
            "404 Not Found",
            good,
            json!({ "error_code": "x", "message": "no" }),
            "'error_code' was unexpected",
        ),
        (("HEAD", CUSTOMER), "200 OK", good, Value::Null, "status 405 is due, not 200"),
        (("PATCH", CUSTOMER), "405 Method Not Allowed", good, error(), "Allow is []"),
        (
            ("PATCH", CUSTOMER),
            "405 Method Not Allowed",
            &[REQUEST_ID, JSON, "Allow: GET, PUT"],
            error(),
            "Allow is [\"GET, PUT\"]",
        ),
        (("POST", "/customers/settings"), "404 Not Found", good, error(), "status 405 is due, not 404"),
        (("GET", "/customers/settings"), "404 Not Found", good, error(), "customer_settings"),
        (("GET", "/elsewhere"), "400 Bad Request", good, error(), "status 404 is due, not 400"),
        (("GET", "/elsewhere"), "404 Not Found", &[JSON], error(), "header X-Request-Id is missing"),
        (("GET", "/elsewhere"), "404 Not Found", good, json!({}), "the body has no \"message\""),
        (("GET", "/customers/%FF"), "200 OK", good, customer(), "status 400 or 404 is due"),
    ];
    for ((method, target), status, headers, body, expected) in cases {
        let witness = witness(status, headers, body).await;

        let answer = witness.ask_anyway(Ask::new(method, *target)).await;

        let findings = witness.take_findings().join("\n");
        assert!(findings.contains(expected), "{expected:?} for {method} {target} {status}: {findings:?}");
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{expected}");
        assert!(answer.body.is_empty() || answer.text().contains(&findings), "{}", answer.text());
        for shown in [*method, *target, *status] {
            assert!(findings.contains(shown), "{shown} is missing: {findings}");
        }
    }
}

#[tokio::test]
async fn a_failure_to_answer_is_found() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let witness = Witness::start(contract("reportei"), nobody, "/reportei", false).await;

    let answer = witness.ask_anyway(Ask::new("GET", "/customers")).await;

    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    assert!(witness.take_findings()[0].contains("there is no answer"), "{}", answer.text());
}

#[tokio::test]
async fn unknown_path_is_judged_by_the_shape_of_dropshot_s_errors() {
    let elsewhere = |status: &'static str, headers: &'static [&'static str], body: &'static str| async move {
        let upstream = upstream(status, headers, body).await;
        let witness = Witness::start(contract("dezwork"), upstream, "/dezwork", false).await;
        witness.ask_anyway(Ask::new("GET", "/elsewhere")).await;
        witness.take_findings().join("\n")
    };
    let json = &["X-Request-Id: x", JSON][..];
    let body = r#"{"request_id": "x", "message": "Not Found"}"#;

    assert_eq!(elsewhere("404 Not Found", json, body).await, "");
    for (status, headers, body, expected) in [
        ("404 Not Found", json, r#"{"request_id": "x"}"#, "the body has no \"message\""),
        (
            "404 Not Found",
            json,
            r#"{"request_id": "y", "message": "Not Found"}"#,
            "\"request_id\" differs from X-Request-Id",
        ),
        ("404 Not Found", json, "no", "the body is not JSON"),
        (
            "404 Not Found",
            &["X-Request-Id: x", "Content-Type: text/plain"],
            body,
            "Content-Type is \"text/plain\"",
        ),
        ("404 Not Found", &[JSON], body, "header X-Request-Id is missing"),
        ("403 Forbidden", json, body, "status 404 is due, not 403"),
    ] {
        let findings = elsewhere(status, headers, body).await;
        assert!(findings.contains(expected), "{expected:?}: {findings}");
    }
}

#[tokio::test]
async fn a_503_is_a_failure_unless_it_is_expected_and_says_when_to_come_back() {
    let overloaded = |is_expected: bool, headers: &'static [&'static str], body: &'static str| async move {
        let upstream = upstream("503 Service Unavailable", headers, body).await;
        let witness = Witness::start(contract("reportei"), upstream, "/reportei", false).await;
        if is_expected {
            witness.expect_overload();
        }
        witness.ask_anyway(Ask::new("GET", "/customers")).await;
        witness.take_findings().join("\n")
    };
    let whole = &[REQUEST_ID, JSON, "Retry-After: 1"][..];
    let body = r#"{"message": "later"}"#;

    assert_eq!(overloaded(true, whole, body).await, "");
    for (is_expected, headers, body, expected) in [
        (false, whole, body, "the server failed"),
        (true, &[REQUEST_ID, JSON], body, "Retry-After is None"),
        (true, &[REQUEST_ID, JSON, "Retry-After: 0"], body, "Retry-After is Some(\"0\")"),
        (true, &[REQUEST_ID, JSON, "Retry-After: soon"], body, "Retry-After is Some(\"soon\")"),
        (true, &[JSON, "Retry-After: 1"], body, "header X-Request-Id is missing"),
        (true, whole, r#"{"error": "later"}"#, "\"message\" is a required property"),
    ] {
        let findings = overloaded(is_expected, headers, body).await;
        assert!(findings.contains(expected), "{expected:?}: {findings}");
    }
}

#[tokio::test]
async fn a_request_id_that_comes_again_is_found() {
    let witness = witness("200 OK", &[REQUEST_ID, JSON], &customer()).await;

    witness.ask(Ask::new("GET", CUSTOMER)).await;
    witness.ask_anyway(Ask::new("GET", CUSTOMER)).await;

    assert!(witness.take_findings()[0].contains("named another call already"));
}

#[tokio::test]
async fn a_broken_promise_that_a_test_overlooks_fails_it_at_the_end() {
    let outcome = tokio::spawn(async {
        let witness = witness("202 Accepted", &[REQUEST_ID, JSON], &customer()).await;
        witness.ask_anyway(Ask::new("GET", CUSTOMER)).await;
    });

    let panic = outcome.await.unwrap_err().into_panic();

    let message = panic.downcast_ref::<String>().unwrap();
    assert!(
        message.contains("customer_view") && message.contains("status 202 is not documented"),
        "{message}"
    );
}

/// A document with one operation that answers 200 and 400.
fn small_contract() -> Contract {
    let yaml = "
        openapi: 3.0.3
        paths:
          /things:
            get:
              operationId: thing_list
              responses:
                '200': { description: Things. }
                '400':
                  description: No.
                  content: { application/json: { schema: { type: object } } }
    ";
    Contract::parse("small", yaml)
}

fn lines(text: &str) -> BTreeSet<Promised> {
    coverage::parse(text).unwrap()
}

#[test]
fn coverage_is_complete_where_every_documented_answer_was_seen_or_is_listed() {
    let contracts = [small_contract()];
    let summary = |uncovered| Ok(Summary { operations: 1, statuses: 2, uncovered });
    let both = lines("small thing_list 200\nsmall thing_list 400");
    let one = lines("small thing_list 200");
    let other = lines("# A comment.\n\nsmall thing_list 400\n");

    assert_eq!(coverage::compare(&contracts, &both, &BTreeSet::new()), summary(0));
    assert_eq!(coverage::compare(&contracts, &one, &other), summary(1));
    let text = Summary { operations: 7, statuses: 31, uncovered: 0 }.to_string();
    assert_eq!(text, "coverage: 7 operations, 31 statuses, 0 uncovered");
}

#[test]
fn coverage_fails_on_what_is_missed_and_on_lines_that_are_no_longer_needed() {
    let contracts = [small_contract()];
    let one = lines("small thing_list 200");

    for (listed, expected, reason) in [
        ("", "small thing_list 400: documented, but no test reaches it", "neither seen nor listed"),
        (
            "small thing_list 200\nsmall thing_list 400",
            "small thing_list 200: covered now: remove",
            "seen and listed",
        ),
        (
            "small thing_list 400\nsmall thing_list 404",
            "small thing_list 404: not documented: remove",
            "listed only",
        ),
    ] {
        let wrong = coverage::compare(&contracts, &one, &lines(listed)).unwrap_err();
        assert_eq!(wrong.len(), 1, "{reason}: {wrong:?}");
        assert!(wrong[0].starts_with(expected), "{reason}: {wrong:?}");
    }
    assert!(coverage::parse("small thing_list").is_err());
    assert!(coverage::parse("small thing_list ok").is_err());
}

#[test]
fn schemas_of_the_document_are_judged_as_openapi_means_them() {
    let example = |schema: &str, value: &str| {
        let yaml = format!(
            "
            paths:
              /things:
                get:
                  operationId: thing_list
                  responses:
                    '400':
                      description: No.
                      content: {{ application/json: {{ schema: {{ type: object }} }} }}
            components:
              parameters:
                p: {{ schema: {schema}, example: {value} }}
              schemas:
                Name: {{ type: string, minLength: 1 }}
            "
        );
        let examples = Contract::parse("small", &yaml).examples();
        assert_eq!(examples.len(), 1, "{schema}");
        examples[0].wrong.is_empty()
    };
    for (schema, value, fits) in [
        ("{ type: string, nullable: true }", "null", true),
        ("{ type: string }", "null", false),
        ("{ nullable: true, oneOf: [{ type: boolean }] }", "null", true),
        ("{ type: integer, minimum: 1, exclusiveMinimum: true }", "1", false),
        ("{ type: integer, minimum: 1, exclusiveMinimum: true }", "2", true),
        ("{ type: integer, maximum: 1, exclusiveMaximum: false }", "1", true),
        ("{ $ref: '#/components/schemas/Name' }", "''", false),
        ("{ type: array, items: { type: string, nullable: true } }", "[null]", true),
        ("{ type: object, properties: { nullable: { type: string } } }", "{ nullable: 1 }", false),
        ("{ type: string, format: uuid }", "x", false),
        ("{ type: string, format: sql-date-time }", "'2024-02-29 23:59:59'", true),
        ("{ type: string, format: sql-date-time }", "'2023-02-29 23:59:59'", false),
    ] {
        assert_eq!(example(schema, value), fits, "{schema}: {value}");
    }
}
