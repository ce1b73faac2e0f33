//! Portos: a point of sale's customers, with their cards, credit and discounts.
//!
//! ```no_run
//! use customers_client::portos;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = portos::sign_in("http://127.0.0.1:8080/portos", "demo", "demo-secret", "Till 1").await?;
//!
//! let discounted = client
//!     .customer_list()
//!     .discount_rate(vec!["gt:0;lt:50".to_owned()])
//!     .external_id(vec![format!("neq:{}", portos::argument("crm:1001"))])
//!     .sort(vec!["lastName,-discountRate".to_owned()])
//!     .send()
//!     .await?
//!     .into_inner();
//! println!("{} of {}", discounted.count, discounted.total_count);
//! client.session_delete().send().await?;
//! # Ok(())
//! # }
//! ```

pub use crate::generated::portos::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};

use crate::connection::{self, ConnectError};
use reqwest::header::AUTHORIZATION;
use std::fmt;

/// A client of the API at `base_url` (`http://127.0.0.1:8080/portos`, say) that goes on with a session: `token_id` is what
/// signing in has answered.
///
/// Nothing is sent yet: whether the session still lasts, the first call tells.
pub fn connect(base_url: &str, token_id: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    let http = connection::http_client(AUTHORIZATION, &format!("Bearer {token_id}"))?;
    Ok(Client::new_with_client(&base_url, http))
}

/// A client that is not signed in: all that it can do is to sign in.
pub fn connect_anonymously(base_url: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    Ok(Client::new_with_client(&base_url, connection::http_client_without_credential()?))
}

/// Signs a user in, and returns a client that carries the session's token. Sign out with [`Client::session_delete`].
pub async fn sign_in(
    base_url: &str,
    user_name: &str,
    password: &str,
    device_name: &str,
) -> Result<Client, SignInError> {
    let (user_name, device_name) = (user_name.to_owned(), device_name.to_owned());
    let password = crate::formats::Secret::from(password);
    let session = connect_anonymously(base_url)?
        .session_create()
        .body_map(|body| body.user_name(user_name).password(password).device_name(device_name))
        .send()
        .await?;
    Ok(connect(base_url, session.token_id.expose())?)
}

/// A text as an argument of NData, in which `;` and `:` mean something by themselves.
///
/// ```
/// # use customers_client::portos::argument;
/// assert_eq!(format!("gte:{}", argument("2023-01-01T00:00:00Z")), r"gte:2023-01-01T00\:00\:00Z");
/// ```
pub fn argument(text: &str) -> String {
    let mut argument = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, ';' | ':' | '\\' | '%') {
            argument.push('\\');
        }
        argument.push(letter);
    }
    argument
}

/// Why somebody is not signed in.
#[derive(Debug)]
pub enum SignInError {
    /// There can be no such connection.
    Connect(ConnectError),
    /// The server refuses, or does not answer.
    Call(Box<Error<types::ProblemDetails>>),
}

impl fmt::Display for SignInError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(_) => formatter.write_str("cannot connect to sign in"),
            Self::Call(_) => formatter.write_str("cannot sign in"),
        }
    }
}

impl std::error::Error for SignInError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connect(error) => Some(error),
            Self::Call(error) => Some(error.as_ref()),
        }
    }
}

impl From<ConnectError> for SignInError {
    fn from(error: ConnectError) -> Self {
        Self::Connect(error)
    }
}

impl From<Error<types::ProblemDetails>> for SignInError {
    fn from(error: Error<types::ProblemDetails>) -> Self {
        Self::Call(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::{argument, connect, types};

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/portos", "hunter2").unwrap();
        let body = types::NewSession::builder().user_name("a").device_name("b");
        let body: types::NewSession =
            body.password(crate::formats::Secret::from("hunter2")).try_into().unwrap();
        for text in [format!("{client:?}"), format!("{body:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn an_argument_keeps_what_means_something_to_the_language() {
        assert_eq!(argument(r"a;b:c\d%3B"), r"a\;b\:c\\d\%3B");
        assert_eq!(argument("žák"), "žák");
    }
}
