//! Small documents, one for each feature, with the generated code; and documents that are rejected, with the error.
//!
//! After a change of the generator, run `UPDATE_GOLDEN=1 cargo test -p dropshot-openapi-codegen --test golden` and read the
//! difference. served.rs compiles the same files and calls them over HTTP.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use dropshot_openapi_codegen::document::DocumentError;
use dropshot_openapi_codegen::{document, server, text};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn generate(name: &str, text: &str) -> String {
    try_generate(name, text).unwrap_or_else(|error| panic!("{error}"))
}

fn try_generate(name: &str, text: &str) -> Result<String, DocumentError> {
    let (document, _) = document::read(name, text)?;
    document::lint(&document)?;
    server::generate(&document)
}

/// Compares `generated` with the committed file, or rewrites that.
fn assert_golden(path: &Path, generated: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, generated).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == generated,
        "{} is stale; run this test with UPDATE_GOLDEN=1 and review the difference:\n{}",
        path.display(),
        text::difference(&committed, generated)
    );
}

#[test]
fn each_feature_is_generated_as_committed() {
    let mut features = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        features += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let generated = generate(name, &fs::read_to_string(&path).unwrap());
        assert_golden(&path.with_extension("rs"), &generated);
    }
    assert!(features >= 12, "only {features} documents in {}", folder().display());
}

/// The document that the rejected ones are made from.
const VALID: &str = "
openapi: 3.0.3
info: { title: Rejected, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    put:
      operationId: thing_update
      tags: [rejected]
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

/// What is replaced in the valid document, and by what. The errors are in golden/rejected.txt.
const REJECTED: [(&str, &str); 64] = [
    ("size: { type: integer, format: int32 }", "size: { type: string, format: odd }"),
    ("openapi: 3.0.3", "openapi: 3.0.3\nx-formats: { uuid: A UUID. }"),
    ("openapi: 3.0.3", "openapi: 3.0.3\nx-formats: { odd: ' ' }"),
    ("Thing: { type: object,", "Thing: { type: object, anyOf: [{ required: [colour] }],"),
    (
        "Thing: { type: object,",
        "Thing: { type: object, anyOf: [{ properties: { colour: { type: string } } }],",
    ),
    ("Thing: { type: object,", "Thing: { type: object, anyOf: [{ additionalProperties: false }],"),
    (
        "name: { type: string }, size",
        "name: { nullable: true, allOf: [{ $ref: '#/components/schemas/Wrong' }] }, size",
    ),
    ("openapi: 3.0.3", "openapi: 3.1.0"),
    ("paths:", "webhooks: {}\npaths:"),
    ("operationId: thing_update", "operationId: updateThing"),
    ("      operationId: thing_update\n", ""),
    ("tags: [rejected]", "tags: [rejected, two]"),
    ("tags: [rejected]", "tags: [rejected]\n      callbacks: {}"),
    ("'200': { description", "default: { description"),
    ("'401': { description", "'404': { description"),
    ("'403': { description", "'404': { description"),
    ("'400': { description", "'404': { description"),
    ("'200': { description", "'409': { description"),
    (
        "description: Wrong., content: { application/json: { schema: { $ref: '#/components/schemas/Wrong'",
        "description: Wrong., content: { application/json: { schema: { $ref: '#/components/schemas/Thing'",
    ),
    (
        "    Wrong: {",
        "    Ring: { anyOf: [{ type: string }, { $ref: '#/components/schemas/Ring' }] }\n    Wrong: {",
    ),
    (
        "application/json: { schema: { $ref: '#/components/schemas/Thing' } } }\n      responses",
        "text/xml: { schema: { type: string } } }\n      responses",
    ),
    ("/things/{id}:", "/things/{id}.json:"),
    ("/things/{id}:", "/things/{other}:"),
    ("name: page, in: query", "name: page, in: cookie"),
    ("name: page, in: query", "name: page, in: query, style: deepObject"),
    ("name: page, in: query", "name: Id, in: query"),
    ("{ type: http, scheme: bearer }", "{ type: http, scheme: digest }"),
    ("{ type: http, scheme: bearer }", "{ type: apiKey, in: query, name: k }"),
    ("[{ token: [] }]", "[{ token: [] }, {}]"),
    ("[{ token: [] }]", "[{ other: [] }]"),
    ("schemas/Thing' } } }\n      responses", "schemas/Thin' } } }\n      responses"),
    ("{ message: { type: string } }", "{ message: { type: strin } }"),
    ("{ message: { type: string } }", "{ message: { type: string, format: ipv4 } }"),
    ("{ message: { type: string } }", "{ message: { type: string, pattern: '(?=a)' } }"),
    ("{ message: { type: string } }", r"{ message: { type: string, pattern: '^\\\d$' } }"),
    ("{ message: { type: string } }", "{ message: { type: string, pattern: '(?i)a' } }"),
    ("{ message: { type: string } }", "{ message: { type: string, minLength: 5, maxLength: 4 } }"),
    ("{ message: { type: string } }", "{ message: { type: string, minLength: -1 } }"),
    ("{ message: { type: string } }", "{ message: { not: {} } }"),
    ("{ message: { type: string } }", "{ message: { type: string, readOnly: true } }"),
    ("{ message: { type: string } }", "{ message: { type: string, enum: [a, a] } }"),
    ("{ message: { type: string } }", "{ message: { type: string, enum: [a-b, a_b] } }"),
    ("{ message: { type: string } }", "{ message: { type: string }, Message: { type: string } }"),
    ("{ message: { type: string } }", "{ message: { $ref: '#/components/schemas/Thing', nullable: true } }"),
    ("{ message: { type: string } }", "{ message: { type: array, items: { $ref: 'other.yaml#/A' } } }"),
    ("{ message: { type: string } }", "{ message: { type: integer, maximum: 4294967296, format: int32 } }"),
    (
        "{ message: { type: string } }",
        "{ message: { oneOf: [{ type: string }, { type: string, format: uuid }] } }",
    ),
    (
        "    Wrong: {",
        "    ThingUpdateError: { type: object, properties: { a: { type: string } } }\n    Wrong: {",
    ),
    ("    Wrong: {", "    Option: { type: object, properties: { a: { type: string } } }\n    Wrong: {"),
    (
        "    Wrong: {",
        "    Ring: { type: array, items: { $ref: '#/components/schemas/Ring' } }\n    Users: { type: object, properties: { a: { $ref: '#/components/schemas/Ring' } } }\n    Wrong: {",
    ),
    (
        "{ message: { type: string } }",
        "{ message: { type: number, format: decimal, minimum: 0, maximum: 1 } }",
    ),
    (
        "{ message: { type: string } }",
        "{ message: { type: number, format: decimal, minimum: 0, maximum: 9e13, multipleOf: 0.01 } }",
    ),
    ("    Wrong: {", "    'Wr/ng': { type: string }\n    Wrong: {"),
    ("    Wrong: {", "    '_': { type: string }\n    Wrong: {"),
    ("name: page, in: query", "name: 'a page', in: header"),
    (
        "'200': { description: Done.,",
        "'200': { description: Done., headers: { 'a page': { schema: { type: string } } },",
    ),
    ("{ message: { type: string } }", "{ message: { type: integer, maximum: 5, default: 6 } }"),
    ("{ message: { type: string } }", "{ message: { type: string, default: null } }"),
    ("{ message: { type: string } }", "{ message: { type: string, enum: [a], default: b } }"),
    (
        "{ message: { type: string } }",
        "{ message: { type: array, items: { type: boolean }, default: [true, 1] } }",
    ),
    (
        "    Wrong: {",
        "    Ring: { allOf: [{ type: object }, { $ref: '#/components/schemas/Ring' }] }\n    Wrong: {",
    ),
    (
        "    Wrong: {",
        "    Ring: { allOf: [{ type: object }, { properties: { a: { allOf: [{ type: object }, { $ref: '#/components/schemas/Ring' }] } }, type: object }] }\n    Wrong: {",
    ),
    ("info: {", "info: ["),
    ("title: Rejected,", "title: Rejected, summary: New in 3.1,"),
];

#[test]
fn rejected_documents_get_their_committed_errors() {
    assert!(generate("rejected", VALID).contains("pub trait Rejected"));
    let mut errors = String::new();
    for (found, replacement) in REJECTED {
        assert!(VALID.contains(found), "{found}");
        let text = VALID.replacen(found, replacement, 1);
        let error = try_generate("rejected", &text).expect_err(&format!("{replacement} is accepted"));
        writeln!(errors, "{}\n    {error}", replacement.trim().replace('\n', "\n  ")).unwrap();
    }
    assert_golden(&folder().join("rejected.txt"), &errors);
}
