//! Reportei: every operation, by the typed client.
//!
//! Deliberately not here: requests that the typed client cannot make. They are in `bad_input.rs`.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;
use std::time::Duration;

use chrono::TimeDelta;
use contract_tests::{Ask, TestServer, Witness, contract, start_time};
use customers_client::formats::SqlDateTime;
use customers_client::reportei::types::{self, CreatedCustomer, Customer, PageMetaSortBy, SortBy};
use customers_client::reportei::{Client, Error, ResponseValue};
use customers_server::api::reportei::rules::{INTEGRATION_ACTIVE, Integration};
use customers_server::api::reportei::{seed, store};
use customers_server::api::seed::Batch;
use futures::future::join_all;
use http::HeaderMap;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::KnownApi;
use crate::examples::types;

const API: &str = "reportei";

pub(crate) const KNOWN: KnownApi = KnownApi {
    name: API,
    types: types![reportei: CustomerPage, CreatedCustomerEnvelope, CustomerSettingsEnvelope, CustomerEnvelope, Confirmation, Error, NewCustomer, CustomerUpdate, PaymentStatus],
    partial_updates: &[],
};
const TOKEN: &str = "demo-token";
const OTHER_TOKEN: &str = "demo-other-token";

type Outcome<T> = Result<ResponseValue<T>, Error<types::Error>>;

async fn start() -> (TestServer, Client) {
    let server = TestServer::start().await;
    let client = server.reportei(TOKEN);
    (server, client)
}

async fn start_with_limit(per_minute: u32, per_second: u32) -> (TestServer, Client) {
    let server = TestServer::start_with(|config| {
        let limits = [("per_minute", per_minute), ("per_second", per_second)];
        let limits: BTreeMap<_, _> = limits.into_iter().filter(|(_, limit)| *limit > 0).collect();
        config.api("reportei").set("rate_limit", limits);
    })
    .await;
    let client = server.reportei(TOKEN);
    (server, client)
}

async fn create(client: &Client, name: &str) -> CreatedCustomer {
    client.customer_create().body_map(|body| body.name(name)).send().await.unwrap().into_inner().customer
}

async fn view(client: &Client, uuid: Uuid) -> Customer {
    client.customer_view().uuid(uuid).send().await.unwrap().into_inner().customer
}

/// The names of a list, in its order.
async fn names(client: &Client, sort_by: Option<SortBy>, descending: bool) -> Vec<String> {
    let list = client.customer_list().descending(descending);
    let list = match sort_by {
        Some(sort_by) => list.sort_by(sort_by),
        None => list,
    };
    list.send().await.unwrap().into_inner().data.into_iter().map(|customer| customer.name).collect()
}

/// Status, message, and headers of a refusal.
fn refusal<T: Debug>(outcome: Outcome<T>) -> (u16, String, HeaderMap) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => {
            (refusal.status().as_u16(), refusal.message.clone(), refusal.headers().clone())
        }
        other => panic!("no refusal: {other:?}"),
    }
}

/// Calls every operation, and gives back each one's refusal by its name.
async fn refusals(
    client: &Client,
    uuid: Uuid,
    customer_token: &str,
) -> Vec<(&'static str, (u16, String, HeaderMap))> {
    let update = client.customer_update().uuid(uuid).body_map(|body| body.name("Eve"));
    let pay = client.customer_payment_status_update().uuid(uuid).body_map(|body| body.is_paying(true));
    vec![
        ("customer_list", refusal(client.customer_list().send().await)),
        ("customer_create", refusal(client.customer_create().body_map(|body| body.name("Eve")).send().await)),
        (
            "customer_settings",
            refusal(client.customer_settings().x_customer_token(customer_token).send().await),
        ),
        ("customer_view", refusal(client.customer_view().uuid(uuid).send().await)),
        ("customer_update", refusal(update.send().await)),
        ("customer_delete", refusal(client.customer_delete().uuid(uuid).send().await)),
        ("customer_payment_status_update", refusal(pay.send().await)),
    ]
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    headers.get(name).map(|value| value.to_str().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_new_customer_begins_a_trial_of_seven_days_and_gets_a_token() {
    let (_server, client) = start().await;

    let response =
        client.customer_create().body_map(|body| body.name("Reportei Customer 3")).send().await.unwrap();

    assert_eq!(response.status().as_u16(), 201);
    let created = response.into_inner().customer;
    assert_eq!(created.created_at, SqlDateTime::from(start_time()));
    assert_eq!(
        json_of(&created),
        json!({
            "uuid": created.uuid,
            "name": "Reportei Customer 3",
            "created_at": "2024-10-01 17:15:00",
            "updated_at": "2024-10-01 17:15:00",
            "trial_ends_at": "2024-10-08 17:15:00",
            "is_paying": false,
            "merchant": "Reportei",
            "api_token": created.api_token,
        })
    );
}

#[tokio::test]
async fn no_two_customers_share_a_uuid_or_a_token() {
    let (_server, client) = start().await;

    let created = join_all((0..20).map(|_| create(&client, "Twin"))).await;

    let uuids: HashSet<_> = created.iter().map(|customer| customer.uuid).collect();
    let tokens: HashSet<_> = created.iter().map(|customer| customer.api_token.expose()).collect();
    assert_eq!((uuids.len(), tokens.len()), (20, 20));
    let page = client.customer_list().per_page(100).send().await.unwrap().into_inner();
    assert_eq!(page.meta.total, 20);
    assert_eq!(page.data.iter().map(|customer| customer.uuid).collect::<HashSet<_>>(), uuids);
}

#[tokio::test]
async fn a_customer_is_shown_as_it_was_created_but_never_with_its_token() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;

    let viewed = view(&client, created.uuid).await;

    let mut expected = json_of(&created);
    expected.as_object_mut().unwrap().remove("api_token");
    assert_eq!(json_of(&viewed), expected);
    let path = format!("/customers/{}", created.uuid);
    for ask in [
        Ask::new("GET", path.as_str()),
        Ask::new("GET", "/customers"),
        Ask::new("GET", "/customers/settings").header("x-customer-token", created.api_token.expose()),
        Ask::new("PUT", path.as_str()).json(r#"{"name": "Ada"}"#),
        Ask::new("POST", format!("{path}/update-payment-status")).json(r#"{"is_paying": true}"#),
        Ask::new("DELETE", path.as_str()),
    ] {
        let line = ask.line();
        let answer = server.ask(API, ask.token(TOKEN)).await;
        assert_eq!(answer.status.as_u16(), 200, "{line}");
        assert!(!answer.text().contains(created.api_token.expose()), "{line}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_name_comes_back_as_it_was_given() {
    let (_server, client) = start().await;

    for name in ["Ação & Cia. <b>", " Ada ", "日本語 🦀", r#""\/'%00;--"#, "e\u{301}", "\u{202e}abc"] {
        let created = create(&client, name).await;
        assert_eq!(created.name, name);
        assert_eq!(view(&client, created.uuid).await.name, name);
    }
}

#[tokio::test]
async fn a_merchant_without_customers_has_one_empty_page() {
    let (server, client) = start().await;

    let page = client.customer_list().send().await.unwrap().into_inner();

    let path = format!("{}/customers", server.witness(API).url());
    assert_eq!(
        json_of(&page),
        json!({
            "data": [],
            "meta": {
                "current_page": 1, "from": null, "last_page": 1, "path": path, "per_page": 15, "to": null, "total": 0,
                "sortBy": null, "descending": false,
            },
        })
    );
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let (_server, client) = start().await;
    for index in 0..16 {
        create(&client, &format!("Customer {index}")).await;
    }

    for (page, per_page, shown, from, to, last_page, reason) in [
        (None, None, 0..15, Some(1), Some(15), 2, "the defaults"),
        (Some(2), None, 15..16, Some(16), Some(16), 2, "the rest"),
        (Some(3), None, 0..0, None, None, 2, "a page past the end"),
        (Some(i32::MAX), Some(100), 0..0, None, None, 1, "a page far past the end"),
        (Some(1), Some(1), 0..1, Some(1), Some(1), 16, "the smallest page"),
        (Some(1), Some(100), 0..16, Some(1), Some(16), 1, "the largest page"),
        (Some(2), Some(8), 8..16, Some(9), Some(16), 2, "a last page that is full"),
        (Some(3), Some(6), 12..16, Some(13), Some(16), 3, "a last page that is not"),
    ] {
        let mut list = client.customer_list();
        if let Some(page) = page {
            list = list.page(page);
        }
        if let Some(per_page) = per_page {
            list = list.per_page(per_page);
        }
        let answer = list.send().await.unwrap().into_inner();

        let names: Vec<_> = answer.data.iter().map(|customer| customer.name.clone()).collect();
        assert_eq!(names, shown.map(|index| format!("Customer {index}")).collect::<Vec<_>>(), "{reason}");
        let meta = answer.meta;
        assert_eq!((meta.from, meta.to, meta.last_page, meta.total), (from, to, last_page, 16), "{reason}");
        assert_eq!(
            (meta.current_page, meta.per_page),
            (page.unwrap_or(1), per_page.unwrap_or(15)),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn a_list_is_sorted_as_asked_and_by_creation_where_keys_are_equal() {
    let (server, client) = start().await;
    let mut uuids = Vec::new();
    for (name, seconds) in [("célia", 0), ("Ana", 1), ("ana", 0), ("Bruno", 1)] {
        server.advance(Duration::from_secs(seconds));
        uuids.push(create(&client, name).await.uuid);
    }
    server.advance(Duration::from_secs(1));
    client.customer_update().uuid(uuids[1]).body_map(|body| body.name("Ana")).send().await.unwrap();

    for (sort_by, expected, reason) in [
        (None, ["célia", "Ana", "ana", "Bruno"], "in the order of creation"),
        (Some(SortBy::Name), ["Ana", "ana", "Bruno", "célia"], "by name, whatever its case"),
        (Some(SortBy::CreatedAt), ["célia", "Ana", "ana", "Bruno"], "by the second of creation"),
        (Some(SortBy::UpdatedAt), ["célia", "ana", "Bruno", "Ana"], "by the second of the last change"),
    ] {
        assert_eq!(names(&client, sort_by, false).await, expected, "{reason}");
        let reversed: Vec<_> = expected.into_iter().rev().collect();
        assert_eq!(names(&client, sort_by, true).await, reversed, "{reason}, turned round");
    }
    let page = client.customer_list().sort_by(SortBy::UpdatedAt).descending(true).send().await.unwrap();
    assert_eq!((page.meta.sort_by, page.meta.descending), (Some(PageMetaSortBy::UpdatedAt), true));
}

#[tokio::test]
async fn an_update_changes_the_name_and_the_time_of_the_last_change_and_nothing_else() {
    let (server, client) = start().await;
    let created = create(&client, "Reportei Customer 3").await;
    let bystander = create(&client, "Bystander").await;
    server.advance(Duration::from_secs(3600));

    let update =
        client.customer_update().uuid(created.uuid).body_map(|body| body.name("Reportei Customer 3.1"));
    let updated = update.send().await.unwrap().into_inner().customer;

    let mut expected = json_of(&created);
    expected["name"] = json!("Reportei Customer 3.1");
    expected["updated_at"] = json!("2024-10-01 18:15:00");
    expected.as_object_mut().unwrap().remove("api_token");
    assert_eq!(json_of(&updated), expected);
    assert_eq!(json_of(&view(&client, created.uuid).await), expected);
    assert_eq!(view(&client, bystander.uuid).await.name, "Bystander");
    let settings = client.customer_settings().x_customer_token(&created.api_token).send().await.unwrap();
    assert_eq!(settings.customer.name, "Reportei Customer 3.1", "the token is still good");
}

#[tokio::test]
async fn the_payment_status_is_switched_on_and_off_with_a_message_each() {
    let (_server, client) = start().await;
    let created = create(&client, "Ada").await;

    for (is_paying, message) in [
        (true, "Customer is now marked as a paying customer"),
        (true, "Customer is now marked as a paying customer"),
        (false, "Customer is now marked as a non-paying customer"),
    ] {
        let update = client.customer_payment_status_update().uuid(created.uuid);
        let answer = update.body_map(|body| body.is_paying(is_paying)).send().await.unwrap().into_inner();

        assert_eq!(json_of(&answer), json!({ "success": true, "message": message }));
        let viewed = view(&client, created.uuid).await;
        assert_eq!(viewed.is_paying, is_paying);
        assert_eq!((viewed.name, viewed.trial_ends_at), ("Ada".to_owned(), created.trial_ends_at));
    }
}

#[tokio::test]
async fn a_customers_token_opens_its_own_settings() {
    let (_server, client) = start().await;
    let ada = create(&client, "Ada").await;
    let grace = create(&client, "Grace").await;

    for customer in [ada, grace] {
        let settings = client.customer_settings().x_customer_token(&customer.api_token).send().await.unwrap();

        let mut expected = json_of(&customer);
        expected.as_object_mut().unwrap().remove("api_token");
        expected["integrations"] = json!([]);
        assert_eq!(json_of(&settings.into_inner().customer), expected);
    }
}

#[tokio::test]
async fn settings_show_what_a_customer_has_connected_in_the_order_of_connecting() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;
    let bystander = create(&client, "Grace").await;
    let integration = |name: &str, slug: &str| Integration {
        uuid: Uuid::new_v4(),
        integration: name.to_owned(),
        name: "reportei".to_owned(),
        slug: slug.to_owned(),
        status: INTEGRATION_ACTIVE.to_owned(),
    };
    let integrations =
        [integration("Instagram Business", "instagram_business"), integration("Google Ads", "google_ads")];
    let shown = integrations.each_ref().map(|integration| {
        let Integration { uuid, integration, name, slug, status } = integration;
        json!({ "uuid": uuid, "integration": integration, "name": name, "slug": slug, "status": status })
    });
    for (seq, integration) in (1..).zip(integrations) {
        let add = move |c: &_| store::insert_integration(c, "demo", created.uuid, seq, &integration);
        server.database().write(add).await.unwrap();
    }

    let settings = client.customer_settings().x_customer_token(&created.api_token).send().await.unwrap();
    let other = client.customer_settings().x_customer_token(&bystander.api_token).send().await.unwrap();

    assert_eq!(json_of(&settings.into_inner().customer.integrations), json!(shown));
    assert!(other.customer.integrations.is_empty());
}

#[tokio::test]
async fn made_up_customers_keep_every_promise_too() {
    let (server, client) = start().await;
    let seed = |connection: &_| seed::seed(connection, &Batch::new("demo", 250, start_time()));
    server.database().write(seed).await.unwrap();

    let mut uuids = HashSet::new();
    for (page, count) in [(1, 100), (2, 100), (3, 50)] {
        let page =
            client.customer_list().page(page).per_page(100).sort_by(SortBy::Name).send().await.unwrap();
        assert_eq!((page.data.len(), page.meta.total), (count, 250));
        uuids.extend(page.data.iter().map(|customer| customer.uuid));
    }

    assert_eq!(uuids.len(), 250);
    for uuid in uuids.into_iter().take(20) {
        view(&client, uuid).await;
    }
}

#[tokio::test]
async fn on_a_listener_of_its_own_the_same_customers_are_found_at_the_root() {
    let listen = ([127, 0, 0, 1], 0).into();
    let server = TestServer::start_with(|config| config.api("reportei").listen = Some(listen)).await;
    let common = Witness::start(contract(API), server.address(), "/reportei", true).await;
    let client = server.reportei(TOKEN);
    let at_common =
        Client::builder().base_url(common.url()).access_token(TOKEN).without_retries().build().unwrap();
    create(&client, "Ada").await;

    let page = client.customer_list().send().await.unwrap().into_inner();
    let page_at_common = at_common.customer_list().send().await.unwrap().into_inner();
    let elsewhere = server.ask(API, Ask::new("GET", "/reportei/customers").token(TOKEN)).await;

    assert_eq!(page.meta.path, format!("{}/customers", server.witness(API).url()));
    assert!(!page.meta.path.contains("/reportei/"), "{}", page.meta.path);
    assert_eq!(
        page_at_common.meta.path,
        format!("{}/reportei/customers", common.url().trim_end_matches("/reportei"))
    );
    assert_eq!(json_of(&page.data), json_of(&page_at_common.data));
    assert_eq!(elsewhere.status.as_u16(), 404);
}

#[tokio::test]
async fn every_operation_goes_on_working_after_the_trial_has_ended() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;

    server.advance(TimeDelta::days(8).to_std().unwrap());

    assert_eq!(view(&client, created.uuid).await.trial_ends_at, created.trial_ends_at);
    client.customer_settings().x_customer_token(&created.api_token).send().await.unwrap();
    let pay = client.customer_payment_status_update().uuid(created.uuid);
    pay.body_map(|body| body.is_paying(true)).send().await.unwrap();
    client.customer_update().uuid(created.uuid).body_map(|body| body.name("Eda")).send().await.unwrap();
    assert_eq!(names(&client, None, false).await, ["Eda"]);
    client.customer_delete().uuid(created.uuid).send().await.unwrap();
}

#[tokio::test]
async fn a_customer_token_that_opens_nothing_is_refused() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;
    let others = create(&server.reportei(OTHER_TOKEN), "Eve").await;

    for (token, reason) in [
        ("x", "no token at all"),
        (TOKEN, "the merchant's token"),
        (others.api_token.expose(), "the token of another merchant's customer"),
        (&created.uuid.to_string(), "the customer's UUID"),
        (&created.api_token.expose().to_uppercase(), "the token in capitals"),
        (&created.api_token.expose()[..63], "all of the token but its end"),
        (&"0".repeat(64), "what looks like a token"),
    ] {
        let (status, message, _) = refusal(client.customer_settings().x_customer_token(token).send().await);
        assert_eq!((status, message.as_str()), (401, "Invalid Customer Token"), "{reason}");
    }
    for (ask, reason) in [
        (Ask::new("GET", "/customers/settings"), "without a token"),
        (Ask::new("GET", "/customers/settings").header("x-customer-token", ""), "with an empty token"),
        (
            Ask::new("GET", "/customers/settings").header("x-customer-token", b"\xff\xfe"),
            "with bytes of no text",
        ),
    ] {
        let answer = server.ask(API, ask.token(TOKEN)).await;
        assert_eq!(answer.status.as_u16(), 401, "{reason}");
        assert_eq!(answer.json(), json!({ "message": "Invalid Customer Token" }), "{reason}");
    }
}

#[tokio::test]
async fn a_deleted_customer_is_gone_and_its_token_is_dead() {
    let (_server, client) = start().await;
    let created = create(&client, "Ada").await;
    let kept = create(&client, "Grace").await;

    let answer = client.customer_delete().uuid(created.uuid).send().await.unwrap().into_inner();

    assert_eq!(json_of(&answer), json!({ "success": true, "message": "Record successfully removed" }));
    assert_eq!(names(&client, None, false).await, ["Grace"]);
    assert_eq!(client.customer_list().send().await.unwrap().meta.total, 1);
    let (status, message, _) =
        refusal(client.customer_settings().x_customer_token(&created.api_token).send().await);
    assert_eq!((status, message.as_str()), (401, "Invalid Customer Token"));
    let (status, _, _) = refusal(client.customer_delete().uuid(created.uuid).send().await);
    assert_eq!(status, 404, "a second time");
    let (status, _, _) = refusal(client.customer_view().uuid(created.uuid).send().await);
    assert_eq!(status, 404);
    client.customer_settings().x_customer_token(&kept.api_token).send().await.unwrap();
}

#[tokio::test]
async fn a_deletion_does_not_read_its_body() {
    let (server, client) = start().await;
    let random = vec![0xff; 1000];

    for body in [&b"{\"name\":\"Reportei Customer 3.1\"}"[..], b"{", b"", &random] {
        let created = create(&client, "Ada").await;
        let ask = Ask::new("DELETE", format!("/customers/{}", created.uuid)).token(TOKEN);
        let answer = server.ask(API, ask.json(body.to_vec())).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", String::from_utf8_lossy(body));
    }
    assert!(names(&client, None, false).await.is_empty());
}

#[tokio::test]
async fn a_customer_that_does_not_exist_is_not_found() {
    let (_server, client) = start().await;

    for uuid in [Uuid::new_v4(), Uuid::nil(), Uuid::max()] {
        for (operation, (status, message, _)) in not_found(&client, uuid).await {
            assert_eq!((status, message.as_str()), (404, "Customer not found"), "{operation} {uuid}");
        }
    }
}

/// Calls every operation that names a customer.
async fn not_found(client: &Client, uuid: Uuid) -> Vec<(&'static str, (u16, String, HeaderMap))> {
    let update = client.customer_update().uuid(uuid).body_map(|body| body.name("Eve"));
    let pay = client.customer_payment_status_update().uuid(uuid).body_map(|body| body.is_paying(true));
    vec![
        ("customer_view", refusal(client.customer_view().uuid(uuid).send().await)),
        ("customer_update", refusal(update.send().await)),
        ("customer_payment_status_update", refusal(pay.send().await)),
        ("customer_delete", refusal(client.customer_delete().uuid(uuid).send().await)),
    ]
}

#[tokio::test]
async fn a_merchant_never_sees_or_touches_another_merchants_customer() {
    let (server, client) = start().await;
    let other = server.reportei(OTHER_TOKEN);
    let created = create(&client, "Ada").await;
    let before = json_of(&view(&client, created.uuid).await);
    server.advance(Duration::from_secs(60));

    let page = other.customer_list().send().await.unwrap().into_inner();
    let refused = not_found(&other, created.uuid).await;
    let (settings, message, _) =
        refusal(other.customer_settings().x_customer_token(&created.api_token).send().await);

    assert_eq!((page.data.len(), page.meta.total, page.meta.last_page), (0, 0, 1));
    let absent = not_found(&other, Uuid::new_v4()).await;
    for ((operation, (status, message, _)), (_, (_, absent, _))) in refused.into_iter().zip(absent) {
        assert_eq!((status, message), (404, absent), "{operation} answers as if there were no such customer");
    }
    assert_eq!((settings, message.as_str()), (401, "Invalid Customer Token"));
    assert_eq!(json_of(&view(&client, created.uuid).await), before, "nothing has changed");
    assert_eq!(create(&other, "Ada").await.merchant, "Other Merchant", "the same name does no harm");
    assert_eq!(names(&client, None, false).await, ["Ada"]);
    assert_eq!(names(&other, None, false).await, ["Ada"]);
}

#[tokio::test]
async fn nobody_does_anything_without_a_valid_token() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;

    let refused = refusals(&server.reportei("wrong"), created.uuid, created.api_token.expose()).await;

    for (operation, (status, message, headers)) in refused {
        assert_eq!((status, message.as_str()), (401, "Unauthenticated."), "{operation}");
        let challenge = headers["www-authenticate"].to_str().unwrap();
        assert!(challenge.starts_with("Bearer"), "{operation}: {challenge}");
    }
    assert_eq!(names(&client, None, false).await, ["Ada"]);
}

#[tokio::test]
async fn a_customers_own_token_signs_nobody_in() {
    let (server, client) = start().await;
    let created = create(&client, "Ada").await;

    let refused =
        refusals(&server.reportei(created.api_token.expose()), created.uuid, created.api_token.expose())
            .await;

    assert!(refused.iter().all(|(_, (status, _, _))| *status == 401), "{refused:?}");
}

#[tokio::test]
async fn limits_are_not_mentioned_where_there_are_none() {
    let (_server, client) = start().await;

    let response = client.customer_list().send().await.unwrap();

    assert_eq!(number(response.headers(), "x-ratelimit-limit"), None);
    assert_eq!(number(response.headers(), "x-ratelimit-remaining"), None);
}

#[tokio::test]
async fn past_its_limit_every_operation_makes_a_merchant_wait_until_the_minute_turns() {
    let (server, client) = start_with_limit(3, 0).await;
    server.advance(Duration::from_secs(15));
    let created = create(&client, "Ada").await;

    for remaining in [1, 0] {
        let response = client.customer_view().uuid(created.uuid).send().await.unwrap();
        assert_eq!(number(response.headers(), "x-ratelimit-limit"), Some(3));
        assert_eq!(number(response.headers(), "x-ratelimit-remaining"), Some(remaining));
    }
    for (operation, (status, message, headers)) in
        refusals(&client, created.uuid, created.api_token.expose()).await
    {
        assert_eq!((status, message.as_str()), (429, "Too Many Attempts."), "{operation}");
        assert_eq!(number(&headers, "retry-after"), Some(45), "{operation}");
        assert_eq!(number(&headers, "x-ratelimit-limit"), Some(3), "{operation}");
        assert_eq!(number(&headers, "x-ratelimit-remaining"), Some(0), "{operation}");
    }
    create(&server.reportei(OTHER_TOKEN), "not concerned").await;

    server.advance(Duration::from_millis(44_999));
    assert_eq!(refusal(client.customer_list().send().await).0, 429, "the last moment of the wait");
    server.advance(Duration::from_millis(1));
    assert_eq!(names(&client, None, false).await, ["Ada"], "nothing was done past the limit");
}

#[tokio::test]
async fn the_limit_of_a_second_ends_with_the_second() {
    let (server, client) = start_with_limit(100, 1).await;

    let response = client.customer_list().send().await.unwrap();
    let (status, _, headers) = refusal(client.customer_list().send().await);
    server.advance(Duration::from_secs(1));
    let outcome = client.customer_list().send().await;

    assert_eq!(number(response.headers(), "x-ratelimit-limit"), Some(1));
    assert_eq!((status, number(&headers, "retry-after")), (429, Some(1)));
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn refusals_count_towards_the_limit_and_say_what_is_left() {
    let (_server, client) = start_with_limit(2, 0).await;

    let (not_found, _, headers) = refusal(client.customer_view().uuid(Uuid::new_v4()).send().await);
    assert_eq!((not_found, number(&headers, "x-ratelimit-remaining")), (404, Some(1)));
    let (invalid, _, headers) = refusal(client.customer_create().body_map(|body| body.name("")).send().await);
    assert_eq!((invalid, number(&headers, "x-ratelimit-remaining")), (400, Some(0)));
    assert_eq!(refusal(client.customer_list().send().await).0, 429);
}

/// Otherwise a merchant could guess tokens as fast as it likes.
#[tokio::test]
async fn wrong_customer_tokens_count_towards_the_limit() {
    let (_server, client) = start_with_limit(2, 0).await;

    for remaining in [1, 0] {
        let (status, _, headers) = refusal(client.customer_settings().x_customer_token("x").send().await);
        assert_eq!((status, number(&headers, "x-ratelimit-remaining")), (401, Some(remaining)));
    }
    assert_eq!(refusal(client.customer_settings().x_customer_token("x").send().await).0, 429);
}

#[tokio::test]
async fn strangers_do_not_use_up_a_merchants_limit() {
    let (server, client) = start_with_limit(1, 0).await;

    for _ in 0..5 {
        assert_eq!(refusal(server.reportei("wrong").customer_list().send().await).0, 401);
    }

    client.customer_list().send().await.unwrap();
}

#[tokio::test]
async fn what_is_wrong_with_a_name_is_said_to_the_typed_client_too() {
    let (_server, client) = start().await;

    let outcome = client.customer_create().body_map(|body| body.name("")).send().await;

    let Err(Error::ErrorResponse(error)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.errors.keys().collect::<Vec<_>>(), ["name"]);
    assert!(error.message.contains("name"), "{}", error.message);
}

#[tokio::test]
async fn curl_examples_follow_one_customer() {
    let responses = crate::curl_examples::responses(API).await;

    let [created, first_page, sorted_page, viewed, settings, updated, paying, deleted] = responses.as_slice()
    else {
        panic!("other calls than expected: {responses:#?}");
    };
    let uuid = &created["customer"]["uuid"];
    assert_eq!(created["customer"]["name"], "Reportei Customer 3");
    assert_eq!(created["customer"]["api_token"].as_str().map(str::len), Some(64));
    assert_eq!(first_page["data"][0]["uuid"], *uuid);
    assert_eq!(sorted_page["meta"]["sortBy"], "name");
    assert_eq!(viewed["customer"]["merchant"], "Reportei");
    assert_eq!(settings["customer"]["uuid"], *uuid);
    assert_eq!(settings["customer"]["integrations"], json!([]));
    assert_eq!(updated["customer"]["name"], "Reportei Customer 3.1");
    assert_eq!(paying["message"], "Customer is now marked as a paying customer");
    assert_eq!(deleted["message"], "Record successfully removed");
}
