//! Whether a value is what a schema asks for, told without the server's own check.
//!
//! It says yes or no and nothing else, so it can be written the plain way, and is what the check is compared with.

use chrono::{DateTime, NaiveDate};
use dropshot_openapi::schema::{Additional, Kind, Schema};
use dropshot_openapi::{Decimal, Format};
use regex_lite::Regex;
use serde_json::Value;

/// Whether `value` fits `schema`.
pub fn fits(schema: &Schema, value: &Value) -> bool {
    if value.is_null() && schema.nullable {
        return true;
    }
    match &schema.kind {
        Kind::Any => true,
        Kind::Boolean => value.is_boolean(),
        Kind::Integer(rules) => value.as_i64().is_some_and(|number| {
            (rules.minimum..=rules.maximum).contains(&number)
                && rules.multiple_of.is_none_or(|factor| number.checked_rem(factor) == Some(0))
        }),
        Kind::Number(rules) => value.as_f64().is_some_and(|number| {
            let low_enough = |least| if rules.exclusive_minimum { number > least } else { number >= least };
            let high_enough = |most| if rules.exclusive_maximum { number < most } else { number <= most };
            rules.minimum.is_none_or(low_enough)
                && rules.maximum.is_none_or(high_enough)
                && rules.multiple_of.is_none_or(|step| is_multiple(number, step, rules.decimal))
        }),
        Kind::String(rules) => value.as_str().is_some_and(|text| {
            (rules.min_length..=rules.max_length).contains(&text.chars().count())
                && rules.format.is_none_or(|format| has_format(format, text))
                && rules.pattern.is_none_or(|pattern| Regex::new(pattern).unwrap().is_match(text))
        }),
        Kind::Enumeration(values) => value.as_str().is_some_and(|text| values.contains(&text)),
        Kind::Array(rules) => value.as_array().is_some_and(|items| {
            (rules.min_items..=rules.max_items).contains(&items.len())
                && items.iter().all(|item| fits(rules.items, item))
                && (!rules.unique_items
                    || items.iter().enumerate().all(|(index, item)| !items[..index].contains(item)))
        }),
        Kind::Object(rules) => value.as_object().is_some_and(|members| {
            let property = |name: &str| rules.properties.iter().find(|property| property.name == name);
            (rules.min_properties..=rules.max_properties).contains(&members.len())
                && rules
                    .properties
                    .iter()
                    .all(|property| !property.required || members.contains_key(property.name))
                && members.iter().all(|(name, value)| match (property(name), rules.additional) {
                    (Some(property), _) => fits(property.schema, value),
                    (None, Additional::Allowed) => true,
                    (None, Additional::Refused) => false,
                    (None, Additional::Schema(schema)) => fits(schema, value),
                })
                && (rules.cases.is_empty()
                    || rules.cases.iter().any(|case| {
                        case.required.iter().all(|name| members.contains_key(*name))
                            && case.properties.iter().all(|property| {
                                members.get(property.name).is_none_or(|value| fits(property.schema, value))
                            })
                    }))
        }),
        Kind::OneOf(schemas) => schemas.iter().filter(|schema| fits(schema, value)).count() == 1,
        Kind::AnyOf(schemas) => schemas.iter().any(|schema| fits(schema, value)),
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
fn has_format(format: Format, text: &str) -> bool {
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
