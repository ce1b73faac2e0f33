// @generated from openapi/cases.yaml by `cargo xtask generate`. Do not edit.

//! What members have to be together, and a format of the API's own: the interface of a server for
//! `openapi/cases.yaml`.

use std::future::Future;

use chrono::NaiveDate;
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, absent_or_null,
    endpoint,
};

/// The interface of a server for What members have to be together, and a format of the API's own.
pub trait Cases: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Put the party
    ///
    /// `PUT /party`
    fn party_put(
        cx: &RequestContext<Self::Context>,
        request: PartyPutRequest,
    ) -> impl Future<Output = Result<PartyPutResponse, PartyPutError>> + Send;
}

/// The request of `party_put`.
#[derive(Debug, Deserialize)]
pub struct PartyPutRequest {
    /// Body.
    pub body: Party,
}

/// The successful responses of `party_put`.
#[derive(Debug)]
pub enum PartyPutResponse {
    /// 200: As it is.
    Ok(Party),
}

/// The errors of `party_put`.
#[derive(Debug)]
pub enum PartyPutError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for PartyPutError {
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

/// A person, or a company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// `kind`.
    pub kind: PartyKind,
    /// `born`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it sits, or nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub office: Option<Option<Office>>,
}

/// Where it sits, or nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// `street`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
}

/// `PartyKind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartyKind {
    /// `person`
    #[serde(rename = "person")]
    Person,
    /// `company`
    #[serde(rename = "company")]
    Company,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Cases>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Cases>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::PartyPut, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `PUT /party`
    #[derive(Debug)]
    pub struct PartyPut;

    impl Operation for PartyPut {
        type Request = PartyPutRequest;
        type Response = PartyPutResponse;
        type Error = PartyPutError;

        fn table() -> &'static OperationTable {
            MODEL.operation("party_put")
        }
    }

    impl<A: Cases> Serve<A> for PartyPut {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::party_put(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    PartyPutError::BadRequest(A::problem(cx, error))
                }
                error => PartyPutError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                PartyPutError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                PartyPutError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for PartyPutResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"party_put","method":"PUT","path":"/party","tag":"golden","summary":"Put the party","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Party"}},"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Party"}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"Party": {"type":"object","properties":{"kind":{"type":"string","enum":["person","company"]},"born":{"type":"string","format":"date"},"number":{"type":"string","maxLength":20},"code":{"type":"string","format":"even","x-format":"a text of an even number of letters","maxLength":20},"office":{"$ref":"#/components/schemas/Office"}},"required":["kind"],"additionalProperties":false,"anyOf":[{"type":"object","properties":{"kind":{"type":"string","enum":["person"]},"number":{"type":"string","maxLength":3}},"required":["born"]},{"type":"object","properties":{"kind":{"type":"string","enum":["company"]}},"required":["number","code"]}]},
"Office": {"type":"object","nullable":true,"properties":{"street":{"type":"string","maxLength":20}}}
}}"##;
}
