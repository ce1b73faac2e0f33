//! Random keys that all servers on one database share, and that outlive them.
//!
//! They make and check marks of our own, so they are read to be used and kept as they are: who can read them can read every
//! row anyway. Secrets that others hold are not kept here, but as hashes by those who own them.

use std::fmt;
use std::sync::PoisonError;

use super::query::{OptionalExtension as _, QueryError, Result, params};
use super::{Connection, Database, StorageError};
use crate::auth::tokens::Secret;

/// A key of 256 random bits.
#[derive(Clone)]
pub struct ServerKey(String);

impl ServerKey {
    /// What to put into a keyed hash.
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
    /// The key of this name, which is made when it is asked for the first time.
    pub async fn server_key(&self, name: &'static str) -> Result<ServerKey, StorageError> {
        let known = || self.inner.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known().get(name) {
            return Ok(key.clone());
        }
        let key = match self.read(move |connection| find(connection, name)).await? {
            Some(key) => key,
            None => self.make_key(name).await?,
        };
        known().insert(name, key.clone());
        Ok(key)
    }

    async fn make_key(&self, name: &'static str) -> Result<ServerKey, StorageError> {
        self.write(move |connection| {
            // Another server may have made it in the meantime: then that is the one.
            connection
                .prepare_cached(
                    "INSERT INTO server_keys (name, key_hex) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
                )?
                .execute(params![name, Secret::generate().expose()])?;
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
    async fn a_key_is_made_once_and_each_name_has_its_own() {
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
