//! Queries on a partner's customers.
//!
//! Every query names its tenant. Functions run in the caller's transaction.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rules::{Customer, CustomerStatus, EntityType, Filter};
use crate::db::Connection;
use crate::db::places::{Places, places};
use crate::db::query::{self, OptionalExtension as _, OwnedValue, QueryError, Row, params, row};

/// A partner's customers, in the order of creation.
pub(super) const PLACES: Places = places!("tradevest_partners");

const COLUMNS: &str = "c.customer_id, c.entity_id, c.entity_type, c.status, c.labels, c.ref_accounts, c.created_on, \
                       c.modified_on, c.seq";

/// One page of a partner's customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPage {
    /// The customers.
    pub customers: Vec<Customer>,
    /// Position after which the next page starts; `None` on the last page.
    pub next: Option<i64>,
}

/// Returns `true` if the entity is a customer.
pub fn is_customer(connection: &Connection, tenant: &str, entity_id: Uuid) -> query::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM tradevest_customers WHERE tenant = ?1 AND entity_id = ?2")?
        .exists(params![tenant, entity_id.to_string()])
}

/// Inserts a customer.
pub fn insert(connection: &Connection, tenant: &str, customer: &Customer) -> query::Result<()> {
    let seq = PLACES.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, customer)
}

/// Inserts a customer at a position in the order of creation.
pub(super) fn insert_at(
    connection: &Connection,
    tenant: &str,
    seq: i64,
    customer: &Customer,
) -> query::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tradevest_customers
                 (customer_id, tenant, seq, entity_id, entity_type, status, labels, ref_accounts, created_on,
                  modified_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            customer.customer_id.to_string(),
            tenant,
            seq,
            customer.entity_id.to_string(),
            customer.entity_type.as_str(),
            customer.status.as_str(),
            json(&customer.labels)?,
            json(&customer.ref_accounts)?,
            customer.created_on.timestamp_millis(),
            customer.modified_on.timestamp_millis(),
        ])?;
    insert_labels(connection, tenant, seq, &customer.labels)
}

/// Returns a customer.
pub fn find(connection: &Connection, tenant: &str, customer_id: Uuid) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM tradevest_customers c WHERE c.customer_id = ?1 AND c.tenant = ?2"
        ))?
        .query_row(params![customer_id.to_string(), tenant], customer_from_row)
        .optional()
}

/// Returns a page of a partner's customers after a position, in the order of creation.
pub fn list(
    connection: &Connection,
    tenant: &str,
    filter: &Filter,
    after: i64,
    limit: i64,
) -> query::Result<CustomerPage> {
    let (sql, values) = list_query(tenant, filter, after, limit);
    let mut rows: Vec<(Customer, i64)> = connection
        .prepare_cached(&sql)?
        .query_map(&values, |row| Ok((customer_from_row(row)?, row.get(8)?)))?;
    // The query reads one row more than the page has: if it exists, another page follows.
    let length = usize::try_from(limit.max(0)).unwrap_or(usize::MAX);
    let has_next = rows.len() > length;
    rows.truncate(length);
    let next = rows.last().filter(|_| has_next).map(|(_, seq)| *seq);
    Ok(CustomerPage { customers: rows.into_iter().map(|(customer, _)| customer).collect(), next })
}

/// Returns the query of a list. The index of the first label drives it; other labels are looked up per row.
fn list_query(tenant: &str, filter: &Filter, after: i64, limit: i64) -> (String, Vec<OwnedValue>) {
    let Filter { entity_id, status, entity_type, labels } = filter;
    let mut values: Vec<OwnedValue> =
        vec![tenant.to_owned().into(), after.into(), limit.saturating_add(1).into()];
    let mut sql = format!("SELECT {COLUMNS} FROM ");
    let mut labels = labels.iter();
    let seq = if let Some(label) = labels.next() {
        values.push(label.clone().into());
        let _ = write!(
            sql,
            "tradevest_labels l JOIN tradevest_customers c ON c.seq = l.seq
             WHERE l.tenant = ?1 AND l.label = ?{} AND l.seq > ?2 AND c.tenant = ?1",
            values.len()
        );
        "l.seq"
    } else {
        sql.push_str("tradevest_customers c WHERE c.tenant = ?1 AND c.seq > ?2");
        "c.seq"
    };
    for label in labels {
        values.push(label.clone().into());
        let _ = write!(
            sql,
            " AND EXISTS (SELECT 1 FROM tradevest_labels o
                          WHERE o.tenant = ?1 AND o.label = ?{} AND o.seq = l.seq)",
            values.len()
        );
    }
    let entity_id = entity_id.map(|id| ("entity_id", id.to_string()));
    let status = status.map(|status| ("status", status.as_str().to_owned()));
    let entity_type = entity_type.map(|kind| ("entity_type", kind.as_str().to_owned()));
    for (column, value) in [entity_id, status, entity_type].into_iter().flatten() {
        values.push(value.into());
        let _ = write!(sql, " AND c.{column} = ?{}", values.len());
    }
    let _ = write!(sql, " ORDER BY {seq} LIMIT ?3");
    (sql, values)
}

/// Saves the labels of a customer that had the labels `before`.
pub fn update_labels(
    connection: &Connection,
    tenant: &str,
    customer: &Customer,
    before: &[String],
) -> query::Result<()> {
    let Customer { customer_id, labels, modified_on, .. } = customer;
    let seq: i64 = connection
        .prepare_cached(
            "UPDATE tradevest_customers SET labels = ?3, modified_on = ?4
             WHERE customer_id = ?1 AND tenant = ?2 RETURNING seq",
        )?
        .query_row(
            params![customer_id.to_string(), tenant, json(labels)?, modified_on.timestamp_millis()],
            |row| row.get(0),
        )?;
    let mut delete = connection
        .prepare_cached("DELETE FROM tradevest_labels WHERE tenant = ?1 AND label = ?2 AND seq = ?3")?;
    for label in before.iter().filter(|label| !labels.contains(label)) {
        delete.execute(params![tenant, label, seq])?;
    }
    let new: Vec<_> = labels.iter().filter(|label| !before.contains(label)).cloned().collect();
    insert_labels(connection, tenant, seq, &new)
}

fn insert_labels(connection: &Connection, tenant: &str, seq: i64, labels: &[String]) -> query::Result<()> {
    let rows: Vec<_> = labels.iter().map(|label| row![tenant, label, seq]).collect();
    connection.insert_many("tradevest_labels (tenant, label, seq)", &rows)
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> query::Result<String> {
    serde_json::to_string(value).map_err(|error| QueryError::Unwritable(error.into()))
}

fn customer_from_row(row: &Row<'_>) -> query::Result<Customer> {
    Ok(Customer {
        customer_id: parsed(row, 0, |text| Uuid::try_parse(text).ok())?,
        entity_id: parsed(row, 1, |text| Uuid::try_parse(text).ok())?,
        entity_type: parsed(row, 2, EntityType::from_name)?,
        status: parsed(row, 3, CustomerStatus::from_name)?,
        labels: parsed(row, 4, |text| serde_json::from_str(text).ok())?,
        ref_accounts: parsed(row, 5, |text| serde_json::from_str(text).ok())?,
        created_on: milliseconds(row, 6)?,
        modified_on: milliseconds(row, 7)?,
    })
}

fn parsed<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> query::Result<T> {
    parse(&row.get_str(column)?).ok_or_else(|| QueryError::unreadable(column, "invalid value"))
}

fn milliseconds(row: &Row<'_>, column: usize) -> query::Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(row.get(column)?)
        .ok_or_else(|| QueryError::unreadable(column, "invalid time"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::api::seed::Batch;
    use crate::api::tradevest::rules::RefAccount;
    use crate::api::tradevest::seed;
    use crate::db::testing::{plan, with};

    fn add(connection: &Connection, tenant: &str, labels: &[&str]) -> Customer {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        let customer =
            Customer::new(Uuid::new_v4(), EntityType::LegalEntity, labels, Vec::new(), DateTime::UNIX_EPOCH);
        insert(connection, tenant, &customer).unwrap();
        customer
    }

    fn labelled(labels: &[&str]) -> Filter {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        Filter { labels, ..Filter::default() }
    }

    fn all(connection: &Connection, tenant: &str, filter: &Filter) -> Vec<Customer> {
        list(connection, tenant, filter, 0, 1000).unwrap().customers
    }

    #[tokio::test]
    async fn inserted_customer_is_found_by_its_own_partner() {
        with(|c| {
            let account = RefAccount {
                iban: "DE89370400440532013000".to_owned(),
                owner_name: "Erika \"E\" Mustermann".to_owned(),
                bank_name: None,
                bic: Some("COBADEFFXXX".to_owned()),
                is_primary: Some(false),
            };
            let labels = vec!["vip".to_owned(), "a b".to_owned()];
            let now = DateTime::from_timestamp_millis(1_756_576_525_058).unwrap();
            let customer =
                Customer::new(Uuid::new_v4(), EntityType::NaturalPerson, labels, vec![account], now);

            insert(c, "acme", &customer).unwrap();

            assert_eq!(find(c, "acme", customer.customer_id).unwrap(), Some(customer.clone()));
            assert_eq!(find(c, "umbrella", customer.customer_id).unwrap(), None);
            assert!(is_customer(c, "acme", customer.entity_id).unwrap());
            assert!(!is_customer(c, "umbrella", customer.entity_id).unwrap(), "once per partner");
        })
        .await;
    }

    #[tokio::test]
    async fn filters_combine_all_conditions() {
        with(|c| {
            let plain = add(c, "acme", &[]);
            let vip = add(c, "acme", &["vip", "old"]);
            let both = add(c, "acme", &["munich", "vip"]);
            add(c, "umbrella", &["vip", "munich"]);
            let by_entity = Filter { entity_id: Some(vip.entity_id), ..Filter::default() };
            let by_type = |kind| Filter { entity_type: Some(kind), ..labelled(&["vip"]) };

            assert_eq!(all(c, "acme", &Filter::default()), [plain, vip.clone(), both.clone()]);
            assert_eq!(all(c, "acme", &labelled(&["vip"])), [vip.clone(), both.clone()]);
            assert_eq!(all(c, "acme", &labelled(&["vip", "munich"])), std::slice::from_ref(&both));
            assert_eq!(all(c, "acme", &labelled(&["VIP"])), []);
            assert_eq!(all(c, "acme", &by_entity), std::slice::from_ref(&vip));
            assert_eq!(all(c, "acme", &by_type(EntityType::LegalEntity)), [vip, both]);
            assert_eq!(all(c, "acme", &by_type(EntityType::JointPerson)), []);
        })
        .await;
    }

    #[tokio::test]
    async fn changed_labels_change_the_filter_by_label() {
        with(|c| {
            let customer = add(c, "acme", &["old", "kept"]);
            let before = customer.labels.clone();
            let later = DateTime::from_timestamp_millis(5).unwrap();
            let changed = customer.labelled(vec!["kept".to_owned(), "new".to_owned()], later);

            update_labels(c, "acme", &changed, &before).unwrap();

            assert_eq!(find(c, "acme", changed.customer_id).unwrap(), Some(changed.clone()));
            assert_eq!(all(c, "acme", &labelled(&["kept", "new"])), std::slice::from_ref(&changed));
            assert_eq!(all(c, "acme", &labelled(&["old"])), []);

            let before = changed.labels.clone();
            update_labels(c, "acme", &changed.labelled(Vec::new(), later), &before).unwrap();
            assert_eq!(all(c, "acme", &labelled(&["kept"])), []);
        })
        .await;
    }

    #[tokio::test]
    async fn pages_contain_every_customer_once_despite_changes() {
        with(|c| {
            let before: Vec<_> = (0..20).map(|_| add(c, "acme", &["vip"]).customer_id).collect();
            for filter in [Filter::default(), labelled(&["vip"])] {
                let (mut seen, mut after) = (Vec::new(), 0);
                loop {
                    let page = list(c, "acme", &filter, after, 3).unwrap();
                    seen.extend(page.customers.iter().map(|customer| customer.customer_id));
                    if seen.len() < 30 {
                        add(c, "acme", &["vip"]);
                    }
                    // The last row of the page, which the cursor points at, disappears.
                    if let Some(last) = page.customers.last() {
                        c.prepare_cached("DELETE FROM tradevest_customers WHERE customer_id = ?1")
                            .unwrap()
                            .execute(params![last.customer_id.to_string()])
                            .unwrap();
                    }
                    let Some(next) = page.next else { break };
                    after = next;
                }
                let distinct: HashSet<_> = seen.iter().collect();
                assert_eq!(distinct.len(), seen.len(), "no customer twice");
                let remaining: HashSet<_> =
                    all(c, "acme", &filter).into_iter().map(|customer| customer.customer_id).collect();
                assert!(before.iter().filter(|id| remaining.contains(id)).all(|id| seen.contains(id)));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn full_last_page_has_no_next_page() {
        with(|c| {
            for _ in 0..4 {
                add(c, "acme", &[]);
            }
            let lengths = |limit: i64| {
                let (mut lengths, mut after) = (Vec::new(), 0);
                loop {
                    let page = list(c, "acme", &Filter::default(), after, limit).unwrap();
                    lengths.push(page.customers.len());
                    let Some(next) = page.next else { return lengths };
                    after = next;
                }
            };
            assert_eq!(lengths(1), [1, 1, 1, 1]);
            assert_eq!(lengths(2), [2, 2]);
            assert_eq!(lengths(3), [3, 1]);
            assert_eq!(lengths(4), [4]);
            assert_eq!(lengths(5), [4]);
        })
        .await;
    }

    #[tokio::test]
    async fn lists_use_an_index_and_are_not_sorted() {
        with(|c| {
            seed::seed(c, &Batch::new("acme", 200, DateTime::UNIX_EPOCH)).unwrap();
            let status = Some(CustomerStatus::Active);
            for filter in [
                Filter::default(),
                Filter { status, ..Filter::default() },
                Filter { entity_type: Some(EntityType::LegalEntity), ..Filter::default() },
                labelled(&["vip"]),
                labelled(&["vip", "munich"]),
                Filter { status, ..labelled(&["vip"]) },
            ] {
                let (sql, values) = list_query("acme", &filter, 7, 20);
                let plan = plan(c, &sql, &values).unwrap().join("\n");
                assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{filter:?}:\n{plan}");
            }
        })
        .await;
    }
}
