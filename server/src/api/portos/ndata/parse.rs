//! Parses the texts of query parameters.
//!
//! ```text
//! parameter  = operation *( ";" operation )
//! operation  = [ operator ":" ] argument *( ":" argument )
//! ```
//!
//! A backslash escapes the next character, and `%XX` is a byte of an argument. The query has been percent-decoded once
//! before, so that callers encode such bytes twice.

use std::borrow::Cow;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use percent_encoding::percent_decode_str;
use rust_decimal::Decimal;

use super::{Comparison, Filter, Relation, Sort, SortKey};
use crate::api::portos::rules::FieldError;

/// The maximum number of arguments of `in` and `nin`.
const ARGUMENTS_MAX: usize = 100;

/// The maximum number of operations in one text. With the number of texts that the document allows, a statement stays far
/// below SQLite's limits.
const OPERATIONS_MAX: usize = 10;

/// The maximum number of characters that a message quotes from the request.
const QUOTED_CHARACTERS: usize = 100;

/// A parameter that filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants have the names of the parameters")]
pub enum Field {
    CardSerialNumber,
    ExternalId,
    CreditRate,
    DiscountRate,
    IsActive,
    ExpirationTime,
}

impl Field {
    /// Returns the name of the parameter.
    pub fn name(self) -> &'static str {
        match self {
            Self::CardSerialNumber => "CardSerialNumber",
            Self::ExternalId => "ExternalId",
            Self::CreditRate => "CreditRate",
            Self::DiscountRate => "DiscountRate",
            Self::IsActive => "IsActive",
            Self::ExpirationTime => "ExpirationTime",
        }
    }

    fn filter(self, operation: Operation) -> Result<Filter, String> {
        Ok(match self {
            Self::CardSerialNumber => Filter::CardSerialNumber(operation.compare(text)?),
            Self::ExternalId => Filter::ExternalId(operation.compare(text)?),
            Self::CreditRate => Filter::CreditRate(operation.compare(decimal)?),
            Self::DiscountRate => Filter::DiscountRate(operation.compare(decimal)?),
            Self::IsActive => Filter::IsActive(operation.compare(boolean)?),
            Self::ExpirationTime => Filter::ExpirationTime(operation.compare(time)?),
        })
    }
}

/// Parses the values of a parameter and appends the filters, or what is wrong with them to `errors`.
pub fn filters(field: Field, texts: &[String], filters: &mut Vec<Filter>, errors: &mut Vec<FieldError>) {
    for text in texts {
        match operations(text).and_then(|all| all.into_iter().map(|one| field.filter(one)).collect()) {
            Ok(parsed) => filters.extend::<Vec<_>>(parsed),
            Err(message) => errors.push(FieldError::new(field.name(), message)),
        }
    }
}

/// Parses the values of `$sort`, and appends what is wrong with them to `errors`.
pub fn sort(texts: &[String], errors: &mut Vec<FieldError>) -> Vec<Sort> {
    let mut keys: Vec<Sort> = Vec::new();
    for text in texts.iter().flat_map(|text| text.split(',')) {
        match sort_key(text.trim()) {
            // A repeated key has no effect.
            Ok(sort) if keys.iter().any(|known| known.key == sort.key) => {}
            Ok(sort) => keys.push(sort),
            Err(message) => errors.push(FieldError::new("$sort", message)),
        }
    }
    keys
}

/// Returns an error for each parameter of a query that is not one of the `known` ones.
pub fn unknown_parameters(query: &str, known: &[&str]) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let raw = pair.split_once('=').map_or(pair, |(name, _)| name).replace('+', " ");
        let name = percent_decode_str(&raw).decode_utf8_lossy();
        if known.contains(&name.as_ref()) || errors.iter().any(|error| error.field == name) {
            continue;
        }
        let alike = known
            .iter()
            .find(|known| known.trim_start_matches('$').eq_ignore_ascii_case(name.trim_start_matches('$')));
        let advice = match alike {
            Some(alike) => format!("use {alike}"),
            None => "omit it, or use Search".to_owned(),
        };
        errors.push(FieldError::new(&name, format!("is not a parameter of this list: {advice}")));
    }
    errors
}

fn sort_key(text: &str) -> Result<Sort, String> {
    let (name, direction) = match text.split_once(':') {
        Some((name, direction)) => (name, Some(direction)),
        None => (text, None),
    };
    let (name, is_reversed) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
    let descending = match (is_reversed, direction) {
        (true, Some(_)) => {
            return Err(format!("gives {} two directions: use -KEY or KEY:desc", quoted(text)));
        }
        (is_reversed, None) => is_reversed,
        (false, Some("asc")) => false,
        (false, Some("desc")) => true,
        (false, Some(other)) => return Err(format!("has no direction {}: use asc or desc", quoted(other))),
    };
    let key = SortKey::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let Some((_, key)) = key else {
        let names: Vec<_> = SortKey::ALL.iter().map(|(name, _)| *name).collect();
        return Err(format!("has no key {}: use {}", quoted(name), choice(&names)));
    };
    Ok(Sort { key: *key, descending })
}

/// An operation, split into its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Operation {
    operator: Option<String>,
    arguments: Vec<String>,
}

impl Operation {
    fn compare<T>(self, parse: fn(&str) -> Result<T, String>) -> Result<Comparison<T>, String> {
        let operator = self.operator.as_deref().unwrap_or("eq");
        let all = || self.arguments.iter().map(|argument| parse(argument)).collect::<Result<_, _>>();
        let relation = match operator {
            "in" | "nin" if self.arguments.len() > ARGUMENTS_MAX => {
                return Err(format!(
                    "has more than {ARGUMENTS_MAX} arguments for {operator}: split the query"
                ));
            }
            "in" => return all().map(Comparison::In),
            "nin" => return all().map(Comparison::NotIn),
            "eq" => Relation::Equal,
            "neq" => Relation::NotEqual,
            "gt" => Relation::Greater,
            "gte" => Relation::GreaterOrEqual,
            "lt" => Relation::Less,
            "lte" => Relation::LessOrEqual,
            unknown => {
                let operators = "eq, neq, gt, gte, lt, lte, in or nin";
                return Err(format!("has no operator {}: use {operators}", quoted(unknown)));
            }
        };
        let count = self.arguments.len();
        match <[String; 1]>::try_from(self.arguments) {
            Ok([argument]) => parse(&argument).map(|argument| Comparison::Is(relation, argument)),
            Err(_) => Err(format!(
                "gives {operator} {count} arguments instead of one: write a colon in an argument as \\:"
            )),
        }
    }
}

/// A character, and whether it was escaped by a backslash.
type Letter = (char, bool);

fn operations(text: &str) -> Result<Vec<Operation>, String> {
    let mut letters = Vec::new();
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        letters.push(match letter {
            '\\' => (rest.next().ok_or("ends in a backslash: write a literal backslash twice")?, true),
            letter => (letter, false),
        });
    }
    let operations = letters.split(|letter| *letter == (';', false));
    if operations.clone().nth(OPERATIONS_MAX).is_some() {
        return Err(format!("has more than {OPERATIONS_MAX} operations: use in or nin for many values"));
    }
    operations.map(operation).collect()
}

fn operation(letters: &[Letter]) -> Result<Operation, String> {
    let mut parts = letters.split(|letter| *letter == (':', false)).map(decoded);
    let first = parts.next().unwrap_or_else(|| Ok(String::new()))?;
    let arguments = parts.collect::<Result<Vec<_>, _>>()?;
    Ok(if arguments.is_empty() {
        Operation { operator: None, arguments: vec![first] }
    } else {
        Operation { operator: Some(first), arguments }
    })
}

/// Returns the text of an argument, percent-decoded except for escaped characters.
fn decoded(letters: &[Letter]) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(letters.len());
    let mut index = 0;
    while let Some((letter, is_escaped)) = letters.get(index) {
        let byte = match (letter, is_escaped, letters.get(index + 1..index + 3)) {
            ('%', false, Some([(high, false), (low, false)])) => high
                .to_digit(16)
                .zip(low.to_digit(16))
                .and_then(|(high, low)| u8::try_from(high * 16 + low).ok()),
            _ => None,
        };
        if let Some(byte) = byte {
            bytes.push(byte);
            index += 3;
        } else {
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            index += 1;
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8 after percent-decoding".to_owned())?;
    if text.chars().any(char::is_control) {
        return Err("contains a control character, which no field does".to_owned());
    }
    Ok(text)
}

fn text(text: &str) -> Result<String, String> {
    // Databases reject U+0000.
    if text.contains('\0') { Err("must not contain U+0000".to_owned()) } else { Ok(text.to_owned()) }
}

fn decimal(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(format!("must be compared with a decimal, not {}", quoted(text)));
    }
    Decimal::from_str_exact(text)
        .map_err(|_| format!("must be compared with a decimal of 28 digits at most, not {}", quoted(text)))
}

fn boolean(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("must be compared with true or false, not {}", quoted(text)))
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    match text.parse::<NaiveDate>() {
        // Chrono also accepts dates such as 2023-1-1.
        Ok(date) if date.year() < 10_000 && date.to_string() == text => {
            Ok(date.and_time(NaiveTime::MIN).and_utc())
        }
        _ => Err(format!(
            "must be compared with a time with an offset, such as 2023-01-01T00\\:00\\:00Z, not {}",
            quoted(text)
        )),
    }
}

/// Returns `text` in quotes, truncated.
fn quoted(text: &str) -> String {
    let text: Cow<'_, str> = match text.char_indices().nth(QUOTED_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    };
    format!("\"{text}\"")
}

fn choice(names: &[&str]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(field: Field, texts: &[&str]) -> (Vec<Filter>, Vec<String>) {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let (mut parsed, mut errors) = (Vec::new(), Vec::new());
        filters(field, &texts, &mut parsed, &mut errors);
        (parsed, messages(errors))
    }

    fn messages(errors: Vec<FieldError>) -> Vec<String> {
        errors.into_iter().map(|error| format!("{} {}", error.field, error.message)).collect()
    }

    fn texts(comparison: &str) -> Result<Vec<String>, String> {
        match operations(comparison)?.as_slice() {
            [one] => one.clone().compare(text).map(|comparison| match comparison {
                Comparison::Is(_, argument) => vec![argument],
                Comparison::In(arguments) | Comparison::NotIn(arguments) => arguments,
            }),
            many => panic!("{many:?}"),
        }
    }

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn documented_operations_are_parsed() {
        use Comparison::{In, Is, NotIn};
        use Relation::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

        let rate = |relation, text| Filter::DiscountRate(Is(relation, dec(text)));
        let between = vec![rate(Greater, "0"), rate(Less, "50")];
        let midnight = "2023-01-01T00:00:00Z".parse().unwrap();
        let expires = |relation| Filter::ExpirationTime(Is(relation, midnight));
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (field, given, expected, reason) in [
            (Field::DiscountRate, &["10"][..], vec![rate(Equal, "10")], "a bare value"),
            (Field::DiscountRate, &["eq:10.00"], vec![rate(Equal, "10")], "eq, with zeros"),
            (Field::DiscountRate, &["neq:-0.5"], vec![rate(NotEqual, "-0.5")], "neq"),
            (
                Field::DiscountRate,
                &["gte:1;lte:2"],
                vec![rate(GreaterOrEqual, "1"), rate(LessOrEqual, "2")],
                "both",
            ),
            (Field::DiscountRate, &["gt:0;lt:50"], between.clone(), "two operations"),
            (Field::DiscountRate, &["gt:0", "lt:50"], between, "two values"),
            (
                Field::ExpirationTime,
                &[r"gte:2023-01-01T00\:00\:00Z"],
                vec![expires(GreaterOrEqual)],
                "backslashes",
            ),
            (
                Field::ExpirationTime,
                &["gte:2023-01-01T00%3A00%3a00Z"],
                vec![expires(GreaterOrEqual)],
                "percent signs",
            ),
            (
                Field::ExpirationTime,
                &[r"2023-01-01T01\:00\:00+01\:00"],
                vec![expires(Equal)],
                "another offset",
            ),
            (Field::ExpirationTime, &["lt:2023-01-01"], vec![expires(Less)], "a date alone"),
            (Field::IsActive, &["true"], vec![Filter::IsActive(Is(Equal, true))], "a boolean"),
            (Field::ExternalId, &["in:a:b:c"], vec![Filter::ExternalId(In(named(&["a", "b", "c"])))], "in"),
            (Field::ExternalId, &["nin:a"], vec![Filter::ExternalId(NotIn(named(&["a"])))], "nin"),
            (
                Field::ExternalId,
                &["eq:"],
                vec![Filter::ExternalId(Is(Equal, String::new()))],
                "an empty argument",
            ),
            (
                Field::CardSerialNumber,
                &[r"a\;b\\c\:d"],
                vec![Filter::CardSerialNumber(Is(Equal, r"a;b\c:d".to_owned()))],
                "escaped delimiters",
            ),
        ] {
            assert_eq!(parse(field, given), (expected, vec![]), "{reason}: {given:?}");
        }
    }

    #[test]
    fn invalid_operations_are_rejected_with_a_reason() {
        for (field, given, expected) in [
            (Field::DiscountRate, "above:1", r#"has no operator "above": use eq"#),
            (Field::DiscountRate, "GT:1", r#"has no operator "GT""#),
            (Field::DiscountRate, ":1", r#"has no operator """#),
            (Field::DiscountRate, "high", r#"must be compared with a decimal, not "high""#),
            (Field::DiscountRate, "gt:", "must be compared with a decimal"),
            (Field::DiscountRate, "1_0", "must be compared with a decimal"),
            (Field::DiscountRate, "1e1", "must be compared with a decimal"),
            (Field::DiscountRate, "+1", "must be compared with a decimal"),
            (Field::DiscountRate, ".5", "must be compared with a decimal"),
            (Field::DiscountRate, "NaN", "must be compared with a decimal"),
            (Field::DiscountRate, "0.00000000000000000000000000001", "28 digits at most"),
            (Field::DiscountRate, "gt:1:2", "gives gt 2 arguments instead of one"),
            (Field::DiscountRate, "gt:1;", "must be compared with a decimal"),
            (Field::IsActive, "1", "must be compared with true or false"),
            (Field::IsActive, "True", "must be compared with true or false"),
            (Field::ExpirationTime, "2023-01-01T00:00:00Z", r#"has no operator "2023-01-01T00""#),
            (Field::ExpirationTime, "gt:2023-01-01T00:00:00Z", "write a colon in an argument as \\:"),
            (Field::ExpirationTime, "2023-1-1", "must be compared with a time"),
            (Field::ExpirationTime, "2023- 1- 1", "must be compared with a time"),
            (Field::ExpirationTime, r"2023-01-01T00\:00\:00", "must be compared with a time"),
            (Field::ExternalId, r"a\", "ends in a backslash"),
            (Field::ExternalId, "%FF", "is not UTF-8"),
            (Field::ExternalId, "%00", "contains a control character"),
        ] {
            let (_, errors) = parse(field, &[given]);
            let error = errors.first().unwrap_or_else(|| panic!("{given} is accepted"));
            assert!(error.starts_with(field.name()) && error.contains(expected), "{given}: {error}");
        }
    }

    #[test]
    fn arguments_and_operations_are_limited() {
        let list = |count: usize| format!("in:{}", vec!["1"; count].join(":"));
        assert!(parse(Field::CreditRate, &[&list(ARGUMENTS_MAX)]).1.is_empty());
        assert!(
            parse(Field::CreditRate, &[&list(ARGUMENTS_MAX + 1)]).1[0].contains("more than 100 arguments")
        );
        let many = |count: usize| vec!["gt:1"; count].join(";");
        assert!(parse(Field::CreditRate, &[&many(OPERATIONS_MAX)]).1.is_empty());
        assert!(parse(Field::CreditRate, &[&many(OPERATIONS_MAX), &many(OPERATIONS_MAX)]).1.is_empty());
        assert!(
            parse(Field::CreditRate, &[&many(OPERATIONS_MAX + 1)]).1[0].contains("more than 10 operations")
        );
    }

    #[test]
    fn sort_keys_ignore_case_and_notation() {
        let key = |key, descending| Sort { key, descending };
        let by = |texts: &[&str]| {
            let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
            let mut errors = Vec::new();
            (sort(&texts, &mut errors), messages(errors))
        };
        let both = vec![key(SortKey::LastName, false), key(SortKey::FirstName, true)];
        for texts in [
            &["lastName,firstName:desc"][..],
            &["LASTNAME:asc,-firstname"],
            &["lastName", "-firstName"],
            &["lastName,-firstName,lastName:desc,firstName", "lastname"],
            &[" lastName , -firstName "],
        ] {
            assert_eq!(by(texts), (both.clone(), vec![]), "{texts:?}");
        }
        for (text, expected) in [
            ("", r#"has no key """#),
            ("surname", r#"has no key "surname": use id, externalId"#),
            ("id,,email", r#"has no key """#),
            ("-id:desc", "two directions"),
            ("id:up", r#"has no direction "up""#),
            ("--id", r#"has no key "-id""#),
            ("id:desc:asc", "has no direction"),
        ] {
            let (_, errors) = by(&[text]);
            assert!(errors.iter().any(|error| error.contains(expected)), "{text}: {errors:?}");
        }
    }

    #[test]
    fn unknown_parameters_are_listed_once_each() {
        let named = |query: &str| -> Vec<_> { messages(unknown_parameters(query, &["ExternalId", "$skip"])) };
        assert!(named("").is_empty());
        assert!(named("ExternalId=a&$skip=1&%24skip=2&&External%49d=x").is_empty());
        assert_eq!(named("externalid=1"), ["externalid is not a parameter of this list: use ExternalId"]);
        assert_eq!(named("skip=1"), ["skip is not a parameter of this list: use $skip"]);
        assert_eq!(named("a+b=1&a%20b&=x").len(), 2, "each once");
    }

    /// Returns the next of a fixed sequence of pseudorandom numbers.
    fn random(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    /// Returns a text of up to 20 characters, most of which have a meaning in the language.
    fn any_text(state: &mut u64) -> String {
        const LETTERS: &[char] = &[
            ';', ':', '\\', '%', '3', 'B', 'A', 'f', '0', '-', '.', ',', 'e', 'q', 'i', 'n', 'g', 't', 'é',
            '🦀', ' ', '\u{301}', '"', '\'', '_', '*', 'T', 'Z', '+', '1',
        ];
        let length = random(state) % 20;
        (0..length).map(|_| LETTERS[usize::try_from(random(state)).unwrap() % LETTERS.len()]).collect()
    }

    #[test]
    fn parser_does_not_panic_on_any_text() {
        let fields = [
            Field::CardSerialNumber,
            Field::ExternalId,
            Field::CreditRate,
            Field::DiscountRate,
            Field::IsActive,
            Field::ExpirationTime,
        ];
        let mut state = 1;
        for _ in 0..20_000 {
            let text = any_text(&mut state);
            for field in fields {
                parse(field, &[&text]);
            }
            sort(std::slice::from_ref(&text), &mut Vec::new());
            unknown_parameters(&text, &["a"]);
        }
    }

    #[test]
    fn arguments_survive_both_ways_of_escaping() {
        let backslashes = |text: &str| -> String {
            text.chars()
                .flat_map(|letter| ";:\\%".contains(letter).then_some('\\').into_iter().chain([letter]))
                .collect()
        };
        // Percent-encoded twice, and decoded once with the query.
        let percent_signs =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02x}")).collect() };
        let mut state = 2;
        for _ in 0..5_000 {
            let arguments = [any_text(&mut state), any_text(&mut state)];
            for escape in [&backslashes as &dyn Fn(&str) -> String, &percent_signs] {
                let [one, other] = [escape(&arguments[0]), escape(&arguments[1])];
                assert_eq!(texts(&format!("in:{one}:{other}")).unwrap(), arguments);
                assert_eq!(texts(&one).unwrap(), arguments[..1], "bare");
            }
        }
    }
}
