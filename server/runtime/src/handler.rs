//! The course of one call: read the body, take a permit, serve the operation, check and send the response.

use std::any::Any;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, resume_unwind};

use async_trait::async_trait;
use bytes::Bytes;
use dropshot::{Body, RequestContext, ServerContext};
use futures::FutureExt as _;
use http::header::WWW_AUTHENTICATE;
use http::{Method, Response, StatusCode};
use slog::{error, warn};

use super::body::{self, ResponseBody};
use super::call::Call;
use super::error::{InternalError, RequestError};
use super::model::Operation as OperationTable;
use super::observe::CallInProgress;
use super::operation::Serve;
use super::reply::{IntoReply as _, Reply};
use super::runtime::{Injection, Runtime};

/// Answers requests.
#[async_trait]
pub(super) trait Handler<C: ServerContext>: Send + Sync {
    async fn handle(&self, cx: &RequestContext<C>, body: Body) -> Response<Body>;
}

/// The handler of operation `O` as `A` implements it.
pub(super) struct OperationHandler<O, A> {
    runtime: Runtime,
    types: PhantomData<fn() -> (O, A)>,
}

impl<O, A> OperationHandler<O, A> {
    pub(super) fn new(runtime: Runtime) -> Self {
        Self { runtime, types: PhantomData }
    }
}

#[async_trait]
impl<O: Serve<A>, A: 'static> Handler<O::Context> for OperationHandler<O, A> {
    async fn handle(&self, cx: &RequestContext<O::Context>, body: Body) -> Response<Body> {
        let mut call = CallInProgress::start(self.runtime.observer(), O::table());
        let body = if O::table().body.is_some() {
            body::read(body, self.runtime.limits(), &mut call).await
        } else {
            body::discard(body).await;
            Ok(Bytes::new())
        };
        let (reply, permit) = match self.runtime.acquire() {
            Ok(permit) => (self.reply(cx, body).await, Some(permit)),
            Err(error) => (error_reply::<O, A>(cx, error), None),
        };
        let response = finish(O::table(), cx, reply);
        call.responded(response.status());
        let is_head = cx.request.method() == Method::HEAD;
        response.map(|bytes| Body::wrap(ResponseBody::new(bytes, is_head, call, permit)))
    }
}

impl<O: Serve<A>, A: 'static> OperationHandler<O, A> {
    async fn reply(&self, cx: &RequestContext<O::Context>, body: Result<Bytes, RequestError>) -> Reply {
        let injection = match self.runtime.hook() {
            Some(hook) => hook.before_call(O::table(), &cx.request).await,
            None => None,
        };
        match injection {
            None => reply::<O, A>(cx, body).await,
            Some(Injection::Error { error, headers }) => error_reply::<O, A>(cx, error).with_headers(headers),
            Some(Injection::Disconnect) => disconnect(),
            Some(Injection::DisconnectAfterCall) => {
                reply::<O, A>(cx, body).await;
                disconnect()
            }
        }
    }
}

/// Closes the connection: dropshot lets a panic end it.
fn disconnect() -> ! {
    resume_unwind(Box::new("the connection is closed by a call hook"))
}

/// Returns the operation's reply, or 500 if the operation panics.
async fn reply<O: Serve<A>, A>(cx: &RequestContext<O::Context>, body: Result<Bytes, RequestError>) -> Reply {
    let serve = async {
        let mut call = Call::new(O::table(), cx, body);
        let reply = match O::serve(&mut call).await {
            Ok(Ok(response)) => response.into_reply(),
            Ok(Err(error)) => O::error_reply(cx, error),
            Err(error) => error_reply::<O, A>(cx, error),
        };
        reply.with_headers(call.into_reply_headers())
    };
    AssertUnwindSafe(serve).catch_unwind().await.unwrap_or_else(|payload| {
        error_reply::<O, A>(cx, InternalError::internal(panic_message(&*payload)).into())
    })
}

fn error_reply<O: Serve<A>, A>(cx: &RequestContext<O::Context>, error: RequestError) -> Reply {
    let headers = error.headers();
    O::error_reply(cx, O::error(cx, error)).with_headers(headers)
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let message = payload.downcast_ref::<&str>().copied();
    let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("handler panicked: {}", message.unwrap_or("no message"))
}

/// Logs a failure, completes the headers and, in debug builds, checks that the document allows the response.
fn finish<C: ServerContext>(
    operation: &'static OperationTable,
    cx: &RequestContext<C>,
    mut reply: Reply,
) -> Response<Bytes> {
    if reply.status == StatusCode::UNAUTHORIZED && !reply.headers.contains_key(WWW_AUTHENTICATE) {
        reply = reply.with_header("www-authenticate", &operation.challenge);
    }
    match &reply.internal_error {
        Some(error) if error.retry_after_seconds.is_some() => {
            warn!(cx.log, "operation unavailable"; "operation" => &operation.id, "cause" => causes(error));
        }
        Some(error) => {
            error!(cx.log, "operation failed"; "operation" => &operation.id, "cause" => causes(error));
        }
        None => {}
    }
    if cfg!(debug_assertions) {
        let violations = reply.violations(operation).join("; ");
        if !violations.is_empty() {
            error!(
                cx.log, "response violates its document";
                "operation" => &operation.id, "status" => reply.status.as_u16(), "violations" => &violations,
            );
            let text =
                format!("{}: response {} violates its document: {violations}\n", operation.id, reply.status);
            let mut response = Response::new(Bytes::from(text));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return response;
        }
    }
    reply.into_response()
}

/// Returns an error's causes, the outermost first.
fn causes(error: &InternalError) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
