// @generated from openapi/reportei.yaml by `cargo xtask generate`. Do not edit.

//! Reportei Connect, customers: the interface of a server for `openapi/reportei.yaml`.

use std::collections::BTreeMap;
use std::future::Future;

use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use dropshot_openapi::{
    AuthError, Endpoint, InternalError, RequestError, RequestContext, Secret,
    SqlDateTime, Runtime, endpoint,
};

/// The interface of a server for Reportei Connect, customers.
pub trait Reportei: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// A caller authenticated by `accessToken`.
    type AccessToken: Send + Sync;

    /// A caller authenticated by `customerToken`.
    type CustomerToken: Send + Sync;

    /// Authenticates a caller by `accessToken`.
    ///
    /// The merchant's access token. On a demo server: `demo-token`.
    fn access_token(
        cx: &RequestContext<Self::Context>,
        token: &str,
    ) -> impl Future<Output = Result<Self::AccessToken, AuthError>> + Send;

    /// Authenticates a caller by `customerToken`.
    ///
    /// The `api_token` of one of the merchant's customers, as *Create a customer* returned it.
    fn customer_token(
        cx: &RequestContext<Self::Context>,
        key: &str,
        access_token: &Self::AccessToken,
    ) -> impl Future<Output = Result<Self::CustomerToken, AuthError>> + Send;

    /// Applies the rate limit of a caller authenticated by `accessToken`. Returns headers for the response, or
    /// [`RequestError::TooManyRequests`].
    fn access_token_admitted(
        cx: &RequestContext<Self::Context>,
        caller: &Self::AccessToken,
    ) -> Result<HeaderMap, RequestError>;

    /// Converts a request error to the body of an error response.
    fn error(cx: &RequestContext<Self::Context>, error: RequestError) -> Error;

    /// List all customers
    ///
    /// `GET /customers`
    ///
    /// The customers of the current merchant, a page at a time, in the order of their creation unless
    /// `sortBy` says otherwise.
    ///
    /// Decision: a page past the end is an empty page.
    fn customer_list(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerListRequest,
    ) -> impl Future<Output = Result<CustomerListResponse, CustomerListError>> + Send;

    /// Create a customer
    ///
    /// `POST /customers`
    ///
    /// Creates a customer of the current merchant. Its trial of 7 days begins immediately.
    ///
    /// The response holds the customer's `api_token`. It is returned **here and never again**: keep it, you
    /// will need it as
    /// `x-customer-token`.
    fn customer_create(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerCreateRequest,
    ) -> impl Future<
        Output = Result<CustomerCreateResponse, CustomerCreateError>,
    > + Send;

    /// Show current customer settings
    ///
    /// `GET /customers/settings`
    ///
    /// The customer that `x-customer-token` belongs to, with its settings: what it has connected to
    /// Reportei.
    ///
    /// Decision: a customer token that is unknown, or belongs to another merchant's customer, is `401` with
    /// the message
    /// `Invalid Customer Token`.
    fn customer_settings(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        customer_token: Self::CustomerToken,
    ) -> impl Future<
        Output = Result<CustomerSettingsResponse, CustomerSettingsError>,
    > + Send;

    /// Show a customer
    ///
    /// `GET /customers/{uuid}`
    ///
    /// One customer of the current merchant.
    fn customer_view(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerViewRequest,
    ) -> impl Future<Output = Result<CustomerViewResponse, CustomerViewError>> + Send;

    /// Update a customer
    ///
    /// `PUT /customers/{uuid}`
    ///
    /// Renames a customer of the current merchant. Its token, its trial and its payment status stay as they
    /// are.
    fn customer_update(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerUpdateRequest,
    ) -> impl Future<
        Output = Result<CustomerUpdateResponse, CustomerUpdateError>,
    > + Send;

    /// Delete a customer
    ///
    /// `DELETE /customers/{uuid}`
    ///
    /// Deletes a customer of the current merchant. Its token stops working immediately.
    ///
    /// Decision: a body, which the vendor's own example sends, is not read. A `uuid` that is no UUID names
    /// no customer: `404`.
    fn customer_delete(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerDeleteRequest,
    ) -> impl Future<
        Output = Result<CustomerDeleteResponse, CustomerDeleteError>,
    > + Send;

    /// Update a customer's payment status
    ///
    /// `POST /customers/{uuid}/update-payment-status`
    ///
    /// Marks a customer of the current merchant as paying, or as not paying. A paying customer's
    /// integrations and metrics stay reachable after its trial has ended.
    fn customer_payment_status_update(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerPaymentStatusUpdateRequest,
    ) -> impl Future<
        Output = Result<
            CustomerPaymentStatusUpdateResponse,
            CustomerPaymentStatusUpdateError,
        >,
    > + Send;
}

/// The request of `customer_list`.
#[derive(Debug, Deserialize)]
pub struct CustomerListRequest {
    /// The number of the page, from 1.
    pub page: i32,
    /// The number of customers on a page. Decision: at most 100.
    pub per_page: i32,
    /// The field that the list is sorted by. Decision: these fields.
    pub sort_by: Option<SortBy>,
    /// `true` if the order is descending.
    pub descending: bool,
}

/// The successful responses of `customer_list`.
#[derive(Debug)]
pub enum CustomerListResponse {
    /// 200: A page of customers.
    Ok(CustomerPage),
}

/// The errors of `customer_list`.
#[derive(Debug)]
pub enum CustomerListError {
    /// 400: The query breaks this contract. `errors` lists every invalid parameter.
    BadRequest(Error),
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerListError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_create`.
#[derive(Debug, Deserialize)]
pub struct CustomerCreateRequest {
    /// The customer to create.
    pub body: NewCustomer,
}

/// The successful responses of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateResponse {
    /// 201: The customer was created.
    Created(CreatedCustomerEnvelope),
}

/// The errors of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(Error),
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The successful responses of `customer_settings`.
#[derive(Debug)]
pub enum CustomerSettingsResponse {
    /// 200: The customer and its settings.
    Ok(CustomerSettingsEnvelope),
}

/// The errors of `customer_settings`.
#[derive(Debug)]
pub enum CustomerSettingsError {
    /// 401: A token is missing or invalid.
    Unauthorized(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerSettingsError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_view`.
#[derive(Debug, Deserialize)]
pub struct CustomerViewRequest {
    /// The customer's UUID.
    pub uuid: Uuid,
}

/// The successful responses of `customer_view`.
#[derive(Debug)]
pub enum CustomerViewResponse {
    /// 200: The customer.
    Ok(CustomerEnvelope),
}

/// The errors of `customer_view`.
#[derive(Debug)]
pub enum CustomerViewError {
    /// 400: The path parameter is not a UUID.
    BadRequest(Error),
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 404: The current merchant has no such customer.
    NotFound(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_update`.
#[derive(Debug, Deserialize)]
pub struct CustomerUpdateRequest {
    /// The customer's UUID.
    pub uuid: Uuid,
    /// The customer's new name.
    pub body: CustomerUpdate,
}

/// The successful responses of `customer_update`.
#[derive(Debug)]
pub enum CustomerUpdateResponse {
    /// 200: The customer as it is now.
    Ok(CustomerEnvelope),
}

/// The errors of `customer_update`.
#[derive(Debug)]
pub enum CustomerUpdateError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(Error),
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 404: The current merchant has no such customer.
    NotFound(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerUpdateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_delete`.
#[derive(Debug, Deserialize)]
pub struct CustomerDeleteRequest {
    /// The customer's UUID.
    pub uuid: Uuid,
}

/// The successful responses of `customer_delete`.
#[derive(Debug)]
pub enum CustomerDeleteResponse {
    /// 200: The customer was deleted.
    Ok(Confirmation),
}

/// The errors of `customer_delete`.
#[derive(Debug)]
pub enum CustomerDeleteError {
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 404: The current merchant has no such customer.
    NotFound(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_payment_status_update`.
#[derive(Debug, Deserialize)]
pub struct CustomerPaymentStatusUpdateRequest {
    /// The customer's UUID.
    pub uuid: Uuid,
    /// `true` if the customer is paying.
    pub body: PaymentStatus,
}

/// The successful responses of `customer_payment_status_update`.
#[derive(Debug)]
pub enum CustomerPaymentStatusUpdateResponse {
    /// 200: The payment status was updated.
    Ok(Confirmation),
}

/// The errors of `customer_payment_status_update`.
#[derive(Debug)]
pub enum CustomerPaymentStatusUpdateError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(Error),
    /// 401: The token is missing or invalid.
    Unauthorized(Error),
    /// 404: The current merchant has no such customer.
    NotFound(Error),
    /// 429: The merchant's limit is reached. Wait for the time in `Retry-After`.
    TooManyRequests(Error),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerPaymentStatusUpdateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The sort key of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortBy {
    /// `name`
    #[serde(rename = "name")]
    Name,
    /// `created_at`
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`
    #[serde(rename = "updated_at")]
    UpdatedAt,
}

/// A customer to create.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewCustomer {
    /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
    pub name: String,
}

/// The name of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerUpdate {
    /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
    pub name: String,
}

/// The payment status of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaymentStatus {
    /// `true` if the customer is paying.
    pub is_paying: bool,
}

/// A merchant's customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// A UUID.
    pub uuid: Uuid,
    /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
    pub name: String,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub created_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub updated_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub trial_ends_at: SqlDateTime,
    /// `true` if the customer is marked as paying.
    pub is_paying: bool,
    /// The name of the merchant whose customer this is.
    pub merchant: String,
}

/// One customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerEnvelope {
    /// A merchant's customer.
    pub customer: Customer,
}

/// A created customer, with its token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatedCustomer {
    /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
    pub name: String,
    /// A UUID.
    pub uuid: Uuid,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub updated_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub created_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub trial_ends_at: SqlDateTime,
    /// `true` if the customer is marked as paying. A new one is not.
    pub is_paying: bool,
    /// The name of the merchant whose customer this is.
    pub merchant: String,
    /// The customer's token, for `x-customer-token`. It is shown here and never again.
    pub api_token: Secret,
}

/// The customer that was created.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatedCustomerEnvelope {
    /// A created customer, with its token.
    pub customer: CreatedCustomer,
}

/// A source of data that a customer has connected to Reportei.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Integration {
    /// A UUID.
    pub uuid: Uuid,
    /// The display name of the kind of source.
    pub integration: String,
    /// The connected account's name.
    pub name: String,
    /// The identifier of the kind of source.
    pub slug: String,
    /// The status of the integration. The vendor shows `active` and lists no other value.
    pub status: String,
}

/// A customer with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerSettings {
    /// A UUID.
    pub uuid: Uuid,
    /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
    pub name: String,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub created_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub updated_at: SqlDateTime,
    /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
    pub trial_ends_at: SqlDateTime,
    /// `true` if the customer is marked as paying.
    pub is_paying: bool,
    /// The name of the merchant whose customer this is.
    pub merchant: String,
    /// The sources that the customer has connected.
    pub integrations: Vec<Integration>,
}

/// A customer with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerSettingsEnvelope {
    /// A customer with its settings.
    pub customer: CustomerSettings,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// The customers on this page.
    pub data: Vec<Customer>,
    /// The position of a page in its list.
    pub meta: PageMeta,
}

/// The position of a page in its list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageMeta {
    /// The number of this page, from 1.
    pub current_page: i32,
    /// The position in the list of this page's first customer, from 1. Null on an empty page.
    pub from: Option<i64>,
    /// The number of the last page. 1 when there are no customers.
    pub last_page: i64,
    /// The address of the list, without its query.
    pub path: String,
    /// The number of customers on a page.
    pub per_page: i32,
    /// The position in the list of this page's last customer, from 1. Null on an empty page.
    pub to: Option<i64>,
    /// The number of customers of the merchant.
    pub total: i64,
    /// The sort key of the list. Null when it is in the order of creation.
    #[serde(rename = "sortBy")]
    pub sort_by: Option<PageMetaSortBy>,
    /// `true` if the order is descending.
    pub descending: bool,
}

/// The confirmation of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Always true; a failure has another status.
    pub success: bool,
    /// The change, for a person to read.
    pub message: String,
}

/// An error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Error {
    /// The error and a remedy, for a person to read.
    pub message: String,
    /// Decision: each invalid field, with its violations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<BTreeMap<String, Vec<String>>>,
}

/// The sort key of the list. Null when it is in the order of creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PageMetaSortBy {
    /// `name`
    #[serde(rename = "name")]
    Name,
    /// `created_at`
    #[serde(rename = "created_at")]
    CreatedAt,
    /// `updated_at`
    #[serde(rename = "updated_at")]
    UpdatedAt,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Reportei>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Reportei>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::CustomerList, A>(runtime),
        endpoint::<operations::CustomerCreate, A>(runtime),
        endpoint::<operations::CustomerSettings, A>(runtime),
        endpoint::<operations::CustomerView, A>(runtime),
        endpoint::<operations::CustomerUpdate, A>(runtime),
        endpoint::<operations::CustomerDelete, A>(runtime),
        endpoint::<operations::CustomerPaymentStatusUpdate, A>(runtime),
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
    async fn access_token<A: Reportei>(
        call: &Call<'_, A::Context>,
    ) -> Result<A::AccessToken, RequestError> {
        let Some(token) = call.bearer_token() else {
            return Err(AuthError::NotValid.by("accessToken"))
        };
        A::access_token(call.cx(), token)
            .await
            .map_err(|denied| denied.by("accessToken"))
    }

    /// Authenticates the caller by `customerToken`.
    async fn customer_token<A: Reportei>(
        call: &Call<'_, A::Context>,
        access_token: &A::AccessToken,
    ) -> Result<A::CustomerToken, RequestError> {
        let Some(key) = call.api_key("x-customer-token") else {
            return Err(AuthError::NotValid.by("customerToken"))
        };
        A::customer_token(call.cx(), key, access_token)
            .await
            .map_err(|denied| denied.by("customerToken"))
    }

    /// `GET /customers`
    #[derive(Debug)]
    pub struct CustomerList;

    impl Operation for CustomerList {
        type Request = CustomerListRequest;
        type Response = CustomerListResponse;
        type Error = CustomerListError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_list")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_list(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerListError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerListError::BadRequest(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerListError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerListError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerListError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                CustomerListError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerListError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerListError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerListResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `POST /customers`
    #[derive(Debug)]
    pub struct CustomerCreate;

    impl Operation for CustomerCreate {
        type Request = CustomerCreateRequest;
        type Response = CustomerCreateResponse;
        type Error = CustomerCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_create")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_create(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerCreateError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerCreateError::BadRequest(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerCreateError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                CustomerCreateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerCreateError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Created(body) => {
                    Reply::json(StatusCode::CREATED, "application/json", &body)
                }
            }
        }
    }

    /// `GET /customers/settings`
    #[derive(Debug)]
    pub struct CustomerSettings;

    impl Operation for CustomerSettings {
        type Request = ();
        type Response = CustomerSettingsResponse;
        type Error = CustomerSettingsError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_settings")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerSettings {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let customer_token = customer_token::<A>(call, &access_token).await?;
            Ok(A::customer_settings(call.cx(), access_token, customer_token).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerSettingsError::Unauthorized(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerSettingsError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerSettingsError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerSettingsError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerSettingsError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerSettingsError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerSettingsResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `GET /customers/{uuid}`
    #[derive(Debug)]
    pub struct CustomerView;

    impl Operation for CustomerView {
        type Request = CustomerViewRequest;
        type Response = CustomerViewResponse;
        type Error = CustomerViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_view")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_view(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerViewError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerViewError::BadRequest(A::error(cx, error))
                }
                RequestError::NotFound => {
                    CustomerViewError::NotFound(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerViewError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerViewError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                CustomerViewError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerViewError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerViewError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `PUT /customers/{uuid}`
    #[derive(Debug)]
    pub struct CustomerUpdate;

    impl Operation for CustomerUpdate {
        type Request = CustomerUpdateRequest;
        type Response = CustomerUpdateResponse;
        type Error = CustomerUpdateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_update")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerUpdate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_update(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerUpdateError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerUpdateError::BadRequest(A::error(cx, error))
                }
                RequestError::NotFound => {
                    CustomerUpdateError::NotFound(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerUpdateError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerUpdateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerUpdateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                CustomerUpdateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerUpdateError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerUpdateError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerUpdateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerUpdateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `DELETE /customers/{uuid}`
    #[derive(Debug)]
    pub struct CustomerDelete;

    impl Operation for CustomerDelete {
        type Request = CustomerDeleteRequest;
        type Response = CustomerDeleteResponse;
        type Error = CustomerDeleteError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_delete")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_delete(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerDeleteError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerDeleteError::NotFound(A::error(cx, RequestError::NotFound))
                }
                RequestError::NotFound => {
                    CustomerDeleteError::NotFound(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerDeleteError::TooManyRequests(A::error(cx, error))
                }
                error => CustomerDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerDeleteError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerDeleteError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerDeleteError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerDeleteResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `POST /customers/{uuid}/update-payment-status`
    #[derive(Debug)]
    pub struct CustomerPaymentStatusUpdate;

    impl Operation for CustomerPaymentStatusUpdate {
        type Request = CustomerPaymentStatusUpdateRequest;
        type Response = CustomerPaymentStatusUpdateResponse;
        type Error = CustomerPaymentStatusUpdateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_payment_status_update")
        }
    }

    impl<A: Reportei> Serve<A> for CustomerPaymentStatusUpdate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            call.admit(A::access_token_admitted(call.cx(), &access_token))?;
            let request = call.read()?;
            Ok(A::customer_payment_status_update(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerPaymentStatusUpdateError::Unauthorized(A::error(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerPaymentStatusUpdateError::BadRequest(A::error(cx, error))
                }
                RequestError::NotFound => {
                    CustomerPaymentStatusUpdateError::NotFound(A::error(cx, error))
                }
                RequestError::TooManyRequests { .. } => {
                    CustomerPaymentStatusUpdateError::TooManyRequests(
                        A::error(cx, error),
                    )
                }
                error => {
                    CustomerPaymentStatusUpdateError::Internal(
                        error.into_internal_error(),
                    )
                }
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerPaymentStatusUpdateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                CustomerPaymentStatusUpdateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                CustomerPaymentStatusUpdateError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerPaymentStatusUpdateError::TooManyRequests(body) => {
                    Reply::json(StatusCode::TOO_MANY_REQUESTS, "application/json", &body)
                }
                CustomerPaymentStatusUpdateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerPaymentStatusUpdateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"customer_list","method":"GET","path":"/customers","tag":"reportei","summary":"List all customers","parameters":[{"name":"page","field":"page","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647,"default":1}},{"name":"per_page","field":"per_page","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":100,"default":15}},{"name":"sortBy","field":"sort_by","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/SortBy"}},{"name":"descending","field":"descending","in":"query","explode":true,"schema":{"type":"boolean","default":false}}],"security":["accessToken"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerPage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_create","method":"POST","path":"/customers","tag":"reportei","summary":"Create a customer","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/NewCustomer"}},"security":["accessToken"],"challenge":"Bearer","responses":[{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/CreatedCustomerEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_settings","method":"GET","path":"/customers/settings","tag":"reportei","summary":"Show current customer settings","security":["accessToken","customerToken"],"challenge":"Bearer, ApiKey header=\"x-customer-token\"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerSettingsEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_view","method":"GET","path":"/customers/{uuid}","tag":"reportei","summary":"Show a customer","parameters":[{"name":"uuid","field":"uuid","in":"path","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}],"security":["accessToken"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_update","method":"PUT","path":"/customers/{uuid}","tag":"reportei","summary":"Update a customer","parameters":[{"name":"uuid","field":"uuid","in":"path","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}],"body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/CustomerUpdate"}},"security":["accessToken"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_delete","method":"DELETE","path":"/customers/{uuid}","tag":"reportei","summary":"Delete a customer","parameters":[{"name":"uuid","field":"uuid","in":"path","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}],"security":["accessToken"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Confirmation"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]},
{"id":"customer_payment_status_update","method":"POST","path":"/customers/{uuid}/update-payment-status","tag":"reportei","summary":"Update a customer's payment status","parameters":[{"name":"uuid","field":"uuid","in":"path","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}],"body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/PaymentStatus"}},"security":["accessToken"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Confirmation"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}}]},{"status":429,"media_type":"application/json","body":{"$ref":"#/components/schemas/Error"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"X-RateLimit-Limit","schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}},{"name":"X-RateLimit-Remaining","schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},{"name":"Retry-After","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":60}}]}]}
], "schemas": {
"Uuid": {"type":"string","format":"uuid","minLength":36,"maxLength":36},
"Timestamp": {"type":"string","format":"sql-date-time","minLength":19,"maxLength":19,"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"},
"CustomerName": {"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"SortBy": {"type":"string","enum":["name","created_at","updated_at"]},
"NewCustomer": {"type":"object","properties":{"name":{"$ref":"#/components/schemas/CustomerName"}},"required":["name"],"additionalProperties":false},
"CustomerUpdate": {"type":"object","properties":{"name":{"$ref":"#/components/schemas/CustomerName"}},"required":["name"],"additionalProperties":false},
"PaymentStatus": {"type":"object","properties":{"is_paying":{"type":"boolean"}},"required":["is_paying"],"additionalProperties":false},
"Customer": {"type":"object","properties":{"uuid":{"$ref":"#/components/schemas/Uuid"},"name":{"$ref":"#/components/schemas/CustomerName"},"created_at":{"$ref":"#/components/schemas/Timestamp"},"updated_at":{"$ref":"#/components/schemas/Timestamp"},"trial_ends_at":{"$ref":"#/components/schemas/Timestamp"},"is_paying":{"type":"boolean"},"merchant":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["uuid","name","created_at","updated_at","trial_ends_at","is_paying","merchant"],"additionalProperties":false},
"CustomerEnvelope": {"type":"object","properties":{"customer":{"$ref":"#/components/schemas/Customer"}},"required":["customer"],"additionalProperties":false},
"CreatedCustomer": {"type":"object","properties":{"name":{"$ref":"#/components/schemas/CustomerName"},"uuid":{"$ref":"#/components/schemas/Uuid"},"updated_at":{"$ref":"#/components/schemas/Timestamp"},"created_at":{"$ref":"#/components/schemas/Timestamp"},"trial_ends_at":{"$ref":"#/components/schemas/Timestamp"},"is_paying":{"type":"boolean"},"merchant":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"api_token":{"type":"string","format":"password","minLength":64,"maxLength":64,"pattern":"^[0-9a-f]{64}$"}},"required":["name","uuid","updated_at","created_at","trial_ends_at","is_paying","merchant","api_token"],"additionalProperties":false},
"CreatedCustomerEnvelope": {"type":"object","properties":{"customer":{"$ref":"#/components/schemas/CreatedCustomer"}},"required":["customer"],"additionalProperties":false},
"Integration": {"type":"object","properties":{"uuid":{"$ref":"#/components/schemas/Uuid"},"integration":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"name":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"slug":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"status":{"type":"string","minLength":1,"maxLength":50,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["uuid","integration","name","slug","status"],"additionalProperties":false},
"CustomerSettings": {"type":"object","properties":{"uuid":{"$ref":"#/components/schemas/Uuid"},"name":{"$ref":"#/components/schemas/CustomerName"},"created_at":{"$ref":"#/components/schemas/Timestamp"},"updated_at":{"$ref":"#/components/schemas/Timestamp"},"trial_ends_at":{"$ref":"#/components/schemas/Timestamp"},"is_paying":{"type":"boolean"},"merchant":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"integrations":{"type":"array","items":{"$ref":"#/components/schemas/Integration"},"maxItems":1000}},"required":["uuid","name","created_at","updated_at","trial_ends_at","is_paying","merchant","integrations"],"additionalProperties":false},
"CustomerSettingsEnvelope": {"type":"object","properties":{"customer":{"$ref":"#/components/schemas/CustomerSettings"}},"required":["customer"],"additionalProperties":false},
"CustomerPage": {"type":"object","properties":{"data":{"type":"array","items":{"$ref":"#/components/schemas/Customer"},"maxItems":100},"meta":{"$ref":"#/components/schemas/PageMeta"}},"required":["data","meta"],"additionalProperties":false},
"PageMeta": {"type":"object","properties":{"current_page":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647},"from":{"type":"integer","nullable":true,"format":"int64","minimum":1,"maximum":9007199254740991},"last_page":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991},"path":{"type":"string","format":"uri","minLength":1,"maxLength":2048},"per_page":{"type":"integer","format":"int32","minimum":1,"maximum":100},"to":{"type":"integer","nullable":true,"format":"int64","minimum":1,"maximum":9007199254740991},"total":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991},"sortBy":{"type":"string","nullable":true,"enum":["name","created_at","updated_at",null]},"descending":{"type":"boolean"}},"required":["current_page","from","last_page","path","per_page","to","total","sortBy","descending"],"additionalProperties":false},
"Confirmation": {"type":"object","properties":{"success":{"type":"boolean"},"message":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["success","message"],"additionalProperties":false},
"Error": {"type":"object","properties":{"message":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"},"errors":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1,"maxLength":1000,"pattern":"[^\\x00-\\x20\\x7F]"},"minItems":1,"maxItems":100},"maxProperties":1000}},"required":["message"],"additionalProperties":false}
}}"##;
}
