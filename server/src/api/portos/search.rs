//! The index behind `Search`: what of it is SQLite's own.
//!
//! SQLite's FTS5 keeps, for every three characters in a row, the customers whose folded text has them. A text of three
//! characters or more is looked up there, by all the threes that it is made of, and then held against the customer's text
//! itself, so that the index alone decides nothing; a shorter one is looked for in the tenant's texts, one after
//! the other, in an index that holds nothing else. PostgreSQL needs none of this: there, an index of trigrams on
//! `search_text` serves the same `LIKE`.
//!
//! FTS5 names what it indexes by one number, which must be stable: `portos_search_rows` hands these out.

use super::ndata::sql::Sql;
use crate::storage::Connection;
use crate::storage::query::{self, Dialect, OptionalExtension as _, OwnedValue, params};

/// What the index is made of: texts of so many characters.
const GRAM: usize = 3;

/// What a customer's text has to fulfil so that the folded `text` is found in it; it is not empty.
pub fn condition(dialect: Dialect, sql: &mut Sql, text: &str) -> String {
    let pattern = sql.bind(OwnedValue::Text(format!("%{}%", escape_like(text))));
    // Both sides are folded, so that it makes no difference that SQLite's LIKE knows no case in ASCII.
    let literal = format!(r"search_text LIKE {pattern} ESCAPE '\'");
    if dialect == Dialect::Postgres {
        return literal;
    }
    let Some(grams) = grams(text) else { return literal };
    let grams = sql.bind(OwnedValue::Text(grams));
    format!(
        "seq IN (SELECT r.seq FROM portos_search JOIN portos_search_rows r ON r.row_id = portos_search.rowid \
         WHERE portos_search MATCH {grams} AND r.tenant = ?1) AND {literal}"
    )
}

/// Every three characters in a row of `text`, in FTS5's own language; `None` where there are no three.
fn grams(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let quoted = |gram: &[char]| format!("\"{}\"", gram.iter().collect::<String>().replace('"', "\"\""));
    let mut grams: Vec<_> = letters.windows(GRAM).map(quoted).collect();
    grams.sort_unstable();
    grams.dedup();
    (!grams.is_empty()).then(|| grams.join(" AND "))
}

fn escape_like(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// Makes a customer's folded text found.
pub fn add(connection: &Connection, tenant: &str, seq: i64, text: &str) -> query::Result<()> {
    if connection.dialect() == Dialect::Postgres {
        return Ok(());
    }
    let row_id: i64 = connection
        .prepare_cached("INSERT INTO portos_search_rows (tenant, seq) VALUES (?1, ?2) RETURNING row_id")?
        .query_row(params![tenant, seq], |row| row.get(0))?;
    connection
        .prepare_cached("INSERT INTO portos_search (rowid, search_text) VALUES (?1, ?2)")?
        .execute(params![row_id, text])
        .map(|_| ())
}

/// Makes a customer's text found no more.
pub fn remove(connection: &Connection, tenant: &str, seq: i64) -> query::Result<()> {
    if connection.dialect() == Dialect::Postgres {
        return Ok(());
    }
    let row_id: Option<i64> = connection
        .prepare_cached("DELETE FROM portos_search_rows WHERE tenant = ?1 AND seq = ?2 RETURNING row_id")?
        .query_row(params![tenant, seq], |row| row.get(0))
        .optional()?;
    if let Some(row_id) = row_id {
        connection.prepare_cached("DELETE FROM portos_search WHERE rowid = ?1")?.execute(params![row_id])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_not_in_the_index_and_long_ones_are_by_their_threes() {
        for (text, expected) in [
            ("a", None),
            ("🦀é", None),
            ("abc", Some(r#""abc""#)),
            ("abcd", Some(r#""abc" AND "bcd""#)),
            ("aaaaa", Some(r#""aaa""#)),
            (r#"a"b"#, Some(r#""a""b""#)),
        ] {
            assert_eq!(grams(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_means_something_to_like_is_taken_for_itself() {
        let mut sql = Sql::default();
        condition(Dialect::Sqlite, &mut sql, r"%_\");
        assert_eq!(sql.parameters[0], OwnedValue::Text(r"%\%\_\\%".to_owned()));
    }
}
