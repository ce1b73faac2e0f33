//! Small documents, one a feature, with what is generated from them; and documents that are refused, with the message.
//!
//! After a change of the generator: `UPDATE_GOLDEN=1 cargo test -p dropshot-openapi-codegen --test golden`, and read the difference. The
//! server's tests compile the same files and call them over HTTP (served.rs).

use std::path::{Path, PathBuf};
use std::{env, fs};

use dropshot_openapi_codegen::{document, server, text};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn generate(name: &str, text: &str) -> String {
    document::read(name, text)
        .and_then(|(document, _)| server::generate(&document))
        .unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[test]
fn each_feature_is_generated_as_committed() {
    let update = env::var_os("UPDATE_GOLDEN").is_some();
    let mut features = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        features += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let generated = generate(name, &fs::read_to_string(&path).unwrap());
        let committed = path.with_extension("rs");
        if update {
            fs::write(&committed, generated).unwrap();
            continue;
        }
        let found = fs::read_to_string(&committed).unwrap_or_default();
        assert!(
            found == generated,
            "{} is not what is generated now; if that is right, run `UPDATE_GOLDEN=1 cargo test -p dropshot-openapi-codegen --test golden`:\n{}",
            committed.display(),
            text::difference(&found, &generated)
        );
    }
    assert!(features >= 12, "only {features} documents in {}", folder().display());
}

/// The document that the refused ones are made from.
const SOUND: &str = "
openapi: 3.0.3
info: { title: Refused, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    put:
      operationId: thing_update
      tags: [refused]
      x-required-permissions: [write]
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
      responses:
        '200': { description: Done., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
        '400': { description: Wrong., content: { application/json: { schema: { $ref: '#/components/schemas/Wrong' } } } }
        '401': { description: Who?, content: { application/json: { schema: { $ref: '#/components/schemas/Wrong' } } } }
        '403': { description: No., content: { application/json: { schema: { $ref: '#/components/schemas/Wrong' } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Thing: { type: object, properties: { name: { type: string }, size: { type: integer, format: int32 } } }
    Wrong: { type: object, properties: { message: { type: string } } }
";

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn what_cannot_be_generated_is_refused_with_document_pointer_and_reason() {
    assert!(generate("refused", SOUND).contains("pub trait Refused"));
    // What is replaced, by what, and the refusal: its pointer and a part of its reason.
    let cases = [
        (
            "size: { type: integer, format: int32 }",
            "size: { type: string, format: odd }",
            "/components/schemas/Thing/properties/size/format",
            "describe it under `x-formats`",
        ),
        (
            "openapi: 3.0.3",
            "openapi: 3.0.3\nx-formats: { uuid: A UUID. }",
            "/x-formats/uuid",
            "the server knows the format",
        ),
        (
            "openapi: 3.0.3",
            "openapi: 3.0.3\nx-formats: { odd: ' ' }",
            "/x-formats/odd",
            "say what the format is",
        ),
        (
            "Thing: { type: object,",
            "Thing: { type: object, anyOf: [{ required: [colour] }],",
            "/components/schemas/Thing/anyOf/0/required/0",
            "is no property of the object",
        ),
        (
            "Thing: { type: object,",
            "Thing: { type: object, anyOf: [{ properties: { colour: { type: string } } }],",
            "/components/schemas/Thing/anyOf/0/properties/colour",
            "is no property of the object",
        ),
        (
            "Thing: { type: object,",
            "Thing: { type: object, anyOf: [{ additionalProperties: false }],",
            "/components/schemas/Thing/anyOf/0/additionalProperties",
            "not supported here",
        ),
        (
            "name: { type: string }, size",
            "name: { nullable: true, allOf: [{ $ref: '#/components/schemas/Wrong' }] }, size",
            "/components/schemas/Thing/properties/name/nullable",
            "counts only beside `type`",
        ),
        ("openapi: 3.0.3", "openapi: 3.1.0", "/openapi", "only OpenAPI 3.0"),
        ("paths:", "webhooks: {}\npaths:", "/webhooks", "not supported here"),
        (
            "operationId: thing_update",
            "operationId: updateThing",
            "/paths/~1things~1{id}/put/operationId",
            "snake case",
        ),
        ("      operationId: thing_update\n", "", "/paths/~1things~1{id}/put", "`operationId` is missing"),
        ("tags: [refused]", "tags: [refused, two]", "/paths/~1things~1{id}/put/tags", "give one tag"),
        (
            "tags: [refused]",
            "tags: [refused]\n      callbacks: {}",
            "/paths/~1things~1{id}/put/callbacks",
            "not supported",
        ),
        (
            "'200': { description",
            "default: { description",
            "/paths/~1things~1{id}/put/responses/default",
            "each status by itself",
        ),
        (
            "'401': { description",
            "'404': { description",
            "/paths/~1things~1{id}/put/responses",
            "401 is missing",
        ),
        (
            "'403': { description",
            "'404': { description",
            "/paths/~1things~1{id}/put/responses",
            "403 is missing",
        ),
        (
            "'400': { description",
            "'404': { description",
            "/paths/~1things~1{id}/put/responses",
            "400 is missing",
        ),
        (
            "'200': { description",
            "'409': { description",
            "/paths/~1things~1{id}/put/responses",
            "need the same schema",
        ),
        (
            "application/json: { schema: { $ref: '#/components/schemas/Thing' } } }\n      responses",
            "text/xml: { schema: { type: string } } }\n      responses",
            "/paths/~1things~1{id}/put/requestBody/content/text~1xml",
            "text/xml are not supported",
        ),
        ("/things/{id}:", "/things/{id}.json:", "/paths/~1things~1{id}.json", "a whole segment"),
        ("/things/{id}:", "/things/{other}:", "/paths/~1things~1{other}/put", "no parameter describes it"),
        (
            "name: page, in: query",
            "name: page, in: cookie",
            "/paths/~1things~1{id}/put/parameters/0/in",
            "in a cookie",
        ),
        (
            "name: page, in: query",
            "name: page, in: query, style: deepObject",
            "/paths/~1things~1{id}/put/parameters/0/style",
            "only the style `form`",
        ),
        (
            "name: page, in: query",
            "name: Id, in: query",
            "/paths/~1things~1{id}/put/parameters/0",
            "would be the field `id`",
        ),
        (
            "{ type: http, scheme: bearer }",
            "{ type: http, scheme: digest }",
            "/components/securitySchemes/token/scheme",
            "only the http scheme",
        ),
        (
            "{ type: http, scheme: bearer }",
            "{ type: apiKey, in: query, name: k }",
            "/components/securitySchemes/token/in",
            "end up in logs",
        ),
        ("[{ token: [] }]", "[{ token: [] }, {}]", "/security", "alternatives are not supported"),
        ("[{ token: [] }]", "[{ other: [] }]", "/security/0/other", "does not exist"),
        (
            "schemas/Thing' } } }\n      responses",
            "schemas/Thin' } } }\n      responses",
            "/paths/~1things~1{id}/put/requestBody/content/application~1json/schema",
            "schemas/Thin does not exist",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: strin } }",
            "/components/schemas/Wrong/properties/message/type",
            "no type `strin`",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, format: ipv4 } }",
            "/components/schemas/Wrong/properties/message/format",
            "knows no format `ipv4`",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, pattern: '(?=a)' } }",
            "/components/schemas/Wrong/properties/message/pattern",
            "cannot match this pattern",
        ),
        (
            "{ message: { type: string } }",
            r"{ message: { type: string, pattern: '^\\\d$' } }",
            "/components/schemas/Wrong/properties/message/pattern",
            r"do not agree on what `\d` stands for",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, pattern: '(?i)a' } }",
            "/components/schemas/Wrong/properties/message/pattern",
            "a group has no flags",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, minLength: 5, maxLength: 4 } }",
            "/components/schemas/Wrong/properties/message",
            "no value would do",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, minLength: -1 } }",
            "/components/schemas/Wrong/properties/message/minLength",
            "must not be negative",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { not: {} } }",
            "/components/schemas/Wrong/properties/message/not",
            "not supported",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, readOnly: true } }",
            "/components/schemas/Wrong/properties/message/readOnly",
            "not supported",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, enum: [a, a] } }",
            "/components/schemas/Wrong/properties/message/enum/1",
            "listed twice",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, enum: [a-b, a_b] } }",
            "/components/schemas/Wrong/properties/message",
            "would be the variant `AB`",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string }, Message: { type: string } }",
            "/components/schemas/Wrong/properties/Message",
            "would be the field `message`",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { $ref: '#/components/schemas/Thing', nullable: true } }",
            "/components/schemas/Wrong/properties/message/$ref",
            "stands alone",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: array, items: { $ref: 'other.yaml#/A' } } }",
            "/components/schemas/Wrong/properties/message/items/$ref",
            "must point into",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: integer, maximum: 4294967296, format: int32 } }",
            "/components/schemas/Wrong/properties/message/maximum",
            "does not fit into int32",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { oneOf: [{ type: string }, { type: string, format: uuid }] } }",
            "/components/schemas/Wrong/properties/message/oneOf/1",
            "give them a `title`",
        ),
        (
            "    Wrong: {",
            "    ThingUpdateError: { type: object, properties: { a: { type: string } } }\n    Wrong: {",
            "/paths/~1things~1{id}/put",
            "needs for itself",
        ),
        (
            "    Wrong: {",
            "    Option: { type: object, properties: { a: { type: string } } }\n    Wrong: {",
            "/components/schemas/Option",
            "needs the name `Option`",
        ),
        (
            "    Wrong: {",
            "    Ring: { type: array, items: { $ref: '#/components/schemas/Ring' } }\n    Users: { type: object, properties: { a: { $ref: '#/components/schemas/Ring' } } }\n    Wrong: {",
            "/components/schemas/Ring/items",
            "made of itself",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: number, format: decimal, minimum: 0, maximum: 1 } }",
            "/components/schemas/Wrong/properties/message",
            "a decimal needs `minimum`",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: number, format: decimal, minimum: 0, maximum: 9e13, multipleOf: 0.01 } }",
            "/components/schemas/Wrong/properties/message",
            "more than 15 digits",
        ),
        (
            "    Wrong: {",
            "    'Wr/ng': { type: string }\n    Wrong: {",
            "/components/schemas/Wr~1ng",
            "OpenAPI allows letters",
        ),
        (
            "    Wrong: {",
            "    '_': { type: string }\n    Wrong: {",
            "/components/schemas/_",
            "needs a letter or a digit",
        ),
        (
            "name: page, in: query",
            "name: 'a page', in: header",
            "/paths/~1things~1{id}/put/parameters/0/name",
            "cannot be the name of a header",
        ),
        (
            "'200': { description: Done.,",
            "'200': { description: Done., headers: { 'a page': { schema: { type: string } } },",
            "/paths/~1things~1{id}/put/responses/200/headers/a page",
            "cannot be the name of a header",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: integer, maximum: 5, default: 6 } }",
            "/components/schemas/Wrong/properties/message/default",
            "no value of its own schema",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, default: null } }",
            "/components/schemas/Wrong/properties/message/default",
            "no value of its own schema",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: string, enum: [a], default: b } }",
            "/components/schemas/Wrong/properties/message/default",
            "no value of its own schema",
        ),
        (
            "{ message: { type: string } }",
            "{ message: { type: array, items: { type: boolean }, default: [true, 1] } }",
            "/components/schemas/Wrong/properties/message/default",
            "no value of its own schema",
        ),
        (
            "    Wrong: {",
            "    Ring: { allOf: [{ type: object }, { $ref: '#/components/schemas/Ring' }] }\n    Wrong: {",
            "/components/schemas/Ring/allOf/1",
            "no value can hold itself",
        ),
        (
            "    Wrong: {",
            "    Ring: { allOf: [{ type: object }, { properties: { a: { allOf: [{ type: object }, { $ref: '#/components/schemas/Ring' }] } }, type: object }] }\n    Wrong: {",
            "/components/schemas/Ring/allOf/1/properties/a/allOf/1",
            "no value can hold itself",
        ),
        ("info: {", "info: [", "", "is not YAML"),
        ("title: Refused,", "title: Refused, summary: New in 3.1,", "/info/summary", "not supported"),
    ];
    for (found, replacement, pointer, reason) in cases {
        assert!(SOUND.contains(found), "{found}");
        let text = SOUND.replacen(found, replacement, 1);
        let refusal = document::read("refused", &text)
            .and_then(|(document, _)| server::generate(&document))
            .expect_err(&format!("{replacement} is accepted"));
        assert_eq!(refusal.document, "openapi/refused.yaml");
        assert_eq!(refusal.pointer, pointer, "{refusal}");
        assert!(refusal.reason.contains(reason), "{refusal}");
    }
}
