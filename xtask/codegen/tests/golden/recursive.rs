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

/// What a server for A schema that holds itself, maps and free-form objects implements.
pub trait Recursive: Send + Sync + 'static {
    /// The server's own state.
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

/// What `tree_create` takes.
#[derive(Debug, Deserialize)]
pub struct TreeCreateRequest {
    /// The body.
    pub body: Tree,
}

/// What `tree_create` answers when it succeeds.
#[derive(Debug)]
pub enum TreeCreateResponse {
    /// 200: It stands.
    Ok(Tree),
}

/// How `tree_create` fails.
#[derive(Debug)]
pub enum TreeCreateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// The server's own failure, which no document promises.
    Internal(InternalError),
}

impl From<InternalError> for TreeCreateError {
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
    /// Other members.
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

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::{
        Body, Call, IntoReply, MediaType, Operation, OperationTable, RequestError, Reply,
        Response, Serve,
    };
    use super::*;

    /// `POST /tree`
    #[derive(Debug)]
    pub struct TreeCreate;

    static TREE_CREATE: OperationTable = OperationTable {
        id: "tree_create",
        method: Method::POST,
        path: "/tree",
        tag: "golden",
        summary: "Plant a tree",
        parameters: &[],
        body: Some(Body {
            media_type: MediaType::Json,
            required: true,
            schema: &schemas::TREE,
        }),
        security: &[],
        challenge: "",
        permissions: &[],
        responses: &[
            Response::json(200, "application/json", &schemas::TREE),
            Response::json(400, "application/json", &schemas::PROBLEM),
        ],
    };

    impl Operation for TreeCreate {
        const TABLE: &'static OperationTable = &TREE_CREATE;

        type Request = TreeCreateRequest;
        type Response = TreeCreateResponse;
        type Error = TreeCreateError;
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
                error => TreeCreateError::Internal(error.into_fault()),
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
}

/// The document's schemas, as requests and answers are checked by them.
pub mod schemas {
    use dropshot_openapi::schema::{
        Schema, array, number, object, optional, required, string,
    };

    pub static PROBLEM: Schema = object(
            &[required("message", &string().max_length(4000))],
        )
        .named("Problem");

    pub static TREE: Schema = object(
            &[
                required("type", &string().max_length(20)),
                optional("branches", &array(&TREE).max_items(3)),
                optional("neighbour", &TREE),
                optional("meta", &object(&[]).nullable()),
                optional("heights", &object(&[]).others(&number())),
            ],
        )
        .others(&string().max_length(5))
        .named("Tree");
}
