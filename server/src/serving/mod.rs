//! How connections are taken in, and what bounds them.
//!
//! The APIs are dropshot's: registered with it, described by it and routed by it. Its server is not used, because it takes
//! in every connection that comes, waits for ever for what is said on one, and gives each request a task, a logger and a
//! line of its own; none of that can be told otherwise. Nor can its handlers be called by anybody else: they take a
//! `RequestContext`, which only its server can make. So behind each endpoint stands a
//! [`Handler`](dropshot_openapi::route::Handler) that knows of no server, and here is the way to it:
//!
//! - [`Listener`] accepts connections, up to a number; a few more are told that there is no place for them, and all others
//!   are closed.
//! - [`connection`] speaks HTTP on one, and is cut off when nothing goes forward on it.
//! - [`answer`] answers one request, or tells its caller to come back when too many are being answered.
//!
//! What is turned away is turned away at once: nobody queues here. Fairness between callers and TLS are deliberately not
//! here either: both are for a proxy in front.

mod answer;
mod connection;
mod load;

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use hyper_util::rt::TokioExecutor;
use hyper_util::server::conn::auto::Builder;
use slog::{Logger, debug, error, info, o, warn};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::MissedTickBehavior;

use self::answer::{Admission, Caller};
use self::connection::{Patience, Pulse, Watched};
pub(crate) use self::load::{Load, LoadStatistics};
use self::load::{Place, Places};
use crate::config::Config;
use crate::context::Context;
use dropshot_openapi::router::Router;
use dropshot_openapi::{BodyLimits, Reception};

/// How long a connection past the maximum may take to ask what it is to be refused, and to hear it.
const REFUSING_TIME: Duration = Duration::from_secs(2);

/// How long to wait when there are no more file descriptors.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// What everything on one listener has in common.
pub(crate) struct Listening {
    reception: Arc<Reception<Context>>,
    router: Router<Context>,
    patience: Patience,
    load: Arc<Load>,
    open: Builder<TokioExecutor>,
    refusing: Builder<TokioExecutor>,
}

/// An address that is taken. Nothing is accepted yet.
pub(crate) struct Listener {
    tcp: TcpListener,
    listening: Arc<Listening>,
}

impl Listener {
    /// Takes an address.
    pub(crate) fn bind(
        config: &Config,
        address: SocketAddr,
        context: Context,
        router: Router<Context>,
        log: &Logger,
    ) -> io::Result<Self> {
        let tcp = std::net::TcpListener::bind(address)?;
        tcp.set_nonblocking(true)?;
        let tcp = TcpListener::from_std(tcp)?;
        let local_addr = tcp.local_addr()?;
        let read_max = Duration::from_secs(config.limits.body_read_seconds_max.get().into());
        let load = Arc::clone(&context.load);
        let reception = Reception {
            context,
            local_addr,
            body: BodyLimits { bytes_max: config.body_bytes_max, read_max },
            log: log.new(o!("local_addr" => local_addr)),
        };
        let listening = Arc::new(Listening {
            reception: Arc::new(reception),
            router,
            patience: Patience::new(&config.limits),
            load,
            open: connection::http(Admission::Open),
            refusing: connection::http(Admission::Refused),
        });
        Ok(Self { tcp, listening })
    }

    /// Its address; the port is the true one where a free one was asked for.
    pub(crate) fn local_addr(&self) -> SocketAddr {
        self.listening.reception.local_addr
    }

    /// Serves until `stop` changes, and then until all requests under way are answered. Dropped, it cuts them off.
    pub(crate) async fn serve(self, mut stop: watch::Receiver<()>) {
        let Self { tcp, listening } = self;
        let log = &listening.reception.log;
        let mut connections = Connections::new(Arc::clone(&listening));
        info!(log, "listening");
        loop {
            tokio::select! {
                accepted = tcp.accept() => match accepted {
                    Ok((stream, remote_addr)) => connections.take_in(stream, remote_addr),
                    // Whoever it was is gone again.
                    Err(error) if matches!(
                        error.kind(),
                        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                    ) => {}
                    Err(error) => {
                        warn!(log, "accept error"; "error" => error);
                        tokio::time::sleep(ACCEPT_AGAIN_AFTER).await;
                    }
                },
                () = connections.look_after(), if !connections.is_empty() => {}
                // An error means that nobody can tell us to stop any more: then it is time to.
                _ = stop.changed() => break,
            }
        }
        info!(log, "beginning graceful shutdown");
        drop(tcp);
        connections.ask_to_close();
        while !connections.is_empty() {
            connections.look_after().await;
        }
    }
}

/// The connections of one listener. Dropped, all of them are cut off.
struct Connections {
    listening: Arc<Listening>,
    tasks: JoinSet<()>,
    watched: HashMap<Id, Watched>,
    ticks: tokio::time::Interval,
}

impl Connections {
    fn new(listening: Arc<Listening>) -> Self {
        let mut ticks = tokio::time::interval(listening.patience.period());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { listening, tasks: JoinSet::new(), watched: HashMap::new(), ticks }
    }

    fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Serves a connection, or tells it that there is no place for it, or closes it.
    fn take_in(&mut self, stream: TcpStream, remote_addr: SocketAddr) {
        let (load, log) = (&self.listening.load, &self.listening.reception.log);
        // An answer is written at once, so that there is nothing to wait for; without this, pieces would wait for each other.
        let _ = stream.set_nodelay(true);
        if let Some(place) = Place::take(Arc::clone(&load.connections)) {
            debug!(log, "accepted connection"; "remote_addr" => remote_addr);
            self.serve(stream, remote_addr, Admission::Open, place);
            return;
        }
        load.connections_refused.fetch_add(1, Ordering::Relaxed);
        if let Some(place) = Place::take(Arc::clone(&load.refusing)) {
            debug!(log, "refused connection"; "remote_addr" => remote_addr);
            self.serve(stream, remote_addr, Admission::Refused, place);
        } else {
            debug!(log, "closed connection past the maximum"; "remote_addr" => remote_addr);
        }
    }

    fn serve(
        &mut self,
        stream: TcpStream,
        remote_addr: SocketAddr,
        admission: Admission,
        place: Place<Arc<Places>>,
    ) {
        let listening = Arc::clone(&self.listening);
        let pulse = Arc::new(Pulse::default());
        let watched = Arc::clone(&pulse);
        let task = self.tasks.spawn(async move {
            let _place = place;
            let shown_addr = remote_addr.to_string();
            let caller = Caller { listening: Arc::clone(&listening), remote_addr, shown_addr, admission };
            let caller = Arc::new(caller);
            let served = match admission {
                Admission::Open => connection::serve(&listening.open, stream, caller, pulse).await,
                Admission::Refused => {
                    let refusing = connection::serve(&listening.refusing, stream, caller, pulse);
                    tokio::time::timeout(REFUSING_TIME, refusing).await.unwrap_or(Ok(()))
                }
            };
            if let Err(error) = served {
                // Callers hang up, and say what is not HTTP: neither is news.
                debug!(listening.reception.log, "connection failed"; "remote_addr" => remote_addr, "error" => %error);
            }
        });
        self.watched.insert(task.id(), Watched::new(watched, task, Instant::now()));
    }

    /// Waits until a connection has ended, or until it is time to look at all of them.
    async fn look_after(&mut self) {
        tokio::select! {
            ended = self.tasks.join_next_with_id() => match ended {
                Some(Ok((id, ()))) => self.forget(id),
                Some(Err(error)) => self.failed(&error),
                None => {}
            },
            _ = self.ticks.tick() => {
                let (patience, now) = (self.listening.patience, Instant::now());
                for connection in self.watched.values_mut() {
                    connection.look(patience, now);
                }
            }
        }
    }

    fn failed(&mut self, error: &JoinError) {
        if error.is_panic() {
            error!(self.listening.reception.log, "a connection's task panicked: this is a defect"; "error" => %error);
        } else {
            debug!(self.listening.reception.log, "cut off a connection on which nothing went forward");
        }
        self.forget(error.id());
    }

    fn forget(&mut self, id: Id) {
        self.watched.remove(&id);
    }

    fn ask_to_close(&self) {
        self.watched.values().for_each(Watched::ask_to_close);
    }
}
