//! The document's schemas as tables.
//!
//! Generated code states each schema once, as a `static` made with the functions below; everything that has to know a
//! schema reads that table: the check of what comes in ([`validate`](super::validate)), the check of what goes out in
//! debug builds, and the description that dropshot emits. One table, so that what is enforced is what is described.
//!
//! Deliberately not here: descriptions, which stand as comments on the generated types, and every keyword that JSON Schema has. The generator refuses a document that uses a keyword that
//! these tables cannot hold, so nothing is silently left unchecked.

use super::formats::Format;

/// One schema of a document.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The name under `components/schemas`, for a schema that has one.
    pub name: Option<&'static str>,
    /// Whether null is allowed beside what `kind` allows.
    pub nullable: bool,
    /// What a value must be.
    pub kind: Kind,
    /// What is taken when a parameter or a property is left out, as JSON text.
    pub default: Option<&'static str>,
}

/// What a value must be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Anything.
    Any,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer(IntegerRules),
    /// A number.
    Number(NumberRules),
    /// A string.
    String(StringRules),
    /// One of some strings.
    Enumeration(&'static [&'static str]),
    /// A list.
    Array(ArrayRules),
    /// An object.
    Object(ObjectRules),
    /// Exactly one of several schemas.
    OneOf(&'static [&'static Schema]),
    /// At least one of several schemas.
    AnyOf(&'static [&'static Schema]),
}

/// What a whole number must satisfy. Bounds are inclusive.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the field names are JSON Schema's keywords")]
pub struct IntegerRules {
    pub bits: u8,
    pub minimum: i64,
    pub maximum: i64,
    pub multiple_of: Option<i64>,
}

/// What a number must satisfy.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the field names are JSON Schema's keywords")]
pub struct NumberRules {
    pub decimal: bool,
    pub minimum: Option<f64>,
    pub exclusive_minimum: bool,
    pub maximum: Option<f64>,
    pub exclusive_maximum: bool,
    pub multiple_of: Option<f64>,
}

/// What a string must satisfy. Lengths are in Unicode code points.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the field names are JSON Schema's keywords")]
pub struct StringRules {
    pub min_length: usize,
    pub max_length: usize,
    pub pattern: Option<&'static str>,
    pub format: Option<Format>,
}

/// What a list must satisfy.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the field names are JSON Schema's keywords")]
pub struct ArrayRules {
    pub items: &'static Schema,
    pub min_items: usize,
    pub max_items: usize,
    pub unique_items: bool,
}

/// What an object must satisfy.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the field names are JSON Schema's keywords")]
pub struct ObjectRules {
    pub properties: &'static [Property],
    pub additional: Additional,
    pub min_properties: usize,
    pub max_properties: usize,
    pub cases: &'static [Case],
}

/// What an object's members say together. Of an object's cases at least one has to hold; without any, nothing is asked.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The members that must be there.
    pub required: &'static [&'static str],
    /// What members must be, where they are there.
    pub properties: &'static [Property],
}

/// What an object's other members may be.
#[derive(Debug, Clone, Copy)]
pub enum Additional {
    /// Anything.
    Allowed,
    /// There may be none.
    Refused,
    /// Each follows this schema.
    Schema(&'static Schema),
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it must be.
    pub schema: &'static Schema,
}

const fn of(kind: Kind) -> Schema {
    Schema { name: None, nullable: false, kind, default: None }
}

/// Any value at all.
pub const fn any() -> Schema {
    of(Kind::Any)
}

/// True or false.
pub const fn boolean() -> Schema {
    of(Kind::Boolean)
}

/// A whole number of 32 bits.
pub const fn int32() -> Schema {
    of(Kind::Integer(IntegerRules {
        bits: 32,
        minimum: i32::MIN as i64,
        maximum: i32::MAX as i64,
        multiple_of: None,
    }))
}

/// A whole number of 64 bits.
pub const fn int64() -> Schema {
    of(Kind::Integer(IntegerRules { bits: 64, minimum: i64::MIN, maximum: i64::MAX, multiple_of: None }))
}

/// A number, exact in its decimal digits.
pub const fn decimal() -> Schema {
    let mut schema = number();
    if let Kind::Number(rules) = &mut schema.kind {
        rules.decimal = true;
    }
    schema
}

/// A number.
pub const fn number() -> Schema {
    of(Kind::Number(NumberRules {
        decimal: false,
        minimum: None,
        exclusive_minimum: false,
        maximum: None,
        exclusive_maximum: false,
        multiple_of: None,
    }))
}

/// A string.
pub const fn string() -> Schema {
    of(Kind::String(StringRules { min_length: 0, max_length: usize::MAX, pattern: None, format: None }))
}

/// One of these strings.
pub const fn enumeration(values: &'static [&'static str]) -> Schema {
    of(Kind::Enumeration(values))
}

/// A list of these.
pub const fn array(items: &'static Schema) -> Schema {
    of(Kind::Array(ArrayRules { items, min_items: 0, max_items: usize::MAX, unique_items: false }))
}

/// An object with these members, and any others.
pub const fn object(properties: &'static [Property]) -> Schema {
    of(Kind::Object(ObjectRules {
        properties,
        additional: Additional::Allowed,
        min_properties: 0,
        max_properties: usize::MAX,
        cases: &[],
    }))
}

/// Exactly one of these.
pub const fn one_of(schemas: &'static [&'static Schema]) -> Schema {
    of(Kind::OneOf(schemas))
}

/// At least one of these.
pub const fn any_of(schemas: &'static [&'static Schema]) -> Schema {
    of(Kind::AnyOf(schemas))
}

/// A member that must be there.
pub const fn required(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, required: true, schema }
}

/// A member that may be left out.
pub const fn optional(name: &'static str, schema: &'static Schema) -> Property {
    Property { name, required: false, schema }
}

/// A case of an object: these members are there, and those are so where they are there.
pub const fn case(required: &'static [&'static str], properties: &'static [Property]) -> Case {
    Case { required, properties }
}

/// A rule given to a kind of schema that has no such rule is a mistake of the generator, and ends the build: every
/// table is a constant.
macro_rules! rule {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) on $kind:ident |$rules:ident| $change:expr) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, $($argument: $type),*) -> Schema {
            match &mut self.kind {
                Kind::$kind($rules) => $change,
                _ => panic!(concat!("`", stringify!($name), "` is a rule for ", stringify!($kind))),
            }
            self
        }
    };
}

impl Schema {
    /// Its name under `components/schemas`.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Schema {
        self.name = Some(name);
        self
    }

    /// The same rules without the name, for a schema that changes them.
    #[must_use]
    pub const fn unnamed(mut self) -> Schema {
        self.name = None;
        self
    }

    /// Null is allowed too.
    #[must_use]
    pub const fn nullable(mut self) -> Schema {
        self.nullable = true;
        self
    }

    /// What is taken when it is left out, as JSON text.
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Schema {
        self.default = Some(json);
        self
    }

    rule!(
        /// The least and the greatest number allowed.
        range(minimum: i64, maximum: i64) on Integer |rules| {
            rules.minimum = minimum;
            rules.maximum = maximum;
        }
    );
    rule!(
        /// What the number must be a multiple of.
        multiple_of(factor: i64) on Integer |rules| rules.multiple_of = Some(factor)
    );
    rule!(
        /// The least number allowed.
        minimum(minimum: f64) on Number |rules| rules.minimum = Some(minimum)
    );
    rule!(
        /// The number that the value must exceed.
        above(minimum: f64) on Number |rules| {
            rules.minimum = Some(minimum);
            rules.exclusive_minimum = true;
        }
    );
    rule!(
        /// The greatest number allowed.
        maximum(maximum: f64) on Number |rules| rules.maximum = Some(maximum)
    );
    rule!(
        /// The number that the value must stay under.
        below(maximum: f64) on Number |rules| {
            rules.maximum = Some(maximum);
            rules.exclusive_maximum = true;
        }
    );
    rule!(
        /// What the number must be a multiple of.
        step(factor: f64) on Number |rules| rules.multiple_of = Some(factor)
    );
    rule!(
        /// The least length, in code points.
        min_length(length: usize) on String |rules| rules.min_length = length
    );
    rule!(
        /// The greatest length, in code points.
        max_length(length: usize) on String |rules| rules.max_length = length
    );
    rule!(
        /// The regular expression that must match somewhere in the string.
        pattern(pattern: &'static str) on String |rules| rules.pattern = Some(pattern)
    );
    rule!(
        /// The format that the string must have.
        format(format: Format) on String |rules| rules.format = Some(format)
    );
    rule!(
        /// The least number of items.
        min_items(count: usize) on Array |rules| rules.min_items = count
    );
    rule!(
        /// The greatest number of items.
        max_items(count: usize) on Array |rules| rules.max_items = count
    );
    rule!(
        /// No two items may be equal.
        unique() on Array |rules| rules.unique_items = true
    );
    rule!(
        /// There may be no other members.
        closed() on Object |rules| rules.additional = Additional::Refused
    );
    rule!(
        /// Other members follow this schema.
        others(schema: &'static Schema) on Object |rules| rules.additional = Additional::Schema(schema)
    );
    rule!(
        /// The least number of members.
        min_properties(count: usize) on Object |rules| rules.min_properties = count
    );
    rule!(
        /// The greatest number of members.
        max_properties(count: usize) on Object |rules| rules.max_properties = count
    );

    rule!(
        /// At least one of these has to hold.
        cases(cases: &'static [Case]) on Object |rules| rules.cases = cases
    );

    /// What is taken when the value is left out.
    ///
    /// # Panics
    ///
    /// When the default is not JSON, which the generator rules out.
    pub fn default_value(&self) -> Option<serde_json::Value> {
        self.default.map(|json| serde_json::from_str(json).expect("the generator writes defaults as JSON"))
    }
}
