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
//! The client signs in when it is first asked to call something, and again, once a call, when the API does not know its
//! session any more.
//!
//! [`sign_in`] and [`connect`] are for whoever keeps sessions by hand: the clients that they make send every call once, in
//! the session that they were given.

pub use crate::generated::portos::{Client, ClientInfo, ResponseValue, builder, types};
pub use crate::ndata::{Argument, Filter, Member, Moment, Sort, SortKey};

use crate::builder::{ApiClient, ClientBuilder, Environment, Process};
use crate::connection::ConnectError;
use crate::error::{Refusal, SignInFailure};
use crate::pages::{Asking, List, paged};
use crate::runtime::{Credential, Nature, Session, SignIn, Signing, Token};
use builder::CustomerList;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{Customer, CustomerQueryResult, NewSession, ProblemDetails};

/// Why a call has no value; a refusal's body is a [`ProblemDetails`].
pub type Error<E = ProblemDetails> = crate::Error<E>;

/// Makes a [`Client`].
pub type Builder = ClientBuilder<Account>;

/// What a device is called where nobody says.
const DEVICE_NAME: &str = env!("CARGO_PKG_NAME");

pub(crate) const NATURE: Nature = Nature {
    api: "portos",
    anonymous: &["session_create"],
    repeatable: &[],
    signs_out: Some("session_delete"),
};

/// As whom, and on which device, a client calls.
#[derive(Clone, Default)]
pub struct Account {
    user_name: Option<String>,
    password: Option<SecretString>,
    device_name: Option<String>,
    token_id: Option<SecretString>,
    anonymous: bool,
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

impl Client {
    /// What makes a client: give it an address, a user, and whatever is to differ from the defaults.
    pub fn builder() -> Builder {
        ClientBuilder::new(Account::default())
    }

    /// A client as the environment says: `PORTOS_URL`; `PORTOS_USER` and `PORTOS_PASSWORD`, or `PORTOS_TOKEN_ID`; and
    /// `PORTOS_DEVICE`, if the session is to have a name of its own.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::portos::Client::from_env()?;
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
    const API: &'static str = "portos";

    fn demo_builder() -> Builder {
        Self::builder().user("demo", "demo-secret")
    }

    fn from_builder(builder: Builder) -> Result<Self, ConnectError> {
        builder.build()
    }
}

impl Builder {
    /// Signs in as a user, when it is needed.
    pub fn user(mut self, user_name: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.account.user_name = Some(user_name.into());
        self.account.password = Some(password.into());
        self
    }

    /// What the device is called, for a person to tell its sessions apart.
    pub fn device_name(mut self, device_name: impl Into<String>) -> Self {
        self.account.device_name = Some(device_name.into());
        self
    }

    /// Goes on with a session that somebody else has begun. When it is over, calls fail.
    pub fn token_id(mut self, token_id: impl Into<SecretString>) -> Self {
        self.account.token_id = Some(token_id.into());
        self
    }

    /// Takes what the environment says, as [`Client::from_env`] does, over what was said before.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.reading(&Process)
    }

    fn reading(self, environment: &(impl Environment + ?Sized)) -> Result<Self, ConnectError> {
        let mut builder = self.base_url_from(environment, "PORTOS_URL")?;
        let account = &mut builder.account;
        environment.fill(&mut account.user_name, "PORTOS_USER")?;
        environment.fill(&mut account.password, "PORTOS_PASSWORD")?;
        environment.fill(&mut account.device_name, "PORTOS_DEVICE")?;
        environment.fill(&mut account.token_id, "PORTOS_TOKEN_ID")?;
        Ok(builder)
    }

    /// The client. Nothing is sent yet: whether the user may come in, the first call tells.
    pub fn build(self) -> Result<Client, ConnectError> {
        // Each point of sale has an address of its own.
        let base_url = self.address(None, "PORTOS_URL")?;
        let Self { account, settings, .. } = self;
        let (http, budget) = (settings.http()?, settings.budget());
        let credential = if account.anonymous {
            Credential::None
        } else if let Some(token_id) = account.token_id {
            Credential::bearer(&token_id)?
        } else {
            let (Some(user_name), Some(password)) = (account.user_name, account.password) else {
                let (what, method, variable) = ("the user's name or password", "user", "PORTOS_USER");
                return Err(ConnectError::Missing { what, method, variable });
            };
            let device_name = account.device_name.unwrap_or_else(|| DEVICE_NAME.to_owned());
            let runtime = settings.runtime_to_sign_in(&NATURE, http.clone(), budget.clone(), true);
            let client = Client::new_with_client(&base_url, http.clone(), runtime);
            let desk = Desk { client, user_name, password, device_name };
            Credential::Session(Session::new(desk, settings.now.clone()))
        };
        let runtime = settings.runtime(&NATURE, http.clone(), budget, credential);
        Ok(Client::new_with_client(&base_url, http, runtime))
    }
}

/// Where a client signs in by itself.
struct Desk {
    client: Client,
    user_name: String,
    password: SecretString,
    device_name: String,
}

impl SignIn for Desk {
    fn sign_in(&self, _: Option<SecretString>) -> Signing<'_> {
        let request = new_session(&self.user_name, self.password.expose_secret(), &self.device_name);
        let signing_in = self.client.session_create().body(request);
        Box::pin(async move {
            let session = signing_in.send().await.map_err(SignInFailure::call)?;
            // When it ends, the API says by 401: it may end sooner than it was said to.
            Token::bearer(session.token_id.expose(), None, None)
        })
    }
}

fn new_session(user_name: &str, password: &str, device_name: &str) -> NewSession {
    NewSession {
        user_name: user_name.to_owned(),
        password: Some(password.into()),
        device_name: device_name.to_owned(),
    }
}

/// A client of the API at `base_url` (`http://127.0.0.1:8080/portos`, say) that goes on with a session: `token_id` is what
/// signing in has answered. It sends every call once.
///
/// Nothing is sent yet: whether the session still lasts, the first call tells.
pub fn connect(base_url: &str, token_id: &str) -> Result<Client, ConnectError> {
    Client::builder().base_url(base_url).token_id(token_id).without_retries().build()
}

/// A client that is not signed in: all that it can do is to sign in.
pub fn connect_anonymously(base_url: &str) -> Result<Client, ConnectError> {
    let mut builder = Client::builder().base_url(base_url).without_retries();
    builder.account.anonymous = true;
    builder.build()
}

/// Signs a user in, and returns a client that carries the session's token. Sign out with [`Client::session_delete`].
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let url = "http://127.0.0.1:8080/portos";
/// let client = customers_client::portos::sign_in(url, "demo", "demo-secret", "Till 1").await?;
/// println!("{} customers", client.customer_list().send().await?.total_count);
/// client.session_delete().send().await?;
/// # Ok(())
/// # }
/// ```
pub async fn sign_in(
    base_url: &str,
    user_name: &str,
    password: &str,
    device_name: &str,
) -> Result<Client, SignInError> {
    let request = new_session(user_name, password, device_name);
    let session = connect_anonymously(base_url)?.session_create().body(request).send().await?;
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
    Call(Box<Error>),
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

impl From<Error> for SignInError {
    fn from(error: Error) -> Self {
        Self::Call(Box::new(error))
    }
}

impl Refusal for ProblemDetails {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.detail.as_deref().unwrap_or(&self.title);
        formatter.write_str(said)?;
        for error in &self.errors {
            if !said.contains(&error.message) {
                write!(formatter, "; {} {}", error.member_name, error.message)?;
            }
        }
        if let Some(resource) = &self.resource {
            write!(formatter, "; it is at version {}", resource.version)?;
        }
        Ok(())
    }
}

impl<'a> List<'a> for CustomerList<'a> {
    type Page = CustomerQueryResult;
    type Item = Customer;
    type Error = Error;

    fn ask(self) -> Asking<'a, Self> {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }

    fn after(self, page: &CustomerQueryResult) -> Option<Self> {
        let next = self.end_of(page)?;
        // `$count=true` has no items, and is one page; one of `$take=0` would have no end.
        (!page.items.is_empty() && i64::from(next) < page.total_count).then(|| self.skip(next))
    }

    fn beyond(&self, page: &CustomerQueryResult) -> Option<u64> {
        Some(u64::try_from(page.total_count - i64::from(self.end_of(page)?)).unwrap_or(0))
    }

    fn items_of(page: CustomerQueryResult) -> Vec<Customer> {
        page.items
    }
}

impl CustomerList<'_> {
    /// How many customers come before the end of this page.
    fn end_of(&self, page: &CustomerQueryResult) -> Option<i32> {
        let skipped = *self.skip.as_ref().ok()?;
        skipped.unwrap_or(0).checked_add(i32::try_from(page.items.len()).ok()?)
    }
}

paged!(CustomerList, "the customers");

#[cfg(test)]
mod tests {
    use super::ClientInfo as _;
    use super::{argument, connect, types};
    use secrecy::ExposeSecret;

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

    #[test]
    fn the_environment_says_what_was_not_said_otherwise() {
        let environment = [
            ("PORTOS_URL", "http://127.0.0.1:1/portos"),
            ("PORTOS_USER", "eva"),
            ("PORTOS_PASSWORD", "key"),
            ("PORTOS_DEVICE", "Till 2"),
        ];
        let builder = super::Client::builder().user("demo", "demo-secret").device_name("Till 1");
        let builder = builder.reading(environment.as_slice()).unwrap();
        assert_eq!(builder.account.user_name.as_deref(), Some("eva"));
        assert_eq!(builder.account.password.as_ref().map(ExposeSecret::expose_secret), Some("key"));
        assert_eq!(builder.account.device_name.as_deref(), Some("Till 2"));
        assert_eq!(builder.build().unwrap().baseurl(), "http://127.0.0.1:1/portos");

        let token = [("PORTOS_URL", "http://127.0.0.1:1"), ("PORTOS_TOKEN_ID", "token")];
        super::Client::builder().reading(token.as_slice()).unwrap().build().unwrap();
    }
}
