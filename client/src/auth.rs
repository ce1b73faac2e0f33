//! Credentials of a client, and sessions: tokens that are obtained when first needed and renewed before they expire.
//!
//! However many calls need a token, one of them signs in; the others share its outcome, a token or a failure. While the old
//! token is still valid, no other call waits.

use crate::error::{ConnectError, SignInFailure};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A token is renewed this long before it expires, or after nine tenths of its life if that is later.
const MARGIN_MAX: Duration = Duration::from_secs(30);

/// The time of day, which decides whether a token has expired.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// The credential of a client's requests.
pub enum Credential {
    /// None: only operations that need no credential can be called.
    None,
    /// A header that never changes.
    Header(HeaderName, HeaderValue),
    /// A token that is renewed.
    Session(Session),
}

impl Credential {
    /// Returns a header whose value logs do not show.
    pub(crate) fn header(name: HeaderName, secret: &str) -> Result<Self, ConnectError> {
        let mut value = HeaderValue::from_str(secret).map_err(|_| ConnectError::InvalidCredential)?;
        value.set_sensitive(true);
        Ok(Self::Header(name, value))
    }

    /// Returns a bearer token that never changes.
    pub(crate) fn bearer(token: &SecretString) -> Result<Self, ConnectError> {
        Self::header(AUTHORIZATION, &format!("Bearer {}", token.expose_secret()))
    }
}

/// A sign-in in progress.
pub(crate) type SignInFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, SignInFailure>> + Send + 'a>>;

/// A way to obtain a token.
pub(crate) trait SignIn: Send + Sync {
    /// Obtains a token, with the refresh token of the last one if there is one.
    fn sign_in(&self, refresh: Option<SecretString>) -> SignInFuture<'_>;
}

/// A bearer token.
pub struct Token {
    header: HeaderValue,
    /// Lifetime, from the request on.
    lifetime: Option<Duration>,
    /// Obtains the next token, once.
    refresh: Mutex<Option<SecretString>>,
    renew_at: Option<SystemTime>,
    expires_at: Option<SystemTime>,
}

impl Token {
    pub(crate) fn bearer(
        token: &str,
        lifetime: Option<Duration>,
        refresh: Option<SecretString>,
    ) -> Result<Self, SignInFailure> {
        let mut header =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| SignInFailure::unusable())?;
        header.set_sensitive(true);
        Ok(Self { header, lifetime, refresh: Mutex::new(refresh), renew_at: None, expires_at: None })
    }

    pub(crate) fn header_value(&self) -> HeaderValue {
        self.header.clone()
    }

    fn requested_at(mut self, time: SystemTime) -> Arc<Self> {
        if let Some(lifetime) = self.lifetime {
            self.expires_at = time.checked_add(lifetime);
            self.renew_at = time.checked_add(lifetime.saturating_sub(MARGIN_MAX.min(lifetime / 10)));
        }
        Arc::new(self)
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.renew_at.is_none_or(|time| now < time)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.expires_at.is_none_or(|time| now < time)
    }
}

/// The current token, and the way to the next.
pub struct Session {
    login: Box<dyn SignIn>,
    clock: Clock,
    state: Mutex<State>,
    /// Held while signing in.
    signing_in: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    /// Number of sign-ins so far, failed ones included.
    rounds: u64,
    /// The failure of the last sign-in.
    failure: Option<SignInFailure>,
}

impl Session {
    pub(crate) fn new(login: impl SignIn + 'static, clock: Clock) -> Self {
        Self {
            login: Box::new(login),
            clock,
            state: Mutex::default(),
            signing_in: tokio::sync::Mutex::new(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while the lock is held, and the state is consistent at every point.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a valid token, signing in if necessary.
    pub(crate) async fn token(&self) -> Result<Arc<Token>, SignInFailure> {
        let (current, round) = {
            let state = self.state();
            (state.token.clone(), state.rounds)
        };
        let now = (self.clock)();
        let _signing_in = match current {
            Some(token) if token.is_fresh(now) => return Ok(token),
            Some(token) if token.is_valid(now) => match self.signing_in.try_lock() {
                Ok(guard) => guard,
                // Another call renews it.
                Err(_) => return Ok(token),
            },
            _ => self.signing_in.lock().await,
        };
        let (old, refresh) = {
            let state = self.state();
            let old = state.token.clone();
            if state.rounds != round {
                // Another call signed in meanwhile: share its outcome.
                match (&old, &state.failure) {
                    (Some(token), _) if token.is_valid((self.clock)()) => return Ok(Arc::clone(token)),
                    (_, Some(failure)) => return Err(failure.clone()),
                    _ => {}
                }
            }
            let refresh = old.as_ref().and_then(|token| token.refresh.lock().ok()?.take());
            (old, refresh)
        };
        let requested_at = (self.clock)();
        let outcome = self.login.sign_in(refresh).await;
        let mut state = self.state();
        state.rounds += 1;
        match outcome {
            Ok(token) => {
                let token = token.requested_at(requested_at);
                state.failure = None;
                state.token = Some(Arc::clone(&token));
                Ok(token)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                // An early renewal may fail as long as the old token is valid.
                old.filter(|token| token.is_valid((self.clock)())).ok_or(failure)
            }
        }
    }

    /// Drops a token that the API rejected, so that the next call signs in without refreshing it.
    pub(crate) fn reject(&self, token: &Arc<Token>) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
            state.token = None;
        }
    }
}
