//! The program under more than it can serve: its memory stays bounded, and afterwards all is as before.
//!
//! What is answered meanwhile, and to whom, is `tests/overload.rs`'s, which has the documents. Only where the operating
//! system says how much memory a process has.

#![cfg(target_os = "linux")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const PROGRAM: &str = env!("CARGO_BIN_EXE_customers-server");

const CONNECTIONS: usize = 40;

const CONFIG: &str = r#"
listen = "127.0.0.1:0"
log.level = "off"

[limits]
connections_max = 40
requests_max = 20
header_read_seconds_max = 2
body_read_seconds_max = 2
idle_seconds_max = 5
"#;

/// How long five times as many come as can be served.
const FLOOD: Duration = Duration::from_secs(4);

/// No answer takes longer, on a machine that has other things to do too.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a connection may hold: a head, a body and an answer, each as long as may be, twice for how they grow. Those that
/// are being refused hold as much of a head.
const BYTES_MAX: u64 = (CONNECTIONS as u64 * 2 * (64 + 256 + 64) + 64 * 2 * 64) << 10;

/// A server that runs, and is killed when the test ends.
struct Serving {
    process: Child,
    address: String,
    _folder: TempDir,
}

impl Serving {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("server.toml"), CONFIG).unwrap();
        let mut process = Command::new(PROGRAM)
            .args(["--config", "server.toml"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on http://").unwrap().to_owned();
        Self { process, address, _folder: folder }
    }

    /// The memory that the process has, in bytes.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        resident.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() << 10
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The ways of asking, all of which are in the flood at once.
fn requests() -> Vec<Vec<u8>> {
    let request = |line: &str, more: &str, body: &[u8]| {
        let mut bytes = format!(
            "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer demo-token\r\n\
             Content-Length: {}\r\n{more}\r\n",
            body.len()
        )
        .into_bytes();
        bytes.extend(body);
        bytes
    };
    let json = "Content-Type: application/json\r\n";
    let large = format!("{{\"name\": \"{}\"}}", "a".repeat(250_000));
    let long = format!("X: {}\r\n", "x".repeat(50_000));
    vec![
        request("GET /reportei/customers?per_page=100", "", b""),
        request("POST /reportei/customers", json, br#"{"name": "Ada"}"#),
        request("POST /reportei/customers", json, large.as_bytes()),
        request("GET /reportei/customers", &long, b""),
        request("GET /portos/customers", "", b""),
        // These wait for what never comes: a part of a head, and of a body.
        request("GET /reportei/customers", &long, b"")[..40_000].to_vec(),
        request("POST /reportei/customers", json, large.as_bytes())[..200_000].to_vec(),
    ]
}

/// The status of the answer to a request on a connection of its own; `None` where it is closed without one.
async fn ask(address: &str, request: &[u8]) -> Option<u16> {
    let asked = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        stream.write_all(request).await.ok()?;
        let mut answer = Vec::new();
        while stream.read_buf(&mut answer).await.is_ok_and(|read| read > 0) {}
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().unwrap();
        let says_when = answer.to_ascii_lowercase().contains("\r\nretry-after: 1\r\n");
        assert_eq!(status == 503, says_when, "{answer}");
        Some(status)
    };
    tokio::time::timeout(PATIENCE, asked).await.expect("it is answered, or closed")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_five_times_the_capacity_memory_stays_bounded() {
    let serving = Serving::start();
    let requests = requests();
    let good = &requests[0];
    // As much as is served at a time, so that what is kept for that is there.
    for _ in 0..5 {
        let mut warming = JoinSet::new();
        for request in requests.iter().take(5).cycle().take(CONNECTIONS / 2) {
            let (address, request) = (serving.address.clone(), request.clone());
            warming.spawn(async move { ask(&address, &request).await });
        }
        warming.join_all().await;
    }
    let before = serving.memory();

    let until = Instant::now() + FLOOD;
    let mut clients = JoinSet::new();
    for client in 0..5 * CONNECTIONS {
        let (address, requests) = (serving.address.clone(), requests.clone());
        clients.spawn(async move {
            let mut statuses = Vec::new();
            for request in requests.iter().cycle().skip(client) {
                if Instant::now() > until {
                    break;
                }
                statuses.extend(ask(&address, request).await);
            }
            statuses
        });
    }
    let mut most = 0;
    while Instant::now() < until {
        most = most.max(serving.memory());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let statuses = clients.join_all().await.concat();
    most = most.max(serving.memory());

    // 400 for the names that are too long, and for the bodies that do not arrive; 401 for another API's token.
    let unexpected: Vec<_> =
        statuses.iter().filter(|status| ![200, 201, 400, 401, 503].contains(*status)).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
    for status in [200, 503] {
        assert!(statuses.contains(&status), "{status} is not among {} answers", statuses.len());
    }
    println!("{} answers; {} KiB, of {} KiB", statuses.len(), (most - before) >> 10, before >> 10);
    assert!(most < before + BYTES_MAX, "{most} bytes, {before} before");

    // Those that are being refused are let go of within two seconds; then nothing is left of it all.
    let began = Instant::now();
    while ask(&serving.address, good).await != Some(200) {
        assert!(began.elapsed() < PATIENCE, "it does not come back");
    }
    for _ in 0..100 {
        assert_eq!(ask(&serving.address, good).await, Some(200));
    }
    assert!(serving.memory() < before + BYTES_MAX, "{} bytes, {before} before", serving.memory());
}
