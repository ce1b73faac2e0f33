//! Texts made alike: what `Search` looks through, and what names are sorted by.
//!
//! Done here rather than by the database, so that every database answers alike: SQLite folds ASCII only, and what PostgreSQL
//! folds depends on its locale. `caseless` does Unicode's full case folding (`ß` is `ss`, `Σ`, `σ` and `ς` are one), which
//! lower case alone does not; `unicode-normalization` makes the accents that are written in two ways one. Both are small,
//! made of the Unicode tables and nothing else, and what `ICU` would add, rules of single languages, is not wanted here.

use std::sync::LazyLock;

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Stands between the members in a customer's search text. No text to search for can hold it, so that none is found across
/// two members.
const BETWEEN_MEMBERS: &str = "\n";

/// A character that Unicode assigns to nobody, for use between texts: no folded text has it.
pub const NOBODY_HAS: char = '\u{10ffff}';

/// A text without its case, and with one way to write each accent.
pub fn fold(text: &str) -> String {
    static FOLDED: LazyLock<Letters> = LazyLock::new(|| Letters::made_by(folded));
    FOLDED.look_up(text).unwrap_or_else(|| folded(text))
}

/// What a text is sorted by: without its case and accents.
pub fn sort_key(text: &str) -> String {
    static BARE: LazyLock<Letters> = LazyLock::new(|| Letters::made_by(bare));
    BARE.look_up(text).unwrap_or_else(|| bare(text))
}

fn folded(text: &str) -> String {
    if text.contains(NOBODY_HAS) {
        return folded(&text.replace(NOBODY_HAS, "\u{fffd}"));
    }
    // Canonical caseless matching, Unicode 3.13: decomposed before it is folded, since folding alone leaves some accents
    // in two orders.
    default_case_fold_str(&text.nfd().collect::<String>()).nfc().collect()
}

fn bare(text: &str) -> String {
    folded(text).nfd().filter(|letter| !is_combining_mark(*letter)).collect()
}

/// What becomes of each letter below the combining accents. As long as none of those follows, a text becomes what its letters
/// become: most names do, and looked up, they take an eighth of the time.
struct Letters(Vec<String>);

impl Letters {
    const BELOW: char = '\u{300}';

    fn made_by(make: fn(&str) -> String) -> Self {
        Self(('\0'..Self::BELOW).map(|letter| make(&letter.to_string())).collect())
    }

    /// `None` for a text that has others.
    fn look_up(&self, text: &str) -> Option<String> {
        if text.is_ascii() {
            return Some(text.to_ascii_lowercase());
        }
        text.chars().map(|letter| self.0.get(letter as usize).map(String::as_str)).collect()
    }
}

/// The folded text of all `members`, for [`fold`]ed texts to be found in.
pub fn search_text<'a>(members: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let folded: Vec<_> = members.into_iter().flatten().map(fold).collect();
    folded.join(BETWEEN_MEMBERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_case_alone_are_one() {
        for (one, other, reason) in [
            ("žák", "ŽÁK", "the document's example"),
            ("z\u{30c}a\u{301}k", "ŽÁK", "accents written apart"),
            ("straße", "STRASSE", "a letter that is two in capitals"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος", "a letter with two lower cases"),
            ("ﬁnd", "FIND", "a ligature"),
            ("\u{1f0}", "J\u{30c}", "a letter with an accent that has no capital of its own"),
            ("Ада", "аДА", "Cyrillic"),
        ] {
            assert_eq!(fold(one), fold(other), "{reason}");
        }
        assert_ne!(fold("žák"), fold("zak"), "accents count");
        assert_eq!(fold(&fold("ΣŽ\u{345}ß")), fold("ΣŽ\u{345}ß"), "folding again changes nothing");
    }

    #[test]
    fn letters_become_together_what_they_become_alone() {
        let letters = || ('\u{a0}'..Letters::BELOW).chain(['a', 'I', 'J', 'N', 's', '\'']);
        for (one, next) in letters().flat_map(|one| letters().map(move |next| (one, next))) {
            let text = String::from_iter([one, next]);
            assert_eq!((fold(&text), sort_key(&text)), (folded(&text), bare(&text)), "{text}");
        }
        let text = "z\u{30c}a\u{301}k";
        assert_eq!((fold(text), sort_key(text)), (folded(text), bare(text)), "accents written apart");
    }

    #[test]
    fn names_sort_without_case_and_accents() {
        let mut names = ["Zeman", "Čapek", "cibula", "ŽÁK", "Ábel", "adam"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Ábel", "adam", "Čapek", "cibula", "ŽÁK", "Zeman"]);
    }

    #[test]
    fn nothing_is_found_across_two_members() {
        let text = search_text([Some("Ján"), None, Some("Žák")]);
        assert!(text.contains("ján") && text.contains("žák"));
        assert!(!text.contains("jánžák") && !text.contains("ján žák"));
    }
}
