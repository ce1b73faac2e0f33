//! Forms on the wire that need a type of their own.
//!
//! The generated code names these types: xtask/codegen/src/client/adapt.rs holds the table of formats. Deliberately not here: what
//! `uuid` and `chrono` already are.

#[cfg(feature = "portos")]
mod decimal;
#[cfg(feature = "reportei")]
mod sql_date_time;

#[cfg(feature = "portos")]
pub use self::decimal::Decimal;
#[cfg(feature = "reportei")]
pub use self::sql_date_time::{InvalidSqlDateTime, SqlDateTime};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use std::fmt;

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
    use super::{Patch, Secret};
    use serde_json::json;

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
