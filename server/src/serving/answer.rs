//! One request and its answer.
//!
//! A request that only reads is handled by the task of its connection: handing it to another would cost more than most
//! reads take. A caller who hangs up takes its handling along. What may change something is handled by a task of its own,
//! and finished also then.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use bytes::Bytes;
use dropshot::{Body, HEADER_REQUEST_ID};
use http::{HeaderName, HeaderValue, Request, Response};
use http_body_util::Full;
use hyper::body::{Body as _, Incoming};
use slog::{Logger, info, warn};
use uuid::Uuid;

use super::Listening;
use super::connection::{Beat, Pulse};
use super::load::Place;
use crate::context::Context;
use dropshot_openapi::RequestContext;
use dropshot_openapi::router::{ForTheLog, Importance};

/// The header that names a request, for whoever asks its operator about it.
const REQUEST_ID: HeaderName = HeaderName::from_static(HEADER_REQUEST_ID);

/// How long a caller is told to wait when there is too much to do.
const RETRY_AFTER_SECONDS: u32 = 1;

/// Whether there was a place for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// It is served.
    Open,
    /// It is told that there is none.
    Refused,
}

/// Who is at the other end of a connection, and where it came in.
pub(super) struct Caller {
    pub(super) listening: Arc<Listening>,
    pub(super) remote_addr: SocketAddr,
    /// The same for the log, which has a line for each request.
    pub(super) shown_addr: String,
    pub(super) admission: Admission,
}

/// Answers a request.
pub(super) async fn answer(
    caller: Arc<Caller>,
    pulse: Arc<Pulse>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let beat = pulse.begin();
    let only_reads = request.method().is_safe();
    let answering = answer_at_leisure(caller, beat, request);
    if only_reads {
        return Ok(answering.await);
    }
    match tokio::spawn(answering).await {
        Ok(response) => Ok(response),
        Err(error) => match error.try_into_panic() {
            Ok(payload) => resume_unwind(payload),
            // The runtime is going down, and this task with it.
            Err(_) => std::future::pending().await,
        },
    }
}

async fn answer_at_leisure(
    caller: Arc<Caller>,
    beat: Beat,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
    let Caller { listening, remote_addr, shown_addr, admission } = &*caller;
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    let body = (!body.is_end_stream()).then(|| Body::wrap(body));
    let cx = RequestContext::new(Arc::clone(&listening.reception), head, Uuid::new_v4(), *remote_addr);
    let log = &listening.reception.log;
    let line = Line { cx: &cx, log, shown_addr, began: Instant::now(), is_answered: false };
    let mut response = listening.respond(&cx, body, *admission).await;
    let id = &mut Uuid::encode_buffer();
    let id = &*cx.request_id.hyphenated().encode_lower(id);
    response.headers_mut().insert(REQUEST_ID, HeaderValue::from_str(id).expect("a UUID is a header's value"));
    line.answered(&response, id);
    if *admission == Admission::Refused {
        beat.ask_to_close();
    }
    response.map(Full::new)
}

impl Listening {
    async fn respond(
        &self,
        cx: &RequestContext<Context>,
        body: Option<Body>,
        admission: Admission,
    ) -> Response<Bytes> {
        let found = self.router.find(&cx.request);
        if let Ok(route) = &found
            && route.importance == Importance::Vital
        {
            return route.handler.handle(cx, body).await;
        }
        if admission == Admission::Refused {
            return Box::pin(self.router.answer_overloaded(cx, body, RETRY_AFTER_SECONDS)).await;
        }
        let Some(_place) = Place::take(&self.load.requests) else {
            self.load.requests_refused.fetch_add(1, Ordering::Relaxed);
            return Box::pin(self.router.answer_overloaded(cx, body, RETRY_AFTER_SECONDS)).await;
        };
        match found {
            Ok(route) => route.handler.handle(cx, body).await,
            Err(error) => Box::pin(self.router.answer_nowhere(cx, body, error)).await,
        }
    }
}

/// The line that the log has of a request. It is written when this is dropped, so that it is written also of a request
/// whose caller hangs up.
struct Line<'a> {
    cx: &'a RequestContext<Context>,
    log: &'a Logger,
    shown_addr: &'a str,
    began: Instant,
    is_answered: bool,
}

impl Line<'_> {
    fn answered(mut self, response: &Response<Bytes>, request_id: &str) {
        self.is_answered = true;
        let request = &self.cx.request;
        let (status, latency_us) = (response.status().as_u16(), self.latency_us());
        let error: Option<&ForTheLog> = response.extensions().get();
        match error {
            None => info!(
                self.log, "request completed";
                "response_code" => status,
                "latency_us" => latency_us,
                "remote_addr" => self.shown_addr,
                "req_id" => request_id,
                "method" => request.method().as_str(),
                "uri" => %request.uri(),
            ),
            Some(ForTheLog { internal, external }) => info!(
                self.log, "request completed";
                "response_code" => status,
                "latency_us" => latency_us,
                "error_message_internal" => internal,
                "error_message_external" => external,
                "remote_addr" => self.shown_addr,
                "req_id" => request_id,
                "method" => request.method().as_str(),
                "uri" => %request.uri(),
            ),
        }
    }

    fn latency_us(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        if !self.is_answered {
            let latency_us = self.latency_us();
            warn!(
                self.cx.log(), "request handling cancelled (client disconnected)";
                "latency_us" => latency_us
            );
        }
    }
}
