//! Errors of building a client, of signing in, and of calls.
//!
//! One [`Error`] serves all calls, generic over the error body that the API documents. Each API's module names its own, such
//! as `portos::Error`, and implements [`Refusal`] for the body.

use crate::response::{Call, RawResponse, ResponseValue};
use crate::retry::{RetryReason, retry_after};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The documented body of an error response.
pub trait Refusal: fmt::Debug + Send + Sync + 'static {
    /// Writes the reason, in the API's own words.
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The failure of a call. `E` is the API's documented error body.
///
/// Its text states the problem, the reason, and what to do. The underlying error is its [`source`](StdError::source).
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client, uuid: uuid::Uuid) {
/// use customers_client::Error;
///
/// match client.customer_view().uuid(uuid).send().await {
///     Ok(response) => println!("{}", response.customer.name),
///     Err(Error::ErrorResponse(refusal)) if refusal.status() == 404 => println!("no such customer"),
///     Err(error) if error.is_retryable() => println!("try again later: {error}"),
///     Err(error) => println!("{error}"),
/// }
/// # }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// The request cannot be sent: a parameter or a field of the body is missing or invalid.
    InvalidRequest(String),
    /// The client could not sign in, so the request was not sent.
    SignIn {
        /// The `operationId` of the operation called.
        operation: &'static str,
        /// The reason.
        failure: SignInFailure,
    },
    /// No connection, or no complete response in time.
    Communication {
        /// The `operationId` of the operation called.
        operation: &'static str,
        /// `true` if the operation changes nothing.
        read_only: bool,
        /// Number of attempts.
        attempts: u32,
        /// The failure of the last attempt.
        source: reqwest::Error,
    },
    /// A documented error response.
    ErrorResponse(ResponseValue<E>),
    /// A documented status with a body that does not match its schema.
    InvalidResponsePayload {
        /// The response as received.
        response: RawResponse,
        /// The mismatch.
        source: serde_json::Error,
    },
    /// A response with an undocumented status.
    UnexpectedResponse(RawResponse),
}

impl<E> Error<E> {
    /// Returns the response's status, if there is a response.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => Some(refusal.status()),
            Self::InvalidResponsePayload { response, .. } | Self::UnexpectedResponse(response) => {
                Some(response.status())
            }
        }
    }

    /// Returns the response's id, for questions to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => refusal.request_id(),
            Self::InvalidResponsePayload { response, .. } | Self::UnexpectedResponse(response) => {
                response.request_id()
            }
        }
    }

    /// Returns the documented error body, if the response has one.
    pub fn refusal(&self) -> Option<&E> {
        match self {
            Self::ErrorResponse(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Returns `true` if the same call may succeed later. Whether it is safe to repeat is another question: see
    /// [`outcome_unknown`](Self::outcome_unknown).
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::InvalidRequest(_) | Self::InvalidResponsePayload { .. } => false,
            Self::SignIn { failure, .. } => failure.is_retryable(),
            _ => self.retry_reason().is_some(),
        }
    }

    /// Returns `true` if the API may have applied the request in spite of this error. Check before repeating a create.
    pub fn outcome_unknown(&self) -> bool {
        match self {
            _ if self.read_only() => false,
            Self::InvalidResponsePayload { .. } => true,
            Self::UnexpectedResponse(response) if response.status().is_success() => true,
            _ => self.retry_reason().is_some_and(|reason| !reason.definitely_not_applied()),
        }
    }

    /// Returns the wait that the API asks for before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    fn read_only(&self) -> bool {
        match self {
            // Nothing was sent.
            Self::InvalidRequest(_) | Self::SignIn { .. } => true,
            Self::Communication { read_only, .. } => *read_only,
            Self::ErrorResponse(refusal) => refusal.read_only(),
            Self::InvalidResponsePayload { response, .. } | Self::UnexpectedResponse(response) => {
                response.read_only()
            }
        }
    }

    fn retry_reason(&self) -> Option<RetryReason> {
        match self {
            Self::Communication { source, .. } => RetryReason::of_error(source),
            _ => RetryReason::of_status(self.status()?),
        }
    }

    fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => Some(refusal.headers()),
            Self::InvalidResponsePayload { response, .. } | Self::UnexpectedResponse(response) => {
                Some(response.headers())
            }
        }
    }

    /// Writes what to do, as a second sentence.
    fn advise(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().map_or(0, |status| status.as_u16());
        if self.outcome_unknown() && !matches!(status, 200..=299) {
            formatter.write_str(". It may have been applied all the same; check before retrying")?;
        }
        let advice = match (status, self.retry_after()) {
            (400 | 422, _) => "Fix the request; retrying it unchanged will fail again",
            (401, _) => "Check the credentials of the client",
            (403, _) => "Grant the account the missing permission, or use another account",
            (404, _) => "Check the id, and that it belongs to the authenticated account",
            (409, _) => "Read the current state before deciding again",
            (_, Some(wait)) => {
                write!(formatter, ". Retry after {} s", wait.as_secs())?;
                return self.name_request(formatter);
            }
            (429, None) => "Retry later, at a lower rate",
            (300..=399, _) => "Check the base URL; the client does not follow redirects",
            (408 | 500.., _) => "If it persists, contact the API's operator",
            _ => "Check that the base URL is the address of this API",
        };
        write!(formatter, ". {advice}")?;
        self.name_request(formatter)
    }

    fn name_request(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.request_id() {
            Some(id) => write!(formatter, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl<E: Refusal> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => match reason.strip_suffix(" was not initialized") {
                Some(parameter) => {
                    write!(
                        formatter,
                        "the request was not sent: the required parameter `{parameter}` is missing"
                    )
                }
                None => write!(formatter, "the request was not sent: {reason}"),
            },
            Self::SignIn { operation, .. } => {
                write!(formatter, "`{operation}` was not sent: the client could not sign in")
            }
            Self::Communication { operation, attempts, source, .. } => {
                let attempts =
                    if *attempts == 1 { String::new() } else { format!(" in {attempts} attempts") };
                let (reason, advice) = if source.is_connect() {
                    ("no connection could be made", "Check the base URL, and that the API is running there")
                } else if source.is_timeout() {
                    ("the request timed out", "Retry later, or allow more time")
                } else {
                    ("the connection broke", "Retry later")
                };
                write!(formatter, "`{operation}` got no response{attempts}: {reason}. ")?;
                formatter.write_str(if self.outcome_unknown() {
                    "It may have been applied all the same; check before retrying"
                } else {
                    advice
                })
            }
            Self::ErrorResponse(refusal) => {
                let explanation = Explanation(&**refusal).to_string();
                let (operation, status) = (refusal.operation(), refusal.status());
                write!(
                    formatter,
                    "`{operation}` failed with {status}: {}",
                    explanation.trim_end_matches('.')
                )?;
                self.advise(formatter)
            }
            Self::InvalidResponsePayload { response, .. } => {
                let (operation, status) = (response.operation(), response.status());
                write!(
                    formatter,
                    "`{operation}` returned {status} with a body that is not the documented one. Check the base URL, \
                     and that the API's version is the client's"
                )?;
                self.name_request(formatter)
            }
            Self::UnexpectedResponse(response) => {
                let (operation, status) = (response.operation(), response.status());
                write!(formatter, "`{operation}` returned {status}, which its document does not list")?;
                self.advise(formatter)
            }
        }
    }
}

struct Explanation<'a, E>(&'a E);

impl<E: Refusal> fmt::Display for Explanation<'_, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.explain(formatter)
    }
}

/// Prints the contents without bodies, which may hold secrets.
impl<E: Refusal> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => formatter.debug_tuple("InvalidRequest").field(reason).finish(),
            Self::SignIn { operation, failure } => formatter
                .debug_struct("SignIn")
                .field("operation", operation)
                .field("failure", failure)
                .finish(),
            Self::Communication { operation, attempts, source, .. } => formatter
                .debug_struct("Communication")
                .field("operation", operation)
                .field("attempts", attempts)
                .field("source", source)
                .finish(),
            Self::ErrorResponse(refusal) => formatter
                .debug_struct("ErrorResponse")
                .field("operation", &refusal.operation())
                .field("status", &refusal.status())
                .field("request_id", &refusal.request_id())
                .field("refusal", refusal)
                .finish(),
            Self::InvalidResponsePayload { response, source } => formatter
                .debug_struct("InvalidResponsePayload")
                .field("response", response)
                .field("source", source)
                .finish(),
            Self::UnexpectedResponse(response) => {
                formatter.debug_tuple("UnexpectedResponse").field(response).finish()
            }
        }
    }
}

impl<E: Refusal> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::SignIn { failure, .. } => Some(failure),
            Self::Communication { source, .. } => Some(source),
            Self::InvalidResponsePayload { source, .. } => Some(source),
            Self::InvalidRequest(_) | Self::ErrorResponse(_) | Self::UnexpectedResponse(_) => None,
        }
    }
}

/// The reason why a call has no response, before the type of its error body is known.
#[derive(Debug)]
pub enum Failure {
    InvalidRequest(String),
    SignIn { operation: &'static str, failure: SignInFailure },
    Communication { call: Call, attempts: u32, source: reqwest::Error },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidRequest(reason) => Self::InvalidRequest(reason),
            Failure::SignIn { operation, failure } => Self::SignIn { operation, failure },
            Failure::Communication { call: Call { operation, read_only }, attempts, source } => {
                Self::Communication { operation, read_only, attempts, source }
            }
        }
    }
}

/// The failure of a client's sign-in, shared by all calls that waited for it.
#[derive(Clone)]
pub struct SignInFailure(Arc<Cause>);

enum Cause {
    /// The call that signs in failed.
    Call { error: Box<dyn StdError + Send + Sync>, is_retryable: bool },
    /// Signing in took longer than the call that waited for it may take.
    TimedOut { after: Duration },
    /// The token cannot be sent in a header.
    Unusable,
}

impl SignInFailure {
    pub(crate) fn call<E: Refusal>(error: Error<E>) -> Self {
        let is_retryable = error.is_retryable();
        Self(Arc::new(Cause::Call { error: Box::new(error), is_retryable }))
    }

    pub(crate) fn timed_out(after: Duration) -> Self {
        Self(Arc::new(Cause::TimedOut { after }))
    }

    pub(crate) fn unusable() -> Self {
        Self(Arc::new(Cause::Unusable))
    }

    /// Returns `true` if signing in may succeed later.
    pub fn is_retryable(&self) -> bool {
        match &*self.0 {
            Cause::Call { is_retryable, .. } => *is_retryable,
            Cause::TimedOut { .. } => true,
            Cause::Unusable => false,
        }
    }
}

impl fmt::Display for SignInFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Call { is_retryable: true, .. } => {
                formatter.write_str("the sign-in failed for now. Retry later")
            }
            Cause::Call { .. } => {
                formatter.write_str("the sign-in was rejected. Check the credentials of the client")
            }
            Cause::TimedOut { after } => write!(
                formatter,
                "the sign-in did not finish within the call's timeout of {} s. Retry later, or allow more time",
                after.as_secs_f32()
            ),
            Cause::Unusable => formatter
                .write_str("the sign-in returned a token that a header cannot carry. Check the base URL"),
        }
    }
}

impl fmt::Debug for SignInFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Call { error, .. } => formatter.debug_tuple("SignInFailure").field(error).finish(),
            Cause::TimedOut { after } => write!(formatter, "SignInFailure(timed out after {after:?})"),
            Cause::Unusable => formatter.write_str("SignInFailure(unusable token)"),
        }
    }
}

impl StdError for SignInFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.0 {
            Cause::Call { error, .. } => Some(&**error),
            Cause::TimedOut { .. } | Cause::Unusable => None,
        }
    }
}

/// The failure to build a client. No variant holds a credential.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectError {
    /// The base URL is invalid.
    InvalidBaseUrl {
        /// The URL given, without user and password.
        base_url: String,
        /// The reason, and what to give instead.
        reason: String,
    },
    /// A required setting is missing.
    Missing {
        /// The setting.
        what: &'static str,
        /// The builder's method that sets it.
        method: &'static str,
        /// The environment variable that sets it.
        variable: String,
    },
    /// An environment variable is not UTF-8.
    InvalidVariable {
        /// Its name.
        variable: String,
    },
    /// The credential contains characters that a header cannot carry.
    InvalidCredential,
    /// TLS or the system's certificates could not be set up.
    Http(reqwest::Error),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidBaseUrl { base_url, reason } => {
                write!(formatter, "invalid base URL `{base_url}`: {reason}")
            }
            Self::Missing { what, method, variable } => write!(
                formatter,
                "{what} is missing. Set it with the builder's `{method}`, or with `{variable}` and `from_env`"
            ),
            Self::InvalidVariable { variable } => {
                write!(formatter, "the environment variable `{variable}` is not UTF-8")
            }
            Self::InvalidCredential => formatter.write_str(
                "the credential contains a character that headers cannot carry. Check for a line break at its end",
            ),
            Self::Http(_) => formatter.write_str("the HTTP client could not be set up"),
        }
    }
}

impl StdError for ConnectError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            _ => None,
        }
    }
}
