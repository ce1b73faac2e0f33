//! Path, query and header parameters, and form bodies: from text to JSON values that a schema can judge.
//!
//! dropshot's own extractors are not used for this: they take no lists, stop at the first mistake, and answer in their
//! own error shape.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::operation::Parameter;
use super::refusal::{ParameterLocation, Rule, Violation};
use super::schema::{Kind, Property, Schema};
use super::validate::{expectation, missing, validate, validate_at};

/// The pairs of a query or a form body, decoded, in order.
#[derive(Default)]
pub(super) struct Pairs<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Pairs<'a> {
    /// Reads `a=1&b=2`. What is not UTF-8 once its percent signs are resolved is a violation rather than a guess.
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

    /// The value of one query parameter; `None` when it is not given.
    pub(super) fn parameter(&self, parameter: &Parameter) -> Option<Result<Value, Vec<Violation>>> {
        let values = self.values(parameter.name);
        (!values.is_empty()).then(|| read(parameter, &values))
    }

    /// A form body as an object, and what is wrong with it already. Members that the schema does not know, and those that
    /// cannot be read, stay texts, for the schema to judge.
    pub(super) fn into_object(self, properties: &'static [Property]) -> (Value, Vec<Violation>) {
        let mut members = Map::new();
        let mut violations = Vec::new();
        for (name, value) in &self.0 {
            if members.contains_key(name.as_ref()) {
                continue;
            }
            let values = self.values(name);
            let converted = match properties.iter().find(|property| property.name == name.as_ref()) {
                Some(property) => {
                    one_or_list(property.schema, &values, true, ParameterLocation::Body, &pointer(name))
                }
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

/// Reads a parameter from the texts that were given for it, and holds it against its schema.
pub(super) fn read(parameter: &Parameter, texts: &[&str]) -> Result<Value, Vec<Violation>> {
    let pointer = pointer(parameter.name);
    let mut value = one_or_list(parameter.schema, texts, parameter.explode, parameter.place, &pointer)
        .map_err(|violation| vec![violation])?;
    let violations = validate_at(parameter.schema, &mut value, parameter.place, pointer);
    if violations.is_empty() { Ok(value) } else { Err(violations) }
}

/// What is wrong with a header's text, by its schema.
pub(super) fn check(schema: &Schema, text: &str, place: ParameterLocation, name: &str) -> Vec<Violation> {
    let pointer = pointer(name);
    match scalar(schema, text, place, &pointer) {
        Ok(mut value) => validate(schema, &mut value, place, &pointer),
        Err(violation) => vec![violation],
    }
}

/// What a required parameter that is missing is told.
pub(super) fn required(parameter: &Parameter) -> Violation {
    missing(parameter.schema, parameter.place, &pointer(parameter.name))
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

/// `+` is a space, `%XX` a byte; `None` when the bytes are not UTF-8.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned().into())
    } else {
        percent_decode_str(text).decode_utf8().ok()
    }
}

fn one_or_list(
    schema: &Schema,
    texts: &[&str],
    explode: bool,
    place: ParameterLocation,
    pointer: &str,
) -> Result<Value, Violation> {
    match (&schema.kind, texts) {
        (Kind::Array(rules), _) => {
            let split: Vec<&str> = if explode {
                texts.to_vec()
            } else {
                texts.iter().flat_map(|text| text.split(',')).filter(|text| !text.is_empty()).collect()
            };
            let items = split
                .iter()
                .enumerate()
                .map(|(index, text)| scalar(rules.items, text, place, &format!("{pointer}/{index}")));
            items.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (_, [text]) => scalar(schema, text, place, pointer),
        _ => Err(Violation {
            place,
            pointer: pointer.to_owned(),
            rule: Rule::Form,
            message: "is given more than once: give it once".to_owned(),
        }),
    }
}

/// A text as the JSON value that its schema asks for.
fn scalar(schema: &Schema, text: &str, place: ParameterLocation, pointer: &str) -> Result<Value, Violation> {
    let parsed = match &schema.kind {
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Integer(_) => integer(text),
        Kind::Number(_) => serde_json::from_str::<serde_json::Number>(text).ok().map(Value::Number),
        Kind::OneOf(schemas) | Kind::AnyOf(schemas) => Some(
            schemas
                .iter()
                .filter_map(|schema| scalar(schema, text, place, pointer).ok().map(|value| (schema, value)))
                .find(|(schema, value)| validate(schema, &mut value.clone(), place, pointer).is_empty())
                .map_or_else(|| Value::from(text), |(_, value)| value),
        ),
        _ => Some(Value::from(text)),
    };
    parsed.ok_or_else(|| Violation {
        place,
        pointer: pointer.to_owned(),
        rule: Rule::Type,
        message: format!("must be {}, not {}", expectation(schema), shown(text)),
    })
}

/// Digits with an optional minus, and nothing else: `+1`, `01` and `1e3` are not how a whole number is written.
fn integer(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    // What is too large for 64 bits is out of bounds, not of another type; any number past the bounds says so.
    canonical.then(|| text.parse::<i64>().map_or_else(|_| Value::from(u64::MAX), Value::from))
}

/// A caller's own text, quoted and short.
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

    use super::super::schema::{
        array, boolean, enumeration, int32, number, object, one_of, optional, string,
    };
    use super::*;

    fn parameter(schema: &'static Schema, explode: bool) -> Parameter {
        Parameter { name: "p", field: "p", place: ParameterLocation::Query, required: false, explode, schema }
    }

    fn query(schema: &'static Schema, explode: bool, text: &str) -> Result<Value, String> {
        let pairs =
            Pairs::parse(text, ParameterLocation::Query).map_err(|violation| violation.to_string())?;
        pairs
            .parameter(&parameter(schema, explode))
            .unwrap_or(Ok(Value::Null))
            .map_err(|violations| violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn parameters_are_read_by_their_schema() {
        static PAGE: Schema = int32().range(1, 100);
        static ANY_STRING: Schema = string();
        static FLAG: Schema = boolean();
        static RATE: Schema = number();
        static LABELS: Schema = array(&string().min_length(1).max_length(3)).max_items(2);
        static FLAG_OR_DIGIT: Schema = one_of(&[&boolean(), &enumeration(&["0", "1"])]);
        let cases: &[(&'static Schema, bool, &str, Result<Value, &str>)] = &[
            (&PAGE, true, "p=7", Ok(json!(7))),
            (&PAGE, true, "q=7", Ok(Value::Null)),
            (&PAGE, true, "p=", Err("p must be a whole number from 1 to 100, not \"\"")),
            (&PAGE, true, "p=07", Err("p must be a whole number from 1 to 100, not \"07\"")),
            (&PAGE, true, "p=%2B7", Err("p must be a whole number from 1 to 100, not \"+7\"")),
            (&PAGE, true, "p=99999999999999999999999", Err("p must be from 1 to 100")),
            (&PAGE, true, "p=-1", Err("p must be from 1 to 100")),
            (&PAGE, true, "p=1&p=2", Err("p is given more than once: give it once")),
            (&ANY_STRING, true, "p=a+b%20c%2B", Ok(json!("a b c+"))),
            (&ANY_STRING, true, "p=%C5%BE", Ok(json!("ž"))),
            (&ANY_STRING, true, "p=%C5", Err("p is not UTF-8: send text in UTF-8")),
            (&ANY_STRING, true, "p", Ok(json!(""))),
            (&ANY_STRING, true, "p=a=b", Ok(json!("a=b"))),
            (&FLAG, true, "p=true", Ok(json!(true))),
            (&FLAG, true, "p=1", Err("p must be true or false, not \"1\"")),
            (&RATE, true, "p=1.50", Ok(json!(1.5))),
            (&RATE, true, "p=NaN", Err("p must be a number, not \"NaN\"")),
            (&LABELS, true, "p=a&p=b,c", Ok(json!(["a", "b,c"]))),
            (&LABELS, false, "p=a,b", Ok(json!(["a", "b"]))),
            (&LABELS, true, "p=a&p=b&p=c", Err("p must have at most 2 items, has 3")),
            (&LABELS, true, "p=a&p=bcde", Err("p.1 must be at most 3 characters, has 4")),
            (&FLAG_OR_DIGIT, true, "p=1", Ok(json!("1"))),
            (&FLAG_OR_DIGIT, true, "p=false", Ok(json!(false))),
        ];
        for (schema, explode, text, expected) in cases {
            assert_eq!(query(schema, *explode, text), expected.clone().map_err(ToOwned::to_owned), "{text}");
        }
    }

    #[test]
    fn a_form_body_becomes_an_object() {
        static FORM: Schema = object(&[optional("a", &string()), optional("n", &int32())]).closed();
        let Kind::Object(rules) = FORM.kind else { unreachable!() };
        let body =
            Pairs::parse("a=x+y&n=3&other=1", ParameterLocation::Body).unwrap().into_object(rules.properties);
        assert_eq!(body, (json!({"a": "x y", "n": 3, "other": "1"}), vec![]));
        let (_, wrong) =
            Pairs::parse("n=x&a=1&a=2", ParameterLocation::Body).unwrap().into_object(rules.properties);
        assert_eq!(
            wrong.iter().map(|violation| violation.pointer.as_str()).collect::<Vec<_>>(),
            ["/n", "/a"]
        );
    }
}
