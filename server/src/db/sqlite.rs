//! SQLite behind [`Database`](super::Database).
//!
//! Reading on the calling thread, through a connection that is that thread's own, was measured at one and a
//! half times the throughput of handing each read to another thread. Writing is the writer's work, see
//! [`writer`](super::writer).
//!
//! A file's readers keep their snapshots for a moment, see [`snapshots`](super::snapshots). A database in memory has no
//! write-ahead log, so that there readers and the writer take turns at a lock, and every read is a transaction of its own.
//!
//! There are deliberately no retries here: within the busy timeout SQLite retries itself, and what fails
//! after that is for the caller to hear. What makes it fail is told apart by [`file_fault`].

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::Utc;
use rusqlite::config::DbConfig;
use rusqlite::ffi::SQLITE_READONLY;
use rusqlite::hooks::Wal;
use rusqlite::{ErrorCode, OpenFlags, TransactionBehavior};
use thread_local::ThreadLocal;

use super::files::{self, Watch, beside};
use super::members;
use super::migrate::{self, Applied, Schema};
use super::query::{Connection, Dialect, QueryError, Result};
use super::snapshots::Snapshots;
use super::writer::{Gate, WriteSession};
use super::{FileFault, OpenError, StorageError};

/// How long to wait for another process that holds the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// More than all the statements of the five APIs, so that none is prepared twice on a connection.
pub(super) const CACHED_STATEMENTS: usize = 512;
/// Negative: in KiB, for each reading thread.
const READER_CACHE_SIZE: i64 = -8 * 1024;
/// Writes touch every index at places of chance: what does not fit is read and written again and again.
const WRITER_CACHE_SIZE: i64 = -64 * 1024;
/// How many pages a log has before they are moved into the database.
const CHECKPOINT_PAGES: i32 = 1000;
/// What a log that has grown is cut back to.
const WAL_BYTES_MAX: i64 = 64 * 1024 * 1024;

/// What is kept at hand while a table is filled: all the places at which its indexes grow.
const FILLER_CACHE_SIZE: i64 = -256 * 1024;
/// How many pages a log has, while a table is filled, before they are moved into the database: a page that changes again
/// and again is moved once.
const FILLER_CHECKPOINT_PAGES: i32 = 32 * 1024;

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To answer many, and to lose nothing that was answered.
    Serve,
    /// To be filled with rows that could be made again.
    Fill,
}

/// The reading half of a database.
pub(super) struct Readers {
    location: Location,
    connections: Connections,
}

/// How a thread comes to its connection.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
enum Connections {
    /// To a file.
    File { snapshots: Arc<Snapshots>, watch: Arc<Watch> },
    /// To a database in memory.
    Memory { connections: ThreadLocal<Connection>, gate: Arc<Gate> },
}

/// Opens a database, makes it if it is not there, and brings its schema up to date; what reads, and what writes.
pub(super) fn open(
    location: Location,
    purpose: Purpose,
    schemas: &[Schema],
) -> Result<(Readers, Arc<Gate>, WriteConnection), OpenError> {
    let checkpoint_pages = match purpose {
        Purpose::Serve => CHECKPOINT_PAGES,
        Purpose::Fill => FILLER_CHECKPOINT_PAGES,
    };
    let mut connection = open_writer(&location, purpose, schemas)?;
    let (connections, gate, file) = match &location {
        Location::File(path) => {
            let snapshots = Arc::new(Snapshots::default());
            let watch = Arc::new(Watch::over(path));
            let log_pages = Arc::new(AtomicI32::new(0));
            let noted = Arc::clone(&log_pages);
            let note = move |_: &mut Wal, pages| {
                noted.store(pages, Ordering::Relaxed);
                Ok(())
            };
            // In the place of SQLite's own, which would move pages while callers wait for their commit.
            connection.wal_hook(Some(note)).map_err(|source| open_error(&location, source))?;
            let file = WrittenFile {
                watch: Arc::clone(&watch),
                snapshots: Arc::clone(&snapshots),
                log_pages,
                checkpoint_pages,
            };
            (Connections::File { snapshots, watch }, Arc::new(Gate::open()), Some(file))
        }
        Location::Memory(_) => {
            let gate = Arc::new(Gate::turns());
            let connections =
                Connections::Memory { connections: ThreadLocal::new(), gate: Arc::clone(&gate) };
            (connections, gate, None)
        }
    };
    let writer = WriteConnection { connection: Connection::Sqlite(connection), file };
    Ok((Readers { location, connections }, gate, writer))
}

impl Readers {
    /// Runs `work` on the calling thread, within a transaction that reads.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T, StorageError> {
        let open = || open_reader(&self.location).map(Connection::Sqlite).map_err(QueryError::from);
        match &self.connections {
            Connections::File { snapshots, watch } => {
                let now = Instant::now();
                if watch.were_gone(now) {
                    return Err(GONE);
                }
                snapshots.read(open, now, work).map_err(StorageError::from)
            }
            Connections::Memory { connections, gate } => {
                let connection = connections.get_or_try(open)?;
                let _turn = gate.read();
                let _reading = Reading::begin(sqlite(connection)).map_err(QueryError::from)?;
                work(connection).map_err(StorageError::from)
            }
        }
    }
}

impl fmt::Debug for Readers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.location.fmt(formatter)
    }
}

/// What those are told who come when the files are not where they were.
const GONE: StorageError = StorageError::File { fault: FileFault::Gone, source: None };

/// What is wrong with the file, or its disk, where that is what SQLite complains about.
pub(super) fn file_fault(error: &rusqlite::Error) -> Option<FileFault> {
    let error = error.sqlite_error()?;
    match error.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
            Some(FileFault::Held)
        }
        ErrorCode::DiskFull => Some(FileFault::NoRoom),
        ErrorCode::SystemIoFailure => Some(FileFault::Disk),
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Some(FileFault::Closed),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(FileFault::Damaged),
        // Without a reason it is a connection for reading that says so: there the query is at fault.
        ErrorCode::ReadOnly if error.extended_code != SQLITE_READONLY => Some(FileFault::ReadOnly),
        _ => None,
    }
}

/// A reading transaction. Dropped, it ends, also when the work within it panics: nothing is left open on a
/// thread's connection. It is rusqlite's own transaction but for preparing its two statements once only,
/// which a short read notices.
struct Reading<'a>(&'a rusqlite::Connection);

impl<'a> Reading<'a> {
    fn begin(connection: &'a rusqlite::Connection) -> rusqlite::Result<Self> {
        execute(connection, "BEGIN DEFERRED")?;
        Ok(Self(connection))
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        // Were it to fail, the next read on this connection would not begin, and say so.
        let _ = execute(self.0, "ROLLBACK");
    }
}

/// The connection on which the writer writes.
pub(super) struct WriteConnection {
    connection: Connection,
    /// There where it is not in memory.
    file: Option<WrittenFile>,
}

/// What there is to do beside writing where a database is a file.
struct WrittenFile {
    watch: Arc<Watch>,
    snapshots: Arc<Snapshots>,
    /// How many pages the log had after the last commit.
    log_pages: Arc<AtomicI32>,
    /// With how many of them it is time to move them into the database.
    checkpoint_pages: i32,
}

impl WriteConnection {
    fn execute(&self, sql: &str) -> Result<()> {
        Ok(execute(sqlite(&self.connection), sql)?)
    }
}

impl WriteSession for WriteConnection {
    fn begin(&mut self) -> Result<(), StorageError> {
        if self.file.as_ref().is_some_and(|file| file.watch.are_gone()) {
            return Err(GONE);
        }
        self.execute("BEGIN IMMEDIATE").map_err(QueryError::of_transaction)
    }

    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn changes(&self) -> Option<u64> {
        Some(sqlite(&self.connection).total_changes())
    }

    fn is_in_transaction(&self) -> bool {
        !sqlite(&self.connection).is_autocommit()
    }

    fn begin_one(&self) -> Result<()> {
        self.execute("SAVEPOINT one_write")
    }

    fn keep_one(&self) -> Result<()> {
        self.execute("RELEASE one_write")
    }

    fn undo_one(&self) -> Result<()> {
        self.execute("ROLLBACK TO one_write")?;
        self.keep_one()
    }

    fn commit(&mut self) -> Result<()> {
        let committed = self.execute("COMMIT");
        if let Some(file) = &self.file {
            // Also if it failed: then it is not certain what there is.
            file.snapshots.committed();
        }
        committed
    }

    fn rest(&mut self) {
        let Some(file) = &self.file else { return };
        if file.log_pages.load(Ordering::Relaxed) < file.checkpoint_pages {
            return;
        }
        // What is in a snapshot stays in the log, and whoever reads in the log keeps it from being begun anew.
        file.snapshots.give_up_old();
        // What goes wrong here goes wrong again with the next commit, and is told to who waits for that.
        let _ = checkpoint(sqlite(&self.connection), "PASSIVE");
        file.snapshots.give_up_idle();
    }

    fn roll_back(&mut self) -> Result<()> {
        if sqlite(&self.connection).is_autocommit() { Ok(()) } else { self.execute("ROLLBACK") }
    }

    fn close(&mut self) {
        if let Some(file) = &self.file {
            file.snapshots.give_up_all();
            // All is on disk either way: this only spares the next start the log. Readers in other processes may
            // prevent it.
            let _ = checkpoint(sqlite(&self.connection), "TRUNCATE");
        }
    }
}

/// Moves what is in the log into the database.
fn checkpoint(connection: &rusqlite::Connection, mode: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?.query_row([], |_| Ok(()))
}

pub(super) fn sqlite(connection: &Connection) -> &rusqlite::Connection {
    let Connection::Sqlite(connection) = connection else { unreachable!("only SQLite's are put here") };
    connection
}

pub(super) fn execute(connection: &rusqlite::Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}

/// Where a database is.
#[derive(Debug)]
pub(super) enum Location {
    /// In a file.
    File(PathBuf),
    /// The name of SQLite's `memdb` file, by which all connections of this process find the same database.
    Memory(String),
}

impl Location {
    pub(super) fn new_memory() -> Self {
        // Two databases of one process must not meet.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:/customers-{number}?vfs=memdb"))
    }

    pub(super) fn connect(&self, file_access: OpenFlags) -> rusqlite::Result<rusqlite::Connection> {
        let connection = match self {
            Self::File(path) => {
                // The bundled SQLite takes a name that begins with `file:` for a URI, whatever the flags.
                let path = if path.is_relative() { Path::new(".").join(path) } else { path.clone() };
                rusqlite::Connection::open_with_flags(path, file_access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
            }
            Self::Memory(uri) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                rusqlite::Connection::open_with_flags(uri, flags)?
            }
        };
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        // Otherwise SQLite prepares some statements anew for each change of a bound value, cached or not.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(connection)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(formatter, "the database {}", path.display()),
            Self::Memory(_) => formatter.write_str("the database in memory"),
        }
    }
}

fn open_reader(location: &Location) -> rusqlite::Result<rusqlite::Connection> {
    let connection = location.connect(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "cache_size", READER_CACHE_SIZE)?;
    connection.pragma_update(None, "query_only", true)?;
    members::define(&connection)?;
    Ok(connection)
}

/// Opens a database of ours for reading, whatever its version; `None` where there is none.
///
/// It is opened as if to be written, and refused to who may not: the files that SQLite puts beside it to read it, and takes
/// away when nobody reads it any more, would be ones that the server may not write.
pub(super) fn open_for_backup(path: &Path) -> Result<Option<rusqlite::Connection>, OpenError> {
    let location = Location::File(path.to_owned());
    look_at_file(path)?;
    if !path.exists() {
        return Ok(None);
    }
    let open = || {
        let connection = location.connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "query_only", true)?;
        // What is in a log that was left behind stays there.
        let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)?;
        let is_readonly = connection.is_readonly("main")?;
        Ok((connection, is_readonly))
    };
    let (connection, is_readonly) = open().map_err(|source| open_error(&location, source))?;
    if is_readonly {
        return Err(OpenError::ReadOnly { path: path.to_owned() });
    }
    Ok(applied(&connection, &location)?.map(|_| connection))
}

/// What can be known before SQLite opens it.
fn look_at_file(path: &Path) -> Result<(), OpenError> {
    if path.is_dir() {
        return Err(OpenError::IsDirectory { path: path.to_owned() });
    }
    match files::examine(path) {
        Some(damage) => Err(OpenError::Damaged { path: path.to_owned(), source: damage.into() }),
        None => Ok(()),
    }
}

/// Opens the connection that writes. Until it is certain that the file is ours, nothing in it is changed.
fn open_writer(
    location: &Location,
    purpose: Purpose,
    schemas: &[Schema],
) -> Result<rusqlite::Connection, OpenError> {
    if let Location::File(path) = location {
        look_at_file(path)?;
    }
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = location.connect(access).map_err(|source| open_error(location, source))?;
    let keep_log = |connection: &rusqlite::Connection, keep| {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)
    };
    keep_log(&connection, true).map_err(|source| open_error(location, source))?;

    // First of all: even to read it, SQLite would put files beside it that nobody may write either.
    if let Location::File(path) = location
        && connection.is_readonly("main").map_err(|source| open_error(location, source))?
    {
        return Err(OpenError::ReadOnly { path: path.clone() });
    }
    let applied = applied(&connection, location)?.unwrap_or_default();
    let is_current = migrate::missing(schemas, &applied, Dialect::Sqlite, &location.to_string())?.is_empty();

    configure_writer(&connection, location)?;
    if !is_current {
        apply_missing(&mut connection, location, schemas)?;
    }
    keep_log(&connection, false).map_err(|source| open_error(location, source))?;
    if purpose == Purpose::Fill {
        configure_filler(&connection)
            .map_err(|source| OpenError::Prepare { database: location.to_string(), source })?;
    }
    Ok(connection)
}

/// For a while, speed is worth more than the last second's rows: what a machine that stops leaves is whole, and lacks them.
fn configure_filler(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", FILLER_CACHE_SIZE)?;
    // Rows and what belongs to them are added together, so that there is nothing to look up.
    connection.pragma_update(None, "foreign_keys", false)
}

/// Returns the applied migrations, or `None` if the database is empty.
fn applied(connection: &rusqlite::Connection, location: &Location) -> Result<Option<Applied>, OpenError> {
    let foreign = || OpenError::ForeignDatabase { database: location.to_string() };
    let exists = |sql| connection.prepare(sql)?.exists([]);
    let check = || {
        if exists("SELECT 1 FROM pragma_table_info('schema_migrations') WHERE name = 'component'")? {
            let mut statement = connection.prepare(migrate::APPLIED)?;
            let applied = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            return Ok(Ok(Some(applied.collect::<rusqlite::Result<_>>()?)));
        }
        Ok(if exists("SELECT 1 FROM sqlite_schema")? { Err(foreign()) } else { Ok(None) })
    };
    check().map_err(|source| open_error(location, source))?
}

/// Applies what is missing in one transaction. Another process may have done so in the meantime.
fn apply_missing(
    connection: &mut rusqlite::Connection,
    location: &Location,
    schemas: &[Schema],
) -> Result<(), OpenError> {
    let failed = |source| open_error(location, source);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    transaction.execute_batch(migrate::CREATE_TABLE).map_err(failed)?;
    let applied = applied(&transaction, location)?.unwrap_or_default();
    for migration in migrate::missing(schemas, &applied, Dialect::Sqlite, &location.to_string())? {
        let (component, version) = (migration.component, migration.version);
        let apply = || {
            transaction.execute_batch(&migration.sql)?;
            transaction.execute(
                "INSERT INTO schema_migrations (component, version, applied_at) VALUES (?1, ?2, ?3)",
                (component, version, Utc::now().timestamp()),
            )
        };
        apply().map_err(|source| match open_error(location, source) {
            OpenError::Prepare { source, .. } => {
                OpenError::Migration { component, version, source: source.into() }
            }
            error => error,
        })?;
    }
    transaction.commit().map_err(failed)
}

fn configure_writer(connection: &rusqlite::Connection, location: &Location) -> Result<(), OpenError> {
    let configure = || {
        let wanted = match location {
            Location::File(_) => "wal",
            Location::Memory(_) => "memory",
        };
        let journal_mode: String =
            connection.query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| row.get(0))?;
        connection.query_row(&format!("PRAGMA journal_size_limit = {WAL_BYTES_MAX}"), [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", WRITER_CACHE_SIZE)?;
        // What a savepoint needs for its rollback: a temporary file otherwise, for each large write.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(journal_mode == wanted)
    };
    if configure().map_err(|source| open_error(location, source))? {
        Ok(())
    } else {
        Err(OpenError::NoWriteAheadLog { database: location.to_string() })
    }
}

/// What went wrong with a file before it is in use.
pub(super) fn open_error(location: &Location, source: rusqlite::Error) -> OpenError {
    let Location::File(path) = location else {
        return OpenError::Prepare { database: location.to_string(), source };
    };
    let path = path.clone();
    if source.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
        return OpenError::NotADatabase { path, source };
    }
    match file_fault(&source) {
        Some(FileFault::Damaged) => OpenError::Damaged { path, source: source.into() },
        Some(FileFault::Held) => OpenError::Held { path, source },
        Some(FileFault::NoRoom | FileFault::Disk) => OpenError::Disk { path, source },
        Some(FileFault::Closed) => OpenError::CannotOpen { path, source },
        _ if source.sqlite_error_code() == Some(ErrorCode::ReadOnly) => OpenError::ReadOnly { path },
        _ => OpenError::Prepare { database: location.to_string(), source },
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::sync::mpsc as std_mpsc;

    use tempfile::TempDir;
    use tokio::sync::oneshot;

    use super::*;
    use crate::api;
    use crate::db::query::params;
    use crate::db::testing::open;
    use crate::db::writer::Limits;
    use crate::db::{Database, DatabaseUrl, WriteStatistics};

    const INSERT: &str =
        "INSERT INTO credentials (id, api, kind, tenant, tenant_name, name, secret_hash, created_at)
                          VALUES (?1, 'a', 'k', 't', 'n', 'n', ?1, 0)";

    const NOTHING: WriteStatistics = WriteStatistics { writes: 0, commits: 0, conflicts: 0, queued: 0 };

    fn memory() -> Database {
        Database::open_memory(&api::schemas()).unwrap()
    }

    fn file(folder: &TempDir) -> DatabaseUrl {
        DatabaseUrl::SqliteFile(folder.path().join("customers.db"))
    }

    fn insert(connection: &Connection, id: usize) -> Result<()> {
        connection.prepare_cached(INSERT)?.execute(params![id.to_string()]).map(|_| ())
    }

    async fn ids(database: &Database) -> Vec<String> {
        database
            .read(|c| {
                c.prepare_cached("SELECT id FROM credentials ORDER BY id")?.query_map((), |row| row.get(0))
            })
            .await
            .unwrap()
    }

    /// Keeps the writer busy until the sender is used or dropped.
    async fn hold_writer(database: &Database) -> std_mpsc::Sender<()> {
        let (release, released) = std_mpsc::channel();
        let (running, is_running) = oneshot::channel();
        let database = database.clone();
        tokio::spawn(async move {
            let mut running = Some(running);
            let work = move |_: &Connection| {
                running.take().map(|running| running.send(()));
                let _ = released.recv();
                Ok(())
            };
            database.write(work).await
        });
        is_running.await.unwrap();
        release
    }

    /// Starts a write, and returns once it stands in the queue.
    async fn queue<T: Send + 'static>(
        database: &Database,
        work: impl FnMut(&Connection) -> Result<T> + Send + 'static,
    ) -> tokio::task::JoinHandle<Result<T, StorageError>> {
        let before = database.write_statistics().queued;
        let writing = database.clone();
        let task = tokio::spawn(async move { writing.write(work).await });
        while database.write_statistics().queued == before {
            tokio::task::yield_now().await;
        }
        task
    }

    #[tokio::test]
    async fn writes_that_wait_together_are_committed_together() {
        let database = memory();
        let release = hold_writer(&database).await;
        let mut tasks = Vec::new();
        for id in 0..50 {
            tasks.push(queue(&database, move |c| insert(c, id)).await);
        }

        drop(release);
        for task in tasks {
            task.await.unwrap().unwrap();
        }

        assert_eq!(database.write_statistics(), WriteStatistics { writes: 51, commits: 2, ..NOTHING });
        assert_eq!(ids(&database).await.len(), 50);
    }

    #[tokio::test]
    async fn a_batch_has_a_limit() {
        let limits = Limits { queue_capacity: 100, batch_size_max: 10 };
        let database =
            Database::open_sqlite(Location::new_memory(), Purpose::Serve, &limits, &api::schemas()).unwrap();
        let release = hold_writer(&database).await;
        let mut tasks = Vec::new();
        for id in 0..21 {
            tasks.push(queue(&database, move |c| insert(c, id)).await);
        }

        drop(release);
        for task in tasks {
            task.await.unwrap().unwrap();
        }

        assert_eq!(database.write_statistics().commits, 1 + 3);
    }

    #[tokio::test]
    async fn a_write_that_fails_is_rolled_back_alone() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        let failing = queue(&database, |c| insert(c, 2).and_then(|()| insert(c, 1))).await;
        let last = queue(&database, |c| insert(c, 3)).await;

        drop(release);

        first.await.unwrap().unwrap();
        assert!(matches!(failing.await.unwrap(), Err(StorageError::Query(_))));
        last.await.unwrap().unwrap();
        assert_eq!(ids(&database).await, ["1", "3"]);
        assert_eq!(database.write_statistics(), WriteStatistics { writes: 3, commits: 2, ..NOTHING });
    }

    #[tokio::test]
    async fn only_a_write_that_fails_behind_a_change_has_the_others_done_again() {
        let database = memory();
        let runs = Arc::new(AtomicU64::new(0));
        let fail = || Err(QueryError::NoRows);
        // How often the write beside it runs, and whether it is there in the end.
        for (id, changes_first, expected) in [(1, false, 1), (2, true, 2), (3, true, 1)] {
            runs.store(0, Ordering::Relaxed);
            let release = hold_writer(&database).await;
            let counted = Arc::clone(&runs);
            let beside = queue(&database, move |c| {
                counted.fetch_add(1, Ordering::Relaxed);
                insert(c, id)
            })
            .await;
            let failing = queue(&database, move |c| -> Result<()> {
                if changes_first {
                    insert(c, 100)?;
                }
                fail()
            })
            .await;

            drop(release);

            beside.await.unwrap().unwrap();
            assert!(failing.await.unwrap().is_err());
            // From the first failure on that needed them, there are savepoints for a while.
            assert_eq!(runs.load(Ordering::Relaxed), expected, "write {id}");
        }
        assert_eq!(ids(&database).await, ["1", "2", "3"]);
    }

    #[tokio::test]
    async fn a_write_that_panics_is_rolled_back_alone_and_the_writer_lives() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        let panicking = queue(&database, |c| -> Result<()> {
            insert(c, 2)?;
            panic!("a defect, in a test")
        })
        .await;

        drop(release);

        first.await.unwrap().unwrap();
        assert!(matches!(panicking.await.unwrap(), Err(StorageError::Panicked)));
        database.write(|c| insert(c, 3)).await.unwrap();
        assert_eq!(ids(&database).await, ["1", "3"]);
    }

    #[tokio::test]
    async fn when_the_transaction_is_lost_everyone_in_it_is_told_and_the_rest_go_on() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        // Stands for what SQLite itself does when, for one, the disk is full.
        let losing = queue(&database, |c| Ok(sqlite(c).execute_batch("ROLLBACK")?)).await;
        let last = queue(&database, |c| insert(c, 3)).await;

        drop(release);

        let error = first.await.unwrap().unwrap_err();
        assert!(matches!(&error, StorageError::Transaction(_)), "{error:?}");
        assert!(error.source().is_some());
        assert!(matches!(losing.await.unwrap(), Err(StorageError::Transaction(_))));
        last.await.unwrap().unwrap();
        assert_eq!(ids(&database).await, ["3"]);
    }

    #[tokio::test]
    async fn when_the_commit_fails_everyone_in_it_is_told() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        // A foreign key that is checked at the commit only.
        let breaking = queue(&database, |c| {
            Ok(sqlite(c).execute_batch(
                "PRAGMA defer_foreign_keys = on;
                 INSERT INTO reportei_integrations VALUES ('u', 't', 'nobody', 1, 'i', 'n', 's', 'active')",
            )?)
        })
        .await;

        drop(release);

        assert!(matches!(first.await.unwrap(), Err(StorageError::Transaction(_))));
        assert!(matches!(breaking.await.unwrap(), Err(StorageError::Transaction(_))));
        database.write(|c| insert(c, 2)).await.unwrap();
        assert_eq!(ids(&database).await, ["2"]);
    }

    /// Lets the database have this many pages more.
    async fn leave_room(database: &Database, pages: i64) {
        let work = move |c: &Connection| {
            let there: i64 = sqlite(c).query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let most = format!("PRAGMA max_page_count = {}", there + pages);
            Ok(sqlite(c).query_row(&most, [], |_| Ok(()))?)
        };
        database.write(work).await.unwrap();
    }

    #[tokio::test]
    async fn without_room_everyone_in_the_transaction_is_told_why_and_with_room_again_writes_go_on() {
        let folder = TempDir::new().unwrap();
        let database = open(&file(&folder)).await.unwrap();
        leave_room(&database, 1).await;
        let long = |c: &Connection, id: usize| {
            insert(c, id)?;
            let note = "long ".repeat(10_000);
            c.prepare_cached("UPDATE credentials SET name = ?1")?.execute(params![note]).map(|_| ())
        };
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        let filling = queue(&database, move |c| long(c, 2)).await;
        let last = queue(&database, |c| insert(c, 3)).await;

        drop(release);

        for (task, who) in [(first, "who was before"), (filling, "who needs the room")] {
            let error = task.await.unwrap().unwrap_err();
            let is_told = matches!(error, StorageError::File { fault: FileFault::NoRoom, .. });
            assert!(is_told, "{who}: {error:?}");
            assert!(error.source().is_some());
        }
        last.await.unwrap().unwrap();
        leave_room(&database, 1_000).await;
        database.write(move |c| long(c, 4)).await.unwrap();
        assert_eq!(ids(&database).await, ["3", "4"]);
    }

    #[test]
    fn what_sqlite_complains_about_is_told_apart() {
        use rusqlite::ffi;

        for (code, expected) in [
            (ffi::SQLITE_BUSY, Some(FileFault::Held)),
            (ffi::SQLITE_BUSY_RECOVERY, Some(FileFault::Held)),
            (ffi::SQLITE_LOCKED, Some(FileFault::Held)),
            (ffi::SQLITE_PROTOCOL, Some(FileFault::Held)),
            (ffi::SQLITE_FULL, Some(FileFault::NoRoom)),
            (ffi::SQLITE_IOERR_WRITE, Some(FileFault::Disk)),
            (ffi::SQLITE_IOERR_FSYNC, Some(FileFault::Disk)),
            (ffi::SQLITE_IOERR_READ, Some(FileFault::Disk)),
            (ffi::SQLITE_CANTOPEN, Some(FileFault::Closed)),
            (ffi::SQLITE_PERM, Some(FileFault::Closed)),
            (ffi::SQLITE_READONLY, None),
            (ffi::SQLITE_READONLY_DBMOVED, Some(FileFault::ReadOnly)),
            (ffi::SQLITE_READONLY_CANTLOCK, Some(FileFault::ReadOnly)),
            (ffi::SQLITE_CORRUPT, Some(FileFault::Damaged)),
            (ffi::SQLITE_CORRUPT_INDEX, Some(FileFault::Damaged)),
            (ffi::SQLITE_NOTADB, Some(FileFault::Damaged)),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, None),
            (ffi::SQLITE_NOMEM, None),
            (ffi::SQLITE_ERROR, None),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(file_fault(&error), expected, "{error}");
        }
        assert_eq!(file_fault(&rusqlite::Error::QueryReturnedNoRows), None);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_recovers() {
        let limits = Limits { queue_capacity: 2, batch_size_max: 10 };
        let database =
            Database::open_sqlite(Location::new_memory(), Purpose::Serve, &limits, &api::schemas()).unwrap();
        let release = hold_writer(&database).await;
        let waiting = [queue(&database, |c| insert(c, 1)).await, queue(&database, |c| insert(c, 2)).await];

        let refused = database.write(|c| insert(c, 3)).await;

        assert!(matches!(refused, Err(StorageError::Overloaded)));
        drop(release);
        for task in waiting {
            task.await.unwrap().unwrap();
        }
        database.write(|c| insert(c, 4)).await.unwrap();
        assert_eq!(ids(&database).await, ["1", "2", "4"]);
    }

    #[tokio::test]
    async fn closing_finishes_what_is_queued_and_refuses_the_rest() {
        let folder = TempDir::new().unwrap();
        let database = open(&file(&folder)).await.unwrap();
        let release = hold_writer(&database).await;
        let queued = queue(&database, |c| insert(c, 1)).await;
        let closing = tokio::spawn({
            let database = database.clone();
            async move { database.close().await }
        });

        drop(release);
        closing.await.unwrap();

        queued.await.unwrap().unwrap();
        assert!(matches!(database.write(|c| insert(c, 2)).await, Err(StorageError::Stopped)));
        assert_eq!(ids(&database).await, ["1"], "reads go on");
        let wal = folder.path().join("customers.db-wal");
        assert_eq!(fs::metadata(wal).map_or(0, |wal| wal.len()), 0, "the log is in the database file");
        database.close().await;
    }

    #[tokio::test]
    async fn what_was_answered_is_there_after_reopening() {
        let folder = TempDir::new().unwrap();
        let database = open(&file(&folder)).await.unwrap();
        database.write(|c| insert(c, 1)).await.unwrap();
        drop(database);

        let database = open(&file(&folder)).await.unwrap();

        assert_eq!(ids(&database).await, ["1"]);
    }

    #[tokio::test]
    async fn what_was_answered_is_in_the_files_without_any_closing() {
        let folder = TempDir::new().unwrap();
        let database = open(&file(&folder)).await.unwrap();
        database.write(|c| insert(c, 1)).await.unwrap();
        // What a machine would find after the process was killed here.
        let found = TempDir::new().unwrap();
        for name in ["customers.db", "customers.db-wal"] {
            fs::copy(folder.path().join(name), found.path().join(name)).unwrap();
        }

        let reopened = open(&file(&found)).await.unwrap();

        assert_eq!(ids(&reopened).await, ["1"]);
    }

    #[tokio::test]
    async fn the_last_clone_may_go_inside_a_write() {
        let database = memory();
        let release = hold_writer(&database).await;
        let (ended, is_ended) = oneshot::channel();
        let mut inside = Some((database.clone(), ended));
        let task = queue(&database, move |_| {
            let (inside, ended) = inside.take().expect("it is done once");
            drop(inside);
            let _ = ended.send(());
            Ok(())
        })
        .await;

        task.abort();
        drop(database);
        drop(release);

        is_ended.await.unwrap();
    }

    #[tokio::test]
    async fn a_reading_connection_cannot_write() {
        let folder = TempDir::new().unwrap();
        for database in [memory(), open(&file(&folder)).await.unwrap()] {
            let result = database.read(|c| insert(c, 1)).await;

            assert!(matches!(result, Err(StorageError::Query(_))), "{result:?}");
            assert!(ids(&database).await.is_empty());
        }
    }

    #[tokio::test]
    async fn a_read_that_panics_leaves_its_thread_able_to_read() {
        let database = memory();

        let reading = database.clone();
        // This runtime has one thread only.
        let panicked =
            tokio::spawn(
                async move { reading.read(|_| -> Result<()> { panic!("a defect, in a test") }).await },
            );

        assert!(panicked.await.unwrap_err().is_panic());
        assert!(ids(&database).await.is_empty());
        database.write(|c| insert(c, 1)).await.unwrap();
        assert_eq!(ids(&database).await, ["1"]);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn readers_see_whole_writes_while_others_write() {
        let folder = TempDir::new().unwrap();
        for database in [memory(), open(&file(&folder)).await.unwrap()] {
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    let database = database.clone();
                    let runtime = tokio::runtime::Handle::current();
                    std::thread::spawn(move || {
                        let count = |c: &Connection| -> Result<i64> {
                            c.prepare_cached("SELECT count(*) FROM credentials")?
                                .query_row((), |row| row.get(0))
                        };
                        loop {
                            let both = move |c: &Connection| Ok((count(c)?, count(c)?));
                            let (first, second) = runtime.block_on(database.read(both)).unwrap();
                            assert_eq!(first, second, "one read, one moment");
                            assert_eq!(first % 2, 0, "half a write");
                            if first == 200 {
                                return;
                            }
                        }
                    })
                })
                .collect();

            for id in 0..100 {
                database.write(move |c| insert(c, id).and_then(|()| insert(c, id + 1_000))).await.unwrap();
            }

            for reader in readers {
                reader.join().unwrap();
            }
        }
    }

    #[tokio::test]
    async fn databases_in_memory_do_not_meet() {
        let (one, other) = (memory(), memory());

        one.write(|c| insert(c, 1)).await.unwrap();

        assert_eq!(ids(&one).await, ["1"]);
        assert!(ids(&other).await.is_empty());
    }

    #[tokio::test]
    async fn two_databases_may_share_a_file() {
        let folder = TempDir::new().unwrap();
        let one = open(&file(&folder)).await.unwrap();
        let other = open(&file(&folder)).await.unwrap();

        one.write(|c| insert(c, 1)).await.unwrap();
        other.write(|c| insert(c, 2)).await.unwrap();

        assert_eq!(ids(&one).await, ["1", "2"]);
    }

    #[tokio::test]
    async fn a_file_is_synced_and_checked() {
        let folder = TempDir::new().unwrap();
        let database = open(&file(&folder)).await.unwrap();
        let pragma = |name: &'static str| {
            let database = database.clone();
            async move {
                database
                    .write(move |c| {
                        Ok(sqlite(c).query_row(&format!("PRAGMA {name}"), [], |row| {
                            row.get::<_, rusqlite::types::Value>(0)
                        })?)
                    })
                    .await
                    .unwrap()
            }
        };

        assert_eq!(pragma("synchronous").await, 2.into());
        assert_eq!(pragma("foreign_keys").await, 1.into());
        assert_eq!(pragma("journal_mode").await, "wal".to_owned().into());
    }

    #[tokio::test]
    async fn a_database_from_a_newer_version_is_refused_untouched() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("customers.db");
        drop(open(&file(&folder)).await.unwrap());
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute("INSERT INTO schema_migrations VALUES ('reportei', 9000, 0)", []).unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();

        let error = open(&file(&folder)).await.unwrap_err();

        assert!(matches!(error, OpenError::NewerVersion { found: 9000, .. }), "{error:?}");
        assert!(error.to_string().contains("9000"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[tokio::test]
    async fn paths_that_are_no_database_are_refused_untouched() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(
            path("text.db"),
            "Not a database, but longer than the header of one would be: a hundred bytes, or more.\n",
        )
        .unwrap();
        rusqlite::Connection::open(path("foreign.db"))
            .unwrap()
            .execute_batch("CREATE TABLE theirs (id int)")
            .unwrap();
        let open =
            async |name: &str| super::tests::open(&DatabaseUrl::SqliteFile(path(name))).await.unwrap_err();
        let foreign = fs::read(path("foreign.db")).unwrap();

        let error = open("").await;
        assert!(matches!(error, OpenError::IsDirectory { .. }), "a folder: {error:?}");
        let error = open("text.db").await;
        assert!(matches!(error, OpenError::NotADatabase { .. }), "another kind of file: {error:?}");
        let error = open("foreign.db").await;
        assert!(matches!(error, OpenError::ForeignDatabase { .. }), "another program's: {error:?}");
        assert_eq!(fs::read(path("foreign.db")).unwrap(), foreign);
        let error = open("no-such-folder/customers.db").await;
        assert!(matches!(error, OpenError::CannotOpen { .. }), "no folder: {error:?}");
        assert!(error.source().is_some());
    }

    #[tokio::test]
    async fn a_file_that_may_not_be_written_is_refused() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("customers.db");
        drop(open(&file(&folder)).await.unwrap());
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        // The superuser may write whatever the permissions say: then there is nothing to refuse.
        let may_write = fs::OpenOptions::new().append(true).open(&path).is_ok();

        let result = open(&file(&folder)).await;

        assert!(may_write || matches!(result, Err(OpenError::ReadOnly { .. })), "{result:?}");
    }

    #[tokio::test]
    async fn an_empty_file_becomes_a_database() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("customers.db"), "").unwrap();

        assert!(ids(&open(&file(&folder)).await.unwrap()).await.is_empty());
    }

    #[test]
    fn a_file_name_that_looks_like_a_uri_is_a_file_name() {
        let location = Location::File(PathBuf::from("file:no-such-folder/x?mode=memory"));

        assert!(location.connect(OpenFlags::SQLITE_OPEN_READ_ONLY).is_err());
    }
}
