//! Limits and hooks that the operations of a server share.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use dropshot::RequestInfo;
use http::HeaderMap;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::{InternalError, RequestError};
use super::model::Operation as OperationTable;
use super::observe::{Observer, Unobserved};

/// The `Retry-After` of a request that exceeds [`Limits::requests_max`].
const RETRY_AFTER_SECONDS: u32 = 1;

/// Limits and hooks that the operations of a server share. Clones share their state.
#[derive(Clone)]
pub struct Runtime(Arc<Inner>);

struct Inner {
    limits: Limits,
    permits: Arc<Semaphore>,
    refused: AtomicU64,
    observer: Arc<dyn Observer>,
    hook: Option<Arc<dyn CallHook>>,
}

/// Limits on requests.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum length of a request body, in bytes.
    pub body_bytes_max: usize,
    /// The time within which a request body must arrive.
    pub body_read_timeout: Duration,
    /// The maximum number of requests in flight, counted from when the request body has been read until the response
    /// body has been sent.
    pub requests_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body_bytes_max: 64 << 10, body_read_timeout: Duration::from_secs(30), requests_max: 512 }
    }
}

/// Injects faults into calls, for tests.
#[async_trait]
pub trait CallHook: Send + Sync {
    /// Runs before a call is authenticated. It may wait; the call holds its permit meanwhile.
    async fn before_call(
        &self,
        operation: &'static OperationTable,
        request: &RequestInfo,
    ) -> Option<Injection>;
}

/// A fault in place of a call's normal course.
#[derive(Debug)]
pub enum Injection {
    /// Answers the call with an error in the API's own shape, without calling the operation.
    Error {
        /// The error.
        error: RequestError,
        /// Headers that replace the response's own.
        headers: HeaderMap,
    },
    /// Closes the connection without calling the operation.
    Disconnect,
    /// Calls the operation, then closes the connection without a response.
    DisconnectAfterCall,
}

impl Runtime {
    /// Creates a runtime. The observer receives the outcome of every call.
    pub fn new(limits: Limits, observer: Arc<dyn Observer>, hook: Option<Arc<dyn CallHook>>) -> Self {
        let permits = Arc::new(Semaphore::new(limits.requests_max.min(Semaphore::MAX_PERMITS)));
        Self(Arc::new(Inner { limits, permits, refused: AtomicU64::new(0), observer, hook }))
    }

    /// Returns the limits.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Returns the number of requests in flight.
    pub fn requests_in_flight(&self) -> usize {
        self.0.limits.requests_max.saturating_sub(self.0.permits.available_permits())
    }

    /// Returns the number of requests that were refused because too many were in flight.
    pub fn requests_refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    pub(super) fn observer(&self) -> &Arc<dyn Observer> {
        &self.0.observer
    }

    pub(super) fn hook(&self) -> Option<&dyn CallHook> {
        self.0.hook.as_deref()
    }

    /// Takes a permit for a request, without waiting for one.
    pub(super) fn acquire(&self) -> Result<OwnedSemaphorePermit, RequestError> {
        Arc::clone(&self.0.permits).try_acquire_owned().map_err(|_| {
            self.0.refused.fetch_add(1, Ordering::Relaxed);
            InternalError::unavailable(RETRY_AFTER_SECONDS, "too many requests in flight").into()
        })
    }
}

impl Default for Runtime {
    fn default() -> Self {
        Self::new(Limits::default(), Arc::new(Unobserved), None)
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").field("limits", &self.0.limits).finish_non_exhaustive()
    }
}
