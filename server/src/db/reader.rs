//! Reads: each is one read transaction.
//!
//! On SQLite a read runs on the calling thread, on that thread's connection. A database in memory has no write-ahead log:
//! its readers and its writer exclude each other by a lock. On PostgreSQL a read uses a pooled connection on a thread that
//! may block.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use deadpool_postgres::Pool;
use thread_local::ThreadLocal;
use tokio::runtime::Handle;

use super::error::{DatabaseError, Result};
use super::postgres::{BEGIN_READ, Session, Waiter};
use super::query::Connection;
use super::sqlite::{self, Location};

/// How long a read on SQLite may take; [`BEGIN_READ`] has the same limit.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How many of SQLite's instructions run between two checks of the deadline.
const INSTRUCTIONS_PER_CHECK: i32 = 10_000;
/// How often a read on PostgreSQL is attempted when its connection is lost or transactions conflict.
const ATTEMPTS_MAX: u32 = 3;

/// The reading half of a database.
pub(super) enum Readers {
    Sqlite(Box<SqliteReaders>),
    Postgres(Pool),
}

pub(super) struct SqliteReaders {
    pub(super) location: Location,
    pub(super) connections: ThreadLocal<SqliteReader>,
    /// Excludes the writer of a database in memory.
    pub(super) memory_lock: Option<Arc<RwLock<()>>>,
}

/// A thread's connection.
pub(super) struct SqliteReader {
    connection: Connection,
    opened: Instant,
    /// The deadline of the current read, in milliseconds since `opened`.
    deadline: Arc<AtomicU64>,
}

impl Readers {
    /// Runs `work` in a read transaction.
    pub(super) async fn read<T, F>(&self, mut work: F) -> Result<T, DatabaseError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> Result<T> + Send + 'static,
    {
        match self {
            Self::Sqlite(readers) => readers.read(work).map_err(DatabaseError::from),
            // Boxed, because its large future would make every read on SQLite slower.
            Self::Postgres(pool) => {
                Box::pin(async move {
                    let mut attempt = 1;
                    loop {
                        let client = pool.get().await?;
                        let waiter = Waiter::Server(Handle::current());
                        let (result, returned) = tokio::task::spawn_blocking(move || {
                            let connection = Connection::Postgres(Session::begin(client, waiter, BEGIN_READ));
                            (work(&connection), work)
                        })
                        .await
                        .unwrap_or_else(|ended| resume_unwind(ended.into_panic()));
                        work = returned;
                        match result {
                            Err(error)
                                if attempt < ATTEMPTS_MAX
                                    && (error.is_conflict() || error.is_lost_connection()) =>
                            {
                                attempt += 1;
                            }
                            result => return result.map_err(DatabaseError::from),
                        }
                    }
                })
                .await
            }
        }
    }
}

impl SqliteReaders {
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let reader = self.connections.get_or_try(|| SqliteReader::open(&self.location))?;
        let _lock = self.memory_lock.as_ref().map(|lock| lock.read().unwrap_or_else(PoisonError::into_inner));
        let deadline = reader.opened.elapsed() + READ_TIMEOUT;
        reader.deadline.store(milliseconds(deadline), Ordering::Relaxed);
        let _transaction = ReadTransaction::begin(&reader.connection)?;
        work(&reader.connection)
    }
}

impl SqliteReader {
    fn open(location: &Location) -> Result<Self> {
        let mut connection = sqlite::open_reader(location)?;
        let (opened, deadline) = (Instant::now(), Arc::new(AtomicU64::new(u64::MAX)));
        let current = Arc::clone(&deadline);
        let is_over = move || milliseconds(opened.elapsed()) >= current.load(Ordering::Relaxed);
        connection.progress_handler(INSTRUCTIONS_PER_CHECK, Some(is_over))?;
        Ok(Self { connection: Connection::Sqlite(connection), opened, deadline })
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A read transaction, which ends when it is dropped, also by a panic. Unlike rusqlite's it prepares its statements once.
struct ReadTransaction<'c>(&'c Connection);

impl<'c> ReadTransaction<'c> {
    fn begin(connection: &'c Connection) -> Result<Self> {
        connection.prepare_cached("BEGIN DEFERRED")?.execute(())?;
        Ok(Self(connection))
    }
}

impl Drop for ReadTransaction<'_> {
    fn drop(&mut self) {
        // If this fails, the next read on this connection fails to begin.
        let _ = self.0.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute(()));
    }
}
