//! The check of bodies: any bytes as the body of every operation that takes one.

use dropshot_openapi::request::{self, Fields};
use dropshot_openapi::{Body, MediaType, Parameter, ParameterLocation};
use serde_json::{Value, json};

use crate::judge::fits;
use crate::operations::{READERS, Reader, assert_told};

/// Tries an input.
pub fn run(data: &[u8]) {
    for reader in READERS.iter() {
        let Some(body) = &reader.table.body else { continue };
        match request::body(&reader.table.schemas, body, data) {
            Ok(Some(value)) => {
                assert!(
                    fits(&reader.table.schemas, &body.schema, &value),
                    "{} takes {value}",
                    reader.table.id
                );
                assert_read(reader, &value);
            }
            Ok(None) => assert!(data.is_empty() && !body.required, "{} sees no body", reader.table.id),
            Err(violations) => {
                assert_told(reader, &violations);
                assert!(violations.iter().all(|violation| violation.place == ParameterLocation::Body));
                assert_refused_with_reason(reader, body, data);
            }
        }
    }
}

/// What the schema allows is not refused.
fn assert_refused_with_reason(reader: &Reader, body: &Body, data: &[u8]) {
    if body.media_type != MediaType::Json {
        return;
    }
    if let Ok(value) = serde_json::from_slice::<Value>(data) {
        assert!(!fits(&reader.table.schemas, &body.schema, &value), "{} refuses {value}", reader.table.id);
    }
}

/// The generated type reads what the schema allows, beside any parameters that are right.
fn assert_read(reader: &Reader, body: &Value) {
    let mut fields = Fields::default();
    for parameter in reader.table.parameters.iter().filter(|parameter| parameter.required) {
        fields.add(&parameter.field, right(reader, parameter));
    }
    fields.add("body", body.clone());
    if let Err(error) = (reader.read)(fields) {
        panic!("{}: the generated type refuses what its schema allows: {error}: {body}", reader.table.id);
    }
}

/// A value that a required parameter may have.
fn right(reader: &Reader, parameter: &Parameter) -> Value {
    [json!("caedbbbe-7d93-476f-b965-bf97cd7ce874"), json!("a"), json!(1), json!(true)]
        .into_iter()
        .find(|value| fits(&reader.table.schemas, &parameter.schema, value))
        .unwrap_or_else(|| panic!("{}: add a value that {} may have", reader.table.id, parameter.name))
}
