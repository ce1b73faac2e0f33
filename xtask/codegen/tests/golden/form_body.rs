// @generated from openapi/form_body.yaml by `cargo xtask generate`. Do not edit.

//! A form for a body: the interface of a server for `openapi/form_body.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Secret, Runtime, endpoint,
};

/// The interface of a server for A form for a body.
pub trait FormBody: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Sign in
    ///
    /// `POST /token`
    fn token_create(
        cx: &RequestContext<Self::Context>,
        request: TokenCreateRequest,
    ) -> impl Future<Output = Result<TokenCreateResponse, TokenCreateError>> + Send;
}

/// The request of `token_create`.
#[derive(Debug, Deserialize)]
pub struct TokenCreateRequest {
    /// Who signs in.
    pub body: TokenForm,
}

/// The successful responses of `token_create`.
#[derive(Debug)]
pub enum TokenCreateResponse {
    /// 200: Signed in.
    Ok(Token),
}

/// The errors of `token_create`.
#[derive(Debug)]
pub enum TokenCreateError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for TokenCreateError {
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

/// Who signs in, and for how long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenForm {
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`.
    pub client_secret: Secret,
    /// `expires_in`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i32>,
    /// `scopes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
}

/// What to sign with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// `access_token`.
    pub access_token: Secret,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: FormBody>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: FormBody>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([endpoint::<operations::TokenCreate, A>(runtime)])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `POST /token`
    #[derive(Debug)]
    pub struct TokenCreate;

    impl Operation for TokenCreate {
        type Request = TokenCreateRequest;
        type Response = TokenCreateResponse;
        type Error = TokenCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("token_create")
        }
    }

    impl<A: FormBody> Serve<A> for TokenCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::token_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    TokenCreateError::BadRequest(A::problem(cx, error))
                }
                error => TokenCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                TokenCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                TokenCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for TokenCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"token_create","method":"POST","path":"/token","tag":"golden","summary":"Sign in","body":{"media_type":"application/x-www-form-urlencoded","required":true,"schema":{"$ref":"#/components/schemas/TokenForm"}},"challenge":"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Token"}},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]},
"TokenForm": {"type":"object","properties":{"client_id":{"type":"string","maxLength":10},"client_secret":{"type":"string","format":"password","maxLength":64},"expires_in":{"type":"integer","format":"int32","minimum":1},"scopes":{"type":"array","items":{"type":"string"}}},"required":["client_id","client_secret"],"additionalProperties":false},
"Token": {"type":"object","properties":{"access_token":{"type":"string","format":"password"}},"required":["access_token"]}
}}"##;
}
