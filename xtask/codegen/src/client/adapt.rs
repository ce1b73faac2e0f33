//! Adapts a copy of a document to what progenitor and typify support.
//!
//! A document describes the wire. progenitor and typify support less than OpenAPI allows, generate awkward types for some
//! of it, and panic at the rest. So each document is copied, and the copy is adapted by the rules below, in the order of
//! [`adapt`]. The rules are general: none knows an API, a path or a type by name. Names are refused only where progenitor's
//! code would not compile.
//!
//! Out of scope: validation of requests. That is the server's task, and a client must accept every form that a vendor sends, so
//! the copy is wider than the document, never narrower. What no rule can adapt is refused, with its place in the document
//! and advice.

use std::collections::BTreeSet;

use heck::{ToPascalCase as _, ToSnakeCase as _};
use serde_json::{Map, Value, json};

use crate::document::METHODS;

/// The reason why a document cannot be adapted, and the place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// A JSON pointer into the document, without the leading `#`.
    pub(super) pointer: String,
    pub(super) reason: String,
}

/// Schema type, format, and the Rust type that stands for it in generated code.
///
/// A format that neither this table nor typify knows (`uuid`, `date`, `date-time` and IP addresses) is a plain `String`.
pub(super) const FORMATS: &[(&str, &str, &str)] = &[
    ("number", "decimal", "crate::formats::Decimal"),
    ("string", "password", "crate::formats::Secret"),
    ("string", "sql-date-time", "crate::formats::SqlDateTime"),
];

/// The type of a field in an update that can be set or cleared. Its `Option` is `None` where the field is left alone.
const NULLABLE: &str = "crate::formats::Nullable";

/// The keywords of a schema that hold one schema, and those that hold a list of schemas.
const ONE: [&str; 3] = ["items", "additionalProperties", "not"];
const LIST: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Returns the adapted copy of `document`.
pub(super) fn adapt(document: &Value) -> Result<Value, Fault> {
    let mut copy = document.clone();
    // serde_json keeps the document's order if any crate in the build asks for it. The generated text must not depend on that.
    copy.sort_all_objects();
    read_as_3_0(&mut copy);
    refuse_reserved_names(&copy)?;
    refuse_composite_parameters(&copy)?;
    inline_request_bodies(&mut copy)?;
    pass_credentials(&mut copy);
    drop_what_makes_no_code(&mut copy);
    refuse_default_responses(&copy)?;
    answer_in_json(&mut copy)?;
    loosen_schemas(&mut copy);
    move_null_to_the_places(&mut copy);
    inline_plain_schemas(&mut copy);
    unwrap_lone_all_of(&mut copy);
    keep_three_states_in_updates(&mut copy);
    refuse_several_schemas(&copy)?;
    Ok(copy)
}

/// Turns OpenAPI 3.1 into 3.0 as far as it is a matter of notation: a list of types with `null`, and `const`.
fn read_as_3_0(document: &mut Value) {
    // A version is text; YAML reads an unquoted `1.0` as a number.
    if let Some(version) = document.pointer_mut("/info/version").filter(|version| version.is_number()) {
        *version = json!(version.to_string());
    }
    if !document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")) {
        return;
    }
    document["openapi"] = json!("3.0.3");
    remove(document, "", &["jsonSchemaDialect", "webhooks"]);
    for_each_schema(document, &mut |schema| {
        let Some(keywords) = schema.as_object_mut() else { return };
        if let Some(Value::Array(mut types)) = keywords.get("type").cloned() {
            let several = types.len();
            types.retain(|kind| kind != "null");
            if types.len() < several {
                keywords.insert("nullable".into(), json!(true));
            }
            if let [kind] = types.as_slice() {
                keywords.insert("type".into(), kind.clone());
            }
        }
        if let Some(value) = keywords.remove("const") {
            keywords.insert("enum".into(), json!([value]));
        }
    });
}

/// The functions of every client and of every call, which an operation or a parameter would replace.
const CLIENT_FUNCTIONS: [&str; 5] = ["new", "new_with_client", "pre", "exec", "post"];
const CALL_FUNCTIONS: [&str; 2] = ["new", "send"];

/// The types that progenitor's calls refer to by their plain names.
const CALL_TYPES: [&str; 11] = [
    "ByteStream",
    "ClientHooks",
    "ClientInfo",
    "Error",
    "From",
    "OperationInfo",
    "Option",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "String",
];

/// Refuses names that progenitor's code would define twice.
fn refuse_reserved_names(document: &Value) -> Result<(), Fault> {
    let mut types = BTreeSet::new();
    for (path, method) in operations(document) {
        let operation = &document["paths"][&path][&method];
        let name = method_name(operation);
        let kind = name.to_pascal_case();
        let id = pointer(&["paths", &path, &method, "operationId"]);
        if CLIENT_FUNCTIONS.contains(&name.as_str()) || CALL_TYPES.contains(&kind.as_str()) {
            let reason = format!("the client needs the name `{name}` itself. Give the operation another one");
            return Err(Fault { pointer: id, reason });
        }
        if !name.is_empty() && !types.insert(kind.clone()) {
            let reason = format!("two operations would be the type `{kind}`. Give one of them another name");
            return Err(Fault { pointer: id, reason });
        }

        let mut fields = BTreeSet::from(["header_map".to_owned()]);
        if operation.get("requestBody").is_some() {
            fields.extend(["body", "body_map"].map(str::to_owned));
        }
        let mut own = BTreeSet::new();
        for holder in [operation, &document["paths"][&path]] {
            for parameter in holder["parameters"].as_array().into_iter().flatten() {
                let place = pointer(&["paths", &path, &method, "parameters"]);
                let parameter = resolve(document, parameter, &place)?;
                let name = parameter["name"].as_str().unwrap_or_default();
                if !own.insert((name, parameter["in"].as_str())) {
                    continue; // The operation replaces a parameter of its path.
                }
                let field = identifier(name);
                if CALL_FUNCTIONS.contains(&field.as_str()) || !fields.insert(field.clone()) {
                    let reason = format!(
                        "`{name}` would be the field `{field}`, which the call has already. Rename it"
                    );
                    return Err(Fault { pointer: place, reason });
                }
            }
        }
    }
    Ok(())
}

/// Refuses parameters that progenitor writes differently than documented: lists that are joined by commas, and objects.
fn refuse_composite_parameters(document: &Value) -> Result<(), Fault> {
    for (path, method) in operations(document) {
        for holder in [&document["paths"][&path][&method], &document["paths"][&path]] {
            for parameter in holder["parameters"].as_array().into_iter().flatten() {
                let place = pointer(&["paths", &path, &method, "parameters"]);
                let parameter = resolve(document, parameter, &place)?;
                let schema = resolve(document, &parameter["schema"], &place)?;
                let name = &parameter["name"];
                let reason = match (parameter["in"].as_str(), schema["type"].as_str()) {
                    (_, Some("object")) => {
                        format!("the parameter {name} is an object. Give its fields as parameters")
                    }
                    (Some("query"), Some("array")) if parameter["explode"] != false => continue,
                    (Some("query"), Some("array")) => {
                        format!(
                            "the list {name} is joined by commas, and is not supported. Leave out `explode: false`"
                        )
                    }
                    (_, Some("array")) => format!("the list {name} is supported in the query only"),
                    _ => continue,
                };
                return Err(Fault { pointer: place, reason });
            }
        }
    }
    Ok(())
}

/// Copies each request body under `components` to its uses, so that the rules below find every body in one place.
fn inline_request_bodies(document: &mut Value) -> Result<(), Fault> {
    for (path, method) in operations(document) {
        let Some(body) = document["paths"][&path][&method].get("requestBody") else { continue };
        let place = pointer(&["paths", &path, &method, "requestBody"]);
        let body = resolve(document, body, &place)?.clone();
        if let Some(content) = body["content"].as_object()
            && content.len() > 1
        {
            let kinds = content.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(Fault {
                pointer: place + "/content",
                reason: format!(
                    "the body has several media types ({kinds}), and a client method can send only one. List one"
                ),
            });
        }
        document["paths"][&path][&method]["requestBody"] = body;
    }
    remove(document, "components", &["requestBodies"]);
    Ok(())
}

/// Turns a credential that only some operations require, beside another one, into a header parameter of those operations.
///
/// The credential that all operations have in common belongs to the client and is set by the runtime. The others are the
/// `apiKey` schemes in a header that an operation's `security` names together with another scheme. The caller gives them call
/// by call, so they are arguments, required unless an alternative in `security` does without them.
fn pass_credentials(document: &mut Value) {
    let schemes = document["components"]["securitySchemes"].clone();
    let operations = operations(document);
    let requirements = |path: &str, method: &str| -> Vec<BTreeSet<String>> {
        let operation = &document["paths"][path][method];
        let security = operation.get("security").unwrap_or(&document["security"]);
        security
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(|requirement| requirement.keys().cloned().collect())
            .collect()
    };
    // An operation without credentials does not count.
    let common = operations
        .iter()
        .map(|(path, method)| requirements(path, method))
        .filter(|alternatives| !alternatives.is_empty() && alternatives.iter().all(|names| !names.is_empty()))
        .flatten()
        .reduce(|common, names| &common & &names)
        .unwrap_or_default();

    let mut additions = Vec::new();
    for (path, method) in &operations {
        let alternatives = requirements(path, method);
        let extra: BTreeSet<&String> = alternatives
            .iter()
            .filter(|names| names.len() > 1)
            .flatten()
            .filter(|name| !common.contains(*name))
            .collect();
        for name in extra {
            let scheme = &schemes[name];
            if scheme["type"] != "apiKey" || scheme["in"] != "header" {
                continue;
            }
            let mut parameter = json!({
                "name": scheme["name"],
                "in": "header",
                "required": alternatives.iter().all(|names| names.contains(name)),
                // A format whose type does not show itself in logs.
                "schema": { "type": "string", "format": "password" },
            });
            if let Some(description) = scheme.get("description") {
                parameter["description"] = description.clone();
            }
            additions.push((path.clone(), method.clone(), parameter));
        }
    }
    for (path, method, parameter) in additions {
        let operation = &mut document["paths"][&path][&method];
        match operation.get_mut("parameters").and_then(Value::as_array_mut) {
            Some(parameters) => parameters.push(parameter),
            None => operation["parameters"] = json!([parameter]),
        }
    }
}

/// Removes what has no effect on the client: security (see [`pass_credentials`]), links, callbacks, response headers,
/// examples, extensions. Some of it makes progenitor panic; an extension on a schema also defeats typify's conversions.
fn drop_what_makes_no_code(document: &mut Value) {
    remove(document, "", &["security", "servers", "tags", "externalDocs"]);
    remove(document, "components", &["securitySchemes", "links", "callbacks", "headers", "examples"]);
    drop_extensions(document);
    for_each_path_item(document, &mut |item| {
        remove(item, "", &["servers"]);
        drop_extensions(item);
    });
    for_each_operation(document, &mut |operation| {
        remove(operation, "", &["security", "servers", "callbacks", "externalDocs"]);
        drop_extensions(operation);
    });
    for_each_parameter(document, &mut |parameter| {
        remove(parameter, "", &["example", "examples"]);
        drop_extensions(parameter);
    });
    for_each_response(document, &mut |response| {
        remove(response, "", &["headers", "links"]);
        drop_extensions(response);
        for media in members(response.get_mut("content")) {
            // Only a request body can have an encoding; OpenAPI gives it no meaning here, and progenitor asserts that it is empty.
            remove(media, "", &["example", "examples", "encoding"]);
        }
    });
    for_each_operation(document, &mut |operation| {
        for media in request_media(operation) {
            remove(media, "", &["example", "examples"]);
        }
    });
}

/// Refuses a `default` response: it counts as both success and failure, so that neither has a type.
fn refuse_default_responses(document: &Value) -> Result<(), Fault> {
    for (path, method) in operations(document) {
        if document["paths"][&path][&method]["responses"].get("default").is_some() {
            return Err(Fault {
                pointer: pointer(&["paths", &path, &method, "responses", "default"]),
                reason:
                    "a `default` response leaves open which statuses succeed and which fail. List each status"
                        .into(),
            });
        }
    }
    Ok(())
}

/// Calls every JSON response `application/json`: progenitor gives others (`application/problem+json`) no type.
///
/// Requests keep their media type, since the client sends it.
fn answer_in_json(document: &mut Value) -> Result<(), Fault> {
    for (steps, response) in responses(document) {
        let schemas: Vec<(&String, &Value)> = response["content"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(kind, _)| is_json(kind))
            .map(|(kind, media)| (kind, &media["schema"]))
            .collect();
        if let Some(((first, schema), rest)) = schemas.split_first()
            && let Some((other, _)) = rest.iter().find(|(_, other)| other != schema)
        {
            return Err(Fault {
                pointer: steps + "/content",
                reason: format!(
                    "`{first}` and `{other}` have different schemas, and a client method can return only one type. Give \
                     both the same schema"
                ),
            });
        }
    }
    for_each_response(document, &mut |response| {
        let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else { return };
        *content = std::mem::take(content)
            .into_iter()
            .map(
                |(kind, media)| {
                    if is_json(&kind) { ("application/json".to_owned(), media) } else { (kind, media) }
                },
            )
            .collect();
    });
    Ok(())
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// Removes the limits of schemas; their shape and enumerations stay.
///
/// For a limit, typify generates a newtype with a checked constructor (`pattern`, `maxLength`), a `NonZero` (`minimum: 1`), a
/// set (`uniqueItems`), or a type that rejects fields added later (`additionalProperties: false`). The server validates
/// requests, and a client must accept what a vendor sends. A `default` is applied by the server: a client would keep sending
/// an outdated one.
fn loosen_schemas(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let Some(keywords) = schema.as_object_mut() else { return };
        for keyword in [
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "default",
            "example",
            "externalDocs",
            "xml",
            "discriminator",
            "readOnly",
            "writeOnly",
        ] {
            keywords.remove(keyword);
        }
        keywords.retain(|keyword, _| !keyword.starts_with("x-"));
        // Cases of one object (`anyOf` beside `properties`) are limits; typify would generate a type for each.
        if keywords.contains_key("properties") {
            keywords.remove("anyOf");
        }
        // An object without properties stays closed; otherwise it would become a map.
        if keywords.get("additionalProperties") == Some(&Value::Bool(false))
            && keywords.contains_key("properties")
        {
            keywords.remove("additionalProperties");
        }
    });
}

/// Moves `nullable` from named schemas to the references to them.
///
/// typify would generate a type that holds an `Option` of a second type.
fn move_null_to_the_places(document: &mut Value) {
    // Hides a reference that was just written from the walk, which would otherwise find it again.
    const SEEN: &str = "x-seen-reference";
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(components) = schemas else { return };
    let mut nullable = BTreeSet::new();
    for (name, schema) in components {
        let Some(keywords) = schema.as_object_mut() else { continue };
        if keywords.remove("nullable") == Some(Value::Bool(true)) {
            nullable.insert(name.clone());
        }
    }
    for_each_schema(document, &mut |schema| {
        if reference(schema).is_some_and(|name| nullable.contains(&name)) {
            *schema = json!({ "allOf": [{ SEEN: schema["$ref"] }], "nullable": true });
        }
    });
    for_each_schema(document, &mut |schema| {
        if let Some(reference) = schema.as_object_mut().and_then(|keywords| keywords.remove(SEEN)) {
            *schema = json!({ "$ref": reference });
        }
    });
}

/// Writes out named schemas that are plain strings, numbers, booleans, lists or maps where they are used.
///
/// typify would wrap each in a newtype (`CustomerName(pub String)`), which adds nothing to the field's name. Objects,
/// enumerations and compositions keep their names.
fn inline_plain_schemas(document: &mut Value) {
    let Some(components) = document["components"]["schemas"].as_object() else { return };
    let plain: Map<String, Value> = components
        .iter()
        .filter(|(name, schema)| is_plain(schema) && !contains_itself(name, components))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for_each_schema(document, &mut |schema| inline_reference(schema, &plain));
    if let Some(components) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        components.retain(|name, _| !plain.contains_key(name));
    }
}

/// Returns `true` if plain schemas lead from `name` back to `name` (a list of such lists), which cannot be written out.
fn contains_itself(name: &str, components: &Map<String, Value>) -> bool {
    let mut reached = BTreeSet::new();
    let mut pending = vec![name.to_owned()];
    while let Some(next) = pending.pop() {
        let Some(schema) = components.get(&next).filter(|schema| is_plain(schema)) else { continue };
        visit_schema(&mut schema.clone(), &mut |schema| {
            if let Some(inner) = reference(schema)
                && reached.insert(inner.clone())
            {
                pending.push(inner);
            }
        });
    }
    reached.contains(name)
}

fn inline_reference(schema: &mut Value, plain: &Map<String, Value>) {
    if let Some(target) = reference(schema).and_then(|name| plain.get(&name)) {
        *schema = target.clone();
    }
}

fn is_plain(schema: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return false };
    !keywords.contains_key("enum")
        && !keywords.contains_key("properties")
        && !keywords.contains_key("not")
        && !LIST.iter().any(|list| keywords.contains_key(*list))
        && match keywords.get("type").and_then(Value::as_str) {
            Some("object") => keywords.get("additionalProperties").is_some_and(Value::is_object),
            Some(_) => true,
            None => false,
        }
}

/// Replaces an `allOf` with one member, 3.0's way to put a description or `nullable` beside a reference, by that member.
///
/// A member that is itself a reference keeps its wrapper: OpenAPI ignores what is beside `$ref`.
fn unwrap_lone_all_of(document: &mut Value) {
    for_each_schema(document, &mut |schema| {
        let Some(keywords) = schema.as_object_mut() else { return };
        let lone = match keywords.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([member]) if member.get("$ref").is_none() => member.clone(),
            _ => return,
        };
        if keywords.keys().any(|keyword| {
            !["allOf", "description", "title", "nullable", "deprecated"].contains(&keyword.as_str())
        }) {
            return;
        }
        keywords.remove("allOf");
        let outer = std::mem::take(keywords);
        if let Value::Object(member) = lone {
            *keywords = member;
        }
        keywords.extend(outer);
    });
}

/// Keeps absent, null and empty apart in the bodies of updates.
///
/// A body is an update if it belongs to PUT or PATCH and its schema is used for nothing else: a schema that is also created or
/// returned is a whole resource, in which an absent field is empty. In an update, an optional field that may be null becomes
/// an `Option` of [`NULLABLE`], and an optional list or map an `Option`, so that it can be emptied. (typify generates one
/// `Option` for the first, and leaves out every empty list.)
fn keep_three_states_in_updates(document: &mut Value) {
    let mut uses = Vec::new();
    for_each_schema(document, &mut |schema| uses.extend(reference(schema)));
    let mut schemas = match document.pointer_mut("/components/schemas").map(Value::take) {
        Some(Value::Object(schemas)) => schemas,
        _ => Map::new(),
    };
    let mut named = Vec::new();
    for (path, method) in operations(document) {
        if method != "put" && method != "patch" {
            continue;
        }
        let operation = &mut document["paths"][&path][&method];
        let owner = operation["operationId"].as_str().unwrap_or_default().to_pascal_case() + "Body";
        for media in request_media(operation) {
            let Some(schema) = media.get_mut("schema") else { continue };
            match reference(schema) {
                Some(name) => named.push(name),
                None => keep_three_states(schema, &owner, &mut schemas),
            }
        }
    }
    for name in named.iter().collect::<BTreeSet<_>>() {
        let everywhere = uses.iter().filter(|used| *used == name).count();
        let in_updates = named.iter().filter(|used| *used == name).count();
        if everywhere == in_updates
            && let Some(mut schema) = schemas.get(name).cloned()
        {
            keep_three_states(&mut schema, name, &mut schemas);
            schemas.insert(name.clone(), schema);
        }
    }
    if !schemas.is_empty() {
        document["components"]["schemas"] = Value::Object(schemas);
    } else if document.get("components").is_some() {
        remove(document, "components", &["schemas"]);
    }
}

fn keep_three_states(schema: &mut Value, owner: &str, schemas: &mut Map<String, Value>) {
    let required: BTreeSet<String> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties.iter_mut() {
        let owner = format!("{owner}{}", name.to_pascal_case());
        if !required.contains(name) {
            let description = property.get("description").cloned();
            let replacement = if property["nullable"] == true {
                let mut value = property.clone();
                remove(&mut value, "", &["nullable"]);
                Some(rust_type(NULLABLE, &[parameter(&value, &owner, schemas)]))
            } else if property["type"] == "array" {
                Some(rust_type("std::vec::Vec", &[parameter(&property["items"], &owner, schemas)]))
            } else if property["type"] == "object" && is_plain(property) {
                let value = parameter(&property["additionalProperties"], &owner, schemas);
                Some(rust_type("std::collections::BTreeMap", &[json!({ "type": "string" }), value]))
            } else {
                None
            };
            if let Some(mut replacement) = replacement {
                if let Some(description) = description {
                    replacement["description"] = description;
                }
                *property = replacement;
                continue;
            }
        }
        keep_three_states(property, &owner, schemas);
    }
}

/// Returns a schema that typify turns into the generic Rust type `path`.
fn rust_type(path: &str, parameters: &[Value]) -> Value {
    let krate = path.split("::").next().unwrap_or_default();
    json!({ "x-rust-type": { "crate": krate, "version": "*", "path": path, "parameters": parameters } })
}

/// Returns `schema` as the parameter of a generic type, which typify reads as JSON Schema without `nullable`.
///
/// Objects, enumerations and compositions need a name, and move to `schemas` as `name`.
fn parameter(schema: &Value, name: &str, schemas: &mut Map<String, Value>) -> Value {
    let nullable = schema["nullable"] == true;
    let mut result = if schema["type"] == "array" {
        json!({ "type": "array", "items": parameter(&schema["items"], name, schemas) })
    } else if schema.get("$ref").is_some() {
        schema.clone()
    } else if let Some([member]) = schema["allOf"].as_array().map(Vec::as_slice)
        && member.get("$ref").is_some()
    {
        member.clone()
    } else if is_plain(schema) && schema["type"] != "object" {
        let mut plain = json!({ "type": schema["type"] });
        if let Some(format) = schema.get("format") {
            plain["format"] = format.clone();
        }
        plain
    } else if schema.as_object().is_none_or(Map::is_empty) {
        return json!(true);
    } else {
        let mut free_name = name.to_owned();
        while schemas.contains_key(&free_name) {
            free_name.push_str("Value");
        }
        let mut schema = schema.clone();
        remove(&mut schema, "", &["nullable"]);
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
        let reference = json!({ "$ref": format!("#/components/schemas/{free_name}") });
        schemas.insert(free_name, schema);
        reference
    };
    if nullable {
        match result["type"].take() {
            Value::Null => {
                remove(&mut result, "", &["type"]);
                result = json!({ "oneOf": [result, { "type": "null" }] });
            }
            kind => result["type"] = json!([kind, "null"]),
        }
    }
    result
}

/// Refuses several schemas among the successes or failures of an operation: a method has one success and one error type.
fn refuse_several_schemas(document: &Value) -> Result<(), Fault> {
    for (path, method) in operations(document) {
        let Some(responses) = document["paths"][&path][&method]["responses"].as_object() else { continue };
        for (outcome, first_digits) in [("success", ["2", "2"]), ("failure", ["4", "5"])] {
            let mut seen: Option<(&String, Value)> = None;
            for (status, response) in responses {
                if !first_digits.iter().any(|digit| status.starts_with(digit)) {
                    continue;
                }
                let place = pointer(&["paths", &path, &method, "responses", status]);
                let body = body_of(resolve(document, response, &place)?);
                match &seen {
                    None => seen = Some((status, body)),
                    Some((_, other)) if *other == body => {}
                    Some((first, _)) => {
                        return Err(Fault {
                            pointer: place,
                            reason: format!(
                                "{first} and {status} have different schemas, and a client method has only one type \
                                 for {outcome}. Give both the same schema"
                            ),
                        });
                    }
                }
            }
        }
    }
    Ok(())
}

/// Returns progenitor's view of a response's body: a schema, an untyped stream (`true`) or nothing (`null`).
fn body_of(response: &Value) -> Value {
    match response["content"].as_object() {
        Some(content) if content.contains_key("application/json") => {
            content["application/json"]["schema"].clone()
        }
        Some(content) if !content.is_empty() => Value::Bool(true),
        _ => Value::Null,
    }
}

// The rest walks a document. A schema may have a property called `links`, `example` or `x-y`, so that no rule can search for
// keys: each place is reached by the path that OpenAPI defines.

/// Returns `true` if this key of a path item is a method.
pub(super) fn is_operation(key: &str) -> bool {
    METHODS.contains(&key)
}

/// Returns the name of the client's method for an operation, as progenitor derives it. Empty without an `operationId`.
pub(super) fn method_name(operation: &Value) -> String {
    operation["operationId"].as_str().map(identifier).unwrap_or_default()
}

/// Returns `name` in snake case, as progenitor writes it.
fn identifier(name: &str) -> String {
    let name = name.to_snake_case();
    if syn::parse_str::<syn::Ident>(&name).is_ok() { name } else { name + "_" }
}

/// Returns every operation as its path and method.
pub(super) fn operations(document: &Value) -> Vec<(String, String)> {
    let paths = document["paths"].as_object();
    paths
        .into_iter()
        .flatten()
        .filter_map(|(path, item)| Some((path, item.as_object()?)))
        .flat_map(|(path, item)| {
            item.keys()
                .filter(|key| METHODS.contains(&key.as_str()))
                .map(move |method| (path.clone(), method.clone()))
        })
        .collect()
}

fn for_each_path_item(document: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    for item in members(document.get_mut("paths")).filter(|item| item.is_object()) {
        act(item);
    }
}

fn for_each_operation(document: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    for_each_path_item(document, &mut |item| {
        for method in METHODS {
            item.get_mut(method).into_iter().for_each(&mut *act);
        }
    });
}

fn for_each_parameter(document: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    component(document, "parameters").for_each(&mut *act);
    for_each_path_item(document, &mut |item| {
        members(item.get_mut("parameters")).for_each(&mut *act);
    });
    for_each_operation(document, &mut |operation| {
        members(operation.get_mut("parameters")).for_each(&mut *act);
    });
}

fn for_each_response(document: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    component(document, "responses").for_each(&mut *act);
    for_each_operation(document, &mut |operation| {
        members(operation.get_mut("responses")).for_each(&mut *act);
    });
}

/// Returns the media types of an operation's request body.
fn request_media(operation: &mut Value) -> impl Iterator<Item = &mut Value> {
    members(operation.get_mut("requestBody").and_then(|body| body.get_mut("content")))
}

/// Returns every response that is not a reference, with its place.
fn responses(document: &Value) -> Vec<(String, &Value)> {
    let shared = document["components"]["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, response)| (pointer(&["components", "responses", name]), response));
    let own = operations(document).into_iter().flat_map(|(path, method)| {
        document["paths"][&path][&method]["responses"].as_object().into_iter().flatten().map(
            move |(status, response)| (pointer(&["paths", &path, &method, "responses", status]), response),
        )
    });
    shared.chain(own).collect()
}

/// Calls `act` for every schema, outer before inner.
fn for_each_schema(document: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    component(document, "schemas").for_each(|schema| visit_schema(schema, act));
    for_each_parameter(document, &mut |parameter| {
        parameter.get_mut("schema").into_iter().for_each(|schema| visit_schema(schema, act));
    });
    for_each_response(document, &mut |response| visit_content(response, act));
    for_each_operation(document, &mut |operation| {
        operation.get_mut("requestBody").into_iter().for_each(|body| visit_content(body, act));
    });
}

fn visit_content(holder: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    members(holder.get_mut("content"))
        .filter_map(|media| media.get_mut("schema"))
        .for_each(|schema| visit_schema(schema, act));
}

fn visit_schema(schema: &mut Value, act: &mut dyn FnMut(&mut Value)) {
    act(schema);
    for key in ONE {
        schema
            .get_mut(key)
            .filter(|inner| inner.is_object())
            .into_iter()
            .for_each(|inner| visit_schema(inner, act));
    }
    for key in LIST.iter().chain(&["properties"]) {
        members(schema.get_mut(*key)).for_each(|inner| visit_schema(inner, act));
    }
}

fn component<'a>(document: &'a mut Value, kind: &str) -> impl Iterator<Item = &'a mut Value> {
    members(document.get_mut("components").and_then(|components| components.get_mut(kind)))
}

/// Returns the values of an object or the elements of an array, and nothing for other values.
fn members(value: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    value.into_iter().flat_map(|value| -> Box<dyn Iterator<Item = &mut Value>> {
        match value {
            Value::Object(object) => Box::new(object.values_mut()),
            Value::Array(array) => Box::new(array.iter_mut()),
            _ => Box::new(std::iter::empty()),
        }
    })
}

/// Removes `keys` from the object at `member` of `holder`, or from `holder` itself when `member` is empty.
fn remove(holder: &mut Value, member: &str, keys: &[&str]) {
    let object = if member.is_empty() { Some(holder) } else { holder.get_mut(member) };
    if let Some(object) = object.and_then(Value::as_object_mut) {
        object.retain(|key, _| !keys.contains(&key.as_str()));
    }
}

fn drop_extensions(holder: &mut Value) {
    if let Some(object) = holder.as_object_mut() {
        object.retain(|key, _| !key.starts_with("x-"));
    }
}

/// Returns the name of the schema under `components` that `schema` refers to.
fn reference(schema: &Value) -> Option<String> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/").map(str::to_owned)
}

/// Follows the references of `value`, which is at `place`.
fn resolve<'a>(document: &'a Value, value: &'a Value, place: &str) -> Result<&'a Value, Fault> {
    let mut value = value;
    // A chain of references is legal and short; a cycle has no end.
    for _ in 0..16 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Ok(value) };
        value =
            reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)).ok_or_else(|| {
                Fault {
                    pointer: place.to_owned(),
                    reason: format!(
                        "`{reference}` does not exist in this document. Correct it, or add its target"
                    ),
                }
            })?;
    }
    Err(Fault { pointer: place.to_owned(), reason: "the references form a cycle. Break it".into() })
}

/// Returns the JSON pointer of these steps.
pub(super) fn pointer(steps: &[&str]) -> String {
    steps.iter().flat_map(|step| ["/".to_owned(), step.replace('~', "~0").replace('/', "~1")]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document with one operation at `GET /things`, which is `operation`, and these schemas.
    fn document(method: &str, operation: &Value, schemas: &Value) -> Value {
        json!({ "paths": { "/things": { method: operation } }, "components": { "schemas": schemas } })
    }

    fn answer(content: &Value) -> Value {
        json!({ "operationId": "thing_list", "responses": { "200": { "description": "", "content": content } } })
    }

    fn schema_of(document: &Value, name: &str) -> Value {
        document["components"]["schemas"][name].clone()
    }

    #[test]
    fn cases_of_an_object_generate_no_types() {
        let party = json!({ "Party": {
            "type": "object",
            "properties": { "kind": { "type": "string" } },
            "anyOf": [{ "required": ["kind"] }],
        } });
        let mut document = document("get", &answer(&json!({})), &party);
        loosen_schemas(&mut document);
        assert_eq!(
            schema_of(&document, "Party"),
            json!({ "type": "object", "properties": { "kind": { "type": "string" } } })
        );
    }

    #[test]
    fn nullable_schema_moves_nullable_to_its_references() {
        let schemas = json!({
            "Office": { "type": "object", "nullable": true, "properties": { "annex": { "$ref": "#/components/schemas/Office" } } },
            "Party": { "type": "object", "properties": {
                "office": { "description": "Its own.", "allOf": [{ "$ref": "#/components/schemas/Office" }] },
                "name": { "type": "string", "nullable": true },
            } },
        });
        let mut document = document("get", &answer(&json!({})), &schemas);
        move_null_to_the_places(&mut document);
        let office = json!({ "allOf": [{ "$ref": "#/components/schemas/Office" }], "nullable": true });
        assert_eq!(
            schema_of(&document, "Office"),
            json!({ "type": "object", "properties": { "annex": office } })
        );
        assert_eq!(
            schema_of(&document, "Party")["properties"],
            json!({
                "office": { "description": "Its own.", "allOf": [office] },
                "name": { "type": "string", "nullable": true },
            })
        );
    }

    #[test]
    fn shared_request_body_is_inlined() {
        let mut document = document(
            "post",
            &json!({ "requestBody": { "$ref": "#/components/requestBodies/Thing" } }),
            &json!({}),
        );
        document["components"]["requestBodies"] =
            json!({ "Thing": { "content": { "application/json": {} } } });
        inline_request_bodies(&mut document).unwrap();
        assert_eq!(
            document["paths"]["/things"]["post"]["requestBody"],
            json!({ "content": { "application/json": {} } })
        );
        assert_eq!(document["components"].get("requestBodies"), None);
    }

    #[test]
    fn body_of_two_media_types_is_refused() {
        let body = json!({ "requestBody": { "content": { "application/json": {}, "text/plain": {} } } });
        let fault = inline_request_bodies(&mut document("post", &body, &json!({}))).unwrap_err();
        assert_eq!(fault.pointer, "/paths/~1things/post/requestBody/content");
    }

    #[test]
    fn dangling_reference_is_refused() {
        let body = json!({ "requestBody": { "$ref": "#/components/requestBodies/Missing" } });
        let fault = inline_request_bodies(&mut document("post", &body, &json!({}))).unwrap_err();
        assert_eq!(fault.pointer, "/paths/~1things/post/requestBody");
        assert!(fault.reason.contains("#/components/requestBodies/Missing"), "{}", fault.reason);
    }

    #[test]
    fn cyclic_references_are_refused() {
        let mut document = document(
            "post",
            &json!({ "requestBody": { "$ref": "#/components/requestBodies/A" } }),
            &json!({}),
        );
        document["components"]["requestBodies"] = json!({ "A": { "$ref": "#/components/requestBodies/A" } });
        assert!(inline_request_bodies(&mut document).unwrap_err().reason.contains("cycle"));
    }

    #[test]
    fn credential_of_some_operations_is_an_argument() {
        let schemes = json!({
            "token": { "type": "http", "scheme": "bearer" },
            "customer": { "type": "apiKey", "in": "header", "name": "x-customer-token", "description": "Whose." },
            "cookie": { "type": "apiKey", "in": "cookie", "name": "c" },
        });
        let parameter = |required: bool| {
            json!({
                "name": "x-customer-token", "in": "header", "required": required, "description": "Whose.",
                "schema": { "type": "string", "format": "password" },
            })
        };
        for (security, parameters, reason) in [
            (json!([{ "token": [], "customer": [] }]), json!([parameter(true)]), "both together"),
            (
                json!([{ "token": [] }, { "token": [], "customer": [] }]),
                json!([parameter(false)]),
                "one alternative without",
            ),
            (json!([{ "token": [] }]), Value::Null, "the common one only"),
            (json!([{ "token": [], "cookie": [] }]), Value::Null, "a cookie is no header"),
            (json!([]), Value::Null, "no credential"),
        ] {
            let mut document = json!({
                "security": [{ "token": [] }],
                "paths": { "/common": { "get": {} }, "/things": { "get": { "security": security } } },
                "components": { "securitySchemes": schemes },
            });
            pass_credentials(&mut document);
            assert_eq!(document["paths"]["/things"]["get"]["parameters"], parameters, "{reason}");
            assert_eq!(document["paths"]["/common"]["get"].get("parameters"), None, "{reason}");
        }
    }

    #[test]
    fn credential_of_all_operations_is_no_argument() {
        let mut document = json!({
            "security": [{ "app": [], "token": [] }],
            "paths": { "/a": { "get": {} }, "/b": { "get": {} }, "/sign-in": { "post": { "security": [] } } },
            "components": { "securitySchemes": {
                "app": { "type": "apiKey", "in": "header", "name": "x-app" },
                "token": { "type": "http", "scheme": "bearer" },
            } },
        });
        let before = document.clone();
        pass_credentials(&mut document);
        assert_eq!(document, before);
    }

    #[test]
    fn irrelevant_keywords_are_removed_and_properties_stay() {
        let schemas = json!({ "Thing": { "type": "object", "properties": { "links": {}, "security": {}, "x-y": {} } } });
        let operation = json!({
            "operationId": "thing_list",
            "security": [],
            "x-required-permissions": ["read"],
            "parameters": [{ "name": "page", "in": "query", "schema": { "type": "integer" }, "example": 1 }],
            "responses": { "200": {
                "description": "", "headers": {}, "links": {}, "content": { "application/json": { "example": 1, "encoding": {} } },
            } },
        });
        let mut document = document("get", &operation, &schemas);
        document["components"]["securitySchemes"] = json!({});
        drop_what_makes_no_code(&mut document);
        assert_eq!(
            document["paths"]["/things"]["get"],
            json!({
                "operationId": "thing_list",
                "parameters": [{ "name": "page", "in": "query", "schema": { "type": "integer" } }],
                "responses": { "200": { "description": "", "content": { "application/json": {} } } },
            })
        );
        assert_eq!(document["components"], json!({ "schemas": schemas }));
    }

    #[test]
    fn default_response_is_refused() {
        let operation = json!({ "responses": { "200": {}, "default": {} } });
        let fault = refuse_default_responses(&document("get", &operation, &json!({}))).unwrap_err();
        assert_eq!(fault.pointer, "/paths/~1things/get/responses/default");
    }

    #[test]
    fn json_responses_are_application_json() {
        for kind in
            ["application/problem+json", "application/json; charset=utf-8", "application/vnd.x+json;v=1"]
        {
            let mut document =
                document("get", &answer(&json!({ kind: { "schema": { "type": "string" } } })), &json!({}));
            answer_in_json(&mut document).unwrap();
            let content = &document["paths"]["/things"]["get"]["responses"]["200"]["content"];
            assert_eq!(*content, json!({ "application/json": { "schema": { "type": "string" } } }), "{kind}");
        }
    }

    #[test]
    fn other_responses_and_requests_keep_their_media_type() {
        let mut operation = answer(&json!({ "text/csv": {} }));
        operation["requestBody"] = json!({ "content": { "application/merge-patch+json": {} } });
        let before = document("patch", &operation, &json!({}));
        let mut document = before.clone();
        answer_in_json(&mut document).unwrap();
        assert_eq!(document, before);
    }

    #[test]
    fn two_json_responses_of_different_schemas_are_refused() {
        let content = json!({
            "application/json": { "schema": { "type": "string" } },
            "application/problem+json": { "schema": { "type": "integer" } },
        });
        let fault = answer_in_json(&mut document("get", &answer(&content), &json!({}))).unwrap_err();
        assert_eq!(fault.pointer, "/paths/~1things/get/responses/200/content");
    }

    #[test]
    fn schemas_lose_limits_and_keep_their_shape() {
        let mut document = document(
            "get",
            &json!({ "parameters": [{ "name": "page", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 1 } }] }),
            &json!({ "Thing": {
                "type": "object",
                "additionalProperties": false,
                "required": ["pattern"],
                "x-note": "",
                "properties": {
                    "pattern": { "type": "string", "pattern": "^a$", "minLength": 1, "maxLength": 2, "format": "uuid" },
                    "kind": { "type": "string", "enum": ["a", "b"] },
                    "list": { "type": "array", "uniqueItems": true, "items": { "type": "number", "maximum": 2 } },
                },
            } }),
        );
        loosen_schemas(&mut document);
        assert_eq!(
            document["paths"]["/things"]["get"]["parameters"][0]["schema"],
            json!({ "type": "integer" })
        );
        assert_eq!(
            schema_of(&document, "Thing"),
            json!({
                "type": "object",
                "required": ["pattern"],
                "properties": {
                    "pattern": { "type": "string", "format": "uuid" },
                    "kind": { "type": "string", "enum": ["a", "b"] },
                    "list": { "type": "array", "items": { "type": "number" } },
                },
            })
        );
    }

    #[test]
    fn plain_schemas_are_inlined() {
        let mut document = document(
            "get",
            &json!({ "parameters": [{ "schema": { "$ref": "#/components/schemas/Name" } }] }),
            &json!({
                "Name": { "type": "string" },
                "Names": { "type": "array", "items": { "$ref": "#/components/schemas/Name" } },
                "Tree": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
                "Kind": { "type": "string", "enum": ["a"] },
                "Thing": { "type": "object", "properties": {
                    "names": { "$ref": "#/components/schemas/Names" },
                    "tree": { "$ref": "#/components/schemas/Tree" },
                    "kind": { "$ref": "#/components/schemas/Kind" },
                } },
            }),
        );
        inline_plain_schemas(&mut document);
        assert_eq!(
            document["paths"]["/things"]["get"]["parameters"][0]["schema"],
            json!({ "type": "string" })
        );
        let left: BTreeSet<_> = document["components"]["schemas"].as_object().unwrap().keys().collect();
        assert!(left.into_iter().eq(["Kind", "Thing", "Tree"]));
        assert_eq!(
            schema_of(&document, "Thing")["properties"],
            json!({
                "names": { "type": "array", "items": { "type": "string" } },
                "tree": { "$ref": "#/components/schemas/Tree" },
                "kind": { "$ref": "#/components/schemas/Kind" },
            })
        );
    }

    #[test]
    fn lone_all_of_becomes_its_member() {
        let reference = json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/A" }] });
        for (schema, expected, reason) in [
            (
                json!({ "nullable": true, "description": "Mine.", "allOf": [{ "type": "string", "description": "Its." }] }),
                json!({ "nullable": true, "description": "Mine.", "type": "string" }),
                "what stands outside wins",
            ),
            (reference.clone(), reference, "nothing may stand beside a reference"),
            (json!({ "allOf": [{}, {}] }), json!({ "allOf": [{}, {}] }), "two members"),
        ] {
            let mut document = document("get", &json!({}), &json!({ "Thing": schema }));
            unwrap_lone_all_of(&mut document);
            assert_eq!(schema_of(&document, "Thing"), expected, "{reason}");
        }
    }

    fn updating(schemas: &Value) -> Value {
        let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } });
        document("patch", &json!({ "operationId": "thing_update", "requestBody": body }), schemas)
    }

    #[test]
    fn update_body_keeps_absent_null_and_empty_apart() {
        let mut document =
            updating(&json!({ "Thing": { "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string", "nullable": true },
            "name": { "type": "string" },
            "note": { "type": "string", "nullable": true, "description": "A note." },
            "labels": { "type": "array", "items": { "type": "string" } },
            "color": { "type": "string", "enum": ["red", null], "nullable": true },
        } } }));
        keep_three_states_in_updates(&mut document);
        let patch = |parameter: Value| rust_type(NULLABLE, &[parameter]);
        let mut note = patch(json!({ "type": "string" }));
        note["description"] = json!("A note.");
        assert_eq!(
            schema_of(&document, "Thing")["properties"],
            json!({
                "id": { "type": "string", "nullable": true },
                "name": { "type": "string" },
                "note": note,
                "labels": rust_type("std::vec::Vec", &[json!({ "type": "string" })]),
                "color": patch(json!({ "$ref": "#/components/schemas/ThingColor" })),
            })
        );
        assert_eq!(schema_of(&document, "ThingColor"), json!({ "type": "string", "enum": ["red"] }));
    }

    #[test]
    fn whole_resource_is_not_an_update() {
        let schemas = json!({ "Thing": { "type": "object", "properties": { "note": { "type": "string", "nullable": true } } } });
        let mut document = updating(&schemas);
        document["paths"]["/things"]["get"] =
            answer(&json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }));
        let before = document.clone();
        keep_three_states_in_updates(&mut document);
        assert_eq!(document, before);
    }

    #[test]
    fn several_success_or_error_schemas_are_refused() {
        let json = |name: &str| json!({ "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } } });
        let shared = json!({ "$ref": "#/components/responses/No" });
        for (responses, refused, reason) in [
            (
                json!({ "200": json("A"), "201": json("A"), "400": json("E"), "500": shared }),
                None,
                "one each",
            ),
            (json!({ "204": {}, "404": {} }), None, "nothing each"),
            (json!({ "200": json("A"), "302": json("B"), "400": json("A") }), None, "a redirect is neither"),
            (json!({ "200": json("A"), "201": json("B") }), Some("201"), "two successes"),
            (json!({ "200": json("A"), "204": {} }), Some("204"), "something or nothing"),
            (json!({ "400": json("A"), "500": shared }), Some("500"), "two errors, one behind a reference"),
        ] {
            let mut document = document("get", &json!({ "responses": responses }), &json!({}));
            document["components"]["responses"] = json!({ "No": json("E") });
            let outcome = refuse_several_schemas(&document).err().map(|fault| fault.pointer);
            let expected = refused.map(|status| pointer(&["paths", "/things", "get", "responses", status]));
            assert_eq!(outcome, expected, "{reason}");
        }
    }

    #[test]
    fn pointer_escapes_tilde_and_slash() {
        assert_eq!(pointer(&["paths", "/a~b/{id}", "get"]), "/paths/~1a~0b~1{id}/get");
    }
}
