//! What an operation's code is told of the request that it answers.
//!
//! dropshot's type of this name can be made by dropshot's own server alone, which takes connections in without any bound.
//! So operations are handed this one, which that server and ours can make alike.

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dropshot::ServerContext;
use http::Request;
use percent_encoding::percent_decode_str;
use slog::{Logger, o};
use uuid::Uuid;

use super::request::segments;

/// How long a body may take to arrive where nobody says otherwise.
const BODY_READ_TIMEOUT: Duration = Duration::from_secs(30);

/// What an operation's code is told of the request that it answers.
pub struct RequestContext<C: ServerContext> {
    /// Its head: method, target and headers.
    pub request: Request<()>,
    /// Its id, as in `X-Request-Id`.
    pub request_id: Uuid,
    /// Who sent it.
    pub remote_addr: SocketAddr,
    reception: TakenInBy<C>,
}

/// Whose server took a request in.
enum TakenInBy<C: ServerContext> {
    Us(Arc<Reception<C>>),
    /// What is shared between requests is known by dropshot's own context alone, and has no name outside of it.
    Dropshot(Box<dropshot::RequestContext<C>>),
}

/// Where requests come in.
#[derive(Debug)]
pub struct Reception<C> {
    /// The server's own state.
    pub context: C,
    /// Where it listens.
    pub local_addr: SocketAddr,
    /// What a body may be.
    pub body: BodyLimits,
    /// The server's log.
    pub log: Logger,
}

/// What a request's body may be.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// How long, in bytes.
    pub bytes_max: usize,
    /// How long it may take to arrive.
    pub read_max: Duration,
}

impl<C: ServerContext> RequestContext<C> {
    /// What is known of a request that has come in.
    pub fn new(
        reception: Arc<Reception<C>>,
        request: Request<()>,
        request_id: Uuid,
        remote_addr: SocketAddr,
    ) -> Self {
        Self { request, request_id, remote_addr, reception: TakenInBy::Us(reception) }
    }

    /// What dropshot knows of a request that its own server has taken in.
    pub(super) fn from_dropshot(cx: dropshot::RequestContext<C>, request: Request<()>) -> Self {
        Self {
            request,
            // dropshot makes its ids of UUIDs.
            request_id: cx.request_id.parse().unwrap_or_default(),
            remote_addr: cx.request.remote_addr(),
            reception: TakenInBy::Dropshot(Box::new(cx)),
        }
    }

    /// The server's own state.
    pub fn context(&self) -> &C {
        match &self.reception {
            TakenInBy::Us(reception) => &reception.context,
            TakenInBy::Dropshot(cx) => cx.context(),
        }
    }

    /// Where it was sent to.
    pub fn local_addr(&self) -> SocketAddr {
        match &self.reception {
            TakenInBy::Us(reception) => reception.local_addr,
            TakenInBy::Dropshot(cx) => cx.server.local_addr,
        }
    }

    /// What its body may be.
    pub(super) fn body_limits(&self) -> BodyLimits {
        match &self.reception {
            TakenInBy::Us(reception) => reception.body,
            TakenInBy::Dropshot(cx) => {
                BodyLimits { bytes_max: cx.request_body_max_bytes(), read_max: BODY_READ_TIMEOUT }
            }
        }
    }

    /// A log whose lines say which request they are about. Made when it is asked for: most requests have nothing to say.
    pub fn log(&self) -> Logger {
        match &self.reception {
            TakenInBy::Us(reception) => reception.log.new(o!(
                "remote_addr" => self.remote_addr,
                "req_id" => self.request_id.to_string(),
                "method" => self.request.method().to_string(),
                "uri" => self.request.uri().to_string(),
            )),
            TakenInBy::Dropshot(cx) => cx.log.clone(),
        }
    }

    /// The last segment of the path, for pages that have a variable there.
    pub fn last_segment(&self) -> Cow<'_, str> {
        let last = segments(self.request.uri().path()).next_back().unwrap_or_default();
        percent_decode_str(last).decode_utf8_lossy()
    }
}

impl<C: ServerContext> fmt::Debug for RequestContext<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the headers, in which credentials stand.
        f.debug_struct("RequestContext")
            .field("method", self.request.method())
            .field("path", &self.request.uri().path())
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}
