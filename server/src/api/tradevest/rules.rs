//! Rules of Tradevest's customers: entities in the role of customer.
//!
//! Out of scope: what the document's schemas check, such as the form of an IBAN.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Scope of access tokens, which is also the permission of clients.
pub const SCOPE: &str = "tradevest.api";

/// Declares an enumeration whose values are stored by their names in the document.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// All values.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the value called `name`.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

named! {
    /// Kind of an entity.
    EntityType {
        /// A person.
        NaturalPerson = "NATURAL_PERSON",
        /// A company or an association.
        LegalEntity = "LEGAL_ENTITY",
        /// Several persons together.
        JointPerson = "JOINT_PERSON",
    }
}

named! {
    /// Status of a customer.
    CustomerStatus {
        /// New.
        Created = "CREATED",
        /// Being verified.
        Pending = "PENDING",
        /// May trade.
        Active = "ACTIVE",
        /// Not accepted.
        Rejected = "REJECTED",
        /// Deceased.
        Estate = "ESTATE",
        /// Suspended.
        Suspended = "SUSPENDED",
        /// Suspended for legal reasons.
        SuspendedCompliance = "SUSPENDED_COMPLIANCE",
    }
}

/// A customer's account at another bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefAccount {
    /// IBAN.
    pub iban: String,
    /// Owner of the account.
    pub owner_name: String,
    /// Name of the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// BIC of the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// Whether it is the primary account; `None` if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
}

/// An entity in the role of customer. Its times are whole milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Id of the customer.
    pub customer_id: Uuid,
    /// Id of the entity.
    pub entity_id: Uuid,
    /// Kind of the entity.
    pub entity_type: EntityType,
    /// Status.
    pub status: CustomerStatus,
    /// Labels, without duplicates.
    pub labels: Vec<String>,
    /// Accounts at other banks.
    pub ref_accounts: Vec<RefAccount>,
    /// Time of creation.
    pub created_on: DateTime<Utc>,
    /// Time of the last change.
    pub modified_on: DateTime<Utc>,
}

/// Filter of a list: all conditions have to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Id of the entity.
    pub entity_id: Option<Uuid>,
    /// Status.
    pub status: Option<CustomerStatus>,
    /// Kind of the entity.
    pub entity_type: Option<EntityType>,
    /// Labels that a customer has to have.
    pub labels: BTreeSet<String>,
}

impl Customer {
    /// Creates a customer.
    pub fn new(
        entity_id: Uuid,
        entity_type: EntityType,
        labels: Vec<String>,
        ref_accounts: Vec<RefAccount>,
        now: DateTime<Utc>,
    ) -> Self {
        let now = now.trunc_subsecs(3);
        Self {
            customer_id: Uuid::new_v4(),
            entity_id,
            entity_type,
            status: CustomerStatus::Created,
            labels: distinct(labels),
            ref_accounts,
            created_on: now,
            modified_on: now,
        }
    }

    /// Returns the customer with other labels.
    #[must_use]
    pub fn labelled(self, labels: Vec<String>, now: DateTime<Utc>) -> Self {
        Self { labels: distinct(labels), modified_on: now.trunc_subsecs(3), ..self }
    }
}

/// Removes duplicates.
fn distinct(labels: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    labels.into_iter().filter(|label| seen.insert(label.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_customer_is_created_at_a_whole_millisecond() {
        let now = DateTime::from_timestamp(1_756_576_525, 58_999_999).unwrap();

        let customer = Customer::new(Uuid::nil(), EntityType::JointPerson, Vec::new(), Vec::new(), now);

        assert_eq!(customer.created_on.to_string(), "2025-08-30 17:55:25.058 UTC");
        assert_eq!(customer.modified_on, customer.created_on);
        assert_eq!(customer.status, CustomerStatus::Created);
    }

    #[test]
    fn labels_keep_order_and_case_without_duplicates() {
        let labels = ["b", "a", "b", "A", "a "].map(ToOwned::to_owned).to_vec();

        assert_eq!(distinct(labels), ["b", "a", "A", "a "]);
    }

    #[test]
    fn names_are_parsed() {
        for status in CustomerStatus::ALL {
            assert_eq!(CustomerStatus::from_name(status.as_str()), Some(*status));
        }
        for kind in EntityType::ALL {
            assert_eq!(EntityType::from_name(kind.as_str()), Some(*kind));
        }
        assert_eq!(CustomerStatus::from_name("created"), None);
    }
}
