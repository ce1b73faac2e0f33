// @generated from openapi/header_parameters.yaml by `cargo xtask generate`. Do not edit.

//! Parameters in headers: the interface of a server for `openapi/header_parameters.yaml`.

use std::future::Future;

use chrono::{DateTime, Utc};
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// What a server for Parameters in headers implements.
pub trait HeaderParameters: Send + Sync + 'static {
    /// The server's own state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// List things
    ///
    /// `GET /things`
    fn thing_list(
        cx: &RequestContext<Self::Context>,
        request: ThingListRequest,
    ) -> impl Future<Output = Result<ThingListResponse, ThingListError>> + Send;
}

/// What `thing_list` takes.
#[derive(Debug, Deserialize)]
pub struct ThingListRequest {
    /// Who asks.
    pub requestor_id: Uuid,
    /// `X-Dry-Run`.
    pub x_dry_run: bool,
    /// `X-Since`.
    pub x_since: Option<DateTime<Utc>>,
}

/// What `thing_list` answers when it succeeds.
#[derive(Debug)]
pub enum ThingListResponse {
    /// 204: None.
    NoContent,
}

/// How `thing_list` fails.
#[derive(Debug)]
pub enum ThingListError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// The server's own failure, which no document promises.
    Internal(InternalError),
}

impl From<InternalError> for ThingListError {
    fn from(fault: InternalError) -> Self {
        Self::Internal(fault)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// In words.
    pub message: String,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: HeaderParameters>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: HeaderParameters>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingList, A>(runtime)])
}

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::schema::{boolean, string};
    use dropshot_openapi::{
        Call, Format, IntoReply, Operation, OperationTable, Parameter, RequestError,
        Reply, Response, Serve,
    };
    use super::*;

    /// `GET /things`
    #[derive(Debug)]
    pub struct ThingList;

    static THING_LIST: OperationTable = OperationTable {
        id: "thing_list",
        method: Method::GET,
        path: "/things",
        tag: "golden",
        summary: "List things",
        parameters: &[
            Parameter::header(
                    "Requestor-ID",
                    "requestor_id",
                    &string().format(Format::Uuid),
                )
                .required(),
            Parameter::header("X-Dry-Run", "x_dry_run", &boolean().default("false")),
            Parameter::header("X-Since", "x_since", &string().format(Format::DateTime)),
        ],
        body: None,
        security: &[],
        challenge: "",
        permissions: &[],
        responses: &[
            Response::empty(204),
            Response::json(400, "application/json", &schemas::PROBLEM),
        ],
    };

    impl Operation for ThingList {
        const TABLE: &'static OperationTable = &THING_LIST;

        type Request = ThingListRequest;
        type Response = ThingListResponse;
        type Error = ThingListError;
    }

    impl<A: HeaderParameters> Serve<A> for ThingList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_list(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_) => {
                    ThingListError::BadRequest(A::problem(cx, error))
                }
                error => ThingListError::Internal(error.into_fault()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingListError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ThingListError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingListResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }
}

/// The document's schemas, as requests and answers are checked by them.
pub mod schemas {
    use dropshot_openapi::schema::{Schema, object, required, string};

    pub static PROBLEM: Schema = object(
            &[required("message", &string().max_length(4000))],
        )
        .named("Problem");
}
