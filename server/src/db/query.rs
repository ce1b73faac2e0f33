//! What queries are written in: one set of types for every database, so that each query is written once.
//!
//! A query is SQL that all of them understand, with `?1`, `?2` and so on for its parameters, and a function that reads a
//! row. The methods are called as rusqlite's are, on purpose: whoever knows that crate knows these. Where two databases
//! need different words, [`Connection::dialect`] says which of them is spoken to; that is rare, and each place says why.
//!
//! Nothing here waits for other tasks: on SQLite a query runs where it is called, and on PostgreSQL its thread waits for
//! the answer. That is why queries run in functions that [`Database`](super::Database) calls where waiting is allowed.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use chrono::{DateTime, Utc};

use super::postgres::{self, Session};
use super::{FileFault, sqlite};

/// How many rows one statement adds where many are added; what is left over takes the smaller ones.
const ROWS_AT_ONCE_SQLITE: &[usize] = &[64, 8, 1];
/// A statement is a round trip here.
const ROWS_AT_ONCE_POSTGRES: &[usize] = &[512, 64, 8, 1];

/// Which words a database needs where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's, and those that speak like it.
    Postgres,
}

/// A connection within a transaction, on which queries run.
#[derive(Debug)]
pub enum Connection {
    /// To SQLite.
    Sqlite(rusqlite::Connection),
    /// To PostgreSQL, or what speaks its protocol.
    Postgres(Session),
}

impl Connection {
    /// Which words it needs where databases differ.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Prepares a statement, or takes it from those that this connection has prepared before.
    pub fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(connection) => Ok(Statement::Sqlite(connection.prepare_cached(sql)?)),
            Self::Postgres(session) => Ok(Statement::Postgres(session.prepare(sql)?)),
        }
    }

    /// Adds many rows in few statements. `into` names the table and its columns, in the order of each row's values.
    ///
    /// If it fails, some of the rows may be there: the transaction, or the savepoint, is to be rolled back.
    pub fn insert_many<const COLUMNS: usize>(
        &self,
        into: &str,
        mut rows: &[[Value<'_>; COLUMNS]],
    ) -> Result<()> {
        // Otherwise SQLite keeps a copy of every page that it changes until the end of each statement, to undo it alone.
        let (insert, at_once) = match self {
            Self::Sqlite(_) => ("INSERT OR FAIL INTO", ROWS_AT_ONCE_SQLITE),
            Self::Postgres(_) => ("INSERT INTO", ROWS_AT_ONCE_POSTGRES),
        };
        for size in at_once.iter().copied() {
            if rows.len() < size {
                continue;
            }
            let sql = format!("{insert} {into} VALUES {}", marks(size, COLUMNS));
            let mut statement = self.prepare_cached(&sql)?;
            while let Some((now, later)) = rows.split_at_checked(size) {
                statement.execute(now.as_flattened())?;
                rows = later;
            }
        }
        Ok(())
    }
}

/// `(?1, ?2), (?3, ?4)`: a place for each value of so many rows.
fn marks(rows: usize, columns: usize) -> String {
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
    Postgres(postgres::Prepared<'c>),
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "parameters are written where they are given, as with rusqlite"
)]
impl Statement<'_> {
    /// Runs a statement that changes rows; how many it changed.
    pub fn execute<P: Parameters>(&mut self, parameters: P) -> Result<usize> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => Ok(statement.execute(rusqlite::params_from_iter(values.as_ref()))?),
            Self::Postgres(statement) => statement.execute(values.as_ref()),
        }
    }

    /// Whether there is a row.
    pub fn exists<P: Parameters>(&mut self, parameters: P) -> Result<bool> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => Ok(statement.exists(rusqlite::params_from_iter(values.as_ref()))?),
            Self::Postgres(statement) => Ok(!statement.rows(values.as_ref())?.is_empty()),
        }
    }

    /// Reads the first row; [`QueryError::NoRows`] where there is none. See [`OptionalExtension`].
    pub fn query_row<T, P: Parameters>(
        &mut self,
        parameters: P,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        let values = parameters.values();
        match self {
            Self::Sqlite(statement) => {
                let mut rows = statement.query(rusqlite::params_from_iter(values.as_ref()))?;
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
                let mut rows = statement.query(rusqlite::params_from_iter(values.as_ref()))?;
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

    /// What every row is, in order.
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

/// A row that a query found. Columns are counted from 0.
pub enum Row<'r> {
    /// SQLite's.
    Sqlite(&'r rusqlite::Row<'r>),
    /// PostgreSQL's.
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// What a column holds.
    // Which kind of value is looked for is known where a row is read: written there, half of the looking is left out.
    #[inline]
    pub fn get<T: FromCell>(&self, column: usize) -> Result<T> {
        T::from_cell(self.cell(column)?).ok_or_else(|| QueryError::unreadable(column, "of another type"))
    }

    /// What a column holds that is a text, mostly without a copy.
    pub fn get_str(&self, column: usize) -> Result<Cow<'_, str>> {
        match self.cell(column)? {
            Cell::Text(text) => Ok(text),
            _ => Err(QueryError::unreadable(column, "no text")),
        }
    }

    /// The bytes of a column that holds a text, for who looks at much of it and need not know that it is UTF-8.
    pub fn get_bytes(&self, column: usize) -> Result<Cow<'_, [u8]>> {
        match self {
            Self::Sqlite(row) => match row.get_ref(column)? {
                rusqlite::types::ValueRef::Text(bytes) => Ok(bytes.into()),
                _ => Err(QueryError::unreadable(column, "no text")),
            },
            Self::Postgres(_) => match self.get_str(column)? {
                Cow::Borrowed(text) => Ok(text.as_bytes().into()),
                Cow::Owned(text) => Ok(text.into_bytes().into()),
            },
        }
    }

    /// A time that is kept as whole seconds since 1970.
    pub fn get_time(&self, column: usize) -> Result<DateTime<Utc>> {
        time_from_seconds(self.get(column)?, column)
    }

    /// A time that may be absent.
    pub fn get_time_optional(&self, column: usize) -> Result<Option<DateTime<Utc>>> {
        let seconds: Option<i64> = self.get(column)?;
        seconds.map(|seconds| time_from_seconds(seconds, column)).transpose()
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "what is hinted at alone is not done, and costs a page a fiftieth"
    )]
    fn cell(&self, column: usize) -> Result<Cell<'_>> {
        match self {
            Self::Sqlite(row) => {
                use rusqlite::types::ValueRef;

                match row.get_ref(column)? {
                    ValueRef::Null => Ok(Cell::Null),
                    ValueRef::Integer(number) => Ok(Cell::Integer(number)),
                    ValueRef::Text(text) => std::str::from_utf8(text)
                        .map(|text| Cell::Text(text.into()))
                        .map_err(|error| QueryError::unreadable(column, error)),
                    ValueRef::Real(_) | ValueRef::Blob(_) => {
                        Err(QueryError::unreadable(column, "of a type that this program does not store"))
                    }
                }
            }
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

fn time_from_seconds(seconds: i64, column: usize) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| QueryError::unreadable(column, "no time that exists"))
}

/// What a row holds in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// A whole number; SQLite's booleans are 0 and 1.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A text.
    Text(Cow<'r, str>),
}

/// What can be read from a column.
pub trait FromCell: Sized {
    /// `None` where the column holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl FromCell for i64 {
    #[inline]
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Integer(number) = cell { Some(number) } else { None }
    }
}

impl FromCell for i32 {
    #[inline]
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl FromCell for bool {
    #[inline]
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Boolean(boolean) => Some(boolean),
            Cell::Integer(number) => Some(number != 0),
            Cell::Null | Cell::Text(_) => None,
        }
    }
}

impl FromCell for String {
    #[inline]
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.into_owned()) } else { None }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    #[inline]
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

/// A value that goes into a statement beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A text.
    Text(&'v str),
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};

        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Boolean(boolean) => ValueRef::Integer(boolean.into()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// What can be given to a statement.
pub trait ToValue {
    /// As the statement takes it.
    fn to_value(&self) -> Value<'_>;
}

impl ToValue for Value<'_> {
    fn to_value(&self) -> Value<'_> {
        *self
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl ToValue for i64 {
    fn to_value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl ToValue for i32 {
    fn to_value(&self) -> Value<'_> {
        Value::Integer((*self).into())
    }
}

impl ToValue for u32 {
    fn to_value(&self) -> Value<'_> {
        Value::Integer((*self).into())
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value<'_> {
        Value::Boolean(*self)
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

/// A value that is kept until a statement needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A text.
    Text(String),
}

impl ToValue for OwnedValue {
    fn to_value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Boolean(boolean) => Value::Boolean(*boolean),
            Self::Text(text) => Value::Text(text),
        }
    }
}

impl FromCell for OwnedValue {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        Some(match cell {
            Cell::Null => Self::Null,
            Cell::Integer(number) => Self::Integer(number),
            Cell::Boolean(boolean) => Self::Boolean(boolean),
            Cell::Text(text) => Self::Text(text.into_owned()),
        })
    }
}

impl From<i64> for OwnedValue {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for OwnedValue {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl From<String> for OwnedValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for OwnedValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// All that a statement is given: what `params!` makes, or a list of values that were kept.
pub trait Parameters {
    /// In the order of `?1`, `?2` and so on.
    fn values(&self) -> impl AsRef<[Value<'_>]>;
}

impl<const N: usize> Parameters for [Value<'_>; N] {
    fn values(&self) -> impl AsRef<[Value<'_>]> {
        self
    }
}

impl Parameters for &[Value<'_>] {
    fn values(&self) -> impl AsRef<[Value<'_>]> {
        self
    }
}

impl Parameters for &[OwnedValue] {
    fn values(&self) -> impl AsRef<[Value<'_>]> {
        self.iter().map(ToValue::to_value).collect::<Vec<_>>()
    }
}

impl Parameters for &Vec<OwnedValue> {
    fn values(&self) -> impl AsRef<[Value<'_>]> {
        self.iter().map(ToValue::to_value).collect::<Vec<_>>()
    }
}

impl Parameters for () {
    fn values(&self) -> impl AsRef<[Value<'_>]> {
        []
    }
}

/// The parameters of a statement, each of a type of its own.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        [$($crate::db::query::ToValue::to_value(&$value)),*]
    };
}
pub(crate) use params;

/// A row for [`Connection::insert_many`], of values that outlive it.
macro_rules! row {
    ($($value:expr),* $(,)?) => {
        [$($crate::db::query::Value::from($value)),*]
    };
}
pub(crate) use row;

/// What a query came to.
pub type Result<T, E = QueryError> = std::result::Result<T, E>;

/// Why a query has no result.
#[derive(Debug)]
pub enum QueryError {
    /// SQLite refuses it.
    Sqlite(rusqlite::Error),
    /// PostgreSQL refuses it, or did not answer.
    Postgres(tokio_postgres::Error),
    /// A row was asked for, and there is none.
    NoRows,
    /// A row holds what this program did not write.
    Unreadable {
        /// Counted from 0.
        column: usize,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Something cannot be written as this program writes it.
    Unwritable(Box<dyn Error + Send + Sync>),
}

impl QueryError {
    /// A row holds what this program did not write.
    pub fn unreadable(column: usize, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unreadable { column, source: source.into() }
    }

    /// Whether others on the same database were in the way: done again from the start, it may go well.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Postgres(error) if postgres::is_conflict(error))
    }

    /// Whether something was taken that has to be unique. On SQLite nobody else can have come between.
    pub(super) fn is_taken(&self) -> bool {
        matches!(self, Self::Postgres(error) if postgres::is_taken(error))
    }

    /// What is wrong with the database's file, where that is the reason.
    pub(super) fn file_fault(&self) -> Option<FileFault> {
        let Self::Sqlite(error) = self else { return None };
        sqlite::file_fault(error)
    }

    /// Whether there is no way to the database now.
    pub(super) fn is_lost_connection(&self) -> bool {
        matches!(self, Self::Postgres(error) if postgres::is_lost_connection(error))
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(_) => formatter.write_str("SQLite could not do it"),
            Self::Postgres(_) => formatter.write_str("PostgreSQL could not do it"),
            Self::NoRows => formatter.write_str("there is no row where there has to be one"),
            Self::Unreadable { column, .. } => {
                write!(formatter, "column {column} of a row holds what this program did not write")
            }
            Self::Unwritable(_) => formatter.write_str("a value cannot be written as a text"),
        }
    }
}

impl Error for QueryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Sqlite(source) => Some(source),
            Self::Postgres(source) => Some(source),
            Self::Unreadable { source, .. } | Self::Unwritable(source) => Some(source.as_ref()),
            Self::NoRows => None,
        }
    }
}

impl From<rusqlite::Error> for QueryError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<tokio_postgres::Error> for QueryError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

/// For queries whose row need not be there.
pub trait OptionalExtension<T> {
    /// `None` where there is no row.
    fn optional(self) -> Result<Option<T>>;
}

impl<T> OptionalExtension<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(QueryError::NoRows) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
