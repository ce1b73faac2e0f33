//! An answer, read to its end: before its body is typed ([`Answer`]), and after ([`ResponseValue`]).
//!
//! It is read within the try that it belongs to, so that the try's time limit counts for it, and an answer that breaks off
//! can be asked for again.

use crate::error::Error;
use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName};
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The header in which an API names an answer, for whoever asks its operator about it.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What was called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// The `operationId`.
    pub(crate) operation: &'static str,
    /// Whether it changes nothing.
    pub(crate) only_reads: bool,
}

/// An answer as it came: status, headers and bytes.
///
/// Users meet it in [`Error::UnexpectedResponse`](crate::Error::UnexpectedResponse). Its body may hold anything, a secret
/// too, so that `Debug` says only how long it is.
#[derive(Clone)]
pub struct Answer {
    call: Call,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    tries: u32,
}

impl Answer {
    /// The answer to the try of this number, from 1, from which the headers are taken. It is boxed because it goes through
    /// many hands.
    pub(super) fn without_body(response: &mut reqwest::Response, call: Call, tries: u32) -> Box<Self> {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        Box::new(Self { call, status, headers, body: Bytes::new(), tries })
    }

    pub(super) fn set_body(&mut self, body: Bytes) {
        self.body = body;
    }

    /// The `operationId` of what was called.
    pub fn operation(&self) -> &'static str {
        self.call.operation
    }

    pub(crate) fn only_reads(&self) -> bool {
        self.call.only_reads
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often it was asked for until it came.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// What the API calls this answer: quote it to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get(REQUEST_ID)?.to_str().ok()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("operation", &self.call.operation)
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("request_id", &self.request_id())
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

/// What an operation answered, typed, with its status and headers. It is its value in most respects: fields and methods are
/// reached through it, and [`into_inner`](Self::into_inner) leaves the rest behind.
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client) -> Result<(), customers_client::reportei::Error> {
/// let page = client.customer_list().send().await?;
/// println!("{} customers, said the answer {:?}", page.meta.total, page.request_id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    /// Without its body.
    answer: Box<Answer>,
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// For generated code: the answer, typed.
    #[allow(clippy::unused_async, reason = "generated code awaits it, as it would progenitor's own")]
    pub(crate) async fn from_response<E>(mut answer: Box<Answer>) -> Result<Self, Error<E>> {
        match serde_json::from_slice(&answer.body) {
            Ok(inner) => {
                answer.body = Bytes::new();
                Ok(Self { inner, answer })
            }
            Err(source) => Err(Error::InvalidResponsePayload { answer, source }),
        }
    }
}

impl ResponseValue<()> {
    /// For generated code: an answer without a body.
    pub(crate) fn empty(answer: Box<Answer>) -> Self {
        Self { inner: (), answer }
    }
}

impl<T> ResponseValue<T> {
    /// The value, without status and headers.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The `operationId` of what was called.
    pub fn operation(&self) -> &'static str {
        self.answer.operation()
    }

    pub(crate) fn only_reads(&self) -> bool {
        self.answer.only_reads()
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.answer.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.answer.headers()
    }

    /// How often it was asked for until it came.
    pub fn tries(&self) -> u32 {
        self.answer.tries()
    }

    /// What the API calls this answer: quote it to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.inner
    }
}

impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(formatter)
    }
}
