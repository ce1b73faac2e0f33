//! Signing in: when it happens, how often, and what a call that needs it is told when it fails.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use customers_client::{Error, RetryPolicy, carbonext, portos, tradevest};
use customers_testing::{Fault, TestServer};
use futures::future::join_all;

/// How long a token of Carbonext lives, and how long before its end it is renewed.
const LIFE_SECONDS: u64 = 3_596;
const MARGIN_SECONDS: u64 = 30;

#[tokio::test]
async fn client_does_not_sign_in_before_the_first_call() {
    let server = TestServer::start().await;

    let _clients = (
        server.client::<carbonext::Client>(),
        server.client::<tradevest::Client>(),
        server.client::<portos::Client>(),
    );

    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn waiting_calls_sign_in_once_together() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_millis(50)).on("token_create"));
    server.inject(Fault::latency(Duration::from_millis(50)).on("session_create"));

    let client = server.client::<carbonext::Client>();
    let answers = join_all((0..30).map(|_| client.application_list().send())).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!((server.count("token_create"), server.count("application_list")), (1, 30));

    server.clear_requests();
    let client = server.client::<tradevest::Client>();
    let answers = join_all((0..30).map(|_| client.customer_list().send())).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!((server.count("token_create"), server.count("customer_list")), (1, 30));

    server.clear_requests();
    let client = server.client::<portos::Client>();
    let answers = join_all((0..30).map(|_| client.customer_list().send())).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!((server.count("session_create"), server.count("customer_list")), (1, 30));
}

#[tokio::test]
async fn token_is_renewed_once_before_it_expires() {
    let server = TestServer::start().await;
    let client = server.client::<carbonext::Client>();
    client.application_list().send().await.unwrap();

    server.advance(Duration::from_secs(LIFE_SECONDS - MARGIN_SECONDS - 1));
    client.application_list().send().await.unwrap();
    assert_eq!(server.count("token_create"), 1, "it is too early");

    server.advance(Duration::from_secs(2));
    let answers = join_all((0..10).map(|_| client.application_list().send())).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(server.count("token_create"), 2);
    assert_eq!(server.count("application_list"), 12, "no call was turned away");
}

#[tokio::test]
async fn refresh_token_is_tried_once_then_the_credentials() {
    let server = TestServer::start().await;
    let client = server.client::<carbonext::Client>();
    client.application_list().send().await.unwrap();
    server.advance(Duration::from_secs(LIFE_SECONDS));
    // Whether the refresh token has been used now, nobody knows.
    server.inject(Fault::drop_response().on("token_create").times(1));

    client.application_list().send().await.unwrap();

    assert_eq!(server.count("token_create"), 3);
    server.advance(Duration::from_secs(LIFE_SECONDS));
    client.application_list().send().await.unwrap();
    assert_eq!(server.count("token_create"), 4, "the next one is good again");
}

#[tokio::test]
async fn rejected_refresh_token_is_not_a_retry() {
    let server = TestServer::start().await;
    let client = server.builder::<carbonext::Client>().without_retries().build().unwrap();
    client.application_list().send().await.unwrap();
    server.advance(Duration::from_secs(LIFE_SECONDS));
    server.inject(Fault::status(400).on("token_create").times(1));

    client.application_list().send().await.unwrap();

    assert_eq!(server.count("token_create"), 3, "by credentials, by the refresh token, by credentials");
}

#[tokio::test]
async fn valid_token_is_used_when_renewal_fails() {
    let server = TestServer::start().await;
    let client = server.builder::<tradevest::Client>().without_retries().build().unwrap();
    client.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(3_580));
    server.inject(Fault::status(503).on("token_create"));

    client.customer_list().send().await.unwrap();

    assert_eq!(server.count("token_create"), 2, "it was tried");
}

#[tokio::test]
async fn renewal_does_not_delay_calls_with_a_valid_token() {
    let server = TestServer::start().await;
    let client = server.client::<tradevest::Client>();
    client.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(3_580));
    server.inject(Fault::latency(Duration::from_secs(60)).on("token_create"));

    let renewing = client.customer_list();
    let renewing = renewing.send();
    tokio::pin!(renewing);
    // Until the renewal is under way.
    while server.count("token_create") < 2 {
        tokio::select! {
            outcome = &mut renewing => panic!("it did not wait for the renewal: {outcome:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    let other = client.customer_list();
    tokio::select! {
        outcome = renewing => panic!("the renewal is over: {outcome:?}"),
        outcome = other.send() => assert!(outcome.is_ok()),
    }
}

#[tokio::test]
async fn rejected_token_is_replaced_and_the_call_repeated() {
    let server = TestServer::start().await;
    // These do not notice by the time that their tokens are too old.
    let client = server.builder::<portos::Client>().without_retries().clock(SystemTime::now).build().unwrap();
    client.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(13 * 60 * 60));
    server.clear_requests();

    // A create too: whoever is not let in has done nothing.
    client.customer_create().body_map(|body| body.first_name("Eva".to_owned())).send().await.unwrap();

    let operations: Vec<_> = server.requests().iter().filter_map(|request| request.operation).collect();
    assert_eq!(operations, ["customer_create", "session_create", "customer_create"]);
    assert_eq!(client.customer_list().send().await.unwrap().total_count, 1);
}

#[tokio::test]
async fn calls_with_a_rejected_token_sign_in_once_together() {
    let server = TestServer::start().await;
    let client = server.builder::<tradevest::Client>().clock(SystemTime::now).build().unwrap();
    client.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(2 * 60 * 60));
    server.clear_requests();

    let answers = join_all((0..10).map(|_| client.customer_list().send())).await;

    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(server.count("token_create"), 1);
}

#[tokio::test]
async fn second_rejected_token_ends_the_call() {
    let server = TestServer::start().await;
    server.inject(Fault::status(401).on("customer_list"));

    let error = server.client::<portos::Client>().customer_list().send().await.unwrap_err();

    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((server.count("customer_list"), server.count("session_create")), (2, 2));
}

#[tokio::test]
async fn sign_out_does_not_sign_in_again() {
    let server = TestServer::start().await;
    let client = server.client::<portos::Client>();
    client.customer_list().send().await.unwrap();

    client.session_delete().send().await.unwrap();
    let error = client.session_delete().send().await.unwrap_err();

    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(server.count("session_create"), 1);
    client.customer_list().send().await.unwrap();
    assert_eq!(server.count("session_create"), 2);
}

#[tokio::test]
async fn sign_in_is_retried() {
    let server = TestServer::start().await;
    server.inject(Fault::status(503).on("session_create").times(2));
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));

    server.builder::<portos::Client>().retry(policy).build().unwrap().customer_list().send().await.unwrap();

    assert_eq!(server.count("session_create"), 3);
}

#[tokio::test]
async fn failed_sign_in_is_reported_to_all_waiting_calls() {
    let server = TestServer::start().await;
    server.inject(Fault::latency(Duration::from_millis(50)).on("token_create"));
    let client = server.builder::<carbonext::Client>().client_credentials("demo", "hunter2").build().unwrap();

    let answers = join_all((0..10).map(|_| client.application_list().send())).await;

    for answer in answers {
        let error = answer.unwrap_err();
        assert!(error.to_string().contains("could not sign in"), "{error}");
        assert!(!error.is_retryable() && !error.outcome_unknown(), "{error}");
        let Error::SignIn { failure, .. } = &error else { panic!("{error:?}") };
        let cause = failure.source().unwrap();
        let cause = cause.downcast_ref::<Error<customers_client::carbonext::types::TokenError>>().unwrap();
        assert_eq!(cause.refusal().unwrap().error.to_string(), "invalid_client");
    }
    assert_eq!((server.count("token_create"), server.count("application_list")), (1, 0));
}

#[tokio::test]
async fn sign_in_ends_with_the_timeout_of_its_call() {
    let server = TestServer::start().await;
    let builder = server.builder::<portos::Client>().timeout(Duration::from_secs(2)).without_retries();
    let client = builder.clock(SystemTime::now).build().unwrap();
    client.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(13 * 60 * 60));
    // Of the two seconds that the call has, half are over when its token is refused.
    server.inject(Fault::latency(Duration::from_secs(1)).on("customer_list"));
    server.inject(Fault::latency(Duration::from_secs(60)).on("session_create"));

    let error = client.customer_list().send().await.unwrap_err();

    assert!(error.is_retryable(), "{error}");
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("the sign-in did not finish within the call's timeout of 2 s"), "{cause}");
}
