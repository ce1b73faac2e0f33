//! What every generated call goes through: the credential, the tries, the time that they may take, and who looks on.
//!
//! Generated code builds a request and reads an answer; between the two it calls [`Runtime::send`], once, whatever the
//! operation. So what is here holds for all of them, and a new operation has it the day it is generated.
//!
//! Deliberately not here: what a document says. Which operations go without a credential, and which may be repeated though
//! their method does not promise it, each API's own module knows, as [`Nature`].

mod answer;
mod session;

pub(crate) use self::answer::Call;
pub use self::answer::{Answer, ResponseValue};
pub(crate) use self::session::{Session, SignIn, Signing, Token};
pub use crate::error::Error;
pub use progenitor_client::{ClientInfo, OperationInfo};

use crate::connection::{self, ConnectError};
use crate::error::SignInFailure;
use crate::observe::{Observer, RequestEvent, ResponseEvent};
use crate::retry::{Budget, RetryPolicy, Trouble, retry_after};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info_span};

/// Who tells the time of day: it decides when a token is too old, and how far off an HTTP date is.
pub(crate) type Now = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// What is to be known of an API's operations, and no document says.
#[derive(Debug)]
pub(crate) struct Nature {
    /// The API's name.
    pub(crate) api: &'static str,
    /// Operations that carry no credential.
    pub(crate) anonymous: &'static [&'static str],
    /// Operations that come to the same when they are carried out twice, though their method does not promise it.
    pub(crate) repeatable: &'static [&'static str],
    /// The operation that ends a session.
    pub(crate) signs_out: Option<&'static str>,
}

impl Nature {
    /// Whether carrying an operation out twice comes to the same as once.
    fn is_repeatable(&self, operation: &str, method: &Method) -> bool {
        method.is_idempotent() || self.repeatable.contains(&operation)
    }
}

/// What a call carries to be let in.
pub(crate) enum Credential {
    /// Nothing: it can only sign in.
    None,
    /// The same for ever.
    Fixed(HeaderName, HeaderValue),
    /// What signing in has answered, and will answer again.
    Session(Session),
}

impl Credential {
    /// A token that is the same for ever.
    pub(crate) fn bearer(token: &SecretString) -> Result<Self, ConnectError> {
        let token = format!("Bearer {}", token.expose_secret());
        Ok(Self::Fixed(AUTHORIZATION, connection::sensitive(&token)?))
    }
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// A call, with all its tries and the waits between them.
    pub(crate) total: Duration,
    /// One try, until the last byte of its answer.
    pub(crate) per_try: Duration,
}

/// What a client's calls have in common. Clones share it.
#[derive(Clone)]
pub struct Runtime(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) nature: &'static Nature,
    pub(crate) http: reqwest::Client,
    pub(crate) credential: Credential,
    pub(crate) retry: RetryPolicy,
    /// Shared with whoever signs in for this client.
    pub(crate) budget: Arc<Budget>,
    /// Every operation may be repeated: only so for the one that signs in.
    pub(crate) repeats_all: bool,
    pub(crate) timeouts: Timeouts,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) now: Now,
    /// The customer for whom calls speak, where they can.
    pub(crate) speaks_for: Option<SecretString>,
}

impl Runtime {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// The customer for whom calls speak, where they can.
    pub(crate) fn speaks_for(&self) -> Option<&SecretString> {
        self.0.speaks_for.as_ref()
    }

    /// Sends a request, as often as it takes and is allowed, and reads the whole answer.
    ///
    /// `request` writes it for each try anew: most calls go well at once, and a copy kept for a second try would be made for
    /// nothing.
    pub(crate) async fn send(
        &self,
        request: &Write<'_>,
        info: &OperationInfo,
    ) -> Result<Box<Answer>, Failure> {
        let began = Instant::now();
        let span = info_span!(
            "call",
            api = self.0.nature.api,
            operation = info.operation_id,
            method = Empty,
            status = Empty,
            tries = Empty,
            duration_ms = Empty,
            error = Empty
        );
        let mut tries = 0;
        // In a place of its own: inside the caller's future, it would be moved along with that, kilobytes each time.
        let outcome = Box::pin(self.call(request, info.operation_id, &span, began, &mut tries));
        let outcome = outcome.instrument(span.clone()).await;
        record(&span, &outcome, tries, began);
        outcome
    }

    async fn call(
        &self,
        request: &Write<'_>,
        operation: &'static str,
        span: &Span,
        began: Instant,
        tries: &mut u32,
    ) -> Result<Box<Answer>, Failure> {
        let Shared { nature, http, credential, retry, budget, timeouts, observers, .. } = &*self.0;
        let is_anonymous = nature.anonymous.contains(&operation);
        let mut may_renew = !is_anonymous && nature.signs_out != Some(operation);
        let mut waits = retry.waits();
        loop {
            let token = match credential {
                Credential::Session(session) if !is_anonymous => match session.fresh_token() {
                    Some(token) => Some(token),
                    None => Some(self.signed_in(session, operation, began).await?),
                },
                _ => None,
            };
            // From here to where it is sent nobody waits, so that no future has room for it.
            let mut request = match request() {
                Ok(request) => request,
                Err(invalid) => return Err(Failure::InvalidRequest(invalid)),
            };
            let method = request.method();
            let call = Call { operation, only_reads: method.is_safe() };
            let is_repeatable = self.0.repeats_all || nature.is_repeatable(operation, method);
            if *tries == 0 {
                span.record("method", method.as_str());
            }
            match (credential, &token) {
                (Credential::Fixed(name, value), _) if !is_anonymous => {
                    request.headers_mut().insert(name.clone(), value.clone());
                }
                (_, Some(token)) => {
                    request.headers_mut().insert(AUTHORIZATION, token.header().clone());
                }
                _ => {}
            }
            *tries += 1;
            let left = timeouts.total.saturating_sub(began.elapsed());
            *request.timeout_mut() = Some(timeouts.per_try.min(left));
            self.tell_of_request(&request, operation, *tries);
            let asked_at = (!observers.is_empty()).then(Instant::now);
            let outcome = match http.execute(request).await {
                Ok(mut response) => {
                    let mut answer = Answer::without_body(&mut response, call, *tries);
                    match response.bytes().await {
                        Ok(body) => {
                            answer.set_body(body);
                            Ok(answer)
                        }
                        Err(error) => Err(error),
                    }
                }
                Err(error) => Err(error),
            };
            if let Some(asked_at) = asked_at {
                self.tell_of_outcome(&outcome, operation, *tries, asked_at.elapsed());
            }

            if let (Ok(answer), Some(token), true) = (&outcome, &token, may_renew)
                && answer.status() == StatusCode::UNAUTHORIZED
                && let Credential::Session(session) = credential
            {
                // Whoever is not let in has done nothing, so that even a create may come again, with another token.
                debug!("the token was refused: signing in again");
                session.reject(token);
                may_renew = false;
                continue;
            }
            let trouble = Trouble::of(&outcome);
            if *tries == 1 && trouble.is_none() {
                budget.give_back();
            }
            let wait = trouble
                .filter(|trouble| is_repeatable || trouble.was_surely_not_taken())
                .and_then(|_| waits.next())
                .map(|backoff| {
                    let told = outcome
                        .as_ref()
                        .ok()
                        .and_then(|answer| retry_after(answer.headers(), (self.0.now)()));
                    // Not before the time that was told, and not all at that very time.
                    told.map_or(backoff, |told| told.saturating_add(backoff / 4))
                })
                // A wait beyond the end is no use: what is known now is the answer.
                .filter(|wait| began.elapsed() + *wait < timeouts.total)
                .filter(|_| budget.take());
            let Some(wait) = wait else {
                return outcome.map_err(|source| Failure::Communication { call, tries: *tries, source });
            };
            debug!(tries = *tries, wait_ms = millis(wait), "trying again after a wait");
            tokio::time::sleep(wait).await;
        }
    }

    /// A token, for which somebody may have to sign in first. That is rare, and its future is boxed so that no other call's
    /// has to have room for it.
    fn signed_in<'a>(
        &self,
        session: &'a Session,
        operation: &'static str,
        began: Instant,
    ) -> Pin<Box<dyn Future<Output = Result<Arc<Token>, Failure>> + Send + 'a>> {
        let total = self.0.timeouts.total;
        let left = total.saturating_sub(began.elapsed());
        Box::pin(async move {
            let token = tokio::time::timeout(left, session.token()).await;
            let token = token.unwrap_or_else(|_| Err(SignInFailure::timed_out(total)));
            token.map_err(|failure| Failure::SignIn { operation, failure })
        })
    }

    fn tell_of_request(&self, request: &Request, operation: &'static str, try_number: u32) {
        let (api, method, url) = (self.0.nature.api, request.method(), request.url());
        for observer in &self.0.observers {
            observer.on_request(&RequestEvent { api, operation, method, url, try_number });
        }
    }

    fn tell_of_outcome(
        &self,
        outcome: &Result<Box<Answer>, reqwest::Error>,
        operation: &'static str,
        try_number: u32,
        duration: Duration,
    ) {
        let api = self.0.nature.api;
        let outcome = outcome.as_ref().map(|answer| (answer.status(), answer.headers()));
        for observer in &self.0.observers {
            observer.on_response(&ResponseEvent { api, operation, try_number, outcome, duration });
        }
    }
}

fn record(span: &Span, outcome: &Result<Box<Answer>, Failure>, tries: u32, began: Instant) {
    if span.is_disabled() {
        return;
    }
    span.record("tries", tries).record("duration_ms", millis(began.elapsed()));
    match outcome {
        Ok(answer) => span.record("status", answer.status().as_u16()),
        Err(Failure::InvalidRequest(_)) => span.record("error", "no request"),
        Err(Failure::SignIn { .. }) => span.record("error", "not signed in"),
        Err(Failure::Communication { .. }) => span.record("error", "no answer"),
    };
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Debug for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { nature, retry, timeouts, .. } = &*self.0;
        formatter
            .debug_struct("Runtime")
            .field("api", &nature.api)
            .field("retry", retry)
            .field("timeouts", timeouts)
            .finish_non_exhaustive()
    }
}

/// Writes a request.
pub(crate) type Write<'a> = dyn Fn() -> Result<Request, InvalidRequest> + Sync + 'a;

/// Why there is no answer. Each API's [`Error`] takes it in.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It cannot be written, so that nothing was asked.
    InvalidRequest(InvalidRequest),
    /// Nobody could sign in, so that nothing was asked.
    SignIn { operation: &'static str, failure: SignInFailure },
    /// It was asked, and no answer came.
    Communication { call: Call, tries: u32, source: reqwest::Error },
}

/// A value as one segment of a path. Most are ids, in which there is nothing to escape.
pub(crate) fn encode_path(value: &str) -> Cow<'_, str> {
    // Counted, not searched for: that goes many bytes at a time.
    let plain = value.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let is_plain = plain == value.len();
    if is_plain { value.into() } else { progenitor_client::encode_path(value).into() }
}

/// What progenitor's own trait of this name does, with this crate's error.
pub(crate) trait RequestBuilderExt: Sized {
    /// Sets a form as the body.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, InvalidRequest>;
}

impl RequestBuilderExt for reqwest::RequestBuilder {
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, InvalidRequest> {
        progenitor_client::RequestBuilderExt::<()>::form_urlencoded(self, body)
            .map_err(|_| InvalidRequest("the body cannot be written as a form".to_owned()))
    }
}

/// What is wrong with a request that cannot be written.
#[derive(Debug)]
pub(crate) struct InvalidRequest(pub(crate) String);

#[cfg(all(
    test,
    feature = "carbonext",
    feature = "dezwork",
    feature = "portos",
    feature = "reportei",
    feature = "tradevest"
))]
mod tests {
    use super::Nature;
    use crate::{carbonext, dezwork, portos, reportei, tradevest};

    const NATURES: [&Nature; 5] =
        [&carbonext::NATURE, &dezwork::NATURE, &portos::NATURE, &reportei::NATURE, &tradevest::NATURE];

    /// Those that are not repeated, and why: whoever adds an operation to a document decides here.
    const NOT_REPEATED: [(&str, &str, &str); 7] = [
        ("carbonext", "token_create", "uses a refresh token up"),
        ("carbonext", "application_create", "creates"),
        ("dezwork", "cliente_create", "creates"),
        ("portos", "session_create", "begins a session"),
        ("portos", "customer_create", "creates"),
        ("reportei", "customer_create", "creates"),
        ("tradevest", "customer_create", "creates"),
    ];

    #[test]
    fn every_operation_of_every_document_is_known_for_what_it_is() {
        let table = include_str!("../../../openapi/operations.txt");
        let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut operations = 0;
        for row in rows {
            let mut words = row.split_whitespace();
            let (Some(api), Some(operation), Some(method)) = (words.next(), words.next(), words.next())
            else {
                panic!("{row}");
            };
            operations += 1;
            let nature = NATURES.iter().find(|nature| nature.api == api).unwrap();
            assert_eq!(nature.anonymous.contains(&operation), row.ends_with(" anyone"), "{row}");
            let listed = NOT_REPEATED.iter().any(|(of, name, _)| (*of, *name) == (api, operation));
            let is_repeatable = nature.is_repeatable(operation, &method.parse().unwrap());
            // A partner's token is got by credentials alone, but it is the client that repeats it, not the user.
            let is_token = (api, operation) == ("tradevest", "token_create");
            assert_eq!(is_repeatable, !listed && !is_token, "{row}");
        }
        assert_eq!(operations, 28);
        for nature in NATURES {
            for operation in nature.anonymous.iter().chain(nature.repeatable).chain(&nature.signs_out) {
                assert!(table.contains(&format!("  {operation} ")), "{} has no {operation}", nature.api);
            }
        }
    }
}
