//! Queries on a company's applications.
//!
//! Every query names its tenant, except for two: a client id is unique across companies, and sign-in does not know the
//! tenant yet. Functions run in the caller's transaction.

use chrono::{DateTime, Utc};

use super::NAME;
use super::rules::Application;
use crate::api::page::Page;
use crate::auth::oauth::{self, Grant};
use crate::auth::tokens::TokenHash;
use crate::auth::{Permissions, Tenant, credentials};
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{self, OptionalExtension as _, params};

/// Number of a company's applications, and their order of creation.
pub(super) const APPLICATIONS: Counted = places!("carbonext_companies", "application_count");

/// Returns `true` if an application or a credential has this client id, in any company.
pub fn is_taken(connection: &Connection, client_id: &str) -> query::Result<bool> {
    Ok(credentials::exists(connection, client_id)?
        || connection
            .prepare_cached("SELECT 1 FROM carbonext_applications WHERE client_id = ?1")?
            .exists(params![client_id])?)
}

/// Inserts an application.
pub fn insert(
    connection: &Connection,
    tenant: &str,
    application: &Application,
    key: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<()> {
    let seq = APPLICATIONS.places.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, application, key.as_str(), now)
}

/// Inserts an application at a position in the order of creation.
pub(super) fn insert_at(
    connection: &Connection,
    tenant: &str,
    seq: i64,
    application: &Application,
    key_hash: &str,
    now: DateTime<Utc>,
) -> query::Result<()> {
    let Application { client_id, display_name, permissions } = application;
    connection
        .prepare_cached(
            "INSERT INTO carbonext_applications
                 (client_id, tenant, seq, display_name, permissions, key_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            client_id,
            tenant,
            seq,
            display_name,
            permissions.to_string(),
            key_hash,
            now.timestamp()
        ])?;
    Ok(())
}

/// Returns the grant of the application or credential with this client id and secret.
pub fn find_client(
    connection: &Connection,
    client_id: &str,
    secret: &TokenHash,
) -> query::Result<Option<Grant>> {
    let application = connection
        .prepare_cached(
            "SELECT tenant, permissions FROM carbonext_applications WHERE client_id = ?1 AND key_hash = ?2",
        )?
        .query_row(params![client_id, secret.as_str()], |row| {
            let tenant: String = row.get(0)?;
            Ok(Grant {
                client: client_id.to_owned(),
                tenant: Tenant { name: tenant.clone(), id: tenant },
                permissions: Permissions::parse(&row.get_str(1)?),
            })
        })
        .optional()?;
    match application {
        Some(grant) => Ok(Some(grant)),
        None => oauth::find_credential(connection, NAME, client_id, secret),
    }
}

/// Returns a page of a company's applications, in the order of creation.
pub fn list(
    connection: &Connection,
    tenant: &str,
    number: i64,
    page_size: i64,
) -> query::Result<(Vec<Application>, Page)> {
    let page = Page::new(APPLICATIONS.count(connection, tenant)?, number, page_size);
    let applications = page.read(false, |direction, limit, offset| {
        connection
            .prepare_cached(&format!(
                "SELECT client_id, display_name, permissions FROM carbonext_applications
                 WHERE tenant = ?1 ORDER BY seq {direction} LIMIT ?2 OFFSET ?3"
            ))?
            .query_map(params![tenant, limit, offset], |row| {
                Ok(Application {
                    client_id: row.get(0)?,
                    display_name: row.get(1)?,
                    permissions: Permissions::parse(&row.get_str(2)?),
                })
            })
    })?;
    Ok((applications, page))
}

/// Deletes an application with its tokens. Returns `true` if it existed.
pub fn delete(connection: &Connection, tenant: &str, client_id: &str) -> query::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM carbonext_applications WHERE client_id = ?1 AND tenant = ?2")?
        .execute(params![client_id, tenant])?;
    if deleted == 0 {
        return Ok(false);
    }
    oauth::delete_tokens(connection, NAME, client_id)?;
    APPLICATIONS.leave(connection, tenant)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::tokens::Secret;
    use crate::db::testing::with;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn application(client_id: &str) -> Application {
        Application {
            client_id: client_id.to_owned(),
            display_name: None,
            permissions: ["orders_read", "users_write"].into_iter().collect(),
        }
    }

    fn add(connection: &Connection, tenant: &str, client_id: &str) -> Secret {
        let key = Secret::generate();
        insert(connection, tenant, &application(client_id), &key.hash(), NOW).unwrap();
        key
    }

    fn ids(applications: &[Application]) -> Vec<&str> {
        applications.iter().map(|application| application.client_id.as_str()).collect()
    }

    #[tokio::test]
    async fn application_signs_in_with_its_own_key_and_permissions() {
        with(|c| {
            let key = add(c, "acme", "app");
            let other_key = add(c, "acme", "other");

            let grant = find_client(c, "app", &key.hash()).unwrap().unwrap();

            assert_eq!((grant.client.as_str(), grant.tenant.id.as_str()), ("app", "acme"));
            assert_eq!(grant.permissions.to_string(), "orders_read users_write");
            assert_eq!(find_client(c, "app", &other_key.hash()).unwrap(), None, "another's key");
            assert_eq!(find_client(c, "APP", &key.hash()).unwrap(), None, "another name");
            assert_eq!(find_client(c, "nobody", &key.hash()).unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn client_id_is_taken_in_all_companies_until_deleted() {
        with(|c| {
            assert!(!is_taken(c, "app").unwrap());
            add(c, "acme", "app");
            assert!(is_taken(c, "app").unwrap());
            assert_eq!(APPLICATIONS.count(c, "acme").unwrap(), 1);

            assert!(!delete(c, "umbrella", "app").unwrap(), "another company");
            assert!(delete(c, "acme", "app").unwrap());
            assert!(!delete(c, "acme", "app").unwrap(), "already deleted");
            assert!(!is_taken(c, "app").unwrap());
            assert_eq!(APPLICATIONS.count(c, "acme").unwrap(), 0);
        })
        .await;
    }

    #[tokio::test]
    async fn pages_are_in_the_order_of_creation() {
        with(|c| {
            for index in 0..7 {
                add(c, "acme", &format!("app-{index}"));
                add(c, "umbrella", &format!("other-{index}"));
            }
            for (page, expected) in [
                (1, vec!["app-0", "app-1", "app-2"]),
                (2, vec!["app-3", "app-4", "app-5"]),
                (3, vec!["app-6"]),
                (4, vec![]),
            ] {
                let (applications, page) = list(c, "acme", page, 3).unwrap();
                assert_eq!(ids(&applications), expected, "{page:?}");
                assert_eq!(page.total, 7);
            }
            assert_eq!(list(c, "acme", 1, 1).unwrap().0, [application("app-0")]);
        })
        .await;
    }
}
