//! SQLite databases: how connections are opened and configured, and their migrations.

use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::Utc;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::error::{BoxError, FileFault, OpenError};
use super::migrate::{self, Applied, Schema};
use super::value::Dialect;

/// How long a connection waits for a lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// More than all APIs use, so that no statement is prepared twice on a connection.
pub(super) const CACHED_STATEMENTS: usize = 512;
/// Negative: in KiB, per connection.
const READER_CACHE_SIZE: i64 = -8 * 1024;
const WRITER_CACHE_SIZE: i64 = -64 * 1024;
const FILLER_CACHE_SIZE: i64 = -256 * 1024;
/// The size to which a large log is truncated.
const WAL_BYTES_MAX: i64 = 64 * 1024 * 1024;

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To serve requests: committed writes survive a power failure.
    Serve,
    /// To add many rows that could be added again.
    Fill,
}

/// Location of an SQLite database.
#[derive(Debug)]
pub(super) enum Location {
    /// A file.
    File(PathBuf),
    /// A name of SQLite's `memdb` file system, by which all connections of this process find the same database.
    Memory(String),
}

impl Location {
    /// Returns the location of a new database in memory.
    pub(super) fn new_memory() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:/customers-{number}?vfs=memdb"))
    }

    fn connect(&self, file_access: OpenFlags) -> rusqlite::Result<Connection> {
        let connection = match self {
            Self::File(path) => {
                // The bundled SQLite interprets a name that begins with `file:` as a URI, whatever the flags.
                let path = if path.is_relative() { Path::new(".").join(path) } else { path.clone() };
                Connection::open_with_flags(path, file_access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
            }
            Self::Memory(uri) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                Connection::open_with_flags(uri, flags)?
            }
        };
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        // Keeps cached statements from being prepared again when a bound value changes.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(connection)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(formatter, "the database {}", path.display()),
            Self::Memory(_) => formatter.write_str("the database in memory"),
        }
    }
}

/// Opens a connection that only reads.
pub(super) fn open_reader(location: &Location) -> rusqlite::Result<Connection> {
    let connection = location.connect(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "cache_size", READER_CACHE_SIZE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Opens the connection that writes, creates the database if it does not exist, and applies missing migrations. A file
/// that is not a database of this program is left unchanged.
pub(super) fn open_writer(
    location: &Location,
    purpose: Purpose,
    schemas: &[Schema],
) -> Result<Connection, OpenError> {
    if let Location::File(path) = location {
        create_file(path).map_err(|source| {
            let reason = "cannot create the file. Check that its folder exists and is writable.";
            unusable(location, reason, Some(source.into()))
        })?;
    }
    let mut connection = open_existing(location)?;
    let applied = applied(&connection, location)?.unwrap_or_default();
    let missing = migrate::missing(schemas, &applied, Dialect::Sqlite, &location.to_string())?;
    configure_writer(&connection, location, purpose)?;
    if !missing.is_empty() {
        apply_missing(&mut connection, location, schemas)?;
    }
    if purpose == Purpose::Fill {
        // Rows are added together with the rows that they refer to.
        connection.pragma_update(None, "foreign_keys", false).map_err(|source| failed(location, source))?;
    }
    Ok(connection)
}

/// Opens a database of this program, of any version, to copy it. Returns `None` if the file is empty.
pub(super) fn open_for_backup(path: &Path) -> Result<Option<Connection>, OpenError> {
    let location = Location::File(path.to_owned());
    let connection = open_existing(&location)?;
    Ok(applied(&connection, &location)?.map(|_| connection))
}

/// Opens an existing file for reading and writing. The files that SQLite creates beside it, even to read, would otherwise
/// belong to a user other than the server's.
fn open_existing(location: &Location) -> Result<Connection, OpenError> {
    if let Location::File(path) = location
        && path.is_dir()
    {
        let example = path.join("customers.db");
        let reason = format!("it is a folder. Name a file in it, for example sqlite:{}.", example.display());
        return Err(unusable(location, reason, None));
    }
    let open = || {
        let connection = location.connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let is_readonly = connection.is_readonly("main")?;
        Ok((connection, is_readonly))
    };
    let (connection, is_readonly) = open().map_err(|source| failed(location, source))?;
    if is_readonly {
        let reason = "this user cannot write to the file. Run the command as the server's user.";
        return Err(unusable(location, reason, None));
    }
    Ok(connection)
}

/// Creates an empty file that only its owner can read; SQLite gives the files beside it the same permissions.
fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn configure_writer(connection: &Connection, location: &Location, purpose: Purpose) -> Result<(), OpenError> {
    let journal_mode = match location {
        Location::File(_) => "wal",
        Location::Memory(_) => "memory",
    };
    let (synchronous, cache_size) = match purpose {
        Purpose::Serve => ("FULL", WRITER_CACHE_SIZE),
        Purpose::Fill => ("NORMAL", FILLER_CACHE_SIZE),
    };
    let configure = || {
        let set: String =
            connection.query_row(&format!("PRAGMA journal_mode = {journal_mode}"), [], |row| row.get(0))?;
        connection.query_row(&format!("PRAGMA journal_size_limit = {WAL_BYTES_MAX}"), [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", synchronous)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", cache_size)?;
        // A savepoint's rollback data would otherwise be a temporary file.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(set)
    };
    if configure().map_err(|source| failed(location, source))? == journal_mode {
        return Ok(());
    }
    let reason = "its file system does not support write-ahead logging. Use a local disk.";
    Err(unusable(location, reason, None))
}

/// Returns the applied migrations, or `None` if the database is empty.
fn applied(connection: &Connection, location: &Location) -> Result<Option<Applied>, OpenError> {
    let exists = |sql| connection.prepare(sql)?.exists([]);
    let check = || {
        if exists("SELECT 1 FROM pragma_table_info('schema_migrations') WHERE name = 'component'")? {
            let mut statement = connection.prepare(migrate::APPLIED)?;
            let applied = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            return Ok(Some(Some(applied.collect::<rusqlite::Result<_>>()?)));
        }
        Ok(if exists("SELECT 1 FROM sqlite_schema")? { None } else { Some(None) })
    };
    check()
        .map_err(|source| failed(location, source))?
        .ok_or_else(|| OpenError::ForeignDatabase { database: location.to_string() })
}

/// Applies the missing migrations in one transaction. Another process may have done so in the meantime.
fn apply_missing(
    connection: &mut Connection,
    location: &Location,
    schemas: &[Schema],
) -> Result<(), OpenError> {
    let failed = |source| failed(location, source);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    transaction.execute_batch(migrate::CREATE_TABLE).map_err(failed)?;
    let applied = applied(&transaction, location)?.unwrap_or_default();
    for migration in migrate::missing(schemas, &applied, Dialect::Sqlite, &location.to_string())? {
        let (component, version) = (migration.component, migration.version);
        let apply = || {
            transaction.execute_batch(&migration.sql)?;
            transaction.execute(
                "INSERT INTO schema_migrations (component, version, applied_at) VALUES (?1, ?2, ?3)",
                (component, version, Utc::now().timestamp()),
            )
        };
        apply().map_err(|source| OpenError::Migration { component, version, source: source.into() })?;
    }
    transaction.commit().map_err(failed)
}

fn unusable(location: &Location, reason: impl Into<String>, source: Option<BoxError>) -> OpenError {
    OpenError::Unusable { database: location.to_string(), reason: reason.into(), source }
}

pub(super) fn failed(location: &Location, source: rusqlite::Error) -> OpenError {
    let reason = match FileFault::of(&source) {
        _ if source.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            "it is not an SQLite file. Name another file, or restore a backup.".to_owned()
        }
        _ if source.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {
            "this user cannot write to the file or its folder.".to_owned()
        }
        Some(fault) => fault.to_string(),
        None => "SQLite reported an error.".to_owned(),
    };
    unusable(location, reason, Some(source.into()))
}
