// @generated from openapi/recursive.yaml by `cargo xtask generate`. Do not edit.

//! A schema that holds itself, maps and free-form objects: the interface of a server for
//! `openapi/recursive.yaml`.

use std::collections::BTreeMap;
use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use dropshot_openapi::route::{Routes, endpoint};
use dropshot_openapi::{InternalError, Reply, RequestContext, absent_or_null, route};

/// What a server for A schema that holds itself, maps and free-form objects implements.
pub trait Recursive: Send + Sync + 'static {
    /// The server's own state.
    type Context: ServerContext;

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

/// Registers every operation with dropshot, under a path prefix. The observer hears of its calls.
pub fn register<A: Recursive>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    observer: &dyn route::Observer,
) -> Result<(), ApiDescriptionRegisterError> {
    route::register(api, mount, &routes::<A>(), observer)
}

/// Every operation as an endpoint, at the path of the document.
pub fn routes<A: Recursive>() -> Routes<A::Context> {
    Routes {
        endpoints: |observer| Vec::from([
            endpoint::<operations::TreeCreate, A>(observer),
        ]),
        refuse: |status, refusal| Reply::json(
            status,
            "application/json",
            &Problem::from(refusal),
        ),
    }
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
        ) -> Result<TreeCreateResponse, TreeCreateError> {
            let request = call.read().await?;
            A::tree_create(call.cx(), request).await
        }
    }

    impl IntoReply for TreeCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    impl IntoReply for TreeCreateError {
        fn into_reply(self) -> Reply {
            match self {
                Self::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                Self::Internal(fault) => {
                    Reply::fault::<Problem>("application/json", fault)
                }
            }
        }
    }

    impl From<RequestError> for TreeCreateError {
        fn from(refusal: RequestError) -> Self {
            match refusal {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => Self::BadRequest(refusal.into()),
                refusal => Self::Internal(refusal.into_fault()),
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
