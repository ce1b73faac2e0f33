//! Accounts for trying the server out.
//!
//! Their secrets are printed in the README, so they live in memory alone: switching them off leaves nothing
//! behind that still opens. When they may be on at all is the configuration's business. Permissions, and
//! secrets that go with a user name, come with the first API that has them.

use crate::auth::Tenant;
use crate::auth::tokens::TokenHash;

/// One account that everybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The API's name.
    pub api: &'static str,
    /// The secret, as a caller presents it.
    pub secret: &'static str,
    /// The tenant's id.
    pub tenant: &'static str,
    /// The tenant's name.
    pub tenant_name: &'static str,
}

/// Every demo account: an API that can be tried out adds its lines here.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount { api: "dezwork", secret: "demo-token", tenant: "demo", tenant_name: "Dezwork" },
    DemoAccount {
        api: "dezwork",
        secret: "demo-other-token",
        tenant: "demo-other",
        tenant_name: "Outra Conta",
    },
    DemoAccount { api: "reportei", secret: "demo-token", tenant: "demo", tenant_name: "Reportei" },
    DemoAccount {
        api: "reportei",
        secret: "demo-other-token",
        tenant: "demo-other",
        tenant_name: "Other Merchant",
    },
];

/// The demo accounts, ready to be looked up.
#[derive(Clone, Debug)]
pub struct DemoAccounts {
    accounts: Vec<(&'static str, TokenHash, Tenant)>,
}

impl DemoAccounts {
    /// All of [`DEMO_ACCOUNTS`].
    pub(super) fn new() -> Self {
        let accounts = DEMO_ACCOUNTS.iter().map(|account| {
            let tenant = Tenant { id: account.tenant.to_owned(), name: account.tenant_name.to_owned() };
            (account.api, TokenHash::of(account.secret), tenant)
        });
        Self { accounts: accounts.collect() }
    }

    /// Whose secret has this hash at `api`. They are few: a walk over them is as fast as a table.
    pub(super) fn find(&self, api: &str, hash: &TokenHash) -> Option<&Tenant> {
        let mut accounts = self.accounts.iter();
        accounts
            .find(|(its_api, its_hash, _)| *its_api == api && its_hash == hash)
            .map(|(_, _, tenant)| tenant)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_demo_accounts_of_an_api_share_a_secret() {
        let keys: HashSet<_> = DEMO_ACCOUNTS.iter().map(|account| (account.api, account.secret)).collect();

        assert_eq!(keys.len(), DEMO_ACCOUNTS.len());
    }
}
