// @generated from openapi/recursive.yaml by `cargo xtask generate`. Do not edit.

//! A schema that holds itself, maps and free-form objects: the interface of a server for
//! `openapi/recursive.yaml`.

use std::collections::BTreeMap;
use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, absent_or_null,
    endpoint,
};

/// The interface of a server for A schema that holds itself, maps and free-form objects.
pub trait Recursive: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Plant a tree
    ///
    /// `POST /tree`
    fn tree_create(
        cx: &RequestContext<Self::Context>,
        request: TreeCreateRequest,
    ) -> impl Future<Output = Result<TreeCreateResponse, TreeCreateError>> + Send;
}

/// The request of `tree_create`.
#[derive(Debug, Deserialize)]
pub struct TreeCreateRequest {
    /// Body.
    pub body: Tree,
}

/// The successful responses of `tree_create`.
#[derive(Debug)]
pub enum TreeCreateResponse {
    /// 200: It stands.
    Ok(Tree),
}

/// The errors of `tree_create`.
#[derive(Debug)]
pub enum TreeCreateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for TreeCreateError {
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

/// A tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// What kind of tree.
    #[serde(rename = "type")]
    pub type_: String,
    /// `branches`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches: Option<Vec<Tree>>,
    /// A tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbour: Option<Box<Tree>>,
    /// Whatever the owner wants.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub meta: Option<Option<serde_json::Map<String, Value>>>,
    /// `heights`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heights: Option<BTreeMap<String, f64>>,
    /// Additional properties.
    #[serde(flatten)]
    pub others: BTreeMap<String, String>,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Recursive>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Recursive>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::TreeCreate, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `POST /tree`
    #[derive(Debug)]
    pub struct TreeCreate;

    impl Operation for TreeCreate {
        type Request = TreeCreateRequest;
        type Response = TreeCreateResponse;
        type Error = TreeCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("tree_create")
        }
    }

    impl<A: Recursive> Serve<A> for TreeCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::tree_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    TreeCreateError::BadRequest(A::problem(cx, error))
                }
                error => TreeCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                TreeCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                TreeCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for TreeCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"tree_create","method":"POST","path":"/tree","tag":"golden","summary":"Plant a tree","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Tree"}},"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Tree"}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"Tree": {"type":"object","properties":{"type":{"type":"string","maxLength":20},"branches":{"type":"array","items":{"$ref":"#/components/schemas/Tree"},"maxItems":3},"neighbour":{"$ref":"#/components/schemas/Tree"},"meta":{"type":"object","nullable":true},"heights":{"type":"object","additionalProperties":{"type":"number"}}},"required":["type"],"additionalProperties":{"type":"string","maxLength":5}}
}}"##;
}
