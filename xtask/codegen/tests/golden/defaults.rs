// @generated from openapi/defaults.yaml by `cargo xtask generate`. Do not edit.

//! What is taken when something is left out: the interface of a server for `openapi/defaults.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for What is taken when something is left out.
pub trait Defaults: Send + Sync + 'static {
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
    /// `limit`.
    pub limit: i32,
    /// `order`.
    pub order: ThingCreateOrder,
    /// Body.
    pub body: Option<ThingCreateBody>,
}

/// The successful responses of `thing_create`.
#[derive(Debug)]
pub enum ThingCreateResponse {
    /// 204: Done.
    NoContent,
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

/// `ThingCreateOrder`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThingCreateOrder {
    /// `up`
    #[serde(rename = "up")]
    Up,
    /// `down`
    #[serde(rename = "down")]
    Down,
}

/// `ThingCreateBody`.
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
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"thing_create","method":"POST","path":"/things","tag":"golden","summary":"Create a thing","parameters":[{"name":"limit","field":"limit","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":100,"default":20}},{"name":"order","field":"order","in":"query","explode":true,"schema":{"type":"string","enum":["up","down"],"default":"up"}}],"body":{"media_type":"application/json","schema":{"type":"object","properties":{"size":{"type":"integer","format":"int64","default":7},"color":{"type":"string","nullable":true,"default":null}},"additionalProperties":false}},"challenge":"","responses":[{"status":204},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]}
}}"##;
}
