//! `Search`: what of it is SQLite's own.
//!
//! SQLite's FTS5 keeps, for every three characters in a row, the customers whose folded text has them. A text of three
//! characters or more that few customers have is looked up there, by all the threes that it is made of, and then held
//! against the customers' texts themselves, so that the index alone decides nothing. What many have, or what is too short for
//! the index, is looked for in all of the company's texts, which stand together in chunks of 64: that takes the same
//! time whatever is looked for, and less than an index of which most is needed.
//!
//! PostgreSQL needs none of this: there, an index of trigrams on `search_text` serves [`condition`].

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use super::ndata::sql::Sql;
use super::text::NOBODY_HAS;
use crate::db::Connection;
use crate::db::members::{IS_MEMBER, set_members};
use crate::db::query::{self, Dialect, OptionalExtension as _, OwnedValue, QueryError, params, row};

/// What the index is made of: texts of so many characters.
const GRAM: usize = 3;

/// How many customers' texts are one, as a power of two.
const CHUNK_BITS: u32 = 6;
const CHUNK: i64 = 1 << CHUNK_BITS;
const TEXTS: usize = 1 << CHUNK_BITS;

/// How many places a company has, as a power of two.
const PLACE_BITS: u32 = 38;

/// Above how many in the index all texts are looked through: a part of the chunks, since each is a chunk to read in the end,
/// but not of few.
const FEW_CHUNKS: i64 = 1_000;
const CHUNKS_FOR_ONE: i64 = 4;

/// How many threes of a text are looked at, and how many of them that few have are enough.
const LOOKED_AT_MAX: usize = 24;
const RARE_ENOUGH: usize = 3;

/// How many places a statement lists; where there are more, it asks for each row whether it is one of them.
const LISTED_MAX: usize = 256;

/// The places of the customers in whose text something was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    places: FixedBitSet,
    count: usize,
}

impl Found {
    fn add(&mut self, place: i64) {
        let Ok(place) = usize::try_from(place) else { return };
        self.places.grow_and_insert(place);
        self.count += 1;
    }

    /// How many there are.
    pub fn count(&self) -> i64 {
        i64::try_from(self.count).unwrap_or(i64::MAX)
    }

    /// Some of them, in the order of creation.
    pub fn page(&self, skip: i64, length: i64) -> Vec<i64> {
        let (skip, length) = (usize::try_from(skip).unwrap_or(0), usize::try_from(length).unwrap_or(0));
        let places = self.places.ones().skip(skip).take(length);
        places.filter_map(|place| i64::try_from(place).ok()).collect()
    }

    /// Narrows `sql` to these customers, where it is the calling thread that asks, and next.
    pub fn narrow(&self, sql: &mut Sql) {
        let condition = if self.count > LISTED_MAX {
            set_members(&self.places);
            format!("{IS_MEMBER}(seq)")
        } else {
            let listed: Vec<_> = self
                .page(0, self.count())
                .into_iter()
                .map(|place| sql.bind(OwnedValue::Integer(place)))
                .collect();
            format!("seq IN ({})", listed.join(", "))
        };
        sql.and(&condition);
    }
}

/// What a customer's text has to fulfil so that the folded `text` is found in it, where the database looks for it by itself.
pub fn condition(sql: &mut Sql, text: &str) -> String {
    let pattern = sql.bind(OwnedValue::Text(format!("%{}%", escape_like(text))));
    format!(r"search_text LIKE {pattern} ESCAPE '\'")
}

fn escape_like(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// The customers of a company in whose text the folded `text` is, which is not empty.
pub fn find(connection: &Connection, tenant: &str, text: &str, last_place: i64) -> query::Result<Found> {
    let Some(number) = find_number(connection, tenant)? else { return Ok(Found::default()) };
    let needle = Finder::new(text.as_bytes());
    let many = (last_place / CHUNK / CHUNKS_FOR_ONE).max(FEW_CHUNKS);
    let grams = grams(text);
    if !grams.is_empty() {
        // What few have says most, and asked together with what many have, it would be all of theirs to go through.
        let rare = rare(connection, number, &grams, many)?;
        let wanted = if rare.is_empty() { &grams } else { &rare };
        if let Some(candidates) = candidates(connection, number, &wanted.join(" AND "), many)? {
            return among(connection, number, &candidates, &needle);
        }
    }
    among_all(connection, number, &needle)
}

/// Some of the `grams` that fewer than `many` customers have, if there are such among the first to be looked at.
fn rare(connection: &Connection, number: i64, grams: &[String], many: i64) -> query::Result<Vec<String>> {
    let (first, last) = rows_of(number);
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM portos_search
             WHERE portos_search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT ?4)",
    )?;
    let mut rare = Vec::new();
    for gram in grams.iter().rev().take(LOOKED_AT_MAX) {
        let count: i64 = statement.query_row(params![gram, first, last, many], |row| row.get(0))?;
        if count < many {
            rare.push(gram.clone());
        }
        if rare.len() == RARE_ENOUGH || count == 0 {
            break;
        }
    }
    Ok(rare)
}

/// The first and the last row that a company can have in the index.
fn rows_of(number: i64) -> (i64, i64) {
    let first = number << PLACE_BITS;
    (first, first | ((1 << PLACE_BITS) - 1))
}

/// The places that the index has all `grams` for, in their order; `None` where there are `many`.
fn candidates(
    connection: &Connection,
    number: i64,
    grams: &str,
    many: i64,
) -> query::Result<Option<Vec<i64>>> {
    let (first, last) = rows_of(number);
    let rows: Vec<i64> = connection
        .prepare_cached(
            "SELECT rowid FROM portos_search
             WHERE portos_search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid LIMIT ?4",
        )?
        .query_map(params![grams, first, last, many], |row| row.get(0))?;
    let is_complete = i64::try_from(rows.len()).is_ok_and(|length| length < many);
    Ok(is_complete.then(|| rows.into_iter().map(|row| row - first).collect()))
}

/// Those of `candidates`, which are in order, whose text has it.
fn among(
    connection: &Connection,
    number: i64,
    candidates: &[i64],
    needle: &Finder<'_>,
) -> query::Result<Found> {
    let mut found = Found::default();
    let mut statement =
        connection.prepare_cached("SELECT texts FROM portos_search_chunks WHERE chunk = ?1")?;
    for candidates in candidates.chunk_by(|one, next| one >> CHUNK_BITS == next >> CHUNK_BITS) {
        let chunk = number << (PLACE_BITS - CHUNK_BITS) | candidates[0] >> CHUNK_BITS;
        let mut has = [false; TEXTS];
        statement.query_each(params![chunk], |row| {
            each_with(&row.get_bytes(0)?, needle, |place| has[place] = true);
            Ok(())
        })?;
        for candidate in candidates {
            if usize::try_from(candidate % CHUNK).is_ok_and(|place| has[place]) {
                found.add(*candidate);
            }
        }
    }
    Ok(found)
}

/// All customers of a company whose text has it.
fn among_all(connection: &Connection, number: i64, needle: &Finder<'_>) -> query::Result<Found> {
    let mut found = Found::default();
    let first = number << (PLACE_BITS - CHUNK_BITS);
    let last = first | ((1 << (PLACE_BITS - CHUNK_BITS)) - 1);
    connection
        .prepare_cached(
            "SELECT chunk, texts FROM portos_search_chunks WHERE chunk BETWEEN ?1 AND ?2 ORDER BY chunk",
        )?
        .query_each(params![first, last], |row| {
            let chunk: i64 = row.get(0)?;
            let begins_at = (chunk - first) << CHUNK_BITS;
            each_with(&row.get_bytes(1)?, needle, |place| {
                found.add(begins_at + i64::try_from(place).unwrap_or(0));
            });
            Ok(())
        })?;
    Ok(found)
}

/// Calls `found` with the number of each text of a chunk that has it, in order.
fn each_with(texts: &[u8], needle: &Finder<'_>, mut found: impl FnMut(usize)) {
    let mut between = [0; 4];
    let between = Finder::new(NOBODY_HAS.encode_utf8(&mut between).as_bytes());
    let (mut number, mut counted) = (0, 0);
    let mut from = 0;
    while let Some(at) = needle.find(&texts[from..]) {
        let at = from + at;
        number += between.find_iter(&texts[counted..at]).count();
        // A chunk of more is not one of ours.
        if number >= TEXTS {
            return;
        }
        found(number);
        counted = at;
        // One is enough.
        let Some(end) = between.find(&texts[at..]) else { return };
        from = at + end;
    }
}

/// Every three characters in a row of `text`, each once, in FTS5's own language.
fn grams(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let quoted = |gram: &[char]| format!("\"{}\"", gram.iter().collect::<String>().replace('"', "\"\""));
    let mut grams: Vec<String> = Vec::new();
    for gram in letters.windows(GRAM).map(quoted) {
        if !grams.contains(&gram) {
            grams.push(gram);
        }
    }
    grams
}

/// Makes a customer's folded text found.
pub fn add(connection: &Connection, tenant: &str, place: i64, text: &str) -> query::Result<()> {
    add_all(connection, tenant, place, &[text])
}

/// Makes the folded texts of customers found who stand next to each other, the first of them at `first`.
pub fn add_all(connection: &Connection, tenant: &str, first: i64, texts: &[&str]) -> query::Result<()> {
    if connection.dialect() == Dialect::Postgres || texts.is_empty() {
        return Ok(());
    }
    let number = take_number(connection, tenant)?;
    let row_of = |place: i64| number << PLACE_BITS | place;
    let rows: Vec<_> = (first..).zip(texts).map(|(place, text)| row![row_of(place), *text]).collect();
    connection.insert_many("portos_search (rowid, search_text)", &rows)?;
    let mut place = first;
    let mut texts = texts;
    while !texts.is_empty() {
        let room = usize::try_from(CHUNK - place % CHUNK).unwrap_or(1);
        let (now, later) = texts.split_at(room.min(texts.len()));
        replace(connection, row_of(place), now)?;
        place += CHUNK - place % CHUNK;
        texts = later;
    }
    Ok(())
}

/// Makes a customer's text found no more.
pub fn remove(connection: &Connection, tenant: &str, place: i64) -> query::Result<()> {
    if connection.dialect() == Dialect::Postgres {
        return Ok(());
    }
    let Some(number) = find_number(connection, tenant)? else { return Ok(()) };
    let row = number << PLACE_BITS | place;
    connection.prepare_cached("DELETE FROM portos_search WHERE rowid = ?1")?.execute(params![row])?;
    replace(connection, row, &[""])
}

/// Puts texts into the chunk that has `row`, from there on.
fn replace(connection: &Connection, row: i64, new: &[&str]) -> query::Result<()> {
    let chunk = row >> CHUNK_BITS;
    let first = usize::try_from(row % CHUNK).unwrap_or(0);
    let before: Option<String> = connection
        .prepare_cached("SELECT texts FROM portos_search_chunks WHERE chunk = ?1")?
        .query_row(params![chunk], |row| row.get(0))
        .optional()?;
    let mut all: Vec<&str> = before.as_deref().unwrap_or_default().split(NOBODY_HAS).collect();
    all.resize(TEXTS, "");
    let places = all.get_mut(first..first + new.len());
    let places =
        places.ok_or_else(|| QueryError::Unwritable("more texts than a chunk has room for".into()))?;
    places.copy_from_slice(new);
    let all = all.join(NOBODY_HAS.encode_utf8(&mut [0; 4]));
    connection
        .prepare_cached(
            "INSERT INTO portos_search_chunks (chunk, texts) VALUES (?1, ?2)
             ON CONFLICT (chunk) DO UPDATE SET texts = excluded.texts",
        )?
        .execute(params![chunk, all])
        .map(|_| ())
}

/// The number that stands for a company in the index, if it has one.
fn find_number(connection: &Connection, tenant: &str) -> query::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT number FROM portos_search_tenants WHERE tenant = ?1")?
        .query_row(params![tenant], |row| row.get(0))
        .optional()
}

/// The same; it gets one where it has none.
fn take_number(connection: &Connection, tenant: &str) -> query::Result<i64> {
    if let Some(number) = find_number(connection, tenant)? {
        return Ok(number);
    }
    connection
        .prepare_cached(
            "INSERT INTO portos_search_tenants (tenant, number)
             SELECT ?1, COALESCE(MAX(number), 0) + 1 FROM portos_search_tenants RETURNING number",
        )?
        .query_row(params![tenant], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_not_in_the_index_and_long_ones_are_by_their_threes() {
        for (text, expected) in [
            ("a", vec![]),
            ("🦀é", vec![]),
            ("abc", vec![r#""abc""#]),
            ("bcda", vec![r#""bcd""#, r#""cda""#]),
            ("aaaaa", vec![r#""aaa""#]),
            (r#"a"b"#, vec![r#""a""b""#]),
        ] {
            assert_eq!(grams(text), expected, "{text}");
        }
    }

    #[test]
    fn what_means_something_to_like_is_taken_for_itself() {
        let mut sql = Sql::default();
        condition(&mut sql, r"%_\");
        assert_eq!(sql.parameters[0], OwnedValue::Text(r"%\%\_\\%".to_owned()));
    }

    #[test]
    fn each_text_of_a_chunk_that_has_it_is_found_once() {
        let texts = ["ab ab", "", "b", "aab", "ab"].join("\u{10ffff}");
        for (text, expected) in [
            ("ab", vec![0, 3, 4]),
            ("b", vec![0, 2, 3, 4]),
            ("ab ab", vec![0]),
            ("aab", vec![3]),
            ("x", vec![]),
        ] {
            let mut found = Vec::new();
            each_with(texts.as_bytes(), &Finder::new(text), |number| found.push(number));
            assert_eq!(found, expected, "{text}");
        }
    }

    const NOBODY: [i64; 0] = [];

    #[tokio::test]
    async fn texts_are_found_wherever_they_stand_and_by_their_own_company_alone() {
        let database = crate::db::testing::memory();
        let texts: Vec<_> = (0..3 * CHUNK).map(|place| format!("customer {place}.")).collect();
        database
            .write(move |c| {
                let texts: Vec<_> = texts.iter().map(String::as_str).collect();
                // Beginning in the middle of a chunk, in two pieces.
                add_all(c, "a", 10, &texts[10..100])?;
                add_all(c, "a", 100, &texts[100..])?;
                add(c, "b", 20, "customer 20.")?;
                remove(c, "a", 70)?;
                add(c, "a", 71, "somebody else")
            })
            .await
            .unwrap();

        let find = async |tenant: &'static str, text: &'static str| {
            let found = database.read(move |c| find(c, tenant, text, 3 * CHUNK)).await.unwrap();
            assert_eq!(found.count(), i64::try_from(found.page(0, 1_000).len()).unwrap());
            found.page(0, 1_000)
        };
        assert_eq!(find("a", "r 20.").await, [20]);
        assert_eq!(find("a", "r 70.").await, NOBODY, "removed");
        assert_eq!(find("a", "r 71.").await, NOBODY, "another text now");
        assert_eq!(find("a", "else").await, [71]);
        assert_eq!(find("b", "20").await, [20], "too short for the index");
        assert_eq!(find("c", "20").await, NOBODY, "nobody");
        let all: Vec<_> = (10..3 * CHUNK).filter(|place| *place != 70).collect();
        assert_eq!(find("a", "e").await, all, "all that have a letter");
    }
}
