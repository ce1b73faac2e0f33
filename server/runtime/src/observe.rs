//! Who wants to know how calls end, and how long they took.
//!
//! Asked once an operation, when it is registered, for the place where its calls are counted; a call then goes straight
//! to that place, with nothing to look up. What is counted, and how it is shown, is deliberately not here.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use http::StatusCode;

use super::operation::OperationTable;

/// Who wants to know how calls end.
pub trait Observer: Send + Sync {
    /// Who hears of one operation's calls. The same each time it is asked: an operation can be registered twice.
    fn operation(&self, table: &'static OperationTable) -> Arc<dyn Observe>;

    /// Who hears of the requests that are for a path of an API, and for none of its operations.
    fn no_operation(&self, api: &str) -> Arc<dyn Observe>;
}

/// Who hears of calls.
pub trait Observe: Send + Sync {
    /// A call was answered with `status` after `took`; 499 stands for a caller who hung up before.
    fn answered(&self, status: StatusCode, took: Duration);
}

/// Nobody wants to know.
#[derive(Clone, Copy, Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn operation(&self, _: &'static OperationTable) -> Arc<dyn Observe> {
        Arc::new(Self)
    }

    fn no_operation(&self, _: &str) -> Arc<dyn Observe> {
        Arc::new(Self)
    }
}

impl Observe for Unobserved {
    fn answered(&self, _: StatusCode, _: Duration) {}
}

/// What a call counts as whose caller hung up before it was answered. No standard has a number for it; this one is
/// nginx's, which tools know.
const HUNG_UP: u16 = 499;

/// A call under way. It is heard of when this is dropped, so that one whose caller hangs up is heard of too, and one that
/// panics counts as failed.
pub(super) struct Underway<'a> {
    observe: &'a dyn Observe,
    began: Instant,
    status: Option<StatusCode>,
}

impl<'a> Underway<'a> {
    pub(super) fn begin(observe: &'a dyn Observe) -> Self {
        Self { observe, began: Instant::now(), status: None }
    }

    /// The answer is there.
    pub(super) fn end(mut self, status: StatusCode) {
        self.status = Some(status);
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        let status = self.status.unwrap_or_else(|| {
            let unanswered = if thread::panicking() { 500 } else { HUNG_UP };
            StatusCode::from_u16(unanswered).unwrap_or_default()
        });
        self.observe.answered(status, self.began.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Default)]
    struct Heard(Mutex<Vec<u16>>);

    impl Observe for Heard {
        fn answered(&self, status: StatusCode, _: Duration) {
            self.0.lock().unwrap().push(status.as_u16());
        }
    }

    #[test]
    fn a_call_is_heard_of_once_also_when_it_ends_without_an_answer() {
        let heard = Heard::default();

        Underway::begin(&heard).end(StatusCode::CREATED);
        drop(Underway::begin(&heard));

        assert_eq!(*heard.0.lock().unwrap(), [201, 499]);
    }
}
