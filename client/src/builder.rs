//! The builder of every API's client.
//!
//! Out of scope: credentials. Each API's module adds methods for its own.

use crate::auth::{Clock, Credential};
use crate::error::ConnectError;
use crate::observe::Observer;
use crate::retry::RetryPolicy;
use crate::runtime::{OperationTraits, Runtime, Shared, Timeouts};
use reqwest::{Client, Url, redirect};
use secrecy::SecretString;
use std::env::VarError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The client of one API, as its module describes it.
pub trait ApiClient: Sized {
    /// Credentials that the builder holds.
    type Account: Clone + Default + fmt::Debug;

    /// The API's name. In upper case, it is the prefix of the API's environment variables.
    const API: &'static str;

    /// The vendor's address, unless every customer has one.
    const VENDOR_URL: Option<&'static str>;

    /// The API's operations, as generated from its document.
    const OPERATIONS: &'static [OperationTraits];

    /// The operation that ends a session.
    const SIGN_OUT: Option<&'static str> = None;

    /// Returns a builder with the credentials of the demo account that a local server has, and no address.
    fn demo_builder() -> ClientBuilder<Self>;

    /// Reads credentials from the environment.
    fn read_environment(
        account: &mut Self::Account,
        environment: &Environment<'_>,
    ) -> Result<(), ConnectError>;

    /// Returns the credential of the client's calls.
    fn credential(account: Self::Account, connection: &Connection) -> Result<Credential, ConnectError>;

    /// Returns the token of the customer that the client acts for.
    fn customer_token(_: &Self::Account) -> Option<SecretString> {
        None
    }

    /// Wraps the generated client.
    fn from_runtime(base_url: &str, http: Client, runtime: Runtime) -> Self;

    /// Builds the client.
    fn from_builder(builder: ClientBuilder<Self>) -> Result<Self, ConnectError> {
        builder.build()
    }
}

/// Builds the client of an API. Each API's module names its own builder, such as `reportei::Builder`.
///
/// ```
/// use customers_client::reportei;
/// use std::time::Duration;
///
/// # fn main() -> Result<(), customers_client::ConnectError> {
/// let client = reportei::Client::builder()
///     .base_url("http://127.0.0.1:8080/reportei")
///     .access_token("demo-token")
///     .timeout(Duration::from_secs(20))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct ClientBuilder<C: ApiClient> {
    pub(crate) account: C::Account,
    base_url: Option<String>,
    anonymous: bool,
    connect_timeout: Duration,
    http: Option<Client>,
    settings: Settings,
}

/// Settings of a client that its sign-in shares.
#[derive(Clone)]
struct Settings {
    retry: RetryPolicy,
    timeouts: Timeouts,
    observers: Vec<Arc<dyn Observer>>,
    clock: Clock,
}

impl<C: ApiClient> ClientBuilder<C> {
    pub(crate) fn new() -> Self {
        Self {
            account: C::Account::default(),
            base_url: None,
            anonymous: false,
            connect_timeout: Duration::from_secs(5),
            http: None,
            settings: Settings {
                retry: RetryPolicy::default(),
                timeouts: Timeouts { total: Duration::from_secs(30), attempt: Duration::from_secs(10) },
                observers: Vec::new(),
                clock: Arc::new(SystemTime::now),
            },
        }
    }

    /// Sets the API's address, such as `http://127.0.0.1:8080/reportei`. The default is the vendor's, if the vendor has one
    /// for all customers.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets the policy for retries. The default is [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sends every call once. Signing in again after an expired token is not a retry, and stays.
    pub fn without_retries(self) -> Self {
        self.retry(RetryPolicy::none())
    }

    /// Sets the timeout of a call, including its retries and the waits between them. The default is 30 s.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.settings.timeouts.total = total;
        self
    }

    /// Sets the timeout of one attempt, until the last byte of its response. The default is 10 s.
    pub fn attempt_timeout(mut self, attempt: Duration) -> Self {
        self.settings.timeouts.attempt = attempt;
        self
    }

    /// Sets the timeout of establishing a connection. The default is 5 s.
    pub fn connect_timeout(mut self, connect: Duration) -> Self {
        self.connect_timeout = connect;
        self
    }

    /// Adds an observer, notified of every attempt. May be called repeatedly.
    ///
    /// ```
    /// use customers_client::{Observer, RequestEvent, dezwork};
    ///
    /// struct Print;
    ///
    /// impl Observer for Print {
    ///     fn on_request(&self, event: &RequestEvent<'_>) {
    ///         println!("{} {}", event.method, event.url);
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = dezwork::Client::builder().account_token("demo-token").observer(Print).build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.settings.observers.push(Arc::new(observer));
        self
    }

    /// Sets the clock used for token expiry, such as that of a test server.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Arc::new(now);
        self
    }

    /// Sets the HTTP client, for proxies and certificates. It then decides on redirects and on the
    /// [`connect_timeout`](Self::connect_timeout).
    pub fn http_client(mut self, http: Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Sends no credential. Only operations without one can be called, such as those that sign in.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Reads address and credentials from environment variables, which replace those set before. Their names are listed in
    /// the README.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.read_environment(&|variable| match std::env::var(variable) {
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                Err(ConnectError::InvalidVariable { variable: variable.to_owned() })
            }
        })
    }

    fn read_environment(mut self, lookup: &Lookup<'_>) -> Result<Self, ConnectError> {
        let environment = Environment { api: C::API, lookup };
        environment.fill(&mut self.base_url, "URL")?;
        C::read_environment(&mut self.account, &environment)?;
        Ok(self)
    }

    /// Builds the client. Nothing is sent; invalid credentials fail the first call.
    pub fn build(self) -> Result<C, ConnectError> {
        let Self { account, base_url: given, anonymous, connect_timeout, http, settings } = self;
        let is_given = given.is_some();
        let base_url = given
            .or(C::VENDOR_URL.map(str::to_owned))
            .ok_or_else(|| missing::<C>("the API's address", "base_url", "URL"))?;
        let base_url = parse_base_url(&base_url)?;
        let http = http.map_or_else(|| http_client(connect_timeout), Ok)?;
        let connection = Connection { base_url, is_given, http, settings };
        let customer_token = C::customer_token(&account);
        let credential = if anonymous { Credential::None } else { C::credential(account, &connection)? };
        let runtime = Shared { customer_token, ..connection.runtime::<C>(credential) };
        Ok(C::from_runtime(&connection.base_url, connection.http.clone(), Runtime::new(runtime)))
    }
}

impl<C: ApiClient> Clone for ClientBuilder<C> {
    fn clone(&self) -> Self {
        Self {
            account: self.account.clone(),
            base_url: self.base_url.clone(),
            anonymous: self.anonymous,
            connect_timeout: self.connect_timeout,
            http: self.http.clone(),
            settings: self.settings.clone(),
        }
    }
}

impl<C: ApiClient> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("account", &self.account)
            .field("base_url", &self.base_url)
            .field("retry", &self.settings.retry)
            .field("timeouts", &self.settings.timeouts)
            .finish_non_exhaustive()
    }
}

/// The address and settings of a client that is being built.
pub struct Connection {
    base_url: String,
    is_given: bool,
    http: Client,
    settings: Settings,
}

impl Connection {
    /// Returns the client's address, unless it is the vendor's default.
    pub(crate) fn given_url(&self) -> Option<&str> {
        self.is_given.then_some(&self.base_url)
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn clock(&self) -> Clock {
        self.settings.clock.clone()
    }

    /// Returns the client that signs in: with credentials, which may be sent again, or with a refresh token, which works once.
    pub(crate) fn sign_in_client<C: ApiClient>(&self, url: &str, retry: bool) -> C {
        let policy = if retry { self.settings.retry } else { RetryPolicy::none() };
        let runtime = Shared { retry: policy, retry_all: retry, ..self.runtime::<C>(Credential::None) };
        C::from_runtime(url, self.http.clone(), Runtime::new(runtime))
    }

    fn runtime<C: ApiClient>(&self, credential: Credential) -> Shared {
        let Settings { retry, timeouts, observers, clock } = self.settings.clone();
        Shared {
            api: C::API,
            operations: C::OPERATIONS,
            sign_out: C::SIGN_OUT,
            http: self.http.clone(),
            credential,
            retry,
            retry_all: false,
            timeouts,
            observers,
            clock,
            customer_token: None,
        }
    }
}

type Lookup<'a> = dyn Fn(&str) -> Result<Option<String>, ConnectError> + 'a;

/// The environment variables of one API.
pub struct Environment<'a> {
    api: &'static str,
    lookup: &'a Lookup<'a>,
}

impl Environment<'_> {
    /// Sets a field from the variable `API_NAME`, unless that is unset or empty.
    pub(crate) fn fill<T: From<String>>(
        &self,
        field: &mut Option<T>,
        name: &str,
    ) -> Result<(), ConnectError> {
        let text = (self.lookup)(&variable(self.api, name))?;
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            *field = Some(text.into());
        }
        Ok(())
    }
}

fn variable(api: &str, name: &str) -> String {
    format!("{}_{name}", api.to_ascii_uppercase())
}

/// Returns the error for a setting that has neither been given nor read from the variable `API_NAME`.
pub(crate) fn missing<C: ApiClient>(what: &'static str, method: &'static str, name: &str) -> ConnectError {
    ConnectError::Missing { what, method, variable: variable(C::API, name) }
}

/// Checks an HTTP URL to which paths can be appended: no query, fragment, credentials or trailing slash.
pub(crate) fn parse_base_url(text: &str) -> Result<String, ConnectError> {
    // What precedes an `@` may be a password.
    let shown = text.rsplit_once('@').map_or_else(|| text.to_owned(), |(_, rest)| format!("…@{rest}"));
    let invalid =
        |reason: &str| ConnectError::InvalidBaseUrl { base_url: shown.clone(), reason: reason.to_owned() };
    let url = Url::parse(text)
        .map_err(|error| invalid(&format!("{error}. Give an address like `http://127.0.0.1:8080/api`")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("it must begin with `http://` or `https://`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("it must not contain `?` or `#`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it must not contain credentials. Set them with the builder's methods"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn http_client(connect_timeout: Duration) -> Result<Client, ConnectError> {
    Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
        // No document has redirects, and following one could carry the credential to another host.
        .redirect(redirect::Policy::none())
        .build()
        .map_err(ConnectError::Http)
}

/// Builds a client from the given environment, for the tests of each API's module.
#[cfg(test)]
pub(crate) fn from_variables<C: ApiClient>(
    builder: ClientBuilder<C>,
    variables: &[(&str, &str)],
) -> Result<C, ConnectError> {
    let lookup = |name: &str| {
        let found = variables.iter().find(|(variable, _)| *variable == name);
        Ok(found.map(|(_, text)| (*text).to_owned()))
    };
    builder.read_environment(&lookup)?.build()
}

#[cfg(test)]
mod tests {
    use super::parse_base_url;

    #[test]
    fn trailing_slash_of_base_url_is_ignored() {
        for text in ["http://127.0.0.1:8080/reportei", "http://127.0.0.1:8080/reportei/"] {
            assert_eq!(parse_base_url(text).unwrap(), "http://127.0.0.1:8080/reportei");
        }
        assert_eq!(parse_base_url("https://connect.example.com").unwrap(), "https://connect.example.com");
    }

    #[test]
    fn invalid_base_url_is_rejected() {
        for (text, reason) in [
            ("", "no address"),
            ("127.0.0.1:8080/reportei", "no scheme"),
            ("ftp://127.0.0.1/reportei", "another protocol"),
            ("http://127.0.0.1/reportei?x=1", "a query"),
        ] {
            assert!(parse_base_url(text).is_err(), "{reason}: {text}");
        }
    }

    #[test]
    fn password_in_base_url_is_rejected_and_not_printed() {
        for text in
            ["http://demo:hunter2@127.0.0.1/portos", "ftp://demo:hunter2@127.0.0.1", "demo:hunter2@127.0.0.1"]
        {
            let error = parse_base_url(text).unwrap_err();
            assert!(!format!("{error:?} {error}").contains("hunter2"), "{error}");
        }
    }
}
