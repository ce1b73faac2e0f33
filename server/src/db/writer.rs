//! Writes: one thread commits all queued writes as one transaction (group commit).
//!
//! SQLite allows one writer anyway, and together the writes share the sync to disk that each would otherwise wait for. A
//! caller gets its result after the commit. Each write runs within a savepoint, so that a failure or a panic rolls back
//! that write only. If another server on the same PostgreSQL database was faster, the whole transaction is retried: a
//! write is a function that can be called again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use deadpool_postgres::Pool;
use rusqlite::hooks::Wal;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::error::{DatabaseError, FileFault, OpenError, QueryError, Result};
use super::postgres::{BEGIN_WRITE, Session, Waiter};
use super::query::Connection;

/// Writes that may wait; further ones fail as overloaded.
const QUEUE_CAPACITY: usize = 4096;
/// Writes per transaction, which bounds how long the first of them waits for the last.
const BATCH_SIZE_MAX: usize = 256;
/// Attempts of a transaction that conflicts with other servers.
const CONFLICT_ATTEMPTS_MAX: u32 = 20;
/// Attempts of a transaction that violates a unique constraint: its rules have not seen another server's row.
const UNIQUE_ATTEMPTS_MAX: u32 = 3;
/// Attempts of a transaction whose connection is lost before the commit.
const LOST_ATTEMPTS_MAX: u32 = 2;
/// The longest pause between two attempts.
const PAUSE_MAX: Duration = Duration::from_millis(32);
/// Pages in the write-ahead log after which they are copied into the database file.
const CHECKPOINT_PAGES: i32 = 1_000;
/// Pages after which the writer waits for running reads, so that the log is restarted.
const RESTART_PAGES: i32 = 16 * CHECKPOINT_PAGES;

/// Number of writes since the database was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteStatistics {
    /// Committed writes.
    pub writes: u64,
    /// Transactions that they took.
    pub commits: u64,
    /// Transactions that were retried.
    pub conflicts: u64,
    /// Writes that are waiting now.
    pub queued: usize,
}

/// Limits of the queue.
pub(super) struct Limits {
    pub(super) queue_capacity: usize,
    pub(super) batch_size_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { queue_capacity: QUEUE_CAPACITY, batch_size_max: BATCH_SIZE_MAX }
    }
}

/// The queue of the writer's thread. When it is dropped, queued writes are still committed.
pub(super) struct WriteQueue {
    /// `None` only while the queue is dropped.
    sender: Option<mpsc::Sender<Message>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// Closed when the thread has ended.
    ended: watch::Receiver<()>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    writes: AtomicU64,
    commits: AtomicU64,
    conflicts: AtomicU64,
}

enum Message {
    Write(Box<dyn QueuedWrite>),
    Stop,
}

impl WriteQueue {
    /// Starts the writer's thread.
    pub(super) fn start(connection: WriteConnection, limits: &Limits) -> Result<Self, OpenError> {
        let counts = Arc::new(Counts::default());
        let (sender, waiting) = mpsc::channel(limits.queue_capacity);
        let (end, ended) = watch::channel(());
        let batch_size_max = limits.batch_size_max;
        let writer = Writer { connection, counts: Arc::clone(&counts), waiting, batch_size_max };
        let thread = std::thread::Builder::new()
            .name("database-writer".to_owned())
            .spawn(move || {
                // Dropped last, also if the writer panics.
                let _end = end;
                writer.run();
            })
            .map_err(OpenError::Writer)?;
        Ok(Self { sender: Some(sender), thread: Mutex::new(Some(thread)), ended, counts })
    }

    /// Queues `work` and waits until it is committed.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, DatabaseError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> Result<T> + Send + 'static,
    {
        let (respond, response) = oneshot::channel();
        let write: Box<dyn QueuedWrite> = Box::new(Write { work, result: None, respond });
        let sender = self.sender.as_ref().ok_or(DatabaseError::Stopped)?;
        sender.try_send(Message::Write(write)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => DatabaseError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => DatabaseError::Stopped,
        })?;
        response.await.unwrap_or(Err(DatabaseError::Stopped))
    }

    /// Commits what is queued and rejects later writes.
    pub(super) async fn close(&self) {
        if let Some(sender) = &self.sender {
            // An error means that it has been closed before.
            let _ = sender.send(Message::Stop).await;
        }
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
        self.join();
    }

    pub(super) fn statistics(&self) -> WriteStatistics {
        WriteStatistics {
            writes: self.counts.writes.load(Ordering::Relaxed),
            commits: self.counts.commits.load(Ordering::Relaxed),
            conflicts: self.counts.conflicts.load(Ordering::Relaxed),
            queued: self.sender.as_ref().map_or(0, |queue| queue.max_capacity() - queue.capacity()),
        }
    }

    fn join(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            // A write may drop the last clone of its own database: the thread cannot join itself.
            && thread.thread().id() != std::thread::current().id()
        {
            // The panic hook has logged a panic of the writer.
            let _ = thread.join();
        }
    }
}

impl Drop for WriteQueue {
    fn drop(&mut self) {
        self.sender = None;
        self.join();
    }
}

/// A write on its way to the writer and back.
trait QueuedWrite: Send {
    /// Runs the work and keeps its result. `Ok(false)` means that it failed by itself, `Err` that its transaction cannot
    /// continue.
    fn run(&mut self, connection: &Connection, attempt: u32) -> Result<bool>;

    /// Sends the result to the caller.
    fn respond(self: Box<Self>, transaction: Result<(), DatabaseError>);
}

struct Write<T, F> {
    work: F,
    result: Option<Result<T, DatabaseError>>,
    respond: oneshot::Sender<Result<T, DatabaseError>>,
}

impl<T, F> QueuedWrite for Write<T, F>
where
    T: Send,
    F: FnMut(&Connection) -> Result<T> + Send,
{
    fn run(&mut self, connection: &Connection, attempt: u32) -> Result<bool> {
        self.result = None;
        // The savepoint contains what a panic leaves behind.
        let result = match catch_unwind(AssertUnwindSafe(|| (self.work)(connection))) {
            Ok(Err(error)) if breaks_transaction(&error, attempt) => return Err(error),
            Ok(result) => result.map_err(DatabaseError::from),
            Err(payload) => {
                // Dropping a payload of unknown type could panic again.
                std::mem::forget(payload);
                Err(DatabaseError::Panicked)
            }
        };
        let is_ok = result.is_ok();
        self.result = Some(result);
        Ok(is_ok)
    }

    fn respond(self: Box<Self>, transaction: Result<(), DatabaseError>) {
        // The write's own error says more than its transaction's.
        let response = match (self.result, transaction) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(transaction)) => Err(transaction),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(DatabaseError::Stopped),
        };
        // The caller may have stopped waiting.
        let _ = self.respond.send(response);
    }
}

fn breaks_transaction(error: &QueryError, attempt: u32) -> bool {
    error.is_conflict()
        || error.is_lost_connection()
        || (error.is_unique_violation() && attempt < UNIQUE_ATTEMPTS_MAX)
        // SQLite may have rolled back the transaction and with it the savepoint.
        || matches!(error.file_fault(), Some(FileFault::DiskFull | FileFault::DiskError))
}

/// Why a transaction was not committed.
enum Failure {
    Begin(DatabaseError),
    Statement(QueryError),
    /// Whether the transaction was committed is unknown, unless the database reports a conflict.
    Commit(QueryError),
}

impl Failure {
    fn is_retryable(&self, attempt: u32) -> bool {
        match self {
            Self::Begin(_) => false,
            Self::Statement(error) => {
                (error.is_conflict() && attempt < CONFLICT_ATTEMPTS_MAX)
                    || (error.is_unique_violation() && attempt < UNIQUE_ATTEMPTS_MAX)
                    || (error.is_lost_connection() && attempt < LOST_ATTEMPTS_MAX)
            }
            Self::Commit(error) => error.is_conflict() && attempt < CONFLICT_ATTEMPTS_MAX,
        }
    }
}

struct Writer {
    connection: WriteConnection,
    counts: Arc<Counts>,
    waiting: mpsc::Receiver<Message>,
    batch_size_max: usize,
}

impl Writer {
    fn run(mut self) {
        let mut batch = Vec::new();
        while let Some(first) = self.waiting.blocking_recv() {
            self.accept(first, &mut batch);
            // Writes that arrived during the last commit join this one.
            self.accept_waiting(self.batch_size_max, &mut batch);
            self.commit(&mut batch);
        }
        self.connection.close();
    }

    fn accept(&mut self, message: Message, batch: &mut Vec<Box<dyn QueuedWrite>>) {
        match message {
            Message::Write(write) => batch.push(write),
            // Queued writes are still received.
            Message::Stop => self.waiting.close(),
        }
    }

    fn accept_waiting(&mut self, size_max: usize, batch: &mut Vec<Box<dyn QueuedWrite>>) {
        while batch.len() < size_max
            && let Ok(message) = self.waiting.try_recv()
        {
            self.accept(message, batch);
        }
    }

    /// Commits the writes of `batch` in one transaction and responds to them.
    fn commit(&mut self, batch: &mut Vec<Box<dyn QueuedWrite>>) {
        let mut attempt = 1;
        let result = loop {
            match self.transaction(batch, attempt) {
                Ok(kept) => {
                    self.counts.writes.fetch_add(kept, Ordering::Relaxed);
                    self.counts.commits.fetch_add(1, Ordering::Relaxed);
                    break Ok(());
                }
                Err(failure) if failure.is_retryable(attempt) => {
                    self.counts.conflicts.fetch_add(1, Ordering::Relaxed);
                    pause(attempt);
                    attempt += 1;
                }
                Err(Failure::Begin(error)) => {
                    // Writes that waited meanwhile would only wait as long again.
                    self.accept_waiting(usize::MAX, batch);
                    break Err(error);
                }
                Err(Failure::Statement(error) | Failure::Commit(error)) => break Err(error.in_transaction()),
            }
        };
        for write in batch.drain(..) {
            write.respond(result.clone());
        }
        self.connection.checkpoint();
    }

    /// Runs the writes of `batch` and commits them. Returns the number of successful ones.
    fn transaction(&mut self, batch: &mut [Box<dyn QueuedWrite>], attempt: u32) -> Result<u64, Failure> {
        let lock = self.connection.memory_lock();
        let _lock = lock.as_ref().map(|lock| lock.write().unwrap_or_else(PoisonError::into_inner));
        self.connection.begin().map_err(Failure::Begin)?;
        let result = match run_all(&self.connection, batch, attempt) {
            Ok(kept) => self.connection.commit().map(|()| kept).map_err(Failure::Commit),
            Err(error) => Err(Failure::Statement(error)),
        };
        if result.is_err() {
            // If this fails too, the next transaction fails to begin.
            let _ = self.connection.roll_back();
        }
        result
    }
}

fn run_all(connection: &WriteConnection, batch: &mut [Box<dyn QueuedWrite>], attempt: u32) -> Result<u64> {
    let mut kept = 0;
    for write in batch {
        connection.control("SAVEPOINT one_write")?;
        if write.run(connection.connection(), attempt)? {
            kept += 1;
        } else {
            connection.undo_savepoint()?;
        }
        // This fails if SQLite has rolled back the transaction, for example because the disk is full.
        connection.control("RELEASE SAVEPOINT one_write")?;
    }
    Ok(kept)
}

/// Waits for a random time, so that two servers do not conflict again and again.
fn pause(attempt: u32) {
    let longest = PAUSE_MAX.min(PAUSE_MAX / 16 * attempt);
    let random = uuid::Uuid::new_v4().as_bytes()[0];
    std::thread::sleep(longest * u32::from(random) / 255);
}

/// The connection that writes.
pub(super) enum WriteConnection {
    Sqlite {
        connection: Connection,
        memory_lock: Option<Arc<RwLock<()>>>,
        /// Pages in the write-ahead log after the last commit.
        log_pages: Arc<AtomicI32>,
    },
    Postgres {
        /// A pool of one connection, which replaces a lost one.
        pool: Pool,
        runtime: Arc<Runtime>,
        /// The connection within a transaction.
        connection: Option<Connection>,
    },
}

impl WriteConnection {
    /// Returns the connection to an SQLite database.
    pub(super) fn sqlite(
        mut connection: rusqlite::Connection,
        memory_lock: Option<Arc<RwLock<()>>>,
    ) -> rusqlite::Result<Self> {
        let log_pages = Arc::new(AtomicI32::new(0));
        let pages = Arc::clone(&log_pages);
        // Replaces SQLite's automatic checkpoint, which would run before callers get their results.
        connection.wal_hook(Some(move |_: &mut Wal, count| {
            pages.store(count, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Self::Sqlite { connection: Connection::Sqlite(connection), memory_lock, log_pages })
    }

    /// Returns the connection to a PostgreSQL database.
    pub(super) fn postgres(pool: Pool) -> Result<Self, OpenError> {
        // Its own runtime: the server's may have ended when the last write is committed.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self::Postgres { pool, runtime: Arc::new(runtime.map_err(OpenError::Writer)?), connection: None })
    }

    fn memory_lock(&self) -> Option<Arc<RwLock<()>>> {
        if let Self::Sqlite { memory_lock, .. } = self { memory_lock.clone() } else { None }
    }

    fn connection(&self) -> &Connection {
        match self {
            Self::Sqlite { connection, .. } => connection,
            Self::Postgres { connection, .. } => connection.as_ref().expect("a transaction has begun"),
        }
    }

    fn begin(&mut self) -> Result<(), DatabaseError> {
        match self {
            Self::Sqlite { .. } => {
                // Only a rollback that failed leaves a transaction open.
                let begun = self.roll_back().and_then(|()| self.control("BEGIN IMMEDIATE"));
                begun.map_err(QueryError::in_transaction)
            }
            Self::Postgres { pool, runtime, connection } => {
                let client = runtime.block_on(pool.get())?;
                let waiter = Waiter::Writer(Arc::clone(runtime));
                *connection = Some(Connection::Postgres(Session::begin(client, waiter, BEGIN_WRITE)));
                Ok(())
            }
        }
    }

    /// Runs a statement that controls the transaction; on PostgreSQL together with the next query.
    fn control(&self, sql: &str) -> Result<()> {
        match self.connection() {
            Connection::Postgres(session) => {
                session.enqueue(&format!("{sql};"));
                Ok(())
            }
            connection @ Connection::Sqlite(_) => connection.prepare_cached(sql)?.execute(()).map(|_| ()),
        }
    }

    fn undo_savepoint(&self) -> Result<()> {
        let sql = "ROLLBACK TO SAVEPOINT one_write";
        match self.connection() {
            Connection::Postgres(session) => session.run_control(&format!("{sql};")),
            Connection::Sqlite(_) => self.control(sql),
        }
    }

    fn commit(&mut self) -> Result<()> {
        if let Connection::Postgres(session) = self.connection() {
            session.commit()?;
        } else {
            self.control("COMMIT")?;
        }
        if let Self::Postgres { connection, .. } = self {
            *connection = None;
        }
        Ok(())
    }

    fn roll_back(&mut self) -> Result<()> {
        match self {
            // Dropping a session rolls back.
            Self::Postgres { connection, .. } => *connection = None,
            Self::Sqlite { connection: Connection::Sqlite(connection), .. } if connection.is_autocommit() => {
            }
            Self::Sqlite { .. } => self.control("ROLLBACK")?,
        }
        Ok(())
    }

    /// Copies a long write-ahead log into the database file. An error occurs again with the next commit.
    fn checkpoint(&self) {
        let Self::Sqlite { connection, log_pages, memory_lock: None } = self else { return };
        let mode = match log_pages.load(Ordering::Relaxed) {
            ..CHECKPOINT_PAGES => return,
            CHECKPOINT_PAGES..RESTART_PAGES => "PASSIVE",
            RESTART_PAGES.. => "RESTART",
        };
        let _ = checkpoint(connection, mode);
    }

    fn close(&mut self) {
        match self {
            // Committed writes are on disk already: this spares the next start the log.
            Self::Sqlite { connection, memory_lock: None, .. } => {
                let _ = checkpoint(connection, "TRUNCATE");
            }
            Self::Sqlite { .. } => {}
            Self::Postgres { pool, connection, .. } => {
                *connection = None;
                pool.close();
            }
        }
    }
}

fn checkpoint(connection: &Connection, mode: &str) -> Result<()> {
    connection.prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?.query_row((), |_| Ok(()))
}
