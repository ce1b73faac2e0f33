//! Reads a schema, and refuses every keyword that the server's tables cannot hold.

use super::model::{Additional, Case, Kind, Property, Schema, StringFormat};
use super::node::{Cursor, DocumentError, Node};

/// The string formats that the server knows; `server/runtime/src/formats.rs` says what each means.
pub(super) const STRING_FORMATS: [&str; 7] =
    ["uuid", "date", "date-time", "sql-date-time", "uri", "email", "password"];

/// What any schema may have besides the rules of its type.
const COMMON: [&str; 8] =
    ["type", "title", "description", "nullable", "default", "example", "deprecated", "externalDocs"];

/// Reads the schema at `cursor`.
pub(super) fn read(cursor: &Cursor<'_>) -> Result<Schema, DocumentError> {
    if let Some(name) = cursor.reference("schemas")? {
        cursor.clone().resolve("schemas")?;
        return Ok(plain(cursor, Kind::Named(name)));
    }
    for choice in ["allOf", "oneOf", "anyOf"] {
        // Beside `properties`, `anyOf` lists cases of one object, not several schemas.
        if cursor.get(choice)?.is_some() && !(choice == "anyOf" && cursor.get("properties")?.is_some()) {
            return combined(cursor, choice);
        }
    }
    let kind = match cursor.get("type")?.map(|cursor| cursor.string()).transpose()? {
        None => untyped(cursor)?,
        Some("boolean") => {
            only(cursor, &[])?;
            Kind::Boolean
        }
        Some("integer") => integer(cursor)?,
        Some("number") => number(cursor)?,
        Some("string") => string(cursor)?,
        Some("array") => array(cursor)?,
        Some("object") => object(cursor)?,
        Some(other) => {
            return cursor.require("type")?.refuse(format!("there is no type `{other}` in OpenAPI 3.0"));
        }
    };
    let mut schema = plain(cursor, kind);
    common(cursor, &mut schema)?;
    default_fits(cursor, &schema)?;
    Ok(schema)
}

fn plain(cursor: &Cursor<'_>, kind: Kind) -> Schema {
    Schema {
        pointer: cursor.pointer().to_owned(),
        title: String::new(),
        description: String::new(),
        nullable: false,
        default: None,
        kind,
    }
}

fn common(cursor: &Cursor<'_>, schema: &mut Schema) -> Result<(), DocumentError> {
    schema.title = cursor.optional_string("title")?;
    schema.description = cursor.optional_string("description")?;
    schema.nullable = cursor.optional_boolean("nullable")?;
    schema.default = cursor.get("default")?.map(|default| default.node().to_json().to_string());
    Ok(())
}

/// The server fills a default in without looking at it again, so one that breaks the schema would fail every request that
/// relies on it.
fn default_fits(cursor: &Cursor<'_>, schema: &Schema) -> Result<(), DocumentError> {
    match cursor.get("default")? {
        Some(default) if !fits(schema, default.node()) => {
            default.refuse("the default is no value of its own schema: give one that is")
        }
        _ => Ok(()),
    }
}

/// Whether `node` is a value of `schema`, as far as can be told here: formats are the server's, and a named schema is taken
/// for granted.
fn fits(schema: &Schema, node: &Node) -> bool {
    let within = |number: f64, minimum: Option<(f64, bool)>, maximum: Option<(f64, bool)>| {
        minimum.is_none_or(|(least, exclusive)| if exclusive { number > least } else { number >= least })
            && maximum.is_none_or(|(most, exclusive)| if exclusive { number < most } else { number <= most })
    };
    let counted = |count: usize, least: Option<usize>, most: Option<usize>| {
        least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
    };
    match (&schema.kind, node) {
        (Kind::Any | Kind::Named(_), _) | (Kind::Boolean, Node::Boolean(_)) => true,
        (_, Node::Null) => schema.nullable,
        (Kind::Integer { bits, minimum, maximum, multiple_of }, Node::Integer(number)) => {
            (*bits == 64 || i32::try_from(*number).is_ok())
                && minimum.is_none_or(|minimum| *number >= minimum)
                && maximum.is_none_or(|maximum| *number <= maximum)
                && multiple_of.is_none_or(|factor| number % factor == 0)
        }
        (Kind::Number { minimum, maximum, .. }, Node::Number(number)) => within(*number, *minimum, *maximum),
        #[allow(clippy::cast_precision_loss, reason = "it is read as such a number on every other way too")]
        (Kind::Number { minimum, maximum, .. }, Node::Integer(number)) => {
            within(*number as f64, *minimum, *maximum)
        }
        (Kind::String { min_length, max_length, pattern, .. }, Node::String(text)) => {
            let matches =
                |pattern: &String| regex::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text));
            counted(text.chars().count(), *min_length, *max_length) && pattern.as_ref().is_none_or(matches)
        }
        (Kind::Enumeration(values), Node::String(text)) => values.contains(text),
        (Kind::Array { items, min_items, max_items, .. }, Node::Array(nodes)) => {
            counted(nodes.len(), *min_items, *max_items) && nodes.iter().all(|node| fits(items, node))
        }
        (Kind::Object { properties, min_properties, max_properties, .. }, Node::Object(members)) => {
            counted(members.len(), *min_properties, *max_properties)
                && properties.iter().all(|property| match members.get(&property.name) {
                    Some(node) => fits(&property.schema, node),
                    None => !property.required,
                })
        }
        (Kind::OneOf(schemas) | Kind::AnyOf(schemas), node) => {
            schemas.iter().any(|schema| fits(schema, node))
        }
        _ => false,
    }
}

fn only(cursor: &Cursor<'_>, rules: &[&str]) -> Result<(), DocumentError> {
    cursor.only(&[&COMMON[..], rules].concat())
}

fn untyped(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    if cursor.get("properties")?.is_some() || cursor.get("items")?.is_some() || cursor.get("enum")?.is_some()
    {
        return cursor.refuse("`type` is missing: say what the value is");
    }
    only(cursor, &[])?;
    Ok(Kind::Any)
}

fn integer(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    only(cursor, &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])?;
    let bits = match cursor.optional_string("format")?.as_str() {
        "" | "int64" => 64,
        "int32" => 32,
        other => {
            return cursor.require("format")?.refuse(format!("integers have int32 or int64, not `{other}`"));
        }
    };
    let bound = |key: &str, exclusive: &str, inwards: i64| -> Result<Option<i64>, DocumentError> {
        let exclusive = cursor.optional_boolean(exclusive)?;
        let Some(bound) = cursor.get(key)? else { return Ok(None) };
        let bound = bound.integer()?;
        Ok(Some(if exclusive { bound.saturating_add(inwards) } else { bound }))
    };
    let minimum = bound("minimum", "exclusiveMinimum", 1)?;
    let maximum = bound("maximum", "exclusiveMaximum", -1)?;
    for (key, bound) in [("minimum", minimum), ("maximum", maximum)] {
        if bits == 32 && bound.is_some_and(|bound| i32::try_from(bound).is_err()) {
            return cursor.require(key)?.refuse("does not fit into int32: use int64, or a bound that fits");
        }
    }
    if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum > maximum) {
        return cursor.refuse("`minimum` is above `maximum`: no value would do");
    }
    let multiple_of = match cursor.get("multipleOf")? {
        Some(factor) if factor.integer()? <= 0 => return factor.refuse("must be above 0"),
        Some(factor) => Some(factor.integer()?),
        None => None,
    };
    Ok(Kind::Integer { bits, minimum, maximum, multiple_of })
}

fn number(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    only(cursor, &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])?;
    let format = cursor.optional_string("format")?;
    if !["", "double", "float", "decimal"].contains(&format.as_str()) {
        return cursor
            .require("format")?
            .refuse(format!("numbers have float, double or decimal, not `{format}`"));
    }
    let decimal = format == "decimal";
    let bound = |key: &str, exclusive: &str| -> Result<Option<(f64, bool)>, DocumentError> {
        let exclusive = cursor.optional_boolean(exclusive)?;
        cursor.get(key)?.map(|bound| Ok((bound.number()?, exclusive))).transpose()
    };
    let multiple_of = match cursor.get("multipleOf")? {
        Some(factor) if factor.number()? <= 0.0 => return factor.refuse("must be above 0"),
        Some(factor) => Some(factor.number()?),
        None => None,
    };
    let minimum = bound("minimum", "exclusiveMinimum")?;
    let maximum = bound("maximum", "exclusiveMaximum")?;
    if decimal {
        exact(cursor, minimum, maximum, multiple_of)?;
    }
    Ok(Kind::Number { decimal, minimum, maximum, multiple_of })
}

/// A decimal stays exact through programs that read JSON's numbers into binary ones only as long as it has no more than
/// 15 digits: so many survive the way there and back, whatever they are.
fn exact(
    cursor: &Cursor<'_>,
    minimum: Option<(f64, bool)>,
    maximum: Option<(f64, bool)>,
    step: Option<f64>,
) -> Result<(), DocumentError> {
    let (Some((minimum, _)), Some((maximum, _)), Some(step)) = (minimum, maximum, step) else {
        return cursor.refuse(
            "a decimal needs `minimum`, `maximum` and `multipleOf`: without them it cannot be exact",
        );
    };
    if minimum.abs().max(maximum.abs()) / step >= 1e15 {
        return cursor.refuse(
            "a decimal of more than 15 digits is not exact in JSON: narrow its bounds or widen its step",
        );
    }
    Ok(())
}

fn string(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    if let Some(values) = cursor.get("enum")? {
        // Lengths and a pattern beside an enumeration rule out values that are listed, or nothing.
        only(cursor, &["enum"])?;
        return enumeration(cursor, &values);
    }
    only(cursor, &["format", "minLength", "maxLength", "pattern"])?;
    let format = cursor.get("format")?;
    let format = match format {
        Some(format) => Some(string_format(&format)?),
        None => None,
    };
    let pattern = match cursor.get("pattern")? {
        Some(pattern) => Some(readable_pattern(&pattern)?),
        None => None,
    };
    let min_length = length(cursor, "minLength")?;
    let max_length = length(cursor, "maxLength")?;
    ordered(cursor, min_length, max_length, "minLength", "maxLength")?;
    Ok(Kind::String { min_length, max_length, pattern, format })
}

/// A pattern that the server matches as every other reader of the document does.
fn readable_pattern(cursor: &Cursor<'_>) -> Result<String, DocumentError> {
    let pattern = cursor.string()?;
    if let Err(error) = regex::Regex::new(pattern) {
        return cursor.refuse(format!("the server cannot match this pattern: {error}"));
    }
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some(escaped)) => {
                if "dDsSwWbBpP".contains(escaped) {
                    return cursor.refuse(format!(
                        "readers of a document do not agree on what `\\{escaped}` stands for, nor whether in ASCII alone: \
                         list the characters, such as `[0-9]`"
                    ));
                }
                characters.next();
            }
            ('(', Some('?')) if !characters.as_str().starts_with("?:") => {
                return cursor.refuse("a group has no flags and no name here: write `(…)` or `(?:…)`");
            }
            _ => {}
        }
    }
    Ok(pattern.to_owned())
}

/// A format is the server's, or one of the document's own, of which it says in `x-formats` what it is.
fn string_format(format: &Cursor<'_>) -> Result<StringFormat, DocumentError> {
    let name = format.string()?;
    if STRING_FORMATS.contains(&name) {
        return Ok(StringFormat::Known(name.to_owned()));
    }
    let own = match format.top().get("x-formats")? {
        Some(formats) => formats.get(name)?,
        None => None,
    };
    match own {
        Some(own) => Ok(StringFormat::Own { name: name.to_owned(), description: own.string()?.to_owned() }),
        None => format.refuse(format!(
            "the server knows no format `{name}`: use one of {}, or a pattern, or describe it under `x-formats` and \
             let the API's rules read it",
            STRING_FORMATS.join(", ")
        )),
    }
}

fn enumeration(cursor: &Cursor<'_>, values: &Cursor<'_>) -> Result<Kind, DocumentError> {
    let nullable = cursor.optional_boolean("nullable")?;
    let mut names: Vec<String> = Vec::new();
    for value in values.items()? {
        match value.node() {
            // OpenAPI 3.0 wants null among the values of a nullable enumeration.
            Node::Null if nullable => {}
            _ if names.iter().any(|name| Ok(name.as_str()) == value.string()) => {
                return value.refuse("is listed twice");
            }
            _ => names.push(value.string()?.to_owned()),
        }
    }
    if names.is_empty() { values.refuse("lists no value") } else { Ok(Kind::Enumeration(names)) }
}

fn array(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    only(cursor, &["items", "minItems", "maxItems", "uniqueItems"])?;
    let min_items = length(cursor, "minItems")?;
    let max_items = length(cursor, "maxItems")?;
    ordered(cursor, min_items, max_items, "minItems", "maxItems")?;
    Ok(Kind::Array {
        items: Box::new(read(&cursor.require("items")?)?),
        min_items,
        max_items,
        unique: cursor.optional_boolean("uniqueItems")?,
    })
}

fn object(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    only(
        cursor,
        &["properties", "required", "additionalProperties", "minProperties", "maxProperties", "anyOf"],
    )?;
    let mut properties = Vec::new();
    if let Some(members) = cursor.get("properties")? {
        for (name, member) in members.members()? {
            properties.push(Property { name: name.to_owned(), required: false, schema: read(&member)? });
        }
    }
    if let Some(required) = cursor.get("required")? {
        for name in required.items()? {
            match properties.iter_mut().find(|property| Ok(property.name.as_str()) == name.string()) {
                Some(property) => property.required = true,
                None => return name.refuse(format!("`{}` is no property: describe it", name.string()?)),
            }
        }
    }
    let additional = match cursor.get("additionalProperties")? {
        None => Additional::Allowed,
        Some(additional) => match additional.node() {
            Node::Boolean(true) => Additional::Allowed,
            Node::Boolean(false) => Additional::Refused,
            _ => Additional::Schema(Box::new(read(&additional)?)),
        },
    };
    let min_properties = length(cursor, "minProperties")?;
    let max_properties = length(cursor, "maxProperties")?;
    ordered(cursor, min_properties, max_properties, "minProperties", "maxProperties")?;
    let cases = match cursor.get("anyOf")? {
        Some(cases) => {
            cases.items()?.iter().map(|case| read_case(case, &properties)).collect::<Result<_, _>>()?
        }
        None => Vec::new(),
    };
    Ok(Kind::Object { properties, additional, min_properties, max_properties, cases })
}

/// A case says more of members that the object describes, and describes none itself: the object's type is one, whatever
/// the case.
fn read_case(cursor: &Cursor<'_>, properties: &[Property]) -> Result<Case, DocumentError> {
    cursor.only(&["title", "description", "required", "properties"])?;
    let is_known = |name: &str| properties.iter().any(|property| property.name == name);
    let unknown = |at: &Cursor<'_>, name: &str| {
        at.refuse(format!("`{name}` is no property of the object that this is a case of: describe it there"))
    };
    let mut case = Case { required: Vec::new(), properties: Vec::new() };
    for name in cursor.get("required")?.map_or(Ok(Vec::new()), |names| names.items())? {
        if !is_known(name.string()?) {
            return unknown(&name, name.string()?);
        }
        case.required.push(name.string()?.to_owned());
    }
    for (name, member) in cursor.get("properties")?.map_or(Ok(Vec::new()), |members| members.members())? {
        if !is_known(name) {
            return unknown(&member, name);
        }
        case.properties.push((name.to_owned(), read(&member)?));
    }
    Ok(case)
}

fn combined(cursor: &Cursor<'_>, keyword: &str) -> Result<Schema, DocumentError> {
    cursor.only(&[
        keyword,
        "title",
        "description",
        "nullable",
        "default",
        "example",
        "deprecated",
        "externalDocs",
    ])?;
    let choices = cursor.require(keyword)?;
    if let Some(nullable) = cursor.get("nullable")? {
        return nullable.refuse(format!(
            "counts only beside `type`, and here is `{keyword}`: make a schema under it nullable"
        ));
    }
    let schemas = choices.items()?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if schemas.is_empty() {
        return choices.refuse("lists no schema");
    }
    let kind = match keyword {
        "oneOf" => Kind::OneOf(schemas),
        "anyOf" => Kind::AnyOf(schemas),
        _ => return all_of(cursor, &choices),
    };
    let mut schema = plain(cursor, kind);
    common(cursor, &mut schema)?;
    default_fits(cursor, &schema)?;
    Ok(schema)
}

/// `allOf` of one schema is that schema with other words; of several, an object with the members of all.
fn all_of(cursor: &Cursor<'_>, choices: &Cursor<'_>) -> Result<Schema, DocumentError> {
    let items = choices.items()?;
    if let [only] = items.as_slice() {
        let inner = read(only)?;
        let mut schema = plain(cursor, inner.kind);
        common(cursor, &mut schema)?;
        schema.nullable |= inner.nullable;
        default_fits(cursor, &schema)?;
        return Ok(schema);
    }
    let mut all = Vec::new();
    for item in &items {
        let target = item.include("schemas")?;
        let Kind::Object { properties, additional, min_properties: None, max_properties: None, cases } =
            read(&target)?.kind
        else {
            return item
                .refuse("several schemas under `allOf` have to be objects without a number of members");
        };
        if !cases.is_empty() {
            return item.refuse("`anyOf` under `allOf` says nothing of the members of the other schemas: describe the object as a whole");
        }
        if additional != Additional::Allowed {
            return item.refuse(
                "`additionalProperties` under `allOf` forbids the members of the other schemas: describe the object as a whole",
            );
        }
        for property in properties {
            if all.iter().any(|other: &Property| other.name == property.name) {
                return item.refuse(format!("`{}` is described twice under `allOf`", property.name));
            }
            all.push(property);
        }
    }
    let mut schema = plain(
        cursor,
        Kind::Object {
            properties: all,
            additional: Additional::Allowed,
            min_properties: None,
            max_properties: None,
            cases: Vec::new(),
        },
    );
    common(cursor, &mut schema)?;
    default_fits(cursor, &schema)?;
    Ok(schema)
}

fn length(cursor: &Cursor<'_>, key: &str) -> Result<Option<usize>, DocumentError> {
    cursor.get(key)?.map(|length| length.length()).transpose()
}

fn ordered(
    cursor: &Cursor<'_>,
    least: Option<usize>,
    most: Option<usize>,
    least_key: &str,
    most_key: &str,
) -> Result<(), DocumentError> {
    match (least, most) {
        (Some(least), Some(most)) if least > most => {
            cursor.refuse(format!("`{least_key}` is above `{most_key}`: no value would do"))
        }
        _ => Ok(()),
    }
}
