//! The server under test: in this process, on a free port, with a database in memory and a clock that tests move.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use customers_client::{carbonext, dezwork, portos, reportei, tradevest};
use customers_server::auth::Tenant;
use customers_server::auth::credentials::{self, CredentialKind, IssuedCredential, NewCredential};
use customers_server::clock::Clock;
use customers_server::config::{Config, LogLevel};
use customers_server::db::{Connection, Database};
use http::Uri;
use serde_json::json;

use crate::database::TestDatabase;
use crate::exchange::exchange;
use crate::fault::{Fault, FaultyProxy};
use crate::{Answer, Ask, Witness, contracts};

/// When every test begins: at the start of a minute, so that no window of a rate limit turns by surprise.
pub fn start_time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_727_802_900, 0).expect("a time that exists")
}

/// A server of its own for one test, with a witness in front of each API.
#[derive(Debug)]
pub struct TestServer {
    // Before the server, so that whoever drops this hears of broken promises first.
    witnesses: BTreeMap<&'static str, Witness>,
    clock: Clock,
    /// Between the witnesses and the server, where `tests/mutation_checks.rs` has asked for it.
    _broken: Option<FaultyProxy>,
    server: customers_server::Server,
    // Behind the server, which uses it.
    _database: TestDatabase,
}

impl TestServer {
    /// A server with demo accounts and no limits.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A server whose configuration differs from that.
    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        let clock = Clock::movable(start_time());
        let database = TestDatabase::create().await;
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            database: database.url(),
            demo: Some(true),
            clock: clock.clone(),
            ..Config::default()
        };
        config.log.level = LogLevel::Off;
        configure(&mut config);
        let server =
            customers_server::start(config).await.unwrap_or_else(|error| panic!("no server: {error}"));

        let broken = match Fault::of_this_run() {
            Some(fault) => Some(FaultyProxy::start(fault, server.address()).await),
            None => None,
        };
        let mut witnesses = BTreeMap::new();
        for contract in contracts() {
            let url = server.api_url(&contract.name);
            let url: Uri = url.parse().unwrap_or_else(|error| panic!("{url}: {error}"));
            let upstream = url.authority().and_then(|authority| authority.as_str().parse().ok());
            let upstream = upstream.unwrap_or_else(|| panic!("{url} does not name a socket"));
            // What a broken server does proves nothing about this one.
            let (upstream, records_coverage) = match &broken {
                Some(proxy) if upstream == server.address() => (proxy.address(), false),
                _ => (upstream, broken.is_none()),
            };
            let mount = url.path().trim_end_matches('/');
            let witness = Witness::start(contract, upstream, mount, records_coverage).await;
            witnesses.insert(contract.name.as_str(), witness);
        }
        Self { witnesses, clock, _broken: broken, server, _database: database }
    }

    /// Moves the server's clock forward.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// The listener that all APIs share.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// What the server keeps, for what no API can put there.
    pub fn database(&self) -> &Database {
        &self.server.context().database
    }

    /// Executes an SQL statement, for what no API can create, and returns the number of rows it changed.
    pub async fn execute(&self, sql: &str) -> usize {
        let statement = sql.to_owned();
        let run = move |connection: &Connection| connection.prepare_cached(&statement)?.execute(());
        self.database().write(run).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// A credential of an API, as an operator issues it to somebody of a tenant who may do just that.
    pub async fn issue<'a>(
        &self,
        api: &str,
        kind: CredentialKind,
        tenant: &str,
        permissions: impl IntoIterator<Item = &'a str>,
    ) -> IssuedCredential {
        let new = NewCredential {
            api: api.to_owned(),
            kind,
            tenant: Tenant { id: tenant.to_owned(), name: tenant.to_owned() },
            permissions: permissions.into_iter().collect(),
            name: "of a test".to_owned(),
        };
        let issue = move |connection: &_| credentials::create(connection, &new, start_time());
        self.database().write(issue).await.unwrap_or_else(|error| panic!("no credential: {error}"))
    }

    /// The witness in front of an API.
    pub fn witness(&self, api: &str) -> &Witness {
        self.witnesses.get(api).unwrap_or_else(|| panic!("there is no openapi/{api}.yaml"))
    }

    /// Sends a request to an API as it is written, and fails if the answer breaks a promise.
    pub async fn ask(&self, api: &str, ask: Ask) -> Answer {
        self.witness(api).ask(ask).await
    }

    /// A typed client of Carbonext that carries an access token.
    pub fn carbonext(&self, access_token: &str) -> carbonext::Client {
        let url = self.witness("carbonext").url();
        let client = carbonext::Client::builder().base_url(&url).access_token(access_token);
        client.without_retries().build().unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// A typed client of Tradevest that carries an access token.
    pub fn tradevest(&self, access_token: &str) -> tradevest::Client {
        let url = self.witness("tradevest").url();
        let client = tradevest::Client::builder().base_url(&url).access_token(access_token);
        client.without_retries().build().unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// A typed client of Dezwork, signed in as an account.
    pub fn dezwork(&self, token: &str) -> dezwork::Client {
        let url = self.witness("dezwork").url();
        let client = dezwork::Client::builder().base_url(&url).account_token(token);
        client.without_retries().build().unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// Sends a request to what the server serves beside the APIs, for which there is no document and no witness.
    pub async fn ask_outside(&self, ask: Ask) -> Answer {
        let line = ask.line();
        let request = ask.into_request(&self.address().to_string(), "");
        let response = exchange(self.address(), request).await;
        let (head, body) = response.unwrap_or_else(|error| panic!("{line}: {error}")).into_parts();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// A typed client of Portos, signed in as a demo user.
    pub async fn portos(&self, user_name: &str) -> portos::Client {
        let url = self.witness("portos").url();
        let token_id = self.portos_token(user_name).await;
        let client = portos::Client::builder().base_url(&url).token_id(token_id);
        client.without_retries().build().unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// A token of Portos, for a demo user.
    pub async fn portos_token(&self, user_name: &str) -> String {
        self.portos_token_by(user_name, "demo-secret").await
    }

    /// A token of Portos, for whoever has this password.
    pub async fn portos_token_by(&self, user_name: &str, password: &str) -> String {
        let body = json!({ "UserName": user_name, "Password": password, "DeviceName": "Till 1" });
        let answer = self.ask("portos", Ask::new("POST", "/api/auth").json(body.to_string())).await.json();
        answer["tokenId"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }

    /// A typed client of Reportei, signed in as a merchant.
    pub fn reportei(&self, token: &str) -> reportei::Client {
        let url = self.witness("reportei").url();
        let client = reportei::Client::builder().base_url(&url).access_token(token);
        client.without_retries().build().unwrap_or_else(|error| panic!("{url}: {error}"))
    }
}
