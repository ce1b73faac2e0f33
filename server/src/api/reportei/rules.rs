//! Rules of Reportei Connect's customers.
//!
//! Out of scope: what the document's schemas check, such as the length of a name.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use uuid::Uuid;

use crate::api::text;
use crate::auth::tokens::Secret;

/// Length of a new customer's trial.
pub const TRIAL: TimeDelta = TimeDelta::days(7);

/// Response to a deletion.
pub const CUSTOMER_REMOVED: &str = "Record successfully removed";

/// Status of an integration that works.
pub const INTEGRATION_ACTIVE: &str = "active";

/// A merchant's customer. Its times are whole seconds, as in responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Id, also in URLs.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Time of creation.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// End of the trial.
    pub trial_ends_at: DateTime<Utc>,
    /// Whether the customer pays.
    pub is_paying: bool,
}

/// A data source that a customer has connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Id.
    pub uuid: Uuid,
    /// Display name of the source, such as `Instagram Business`.
    pub integration: String,
    /// The connected account.
    pub name: String,
    /// Name of the source for programs, such as `instagram_business`.
    pub slug: String,
    /// Status, such as [`INTEGRATION_ACTIVE`].
    pub status: String,
}

/// Sort key of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Name, regardless of case and accents.
    Name,
    /// Second of creation.
    CreatedAt,
    /// Second of the last change.
    UpdatedAt,
}

/// Order of a list. Ties are broken by the order of creation, which is reversed together with the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SortOrder {
    /// Sort key; `None` is the order of creation.
    pub key: Option<SortKey>,
    /// Whether the order is reversed.
    pub descending: bool,
}

impl Customer {
    /// Creates a customer, and its API token, which is not stored in the clear.
    pub fn new(name: impl Into<String>, now: DateTime<Utc>) -> (Self, Secret) {
        let now = now.trunc_subsecs(0);
        let customer = Self {
            uuid: Uuid::new_v4(),
            name: name.into(),
            created_at: now,
            updated_at: now,
            trial_ends_at: trial_end(now),
            is_paying: false,
        };
        (customer, Secret::generate())
    }

    /// Returns the customer with another name.
    #[must_use]
    pub fn renamed(self, name: &str, now: DateTime<Utc>) -> Self {
        Self { name: name.to_owned(), updated_at: now.trunc_subsecs(0), ..self }
    }

    /// Returns the customer with another payment status.
    #[must_use]
    pub fn marked(self, is_paying: bool, now: DateTime<Utc>) -> Self {
        Self { is_paying, updated_at: now.trunc_subsecs(0), ..self }
    }

    /// Returns the key that the name is sorted by.
    pub fn name_sort(&self) -> String {
        text::sort_key(&self.name)
    }
}

/// Returns the end of the trial of a customer created at `created_at`.
pub fn trial_end(created_at: DateTime<Utc>) -> DateTime<Utc> {
    created_at.checked_add_signed(TRIAL).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Returns the response to a change of the payment status.
pub fn payment_status_message(is_paying: bool) -> &'static str {
    if is_paying {
        "Customer is now marked as a paying customer"
    } else {
        "Customer is now marked as a non-paying customer"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_customer_has_a_trial_of_seven_days() {
        let now = DateTime::from_timestamp(1_727_802_912, 987_654_321).unwrap();

        let (customer, token) = Customer::new("Reportei Customer 3", now);

        assert_eq!(customer.created_at.to_string(), "2024-10-01 17:15:12 UTC");
        assert_eq!(customer.updated_at, customer.created_at);
        assert_eq!(customer.trial_ends_at.to_string(), "2024-10-08 17:15:12 UTC");
        assert!(!customer.is_paying);
        assert_eq!(token.expose().len(), 64);
    }

    #[test]
    fn changes_update_the_time_and_nothing_else() {
        let time = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let (customer, _) = Customer::new("Before", time(0));

        let renamed = customer.clone().renamed("After", time(5));
        assert_eq!(renamed, Customer { name: "After".to_owned(), updated_at: time(5), ..customer });
        let paying = renamed.clone().marked(true, time(6));
        assert_eq!(paying, Customer { is_paying: true, updated_at: time(6), ..renamed });
    }

    #[test]
    fn payment_messages_are_the_documents() {
        assert_eq!(payment_status_message(true), "Customer is now marked as a paying customer");
        assert_eq!(payment_status_message(false), "Customer is now marked as a non-paying customer");
    }
}
