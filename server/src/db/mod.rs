//! Where everything that outlives a request is kept.
//!
//! [`Database`] is the one door, to SQLite in a file or in memory, or to PostgreSQL and what speaks its protocol. Queries do
//! not live here: each module that owns tables owns its queries, and hands them in as functions of a [`Connection`], written
//! once for all databases. Reads see one moment each. Writes are queued to one writer (`writer`), that commits what is
//! waiting as one transaction.
//!
//! SQL is kept to what SQLite, PostgreSQL, CockroachDB and YugabyteDB all understand, so that the schema in `migrations/` is
//! one, but for a file or two that say why.

pub mod backup;
mod files;
mod keys;
pub mod members;
mod migrate;
pub mod places;
mod portable;
mod postgres;
pub mod query;
mod snapshots;
pub mod sql_builder;
mod sqlite;
mod writer;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use serde::Deserialize;

pub use self::keys::ServerKey;
pub use self::migrate::Schema;
pub use self::query::Connection;
use self::query::QueryError;
use self::sqlite::{Location, Purpose};
use self::writer::{Gate, Limits, WriteQueue};

/// A database: cheap to clone, shared by all threads. When the last clone goes, what is queued is still written.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    readers: Readers,
    writes: WriteQueue,
    /// Those that have been asked for: they never change.
    keys: Mutex<BTreeMap<&'static str, ServerKey>>,
}

impl Inner {
    fn new(readers: Readers, writes: WriteQueue) -> Arc<Self> {
        Arc::new(Self { readers, writes, keys: Mutex::default() })
    }
}

#[expect(clippy::large_enum_variant, reason = "there is one of it")]
enum Readers {
    Sqlite(sqlite::Readers),
    Postgres(postgres::Readers),
}

/// How much has been written since the database was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteStatistics {
    /// Writes that were kept.
    pub writes: u64,
    /// Transactions that it took.
    pub commits: u64,
    /// Transactions that were done again, because another server was in the way or a connection was lost.
    pub conflicts: u64,
    /// Writes that are waiting now.
    pub queued: usize,
}

/// What can be said of PostgreSQL beside its URL.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct PostgresSettings {
    /// How many connections read at the same time; one more writes.
    pub connections_max: NonZeroU32,
}

impl Default for PostgresSettings {
    fn default() -> Self {
        Self { connections_max: NonZeroU32::new(16).expect("it is not 0") }
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

    /// Opens a database to add many rows that could be created again: if the machine stops, the last of them may be lost.
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
                let (readers, session) = postgres::open(url, settings, schemas).await?;
                let writes = WriteQueue::start(session, Arc::new(Gate::open()), &Limits::default())?;
                Ok(Self { inner: Inner::new(Readers::Postgres(readers), writes) })
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
        let (readers, gate, session) = sqlite::open(location, purpose, schemas)?;
        let writes = WriteQueue::start(session, gate, limits)?;
        Ok(Self { inner: Inner::new(Readers::Sqlite(readers), writes) })
    }

    /// Runs `work`, on SQLite on the calling thread. All that it reads is of one moment; what it tries to write is refused.
    /// It is called again where a connection was lost.
    ///
    /// A read within a read is not for here: in memory it could wait for itself.
    pub async fn read<T, F>(&self, mut work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        match &self.inner.readers {
            Readers::Sqlite(readers) => readers.read(|connection| work(connection)),
            // In a box of its own: what waits for PostgreSQL is large, and would be moved about with every read on SQLite too.
            Readers::Postgres(readers) => Box::pin(readers.read(work)).await,
        }
    }

    /// Queues `work` for the writer, and waits until it is committed.
    ///
    /// If `work` fails or panics, it alone is rolled back. Once queued it is done, also if its caller stops waiting. It is
    /// called again where another server was in the way. Transactions are the writer's: `work` begins and commits none.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        self.inner.writes.write(work).await
    }

    /// Finishes the queued writes, and refuses writes from then on. A log beside an SQLite file is moved into it, and reads
    /// there go on.
    pub async fn close(&self) {
        self.inner.writes.close().await;
        if let Readers::Postgres(readers) = &self.inner.readers {
            readers.close();
        }
    }

    /// How many transactions have been committed through this database since it was opened: as long as it stays the same,
    /// nobody here has written anything.
    pub fn commits(&self) -> u64 {
        self.inner.writes.commits()
    }

    /// How much has been written, for those who watch over the server.
    pub fn write_statistics(&self) -> WriteStatistics {
        self.inner.writes.statistics()
    }

    /// How many connections to PostgreSQL are open for reading, and how many of them are in use; `None` on SQLite.
    pub fn read_connections(&self) -> Option<(usize, usize)> {
        match &self.inner.readers {
            Readers::Sqlite(_) => None,
            Readers::Postgres(readers) => Some(readers.connections()),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.readers {
            Readers::Sqlite(readers) => write!(formatter, "Database({readers:?})"),
            Readers::Postgres(_) => formatter.write_str("Database(postgres)"),
        }
    }
}

/// Which database to open, as `--database` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:FILE`: a file, made when it is not there.
    SqliteFile(PathBuf),
    /// `sqlite::memory:`: in this process only, gone when it ends.
    SqliteMemory,
    /// `postgres://…`: a server of PostgreSQL, or what speaks its protocol.
    Postgres(PostgresUrl),
}

/// A PostgreSQL URL. It can hold a password, so that neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// The URL with its password, for the driver alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("postgres://***")
    }
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(PostgresUrl(text.to_owned())));
        }
        match text.strip_prefix("sqlite:") {
            Some(":memory:") => Ok(Self::SqliteMemory),
            // `sqlite://file` is how other tools write it; taken literally it would be a file in the root
            // folder.
            Some(file) => match file.strip_prefix("//").unwrap_or(file) {
                "" => Err(DatabaseUrlError::NoFile),
                file => Ok(Self::SqliteFile(PathBuf::from(file))),
            },
            None => Err(DatabaseUrlError::UnknownKind),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::SqliteMemory => formatter.write_str("sqlite::memory:"),
            Self::Postgres(url) => write!(formatter, "{url:?}"),
        }
    }
}

/// Why a text names no database. It does not repeat the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseUrlError {
    /// `sqlite:` with nothing behind it.
    NoFile,
    /// Neither `sqlite:` nor `postgres:`.
    UnknownKind,
}

impl fmt::Display for DatabaseUrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => formatter.write_str(
                "the database URL names no file: write sqlite:FILE, for example sqlite:customers.db, or \
                 sqlite::memory:",
            ),
            Self::UnknownKind => formatter.write_str(
                "the database URL is of no known kind: write sqlite:FILE, sqlite::memory: or postgres://…",
            ),
        }
    }
}

impl Error for DatabaseUrlError {}

/// Why a database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The URL of a PostgreSQL database is not understood.
    PostgresUrl {
        /// What the driver says.
        source: postgres::Hidden,
    },
    /// There is no connection to the PostgreSQL server.
    PostgresUnreachable {
        /// What the driver says.
        source: postgres::Hidden,
    },
    /// The PostgreSQL server does not let us do what has to be done.
    PostgresRefused {
        /// What it says.
        source: postgres::Hidden,
    },
    /// This machine's certificates cannot be read.
    Certificates {
        /// What the operating system says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The path is a folder.
    IsDirectory {
        /// The path given.
        path: PathBuf,
    },
    /// The file cannot be opened or made.
    CannotOpen {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file can be read and not written.
    ReadOnly {
        /// The path given.
        path: PathBuf,
    },
    /// The file is something else than an SQLite database.
    NotADatabase {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file, or the log beside it, has been damaged.
    Damaged {
        /// The path given.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Another program does not let go of the file.
    Held {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The disk does not take what has to be written at the start, or does not give what has to be read.
    Disk {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file is an SQLite database that another program made.
    ForeignDatabase {
        /// The database given.
        database: String,
    },
    /// The database was written by a later version of this program.
    NewerVersion {
        /// The database given.
        database: String,
        /// The component whose schema is newer.
        component: String,
        /// The schema version found in it.
        found: i64,
        /// The last schema version that this build knows.
        known: i64,
    },
    /// The file's folder or file system cannot do write-ahead logging.
    NoWriteAheadLog {
        /// The database given.
        database: String,
    },
    /// The database cannot be prepared for use.
    Prepare {
        /// The database given.
        database: String,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A migration failed; nothing of it was kept.
    Migration {
        /// The component that it belongs to.
        component: &'static str,
        /// Its number.
        version: i64,
        /// What the database says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The writer's thread could not be started.
    WriterThread {
        /// What the operating system says.
        source: std::io::Error,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PostgresUrl { .. } => formatter.write_str(
                "cannot use the URL of the PostgreSQL database: write postgres://USER:PASSWORD@HOST:PORT/NAME, with \
                 ?sslmode=require behind it for TLS, and % and two digits for what means something in a URL",
            ),
            Self::PostgresUnreachable { .. } => formatter.write_str(
                "cannot connect to the PostgreSQL database: check that it runs, that its host and port are right, that \
                 the user and the password are, and that the database has been made",
            ),
            Self::PostgresRefused { .. } => formatter.write_str(
                "cannot use the PostgreSQL database: its user has to be allowed to make tables in it",
            ),
            Self::Certificates { .. } => formatter.write_str(
                "cannot read the certificates that this machine trusts, which sslmode=require needs: install them, or \
                 name their file in SSL_CERT_FILE",
            ),
            Self::IsDirectory { path } => write!(
                formatter,
                "cannot open {} as a database: it is a folder; name a file in it, for example sqlite:{}",
                path.display(),
                path.join("customers.db").display()
            ),
            Self::CannotOpen { path, .. } => write!(
                formatter,
                "cannot open or create the database file {}: check that its folder exists, and that this \
                 user may read and write both",
                path.display()
            ),
            Self::ReadOnly { path } => write!(
                formatter,
                "cannot use the database file {}: it is read-only for this user; make it and its folder \
                 writable, or name another file",
                path.display()
            ),
            Self::NotADatabase { path, .. } => write!(
                formatter,
                "cannot use {} as a database: it is not an SQLite file, or its beginning is damaged, and it was left \
                 as it is; name another file, or restore a backup",
                path.display()
            ),
            Self::Damaged { path, .. } => write!(
                formatter,
                "cannot use the database file {}: it is damaged, and was left as it is; move it away, with the files \
                 beside it whose names begin with its own, and restore a backup",
                path.display()
            ),
            Self::Held { path, .. } => write!(
                formatter,
                "cannot use the database file {}: another program holds it, and does not let go of it; end that \
                 program, and start again",
                path.display()
            ),
            Self::Disk { path, .. } => write!(
                formatter,
                "cannot use the database file {}: its disk is full, or fails; make room on it, look into the system's \
                 log for what it says of the disk, and start again",
                path.display()
            ),
            Self::ForeignDatabase { database } => write!(
                formatter,
                "cannot use {database}: another program's tables are in it, and it was left as it is; name \
                 another file"
            ),
            Self::NewerVersion { database, component, found, known } => write!(
                formatter,
                "cannot use {database}: a newer version of this program wrote it (schema {found} of {component}; this \
                 one knows up to {known}). Run that version, or name another database."
            ),
            Self::NoWriteAheadLog { database } => write!(
                formatter,
                "cannot use {database}: its file system cannot do write-ahead logging, which needs \
                 memory that processes share; put the file on a local disk"
            ),
            Self::Prepare { database, .. } => write!(
                formatter,
                "cannot prepare {database} for use: check that no other program holds it, and that its \
                 disk has room"
            ),
            Self::Migration { component, version, .. } => write!(
                formatter,
                "cannot apply migration {version} of {component}; it was rolled back. Fix the cause and start again."
            ),
            Self::WriterThread { .. } => formatter.write_str(
                "cannot start the database's writer thread: check this user's limit on processes and threads",
            ),
        }
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CannotOpen { source, .. }
            | Self::NotADatabase { source, .. }
            | Self::Held { source, .. }
            | Self::Disk { source, .. }
            | Self::Prepare { source, .. } => Some(source),
            Self::Damaged { source, .. } | Self::Migration { source, .. } | Self::Certificates { source } => {
                Some(source.as_ref())
            }
            Self::PostgresUrl { source }
            | Self::PostgresUnreachable { source }
            | Self::PostgresRefused { source } => Some(source),
            Self::WriterThread { source } => Some(source),
            Self::IsDirectory { .. }
            | Self::ReadOnly { .. }
            | Self::ForeignDatabase { .. }
            | Self::NewerVersion { .. }
            | Self::NoWriteAheadLog { .. } => None,
        }
    }
}

/// Why a read or a write was not done. Unless it is said otherwise, nothing was changed.
#[derive(Clone, Debug)]
pub enum StorageError {
    /// More reads or writes are waiting than can be done soon.
    Overloaded,
    /// The database has been closed.
    Stopped,
    /// The database server cannot be reached, or the connection to it was lost. A write may have been kept, if that was at
    /// its commit.
    Unavailable(Arc<dyn Error + Send + Sync>),
    /// Other servers were in the way, again and again.
    Contended(Arc<QueryError>),
    /// The database's file, or the disk that it is on, is not as it has to be.
    File {
        /// In what way.
        fault: FileFault,
        /// What SQLite says, where it was asked.
        source: Option<Arc<QueryError>>,
    },
    /// A query failed.
    Query(Arc<QueryError>),
    /// The transaction that held this write, and perhaps others', could not be begun or committed.
    Transaction(Arc<QueryError>),
    /// The write's own code panicked. The panic hook has already shown where.
    Panicked,
}

/// What can be wrong with a database's file while it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Another program has it to itself.
    Held,
    /// The disk is full.
    NoRoom,
    /// The disk fails, or a limit is in the way.
    Disk,
    /// It may no longer be written.
    ReadOnly,
    /// It, or one of those beside it, cannot be opened.
    Closed,
    /// It is not where it was, or another one is there.
    Gone,
    /// What is in it makes no sense.
    Damaged,
}

impl fmt::Display for FileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Held => {
                "another program has kept the database file to itself for too long: find it, and end it; the server \
                 goes on by itself then"
            }
            Self::NoRoom => {
                "the disk of the database is full, and nothing of the write was kept: make room on it; the server \
                 writes again by itself then, and still reads"
            }
            Self::Disk => {
                "the disk of the database fails, or a limit on the size of files is reached: look into the system's log \
                 for what it says of the disk; the server goes on by itself once reads and writes go through"
            }
            Self::ReadOnly => {
                "the database file may not be written any more: make it and its folder writable for the server's user, \
                 and start the server again"
            }
            Self::Closed => {
                "the database file, or a file beside it, could not be opened: check that they are there, that the \
                 server's user may read and write them, and how many files it may have open"
            }
            Self::Gone => {
                "the database file, or its log, was moved, deleted or replaced while the server used it: nothing is \
                 read or written until the same files are back; to use another file, stop the server first"
            }
            Self::Damaged => {
                "the database file is damaged: stop the server, move the file away with those beside it whose names \
                 begin with its own, and restore a backup"
            }
        })
    }
}

impl From<QueryError> for StorageError {
    fn from(error: QueryError) -> Self {
        error.into_storage_error(Self::Query)
    }
}

impl QueryError {
    /// What those are told whose transaction it ended.
    fn of_transaction(self) -> StorageError {
        self.into_storage_error(StorageError::Transaction)
    }

    fn into_storage_error(self, other: fn(Arc<Self>) -> StorageError) -> StorageError {
        if self.is_lost_connection() {
            StorageError::Unavailable(Arc::new(self))
        } else if self.is_conflict() {
            StorageError::Contended(Arc::new(self))
        } else if let Some(fault) = self.file_fault() {
            StorageError::File { fault, source: Some(Arc::new(self)) }
        } else {
            other(Arc::new(self))
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::File { fault, .. } => return fault.fmt(formatter),
            Self::Overloaded => "too much is waiting for the database: try again shortly",
            Self::Stopped => {
                "the database is closed, because the server is stopping: try again once it is back"
            }
            Self::Unavailable(_) => {
                "the database cannot be reached: check that it runs; the server goes on by itself once it does"
            }
            Self::Contended(_) => "other servers on this database were in the way: try again shortly",
            Self::Query(_) => "a database query failed",
            Self::Transaction(_) => {
                "the database could not keep the write, and rolled it back: check its disk, and that no \
                 other program holds it, then try again"
            }
            Self::Panicked => {
                "the code of a database write panicked, and the write was rolled back: this is a defect"
            }
        })
    }
}

impl Error for StorageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unavailable(source) => Some(source.as_ref()),
            Self::File { source, .. } => source.as_ref().map(|source| source.as_ref() as _),
            Self::Contended(source) | Self::Query(source) | Self::Transaction(source) => {
                Some(source.as_ref())
            }
            Self::Overloaded | Self::Stopped | Self::Panicked => None,
        }
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! What the tests of queries stand on.

    use super::query::Result;
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

    /// Does something on the writing connection of a new database.
    pub(crate) async fn with<T: Send + 'static>(
        mut work: impl FnMut(&Connection) -> T + Send + 'static,
    ) -> T {
        let database = memory();
        database.write(move |connection| Ok(work(connection))).await.unwrap()
    }

    /// The only value of the only row.
    pub(crate) fn number(connection: &Connection, sql: &str) -> i64 {
        connection.prepare_cached(sql).unwrap().query_row((), |row| row.get(0)).unwrap()
    }

    /// How SQLite goes about a query, a line a step.
    pub(crate) fn plan(
        connection: &Connection,
        sql: &str,
        parameters: impl super::query::Parameters,
    ) -> Result<Vec<String>> {
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        connection.prepare_cached(&explain)?.query_map(parameters, |row| row.get(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_urls_are_parsed_or_refused() {
        let file = |path: &str| Ok(DatabaseUrl::SqliteFile(PathBuf::from(path)));
        for (text, expected, reason) in [
            ("sqlite:customers.db", file("customers.db"), "a relative file"),
            ("sqlite:/var/customers.db", file("/var/customers.db"), "an absolute file"),
            ("sqlite://customers.db", file("customers.db"), "other tools' spelling, relative"),
            ("sqlite:///var/customers.db", file("/var/customers.db"), "other tools' spelling, absolute"),
            ("sqlite::memory:", Ok(DatabaseUrl::SqliteMemory), "memory"),
            ("sqlite:", Err(DatabaseUrlError::NoFile), "no file"),
            ("sqlite://", Err(DatabaseUrlError::NoFile), "no file, other spelling"),
            ("customers.db", Err(DatabaseUrlError::UnknownKind), "no scheme"),
            ("mysql://host/db", Err(DatabaseUrlError::UnknownKind), "another database"),
            ("", Err(DatabaseUrlError::UnknownKind), "empty"),
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), expected, "{reason}");
        }
    }

    #[tokio::test]
    async fn a_postgres_url_never_shows_its_password() {
        for url in ["postgres://user:hunter2@127.0.0.1:1/db", "postgres://user:hunter2@127.0.0.1:port/db"] {
            let url: DatabaseUrl = url.parse().unwrap();
            assert_eq!(url.to_string(), "postgres://***");

            let error = testing::open(&url).await.unwrap_err();

            let said = format!("{url:?} {error} {error:?} {}", error.source().unwrap());
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}
