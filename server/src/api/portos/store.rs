//! The queries on a company's customers, and on who is signed in.
//!
//! Every query names its tenant, so that another company's customer is simply not there. Each function does its part within
//! a transaction that the caller has: a read's snapshot, or a write's savepoint.
//!
//! What a customer is stands in [`rules`], what a query means in [`ndata`](super::ndata), not here.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ndata::Query;
use super::ndata::sql;
use super::rules::{self, Card, Credit, CreditTransaction, Customer, Profile, Refused};
use super::{page, search, text, totals};
use crate::auth::tokens::TokenHash;
use crate::db::Connection;
use crate::db::places::{Counted, places};
use crate::db::query::{
    self, Dialect, OptionalExtension as _, OwnedValue, QueryError, Row, ToValue as _, params, row,
};
use crate::generated::portos::Permission;

/// A company's customers, in the order of their creation.
pub(super) const CUSTOMERS: Counted = places!("portos_companies", "customer_count");

/// In the order in which [`customer_from_row`] reads them.
const COLUMNS: &str = "seq, id, version, external_id, is_active, activation_time, expiration_time, first_name, \
     last_name, full_name, gender, birth_date, email, phone, is_company, company, address, delivery_address, \
     credit_amount, credit_currency_label, credit_rate, discount_rate, note, meta";

/// One page of a company's customers.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerPage {
    /// The customers on it.
    pub customers: Vec<Customer>,
    /// How many fit, on all pages.
    pub total: i64,
}

/// What became of a PUT.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// There was none before.
    Created(Customer),
    /// There was one before.
    Updated(Customer),
}

/// A session, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Of its token.
    pub token_hash: TokenHash,
    /// Who is signed in.
    pub account: String,
    /// Where.
    pub device_name: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// Adds a customer, unless something that must be unique is in use.
pub fn create(
    connection: &Connection,
    tenant: &str,
    customer: &Customer,
) -> query::Result<Result<(), Refused>> {
    let mut taken = Vec::new();
    if find_place(connection, tenant, &customer.id)?.is_some() {
        taken.push("id".to_owned());
    }
    taken.extend(taken_members(connection, tenant, None, &customer.profile)?);
    if !taken.is_empty() {
        return Ok(Err(Refused::Taken(taken)));
    }
    insert(connection, tenant, customer)?;
    Ok(Ok(()))
}

/// Replaces a customer, or creates it, for a caller who holds rights.
pub fn put(
    connection: &Connection,
    tenant: &str,
    id: &str,
    profile: Profile,
    version: Option<i64>,
    holds: impl Fn(Permission) -> bool,
    now: DateTime<Utc>,
) -> query::Result<Result<Put, Refused>> {
    let Some(existing) = find(connection, tenant, id)? else {
        if !holds(Permission::CustomerCreate) {
            return Ok(Err(Refused::Right(Permission::CustomerCreate)));
        }
        let customer = rules::new_customer(Some(id.to_owned()), profile, now);
        return Ok(create(connection, tenant, &customer)?.map(|()| Put::Created(customer)));
    };
    let place = find_place(connection, tenant, id)?;
    let customer = match rules::replace(existing, profile, version, holds, now) {
        Ok(customer) => customer,
        Err(refused) => return Ok(Err(refused)),
    };
    let taken = taken_members(connection, tenant, place, &customer.profile)?;
    if !taken.is_empty() {
        return Ok(Err(Refused::Taken(taken)));
    }
    if let Some(seq) = place {
        update(connection, tenant, seq, &customer)?;
    }
    Ok(Ok(Put::Updated(customer)))
}

/// Removes a customer; it as it last was, `None` where there is none.
pub fn delete(connection: &Connection, tenant: &str, id: &str) -> query::Result<Option<Customer>> {
    let (Some(customer), Some(seq)) = (find(connection, tenant, id)?, find_place(connection, tenant, id)?)
    else {
        return Ok(None);
    };
    search::remove(connection, tenant, seq)?;
    totals::count(connection, tenant, [(totals::Kind::of(&customer.profile), -1)])?;
    connection
        .prepare_cached("DELETE FROM portos_customers WHERE tenant = ?1 AND seq = ?2")?
        .execute(params![tenant, seq])?;
    CUSTOMERS.leave(connection, tenant)?;
    Ok(Some(customer))
}

/// One customer.
pub fn find(connection: &Connection, tenant: &str, id: &str) -> query::Result<Option<Customer>> {
    let Some(seq) = find_place(connection, tenant, id)? else { return Ok(None) };
    Ok(at_places(connection, tenant, &[seq])?.pop())
}

/// One page of a company's customers; without the customers, if only their number is of interest.
pub fn list(
    connection: &Connection,
    tenant: &str,
    query: &Query,
    count_only: bool,
    now: DateTime<Utc>,
) -> query::Result<CustomerPage> {
    let found = match &query.search {
        Some(text) if connection.dialect() == Dialect::Sqlite => {
            Some(search::find(connection, tenant, text, CUSTOMERS.places.last(connection, tenant)?)?)
        }
        _ => None,
    };
    // What was found in the order of creation is the list, if nothing else is asked for.
    let is_found_whole = sql::filters_nothing(query) && query.sort.is_empty();
    let mut condition = sql::condition(connection.dialect(), tenant, query, now);
    if let Some(found) = found.as_ref().filter(|_| !is_found_whole) {
        found.narrow(&mut condition);
    }
    let total = total(connection, tenant, query, found.as_ref(), &condition, now)?;
    let length = query.take.min(total.saturating_sub(query.skip)).max(0);
    if count_only || length == 0 {
        return Ok(CustomerPage { customers: Vec::new(), total });
    }
    if let Some(found) = found.filter(|_| is_found_whole) {
        let places = found.page(query.skip, length);
        return Ok(CustomerPage { customers: at_places(connection, tenant, &places)?, total });
    }

    // The more customers fit, the fewer have to be passed over until a page is full. SQLite does not know how many fit, and
    // would sooner find all of them and sort them.
    if query.search.is_none() && !sql::filters_nothing(query) {
        let passed = (query.skip + length).saturating_mul(CUSTOMERS.count(connection, tenant)?) / total;
        if passed < total {
            condition = sql::condition_in_order(connection.dialect(), tenant, query, now);
        }
    }
    // Places first: an index has all that this asks for, and only the page's own rows are read.
    let places = page::places(connection, &condition, query, total, length)?;
    Ok(CustomerPage { customers: at_places(connection, tenant, &places)?, total })
}

/// How many customers fit: what is known already is not counted.
fn total(
    connection: &Connection,
    tenant: &str,
    query: &Query,
    found: Option<&search::Found>,
    condition: &sql::Sql,
    now: DateTime<Utc>,
) -> query::Result<i64> {
    if sql::filters_nothing(query) {
        match found {
            Some(found) => return Ok(found.count()),
            None if query.search.is_none() => return CUSTOMERS.count(connection, tenant),
            None => {}
        }
    }
    if let Some(total) = totals::total(connection, tenant, query, now)? {
        return Ok(total);
    }
    connection
        .prepare_cached(&format!("SELECT count(*) FROM portos_customers WHERE {}", condition.text))?
        .query_row(&condition.parameters, |row| row.get(0))
}

/// Begins a session, and forgets those that are over.
pub fn begin_session(connection: &Connection, session: &Session) -> query::Result<()> {
    connection
        .prepare_cached("DELETE FROM portos_sessions WHERE expires_at <= ?1")?
        .execute(params![rules::micros(session.created_at)])?;
    connection
        .prepare_cached(
            "INSERT INTO portos_sessions (token_hash, account, device_name, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            session.token_hash.as_str(),
            session.account,
            session.device_name,
            rules::micros(session.created_at),
            rules::micros(session.expires_at),
        ])
        .map(|_| ())
}

/// Whose session the token with this hash is of, and until when, unless it is over.
pub fn session_account(
    connection: &Connection,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<(String, DateTime<Utc>)>> {
    connection
        .prepare_cached(
            "SELECT account, expires_at FROM portos_sessions WHERE token_hash = ?1 AND expires_at > ?2",
        )?
        .query_row(params![token.as_str(), rules::micros(now)], |row| {
            Ok((row.get(0)?, read_micros(row, 1)?.unwrap_or_default()))
        })
        .optional()
}

/// Ends a session.
pub fn end_session(connection: &Connection, token: &TokenHash) -> query::Result<()> {
    connection
        .prepare_cached("DELETE FROM portos_sessions WHERE token_hash = ?1")?
        .execute(params![token.as_str()])
        .map(|_| ())
}

/// Adds a customer, which must not be there yet.
fn insert(connection: &Connection, tenant: &str, customer: &Customer) -> query::Result<()> {
    let seq = CUSTOMERS.places.take(connection, tenant, 1)?;
    insert_all(connection, tenant, seq, std::slice::from_ref(customer))
}

/// Adds customers at the places from `first` on, which have been taken.
pub(super) fn insert_all(
    connection: &Connection,
    tenant: &str,
    first: i64,
    customers: &[Customer],
) -> query::Result<()> {
    let placed = || (first..).zip(customers);
    let texts: Vec<_> = customers.iter().map(|customer| rules::search_text(&customer.profile)).collect();
    let values = placed().zip(&texts).map(|((seq, customer), text)| values(tenant, seq, customer, text));
    let values = values.collect::<query::Result<Vec<_>>>()?;
    let rows: Vec<_> = values.iter().map(|values| values.each_ref().map(|value| value.to_value())).collect();
    connection.insert_many(
        "portos_customers (tenant, seq, id, version, external_id, is_active, activation_time, expiration_time,
             first_name, first_name_sort, last_name, last_name_sort, full_name, full_name_sort, gender, birth_date, email,
             email_sort, phone, is_company, company, address, delivery_address, credit_amount, credit_currency_label,
             credit_rate, discount_rate, note, meta, search_text)",
        &rows,
    )?;
    let cards: Vec<_> = placed().map(|(seq, customer)| (seq, customer.profile.cards.as_slice())).collect();
    insert_cards(connection, tenant, &cards)?;
    for (seq, customer) in placed() {
        insert_transactions(connection, tenant, seq, &customer.credit_transactions)?;
    }
    let kinds = customers.iter().map(|customer| (totals::Kind::of(&customer.profile), 1));
    totals::count(connection, tenant, kinds)?;
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    search::add_all(connection, tenant, first, &texts)
}

fn update(connection: &Connection, tenant: &str, seq: i64, customer: &Customer) -> query::Result<()> {
    let text = rules::search_text(&customer.profile);
    let (text_before, kind_before) = connection
        .prepare_cached(
            "SELECT search_text, is_active, credit_rate, discount_rate, expiration_time FROM portos_customers
             WHERE tenant = ?1 AND seq = ?2",
        )?
        .query_row(params![tenant, seq], |row| {
            let kind = totals::Kind::new(row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((row.get::<String>(0)?, kind))
        })?;
    connection
        .prepare_cached(
            "UPDATE portos_customers SET id = ?3, version = ?4, external_id = ?5, is_active = ?6, activation_time = ?7,
                 expiration_time = ?8, first_name = ?9, first_name_sort = ?10, last_name = ?11, last_name_sort = ?12,
                 full_name = ?13, full_name_sort = ?14, gender = ?15, birth_date = ?16, email = ?17, email_sort = ?18,
                 phone = ?19, is_company = ?20, company = ?21, address = ?22, delivery_address = ?23,
                 credit_amount = ?24, credit_currency_label = ?25, credit_rate = ?26, discount_rate = ?27, note = ?28,
                 meta = ?29, search_text = ?30
             WHERE tenant = ?1 AND seq = ?2",
        )?
        .execute(values(tenant, seq, customer, &text)?.as_slice())?;
    for table in ["portos_cards", "portos_credit_transactions"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE tenant = ?1 AND customer_seq = ?2"))?
            .execute(params![tenant, seq])?;
    }
    insert_cards(connection, tenant, &[(seq, &customer.profile.cards)])?;
    insert_transactions(connection, tenant, seq, &customer.credit_transactions)?;
    totals::count(connection, tenant, [(kind_before, -1), (totals::Kind::of(&customer.profile), 1)])?;
    if text == text_before {
        return Ok(());
    }
    search::remove(connection, tenant, seq)?;
    search::add(connection, tenant, seq, &text)
}

/// The values of a customer's row: `?1` to `?30` of what inserts and updates it.
fn values(tenant: &str, seq: i64, customer: &Customer, search_text: &str) -> query::Result<[OwnedValue; 30]> {
    let Customer { id, version, profile, .. } = customer;
    let time = |time: Option<DateTime<Utc>>| time.map(rules::micros).into();
    let text = |text: &Option<String>| text.clone().into();
    let sort = |text: &Option<String>| text.as_deref().map(text::sort_key).into();
    Ok([
        tenant.to_owned().into(),
        seq.into(),
        id.clone().into(),
        (*version).into(),
        text(&profile.external_id),
        profile.is_active.into(),
        time(profile.activation_time),
        time(profile.expiration_time),
        text(&profile.first_name),
        sort(&profile.first_name),
        text(&profile.last_name),
        sort(&profile.last_name),
        text(&profile.full_name),
        sort(&profile.full_name),
        text(&profile.gender),
        profile.birth_date.map(|date| date.to_string()).into(),
        text(&profile.email),
        sort(&profile.email),
        text(&profile.phone),
        profile.is_company.into(),
        json(profile.company.as_ref())?,
        json(profile.address.as_ref())?,
        json(profile.delivery_address.as_ref())?,
        profile.credit.amount.scaled().into(),
        text(&profile.credit.currency_label),
        profile.credit_rate.scaled().into(),
        profile.discount_rate.scaled().into(),
        text(&profile.note),
        json(Some(&profile.meta))?,
        search_text.to_owned().into(),
    ])
}

/// Adds the cards of customers, each customer named by its place.
fn insert_cards(connection: &Connection, tenant: &str, cards: &[(i64, &[Card])]) -> query::Result<()> {
    let all = || {
        cards.iter().flat_map(|(seq, cards)| (1_i64..).zip(*cards).map(|(place, card)| (*seq, place, card)))
    };
    let meta = all().map(|(.., card)| json(card.meta.as_ref())).collect::<query::Result<Vec<_>>>()?;
    let rows = all().zip(&meta).map(|((seq, place, card), meta)| {
        row![
            tenant,
            &card.serial_number,
            seq,
            place,
            card.external_id.as_ref(),
            card.is_active,
            card.is_virtual,
            card.processor.as_ref(),
            card.status_time.map(rules::micros),
            card.status_reason.as_ref(),
            card.activation_time.map(rules::micros),
            card.expiration_time.map(rules::micros),
            card.note.as_ref(),
            meta.to_value(),
        ]
    });
    connection.insert_many(
        "portos_cards (tenant, serial_number, customer_seq, place, external_id, is_active, is_virtual, processor,
             status_time, status_reason, activation_time, expiration_time, note, meta)",
        &rows.collect::<Vec<_>>(),
    )
}

fn insert_transactions(
    connection: &Connection,
    tenant: &str,
    seq: i64,
    transactions: &[CreditTransaction],
) -> query::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO portos_credit_transactions (tenant, customer_seq, place, amount, balance, time)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (place, CreditTransaction { amount, balance, time }) in (1_i64..).zip(transactions) {
        statement.execute(params![tenant, seq, place, amount, balance, rules::micros(*time)])?;
    }
    Ok(())
}

/// The members of a profile whose values somebody else has, or one of its own cards too. `own` is where the customer itself
/// stands, if it exists.
fn taken_members(
    connection: &Connection,
    tenant: &str,
    own: Option<i64>,
    profile: &Profile,
) -> query::Result<Vec<String>> {
    let mut taken = Vec::new();
    if let Some(external_id) = &profile.external_id {
        let holder: Option<i64> = connection
            .prepare_cached("SELECT seq FROM portos_customers WHERE tenant = ?1 AND external_id = ?2")?
            .query_row(params![tenant, external_id], |row| row.get(0))
            .optional()?;
        if holder.is_some() && holder != own {
            taken.push("externalId".to_owned());
        }
    }
    let mut statement = connection
        .prepare_cached("SELECT customer_seq FROM portos_cards WHERE tenant = ?1 AND serial_number = ?2")?;
    let repeated = rules::repeated_serial_numbers(profile);
    for (index, card) in profile.cards.iter().enumerate() {
        let member = rules::serial_number_member(index);
        let holder: Option<i64> =
            statement.query_row(params![tenant, card.serial_number], |row| row.get(0)).optional()?;
        if repeated.contains(&member) || (holder.is_some() && holder != own) {
            taken.push(member);
        }
    }
    Ok(taken)
}

/// Where a customer stands in the order of creation.
fn find_place(connection: &Connection, tenant: &str, id: &str) -> query::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT seq FROM portos_customers WHERE tenant = ?1 AND id = ?2")?
        .query_row(params![tenant, id], |row| row.get(0))
        .optional()
}

/// The customers at these places, in the order of the places.
fn at_places(connection: &Connection, tenant: &str, places: &[i64]) -> query::Result<Vec<Customer>> {
    let Some(last) = places.last() else { return Ok(Vec::new()) };
    // Lists of a few lengths only, so that there are a few statements only.
    let length = places.len().next_power_of_two();
    let marks: Vec<_> = (0..length).map(|index| format!("?{}", index + 2)).collect();
    let marks = marks.join(", ");
    let parameters: Vec<_> = std::iter::once(OwnedValue::Text(tenant.to_owned()))
        .chain(places.iter().chain(std::iter::repeat(last)).take(length).map(|seq| OwnedValue::Integer(*seq)))
        .collect();

    let mut customers: HashMap<i64, Customer> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM portos_customers WHERE tenant = ?1 AND seq IN ({marks})"
        ))?
        .query_map(&parameters, |row| Ok((row.get(0)?, customer_from_row(row)?)))?
        .into_iter()
        .collect();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT customer_seq, external_id, is_active, is_virtual, serial_number, processor, status_time, status_reason,
             activation_time, expiration_time, note, meta
         FROM portos_cards WHERE tenant = ?1 AND customer_seq IN ({marks}) ORDER BY customer_seq, place"
    ))?;
    statement.query_each(&parameters, |row| {
        if let Some(customer) = customers.get_mut(&row.get(0)?) {
            customer.profile.cards.push(card_from_row(row)?);
        }
        Ok(())
    })?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT customer_seq, amount, balance, time FROM portos_credit_transactions
         WHERE tenant = ?1 AND customer_seq IN ({marks}) ORDER BY customer_seq, place"
    ))?;
    statement.query_each(&parameters, |row| {
        if let Some(customer) = customers.get_mut(&row.get(0)?) {
            customer.credit_transactions.push(CreditTransaction {
                amount: row.get(1)?,
                balance: row.get(2)?,
                time: read_micros(row, 3)?.unwrap_or_default(),
            });
        }
        Ok(())
    })?;
    Ok(places.iter().filter_map(|seq| customers.remove(seq)).collect())
}

fn customer_from_row(row: &Row<'_>) -> query::Result<Customer> {
    let birth_date: Option<String> = row.get(11)?;
    let birth_date = birth_date.map(|text| text.parse::<NaiveDate>()).transpose();
    Ok(Customer {
        id: row.get(1)?,
        version: row.get(2)?,
        profile: Profile {
            external_id: row.get(3)?,
            is_active: row.get(4)?,
            activation_time: read_micros(row, 5)?,
            expiration_time: read_micros(row, 6)?,
            first_name: row.get(7)?,
            last_name: row.get(8)?,
            full_name: row.get(9)?,
            gender: row.get(10)?,
            birth_date: birth_date.map_err(|error| QueryError::unreadable(11, error))?,
            email: row.get(12)?,
            phone: row.get(13)?,
            is_company: row.get(14)?,
            company: read_json(row, 15)?,
            address: read_json(row, 16)?,
            delivery_address: read_json(row, 17)?,
            credit: Credit { amount: row.get(18)?, currency_label: row.get(19)? },
            cards: Vec::new(),
            credit_rate: row.get(20)?,
            discount_rate: row.get(21)?,
            note: row.get(22)?,
            meta: read_json(row, 23)?.unwrap_or_default(),
        },
        credit_transactions: Vec::new(),
    })
}

fn card_from_row(row: &Row<'_>) -> query::Result<Card> {
    Ok(Card {
        external_id: row.get(1)?,
        is_active: row.get(2)?,
        is_virtual: row.get(3)?,
        serial_number: row.get(4)?,
        processor: row.get(5)?,
        status_time: read_micros(row, 6)?,
        status_reason: row.get(7)?,
        activation_time: read_micros(row, 8)?,
        expiration_time: read_micros(row, 9)?,
        note: row.get(10)?,
        meta: read_json(row, 11)?,
    })
}

fn read_micros(row: &Row<'_>, column: usize) -> query::Result<Option<DateTime<Utc>>> {
    let micros: Option<i64> = row.get(column)?;
    let read = |micros| {
        DateTime::from_timestamp_micros(micros).ok_or(QueryError::unreadable(column, "no time that exists"))
    };
    micros.map(read).transpose()
}

fn read_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> query::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| QueryError::unreadable(column, error))
}

fn json(value: Option<&impl Serialize>) -> query::Result<OwnedValue> {
    let text = value.map(serde_json::to_string).transpose();
    text.map(Into::into).map_err(|error| QueryError::Unwritable(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::super::ndata::{Comparison, Filter, Relation};
    use super::super::seed;
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    #[tokio::test]
    async fn what_is_found_can_be_sorted_and_filtered_too() {
        let database = crate::db::testing::memory();
        database.write(|connection| seed::seed(connection, "t", 2_000, now(), 1)).await.unwrap();
        let all = |query: Query| {
            let list = move |connection: &Connection| list(connection, "t", &query, false, now());
            let database = database.clone();
            async move { database.read(list).await.unwrap() }
        };
        for text in ["novák", "a", "sk20", "nobody at all"] {
            let search = Some(text.to_owned());
            let plain = all(Query { search: search.clone(), take: 1_000, ..Query::default() }).await;
            let sort =
                vec![super::super::ndata::Sort { key: super::super::ndata::SortKey::Id, descending: true }];
            let sorted = all(Query { search: search.clone(), sort, take: 1_000, ..Query::default() }).await;
            assert_eq!(
                (sorted.total, sorted.customers.len()),
                (plain.total, plain.customers.len()),
                "{text}"
            );
            assert!(sorted.customers.is_sorted_by(|one, next| one.id > next.id), "{text}");
            let filters = vec![Filter::IsActive(Comparison::Is(Relation::Equal, false))];
            let filtered = all(Query { search, filters, take: 1_000, ..Query::default() }).await;
            assert!(
                filtered.total <= plain.total / 5 + 1 && (plain.total < 30 || filtered.total > 0),
                "{text}"
            );
            assert!(filtered.customers.iter().all(|customer| {
                !customer.profile.is_active && rules::search_text(&customer.profile).contains(text)
            }));
        }
    }
}
