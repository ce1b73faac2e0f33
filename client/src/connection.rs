//! The HTTP connection that every API's client stands on: where it goes, and what it never does.
//!
//! Deliberately not here: what a call carries to be let in, and how long it may take. That is [`crate::runtime`]'s.

pub(crate) use crate::error::ConnectError;

use reqwest::header::HeaderValue;
use reqwest::{Client, Url, redirect};
use std::time::Duration;

/// How long it may take to reach the server, where nobody says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// `text` as what an operation's path can be put after: an HTTP address without query, fragment or slash at its end.
pub(crate) fn base_url(text: &str) -> Result<String, ConnectError> {
    // What stands before an `@` may be a password.
    let shown = text.rsplit_once('@').map_or_else(|| text.to_owned(), |(_, rest)| format!("…@{rest}"));
    let invalid =
        |reason: &str| ConnectError::InvalidBaseUrl { base_url: shown.clone(), reason: reason.to_owned() };
    let url = Url::parse(text)
        .map_err(|error| invalid(&format!("{error}; give an address like `http://127.0.0.1:8080/api`")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("it must begin with `http://` or `https://`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("leave out what follows `?` or `#`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("leave out what stands before `@`: credentials are given by themselves"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A credential as a header's value, which logs do not show.
pub(crate) fn sensitive(credential: &str) -> Result<HeaderValue, ConnectError> {
    let mut credential = HeaderValue::from_str(credential).map_err(|_| ConnectError::InvalidCredential)?;
    credential.set_sensitive(true);
    Ok(credential)
}

/// An HTTP client. How long a call may take is said call by call.
pub(crate) fn http_client(connect_timeout: Option<Duration>) -> Result<Client, ConnectError> {
    Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout.unwrap_or(CONNECT_TIMEOUT))
        // No document knows a redirect, and following one could carry the credential to another host.
        .redirect(redirect::Policy::none())
        .build()
        .map_err(ConnectError::Http)
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for text in ["http://127.0.0.1:8080/reportei", "http://127.0.0.1:8080/reportei/"] {
            assert_eq!(base_url(text).unwrap(), "http://127.0.0.1:8080/reportei");
        }
        assert_eq!(base_url("https://connect.reportei.com").unwrap(), "https://connect.reportei.com");
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for text in
            ["http://demo:hunter2@127.0.0.1/portos", "ftp://demo:hunter2@127.0.0.1", "demo:hunter2@127.0.0.1"]
        {
            let error = base_url(text).unwrap_err();
            assert!(!format!("{error:?} {error}").contains("hunter2"), "{error}");
        }
    }
}
