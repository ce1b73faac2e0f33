//! The queries on a company's applications.
//!
//! Every query names its tenant, but for the two that have to look everywhere: who signs in has not said yet whose it is,
//! and a `clientId` is taken for all companies. Each function does its part within a transaction that the caller has.

use chrono::{DateTime, Utc};

use super::rules::{self, Application, NAME, PageWindow, Permission};
use crate::auth::oauth::{self, Grant};
use crate::auth::tokens::TokenHash;
use crate::auth::{Permissions, Tenant, credentials};
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{self, OptionalExtension as _, QueryError, Row, params};

/// A company's applications, in the order of their creation.
pub(super) const APPLICATIONS: Counted = places!("carbonext_companies", "application_count");

/// One page of a company's applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationPage {
    /// The applications on it.
    pub applications: Vec<Application>,
    /// How many applications the company has.
    pub total: i64,
    /// Where the page lies among them.
    pub window: PageWindow,
}

/// Adds an application; whether its name was free.
pub fn insert(
    connection: &Connection,
    tenant: &str,
    application: &Application,
    key: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<bool> {
    if is_taken(connection, &application.client_id)? {
        return Ok(false);
    }
    let seq = APPLICATIONS.places.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, application, key, now)?;
    Ok(true)
}

/// Whether anything signs in under this name, in any company.
fn is_taken(connection: &Connection, client_id: &str) -> query::Result<bool> {
    Ok(rules::is_demo_client(client_id)
        || credentials::exists(connection, client_id)?
        || connection
            .prepare_cached("SELECT 1 FROM carbonext_applications WHERE client_id = ?1")?
            .exists(params![client_id])?)
}

/// Who signs in with this id and this secret's hash: an application, or whoever an operator has issued a credential.
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

/// One page of a company's applications, in the order of their creation.
pub fn list(
    connection: &Connection,
    tenant: &str,
    page: i64,
    page_size: i64,
) -> query::Result<ApplicationPage> {
    let total = APPLICATIONS.count(connection, tenant)?;
    let window = rules::page_window(total, page, page_size);
    if window.length == 0 {
        return Ok(ApplicationPage { applications: Vec::new(), total, window });
    }
    // What comes before a page must be walked over. Beyond the middle, the way from the other end is the shorter one.
    let from_end = window.offset > total / 2;
    let (direction, rows_before) =
        if from_end { ("DESC", total - window.offset - window.length) } else { ("ASC", window.offset) };
    let mut applications: Vec<_> = connection
        .prepare_cached(&format!(
            "SELECT client_id, display_name, permissions FROM carbonext_applications
             WHERE tenant = ?1 ORDER BY seq {direction} LIMIT ?2 OFFSET ?3"
        ))?
        .query_map(params![tenant, window.length, rows_before], application_from_row)?;
    if from_end {
        applications.reverse();
    }
    Ok(ApplicationPage { applications, total, window })
}

/// Removes an application, its key and its tokens; whether there was one.
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

fn insert_at(
    connection: &Connection,
    tenant: &str,
    seq: i64,
    application: &Application,
    key: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<()> {
    let permissions: Permissions =
        application.permissions.iter().map(|permission| permission.key()).collect();
    connection
        .prepare_cached(
            "INSERT INTO carbonext_applications
                 (client_id, tenant, seq, display_name, permissions, key_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            application.client_id,
            tenant,
            seq,
            application.display_name,
            permissions.to_string(),
            key.as_str(),
            now.timestamp(),
        ])
        .map(|_| ())
}

fn application_from_row(row: &Row<'_>) -> query::Result<Application> {
    let permissions = Permissions::parse(&row.get_str(2)?);
    let permissions = permissions.iter().map(|key| {
        Permission::from_key(key).ok_or_else(|| {
            let unknown = format!("{key:?} is no permission");
            QueryError::unreadable(2, unknown)
        })
    });
    Ok(Application {
        client_id: row.get(0)?,
        display_name: row.get(1)?,
        permissions: permissions.collect::<query::Result<_>>()?,
    })
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
            permissions: vec![Permission::OrdersRead, Permission::UsersWrite],
        }
    }

    fn add(connection: &Connection, tenant: &str, client_id: &str) -> (bool, Secret) {
        let key = Secret::generate();
        (insert(connection, tenant, &application(client_id), &key.hash(), NOW).unwrap(), key)
    }

    fn ids(page: &ApplicationPage) -> Vec<&str> {
        page.applications.iter().map(|application| application.client_id.as_str()).collect()
    }

    #[tokio::test]
    async fn an_application_signs_in_with_its_own_key_and_may_do_what_it_was_granted() {
        with(|c| {
            let (_, key) = add(c, "acme", "app");
            let (_, other_key) = add(c, "acme", "other");

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
    async fn a_name_is_taken_for_all_companies_until_it_is_deleted() {
        with(|c| {
            assert!(add(c, "acme", "app").0);
            assert!(!add(c, "acme", "app").0, "the same company");
            assert!(!add(c, "umbrella", "app").0, "another company");
            assert!(!add(c, "acme", "demo-reader").0, "a demo account");
            assert_eq!(
                (APPLICATIONS.count(c, "acme").unwrap(), APPLICATIONS.count(c, "umbrella").unwrap()),
                (1, 0)
            );

            assert!(!delete(c, "umbrella", "app").unwrap(), "not its own");
            assert!(delete(c, "acme", "app").unwrap());
            assert!(!delete(c, "acme", "app").unwrap(), "gone");
            assert!(add(c, "umbrella", "app").0, "free again");
            assert_eq!(
                (APPLICATIONS.count(c, "acme").unwrap(), APPLICATIONS.count(c, "umbrella").unwrap()),
                (0, 1)
            );
        })
        .await;
    }

    #[tokio::test]
    async fn pages_are_in_the_order_of_creation_from_whichever_end_they_are_reached() {
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
                let listed = list(c, "acme", page, 3).unwrap();
                assert_eq!(ids(&listed), expected, "page {page}");
                assert_eq!(listed.total, 7);
            }
            assert_eq!(list(c, "acme", 1, 1).unwrap().applications, [application("app-0")]);
        })
        .await;
    }
}
