// @generated from openapi/update_body.yaml by `cargo xtask generate`. Do not edit.

//! Absent, null and empty are three things: the interface of a server for `openapi/update_body.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, absent_or_null,
    endpoint,
};

/// What a server for Absent, null and empty are three things implements.
pub trait UpdateBody: Send + Sync + 'static {
    /// The server's own state.
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

/// What `thing_update` takes.
#[derive(Debug, Deserialize)]
pub struct ThingUpdateRequest {
    /// The body.
    pub body: ThingUpdate,
}

/// What `thing_update` answers when it succeeds.
#[derive(Debug)]
pub enum ThingUpdateResponse {
    /// 200: What was said.
    Ok(ThingUpdate),
}

/// How `thing_update` fails.
#[derive(Debug)]
pub enum ThingUpdateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// The server's own failure, which no document promises.
    Internal(InternalError),
}

impl From<InternalError> for ThingUpdateError {
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

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::{
        Body, Call, IntoReply, MediaType, Operation, OperationTable, RequestError, Reply,
        Response, Serve,
    };
    use super::*;

    /// `PATCH /thing`
    #[derive(Debug)]
    pub struct ThingUpdate;

    static THING_UPDATE: OperationTable = OperationTable {
        id: "thing_update",
        method: Method::PATCH,
        path: "/thing",
        tag: "golden",
        summary: "Change the thing",
        parameters: &[],
        body: Some(Body {
            media_type: MediaType::Json,
            required: true,
            schema: &schemas::THING_UPDATE,
        }),
        security: &[],
        challenge: "",
        permissions: &[],
        responses: &[
            Response::json(200, "application/json", &schemas::THING_UPDATE),
            Response::json(400, "application/json", &schemas::PROBLEM),
        ],
    };

    impl Operation for ThingUpdate {
        const TABLE: &'static OperationTable = &THING_UPDATE;

        type Request = ThingUpdateRequest;
        type Response = ThingUpdateResponse;
        type Error = ThingUpdateError;
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
                error => ThingUpdateError::Internal(error.into_fault()),
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
}

/// The document's schemas, as requests and answers are checked by them.
pub mod schemas {
    use dropshot_openapi::schema::{
        Schema, array, int64, object, optional, required, string,
    };

    pub static PROBLEM: Schema = object(
            &[required("message", &string().max_length(4000))],
        )
        .named("Problem");

    pub static THING_UPDATE: Schema = object(
            &[
                optional("note", &string().nullable()),
                optional("labels", &array(&string()).nullable()),
                optional("size", &int64()),
                optional("parent", &PARENT),
            ],
        )
        .closed()
        .named("ThingUpdate");

    pub static PARENT: Schema = object(&[required("id", &int64())])
        .nullable()
        .named("Parent");
}
