//! What one operation of a document is, as a table and as a Rust type.
//!
//! Generated code makes one zero-sized type an operation, with its table and with what it takes and answers; the rest of
//! this folder serves any of them.

use std::future::Future;

use dropshot::{RequestContext, ServerContext};
use http::Method;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::refusal::{ParameterLocation, RequestError};
use super::reply::{IntoReply, Reply};
use super::schema::Schema;

/// One operation of a document.
#[derive(Debug)]
pub struct OperationTable {
    /// Its `operationId`.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path in the document, without a mount.
    pub path: &'static str,
    /// Its tag.
    pub tag: &'static str,
    /// One line about it.
    pub summary: &'static str,
    /// Its parameters in path, query and headers.
    pub parameters: &'static [Parameter],
    /// Its request body.
    pub body: Option<Body>,
    /// The security schemes that a caller has to satisfy, all of them.
    pub security: &'static [&'static str],
    /// What `WWW-Authenticate` says on 401.
    pub challenge: &'static str,
    /// The permissions of which a caller needs one.
    pub permissions: &'static [&'static str],
    /// Its documented responses, by rising status.
    pub responses: &'static [Response],
}

/// A parameter in path, query or a header.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// The field of the operation's request type that holds it.
    pub field: &'static str,
    /// Where it stands.
    pub place: ParameterLocation,
    /// Whether it must be there.
    pub required: bool,
    /// Whether each item of a list is a parameter of its own (`a=1&a=2`) rather than one (`a=1,2`).
    pub explode: bool,
    /// What it must be.
    pub schema: &'static Schema,
}

impl Parameter {
    /// A parameter in the path.
    pub const fn path(name: &'static str, field: &'static str, schema: &'static Schema) -> Self {
        Self { name, field, place: ParameterLocation::Path, required: true, explode: false, schema }
    }

    /// A parameter in the query.
    pub const fn query(name: &'static str, field: &'static str, schema: &'static Schema) -> Self {
        Self { name, field, place: ParameterLocation::Query, required: false, explode: true, schema }
    }

    /// A parameter in a header.
    pub const fn header(name: &'static str, field: &'static str, schema: &'static Schema) -> Self {
        Self { name, field, place: ParameterLocation::Header, required: false, explode: false, schema }
    }

    /// It must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A list's items stand in one parameter, with commas between them.
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.explode = false;
        self
    }
}

/// A request body.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// How it is written.
    pub media_type: MediaType,
    /// Whether it must be there.
    pub required: bool,
    /// What it must be.
    pub schema: &'static Schema,
}

/// How a request body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

impl MediaType {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

/// One documented response.
#[derive(Debug, Clone, Copy)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// What `Content-Type` says; empty without a body.
    pub media_type: &'static str,
    /// What its body is.
    pub body: Option<&'static Schema>,
    /// Its headers.
    pub headers: &'static [ResponseHeader],
}

/// One documented response header.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHeader {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value must be.
    pub schema: &'static Schema,
}

impl Response {
    /// A response with a body.
    pub const fn json(status: u16, media_type: &'static str, body: &'static Schema) -> Self {
        Self { status, media_type, body: Some(body), headers: &[] }
    }

    /// A response without one.
    pub const fn empty(status: u16) -> Self {
        Self { status, media_type: "", body: None, headers: &[] }
    }

    /// Its headers.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [ResponseHeader]) -> Self {
        self.headers = headers;
        self
    }
}

impl ResponseHeader {
    /// A header that may be there.
    pub const fn new(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: false, schema }
    }

    /// It must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl OperationTable {
    /// The first documented success.
    ///
    /// # Panics
    ///
    /// When there is none, which the generator rules out.
    pub fn success(&self) -> &'static Response {
        self.responses
            .iter()
            .find(|response| response.status < 400)
            .expect("the generator refuses such a document")
    }

    /// The first documented failure, if any.
    pub fn error(&self) -> Option<&'static Response> {
        self.responses.iter().find(|response| response.status >= 400)
    }

    /// The response documented for `status`, if any.
    pub fn response(&self, status: u16) -> Option<&'static Response> {
        self.responses.iter().find(|response| response.status == status)
    }
}

/// One operation of a document, as a type.
pub trait Operation: Send + Sync + 'static {
    /// What the document says of it.
    const TABLE: &'static OperationTable;
    /// What it takes.
    type Request: DeserializeOwned + Send;
    /// What it answers when it succeeds.
    type Response: IntoReply + Send;
    /// How it fails.
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
