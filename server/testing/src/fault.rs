//! Faults that a test injects.

use std::time::Duration;

use http::StatusCode;

use dropshot_openapi::{InternalError, RequestError};

/// A fault for the requests that match it: all of them, unless restricted.
///
/// ```
/// use customers_testing::Fault;
///
/// // The next two calls of customer_list are answered 429 with `Retry-After: 3`.
/// let fault = Fault::status(429).retry_after("3").on("customer_list").times(2);
/// # let _ = fault;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault has no effect until it is injected"]
pub struct Fault {
    pub(super) effect: Effect,
    operation: Option<&'static str>,
    api: Option<&'static str>,
    /// Number of requests left to apply to.
    left: Option<usize>,
}

/// What happens to a request.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// It is answered in place of the server.
    Respond { status: StatusCode, retry_after: Option<String> },
    /// It is delayed.
    Delay(Duration),
    /// Its connection is closed before the server receives it.
    DropRequest,
    /// Its connection is closed before the server's response is sent.
    DropResponse,
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, operation: None, api: None, left: None }
    }

    /// Answers requests with this status, in their API's own error shape, without the server receiving them.
    ///
    /// # Panics
    ///
    /// Panics unless the status is one of 200 to 599.
    pub fn status(status: u16) -> Self {
        assert!((200..600).contains(&status), "invalid status {status}: expected 200 to 599");
        let status = StatusCode::from_u16(status).unwrap_or_default();
        Self::new(Effect::Respond { status, retry_after: None })
    }

    /// Delays requests before the server receives them.
    pub fn latency(latency: Duration) -> Self {
        Self::new(Effect::Delay(latency))
    }

    /// Closes the connection once a request has been read, without the server receiving it.
    pub fn drop_request() -> Self {
        Self::new(Effect::DropRequest)
    }

    /// Lets the server handle the request and closes the connection before the response is sent.
    pub fn drop_response() -> Self {
        Self::new(Effect::DropResponse)
    }

    /// Sets the response's `Retry-After`: seconds, or a date. Has no effect on faults that do not respond.
    pub fn retry_after(mut self, text: impl Into<String>) -> Self {
        if let Effect::Respond { retry_after, .. } = &mut self.effect {
            *retry_after = Some(text.into());
        }
        self
    }

    /// Restricts the fault to an operation, by its `operationId`.
    pub fn on(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Restricts the fault to an API, by its name.
    pub fn at(mut self, api: &'static str) -> Self {
        self.api = Some(api);
        self
    }

    /// Restricts the fault to the next `times` requests that match it.
    pub fn times(mut self, times: usize) -> Self {
        self.left = Some(times);
        self
    }

    /// Returns `true` if the fault applies to this request, and counts the request.
    pub(super) fn apply(&mut self, api: Option<&str>, operation: Option<&str>) -> bool {
        let applies = self.api.is_none_or(|wanted| api == Some(wanted))
            && self.operation.is_none_or(|wanted| operation == Some(wanted))
            && self.left != Some(0);
        if applies {
            self.left = self.left.map(|left| left - 1);
        }
        applies
    }
}

/// Returns the error whose response has this status.
pub(super) fn request_error(status: StatusCode, retry_after: Option<&str>) -> RequestError {
    let seconds = retry_after.and_then(|text| text.parse().ok());
    let mut error = InternalError::internal("injected by a test");
    error.status = status;
    error.retry_after_seconds = seconds;
    RequestError::Internal(error)
}
