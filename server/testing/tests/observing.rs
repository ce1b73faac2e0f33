//! What those see who look on: spans, and hooks.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use customers_client::{Observer, RequestEvent, ResponseEvent, RetryPolicy, portos, reportei, tradevest};
use customers_testing::{Fault, TestServer};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// A log that a test reads.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn quick() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(Duration::from_millis(1))
}

#[tokio::test]
async fn call_is_a_span_with_operation_status_and_attempts() {
    let server = TestServer::start().await;
    server.inject(Fault::status(503).on("customer_list").times(1));
    let client =
        server.builder::<portos::Client>().user("demo", "demo-secret").retry(quick()).build().unwrap();
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(log.clone());
    let looking = tracing::subscriber::set_default(subscriber.finish());

    client.customer_list().send().await.unwrap();

    drop(looking);
    let log = log.text();
    let closed: Vec<_> =
        log.lines().filter(|line| line.contains("customers_client") && line.contains(": close ")).collect();
    // Signing in is a call of its own, within the one that needed it.
    assert_eq!(closed.len(), 2, "{log}");
    let (signing_in, listing) = (closed[0], closed[1]);
    assert!(signing_in.contains(r#"operation="session_create""#), "{signing_in}");
    for part in [
        r#"call{api="portos" operation="customer_list" method="GET""#,
        "status=200",
        "attempts=2",
        "duration_ms=",
    ] {
        assert!(listing.contains(part), "{part}: {listing}");
    }
    assert!(log.contains("retrying after a wait"), "{log}");
    assert!(!log.contains("demo-secret") && !log.contains("Bearer"), "{log}");
}

#[tokio::test]
async fn call_without_response_is_a_span_with_an_error() {
    let server = TestServer::start().await;
    server.inject(Fault::drop_request());
    let client = server.builder::<reportei::Client>().retry(quick()).build().unwrap();
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).with_ansi(false).with_writer(log.clone());
    let looking = tracing::subscriber::set_default(subscriber.finish());

    client.customer_list().send().await.unwrap_err();

    drop(looking);
    let log = log.text();
    assert!(log.contains(r#"error="no response""#) && log.contains("attempts=3"), "{log}");
}

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<String>>>);

impl Observer for Events {
    fn on_request(&self, event: &RequestEvent<'_>) {
        let RequestEvent { api, operation, method, url, attempt, .. } = event;
        self.0.lock().unwrap().push(format!("{attempt}. {api} {operation}: {method} {}", url.path()));
    }

    fn on_response(&self, event: &ResponseEvent<'_>) {
        let outcome = match event.outcome {
            Ok((status, headers)) => {
                assert!(headers.contains_key("x-request-id"));
                status.to_string()
            }
            Err(_) => "no response".to_owned(),
        };
        assert!(event.duration > Duration::ZERO);
        self.0.lock().unwrap().push(format!("{}. {}: {outcome}", event.attempt, event.operation));
    }
}

#[tokio::test]
async fn observer_is_notified_of_attempts_and_sign_in() {
    let server = TestServer::start().await;
    server.inject(Fault::status(500).on("customer_list").times(1));
    server.inject(Fault::drop_request().on("customer_list").times(1));
    let events = Events::default();
    let client =
        server.builder::<tradevest::Client>().retry(quick()).observer(events.clone()).build().unwrap();

    client.customer_list().send().await.unwrap();

    assert_eq!(
        *events.0.lock().unwrap(),
        [
            "1. tradevest token_create: POST /tradevest/connect/token",
            "1. token_create: 200 OK",
            "1. tradevest customer_list: GET /tradevest/roles/customers",
            "1. customer_list: 500 Internal Server Error",
            "2. tradevest customer_list: GET /tradevest/roles/customers",
            "2. customer_list: no response",
            "3. tradevest customer_list: GET /tradevest/roles/customers",
            "3. customer_list: 200 OK",
        ]
    );
}
