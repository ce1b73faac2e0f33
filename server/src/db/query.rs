//! Queries, written once for both databases.
//!
//! A query is SQL that both understand, with the parameters `?1`, `?2` and so on, and a function that reads a row. The
//! methods are named as rusqlite's are. [`Connection::dialect`] tells the databases apart where their SQL differs.
//!
//! Queries block: on SQLite they run on the calling thread, on PostgreSQL that thread waits for the response.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;

pub use super::error::{OptionalExtension, QueryError, Result};
use super::postgres::{Prepared, Session};
pub use super::value::{Cell, Dialect, FromCell, OwnedValue, Parameters, ToValue, Value};
pub(crate) use super::value::{params, row};

/// How many rows one statement inserts; the rest uses the smaller sizes. On PostgreSQL a statement is a round trip.
const BATCHES_SQLITE: &[usize] = &[64, 8, 1];
const BATCHES_POSTGRES: &[usize] = &[512, 64, 8, 1];

/// A connection within a transaction.
#[derive(Debug)]
pub enum Connection {
    /// SQLite.
    Sqlite(rusqlite::Connection),
    /// PostgreSQL.
    Postgres(Session),
}

impl Connection {
    /// Returns the dialect that the connection understands.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Prepares a statement, or returns it from the connection's cache.
    pub fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(connection) => Ok(Statement::Sqlite(connection.prepare_cached(sql)?)),
            Self::Postgres(session) => Ok(Statement::Postgres(session.prepare(sql)?)),
        }
    }

    /// Inserts many rows with few statements. `into` names the table and its columns, in the order of each row's values.
    ///
    /// If this fails, some rows may have been inserted: the transaction or the savepoint must be rolled back.
    pub fn insert_many<const COLUMNS: usize>(
        &self,
        into: &str,
        mut rows: &[[Value<'_>; COLUMNS]],
    ) -> Result<()> {
        let (insert, batches) = match self {
            // `OR FAIL`: SQLite then keeps no copies of changed pages to undo a single statement.
            Self::Sqlite(_) => ("INSERT OR FAIL INTO", BATCHES_SQLITE),
            Self::Postgres(_) => ("INSERT INTO", BATCHES_POSTGRES),
        };
        for size in batches.iter().copied() {
            if rows.len() < size {
                continue;
            }
            let sql = format!("{insert} {into} VALUES {}", placeholders(size, COLUMNS));
            let mut statement = self.prepare_cached(&sql)?;
            while let Some((batch, rest)) = rows.split_at_checked(size) {
                statement.execute(batch.as_flattened())?;
                rows = rest;
            }
        }
        Ok(())
    }
}

/// Returns `(?1, ?2), (?3, ?4)` for two rows of two columns.
fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let marks: Vec<_> = (1..=columns).map(|column| format!("?{}", row * columns + column)).collect();
        format!("({})", marks.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// A prepared statement.
pub enum Statement<'c> {
    /// SQLite's.
    Sqlite(rusqlite::CachedStatement<'c>),
    /// PostgreSQL's.
    Postgres(Prepared<'c>),
}

#[expect(clippy::needless_pass_by_value, reason = "parameters are passed as rusqlite takes them")]
impl Statement<'_> {
    /// Runs a statement and returns the number of rows that it changed.
    pub fn execute<P: Parameters>(&mut self, parameters: P) -> Result<usize> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => Ok(statement.execute(params_from_iter(values.as_ref()))?),
            Self::Postgres(statement) => statement.execute(values.as_ref()),
        }
    }

    /// Returns `true` if the query finds a row.
    pub fn exists<P: Parameters>(&mut self, parameters: P) -> Result<bool> {
        Ok(self.query_row(parameters, |_| Ok(())).optional()?.is_some())
    }

    /// Reads the first row, or fails with [`QueryError::NoRows`]. See [`OptionalExtension`].
    pub fn query_row<T, P: Parameters>(
        &mut self,
        parameters: P,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => {
                let mut rows = statement.query(params_from_iter(values.as_ref()))?;
                let row = rows.next()?.ok_or(QueryError::NoRows)?;
                read(&Row::Sqlite(row))
            }
            Self::Postgres(statement) => {
                let rows = statement.rows(values.as_ref())?;
                read(&Row::Postgres(rows.first().ok_or(QueryError::NoRows)?))
            }
        }
    }

    /// Reads every row, in order.
    pub fn query_each<P: Parameters>(
        &mut self,
        parameters: P,
        mut read: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => {
                let mut rows = statement.query(params_from_iter(values.as_ref()))?;
                while let Some(row) = rows.next()? {
                    read(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Self::Postgres(statement) => {
                statement.rows(values.as_ref())?.iter().try_for_each(|row| read(&Row::Postgres(row)))
            }
        }
    }

    /// Reads every row, in order, and returns the results.
    pub fn query_map<T, P: Parameters>(
        &mut self,
        parameters: P,
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.query_each(parameters, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }
}

/// A row of a result. Columns are counted from 0.
pub enum Row<'r> {
    /// SQLite's.
    Sqlite(&'r rusqlite::Row<'r>),
    /// PostgreSQL's.
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// Returns a column's value.
    pub fn get<T: FromCell>(&self, column: usize) -> Result<T> {
        T::from_cell(self.cell(column)?).ok_or_else(|| QueryError::unreadable(column, "unexpected type"))
    }

    /// Returns a column's text, on SQLite without a copy.
    pub fn get_str(&self, column: usize) -> Result<Cow<'_, str>> {
        match self.cell(column)? {
            Cell::Text(text) => Ok(text),
            _ => Err(QueryError::unreadable(column, "not a text")),
        }
    }

    /// Returns a time that is stored as whole seconds since 1970.
    pub fn get_time(&self, column: usize) -> Result<DateTime<Utc>> {
        time(self.get(column)?, column)
    }

    /// Returns a time that may be NULL.
    pub fn get_time_optional(&self, column: usize) -> Result<Option<DateTime<Utc>>> {
        let seconds: Option<i64> = self.get(column)?;
        seconds.map(|seconds| time(seconds, column)).transpose()
    }

    fn cell(&self, column: usize) -> Result<Cell<'_>> {
        match self {
            Self::Sqlite(row) => match row.get_ref(column)? {
                ValueRef::Null => Ok(Cell::Null),
                ValueRef::Integer(number) => Ok(Cell::Integer(number)),
                ValueRef::Text(text) => match std::str::from_utf8(text) {
                    Ok(text) => Ok(Cell::Text(text.into())),
                    Err(error) => Err(QueryError::unreadable(column, error)),
                },
                ValueRef::Real(_) | ValueRef::Blob(_) => {
                    Err(QueryError::unreadable(column, "a type that is never stored"))
                }
            },
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

fn time(seconds: i64, column: usize) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| QueryError::unreadable(column, "time out of range"))
}
