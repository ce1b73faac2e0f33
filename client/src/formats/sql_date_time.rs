//! Times in the form of SQL databases.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A point in time in the form `YYYY-MM-DD hh:mm:ss`, in UTC (`format: sql-date-time`).
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

    /// Returns the point in time.
    pub fn to_utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl From<DateTime<Utc>> for SqlDateTime {
    /// Truncates to seconds.
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
        read(text).map(Self).ok_or_else(|| InvalidSqlDateTime(text.to_owned()))
    }
}

/// Parses the form strictly: chrono would also accept blanks and years of five digits.
fn read(text: &str) -> Option<DateTime<Utc>> {
    let text: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let number = |from: usize, to: usize| {
        text[from..to].iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    if (text[4], text[7], text[10], text[13], text[16]) != (b'-', b'-', b' ', b':', b':') {
        return None;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    Some(date.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)?.and_utc())
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
        deserializer.deserialize_str(Text)
    }
}

/// Parses a time from borrowed text.
struct Text;

impl Visitor<'_> for Text {
    type Value = SqlDateTime;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a time of the form `YYYY-MM-DD hh:mm:ss`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SqlDateTime, E> {
        text.parse().map_err(E::custom)
    }
}

/// The error for a text that is not a [`SqlDateTime`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSqlDateTime(String);

impl fmt::Display for InvalidSqlDateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a time of the form `YYYY-MM-DD hh:mm:ss`", self.0)
    }
}

impl std::error::Error for InvalidSqlDateTime {}

#[cfg(test)]
mod tests {
    use super::SqlDateTime;
    use chrono::{TimeZone, Utc};
    use serde_json::json;

    #[test]
    fn time_round_trips_through_json() {
        let time: SqlDateTime = serde_json::from_value(json!("2024-09-24 17:07:34")).unwrap();
        assert_eq!(time.to_utc(), Utc.with_ymd_and_hms(2024, 9, 24, 17, 7, 34).unwrap());
        assert_eq!(serde_json::to_value(time).unwrap(), json!("2024-09-24 17:07:34"));
        assert_eq!(format!("{time:?}"), "SqlDateTime(2024-09-24 17:07:34)");
    }

    #[test]
    fn time_is_truncated_to_seconds() {
        let time = SqlDateTime::from(Utc.timestamp_millis_opt(1_727_197_654_999).unwrap());
        assert_eq!(time.to_string(), "2024-09-24 17:07:34");
        assert_eq!(time, "2024-09-24 17:07:34".parse().unwrap());
    }

    #[test]
    fn other_forms_are_rejected() {
        for (text, reason) in [
            ("", "empty"),
            ("2024-09-24", "no time of day"),
            ("2024-09-24T17:07:34Z", "RFC 3339"),
            ("2024-09-24 17:07:34.5", "less than a second"),
            ("2024-9-24 17:07:34", "a month of one digit"),
            ("2024-09-24  7:07:34", "a blank for a digit"),
            ("2024-02-30 17:07:34", "no such day"),
            ("2024-09-24 24:00:00", "no such hour"),
            ("2016-12-31 23:59:60", "a leap second"),
            ("2024-09-24 17-07-34", "other signs between the numbers"),
            ("2024-09-24 17:07:3４", "a digit outside ASCII"),
            ("0000-00-00 00:00:00", "no day at all"),
            ("2024-09-24 17:07:3", "a second of one digit"),
            ("+12024-09-24 17:07:34", "a year of five digits"),
        ] {
            assert!(text.parse::<SqlDateTime>().is_err(), "{reason}: {text}");
        }
    }
}
