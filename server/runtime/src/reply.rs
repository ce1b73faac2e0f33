//! Responses, and the check of debug builds that the document allows them.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;

use super::error::{InternalError, ParameterLocation, RequestError, Violation};
use super::model::Operation;
use super::parameters;
use super::validate::validate;

/// A response, not yet sent.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers, except for those of the body.
    pub headers: HeaderMap,
    media_type: &'static str,
    body: Bytes,
    /// The server's failure, for the log.
    pub(super) internal_error: Option<InternalError>,
}

/// A conversion to a reply, which generated response types implement.
pub trait IntoReply {
    /// Converts to a reply.
    fn into_reply(self) -> Reply;
}

impl Reply {
    /// Creates a reply without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), media_type: "", body: Bytes::new(), internal_error: None }
    }

    /// Creates a reply with a JSON body of this media type.
    pub fn json<T: Serialize>(status: StatusCode, media_type: &'static str, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => Self { media_type, body: body.into(), ..Self::empty(status) },
            Err(error) => Self {
                internal_error: Some(InternalError::internal(error)),
                ..Self::empty(StatusCode::INTERNAL_SERVER_ERROR)
            },
        }
    }

    /// Creates a reply for a failure of the server. `body` converts the error, without its cause, to the API's error
    /// body.
    pub fn internal_error<E: Serialize>(
        media_type: &'static str,
        error: InternalError,
        body: impl FnOnce(RequestError) -> E,
    ) -> Self {
        let reported = RequestError::Internal(error.without_cause());
        let headers = reported.headers();
        let reply = Self::json(error.status, media_type, &body(reported)).with_headers(headers);
        Self { internal_error: Some(error), ..reply }
    }

    /// Creates a reply for a failure of the server in an operation that documents no error.
    pub fn empty_internal_error(error: InternalError) -> Self {
        let reply = Self::empty(error.status);
        Self { internal_error: Some(error), ..reply }
    }

    /// Adds a header. An invalid value is omitted, and the debug check reports the header as missing.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value.to_string()))
        {
            self.headers.insert(name, value);
        }
        self
    }

    /// Adds headers; they replace those of the same name.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Converts to an HTTP response.
    pub fn into_response(self) -> Response<Bytes> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if !self.media_type.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        }
        response
    }

    /// Returns the differences from what `operation` documents. Failures of the server, which no document lists, have
    /// none.
    pub(super) fn violations(&self, operation: &Operation) -> Vec<String> {
        if self.internal_error.is_some() {
            return Vec::new();
        }
        let Some(documented) = operation.response(self.status.as_u16()) else {
            return vec![format!("{} documents no status {}", operation.id, self.status)];
        };
        let mut wrong = Vec::new();
        if self.media_type != documented.media_type {
            wrong.push(format!("media type {:?}, documented {:?}", self.media_type, documented.media_type));
        }
        match &documented.body {
            Some(schema) => match serde_json::from_slice(&self.body) {
                Ok(mut value) => {
                    let violations =
                        validate(&operation.schemas, schema, &mut value, ParameterLocation::Body, "");
                    wrong.extend(violations.iter().map(Violation::to_string));
                }
                Err(error) => wrong.push(format!("body is not JSON: {error}")),
            },
            None if !self.body.is_empty() => wrong.push("a body where none is documented".to_owned()),
            None => {}
        }
        for header in &documented.headers {
            match self.headers.get(&header.name) {
                Some(value) => {
                    let text = String::from_utf8_lossy(value.as_bytes());
                    let violations = parameters::check(
                        &operation.schemas,
                        &header.schema,
                        &text,
                        ParameterLocation::Header,
                        &header.name,
                    );
                    wrong.extend(violations.iter().map(Violation::to_string));
                }
                // dropshot adds the request's id later.
                None if header.name.eq_ignore_ascii_case(dropshot::HEADER_REQUEST_ID) => {}
                None if header.required => wrong.push(format!("header {} is missing", header.name)),
                None => {}
            }
        }
        wrong
    }
}
