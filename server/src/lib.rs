//! Customer-management APIs, served as their vendors document them.
//!
//! [`start`] turns a [`Config`] into a running [`Server`]; the program and the tests call it alike. What each API must
//! answer is generated from its document ([`generated`]), what is behind the answers is written by hand ([`api`]), and
//! everything between dropshot and the two is [`spec`].
//!
//! The command line is deliberately not here: it is `main`'s. Nor is TLS, which a proxy in front does.

pub mod api;
pub mod auth;
pub mod clock;
pub mod config;
mod context;
mod docs;
pub mod generated {
    //! What follows from the documents, written by `cargo xtask generate`. This door is all that is written by hand.
    #[rustfmt::skip] // Formatted by the generator.
    #[allow(
        clippy::pedantic,
        missing_docs,
        reason = "the document has the last word on names and descriptions"
    )]
    pub mod carbonext;
    #[rustfmt::skip] // Formatted by the generator.
    #[allow(
        clippy::pedantic,
        missing_docs,
        reason = "the document has the last word on names and descriptions"
    )]
    pub mod dezwork;
    #[rustfmt::skip] // Formatted by the generator.
    #[allow(
        clippy::pedantic,
        missing_docs,
        reason = "the document has the last word on names and descriptions"
    )]
    pub mod portos;
    #[rustfmt::skip] // Formatted by the generator.
    #[allow(
        clippy::pedantic,
        missing_docs,
        reason = "the document has the last word on names and descriptions"
    )]
    pub mod reportei;
    #[rustfmt::skip] // Formatted by the generator.
    #[allow(
        clippy::pedantic,
        missing_docs,
        reason = "the document has the last word on names and descriptions"
    )]
    pub mod tradevest;
}
mod health;
pub mod limits;
mod log;
mod metrics;
pub mod spec;
pub mod storage;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, BuildError, ConfigDropshot, HandlerTaskMode, HttpServer,
    HttpServerStarter, ServerBuilder,
};
use slog::{Logger, error, info, warn};
use slog_async::AsyncGuard;
use tokio::task::JoinSet;

use crate::api::{APIS, Api};
use crate::config::{Config, DemoRefused};
use crate::context::Listener;
pub use crate::context::{Context, DezworkContext, ReporteiContext};
use crate::metrics::Metrics;
use crate::storage::{Database, OpenError};

/// How long requests under way may take to finish once the server is told to stop.
const STOP_DEADLINE: Duration = Duration::from_secs(30);

/// Opens the database, and serves on every listener that `config` names.
///
/// Nothing is served unless everything can be: each address is taken before the first connection is.
pub async fn start(config: Config) -> Result<Server, StartError> {
    let demo_enabled = config.demo_enabled()?;
    let (log, log_guard) = log::logger(config.log);
    let database =
        Database::open_with(&config.database, config.postgres).await.map_err(StartError::Database)?;
    let context = Context::new(&config, database.clone(), demo_enabled).map_err(StartError::Database)?;

    let common = bind(&config, config.listen, None, &context, &log)?;
    let mut own = BTreeMap::new();
    for (name, address) in config.own_listeners() {
        let api = api::find(name).expect("only APIs have listeners of their own");
        own.insert(api.name, bind(&config, address, Some(api), &context, &log)?);
    }
    let common = common.start();
    let own = own.into_iter().map(|(name, starter)| (name, starter.start())).collect();
    info!(log, "started"; "database" => %config.database, "demo_accounts" => demo_enabled);
    Ok(Server { common, own, context, demo_enabled, log, log_guard })
}

/// Takes an address, for all the APIs and what is the server's own, or for one API alone.
fn bind(
    config: &Config,
    address: SocketAddr,
    own_of: Option<&'static Api>,
    context: &Context,
    log: &Logger,
) -> Result<HttpServerStarter<Context>, StartError> {
    let (listener, apis) = match own_of {
        None => (Listener::Common, APIS),
        Some(api) => (Listener::Own, std::slice::from_ref(api)),
    };
    let mut description = ApiDescription::new();
    register(&mut description, listener, apis, &context.metrics).map_err(StartError::Register)?;
    ServerBuilder::new(description, context.on(listener), log.clone())
        .config(ConfigDropshot {
            bind_address: address,
            default_request_body_max_bytes: config.body_bytes_max,
            // A write that was begun is finished, also when its caller hangs up.
            default_handler_task_mode: HandlerTaskMode::Detached,
            ..ConfigDropshot::default()
        })
        .build_starter()
        .map_err(|source| StartError::Listen { address, source })
}

fn register(
    description: &mut ApiDescription<Context>,
    listener: Listener,
    apis: &[Api],
    metrics: &Metrics,
) -> Result<(), ApiDescriptionRegisterError> {
    for api in apis {
        (api.register)(description, &listener.mount(api.name), metrics)?;
    }
    if listener == Listener::Common {
        docs::register(description)?;
        health::register(description)?;
        metrics::register(description)?;
    }
    Ok(())
}

/// A running server. Dropped, it stops at once; [`stop`](Self::stop) is the better way.
pub struct Server {
    common: HttpServer<Context>,
    /// The listeners of single APIs, by name.
    own: BTreeMap<&'static str, HttpServer<Context>>,
    context: Context,
    demo_enabled: bool,
    log: Logger,
    /// Last of the fields: what the others log in going is still written.
    log_guard: Option<AsyncGuard>,
}

impl Server {
    /// Where all the APIs are served; the port is the true one where a free one was asked for.
    pub fn address(&self) -> SocketAddr {
        self.common.local_addr()
    }

    /// Where an API is served, without a slash at its end: on its own listener where it has one, else under its name.
    ///
    /// # Panics
    ///
    /// Where there is no API of this name.
    pub fn api_url(&self, name: &str) -> String {
        assert!(api::find(name).is_some(), "no API is called {name}");
        let (server, listener) = match self.own.get(name) {
            Some(own) => (own, Listener::Own),
            None => (&self.common, Listener::Common),
        };
        format!("http://{}{}", server.local_addr(), listener.mount(name))
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
        let Self { common, own, context, log, log_guard, .. } = self;
        let mut closing = JoinSet::new();
        for server in std::iter::once(common).chain(own.into_values()) {
            closing.spawn(server.close());
        }
        let all_closed = async {
            while let Some(closed) = closing.join_next().await {
                if let Err(problem) = closed.map_err(|error| error.to_string()).and_then(|closed| closed) {
                    error!(log, "a listener did not close in order"; "error" => problem);
                }
            }
        };
        if tokio::time::timeout(STOP_DEADLINE, all_closed).await.is_err() {
            warn!(log, "requests are still under way after {} s, and are cut off", STOP_DEADLINE.as_secs());
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
        /// What dropshot says.
        source: BuildError,
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
            Self::Register(_) => formatter.write_str(
                "cannot serve the APIs: two of their operations are in each other's way; this is a defect, report it",
            ),
        }
    }
}

fn listen_advice(source: &BuildError) -> &'static str {
    use std::io::ErrorKind;

    let BuildError::BindError { error, .. } = source else {
        return "the operating system refuses a listener";
    };
    match error.kind() {
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
            // dropshot's error only repeats the address in front of the cause.
            Self::Listen { source: BuildError::BindError { error, .. }, .. } => Some(error),
            Self::Listen { source, .. } => Some(source),
            Self::Register(error) => Some(error),
        }
    }
}

impl From<DemoRefused> for StartError {
    fn from(error: DemoRefused) -> Self {
        Self::Demo(error)
    }
}
