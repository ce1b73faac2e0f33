//! Guessing is slowed down: who fails to sign in again and again waits longer and longer for the answer.
//!
//! Tokens of 256 random bits need none of this, as nobody guesses them; names with passwords do. Counts are kept in memory,
//! for each account that is guessed at, and end with the first success or after a while without a failure.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;

/// People mistype; so many failures in a row cost nothing.
const FREE: u32 = 5;

/// What the first failure after those costs; each further one doubles it.
const FIRST_DELAY: Duration = Duration::from_millis(100);

/// No answer waits longer than this.
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// After so long without a failure, the next is the first again.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::minutes(15);

/// Accounts that are counted at most; past them the oldest counts go.
const ACCOUNTS_MAX: usize = 10_000;

/// Counts failed attempts to sign in.
#[derive(Debug, Clone)]
pub struct Guesses {
    clock: Clock,
    failures: Arc<Mutex<HashMap<String, Failures>>>,
}

#[derive(Debug)]
struct Failures {
    count: u32,
    last: DateTime<Utc>,
}

impl Guesses {
    /// Nobody has failed yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, failures: Arc::default() }
    }

    /// Counts a failure to sign in to `account`, and holds its answer back as long as it deserves.
    pub async fn failed(&self, account: &str) {
        tokio::time::sleep(self.count(account)).await;
    }

    /// Forgets the failures of `account`.
    pub fn succeeded(&self, account: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
    }

    fn count(&self, account: &str) -> Duration {
        let now = self.clock.now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= ACCOUNTS_MAX && !failures.contains_key(account) {
            failures.retain(|_, failures| now - failures.last < FORGOTTEN_AFTER);
            if failures.len() >= ACCOUNTS_MAX {
                let oldest =
                    failures.iter().min_by_key(|(_, failures)| failures.last).map(|(key, _)| key.clone());
                oldest.and_then(|key| failures.remove(&key));
            }
        }
        let entry = failures.entry(account.to_owned()).or_insert(Failures { count: 0, last: now });
        if now - entry.last >= FORGOTTEN_AFTER {
            entry.count = 0;
        }
        entry.count = entry.count.saturating_add(1);
        entry.last = now;
        delay(entry.count)
    }
}

fn delay(failures: u32) -> Duration {
    match failures.saturating_sub(FREE) {
        0 => Duration::ZERO,
        past @ 1..=10 => (FIRST_DELAY * 2_u32.pow(past - 1)).min(LONGEST_DELAY),
        _ => LONGEST_DELAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_to_a_guess_takes_longer_with_every_failure() {
        let clock = Clock::movable(DateTime::UNIX_EPOCH);
        let guesses = Guesses::new(clock.clone());

        let delays: Vec<_> = (0..8).map(|_| guesses.count("a").as_millis()).collect();

        assert_eq!(delays, [0, 0, 0, 0, 0, 100, 200, 400]);
        assert_eq!(guesses.count("b"), Duration::ZERO, "another account");
        guesses.succeeded("a");
        assert_eq!(guesses.count("a"), Duration::ZERO, "a success ends the row");
        for _ in 0..100 {
            guesses.count("a");
        }
        assert_eq!(guesses.count("a"), LONGEST_DELAY);
        clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(guesses.count("a"), Duration::ZERO, "after a while it is the first again");
    }

    #[test]
    fn what_is_counted_has_an_end() {
        let guesses = Guesses::new(Clock::movable(DateTime::UNIX_EPOCH));
        for account in 0..ACCOUNTS_MAX + 10 {
            guesses.count(&account.to_string());
        }
        assert!(guesses.failures.lock().unwrap().len() <= ACCOUNTS_MAX);
    }
}
