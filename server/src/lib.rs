//! Customer-management APIs, served as their vendors document them.
//!
//! [`start`] turns a [`Config`] into a running [`Server`], for the program and for tests. The interface of each API is
//! generated from its document ([`generated`]); its operations are written by hand ([`api`]); `dropshot_openapi` connects
//! the two with dropshot, which serves.
//!
//! Out of scope: the command line, which is `main`'s, and TLS and connection limits, which are a reverse proxy's.

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

pub mod db;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, BuildError, ConfigDropshot, HandlerTaskMode, HttpServer,
    HttpServerStarter, ServerBuilder,
};
use dropshot_openapi::{CallHook, Limits, Runtime};
use futures::future::join_all;
use prometheus_client::registry::Registry;
use slog::{Logger, error, info, warn};

use crate::api::{APIS, Api};
use crate::auth::demo::DemoAccounts;
use crate::config::{Config, DemoRefused};
pub use crate::context::Context;
use crate::context::{Listener, States};
use crate::db::{Database, OpenError};
use crate::logging::LogGuard;
use crate::metrics::Metrics;

/// The time that requests in flight have to finish when the server stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// Opens the database and serves on every listener in `config`.
///
/// All addresses are bound before the first connection is accepted.
pub async fn start(config: Config) -> Result<Server, StartError> {
    start_with_hook(config, None).await
}

/// Like [`start`]; the hook injects faults into calls.
pub async fn start_with_hook(config: Config, hook: Option<Arc<dyn CallHook>>) -> Result<Server, StartError> {
    let demo_enabled = config.demo_enabled()?;
    let (log, log_guard) = logging::logger(config.log);
    let database = Database::open(&config.database, config.postgres, &api::schemas())
        .await
        .map_err(StartError::Database)?;
    let demo = demo_enabled.then(demo_accounts);
    let states = states(&config)?;
    let context =
        Context::new(database.clone(), demo, config.clock.clone(), states).map_err(StartError::Database)?;

    let mut registry = Registry::default();
    let limits = Limits {
        body_bytes_max: config.body_bytes_max,
        body_read_timeout: Duration::from_secs(config.limits.body_read_seconds_max.get().into()),
        requests_max: config.limits.requests_max.get(),
    };
    let runtime = Runtime::new(limits, Arc::new(Metrics::register(&mut registry)), hook);
    metrics::register_server(&mut registry, runtime.clone(), database.clone());

    let mut common = ApiDescription::new();
    for api in APIS {
        register(&mut common, Listener::Common, api, &runtime)?;
    }
    docs::register(&mut common)?;
    health::register(&mut common, database)?;
    metrics::register_page(&mut common, registry)?;

    let mut starters = vec![bind(config.listen, common, context.on(Listener::Common), &log)?];
    let mut own = Vec::new();
    for (name, address) in config.own_listeners() {
        let api = api::find(name).expect("only APIs have listeners of their own");
        let mut description = ApiDescription::new();
        register(&mut description, Listener::Own, api, &runtime)?;
        starters.push(bind(address, description, context.on(Listener::Own), &log)?);
        own.push(name);
    }
    let servers: Vec<_> = starters.into_iter().map(HttpServerStarter::start).collect();
    let own = own.into_iter().zip(servers[1..].iter().map(HttpServer::local_addr)).collect();
    info!(log, "started"; "database" => %config.database, "demo_accounts" => demo_enabled);
    Ok(Server { address: servers[0].local_addr(), own, servers, context, demo_enabled, log, log_guard })
}

fn register(
    description: &mut ApiDescription<Context>,
    listener: Listener,
    api: &Api,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    let endpoints = (api.endpoints)(runtime);
    dropshot_openapi::register(description, &listener.path(api.name), runtime, endpoints)
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

fn bind(
    address: SocketAddr,
    description: ApiDescription<Context>,
    context: Context,
    log: &Logger,
) -> Result<HttpServerStarter<Context>, StartError> {
    let config = ConfigDropshot {
        bind_address: address,
        // A write is finished even if its caller disconnects.
        default_handler_task_mode: HandlerTaskMode::Detached,
        ..ConfigDropshot::default()
    };
    let starter = ServerBuilder::new(description, context, log.clone()).config(config).build_starter();
    starter.map_err(|error| match error {
        BuildError::BindError { address, error: source } => StartError::Listen { address, source },
        error => StartError::Server(error),
    })
}

/// A running server. Dropping it stops it without waiting; prefer [`stop`](Self::stop).
pub struct Server {
    /// The address of the common listener.
    address: SocketAddr,
    /// The addresses of the APIs' own listeners, by API.
    own: BTreeMap<&'static str, SocketAddr>,
    servers: Vec<HttpServer<Context>>,
    context: Context,
    demo_enabled: bool,
    log: Logger,
    /// The last field, so that it is dropped after everything that logs.
    log_guard: LogGuard,
}

impl Server {
    /// Returns the address of the common listener, with the actual port if a free one was requested.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of an API, without a trailing slash: on its own listener if it has one, else under its name.
    ///
    /// # Panics
    ///
    /// If there is no API of this name.
    pub fn api_url(&self, name: &str) -> String {
        assert!(api::find(name).is_some(), "no API is called {name}");
        let (address, listener) = match self.own.get(name) {
            Some(own) => (*own, Listener::Own),
            None => (self.address, Listener::Common),
        };
        format!("http://{address}{}", listener.path(name))
    }

    /// Returns the state of the operations.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Returns `true` if the demo accounts are enabled.
    pub fn demo_enabled(&self) -> bool {
        self.demo_enabled
    }

    /// Stops accepting requests, waits up to 30 seconds for those in flight, and closes the database.
    pub async fn stop(self) {
        let Self { servers, context, log, log_guard, .. } = self;
        let closed = join_all(servers.into_iter().map(HttpServer::close));
        match tokio::time::timeout(STOP_TIMEOUT, closed).await {
            Ok(results) => {
                for error in results.into_iter().filter_map(Result::err) {
                    error!(log, "listener failed to close"; "error" => error);
                }
            }
            Err(_) => {
                warn!(log, "requests are still in flight after {} s: cut off", STOP_TIMEOUT.as_secs());
            }
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
    /// The demo accounts are not allowed on an address that is not loopback.
    Demo(DemoRefused),
    /// The database cannot be opened.
    Database(OpenError),
    /// An address cannot be bound.
    Listen {
        /// The address.
        address: SocketAddr,
        /// The cause.
        source: io::Error,
    },
    /// The settings of an API are invalid.
    Settings {
        /// Name of the API.
        api: &'static str,
        /// The cause.
        source: toml::de::Error,
    },
    /// dropshot rejected an endpoint, which is a bug.
    Register(ApiDescriptionRegisterError),
    /// dropshot did not start.
    Server(BuildError),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Demo(error) => error.fmt(formatter),
            Self::Database(error) => error.fmt(formatter),
            Self::Listen { address, source } => {
                write!(formatter, "cannot listen on {address}: {}", listen_advice(source))
            }
            Self::Settings { api, source } => {
                write!(formatter, "invalid settings in [api.{api}]: {}", source.message())
            }
            Self::Register(_) => formatter
                .write_str("cannot serve the APIs: an endpoint is invalid. This is a bug: please report it"),
            Self::Server(_) => formatter.write_str("cannot start the HTTP server"),
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
            Self::Server(error) => Some(error),
        }
    }
}

impl From<DemoRefused> for StartError {
    fn from(error: DemoRefused) -> Self {
        Self::Demo(error)
    }
}

impl From<ApiDescriptionRegisterError> for StartError {
    fn from(error: ApiDescriptionRegisterError) -> Self {
        Self::Register(error)
    }
}
