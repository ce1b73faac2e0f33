// @generated from openapi/constraints.yaml by `cargo xtask generate`. Do not edit.

//! Every rule that a schema can state: the interface of a server for `openapi/constraints.yaml`.

use std::collections::BTreeMap;
use std::future::Future;

use chrono::NaiveDate;
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use dropshot_openapi::{
    Decimal, Endpoint, InternalError, RequestError, RequestContext, SqlDateTime, Runtime,
    absent_or_null, endpoint,
};

/// What a server for Every rule that a schema can state implements.
pub trait Constraints: Send + Sync + 'static {
    /// The server's own state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Create a thing
    ///
    /// `POST /thing`
    fn thing_create(
        cx: &RequestContext<Self::Context>,
        request: ThingCreateRequest,
    ) -> impl Future<Output = Result<ThingCreateResponse, ThingCreateError>> + Send;
}

/// What `thing_create` takes.
#[derive(Debug, Deserialize)]
pub struct ThingCreateRequest {
    /// The body.
    pub body: Thing,
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

/// Everything at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// `name`.
    pub name: String,
    /// `small`.
    pub small: i32,
    /// `large`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large: Option<i64>,
    /// `rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// `price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Decimal>,
    /// `flag`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub flag: Option<Option<bool>>,
    /// `when`.
    pub when: SqlDateTime,
    /// `day`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// `mail`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub mail: Option<Option<String>>,
    /// `sizes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sizes: Option<Vec<i32>>,
    /// `kind`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub kind: Option<Option<ThingKind>>,
    /// `anything`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<Value>,
    /// `extra`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<BTreeMap<String, String>>,
}

/// `ThingKind`, which the document does not describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThingKind {
    /// `big`
    #[serde(rename = "big")]
    Big,
    /// `not so big`
    #[serde(rename = "not so big")]
    NotSoBig,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Constraints>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Constraints>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingCreate, A>(runtime)])
}

/// The operations as they are served: their tables, and who is let through to them.
pub mod operations {
    use http::{Method, StatusCode};
    use dropshot_openapi::{
        Body, Call, IntoReply, MediaType, Operation, OperationTable, RequestError, Reply,
        Response, Serve,
    };
    use super::*;

    /// `POST /thing`
    #[derive(Debug)]
    pub struct ThingCreate;

    static THING_CREATE: OperationTable = OperationTable {
        id: "thing_create",
        method: Method::POST,
        path: "/thing",
        tag: "golden",
        summary: "Create a thing",
        parameters: &[],
        body: Some(Body {
            media_type: MediaType::Json,
            required: true,
            schema: &schemas::THING,
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

    impl<A: Constraints> Serve<A> for ThingCreate {
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
    use dropshot_openapi::Format;
    use dropshot_openapi::schema::{
        Schema, any, array, boolean, decimal, enumeration, int32, int64, number, object,
        optional, required, string,
    };

    pub static PROBLEM: Schema = object(
            &[required("message", &string().max_length(4000))],
        )
        .named("Problem");

    pub static THING: Schema = object(
            &[
                required(
                    "name",
                    &string().min_length(2).max_length(4).pattern(r#"^[a-z"\\]+$"#),
                ),
                required("small", &int32().range(-5, 4).multiple_of(2)),
                optional("large", &int64().range(i64::MIN, 9_007_199_254_740_991)),
                optional("rate", &number().above(0.0).maximum(100.0).step(0.01)),
                optional("price", &decimal().minimum(0.0).maximum(999999.99).step(0.01)),
                optional("flag", &boolean().nullable()),
                required("when", &string().format(Format::SqlDateTime)),
                optional("day", &string().format(Format::Date)),
                optional("mail", &string().format(Format::Email).nullable()),
                optional("sizes", &array(&int32()).min_items(1).max_items(3).unique()),
                optional("kind", &enumeration(&["big", "not so big"]).nullable()),
                optional("anything", &any()),
                optional(
                    "extra",
                    &object(&[]).others(&string().max_length(3)).max_properties(2),
                ),
            ],
        )
        .closed()
        .min_properties(3)
        .max_properties(13)
        .named("Thing");
}
