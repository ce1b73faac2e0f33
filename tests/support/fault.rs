//! Faults, put into the server on purpose from outside: a proxy hands everything on and changes one thing.
//!
//! They are for the tests of the tests. `tests/mutation_checks.rs` runs ordinary tests again with a fault between the server and the
//! witness, and the command `contract-fault` puts one in front of a server that other tools look at.
//!
//! What a fault changes, it takes from the document of the API that is called, so that it is the same fault for all of
//! them. Deliberately not here: anything in the product that could be switched to fail.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, TRANSFER_ENCODING, WWW_AUTHENTICATE,
};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::exchange::{BoxError, exchange, serve};
use crate::{Ask, Contract, Operation, contracts};

/// Names the fault of a run of the tests.
pub const FAULT_VARIABLE: &str = "CONTRACT_FAULT";

/// Names the process that asks for it, which has to be the one that started the run: a variable that was left over from
/// something else cannot make the tests lie.
pub const ASKED_BY_VARIABLE: &str = "CONTRACT_FAULT_ASKED_BY";

/// One thing that a server can do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What creates answers 200 for 201, or 201 for 200.
    WrongStatus,
    /// 401 comes without `WWW-Authenticate`.
    MissingHeader,
    /// The first member of what is read has another type.
    WrongType,
    /// A number in the query may be larger, and a text in the body longer, than is documented.
    UncheckedBound,
    /// Whoever lacks a permission is served all the same.
    PermissionNotChecked,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::WrongStatus,
        Self::MissingHeader,
        Self::WrongType,
        Self::UncheckedBound,
        Self::PermissionNotChecked,
    ];

    /// What it is called on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongStatus => "wrong-status",
            Self::MissingHeader => "missing-header",
            Self::WrongType => "wrong-type",
            Self::UncheckedBound => "unchecked-bound",
            Self::PermissionNotChecked => "permission-not-checked",
        }
    }

    /// The fault that this run of the tests was asked to have.
    ///
    /// Panics where the variable is there and nobody has asked: such a run would judge another server than it says.
    pub(crate) fn of_this_run() -> Option<Self> {
        let name = std::env::var_os(FAULT_VARIABLE)?;
        let asked_by = std::env::var(ASKED_BY_VARIABLE).ok().and_then(|id| id.parse().ok());
        assert!(
            asked_by.is_some_and(is_parent),
            "{FAULT_VARIABLE} is set, so the tests would judge a broken server: only tests/mutation_checks.rs may set it, for the \
             runs that it starts; unset it"
        );
        let fault =
            name.to_string_lossy().parse().unwrap_or_else(|error| panic!("{FAULT_VARIABLE}: {error}"));
        eprintln!("{FAULT_VARIABLE} is set: what follows is about a server with the fault {fault}");
        Some(fault)
    }
}

/// Whether this is the id of the process that started this one.
#[cfg(unix)]
fn is_parent(id: u32) -> bool {
    id == std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn is_parent(_: u32) -> bool {
    false
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|fault| fault.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.into_iter().map(Self::name).collect();
            format!("there is no fault {name:?}: give one of {}", names.join(", "))
        })
    }
}

/// A proxy in front of a server, with one fault put in.
#[derive(Debug)]
pub struct FaultyProxy {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

#[derive(Debug)]
struct Faulty {
    fault: Fault,
    upstream: SocketAddr,
}

/// The API that a request is for, and its operation.
type Called = (&'static Contract, &'static Operation);

impl FaultyProxy {
    /// A proxy on a free loopback port, in front of the server at `upstream`, which serves each API below its name.
    pub async fn start(fault: Fault, upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let faulty = Arc::new(Faulty { fault, upstream });
        let serving = tokio::spawn(serve(listener, move |request| {
            let faulty = Arc::clone(&faulty);
            async move { faulty.hand_on(request).await }
        }));
        Self { address, serving }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it no longer listens, which is as long as the process lives.
    pub async fn wait(mut self) {
        // It ends by itself only if it panics, and has said so then.
        let _ = (&mut self.serving).await;
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Faulty {
    async fn hand_on(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match self.answer(request).await {
            Ok(response) => {
                let (mut head, body) = response.into_parts();
                // These are about the connection behind, and about a body that may have been changed.
                head.headers.remove(CONNECTION);
                head.headers.remove(TRANSFER_ENCODING);
                head.headers.remove(CONTENT_LENGTH);
                Response::from_parts(head, Full::new(body))
            }
            Err(error) => {
                let mut response = Response::new(Full::new(format!("no answer: {error}").into()));
                *response.status_mut() = StatusCode::BAD_GATEWAY;
                response
            }
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Bytes>, BoxError> {
        let (mut head, body) = request.into_parts();
        let mut body = body.collect().await?.to_bytes();
        head.headers.remove(TRANSFER_ENCODING);
        head.headers.remove(CONTENT_LENGTH);
        let Some((contract, operation)) = called(&head.method, head.uri.path()) else {
            return self.send(&head, body).await;
        };
        if self.fault == Fault::UncheckedBound {
            keep_to_bounds(contract, operation, &mut head, &mut body);
        }
        let mut response = self.send(&head, body.clone()).await?;
        match self.fault {
            Fault::WrongStatus => turn_status(operation, &mut response),
            Fault::MissingHeader if response.status() == StatusCode::UNAUTHORIZED => {
                response.headers_mut().remove(WWW_AUTHENTICATE);
            }
            Fault::WrongType => turn_type(operation, &mut response),
            Fault::PermissionNotChecked
                if response.status() == StatusCode::FORBIDDEN && !operation.permissions.is_empty() =>
            {
                head.headers.insert(AUTHORIZATION, self.full_credential(&contract.name).await?);
                response = self.send(&head, body).await?;
            }
            _ => {}
        }
        Ok(response)
    }

    async fn send(&self, head: &Parts, body: Bytes) -> Result<Response<Bytes>, BoxError> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = head.method.clone();
        *request.uri_mut() = head.uri.clone();
        *request.headers_mut() = head.headers.clone();
        exchange(self.upstream, request).await
    }

    /// What somebody sends who may do everything: the demo account of the APIs that have permissions.
    async fn full_credential(&self, api: &str) -> Result<HeaderValue, BoxError> {
        let (ask, member) = if api == "portos" {
            let body =
                json!({ "UserName": "demo", "Password": "demo-secret", "DeviceName": "contract-fault" });
            (Ask::new("POST", "/api/auth").json(body.to_string()), "tokenId")
        } else {
            let form = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";
            let ask = Ask::new("POST", "/connect/token").body(form);
            (ask.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"), "access_token")
        };
        let request = ask.into_request(&self.upstream.to_string(), &format!("/{api}"));
        let answer: Value = serde_json::from_slice(exchange(self.upstream, request).await?.body())?;
        let token = answer[member]
            .as_str()
            .ok_or_else(|| format!("{api}: the demo account cannot sign in: {answer}"))?;
        Ok(HeaderValue::from_str(&format!("Bearer {token}"))?)
    }
}

fn called(method: &Method, path: &str) -> Option<Called> {
    contracts().iter().find_map(|contract| {
        let below = path.strip_prefix('/')?.strip_prefix(contract.name.as_str())?;
        let operation = contract.called(method, below).filter(|_| below.starts_with('/'))?;
        Some((contract, operation))
    })
}

fn turn_status(operation: &Operation, response: &mut Response<Bytes>) {
    // Signing in stays as it is: nothing else could be called without.
    if operation.method == Method::POST && !operation.security.is_empty() {
        *response.status_mut() = match response.status() {
            StatusCode::CREATED => StatusCode::OK,
            StatusCode::OK => StatusCode::CREATED,
            other => other,
        };
    }
}

fn turn_type(operation: &Operation, response: &mut Response<Bytes>) {
    if operation.method != Method::GET || !response.status().is_success() {
        return;
    }
    if let Ok(mut body) = serde_json::from_slice::<Value>(response.body())
        && let Some(member) = first_member(&mut body)
    {
        *member = if member.is_string() { json!(7) } else { json!(member.to_string()) };
        *response.body_mut() = body.to_string().into();
    }
}

/// The first member that holds no others and is something.
fn first_member(value: &mut Value) -> Option<&mut Value> {
    match value {
        Value::Object(members) => members.values_mut().find_map(first_member),
        Value::Array(items) => items.iter_mut().find_map(first_member),
        Value::Null => None,
        member => Some(member),
    }
}

/// Brings what is past a documented bound down to it, so that from outside the server seems to take it as it is.
fn keep_to_bounds(contract: &Contract, operation: &Operation, head: &mut Parts, body: &mut Bytes) {
    if let Some(query) = head.uri.query() {
        let pairs: Vec<_> = query.split('&').map(|pair| within_maximum(contract, operation, pair)).collect();
        let target = format!("{}?{}", head.uri.path(), pairs.join("&"));
        if let Ok(uri) = target.parse::<Uri>() {
            head.uri = uri;
        }
    }
    let schema = operation.request_schema.as_ref().map(|schema| contract.resolve(schema));
    if let Some(properties) = schema.and_then(|schema| schema["properties"].as_object())
        && let Ok(Value::Object(mut members)) = serde_json::from_slice(body)
    {
        let mut changed = false;
        for (name, value) in &mut members {
            let longest =
                properties.get(name).and_then(|schema| contract.resolve(schema)["maxLength"].as_u64());
            let longest = longest.and_then(|length| usize::try_from(length).ok());
            if let (Some(longest), Value::String(text)) = (longest, value)
                && text.chars().count() > longest
            {
                *text = text.chars().take(longest).collect();
                changed = true;
            }
        }
        if changed {
            *body = Value::Object(members).to_string().into();
        }
    }
}

fn within_maximum(contract: &Contract, operation: &Operation, pair: &str) -> String {
    let Some((name, value)) = pair.split_once('=') else { return pair.to_owned() };
    let plain = percent_decode_str(name).decode_utf8_lossy();
    let parameter = operation.parameters.iter().find(|one| one["in"] == "query" && one["name"] == *plain);
    let maximum = parameter.and_then(|parameter| contract.resolve(&parameter["schema"])["maximum"].as_i64());
    match (maximum, value.parse::<i64>()) {
        (Some(maximum), Ok(value)) if value > maximum => format!("{name}={maximum}"),
        _ => pair.to_owned(),
    }
}
