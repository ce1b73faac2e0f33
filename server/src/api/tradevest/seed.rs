//! Generated customers of all kinds.

use chrono::SubsecRound as _;

use super::rules::{Customer, CustomerStatus, EntityType, RefAccount};
use super::store;
use crate::api::seed::{Batch, Random};
use crate::db::{Connection, query};

const BANKS: [(&str, &str, &str); 3] = [
    ("Commerzbank", "COBADEFFXXX", "37040044"),
    ("Deutsche Bank", "DEUTDEFF", "50070010"),
    ("Berliner Sparkasse", "BELADEBEXXX", "10050000"),
];

const LABELS: [&str; 6] = ["vip", "munich", "hamburg", "retail", "newsletter", "Bestandskunde"];

/// Most customers are active.
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

/// Inserts a batch of generated customers.
pub fn seed(connection: &Connection, batch: &Batch) -> query::Result<()> {
    let first = store::PLACES.take(connection, &batch.tenant, batch.count)?;
    for (seq, mut random, created_on) in batch.customers(first) {
        let created_on = created_on.trunc_subsecs(3);
        let first_label = random.below(6) as usize;
        let labels = LABELS.into_iter().cycle().skip(first_label).take(random.below(4) as usize);
        let customer = Customer {
            customer_id: random.uuid(),
            entity_id: random.uuid(),
            entity_type: random.pick([
                EntityType::NaturalPerson,
                EntityType::LegalEntity,
                EntityType::JointPerson,
            ]),
            status: random.pick(STATUSES),
            labels: labels.map(str::to_owned).collect(),
            ref_accounts: if random.one_in(4) { Vec::new() } else { vec![account(&mut random)] },
            created_on,
            modified_on: created_on,
        };
        store::insert_at(connection, &batch.tenant, seq, &customer)?;
    }
    Ok(())
}

fn account(random: &mut Random) -> RefAccount {
    let (bank, bic, code) = random.pick(BANKS);
    RefAccount {
        iban: german_iban(code, random.number() % 10_000_000_000),
        owner_name: format!("{} {}", random.first_name().0, random.last_name()),
        bank_name: Some(bank.to_owned()),
        bic: Some(bic.to_owned()),
        is_primary: Some(true),
    }
}

/// Returns an IBAN with valid check digits.
fn german_iban(bank_code: &str, account: u64) -> String {
    let account = format!("{bank_code}{account:010}");
    // For the sum, DE is 1314, and the check digits are 00.
    let digits = account.bytes().chain("131400".bytes());
    let rest = digits.fold(0_u32, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("DE{:02}{account}", 98 - rest)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::DateTime;

    use super::*;
    use crate::api::tradevest::rules::Filter;
    use crate::db::testing::with;

    #[tokio::test]
    async fn seeded_customers_differ_and_have_every_status() {
        with(|c| {
            for (tenant, count) in [("acme", 100), ("acme", 50), ("umbrella", 5)] {
                seed(c, &Batch::new(tenant, count, DateTime::UNIX_EPOCH)).unwrap();
            }
            let customers = store::list(c, "acme", &Filter::default(), 0, 1000).unwrap().customers;
            let statuses: HashSet<_> = customers.iter().map(|customer| customer.status).collect();
            let entities: HashSet<_> = customers.iter().map(|customer| customer.entity_id).collect();
            assert_eq!((customers.len(), statuses.len(), entities.len()), (150, 7, 150));
        })
        .await;
    }

    #[test]
    fn generated_iban_has_valid_check_digits() {
        assert_eq!(german_iban("37040044", 532_013_000), "DE89370400440532013000");
    }
}
