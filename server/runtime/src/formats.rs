//! The string formats that documents may name: how each is told, and the Rust type that holds it.
//!
//! A format is added here and in the generator's table; a document that names another is refused by the generator.

use std::fmt;
use std::str::FromStr;

use arrayvec::ArrayString;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, SubsecRound as _, Timelike as _, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A format of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A UUID in its usual form of 36 characters.
    Uuid,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A time with its offset, as RFC 3339 writes it.
    DateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    SqlDateTime,
    /// An absolute URI.
    Uri,
    /// An e-mail address, in ASCII.
    Email,
    /// Anything; user interfaces hide it.
    Password,
    /// A format of one API alone. Its rules read it, and say what is wrong with it: here any string passes.
    Own {
        /// Its name in a document.
        name: &'static str,
        /// What a person is told to give.
        expectation: &'static str,
    },
}

impl Format {
    /// Its name in a document.
    pub const fn name(self) -> &'static str {
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

    /// What a person is told to give.
    pub const fn expectation(self) -> &'static str {
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

    /// Whether `text` has this format. Whatever passes here is accepted by the Rust type of the format.
    pub fn accepts(self, text: &str) -> bool {
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

/// A time as RFC 3339 has it, in UTC too: an offset can lead out of the years that it can write.
fn is_date_time(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok_and(|time| (0..=9999).contains(&time.to_utc().year()))
}

/// Whether `text` has digits where `form` has noughts, and is the same elsewhere. chrono also reads signs, blanks and single
/// digits, which may well come to the same length.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            literal => byte == literal,
        })
}

/// An address as RFC 5321 has it: ASCII alone, with atoms and dots before the `@` and a host's name behind it. Quoted local
/// parts and addresses of machines, which nobody has, are refused. Whether mail arrives there, only mail can tell.
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

/// A time in UTC, to the second, `YYYY-MM-DD hh:mm:ss` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlDateTime(DateTime<Utc>);

const SQL_DATE_TIME: &str = "%Y-%m-%d %H:%M:%S";

impl From<DateTime<Utc>> for SqlDateTime {
    /// What is finer than a second is cut off.
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
        match self.text() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}", self.0.format(SQL_DATE_TIME)),
        }
    }
}

/// `00` to `99`.
const TWO_DIGITS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
                          5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

impl SqlDateTime {
    /// As it is written, in the years of four digits. chrono takes the form apart anew for each time; this is a tenth of it,
    /// and most of what a list answers are times.
    fn text(self) -> Option<ArrayString<19>> {
        let time = self.0.naive_utc();
        let year = u32::try_from(time.year()).ok().filter(|year| *year <= 9999)?;
        let mut text = ArrayString::new();
        for (before, number) in [
            ("", year / 100),
            ("", year % 100),
            ("-", time.month()),
            ("-", time.day()),
            (" ", time.hour()),
            (":", time.minute()),
            (":", time.second()),
        ] {
            text.push_str(before);
            let at = 2 * number as usize;
            text.push_str(&TWO_DIGITS[at..at + 2]);
        }
        Some(text)
    }
}

/// A text that is not a time of the form `YYYY-MM-DD hh:mm:ss`.
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
        match self.text() {
            Some(text) => serializer.serialize_str(&text),
            None => serializer.collect_str(self),
        }
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
/// On the wire it is a JSON number. Programs read those into binary floating point, and so does this one; a number of 15
/// digits at most comes out of that as it went in, and the documents bound every decimal to so many.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// The decimal that a JSON number was written as, if there is one: it has 28 digits behind the point at most.
    pub fn from_number(number: f64) -> Option<Self> {
        // The shortest text that reads back as the same binary number is what was written, up to 15 digits.
        format!("{number}").parse().ok()
    }

    /// Whether it is a whole number of `step`s.
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

    /// What would have to be rounded is an error.
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

/// A text that is shown to nobody but its reader: `format: password`. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
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

/// For a member that may be left out, be null or hold a value: `Option<Option<T>>`, of which the outer says whether it
/// was there at all.
pub mod absent_or_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Reads a member that is there.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Option::deserialize(deserializer).map(Some)
    }

    /// Writes a member that is there.
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
    fn a_time_is_written_as_its_form_says() {
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
    fn formats_accept_what_they_name_and_nothing_else() {
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
    fn the_parts_of_an_e_mail_address_are_as_long_as_mail_allows() {
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
    fn decimals_of_fifteen_digits_come_back_as_they_were_written() {
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
    fn a_number_that_no_decimal_holds_is_none() {
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
    fn a_sql_date_time_comes_back_as_it_was_written() {
        let json = "\"2024-09-24 17:07:34\"";
        let time: SqlDateTime = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), json);
    }
}
