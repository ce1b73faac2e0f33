//! Random keys shared by all servers on a database.
//!
//! They sign values that the server issues and verifies itself, and are stored in plain text.

use std::fmt;
use std::sync::PoisonError;

use super::query::{OptionalExtension as _, QueryError, Result, params};
use super::{Connection, Database, DatabaseError};

/// Key of 256 random bits, in hex.
#[derive(Clone)]
pub struct ServerKey(String);

impl ServerKey {
    /// Returns the key of a keyed hash.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl Database {
    /// Returns the key with this name, which is created at first use.
    pub async fn server_key(&self, name: &'static str) -> Result<ServerKey, DatabaseError> {
        let known = || self.inner.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known().get(name) {
            return Ok(key.clone());
        }
        let key = match self.read(move |connection| find(connection, name)).await? {
            Some(key) => key,
            None => self.create_key(name).await?,
        };
        known().insert(name, key.clone());
        Ok(key)
    }

    async fn create_key(&self, name: &'static str) -> Result<ServerKey, DatabaseError> {
        self.write(move |connection| {
            // Another server may have created it in the meantime.
            let mut key = [0; 32];
            getrandom::fill(&mut key).map_err(|error| QueryError::Unwritable(error.into()))?;
            let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            connection
                .prepare_cached(
                    "INSERT INTO server_keys (name, key_hex) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
                )?
                .execute(params![name, key])?;
            find(connection, name)?.ok_or(QueryError::NoRows)
        })
        .await
    }
}

fn find(connection: &Connection, name: &str) -> Result<Option<ServerKey>> {
    connection
        .prepare_cached("SELECT key_hex FROM server_keys WHERE name = ?1")?
        .query_row(params![name], |row| row.get(0).map(ServerKey))
        .optional()
}

#[cfg(test)]
mod tests {
    use crate::db::DatabaseUrl;

    #[tokio::test]
    async fn key_is_created_once_per_name() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = DatabaseUrl::SqliteFile(folder.path().join("keys.db"));
        let database = crate::db::testing::open(&url).await.unwrap();

        let first = database.server_key("a").await.unwrap();
        let other = database.server_key("b").await.unwrap();
        database.close().await;
        let again = crate::db::testing::open(&url).await.unwrap().server_key("a").await.unwrap();

        assert_eq!(first.as_bytes(), again.as_bytes(), "it survives a restart");
        assert_ne!(first.as_bytes(), other.as_bytes());
        assert_eq!(first.as_bytes().len(), 64);
        assert_eq!(format!("{first:?}"), "***");
    }
}
