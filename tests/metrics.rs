//! What `/metrics` counts: every call, by its operation and its status, on every listener.

use contract_tests::{Ask, TestServer};

const API: &str = "reportei";
const TOKEN: &str = "demo-token";

async fn metrics(server: &TestServer) -> String {
    let answer = server.ask_outside(Ask::new("GET", "/metrics")).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert_eq!(
        answer.header("content-type").as_deref(),
        Some("application/openmetrics-text; version=1.0.0; charset=utf-8")
    );
    answer.text()
}

/// The value of one sample; `None` where it is not shown.
fn value(metrics: &str, sample: &str) -> Option<f64> {
    let found = metrics.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    found.map(|value| value.parse().unwrap_or_else(|error| panic!("{sample} {value}: {error}")))
}

fn requests(metrics: &str, operation: &str, status: u16) -> Option<f64> {
    let labels = format!("{{api=\"reportei\",operation=\"{operation}\",status=\"{status}\"}}");
    value(metrics, &format!("customers_requests_total{labels}"))
}

async fn call_each_way(server: &TestServer) {
    for ask in [
        Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": "Ada"}"#),
        Ask::new("POST", "/customers").token(TOKEN).json(r#"{"name": ""}"#),
        Ask::new("GET", "/customers").token(TOKEN),
        Ask::new("GET", "/customers").token(TOKEN),
        Ask::new("GET", "/customers"),
        // A literal beside a variable: two operations at one place of the router.
        Ask::new("GET", "/customers/settings").token(TOKEN),
        Ask::new("GET", "/customers/00000000-0000-0000-0000-000000000000").token(TOKEN),
        Ask::new("PATCH", "/customers"),
    ] {
        server.ask(API, ask).await;
    }
}

#[tokio::test]
async fn calls_are_counted_by_operation_and_status() {
    let server = TestServer::start().await;
    let before = metrics(&server).await;
    call_each_way(&server).await;

    let text = metrics(&server).await;

    for (operation, status, expected) in [
        ("customer_create", 201, Some(1.0)),
        ("customer_create", 400, Some(1.0)),
        ("customer_create", 429, Some(0.0)),
        ("customer_create", 404, None),
        ("customer_list", 200, Some(2.0)),
        ("customer_list", 401, Some(1.0)),
        ("customer_settings", 401, Some(1.0)),
        ("customer_view", 404, Some(1.0)),
        ("customer_view", 401, Some(0.0)),
    ] {
        assert_eq!(requests(&text, operation, status), expected, "{operation} {status}\n{text}");
    }
    assert_eq!(requests(&before, "customer_list", 200), Some(0.0), "shown before it is first counted");
    assert!(text.contains(&format!("customers_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))));
}

#[tokio::test]
async fn how_long_calls_took_is_counted_by_operation() {
    let server = TestServer::start().await;
    call_each_way(&server).await;

    let text = metrics(&server).await;

    let name = "customers_request_duration_seconds";
    let labels = "api=\"reportei\",operation=\"customer_list\"";
    assert_eq!(value(&text, &format!("{name}_count{{{labels}}}")), Some(3.0), "{text}");
    assert_eq!(value(&text, &format!("{name}_bucket{{le=\"+Inf\",{labels}}}")), Some(3.0), "{text}");
    let sum = value(&text, &format!("{name}_sum{{{labels}}}")).unwrap();
    assert!(sum > 0.0 && sum < 60.0, "{sum}");
}

#[tokio::test]
async fn writes_that_were_kept_are_counted() {
    let server = TestServer::start().await;
    call_each_way(&server).await;

    let text = metrics(&server).await;

    assert_eq!(value(&text, "customers_storage_writes_total"), Some(1.0), "{text}");
    assert_eq!(value(&text, "customers_storage_commits_total"), Some(1.0), "{text}");
    assert_eq!(value(&text, "customers_storage_queue_length"), Some(0.0), "{text}");
}

#[tokio::test]
async fn calls_on_a_listener_of_an_apis_own_count_too() {
    let listen = ([127, 0, 0, 1], 0).into();
    let server = TestServer::start_with(|config| config.api("reportei").listen = Some(listen)).await;
    call_each_way(&server).await;
    server.ask_outside(Ask::new("GET", "/reportei/customers").token(TOKEN)).await;

    let text = metrics(&server).await;

    assert_eq!(requests(&text, "customer_list", 200), Some(3.0), "both listeners together\n{text}");
}

#[tokio::test]
async fn two_servers_in_one_process_count_for_themselves() {
    let (server, other) = (TestServer::start().await, TestServer::start().await);
    call_each_way(&server).await;

    assert_eq!(requests(&metrics(&other).await, "customer_list", 200), Some(0.0));
}

#[tokio::test]
async fn metrics_are_lines_that_prometheus_reads() {
    let server = TestServer::start().await;
    call_each_way(&server).await;

    let text = metrics(&server).await;

    let text = text.strip_suffix("# EOF\n").unwrap();
    let mut families = Vec::new();
    for line in text.lines() {
        if let Some(typed) = line.strip_prefix("# TYPE ") {
            let (family, kind) = typed.split_once(' ').unwrap();
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(!families.contains(&family), "{family} comes twice: its samples belong together");
            families.push(family);
        } else if !line.starts_with("# HELP ") {
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let name = sample.split('{').next().unwrap();
            let family = families.last().unwrap();
            assert!(name.starts_with(family), "{line} stands with {family}");
            assert!(value.parse::<f64>().is_ok(), "{line}");
        }
    }
}
