// @generated from openapi/tradevest.yaml by `cargo xtask generate`. Do not edit.

//! Tradevest roles, customers: the interface of a server for `openapi/tradevest.yaml`.

use std::future::Future;

use chrono::{DateTime, Utc};
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use dropshot_openapi::{
    AuthError, Endpoint, InternalError, RequestError, RequestContext, Secret, Runtime,
    endpoint,
};

/// The interface of a server for Tradevest roles, customers.
pub trait Tradevest: Send + Sync + 'static {
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
    fn error_message(
        cx: &RequestContext<Self::Context>,
        error: RequestError,
    ) -> ErrorMessage;

    /// Sign in
    ///
    /// `POST /connect/token`
    ///
    /// Returns an access token for `client_id` and `client_secret`, with `grant_type=client_credentials`
    /// and
    /// `scope=tradevest.api`. There is no refresh token: when the hour is over, sign in again.
    ///
    /// The form, and the error, are those of RFC 6749. Decision, where that leaves a choice:
    ///
    /// - The only scope is `tradevest.api`. Any other scope, or one that the account may not have, is
    ///   `invalid_scope`.
    ///   Without `scope` the token has what the account may have.
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

    /// Get Customers
    ///
    /// `GET /roles/customers`
    ///
    /// The partner's customers that all the given filters let through, a page at a time.
    ///
    /// Decision: in the order of their creation.
    fn customer_list(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerListRequest,
    ) -> impl Future<Output = Result<CustomerListResponse, CustomerListError>> + Send;

    /// Create Customer
    ///
    /// `POST /roles/customers`
    ///
    /// Assign entity the role of customer.
    ///
    /// Decision: entities are not kept here, so any `entityId` is taken as it is. A new customer's status
    /// is `CREATED`. An entity that already is a customer of the partner is `409`.
    fn customer_create(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerCreateRequest,
    ) -> impl Future<
        Output = Result<CustomerCreateResponse, CustomerCreateError>,
    > + Send;

    /// Get Customer
    ///
    /// `GET /roles/customers/{customerId}`
    ///
    /// One customer of the partner. Decision: just as it stands in the list.
    fn customer_view(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerViewRequest,
    ) -> impl Future<Output = Result<CustomerViewResponse, CustomerViewError>> + Send;

    /// Update Customer
    ///
    /// `PATCH /roles/customers/{customerId}`
    ///
    /// Replaces the customer's labels. Without `labels`, nothing changes; `[]` takes all labels away.
    ///
    /// Decision: the change is made when the answer comes, though its status is `202`.
    fn customer_update(
        cx: &RequestContext<Self::Context>,
        access_token: Self::AccessToken,
        request: CustomerUpdateRequest,
    ) -> impl Future<
        Output = Result<CustomerUpdateResponse, CustomerUpdateError>,
    > + Send;
}

/// A permission of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// `tradevest.api`
    TradevestApi,
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
    /// 200: An access token.
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
    /// 400: The request breaks this contract.
    BadRequest(TokenError),
    /// 401: The account does not exist, or the secret is wrong.
    Unauthorized(TokenError),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for TokenCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_list`.
#[derive(Debug, Deserialize)]
pub struct CustomerListRequest {
    /// Where to go on: the `cursor` of the page before. Decision: without it, or when it is empty, the list
    /// begins with its first page.
    pub cursor: Option<String>,
    /// Maximum number of items to return. Decision: it may be left out, though the vendor calls it
    /// required; at most 100.
    pub limit: i32,
    /// Only the customer of this entity.
    pub entity_id: Option<Uuid>,
    /// Only customers with this status.
    pub customer_status: Option<CustomerStatus>,
    /// Only customers of this type.
    pub customer_type: Option<CustomerType>,
    /// Only customers that have all of these labels. Give the parameter once for each label.
    pub labels: Option<Vec<String>>,
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
    /// 400: The request breaks this contract, or the cursor is not one for these filters.
    BadRequest(ErrorMessage),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(ErrorMessage),
    /// 403: Decision: the access token was issued without the scope `tradevest.api`.
    Forbidden(ErrorMessage),
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
    /// The entity that becomes a customer.
    pub body: NewCustomer,
}

/// The successful responses of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateResponse {
    /// 200: The entity is a customer now.
    Ok(CreatedCustomer),
}

/// The errors of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateError {
    /// 400: The request breaks this contract. `errorDetails` lists every invalid field.
    BadRequest(ErrorMessage),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(ErrorMessage),
    /// 403: Decision: the access token was issued without the scope `tradevest.api`.
    Forbidden(ErrorMessage),
    /// 409: The entity already is a customer.
    Conflict(ErrorMessage),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_view`.
#[derive(Debug, Deserialize)]
pub struct CustomerViewRequest {
    /// Customer ID
    pub customer_id: Uuid,
}

/// The successful responses of `customer_view`.
#[derive(Debug)]
pub enum CustomerViewResponse {
    /// 200: The customer.
    Ok(Customer),
}

/// The errors of `customer_view`.
#[derive(Debug)]
pub enum CustomerViewError {
    /// 400: The customer ID is not a UUID.
    BadRequest(ErrorMessage),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(ErrorMessage),
    /// 403: Decision: the access token was issued without the scope `tradevest.api`.
    Forbidden(ErrorMessage),
    /// 404: The partner has no such customer.
    NotFound(ErrorMessage),
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
    /// Customer ID
    pub customer_id: Uuid,
    /// Unique requestor identification in UUID format: the person on whose behalf the change is made.
    /// Decision: persons are not kept here, so any UUID is taken as it is; one that is missing or malformed
    /// is `400`.
    pub requestor_id: Uuid,
    /// The changes.
    pub body: CustomerUpdate,
}

/// The successful responses of `customer_update`.
#[derive(Debug)]
pub enum CustomerUpdateResponse {
    /// 202: The customer was updated.
    Accepted,
}

/// The errors of `customer_update`.
#[derive(Debug)]
pub enum CustomerUpdateError {
    /// 400: The request breaks this contract. `errorDetails` lists every invalid field.
    BadRequest(ErrorMessage),
    /// 401: The access token is missing, invalid or expired.
    Unauthorized(ErrorMessage),
    /// 403: Decision: the access token was issued without the scope `tradevest.api`.
    Forbidden(ErrorMessage),
    /// 404: The partner has no such customer.
    NotFound(ErrorMessage),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerUpdateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityType {
    /// `NATURAL_PERSON`
    #[serde(rename = "NATURAL_PERSON")]
    NaturalPerson,
    /// `LEGAL_ENTITY`
    #[serde(rename = "LEGAL_ENTITY")]
    LegalEntity,
    /// `JOINT_PERSON`
    #[serde(rename = "JOINT_PERSON")]
    JointPerson,
}

/// Current customer status. Decision: there are no others; these are the values that the vendor's
/// documentation shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CustomerStatus {
    /// `CREATED`
    #[serde(rename = "CREATED")]
    Created,
    /// `PENDING`
    #[serde(rename = "PENDING")]
    Pending,
    /// `ACTIVE`
    #[serde(rename = "ACTIVE")]
    Active,
    /// `REJECTED`
    #[serde(rename = "REJECTED")]
    Rejected,
    /// `ESTATE`
    #[serde(rename = "ESTATE")]
    Estate,
    /// `SUSPENDED`
    #[serde(rename = "SUSPENDED")]
    Suspended,
    /// `SUSPENDED_COMPLIANCE`
    #[serde(rename = "SUSPENDED_COMPLIANCE")]
    SuspendedCompliance,
}

/// Customer type. Decision: the same as the entity's type, because the vendor does not document it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CustomerType {
    /// `NATURAL_PERSON`
    #[serde(rename = "NATURAL_PERSON")]
    NaturalPerson,
    /// `LEGAL_ENTITY`
    #[serde(rename = "LEGAL_ENTITY")]
    LegalEntity,
    /// `JOINT_PERSON`
    #[serde(rename = "JOINT_PERSON")]
    JointPerson,
}

/// The role of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefAccountType {
    /// `PRIMARY`
    #[serde(rename = "PRIMARY")]
    Primary,
    /// `OTHER`
    #[serde(rename = "OTHER")]
    Other,
}

/// An account of the customer at another bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefAccount {
    /// The account's IBAN, without blanks. Its check digits are not verified.
    pub iban: String,
    /// The account's holder.
    #[serde(rename = "ownerName")]
    pub owner_name: String,
    /// The bank's name.
    #[serde(rename = "bankName", skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// The bank's BIC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// The role of the account.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<RefAccountType>,
}

/// An entity that becomes a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewCustomer {
    /// Identifier of the entity, natural person, joint person or legal entity, that becomes a customer.
    #[serde(rename = "entityId")]
    pub entity_id: Uuid,
    /// The kind of entity.
    #[serde(rename = "entityType")]
    pub entity_type: EntityType,
    /// Up to 16 user-defined labels can be provided to allow grouping of customers as per required logic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
    /// The customer's accounts at other banks. Decision: at most 100.
    #[serde(rename = "refAccounts", skip_serializing_if = "Option::is_none")]
    pub ref_accounts: Option<Vec<RefAccount>>,
}

/// The created customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatedCustomer {
    /// A UUID.
    #[serde(rename = "customerId")]
    pub customer_id: Uuid,
}

/// The changes to a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerUpdate {
    /// All labels that the customer is to have. Up to 16 user-defined labels can be provided to allow
    /// grouping of customers as per required logic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<String>>,
}

/// A document that was signed for a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedDocument {
    /// A UUID.
    #[serde(rename = "partnerDocumentId")]
    pub partner_document_id: Uuid,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The kind of document. The vendor shows `TERMS_AND_CONDITIONS` and lists no other value.
    #[serde(rename = "documentType", skip_serializing_if = "Option::is_none")]
    pub document_type: Option<String>,
    /// The version of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The signer.
    #[serde(rename = "naturalPersonId", skip_serializing_if = "Option::is_none")]
    pub natural_person_id: Option<Uuid>,
    /// The name of the person who signed it.
    #[serde(rename = "naturalPersonFullName", skip_serializing_if = "Option::is_none")]
    pub natural_person_full_name: Option<String>,
    /// An RFC 3339 time in UTC.
    #[serde(rename = "createdOn", skip_serializing_if = "Option::is_none")]
    pub created_on: Option<DateTime<Utc>>,
    /// An RFC 3339 time in UTC.
    #[serde(rename = "modifiedOn", skip_serializing_if = "Option::is_none")]
    pub modified_on: Option<DateTime<Utc>>,
}

/// An entity in the role of customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// The customer.
    #[serde(rename = "customerId")]
    pub customer_id: Uuid,
    /// Current customer status. Decision: there are no others; these are the values that the vendor's
    /// documentation shows.
    #[serde(rename = "customerStatus")]
    pub customer_status: CustomerStatus,
    /// The entity that is the customer.
    #[serde(rename = "entityId")]
    pub entity_id: Uuid,
    /// The kind of entity.
    #[serde(rename = "entityType")]
    pub entity_type: EntityType,
    /// Up to 16 user-defined labels can be provided to allow grouping of customers as per required logic.
    pub labels: Vec<String>,
    /// The customer's accounts at other banks.
    #[serde(rename = "refAccounts")]
    pub ref_accounts: Vec<RefAccount>,
    /// The documents that were signed for the customer. Decision: none are kept here, so the list is empty.
    #[serde(rename = "signedDocumentsRelatedToCustomer")]
    pub signed_documents_related_to_customer: Vec<SignedDocument>,
    /// The time at which the entity became a customer.
    #[serde(rename = "createdOn")]
    pub created_on: DateTime<Utc>,
    /// The time of the customer's last change.
    #[serde(rename = "modifiedOn")]
    pub modified_on: DateTime<Utc>,
    /// The time of the cancellation. Decision: left out until then, which here is always.
    #[serde(rename = "cancellationDate", skip_serializing_if = "Option::is_none")]
    pub cancellation_date: Option<DateTime<Utc>>,
}

/// The position of a page in its list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pagination {
    /// The cursor of the next page. Empty on the last one.
    pub cursor: String,
    /// The maximum number of customers on the page.
    pub limit: i32,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// The customers on this page.
    pub data: Vec<Customer>,
    /// The position of a page in its list.
    pub pagination: Pagination,
}

/// The way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GrantType {
    /// `client_credentials`
    #[serde(rename = "client_credentials")]
    ClientCredentials,
}

/// The credentials of the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The partner's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The account's secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<Secret>,
    /// The way to sign in.
    pub grant_type: GrantType,
    /// The scopes of the token, `tradevest.api`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// The kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenType {
    /// `Bearer`
    Bearer,
}

/// An access token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssuedToken {
    /// The token that every other call carries in `Authorization`.
    pub access_token: Secret,
    /// The kind of token.
    pub token_type: TokenType,
    /// The lifetime of the access token, in seconds.
    pub expires_in: i32,
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

/// An error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorMessage {
    /// The error and a remedy, for a person to read.
    pub message: String,
    /// The kind of response. Decision: the status in words, such as `BAD_REQUEST`.
    #[serde(rename = "responseType")]
    pub response_type: String,
    /// The request's id in the server's log. Decision: the same as in `X-Request-Id`.
    #[serde(rename = "requestId")]
    pub request_id: String,
    /// Every violation of this contract. Decision: in one line, and only with `400`.
    #[serde(rename = "validationString", skip_serializing_if = "Option::is_none")]
    pub validation_string: Option<String>,
    /// What went wrong, for a program to read. Decision: `VALIDATION_FAILED`, `UNAUTHENTICATED`,
    /// `SCOPE_MISSING`, `CUSTOMER_NOT_FOUND` or `CUSTOMER_EXISTS`.
    #[serde(rename = "errorCode", skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The invalid fields. Only with `400`.
    #[serde(rename = "errorDetails", skip_serializing_if = "Option::is_none")]
    pub error_details: Option<Vec<ErrorDetails>>,
}

/// An invalid field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorDetails {
    /// The field, or the parameter; `refAccounts.0.iban` is the IBAN of the first account.
    pub field: String,
    /// Every violation of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ErrorDetailsExplanation>>,
}

/// A violation of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorDetailsExplanation {
    /// The kind of violation, for a program to read. Decision: `REQUIRED`, `UNKNOWN`, `TYPE`, `BOUNDS` or
    /// `FORM`.
    pub code: String,
    /// A parameter of the code. The vendor does not document more. Decision: it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The violation and a remedy, for a person to read.
    pub message: String,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Tradevest>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Tradevest>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::TokenCreate, A>(runtime),
        endpoint::<operations::CustomerList, A>(runtime),
        endpoint::<operations::CustomerCreate, A>(runtime),
        endpoint::<operations::CustomerView, A>(runtime),
        endpoint::<operations::CustomerUpdate, A>(runtime),
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
    async fn access_token<A: Tradevest>(
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

    impl<A: Tradevest> Serve<A> for TokenCreate {
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

    /// `GET /roles/customers`
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

    impl<A: Tradevest> Serve<A> for CustomerList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::TradevestApi]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["tradevest.api"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_list(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerListError::Unauthorized(A::error_message(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerListError::Forbidden(A::error_message(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerListError::BadRequest(A::error_message(cx, error))
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
                CustomerListError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/json", &body)
                }
                CustomerListError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error_message(cx, error),
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

    /// `POST /roles/customers`
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

    impl<A: Tradevest> Serve<A> for CustomerCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::TradevestApi]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["tradevest.api"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_create(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerCreateError::Unauthorized(A::error_message(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerCreateError::Forbidden(A::error_message(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerCreateError::BadRequest(A::error_message(cx, error))
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
                CustomerCreateError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/json", &body)
                }
                CustomerCreateError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/json", &body)
                }
                CustomerCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error_message(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `GET /roles/customers/{customerId}`
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

    impl<A: Tradevest> Serve<A> for CustomerView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::TradevestApi]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["tradevest.api"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_view(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerViewError::Unauthorized(A::error_message(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerViewError::Forbidden(A::error_message(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerViewError::BadRequest(A::error_message(cx, error))
                }
                RequestError::NotFound => {
                    CustomerViewError::NotFound(A::error_message(cx, error))
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
                CustomerViewError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/json", &body)
                }
                CustomerViewError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error_message(cx, error),
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

    /// `PATCH /roles/customers/{customerId}`
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

    impl<A: Tradevest> Serve<A> for CustomerUpdate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let access_token = access_token::<A>(call).await?;
            if ![Permission::TradevestApi]
                .into_iter()
                .any(|permission| A::access_token_holds(&access_token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["tradevest.api"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_update(call.cx(), access_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerUpdateError::Unauthorized(A::error_message(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerUpdateError::Forbidden(A::error_message(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerUpdateError::BadRequest(A::error_message(cx, error))
                }
                RequestError::NotFound => {
                    CustomerUpdateError::NotFound(A::error_message(cx, error))
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
                CustomerUpdateError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/json", &body)
                }
                CustomerUpdateError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                CustomerUpdateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::error_message(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerUpdateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Accepted => Reply::empty(StatusCode::ACCEPTED),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"token_create","method":"POST","path":"/connect/token","tag":"tradevest","summary":"Sign in","body":{"media_type":"application/x-www-form-urlencoded","required":true,"schema":{"$ref":"#/components/schemas/TokenRequest"}},"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/IssuedToken"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"Cache-Control","required":true,"schema":{"type":"string","minLength":8,"maxLength":8,"pattern":"^no-store$"}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/TokenError"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/TokenError"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"customer_list","method":"GET","path":"/roles/customers","tag":"tradevest","summary":"Get Customers","parameters":[{"name":"cursor","field":"cursor","in":"query","explode":true,"schema":{"type":"string","format":"cursor","x-format":"the cursor of the page before, with the same filters","minLength":0,"maxLength":512}},{"name":"limit","field":"limit","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":100,"default":20}},{"name":"entityId","field":"entity_id","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/Uuid"}},{"name":"customerStatus","field":"customer_status","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/CustomerStatus"}},{"name":"customerType","field":"customer_type","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/CustomerType"}},{"name":"labels","field":"labels","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/Labels"}}],"security":["accessToken"],"challenge":"Bearer","permissions":["tradevest.api"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerPage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_create","method":"POST","path":"/roles/customers","tag":"tradevest","summary":"Create Customer","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/NewCustomer"}},"security":["accessToken"],"challenge":"Bearer","permissions":["tradevest.api"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CreatedCustomer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":409,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_view","method":"GET","path":"/roles/customers/{customerId}","tag":"tradevest","summary":"Get Customer","parameters":[{"name":"customerId","field":"customer_id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/Uuid"}}],"security":["accessToken"],"challenge":"Bearer","permissions":["tradevest.api"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_update","method":"PATCH","path":"/roles/customers/{customerId}","tag":"tradevest","summary":"Update Customer","parameters":[{"name":"customerId","field":"customer_id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/Uuid"}},{"name":"Requestor-ID","field":"requestor_id","in":"header","required":true,"schema":{"$ref":"#/components/schemas/Uuid"}}],"body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/CustomerUpdate"}},"security":["accessToken"],"challenge":"Bearer","permissions":["tradevest.api"],"responses":[{"status":202,"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/ErrorMessage"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]}
], "schemas": {
"Uuid": {"type":"string","format":"uuid","minLength":36,"maxLength":36},
"Timestamp": {"type":"string","format":"date-time","minLength":20,"maxLength":35},
"EntityType": {"type":"string","enum":["NATURAL_PERSON","LEGAL_ENTITY","JOINT_PERSON"]},
"CustomerStatus": {"type":"string","enum":["CREATED","PENDING","ACTIVE","REJECTED","ESTATE","SUSPENDED","SUSPENDED_COMPLIANCE"]},
"CustomerType": {"type":"string","enum":["NATURAL_PERSON","LEGAL_ENTITY","JOINT_PERSON"]},
"Label": {"type":"string","minLength":1,"maxLength":100,"pattern":"^[^\\x00]*$"},
"Labels": {"type":"array","items":{"$ref":"#/components/schemas/Label"},"maxItems":16},
"RefAccountType": {"type":"string","enum":["PRIMARY","OTHER"]},
"RefAccount": {"type":"object","properties":{"iban":{"type":"string","minLength":16,"maxLength":33,"pattern":"^[A-Z]{2}[0-9A-Z]{14,31}$"},"ownerName":{"type":"string","minLength":1,"maxLength":255},"bankName":{"type":"string","minLength":1,"maxLength":255},"bic":{"type":"string","minLength":8,"maxLength":11,"pattern":"^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$"},"type":{"$ref":"#/components/schemas/RefAccountType"}},"required":["iban","ownerName"],"additionalProperties":false},
"NewCustomer": {"type":"object","properties":{"entityId":{"$ref":"#/components/schemas/Uuid"},"entityType":{"$ref":"#/components/schemas/EntityType"},"labels":{"$ref":"#/components/schemas/Labels"},"refAccounts":{"type":"array","items":{"$ref":"#/components/schemas/RefAccount"},"maxItems":100}},"required":["entityId","entityType"],"additionalProperties":false},
"CreatedCustomer": {"type":"object","properties":{"customerId":{"$ref":"#/components/schemas/Uuid"}},"required":["customerId"],"additionalProperties":false},
"CustomerUpdate": {"type":"object","properties":{"labels":{"type":"array","items":{"$ref":"#/components/schemas/Label"},"maxItems":16}},"additionalProperties":false},
"SignedDocument": {"type":"object","properties":{"partnerDocumentId":{"$ref":"#/components/schemas/Uuid"},"name":{"type":"string","maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"documentType":{"type":"string","maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"version":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647},"naturalPersonId":{"$ref":"#/components/schemas/Uuid"},"naturalPersonFullName":{"type":"string","maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"createdOn":{"$ref":"#/components/schemas/Timestamp"},"modifiedOn":{"$ref":"#/components/schemas/Timestamp"}},"required":["partnerDocumentId"],"additionalProperties":false},
"Customer": {"type":"object","properties":{"customerId":{"$ref":"#/components/schemas/Uuid"},"customerStatus":{"$ref":"#/components/schemas/CustomerStatus"},"entityId":{"$ref":"#/components/schemas/Uuid"},"entityType":{"$ref":"#/components/schemas/EntityType"},"labels":{"$ref":"#/components/schemas/Labels"},"refAccounts":{"type":"array","items":{"$ref":"#/components/schemas/RefAccount"},"maxItems":100},"signedDocumentsRelatedToCustomer":{"type":"array","items":{"$ref":"#/components/schemas/SignedDocument"},"maxItems":1000},"createdOn":{"$ref":"#/components/schemas/Timestamp"},"modifiedOn":{"$ref":"#/components/schemas/Timestamp"},"cancellationDate":{"$ref":"#/components/schemas/Timestamp"}},"required":["customerId","customerStatus","entityId","entityType","labels","refAccounts","signedDocumentsRelatedToCustomer","createdOn","modifiedOn"],"additionalProperties":false},
"Pagination": {"type":"object","properties":{"cursor":{"type":"string","format":"cursor","x-format":"the cursor of the page before, with the same filters","minLength":0,"maxLength":512},"limit":{"type":"integer","format":"int32","minimum":1,"maximum":100}},"required":["cursor","limit"],"additionalProperties":false},
"CustomerPage": {"type":"object","properties":{"data":{"type":"array","items":{"$ref":"#/components/schemas/Customer"},"maxItems":100},"pagination":{"$ref":"#/components/schemas/Pagination"}},"required":["data","pagination"],"additionalProperties":false},
"GrantType": {"type":"string","enum":["client_credentials"]},
"TokenRequest": {"type":"object","properties":{"client_id":{"type":"string","maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"client_secret":{"type":"string","format":"password","maxLength":255},"grant_type":{"$ref":"#/components/schemas/GrantType"},"scope":{"type":"string","maxLength":255,"pattern":"^(tradevest\\.api( tradevest\\.api)*)?$"}},"required":["grant_type"],"additionalProperties":false},
"TokenType": {"type":"string","enum":["Bearer"]},
"IssuedToken": {"type":"object","properties":{"access_token":{"type":"string","format":"password","minLength":1,"maxLength":4096},"token_type":{"$ref":"#/components/schemas/TokenType"},"expires_in":{"type":"integer","format":"int32","minimum":1,"maximum":86400}},"required":["access_token","token_type","expires_in"],"additionalProperties":false},
"TokenErrorCode": {"type":"string","enum":["invalid_request","invalid_client","invalid_grant","unauthorized_client","unsupported_grant_type","invalid_scope","server_error","temporarily_unavailable"]},
"TokenError": {"type":"object","properties":{"error":{"$ref":"#/components/schemas/TokenErrorCode"},"error_description":{"type":"string","minLength":1,"maxLength":4000,"pattern":"^[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*$"}},"required":["error"],"additionalProperties":false},
"ErrorMessage": {"type":"object","properties":{"message":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"},"responseType":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"requestId":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"validationString":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"},"errorCode":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"errorDetails":{"type":"array","items":{"$ref":"#/components/schemas/ErrorDetails"},"minItems":1,"maxItems":100}},"required":["message","responseType","requestId"],"additionalProperties":false},
"ErrorDetails": {"type":"object","properties":{"field":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"errors":{"type":"array","items":{"$ref":"#/components/schemas/ErrorDetailsExplanation"},"minItems":1,"maxItems":100}},"required":["field"],"additionalProperties":false},
"ErrorDetailsExplanation": {"type":"object","properties":{"code":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"parameter":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"message":{"type":"string","minLength":1,"maxLength":1000,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["code","message"],"additionalProperties":false}
}}"##;
}
