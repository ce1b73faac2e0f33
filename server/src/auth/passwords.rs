//! Argon2id hashes of passwords that people choose.
//!
//! A hash takes some 20 ms and 19 MiB by design, so that few are computed at a time, on threads that do not serve
//! requests.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use argon2::password_hash::phc;
use argon2::{Argon2, PasswordHasher as _};
use tokio::sync::Semaphore;

const SALT_BYTES: usize = 16;

/// How long a hash may wait for others.
const WAIT_MAX: Duration = Duration::from_secs(1);

/// Argon2id hash of a password, as a PHC string with its parameters and salt.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Returns the PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored PHC string.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// Hashes as many passwords at a time as there are processors. Clones share this limit.
#[derive(Clone, Debug)]
pub struct Passwords {
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// Creates a hasher.
    pub fn new() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self { permits: Arc::new(Semaphore::new(processors)) }
    }

    /// Returns the hash of a password, with a random salt.
    pub async fn hash(&self, password: &str) -> Result<PasswordHash, PasswordError> {
        let permit = Arc::clone(&self.permits).acquire_owned();
        let permit = tokio::time::timeout(WAIT_MAX, permit).await.map_err(|_| PasswordError::Overloaded)?;
        let permit = permit.map_err(|_| PasswordError::Overloaded)?;
        let password = password.to_owned();
        let hashing = tokio::task::spawn_blocking(move || {
            // Held to the end, also if the caller stops waiting.
            let _permit = permit;
            compute(password.as_bytes())
        });
        hashing.await.map_err(|error| PasswordError::Failed(error.into()))?
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// Uses the crate's default parameters, which are OWASP's recommendation: 19 MiB, two passes, one lane.
fn compute(password: &[u8]) -> Result<PasswordHash, PasswordError> {
    let failed = |error: &dyn fmt::Display| PasswordError::Failed(error.to_string().into());
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|error| failed(&error))?;
    let hash: phc::PasswordHash =
        Argon2::default().hash_password_with_salt(password, &salt).map_err(|error| failed(&error))?;
    Ok(PasswordHash(hash.to_string()))
}

/// Why a password was not hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many passwords are waiting.
    #[error("too many passwords are waiting to be hashed")]
    Overloaded,
    /// Hashing failed.
    #[error("cannot hash a password")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier as _;

    use super::*;

    #[tokio::test]
    async fn hash_verifies_its_password_only() {
        let passwords = Passwords::new();
        let one = passwords.hash("senha_exemplo").await.unwrap();
        let other = passwords.hash("senha_exemplo").await.unwrap();

        assert!(one.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.as_str());
        assert_ne!(one, other, "each has its own salt");
        assert_eq!(format!("{one:?}"), "***");
        let parsed = phc::PasswordHash::new(one.as_str()).unwrap();
        assert!(Argon2::default().verify_password(b"senha_exemplo", &parsed).is_ok());
        assert!(Argon2::default().verify_password(b"senha_exempl", &parsed).is_err());
    }

    #[tokio::test]
    async fn hash_that_waits_too_long_is_rejected() {
        let passwords = Passwords::new();
        let all = u32::try_from(passwords.permits.available_permits()).unwrap();
        let permits = Arc::clone(&passwords.permits).acquire_many_owned(all).await.unwrap();
        assert!(matches!(passwords.hash("x").await, Err(PasswordError::Overloaded)));

        drop(permits);
        assert!(passwords.hash("x").await.is_ok());
    }
}
