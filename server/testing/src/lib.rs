//! The customers server for users' own tests: real, in the test's process, gone when it is dropped.
//!
//! [`TestServer::start`] serves all the APIs on a free port, from a database in memory, with the demo accounts, and
//! creates a client of each ([`TestServer::client`]). Its clock stands still until the test moves it
//! ([`TestServer::advance`]): trials end, tokens and cards expire, the sandbox is reset. Faults are injected in front of
//! it ([`TestServer::inject`]), and every request is recorded ([`TestServer::requests`]), so that a test can count them.
//!
//! ```
//! use customers_client::reportei;
//! use customers_testing::{Fault, TestServer};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = TestServer::start().await;
//! let client = server.client::<reportei::Client>();
//!
//! let created = client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
//! server.advance(Duration::from_secs(7 * 24 * 60 * 60));
//! assert!(created.trial_ends_at.to_utc() <= server.now());
//!
//! // The client retries reads, so its caller sees no error.
//! server.inject(Fault::status(503).times(2));
//! assert_eq!(client.customer_list().send().await?.meta.total, 1);
//! assert_eq!(server.count("customer_list"), 3);
//! # Ok(())
//! # }
//! ```
//!
//! Faults stand between the caller and the server, on the wire: a dropped request's connection is closed without a
//! response, and a dropped response was one. Nothing in the server itself can be switched to fail.

mod fault;
mod proxy;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use customers_client::{ApiClient, ClientBuilder};
use customers_server::clock::Clock;
use customers_server::config::{Config, LogLevel};
use customers_server::{Server, StartError, api};

pub use self::fault::Fault;
pub use self::proxy::RecordedRequest;
use self::proxy::{FaultProxy, Record, RespondHook};

/// A server for one test. Dropping it stops it.
pub struct TestServer {
    proxy: FaultProxy,
    record: Arc<Record>,
    clock: Clock,
    server: Server,
}

impl TestServer {
    /// Starts an empty server with the demo accounts.
    ///
    /// # Panics
    ///
    /// Panics if the server cannot be started.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts a server with a changed configuration: with Dezwork's sandbox, for example, or a rate limit.
    ///
    /// ```
    /// use customers_testing::TestServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = TestServer::start_with(|config| config.api("dezwork").set("sandbox", true)).await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the server cannot be started with it.
    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        Self::try_start(configure)
            .await
            .unwrap_or_else(|error| panic!("the test server does not start: {error}"))
    }

    async fn try_start(configure: impl FnOnce(&mut Config)) -> Result<Self, StartError> {
        let clock = Clock::movable(start_time());
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            database: "sqlite::memory:".parse().unwrap_or_else(|_| unreachable!("this is a database URL")),
            demo: Some(true),
            clock: clock.clone(),
            ..Config::default()
        };
        config.log.level = LogLevel::Off;
        configure(&mut config);
        let server = customers_server::start_with_hook(config, Some(Arc::new(RespondHook))).await?;
        let record = Arc::new(Record::default());
        let address = server.address();
        let proxy = FaultProxy::start(address, Arc::clone(&record))
            .await
            .map_err(|source| StartError::Listen { address, source })?;
        Ok(Self { proxy, record, clock, server })
    }

    /// Returns an API's base URL, without a trailing slash.
    ///
    /// # Panics
    ///
    /// Panics if there is no API of this name.
    pub fn url(&self, api: &str) -> String {
        assert!(api::find(api).is_some(), "unknown API {api:?}");
        format!("http://{}/{api}", self.proxy.address())
    }

    /// Returns the server itself, for what no API can do.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Returns the server's current time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock forward: the server's, and that of the clients created here, whose tokens expire by it.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Injects a fault. Where several match a request, the one injected first applies.
    pub fn inject(&self, fault: Fault) {
        self.record.inject(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.record.clear_faults();
    }

    /// Returns every request received so far, in order, including those that a fault kept from the server.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.record.requests()
    }

    /// Returns the number of requests received for an operation of this name, of any API.
    pub fn count(&self, operation: &str) -> usize {
        self.record.requests().iter().filter(|request| request.operation == Some(operation)).count()
    }

    /// Clears the record of requests.
    pub fn clear_requests(&self) {
        self.record.clear_requests();
    }

    /// Returns a client of an API, authenticated as its demo account.
    ///
    /// # Panics
    ///
    /// Panics if the client cannot be built.
    pub fn client<C: ApiClient>(&self) -> C {
        C::from_builder(self.builder::<C>())
            .unwrap_or_else(|error| panic!("the client of {} cannot be built: {error}", C::API))
    }

    /// Returns the builder of such a client, to change what [`client`](Self::client) sets.
    pub fn builder<C: ApiClient>(&self) -> ClientBuilder<C> {
        let clock = self.clock.clone();
        C::demo_builder().base_url(self.url(C::API)).clock(move || clock.now().into())
    }
}

/// Returns the time at which every test begins: the start of a minute, so that a rate limit's window does not change in
/// the middle of a test.
fn start_time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_727_802_900, 0).unwrap_or_else(|| unreachable!("this is a time"))
}

impl fmt::Debug for TestServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TestServer").field("address", &self.proxy.address()).finish_non_exhaustive()
    }
}
