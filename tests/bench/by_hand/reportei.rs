//! Reportei: show, list, create and rename a merchant's customers.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::store::{hex, token_hash};
use crate::{Refused, Shared, bearer_token};

const COLUMNS: &str = "uuid, name, created_at, updated_at, trial_ends_at, is_paying";

struct Merchant {
    id: String,
    name: String,
}

struct Time(i64);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = DateTime::from_timestamp(self.0, 0).unwrap_or_default();
        serializer.collect_str(&time.format("%Y-%m-%d %H:%M:%S"))
    }
}

#[derive(Serialize)]
pub struct Envelope<T> {
    customer: T,
}

#[derive(Serialize)]
pub struct Customer {
    uuid: String,
    name: String,
    created_at: Time,
    updated_at: Time,
    trial_ends_at: Time,
    is_paying: bool,
    merchant: String,
}

#[derive(Serialize)]
pub struct CreatedCustomer {
    name: String,
    uuid: Uuid,
    updated_at: Time,
    created_at: Time,
    trial_ends_at: Time,
    is_paying: bool,
    merchant: String,
    api_token: String,
}

#[derive(Serialize)]
pub struct Page {
    data: Vec<Customer>,
    meta: Meta,
}

#[derive(Serialize)]
struct Meta {
    current_page: i64,
    from: Option<i64>,
    last_page: i64,
    path: String,
    per_page: i64,
    to: Option<i64>,
    total: i64,
    #[serde(rename = "sortBy")]
    sort_by: Option<String>,
    descending: bool,
}

#[derive(Deserialize)]
pub struct PageQuery {
    #[serde(default = "first_page")]
    page: i64,
    #[serde(default = "per_page")]
    per_page: i64,
    #[serde(rename = "sortBy")]
    sort_by: Option<String>,
    #[serde(default)]
    descending: bool,
}

fn first_page() -> i64 {
    1
}

fn per_page() -> i64 {
    15
}

#[derive(Deserialize)]
pub struct NewCustomer {
    name: String,
}

fn merchant(connection: &Connection, hash: &str) -> Result<Merchant, Refused> {
    connection
        .prepare_cached(
            "SELECT tenant, tenant_name FROM credentials
             WHERE secret_hash = ?1 AND api = 'reportei' AND revoked_at IS NULL",
        )?
        .query_row([hash], |row| Ok(Merchant { id: row.get(0)?, name: row.get(1)? }))
        .optional()?
        .ok_or(Refused(StatusCode::UNAUTHORIZED))
}

fn customer(row: &Row<'_>, merchant: &Merchant) -> rusqlite::Result<Customer> {
    Ok(Customer {
        uuid: row.get(0)?,
        name: row.get(1)?,
        created_at: Time(row.get(2)?),
        updated_at: Time(row.get(3)?),
        trial_ends_at: Time(row.get(4)?),
        is_paying: row.get(5)?,
        merchant: merchant.name.clone(),
    })
}

pub async fn view(
    State(store): State<Shared>,
    Path(uuid): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Json<Envelope<Customer>>, Refused> {
    let hash = token_hash(bearer_token(&headers)?);
    store.read(|connection| {
        Ok(merchant(connection, &hash).and_then(|merchant| {
            let found = connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM reportei_customers WHERE uuid = ?1 AND tenant = ?2"
                ))?
                .query_row(params![uuid.to_string(), merchant.id], |row| customer(row, &merchant))?;
            Ok(Json(Envelope { customer: found }))
        }))
    })?
}

pub async fn list(
    State(store): State<Shared>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Json<Page>, Refused> {
    let hash = token_hash(bearer_token(&headers)?);
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let path = format!("http://{host}/reportei/customers");
    store.read(|connection| {
        Ok(merchant(connection, &hash)
            .and_then(|merchant| page(connection, &merchant, query, path).map_err(Refused::from).map(Json)))
    })?
}

fn page(
    connection: &Connection,
    merchant: &Merchant,
    query: PageQuery,
    path: String,
) -> rusqlite::Result<Page> {
    let PageQuery { page, per_page, sort_by, descending } = query;
    let total: i64 = connection
        .prepare_cached("SELECT customer_count FROM reportei_merchants WHERE tenant = ?1")?
        .query_row([&merchant.id], |row| row.get(0))?;
    let column = match sort_by.as_deref() {
        Some("name") => "name_sort",
        Some("created_at") => "created_at",
        Some("updated_at") => "updated_at",
        _ => "seq",
    };
    let direction = if descending { "DESC" } else { "ASC" };
    let offset = (page - 1) * per_page;
    let data = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM reportei_customers WHERE tenant = ?1
             ORDER BY {column} {direction}, seq {direction} LIMIT ?2 OFFSET ?3"
        ))?
        .query_map(params![merchant.id, per_page, offset], |row| customer(row, merchant))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let meta = Meta {
        current_page: page,
        from: (offset < total).then_some(offset + 1),
        last_page: ((total + per_page - 1) / per_page).max(1),
        path,
        per_page,
        to: (offset < total).then(|| (offset + per_page).min(total)),
        total,
        sort_by,
        descending,
    };
    Ok(Page { data, meta })
}

pub async fn create(
    State(store): State<Shared>,
    headers: HeaderMap,
    Json(NewCustomer { name }): Json<NewCustomer>,
) -> Result<(StatusCode, Json<Envelope<CreatedCustomer>>), Refused> {
    let hash = token_hash(bearer_token(&headers)?);
    let merchant = store.read(|connection| Ok(merchant(connection, &hash)))??;
    let now = Utc::now();
    let (uuid, api_token) = (Uuid::new_v4(), random_token());
    let (at, trial_ends_at) = (now.timestamp(), (now + TimeDelta::days(7)).timestamp());
    let (tenant, kept_name, kept_hash) = (merchant.id, name.clone(), token_hash(&api_token));
    store
        .write(move |connection| {
            let seq: i64 = connection
                .prepare_cached(
                    "INSERT INTO reportei_merchants (tenant, customer_count, last_seq) VALUES (?1, 1, 1)
                     ON CONFLICT (tenant) DO UPDATE
                     SET customer_count = customer_count + 1, last_seq = last_seq + 1
                     RETURNING last_seq",
                )?
                .query_row([&tenant], |row| row.get(0))?;
            connection
                .prepare_cached(
                    "INSERT INTO reportei_customers (uuid, tenant, seq, name, name_sort, created_at, updated_at,
                         trial_ends_at, is_paying, api_token_hash)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, false, ?8)",
                )?
                .execute(params![
                    uuid.to_string(),
                    tenant,
                    seq,
                    kept_name,
                    kept_name.to_lowercase(),
                    at,
                    trial_ends_at,
                    kept_hash
                ])
        })
        .await?;
    let customer = CreatedCustomer {
        name,
        uuid,
        updated_at: Time(at),
        created_at: Time(at),
        trial_ends_at: Time(trial_ends_at),
        is_paying: false,
        merchant: merchant.name,
        api_token,
    };
    Ok((StatusCode::CREATED, Json(Envelope { customer })))
}

fn random_token() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system has a random source");
    hex(&bytes)
}

pub async fn update(
    State(store): State<Shared>,
    Path(uuid): Path<Uuid>,
    headers: HeaderMap,
    Json(NewCustomer { name }): Json<NewCustomer>,
) -> Result<Json<Envelope<Customer>>, Refused> {
    let hash = token_hash(bearer_token(&headers)?);
    let merchant = store.read(|connection| Ok(merchant(connection, &hash)))??;
    let renamed = store
        .write(move |connection| {
            connection
                .prepare_cached(&format!(
                    "UPDATE reportei_customers SET name = ?3, name_sort = ?4, updated_at = ?5
                     WHERE uuid = ?1 AND tenant = ?2 RETURNING {COLUMNS}"
                ))?
                .query_row(
                    params![uuid.to_string(), merchant.id, name, name.to_lowercase(), Utc::now().timestamp()],
                    |row| customer(row, &merchant),
                )
        })
        .await?;
    Ok(Json(Envelope { customer: renamed }))
}
