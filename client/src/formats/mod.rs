//! Types for formats on the wire, as the table in xtask/codegen/src/client/adapt.rs assigns them.
//!
//! Out of scope: the formats that `uuid` and `chrono` have types for.

#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "sql-date-time")]
mod sql_date_time;

#[cfg(feature = "decimal")]
pub use self::decimal::Decimal;
#[cfg(feature = "sql-date-time")]
pub use self::sql_date_time::{InvalidSqlDateTime, SqlDateTime};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// A token, key or password (`format: password`, and credentials that are arguments of a call).
///
/// `Debug` hides it, and there is no `Display`, so that it cannot be logged by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret. Keep it out of logs and error messages.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the secret, for generated code, which converts every header parameter this way.
    #[allow(clippy::inherent_to_string, reason = "with Display, any format string could print a secret")]
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

impl From<Secret> for secrecy::SecretString {
    fn from(secret: Secret) -> Self {
        secret.0.into()
    }
}

impl From<&Secret> for secrecy::SecretString {
    fn from(secret: &Secret) -> Self {
        secret.0.as_str().into()
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

/// A field of an update that is set or cleared. The generated field is an `Option` of it, `None` if the field is left alone.
///
/// ```
/// # use customers_client::formats::Nullable;
/// let note: Option<Nullable<String>> = Some(Nullable::Value("seen".to_owned())); // {"note": "seen"}
/// let note: Option<Nullable<String>> = Some(Nullable::Null); // {"note": null}
/// let note: Option<Nullable<String>> = None; // {}
/// # let _ = note;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nullable<T> {
    /// Clears the field.
    Null,
    /// Sets the field.
    Value(T),
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Nullable, Secret};
    use serde_json::json;

    #[test]
    fn secret_is_written_to_json_only() {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(serde_json::to_value(&secret).unwrap(), json!("hunter2"));
        assert_eq!(serde_json::from_value::<Secret>(json!("hunter2")).unwrap(), secret);
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn absent_null_and_value_are_written_differently() {
        #[derive(serde::Serialize)]
        struct Body {
            #[serde(skip_serializing_if = "Option::is_none")]
            note: Option<Nullable<Vec<String>>>,
        }
        for (note, json) in [
            (None, json!({})),
            (Some(Nullable::Null), json!({ "note": null })),
            (Some(Nullable::Value(vec![])), json!({ "note": [] })),
            (Some(vec!["a".to_owned()].into()), json!({ "note": ["a"] })),
        ] {
            assert_eq!(serde_json::to_value(Body { note }).unwrap(), json);
        }
    }
}
