//! From the parts of a request to the JSON values that an operation's request type is read from.
//!
//! Nothing here waits, and nothing knows of dropshot: a [`Call`](super::Call) hands in what came. The fuzz targets in
//! `tests/fuzz` hand in what they make up, which is why these functions are public.

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::Value;

use super::model::{Body, MediaType, Operation, Parameter};
use super::parameters::{self, Pairs};
use super::refusal::{ParameterLocation, Rule, Violation};
use super::schema::{Kind, Schemas};
use super::validate::{missing, validate};

/// What was read of a request, by the fields of the operation's request type that hold it.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// What a field holds.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Which fields there are.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Adds a field, which is not there yet.
    pub fn add(&mut self, field: &'static str, value: Value) {
        self.0.push((field, value));
    }

    /// All of them as the request type.
    pub fn read<R: DeserializeOwned>(self) -> serde_json::Result<R> {
        R::deserialize(MapDeserializer::new(self.0.into_iter()))
    }
}

/// The parameters of a request, by the fields that hold them, and everything that is wrong with them.
pub fn parameters(
    table: &'static Operation,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> (Fields, Vec<Violation>) {
    let mut fields = Fields::default();
    let mut violations = Vec::new();
    // A query that the operation does not look at may be anything.
    let looks_at_query = table.parameters.iter().any(|parameter| parameter.place == ParameterLocation::Query);
    let query = match Pairs::parse(if looks_at_query { query } else { "" }, ParameterLocation::Query) {
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

/// The body of a request; `None` where there is none, and need not be.
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
    // What could not even be read is said once.
    violations.retain(|violation| !unread.iter().any(|other| other.pointer == violation.pointer));
    violations.splice(0..0, unread);
    if violations.is_empty() { Ok(Some(value)) } else { Err(violations) }
}

/// The segments of a path. Empty ones do not count, here as in dropshot's router.
pub(super) fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// The segment of the path that stands where the document's path has the parameter. Counted from the end, because in
/// front of the document's path there may be a mount.
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
    serde_json::from_str(text).map_err(|error| {
        vec![violation(Rule::Type, format!("is not JSON: {error}: mend it and send it again"))]
    })
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
