//! Which SQL is sent to PostgreSQL: only what CockroachDB and YugabyteDB have too.
//!
//! Neither of the two runs in our tests, so that what is sent is held against this list instead, in every debug build:
//! whatever the contract tests make the server say to PostgreSQL is looked at word by word, and a word that is not here
//! fails them. A word gets here once somebody has looked it up, in the place where it is used:
//!
//! - in CockroachDB's grammar (`docs/generated/sql/bnf/stmt_block.bnf` in its source, from 22.2 on, the first with trigram
//!   indexes): each production that is used here is in it, with `BEGIN ISOLATION LEVEL … READ ONLY` without a comma,
//!   `SAVEPOINT`, `ON CONFLICT (…) DO UPDATE SET` with `excluded`, `RETURNING`, `NULLS FIRST` behind `ORDER BY`, `CAST` and
//!   `LIKE … ESCAPE`. Its `REPEATABLE READ` is serializable or a snapshot, either of which reads one moment.
//! - in YugabyteDB's list of PostgreSQL features. It is made from PostgreSQL's own source and takes the same grammar; what it
//!   lacks is not used here: advisory locks, `LISTEN`, locks on tables, exclusion constraints, indexes over several columns
//!   with GIN.
//!
//! Indexes and tables are held to the same in the tests of [`migrations`](super::migrations).

/// Words that stand in our statements in capitals.
const WORDS: [&str; 44] = [
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CONFLICT",
    "DEFAULT",
    "DELETE",
    "DESC",
    "DISTINCT",
    "DO",
    "ELSE",
    "END",
    "ESCAPE",
    "EXISTS",
    "FIRST",
    "FROM",
    "GROUP",
    "IN",
    "INSERT",
    "INTO",
    "IS",
    "JOIN",
    "LAST",
    "LEFT",
    "LIKE",
    "LIMIT",
    "NOT",
    "NOTHING",
    "NULL",
    "NULLS",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "RETURNING",
    "SELECT",
    "SET",
    "THEN",
    "UPDATE",
    "VALUES",
    "WHEN",
    "WHERE",
];

/// Functions that our statements call.
const FUNCTIONS: [&str; 6] = ["CAST", "COALESCE", "COUNT", "MAX", "MIN", "SUM"];

/// The first word of a statement that nobody has looked up.
pub(super) fn unknown_word(sql: &str) -> Option<&str> {
    // What stands in quotes is a text.
    let outside = sql.split('\'').step_by(2);
    outside.flat_map(words).find(|(word, calls)| !is_known(word, *calls)).map(|(word, _)| word)
}

/// Each word, and whether it is called like a function.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.split(move |letter: char| !is_part(letter)).filter(|word| !word.is_empty()).map(|word| {
        let end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
        (word, text[end..].starts_with('('))
    })
}

fn is_known(word: &str, calls: bool) -> bool {
    let is_upper = |word: &str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase());
    if calls && !is_upper(word) {
        // Lists of columns follow the names of tables with a space between.
        return FUNCTIONS.contains(&word.to_ascii_uppercase().as_str());
    }
    !is_upper(word) || WORDS.contains(&word) || FUNCTIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_nobody_has_looked_up_is_found() {
        for (sql, expected) in [
            ("SELECT id FROM customers WHERE tenant = ?1 ORDER BY name NULLS FIRST LIMIT ?2", None),
            ("SELECT count(*), COALESCE(MAX(seq), 0) FROM customers", None),
            ("INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT (a) DO UPDATE SET b = excluded.b", None),
            ("SELECT 1 FROM customers WHERE name LIKE ?1 ESCAPE '\\'", None),
            ("SELECT 'LISTEN' FROM customers", None),
            ("LISTEN changes", Some("LISTEN")),
            ("SELECT pg_advisory_lock(1)", Some("pg_advisory_lock")),
            ("SELECT id FROM customers TABLESAMPLE bernoulli (1)", Some("TABLESAMPLE")),
            ("LOCK TABLE customers", Some("LOCK")),
            ("SELECT now()", Some("now")),
        ] {
            assert_eq!(unknown_word(sql), expected, "{sql}");
        }
    }

    #[test]
    fn words_are_in_order_and_stand_once() {
        assert!(WORDS.is_sorted() && FUNCTIONS.is_sorted());
    }
}
