// @generated from openapi/literal_beside_variable.yaml by `cargo xtask generate`. Do not edit.

//! A literal beside a variable, and two names for one position: the interface of a server for
//! `openapi/literal_beside_variable.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for A literal beside a variable, and two names for one position.
pub trait LiteralBesideVariable: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Show the settings
    ///
    /// `GET /things/settings`
    fn settings_view(
        cx: &RequestContext<Self::Context>,
    ) -> impl Future<Output = Result<SettingsViewResponse, SettingsViewError>> + Send;

    /// Show a thing
    ///
    /// `GET /things/{id}`
    fn thing_view(
        cx: &RequestContext<Self::Context>,
        request: ThingViewRequest,
    ) -> impl Future<Output = Result<ThingViewResponse, ThingViewError>> + Send;

    /// Delete a thing
    ///
    /// `DELETE /things/{id}`
    fn thing_delete(
        cx: &RequestContext<Self::Context>,
        request: ThingDeleteRequest,
    ) -> impl Future<Output = Result<ThingDeleteResponse, ThingDeleteError>> + Send;

    /// Show a part
    ///
    /// `GET /things/{name}/parts/{type}`
    fn part_view(
        cx: &RequestContext<Self::Context>,
        request: PartViewRequest,
    ) -> impl Future<Output = Result<PartViewResponse, PartViewError>> + Send;
}

/// The successful responses of `settings_view`.
#[derive(Debug)]
pub enum SettingsViewResponse {
    /// 204: There they are.
    NoContent,
}

/// The errors of `settings_view`.
#[derive(Debug)]
pub enum SettingsViewError {
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for SettingsViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `thing_view`.
#[derive(Debug, Deserialize)]
pub struct ThingViewRequest {
    /// Which one.
    pub id: i64,
}

/// The successful responses of `thing_view`.
#[derive(Debug)]
pub enum ThingViewResponse {
    /// 204: There it is.
    NoContent,
}

/// The errors of `thing_view`.
#[derive(Debug)]
pub enum ThingViewError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `thing_delete`.
#[derive(Debug, Deserialize)]
pub struct ThingDeleteRequest {
    /// Which one.
    pub id: i64,
}

/// The successful responses of `thing_delete`.
#[derive(Debug)]
pub enum ThingDeleteResponse {
    /// 204: It is gone.
    NoContent,
}

/// The errors of `thing_delete`.
#[derive(Debug)]
pub enum ThingDeleteError {
    /// 404: The request is wrong.
    NotFound(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ThingDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `part_view`.
#[derive(Debug, Deserialize)]
pub struct PartViewRequest {
    /// `name`.
    pub name: String,
    /// `type`.
    pub type_: PartViewType,
}

/// The successful responses of `part_view`.
#[derive(Debug)]
pub enum PartViewResponse {
    /// 204: There it is.
    NoContent,
}

/// The errors of `part_view`.
#[derive(Debug)]
pub enum PartViewError {
    /// 400: The request is wrong.
    BadRequest(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for PartViewError {
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

/// `PartViewType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartViewType {
    /// `left`
    #[serde(rename = "left")]
    Left,
    /// `right`
    #[serde(rename = "right")]
    Right,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: LiteralBesideVariable>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: LiteralBesideVariable>(
    runtime: &Runtime,
) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::SettingsView, A>(runtime),
        endpoint::<operations::ThingView, A>(runtime),
        endpoint::<operations::ThingDelete, A>(runtime),
        endpoint::<operations::PartView, A>(runtime),
    ])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        Call, IntoReply, Model, Operation, OperationTable, Reply, RequestError, Serve,
    };
    use super::*;

    /// `GET /things/settings`
    #[derive(Debug)]
    pub struct SettingsView;

    impl Operation for SettingsView {
        type Request = ();
        type Response = SettingsViewResponse;
        type Error = SettingsViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("settings_view")
        }
    }

    impl<A: LiteralBesideVariable> Serve<A> for SettingsView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            Ok(A::settings_view(call.cx()).await)
        }

        fn error(_cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            SettingsViewError::Internal(error.into_internal_error())
        }

        fn error_reply(_cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                SettingsViewError::Internal(error) => Reply::empty_internal_error(error),
            }
        }
    }

    impl IntoReply for SettingsViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// `GET /things/{id}`
    #[derive(Debug)]
    pub struct ThingView;

    impl Operation for ThingView {
        type Request = ThingViewRequest;
        type Response = ThingViewResponse;
        type Error = ThingViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_view")
        }
    }

    impl<A: LiteralBesideVariable> Serve<A> for ThingView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_view(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_) => {
                    ThingViewError::BadRequest(A::problem(cx, error))
                }
                error => ThingViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingViewError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ThingViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// `DELETE /things/{id}`
    #[derive(Debug)]
    pub struct ThingDelete;

    impl Operation for ThingDelete {
        type Request = ThingDeleteRequest;
        type Response = ThingDeleteResponse;
        type Error = ThingDeleteError;

        fn table() -> &'static OperationTable {
            MODEL.operation("thing_delete")
        }
    }

    impl<A: LiteralBesideVariable> Serve<A> for ThingDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::thing_delete(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_) => {
                    ThingDeleteError::NotFound(A::problem(cx, RequestError::NotFound))
                }
                RequestError::NotFound => {
                    ThingDeleteError::NotFound(A::problem(cx, error))
                }
                error => ThingDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ThingDeleteError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                ThingDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ThingDeleteResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// `GET /things/{name}/parts/{type}`
    #[derive(Debug)]
    pub struct PartView;

    impl Operation for PartView {
        type Request = PartViewRequest;
        type Response = PartViewResponse;
        type Error = PartViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("part_view")
        }
    }

    impl<A: LiteralBesideVariable> Serve<A> for PartView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::part_view(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Invalid(_) => {
                    PartViewError::BadRequest(A::problem(cx, error))
                }
                error => PartViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                PartViewError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                PartViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for PartViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"settings_view","method":"GET","path":"/things/settings","tag":"golden","summary":"Show the settings","challenge":"","responses":[{"status":204}]},
{"id":"thing_view","method":"GET","path":"/things/{id}","tag":"golden","summary":"Show a thing","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64","minimum":1}}],"challenge":"","responses":[{"status":204},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]},
{"id":"thing_delete","method":"DELETE","path":"/things/{id}","tag":"golden","summary":"Delete a thing","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64","minimum":1}}],"challenge":"","responses":[{"status":204},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]},
{"id":"part_view","method":"GET","path":"/things/{name}/parts/{type}","tag":"golden","summary":"Show a part","parameters":[{"name":"name","field":"name","in":"path","required":true,"schema":{"type":"string","maxLength":8}},{"name":"type","field":"type_","in":"path","required":true,"schema":{"type":"string","enum":["left","right"]}}],"challenge":"","responses":[{"status":204},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]}
}}"##;
}
