//! The document's schemas as the tables that the server checks by: expressions of `server/runtime/src/schema.rs`.

use std::fmt::Write as _;

use super::names::{literal, shouty};
use crate::document::{Additional, Case, Kind, Schema, StringFormat};

/// The functions that tables are made of, which the generated code has to import.
const FUNCTIONS: [&str; 15] = [
    "any",
    "any_of",
    "array",
    "boolean",
    "case",
    "decimal",
    "enumeration",
    "int32",
    "int64",
    "number",
    "object",
    "one_of",
    "optional",
    "required",
    "string",
];

/// Those of them that a text calls.
pub(super) fn functions_in(text: &str) -> Vec<&'static str> {
    let calls = |function: &str| {
        text.match_indices(&format!("{function}(")).any(|(at, _)| {
            !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '.')
        })
    };
    FUNCTIONS.into_iter().filter(|function| calls(function)).collect()
}

/// Where the tables of named schemas stand, seen from the operations.
const SCHEMAS: &str = "schemas::";

/// A reference to the table of `schema`, for an operation.
pub(super) fn reference(schema: &Schema) -> String {
    format!("&{}", expression(schema, SCHEMAS))
}

/// The table of a named schema, for the place where all of them stand.
pub(super) fn definition(schema: &Schema) -> String {
    expression(schema, "")
}

/// The table of `schema`. Those of named schemas are found at `schemas`.
fn expression(schema: &Schema, schemas: &str) -> String {
    let reference = |schema: &Schema| format!("&{}", expression(schema, schemas));
    let mut text = match &schema.kind {
        // With other words it is no longer the schema of that name.
        Kind::Named(name) if schema.nullable || schema.default.is_some() => {
            format!("{schemas}{}.unnamed()", shouty(name))
        }
        Kind::Named(name) => format!("{schemas}{}", shouty(name)),
        Kind::Any => "any()".to_owned(),
        Kind::Boolean => "boolean()".to_owned(),
        Kind::Integer { bits, minimum, maximum, multiple_of } => {
            integer(*bits, *minimum, *maximum, *multiple_of)
        }
        Kind::Number { decimal, minimum, maximum, multiple_of } => {
            let mut text = if *decimal { "decimal()" } else { "number()" }.to_owned();
            if let Some((minimum, exclusive)) = minimum {
                let _ = write!(text, ".{}({minimum:?})", if *exclusive { "above" } else { "minimum" });
            }
            if let Some((maximum, exclusive)) = maximum {
                let _ = write!(text, ".{}({maximum:?})", if *exclusive { "below" } else { "maximum" });
            }
            if let Some(factor) = multiple_of {
                let _ = write!(text, ".step({factor:?})");
            }
            text
        }
        Kind::String { min_length, max_length, pattern, format } => {
            let mut text = "string()".to_owned();
            match format {
                Some(StringFormat::Known(name)) => {
                    let _ = write!(text, ".format(Format::{})", heck::AsUpperCamelCase(name));
                }
                Some(StringFormat::Own { name, description }) => {
                    let (name, description) = (literal(name), literal(description));
                    let _ =
                        write!(text, ".format(Format::Own {{ name: {name}, expectation: {description} }})");
                }
                None => {}
            }
            bounds(&mut text, "length", *min_length, *max_length);
            if let Some(pattern) = pattern {
                let _ = write!(text, ".pattern({})", literal(pattern));
            }
            text
        }
        Kind::Enumeration(values) => {
            let values: Vec<_> = values.iter().map(|value| literal(value)).collect();
            format!("enumeration(&[{}])", values.join(", "))
        }
        Kind::Array { items, min_items, max_items, unique } => {
            let mut text = format!("array({})", reference(items));
            bounds(&mut text, "items", *min_items, *max_items);
            if *unique {
                text.push_str(".unique()");
            }
            text
        }
        Kind::Object { properties, additional, min_properties, max_properties, cases } => {
            let mut text = "object(&[".to_owned();
            for property in properties {
                let kind = if property.required { "required" } else { "optional" };
                let _ = write!(text, "{kind}({}, {}),", literal(&property.name), reference(&property.schema));
            }
            text.push_str("])");
            match additional {
                Additional::Allowed => {}
                Additional::Refused => text.push_str(".closed()"),
                Additional::Schema(schema) => {
                    let _ = write!(text, ".others({})", reference(schema));
                }
            }
            bounds(&mut text, "properties", *min_properties, *max_properties);
            if !cases.is_empty() {
                let cases: Vec<_> = cases.iter().map(|case| self::case(case, &reference)).collect();
                let _ = write!(text, ".cases(&[{}])", cases.join(", "));
            }
            text
        }
        Kind::OneOf(choices) => choice("one_of", choices.iter().map(reference)),
        Kind::AnyOf(choices) => choice("any_of", choices.iter().map(reference)),
    };
    if schema.nullable {
        text.push_str(".nullable()");
    }
    if let Some(default) = &schema.default {
        let _ = write!(text, ".default({})", literal(default));
    }
    text
}

/// A case of an object.
fn case(case: &Case, reference: &impl Fn(&Schema) -> String) -> String {
    let required: Vec<_> = case.required.iter().map(|name| literal(name)).collect();
    let properties = case.properties.iter();
    let properties: Vec<_> = properties
        .map(|(name, schema)| format!("optional({}, {})", literal(name), reference(schema)))
        .collect();
    format!("case(&[{}], &[{}])", required.join(", "), properties.join(", "))
}

fn integer(bits: u8, minimum: Option<i64>, maximum: Option<i64>, multiple_of: Option<i64>) -> String {
    let mut text = format!("int{bits}()");
    if minimum.is_some() || maximum.is_some() {
        let (least, most) = if bits == 32 {
            (grouped(i32::MIN.into()), grouped(i32::MAX.into()))
        } else {
            ("i64::MIN".to_owned(), "i64::MAX".to_owned())
        };
        let minimum = minimum.map_or(least, grouped);
        let maximum = maximum.map_or(most, grouped);
        let _ = write!(text, ".range({minimum}, {maximum})");
    }
    if let Some(factor) = multiple_of {
        let _ = write!(text, ".multiple_of({})", grouped(factor));
    }
    text
}

fn choice(function: &str, tables: impl Iterator<Item = String>) -> String {
    let tables: Vec<_> = tables.collect();
    format!("{function}(&[{}])", tables.join(", "))
}

fn bounds(text: &mut String, what: &str, least: Option<usize>, most: Option<usize>) {
    if let Some(least) = least.filter(|least| *least > 0) {
        let _ = write!(text, ".min_{what}({least})");
    }
    if let Some(most) = most {
        let _ = write!(text, ".max_{what}({most})");
    }
}

/// A number with its thousands apart, as people write them: `9_007_199_254_740_991`.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        // Four digits are read at a glance.
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}
