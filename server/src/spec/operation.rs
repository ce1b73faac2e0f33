//! What one operation of a document is, as a table and as a Rust type.
//!
//! Generated code makes one zero-sized type an operation, with its table and with what it takes and answers; the rest of
//! this folder serves any of them.

use std::future::Future;

use dropshot::ServerContext;
use http::Method;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::refusal::{Place, Refusal};
use super::reply::IntoReply;
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
    /// The document's words.
    pub description: &'static str,
    /// Its parameters in path, query and headers.
    pub parameters: &'static [Parameter],
    /// Its request body.
    pub body: Option<Body>,
    /// The security schemes that a caller has to satisfy, all of them.
    pub security: &'static [&'static str],
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
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// Whether each item of a list is a parameter of its own (`a=1&a=2`) rather than one (`a=1,2`).
    pub explode: bool,
    /// What it must be.
    pub schema: &'static Schema,
    /// The document's words.
    pub description: &'static str,
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
#[derive(Debug)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// The document's words.
    pub description: &'static str,
    /// What `Content-Type` says; empty without a body.
    pub media_type: &'static str,
    /// What its body is.
    pub body: Option<&'static Schema>,
    /// Its headers.
    pub headers: &'static [ResponseHeader],
}

/// One documented response header.
#[derive(Debug)]
pub struct ResponseHeader {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value must be.
    pub schema: &'static Schema,
}

impl OperationTable {
    /// The first documented success.
    ///
    /// # Panics
    ///
    /// When there is none, which the generator rules out.
    pub fn success(&self) -> &'static Response {
        self.responses.iter().find(|response| response.status < 400).expect("the generator refuses such a document")
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
    type Error: IntoReply + From<Refusal> + Send;
}

/// One operation, as `A` implements it: how its request becomes its answer.
///
/// Generated: who calls is found out first, then what the caller may do, then what the request says, and only then runs
/// the hand-written method.
pub trait Serve<A>: Operation {
    /// The server's own state.
    type Context: ServerContext;

    /// Answers one call.
    fn serve(
        call: &mut Call<Self::Context>,
    ) -> impl Future<Output = Result<Self::Response, Self::Error>> + Send;
}
