//! Values that statements take and rows contain, with their conversions for both databases.

use std::borrow::Cow;
use std::error::Error;

use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// SQL dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

/// Parameter of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// NULL.
    Null,
    /// Integer.
    Integer(i64),
    /// Boolean; 0 or 1 on SQLite.
    Boolean(bool),
    /// Text. U+0000 is rejected by both databases.
    Text(&'v str),
}

/// Parameter that owns its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedValue {
    /// NULL.
    Null,
    /// Integer.
    Integer(i64),
    /// Boolean.
    Boolean(bool),
    /// Text.
    Text(String),
}

/// Content of a row's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'r> {
    /// NULL.
    Null,
    /// Integer; also a boolean on SQLite.
    Integer(i64),
    /// Boolean.
    Boolean(bool),
    /// Text.
    Text(Cow<'r, str>),
}

/// Conversion to a statement's parameter.
pub trait ToValue {
    /// Returns the parameter.
    fn to_value(&self) -> Value<'_>;
}

/// Conversion from a row's column.
pub trait FromCell: Sized {
    /// Returns `None` if the column contains a value of another type.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

/// The parameters of a statement: an array that `params!` makes, a slice or a vector.
pub trait Parameters {
    /// Returns the values of `?1`, `?2` and so on.
    fn values(&self) -> impl AsRef<[Value<'_>]>;
}

/// Makes the parameters of a statement from values of different types.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        [$($crate::db::query::ToValue::to_value(&$value)),*]
    };
}
pub(crate) use params;

/// Makes a row for [`Connection::insert_many`](super::Connection::insert_many) from values that outlive it.
macro_rules! row {
    ($($value:expr),* $(,)?) => {
        [$($crate::db::query::Value::from($value)),*]
    };
}
pub(crate) use row;

macro_rules! to_value {
    ($($type:ty => |$value:ident| $converted:expr;)*) => {
        $(impl ToValue for $type {
            fn to_value(&self) -> Value<'_> {
                let $value = self;
                $converted
            }
        })*
    };
}

to_value! {
    Value<'_> => |value| *value;
    str => |text| Value::Text(text);
    String => |text| Value::Text(text);
    i64 => |number| Value::Integer(*number);
    i32 => |number| Value::Integer((*number).into());
    u32 => |number| Value::Integer((*number).into());
    bool => |boolean| Value::Boolean(*boolean);
    OwnedValue => |value| match value {
        Self::Null => Value::Null,
        Self::Integer(number) => Value::Integer(*number),
        Self::Boolean(boolean) => Value::Boolean(*boolean),
        Self::Text(text) => Value::Text(text),
    };
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

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Integer(number) = cell { Some(number) } else { None }
    }
}

impl FromCell for i32 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Boolean(boolean) => Some(boolean),
            Cell::Integer(number) => Some(number != 0),
            Cell::Null | Cell::Text(_) => None,
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.into_owned()) } else { None }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
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

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Boolean(boolean) => ValueRef::Integer(boolean.into()),
            Self::Text(text) if text.contains('\0') => {
                // PostgreSQL rejects it too.
                return Err(rusqlite::Error::ToSqlConversionFailure("a text contains U+0000".into()));
            }
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
            Self::Integer(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Self::Boolean(boolean) if *ty == Type::BOOL => boolean.to_sql(ty, out),
            Self::Text(text) if <&str as ToSql>::accepts(ty) => text.to_sql(ty, out),
            _ => Err(format!("the statement expects {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Integer),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Self::Integer(number.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(Self::Boolean),
            _ => <&str>::from_sql(ty, raw).map(|text| Self::Text(text.into())),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL) || <&str as FromSql>::accepts(ty)
    }
}
