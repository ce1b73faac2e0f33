//! What is tried again, when, and how often: counted where the requests arrive.

use std::time::{Duration, Instant};

use customers_client::RetryPolicy;
use customers_client::reportei::{Client, types::CreatedCustomer};
use customers_testing::{Fault, TestServer};

/// Retries without waits that a test would have to sit through.
fn quick() -> RetryPolicy {
    RetryPolicy::default().first_wait(Duration::from_millis(1))
}

fn client(server: &TestServer) -> Client {
    server.builder::<Client>().retry(quick()).build().unwrap()
}

async fn create(client: &Client) -> Result<CreatedCustomer, customers_client::reportei::Error> {
    Ok(client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer)
}

#[tokio::test]
async fn a_read_is_sent_again_until_it_goes_well() {
    for status in [408, 429, 500, 502, 503, 504] {
        let server = TestServer::start().await;
        server.inject(Fault::status(status).times(2));

        let page = client(&server).customer_list().send().await.unwrap();

        assert_eq!((page.meta.total, page.tries()), (0, 3), "{status}");
        assert_eq!(server.count("customer_list"), 3, "{status}");
    }
}

#[tokio::test]
async fn what_will_not_pass_is_sent_once() {
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
async fn tries_end() {
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
async fn a_create_is_never_sent_twice_where_it_may_have_been_taken() {
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

        assert!(error.may_have_been_taken(), "{reason}: {error}");
        assert!(error.to_string().contains("look before you send it again"), "{reason}: {error}");
        assert_eq!(server.count("customer_create"), 1, "{reason}");
        assert_eq!(client.customer_list().send().await.unwrap().meta.total, taken, "{reason}");
    }
}

#[tokio::test]
async fn a_create_that_a_rate_limit_turned_away_is_sent_again() {
    let server = TestServer::start().await;
    server.inject(Fault::status(429).times(1));
    let client = client(&server);

    create(&client).await.unwrap();

    assert_eq!(server.count("customer_create"), 2);
    assert_eq!(client.customer_list().send().await.unwrap().meta.total, 1);
}

#[tokio::test]
async fn a_create_is_sent_again_where_there_was_no_connection() {
    let server = TestServer::start().await;
    let nowhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let builder = server.builder::<Client>().base_url(format!("http://{nowhere}")).retry(quick());

    let error = create(&builder.build().unwrap()).await.unwrap_err();

    let customers_client::Error::Communication { tries, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*tries, 3);
    assert!(!error.may_have_been_taken() && error.is_retryable(), "{error}");
}

#[tokio::test]
async fn what_comes_to_the_same_twice_is_sent_again_after_a_lost_answer() {
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
async fn the_time_that_an_answer_asks_for_is_waited() {
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
async fn a_wait_beyond_the_end_of_the_call_is_not_begun() {
    let server = TestServer::start().await;
    server.inject(Fault::status(429).retry_after("60"));
    let began = Instant::now();

    let error = client(&server).customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.to_string().contains("send it again after 60 s"), "{error}");
    assert_eq!(server.count("customer_list"), 1);
}

#[tokio::test]
async fn retries_never_multiply_what_an_api_that_is_down_is_sent() {
    let server = TestServer::start().await;
    server.inject(Fault::status(503).times(20));
    let client = server.builder::<Client>().retry(quick().budget(4)).build().unwrap();

    for _ in 0..16 {
        client.clone().customer_list().send().await.unwrap_err();
    }
    assert_eq!(server.count("customer_list"), 16 + 4, "the clones have one budget together");

    // Ten calls that go well give one retry back.
    for _ in 0..10 {
        client.customer_list().send().await.unwrap();
    }
    server.clear_requests();
    server.inject(Fault::status(503));
    client.customer_list().send().await.unwrap_err();
    assert_eq!(server.count("customer_list"), 2);
}

#[tokio::test]
async fn a_try_that_takes_too_long_is_given_up_and_sent_again() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)).times(1));
    let client = server.builder::<Client>().retry(quick()).try_timeout(Duration::from_millis(500));

    let page = client.build().unwrap().customer_list().send().await.unwrap();

    assert_eq!(page.tries(), 2);
    assert_eq!(server.count("customer_list"), 2);
}

#[tokio::test]
async fn a_try_ends_with_its_call() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)));
    let builder = server.builder::<Client>().try_timeout(Duration::from_secs(30));
    let began = Instant::now();

    builder.timeout(Duration::from_millis(300)).build().unwrap().customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(server.count("customer_list"), 1);
}

#[tokio::test]
async fn a_call_ends_within_its_time_however_many_tries_are_left() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_secs(60)));
    let builder = server.builder::<Client>().retry(quick().tries_max(100).budget(100));
    let builder = builder.try_timeout(Duration::from_millis(150)).timeout(Duration::from_millis(500));
    let began = Instant::now();

    let error = builder.build().unwrap().customer_list().send().await.unwrap_err();

    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(error.to_string().contains("the time for it was over"), "{error}");
    assert!((2..=4).contains(&server.count("customer_list")), "{}", server.count("customer_list"));
}
