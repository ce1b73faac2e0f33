//! Credentials that an operator issues, in the table `credentials`.
//!
//! Only the hash of a secret is stored: [`create`] returns the secret once. A revoked credential keeps its row, so that a
//! list shows former access.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::identity::{Permissions, Tenant};
use super::tokens::{Secret, TokenHash};
use crate::db::query::{self, OptionalExtension as _, Row, params};
use crate::db::{Connection, Schema};

/// The tables of credentials and tokens.
pub const SCHEMA: Schema = Schema { component: "auth", migrations: &[include_str!("schema.sql")] };

const COLUMNS: &str = "id, api, tenant, tenant_name, permissions, name, created_at, revoked_at";

/// How a credential signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// The secret is sent with every request.
    BearerToken,
    /// Id and secret are OAuth's `client_id` and `client_secret`, exchanged for an access token.
    ClientCredentials,
    /// Id and secret are a user name and a password, exchanged for a session.
    UserPassword,
}

impl CredentialKind {
    /// Returns the stored name.
    const fn as_str(self) -> &'static str {
        match self {
            Self::BearerToken => "bearer_token",
            Self::ClientCredentials => "client_credentials",
            Self::UserPassword => "user_password",
        }
    }
}

/// Access to one API for one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Public identifier.
    pub id: String,
    /// The API's name, such as `reportei`.
    pub api: String,
    /// The tenant whose data its holder may access.
    pub tenant: Tenant,
    /// The holder's permissions, if the API has permissions.
    pub permissions: Permissions,
    /// The operator's label.
    pub name: String,
    /// Time of creation.
    pub created_at: DateTime<Utc>,
    /// Time of revocation.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A credential to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCredential {
    /// The API's name, such as `reportei`.
    pub api: String,
    /// How it signs in.
    pub kind: CredentialKind,
    /// The tenant whose data its holder may access.
    pub tenant: Tenant,
    /// The holder's permissions, if the API has permissions.
    pub permissions: Permissions,
    /// The operator's label.
    pub name: String,
}

/// A new credential with its secret, which cannot be shown again.
#[derive(Clone, Debug)]
pub struct IssuedCredential {
    /// The stored credential.
    pub credential: Credential,
    /// Its secret.
    pub secret: Secret,
}

/// Issues a credential with a new secret. `now` is stored in whole seconds.
pub fn create(
    connection: &Connection,
    new: &NewCredential,
    now: DateTime<Utc>,
) -> query::Result<IssuedCredential> {
    let secret = Secret::generate();
    let NewCredential { api, kind, tenant, permissions, name } = new;
    let credential = connection
        .prepare_cached(&format!(
            "INSERT INTO credentials (id, api, kind, tenant, tenant_name, permissions, name, secret_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING {COLUMNS}"
        ))?
        .query_row(
            params![
                Uuid::new_v4().to_string(),
                api,
                kind.as_str(),
                tenant.id,
                tenant.name,
                permissions.to_string(),
                name,
                secret.hash().as_str(),
                now.timestamp()
            ],
            credential_from_row,
        )?;
    Ok(IssuedCredential { credential, secret })
}

/// Returns the credentials of one API or of all, oldest first, including revoked ones.
pub fn list(connection: &Connection, api: Option<&str>) -> query::Result<Vec<Credential>> {
    match api {
        Some(api) => connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM credentials WHERE api = ?1 ORDER BY created_at, id"
            ))?
            .query_map(params![api], credential_from_row),
        None => connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM credentials ORDER BY api, created_at, id"))?
            .query_map((), credential_from_row),
    }
}

/// Marks a credential as revoked. Its tokens are left to [`revoke`](super::revoke).
pub(super) fn mark_revoked(
    connection: &Connection,
    id: &str,
    now: DateTime<Utc>,
) -> query::Result<Option<Credential>> {
    connection
        .prepare_cached(&format!(
            "UPDATE credentials SET revoked_at = COALESCE(revoked_at, ?2) WHERE id = ?1 RETURNING {COLUMNS}"
        ))?
        .query_row(params![id, now.timestamp()], credential_from_row)
        .optional()
}

/// Returns the credential of `api` with this id and secret, of which at least one is given, unless it is revoked.
pub(super) fn find(
    connection: &Connection,
    api: &str,
    kind: CredentialKind,
    id: Option<&str>,
    secret: Option<&TokenHash>,
) -> query::Result<Option<Credential>> {
    let mut sql =
        format!("SELECT {COLUMNS} FROM credentials WHERE api = ?1 AND kind = ?2 AND revoked_at IS NULL");
    let mut parameters = vec![api, kind.as_str()];
    for (column, value) in [("id", id), ("secret_hash", secret.map(TokenHash::as_str))] {
        if let Some(value) = value {
            parameters.push(value);
            sql = format!("{sql} AND {column} = ?{}", parameters.len());
        }
    }
    let parameters: Vec<_> = parameters.into_iter().map(query::Value::Text).collect();
    connection.prepare_cached(&sql)?.query_row(parameters.as_slice(), credential_from_row).optional()
}

/// Returns `true` if a credential has this id, revoked or not.
pub fn exists(connection: &Connection, id: &str) -> query::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM credentials WHERE id = ?1")?.exists(params![id])
}

fn credential_from_row(row: &Row<'_>) -> query::Result<Credential> {
    Ok(Credential {
        id: row.get(0)?,
        api: row.get(1)?,
        tenant: Tenant { id: row.get(2)?, name: row.get(3)? },
        permissions: Permissions::parse(&row.get_str(4)?),
        name: row.get(5)?,
        created_at: row.get_time(6)?,
        revoked_at: row.get_time_optional(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::revoke;

    fn time(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn new(api: &str, name: &str) -> NewCredential {
        NewCredential {
            api: api.to_owned(),
            kind: CredentialKind::BearerToken,
            tenant: Tenant { id: "acme".to_owned(), name: "Acme".to_owned() },
            permissions: Permissions::default(),
            name: name.to_owned(),
        }
    }

    #[tokio::test]
    async fn credentials_are_listed_by_api_and_age() {
        let database = crate::db::testing::memory();
        for (api, name, at) in [("reportei", "second", 20), ("reportei", "first", 10), ("portos", "other", 5)]
        {
            database.write(move |c| create(c, &new(api, name), time(at))).await.unwrap();
        }

        for (api, expected) in [
            (None, vec!["other", "first", "second"]),
            (Some("reportei"), vec!["first", "second"]),
            (Some("tradevest"), vec![]),
        ] {
            let listed = database.read(move |c| list(c, api)).await.unwrap();
            let names: Vec<_> = listed.iter().map(|credential| credential.name.as_str()).collect();
            assert_eq!(names, expected, "{api:?}");
        }
    }

    #[tokio::test]
    async fn second_revocation_keeps_the_first_time() {
        let database = crate::db::testing::memory();
        let issued = database.write(|c| create(c, &new("reportei", "laptop"), time(1))).await.unwrap();
        let id = issued.credential.id;

        let again = id.clone();
        let first = database.write(move |c| revoke(c, &id, time(2))).await.unwrap().unwrap();
        let second = database.write(move |c| revoke(c, &again, time(3))).await.unwrap().unwrap();
        let unknown = database.write(|c| revoke(c, "nobody", time(4))).await.unwrap();

        assert_eq!(first.revoked_at, Some(time(2)));
        assert_eq!(second, first);
        assert_eq!(unknown, None);
    }

    #[tokio::test]
    async fn secret_is_not_stored() {
        let database = crate::db::testing::memory();
        let issued = database.write(|c| create(c, &new("reportei", "laptop"), time(1))).await.unwrap();

        let stored: String = database
            .read(|c| {
                c.prepare_cached("SELECT id || name || secret_hash FROM credentials")?
                    .query_row((), |row| row.get(0))
            })
            .await
            .unwrap();

        assert!(!stored.contains(issued.secret.expose()));
    }
}
