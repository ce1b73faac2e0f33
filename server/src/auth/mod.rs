//! Authentication: credentials, users and access tokens.
//!
//! A presented secret is hashed and looked up, first among the demo accounts, then in the database. It leads to a
//! [`Tenant`], whose data the caller may access.
//!
//! Out of scope: how a request carries a secret, and what its holder may do. Both belong to each API.

pub mod credentials;
pub mod demo;
mod identity;
pub mod oauth;
pub mod passwords;
pub mod throttle;
pub mod tokens;

use chrono::{DateTime, Utc};

pub use self::credentials::SCHEMA;
use self::credentials::{Credential, CredentialKind};
use self::demo::DemoAccounts;
pub use self::identity::{Permissions, Tenant, User};
use self::tokens::TokenHash;
use crate::db::{Connection, Database, DatabaseError, query};

/// Authenticates callers that present a secret.
#[derive(Clone)]
pub struct Credentials {
    database: Database,
    demo: Option<DemoAccounts>,
}

impl Credentials {
    /// Creates a lookup of the credentials in `database` and of the demo accounts, if they are enabled.
    pub fn new(database: Database, demo: Option<DemoAccounts>) -> Self {
        Self { database, demo }
    }

    /// Returns the tenant of a bearer token at `api`, or `None` if the token is unknown or revoked.
    pub async fn authenticate(
        &self,
        api: &'static str,
        presented: &str,
    ) -> Result<Option<Tenant>, DatabaseError> {
        let hash = TokenHash::of(presented);
        if let Some((tenant, _)) = self.demo.as_ref().and_then(|demo| demo.find(api, None, &hash)) {
            return Ok(Some(tenant.clone()));
        }
        let kind = CredentialKind::BearerToken;
        let find = move |connection: &Connection| credentials::find(connection, api, kind, None, Some(&hash));
        Ok(self.database.read(find).await?.map(|credential| credential.tenant))
    }

    /// Returns the user with this name and secret, or `None` if there is none. A stored secret has 256 random bits, so that
    /// its SHA-256 suffices.
    pub async fn authenticate_user(
        &self,
        api: &'static str,
        name: &str,
        presented: &str,
    ) -> Result<Option<User>, DatabaseError> {
        let hash = TokenHash::of(presented);
        let demo = self.demo.as_ref().and_then(|demo| demo.find(api, Some(name), &hash));
        self.user_or_stored(demo, api, name, Some(hash)).await
    }

    /// Returns a user that has signed in before, or `None` if the account has been revoked.
    pub async fn user(&self, api: &'static str, name: &str) -> Result<Option<User>, DatabaseError> {
        let demo = self.demo.as_ref().and_then(|demo| demo.named(api, name));
        self.user_or_stored(demo, api, name, None).await
    }

    async fn user_or_stored(
        &self,
        demo: Option<(&Tenant, &Permissions)>,
        api: &'static str,
        name: &str,
        secret: Option<TokenHash>,
    ) -> Result<Option<User>, DatabaseError> {
        if let Some((tenant, permissions)) = demo {
            let (id, tenant, permissions) = (name.to_owned(), tenant.clone(), permissions.clone());
            return Ok(Some(User { id, tenant, permissions }));
        }
        let (name, kind) = (name.to_owned(), CredentialKind::UserPassword);
        let find = move |connection: &Connection| {
            credentials::find(connection, api, kind, Some(&name), secret.as_ref())
        };
        Ok(self.database.read(find).await?.map(User::from))
    }
}

impl From<Credential> for User {
    fn from(credential: Credential) -> Self {
        Self { id: credential.id, tenant: credential.tenant, permissions: credential.permissions }
    }
}

/// Revokes a credential and all its tokens, and returns it, or `None` if there is none with this id. The time of a first
/// revocation is kept.
pub fn revoke(connection: &Connection, id: &str, now: DateTime<Utc>) -> query::Result<Option<Credential>> {
    let revoked = credentials::mark_revoked(connection, id, now)?;
    if let Some(revoked) = &revoked {
        oauth::delete_tokens(connection, &revoked.api, id)?;
    }
    Ok(revoked)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::auth::credentials::{CredentialKind, IssuedCredential, NewCredential};

    fn demo_accounts() -> DemoAccounts {
        let account = |secret, tenant, tenant_name| demo::DemoAccount {
            name: None,
            secret,
            tenant,
            tenant_name,
            permissions: &[],
        };
        let mut demo = DemoAccounts::default();
        demo.add(
            "reportei",
            &[
                account("demo-token", "demo", "Reportei"),
                account("demo-other-token", "demo-other", "Other Merchant"),
            ],
        );
        demo
    }

    async fn issue(database: &Database, api: &str) -> IssuedCredential {
        let new = NewCredential {
            api: api.to_owned(),
            kind: CredentialKind::BearerToken,
            tenant: Tenant { id: "acme".to_owned(), name: "Acme".to_owned() },
            permissions: Permissions::default(),
            name: "laptop".to_owned(),
        };
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        database.write(move |connection| credentials::create(connection, &new, now)).await.unwrap()
    }

    #[tokio::test]
    async fn token_authenticates_at_its_api_until_revoked() {
        let database = crate::db::testing::memory();
        let issued = issue(&database, "reportei").await;
        let credentials = Credentials::new(database.clone(), None);
        let secret = issued.secret.expose();

        let tenant = credentials.authenticate("reportei", secret).await.unwrap().unwrap();
        assert_eq!(tenant, issued.credential.tenant);
        assert_eq!(credentials.authenticate("dezwork", secret).await.unwrap(), None, "another API");
        assert_eq!(credentials.authenticate("reportei", "").await.unwrap(), None, "empty");
        assert_eq!(
            credentials.authenticate("reportei", &secret[1..]).await.unwrap(),
            None,
            "one digit short"
        );
        assert_eq!(
            credentials.authenticate("reportei", issued.secret.hash().as_str()).await.unwrap(),
            None,
            "the hash"
        );

        let id = issued.credential.id;
        database.write(move |c| revoke(c, &id, DateTime::UNIX_EPOCH)).await.unwrap();
        assert_eq!(credentials.authenticate("reportei", secret).await.unwrap(), None, "revoked");
    }

    #[tokio::test]
    async fn demo_accounts_authenticate_if_enabled() {
        let database = crate::db::testing::memory();
        let with = Credentials::new(database.clone(), Some(demo_accounts()));
        let without = Credentials::new(database, None);

        assert_eq!(with.authenticate("reportei", "demo-token").await.unwrap().unwrap().name, "Reportei");
        assert_eq!(
            with.authenticate("reportei", "demo-other-token").await.unwrap().unwrap().id,
            "demo-other"
        );
        assert_eq!(with.authenticate("no-such-api", "demo-token").await.unwrap(), None);
        assert_eq!(with.authenticate("reportei", "Demo-Token").await.unwrap(), None);
        assert_eq!(without.authenticate("reportei", "demo-token").await.unwrap(), None);
    }

    #[tokio::test]
    async fn stored_token_authenticates_beside_demo_accounts() {
        let database = crate::db::testing::memory();
        let issued = issue(&database, "reportei").await;

        let tenant = Credentials::new(database, Some(demo_accounts()))
            .authenticate("reportei", issued.secret.expose())
            .await;

        assert_eq!(tenant.unwrap(), Some(issued.credential.tenant));
    }
}
