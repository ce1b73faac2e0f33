//! The connections.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use sha2::{Digest as _, Sha256};
use thread_local::ThreadLocal;

/// More than there are statements.
const CACHED_STATEMENTS: usize = 64;

/// A SQLite file, read by each thread through a connection of its own, and written through one.
pub struct Store {
    file: PathBuf,
    readers: ThreadLocal<Connection>,
    writer: Mutex<Connection>,
}

impl Store {
    pub fn open(file: PathBuf) -> rusqlite::Result<Self> {
        let writer = Connection::open(&file)?;
        writer.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "foreign_keys", true)?;
        writer.busy_timeout(Duration::from_secs(5))?;
        writer.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Ok(Self { file, readers: ThreadLocal::new(), writer: Mutex::new(writer) })
    }

    /// Reads on the calling thread: a lookup takes less time than handing it to another would.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let connection = self.readers.get_or_try(|| {
            let connection = Connection::open_with_flags(&self.file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            connection.busy_timeout(Duration::from_secs(5))?;
            connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
            Ok::<_, rusqlite::Error>(connection)
        })?;
        work(connection)
    }

    /// Writes in a transaction of its own, which is on disk when this returns.
    pub async fn write<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> rusqlite::Result<T> {
        let written = tokio::task::spawn_blocking(move || {
            let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        });
        written.await.expect("a write does not panic")
    }
}

/// What is kept of a token: its SHA-256, in hex.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0x0f)]).collect()
}
