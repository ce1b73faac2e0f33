//! Portos: whatever is sent, the answer is a documented one that names every mistake.

use contract_tests::{Ask, TestServer, contract};
use serde_json::{Value, json};

const API: &str = "portos";

/// What is sent instead of a customer, why it is bad, and what has to be named.
type Case = (Value, &'static str, &'static [&'static str]);

fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }))
}

fn bad_customers() -> Vec<Case> {
    vec![
        (json!(null), "null", &["body"]),
        (json!([]), "an array", &["body"]),
        (json!({ "": 1 }), "a member without a name", &["\"\""]),
        (json!({ "FirstName": "Ada" }), "another case", &["FirstName"]),
        (json!({ "firstName": 1, "x": 1 }), "two mistakes", &["firstName", "x"]),
        (json!({ "firstName": "a\0" }), "NUL", &["firstName"]),
        (json!({ "firstName": "a\n" }), "a line break in a name", &["firstName"]),
        (json!({ "firstName": "a".repeat(256) }), "too long", &["firstName"]),
        (json!({ "note": "\u{7f}" }), "DEL in a note", &["note"]),
        (json!({ "externalId": "" }), "an empty external id", &["externalId"]),
        (json!({ "id": "" }), "an empty id", &["id"]),
        (json!({ "id": ".." }), "dots alone", &["id"]),
        (json!({ "id": "a/b" }), "a slash", &["id"]),
        (json!({ "id": "a".repeat(65) }), "an id too long", &["id"]),
        (json!({ "email": "nobody" }), "no e-mail address", &["email"]),
        (json!({ "isActive": null }), "null for a boolean", &["isActive"]),
        (json!({ "isActive": "true" }), "a text for a boolean", &["isActive"]),
        (json!({ "birthDate": "2023-02-29" }), "no such day", &["birthDate"]),
        (json!({ "birthDate": "-001-01-01" }), "a year before the first", &["birthDate"]),
        (json!({ "birthDate": "12345-1-01" }), "a year of five digits", &["birthDate"]),
        (json!({ "activationTime": "2023-01-01T00:00:00" }), "no offset", &["activationTime"]),
        (
            json!({ "activationTime": "9999-12-31T23:59:59-01:00" }),
            "past the end of time",
            &["activationTime"],
        ),
        (
            json!({ "expirationTime": "0000-01-01T00:00:00+01:00" }),
            "before its beginning",
            &["expirationTime"],
        ),
        (json!({ "discountRate": 100.01 }), "too large", &["discountRate"]),
        (json!({ "discountRate": -0.01 }), "below zero", &["discountRate"]),
        (json!({ "discountRate": 0.001 }), "three decimals", &["discountRate"]),
        (json!({ "discountRate": "10" }), "a text for a number", &["discountRate"]),
        (json!({ "discountRate": 1e300 }), "huge", &["discountRate"]),
        (json!({ "discountRate": 1e-300 }), "tiny", &["discountRate"]),
        (json!({ "credit": { "amount": -1e-29 } }), "less than any decimal", &["credit.amount"]),
        (json!({ "creditRate": 0.00001 }), "five decimals", &["creditRate"]),
        (json!({ "credit": { "amount": 1_000_000_000 } }), "too much", &["credit.amount"]),
        (json!({ "credit": { "amount": 0.005 } }), "half a cent", &["credit.amount"]),
        (json!({ "credit": null }), "null for credit", &["credit"]),
        (
            json!({ "address": { "coordinates": { "latitude": 90.1 } } }),
            "off the map",
            &["address.coordinates.latitude"],
        ),
        (json!({ "cards": [{}] }), "a card without a number", &["cards.0.serialNumber"]),
        (json!({ "cards": [{ "serialNumber": "" }] }), "an empty number", &["cards.0.serialNumber"]),
        (json!({ "cards": [null] }), "no card", &["cards.0"]),
        (json!({ "meta": [] }), "an array for meta", &["meta"]),
        (json!({ "meta": nested(33) }), "nested too deep", &["meta"]),
        (
            json!({ "cards": [{ "serialNumber": "1", "meta": nested(33) }] }),
            "nested too deep",
            &["cards.0.meta"],
        ),
        (json!({ "_v": -1 }), "a version below zero", &["_v"]),
        (json!({ "_v": 1.5 }), "half a version", &["_v"]),
    ]
}

#[tokio::test]
async fn what_is_no_customer_is_refused_and_every_mistake_named() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let mut wrong = Vec::new();
    for (body, reason, due) in bad_customers() {
        for (method, path) in [("POST", "/customers"), ("PUT", "/customers/one")] {
            let answer = server.ask(API, Ask::new(method, path).token(&token).json(body.to_string())).await;
            let answered = answer.json();
            let errors = answered["errors"].as_array().cloned().unwrap_or_default();
            let mut named: Vec<_> = errors.iter().filter_map(|error| error["memberName"].as_str()).collect();
            named.sort_unstable();
            named.dedup();
            if answer.status != 400 || answered["errorCode"] != 3 || named != due {
                wrong.push(format!("{method}, {reason}: {due:?} are due: {}", answer.text()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    let list = server.ask(API, Ask::new("GET", "/customers").token(&token)).await.json();
    assert_eq!(list["totalCount"], 0, "nothing has been created");
}

#[tokio::test]
async fn what_is_at_the_limit_is_accepted() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let cards: Vec<_> = (0..100).map(|number| json!({ "serialNumber": number.to_string() })).collect();
    for (body, reason) in [
        (
            json!({ "id": "a".repeat(64), "firstName": "🦀".repeat(255), "note": "a".repeat(4_000) }),
            "long texts",
        ),
        (
            json!({ "discountRate": 100, "creditRate": 99.9999, "credit": { "amount": -999_999_999.99 } }),
            "numbers",
        ),
        (
            json!({ "discountRate": 0.01, "creditRate": 0.0001, "credit": { "amount": 999_999_999.99 } }),
            "more numbers",
        ),
        (json!({ "meta": nested(32), "cards": cards }), "deep and many"),
        (
            json!({ "activationTime": "0000-01-01T00:00:00Z", "expirationTime": "9999-12-31T23:59:59.999999999Z" }),
            "times",
        ),
        (json!({ "activationTime": "2016-12-31T23:59:60Z", "birthDate": "0000-01-01" }), "a leap second"),
        (json!({ "activationTime": "2024-01-01t00:00:00.123456789z" }), "finer than is kept"),
        (json!({}), "nothing"),
    ] {
        let ask = Ask::new("POST", "/customers").token(&token).json(body.to_string());
        let created = server.ask(API, ask).await;
        assert_eq!(created.status, 201, "{reason}: {}", created.text());
        let id = created.json()["id"].as_str().unwrap().to_owned();
        let viewed = server.ask(API, Ask::new("GET", format!("/customers/{id}")).token(&token)).await.json();
        assert_eq!(viewed, created.json(), "{reason}: it comes back as it was created");
        let ask = Ask::new("PUT", format!("/customers/{id}")).token(&token).json(viewed.to_string());
        assert_eq!(server.ask(API, ask).await.status, 200, "{reason}: it can be sent back");
    }
    let list = server.ask(API, Ask::new("GET", "/customers?$take=1000").token(&token)).await;
    assert_eq!(list.json()["count"], 8);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let open = "[".repeat(10_000);
    for (method, path) in [("POST", "/api/auth"), ("POST", "/customers"), ("PUT", "/customers/one")] {
        let ask = || Ask::new(method, path).token(&token);
        for (ask, reason) in [
            (ask(), "no body"),
            (ask().json(""), "an empty body"),
            (ask().json("{"), "JSON that breaks off"),
            (ask().json("{}x"), "garbage behind it"),
            (ask().json(&b"{\"UserName\": \"\xff\"}"[..]), "not UTF-8"),
            (ask().json(open.clone()), "nested very deep"),
            (ask().json(format!("{{\"note\": \"{}\"}}", "a".repeat(1 << 20))), "1 MiB"),
            (ask().header("content-type", "text/plain").body("{}"), "text"),
            (
                ask().json(r#"{"UserName": {}, "Password": 1, "DeviceName": "a\u0000", "id": 1}"#),
                "wrong types",
            ),
        ] {
            let answer = server.ask(API, ask).await;
            assert_eq!(answer.status, 400, "{method} {path}, {reason}: {}", answer.text());
            assert_eq!(answer.json()["errorCode"], 3, "{reason}");
        }
    }
}

#[tokio::test]
async fn a_path_that_names_no_customer_is_refused_as_documented() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let long = "a".repeat(5_000);
    for id in ["%00", "a%2Fb", "%20", "'%20OR%201=1--", "\u{e9}", "a%0Ab", &long] {
        let path = format!("/customers/{id}");
        for (method, status) in [("GET", 404), ("DELETE", 404), ("PUT", 400)] {
            let ask = Ask::new(method, path.as_str()).token(&token).json("{}");
            assert_eq!(server.ask(API, ask).await.status, status, "{method} {id}");
        }
    }
    for path in ["", "/", "/api", "/api/auth/x", "/Customers", "/customers/a/b", "/customers%2Fa"] {
        assert_eq!(server.ask(API, Ask::new("GET", path).token(&token)).await.status, 404, "{path}");
    }
    for operation in &contract(API).operations {
        let path = operation.path.replace("{id}", "one");
        assert_eq!(server.ask(API, Ask::new("PATCH", path).token(&token)).await.status, 405);
    }
}

#[tokio::test]
async fn a_token_is_exactly_one_good_one() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    for value in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Basic {token}"),
        token.clone(),
        format!("Bearer {}", &token[1..]),
        format!("Bearer {}", token.to_uppercase()),
        format!("Bearer {token} x"),
        "Bearer demo-secret".to_owned(),
        "Bearer demo".to_owned(),
        format!("Bearer {}", "a".repeat(8_000)),
    ] {
        let ask = Ask::new("GET", "/customers").header("authorization", value.as_str());
        assert_eq!(server.ask(API, ask).await.status, 401, "{value}");
    }
    let two = Ask::new("GET", "/customers").token(&token).token(&token);
    assert_eq!(server.ask(API, two).await.status, 401, "two tokens");
    let ask = Ask::new("GET", "/customers").header("authorization", format!("bearer {token}"));
    assert_eq!(server.ask(API, ask).await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_told_so_in_one_sentence() {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let ask = Ask::new("POST", "/customers").token(&token).json(vec![b' '; 1 << 20]);

    let answer = server.ask(API, ask).await;

    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["detail"], "body is longer than 262144 bytes: send less at a time");
}
