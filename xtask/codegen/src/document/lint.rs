//! Rules for this project's own documents, beyond what the generator needs.

use super::{Document, DocumentError, Operation, ParameterLocation};

/// Returns the first rule of this project that the document breaks.
pub fn lint(document: &Document) -> Result<(), DocumentError> {
    let broken = document.operations.iter().find_map(|operation| {
        let (pointer, reason) = broken_rule(operation)?;
        Some(DocumentError {
            document: document.file.clone(),
            pointer: format!("{}{pointer}", operation.pointer),
            reason: reason.to_owned(),
        })
    });
    broken.map_or(Ok(()), Err)
}

fn broken_rule(operation: &Operation) -> Option<(&'static str, &'static str)> {
    const RESPONSES: &str = "/responses";
    if !is_snake_case(&operation.id) {
        return Some((
            "/operationId",
            "the operation id is not in snake case. Start it with a lower-case letter.",
        ));
    }
    let documents = |statuses: &[u16]| statuses.iter().any(|status| operation.response(*status).is_some());
    let has = |place| operation.parameters.iter().any(|parameter| parameter.place == place);
    let reads_input =
        operation.body.is_some() || has(ParameterLocation::Query) || has(ParameterLocation::Header);
    if !operation.security.is_empty() && !documents(&[401]) {
        return Some((RESPONSES, "401 is missing: the operation has `security`."));
    }
    if !operation.permissions.is_empty() && !documents(&[403]) {
        return Some((RESPONSES, "403 is missing: the operation has `x-required-permissions`."));
    }
    if reads_input && !documents(&[400, 422]) {
        return Some((RESPONSES, "400 is missing: the operation has a body or parameters."));
    }
    if has(ParameterLocation::Path) && !documents(&[400, 404, 422]) {
        return Some((RESPONSES, "400 or 404 is missing: the path has parameters."));
    }
    let mut failures = operation.responses.iter().filter(|response| response.status >= 400);
    let first = failures.next()?.body.as_ref().map(|schema| &schema.kind);
    if failures.any(|response| response.body.as_ref().map(|schema| &schema.kind) != first) {
        return Some((
            RESPONSES,
            "failures have several schemas. Use the same for all failures of an operation.",
        ));
    }
    None
}

fn is_snake_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
