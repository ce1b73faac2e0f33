//! The credentials that an operator issues, in the table `credentials`.
//!
//! Of a secret only the hash is stored: [`create`] is the one moment at which it can be seen. A revoked
//! credential keeps its row, so that a list shows who once had access.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::auth::permissions::Permissions;
use crate::auth::tokens::{Secret, TokenHash};
use crate::auth::{Tenant, oauth};
use crate::db::Connection;
use crate::db::query::{self, OptionalExtension as _, Row, params};

const COLUMNS: &str = "id, api, tenant, tenant_name, permissions, name, created_at, revoked_at";

/// How a credential signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// Its secret alone says who calls.
    BearerToken,
    /// Its id and its secret, as OAuth's `client_id` and `client_secret`, are traded for an access token.
    ClientCredentials,
    /// Its id and its secret are a user's name and password, and are traded for a session.
    UserPassword,
}

impl CredentialKind {
    /// As it is stored.
    const fn as_str(self) -> &'static str {
        match self {
            Self::BearerToken => "bearer_token",
            Self::ClientCredentials => "client_credentials",
            Self::UserPassword => "user_password",
        }
    }
}

/// A right to call one API for one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What it is revoked by; no secret.
    pub id: String,
    /// The API's name, such as `reportei`.
    pub api: String,
    /// Whom its holder calls for.
    pub tenant: Tenant,
    /// What its holder may do, where the API knows permissions.
    pub permissions: Permissions,
    /// What the operator calls it.
    pub name: String,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What an operator says of a credential to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCredential {
    /// The API's name, such as `reportei`.
    pub api: String,
    /// How it signs in.
    pub kind: CredentialKind,
    /// Whom its holder will call for.
    pub tenant: Tenant,
    /// What its holder may do, where the API knows permissions.
    pub permissions: Permissions,
    /// What the operator calls it.
    pub name: String,
}

/// A new credential and its secret, which nobody can show again.
#[derive(Clone, Debug)]
pub struct IssuedCredential {
    /// What was stored.
    pub credential: Credential,
    /// What was not.
    pub secret: Secret,
}

/// Issues a credential with a new secret. `now` is kept to the second.
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

/// The credentials of one API, or of all, the oldest first, with those that are revoked.
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

/// Revokes a credential and every token that it got, and returns it; `None` where there is none with this id. The time
/// of a first revocation stays.
pub fn revoke(connection: &Connection, id: &str, now: DateTime<Utc>) -> query::Result<Option<Credential>> {
    let revoked = connection
        .prepare_cached(&format!(
            "UPDATE credentials SET revoked_at = COALESCE(revoked_at, ?2) WHERE id = ?1 RETURNING {COLUMNS}"
        ))?
        .query_row(params![id, now.timestamp()], credential_from_row)
        .optional()?;
    if let Some(revoked) = &revoked {
        oauth::forget_client(connection, &revoked.api, id)?;
    }
    Ok(revoked)
}

/// The credential with this secret's hash at `api`, unless it is revoked.
pub fn find(connection: &Connection, api: &str, hash: &TokenHash) -> query::Result<Option<Credential>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM credentials
             WHERE secret_hash = ?1 AND api = ?2 AND kind = ?3 AND revoked_at IS NULL"
        ))?
        .query_row(params![hash.as_str(), api, CredentialKind::BearerToken.as_str()], credential_from_row)
        .optional()
}

/// The credential that signs in to `api` with this id and this secret's hash, unless it is revoked.
pub fn find_client(
    connection: &Connection,
    api: &str,
    id: &str,
    hash: &TokenHash,
) -> query::Result<Option<Credential>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM credentials
             WHERE secret_hash = ?1 AND id = ?2 AND api = ?3 AND kind = ?4 AND revoked_at IS NULL"
        ))?
        .query_row(
            params![hash.as_str(), id, api, CredentialKind::ClientCredentials.as_str()],
            credential_from_row,
        )
        .optional()
}

/// Whether a credential has this id, revoked or not.
pub fn exists(connection: &Connection, id: &str) -> query::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM credentials WHERE id = ?1")?.exists(params![id])
}

/// The user of `api` whose name is this credential's id, unless it is revoked; and only with this secret's hash, where one
/// is given.
pub fn find_user(
    connection: &Connection,
    api: &str,
    id: &str,
    hash: Option<&TokenHash>,
) -> query::Result<Option<Credential>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM credentials WHERE id = ?1 AND api = ?2 AND kind = ?3 AND revoked_at IS NULL"
    );
    let kind = CredentialKind::UserPassword.as_str();
    match hash {
        None => connection.prepare_cached(&sql)?.query_row(params![id, api, kind], credential_from_row),
        Some(hash) => connection
            .prepare_cached(&format!("{sql} AND secret_hash = ?4"))?
            .query_row(params![id, api, kind, hash.as_str()], credential_from_row),
    }
    .optional()
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
    async fn revoking_twice_keeps_the_first_time_and_an_unknown_id_is_none() {
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
    async fn the_secret_is_not_in_the_database() {
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
