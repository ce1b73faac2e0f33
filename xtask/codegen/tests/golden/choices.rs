// @generated from openapi/choices.yaml by `cargo xtask generate`. Do not edit.

//! One of several schemas, and several at once: the interface of a server for `openapi/choices.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for One of several schemas, and several at once.
pub trait Choices: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Put the thing
    ///
    /// `PUT /thing`
    fn thing_put(
        cx: &RequestContext<Self::Context>,
        request: ThingPutRequest,
    ) -> impl Future<Output = Result<ThingPutResponse, ThingPutError>> + Send;
}

/// The request of `thing_put`.
#[derive(Debug, Deserialize)]
pub struct ThingPutRequest {
    /// Body.
    pub body: Thing,
}

/// The successful responses of `thing_put`.
#[derive(Debug)]
pub enum ThingPutResponse {
    /// 200: As it is.
    Ok(Thing),
    /// 201: As it is now.
    Created(Thing),
}

/// The errors of `thing_put`.
#[derive(Debug)]
pub enum ThingPutError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingPutError {
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

/// A thing with what every thing has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// `name`.
    pub name: String,
    /// Whether it is in use, in either spelling.
    pub active: ThingActive,
    /// `owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<ThingOwner>,
}

/// What has a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// `name`.
    pub name: String,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// `mail`.
    pub mail: String,
}

/// Whether it is in use, in either spelling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ThingActive {
    /// Boolean.
    Boolean(bool),
    /// Enumeration.
    Enumeration(ThingActiveEnumeration),
}

/// `ThingActiveEnumeration`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThingActiveEnumeration {
    /// `0`
    #[serde(rename = "0")]
    N0,
    /// `1`
    #[serde(rename = "1")]
    N1,
}

/// `ThingOwner`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ThingOwner {
    /// Somebody.
    Person(Person),
    /// Id.
    Id(i64),
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Choices>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Choices>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::ThingPut, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `PUT /thing`
    #[derive(Debug)]
    pub struct ThingPut;

    impl Operation for ThingPut {
        type Request = ThingPutRequest;
        type Response = ThingPutResponse;
        type Error = ThingPutError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_put")
        }
    }

    impl<A: Choices> Serve<A> for ThingPut {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_put(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ThingPutError::BadRequest(A::problem(cx, error))
                }
                error => ThingPutError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingPutError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ThingPutError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingPutResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
                Self::Created(body) => {
                    Reply::json(StatusCode::CREATED, "application/json", &body)
                }
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"thing_put","method":"PUT","path":"/thing","tag":"golden","summary":"Put the thing","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Thing"}},"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Thing"}},{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/Thing"}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"Thing": {"type":"object","properties":{"name":{"type":"string","maxLength":20},"active":{"oneOf":[{"type":"boolean"},{"type":"string","enum":["0","1"]}]},"owner":{"anyOf":[{"$ref":"#/components/schemas/Person"},{"type":"integer","format":"int64"}]}},"required":["name","active"]},
"Named": {"type":"object","properties":{"name":{"type":"string","maxLength":20}},"required":["name"]},
"Person": {"type":"object","properties":{"mail":{"type":"string","format":"email","maxLength":100}},"required":["mail"],"additionalProperties":false}
}}"##;
}
