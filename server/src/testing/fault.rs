//! What a test has go wrong, and for whom.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use dropshot_openapi::RequestError;

/// One thing that goes wrong, for the requests that it is for: all of them, unless it is told otherwise.
///
/// ```
/// use customers_server::testing::Fault;
///
/// // The next two calls to list customers are told to come back after three seconds.
/// let fault = Fault::status(429).retry_after("3").on("customer_list").times(2);
/// # let _ = fault;
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing goes wrong until it is injected"]
pub struct Fault {
    pub(super) effect: Effect,
    operation: Option<&'static str>,
    api: Option<&'static str>,
    /// How many requests it is still for.
    left: Option<usize>,
}

/// What happens to a request.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// It is answered in the server's stead.
    Answer { status: StatusCode, retry_after: Option<String> },
    /// It waits, and goes on then.
    Wait(Duration),
    /// Its connection is closed before the server sees it.
    Drop,
    /// The server answers, and the connection is closed before the answer is sent.
    Lose,
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, operation: None, api: None, left: None }
    }

    /// Requests are answered with this status, in their API's own error shape, and the server does not see them.
    ///
    /// # Panics
    ///
    /// Where this is no status that a server can answer.
    pub fn status(status: u16) -> Self {
        assert!(
            (200..600).contains(&status),
            "{status} is no status that a server answers: give one from 200 to 599"
        );
        let status = StatusCode::from_u16(status).unwrap_or_default();
        Self::new(Effect::Answer { status, retry_after: None })
    }

    /// Requests wait before the server sees them.
    pub fn latency(latency: Duration) -> Self {
        Self::new(Effect::Wait(latency))
    }

    /// Connections are closed when a request has come, and the server does not see it.
    pub fn drop_request() -> Self {
        Self::new(Effect::Drop)
    }

    /// The server does what it is asked for, and connections are closed before it can say so.
    pub fn drop_answer() -> Self {
        Self::new(Effect::Lose)
    }

    /// The answer's `Retry-After`: seconds, or a date. Nothing, where the fault is no answer.
    pub fn retry_after(mut self, text: impl Into<String>) -> Self {
        if let Effect::Answer { retry_after, .. } = &mut self.effect {
            *retry_after = Some(text.into());
        }
        self
    }

    /// Only for requests for this operation, by its `operationId`.
    pub fn on(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Only for requests to this API, by its name.
    pub fn at(mut self, api: &'static str) -> Self {
        self.api = Some(api);
        self
    }

    /// Only for the next so many requests.
    pub fn times(mut self, times: usize) -> Self {
        self.left = Some(times);
        self
    }

    /// Whether it is for this request; if it is, it is for one less.
    pub(super) fn strikes(&mut self, api: Option<&str>, operation: Option<&str>) -> bool {
        let fits = self.api.is_none_or(|wanted| api == Some(wanted))
            && self.operation.is_none_or(|wanted| operation == Some(wanted))
            && self.left != Some(0);
        if fits {
            self.left = self.left.map(|left| left - 1);
        }
        fits
    }
}

/// What an API is to say of a status that was asked for.
pub(super) fn refusal(status: StatusCode, retry_after: Option<&str>) -> RequestError {
    let seconds = retry_after.and_then(|text| text.parse().ok());
    if status == StatusCode::TOO_MANY_REQUESTS {
        return RequestError::TooManyRequests {
            retry_after_seconds: seconds.unwrap_or_default(),
            headers: HeaderMap::new(),
        };
    }
    let mut fault = dropshot_openapi::InternalError::internal("injected by a test");
    fault.status = status;
    fault.retry_after_seconds = seconds;
    RequestError::Internal(fault)
}
