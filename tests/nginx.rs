//! `server/nginx.conf`, run by Debian's nginx in front of the server: calls pass through TLS, connections that send nothing
//! are closed, and a slow body never reaches the server.

use std::fs;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use contract_tests::{Ask, TestServer};

const CONFIG: &str = include_str!("../server/nginx.conf");

/// What the configuration's 10 s are shortened to.
const TIMEOUT: Duration = Duration::from_secs(2);

/// nginx in front of a server. Dropping it stops it.
struct Nginx {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Nginx {
    fn start(server: &TestServer) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nginx-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name).display().to_string();
        run(
            "openssl",
            &[
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                &at("customers.key"),
                "-out",
                &at("customers.crt"),
            ],
        );
        let mut config = CONFIG.to_owned();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary = temporary.map(|kind| format!("{kind}_temp_path {};\n", at(kind))).concat();
        for (text, replacement) in [
            ("127.0.0.1:8080", server.address().to_string()),
            ("listen 443", format!("listen 127.0.0.1:{port}")),
            ("/etc/nginx/", at("")),
            ("/var/log/nginx/", at("")),
            ("/run/", at("")),
            ("_timeout 10s", format!("_timeout {}s", TIMEOUT.as_secs())),
            ("worker_processes auto", "user root;\nworker_processes 1".to_owned()),
            ("worker_connections 2048", "worker_connections 64".to_owned()),
            ("http {", format!("http {{\n{temporary}")),
        ] {
            assert!(config.contains(text), "server/nginx.conf has no {text:?}");
            config = config.replace(text, &replacement);
        }
        fs::write(folder.join("nginx.conf"), config).unwrap();
        let child = Command::new("nginx")
            .args(["-p", &at(""), "-c", &at("nginx.conf"), "-g", "daemon off;"])
            .stderr(Stdio::null())
            .spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("nginx cannot be run: {error}. Install it with `apt-get install nginx`.")
        });
        let mut nginx = Self { child, port, folder };
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = nginx.child.try_wait().unwrap().is_some();
            assert!(!ended && Instant::now() < deadline, "nginx does not start: {}", nginx.log("error.log"));
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    fn log(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }

    /// Runs a shell command with `curl` for this server as `$CURL`, while the server goes on serving.
    async fn shell(&self, command: &str) -> Output {
        let options = self.folder.join("curl.conf");
        let certificate = self.folder.join("customers.crt").display().to_string();
        let header = "Authorization: Bearer demo-token";
        fs::write(
            &options,
            format!(
                "silent\nshow-error\nnoproxy = \"*\"\ncacert = \"{certificate}\"\nheader = \"{header}\"\n"
            ),
        )
        .unwrap();
        let curl = format!("curl -K {}", options.display());
        let url = format!("https://localhost:{}/reportei/customers", self.port);
        let mut shell = Command::new("bash");
        shell.args(["-c", command]).env("CURL", curl).env("URL", url);
        tokio::task::spawn_blocking(move || shell.output().unwrap()).await.unwrap()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // A fast shutdown, which also ends the worker.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| {
        panic!("{program} cannot be run: {error}. Install it with `apt-get install {program}`.")
    });
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

async fn customers(server: &TestServer) -> u64 {
    let list = server.ask("reportei", Ask::new("GET", "/customers").token("demo-token")).await.json();
    list["meta"]["total"].as_u64().unwrap()
}

#[tokio::test]
async fn operation_through_nginx_is_answered_over_tls() {
    let server = TestServer::start().await;
    let nginx = Nginx::start(&server);

    let created =
        nginx.shell("$CURL -D - -H 'Content-Type: application/json' -d '{\"name\": \"Ada\"}' $URL").await;

    let text = String::from_utf8_lossy(&created.stdout).into_owned();
    assert!(text.starts_with("HTTP/2 201"), "{text}{}", String::from_utf8_lossy(&created.stderr));
    let id = text.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap().trim();
    assert!(nginx.log("access.log").contains(id), "the request id is in nginx's log");
    assert_eq!(customers(&server).await, 1);
}

#[tokio::test]
async fn half_open_connections_are_bounded_and_closed_by_nginx() {
    let server = TestServer::start().await;
    let nginx = Nginx::start(&server);
    let began = Instant::now();

    // More than the worker may have: the rest is closed, or waits in the backlog until there is room.
    let connections: Vec<_> =
        (0..200).map(|_| TcpStream::connect((Ipv4Addr::LOCALHOST, nginx.port)).unwrap()).collect();

    let closed = tokio::task::spawn_blocking(move || {
        connections.into_iter().all(|mut connection| {
            connection.set_read_timeout(Some(TIMEOUT * 10)).unwrap();
            // Closed in order or reset; an error of another kind is the read timeout.
            match connection.read(&mut [0; 16]) {
                Ok(length) => length == 0,
                Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
            }
        })
    });
    assert!(closed.await.unwrap(), "a connection that sends nothing stays open");
    assert!(began.elapsed() < TIMEOUT * 10, "{:?}", began.elapsed());
    let listed = nginx.shell("$CURL -o /dev/null -w '%{http_code}' $URL").await;
    assert_eq!(String::from_utf8_lossy(&listed.stdout), "200", "{listed:?}");
    let requests = nginx.log("access.log").lines().filter(|line| line.contains("/reportei/")).count();
    assert_eq!(requests, 1, "no other request has reached the server");
}

#[tokio::test]
async fn slow_body_is_cut_by_nginx_before_it_reaches_the_server() {
    let server = TestServer::start().await;
    let nginx = Nginx::start(&server);
    let began = Instant::now();

    let sent = nginx
        .shell(
            "(printf '{\"name\":'; sleep 20; printf '\"Ada\"}') | \
             $CURL --http1.1 -X POST -T - -H 'Content-Type: application/json' -w '%{http_code}' $URL & \
             wait $!; kill $(jobs -p) 2>/dev/null; exit 0",
        )
        .await;

    let text = String::from_utf8_lossy(&sent.stdout).into_owned();
    assert!(!text.ends_with("201"), "{text}");
    assert!(nginx.log("access.log").contains(" 408 "), "{text}: {}", nginx.log("access.log"));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    assert_eq!(customers(&server).await, 0);
}
