//! What a person is told when a call fails, and what a program can ask.

use std::error::Error as StdError;
use std::time::Duration;

use customers_client::portos::types::Customer;
use customers_client::tradevest::types::EntityType;
use customers_client::{ConnectError, Error, carbonext, dezwork, portos, reportei, tradevest};
use customers_testing::{Fault, TestServer};
use uuid::Uuid;

/// An error's text and its causes'.
fn whole(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn error_states_problem_reason_and_advice_at_every_api() {
    let server = TestServer::start().await;

    let error = server
        .client::<carbonext::Client>()
        .application_delete()
        .client_id("nobody")
        .send()
        .await
        .unwrap_err();
    let id = error.request_id().unwrap().to_owned();
    let text = error.to_string();
    assert!(text.starts_with("`application_delete` failed with 404 Not Found: "), "{text}");
    assert!(
        text.ends_with(&format!(
            ". Check the id, and that it belongs to the authenticated account (request {id})"
        )),
        "{text}"
    );
    assert_eq!(error.refusal().unwrap().status, 404);

    let call = server.client::<tradevest::Client>();
    let call = call.customer_create().body_map(|body| {
        body.entity_id(Uuid::nil()).entity_type(EntityType::LegalEntity).labels(vec![String::new()])
    });
    let error = call.send().await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("failed with 400 Bad Request: labels.0 must be at least 1 character"), "{text}");
    assert!(text.contains(". Fix the request; retrying it unchanged will fail again (request "), "{text}");
    assert_eq!(error.refusal().unwrap().error_details[0].field, "labels.0");

    let client = server.client::<portos::Client>();
    let create = client.customer_create().body_map(|body| body.first_name("Eva".to_owned()));
    let created = create.send().await.unwrap().into_inner();
    let id = created.id.clone().unwrap();
    client
        .customer_put()
        .id(&id)
        .body(Customer { note: Some("a".to_owned()), ..created.clone() })
        .send()
        .await
        .unwrap();
    let error = client.customer_put().id(&id).body(created).send().await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("409 Conflict") && text.contains("the current version is 2"), "{text}");
    assert!(text.contains(". Read the current state before deciding again (request "), "{text}");

    let error = server.client::<dezwork::Client>().cliente_view().id(7).send().await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("`cliente_view` failed with 404 Not Found: ") && text.contains("(ENE)"),
        "{text}"
    );

    let client = server.builder::<reportei::Client>().access_token("nobody's").build().unwrap();
    let error = client.customer_list().send().await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("401 Unauthorized") && text.contains(". Check the credentials"), "{text}");
}

#[tokio::test]
async fn errors_tell_whether_a_retry_is_safe() {
    let server = TestServer::start().await;
    let client = server.builder::<reportei::Client>().without_retries().build().unwrap();
    for (fault, status, is_retryable, outcome_unknown, text) in [
        (Fault::status(429).retry_after("7"), Some(429), true, false, "Retry after 7 s"),
        (Fault::status(500), Some(500), true, true, "contact the API's operator"),
        (Fault::status(302), Some(302), false, false, "which its document does not list. Check the base URL"),
        (Fault::status(201), Some(201), false, true, "a body that is not the documented one"),
        (Fault::status(202), Some(202), false, true, "which its document does not list"),
        (Fault::status(418), Some(418), false, false, "which its document does not list"),
        (Fault::drop_request(), None, true, true, "got no response: the connection broke"),
    ] {
        server.inject(fault.clone().on("customer_create").times(1));
        let error = client.customer_create().body_map(|body| body.name("Ada")).send().await.unwrap_err();

        assert_eq!(error.status().map(|status| status.as_u16()), status, "{fault:?}");
        assert_eq!(error.is_retryable(), is_retryable, "{fault:?}");
        assert_eq!(error.outcome_unknown(), outcome_unknown, "{fault:?}");
        assert!(error.to_string().contains(text), "{fault:?}: {error}");
        assert_eq!(error.request_id().is_some(), status.is_some(), "{fault:?}");

        // Whoever only reads need not look whether it was done.
        server.inject(fault.clone().on("customer_list").times(1));
        let error = client.customer_list().send().await.unwrap_err();
        assert!(!error.outcome_unknown(), "{fault:?}: {error}");
    }
    server.inject(Fault::status(429).retry_after("7").times(1));
    let error = client.customer_list().send().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn missing_parameter_is_named_and_nothing_is_sent() {
    let server = TestServer::start().await;

    let error = server.client::<reportei::Client>().customer_view().send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert_eq!(error.to_string(), "the request was not sent: the required parameter `uuid` is missing");
    let error = server.client::<reportei::Client>().settings().send().await.unwrap_err();
    assert!(error.to_string().contains("`x_customer_token` is missing"), "{error}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn error_keeps_all_its_causes() {
    let client = portos::Client::builder().base_url("http://127.0.0.1:1").user("demo", "demo-secret");
    let client = client.without_retries().build().unwrap();

    let error = client.customer_list().send().await.unwrap_err();

    let text = whole(&error);
    for part in [
        "`customer_list` was not sent",
        "the sign-in failed for now",
        "`session_create` got no response",
        "refused",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn incomplete_builder_names_what_is_missing() {
    let missing = |error: ConnectError, method, variable| {
        let text = error.to_string();
        assert!(matches!(error, ConnectError::Missing { .. }), "{text}");
        assert!(text.contains(method) && text.contains(variable), "{text}");
    };
    let builder = carbonext::Client::builder;
    missing(builder().build().unwrap_err(), "client_credentials", "CARBONEXT_CLIENT_ID");
    // The vendor serves its sign-in elsewhere, and its document does not say where.
    missing(
        builder().client_credentials("a", "b").build().unwrap_err(),
        "sign_in_url",
        "CARBONEXT_SIGN_IN_URL",
    );
    missing(portos::Client::builder().user("a", "b").build().unwrap_err(), "base_url", "PORTOS_URL");
    let url = "http://127.0.0.1:1";
    missing(portos::Client::builder().base_url(url).build().unwrap_err(), "user", "PORTOS_USER");
    missing(
        customers_client::dezwork::Client::builder().build().unwrap_err(),
        "account_token",
        "DEZWORK_TOKEN",
    );
    missing(
        customers_client::reportei::Client::builder().build().unwrap_err(),
        "access_token",
        "REPORTEI_TOKEN",
    );
    missing(
        customers_client::tradevest::Client::builder().build().unwrap_err(),
        "client_credentials",
        "TRADEVEST",
    );
}

#[tokio::test]
async fn client_acts_for_its_customer_and_a_call_for_another() {
    let server = TestServer::start().await;
    let merchant = server.client::<reportei::Client>();
    let mut tokens = Vec::new();
    for name in ["Ada", "Eva"] {
        let created = merchant.customer_create().body_map(|body| body.name(name)).send().await.unwrap();
        tokens.push(created.into_inner().customer.api_token);
    }

    let client = server.builder::<reportei::Client>().customer_token(&tokens[0]).build().unwrap();

    assert_eq!(client.settings().send().await.unwrap().customer.name, "Ada");
    let of_another = client.settings().x_customer_token(&tokens[1]).send().await.unwrap();
    assert_eq!(of_another.customer.name, "Eva");
}
