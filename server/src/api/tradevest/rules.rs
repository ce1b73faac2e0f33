//! What Tradevest's documentation says of a partner's customers, without HTTP and without a database.
//!
//! What the API's document can say itself, such as what an IBAN looks like, is checked before and not again here.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The API's name: of its document, its module and its mount.
pub const NAME: &str = "tradevest";

/// The one scope that there is, which is also what a client has to hold.
pub const SCOPE: &str = "tradevest.api";

/// Every permission.
pub const PERMISSIONS: &[&str] = &[SCOPE];

/// An enumeration whose values are kept by the names that the API gives them.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// Each of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// As it is kept.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

named! {
    /// What kind of entity a customer is.
    EntityType {
        /// A person.
        NaturalPerson = "NATURAL_PERSON",
        /// A company, an association.
        LegalEntity = "LEGAL_ENTITY",
        /// Several persons as one.
        JointPerson = "JOINT_PERSON",
    }
}

named! {
    /// How far a customer is.
    CustomerStatus {
        /// New.
        Created = "CREATED",
        /// Being looked at.
        Pending = "PENDING",
        /// May trade.
        Active = "ACTIVE",
        /// Was not accepted.
        Rejected = "REJECTED",
        /// Has died.
        Estate = "ESTATE",
        /// May not trade for now.
        Suspended = "SUSPENDED",
        /// May not trade for now, by law.
        SuspendedCompliance = "SUSPENDED_COMPLIANCE",
    }
}

/// An account of a customer at another bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefAccount {
    /// Its IBAN.
    pub iban: String,
    /// Whose it is.
    pub owner_name: String,
    /// What the bank is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// The bank's BIC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// Whether it is the one that is used: `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
}

/// An entity in the role of customer. Its times are whole milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Its identity as a customer.
    pub customer_id: Uuid,
    /// The entity that it is.
    pub entity_id: Uuid,
    /// What kind of entity that is.
    pub entity_type: EntityType,
    /// How far it is.
    pub status: CustomerStatus,
    /// What the partner has marked it with, each label once.
    pub labels: Vec<String>,
    /// Its accounts at other banks.
    pub ref_accounts: Vec<RefAccount>,
    /// When it became a customer.
    pub created_on: DateTime<Utc>,
    /// When it last changed.
    pub modified_on: DateTime<Utc>,
}

/// Which customers a list is to show: those that all of it lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this entity.
    pub entity_id: Option<Uuid>,
    /// Only with this status.
    pub status: Option<CustomerStatus>,
    /// Only of this kind.
    pub entity_type: Option<EntityType>,
    /// Only with all of these labels.
    pub labels: BTreeSet<String>,
}

impl Filter {
    /// A filter that lets through what fits all of these.
    pub fn new(
        entity_id: Option<Uuid>,
        status: Option<CustomerStatus>,
        entity_type: Option<EntityType>,
        labels: impl IntoIterator<Item = String>,
    ) -> Self {
        Self { entity_id, status, entity_type, labels: labels.into_iter().collect() }
    }
}

/// A customer that does not exist yet.
pub fn new_customer(
    entity_id: Uuid,
    entity_type: EntityType,
    labels: Vec<String>,
    ref_accounts: Vec<RefAccount>,
    now: DateTime<Utc>,
) -> Customer {
    let now = whole_milliseconds(now);
    Customer {
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

/// Labels as they were given; one that is given twice counts once.
pub fn distinct(labels: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    labels.into_iter().filter(|label| seen.insert(label.clone())).collect()
}

/// The precision with which times are kept and shown.
pub fn whole_milliseconds(time: DateTime<Utc>) -> DateTime<Utc> {
    time.trunc_subsecs(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_customer_is_created_at_its_whole_millisecond() {
        let now = DateTime::from_timestamp(1_756_576_525, 58_999_999).unwrap();

        let customer = new_customer(Uuid::nil(), EntityType::JointPerson, Vec::new(), Vec::new(), now);

        assert_eq!(customer.created_on.to_string(), "2025-08-30 17:55:25.058 UTC");
        assert_eq!(customer.modified_on, customer.created_on);
        assert_eq!(customer.status, CustomerStatus::Created);
    }

    #[test]
    fn labels_keep_their_order_and_their_case_and_come_once() {
        let labels = ["b", "a", "b", "A", "a "].map(ToOwned::to_owned).to_vec();

        assert_eq!(distinct(labels), ["b", "a", "A", "a "]);
    }

    #[test]
    fn names_are_told_apart_and_found_again() {
        for status in CustomerStatus::ALL {
            assert_eq!(CustomerStatus::from_name(status.as_str()), Some(*status));
        }
        for kind in EntityType::ALL {
            assert_eq!(EntityType::from_name(kind.as_str()), Some(*kind));
        }
        assert_eq!(CustomerStatus::from_name("created"), None);
    }
}
