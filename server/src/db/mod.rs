//! Persistent data, in SQLite or PostgreSQL.
//!
//! A module that owns tables owns its queries: functions of a [`Connection`] that [`Database::read`] and
//! [`Database::write`] call within a transaction. They are written once for both databases.

pub mod backup;
mod error;
mod keys;
mod migrate;
pub mod places;
mod postgres;
pub mod query;
mod reader;
pub mod sql_builder;
mod sqlite;
mod url;
mod value;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, RwLock};

use serde::Deserialize;
use thread_local::ThreadLocal;

pub use self::error::{DatabaseError, FileFault, OpenError};
pub use self::keys::ServerKey;
pub use self::migrate::Schema;
pub use self::query::Connection;
use self::reader::{Readers, SqliteReaders};
use self::sqlite::{Location, Purpose};
pub use self::url::{DatabaseUrl, DatabaseUrlError, PostgresUrl};
pub use self::writer::WriteStatistics;
use self::writer::{Limits, WriteConnection, WriteQueue};

/// A database. Clones share its connections. When the last clone is dropped, queued writes are still committed.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    readers: Readers,
    writes: WriteQueue,
    /// Keys that have been read. They never change.
    keys: Mutex<BTreeMap<&'static str, ServerKey>>,
}

/// Settings of PostgreSQL databases.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct PostgresSettings {
    /// Number of connections for reads; writes use one more.
    pub connections_max: NonZeroU32,
}

impl Default for PostgresSettings {
    fn default() -> Self {
        Self { connections_max: NonZeroU32::new(16).expect("16 is not 0") }
    }
}

impl Database {
    /// Opens a database, creates it if it does not exist, and applies the migrations of `schemas` that are missing.
    pub async fn open(
        url: &DatabaseUrl,
        settings: PostgresSettings,
        schemas: &[Schema],
    ) -> Result<Self, OpenError> {
        Self::open_for(Purpose::Serve, url, settings, schemas).await
    }

    /// Opens a database to add many rows that could be added again: a power failure may lose the last of them.
    pub async fn open_to_fill(
        url: &DatabaseUrl,
        settings: PostgresSettings,
        schemas: &[Schema],
    ) -> Result<Self, OpenError> {
        Self::open_for(Purpose::Fill, url, settings, schemas).await
    }

    async fn open_for(
        purpose: Purpose,
        url: &DatabaseUrl,
        settings: PostgresSettings,
        schemas: &[Schema],
    ) -> Result<Self, OpenError> {
        match url {
            DatabaseUrl::SqliteFile(path) => {
                Self::open_sqlite(Location::File(path.clone()), purpose, &Limits::default(), schemas)
            }
            DatabaseUrl::SqliteMemory => Self::open_memory(schemas),
            DatabaseUrl::Postgres(url) => {
                let config = postgres::config(url)?;
                postgres::migrate(&config, schemas).await?;
                let readers = postgres::pool(&config, settings.connections_max.get() as usize)?;
                let writer = WriteConnection::postgres(postgres::pool(&config, 1)?)?;
                Self::start(Readers::Postgres(readers), writer, &Limits::default())
            }
        }
    }

    /// Creates a database in memory.
    pub fn open_memory(schemas: &[Schema]) -> Result<Self, OpenError> {
        Self::open_sqlite(Location::new_memory(), Purpose::Serve, &Limits::default(), schemas)
    }

    fn open_sqlite(
        location: Location,
        purpose: Purpose,
        limits: &Limits,
        schemas: &[Schema],
    ) -> Result<Self, OpenError> {
        let connection = sqlite::open_writer(&location, purpose, schemas)?;
        let memory_lock = matches!(location, Location::Memory(_)).then(|| Arc::new(RwLock::new(())));
        let session = WriteConnection::sqlite(connection, memory_lock.clone())
            .map_err(|source| sqlite::failed(&location, source))?;
        let readers = SqliteReaders { location, connections: ThreadLocal::new(), memory_lock };
        Self::start(Readers::Sqlite(Box::new(readers)), session, limits)
    }

    fn start(readers: Readers, session: WriteConnection, limits: &Limits) -> Result<Self, OpenError> {
        let writes = WriteQueue::start(session, limits)?;
        Ok(Self { inner: Arc::new(Inner { readers, writes, keys: Mutex::default() }) })
    }

    /// Runs `work` in a read transaction, on SQLite on the calling thread. `work` is called again if a connection is lost.
    ///
    /// `work` must not call this method: each thread has one connection.
    pub async fn read<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        self.inner.readers.read(work).await
    }

    /// Queues `work` and waits until it is committed.
    ///
    /// If `work` fails or panics, only its own changes are rolled back. Once queued it is run, also if the caller stops
    /// waiting. It is called again if another server was in the way, and must not control the transaction.
    pub async fn write<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        self.inner.writes.write(work).await
    }

    /// Commits queued writes and rejects later ones. On SQLite, reads are still possible.
    pub async fn close(&self) {
        self.inner.writes.close().await;
        if let Readers::Postgres(pool) = &self.inner.readers {
            pool.close();
        }
    }

    /// Returns the number of writes since the database was opened.
    pub fn write_statistics(&self) -> WriteStatistics {
        self.inner.writes.statistics()
    }

    /// Returns the number of open connections for reads on PostgreSQL, and how many of them are in use.
    pub fn read_connections(&self) -> Option<(usize, usize)> {
        match &self.inner.readers {
            Readers::Sqlite(_) => None,
            Readers::Postgres(pool) => {
                let status = pool.status();
                Some((status.size, status.size.saturating_sub(status.available)))
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.readers {
            Readers::Sqlite(readers) => write!(formatter, "Database({})", readers.location),
            Readers::Postgres(_) => formatter.write_str("Database(PostgreSQL)"),
        }
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! Support for the tests of queries.

    use super::query::{Parameters, Result};
    use super::{Connection, Database, DatabaseUrl, OpenError, PostgresSettings};
    use crate::api;

    /// Opens a database with the schemas of all APIs.
    pub(crate) async fn open(url: &DatabaseUrl) -> std::result::Result<Database, OpenError> {
        Database::open(url, PostgresSettings::default(), &api::schemas()).await
    }

    /// Creates a database in memory with the schemas of all APIs.
    pub(crate) fn memory() -> Database {
        Database::open_memory(&api::schemas()).unwrap()
    }

    /// Runs `work` in a write to a new database.
    pub(crate) async fn with<T: Send + 'static>(
        mut work: impl FnMut(&Connection) -> T + Send + 'static,
    ) -> T {
        memory().write(move |connection| Ok(work(connection))).await.unwrap()
    }

    /// Returns the only value of the only row.
    pub(crate) fn number(connection: &Connection, sql: &str) -> i64 {
        connection.prepare_cached(sql).unwrap().query_row((), |row| row.get(0)).unwrap()
    }

    /// Returns SQLite's query plan, one line per step.
    pub(crate) fn plan(
        connection: &Connection,
        sql: &str,
        parameters: impl Parameters,
    ) -> Result<Vec<String>> {
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        connection.prepare_cached(&explain)?.query_map(parameters, |row| row.get(3))
    }
}

#[cfg(test)]
mod tests;
