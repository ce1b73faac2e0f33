//! How a client comes to be: what all the APIs' builders have in common.
//!
//! Deliberately not here: credentials. Each API has its own, and adds the methods that take them.

use crate::connection;
use crate::error::ConnectError;
use crate::observe::Observer;
use crate::retry::{Budget, RetryPolicy};
use crate::runtime::{Credential, Nature, Now, Runtime, Shared, Timeouts};
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long a call may take with all its tries, where nobody says otherwise.
const TOTAL: Duration = Duration::from_secs(30);

/// How long a try may take, where nobody says otherwise.
const PER_TRY: Duration = Duration::from_secs(10);

/// Makes a client of one API: `A` are its credentials. Each API's module names its own, `reportei::Builder` say.
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
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder<A> {
    pub(crate) account: A,
    base_url: Option<String>,
    pub(crate) settings: Settings,
}

/// The client of one API, for code that works with any of them, such as a test server.
pub trait ApiClient: Sized {
    /// Credentials that the builder holds.
    type Account;

    /// The API's name.
    const API: &'static str;

    /// Returns a builder with the credentials of the demo account that a local server has, and no address.
    fn demo_builder() -> ClientBuilder<Self::Account>;

    /// Builds the client.
    fn from_builder(builder: ClientBuilder<Self::Account>) -> Result<Self, ConnectError>;
}

/// What can be said of any client.
#[derive(Clone)]
pub(crate) struct Settings {
    retry: RetryPolicy,
    timeouts: Timeouts,
    connect_timeout: Option<Duration>,
    observers: Vec<Arc<dyn Observer>>,
    pub(crate) now: Now,
    http: Option<reqwest::Client>,
    /// The customer for whom calls speak, where they can.
    pub(crate) speaks_for: Option<SecretString>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            retry: RetryPolicy::default(),
            timeouts: Timeouts { total: TOTAL, per_try: PER_TRY },
            connect_timeout: None,
            observers: Vec::new(),
            now: Arc::new(SystemTime::now),
            http: None,
            speaks_for: None,
        }
    }
}

impl<A> ClientBuilder<A> {
    pub(crate) fn new(account: A) -> Self {
        Self { account, base_url: None, settings: Settings::default() }
    }

    /// Where the API is, `http://127.0.0.1:8080/reportei` say. Left out, it is the vendor's own address, where its document
    /// names one.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// How calls are tried again. Without this, as [`RetryPolicy::default`] says.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Every call is sent once.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client =
    ///     customers_client::dezwork::Client::builder().account_token("demo-token").without_retries().build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Signing in again, where a token has ended, is no retry, and stays.
    pub fn without_retries(self) -> Self {
        self.retry(RetryPolicy::none())
    }

    /// How long a call may take, with all its tries and the waits between them: 30 seconds, where this is not said.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.settings.timeouts.total = total;
        self
    }

    /// How long a try may take, until the last byte of its answer: 10 seconds, where this is not said.
    pub fn try_timeout(mut self, per_try: Duration) -> Self {
        self.settings.timeouts.per_try = per_try;
        self
    }

    /// How long it may take to reach the API: 5 seconds, where this is not said.
    pub fn connect_timeout(mut self, connect: Duration) -> Self {
        self.settings.connect_timeout = Some(connect);
        self
    }

    /// Has somebody look on at every try. May be said several times.
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

    /// Who tells the time by which tokens grow old: a test that moves its server's clock moves this one with it.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.now = Arc::new(now);
        self
    }

    /// The HTTP client to call with, for proxies and certificates of one's own. What [`connect_timeout`](Self::connect_timeout)
    /// says and that redirects are not followed is its business then.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.settings.http = Some(http);
        self
    }

    /// The address given, or the vendor's.
    pub(crate) fn address(
        &self,
        vendor: Option<&'static str>,
        variable: &'static str,
    ) -> Result<String, ConnectError> {
        let given = self.base_url.as_deref().or(vendor);
        let missing = ConnectError::Missing { what: "the API's address", method: "base_url", variable };
        connection::base_url(given.ok_or(missing)?)
    }

    /// Whether the address was given.
    pub(crate) fn has_address(&self) -> bool {
        self.base_url.is_some()
    }
}

impl Settings {
    /// The HTTP client, made once for the calls and for signing in.
    pub(crate) fn http(&self) -> Result<reqwest::Client, ConnectError> {
        match &self.http {
            Some(http) => Ok(http.clone()),
            None => connection::http_client(self.connect_timeout),
        }
    }

    pub(crate) fn budget(&self) -> Arc<Budget> {
        Arc::new(self.retry.new_budget())
    }

    pub(crate) fn runtime(
        &self,
        nature: &'static Nature,
        http: reqwest::Client,
        budget: Arc<Budget>,
        credential: Credential,
    ) -> Runtime {
        Runtime::new(self.shared(nature, http, budget, credential))
    }

    /// The runtime that signs in: by credentials it may do so twice, by a refresh token, which works once, never.
    pub(crate) fn runtime_to_sign_in(
        &self,
        nature: &'static Nature,
        http: reqwest::Client,
        budget: Arc<Budget>,
        may_repeat: bool,
    ) -> Runtime {
        let mut shared = self.shared(nature, http, budget, Credential::None);
        shared.repeats_all = may_repeat;
        if !may_repeat {
            shared.retry = RetryPolicy::none();
        }
        Runtime::new(shared)
    }

    fn shared(
        &self,
        nature: &'static Nature,
        http: reqwest::Client,
        budget: Arc<Budget>,
        credential: Credential,
    ) -> Shared {
        let Self { retry, timeouts, observers, now, speaks_for, .. } = self.clone();
        Shared {
            nature,
            http,
            credential,
            retry,
            budget,
            repeats_all: false,
            timeouts,
            observers,
            now,
            speaks_for,
        }
    }
}

impl<A: fmt::Debug> fmt::Debug for ClientBuilder<A> {
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

/// What the environment says; in tests, what they say it does.
pub(crate) trait Environment {
    /// The value of a variable that is set and not empty.
    fn text(&self, variable: &'static str) -> Result<Option<String>, ConnectError>;

    /// Puts it in the place of what was said before.
    fn fill<T: From<String>>(
        &self,
        place: &mut Option<T>,
        variable: &'static str,
    ) -> Result<(), ConnectError> {
        if let Some(text) = self.text(variable)? {
            *place = Some(text.into());
        }
        Ok(())
    }
}

#[cfg(test)]
impl Environment for [(&'static str, &'static str)] {
    fn text(&self, variable: &'static str) -> Result<Option<String>, ConnectError> {
        let found = self.iter().find(|(name, _)| *name == variable);
        Ok(found.map(|(_, text)| (*text).to_owned()).filter(|text| !text.is_empty()))
    }
}

/// The environment of this process.
pub(crate) struct Process;

impl Environment for Process {
    fn text(&self, variable: &'static str) -> Result<Option<String>, ConnectError> {
        match std::env::var(variable) {
            Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(ConnectError::InvalidVariable { variable }),
        }
    }
}

impl<A> ClientBuilder<A> {
    pub(crate) fn base_url_from(
        mut self,
        environment: &(impl Environment + ?Sized),
        variable: &'static str,
    ) -> Result<Self, ConnectError> {
        environment.fill(&mut self.base_url, variable)?;
        Ok(self)
    }
}
