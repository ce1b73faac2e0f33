//! Delays for repeated failures to sign in.
//!
//! Failures are counted in memory per account, until a success or 15 minutes without a failure.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;

/// Failures without a delay.
const FREE: u32 = 5;
/// The delay of the next failure; each further one doubles it.
const FIRST_DELAY: Duration = Duration::from_millis(100);
const DELAY_MAX: Duration = Duration::from_secs(5);
/// Time without a failure after which counting starts again.
const EXPIRY: TimeDelta = TimeDelta::minutes(15);
/// Number of accounts that are counted; beyond it the oldest are forgotten.
const ACCOUNTS_MAX: usize = 10_000;

/// Counts failures to sign in. Clones share their counts.
#[derive(Debug, Clone)]
pub struct LoginThrottle {
    clock: Clock,
    failures: Arc<Mutex<HashMap<String, Failures>>>,
}

#[derive(Debug)]
struct Failures {
    count: u32,
    last: DateTime<Utc>,
}

impl LoginThrottle {
    /// Creates a throttle without failures.
    pub fn new(clock: Clock) -> Self {
        Self { clock, failures: Arc::default() }
    }

    /// Counts a failure to sign in to `account` and waits for its delay.
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
            failures.retain(|_, failures| now - failures.last < EXPIRY);
            if failures.len() >= ACCOUNTS_MAX {
                let oldest =
                    failures.iter().min_by_key(|(_, failures)| failures.last).map(|(key, _)| key.clone());
                oldest.and_then(|key| failures.remove(&key));
            }
        }
        let entry = failures.entry(account.to_owned()).or_insert(Failures { count: 0, last: now });
        if now - entry.last >= EXPIRY {
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
        past @ 1..=10 => (FIRST_DELAY * 2_u32.pow(past - 1)).min(DELAY_MAX),
        _ => DELAY_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_doubles_with_every_failure() {
        let clock = Clock::movable(DateTime::UNIX_EPOCH);
        let throttle = LoginThrottle::new(clock.clone());

        let delays: Vec<_> = (0..8).map(|_| throttle.count("a").as_millis()).collect();

        assert_eq!(delays, [0, 0, 0, 0, 0, 100, 200, 400]);
        assert_eq!(throttle.count("b"), Duration::ZERO, "another account");
        throttle.succeeded("a");
        assert_eq!(throttle.count("a"), Duration::ZERO, "after a success");
        for _ in 0..100 {
            throttle.count("a");
        }
        assert_eq!(throttle.count("a"), DELAY_MAX);
        clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(throttle.count("a"), Duration::ZERO, "after 15 minutes");
    }

    #[test]
    fn number_of_accounts_is_limited() {
        let throttle = LoginThrottle::new(Clock::movable(DateTime::UNIX_EPOCH));
        for account in 0..ACCOUNTS_MAX + 10 {
            throttle.count(&account.to_string());
        }
        assert!(throttle.failures.lock().unwrap().len() <= ACCOUNTS_MAX);
    }
}
