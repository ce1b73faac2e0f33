//! Accounts for trying the server out.
//!
//! Their secrets are printed in the README, so they live in memory alone: switching them off leaves nothing
//! behind that still opens. When they may be on at all is the configuration's business.

use crate::auth::tokens::TokenHash;
use crate::auth::{Permissions, Tenant, User};

/// One account that everybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The API's name.
    pub api: &'static str,
    /// The user's name, where a secret goes with one.
    pub user: Option<&'static str>,
    /// The secret, as a caller presents it.
    pub secret: &'static str,
    /// The tenant's id.
    pub tenant: &'static str,
    /// The tenant's name.
    pub tenant_name: &'static str,
    /// What it may, at an API that tells.
    pub permissions: Permissions,
}

/// Every demo account: an API that can be tried out adds its lines here.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        api: "reportei",
        user: None,
        secret: "demo-token",
        tenant: "demo",
        tenant_name: "Reportei",
        permissions: Permissions::All,
    },
    DemoAccount {
        api: "reportei",
        user: None,
        secret: "demo-other-token",
        tenant: "demo-other",
        tenant_name: "Other Merchant",
        permissions: Permissions::All,
    },
    DemoAccount {
        api: "portos",
        user: Some("demo"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "all rights",
        permissions: Permissions::All,
    },
    DemoAccount {
        api: "portos",
        user: Some("demo-reader"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "no rights",
        permissions: Permissions::These(&[]),
    },
];

/// The demo accounts, ready to be looked up.
#[derive(Clone, Debug)]
pub struct DemoAccounts {
    accounts: Vec<(&'static DemoAccount, TokenHash, Tenant)>,
}

impl DemoAccounts {
    /// All of [`DEMO_ACCOUNTS`].
    pub(super) fn new() -> Self {
        let accounts = DEMO_ACCOUNTS.iter().map(|account| {
            let tenant = Tenant { id: account.tenant.to_owned(), name: account.tenant_name.to_owned() };
            (account, TokenHash::of(account.secret), tenant)
        });
        Self { accounts: accounts.collect() }
    }

    /// Whose secret has this hash at `api`. They are few: a walk over them is as fast as a table.
    pub(super) fn find(&self, api: &str, hash: &TokenHash) -> Option<&Tenant> {
        let mut accounts = self.accounts.iter();
        accounts
            .find(|(account, its_hash, _)| account.api == api && account.user.is_none() && its_hash == hash)
            .map(|(_, _, tenant)| tenant)
    }

    /// The user of this name at `api`, and the hash of the secret.
    pub(super) fn user(&self, api: &str, name: &str) -> Option<(User, &TokenHash)> {
        let mut accounts = self.accounts.iter();
        accounts.find(|(account, ..)| account.api == api && account.user == Some(name)).map(
            |(account, hash, tenant)| {
                let user =
                    User { id: name.to_owned(), tenant: tenant.clone(), permissions: account.permissions };
                (user, hash)
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_demo_accounts_of_an_api_are_one() {
        let keys: HashSet<_> = DEMO_ACCOUNTS
            .iter()
            .map(|account| (account.api, account.user.unwrap_or(account.secret)))
            .collect();

        assert_eq!(keys.len(), DEMO_ACCOUNTS.len());
    }
}
