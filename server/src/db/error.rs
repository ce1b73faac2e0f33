//! Why a database cannot be opened, and why a query, a read or a write fails.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_READONLY;
use tokio_postgres::error::SqlState;

/// Error of any type.
pub(super) type BoxError = Box<dyn Error + Send + Sync>;

/// The result of a query.
pub type Result<T, E = QueryError> = std::result::Result<T, E>;

/// Why a query has no result.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// SQLite rejected the query.
    #[error("SQLite rejected the query")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL rejected the query or did not answer.
    #[error("PostgreSQL rejected the query")]
    Postgres(#[from] tokio_postgres::Error),
    /// The query was expected to find a row and found none.
    #[error("the query found no row")]
    NoRows,
    /// A row contains a value that this program does not write.
    #[error("cannot read column {column} of a row")]
    Unreadable {
        /// The column's index, from 0.
        column: usize,
        /// What is wrong with the value.
        source: BoxError,
    },
    /// A value cannot be stored.
    #[error("cannot store a value")]
    Unwritable(#[source] BoxError),
}

impl QueryError {
    /// Returns the error for a column whose value this program does not write.
    pub fn unreadable(column: usize, source: impl Into<BoxError>) -> Self {
        Self::Unreadable { column, source: source.into() }
    }

    fn state(&self) -> Option<&SqlState> {
        if let Self::Postgres(error) = self { error.code() } else { None }
    }

    /// Returns `true` if a concurrent transaction was in the way, so that a retry may succeed. SQLite has one writer.
    pub(super) fn is_conflict(&self) -> bool {
        self.state().is_some_and(|state| {
            [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(state)
        })
    }

    /// Returns `true` if another server has inserted the same unique value: a retry finds it.
    pub(super) fn is_unique_violation(&self) -> bool {
        self.state() == Some(&SqlState::UNIQUE_VIOLATION)
    }

    /// Returns `true` if the server is unreachable, starting, stopping, or does not accept writes for now.
    pub(super) fn is_lost_connection(&self) -> bool {
        let Self::Postgres(error) = self else { return false };
        let Some(state) = error.code() else {
            return error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>);
        };
        // Class 08: connection exceptions. 57P: operator intervention (shutdown, crash, start-up).
        state.code().starts_with("08")
            || state.code().starts_with("57P")
            || [SqlState::TOO_MANY_CONNECTIONS, SqlState::READ_ONLY_SQL_TRANSACTION, SqlState::DISK_FULL]
                .contains(state)
    }

    /// Returns `true` if the query was cancelled at the deadline of its read.
    fn is_timeout(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted),
            _ => self.state() == Some(&SqlState::QUERY_CANCELED),
        }
    }

    /// Returns what is wrong with the database file, if that is the reason.
    pub(super) fn file_fault(&self) -> Option<FileFault> {
        if let Self::Sqlite(error) = self { FileFault::of(error) } else { None }
    }

    /// Converts an error at the begin or the end of a transaction.
    pub(super) fn in_transaction(self) -> DatabaseError {
        self.classify(DatabaseError::Transaction)
    }

    fn classify(self, otherwise: fn(Arc<Self>) -> DatabaseError) -> DatabaseError {
        if self.is_lost_connection() {
            DatabaseError::Unavailable(Arc::new(self))
        } else if self.is_conflict() {
            DatabaseError::Conflict(Arc::new(self))
        } else if self.is_timeout() {
            DatabaseError::Timeout
        } else if let Some(fault) = self.file_fault() {
            DatabaseError::File { fault, source: Arc::new(self) }
        } else {
            otherwise(Arc::new(self))
        }
    }
}

/// Extension of query results for rows that may be missing.
pub trait OptionalExtension<T> {
    /// Returns `None` if there is no row.
    fn optional(self) -> Result<Option<T>>;
}

impl<T> OptionalExtension<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(QueryError::NoRows) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Why a read or a write failed. Unless stated otherwise, nothing was changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The queue of writes or of connections is full.
    #[error("too many requests are waiting for the database")]
    Overloaded,
    /// The database has been closed.
    #[error("the database is closed because the server is stopping")]
    Stopped,
    /// The database server is unreachable. If the connection was lost during a commit, the write may have been kept.
    #[error("the database server is unreachable. The server recovers once it is back.")]
    Unavailable(#[source] Arc<dyn Error + Send + Sync>),
    /// Concurrent transactions conflicted in every attempt.
    #[error("concurrent transactions conflicted in every attempt")]
    Conflict(#[source] Arc<QueryError>),
    /// The read exceeded its deadline.
    #[error("the query exceeded its deadline")]
    Timeout,
    /// The database file cannot be used.
    #[error("{fault}")]
    File {
        /// What is wrong with it.
        fault: FileFault,
        /// SQLite's error.
        source: Arc<QueryError>,
    },
    /// The query failed.
    #[error("database query failed")]
    Query(#[source] Arc<QueryError>),
    /// The transaction of this write, and perhaps of others, could not begin or commit.
    #[error("the transaction could not be committed and was rolled back")]
    Transaction(#[source] Arc<QueryError>),
    /// The write panicked. The panic hook has logged where.
    #[error("the write panicked and was rolled back. This is a defect of the server.")]
    Panicked,
}

impl From<QueryError> for DatabaseError {
    fn from(error: QueryError) -> Self {
        error.classify(Self::Query)
    }
}

/// What is wrong with a database file in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Another process holds its lock.
    Locked,
    /// The disk is full.
    DiskFull,
    /// The disk fails, or a file size limit has been reached.
    DiskError,
    /// It cannot be opened or written.
    Inaccessible,
    /// Its content is malformed.
    Damaged,
}

impl FileFault {
    pub(super) fn of(error: &rusqlite::Error) -> Option<Self> {
        let error = error.sqlite_error()?;
        match error.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                Some(Self::Locked)
            }
            ErrorCode::DiskFull => Some(Self::DiskFull),
            ErrorCode::SystemIoFailure => Some(Self::DiskError),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Some(Self::Inaccessible),
            // Without an extended code, a read tried to write: the query is wrong.
            ErrorCode::ReadOnly if error.extended_code != SQLITE_READONLY => Some(Self::Inaccessible),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(Self::Damaged),
            _ => None,
        }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Locked => "the database file is locked by another process. Stop that process.",
            Self::DiskFull => "the disk of the database file is full. Free space on it.",
            Self::DiskError => {
                "cannot read or write the database file: the disk failed, or a file size limit is reached. \
                 Check the system log."
            }
            Self::Inaccessible => {
                "the database file, or a file beside it, cannot be opened or written. Check that the files exist, \
                 their permissions, and the limit on open files."
            }
            Self::Damaged => {
                "the database file is damaged. Stop the server, move the file and its -wal and -shm files away, \
                 and restore a backup."
            }
        })
    }
}

/// Why a database cannot be opened. SQLite files are left unchanged.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The PostgreSQL URL is malformed.
    #[error(
        "malformed PostgreSQL URL. Write postgres://USER:PASSWORD@HOST:PORT/NAME, with ?sslmode=require for TLS, and \
         percent-encode reserved characters."
    )]
    Url(#[source] Redacted),
    /// The database cannot be opened, created or prepared.
    #[error("cannot open {database}: {reason}")]
    Unusable {
        /// The database, as messages name it.
        database: String,
        /// The reason, and a hint.
        reason: String,
        /// The underlying error.
        source: Option<BoxError>,
    },
    /// The database contains tables of another program.
    #[error("cannot open {database}: it contains tables of another program. Name another database.")]
    ForeignDatabase {
        /// The database, as messages name it.
        database: String,
    },
    /// The database was written by a newer version of this program.
    #[error(
        "cannot open {database}: a newer version of this program wrote it (schema {found} of {component}, this version \
         knows {known}). Run that version, or name another database."
    )]
    NewerVersion {
        /// The database, as messages name it.
        database: String,
        /// The component whose schema is newer.
        component: String,
        /// The schema version found.
        found: i64,
        /// The last schema version that this program knows.
        known: i64,
    },
    /// A migration failed and was rolled back.
    #[error("cannot apply migration {version} of {component}. Nothing was changed.")]
    Migration {
        /// The component that it belongs to.
        component: &'static str,
        /// Its number.
        version: i64,
        /// The database's error.
        source: BoxError,
    },
    /// The writer's thread cannot be started.
    #[error("cannot start the thread that writes to the database. Check the limit on threads.")]
    Writer(#[source] std::io::Error),
}

/// A PostgreSQL driver's error as one line of text: the driver's types may contain the URL and with it a password.
#[derive(Debug)]
pub struct Redacted(String);

impl Redacted {
    pub(super) fn new(error: &dyn Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let more = error.to_string();
            if !text.contains(&more) {
                text = format!("{text}: {more}");
            }
            cause = error.source();
        }
        Self(text)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Redacted {}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn sqlite_codes_map_to_file_faults() {
        for (code, expected) in [
            (ffi::SQLITE_BUSY_RECOVERY, Some(FileFault::Locked)),
            (ffi::SQLITE_LOCKED, Some(FileFault::Locked)),
            (ffi::SQLITE_FULL, Some(FileFault::DiskFull)),
            (ffi::SQLITE_IOERR_FSYNC, Some(FileFault::DiskError)),
            (ffi::SQLITE_CANTOPEN, Some(FileFault::Inaccessible)),
            (ffi::SQLITE_READONLY, None),
            (ffi::SQLITE_READONLY_DBMOVED, Some(FileFault::Inaccessible)),
            (ffi::SQLITE_CORRUPT_INDEX, Some(FileFault::Damaged)),
            (ffi::SQLITE_NOTADB, Some(FileFault::Damaged)),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, None),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(FileFault::of(&error), expected, "{error}");
        }
    }
}
