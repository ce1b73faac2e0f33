// @generated from openapi/carbonext.yaml by `cargo xtask generate`. Do not edit.

//! Carbonext B2B, applications: the interface of a server for `openapi/carbonext.yaml`.

use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    AuthError, Endpoint, InternalError, RequestError, RequestContext, Secret, Runtime,
    endpoint,
};

/// The interface of a server for Carbonext B2B, applications.
pub trait Carbonext: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// A caller authenticated by `accessToken`.
    type AccessToken: Send + Sync;

    /// Authenticates a caller by `accessToken`.
    ///
    /// The `access_token` that *Sign in* returned. On a demo server: `demo` and `demo-secret`.
    ///
    /// Tokens are opaque random texts, no JWTs, so that what RFC8725 asks of those does not arise. They end
    /// by themselves.
    fn access_token(
        cx: &RequestContext<Self::Context>,
        token: &str,
    ) -> impl Future<Output = Result<Self::AccessToken, AuthError>> + Send;

    /// Returns `true` if a caller authenticated by `accessToken` has a permission.
    fn access_token_holds(caller: &Self::AccessToken, permission: Permission) -> bool;

    /// Converts a request error to the body of an error response.
    fn token_error(
        cx: &RequestContext<Self::Context>,
        error: RequestError,
    ) -> TokenError;

    /// Converts a request error to the body of an error response.
    fn problem(cx: &RequestContext<Self::Context>, error: RequestError) -> Problem;

    /// Sign in
    ///
    /// `POST /connect/token`
    ///
    /// Returns an access token for one of two grants:
    ///
    /// - `grant_type=client_credentials`, with `client_id` and `client_secret`, and `scope=offline_access`
    ///   if you like.
    /// - `grant_type=refresh_token`, with the `refresh_token` of an earlier answer, and `client_id` and
    ///   `client_secret` again.
    ///
    /// The token may do what the application may do. It stops working when the application is deleted.
    ///
    /// The form, and the error, are those of RFC 6749. Decision, where that leaves a choice:
    ///
    /// - The only scope is `offline_access`, which asks for a refresh token. It is the default, so a
    ///   refresh token is
    ///   always returned. Any other scope is `invalid_scope`.
    /// - A refresh token works once, and only for the application that it was given to. The answer holds
    ///   the next one.
    ///   It lives for 30 days. One that comes a second time has been copied, so every token that came of the same sign-in ends.
    /// - `client_id` and `client_secret` may also come as HTTP Basic credentials, which is what
    ///   **Authorize** sends. A
    ///   secret that comes both ways is `invalid_request`.
    /// - An optional field that is given without a value counts as left out. A field that is given twice,
    ///   or that is
    ///   not listed here, is `invalid_request`.
    /// - A `client_id` or `client_secret` that is missing or wrong is `401`; whatever else is wrong is
    ///   `400`.
    fn token_create(
        cx: &RequestContext<Self::Context>,
        request: TokenCreateRequest,
    ) -> impl Future<Output = Result<TokenCreateResponse, TokenCreateError>> + Send;

    /// List all applications
    ///
    /// `GET /v1/customers/applications`
    ///
    /// The company's applications, a page at a time.
    ///
    /// Requires the permission `customerApplication_write` or `customerApplication_read`.
    ///
    /// Decision: in the order of their creation. A page past the end is an empty page.
    fn application_list(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: ApplicationListRequest,
    ) -> impl Future<
        Output = Result<ApplicationListResponse, ApplicationListError>,
    > + Send;

    /// Create an application
    ///
    /// `POST /v1/customers/applications`
    ///
    /// Creates an application (key) that can be used on machine-2-machine integrations with the API.
    ///
    /// The response holds the application's key. It is returned **here and never again**. *Sign in* accepts
    /// the
    /// `clientId` and the key immediately.
    ///
    /// Requires the permission `customerApplication_write`. Decision: a caller cannot grant a permission
    /// that it does not hold:
    /// `403`.
    ///
    /// Decision, of `clientId`:
    ///
    /// - One that is taken, in any company, is `409`.
    /// - `applications` is refused with `409` too, because the deletion of an application of that name
    ///   would have the
    ///   path of this list, `/v1/customers/applications`, and so could never be called. `Applications` is another
    ///   name, and free.
    fn application_create(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: ApplicationCreateRequest,
    ) -> impl Future<
        Output = Result<ApplicationCreateResponse, ApplicationCreateError>,
    > + Send;

    /// Delete an application
    ///
    /// `DELETE /v1/customers/{clientId}`
    ///
    /// Deletes an application (key). The deleted key will no longer be able to perform requests to the API:
    /// the key and every token that it got stop working at once. The `clientId` is free again.
    ///
    /// Requires the permission `customerApplication_write`.
    ///
    /// Decision: the vendor prints the path as `/v1/customers/customer-id`, where `customer-id` stands for
    /// the application's
    /// `clientId`. A `clientId` that nothing can be called names nothing: `404`. An application may delete
    /// itself.
    fn application_delete(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: ApplicationDeleteRequest,
    ) -> impl Future<
        Output = Result<ApplicationDeleteResponse, ApplicationDeleteError>,
    > + Send;
}

/// A permission of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// `customerApplication_write`
    CustomerApplicationWrite,
    /// `customerApplication_read`
    CustomerApplicationRead,
}

/// The request of `token_create`.
#[derive(Debug, Deserialize)]
pub struct TokenCreateRequest {
    /// The credentials of the caller.
    pub body: TokenRequest,
}

/// The successful responses of `token_create`.
#[derive(Debug)]
pub enum TokenCreateResponse {
    /// 200: An access token and a refresh token.
    Ok {
        /// Body.
        body: IssuedToken,
        /// Always `no-store`: the response holds secrets.
        cache_control: String,
    },
}

/// The errors of `token_create`.
#[derive(Debug)]
pub enum TokenCreateError {
    /// 400: The request breaks this contract, or its refresh token is not valid.
    BadRequest(TokenError),
    /// 401: The application does not exist, or the key is wrong.
    Unauthorized(TokenError),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for TokenCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `application_list`.
#[derive(Debug, Deserialize)]
pub struct ApplicationListRequest {
    /// The number of the page. Decision: from 1; 1 by default.
    pub page: i32,
    /// The number of applications on a page. Decision: at most 100; 10 by default.
    pub page_size: i32,
}

/// The successful responses of `application_list`.
#[derive(Debug)]
pub enum ApplicationListResponse {
    /// 200: A page of applications.
    Ok(ApplicationPage),
}

/// The errors of `application_list`.
#[derive(Debug)]
pub enum ApplicationListError {
    /// 400: The request breaks this contract. `errors` lists every violation.
    BadRequest(Problem),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(Problem),
    /// 403: The application holds neither of the permissions.
    Forbidden(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ApplicationListError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `application_create`.
#[derive(Debug, Deserialize)]
pub struct ApplicationCreateRequest {
    /// The application to create.
    pub body: NewApplication,
}

/// The successful responses of `application_create`.
#[derive(Debug)]
pub enum ApplicationCreateResponse {
    /// 201: The application was created.
    Created(CreatedApplication),
}

/// The errors of `application_create`.
#[derive(Debug)]
pub enum ApplicationCreateError {
    /// 400: The request breaks this contract. `errors` lists every violation.
    BadRequest(Problem),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(Problem),
    /// 403: The caller lacks the permission for this operation, or one that it grants.
    Forbidden(Problem),
    /// 409: The `clientId` is taken or reserved.
    Conflict(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ApplicationCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `application_delete`.
#[derive(Debug, Deserialize)]
pub struct ApplicationDeleteRequest {
    /// The application's `clientId`.
    pub client_id: String,
}

/// The successful responses of `application_delete`.
#[derive(Debug)]
pub enum ApplicationDeleteResponse {
    /// 204: The application was deleted.
    NoContent,
}

/// The errors of `application_delete`.
#[derive(Debug)]
pub enum ApplicationDeleteError {
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(Problem),
    /// 403: The application lacks the permission.
    Forbidden(Problem),
    /// 404: The company has no such application.
    NotFound(Problem),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ApplicationDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The key of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PermissionKey {
    /// `customerApplication_read`
    #[serde(rename = "customerApplication_read")]
    CustomerApplicationRead,
    /// `customerApplication_write`
    #[serde(rename = "customerApplication_write")]
    CustomerApplicationWrite,
    /// `financial_read`
    #[serde(rename = "financial_read")]
    FinancialRead,
    /// `financial_write`
    #[serde(rename = "financial_write")]
    FinancialWrite,
    /// `orders_read`
    #[serde(rename = "orders_read")]
    OrdersRead,
    /// `orders_write`
    #[serde(rename = "orders_write")]
    OrdersWrite,
    /// `users_read`
    #[serde(rename = "users_read")]
    UsersRead,
    /// `users_write`
    #[serde(rename = "users_write")]
    UsersWrite,
}

/// The display name of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PermissionName {
    /// `CustomerApplication - Read`
    #[serde(rename = "CustomerApplication - Read")]
    CustomerApplicationRead,
    /// `CustomerApplication - Write`
    #[serde(rename = "CustomerApplication - Write")]
    CustomerApplicationWrite,
    /// `Financial - Read`
    #[serde(rename = "Financial - Read")]
    FinancialRead,
    /// `Financial - Write`
    #[serde(rename = "Financial - Write")]
    FinancialWrite,
    /// `Orders - Read`
    #[serde(rename = "Orders - Read")]
    OrdersRead,
    /// `Orders - Write`
    #[serde(rename = "Orders - Write")]
    OrdersWrite,
    /// `Users - Read`
    #[serde(rename = "Users - Read")]
    UsersRead,
    /// `Users - Write`
    #[serde(rename = "Users - Write")]
    UsersWrite,
}

/// A permission that an application is to have: by `id`, by `name`, or both. Decision: at least one of
/// the two; where both are given, they have to mean the same permission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestedPermission {
    /// The key of a permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PermissionKey>,
    /// The display name of a permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PermissionName>,
}

/// An application to create.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewApplication {
    /// What an application is called, and signs in as. Decision: 1 to 100 letters, digits, `.`, `_` and
    /// `-`, of which the first is a letter or a digit, so that it can stand in a path as it is; and not
    /// `applications`.
    #[serde(rename = "clientId")]
    pub client_id: String,
    /// What people call the application. The vendor's example gives it by this name. Decision: it may be
    /// left out; it is kept, and no operation shows it.
    #[serde(rename = "applicationDisplayName", skip_serializing_if = "Option::is_none")]
    pub application_display_name: Option<String>,
    /// The same, as the vendor's table names it. Decision: it may be left out, and where both are given,
    /// `applicationDisplayName` counts.
    #[serde(rename = "clientName", skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// The application's permissions. Decision: at least one permission; one that is named twice counts
    /// once.
    pub permissions: Vec<RequestedPermission>,
}

/// The key of a created application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatedApplication {
    /// The private (secret) key generated. This information is not stored and must be secured.
    #[serde(rename = "customerApplicationKey")]
    pub customer_application_key: Secret,
}

/// A permission that an application has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GrantedPermission {
    /// The display name of a permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PermissionName>,
    /// The key of a permission.
    pub key: PermissionKey,
}

/// A company's application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// What an application is called, and signs in as. Decision: 1 to 100 letters, digits, `.`, `_` and
    /// `-`, of which the first is a letter or a digit, so that it can stand in a path as it is; and not
    /// `applications`.
    #[serde(rename = "clientId")]
    pub client_id: String,
    /// The application's permissions.
    pub permissions: Vec<GrantedPermission>,
}

/// A page of applications, and its position in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApplicationPage {
    /// The applications on this page.
    pub items: Vec<Application>,
    /// The number of this page, from 1.
    #[serde(rename = "pageIndex")]
    pub page_index: i32,
    /// The number of pages. Decision: 0 when there are no applications.
    #[serde(rename = "totalPages")]
    pub total_pages: i64,
    /// The number of applications of the company.
    #[serde(rename = "totalCount")]
    pub total_count: i64,
    /// `true` if there is a previous page: on every page but the first.
    #[serde(rename = "hasPreviousPage")]
    pub has_previous_page: bool,
    /// `true` if there is a next page.
    #[serde(rename = "hasNextPage")]
    pub has_next_page: bool,
}

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GrantType {
    /// `client_credentials`
    #[serde(rename = "client_credentials")]
    ClientCredentials,
    /// `refresh_token`
    #[serde(rename = "refresh_token")]
    RefreshToken,
}

/// The credentials of the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The application's `clientId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The application's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<Secret>,
    /// A way to sign in.
    pub grant_type: GrantType,
    /// The scopes of the token. `offline_access` asks for a refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The refresh token of an earlier response. Required for, and only allowed with,
    /// `grant_type=refresh_token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Secret>,
}

/// The kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenType {
    /// `Bearer`
    Bearer,
}

/// An access token and a refresh token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssuedToken {
    /// The token that every other call carries in `Authorization`.
    pub access_token: Secret,
    /// The kind of token.
    pub token_type: TokenType,
    /// The lifetime of the access token, in seconds.
    pub expires_in: i32,
    /// The token that obtains the next access token. Decision: it works once.
    pub refresh_token: Secret,
}

/// Why there is no token, as programs read it. `server_error` and `temporarily_unavailable` go with
/// `500` and `503`, the server's own failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenErrorCode {
    /// `invalid_request`
    #[serde(rename = "invalid_request")]
    InvalidRequest,
    /// `invalid_client`
    #[serde(rename = "invalid_client")]
    InvalidClient,
    /// `invalid_grant`
    #[serde(rename = "invalid_grant")]
    InvalidGrant,
    /// `unauthorized_client`
    #[serde(rename = "unauthorized_client")]
    UnauthorizedClient,
    /// `unsupported_grant_type`
    #[serde(rename = "unsupported_grant_type")]
    UnsupportedGrantType,
    /// `invalid_scope`
    #[serde(rename = "invalid_scope")]
    InvalidScope,
    /// `server_error`
    #[serde(rename = "server_error")]
    ServerError,
    /// `temporarily_unavailable`
    #[serde(rename = "temporarily_unavailable")]
    TemporarilyUnavailable,
}

/// The reason why no token was issued (RFC 6749, section 5.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenError {
    /// Why there is no token, as programs read it. `server_error` and `temporarily_unavailable` go with
    /// `500` and `503`, the server's own failures.
    pub error: TokenErrorCode,
    /// Why there is no token and what to do, for a person to read. The standard allows printable ASCII
    /// characters but quotation marks and backslashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
}

/// Decision: the error, as a problem detail (RFC 9457).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The kind of problem. Always `about:blank`: `title` and `status` identify it.
    #[serde(rename = "type")]
    pub type_: String,
    /// The reason phrase of the status.
    pub title: String,
    /// The status of the response.
    pub status: i32,
    /// The error and a remedy, for a person to read.
    pub detail: String,
    /// Every violation of this contract. Only with `400`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ProblemItem>>,
}

/// A violation, and its place in the request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemItem {
    /// The violation and a remedy.
    pub detail: String,
    /// Its place in the body, as a JSON pointer behind `#`. `#` alone is the whole body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The parameter, if it is not in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Carbonext>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Carbonext>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::TokenCreate, A>(runtime),
        endpoint::<operations::ApplicationList, A>(runtime),
        endpoint::<operations::ApplicationCreate, A>(runtime),
        endpoint::<operations::ApplicationDelete, A>(runtime),
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

    /// Authenticates the caller by `accessToken`.
    async fn access_token<A: Carbonext>(
        call: &Call<'_, A::Context>,
    ) -> Result<A::AccessToken, RequestError> {
        let Some(token) = call.bearer_token() else {
            return Err(AuthError::NotValid.by("accessToken"))
        };
        A::access_token(call.cx(), token)
            .await
            .map_err(|denied| denied.by("accessToken"))
    }

    /// `POST /connect/token`
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

    impl<A: Carbonext> Serve<A> for TokenCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::token_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    TokenCreateError::Unauthorized(A::token_error(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    TokenCreateError::BadRequest(A::token_error(cx, error))
                }
                error => TokenCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                TokenCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                TokenCreateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                TokenCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::token_error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for TokenCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok { body, cache_control } => {
                    let reply = Reply::json(StatusCode::OK, "application/json", &body);
                    reply.with_header("cache-control", cache_control)
                }
            }
        }
    }

    /// `GET /v1/customers/applications`
    #[derive(Debug)]
    pub struct ApplicationList;

    impl Operation for ApplicationList {
        type Request = ApplicationListRequest;
        type Response = ApplicationListResponse;
        type Error = ApplicationListError;

        fn table() -> &'static OperationTable {
            MODEL.operation("application_list")
        }
    }

    impl<A: Carbonext> Serve<A> for ApplicationList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![
                Permission::CustomerApplicationWrite,
                Permission::CustomerApplicationRead,
            ]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &[
                        "customerApplication_write",
                        "customerApplication_read",
                    ],
                });
            }
            let request = call.read()?;
            Ok(A::application_list(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ApplicationListError::Unauthorized(A::problem(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    ApplicationListError::Forbidden(A::problem(cx, error))
                }
                RequestError::Invalid(_) => {
                    ApplicationListError::BadRequest(A::problem(cx, error))
                }
                error => ApplicationListError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ApplicationListError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                ApplicationListError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                ApplicationListError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                ApplicationListError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ApplicationListResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `POST /v1/customers/applications`
    #[derive(Debug)]
    pub struct ApplicationCreate;

    impl Operation for ApplicationCreate {
        type Request = ApplicationCreateRequest;
        type Response = ApplicationCreateResponse;
        type Error = ApplicationCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("application_create")
        }
    }

    impl<A: Carbonext> Serve<A> for ApplicationCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::CustomerApplicationWrite]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["customerApplication_write"],
                });
            }
            let request = call.read()?;
            Ok(A::application_create(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ApplicationCreateError::Unauthorized(A::problem(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    ApplicationCreateError::Forbidden(A::problem(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ApplicationCreateError::BadRequest(A::problem(cx, error))
                }
                error => ApplicationCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ApplicationCreateError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                ApplicationCreateError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                ApplicationCreateError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                ApplicationCreateError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/problem+json", &body)
                }
                ApplicationCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ApplicationCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Created(body) => {
                    Reply::json(StatusCode::CREATED, "application/json", &body)
                }
            }
        }
    }

    /// `DELETE /v1/customers/{clientId}`
    #[derive(Debug)]
    pub struct ApplicationDelete;

    impl Operation for ApplicationDelete {
        type Request = ApplicationDeleteRequest;
        type Response = ApplicationDeleteResponse;
        type Error = ApplicationDeleteError;

        fn table() -> &'static OperationTable {
            MODEL.operation("application_delete")
        }
    }

    impl<A: Carbonext> Serve<A> for ApplicationDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::CustomerApplicationWrite]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["customerApplication_write"],
                });
            }
            let request = call.read()?;
            Ok(A::application_delete(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ApplicationDeleteError::Unauthorized(A::problem(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    ApplicationDeleteError::Forbidden(A::problem(cx, error))
                }
                RequestError::Invalid(_) => {
                    ApplicationDeleteError::NotFound(
                        A::problem(cx, RequestError::NotFound),
                    )
                }
                RequestError::NotFound => {
                    ApplicationDeleteError::NotFound(A::problem(cx, error))
                }
                error => ApplicationDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ApplicationDeleteError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                ApplicationDeleteError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                ApplicationDeleteError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/problem+json", &body)
                }
                ApplicationDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ApplicationDeleteResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"token_create","method":"POST","path":"/connect/token","tag":"carbonext","summary":"Sign in","body":{"media_type":"application/x-www-form-urlencoded","required":true,"schema":{"$ref":"#/components/schemas/TokenRequest"}},"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/IssuedToken"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"Cache-Control","required":true,"schema":{"type":"string","minLength":8,"maxLength":8,"pattern":"^no-store$"}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/TokenError"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/TokenError"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"application_list","method":"GET","path":"/v1/customers/applications","tag":"carbonext","summary":"List all applications","parameters":[{"name":"page","field":"page","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647,"default":1}},{"name":"page-size","field":"page_size","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":100,"default":10}}],"security":["accessToken"],"challenge":"Bearer","permissions":["customerApplication_write","customerApplication_read"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ApplicationPage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"application_create","method":"POST","path":"/v1/customers/applications","tag":"carbonext","summary":"Create an application","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/NewApplication"}},"security":["accessToken"],"challenge":"Bearer","permissions":["customerApplication_write"],"responses":[{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/CreatedApplication"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":409,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"application_delete","method":"DELETE","path":"/v1/customers/{clientId}","tag":"carbonext","summary":"Delete an application","parameters":[{"name":"clientId","field":"client_id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/ClientId"}}],"security":["accessToken"],"challenge":"Bearer","permissions":["customerApplication_write"],"responses":[{"status":204,"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":404,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/Problem"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]}
], "schemas": {
"ClientId": {"type":"string","minLength":1,"maxLength":100,"pattern":"^[0-9A-Za-z][0-9A-Za-z._-]*$"},
"DisplayName": {"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"PermissionKey": {"type":"string","enum":["customerApplication_read","customerApplication_write","financial_read","financial_write","orders_read","orders_write","users_read","users_write"]},
"PermissionName": {"type":"string","enum":["CustomerApplication - Read","CustomerApplication - Write","Financial - Read","Financial - Write","Orders - Read","Orders - Write","Users - Read","Users - Write"]},
"RequestedPermission": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/PermissionKey"},"name":{"$ref":"#/components/schemas/PermissionName"}},"additionalProperties":false,"minProperties":1,"anyOf":[{"type":"object","properties":{"id":{"type":"string","enum":["customerApplication_read"]},"name":{"type":"string","enum":["CustomerApplication - Read"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["customerApplication_write"]},"name":{"type":"string","enum":["CustomerApplication - Write"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["financial_read"]},"name":{"type":"string","enum":["Financial - Read"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["financial_write"]},"name":{"type":"string","enum":["Financial - Write"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["orders_read"]},"name":{"type":"string","enum":["Orders - Read"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["orders_write"]},"name":{"type":"string","enum":["Orders - Write"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["users_read"]},"name":{"type":"string","enum":["Users - Read"]}}},{"type":"object","properties":{"id":{"type":"string","enum":["users_write"]},"name":{"type":"string","enum":["Users - Write"]}}}]},
"NewApplication": {"type":"object","properties":{"clientId":{"$ref":"#/components/schemas/ClientId"},"applicationDisplayName":{"$ref":"#/components/schemas/DisplayName"},"clientName":{"$ref":"#/components/schemas/DisplayName"},"permissions":{"type":"array","items":{"$ref":"#/components/schemas/RequestedPermission"},"minItems":1,"maxItems":8}},"required":["clientId","permissions"],"additionalProperties":false},
"CreatedApplication": {"type":"object","properties":{"customerApplicationKey":{"type":"string","format":"password","minLength":32,"maxLength":128}},"required":["customerApplicationKey"],"additionalProperties":false},
"GrantedPermission": {"type":"object","properties":{"name":{"$ref":"#/components/schemas/PermissionName"},"key":{"$ref":"#/components/schemas/PermissionKey"}},"required":["key"],"additionalProperties":false},
"Application": {"type":"object","properties":{"clientId":{"$ref":"#/components/schemas/ClientId"},"permissions":{"type":"array","items":{"$ref":"#/components/schemas/GrantedPermission"},"maxItems":8}},"required":["clientId","permissions"],"additionalProperties":false},
"ApplicationPage": {"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Application"},"maxItems":100},"pageIndex":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647},"totalPages":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991},"totalCount":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991},"hasPreviousPage":{"type":"boolean"},"hasNextPage":{"type":"boolean"}},"required":["items","pageIndex","totalPages","totalCount","hasPreviousPage","hasNextPage"],"additionalProperties":false},
"GrantType": {"type":"string","enum":["client_credentials","refresh_token"]},
"TokenRequest": {"type":"object","properties":{"client_id":{"type":"string","maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"client_secret":{"type":"string","format":"password","maxLength":255},"grant_type":{"$ref":"#/components/schemas/GrantType"},"scope":{"type":"string","maxLength":255,"pattern":"^(offline_access( offline_access)*)?$"},"refresh_token":{"type":"string","format":"password","maxLength":4096}},"required":["grant_type"],"additionalProperties":false,"anyOf":[{"type":"object","properties":{"grant_type":{"type":"string","enum":["client_credentials"]}}},{"type":"object","properties":{"grant_type":{"type":"string","enum":["refresh_token"]},"refresh_token":{"type":"string","format":"password","minLength":1,"maxLength":4096}},"required":["refresh_token"]}]},
"TokenType": {"type":"string","enum":["Bearer"]},
"IssuedToken": {"type":"object","properties":{"access_token":{"type":"string","format":"password","minLength":1,"maxLength":4096},"token_type":{"$ref":"#/components/schemas/TokenType"},"expires_in":{"type":"integer","format":"int32","minimum":1,"maximum":86400},"refresh_token":{"type":"string","format":"password","minLength":1,"maxLength":4096}},"required":["access_token","token_type","expires_in","refresh_token"],"additionalProperties":false},
"TokenErrorCode": {"type":"string","enum":["invalid_request","invalid_client","invalid_grant","unauthorized_client","unsupported_grant_type","invalid_scope","server_error","temporarily_unavailable"]},
"TokenError": {"type":"object","properties":{"error":{"$ref":"#/components/schemas/TokenErrorCode"},"error_description":{"type":"string","minLength":1,"maxLength":4000,"pattern":"^[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*$"}},"required":["error"],"additionalProperties":false},
"Problem": {"type":"object","properties":{"type":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"title":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"status":{"type":"integer","format":"int32","minimum":400,"maximum":599},"detail":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"},"errors":{"type":"array","items":{"$ref":"#/components/schemas/ProblemItem"},"minItems":1,"maxItems":100}},"required":["type","title","status","detail"],"additionalProperties":false},
"ProblemItem": {"type":"object","properties":{"detail":{"type":"string","minLength":1,"maxLength":1000,"pattern":"[^\\x00-\\x20\\x7F]"},"pointer":{"type":"string","minLength":1,"maxLength":1000,"pattern":"^#"},"parameter":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["detail"],"additionalProperties":false}
}}"##;
}
