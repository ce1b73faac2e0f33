//! Forms on the wire that need a type of their own.
//!
//! The generated code names these types: xtask/src/client/adapt.rs holds the table of formats. Deliberately not here: what
//! `uuid` and `chrono` already are.

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A point in time that is written `YYYY-MM-DD hh:mm:ss`, in UTC, as SQL databases print it (`format: sql-date-time`).
///
/// ```
/// # use customers_client::formats::SqlDateTime;
/// let time: SqlDateTime = "2024-09-24 17:07:34".parse()?;
/// assert_eq!(time.to_string(), "2024-09-24 17:07:34");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlDateTime(DateTime<Utc>);

impl SqlDateTime {
    const FORM: &str = "%Y-%m-%d %H:%M:%S";

    /// The point in time.
    pub fn to_utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl From<DateTime<Utc>> for SqlDateTime {
    /// Drops what is less than a second: the form cannot say it.
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.trunc_subsecs(0))
    }
}

impl From<SqlDateTime> for DateTime<Utc> {
    fn from(time: SqlDateTime) -> Self {
        time.0
    }
}

impl FromStr for SqlDateTime {
    type Err = InvalidSqlDateTime;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // chrono alone would also take a year of five digits, a month of one, and blanks.
        match NaiveDateTime::parse_from_str(text, Self::FORM) {
            Ok(time) if text.len() == 19 && time.format(Self::FORM).to_string() == text => {
                Ok(Self(time.and_utc()))
            }
            _ => Err(InvalidSqlDateTime(text.to_owned())),
        }
    }
}

impl fmt::Display for SqlDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format(Self::FORM).fmt(formatter)
    }
}

impl fmt::Debug for SqlDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SqlDateTime({self})")
    }
}

impl Serialize for SqlDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SqlDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A text that is no [`SqlDateTime`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSqlDateTime(String);

impl fmt::Display for InvalidSqlDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is no time of the form `YYYY-MM-DD hh:mm:ss`", self.0)
    }
}

impl std::error::Error for InvalidSqlDateTime {}

/// A number that is exact in its decimal digits: money and rates. On the wire it is a JSON number of 15 digits at most,
/// which binary floating point carries there and back unchanged.
///
/// ```
/// use customers_client::formats::Decimal;
///
/// let rate: Decimal = "0.1".parse()?;
/// assert_eq!(serde_json::to_string(&rate)?, "0.1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(rust_decimal::Decimal);

impl From<rust_decimal::Decimal> for Decimal {
    fn from(decimal: rust_decimal::Decimal) -> Self {
        Self(decimal)
    }
}

impl From<Decimal> for rust_decimal::Decimal {
    fn from(decimal: Decimal) -> Self {
        decimal.0
    }
}

impl FromStr for Decimal {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: f64 = self.0.to_string().parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(number)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The shortest text that reads back as the same binary number is what was written.
        let number = f64::deserialize(deserializer)?;
        format!("{number}").parse().map_err(serde::de::Error::custom)
    }
}

/// A token, key or password (`format: password`, and credentials that are given call by call).
///
/// It goes over the wire as it is, and shows itself nowhere else: `Debug` hides it, and there is no `Display`, so that no
/// log line can hold it by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself: keep it out of logs and error messages.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The secret itself, for generated code, which turns every header into text in this way.
    #[allow(
        clippy::inherent_to_string,
        reason = "Display would let a secret into every format string; generated code needs only this method"
    )]
    pub(crate) fn to_string(&self) -> String {
        self.0.clone()
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// A member of a body that updates, where "leave it", "clear it" and "set it" are three different things.
///
/// ```
/// # use customers_client::formats::Patch;
/// let note: Patch<String> = "seen".into(); // {"note": "seen"}
/// let note: Patch<String> = Patch::Null; // {"note": null}
/// let note: Patch<String> = Patch::default(); // {}
/// # let _ = note;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The member is left out: what is there stays.
    #[default]
    Absent,
    /// The member is null: what is there goes.
    Null,
    /// The member's new value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the member is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// `None` clears: to leave a member as it is, leave it out.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // A field that is absent is skipped before it comes to this.
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Patch, Secret, SqlDateTime};
    use chrono::{TimeZone, Utc};
    use serde_json::json;

    #[test]
    fn a_time_goes_to_json_and_back() {
        let time: SqlDateTime = serde_json::from_value(json!("2024-09-24 17:07:34")).unwrap();
        assert_eq!(time.to_utc(), Utc.with_ymd_and_hms(2024, 9, 24, 17, 7, 34).unwrap());
        assert_eq!(serde_json::to_value(time).unwrap(), json!("2024-09-24 17:07:34"));
        assert_eq!(format!("{time:?}"), "SqlDateTime(2024-09-24 17:07:34)");
    }

    #[test]
    fn a_time_has_whole_seconds() {
        let time = SqlDateTime::from(Utc.timestamp_millis_opt(1_727_197_654_999).unwrap());
        assert_eq!(time.to_string(), "2024-09-24 17:07:34");
        assert_eq!(time, "2024-09-24 17:07:34".parse().unwrap());
    }

    #[test]
    fn other_forms_are_refused() {
        for (text, reason) in [
            ("", "empty"),
            ("2024-09-24", "no time of day"),
            ("2024-09-24T17:07:34Z", "RFC 3339"),
            ("2024-09-24 17:07:34.5", "less than a second"),
            ("2024-9-24 17:07:34", "a month of one digit"),
            ("2024-09-24  7:07:34", "a blank for a digit"),
            ("2024-02-30 17:07:34", "no such day"),
            ("2024-09-24 24:00:00", "no such hour"),
            ("2024-09-24 17:07:3", "a second of one digit"),
            ("+12024-09-24 17:07:34", "a year of five digits"),
        ] {
            assert!(text.parse::<SqlDateTime>().is_err(), "{reason}: {text}");
        }
    }

    #[test]
    fn a_secret_shows_itself_on_the_wire_only() {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(serde_json::to_value(&secret).unwrap(), json!("hunter2"));
        assert_eq!(serde_json::from_value::<Secret>(json!("hunter2")).unwrap(), secret);
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        struct Body {
            #[serde(default, skip_serializing_if = "Patch::is_absent")]
            note: Patch<Vec<String>>,
        }
        for (json, note) in [
            (json!({}), Patch::Absent),
            (json!({ "note": null }), Patch::Null),
            (json!({ "note": [] }), Patch::Value(vec![])),
            (json!({ "note": ["a"] }), vec!["a".to_owned()].into()),
        ] {
            let body = Body { note };
            assert_eq!(serde_json::to_value(&body).unwrap(), json);
            assert_eq!(serde_json::from_value::<Body>(json).unwrap(), body);
        }
    }
}
