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
//! The client signs in when it is first asked to call something, and again before the hour of a token is over.
//!
//! [`sign_in`] and [`connect`] are for whoever keeps tokens by hand: clients that `connect` makes send every call once, with
//! the token that they were given.

pub use crate::generated::tradevest::{Client, ClientInfo, ResponseValue, builder, types};

use crate::builder::{ApiClient, ClientBuilder, Environment, Process};
use crate::connection::ConnectError;
use crate::error::{Refusal, SignInError, SignInFailure};
use crate::oauth::{self, Means, Names};
use crate::pages::{Asking, List, paged};
use crate::runtime::{Credential, Nature, Session, SignIn, Signing, Token};
use builder::CustomerList;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use std::time::Duration;
use types::{Customer, CustomerPage, ErrorMessage, GrantType, IssuedToken, TokenError, TokenRequest};

/// Why a call has no value; a refusal's body is an [`ErrorMessage`], or a [`TokenError`] where the call signs in.
pub type Error<E = ErrorMessage> = crate::Error<E>;

/// Makes a [`Client`].
pub type Builder = ClientBuilder<Account>;

/// The vendor's address for production.
const VENDOR: &str = "https://tvda-api.platform-prod.tradevest.ai";

/// The scope that all operations ask for.
const SCOPE: &str = "tradevest.api";

pub(crate) const NATURE: Nature = Nature {
    api: "tradevest",
    anonymous: &["token_create"],
    // It sets the labels: the second time they are what they are.
    repeatable: &["customer_update"],
    signs_out: None,
};

const NAMES: Names = Names {
    url: "TRADEVEST_URL",
    client_id: "TRADEVEST_CLIENT_ID",
    client_secret: "TRADEVEST_CLIENT_SECRET",
    token: "TRADEVEST_TOKEN",
    sign_in_url: "TRADEVEST_SIGN_IN_URL",
    credentials: "the partner's id or secret",
};

/// As whom a client calls, and where it signs in.
#[derive(Clone, Default)]
pub struct Account(oauth::Account);

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Client {
    /// What makes a client: give it credentials, and whatever is to differ from the defaults.
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
        ClientBuilder::new(Account::default())
    }

    /// A client as the environment says: `TRADEVEST_CLIENT_ID` and `TRADEVEST_CLIENT_SECRET`, or `TRADEVEST_TOKEN`; and
    /// `TRADEVEST_URL` and `TRADEVEST_SIGN_IN_URL`, where these are not the defaults.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::tradevest::Client::from_env()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, ConnectError> {
        Self::builder().from_env()?.build()
    }
}

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "tradevest";

    fn demo_builder() -> Builder {
        Self::builder().client_credentials("demo", "demo-secret")
    }

    fn from_builder(builder: Builder) -> Result<Self, ConnectError> {
        builder.build()
    }
}

impl Builder {
    /// Signs in as a partner, by its `client_id` and `client_secret`, when it is needed.
    pub fn client_credentials(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        self.account.0.client_id = Some(client_id.into());
        self.account.0.client_secret = Some(client_secret.into());
        self
    }

    /// Calls with a token that somebody else has got. When its time is over, calls fail.
    pub fn access_token(mut self, access_token: impl Into<SecretString>) -> Self {
        self.account.0.access_token = Some(access_token.into());
        self
    }

    /// Where *Sign in* is, up to `/connect/token`. Left out, it is where everything else is; but the vendor serves it at a
    /// host of its own, so that it is to be said where no base URL is.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::tradevest::Client::builder()
    ///     .sign_in_url("https://identity.example.com")
    ///     .client_credentials("demo", "demo-secret")
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn sign_in_url(mut self, sign_in_url: impl Into<String>) -> Self {
        self.account.0.sign_in_url = Some(sign_in_url.into());
        self
    }

    /// Takes what the environment says, as [`Client::from_env`] does, over what was said before.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.reading(&Process)
    }

    fn reading(self, environment: &(impl Environment + ?Sized)) -> Result<Self, ConnectError> {
        let mut builder = self.base_url_from(environment, NAMES.url)?;
        builder.account.0.read(environment, &NAMES)?;
        Ok(builder)
    }

    /// The client. Nothing is sent yet: whether the credentials are valid, the first call tells.
    pub fn build(self) -> Result<Client, ConnectError> {
        let base_url = self.address(Some(VENDOR), NAMES.url)?;
        let elsewhere = self.has_address().then_some(base_url.as_str());
        let Self { account, settings, .. } = self;
        let (http, budget) = (settings.http()?, settings.budget());
        let credential = match account.0.means(elsewhere, &NAMES)? {
            Means::Token(token) => Credential::bearer(&token)?,
            Means::SignIn { url, client_id, client_secret } => {
                let runtime = settings.runtime_to_sign_in(&NATURE, http.clone(), budget.clone(), true);
                let client = Client::new_with_client(&url, http.clone(), runtime);
                let desk = Desk { client, client_id, client_secret };
                Credential::Session(Session::new(desk, settings.now.clone()))
            }
        };
        let runtime = settings.runtime(&NATURE, http.clone(), budget, credential);
        Ok(Client::new_with_client(&base_url, http, runtime))
    }
}

/// Where a client signs in by itself.
struct Desk {
    client: Client,
    client_id: String,
    client_secret: SecretString,
}

impl SignIn for Desk {
    fn sign_in(&self, _: Option<SecretString>) -> Signing<'_> {
        let request = token_request(&self.client_id, self.client_secret.expose_secret());
        let signing_in = self.client.token_create().body(request);
        Box::pin(async move {
            let issued = signing_in.send().await.map_err(SignInFailure::call)?.into_inner();
            let life = u64::try_from(issued.expires_in).ok().map(Duration::from_secs);
            Token::bearer(issued.access_token.expose(), life, None)
        })
    }
}

fn token_request(client_id: &str, client_secret: &str) -> TokenRequest {
    TokenRequest {
        client_id: Some(client_id.to_owned()),
        client_secret: Some(client_secret.into()),
        grant_type: GrantType::ClientCredentials,
        scope: Some(SCOPE.to_owned()),
    }
}

/// A client of the API at `base_url` (`http://127.0.0.1:8080/tradevest`, say) that carries an access token, and sends every
/// call once.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
///
/// ```no_run
/// # async fn example(access_token: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let client = customers_client::tradevest::connect("http://127.0.0.1:8080/tradevest", access_token)?;
/// println!("{}", client.customer_list().send().await?.data.len());
/// # Ok(())
/// # }
/// ```
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    Client::builder().base_url(base_url).access_token(access_token).without_retries().build()
}

/// Signs a partner in with its `client_id` and `client_secret`, once.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let url = "http://127.0.0.1:8080/tradevest";
/// let token = customers_client::tradevest::sign_in(url, "demo", "demo-secret").await?;
/// let client = customers_client::tradevest::connect(url, token.access_token.expose())?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub async fn sign_in(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    // The operation takes no credential, and is sent none.
    let client = Client::builder().base_url(base_url).access_token("").without_retries().build()?;
    let request = token_request(client_id, client_secret);
    let answer = client.token_create().body(request).send().await.map_err(SignInError::Call)?;
    Ok(answer.into_inner())
}

impl Refusal for ErrorMessage {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for details in &self.error_details {
            for error in &details.errors {
                if !self.message.contains(&error.message) {
                    write!(formatter, "; {}: {}", details.field, error.message)?;
                }
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

    fn ask(self) -> Asking<'a, Self> {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }

    fn after(self, page: &CustomerPage) -> Option<Self> {
        let cursor = &page.pagination.cursor;
        // An empty cursor ends the list. An empty page does not: what it held may be gone.
        (!cursor.is_empty()).then(|| self.cursor(cursor.clone()))
    }

    fn beyond(&self, _: &CustomerPage) -> Option<u64> {
        None
    }

    fn items_of(page: CustomerPage) -> Vec<Customer> {
        page.data
    }
}

paged!(CustomerList, "the customers");

#[cfg(test)]
mod tests {
    use super::ClientInfo as _;
    use super::connect;
    use secrecy::ExposeSecret;
    use uuid::Uuid;

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/tradevest", "hunter2").unwrap();
        let call = client.customer_view().customer_id(Uuid::nil());
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn the_environment_says_what_was_not_said_otherwise() {
        let environment = [
            ("TRADEVEST_URL", "http://127.0.0.1:1/tradevest"),
            ("TRADEVEST_SIGN_IN_URL", "http://127.0.0.1:2"),
            ("TRADEVEST_CLIENT_ID", "app"),
            ("TRADEVEST_CLIENT_SECRET", "key"),
        ];
        let builder =
            super::Client::builder().client_credentials("demo", "demo-secret").base_url("http://elsewhere");
        let builder = builder.reading(environment.as_slice()).unwrap();
        assert_eq!(builder.account.0.client_id.as_deref(), Some("app"));
        assert_eq!(builder.account.0.client_secret.as_ref().map(ExposeSecret::expose_secret), Some("key"));
        assert_eq!(builder.account.0.sign_in_url.as_deref(), Some("http://127.0.0.1:2"));
        assert_eq!(builder.build().unwrap().baseurl(), "http://127.0.0.1:1/tradevest");

        let builder = super::Client::builder().client_credentials("demo", "demo-secret");
        let builder = builder.reading([("TRADEVEST_CLIENT_ID", "")].as_slice()).unwrap();
        assert_eq!(builder.account.0.client_id.as_deref(), Some("demo"), "what is empty says nothing");
        let token = [("TRADEVEST_TOKEN", "token")];
        let client = super::Client::builder().reading(token.as_slice()).unwrap().build().unwrap();
        assert_eq!(client.baseurl(), super::VENDOR);
    }
}
