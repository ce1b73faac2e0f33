//! Made-up applications, to try things at full size.

use chrono::{DateTime, Utc};

use super::rules::Permission;
use super::store;
use crate::api::made_up::{MadeUp, Run, Seeder, Seeding as _};
use crate::auth::Permissions;
use crate::db::query::row;
use crate::db::{Connection, query};

/// Applications of many kinds. Nobody can sign in as them: of their keys there are only hashes, of nothing that anyone
/// knows.
#[derive(Debug)]
pub enum Applications {}

/// What makes them.
pub const SEEDER: Seeder<Applications> = Seeder::SEEDER;

/// Adds `count` made-up applications.
pub fn seed(
    connection: &Connection,
    tenant: &str,
    count: u32,
    now: DateTime<Utc>,
    seed: u64,
) -> query::Result<()> {
    SEEDER.seed(connection, tenant, count, now, seed)
}

const SYSTEMS: [(&str, &str); 8] = [
    ("erp", "ERP"),
    ("billing", "Faturamento"),
    ("crm", "CRM"),
    ("inventory-sync", "Sincronização de estoque"),
    ("esg-report", "Relatório ESG"),
    ("checkout", "Checkout"),
    ("accounting", "Contabilidade"),
    ("data-lake", "Data Lake"),
];

const GRANTED: [&[Permission]; 6] = [
    &[Permission::OrdersRead],
    &[Permission::OrdersRead, Permission::OrdersWrite],
    &[Permission::FinancialRead],
    &[Permission::FinancialRead, Permission::FinancialWrite, Permission::OrdersRead],
    &[Permission::UsersRead, Permission::UsersWrite],
    &Permission::ALL,
];

/// An application as its row has it.
#[derive(Debug)]
pub struct Application {
    client_id: String,
    display_name: &'static str,
    permissions: String,
    key_hash: String,
}

impl MadeUp for Applications {
    type Customer = Application;

    fn make(run: &Run, place: i64, _: u64) -> Application {
        let mut random = run.chance(place);
        let (system, display_name) = random.pick(SYSTEMS);
        let permissions: Permissions =
            random.pick(GRANTED).iter().map(|permission| permission.key()).collect();
        Application {
            // Unique among all companies.
            client_id: format!("{system}-{}", run.unlike_any(place)),
            display_name,
            permissions: permissions.to_string(),
            key_hash: run.no_ones_hash(place, &mut random),
        }
    }

    fn next_place(connection: &Connection, tenant: &str) -> query::Result<i64> {
        Ok(store::APPLICATIONS.places.last(connection, tenant)? + 1)
    }

    fn take_places(connection: &Connection, tenant: &str, count: u32) -> query::Result<i64> {
        store::APPLICATIONS.places.take(connection, tenant, count.into())
    }

    fn insert(
        connection: &Connection,
        run: &Run,
        first: i64,
        applications: &[Application],
    ) -> query::Result<()> {
        let (tenant, now) = (&run.tenant, run.now.timestamp());
        let rows: Vec<_> = (first..)
            .zip(applications)
            .map(|(seq, application)| {
                let Application { client_id, display_name, permissions, key_hash } = application;
                row![client_id, tenant, seq, *display_name, permissions, key_hash, now]
            })
            .collect();
        connection.insert_many(
            "carbonext_applications (client_id, tenant, seq, display_name, permissions, key_hash, created_at)",
            &rows,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::testing::with;

    #[tokio::test]
    async fn made_up_applications_are_unlike_each_other_and_counted() {
        with(|c| {
            seed(c, "acme", 30, DateTime::UNIX_EPOCH, 1).unwrap();
            seed(c, "acme", 30, DateTime::UNIX_EPOCH, 1).unwrap();
            seed(c, "umbrella", 5, DateTime::UNIX_EPOCH, 1).unwrap();

            let page = store::list(c, "acme", 1, 100).unwrap();
            assert_eq!((page.applications.len(), page.total), (60, 60));
            assert_eq!(store::APPLICATIONS.count(c, "umbrella").unwrap(), 5);
        })
        .await;
    }
}
