//! Why a request is not answered with success before, or instead of, what its operation says.
//!
//! These types know no API's error body and no document's list of statuses: generated code turns a [`RequestError`] into the
//! status that the operation documents for it, and each API turns it into its own error shape, in one exhaustive
//! `From<RequestError>`.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

/// Where in a request a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the body.
    Body,
}

/// The kind of rule that a value breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// It has to be there.
    Required,
    /// It may not be there.
    Unknown,
    /// It is of another type, or cannot be read at all.
    Type,
    /// It is too short, too long, too small, too large, too few or too many.
    Bounds,
    /// It has another form: format, pattern, enumeration, uniqueness.
    Form,
}

/// One way in which a request breaks its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where in the request the value stands.
    pub place: ParameterLocation,
    /// The JSON pointer to the value: in the body, or `/name` for a parameter.
    pub pointer: String,
    /// The kind of rule that it breaks.
    pub rule: Rule,
    /// What is wrong and what to do, without the value's name in front: "is required: give a string".
    pub message: String,
}

impl Violation {
    /// The value's name as people write it, `address.0.street`; the whole body is `body`.
    pub fn field(&self) -> String {
        if self.pointer.is_empty() {
            "body".to_owned()
        } else {
            self.pointer[1..].replace('/', ".").replace("~1", "/").replace("~0", "~")
        }
    }
}

/// A member's name that a person can see: one of spaces and control characters alone stands in quotes.
pub fn visible(name: &str) -> Cow<'_, str> {
    if name.chars().any(|c| c > ' ' && c != '\x7F') { name.into() } else { format!("{name:?}").into() }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field(), self.message)
    }
}

/// Why a request is refused.
#[derive(Debug)]
pub enum RequestError {
    /// The credential is missing or not valid.
    Unauthenticated {
        /// The security scheme that was not satisfied, by its name in the document.
        scheme: &'static str,
    },
    /// The caller holds none of the permissions that the operation asks for.
    Forbidden {
        /// Any of these would do.
        permissions: &'static [&'static str],
    },
    /// The request breaks its document; every violation is listed.
    Invalid(Vec<Violation>),
    /// The body is longer than this server reads.
    TooLarge {
        /// The most that it reads.
        max_bytes: usize,
    },
    /// The body is of a media type that the operation does not take.
    UnsupportedMediaType {
        /// What came.
        given: String,
        /// What the operation takes.
        expected: &'static str,
    },
    /// The body did not arrive in time, or broke off.
    Incomplete,
    /// What the path names does not exist.
    NotFound,
    /// The caller's rate limit is reached.
    TooManyRequests {
        /// How long to wait.
        retry_after_seconds: u32,
        /// What else the answer's headers say about the limit.
        headers: HeaderMap,
    },
    /// The server failed, or cannot take more work now.
    Internal(InternalError),
}

impl RequestError {
    /// The headers that go with it.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::TooManyRequests { retry_after_seconds, headers: more } => {
                headers.clone_from(more);
                headers.insert(http::header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
            }
            Self::Internal(fault) => {
                if let Some(seconds) = fault.retry_after_seconds {
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
            Self::Internal(fault) => fmt::Display::fmt(fault, f),
        }
    }
}

impl RequestError {
    /// What remains when an operation documents no status for a refusal: the document is at fault, so the server is.
    pub fn into_fault(self) -> InternalError {
        match self {
            Self::Internal(fault) => fault,
            other => {
                InternalError::internal(format!("the document lists no status for this refusal: {other}"))
            }
        }
    }
}

impl From<InternalError> for RequestError {
    fn from(fault: InternalError) -> Self {
        Self::Internal(fault)
    }
}

/// The server's own failure: what no document promises, and what never is the caller's fault.
///
/// The cause is for the log only; the caller is told the request's id.
#[derive(Debug)]
pub struct InternalError {
    /// 500, or 503 for a server that cannot take more work now.
    pub status: http::StatusCode,
    /// For 503: when to try again.
    pub retry_after_seconds: Option<u32>,
    source: Box<dyn Error + Send + Sync>,
}

impl InternalError {
    /// Something failed that should not have.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            status: http::StatusCode::INTERNAL_SERVER_ERROR,
            retry_after_seconds: None,
            source: source.into(),
        }
    }

    /// There is more work than can be taken now.
    pub fn unavailable(retry_after_seconds: u32, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            status: http::StatusCode::SERVICE_UNAVAILABLE,
            retry_after_seconds: Some(retry_after_seconds),
            source: source.into(),
        }
    }

    /// The same failure, for those who are not to know why.
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

/// A credential that a scheme did not accept.
#[derive(Debug)]
pub enum AuthError {
    /// It is not valid: unknown, expired or revoked.
    NotValid,
    /// Whether it is valid could not be found out.
    Internal(InternalError),
}

impl AuthError {
    /// The refusal that a security scheme asks for.
    pub fn by(self, scheme: &'static str) -> RequestError {
        match self {
            Self::NotValid => RequestError::Unauthenticated { scheme },
            Self::Internal(fault) => RequestError::Internal(fault),
        }
    }
}

impl From<InternalError> for AuthError {
    fn from(fault: InternalError) -> Self {
        Self::Internal(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_as_people_write_it() {
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
