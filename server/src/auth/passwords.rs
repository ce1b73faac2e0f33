//! Passwords that people choose, and what is kept of them: an Argon2id hash, with a salt of its own.
//!
//! A hash is slow and takes 19 MiB on purpose, so that guessing is too. It is therefore made away from the threads that
//! serve requests, by a few at a time, and when too many wait for one, the next caller is told to come back.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::thread;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use tokio::sync::Semaphore;

/// OWASP's recommendation where nothing else is known: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

const SALT_BYTES: usize = 16;

/// How many may wait for a turn. At some 20 ms a hash, the last of them waits about a second.
const WAITING_MAX: usize = 64;

/// The Argon2id hash of a password, as a PHC string: it says itself how it was made.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One that was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// Hashes passwords. Clones share their turns.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Passwords {
    /// As many at a time as there are processors.
    pub fn new() -> Self {
        let at_a_time = thread::available_parallelism().map_or(1, usize::from);
        Self::with(at_a_time, at_a_time + WAITING_MAX)
    }

    fn with(turns: usize, places: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(turns)), places: Arc::new(Semaphore::new(places)) }
    }

    /// The hash of a password.
    pub async fn hash(&self, password: &str) -> Result<PasswordHash, PasswordError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| PasswordError::Overloaded)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| PasswordError::Overloaded)?;
        let password = password.to_owned();
        let hashing = tokio::task::spawn_blocking(move || {
            let hash = hash_now(password.as_bytes());
            // Held until here, also when nobody waits for the hash any more.
            drop((turn, place));
            hash
        });
        hashing.await.map_err(|error| PasswordError::Failed(error.into()))?
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

fn hash_now(password: &[u8]) -> Result<PasswordHash, PasswordError> {
    let failed = |error: &dyn fmt::Display| PasswordError::Failed(error.to_string().into());
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| failed(&error))?;
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|error| failed(&error))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: phc::PasswordHash =
        argon2.hash_password_with_salt(password, &salt).map_err(|error| failed(&error))?;
    Ok(PasswordHash(hash.to_string()))
}

/// Why a password was not hashed.
#[derive(Debug)]
pub enum PasswordError {
    /// Too many wait for a hash.
    Overloaded,
    /// Hashing failed, which it should not.
    Failed(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for PasswordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Overloaded => "too many passwords are waiting to be hashed: try again shortly",
            Self::Failed(_) => "a password could not be hashed",
        })
    }
}

impl Error for PasswordError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Overloaded => None,
            Self::Failed(source) => Some(source.as_ref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier as _;

    use super::*;

    #[tokio::test]
    async fn a_hash_says_how_it_was_made_and_fits_its_password_alone() {
        let passwords = Passwords::new();
        let one = passwords.hash("senha_exemplo").await.unwrap();
        let other = passwords.hash("senha_exemplo").await.unwrap();

        assert!(one.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.as_str());
        assert_ne!(one, other, "each has a salt of its own");
        assert_eq!(format!("{one:?}"), "***");
        let parsed = phc::PasswordHash::new(one.as_str()).unwrap();
        assert!(Argon2::default().verify_password(b"senha_exemplo", &parsed).is_ok());
        assert!(Argon2::default().verify_password(b"senha_exempl", &parsed).is_err());
    }

    #[tokio::test]
    async fn whoever_comes_when_too_many_wait_is_turned_away_at_once() {
        let passwords = Passwords::with(1, 1);
        let place = passwords.places.try_acquire().unwrap();
        assert!(matches!(passwords.hash("x").await, Err(PasswordError::Overloaded)));

        drop(place);
        assert!(passwords.hash("x").await.is_ok());
        assert_eq!((passwords.turns.available_permits(), passwords.places.available_permits()), (1, 1));
    }
}
