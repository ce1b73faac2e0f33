//! Schemas, by one rule: what a client sends may be allowed more, what it receives may be allowed less.
//!
//! A bound, an enumeration, a list of alternatives becomes narrower or wider, and the direction in which the schema goes
//! says which of the two is breaking. What is neither (another type, another pattern) is breaking in both. The members of
//! answers are the exception: clients have to accept members that they do not know, as the generated one does, so that a
//! new one is compatible; and what an answer had it keeps.
//!
//! Types and formats become types of the generated client, and so do the names of objects, enumerations and compositions.
//! They are breaking whatever goes over the wire. Plain schemas (strings, numbers, lists) have no name there.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Display;

use super::changes::{Changes, Side};
use dropshot_openapi_codegen::document::{
    Additional, Case, Format, Kind, Pattern, Property, Schema, Schemas as Named,
};
use serde_json::Value;

/// How the values that a schema allows change.
#[derive(Clone, Copy)]
enum Shift {
    Narrower,
    Wider,
    /// Some go and some come, or nobody can tell.
    Other,
}

/// Names that are gone, and with them the generated client's types.
pub fn compare_names(old: &Named, new: &Named, changes: &mut Changes) {
    for (name, schema) in old.iter() {
        if new.get(name).is_none() && !is_plain(&resolved(old, schema).kind) {
            let why = "the generated client's type of this name goes with it";
            changes.add_breaking(&format!("#/components/schemas/{name}"), "is gone", why);
        }
    }
}

/// Compares schemas of two documents, a named one once for each direction.
pub struct Schemas<'a> {
    old: &'a Named,
    new: &'a Named,
    /// The named schemas that are compared, with their direction.
    done: BTreeSet<(String, Side)>,
    /// The pairs under comparison, by their pointers: schemas can contain themselves.
    open: Vec<(String, String)>,
}

impl<'a> Schemas<'a> {
    /// Nothing is compared yet.
    pub fn new(old: &'a Named, new: &'a Named) -> Self {
        Self { old, new, done: BTreeSet::new(), open: Vec::new() }
    }

    /// Whether both schemas, or what they refer to, are lists.
    pub fn is_list(&self, old: &Schema, new: &Schema) -> bool {
        let is_list = |schema: &Schema| matches!(schema.kind, Kind::Array { .. });
        is_list(&resolved(self.old, old)) && is_list(&resolved(self.new, new))
    }

    /// Compares two schemas that stand at `place`.
    pub fn compare(&mut self, place: &str, old: &Schema, new: &Schema, side: Side, changes: &mut Changes) {
        match (&old.kind, &new.kind) {
            (Kind::Named(before), Kind::Named(now)) if before == now => {
                // What may stand beside a reference; the schema's own change is found where it stands.
                At { place, side, changes }.default(old.default.as_ref(), new.default.as_ref());
                if self.done.insert((now.clone(), side)) {
                    let place = format!("#/components/schemas/{now}");
                    self.compare(&place, target(self.old, before), target(self.new, now), side, changes);
                }
            }
            (Kind::Named(_), _) | (_, Kind::Named(_)) => {
                let (before, now) = (resolved(self.old, old), resolved(self.new, new));
                if !is_plain(&before.kind) || !is_plain(&now.kind) {
                    let what = format!("schema {} → {}", name(old), name(new));
                    changes.add_breaking(place, what, "the generated client's type has another name");
                }
                let pair = (before.pointer.clone(), now.pointer.clone());
                if !self.open.contains(&pair) {
                    self.open.push(pair);
                    self.compare(place, &before, &now, side, changes);
                    self.open.pop();
                }
            }
            _ => {
                let Schema { pointer: _, title: _, description: _, nullable, default, kind } = new;
                let mut at = At { place, side, changes };
                at.nullable(old.nullable, *nullable);
                at.default(old.default.as_ref(), default.as_ref());
                self.kinds(&mut at, &old.kind, kind);
            }
        }
    }

    fn kinds(&mut self, at: &mut At<'_>, old: &Kind, new: &Kind) {
        match (old, new) {
            (Kind::Any, Kind::Any) | (Kind::Boolean, Kind::Boolean) => {}
            (
                Kind::Integer { bits: old_bits, minimum: old_min, maximum: old_max, multiple_of: old_step },
                Kind::Integer { bits, minimum, maximum, multiple_of },
            ) => {
                if old_bits != bits {
                    at.type_changed(&format!("format int{old_bits} → int{bits}"));
                }
                // A bound that the type has anyway is none.
                let least =
                    |bits: u8, bound: &Option<i64>| bound.filter(|bound| *bound > i64::MIN >> (64 - bits));
                let most =
                    |bits: u8, bound: &Option<i64>| bound.filter(|bound| *bound < i64::MAX >> (64 - bits));
                at.least("minimum", least(*old_bits, old_min), least(*bits, minimum));
                at.most("maximum", most(*old_bits, old_max), most(*bits, maximum));
                at.step(*old_step, *multiple_of, |one, other| one % other == 0);
            }
            (
                Kind::Number {
                    decimal: old_decimal,
                    minimum: old_min,
                    maximum: old_max,
                    multiple_of: old_step,
                },
                Kind::Number { decimal, minimum, maximum, multiple_of },
            ) => {
                if old_decimal != decimal {
                    let format = |decimal| if decimal { "decimal" } else { "double" };
                    at.type_changed(&format!("format {} → {}", format(*old_decimal), format(*decimal)));
                }
                at.least("minimum", old_min.map(Bound::least), minimum.map(Bound::least));
                at.most("maximum", old_max.map(Bound::most), maximum.map(Bound::most));
                at.step(*old_step, *multiple_of, |one, other| {
                    let ratio = one / other;
                    (ratio - ratio.round()).abs() < 1e-9
                });
            }
            (
                Kind::String {
                    min_length: old_min,
                    max_length: old_max,
                    pattern: old_pattern,
                    format: old_format,
                },
                Kind::String { min_length, max_length, pattern, format },
            ) => {
                at.format(old_format.as_ref(), format.as_ref());
                at.least("minLength", Some(old_min.unwrap_or(0)), Some(min_length.unwrap_or(0)));
                at.most("maxLength", *old_max, *max_length);
                at.pattern(old_pattern.as_ref().map(Pattern::as_str), pattern.as_ref().map(Pattern::as_str));
            }
            (Kind::Enumeration(old), Kind::Enumeration(new)) => {
                for value in new.iter().filter(|value| !old.contains(value)) {
                    at.shift(format!("enum value `{value}` is new"), Shift::Wider);
                }
                for value in old.iter().filter(|value| !new.contains(value)) {
                    at.shift(format!("enum value `{value}` is gone"), Shift::Narrower);
                }
            }
            (
                Kind::Array { items: old_items, min_items: old_min, max_items: old_max, unique: old_unique },
                Kind::Array { items, min_items, max_items, unique },
            ) => {
                at.least("minItems", Some(old_min.unwrap_or(0)), Some(min_items.unwrap_or(0)));
                at.most("maxItems", *old_max, *max_items);
                match (old_unique, unique) {
                    (false, true) => at.shift("uniqueItems false → true", Shift::Narrower),
                    (true, false) => at.shift("uniqueItems true → false", Shift::Wider),
                    _ => {}
                }
                self.compare(&format!("{}/items", at.place), old_items, items, at.side, at.changes);
            }
            (
                Kind::Object {
                    properties: old_properties,
                    additional: old_additional,
                    min_properties: old_min,
                    max_properties: old_max,
                    cases: old_cases,
                },
                Kind::Object { properties, additional, min_properties, max_properties, cases },
            ) => {
                at.least("minProperties", Some(old_min.unwrap_or(0)), Some(min_properties.unwrap_or(0)));
                at.most("maxProperties", *old_max, *max_properties);
                self.properties(at, old_properties, properties);
                self.additional(at, old_additional, additional);
                self.cases(at, old_cases, cases);
            }
            (Kind::OneOf(old), Kind::OneOf(new)) => self.one_of(at, old, new),
            (Kind::AnyOf(old), Kind::AnyOf(new)) => self.alternatives(at, "anyOf", old, new),
            _ => at.type_changed(&format!("{} → {}", kind_name(old), kind_name(new))),
        }
    }

    fn properties(&mut self, at: &mut At<'_>, old: &[Property], new: &[Property]) {
        for new in new {
            let Property { name, required, schema } = new;
            let place = format!("{}/properties/{}", at.place, escaped(name));
            let Some(old) = old.iter().find(|old| old.name == *name) else {
                let breaking = (at.side == Side::Requests && *required)
                    .then_some("clients that do not know it leave it out, and are refused");
                let what = if *required { "is new and required" } else { "is new" };
                at.changes.add_to_schema(&place, what, at.side, breaking);
                continue;
            };
            match (old.required, *required) {
                (false, true) => {
                    let breaking =
                        (at.side == Side::Requests).then_some("clients that leave it out are refused");
                    at.changes.add_to_schema(&place, "is required now", at.side, breaking);
                }
                (true, false) => {
                    let breaking =
                        (at.side == Side::Responses).then_some("clients that read it may find nothing");
                    at.changes.add_to_schema(&place, "is not required any more", at.side, breaking);
                }
                _ => {}
            }
            self.compare(&place, &old.schema, schema, at.side, at.changes);
        }
        for old in old.iter().filter(|old| !new.iter().any(|new| new.name == old.name)) {
            let place = format!("{}/properties/{}", at.place, escaped(&old.name));
            let why = match at.side {
                Side::Requests => "clients that send it are refused, or it has no effect any more",
                Side::Responses => "clients that read it find nothing",
            };
            at.changes.add_to_schema(&place, "is gone", at.side, Some(why));
        }
    }

    fn additional(&mut self, at: &mut At<'_>, old: &Additional, new: &Additional) {
        let word = |additional: &Additional| match additional {
            Additional::Allowed => "any",
            Additional::Refused => "none",
            Additional::Schema(_) => "of a schema",
        };
        let what = format!("additional properties: {} → {}", word(old), word(new));
        let breaking = match (old, new, at.side) {
            (Additional::Schema(old), Additional::Schema(new), side) => {
                let place = format!("{}/additionalProperties", at.place);
                return self.compare(&place, old, new, side, at.changes);
            }
            (Additional::Allowed, Additional::Allowed, _) | (Additional::Refused, Additional::Refused, _) => {
                return;
            }
            (_, Additional::Refused, Side::Requests)
            | (Additional::Allowed, Additional::Schema(_), Side::Requests) => {
                Some("clients that send others are refused")
            }
            (Additional::Schema(_), Additional::Refused, Side::Responses) => {
                Some("clients that read them find nothing")
            }
            (Additional::Schema(_), Additional::Allowed, Side::Responses) => {
                Some("clients meet values that they did not have to expect")
            }
            // Nobody can rely on members that are not described, and everybody has to accept them.
            _ => None,
        };
        at.changes.add_to_schema(at.place, what, at.side, breaking);
    }

    /// Cases are told apart by their order: one more allows more, unless it is the first, which is when any are asked for.
    fn cases(&mut self, at: &mut At<'_>, old: &[Case], new: &[Case]) {
        if old.is_empty() != new.is_empty() {
            let (what, shift) = if old.is_empty() {
                ("has cases now, of which one has to hold", Shift::Narrower)
            } else {
                ("has no cases any more", Shift::Wider)
            };
            return at.shift(what, shift);
        }
        for (index, (old, new)) in old.iter().zip(new).enumerate() {
            let Case { required, properties } = new;
            for name in required.iter().filter(|name| !old.required.contains(name)) {
                at.shift(format!("case {index} asks for `{name}` now"), Shift::Narrower);
            }
            for name in old.required.iter().filter(|name| !required.contains(name)) {
                at.shift(format!("case {index} does not ask for `{name}` any more"), Shift::Wider);
            }
            for (name, schema) in properties {
                match old.properties.iter().find(|(other, _)| other == name) {
                    Some((_, old)) => {
                        let place = format!("{}/anyOf/{index}/properties/{}", at.place, escaped(name));
                        self.compare(&place, old, schema, at.side, at.changes);
                    }
                    None => at.shift(format!("case {index} says what `{name}` is now"), Shift::Narrower),
                }
            }
            for (name, _) in
                old.properties.iter().filter(|(name, _)| !properties.iter().any(|(n, _)| n == name))
            {
                at.shift(format!("case {index} does not say what `{name}` is any more"), Shift::Wider);
            }
        }
        match new.len().cmp(&old.len()) {
            Ordering::Less => at.shift(format!("cases {} → {}", old.len(), new.len()), Shift::Narrower),
            Ordering::Equal => {}
            Ordering::Greater => at.shift(format!("cases {} → {}", old.len(), new.len()), Shift::Wider),
        }
    }

    /// A value has to fit exactly one alternative, so that one more, or a wider one, can also take values away: as long as
    /// no two are of one JSON type, it cannot.
    fn one_of(&mut self, at: &mut At<'_>, old: &[Schema], new: &[Schema]) {
        let types = |all: &Named, choices: &[Schema]| -> Vec<&'static str> {
            choices.iter().map(|choice| json_type(&resolved(all, choice).kind)).collect()
        };
        let overlap = |types: Vec<&'static str>| {
            types.contains(&"anything") || types.iter().collect::<BTreeSet<_>>().len() < types.len()
        };
        if overlap(types(self.old, old)) || overlap(types(self.new, new)) {
            let mut changes = Changes::default();
            Schemas { done: BTreeSet::new(), open: self.open.clone(), ..*self }.alternatives(
                &mut At { place: at.place, side: at.side, changes: &mut changes },
                "oneOf",
                old,
                new,
            );
            if changes.worst().is_some() {
                at.shift("oneOf has alternatives of one type, which changed", Shift::Other);
            }
        }
        self.alternatives(at, "oneOf", old, new);
    }

    fn alternatives(&mut self, at: &mut At<'_>, keyword: &str, old: &[Schema], new: &[Schema]) {
        let before = labelled(old);
        let now = labelled(new);
        for (index, (label, new)) in now.iter().enumerate() {
            match before.iter().find(|(other, _)| other == label) {
                Some((_, old)) => {
                    let place = format!("{}/{keyword}/{index}", at.place);
                    self.compare(&place, old, new, at.side, at.changes);
                }
                None => at.shift(format!("alternative {label} is new"), Shift::Wider),
            }
        }
        for (label, _) in before.iter().filter(|(label, _)| !now.iter().any(|(other, _)| other == label)) {
            at.shift(format!("alternative {label} is gone"), Shift::Narrower);
        }
    }
}

/// A place of a schema, and what is found there.
struct At<'a> {
    place: &'a str,
    side: Side,
    changes: &'a mut Changes,
}

impl At<'_> {
    fn shift(&mut self, what: impl Into<String>, shift: Shift) {
        let breaking = match (self.side, shift) {
            (Side::Requests, Shift::Wider) | (Side::Responses, Shift::Narrower) => None,
            (Side::Requests, Shift::Narrower) => Some("the server refuses what it took before"),
            (Side::Responses, Shift::Wider) => Some("clients meet values that they did not have to expect"),
            (Side::Requests, Shift::Other) => Some("the server may refuse what it took before"),
            (Side::Responses, Shift::Other) => {
                Some("clients may meet values that they did not have to expect")
            }
        };
        self.changes.add_to_schema(self.place, what, self.side, breaking);
    }

    fn type_changed(&mut self, what: &str) {
        let why = "it is another type, on the wire or in the generated client";
        self.changes.add_to_schema(self.place, what, self.side, Some(why));
    }

    fn nullable(&mut self, old: bool, new: bool) {
        match (old, new) {
            (false, true) => self.shift("may be null now", Shift::Wider),
            (true, false) => self.shift("is never null any more", Shift::Narrower),
            _ => {}
        }
    }

    fn default(&mut self, old: Option<&Value>, new: Option<&Value>) {
        if old != new {
            let what = format!("default {} → {}", or_none(old), or_none(new));
            let why = "where it is left out, that stands for something else";
            self.changes.add_to_schema(self.place, what, self.side, Some(why));
        }
    }

    /// A lower bound. A higher one allows less.
    fn least<T: PartialOrd + Display + Copy>(&mut self, keyword: &str, old: Option<T>, new: Option<T>) {
        if old != new {
            let what = format!("{keyword} {} → {}", or_none(old.as_ref()), or_none(new.as_ref()));
            // No bound is lower than any: `None` is less than `Some`.
            self.shift(what, if new > old { Shift::Narrower } else { Shift::Wider });
        }
    }

    /// An upper bound. A lower one allows less.
    fn most<T: PartialOrd + Display + Copy>(&mut self, keyword: &str, old: Option<T>, new: Option<T>) {
        if old != new {
            let narrower = match (&old, &new) {
                (Some(old), Some(new)) => new < old,
                (_, new) => new.is_some(),
            };
            let what = format!("{keyword} {} → {}", or_none(old.as_ref()), or_none(new.as_ref()));
            self.shift(what, if narrower { Shift::Narrower } else { Shift::Wider });
        }
    }

    fn format(&mut self, old: Option<&Format>, new: Option<&Format>) {
        let name = |format: Option<&Format>| format.map(|format| format.name().to_owned());
        if name(old) == name(new) {
            return;
        }
        let is_text = |format: Option<&Format>| {
            matches!(format, None | Some(Format::Own { .. } | Format::Email | Format::Uri))
        };
        let what = format!("format {} → {}", or_none(name(old).as_ref()), or_none(name(new).as_ref()));
        match (old, new) {
            _ if !is_text(old) || !is_text(new) => self.type_changed(&what),
            (None, _) => self.shift(what, Shift::Narrower),
            (_, None) => self.shift(what, Shift::Wider),
            _ => self.shift(what, Shift::Other),
        }
    }

    fn step<T: PartialEq + Display + Copy>(
        &mut self,
        old: Option<T>,
        new: Option<T>,
        is_multiple: impl Fn(T, T) -> bool,
    ) {
        let shift = match (old, new) {
            _ if old == new => return,
            (None, _) => Shift::Narrower,
            (_, None) => Shift::Wider,
            (Some(old), Some(new)) if is_multiple(new, old) => Shift::Narrower,
            (Some(old), Some(new)) if is_multiple(old, new) => Shift::Wider,
            _ => Shift::Other,
        };
        self.shift(format!("multipleOf {} → {}", or_none(old.as_ref()), or_none(new.as_ref())), shift);
    }

    fn pattern(&mut self, old: Option<&str>, new: Option<&str>) {
        let shift = match (old, new) {
            _ if old == new => return,
            (None, _) => Shift::Narrower,
            (_, None) => Shift::Wider,
            // Which of two patterns matches more is not worth finding out.
            _ => Shift::Other,
        };
        self.shift(format!("pattern {} → {}", or_none(old.as_ref()), or_none(new.as_ref())), shift);
    }
}

/// A number's bound: the farther inwards, the greater as a lower one and the less as an upper one.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Bound {
    value: f64,
    /// 1 above, -1 below and 0 at the value itself.
    inwards: i8,
}

impl Bound {
    fn least((value, exclusive): (f64, bool)) -> Self {
        Self { value, inwards: i8::from(exclusive) }
    }

    fn most((value, exclusive): (f64, bool)) -> Self {
        Self { value, inwards: -i8::from(exclusive) }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.value, if self.inwards == 0 { "" } else { " (exclusive)" })
    }
}

/// What a schema says in the end, with what stands beside its references.
fn resolved(all: &Named, schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    // The reader has followed every reference to its end.
    while let Kind::Named(name) = &schema.kind {
        let target = target(all, name);
        schema = Schema {
            nullable: schema.nullable || target.nullable,
            default: schema.default.or_else(|| target.default.clone()),
            ..target.clone()
        };
    }
    schema
}

fn target<'a>(all: &'a Named, name: &str) -> &'a Schema {
    all.get(name).expect("the reader rejects dangling references")
}

/// Whether the generated client writes a schema out where it is used, instead of giving it a type with a name.
fn is_plain(kind: &Kind) -> bool {
    match kind {
        Kind::Boolean
        | Kind::Integer { .. }
        | Kind::Number { .. }
        | Kind::String { .. }
        | Kind::Array { .. } => true,
        Kind::Object { properties, additional, .. } => {
            properties.is_empty() && matches!(additional, Additional::Schema(_))
        }
        Kind::Any | Kind::Enumeration(_) | Kind::OneOf(_) | Kind::AnyOf(_) | Kind::Named(_) => false,
    }
}

fn name(schema: &Schema) -> String {
    match &schema.kind {
        Kind::Named(name) => format!("`{name}`"),
        _ => "written out".to_owned(),
    }
}

fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Integer { .. } => "integer",
        Kind::Enumeration(_) => "enumeration",
        Kind::OneOf(_) => "oneOf",
        Kind::AnyOf(_) => "anyOf",
        _ => json_type(kind),
    }
}

fn json_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Integer { .. } | Kind::Number { .. } => "number",
        Kind::String { .. } | Kind::Enumeration(_) => "string",
        Kind::Array { .. } => "array",
        Kind::Object { .. } => "object",
        Kind::Any | Kind::OneOf(_) | Kind::AnyOf(_) | Kind::Named(_) => "anything",
    }
}

/// Alternatives by what tells them apart: a name, or a type with its number among those of that type.
fn labelled(choices: &[Schema]) -> Vec<(String, &Schema)> {
    let mut labelled: Vec<(String, &Schema)> = Vec::new();
    for choice in choices {
        let label = match &choice.kind {
            Kind::Named(name) => format!("`{name}`"),
            kind => kind_name(kind).to_owned(),
        };
        let nth = labelled.iter().filter(|(other, _)| other.split(' ').next() == Some(&label)).count();
        labelled.push((if nth == 0 { label } else { format!("{label} {}", nth + 1) }, choice));
    }
    labelled
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn or_none<T: Display>(value: Option<&T>) -> String {
    value.map_or("none".to_owned(), ToString::to_string)
}
