//! A token that is fetched when it is first needed, and again before it is too old.
//!
//! However many calls wait for a token, one of them signs in; the others take what comes of it, be it a token or a failure.
//! While the old token still works, nobody but that one waits at all.

use super::Now;
use crate::error::SignInFailure;
use reqwest::header::HeaderValue;
use secrecy::SecretString;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A token is renewed this long before its end, or a tenth of its life before it, whichever is less: a call that has just
/// begun is to reach the API with a token that still works there.
const MARGIN_MAX: Duration = Duration::from_secs(30);

/// What is written for a sign-in that an API's own module makes.
pub(crate) type Signing<'a> = Pin<Box<dyn Future<Output = Result<Token, SignInFailure>> + Send + 'a>>;

/// How an API lets somebody in.
pub(crate) trait SignIn: Send + Sync {
    /// Gets a token; by a refresh token, where the last one brought one along and it has not been used.
    fn sign_in(&self, refresh: Option<SecretString>) -> Signing<'_>;
}

/// A token, as a header carries it.
pub(crate) struct Token {
    header: HeaderValue,
    /// How long it lives, from when it was asked for.
    life: Option<Duration>,
    /// What gets the next one. It works once, so that whoever uses it takes it.
    refresh: Mutex<Option<SecretString>>,
    /// From when on it is to be renewed, and from when on it does not work. Set when it is kept.
    renew_from: Option<SystemTime>,
    dead_from: Option<SystemTime>,
}

impl Token {
    /// A bearer token.
    pub(crate) fn bearer(
        token: &str,
        life: Option<Duration>,
        refresh: Option<SecretString>,
    ) -> Result<Self, SignInFailure> {
        let mut header =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| SignInFailure::unusable())?;
        header.set_sensitive(true);
        Ok(Self { header, life, refresh: Mutex::new(refresh), renew_from: None, dead_from: None })
    }

    pub(super) fn header(&self) -> &HeaderValue {
        &self.header
    }

    fn kept(mut self, since: SystemTime) -> Arc<Self> {
        if let Some(life) = self.life {
            self.dead_from = since.checked_add(life);
            self.renew_from = since.checked_add(life.saturating_sub(MARGIN_MAX.min(life / 10)));
        }
        Arc::new(self)
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.renew_from.is_none_or(|time| now < time)
    }

    fn works(&self, now: SystemTime) -> bool {
        self.dead_from.is_none_or(|time| now < time)
    }
}

/// Somebody who signs in when it is needed.
pub(crate) struct Session {
    api: Box<dyn SignIn>,
    now: Now,
    state: Mutex<State>,
    /// Held by the one who signs in.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    /// How often somebody has signed in, or has tried to.
    rounds: u64,
    /// How the last round failed.
    failure: Option<SignInFailure>,
}

impl Session {
    pub(crate) fn new(api: impl SignIn + 'static, now: Now) -> Self {
        Self { api: Box::new(api), now, state: Mutex::default(), turn: tokio::sync::Mutex::new(()) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held, and a state is whole at every point.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token, where nobody has to sign in for it.
    pub(super) fn fresh_token(&self) -> Option<Arc<Token>> {
        let known = self.state().token.clone();
        known.filter(|token| token.is_fresh((self.now)()))
    }

    /// A token that works, as far as can be known here.
    pub(super) async fn token(&self) -> Result<Arc<Token>, SignInFailure> {
        let (known, round) = {
            let state = self.state();
            (state.token.clone(), state.rounds)
        };
        let now = (self.now)();
        let _turn = match known {
            Some(token) if token.is_fresh(now) => return Ok(token),
            Some(token) if token.works(now) => match self.turn.try_lock() {
                Ok(turn) => turn,
                // Somebody is at it: until then, the old one does.
                Err(_) => return Ok(token),
            },
            _ => self.turn.lock().await,
        };
        let (old, refresh) = {
            let state = self.state();
            let old = state.token.clone();
            if state.rounds != round {
                // Somebody was, and this is what came of it.
                match (&old, &state.failure) {
                    (Some(token), _) if token.works((self.now)()) => return Ok(Arc::clone(token)),
                    (_, Some(failure)) => return Err(failure.clone()),
                    _ => {}
                }
            }
            let refresh = old.as_ref().and_then(|token| token.refresh.lock().ok()?.take());
            (old, refresh)
        };
        let asked_at = (self.now)();
        let outcome = self.api.sign_in(refresh).await;
        let mut state = self.state();
        state.rounds += 1;
        match outcome {
            Ok(token) => {
                let token = token.kept(asked_at);
                state.failure = None;
                state.token = Some(Arc::clone(&token));
                Ok(token)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                // A renewal that failed too early to matter.
                old.filter(|token| token.works((self.now)())).ok_or(failure)
            }
        }
    }

    /// Takes note that the API does not let this token in: the next call signs in anew, and not by way of it.
    pub(super) fn reject(&self, token: &Arc<Token>) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|current| Arc::ptr_eq(current, token)) {
            state.token = None;
        }
    }
}
