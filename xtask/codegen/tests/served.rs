//! What the generator makes of its golden documents, compiled, registered with dropshot and called over HTTP: one
//! feature of OpenAPI after the other, without any API's rules in between.

#![allow(
    clippy::pedantic,
    dead_code,
    missing_docs,
    reason = "the generated files are judged where they are generated"
)]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dropshot::{ApiDescription, HttpServer, RequestInfo, ServerBuilder};

use dropshot_openapi::{
    AuthError, CallHook, Injection, InternalError, Limits, Observer, OperationTable, RequestContext,
    RequestError, Runtime,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

// The generated files, as they are committed.
#[rustfmt::skip]
#[path = "golden/array_query.rs"]
mod array_query;
#[rustfmt::skip]
#[path = "golden/cases.rs"]
mod cases;
#[rustfmt::skip]
#[path = "golden/choices.rs"]
mod choices;
#[rustfmt::skip]
#[path = "golden/constraints.rs"]
mod constraints;
#[rustfmt::skip]
#[path = "golden/defaults.rs"]
mod defaults;
#[rustfmt::skip]
#[path = "golden/form_body.rs"]
mod form_body;
#[rustfmt::skip]
#[path = "golden/header_parameters.rs"]
mod header_parameters;
#[rustfmt::skip]
#[path = "golden/literal_beside_variable.rs"]
mod literal_beside_variable;
#[rustfmt::skip]
#[path = "golden/recursive.rs"]
mod recursive;
#[rustfmt::skip]
#[path = "golden/response_headers.rs"]
mod response_headers;
#[rustfmt::skip]
#[path = "golden/security.rs"]
mod security;
#[rustfmt::skip]
#[path = "golden/update_body.rs"]
mod update_body;

/// Implements the method that makes the error body.
macro_rules! problem {
    ($name:ident) => {
        fn problem(_: &Cx, error: RequestError) -> $name::Problem {
            $name::Problem { message: error.to_string() }
        }
    };
}

/// The id of a thing that nobody can look at.
const UNLUCKY: i64 = 13;

/// Implements all of them. What an operation was given, it puts into the log of the test's context.
enum Golden {}

/// What the operations were given.
type Given = Mutex<Vec<String>>;
type Cx = RequestContext<Given>;

fn given(cx: &Cx, what: impl Debug) {
    cx.context().lock().unwrap().push(format!("{what:?}"));
}

impl literal_beside_variable::LiteralBesideVariable for Golden {
    type Context = Given;
    problem!(literal_beside_variable);

    async fn settings_view(
        cx: &Cx,
    ) -> Result<literal_beside_variable::SettingsViewResponse, literal_beside_variable::SettingsViewError>
    {
        given(cx, "settings_view");
        Ok(literal_beside_variable::SettingsViewResponse::NoContent)
    }

    async fn thing_view(
        cx: &Cx,
        request: literal_beside_variable::ThingViewRequest,
    ) -> Result<literal_beside_variable::ThingViewResponse, literal_beside_variable::ThingViewError> {
        assert_ne!(request.id, UNLUCKY, "this number does no good");
        given(cx, request);
        Ok(literal_beside_variable::ThingViewResponse::NoContent)
    }

    async fn thing_delete(
        cx: &Cx,
        request: literal_beside_variable::ThingDeleteRequest,
    ) -> Result<literal_beside_variable::ThingDeleteResponse, literal_beside_variable::ThingDeleteError> {
        given(cx, request);
        Ok(literal_beside_variable::ThingDeleteResponse::NoContent)
    }

    async fn part_view(
        cx: &Cx,
        request: literal_beside_variable::PartViewRequest,
    ) -> Result<literal_beside_variable::PartViewResponse, literal_beside_variable::PartViewError> {
        given(cx, request);
        Ok(literal_beside_variable::PartViewResponse::NoContent)
    }
}

impl array_query::ArrayQuery for Golden {
    type Context = Given;
    problem!(array_query);

    async fn thing_list(
        cx: &Cx,
        request: array_query::ThingListRequest,
    ) -> Result<array_query::ThingListResponse, array_query::ThingListError> {
        given(cx, &request);
        Ok(array_query::ThingListResponse::Ok(request.labels.unwrap_or_default()))
    }
}

impl header_parameters::HeaderParameters for Golden {
    type Context = Given;
    problem!(header_parameters);

    async fn thing_list(
        cx: &Cx,
        request: header_parameters::ThingListRequest,
    ) -> Result<header_parameters::ThingListResponse, header_parameters::ThingListError> {
        given(cx, request);
        Ok(header_parameters::ThingListResponse::NoContent)
    }
}

impl defaults::Defaults for Golden {
    type Context = Given;
    problem!(defaults);

    async fn thing_create(
        cx: &Cx,
        request: defaults::ThingCreateRequest,
    ) -> Result<defaults::ThingCreateResponse, defaults::ThingCreateError> {
        given(cx, request);
        Ok(defaults::ThingCreateResponse::NoContent)
    }
}

impl form_body::FormBody for Golden {
    type Context = Given;
    problem!(form_body);

    async fn token_create(
        cx: &Cx,
        request: form_body::TokenCreateRequest,
    ) -> Result<form_body::TokenCreateResponse, form_body::TokenCreateError> {
        given(cx, &request);
        let access_token = request.body.client_secret;
        Ok(form_body::TokenCreateResponse::Ok(form_body::Token { access_token }))
    }
}

impl update_body::UpdateBody for Golden {
    type Context = Given;
    problem!(update_body);

    async fn thing_update(
        cx: &Cx,
        request: update_body::ThingUpdateRequest,
    ) -> Result<update_body::ThingUpdateResponse, update_body::ThingUpdateError> {
        given(cx, &request.body);
        Ok(update_body::ThingUpdateResponse::Ok(request.body))
    }
}

impl cases::Cases for Golden {
    type Context = Given;
    problem!(cases);

    async fn party_put(
        _cx: &Cx,
        request: cases::PartyPutRequest,
    ) -> Result<cases::PartyPutResponse, cases::PartyPutError> {
        Ok(cases::PartyPutResponse::Ok(request.body))
    }
}

impl choices::Choices for Golden {
    type Context = Given;
    problem!(choices);

    async fn thing_put(
        _cx: &Cx,
        request: choices::ThingPutRequest,
    ) -> Result<choices::ThingPutResponse, choices::ThingPutError> {
        let thing = request.body;
        Ok(if thing.name == "new" {
            choices::ThingPutResponse::Created(thing)
        } else {
            choices::ThingPutResponse::Ok(thing)
        })
    }
}

impl constraints::Constraints for Golden {
    type Context = Given;
    problem!(constraints);

    async fn thing_create(
        cx: &Cx,
        request: constraints::ThingCreateRequest,
    ) -> Result<constraints::ThingCreateResponse, constraints::ThingCreateError> {
        given(cx, request.body.small);
        Ok(constraints::ThingCreateResponse::NoContent)
    }
}

impl recursive::Recursive for Golden {
    type Context = Given;
    problem!(recursive);

    async fn tree_create(
        _cx: &Cx,
        request: recursive::TreeCreateRequest,
    ) -> Result<recursive::TreeCreateResponse, recursive::TreeCreateError> {
        Ok(recursive::TreeCreateResponse::Ok(request.body))
    }
}

impl response_headers::ResponseHeaders for Golden {
    type Context = Given;
    problem!(response_headers);

    async fn thing_create(
        _cx: &Cx,
        request: response_headers::ThingCreateRequest,
    ) -> Result<response_headers::ThingCreateResponse, response_headers::ThingCreateError> {
        if request.later {
            return Ok(response_headers::ThingCreateResponse::Accepted);
        }
        Ok(response_headers::ThingCreateResponse::Created {
            body: response_headers::ThingCreateCreated { id: 7 },
            location: "/things/7".to_owned(),
            // Against the document, which wants 0 at least.
            x_cost: request.cost,
        })
    }
}

impl security::Security for Golden {
    type Context = Given;
    type SignedIn = String;
    type ProfileKey = String;
    problem!(security);

    async fn signed_in(_cx: &Cx, token: &str) -> Result<String, AuthError> {
        if token == "bad" { Err(AuthError::NotValid) } else { Ok(token.to_owned()) }
    }

    async fn profile_key(_cx: &Cx, key: &str, signed_in: &String) -> Result<String, AuthError> {
        if key == signed_in { Ok(key.to_owned()) } else { Err(AuthError::NotValid) }
    }

    fn signed_in_holds(caller: &String, permission: security::Permission) -> bool {
        match permission {
            security::Permission::ReportRead => caller.contains("read"),
            security::Permission::ReportWrite => caller.contains("write"),
        }
    }

    fn signed_in_admitted(_cx: &Cx, caller: &String) -> Result<HeaderMap, RequestError> {
        let headers = HeaderMap::from_iter([(
            http::HeaderName::from_static("x-ratelimit-limit"),
            HeaderValue::from_static("5"),
        )]);
        if caller.contains("busy") {
            return Err(RequestError::TooManyRequests { retry_after_seconds: 3, headers });
        }
        Ok(headers)
    }

    async fn report_list(
        cx: &Cx,
        signed_in: String,
    ) -> Result<security::ReportListResponse, security::ReportListError> {
        given(cx, signed_in);
        Ok(security::ReportListResponse::NoContent)
    }

    async fn profile_view(
        cx: &Cx,
        signed_in: String,
        profile_key: String,
    ) -> Result<security::ProfileViewResponse, security::ProfileViewError> {
        given(cx, (signed_in, profile_key));
        Ok(security::ProfileViewResponse::NoContent)
    }

    async fn about_view(_cx: &Cx) -> Result<security::AboutViewResponse, security::AboutViewError> {
        Ok(security::AboutViewResponse::NoContent)
    }
}

/// A server with all of them, each under its name.
struct TestServer {
    server: HttpServer<Given>,
    client: Client,
    heard: Heard,
}

/// Records the statuses with which calls end.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u16>>>);

impl Observer for Heard {
    fn registered(&self, _: &'static OperationTable) {}

    fn ended(&self, _: &'static OperationTable, status: StatusCode, _: Duration) {
        self.0.lock().unwrap().push(status.as_u16());
    }
}

impl TestServer {
    fn start() -> Self {
        Self::start_with(Limits { body_bytes_max: 4096, ..Limits::default() }, None)
    }

    fn start_with(limits: Limits, hook: Option<Arc<dyn CallHook>>) -> Self {
        let mut api = ApiDescription::new();
        let heard = Heard::default();
        let runtime = Runtime::new(limits, Arc::new(heard.clone()), hook);
        literal_beside_variable::register::<Golden>(&mut api, "/literal", &runtime).unwrap();
        array_query::register::<Golden>(&mut api, "/array", &runtime).unwrap();
        header_parameters::register::<Golden>(&mut api, "/header", &runtime).unwrap();
        defaults::register::<Golden>(&mut api, "/defaults", &runtime).unwrap();
        form_body::register::<Golden>(&mut api, "/form", &runtime).unwrap();
        update_body::register::<Golden>(&mut api, "/update", &runtime).unwrap();
        cases::register::<Golden>(&mut api, "/cases", &runtime).unwrap();
        choices::register::<Golden>(&mut api, "/choices", &runtime).unwrap();
        constraints::register::<Golden>(&mut api, "/constraints", &runtime).unwrap();
        recursive::register::<Golden>(&mut api, "/recursive", &runtime).unwrap();
        response_headers::register::<Golden>(&mut api, "/headers", &runtime).unwrap();
        security::register::<Golden>(&mut api, "/security/", &runtime).unwrap();
        let log = slog::Logger::root(slog::Discard, slog::o!());
        let server = ServerBuilder::new(api, Given::default(), log).start().unwrap();
        Self { server, client: Client::new(), heard }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.local_addr())
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    fn statuses(&self) -> Vec<u16> {
        self.heard.0.lock().unwrap().clone()
    }

    fn last_given(&self) -> String {
        self.server.app_private().lock().unwrap().last().cloned().unwrap_or_default()
    }
}

/// The status, and the body, or the refusal's words.
async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    let body: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (status, body.get("message").cloned().unwrap_or(body))
}

#[tokio::test]
async fn a_literal_goes_to_its_own_operation_and_the_rest_to_the_other() {
    let server = TestServer::start();

    assert_eq!(answer(server.get("/literal/things/settings")).await.0, 204);
    assert_eq!(server.last_given(), "\"settings_view\"");
    assert_eq!(answer(server.get("/literal/things/12")).await.0, 204);
    assert_eq!(server.last_given(), "ThingViewRequest { id: 12 }");
    assert_eq!(answer(server.get("/literal/things/settings/parts/left")).await.0, 204);
    assert_eq!(server.last_given(), "PartViewRequest { name: \"settings\", type_: Left }");

    assert_eq!(
        answer(server.get("/literal/things/0")).await,
        (StatusCode::BAD_REQUEST, json!("id must be from 1 to 9223372036854775807"))
    );
    assert_eq!(
        answer(server.get("/literal/things/abcdefghi/parts/up")).await,
        (
            StatusCode::BAD_REQUEST,
            json!("name must be at most 8 characters, has 9; type must be one of left, right")
        )
    );
    let deleted = answer(server.client.delete(server.url("/literal/things/x"))).await;
    assert_eq!(deleted, (StatusCode::NOT_FOUND, json!("not found")), "documents no 400");
}

#[tokio::test]
async fn a_handler_that_panics_is_answered_for_in_the_api_s_own_shape_and_the_server_goes_on() {
    let server = TestServer::start();

    let failed = answer(server.get(&format!("/literal/things/{UNLUCKY}"))).await;

    let told = json!("the server failed: tell its operator the request id in X-Request-Id");
    assert_eq!(failed, (StatusCode::INTERNAL_SERVER_ERROR, told));
    assert_eq!(server.statuses(), [500], "and it is counted");
    assert_eq!(answer(server.get("/literal/things/12")).await.0, 204);
}

#[tokio::test]
async fn unknown_method_is_405_with_allow() {
    let server = TestServer::start();
    for (method, path, allow) in [
        ("PUT", "/literal/things/12", "GET, DELETE"),
        ("DELETE", "/literal/things/settings", "GET"),
        ("get", "/literal/things/settings", "GET"),
    ] {
        let request = server.client.request(method.parse().unwrap(), server.url(path));
        let response = request.send().await.unwrap();
        let allowed = response.headers().get_all("allow").iter().map(|method| method.to_str().unwrap());
        assert_eq!(allowed.collect::<Vec<_>>().join(", "), allow, "{method} {path}");
        assert_eq!(response.status(), 405, "{method} {path}");
        assert!(response.headers().contains_key("x-request-id"), "{method} {path}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["message"], "Method Not Allowed", "{method} {path}");
    }
}

#[tokio::test]
async fn path_that_differs_in_slashes_or_encoding_is_404() {
    let server = TestServer::start();
    for path in [
        "/literal/things/12/",
        "/literal//things/12",
        "//literal/things/12",
        "/literal/%74hings/12",
        "/literal",
    ] {
        let (status, message) = answer(server.get(path)).await;
        assert_eq!((status.as_u16(), message), (404, json!("Not Found")), "{path}");
    }
}

/// Answers calls as each request's `x-injection` says.
struct Injections;

#[async_trait::async_trait]
impl CallHook for Injections {
    async fn before_call(&self, _: &'static OperationTable, request: &RequestInfo) -> Option<Injection> {
        match request.headers().get("x-injection")?.to_str().unwrap() {
            "wait" => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                None
            }
            "error" => {
                let mut error = InternalError::internal("injected");
                error.status = StatusCode::IM_A_TEAPOT;
                let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from(7))]);
                Some(Injection::Error { error: error.into(), headers })
            }
            "disconnect" => Some(Injection::Disconnect),
            _ => Some(Injection::DisconnectAfterCall),
        }
    }
}

fn inject(server: &TestServer, injection: &str) -> RequestBuilder {
    server.get("/literal/things/12").header("x-injection", injection)
}

#[tokio::test]
async fn hook_answers_or_closes_the_connection() {
    let server = TestServer::start_with(Limits::default(), Some(Arc::new(Injections)));

    let response = inject(&server, "error").send().await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()["retry-after"]),
        (StatusCode::IM_A_TEAPOT, &HeaderValue::from(7))
    );
    assert!(response.json::<Value>().await.unwrap()["message"].is_string());
    assert!(inject(&server, "disconnect").send().await.is_err());
    assert_eq!(server.last_given(), "", "none of them was called");
    assert!(inject(&server, "disconnect after call").send().await.is_err());
    assert_eq!(server.last_given(), "ThingViewRequest { id: 12 }");
    assert_eq!(answer(server.get("/literal/things/12")).await.0, 204);
    assert_eq!(server.statuses(), [418, 499, 499, 204]);
}

#[tokio::test]
async fn request_above_the_maximum_is_503_with_retry_after() {
    let limits = Limits { requests_max: 1, ..Limits::default() };
    let server = TestServer::start_with(limits, Some(Arc::new(Injections)));

    let waiting = tokio::spawn(inject(&server, "wait").send());
    tokio::time::sleep(Duration::from_millis(100)).await;
    let refused = server.get("/literal/things/12").send().await.unwrap();

    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (503, &HeaderValue::from(1)));
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["message"], "the server cannot take this request now: try again in 1 s");
    assert_eq!(waiting.await.unwrap().unwrap().status(), 204);
    assert_eq!(answer(server.get("/literal/things/12")).await.0, 204, "the permit is released");
}

#[tokio::test]
async fn lists_in_the_query_are_repeated_or_joined() {
    let server = TestServer::start();

    let (status, labels) =
        answer(server.get("/array/things?labels=a&labels=b,c&$sort=name,newest&ids=1&ids=2")).await;

    assert_eq!((status, labels), (StatusCode::OK, json!(["a", "b,c"])));
    assert!(
        server.last_given().contains("sort: Some([Name, Newest]), ids: [1, 2]"),
        "{}",
        server.last_given()
    );
    let (status, message) =
        answer(server.get("/array/things?labels=a&labels=a&labels=&%24sort=size&ids=x")).await;
    assert_eq!(status, 400);
    assert_eq!(
        message,
        json!(
            "labels must have at most 2 items, has 3; $sort.0 must be one of name, newest; \
             ids.0 must be a whole number from -2147483648 to 2147483647, not \"x\""
        )
    );
    assert_eq!(answer(server.get("/array/things")).await.1, json!("ids is required: give an array"));
}

#[tokio::test]
async fn header_parameters_are_typed_and_checked() {
    let server = TestServer::start();
    let request = server.get("/header/things");

    let answered = answer(
        request
            .try_clone()
            .unwrap()
            .header("requestor-id", "caedbbbe-7d93-476f-b965-bf97cd7ce874")
            .header("x-since", "2024-09-24T17:07:34+02:00"),
    )
    .await;

    assert_eq!(answered.0, 204);
    assert_eq!(
        server.last_given(),
        "ThingListRequest { requestor_id: caedbbbe-7d93-476f-b965-bf97cd7ce874, x_dry_run: false, \
         x_since: Some(2024-09-24T15:07:34Z) }"
    );
    let (status, message) = answer(request.header("X-Dry-Run", "perhaps")).await;
    assert_eq!(status, 400);
    assert_eq!(
        message,
        json!(
            "Requestor-ID is required: give a UUID, such as caedbbbe-7d93-476f-b965-bf97cd7ce874; \
             X-Dry-Run must be true or false, not \"perhaps\""
        )
    );
}

#[tokio::test]
async fn defaults_stand_in_for_what_is_left_out_and_a_body_may_be() {
    let server = TestServer::start();
    let url = server.url("/defaults/things");

    assert_eq!(answer(server.client.post(&url)).await.0, 204);
    assert_eq!(server.last_given(), "ThingCreateRequest { limit: 20, order: Up, body: None }");
    assert_eq!(answer(server.client.post(format!("{url}?limit=3&order=down")).json(&json!({}))).await.0, 204);
    assert_eq!(
        server.last_given(),
        "ThingCreateRequest { limit: 3, order: Down, body: Some(ThingCreateBody { size: 7, color: None }) }"
    );
}

#[tokio::test]
async fn a_form_is_read_by_its_schema_and_its_secret_stays_one() {
    let server = TestServer::start();
    let post = |body: &'static str| {
        server
            .client
            .post(server.url("/form/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    };

    let (status, body) =
        answer(post("client_id=a+b&client_secret=s%26t&expires_in=5&scopes=x&scopes=y")).await;

    assert_eq!((status, body), (StatusCode::OK, json!({ "access_token": "s&t" })));
    let seen = server.last_given();
    assert!(seen.contains("client_id: \"a b\"") && seen.contains("expires_in: Some(5)"), "{seen}");
    assert!(!seen.contains("s&t"), "a secret is shown: {seen}");
    let (status, message) = answer(post("client_id=12345678901&expires_in=0&other=1")).await;
    assert_eq!(status, 400);
    assert_eq!(
        message,
        json!(
            "client_id must be at most 10 characters, has 11; client_secret is required: give a password; \
             expires_in must be from 1 to 2147483647; \
             other is an unknown field: expected one of client_id, client_secret, expires_in, scopes"
        )
    );
    let wrong_type = server.client.post(server.url("/form/token")).json(&json!({}));
    assert!(answer(wrong_type).await.1.to_string().contains("send application/x-www-form-urlencoded"));
}

#[tokio::test]
async fn absent_null_and_empty_stay_three_things() {
    let server = TestServer::start();
    for (body, seen) in [
        (json!({}), "note: None, labels: None, size: None, parent: None"),
        (
            json!({ "note": null, "labels": null, "parent": null }),
            "note: Some(None), labels: Some(None), size: None, parent: Some(None)",
        ),
        (
            json!({ "labels": [], "size": 3, "parent": { "id": 1 } }),
            "note: None, labels: Some(Some([])), size: Some(3), parent: Some(Some(Parent { id: 1 }))",
        ),
    ] {
        let answered = answer(server.client.patch(server.url("/update/thing")).json(&body)).await;
        assert_eq!(answered, (StatusCode::OK, body), "comes back as it was sent");
        assert_eq!(server.last_given(), format!("ThingUpdate {{ {seen} }}"));
    }
    let refused =
        answer(server.client.patch(server.url("/update/thing")).json(&json!({ "size": null }))).await;
    assert_eq!(refused.0, 400);
}

#[tokio::test]
async fn choices_and_merged_schemas_come_back_as_they_were_sent() {
    let server = TestServer::start();
    let put = |body: &Value| answer(server.client.put(server.url("/choices/thing")).json(body));
    for body in [
        json!({ "name": "old", "active": true }),
        json!({ "name": "old", "active": "1", "owner": { "mail": "a@b.c" } }),
        json!({ "name": "old", "active": "0", "owner": 7 }),
    ] {
        assert_eq!(put(&body).await, (StatusCode::OK, body));
    }
    assert_eq!(put(&json!({ "name": "new", "active": false })).await.0, 201);
    let (status, message) = put(&json!({ "active": "2", "owner": { "mail": "a" } })).await;
    assert_eq!(status, 400);
    assert_eq!(
        message,
        json!(
            "name is required: give a string of at most 20 characters; active must be one of 0, 1; \
             owner.mail must be an e-mail address, such as name@example.com"
        )
    );
}

#[tokio::test]
async fn every_constraint_holds_and_all_violations_come_back_at_once() {
    let server = TestServer::start();
    let post = |body: &Value| answer(server.client.post(server.url("/constraints/thing")).json(body));

    assert_eq!(post(&json!({ "name": "ab\"\\", "small": 4, "when": "2024-09-24 17:07:34", "rate": 0.07, "price": 0.3, "kind": null })).await.0, 204);
    let (status, message) = post(&json!({
        "name": "A", "small": 5, "large": 9_007_199_254_740_992_i64, "rate": 0, "price": 0.301, "flag": "yes", "when": "now",
        "day": "2023-02-29", "mail": "x", "sizes": [1, 1], "kind": "small", "extra": { "a": "long" }, "more": 1
    }))
    .await;

    assert_eq!(status, 400);
    assert_eq!(
        message,
        json!([
            "name must be at least 2 characters, has 1",
            "small must be from -5 to 4",
            "small must be a multiple of 2",
            "large must be from -9223372036854775808 to 9007199254740991",
            "rate must be greater than 0",
            "price must be a multiple of 0.01",
            "flag must be true or false or null, not a string",
            "when must be a date and time in UTC, such as 2024-09-24 17:07:34",
            "day must be a date, such as 2024-09-24",
            "mail must be an e-mail address, such as name@example.com",
            "sizes must not have the same item twice",
            "kind must be one of big, not so big or null",
            "extra.a must be at most 3 characters, has 4",
            "more is an unknown field: expected one of name, small, large, rate, price, flag, when, day, mail, sizes, kind, anything, extra",
        ]
        .join("; "))
    );
}

#[tokio::test]
async fn recursive_schemas_maps_and_free_form_objects_come_back_as_they_were_sent() {
    let server = TestServer::start();
    let tree = json!({
        "type": "oak", "branches": [{ "type": "twig", "branches": [] }], "neighbour": { "type": "elm" },
        "meta": { "any": [1, null] }, "heights": { "top": 1.5 }, "other": "text"
    });
    let post = |body: &Value| answer(server.client.post(server.url("/recursive/tree")).json(body));

    assert_eq!(post(&tree).await, (StatusCode::OK, tree));
    let (_, message) =
        post(&json!({ "type": "oak", "branches": [{ "branches": [{}] }], "other": "longer" })).await;
    assert_eq!(
        message,
        json!(
            "branches.0.type is required: give a string of at most 20 characters; \
             branches.0.branches.0.type is required: give a string of at most 20 characters; \
             other must be at most 5 characters, has 6"
        )
    );
}

#[tokio::test]
async fn answers_carry_their_headers_and_a_wrong_one_fails_loudly() {
    let server = TestServer::start();
    let post = |query: &str| server.client.post(server.url(&format!("/headers/things{query}")));

    let created = post("").send().await.unwrap();
    assert_eq!(
        (created.status().as_u16(), &created.headers()["location"]),
        (201, &HeaderValue::from_static("/things/7"))
    );
    let accepted = post("?later=true").send().await.unwrap();
    assert_eq!((accepted.status().as_u16(), accepted.content_length()), (202, Some(0)));
    if cfg!(debug_assertions) {
        let (status, text) = answer(post("?cost=-1")).await;
        assert_eq!(status, 500, "the server checks its own answers");
        assert!(text.to_string().contains("X-Cost must be from 0"), "{text}");
    }
}

#[tokio::test]
async fn callers_are_told_and_asked_before_anything_else() {
    let server = TestServer::start();
    let reports =
        |token: &str| server.get("/security/reports").header("authorization", format!("Bearer {token}"));

    let response = server.get("/security/reports").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["www-authenticate"]),
        (401, &HeaderValue::from_static("Bearer"))
    );
    assert_eq!(
        answer(reports("bad")).await,
        (StatusCode::UNAUTHORIZED, json!("no valid credential for signedIn"))
    );
    assert_eq!(
        answer(reports("nobody")).await,
        (StatusCode::FORBIDDEN, json!("needs the permission report_read or report_write"))
    );
    let response = reports("write").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["x-ratelimit-limit"]),
        (204, &HeaderValue::from_static("5"))
    );
    let response = reports("busy reader").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (429, &HeaderValue::from_static("3"))
    );
    assert_eq!(answer(server.get("/security/about")).await.0, 204, "open to anyone");

    let profile = server.get("/security/profile").header("authorization", "bearer me");
    assert_eq!(answer(profile.try_clone().unwrap()).await.1, json!("no valid credential for profileKey"));
    assert_eq!(answer(profile.try_clone().unwrap().header("x-profile-key", "you")).await.0, 401);
    assert_eq!(answer(profile.header("x-profile-key", "me")).await.0, 204);
    assert_eq!(server.last_given(), "(\"me\", \"me\")");
}

#[tokio::test]
async fn members_that_have_to_be_together_are_asked_for_and_the_type_stays_one() {
    let server = TestServer::start();
    let put = |body: &Value| answer(server.client.put(server.url("/cases/party")).json(body));

    let person = json!({ "kind": "person", "born": "1815-12-10", "office": null });
    assert_eq!(put(&person).await, (StatusCode::OK, person));
    let company = json!({ "kind": "company", "number": "12345", "code": "ab" });
    assert_eq!(put(&company).await, (StatusCode::OK, company));
    let (status, message) = put(&json!({ "kind": "company", "born": "1815-12-10" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(
        message,
        "number is required: give a string of at most 20 characters; code is required: give a text of an even number of letters"
    );
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_with_its_answer_read() {
    let server = TestServer::start();
    for body in [vec![b' '; 4097], vec![b'x'; 1 << 20]] {
        let request = server.client.patch(server.url("/update/thing")).body(body);
        assert_eq!(
            answer(request).await,
            (StatusCode::BAD_REQUEST, json!("the body is longer than 4096 bytes: send less at a time"))
        );
    }
}
