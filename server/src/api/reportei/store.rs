//! Queries on a merchant's customers.
//!
//! Every query names its tenant. Functions run in the caller's transaction.

use uuid::Uuid;

use super::rules::{Customer, Integration, SortKey, SortOrder};
use crate::api::page::Page;
use crate::auth::tokens::TokenHash;
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{self, OptionalExtension as _, QueryError, Row, params};

/// Number of a merchant's customers, and their order of creation.
pub(super) const CUSTOMERS: Counted = places!("reportei_merchants", "customer_count");

const COLUMNS: &str = "uuid, name, created_at, updated_at, trial_ends_at, is_paying";

/// Inserts a customer.
pub fn insert(
    connection: &Connection,
    tenant: &str,
    customer: &Customer,
    api_token: &TokenHash,
) -> query::Result<()> {
    let seq = CUSTOMERS.places.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, customer, api_token.as_str())
}

/// Inserts a customer at a position in the order of creation.
pub(super) fn insert_at(
    connection: &Connection,
    tenant: &str,
    seq: i64,
    customer: &Customer,
    api_token_hash: &str,
) -> query::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO reportei_customers
                 (uuid, tenant, seq, name, name_sort, created_at, updated_at, trial_ends_at, is_paying,
                  api_token_hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            customer.uuid.to_string(),
            tenant,
            seq,
            customer.name,
            customer.name_sort(),
            customer.created_at.timestamp(),
            customer.updated_at.timestamp(),
            customer.trial_ends_at.timestamp(),
            customer.is_paying,
            api_token_hash,
        ])?;
    Ok(())
}

/// Returns a customer.
pub fn find(connection: &Connection, tenant: &str, uuid: Uuid) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM reportei_customers WHERE uuid = ?1 AND tenant = ?2"))?
        .query_row(params![uuid.to_string(), tenant], customer_from_row)
        .optional()
}

/// Returns the customer with this API token.
pub fn find_by_api_token(
    connection: &Connection,
    tenant: &str,
    api_token: &TokenHash,
) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM reportei_customers WHERE api_token_hash = ?1 AND tenant = ?2"
        ))?
        .query_row(params![api_token.as_str(), tenant], customer_from_row)
        .optional()
}

/// Returns a page of a merchant's customers.
pub fn list(
    connection: &Connection,
    tenant: &str,
    number: i64,
    per_page: i64,
    order: SortOrder,
) -> query::Result<(Vec<Customer>, Page)> {
    let page = Page::new(CUSTOMERS.count(connection, tenant)?, number, per_page);
    let key = match order.key {
        None => None,
        Some(SortKey::Name) => Some("name_sort"),
        Some(SortKey::CreatedAt) => Some("created_at"),
        Some(SortKey::UpdatedAt) => Some("updated_at"),
    };
    let customers = page.read(order.descending, |direction, limit, offset| {
        let key = key.map_or_else(String::new, |key| format!("{key} {direction}, "));
        connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM reportei_customers WHERE tenant = ?1
                 ORDER BY {key}seq {direction} LIMIT ?2 OFFSET ?3"
            ))?
            .query_map(params![tenant, limit, offset], customer_from_row)
    })?;
    Ok((customers, page))
}

/// Saves a changed customer.
pub fn update(connection: &Connection, tenant: &str, customer: &Customer) -> query::Result<()> {
    connection
        .prepare_cached(
            "UPDATE reportei_customers SET name = ?3, name_sort = ?4, updated_at = ?5, is_paying = ?6
             WHERE uuid = ?1 AND tenant = ?2",
        )?
        .execute(params![
            customer.uuid.to_string(),
            tenant,
            customer.name,
            customer.name_sort(),
            customer.updated_at.timestamp(),
            customer.is_paying,
        ])?;
    Ok(())
}

/// Deletes a customer with its integrations. Returns `true` if it existed.
pub fn delete(connection: &Connection, tenant: &str, uuid: Uuid) -> query::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM reportei_customers WHERE uuid = ?1 AND tenant = ?2")?
        .execute(params![uuid.to_string(), tenant])?;
    if deleted == 0 {
        return Ok(false);
    }
    CUSTOMERS.leave(connection, tenant)?;
    Ok(true)
}

/// Returns a customer's integrations, in the order of connecting.
pub fn integrations(
    connection: &Connection,
    tenant: &str,
    customer: Uuid,
) -> query::Result<Vec<Integration>> {
    connection
        .prepare_cached(
            "SELECT uuid, integration, name, slug, status FROM reportei_integrations
             WHERE customer = ?1 AND tenant = ?2 ORDER BY seq",
        )?
        .query_map(params![customer.to_string(), tenant], |row| {
            Ok(Integration {
                uuid: read_uuid(row, 0)?,
                integration: row.get(1)?,
                name: row.get(2)?,
                slug: row.get(3)?,
                status: row.get(4)?,
            })
        })
}

/// Inserts an integration at a position in the order of connecting.
pub fn insert_integration(
    connection: &Connection,
    tenant: &str,
    customer: Uuid,
    seq: i64,
    integration: &Integration,
) -> query::Result<()> {
    let Integration { uuid, integration, name, slug, status } = integration;
    connection
        .prepare_cached(
            "INSERT INTO reportei_integrations (uuid, tenant, customer, seq, integration, name, slug, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            uuid.to_string(),
            tenant,
            customer.to_string(),
            seq,
            integration,
            name,
            slug,
            status
        ])?;
    Ok(())
}

fn customer_from_row(row: &Row<'_>) -> query::Result<Customer> {
    Ok(Customer {
        uuid: read_uuid(row, 0)?,
        name: row.get(1)?,
        created_at: row.get_time(2)?,
        updated_at: row.get_time(3)?,
        trial_ends_at: row.get_time(4)?,
        is_paying: row.get(5)?,
    })
}

fn read_uuid(row: &Row<'_>, column: usize) -> query::Result<Uuid> {
    let text = row.get_str(column)?;
    Uuid::try_parse(&text).map_err(|error| QueryError::unreadable(column, error))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::api::reportei::rules::INTEGRATION_ACTIVE;
    use crate::auth::tokens::Secret;
    use crate::db::testing::{number, plan, with};

    fn time(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn add(connection: &Connection, tenant: &str, name: &str, at: i64) -> (Customer, Secret) {
        let (customer, token) = Customer::new(name, time(at));
        insert(connection, tenant, &customer, &token.hash()).unwrap();
        (customer, token)
    }

    fn order(key: Option<SortKey>, descending: bool) -> SortOrder {
        SortOrder { key, descending }
    }

    fn names(customers: &[Customer]) -> Vec<&str> {
        customers.iter().map(|customer| customer.name.as_str()).collect()
    }

    #[tokio::test]
    async fn inserted_customer_is_found() {
        with(|c| {
            let (customer, token) = add(c, "a", "Padaria São João", 0);

            assert_eq!(find(c, "a", customer.uuid).unwrap().as_ref(), Some(&customer));
            assert_eq!(find_by_api_token(c, "a", &token.hash()).unwrap().as_ref(), Some(&customer));
            assert_eq!(find(c, "a", Uuid::new_v4()).unwrap(), None);
            assert_eq!(find_by_api_token(c, "a", &TokenHash::of("")).unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn customer_of_another_merchant_is_not_found() {
        with(|c| {
            let (customer, token) = add(c, "a", "Ours", 0);
            let uuid = customer.uuid;
            let integration = integration("instagram_business");
            insert_integration(c, "a", uuid, 1, &integration).unwrap();

            assert_eq!(find(c, "b", uuid).unwrap(), None);
            assert_eq!(find_by_api_token(c, "b", &token.hash()).unwrap(), None);
            update(c, "b", &customer.clone().renamed("Theirs", time(1))).unwrap();
            assert!(!delete(c, "b", uuid).unwrap());
            assert!(integrations(c, "b", uuid).unwrap().is_empty());
            let (customers, page) = list(c, "b", 1, 100, SortOrder::default()).unwrap();
            assert_eq!((page.total, customers.len()), (0, 0));

            assert_eq!(find(c, "a", uuid).unwrap(), Some(customer));
            assert_eq!(integrations(c, "a", uuid).unwrap(), [integration]);
            assert_eq!(CUSTOMERS.count(c, "a").unwrap(), 1);
        })
        .await;
    }

    fn integration(slug: &str) -> Integration {
        Integration {
            uuid: Uuid::new_v4(),
            integration: "Something".to_owned(),
            name: "reportei".to_owned(),
            slug: slug.to_owned(),
            status: INTEGRATION_ACTIVE.to_owned(),
        }
    }

    #[tokio::test]
    async fn update_changes_one_customer() {
        with(|c| {
            let (customer, _) = add(c, "a", "Before", 0);
            let (other, _) = add(c, "a", "Other", 0);
            let changed = customer.renamed("After", time(5)).marked(true, time(6));

            update(c, "a", &changed).unwrap();

            assert_eq!(find(c, "a", changed.uuid).unwrap(), Some(changed));
            assert_eq!(find(c, "a", other.uuid).unwrap(), Some(other));
        })
        .await;
    }

    #[tokio::test]
    async fn deleted_customer_is_gone_with_its_integrations() {
        with(|c| {
            let (customer, token) = add(c, "a", "Gone", 0);
            add(c, "a", "Stays", 0);
            insert_integration(c, "a", customer.uuid, 1, &integration("facebook")).unwrap();

            assert!(delete(c, "a", customer.uuid).unwrap());
            assert!(!delete(c, "a", customer.uuid).unwrap());

            assert_eq!(find_by_api_token(c, "a", &token.hash()).unwrap(), None);
            let left = number(c, "SELECT count(*) FROM reportei_integrations");
            assert_eq!(left, 0);
            let (customers, page) = list(c, "a", 1, 15, SortOrder::default()).unwrap();
            assert_eq!((page.total, names(&customers)), (1, vec!["Stays"]));
        })
        .await;
    }

    #[tokio::test]
    async fn position_of_a_deleted_customer_is_not_reused() {
        with(|c| {
            add(c, "a", "first", 0);
            let (last, _) = add(c, "a", "last", 0);
            delete(c, "a", last.uuid).unwrap();

            add(c, "a", "next", 0);

            assert_eq!(number(c, "SELECT MAX(seq) FROM reportei_customers"), 3);
        })
        .await;
    }

    #[tokio::test]
    async fn lists_are_sorted_by_key_then_creation() {
        with(|c| {
            // One second for all: creation times tie.
            let (b, _) = add(c, "a", "beta", 0);
            add(c, "a", "Ágil", 0);
            add(c, "a", "BETA", 0);
            add(c, "a", "agro", 0);
            update(c, "a", &b.marked(true, time(9))).unwrap();

            for (key, ascending, reason) in [
                (None, ["beta", "Ágil", "BETA", "agro"], "creation"),
                (Some(SortKey::Name), ["Ágil", "agro", "beta", "BETA"], "name, then creation"),
                (Some(SortKey::CreatedAt), ["beta", "Ágil", "BETA", "agro"], "a tie of all: creation"),
                (Some(SortKey::UpdatedAt), ["Ágil", "BETA", "agro", "beta"], "last change, then creation"),
            ] {
                let (customers, _) = list(c, "a", 1, 15, order(key, false)).unwrap();
                assert_eq!(names(&customers), ascending, "{reason}");
                let (customers, _) = list(c, "a", 1, 15, order(key, true)).unwrap();
                let descending: Vec<_> = ascending.into_iter().rev().collect();
                assert_eq!(names(&customers), descending, "{reason}, descending");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn pages_contain_every_customer_once() {
        with(|c| {
            for number in 0..23 {
                // Few names and times, so that every page has ties.
                add(c, "a", ["x", "y", "z"][number % 3], i64::from(number > 11));
                add(c, "b", "other", 0);
            }
            let keys = [None, Some(SortKey::Name), Some(SortKey::CreatedAt), Some(SortKey::UpdatedAt)];
            for (key, descending) in keys.into_iter().flat_map(|key| [(key, false), (key, true)]) {
                let order = order(key, descending);
                let (all, _) = list(c, "a", 1, 100, order).unwrap();
                for per_page in [1, 2, 5, 22, 23, 24] {
                    let (_, first) = list(c, "a", 1, per_page, order).unwrap();
                    let paged: Vec<_> = (1..=first.pages)
                        .flat_map(|page| list(c, "a", page, per_page, order).unwrap().0)
                        .collect();
                    assert_eq!(paged, all, "{order:?}, {per_page} a page");
                }
            }
        })
        .await;
    }

    #[tokio::test]
    async fn page_past_the_end_is_empty_and_has_the_total() {
        with(|c| {
            add(c, "a", "only", 0);

            for page in [2, i64::MAX] {
                let (customers, page) = list(c, "a", page, 100, SortOrder::default()).unwrap();
                assert_eq!((page.total, customers.len(), page.bounds()), (1, 0, None));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn every_sort_order_uses_an_index() {
        with(|c| {
            for sort in ["seq", "name_sort, seq", "created_at, seq", "updated_at, seq"] {
                let sql =
                    format!("SELECT * FROM reportei_customers WHERE tenant = 'a' ORDER BY {sort} LIMIT 1");
                let plan = plan(c, &sql, ()).unwrap();
                let key = if sort == "seq" { "USING PRIMARY KEY" } else { "USING INDEX" };
                assert!(plan[0].contains(key), "{sort}: {plan:?}");
                assert_eq!(plan.len(), 1, "{sort} is sorted without an index");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn integrations_are_in_the_order_of_connecting() {
        with(|c| {
            let (customer, _) = add(c, "a", "x", 0);
            let connected: Vec<_> = ["z", "y", "x"].into_iter().map(integration).collect();
            for (seq, integration) in (1..).zip(&connected) {
                insert_integration(c, "a", customer.uuid, seq, integration).unwrap();
            }

            assert_eq!(integrations(c, "a", customer.uuid).unwrap(), connected);
        })
        .await;
    }
}
