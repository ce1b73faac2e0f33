//! The APIs: one folder each, and the list of them, from which everything that goes over all of them reads.
//!
//! Adding an API is adding a folder and a line of [`APIS`]; its demo accounts stand in [`crate::auth::demo`].
//!
//! What an operation may answer is a type, so that an answer which its document does not list has no name:
//!
//! ```no_run
//! use customers_server::generated::reportei::{CustomerViewError, Error};
//!
//! fn no_such_customer(error: Error) -> CustomerViewError {
//!     CustomerViewError::NotFound(error)
//! }
//! ```
//!
//! The same for an operation that documents no `404` does not compile. `server/tests/compile_fail.rs` tries whole
//! services, and looks at why they are refused.
//!
//! ```compile_fail,E0599
//! use customers_server::generated::reportei::{CustomerSettingsError, Error};
//!
//! fn no_such_customer(error: Error) -> CustomerSettingsError {
//!     CustomerSettingsError::NotFound(error)
//! }
//! ```

pub mod carbonext;
pub mod dezwork;
pub mod made_up;
pub mod portos;
pub mod reportei;
mod token_error;
pub mod tradevest;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::auth;
use crate::auth::credentials::CredentialKind;
use crate::context::Context;
use crate::db::{FileFault, Schema, StorageError};
use crate::generated;
use dropshot_openapi::InternalError;
use dropshot_openapi::route::{self, Routes};

use self::made_up::Seeding;

/// How long a caller is told to wait when there is more to do than can be done soon, or no way to the database.
const RETRY_AFTER_SECONDS: u32 = 1;
/// The same, where somebody has to do something first.
const RETRY_AFTER_MENDED_SECONDS: u32 = 30;

impl From<StorageError> for InternalError {
    /// The one place where what happens to the database becomes a status.
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Overloaded
            | StorageError::Stopped
            | StorageError::Unavailable(_)
            | StorageError::Contended(_)
            | StorageError::File { fault: FileFault::Held, .. } => {
                Self::unavailable(RETRY_AFTER_SECONDS, error)
            }
            StorageError::File {
                fault:
                    FileFault::NoRoom
                    | FileFault::Disk
                    | FileFault::ReadOnly
                    | FileFault::Closed
                    | FileFault::Gone,
                ..
            } => Self::unavailable(RETRY_AFTER_MENDED_SECONDS, error),
            // Nobody is helped by asking for it once more.
            StorageError::File { fault: FileFault::Damaged, .. }
            | StorageError::Query(_)
            | StorageError::Transaction(_)
            | StorageError::Panicked => Self::internal(error),
        }
    }
}

/// One API, as those see it who do not care which one it is.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// Its document, module, mount and tag.
    pub name: &'static str,
    /// Its OpenAPI document, as people wrote it.
    pub document: &'static str,
    /// What a caller sends in front of its secret, for the line that tells how to sign in.
    pub sign_in: &'static str,
    /// How the credentials that an operator issues for it sign in.
    pub credentials: CredentialKind,
    /// What a credential can allow, where the API knows permissions.
    pub permissions: &'static [&'static str],
    /// Its operations, and its way to refuse what is for none of them.
    pub routes: fn() -> Routes<Context>,
    /// Makes customers up.
    pub seeding: &'static dyn Seeding,
}

/// A new identity: a UUID of version 7, which begins with the time, so that an index of them grows at its end however large
/// it is.
fn new_uuid(now: DateTime<Utc>) -> Uuid {
    let chance = Uuid::new_v4().as_u64_pair().1;
    uuid_of(now, chance)
}

/// The identity of that time and chance. Many are made in one millisecond: the 12 bits behind it say when within it, as
/// RFC 9562 has it (6.2, method 3).
fn uuid_of(at: DateTime<Utc>, chance: u64) -> Uuid {
    let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    let fraction = at.timestamp_subsec_nanos() % 1_000_000 * 4_096 / 1_000_000;
    let mut rest = [0; 10];
    rest[..2].copy_from_slice(&fraction.to_be_bytes()[2..]);
    rest[2..].copy_from_slice(&chance.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &rest).into_uuid()
}

/// Every API that this server serves.
pub const APIS: &[Api] = &[
    Api {
        name: "carbonext",
        document: include_str!("../../../openapi/carbonext.yaml"),
        sign_in: "POST /connect/token with client_id / client_secret",
        credentials: CredentialKind::ClientCredentials,
        permissions: carbonext::rules::PERMISSIONS,
        routes: generated::carbonext::routes::<carbonext::Service>,
        seeding: &carbonext::seed::SEEDER,
    },
    Api {
        name: "tradevest",
        document: include_str!("../../../openapi/tradevest.yaml"),
        sign_in: "POST /connect/token with client_id / client_secret",
        credentials: CredentialKind::ClientCredentials,
        permissions: tradevest::rules::PERMISSIONS,
        routes: generated::tradevest::routes::<tradevest::Service>,
        seeding: &tradevest::seed::SEEDER,
    },
    Api {
        name: "portos",
        document: include_str!("../../../openapi/portos.yaml"),
        sign_in: "POST /api/auth, UserName and Password",
        credentials: CredentialKind::UserPassword,
        permissions: portos::rules::RIGHTS,
        routes: generated::portos::routes::<portos::Service>,
        seeding: &portos::seed::SEEDER,
    },
    Api {
        name: "dezwork",
        document: include_str!("../../../openapi/dezwork.yaml"),
        sign_in: "Account-Token:",
        credentials: CredentialKind::BearerToken,
        permissions: &[],
        routes: generated::dezwork::routes::<dezwork::Service>,
        seeding: &dezwork::seed::SEEDER,
    },
    Api {
        name: "reportei",
        document: include_str!("../../../openapi/reportei.yaml"),
        sign_in: "Authorization: Bearer",
        credentials: CredentialKind::BearerToken,
        permissions: &[],
        routes: generated::reportei::routes::<reportei::Service>,
        seeding: &reportei::seed::SEEDER,
    },
];

/// The tables of all components: what a server's database consists of.
pub fn schemas() -> Vec<Schema> {
    vec![
        auth::SCHEMA,
        Schema { component: "carbonext", migrations: &[include_str!("carbonext/schema.sql")] },
        Schema { component: "tradevest", migrations: &[include_str!("tradevest/schema.sql")] },
        Schema { component: "portos", migrations: &[include_str!("portos/schema.sql")] },
        Schema { component: "dezwork", migrations: &[include_str!("dezwork/schema.sql")] },
        Schema { component: "reportei", migrations: &[include_str!("reportei/schema.sql")] },
    ]
}

impl Api {
    /// The description that dropshot emits of its endpoints.
    pub fn describe(&self) -> serde_json::Value {
        route::describe(self.name, &(self.routes)())
    }
}

/// The API of this name.
pub fn find(name: &str) -> Option<&'static Api> {
    APIS.iter().find(|api| api.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::auth::demo::DEMO_ACCOUNTS;
    use dropshot_openapi::router::RouterBuilder;

    #[test]
    fn identities_rise_within_a_millisecond_too_and_none_is_made_twice() {
        let at = |nanoseconds: i64| DateTime::from_timestamp_nanos(1_700_000_000_000_000_000 + nanoseconds);
        let uuids: Vec<_> = (0..10_000).map(|number| new_uuid(at(number * 250))).collect();

        assert!(uuids.is_sorted_by(|one, next| one < next));
        assert_eq!(uuids[0].get_version_num(), 7);
        assert_eq!(uuids[0].get_variant(), uuid::Variant::RFC4122);
        assert_ne!(new_uuid(at(0)), new_uuid(at(0)));
    }

    #[test]
    fn names_are_found_and_unlike() {
        let names: HashSet<_> = APIS.iter().map(|api| api.name).collect();

        assert_eq!(names.len(), APIS.len());
        assert!(APIS.iter().all(|api| find(api.name).is_some_and(|found| found.name == api.name)));
        assert!(find("nobody").is_none());
    }

    #[test]
    fn demo_accounts_belong_to_an_api_and_every_api_has_one() {
        let with_accounts: HashSet<_> = DEMO_ACCOUNTS.iter().map(|account| account.api).collect();

        assert_eq!(with_accounts, APIS.iter().map(|api| api.name).collect());
    }

    #[test]
    fn every_api_can_be_mounted_anywhere_without_a_clash() {
        for name in [None, Some("somewhere")] {
            for api in APIS {
                RouterBuilder::default().api(name, &(api.routes)(), &route::Unobserved).unwrap();
            }
        }
    }
}
