//! The HTTP connection that every API's client stands on: one credential, timeouts, no redirects.
//!
//! Deliberately not here: which header carries the credential, and how it is spelled. Each API's own module knows.

pub(crate) use crate::error::ConnectError;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Url, redirect};
use std::time::Duration;

/// How long a call may take, from the first byte sent to the last one read.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How long it may take to reach the server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// `text` as what an operation's path can be put after: an HTTP address without query, fragment or slash at its end.
pub(crate) fn base_url(text: &str) -> Result<String, ConnectError> {
    let invalid =
        |reason: &str| ConnectError::InvalidBaseUrl { base_url: text.to_owned(), reason: reason.to_owned() };
    let url = Url::parse(text)
        .map_err(|error| invalid(&format!("{error}; give an address like `http://127.0.0.1:8080/api`")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("it must begin with `http://` or `https://`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("leave out what follows `?` or `#`"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A client that sends `credential` as `header` with every call.
pub(crate) fn http_client(header: HeaderName, credential: &str) -> Result<Client, ConnectError> {
    let mut credential = HeaderValue::from_str(credential).map_err(|_| ConnectError::InvalidCredential)?;
    credential.set_sensitive(true);
    build(HeaderMap::from_iter([(header, credential)]))
}

/// A client that sends no credential, to sign in with.
pub(crate) fn anonymous_http_client() -> Result<Client, ConnectError> {
    build(HeaderMap::new())
}

fn build(headers: HeaderMap) -> Result<Client, ConnectError> {
    Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(CALL_TIMEOUT)
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
}
