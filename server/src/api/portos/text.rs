//! The text that `Search` looks through.

pub use crate::api::text::{fold, sort_key};

/// Separates the fields in a search text. `Search` rejects control characters, so that no match spans two fields.
const FIELD_SEPARATOR: &str = "\n";

/// Returns the folded text of all `fields`, in which [`fold`]ed texts are searched for.
pub fn search_text<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let folded: Vec<_> = fields.into_iter().map(fold).collect();
    folded.join(FIELD_SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_text_separates_fields() {
        let text = search_text(["Ján", "Žák"]);
        assert!(text.contains("ján") && text.contains("žák"));
        assert!(!text.contains("jánžák") && !text.contains("ján žák"));
    }
}
