//! When a call is tried again, after what wait, and how often all in all.
//!
//! Three questions, in this order: whether what went wrong is likely to pass ([`Trouble`]), whether the operation may be
//! carried out twice (its [`Nature`](crate::runtime::Nature)), and whether there are tries left, for this call
//! ([`RetryPolicy`]) and for the client ([`Budget`]).

use crate::runtime::Answer;
use backon::{BackoffBuilder as _, ExponentialBuilder};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

/// How a client tries again what has failed in a way that may pass.
///
/// What is tried again: a connection that cannot be made or breaks, a try that takes too long, and the statuses 408, 429 and
/// 5xx. What an API has not been asked to do, it is asked again whatever the operation: where no connection could be made,
/// and where a rate limit (429) turned the request away. Everything else is asked again only where twice is the same as
/// once: reading, replacing and deleting, and the operations that only set something. **A create never is.**
///
/// Waits double and are random within their length, so that clients which failed together do not come back together.
/// `Retry-After` is honoured, as seconds and as a date; a wait that would not end within the call's total time is not begun.
///
/// Each client, with its clones, has a budget of 10 retries; a call that goes well at once gives back a tenth of one. So
/// where an API is down for everybody, its clients together send a tenth more than they would without retries, not several
/// times as much.
///
/// ```
/// use customers_client::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().tries_max(6).first_wait(Duration::from_millis(250));
/// # let _ = patient;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    tries_max: u32,
    first_wait: Duration,
    wait_max: Duration,
    budget: u32,
}

impl Default for RetryPolicy {
    /// Three tries, with 0.1 to 0.2 and 0.2 to 0.4 seconds between them.
    fn default() -> Self {
        Self {
            tries_max: 3,
            first_wait: Duration::from_millis(100),
            wait_max: Duration::from_secs(5),
            budget: 10,
        }
    }
}

impl RetryPolicy {
    /// Every call is sent once.
    pub fn none() -> Self {
        Self::default().tries_max(1)
    }

    /// How often a call is sent at most, the first time included.
    pub fn tries_max(self, tries_max: u32) -> Self {
        Self { tries_max, ..self }
    }

    /// The wait before the second try, to which chance adds up to as much again. Each further one is twice as long.
    pub fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// The longest wait, before chance adds to it. What `Retry-After` says may be longer.
    pub fn wait_max(self, wait_max: Duration) -> Self {
        Self { wait_max, ..self }
    }

    /// How many retries the client has in hand, for all its calls together.
    pub fn budget(self, budget: u32) -> Self {
        Self { budget, ..self }
    }

    /// The waits of one call.
    pub(crate) fn waits(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        let times = usize::try_from(self.tries_max.saturating_sub(1)).unwrap_or(usize::MAX);
        ExponentialBuilder::new()
            .with_min_delay(self.first_wait)
            .with_max_delay(self.wait_max)
            .with_max_times(times)
            .with_jitter()
            .build()
    }

    pub(crate) fn new_budget(&self) -> Budget {
        let full = self.budget.saturating_mul(RETRY_COST);
        Budget { full, left: AtomicU32::new(full) }
    }
}

/// What a retry takes, where a call that goes well gives back one.
const RETRY_COST: u32 = 10;

/// How many retries a client may still make.
#[derive(Debug)]
pub(crate) struct Budget {
    full: u32,
    left: AtomicU32,
}

impl Budget {
    /// Takes one, if there is one.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(RETRY_COST);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Gives a tenth of one back.
    pub(crate) fn give_back(&self) {
        let give = |left: u32| (left < self.full).then_some(left + 1);
        // An error means that nothing is missing.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}

/// What went wrong with a try, in a way that may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There was no connection over which to ask.
    NotConnected,
    /// A rate limit turned the request away: it was looked at by nobody else.
    Limited,
    /// The API, or something in front of it, cannot answer now. Whether it has done something, nobody knows.
    Unwell,
    /// It was asked, and no whole answer came in time.
    NoAnswer,
}

impl Trouble {
    /// What is wrong with this outcome; none, where the same would come of it again.
    pub(crate) fn of(outcome: &Result<Box<Answer>, reqwest::Error>) -> Option<Self> {
        match outcome {
            Ok(answer) => Self::of_status(answer.status()),
            Err(error) => Self::of_error(error),
        }
    }

    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Some(Self::Limited),
            StatusCode::REQUEST_TIMEOUT => Some(Self::Unwell),
            StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => None,
            status if status.is_server_error() => Some(Self::Unwell),
            _ => None,
        }
    }

    pub(crate) fn of_error(error: &reqwest::Error) -> Option<Self> {
        if error.is_connect() {
            Some(Self::NotConnected)
        } else if error.is_builder() || error.is_redirect() {
            None
        } else {
            Some(Self::NoAnswer)
        }
    }

    /// Whether the API cannot have done anything of what it was asked for.
    pub(crate) fn was_surely_not_taken(self) -> bool {
        match self {
            Self::NotConnected | Self::Limited => true,
            // 503 is no sure sign, even with `Retry-After`: an API may say so of a write whose end it has lost sight of.
            Self::Unwell | Self::NoAnswer => false,
        }
    }
}

/// How long an answer asks to wait, as seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A time that has passed asks for no wait at all.
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{RetryPolicy, Trouble, retry_after};
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        for (status, trouble) in [
            (200, None),
            (400, None),
            (401, None),
            (404, None),
            (408, Some(Trouble::Unwell)),
            (409, None),
            (429, Some(Trouble::Limited)),
            (500, Some(Trouble::Unwell)),
            (501, None),
            (503, Some(Trouble::Unwell)),
            (505, None),
            (599, Some(Trouble::Unwell)),
        ] {
            assert_eq!(Trouble::of_status(StatusCode::from_u16(status).unwrap()), trouble, "{status}");
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        // Sun, 06 Nov 1994 08:49:37 GMT.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (text, expected) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:36 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]);
            assert_eq!(retry_after(&headers, now), expected.map(Duration::from_secs), "{text}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn waits_double_within_their_bounds_and_differ_by_chance() {
        let policy = RetryPolicy::default().tries_max(8).wait_max(Duration::from_millis(800));
        let waits: Vec<_> = policy.waits().collect();
        assert_eq!(waits.len(), 7);
        for (wait, least) in waits.iter().zip([100, 200, 400, 800, 800, 800, 800]) {
            let least = Duration::from_millis(least);
            assert!((least..=least * 2).contains(wait), "{waits:?}");
        }
        assert!((0..20).any(|_| policy.waits().next() != Some(waits[0])), "chance has no part in it");
        assert_eq!(RetryPolicy::none().waits().count(), 0);
    }

    #[test]
    fn a_budget_is_used_up_and_comes_back_by_tenths() {
        let budget = RetryPolicy::default().budget(2).new_budget();
        assert!(budget.take() && budget.take() && !budget.take());
        for _ in 0..9 {
            budget.give_back();
        }
        assert!(!budget.take());
        budget.give_back();
        assert!(budget.take() && !budget.take());
        for _ in 0..100 {
            budget.give_back();
        }
        assert!(budget.take() && budget.take() && !budget.take(), "it never holds more than it began with");
    }
}
