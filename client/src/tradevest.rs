//! Tradevest roles: entities in the role of customer.
//!
//! ```no_run
//! use customers_client::tradevest;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = tradevest::Client::builder()
//!     .base_url("http://127.0.0.1:8080/tradevest")
//!     .client_credentials("demo", "demo-secret")
//!     .build()?;
//!
//! let mut customers = client.customer_list().labels(vec!["vip".to_owned()]).items();
//! while let Some(customer) = customers.next().await {
//!     let customer = customer?;
//!     println!("{} {}", customer.customer_id, customer.customer_status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client signs in when a token is first needed, and again before the token expires.

pub use crate::generated::tradevest::{Client, ClientInfo, ResponseValue, builder, types};

use crate::auth::{Credential, Token};
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment};
use crate::error::{ConnectError, Refusal, SignInFailure};
use crate::generated::tradevest::OPERATIONS;
use crate::oauth::{Account, OAuthClient};
use crate::pages::{List, paged};
use crate::runtime::{OperationTraits, Runtime};
use builder::CustomerList;
use std::fmt;
use std::time::Duration;
use types::{Customer, CustomerPage, ErrorMessage, GrantType, TokenError, TokenRequest};

/// The failure of a call. The token operation has a [`TokenError`] instead.
pub type Error<E = ErrorMessage> = crate::Error<E>;

/// Builds a [`Client`].
pub type Builder = ClientBuilder<Client>;

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "tradevest";
    const VENDOR_URL: Option<&'static str> = Some("https://tvda-api.platform-prod.tradevest.ai");
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
    /// let client = customers_client::tradevest::Client::builder()
    ///     .base_url("http://127.0.0.1:8080/tradevest")
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
    const CREDENTIALS: &'static str = "the partner's id or secret";

    /// There are no refresh tokens.
    async fn issue_token(
        &self,
        client_id: &str,
        client_secret: &str,
        _: Option<&str>,
    ) -> Result<Token, SignInFailure> {
        let request = TokenRequest {
            client_id: Some(client_id.to_owned()),
            client_secret: Some(client_secret.into()),
            grant_type: GrantType::ClientCredentials,
            scope: Some("tradevest.api".to_owned()),
        };
        let issued = self.token_create().body(request).send().await.map_err(SignInFailure::call)?;
        let lifetime = u64::try_from(issued.expires_in).ok().map(Duration::from_secs);
        Token::bearer(issued.access_token.expose(), lifetime, None)
    }
}

impl Refusal for ErrorMessage {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for details in &self.error_details {
            for error in details.errors.iter().filter(|error| !self.message.contains(&error.message)) {
                write!(formatter, "; {}: {}", details.field, error.message)?;
            }
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

impl<'a> List<'a> for CustomerList<'a> {
    type Page = CustomerPage;
    type Item = Customer;
    type Error = Error;

    async fn fetch(self) -> Result<CustomerPage, Error> {
        Ok(self.send().await?.into_inner())
    }

    fn following(self, page: &CustomerPage) -> Option<Self> {
        let cursor = &page.pagination.cursor;
        // An empty cursor ends the list. An empty page does not: its customers may have been removed.
        (!cursor.is_empty()).then(|| self.cursor(cursor.clone()))
    }

    fn remaining(&self, _: &CustomerPage) -> Option<u64> {
        None
    }

    fn into_items(page: CustomerPage) -> Vec<Customer> {
        page.data
    }
}

paged!(CustomerList, "the customers");

#[cfg(test)]
mod tests {
    use super::{ApiClient as _, Client, ClientInfo as _};
    use crate::builder::from_variables;
    use uuid::Uuid;

    #[test]
    fn token_is_not_printed() {
        let client = Client::builder().access_token("hunter2").build().unwrap();
        let call = client.customer_view().customer_id(Uuid::nil());
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn environment_replaces_earlier_settings() {
        let environment = [
            ("TRADEVEST_URL", "http://127.0.0.1:1/tradevest"),
            ("TRADEVEST_CLIENT_ID", "app"),
            ("TRADEVEST_CLIENT_SECRET", "key"),
        ];
        let client = from_variables(Client::builder().base_url("http://elsewhere"), &environment).unwrap();
        assert_eq!(client.baseurl(), "http://127.0.0.1:1/tradevest");
        let client = from_variables(Client::builder(), &[("TRADEVEST_TOKEN", "token")]).unwrap();
        assert_eq!(Some(client.baseurl()), Client::VENDOR_URL);
    }
}
