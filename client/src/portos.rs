//! Portos: a point of sale's customers, with their cards, credit and discounts.
//!
//! ```no_run
//! use customers_client::portos::{self, Filter, SortKey};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = portos::Client::builder()
//!     .base_url("http://127.0.0.1:8080/portos")
//!     .user("demo", "demo-secret")
//!     .device_name("Till 1")
//!     .build()?;
//!
//! let mut discounted = client
//!     .customer_list()
//!     .filter(Filter::discount_rate().gt(0))
//!     .filter(Filter::discount_rate().lt(50))
//!     .filter(Filter::external_id().neq("crm:1001"))
//!     .sort_by(SortKey::LastName)
//!     .sort_by(SortKey::DiscountRate.descending())
//!     .items();
//! while let Some(customer) = discounted.next().await {
//!     println!("{}", customer?.full_name.unwrap_or_default());
//! }
//! client.session_delete().send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! The client signs in when a session is first needed, and again, once a call, when the API rejects the session.

mod ndata;

pub use self::ndata::{Argument, Field, Filter, Moment, Sort, SortKey, argument};
pub use crate::generated::portos::{Client, ClientInfo, ResponseValue, builder, types};

use crate::auth::{Credential, Session, SignIn, SignInFuture, Token};
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment, missing};
use crate::error::{ConnectError, Refusal, SignInFailure};
use crate::generated::portos::OPERATIONS;
use crate::pages::{List, paged};
use crate::runtime::{OperationTraits, Runtime};
use builder::CustomerList;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{Customer, CustomerQueryResult, NewSession, ProblemDetails};

/// The failure of a call.
pub type Error<E = ProblemDetails> = crate::Error<E>;

/// Builds a [`Client`].
pub type Builder = ClientBuilder<Client>;

/// A user and device, or a session.
#[derive(Clone, Default)]
pub struct Account {
    user_name: Option<String>,
    password: Option<SecretString>,
    device_name: Option<String>,
    token_id: Option<SecretString>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Account")
            .field("user_name", &self.user_name)
            .field("device_name", &self.device_name)
            .finish_non_exhaustive()
    }
}

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "portos";
    /// Each point of sale has its own address.
    const VENDOR_URL: Option<&'static str> = None;
    const OPERATIONS: &'static [OperationTraits] = OPERATIONS;
    const SIGN_OUT: Option<&'static str> = Some("session_delete");

    fn demo_builder() -> Builder {
        Self::builder().user("demo", "demo-secret")
    }

    fn read_environment(account: &mut Account, environment: &Environment<'_>) -> Result<(), ConnectError> {
        environment.fill(&mut account.user_name, "USER")?;
        environment.fill(&mut account.password, "PASSWORD")?;
        environment.fill(&mut account.device_name, "DEVICE")?;
        environment.fill(&mut account.token_id, "TOKEN_ID")
    }

    fn credential(account: Account, connection: &Connection) -> Result<Credential, ConnectError> {
        if let Some(token_id) = account.token_id {
            return Credential::bearer(&token_id);
        }
        let (Some(user_name), Some(password)) = (account.user_name, account.password) else {
            return Err(missing::<Self>("the user's name or password", "user", "USER"));
        };
        let client = connection.sign_in_client(connection.base_url(), true);
        let device_name = account.device_name.unwrap_or_else(|| env!("CARGO_PKG_NAME").to_owned());
        let login = PasswordLogin { client, user_name, password, device_name };
        Ok(Credential::Session(Session::new(login, connection.clock())))
    }

    fn from_runtime(base_url: &str, http: reqwest::Client, runtime: Runtime) -> Self {
        Self::new_with_client(base_url, http, runtime)
    }
}

impl Client {
    /// Returns a builder, which needs an address and a user.
    pub fn builder() -> Builder {
        ClientBuilder::new()
    }
}

impl Builder {
    /// Signs in as this user when a session is needed.
    pub fn user(mut self, user_name: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.account.user_name = Some(user_name.into());
        self.account.password = Some(password.into());
        self
    }

    /// Sets the name of the device, which tells a user's sessions apart.
    pub fn device_name(mut self, device_name: impl Into<String>) -> Self {
        self.account.device_name = Some(device_name.into());
        self
    }

    /// Continues a session. Calls fail when it has ended.
    pub fn token_id(mut self, token_id: impl Into<SecretString>) -> Self {
        self.account.token_id = Some(token_id.into());
        self
    }
}

struct PasswordLogin {
    client: Client,
    user_name: String,
    password: SecretString,
    device_name: String,
}

impl SignIn for PasswordLogin {
    fn sign_in(&self, _: Option<SecretString>) -> SignInFuture<'_> {
        let request = NewSession {
            user_name: self.user_name.clone(),
            password: Some(self.password.expose_secret().into()),
            device_name: self.device_name.clone(),
        };
        let call = self.client.session_create().body(request);
        Box::pin(async move {
            let session = call.send().await.map_err(SignInFailure::call)?;
            // The API reports the end of a session with 401, which may come before the documented time.
            Token::bearer(session.token_id.expose(), None, None)
        })
    }
}

impl Refusal for ProblemDetails {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = self.detail.as_deref().unwrap_or(&self.title);
        formatter.write_str(detail)?;
        for error in self.errors.iter().filter(|error| !detail.contains(&error.message)) {
            write!(formatter, "; {} {}", error.member_name, error.message)?;
        }
        if let Some(resource) = &self.resource {
            write!(formatter, "; the current version is {}", resource.version)?;
        }
        Ok(())
    }
}

impl<'a> List<'a> for CustomerList<'a> {
    type Page = CustomerQueryResult;
    type Item = Customer;
    type Error = Error;

    async fn fetch(self) -> Result<CustomerQueryResult, Error> {
        Ok(self.send().await?.into_inner())
    }

    fn following(self, page: &CustomerQueryResult) -> Option<Self> {
        let next = self.end_of(page)?;
        // A page without items (`$count=true`, `$take=0`) is the only one.
        (!page.items.is_empty() && i64::from(next) < page.total_count).then(|| self.skip(next))
    }

    fn remaining(&self, page: &CustomerQueryResult) -> Option<u64> {
        Some(u64::try_from(page.total_count - i64::from(self.end_of(page)?)).unwrap_or(0))
    }

    fn into_items(page: CustomerQueryResult) -> Vec<Customer> {
        page.items
    }
}

impl CustomerList<'_> {
    /// Returns the offset of the end of a page.
    fn end_of(&self, page: &CustomerQueryResult) -> Option<i32> {
        let skipped = *self.skip.as_ref().ok()?;
        skipped.unwrap_or(0).checked_add(i32::try_from(page.items.len()).ok()?)
    }
}

paged!(CustomerList, "the customers");

#[cfg(test)]
mod tests {
    use super::{Client, ClientInfo as _, types};
    use crate::builder::from_variables;

    #[test]
    fn token_and_password_are_not_printed() {
        let client = Client::builder().base_url("http://127.0.0.1:1").token_id("hunter2").build().unwrap();
        let body = types::NewSession::builder().user_name("a").device_name("b");
        let body: types::NewSession =
            body.password(crate::formats::Secret::from("hunter2")).try_into().unwrap();
        for text in [format!("{client:?}"), format!("{body:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn environment_replaces_earlier_settings() {
        let environment = [
            ("PORTOS_URL", "http://127.0.0.1:1/portos"),
            ("PORTOS_USER", "eva"),
            ("PORTOS_PASSWORD", "key"),
            ("PORTOS_DEVICE", "Till 2"),
        ];
        let client = from_variables(Client::builder().base_url("http://elsewhere"), &environment).unwrap();
        assert_eq!(client.baseurl(), "http://127.0.0.1:1/portos");
        let token = [("PORTOS_URL", "http://127.0.0.1:1"), ("PORTOS_TOKEN_ID", "token")];
        from_variables(Client::builder(), &token).unwrap();
    }
}
