//! Rust names for the names in a document.

pub(crate) use crate::text::doc;
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

const KEYWORDS: [&str; 44] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct",
    "super", "trait", "true", "try", "type", "typeof", "union",
];
const MORE_KEYWORDS: [&str; 8] = ["unsafe", "unsized", "use", "virtual", "where", "while", "yield", "self"];

/// Returns the name of a field, a method or a module.
pub(crate) fn snake(name: &str) -> String {
    let snake = identifier(&name.to_snake_case(), 'n');
    if KEYWORDS.contains(&snake.as_str()) || MORE_KEYWORDS.contains(&snake.as_str()) {
        format!("{snake}_")
    } else {
        snake
    }
}

/// Returns the name of a type or a variant.
pub(crate) fn camel(name: &str) -> String {
    let camel = identifier(&name.to_upper_camel_case(), 'N');
    match camel.as_str() {
        "N" if !name.contains(['n', 'N']) => "Empty".to_owned(),
        "Self" => "Self_".to_owned(),
        _ => camel,
    }
}

/// Returns the characters of `text` that an identifier can have, behind `start` where they cannot begin one.
fn identifier(text: &str, start: char) -> String {
    // A letter beside an underscore is never a keyword.
    let is_identifier = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok();
    let mut name: String =
        text.chars().filter(|c| c.is_ascii_alphanumeric() || is_identifier(&format!("_{c}"))).collect();
    if !name.chars().next().is_some_and(|c| is_identifier(&format!("{c}_"))) {
        name.insert(0, start);
    }
    name
}

/// Returns a status as a variant, such as `NotFound`; `None` for a status without a name.
pub(crate) fn status_variant(status: u16) -> Option<String> {
    Some(camel(http::StatusCode::from_u16(status).ok()?.canonical_reason()?))
}

/// Returns a status as a constant of `http::StatusCode`, such as `NOT_FOUND`.
pub(crate) fn status_constant(status: u16) -> Option<String> {
    let reason = http::StatusCode::from_u16(status).ok()?.canonical_reason()?;
    Some(reason.replace([' ', '-'], "_").replace('\'', "").to_ascii_uppercase())
}

/// Returns `true` if code needs an import of `name`: it stands outside comments and not behind a path.
pub(crate) fn is_named(code: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let line = code[..at].rsplit('\n').next().unwrap_or("");
        !line.trim_start().starts_with("//")
            && !code[..at].ends_with(word)
            && !code[..at].ends_with("::")
            && !code[at + name.len()..].starts_with(word)
    })
}

/// Returns a Rust string literal.
pub(crate) fn literal(text: &str) -> String {
    // A raw string keeps the backslashes of a pattern single.
    if text.contains('\\') && !text.contains("\"#") && !text.chars().any(char::is_control) {
        if text.contains('"') { format!("r#\"{text}\"#") } else { format!("r\"{text}\"") }
    } else {
        format!("{text:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_identifiers() {
        assert_eq!(snake("sortBy"), "sort_by");
        assert_eq!(snake("$skip"), "skip");
        assert_eq!(snake("page-size"), "page_size");
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("_v"), "v");
        assert_eq!(snake("2fa"), "n2fa");
        assert_eq!(camel("created_at"), "CreatedAt");
        assert_eq!(camel("1"), "N1");
        assert_eq!((camel(""), camel("n"), camel("🦀")), ("Empty".into(), "N".into(), "Empty".into()));
        assert_eq!((snake("n²"), snake("²"), snake("٣")), ("n".into(), "n".into(), "n٣".into()));
        assert_eq!(status_variant(404).as_deref(), Some("NotFound"));
        assert_eq!(status_constant(405).as_deref(), Some("METHOD_NOT_ALLOWED"));
        assert_eq!(status_variant(599), None);
        assert_eq!(literal(r"^\d+$"), "r\"^\\d+$\"");
        assert_eq!(literal("a\nb"), "\"a\\nb\"");
    }
}
