//! Rate limits per merchant.
//!
//! Windows are fixed and follow the clock's minutes and seconds: one counter per window is enough, and when a minute ends,
//! all its counters are dropped. Across a boundary, up to twice the limit can pass within the length of one window.
//!
//! Counters live in this process: several servers each allow the full limit.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::clock::Clock;

const SECONDS_PER_MINUTE: i64 = 60;

/// Limits for each key. A missing limit does not limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimit {
    /// Requests per minute.
    pub per_minute: Option<NonZeroU32>,
    /// Requests per second.
    pub per_second: Option<NonZeroU32>,
}

/// State of the window with the fewest requests left, for a request within the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    /// The window's limit.
    pub limit: u32,
    /// Requests left in it.
    pub remaining: u32,
}

/// A request over the limit. It is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// Limit of the window that is full.
    pub limit: u32,
    /// Seconds until that window ends, at least 1.
    pub retry_after_seconds: u32,
}

/// Counts requests by key.
#[derive(Debug)]
pub struct RateLimiter {
    limit: RateLimit,
    clock: Clock,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    /// The minute since 1970 that `by_key` belongs to.
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
    /// Creates a limiter without any counted request.
    pub fn new(limit: RateLimit, clock: Clock) -> Self {
        Self { limit, clock, counts: Mutex::default() }
    }

    /// Counts a request by `key`, unless it exceeds a limit. Returns `None` if there is no limit.
    pub fn admit(&self, key: &str) -> Result<Option<Admission>, Exceeded> {
        let RateLimit { per_minute, per_second } = self.limit;
        if per_minute.is_none() && per_second.is_none() {
            return Ok(None);
        }
        let second = self.clock.now().timestamp();
        let minute = second.div_euclid(SECONDS_PER_MINUTE);

        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != minute {
            *counts = Counts { minute, by_key: HashMap::new() };
        }
        let count = counts.by_key.entry(key.to_owned()).or_default();
        if count.second != second {
            count.second = second;
            count.in_second = 0;
        }

        // The minute first: if both windows are full, the caller has to wait for the minute to end.
        if let Some(limit) = full(per_minute, count.in_minute) {
            let left = SECONDS_PER_MINUTE - second.rem_euclid(SECONDS_PER_MINUTE);
            return Err(Exceeded { limit, retry_after_seconds: u32::try_from(left).unwrap_or(1) });
        }
        if let Some(limit) = full(per_second, count.in_second) {
            return Err(Exceeded { limit, retry_after_seconds: 1 });
        }

        count.in_minute = count.in_minute.saturating_add(1);
        count.in_second = count.in_second.saturating_add(1);
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

    /// Returns a limiter whose clock stands at the start of a minute.
    fn limiter(per_minute: u32, per_second: u32) -> (RateLimiter, Clock) {
        let clock = Clock::movable(DateTime::from_timestamp(60_000, 0).unwrap());
        let limit =
            RateLimit { per_minute: NonZeroU32::new(per_minute), per_second: NonZeroU32::new(per_second) };
        (RateLimiter::new(limit, clock.clone()), clock)
    }

    type Outcome = Result<Option<Admission>, Exceeded>;

    #[expect(clippy::unnecessary_wraps, reason = "same type as the result of `admit`")]
    fn admitted(limit: u32, remaining: u32) -> Outcome {
        Ok(Some(Admission { limit, remaining }))
    }

    fn exceeded(limit: u32, retry_after_seconds: u32) -> Outcome {
        Err(Exceeded { limit, retry_after_seconds })
    }

    #[test]
    fn unlimited_requests_are_not_counted() {
        let (limiter, _) = limiter(0, 0);

        for _ in 0..1_000 {
            assert_eq!(limiter.admit("a"), Ok(None));
        }
        assert!(limiter.counts.lock().unwrap().by_key.is_empty());
    }

    #[test]
    fn request_over_minute_limit_waits_for_next_minute() {
        let (limiter, clock) = limiter(2, 0);
        clock.advance(Duration::from_millis(58_500));

        assert_eq!(limiter.admit("a"), admitted(2, 1));
        assert_eq!(limiter.admit("a"), admitted(2, 0));
        assert_eq!(limiter.admit("a"), exceeded(2, 2));
        clock.advance(Duration::from_millis(1_499));
        assert_eq!(limiter.admit("a"), exceeded(2, 1), "last millisecond of the minute");
        clock.advance(Duration::from_millis(1));
        assert_eq!(limiter.admit("a"), admitted(2, 1), "first of the next minute");
    }

    #[test]
    fn request_over_second_limit_waits_one_second() {
        let (limiter, clock) = limiter(0, 1);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
        clock.advance(Duration::from_millis(999));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
        clock.advance(Duration::from_millis(1));
        assert_eq!(limiter.admit("a"), admitted(1, 0));
    }

    #[test]
    fn tighter_window_is_reported() {
        let (limiter, clock) = limiter(3, 2);

        assert_eq!(limiter.admit("a"), admitted(2, 1), "the second has less left");
        clock.advance(Duration::from_secs(1));
        assert_eq!(limiter.admit("a"), admitted(3, 1), "equal in both windows: the minute is reported");
        assert_eq!(limiter.admit("a"), admitted(3, 0));
        assert_eq!(limiter.admit("a"), exceeded(3, 59), "both full: the longer wait");
    }

    #[test]
    fn rejected_request_is_not_counted() {
        let (limiter, clock) = limiter(3, 1);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        for _ in 0..10 {
            assert_eq!(limiter.admit("a"), exceeded(1, 1));
        }
        clock.advance(Duration::from_secs(1));
        assert_eq!(limiter.admit("a"), admitted(1, 0), "the minute counted two requests, not twelve");
    }

    #[test]
    fn keys_do_not_share_a_limit() {
        let (limiter, _) = limiter(1, 0);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("b"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 60));
    }

    #[test]
    fn idle_keys_are_dropped() {
        let (limiter, clock) = limiter(1, 0);
        for key in 0..1_000 {
            limiter.admit(&key.to_string()).unwrap();
        }

        clock.advance(Duration::from_secs(60));
        limiter.admit("a").unwrap();

        assert_eq!(limiter.counts.lock().unwrap().by_key.len(), 1);
    }

    #[test]
    fn times_before_1970_have_windows() {
        let clock = Clock::movable(DateTime::from_timestamp(-1, 0).unwrap());
        let limit = RateLimit { per_minute: NonZeroU32::new(1), per_second: None };
        let limiter = RateLimiter::new(limit, clock);

        assert_eq!(limiter.admit("a"), admitted(1, 0));
        assert_eq!(limiter.admit("a"), exceeded(1, 1));
    }
}
