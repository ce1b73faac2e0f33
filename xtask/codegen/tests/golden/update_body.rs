// @generated from openapi/update_body.yaml by `cargo xtask generate`. Do not edit.

//! Absent, null and empty are three things: the interface of a server for `openapi/update_body.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, absent_or_null,
    endpoint,
};

/// The interface of a server for Absent, null and empty are three things.
pub trait UpdateBody: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Change the thing
    ///
    /// `PATCH /thing`
    fn thing_update(
        cx: &RequestContext<Self::Context>,
        request: ThingUpdateRequest,
    ) -> impl Future<Output = Result<ThingUpdateResponse, ThingUpdateError>> + Send;
}

/// The request of `thing_update`.
#[derive(Debug, Deserialize)]
pub struct ThingUpdateRequest {
    /// Body.
    pub body: ThingUpdate,
}

/// The successful responses of `thing_update`.
#[derive(Debug)]
pub enum ThingUpdateResponse {
    /// 200: What was said.
    Ok(ThingUpdate),
}

/// The errors of `thing_update`.
#[derive(Debug)]
pub enum ThingUpdateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingUpdateError {
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

/// What to change; what is left out stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThingUpdate {
    /// Null takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub note: Option<Option<String>>,
    /// Empty is not null.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub labels: Option<Option<Vec<String>>>,
    /// Cannot be taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub parent: Option<Option<Parent>>,
}

/// Another thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parent {
    /// `id`.
    pub id: i64,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: UpdateBody>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: UpdateBody>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingUpdate, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `PATCH /thing`
    #[derive(Debug)]
    pub struct ThingUpdate;

    impl Operation for ThingUpdate {
        type Request = ThingUpdateRequest;
        type Response = ThingUpdateResponse;
        type Error = ThingUpdateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_update")
        }
    }

    impl<A: UpdateBody> Serve<A> for ThingUpdate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_update(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ThingUpdateError::BadRequest(A::problem(cx, error))
                }
                error => ThingUpdateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingUpdateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ThingUpdateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingUpdateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"thing_update","method":"PATCH","path":"/thing","tag":"golden","summary":"Change the thing","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/ThingUpdate"}},"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ThingUpdate"}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"ThingUpdate": {"type":"object","properties":{"note":{"type":"string","nullable":true},"labels":{"type":"array","nullable":true,"items":{"type":"string"}},"size":{"type":"integer","format":"int64"},"parent":{"$ref":"#/components/schemas/Parent"}},"additionalProperties":false},
"Parent": {"type":"object","nullable":true,"properties":{"id":{"type":"integer","format":"int64"}},"required":["id"]}
}}"##;
}
