// @generated from openapi/array_query.yaml by `cargo xtask generate`. Do not edit.

//! Lists in the query: the interface of a server for `openapi/array_query.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// What a server for Lists in the query implements.
pub trait ArrayQuery: Send + Sync + 'static {
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
    /// All of these.
    pub labels: Option<Vec<String>>,
    /// By these.
    pub sort: Option<Vec<ThingListSortItem>>,
    /// `ids`.
    pub ids: Vec<i32>,
}

/// What `thing_list` answers when it succeeds.
#[derive(Debug)]
pub enum ThingListResponse {
    /// 200: Those that were asked for.
    Ok(Vec<String>),
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

/// `ThingListSortItem`, which the document does not describe.
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

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::schema::{array, enumeration, int32, string};
    use dropshot_openapi::{
        Call, IntoReply, Operation, OperationTable, Parameter, RequestError, Reply,
        Response, Serve,
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
            Parameter::query(
                "labels",
                "labels",
                &array(&string().min_length(1).max_length(5)).max_items(2).unique(),
            ),
            Parameter::query("$sort", "sort", &array(&enumeration(&["name", "newest"])))
                .joined(),
            Parameter::query("ids", "ids", &array(&int32()).min_items(1)).required(),
        ],
        body: None,
        security: &[],
        challenge: "",
        permissions: &[],
        responses: &[
            Response::json(200, "application/json", &array(&string())),
            Response::json(400, "application/json", &schemas::PROBLEM),
        ],
    };

    impl Operation for ThingList {
        const TABLE: &'static OperationTable = &THING_LIST;

        type Request = ThingListRequest;
        type Response = ThingListResponse;
        type Error = ThingListError;
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
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
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
