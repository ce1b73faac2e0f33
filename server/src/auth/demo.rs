//! Demo accounts.
//!
//! Their secrets are public, so they live in memory only: switching them off leaves nothing behind that still signs in.
//! The accounts themselves belong to the APIs; whether they may be on is decided by the configuration.

use super::identity::{Permissions, Tenant};
use super::tokens::TokenHash;

/// A demo account of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Client id or user name; `None` if the secret alone signs in.
    pub name: Option<&'static str>,
    /// The secret in the clear.
    pub secret: &'static str,
    /// The tenant's id.
    pub tenant: &'static str,
    /// The tenant's name.
    pub tenant_name: &'static str,
    /// Its permissions.
    pub permissions: &'static [&'static str],
}

impl DemoAccount {
    /// An account that signs in with a token.
    pub const fn token(secret: &'static str, tenant: &'static str, tenant_name: &'static str) -> Self {
        Self { name: None, secret, tenant, tenant_name, permissions: &[] }
    }

    /// An account that signs in with a name and the secret `demo-secret`.
    pub const fn named(
        name: &'static str,
        tenant: &'static str,
        tenant_name: &'static str,
        permissions: &'static [&'static str],
    ) -> Self {
        Self { name: Some(name), secret: "demo-secret", tenant, tenant_name, permissions }
    }
}

/// The demo accounts of all APIs, with their secrets hashed.
#[derive(Clone, Debug, Default)]
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
    /// Adds the accounts of an API.
    pub fn add(&mut self, api: &'static str, accounts: &[DemoAccount]) {
        self.accounts.extend(accounts.iter().map(|account| Account {
            api,
            name: account.name,
            secret: TokenHash::of(account.secret),
            tenant: Tenant { id: account.tenant.to_owned(), name: account.tenant_name.to_owned() },
            permissions: account.permissions.iter().copied().collect(),
        }));
    }

    /// Returns the tenant and permissions of the account with this name and secret.
    pub(super) fn find(
        &self,
        api: &str,
        name: Option<&str>,
        secret: &TokenHash,
    ) -> Option<(&Tenant, &Permissions)> {
        self.first(|account| account.api == api && account.name == name && account.secret == *secret)
    }

    /// Returns the tenant and permissions of the account with this name, for a caller that presented its secret before.
    pub(super) fn named(&self, api: &str, name: &str) -> Option<(&Tenant, &Permissions)> {
        self.first(|account| account.api == api && account.name == Some(name))
    }

    fn first(&self, matches: impl Fn(&Account) -> bool) -> Option<(&Tenant, &Permissions)> {
        let account = self.accounts.iter().find(|account| matches(account))?;
        Some((&account.tenant, &account.permissions))
    }
}
