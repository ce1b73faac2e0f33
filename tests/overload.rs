//! More than can be served: whoever is too slow is cut off, whoever is too many is told to come back, and everybody else
//! is served as ever, then and afterwards.
//!
//! What a 503 has to look like is the witness's to judge. How much memory all of this takes is `server/tests/overload.rs`'s,
//! which has the program.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use bytes::Bytes;
use contract_tests::{Answer, Ask, TestServer, contracts};
use customers_server::config::LimitsConfig;
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

/// How often who drips, drips.
const DRIP: Duration = Duration::from_millis(100);

/// What a server of HTTP/2 begins with: its settings, which are few.
const HTTP2_SETTINGS: &str = "\0\0";

/// Connections past the maximum that the server tells so at a time.
const REFUSING: usize = 64;

fn limits(connections: usize, requests: usize, read_seconds: u32, idle_seconds: u32) -> LimitsConfig {
    let places = |number| NonZeroUsize::new(number).unwrap();
    let seconds = |number| NonZeroU32::new(number).unwrap();
    LimitsConfig {
        connections_max: places(connections),
        requests_max: places(requests),
        header_read_seconds_max: seconds(read_seconds),
        body_read_seconds_max: seconds(read_seconds),
        idle_seconds_max: seconds(idle_seconds),
    }
}

async fn server(limits: LimitsConfig) -> TestServer {
    let server = TestServer::start_with(|config| config.limits = limits).await;
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
    value.unwrap_or_else(|| panic!("{sample} is not in {text}")).parse().unwrap()
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

/// Sends the start of something, and then a byte at a time of the rest, or nothing more, until the connection is closed.
async fn dawdle(address: SocketAddr, start: &str, rest: Option<u8>) -> (String, Duration) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(start.as_bytes()).await.unwrap();
    let (reading, mut writing) = stream.split();
    let dripping = async {
        if let Some(byte) = rest {
            while writing.write_all(&[byte]).await.is_ok() {
                tokio::time::sleep(DRIP).await;
            }
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        closed = until_closed(reading) => closed,
        () = dripping => unreachable!("it does not end by itself"),
    }
}

#[tokio::test]
async fn who_is_slow_on_purpose_is_cut_off_and_holds_nobody_up() {
    let server = server(limits(200, 200, 1, 7)).await;
    let body = head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 1000\r\n");
    let stranger = "POST /reportei/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    let second = format!("{}x", head("GET /reportei/customers", ""));
    // What begins it, what drips after that, what the answer begins with, and after how many seconds it is over.
    let cases: [(&str, Option<u8>, &str, u64, &str); 9] = [
        ("", None, "", 1, "nothing at all"),
        ("GET /reportei/customers HTTP/1.1\r\nX: ", Some(b'x'), "", 1, "a head"),
        ("GET /reportei/customers HTTP/1.1\r\nX: ", None, "", 1, "half a head"),
        ("P", None, "", 1, "a letter, which may be HTTP/2 to come"),
        ("PRI * HTTP/2.0\r\n", None, "", 1, "half of what HTTP/2 begins with"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", None, HTTP2_SETTINGS, 7, "HTTP/2 with nothing behind it"),
        (&body, Some(b'x'), "HTTP/1.1 400 ", 1, "a body"),
        // A stranger's body is taken in for some seconds, so that he sees the answer.
        (stranger, Some(b'x'), "HTTP/1.1 401 ", 5, "a stranger's body"),
        (&second, Some(b'x'), "HTTP/1.1 200 ", 1, "a second head"),
    ];
    let mut slow = JoinSet::new();
    for (start, rest, answer, due, what) in cases {
        for _ in 0..5 {
            let (address, start) = (server.address(), start.to_owned());
            slow.spawn(async move { (dawdle(address, &start, rest).await, answer, due, what) });
        }
    }
    until_metric(&server, "customers_connections", 46.0).await;

    for _ in 0..10 {
        let began = Instant::now();
        assert_eq!(server.ask(API, list()).await.status, 200);
        assert!(began.elapsed() < QUICK, "held up for {:?}", began.elapsed());
    }
    while let Some(one) = slow.join_next().await {
        let ((text, took), answer, due, what) = one.unwrap();
        assert!(text.starts_with(answer) && text.is_empty() == answer.is_empty(), "{what}: {text:?}");
        let due = Duration::from_secs(due);
        assert!(took > due.mul_f32(0.8), "{what}: cut off after {took:?} already");
        assert!(took < due + Duration::from_secs(4), "{what}: only after {took:?}");
    }
    until_metric(&server, "customers_connections", 1.0).await;
    assert_normal(&server).await;
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_not_for_ever() {
    let server = server(limits(10, 10, 20, 2)).await;
    let mut stream = connect(&server).await;

    for _ in 0..3 {
        // Half the time that it may be idle: it is counted anew each time.
        tokio::time::sleep(Duration::from_secs(1)).await;
        stream.write_all(head("GET /reportei/customers", "").as_bytes()).await.unwrap();
        let answer = next_answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    let (text, took) = until_closed(&mut stream).await;

    assert_eq!(text, "");
    assert!(took > Duration::from_millis(1_500) && took < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn requests_that_come_together_are_answered_in_their_order() {
    let server = server(limits(10, 10, 20, 20)).await;
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

#[tokio::test]
async fn a_connection_past_the_maximum_is_told_so_in_the_shape_of_its_api() {
    let server = server(limits(3, 100, 20, 20)).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = connect(&server).await;
        stream.write_all(head("GET /healthz", "").as_bytes()).await.unwrap();
        next_answer(&mut stream).await;
        open.push(stream);
    }

    for contract in contracts() {
        for ask in [Ask::new("GET", "/"), Ask::new("POST", "/x").json(vec![b' '; 1 << 20])] {
            let began = Instant::now();
            assert_told_to_come_back(&server.ask(&contract.name, ask).await, &contract.name);
            assert!(began.elapsed() < QUICK, "only after {:?}", began.elapsed());
        }
    }
    let docs = server.ask_outside(Ask::new("GET", "/docs/")).await;
    assert_told_to_come_back(&docs, "the server's own");
    assert_eq!(docs.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(server.ask_outside(Ask::new("GET", "/healthz")).await.text(), r#"{"status":"ok"}"#);
    assert!((metric(&server, "customers_connections").await - 3.0).abs() < 0.5);
    let refused = metric(&server, "customers_connections_refused_total").await;
    assert!(refused >= 14.0, "{refused}");

    // Those that were there first are served as ever.
    for stream in &mut open {
        stream.write_all(head("GET /reportei/customers", "").as_bytes()).await.unwrap();
        assert!(next_answer(stream).await.starts_with("HTTP/1.1 200 "));
    }
    drop(open);
    let began = Instant::now();
    while server.ask(API, list()).await.status != StatusCode::OK {
        assert!(began.elapsed() < PATIENCE, "no place is given back");
    }
    assert_normal(&server).await;
}

#[tokio::test]
async fn past_those_that_are_told_so_connections_are_closed_without_a_word() {
    let server = server(limits(1, 100, 20, 20)).await;
    let mut first = connect(&server).await;
    first.write_all(head("GET /healthz", "").as_bytes()).await.unwrap();
    next_answer(&mut first).await;

    let mut silent = JoinSet::new();
    for _ in 0..REFUSING + 20 {
        let mut stream = connect(&server).await;
        silent.spawn(async move { until_closed(&mut stream).await });
    }
    let mut closed = Vec::new();
    while let Some(one) = silent.join_next().await {
        let (text, took) = one.unwrap();
        assert_eq!(text, "");
        closed.push(took);
    }

    closed.sort_unstable();
    assert!(closed[19] < Duration::from_secs(1), "twenty at once: {closed:?}");
    assert!(closed[20] > Duration::from_secs(1), "the others have some time to ask: {closed:?}");
    assert!(closed[closed.len() - 1] < Duration::from_secs(6), "and not more: {closed:?}");
    first.write_all(head("GET /reportei/customers", "").as_bytes()).await.unwrap();
    assert!(next_answer(&mut first).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_request_past_the_maximum_is_told_so_in_the_shape_of_its_api() {
    let server = server(limits(100, 2, 20, 20)).await;
    let mut under_way = Vec::new();
    for _ in 0..2 {
        let mut stream = connect(&server).await;
        let half =
            head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
        stream.write_all(format!("{half}{{\"name\"").as_bytes()).await.unwrap();
        under_way.push(stream);
    }
    until_metric(&server, "customers_requests_in_flight", 2.0).await;

    for contract in contracts() {
        for ask in [Ask::new("GET", "/"), Ask::new("POST", "/x").json(vec![b' '; 1 << 20])] {
            let began = Instant::now();
            assert_told_to_come_back(&server.ask(&contract.name, ask).await, &contract.name);
            assert!(began.elapsed() < QUICK, "only after {:?}", began.elapsed());
        }
    }
    assert_told_to_come_back(&server.ask(API, list()).await, "an operation");
    assert_told_to_come_back(&server.ask_outside(Ask::new("GET", "/")).await, "the front page");
    assert_eq!(server.ask_outside(Ask::new("GET", "/healthz")).await.status, 200);
    assert!((metric(&server, "customers_requests_refused_total").await - 12.0).abs() < 0.5);

    for stream in &mut under_way {
        stream.write_all(b":\"Acme\"}").await.unwrap();
        assert!(next_answer(stream).await.starts_with("HTTP/1.1 201 "));
    }
    assert_normal(&server).await;
}

#[tokio::test]
async fn a_caller_who_hangs_up_gives_back_what_it_held() {
    let server = server(limits(100, 100, 20, 20)).await;
    let mut stream = connect(&server).await;
    let half = head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
    stream.write_all(format!("{half}{{\"name\"").as_bytes()).await.unwrap();
    until_metric(&server, "customers_requests_in_flight", 1.0).await;

    drop(stream);

    let failed = r#"customers_requests_total{api="reportei",operation="customer_create",status="400"}"#;
    until_metric(&server, failed, 1.0).await;
    until_metric(&server, "customers_connections", 1.0).await;
    assert_normal(&server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_is_finished_also_when_its_caller_hangs_up() {
    let server = server(limits(100, 100, 20, 20)).await;
    let (begun, writer_is_held) = oneshot::channel();
    let (let_go, held) = mpsc::channel::<()>();
    // The writer does this for as long as we want: what is to be written meanwhile waits.
    let mut begun = Some(begun);
    let holding = server.database().write(move |_| {
        begun.take().map(|begun| begun.send(()));
        let _ = held.recv();
        Ok(())
    });
    let post = head("POST /reportei/customers", "Content-Type: application/json\r\nContent-Length: 15\r\n");
    let hang_up = async {
        writer_is_held.await.unwrap();
        let mut stream = connect(&server).await;
        stream.write_all(format!("{post}{{\"name\":\"Acme\"}}").as_bytes()).await.unwrap();
        until_metric(&server, "customers_storage_queue_length", 1.0).await;
        drop(stream);
        // Whoever asks now comes after the hanging up.
        for _ in 0..20 {
            assert!((metric(&server, "customers_requests_in_flight").await - 1.0).abs() < 0.5);
        }
        drop(let_go);
    };

    let (held, ()) = futures::join!(holding, hang_up);

    held.unwrap();
    let created = r#"customers_requests_total{api="reportei",operation="customer_create",status="201"}"#;
    until_metric(&server, created, 1.0).await;
    let listed = server.ask(API, list()).await.json();
    assert_eq!(listed["meta"]["total"], 1, "{listed}");
    until_metric(&server, "customers_connections", 1.0).await;
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
async fn http2_is_spoken_with_who_knows_that_it_is() {
    let server = server(limits(100, 100, 20, 2)).await;
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
    let closed = async {
        while !sender.is_closed() {
            tokio::time::sleep(DRIP).await;
        }
    };
    let began = Instant::now();
    tokio::time::timeout(PATIENCE, closed).await.expect("nor is such a connection kept for ever");
    assert!(began.elapsed() > Duration::from_secs(1), "{:?}", began.elapsed());
}

#[tokio::test]
async fn one_connection_cannot_ask_more_at_a_time_than_all_may() {
    let server = server(limits(100, 3, 20, 20)).await;
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
async fn at_five_times_the_capacity_all_are_answered_and_afterwards_all_is_as_before() {
    const CONNECTIONS: usize = 10;
    let server = Arc::new(server(limits(CONNECTIONS, 4, 20, 20)).await);
    assert_normal(&server).await;

    let mut clients = JoinSet::new();
    for client in 0..5 * CONNECTIONS {
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

    assert_eq!(done + refused, 5 * CONNECTIONS * TURNS);
    assert!(done > 0 && refused > 0, "{done} done, {refused} refused");
    until_metric(&server, "customers_connections", 1.0).await;
    assert_normal(&server).await;
}
