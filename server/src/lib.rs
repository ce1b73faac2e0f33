//! Customer-management APIs, served as their vendors document them.
//!
//! [`start`] turns a [`Config`] into a running [`Server`]; the program and the tests call it alike. What each API must
//! answer is generated from its document ([`generated`]), what is behind the answers is written by hand ([`api`]),
//! everything between dropshot and the two is [`spec`], and how requests come to it is `serving`.
//!
//! The command line is deliberately not here: it is `main`'s. Nor is TLS, which a proxy in front does.

pub mod api;
pub mod auth;
pub mod clock;
pub mod config;
pub mod context;
mod docs;
pub mod generated;
mod health;
mod logging;
mod metrics;
mod serving;

pub mod db;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use dropshot::ApiDescriptionRegisterError;
use slog::{Logger, error, info, warn};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::api::{APIS, Api};
use crate::auth::demo::DemoAccounts;
use crate::config::{Config, DemoRefused};
pub use crate::context::Context;
use crate::context::States;
use crate::db::{Database, OpenError};
use crate::logging::LogGuard;
use crate::metrics::Metrics;
use crate::serving::{Listener, Load};
use dropshot_openapi::router::{Router, RouterBuilder};

/// How long requests under way may take to finish once the server is told to stop.
const STOP_DEADLINE: Duration = Duration::from_secs(30);

/// Opens the database, and serves on every listener that `config` names.
///
/// Nothing is served unless everything can be: each address is taken before the first connection is.
pub async fn start(config: Config) -> Result<Server, StartError> {
    let demo_enabled = config.demo_enabled()?;
    let (log, log_guard) = logging::logger(config.log);
    let database = Database::open(&config.database, config.postgres, &api::schemas())
        .await
        .map_err(StartError::Database)?;
    let demo = demo_enabled.then(demo_accounts);
    let states = states(&config)?;
    let load = Load::new(&config.limits);
    let context =
        Context::new(database, demo, config.clock.clone(), states, load).map_err(StartError::Database)?;

    let common = bind(&config, config.listen, None, &context, &log)?;
    let mut listeners = Vec::new();
    let mut own = BTreeMap::new();
    for (name, address) in config.own_listeners() {
        let api = api::find(name).expect("only APIs have listeners of their own");
        let listener = bind(&config, address, Some(api), &context, &log)?;
        own.insert(api.name, listener.local_addr());
        listeners.push(listener);
    }
    let address = common.local_addr();
    listeners.push(common);
    let (stop, stopping) = watch::channel(());
    let serving = listeners.into_iter().map(|listener| listener.serve(stopping.clone())).collect();
    info!(log, "started"; "database" => %config.database, "demo_accounts" => demo_enabled);
    Ok(Server { address, own, serving, stop, context, demo_enabled, log, log_guard })
}

/// Returns the demo accounts of all APIs.
fn demo_accounts() -> DemoAccounts {
    let mut demo = DemoAccounts::default();
    for api in APIS {
        demo.add(api.name, api.demo_accounts);
    }
    demo
}

/// Builds the state of each API from its settings.
fn states(config: &Config) -> Result<States, StartError> {
    let mut states = States::default();
    for api in APIS {
        let settings = config.api.get(api.name).map(|api| api.settings.clone()).unwrap_or_default();
        (api.settings.build)(settings, &config.clock, &mut states)
            .map_err(|source| StartError::Settings { api: api.name, source })?;
    }
    Ok(states)
}

/// Takes an address, for all the APIs and what is the server's own, or for one API alone.
fn bind(
    config: &Config,
    address: SocketAddr,
    own_of: Option<&'static Api>,
    context: &Context,
    log: &Logger,
) -> Result<Listener, StartError> {
    let (place, apis) = match own_of {
        None => (context::Listener::Common, APIS),
        Some(api) => (context::Listener::Own, &[api][..]),
    };
    let router = router(place, apis, &context.metrics).map_err(StartError::Register)?;
    Listener::bind(config, address, context.on(place), router, log)
        .map_err(|source| StartError::Listen { address, source })
}

fn router(
    place: context::Listener,
    apis: &[&Api],
    metrics: &Metrics,
) -> Result<Router<Context>, ApiDescriptionRegisterError> {
    let mut router = RouterBuilder::default();
    for api in apis {
        router.api(place.mount(api.name), &(api.routes)(), metrics)?;
    }
    if place == context::Listener::Common {
        docs::register(&mut router)?;
        health::register(&mut router)?;
        metrics::register(&mut router)?;
    }
    Ok(router.build())
}

/// A running server. Dropped, it stops at once; [`stop`](Self::stop) is the better way.
pub struct Server {
    /// Of the common listener.
    address: SocketAddr,
    /// Of the listeners of single APIs, by name.
    own: BTreeMap<&'static str, SocketAddr>,
    /// What all the listeners do.
    serving: JoinSet<()>,
    /// Tells them to stop.
    stop: watch::Sender<()>,
    context: Context,
    demo_enabled: bool,
    log: Logger,
    /// Last of the fields: what the others log in going is still written.
    log_guard: LogGuard,
}

impl Server {
    /// Where all the APIs are served; the port is the true one where a free one was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where an API is served, without a slash at its end: on its own listener where it has one, else under its name.
    ///
    /// # Panics
    ///
    /// Where there is no API of this name.
    pub fn api_url(&self, name: &str) -> String {
        assert!(api::find(name).is_some(), "no API is called {name}");
        let (address, place) = match self.own.get(name) {
            Some(own) => (*own, context::Listener::Own),
            None => (self.address, context::Listener::Common),
        };
        format!("http://{address}{}", place.path(name))
    }

    /// What the operations work with, for tests and for whoever embeds the server.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Whether the demo accounts open anything.
    pub fn demo_enabled(&self) -> bool {
        self.demo_enabled
    }

    /// Takes no more requests, finishes those under way, within 30 seconds, and closes the database.
    pub async fn stop(self) {
        let Self { mut serving, stop, context, log, log_guard, .. } = self;
        // An error means that every listener has ended, which none does before it is told to.
        let _ = stop.send(());
        let all_closed = async {
            while let Some(closed) = serving.join_next().await {
                if let Err(error) = closed {
                    error!(log, "a listener did not close in order"; "error" => %error);
                }
            }
        };
        if tokio::time::timeout(STOP_DEADLINE, all_closed).await.is_err() {
            warn!(log, "requests are still under way after {} s, and are cut off", STOP_DEADLINE.as_secs());
            serving.shutdown().await;
        }
        context.database.close().await;
        info!(log, "stopped");
        drop(log_guard);
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("address", &self.address()).finish_non_exhaustive()
    }
}

/// Why the server did not start. Nothing was served.
#[derive(Debug)]
pub enum StartError {
    /// The demo accounts cannot be on where others reach them.
    Demo(DemoRefused),
    /// The database cannot be opened.
    Database(OpenError),
    /// An address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// The settings of an API are invalid.
    Settings {
        /// Name of the API.
        api: &'static str,
        /// The cause.
        source: toml::de::Error,
    },
    /// Two operations are in each other's way: a defect.
    Register(ApiDescriptionRegisterError),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // These say all there is to say themselves.
            Self::Demo(error) => error.fmt(formatter),
            Self::Database(error) => error.fmt(formatter),
            Self::Listen { address, source } => {
                write!(formatter, "cannot listen on {address}: {}", listen_advice(source))
            }
            Self::Settings { api, source } => {
                write!(formatter, "invalid settings in [api.{api}]: {}", source.message())
            }
            Self::Register(_) => formatter.write_str(
                "cannot serve the APIs: two of their operations are in each other's way; this is a defect, report it",
            ),
        }
    }
}

fn listen_advice(source: &io::Error) -> &'static str {
    use std::io::ErrorKind;

    match source.kind() {
        ErrorKind::AddrInUse => {
            "something else listens there; stop it, or listen elsewhere (port 0 takes a free one)"
        }
        ErrorKind::AddrNotAvailable => {
            "this machine has no such address; use one of its own, 127.0.0.1, or 0.0.0.0 for all of them"
        }
        ErrorKind::PermissionDenied => "this user may not; use a port from 1024 up",
        _ => "the operating system refuses it; listen elsewhere",
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Demo(error) => error.source(),
            Self::Database(error) => error.source(),
            Self::Listen { source, .. } => Some(source),
            Self::Settings { .. } => None,
            Self::Register(error) => Some(error),
        }
    }
}

impl From<DemoRefused> for StartError {
    fn from(error: DemoRefused) -> Self {
        Self::Demo(error)
    }
}
