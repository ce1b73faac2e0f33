//! How often a tenant may call.
//!
//! Windows are fixed, and stand on the clock's own minutes and seconds: one number a window is all that is
//! kept, and when a minute turns, every count of the last one is void at once, so that keys which have gone
//! quiet cost nothing. The price of fixed windows is known: across a boundary, twice the limit can pass
//! within one window's length.
//!
//! Counts live in this process: several servers side by side each allow the full limit.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use crate::clock::Clock;

const SECONDS_PER_MINUTE: i64 = 60;

/// What is allowed for each key. A limit that is absent does not limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// Calls in a minute of the clock.
    pub per_minute: Option<NonZeroU32>,
    /// Calls in a second of the clock.
    pub per_second: Option<NonZeroU32>,
}

/// A call that may go on, and where its key now stands in the window that has least left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The window's limit.
    pub limit: u32,
    /// Calls left in it.
    pub remaining: u32,
}

/// A call too many. It was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// The limit of the window that is full.
    pub limit: u32,
    /// Whole seconds until that window is over, at least 1.
    pub retry_after_seconds: u32,
}

/// Counts calls by key.
#[derive(Debug)]
pub struct RateLimiter {
    limit: RateLimit,
    clock: Clock,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    /// The minute since 1970 that all of `by_key` belongs to.
    minute: i64,
    by_key: HashMap<String, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    in_minute: u32,
    /// The second since 1970 that `in_second` belongs to.
    second: i64,
    in_second: u32,
}

impl RateLimiter {
    /// A limiter that has seen no call yet.
    pub fn new(limit: RateLimit, clock: Clock) -> Self {
        Self { limit, clock, counts: Mutex::default() }
    }

    /// Counts a call by `key`, unless it is one too many. `None` where nothing is limited.
    pub fn admit(&self, key: &str) -> Result<Option<Admission>, Exceeded> {
        let RateLimit { per_minute, per_second } = self.limit;
        if per_minute.is_none() && per_second.is_none() {
            return Ok(None);
        }
        let second = self.clock.now().timestamp();
        let minute = second.div_euclid(SECONDS_PER_MINUTE);

        // Every count is whole however its last holder ended.
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != minute {
            // A new table instead of an emptied one also gives back what a crowded minute took.
            *counts = Counts { minute, by_key: HashMap::new() };
        }
        let mut count = counts.by_key.get(key).copied().unwrap_or_default();
        if count.second != second {
            count.second = second;
            count.in_second = 0;
        }

        // The minute first: where both windows are full, it is the one to wait for.
        if let Some(limit) = full(per_minute, count.in_minute) {
            let left = SECONDS_PER_MINUTE - second.rem_euclid(SECONDS_PER_MINUTE);
            return Err(Exceeded { limit, retry_after_seconds: u32::try_from(left).unwrap_or(1) });
        }
        if let Some(limit) = full(per_second, count.in_second) {
            return Err(Exceeded { limit, retry_after_seconds: 1 });
        }

        count.in_minute = count.in_minute.saturating_add(1);
        count.in_second = count.in_second.saturating_add(1);
        match counts.by_key.get_mut(key) {
            Some(known) => *known = count,
            None => {
                counts.by_key.insert(key.to_owned(), count);
            }
        }
        let windows = [admission(per_minute, count.in_minute), admission(per_second, count.in_second)];
        Ok(windows.into_iter().flatten().min_by_key(|window| window.remaining))
    }
}

fn full(limit: Option<NonZeroU32>, count: u32) -> Option<u32> {
    limit.map(NonZeroU32::get).filter(|limit| count >= *limit)
}

fn admission(limit: Option<NonZeroU32>, count: u32) -> Option<Admission> {
    let limit = limit?.get();
    Some(Admission { limit, remaining: limit.saturating_sub(count) })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::DateTime;

    use super::*;

    /// A limiter whose clock stands at the beginning of a minute.
    fn limiter(per_minute: u32, per_second: u32) -> (RateLimiter, Clock) {
        let clock = Clock::movable(DateTime::from_timestamp(60_000, 0).unwrap());
        let limit =
            RateLimit { per_minute: NonZeroU32::new(per_minute), per_second: NonZeroU32::new(per_second) };
        (RateLimiter::new(limit, clock.clone()), clock)
    }

    type Outcome = Result<Option<Admission>, Exceeded>;

    #[expect(clippy::unnecessary_wraps, reason = "it stands for what `admit` returns")]
    fn admitted(limit: u32, remaining: u32) -> Outcome {
        Ok(Some(Admission { limit, remaining }))
    }

    fn exceeded(limit: u32, retry_after_seconds: u32) -> Outcome {
        Err(Exceeded { limit, retry_after_seconds })
    }

    #[test]
    fn nothing_is_counted_where_nothing_is_limited() {
        let (limiter, _) = limiter(0, 0);

        for _ in 0..1_000 {
            assert_eq!(limiter.admit("a"), Ok(None));
        }
        assert!(limiter.counts.lock().unwrap().by_key.is_empty());
    }

    #[test]
    fn the_last_call_of_a_minute_passes_and_the_next_waits_for_the_minute_to_turn() {
        let (limiter, clock) = limiter(2, 0);
        clock.advance(Duration::from_millis(58_500));

        assert_eq!(limiter.admit("a"), admitted(2, 1));
        assert_eq!(limiter.admit("a"), admitted(2, 0));
        assert_eq!(limiter.admit("a"), exceeded(2, 2));
        clock.advance(Duration::from_millis(1_499));
        assert_eq!(limiter.admit("a"), exceeded(2, 1), "the last millisecond of the minute");
        clock.advance(Duration::from_millis(1));
        assert_eq!(limiter.admit("a"), admitted(2, 1), "the first of the next");
    }

    #[test]
    fn the_last_call_of_a_second_passes_and_the_next_waits_one_second() {
        let (limiter, clock) = limiter(0, 1);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
        clock.advance(Duration::from_millis(999));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
        clock.advance(Duration::from_millis(1));
        assert_eq!(limiter.admit("a"), admitted(1, 0));
    }

    #[test]
    fn the_tighter_window_is_the_one_reported() {
        let (limiter, clock) = limiter(3, 2);

        assert_eq!(limiter.admit("a"), admitted(2, 1), "the second has less left");
        clock.advance(Duration::from_secs(1));
        assert_eq!(
            limiter.admit("a"),
            admitted(3, 1),
            "as little left in both: the minute, which lasts longer"
        );
        assert_eq!(limiter.admit("a"), admitted(3, 0));
        assert_eq!(limiter.admit("a"), exceeded(3, 59), "both full: the longer wait");
    }

    #[test]
    fn a_refused_call_does_not_count() {
        let (limiter, clock) = limiter(3, 1);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        for _ in 0..10 {
            assert_eq!(limiter.admit("a"), exceeded(1, 1));
        }
        clock.advance(Duration::from_secs(1));
        assert_eq!(limiter.admit("a"), admitted(1, 0), "the minute has seen two calls, not twelve");
    }

    #[test]
    fn keys_do_not_share_a_limit() {
        let (limiter, _) = limiter(1, 0);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("b"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 60));
    }

    #[test]
    fn keys_that_have_gone_quiet_are_dropped() {
        let (limiter, clock) = limiter(1, 0);
        for key in 0..1_000 {
            limiter.admit(&key.to_string()).unwrap();
        }

        clock.advance(Duration::from_secs(60));
        limiter.admit("a").unwrap();

        assert_eq!(limiter.counts.lock().unwrap().by_key.len(), 1);
    }

    #[test]
    fn times_before_1970_have_windows_too() {
        let clock = Clock::movable(DateTime::from_timestamp(-1, 0).unwrap());
        let limit = RateLimit { per_minute: NonZeroU32::new(1), per_second: None };
        let limiter = RateLimiter::new(limit, clock);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
    }
}
