//! Responses: as received ([`RawResponse`]), and with a typed body ([`ResponseValue`]).
//!
//! The body is read within its attempt, so that the attempt's timeout covers it and a response that breaks off is retried.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The header with the id that an API gives to a response.
const REQUEST_ID: &str = "x-request-id";

/// The operation called.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The `operationId`.
    pub(crate) operation: &'static str,
    /// `true` if the operation changes nothing.
    pub(crate) read_only: bool,
}

/// A response as received: status, headers and bytes.
///
/// `Debug` prints the length of the body only, since it may hold a secret.
#[derive(Clone)]
pub struct RawResponse(Box<Parts>);

#[derive(Clone)]
struct Parts {
    call: Call,
    attempts: u32,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// Reads a response to its end.
    pub(crate) async fn read(
        mut response: reqwest::Response,
        call: Call,
        attempts: u32,
    ) -> reqwest::Result<Self> {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let body = response.bytes().await?;
        Ok(Self(Box::new(Parts { call, attempts, status, headers, body })))
    }

    /// Returns the `operationId` of the operation called.
    pub fn operation(&self) -> &'static str {
        self.0.call.operation
    }

    pub(crate) fn read_only(&self) -> bool {
        self.0.call.read_only
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body as received.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Returns the number of attempts up to this response.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the id of the response, for questions to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().get(REQUEST_ID)?.to_str().ok()
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("body_bytes", &self.body().len())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .finish_non_exhaustive()
    }
}

/// The typed body of a response, with its status and headers. It dereferences to the body, and
/// [`into_inner`](Self::into_inner) returns the body alone.
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client) -> Result<(), customers_client::reportei::Error> {
/// let page = client.customer_list().send().await?;
/// println!("{} customers (request {:?})", page.meta.total, page.request_id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ResponseValue<T> {
    value: Box<T>,
    response: RawResponse,
}

impl<T> ResponseValue<T> {
    pub(crate) fn new(value: T, mut response: RawResponse) -> Self {
        response.0.body.clear();
        Self { value: Box::new(value), response }
    }

    /// Returns the body, without status and headers.
    pub fn into_inner(self) -> T {
        *self.value
    }

    /// Returns the `operationId` of the operation called.
    pub fn operation(&self) -> &'static str {
        self.response.operation()
    }

    pub(crate) fn read_only(&self) -> bool {
        self.response.read_only()
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Returns the number of attempts up to this response.
    pub fn attempts(&self) -> u32 {
        self.response.attempts()
    }

    /// Returns the id of the response, for questions to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}
