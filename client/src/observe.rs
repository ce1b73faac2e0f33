//! Observers of requests and responses, for metrics, audit logs and tests.
//!
//! Out of scope: changing requests.

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};
use std::time::Duration;

/// Receives an event for every attempt of every call, including those that sign in. It is called in line, so long work
/// belongs elsewhere.
///
/// No event holds a credential or a body.
///
/// ```
/// use customers_client::{Observer, ResponseEvent};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// #[derive(Default)]
/// struct Attempts(AtomicU64);
///
/// impl Observer for Attempts {
///     fn on_response(&self, event: &ResponseEvent<'_>) {
///         self.0.fetch_add(1, Ordering::Relaxed);
///         println!("{} {} took {:?}", event.api, event.operation, event.duration);
///     }
/// }
/// ```
pub trait Observer: Send + Sync {
    /// Called before a request is sent.
    fn on_request(&self, event: &RequestEvent<'_>) {
        let _ = event;
    }

    /// Called with the response, or with the reason why there is none.
    fn on_response(&self, event: &ResponseEvent<'_>) {
        let _ = event;
    }
}

/// A request that is about to be sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RequestEvent<'a> {
    /// Name of the API.
    pub api: &'static str,
    /// The `operationId`.
    pub operation: &'static str,
    /// The method.
    pub method: &'a Method,
    /// The target.
    pub url: &'a Url,
    /// Attempt number, starting at 1.
    pub attempt: u32,
}

/// The outcome of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResponseEvent<'a> {
    /// Name of the API.
    pub api: &'static str,
    /// The `operationId`.
    pub operation: &'static str,
    /// Attempt number, starting at 1.
    pub attempt: u32,
    /// Status and headers, or the reason why there are none.
    pub outcome: Result<(StatusCode, &'a HeaderMap), &'a reqwest::Error>,
    /// Duration of this attempt, until the last byte.
    pub duration: Duration,
}
