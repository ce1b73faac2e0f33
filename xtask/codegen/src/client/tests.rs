//! Small documents: the generated text, and the text of refusals.

use super::generate;
use serde_json::{Value, json};

/// A document with one operation and these schemas.
fn document(method: &str, operation: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1.0.0" },
        "paths": { "/things": { method: operation } },
        "components": { "schemas": schemas },
    })
}

fn text(document: &Value) -> String {
    generate("things", document).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn refusal(document: &Value) -> String {
    generate("things", document).expect_err("this document cannot be generated").to_string()
}

/// Returns `text` on one line, so that a test does not depend on line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn listing() -> Value {
    document(
        "get",
        &json!({
            "operationId": "thing_list",
            "summary": "List the things",
            "parameters": [
                { "name": "labels", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
                { "name": "per_page", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 15 } },
            ],
            "responses": {
                "200": { "description": "", "content": { "application/json": {
                    "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
                } } },
                "400": { "description": "", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
                "401": { "description": "", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
            },
        }),
        &json!({
            "Problem": { "type": "object", "properties": { "detail": { "type": "string" } } },
            "Thing": {
                "type": "object",
                "description": "A thing.",
                "additionalProperties": false,
                "required": ["id", "name", "created_at"],
                "properties": {
                    "id": { "type": "string", "format": "uuid" },
                    "name": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^a", "description": "Its name." },
                    "created_at": { "type": "string", "format": "sql-date-time", "minLength": 19 },
                    "secret": { "type": "string", "format": "password" },
                },
            },
        }),
    )
}

#[test]
fn first_line_names_document_and_command() {
    let text = text(&listing());
    let first = text.lines().next().unwrap();
    assert_eq!(first, "// @generated from openapi/things.yaml by `cargo xtask generate`. Do not edit.");
}

#[test]
fn types_are_plain_and_documented() {
    assert!(flat(&text(&listing())).contains(&flat(
        "/// A thing.
        #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
        pub struct Thing {
            pub created_at: crate::formats::SqlDateTime,
            pub id: uuid::Uuid,
            /// Its name.
            pub name: String,
            #[serde(skip_serializing_if = \"Option::is_none\")]
            pub secret: Option<crate::formats::Secret>,
        }"
    )));
}

#[test]
fn responses_have_types_and_equal_statuses_one_arm() {
    let text = flat(&text(&listing()));
    assert!(text.contains("Result<ResponseValue<Vec<types::Thing>>, Error<types::Problem>>"), "{text}");
    assert!(text.contains("400 | 401 =>"));
}

#[test]
fn call_goes_through_progenitors_hooks() {
    let text = text(&listing());
    for part in [
        "pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};",
        "pub(crate) inner: crate::runtime::Runtime,",
        "impl ClientHooks<crate::runtime::Runtime> for &Client {}",
        "client.pre(&mut request, &info).await?;",
        "let result = client.exec(request, &info).await;",
        "client.post(&result, &info).await?;",
        "pub(crate) per_page: Result<Option<",
    ] {
        assert!(flat(&text).contains(&flat(part)), "{part}\n{text}");
    }
}

#[test]
fn names_that_progenitor_needs_are_refused() {
    for (operation, reason) in [
        ("new", "the client needs the name `new` itself"),
        ("exec", "the client needs the name `exec` itself"),
        ("error", "the client needs the name `error` itself"),
        ("result", "the client needs the name `result` itself"),
    ] {
        let mut document = listing();
        document["paths"]["/things"]["get"]["operationId"] = json!(operation);
        let refusal = refusal(&document);
        assert!(refusal.contains("/get/operationId: ") && refusal.contains(reason), "{refusal}");
    }
    let mut document = listing();
    document["paths"]["/others"] = json!({ "get": { "operationId": "thingList", "responses": {} } });
    assert!(refusal(&document).contains("two operations would be the type `ThingList`"));
    for (parameter, place) in [("send", "query"), ("Per-Page", "header"), ("header_map", "query")] {
        let mut document = listing();
        let parameter = json!({ "name": parameter, "in": place, "schema": { "type": "string" } });
        document["paths"]["/things"]["get"]["parameters"].as_array_mut().unwrap().push(parameter);
        assert!(refusal(&document).contains("which the call has already"), "{}", refusal(&document));
    }
}

#[test]
fn list_joined_by_commas_is_refused() {
    let mut document = listing();
    document["paths"]["/things"]["get"]["parameters"][0]["explode"] = json!(false);
    assert!(refusal(&document).contains("Leave out `explode: false`"));
}

#[test]
fn document_without_schemas_is_generated() {
    for components in [json!({}), json!({ "schemas": {} })] {
        let mut document = document(
            "get",
            &json!({ "operationId": "thing_list", "responses": { "204": { "description": "" } } }),
            &json!({}),
        );
        document["components"] = components;
        text(&document);
    }
}

#[test]
fn openapi_3_1_is_read_as_3_0() {
    let mut document = listing();
    document["openapi"] = json!("3.1.0");
    document["info"]["version"] = json!(1.5);
    document["components"]["schemas"]["Thing"]["properties"]["note"] = json!({ "type": ["string", "null"] });
    assert!(text(&document).contains("pub note: Option<String>"));
}

#[test]
fn noise_is_removed() {
    let text = text(&listing());
    for (noise, reason) in [
        ("JSON schema", "schemas in the documentation of types"),
        ("::std::", "absolute paths"),
        ("NonZero", "limits of numbers"),
        ("regress", "limits of strings"),
        ("deny_unknown_fields", "fields that a vendor may add"),
        ("fn default_", "defaults that the server applies"),
        ("200u16", "suffixes of numbers"),
        ("/**", "block comments"),
        (" \n", "blanks at the end of a line"),
        ("\n\n\n", "two blank lines"),
    ] {
        assert!(!text.contains(noise), "{reason}: `{noise}`\n{text}");
    }
}

#[test]
fn generation_is_deterministic() {
    assert_eq!(text(&listing()), text(&listing()));
}

#[test]
fn type_named_like_one_of_the_prelude_is_kept_apart() {
    let mut document = listing();
    document["components"]["schemas"]["Option"] =
        json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let text = text(&document);
    assert!(text.contains("pub a: std::option::Option<String>"), "{text}");
}

#[test]
fn form_body_is_sent_as_a_form() {
    let operation = json!({
        "operationId": "token_create",
        "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": {
            "schema": { "$ref": "#/components/schemas/Grant" },
        } } },
        "responses": { "204": { "description": "" } },
    });
    let grant = json!({ "Grant": { "type": "object", "required": ["grant_type"], "properties": { "grant_type": { "type": "string" } } } });
    assert!(text(&document("post", &operation, &grant)).contains(".form_urlencoded(&body)?"));
}

#[test]
fn update_body_has_three_states() {
    let operation = json!({
        "operationId": "thing_update",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Update" } } } },
        "responses": { "204": { "description": "" } },
    });
    let update = json!({ "Update": { "type": "object", "properties": {
        "shortNote": { "type": "string", "nullable": true },
        "labels": { "type": "array", "items": { "type": "string" } },
    } } });
    assert!(flat(&text(&document("patch", &operation, &update))).contains(&flat(
        "pub struct Update {
            #[serde(skip_serializing_if = \"Option::is_none\")]
            pub labels: Option<Vec<String>>,
            #[serde(rename = \"shortNote\", skip_serializing_if = \"Option::is_none\")]
            pub short_note: Option<crate::formats::Nullable<String>>,
        }"
    )));
}

#[test]
fn additional_credential_is_a_secret_argument() {
    let mut document = listing();
    document["security"] = json!([{ "token": [] }]);
    document["paths"]["/own"] = json!({ "get": {
        "operationId": "own_view",
        "security": [{ "token": [], "customer": [] }],
        "responses": { "204": { "description": "" } },
    } });
    document["components"]["securitySchemes"] = json!({
        "token": { "type": "http", "scheme": "bearer" },
        "customer": { "type": "apiKey", "in": "header", "name": "x-customer-token" },
    });
    let text = text(&document);
    assert!(text.contains("x_customer_token: Result<crate::formats::Secret, String>"), "{text}");
    assert!(
        flat(&text)
            .contains("header_map .append(\"x-customer-token\", x_customer_token.to_string().try_into()?)"),
        "{text}"
    );
}

#[test]
fn unsupported_response_is_refused_by_place() {
    let mut document = listing();
    document["paths"]["/things"]["get"]["responses"]["default"] = json!({ "description": "" });
    assert_eq!(
        refusal(&document),
        "openapi/things.yaml: #/paths/~1things/get/responses/default: a `default` response leaves open which statuses \
         succeed and which fail. List each status"
    );
}

#[test]
fn errors_and_panics_of_progenitor_are_located() {
    for (change, pointer, reason) in [
        (
            json!({ "requestBody": { "content": { "application/xml": { "schema": { "type": "string" } } } } }),
            "#/paths/~1things/get: ",
            "unexpected content type: application/xml",
        ),
        (
            json!({ "parameters": [{ "name": "c", "in": "cookie", "schema": { "type": "string" } }] }),
            "#/paths/~1things/get: ",
            "cookie parameters are not supported",
        ),
        (
            // progenitor: `todo!`.
            json!({ "responses": { "200": { "description": "", "content": { "application/json": {} } } } }),
            "#/paths/~1things/get: ",
            "not yet implemented",
        ),
        (json!({ "operationId": null }), "#/paths/~1things/get: ", "missing operation ID"),
    ] {
        let mut document = listing();
        for (key, value) in change.as_object().unwrap() {
            document["paths"]["/things"]["get"][key] = value.clone();
        }
        let refusal = refusal(&document);
        assert!(
            refusal.starts_with("openapi/things.yaml: ")
                && refusal.contains(pointer)
                && refusal.contains(reason),
            "{refusal}"
        );
    }
}

#[test]
fn other_documents_are_refused() {
    assert!(refusal(&json!({ "swagger": "2.0" })).starts_with("openapi/things.yaml: #"));
}
