//! Who was let in a moment ago.
//!
//! To look a caller up is a query, and most callers come again at once. So what was found is taken for granted for a
//! hundredth of a second, unless something has been written through this server since: what another process revokes, the
//! command line or another server on the same database, is refused that much later, and what this one revokes at once. That
//! somebody is unknown is never remembered.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::auth::tokens::TokenHash;

/// How long somebody is known for who was looked up.
const AGE_MAX: Duration = Duration::from_millis(10);

/// How many are remembered.
const LENGTH_MAX: usize = 4096;

/// What was found for secrets, by their hashes. Clones share what they know.
pub struct Recent<T>(Arc<RwLock<Found<T>>>);

type Found<T> = HashMap<(&'static str, TokenHash), Entry<T>>;

struct Entry<T> {
    found: T,
    as_of: AsOf,
}

/// When something was looked up.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
    at: Instant,
    /// How much had been written by then, at least.
    commits: u64,
}

impl AsOf {
    /// Now, with so many transactions committed through this server: to be asked before the look.
    pub fn now(commits: u64) -> Self {
        Self { at: Instant::now(), commits }
    }

    fn is_near(self, now: Self) -> bool {
        self.commits == now.commits && now.at.saturating_duration_since(self.at) < AGE_MAX
    }
}

impl<T> Clone for Recent<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> std::fmt::Debug for Recent<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Recent")
    }
}

impl<T: Clone> Recent<T> {
    /// What was found for a secret at `api`, if that was a moment ago.
    pub fn get(&self, api: &'static str, hash: &TokenHash, now: AsOf) -> Option<T> {
        let found = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let entry = found.get(&(api, *hash))?;
        entry.as_of.is_near(now).then(|| entry.found.clone())
    }

    /// Keeps what was found for a secret at `api`.
    pub fn put(&self, api: &'static str, hash: TokenHash, found: T, as_of: AsOf) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= LENGTH_MAX {
            all.retain(|_, entry| entry.as_of.is_near(as_of));
        }
        if all.len() < LENGTH_MAX {
            all.insert((api, hash), Entry { found, as_of });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(as_of: AsOf, by: Duration) -> AsOf {
        AsOf { at: as_of.at + by, ..as_of }
    }

    #[test]
    fn somebody_is_known_for_a_moment_and_until_something_is_written() {
        let (recent, then) = (Recent::default(), AsOf::now(7));
        let hash = TokenHash::of("secret");
        recent.put("reportei", hash, "acme", then);

        assert_eq!(recent.get("reportei", &hash, later(then, AGE_MAX / 2)), Some("acme"));
        for (api, hash, now, reason) in [
            ("dezwork", hash, then, "another API"),
            ("reportei", TokenHash::of("other"), then, "another secret"),
            ("reportei", hash, later(then, AGE_MAX), "long ago"),
            ("reportei", hash, AsOf { commits: 8, ..then }, "written since"),
        ] {
            assert_eq!(recent.get(api, &hash, now), None, "{reason}");
        }
    }

    #[test]
    fn no_more_are_remembered_than_there_is_room_for() {
        let (recent, then) = (Recent::default(), AsOf::now(0));
        let remember = |numbers: std::ops::Range<usize>, as_of| {
            numbers
                .for_each(|number| recent.put("reportei", TokenHash::of(&number.to_string()), number, as_of));
        };

        remember(0..LENGTH_MAX + 10, then);
        assert_eq!(recent.0.read().unwrap().len(), LENGTH_MAX);
        let now = later(then, AGE_MAX);
        remember(LENGTH_MAX..LENGTH_MAX + 10, now);
        assert_eq!(recent.0.read().unwrap().len(), 10, "those of long ago make room");
        assert_eq!(recent.get("reportei", &TokenHash::of(&LENGTH_MAX.to_string()), now), Some(LENGTH_MAX));
    }
}
