//! Errors of requests and of the server.
//!
//! These types are independent of any API's error body and of any document's statuses: generated code maps a
//! [`RequestError`] to the status that the operation documents for it, and each API's implementation of the generated
//! trait converts it to the API's error body.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

/// The location of a value in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterLocation {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The body.
    Body,
}

/// The kind of rule that a value violates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The value is required.
    Required,
    /// The value is unknown.
    Unknown,
    /// The value has another type, or cannot be parsed.
    Type,
    /// A length, number or count is out of bounds.
    Bounds,
    /// The value violates its format, pattern, enumeration or uniqueness.
    Form,
}

/// A violation of the document by a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The location of the value.
    pub place: ParameterLocation,
    /// The JSON pointer to the value in the body; `/name` for a parameter.
    pub pointer: String,
    /// The kind of the violated rule.
    pub rule: Rule,
    /// The message without the value's name, such as "is required: give a string".
    pub message: String,
}

impl Violation {
    /// Returns the value's name in dotted form, `address.0.street`; `body` for the whole body.
    pub fn field(&self) -> String {
        if self.pointer.is_empty() {
            "body".to_owned()
        } else {
            self.pointer[1..].replace('/', ".").replace("~1", "/").replace("~0", "~")
        }
    }
}

/// Returns a field's name, in quotes if it has no visible character.
pub fn visible(name: &str) -> Cow<'_, str> {
    if name.chars().any(|c| c > ' ' && c != '\x7F') { name.into() } else { format!("{name:?}").into() }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field(), self.message)
    }
}

/// The error of a request.
#[derive(Debug)]
pub enum RequestError {
    /// The credential is missing or invalid.
    Unauthenticated {
        /// The name of the security scheme in the document.
        scheme: &'static str,
    },
    /// The caller holds none of the required permissions.
    Forbidden {
        /// Permissions of which one is required.
        permissions: &'static [&'static str],
    },
    /// The request violates its document. All violations are listed.
    Invalid(Vec<Violation>),
    /// The body exceeds the maximum length.
    TooLarge {
        /// The maximum length, in bytes.
        max_bytes: usize,
    },
    /// The body has a media type that the operation does not accept.
    UnsupportedMediaType {
        /// The media type of the request.
        given: String,
        /// The media type that the operation accepts.
        expected: &'static str,
    },
    /// The body did not arrive completely and in time.
    Incomplete,
    /// The resource does not exist.
    NotFound,
    /// The caller exceeded the rate limit.
    TooManyRequests {
        /// Seconds until the next attempt may succeed.
        retry_after_seconds: u32,
        /// Further headers about the limit.
        headers: HeaderMap,
    },
    /// The server failed or is overloaded.
    Internal(InternalError),
}

impl RequestError {
    /// Returns the response headers that belong to the error.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::TooManyRequests { retry_after_seconds, headers: more } => {
                headers.clone_from(more);
                headers.insert(http::header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
            }
            Self::Internal(error) => {
                if let Some(seconds) = error.retry_after_seconds {
                    headers.insert(http::header::RETRY_AFTER, HeaderValue::from(seconds));
                }
            }
            _ => {}
        }
        headers
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthenticated { scheme } => write!(f, "no valid credential for {scheme}"),
            Self::Forbidden { permissions } => write!(f, "needs the permission {}", permissions.join(" or ")),
            Self::Invalid(violations) => {
                let texts: Vec<_> = violations.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join("; "))
            }
            Self::TooLarge { max_bytes } => {
                write!(f, "the body is longer than {max_bytes} bytes: send less at a time")
            }
            Self::UnsupportedMediaType { given, expected } => {
                write!(f, "the body is {given}: send {expected}, and say so in Content-Type")
            }
            Self::Incomplete => write!(f, "the body did not arrive whole and in time: send it again"),
            Self::NotFound => write!(f, "not found"),
            Self::TooManyRequests { retry_after_seconds, .. } => {
                write!(f, "too many requests: wait {retry_after_seconds} s")
            }
            Self::Internal(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl RequestError {
    /// Converts an error for which the operation documents no status: an incomplete document is the server's failure.
    pub fn into_internal_error(self) -> InternalError {
        match self {
            Self::Internal(error) => error,
            other => InternalError::internal(format!("the document lists no status for this error: {other}")),
        }
    }
}

impl From<InternalError> for RequestError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// A failure of the server, which no document lists.
///
/// The cause is logged; the response refers to the log by the request's id.
#[derive(Debug)]
pub struct InternalError {
    /// 500, or 503 for an overloaded server.
    pub status: http::StatusCode,
    /// `Retry-After` of a 503.
    pub retry_after_seconds: Option<u32>,
    source: Box<dyn Error + Send + Sync>,
}

impl InternalError {
    /// Creates an error with status 500.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            status: http::StatusCode::INTERNAL_SERVER_ERROR,
            retry_after_seconds: None,
            source: source.into(),
        }
    }

    /// Creates an error with status 503.
    pub fn unavailable(retry_after_seconds: u32, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            status: http::StatusCode::SERVICE_UNAVAILABLE,
            retry_after_seconds: Some(retry_after_seconds),
            source: source.into(),
        }
    }

    /// Returns the same error without its cause, which callers do not see.
    pub(super) fn without_cause(&self) -> Self {
        Self {
            status: self.status,
            retry_after_seconds: self.retry_after_seconds,
            source: "see the log".into(),
        }
    }
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.retry_after_seconds {
            Some(seconds) => write!(f, "the server cannot take this request now: try again in {seconds} s"),
            None => write!(f, "the server failed: tell its operator the request id in X-Request-Id"),
        }
    }
}

impl Error for InternalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// The error of a security scheme.
#[derive(Debug)]
pub enum AuthError {
    /// The credential is unknown, expired or revoked.
    NotValid,
    /// The check failed.
    Internal(InternalError),
}

impl AuthError {
    /// Converts to the request error of the named scheme.
    pub fn by(self, scheme: &'static str) -> RequestError {
        match self {
            Self::NotValid => RequestError::Unauthenticated { scheme },
            Self::Internal(error) => RequestError::Internal(error),
        }
    }
}

impl From<InternalError> for AuthError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_is_the_dotted_pointer() {
        let named = |pointer: &str| {
            let violation = Violation {
                place: ParameterLocation::Body,
                pointer: pointer.to_owned(),
                rule: Rule::Type,
                message: String::new(),
            };
            violation.field()
        };
        assert_eq!(named("/address/0/street"), "address.0.street");
        assert_eq!(named("/a~1b~0c"), "a/b~c");
        assert_eq!(named(""), "body");
    }
}
