//! Where everything that outlives a request is kept.
//!
//! [`Database`] is the one door: reads run on the calling thread, writes are queued to one writer that
//! commits what is waiting as one transaction. Queries do not live here: each module that owns tables owns
//! its queries, and hands them in as functions of a connection.
//!
//! SQL is kept to what SQLite and PostgreSQL both understand, so that the schema in `migrations/` is one.
//! PostgreSQL itself is deliberately not here yet: its URL is understood, and refused when opened.

mod keys;
mod sqlite;

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

pub use keys::ServerKey;
pub use sqlite::{Database, WriteStatistics};
pub(crate) use sqlite::{read_time, read_time_optional};

/// Which database to open, as `--database` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:FILE`: a file, made when it is not there.
    SqliteFile(PathBuf),
    /// `sqlite::memory:`: in this process only, gone when it ends.
    SqliteMemory,
    /// `postgres://…`: understood, not served yet.
    Postgres(PostgresUrl),
}

/// A PostgreSQL URL. It can hold a password, so that neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// The URL with its password, for the driver alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("postgres://***")
    }
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(PostgresUrl(text.to_owned())));
        }
        match text.strip_prefix("sqlite:") {
            Some(":memory:") => Ok(Self::SqliteMemory),
            // `sqlite://file` is how other tools write it; taken literally it would be a file in the root
            // folder.
            Some(file) => match file.strip_prefix("//").unwrap_or(file) {
                "" => Err(DatabaseUrlError::NoFile),
                file => Ok(Self::SqliteFile(PathBuf::from(file))),
            },
            None => Err(DatabaseUrlError::UnknownKind),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::SqliteMemory => formatter.write_str("sqlite::memory:"),
            Self::Postgres(url) => write!(formatter, "{url:?}"),
        }
    }
}

/// Why a text names no database. It does not repeat the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseUrlError {
    /// `sqlite:` with nothing behind it.
    NoFile,
    /// Neither `sqlite:` nor `postgres:`.
    UnknownKind,
}

impl fmt::Display for DatabaseUrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => formatter.write_str(
                "the database URL names no file: write sqlite:FILE, for example sqlite:customers.db, or \
                 sqlite::memory:",
            ),
            Self::UnknownKind => formatter.write_str(
                "the database URL is of no known kind: write sqlite:FILE, sqlite::memory: or postgres://…",
            ),
        }
    }
}

impl Error for DatabaseUrlError {}

/// Why a database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The URL is PostgreSQL's.
    PostgresNotServed,
    /// The path is a folder.
    IsDirectory {
        /// The path given.
        path: PathBuf,
    },
    /// The file cannot be opened or made.
    CannotOpen {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file can be read and not written.
    ReadOnly {
        /// The path given.
        path: PathBuf,
    },
    /// The file is something else than an SQLite database.
    NotADatabase {
        /// The path given.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file is an SQLite database that another program made.
    ForeignDatabase {
        /// The database given.
        database: String,
    },
    /// The database was written by a later version of this program.
    NewerVersion {
        /// The database given.
        database: String,
        /// The schema version found in it.
        found: i64,
        /// The last schema version that this build knows.
        known: i64,
    },
    /// The file's folder or file system cannot do write-ahead logging.
    NoWriteAheadLog {
        /// The database given.
        database: String,
    },
    /// The database cannot be prepared for use.
    Prepare {
        /// The database given.
        database: String,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A migration failed; nothing of it was kept.
    Migration {
        /// Its number.
        version: i64,
        /// Its name.
        name: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The writer's thread could not be started.
    WriterThread {
        /// What the operating system says.
        source: std::io::Error,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PostgresNotServed => formatter.write_str(
                "cannot open a PostgreSQL database: this build serves SQLite only; use --database \
                 sqlite:FILE",
            ),
            Self::IsDirectory { path } => write!(
                formatter,
                "cannot open {} as a database: it is a folder; name a file in it, for example sqlite:{}",
                path.display(),
                path.join("customers.db").display()
            ),
            Self::CannotOpen { path, .. } => write!(
                formatter,
                "cannot open or create the database file {}: check that its folder exists, and that this \
                 user may read and write both",
                path.display()
            ),
            Self::ReadOnly { path } => write!(
                formatter,
                "cannot use the database file {}: it is read-only for this user; make it and its folder \
                 writable, or name another file",
                path.display()
            ),
            Self::NotADatabase { path, .. } => write!(
                formatter,
                "cannot use {} as a database: it is not an SQLite file, and was left as it is; name \
                 another file",
                path.display()
            ),
            Self::ForeignDatabase { database } => write!(
                formatter,
                "cannot use {database}: another program's tables are in it, and it was left as it is; name \
                 another file"
            ),
            Self::NewerVersion { database, found, known } => write!(
                formatter,
                "cannot use {database}: a newer version of this program wrote it (schema {found}; this one \
                 knows up to {known}), and it was left as it is; run that version, or name another file"
            ),
            Self::NoWriteAheadLog { database } => write!(
                formatter,
                "cannot use {database}: its file system cannot do write-ahead logging, which needs \
                 memory that processes share; put the file on a local disk"
            ),
            Self::Prepare { database, .. } => write!(
                formatter,
                "cannot prepare {database} for use: check that no other program holds it, and that its \
                 disk has room"
            ),
            Self::Migration { version, name, .. } => write!(
                formatter,
                "cannot bring the database up to schema {version} ({name}): nothing of this step was kept; \
                 mend the cause and start again"
            ),
            Self::WriterThread { .. } => formatter.write_str(
                "cannot start the database's writer thread: check this user's limit on processes and threads",
            ),
        }
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CannotOpen { source, .. }
            | Self::NotADatabase { source, .. }
            | Self::Prepare { source, .. }
            | Self::Migration { source, .. } => Some(source),
            Self::WriterThread { source } => Some(source),
            Self::PostgresNotServed
            | Self::IsDirectory { .. }
            | Self::ReadOnly { .. }
            | Self::ForeignDatabase { .. }
            | Self::NewerVersion { .. }
            | Self::NoWriteAheadLog { .. } => None,
        }
    }
}

/// Why a read or a write was not done. Unless it is said otherwise, nothing was changed.
#[derive(Debug)]
pub enum StorageError {
    /// More writes are waiting than the queue holds.
    Overloaded,
    /// The database has been closed.
    Stopped,
    /// This thread's reading connection could not be opened.
    Connect(rusqlite::Error),
    /// A query failed.
    Query(rusqlite::Error),
    /// The transaction that held this write, and perhaps others', could not be begun or committed.
    Transaction(Arc<rusqlite::Error>),
    /// The write's own code panicked. The panic hook has already shown where.
    Panicked,
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Overloaded => "too many writes are waiting for the database: try again shortly",
            Self::Stopped => {
                "the database is closed, because the server is stopping: try again once it is back"
            }
            Self::Connect(_) => {
                "could not open a connection for reading: check that the database file is still there \
                 and readable"
            }
            Self::Query(_) => "a database query failed",
            Self::Transaction(_) => {
                "the database could not keep the write, and rolled it back: check its disk, and that no \
                 other program holds it, then try again"
            }
            Self::Panicked => {
                "the code of a database write panicked, and the write was rolled back: this is a defect"
            }
        })
    }
}

impl Error for StorageError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Connect(source) | Self::Query(source) => Some(source),
            Self::Transaction(source) => Some(source.as_ref()),
            Self::Overloaded | Self::Stopped | Self::Panicked => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_urls_are_parsed_or_refused() {
        let file = |path: &str| Ok(DatabaseUrl::SqliteFile(PathBuf::from(path)));
        for (text, expected, reason) in [
            ("sqlite:customers.db", file("customers.db"), "a relative file"),
            ("sqlite:/var/customers.db", file("/var/customers.db"), "an absolute file"),
            ("sqlite://customers.db", file("customers.db"), "other tools' spelling, relative"),
            ("sqlite:///var/customers.db", file("/var/customers.db"), "other tools' spelling, absolute"),
            ("sqlite::memory:", Ok(DatabaseUrl::SqliteMemory), "memory"),
            ("sqlite:", Err(DatabaseUrlError::NoFile), "no file"),
            ("sqlite://", Err(DatabaseUrlError::NoFile), "no file, other spelling"),
            ("customers.db", Err(DatabaseUrlError::UnknownKind), "no scheme"),
            ("mysql://host/db", Err(DatabaseUrlError::UnknownKind), "another database"),
            ("", Err(DatabaseUrlError::UnknownKind), "empty"),
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), expected, "{reason}");
        }
    }

    #[test]
    fn a_postgres_url_parses_and_never_shows_its_password() {
        let url: DatabaseUrl = "postgres://user:hunter2@host/db".parse().unwrap();

        assert_eq!(url.to_string(), "postgres://***");
        assert!(!format!("{url:?}").contains("hunter2"));
        assert!(matches!(Database::open(&url), Err(OpenError::PostgresNotServed)));
    }
}
