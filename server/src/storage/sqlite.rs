//! SQLite behind [`Database`].
//!
//! Reading on the calling thread, through a connection that is that thread's own, was measured at one and a
//! half times the throughput of handing each read to another thread. Writing is one thread's work, because
//! SQLite lets one write at a time anyway: it takes all that is waiting and commits it as one transaction, so
//! that many writers share the one sync to disk that `synchronous=FULL` asks for. A caller hears of success
//! only after that.
//!
//! A database in memory has no write-ahead log, so that there readers and the writer take turns at a lock.
//!
//! There are deliberately no retries here: within the busy timeout SQLite retries itself, and what fails
//! after that is for the caller to hear.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};
use thread_local::ThreadLocal;
use tokio::sync::{mpsc, oneshot, watch};

use super::{DatabaseUrl, OpenError, StorageError};

/// How long to wait for another process that holds the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// More than all the statements of the five APIs, so that none is prepared twice on a connection.
const CACHED_STATEMENTS: usize = 512;
/// Negative: in KiB, for each reading thread.
const READER_CACHE_SIZE: i64 = -8 * 1024;
/// Writes touch every index at places of chance: what does not fit is read and written again and again.
const WRITER_CACHE_SIZE: i64 = -64 * 1024;
/// What a log that has grown is cut back to.
const WAL_BYTES_MAX: i64 = 64 * 1024 * 1024;
/// Enough for a burst; beyond it a caller is better told to come back than kept waiting.
const QUEUE_CAPACITY: usize = 4096;
/// Bounds how long the first write of a transaction waits for the last.
const BATCH_SIZE_MAX: usize = 256;

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

/// Forward only: what has been released is never changed, a change is a new file.
const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "credentials", sql: include_str!("migrations/0001_credentials.sql") },
    Migration { version: 2, name: "reportei", sql: include_str!("migrations/0002_reportei.sql") },
    Migration { version: 3, name: "dezwork", sql: include_str!("migrations/0003_dezwork.sql") },
    Migration { version: 4, name: "oauth", sql: include_str!("migrations/0004_oauth.sql") },
    Migration { version: 5, name: "carbonext", sql: include_str!("migrations/0005_carbonext.sql") },
    Migration { version: 6, name: "tradevest", sql: include_str!("migrations/0006_tradevest.sql") },
    Migration { version: 7, name: "portos", sql: include_str!("migrations/0007_portos.sql") },
    Migration {
        version: 8,
        name: "portos_search",
        sql: include_str!("migrations/sqlite/0008_portos_search.sql"),
    },
];

/// A database: cheap to clone, shared by all threads. When the last clone goes, what is queued is still
/// written.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

/// How much has been written since the database was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteStatistics {
    /// Writes that were kept.
    pub writes: u64,
    /// Transactions that it took.
    pub commits: u64,
    /// Writes that are waiting now.
    pub queued: usize,
}

struct Inner {
    location: Arc<Location>,
    readers: ThreadLocal<Connection>,
    gate: Arc<Gate>,
    /// There until the database is dropped, so that dropping can let go of it first.
    queue: Option<mpsc::Sender<Message>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// Its sender is the writer's, and goes when the writer has ended.
    writer_ended: watch::Receiver<()>,
    counts: Arc<WriteCounts>,
}

#[derive(Default)]
struct WriteCounts {
    writes: AtomicU64,
    commits: AtomicU64,
}

enum Message {
    Write(Box<dyn QueuedWrite>),
    Stop,
}

struct Limits {
    queue_capacity: usize,
    batch_size_max: usize,
}

impl Database {
    /// Opens a database, makes it if it is not there, and brings its schema up to date.
    pub fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Self::open_with(url, &Limits { queue_capacity: QUEUE_CAPACITY, batch_size_max: BATCH_SIZE_MAX })
    }

    fn open_with(url: &DatabaseUrl, limits: &Limits) -> Result<Self, OpenError> {
        let location = match url {
            DatabaseUrl::SqliteFile(path) => Location::File(path.clone()),
            DatabaseUrl::SqliteMemory => Location::new_memory(),
            DatabaseUrl::Postgres(_) => return Err(OpenError::PostgresNotServed),
        };
        let connection = open_writer(&location)?;

        let gate = Arc::new(location.gate());
        let counts = Arc::new(WriteCounts::default());
        let (queue, waiting) = mpsc::channel(limits.queue_capacity);
        let (ended, writer_ended) = watch::channel(());
        let writer = Writer {
            connection,
            gate: Arc::clone(&gate),
            counts: Arc::clone(&counts),
            waiting,
            batch_size_max: limits.batch_size_max,
        };
        let thread = std::thread::Builder::new()
            .name("database-writer".to_owned())
            .spawn(move || {
                // Named here, so that it goes last, and goes even if the writer should panic.
                let _ended = ended;
                writer.run();
            })
            .map_err(|source| OpenError::WriterThread { source })?;

        let inner = Inner {
            location: Arc::new(location),
            readers: ThreadLocal::new(),
            gate,
            queue: Some(queue),
            writer: Mutex::new(Some(thread)),
            writer_ended,
            counts,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs `work` on the calling thread. All that it reads is of one moment; what it tries to write is
    /// refused.
    ///
    /// A read within a read is not for here: in memory it could wait for itself.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StorageError> {
        let open = || open_reader(&self.inner.location).map_err(StorageError::Connect);
        let connection = self.inner.readers.get_or_try(open)?;
        let _turn = self.inner.gate.read();
        let _snapshot = Snapshot::begin(connection).map_err(StorageError::Query)?;
        work(connection).map_err(StorageError::Query)
    }

    /// Queues `work` for the writer, and waits until it is committed.
    ///
    /// If `work` fails or panics, it alone is rolled back. Once queued it is done, also if its caller stops
    /// waiting. Transactions are the writer's: `work` begins and commits none.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let write: Box<dyn QueuedWrite> = Box::new(Write { work: Some(work), result: None, answer });
        let queue = self.inner.queue.as_ref().ok_or(StorageError::Stopped)?;
        queue.try_send(Message::Write(write)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StorageError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => StorageError::Stopped,
        })?;
        answered.await.unwrap_or(Err(StorageError::Stopped))
    }

    /// Finishes the queued writes, moves the log into the database file, and refuses writes from then on.
    /// Reads go on.
    pub async fn close(&self) {
        if let Some(queue) = &self.inner.queue {
            // An error means that the writer has been told before.
            let _ = queue.send(Message::Stop).await;
        }
        let mut ended = self.inner.writer_ended.clone();
        while ended.changed().await.is_ok() {}
        self.inner.join_writer();
    }

    /// How much has been written, for those who watch over the server.
    pub fn write_statistics(&self) -> WriteStatistics {
        let queue = self.inner.queue.as_ref();
        WriteStatistics {
            writes: self.inner.counts.writes.load(Ordering::Relaxed),
            commits: self.inner.counts.commits.load(Ordering::Relaxed),
            queued: queue.map_or(0, |queue| queue.max_capacity() - queue.capacity()),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Database").field("location", &self.inner.location).finish_non_exhaustive()
    }
}

impl Inner {
    fn join_writer(&self) {
        let thread = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A write may hold the last clone of its own database: the writer cannot wait for itself.
            if thread.thread().id() != std::thread::current().id() {
                // A panic of the writer has been shown by the panic hook, and its callers have been answered.
                let _ = thread.join();
            }
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Without a sender the writer does what is queued, and ends.
        self.queue = None;
        self.join_writer();
    }
}

/// A reading transaction. Dropped, it ends, also when the work within it panics: nothing is left open on a
/// thread's connection. It is rusqlite's own transaction but for preparing its two statements once only,
/// which a short read notices.
struct Snapshot<'a>(&'a Connection);

impl<'a> Snapshot<'a> {
    fn begin(connection: &'a Connection) -> rusqlite::Result<Self> {
        execute(connection, "BEGIN DEFERRED")?;
        Ok(Self(connection))
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        // Were it to fail, the next read on this connection would not begin, and say so.
        let _ = execute(self.0, "ROLLBACK");
    }
}

/// A write on its way to the writer and back.
trait QueuedWrite: Send {
    /// Does the work, and keeps its result. Whether the work is to stay.
    fn run(&mut self, connection: &Connection) -> bool;

    /// Tells the caller, once it is known what became of the transaction.
    fn answer(self: Box<Self>, transaction: Result<(), StorageError>);
}

struct Write<T, F> {
    work: Option<F>,
    result: Option<Result<T, StorageError>>,
    answer: oneshot::Sender<Result<T, StorageError>>,
}

impl<T, F> QueuedWrite for Write<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> bool {
        let Some(work) = self.work.take() else { return false };
        // What a panicking work leaves half done is in the savepoint, which is rolled back.
        let result = match catch_unwind(AssertUnwindSafe(|| work(connection))) {
            Ok(result) => result.map_err(StorageError::Query),
            Err(payload) => {
                forget_payload(payload);
                Err(StorageError::Panicked)
            }
        };
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, transaction: Result<(), StorageError>) {
        // A failure of its own says more than its transaction's.
        let answer = match (self.result, transaction) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(transaction)) => Err(transaction),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StorageError::Stopped),
        };
        // The caller may have stopped waiting.
        let _ = self.answer.send(answer);
    }
}

/// A payload is of any type, and dropping it could panic again: outside of `catch_unwind`, on the writer's
/// thread.
fn forget_payload(payload: Box<dyn Any + Send>) {
    std::mem::forget(payload);
}

/// The thread that writes.
struct Writer {
    connection: Connection,
    gate: Arc<Gate>,
    counts: Arc<WriteCounts>,
    waiting: mpsc::Receiver<Message>,
    batch_size_max: usize,
}

impl Writer {
    fn run(mut self) {
        let mut batch = VecDeque::new();
        while let Some(first) = self.waiting.blocking_recv() {
            self.accept(first, &mut batch);
            // Whatever came while the last transaction was being synced joins this one. Nothing waits for
            // company.
            while batch.len() < self.batch_size_max
                && let Ok(message) = self.waiting.try_recv()
            {
                self.accept(message, &mut batch);
            }
            while !batch.is_empty() {
                self.commit(&mut batch);
            }
        }
        if self.gate.is_needed() {
            return;
        }
        // All is on disk either way: this only spares the next start the log. Readers in other processes may
        // prevent it.
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    fn accept(&mut self, message: Message, batch: &mut VecDeque<Box<dyn QueuedWrite>>) {
        match message {
            Message::Write(write) => batch.push_back(write),
            // What is already queued is still received; nothing more is.
            Message::Stop => self.waiting.close(),
        }
    }

    /// Does the writes of `batch` in one transaction, and answers them. Writes that are left over, because
    /// something took the transaction away, need another.
    fn commit(&self, batch: &mut VecDeque<Box<dyn QueuedWrite>>) {
        let mut done = Vec::with_capacity(batch.len());
        let result = self.transaction(batch, &mut done);
        match result {
            Ok(kept) => {
                self.counts.writes.fetch_add(kept, Ordering::Relaxed);
                self.counts.commits.fetch_add(1, Ordering::Relaxed);
                for write in done {
                    write.answer(Ok(()));
                }
            }
            Err(error) => {
                let error = Arc::new(error);
                // If not even a transaction could be begun, there is no use in trying the rest again.
                let refused = if done.is_empty() { std::mem::take(batch) } else { VecDeque::new() };
                for write in done.into_iter().chain(refused) {
                    write.answer(Err(StorageError::Transaction(Arc::clone(&error))));
                }
            }
        }
    }

    /// Moves each write that ran from `batch` to `done`. How many are to stay, or why none does.
    fn transaction(
        &self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
    ) -> rusqlite::Result<u64> {
        let _turn = self.gate.write();
        // Only a rollback that failed leaves a transaction open.
        self.roll_back_if_open()?;
        self.execute("BEGIN IMMEDIATE")?;
        let result = self.run_all(batch, done).and_then(|kept| self.execute("COMMIT").map(|()| kept));
        if result.is_err() {
            // If this fails too, the next transaction begins with it; the error to tell is the first.
            let _ = self.roll_back_if_open();
        }
        result
    }

    fn run_all(
        &self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
    ) -> rusqlite::Result<u64> {
        let mut kept = 0;
        while let Some(mut write) = batch.pop_front() {
            let begun = self.execute("SAVEPOINT one_write");
            let keep = begun.is_ok() && write.run(&self.connection);
            done.push(write);
            begun?;
            if keep {
                kept += 1;
            } else {
                self.execute("ROLLBACK TO one_write")?;
            }
            // A full disk, for one, makes SQLite roll back the whole transaction: then there is no savepoint
            // any more, and this says so to all who thought that they had written.
            self.execute("RELEASE one_write")?;
        }
        Ok(kept)
    }

    fn roll_back_if_open(&self) -> rusqlite::Result<()> {
        if self.connection.is_autocommit() { Ok(()) } else { self.execute("ROLLBACK") }
    }

    fn execute(&self, sql: &str) -> rusqlite::Result<()> {
        execute(&self.connection, sql)
    }
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}

/// Where a database is.
#[derive(Debug)]
enum Location {
    File(PathBuf),
    /// The name of SQLite's `memdb` file, by which all connections of this process find the same database.
    Memory(String),
}

impl Location {
    fn new_memory() -> Self {
        // Two databases of one process must not meet.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:/customers-{number}?vfs=memdb"))
    }

    fn gate(&self) -> Gate {
        match self {
            Self::File(_) => Gate(None),
            Self::Memory(_) => Gate(Some(RwLock::new(()))),
        }
    }

    fn connect(&self, file_access: OpenFlags) -> rusqlite::Result<Connection> {
        let connection = match self {
            Self::File(path) => {
                // The bundled SQLite takes a name that begins with `file:` for a URI, whatever the flags.
                let path = if path.is_relative() { Path::new(".").join(path) } else { path.clone() };
                Connection::open_with_flags(path, file_access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
            }
            Self::Memory(uri) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                Connection::open_with_flags(uri, flags)?
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

/// Keeps readers and the writer of a database in memory apart; a file's log does that by itself.
struct Gate(Option<RwLock<()>>);

impl Gate {
    fn is_needed(&self) -> bool {
        self.0.is_some()
    }

    fn read(&self) -> Option<RwLockReadGuard<'_, ()>> {
        // There is nothing behind the lock that a panic could leave half done.
        self.0.as_ref().map(|lock| lock.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.0.as_ref().map(|lock| lock.write().unwrap_or_else(PoisonError::into_inner))
    }
}

fn open_reader(location: &Location) -> rusqlite::Result<Connection> {
    let connection = location.connect(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "cache_size", READER_CACHE_SIZE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens the connection that writes. Until it is certain that the file is ours, nothing in it is changed.
fn open_writer(location: &Location) -> Result<Connection, OpenError> {
    if let Location::File(path) = location
        && path.is_dir()
    {
        return Err(OpenError::IsDirectory { path: path.clone() });
    }
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = location.connect(access).map_err(|source| open_error(location, source))?;

    let version = schema_version(&connection, location)?;
    let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
    if version > known {
        return Err(OpenError::NewerVersion { database: location.to_string(), found: version, known });
    }
    if let Location::File(path) = location
        && connection.is_readonly("main").map_err(|source| open_error(location, source))?
    {
        return Err(OpenError::ReadOnly { path: path.clone() });
    }

    configure_writer(&connection, location)?;
    for migration in MIGRATIONS {
        migrate(&mut connection, migration).map_err(|source| OpenError::Migration {
            version: migration.version,
            name: migration.name,
            source,
        })?;
    }
    Ok(connection)
}

/// The last migration that was applied, 0 for an empty database.
fn schema_version(connection: &Connection, location: &Location) -> Result<i64, OpenError> {
    let look = || {
        let is_ours = connection
            .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'")?
            .exists([])?;
        if is_ours {
            let sql = "SELECT COALESCE(MAX(version), 0) FROM schema_migrations";
            return connection.query_row(sql, [], |row| row.get(0)).map(Some);
        }
        let is_empty = !connection.prepare("SELECT 1 FROM sqlite_schema")?.exists([])?;
        Ok(is_empty.then_some(0))
    };
    look()
        .map_err(|source| open_error(location, source))?
        .ok_or_else(|| OpenError::ForeignDatabase { database: location.to_string() })
}

fn configure_writer(connection: &Connection, location: &Location) -> Result<(), OpenError> {
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
    let prepared = |source| OpenError::Prepare { database: location.to_string(), source };
    if configure().map_err(prepared)? {
        Ok(())
    } else {
        Err(OpenError::NoWriteAheadLog { database: location.to_string() })
    }
}

/// Applies `migration` and records it, in one transaction, unless that has been done: another process may
/// start with us.
fn migrate(connection: &mut Connection, migration: &Migration) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migrations (
             version    bigint not null primary key,
             name       text   not null,
             applied_at bigint not null
         )",
    )?;
    let is_applied = transaction
        .query_row("SELECT 1 FROM schema_migrations WHERE version = ?1", [migration.version], |_| Ok(()))
        .optional()?
        .is_some();
    if is_applied {
        return Ok(());
    }
    transaction.execute_batch(migration.sql)?;
    transaction.execute(
        "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?1, ?2, ?3)",
        params![migration.version, migration.name, Utc::now().timestamp()],
    )?;
    transaction.commit()
}

/// What went wrong with a file that is only being looked at so far.
fn open_error(location: &Location, source: rusqlite::Error) -> OpenError {
    let Location::File(path) = location else {
        return OpenError::Prepare { database: location.to_string(), source };
    };
    let path = path.clone();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase { path, source },
        Some(ErrorCode::ReadOnly) => OpenError::ReadOnly { path },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => OpenError::CannotOpen { path, source },
        _ => OpenError::Prepare { database: location.to_string(), source },
    }
}

/// A time that is kept as whole seconds since 1970.
pub(crate) fn read_time(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    time_from_seconds(row.get(column)?, column)
}

/// A time that may be absent.
pub(crate) fn read_time_optional(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let seconds: Option<i64> = row.get(column)?;
    seconds.map(|seconds| time_from_seconds(seconds, column)).transpose()
}

fn time_from_seconds(seconds: i64, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, seconds))
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::fs;
    use std::sync::mpsc as std_mpsc;

    use tempfile::TempDir;

    use super::*;

    const INSERT: &str =
        "INSERT INTO credentials (id, api, kind, tenant, tenant_name, name, secret_hash, created_at)
                          VALUES (?1, 'a', 'k', 't', 'n', 'n', ?1, 0)";

    fn memory() -> Database {
        Database::open(&DatabaseUrl::SqliteMemory).unwrap()
    }

    fn file(folder: &TempDir) -> DatabaseUrl {
        DatabaseUrl::SqliteFile(folder.path().join("customers.db"))
    }

    fn insert(connection: &Connection, id: usize) -> rusqlite::Result<()> {
        connection.prepare_cached(INSERT)?.execute([id.to_string()]).map(|_| ())
    }

    fn ids(database: &Database) -> Vec<String> {
        database
            .read(|c| {
                c.prepare("SELECT id FROM credentials ORDER BY id")?
                    .query_map([], |row| row.get(0))?
                    .collect()
            })
            .unwrap()
    }

    /// Keeps the writer busy until the sender is used or dropped.
    async fn hold_writer(database: &Database) -> std_mpsc::Sender<()> {
        let (release, released) = std_mpsc::channel();
        let (running, is_running) = oneshot::channel();
        let database = database.clone();
        tokio::spawn(async move {
            let work = move |_: &Connection| {
                let _ = running.send(());
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
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
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

        assert_eq!(database.write_statistics(), WriteStatistics { writes: 51, commits: 2, queued: 0 });
        assert_eq!(ids(&database).len(), 50);
    }

    #[tokio::test]
    async fn a_batch_has_a_limit() {
        let limits = Limits { queue_capacity: 100, batch_size_max: 10 };
        let database = Database::open_with(&DatabaseUrl::SqliteMemory, &limits).unwrap();
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
        assert_eq!(ids(&database), ["1", "3"]);
        assert_eq!(database.write_statistics(), WriteStatistics { writes: 3, commits: 2, queued: 0 });
    }

    #[tokio::test]
    async fn a_write_that_panics_is_rolled_back_alone_and_the_writer_lives() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        let panicking = queue(&database, |c| -> rusqlite::Result<()> {
            insert(c, 2)?;
            panic!("a defect, in a test")
        })
        .await;

        drop(release);

        first.await.unwrap().unwrap();
        assert!(matches!(panicking.await.unwrap(), Err(StorageError::Panicked)));
        database.write(|c| insert(c, 3)).await.unwrap();
        assert_eq!(ids(&database), ["1", "3"]);
    }

    #[tokio::test]
    async fn when_the_transaction_is_lost_everyone_in_it_is_told_and_the_rest_go_on() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        // Stands for what SQLite itself does when, for one, the disk is full.
        let losing = queue(&database, |c| c.execute_batch("ROLLBACK")).await;
        let last = queue(&database, |c| insert(c, 3)).await;

        drop(release);

        let error = first.await.unwrap().unwrap_err();
        assert!(matches!(&error, StorageError::Transaction(_)), "{error:?}");
        assert!(error.source().is_some());
        assert!(matches!(losing.await.unwrap(), Err(StorageError::Transaction(_))));
        last.await.unwrap().unwrap();
        assert_eq!(ids(&database), ["3"]);
    }

    #[tokio::test]
    async fn when_the_commit_fails_everyone_in_it_is_told() {
        let database = memory();
        let release = hold_writer(&database).await;
        let first = queue(&database, |c| insert(c, 1)).await;
        // A foreign key that is checked at the commit only.
        let breaking = queue(&database, |c| {
            c.execute_batch(
                "PRAGMA defer_foreign_keys = on;
                 INSERT INTO reportei_integrations VALUES ('u', 't', 'nobody', 1, 'i', 'n', 's', 'active')",
            )
        })
        .await;

        drop(release);

        assert!(matches!(first.await.unwrap(), Err(StorageError::Transaction(_))));
        assert!(matches!(breaking.await.unwrap(), Err(StorageError::Transaction(_))));
        database.write(|c| insert(c, 2)).await.unwrap();
        assert_eq!(ids(&database), ["2"]);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_recovers() {
        let limits = Limits { queue_capacity: 2, batch_size_max: 10 };
        let database = Database::open_with(&DatabaseUrl::SqliteMemory, &limits).unwrap();
        let release = hold_writer(&database).await;
        let waiting = [queue(&database, |c| insert(c, 1)).await, queue(&database, |c| insert(c, 2)).await];

        let refused = database.write(|c| insert(c, 3)).await;

        assert!(matches!(refused, Err(StorageError::Overloaded)));
        drop(release);
        for task in waiting {
            task.await.unwrap().unwrap();
        }
        database.write(|c| insert(c, 4)).await.unwrap();
        assert_eq!(ids(&database), ["1", "2", "4"]);
    }

    #[tokio::test]
    async fn closing_finishes_what_is_queued_and_refuses_the_rest() {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&file(&folder)).unwrap();
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
        assert_eq!(ids(&database), ["1"], "reads go on");
        let wal = folder.path().join("customers.db-wal");
        assert_eq!(fs::metadata(wal).map_or(0, |wal| wal.len()), 0, "the log is in the database file");
        database.close().await;
    }

    #[tokio::test]
    async fn what_was_answered_is_there_after_reopening() {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&file(&folder)).unwrap();
        database.write(|c| insert(c, 1)).await.unwrap();
        drop(database);

        let database = Database::open(&file(&folder)).unwrap();

        assert_eq!(ids(&database), ["1"]);
    }

    #[tokio::test]
    async fn what_was_answered_is_in_the_files_without_any_closing() {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&file(&folder)).unwrap();
        database.write(|c| insert(c, 1)).await.unwrap();
        // What a machine would find after the process was killed here.
        let found = TempDir::new().unwrap();
        for name in ["customers.db", "customers.db-wal"] {
            fs::copy(folder.path().join(name), found.path().join(name)).unwrap();
        }

        let reopened = Database::open(&file(&found)).unwrap();

        assert_eq!(ids(&reopened), ["1"]);
    }

    #[tokio::test]
    async fn the_last_clone_may_go_inside_a_write() {
        let database = memory();
        let release = hold_writer(&database).await;
        let (ended, is_ended) = oneshot::channel();
        let inside = database.clone();
        let task = queue(&database, move |_| {
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
        for database in [memory(), Database::open(&file(&folder)).unwrap()] {
            let result = database.read(|c| insert(c, 1));

            assert!(matches!(result, Err(StorageError::Query(_))), "{result:?}");
            assert!(ids(&database).is_empty());
        }
    }

    #[tokio::test]
    async fn a_read_that_panics_leaves_its_thread_able_to_read() {
        let database = memory();

        let panicked = catch_unwind(AssertUnwindSafe(|| {
            database.read(|_| -> rusqlite::Result<()> { panic!("a defect, in a test") })
        }));

        assert!(panicked.is_err());
        assert!(ids(&database).is_empty());
        database.write(|c| insert(c, 1)).await.unwrap();
        assert_eq!(ids(&database), ["1"]);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn readers_see_whole_writes_while_others_write() {
        let folder = TempDir::new().unwrap();
        for database in [memory(), Database::open(&file(&folder)).unwrap()] {
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    let database = database.clone();
                    std::thread::spawn(move || {
                        let count = |c: &Connection| -> rusqlite::Result<i64> {
                            c.query_row("SELECT count(*) FROM credentials", [], |row| row.get(0))
                        };
                        loop {
                            let (first, second) = database.read(|c| Ok((count(c)?, count(c)?))).unwrap();
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

        assert_eq!(ids(&one), ["1"]);
        assert!(ids(&other).is_empty());
    }

    #[tokio::test]
    async fn two_databases_may_share_a_file() {
        let folder = TempDir::new().unwrap();
        let one = Database::open(&file(&folder)).unwrap();
        let other = Database::open(&file(&folder)).unwrap();

        one.write(|c| insert(c, 1)).await.unwrap();
        other.write(|c| insert(c, 2)).await.unwrap();

        assert_eq!(ids(&one), ["1", "2"]);
    }

    #[tokio::test]
    async fn a_file_is_synced_and_checked() {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&file(&folder)).unwrap();
        let pragma = |name: &'static str| {
            let database = database.clone();
            async move {
                database
                    .write(move |c| {
                        c.query_row(&format!("PRAGMA {name}"), [], |row| {
                            row.get::<_, rusqlite::types::Value>(0)
                        })
                    })
                    .await
                    .unwrap()
            }
        };

        assert_eq!(pragma("synchronous").await, 2.into());
        assert_eq!(pragma("foreign_keys").await, 1.into());
        assert_eq!(pragma("journal_mode").await, "wal".to_owned().into());
    }

    #[test]
    fn a_database_from_a_newer_version_is_refused_untouched() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("customers.db");
        drop(Database::open(&file(&folder)).unwrap());
        let connection = Connection::open(&path).unwrap();
        connection.execute("INSERT INTO schema_migrations VALUES (9000, 'later', 0)", []).unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();

        let error = Database::open(&file(&folder)).unwrap_err();

        assert!(matches!(error, OpenError::NewerVersion { found: 9000, .. }), "{error:?}");
        assert!(error.to_string().contains("schema 9000"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn paths_that_are_no_database_are_refused_untouched() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(
            path("text.db"),
            "Not a database, but longer than the header of one would be: a hundred bytes, or more.\n",
        )
        .unwrap();
        Connection::open(path("foreign.db")).unwrap().execute_batch("CREATE TABLE theirs (id int)").unwrap();
        let open = |name: &str| Database::open(&DatabaseUrl::SqliteFile(path(name))).unwrap_err();
        let foreign = fs::read(path("foreign.db")).unwrap();

        let error = open("");
        assert!(matches!(error, OpenError::IsDirectory { .. }), "a folder: {error:?}");
        let error = open("text.db");
        assert!(matches!(error, OpenError::NotADatabase { .. }), "another kind of file: {error:?}");
        let error = open("foreign.db");
        assert!(matches!(error, OpenError::ForeignDatabase { .. }), "another program's: {error:?}");
        assert_eq!(fs::read(path("foreign.db")).unwrap(), foreign);
        let error = open("no-such-folder/customers.db");
        assert!(matches!(error, OpenError::CannotOpen { .. }), "no folder: {error:?}");
        assert!(error.source().is_some());
    }

    #[test]
    fn a_file_that_may_not_be_written_is_refused() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("customers.db");
        drop(Database::open(&file(&folder)).unwrap());
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        // The superuser may write whatever the permissions say: then there is nothing to refuse.
        let may_write = fs::OpenOptions::new().append(true).open(&path).is_ok();

        let result = Database::open(&file(&folder));

        assert!(may_write || matches!(result, Err(OpenError::ReadOnly { .. })), "{result:?}");
    }

    #[test]
    fn an_empty_file_becomes_a_database() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("customers.db"), "").unwrap();

        assert!(ids(&Database::open(&file(&folder)).unwrap()).is_empty());
    }

    #[test]
    fn a_file_name_that_looks_like_a_uri_is_a_file_name() {
        let location = Location::File(PathBuf::from("file:no-such-folder/x?mode=memory"));

        assert!(location.connect(OpenFlags::SQLITE_OPEN_READ_ONLY).is_err());
    }

    #[test]
    fn migrations_are_numbered_without_gaps() {
        let versions: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
        let expected: Vec<i64> = (1..).take(MIGRATIONS.len()).collect();

        assert_eq!(versions, expected);
    }
}
