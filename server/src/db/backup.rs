//! Backups of SQLite databases, made while servers use them. `pg_dump` backs up PostgreSQL.
//!
//! The copy gets its name once it is complete, has passed SQLite's integrity check and is on the disk.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, ErrorCode};

use super::error::OpenError;
use super::sqlite;
use super::url::DatabaseUrl;

/// How many of SQLite's instructions run between two checks of the stop flag.
const INSTRUCTIONS_PER_CHECK: i32 = 100_000;

/// Copies `database` to the file `target` and returns the copy's length in bytes. The copy contains everything that was
/// committed before the call.
///
/// An existing file is replaced only if `replace` is set. Setting `stop` cancels the backup.
pub fn back_up(
    database: &DatabaseUrl,
    target: &Path,
    replace: bool,
    stop: &Arc<AtomicBool>,
) -> Result<u64, BackupError> {
    let path = match database {
        DatabaseUrl::SqliteFile(path) => path,
        DatabaseUrl::SqliteMemory => return Err(BackupError::InMemory),
        DatabaseUrl::Postgres(_) => return Err(BackupError::Postgres),
    };
    let missing = || BackupError::NoDatabase(path.clone());
    if !path.exists() {
        return Err(missing());
    }
    let source = sqlite::open_for_backup(path)?.ok_or_else(missing)?;
    check_target(target, path, replace)?;

    // A symbolic link is kept; the file that it points to is replaced.
    let resolved = target.canonicalize().unwrap_or_else(|_| target.to_owned());
    let write_error = |source| BackupError::Write { path: target.to_owned(), source };
    let partial = Partial::create(&resolved).map_err(write_error)?;
    run(source, stop, |source| {
        let file = partial.0.to_str().ok_or(rusqlite::Error::InvalidPath(partial.0.clone()))?;
        source.execute("VACUUM INTO ?1", [file]).map(|_| ())
    })?;
    let copy = Connection::open(&partial.0).map_err(BackupError::Sqlite)?;
    let found = run(copy, stop, |copy| {
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
    })?;
    if found != "ok" {
        return Err(BackupError::Damaged(found));
    }
    if stop.load(Ordering::Relaxed) {
        return Err(BackupError::Cancelled);
    }
    // The file may have been created in the meantime.
    check_target(target, path, replace)?;
    partial.rename(&resolved).map_err(write_error)
}

/// Runs a statement that ends early when `stop` is set.
fn run<T>(
    mut connection: Connection,
    stop: &Arc<AtomicBool>,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, BackupError> {
    let flag = Arc::clone(stop);
    let is_stopped = move || flag.load(Ordering::Relaxed);
    let result = connection
        .progress_handler(INSTRUCTIONS_PER_CHECK, Some(is_stopped))
        .and_then(|()| work(&connection));
    result.map_err(|source| match source.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => BackupError::Cancelled,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            BackupError::Damaged(source.to_string())
        }
        _ => BackupError::Sqlite(source),
    })
}

fn check_target(target: &Path, database: &Path, replace: bool) -> Result<(), BackupError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        if is_same_file(&beside(database, suffix), target) {
            return Err(BackupError::InUse(target.to_owned()));
        }
    }
    // SQLite would apply another database's log to the copy.
    for suffix in ["-wal", "-journal"] {
        let log = beside(target, suffix);
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(BackupError::LogBeside(log));
        }
    }
    match fs::metadata(target) {
        Ok(existing) if !existing.is_file() => Err(BackupError::NotAFile(target.to_owned())),
        Ok(_) if !replace => Err(BackupError::Exists(target.to_owned())),
        _ => Ok(()),
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    let id = |path: &Path| {
        use std::os::unix::fs::MetadataExt as _;

        fs::metadata(path).map(|file| (file.dev(), file.ino()))
    };
    #[cfg(not(unix))]
    let id = Path::canonicalize;
    matches!((id(one), id(other)), (Ok(one), Ok(other)) if one == other)
}

/// Returns the path of the file whose name is longer by `suffix`.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut path = OsString::from(path);
    path.push(suffix);
    path.into()
}

/// An incomplete copy, removed when dropped.
struct Partial(PathBuf);

impl Partial {
    /// Creates an empty file that only its owner can read.
    fn create(target: &Path) -> io::Result<Self> {
        let path = beside(target, &format!(".partial-{}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self(path))
    }

    /// Syncs the copy and its new name, and returns its length.
    fn rename(&self, target: &Path) -> io::Result<u64> {
        let file = OpenOptions::new().write(true).open(&self.0)?;
        file.sync_all()?;
        let length = file.metadata()?.len();
        fs::rename(&self.0, target)?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        #[cfg(unix)]
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        #[cfg(not(unix))]
        let _ = folder;
        Ok(length)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&self.0, suffix));
        }
    }
}

/// Why there is no backup. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database is a PostgreSQL database.
    #[error("cannot back up a PostgreSQL database. Use pg_dump and pg_restore.")]
    Postgres,
    /// The database is in the memory of another process.
    #[error("cannot back up a database in memory. Name a file, for example --database sqlite:customers.db.")]
    InMemory,
    /// The database does not exist.
    #[error("cannot back up {0}: there is no database. Check --database.")]
    NoDatabase(PathBuf),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The target is the database itself or a file beside it.
    #[error("cannot write the backup to {0}: it belongs to the database. Name another file.")]
    InUse(PathBuf),
    /// The target exists.
    #[error(
        "cannot write the backup to {0}: the file exists. Name another file, or use --force to replace it."
    )]
    Exists(PathBuf),
    /// The target is a folder or a device.
    #[error("cannot write the backup to {0}: it is not a file.")]
    NotAFile(PathBuf),
    /// The log of another database has the target's name.
    #[error("cannot write the backup: {0} belongs to another database. Move it away, or name another file.")]
    LogBeside(PathBuf),
    /// The target cannot be written.
    #[error("cannot write the backup to {path}. Check that its folder exists and is writable.")]
    Write {
        /// The target.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// SQLite could not read the database or write the copy.
    #[error("cannot copy the database. Check the free space of the disk and the system log.")]
    Sqlite(#[source] rusqlite::Error),
    /// The copy, and therefore the database, is damaged.
    #[error(
        "the database is damaged, and the backup was discarded: {0}. Keep older backups, and check whether one has to be \
         restored."
    )]
    Damaged(String),
    /// The backup was cancelled.
    #[error("backup cancelled by a signal")]
    Cancelled,
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[tokio::test]
    async fn cancelled_backup_leaves_no_file() {
        let folder = TempDir::new().unwrap();
        let url = DatabaseUrl::SqliteFile(folder.path().join("customers.db"));
        crate::db::testing::open(&url).await.unwrap().close().await;

        let cancelled = back_up(&url, &folder.path().join("copy.db"), false, &Arc::new(true.into()));

        assert!(matches!(cancelled, Err(BackupError::Cancelled)), "{cancelled:?}");
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_string_lossy().contains("copy")), "{names:?}");
    }
}
