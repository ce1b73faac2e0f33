//! Compares what the model of a document leaves out: annotations, servers, sign-in, extensions.
//!
//! Both trees are walked together as far as they have the same members; the model covers members that were added or removed.
//! A change of an unknown keyword counts as breaking.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::changes::Changes;

/// Keywords that the model has, or whose value does not matter.
const MODEL: &str = "$ref additionalProperties allOf anyOf default enum exclusiveMaximum exclusiveMinimum explode \
    format in items maxItems maxLength maxProperties maximum minItems minLength minProperties \
    minimum multipleOf name nullable oneOf operationId parameters pattern required scheme security \
    style type uniqueItems x-conditional-permissions x-required-permissions";

/// Annotations. `x-formats` describes formats, whose use is compared with the schemas; `x-set-by-server` concerns the server's
/// code.
const WORDS: &str = "bearerFormat contact description example examples externalDocs license links openapi summary \
    tags termsOfService title x-formats x-internal x-set-by-server";

/// Keywords whose members have names of the author's choice.
const NAMES: &str =
    "content headers parameters paths properties requestBodies responses schemas securitySchemes";

/// Keywords whose value has keywords.
const KEYWORDS: &str = "additionalProperties components delete get head info items options patch post put requestBody \
    schema trace";

/// Keywords whose value is a list of values with keywords.
const LISTS: &str = "allOf anyOf oneOf parameters";

/// Compares two documents' plain trees.
pub fn compare(old: &Value, new: &Value, changes: &mut Changes) {
    keywords("#", old, new, false, changes);
}

/// Returns a tree without `info.version`, which changes with the rest.
pub fn without_version(mut tree: Value) -> Value {
    if let Some(info) = tree["info"].as_object_mut() {
        info.remove("version");
    }
    tree
}

/// Compares the keywords of two objects. An `alternative` is an item of `oneOf` or `anyOf`.
fn keywords(place: &str, old: &Value, new: &Value, alternative: bool, changes: &mut Changes) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return };
    let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in all {
        let (before, now) = (old.get(key), new.get(key));
        if before == now {
            continue;
        }
        let at = step(place, key);
        match (key.as_str(), before, now) {
            ("version", ..) if place == "#/info" => {}
            ("servers", before, now) => servers(&at, before, now, changes),
            ("flows", before, now) => flows(&at, before, now, changes),
            ("deprecated", ..) => {
                changes.add_addition(&at, format!("{} → {}", flag(before), flag(now)));
            }
            ("title", ..) if names_a_type(place, new, alternative) => {
                let why = "the generated client names a type after it";
                changes.add_breaking(&at, format!("{} → {}", text(before), text(now)), why);
            }
            // The model does not distinguish this format from other numbers.
            ("format", before, now) if [before, now].iter().flatten().any(|format| *format == "float") => {
                let why = "it is another type in the generated client";
                changes.add_breaking(&at, change(before, now), why);
            }
            (key, ..) if is_in(WORDS, key) => words(&at, before, now, changes),
            (key, Some(Value::Object(before)), Some(Value::Object(now))) if is_in(NAMES, key) => {
                for (name, now) in now {
                    if let Some(before) = before.get(name) {
                        keywords(&step(&at, name), before, now, false, changes);
                    }
                }
            }
            (key, Some(Value::Array(before)), Some(Value::Array(now))) if is_in(LISTS, key) => {
                let alternative = key == "oneOf" || key == "anyOf";
                for (index, now) in now.iter().enumerate() {
                    let same = |other: &&Value| identity(other).is_some_and(|id| Some(id) == identity(now));
                    let unnamed = || before.get(index).filter(|other| identity(other).is_none());
                    let partner = match identity(now) {
                        Some(_) => before.iter().find(same),
                        None => unnamed(),
                    };
                    if let Some(before) = partner {
                        keywords(&format!("{at}/{index}"), before, now, alternative, changes);
                    }
                }
            }
            (key, Some(before), Some(now)) if is_in(KEYWORDS, key) => {
                keywords(&at, before, now, false, changes);
            }
            (key, ..) if is_in(MODEL, key) || is_in(NAMES, key) || is_in(KEYWORDS, key) => {}
            _ => {
                let why = "unknown keyword";
                changes.add_breaking(&at, change(before, now), why);
            }
        }
    }
}

/// Returns what identifies an item of a list in any position.
fn identity(item: &Value) -> Option<(&str, &str)> {
    match (item["$ref"].as_str(), item["in"].as_str(), item["name"].as_str()) {
        (Some(reference), ..) => Some(("$ref", reference)),
        (None, Some(place), Some(name)) => Some((place, name)),
        _ => None,
    }
}

/// Returns `true` if the generated client names a type, or a variant, after the title at `place`: named schemas use their
/// name, and plain ones have no type.
fn names_a_type(place: &str, schema: &Map<String, Value>, alternative: bool) -> bool {
    let named = place.strip_prefix("#/components/schemas/").is_some_and(|rest| !rest.contains('/'));
    let typed = ["allOf", "anyOf", "enum", "oneOf", "properties"].iter().any(|key| schema.contains_key(*key));
    !named && (typed || alternative)
}

fn servers(place: &str, old: Option<&Value>, new: Option<&Value>, changes: &mut Changes) {
    let list = |servers: Option<&Value>| -> Vec<Value> {
        servers.and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let (old, new) = (list(old), list(new));
    let url = |server: &Value| server["url"].as_str().unwrap_or_default().to_owned();
    for (index, server) in new.iter().enumerate() {
        let Some(before) = old.iter().find(|before| before["url"] == server["url"]) else {
            changes.add_addition(place, format!("{} is new", url(server)));
            continue;
        };
        let place = format!("{place}/{index}");
        words(&step(&place, "description"), before.get("description"), server.get("description"), changes);
        if before["variables"] != server["variables"] {
            let why = "clients that expand the URL may call another server";
            changes.add_breaking(&step(&place, "variables"), "changed", why);
        }
    }
    for server in old.iter().filter(|server| !new.iter().any(|now| now["url"] == server["url"])) {
        changes.add_breaking(
            place,
            format!("{} is gone", url(server)),
            "clients that call it get no response",
        );
    }
    if let (Some(before), Some(now)) = (old.first(), new.first())
        && before["url"] != now["url"]
    {
        let why = "clients that call the first server call another one";
        changes.add_breaking(place, format!("the first is {} → {}", url(before), url(now)), why);
    }
}

fn flows(place: &str, old: Option<&Value>, new: Option<&Value>, changes: &mut Changes) {
    let none = Map::new();
    let members = |value: Option<&Value>| value.and_then(Value::as_object).unwrap_or(&none).clone();
    let (old, new) = (members(old), members(new));
    for (name, flow) in &new {
        let at = step(place, name);
        let (Some(Value::Object(before)), Value::Object(now)) = (old.get(name), flow) else {
            changes.add_addition(&at, "is new");
            continue;
        };
        for key in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
            let (before, now) = (before.get(key), now.get(key));
            if before == now {
                continue;
            }
            if key == "scopes" {
                scopes(&step(&at, key), &members(before), &members(now), changes);
            } else if before.is_none() {
                changes.add_addition(&step(&at, key), change(before, now));
            } else {
                let why = "clients that sign in there fail";
                changes.add_breaking(&step(&at, key), change(before, now), why);
            }
        }
    }
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        changes.add_breaking(&step(place, name), "is gone", "clients that sign in with it fail");
    }
}

fn scopes(place: &str, old: &Map<String, Value>, new: &Map<String, Value>, changes: &mut Changes) {
    for (scope, description) in new {
        match old.get(scope) {
            None => changes.add_addition(place, format!("scope `{scope}` is new")),
            before => words(&step(place, scope), before, Some(description), changes),
        }
    }
    for scope in old.keys().filter(|scope| !new.contains_key(*scope)) {
        changes.add_breaking(
            place,
            format!("scope `{scope}` is gone"),
            "clients that request it are rejected",
        );
    }
}

fn words(place: &str, old: Option<&Value>, new: Option<&Value>, changes: &mut Changes) {
    match (old, new) {
        (None, Some(_)) => changes.add_words(place, "is new"),
        (Some(_), None) => changes.add_words(place, "is gone"),
        (old, new) if old != new => changes.add_words(place, "says something else"),
        _ => {}
    }
}

fn change(old: Option<&Value>, new: Option<&Value>) -> String {
    format!("{} → {}", text(old), text(new))
}

fn text(value: Option<&Value>) -> String {
    value.map_or("none".to_owned(), ToString::to_string)
}

fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or(false)
}

fn step(place: &str, key: &str) -> String {
    format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn is_in(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}
