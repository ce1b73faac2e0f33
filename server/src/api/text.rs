//! Case folding and accent folding.
//!
//! Texts are folded here and not by the database, so that every database gives the same results: SQLite folds ASCII only, and
//! PostgreSQL's folding depends on its locale.

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` case-folded, in Unicode's composed normal form.
pub fn fold(text: &str) -> String {
    // Canonical caseless matching (Unicode 3.13) decomposes before it folds: folding alone leaves some accents in two
    // orders.
    default_case_fold_str(&text.nfd().collect::<String>()).nfc().collect()
}

/// Returns `text` without case and accents.
pub fn sort_key(text: &str) -> String {
    fold(text).nfd().filter(|letter| !is_combining_mark(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_only_in_case_fold_to_the_same() {
        for (one, other, reason) in [
            ("žák", "ŽÁK", "accents"),
            ("z\u{30c}a\u{301}k", "ŽÁK", "decomposed accents"),
            ("straße", "STRASSE", "a letter with two capitals"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος", "a letter with two lower cases"),
            ("ﬁnd", "FIND", "a ligature"),
            ("\u{1f0}", "J\u{30c}", "an accented letter without a capital"),
            ("Ада", "аДА", "Cyrillic"),
        ] {
            assert_eq!(fold(one), fold(other), "{reason}");
        }
        assert_ne!(fold("žák"), fold("zak"), "accents count");
        assert_eq!(fold(&fold("ΣŽ\u{345}ß")), fold("ΣŽ\u{345}ß"), "folding is idempotent");
    }

    #[test]
    fn names_sort_without_case_and_accents() {
        let mut names = ["Zebra", "Ágil", "agro", "AÇAÍ", "Čapek", "Éden", "eco"];

        names.sort_by_key(|name| sort_key(name));

        assert_eq!(names, ["AÇAÍ", "Ágil", "agro", "Čapek", "eco", "Éden", "Zebra"]);
    }
}
