// @generated from openapi/security.yaml by `cargo xtask generate`. Do not edit.

//! Who calls, and what they may do: the interface of a server for `openapi/security.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    AuthError, Endpoint, InternalError, RequestError, RequestContext, Runtime, endpoint,
};

/// The interface of a server for Who calls, and what they may do.
pub trait Security: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// A caller authenticated by `signedIn`.
    type SignedIn: Send + Sync;

    /// A caller authenticated by `profileKey`.
    type ProfileKey: Send + Sync;

    /// Authenticates a caller by `signedIn`.
    ///
    /// A token of the token operation.
    fn signed_in(
        cx: &RequestContext<Self::Context>,
        token: &str,
    ) -> impl Future<Output = Result<Self::SignedIn, AuthError>> + Send;

    /// Authenticates a caller by `profileKey`.
    ///
    /// Which profile.
    fn profile_key(
        cx: &RequestContext<Self::Context>,
        key: &str,
        signed_in: &Self::SignedIn,
    ) -> impl Future<Output = Result<Self::ProfileKey, AuthError>> + Send;

    /// Returns `true` if a caller authenticated by `signedIn` has a permission.
    fn signed_in_holds(caller: &Self::SignedIn, permission: Permission) -> bool;

    /// Applies the rate limit of a caller authenticated by `signedIn`. Returns headers for the response, or
    /// [`RequestError::TooManyRequests`].
    fn signed_in_admitted(
        cx: &RequestContext<Self::Context>,
        caller: &Self::SignedIn,
    ) -> Result<HeaderMap, RequestError>;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// List reports
    ///
    /// `GET /reports`
    fn report_list(
        cx: &RequestContext<Self::Context>,
        signed_in: Self::SignedIn,
    ) -> impl Future<Output = Result<ReportListResponse, ReportListError>> + Send;

    /// Show the caller's profile
    ///
    /// `GET /profile`
    fn profile_view(
        cx: &RequestContext<Self::Context>,
        signed_in: Self::SignedIn,
        profile_key: Self::ProfileKey,
    ) -> impl Future<Output = Result<ProfileViewResponse, ProfileViewError>> + Send;

    /// Show what this is
    ///
    /// `GET /about`
    fn about_view(
        cx: &RequestContext<Self::Context>,
    ) -> impl Future<Output = Result<AboutViewResponse, AboutViewError>> + Send;
}

/// A permission of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// `report_read`
    ReportRead,
    /// `report_write`
    ReportWrite,
}

/// The successful responses of `report_list`.
#[derive(Debug)]
pub enum ReportListResponse {
    /// 204: None.
    NoContent,
}

/// The errors of `report_list`.
#[derive(Debug)]
pub enum ReportListError {
    /// 401: The request is wrong.
    Unauthorized(Problem),
    /// 403: The request is wrong.
    Forbidden(Problem),
    /// 429: The request is wrong.
    TooManyRequests(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ReportListError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The successful responses of `profile_view`.
#[derive(Debug)]
pub enum ProfileViewResponse {
    /// 204: None.
    NoContent,
}

/// The errors of `profile_view`.
#[derive(Debug)]
pub enum ProfileViewError {
    /// 401: The request is wrong.
    Unauthorized(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ProfileViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The successful responses of `about_view`.
#[derive(Debug)]
pub enum AboutViewResponse {
    /// 204: None.
    NoContent,
}

/// The errors of `about_view`.
#[derive(Debug)]
pub enum AboutViewError {
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for AboutViewError {
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

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Security>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Security>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::ReportList, A>(runtime),
        endpoint::<operations::ProfileView, A>(runtime),
        endpoint::<operations::AboutView, A>(runtime),
    ])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        AuthError, Call, IntoReply, Model, Operation, OperationTable, Reply,
        RequestError, Serve,
    };
    use super::*;

    /// Authenticates the caller by `signedIn`.
    async fn signed_in<A: Security>(
        call: &Call<'_, A::Context>,
    ) -> Result<A::SignedIn, RequestError> {
        let Some(token) = call.bearer_token() else {
            return Err(AuthError::NotValid.by("signedIn"))
        };
        A::signed_in(call.cx(), token).await.map_err(|denied| denied.by("signedIn"))
    }

    /// Authenticates the caller by `profileKey`.
    async fn profile_key<A: Security>(
        call: &Call<'_, A::Context>,
        signed_in: &A::SignedIn,
    ) -> Result<A::ProfileKey, RequestError> {
        let Some(key) = call.api_key("x-profile-key") else {
            return Err(AuthError::NotValid.by("profileKey"))
        };
        A::profile_key(call.cx(), key, signed_in)
            .await
            .map_err(|denied| denied.by("profileKey"))
    }

    /// `GET /reports`
    #[derive(Debug)]
    pub struct ReportList;

    impl Operation for ReportList {
        type Request = ();
        type Response = ReportListResponse;
        type Error = ReportListError;

        fn table() -> &'static OperationTable {
            MODEL.operation("report_list")
        }
    }

    impl<A: Security> Serve<A> for ReportList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let signed_in = signed_in::<A>(call).await?;
            call.admit(A::signed_in_admitted(call.cx(), &signed_in))?;
            if ![Permission::ReportRead, Permission::ReportWrite]
                .into_iter()
                .any(|permission| A::signed_in_holds(&signed_in, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["report_read", "report_write"],
                });
            }
            Ok(A::report_list(call.cx(), signed_in).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ReportListError::Unauthorized(A::problem(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    ReportListError::Forbidden(A::problem(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    ReportListError::TooManyRequests(A::problem(cx, error))
                }
                error => ReportListError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ReportListError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ReportListError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/json", &body)
                }
                ReportListError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                ReportListError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ReportListResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// `GET /profile`
    #[derive(Debug)]
    pub struct ProfileView;

    impl Operation for ProfileView {
        type Request = ();
        type Response = ProfileViewResponse;
        type Error = ProfileViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("profile_view")
        }
    }

    impl<A: Security> Serve<A> for ProfileView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let signed_in = signed_in::<A>(call).await?;
            let profile_key = profile_key::<A>(call, &signed_in).await?;
            Ok(A::profile_view(call.cx(), signed_in, profile_key).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ProfileViewError::Unauthorized(A::problem(cx, error))
                }
                error => ProfileViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ProfileViewError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ProfileViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ProfileViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// `GET /about`
    #[derive(Debug)]
    pub struct AboutView;

    impl Operation for AboutView {
        type Request = ();
        type Response = AboutViewResponse;
        type Error = AboutViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("about_view")
        }
    }

    impl<A: Security> Serve<A> for AboutView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            Ok(A::about_view(call.cx()).await)
        }

        fn error(_cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            AboutViewError::Internal(error.into_internal_error())
        }

        fn error_reply(_cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                AboutViewError::Internal(error) => Reply::empty_internal_error(error),
            }
        }
    }

    impl IntoReply for AboutViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"report_list","method":"GET","path":"/reports","tag":"golden","summary":"List reports","security":["signedIn"],"challenge":"Bearer","permissions":["report_read","report_write"],"responses":[{"status":204},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}},{"status":403,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]},
{"id":"profile_view","method":"GET","path":"/profile","tag":"golden","summary":"Show the caller's profile","security":["signedIn","profileKey"],"challenge":"Bearer, ApiKey header=\"x-profile-key\"","responses":[{"status":204},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Problem"}}]},
{"id":"about_view","method":"GET","path":"/about","tag":"golden","summary":"Show what this is","challenge":"Bearer","responses":[{"status":204}]}
], "schemas": {
"Problem": {"type":"object","properties":{"message":{"type":"string","maxLength":4000}},"required":["message"]}
}}"##;
}
