//! One operation of a document as a Rust type.

use std::future::Future;

use dropshot::{RequestContext, ServerContext};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::RequestError;
use super::model;
use super::reply::{IntoReply, Reply};

/// One operation of a document.
pub trait Operation: Send + Sync + 'static {
    /// Returns what the document says about it.
    fn table() -> &'static model::Operation;
    /// Parameters and body.
    type Request: DeserializeOwned + Send;
    /// Documented successes.
    type Response: IntoReply + Send;
    /// Documented failures.
    type Error: Send;
}

/// One operation, as `A` implements it.
///
/// Generated. Authentication comes first, then authorization, then validation, then the hand-written method.
pub trait Serve<A>: Operation {
    /// The server's state.
    type Context: ServerContext;

    /// Serves one call. The outer error is the request's, the inner one is the hand-written method's.
    fn serve(
        call: &mut Call<'_, Self::Context>,
    ) -> impl Future<Output = Result<Result<Self::Response, Self::Error>, RequestError>> + Send;

    /// Converts a request error to the status that the operation documents for it.
    fn error(cx: &RequestContext<Self::Context>, error: RequestError) -> Self::Error;

    /// Returns the response to an error.
    fn error_reply(cx: &RequestContext<Self::Context>, error: Self::Error) -> Reply;
}
