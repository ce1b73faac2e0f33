//! One call of an operation: its credentials, its parameters and its body.
//!
//! dropshot's extractors run before the handler and answer in dropshot's own error shape. Here the handler reads the
//! request itself, in the order that reveals nothing to unauthenticated callers: authentication, authorization,
//! validation.

use bytes::Bytes;
use dropshot::{RequestContext, ServerContext};
use http::header::{AUTHORIZATION, AsHeaderName, CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{InternalError, RequestError, Violation};
use super::model::{Body, MediaType, Operation};
use super::request;

/// The maximum length of a rejected media type that an error message repeats.
const MEDIA_TYPE_CHARS_MAX: usize = 100;

/// One call of an operation.
#[derive(Debug)]
pub struct Call<'a, C: ServerContext> {
    operation: &'static Operation,
    cx: &'a RequestContext<C>,
    body: Result<Bytes, RequestError>,
    reply_headers: HeaderMap,
}

impl<'a, C: ServerContext> Call<'a, C> {
    pub(super) fn new(
        operation: &'static Operation,
        cx: &'a RequestContext<C>,
        body: Result<Bytes, RequestError>,
    ) -> Self {
        Self { operation, cx, body, reply_headers: HeaderMap::new() }
    }

    /// Returns the request's context.
    pub fn cx(&self) -> &'a RequestContext<C> {
        self.cx
    }

    /// Returns the headers that every response to this call carries.
    pub(super) fn into_reply_headers(self) -> HeaderMap {
        self.reply_headers
    }

    fn headers(&self) -> &'a HeaderMap {
        self.cx.request.headers()
    }

    /// Returns the value of a header that is given once. Two credentials are as good as none.
    fn single(&self, header: impl AsHeaderName) -> Option<&str> {
        let mut values = self.headers().get_all(header).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }

    /// Returns the token of `Authorization: Bearer`.
    pub fn bearer_token(&self) -> Option<&str> {
        let (scheme, token) = self.single(AUTHORIZATION)?.split_once(' ')?;
        Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
    }

    /// Returns the value of a header that holds a credential.
    pub fn api_key(&self, header: &'static str) -> Option<&str> {
        self.single(header).filter(|key| !key.is_empty())
    }

    /// Applies a rate limit's decision. The response carries the headers of an admission, whatever it will be.
    pub fn admit(&mut self, admission: Result<HeaderMap, RequestError>) -> Result<(), RequestError> {
        self.reply_headers.extend(admission?);
        Ok(())
    }

    /// Reads and validates parameters and body. All violations are reported together.
    pub fn read<R: DeserializeOwned>(&mut self) -> Result<R, RequestError> {
        let uri = self.cx.request.uri();
        let (mut fields, mut violations) =
            request::parameters(self.operation, uri.path(), uri.query().unwrap_or(""), self.headers());
        if let Some(body) = &self.operation.body {
            match self.read_body(body)? {
                Ok(Some(value)) => fields.add("body", value),
                Ok(None) => {}
                Err(more) => violations.extend(more),
            }
        }
        if !violations.is_empty() {
            return Err(RequestError::Invalid(violations));
        }
        fields.read().map_err(|error| {
            let operation = &self.operation.id;
            InternalError::internal(format!(
                "{operation}: the generated type rejects a request that its schema allows: {error}"
            ))
            .into()
        })
    }

    fn read_body(&mut self, body: &Body) -> Result<Result<Option<Value>, Vec<Violation>>, RequestError> {
        let bytes = std::mem::replace(&mut self.body, Ok(Bytes::new()))?;
        if !bytes.is_empty() {
            self.check_media_type(body.media_type)?;
        }
        Ok(request::body(&self.operation.schemas, body, &bytes))
    }

    /// Checks `Content-Type`. A body without one is read as the operation expects it.
    fn check_media_type(&self, expected: MediaType) -> Result<(), RequestError> {
        let Some(given) = self.headers().get(CONTENT_TYPE) else { return Ok(()) };
        let given = String::from_utf8_lossy(given.as_bytes());
        let essence = given.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let is_json = || {
            essence == "application/json"
                || (essence.starts_with("application/") && essence.ends_with("+json"))
        };
        let is_expected = match expected {
            MediaType::Json => is_json(),
            MediaType::Form => essence == expected.name(),
        };
        if is_expected {
            Ok(())
        } else {
            let given = essence.chars().take(MEDIA_TYPE_CHARS_MAX).collect();
            Err(RequestError::UnsupportedMediaType { given, expected: expected.name() })
        }
    }
}
