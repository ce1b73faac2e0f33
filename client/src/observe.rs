//! Looking on while a client calls: for metrics, audit logs, and tests.
//!
//! Deliberately not here: changing a request. What a call sends is what its document says.

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};
use std::time::Duration;

/// Is told of every try of every call, those that sign in included. It is called in between: whoever has much to do with
/// what it is told hands it on.
///
/// No event holds a credential or a body.
///
/// ```
/// use customers_client::{Observer, ResponseEvent};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// #[derive(Default)]
/// struct Tries(AtomicU64);
///
/// impl Observer for Tries {
///     fn on_response(&self, event: &ResponseEvent<'_>) {
///         self.0.fetch_add(1, Ordering::Relaxed);
///         println!("{} {} took {:?}", event.api, event.operation, event.duration);
///     }
/// }
/// ```
pub trait Observer: Send + Sync {
    /// A request is about to be sent.
    fn on_request(&self, event: &RequestEvent<'_>) {
        let _ = event;
    }

    /// It was answered, or was not.
    fn on_response(&self, event: &ResponseEvent<'_>) {
        let _ = event;
    }
}

/// A request that is about to be sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RequestEvent<'a> {
    /// The API's name.
    pub api: &'static str,
    /// The `operationId`.
    pub operation: &'static str,
    /// The method.
    pub method: &'a Method,
    /// Where it goes.
    pub url: &'a Url,
    /// The how manieth try of its call it is, from 1.
    pub try_number: u32,
}

/// What came of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResponseEvent<'a> {
    /// The API's name.
    pub api: &'static str,
    /// The `operationId`.
    pub operation: &'static str,
    /// The how manieth try of its call it is, from 1.
    pub try_number: u32,
    /// Status and headers, or why there are none.
    pub outcome: Result<(StatusCode, &'a HeaderMap), &'a reqwest::Error>,
    /// How long this try took, until the last byte.
    pub duration: Duration,
}
