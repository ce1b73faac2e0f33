//! Accounts for trying the server out.
//!
//! Their secrets are printed in the README, so they live in memory alone: switching them off leaves nothing
//! behind that still opens. When they may be on at all is the configuration's business.

use crate::api::carbonext::rules as carbonext;
use crate::api::portos::rules as portos;
use crate::api::tradevest::rules as tradevest;
use crate::auth::Tenant;
use crate::auth::permissions::Permissions;
use crate::auth::tokens::TokenHash;

/// One account that everybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The API's name.
    pub api: &'static str,
    /// What a caller presents beside the secret, such as a client id; `None` where the secret alone signs in.
    pub name: Option<&'static str>,
    /// The secret, as a caller presents it.
    pub secret: &'static str,
    /// The tenant's id.
    pub tenant: &'static str,
    /// The tenant's name.
    pub tenant_name: &'static str,
    /// What it may do, where the API knows permissions.
    pub permissions: &'static [&'static str],
}

/// Every demo account: an API that can be tried out adds its lines here.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        api: "carbonext",
        name: Some("demo"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "Demo Company",
        permissions: carbonext::PERMISSIONS,
    },
    DemoAccount {
        api: "carbonext",
        name: Some("demo-reader"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "Demo Company",
        permissions: carbonext::READ_PERMISSIONS,
    },
    DemoAccount {
        api: "carbonext",
        name: Some("demo-other"),
        secret: "demo-secret",
        tenant: "demo-other",
        tenant_name: "Other Company",
        permissions: carbonext::PERMISSIONS,
    },
    DemoAccount {
        api: "tradevest",
        name: Some("demo"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "Demo Partner",
        permissions: tradevest::PERMISSIONS,
    },
    DemoAccount {
        api: "tradevest",
        name: Some("demo-other"),
        secret: "demo-secret",
        tenant: "demo-other",
        tenant_name: "Other Partner",
        permissions: tradevest::PERMISSIONS,
    },
    DemoAccount {
        api: "portos",
        name: Some("demo"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "all rights",
        permissions: portos::RIGHTS,
    },
    DemoAccount {
        api: "portos",
        name: Some("demo-reader"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "no rights",
        permissions: &[],
    },
    DemoAccount {
        api: "dezwork",
        name: None,
        secret: "demo-token",
        tenant: "demo",
        tenant_name: "Dezwork",
        permissions: &[],
    },
    DemoAccount {
        api: "dezwork",
        name: None,
        secret: "demo-other-token",
        tenant: "demo-other",
        tenant_name: "Outra Conta",
        permissions: &[],
    },
    DemoAccount {
        api: "reportei",
        name: None,
        secret: "demo-token",
        tenant: "demo",
        tenant_name: "Reportei",
        permissions: &[],
    },
    DemoAccount {
        api: "reportei",
        name: None,
        secret: "demo-other-token",
        tenant: "demo-other",
        tenant_name: "Other Merchant",
        permissions: &[],
    },
];

/// Whether a demo account of `api` has this name, also where demo accounts are switched off: what is switched on again
/// must not meet somebody else of its name.
pub fn is_name(api: &str, name: &str) -> bool {
    DEMO_ACCOUNTS.iter().any(|account| account.api == api && account.name == Some(name))
}

/// The demo accounts, ready to be looked up.
#[derive(Clone, Debug)]
pub struct DemoAccounts {
    accounts: Vec<Account>,
}

#[derive(Clone, Debug)]
struct Account {
    api: &'static str,
    name: Option<&'static str>,
    secret: TokenHash,
    tenant: Tenant,
    permissions: Permissions,
}

impl DemoAccounts {
    /// All of [`DEMO_ACCOUNTS`].
    pub(super) fn new() -> Self {
        let accounts = DEMO_ACCOUNTS.iter().map(|account| Account {
            api: account.api,
            name: account.name,
            secret: TokenHash::of(account.secret),
            tenant: Tenant { id: account.tenant.to_owned(), name: account.tenant_name.to_owned() },
            permissions: account.permissions.iter().copied().collect(),
        });
        Self { accounts: accounts.collect() }
    }

    /// Whose name and secret these are at `api`, and what it may do. They are few: a walk over them is as fast as a
    /// table.
    pub(super) fn find(
        &self,
        api: &str,
        name: Option<&str>,
        secret: &TokenHash,
    ) -> Option<(&Tenant, &Permissions)> {
        let mut accounts = self.accounts.iter();
        accounts
            .find(|account| account.api == api && account.name == name && account.secret == *secret)
            .map(|account| (&account.tenant, &account.permissions))
    }

    /// The account of this name at `api`, for a caller who has shown its secret before.
    pub(super) fn named(&self, api: &str, name: &str) -> Option<(&Tenant, &Permissions)> {
        let mut accounts = self.accounts.iter();
        accounts
            .find(|account| account.api == api && account.name == Some(name))
            .map(|account| (&account.tenant, &account.permissions))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_demo_accounts_of_an_api_sign_in_alike() {
        let keys: HashSet<_> =
            DEMO_ACCOUNTS.iter().map(|account| (account.api, account.name, account.secret)).collect();

        assert_eq!(keys.len(), DEMO_ACCOUNTS.len());
    }
}
