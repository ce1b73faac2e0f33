//! Whatever is sent, the answer is a documented one that names every mistake, and the server goes on serving.
//!
//! The witness checks status, shape and headers of each answer; the tables say which status it has to be and which fields
//! have to be named.

use contract_tests::{Ask, TestServer, contract};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::{Value, json};
use uuid::Uuid;

const API: &str = "reportei";
const TOKEN: &str = "demo-token";
/// What may stand in a message as the name of a whole body that cannot be read.
const BODY: &[&str] = &["body"];
const NAME: &[&str] = &["name"];
const IS_PAYING: &[&str] = &["is_paying"];
const UUID: &[&str] = &["uuid"];

/// What a UUID is made of, and `-`: percent signs may stand for all of it.
const DIGITS_AND_LETTERS: &AsciiSet = &NON_ALPHANUMERIC
    .add(b'0')
    .add(b'1')
    .add(b'2')
    .add(b'a')
    .add(b'b')
    .add(b'c')
    .add(b'd')
    .add(b'e')
    .add(b'f');

/// An input, why it is bad (or not), the status that it gets, and the fields that have to be named. For no field,
/// `errors` is not looked at.
type Case = (Ask, String, u16, &'static [&'static str]);

/// An operation that takes a body: method, path, a good body, the status that it gets.
type WithBody = (&'static str, String, &'static str, u16);

async fn new_customer(server: &TestServer) -> Uuid {
    let ask = Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": "Ada"}"#);
    let created = server.ask(API, ask).await.json();
    created["customer"]["uuid"].as_str().unwrap().parse().unwrap()
}

fn with_body(uuid: Uuid) -> [WithBody; 3] {
    [
        ("POST", "/customers".to_owned(), r#"{"name": "Ada"}"#, 201),
        ("PUT", format!("/customers/{uuid}"), r#"{"name": "Ada"}"#, 200),
        ("POST", format!("/customers/{uuid}/update-payment-status"), r#"{"is_paying": true}"#, 200),
    ]
}

/// A good request for every operation, not signed in.
fn good(uuid: Uuid) -> Vec<Ask> {
    let mut asks = vec![
        Ask::new("GET", "/customers"),
        Ask::new("GET", "/customers/settings").header("x-customer-token", "x"),
        Ask::new("GET", format!("/customers/{uuid}")),
    ];
    asks.extend(with_body(uuid).into_iter().map(|(method, path, body, _)| Ask::new(method, path).json(body)));
    asks.push(Ask::new("DELETE", format!("/customers/{uuid}")));
    assert_eq!(asks.len(), contract(API).operations.len(), "an operation is missing here");
    asks
}

/// Asks each case, looks at the answer, and makes sure that the server still serves afterwards.
async fn check(server: &TestServer, cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for (ask, reason, status, fields) in cases {
        let line: String = ask.line().chars().take(120).collect();
        let answer = server.witness(API).ask_anyway(ask).await;
        let case = format!("{line}, {reason}");
        if answer.status.as_u16() != status {
            let text: String = answer.text().chars().take(1_000).collect();
            wrong.push(format!("{case}: {status} is due, not {}: {text}", answer.status));
        } else if !fields.is_empty() {
            let named = answer.json()["errors"].as_object().cloned().unwrap_or_default();
            let mut named: Vec<_> = named.keys().map(String::as_str).collect();
            let mut due = fields.to_vec();
            named.sort_unstable();
            due.sort_unstable();
            if named != due {
                wrong.push(format!(
                    "{case}: {due:?} are at fault, but named are {named:?}: {}",
                    answer.text()
                ));
            }
        }
    }
    // Every broken promise is in `wrong` already, by its 502.
    let findings = server.witness(API).take_findings();
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(findings.is_empty(), "{}", findings.join("\n\n"));
    let answer = server.ask(API, Ask::new("GET", "/customers").token(TOKEN)).await;
    assert_eq!(answer.status.as_u16(), 200, "the server still serves");
}

fn case(ask: Ask, reason: &str, status: u16, fields: &'static [&'static str]) -> Case {
    (ask.token(TOKEN), reason.to_owned(), status, fields)
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases = Vec::new();
    for (method, path, body, _) in with_body(uuid) {
        let ask = || Ask::new(method, path.as_str());
        let open = "[".repeat(10_000);
        let closed = format!("{open}{}", "]".repeat(10_000));
        let inner = format!(r#"{{"name": {closed}, "is_paying": {closed}}}"#);
        let bodies: Vec<(Vec<u8>, &str)> = vec![
            ("".into(), "an empty body"),
            (" \r\n\t".into(), "blanks"),
            (body[..body.len() - 1].into(), "JSON that breaks off"),
            (format!("{body}x").into(), "garbage behind it"),
            (format!("{body}{body}").into(), "twice"),
            (format!("{body}\0").into(), "a NUL behind it"),
            (body.replace('"', "'").into(), "single quotes"),
            (body.replace('}', ",}").into(), "a comma too many"),
            (body.replace('}', "} // done").into(), "a comment"),
            (r#"{"name": NaN, "is_paying": NaN}"#.into(), "NaN"),
            (r#"{"name": "\ud800", "is_paying": "\ud800"}"#.into(), "half a surrogate pair"),
            ("{\"name\": \"a\nb\", \"is_paying\": \"\n\"}".into(), "a line break in a string"),
            (b"{\"name\": \"\xff\", \"is_paying\": \"\xff\"}".into(), "not UTF-8"),
            (b"\xfe\xff\0{\0}".into(), "UTF-16"),
            (vec![0; 1000], "NULs"),
            ("null".into(), "null"),
            ("[]".into(), "an array"),
            ("true".into(), "a boolean"),
            ("1".into(), "a number"),
            (format!("{body:?}").into(), "a string"),
            (format!("[{body}]").into(), "wrapped in an array"),
            (open.into(), "nested very deep, and never closed"),
            (closed.into(), "nested very deep"),
            (inner.into(), "nested very deep inside"),
        ];
        cases.push(case(ask(), "no body", 400, BODY));
        cases.extend(bodies.into_iter().map(|(body, reason)| case(ask().json(body), reason, 400, BODY)));
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_body_of_another_size_or_kind_is_refused() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases = Vec::new();
    for (method, path, body, status) in with_body(uuid) {
        let ask = || Ask::new(method, path.as_str());
        let large = format!("{{\"name\": \"{}\"}}", "a".repeat(1 << 20));
        let blanks = format!("{}{body}", " ".repeat(1 << 20));
        let form = "name=Ada&is_paying=true";
        let typed =
            |media_type: &str, body: &str| ask().header("content-type", media_type).body(body.to_owned());
        cases.extend([
            case(ask().json(large.clone()), "1 MiB", 400, &[]),
            case(ask().json(large).chunked(), "1 MiB in chunks", 400, &[]),
            case(ask().json(blanks.clone()), "1 MiB of blanks", 400, &[]),
            case(ask().json(blanks).chunked(), "1 MiB of blanks in chunks", 400, &[]),
            case(typed("text/plain", body), "text", 400, &[]),
            case(typed("application/xml", body), "XML", 400, &[]),
            case(typed("application/jsonx", body), "what only begins like JSON", 400, &[]),
            case(typed("", body), "an empty Content-Type", 400, &[]),
            case(typed("application/x-www-form-urlencoded", form), "a form", 400, &[]),
            case(typed("application/x-www-form-urlencoded", body), "JSON that says it is a form", 400, &[]),
            case(typed("multipart/form-data; boundary=x", "--x--"), "parts of a form", 400, &[]),
            case(typed("application/json", form), "a form that says it is JSON", 400, BODY),
            case(ask().json(body).chunked(), "good, and in chunks", status, &[]),
            case(typed("application/json; charset=utf-8", body), "good, and says its charset", status, &[]),
            case(typed("APPLICATION/JSON", body), "good, and in capitals", status, &[]),
            case(ask().body(body), "good, without Content-Type", status, &[]),
            case(ask().json(format!("\r\n\t {body} \n")), "good, with blanks around it", status, &[]),
        ]);
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_name_is_held_to_its_limits() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases = Vec::new();
    for (method, path, _, good) in with_body(uuid).into_iter().take(2) {
        let names: [(Value, &str, u16); 29] = [
            (json!(""), "empty", 400),
            (json!(" "), "blank", 400),
            (json!("   "), "blanks", 400),
            (json!("a\0b"), "NUL", 400),
            (json!("a\nb"), "a line break", 400),
            (json!("Ada\n"), "a line break at its end", 400),
            (json!("\tAda"), "a tab", 400),
            (json!("a\u{1b}[31m"), "an escape", 400),
            (json!("a\u{1f}"), "the last of the control characters", 400),
            (json!("a\u{7f}"), "DEL", 400),
            (json!("a".repeat(256)), "256 letters", 400),
            (json!("é".repeat(256)), "256 letters of two bytes", 400),
            (json!("🦀".repeat(256)), "256 letters of four bytes", 400),
            (json!(" ".repeat(256)), "256 blanks", 400),
            (json!("a".repeat(100_000)), "100,000 letters", 400),
            (json!(null), "null", 400),
            (json!(1), "a number", 400),
            (json!(true), "a boolean", 400),
            (json!(["Ada"]), "an array", 400),
            (json!({ "name": "Ada" }), "an object", 400),
            (json!("a"), "one letter", good),
            (json!("🦀"), "one letter of four bytes", good),
            (json!("a".repeat(255)), "255 letters", good),
            (json!("é".repeat(255)), "255 letters of two bytes", good),
            (json!("🦀".repeat(255)), "255 letters of four bytes", good),
            (json!(format!("{}a", " ".repeat(254))), "254 blanks and a letter", good),
            (json!(" Ada "), "blanks around it", good),
            (json!("~"), "what comes before DEL", good),
            (json!("null"), "the word null", good),
        ];
        for (name, reason, status) in names {
            let ask = Ask::new(method, path.as_str()).json(json!({ "name": name }).to_string());
            cases.push(case(ask, reason, status, if status == 400 { NAME } else { &[] }));
        }
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_payment_status_is_true_or_false_and_nothing_like_it() {
    let server = TestServer::start().await;
    let path = format!("/customers/{}/update-payment-status", new_customer(&server).await);
    let mut cases = Vec::new();
    for value in [json!("true"), json!(1), json!(0), json!(null), json!([true]), json!({}), json!("")] {
        let ask = Ask::new("POST", path.as_str()).json(json!({ "is_paying": value }).to_string());
        cases.push(case(ask, &value.to_string(), 400, IS_PAYING));
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn members_are_the_documented_ones_each_once_and_every_mistake_is_named() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases = Vec::new();
    for (method, path, ..) in with_body(uuid).into_iter().take(2) {
        let bodies: [(&str, &str, &'static [&'static str]); 7] = [
            ("{}", "nothing", NAME),
            (r#"{"Name": "Ada"}"#, "the name in another case", &["name", "Name"]),
            (r#"{"name": "Ada", "nmae": 1}"#, "an unknown member", &["nmae"]),
            (r#"{"name": "Ada", "": 1}"#, "a member without a name", &[""]),
            (
                r#"{"name": "Ada", "uuid": "x", "is_paying": true}"#,
                "what a client cannot set",
                &["uuid", "is_paying"],
            ),
            (r#"{"name": "", "a/b": 1, "c": null}"#, "three mistakes", &["name", "a/b", "c"]),
            (r#"{"name": "Ada", "__proto__": {}}"#, "a name that means something elsewhere", &["__proto__"]),
        ];
        for (body, reason, fields) in bodies {
            cases.push(case(Ask::new(method, path.as_str()).json(body), reason, 400, fields));
        }
    }
    let pay = |body: &'static str, uuid: &str| {
        Ask::new("POST", format!("/customers/{uuid}/update-payment-status")).json(body)
    };
    let put = |body: &'static str| Ask::new("PUT", "/customers/x").json(body);
    let uuid = uuid.to_string();
    cases.extend([
        case(pay("{}", &uuid), "nothing", 400, IS_PAYING),
        case(pay(r#"{"is_paying": 1, "name": "Ada"}"#, &uuid), "two mistakes", 400, &["is_paying", "name"]),
        case(
            pay(r#"{"is_paying": 1, "x": 1}"#, "x"),
            "mistakes in path and body",
            400,
            &["uuid", "is_paying", "x"],
        ),
        case(put(r#"{"name": "", "x": 1}"#), "mistakes in path and body", 400, &["uuid", "name", "x"]),
        case(put("{"), "mistakes in path and body", 400, &["uuid", "body"]),
    ]);
    check(&server, cases).await;
}

#[tokio::test]
async fn query_parameters_are_held_to_their_limits_and_every_mistake_is_named() {
    let server = TestServer::start().await;
    let all: &[&str] = &["page", "per_page", "sortBy", "descending"];
    let queries: &[(&str, &str, u16, &'static [&'static str])] = &[
        ("page=0", "below the first", 400, &["page"]),
        ("page=-1", "negative", 400, &["page"]),
        ("page=2147483648", "past 32 bits", 400, &["page"]),
        ("page=99999999999999999999", "past 64 bits", 400, &["page"]),
        ("page=1.5", "a fraction", 400, &["page"]),
        ("page=1e0", "an exponent", 400, &["page"]),
        ("page=one", "a word", 400, &["page"]),
        ("page=", "empty", 400, &["page"]),
        ("page", "without a value", 400, &["page"]),
        ("page=%20", "blank", 400, &["page"]),
        ("page=1%00", "a NUL", 400, &["page"]),
        ("page=%FF", "not UTF-8", 400, &["page"]),
        ("page=1&page=2", "twice", 400, &["page"]),
        ("page=1&page=1", "twice the same", 400, &["page"]),
        ("per_page=0", "below the least", 400, &["per_page"]),
        ("per_page=101", "past the most", 400, &["per_page"]),
        ("sortBy=unknown", "unknown", 400, &["sortBy"]),
        ("sortBy=Name", "in another case", 400, &["sortBy"]),
        ("sortBy=", "empty", 400, &["sortBy"]),
        ("sortBy=name%3B%20DROP%20TABLE%20reportei_customers", "an attack", 400, &["sortBy"]),
        ("descending=maybe", "no boolean", 400, &["descending"]),
        ("descending=1", "a number for a boolean", 400, &["descending"]),
        ("page=0&per_page=101&sortBy=x&descending=x", "all of them", 400, all),
        ("page=2147483647&per_page=100", "at the most", 200, &[]),
        ("page=1&per_page=1", "at the least", 200, &[]),
        ("pa%67e=1", "a name that is written otherwise", 200, &[]),
        ("unknown=1&PAGE=0&page[]=0", "unknown parameters", 200, &[]),
        ("", "nothing", 200, &[]),
        ("&&&", "only separators", 200, &[]),
        ("%00=%00", "a NUL for a name", 200, &[]),
    ];
    let ask = |query: &str| Ask::new("GET", format!("/customers?{query}"));
    let mut cases: Vec<_> = queries
        .iter()
        .map(|(query, reason, status, fields)| case(ask(query), reason, *status, fields))
        .collect();
    cases.push(case(ask(&format!("x={}", "a".repeat(20_000))), "a very long one", 200, &[]));
    cases.push(case(ask(&"a=1&".repeat(5_000)), "very many", 200, &[]));
    check(&server, cases).await;
}

#[tokio::test]
async fn a_path_that_names_no_customer_is_refused_as_documented() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await.to_string();
    let long = "a".repeat(10_000);
    // The status of a deletion stands alone: to it, what is no UUID names no customer.
    let segments: Vec<(String, &str, u16, u16)> = vec![
        ("x".into(), "a letter", 400, 404),
        ("1".into(), "a number", 400, 404),
        ("Settings".into(), "the literal in another case", 400, 404),
        (uuid.replace('-', ""), "a UUID without dashes", 400, 404),
        (format!("%7B{uuid}%7D"), "a UUID in braces", 400, 404),
        (format!("urn:uuid:{uuid}"), "a URN", 400, 404),
        (uuid.replace('-', "_"), "a UUID with other dashes", 400, 404),
        (format!("{uuid}0"), "a digit too many", 400, 404),
        (uuid[..35].into(), "a digit too few", 400, 404),
        ("g".repeat(36), "36 letters that are no digits", 400, 404),
        ("%C3%A9".repeat(36), "36 letters of two bytes", 400, 404),
        (format!("{uuid}%00"), "a NUL behind it", 400, 404),
        (format!("%20{uuid}"), "a blank before it", 400, 404),
        ("%00".into(), "a NUL", 400, 404),
        ("%2F".into(), "a slash", 400, 404),
        ("%5C..%5C".into(), "backslashes", 400, 404),
        ("..%2F..%2Fetc%2Fpasswd".into(), "a way out", 400, 404),
        ("'%20OR%201=1--".into(), "an attack", 400, 404),
        (long, "10,000 letters", 400, 404),
        (Uuid::nil().to_string(), "the nil UUID", 404, 404),
        (Uuid::new_v4().to_string(), "nobody's UUID", 404, 404),
    ];
    let mut cases = Vec::new();
    for (segment, reason, status, deleted) in segments {
        let path = format!("/customers/{segment}");
        let fields = if status == 400 { UUID } else { &[] };
        cases.extend([
            case(Ask::new("GET", path.as_str()), reason, status, fields),
            case(Ask::new("PUT", path.as_str()).json(r#"{"name": "Ada"}"#), reason, status, fields),
            case(Ask::new("DELETE", path.as_str()), reason, deleted, &[]),
        ]);
        let pay = Ask::new("POST", format!("{path}/update-payment-status"));
        cases.push(case(pay.json(r#"{"is_paying": true}"#), reason, status, fields));
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_uuid_may_be_written_in_capitals_and_percent_signs() {
    let server = TestServer::start().await;
    let mut cases = Vec::new();
    let capitals = |uuid: Uuid| uuid.to_string().to_uppercase();
    let percent_signs =
        |uuid: Uuid| percent_encode(uuid.to_string().as_bytes(), DIGITS_AND_LETTERS).to_string();
    for write in [capitals, percent_signs] {
        let path = format!("/customers/{}", write(new_customer(&server).await));
        let pay = Ask::new("POST", format!("{path}/update-payment-status"));
        cases.extend([
            case(Ask::new("GET", path.as_str()), "good", 200, &[]),
            case(Ask::new("PUT", path.as_str()).json(r#"{"name": "Ada"}"#), "good", 200, &[]),
            case(pay.json(r#"{"is_paying": true}"#), "good", 200, &[]),
            case(Ask::new("DELETE", path.as_str()), "good", 200, &[]),
        ]);
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn percent_encoded_literal_is_not_an_operations_path() {
    let server = TestServer::start().await;
    let settings = Ask::new("GET", "/customers/sett%69ngs").header("x-customer-token", "x");
    let cases = vec![
        case(settings, "a variable instead of the literal", 400, &["uuid"]),
        case(Ask::new("GET", "/c%75stomers"), "no path", 404, &[]),
    ];
    check(&server, cases).await;
}

#[tokio::test]
async fn a_query_that_an_operation_does_not_take_makes_no_difference() {
    let server = TestServer::start().await;
    let mut cases = Vec::new();
    for query in ["x=1", "page=0", "uuid=x", "%00", "x=%FF"] {
        let uuid = new_customer(&server).await;
        for (ask, status) in [
            (Ask::new("GET", format!("/customers/{uuid}?{query}")), 200),
            (Ask::new("PUT", format!("/customers/{uuid}?{query}")).json(r#"{"name": "Ada"}"#), 200),
            (Ask::new("GET", format!("/customers/settings?{query}")).header("x-customer-token", "x"), 401),
            (Ask::new("DELETE", format!("/customers/{uuid}?{query}")), 200),
        ] {
            cases.push(case(ask, "a query that is not taken", status, &[]));
        }
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_path_that_does_not_exist_is_not_found_in_the_apis_own_shape() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases = Vec::new();
    for path in [
        "",
        "/",
        "/customer",
        "/Customers",
        "/customersx",
        "/customers.json",
        "/customers%2F",
        "/customers/settings/x",
        "/customers/x/y",
        "/customers/x/update-payment-status/y",
        "/customers/x/Update-Payment-Status",
        "/customers//update-payment-status/x",
        "/v1/customers",
        "/openapi.json",
        "/%00",
        "/\u{e9}",
    ] {
        for method in ["GET", "POST", "DELETE", "OPTIONS"] {
            cases.push(case(Ask::new(method, path), "no such path", 404, &[]));
        }
        cases.push((Ask::new("GET", path), "no such path, not signed in".to_owned(), 404, &[]));
    }
    check(&server, cases).await;

    // These cannot be read at all, so that the server may also say 400; the witness sees to the rest.
    for path in
        ["/customers/..", "/customers/%2e%2e/customers", "/..", "/./customers", "/customers/%FF", "/%C3%28"]
    {
        let answer = server.ask(API, Ask::new("GET", path).token(TOKEN)).await;
        assert!([400, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
    }
    let answer = server.ask(API, Ask::new("GET", format!("/customers/{uuid}")).token(TOKEN)).await;
    assert_eq!(answer.status.as_u16(), 200);
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused_with_those_that_it_has() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await.to_string();
    let operations = &contract(API).operations;
    let mut cases = Vec::new();
    for operation in operations {
        let path = operation.path.replace("{uuid}", &uuid);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"] {
            if operations.iter().any(|one| one.path == operation.path && one.method.as_str() == method) {
                continue;
            }
            let ask = || Ask::new(method, path.as_str());
            cases.push(case(ask(), "no such method", 405, &[]));
            cases.push((ask(), "no such method, not signed in".to_owned(), 405, &[]));
            if method != "TRACE" {
                cases.push(case(ask().json("{"), "no such method, with a broken body", 405, &[]));
            }
        }
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn a_token_that_is_not_exactly_one_good_one_is_refused_whatever_else_is_sent() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases: Vec<Case> = Vec::new();
    for ask in good(uuid) {
        let with = |value: &[u8]| ask.clone().header("authorization", value);
        let long = format!("Bearer {}", "a".repeat(8_000));
        let asks = [
            (ask.clone(), "no token"),
            (with(b""), "an empty header"),
            (with(b"Bearer"), "a scheme without a token"),
            (with(b"Bearer "), "an empty token"),
            (with(b"Bearer  "), "a blank token"),
            (with(b"Bearer wrong"), "a wrong token"),
            (with(b"Bearer demo-toke"), "all of the token but its end"),
            (with(b"Bearer demo-tokenx"), "a letter too many"),
            (with(b"Bearer DEMO-TOKEN"), "the token in capitals"),
            (with(b"Bearer demo-token x"), "something behind the token"),
            (with(b"Bearer demo-token,Bearer demo-token"), "two tokens in one"),
            (with(b"Bearer \"demo-token\""), "the token in quotes"),
            (with(b"demo-token"), "a token without a scheme"),
            (with(b"Bearerdemo-token"), "no blank between"),
            (with(b"Bearer=demo-token"), "an equals sign between"),
            (with(b"Basic demo-token"), "another scheme"),
            (with(b"Basic ZGVtby10b2tlbjo="), "the token as a user name"),
            (with(b"Token demo-token"), "yet another scheme"),
            (with("Bearer demo-t\u{f6}ken".as_bytes()), "a token in UTF-8"),
            (with(b"Bearer \xff\xfe"), "bytes of no text"),
            (with(long.as_bytes()), "a very long token"),
            (ask.clone().header("x-access-token", TOKEN), "the token in another header"),
            (ask.clone().header("cookie", "token=demo-token"), "the token in a cookie"),
        ];
        cases.extend(asks.map(|(ask, reason)| (ask, reason.to_owned(), 401, &[][..])));
    }
    for target in
        ["/customers?page=0", "/customers?access_token=demo-token", "/customers/x", "/customers?x=%FF"]
    {
        cases.push((Ask::new("GET", target), "not signed in, and bad besides".to_owned(), 401, &[]));
    }
    let broken = Ask::new("POST", "/customers").json("{");
    cases.push((broken, "not signed in, and a broken body".to_owned(), 401, &[]));
    let schemes = ["Bearer demo-token", "bearer demo-token", "BEARER demo-token", "Bearer  demo-token"];
    for value in schemes {
        let ask = Ask::new("GET", "/customers").header("authorization", value);
        cases.push((ask, format!("{value:?} is good"), 200, &[]));
    }
    check(&server, cases).await;

    let answer = server.ask(API, Ask::new("GET", format!("/customers/{uuid}")).token(TOKEN)).await;
    assert_eq!(answer.json()["customer"]["name"], "Ada", "nobody has changed or deleted anything");
}

#[tokio::test]
async fn two_credentials_sign_nobody_in() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let mut cases: Vec<Case> = Vec::new();
    for ask in good(uuid) {
        let wrong_first = ask.clone().token("wrong").token(TOKEN);
        let wrong_last = ask.clone().token(TOKEN).token("wrong");
        let others = ask.token(TOKEN).token("demo-other-token");
        cases.push((wrong_first, "a wrong token and a good one".to_owned(), 401, &[]));
        cases.push((wrong_last, "a good token and a wrong one".to_owned(), 401, &[]));
        cases.push((others, "the tokens of two merchants".to_owned(), 401, &[]));
    }
    check(&server, cases).await;
}

#[tokio::test]
async fn of_a_member_that_is_given_twice_the_last_counts() {
    let server = TestServer::start().await;

    let answer = server
        .ask(API, Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": "", "name": "Ada"}"#))
        .await;

    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["customer"]["name"], "Ada");
}

/// Who is still sending does not see an answer whose connection is closed on it.
#[tokio::test]
async fn a_large_body_does_not_keep_an_early_answer_from_its_caller() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let large = vec![b'a'; 1 << 20];
    let mut cases: Vec<Case> = Vec::new();
    for (method, path, ..) in with_body(uuid) {
        let ask = Ask::new(method, path).json(large.clone());
        cases.push((ask, "not signed in".to_owned(), 401, &[]));
    }
    cases.push(case(Ask::new("GET", "/customers").json(large.clone()), "a body that is not read", 200, &[]));
    cases.push(case(
        Ask::new("DELETE", format!("/customers/{uuid}")).json(large),
        "a body that is not read",
        200,
        &[],
    ));
    check(&server, cases).await;
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let server = TestServer::start().await;
    let uuid = new_customer(&server).await;
    let view = || Ask::new("GET", format!("/customers/{uuid}")).token(TOKEN);
    let before = server.ask(API, view()).await.json();
    let others = "demo-other-token";
    let mut asks = Vec::new();
    for (method, path, body, _) in with_body(uuid) {
        asks.push((Ask::new(method, path.as_str()).token(TOKEN).json(format!("{body}x")), 400));
        asks.push((
            Ask::new(method, path.as_str()).token(TOKEN).json(body.replace('}', r#", "x": 1}"#)),
            400,
        ));
        if path != "/customers" {
            asks.push((Ask::new(method, path.as_str()).token(others).json(body), 404));
        }
    }
    asks.push((Ask::new("DELETE", format!("/customers/{uuid}")).token(others), 404));

    for (ask, status) in asks {
        let line = ask.line();
        assert_eq!(server.ask(API, ask).await.status.as_u16(), status, "{line}");
    }

    assert_eq!(server.ask(API, view()).await.json(), before);
    let list = server.ask(API, Ask::new("GET", "/customers").token(TOKEN)).await.json();
    assert_eq!(list["meta"]["total"], 1);
}
