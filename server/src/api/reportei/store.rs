//! The queries on a merchant's customers.
//!
//! Every query names its tenant, so that another merchant's customer is simply not there. Each function does
//! its part within a transaction that the caller has: a read's snapshot, or a write's savepoint.
//!
//! What a page means and what a customer is are in [`rules`], not here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rules::{self, Customer, Integration, PageWindow, SortKey, SortOrder};
use crate::auth::tokens::TokenHash;
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{self, OptionalExtension as _, QueryError, Row, params};

/// A merchant's customers, in the order of their creation.
pub(super) const CUSTOMERS: Counted = places!("reportei_merchants", "customer_count");

const COLUMNS: &str = "uuid, name, created_at, updated_at, trial_ends_at, is_paying";

/// One page of a merchant's customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPage {
    /// The customers on it.
    pub customers: Vec<Customer>,
    /// How many customers the merchant has.
    pub total: i64,
    /// Where the page lies among them.
    pub window: PageWindow,
}

/// Adds a customer.
pub fn insert(
    connection: &Connection,
    tenant: &str,
    customer: &Customer,
    api_token: &TokenHash,
) -> query::Result<()> {
    let seq = CUSTOMERS.places.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, customer, api_token.as_str())
}

/// One customer.
pub fn find(connection: &Connection, tenant: &str, uuid: Uuid) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM reportei_customers WHERE uuid = ?1 AND tenant = ?2"))?
        .query_row(params![uuid.to_string(), tenant], customer_from_row)
        .optional()
}

/// The customer whose token has this hash.
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

/// One page of a merchant's customers. Page numbers and sizes below 1 count as 1.
pub fn list(
    connection: &Connection,
    tenant: &str,
    page: i64,
    per_page: i64,
    order: SortOrder,
) -> query::Result<CustomerPage> {
    let total = CUSTOMERS.count(connection, tenant)?;
    let window = rules::page_window(total, page, per_page);
    let (Some(_), Some(to)) = (window.from, window.to) else {
        return Ok(CustomerPage { customers: Vec::new(), total, window });
    };
    let length = to - window.offset;

    // What comes before a page must be walked over. Beyond the middle, the way from the other end is the
    // shorter one.
    let from_end = window.offset > total / 2;
    let rows_before = if from_end { total - to } else { window.offset };
    let direction = if order.descending == from_end { "ASC" } else { "DESC" };
    let sort = match order.key {
        None => format!("seq {direction}"),
        Some(SortKey::Name) => format!("name_sort {direction}, seq {direction}"),
        Some(SortKey::CreatedAt) => format!("created_at {direction}, seq {direction}"),
        Some(SortKey::UpdatedAt) => format!("updated_at {direction}, seq {direction}"),
    };
    let mut customers: Vec<_> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM reportei_customers WHERE tenant = ?1 ORDER BY {sort} LIMIT ?2 OFFSET ?3"
        ))?
        .query_map(params![tenant, length, rows_before], customer_from_row)?;
    if from_end {
        customers.reverse();
    }
    Ok(CustomerPage { customers, total, window })
}

/// Gives a customer another name; the customer as it is then, `None` where there is none.
pub fn rename(
    connection: &Connection,
    tenant: &str,
    uuid: Uuid,
    name: &str,
    now: DateTime<Utc>,
) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!(
            "UPDATE reportei_customers SET name = ?3, name_sort = ?4, updated_at = ?5
             WHERE uuid = ?1 AND tenant = ?2 RETURNING {COLUMNS}"
        ))?
        .query_row(
            params![uuid.to_string(), tenant, name, rules::name_sort_key(name), now.timestamp()],
            customer_from_row,
        )
        .optional()
}

/// Marks a customer as paying or not; the customer as it is then, `None` where there is none.
pub fn set_paying(
    connection: &Connection,
    tenant: &str,
    uuid: Uuid,
    is_paying: bool,
    now: DateTime<Utc>,
) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!(
            "UPDATE reportei_customers SET is_paying = ?3, updated_at = ?4
             WHERE uuid = ?1 AND tenant = ?2 RETURNING {COLUMNS}"
        ))?
        .query_row(params![uuid.to_string(), tenant, is_paying, now.timestamp()], customer_from_row)
        .optional()
}

/// Removes a customer and its integrations; whether there was one.
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

/// What a customer has connected, in the order of connecting.
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

/// Connects something to a customer; whether there is such a customer.
pub fn add_integration(
    connection: &Connection,
    tenant: &str,
    customer: Uuid,
    integration: &Integration,
) -> query::Result<bool> {
    let Integration { uuid, integration, name, slug, status } = integration;
    let added = connection
        .prepare_cached(
            "INSERT INTO reportei_integrations (uuid, tenant, customer, seq, integration, name, slug, status)
             SELECT ?3, tenant, uuid,
                    (SELECT COALESCE(MAX(seq), 0) + 1 FROM reportei_integrations WHERE customer = ?1),
                    ?4, ?5, ?6, ?7
             FROM reportei_customers WHERE uuid = ?1 AND tenant = ?2",
        )?
        .execute(params![customer.to_string(), tenant, uuid.to_string(), integration, name, slug, status])?;
    Ok(added > 0)
}

fn insert_at(
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
            rules::name_sort_key(&customer.name),
            customer.created_at.timestamp(),
            customer.updated_at.timestamp(),
            customer.trial_ends_at.timestamp(),
            customer.is_paying,
            api_token_hash,
        ])
        .map(|_| ())
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
    use super::*;
    use crate::auth::tokens::Secret;
    use crate::db::testing::{number, plan, with};

    fn time(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn add(connection: &Connection, tenant: &str, name: &str, at: i64) -> (Customer, Secret) {
        let (customer, token) = rules::new_customer(name, time(at));
        insert(connection, tenant, &customer, &hash(&token)).unwrap();
        (customer, token)
    }

    fn hash(token: &Secret) -> TokenHash {
        TokenHash::of(token.expose())
    }

    fn order(key: Option<SortKey>, descending: bool) -> SortOrder {
        SortOrder { key, descending }
    }

    fn names(page: &CustomerPage) -> Vec<&str> {
        page.customers.iter().map(|customer| customer.name.as_str()).collect()
    }

    #[tokio::test]
    async fn a_customer_is_found_as_it_was_inserted() {
        with(|c| {
            let (customer, token) = add(c, "a", "Padaria São João", 0);

            assert_eq!(find(c, "a", customer.uuid).unwrap().as_ref(), Some(&customer));
            assert_eq!(find_by_api_token(c, "a", &hash(&token)).unwrap().as_ref(), Some(&customer));
            assert_eq!(find(c, "a", Uuid::new_v4()).unwrap(), None);
            assert_eq!(find_by_api_token(c, "a", &TokenHash::of("")).unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn another_merchants_customer_is_not_there() {
        with(|c| {
            let (customer, token) = add(c, "a", "Ours", 0);
            let uuid = customer.uuid;
            let integration = integration("instagram_business");
            assert!(add_integration(c, "a", uuid, &integration).unwrap());

            assert_eq!(find(c, "b", uuid).unwrap(), None);
            assert_eq!(find_by_api_token(c, "b", &hash(&token)).unwrap(), None);
            assert_eq!(rename(c, "b", uuid, "Theirs", time(1)).unwrap(), None);
            assert_eq!(set_paying(c, "b", uuid, true, time(1)).unwrap(), None);
            assert!(!delete(c, "b", uuid).unwrap());
            assert!(integrations(c, "b", uuid).unwrap().is_empty());
            assert!(!add_integration(c, "b", uuid, &integration).unwrap());
            let page = list(c, "b", 1, 100, SortOrder::default()).unwrap();
            assert_eq!((page.total, page.customers.len()), (0, 0));

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
            status: rules::INTEGRATION_ACTIVE.to_owned(),
        }
    }

    #[tokio::test]
    async fn changes_are_returned_and_kept_and_nothing_else_changes() {
        with(|c| {
            let (customer, _) = add(c, "a", "Before", 0);
            let (other, _) = add(c, "a", "Other", 0);

            let renamed = rename(c, "a", customer.uuid, "After", time(5)).unwrap().unwrap();
            assert_eq!(renamed, Customer { name: "After".to_owned(), updated_at: time(5), ..customer });
            let paying = set_paying(c, "a", renamed.uuid, true, time(6)).unwrap().unwrap();
            assert_eq!(paying, Customer { is_paying: true, updated_at: time(6), ..renamed });

            assert_eq!(find(c, "a", paying.uuid).unwrap(), Some(paying));
            assert_eq!(find(c, "a", other.uuid).unwrap(), Some(other));
        })
        .await;
    }

    #[tokio::test]
    async fn a_deleted_customer_is_gone_with_its_integrations_and_counted_out_once() {
        with(|c| {
            let (customer, token) = add(c, "a", "Gone", 0);
            add(c, "a", "Stays", 0);
            add_integration(c, "a", customer.uuid, &integration("facebook")).unwrap();

            assert!(delete(c, "a", customer.uuid).unwrap());
            assert!(!delete(c, "a", customer.uuid).unwrap());

            assert_eq!(find_by_api_token(c, "a", &hash(&token)).unwrap(), None);
            let left = number(c, "SELECT count(*) FROM reportei_integrations");
            assert_eq!(left, 0);
            let page = list(c, "a", 1, 15, SortOrder::default()).unwrap();
            assert_eq!((page.total, names(&page)), (1, vec!["Stays"]));
        })
        .await;
    }

    #[tokio::test]
    async fn the_place_of_a_deleted_customer_is_not_given_again() {
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
    async fn lists_are_sorted_as_asked() {
        with(|c| {
            // One second for all: creation times tie.
            let (b, _) = add(c, "a", "beta", 0);
            add(c, "a", "Ágil", 0);
            add(c, "a", "BETA", 0);
            add(c, "a", "agro", 0);
            set_paying(c, "a", b.uuid, true, time(9)).unwrap();

            for (key, ascending, reason) in [
                (None, ["beta", "Ágil", "BETA", "agro"], "creation"),
                (Some(SortKey::Name), ["Ágil", "agro", "beta", "BETA"], "name, then creation"),
                (Some(SortKey::CreatedAt), ["beta", "Ágil", "BETA", "agro"], "a tie of all: creation"),
                (Some(SortKey::UpdatedAt), ["Ágil", "BETA", "agro", "beta"], "last change, then creation"),
            ] {
                let page = list(c, "a", 1, 15, order(key, false)).unwrap();
                assert_eq!(names(&page), ascending, "{reason}");
                let page = list(c, "a", 1, 15, order(key, true)).unwrap();
                let descending: Vec<_> = ascending.into_iter().rev().collect();
                assert_eq!(names(&page), descending, "{reason}, descending");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn pages_hold_every_customer_once_in_every_order() {
        with(|c| {
            for number in 0..23 {
                // Few names and few times, so that there are ties on every page.
                add(c, "a", ["x", "y", "z"][number % 3], i64::from(number > 11));
                add(c, "b", "other", 0);
            }
            let keys = [None, Some(SortKey::Name), Some(SortKey::CreatedAt), Some(SortKey::UpdatedAt)];
            for (key, descending) in keys.into_iter().flat_map(|key| [(key, false), (key, true)]) {
                let order = order(key, descending);
                let all = list(c, "a", 1, 100, order).unwrap().customers;
                for per_page in [1, 2, 5, 22, 23, 24] {
                    let last_page = list(c, "a", 1, per_page, order).unwrap().window.last_page;
                    let paged: Vec<_> = (1..=last_page)
                        .flat_map(|page| list(c, "a", page, per_page, order).unwrap().customers)
                        .collect();
                    assert_eq!(paged, all, "{order:?}, {per_page} a page");
                }
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_page_past_the_end_is_empty_and_still_tells_the_total() {
        with(|c| {
            add(c, "a", "only", 0);

            for page in [2, i64::MAX] {
                let page = list(c, "a", page, 100, SortOrder::default()).unwrap();
                assert_eq!((page.total, page.customers.len(), page.window.from), (1, 0, None));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn every_sort_order_is_answered_by_an_index() {
        with(|c| {
            for sort in ["seq", "name_sort, seq", "created_at, seq", "updated_at, seq"] {
                let sql =
                    format!("SELECT * FROM reportei_customers WHERE tenant = 'a' ORDER BY {sort} LIMIT 1");
                let plan = plan(c, &sql, ()).unwrap();
                let key = if sort == "seq" { "USING PRIMARY KEY" } else { "USING INDEX" };
                assert!(plan[0].contains(key), "{sort}: {plan:?}");
                assert_eq!(plan.len(), 1, "{sort} is sorted by hand");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn integrations_keep_the_order_of_connecting() {
        with(|c| {
            let (customer, _) = add(c, "a", "x", 0);
            let connected: Vec<_> = ["z", "y", "x"].into_iter().map(integration).collect();
            for integration in &connected {
                assert!(add_integration(c, "a", customer.uuid, integration).unwrap());
            }

            assert_eq!(integrations(c, "a", customer.uuid).unwrap(), connected);
        })
        .await;
    }
}
