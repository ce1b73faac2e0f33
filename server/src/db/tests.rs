//! Tests of [`Database`], on SQLite.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;

use tempfile::TempDir;
use tokio::sync::oneshot;

use super::query::{Result, params};
use super::testing::{memory, open};
use super::*;
use crate::api;

const INSERT: &str =
    "INSERT INTO credentials (id, api, kind, tenant, tenant_name, name, secret_hash, created_at)
                      VALUES (?1, 'a', 'k', 't', 'n', 'n', ?1, 0)";

const NOTHING: WriteStatistics = WriteStatistics { writes: 0, commits: 0, conflicts: 0, queued: 0 };

fn file(folder: &TempDir) -> DatabaseUrl {
    DatabaseUrl::SqliteFile(folder.path().join("customers.db"))
}

fn insert(connection: &Connection, id: usize) -> Result<()> {
    connection.prepare_cached(INSERT)?.execute(params![id.to_string()]).map(|_| ())
}

/// Returns the SQLite connection behind a connection.
fn sqlite(connection: &Connection) -> &rusqlite::Connection {
    let Connection::Sqlite(connection) = connection else { panic!("not SQLite") };
    connection
}

async fn ids(database: &Database) -> Vec<String> {
    database
        .read(|c| c.prepare_cached("SELECT id FROM credentials ORDER BY id")?.query_map((), |row| row.get(0)))
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
) -> tokio::task::JoinHandle<Result<T, DatabaseError>> {
    let before = database.write_statistics().queued;
    let writing = database.clone();
    let task = tokio::spawn(async move { writing.write(work).await });
    while database.write_statistics().queued == before {
        tokio::task::yield_now().await;
    }
    task
}

#[tokio::test]
async fn waiting_writes_are_committed_together() {
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
async fn batch_size_is_limited() {
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
async fn failed_write_is_rolled_back_alone() {
    let database = memory();
    let release = hold_writer(&database).await;
    let first = queue(&database, |c| insert(c, 1)).await;
    let failing = queue(&database, |c| insert(c, 2).and_then(|()| insert(c, 1))).await;
    let last = queue(&database, |c| insert(c, 3)).await;

    drop(release);

    first.await.unwrap().unwrap();
    assert!(matches!(failing.await.unwrap(), Err(DatabaseError::Query(_))));
    last.await.unwrap().unwrap();
    assert_eq!(ids(&database).await, ["1", "3"]);
    assert_eq!(database.write_statistics(), WriteStatistics { writes: 3, commits: 2, ..NOTHING });
}

#[tokio::test]
async fn panicking_write_is_rolled_back_alone() {
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
    assert!(matches!(panicking.await.unwrap(), Err(DatabaseError::Panicked)));
    database.write(|c| insert(c, 3)).await.unwrap();
    assert_eq!(ids(&database).await, ["1", "3"]);
}

#[tokio::test]
async fn lost_transaction_fails_its_whole_batch() {
    let database = memory();
    let release = hold_writer(&database).await;
    let first = queue(&database, |c| insert(c, 1)).await;
    // As SQLite does by itself in some cases, for example when the disk is full.
    let losing = queue(&database, |c| Ok(sqlite(c).execute_batch("ROLLBACK")?)).await;
    let last = queue(&database, |c| insert(c, 3)).await;

    drop(release);

    let error = first.await.unwrap().unwrap_err();
    assert!(matches!(&error, DatabaseError::Transaction(_)), "{error:?}");
    assert!(error.source().is_some());
    assert!(matches!(losing.await.unwrap(), Err(DatabaseError::Transaction(_))));
    assert!(matches!(last.await.unwrap(), Err(DatabaseError::Transaction(_))));
    assert!(ids(&database).await.is_empty());
    database.write(|c| insert(c, 4)).await.unwrap();
    assert_eq!(ids(&database).await, ["4"]);
}

#[tokio::test]
async fn failed_commit_fails_its_whole_batch() {
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

    assert!(matches!(first.await.unwrap(), Err(DatabaseError::Transaction(_))));
    assert!(matches!(breaking.await.unwrap(), Err(DatabaseError::Transaction(_))));
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
async fn writes_fail_while_the_disk_is_full() {
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

    drop(release);

    for task in [first, filling] {
        let error = task.await.unwrap().unwrap_err();
        let is_disk_full = matches!(error, DatabaseError::File { fault: FileFault::DiskFull, .. });
        assert!(is_disk_full, "{error:?}");
        assert!(error.source().is_some());
    }
    database.write(|c| insert(c, 3)).await.unwrap();
    leave_room(&database, 1_000).await;
    database.write(move |c| long(c, 4)).await.unwrap();
    assert_eq!(ids(&database).await, ["3", "4"]);
}

#[tokio::test]
async fn full_queue_rejects_and_recovers() {
    let limits = Limits { queue_capacity: 2, batch_size_max: 10 };
    let database =
        Database::open_sqlite(Location::new_memory(), Purpose::Serve, &limits, &api::schemas()).unwrap();
    let release = hold_writer(&database).await;
    let waiting = [queue(&database, |c| insert(c, 1)).await, queue(&database, |c| insert(c, 2)).await];

    let refused = database.write(|c| insert(c, 3)).await;

    assert!(matches!(refused, Err(DatabaseError::Overloaded)));
    drop(release);
    for task in waiting {
        task.await.unwrap().unwrap();
    }
    database.write(|c| insert(c, 4)).await.unwrap();
    assert_eq!(ids(&database).await, ["1", "2", "4"]);
}

#[tokio::test]
async fn close_commits_queued_writes_and_rejects_others() {
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
    assert!(matches!(database.write(|c| insert(c, 2)).await, Err(DatabaseError::Stopped)));
    assert_eq!(ids(&database).await, ["1"], "reads go on");
    let wal = folder.path().join("customers.db-wal");
    assert_eq!(fs::metadata(wal).map_or(0, |wal| wal.len()), 0, "the log is in the database file");
    database.close().await;
}

#[tokio::test]
async fn committed_write_is_found_after_reopening() {
    let folder = TempDir::new().unwrap();
    let database = open(&file(&folder)).await.unwrap();
    database.write(|c| insert(c, 1)).await.unwrap();
    drop(database);

    let database = open(&file(&folder)).await.unwrap();

    assert_eq!(ids(&database).await, ["1"]);
}

#[tokio::test]
async fn committed_write_is_in_the_files_without_closing() {
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
async fn last_clone_may_be_dropped_inside_a_write() {
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
async fn read_cannot_write() {
    let folder = TempDir::new().unwrap();
    for database in [memory(), open(&file(&folder)).await.unwrap()] {
        let result = database.read(|c| insert(c, 1)).await;

        assert!(matches!(result, Err(DatabaseError::Query(_))), "{result:?}");
        assert!(ids(&database).await.is_empty());
    }
}

#[tokio::test]
async fn panicking_read_leaves_its_thread_able_to_read() {
    let database = memory();

    let reading = database.clone();
    // This runtime has one thread only.
    let panicked =
        tokio::spawn(async move { reading.read(|_| -> Result<()> { panic!("a defect, in a test") }).await });

    assert!(panicked.await.unwrap_err().is_panic());
    assert!(ids(&database).await.is_empty());
    database.write(|c| insert(c, 1)).await.unwrap();
    assert_eq!(ids(&database).await, ["1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_see_one_snapshot_during_writes() {
    let folder = TempDir::new().unwrap();
    for database in [memory(), open(&file(&folder)).await.unwrap()] {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                let database = database.clone();
                let runtime = tokio::runtime::Handle::current();
                std::thread::spawn(move || {
                    let count = |c: &Connection| -> Result<i64> {
                        c.prepare_cached("SELECT count(*) FROM credentials")?.query_row((), |row| row.get(0))
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
async fn databases_in_memory_are_separate() {
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
async fn file_uses_wal_full_sync_and_foreign_keys() {
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
async fn newer_database_is_rejected_unchanged() {
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
async fn file_that_is_not_a_database_is_rejected_unchanged() {
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
    let open = async |name: &str| super::tests::open(&DatabaseUrl::SqliteFile(path(name))).await.unwrap_err();
    let foreign = fs::read(path("foreign.db")).unwrap();

    let error = open("").await;
    assert!(matches!(error, OpenError::Unusable { .. }), "a folder: {error:?}");
    let error = open("text.db").await;
    assert!(matches!(error, OpenError::Unusable { .. }), "another kind of file: {error:?}");
    let error = open("foreign.db").await;
    assert!(matches!(error, OpenError::ForeignDatabase { .. }), "another program's: {error:?}");
    assert_eq!(fs::read(path("foreign.db")).unwrap(), foreign);
    let error = open("no-such-folder/customers.db").await;
    assert!(matches!(error, OpenError::Unusable { .. }), "no folder: {error:?}");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn read_only_file_is_rejected() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("customers.db");
    drop(open(&file(&folder)).await.unwrap());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    // The superuser may write whatever the permissions say: then there is nothing to refuse.
    let may_write = fs::OpenOptions::new().append(true).open(&path).is_ok();

    let result = open(&file(&folder)).await;

    assert!(may_write || matches!(result, Err(OpenError::Unusable { .. })), "{result:?}");
}

#[tokio::test]
async fn empty_file_becomes_a_database() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("customers.db"), "").unwrap();

    assert!(ids(&open(&file(&folder)).await.unwrap()).await.is_empty());
}

#[test]
fn file_name_that_looks_like_a_uri_is_a_file_name() {
    let location = Location::File(PathBuf::from("file:no-such-folder/x?mode=memory"));

    assert!(super::sqlite::open_reader(&location).is_err());
}

#[tokio::test]
async fn text_with_nul_is_rejected() {
    let database = memory();

    let result = database.write(|c| c.prepare_cached("SELECT ?1")?.exists(params!["a\0b"])).await;

    assert!(matches!(result, Err(DatabaseError::Query(_))), "{result:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn new_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = TempDir::new().unwrap();
    let database = open(&file(&folder)).await.unwrap();
    database.write(|c| insert(c, 1)).await.unwrap();

    for name in ["customers.db", "customers.db-wal"] {
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[tokio::test]
async fn postgres_url_is_never_shown_with_its_password() {
    for url in ["postgres://user:hunter2@127.0.0.1:1/db", "postgres://user:hunter2@127.0.0.1:port/db"] {
        let url: DatabaseUrl = url.parse().unwrap();
        assert_eq!(url.to_string(), "postgres://***");

        let error = open(&url).await.unwrap_err();

        let shown = format!("{url:?} {error} {error:?} {}", error.source().unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
