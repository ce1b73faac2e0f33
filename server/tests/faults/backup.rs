//! A backup that is made while the server writes, and what comes of it when it is restored.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::Connection;

use crate::customers::{Api, Truth, all_work, create, issue, seed, sign_in};
use crate::damage::script;
use crate::files::beside;
use crate::program::Folder;
use crate::{SERVE, files, served, served_to};

/// Who writes before the backup is begun, and who while it is made.
const BEFORE: std::ops::Range<u64> = 0..4;
const MEANWHILE: std::ops::Range<u64> = 4..8;

/// The names of all files that have to do with a backup.
fn named(folder: &Folder, text: &str) -> Vec<String> {
    let names = fs::read_dir(folder.path("")).unwrap();
    let names = names.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.contains(text)).collect();
    names.sort();
    names
}

#[test]
fn a_backup_that_is_made_under_load_has_all_that_was_answered_before_and_is_served() {
    let (folder, seed) = (Folder::new(), seed());
    let accounts = issue(&folder);
    let (serving, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let ((), before) = all_work(&[&serving.address], &keys, BEFORE, (seed, 0), &Truth::default(), |stop| {
        std::thread::sleep(Duration::from_millis(400));
        stop.store(true, Ordering::Relaxed);
    });

    let (copies, meanwhile) =
        all_work(&[&serving.address], &keys, MEANWHILE, (seed, 1), &Truth::default(), |stop| {
            let copies = ["first.db", "second.db", "third.db"].map(|copy| {
                let ran = folder.run(&["backup", copy]).succeeded();
                assert!(ran.stdout.starts_with(&format!("{copy}: ")), "{ran:?}");
                assert!(ran.stdout.contains(" MB, checked, in "), "{ran:?}");
                copy
            });
            stop.store(true, Ordering::Relaxed);
            copies
        });

    assert!(before.answered > 20 && meanwhile.answered > 20, "{before:?}, {meanwhile:?}");
    assert!(before.refused.is_empty() && meanwhile.refused.is_empty(), "nobody waits for a backup");
    assert_eq!(serving.logged(), "");
    for copy in copies {
        assert!(!beside(&folder.path(copy), "-wal").exists(), "a copy is one file");
        files::assert_copy_sound(&folder.path(copy));
        let database = format!("sqlite:{copy}");
        let arguments = [&SERVE[..], &["--no-demo", "--database", &database]].concat();
        let (_serving, mut caller) = served_to(&folder, &arguments);
        // Who had signed in is signed in, and who has an account signs in.
        before.truth.assert_is_listed_beside(&MEANWHILE, &mut caller, &keys);
        let keys = sign_in(&mut caller, &accounts).unwrap();
        before.truth.assert_is_listed_beside(&MEANWHILE, &mut caller, &keys);
        for (place, api) in Api::ALL.into_iter().enumerate() {
            assert!(create(&mut caller, &keys, api, 900_000_001 + place as u64).unwrap().status < 300);
        }
    }
    assert_eq!(named(&folder, "partial"), [""; 0]);
}

#[test]
fn a_restore_as_the_page_for_operators_has_it_brings_back_what_was_backed_up() {
    let folder = Folder::new();
    let accounts = issue(&folder);
    let (serving, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let backed_up = Truth::make(&mut caller, &keys, 3);
    folder.run(&["backup", "monday.db"]).succeeded();
    for number in 100..110 {
        assert_eq!(create(&mut caller, &keys, Api::Reportei, number).unwrap().status, 201);
    }
    // It leaves a log, which belongs to what is about to be replaced.
    serving.kill();
    assert!(fs::metadata(folder.path("customers.db-wal")).unwrap().len() > 0);

    let script = script("before-restore")
        .replace("/var/lib/customers", &folder.path("").display().to_string())
        .replace("/var/backups/customers", &folder.path("").display().to_string());
    let ran = Command::new("sh").args(["-euc", &script]).output().unwrap();

    assert!(ran.status.success(), "{ran:?}");
    let (_serving, mut caller) = served_to(&folder, &SERVE);
    backed_up.assert_is_listed(&mut caller, &keys);
    assert_eq!(named(&folder, "before-restore"), ["before-restore"]);
    assert_eq!(fs::read_dir(folder.path("before-restore")).unwrap().count(), 3, "nothing is thrown away");
}

#[test]
fn a_backup_after_a_crash_has_what_is_in_the_log_and_leaves_the_files_as_they_are() {
    let folder = Folder::new();
    let accounts = issue(&folder);
    let (serving, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let truth = Truth::make(&mut caller, &keys, 3);
    serving.kill();
    let contents = || ["customers.db", "customers.db-wal"].map(|file| fs::read(folder.path(file)).unwrap());
    let before = contents();
    assert!(before[1].len() > 100_000, "it is in the log");

    folder.run(&["backup", "copy.db"]).succeeded();

    assert!(contents() == before, "the files are not as they were");
    let arguments = [&SERVE[..], &["--database", "sqlite:copy.db"]].concat();
    let (_serving, mut caller) = served_to(&folder, &arguments);
    truth.assert_is_listed(&mut caller, &keys);
}

#[test]
fn nothing_is_left_beside_a_database_that_is_backed_up_while_nobody_serves_it() {
    let folder = Folder::new();
    issue(&folder);

    folder.run(&["backup", "copy.db"]).succeeded();

    assert_eq!(named(&folder, ".db"), ["copy.db", "customers.db"]);
}

#[test]
fn nobody_may_read_a_backup_who_may_not_read_the_database() {
    let folder = Folder::new();
    issue(&folder);
    for (database, expected) in
        [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o666, 0o666), (0o660, 0o660)]
    {
        let mode = fs::Permissions::from_mode(database);
        fs::set_permissions(folder.path("customers.db"), mode).unwrap();

        folder.run(&["backup", "copy.db", "--force"]).succeeded();

        let copy = fs::metadata(folder.path("copy.db")).unwrap().mode() & 0o777;
        assert_eq!(copy & !expected, 0, "{database:o} became {copy:o}");
    }
}

#[test]
fn a_backup_replaces_a_file_only_when_told_to_and_never_the_database() {
    let folder = Folder::new();
    issue(&folder);
    folder.write("there.db", "a week of work");
    folder.write("log.db-wal", "what was written last");
    fs::create_dir(folder.path("folder")).unwrap();
    fs::hard_link(folder.path("customers.db"), folder.path("link.db")).unwrap();
    std::os::unix::fs::symlink("customers.db", folder.path("symlink.db")).unwrap();
    let database = fs::read(folder.path("customers.db")).unwrap();

    for (arguments, message) in [
        (
            &["there.db"][..],
            "there.db: it is there already; name another file, or give --force to replace it",
        ),
        (&["folder"], "folder: it is no file; name a file"),
        (&["folder", "--force"], "folder: it is no file; name a file"),
        (&["/dev/null", "--force"], "/dev/null: it is no file; name a file"),
        (&["customers.db", "--force"], "customers.db: that is the database itself, or belongs to it"),
        (&["./customers.db", "--force"], "customers.db: that is the database itself, or belongs to it"),
        (&["link.db", "--force"], "link.db: that is the database itself, or belongs to it"),
        (&["symlink.db", "--force"], "symlink.db: that is the database itself, or belongs to it"),
        (&["customers.db-wal"], "customers.db-wal: that is the database itself, or belongs to it"),
        (
            &["log.db"],
            "log.db-wal belongs to another database of that name, and would be taken for the backup's",
        ),
        (&["nowhere/copy.db"], "nowhere/copy.db: check that its folder is there"),
        (&["copy.db", "--database", "sqlite:nowhere.db"], "there is no database in nowhere.db"),
        (&["copy.db", "--database", "sqlite:there.db"], "there.db as a database: it is not an SQLite file"),
        (&["copy.db", "--database", "sqlite::memory:"], "cannot back up a database in memory"),
        (&["copy.db", "--database", "postgres://u:hunter2@h/d"], "PostgreSQL's own pg_dump does"),
    ] {
        let ran = folder.run(&[&["backup"], arguments].concat()).failed(1, message);
        assert!(ran.stdout.is_empty() && !ran.stderr.contains("hunter2"), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(folder.path("there.db")).unwrap(), "a week of work");
    assert!(fs::read(folder.path("customers.db")).unwrap() == database, "the database is not as it was");
    assert_eq!(named(&folder, "copy"), [""; 0]);
    assert_eq!(named(&folder, "partial"), [""; 0]);

    folder.run(&["backup", "there.db", "--force"]).succeeded();
    files::assert_copy_sound(&folder.path("there.db"));
}

#[test]
fn a_backup_for_which_there_is_no_room_leaves_nothing_behind() {
    let folder = Folder::new();
    issue(&folder);
    folder.write("copy.db", "a week of work");
    let starter = ["sh", "-c", r#"ulimit -f 200 && exec "$@""#, "sh"];

    let ran = folder.program_under(&starter, &["backup", "copy.db", "--force"]).output().unwrap();

    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("the database could not be read, or the copy not be written"), "{said}");
    assert_eq!(fs::read_to_string(folder.path("copy.db")).unwrap(), "a week of work");
    assert_eq!(named(&folder, "copy"), ["copy.db"]);
}

#[test]
fn who_may_not_write_a_database_is_told_who_has_to_back_it_up() {
    let folder = Folder::new();
    issue(&folder);
    let only_read = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
    only_read(&folder.path("customers.db"));
    let starter = crate::disk::bound_by_permissions(&folder);

    let ran = folder.program_under(starter, &["backup", "copy.db"]).output().unwrap();

    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("do it as the user that the server runs as"), "{said}");
    assert_eq!(named(&folder, ".db"), ["customers.db"]);
}

#[test]
fn an_index_that_does_not_fit_its_table_is_noticed_by_a_backup() {
    let folder = Folder::new();
    let (mut serving, mut caller, keys) = served(&folder, &[], &SERVE);
    Truth::make(&mut caller, &keys, 3);
    serving.signal("TERM");
    serving.wait();
    let database = Connection::open(folder.path("customers.db")).unwrap();
    // Every page makes sense, and they do not fit each other.
    database
        .execute_batch(
            "PRAGMA writable_schema = on;
             UPDATE sqlite_schema SET sql = replace(sql, 'name_sort', 'created_at') WHERE name = 'reportei_customers_by_name';",
        )
        .unwrap();
    drop(database);

    folder
        .run(&["backup", "copy.db"])
        .failed(1, "the database is damaged, and so was the copy, which was not kept");
    assert_eq!(named(&folder, "copy"), [""; 0]);
}
