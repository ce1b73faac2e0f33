//! The disk is full, a limit is reached, a file may not be written, another program holds it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;

use crate::customers::{Api, Caller, Done, Keys, Truth, all_work, create, demo, seed, sign_in};
use crate::files;
use crate::program::{Answer, Folder, Serving};
use crate::{SERVE, assert_logs, served, wait_until};

const CALLERS: u64 = 4;

/// How much of the disk something else takes.
const OTHERS_BYTES: usize = 4 << 20;

/// Makes a disk of 8 megabytes in `disk` for the program that it becomes, and takes it away with that.
const WITH_DISK: &str = r#"mount -t tmpfs -o size=8m none disk && exec "$@""#;

/// Who may make a disk: the superuser, or, where the system lets it, anybody who stays among themselves.
const NAMESPACES: [&[&str]; 2] =
    [&["unshare", "--mount"], &["unshare", "--user", "--map-root-user", "--mount"]];

/// What starts a program on a small disk; nothing where nobody lets us make one.
fn small_disk(folder: &Folder) -> Option<Vec<&'static str>> {
    fs::create_dir(folder.path("disk")).unwrap();
    NAMESPACES.into_iter().map(|namespace| [namespace, &["sh", "-c", WITH_DISK, "sh"]].concat()).find(
        |starter| {
            let tried = Command::new(starter[0])
                .args(&starter[1..])
                .arg("true")
                .current_dir(folder.path(""))
                .output();
            tried.is_ok_and(|tried| tried.status.success())
        },
    )
}

/// Callers write until all of them were refused.
fn write_until_refused(serving: &Serving, keys: &Keys, seed: u64) -> Done {
    let began = Instant::now();
    let mut truth = Truth::default();
    let (mut answered, mut refused) = (0, Vec::new());
    for round in 0.. {
        assert!(began.elapsed() < Duration::from_secs(60), "{answered} writes, and there is still room");
        let ((), done) = all_work(&[&serving.address], keys, 0..CALLERS, (seed, round), &truth, |stop| {
            std::thread::sleep(Duration::from_millis(300));
            stop.store(true, Ordering::Relaxed);
        });
        truth = done.truth;
        answered += done.answered;
        refused.extend(done.refused);
        if done.answered == 0 {
            break;
        }
    }
    Done { truth, answered, refused }
}

/// What every API's callers are told when somebody has to do something first, in its own words and shape.
#[track_caller]
fn assert_told_to_come_back(api: Api, answer: &Answer) {
    assert_eq!(answer.status, 503, "{api:?}: {answer:?}");
    assert!(answer.head.contains("\r\nretry-after: 30\r\n"), "{api:?}: {answer:?}");
    assert!(answer.head.contains("\r\nx-request-id: "), "{api:?}: {answer:?}");
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let (message, words) = match api {
        Api::Carbonext | Api::Portos => ("/detail", "try again in 30 s"),
        Api::Tradevest | Api::Reportei => ("/message", "try again in 30 s"),
        Api::Dezwork => ("/errorMessage", "tente de novo em 30 s"),
    };
    let message = body.pointer(message).and_then(Value::as_str);
    assert!(message.is_some_and(|message| message.contains(words)), "{api:?}: {answer:?}");
}

/// Everybody is refused in every API's own way, and reads go on; then there is room, and all goes on by itself.
fn full_and_empty_again(serving: &Serving, database: &Path, says: &str, make_room: impl FnOnce()) {
    let seed = seed();
    let mut caller = Caller::new(&serving.address);
    let keys = sign_in(&mut caller, &demo()).unwrap();
    // What is made when it is asked for the first time is there.
    Truth::default().assert_is_listed(&mut caller, &keys);

    let done = write_until_refused(serving, &keys, seed);

    assert!(done.answered > 20, "{done:?}");
    for (place, api) in Api::ALL.into_iter().enumerate() {
        let answer = create(&mut caller, &keys, api, 900_000_001 + place as u64).unwrap();
        assert_told_to_come_back(api, &answer);
    }
    assert_eq!(serving.get("/healthz").status, 200, "it reads");
    done.truth.assert_is_listed(&mut caller, &keys);
    assert_logs(serving, says);
    let errors = || serving.logged().lines().count();
    let refused = done.refused.len() + Api::ALL.len();
    wait_until("each is logged that was refused", || errors() == refused);
    assert!(!serving.logged().contains("panicked"), "{}", serving.logged());

    make_room();
    let ((), again) = all_work(&[&serving.address], &keys, 0..CALLERS, (seed, 9_000), &done.truth, |stop| {
        std::thread::sleep(Duration::from_millis(300));
        stop.store(true, Ordering::Relaxed);
    });

    assert!(again.refused.is_empty() && again.answered > 5, "{again:?}");
    again.truth.assert_is_listed(&mut caller, &keys);
    assert_eq!(errors(), refused, "nothing is wrong any more");
    files::assert_copy_sound(database);
}

#[test]
fn on_a_full_disk_writes_are_refused_and_reads_go_on_and_with_room_again_writes_do_too() {
    let folder = Folder::new();
    let Some(starter) = small_disk(&folder) else {
        println!("skipped: nobody lets this user make a small disk; a limit on files stands in for it");
        return;
    };
    let arguments = [&SERVE[..], &["--database", "sqlite:disk/customers.db"]].concat();
    let serving = Serving::start_logging(&folder, &starter, &arguments);
    // Only the server sees the disk, and we through it.
    let disk = PathBuf::from(format!("/proc/{}/root{}", serving.process.id(), folder.path("disk").display()));
    let others = disk.join("others");
    fs::write(&others, vec![0; OTHERS_BYTES]).unwrap();

    let says = "the disk of the database is full, and nothing of the write was kept: make room on it";
    full_and_empty_again(&serving, &disk.join("customers.db"), says, || fs::remove_file(others).unwrap());
}

#[test]
fn a_limit_on_the_size_of_files_is_like_a_full_disk_and_ends_nothing() {
    let folder = Folder::new();
    // In units of 512 bytes: enough for the tables, and for some writes.
    let starter = ["sh", "-c", r#"ulimit -S -f 5000 && exec "$@""#, "sh"];
    let serving = Serving::start_logging(&folder, &starter, &SERVE);

    let says = "the disk of the database fails, or a limit on the size of files is reached";
    full_and_empty_again(&serving, &folder.path("customers.db"), says, || {
        let pid = serving.process.id().to_string();
        let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status().unwrap();
        assert!(raised.success());
    });
}

#[test]
fn without_room_for_a_database_the_server_does_not_start_and_says_why() {
    let folder = Folder::new();

    let said = folder.refused(&["sh", "-c", r#"ulimit -f 100 && exec "$@""#, "sh"], &SERVE);

    assert!(said.contains("customers.db: its disk is full, or fails; make room on it"), "{said}");
    assert!(said.contains("because: disk I/O error"), "{said}");
    drop(served(&folder, &[], &SERVE));
}

/// What starts a program as a user whom permissions bind.
pub fn bound_by_permissions(folder: &Folder) -> &'static [&'static str] {
    let probe = folder.path("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o444)).unwrap();
    let is_bound = fs::OpenOptions::new().append(true).open(&probe).is_err();
    if is_bound { &[] } else { &["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] }
}

#[test]
fn a_file_that_may_not_be_written_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    let starter = bound_by_permissions(&folder);
    let database = folder.path("customers.db");
    let (mut serving, _, _) = served(&folder, &[], &SERVE);
    serving.signal("TERM");
    serving.wait();
    drop(serving);
    for side in ["-wal", "-shm"] {
        let _ = fs::remove_file(files::beside(&database, side));
    }
    let before = fs::read(&database).unwrap();
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let refused = || folder.refused(starter, &SERVE);

    allow(&database, 0o444);
    let said = refused();
    assert!(
        said.contains("customers.db: it is read-only for this user; make it and its folder writable"),
        "{said}"
    );

    allow(&database, 0o644);
    allow(&folder.path(""), 0o555);
    let said = refused();
    allow(&folder.path(""), 0o755);
    assert!(
        said.contains("customers.db: it is read-only for this user; make it and its folder writable"),
        "{said}"
    );

    allow(&database, 0o000);
    let said = refused();
    assert!(
        said.contains("check that its folder exists, and that this user may read and write both"),
        "{said}"
    );

    allow(&database, 0o644);
    assert_eq!(fs::read(&database).unwrap(), before);
    drop(served(&folder, starter, &SERVE));
}

#[test]
fn a_file_that_is_made_read_only_while_it_is_served_is_written_on_and_nothing_is_lost() {
    let folder = Folder::new();
    let (serving, mut caller, keys) = served(&folder, bound_by_permissions(&folder), &SERVE);

    for side in ["", "-wal", "-shm"] {
        let file = files::beside(&folder.path("customers.db"), side);
        fs::set_permissions(file, fs::Permissions::from_mode(0o444)).unwrap();
    }
    // Permissions are asked for when a file is opened.
    let ((), done) =
        all_work(&[&serving.address], &keys, 0..CALLERS, (seed(), 0), &Truth::default(), |stop| {
            std::thread::sleep(Duration::from_millis(200));
            stop.store(true, Ordering::Relaxed);
        });

    assert!(done.answered > 0 && done.refused.is_empty(), "{done:?}");
    done.truth.assert_is_listed(&mut caller, &keys);
    serving.kill();
    files::assert_copy_sound(&folder.path("customers.db"));
}

#[test]
fn a_database_of_a_newer_version_is_refused_by_every_command_that_writes_and_left_as_it_is() {
    let folder = Folder::new();
    let database = folder.path("customers.db");
    let (mut serving, _, _) = served(&folder, &[], &SERVE);
    serving.signal("TERM");
    serving.wait();
    let connection = Connection::open(&database).unwrap();
    connection.execute("INSERT INTO schema_migrations VALUES ('reportei', 9000, 0)", []).unwrap();
    drop(connection);
    let before = fs::read(&database).unwrap();

    for arguments in [
        &SERVE[..],
        &["credentials", "list"],
        &["credentials", "create", "reportei", "--tenant", "acme"],
        &["seed", "reportei", "--count", "1"],
    ] {
        let said = folder.refused(&[], arguments);
        assert!(
            said.contains("customers.db: a newer version of this program wrote it (schema 9000"),
            "{said}"
        );
        assert_eq!(fs::read(&database).unwrap(), before, "{arguments:?}");
    }
    // What only reads may: then there is a way back from whatever is tried next.
    folder.run(&["backup", "copy.db"]).succeeded();
}

#[test]
fn while_another_program_holds_the_file_reads_go_on_and_writes_are_told_to_come_back() {
    let folder = Folder::new();
    let (serving, mut caller, keys) = served(&folder, &[], &SERVE);
    // What is made when it is asked for the first time is there.
    Truth::default().assert_is_listed(&mut caller, &keys);
    let other = Connection::open(folder.path("customers.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let began = Instant::now();
    let answer = create(&mut caller, &keys, Api::Reportei, 1).unwrap();

    assert_eq!(answer.status, 503, "{answer:?}");
    assert!(answer.head.contains("\r\nretry-after: 1\r\n"), "{answer:?}");
    assert!(began.elapsed() > Duration::from_secs(4), "it waits for a while");
    Truth::default().assert_is_listed(&mut caller, &keys);
    assert_logs(&serving, "another program has kept the database file to itself for too long");

    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(create(&mut caller, &keys, Api::Reportei, 1).unwrap().status, 201);
}
