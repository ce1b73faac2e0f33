//! State shared by all handlers.
//!
//! Each listener has its own [`Context`], cheap to clone; they share everything but the listener.
//!
//! Out of scope: `X-Forwarded-*` headers, which any client can send.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use http::header::{HOST, HeaderMap};
use http::uri::Authority;

use crate::auth::Credentials;
use crate::auth::demo::DemoAccounts;
use crate::auth::oauth::OAuth;
use crate::auth::throttle::LoginThrottle;
use crate::clock::Clock;
use crate::db::{Connection, Database, OpenError, query};
use dropshot_openapi::{InternalError, RequestContext};

/// Maximum length of a host: 253 characters of a name, a port, and brackets.
const HOST_LENGTH_MAX: usize = 261;

/// State shared by all handlers.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub database: Database,
    /// Credentials that are sent with every request.
    pub credentials: Credentials,
    /// OAuth clients and their access tokens.
    pub oauth: OAuth,
    /// Delays repeated failed sign-ins.
    pub login_throttle: LoginThrottle,
    /// The time of day.
    pub clock: Clock,
    states: Arc<States>,
    listener: Listener,
}

/// State of the APIs, one value per type.
#[derive(Default)]
pub struct States(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl States {
    /// Adds the state of an API.
    pub fn insert<S: Send + Sync + 'static>(&mut self, state: S) {
        self.0.insert(TypeId::of::<S>(), Box::new(state));
    }
}

/// The listener that a context belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listener {
    /// The common listener, which serves each API under its name.
    Common,
    /// The listener of one API, which serves it at the root.
    Own,
}

impl Listener {
    /// Returns the first path segment of an API on this listener.
    pub(crate) fn mount(self, api: &str) -> Option<&str> {
        match self {
            Self::Common => Some(api),
            Self::Own => None,
        }
    }

    /// Returns the prefix of an API's paths on this listener.
    pub(crate) fn path(self, api: &str) -> String {
        self.mount(api).map_or_else(String::new, |name| format!("/{name}"))
    }
}

impl Context {
    pub(crate) fn new(
        database: Database,
        demo: Option<DemoAccounts>,
        clock: Clock,
        states: States,
    ) -> Result<Self, OpenError> {
        let login_throttle = LoginThrottle::new(clock.clone());
        Ok(Self {
            oauth: OAuth::new(database.clone(), demo.clone(), clock.clone(), login_throttle.clone())?,
            credentials: Credentials::new(database.clone(), demo),
            database,
            login_throttle,
            clock,
            states: Arc::new(states),
            listener: Listener::Common,
        })
    }

    /// Returns the same state for another listener.
    pub(crate) fn on(&self, listener: Listener) -> Self {
        Self { listener, ..self.clone() }
    }

    /// Returns the state of an API.
    ///
    /// # Panics
    ///
    /// If no API has a state of this type.
    pub fn state<S: 'static>(&self) -> &S {
        let state = self.states.0.get(&TypeId::of::<S>()).and_then(|state| state.downcast_ref());
        state.unwrap_or_else(|| panic!("no API has the state {}", type_name::<S>()))
    }

    /// Returns the absolute URL at which the caller reached an API, without a trailing slash:
    /// `http://127.0.0.1:8080/NAME`.
    ///
    /// The host is taken from the request; the listener's address replaces an invalid one.
    pub fn base_url(cx: &RequestContext<Self>, api: &str) -> String {
        let authority = cx.request.uri().authority().map(Authority::as_str);
        let mount = cx.context().listener.path(api);
        url(authority, cx.request.headers(), cx.server.local_addr, &mount)
    }
}

/// Transactions of a handler.
pub trait Transactions {
    /// Runs `work` in a read transaction.
    fn read<T, F>(&self, work: F) -> impl Future<Output = Result<T, InternalError>> + Send
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static;

    /// Runs `work` in a write transaction. It may run more than once, so it must not consume what it captures.
    fn write<T, F>(&self, work: F) -> impl Future<Output = Result<T, InternalError>> + Send
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static;
}

impl Transactions for RequestContext<Context> {
    async fn read<T, F>(&self, work: F) -> Result<T, InternalError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        Ok(self.context().database.read(work).await?)
    }

    async fn write<T, F>(&self, work: F) -> Result<T, InternalError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> query::Result<T> + Send + 'static,
    {
        Ok(self.context().database.write(work).await?)
    }
}

/// The authority of an absolute request target takes precedence over `Host` (RFC 9112); HTTP/2 has no other.
fn url(authority: Option<&str>, headers: &HeaderMap, local: SocketAddr, mount: &str) -> String {
    let named = || headers.get(HOST).and_then(|value| value.to_str().ok());
    match authority.or_else(named).filter(|host| is_host(host)) {
        Some(host) => format!("http://{host}{mount}"),
        None => format!("http://{local}{mount}"),
    }
}

/// Returns `true` if `text` is a host with an optional port and nothing else.
fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    text.len() <= HOST_LENGTH_MAX
        && text.chars().all(allowed)
        && text.parse::<Authority>().is_ok_and(|authority| {
            !authority.host().is_empty()
                // `host:` and invalid ports parse too.
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
        url(None, &headers, "127.0.0.1:8080".parse().unwrap(), "/shop")
    }

    #[test]
    fn host_header_is_used_in_urls() {
        for host in [
            "localhost",
            "localhost:8080",
            "api.example.com",
            "a-b_c.example:1",
            "127.0.0.1:80",
            "[::1]:80",
            "[::1]",
        ] {
            assert_eq!(url_for(Some(host)), format!("http://{host}/shop"));
        }
    }

    #[test]
    fn invalid_host_is_replaced_by_the_listeners_address() {
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
            (Some("a:b"), "a port that is not a number"),
            (Some("h\u{f6}st"), "not ASCII"),
            (Some(long.as_str()), "too long"),
        ] {
            assert_eq!(url_for(host), "http://127.0.0.1:8080/shop", "{reason}");
        }
        assert!(is_host(&long[1..]), "maximum length");
    }

    #[test]
    fn absolute_target_takes_precedence_over_host() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("header"));

        let url = url(Some("target:80"), &headers, "[::1]:8080".parse().unwrap(), "");

        assert_eq!(url, "http://target:80");
    }

    #[test]
    fn api_is_at_the_root_of_its_own_listener() {
        assert_eq!(Listener::Common.path("shop"), "/shop");
        assert_eq!(Listener::Own.path("shop"), "");
    }
}
