//! What can go wrong before the first call, and in signing in.
//!
//! Deliberately not here: what a call can fail with. That is each API's own `Error`, generated from its document.

use std::error::Error;
use std::fmt;

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
    /// The credential holds characters that a header cannot carry.
    InvalidCredential,
    /// The HTTP client could not be set up: TLS or the system's certificates are at fault.
    Http(reqwest::Error),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidBaseUrl { base_url, reason } => write!(formatter, "`{base_url}` is no base URL: {reason}"),
            Self::InvalidCredential => formatter.write_str(
                "the credential holds a character that a header cannot carry: check for a line break or a blank at its end",
            ),
            Self::Http(_) => formatter.write_str("the HTTP client could not be set up"),
        }
    }
}

impl Error for ConnectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            Self::InvalidBaseUrl { .. } | Self::InvalidCredential => None,
        }
    }
}

/// Why signing in failed. `E` is what the API says of a refusal.
///
/// Like every error of a call, it holds nothing that was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum SignInError<E> {
    /// There is nobody to sign in to yet.
    Connect(ConnectError),
    /// The API refused, or could not be asked.
    Call(progenitor_client::Error<E>),
}

impl<E> fmt::Display for SignInError<E> {
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

impl<E: fmt::Debug + 'static> Error for SignInError<E>
where
    progenitor_client::Error<E>: Error,
{
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Connect(error) => Some(error),
            Self::Call(error) => Some(error),
        }
    }
}

impl<E> From<ConnectError> for SignInError<E> {
    fn from(error: ConnectError) -> Self {
        Self::Connect(error)
    }
}
