//! Parsing of path, query and header parameters and of form bodies to JSON values, by their schemas.
//!
//! dropshot's extractors accept no lists, stop at the first error, and answer in dropshot's own error shape.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::error::{ParameterLocation, Rule, Violation};
use super::model::Parameter;
use super::schema::{Kind, Property, Schema, Schemas};
use super::validate::{expectation, missing, validate};

/// The pairs of a query or a form body, decoded, in order.
#[derive(Default)]
pub(super) struct Pairs<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Pairs<'a> {
    /// Parses `a=1&b=2`. Percent-encoded bytes that are not UTF-8 are a violation.
    pub(super) fn parse(text: &'a str, place: ParameterLocation) -> Result<Self, Violation> {
        let mut pairs = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).ok_or_else(|| not_utf8(place, String::new()))?;
            let value = decode(value).ok_or_else(|| not_utf8(place, pointer(&name)))?;
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    fn values(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_ref()).collect()
    }

    /// Returns the value of a query parameter; `None` if it is absent.
    pub(super) fn parameter(
        &self,
        schemas: &Schemas,
        parameter: &Parameter,
    ) -> Option<Result<Value, Vec<Violation>>> {
        let values = self.values(&parameter.name);
        (!values.is_empty()).then(|| read(schemas, parameter, &values))
    }

    /// Converts a form body to an object. Unknown fields and values that cannot be parsed stay strings, which validation
    /// judges.
    pub(super) fn into_object(self, schemas: &Schemas, properties: &[Property]) -> (Value, Vec<Violation>) {
        let mut members = Map::new();
        let mut violations = Vec::new();
        for (name, value) in &self.0 {
            if members.contains_key(name.as_ref()) {
                continue;
            }
            let values = self.values(name);
            let converted = match properties.iter().find(|property| property.name == name.as_ref()) {
                Some(property) => one_or_list(
                    schemas,
                    &property.schema,
                    &values,
                    true,
                    ParameterLocation::Body,
                    &pointer(name),
                ),
                None => Ok(Value::String(value.to_string())),
            };
            match converted {
                Ok(value) => {
                    members.insert(name.to_string(), value);
                }
                Err(violation) => {
                    violations.push(violation);
                    members.insert(name.to_string(), Value::String(value.to_string()));
                }
            }
        }
        (Value::Object(members), violations)
    }
}

/// Parses and validates a parameter that is given by these texts.
pub(super) fn read(
    schemas: &Schemas,
    parameter: &Parameter,
    texts: &[&str],
) -> Result<Value, Vec<Violation>> {
    let Parameter { schema, explode, place, .. } = parameter;
    let pointer = pointer(&parameter.name);
    let mut value = one_or_list(schemas, schema, texts, *explode, *place, &pointer)
        .map_err(|violation| vec![violation])?;
    let violations = validate(schemas, schema, &mut value, *place, &pointer);
    if violations.is_empty() { Ok(value) } else { Err(violations) }
}

/// Returns the violations of a header's value.
pub(super) fn check(
    schemas: &Schemas,
    schema: &Schema,
    text: &str,
    place: ParameterLocation,
    name: &str,
) -> Vec<Violation> {
    let pointer = pointer(name);
    match scalar(schemas, schema, text, place, &pointer) {
        Ok(mut value) => validate(schemas, schema, &mut value, place, &pointer),
        Err(violation) => vec![violation],
    }
}

/// Returns the violation of a required parameter that is absent.
pub(super) fn required(schemas: &Schemas, parameter: &Parameter) -> Violation {
    missing(schemas, &parameter.schema, parameter.place, &pointer(&parameter.name))
}

pub(super) fn not_utf8(place: ParameterLocation, pointer: String) -> Violation {
    Violation { place, pointer, rule: Rule::Type, message: "is not UTF-8: send text in UTF-8".to_owned() }
}

pub(super) fn pointer(name: &str) -> String {
    if name.contains(['~', '/']) {
        return format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    }
    ["/", name].concat()
}

/// Decodes `+` and `%XX`; returns `None` if the bytes are not UTF-8.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned().into())
    } else {
        percent_decode_str(text).decode_utf8().ok()
    }
}

fn one_or_list(
    schemas: &Schemas,
    schema: &Schema,
    texts: &[&str],
    explode: bool,
    place: ParameterLocation,
    pointer: &str,
) -> Result<Value, Violation> {
    match (&schemas.resolve(schema).kind, texts) {
        (Kind::Array { items, .. }, _) => {
            let split: Vec<&str> = if explode {
                texts.to_vec()
            } else {
                texts.iter().flat_map(|text| text.split(',')).filter(|text| !text.is_empty()).collect()
            };
            let values = split
                .iter()
                .enumerate()
                .map(|(index, text)| scalar(schemas, items, text, place, &format!("{pointer}/{index}")));
            values.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (_, [text]) => scalar(schemas, schema, text, place, pointer),
        _ => Err(Violation {
            place,
            pointer: pointer.to_owned(),
            rule: Rule::Form,
            message: "is given more than once: give it once".to_owned(),
        }),
    }
}

/// Converts a text to the JSON value that its schema expects.
fn scalar(
    schemas: &Schemas,
    schema: &Schema,
    text: &str,
    place: ParameterLocation,
    pointer: &str,
) -> Result<Value, Violation> {
    let parsed = match &schemas.resolve(schema).kind {
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Integer { .. } => integer(text),
        Kind::Number { .. } => serde_json::from_str::<serde_json::Number>(text).ok().map(Value::Number),
        Kind::OneOf(choices) | Kind::AnyOf(choices) => Some(
            choices
                .iter()
                .filter_map(|choice| Some((choice, scalar(schemas, choice, text, place, pointer).ok()?)))
                .find(|(choice, value)| {
                    validate(schemas, choice, &mut value.clone(), place, pointer).is_empty()
                })
                .map_or_else(|| Value::from(text), |(_, value)| value),
        ),
        _ => Some(Value::from(text)),
    };
    parsed.ok_or_else(|| Violation {
        place,
        pointer: pointer.to_owned(),
        rule: Rule::Type,
        message: format!("must be {}, not {}", expectation(schemas, schema), shown(text)),
    })
}

/// Parses a whole number in canonical form: not `+1`, `01` or `1e3`.
fn integer(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    // A number of more than 64 bits is out of bounds, not of another type.
    canonical.then(|| text.parse::<i64>().map_or_else(|_| Value::from(u64::MAX), Value::from))
}

/// Returns a text in quotes, truncated.
fn shown(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    format!("{start:?}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn query(schema: &Value, explode: bool, text: &str) -> Result<Value, String> {
        let parameter: Parameter = serde_json::from_value(
            json!({ "name": "p", "field": "p", "in": "query", "explode": explode, "schema": schema }),
        )
        .unwrap();
        let pairs =
            Pairs::parse(text, ParameterLocation::Query).map_err(|violation| violation.to_string())?;
        pairs
            .parameter(&Schemas::default(), &parameter)
            .unwrap_or(Ok(Value::Null))
            .map_err(|violations| violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn parameter_is_read_by_its_schema() {
        let page = json!({"type": "integer", "format": "int32", "minimum": 1, "maximum": 100});
        let string = json!({"type": "string"});
        let flag = json!({"type": "boolean"});
        let rate = json!({"type": "number"});
        let label = json!({"type": "string", "minLength": 1, "maxLength": 3});
        let labels = json!({"type": "array", "items": label, "maxItems": 2});
        let flag_or_digit = json!({"oneOf": [flag, {"type": "string", "enum": ["0", "1"]}]});
        let cases: &[(&Value, bool, &str, Result<Value, &str>)] = &[
            (&page, true, "p=7", Ok(json!(7))),
            (&page, true, "q=7", Ok(Value::Null)),
            (&page, true, "p=", Err("p must be a whole number from 1 to 100, not \"\"")),
            (&page, true, "p=07", Err("p must be a whole number from 1 to 100, not \"07\"")),
            (&page, true, "p=%2B7", Err("p must be a whole number from 1 to 100, not \"+7\"")),
            (&page, true, "p=99999999999999999999999", Err("p must be from 1 to 100")),
            (&page, true, "p=-1", Err("p must be from 1 to 100")),
            (&page, true, "p=1&p=2", Err("p is given more than once: give it once")),
            (&string, true, "p=a+b%20c%2B", Ok(json!("a b c+"))),
            (&string, true, "p=%C5%BE", Ok(json!("ž"))),
            (&string, true, "p=%C5", Err("p is not UTF-8: send text in UTF-8")),
            (&string, true, "p", Ok(json!(""))),
            (&string, true, "p=a=b", Ok(json!("a=b"))),
            (&flag, true, "p=true", Ok(json!(true))),
            (&flag, true, "p=1", Err("p must be true or false, not \"1\"")),
            (&rate, true, "p=1.50", Ok(json!(1.5))),
            (&rate, true, "p=NaN", Err("p must be a number, not \"NaN\"")),
            (&labels, true, "p=a&p=b,c", Ok(json!(["a", "b,c"]))),
            (&labels, false, "p=a,b", Ok(json!(["a", "b"]))),
            (&labels, true, "p=a&p=b&p=c", Err("p must have at most 2 items, has 3")),
            (&labels, true, "p=a&p=bcde", Err("p.1 must be at most 3 characters, has 4")),
            (&flag_or_digit, true, "p=1", Ok(json!("1"))),
            (&flag_or_digit, true, "p=false", Ok(json!(false))),
        ];
        for (schema, explode, text, expected) in cases {
            assert_eq!(query(schema, *explode, text), expected.clone().map_err(ToOwned::to_owned), "{text}");
        }
    }

    #[test]
    fn form_body_becomes_an_object() {
        let form: Schema = serde_json::from_value(json!({"type": "object", "additionalProperties": false,
            "properties": {"a": {"type": "string"}, "n": {"type": "integer"}}}))
        .unwrap();
        let Kind::Object { properties, .. } = form.kind else { unreachable!() };
        let read = |text| {
            let pairs = Pairs::parse(text, ParameterLocation::Body).unwrap();
            pairs.into_object(&Schemas::default(), &properties)
        };
        assert_eq!(read("a=x+y&n=3&other=1"), (json!({"a": "x y", "n": 3, "other": "1"}), vec![]));
        let (_, wrong) = read("n=x&a=1&a=2");
        assert_eq!(
            wrong.iter().map(|violation| violation.pointer.as_str()).collect::<Vec<_>>(),
            ["/n", "/a"]
        );
    }
}
