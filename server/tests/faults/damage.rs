//! The database's file is damaged, truncated, moved, deleted or replaced, before the server starts and while it serves.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::customers::{Api, Caller, Chance, Keys, Truth, ask_list, create, issue, seed, sign_in};
use crate::files::beside;
use crate::program::{Folder, Serving};
use crate::{SERVE, assert_logs, files, served, served_to, wait_until};

/// How many customers of each API there are.
const CUSTOMERS: u64 = 12;
/// How much is damaged at a time, and with what.
const DAMAGE: [u8; 200] = [0xAA; 200];

const HEADER_OF_LOG: u64 = 32;
const FRAME_OF_LOG: u64 = 24 + 4_096;

/// A database with some customers, whose server has ended in order, or has been killed and has left a log.
struct Left {
    folder: Folder,
    database: PathBuf,
    keys: Keys,
    truth: Truth,
}

impl Left {
    fn by(how: Ended) -> Self {
        let folder = Folder::new();
        let accounts = issue(&folder);
        let (mut serving, mut caller) = served_to(&folder, &SERVE);
        let keys = sign_in(&mut caller, &accounts).unwrap();
        let truth = Truth::make(&mut caller, &keys, CUSTOMERS);
        truth.assert_is_listed(&mut caller, &keys);
        match how {
            Ended::InOrder => {
                serving.signal("TERM");
                serving.wait();
            }
            Ended::Killed => serving.kill(),
        }
        let database = folder.path("customers.db");
        Self { folder, database, keys, truth }
    }

    /// The same files in another folder.
    fn copy(&self) -> Self {
        let folder = Folder::new();
        let database = folder.path("customers.db");
        fs::copy(&self.database, &database).unwrap();
        if self.log().exists() {
            fs::copy(self.log(), beside(&database, "-wal")).unwrap();
        }
        Self { folder, database, keys: self.keys.clone(), truth: self.truth.clone() }
    }

    fn log(&self) -> PathBuf {
        beside(&self.database, "-wal")
    }

    /// The server starts, and everything is there.
    fn assert_whole(&self) {
        let (serving, mut caller) = served_to(&self.folder, &SERVE);
        self.truth.assert_is_listed(&mut caller, &self.keys);
        assert_eq!(serving.logged(), "");
    }
}

#[derive(Clone, Copy)]
enum Ended {
    InOrder,
    Killed,
}

fn damage(file: &Path, at: u64) {
    OpenOptions::new().write(true).open(file).unwrap().write_all_at(&DAMAGE, at).unwrap();
}

fn truncate(file: &Path, length: u64) {
    OpenOptions::new().write(true).open(file).unwrap().set_len(length).unwrap();
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

/// The files as they are, for what may not change them.
fn contents(left: &Left) -> [Option<Vec<u8>>; 2] {
    [&left.database, &left.log()].map(|file| fs::read(file).ok())
}

/// One way to damage a database, and what is said then.
struct Case {
    name: &'static str,
    ended: Ended,
    damage: fn(&Left),
    says: &'static [&'static str],
}

const DAMAGED: &str = "customers.db: it is damaged, and was left as it is; move it away, with the files beside it whose \
                       names begin with its own, and restore a backup";

const CASES: [Case; 12] = [
    Case {
        name: "the first bytes",
        ended: Ended::InOrder,
        damage: |left| damage(&left.database, 0),
        says: &["customers.db as a database: it is not an SQLite file, or its beginning is damaged"],
    },
    Case {
        name: "the page size",
        ended: Ended::InOrder,
        damage: |left| damage(&left.database, 16),
        says: &["customers.db as a database: it is not an SQLite file, or its beginning is damaged"],
    },
    Case {
        name: "the list of tables",
        ended: Ended::InOrder,
        damage: |left| damage(&left.database, 100),
        says: &[DAMAGED, "because: database disk image is malformed"],
    },
    Case {
        name: "the second half is missing",
        ended: Ended::InOrder,
        damage: |left| truncate(&left.database, length(&left.database) / 2),
        says: &[DAMAGED, "because: its end is missing"],
    },
    Case {
        name: "the last byte is missing",
        ended: Ended::InOrder,
        damage: |left| truncate(&left.database, length(&left.database) - 1),
        says: &[DAMAGED, "because: its end is missing"],
    },
    Case {
        name: "all but some bytes are missing",
        ended: Ended::InOrder,
        damage: |left| truncate(&left.database, 50),
        says: &[DAMAGED, "because: database disk image is malformed"],
    },
    Case {
        name: "the second half is missing, and there is a log",
        ended: Ended::Killed,
        damage: |left| {
            // So that not all pages are in the log, but some are.
            let database = Connection::open(&left.database).unwrap();
            database.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
            database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
            database.execute("UPDATE reportei_customers SET updated_at = updated_at + 1", []).unwrap();
            drop(database);
            truncate(&left.database, length(&left.database) / 2);
        },
        says: &[DAMAGED, "because: its end is missing"],
    },
    Case {
        name: "all of it is missing, but for the log",
        ended: Ended::Killed,
        damage: |left| truncate(&left.database, 0),
        says: &[DAMAGED, "because: it is empty or not there, and the log beside it"],
    },
    Case {
        name: "it is not there, and the log is",
        ended: Ended::Killed,
        damage: |left| fs::remove_file(&left.database).unwrap(),
        says: &[DAMAGED, "because: it is empty or not there, and the log beside it"],
    },
    Case {
        name: "the beginning of the log",
        ended: Ended::Killed,
        damage: |left| damage(&left.log(), 0),
        says: &[DAMAGED, "because: the log beside it does not begin as a log does"],
    },
    Case {
        name: "something in the middle of the log",
        ended: Ended::Killed,
        damage: |left| damage(&left.log(), HEADER_OF_LOG + 6 * FRAME_OF_LOG + 1_000),
        says: &[
            DAMAGED,
            "because: the log beside it is damaged in frame 7, and more was written behind that",
        ],
    },
    Case {
        name: "the head of a part of the log",
        ended: Ended::Killed,
        damage: |left| damage(&left.log(), HEADER_OF_LOG + 6 * FRAME_OF_LOG),
        says: &[
            DAMAGED,
            "because: the log beside it is damaged in frame 7, and more was written behind that",
        ],
    },
];

#[test]
fn a_damaged_database_is_refused_at_the_start_and_left_as_it_is() {
    let (in_order, killed) = (Left::by(Ended::InOrder), Left::by(Ended::Killed));
    for case in CASES {
        println!("{}", case.name);
        let left = match case.ended {
            Ended::InOrder => in_order.copy(),
            Ended::Killed => killed.copy(),
        };
        let whole = contents(&left);
        (case.damage)(&left);
        let damaged = contents(&left);

        for arguments in [&SERVE[..], &["credentials", "create", "reportei", "--tenant", "acme"]] {
            let said = left.folder.refused(&[], arguments);
            for words in case.says {
                assert!(said.contains(words), "{}: {words:?} is not in {said}", case.name);
            }
            assert!(!said.contains("panicked"), "{}: {said}", case.name);
            assert!(contents(&left) == damaged, "{}: the files are not as they were", case.name);
        }

        // It was nothing but the damage.
        for (file, content) in [&left.database, &left.log()].into_iter().zip(whole) {
            match content {
                Some(content) => fs::write(file, content).unwrap(),
                None => drop(fs::remove_file(file)),
            }
        }
        left.assert_whole();
    }
}

#[test]
fn what_a_crash_leaves_at_the_end_of_the_log_is_no_damage() {
    let killed = Left::by(Ended::Killed);
    for name in ["half a frame", "zeros", "anything", "an earlier log"] {
        println!("{name}");
        let left = killed.copy();
        let mut log = fs::read(left.log()).unwrap();
        match name {
            "half a frame" => log.extend_from_within(32..2_000),
            "zeros" => log.extend([0; 10_000]),
            "anything" => log.extend(DAMAGE.iter().cycle().take(10_000)),
            // The same frames, with another number of the log that they are of.
            _ => {
                let mut earlier = log[32..].to_vec();
                for frame in earlier.chunks_mut(4_120) {
                    frame[8] ^= 1;
                }
                log.extend(earlier);
            }
        }
        fs::write(left.log(), log).unwrap();

        left.assert_whole();
    }
}

#[test]
fn a_log_of_which_nothing_reached_the_disk_is_no_damage() {
    let left = Left::by(Ended::InOrder);

    fs::write(left.log(), vec![0; 50_000]).unwrap();

    left.assert_whole();
}

/// The pages that tables whose names begin like this and their indices are kept in.
fn pages_of(database: &Path, table: &str) -> Vec<u64> {
    let connection = Connection::open(database).unwrap();
    let mut pages = connection
        .prepare(
            "SELECT pageno FROM dbstat JOIN sqlite_schema USING (name) WHERE tbl_name LIKE ?1 || '%' ORDER BY 1",
        )
        .unwrap();
    let pages = pages.query_map([table], |row| row.get::<_, i64>(0)).unwrap();
    pages.map(|page| u64::try_from(page.unwrap()).unwrap()).collect()
}

#[test]
fn a_page_that_is_damaged_fails_who_needs_it_with_a_clear_word_and_nobody_else() {
    for is_serving in [false, true] {
        let left = Left::by(Ended::InOrder);
        let pages = pages_of(&left.database, "reportei_customers");
        assert!(pages.len() > 5, "{pages:?}");
        let damage_pages = || pages.iter().for_each(|page| damage(&left.database, (page - 1) * 4_096));
        if !is_serving {
            damage_pages();
        }
        let (mut serving, mut caller) = served_to(&left.folder, &SERVE);
        if is_serving {
            damage_pages();
            // What was read before a write may have come meanwhile is read again.
            assert_eq!(create(&mut caller, &left.keys, Api::Portos, 100).unwrap().status, 201);
        }

        let listed = ask_list(&mut caller, &left.keys, Api::Reportei).unwrap();
        let created = create(&mut caller, &left.keys, Api::Reportei, 101).unwrap();
        for answer in [listed, created] {
            assert_eq!(answer.status, 500, "{answer:?}");
            assert!(answer.body.contains("tell its operator the request id in X-Request-Id"), "{answer:?}");
        }
        assert_logs(&serving, "the database file is damaged: stop the server, move the file away");
        assert_logs(&serving, "database disk image is malformed");
        for api in [Api::Carbonext, Api::Tradevest, Api::Portos, Api::Dezwork] {
            assert_eq!(ask_list(&mut caller, &left.keys, api).unwrap().status, 200, "{api:?}");
            assert!(create(&mut caller, &left.keys, api, 102).unwrap().status < 300, "{api:?}");
        }
        assert_eq!(serving.get("/healthz").status, 200);
        serving.signal("TERM");
        assert_eq!(serving.wait().code(), Some(0));
        assert!(!serving.logged().contains("panicked"), "{}", serving.logged());

        left.folder.run(&["backup", "copy.db"]).failed(1, "the database is damaged, and so was the copy");
        let names = fs::read_dir(left.folder.path("")).unwrap().map(|file| file.unwrap().file_name());
        let copies: Vec<_> = names.filter(|name| name.to_string_lossy().contains("copy")).collect();
        assert_eq!(copies, [""; 0], "no copy is kept");
    }
}

#[test]
fn whatever_is_in_the_file_the_server_answers_and_stops_in_order() {
    let left = Left::by(Ended::InOrder);
    let whole = fs::read(&left.database).unwrap();
    let pages: Vec<_> = Api::ALL.into_iter().flat_map(|api| pages_of(&left.database, api.name())).collect();
    let mut chance = Chance::of(seed());
    let (mut refused, mut failed) = (0, 0);
    for _ in 0..8 {
        let mut content = whole.clone();
        for page in &pages {
            let page = content.chunks_mut(4_096).nth(usize::try_from(page - 1).unwrap()).unwrap();
            // Some bits at the front, where a page says what is where, so that much of it still makes sense.
            if chance.below(3) == 0 {
                for _ in 0..4 {
                    page[usize::try_from(chance.below(100)).unwrap()] ^= 1 << chance.below(8);
                }
            }
        }
        let _ = fs::remove_file(left.log());
        fs::write(&left.database, &content).unwrap();
        let listed = left.folder.run(&["credentials", "list"]);
        if listed.code != Some(0) {
            let said = listed.failed(1, "error: ").stderr;
            assert!(!said.contains("panicked"), "{said}");
            refused += 1;
            continue;
        }
        let (mut serving, mut caller) = served_to(&left.folder, &SERVE);
        for api in Api::ALL {
            for ask in [ask_list(&mut caller, &left.keys, api), create(&mut caller, &left.keys, api, 200)] {
                let answer = ask.unwrap();
                // Damage can make somebody a stranger.
                let is_possible = answer.status < 300 || [401, 403, 409, 500, 503].contains(&answer.status);
                assert!(is_possible, "{api:?}: {answer:?}");
                failed += u32::from(answer.status >= 500);
            }
        }
        serving.signal("TERM");
        assert_eq!(serving.wait().code(), Some(0));
        assert!(!serving.logged().contains("panicked"), "{}", serving.logged());
    }
    println!("{refused} of 8 were refused, {failed} calls failed");
    assert!(failed > 0, "nothing was damaged");
}

/// Nothing is read or written, and the log says why.
fn assert_nothing_is_served(serving: &Serving, caller: &mut Caller, keys: &Keys) {
    let created = create(caller, keys, Api::Reportei, 300).unwrap();
    assert_eq!(created.status, 503, "{created:?}");
    assert!(created.head.contains("\r\nretry-after: 30\r\n"), "{created:?}");
    wait_until("reads are refused", || ask_list(caller, keys, Api::Portos).unwrap().status == 503);
    wait_until("it is said to be unfit", || serving.get("/healthz").status == 503);
    let says = "the database file, or its log, was moved, deleted or replaced while the server used it";
    assert_logs(serving, says);
}

#[test]
fn a_file_that_is_moved_away_and_back_is_missed_and_found_again() {
    for side in ["", "-wal", "-shm"] {
        let folder = Folder::new();
        let (serving, mut caller, keys) = served(&folder, &[], &SERVE);
        let truth = Truth::make(&mut caller, &keys, 2);
        let file = beside(&folder.path("customers.db"), side);
        let elsewhere = folder.path("elsewhere");

        fs::rename(&file, &elsewhere).unwrap();
        assert_nothing_is_served(&serving, &mut caller, &keys);
        fs::rename(&elsewhere, &file).unwrap();

        wait_until("it is found", || ask_list(&mut caller, &keys, Api::Portos).unwrap().status == 200);
        truth.assert_is_listed(&mut caller, &keys);
        assert_eq!(create(&mut caller, &keys, Api::Reportei, 301).unwrap().status, 201);
    }
}

#[test]
fn a_file_that_takes_the_place_of_the_one_that_is_served_is_not_written_to() {
    let folder = Folder::new();
    let accounts = issue(&folder);
    let (serving, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let before = Truth::make(&mut caller, &keys, 2);
    folder.run(&["backup", "earlier.db"]).succeeded();
    assert_eq!(create(&mut caller, &keys, Api::Reportei, 302).unwrap().status, 201);
    let copy = fs::read(folder.path("earlier.db")).unwrap();

    // Somebody restores a backup, and forgets to stop the server.
    fs::rename(folder.path("earlier.db"), folder.path("customers.db")).unwrap();
    assert_nothing_is_served(&serving, &mut caller, &keys);
    serving.kill();
    assert_eq!(fs::read(folder.path("customers.db")).unwrap(), copy);

    for side in ["-wal", "-shm"] {
        fs::remove_file(beside(&folder.path("customers.db"), side)).unwrap();
    }
    let (_serving, mut caller) = served_to(&folder, &SERVE);
    before.assert_is_listed(&mut caller, &keys);
}

/// What the page for operators has people type, from the block with this text in it.
pub fn script(containing: &str) -> String {
    const PAGE: &str = include_str!("../../README.md");

    let blocks = PAGE.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let blocks: Vec<_> = blocks.filter(|block| block.contains(containing)).collect();
    let [block] = blocks.as_slice() else { panic!("there is not one block with {containing:?}: {blocks:?}") };
    (*block).to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_deleted_while_it_is_served_can_be_saved_as_long_as_the_server_runs() {
    let folder = Folder::new();
    let accounts = issue(&folder);
    let (serving, mut caller) = served_to(&folder, &SERVE);
    let keys = sign_in(&mut caller, &accounts).unwrap();
    let truth = Truth::make(&mut caller, &keys, 3);
    for side in ["", "-wal", "-shm"] {
        fs::remove_file(beside(&folder.path("customers.db"), side)).unwrap();
    }
    assert_nothing_is_served(&serving, &mut caller, &keys);

    let script = script("(deleted)").replace("/var/lib/customers", &folder.path("").display().to_string());
    let ran = Command::new("sh")
        .args(["-euc", &script])
        .env("PID", serving.process.id().to_string())
        .current_dir(folder.path(""))
        .output()
        .unwrap();

    assert!(ran.status.success(), "{ran:?}");
    serving.kill();
    files::assert_copy_sound(&folder.path("saved.db"));
    let arguments = [&SERVE[..], &["--database", "sqlite:saved.db"]].concat();
    let (_serving, mut caller) = served_to(&folder, &arguments);
    truth.assert_is_listed(&mut caller, &keys);
}
