//! What every operation's code is handed.
//!
//! One context a listener, cheap to clone: all of them share the same state, and differ in where they stand. An API
//! that is to write a URL of its own therefore need not know on which listener it was called.
//!
//! `X-Forwarded-*` is deliberately not read: anybody can send it.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::header::{HOST, HeaderMap};
use http::uri::Authority;

use crate::auth::guesses::Guesses;
use crate::auth::oauth::OAuth;
use crate::auth::passwords::Passwords;
use crate::auth::recent::Recent;
use crate::auth::{Credentials, User};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, OpenError};
use crate::limits::RateLimiter;
use crate::metrics::Metrics;
use crate::serving::Load;
use dropshot_openapi::RequestContext;

/// A name of 253 characters, a port, and brackets: nothing that is a host is longer.
const HOST_LENGTH_MAX: usize = 261;

/// What every operation's code is handed.
#[derive(Clone)]
pub struct Context {
    /// What outlives a request.
    pub database: Database,
    /// Who may call.
    pub credentials: Credentials,
    /// Who may call with a token that it signed in for.
    pub oauth: OAuth,
    /// Slows down who guesses at passwords.
    pub guesses: Guesses,
    /// The time.
    pub clock: Clock,
    /// What is Dezwork's alone.
    pub dezwork: DezworkContext,
    /// What is Portos's alone.
    pub portos: PortosContext,
    /// What is Reportei's alone.
    pub reportei: ReporteiContext,
    pub(crate) metrics: Metrics,
    pub(crate) load: Arc<Load>,
    listener: Listener,
}

/// What is Dezwork's alone.
#[derive(Clone, Debug)]
pub struct DezworkContext {
    /// Whether registrations are reset every 30 minutes.
    pub sandbox: bool,
    /// Hashes the clients' passwords.
    pub passwords: Passwords,
}

/// What is Portos's alone.
#[derive(Clone, Debug, Default)]
pub struct PortosContext {
    /// Whose sessions were asked for a moment ago, and when they end.
    pub sessions: Recent<(User, DateTime<Utc>)>,
}

/// What is Reportei's alone.
#[derive(Clone, Debug)]
pub struct ReporteiContext {
    /// Counts calls by merchant, on all listeners together.
    pub rate_limiter: Arc<RateLimiter>,
}

/// Which listener a context belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listener {
    /// The common one: every API is mounted under its name.
    Common,
    /// One API's own: its paths are at the root.
    Own,
}

impl Listener {
    /// The segment that an API's paths begin with here, where they have one in front of the document's.
    pub(crate) fn mount(self, api: &str) -> Option<&str> {
        match self {
            Self::Common => Some(api),
            Self::Own => None,
        }
    }

    /// What stands in front of the document's paths here.
    pub(crate) fn path(self, api: &str) -> String {
        self.mount(api).map_or_else(String::new, |name| format!("/{name}"))
    }
}

impl Context {
    pub(crate) fn new(config: &Config, database: Database, demo_enabled: bool) -> Result<Self, OpenError> {
        let rate_limiter = RateLimiter::new(config.reportei.rate_limit, config.clock.clone());
        let guesses = Guesses::new(config.clock.clone());
        Ok(Self {
            oauth: OAuth::new(database.clone(), demo_enabled, config.clock.clone(), guesses.clone())?,
            credentials: Credentials::new(database.clone(), demo_enabled),
            database,
            guesses,
            clock: config.clock.clone(),
            dezwork: DezworkContext { sandbox: config.dezwork.sandbox, passwords: Passwords::new() },
            portos: PortosContext::default(),
            reportei: ReporteiContext { rate_limiter: Arc::new(rate_limiter) },
            metrics: Metrics::default(),
            load: Arc::new(Load::new(&config.limits)),
            listener: Listener::Common,
        })
    }

    /// The same state on another listener.
    pub(crate) fn on(&self, listener: Listener) -> Self {
        Self { listener, ..self.clone() }
    }

    /// The absolute URL at which the caller reached this API, without a slash at its end:
    /// `http://127.0.0.1:8080/reportei`. The document's paths go behind it.
    ///
    /// The host is what the caller calls us; what cannot be a host is replaced by the listener's address.
    pub fn base_url(cx: &RequestContext<Self>, api: &str) -> String {
        let authority = cx.request.uri().authority().map(Authority::as_str);
        let mount = cx.context().listener.path(api);
        url(authority, cx.request.headers(), cx.local_addr(), &mount)
    }
}

/// A target in absolute form goes before `Host`, as RFC 9112 has it; HTTP/2 has nothing else.
fn url(authority: Option<&str>, headers: &HeaderMap, local: SocketAddr, mount: &str) -> String {
    let named = || headers.get(HOST).and_then(|value| value.to_str().ok());
    match authority.or_else(named).filter(|host| is_host(host)) {
        Some(host) => format!("http://{host}{mount}"),
        None => format!("http://{local}{mount}"),
    }
}

/// Whether this can be put into a URL without changing anything but its host and port.
fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    text.len() <= HOST_LENGTH_MAX
        && text.chars().all(allowed)
        && text.parse::<Authority>().is_ok_and(|authority| {
            !authority.host().is_empty()
                // `host:` and ports that are none parse too.
                && (authority.host() == text || authority.port_u16().is_some())
        })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn url_for(host: Option<&str>) -> String {
        let mut headers = HeaderMap::new();
        if let Some(host) = host {
            headers.insert(HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
        }
        url(None, &headers, "127.0.0.1:8080".parse().unwrap(), "/reportei")
    }

    #[test]
    fn the_host_is_the_callers_word_for_us() {
        for host in [
            "localhost",
            "localhost:8080",
            "api.example.com",
            "a-b_c.example:1",
            "127.0.0.1:80",
            "[::1]:80",
            "[::1]",
        ] {
            assert_eq!(url_for(Some(host)), format!("http://{host}/reportei"));
        }
    }

    #[test]
    fn what_is_no_host_is_replaced_by_the_listeners_address() {
        let long = "a".repeat(HOST_LENGTH_MAX + 1);
        for (host, reason) in [
            (None, "none"),
            (Some(""), "empty"),
            (Some("evil.example/path?"), "a path"),
            (Some("user@evil.example"), "a user"),
            (Some("a b"), "a space"),
            (Some("a\"b"), "a quotation mark"),
            (Some("<script>"), "markup"),
            (Some("a:b:c"), "two ports"),
            (Some("a:"), "no port"),
            (Some("a:99999"), "no such port"),
            (Some("a:b"), "a port that is no number"),
            (Some("h\u{f6}st"), "not ASCII"),
            (Some(long.as_str()), "too long"),
        ] {
            assert_eq!(url_for(host), "http://127.0.0.1:8080/reportei", "{reason}");
        }
        assert!(is_host(&long[1..]), "as long as may be");
    }

    #[test]
    fn a_target_in_absolute_form_goes_before_the_header() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("header"));

        let url = url(Some("target:80"), &headers, "[::1]:8080".parse().unwrap(), "");

        assert_eq!(url, "http://target:80");
    }

    #[test]
    fn an_api_is_at_the_root_of_its_own_listener() {
        assert_eq!(Listener::Common.path("reportei"), "/reportei");
        assert_eq!(Listener::Own.path("reportei"), "");
    }
}
