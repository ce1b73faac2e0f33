//! What an error body may have to say of the call that it answers: its id and its path.
//!
//! A refusal becomes an error body in `From<Refusal>`, where nothing of the call is at hand; so it is kept with the task
//! that handles the call.

use std::future::Future;

use dropshot::{RequestContext, ServerContext};

tokio::task_local! {
    static CURRENT: Current;
}

/// The call that this task handles.
#[derive(Debug, Clone, Default)]
pub struct Current {
    /// Its id, as in `X-Request-Id`.
    pub request_id: String,
    /// Its path, as it was sent.
    pub path: String,
}

impl Current {
    /// The call that this task handles; empty outside of any.
    pub fn get() -> Self {
        CURRENT.try_with(Clone::clone).unwrap_or_default()
    }

    /// The call of `cx`.
    pub(super) fn of<C: ServerContext>(cx: &RequestContext<C>) -> Self {
        Self { request_id: cx.request_id.clone(), path: cx.request.uri().path().to_owned() }
    }

    /// Handles the call.
    pub(super) fn scope<F: Future>(self, handling: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, handling)
    }

    /// Handles the call without waiting for anything.
    pub(super) fn sync_scope<T>(self, handling: impl FnOnce() -> T) -> T {
        CURRENT.sync_scope(self, handling)
    }
}
