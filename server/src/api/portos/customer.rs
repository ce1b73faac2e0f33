//! The customer and its parts, as the rules and the store see them.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::fixed::Fixed;

/// A customer. Its JSON is what the database stores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// The identifier, also in URLs.
    pub id: String,
    /// The number of its updates, plus 1.
    pub version: i64,
    /// The fields that callers set.
    pub profile: Profile,
    /// The changes of the credit, the oldest first.
    pub credit_transactions: Vec<CreditTransaction>,
}

/// The fields that callers set. Times are whole microseconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Profile {
    pub external_id: Option<String>,
    pub is_active: bool,
    pub activation_time: Option<DateTime<Utc>>,
    pub expiration_time: Option<DateTime<Utc>>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub full_name: Option<String>,
    pub gender: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub is_company: bool,
    pub company: Option<Company>,
    pub address: Option<Address>,
    pub delivery_address: Option<Address>,
    pub credit: Credit,
    pub cards: Vec<Card>,
    pub credit_rate: Fixed,
    pub discount_rate: Fixed,
    pub note: Option<String>,
    pub meta: Map<String, Value>,
}

/// A card of a customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Card {
    pub external_id: Option<String>,
    pub is_active: bool,
    pub is_virtual: bool,
    pub serial_number: String,
    pub processor: Option<String>,
    pub status_time: Option<DateTime<Utc>>,
    pub status_reason: Option<String>,
    pub activation_time: Option<DateTime<Utc>>,
    pub expiration_time: Option<DateTime<Utc>>,
    pub note: Option<String>,
    pub meta: Option<Map<String, Value>>,
}

/// The amount that a customer can spend.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Credit {
    pub amount: Fixed,
    pub currency_label: Option<String>,
}

/// A change of a customer's credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditTransaction {
    /// The amount added.
    pub amount: Fixed,
    /// The credit afterwards.
    pub balance: Fixed,
    /// The time of the change.
    pub time: DateTime<Utc>,
}

/// A company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Company {
    pub name: Option<String>,
    pub crn: Option<String>,
    pub vat_id: Option<String>,
    pub tax_id: Option<String>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub zip_code: Option<String>,
    pub country: Option<String>,
    pub coordinates: Option<Coordinates>,
    pub note: Option<String>,
}

/// A position on the map, in units of 10⁻⁸ degrees, the precision that the document allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "openapi/portos.yaml describes the fields")]
pub struct Coordinates {
    pub longitude: Option<i64>,
    pub latitude: Option<i64>,
}

/// The validity of a customer or a card at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In use.
    Valid,
    /// Past its expiration time.
    Expired,
    /// Switched off, or before its activation time.
    Inactive,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Valid => "Valid",
            Self::Expired => "Expired",
            Self::Inactive => "Inactive",
        })
    }
}

impl Status {
    fn at(
        now: DateTime<Utc>,
        is_active: bool,
        activation_time: Option<DateTime<Utc>>,
        expiration_time: Option<DateTime<Utc>>,
    ) -> Self {
        if expiration_time.is_some_and(|time| time <= now) {
            Self::Expired
        } else if !is_active || activation_time.is_some_and(|time| time > now) {
            Self::Inactive
        } else {
            Self::Valid
        }
    }
}

impl Profile {
    /// Returns the customer's status at `now`.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        Status::at(now, self.is_active, self.activation_time, self.expiration_time)
    }

    /// Returns the texts that `Search` looks through.
    pub fn searchable(&self) -> impl Iterator<Item = &str> {
        let company = self.company.as_ref();
        let texts = [
            self.first_name.as_deref(),
            self.last_name.as_deref(),
            company.and_then(|company| company.name.as_deref()),
            company.and_then(|company| company.vat_id.as_deref()),
            company.and_then(|company| company.tax_id.as_deref()),
            self.note.as_deref(),
        ];
        texts.into_iter().flatten()
    }
}

impl Card {
    /// Returns the card's status at `now`.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        Status::at(now, self.is_active, self.activation_time, self.expiration_time)
    }
}

/// Returns `time` truncated to the microseconds that are stored.
pub fn whole_micros(time: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(time.timestamp_micros()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn status_follows_the_time() {
        let now = DateTime::UNIX_EPOCH;
        let before = Some(now - TimeDelta::microseconds(1));
        let after = Some(now + TimeDelta::microseconds(1));
        for (is_active, activation, expiration, expected, reason) in [
            (true, None, None, Status::Valid, "without limits"),
            (true, Some(now), after, Status::Valid, "activated now"),
            (true, after, None, Status::Inactive, "activated later"),
            (true, None, Some(now), Status::Expired, "expires now"),
            (false, None, None, Status::Inactive, "switched off"),
            (false, None, before, Status::Expired, "switched off and expired"),
            (true, after, before, Status::Expired, "expired before its activation"),
        ] {
            assert_eq!(Status::at(now, is_active, activation, expiration), expected, "{reason}");
        }
    }
}
