//! The one who writes: a thread that takes all that is waiting and commits it as one transaction.
//!
//! SQLite lets one write at a time anyway, and on PostgreSQL writers of one server would only wait for each other's rows;
//! together, many writes share the one sync to disk that each would have to wait for alone. A caller hears of success only
//! after that. Nothing waits for company: who comes alone is committed alone.
//!
//! A write that fails or panics is rolled back alone, behind a savepoint. Those cost, and few writes fail that have changed
//! something before: where it can be seen whether one has, a transaction goes without them, and is done again with them
//! if it should have had them. What other servers on the same database were faster with (conflicts, which SQLite does not
//! have: there one server at a time writes) is done again too, all of it, from a state that has theirs; so a write is a
//! function that can be called again.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::query::{Connection, QueryError, Result};
use super::{FileFault, OpenError, StorageError, WriteStatistics};

/// Enough for a burst; beyond it a caller is better told to come back than kept waiting.
const QUEUE_CAPACITY: usize = 4096;
/// Bounds how long the first write of a transaction waits for the last.
const BATCH_SIZE_MAX: usize = 256;
/// How many transactions have savepoints after one that should have had them: what fails often costs two tries seldom.
const CAREFUL_TRANSACTIONS: u32 = 64;
/// How often a transaction is tried when others are in the way.
const TRIES_MAX: u32 = 20;
/// How often a write is tried that finds a name taken which it has just seen free: then it sees who took it.
const TAKEN_TRIES_MAX: u32 = 3;
/// How often a transaction is tried on a connection that is lost before the commit.
const LOST_TRIES_MAX: u32 = 2;
/// The longest pause before another try, which grows from a sixteenth of it.
const PAUSE_MAX: Duration = Duration::from_millis(32);

/// A connection on which to write, of whatever database.
pub(super) trait WriteSession: Send + 'static {
    /// Begins a transaction.
    fn begin(&mut self) -> Result<(), StorageError>;
    /// Where the queries of the transaction run.
    fn connection(&self) -> &Connection;
    /// How many rows it has changed since it was opened, where it knows without asking anybody.
    fn changes(&self) -> Option<u64>;
    /// Whether the transaction that was begun is still there.
    fn is_in_transaction(&self) -> bool;
    /// Begins one write of the transaction.
    fn begin_one(&self) -> Result<()>;
    /// Ends it.
    fn keep_one(&self) -> Result<()>;
    /// Undoes it, and ends it.
    fn undo_one(&self) -> Result<()>;
    /// Makes all of it last.
    fn commit(&mut self) -> Result<()>;
    /// Everybody has been answered: what else there is to do.
    fn rest(&mut self) {}
    /// Undoes what is not committed, if a transaction is open.
    fn roll_back(&mut self) -> Result<()>;
    /// Nothing more will be written.
    fn close(&mut self);
}

/// How much may wait, and how much goes together.
pub(super) struct Limits {
    pub(super) queue_capacity: usize,
    pub(super) batch_size_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { queue_capacity: QUEUE_CAPACITY, batch_size_max: BATCH_SIZE_MAX }
    }
}

/// The queue in front of the writer's thread. Dropped, what is in it is still written.
pub(super) struct WriteQueue {
    /// There until the queue is dropped, so that dropping can let go of it first.
    sender: Option<mpsc::Sender<Message>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// Its sender is the writer's, and goes when the writer has ended.
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
    /// Starts the writer.
    pub(super) fn start(
        session: impl WriteSession,
        gate: Arc<Gate>,
        limits: &Limits,
    ) -> Result<Self, OpenError> {
        let counts = Arc::new(Counts::default());
        let (sender, waiting) = mpsc::channel(limits.queue_capacity);
        let (end, ended) = watch::channel(());
        let batch_size_max = limits.batch_size_max;
        let counted = Arc::clone(&counts);
        let writer = Writer { session, gate, counts: counted, waiting, batch_size_max, careful: 0 };
        let thread = std::thread::Builder::new()
            .name("database-writer".to_owned())
            .spawn(move || {
                // Named here, so that it goes last, and goes even if the writer should panic.
                let _end = end;
                writer.run();
            })
            .map_err(|source| OpenError::WriterThread { source })?;
        Ok(Self { sender: Some(sender), thread: Mutex::new(Some(thread)), ended, counts })
    }

    /// Queues `work`, and waits until it is committed.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let write: Box<dyn QueuedWrite> = Box::new(Write { work, result: None, answer });
        let sender = self.sender.as_ref().ok_or(StorageError::Stopped)?;
        sender.try_send(Message::Write(write)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StorageError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => StorageError::Stopped,
        })?;
        answered.await.unwrap_or(Err(StorageError::Stopped))
    }

    /// Finishes what is queued, and refuses writes from then on.
    pub(super) async fn close(&self) {
        if let Some(sender) = &self.sender {
            // An error means that the writer has been told before.
            let _ = sender.send(Message::Stop).await;
        }
        let mut ended = self.ended.clone();
        while ended.changed().await.is_ok() {}
        self.join();
    }

    pub(super) fn commits(&self) -> u64 {
        self.counts.commits.load(Ordering::Acquire)
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
        if let Some(thread) = thread {
            // A write may hold the last clone of its own database: the writer cannot wait for itself.
            if thread.thread().id() != std::thread::current().id() {
                // A panic of the writer has been shown by the panic hook, and its callers have been answered.
                let _ = thread.join();
            }
        }
    }
}

impl Drop for WriteQueue {
    fn drop(&mut self) {
        // Without a sender the writer does what is queued, and ends.
        self.sender = None;
        self.join();
    }
}

/// What a write came to within its transaction.
enum Ran {
    /// It is to stay.
    Keep,
    /// It failed for a reason of its own.
    Undo,
    /// Something else was in the way of the whole transaction.
    Broken(QueryError),
}

/// A write on its way to the writer and back.
trait QueuedWrite: Send {
    /// Does the work, and keeps its result. It is the transaction's try number `tries`, from 1.
    fn run(&mut self, connection: &Connection, tries: u32) -> Ran;

    /// Tells the caller, once it is known what became of the transaction.
    fn answer(self: Box<Self>, transaction: Result<(), StorageError>);
}

struct Write<T, F> {
    work: F,
    result: Option<Result<T, StorageError>>,
    answer: oneshot::Sender<Result<T, StorageError>>,
}

impl<T, F> QueuedWrite for Write<T, F>
where
    T: Send,
    F: FnMut(&Connection) -> Result<T> + Send,
{
    fn run(&mut self, connection: &Connection, tries: u32) -> Ran {
        self.result = None;
        // What a panicking work leaves half done is in the savepoint, which is rolled back.
        let result = match catch_unwind(AssertUnwindSafe(|| (self.work)(connection))) {
            Ok(Err(error)) if breaks_transaction(&error, tries) => return Ran::Broken(error),
            Ok(result) => result.map_err(StorageError::from),
            Err(payload) => {
                forget_payload(payload);
                Err(StorageError::Panicked)
            }
        };
        let ran = if result.is_ok() { Ran::Keep } else { Ran::Undo };
        self.result = Some(result);
        ran
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

fn breaks_transaction(error: &QueryError, tries: u32) -> bool {
    error.is_conflict()
        || error.is_lost_connection()
        || (error.is_taken() && tries < TAKEN_TRIES_MAX)
        // SQLite may have rolled back all of it: then the savepoint is gone, with the reason why.
        || matches!(error.file_fault(), Some(FileFault::NoRoom | FileFault::Disk))
}

/// A payload is of any type, and dropping it could panic again: outside of `catch_unwind`, on the writer's
/// thread.
fn forget_payload(payload: Box<dyn Any + Send>) {
    std::mem::forget(payload);
}

/// The thread that writes.
struct Writer<S> {
    session: S,
    gate: Arc<Gate>,
    counts: Arc<Counts>,
    waiting: mpsc::Receiver<Message>,
    batch_size_max: usize,
    /// How many of the next transactions have savepoints.
    careful: u32,
}

/// Why a transaction did not last.
enum Failed {
    /// It did not begin.
    AtBegin(StorageError),
    /// One of its writes could not go on.
    Within(QueryError),
    /// One of its writes has to be undone without the others.
    Partly,
    /// It is not certain that it is undone: nobody may do it again.
    AtCommit(QueryError),
}

impl<S: WriteSession> Writer<S> {
    fn run(mut self) {
        let mut batch = VecDeque::new();
        while let Some(first) = self.waiting.blocking_recv() {
            self.accept(first, &mut batch);
            // Whatever came while the last transaction was being synced joins this one.
            self.accept_waiting(self.batch_size_max, &mut batch);
            while !batch.is_empty() {
                self.commit(&mut batch);
            }
        }
        self.session.close();
    }

    fn accept_waiting(&mut self, size_max: usize, batch: &mut VecDeque<Box<dyn QueuedWrite>>) {
        while batch.len() < size_max
            && let Ok(message) = self.waiting.try_recv()
        {
            self.accept(message, batch);
        }
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
    fn commit(&mut self, batch: &mut VecDeque<Box<dyn QueuedWrite>>) {
        let mut tries = 0;
        loop {
            tries += 1;
            let mut done = Vec::with_capacity(batch.len());
            let error = match self.transaction(batch, &mut done, tries) {
                Ok(kept) => {
                    self.careful = self.careful.saturating_sub(1);
                    self.counts.writes.fetch_add(kept, Ordering::Relaxed);
                    self.counts.commits.fetch_add(1, Ordering::Release);
                    for write in done {
                        write.answer(Ok(()));
                    }
                    self.session.rest();
                    return;
                }
                Err(Failed::Partly) => {
                    self.careful = CAREFUL_TRANSACTIONS;
                    put_back(done, batch);
                    // Nothing is wrong with the database: it is the same try.
                    tries -= 1;
                    continue;
                }
                Err(failed) if is_worth_another_try(&failed, tries) => {
                    self.counts.conflicts.fetch_add(1, Ordering::Relaxed);
                    put_back(done, batch);
                    pause(tries);
                    continue;
                }
                Err(Failed::AtBegin(error)) => {
                    // There is no use in trying the rest, nor those who wait behind it: the time that this took, they
                    // have waited too.
                    self.accept_waiting(usize::MAX, batch);
                    done.extend(std::mem::take(batch));
                    error
                }
                Err(Failed::Within(error) | Failed::AtCommit(error)) => error.of_transaction(),
            };
            for write in done {
                write.answer(Err(error.clone()));
            }
            return;
        }
    }

    /// Moves each write that ran from `batch` to `done`. How many are to stay, or why none does.
    fn transaction(
        &mut self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
        tries: u32,
    ) -> Result<u64, Failed> {
        let gate = Arc::clone(&self.gate);
        let _turn = gate.write();
        // Only a rollback that failed leaves a transaction open.
        self.session.roll_back().map_err(|error| Failed::AtBegin(error.of_transaction()))?;
        self.session.begin().map_err(Failed::AtBegin)?;
        let ran = if batch.len() == 1 {
            self.run_alone(batch, done, tries)
        } else if self.careful == 0 && self.session.changes().is_some() {
            self.run_together(batch, done, tries)
        } else {
            self.run_all(batch, done, tries).map(Some).map_err(Failed::Within)
        };
        let result = match ran {
            Ok(Some(kept)) => self.session.commit().map(|()| kept).map_err(Failed::AtCommit),
            Ok(None) => self.session.roll_back().map(|()| 0).map_err(Failed::Within),
            Err(failed) => Err(failed),
        };
        if result.is_err() {
            // If this fails too, the next transaction begins with it; the error to tell is the first.
            let _ = self.session.roll_back();
        }
        result
    }

    /// A write that has the transaction for itself needs no savepoint; `None` if it is to be undone with it. To undo a large
    /// write alone, SQLite would keep a copy of all that it changes, and look through that after every statement.
    fn run_alone(
        &self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
        tries: u32,
    ) -> Result<Option<u64>, Failed> {
        let Some(mut write) = batch.pop_front() else { return Ok(None) };
        let ran = write.run(self.session.connection(), tries);
        done.push(write);
        match ran {
            Ran::Keep => Ok(Some(1)),
            Ran::Undo => Ok(None),
            Ran::Broken(error) => Err(Failed::Within(error)),
        }
    }

    /// Without savepoints, as long as what fails has changed nothing. A statement that fails undoes its own changes.
    fn run_together(
        &self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
        tries: u32,
    ) -> Result<Option<u64>, Failed> {
        let mut kept = 0;
        while let Some(mut write) = batch.pop_front() {
            let before = self.session.changes();
            let ran = write.run(self.session.connection(), tries);
            done.push(write);
            match ran {
                Ran::Broken(error) => return Err(Failed::Within(error)),
                // Something made SQLite roll back all of it: that there is nothing to commit will say so to all.
                _ if !self.session.is_in_transaction() => break,
                Ran::Keep => kept += 1,
                Ran::Undo if self.session.changes() == before => {}
                Ran::Undo => return Err(Failed::Partly),
            }
        }
        Ok(Some(kept))
    }

    /// Behind savepoints.
    fn run_all(
        &self,
        batch: &mut VecDeque<Box<dyn QueuedWrite>>,
        done: &mut Vec<Box<dyn QueuedWrite>>,
        tries: u32,
    ) -> Result<u64> {
        let mut kept = 0;
        while let Some(mut write) = batch.pop_front() {
            let ran = self.session.begin_one().map(|()| write.run(self.session.connection(), tries));
            done.push(write);
            match ran? {
                // A full disk, for one, makes SQLite roll back the whole transaction: then there is no savepoint any
                // more, and this says so to all who thought that they had written.
                Ran::Keep => {
                    self.session.keep_one()?;
                    kept += 1;
                }
                Ran::Undo => self.session.undo_one()?,
                Ran::Broken(error) => return Err(error),
            }
        }
        Ok(kept)
    }
}

/// Lets writes that ran come first again, in their order.
fn put_back(done: Vec<Box<dyn QueuedWrite>>, batch: &mut VecDeque<Box<dyn QueuedWrite>>) {
    for write in done.into_iter().rev() {
        batch.push_front(write);
    }
}

fn is_worth_another_try(failed: &Failed, tries: u32) -> bool {
    let is_conflict = |error: &QueryError| error.is_conflict() && tries < TRIES_MAX;
    match failed {
        Failed::AtBegin(_) | Failed::Partly => false,
        Failed::Within(error) => {
            is_conflict(error)
                || (error.is_taken() && tries < TAKEN_TRIES_MAX)
                || (error.is_lost_connection() && tries < LOST_TRIES_MAX)
        }
        // A conflict is the database's own word that nothing was kept.
        Failed::AtCommit(error) => is_conflict(error),
    }
}

/// Lets the others come through, for a time of chance, so that two do not run into each other again and again.
fn pause(tries: u32) {
    let longest = PAUSE_MAX.min(PAUSE_MAX / 16 * tries);
    let chance = uuid::Uuid::new_v4().as_bytes()[0];
    std::thread::sleep(longest * u32::from(chance) / 255);
}

/// Keeps readers and the writer of a database in memory apart; a file's log does that by itself, and a server too.
pub(super) struct Gate(Option<RwLock<()>>);

impl Gate {
    /// Nobody has to be kept apart.
    pub(super) fn open() -> Self {
        Self(None)
    }

    /// Readers and the writer take turns.
    pub(super) fn turns() -> Self {
        Self(Some(RwLock::new(())))
    }

    pub(super) fn read(&self) -> Option<RwLockReadGuard<'_, ()>> {
        // There is nothing behind the lock that a panic could leave half done.
        self.0.as_ref().map(|lock| lock.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.0.as_ref().map(|lock| lock.write().unwrap_or_else(PoisonError::into_inner))
    }
}
