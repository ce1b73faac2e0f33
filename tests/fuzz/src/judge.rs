//! Whether a value is what a schema asks for, told without the server's own check.
//!
//! It says yes or no and nothing else, so it can be written the plain way, and is what the check is compared with.

use chrono::{DateTime, NaiveDate};
use dropshot_openapi::schema::{Additional, Kind, Schema, Schemas};
use dropshot_openapi::{Decimal, Format};
use regex_lite::Regex;
use serde_json::Value;

/// Returns `true` if `value` is valid by `schema`.
pub fn fits(schemas: &Schemas, schema: &Schema, value: &Value) -> bool {
    if value.is_null() && schema.nullable {
        return true;
    }
    let fits = |schema: &Schema, value: &Value| fits(schemas, schema, value);
    let counted = |count: usize, least: Option<usize>, most: Option<usize>| {
        (least.unwrap_or(0)..=most.unwrap_or(usize::MAX)).contains(&count)
    };
    match &schema.kind {
        Kind::Any => true,
        Kind::Named(name) => fits(schemas.get(name).expect("the document has it"), value),
        Kind::Boolean => value.is_boolean(),
        Kind::Integer { bits, minimum, maximum, multiple_of } => value.as_i64().is_some_and(|number| {
            (*bits == 64 || i32::try_from(number).is_ok())
                && minimum.is_none_or(|least| number >= least)
                && maximum.is_none_or(|most| number <= most)
                && multiple_of.is_none_or(|factor| number.checked_rem(factor) == Some(0))
        }),
        Kind::Number { decimal, minimum, maximum, multiple_of } => value.as_f64().is_some_and(|number| {
            minimum.is_none_or(|(least, excluded)| if excluded { number > least } else { number >= least })
                && maximum
                    .is_none_or(|(most, excluded)| if excluded { number < most } else { number <= most })
                && multiple_of.is_none_or(|step| is_multiple(number, step, *decimal))
        }),
        Kind::String { min_length, max_length, pattern, format } => value.as_str().is_some_and(|text| {
            counted(text.chars().count(), *min_length, *max_length)
                && format.as_ref().is_none_or(|format| has_format(format, text))
                && pattern.as_ref().is_none_or(|p| Regex::new(p.as_str()).unwrap().is_match(text))
        }),
        Kind::Enumeration(values) => value.as_str().is_some_and(|text| values.iter().any(|v| v == text)),
        Kind::Array { items, min_items, max_items, unique } => value.as_array().is_some_and(|all| {
            counted(all.len(), *min_items, *max_items)
                && all.iter().all(|item| fits(items, item))
                && (!unique || all.iter().enumerate().all(|(index, item)| !all[..index].contains(item)))
        }),
        Kind::Object { properties, additional, min_properties, max_properties, cases } => {
            value.as_object().is_some_and(|members| {
                let property = |name: &str| properties.iter().find(|property| property.name == name);
                counted(members.len(), *min_properties, *max_properties)
                    && properties.iter().all(|p| !p.required || members.contains_key(&p.name))
                    && members.iter().all(|(name, value)| match (property(name), additional) {
                        (Some(property), _) => fits(&property.schema, value),
                        (None, Additional::Allowed) => true,
                        (None, Additional::Refused) => false,
                        (None, Additional::Schema(schema)) => fits(schema, value),
                    })
                    && (cases.is_empty()
                        || cases.iter().any(|case| {
                            case.required.iter().all(|name| members.contains_key(name))
                                && case.properties.iter().all(|(name, schema)| {
                                    members.get(name).is_none_or(|value| fits(schema, value))
                                })
                        }))
            })
        }
        Kind::OneOf(choices) => choices.iter().filter(|choice| fits(choice, value)).count() == 1,
        Kind::AnyOf(choices) => choices.iter().any(|choice| fits(choice, value)),
    }
}

fn is_multiple(number: f64, step: f64, decimal: bool) -> bool {
    if decimal {
        let exact = |number: f64| format!("{number}").parse::<Decimal>().ok();
        return exact(number).zip(exact(step)).is_some_and(|(number, step)| number.is_multiple_of(step));
    }
    let ratio = number / step;
    (ratio - ratio.round()).abs() <= ratio.abs().max(1.0) * 4.0 * f64::EPSILON
}

/// Whether `text` has `format`, character for character.
fn has_format(format: &Format, text: &str) -> bool {
    match format {
        Format::Uuid => follows(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        Format::Date => is_date(text),
        // It is kept and answered in UTC, and must be one there too.
        Format::DateTime => {
            is_date_time(text)
                && DateTime::parse_from_rfc3339(text)
                    .is_ok_and(|time| is_date_time(&time.to_utc().to_rfc3339()))
        }
        Format::SqlDateTime => {
            follows(text, "dddd-dd-dd dd:dd:dd") && is_date(&text[..10]) && is_time(&text[11..])
        }
        // What makes a URI or an address is a grammar of its own; there is no second one here.
        Format::Uri | Format::Email => format.accepts(text),
        // What a format of an API's own is, its rules say.
        Format::Password | Format::Own { .. } => true,
    }
}

/// A date, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    follows(text, "dddd-dd-dd")
        && NaiveDate::from_ymd_opt(number(&text[..4]).cast_signed(), number(&text[5..7]), number(&text[8..]))
            .is_some()
}

/// A time with its offset, as RFC 3339 writes it: with a letter or, as it allows, a blank between date and time.
pub fn is_date_time(text: &str) -> bool {
    if !text.is_ascii() || text.len() < 20 {
        return false;
    }
    let (date, rest) = text.split_at(10);
    let (time, rest) = rest.split_at(9);
    let (fraction, offset) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    let is_fraction = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date)
        && time.starts_with(['T', 't', ' '])
        && is_time(&time[1..])
        && (fraction.is_empty() || fraction.strip_prefix('.').is_some_and(is_fraction))
        && (offset.eq_ignore_ascii_case("z")
            || (offset.starts_with(['+', '-'])
                && follows(&offset[1..], "dd:dd")
                && number(&offset[1..3]) < 24
                && number(&offset[4..]) < 60))
}

fn is_time(text: &str) -> bool {
    // A 60th second is a leap second.
    follows(text, "dd:dd:dd")
        && number(&text[..2]) < 24
        && number(&text[3..5]) < 60
        && number(&text[6..]) <= 60
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// Whether `text` is written like `form`, in which `d` is any digit and `x` any hexadecimal one.
fn follows(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            literal => byte == literal,
        })
}
