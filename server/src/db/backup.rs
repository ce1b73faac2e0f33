//! A copy of an SQLite database, made while servers read and write it.
//!
//! Its pages are copied within one transaction that reads, so that all of them are of one moment, and nobody who writes
//! meanwhile has to wait or makes the copy begin again. `VACUUM INTO` would keep that transaction open for as long as it
//! takes to write every row and every index anew, and the log would grow for so long.
//!
//! The copy gets its name when all of it is there, has been checked from end to end and is on the disk. Until then it bears
//! another name beside that, and goes away when anything fails.
//!
//! Copies of a PostgreSQL database are deliberately not made here: `pg_dump` makes them.

use std::error::Error;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{ErrorCode, OpenFlags};

use super::files::{self, beside};
use super::sqlite::{self, Location};
use super::{DatabaseUrl, OpenError};

/// Pages that are copied between two looks at whether to go on: some megabytes.
const PAGES_PER_STEP: i32 = 1_024;
/// SQLite's own instructions between two such looks, while the copy is checked.
const INSTRUCTIONS_PER_LOOK: i32 = 100_000;

/// What has been done of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Bytes are being copied.
    Copied {
        /// How many are copied.
        bytes: u64,
        /// How many there are.
        of: u64,
    },
    /// All are copied, and are being checked.
    Checking,
}

/// Makes a copy of `database` in the file `target`, and returns its length in bytes. Everything that was answered before
/// this was called is in it.
///
/// What is in `target` already is replaced only where `replace` says so. Where `stop` is set, the backup is given up soon.
pub fn back_up(
    database: &DatabaseUrl,
    target: &Path,
    replace: bool,
    stop: &Arc<AtomicBool>,
    mut tell: impl FnMut(Progress),
) -> Result<u64, BackupError> {
    let path = match database {
        DatabaseUrl::SqliteFile(path) => path,
        DatabaseUrl::SqliteMemory => return Err(BackupError::InMemory),
        DatabaseUrl::Postgres(_) => return Err(BackupError::Postgres),
    };
    let source = sqlite::open_for_backup(path)?.ok_or_else(|| BackupError::NoDatabase(path.clone()))?;
    let target = Target::new(target, path, replace)?;

    let partial = target.begin(path)?;
    copy(&source, &partial.0, |progress| {
        tell(progress);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    drop(source);
    tell(Progress::Checking);
    check(&partial.0, stop)?;
    if stop.load(Ordering::Relaxed) {
        return Err(BackupError::Stopped);
    }
    target.finish(&partial)
}

/// Where the copy is to be.
struct Target {
    path: PathBuf,
    folder: PathBuf,
    replace: bool,
}

impl Target {
    fn new(given: &Path, database: &Path, replace: bool) -> Result<Self, BackupError> {
        let cannot_write = |source| BackupError::CannotWrite { path: given.to_owned(), source };
        // A link is followed: what it leads to is what is replaced.
        let path = match (given.canonicalize(), given.parent(), given.file_name()) {
            (Ok(path), _, _) => path,
            (Err(_), Some(folder), Some(name)) => {
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                folder.canonicalize().map_err(cannot_write)?.join(name)
            }
            (Err(error), _, _) => return Err(cannot_write(error)),
        };
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let target = Self { path, folder, replace };

        let database = database.canonicalize().map_err(cannot_write)?;
        let in_use = ["", "-wal", "-shm", "-journal"].map(|suffix| beside(&database, suffix));
        if in_use.iter().any(|file| *file == target.path || files::is_same(file, &target.path)) {
            return Err(BackupError::InUse(given.to_owned()));
        }
        // Whoever opens the copy would take that for what was written last.
        for suffix in ["-wal", "-journal"] {
            let log = beside(&target.path, suffix);
            if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
                return Err(BackupError::LogBeside(log));
            }
        }
        target.look()?;
        Ok(target)
    }

    /// Whether it may be written.
    fn look(&self) -> Result<(), BackupError> {
        match fs::metadata(&self.path) {
            Ok(there) if !there.is_file() => Err(BackupError::NotAFile(self.path.clone())),
            Ok(_) if !self.replace => Err(BackupError::Exists(self.path.clone())),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// An empty file, that nobody may read who may not read the database.
    fn begin(&self, database: &Path) -> Result<Partial, BackupError> {
        let path = beside(&self.path, &format!(".partial-{}", std::process::id()));
        let cannot_write = |source| BackupError::CannotWrite { path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;

            options.mode(0o600);
        }
        let file = options.open(&path).map_err(cannot_write)?;
        let partial = Partial(path.clone());
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

            let original = fs::metadata(database).map_err(cannot_write)?;
            let is_same_group = original.gid() == file.metadata().map_err(cannot_write)?.gid();
            let allowed = if is_same_group { 0o666 } else { 0o606 };
            let mode = original.mode() & allowed;
            file.set_permissions(fs::Permissions::from_mode(mode | 0o600)).map_err(cannot_write)?;
        }
        #[cfg(not(unix))]
        let _ = (database, file);
        Ok(partial)
    }

    /// Gives the copy its name, when it is on the disk; and then its length.
    fn finish(&self, partial: &Partial) -> Result<u64, BackupError> {
        let cannot_write = |source| BackupError::CannotWrite { path: self.path.clone(), source };
        let file = OpenOptions::new().write(true).open(&partial.0).map_err(cannot_write)?;
        file.sync_all().map_err(cannot_write)?;
        let length = file.metadata().map_err(cannot_write)?.len();
        // It may have come meanwhile.
        self.look()?;
        fs::rename(&partial.0, &self.path).map_err(cannot_write)?;
        sync_folder(&self.folder).map_err(cannot_write)?;
        Ok(length)
    }
}

/// A copy that is being made. Dropped, it goes, unless it has got another name.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            // Most of them are not there.
            let _ = fs::remove_file(beside(&self.0, suffix));
        }
    }
}

/// So that the name outlives a power cut too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn copy(
    source: &rusqlite::Connection,
    partial: &Path,
    mut go_on: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<(), BackupError> {
    let failed = |source: rusqlite::Error| BackupError::of(source, partial);
    // Reading begins with the first page, and what is read is of that moment until the end.
    source.execute_batch("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1;").map_err(failed)?;
    let page_size: u64 =
        source.query_row("PRAGMA page_size", [], |row| row.get::<_, i64>(0)).map_err(failed)?.unsigned_abs();
    let mut target = open_copy(partial).map_err(failed)?;
    let backup = Backup::new(source, &mut target).map_err(failed)?;
    loop {
        let step = backup.step(PAGES_PER_STEP).map_err(failed)?;
        let progress = backup.progress();
        let pages = u64::from(progress.pagecount.unsigned_abs());
        let copied = pages - u64::from(progress.remaining.unsigned_abs());
        if go_on(Progress::Copied { bytes: copied * page_size, of: pages * page_size }).is_break() {
            return Err(BackupError::Stopped);
        }
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            // Nobody else knows of the copy, and whoever reads does not wait for those who write.
            _ => return Err(BackupError::Held),
        }
    }
    drop(backup);
    // A file of its own, that needs no log beside it to be read.
    let mode: String =
        target.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).map_err(failed)?;
    if mode == "delete" { Ok(()) } else { Err(BackupError::Held) }
}

/// Reads the whole copy, and holds everything in it against everything else.
fn check(partial: &Path, stop: &Arc<AtomicBool>) -> Result<(), BackupError> {
    let failed = |source: rusqlite::Error| match source.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => BackupError::Stopped,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            BackupError::Damaged(source.to_string())
        }
        _ => BackupError::of(source, partial),
    };
    let mut copy = open_copy(partial).map_err(failed)?;
    let stop = Arc::clone(stop);
    copy.progress_handler(INSTRUCTIONS_PER_LOOK, Some(move || stop.load(Ordering::Relaxed)))
        .map_err(failed)?;
    let found: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if found == "ok" { Ok(()) } else { Err(BackupError::Damaged(found)) }
}

/// Opens a copy that nobody else knows of: what fails is thrown away, so there is nothing to undo or to sync on the way.
fn open_copy(partial: &Path) -> rusqlite::Result<rusqlite::Connection> {
    let copy = Location::File(partial.to_owned()).connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    copy.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))?;
    Ok(copy)
}

/// Why there is no backup. Nothing was changed.
#[derive(Debug)]
pub enum BackupError {
    /// It is asked for of PostgreSQL.
    Postgres,
    /// It is asked for of a database in memory, which only its own process has.
    InMemory,
    /// There is nothing to copy.
    NoDatabase(PathBuf),
    /// The database cannot be read.
    Open(OpenError),
    /// The copy would take the place of the database itself.
    InUse(PathBuf),
    /// There is something with the copy's name already.
    Exists(PathBuf),
    /// There is something with the copy's name that is no file.
    NotAFile(PathBuf),
    /// A log lies beside the copy's name, that would be taken for the copy's.
    LogBeside(PathBuf),
    /// The copy cannot be written.
    CannotWrite {
        /// Where it was to be.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no room for the copy.
    NoRoom(PathBuf),
    /// SQLite could not read the one or write the other.
    Sqlite(rusqlite::Error),
    /// Another program has the copy or the database to itself.
    Held,
    /// The copy is damaged; and if so, the database is.
    Damaged(String),
    /// It was given up.
    Stopped,
}

impl BackupError {
    fn of(source: rusqlite::Error, partial: &Path) -> Self {
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                Self::NoRoom(partial.parent().map(Path::to_owned).unwrap_or_default())
            }
            _ => Self::Sqlite(source),
        }
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres => formatter.write_str(
                "cannot back up a PostgreSQL database: PostgreSQL's own pg_dump does, and pg_restore brings it back",
            ),
            Self::InMemory => formatter.write_str(
                "cannot back up a database in memory: only the server that has it can read it; name a file, for example \
                 --database sqlite:customers.db",
            ),
            Self::NoDatabase(path) => write!(
                formatter,
                "there is no database in {}: check --database, or serve with it once to make it",
                path.display()
            ),
            Self::Open(OpenError::ReadOnly { path }) => write!(
                formatter,
                "cannot back up {}: this user may not write it, and even to read it files are put beside it, which the \
                 server could not write then; do it as the user that the server runs as",
                path.display()
            ),
            Self::Open(error) => error.fmt(formatter),
            Self::InUse(path) => write!(
                formatter,
                "cannot write the backup to {}: that is the database itself, or belongs to it; name another file",
                path.display()
            ),
            Self::Exists(path) => write!(
                formatter,
                "cannot write the backup to {}: it is there already; name another file, or give --force to replace it",
                path.display()
            ),
            Self::NotAFile(path) => write!(
                formatter,
                "cannot write the backup to {}: it is no file; name a file, which need not be there",
                path.display()
            ),
            Self::LogBeside(log) => write!(
                formatter,
                "cannot write the backup: {} belongs to another database of that name, and would be taken for the \
                 backup's; move it away, or name another file",
                log.display()
            ),
            Self::CannotWrite { path, .. } => write!(
                formatter,
                "cannot write the backup to {}: check that its folder is there, that this user may write in it, and that \
                 its disk has room",
                path.display()
            ),
            Self::NoRoom(folder) => write!(
                formatter,
                "cannot write the backup: the disk of {} is full; make room, or name a file elsewhere",
                folder.display()
            ),
            Self::Sqlite(_) => formatter.write_str(
                "cannot make the backup: the database could not be read, or the copy not be written; look into the \
                 system's log for what it says of their disks",
            ),
            Self::Held => formatter.write_str(
                "cannot make the backup: another program has the database or the copy to itself; end it, and try again",
            ),
            Self::Damaged(found) => write!(
                formatter,
                "the database is damaged, and so was the copy, which was not kept: keep all older backups, and see \
                 whether one of them has to be restored (SQLite says: {found})"
            ),
            Self::Stopped => formatter.write_str("stopped by a signal: there is no backup"),
        }
    }
}

impl Error for BackupError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Open(error) => error.source(),
            Self::CannotWrite { source, .. } => Some(source),
            Self::Sqlite(source) => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    async fn database(folder: &TempDir) -> DatabaseUrl {
        let url = DatabaseUrl::SqliteFile(folder.path().join("customers.db"));
        crate::db::testing::open(&url).await.unwrap().close().await;
        url
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let names = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn progress_is_told_up_to_the_end() {
        let folder = TempDir::new().unwrap();
        let url = database(&folder).await;
        let mut told = Vec::new();

        let stop = Arc::default();
        let length =
            back_up(&url, &folder.path().join("copy.db"), false, &stop, |progress| told.push(progress))
                .unwrap();

        assert_eq!(told, [Progress::Copied { bytes: length, of: length }, Progress::Checking]);
        assert_eq!(fs::metadata(folder.path().join("copy.db")).unwrap().len(), length);
    }

    #[tokio::test]
    async fn a_backup_that_is_given_up_leaves_nothing_behind() {
        let folder = TempDir::new().unwrap();
        let url = database(&folder).await;
        let before = names(&folder);
        for give_up_at in [0, 1] {
            let stop = Arc::new(AtomicBool::new(false));
            let mut told = 0;

            let given_up = back_up(&url, &folder.path().join("copy.db"), false, &stop, |_| {
                stop.store(told == give_up_at, Ordering::Relaxed);
                told += 1;
            });

            assert!(matches!(given_up, Err(BackupError::Stopped)), "{given_up:?}");
            assert_eq!(told, give_up_at + 1);
            assert_eq!(names(&folder), before);
        }
    }

    #[tokio::test]
    async fn what_comes_in_the_meantime_is_not_replaced() {
        let folder = TempDir::new().unwrap();
        let url = database(&folder).await;
        let copy = folder.path().join("copy.db");

        let stop = Arc::default();
        let backup = back_up(&url, &copy, false, &stop, |_| fs::write(&copy, "a week of work").unwrap());

        assert!(matches!(backup, Err(BackupError::Exists(_))), "{backup:?}");
        assert_eq!(fs::read_to_string(&copy).unwrap(), "a week of work");
    }
}
