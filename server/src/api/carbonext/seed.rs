//! Generated applications. Their keys are unknown, so they cannot sign in.

use super::rules::{Application, PERMISSIONS};
use super::store;
use crate::api::seed::Batch;
use crate::db::{Connection, query};

const SYSTEMS: [(&str, &str); 6] = [
    ("erp", "ERP"),
    ("billing", "Faturamento"),
    ("crm", "CRM"),
    ("inventory-sync", "Sincronização de estoque"),
    ("esg-report", "Relatório ESG"),
    ("accounting", "Contabilidade"),
];

const GRANTED: [&[&str]; 4] =
    [&["orders_read"], &["orders_read", "orders_write"], &["financial_read", "users_read"], PERMISSIONS];

/// Inserts a batch of generated applications.
pub fn seed(connection: &Connection, batch: &Batch) -> query::Result<()> {
    let first = store::APPLICATIONS.places.take(connection, &batch.tenant, batch.count)?;
    for (seq, mut random, _) in batch.customers(first) {
        let (system, display_name) = random.pick(SYSTEMS);
        let application = Application {
            // Unique across companies.
            client_id: format!("{system}-{:016x}", random.number()),
            display_name: Some(display_name.to_owned()),
            permissions: random.pick(GRANTED).iter().copied().collect(),
        };
        let hash = random.unusable_hash();
        store::insert_at(connection, &batch.tenant, seq, &application, &hash, batch.now)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::db::testing::with;

    #[tokio::test]
    async fn seeded_applications_differ_and_are_counted() {
        with(|c| {
            for (tenant, count) in [("acme", 30), ("acme", 30), ("umbrella", 5)] {
                seed(c, &Batch::new(tenant, count, DateTime::UNIX_EPOCH)).unwrap();
            }
            let (applications, page) = store::list(c, "acme", 1, 100).unwrap();
            assert_eq!((applications.len(), page.total), (60, 60));
            assert_eq!(store::APPLICATIONS.count(c, "umbrella").unwrap(), 5);
        })
        .await;
    }
}
