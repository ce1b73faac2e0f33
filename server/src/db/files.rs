//! What can be told of an SQLite database from its files alone, where SQLite itself does not look.
//!
//! Before they are opened, [`examine`] looks for damage that SQLite does not see: above all in its log, where it would take
//! that for the end, and forget what comes behind it. While they are in use, [`Watch`] notices that they are not where they were: SQLite would go on in files that
//! nobody finds any more.

use std::collections::HashSet;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a read may go on in files that are gone.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often a log is read that seems to be damaged, and how long between: somebody may be writing it.
const EXAMINE_TRIES: u32 = 5;
const EXAMINE_PAUSE: Duration = Duration::from_millis(20);

/// The path of the file beside `database` whose name is longer by `suffix`.
pub(super) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut path = OsString::from(database);
    path.push(suffix);
    path.into()
}

/// What tells a file from all others on this machine.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId {
    device: u64,
    inode: u64,
}

#[cfg(unix)]
impl FileId {
    pub(super) fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;

        let metadata = fs::metadata(path).ok()?;
        Some(Self { device: metadata.dev(), inode: metadata.ino() })
    }
}

/// Whether both are there, and are one file.
#[cfg(unix)]
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    FileId::of(one).is_some_and(|id| FileId::of(other) == Some(id))
}

#[cfg(not(unix))]
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Elsewhere a file in use can be neither deleted nor replaced.
#[cfg(not(unix))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId;

#[cfg(not(unix))]
impl FileId {
    pub(super) fn of(path: &Path) -> Option<Self> {
        path.exists().then_some(Self)
    }
}

/// Sees to it that the files of a database stay the ones that were opened.
pub(super) struct Watch {
    files: Vec<(PathBuf, FileId)>,
    began: Instant,
    /// Milliseconds since then.
    looked_at: AtomicU64,
    are_gone: AtomicBool,
}

impl Watch {
    /// Of a database that has been opened, so that all its files are there.
    pub(super) fn over(database: &Path) -> Self {
        let paths = ["", "-wal", "-shm"].map(|suffix| beside(database, suffix));
        let files = paths.into_iter().filter_map(|path| FileId::of(&path).map(|id| (path, id)));
        Self {
            files: files.collect(),
            began: Instant::now(),
            looked_at: AtomicU64::new(0),
            are_gone: AtomicBool::new(false),
        }
    }

    /// Whether a file is missing, or another one in its place.
    pub(super) fn are_gone(&self) -> bool {
        self.files.iter().any(|(path, id)| FileId::of(path) != Some(*id))
    }

    /// The same as of a second ago at most, for those who have no time to look.
    pub(super) fn were_gone(&self, now: Instant) -> bool {
        let since = now.saturating_duration_since(self.began);
        let now = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let looked_at = self.looked_at.load(Ordering::Relaxed);
        let is_due =
            now.saturating_sub(looked_at) >= u64::try_from(LOOK_EVERY.as_millis()).unwrap_or(u64::MAX);
        // One looks for all.
        if is_due
            && self.looked_at.compare_exchange(looked_at, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            self.are_gone.store(self.are_gone(), Ordering::Relaxed);
        }
        self.are_gone.load(Ordering::Relaxed)
    }
}

/// Damage that SQLite does not notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// The database is empty or not there, and its log is not: SQLite would delete the log.
    NoDatabase,
    /// The log's beginning is not one: SQLite would take the log for empty.
    LogHeader,
    /// Transactions stand behind something that is none: SQLite would take that for the end.
    LogFrame {
        /// Which part of the log it is, from 1.
        number: u64,
    },
    /// The database is shorter than its log has left it.
    Short,
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDatabase => {
                formatter.write_str("it is empty or not there, and the log beside it, which belongs to it, is not empty")
            }
            Self::LogHeader => formatter.write_str(
                "the log beside it does not begin as a log does, and what was written last may stand in there",
            ),
            Self::LogFrame { number } => {
                write!(formatter, "the log beside it is damaged in frame {number}, and more was written behind that")
            }
            Self::Short => formatter.write_str("its end is missing"),
        }
    }
}

impl Error for Damage {}

/// Looks at a database and the log beside it before anybody opens them. What cannot be read is SQLite's to report.
pub(super) fn examine(database: &Path) -> Option<Damage> {
    let mut found = look(database);
    for _ in 1..EXAMINE_TRIES {
        found?;
        // Another server may have been writing there. What it has written meanwhile is whole now.
        std::thread::sleep(EXAMINE_PAUSE);
        let again = look(database);
        if again == found {
            break;
        }
        found = again;
    }
    found
}

fn look(database: &Path) -> Option<Damage> {
    let length = match fs::metadata(database) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => 0,
        Err(_) => return None,
    };
    let log = File::open(beside(database, "-wal")).ok();
    match log.filter(|log| log.metadata().is_ok_and(|log| log.len() > HEADER_LENGTH as u64)) {
        Some(_) if length == 0 => Some(Damage::NoDatabase),
        Some(log) => Log::read(BufReader::with_capacity(1 << 20, log)).ok()?.damage(length),
        // After an orderly end there is no log, or an empty one.
        None => (length < length_by_itself(database)?).then_some(Damage::Short),
    }
}

/// How long a database is by its own word, which counts as long as nothing is in its log. SQLite looks at that too, but
/// takes a part of a page for a whole one.
fn length_by_itself(database: &Path) -> Option<u64> {
    let mut header = [0; 100];
    File::open(database).ok()?.read_exact(&mut header).ok()?;
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // What makes no sense is SQLite's to report. And whoever does not keep the length up to date leaves two numbers unlike.
    let makes_sense = header.starts_with(b"SQLite format 3\0") && is_page_size(page_size);
    let is_kept = number(&header, 24) == number(&header, 92);
    (makes_sense && is_kept).then(|| u64::from(number(&header, 28)) * page_size)
}

fn is_page_size(size: u64) -> bool {
    size.is_power_of_two() && (512..=65_536).contains(&size)
}

const HEADER_LENGTH: usize = 32;
/// Where SQLite puts its locks, in a page that it never writes.
const LOCKS_AT: u64 = 1 << 30;
const FRAME_HEADER_LENGTH: usize = 24;

/// The first number of a log, but for its last bit, which says in which order bytes are summed.
const MAGIC: u32 = 0x377f_0682;

/// What stands in a log, see <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>.
enum Log {
    /// Nothing was written through to the disk before the machine failed: nobody was answered.
    Unwritten,
    /// No log at all.
    Anything,
    /// Transactions.
    Of(Frames),
}

/// A log's transactions.
#[derive(Default)]
struct Frames {
    page_size: u64,
    /// How many frames are good, in a row from the first.
    good: u64,
    /// How many transactions end behind them. One may have been on its way when the machine failed, its parts written in
    /// any order; another one was begun only when the one before it was on the disk.
    ended_behind: u64,
    /// How many pages the database has after the last good transaction.
    pages: u32,
    /// The pages that these transactions wrote.
    written: HashSet<u32>,
}

impl Log {
    fn read(mut log: impl Read) -> io::Result<Self> {
        let mut header = [0; HEADER_LENGTH];
        log.read_exact(&mut header)?;
        if header == [0; HEADER_LENGTH] {
            return Ok(Self::Unwritten);
        }
        let magic = number(&header, 0);
        let mut sum = Sum { is_big_endian: magic & 1 == 1, sums: (0, 0) };
        sum.add(&header[..24]);
        let page_size = number(&header, 8) as usize;
        let has_page_size = is_page_size(page_size as u64);
        let has_sums = sum.sums == (number(&header, 24), number(&header, 28));
        if magic & !1 != MAGIC || !has_page_size || !has_sums {
            return Ok(Self::Anything);
        }

        let mut frames = Frames { page_size: page_size as u64, ..Frames::default() };
        let mut frame = vec![0; FRAME_HEADER_LENGTH + page_size];
        let mut open = Vec::new();
        let mut is_good = true;
        while read_whole(&mut log, &mut frame)? {
            let (page, pages_after) = (number(&frame, 0), number(&frame, 4));
            // What was left by an earlier log, in whose place this one is written, bears other numbers.
            let is_of_this_log = frame[8..16] == header[16..24] && page != 0;
            if is_good {
                sum.add(&frame[..8]);
                sum.add(&frame[FRAME_HEADER_LENGTH..]);
                is_good = is_of_this_log && sum.sums == (number(&frame, 16), number(&frame, 20));
            }
            if is_good {
                frames.good += 1;
                open.push(page);
                if pages_after != 0 {
                    frames.written.extend(open.drain(..));
                    frames.pages = pages_after;
                }
            } else if is_of_this_log && pages_after != 0 {
                frames.ended_behind += 1;
            }
        }
        Ok(Self::Of(frames))
    }

    fn damage(&self, database_length: u64) -> Option<Damage> {
        match self {
            Self::Unwritten => None,
            Self::Anything => Some(Damage::LogHeader),
            Self::Of(frames) if frames.ended_behind > 1 => Some(Damage::LogFrame { number: frames.good + 1 }),
            Self::Of(frames) => frames.is_database_short(database_length).then_some(Damage::Short),
        }
    }
}

impl Frames {
    /// Whether there are pages that stand neither in the database nor in its log.
    fn is_database_short(&self, database_length: u64) -> bool {
        let there = u32::try_from(database_length / self.page_size).unwrap_or(u32::MAX);
        let is_behind = |page: u32| page > there && page <= self.pages;
        let in_log = self.written.iter().filter(|page| is_behind(**page)).count() as u64;
        let never_written = u32::try_from(LOCKS_AT / self.page_size + 1).is_ok_and(is_behind);
        in_log + u64::from(never_written) < u64::from(self.pages.saturating_sub(there))
    }
}

/// Fills `buffer`, or says that there is not as much left.
fn read_whole(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes are four bytes"))
}

/// What SQLite sums a log up to.
struct Sum {
    is_big_endian: bool,
    sums: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let (mut first, mut second) = self.sums;
        for pair in bytes.chunks_exact(8) {
            let word = |at: usize| {
                let bytes = pair[at..at + 4].try_into().expect("four bytes are four bytes");
                if self.is_big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
            };
            first = first.wrapping_add(word(0)).wrapping_add(second);
            second = second.wrapping_add(word(4)).wrapping_add(first);
        }
        self.sums = (first, second);
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use rusqlite::config::DbConfig;
    use tempfile::TempDir;

    use super::*;

    /// A database whose log stays when nobody uses it.
    fn database(folder: &TempDir, page_size: u32) -> (PathBuf, Connection) {
        let path = folder.path().join("customers.db");
        let connection = Connection::open(&path).unwrap();
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
        // Few pages in memory, so that what is not committed stands in the log too.
        connection
            .execute_batch(&format!(
                "PRAGMA page_size = {page_size}; PRAGMA journal_mode = wal; PRAGMA cache_size = 10;
                 PRAGMA synchronous = off; PRAGMA wal_autocheckpoint = 0;
                 CREATE TABLE t (id integer primary key, text text); CREATE INDEX by_text ON t (text);"
            ))
            .unwrap();
        (path, connection)
    }

    /// Transactions of all kinds: that fill and empty pages, that are kept and undone.
    fn write(connection: &Connection, round: u32) {
        let end = if round % 4 == 1 { "ROLLBACK" } else { "COMMIT" };
        let what = match round % 7 {
            2 => "DELETE FROM t".to_owned(),
            5 => "DELETE FROM t WHERE id % 3 = 0".to_owned(),
            _ => format!(
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT {})
                 INSERT INTO t (text) SELECT hex(randomblob(1 + abs(random()) % 3000)) FROM n",
                1 + round * 13 % 60
            ),
        };
        connection.execute_batch(&format!("BEGIN; {what}; {end};")).unwrap();
    }

    /// The files of a database as a crash now would leave them.
    fn crashed(path: &Path) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join("copy.db");
        fs::copy(path, &copy).unwrap();
        fs::copy(beside(path, "-wal"), beside(&copy, "-wal")).unwrap();
        (folder, copy)
    }

    #[test]
    fn what_sqlite_itself_writes_is_no_damage_at_any_time() {
        for page_size in [512, 4_096, 65_536] {
            let folder = TempDir::new().unwrap();
            let (path, connection) = database(&folder, page_size);
            for round in 0..60 {
                write(&connection, round);
                if round % 20 == 19 {
                    // Half of the times the log is begun anew, and what is behind it is an earlier one's.
                    let how = if round % 40 == 19 { "PASSIVE" } else { "RESTART" };
                    connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(())).unwrap();
                }
                assert_eq!(look(&path), None, "{page_size}, {round}");
            }
            drop(connection);
            assert_eq!(look(&path), None);
            fs::remove_file(beside(&path, "-shm")).unwrap();
            let connection = Connection::open(&path).unwrap();
            let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(found, "ok");
        }
    }

    #[test]
    fn a_log_that_somebody_is_writing_is_no_damage() {
        let folder = TempDir::new().unwrap();
        let (path, connection) = database(&folder, 4_096);
        connection.execute_batch("PRAGMA wal_autocheckpoint = 50").unwrap();
        let writing = std::thread::spawn(move || (0..400).for_each(|round| write(&connection, round)));

        let mut looks = 0;
        while !writing.is_finished() {
            assert_eq!(examine(&path), None);
            looks += 1;
        }

        writing.join().unwrap();
        assert!(looks > 5, "{looks}");
    }

    #[test]
    fn of_a_log_that_is_damaged_only_the_last_transaction_may_be_lost_without_a_word() {
        let folder = TempDir::new().unwrap();
        let (path, connection) = database(&folder, 4_096);
        for text in ["a", "b", "c"] {
            connection.execute("INSERT INTO t (text) VALUES (?1)", [text]).unwrap();
        }
        let whole = fs::read(beside(&path, "-wal")).unwrap();
        let frames = (whole.len() - HEADER_LENGTH) / 4_120;
        // Each of them writes the same two pages.
        let last = frames - 2;
        for frame in 0..frames {
            for at in [0, 8, 16, 24, 2_000, 4_119] {
                let (_folder, copy) = crashed(&path);
                let mut log = whole.clone();
                log[HEADER_LENGTH + frame * 4_120 + at] ^= 0x40;
                fs::write(beside(&copy, "-wal"), log).unwrap();

                let found = examine(&copy);

                // The end of the last but one may be what is damaged: then one end is left to be seen.
                let is_sure = frame + 1 < last || (frame < last && at > 16);
                let number = frame as u64 + 1;
                let expected = is_sure.then_some(Damage::LogFrame { number });
                if frame >= last || is_sure {
                    assert_eq!(found, expected, "frame {number} of {frames}, byte {at}");
                }
            }
        }
    }

    #[test]
    fn a_log_whose_header_is_none_is_damage_unless_it_never_reached_the_disk() {
        let folder = TempDir::new().unwrap();
        let (path, connection) = database(&folder, 4_096);
        write(&connection, 0);
        for (at, reason) in [(0, "magic"), (8, "page size"), (12, "count"), (16, "salt"), (24, "sum")] {
            let (_folder, copy) = crashed(&path);
            let mut log = fs::read(beside(&copy, "-wal")).unwrap();
            log[at] ^= 1;
            fs::write(beside(&copy, "-wal"), log).unwrap();

            assert_eq!(examine(&copy), Some(Damage::LogHeader), "{reason}");
        }
        let (_folder, copy) = crashed(&path);
        let length = fs::metadata(beside(&copy, "-wal")).unwrap().len();
        fs::write(beside(&copy, "-wal"), vec![0; usize::try_from(length).unwrap()]).unwrap();
        assert_eq!(examine(&copy), None, "only zeros");
        fs::write(beside(&copy, "-wal"), [1; HEADER_LENGTH]).unwrap();
        assert_eq!(examine(&copy), None, "nothing behind the header");
    }

    #[test]
    fn a_database_may_be_as_short_as_its_log_makes_up_for() {
        // SQLite's locks are in page 262145, which is never written.
        let frames = |pages, written: &[u32]| Frames {
            page_size: 4_096,
            pages,
            written: written.iter().copied().collect(),
            ..Frames::default()
        };
        for (pages, written, there, expected, reason) in [
            (10, &[][..], 10, false, "all is there"),
            (10, &[], 12, false, "more is there"),
            (10, &[], 9, true, "one page is missing"),
            (10, &[10], 9, false, "it is in the log"),
            (10, &[3, 11], 9, true, "others are in the log"),
            (262_146, &[262_146], 262_144, false, "the locks' page"),
            (262_146, &[], 262_144, true, "one page, and the locks'"),
            (262_145, &[], 262_143, true, "one page, and the locks', at the end"),
        ] {
            assert_eq!(frames(pages, written).is_database_short(there * 4_096), expected, "{reason}");
            assert_eq!(
                frames(pages, written).is_database_short(there * 4_096 + 4_095),
                expected,
                "{reason}, and a part of a page"
            );
        }
    }

    #[test]
    fn files_that_go_or_are_replaced_are_missed_until_they_are_back() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        for suffix in ["", "-wal", "-shm"] {
            fs::write(beside(&path("customers.db"), suffix), "").unwrap();
        }
        let watch = Watch::over(&path("customers.db"));
        assert!(!watch.are_gone());
        for suffix in ["", "-wal", "-shm"] {
            let file = beside(&path("customers.db"), suffix);
            fs::rename(&file, path("elsewhere")).unwrap();
            assert!(watch.are_gone(), "{suffix}: it is not there");
            fs::write(&file, "").unwrap();
            assert!(watch.are_gone() || cfg!(not(unix)), "{suffix}: another one is");
            fs::rename(path("elsewhere"), &file).unwrap();
            assert!(!watch.are_gone(), "{suffix}: it is back");
        }
    }
}
