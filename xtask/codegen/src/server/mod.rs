//! Generates the interface of a server: its types, the trait that it implements, the responses of each operation, and
//! the registration with dropshot.
//!
//! Out of scope: what is the same for every document, which is in `server/runtime`.

mod model;
mod operations;
mod security;
mod types;

use std::fmt::Write as _;

use self::operations::Operations;
use self::types::Types;
use crate::document::{Document, DocumentError};
use crate::names::{camel, doc, is_named, snake};
use crate::text;

/// Returns the code of `server/src/generated/NAME.rs`.
pub fn generate(document: &Document) -> Result<String, DocumentError> {
    let api = camel(&document.name);
    let mut types = Types::new(document)?;
    types_stay_free(&types, document, &api)?;
    let operations = Operations::new(document, &mut types)?;

    let mut code = trait_text(document, &api, &operations);
    code.push_str(&security::permissions(document));
    code.push_str(&operations.types_text());
    code.push_str(&types.into_text());
    code.push_str(&registration(document, &api));
    code.push_str(&operations.served_text(&api));

    let code = format!("{}{code}", imports(&code));
    let code =
        text::format(&code).map(|code| code.replace(&format!("{PARAGRAPH}\n"), "")).map_err(|error| {
            DocumentError {
                document: document.file.clone(),
                pointer: String::new(),
                reason: format!(
                    "the generated code is invalid Rust, which is the generator's mistake: {error}"
                ),
            }
        })?;
    Ok(format!(
        "// @generated from openapi/{}.yaml by `cargo xtask generate`. Do not edit.\n\n{}\n{code}",
        document.name,
        heading(document)
    ))
}

fn heading(document: &Document) -> String {
    let title =
        format!("{}: the interface of a server for `openapi/{}.yaml`.", document.title, document.name);
    doc(&title).replace("/// ", "//! ").replace("///", "//!")
}

/// Rejects schemas with names that the generated code needs.
fn types_stay_free(types: &Types<'_>, document: &Document, api: &str) -> Result<(), DocumentError> {
    let own = [
        api,
        "Permission",
        "Option",
        "Vec",
        "String",
        "Box",
        "Result",
        "Ok",
        "Err",
        "Some",
        "None",
        "Value",
        "Uuid",
        "SqlDateTime",
        "Secret",
        "DateTime",
        "NaiveDate",
        "BTreeMap",
        "RequestError",
        "Reply",
        "InternalError",
        "Decimal",
        "AuthError",
        "Call",
        "Operation",
        "OperationTable",
        "Model",
        "LazyLock",
        "Serve",
        "Endpoint",
        "Runtime",
        "Method",
        "StatusCode",
        "HeaderMap",
        "Future",
        "RequestContext",
        "ServerContext",
        "ApiDescription",
        "Serialize",
        "Deserialize",
        "IntoReply",
        "Self",
        "Utc",
    ];
    for (name, schema) in document.schemas.iter() {
        let name = camel(name);
        if own.contains(&name.as_str()) && types.has(&name) {
            return types.refuse(&schema.pointer, format!("reserved name `{name}`. Rename the schema."));
        }
    }
    Ok(())
}

/// Returns the trait: authentication, error bodies, and one method per operation.
fn trait_text(document: &Document, api: &str, operations: &Operations<'_>) -> String {
    let mut text = doc(&format!("The interface of a server for {}.", document.title));
    let _ = writeln!(text, "pub trait {api}: Send + Sync + 'static {{");
    text.push_str("/// The server's state.\ntype Context: ServerContext;\n\n");
    text.push_str(&security::methods(document));
    text.push_str(&operations.error_methods());
    for operation in &document.operations {
        text.push_str(&doc(&format!("{}\n\n`{} {}`", operation.summary, operation.method, operation.path)));
        if !operation.description.is_empty() {
            text.push_str("///\n");
            text.push_str(&doc(&operation.description));
        }
        let mut arguments = String::from("cx: &RequestContext<Self::Context>");
        for scheme in &operation.security {
            let _ = write!(arguments, ", {}: Self::{}", snake(scheme), camel(scheme));
        }
        if operation.has_request() {
            let _ = write!(arguments, ", request: {}Request", camel(&operation.id));
        }
        let name = camel(&operation.id);
        let _ = writeln!(
            text,
            "fn {}({arguments}) -> impl Future<Output = Result<{name}Response, {name}Error>> + Send;\n",
            snake(&operation.id)
        );
    }
    text.push_str("}\n\n");
    text
}

fn registration(document: &Document, api: &str) -> String {
    let endpoints: String = document
        .operations
        .iter()
        .map(|operation| format!("endpoint::<operations::{}, A>(runtime),", camel(&operation.id)))
        .collect();
    format!(
        "/// Registers every operation with dropshot, below the path prefix `mount`.\n\
         pub fn register<A: {api}>(api: &mut ApiDescription<A::Context>, mount: &str, runtime: &Runtime) -> Result<(), ApiDescriptionRegisterError> {{\n\
             dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))\n\
         }}\n\n\
         /// Returns an endpoint for every operation.\n\
         pub fn endpoints<A: {api}>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {{\n\
             Vec::from([{endpoints}])\n\
         }}\n\n"
    )
}

/// Returns the imports of what the code names.
fn imports(code: &str) -> String {
    let top = code.split("pub mod operations {").next().unwrap_or(code);
    let groups: [(&str, &[&str]); 9] = [
        ("std::collections", &["BTreeMap"]),
        ("std::future", &["Future"]),
        ("chrono", &["DateTime", "NaiveDate", "Utc"]),
        ("dropshot", &["ApiDescription", "ApiDescriptionRegisterError", "ServerContext"]),
        ("http", &["HeaderMap", "StatusCode"]),
        ("serde", &["Deserialize", "Serialize"]),
        ("serde_json", &["Value"]),
        ("uuid", &["Uuid"]),
        (
            "dropshot_openapi",
            &[
                "Decimal",
                "AuthError",
                "Endpoint",
                "InternalError",
                "IntoReply",
                "RequestError",
                "Reply",
                "RequestContext",
                "Secret",
                "SqlDateTime",
                "Runtime",
                "absent_or_null",
                "endpoint",
            ],
        ),
    ];
    let mut text = String::new();
    let mut previous = None;
    for (path, items) in groups {
        let origin = |path: &str| {
            path.split("::")
                .next()
                .map(|origin| ["std", "crate"].contains(&origin).then(|| origin.to_owned()))
        };
        if previous.as_ref().is_some_and(|previous| *previous != origin(path)) && !text.is_empty() {
            text.push_str(PARAGRAPH);
        }
        previous = Some(origin(path));
        let used: Vec<_> = items.iter().filter(|name| is_named(top, name)).copied().collect();
        match used.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(text, "use {path}::{one};");
            }
            several => {
                let _ = writeln!(text, "use {path}::{{{}}};", several.join(", "));
            }
        }
    }
    text + "\n"
}

/// Marks a blank line, which the formatter would not write.
const PARAGRAPH: &str = "const PARAGRAPH: () = ();\n";
