//! The schema, as numbered files that are applied in order, each once, forward only.
//!
//! The files are in `migrations/`: one for all databases, or, where they need different words, one in a folder of each
//! database's own. What has been released is never changed; a change is a new file and a line of [`MIGRATIONS`].
//!
//! Of several servers that start on one database, one applies what is missing and the others wait for it. On SQLite the
//! write transaction sees to that. On PostgreSQL a row of `schema_lock` is held meanwhile, since advisory locks are not
//! everywhere; it is let go of, whatever happens, when the connection ends.

use std::time::Duration;

use chrono::Utc;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, NoTls};

use super::OpenError;
use super::postgres::{self, Hidden};
use super::sqlite::{self, Location};

/// How often what races with another server's start is tried.
const TRIES: u32 = 20;
/// How long between two tries.
const PAUSE: Duration = Duration::from_millis(100);

const CREATE_SCHEMA_MIGRATIONS: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
             version    bigint not null primary key,
             name       text   not null,
             applied_at bigint not null
         )";

/// One step of the schema.
pub(super) struct Migration {
    version: i64,
    name: &'static str,
    sql: Sql,
}

enum Sql {
    /// The same for all.
    Common(&'static str),
    /// What each needs.
    Own { sqlite: &'static str, postgres: &'static str, cockroach: &'static str },
}

/// A step for which each database has a file of its own.
macro_rules! own {
    ($version:literal, $name:literal, $file:literal) => {
        Migration {
            version: $version,
            name: $name,
            sql: Sql::Own {
                sqlite: include_str!(concat!("migrations/sqlite/", $file)),
                postgres: include_str!(concat!("migrations/postgres/", $file)),
                cockroach: include_str!(concat!("migrations/cockroach/", $file)),
            },
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    common(1, "credentials", include_str!("migrations/0001_credentials.sql")),
    common(2, "reportei", include_str!("migrations/0002_reportei.sql")),
    common(3, "dezwork", include_str!("migrations/0003_dezwork.sql")),
    common(4, "oauth", include_str!("migrations/0004_oauth.sql")),
    common(5, "carbonext", include_str!("migrations/0005_carbonext.sql")),
    common(6, "tradevest", include_str!("migrations/0006_tradevest.sql")),
    common(7, "portos", include_str!("migrations/0007_portos.sql")),
    own!(8, "portos_search", "0008_portos_search.sql"),
    own!(9, "order_of_creation", "0009_order_of_creation.sql"),
    common(10, "portos_member_counts", include_str!("migrations/0010_portos_member_counts.sql")),
    own!(11, "portos_search_chunks", "0011_portos_search_chunks.sql"),
    common(12, "portos_counts", include_str!("migrations/0012_portos_counts.sql")),
];

const fn common(version: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration { version, name, sql: Sql::Common(sql) }
}

/// The last version that this build knows.
pub(super) fn last_version() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

impl Migration {
    fn sqlite(&self) -> &'static str {
        match self.sql {
            Sql::Common(sql) => sql,
            Sql::Own { sqlite, .. } => sqlite,
        }
    }

    fn postgres(&self, product: Product) -> String {
        let sql = match (&self.sql, product) {
            (Sql::Common(sql), _) => sql,
            (Sql::Own { postgres, .. }, Product::Postgres) => postgres,
            (Sql::Own { cockroach, .. }, Product::Cockroach) => cockroach,
        };
        product.with_bytewise_texts(sql)
    }
}

/// Which of the databases that speak PostgreSQL's protocol it is, where that makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Product {
    /// PostgreSQL itself, and YugabyteDB, which is made from its source.
    Postgres,
    /// CockroachDB.
    Cockroach,
}

impl Product {
    fn of(version: &str) -> Self {
        if version.contains("CockroachDB") { Self::Cockroach } else { Self::Postgres }
    }

    /// All databases are to sort texts alike: by their bytes, as SQLite and CockroachDB do by themselves. The latter does
    /// not take the word for it.
    fn with_bytewise_texts(self, sql: &str) -> String {
        let sql = without_comments(sql);
        match self {
            Self::Cockroach => sql,
            Self::Postgres => {
                sql.replace(" text ", " text collate \"C\" ").replace(" text,", " text collate \"C\",")
            }
        }
    }
}

fn without_comments(sql: &str) -> String {
    let lines: Vec<_> = sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    // A column that ends its table's list ends its line too.
    lines
        .iter()
        .map(|line| if line.ends_with(" text") { format!("{line} \n") } else { format!("{line}\n") })
        .collect()
}

/// Applies what is missing.
pub(super) fn migrate_sqlite(connection: &mut Connection, location: &Location) -> Result<(), OpenError> {
    for migration in MIGRATIONS {
        apply_sqlite(connection, migration).map_err(|source| match sqlite::open_error(location, source) {
            // The file and its disk are as they have to be.
            OpenError::Prepare { source, .. } => OpenError::Migration {
                version: migration.version,
                name: migration.name,
                source: source.into(),
            },
            error => error,
        })?;
    }
    Ok(())
}

/// Applies `migration` and records it, in one transaction, unless that has been done: another process may start with us.
fn apply_sqlite(connection: &mut Connection, migration: &Migration) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(CREATE_SCHEMA_MIGRATIONS)?;
    let is_applied = transaction
        .query_row("SELECT 1 FROM schema_migrations WHERE version = ?1", [migration.version], |_| Ok(()))
        .optional()?
        .is_some();
    if is_applied {
        return Ok(());
    }
    transaction.execute_batch(migration.sqlite())?;
    transaction.execute(
        "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?1, ?2, ?3)",
        params![migration.version, migration.name, Utc::now().timestamp()],
    )?;
    transaction.commit()
}

/// Connects, and applies what is missing, while other servers that start now wait.
pub(super) async fn migrate_postgres(config: &Config) -> Result<(), OpenError> {
    let mut client = connect(config).await?;
    let refused = |source: tokio_postgres::Error| OpenError::PostgresRefused { source: Hidden::of(source) };
    let version: String = client.query_one("SELECT version()", &[]).await.map_err(refused)?.get(0);
    let product = Product::of(&version);

    if !is_current(&client).await.map_err(refused)? {
        make_lock(&client).await.map_err(refused)?;
        let holder = connect(config).await?;
        // Held until `holder` goes.
        holder
            .batch_execute("BEGIN; SELECT id FROM schema_lock WHERE id = 1 FOR UPDATE;")
            .await
            .map_err(refused)?;
        for migration in MIGRATIONS {
            apply_postgres(&mut client, migration, product).await.map_err(|source| OpenError::Migration {
                version: migration.version,
                name: migration.name,
                source: Hidden::of(source).into(),
            })?;
        }
        holder.batch_execute("ROLLBACK").await.map_err(refused)?;
    }
    let found: i64 = client
        .query_one("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", &[])
        .await
        .map_err(refused)?
        .get(0);
    let known = last_version();
    if found > known {
        let database = "the PostgreSQL database".to_owned();
        return Err(OpenError::NewerVersion { database, found, known });
    }
    Ok(())
}

async fn connect(config: &Config) -> Result<Client, OpenError> {
    let unreachable = |source| OpenError::PostgresUnreachable { source: Hidden::of(source) };
    // The connection ends with its client.
    if config.get_ssl_mode() == SslMode::Require {
        let (client, connection) = config.connect(postgres::tls()?).await.map_err(unreachable)?;
        tokio::spawn(connection);
        Ok(client)
    } else {
        let (client, connection) = config.connect(NoTls).await.map_err(unreachable)?;
        tokio::spawn(connection);
        Ok(client)
    }
}

/// Whether nothing is missing: then there is nothing to wait for.
async fn is_current(client: &Client) -> Result<bool, tokio_postgres::Error> {
    match client.query_one("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", &[]).await {
        Ok(row) => Ok(row.get::<_, i64>(0) >= last_version()),
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the tables that migrations are kept and kept apart by. Of two servers that make one table at the same moment, one
/// is told that it exists, in one of several ways, although it asked to be told nothing then.
async fn make_lock(client: &Client) -> Result<(), tokio_postgres::Error> {
    let mut tries = 0;
    for sql in [
        CREATE_SCHEMA_MIGRATIONS,
        "CREATE TABLE IF NOT EXISTS schema_lock (id bigint not null primary key)",
        "INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT (id) DO NOTHING",
    ] {
        while let Err(error) = client.batch_execute(sql).await {
            tries += 1;
            if tries >= TRIES || postgres::is_lost_connection(&error) {
                return Err(error);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(())
}

async fn apply_postgres(
    client: &mut Client,
    migration: &Migration,
    product: Product,
) -> Result<(), tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    let is_applied = transaction
        .query_opt("SELECT 1 FROM schema_migrations WHERE version = $1", &[&migration.version])
        .await?
        .is_some();
    if is_applied {
        return Ok(());
    }
    transaction.batch_execute(&migration.postgres(product)).await?;
    transaction
        .execute(
            "INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)",
            &[&migration.version, &migration.name, &Utc::now().timestamp()],
        )
        .await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_without_gaps() {
        let versions: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
        let expected: Vec<i64> = (1..).take(MIGRATIONS.len()).collect();

        assert_eq!(versions, expected);
    }

    #[test]
    fn every_text_on_postgresql_compares_by_its_bytes() {
        for migration in MIGRATIONS {
            let sql = migration.postgres(Product::Postgres);
            for line in sql.lines().filter(|line| line.starts_with("    ") && line.contains(" text")) {
                let is_column = line.split_whitespace().nth(1) == Some("text");
                assert!(!is_column || line.contains("collate \"C\""), "{}: {line}", migration.name);
            }
            assert!(!migration.postgres(Product::Cockroach).contains("collate"), "{}", migration.name);
        }
    }

    #[test]
    fn the_schema_is_made_of_what_every_database_has() {
        // Each looked up in the documentation of CockroachDB and of YugabyteDB.
        let allowed = [
            "alter table ",
            "create index ",
            "create table ",
            "create unique index ",
            "drop table ",
            "insert into ",
        ];
        for migration in MIGRATIONS {
            for product in [Product::Postgres, Product::Cockroach] {
                let sql = migration.postgres(product);
                for statement in sql.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
                    // YugabyteDB takes them as PostgreSQL does.
                    let own = ["create extension if not exists pg_trgm", "drop index "];
                    let own =
                        product == Product::Postgres && own.iter().any(|own| statement.starts_with(own));
                    let is_allowed = allowed.iter().any(|allowed| statement.starts_with(allowed));
                    assert!(own || is_allowed, "{}: {statement}", migration.name);
                }
                for line in sql.lines().filter(|line| line.starts_with("    ") && !line.contains('(')) {
                    let kind = line.split_whitespace().nth(1).unwrap_or("").trim_end_matches(',');
                    assert!(["text", "bigint", "boolean"].contains(&kind), "{}: {line}", migration.name);
                }
            }
        }
    }

    /// What a database of version 8 can have of each table that version 9 makes anew.
    const ROWS_OF_VERSION_8: &str = "
        INSERT INTO reportei_merchants VALUES ('a', 2, 2);
        INSERT INTO reportei_customers VALUES ('u2', 'a', 2, 'Two', 'two', 3, 4, 5, 1, 'h2');
        INSERT INTO reportei_customers VALUES ('u1', 'a', 1, 'One', 'one', 1, 2, 3, 0, 'h1');
        INSERT INTO reportei_integrations VALUES ('i1', 'a', 'u1', 1, 'Facebook', 'one', 'facebook', 'active');
        INSERT INTO tradevest_customers VALUES ('c1', 'a', 1, 'e1', 'NATURAL_PERSON', 'CREATED', '[\"vip\"]', '[]', 1, 2);
        INSERT INTO tradevest_labels VALUES ('a', 'vip', 1, 'c1');
        INSERT INTO carbonext_applications VALUES ('erp', 'a', 1, NULL, 'orders_read', 'h', 1);
        INSERT INTO dezwork_clients VALUES (7, 'a', 0, 'PF', 'Ana', NULL, NULL, '1', '2', NULL, 'm', NULL, NULL, 1);
        INSERT INTO dezwork_addresses VALUES (9, 'a', 7, 1, 's', 'n', NULL, 'd', 'c', 'RS', 'p', NULL, NULL, 1, 1);
        INSERT INTO portos_customers (tenant, id, seq, version, is_active, is_company, credit_amount, credit_rate,
            discount_rate, meta, search_text, first_name, expiration_time)
        VALUES ('a', 'x', 1, 1, 1, 0, 0, 0, 125000, '{}', 'eva', 'Eva', -1);
        INSERT INTO portos_companies VALUES ('a', 2, 70);
        INSERT INTO portos_customers (tenant, id, seq, version, is_active, is_company, credit_amount, credit_rate,
            discount_rate, meta, search_text, first_name)
        VALUES ('a', 'y', 70, 1, 1, 0, 0, 0, 0, '{}', 'iva', 'Iva');
        INSERT INTO portos_customers (tenant, id, seq, version, is_active, is_company, credit_amount, credit_rate,
            discount_rate, meta, search_text, expiration_time)
        VALUES ('b', 'z', 1, 1, 1, 0, 0, 100, 0, '{}', 'oto', 86400000000),
            ('b', 'w', 2, 1, 1, 0, 0, 100, 0, '{}', 'ota', 172799999999);
        INSERT INTO portos_search_rows (row_id, tenant, seq) VALUES (1, 'a', 1);
        INSERT INTO portos_search (rowid, search_text) VALUES (1, 'eva');
        INSERT INTO portos_cards (tenant, serial_number, customer_seq, place, is_active, is_virtual)
        VALUES ('a', '1001', 1, 1, 1, 0);
    ";

    #[test]
    fn what_is_in_an_older_database_is_kept() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        let (before, after) = MIGRATIONS.split_at(8);
        for migration in before {
            apply_sqlite(&mut connection, migration).unwrap();
        }
        connection.execute_batch(ROWS_OF_VERSION_8).unwrap();
        for migration in after {
            apply_sqlite(&mut connection, migration).unwrap();
        }

        let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        for (sql, expected) in [
            (
                "SELECT group_concat(uuid || name || api_token_hash, ' ') FROM reportei_customers",
                "u1Oneh1 u2Twoh2",
            ),
            ("SELECT uuid || customer || slug FROM reportei_integrations", "i1u1facebook"),
            ("SELECT customer_id || entity_id || labels FROM tradevest_customers", "c1e1[\"vip\"]"),
            ("SELECT label || seq FROM tradevest_labels", "vip1"),
            ("SELECT client_id || permissions FROM carbonext_applications", "erporders_read"),
            ("SELECT id || name FROM dezwork_clients", "7Ana"),
            ("SELECT id || street || client FROM dezwork_addresses", "9s7"),
            ("SELECT id || first_name || discount_rate FROM portos_customers WHERE seq = 1", "xEva125000"),
            ("SELECT serial_number || customer_seq FROM portos_cards", "10011"),
            (
                "SELECT group_concat((chunk & 4294967295) || ':' || replace(texts, char(1114111), '.'), ' ')
                 FROM portos_search_chunks",
                "0:.eva.............................................................. \
                 1:......iva.........................................................",
            ),
            (
                "SELECT group_concat(rowid & 274877906943) FROM portos_search WHERE portos_search MATCH 'iva OR eva'",
                "1,70",
            ),
            (
                "SELECT group_concat(tenant || is_active || ',' || credit_rate || ',' || discount_rate || '=' || count, ' ')
                 FROM portos_counts",
                "a1,0,0=1 a1,0,125000=1 b1,100,0=2",
            ),
            (
                "SELECT group_concat(tenant || expiration_day || ',' || discount_rate || '=' || count, ' ')
                 FROM portos_expiration_counts",
                "a-1,125000=1 b1,0=2",
            ),
            ("PRAGMA integrity_check", "ok"),
        ] {
            assert_eq!(text(sql), expected, "{sql}");
        }
        let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!broken, "a row has lost its parent");
        connection.execute_batch("DELETE FROM reportei_customers; DELETE FROM dezwork_clients").unwrap();
        let left =
            "SELECT (SELECT count(*) FROM reportei_integrations) || (SELECT count(*) FROM dezwork_addresses)";
        assert_eq!(text(left), "00", "rows go with their parents");
    }

    #[test]
    fn a_product_is_known_by_what_it_says_of_itself() {
        for (version, expected) in [
            ("PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu", Product::Postgres),
            ("PostgreSQL 11.2-YB-2.25.0.0-b0 on x86_64-pc-linux-gnu", Product::Postgres),
            ("CockroachDB CCL v25.1.0 (x86_64-pc-linux-gnu)", Product::Cockroach),
        ] {
            assert_eq!(Product::of(version), expected, "{version}");
        }
    }
}
