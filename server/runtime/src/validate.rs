//! Holds a JSON value against a [`Schema`] and names everything that is wrong with it, all at once.
//!
//! What passes here is known to fit the generated Rust type of the same schema, so that nothing behind this check looks
//! again. Members that are left out and have a default are filled in on the way.

use std::collections::HashMap;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::{LazyLock, RwLock};

use regex::Regex;
use serde_json::Value;

use super::formats::Decimal;
use super::refusal::{ParameterLocation, Rule, Violation};
use super::schema::{
    Additional, ArrayRules, Case, IntegerRules, Kind, NumberRules, ObjectRules, Property, Schema, StringRules,
};

/// More violations than this help nobody, and an answer has an end.
const MAX_VIOLATIONS: usize = 100;

/// Holds `value` against `schema` and fills in defaults.
///
/// `pointer` is the JSON pointer of `value` itself: empty for a whole body, `/name` for a parameter.
pub fn validate(
    schema: &Schema,
    value: &mut Value,
    place: ParameterLocation,
    pointer: &str,
) -> Vec<Violation> {
    validate_at(schema, value, place, pointer.to_owned())
}

/// The same, for who has a pointer to give away.
pub(super) fn validate_at(
    schema: &Schema,
    value: &mut Value,
    place: ParameterLocation,
    pointer: String,
) -> Vec<Violation> {
    let mut check = Check { place, pointer, violations: Vec::new() };
    check.value(schema, value);
    check.violations
}

struct Check {
    place: ParameterLocation,
    pointer: String,
    violations: Vec<Violation>,
}

impl Check {
    fn add(&mut self, rule: Rule, message: impl Into<String>) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation {
                place: self.place,
                pointer: self.pointer.clone(),
                rule,
                message: message.into(),
            });
        }
    }

    /// Runs `check` one step deeper.
    fn at<T>(&mut self, step: &str, check: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        let result = check(self);
        self.pointer.truncate(length);
        result
    }

    fn wrong_type(&mut self, schema: &Schema, value: &Value) {
        self.add(Rule::Type, format!("must be {}, not {}", expectation(schema), type_name(value)));
    }

    fn value(&mut self, schema: &Schema, value: &mut Value) {
        if value.is_null() && (schema.nullable || matches!(schema.kind, Kind::Any)) {
            return;
        }
        match (&schema.kind, &mut *value) {
            (Kind::Any, _) | (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::Integer(rules), Value::Number(number)) => match number.as_i64() {
                Some(integer) => self.integer(rules, integer),
                None if number.is_u64() => self.bounds_of_integer(rules),
                None => self.wrong_type(schema, value),
            },
            (Kind::Number(rules), Value::Number(number)) => match number.as_f64() {
                Some(number) if number.is_finite() => self.number(rules, number),
                _ => self.wrong_type(schema, value),
            },
            (Kind::String(rules), Value::String(text)) => self.string(rules, text),
            (Kind::Enumeration(values), Value::String(text)) => {
                if !values.contains(&text.as_str()) {
                    self.add(Rule::Form, format!("must be {}", expectation(schema)));
                }
            }
            (Kind::Array(rules), Value::Array(items)) => self.array(rules, items),
            (Kind::Object(rules), Value::Object(members)) => self.object(rules, members),
            (Kind::OneOf(schemas), _) => self.choice(schema, schemas, value, true),
            (Kind::AnyOf(schemas), _) => self.choice(schema, schemas, value, false),
            _ => self.wrong_type(schema, value),
        }
    }

    fn integer(&mut self, rules: &IntegerRules, integer: i64) {
        if integer < rules.minimum || integer > rules.maximum {
            self.bounds_of_integer(rules);
        }
        if let Some(factor) = rules.multiple_of
            && integer % factor != 0
        {
            self.add(Rule::Form, format!("must be a multiple of {factor}"));
        }
    }

    fn bounds_of_integer(&mut self, rules: &IntegerRules) {
        self.add(Rule::Bounds, format!("must be from {} to {}", rules.minimum, rules.maximum));
    }

    fn number(&mut self, rules: &NumberRules, number: f64) {
        match rules.minimum {
            Some(minimum) if rules.exclusive_minimum && number <= minimum => {
                self.add(Rule::Bounds, format!("must be greater than {minimum}"));
            }
            Some(minimum) if number < minimum => {
                self.add(Rule::Bounds, format!("must be at least {minimum}"));
            }
            _ => {}
        }
        match rules.maximum {
            Some(maximum) if rules.exclusive_maximum && number >= maximum => {
                self.add(Rule::Bounds, format!("must be less than {maximum}"));
            }
            Some(maximum) if number > maximum => self.add(Rule::Bounds, format!("must be at most {maximum}")),
            _ => {}
        }
        if let Some(factor) = rules.multiple_of.filter(|_| rules.decimal) {
            let multiple = Decimal::from_number(number).zip(Decimal::from_number(factor));
            if !multiple.is_some_and(|(number, factor)| number.is_multiple_of(factor)) {
                self.add(Rule::Form, format!("must be a multiple of {factor}"));
            }
        } else if let Some(factor) = rules.multiple_of {
            let ratio = number / factor;
            // Binary fractions do not hold 0.1; what is nearer to a whole ratio than a float can tell is one.
            if (ratio - ratio.round()).abs() > ratio.abs().max(1.0) * 4.0 * f64::EPSILON {
                self.add(Rule::Form, format!("must be a multiple of {factor}"));
            }
        }
    }

    fn string(&mut self, rules: &StringRules, text: &str) {
        let length = text.chars().count();
        // What it has to be says more than how long it may be.
        if let Some(format) = rules.format.filter(|format| !format.accepts(text)) {
            self.add(Rule::Form, format!("must be {}", format.expectation()));
        } else if length > rules.max_length {
            self.add(Rule::Bounds, format!("must be at most {}, has {length}", characters(rules.max_length)));
        } else if length < rules.min_length {
            self.add(
                Rule::Bounds,
                format!("must be at least {}, has {length}", characters(rules.min_length)),
            );
        } else if let Some(pattern) = rules.pattern
            && !matches(pattern, text)
        {
            self.add(Rule::Form, format!("must match {pattern}"));
        }
    }

    fn array(&mut self, rules: &ArrayRules, items: &mut [Value]) {
        if items.len() > rules.max_items {
            // What is too long is not looked into: that would let a caller choose how much work a refusal is.
            self.add(
                Rule::Bounds,
                format!("must have at most {}, has {}", counted(rules.max_items, "item"), items.len()),
            );
            return;
        }
        if items.len() < rules.min_items {
            self.add(
                Rule::Bounds,
                format!("must have at least {}, has {}", counted(rules.min_items, "item"), items.len()),
            );
        }
        if rules.unique_items {
            let mut seen = HashSet::new();
            if items.iter().any(|item| !seen.insert(canonical(item))) {
                self.add(Rule::Form, "must not have the same item twice");
            }
        }
        for (index, item) in items.iter_mut().enumerate() {
            self.at(&index.to_string(), |check| check.value(rules.items, item));
        }
    }

    fn object(&mut self, rules: &ObjectRules, members: &mut serde_json::Map<String, Value>) {
        if members.len() > rules.max_properties {
            self.add(
                Rule::Bounds,
                format!(
                    "must have at most {}, has {}",
                    counted(rules.max_properties, "member"),
                    members.len()
                ),
            );
            return;
        }
        if members.len() < rules.min_properties {
            self.add(
                Rule::Bounds,
                format!(
                    "must have at least {}, has {}",
                    counted(rules.min_properties, "member"),
                    members.len()
                ),
            );
        }
        for property in rules.properties {
            match members.get_mut(property.name) {
                Some(value) => self.at(property.name, |check| check.value(property.schema, value)),
                None if property.required => self.at(property.name, |check| check.missing(property.schema)),
                None => {
                    if let Some(default) = property.schema.default_value() {
                        members.insert(property.name.to_owned(), default);
                    }
                }
            }
        }
        self.others(rules, members);
        self.cases(rules, members);
    }

    fn others(&mut self, rules: &ObjectRules, members: &mut serde_json::Map<String, Value>) {
        if matches!(rules.additional, Additional::Allowed) {
            return;
        }
        for (name, value) in members.iter_mut() {
            if rules.properties.iter().any(|property| property.name == name) {
                continue;
            }
            match rules.additional {
                Additional::Allowed => {}
                Additional::Schema(schema) => self.at(name, |check| check.value(schema, value)),
                Additional::Refused => {
                    self.at(name, |check| check.add(Rule::Unknown, unknown_member(rules)));
                }
            }
        }
    }

    /// What members have to be together. A caller is told what is wrong by the case that it seems to mean: of those whose
    /// enumerations fit, the one that is nearest.
    fn cases(&mut self, rules: &ObjectRules, members: &serde_json::Map<String, Value>) {
        if rules.cases.is_empty() {
            return;
        }
        let names = selectors(rules);
        let is_blamed = |name: &&str| {
            let pointer = format!("{}/{name}", self.pointer);
            self.violations.iter().any(|violation| violation.pointer == pointer)
        };
        if names.iter().any(is_blamed) {
            // Which case is meant is not known.
            return;
        }
        let mut meant: Option<Vec<Violation>> = None;
        for case in rules.cases {
            let (violations, is_meant) = self.case(rules, case, members);
            if violations.is_empty() {
                return;
            }
            if is_meant && meant.as_ref().is_none_or(|nearest| violations.len() < nearest.len()) {
                meant = Some(violations);
            }
        }
        match meant {
            Some(violations) => {
                // What is wrong in any case has been said.
                let new = violations
                    .into_iter()
                    .filter(|new| !self.violations.iter().any(|v| v.pointer == new.pointer));
                let new: Vec<_> = new.collect();
                self.violations.extend(new);
                self.violations.truncate(MAX_VIOLATIONS);
            }
            None => self.add(
                Rule::Form,
                format!("combines values of {} that do not belong together", names.join(" and ")),
            ),
        }
    }

    /// What is wrong by one case, and whether the enumerations in it fit.
    fn case(
        &self,
        rules: &ObjectRules,
        case: &Case,
        members: &serde_json::Map<String, Value>,
    ) -> (Vec<Violation>, bool) {
        let mut check = Check { place: self.place, pointer: self.pointer.clone(), violations: Vec::new() };
        let mut is_meant = true;
        for property in case.properties {
            if let Some(value) = members.get(property.name) {
                let before = check.violations.len();
                check.at(property.name, |check| check.value(property.schema, &mut value.clone()));
                is_meant &= !is_selector(property) || check.violations.len() == before;
            }
        }
        for name in case.required.iter().filter(|name| !members.contains_key(**name)) {
            if let Some(property) = rules.properties.iter().find(|property| property.name == *name) {
                check.at(name, |check| check.missing(property.schema));
            }
        }
        (check.violations, is_meant)
    }

    fn missing(&mut self, schema: &Schema) {
        self.add(Rule::Required, format!("is required: give {}", expectation(schema)));
    }

    /// `oneOf` and `anyOf`. Of a choice that fails, the caller is told what the choices are; if just one of them is of
    /// the value's own type, what is wrong by that one.
    fn choice(&mut self, schema: &Schema, schemas: &[&'static Schema], value: &mut Value, exactly_one: bool) {
        let mut fitting = Vec::new();
        let mut near_misses = Vec::new();
        for candidate in schemas {
            let mut filled = value.clone();
            let violations = validate(candidate, &mut filled, self.place, &self.pointer);
            if violations.is_empty() {
                fitting.push(filled);
            } else if !violations.iter().any(|v| v.pointer == self.pointer && v.rule == Rule::Type) {
                near_misses.push(violations);
            }
        }
        match fitting.len() {
            0 if near_misses.len() == 1 => {
                for violation in near_misses.remove(0) {
                    if self.violations.len() < MAX_VIOLATIONS {
                        self.violations.push(violation);
                    }
                }
            }
            0 => self.wrong_type(schema, value),
            1 => *value = fitting.remove(0),
            _ if exactly_one => self.add(Rule::Form, format!("must be only one of {}", expectation(schema))),
            _ => *value = fitting.remove(0),
        }
    }
}

/// Whether a member of a case tells which case is meant.
fn is_selector(property: &Property) -> bool {
    matches!(property.schema.kind, Kind::Enumeration(_))
}

/// The members that tell an object's cases apart, each once.
fn selectors(rules: &ObjectRules) -> Vec<&'static str> {
    let mut names: Vec<_> = rules
        .cases
        .iter()
        .flat_map(|case| case.properties)
        .filter(|p| is_selector(p))
        .map(|p| p.name)
        .collect();
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(*name));
    names
}

/// What a required parameter that is missing is told.
pub(super) fn missing(schema: &Schema, place: ParameterLocation, pointer: &str) -> Violation {
    let mut check = Check { place, pointer: pointer.to_owned(), violations: Vec::new() };
    check.missing(schema);
    check.violations.remove(0)
}

/// What a value of this schema looks like, for a person: "a string of 1 to 255 characters".
pub fn expectation(schema: &Schema) -> String {
    let mut text = match &schema.kind {
        Kind::Any => "a JSON value".to_owned(),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Integer(rules) => format!("a whole number from {} to {}", rules.minimum, rules.maximum),
        Kind::Number(_) => "a number".to_owned(),
        Kind::String(rules) => string_expectation(rules),
        Kind::Enumeration(values) => match values {
            [only] => format!("{only:?}"),
            _ => format!("one of {}", values.join(", ")),
        },
        Kind::Array(rules) if rules.max_items < usize::MAX => {
            format!("an array of at most {}", counted(rules.max_items, "item"))
        }
        Kind::Array(_) => "an array".to_owned(),
        Kind::Object(_) => "an object".to_owned(),
        Kind::OneOf(schemas) | Kind::AnyOf(schemas) => {
            let choices: Vec<_> = schemas.iter().map(|schema| expectation(schema)).collect();
            choices.join(", or ")
        }
    };
    if schema.nullable {
        text.push_str(" or null");
    }
    text
}

fn string_expectation(rules: &StringRules) -> String {
    if let Some(format) = rules.format {
        return format.expectation().to_owned();
    }
    match (rules.min_length, rules.max_length) {
        (0, usize::MAX) => "a string".to_owned(),
        (0, max) => format!("a string of at most {}", characters(max)),
        (min, usize::MAX) => format!("a string of at least {}", characters(min)),
        (min, max) if min == max => format!("a string of {}", characters(min)),
        (min, max) => format!("a string of {min} to {}", characters(max)),
    }
}

fn characters(count: usize) -> String {
    counted(count, "character")
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn unknown_member(rules: &ObjectRules) -> String {
    let names: Vec<_> = rules.properties.iter().map(|property| property.name).collect();
    if names.is_empty() {
        "is not known here: leave it out".to_owned()
    } else {
        format!("is not known here: leave it out, or use one of {}", names.join(", "))
    }
}

/// The same text for equal values, whatever the order of their members.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let mut text = String::from("[");
            for item in items {
                let _ = write!(text, "{},", canonical(item));
            }
            text + "]"
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let mut text = String::from("{");
            for (name, value) in members {
                let _ = write!(text, "{name:?}:{},", canonical(value));
            }
            text + "}"
        }
        scalar => scalar.to_string(),
    }
}

/// Whether `pattern` matches somewhere in `text`. Patterns come from the documents, so there are few, and each is
/// compiled once.
fn matches(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<RwLock<HashMap<&'static str, Option<Regex>>>> = LazyLock::new(RwLock::default);
    let is_match = |regex: &Option<Regex>| regex.as_ref().is_some_and(|regex| regex.is_match(text));
    if let Ok(compiled) = COMPILED.read()
        && let Some(regex) = compiled.get(pattern)
    {
        return is_match(regex);
    }
    // The generator refuses a document whose pattern does not compile, so `None` is not met in practice; it matches
    // nothing rather than everything.
    let regex = Regex::new(pattern).ok();
    let matched = is_match(&regex);
    if let Ok(mut compiled) = COMPILED.write() {
        compiled.insert(pattern, regex);
    }
    matched
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::formats::Format;
    use super::super::schema::{
        any_of, array, boolean, case, decimal, enumeration, int32, int64, number, object, one_of, optional,
        required, string,
    };
    use super::*;

    /// What is wrong with `value`, a line each.
    fn wrong(schema: &Schema, mut value: Value) -> Vec<String> {
        validate(schema, &mut value, ParameterLocation::Body, "")
            .into_iter()
            .map(|violation| format!("{} {}", violation.pointer, violation.message).trim().to_owned())
            .collect()
    }

    static NAME: Schema = string().min_length(1).max_length(3);
    static PERSON: Schema = object(&[
        required("name", &NAME),
        optional("age", &int32().range(0, 150)),
        optional("tags", &array(&NAME).max_items(2).unique()),
        optional("kind", &enumeration(&["a", "b"]).nullable()),
        optional("size", &int32().default("7")),
    ])
    .closed();

    #[test]
    fn all_violations_come_back_at_once_each_with_its_pointer() {
        assert_eq!(
            wrong(&PERSON, json!({"age": 151, "tags": ["a", "abcd", 3], "kind": "c", "nmae": 1})),
            [
                "/name is required: give a string of 1 to 3 characters",
                "/age must be from 0 to 150",
                "/tags must have at most 2 items, has 3",
                "/kind must be one of a, b or null",
                "/nmae is not known here: leave it out, or use one of name, age, tags, kind, size",
            ]
        );
    }

    static PARTY: Schema = object(&[
        required("kind", &enumeration(&["person", "company"])),
        optional("born", &NAME),
        optional("tax", &string()),
        optional("code", &NAME),
    ])
    .cases(&[
        case(&["born", "code"], &[optional("kind", &enumeration(&["person"]))]),
        case(
            &["tax"],
            &[optional("kind", &enumeration(&["person"])), optional("tax", &string().max_length(2))],
        ),
        case(&["tax"], &[optional("kind", &enumeration(&["company"]))]),
    ]);

    #[test]
    fn of_the_cases_of_an_object_the_nearest_that_is_meant_says_what_is_wrong() {
        let missing = |name: &str, what: &str| format!("/{name} is required: give {what}");
        for (value, expected, reason) in [
            (json!({"kind": "person", "born": "a", "code": "b"}), vec![], "the first case"),
            (json!({"kind": "person", "tax": "12"}), vec![], "the second"),
            (json!({"kind": "company", "tax": "1234"}), vec![], "the third"),
            (json!({"kind": "company"}), vec![missing("tax", "a string")], "a company without"),
            (
                json!({"kind": "person", "born": "a"}),
                vec![missing("code", "a string of 1 to 3 characters")],
                "the first is nearest",
            ),
            (json!({"kind": "person"}), vec![missing("tax", "a string")], "the second is nearest"),
            (
                json!({"kind": "person", "tax": "123"}),
                vec!["/tax must be at most 2 characters, has 3".to_owned()],
                "a member that is wrong by the case",
            ),
            (
                json!({"kind": "x"}),
                vec!["/kind must be one of person, company".to_owned()],
                "no case is meant",
            ),
            (json!({}), vec![missing("kind", "one of person, company")], "no case is known"),
        ] {
            assert_eq!(wrong(&PARTY, value), expected, "{reason}");
        }
    }

    #[test]
    fn values_that_do_not_belong_together_are_named_together() {
        static PAIR: Schema =
            object(&[optional("id", &enumeration(&["a", "b"])), optional("name", &enumeration(&["A", "B"]))])
                .cases(&[
                    case(
                        &[],
                        &[optional("id", &enumeration(&["a"])), optional("name", &enumeration(&["A"]))],
                    ),
                    case(
                        &[],
                        &[optional("id", &enumeration(&["b"])), optional("name", &enumeration(&["B"]))],
                    ),
                ]);
        assert_eq!(wrong(&PAIR, json!({"id": "a", "name": "A"})), [""; 0]);
        assert_eq!(wrong(&PAIR, json!({"id": "b"})), [""; 0]);
        assert_eq!(
            wrong(&PAIR, json!({"id": "a", "name": "B"})),
            ["combines values of id and name that do not belong together"]
        );
    }

    #[test]
    fn bounds_hold_at_the_limit_just_past_it_and_at_empty() {
        let cases: &[(&Schema, Value, bool, &str)] = &[
            (&NAME, json!("žák"), true, "three code points, five bytes"),
            (&NAME, json!("žáky"), false, "four code points"),
            (&NAME, json!(""), false, "empty"),
            (const { &int32().range(1, 100) }, json!(1), true, "the minimum"),
            (const { &int32().range(1, 100) }, json!(100), true, "the maximum"),
            (const { &int32().range(1, 100) }, json!(0), false, "below the minimum"),
            (const { &int32().range(1, 100) }, json!(101), false, "above the maximum"),
            (const { &int32() }, json!(2_147_483_648_i64), false, "past 32 bits"),
            (const { &int64() }, json!(u64::MAX), false, "past 64 bits"),
            (const { &int32() }, json!(1.5), false, "a fraction"),
            (const { &int32().multiple_of(5) }, json!(10), true, "a multiple"),
            (const { &int32().multiple_of(5) }, json!(11), false, "no multiple"),
            (const { &number().minimum(0.0).maximum(1.0) }, json!(1.0), true, "the maximum"),
            (const { &number().minimum(0.0).maximum(1.0) }, json!(1.000_001), false, "above the maximum"),
            (const { &number().above(0.0) }, json!(0), false, "the excluded minimum"),
            (const { &number().below(1.0) }, json!(1), false, "the excluded maximum"),
            (const { &number().step(0.01) }, json!(0.07), true, "a multiple of a hundredth"),
            (const { &number().step(0.01) }, json!(0.075), false, "no multiple of a hundredth"),
            (const { &decimal().step(0.01) }, json!(0.07), true, "an exact multiple"),
            (const { &decimal().step(0.01) }, json!(0.0), true, "no step at all"),
            (const { &decimal().step(0.01) }, json!(0.070_000_1), false, "more digits than the step"),
            (const { &decimal().step(0.01) }, json!(1e-28), false, "the smallest decimal"),
            (const { &decimal().step(0.01) }, json!(1e-300), false, "too small for a decimal"),
            (const { &decimal().step(0.01) }, json!(-1e-300), false, "and below zero"),
            (const { &decimal().step(0.01) }, json!(1e300), false, "too large for a decimal"),
            (const { &boolean() }, json!("true"), false, "a string for a boolean"),
            (const { &string().pattern("^[a-z]+$") }, json!("abc"), true, "matches"),
            (const { &string().pattern("^[a-z]+$") }, json!("aBc"), false, "does not match"),
            (const { &string().format(Format::Uuid) }, json!("x"), false, "no UUID"),
            (const { &string() }, json!(null), false, "null where it is not allowed"),
            (const { &string().nullable() }, json!(null), true, "null where it is allowed"),
            (const { &array(&NAME).min_items(1) }, json!([]), false, "too few items"),
            (const { &array(&NAME).unique() }, json!(["a", "a"]), false, "an item twice"),
            (const { &object(&[]).max_properties(1) }, json!({"a": 1, "b": 2}), false, "too many members"),
            (const { &object(&[]).min_properties(1) }, json!({}), false, "too few members"),
            (
                const { &object(&[]).others(&NAME) },
                json!({"a": "abcd"}),
                false,
                "another member breaks its schema",
            ),
            (const { &object(&[]) }, json!({"a": "abcd"}), true, "any other member"),
        ];
        for (schema, value, expected, reason) in cases {
            assert_eq!(wrong(schema, value.clone()).is_empty(), *expected, "{reason}: {value}");
        }
    }

    #[test]
    #[allow(clippy::items_after_statements, reason = "each schema stands beside what is said of it")]
    fn a_choice_takes_what_fits_and_says_what_would_have() {
        const FLAG: Schema = one_of(&[&boolean(), &enumeration(&["0", "1"])]);
        assert!(wrong(&FLAG, json!(true)).is_empty());
        assert!(wrong(&FLAG, json!("1")).is_empty());
        assert_eq!(wrong(&FLAG, json!("2")), ["must be one of 0, 1"]);
        assert_eq!(wrong(&FLAG, json!(2)), ["must be true or false, or one of 0, 1, not a number"]);

        const BOTH: Schema = one_of(&[&string(), &enumeration(&["a"])]);
        assert_eq!(wrong(&BOTH, json!("a")).len(), 1, "fits two of which it may fit one");
        const EITHER: Schema = any_of(&[&string(), &enumeration(&["a"])]);
        assert!(wrong(&EITHER, json!("a")).is_empty());
    }

    #[test]
    fn defaults_are_filled_in() {
        let mut value = json!({"name": "a"});
        assert!(validate(&PERSON, &mut value, ParameterLocation::Body, "").is_empty());
        assert_eq!(value["size"], 7);
    }

    #[test]
    fn equal_items_are_told_whatever_the_order_of_their_members() {
        const SET: Schema = array(&object(&[])).unique();
        assert_eq!(wrong(&SET, json!([{"a": 1, "b": [2]}, {"b": [2], "a": 1}])).len(), 1);
    }

    #[test]
    fn a_refusal_has_an_end() {
        const MANY: Schema = array(&boolean());
        assert_eq!(wrong(&MANY, Value::Array(vec![json!(1); 5000])).len(), MAX_VIOLATIONS);
    }
}
