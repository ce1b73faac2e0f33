// @generated from openapi/defaults.yaml by `cargo xtask generate`. Do not edit.

//! What is taken when something is left out: the interface of a server for `openapi/defaults.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// What a server for What is taken when something is left out implements.
pub trait Defaults: Send + Sync + 'static {
    /// The server's own state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Create a thing
    ///
    /// `POST /things`
    fn thing_create(
        cx: &RequestContext<Self::Context>,
        request: ThingCreateRequest,
    ) -> impl Future<Output = Result<ThingCreateResponse, ThingCreateError>> + Send;
}

/// What `thing_create` takes.
#[derive(Debug, Deserialize)]
pub struct ThingCreateRequest {
    /// `limit`.
    pub limit: i32,
    /// `order`.
    pub order: ThingCreateOrder,
    /// The body.
    pub body: Option<ThingCreateBody>,
}

/// What `thing_create` answers when it succeeds.
#[derive(Debug)]
pub enum ThingCreateResponse {
    /// 204: Done.
    NoContent,
}

/// How `thing_create` fails.
#[derive(Debug)]
pub enum ThingCreateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// The server's own failure, which no document promises.
    Internal(InternalError),
}

impl From<InternalError> for ThingCreateError {
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

/// `ThingCreateOrder`, which the document does not describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThingCreateOrder {
    /// `up`
    #[serde(rename = "up")]
    Up,
    /// `down`
    #[serde(rename = "down")]
    Down,
}

/// `ThingCreateBody`, which the document does not describe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThingCreateBody {
    /// `size`.
    pub size: i64,
    /// `color`.
    pub color: Option<String>,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Defaults>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Defaults>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingCreate, A>(runtime)])
}

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::schema::{enumeration, int32, int64, object, optional, string};
    use dropshot_openapi::{
        Body, Call, IntoReply, MediaType, Operation, OperationTable, Parameter,
        RequestError, Reply, Response, Serve,
    };
    use super::*;

    /// `POST /things`
    #[derive(Debug)]
    pub struct ThingCreate;

    static THING_CREATE: OperationTable = OperationTable {
        id: "thing_create",
        method: Method::POST,
        path: "/things",
        tag: "golden",
        summary: "Create a thing",
        parameters: &[
            Parameter::query("limit", "limit", &int32().range(1, 100).default("20")),
            Parameter::query(
                "order",
                "order",
                &enumeration(&["up", "down"]).default("\"up\""),
            ),
        ],
        body: Some(Body {
            media_type: MediaType::Json,
            required: false,
            schema: &object(
                    &[
                        optional("size", &int64().default("7")),
                        optional("color", &string().nullable().default("null")),
                    ],
                )
                .closed(),
        }),
        security: &[],
        challenge: "",
        permissions: &[],
        responses: &[
            Response::empty(204),
            Response::json(400, "application/json", &schemas::PROBLEM),
        ],
    };

    impl Operation for ThingCreate {
        const TABLE: &'static OperationTable = &THING_CREATE;

        type Request = ThingCreateRequest;
        type Response = ThingCreateResponse;
        type Error = ThingCreateError;
    }

    impl<A: Defaults> Serve<A> for ThingCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ThingCreateError::BadRequest(A::problem(cx, error))
                }
                error => ThingCreateError::Internal(error.into_fault()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ThingCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingCreateResponse {
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
