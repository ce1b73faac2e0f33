//! Who is calling.
//!
//! A presented secret is hashed and looked up, among the demo accounts where they are on, then in the
//! database; it leads to a [`Tenant`], whose data the caller may touch. What a caller may do with it, and how
//! a secret travels in a request, is each API's own and not here.

pub mod credentials;
pub mod demo;
pub mod guesses;
pub mod oauth;
pub mod passwords;
pub mod permissions;
pub mod recent;
pub mod tokens;

use crate::auth::credentials::Credential;
use crate::auth::demo::DemoAccounts;
use crate::auth::permissions::Permissions;
use crate::auth::recent::{AsOf, Recent};
use crate::auth::tokens::TokenHash;
use crate::db::{Connection, Database, Schema, StorageError};

/// The tables of credentials and tokens.
pub const SCHEMA: Schema = Schema { component: "auth", migrations: &[include_str!("schema.sql")] };

/// Whose data it is: a merchant, a company, a partner, an account, in the words of the APIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// What rows are marked with.
    pub id: String,
    /// What people read.
    pub name: String,
}

/// Who has signed in with a name and a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with: of a stored credential, its id, since what an operator calls it need not be unique.
    pub id: String,
    /// Whose data the user may touch.
    pub tenant: Tenant,
    /// What the user may.
    pub permissions: Permissions,
}

/// Every credential that this server knows.
#[derive(Clone)]
pub struct Credentials {
    database: Database,
    demo: Option<DemoAccounts>,
    recent: Recent<Tenant>,
}

impl Credentials {
    /// Creates a lookup of the credentials in `database` and of the demo accounts, if they are enabled.
    pub fn new(database: Database, demo: Option<DemoAccounts>) -> Self {
        Self { database, demo, recent: Recent::default() }
    }

    /// Whose secret `presented` is at `api`; `None` where it is nobody's, or is revoked.
    ///
    /// What this server revokes counts from the next call on, and what another process revokes a moment later: see
    /// [`recent`].
    pub async fn authenticate(
        &self,
        api: &'static str,
        presented: &str,
    ) -> Result<Option<Tenant>, StorageError> {
        let hash = TokenHash::of(presented);
        if let Some((tenant, _)) = self.demo.as_ref().and_then(|demo| demo.find(api, None, &hash)) {
            return Ok(Some(tenant.clone()));
        }
        let as_of = AsOf::now(self.database.commits());
        if let Some(tenant) = self.recent.get(api, &hash, as_of) {
            return Ok(Some(tenant));
        }
        let found = self.database.read(move |connection| credentials::find(connection, api, &hash)).await?;
        let Some(Credential { tenant, .. }) = found else { return Ok(None) };
        self.recent.put(api, hash, tenant.clone(), as_of);
        Ok(Some(tenant))
    }

    /// The user `name` of `api`, if `presented` is the secret; `None` where there is no such user, or the secret is another.
    ///
    /// The secret of a stored credential is no password that somebody chose, but 256 random bits: its SHA-256 is enough.
    pub async fn authenticate_user(
        &self,
        api: &'static str,
        name: &str,
        presented: &str,
    ) -> Result<Option<User>, StorageError> {
        let hash = TokenHash::of(presented);
        let demo = self.demo.as_ref().and_then(|demo| demo.find(api, Some(name), &hash));
        self.user_or_stored(demo, api, name, Some(hash)).await
    }

    /// The user `name` of `api`, unless it is revoked; for a user who has shown the secret before.
    pub async fn user(&self, api: &'static str, name: &str) -> Result<Option<User>, StorageError> {
        let demo = self.demo.as_ref().and_then(|demo| demo.named(api, name));
        self.user_or_stored(demo, api, name, None).await
    }

    async fn user_or_stored(
        &self,
        demo: Option<(&Tenant, &Permissions)>,
        api: &'static str,
        name: &str,
        secret: Option<TokenHash>,
    ) -> Result<Option<User>, StorageError> {
        if let Some((tenant, permissions)) = demo {
            let (id, tenant, permissions) = (name.to_owned(), tenant.clone(), permissions.clone());
            return Ok(Some(User { id, tenant, permissions }));
        }
        let name = name.to_owned();
        let find =
            move |connection: &Connection| credentials::find_user(connection, api, &name, secret.as_ref());
        let found = self.database.read(find).await?;
        Ok(found.map(User::from))
    }
}

impl From<credentials::Credential> for User {
    fn from(credential: credentials::Credential) -> Self {
        Self { id: credential.id, tenant: credential.tenant, permissions: credential.permissions }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::auth::credentials::{CredentialKind, IssuedCredential, NewCredential};
    use crate::auth::permissions::Permissions;

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
    async fn a_secret_opens_its_own_api_until_it_is_revoked() {
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
        database.write(move |c| credentials::revoke(c, &id, DateTime::UNIX_EPOCH)).await.unwrap();
        assert_eq!(credentials.authenticate("reportei", secret).await.unwrap(), None, "revoked");
    }

    #[tokio::test]
    async fn demo_accounts_open_only_where_they_are_enabled() {
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
    async fn stored_credentials_open_beside_the_demo_accounts() {
        let database = crate::db::testing::memory();
        let issued = issue(&database, "reportei").await;

        let tenant = Credentials::new(database, Some(demo_accounts()))
            .authenticate("reportei", issued.secret.expose())
            .await;

        assert_eq!(tenant.unwrap(), Some(issued.credential.tenant));
    }
}
