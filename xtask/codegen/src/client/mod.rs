//! Generates a client: an adapted copy of the document (`adapt`), progenitor's code for it, and formatting (`tidy`).
//!
//! The code is progenitor's. Its behavior is changed through progenitor's own hooks only: the inner type of each client
//! is `crate::runtime::Runtime`, and `ClientHooks` decides how requests are sent. A table of operations is appended, with
//! what the document says about credentials and idempotency.
//!
//! Out of scope: files. The caller parses the document, and writes or compares the text.

mod adapt;
mod tidy;

use adapt::{Fault, is_operation, pointer};

use crate::document::DocumentError;
use crate::text;
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl, UnknownPolicy};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::panic;
use std::sync::Once;
use syn::parse_quote;

/// Generates the text of `client/src/generated/NAME.rs` from the document `openapi/NAME.yaml`.
pub fn generate(name: &str, document: &Value) -> Result<String, DocumentError> {
    let refusal = |Fault { pointer, reason }| DocumentError {
        document: format!("openapi/{name}.yaml"),
        pointer,
        reason,
    };
    let invalid = |error: syn::Error| {
        refusal(Fault { pointer: String::new(), reason: format!("the generated code is not Rust: {error}") })
    };
    let adapted = adapt::adapt(document).map_err(refusal)?;
    let code = run_progenitor(&adapted).map_err(|reason| refusal(locate(&adapted, &reason)))?;
    let mut file = syn::parse2(code).map_err(invalid)?;
    tidy::tidy(&mut file);
    file.items.push(operation_table(document));
    Ok(format!(
        "// @generated from openapi/{name}.yaml by `cargo xtask generate`. Do not edit.\n\n{}",
        text::spaced(&prettyplease::unparse(&file))
    ))
}

/// Runs progenitor, turning its panics (`todo!`, `assert!`) into errors.
fn run_progenitor(document: &Value) -> Result<proc_macro2::TokenStream, String> {
    thread_local! {
        /// `true` while a panic on this thread becomes an error, and so must not be printed.
        static EXPECTED: Cell<bool> = const { Cell::new(false) };
    }
    static INSTALL_HOOK: Once = Once::new();
    INSTALL_HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                print(info);
            }
        }));
    });

    let document: OpenAPI =
        serde_json::from_value(document.clone()).map_err(|error| format!("not OpenAPI 3.0: {error}"))?;
    EXPECTED.set(true);
    let outcome = panic::catch_unwind(|| Generator::new(&settings()).generate_tokens(&document));
    EXPECTED.set(false);
    match outcome {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(error)) => Err(error.to_string()),
        Err(payload) => Err(payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped without a message")
            .to_owned()),
    }
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        // Ordered, so that what is printed or compared does not change from run to run.
        .with_map_type("::std::collections::BTreeMap")
        .with_inner_type(quote!(crate::runtime::Runtime))
        // Only the adapted copy has `x-rust-type`; extensions of the document are dropped.
        .with_unknown_crates(UnknownPolicy::Allow);
    for (kind, format, rust_type) in adapt::FORMATS {
        let schema = SchemaObject {
            instance_type: Some(
                match *kind {
                    "number" => InstanceType::Number,
                    "integer" => InstanceType::Integer,
                    _ => InstanceType::String,
                }
                .into(),
            ),
            format: Some((*format).to_owned()),
            ..SchemaObject::default()
        };
        settings.with_conversion(schema, rust_type, [TypeImpl::Display, TypeImpl::FromStr].into_iter());
    }
    settings
}

/// Finds the part of the document that progenitor rejects, which its errors rarely name: tries the schemas alone, then
/// each operation with them.
fn locate(document: &Value, reason: &str) -> Fault {
    let fault = |pointer: String, reason: &str| Fault {
        pointer,
        reason: format!(
            "progenitor cannot generate a client: {}. Describe it differently, or add a rule to \
             xtask/codegen/src/client/adapt.rs",
            reason.trim_end_matches('.')
        ),
    };
    let mut trial = document.clone();
    trial["paths"] = json!({});
    if let Err(reason) = run_progenitor(&trial) {
        let pointer = if document.get("components").is_some() { "/components/schemas" } else { "" };
        return fault(pointer.to_owned(), &reason);
    }
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !is_operation(method) {
                continue;
            }
            let mut lone = Map::from_iter([(method.clone(), operation.clone())]);
            if let Some(parameters) = item.get("parameters") {
                lone.insert("parameters".into(), parameters.clone());
            }
            trial["paths"] = json!({ path: lone });
            if let Err(reason) = run_progenitor(&trial) {
                return fault(pointer(&["paths", path, method]), &reason);
            }
        }
    }
    fault("/paths".into(), reason)
}

/// Returns the constant with the traits of every operation: whether it takes no credential, and whether it is idempotent.
///
/// The latter follows from the method, unless the extension `x-idempotent` says otherwise.
fn operation_table(document: &Value) -> syn::Item {
    let mut rows = Vec::new();
    for (path, method) in adapt::operations(document) {
        let operation = &document["paths"][&path][&method];
        let name = adapt::method_name(operation);
        let security = operation.get("security").or(document.get("security")).and_then(Value::as_array);
        let anonymous = security.is_none_or(|alternatives| {
            alternatives.iter().all(|schemes| schemes.as_object().is_some_and(Map::is_empty))
        });
        let idempotent = operation["x-idempotent"]
            .as_bool()
            .unwrap_or(["get", "head", "options", "trace", "put", "delete"].contains(&method.as_str()));
        rows.push(
            quote!(OperationTraits { operation: #name, anonymous: #anonymous, idempotent: #idempotent }),
        );
    }
    let doc = " Credential and idempotency of each operation, as documented.";
    parse_quote! {
        #[doc = #doc]
        pub(crate) const OPERATIONS: &[crate::runtime::OperationTraits] = {
            use crate::runtime::OperationTraits;
            &[#(#rows),*]
        };
    }
}

#[cfg(test)]
mod tests;
