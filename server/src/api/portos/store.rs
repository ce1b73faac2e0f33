//! Queries on customers and sessions.
//!
//! Every query on customers names its tenant, so that no company reaches another's. A function runs within the transaction
//! of its connection.

use chrono::{DateTime, Utc};

use super::customer::Customer;
use super::ndata::Query;
use super::ndata::sql::{self, Access};
use super::rules::ValuesInUse;
use super::text;
use crate::auth::tokens::TokenHash;
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{
    self, OptionalExtension as _, OwnedValue, QueryError, Row, ToValue as _, params, row,
};

pub(super) const CUSTOMERS: Counted = places!("portos_companies", "customer_count");

/// A customer with its position in the order of insertion, which identifies its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The position.
    pub seq: i64,
    /// The customer.
    pub customer: Customer,
}

/// One page of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerPage {
    /// The customers on the page.
    pub customers: Vec<Customer>,
    /// The number of customers on all pages.
    pub total: i64,
}

/// A session of a signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token.
    pub token_hash: TokenHash,
    /// The user's account.
    pub account: String,
    /// The device that signed in.
    pub device_name: String,
    /// The time of signing in.
    pub created_at: DateTime<Utc>,
    /// The time at which the session expires.
    pub expires_at: DateTime<Utc>,
}

/// Returns one customer.
pub fn find(connection: &Connection, tenant: &str, id: &str) -> query::Result<Option<Stored>> {
    connection
        .prepare_cached("SELECT seq, customer FROM portos_customers WHERE tenant = ?1 AND id = ?2")?
        .query_row(params![tenant, id], |row| Ok(Stored { seq: row.get(0)?, customer: customer(row, 1)? }))
        .optional()
}

/// Returns one page of customers, or only their number.
pub fn list(
    connection: &Connection,
    tenant: &str,
    query: &Query,
    count_only: bool,
    now: DateTime<Utc>,
) -> query::Result<CustomerPage> {
    let dialect = connection.dialect();
    let customer_count = CUSTOMERS.count(connection, tenant)?;
    let total: i64 = if query.matches_all() {
        customer_count
    } else {
        let count = sql::count(dialect, tenant, query, now);
        connection.prepare_cached(count.text())?.query_row(count.parameters(), |row| row.get(0))?
    };
    if count_only || query.take == 0 || query.skip >= total {
        return Ok(CustomerPage { customers: Vec::new(), total });
    }
    // The number of rows on the way to the end of the page, if matching customers are spread evenly over the order.
    let walked = (query.skip + query.take).saturating_mul(customer_count) / total;
    // A text that is searched for, such as a name, is rarely spread over a sort order.
    let is_spread = query.search.is_none() || query.sort.is_empty();
    let access =
        if query.matches_all() || (is_spread && walked <= total) { Access::Walk } else { Access::Find };
    let page = sql::page(dialect, tenant, query, access, now);
    let customers =
        connection.prepare_cached(page.text())?.query_map(page.parameters(), |row| customer(row, 0))?;
    Ok(CustomerPage { customers, total })
}

/// Returns the unique values of `customer` that other customers have. `own` is its position, if it is stored.
pub fn values_in_use(
    connection: &Connection,
    tenant: &str,
    own: Option<i64>,
    customer: &Customer,
) -> query::Result<ValuesInUse> {
    let is_in_use = |sql: &str, value: &str| -> query::Result<bool> {
        let holder: Option<i64> =
            connection.prepare_cached(sql)?.query_row(params![tenant, value], |row| row.get(0)).optional()?;
        Ok(holder.is_some() && holder != own)
    };
    let mut in_use = ValuesInUse {
        id: is_in_use("SELECT seq FROM portos_customers WHERE tenant = ?1 AND id = ?2", &customer.id)?,
        ..ValuesInUse::default()
    };
    if let Some(external_id) = &customer.profile.external_id {
        let holder = "SELECT seq FROM portos_customers WHERE tenant = ?1 AND external_id = ?2";
        in_use.external_id = is_in_use(holder, external_id)?;
    }
    for (index, card) in customer.profile.cards.iter().enumerate() {
        let holder = "SELECT customer_seq FROM portos_cards WHERE tenant = ?1 AND serial_number = ?2";
        if is_in_use(holder, &card.serial_number)? {
            in_use.cards.push(index);
        }
    }
    Ok(in_use)
}

/// Inserts a customer.
pub fn insert(connection: &Connection, tenant: &str, customer: &Customer) -> query::Result<()> {
    let seq = CUSTOMERS.places.take(connection, tenant, 1)?;
    insert_many(connection, tenant, seq, std::slice::from_ref(customer))
}

/// Inserts customers at consecutive positions that have been taken from the tenant's sequence.
pub(super) fn insert_many(
    connection: &Connection,
    tenant: &str,
    first_seq: i64,
    customers: &[Customer],
) -> query::Result<()> {
    let values = (first_seq..).zip(customers).map(|(seq, customer)| values(tenant, seq, customer));
    let values = values.collect::<query::Result<Vec<_>>>()?;
    let rows: Vec<_> = values.iter().map(|values| values.each_ref().map(|value| value.to_value())).collect();
    connection.insert_many(
        "portos_customers (tenant, seq, id, external_id, is_active, activation_time, expiration_time, first_name_sort,
             last_name_sort, full_name_sort, birth_date, email_sort, is_company, credit_rate, discount_rate, search_text,
             customer)",
        &rows,
    )?;
    insert_cards(connection, tenant, first_seq, customers)
}

/// Replaces the customer at a position.
pub fn update(connection: &Connection, tenant: &str, seq: i64, customer: &Customer) -> query::Result<()> {
    connection
        .prepare_cached(
            "UPDATE portos_customers SET id = ?3, external_id = ?4, is_active = ?5, activation_time = ?6,
                 expiration_time = ?7, first_name_sort = ?8, last_name_sort = ?9, full_name_sort = ?10, birth_date = ?11,
                 email_sort = ?12, is_company = ?13, credit_rate = ?14, discount_rate = ?15, search_text = ?16,
                 customer = ?17
             WHERE tenant = ?1 AND seq = ?2",
        )?
        .execute(values(tenant, seq, customer)?.as_slice())?;
    connection
        .prepare_cached("DELETE FROM portos_cards WHERE tenant = ?1 AND customer_seq = ?2")?
        .execute(params![tenant, seq])?;
    insert_cards(connection, tenant, seq, std::slice::from_ref(customer))
}

/// Deletes the customer at a position.
pub fn delete(connection: &Connection, tenant: &str, seq: i64) -> query::Result<()> {
    connection
        .prepare_cached("DELETE FROM portos_customers WHERE tenant = ?1 AND seq = ?2")?
        .execute(params![tenant, seq])?;
    CUSTOMERS.leave(connection, tenant)
}

/// Inserts a session and deletes expired ones.
pub fn begin_session(connection: &Connection, session: &Session) -> query::Result<()> {
    connection
        .prepare_cached("DELETE FROM portos_sessions WHERE expires_at <= ?1")?
        .execute(params![session.created_at.timestamp_micros()])?;
    connection
        .prepare_cached(
            "INSERT INTO portos_sessions (token_hash, account, device_name, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            session.token_hash.as_str(),
            session.account,
            session.device_name,
            session.created_at.timestamp_micros(),
            session.expires_at.timestamp_micros(),
        ])
        .map(|_| ())
}

/// Returns the account of the unexpired session with this token.
pub fn session_account(
    connection: &Connection,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<String>> {
    connection
        .prepare_cached("SELECT account FROM portos_sessions WHERE token_hash = ?1 AND expires_at > ?2")?
        .query_row(params![token.as_str(), now.timestamp_micros()], |row| row.get(0))
        .optional()
}

/// Deletes a session.
pub fn end_session(connection: &Connection, token: &TokenHash) -> query::Result<()> {
    connection
        .prepare_cached("DELETE FROM portos_sessions WHERE token_hash = ?1")?
        .execute(params![token.as_str()])
        .map(|_| ())
}

/// Returns the values of a customer's row: `?1` to `?17` of the statements that insert and update it.
fn values(tenant: &str, seq: i64, customer: &Customer) -> query::Result<[OwnedValue; 17]> {
    let json = serde_json::to_string(customer).map_err(|error| QueryError::Unwritable(Box::new(error)))?;
    let profile = &customer.profile;
    let time = |time: Option<DateTime<Utc>>| time.map(|time| time.timestamp_micros()).into();
    let sort_key = |text: &Option<String>| text.as_deref().map(text::sort_key).into();
    Ok([
        tenant.to_owned().into(),
        seq.into(),
        customer.id.clone().into(),
        profile.external_id.clone().into(),
        profile.is_active.into(),
        time(profile.activation_time),
        time(profile.expiration_time),
        sort_key(&profile.first_name),
        sort_key(&profile.last_name),
        sort_key(&profile.full_name),
        profile.birth_date.map(|date| date.to_string()).into(),
        sort_key(&profile.email),
        profile.is_company.into(),
        profile.credit_rate.scaled().into(),
        profile.discount_rate.scaled().into(),
        text::search_text(profile.searchable()).into(),
        json.into(),
    ])
}

/// Inserts the cards of customers at consecutive positions.
fn insert_cards(
    connection: &Connection,
    tenant: &str,
    first_seq: i64,
    customers: &[Customer],
) -> query::Result<()> {
    let cards = (first_seq..).zip(customers).flat_map(|(seq, customer)| {
        customer.profile.cards.iter().map(move |card| row![tenant, &card.serial_number, seq])
    });
    connection.insert_many("portos_cards (tenant, serial_number, customer_seq)", &cards.collect::<Vec<_>>())
}

fn customer(row: &Row<'_>, column: usize) -> query::Result<Customer> {
    let json: String = row.get(column)?;
    serde_json::from_str(&json).map_err(|error| QueryError::unreadable(column, error))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use chrono::TimeDelta;
    use rust_decimal::Decimal;

    use super::super::customer::Profile;
    use super::super::ndata::{Comparison, Filter, Relation, Sort, SortKey};
    use super::super::seed;
    use super::*;
    use crate::api::seed::Batch;
    use crate::db::query::Dialect;
    use crate::db::testing::{memory, plan, with};

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    /// A condition of a query, and the same condition in Rust.
    type Condition = (Query, fn(&Profile) -> bool);

    fn conditions() -> Vec<Condition> {
        let filter = |filter| Query { filters: vec![filter], ..Query::default() };
        let search = |text: &str| Query { search: Some(text.to_owned()), ..Query::default() };
        let rate = |relation, text: &str| Comparison::Is(relation, text.parse::<Decimal>().unwrap());
        vec![
            (Query::default(), |_| true),
            (filter(Filter::IsActive(Comparison::Is(Relation::Equal, true))), |profile| profile.is_active),
            (filter(Filter::IsActive(Comparison::NotIn(vec![true]))), |profile| !profile.is_active),
            (filter(Filter::DiscountRate(rate(Relation::Greater, "5"))), |profile| {
                Decimal::from(profile.discount_rate) > Decimal::from(5)
            }),
            (filter(Filter::CreditRate(rate(Relation::Less, "1.00001"))), |profile| {
                Decimal::from(profile.credit_rate) <= Decimal::from(1)
            }),
            (filter(Filter::ExternalId(Comparison::Is(Relation::NotEqual, "a".to_owned()))), |_| true),
            (filter(Filter::ExternalId(Comparison::Is(Relation::Greater, String::new()))), |profile| {
                profile.external_id.is_some()
            }),
            (filter(Filter::CardSerialNumber(Comparison::Is(Relation::Greater, String::new()))), |profile| {
                !profile.cards.is_empty()
            }),
            (filter(Filter::CardSerialNumber(Comparison::Is(Relation::Equal, "a".to_owned()))), |_| false),
            (Query { is_expired: Some(true), ..Query::default() }, |profile| {
                profile.expiration_time.is_some_and(|time| time <= now())
            }),
            (Query { is_expired: Some(false), ..Query::default() }, |profile| {
                profile.expiration_time.is_none_or(|time| time > now())
            }),
            (search("novák"), |profile| text::search_text(profile.searchable()).contains("novák")),
            (search("ov"), |profile| text::search_text(profile.searchable()).contains("ov")),
            (search("%_\"'"), |_| false),
        ]
    }

    fn compare(key: SortKey, one: &Customer, other: &Customer) -> Ordering {
        let key = |customer: &Customer| {
            let profile = &customer.profile;
            let text = |text: &Option<String>| (text.as_deref().map(text::sort_key), 0);
            let time = |time: Option<DateTime<Utc>>| {
                (time.map(|_| String::new()), time.map_or(0, |time| time.timestamp_micros()))
            };
            match key {
                SortKey::Id => (Some(customer.id.clone()), 0),
                SortKey::ExternalId => (profile.external_id.clone(), 0),
                SortKey::IsActive => (None, profile.is_active.into()),
                SortKey::ActivationTime => time(profile.activation_time),
                SortKey::ExpirationTime => time(profile.expiration_time),
                SortKey::FirstName => text(&profile.first_name),
                SortKey::LastName => text(&profile.last_name),
                SortKey::FullName => text(&profile.full_name),
                SortKey::BirthDate => (profile.birth_date.map(|date| date.to_string()), 0),
                SortKey::Email => text(&profile.email),
                SortKey::IsCompany => (None, profile.is_company.into()),
                SortKey::CreditRate => (None, profile.credit_rate.scaled()),
                SortKey::DiscountRate => (None, profile.discount_rate.scaled()),
            }
        };
        key(one).cmp(&key(other))
    }

    #[tokio::test]
    async fn lists_equal_a_naive_evaluation() {
        let database = memory();
        let work = |connection: &Connection| {
            seed::seed(connection, &Batch::new("t", 120, now()))?;
            seed::seed(connection, &Batch::new("other", 20, now()))?;
            let everything = Query { take: 1_000, ..Query::default() };
            let mut all = list(connection, "t", &everything, false, now())?.customers;
            for (index, customer) in all.iter_mut().enumerate().filter(|(index, _)| index % 3 == 0) {
                let stored = find(connection, "t", &customer.id)?.unwrap();
                customer.profile.last_name = (index % 2 == 0).then(|| "Novák".to_owned());
                customer.profile.activation_time =
                    Some(now() + TimeDelta::days(i64::try_from(index % 4).unwrap()));
                update(connection, "t", stored.seq, customer)?;
            }
            let stored = find(connection, "t", &all.remove(7).id)?.unwrap();
            delete(connection, "t", stored.seq)?;

            for (condition, matches) in conditions() {
                let matching: Vec<_> = all.iter().filter(|customer| matches(&customer.profile)).collect();
                for (name, key) in SortKey::ALL {
                    for descending in [false, true] {
                        let mut expected = matching.clone();
                        expected.sort_by(|one, other| {
                            let order = compare(key, one, other);
                            if descending { order.reverse() } else { order }
                        });
                        for (skip, take) in [(0, 1_000), (0, 7), (40, 10), (119, 1)] {
                            let sort = vec![Sort { key, descending }];
                            let query = Query { sort, skip, take, ..condition.clone() };
                            let page = list(connection, "t", &query, false, now())?;
                            let [skip, take] = [skip, take].map(|number| usize::try_from(number).unwrap());
                            let expected: Vec<_> = expected.iter().copied().skip(skip).take(take).collect();
                            assert_eq!(
                                (page.total, page.customers.iter().collect::<Vec<_>>()),
                                (i64::try_from(matching.len()).unwrap(), expected),
                                "{name}: {query:?}"
                            );
                        }
                    }
                }
            }
            Ok(())
        };
        database.write(work).await.unwrap();
    }

    #[tokio::test]
    async fn walks_follow_the_index_of_the_order() {
        with(|connection| {
            let is_sorted_among_equals = |key| {
                use SortKey::{BirthDate, Email, ExternalId, FirstName, FullName, LastName};

                matches!(key, BirthDate | Email | ExternalId | FirstName | FullName | LastName)
            };
            for (name, key) in SortKey::ALL {
                for descending in [false, true] {
                    let sort = vec![Sort { key, descending }];
                    let filters = vec![Filter::IsActive(Comparison::Is(Relation::Equal, true))];
                    let query = Query { sort, filters, take: 15, ..Query::default() };
                    let page = sql::page(Dialect::Sqlite, "t", &query, Access::Walk, now());
                    let plan = plan(connection, page.text(), page.parameters()).unwrap();
                    let sorts = descending && is_sorted_among_equals(key);
                    // The outer query sorts the page in the last step.
                    assert_eq!(plan.len(), if sorts { 5 } else { 4 }, "{name}: {plan:?}");
                    assert!(!sorts || plan[3].ends_with("LAST TERM OF ORDER BY"), "{name}: {plan:?}");
                }
            }
        })
        .await;
    }

    #[tokio::test]
    async fn filters_are_counted_by_an_index() {
        with(|connection| {
            let text = || Comparison::In(vec!["one".to_owned(), "other".to_owned()]);
            let is_active = Filter::IsActive(Comparison::Is(Relation::Equal, true));
            let credit_rate = Filter::CreditRate(Comparison::Is(Relation::Greater, Decimal::ONE));
            let search = |text: &str| Some(text.to_owned());
            for (filter, search, expected) in [
                (credit_rate.clone(), None, "COVERING INDEX portos_customers_by_filters"),
                (Filter::ExternalId(text()), None, "by_external_id (tenant=? AND external_id=?)"),
                (Filter::CardSerialNumber(text()), None, "by_seq (tenant=? AND seq=?)"),
                (credit_rate, search("abc"), "USING INTEGER PRIMARY KEY"),
            ] {
                let query = Query { filters: vec![is_active.clone(), filter], search, ..Query::default() };
                let count = sql::count(Dialect::Sqlite, "t", &query, now());
                let plan = plan(connection, count.text(), count.parameters()).unwrap();
                assert!(plan.iter().any(|step| step.contains(expected)), "{expected}: {plan:?}");
            }
        })
        .await;
    }
}
