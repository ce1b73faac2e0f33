//! Made-up customers, to try things at full size.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::{self, CustomerStatus, EntityType, RefAccount};
use super::store;
use crate::api::made_up::{MadeUp, Random, Run, Seeder, Seeding as _};
use crate::db::query::row;
use crate::db::{Connection, query};

/// Customers of all kinds, created within the last two years.
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

const FIRST_NAMES: [&str; 12] = [
    "Erika", "Jürgen", "Zeynep", "Łukasz", "Sophie", "Björn", "Amélie", "Giulia", "Mateusz", "Özlem", "Hans",
    "Käthe",
];

const LAST_NAMES: [&str; 12] = [
    "Mustermann",
    "Müller",
    "Yılmaz",
    "Kowalski",
    "Großmann",
    "Lindström",
    "Lefèvre",
    "Rossi",
    "Weiß",
    "Schäfer",
    "Öztürk",
    "Bauer",
];

const BANKS: [(&str, &str, &str); 4] = [
    ("Commerzbank", "COBADEFFXXX", "37040044"),
    ("Deutsche Bank", "DEUTDEFF", "50070010"),
    ("Berliner Sparkasse", "BELADEBEXXX", "10050000"),
    ("ING-DiBa", "INGDDEFFXXX", "50010517"),
];

const LABELS: [&str; 8] =
    ["vip", "munich", "hamburg", "retail", "family-office", "newsletter", "2024", "Bestandskunde"];

/// Most are active; the rest is on its way in or out.
const STATUSES: [CustomerStatus; 10] = [
    CustomerStatus::Active,
    CustomerStatus::Active,
    CustomerStatus::Active,
    CustomerStatus::Active,
    CustomerStatus::Created,
    CustomerStatus::Pending,
    CustomerStatus::Rejected,
    CustomerStatus::Estate,
    CustomerStatus::Suspended,
    CustomerStatus::SuspendedCompliance,
];

/// A customer as its row has it.
#[expect(clippy::struct_field_names, reason = "columns are called so")]
#[derive(Debug)]
pub struct Customer {
    customer_id: String,
    entity_id: String,
    entity_type: &'static str,
    status: &'static str,
    labels: Vec<&'static str>,
    labels_json: String,
    ref_accounts_json: String,
    created_on: i64,
}

impl MadeUp for Customers {
    type Customer = Customer;

    fn make(run: &Run, place: i64, index: u64) -> Customer {
        let mut random = run.chance(place);
        let created_on = rules::whole_milliseconds(run.created_at(index, SPAN));
        let first_label = random.below(8) as usize;
        let labels = LABELS.into_iter().cycle().skip(first_label).take(random.below(4) as usize);
        let labels: Vec<_> = labels.collect();
        let ref_accounts = if random.one_in(4) { Vec::new() } else { vec![account(&mut random)] };
        Customer {
            customer_id: random.uuid(created_on).to_string(),
            // Known for a while before it became a customer.
            entity_id: random.uuid(created_on - TimeDelta::days(1)).to_string(),
            entity_type: EntityType::ALL[random.below(8) as usize % EntityType::ALL.len()].as_str(),
            status: random.pick(STATUSES).as_str(),
            labels_json: json(&labels),
            labels,
            ref_accounts_json: json(&ref_accounts),
            created_on: created_on.timestamp_millis(),
        }
    }

    fn next_place(connection: &Connection, tenant: &str) -> query::Result<i64> {
        Ok(store::PLACES.last(connection, tenant)? + 1)
    }

    fn take_places(connection: &Connection, tenant: &str, count: u32) -> query::Result<i64> {
        store::PLACES.take(connection, tenant, count.into())
    }

    fn insert(connection: &Connection, run: &Run, first: i64, customers: &[Customer]) -> query::Result<()> {
        let tenant = &run.tenant;
        let rows: Vec<_> = (first..)
            .zip(customers)
            .map(|(seq, customer)| {
                row![
                    &customer.customer_id,
                    tenant,
                    seq,
                    &customer.entity_id,
                    customer.entity_type,
                    customer.status,
                    &customer.labels_json,
                    &customer.ref_accounts_json,
                    customer.created_on,
                    customer.created_on,
                ]
            })
            .collect();
        connection.insert_many(
            "tradevest_customers (customer_id, tenant, seq, entity_id, entity_type, status, labels, ref_accounts,
                 created_on, modified_on)",
            &rows,
        )?;
        let labels = (first..)
            .zip(customers)
            .flat_map(|(seq, customer)| customer.labels.iter().map(move |label| row![tenant, *label, seq]));
        connection.insert_many("tradevest_labels (tenant, label, seq)", &labels.collect::<Vec<_>>())
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("lists of texts can be written")
}

fn account(random: &mut Random) -> RefAccount {
    let (bank, bic, code) = random.pick(BANKS);
    RefAccount {
        iban: german_iban(code, random.number() % 10_000_000_000),
        owner_name: format!("{} {}", random.pick(FIRST_NAMES), random.pick(LAST_NAMES)),
        bank_name: Some(bank.to_owned()),
        bic: Some(bic.to_owned()),
        is_primary: Some(true),
    }
}

/// An IBAN with the check digits that it has to have.
fn german_iban(bank_code: &str, account: u64) -> String {
    let account = format!("{bank_code}{account:010}");
    // DE is 1314 in the sum, and 00 stands where the check digits will be.
    let digits = account.bytes().chain("131400".bytes());
    let rest = digits.fold(0_u32, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("DE{:02}{account}", 98 - rest)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::api::tradevest::rules::Filter;
    use crate::db::testing::with;

    #[tokio::test]
    async fn made_up_customers_are_unlike_each_other_and_of_many_kinds() {
        with(|c| {
            seed(c, "acme", 100, DateTime::UNIX_EPOCH, 1).unwrap();
            seed(c, "acme", 50, DateTime::UNIX_EPOCH, 1).unwrap();
            seed(c, "umbrella", 5, DateTime::UNIX_EPOCH, 1).unwrap();

            let customers = store::list(c, "acme", &Filter::default(), 0, 1000).unwrap().customers;
            assert_eq!(customers.len(), 150);
            let statuses: HashSet<_> = customers.iter().map(|customer| customer.status).collect();
            let entities: HashSet<_> = customers.iter().map(|customer| customer.entity_id).collect();
            assert_eq!((statuses.len(), entities.len()), (7, 150));
        })
        .await;
    }

    #[test]
    fn a_made_up_iban_has_its_check_digits() {
        assert_eq!(german_iban("37040044", 532_013_000), "DE89370400440532013000");
    }
}
