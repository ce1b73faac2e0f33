//! Where the server under test keeps its data: in memory, or in a schema of its own on a PostgreSQL server.
//!
//! `cargo xtask test` runs the contract tests once for each kind of database, and says which by [`DATABASE`]. A schema for
//! each test is what a database for each would be, in a tenth of the time, and asks less of whoever lends the server.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use customers_server::db::DatabaseUrl;
use tokio::sync::OnceCell;
use tokio_postgres::{Client, NoTls};

/// The environment variable that names a PostgreSQL database for the tests; without it they are on SQLite.
pub const DATABASE: &str = "CUSTOMERS_TEST_DATABASE";

/// How often what races with another process is tried.
const TRIES: u32 = 20;

/// The database of one test. Dropped, what was made for it is gone.
#[derive(Debug)]
pub struct TestDatabase {
    url: DatabaseUrl,
    schema: Option<Schema>,
}

#[derive(Debug)]
struct Schema {
    postgres: String,
    name: String,
}

impl TestDatabase {
    /// A new one, of the kind that this run is about.
    pub async fn create() -> Self {
        match std::env::var(DATABASE) {
            Ok(postgres) => Self::create_in(postgres).await,
            Err(_) => Self { url: DatabaseUrl::SqliteMemory, schema: None },
        }
    }

    async fn create_in(postgres: String) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        static TRIGRAMS: OnceCell<()> = OnceCell::const_new();

        let name = format!("customers_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let client = connect(&postgres).await;
        // Otherwise it would be made in the first test's own schema, and go with it.
        let extension = "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public";
        TRIGRAMS.get_or_init(|| repeat(&client, extension)).await;
        let schema = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name};");
        client.batch_execute(&schema).await.unwrap_or_else(|error| panic!("{schema}: {error}"));

        let separator = if postgres.contains('?') { '&' } else { '?' };
        let url =
            format!("{postgres}{separator}application_name={name}&options=-csearch_path%3D{name},public");
        let url = url.parse().unwrap_or_else(|error| panic!("{DATABASE}: {error}"));
        Self { url, schema: Some(Schema { postgres, name }) }
    }

    /// As the server's configuration takes it.
    pub fn url(&self) -> DatabaseUrl {
        self.url.clone()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some(Schema { postgres, name }) = self.schema.take() else { return };
        // A thread with a runtime of its own: the test's cannot be waited for from within.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let client = connect(&postgres).await;
                // The test's runtime stands still, so that no connection of the server ends its transaction any more.
                let end =
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
                let _ = client.query(end, &[&name]).await;
                // What stays behind harms no other test.
                let _ = client.batch_execute(&format!("DROP SCHEMA {name} CASCADE")).await;
            });
        });
        let _ = dropping.join();
    }
}

async fn connect(postgres: &str) -> Client {
    let connected = tokio_postgres::connect(postgres, NoTls).await;
    let (client, connection) = connected.unwrap_or_else(|error| panic!("{DATABASE}: {error}"));
    tokio::spawn(connection);
    client
}

/// Two processes may make the same thing at the same time; then one of them is told so.
async fn repeat(client: &Client, sql: &str) {
    let mut tries = 1;
    while let Err(error) = client.batch_execute(sql).await {
        assert!(tries < TRIES, "{sql}: {error}");
        tries += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
