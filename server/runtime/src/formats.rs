//! String formats: how each is checked, and the Rust type that holds its values.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, SubsecRound as _, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A format of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// UUID in its usual form of 36 characters.
    Uuid,
    /// Date, `YYYY-MM-DD`.
    Date,
    /// Time with its offset, by RFC 3339.
    DateTime,
    /// Time in UTC, `YYYY-MM-DD hh:mm:ss`.
    SqlDateTime,
    /// Absolute URI.
    Uri,
    /// E-mail address in ASCII.
    Email,
    /// Any string; user interfaces hide it.
    Password,
    /// Format of one document alone (`x-formats`): the API's own rules check it.
    Own {
        /// Name in the document.
        name: String,
        /// Completes "must be …" for a person.
        expectation: String,
    },
}

impl Format {
    /// The formats that every document can name.
    pub const KNOWN: [Self; 7] =
        [Self::Uuid, Self::Date, Self::DateTime, Self::SqlDateTime, Self::Uri, Self::Email, Self::Password];

    /// Returns the format that every document can name so.
    pub fn known(name: &str) -> Option<Self> {
        Self::KNOWN.into_iter().find(|format| format.name() == name)
    }

    /// Returns the name in a document.
    pub fn name(&self) -> &str {
        match self {
            Self::Uuid => "uuid",
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::SqlDateTime => "sql-date-time",
            Self::Uri => "uri",
            Self::Email => "email",
            Self::Password => "password",
            Self::Own { name, .. } => name,
        }
    }

    /// Returns what completes "must be …" for a person.
    pub fn expectation(&self) -> &str {
        match self {
            Self::Uuid => "a UUID, such as caedbbbe-7d93-476f-b965-bf97cd7ce874",
            Self::Date => "a date, such as 2024-09-24",
            Self::DateTime => "a date and time with an offset, such as 2024-09-24T17:07:34Z",
            Self::SqlDateTime => "a date and time in UTC, such as 2024-09-24 17:07:34",
            Self::Uri => "an absolute URI, such as https://example.com/path",
            Self::Email => "an e-mail address, such as name@example.com",
            Self::Password => "a password",
            Self::Own { expectation, .. } => expectation,
        }
    }

    /// Returns `true` if `text` has this format; the Rust type of the format then accepts it.
    pub fn accepts(&self, text: &str) -> bool {
        match self {
            // `Uuid` also reads the forms without hyphens, in braces and as a URN; the format is the hyphenated one.
            Self::Uuid => text.len() == 36 && Uuid::try_parse(text).is_ok(),
            Self::Date => has_form(text, "0000-00-00") && text.parse::<NaiveDate>().is_ok(),
            Self::DateTime => is_date_time(text),
            Self::SqlDateTime => text.parse::<SqlDateTime>().is_ok(),
            Self::Uri => text.parse::<http::Uri>().is_ok_and(|uri| uri.scheme().is_some()),
            Self::Email => is_email(text),
            Self::Password | Self::Own { .. } => true,
        }
    }
}

/// Returns `true` for a time by RFC 3339 that can be written in UTC too: an offset can lead out of four-digit years.
fn is_date_time(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok_and(|time| (0..=9999).contains(&time.to_utc().year()))
}

/// Returns `true` if `text` has digits where `form` has zeros, and equals it elsewhere. chrono also reads signs, spaces and
/// single digits.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            literal => byte == literal,
        })
}

/// Returns `true` for an address by RFC 5321 in ASCII: atoms and dots before the `@`, a host name behind it.
///
/// Out of scope: quoted local parts and address literals.
fn is_email(text: &str) -> bool {
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.split_once('@').is_some_and(|(local, host)| {
        local.len() <= 64
            && local.split('.').all(is_atom)
            && host.len() <= 253
            && host.split('.').all(is_label)
    })
}

/// A time in UTC with a precision of seconds, `YYYY-MM-DD hh:mm:ss` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlDateTime(DateTime<Utc>);

const SQL_DATE_TIME: &str = "%Y-%m-%d %H:%M:%S";

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

impl fmt::Display for SqlDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format(SQL_DATE_TIME))
    }
}

/// Parse error of [`SqlDateTime`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASqlDateTime;

impl fmt::Display for NotASqlDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", Format::SqlDateTime.expectation())
    }
}

impl std::error::Error for NotASqlDateTime {}

impl FromStr for SqlDateTime {
    type Err = NotASqlDateTime;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match NaiveDateTime::parse_from_str(text, SQL_DATE_TIME) {
            Ok(time) if has_form(text, "0000-00-00 00:00:00") => Ok(Self(time.and_utc())),
            _ => Err(NotASqlDateTime),
        }
    }
}

impl Serialize for SqlDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SqlDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A number that is exact in its decimal digits: money and rates.
///
/// On the wire it is a JSON number, which programs read into binary floating point. Numbers of up to 15 digits survive
/// that unchanged; the generator rejects decimals with more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// Returns the decimal that a JSON number was written as; `None` beyond 28 digits behind the point.
    pub fn from_number(number: f64) -> Option<Self> {
        // Up to 15 digits, the shortest text that reads back as the same binary number is the one that was written.
        format!("{number}").parse().ok()
    }

    /// Returns `true` if this is an integer multiple of `step`.
    pub fn is_multiple_of(self, step: Self) -> bool {
        self.0.checked_rem(step.0).is_some_and(|rest| rest.is_zero())
    }
}

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

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Decimal {
    type Err = rust_decimal::Error;

    /// Fails where the text would have to be rounded.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        rust_decimal::Decimal::from_str_exact(text).map(Self)
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
        let number = f64::deserialize(deserializer)?;
        Self::from_number(number).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
    }
}

/// A string of `format: password`. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Returns the string.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Serde functions for a field that is absent, null or a value: the outer of `Option<Option<T>>` is `None` for an absent
/// field.
pub mod absent_or_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Deserializes a field that is present.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Option::deserialize(deserializer).map(Some)
    }

    /// Serializes a field that is present.
    #[allow(clippy::option_option, reason = "absent, null and a value are three things")]
    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub fn serialize<T, S>(value: &Option<Option<T>>, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: Serialize,
        S: Serializer,
    {
        value.as_ref().and_then(Option::as_ref).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_date_time_is_written_like_chrono_does() {
        for seconds in [0, 1_727_197_654, -62_167_219_200, 951_782_400, 253_402_300_799] {
            let time = DateTime::from_timestamp(seconds, 0).unwrap();
            let expected = time.format(SQL_DATE_TIME).to_string();
            assert_eq!(SqlDateTime::from(time).to_string(), expected);
            assert_eq!(serde_json::to_value(SqlDateTime::from(time)).unwrap(), expected);
        }
        for strange in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            assert_eq!(SqlDateTime::from(strange).to_string(), strange.format(SQL_DATE_TIME).to_string());
        }
    }

    #[test]
    fn format_accepts_only_its_own_values() {
        let cases = [
            (Format::Uuid, "caedbbbe-7d93-476f-b965-bf97cd7ce874", true),
            (Format::Uuid, "CAEDBBBE-7D93-476F-B965-BF97CD7CE874", true),
            (Format::Uuid, "caedbbbe7d93476fb965bf97cd7ce874", false),
            (Format::Uuid, "{aedbbbe-7d93-476f-b965-bf97cd7ce874}", false),
            (Format::Date, "2024-02-29", true),
            (Format::Date, "2023-02-29", false),
            (Format::Date, "2024-2-9", false),
            (Format::Date, "2024-2-9  ", false),
            (Format::Date, "2024- 2- 9", false),
            (Format::Date, "+202-02-09", false),
            (Format::Date, "-202-02-09", false),
            (Format::DateTime, "2024-09-24T17:07:34.5+02:00", true),
            (Format::DateTime, "2024-09-24T17:07:34", false),
            (Format::DateTime, "9999-12-31T23:59:59Z", true),
            (Format::DateTime, "9999-12-31T23:59:59-00:01", false),
            (Format::DateTime, "0000-01-01T00:00:00Z", true),
            (Format::DateTime, "0000-01-01T00:00:00+00:01", false),
            (Format::SqlDateTime, "2024-09-24 17:07:34", true),
            (Format::SqlDateTime, "2024-09-24T17:07:34", false),
            (Format::SqlDateTime, "2024-9-24 17:07:34", false),
            (Format::SqlDateTime, "2024-9- 24 17:07:34", false),
            (Format::SqlDateTime, "+024-09-24 17:07:34", false),
            (Format::SqlDateTime, "2024-09-24 25:07:34", false),
            (Format::Uri, "https://example.com/a?b=c", true),
            (Format::Uri, "/a", false),
            (Format::Email, "john.doe@example.sk", true),
            (Format::Email, "o'hara+till_{1}@xn--kola-l0a.sk", true),
            (Format::Email, "a@localhost", true),
            (Format::Email, "žák@example.com", false),
            (Format::Email, "a@škola.sk", false),
            (Format::Email, "a@b@c", false),
            (Format::Email, "@b", false),
            (Format::Email, "a@", false),
            (Format::Email, "a", false),
            (Format::Email, "a b@c.d", false),
            (Format::Email, "a..b@c", false),
            (Format::Email, ".a@c", false),
            (Format::Email, "a.@c", false),
            (Format::Email, "a@c..d", false),
            (Format::Email, "a@c.", false),
            (Format::Email, "a@-c", false),
            (Format::Email, "a@c-", false),
            (Format::Email, "a@c_d", false),
            (Format::Email, "a@c\n", false),
            (Format::Email, "\"a\"@c", false),
            (Format::Email, "(a)@c", false),
        ];
        for (format, text, expected) in cases {
            assert_eq!(format.accepts(text), expected, "{} {text:?}", format.name());
        }
    }

    #[test]
    fn email_parts_are_limited_in_length() {
        let address = |local: usize, label: usize, labels: usize| {
            format!("{}@{}", "a".repeat(local), vec!["b".repeat(label); labels].join("."))
        };
        for (local, label, labels, expected) in
            [(64, 63, 1, true), (65, 63, 1, false), (64, 64, 1, false), (1, 1, 127, true), (1, 1, 128, false)]
        {
            let text = address(local, label, labels);
            assert_eq!(Format::Email.accepts(&text), expected, "{text}");
        }
    }

    #[test]
    fn decimal_of_15_digits_survives_json() {
        for text in ["0.0", "0.1", "0.3", "12.34", "-999999999.99", "999999999999.999", "100.0", "0.0001"] {
            let decimal: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&decimal).unwrap(), text);
        }
        let [one, two, three] =
            ["0.1", "0.2", "0.3"].map(|text| rust_decimal::Decimal::from(text.parse::<Decimal>().unwrap()));
        assert_eq!(one + two, three);
        assert!("0.07".parse::<Decimal>().unwrap().is_multiple_of("0.01".parse().unwrap()));
        assert!(!"0.075".parse::<Decimal>().unwrap().is_multiple_of("0.01".parse().unwrap()));
    }

    #[test]
    fn number_beyond_decimals_is_none() {
        for number in [1e-29, -1e-300, f64::MIN_POSITIVE, 1e29, f64::MAX, f64::INFINITY, f64::NAN] {
            assert_eq!(Decimal::from_number(number), None, "{number}");
            assert!(serde_json::from_value::<Decimal>(number.into()).is_err(), "{number}");
            assert!(format!("{number}").parse::<Decimal>().is_err(), "{number}");
        }
        for (number, text) in
            [(1e-28, "0.0000000000000000000000000001"), (-0.0, "0"), (1e28, "10000000000000000000000000000")]
        {
            assert_eq!(Decimal::from_number(number), text.parse().ok(), "{number}");
        }
    }

    #[test]
    fn sql_date_time_survives_json() {
        let json = "\"2024-09-24 17:07:34\"";
        let time: SqlDateTime = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), json);
    }
}
