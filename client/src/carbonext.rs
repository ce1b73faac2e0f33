//! Carbonext B2B: a company's applications, and their sign-in.
//!
//! ```no_run
//! use customers_client::carbonext;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = carbonext::Client::builder()
//!     .base_url("http://127.0.0.1:8080/carbonext")
//!     .client_credentials("demo", "demo-secret")
//!     .build()?;
//!
//! let mut applications = client.application_list().page_size(100).items();
//! while let Some(application) = applications.next().await {
//!     println!("{}", application?.client_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client signs in when a token is first needed. Before the token expires, it uses the refresh token, and if that fails,
//! the credentials.

pub use crate::generated::carbonext::{Client, ClientInfo, ResponseValue, builder, types};

use crate::auth::{Credential, Token};
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment};
use crate::error::{ConnectError, Refusal, SignInFailure};
use crate::generated::carbonext::OPERATIONS;
use crate::oauth::{Account, OAuthClient};
use crate::pages::{List, paged};
use crate::runtime::{OperationTraits, Runtime};
use builder::ApplicationList;
use std::fmt;
use std::time::Duration;
use types::{Application, ApplicationPage, GrantType, Problem, TokenError, TokenRequest};

/// The failure of a call. The token operation has a [`TokenError`] instead.
pub type Error<E = Problem> = crate::Error<E>;

/// Builds a [`Client`].
pub type Builder = ClientBuilder<Client>;

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "carbonext";
    const VENDOR_URL: Option<&'static str> = Some("https://api-b2b.carbonext.com.br");
    const OPERATIONS: &'static [OperationTraits] = OPERATIONS;

    fn demo_builder() -> Builder {
        Self::builder().client_credentials("demo", "demo-secret")
    }

    fn read_environment(account: &mut Account, environment: &Environment<'_>) -> Result<(), ConnectError> {
        account.read(environment)
    }

    fn credential(account: Account, connection: &Connection) -> Result<Credential, ConnectError> {
        account.credential::<Self>(connection)
    }

    fn from_runtime(base_url: &str, http: reqwest::Client, runtime: Runtime) -> Self {
        Self::new_with_client(base_url, http, runtime)
    }
}

impl Client {
    /// Returns a builder, which needs credentials.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::carbonext::Client::builder()
    ///     .base_url("http://127.0.0.1:8080/carbonext")
    ///     .client_credentials("demo", "demo-secret")
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> Builder {
        ClientBuilder::new()
    }
}

impl OAuthClient for Client {
    const CREDENTIALS: &'static str = "the application's id or key";

    async fn issue_token(
        &self,
        client_id: &str,
        client_secret: &str,
        refresh_token: Option<&str>,
    ) -> Result<Token, SignInFailure> {
        let request = TokenRequest {
            client_id: Some(client_id.to_owned()),
            client_secret: Some(client_secret.into()),
            grant_type: refresh_token.map_or(GrantType::ClientCredentials, |_| GrantType::RefreshToken),
            refresh_token: refresh_token.map(Into::into),
            // Asks for a refresh token.
            scope: refresh_token.is_none().then(|| "offline_access".to_owned()),
        };
        let issued = self.token_create().body(request).send().await.map_err(SignInFailure::call)?;
        let lifetime = u64::try_from(issued.expires_in).ok().map(Duration::from_secs);
        Token::bearer(issued.access_token.expose(), lifetime, Some(issued.refresh_token.expose().into()))
    }
}

impl Refusal for Problem {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)?;
        for item in self.errors.iter().filter(|item| !self.detail.contains(&item.detail)) {
            let place = item.pointer.as_deref().or(item.parameter.as_deref()).unwrap_or("the request");
            write!(formatter, "; {place}: {}", item.detail)?;
        }
        Ok(())
    }
}

impl Refusal for TokenError {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error_description {
            Some(description) => write!(formatter, "{}: {description}", self.error),
            None => write!(formatter, "{}", self.error),
        }
    }
}

impl<'a> List<'a> for ApplicationList<'a> {
    type Page = ApplicationPage;
    type Item = Application;
    type Error = Error;

    async fn fetch(self) -> Result<ApplicationPage, Error> {
        Ok(self.send().await?.into_inner())
    }

    fn following(self, page: &ApplicationPage) -> Option<Self> {
        page.has_next_page.then(|| self.page(page.page_index + 1))
    }

    fn remaining(&self, page: &ApplicationPage) -> Option<u64> {
        // Every page before the last is full.
        let read = i64::from(page.page_index).checked_mul(i64::try_from(page.items.len()).ok()?)?;
        u64::try_from(page.total_count.checked_sub(read)?).ok()
    }

    fn into_items(page: ApplicationPage) -> Vec<Application> {
        page.items
    }
}

paged!(ApplicationList, "the company's applications");

#[cfg(test)]
mod tests {
    use super::types::{GrantType, TokenRequest};
    use super::{ApiClient as _, Client, ClientInfo as _, Error};
    use crate::ConnectError;
    use crate::builder::from_variables;
    use crate::testing::respond_once;

    fn request(secret: &str) -> TokenRequest {
        TokenRequest {
            client_id: Some("app".to_owned()),
            client_secret: Some(secret.into()),
            grant_type: GrantType::ClientCredentials,
            refresh_token: None,
            scope: Some("offline_access".to_owned()),
        }
    }

    #[tokio::test]
    async fn sign_in_sends_the_documented_form() {
        let tokens =
            r#"{"access_token": "a", "token_type": "Bearer", "expires_in": 3596, "refresh_token": "r"}"#;
        let (base_url, server) = respond_once("200 OK", tokens);
        let client = Client::builder().base_url(base_url).access_token("unused").build().unwrap();
        let issued = client.token_create().body(request("k&y")).send().await.unwrap();
        assert_eq!((issued.access_token.expose(), issued.expires_in), ("a", 3596));

        let request = server.join().unwrap();
        assert!(request.starts_with("POST /connect/token HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"), "{request}");
        assert!(!request.contains("authorization"), "{request}");
        let form = request.split("\r\n\r\n").nth(1).unwrap();
        assert_eq!(
            form,
            "client_id=app&client_secret=k%26y&grant_type=client_credentials&scope=offline_access"
        );
    }

    #[tokio::test]
    async fn token_error_is_typed_and_hides_the_secret() {
        let (base_url, server) = respond_once("400 Bad Request", r#"{"error": "invalid_grant"}"#);
        let client = Client::builder().base_url(base_url).anonymous().build().unwrap();
        let error = client.token_create().body(request("hunter2")).send().await.unwrap_err();
        server.join().unwrap();

        let Error::ErrorResponse(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.error.to_string(), "invalid_grant");
        let shown = format!("{error:?} {error}");
        assert!(!shown.contains("hunter"), "{shown}");
    }

    #[test]
    fn invalid_token_is_rejected() {
        let invalid = Client::builder().access_token("a\nb").build();
        assert!(matches!(invalid, Err(ConnectError::InvalidCredential)));
    }

    #[test]
    fn environment_replaces_earlier_settings() {
        let environment = [
            ("CARBONEXT_URL", "http://127.0.0.1:1/carbonext"),
            ("CARBONEXT_SIGN_IN_URL", "http://127.0.0.1:2"),
            ("CARBONEXT_CLIENT_ID", "app"),
            ("CARBONEXT_CLIENT_SECRET", "key"),
        ];
        let builder = || Client::builder().base_url("http://elsewhere");
        let client = from_variables(builder(), &environment).unwrap();
        assert_eq!(client.baseurl(), "http://127.0.0.1:1/carbonext");
        let empty = from_variables(builder().access_token("token"), &[("CARBONEXT_URL", "")]).unwrap();
        assert_eq!(empty.baseurl(), "http://elsewhere", "an empty variable counts as unset");
        let client = from_variables(Client::builder(), &[("CARBONEXT_TOKEN", "token")]).unwrap();
        assert_eq!(Some(client.baseurl()), Client::VENDOR_URL);
    }
}
