//! What stands in front of the server: it writes down what comes, and has go wrong what a test asked for.
//!
//! It hands requests and answers on as they are, one connection behind for each one in front, so that a connection which is
//! closed here is closed for the caller, and nobody else.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use super::fault::{Effect, Fault, refusal};
use crate::api::{self, APIS};
use dropshot_openapi::OperationTable;
use dropshot_openapi::route::{Observe, Observer, Unobserved, refused_outside};

type BoxError = Box<dyn Error + Send + Sync>;

/// A request that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenRequest {
    /// The API that it was for; none, where it was for something else.
    pub api: Option<&'static str>,
    /// The `operationId` of what it asked for; none, where it is no operation's.
    pub operation: Option<&'static str>,
    /// Its method.
    pub method: Method,
    /// Its path, below the API's.
    pub path: String,
    /// Its query, as it was sent.
    pub query: Option<String>,
    /// Whether a fault was in its way.
    pub is_faulty: bool,
}

/// What has come, and what is to go wrong.
#[derive(Debug, Default)]
pub(super) struct Record {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    seen: Vec<SeenRequest>,
    faults: Vec<Fault>,
}

impl Record {
    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panics while it looks leaves it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn inject(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    pub(super) fn mend(&self) {
        self.state().faults.clear();
    }

    pub(super) fn seen(&self) -> Vec<SeenRequest> {
        self.state().seen.clone()
    }

    pub(super) fn forget(&self) {
        self.state().seen.clear();
    }

    /// Writes a request down, and says what is in its way.
    fn meet(&self, mut seen: SeenRequest) -> Option<Effect> {
        let mut state = self.state();
        let fault = state.faults.iter_mut().find_map(|fault| {
            let strikes = fault.strikes(seen.api, seen.operation);
            strikes.then(|| fault.effect.clone())
        });
        seen.is_faulty = fault.is_some();
        state.seen.push(seen);
        fault
    }
}

/// A listener in front of the server. Dropped, it closes every connection.
pub(super) struct Front {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Front {
    pub(super) async fn start(behind: SocketAddr, record: Arc<Record>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((behind.ip(), 0)).await?;
        let address = listener.local_addr()?;
        let operations: Arc<[Operations]> = operations().into();
        let serving = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let _ = stream.set_nodelay(true);
                let connection = Arc::new(Connection {
                    behind,
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

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A caller's connection.
struct Connection {
    behind: SocketAddr,
    record: Arc<Record>,
    operations: Arc<[Operations]>,
    /// The connection behind it, once there is one.
    sender: tokio::sync::Mutex<Option<SendRequest<Full<Bytes>>>>,
}

impl Connection {
    /// An error here closes the connection, and nothing is answered.
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, BoxError> {
        let (head, body) = request.into_parts();
        // The whole request comes before anything happens to it, as it does where a caller writes and then reads.
        let body = body.collect().await?.to_bytes();
        let seen = seen(&self.operations, &head.method, &head.uri);
        let api = seen.api;
        let mut is_answered = true;
        match self.record.meet(seen) {
            None => {}
            Some(Effect::Wait(latency)) => tokio::time::sleep(latency).await,
            Some(Effect::Answer { status, retry_after }) => {
                return refused(api, head.uri, status, retry_after.as_deref());
            }
            Some(Effect::Drop) => return Err("dropped by a test".into()),
            Some(Effect::Lose) => is_answered = false,
        }
        let (head, body) = self.hand_on(Request::from_parts(head, Full::new(body))).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        if is_answered {
            Ok(Response::from_parts(head, Full::new(body)))
        } else {
            Err("lost by a test".into())
        }
    }

    async fn hand_on(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, BoxError> {
        let mut sender = self.sender.lock().await;
        let is_open = match sender.as_mut() {
            Some(sender) => sender.ready().await.is_ok(),
            None => false,
        };
        if !is_open {
            let stream = TcpStream::connect(self.behind).await?;
            stream.set_nodelay(true)?;
            let (fresh, connection) = handshake(TokioIo::new(stream)).await?;
            // What breaks on it shows at the sender.
            tokio::spawn(connection);
            *sender = Some(fresh);
        }
        let Some(sender) = sender.as_mut() else { return Err("there is no connection to the server".into()) };
        Ok(sender.send_request(request).await?)
    }
}

/// Answers in the server's stead, as the API would; where there is none, with the status alone.
fn refused(
    api: Option<&'static str>,
    uri: Uri,
    status: StatusCode,
    retry_after: Option<&str>,
) -> Result<Response<Full<Bytes>>, BoxError> {
    let id = Uuid::new_v4();
    let mut response = match api.and_then(api::find) {
        Some(api) => {
            let refuse = (api.routes)().refuse;
            refused_outside(refuse, id, uri, status, refusal(status, retry_after))
        }
        None => Response::default(),
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static(dropshot::HEADER_REQUEST_ID), id.to_string().parse()?);
    // Seconds or a date: as it was asked for, or not at all.
    match retry_after {
        Some(text) => headers.insert(RETRY_AFTER, HeaderValue::from_str(text)?),
        None => headers.remove(RETRY_AFTER),
    };
    Ok(response.map(Full::new))
}

/// An API's operations, by which requests are told apart.
struct Operations {
    api: &'static str,
    tables: Vec<&'static OperationTable>,
}

fn operations() -> Vec<Operations> {
    /// Is told of each operation as it is registered, which is how their tables are learnt.
    #[derive(Default)]
    struct Tables(Mutex<Vec<&'static OperationTable>>);

    impl Observer for Tables {
        fn operation(&self, table: &'static OperationTable) -> Arc<dyn Observe> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(table);
            Arc::new(Unobserved)
        }

        fn no_operation(&self, _: &str) -> Arc<dyn Observe> {
            Arc::new(Unobserved)
        }
    }

    let operations = APIS.iter().map(|api| {
        let tables = Tables::default();
        let _ = ((api.routes)().endpoints)(&tables);
        let mut tables = tables.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        // `/customers/settings` goes before `/customers/{uuid}`.
        tables.sort_by_key(|table| table.path.matches('{').count());
        Operations { api: api.name, tables }
    });
    operations.collect()
}

fn seen(operations: &[Operations], method: &Method, uri: &Uri) -> SeenRequest {
    let path = uri.path().trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let of_api = operations.iter().find(|operations| operations.api == first);
    let path = if of_api.is_some() { format!("/{rest}") } else { uri.path().to_owned() };
    let table = of_api.and_then(|operations| {
        operations.tables.iter().find(|table| table.method == *method && is_at(table.path, &path))
    });
    SeenRequest {
        api: of_api.map(|operations| operations.api),
        operation: table.map(|table| table.id),
        method: method.clone(),
        path,
        query: uri.query().map(str::to_owned),
        is_faulty: false,
    }
}

/// Whether a path is one of these.
fn is_at(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(expected, given)| expected.starts_with('{') || expected == given)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use http::header::{CONTENT_TYPE, RETRY_AFTER};
    use http_body_util::BodyExt as _;

    use super::{operations, refused, seen};
    use dropshot_openapi::{ParameterLocation, validate};

    #[tokio::test]
    async fn what_is_injected_is_answered_as_the_api_itself_would() {
        for (method, path) in [
            ("GET", "/carbonext/v1/customers/applications"),
            ("GET", "/tradevest/roles/customers"),
            ("GET", "/portos/customers"),
            ("GET", "/dezwork/v1/clientes/pagina/1"),
            ("GET", "/reportei/customers"),
        ] {
            let request = (method.parse().unwrap(), path.parse().unwrap());
            let seen = seen(&operations(), &request.0, &request.1);
            let tables = operations().into_iter().flat_map(|operations| operations.tables);
            let mut tables =
                tables.filter(|table| Some(table.tag) == seen.api && Some(table.id) == seen.operation);
            let table = tables.next().unwrap();
            let documented = table.error().unwrap();
            for (status, retry_after) in
                [(429, Some("3")), (500, None), (503, Some("Sun, 06 Nov 1994 08:49:37 GMT"))]
            {
                let status = StatusCode::from_u16(status).unwrap();
                let response = refused(Some(table.tag), path.parse().unwrap(), status, retry_after).unwrap();
                let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap());
                assert_eq!(response.status(), status);
                assert_eq!(header(CONTENT_TYPE), Some(documented.media_type), "{path}");
                assert_eq!(header(RETRY_AFTER), retry_after, "{path}");
                let body = response.into_body().collect().await.unwrap().to_bytes();
                let mut body = serde_json::from_slice(&body).unwrap();
                assert_eq!(
                    validate(documented.body.unwrap(), &mut body, ParameterLocation::Body, ""),
                    [],
                    "{path}: {body}"
                );
            }
        }
    }

    #[test]
    fn requests_are_told_apart_by_their_operation() {
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
            let seen = seen(&operations, &method.parse().unwrap(), &uri.parse().unwrap());
            assert_eq!(seen.operation, expected, "{method} {uri}");
        }
    }
}
