//! Compares the description that dropshot emits of a server with the document.
//!
//! The description is made from the model that the server validates by, so this shows whether what is enforced is what
//! is documented. Out of scope: descriptions, examples and links, which dropshot does not carry. What it cannot express
//! otherwise is listed in `openapi/inexpressible.txt`, and that list only shrinks.

use std::collections::{BTreeMap, BTreeSet};

use dropshot_openapi_codegen::document::METHODS;
use serde_json::{Map, Value, json};

/// Returns every difference between a document and the description of its server, a line each.
pub fn differences(document: &Value, served: &Value) -> BTreeSet<String> {
    let documented = facts(document);
    let served = facts(served);
    let names: BTreeSet<_> = documented.keys().chain(served.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (documented.get(name), served.get(name)) {
            (Some(documented), Some(served)) if documented == served => None,
            (Some(documented), Some(served)) => {
                Some(format!("{name}: documented {documented}, served {served}"))
            }
            (Some(_), None) => Some(format!("{name}: documented, not served")),
            (None, _) => Some(format!("{name}: served, not documented")),
        })
        .collect()
}

/// Returns what a description states, by name: `GET /customers: query parameter page`.
fn facts(document: &Value) -> BTreeMap<String, Value> {
    let mut facts = BTreeMap::new();
    for (path, item) in members(&document["paths"]) {
        for method in METHODS {
            let operation = &item[method];
            if operation.is_null() {
                continue;
            }
            let name = format!("{} {path}", method.to_uppercase());
            facts.insert(format!("{name}: operation id"), operation["operationId"].clone());
            for parameter in items(&item["parameters"]).chain(items(&operation["parameters"])) {
                let parameter = resolve(document, parameter);
                let place = parameter["in"].as_str().unwrap_or("");
                let wire = parameter["name"].as_str().unwrap_or("");
                let required = parameter["required"] == true;
                facts.insert(
                    format!("{name}: {place} parameter {wire}"),
                    json!({ "required": required, "schema": schema(document, &parameter["schema"]) }),
                );
            }
            let body = resolve(document, &operation["requestBody"]);
            for (media_type, media) in members(&body["content"]) {
                let required = body["required"] == true;
                facts.insert(
                    format!("{name}: body"),
                    json!({ "media type": media_type, "required": required, "schema": schema(document, &media["schema"]) }),
                );
            }
            responses(document, &name, operation, &mut facts);
        }
    }
    // Only named schemas that are referred to count.
    let mut names: Vec<String> = facts.values().flat_map(references).collect();
    while let Some(name) = names.pop() {
        let fact = format!("schema {name}");
        let value = &document["components"]["schemas"][&name];
        if !facts.contains_key(&fact) && !value.is_null() {
            let value = schema(document, value);
            names.extend(references(&value));
            facts.insert(fact, value);
        }
    }
    facts
}

/// Returns the names of the schemas that a value refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("$ref", Value::String(reference)) => {
                    vec![reference.rsplit('/').next().unwrap_or_default().to_owned()]
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Adds the first success and the schema of failures: dropshot has one of each.
fn responses(document: &Value, name: &str, operation: &Value, facts: &mut BTreeMap<String, Value>) {
    let mut by_status: Vec<_> = members(&operation["responses"]).collect();
    by_status.sort_by_key(|(status, _)| (*status).to_owned());
    let content = |response: &Value| {
        let response = resolve(document, response);
        let media = members(&response["content"]).next().map(|(_, media)| schema(document, &media["schema"]));
        media.unwrap_or(Value::Null)
    };
    if let Some((status, response)) = by_status.iter().find(|(status, _)| status.starts_with(['2', '3'])) {
        facts.insert(format!("{name}: success"), json!({ "status": status, "schema": content(response) }));
    }
    if let Some((_, response)) = by_status.iter().find(|(status, _)| status.starts_with(['4', '5'])) {
        facts.insert(format!("{name}: failure"), content(response));
    }
}

/// Returns a schema without annotations, in one form for what can be written in several.
fn schema(document: &Value, value: &Value) -> Value {
    let Value::Object(members) = value else { return value.clone() };
    if let Some(all) = members.get("allOf").and_then(Value::as_array) {
        // Other annotations for a reference.
        if let [only] = all.as_slice()
            && only.get("$ref").is_some()
            && members
                .keys()
                .all(|key| ["allOf", "title", "description", "example", "deprecated"].contains(&key.as_str()))
        {
            return schema(document, only);
        }
        return schema(document, &merged(document, members, all));
    }
    let mut plain = Map::new();
    for (key, value) in members {
        let value = match key.as_str() {
            "title" | "description" | "example" | "externalDocs" | "deprecated" => continue,
            extension if extension.starts_with("x-") => continue,
            "nullable" | "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum" if value == false => {
                continue;
            }
            "additionalProperties" if value == true => continue,
            "minLength" | "minItems" | "minProperties" if value == 0 => continue,
            "properties" => Value::Object(
                value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(k, v)| (k.clone(), schema(document, v)))
                    .collect(),
            ),
            "items" | "additionalProperties" => schema(document, value),
            "anyOf" if members.contains_key("properties") => {
                items(value).map(|case| self::case(document, case)).collect()
            }
            "oneOf" | "anyOf" => items(value).map(|choice| schema(document, choice)).collect(),
            "required" | "enum" => sorted(value),
            "minimum" | "maximum" | "multipleOf" => json!(value.as_f64()),
            _ => value.clone(),
        };
        plain.insert(key.clone(), value);
    }
    if plain.get("required") == Some(&json!([])) {
        plain.remove("required");
    }
    if plain.get("properties") == Some(&json!({})) {
        plain.remove("properties");
    }
    if plain.get("type") == Some(&json!("integer")) {
        for (bound, exclusive, inwards) in
            [("minimum", "exclusiveMinimum", 1.0), ("maximum", "exclusiveMaximum", -1.0)]
        {
            if plain.remove(exclusive) == Some(json!(true))
                && let Some(value) = plain.get_mut(bound)
            {
                *value = json!(value.as_f64().map(|value| value + inwards));
            }
        }
        let format = plain.entry("format").or_insert(json!("int64")).clone();
        // A bound that the type implies may be left out.
        let (least, most) =
            if format == "int32" { (i32::MIN.into(), i32::MAX.into()) } else { (f64::MIN, f64::MAX) };
        plain.retain(|key, value| {
            !(key == "minimum" && *value == json!(least) || key == "maximum" && *value == json!(most))
        });
    }
    Value::Object(plain)
}

/// Returns a case of an object; its type may be left out.
fn case(document: &Value, value: &Value) -> Value {
    let mut plain = schema(document, value);
    if let Some(members) = plain.as_object_mut() {
        members.remove("type");
    }
    plain
}

/// Merges `allOf` of one schema with other annotations, or of several objects, into one schema.
fn merged(document: &Value, members: &Map<String, Value>, all: &[Value]) -> Value {
    let mut whole = Map::new();
    for part in all {
        for (key, value) in self::members(resolve(document, part)) {
            match (key, whole.get_mut(key)) {
                ("properties", Some(Value::Object(properties))) => {
                    properties.extend(self::members(value).map(|(k, v)| (k.to_owned(), v.clone())));
                }
                ("required", Some(Value::Array(required))) => required.extend(items(value).cloned()),
                _ => {
                    whole.insert(key.to_owned(), value.clone());
                }
            }
        }
    }
    let own = members.iter().filter(|(key, _)| *key != "allOf");
    whole.extend(own.map(|(key, value)| (key.clone(), value.clone())));
    Value::Object(whole)
}

fn sorted(value: &Value) -> Value {
    let mut items: Vec<_> = items(value).cloned().collect();
    items.sort_by_key(ToString::to_string);
    Value::Array(items)
}

/// Follows a reference into the same document.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..32 {
        let Some(pointer) = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) else {
            break;
        };
        let Some(target) = document.pointer(pointer) else { break };
        value = target;
    }
    value
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(maximum: i64, nullable: bool) -> Value {
        json!({
            "paths": { "/a": {
                "parameters": [{ "$ref": "#/components/parameters/P" }],
                "get": { "operationId": "a_list", "responses": { "200": { "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/A" } } } } } }
            } },
            "components": {
                "parameters": { "P": { "name": "p", "in": "query",
                    "schema": { "type": "integer", "minimum": 1, "maximum": maximum } } },
                "schemas": { "A": { "type": "object", "description": "words", "properties": {
                    "b": { "allOf": [{ "type": "string" }], "nullable": nullable } } } }
            }
        })
    }

    #[test]
    fn annotations_and_notation_do_not_count() {
        let mut other = document(5, false);
        other["components"]["schemas"]["A"] = json!({ "type": "object", "properties": { "b": { "type": "string", "minLength": 0 } }, "required": [] });
        other["paths"]["/a"]["get"]["parameters"] = json!([{ "name": "p", "in": "query", "required": false,
            "schema": { "type": "integer", "format": "int64", "minimum": 1.0, "maximum": 5.0 } }]);
        other["paths"]["/a"]["parameters"] = json!([]);
        assert_eq!(differences(&document(5, false), &other), BTreeSet::new());
    }

    #[test]
    fn every_difference_is_reported_by_name() {
        let found = differences(&document(5, false), &document(6, true));
        let found: Vec<_> = found.iter().map(|line| line.split(": documented").next().unwrap()).collect();
        assert_eq!(found, ["GET /a: query parameter p", "schema A"]);
        let mut other = document(5, false);
        other["paths"]["/a"]["get"]["operationId"] = json!("b_list");
        other["paths"]["/b"] = json!({ "get": { "operationId": "c" } });
        let found = differences(&document(5, false), &other);
        assert!(found.contains("GET /b: operation id: served, not documented"), "{found:?}");
        assert!(
            found.iter().any(|line| line.starts_with("GET /a: operation id: documented \"a_list\"")),
            "{found:?}"
        );
    }
}
