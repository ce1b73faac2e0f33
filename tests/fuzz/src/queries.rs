//! The decoder of parameters: any text as the query, as a segment of the path and as a header of every operation.

use dropshot_openapi::ParameterLocation;
use dropshot_openapi::request::{self, Fields};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::judge::fits;
use crate::operations::{READERS, Reader, assert_told};

/// Tries an input.
pub fn run(data: &[u8]) {
    // What comes in a request line is text by the time that it is here.
    let text = String::from_utf8_lossy(data);
    let segment: String = text.chars().filter(|letter| *letter != '/').collect();
    for reader in READERS.iter().filter(|reader| !reader.table.parameters.is_empty()) {
        let path: Vec<_> = reader
            .table
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { segment.as_str() } else { part })
            .collect();
        let mut headers = HeaderMap::new();
        for parameter in
            reader.table.parameters.iter().filter(|parameter| parameter.place == ParameterLocation::Header)
        {
            if let (Ok(name), Ok(value)) =
                (HeaderName::from_bytes(parameter.name.as_bytes()), HeaderValue::from_bytes(data))
            {
                headers.insert(name, value);
            }
        }
        let (fields, violations) = request::parameters(reader.table, &path.join("/"), &text, &headers);
        if violations.is_empty() {
            assert_taken(reader, &fields);
        } else {
            assert_told(reader, &violations);
            for violation in &violations {
                assert!(
                    reader.table.parameters.iter().any(|parameter| parameter.place == violation.place),
                    "{} has nothing in the place of {violation:?}",
                    reader.table.id
                );
            }
        }
    }
}

/// What is taken keeps to the document, is all that there has to be, and is read by the generated type.
fn assert_taken(reader: &Reader, fields: &Fields) {
    let id = &reader.table.id;
    for parameter in &reader.table.parameters {
        match fields.get(&parameter.field) {
            Some(value) => {
                assert!(
                    fits(&reader.table.schemas, &parameter.schema, value),
                    "{id} takes {value} as {}",
                    parameter.name
                );
            }
            None => assert!(
                !parameter.required && reader.table.schemas.default_of(&parameter.schema).is_none(),
                "{id} does without {}",
                parameter.name
            ),
        }
    }
    for field in fields.names() {
        assert!(
            reader.table.parameters.iter().any(|parameter| parameter.field == field),
            "{id} has no {field}"
        );
    }
    if reader.table.body.as_ref().is_some_and(|body| body.required) {
        return;
    }
    if let Err(error) = (reader.read)(fields.clone()) {
        panic!("{id}: the generated type refuses what its schema allows: {error}: {fields:?}");
    }
}
