//! Parsing of a request's parts to the JSON values from which the operation's request type is deserialized.
//!
//! These functions are synchronous, independent of dropshot, and public for fuzz targets.

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::Value;

use super::error::{ParameterLocation, Rule, Violation};
use super::model::{Body, MediaType, Operation, Parameter};
use super::parameters::{self, Pairs};
use super::schema::{Kind, Schemas};
use super::validate::{missing, validate};

/// The values of a request, by the fields of the operation's request type.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// Returns the value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Returns the names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Adds a field, which must not exist yet.
    pub fn add(&mut self, field: &'static str, value: Value) {
        self.0.push((field, value));
    }

    /// Deserializes the request type.
    pub fn read<R: DeserializeOwned>(self) -> serde_json::Result<R> {
        R::deserialize(MapDeserializer::new(self.0.into_iter()))
    }
}

/// Parses the parameters of a request. Returns their values and all violations.
pub fn parameters(
    table: &'static Operation,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> (Fields, Vec<Violation>) {
    let mut fields = Fields::default();
    let mut violations = Vec::new();
    // Without query parameters, the operation ignores the query.
    let has_query = table.parameters.iter().any(|parameter| parameter.place == ParameterLocation::Query);
    let query = match Pairs::parse(if has_query { query } else { "" }, ParameterLocation::Query) {
        Ok(query) => query,
        Err(violation) => return (fields, vec![violation]),
    };
    let schemas = &table.schemas;
    for parameter in &table.parameters {
        let given = match parameter.place {
            ParameterLocation::Path => path_parameter(table, path, parameter),
            ParameterLocation::Header => header_parameter(schemas, headers, parameter),
            ParameterLocation::Query | ParameterLocation::Body => query.parameter(schemas, parameter),
        };
        match given {
            Some(Ok(value)) => {
                fields.add(&parameter.field, value);
            }
            Some(Err(wrong)) => violations.extend(wrong),
            None if parameter.required => violations.push(parameters::required(schemas, parameter)),
            None => {
                if let Some(default) = schemas.default_of(&parameter.schema) {
                    fields.add(&parameter.field, default.clone());
                }
            }
        }
    }
    (fields, violations)
}

/// Parses and validates a request body. Returns `None` if it is empty and optional.
pub fn body(schemas: &Schemas, body: &Body, bytes: &[u8]) -> Result<Option<Value>, Vec<Violation>> {
    if bytes.is_empty() {
        let missing = || missing(schemas, &body.schema, ParameterLocation::Body, "");
        return if body.required { Err(vec![missing()]) } else { Ok(None) };
    }
    let (mut value, unread) = match body.media_type {
        MediaType::Json => (json(bytes)?, Vec::new()),
        MediaType::Form => form(schemas, bytes, body)?,
    };
    let mut violations = validate(schemas, &body.schema, &mut value, ParameterLocation::Body, "");
    // A value that cannot be parsed is reported once.
    violations.retain(|violation| !unread.iter().any(|other| other.pointer == violation.pointer));
    violations.splice(0..0, unread);
    if violations.is_empty() { Ok(Some(value)) } else { Err(violations) }
}

/// Returns the segments of a path without empty ones, like dropshot's router.
pub(super) fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Reads a path parameter. Segments are counted from the end, because a mount may precede the document's path.
fn path_parameter(
    table: &'static Operation,
    path: &str,
    parameter: &Parameter,
) -> Option<Result<Value, Vec<Violation>>> {
    let name = parameter.name.as_str();
    let from_end = segments(&table.path)
        .rev()
        .position(|segment| segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) == Some(name))?;
    let raw = segments(path).rev().nth(from_end)?;
    Some(match percent_decode_str(raw).decode_utf8() {
        Ok(text) => parameters::read(&table.schemas, parameter, &[&text]),
        Err(_) => Err(vec![parameters::not_utf8(ParameterLocation::Path, parameters::pointer(name))]),
    })
}

fn header_parameter(
    schemas: &Schemas,
    headers: &HeaderMap,
    parameter: &Parameter,
) -> Option<Result<Value, Vec<Violation>>> {
    let value = headers.get(&parameter.name)?;
    Some(match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => parameters::read(schemas, parameter, &[text.trim()]),
        Err(_) => {
            Err(vec![parameters::not_utf8(ParameterLocation::Header, parameters::pointer(&parameter.name))])
        }
    })
}

fn violation(rule: Rule, message: String) -> Violation {
    Violation { place: ParameterLocation::Body, pointer: String::new(), rule, message }
}

fn json(bytes: &[u8]) -> Result<Value, Vec<Violation>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![parameters::not_utf8(ParameterLocation::Body, String::new())])?;
    serde_json::from_str(text).map_err(|error| vec![violation(Rule::Type, format!("is not JSON: {error}"))])
}

fn form(schemas: &Schemas, bytes: &[u8], body: &Body) -> Result<(Value, Vec<Violation>), Vec<Violation>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![parameters::not_utf8(ParameterLocation::Body, String::new())])?;
    let properties = match &schemas.resolve(&body.schema).kind {
        Kind::Object { properties, .. } => properties.as_slice(),
        _ => &[],
    };
    let pairs = Pairs::parse(text, ParameterLocation::Body).map_err(|violation| vec![violation])?;
    Ok(pairs.into_object(schemas, properties))
}
