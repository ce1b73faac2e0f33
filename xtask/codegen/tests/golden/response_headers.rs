// @generated from openapi/response_headers.yaml by `cargo xtask generate`. Do not edit.

//! Headers of answers, and answers without a body: the interface of a server for
//! `openapi/response_headers.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for Headers of answers, and answers without a body.
pub trait ResponseHeaders: Send + Sync + 'static {
    /// The server's state.
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

/// The request of `thing_create`.
#[derive(Debug, Deserialize)]
pub struct ThingCreateRequest {
    /// `later`.
    pub later: bool,
    /// `cost`.
    pub cost: Option<i64>,
}

/// The successful responses of `thing_create`.
#[derive(Debug)]
pub enum ThingCreateResponse {
    /// 201: Created.
    Created {
        /// Body.
        body: ThingCreateCreated,
        /// Where it is.
        location: String,
        /// `X-Cost`.
        x_cost: Option<i64>,
    },
    /// 202: Will be created.
    Accepted,
}

/// The errors of `thing_create`.
#[derive(Debug)]
pub enum ThingCreateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// In words.
    pub message: String,
}

/// `ThingCreateCreated`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThingCreateCreated {
    /// `id`.
    pub id: i64,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: ResponseHeaders>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: ResponseHeaders>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingCreate, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `POST /things`
    #[derive(Debug)]
    pub struct ThingCreate;

    impl Operation for ThingCreate {
        type Request = ThingCreateRequest;
        type Response = ThingCreateResponse;
        type Error = ThingCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_create")
        }
    }

    impl<A: ResponseHeaders> Serve<A> for ThingCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_) => {
                    ThingCreateError::BadRequest(A::problem(cx, error))
                }
                error => ThingCreateError::Internal(error.into_internal_error()),
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
                Self::Created { body, location, x_cost } => {
                    let reply = Reply::json(
                        StatusCode::CREATED,
                        "application/json",
                        &body,
                    );
                    let reply = reply.with_header("location", location);
                    match x_cost {
                        Some(x_cost) => reply.with_header("x-cost", x_cost),
                        None => reply,
                    }
                }
                Self::Accepted => Reply::empty(StatusCode::ACCEPTED),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"thing_create","method":"POST","path":"/things","tag":"golden","summary":"Create a thing","parameters":[{"name":"later","field":"later","in":"query","explode":true,"schema":{"type":"boolean","default":false}},{"name":"cost","field":"cost","in":"query","explode":true,"schema":{"type":"integer","format":"int64"}}],"challenge":"","responses":[{"status":201,"media_type":"application/json","body":{"type":"object","properties":{"id":{"type":"integer","format":"int64"}},"required":["id"],"additionalProperties":false},"headers":[{"name":"Location","required":true,"schema":{"type":"string","maxLength":100}},{"name":"X-Cost","schema":{"type":"integer","format":"int64","minimum":0}},{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid"}}]},{"status":202},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]}
}}"##;
}
