//! Retries: which failures are transient, and how long to wait before the next attempt.

use backon::{BackoffBuilder as _, ExponentialBuilder};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::time::{Duration, SystemTime};

/// The number of attempts of a call, and the waits between them.
///
/// Retried are failed or broken connections, timed-out attempts, and the statuses 408, 429 and 5xx. Where the API has
/// certainly not applied the request (no connection, or 429), any operation is retried. Otherwise only idempotent ones are:
/// reads, replacements, deletions, and operations that the document declares idempotent. **A create is not.**
///
/// Waits double and are randomized, so that clients that failed together do not return together. `Retry-After` is honored,
/// in seconds or as a date. A wait that would exceed the call's timeout is not started.
///
/// ```
/// use customers_client::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().max_attempts(6).initial_backoff(Duration::from_millis(250));
/// # let _ = patient;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, with 100 to 200 ms and 200 to 400 ms between them.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(5),
        }
    }
}

impl RetryPolicy {
    /// Returns the policy that sends every call once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first.
    pub fn max_attempts(self, max_attempts: u32) -> Self {
        Self { max_attempts, ..self }
    }

    /// Sets the wait before the second attempt, to which chance adds up to as much again. Each further wait is doubled.
    pub fn initial_backoff(self, initial_backoff: Duration) -> Self {
        Self { initial_backoff, ..self }
    }

    /// Sets the longest wait, before chance adds to it. `Retry-After` may exceed it.
    pub fn max_backoff(self, max_backoff: Duration) -> Self {
        Self { max_backoff, ..self }
    }

    /// Returns the waits of one call.
    pub(crate) fn waits(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        let times = usize::try_from(self.max_attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        ExponentialBuilder::new()
            .with_min_delay(self.initial_backoff)
            .with_max_delay(self.max_backoff)
            .with_max_times(times)
            .with_jitter()
            .build()
    }
}

/// A transient failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryReason {
    /// No connection could be made.
    NotConnected,
    /// A rate limit rejected the request.
    RateLimited,
    /// The API, or a proxy in front of it, is unavailable. It may have applied the request.
    Unavailable,
    /// The request was sent, and no complete response arrived in time.
    NoResponse,
}

impl RetryReason {
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Some(Self::RateLimited),
            StatusCode::REQUEST_TIMEOUT => Some(Self::Unavailable),
            StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => None,
            status if status.is_server_error() => Some(Self::Unavailable),
            _ => None,
        }
    }

    pub(crate) fn of_error(error: &reqwest::Error) -> Option<Self> {
        if error.is_connect() {
            Some(Self::NotConnected)
        } else if error.is_builder() || error.is_redirect() {
            None
        } else {
            Some(Self::NoResponse)
        }
    }

    /// Returns `true` if the API cannot have applied the request.
    pub(crate) fn definitely_not_applied(self) -> bool {
        match self {
            Self::NotConnected | Self::RateLimited => true,
            // 503 is not proof, even with `Retry-After`: an API may send it for a write whose outcome it does not know.
            Self::Unavailable | Self::NoResponse => false,
        }
    }
}

/// Returns the wait that a response asks for, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date in the past asks for no wait.
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{RetryPolicy, RetryReason, retry_after};
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use std::time::{Duration, SystemTime};

    #[test]
    fn statuses_are_classified_as_transient_or_not() {
        for (status, reason) in [
            (200, None),
            (400, None),
            (401, None),
            (404, None),
            (408, Some(RetryReason::Unavailable)),
            (409, None),
            (429, Some(RetryReason::RateLimited)),
            (500, Some(RetryReason::Unavailable)),
            (501, None),
            (503, Some(RetryReason::Unavailable)),
            (505, None),
            (599, Some(RetryReason::Unavailable)),
        ] {
            assert_eq!(RetryReason::of_status(StatusCode::from_u16(status).unwrap()), reason, "{status}");
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_date() {
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
    fn waits_double_within_their_bounds_and_are_randomized() {
        let policy = RetryPolicy::default().max_attempts(8).max_backoff(Duration::from_millis(800));
        let waits: Vec<_> = policy.waits().collect();
        assert_eq!(waits.len(), 7);
        for (wait, least) in waits.iter().zip([100, 200, 400, 800, 800, 800, 800]) {
            let least = Duration::from_millis(least);
            assert!((least..=least * 2).contains(wait), "{waits:?}");
        }
        assert!((0..20).any(|_| policy.waits().next() != Some(waits[0])), "the waits are not randomized");
        assert_eq!(RetryPolicy::none().waits().count(), 0);
    }
}
