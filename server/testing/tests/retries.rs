//! Retries, counted where the requests arrive.

use std::time::{Duration, Instant};

use customers_client::RetryPolicy;
use customers_client::reportei::{Client, types::CreatedCustomer};
use customers_testing::{Fault, TestServer};

/// Returns a policy with short waits.
fn quick() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(Duration::from_millis(1))
}

fn client(server: &TestServer) -> Client {
    server.builder::<Client>().retry(quick()).build().unwrap()
}

async fn create(client: &Client) -> Result<CreatedCustomer, customers_client::reportei::Error> {
    Ok(client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer)
}

#[tokio::test]
async fn read_is_retried_until_it_succeeds() {
    for status in [408, 429, 500, 502, 503, 504] {
        let server = TestServer::start().await;
        server.inject(Fault::status(status).times(2));

        let page = client(&server).customer_list().send().await.unwrap();

        assert_eq!((page.meta.total, page.attempts()), (0, 3), "{status}");
        assert_eq!(server.count("customer_list"), 3, "{status}");
    }
}

#[tokio::test]
async fn permanent_failure_is_not_retried() {
    for status in [400, 401, 403, 404, 409, 501] {
        let server = TestServer::start().await;
        server.inject(Fault::status(status));

        let error = client(&server).customer_list().send().await.unwrap_err();

        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert!(!error.is_retryable(), "{status}");
        assert_eq!(server.count("customer_list"), 1, "{status}");
    }
}

#[tokio::test]
async fn attempts_are_limited() {
    let server = TestServer::start().await;
    server.inject(Fault::status(503));

    let error = client(&server).customer_list().send().await.unwrap_err();

    assert!(error.is_retryable());
    assert_eq!(server.count("customer_list"), 3);
}

#[tokio::test]
async fn without_retries_a_call_is_sent_once() {
    let server = TestServer::start().await;
    server.inject(Fault::status(503));

    let client = server.builder::<Client>().without_retries().build().unwrap();
    client.customer_list().send().await.unwrap_err();

    assert_eq!(server.count("customer_list"), 1);
}

#[tokio::test]
async fn create_is_not_repeated_if_it_may_have_been_applied() {
    for (fault, taken, reason) in [
        (Fault::status(408), 0, "timed out at the server"),
        (Fault::status(500), 0, "failed"),
        (Fault::status(503).retry_after("0"), 0, "said to come back, but not that nothing was done"),
        (Fault::drop_request(), 0, "the connection broke before"),
        (Fault::drop_response(), 1, "the connection broke after"),
    ] {
        let server = TestServer::start().await;
        server.inject(fault.on("customer_create"));
        let client = client(&server);

        let error = create(&client).await.unwrap_err();

        assert!(error.outcome_unknown(), "{reason}: {error}");
        assert!(error.to_string().contains("check before retrying"), "{reason}: {error}");
        assert_eq!(server.count("customer_create"), 1, "{reason}");
        assert_eq!(client.customer_list().send().await.unwrap().meta.total, taken, "{reason}");
    }
}

#[tokio::test]
async fn create_rejected_by_a_rate_limit_is_retried() {
    let server = TestServer::start().await;
    server.inject(Fault::status(429).times(1));
    let client = client(&server);

    create(&client).await.unwrap();

    assert_eq!(server.count("customer_create"), 2);
    assert_eq!(client.customer_list().send().await.unwrap().meta.total, 1);
}

#[tokio::test]
async fn create_without_connection_is_retried() {
    let server = TestServer::start().await;
    let nowhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let builder = server.builder::<Client>().base_url(format!("http://{nowhere}")).retry(quick());

    let error = create(&builder.build().unwrap()).await.unwrap_err();

    let customers_client::Error::Communication { attempts, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*attempts, 3);
    assert!(!error.outcome_unknown() && error.is_retryable(), "{error}");
}

#[tokio::test]
async fn idempotent_operations_are_repeated_after_a_lost_response() {
    let server = TestServer::start().await;
    let client = client(&server);
    let uuid = create(&client).await.unwrap().uuid;
    server.inject(Fault::drop_response().on("customer_update").times(1));
    server.inject(Fault::drop_response().on("customer_payment_status_update").times(1));
    server.inject(Fault::drop_request().on("customer_view").times(1));

    let renamed = client.customer_update().uuid(uuid).body_map(|body| body.name("Eva")).send().await.unwrap();
    let paying = client.customer_payment_status_update().uuid(uuid);
    paying.body_map(|body| body.is_paying(true)).send().await.unwrap();
    let shown = client.customer_view().uuid(uuid).send().await.unwrap();

    assert_eq!(renamed.customer.name, "Eva");
    assert!(shown.customer.is_paying);
    for operation in ["customer_update", "customer_payment_status_update", "customer_view"] {
        assert_eq!(server.count(operation), 2, "{operation}");
    }
}

#[tokio::test]
async fn retry_after_is_honored() {
    let server = TestServer::start().await;
    let in_a_second = (server.now() + Duration::from_secs(1)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for retry_after in ["1", &in_a_second] {
        server.inject(Fault::status(429).retry_after(retry_after).times(1));
        let began = Instant::now();

        client(&server).customer_list().send().await.unwrap();

        assert!(began.elapsed() >= Duration::from_secs(1), "{retry_after}: {:?}", began.elapsed());
    }
    assert_eq!(server.count("customer_list"), 4);
}

#[tokio::test]
async fn wait_beyond_the_timeout_is_not_started() {
    let server = TestServer::start().await;
    server.inject(Fault::status(429).retry_after("60"));
    let began = Instant::now();

    let error = client(&server).customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.to_string().contains("Retry after 60 s"), "{error}");
    assert_eq!(server.count("customer_list"), 1);
}

#[tokio::test]
async fn timed_out_attempt_is_retried() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)).times(1));
    let client = server.builder::<Client>().retry(quick()).attempt_timeout(Duration::from_millis(500));

    let page = client.build().unwrap().customer_list().send().await.unwrap();

    assert_eq!(page.attempts(), 2);
    assert_eq!(server.count("customer_list"), 2);
}

#[tokio::test]
async fn attempt_ends_with_its_call() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)));
    let builder = server.builder::<Client>().attempt_timeout(Duration::from_secs(30));
    let began = Instant::now();

    builder.timeout(Duration::from_millis(300)).build().unwrap().customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(server.count("customer_list"), 1);
}

#[tokio::test]
async fn call_ends_within_its_timeout() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)));
    let builder = server.builder::<Client>().retry(quick().max_attempts(100));
    let builder = builder.attempt_timeout(Duration::from_millis(150)).timeout(Duration::from_millis(500));
    let began = Instant::now();

    let error = builder.build().unwrap().customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(error.to_string().contains("the request timed out"), "{error}");
    assert!((2..=4).contains(&server.count("customer_list")), "{}", server.count("customer_list"));
}
