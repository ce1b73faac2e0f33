// @generated from openapi/portos.yaml by `cargo xtask generate`. Do not edit.

//! Portos, customers: the interface of a server for `openapi/portos.yaml`.

use std::future::Future;

use chrono::{DateTime, NaiveDate, Utc};
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use dropshot_openapi::{
    Decimal, AuthError, Endpoint, InternalError, RequestError, RequestContext, Secret,
    Runtime, absent_or_null, endpoint,
};

/// The interface of a server for Portos, customers.
pub trait Portos: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// A caller authenticated by `token`.
    type Token: Send + Sync;

    /// Authenticates a caller by `token`.
    ///
    /// The `tokenId` that *Sign in* returned. On a demo server, sign in as `demo` with `demo-secret`.
    fn token(
        cx: &RequestContext<Self::Context>,
        token: &str,
    ) -> impl Future<Output = Result<Self::Token, AuthError>> + Send;

    /// Returns `true` if a caller authenticated by `token` has a permission.
    fn token_holds(caller: &Self::Token, permission: Permission) -> bool;

    /// Converts a request error to the body of an error response.
    fn problem_details(
        cx: &RequestContext<Self::Context>,
        error: RequestError,
    ) -> ProblemDetails;

    /// Sign in
    ///
    /// `POST /api/auth`
    ///
    /// Signs a user in on a device, and returns the token for every other call.
    ///
    /// A user who does not exist and a password that is wrong answer the same `401`.
    ///
    /// Decision: the session expires after 12 hours. A user may have any number of sessions, also on one
    /// device; each has its own token.
    fn session_create(
        cx: &RequestContext<Self::Context>,
        request: SessionCreateRequest,
    ) -> impl Future<Output = Result<SessionCreateResponse, SessionCreateError>> + Send;

    /// Sign out
    ///
    /// `DELETE /api/auth`
    ///
    /// Ends the session of the token that the call carries. The token stops working immediately.
    ///
    /// Decision: the user's other sessions go on.
    fn session_delete(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
    ) -> impl Future<Output = Result<SessionDeleteResponse, SessionDeleteError>> + Send;

    /// Get customers
    ///
    /// `GET /customers`
    ///
    /// Returns all customers that match the query parameters, a page at a time. How the parameters that say
    /// "NData" are written stands at the head of this document.
    ///
    /// Decision: without `$sort`, customers come in the order of their creation, which also settles what
    /// `$sort` leaves open. A page past the end is an empty page.
    fn customer_list(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
        request: CustomerListRequest,
    ) -> impl Future<Output = Result<CustomerListResponse, CustomerListError>> + Send;

    /// Create customer
    ///
    /// `POST /customers`
    ///
    /// Creates a new customer. Takes the right `CustomerCreate`, and no other for a discount or a credit
    /// that the customer begins with.
    ///
    /// `id` may be given; otherwise the server makes one. `externalId` and the cards' serial numbers must
    /// not be in use
    /// with another customer.
    ///
    /// Decision: an `id`, `externalId` or serial number that is taken is `409`, with `errorCode` 3 and code
    /// 2 for each member; so is a serial number that two cards of the same customer have. `_v` is ignored,
    /// and a new customer's is 1. A credit that is not zero is the customer's first credit transaction.
    fn customer_create(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
        request: CustomerCreateRequest,
    ) -> impl Future<
        Output = Result<CustomerCreateResponse, CustomerCreateError>,
    > + Send;

    /// Get customer by ID
    ///
    /// `GET /customers/{id}`
    ///
    /// One customer.
    fn customer_view(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
        request: CustomerViewRequest,
    ) -> impl Future<Output = Result<CustomerViewResponse, CustomerViewError>> + Send;

    /// Create or update customer
    ///
    /// `PUT /customers/{id}`
    ///
    /// Replaces the customer that has this id, or creates it. Takes the right `CustomerUpdate` where the
    /// customer exists, and the right `CustomerCreate` where it does not. On a customer that exists, a
    /// change of `discountRate` also takes the right `CustomerSetDiscount`, and a change of `credit` the
    /// right `CustomerSetCredit`: without, it is `403`, and nothing is changed.
    ///
    /// The body is the **whole** customer. What is left out is empty afterwards; `discountRate`,
    /// `creditRate` and `credit` are zero. A change of `credit.amount` adds to `creditTransactions`.
    ///
    /// With `_v`, the PUT goes through only if that is still the customer's version; otherwise it is `409`,
    /// and `resource` says what the version is. Without `_v`, it goes through.
    ///
    /// Decision: when several rights are missing, the answer names the first of `CustomerUpdate`,
    /// `CustomerSetDiscount` and `CustomerSetCredit`. An `id` in the body has to be the one in the path. A
    /// `_v` that is newer than the customer's is `409` as well; where the customer does not exist, `_v` is
    /// ignored. What is taken by another customer is `409`, as with *Create customer*.
    fn customer_put(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
        request: CustomerPutRequest,
    ) -> impl Future<Output = Result<CustomerPutResponse, CustomerPutError>> + Send;

    /// Delete customer by ID
    ///
    /// `DELETE /customers/{id}`
    ///
    /// Deletes a customer, and returns it as it was. Requires the right `CustomerDelete`.
    ///
    /// Decision: its id, its `externalId` and its cards' serial numbers are free again.
    fn customer_delete(
        cx: &RequestContext<Self::Context>,
        token: Self::Token,
        request: CustomerDeleteRequest,
    ) -> impl Future<
        Output = Result<CustomerDeleteResponse, CustomerDeleteError>,
    > + Send;
}

/// A permission of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// `CustomerCreate`
    CustomerCreate,
    /// `CustomerUpdate`
    CustomerUpdate,
    /// `CustomerSetDiscount`
    CustomerSetDiscount,
    /// `CustomerSetCredit`
    CustomerSetCredit,
    /// `CustomerDelete`
    CustomerDelete,
}

/// The request of `session_create`.
#[derive(Debug, Deserialize)]
pub struct SessionCreateRequest {
    /// The user and the device.
    pub body: NewSession,
}

/// The successful responses of `session_create`.
#[derive(Debug)]
pub enum SessionCreateResponse {
    /// 200: The user is signed in.
    Ok(Session),
}

/// The errors of `session_create`.
#[derive(Debug)]
pub enum SessionCreateError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(ProblemDetails),
    /// 401: The user's name or password is wrong.
    Unauthorized(ProblemDetails),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for SessionCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The successful responses of `session_delete`.
#[derive(Debug)]
pub enum SessionDeleteResponse {
    /// 204: The user is signed out.
    NoContent,
}

/// The errors of `session_delete`.
#[derive(Debug)]
pub enum SessionDeleteError {
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for SessionDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_list`.
#[derive(Debug, Deserialize)]
pub struct CustomerListRequest {
    /// NData. Compares the `serialNumber` of the customer's cards.
    ///
    /// Decision: one card that fits is enough for each operation; `neq` and `nin` keep customers none of
    /// whose cards is named.
    pub card_serial_number: Option<Vec<String>>,
    /// NData. Compares the customer's `externalId`.
    pub external_id: Option<Vec<String>>,
    /// NData. Compares the customer's `creditRate`, a decimal such as `2.5`.
    pub credit_rate: Option<Vec<String>>,
    /// NData. Compares the customer's `discountRate`, a decimal such as `12.5`.
    pub discount_rate: Option<Vec<String>>,
    /// NData. Compares the customer's `isActive`, `true` or `false`.
    pub is_active: Option<Vec<String>>,
    /// NData. Compares the customer's `expirationTime`, a time with an offset. Its colons need a backslash,
    /// or are percent-encoded twice.
    ///
    /// Decision: a date alone, `2023-01-01`, is its first moment in UTC.
    pub expiration_time: Option<Vec<String>>,
    /// Keeps customers whose `status` is `Expired`, or, if false, those whose `status` is anything else.
    /// This is no NData: only `true` and `false` are allowed.
    pub is_expired: Option<bool>,
    /// Keeps customers that have this text, whatever its case, somewhere in their names (`firstName`,
    /// `lastName` and `company.name`), in the company's numbers (`company.vatId` and `company.taxId`) or in
    /// the `note`. So the text `žák` finds `ŽÁK`.
    ///
    /// Decision: an empty text is found everywhere.
    pub search: Option<String>,
    /// The number of matching customers to skip.
    pub skip: i32,
    /// The maximum number of customers on the page. Decision: at most 1,000; 100 by default.
    pub take: i32,
    /// What the list is sorted by: names of members, with commas between them, each with `:desc` behind it
    /// or `-` before it to turn its order round. May be repeated.
    ///
    /// Decision: the names are
    ///
    /// - `id`, `externalId`, `isActive`, `isCompany`,
    /// - `firstName`, `lastName`, `fullName`, `email`, `birthDate`,
    /// - `activationTime`, `expirationTime`, `creditRate` and `discountRate`.
    ///
    /// Decision: `:asc` says what is so anyway; `-` and `:desc` on one name are refused. Names and e-mail
    /// addresses are sorted whatever their case and accents, ids by their characters. What is empty comes
    /// first, or last where the order is turned round.
    pub sort: Option<Vec<String>>,
    /// If true, the response leaves `items` out, for callers that need only the number.
    pub count: bool,
}

/// The successful responses of `customer_list`.
#[derive(Debug)]
pub enum CustomerListResponse {
    /// 200: A page of customers.
    Ok(CustomerQueryResult),
}

/// The errors of `customer_list`.
#[derive(Debug)]
pub enum CustomerListError {
    /// 400: The query breaks this contract. `errors` lists every invalid parameter.
    BadRequest(ProblemDetails),
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
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
    pub body: Customer,
}

/// The successful responses of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateResponse {
    /// 201: The customer was created.
    Created(Customer),
}

/// The errors of `customer_create`.
#[derive(Debug)]
pub enum CustomerCreateError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(ProblemDetails),
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
    /// 403: The user may not create customers.
    Forbidden(ProblemDetails),
    /// 409: A value that must be unique is in use. `errors` names it.
    Conflict(ProblemDetails),
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
    /// Unique customer identifier.
    pub id: String,
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
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
    /// 404: The customer does not exist.
    NotFound(ProblemDetails),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_put`.
#[derive(Debug, Deserialize)]
pub struct CustomerPutRequest {
    /// Unique customer identifier.
    pub id: String,
    /// The complete new state of the customer.
    pub body: Customer,
}

/// The successful responses of `customer_put`.
#[derive(Debug)]
pub enum CustomerPutResponse {
    /// 200: The customer was updated.
    Ok(Customer),
    /// 201: The customer was created.
    Created(Customer),
}

/// The errors of `customer_put`.
#[derive(Debug)]
pub enum CustomerPutError {
    /// 400: The request breaks this contract. `errors` lists every invalid field.
    BadRequest(ProblemDetails),
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
    /// 403: A right is missing. `detail` names it.
    Forbidden(ProblemDetails),
    /// 409: The customer has changed since, or a value that must be unique is in use.
    Conflict(ProblemDetails),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerPutError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `customer_delete`.
#[derive(Debug, Deserialize)]
pub struct CustomerDeleteRequest {
    /// Unique customer identifier.
    pub id: String,
}

/// The successful responses of `customer_delete`.
#[derive(Debug)]
pub enum CustomerDeleteResponse {
    /// 200: The deleted customer.
    Ok(Customer),
}

/// The errors of `customer_delete`.
#[derive(Debug)]
pub enum CustomerDeleteError {
    /// 401: The token is missing or invalid.
    Unauthorized(ProblemDetails),
    /// 403: The user may not delete customers.
    Forbidden(ProblemDetails),
    /// 404: The customer does not exist.
    NotFound(ProblemDetails),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for CustomerDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The user and the device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewSession {
    /// The user's name.
    #[serde(rename = "UserName")]
    pub user_name: String,
    /// The user's password. Decision: empty by default.
    #[serde(rename = "Password", skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// The name of the device, which distinguishes its sessions.
    #[serde(rename = "DeviceName")]
    pub device_name: String,
}

/// A signed-in user. The vendor documents `tokenId`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The token, for `Authorization: Bearer TOKEN_ID`.
    #[serde(rename = "tokenId")]
    pub token_id: Secret,
    /// Decision: the signed-in user.
    #[serde(rename = "userName", skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Decision: the device.
    #[serde(rename = "deviceName", skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    /// Decision: the rights that the user holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<Vec<String>>,
    /// Decision: the time at which the token expires. Null if it does not.
    #[serde(
        rename = "expirationTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub expiration_time: Option<Option<DateTime<Utc>>>,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerQueryResult {
    /// The customers on this page. Left out if `$count` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Customer>>,
    /// The number of customers on this page. Decision: if `$count` is true, the number that would be on it.
    pub count: i32,
    /// The number of matching customers on all pages.
    #[serde(rename = "totalCount")]
    pub total_count: i64,
}

/// A customer. A response has every field; a request may leave out any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// Unique customer identifier. Decision: 1 to 64 letters, digits, `-`, `_` and `.`, and not dots alone,
    /// which no address can end in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The customer's identifier in another system. Unique.
    #[serde(
        rename = "externalId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub external_id: Option<Option<String>>,
    /// `true` if the customer is in use. Decision: `true` by default.
    #[serde(rename = "isActive", skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Whether the customer counts as one now. Comes from the server; what is sent is ignored.
    ///
    /// Decision: `Expired` once `expirationTime` has passed; else `Inactive` if `isActive` is false or
    /// `activationTime` lies ahead; else `Valid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The start of the customer's validity. Null if unlimited.
    #[serde(
        rename = "activationTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub activation_time: Option<Option<DateTime<Utc>>>,
    /// The end of the customer's validity. Null if unlimited.
    #[serde(
        rename = "expirationTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub expiration_time: Option<Option<DateTime<Utc>>>,
    /// The first name.
    #[serde(
        rename = "firstName",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub first_name: Option<Option<String>>,
    /// The last name.
    #[serde(
        rename = "lastName",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub last_name: Option<Option<String>>,
    /// The whole name. One that is given is kept; else it is the first and the last name. Decision: null
    /// without either.
    #[serde(
        rename = "fullName",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub full_name: Option<Option<String>>,
    /// The gender. The vendor lists no values.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub gender: Option<Option<String>>,
    /// The date of birth.
    #[serde(
        rename = "birthDate",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub birth_date: Option<Option<NaiveDate>>,
    /// The e-mail address. Decision: one such as `žák@škola.sk` is one too: there is a single `@`, no white
    /// space, and a host without empty parts.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub email: Option<Option<String>>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub phone: Option<Option<String>>,
    /// `true` if the customer is a company. Decision: `false` by default.
    #[serde(rename = "isCompany", skip_serializing_if = "Option::is_none")]
    pub is_company: Option<bool>,
    /// The customer's company.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub company: Option<Option<Company>>,
    /// The customer's address.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub address: Option<Option<Address>>,
    /// The customer's delivery address.
    #[serde(
        rename = "deliveryAddress",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub delivery_address: Option<Option<Address>>,
    /// What the customer has to spend. To change it takes the right `CustomerSetCredit`. Decision: an
    /// amount of 0 when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Credit>,
    /// How `credit.amount` has changed. Comes from the server; what is sent is ignored. Decision: the last
    /// 1,000 changes, the oldest first.
    #[serde(rename = "creditTransactions", skip_serializing_if = "Option::is_none")]
    pub credit_transactions: Option<Vec<CreditTransaction>>,
    /// The customer's cards. Decision: at most 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cards: Option<Vec<Card>>,
    /// How much of a purchase becomes credit, in percent. Decision: from 0 to 100, with at most four
    /// decimals; 0 when it is left out.
    #[serde(rename = "creditRate", skip_serializing_if = "Option::is_none")]
    pub credit_rate: Option<Decimal>,
    /// The customer's discount, in percent: from 0 to 100, with at most two decimals. To change it takes
    /// the right `CustomerSetDiscount`. Decision: 0 when it is left out.
    #[serde(rename = "discountRate", skip_serializing_if = "Option::is_none")]
    pub discount_rate: Option<Decimal>,
    /// A note, which may have several lines.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub note: Option<Option<String>>,
    /// Whatever your own system wants to keep with the customer: it comes back as it was sent. Decision:
    /// `{}` when it is left out or null; at most 32 levels deep.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub meta: Option<Option<serde_json::Map<String, Value>>>,
    /// The customer's version, kept by the server: each update counts it up. In a PUT, the version that the
    /// update is made for.
    #[serde(rename = "_v", skip_serializing_if = "Option::is_none")]
    pub v: Option<i64>,
}

/// A customer's card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The card's identifier in another system.
    #[serde(
        rename = "externalId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub external_id: Option<Option<String>>,
    /// `true` if the card is in use. Decision: `true` by default.
    #[serde(rename = "isActive", skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// `true` if the card exists as a number only. Decision: `false` by default.
    #[serde(rename = "isVirtual", skip_serializing_if = "Option::is_none")]
    pub is_virtual: Option<bool>,
    /// The card's serial number. Unique. Decision: the only required field of a card.
    #[serde(rename = "serialNumber")]
    pub serial_number: String,
    /// The card's reader type. The vendor shows `P` and lists no other value.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub processor: Option<Option<String>>,
    /// Whether the card counts now. Comes from the server; what is sent is ignored. Decision: the values of
    /// the customer's `status`, by the card's own members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The time of the status's last change. Decision: stored as given.
    #[serde(
        rename = "statusTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub status_time: Option<Option<DateTime<Utc>>>,
    /// The reason of the status. Decision: stored as given.
    #[serde(
        rename = "statusReason",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub status_reason: Option<Option<String>>,
    /// The start of the card's validity. Null if unlimited.
    #[serde(
        rename = "activationTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub activation_time: Option<Option<DateTime<Utc>>>,
    /// The end of the card's validity. Null if unlimited.
    #[serde(
        rename = "expirationTime",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub expiration_time: Option<Option<DateTime<Utc>>>,
    /// A note, which may have several lines.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub note: Option<Option<String>>,
    /// Whatever your own system wants to keep with the card. It comes back as it was sent. Decision: at
    /// most 32 levels deep.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub meta: Option<Option<serde_json::Map<String, Value>>>,
}

/// What the customer has to spend. To change it takes the right `CustomerSetCredit`. Decision: an
/// amount of 0 when it is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credit {
    /// How much it is. Decision: up to a thousand million either way, with at most two decimals; below zero
    /// is owed; 0 when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The unit of the amount, for a person to read, such as `EUR` or `points`.
    #[serde(
        rename = "currencyLabel",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub currency_label: Option<Option<String>>,
}

/// A change of a customer's `credit.amount`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreditTransaction {
    /// The amount added; negative if it was taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The `credit.amount` after the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<Decimal>,
    /// An RFC 3339 time with its offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<DateTime<Utc>>,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// The company's name.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub name: Option<Option<String>>,
    /// The company's registration number.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub crn: Option<Option<String>>,
    /// The company's VAT number.
    #[serde(
        rename = "vatId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub vat_id: Option<Option<String>>,
    /// The company's tax number.
    #[serde(
        rename = "taxId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub tax_id: Option<Option<String>>,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The street and house number.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub street: Option<Option<String>>,
    /// The city or village.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub city: Option<Option<String>>,
    /// The postal code.
    #[serde(
        rename = "zipCode",
        default,
        skip_serializing_if = "Option::is_none",
        with = "absent_or_null"
    )]
    pub zip_code: Option<Option<String>>,
    /// The country, by its name or its code.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub country: Option<Option<String>>,
    /// The position on the map.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub coordinates: Option<Option<Coordinates>>,
    /// Directions, which may have several lines.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub note: Option<Option<String>>,
}

/// A position on the map, in degrees. Decision: at most eight decimals, which is a millimetre.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coordinates {
    /// The longitude; negative in the west.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub longitude: Option<Option<Decimal>>,
    /// The latitude; negative in the south.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "absent_or_null")]
    pub latitude: Option<Option<Decimal>>,
}

/// An error (RFC 9457).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemDetails {
    /// The kind of problem, as a URI. Decision: always `about:blank`; `errorCode` identifies it.
    #[serde(rename = "type")]
    pub type_: String,
    /// The reason phrase of the status.
    pub title: String,
    /// The status of the response.
    pub status: i32,
    /// The error and a remedy, for a person to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The path of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The response's `X-Request-Id`.
    #[serde(rename = "traceId")]
    pub trace_id: String,
    /// 1 unauthenticated, 2 unauthorized, 3 validation failed, 6 version mismatch.
    #[serde(rename = "errorCode", skip_serializing_if = "Option::is_none")]
    pub error_code: Option<i32>,
    /// If validation failed, every violation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<ValidationError>>,
    /// The actual version of a resource, if an update named another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceVersion>,
}

/// A violation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValidationError {
    /// The invalid field of the body, such as `cards.0.serialNumber`, or the invalid parameter. Decision:
    /// `body` when it is the body as a whole.
    #[serde(rename = "memberName")]
    pub member_name: String,
    /// The violation and a remedy, for a person to read.
    pub message: String,
    /// 1 the field is required, 2 the field must be unique. Decision: left out for everything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i32>,
}

/// The actual version of a resource, if an update named another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResourceVersion {
    /// The kind of resource. Decision: `Customer`.
    pub name: String,
    /// Unique customer identifier. Decision: 1 to 64 letters, digits, `-`, `_` and `.`, and not dots alone,
    /// which no address can end in.
    pub id: String,
    /// Its `_v`. Decision: the actual one, not the one that was given.
    pub version: i64,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Portos>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Portos>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::SessionCreate, A>(runtime),
        endpoint::<operations::SessionDelete, A>(runtime),
        endpoint::<operations::CustomerList, A>(runtime),
        endpoint::<operations::CustomerCreate, A>(runtime),
        endpoint::<operations::CustomerView, A>(runtime),
        endpoint::<operations::CustomerPut, A>(runtime),
        endpoint::<operations::CustomerDelete, A>(runtime),
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

    /// Authenticates the caller by `token`.
    async fn token<A: Portos>(
        call: &Call<'_, A::Context>,
    ) -> Result<A::Token, RequestError> {
        let Some(token) = call.bearer_token() else {
            return Err(AuthError::NotValid.by("token"))
        };
        A::token(call.cx(), token).await.map_err(|denied| denied.by("token"))
    }

    /// `POST /api/auth`
    #[derive(Debug)]
    pub struct SessionCreate;

    impl Operation for SessionCreate {
        type Request = SessionCreateRequest;
        type Response = SessionCreateResponse;
        type Error = SessionCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("session_create")
        }
    }

    impl<A: Portos> Serve<A> for SessionCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let request = call.read()?;
            Ok(A::session_create(call.cx(), request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    SessionCreateError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    SessionCreateError::BadRequest(A::problem_details(cx, error))
                }
                error => SessionCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                SessionCreateError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                SessionCreateError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                SessionCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for SessionCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `DELETE /api/auth`
    #[derive(Debug)]
    pub struct SessionDelete;

    impl Operation for SessionDelete {
        type Request = ();
        type Response = SessionDeleteResponse;
        type Error = SessionDeleteError;

        fn table() -> &'static OperationTable {
            MODEL.operation("session_delete")
        }
    }

    impl<A: Portos> Serve<A> for SessionDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            Ok(A::session_delete(call.cx(), token).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    SessionDeleteError::Unauthorized(A::problem_details(cx, error))
                }
                error => SessionDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                SessionDeleteError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                SessionDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for SessionDeleteResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::NoContent => Reply::empty(StatusCode::NO_CONTENT),
            }
        }
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

    impl<A: Portos> Serve<A> for CustomerList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::customer_list(call.cx(), token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerListError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerListError::BadRequest(A::problem_details(cx, error))
                }
                error => CustomerListError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerListError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerListError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerListError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
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

    impl<A: Portos> Serve<A> for CustomerCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            if ![Permission::CustomerCreate]
                .into_iter()
                .any(|permission| A::token_holds(&token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["CustomerCreate"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_create(call.cx(), token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerCreateError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerCreateError::Forbidden(A::problem_details(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerCreateError::BadRequest(A::problem_details(cx, error))
                }
                error => CustomerCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerCreateError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerCreateError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerCreateError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                CustomerCreateError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/problem+json", &body)
                }
                CustomerCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
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

    /// `GET /customers/{id}`
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

    impl<A: Portos> Serve<A> for CustomerView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::customer_view(call.cx(), token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerViewError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerViewError::NotFound(
                        A::problem_details(cx, RequestError::NotFound),
                    )
                }
                RequestError::NotFound => {
                    CustomerViewError::NotFound(A::problem_details(cx, error))
                }
                error => CustomerViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerViewError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerViewError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/problem+json", &body)
                }
                CustomerViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
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

    /// `PUT /customers/{id}`
    #[derive(Debug)]
    pub struct CustomerPut;

    impl Operation for CustomerPut {
        type Request = CustomerPutRequest;
        type Response = CustomerPutResponse;
        type Error = CustomerPutError;

        fn table() -> &'static OperationTable {
            MODEL.operation("customer_put")
        }
    }

    impl<A: Portos> Serve<A> for CustomerPut {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            if ![Permission::CustomerCreate, Permission::CustomerUpdate]
                .into_iter()
                .any(|permission| A::token_holds(&token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["CustomerCreate", "CustomerUpdate"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_put(call.cx(), token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerPutError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerPutError::Forbidden(A::problem_details(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    CustomerPutError::BadRequest(A::problem_details(cx, error))
                }
                error => CustomerPutError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerPutError::BadRequest(body) => {
                    Reply::json(
                        StatusCode::BAD_REQUEST,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerPutError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerPutError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                CustomerPutError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/problem+json", &body)
                }
                CustomerPutError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for CustomerPutResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
                Self::Created(body) => {
                    Reply::json(StatusCode::CREATED, "application/json", &body)
                }
            }
        }
    }

    /// `DELETE /customers/{id}`
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

    impl<A: Portos> Serve<A> for CustomerDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let token = token::<A>(call).await?;
            if ![Permission::CustomerDelete]
                .into_iter()
                .any(|permission| A::token_holds(&token, permission))
            {
                return Err(RequestError::Forbidden {
                    permissions: &["CustomerDelete"],
                });
            }
            let request = call.read()?;
            Ok(A::customer_delete(call.cx(), token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    CustomerDeleteError::Unauthorized(A::problem_details(cx, error))
                }
                RequestError::Forbidden { .. } => {
                    CustomerDeleteError::Forbidden(A::problem_details(cx, error))
                }
                RequestError::Invalid(_) => {
                    CustomerDeleteError::NotFound(
                        A::problem_details(cx, RequestError::NotFound),
                    )
                }
                RequestError::NotFound => {
                    CustomerDeleteError::NotFound(A::problem_details(cx, error))
                }
                error => CustomerDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                CustomerDeleteError::Unauthorized(body) => {
                    Reply::json(
                        StatusCode::UNAUTHORIZED,
                        "application/problem+json",
                        &body,
                    )
                }
                CustomerDeleteError::Forbidden(body) => {
                    Reply::json(StatusCode::FORBIDDEN, "application/problem+json", &body)
                }
                CustomerDeleteError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/problem+json", &body)
                }
                CustomerDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/problem+json",
                        error,
                        |error| A::problem_details(cx, error),
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

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"session_create","method":"POST","path":"/api/auth","tag":"portos","summary":"Sign in","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/NewSession"}},"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Session"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"session_delete","method":"DELETE","path":"/api/auth","tag":"portos","summary":"Sign out","security":["token"],"challenge":"Bearer","responses":[{"status":204,"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"customer_list","method":"GET","path":"/customers","tag":"portos","summary":"Get customers","parameters":[{"name":"CardSerialNumber","field":"card_serial_number","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataText"}},{"name":"ExternalId","field":"external_id","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataText"}},{"name":"CreditRate","field":"credit_rate","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataDecimal"}},{"name":"DiscountRate","field":"discount_rate","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataDecimal"}},{"name":"IsActive","field":"is_active","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataBoolean"}},{"name":"ExpirationTime","field":"expiration_time","in":"query","explode":true,"schema":{"$ref":"#/components/schemas/NDataDateTime"}},{"name":"IsExpired","field":"is_expired","in":"query","explode":true,"schema":{"type":"boolean"}},{"name":"Search","field":"search","in":"query","explode":true,"schema":{"type":"string","maxLength":200,"pattern":"^[^\\x00-\\x1F\\x7F]*$"}},{"name":"$skip","field":"skip","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647,"default":0}},{"name":"$take","field":"take","in":"query","explode":true,"schema":{"type":"integer","format":"int32","minimum":0,"maximum":1000,"default":100}},{"name":"$sort","field":"sort","in":"query","explode":true,"schema":{"type":"array","items":{"type":"string","format":"ndata-sort","x-format":"names of members with commas between them, such as lastName,firstName:desc","minLength":1,"maxLength":1000},"maxItems":20}},{"name":"$count","field":"count","in":"query","explode":true,"schema":{"type":"boolean","default":false}}],"security":["token"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/CustomerQueryResult"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"customer_create","method":"POST","path":"/customers","tag":"portos","summary":"Create customer","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Customer"}},"security":["token"],"challenge":"Bearer","permissions":["CustomerCreate"],"responses":[{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":409,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_view","method":"GET","path":"/customers/{id}","tag":"portos","summary":"Get customer by ID","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/CustomerId"}}],"security":["token"],"challenge":"Bearer","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":404,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_put","method":"PUT","path":"/customers/{id}","tag":"portos","summary":"Create or update customer","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/CustomerId"}}],"body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/Customer"}},"security":["token"],"challenge":"Bearer","permissions":["CustomerCreate","CustomerUpdate"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":409,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"customer_delete","method":"DELETE","path":"/customers/{id}","tag":"portos","summary":"Delete customer by ID","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/CustomerId"}}],"security":["token"],"challenge":"Bearer","permissions":["CustomerDelete"],"responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/Customer"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":403,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":404,"media_type":"application/problem+json","body":{"$ref":"#/components/schemas/ProblemDetails"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]}
], "schemas": {
"CustomerId": {"type":"string","minLength":1,"maxLength":64,"pattern":"^[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*$"},
"NDataText": {"type":"array","items":{"type":"string","format":"ndata-text","x-format":"operations in NData, comparing with texts, such as in:a:b","minLength":1,"maxLength":2000},"maxItems":10},
"NDataDecimal": {"type":"array","items":{"type":"string","format":"ndata-decimal","x-format":"operations in NData, comparing with decimals, such as gt:0;lt:50","minLength":1,"maxLength":2000},"maxItems":10},
"NDataBoolean": {"type":"array","items":{"type":"string","format":"ndata-boolean","x-format":"operations in NData, comparing with true or false, such as eq:true","minLength":1,"maxLength":2000},"maxItems":10},
"NDataDateTime": {"type":"array","items":{"type":"string","format":"ndata-date-time","x-format":"operations in NData, comparing with times, such as gte:2023-01-01T00\\:00\\:00Z","minLength":1,"maxLength":2000},"maxItems":10},
"Timestamp": {"type":"string","format":"date-time","minLength":20,"maxLength":35},
"OptionalTimestamp": {"type":"string","nullable":true,"format":"date-time","minLength":20,"maxLength":35},
"NewSession": {"type":"object","properties":{"UserName":{"type":"string","minLength":1,"maxLength":100,"pattern":"^[^\\x00-\\x1F\\x7F]+$"},"Password":{"type":"string","format":"password","minLength":0,"maxLength":1000},"DeviceName":{"type":"string","minLength":1,"maxLength":100,"pattern":"^[^\\x00-\\x1F\\x7F]+$"}},"required":["UserName","DeviceName"],"additionalProperties":false},
"Session": {"type":"object","properties":{"tokenId":{"type":"string","format":"password","minLength":1,"maxLength":200,"pattern":"^[A-Za-z0-9._~+/=-]+$"},"userName":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"deviceName":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"rights":{"type":"array","items":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"maxItems":100},"expirationTime":{"$ref":"#/components/schemas/OptionalTimestamp"}},"required":["tokenId"],"additionalProperties":false},
"CustomerQueryResult": {"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Customer"},"maxItems":1000},"count":{"type":"integer","format":"int32","minimum":0,"maximum":1000},"totalCount":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991}},"required":["count","totalCount"],"additionalProperties":false},
"Customer": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/CustomerId"},"externalId":{"type":"string","nullable":true,"minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]+$"},"isActive":{"type":"boolean"},"status":{"type":"string","minLength":1,"maxLength":50,"pattern":"[^\\x00-\\x20\\x7F]"},"activationTime":{"$ref":"#/components/schemas/OptionalTimestamp"},"expirationTime":{"$ref":"#/components/schemas/OptionalTimestamp"},"firstName":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"lastName":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"fullName":{"type":"string","nullable":true,"maxLength":511,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"gender":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"birthDate":{"type":"string","nullable":true,"format":"date","minLength":10,"maxLength":10},"email":{"type":"string","nullable":true,"minLength":3,"maxLength":254,"pattern":"^[^@\\x00-\\x20\\x7F]+@[^@.\\x00-\\x20\\x7F]+(\\.[^@.\\x00-\\x20\\x7F]+)*$"},"phone":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"isCompany":{"type":"boolean"},"company":{"$ref":"#/components/schemas/Company"},"address":{"$ref":"#/components/schemas/Address"},"deliveryAddress":{"$ref":"#/components/schemas/Address"},"credit":{"$ref":"#/components/schemas/Credit"},"creditTransactions":{"type":"array","items":{"$ref":"#/components/schemas/CreditTransaction"},"maxItems":1000},"cards":{"type":"array","items":{"$ref":"#/components/schemas/Card"},"maxItems":100},"creditRate":{"type":"number","format":"decimal","minimum":0.0,"maximum":100.0,"multipleOf":0.0001},"discountRate":{"type":"number","format":"decimal","minimum":0.0,"maximum":100.0,"multipleOf":0.01},"note":{"type":"string","nullable":true,"maxLength":4000,"pattern":"^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"},"meta":{"type":"object","nullable":true,"maxProperties":100},"_v":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991}},"additionalProperties":false},
"Card": {"type":"object","properties":{"externalId":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"isActive":{"type":"boolean"},"isVirtual":{"type":"boolean"},"serialNumber":{"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]+$"},"processor":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"status":{"type":"string","minLength":1,"maxLength":50,"pattern":"[^\\x00-\\x20\\x7F]"},"statusTime":{"$ref":"#/components/schemas/OptionalTimestamp"},"statusReason":{"type":"string","nullable":true,"maxLength":1000,"pattern":"^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"},"activationTime":{"$ref":"#/components/schemas/OptionalTimestamp"},"expirationTime":{"$ref":"#/components/schemas/OptionalTimestamp"},"note":{"type":"string","nullable":true,"maxLength":4000,"pattern":"^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"},"meta":{"type":"object","nullable":true,"maxProperties":100}},"required":["serialNumber"],"additionalProperties":false},
"Credit": {"type":"object","properties":{"amount":{"type":"number","format":"decimal","minimum":-999999999.99,"maximum":999999999.99,"multipleOf":0.01},"currencyLabel":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"}},"additionalProperties":false},
"CreditTransaction": {"type":"object","properties":{"amount":{"type":"number","format":"decimal","minimum":-1999999999.98,"maximum":1999999999.98,"multipleOf":0.01},"balance":{"type":"number","format":"decimal","minimum":-999999999.99,"maximum":999999999.99,"multipleOf":0.01},"time":{"$ref":"#/components/schemas/Timestamp"}},"additionalProperties":false},
"Company": {"type":"object","nullable":true,"properties":{"name":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"crn":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"vatId":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"taxId":{"type":"string","nullable":true,"maxLength":50,"pattern":"^[^\\x00-\\x1F\\x7F]*$"}},"additionalProperties":false},
"Address": {"type":"object","nullable":true,"properties":{"street":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"city":{"type":"string","nullable":true,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"zipCode":{"type":"string","nullable":true,"maxLength":20,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"country":{"type":"string","nullable":true,"maxLength":100,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},"coordinates":{"$ref":"#/components/schemas/Coordinates"},"note":{"type":"string","nullable":true,"maxLength":4000,"pattern":"^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"}},"additionalProperties":false},
"Coordinates": {"type":"object","nullable":true,"properties":{"longitude":{"type":"number","nullable":true,"format":"decimal","minimum":-180.0,"maximum":180.0,"multipleOf":1e-8},"latitude":{"type":"number","nullable":true,"format":"decimal","minimum":-90.0,"maximum":90.0,"multipleOf":1e-8}},"additionalProperties":false},
"ProblemDetails": {"type":"object","properties":{"type":{"type":"string","minLength":1,"maxLength":2048,"pattern":"[^\\x00-\\x20\\x7F]"},"title":{"type":"string","minLength":1,"maxLength":255,"pattern":"[^\\x00-\\x20\\x7F]"},"status":{"type":"integer","format":"int32","minimum":400,"maximum":599},"detail":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"},"instance":{"type":"string","minLength":1,"maxLength":2048,"pattern":"[^\\x00-\\x20\\x7F]"},"traceId":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"errorCode":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647},"errors":{"type":"array","items":{"$ref":"#/components/schemas/ValidationError"},"maxItems":100},"resource":{"$ref":"#/components/schemas/ResourceVersion"}},"required":["type","title","status","traceId"],"additionalProperties":false},
"ValidationError": {"type":"object","properties":{"memberName":{"type":"string","minLength":1,"maxLength":1000,"pattern":"[^\\x00-\\x20\\x7F]"},"message":{"type":"string","minLength":1,"maxLength":1000,"pattern":"[^\\x00-\\x20\\x7F]"},"code":{"type":"integer","format":"int32","minimum":0,"maximum":2147483647}},"required":["memberName","message"],"additionalProperties":false},
"ResourceVersion": {"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"},"id":{"$ref":"#/components/schemas/CustomerId"},"version":{"type":"integer","format":"int64","minimum":0,"maximum":9007199254740991}},"required":["name","id","version"],"additionalProperties":false}
}}"##;
}
