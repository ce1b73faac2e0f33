//! Operations, parameters, bodies, responses and security: what the model of a document holds, but for its schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::changes::{Changes, Side};
use super::schema::{self, Schemas};
use dropshot_openapi_codegen::document::{
    Body, Document, Header, MediaType, Operation, Parameter, ParameterLocation, Response, Schema, Scheme,
    SchemeKind,
};

const METHOD: &str = "the generated client's method goes with it";

/// Compares two documents, each with its plain tree.
pub fn compare(old: (&Document, &Value), new: (&Document, &Value), changes: &mut Changes) {
    let Document { file: _, name: _, title: _, description: _, operations, schemas, schemes } = new.0;
    schema::compare_names(&old.0.schemas, schemas, changes);
    for (name, new) in schemes {
        if let Some(old) = old.0.schemes.get(name) {
            scheme(name, old, new, changes);
        }
    }
    let mut before: BTreeMap<_, _> =
        old.0.operations.iter().map(|operation| (key(operation), operation)).collect();
    let mut contract =
        Contract { old: old.1, new: new.1, schemas: Schemas::new(&old.0.schemas, schemas), changes };
    for new in operations {
        match before.remove(&key(new)) {
            Some(old) => contract.operation(old, new),
            None => contract.changes.add_addition(&place(new), format!("operation `{}` is new", new.id)),
        }
    }
    for old in before.values() {
        let what = format!("operation `{}` is gone", old.id);
        contract.changes.add_breaking(&place(old), what, "clients that call it get an error");
    }
}

/// What a request is sent to: the variables' names do not go over the wire.
fn key(operation: &Operation) -> (&str, String) {
    let segments: Vec<_> = operation
        .path
        .split('/')
        .map(|segment| if segment.starts_with('{') { "{}" } else { segment })
        .collect();
    (operation.method.as_str(), segments.join("/"))
}

fn place(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn scheme(name: &str, old: &Scheme, new: &Scheme, changes: &mut Changes) {
    let Scheme { description: _, kind } = new;
    if old.kind != *kind {
        changes.add_breaking(
            &format!("#/components/securitySchemes/{name}"),
            format!("{} → {}", presented(&old.kind), presented(kind)),
            "clients present their credential where the server no longer looks for it",
        );
    }
}

fn presented(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::ApiKey { header } => format!("a key in the header {header}"),
    }
}

struct Contract<'a> {
    old: &'a Value,
    new: &'a Value,
    schemas: Schemas<'a>,
    changes: &'a mut Changes,
}

impl Contract<'_> {
    fn operation(&mut self, old: &Operation, new: &Operation) {
        let Operation {
            pointer: _,
            id,
            method: _,
            path,
            tag: _,
            summary: _,
            description: _,
            parameters: _,
            body,
            // With its scopes, which only the tree has.
            security: _,
            challenge: _,
            permissions,
            conditional_permissions,
            responses,
            schemas: _,
        } = new;
        let place = place(new);
        if old.id != *id {
            self.changes.add_breaking(&place, format!("operationId {} → {id}", old.id), METHOD);
        }
        for (old, new) in variables(&old.path).zip(variables(path)).filter(|(old, new)| old != new) {
            let why = "the generated client's parameter has this name";
            self.changes.add_breaking(&place, format!("path variable {old} → {new}"), why);
        }
        self.parameters(&place, old, new);
        self.body(&place, old.body.as_ref(), body.as_ref());
        self.security(&place, old, new);
        self.permissions(&place, &old.permissions, permissions);
        self.conditional_permissions(&place, &old.conditional_permissions, conditional_permissions);
        for new in responses {
            match old.responses.iter().find(|old| old.status == new.status) {
                Some(old) => self.response(old, new),
                None => self.changes.add_breaking(
                    &place,
                    format!("status {} is new", new.status),
                    "clients that handle each documented status meet another one",
                ),
            }
        }
        for old in &old.responses {
            if responses.iter().any(|new| new.status == old.status) {
                continue;
            }
            let what = format!("status {} is gone", old.status);
            if old.status < 400 {
                self.changes.add_breaking(&place, what, "clients that wait for this success never get it");
            } else {
                self.changes.add_addition(&place, what);
            }
        }
    }

    fn parameters(&mut self, place: &str, old: &Operation, new: &Operation) {
        let mut before: BTreeMap<_, _> = keyed(old).collect();
        for (key, new) in keyed(new) {
            let Parameter { pointer, name, field: _, place: _, required, explode, description: _, schema } =
                new;
            let called = called(new);
            let Some(old) = before.remove(&key) else {
                if *required {
                    let why = "clients that do not know it leave it out, and are refused";
                    self.changes.add_breaking(place, format!("{called} is new and required"), why);
                } else {
                    self.changes.add_addition(place, format!("{called} is new"));
                }
                continue;
            };
            let at = format!("#{pointer}");
            match (old.required, *required) {
                (false, true) => {
                    let why = "clients that leave it out are refused";
                    self.changes.add_breaking(&at, format!("{called} is required now"), why);
                }
                (true, false) => {
                    self.changes.add_addition(&at, format!("{called} is not required any more"));
                }
                _ => {}
            }
            if old.explode != *explode && self.schemas.is_list(&old.schema, schema) {
                let style = |explode| if explode { "repeated" } else { "with commas" };
                self.changes.add_breaking(
                    &at,
                    format!("the list {name}: {} → {}", style(old.explode), style(*explode)),
                    "a list that is written as before is read as another one",
                );
            }
            self.schema(&old.schema, schema, Side::Requests);
        }
        for old in before.values() {
            let why = "clients that send it are refused, or get what they did not ask for";
            self.changes.add_breaking(place, format!("{} is gone", called(old)), why);
        }
    }

    fn body(&mut self, place: &str, old: Option<&Body>, new: Option<&Body>) {
        let (old, new) = match (old, new) {
            (None, None) => return,
            (None, Some(new)) if new.required => {
                let why = "clients that send none are refused";
                return self.changes.add_breaking(place, "a request body is new and required", why);
            }
            (None, Some(_)) => return self.changes.add_addition(place, "a request body is new"),
            (Some(_), None) => {
                let why = "what clients send in it has no effect any more";
                return self.changes.add_breaking(place, "the request body is gone", why);
            }
            (Some(old), Some(new)) => (old, new),
        };
        let Body { description: _, required, media_type, schema } = new;
        match (old.required, *required) {
            (false, true) => {
                let why = "clients that send none are refused";
                self.changes.add_breaking(place, "the request body is required now", why);
            }
            (true, false) => {
                self.changes.add_addition(place, "the request body is not required any more");
            }
            _ => {}
        }
        if old.media_type != *media_type {
            let word = |media_type| if media_type == MediaType::Form { "a form" } else { "JSON" };
            let what = format!("the request body is {} → {}", word(old.media_type), word(*media_type));
            self.changes.add_breaking(place, what, "clients send what the server does not read");
        }
        self.schema(&old.schema, schema, Side::Requests);
    }

    fn security(&mut self, place: &str, old: &Operation, new: &Operation) {
        const WHY: &str = "clients whose credential does not have it are refused";
        let before = demands(self.old, old);
        let now = demands(self.new, new);
        for scheme in before.keys().filter(|scheme| !now.contains_key(*scheme)) {
            self.changes.add_addition(place, format!("credential `{scheme}` is not asked for any more"));
        }
        for (scheme, new) in &now {
            let Some(old) = before.get(scheme) else {
                let why = "clients that do not present it are refused";
                self.changes.add_breaking(place, format!("credential `{scheme}` is asked for"), why);
                continue;
            };
            for scope in new.difference(old) {
                self.changes.add_breaking(place, format!("scope `{scope}` of `{scheme}` is asked for"), WHY);
            }
            for scope in old.difference(new) {
                let what = format!("scope `{scope}` of `{scheme}` is not asked for any more");
                self.changes.add_addition(place, what);
            }
        }
    }

    /// One of them is enough, so that each one more lets more callers in; none at all lets in everybody.
    fn permissions(&mut self, place: &str, old: &[String], new: &[String]) {
        let Some((before, now, what)) = sets("x-required-permissions", old, new) else { return };
        if !now.is_empty() && (before.is_empty() || !before.is_subset(&now)) {
            let why = "callers that were let in are refused";
            self.changes.add_breaking(place, what, why);
        } else {
            self.changes.add_addition(place, what);
        }
    }

    fn conditional_permissions(&mut self, place: &str, old: &[String], new: &[String]) {
        let Some((before, now, what)) = sets("x-conditional-permissions", old, new) else { return };
        if now.is_subset(&before) {
            self.changes.add_addition(place, what);
        } else {
            self.changes.add_breaking(place, what, "callers that were let in may be refused");
        }
    }

    fn response(&mut self, old: &Response, new: &Response) {
        let Response { pointer, status: _, description: _, media_type, body, headers } = new;
        let place = format!("#{pointer}");
        match (&old.body, body) {
            (None, None) => {}
            (None, Some(_)) => {
                let why = "the generated client's method returns something else";
                self.changes.add_breaking(&place, "a body is new", why);
            }
            (Some(_), None) => {
                self.changes.add_breaking(&place, "the body is gone", "clients that read it find nothing");
            }
            (Some(before), Some(now)) => {
                if old.media_type != *media_type {
                    let what = format!("media type {} → {media_type}", old.media_type);
                    let why = "clients that look at the media type do not find what they know";
                    self.changes.add_breaking(&place, what, why);
                }
                self.schema(before, now, Side::Responses);
            }
        }
        let same = |one: &Header, other: &Header| one.name.eq_ignore_ascii_case(&other.name);
        for new in headers {
            match old.headers.iter().find(|old| same(old, new)) {
                Some(old) => self.header(old, new),
                None => self.changes.add_addition(&place, format!("header {} is new", new.name)),
            }
        }
        for old in old.headers.iter().filter(|old| !headers.iter().any(|new| same(old, new))) {
            let why = "clients that read it find nothing";
            self.changes.add_breaking(&place, format!("header {} is gone", old.name), why);
        }
    }

    fn header(&mut self, old: &Header, new: &Header) {
        // Who sets a header on the server's side is nothing to a client.
        let Header { name, description: _, required, set_by_server: _, schema } = new;
        let place = format!("#{}", schema.pointer.trim_end_matches("/schema"));
        match (old.required, *required) {
            (true, false) => {
                let why = "clients that read it may find nothing";
                self.changes.add_breaking(&place, format!("header {name} may be missing now"), why);
            }
            (false, true) => {
                self.changes.add_addition(&place, format!("header {name} is always there now"));
            }
            _ => {}
        }
        self.schema(&old.schema, schema, Side::Responses);
    }

    fn schema(&mut self, old: &Schema, new: &Schema, side: Side) {
        self.schemas.compare(&format!("#{}", new.pointer), old, new, side, self.changes);
    }
}

fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| segment.starts_with('{'))
}

/// Each parameter by what it is found by on the wire: one in the path by its position, a header whatever its case.
fn keyed(operation: &Operation) -> impl Iterator<Item = ((u8, String), &Parameter)> {
    operation.parameters.iter().map(|parameter| {
        let name = match parameter.place {
            ParameterLocation::Path | ParameterLocation::Body => {
                let braced = format!("{{{}}}", parameter.name);
                variables(&operation.path).take_while(|variable| *variable != braced).count().to_string()
            }
            ParameterLocation::Query => parameter.name.clone(),
            ParameterLocation::Header => parameter.name.to_ascii_lowercase(),
        };
        ((parameter.place as u8, name), parameter)
    })
}

fn called(parameter: &Parameter) -> String {
    let place = match parameter.place {
        ParameterLocation::Path | ParameterLocation::Body => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
    };
    format!("{place} parameter `{}`", parameter.name)
}

/// The schemes that an operation asks for, with the scopes that it asks for of each.
fn demands(tree: &Value, operation: &Operation) -> BTreeMap<String, BTreeSet<String>> {
    let own = tree.pointer(&format!("{}/security", operation.pointer));
    let scopes = |scopes: &Value| {
        scopes.as_array().into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
    };
    own.unwrap_or(&tree["security"])
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flatten()
        .map(|(scheme, value)| (scheme.clone(), scopes(value)))
        .collect()
}

/// Two lists as sets, with words for their difference; `None` when there is none.
fn sets<'a>(
    keyword: &str,
    old: &'a [String],
    new: &'a [String],
) -> Option<(BTreeSet<&'a String>, BTreeSet<&'a String>, String)> {
    let (before, now): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let what = format!("{keyword} [{}] → [{}]", old.join(", "), new.join(", "));
    (before != now).then_some((before, now, what))
}
