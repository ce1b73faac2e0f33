//! The queries on a partner's customers.
//!
//! Every query names its tenant, so that another partner's customer is simply not there. Each function does its part within
//! a transaction that the caller has.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rules::{Customer, CustomerStatus, EntityType, Filter, NAME};
use crate::auth::oauth::{self, Grant};
use crate::auth::tokens::TokenHash;
use crate::db::Connection;
use crate::db::places::{Places, places};
use crate::db::query::{self, OptionalExtension as _, OwnedValue, QueryError, Row, params, row};

/// The order in which a partner's customers were created.
pub(super) const PLACES: Places = places!("tradevest_partners");

const COLUMNS: &str = "c.customer_id, c.entity_id, c.entity_type, c.status, c.labels, c.ref_accounts, c.created_on, \
                       c.modified_on, c.seq";

/// One page of a partner's customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPage {
    /// The customers on it.
    pub customers: Vec<Customer>,
    /// The position behind which the next page begins; `None` where there is none.
    pub next: Option<i64>,
}

/// Who signs in with this id and this secret's hash.
pub fn find_client(connection: &Connection, id: &str, secret: &TokenHash) -> query::Result<Option<Grant>> {
    oauth::find_credential(connection, NAME, id, secret)
}

/// Adds a customer; whether its entity was none yet.
pub fn insert(connection: &Connection, tenant: &str, customer: &Customer) -> query::Result<bool> {
    let is_customer = connection
        .prepare_cached("SELECT 1 FROM tradevest_customers WHERE tenant = ?1 AND entity_id = ?2")?
        .exists(params![tenant, customer.entity_id.to_string()])?;
    if is_customer {
        return Ok(false);
    }
    let seq = PLACES.take(connection, tenant, 1)?;
    insert_at(connection, tenant, seq, customer)?;
    Ok(true)
}

/// One customer.
pub fn find(connection: &Connection, tenant: &str, customer_id: Uuid) -> query::Result<Option<Customer>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM tradevest_customers c WHERE c.customer_id = ?1 AND c.tenant = ?2"
        ))?
        .query_row(params![customer_id.to_string(), tenant], customer_from_row)
        .optional()
}

/// One page of a partner's customers, in the order of their creation, behind a position.
pub fn list(
    connection: &Connection,
    tenant: &str,
    filter: &Filter,
    behind: i64,
    limit: i64,
) -> query::Result<CustomerPage> {
    let (sql, values) = list_query(tenant, filter, behind, limit);
    let mut rows: Vec<(Customer, i64)> = connection
        .prepare_cached(&sql)?
        .query_map(&values, |row| Ok((customer_from_row(row)?, row.get(8)?)))?;
    // One row more than the page holds was asked for: whether it is there says whether a page follows.
    let length = usize::try_from(limit.max(0)).unwrap_or(usize::MAX);
    let has_next = rows.len() > length;
    rows.truncate(length);
    let next = rows.last().filter(|_| has_next).map(|(_, seq)| *seq);
    Ok(CustomerPage { customers: rows.into_iter().map(|(customer, _)| customer).collect(), next })
}

/// With labels, the first of them leads, in its own index; the others are looked up for each row that it finds.
fn list_query(tenant: &str, filter: &Filter, behind: i64, limit: i64) -> (String, Vec<OwnedValue>) {
    let Filter { entity_id, status, entity_type, labels } = filter;
    let mut values: Vec<OwnedValue> =
        vec![tenant.to_owned().into(), behind.into(), limit.saturating_add(1).into()];
    let mut sql = format!("SELECT {COLUMNS} FROM ");
    let mut labels = labels.iter();
    // Writing to a string does not fail.
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

/// Changes a customer: gives it other labels, or where none are given, nothing. Whether there is such a customer.
pub fn update(
    connection: &Connection,
    tenant: &str,
    customer_id: Uuid,
    labels: Option<&[String]>,
    now: DateTime<Utc>,
) -> query::Result<bool> {
    let Some(labels) = labels else { return Ok(find(connection, tenant, customer_id)?.is_some()) };
    let Some((seq, before)) = find_labels(connection, tenant, customer_id)? else { return Ok(false) };
    connection
        .prepare_cached(
            "UPDATE tradevest_customers SET labels = ?3, modified_on = ?4 WHERE tenant = ?1 AND seq = ?2",
        )?
        .execute(params![tenant, seq, json(labels)?, now.timestamp_millis()])?;
    let gone: Vec<_> = before.iter().filter(|label| !labels.contains(label)).cloned().collect();
    let new: Vec<_> = labels.iter().filter(|label| !before.contains(label)).cloned().collect();
    delete_labels(connection, tenant, seq, &gone)?;
    insert_labels(connection, tenant, seq, &new)?;
    Ok(true)
}

/// Takes the role away from an entity; whether it had it. No operation does so yet: it is what happens elsewhere while
/// somebody goes through a list.
pub fn delete(connection: &Connection, tenant: &str, customer_id: Uuid) -> query::Result<bool> {
    let Some((seq, labels)) = find_labels(connection, tenant, customer_id)? else { return Ok(false) };
    delete_labels(connection, tenant, seq, &labels)?;
    connection
        .prepare_cached("DELETE FROM tradevest_customers WHERE tenant = ?1 AND seq = ?2")?
        .execute(params![tenant, seq])?;
    Ok(true)
}

/// Where a customer stands, and its labels.
fn find_labels(
    connection: &Connection,
    tenant: &str,
    customer_id: Uuid,
) -> query::Result<Option<(i64, Vec<String>)>> {
    connection
        .prepare_cached("SELECT seq, labels FROM tradevest_customers WHERE customer_id = ?1 AND tenant = ?2")?
        .query_row(params![customer_id.to_string(), tenant], |row| {
            Ok((row.get(0)?, read(row, 1, |text| serde_json::from_str(text).ok())?))
        })
        .optional()
}

fn insert_at(connection: &Connection, tenant: &str, seq: i64, customer: &Customer) -> query::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tradevest_customers
                 (customer_id, tenant, seq, entity_id, entity_type, status, labels, ref_accounts, created_on, modified_on)
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

fn insert_labels(connection: &Connection, tenant: &str, seq: i64, labels: &[String]) -> query::Result<()> {
    let rows: Vec<_> = labels.iter().map(|label| row![tenant, label, seq]).collect();
    connection.insert_many("tradevest_labels (tenant, label, seq)", &rows)
}

fn delete_labels(connection: &Connection, tenant: &str, seq: i64, labels: &[String]) -> query::Result<()> {
    let mut delete = connection
        .prepare_cached("DELETE FROM tradevest_labels WHERE tenant = ?1 AND label = ?2 AND seq = ?3")?;
    for label in labels {
        delete.execute(params![tenant, label, seq])?;
    }
    Ok(())
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> query::Result<String> {
    serde_json::to_string(value).map_err(|error| QueryError::Unwritable(error.into()))
}

fn customer_from_row(row: &Row<'_>) -> query::Result<Customer> {
    Ok(Customer {
        customer_id: read(row, 0, |text| Uuid::try_parse(text).ok())?,
        entity_id: read(row, 1, |text| Uuid::try_parse(text).ok())?,
        entity_type: read(row, 2, EntityType::from_name)?,
        status: read(row, 3, CustomerStatus::from_name)?,
        labels: read(row, 4, |text| serde_json::from_str(text).ok())?,
        ref_accounts: read(row, 5, |text| serde_json::from_str(text).ok())?,
        created_on: read_milliseconds(row, 6)?,
        modified_on: read_milliseconds(row, 7)?,
    })
}

fn read<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> query::Result<T> {
    parse(&row.get_str(column)?).ok_or_else(|| QueryError::unreadable(column, "not of this column's form"))
}

fn read_milliseconds(row: &Row<'_>, column: usize) -> query::Result<DateTime<Utc>> {
    let milliseconds = row.get(column)?;
    DateTime::from_timestamp_millis(milliseconds).ok_or(QueryError::unreadable(column, "no time that exists"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::api::tradevest::rules::{self, RefAccount};
    use crate::api::tradevest::seed;
    use crate::db::testing::{plan, with};

    fn add(connection: &Connection, tenant: &str, labels: &[&str]) -> Customer {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        let customer = rules::new_customer(
            Uuid::new_v4(),
            EntityType::LegalEntity,
            labels,
            Vec::new(),
            DateTime::UNIX_EPOCH,
        );
        assert!(insert(connection, tenant, &customer).unwrap());
        customer
    }

    fn labelled(labels: &[&str]) -> Filter {
        Filter::new(None, None, None, labels.iter().map(|label| (*label).to_owned()))
    }

    fn all(connection: &Connection, tenant: &str, filter: &Filter) -> Vec<Customer> {
        list(connection, tenant, filter, 0, 1000).unwrap().customers
    }

    #[tokio::test]
    async fn a_customer_is_found_as_it_was_inserted_by_its_own_partner() {
        with(|c| {
            let account = RefAccount {
                iban: "DE89370400440532013000".to_owned(),
                owner_name: "Erika \"E\" Mustermann".to_owned(),
                bank_name: None,
                bic: Some("COBADEFFXXX".to_owned()),
                is_primary: Some(false),
            };
            let labels = vec!["vip".to_owned(), "a\u{1}b".to_owned()];
            let now = DateTime::from_timestamp_millis(1_756_576_525_058).unwrap();
            let customer =
                rules::new_customer(Uuid::new_v4(), EntityType::NaturalPerson, labels, vec![account], now);

            assert!(insert(c, "acme", &customer).unwrap());

            assert_eq!(find(c, "acme", customer.customer_id).unwrap(), Some(customer.clone()));
            assert_eq!(find(c, "umbrella", customer.customer_id).unwrap(), None);
            assert!(!insert(c, "acme", &customer).unwrap(), "an entity is a customer once");
            let again = Customer { customer_id: Uuid::new_v4(), ..customer };
            assert!(insert(c, "umbrella", &again).unwrap(), "and once for each partner");
        })
        .await;
    }

    #[tokio::test]
    async fn filters_keep_what_fits_all_of_them() {
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
    async fn other_labels_replace_the_old_ones_for_the_filter_too() {
        with(|c| {
            let customer = add(c, "acme", &["old", "kept"]);
            let later = DateTime::from_timestamp_millis(5).unwrap();
            let labels = ["kept".to_owned(), "new".to_owned()];

            assert!(!update(c, "umbrella", customer.customer_id, Some(&labels), later).unwrap());
            assert!(update(c, "acme", customer.customer_id, None, later).unwrap());
            assert_eq!(
                find(c, "acme", customer.customer_id).unwrap(),
                Some(customer.clone()),
                "nothing was given"
            );

            assert!(update(c, "acme", customer.customer_id, Some(&labels), later).unwrap());
            let found = find(c, "acme", customer.customer_id).unwrap().unwrap();
            assert_eq!((found.labels.as_slice(), found.modified_on), (&labels[..], later));
            assert_eq!(all(c, "acme", &labelled(&["kept", "new"])), [found]);
            assert_eq!(all(c, "acme", &labelled(&["old"])), []);

            assert!(update(c, "acme", customer.customer_id, Some(&[]), later).unwrap());
            assert_eq!(all(c, "acme", &labelled(&["kept"])), []);
            assert!(!update(c, "acme", Uuid::nil(), None, later).unwrap());
        })
        .await;
    }

    #[tokio::test]
    async fn a_walk_over_pages_sees_each_customer_once_whatever_comes_and_goes() {
        with(|c| {
            let before: Vec<_> = (0..20).map(|_| add(c, "acme", &["vip"]).customer_id).collect();
            for filter in [Filter::default(), labelled(&["vip"])] {
                let (mut seen, mut behind, mut gone) = (Vec::new(), 0, HashSet::new());
                loop {
                    let page = list(c, "acme", &filter, behind, 3).unwrap();
                    seen.extend(page.customers.iter().map(|customer| customer.customer_id));
                    // The page's last row goes, the very one at the position; and somebody new comes.
                    if let Some(last) = page.customers.last() {
                        gone.insert(last.customer_id);
                        assert!(delete(c, "acme", last.customer_id).unwrap());
                    }
                    if seen.len() < 30 {
                        add(c, "acme", &["vip"]);
                    }
                    match page.next {
                        Some(next) => behind = next,
                        None => break,
                    }
                }
                let unlike: HashSet<_> = seen.iter().collect();
                assert_eq!(unlike.len(), seen.len(), "no customer twice");
                let still_there = all(c, "acme", &filter).into_iter().map(|customer| customer.customer_id);
                let still_there: HashSet<_> = still_there.collect();
                assert!(before.iter().filter(|id| still_there.contains(id)).all(|id| seen.contains(id)));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn the_last_page_says_so_also_when_it_is_full() {
        with(|c| {
            for _ in 0..4 {
                add(c, "acme", &[]);
            }
            let lengths = |limit: i64| {
                let (mut lengths, mut behind) = (Vec::new(), 0);
                loop {
                    let page = list(c, "acme", &Filter::default(), behind, limit).unwrap();
                    lengths.push(page.customers.len());
                    let Some(next) = page.next else { return lengths };
                    behind = next;
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
    async fn lists_are_walked_in_an_index_and_never_sorted() {
        with(|c| {
            seed::seed(c, "acme", 200, DateTime::UNIX_EPOCH, 1).unwrap();
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
