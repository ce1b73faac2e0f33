//! Validates JSON values by schemas: of requests, of the server's own responses in debug builds, and of the defaults in
//! documents.
//!
//! A valid value deserializes into the generated Rust type of its schema; nothing behind the validator checks again.
//! Absent properties that have a default are filled in.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::error::{ParameterLocation, Rule, Violation};
use super::formats::{Decimal, Format};
use super::schema::{Additional, Case, Kind, Pattern, Property, Schema, Schemas};

/// Bounds the size of a response to an invalid request.
const MAX_VIOLATIONS: usize = 100;

/// Validates `value` by `schema`, fills in defaults, and returns all violations.
///
/// `pointer` is the JSON pointer of `value` itself: empty for a whole body, `/name` for a parameter.
pub fn validate(
    schemas: &Schemas,
    schema: &Schema,
    value: &mut Value,
    place: ParameterLocation,
    pointer: &str,
) -> Vec<Violation> {
    let mut check = Check { schemas, place, pointer: pointer.to_owned(), violations: Vec::new() };
    check.value(schema, value);
    check.violations
}

struct Check<'a> {
    schemas: &'a Schemas,
    place: ParameterLocation,
    pointer: String,
    violations: Vec<Violation>,
}

impl<'a> Check<'a> {
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

    fn expectation(&self, schema: &Schema) -> String {
        expectation(self.schemas, schema)
    }

    fn wrong_type(&mut self, schema: &Schema, value: &Value) {
        self.add(Rule::Type, format!("must be {}, not {}", self.expectation(schema), type_name(value)));
    }

    fn value(&mut self, schema: &'a Schema, value: &mut Value) {
        let resolved = self.schemas.resolve(schema);
        if value.is_null() && (schema.nullable || resolved.nullable || matches!(resolved.kind, Kind::Any)) {
            return;
        }
        match (&resolved.kind, &mut *value) {
            (Kind::Any | Kind::Named(_), _) | (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::Integer { bits, minimum, maximum, multiple_of }, Value::Number(number)) => {
                let (minimum, maximum) = integer_range(*bits, *minimum, *maximum);
                match number.as_i64() {
                    Some(integer) if (minimum..=maximum).contains(&integer) => {}
                    None if !number.is_u64() => self.wrong_type(schema, value),
                    _ => self.add(Rule::Bounds, format!("must be from {minimum} to {maximum}")),
                }
                if let Some((factor, integer)) = multiple_of.zip(value.as_i64())
                    && integer.checked_rem(factor) != Some(0)
                {
                    self.add(Rule::Form, format!("must be a multiple of {factor}"));
                }
            }
            (Kind::Number { decimal, minimum, maximum, multiple_of }, Value::Number(number)) => {
                match number.as_f64() {
                    Some(number) if number.is_finite() => {
                        self.number(*decimal, *minimum, *maximum, *multiple_of, number);
                    }
                    _ => self.wrong_type(schema, value),
                }
            }
            (Kind::String { min_length, max_length, pattern, format }, Value::String(text)) => {
                self.string(*min_length, *max_length, pattern.as_ref(), format.as_ref(), text);
            }
            (Kind::Enumeration(values), Value::String(text)) => {
                if !values.contains(text) {
                    self.add(Rule::Form, format!("must be {}", self.expectation(schema)));
                }
            }
            (Kind::Array { items, min_items, max_items, unique }, Value::Array(values)) => {
                // A list that is too long is not read further, so that a request cannot choose the work it causes.
                if self.count("item", values.len(), *min_items, *max_items) {
                    if *unique && has_duplicates(values) {
                        self.add(Rule::Form, "must not have the same item twice");
                    }
                    for (index, value) in values.iter_mut().enumerate() {
                        self.at(&index.to_string(), |check| check.value(items, value));
                    }
                }
            }
            (
                Kind::Object { properties, additional, min_properties, max_properties, cases },
                Value::Object(members),
            ) => {
                if self.count("field", members.len(), *min_properties, *max_properties) {
                    self.properties(properties, members);
                    self.additional(properties, additional, members);
                    self.cases(properties, cases, members);
                }
            }
            (Kind::OneOf(choices), _) => self.choice(schema, choices, value, true),
            (Kind::AnyOf(choices), _) => self.choice(schema, choices, value, false),
            _ => self.wrong_type(schema, value),
        }
    }

    fn number(
        &mut self,
        decimal: bool,
        minimum: Option<(f64, bool)>,
        maximum: Option<(f64, bool)>,
        multiple_of: Option<f64>,
        number: f64,
    ) {
        match minimum {
            Some((minimum, true)) if number <= minimum => {
                self.add(Rule::Bounds, format!("must be greater than {minimum}"));
            }
            Some((minimum, false)) if number < minimum => {
                self.add(Rule::Bounds, format!("must be at least {minimum}"));
            }
            _ => {}
        }
        match maximum {
            Some((maximum, true)) if number >= maximum => {
                self.add(Rule::Bounds, format!("must be less than {maximum}"));
            }
            Some((maximum, false)) if number > maximum => {
                self.add(Rule::Bounds, format!("must be at most {maximum}"));
            }
            _ => {}
        }
        if let Some(factor) = multiple_of.filter(|factor| !is_multiple(number, *factor, decimal)) {
            self.add(Rule::Form, format!("must be a multiple of {factor}"));
        }
    }

    fn string(
        &mut self,
        min_length: Option<usize>,
        max_length: Option<usize>,
        pattern: Option<&Pattern>,
        format: Option<&Format>,
        text: &str,
    ) {
        let length = text.chars().count();
        // The format says more than a length.
        if let Some(format) = format.filter(|format| !format.accepts(text)) {
            self.add(Rule::Form, format!("must be {}", format.expectation()));
        } else if let Some(most) = max_length.filter(|most| length > *most) {
            self.add(Rule::Bounds, format!("must be at most {}, has {length}", characters(most)));
        } else if let Some(least) = min_length.filter(|least| length < *least) {
            self.add(Rule::Bounds, format!("must be at least {}, has {length}", characters(least)));
        } else if let Some(pattern) = pattern.filter(|pattern| !pattern.is_match(text)) {
            self.add(Rule::Form, format!("must match {}", pattern.as_str()));
        }
    }

    /// Returns `false` if there are too many.
    fn count(&mut self, what: &str, count: usize, least: Option<usize>, most: Option<usize>) -> bool {
        if let Some(most) = most.filter(|most| count > *most) {
            self.add(Rule::Bounds, format!("must have at most {}, has {count}", counted(most, what)));
            return false;
        }
        if let Some(least) = least.filter(|least| count < *least) {
            self.add(Rule::Bounds, format!("must have at least {}, has {count}", counted(least, what)));
        }
        true
    }

    fn properties(&mut self, properties: &'a [Property], members: &mut Map<String, Value>) {
        for Property { name, required, schema } in properties {
            match members.get_mut(name) {
                Some(value) => self.at(name, |check| check.value(schema, value)),
                None if *required => self.at(name, |check| check.missing(schema)),
                None => {
                    if let Some(default) = self.schemas.default_of(schema) {
                        members.insert(name.clone(), default.clone());
                    }
                }
            }
        }
    }

    fn additional(
        &mut self,
        properties: &[Property],
        additional: &'a Additional,
        members: &mut Map<String, Value>,
    ) {
        if *additional == Additional::Allowed {
            return;
        }
        for (name, value) in members.iter_mut() {
            if properties.iter().any(|property| property.name == *name) {
                continue;
            }
            self.at(name, |check| match additional {
                Additional::Schema(schema) => check.value(schema, value),
                _ => check.add(Rule::Unknown, unknown_field(properties)),
            });
        }
    }

    /// Validates combinations of properties. The violations reported are those of the case that the request seems to
    /// mean: of the cases whose enumerations fit, the one with the fewest violations.
    fn cases(&mut self, properties: &'a [Property], cases: &'a [Case], members: &Map<String, Value>) {
        if cases.is_empty() {
            return;
        }
        let names = self.selectors(cases);
        let has_violation = |name: &&str| {
            let pointer = format!("{}/{name}", self.pointer);
            self.violations.iter().any(|violation| violation.pointer == pointer)
        };
        if names.iter().any(has_violation) {
            // Which case is meant is unknown.
            return;
        }
        let mut meant: Option<Vec<Violation>> = None;
        for case in cases {
            let (violations, is_meant) = self.case(properties, case, members);
            if violations.is_empty() {
                return;
            }
            if is_meant && meant.as_ref().is_none_or(|nearest| violations.len() < nearest.len()) {
                meant = Some(violations);
            }
        }
        match meant {
            Some(mut new) => {
                new.retain(|new| !self.violations.iter().any(|known| known.pointer == new.pointer));
                self.violations.extend(new);
                self.violations.truncate(MAX_VIOLATIONS);
            }
            None => self.add(
                Rule::Form,
                format!("combines values of {} that do not belong together", names.join(" and ")),
            ),
        }
    }

    /// Returns the violations of one case, and whether the enumerations in it fit.
    fn case(
        &self,
        properties: &'a [Property],
        case: &'a Case,
        members: &Map<String, Value>,
    ) -> (Vec<Violation>, bool) {
        let mut check = Check { pointer: self.pointer.clone(), violations: Vec::new(), ..*self };
        let mut is_meant = true;
        for (name, schema) in &case.properties {
            if let Some(value) = members.get(name) {
                let before = check.violations.len();
                check.at(name, |check| check.value(schema, &mut value.clone()));
                is_meant &= !self.is_selector(schema) || check.violations.len() == before;
            }
        }
        for name in case.required.iter().filter(|name| !members.contains_key(*name)) {
            if let Some(property) = properties.iter().find(|property| property.name == *name) {
                check.at(name, |check| check.missing(&property.schema));
            }
        }
        (check.violations, is_meant)
    }

    /// Returns `true` if a property of a case shows which case is meant.
    fn is_selector(&self, schema: &Schema) -> bool {
        matches!(self.schemas.resolve(schema).kind, Kind::Enumeration(_))
    }

    /// Returns the properties that show which case is meant, each once.
    fn selectors(&self, cases: &'a [Case]) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let properties = cases.iter().flat_map(|case| &case.properties);
        let selectors = properties.filter(|(_, schema)| self.is_selector(schema)).map(|(name, _)| &**name);
        selectors.filter(|name| seen.insert(*name)).collect()
    }

    fn missing(&mut self, schema: &Schema) {
        self.add(Rule::Required, format!("is required: give {}", self.expectation(schema)));
    }

    /// Validates `oneOf` and `anyOf`. If just one alternative is of the value's type, its violations are reported, else
    /// what the alternatives are.
    fn choice(&mut self, schema: &Schema, choices: &'a [Schema], value: &mut Value, exactly_one: bool) {
        let mut valid = Vec::new();
        let mut near_misses = Vec::new();
        for choice in choices {
            let mut filled = value.clone();
            let violations = validate(self.schemas, choice, &mut filled, self.place, &self.pointer);
            if violations.is_empty() {
                valid.push(filled);
            } else if !violations.iter().any(|v| v.pointer == self.pointer && v.rule == Rule::Type) {
                near_misses.push(violations);
            }
        }
        match valid.len() {
            0 if near_misses.len() == 1 => {
                self.violations.append(&mut near_misses.remove(0));
                self.violations.truncate(MAX_VIOLATIONS);
            }
            0 => self.wrong_type(schema, value),
            1 => *value = valid.remove(0),
            _ if exactly_one => {
                self.add(Rule::Form, format!("must be only one of {}", self.expectation(schema)));
            }
            _ => *value = valid.remove(0),
        }
    }
}

/// Returns the violation of a required parameter or body that is missing.
pub(super) fn missing(
    schemas: &Schemas,
    schema: &Schema,
    place: ParameterLocation,
    pointer: &str,
) -> Violation {
    let message = format!("is required: give {}", expectation(schemas, schema));
    Violation { place, pointer: pointer.to_owned(), rule: Rule::Required, message }
}

/// Describes the values of a schema for a person: "a string of 1 to 255 characters".
pub fn expectation(schemas: &Schemas, schema: &Schema) -> String {
    let mut text = match &schemas.resolve(schema).kind {
        Kind::Any | Kind::Named(_) => "a JSON value".to_owned(),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Integer { bits, minimum, maximum, .. } => {
            let (minimum, maximum) = integer_range(*bits, *minimum, *maximum);
            format!("a whole number from {minimum} to {maximum}")
        }
        Kind::Number { .. } => "a number".to_owned(),
        Kind::String { format: Some(format), .. } => format.expectation().to_owned(),
        Kind::String { min_length, max_length, .. } => match (min_length.unwrap_or(0), max_length) {
            (0, None) => "a string".to_owned(),
            (0, Some(most)) => format!("a string of at most {}", characters(*most)),
            (least, None) => format!("a string of at least {}", characters(least)),
            (least, Some(most)) if least == *most => format!("a string of {}", characters(least)),
            (least, Some(most)) => format!("a string of {least} to {}", characters(*most)),
        },
        Kind::Enumeration(values) => match values.as_slice() {
            [only] => format!("{only:?}"),
            _ => format!("one of {}", values.join(", ")),
        },
        Kind::Array { max_items: Some(most), .. } => {
            format!("an array of at most {}", counted(*most, "item"))
        }
        Kind::Array { .. } => "an array".to_owned(),
        Kind::Object { .. } => "an object".to_owned(),
        Kind::OneOf(choices) | Kind::AnyOf(choices) => {
            let choices: Vec<_> = choices.iter().map(|choice| expectation(schemas, choice)).collect();
            choices.join(", or ")
        }
    };
    if schemas.is_nullable(schema) {
        text.push_str(" or null");
    }
    text
}

/// Returns the inclusive bounds of an integer.
pub fn integer_range(bits: u8, minimum: Option<i64>, maximum: Option<i64>) -> (i64, i64) {
    let (least, most) = if bits == 32 { (i32::MIN.into(), i32::MAX.into()) } else { (i64::MIN, i64::MAX) };
    (minimum.unwrap_or(least), maximum.unwrap_or(most))
}

fn is_multiple(number: f64, factor: f64, decimal: bool) -> bool {
    if decimal {
        let exact = Decimal::from_number(number).zip(Decimal::from_number(factor));
        return exact.is_some_and(|(number, factor)| number.is_multiple_of(factor));
    }
    let ratio = number / factor;
    // Binary fractions cannot hold 0.1: a ratio as near to an integer as a float can tell counts as one.
    (ratio - ratio.round()).abs() <= ratio.abs().max(1.0) * 4.0 * f64::EPSILON
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

fn unknown_field(properties: &[Property]) -> String {
    let names: Vec<_> = properties.iter().map(|property| property.name.as_str()).collect();
    match names.as_slice() {
        [] => "is an unknown field: leave it out".to_owned(),
        names => format!("is an unknown field: expected one of {}", names.join(", ")),
    }
}

fn has_duplicates(items: &[Value]) -> bool {
    let mut seen = HashSet::new();
    items.iter().any(|item| !seen.insert(canonical(item)))
}

/// Returns the same text for equal values, whatever the order of their fields.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema(json: Value) -> Schema {
        serde_json::from_value(json).unwrap()
    }

    fn named(json: Value) -> Schemas {
        serde_json::from_value(json).unwrap()
    }

    /// Returns the violations of `value`, a line each.
    fn violations(json: Value, mut value: Value) -> Vec<String> {
        validate(&Schemas::default(), &schema(json), &mut value, ParameterLocation::Body, "")
            .into_iter()
            .map(|violation| format!("{} {}", violation.pointer, violation.message).trim().to_owned())
            .collect()
    }

    fn name() -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 3})
    }

    fn person() -> Value {
        json!({"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
            "age": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 150},
            "kind": {"type": "string", "enum": ["a", "b", null], "nullable": true},
            "name": name(),
            "size": {"type": "integer", "default": 7},
            "tags": {"type": "array", "items": name(), "maxItems": 2, "uniqueItems": true},
        }})
    }

    #[test]
    fn every_violation_is_reported_with_its_pointer() {
        assert_eq!(
            violations(person(), json!({"age": 151, "tags": ["a", "abcd", 3], "kind": "c", "nmae": 1})),
            [
                "/age must be from 0 to 150",
                "/kind must be one of a, b or null",
                "/name is required: give a string of 1 to 3 characters",
                "/tags must have at most 2 items, has 3",
                "/nmae is an unknown field: expected one of age, kind, name, size, tags",
            ]
        );
    }

    #[test]
    fn nearest_case_that_is_meant_reports_its_violations() {
        let kind = |name: &str| json!({"type": "string", "enum": [name]});
        let party = json!({"type": "object", "required": ["kind"],
        "properties": {
            "kind": {"type": "string", "enum": ["person", "company"]},
            "born": name(), "tax": {"type": "string"}, "code": name(),
        },
        "anyOf": [
            {"required": ["born", "code"], "properties": {"kind": kind("person")}},
            {"required": ["tax"],
                "properties": {"kind": kind("person"), "tax": {"type": "string", "maxLength": 2}}},
            {"required": ["tax"], "properties": {"kind": kind("company")}},
        ]});
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
                "a property that breaks the case",
            ),
            (
                json!({"kind": "x"}),
                vec!["/kind must be one of person, company".to_owned()],
                "no case is meant",
            ),
            (json!({}), vec![missing("kind", "one of person, company")], "no case is known"),
        ] {
            assert_eq!(violations(party.clone(), value), expected, "{reason}");
        }
    }

    #[test]
    fn values_that_match_no_case_are_named_together() {
        let letters = |values: &[&str]| json!({"type": "string", "enum": values});
        let pair = json!({"type": "object",
        "properties": {"id": letters(&["a", "b"]), "name": letters(&["A", "B"])},
        "anyOf": [
            {"properties": {"id": letters(&["a"]), "name": letters(&["A"])}},
            {"properties": {"id": letters(&["b"]), "name": letters(&["B"])}},
        ]});
        assert_eq!(violations(pair.clone(), json!({"id": "a", "name": "A"})), [""; 0]);
        assert_eq!(violations(pair.clone(), json!({"id": "b"})), [""; 0]);
        assert_eq!(
            violations(pair, json!({"id": "a", "name": "B"})),
            ["combines values of id and name that do not belong together"]
        );
    }

    #[test]
    fn bounds_hold_at_the_limit_and_just_past_it() {
        let page = || json!({"type": "integer", "format": "int32", "minimum": 1, "maximum": 100});
        let fives = || json!({"type": "integer", "multipleOf": 5});
        let rate = || json!({"type": "number", "minimum": 0, "maximum": 1});
        let cents = || json!({"type": "number", "multipleOf": 0.01});
        let exact = || json!({"type": "number", "format": "decimal", "multipleOf": 0.01});
        let letters = || json!({"type": "string", "pattern": "^[a-z]+$"});
        let cases = [
            (name(), json!("žák"), true, "three code points, five bytes"),
            (name(), json!("žáky"), false, "four code points"),
            (name(), json!(""), false, "empty"),
            (page(), json!(1), true, "the minimum"),
            (page(), json!(100), true, "the maximum"),
            (page(), json!(0), false, "below the minimum"),
            (page(), json!(101), false, "above the maximum"),
            (json!({"type": "integer", "format": "int32"}), json!(2_147_483_648_i64), false, "past 32 bits"),
            (json!({"type": "integer"}), json!(u64::MAX), false, "past 64 bits"),
            (json!({"type": "integer"}), json!(1.5), false, "a fraction"),
            (fives(), json!(10), true, "a multiple"),
            (fives(), json!(11), false, "no multiple"),
            (rate(), json!(1.0), true, "the maximum"),
            (rate(), json!(1.000_001), false, "above the maximum"),
            (json!({"type": "number", "exclusiveMinimum": 0}), json!(0), false, "the excluded minimum"),
            (json!({"type": "number", "exclusiveMaximum": 1}), json!(1), false, "the excluded maximum"),
            (cents(), json!(0.07), true, "a multiple of a hundredth"),
            (cents(), json!(0.075), false, "no multiple of a hundredth"),
            (exact(), json!(0.07), true, "an exact multiple"),
            (exact(), json!(0.0), true, "zero"),
            (exact(), json!(0.070_000_1), false, "more digits than the step"),
            (exact(), json!(1e-28), false, "the smallest decimal"),
            (exact(), json!(1e-300), false, "too small for a decimal"),
            (exact(), json!(-1e-300), false, "and below zero"),
            (exact(), json!(1e300), false, "too large for a decimal"),
            (json!({"type": "boolean"}), json!("true"), false, "a string for a boolean"),
            (letters(), json!("abc"), true, "matches"),
            (letters(), json!("aBc"), false, "does not match"),
            (json!({"type": "string", "format": "uuid"}), json!("x"), false, "no UUID"),
            (json!({"type": "string"}), json!(null), false, "null where it is not allowed"),
            (json!({"type": "string", "nullable": true}), json!(null), true, "null where it is allowed"),
            (json!({}), json!(null), true, "null as any value"),
            (json!({"type": "array", "items": {}, "minItems": 1}), json!([]), false, "too few items"),
            (json!({"type": "array", "items": {}, "uniqueItems": true}), json!(["a", "a"]), false, "twice"),
            (
                json!({"type": "object", "maxProperties": 1}),
                json!({"a": 1, "b": 2}),
                false,
                "too many fields",
            ),
            (json!({"type": "object", "minProperties": 1}), json!({}), false, "too few fields"),
            (json!({"type": "object", "additionalProperties": name()}), json!({"a": "abcd"}), false, "value"),
            (json!({"type": "object"}), json!({"a": "abcd"}), true, "any other field"),
        ];
        for (schema, value, expected, reason) in cases {
            assert_eq!(violations(schema, value.clone()).is_empty(), expected, "{reason}: {value}");
        }
    }

    #[test]
    fn choice_reports_its_alternatives() {
        let flag = || json!({"oneOf": [{"type": "boolean"}, {"type": "string", "enum": ["0", "1"]}]});
        assert!(violations(flag(), json!(true)).is_empty());
        assert!(violations(flag(), json!("1")).is_empty());
        assert_eq!(violations(flag(), json!("2")), ["must be one of 0, 1"]);
        assert_eq!(violations(flag(), json!(2)), ["must be true or false, or one of 0, 1, not a number"]);

        let both = json!([{"type": "string"}, {"type": "string", "enum": ["a"]}]);
        assert_eq!(violations(json!({"oneOf": both}), json!("a")).len(), 1, "valid by two of oneOf");
        assert!(violations(json!({"anyOf": both}), json!("a")).is_empty());
    }

    #[test]
    fn absent_property_gets_its_default() {
        let mut value = json!({"name": "a"});
        let schemas = Schemas::default();
        assert!(validate(&schemas, &schema(person()), &mut value, ParameterLocation::Body, "").is_empty());
        assert_eq!(value["size"], 7);
    }

    #[test]
    fn named_schemas_are_resolved_and_may_recur() {
        let schemas = named(json!({
            "Tree": {"type": "object", "required": ["kind"], "properties": {
                "kind": {"$ref": "#/components/schemas/Kind"},
                "trees": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
            "Kind": {"type": "string", "enum": ["a", null], "nullable": true, "default": "a"},
        }));
        let mut value = json!({"kind": null, "trees": [{"kind": "a", "trees": [{"kind": "b"}]}, {}]});
        let tree = schemas.get("Tree").unwrap();
        let found = validate(&schemas, tree, &mut value, ParameterLocation::Body, "");
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["trees.0.trees.0.kind must be \"a\" or null", "trees.1.kind is required: give \"a\" or null"]
        );
    }

    #[test]
    fn items_are_equal_whatever_the_order_of_their_fields() {
        let set = json!({"type": "array", "items": {"type": "object"}, "uniqueItems": true});
        assert_eq!(violations(set, json!([{"a": 1, "b": [2]}, {"b": [2], "a": 1}])).len(), 1);
    }

    #[test]
    fn number_of_violations_is_bounded() {
        let many = json!({"type": "array", "items": {"type": "boolean"}});
        assert_eq!(violations(many, Value::Array(vec![json!(1); 5000])).len(), MAX_VIOLATIONS);
    }
}
