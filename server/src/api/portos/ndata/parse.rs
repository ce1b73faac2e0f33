//! From the texts of query parameters to a typed query, or to what is wrong with them.
//!
//! ```text
//! parameter  = operation *( ";" operation )
//! operation  = [ operator ":" ] argument *( ":" argument )
//! ```
//!
//! A backslash takes the character behind it for itself, and `%XX` is a byte of an argument: the percent signs of the query
//! have been resolved once before, so that these were written twice.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use percent_encoding::percent_decode_str;
use rust_decimal::Decimal;

use super::{Comparison, Filter, Relation, Sort, SortKey};
use crate::api::portos::rules::Problem;
use dropshot_openapi::Format;

/// What `in` and `nin` take at most.
const ARGUMENTS_MAX: usize = 100;

/// Operations in one text, at most; a sane query has two. With the texts that the document allows, a query stays far from
/// what SQLite takes.
const OPERATIONS_MAX: usize = 10;

/// How much of what was sent a message repeats.
const SHOWN_CHARACTERS: usize = 100;

/// The name of a parameter that filters, and the type of what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are called as the parameters are")]
pub enum Member {
    CardSerialNumber,
    ExternalId,
    CreditRate,
    DiscountRate,
    IsActive,
    ExpirationTime,
}

impl Member {
    /// As the parameter is called.
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

/// The filters that a parameter's values say. What is wrong is added to `problems`.
pub fn filters(member: Member, texts: &[String], filters: &mut Vec<Filter>, problems: &mut Vec<Problem>) {
    for text in texts {
        match operations(text).and_then(|read| read.into_iter().map(|one| member.filter(one)).collect()) {
            Ok(read) => filters.extend::<Vec<_>>(read),
            Err(message) => problems.push(Problem::new(member.name(), message)),
        }
    }
}

/// The keys that `$sort` names. What is wrong is added to `problems`.
pub fn sort(texts: &[String], problems: &mut Vec<Problem>) -> Vec<Sort> {
    let mut keys: Vec<Sort> = Vec::new();
    for text in texts.iter().flat_map(|text| text.split(',')) {
        match sort_key(text.trim()) {
            // A key that comes again orders nothing more.
            Ok(sort) if keys.iter().any(|known| known.key == sort.key) => {}
            Ok(sort) => keys.push(sort),
            Err(message) => problems.push(Problem::new("$sort", message)),
        }
    }
    keys
}

/// Names of parameters in a query that are none of the `known` ones.
pub fn unknown_parameters(query: &str, known: &[&str]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let raw = pair.split_once('=').map_or(pair, |(name, _)| name).replace('+', " ");
        let name = percent_decode_str(&raw).decode_utf8_lossy();
        if known.contains(&name.as_ref()) || problems.iter().any(|problem| problem.member == name) {
            continue;
        }
        let alike = known
            .iter()
            .find(|known| known.trim_start_matches('$').eq_ignore_ascii_case(name.trim_start_matches('$')));
        let advice = match alike {
            Some(alike) => format!("write {alike}"),
            None => "leave it out, or use Search".to_owned(),
        };
        problems.push(Problem::new(&name, format!("is no parameter of this list: {advice}")));
    }
    problems
}

fn sort_key(text: &str) -> Result<Sort, String> {
    let (name, direction) = match text.split_once(':') {
        Some((name, direction)) => (name, Some(direction)),
        None => (text, None),
    };
    let (name, turned) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
    let descending = match (turned, direction) {
        (true, Some(_)) => {
            return Err(format!("says twice which way {} goes: write -KEY or KEY:desc", shown(text)));
        }
        (turned, None) => turned,
        (false, Some("asc")) => false,
        (false, Some("desc")) => true,
        (false, Some(other)) => return Err(format!("has no direction {}: use asc or desc", shown(other))),
    };
    let key = SortKey::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let Some((_, key)) = key else {
        let names: Vec<_> = SortKey::ALL.iter().map(|(name, _)| *name).collect();
        return Err(format!("has no key {}: use {}", shown(name), choice(&names)));
    };
    Ok(Sort { key: *key, descending })
}

/// One operation, of which nothing is known but where its parts begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Operation {
    operator: Option<String>,
    arguments: Vec<String>,
}

impl Operation {
    fn compare<T>(self, read: fn(&str) -> Result<T, String>) -> Result<Comparison<T>, String> {
        let operator = self.operator.as_deref().unwrap_or("eq");
        let relation = match operator {
            "in" | "nin" if self.arguments.len() > ARGUMENTS_MAX => {
                return Err(format!("has more than {ARGUMENTS_MAX} arguments for {operator}: ask in parts"));
            }
            "in" => {
                return self
                    .arguments
                    .iter()
                    .map(|argument| read(argument))
                    .collect::<Result<_, _>>()
                    .map(Comparison::In);
            }
            "nin" => {
                return self
                    .arguments
                    .iter()
                    .map(|argument| read(argument))
                    .collect::<Result<_, _>>()
                    .map(Comparison::NotIn);
            }
            "eq" => Relation::Equal,
            "neq" => Relation::NotEqual,
            "gt" => Relation::Greater,
            "gte" => Relation::GreaterOrEqual,
            "lt" => Relation::Less,
            "lte" => Relation::LessOrEqual,
            unknown => {
                let operators = "eq, neq, gt, gte, lt, lte, in or nin";
                return Err(format!("has no operator {}: use {operators}", shown(unknown)));
            }
        };
        let count = self.arguments.len();
        match <[String; 1]>::try_from(self.arguments) {
            Ok([argument]) => read(&argument).map(|argument| Comparison::Is(relation, argument)),
            Err(_) => Err(format!(
                "gives {operator} {count} arguments: give one, and write \\: for a colon within it"
            )),
        }
    }
}

/// A character, and whether a backslash stood before it.
type Letter = (char, bool);

fn operations(text: &str) -> Result<Vec<Operation>, String> {
    let mut letters = Vec::new();
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        letters.push(match letter {
            '\\' => (rest.next().ok_or("ends in a backslash: write it twice for one of its own")?, true),
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
    let mut parts = letters.split(|letter| *letter == (':', false)).map(resolved);
    let first = parts.next().unwrap_or_else(|| Ok(String::new()))?;
    let arguments = parts.collect::<Result<Vec<_>, _>>()?;
    Ok(if arguments.is_empty() {
        Operation { operator: None, arguments: vec![first] }
    } else {
        Operation { operator: Some(first), arguments }
    })
}

/// The text of an argument, with each `%XX` that no backslash stands in resolved.
fn resolved(letters: &[Letter]) -> Result<String, String> {
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
    let text = String::from_utf8(bytes)
        .map_err(|_| "is not UTF-8 once its percent signs are resolved: send text in UTF-8".to_owned())?;
    if text.chars().any(char::is_control) {
        return Err("holds a control character, which no member does: leave it out".to_owned());
    }
    Ok(text)
}

#[expect(clippy::unnecessary_wraps, reason = "of the same type as those that can fail")]
fn text(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

fn decimal(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(format!("must be compared with a decimal, not {}", shown(text)));
    }
    Decimal::from_str_exact(text)
        .map_err(|_| format!("must be compared with a decimal of 28 digits at most, not {}", shown(text)))
}

fn boolean(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("must be compared with true or false, not {}", shown(text)))
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    match text.parse::<NaiveDate>() {
        Ok(date) if Format::Date.accepts(text) => Ok(date.and_time(NaiveTime::MIN).and_utc()),
        _ => Err(format!(
            "must be compared with a time with an offset, such as 2023-01-01T00\\:00\\:00Z, not {}",
            shown(text)
        )),
    }
}

/// What was sent, for a message: in quotes, and not too much of it.
fn shown(text: &str) -> String {
    let text: Cow<'_, str> = match text.char_indices().nth(SHOWN_CHARACTERS) {
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

    fn read(member: Member, texts: &[&str]) -> (Vec<Filter>, Vec<String>) {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let (mut read, mut problems) = (Vec::new(), Vec::new());
        filters(member, &texts, &mut read, &mut problems);
        (
            read,
            problems.into_iter().map(|problem| format!("{} {}", problem.member, problem.message)).collect(),
        )
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
    fn what_the_document_shows_is_read() {
        use Comparison::{In, Is, NotIn};
        use Relation::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

        let rate = |relation, text| Filter::DiscountRate(Is(relation, dec(text)));
        let between = vec![rate(Greater, "0"), rate(Less, "50")];
        let midnight = "2023-01-01T00:00:00Z".parse().unwrap();
        let expires = |relation| Filter::ExpirationTime(Is(relation, midnight));
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (member, given, expected, reason) in [
            (Member::DiscountRate, &["10"][..], vec![rate(Equal, "10")], "a bare value"),
            (Member::DiscountRate, &["eq:10.00"], vec![rate(Equal, "10")], "eq, whatever its zeros"),
            (Member::DiscountRate, &["neq:-0.5"], vec![rate(NotEqual, "-0.5")], "neq"),
            (
                Member::DiscountRate,
                &["gte:1;lte:2"],
                vec![rate(GreaterOrEqual, "1"), rate(LessOrEqual, "2")],
                "both",
            ),
            (Member::DiscountRate, &["gt:0;lt:50"], between.clone(), "two in one"),
            (Member::DiscountRate, &["gt:0", "lt:50"], between, "two of one"),
            (
                Member::ExpirationTime,
                &[r"gte:2023-01-01T00\:00\:00Z"],
                vec![expires(GreaterOrEqual)],
                "backslashes",
            ),
            (
                Member::ExpirationTime,
                &["gte:2023-01-01T00%3A00%3a00Z"],
                vec![expires(GreaterOrEqual)],
                "percent signs",
            ),
            (
                Member::ExpirationTime,
                &[r"2023-01-01T01\:00\:00+01\:00"],
                vec![expires(Equal)],
                "another offset",
            ),
            (Member::ExpirationTime, &["lt:2023-01-01"], vec![expires(Less)], "a date alone"),
            (Member::IsActive, &["true"], vec![Filter::IsActive(Is(Equal, true))], "a boolean"),
            (Member::ExternalId, &["in:a:b:c"], vec![Filter::ExternalId(In(named(&["a", "b", "c"])))], "in"),
            (Member::ExternalId, &["nin:a"], vec![Filter::ExternalId(NotIn(named(&["a"])))], "nin"),
            (Member::ExternalId, &["eq:"], vec![Filter::ExternalId(Is(Equal, String::new()))], "nothing"),
            (
                Member::CardSerialNumber,
                &[r"a\;b\\c\:d"],
                vec![Filter::CardSerialNumber(Is(Equal, r"a;b\c:d".to_owned()))],
                "what the language itself uses",
            ),
        ] {
            assert_eq!(read(member, given), (expected, vec![]), "{reason}: {given:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (member, given, expected) in [
            (Member::DiscountRate, "above:1", r#"has no operator "above": use eq"#),
            (Member::DiscountRate, "GT:1", r#"has no operator "GT""#),
            (Member::DiscountRate, ":1", r#"has no operator """#),
            (Member::DiscountRate, "high", r#"must be compared with a decimal, not "high""#),
            (Member::DiscountRate, "gt:", "must be compared with a decimal"),
            (Member::DiscountRate, "1_0", "must be compared with a decimal"),
            (Member::DiscountRate, "1e1", "must be compared with a decimal"),
            (Member::DiscountRate, "+1", "must be compared with a decimal"),
            (Member::DiscountRate, ".5", "must be compared with a decimal"),
            (Member::DiscountRate, "NaN", "must be compared with a decimal"),
            (Member::DiscountRate, "0.00000000000000000000000000001", "28 digits at most"),
            (Member::DiscountRate, "gt:1:2", "gives gt 2 arguments: give one"),
            (Member::DiscountRate, "gt:1;", "must be compared with a decimal"),
            (Member::IsActive, "1", "must be compared with true or false"),
            (Member::IsActive, "True", "must be compared with true or false"),
            (Member::ExpirationTime, "2023-01-01T00:00:00Z", r#"has no operator "2023-01-01T00""#),
            (Member::ExpirationTime, "gt:2023-01-01T00:00:00Z", "write \\: for a colon"),
            (Member::ExpirationTime, "2023-1-1", "must be compared with a time"),
            (Member::ExpirationTime, "2023- 1- 1", "must be compared with a time"),
            (Member::ExpirationTime, r"2023-01-01T00\:00\:00", "must be compared with a time"),
            (Member::ExternalId, r"a\", "ends in a backslash"),
            (Member::ExternalId, "%FF", "is not UTF-8"),
            (Member::ExternalId, "%00", "holds a control character"),
        ] {
            let (_, problems) = read(member, &[given]);
            let problem = problems.first().unwrap_or_else(|| panic!("{given} is accepted"));
            assert!(problem.starts_with(member.name()) && problem.contains(expected), "{given}: {problem}");
        }
    }

    #[test]
    fn there_is_an_end_to_what_one_member_is_compared_with() {
        let list = |count: usize| format!("in:{}", vec!["1"; count].join(":"));
        assert!(read(Member::CreditRate, &[&list(ARGUMENTS_MAX)]).1.is_empty());
        assert!(
            read(Member::CreditRate, &[&list(ARGUMENTS_MAX + 1)]).1[0].contains("more than 100 arguments")
        );
        let many = |count: usize| vec!["gt:1"; count].join(";");
        assert!(read(Member::CreditRate, &[&many(OPERATIONS_MAX)]).1.is_empty());
        assert!(read(Member::CreditRate, &[&many(OPERATIONS_MAX), &many(OPERATIONS_MAX)]).1.is_empty());
        assert!(
            read(Member::CreditRate, &[&many(OPERATIONS_MAX + 1)]).1[0].contains("more than 10 operations")
        );
    }

    #[test]
    fn sort_keys_are_read_whatever_their_case_and_their_way_of_writing() {
        let key = |key, descending| Sort { key, descending };
        let by = |texts: &[&str]| {
            let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
            let mut problems = Vec::new();
            (
                sort(&texts, &mut problems),
                problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>(),
            )
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
            ("-id:desc", "says twice"),
            ("id:up", r#"has no direction "up""#),
            ("--id", r#"has no key "-id""#),
            ("id:desc:asc", "has no direction"),
        ] {
            let (_, problems) = by(&[text]);
            assert!(problems.iter().any(|problem| problem.contains(expected)), "{text}: {problems:?}");
        }
    }

    #[test]
    fn parameters_that_do_not_exist_are_named_once_each() {
        let named = |query: &str| -> Vec<_> {
            let problems = unknown_parameters(query, &["ExternalId", "$skip"]);
            problems.into_iter().map(|problem| format!("{} {}", problem.member, problem.message)).collect()
        };
        assert!(named("").is_empty());
        assert!(named("ExternalId=a&$skip=1&%24skip=2&&External%49d=x").is_empty());
        assert_eq!(named("externalid=1"), ["externalid is no parameter of this list: write ExternalId"]);
        assert_eq!(named("skip=1"), ["skip is no parameter of this list: write $skip"]);
        assert_eq!(named("a+b=1&a%20b&=x").len(), 2, "each once");
    }

    /// Numbers without end, always the same ones.
    fn random(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    /// A text of up to 20 letters, most of which mean something to the language.
    fn any_text(state: &mut u64) -> String {
        const LETTERS: &[char] = &[
            ';', ':', '\\', '%', '3', 'B', 'A', 'f', '0', '-', '.', ',', 'e', 'q', 'i', 'n', 'g', 't', 'é',
            '🦀', ' ', '\u{301}', '"', '\'', '_', '*', 'T', 'Z', '+', '1',
        ];
        let length = random(state) % 20;
        (0..length).map(|_| LETTERS[usize::try_from(random(state)).unwrap() % LETTERS.len()]).collect()
    }

    #[test]
    fn nothing_makes_the_parser_panic() {
        let members = [
            Member::CardSerialNumber,
            Member::ExternalId,
            Member::CreditRate,
            Member::DiscountRate,
            Member::IsActive,
            Member::ExpirationTime,
        ];
        let mut state = 1;
        for _ in 0..20_000 {
            let text = any_text(&mut state);
            for member in members {
                read(member, &[&text]);
            }
            sort(std::slice::from_ref(&text), &mut Vec::new());
            unknown_parameters(&text, &["a"]);
        }
    }

    #[test]
    fn every_argument_comes_back_from_both_ways_of_escaping() {
        let backslashes = |text: &str| -> String {
            text.chars()
                .flat_map(|letter| ";:\\%".contains(letter).then_some('\\').into_iter().chain([letter]))
                .collect()
        };
        // As it arrives: written twice, and resolved once with the query.
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
