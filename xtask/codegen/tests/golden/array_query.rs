// @generated from openapi/array_query.yaml by `cargo xtask generate`. Do not edit.

//! Lists in the query: the interface of a server for `openapi/array_query.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for Lists in the query.
pub trait ArrayQuery: Send + Sync + 'static {
    /// The server's state.
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

/// The request of `thing_list`.
#[derive(Debug, Deserialize)]
pub struct ThingListRequest {
    /// All of these.
    pub labels: Option<Vec<String>>,
    /// By these.
    pub sort: Option<Vec<ThingListSortItem>>,
    /// `ids`.
    pub ids: Vec<i32>,
}

/// The successful responses of `thing_list`.
#[derive(Debug)]
pub enum ThingListResponse {
    /// 200: Those that were asked for.
    Ok(Vec<String>),
}

/// The errors of `thing_list`.
#[derive(Debug)]
pub enum ThingListError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingListError {
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

/// `ThingListSortItem`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThingListSortItem {
    /// `name`
    #[serde(rename = "name")]
    Name,
    /// `newest`
    #[serde(rename = "newest")]
    Newest,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: ArrayQuery>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: ArrayQuery>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingList, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `GET /things`
    #[derive(Debug)]
    pub struct ThingList;

    impl Operation for ThingList {
        type Request = ThingListRequest;
        type Response = ThingListResponse;
        type Error = ThingListError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_list")
        }
    }

    impl<A: ArrayQuery> Serve<A> for ThingList {
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
                error => ThingListError::Internal(error.into_internal_error()),
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
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"thing_list","method":"GET","path":"/things","tag":"golden","summary":"List things","parameters":[{"name":"labels","field":"labels","in":"query","explode":true,"schema":{"type":"array","items":{"type":"string","minLength":1,"maxLength":5},"maxItems":2,"uniqueItems":true}},{"name":"$sort","field":"sort","in":"query","schema":{"type":"array","items":{"type":"string","enum":["name","newest"]}}},{"name":"ids","field":"ids","in":"query","required":true,"explode":true,"schema":{"type":"array","items":{"type":"integer","format":"int32"},"minItems":1}}],"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"type":"array","items":{"type":"string"}}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]}
}}"##;
}
