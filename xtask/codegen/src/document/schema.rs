//! Reads schemas, and rejects every keyword that the model cannot hold.

use std::collections::HashSet;

use dropshot_openapi::validate;

use super::node::{Cursor, DocumentError, Node};
use super::{Additional, Case, Format, Kind, ParameterLocation, Pattern, Property, Schema, Schemas};

/// The keywords that any schema may have beside those of its type.
const COMMON: [&str; 8] =
    ["type", "title", "description", "nullable", "default", "example", "deprecated", "externalDocs"];

/// Reads the schema at `cursor`.
pub(super) fn read(cursor: &Cursor<'_>) -> Result<Schema, DocumentError> {
    if let Some(name) = cursor.reference("schemas")? {
        cursor.clone().resolve("schemas")?;
        return Ok(plain(cursor, Kind::Named(name)));
    }
    for choice in ["allOf", "oneOf", "anyOf"] {
        // Beside `properties`, `anyOf` lists cases of one object.
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
            return cursor.require("type")?.refuse(format!("unknown type `{other}`"));
        }
    };
    annotated(cursor, kind)
}

fn plain(cursor: &Cursor<'_>, kind: Kind) -> Schema {
    Schema { pointer: cursor.pointer().to_owned(), ..Schema::new(kind) }
}

fn annotated(cursor: &Cursor<'_>, kind: Kind) -> Result<Schema, DocumentError> {
    Ok(Schema {
        title: cursor.optional_string("title")?,
        description: cursor.optional_string("description")?,
        nullable: cursor.optional_boolean("nullable")?,
        default: cursor.get("default")?.map(|default| default.node().to_json()),
        ..plain(cursor, kind)
    })
}

/// Rejects defaults that break their own schemas: the server fills them in without validating them again.
pub(super) fn check_defaults(
    document: &str,
    schemas: &Schemas,
    schema: &Schema,
) -> Result<(), DocumentError> {
    if let Some(default) = &schema.default {
        let mut value = default.clone();
        let found = validate(schemas, schema, &mut value, ParameterLocation::Body, "");
        if let Some(violation) = found.first() {
            return Err(DocumentError {
                document: document.to_owned(),
                pointer: format!("{}/default", schema.pointer),
                reason: format!("invalid default: the value {}", violation.message),
            });
        }
    }
    schema.children().into_iter().try_for_each(|child| check_defaults(document, schemas, child))
}

/// Rejects a named schema that is one of its own alternatives: no value ends its validation.
pub(super) fn check_recursion(
    cursor: &Cursor<'_>,
    schemas: &Schemas,
    name: &str,
) -> Result<(), DocumentError> {
    let mut open = vec![name];
    let mut seen = HashSet::new();
    while let Some(next) = open.pop() {
        let mut same_value: Vec<&Schema> = schemas.get(next).into_iter().collect();
        while let Some(schema) = same_value.pop() {
            match &schema.kind {
                Kind::Named(target) if target == name => {
                    return cursor.refuse("circular schema: it is one of its own alternatives");
                }
                Kind::Named(target) => open.extend(seen.insert(target).then_some(target.as_str())),
                Kind::OneOf(choices) | Kind::AnyOf(choices) => same_value.extend(choices),
                _ => {}
            }
        }
    }
    Ok(())
}

fn only(cursor: &Cursor<'_>, rules: &[&str]) -> Result<(), DocumentError> {
    cursor.only(&[&COMMON[..], rules].concat())
}

fn untyped(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    if cursor.get("properties")?.is_some() || cursor.get("items")?.is_some() || cursor.get("enum")?.is_some()
    {
        return cursor.refuse("missing field `type`");
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
            return cursor
                .require("format")?
                .refuse(format!("unknown format `{other}`: expected int32 or int64"));
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
            return cursor
                .require(key)?
                .refuse("the bound is out of range for int32. Use int64, or a bound within it.");
        }
    }
    if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum > maximum) {
        return cursor.refuse("no value is valid: `minimum` is above `maximum`");
    }
    let multiple_of = match cursor.get("multipleOf")? {
        Some(factor) if factor.integer()? <= 0 => return factor.refuse("expected a positive number"),
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
            .refuse(format!("unknown format `{format}`: expected float, double or decimal"));
    }
    let decimal = format == "decimal";
    let bound = |key: &str, exclusive: &str| -> Result<Option<(f64, bool)>, DocumentError> {
        let exclusive = cursor.optional_boolean(exclusive)?;
        cursor.get(key)?.map(|bound| Ok((bound.number()?, exclusive))).transpose()
    };
    let multiple_of = match cursor.get("multipleOf")? {
        Some(factor) if factor.number()? <= 0.0 => return factor.refuse("expected a positive number"),
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

/// Limits decimals to 15 digits: so many survive programs that read JSON numbers into binary floating point.
fn exact(
    cursor: &Cursor<'_>,
    minimum: Option<(f64, bool)>,
    maximum: Option<(f64, bool)>,
    step: Option<f64>,
) -> Result<(), DocumentError> {
    let (Some((minimum, _)), Some((maximum, _)), Some(step)) = (minimum, maximum, step) else {
        return cursor.refuse("the decimal is not exact: it needs `minimum`, `maximum` and `multipleOf`");
    };
    if minimum.abs().max(maximum.abs()) / step >= 1e15 {
        return cursor.refuse(
            "the decimal is not exact: it has more than 15 digits. Narrow its bounds or widen its step.",
        );
    }
    Ok(())
}

fn string(cursor: &Cursor<'_>) -> Result<Kind, DocumentError> {
    if let Some(values) = cursor.get("enum")? {
        // A length or a pattern beside `enum` excludes listed values or has no effect.
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

/// Reads a pattern that means the same to every reader of the document.
fn readable_pattern(cursor: &Cursor<'_>) -> Result<Pattern, DocumentError> {
    let pattern = match Pattern::new(cursor.string()?) {
        Ok(pattern) => pattern,
        Err(error) => return cursor.refuse(format!("unsupported pattern: {error}")),
    };
    let mut characters = pattern.as_str().chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some(escaped)) => {
                if "dDsSwWbBpP".contains(escaped) {
                    return cursor.refuse(format!(
                        "ambiguous pattern: implementations differ on `\\{escaped}`. List the characters, such as `[0-9]`."
                    ));
                }
                characters.next();
            }
            ('(', Some('?')) if !characters.as_str().starts_with("?:") => {
                return cursor
                    .refuse("unsupported pattern: a group has flags or a name. Write `(…)` or `(?:…)`.");
            }
            _ => {}
        }
    }
    Ok(pattern)
}

/// Reads a known format, or one that the document describes under `x-formats`.
fn string_format(format: &Cursor<'_>) -> Result<Format, DocumentError> {
    let name = format.string()?;
    if let Some(known) = Format::known(name) {
        return Ok(known);
    }
    let own = match format.top().get("x-formats")? {
        Some(formats) => formats.get(name)?,
        None => None,
    };
    match own {
        Some(own) => Ok(Format::Own { name: name.to_owned(), expectation: own.string()?.to_owned() }),
        None => format.refuse(format!(
            "unknown format `{name}`: expected one of {}. Describe it under `x-formats` if the API's rules check it.",
            Format::KNOWN.each_ref().map(Format::name).join(", ")
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
                return value.refuse("duplicate value");
            }
            _ => names.push(value.string()?.to_owned()),
        }
    }
    if names.is_empty() { values.refuse("empty enumeration") } else { Ok(Kind::Enumeration(names)) }
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
                None => {
                    return name.refuse(format!(
                        "unknown property `{}`. Describe it under `properties`.",
                        name.string()?
                    ));
                }
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

/// Reads a case: further rules for properties that the object describes. It describes none itself, so that the object
/// has one type.
fn read_case(cursor: &Cursor<'_>, properties: &[Property]) -> Result<Case, DocumentError> {
    cursor.only(&["title", "description", "required", "properties"])?;
    let is_known = |name: &str| properties.iter().any(|property| property.name == name);
    let unknown = |at: &Cursor<'_>, name: &str| {
        at.refuse(format!("unknown property `{name}`. Describe it in the object beside `anyOf`."))
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
            "`nullable` has no effect beside `{keyword}`. Make a schema under it nullable."
        ));
    }
    let schemas = choices.items()?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if schemas.is_empty() {
        return choices.refuse("empty list of schemas");
    }
    let kind = match keyword {
        "oneOf" => Kind::OneOf(schemas),
        "anyOf" => Kind::AnyOf(schemas),
        _ => return all_of(cursor, &choices),
    };
    annotated(cursor, kind)
}

/// Reads `allOf`: of one schema, that schema with other annotations; of several, an object with the properties of all.
fn all_of(cursor: &Cursor<'_>, choices: &Cursor<'_>) -> Result<Schema, DocumentError> {
    let items = choices.items()?;
    if let [only] = items.as_slice() {
        let inner = read(only)?;
        let mut schema = annotated(cursor, inner.kind)?;
        schema.nullable |= inner.nullable;
        return Ok(schema);
    }
    let mut all = Vec::new();
    for item in &items {
        let target = item.include("schemas")?;
        let Kind::Object { properties, additional, min_properties: None, max_properties: None, cases } =
            read(&target)?.kind
        else {
            return item.refuse(
                "unsupported `allOf`: several schemas have to be objects without a number of properties",
            );
        };
        if !cases.is_empty() {
            return item.refuse("unsupported `anyOf` under `allOf`. Describe the object as a whole.");
        }
        if additional != Additional::Allowed {
            return item.refuse(
                "`additionalProperties` under `allOf` forbids the properties of the other schemas. Describe the object as a whole.",
            );
        }
        for property in properties {
            if all.iter().any(|other: &Property| other.name == property.name) {
                return item.refuse(format!("property `{}` is described twice under `allOf`", property.name));
            }
            all.push(property);
        }
    }
    annotated(
        cursor,
        Kind::Object {
            properties: all,
            additional: Additional::Allowed,
            min_properties: None,
            max_properties: None,
            cases: Vec::new(),
        },
    )
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
            cursor.refuse(format!("no value is valid: `{least_key}` is above `{most_key}`"))
        }
        _ => Ok(()),
    }
}
