//! Portos: list a company's customers, by discount and by text.
//!
//! Of the query language it knows what is measured: one comparison of the discount, one order, `Search`, `$skip` and
//! `$take`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::token_hash;
use crate::{Refused, Shared, bearer_token};

const COLUMNS: &str = "seq, id, version, external_id, is_active, activation_time, expiration_time, first_name, \
     last_name, full_name, gender, birth_date, email, phone, is_company, company, address, delivery_address, \
     credit_amount, credit_currency_label, credit_rate, discount_rate, note, meta";

const CARD_COLUMNS: &str = "customer_seq, external_id, is_active, is_virtual, serial_number, processor, status_time, \
     status_reason, activation_time, expiration_time, note, meta";

/// Amounts and rates are kept as ten-thousandths.
const FIXED: f64 = 10_000.0;

#[derive(Deserialize)]
pub struct ListQuery {
    #[serde(rename = "DiscountRate")]
    discount_rate: Option<String>,
    #[serde(rename = "Search")]
    search: Option<String>,
    #[serde(rename = "$sort")]
    sort: Option<String>,
    #[serde(rename = "$skip", default)]
    skip: i64,
    #[serde(rename = "$take", default = "take")]
    take: i64,
}

fn take() -> i64 {
    100
}

#[derive(Serialize)]
pub struct Page {
    items: Vec<Customer>,
    count: usize,
    #[serde(rename = "totalCount")]
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    id: String,
    external_id: Option<String>,
    is_active: bool,
    status: &'static str,
    activation_time: Option<DateTime<Utc>>,
    expiration_time: Option<DateTime<Utc>>,
    first_name: Option<String>,
    last_name: Option<String>,
    full_name: Option<String>,
    gender: Option<String>,
    birth_date: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    is_company: bool,
    company: Option<Company>,
    address: Option<Address>,
    delivery_address: Option<Address>,
    credit: Credit,
    credit_transactions: Vec<CreditTransaction>,
    cards: Vec<Card>,
    credit_rate: f64,
    discount_rate: f64,
    note: Option<String>,
    meta: Map<String, Value>,
    #[serde(rename = "_v")]
    version: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all(serialize = "camelCase"))]
struct Company {
    name: Option<String>,
    crn: Option<String>,
    vat_id: Option<String>,
    tax_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all(serialize = "camelCase"))]
struct Address {
    street: Option<String>,
    city: Option<String>,
    zip_code: Option<String>,
    country: Option<String>,
    coordinates: Option<Coordinates>,
    note: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Coordinates {
    longitude: Option<f64>,
    latitude: Option<f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credit {
    amount: f64,
    currency_label: Option<String>,
}

#[derive(Serialize)]
struct CreditTransaction {
    amount: f64,
    balance: f64,
    time: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    external_id: Option<String>,
    is_active: bool,
    is_virtual: bool,
    serial_number: String,
    processor: Option<String>,
    status: &'static str,
    status_time: Option<DateTime<Utc>>,
    status_reason: Option<String>,
    activation_time: Option<DateTime<Utc>>,
    expiration_time: Option<DateTime<Utc>>,
    note: Option<String>,
    meta: Option<Map<String, Value>>,
}

pub async fn list(
    State(store): State<Shared>,
    Query(query): Query<ListQuery>,
    headers: HeaderMap,
) -> Result<Json<Page>, Refused> {
    let hash = token_hash(bearer_token(&headers)?);
    let now = Utc::now();
    store.read(|connection| {
        Ok(company(connection, &hash, now).and_then(|tenant| {
            let (condition, parameters) = condition(tenant, &query)?;
            page(connection, &condition, parameters, &query, now).map_err(Refused::from).map(Json)
        }))
    })?
}

/// Whose session this is.
fn company(connection: &Connection, hash: &str, now: DateTime<Utc>) -> Result<String, Refused> {
    connection
        .prepare_cached(
            "SELECT c.tenant FROM portos_sessions s JOIN credentials c ON c.id = s.account
             WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND c.api = 'portos' AND c.revoked_at IS NULL",
        )?
        .query_row(params![hash, now.timestamp_micros()], |row| row.get(0))
        .optional()?
        .ok_or(Refused(StatusCode::UNAUTHORIZED))
}

fn condition(tenant: String, query: &ListQuery) -> Result<(String, Vec<SqlValue>), Refused> {
    let mut text = "tenant = ?1".to_owned();
    let mut parameters = vec![SqlValue::from(tenant)];
    if let Some(argument) = &query.discount_rate {
        let (operator, rate) = argument.split_once(':').ok_or(Refused(StatusCode::BAD_REQUEST))?;
        let operator = match operator {
            "gt" => ">",
            "lt" => "<",
            "eq" => "=",
            _ => return Err(Refused(StatusCode::BAD_REQUEST)),
        };
        let rate: f64 = rate.parse().map_err(|_| Refused(StatusCode::BAD_REQUEST))?;
        #[allow(clippy::cast_possible_truncation, reason = "rates are small")]
        parameters.push(((rate * FIXED).round() as i64).into());
        text.push_str(&format!(" AND discount_rate {operator} ?{}", parameters.len()));
    }
    if let Some(search) = &query.search {
        let search = search.to_lowercase();
        let escaped = search.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        let letters: Vec<_> = search.chars().collect();
        let threes = letters.windows(3).map(|three| format!("\"{}\"", String::from_iter(three)));
        let threes = threes.collect::<Vec<_>>().join(" AND ");
        if !threes.is_empty() {
            parameters.push(threes.into());
            text.push_str(&format!(
                " AND seq IN (SELECT portos_search.rowid & ((1 << 38) - 1) FROM portos_search
                              JOIN portos_search_tenants t ON t.number = portos_search.rowid >> 38
                              WHERE portos_search MATCH ?{} AND t.tenant = ?1)",
                parameters.len()
            ));
        }
        parameters.push(format!("%{escaped}%").into());
        text.push_str(&format!(r" AND search_text LIKE ?{} ESCAPE '\'", parameters.len()));
    }
    Ok((text, parameters))
}

fn page(
    connection: &Connection,
    condition: &str,
    mut parameters: Vec<SqlValue>,
    query: &ListQuery,
    now: DateTime<Utc>,
) -> rusqlite::Result<Page> {
    let tenant = parameters[0].clone();
    let total_count = connection
        .prepare_cached(&format!("SELECT count(*) FROM portos_customers WHERE {condition}"))?
        .query_row(params_from_iter(&parameters), |row| row.get(0))?;
    let order = match query.sort.as_deref() {
        Some("discountRate") => "discount_rate, seq",
        Some("-discountRate") => "discount_rate DESC, seq",
        _ => "seq",
    };
    parameters.extend([query.take.into(), query.skip.into()]);
    // Only what the index has, so that only the page's own rows are read.
    let places = connection
        .prepare_cached(&format!(
            "SELECT seq FROM portos_customers WHERE {condition} ORDER BY {order} LIMIT ?{} OFFSET ?{}",
            parameters.len() - 1,
            parameters.len()
        ))?
        .query_map(params_from_iter(&parameters), |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let items = customers(connection, &tenant, &places, now)?;
    Ok(Page { count: items.len(), items, total_count })
}

fn customers(
    connection: &Connection,
    tenant: &SqlValue,
    places: &[i64],
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Customer>> {
    // As one value, so that the statements are prepared once.
    let places_json = serde_json::to_string(places).expect("numbers are JSON");
    let at_places = "(SELECT value FROM json_each(?2))";
    let mut customers: HashMap<i64, Customer> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM portos_customers WHERE tenant = ?1 AND seq IN {at_places}"
        ))?
        .query_map(params![tenant, places_json], |row| Ok((row.get(0)?, customer(row, now)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {CARD_COLUMNS} FROM portos_cards WHERE tenant = ?1 AND customer_seq IN {at_places}
         ORDER BY customer_seq, place"
    ))?;
    let mut rows = statement.query(params![tenant, places_json])?;
    while let Some(row) = rows.next()? {
        if let Some(customer) = customers.get_mut(&row.get(0)?) {
            customer.cards.push(card(row, now)?);
        }
    }
    let mut statement = connection.prepare_cached(&format!(
        "SELECT customer_seq, amount, balance, time FROM portos_credit_transactions
         WHERE tenant = ?1 AND customer_seq IN {at_places} ORDER BY customer_seq, place"
    ))?;
    let mut rows = statement.query(params![tenant, places_json])?;
    while let Some(row) = rows.next()? {
        if let Some(customer) = customers.get_mut(&row.get(0)?) {
            customer.credit_transactions.push(CreditTransaction {
                amount: fixed(row, 1)?,
                balance: fixed(row, 2)?,
                time: time(row, 3)?,
            });
        }
    }
    Ok(places.iter().filter_map(|place| customers.remove(place)).collect())
}

fn customer(row: &Row<'_>, now: DateTime<Utc>) -> rusqlite::Result<Customer> {
    let (is_active, activation_time, expiration_time) = (row.get(4)?, time(row, 5)?, time(row, 6)?);
    Ok(Customer {
        id: row.get(1)?,
        external_id: row.get(3)?,
        is_active,
        status: status(is_active, activation_time, expiration_time, now),
        activation_time,
        expiration_time,
        first_name: row.get(7)?,
        last_name: row.get(8)?,
        full_name: row.get(9)?,
        gender: row.get(10)?,
        birth_date: row.get(11)?,
        email: row.get(12)?,
        phone: row.get(13)?,
        is_company: row.get(14)?,
        company: json(row, 15)?,
        address: json(row, 16)?,
        delivery_address: json(row, 17)?,
        credit: Credit { amount: fixed(row, 18)?, currency_label: row.get(19)? },
        credit_transactions: Vec::new(),
        cards: Vec::new(),
        credit_rate: fixed(row, 20)?,
        discount_rate: fixed(row, 21)?,
        note: row.get(22)?,
        meta: json(row, 23)?.unwrap_or_default(),
        version: row.get(2)?,
    })
}

fn card(row: &Row<'_>, now: DateTime<Utc>) -> rusqlite::Result<Card> {
    let (is_active, activation_time, expiration_time) = (row.get(2)?, time(row, 8)?, time(row, 9)?);
    Ok(Card {
        external_id: row.get(1)?,
        is_active,
        is_virtual: row.get(3)?,
        serial_number: row.get(4)?,
        processor: row.get(5)?,
        status: status(is_active, activation_time, expiration_time, now),
        status_time: time(row, 6)?,
        status_reason: row.get(7)?,
        activation_time,
        expiration_time,
        note: row.get(10)?,
        meta: json(row, 11)?,
    })
}

fn status(
    is_active: bool,
    activation_time: Option<DateTime<Utc>>,
    expiration_time: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> &'static str {
    if expiration_time.is_some_and(|time| time <= now) {
        "Expired"
    } else if !is_active || activation_time.is_some_and(|time| time > now) {
        "Inactive"
    } else {
        "Valid"
    }
}

fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let micros: Option<i64> = row.get(column)?;
    Ok(micros.and_then(DateTime::from_timestamp_micros))
}

fn fixed(row: &Row<'_>, column: usize) -> rusqlite::Result<f64> {
    let number: i64 = row.get(column)?;
    #[allow(clippy::cast_precision_loss, reason = "amounts are far below what a f64 holds exactly")]
    Ok(number as f64 / FIXED)
}

fn json<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    serde_json::from_str(text).map(Some).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
