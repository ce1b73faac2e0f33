//! Random secrets and their hashes.
//!
//! A secret has 256 random bits, or 122 as a UUID. It cannot be guessed, so that its SHA-256 is stored.
//!
//! Out of scope: passwords that people choose.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Length of a secret, and of a SHA-256.
const BYTES: usize = 32;

/// A secret in plain text: 64 lower-case hex digits, or a UUID. It is shown once and has no `Display`, so that it is not
/// logged by accident.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Generates 256 random bits.
    ///
    /// # Panics
    ///
    /// If the operating system has no random source.
    pub fn generate() -> Self {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).expect("the operating system has a random source");
        Self(String::from_utf8_lossy(&hex(bytes)).into_owned())
    }

    /// Generates a random UUID, for keys to which their vendor gives that form.
    ///
    /// # Panics
    ///
    /// If the operating system has no random source.
    pub fn generate_uuid() -> Self {
        Self(Uuid::new_v4().to_string())
    }

    /// Returns the plain text, for the response that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the hash to store.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// SHA-256 of a secret, in 64 lower-case hex digits.
///
/// Secrets are looked up by this hash and never compared themselves. The time of a comparison reveals at most a prefix of
/// a hash, which says nothing about the secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 2 * BYTES]);

impl TokenHash {
    /// Returns the hash of what a caller presented.
    pub fn of(presented: &str) -> Self {
        Self(hex(Sha256::digest(presented.as_bytes()).into()))
    }

    /// Returns the digits, as they are stored.
    pub fn as_str(&self) -> &str {
        // Digits are always UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

fn hex(bytes: [u8; BYTES]) -> [u8; 2 * BYTES] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 2 * BYTES];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 0x0f)];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_is_64_random_hex_digits() {
        let secret = Secret::generate();

        assert_eq!(secret.expose().len(), 64);
        assert!(secret.expose().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        assert_ne!(secret.expose(), Secret::generate().expose());
    }

    #[test]
    fn uuid_secret_is_random() {
        let secret = Secret::generate_uuid();

        assert_eq!(secret.expose().parse::<Uuid>().map(|uuid| uuid.get_version_num()), Ok(4));
        assert_ne!(secret.expose(), Secret::generate_uuid().expose());
    }

    #[test]
    fn debug_output_hides_secret() {
        assert_eq!(format!("{:?}", Secret::generate()), "***");
    }

    #[test]
    fn hash_is_sha_256_in_hex() {
        assert_eq!(
            TokenHash::of("abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
