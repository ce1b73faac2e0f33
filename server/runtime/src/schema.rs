//! The one model of schemas: the generator reads documents into it, generated servers embed it, the validator and the
//! description that dropshot emits work from it.
//!
//! What OpenAPI can say in several ways has one form here. Serialized, a schema is JSON Schema with numeric exclusive
//! bounds, `nullable`, and `#/components/schemas/NAME` references; titles, descriptions and pointers are left out.
//!
//! Out of scope: keywords that no generated server enforces. The generator rejects documents that use one.

use std::sync::OnceLock;

use indexmap::IndexMap;
use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};

use super::formats::Format;

const REFERENCE: &str = "#/components/schemas/";

/// A schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Keywords", try_from = "Keywords")]
pub struct Schema {
    /// JSON pointer to the schema in its document.
    pub pointer: String,
    /// The document's `title`.
    pub title: String,
    /// The document's `description`.
    pub description: String,
    /// Whether null is allowed beside what `kind` allows.
    pub nullable: bool,
    /// The value of an absent parameter or property.
    pub default: Option<Value>,
    /// The rules for values other than null.
    pub kind: Kind,
}

/// The rules of a schema, by type.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields carry JSON Schema's names")]
pub enum Kind {
    /// Any value.
    Any,
    /// A boolean.
    Boolean,
    /// An integer. Bounds are inclusive.
    Integer { bits: u8, minimum: Option<i64>, maximum: Option<i64>, multiple_of: Option<i64> },
    /// A number. Each bound says whether it is exclusive; decimals are exact.
    Number {
        decimal: bool,
        minimum: Option<(f64, bool)>,
        maximum: Option<(f64, bool)>,
        multiple_of: Option<f64>,
    },
    /// A string. Lengths are in Unicode code points.
    String {
        min_length: Option<usize>,
        max_length: Option<usize>,
        pattern: Option<Pattern>,
        format: Option<Format>,
    },
    /// One of some strings.
    Enumeration(Vec<String>),
    /// An array.
    Array { items: Box<Schema>, min_items: Option<usize>, max_items: Option<usize>, unique: bool },
    /// An object.
    Object {
        properties: Vec<Property>,
        additional: Additional,
        min_properties: Option<usize>,
        max_properties: Option<usize>,
        /// `anyOf` beside `properties`: of a non-empty list, at least one case has to hold.
        cases: Vec<Case>,
    },
    /// Exactly one of several schemas.
    OneOf(Vec<Schema>),
    /// At least one of several schemas.
    AnyOf(Vec<Schema>),
    /// A schema under `components/schemas`, by its name.
    Named(String),
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields carry JSON Schema's names")]
pub struct Property {
    pub name: String,
    pub required: bool,
    pub schema: Schema,
}

/// One allowed combination of an object's properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The properties that must be present.
    pub required: Vec<String>,
    /// Further rules for properties that are present.
    pub properties: Vec<(String, Schema)>,
}

/// Rules for the properties that an object does not list.
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    /// Any are allowed.
    Allowed,
    /// None are allowed.
    Refused,
    /// Each follows a schema.
    Schema(Box<Schema>),
}

impl Schema {
    /// Returns a schema of this kind without any annotation.
    pub fn new(kind: Kind) -> Self {
        Self {
            pointer: String::new(),
            title: String::new(),
            description: String::new(),
            nullable: false,
            default: None,
            kind,
        }
    }

    /// Returns the schemas directly inside this one.
    pub fn children(&self) -> Vec<&Schema> {
        match &self.kind {
            Kind::Array { items, .. } => vec![items],
            Kind::Object { properties, additional, cases, .. } => {
                let mut all: Vec<_> = properties.iter().map(|property| &property.schema).collect();
                all.extend(cases.iter().flat_map(|case| &case.properties).map(|(_, schema)| schema));
                if let Additional::Schema(schema) = additional {
                    all.push(schema);
                }
                all
            }
            Kind::OneOf(schemas) | Kind::AnyOf(schemas) => schemas.iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The schemas under `components/schemas`, by name and in the document's order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schemas(IndexMap<String, Schema>);

impl Schemas {
    /// Returns the schema of this name.
    pub fn get(&self, name: &str) -> Option<&Schema> {
        self.0.get(name)
    }

    /// Iterates over names and schemas.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Schema)> {
        self.0.iter()
    }

    /// Returns `true` if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Follows references until a schema with rules of its own; a name that does not exist allows anything.
    pub fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        static ANY: OnceLock<Schema> = OnceLock::new();
        let mut schema = schema;
        // Longer chains are circles.
        for _ in 0..=self.0.len() {
            let Kind::Named(name) = &schema.kind else { return schema };
            let Some(target) = self.0.get(name) else { break };
            schema = target;
        }
        ANY.get_or_init(|| Schema::new(Kind::Any))
    }

    /// Returns `true` if the schema, or the one it refers to, allows null.
    pub fn is_nullable(&self, schema: &Schema) -> bool {
        schema.nullable || self.resolve(schema).nullable
    }

    /// Returns the default of the schema or of the one it refers to.
    pub fn default_of<'a>(&'a self, schema: &'a Schema) -> Option<&'a Value> {
        schema.default.as_ref().or(self.resolve(schema).default.as_ref())
    }
}

impl FromIterator<(String, Schema)> for Schemas {
    fn from_iter<I: IntoIterator<Item = (String, Schema)>>(schemas: I) -> Self {
        Self(schemas.into_iter().collect())
    }
}

/// A regular expression, compiled.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        Regex::new(pattern).map(Self)
    }

    /// Returns the text of the pattern.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns `true` if the pattern matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A schema as it is serialized.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Keywords {
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    type_: Option<Type>,
    #[serde(skip_serializing_if = "is_default")]
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    /// Describes a format of one document alone.
    #[serde(rename = "x-format", skip_serializing_if = "Option::is_none")]
    own_format: Option<String>,
    #[serde(rename = "enum", skip_serializing_if = "is_default")]
    values: Vec<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multiple_of: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<Pattern>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_items: Option<usize>,
    #[serde(skip_serializing_if = "is_default")]
    unique_items: bool,
    #[serde(skip_serializing_if = "is_default")]
    properties: IndexMap<String, Schema>,
    #[serde(skip_serializing_if = "is_default")]
    required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_properties: Option<AdditionalKeyword>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_properties: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_properties: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any_of: Option<Vec<Keywords>>,
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum AdditionalKeyword {
    Allowed(bool),
    Schema(Box<Schema>),
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Reads a value that is present, null included.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl From<Schema> for Keywords {
    fn from(schema: Schema) -> Self {
        let nullable = schema.nullable;
        let keywords = Self { nullable, default: schema.default, ..Self::default() };
        match schema.kind {
            Kind::Any => keywords,
            Kind::Boolean => Self { type_: Some(Type::Boolean), ..keywords },
            Kind::Integer { bits, minimum, maximum, multiple_of } => Self {
                type_: Some(Type::Integer),
                format: Some(format!("int{bits}")),
                minimum: minimum.map(Number::from),
                maximum: maximum.map(Number::from),
                multiple_of: multiple_of.map(Number::from),
                ..keywords
            },
            Kind::Number { decimal, minimum, maximum, multiple_of } => {
                let bound = |bound: Option<(f64, bool)>, exclusive: bool| {
                    bound.filter(|bound| bound.1 == exclusive).and_then(|bound| Number::from_f64(bound.0))
                };
                Self {
                    type_: Some(Type::Number),
                    format: decimal.then(|| "decimal".to_owned()),
                    minimum: bound(minimum, false),
                    exclusive_minimum: bound(minimum, true),
                    maximum: bound(maximum, false),
                    exclusive_maximum: bound(maximum, true),
                    multiple_of: multiple_of.and_then(Number::from_f64),
                    ..keywords
                }
            }
            Kind::String { min_length, max_length, pattern, format } => Self {
                type_: Some(Type::String),
                format: format.as_ref().map(|format| format.name().to_owned()),
                own_format: format.and_then(|format| match format {
                    Format::Own { expectation, .. } => Some(expectation),
                    _ => None,
                }),
                min_length,
                max_length,
                pattern,
                ..keywords
            },
            Kind::Enumeration(values) => Self {
                type_: Some(Type::String),
                values: values.into_iter().map(Some).chain(nullable.then_some(None)).collect(),
                ..keywords
            },
            Kind::Array { items, min_items, max_items, unique } => Self {
                type_: Some(Type::Array),
                items: Some(items),
                min_items,
                max_items,
                unique_items: unique,
                ..keywords
            },
            Kind::Object { properties, additional, min_properties, max_properties, cases } => Self {
                type_: Some(Type::Object),
                required: properties.iter().filter(|p| p.required).map(|p| p.name.clone()).collect(),
                properties: properties.into_iter().map(|p| (p.name, p.schema)).collect(),
                additional_properties: match additional {
                    Additional::Allowed => None,
                    Additional::Refused => Some(AdditionalKeyword::Allowed(false)),
                    Additional::Schema(schema) => Some(AdditionalKeyword::Schema(schema)),
                },
                min_properties,
                max_properties,
                any_of: Some(cases)
                    .filter(|cases| !cases.is_empty())
                    .map(|cases| cases.into_iter().map(Self::from).collect()),
                ..keywords
            },
            Kind::OneOf(schemas) => Self { one_of: Some(schemas), ..keywords },
            Kind::AnyOf(schemas) => {
                Self { any_of: Some(schemas.into_iter().map(Self::from).collect()), ..keywords }
            }
            Kind::Named(name) => Self { reference: Some(format!("{REFERENCE}{name}")), ..keywords },
        }
    }
}

impl From<Case> for Keywords {
    fn from(case: Case) -> Self {
        Self {
            type_: Some(Type::Object),
            required: case.required,
            properties: case.properties.into_iter().collect(),
            ..Self::default()
        }
    }
}

impl TryFrom<Keywords> for Schema {
    type Error = String;

    fn try_from(keywords: Keywords) -> Result<Self, String> {
        let nullable = keywords.nullable;
        let default = keywords.default.clone();
        Ok(Self { nullable, default, ..Self::new(keywords.try_into()?) })
    }
}

impl TryFrom<Keywords> for Kind {
    type Error = String;

    fn try_from(keywords: Keywords) -> Result<Self, String> {
        if let Some(reference) = &keywords.reference {
            let name = reference.strip_prefix(REFERENCE);
            return Ok(Self::Named(
                name.ok_or_else(|| format!("reference {reference}: unsupported"))?.into(),
            ));
        }
        if let Some(schemas) = keywords.one_of {
            return Ok(Self::OneOf(schemas));
        }
        Ok(match (keywords.type_, keywords.any_of) {
            (None, Some(schemas)) => {
                Self::AnyOf(schemas.into_iter().map(Schema::try_from).collect::<Result<_, _>>()?)
            }
            (None, None) => Self::Any,
            (Some(Type::Boolean), _) => Self::Boolean,
            (Some(Type::Integer), _) => {
                let integer = |number: Option<Number>| number.and_then(|number| number.as_i64());
                Self::Integer {
                    bits: if keywords.format.as_deref() == Some("int32") { 32 } else { 64 },
                    minimum: integer(keywords.minimum),
                    maximum: integer(keywords.maximum),
                    multiple_of: integer(keywords.multiple_of),
                }
            }
            (Some(Type::Number), _) => {
                let float = |number: Option<Number>| number.and_then(|number| number.as_f64());
                let bound = |inclusive, exclusive| {
                    float(inclusive).map(|n| (n, false)).or(float(exclusive).map(|n| (n, true)))
                };
                Self::Number {
                    decimal: keywords.format.as_deref() == Some("decimal"),
                    minimum: bound(keywords.minimum, keywords.exclusive_minimum),
                    maximum: bound(keywords.maximum, keywords.exclusive_maximum),
                    multiple_of: float(keywords.multiple_of),
                }
            }
            (Some(Type::String), _) if !keywords.values.is_empty() => {
                Self::Enumeration(keywords.values.into_iter().flatten().collect())
            }
            (Some(Type::String), _) => Self::String {
                min_length: keywords.min_length,
                max_length: keywords.max_length,
                pattern: keywords.pattern,
                format: match (keywords.format, keywords.own_format) {
                    (Some(name), Some(expectation)) => Some(Format::Own { name, expectation }),
                    (Some(name), None) => {
                        Some(Format::known(&name).ok_or_else(|| format!("format {name}: unknown"))?)
                    }
                    (None, _) => None,
                },
            },
            (Some(Type::Array), _) => Self::Array {
                items: keywords.items.ok_or("array: `items` is missing")?,
                min_items: keywords.min_items,
                max_items: keywords.max_items,
                unique: keywords.unique_items,
            },
            (Some(Type::Object), cases) => {
                let required = keywords.required;
                let property = |(name, schema)| Property { required: required.contains(&name), name, schema };
                Self::Object {
                    properties: keywords.properties.into_iter().map(property).collect(),
                    additional: match keywords.additional_properties {
                        None | Some(AdditionalKeyword::Allowed(true)) => Additional::Allowed,
                        Some(AdditionalKeyword::Allowed(false)) => Additional::Refused,
                        Some(AdditionalKeyword::Schema(schema)) => Additional::Schema(schema),
                    },
                    min_properties: keywords.min_properties,
                    max_properties: keywords.max_properties,
                    cases: cases.into_iter().flatten().map(Case::from).collect(),
                }
            }
        })
    }
}

impl From<Keywords> for Case {
    fn from(keywords: Keywords) -> Self {
        Self { required: keywords.required, properties: keywords.properties.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn serialized_schema_reads_back_equal() {
        for schema in [
            json!({}),
            json!({"type": "boolean", "default": null, "nullable": true}),
            json!({"type": "integer", "format": "int32", "minimum": -5, "maximum": 7, "multipleOf": 2}),
            json!({"type": "integer", "format": "int64", "maximum": i64::MAX}),
            json!({"type": "number", "format": "decimal", "exclusiveMinimum": 0.5, "maximum": 1.0}),
            json!({"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^a$", "format": "uuid"}),
            json!({"type": "string", "format": "cursor", "x-format": "an opaque cursor"}),
            json!({"type": "string", "enum": ["a", "b", null], "nullable": true}),
            json!({"type": "array", "items": {"$ref": "#/components/schemas/A"}, "uniqueItems": true}),
            json!({"type": "object", "properties": {"z": {}, "a": {"type": "boolean"}}, "required": ["a"],
                "additionalProperties": false, "minProperties": 1,
                "anyOf": [{"type": "object", "required": ["z"], "properties": {"a": {}}}]}),
            json!({"type": "object", "additionalProperties": {"type": "number"}}),
            json!({"oneOf": [{"type": "boolean"}, {"$ref": "#/components/schemas/B"}]}),
            json!({"anyOf": [{"type": "boolean"}, {}], "default": true}),
        ] {
            let read: Schema = serde_json::from_value(schema.clone()).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), schema);
        }
    }

    #[test]
    fn schema_the_model_cannot_hold_is_rejected() {
        for schema in [
            json!({"not": {}}),
            json!({"type": "array"}),
            json!({"type": "string", "format": "odd"}),
            json!({"type": "string", "pattern": "("}),
            json!({"$ref": "other.json"}),
        ] {
            assert!(serde_json::from_value::<Schema>(schema.clone()).is_err(), "{schema}");
        }
    }

    #[test]
    fn circular_reference_resolves_to_any() {
        let schemas: Schemas = serde_json::from_value(json!({
            "A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"},
            "C": {"$ref": "#/components/schemas/D"}, "D": {"type": "boolean"},
        }))
        .unwrap();
        assert_eq!(schemas.resolve(&schemas.0["A"]).kind, Kind::Any);
        assert_eq!(schemas.resolve(&schemas.0["C"]).kind, Kind::Boolean);
    }
}
