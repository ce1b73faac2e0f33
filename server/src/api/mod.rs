//! The description of an API: one [`Api`] value per folder below this one, collected in [`APIS`].

pub(crate) mod page;
pub mod seed;
mod settings;
pub mod text;
pub(crate) mod token_error;

use dropshot_openapi::InternalError;
use dropshot_openapi::{Endpoint, Runtime};

use crate::auth;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::context::Context;
use crate::db::{DatabaseError, FileFault, Schema};

pub use self::settings::{NoSettings, Settings, State, Switch};
pub use crate::generated::APIS;
pub use crate::generated::apis::*;

use self::seed::Seed;

/// `Retry-After` of a failure that usually passes by itself.
const RETRY_AFTER_SECONDS: u32 = 1;
/// `Retry-After` of a failure that an operator has to fix.
const RETRY_AFTER_OPERATOR_SECONDS: u32 = 30;

impl From<DatabaseError> for InternalError {
    /// Maps each storage failure to a status.
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Overloaded
            | DatabaseError::Stopped
            | DatabaseError::Unavailable(_)
            | DatabaseError::Conflict(_)
            | DatabaseError::Timeout
            | DatabaseError::File { fault: FileFault::Locked, .. } => {
                Self::unavailable(RETRY_AFTER_SECONDS, error)
            }
            DatabaseError::File {
                fault: FileFault::DiskFull | FileFault::DiskError | FileFault::Inaccessible,
                ..
            } => Self::unavailable(RETRY_AFTER_OPERATOR_SECONDS, error),
            DatabaseError::File { fault: FileFault::Damaged, .. }
            | DatabaseError::Query(_)
            | DatabaseError::Transaction(_)
            | DatabaseError::Panicked => Self::internal(error),
        }
    }
}

/// One API: everything that the rest of the server needs to know about it.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// Name of its document, module, mount and tag.
    pub name: &'static str,
    /// The hand-written OpenAPI document.
    pub document: &'static str,
    /// Returns its operations.
    pub endpoints: fn(&Runtime) -> Vec<Endpoint<Context>>,
    /// How to send a secret, for the line that the program prints at start.
    pub sign_in: &'static str,
    /// Kind of the credentials that an operator issues for it.
    pub credentials: CredentialKind,
    /// Names of its permissions; empty if it has none.
    pub permissions: &'static [&'static str],
    /// Its demo accounts.
    pub demo_accounts: &'static [DemoAccount],
    /// Its settings in the configuration file and the state built from them.
    pub settings: Settings,
    /// Its tables.
    pub schema: Schema,
    /// Inserts generated customers.
    pub seed: Seed,
}

impl Api {
    /// Returns the description that dropshot generates from the API's endpoints.
    pub fn describe(&self) -> serde_json::Value {
        dropshot_openapi::describe(self.name, (self.endpoints)(&Runtime::default()))
    }
}

/// Returns the tables of all components.
pub fn schemas() -> Vec<Schema> {
    std::iter::once(auth::SCHEMA).chain(APIS.iter().map(|api| api.schema)).collect()
}

/// Returns the API called `name`.
pub fn find(name: &str) -> Option<&'static Api> {
    APIS.iter().copied().find(|api| api.name == name)
}

/// Returns the first `length_max` characters, since texts that repeat a request's are unbounded.
pub(crate) fn truncated(text: &str, length_max: usize) -> String {
    text.chars().take(length_max).collect()
}

/// Converts enumerations to others with the same variants.
macro_rules! same_variants {
    ($($from:ty => $to:ty { $($variant:ident),+ })+) => {
        $(impl From<$from> for $to {
            fn from(value: $from) -> Self {
                match value { $(<$from>::$variant => Self::$variant,)+ }
            }
        })+
    };
}
pub(crate) use same_variants;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use dropshot::ApiDescription;

    use super::*;

    #[test]
    fn api_names_are_unique_and_can_be_looked_up() {
        let names: HashSet<_> = APIS.iter().map(|api| api.name).collect();

        assert_eq!(names.len(), APIS.len());
        assert!(APIS.iter().all(|api| find(api.name).is_some_and(|found| found.name == api.name)));
        assert!(find("unknown").is_none());
    }

    #[test]
    fn demo_accounts_exist_for_each_api_and_differ() {
        for api in APIS {
            let logins: HashSet<_> =
                api.demo_accounts.iter().map(|account| (account.name, account.secret)).collect();
            assert!(!logins.is_empty(), "{}", api.name);
            assert_eq!(logins.len(), api.demo_accounts.len(), "{}", api.name);
            let permissions = api.demo_accounts.iter().flat_map(|account| account.permissions);
            assert!(permissions.into_iter().all(|name| api.permissions.contains(name)), "{}", api.name);
        }
    }

    #[test]
    fn apis_mount_without_conflicts_under_a_name_and_at_the_root() {
        let runtime = Runtime::default();
        for mount in ["", "/somewhere"] {
            for api in APIS {
                let endpoints = (api.endpoints)(&runtime);
                dropshot_openapi::register(&mut ApiDescription::new(), mount, &runtime, endpoints).unwrap();
            }
        }
    }
}
