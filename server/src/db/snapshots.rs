//! The snapshots of an SQLite file that its readers have open.
//!
//! Each thread reads through a connection of its own. To begin a read, SQLite takes locks that other processes see, which is
//! several system calls, and more than most reads take themselves. So a thread goes on in the snapshot that it has, for as
//! long as nothing has been committed through this database since: then it is still how things are. What other processes
//! write, nobody here hears of; a snapshot is therefore given up after [`AGE_MAX`], and whoever comes later sees it.
//!
//! A snapshot that is open keeps the write-ahead log from being begun anew. The writer gives up what nobody needs when the log
//! has grown, and a thread of its own looks after those that nobody comes back to.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError, Weak};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use rusqlite::Connection as Sqlite;
use thread_local::ThreadLocal;

use super::query::{Connection, QueryError, Result};
use super::sqlite::{execute, sqlite};

/// How late a read may see what another process has written.
const AGE_MAX: Duration = Duration::from_millis(10);

/// The snapshots of one database.
#[derive(Default)]
pub(super) struct Snapshots {
    readers: ThreadLocal<Mutex<Reader>>,
    /// How often something was committed through this database.
    commits: AtomicU64,
    keeper: OnceLock<Thread>,
    /// Whether the keeper is looking after snapshots, or has to be told that there are some.
    is_kept: AtomicBool,
}

/// A thread's connection, and since when it has a snapshot.
struct Reader {
    connection: Connection,
    snapshot: Option<Snapshot>,
}

#[derive(Clone, Copy)]
struct Snapshot {
    /// After how many commits it was begun, at least.
    commits: u64,
    since: Instant,
}

impl Snapshots {
    /// Runs `work` in a snapshot that has everything that was committed through this database before.
    pub(super) fn read<T>(
        self: &Arc<Self>,
        open: impl FnOnce() -> Result<Connection>,
        now: Instant,
        work: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let mut reader = self.reader(open)?;
        let commits = self.commits.load(Ordering::Acquire);
        let is_fit = |snapshot: Snapshot| {
            snapshot.commits == commits && now.saturating_duration_since(snapshot.since) < AGE_MAX
        };
        if !reader.snapshot.is_some_and(is_fit) {
            reader.give_up();
            execute(sqlite(&reader.connection), "BEGIN DEFERRED").map_err(QueryError::from)?;
            reader.snapshot = Some(Snapshot { commits, since: now });
            self.keep();
        }
        let mut reading = Reading { reader, went_well: false };
        let result = work(&reading.reader.connection);
        reading.went_well = result.is_ok();
        result
    }

    fn reader(&self, open: impl FnOnce() -> Result<Connection>) -> Result<MutexGuard<'_, Reader>> {
        let open = || open().map(|connection| Mutex::new(Reader { connection, snapshot: None }));
        let reader = self.readers.get_or_try(open)?;
        Ok(reader.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Something has been committed: from now on, no snapshot is as things are.
    pub(super) fn committed(&self) {
        self.commits.fetch_add(1, Ordering::Release);
    }

    /// Gives up the snapshots that are older than the last commit, but for those in use.
    pub(super) fn give_up_old(&self) {
        let commits = self.commits.load(Ordering::Acquire);
        self.give_up_where(|snapshot| snapshot.commits != commits);
    }

    /// Gives up all snapshots but those in use.
    pub(super) fn give_up_idle(&self) {
        self.give_up_where(|_| true);
    }

    /// Gives up all snapshots, and waits for those in use.
    pub(super) fn give_up_all(&self) {
        for reader in &self.readers {
            reader.lock().unwrap_or_else(PoisonError::into_inner).give_up();
        }
    }

    /// Whether there is a snapshot left.
    fn give_up_where(&self, is_given_up: impl Fn(Snapshot) -> bool) -> bool {
        let mut is_one_left = false;
        for reader in &self.readers {
            let mut reader = match reader.try_lock() {
                Ok(reader) => reader,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => {
                    is_one_left = true;
                    continue;
                }
            };
            match reader.snapshot {
                Some(snapshot) if is_given_up(snapshot) => reader.give_up(),
                Some(_) => is_one_left = true,
                None => {}
            }
        }
        is_one_left
    }

    /// Sees to it that somebody looks after the snapshot that was just begun.
    fn keep(self: &Arc<Self>) {
        if self.is_kept.swap(true, Ordering::AcqRel) {
            return;
        }
        let keeper = self.keeper.get_or_init(|| {
            let snapshots = Arc::downgrade(self);
            let keeping = move || keep(&snapshots);
            let keeper = thread::Builder::new().name("database-snapshots".to_owned()).spawn(keeping);
            // Without it, a snapshot that nobody comes back to stays open until the next read or the next large log: not
            // worth refusing a read for.
            keeper.map_or_else(|_| thread::current(), |keeper| keeper.thread().clone())
        });
        keeper.unpark();
    }
}

impl Drop for Snapshots {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.get() {
            keeper.unpark();
        }
    }
}

/// Gives up snapshots that are too old, for as long as there are any.
fn keep(snapshots: &Weak<Snapshots>) {
    loop {
        let Some(snapshots) = snapshots.upgrade() else { return };
        if snapshots.is_kept.load(Ordering::Acquire) {
            let now = Instant::now();
            let is_old = |snapshot: Snapshot| now.saturating_duration_since(snapshot.since) >= AGE_MAX;
            if !snapshots.give_up_where(is_old) {
                snapshots.is_kept.store(false, Ordering::Release);
                // Whoever began one before that has told nobody.
                if snapshots.give_up_where(is_old) {
                    snapshots.is_kept.store(true, Ordering::Release);
                }
            }
        }
        let is_kept = snapshots.is_kept.load(Ordering::Acquire);
        drop(snapshots);
        if is_kept {
            thread::sleep(AGE_MAX);
        } else {
            thread::park();
        }
    }
}

impl Reader {
    fn give_up(&mut self) {
        if self.snapshot.take().is_some() {
            let connection: &Sqlite = sqlite(&self.connection);
            // Were it to fail, the next read on this connection would not begin, and say so. Some errors end it by themselves.
            if !connection.is_autocommit() {
                let _ = execute(connection, "ROLLBACK");
            }
        }
    }
}

/// A read under way. What fails or panics leaves no snapshot behind.
struct Reading<'a> {
    reader: MutexGuard<'a, Reader>,
    went_well: bool,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if !self.went_well {
            self.reader.give_up();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use tempfile::TempDir;

    use super::*;
    use crate::db::query::params;
    use crate::db::{Database, DatabaseUrl};

    /// More than any of this takes.
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn open(folder: &TempDir) -> Database {
        crate::db::testing::open(&DatabaseUrl::SqliteFile(folder.path().join("customers.db"))).await.unwrap()
    }

    fn insert(connection: &Connection, id: &str) -> Result<()> {
        let sql =
            "INSERT INTO credentials (id, api, kind, tenant, tenant_name, name, secret_hash, created_at)
                   VALUES (?1, 'a', 'k', 't', 'n', 'n', ?1, 0)";
        connection.prepare_cached(sql)?.execute(params![id]).map(|_| ())
    }

    fn count(connection: &Connection) -> Result<i64> {
        connection.prepare_cached("SELECT count(*) FROM credentials")?.query_row((), |row| row.get(0))
    }

    /// Waits until `is_so`, or fails.
    async fn until(reason: &str, mut is_so: impl AsyncFnMut() -> bool) {
        let began = Instant::now();
        while !is_so().await {
            assert!(began.elapsed() < PATIENCE, "{reason}");
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[tokio::test]
    async fn what_was_written_here_is_seen_at_once_and_what_another_wrote_a_moment_later() {
        let folder = TempDir::new().unwrap();
        let (one, other) = (open(&folder).await, open(&folder).await);

        for number in 0..50 {
            assert_eq!(one.read(count).await.unwrap(), 2 * number);
            one.write(move |c| insert(c, &format!("one {number}"))).await.unwrap();
            assert_eq!(one.read(count).await.unwrap(), 2 * number + 1);
            other.write(move |c| insert(c, &format!("other {number}"))).await.unwrap();
            until("another's write is never seen", async || one.read(count).await.unwrap() == 2 * number + 2)
                .await;
        }
    }

    #[tokio::test]
    async fn nobody_keeps_a_snapshot_who_does_not_come_back() {
        let folder = TempDir::new().unwrap();
        let database = open(&folder).await;
        database.write(|c| insert(c, "one")).await.unwrap();
        assert_eq!(database.read(count).await.unwrap(), 1);

        let other = rusqlite::Connection::open(folder.path().join("customers.db")).unwrap();
        other.busy_timeout(Duration::ZERO).unwrap();
        // It says whether somebody reads in the log.
        let is_busy =
            || other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)).unwrap();

        until("the snapshot stays open", async || !is_busy()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_log_does_not_grow_for_ever_while_others_read() {
        let folder = TempDir::new().unwrap();
        let database = open(&folder).await;
        let is_over = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..3)
            .map(|_| {
                let (database, is_over) = (database.clone(), Arc::clone(&is_over));
                let runtime = tokio::runtime::Handle::current();
                thread::spawn(move || {
                    while !is_over.load(Ordering::Relaxed) {
                        runtime.block_on(database.read(count)).unwrap();
                        // Long enough for others to write meanwhile, and too short for the snapshot to be too old.
                        thread::sleep(AGE_MAX / 4);
                    }
                })
            })
            .collect();

        // Each writes some ten pages, so that the log is full every hundred writes.
        database.write(|c| insert(c, "one")).await.unwrap();
        for number in 0..1_500 {
            // What is the same as before would not be written at all.
            let note = format!("{number:08}").repeat(5_000);
            let write = move |c: &Connection| {
                let mut statement = c.prepare_cached("UPDATE credentials SET name = ?1")?;
                statement.execute(params![note]).map(|_| ())
            };
            database.write(write).await.unwrap();
        }

        is_over.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().unwrap();
        }
        let log = fs::metadata(folder.path().join("customers.db-wal")).unwrap().len();
        assert!(log < 30 << 20, "a log of {log} bytes, of the 60 MB that were written");
    }
}
