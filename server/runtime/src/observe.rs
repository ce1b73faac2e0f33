//! Outcomes of calls, for metrics.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;

use super::model::Operation as OperationTable;

/// Receives the outcomes of calls.
pub trait Observer: Send + Sync {
    /// Runs when an operation is registered, which happens once per listener.
    fn registered(&self, operation: &'static OperationTable);

    /// Runs when a call has ended. `status` is 499 if the caller disconnected before the response was sent; `elapsed` is
    /// the time from the request's headers to the response.
    fn ended(&self, operation: &'static OperationTable, status: StatusCode, elapsed: Duration);
}

/// An observer that ignores all outcomes.
#[derive(Clone, Copy, Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn registered(&self, _: &'static OperationTable) {}

    fn ended(&self, _: &'static OperationTable, _: StatusCode, _: Duration) {}
}

/// The status of a call whose caller disconnected: nginx's, since no standard has one.
const CLIENT_CLOSED_REQUEST: u16 = 499;

/// A call in progress. Reports the call's outcome when it is dropped.
pub(super) struct CallInProgress {
    observer: Arc<dyn Observer>,
    operation: &'static OperationTable,
    started: Instant,
    response: Option<(StatusCode, Duration)>,
    disconnected: bool,
}

impl CallInProgress {
    pub(super) fn start(observer: &Arc<dyn Observer>, operation: &'static OperationTable) -> Self {
        Self {
            observer: Arc::clone(observer),
            operation,
            started: Instant::now(),
            response: None,
            disconnected: false,
        }
    }

    /// Records that the response is ready to be sent.
    pub(super) fn responded(&mut self, status: StatusCode) {
        self.response = Some((status, self.started.elapsed()));
    }

    /// Records that the caller disconnected, before the request or the response was complete.
    pub(super) fn disconnected(&mut self) {
        self.disconnected = true;
    }
}

impl Drop for CallInProgress {
    fn drop(&mut self) {
        let response = self.response.filter(|_| !self.disconnected);
        let (status, elapsed) = response.unwrap_or_else(|| {
            let status = StatusCode::from_u16(CLIENT_CLOSED_REQUEST).unwrap_or_default();
            (status, self.started.elapsed())
        });
        self.observer.ended(self.operation, status, elapsed);
    }
}
