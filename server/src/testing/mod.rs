//! A server for the tests of whoever calls these APIs: real, in the test's own process, gone with it.
//!
//! [`TestServer::start`] serves all five APIs on a free port, from a database in memory, with the demo accounts, and hands
//! out a client of each. Its clock stands still until the test moves it ([`TestServer::advance`]): trials end, tokens and
//! cards expire, the sandbox is reset. Faults are put in front of it ([`TestServer::inject`]), and every request that comes
//! is written down ([`TestServer::requests`]), so that a test can count them.
//!
//! ```
//! use customers_server::testing::{Fault, TestServer};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = TestServer::start().await;
//! let client = server.reportei();
//!
//! let created = client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
//! server.advance(Duration::from_secs(7 * 24 * 60 * 60));
//! assert!(created.trial_ends_at.to_utc() <= server.now());
//!
//! // Reading is tried again, so that nobody notices.
//! server.inject(Fault::status(503).times(2));
//! assert_eq!(client.customer_list().send().await?.meta.total, 1);
//! assert_eq!(server.count("customer_list"), 3);
//! # Ok(())
//! # }
//! ```
//!
//! Faults stand between the caller and the server, on the wire: a connection that is dropped is closed without an answer,
//! and an answer that is lost was one. Nothing in the server itself can be switched to fail.

mod fault;
mod front;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use customers_client::{carbonext, dezwork, portos, reportei, tradevest};

pub use self::fault::Fault;
pub use self::front::SeenRequest;

use self::front::{Front, Record};
use crate::api;
use crate::clock::Clock;
use crate::config::{Config, LogLevel};
use crate::{Server, StartError};

/// A server of its own for one test. Dropped, it stops at once.
pub struct TestServer {
    front: Front,
    record: Arc<Record>,
    clock: Clock,
    server: Server,
}

impl TestServer {
    /// A server with the demo accounts, and nothing in it.
    ///
    /// # Panics
    ///
    /// If it cannot be started: a test has nothing better to do then.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same, configured otherwise: Dezwork's sandbox, say, or a rate limit.
    ///
    /// ```
    /// use customers_server::testing::TestServer;
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = TestServer::start_with(|config| config.dezwork.sandbox = true).await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If it cannot be started so.
    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        Self::try_start(configure)
            .await
            .unwrap_or_else(|error| panic!("the test server does not start: {error}"))
    }

    async fn try_start(configure: impl FnOnce(&mut Config)) -> Result<Self, StartError> {
        let clock = Clock::movable(start_time());
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            database: "sqlite::memory:".parse().unwrap_or_else(|_| unreachable!("this is a database")),
            demo: Some(true),
            clock: clock.clone(),
            ..Config::default()
        };
        config.log.level = LogLevel::Off;
        configure(&mut config);
        let server = crate::start(config).await?;
        let record = Arc::new(Record::default());
        let address = server.address();
        let front = Front::start(address, Arc::clone(&record))
            .await
            .map_err(|source| StartError::Listen { address, source })?;
        Ok(Self { front, record, clock, server })
    }

    /// Where an API is served, without a slash at its end.
    ///
    /// # Panics
    ///
    /// Where there is no API of this name.
    pub fn url(&self, api: &str) -> String {
        assert!(api::find(api).is_some(), "no API is called {api}");
        format!("http://{}/{api}", self.front.address())
    }

    /// The server itself, for what no API can do.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The time at the server.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock forward: the server's, and that of the clients that come from here, by which their tokens grow old.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Puts a fault in front of the server. Where several fit a request, the one that was put there first is the one.
    pub fn inject(&self, fault: Fault) {
        self.record.inject(fault);
    }

    /// Takes all faults away again.
    pub fn mend(&self) {
        self.record.mend();
    }

    /// Every request that has come, in the order in which they came, those included that a fault kept from the server.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.record.seen()
    }

    /// How many requests have come for an operation, of whichever API.
    pub fn count(&self, operation: &str) -> usize {
        self.record.seen().iter().filter(|request| request.operation == Some(operation)).count()
    }

    /// Forgets the requests that have come so far, so that a test counts from here.
    pub fn forget_requests(&self) {
        self.record.forget();
    }

    /// A client of Carbonext for the demo company, with every permission.
    pub fn carbonext(&self) -> carbonext::Client {
        made(self.carbonext_builder().build())
    }

    /// What [`carbonext`](Self::carbonext) is made by, to be told otherwise.
    pub fn carbonext_builder(&self) -> carbonext::Builder {
        let builder = carbonext::Client::builder().base_url(self.url("carbonext"));
        builder.client_credentials("demo", "demo-secret").clock(self.telling())
    }

    /// A client of Tradevest for the demo partner.
    pub fn tradevest(&self) -> tradevest::Client {
        made(self.tradevest_builder().build())
    }

    /// What [`tradevest`](Self::tradevest) is made by, to be told otherwise.
    pub fn tradevest_builder(&self) -> tradevest::Builder {
        let builder = tradevest::Client::builder().base_url(self.url("tradevest"));
        builder.client_credentials("demo", "demo-secret").clock(self.telling())
    }

    /// A client of Portos for the demo user, with all rights.
    pub fn portos(&self) -> portos::Client {
        made(self.portos_builder().build())
    }

    /// What [`portos`](Self::portos) is made by, to be told otherwise.
    pub fn portos_builder(&self) -> portos::Builder {
        let builder = portos::Client::builder().base_url(self.url("portos"));
        builder.user("demo", "demo-secret").device_name("a test").clock(self.telling())
    }

    /// A client of Dezwork for the demo account.
    pub fn dezwork(&self) -> dezwork::Client {
        made(self.dezwork_builder().build())
    }

    /// What [`dezwork`](Self::dezwork) is made by, to be told otherwise.
    pub fn dezwork_builder(&self) -> dezwork::Builder {
        let builder = dezwork::Client::builder().base_url(self.url("dezwork"));
        builder.account_token("demo-token").clock(self.telling())
    }

    /// A client of Reportei for the demo merchant.
    pub fn reportei(&self) -> reportei::Client {
        made(self.reportei_builder().build())
    }

    /// What [`reportei`](Self::reportei) is made by, to be told otherwise.
    pub fn reportei_builder(&self) -> reportei::Builder {
        let builder = reportei::Client::builder().base_url(self.url("reportei"));
        builder.access_token("demo-token").clock(self.telling())
    }

    fn telling(&self) -> impl Fn() -> std::time::SystemTime + Send + Sync + 'static {
        let clock = self.clock.clone();
        move || clock.now().into()
    }
}

/// When every test begins: at the start of a minute, so that no window of a rate limit turns by surprise.
fn start_time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_727_802_900, 0).unwrap_or_else(|| unreachable!("this is a time"))
}

fn made<C>(client: Result<C, customers_client::ConnectError>) -> C {
    client.unwrap_or_else(|error| panic!("the test server's own client cannot be made: {error}"))
}

impl fmt::Debug for TestServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TestServer").field("address", &self.front.address()).finish_non_exhaustive()
    }
}
