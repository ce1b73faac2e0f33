//! Durability: a server that is killed loses no write that it has acknowledged, and neither does a backup.

#![cfg(unix)]

#[allow(dead_code, reason = "command_line.rs uses more of it")]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::program::{Folder, Serving, call};

const SERVE: [&str; 4] = ["--listen", "127.0.0.1:0", "--log-level", "error"];
const TOKEN: &str = "Authorization: Bearer demo-token\r\nContent-Type: application/json\r\n";
const CUSTOMERS: &str = "/reportei/customers";
const WRITERS: usize = 8;
const KILLS: usize = 12;

/// What is known of a customer by its acknowledged writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Created,
    Deleted,
    /// A deletion was not acknowledged: both are possible.
    Unknown,
}

/// Acknowledged customers by their uuid.
type Acknowledged = BTreeMap<String, State>;

/// Creates customers and deletes every third, until `stop` is set or the server is gone.
fn write(address: &str, stop: &AtomicBool) -> Acknowledged {
    let mut customers = Acknowledged::new();
    while !stop.load(Ordering::Relaxed) {
        let Ok(created) = call(address, "POST", CUSTOMERS, TOKEN, r#"{"name":"Acme"}"#) else { break };
        if created.status == 503 {
            // The server is stopping.
            break;
        }
        assert_eq!(created.status, 201, "{created:?}");
        let body: Value = serde_json::from_str(&created.body).unwrap();
        let uuid = body["customer"]["uuid"].as_str().unwrap().to_owned();
        customers.insert(uuid.clone(), State::Created);
        if customers.len().is_multiple_of(3) {
            let deleted = call(address, "DELETE", &format!("{CUSTOMERS}/{uuid}"), TOKEN, "");
            let is_acknowledged = deleted.is_ok_and(|deleted| deleted.status < 300);
            customers.insert(uuid, if is_acknowledged { State::Deleted } else { State::Unknown });
        }
    }
    customers
}

/// Runs writers on these servers while `work` runs, and returns what was acknowledged.
fn write_while<T>(addresses: &[&str], work: impl FnOnce(&AtomicBool) -> T) -> (T, Acknowledged) {
    let stop = &AtomicBool::new(false);
    std::thread::scope(|scope| {
        let servers = addresses.iter().cycle().take(WRITERS);
        let writers: Vec<_> = servers.map(|address| scope.spawn(move || write(address, stop))).collect();
        let result = work(stop);
        (result, writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect())
    })
}

/// Lets the writers run for a while and stops them.
fn for_a_while(stop: &AtomicBool) {
    std::thread::sleep(Duration::from_millis(400));
    stop.store(true, Ordering::Relaxed);
}

#[track_caller]
fn assert_kept(address: &str, customers: &Acknowledged) {
    assert!(customers.len() > WRITERS, "too few writes: {}", customers.len());
    for (uuid, state) in customers {
        let found = call(address, "GET", &format!("{CUSTOMERS}/{uuid}"), TOKEN, "").unwrap().status;
        let expected: &[u16] = match state {
            State::Created => &[200],
            State::Deleted => &[404],
            State::Unknown => &[200, 404],
        };
        assert!(expected.contains(&found), "{uuid} was {state:?}: {found}");
    }
}

#[track_caller]
fn assert_intact(database: &Path) {
    let connection = Connection::open(database).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
    assert!(!connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    let miscounted = "SELECT 1 FROM reportei_merchants m WHERE customer_count <>
                          (SELECT count(*) FROM reportei_customers c WHERE c.tenant = m.tenant)";
    assert!(!connection.prepare(miscounted).unwrap().exists([]).unwrap(), "the total is wrong");
}

#[test]
fn acknowledged_writes_survive_kill_9() {
    let folder = Folder::new();
    let mut acknowledged = Acknowledged::new();
    for _ in 0..KILLS {
        let serving = Serving::start(&folder, &SERVE);
        let address = serving.address.clone();
        let random = u64::from(Uuid::new_v4().as_bytes()[0]);

        let ((), written) = write_while(&[&address], |_| {
            std::thread::sleep(Duration::from_millis(50 + random));
            serving.kill();
        });

        acknowledged.extend(written);
    }
    let serving = Serving::start(&folder, &SERVE);

    assert_kept(&serving.address, &acknowledged);
    serving.kill();
    assert_intact(&folder.path("customers.db"));
}

#[test]
fn graceful_shutdown_answers_running_writes() {
    let folder = Folder::new();
    let mut serving = Serving::start(&folder, &SERVE);
    let address = serving.address.clone();

    let (took, acknowledged) = write_while(&[&address], |_| {
        std::thread::sleep(Duration::from_millis(400));
        let began = Instant::now();
        serving.signal("TERM");
        assert_eq!(serving.wait().code(), Some(0));
        began.elapsed()
    });

    assert!(took < Duration::from_secs(5), "{took:?}");
    let log = fs::metadata(folder.path("customers.db-wal"));
    assert_eq!(log.map_or(0, |log| log.len()), 0, "the log has been copied into the database file");
    assert_kept(&Serving::start(&folder, &SERVE).address, &acknowledged);
    assert_intact(&folder.path("customers.db"));
}

#[test]
fn two_servers_on_one_file_keep_acknowledged_writes() {
    let folder = Folder::new();
    let one = Serving::start(&folder, &SERVE);
    let other = Serving::start(&folder, &SERVE);
    let (one_address, other_address) = (one.address.clone(), other.address.clone());

    let ((), acknowledged) = write_while(&[&one_address, &other_address], |stop| {
        std::thread::sleep(Duration::from_millis(400));
        one.kill();
        for_a_while(stop);
    });

    assert_kept(&other.address, &acknowledged);
    drop(other);
    assert_intact(&folder.path("customers.db"));
}

#[test]
fn backup_under_load_contains_earlier_writes() {
    let folder = Folder::new();
    let serving = Serving::start(&folder, &SERVE);
    let ((), before) = write_while(&[&serving.address], for_a_while);

    let (backup, _) = write_while(&[&serving.address], |stop| {
        let backup = folder.run(&["backup", "copy.db"]).succeeded();
        for_a_while(stop);
        backup
    });

    assert!(backup.stdout.starts_with("copy.db: ") && backup.stdout.contains("checked"), "{backup:?}");
    assert_intact(&folder.path("copy.db"));
    let database = ["--database", "sqlite:copy.db"];
    assert_kept(&Serving::start(&folder, &[&SERVE[..], &database].concat()).address, &before);
    let names: Vec<_> =
        fs::read_dir(folder.path("")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("partial")), "{names:?}");
}

#[test]
fn backup_replaces_a_file_only_with_force() {
    let folder = Folder::new();
    folder.run(&["credentials", "create", "reportei", "--tenant", "acme"]).succeeded();
    folder.write("existing.db", "other content");
    folder.write("log.db-wal", "another database's log");
    fs::create_dir(folder.path("folder")).unwrap();
    fs::hard_link(folder.path("customers.db"), folder.path("link.db")).unwrap();
    let database = fs::read(folder.path("customers.db")).unwrap();

    for (arguments, message) in [
        (&["existing.db"][..], "existing.db: the file exists"),
        (&["folder", "--force"], "folder: it is not a file"),
        (&["/dev/null", "--force"], "/dev/null: it is not a file"),
        (&["customers.db", "--force"], "customers.db: it belongs to the database"),
        (&["./customers.db", "--force"], "customers.db: it belongs to the database"),
        (&["link.db", "--force"], "link.db: it belongs to the database"),
        (&["log.db"], "log.db-wal belongs to another database"),
        (&["nowhere/copy.db"], "nowhere/copy.db. Check that its folder exists"),
        (&["copy.db", "--database", "sqlite:nowhere.db"], "nowhere.db: there is no database"),
        (&["copy.db", "--database", "sqlite:existing.db"], "existing.db"),
        (&["copy.db", "--database", "sqlite::memory:"], "cannot back up a database in memory"),
        (&["copy.db", "--database", "postgres://u:hunter2@h/d"], "Use pg_dump"),
    ] {
        let ran = folder.run(&[&["backup"], arguments].concat()).failed(1, message);
        assert!(ran.stdout.is_empty() && !ran.stderr.contains("hunter2"), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(folder.path("existing.db")).unwrap(), "other content");
    assert!(fs::read(folder.path("customers.db")).unwrap() == database, "the database has changed");

    folder.run(&["backup", "existing.db", "--force"]).succeeded();
    assert_intact(&folder.path("existing.db"));
}
