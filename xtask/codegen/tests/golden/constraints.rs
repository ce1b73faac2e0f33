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

/// The interface of a server for Every rule that a schema can state.
pub trait Constraints: Send + Sync + 'static {
    /// The server's state.
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

/// The request of `thing_create`.
#[derive(Debug, Deserialize)]
pub struct ThingCreateRequest {
    /// Body.
    pub body: Thing,
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

/// `ThingKind`.
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

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `POST /thing`
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
{"id":"thing_create","method":"POST","path":"/thing","tag":"golden","summary":"Create a thing","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Thing"}},"challenge":"","responses":[{"status":204},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"Thing": {"type":"object","properties":{"name":{"type":"string","minLength":2,"maxLength":4,"pattern":"^[a-z\"\\\\]+$"},"small":{"type":"integer","format":"int32","minimum":-5,"maximum":4,"multipleOf":2},"large":{"type":"integer","format":"int64","maximum":9007199254740991},"rate":{"type":"number","exclusiveMinimum":0.0,"maximum":100.0,"multipleOf":0.01},"price":{"type":"number","format":"decimal","minimum":0.0,"maximum":999999.99,"multipleOf":0.01},"flag":{"type":"boolean","nullable":true},"when":{"type":"string","format":"sql-date-time"},"day":{"type":"string","format":"date"},"mail":{"type":"string","nullable":true,"format":"email"},"sizes":{"type":"array","items":{"type":"integer","format":"int32"},"minItems":1,"maxItems":3,"uniqueItems":true},"kind":{"type":"string","nullable":true,"enum":["big","not so big",null]},"anything":{},"extra":{"type":"object","additionalProperties":{"type":"string","maxLength":3},"maxProperties":2}},"required":["name","small","when"],"additionalProperties":false,"minProperties":3,"maxProperties":13}
}}"##;
}
