//! What an error body may have to say of the call that it answers: its id and its path.
//!
//! A refusal becomes an error body in `From<RequestError>`, where nothing of the call is at hand; so it is kept with the task
//! that handles the call. Few calls ask for it, so that what is kept costs next to nothing to keep.

use std::future::Future;

use dropshot::ServerContext;
use http::Uri;
use uuid::Uuid;

use super::context::RequestContext;

tokio::task_local! {
    static CURRENT: Kept;
}

/// What is kept of a call while it is handled.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    request_id: Uuid,
    uri: Uri,
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
        let current =
            |kept: &Kept| Self { request_id: kept.request_id.to_string(), path: kept.uri.path().to_owned() };
        CURRENT.try_with(current).unwrap_or_default()
    }
}

impl Kept {
    /// What is to be kept of a call.
    pub(super) fn of<C: ServerContext>(cx: &RequestContext<C>) -> Self {
        Self::new(cx.request_id, cx.request.uri().clone())
    }

    /// The same, of a call that nobody handles.
    pub(super) fn new(request_id: Uuid, uri: Uri) -> Self {
        Self { request_id, uri }
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
