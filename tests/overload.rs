//! More requests than the server accepts, and slow ones: the former are refused with 503, the latter time out, and all
//! others are served as ever.
//!
//! The witness judges the shape of a 503.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use bytes::Bytes;
use contract_tests::{Answer, Ask, Contract, TestServer, contracts};
use customers_server::config::{Config, LimitsConfig};
use customers_server::db::DatabaseUrl;
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

const API: &str = "reportei";
const TOKEN: &str = "demo-token";

/// Longer than anything here takes: a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever is not too many is answered within this time, on a machine that runs other tests too.
const QUICK: Duration = Duration::from_secs(2);

fn limits(requests: usize, body_read_seconds: u32) -> LimitsConfig {
    LimitsConfig {
        requests_max: NonZeroUsize::new(requests).unwrap(),
        body_read_seconds_max: NonZeroU32::new(body_read_seconds).unwrap(),
    }
}

async fn server(limits: LimitsConfig) -> TestServer {
    server_with(|config| config.limits = limits).await
}

async fn server_with(configure: impl FnOnce(&mut Config)) -> TestServer {
    let server = TestServer::start_with(configure).await;
    for contract in contracts() {
        server.witness(&contract.name).expect_overload();
    }
    server
}

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address()).await.unwrap()
}

/// Everything that comes until the connection is closed, by whatever way, and how long that takes.
async fn until_closed(mut stream: impl AsyncRead + Unpin) -> (String, Duration) {
    let began = Instant::now();
    let mut all = Vec::new();
    let closed = async {
        // That it is reset is one way of being closed.
        while stream.read_buf(&mut all).await.is_ok_and(|read| read > 0) {}
    };
    tokio::time::timeout(PATIENCE, closed).await.expect("it is closed");
    (String::from_utf8_lossy(&all).into_owned(), began.elapsed())
}

/// The next answer on a connection, which says how long its body is.
async fn next_answer(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let read = async {
        loop {
            let text = String::from_utf8_lossy(&all).to_ascii_lowercase();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                    return String::from_utf8_lossy(&all).into_owned();
                }
            }
            assert_ne!(stream.read_buf(&mut all).await.unwrap(), 0, "closed before its answer: {text}");
        }
    };
    tokio::time::timeout(PATIENCE, read).await.expect("it is answered")
}

fn head(request_line: &str, more: &str) -> String {
    format!("{request_line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n{more}\r\n")
}

fn list() -> Ask {
    Ask::new("GET", "/customers").token(TOKEN)
}

/// What `/metrics` has for a sample.
async fn metric(server: &TestServer, sample: &str) -> f64 {
    let answer = server.ask_outside(Ask::new("GET", "/metrics")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let value = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    // A counter of an undocumented status appears with its first call.
    value.map_or(0.0, |value| value.parse().unwrap())
}

/// Asks until the metric has this value. What happens on a connection is noticed by the server in its own time.
async fn until_metric(server: &TestServer, sample: &str, due: f64) {
    let began = Instant::now();
    loop {
        let value = metric(server, sample).await;
        // Exact: it counts.
        if (value - due).abs() < 0.5 {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{sample} stays {value}, and should be {due}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Makes sure that everything is as if nothing had happened.
async fn assert_normal(server: &TestServer) {
    until_metric(server, "customers_requests_in_flight", 0.0).await;
    for _ in 0..20 {
        let answer = server.ask(API, list()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let created = Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": "Ada"}"#);
    assert_eq!(server.ask(API, created).await.status, 201);
}

fn assert_told_to_come_back(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", answer.text());
    assert_eq!(answer.header("retry-after").as_deref(), Some("1"), "{what}");
}

/// Holds the writer until the sender is dropped, so that writes wait and keep their permits.
fn hold_writer(
    server: &TestServer,
) -> (impl Future<Output = ()> + '_, oneshot::Receiver<()>, mpsc::Sender<()>) {
    let (begun, writer_is_held) = oneshot::channel();
    let (release, released) = mpsc::channel::<()>();
    let mut begun = Some(begun);
    let holding = server.database().write(move |_| {
        begun.take().map(|begun| begun.send(()));
        let _ = released.recv();
        Ok(())
    });
    (async { holding.await.unwrap() }, writer_is_held, release)
}

/// An operation's method and path that need no body.
fn any_operation(contract: &Contract) -> Ask {
    let operation = contract.operations.iter().find(|operation| !operation.takes_body()).unwrap();
    Ask::new(operation.method.as_str(), operation.path.replace(['{', '}'], ""))
}

#[tokio::test]
async fn slow_body_times_out_and_delays_no_other_request() {
    let server = server(limits(5, 1)).await;
    let form = "Content-Type: application/json\r\nContent-Length: 1000\r\n";
    let signed_in = head("POST /reportei/customers", form);
    let stranger = format!("POST /reportei/customers HTTP/1.1\r\nHost: x\r\n{form}\r\n");
    for (request, expected) in [(signed_in, "HTTP/1.1 400 "), (stranger, "HTTP/1.1 401 ")] {
        let mut slow = Vec::new();
        for _ in 0..5 {
            let mut stream = connect(&server).await;
            stream.write_all(request.as_bytes()).await.unwrap();
            slow.push(stream);
        }
        for _ in 0..10 {
            let began = Instant::now();
            assert_eq!(server.ask(API, list()).await.status, 200, "slow bodies take no permit");
            assert!(began.elapsed() < QUICK, "{:?}", began.elapsed());
        }
        for mut stream in slow {
            let answer = next_answer(&mut stream).await;
            assert!(answer.starts_with(expected), "{answer}");
        }
    }
    assert_normal(&server).await;
}

#[tokio::test]
async fn body_above_the_maximum_is_refused_with_its_response_read() {
    let server = server(limits(10, 20)).await;

    let long = Ask::new("POST", "/customers").token(TOKEN).json(vec![b' '; 1 << 20]);
    let answer = server.ask(API, long).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert_normal(&server).await;
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = server(limits(10, 20)).await;
    let mut stream = connect(&server).await;
    let requests: String = ["/healthz", "/reportei/customers", "/reportei/nowhere", "/healthz"]
        .iter()
        .map(|path| head(&format!("GET {path}"), ""))
        .collect();

    stream.write_all(requests.as_bytes()).await.unwrap();
    stream.write_all(head("GET /healthz", "Connection: close\r\n").as_bytes()).await.unwrap();
    let (text, _) = until_closed(&mut stream).await;

    let statuses: Vec<_> =
        text.split("HTTP/1.1 ").skip(1).map(|answer| answer.split(' ').next().unwrap()).collect();
    assert_eq!(statuses, ["200", "200", "404", "200", "200"], "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn request_above_the_maximum_is_503_in_the_api_s_shape() {
    // In memory, reads would wait for the writer.
    let folder = tempfile::tempdir().unwrap();
    let server = server_with(|config| {
        config.limits = limits(2, 20);
        if matches!(config.database, DatabaseUrl::SqliteMemory) {
            config.database = DatabaseUrl::SqliteFile(folder.path().join("customers.db"));
        }
    })
    .await;
    let (holding, writer_is_held, release) = hold_writer(&server);
    let overload = async {
        writer_is_held.await.unwrap();
        let post =
            head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
        let mut in_flight = Vec::new();
        for _ in 0..2 {
            let mut stream = connect(&server).await;
            stream.write_all(format!("{post}{{\"name\":\"Acme\"}}").as_bytes()).await.unwrap();
            in_flight.push(stream);
        }
        until_metric(&server, "customers_requests_in_flight", 2.0).await;

        for contract in contracts() {
            let began = Instant::now();
            let answer = server.ask(&contract.name, any_operation(contract)).await;
            assert_told_to_come_back(&answer, &contract.name);
            assert!(began.elapsed() < QUICK, "only after {:?}", began.elapsed());
        }
        let long = Ask::new("POST", "/customers").token(TOKEN).json(vec![b' '; 1 << 20]);
        assert_told_to_come_back(&server.ask(API, long).await, "a long body");
        for page in ["/healthz", "/metrics", "/docs/"] {
            assert_eq!(server.ask_outside(Ask::new("GET", page)).await.status, 200, "{page}");
        }
        let refused = f64::from(u32::try_from(contracts().len()).unwrap()) + 1.0;
        until_metric(&server, "customers_requests_refused_total", refused).await;
        drop(release);
        for stream in &mut in_flight {
            assert!(next_answer(stream).await.starts_with("HTTP/1.1 201 "));
        }
    };

    futures::join!(holding, overload);

    assert_normal(&server).await;
}

#[tokio::test]
async fn disconnect_within_the_body_is_counted_as_499() {
    let server = server(limits(100, 20)).await;
    let mut stream = connect(&server).await;
    let half = head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
    stream.write_all(format!("{half}{{\"name\"").as_bytes()).await.unwrap();

    drop(stream);

    let cut_off = r#"customers_requests_total{api="reportei",operation="customer_create",status="499"}"#;
    until_metric(&server, cut_off, 1.0).await;
    assert_normal(&server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn write_is_finished_after_its_caller_disconnects() {
    let server = server(limits(100, 20)).await;
    let (holding, writer_is_held, release) = hold_writer(&server);
    let post = head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
    let disconnect = async {
        writer_is_held.await.unwrap();
        let mut stream = connect(&server).await;
        stream.write_all(format!("{post}{{\"name\":\"Acme\"}}").as_bytes()).await.unwrap();
        until_metric(&server, "customers_storage_queue_length", 1.0).await;
        drop(stream);
        // The server notices the disconnect before these requests.
        for _ in 0..20 {
            assert!((metric(&server, "customers_requests_in_flight").await - 1.0).abs() < 0.5);
        }
        drop(release);
    };

    futures::join!(holding, disconnect);

    let cut_off = r#"customers_requests_total{api="reportei",operation="customer_create",status="499"}"#;
    until_metric(&server, cut_off, 1.0).await;
    let listed = server.ask(API, list()).await.json();
    assert_eq!(listed["meta"]["total"], 1, "{listed}");
}

/// A connection of HTTP/2, by prior knowledge.
async fn http2(server: &TestServer) -> http2::SendRequest<Full<Bytes>> {
    let stream = TokioIo::new(connect(server).await);
    let (sender, connection) = http2::handshake(TokioExecutor::new(), stream).await.unwrap();
    tokio::spawn(connection);
    sender
}

fn http2_request(server: &TestServer, method: &str, path: &str, body: &'static str) -> Request<Full<Bytes>> {
    Request::builder()
        .method(method)
        .uri(format!("http://{}{path}", server.address()))
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from_static(body.as_bytes())))
        .unwrap()
}

#[tokio::test]
async fn http2_with_prior_knowledge_is_served() {
    let server = server(limits(100, 20)).await;
    let mut sender = http2(&server).await;

    let created = http2_request(&server, "POST", "/reportei/customers", r#"{"name": "Ada"}"#);
    let created = sender.send_request(created).await.unwrap();
    let listed = http2_request(&server, "GET", "/reportei/customers", "");
    let listed = sender.send_request(listed).await.unwrap();

    assert_eq!((created.status().as_u16(), listed.status().as_u16()), (201, 200));
    assert!(listed.headers().contains_key("x-request-id"));
    let body = listed.into_body().collect().await.unwrap().to_bytes();
    let path = format!("\"path\":\"http://{}/reportei/customers\"", server.address());
    assert!(String::from_utf8_lossy(&body).contains(&path), "{body:?}");
}

#[tokio::test]
async fn one_http2_connection_cannot_exceed_the_maximum() {
    let server = server(limits(3, 20)).await;
    let sender = http2(&server).await;
    let mut asking = JoinSet::new();
    for _ in 0..60 {
        let mut sender = sender.clone();
        let request = http2_request(&server, "POST", "/reportei/customers", r#"{"name": "Ada"}"#);
        asking.spawn(async move {
            let response = sender.send_request(request).await.unwrap();
            (response.status().as_u16(), response.headers().contains_key("retry-after"))
        });
    }

    let answers = asking.join_all().await;

    assert!(answers.iter().all(|answer| [(201, false), (503, true)].contains(answer)), "{answers:?}");
    let created = answers.iter().filter(|(status, _)| *status == 201).count();
    assert!((3..60).contains(&created), "{created}");
    assert_normal(&server).await;
}

/// How often each of those who are too many asks.
const TURNS: usize = 10;

/// Asks in turn, and says how each was answered, and how long the slowest waited.
async fn ask_in_turn(server: &TestServer, client: usize) -> (Vec<u16>, Duration) {
    let (mut statuses, mut slowest) = (Vec::new(), Duration::ZERO);
    for turn in 0..TURNS {
        let ask = match (client + turn) % 4 {
            0 => Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": "Ada"}"#),
            1 => Ask::new("GET", "/customers?per_page=100").token(TOKEN),
            2 => Ask::new("GET", "/customers?page=2&sortBy=name").token(TOKEN),
            _ => list(),
        };
        let began = Instant::now();
        // The witness sees to it that a 503 has its API's shape and says when to come back.
        statuses.push(server.ask(API, ask).await.status.as_u16());
        slowest = slowest.max(began.elapsed());
    }
    (statuses, slowest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_clients_are_served_or_refused_and_then_served() {
    const CLIENTS: usize = 50;
    let server = Arc::new(server(limits(4, 20)).await);
    assert_normal(&server).await;

    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let server = Arc::clone(&server);
        clients.spawn(async move { ask_in_turn(&server, client).await });
    }
    let (mut done, mut refused) = (0, 0);
    while let Some(client) = clients.join_next().await {
        let (statuses, slowest) = client.unwrap();
        for status in statuses {
            match status {
                200 | 201 => done += 1,
                503 => refused += 1,
                other => panic!("{other}"),
            }
        }
        assert!(slowest < Duration::from_secs(10), "{slowest:?}");
    }

    assert_eq!(done + refused, CLIENTS * TURNS);
    assert!(done > 0 && refused > 0, "{done} done, {refused} refused");
    assert_normal(&server).await;
}
