//! The witness: stands in front of one API, hands every request on as it came, and holds every answer against the API's
//! document.
//!
//! An answer that breaks a promise does not reach its caller: a 502 with the findings does, so that no test goes on with
//! it by mistake. It is also written down, and whoever lets the witness go without having asked for what it
//! [found](Witness::take_findings) panics.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::contract::{Contract, Exchange};
use crate::coverage;
use crate::exchange::{BoxError, exchange, serve};
use crate::{Answer, Ask};

/// Says, on an answer of the witness, that the server's own was not fit to be handed on.
const BROKEN_PROMISE: &str = "x-broken-promise";

/// How much of a body a message shows.
const SHOWN_CHARACTERS: usize = 2000;

/// Stands in front of one API.
#[derive(Debug)]
pub struct Witness {
    address: SocketAddr,
    scene: Arc<Scene>,
    serving: JoinHandle<()>,
}

#[derive(Debug)]
struct Scene {
    contract: &'static Contract,
    upstream: SocketAddr,
    /// What stands in front of the document's paths.
    mount: String,
    records_coverage: bool,
    expects_overload: AtomicBool,
    request_ids: Mutex<HashSet<String>>,
    findings: Mutex<Vec<String>>,
}

impl Witness {
    /// A witness in front of the API that is served at `upstream` below `mount`.
    ///
    /// What it sees counts as covered only where `records_coverage` says so: a stand-in for the server proves nothing
    /// about the server.
    pub async fn start(
        contract: &'static Contract,
        upstream: SocketAddr,
        mount: &str,
        records_coverage: bool,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let scene = Arc::new(Scene {
            contract,
            upstream,
            mount: mount.to_owned(),
            records_coverage,
            expects_overload: AtomicBool::new(false),
            request_ids: Mutex::default(),
            findings: Mutex::default(),
        });
        let watching = Arc::clone(&scene);
        let serving = tokio::spawn(serve(listener, move |request| {
            let scene = Arc::clone(&watching);
            async move { scene.hand_on(request).await }
        }));
        Self { address, scene, serving }
    }

    /// The API's address: the witness's own, with the API's mount.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.scene.mount)
    }

    /// From now on the server may have too much to do: a 503 that says so as it should breaks no promise.
    pub fn expect_overload(&self) {
        self.scene.expects_overload.store(true, Ordering::Relaxed);
    }

    /// Sends a request as it is written, and fails at once if the answer breaks a promise.
    pub async fn ask(&self, ask: Ask) -> Answer {
        let line = ask.line();
        let answer = self.ask_anyway(ask).await;
        assert!(!answer.headers.contains_key(BROKEN_PROMISE), "{line}: {}", answer.text());
        answer
    }

    /// Sends a request as it is written. An answer that breaks a promise comes back as the witness's 502.
    pub async fn ask_anyway(&self, ask: Ask) -> Answer {
        let line = ask.line();
        let request = ask.into_request(&self.address.to_string(), &self.scene.mount);
        let response = exchange(self.address, request).await;
        let (head, body) = response.unwrap_or_else(|error| panic!("{line}: {error}")).into_parts();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// Every broken promise so far. Asking for them takes them off the witness's mind.
    pub fn take_findings(&self) -> Vec<String> {
        std::mem::take(&mut *self.scene.findings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.serving.abort();
        let findings = self.take_findings();
        if findings.is_empty() {
            return;
        }
        let text = format!("{} broken promises:\n\n{}", findings.len(), findings.join("\n\n"));
        if thread::panicking() {
            // The test fails already; a second panic would hide why.
            eprintln!("{text}");
        } else {
            panic!("{text}");
        }
    }
}

impl Scene {
    async fn hand_on(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let method = request.method().clone();
        let target = request.uri().to_string();
        let path = request.uri().path().to_owned();
        let answer = exchange(self.upstream, request).await;

        let (operation, wrong) = self.findings(&method, &path, &answer);
        if wrong.is_empty()
            && let Ok(response) = answer
        {
            let (mut head, body) = response.into_parts();
            // These are about the connection behind the witness.
            head.headers.remove(CONNECTION);
            head.headers.remove(TRANSFER_ENCODING);
            if let Some(operation) = operation
                && self.records_coverage
            {
                coverage::record(&self.contract.name, &operation, head.status.as_u16());
            }
            return Response::from_parts(head, Full::new(body));
        }

        let finding = format!(
            "{} {}: {method} {target}\nanswered {}\n{}",
            self.contract.name,
            operation.as_deref().unwrap_or("(no operation)"),
            shown(&answer),
            wrong.iter().map(|wrong| format!("  - {wrong}")).collect::<Vec<_>>().join("\n"),
        );
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).push(finding.clone());
        let mut response = Response::new(Full::new(format!("broken promise: {finding}").into()));
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response.headers_mut().insert(BROKEN_PROMISE, HeaderValue::from_static("true"));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response
    }

    /// The operation that was called, and what is wrong with its answer.
    fn findings(
        &self,
        method: &Method,
        path: &str,
        answer: &Result<Response<Bytes>, BoxError>,
    ) -> (Option<String>, Vec<String>) {
        let response = match answer {
            Ok(response) => response,
            Err(error) => return (None, vec![format!("there is no answer: {error}")]),
        };
        let below = path.strip_prefix(self.mount.as_str());
        let Some(path) = below.filter(|path| path.is_empty() || path.starts_with('/')) else {
            // Not this API's. What else the server serves has no document.
            return (None, Vec::new());
        };
        let exchange = Exchange {
            method,
            path,
            status: response.status(),
            headers: response.headers(),
            body: response.body(),
        };
        if response.status() == StatusCode::SERVICE_UNAVAILABLE
            && self.expects_overload.load(Ordering::Relaxed)
        {
            let mut wrong = self.contract.judge_overloaded(exchange);
            wrong.extend(self.repeated_request_id(response.headers()));
            return (None, wrong);
        }
        let verdict = self.contract.judge(exchange);
        let mut wrong = verdict.wrong;
        wrong.extend(self.repeated_request_id(response.headers()));
        if response.status().is_server_error() {
            wrong.push("the server failed".to_owned());
        }
        (verdict.operation.map(|operation| operation.id.clone()), wrong)
    }

    fn repeated_request_id(&self, headers: &HeaderMap) -> Option<String> {
        let id = String::from_utf8_lossy(headers.get("x-request-id")?.as_bytes()).into_owned();
        let mut seen = self.request_ids.lock().unwrap_or_else(PoisonError::into_inner);
        (!seen.insert(id.clone())).then(|| format!("header X-Request-Id: {id} named another call already"))
    }
}

fn shown(answer: &Result<Response<Bytes>, BoxError>) -> String {
    let Ok(response) = answer else { return "nothing".to_owned() };
    let body = String::from_utf8_lossy(response.body());
    let body: String = body.chars().take(SHOWN_CHARACTERS).collect();
    format!("{} {:?}\n{body}", response.status(), response.headers())
}
