//! Made-up customers, to try things at full size.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};

use super::rules;
use super::store;
use crate::api::made_up::{MadeUp, Random, Run, Seeder, Seeding as _};
use crate::db::query::row;
use crate::db::{Connection, query};

/// Customers that were created within the last two years, of whom half have connected something.
#[derive(Debug)]
pub enum Customers {}

/// What makes them.
pub const SEEDER: Seeder<Customers> = Seeder::SEEDER;

/// Adds `count` made-up customers.
pub fn seed(
    connection: &Connection,
    tenant: &str,
    count: u32,
    now: DateTime<Utc>,
    seed: u64,
) -> query::Result<()> {
    SEEDER.seed(connection, tenant, count, now, seed)
}

/// How long ago the first of them was created.
const SPAN: TimeDelta = TimeDelta::days(2 * 365);

/// What has changed since, has changed soon.
const CHANGED_WITHIN_SECONDS: i64 = 30 * 24 * 60 * 60;

const TRADES: [&str; 24] = [
    "Padaria",
    "Agência",
    "Clínica",
    "Estúdio",
    "Farmácia",
    "Oficina",
    "Escola",
    "Restaurante",
    "Construtora",
    "Imobiliária",
    "Academia",
    "Livraria",
    "Cafeteria",
    "Floricultura",
    "Ótica",
    "Transportadora",
    "Consultoria",
    "Cervejaria",
    "Pousada",
    "Confecção",
    "Editora",
    "Mercearia",
    "Laboratório",
    "Açougue",
];

const NAMES: [&str; 24] = [
    "São João",
    "Ipanema",
    "Boa Vista",
    "Ávila",
    "do Vale",
    "Três Irmãos",
    "Santa Luzia",
    "Bela Época",
    "Horizonte",
    "Paranaguá",
    "Primavera",
    "Sol Nascente",
    "da Conceição",
    "Araçá",
    "Guimarães",
    "Nova Aurora",
    "Estrela do Sul",
    "Monteiro",
    "Jacarandá",
    "Porto Seguro",
    "Magalhães",
    "Iguaçu",
    "Rio Claro",
    "Esperança",
];

const FORMS: [&str; 5] = ["", " Ltda.", " S.A.", " ME", " e Filhos"];

const INTEGRATIONS: [(&str, &str); 8] = [
    ("Instagram Business", "instagram_business"),
    ("Google Analytics 4", "google_analytics_4"),
    ("Facebook Ads", "facebook_ads"),
    ("Facebook", "facebook"),
    ("Google Ads", "google_ads"),
    ("LinkedIn", "linkedin"),
    ("TikTok Ads", "tiktok_ads"),
    ("YouTube", "youtube"),
];

/// A name, and what becomes of it.
#[expect(clippy::struct_field_names, reason = "it is the name that the others are made of")]
struct Name {
    name: String,
    sort_key: String,
    account: String,
}

static ALL_NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let parts = TRADES.iter().flat_map(|trade| NAMES.iter().map(move |name| (trade, name)));
    parts
        .flat_map(|(trade, name)| FORMS.iter().map(move |form| format!("{trade} {name}{form}")))
        .map(|name| {
            let sort_key = rules::name_sort_key(&name);
            let account = sort_key.chars().filter(char::is_ascii_alphanumeric).collect();
            Name { name, sort_key, account }
        })
        .collect()
});

/// A customer as its row has it.
#[derive(Debug)]
pub struct Customer {
    uuid: String,
    name: usize,
    created_at: i64,
    updated_at: i64,
    trial_ends_at: i64,
    is_paying: bool,
    api_token_hash: String,
    integrations: Vec<Integration>,
}

#[derive(Debug)]
struct Integration {
    uuid: String,
    kind: usize,
}

impl MadeUp for Customers {
    type Customer = Customer;

    fn make(run: &Run, place: i64, index: u64) -> Customer {
        let mut random = run.chance(place);
        let now = rules::whole_seconds(run.now);
        let created_at = rules::whole_seconds(run.created_at(index, SPAN));
        let trial_ends_at = rules::trial_end(created_at);
        // Whoever stays beyond the trial mostly pays; within it, few do yet.
        let paying_in_ten = if trial_ends_at < now { 7 } else { 2 };
        let seconds = (now - created_at).num_seconds().clamp(0, CHANGED_WITHIN_SECONDS);
        let updated_at =
            created_at + TimeDelta::seconds(i64::from(random.below(u32::try_from(seconds).unwrap_or(0) + 1)));
        let names = u32::try_from(ALL_NAMES.len()).unwrap_or(u32::MAX);
        Customer {
            uuid: random.uuid(created_at).to_string(),
            name: run.in_fashion(place, &mut random, names) as usize,
            created_at: created_at.timestamp(),
            updated_at: updated_at.timestamp(),
            trial_ends_at: trial_ends_at.timestamp(),
            is_paying: random.below(10) < paying_in_ten,
            api_token_hash: run.no_ones_hash(place, &mut random),
            integrations: integrations(&mut random, created_at),
        }
    }

    fn next_place(connection: &Connection, tenant: &str) -> query::Result<i64> {
        Ok(store::CUSTOMERS.places.last(connection, tenant)? + 1)
    }

    fn take_places(connection: &Connection, tenant: &str, count: u32) -> query::Result<i64> {
        store::CUSTOMERS.places.take(connection, tenant, count.into())
    }

    fn insert(connection: &Connection, run: &Run, first: i64, customers: &[Customer]) -> query::Result<()> {
        let tenant = &run.tenant;
        let rows: Vec<_> = (first..)
            .zip(customers)
            .map(|(seq, customer)| {
                let Name { name, sort_key, .. } = &ALL_NAMES[customer.name];
                row![
                    &customer.uuid,
                    tenant,
                    seq,
                    name,
                    sort_key,
                    customer.created_at,
                    customer.updated_at,
                    customer.trial_ends_at,
                    customer.is_paying,
                    &customer.api_token_hash,
                ]
            })
            .collect();
        connection.insert_many(
            "reportei_customers (uuid, tenant, seq, name, name_sort, created_at, updated_at, trial_ends_at,
                 is_paying, api_token_hash)",
            &rows,
        )?;
        let connected = customers.iter().flat_map(|customer| {
            (1_i64..).zip(&customer.integrations).map(move |(seq, integration)| {
                let (kind, slug) = INTEGRATIONS[integration.kind];
                let account = &ALL_NAMES[customer.name].account;
                row![
                    &integration.uuid,
                    tenant,
                    &customer.uuid,
                    seq,
                    kind,
                    account,
                    slug,
                    rules::INTEGRATION_ACTIVE,
                ]
            })
        });
        let rows: Vec<_> = connected.collect();
        connection.insert_many(
            "reportei_integrations (uuid, tenant, customer, seq, integration, name, slug, status)",
            &rows,
        )
    }
}

/// Half of all customers have connected nothing yet.
fn integrations(random: &mut Random, created_at: DateTime<Utc>) -> Vec<Integration> {
    let count = random.pick([0, 0, 0, 1, 2, 3]);
    let first = random.below(8) as usize;
    let kinds = (0..INTEGRATIONS.len()).cycle().skip(first).take(count);
    kinds.map(|kind| Integration { uuid: random.uuid(created_at).to_string(), kind }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::api::reportei::rules::{SortKey, SortOrder};
    use crate::api::reportei::store::{CUSTOMERS, integrations, list};
    use crate::db::testing::with;

    fn time(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn order(key: Option<SortKey>, descending: bool) -> SortOrder {
        SortOrder { key, descending }
    }

    #[tokio::test]
    async fn seeding_is_the_same_each_time_and_can_be_repeated() {
        let seeded = |c: &Connection| {
            seed(c, "a", 150, time(0), 1).unwrap();
            list(c, "a", 1, 1_000, SortOrder::default()).unwrap().customers
        };
        let one = with(seeded).await;
        let other = with(seeded).await;
        assert_eq!(one, other);

        with(move |c| {
            seed(c, "a", 150, time(0), 1).unwrap();
            seed(c, "a", 150, time(0), 1).unwrap();
            seed(c, "b", 150, time(0), 1).unwrap();
            seed(c, "b", 0, time(0), 1).unwrap();

            let page = list(c, "a", 1, 1_000, SortOrder::default()).unwrap();
            assert_eq!(page.total, 300);
            let uuids: HashSet<_> = page.customers.iter().map(|customer| customer.uuid).collect();
            assert_eq!(uuids.len(), 300);
            assert_eq!(CUSTOMERS.count(c, "b").unwrap(), 150);
        })
        .await;
    }

    #[tokio::test]
    async fn seeded_customers_are_plausible() {
        with(|c| {
            seed(c, "a", 500, time(0), 7).unwrap();
            let customers = list(c, "a", 1, 1_000, order(Some(SortKey::CreatedAt), false)).unwrap().customers;

            assert_eq!(customers, list(c, "a", 1, 1_000, SortOrder::default()).unwrap().customers);
            for customer in &customers {
                assert!(customer.created_at < time(0), "{customer:?}");
                assert!(customer.created_at <= customer.updated_at && customer.updated_at <= time(0));
                assert_eq!(customer.trial_ends_at, customer.created_at + rules::TRIAL);
            }
            let paying = customers.iter().filter(|customer| customer.is_paying).count();
            assert!((250..450).contains(&paying), "{paying}");
            let connected: usize =
                customers.iter().map(|customer| integrations(c, "a", customer.uuid).unwrap().len()).sum();
            assert!((300..700).contains(&connected), "{connected}");
        })
        .await;
    }
}
