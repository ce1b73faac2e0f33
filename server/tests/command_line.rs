//! The program's command line: arguments, output, exit codes and signals.
//!
//! Out of scope: the APIs' responses, which the contract tests check.

#[allow(dead_code, reason = "crash.rs uses more of it")]
mod program;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{Folder, Serving, TIMEOUT, get};

const QUIET: [&str; 4] = ["--listen", "127.0.0.1:0", "--log-level", "off"];

#[test]
fn port_0_prints_the_address_and_the_sign_in_hints() {
    let folder = Folder::new();
    let mut serving = Serving::start(&folder, &QUIET);
    let address = serving.address.clone();

    assert!(!address.ends_with(":0"), "{address}");
    assert_eq!(serving.line(), format!("docs: http://{address}/docs/"));
    assert_eq!(serving.line_that_begins("reportei:"), format!("reportei: http://{address}/reportei"));
    assert_eq!(serving.line(), format!("reportei, OpenAPI document: http://{address}/openapi/reportei.yaml"));
    let demo = serving.line();
    assert!(
        demo.starts_with("reportei, demo accounts: Authorization: Bearer demo-token (Reportei) or "),
        "{demo}"
    );
    assert!(folder.path("customers.db").exists(), "the default database is in the working directory");
}

#[test]
fn server_reports_health_and_serves_documents() {
    let folder = Folder::new();
    let serving = Serving::start(&folder, &["serve", "--listen", "127.0.0.1:0", "--log-level", "off"]);

    let health = serving.get("/healthz");
    assert_eq!((health.status, health.body.as_str()), (200, r#"{"status":"ok"}"#));
    assert!(health.head.contains("content-type: application/json"), "{health:?}");

    let document = serving.get("/openapi/reportei.yaml");
    assert_eq!(document.status, 200);
    assert!(document.head.contains("content-type: application/yaml"), "{document:?}");
    assert_eq!(document.body, include_str!("../../openapi/reportei.yaml"));

    for target in ["/openapi/nobody.yaml", "/openapi/reportei", "/openapi/..%2Freportei.yaml"] {
        let missing = serving.get(target);
        assert_eq!(missing.status, 404, "{target}");
        assert!(missing.body.contains("/openapi/reportei.yaml"), "{missing:?}");
    }

    let front = serving.get("/");
    assert_eq!(front.status, 200);
    assert!(front.body.contains("href=\"openapi/reportei.yaml\""), "{front:?}");
    assert!(front.body.contains("href=\"docs/\""), "{front:?}");
}

#[test]
fn no_demo_disables_demo_accounts() {
    let folder = Folder::new();
    let mut serving = Serving::start(&folder, &[&QUIET[..], &["--no-demo"]].concat());
    serving.signal("TERM");

    assert_eq!(serving.line_that_begins("reportei, demo accounts"), "", "no line about demo accounts");
}

#[test]
fn sigterm_and_sigint_stop_the_server_gracefully() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::new();
        let mut serving = Serving::start(
            &folder,
            &["--listen", "127.0.0.1:0", "--log-format", "json", "--log-level", "info"],
        );
        // Idle connections must not delay the shutdown: a new one, and one that has been used.
        let _new = TcpStream::connect(&serving.address).unwrap();
        let mut idle = TcpStream::connect(&serving.address).unwrap();
        idle.set_read_timeout(Some(TIMEOUT)).unwrap();
        write!(idle, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        assert_ne!(idle.read(&mut [0; 1000]).unwrap(), 0);
        assert_eq!(serving.get("/healthz?x=1").status, 200);
        serving.signal(signal);

        let began = Instant::now();
        assert_eq!(serving.wait().code(), Some(0), "{signal}");
        assert!(began.elapsed() < Duration::from_secs(5), "the shutdown took {:?}", began.elapsed());
        let log = serving.stderr();
        assert!(log.contains(r#""msg":"request completed""#) && log.contains("/healthz?x=REDACTED"), "{log}");
        assert!(log.trim_end().lines().last().unwrap().contains(r#""msg":"stopped""#), "{log}");
        assert!(!log.contains("accepted connection"), "{log}");
        assert!(log.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{log}");
    }
}

/// Returns a server that has received a signal while it reads the body of a request.
fn stopping_with_half_a_request(folder: &Folder) -> (Serving, TcpStream) {
    let mut serving = Serving::start(folder, &["--listen", "127.0.0.1:0", "--log-format", "json"]);
    let mut half = TcpStream::connect(&serving.address).unwrap();
    half.set_read_timeout(Some(TIMEOUT)).unwrap();
    write!(
        half,
        "POST /reportei/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-token\r\n\
         Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{{\"name\""
    )
    .unwrap();
    assert_eq!(
        serving.get("/healthz").status,
        200,
        "the incomplete request, which came before, is being read"
    );
    serving.signal("TERM");
    let mut stderr = BufReader::new(serving.process.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("beginning graceful shutdown") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "the log ends before the shutdown");
    }
    serving.process.stderr = Some(stderr.into_inner());
    (serving, half)
}

#[test]
fn running_request_is_answered_before_the_server_stops() {
    let folder = Folder::new();
    let (mut serving, mut half) = stopping_with_half_a_request(&folder);

    half.write_all(b":\"Acme\"}").unwrap();
    let mut answer = String::new();
    half.read_to_string(&mut answer).unwrap();

    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
    assert_eq!(serving.wait().code(), Some(0));
}

#[test]
fn second_signal_stops_without_waiting_for_requests() {
    let folder = Folder::new();
    let (mut serving, _half) = stopping_with_half_a_request(&folder);

    serving.signal("TERM");

    assert_eq!(serving.wait().code(), Some(1));
    let stderr = serving.stderr();
    assert!(stderr.contains("error: stopped at a second signal"), "{stderr}");
}

#[test]
fn closed_standard_output_does_not_stop_the_server() {
    let folder = Folder::new();
    let mut listener_gone = folder.program(&QUIET);
    let mut process = listener_gone.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(process.stdout.take());

    // Without output, only its running shows that it works.
    std::thread::sleep(Duration::from_millis(500));
    assert!(process.try_wait().unwrap().is_none(), "it runs");
    process.kill().unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn api_is_served_at_the_root_of_its_own_listener() {
    let folder = Folder::new();
    folder.write(
        "server.toml",
        "listen = \"127.0.0.1:0\"\n[log]\nlevel = \"off\"\n[api.reportei]\nlisten = \"127.0.0.1:0\"",
    );
    let mut serving = Serving::start(&folder, &["--config", "server.toml"]);

    let line = serving.line_that_begins("reportei:");
    let own = line.strip_prefix("reportei: http://").unwrap();
    assert_ne!(own, serving.address);
    assert!(!own.contains('/'), "{own}");
    for address in [own.to_owned(), format!("{}/reportei", serving.address)] {
        let (host, mount) = address.split_once('/').unwrap_or((&address, ""));
        let target = if mount.is_empty() { "/customers".to_owned() } else { format!("/{mount}/customers") };
        assert_eq!(get(host, &target, "").status, 401, "{target} at {host} requires a credential");
        let answer = get(host, &target, "Authorization: Bearer demo-token\r\n");
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(
            answer.body.replace("\\/", "/").contains(&format!("http://{address}/customers")),
            "{answer:?}"
        );
    }
    assert_eq!(get(own, "/healthz", "").status, 404, "the common listener has the server's own pages");
}

#[test]
fn credential_authenticates_until_revoked() {
    let folder = Folder::new();
    let created = folder
        .run(&[
            "credentials",
            "create",
            "reportei",
            "--tenant",
            "acme",
            "--tenant-name",
            "Acme Ltd",
            "--name",
            "laptop",
            "--database",
            "sqlite:own.db",
        ])
        .succeeded();
    let lines: Vec<_> = created.stdout.lines().collect();
    let id = lines[0].strip_prefix("id: ").unwrap();
    let secret = lines[1].strip_prefix("secret: ").unwrap();
    assert_eq!(lines.len(), 2);
    assert!(created.stderr.contains("This is the only time that the secret is shown"), "{created:?}");
    assert!(!created.stderr.contains(secret), "{created:?}");

    let list =
        || folder.run(&["credentials", "list", "reportei", "--database", "sqlite:own.db"]).succeeded().stdout;
    let listed = list();
    for part in [id, "acme", "Acme Ltd", "laptop"] {
        assert!(listed.contains(part), "{part:?} is not in {listed}");
    }
    assert!(!listed.contains(secret), "{listed}");

    let serving =
        Serving::start(&folder, &[&QUIET[..], &["--no-demo", "--database", "sqlite:own.db"]].concat());
    let status = |token: &str| {
        get(&serving.address, "/reportei/customers", &format!("Authorization: Bearer {token}\r\n")).status
    };
    assert_eq!((status(secret), status("demo-token")), (200, 401));

    let revoked = folder.run(&["credentials", "revoke", id, "--database", "sqlite:own.db"]).succeeded();
    assert!(revoked.stdout.starts_with(&format!("{id} is revoked since 20")), "{revoked:?}");
    assert_eq!(status(secret), 401, "revoked by another process");
    let again = folder.run(&["credentials", "revoke", id, "--database", "sqlite:own.db"]).succeeded();
    assert_eq!(again.stdout, revoked.stdout, "the first time is kept");
    assert!(list().contains(revoked.stdout.trim().rsplit(' ').next().unwrap()), "the list shows when");

    folder
        .run(&["credentials", "revoke", "nobody", "--database", "sqlite:own.db"])
        .failed(1, "error: no credential has the id nobody");
}

#[test]
fn oauth_credential_signs_in_until_revoked() {
    let folder = Folder::new();
    for (api, list) in [("carbonext", "/v1/customers/applications"), ("tradevest", "/roles/customers")] {
        let created = folder.run(&["credentials", "create", api, "--tenant", "acme"]).succeeded();
        let lines: Vec<_> = created.stdout.lines().collect();
        let id = lines[0].strip_prefix("id: ").unwrap();
        let secret = lines[1].strip_prefix("secret: ").unwrap();
        assert!(
            created.stderr.contains("the id as client_id and the secret as client_secret"),
            "{created:?}"
        );
        let serving = Serving::start(&folder, &[&QUIET[..], &["--no-demo"]].concat());
        let sign_in = || {
            let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
            let mut stream = TcpStream::connect(&serving.address).unwrap();
            write!(
                stream,
                "POST /{api}/connect/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
                form.len()
            )
            .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let answer = sign_in();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        let token = answer.split("\"access_token\":\"").nth(1).unwrap().split('"').next().unwrap();
        let target = format!("/{api}{list}");
        let status = || get(&serving.address, &target, &format!("Authorization: Bearer {token}\r\n")).status;
        assert_eq!(status(), 200);

        folder.run(&["credentials", "revoke", id]).succeeded();
        assert_eq!(status(), 401, "revoked by another process, and its tokens with it");
        assert!(sign_in().starts_with("HTTP/1.1 401 "));
    }
}

#[test]
fn dezwork_has_credentials_seed_and_sandbox() {
    let folder = Folder::new();
    folder.run(&["seed", "dezwork", "--count", "51", "--tenant", "loja"]).succeeded();
    let created = folder.run(&["credentials", "create", "dezwork", "--tenant", "loja"]).succeeded();
    let secret = created.stdout.lines().find_map(|line| line.strip_prefix("secret: ")).unwrap().to_owned();
    let clients = |serving: &Serving| {
        let header = format!("Account-Token: {secret}\r\n");
        let answer = get(&serving.address, "/dezwork/v1/clientes/pagina/1", &header);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body.matches("\"document\"").count()
    };

    assert_eq!(clients(&Serving::start(&folder, &QUIET)), 50, "a page of permanent clients");
    let sandbox = Serving::start(&folder, &[&QUIET[..], &["--dezwork-sandbox"]].concat());
    assert_eq!(clients(&sandbox), 0, "the sandbox does not show permanent clients");
}

#[test]
fn seed_adds_the_requested_number_of_customers() {
    let folder = Folder::new();
    let seeded = folder.run(&["seed", "reportei", "--count", "10001"]).succeeded();
    assert_eq!(seeded.stdout, "");
    // The number of progress lines depends on the speed.
    let progress: Vec<u32> = seeded
        .stderr
        .lines()
        .map(|line| line.split_once(" of 10001 customers, ").unwrap().0.parse().unwrap())
        .collect();
    assert!(progress.is_sorted(), "{progress:?}");
    assert_eq!(progress.last(), Some(&10_001));

    let serving = Serving::start(&folder, &QUIET);
    let total = |token: &str| {
        let answer =
            get(&serving.address, "/reportei/customers", &format!("Authorization: Bearer {token}\r\n"));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body.contains("\"total\":10001")
    };
    assert!(total("demo-token"));
    assert!(!total("demo-other-token"));
}

#[test]
fn openapi_prints_the_document_as_written_and_as_served() {
    let folder = Folder::new();

    let written = folder.run(&["openapi", "reportei"]).succeeded();
    assert_eq!(written.stdout, include_str!("../../openapi/reportei.yaml"));
    let served = folder.run(&["openapi", "reportei", "--as-served"]).succeeded();
    assert!(served.stdout.starts_with("{\n") && served.stdout.contains("\"paths\""), "{served:?}");
}

#[test]
fn invalid_arguments_are_rejected_with_a_hint() {
    let folder = Folder::new();
    for (arguments, message) in [
        (&["--listen", "8080"][..], "expected IP:PORT, such as 127.0.0.1:8080"),
        (&["--database", "customers.db"], "Write sqlite:FILE, sqlite::memory: or postgres://"),
        (&["--demo", "--no-demo"], "cannot be used with"),
        (&["--log-level", "loud"], "possible values: off, error, warn, info, debug"),
        (&["openapi", "nobody"], "possible values: "),
        (&["credentials", "create", "reportei"], "--tenant"),
        (&["credentials", "create", "reportei", "--tenant", ""], "--tenant"),
        (&["seed", "reportei", "--count", "0"], "--count"),
        (&["--nonsense"], "--nonsense"),
        (&["nonsense"], "nonsense"),
    ] {
        folder.run(arguments).failed(2, message);
    }
    let ran = folder.run(&["--database", "mysql://user:hunter2@host/db"]).failed(2, "unknown scheme");
    assert!(!ran.stderr.contains("hunter2"), "a password is not repeated: {ran:?}");
    let help = folder.run(&["--help"]).succeeded();
    assert!(help.stdout.contains("[default: 127.0.0.1:8080]"), "{help:?}");
}

#[test]
fn failure_is_reported_with_its_cause() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    folder.write("typo.toml", "lisen = \"127.0.0.1:0\"\n");
    folder.write(
        "text.db",
        "This is not a database, and longer than the header of a database, so that SQLite reads it.",
    );
    for (arguments, messages) in [
        (
            &["--listen", &address][..],
            &["something else listens there", "\n  caused by: Address already in use"][..],
        ),
        (
            &["--listen", "0.0.0.0:0", "--demo"],
            &[
                "cannot enable the demo accounts: their secrets are public, and other machines can reach 0.0.0.0:0",
            ],
        ),
        (
            &["--config", "nowhere.toml"],
            &["cannot read the configuration file nowhere.toml", "\n  caused by: No such"],
        ),
        (
            &["--config", "typo.toml"],
            &["typo.toml: line 1, column 1: unknown key `lisen`, expected one of `listen`"],
        ),
        (&["--database", "sqlite:text.db"], &["text.db: it is not an SQLite file"]),
        (
            &["--database", "postgres://user:hunter2@127.0.0.1:1/db"],
            &[
                "cannot open the PostgreSQL database: cannot connect",
                "\n  caused by: error connecting to server",
            ],
        ),
        (
            &["credentials", "list", "--database", "sqlite:nowhere.db"],
            &["the database file nowhere.db does not exist"],
        ),
        (
            &["seed", "reportei", "--count", "1", "--database", "sqlite::memory:"],
            &["a database in memory is lost when this command ends"],
        ),
    ] {
        let arguments = [arguments, &[]].concat();
        for message in messages {
            let ran = folder.run(&arguments).failed(1, message);
            assert!(ran.stderr.starts_with("error: "), "{ran:?}");
            assert!(!ran.stderr.contains("hunter2"), "{ran:?}");
        }
    }
    assert!(!folder.path("nowhere.db").exists(), "listing creates no database");
}
