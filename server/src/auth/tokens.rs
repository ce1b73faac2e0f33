//! Random secrets, and what is kept of them.
//!
//! A secret is 256 random bits, or 192 behind the time of its making, or 122 in the form of a UUID, so that its SHA-256 is
//! all that need be stored: there is nothing to guess, and a slow hash as for passwords would only slow the server down.
//! Passwords, which people choose, are not for this module.

use std::fmt;
use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Of a secret, and of a SHA-256.
const SECRET_BYTES: usize = 32;

/// The digits of a secret that rise with time, where it has such.
const RISING_DIGITS: usize = 16;

/// A secret in the clear: 64 lowercase hex digits, or a UUID. It is shown once, to whom it is given, and has no
/// `Display`, so that it gets into no log by accident.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new one, from the operating system's random source.
    ///
    /// # Panics
    ///
    /// Where the operating system has no random source, and no secret should be made at all.
    pub fn generate() -> Self {
        Self::of_bytes(random_bytes())
    }

    /// A new one whose first 16 digits rise with the time, for secrets of which there are many: see [`TokenHash::rising`].
    /// The other 192 of its bits are random: too many to guess as well.
    ///
    /// # Panics
    ///
    /// As [`generate`](Self::generate) does.
    pub fn generate_rising(now: DateTime<Utc>) -> Self {
        let mut bytes = random_bytes();
        // They last until 2262. Nothing but the size of an index relies on their rising.
        let nanoseconds = now.timestamp_nanos_opt().unwrap_or(i64::MAX);
        bytes[..RISING_DIGITS / 2].copy_from_slice(&nanoseconds.to_be_bytes());
        Self::of_bytes(bytes)
    }

    fn of_bytes(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(String::from_utf8_lossy(&hex(bytes)).into_owned())
    }

    /// A new one in the form of a UUID, for keys to which their vendor gives that form. 122 of its bits are
    /// random: too many to guess as well.
    ///
    /// # Panics
    ///
    /// As [`generate`](Self::generate) does.
    pub fn generate_uuid() -> Self {
        Self(Uuid::new_v4().to_string())
    }

    /// The secret itself, for the one answer that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What to store of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// The SHA-256 of a secret, as 64 lowercase hex digits.
///
/// Secrets are looked up by this hash, in an index or with `==`, and never compared themselves. How long that
/// takes can tell at most how much of a hash agrees; since nobody can make a secret with a hash of their
/// choice, it tells nothing about the secret, and no comparison in constant time is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 2 * SECRET_BYTES]);

impl TokenHash {
    /// The hash of what a caller presented, whatever it looks like.
    pub fn of(presented: &str) -> Self {
        Self(hex(Sha256::digest(presented.as_bytes()).into()))
    }

    /// The same behind the first 16 digits of what a caller presented, in the place of its own. Secrets that rise with time
    /// are stored like this: in an index each then stands behind the last, where its hash alone would stand anywhere, on
    /// a page of its own that has to be written for it. 192 bits of the hash are left.
    #[must_use]
    pub fn rising(mut self, presented: &str) -> Self {
        if let Some(digits) = presented.as_bytes().first_chunk::<RISING_DIGITS>()
            && digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        {
            self.0[..RISING_DIGITS].copy_from_slice(digits);
        }
        self
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        // Digits are always UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Hash for TokenHash {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Sixteen of the last digits: they are as good a hash as any, of a rising one too.
        state.write(&self.0[SECRET_BYTES + RISING_DIGITS..]);
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

fn random_bytes() -> [u8; SECRET_BYTES] {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).expect("the operating system has a random source");
    bytes
}

fn hex(bytes: [u8; SECRET_BYTES]) -> [u8; 2 * SECRET_BYTES] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 2 * SECRET_BYTES];
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
    fn a_secret_is_64_lowercase_hex_digits_and_never_the_same() {
        let secret = Secret::generate();

        assert_eq!(secret.expose().len(), 64);
        assert!(secret.expose().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        assert_ne!(secret.expose(), Secret::generate().expose());
    }

    #[test]
    fn a_secret_can_rise_with_time() {
        let at = |nanoseconds: i64| DateTime::from_timestamp_nanos(1_700_000_000_000_000_000 + nanoseconds);
        let secrets: Vec<_> = (0..100).map(|now| Secret::generate_rising(at(now))).collect();

        assert!(secrets.iter().all(|secret| secret.expose().len() == 64));
        assert!(secrets.is_sorted_by(|one, next| one.expose() < next.expose()));
        let hashes: Vec<_> = secrets.iter().map(|secret| secret.hash().rising(secret.expose())).collect();
        assert!(hashes.is_sorted_by(|one, next| one.as_str() < next.as_str()));
        assert_ne!(
            Secret::generate_rising(at(0)).expose()[16..],
            Secret::generate_rising(at(0)).expose()[16..]
        );
    }

    #[test]
    fn a_hash_that_rises_with_its_secret_keeps_the_rest_of_it_to_itself() {
        let (secret, other) = ("0123456789abcdef".repeat(4), format!("{}0", "0123456789abcdef".repeat(3)));
        let (rising, hash) = (TokenHash::of(&secret).rising(&secret), TokenHash::of(&secret));

        assert_eq!(rising.as_str()[..16], secret[..16]);
        assert_eq!(rising.as_str()[16..], hash.as_str()[16..]);
        assert_ne!(rising, TokenHash::of(&other).rising(&other));
        // What is no such secret is looked for as it would be anyway.
        for presented in ["", "0123456789abcde", "0123456789ABCDEF0123", "Äöü0123456789abcdef"] {
            assert_eq!(TokenHash::of(presented).rising(presented), TokenHash::of(presented));
        }
    }

    #[test]
    fn a_secret_can_be_a_uuid() {
        let secret = Secret::generate_uuid();

        assert_eq!(secret.expose().parse::<Uuid>().map(|uuid| uuid.get_version_num()), Ok(4));
        assert_ne!(secret.expose(), Secret::generate_uuid().expose());
    }

    #[test]
    fn a_secret_does_not_show_itself_when_debugged() {
        assert_eq!(format!("{:?}", Secret::generate()), "***");
    }

    #[test]
    fn a_hash_is_the_sha_256_in_hex() {
        assert_eq!(
            TokenHash::of("abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
