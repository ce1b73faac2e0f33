//! What can go wrong: in making a client, in signing in, and in a call.
//!
//! There is one [`Error`] for all calls, generic in what the API's document says of a refusal; each API's module names its
//! own, `portos::Error` say. Deliberately not here: what an API's own words for a refusal are. Each module tells, by
//! [`Refusal`].

use crate::retry::{Trouble, retry_after};
use crate::runtime::{Answer, Call, Failure, InvalidRequest, ResponseValue};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A refusal's body, as an API documents it.
pub trait Refusal: fmt::Debug + Send + Sync + 'static {
    /// Writes what is wrong, in the API's own words.
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// Why a call has no value. `E` is the body with which the API refuses.
///
/// Its text says what is wrong, why, and what to do now. What lies beneath is its [`source`](StdError::source).
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client, uuid: uuid::Uuid) {
/// use customers_client::Error;
///
/// match client.customer_view().uuid(uuid).send().await {
///     Ok(answer) => println!("{}", answer.customer.name),
///     Err(Error::ErrorResponse(refusal)) if refusal.status() == 404 => println!("there is no such customer"),
///     Err(error) if error.is_retryable() => println!("not now: {error}"),
///     Err(error) => println!("{error}"),
/// }
/// # }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// The call cannot be sent: a parameter or a part of the body is missing, or is none.
    InvalidRequest(String),
    /// Nobody could sign in, so that nothing was asked.
    SignIn {
        /// The `operationId` of what was called.
        operation: &'static str,
        /// Why.
        failure: SignInFailure,
    },
    /// There was no connection, or no whole answer in time.
    Communication {
        /// The `operationId` of what was called.
        operation: &'static str,
        /// Whether the operation changes nothing.
        only_reads: bool,
        /// How often it was sent.
        tries: u32,
        /// What happened to the last try.
        source: reqwest::Error,
    },
    /// The API refused, in a way that its document lists.
    ErrorResponse(Box<ResponseValue<E>>),
    /// The API answered as its document lists, but with a body that is not the one described.
    InvalidResponsePayload {
        /// The answer, as it came.
        answer: Box<Answer>,
        /// What is wrong with its body.
        source: serde_json::Error,
    },
    /// The API answered with a status that its document does not list.
    UnexpectedResponse(Box<Answer>),
}

impl<E> Error<E> {
    /// For generated code: a refusal that the document lists.
    pub(crate) fn refused(refusal: ResponseValue<E>) -> Self {
        Self::ErrorResponse(Box::new(refusal))
    }

    /// For generated code: an answer that the document does not list.
    pub(crate) fn unexpected(answer: Box<Answer>) -> Self {
        Self::UnexpectedResponse(answer)
    }

    /// The status, where the API answered.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => Some(refusal.status()),
            Self::InvalidResponsePayload { answer, .. } | Self::UnexpectedResponse(answer) => {
                Some(answer.status())
            }
        }
    }

    /// What the API calls its answer: quote it to the API's operator.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => refusal.request_id(),
            Self::InvalidResponsePayload { answer, .. } | Self::UnexpectedResponse(answer) => {
                answer.request_id()
            }
        }
    }

    /// What the API said of its refusal, typed, where its document describes it.
    pub fn refusal(&self) -> Option<&E> {
        match self {
            Self::ErrorResponse(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the same call may go well later. Whether it may be sent again is another question:
    /// [`may_have_been_taken`](Self::may_have_been_taken).
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::InvalidRequest(_) | Self::InvalidResponsePayload { .. } => false,
            Self::SignIn { failure, .. } => failure.is_retryable(),
            _ => self.trouble().is_some(),
        }
    }

    /// Whether the API may have changed something as it was asked to, in spite of this error. Before a create is sent again
    /// after such a one, it is to be looked up.
    pub fn may_have_been_taken(&self) -> bool {
        match self {
            _ if self.only_reads() => false,
            Self::InvalidResponsePayload { .. } => true,
            Self::UnexpectedResponse(answer) if answer.status().is_success() => true,
            _ => self.trouble().is_some_and(|trouble| !trouble.was_surely_not_taken()),
        }
    }

    /// How long the API asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    fn only_reads(&self) -> bool {
        match self {
            // Nothing was sent.
            Self::InvalidRequest(_) | Self::SignIn { .. } => true,
            Self::Communication { only_reads, .. } => *only_reads,
            Self::ErrorResponse(refusal) => refusal.only_reads(),
            Self::InvalidResponsePayload { answer, .. } | Self::UnexpectedResponse(answer) => {
                answer.only_reads()
            }
        }
    }

    fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Communication { source, .. } => Trouble::of_error(source),
            _ => Trouble::of_status(self.status()?),
        }
    }

    fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::InvalidRequest(_) | Self::SignIn { .. } | Self::Communication { .. } => None,
            Self::ErrorResponse(refusal) => Some(refusal.headers()),
            Self::InvalidResponsePayload { answer, .. } | Self::UnexpectedResponse(answer) => {
                Some(answer.headers())
            }
        }
    }
}

impl<E: Refusal> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => write!(
                formatter,
                "the call was not sent: {}; give what is missing or mend what is wrong",
                reason.strip_suffix(" was not initialized").map_or_else(
                    || reason.clone(),
                    |parameter| format!("the parameter `{parameter}` is required, and was not given")
                )
            ),
            Self::SignIn { operation, .. } => {
                write!(formatter, "`{operation}` was not sent, because signing in failed: see the cause")
            }
            Self::Communication { operation, tries, source, .. } => {
                let times = if *tries == 1 { String::new() } else { format!(" in {tries} tries") };
                write!(formatter, "`{operation}` got no answer{times}: {}", what_happened(source))?;
                if self.may_have_been_taken() {
                    formatter.write_str(
                        "; it may have been carried out all the same: look before you send it again",
                    )
                } else if source.is_connect() {
                    formatter.write_str("; check the base URL, and whether the API runs there")
                } else {
                    formatter.write_str("; send it again later, or give it more time")
                }
            }
            Self::ErrorResponse(refusal) => {
                write!(formatter, "`{}` was refused with {}: ", refusal.operation(), refusal.status())?;
                let said = Said(&***refusal).to_string();
                formatter.write_str(said.trim_end_matches('.'))?;
                self.advise(formatter)
            }
            Self::InvalidResponsePayload { answer, .. } => {
                let (operation, status) = (answer.operation(), answer.status());
                write!(
                    formatter,
                    "`{operation}` was answered with {status} and a body that is not the documented one"
                )?;
                formatter.write_str(
                    ": check that the base URL is this API's, and that the API's version is the client's",
                )?;
                self.quote(formatter)
            }
            Self::UnexpectedResponse(answer) => {
                let (operation, status) = (answer.operation(), answer.status());
                write!(
                    formatter,
                    "`{operation}` was answered with {status}, which its document does not list"
                )?;
                self.advise(formatter)
            }
        }
    }
}

impl<E> Error<E> {
    /// Says what to do now.
    fn advise(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().map_or(0, |status| status.as_u16());
        if self.may_have_been_taken() && !self.status().is_some_and(|status| status.is_success()) {
            formatter
                .write_str("; it may have been carried out all the same: look before you send it again")?;
        }
        let later = self.retry_after().map(|wait| format!("send it again after {} s", wait.as_secs()));
        let advice = match (status, later) {
            (400 | 422, _) => "mend the request, since the same one comes to the same",
            (401, _) => "check the credentials that the client was made with",
            (403, _) => "have the account given what it lacks, or use another",
            (404, _) => "check the id, and whether it belongs to the account that is signed in",
            (409, _) => "read what is there now, and decide anew",
            (_, Some(later)) => return write!(formatter, "; {later}").and_then(|()| self.quote(formatter)),
            (429, None) => "send it again later, and fewer at a time",
            (300..=399, _) => "check the base URL: the client follows nobody elsewhere",
            (408 | 500.., _) => "if it stays so, tell the API's operator",
            _ => "check that the base URL is this API's",
        };
        write!(formatter, "; {advice}")?;
        self.quote(formatter)
    }

    /// Names the answer, for whoever asks about it.
    fn quote(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.request_id() {
            Some(id) => write!(formatter, " (request {id})"),
            None => Ok(()),
        }
    }
}

/// A refusal, in the API's own words.
struct Said<'a, E>(&'a E);

impl<E: Refusal> fmt::Display for Said<'_, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.explain(formatter)
    }
}

fn what_happened(error: &reqwest::Error) -> &'static str {
    if error.is_connect() {
        "no connection could be made"
    } else if error.is_timeout() {
        "the time for it was over"
    } else {
        "the connection broke"
    }
}

/// What an error holds, and no more than its text tells: a body may hold a secret.
impl<E: Refusal> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => formatter.debug_tuple("InvalidRequest").field(reason).finish(),
            Self::SignIn { operation, failure } => formatter
                .debug_struct("SignIn")
                .field("operation", operation)
                .field("failure", failure)
                .finish(),
            Self::Communication { operation, tries, source, .. } => formatter
                .debug_struct("Communication")
                .field("operation", operation)
                .field("tries", tries)
                .field("source", source)
                .finish(),
            Self::ErrorResponse(refusal) => formatter
                .debug_struct("ErrorResponse")
                .field("operation", &refusal.operation())
                .field("status", &refusal.status())
                .field("request_id", &refusal.request_id())
                .field("refusal", refusal)
                .finish(),
            Self::InvalidResponsePayload { answer, source } => formatter
                .debug_struct("InvalidResponsePayload")
                .field("answer", answer)
                .field("source", source)
                .finish(),
            Self::UnexpectedResponse(answer) => {
                formatter.debug_tuple("UnexpectedResponse").field(answer).finish()
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

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidRequest(InvalidRequest(reason)) => Self::InvalidRequest(reason),
            Failure::SignIn { operation, failure } => Self::SignIn { operation, failure },
            Failure::Communication { call: Call { operation, only_reads }, tries, source } => {
                Self::Communication { operation, only_reads, tries, source }
            }
        }
    }
}

impl From<reqwest::Error> for InvalidRequest {
    /// Of a request that could not be built: the only ones that generated code sees.
    fn from(error: reqwest::Error) -> Self {
        Self(format!("it makes no request: {error}"))
    }
}

impl<E> From<reqwest::header::InvalidHeaderValue> for Error<E> {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self::InvalidRequest("a parameter holds a character that a header cannot carry".to_owned())
    }
}

/// Why a client that signs in by itself could not. All calls that waited for it are told the same.
#[derive(Clone)]
pub struct SignInFailure(Arc<Cause>);

enum Cause {
    /// The call that signs in failed. What that was, its own error says.
    Call { error: Box<dyn StdError + Send + Sync>, is_retryable: bool },
    /// It took longer than the call that waited for it may.
    TimedOut { after: Duration },
    /// What came is no token that a header can carry.
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

    /// Whether signing in may go well later.
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
            Cause::Call { is_retryable: true, .. } => formatter.write_str("cannot sign in now: try again later"),
            Cause::Call { .. } => {
                formatter.write_str("cannot sign in: check the credentials that the client was made with")
            }
            Cause::TimedOut { after } => write!(
                formatter,
                "cannot sign in within the {} s that a call may take: try again later, or give calls more time",
                after.as_secs_f32()
            ),
            Cause::Unusable => formatter.write_str(
                "cannot sign in: the token that came holds characters that a header cannot carry; check the base URL",
            ),
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

/// Why a client could not be made.
///
/// No variant holds the credential, so that none can print it.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectError {
    /// The base URL is not one that paths can be put after.
    InvalidBaseUrl {
        /// What was given.
        base_url: String,
        /// What is wrong with it, and what to give instead.
        reason: String,
    },
    /// Something that the client cannot do without was not given.
    Missing {
        /// What it is.
        what: &'static str,
        /// The builder's method that takes it.
        method: &'static str,
        /// The environment's variable that holds it.
        variable: &'static str,
    },
    /// A variable of the environment is not text.
    InvalidVariable {
        /// Its name.
        variable: &'static str,
    },
    /// The credential holds characters that a header cannot carry.
    InvalidCredential,
    /// The HTTP client could not be set up: TLS or the system's certificates are at fault.
    Http(reqwest::Error),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidBaseUrl { base_url, reason } => write!(formatter, "`{base_url}` is no base URL: {reason}"),
            Self::Missing { what, method, variable } => write!(
                formatter,
                "{what} is missing: give it to the builder's `{method}`, or in the environment as `{variable}` to `from_env`"
            ),
            Self::InvalidVariable { variable } => {
                write!(formatter, "the environment's variable `{variable}` is not UTF-8: set it to a text")
            }
            Self::InvalidCredential => formatter.write_str(
                "the credential holds a character that a header cannot carry: check for a line break or a blank at its end",
            ),
            Self::Http(_) => formatter.write_str("the HTTP client could not be set up"),
        }
    }
}

impl StdError for ConnectError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            Self::InvalidBaseUrl { .. }
            | Self::Missing { .. }
            | Self::InvalidVariable { .. }
            | Self::InvalidCredential => None,
        }
    }
}

/// Why signing in by hand failed. `E` is what the API says of a refusal.
///
/// Like every error of a call, it holds nothing that was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum SignInError<E: Refusal> {
    /// There is nobody to sign in to yet.
    Connect(ConnectError),
    /// The API refused, or could not be asked.
    Call(Error<E>),
}

impl<E: Refusal> fmt::Display for SignInError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(_) => formatter.write_str("cannot sign in: no client could be made"),
            Self::Call(error) => match error.status() {
                Some(status) => write!(formatter, "cannot sign in: the API answered {status}"),
                None => formatter.write_str("cannot sign in: the API could not be asked"),
            },
        }
    }
}

impl<E: Refusal> StdError for SignInError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Connect(error) => Some(error),
            Self::Call(error) => Some(error),
        }
    }
}

impl<E: Refusal> From<ConnectError> for SignInError<E> {
    fn from(error: ConnectError) -> Self {
        Self::Connect(error)
    }
}

impl<E: Refusal> From<Error<E>> for SignInError<E> {
    fn from(error: Error<E>) -> Self {
        Self::Call(error)
    }
}
