//! A proxy in front of the server that records requests and injects faults.
//!
//! Requests and responses pass unchanged, with one connection to the server for each one from a caller, so that closing a
//! connection here closes it for that caller alone.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use dropshot::RequestInfo;
use http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::fault::{Effect, Fault, request_error};
use customers_server::api::APIS;
use dropshot_openapi::{CallHook, Injection, OperationTable, Runtime};

type BoxError = Box<dyn Error + Send + Sync>;

/// A request that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Its API; `None` outside of all APIs.
    pub api: Option<&'static str>,
    /// Its operation's `operationId`; `None` if it matches no operation.
    pub operation: Option<&'static str>,
    /// Its method.
    pub method: Method,
    /// Its path, below the API's mount.
    pub path: String,
    /// Its query, as sent.
    pub query: Option<String>,
    /// Whether a fault applied to it.
    pub is_faulty: bool,
}

/// The recorded requests and the injected faults.
#[derive(Debug, Default)]
pub(super) struct Record {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    requests: Vec<RecordedRequest>,
    faults: Vec<Fault>,
}

impl Record {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn inject(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    pub(super) fn clear_faults(&self) {
        self.state().faults.clear();
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    pub(super) fn clear_requests(&self) {
        self.state().requests.clear();
    }

    /// Records a request and returns the fault that applies to it.
    fn record(&self, mut request: RecordedRequest) -> Option<Effect> {
        let mut state = self.state();
        let fault = state.faults.iter_mut().find_map(|fault| {
            let applies = fault.apply(request.api, request.operation);
            applies.then(|| fault.effect.clone())
        });
        request.is_faulty = fault.is_some();
        state.requests.push(request);
        fault
    }
}

/// A listener in front of the server. Dropping it closes every connection.
pub(super) struct FaultProxy {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl FaultProxy {
    pub(super) async fn start(upstream: SocketAddr, record: Arc<Record>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((upstream.ip(), 0)).await?;
        let address = listener.local_addr()?;
        let operations: Arc<[Operations]> = operations().into();
        let serving = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let _ = stream.set_nodelay(true);
                let connection = Arc::new(Connection {
                    upstream,
                    record: Arc::clone(&record),
                    operations: Arc::clone(&operations),
                    sender: tokio::sync::Mutex::new(None),
                });
                let service = service_fn(move |request| {
                    let connection = Arc::clone(&connection);
                    async move { connection.answer(request).await }
                });
                connections.spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self { address, serving })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A caller's connection.
struct Connection {
    upstream: SocketAddr,
    record: Arc<Record>,
    operations: Arc<[Operations]>,
    /// The connection to the server, once it is open.
    sender: tokio::sync::Mutex<Option<SendRequest<Full<Bytes>>>>,
}

impl Connection {
    /// Returns the response; an error closes the connection without one.
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, BoxError> {
        let (mut head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let recorded = recorded(&self.operations, &head.method, &head.uri);
        let operation = recorded.operation;
        let mut is_answered = true;
        match self.record.record(recorded) {
            None => {}
            Some(Effect::Delay(latency)) => tokio::time::sleep(latency).await,
            Some(Effect::Respond { status, retry_after }) => {
                if operation.is_none() {
                    let mut response = Response::default();
                    *response.status_mut() = status;
                    return Ok(response);
                }
                head.headers.insert(INJECTED_STATUS, HeaderValue::from(status.as_u16()));
                if let Some(text) = retry_after {
                    head.headers.insert(INJECTED_RETRY_AFTER, HeaderValue::from_str(&text)?);
                }
            }
            Some(Effect::DropRequest) => return Err("request dropped by a test".into()),
            Some(Effect::DropResponse) => is_answered = false,
        }
        let (head, body) = self.forward(Request::from_parts(head, Full::new(body))).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        if is_answered {
            Ok(Response::from_parts(head, Full::new(body)))
        } else {
            Err("response dropped by a test".into())
        }
    }

    async fn forward(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, BoxError> {
        let mut sender = self.sender.lock().await;
        let is_open = match sender.as_mut() {
            Some(sender) => sender.ready().await.is_ok(),
            None => false,
        };
        if !is_open {
            let stream = TcpStream::connect(self.upstream).await?;
            stream.set_nodelay(true)?;
            let (fresh, connection) = handshake(TokioIo::new(stream)).await?;
            // Its errors are reported by the sender.
            tokio::spawn(connection);
            *sender = Some(fresh);
        }
        let Some(sender) = sender.as_mut() else { return Err("no connection to the server".into()) };
        Ok(sender.send_request(request).await?)
    }
}

/// The status with which [`RespondHook`] answers a request.
const INJECTED_STATUS: HeaderName = HeaderName::from_static("x-injected-status");
/// The `Retry-After` with which [`RespondHook`] answers a request.
const INJECTED_RETRY_AFTER: HeaderName = HeaderName::from_static("x-injected-retry-after");

/// Answers requests with the status that the proxy asks for, in the API's own shape.
#[derive(Debug)]
pub(super) struct RespondHook;

#[async_trait]
impl CallHook for RespondHook {
    async fn before_call(&self, _: &'static OperationTable, request: &RequestInfo) -> Option<Injection> {
        let status = request.headers().get(INJECTED_STATUS)?;
        let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
        let retry_after = request.headers().get(INJECTED_RETRY_AFTER);
        let error = request_error(status, retry_after.and_then(|text| text.to_str().ok()));
        let headers = HeaderMap::from_iter(retry_after.map(|text| (RETRY_AFTER, text.clone())));
        Some(Injection::Error { error, headers })
    }
}

/// An API's operations, to match requests to.
struct Operations {
    api: &'static str,
    tables: Vec<&'static OperationTable>,
}

fn operations() -> Vec<Operations> {
    let runtime = Runtime::default();
    let operations = APIS.iter().map(|api| {
        let mut tables: Vec<_> =
            (api.endpoints)(&runtime).iter().map(|endpoint| endpoint.operation).collect();
        // `/customers/settings` before `/customers/{uuid}`.
        tables.sort_by_key(|table| table.path.matches('{').count());
        Operations { api: api.name, tables }
    });
    operations.collect()
}

fn recorded(operations: &[Operations], method: &Method, uri: &Uri) -> RecordedRequest {
    let path = uri.path().trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let of_api = operations.iter().find(|operations| operations.api == first);
    let path = if of_api.is_some() { format!("/{rest}") } else { uri.path().to_owned() };
    let table = of_api.and_then(|operations| {
        operations.tables.iter().find(|table| table.method == *method && is_at(&table.path, &path))
    });
    RecordedRequest {
        api: of_api.map(|operations| operations.api),
        operation: table.map(|table| table.id.as_str()),
        method: method.clone(),
        path,
        query: uri.query().map(str::to_owned),
        is_faulty: false,
    }
}

/// Returns `true` if a path matches a template.
fn is_at(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(expected, given)| expected.starts_with('{') || expected == given)
}

#[cfg(test)]
mod tests {
    use super::{operations, recorded};

    #[test]
    fn requests_are_matched_to_their_operation() {
        let operations = operations();
        for (method, uri, expected) in [
            ("GET", "/reportei/customers?page=2", Some("customer_list")),
            ("GET", "/reportei/customers/settings", Some("customer_settings")),
            ("GET", "/reportei/customers/7f3c0e52-1f0b-4d55-9d0e-6b1f6f2a9c41", Some("customer_view")),
            ("POST", "/portos/api/auth", Some("session_create")),
            ("DELETE", "/carbonext/v1/customers/applications", Some("application_delete")),
            ("GET", "/dezwork/v1/clientes/pagina/1", Some("cliente_list")),
            ("PATCH", "/dezwork/v1/clientes/pagina/1", None),
            ("GET", "/nowhere", None),
        ] {
            let recorded = recorded(&operations, &method.parse().unwrap(), &uri.parse().unwrap());
            assert_eq!(recorded.operation, expected, "{method} {uri}");
        }
    }
}
