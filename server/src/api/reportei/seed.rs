//! Generated customers; half of them have integrations.

use chrono::{SubsecRound as _, TimeDelta};

use super::rules::{self, Customer, INTEGRATION_ACTIVE, Integration};
use super::store;
use crate::api::seed::Batch;
use crate::db::{Connection, query};

/// Customers changed at most this long after their creation.
const CHANGED_WITHIN_SECONDS: i64 = 30 * 24 * 60 * 60;

const SOURCES: [(&str, &str); 4] = [
    ("Instagram Business", "instagram_business"),
    ("Google Analytics 4", "google_analytics_4"),
    ("Facebook Ads", "facebook_ads"),
    ("YouTube", "youtube"),
];

/// Inserts a batch of generated customers.
pub fn seed(connection: &Connection, batch: &Batch) -> query::Result<()> {
    let first = store::CUSTOMERS.places.take(connection, &batch.tenant, batch.count)?;
    for (seq, mut random, created_at) in batch.customers(first) {
        let created_at = created_at.trunc_subsecs(0);
        let trial_ends_at = rules::trial_end(created_at);
        // Most customers pay once their trial is over.
        let paying_in_ten = if trial_ends_at < batch.now { 7 } else { 2 };
        let age = (batch.now - created_at).num_seconds().clamp(0, CHANGED_WITHIN_SECONDS);
        let changed_after = random.below(u32::try_from(age).unwrap_or(0) + 1);
        let customer = Customer {
            uuid: random.uuid(),
            name: random.company(),
            created_at,
            updated_at: created_at + TimeDelta::seconds(i64::from(changed_after)),
            trial_ends_at,
            is_paying: random.below(10) < paying_in_ten,
        };
        store::insert_at(connection, &batch.tenant, seq, &customer, &random.unusable_hash())?;
        for position in 1..=random.pick([0, 0, 0, 1, 2, 3]) {
            let (integration, slug) = random.pick(SOURCES);
            let integration = Integration {
                uuid: random.uuid(),
                integration: integration.to_owned(),
                name: format!("account{}", random.below(100_000)),
                slug: slug.to_owned(),
                status: INTEGRATION_ACTIVE.to_owned(),
            };
            store::insert_integration(connection, &batch.tenant, customer.uuid, position, &integration)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::{DateTime, Utc};

    use super::*;
    use crate::api::reportei::rules::{SortKey, SortOrder};
    use crate::api::reportei::store::{integrations, list};
    use crate::db::testing::with;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    #[tokio::test]
    async fn seeding_is_deterministic_and_repeatable() {
        let seeded = |c: &Connection| {
            seed(c, &Batch::new("a", 150, now())).unwrap();
            list(c, "a", 1, 1_000, SortOrder::default()).unwrap().0
        };
        assert_eq!(with(seeded).await, with(seeded).await);

        with(|c| {
            for (tenant, count) in [("a", 150), ("a", 150), ("b", 150), ("b", 0)] {
                seed(c, &Batch::new(tenant, count, now())).unwrap();
            }
            let (customers, page) = list(c, "a", 1, 1_000, SortOrder::default()).unwrap();
            let uuids: HashSet<_> = customers.iter().map(|customer| customer.uuid).collect();
            assert_eq!((page.total, uuids.len()), (300, 300));
            assert_eq!(list(c, "b", 1, 1, SortOrder::default()).unwrap().1.total, 150);
        })
        .await;
    }

    #[tokio::test]
    async fn seeded_customers_are_plausible() {
        with(|c| {
            seed(c, &Batch::new("a", 500, now())).unwrap();
            let order = SortOrder { key: Some(SortKey::CreatedAt), descending: false };
            let (customers, _) = list(c, "a", 1, 1_000, order).unwrap();

            assert_eq!(customers, list(c, "a", 1, 1_000, SortOrder::default()).unwrap().0);
            for customer in &customers {
                assert!(customer.created_at < now(), "{customer:?}");
                assert!(customer.created_at <= customer.updated_at && customer.updated_at <= now());
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
