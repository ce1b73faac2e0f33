//! Authentication and authorization: from `securitySchemes`, `security` and `x-required-permissions`.

use std::fmt::Write as _;

use crate::document::{Document, Operation, Scheme, SchemeKind};
use crate::names::{camel, doc, literal, snake};

/// Returns the schemes that some operation requires.
pub(super) fn used(document: &Document) -> impl Iterator<Item = (&String, &Scheme)> {
    document
        .schemes
        .iter()
        .filter(|(name, _)| document.operations.iter().any(|operation| operation.security.contains(name)))
}

/// Returns the schemes that are always satisfied before `name`. Their callers are arguments of its method.
pub(super) fn before<'a>(document: &'a Document, name: &str) -> Vec<&'a str> {
    let mut before: Option<Vec<&str>> = None;
    for operation in &document.operations {
        if let Some(at) = operation.security.iter().position(|scheme| scheme == name) {
            let earlier = &operation.security[..at];
            before = Some(match before {
                None => earlier.iter().map(String::as_str).collect(),
                Some(all) => {
                    all.into_iter().filter(|scheme| earlier.iter().any(|other| other == scheme)).collect()
                }
            });
        }
    }
    before.unwrap_or_default()
}

/// Returns `true` if the operation limits the rates of its callers: it has security and documents 429.
pub(super) fn is_limited(operation: &Operation) -> bool {
    !operation.security.is_empty() && operation.responses.iter().any(|response| response.status == 429)
}

/// Returns the first scheme: rate limits and permissions are those of its caller.
pub(super) fn primary(operation: &Operation) -> Option<&String> {
    operation.security.first()
}

/// Returns the trait's associated types and methods for authentication.
pub(super) fn methods(document: &Document) -> String {
    let mut text = String::new();
    for (name, _) in used(document) {
        let _ =
            writeln!(text, "/// A caller authenticated by `{name}`.\ntype {}: Send + Sync;\n", camel(name));
    }
    for (name, scheme) in used(document) {
        text.push_str(&doc(&format!("Authenticates a caller by `{name}`.")));
        if !scheme.description.is_empty() {
            text.push_str("///\n");
            text.push_str(&doc(&scheme.description));
        }
        let credential = match scheme.kind {
            SchemeKind::Bearer => "token",
            SchemeKind::ApiKey { .. } => "key",
        };
        let earlier: String = before(document, name)
            .into_iter()
            .map(|earlier| format!(", {}: &Self::{}", snake(earlier), camel(earlier)))
            .collect();
        let _ = writeln!(
            text,
            "fn {}(cx: &RequestContext<Self::Context>, {credential}: &str{earlier}) -> impl Future<Output = Result<Self::{}, AuthError>> + Send;\n",
            snake(name),
            camel(name)
        );
    }
    for (name, _) in used(document) {
        let is_primary = |operation: &&Operation| primary(operation) == Some(name);
        if document.operations.iter().filter(is_primary).any(|operation| {
            !operation.permissions.is_empty() || !operation.conditional_permissions.is_empty()
        }) {
            let _ = writeln!(
                text,
                "/// Returns `true` if a caller authenticated by `{name}` has a permission.\n\
                 fn {}_holds(caller: &Self::{}, permission: Permission) -> bool;\n",
                snake(name),
                camel(name)
            );
        }
        if document.operations.iter().filter(is_primary).any(is_limited) {
            let _ = writeln!(
                text,
                "/// Applies the rate limit of a caller authenticated by `{name}`. Returns headers for the response, or\n\
                 /// [`RequestError::TooManyRequests`].\n\
                 fn {}_admitted(cx: &RequestContext<Self::Context>, caller: &Self::{}) -> Result<HeaderMap, RequestError>;\n",
                snake(name),
                camel(name)
            );
        }
    }
    text
}

/// Returns the enumeration of all permissions.
pub(super) fn permissions(document: &Document) -> String {
    let mut names: Vec<&str> = Vec::new();
    let asked = |operation: &'_ Operation| -> Vec<String> {
        [&operation.permissions[..], &operation.conditional_permissions].concat()
    };
    let all: Vec<String> = document.operations.iter().flat_map(asked).collect();
    for permission in &all {
        if !names.contains(&permission.as_str()) {
            names.push(permission);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let variants: String =
        names.iter().map(|name| format!("{}{},\n", doc(&format!("`{name}`")), camel(name))).collect();
    format!(
        "/// A permission of a caller.\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub enum Permission {{\n{variants}}}\n\n"
    )
}

/// Returns the functions that read a credential and authenticate its caller by the trait's method.
pub(super) fn functions(document: &Document, api: &str) -> String {
    let mut text = String::new();
    for (name, scheme) in used(document) {
        let (credential, read) = match &scheme.kind {
            SchemeKind::Bearer => ("token", "bearer_token()".to_owned()),
            SchemeKind::ApiKey { header } => ("key", format!("api_key({})", literal(header))),
        };
        let earlier = before(document, name);
        let parameters: String =
            earlier.iter().map(|earlier| format!(", {}: &A::{}", snake(earlier), camel(earlier))).collect();
        let arguments: String = earlier.iter().map(|earlier| format!(", {}", snake(earlier))).collect();
        let function = snake(name);
        let _ = writeln!(
            text,
            "/// Authenticates the caller by `{name}`.\n\
             async fn {function}<A: {api}>(call: &Call<'_, A::Context>{parameters}) -> Result<A::{}, RequestError> {{\n\
                 let Some({credential}) = call.{read} else {{ return Err(AuthError::NotValid.by({name:?})) }};\n\
                 A::{function}(call.cx(), {credential}{arguments}).await.map_err(|denied| denied.by({name:?}))\n\
             }}\n",
            camel(name)
        );
    }
    text
}

/// Returns the statements that authenticate and authorize a caller.
pub(super) fn checks(operation: &Operation, document: &Document) -> String {
    let mut text = String::new();
    let Some(caller) = primary(operation).map(|name| snake(name)) else { return text };
    for name in &operation.security {
        let earlier: String =
            before(document, name).into_iter().map(|earlier| format!(", &{}", snake(earlier))).collect();
        let _ = writeln!(text, "let {0} = {0}::<A>(call{earlier}).await?;", snake(name));
        // Directly after the first scheme, so that guesses of a further credential count too.
        if is_limited(operation) && snake(name) == caller {
            let _ = writeln!(text, "call.admit(A::{caller}_admitted(call.cx(), &{caller}))?;");
        }
    }
    if !operation.permissions.is_empty() {
        let any: Vec<_> =
            operation.permissions.iter().map(|name| format!("Permission::{}", camel(name))).collect();
        let _ = writeln!(
            text,
            "if ![{}].into_iter().any(|permission| A::{caller}_holds(&{caller}, permission)) {{\n\
                 return Err(RequestError::Forbidden {{ permissions: &[{}] }});\n\
             }}",
            any.join(", "),
            operation.permissions.iter().map(|name| literal(name)).collect::<Vec<_>>().join(", ")
        );
    }
    text
}
