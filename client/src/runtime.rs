//! Sending of every generated call: authentication, attempts, timeouts, observers and spans.

use crate::auth::{Clock, Credential, Session, Token};
use crate::error::{Failure, SignInFailure};
use crate::observe::{Observer, RequestEvent, ResponseEvent};
use crate::response::{Call, RawResponse};
use crate::retry::{RetryPolicy, RetryReason, retry_after};
use reqwest::header::AUTHORIZATION;
use reqwest::{Request, StatusCode};
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info_span};

/// Properties of an operation that its document states.
#[derive(Clone, Copy, Debug)]
pub struct OperationTraits {
    /// The `operationId`.
    pub(crate) operation: &'static str,
    /// `true` if the operation takes no credential.
    pub(crate) anonymous: bool,
    /// `true` if applying the operation twice has the effect of applying it once.
    pub(crate) idempotent: bool,
}

/// Limits of a call's duration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// All attempts of a call, with the waits between them.
    pub(crate) total: Duration,
    /// One attempt, until the last byte of its response.
    pub(crate) attempt: Duration,
}

/// The state that a client's calls share. Clones share it too.
#[derive(Clone)]
pub struct Runtime(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) api: &'static str,
    pub(crate) operations: &'static [OperationTraits],
    /// The operation that ends a session, which must not begin another.
    pub(crate) sign_out: Option<&'static str>,
    pub(crate) http: reqwest::Client,
    pub(crate) credential: Credential,
    pub(crate) retry: RetryPolicy,
    /// Treats every operation as idempotent. Set where a client signs in with credentials.
    pub(crate) retry_all: bool,
    pub(crate) timeouts: Timeouts,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) clock: Clock,
    pub(crate) customer_token: Option<SecretString>,
}

impl Runtime {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// Returns the token of the customer that the client acts for.
    pub(crate) fn customer_token(&self) -> Option<&SecretString> {
        self.0.customer_token.as_ref()
    }

    /// Sends a request, in as many attempts as necessary and allowed, and reads the response to its end.
    pub(crate) async fn send(
        &self,
        request: Request,
        operation: &'static str,
    ) -> Result<RawResponse, Failure> {
        let started = Instant::now();
        let span = info_span!(
            "call",
            api = self.0.api,
            operation,
            method = request.method().as_str(),
            status = Empty,
            attempts = Empty,
            duration_ms = Empty,
            error = Empty
        );
        let mut attempts = 0;
        // Boxed, since the future is large and would be part of the caller's.
        let call = Box::pin(self.call(request, operation, started, &mut attempts));
        let outcome = call.instrument(span.clone()).await;
        record(&span, &outcome, attempts, started);
        outcome
    }

    async fn call(
        &self,
        request: Request,
        operation: &'static str,
        started: Instant,
        attempts: &mut u32,
    ) -> Result<RawResponse, Failure> {
        let Shared { credential, retry, timeouts, .. } = &*self.0;
        let call = Call { operation, read_only: request.method().is_safe() };
        let traits = self.0.operations.iter().find(|traits| traits.operation == operation);
        let anonymous = traits.is_some_and(|traits| traits.anonymous);
        let idempotent =
            self.0.retry_all || traits.map_or(request.method().is_idempotent(), |traits| traits.idempotent);
        let mut may_sign_in_again = !anonymous && self.0.sign_out != Some(operation);
        let mut waits = retry.waits();
        loop {
            let Some(mut attempt) = request.try_clone() else {
                let reason = "the body is a stream, which cannot be sent twice; give its bytes";
                return Err(Failure::InvalidRequest(reason.to_owned()));
            };
            let token = match credential {
                Credential::Session(session) if !anonymous => {
                    Some(self.token(session, operation, started).await?)
                }
                _ => None,
            };
            match (credential, &token) {
                (Credential::Header(name, value), _) if !anonymous => {
                    attempt.headers_mut().insert(name.clone(), value.clone());
                }
                (_, Some(token)) => {
                    attempt.headers_mut().insert(AUTHORIZATION, token.header_value());
                }
                _ => {}
            }
            *attempts += 1;
            let remaining = timeouts.total.saturating_sub(started.elapsed());
            *attempt.timeout_mut() = Some(timeouts.attempt.min(remaining));
            let outcome = self.attempt(attempt, call, *attempts).await;

            if let (Ok(response), Some(token), true) = (&outcome, &token, may_sign_in_again)
                && response.status() == StatusCode::UNAUTHORIZED
                && let Credential::Session(session) = credential
            {
                // A rejected token proves that nothing was applied, so that even a create is sent again.
                debug!("the token was rejected, signing in again");
                session.reject(token);
                may_sign_in_again = false;
                continue;
            }
            let reason = match &outcome {
                Ok(response) => RetryReason::of_status(response.status()),
                Err(error) => RetryReason::of_error(error),
            };
            let wait = reason
                .filter(|reason| idempotent || reason.definitely_not_applied())
                .and_then(|_| waits.next())
                .map(|backoff| {
                    let headers = outcome.as_ref().ok().map(RawResponse::headers);
                    let requested = headers.and_then(|headers| retry_after(headers, (self.0.clock)()));
                    // Randomized too, but never earlier than requested.
                    requested.map_or(backoff, |requested| requested.saturating_add(backoff / 4))
                })
                .filter(|wait| started.elapsed() + *wait < timeouts.total);
            let Some(wait) = wait else {
                return outcome.map_err(|source| Failure::Communication {
                    call,
                    attempts: *attempts,
                    source,
                });
            };
            debug!(attempts = *attempts, wait_ms = millis(wait), "retrying after a wait");
            tokio::time::sleep(wait).await;
        }
    }

    /// Sends the request once, and notifies the observers.
    async fn attempt(&self, request: Request, call: Call, attempt: u32) -> reqwest::Result<RawResponse> {
        let Shared { api, http, observers, .. } = &*self.0;
        let (api, operation) = (*api, call.operation);
        for observer in observers {
            let (method, url) = (request.method(), request.url());
            observer.on_request(&RequestEvent { api, operation, method, url, attempt });
        }
        let started = Instant::now();
        let outcome = match http.execute(request).await {
            Ok(response) => RawResponse::read(response, call, attempt).await,
            Err(error) => Err(error),
        };
        let duration = started.elapsed();
        for observer in observers {
            let outcome = outcome.as_ref().map(|response| (response.status(), response.headers()));
            observer.on_response(&ResponseEvent { api, operation, attempt, outcome, duration });
        }
        outcome
    }

    /// Returns the session's token within the time that the call has left.
    async fn token(
        &self,
        session: &Session,
        operation: &'static str,
        started: Instant,
    ) -> Result<Arc<Token>, Failure> {
        let total = self.0.timeouts.total;
        let remaining = total.saturating_sub(started.elapsed());
        tokio::time::timeout(remaining, session.token())
            .await
            .unwrap_or_else(|_| Err(SignInFailure::timed_out(total)))
            .map_err(|failure| Failure::SignIn { operation, failure })
    }
}

fn record(span: &Span, outcome: &Result<RawResponse, Failure>, attempts: u32, started: Instant) {
    span.record("attempts", attempts).record("duration_ms", millis(started.elapsed()));
    match outcome {
        Ok(response) => span.record("status", response.status().as_u16()),
        Err(Failure::InvalidRequest(_)) => span.record("error", "invalid request"),
        Err(Failure::SignIn { .. }) => span.record("error", "not signed in"),
        Err(Failure::Communication { .. }) => span.record("error", "no response"),
    };
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Debug for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { api, retry, timeouts, .. } = &*self.0;
        formatter
            .debug_struct("Runtime")
            .field("api", api)
            .field("retry", retry)
            .field("timeouts", timeouts)
            .finish_non_exhaustive()
    }
}
