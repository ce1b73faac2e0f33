//! Carbonext: every operation, by the typed client; and requests that the typed client cannot make, by hand.

use std::collections::HashSet;
use std::fmt::Debug;
use std::time::Duration;

use contract_tests::{Ask, TestServer, start_time};
use customers_client::carbonext::types::{
    Application, ApplicationPage, GrantType, IssuedToken, PermissionKey, PermissionName, Problem,
    RequestedPermission, TokenError, TokenErrorCode, TokenRequest,
};
use customers_client::carbonext::{Client, Error, ResponseValue};
use customers_server::api::carbonext::{seed, store};
use customers_server::api::seed::Batch;
use customers_server::auth::Tenant;
use customers_server::auth::credentials::{self, CredentialKind, NewCredential};
use customers_server::db::Connection;
use serde_json::{Value, json};

use crate::KnownApi;
use crate::examples::types;

#[path = "../../client/examples/carbonext.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod example;

const API: &str = "carbonext";

pub(crate) const KNOWN: KnownApi = KnownApi {
    name: API,
    types: types![carbonext: IssuedToken, ApplicationPage, CreatedApplication, TokenError, Problem, TokenRequest, NewApplication],
    partial_updates: &[],
};
const SECRET: &str = "demo-secret";
const LIST: &str = "/v1/customers/applications";

async fn start() -> (TestServer, Client) {
    let server = TestServer::start().await;
    let client = signed_in(&server, "demo", SECRET).await;
    (server, client)
}

async fn tokens(server: &TestServer, id: &str, secret: &str) -> IssuedToken {
    sign_in(&server.witness(API).url(), id, secret).await.unwrap()
}

type Issued = Result<IssuedToken, Error<TokenError>>;

async fn sign_in(url: &str, id: &str, secret: &str) -> Issued {
    issue(url, id, secret, GrantType::ClientCredentials, None).await
}

async fn refresh(url: &str, id: &str, secret: &str, refresh_token: &str) -> Issued {
    issue(url, id, secret, GrantType::RefreshToken, Some(refresh_token)).await
}

async fn issue(
    url: &str,
    id: &str,
    secret: &str,
    grant_type: GrantType,
    refresh_token: Option<&str>,
) -> Issued {
    let client = Client::builder().base_url(url).anonymous().without_retries().build().unwrap();
    let request = TokenRequest {
        client_id: Some(id.to_owned()),
        client_secret: Some(secret.into()),
        grant_type,
        refresh_token: refresh_token.map(Into::into),
        scope: refresh_token.is_none().then(|| "offline_access".to_owned()),
    };
    Ok(client.token_create().body(request).send().await?.into_inner())
}

async fn signed_in(server: &TestServer, id: &str, secret: &str) -> Client {
    server.carbonext(tokens(server, id, secret).await.access_token.expose())
}

fn by_id(id: PermissionKey) -> RequestedPermission {
    RequestedPermission { id: Some(id), name: None }
}

/// Creates an application; its key.
async fn create(client: &Client, id: &str, permissions: &[PermissionKey]) -> String {
    let permissions: Vec<_> = permissions.iter().copied().map(by_id).collect();
    let call = client.application_create().body_map(|body| body.client_id(id).permissions(permissions));
    call.send().await.unwrap().into_inner().customer_application_key.expose().to_owned()
}

async fn list(client: &Client) -> ApplicationPage {
    client.application_list().page_size(100).send().await.unwrap().into_inner()
}

async fn ids(client: &Client) -> Vec<String> {
    list(client).await.items.into_iter().map(|application| application.client_id).collect()
}

/// Status and detail of a refusal.
fn refusal<T: Debug>(outcome: Result<ResponseValue<T>, Error<Problem>>) -> (u16, String) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => {
            assert_eq!(i32::from(refusal.status().as_u16()), refusal.status);
            (refusal.status().as_u16(), refusal.detail.clone())
        }
        other => panic!("no refusal: {other:?}"),
    }
}

/// Status and code of a sign-in that was refused.
fn token_refusal(outcome: Issued) -> (u16, TokenErrorCode) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => (refusal.status().as_u16(), refusal.error),
        other => panic!("no refusal: {other:?}"),
    }
}

/// The status of a list that is asked for with this token.
async fn status_of_list(server: &TestServer, access_token: &str) -> u16 {
    server.ask(API, Ask::new("GET", LIST).token(access_token)).await.status.as_u16()
}

fn token_form(form: &str) -> Ask {
    Ask::new("POST", "/connect/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned())
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[tokio::test]
async fn signing_in_answers_tokens_that_nobody_is_to_store() {
    let server = TestServer::start().await;

    let answer = server
        .ask(
            API,
            token_form(
                "client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=offline_access",
            ),
        )
        .await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control").unwrap(), "no-store");
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3596)));
    let mut seen = HashSet::new();
    for token in [&body["access_token"], &body["refresh_token"]] {
        let token = token.as_str().unwrap();
        assert!(token.len() == 64 && seen.insert(token), "256 bits in hex, each its own: {token}");
    }
    assert_eq!(status_of_list(&server, body["access_token"].as_str().unwrap()).await, 200);
    assert_eq!(
        status_of_list(&server, body["refresh_token"].as_str().unwrap()).await,
        401,
        "no access token"
    );
}

#[tokio::test]
async fn a_created_key_signs_in_and_may_do_just_what_it_was_granted() {
    let (server, demo) = start().await;
    let reader = create(&demo, "reader", &[PermissionKey::CustomerApplicationRead]).await;
    let writer =
        create(&demo, "writer", &[PermissionKey::CustomerApplicationWrite, PermissionKey::OrdersRead]).await;
    let other = create(&demo, "orders", &[PermissionKey::OrdersRead]).await;

    let reader = signed_in(&server, "reader", &reader).await;
    assert_eq!(ids(&reader).await, ["reader", "writer", "orders"]);
    let create_by_reader = reader.application_create().body_map(|body| {
        body.client_id("x").permissions(vec![by_id(PermissionKey::CustomerApplicationRead)])
    });
    let expected = (403, "needs the permission customerApplication_write".to_owned());
    assert_eq!(refusal(create_by_reader.send().await), expected);
    assert_eq!(refusal(reader.application_delete().client_id("orders").send().await), expected);

    let writer = signed_in(&server, "writer", &writer).await;
    assert_eq!(ids(&writer).await.len(), 3, "who may write may also look");
    create(&writer, "by-writer", &[PermissionKey::OrdersRead]).await;
    let give = |permissions: Vec<RequestedPermission>| {
        writer.application_create().body_map(|body| body.client_id("x").permissions(permissions)).send()
    };
    let (status, detail) =
        refusal(give(vec![by_id(PermissionKey::OrdersRead), by_id(PermissionKey::FinancialWrite)]).await);
    assert_eq!(status, 403);
    assert_eq!(
        detail,
        "you do not hold financial_write, so you cannot give it: leave it out, or ask somebody who does"
    );
    let by_name = RequestedPermission { id: None, name: Some(PermissionName::UsersRead) };
    assert_eq!(refusal(give(vec![by_name]).await).0, 403, "by its name");

    let other = signed_in(&server, "orders", &other).await;
    assert_eq!(refusal(other.application_list().send().await).0, 403);
    assert_eq!(
        ids(&demo).await,
        ["reader", "writer", "orders", "by-writer"],
        "what was refused changed nothing"
    );
}

#[tokio::test]
async fn an_application_is_listed_with_its_permissions_by_key_and_name() {
    let (_server, demo) = start().await;
    let permissions = vec![
        RequestedPermission { id: Some(PermissionKey::FinancialWrite), name: None },
        RequestedPermission { id: None, name: Some(PermissionName::UsersRead) },
        RequestedPermission { id: Some(PermissionKey::UsersRead), name: Some(PermissionName::UsersRead) },
    ];
    let call = demo.application_create().body_map(|body| {
        body.client_id("teste-app1").application_display_name("Teste".to_owned()).permissions(permissions)
    });

    assert_eq!(call.send().await.unwrap().status().as_u16(), 201);

    assert_eq!(
        json_of(&list(&demo).await),
        json!({
            "items": [{
                "clientId": "teste-app1",
                "permissions": [
                    { "name": "Financial - Write", "key": "financial_write" },
                    { "name": "Users - Read", "key": "users_read" },
                ],
            }],
            "pageIndex": 1, "totalPages": 1, "totalCount": 1, "hasPreviousPage": false, "hasNextPage": false,
        })
    );
}

#[tokio::test]
async fn both_names_of_the_display_name_are_taken_and_the_vendors_example_wins() {
    let (server, _) = start().await;
    let token = tokens(&server, "demo", SECRET).await.access_token;
    for (id, display, client_name, kept) in [
        ("both", Some("A"), Some("B"), Some("A")),
        ("first", Some("A"), None, Some("A")),
        ("second", None, Some("B"), Some("B")),
        ("none", None, None, None),
    ] {
        let mut body = json!({ "clientId": id, "permissions": [{ "id": "orders_read" }] });
        for (name, value) in [("applicationDisplayName", display), ("clientName", client_name)] {
            if let Some(value) = value {
                body[name] = value.into();
            }
        }
        let ask = Ask::new("POST", LIST).token(token.expose()).json(body.to_string());
        assert_eq!(server.ask(API, ask).await.status, 201, "{id}");

        let listed =
            server.database().read(|connection| store::list(connection, "demo", 1, 100)).await.unwrap();
        let found = listed.0.into_iter().find(|application| application.client_id == id).unwrap();
        assert_eq!(found.display_name.as_deref(), kept, "{id}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let (_server, client) = start().await;
    let empty = client.application_list().send().await.unwrap().into_inner();
    assert_eq!((empty.total_pages, empty.total_count, empty.has_next_page), (0, 0, false));
    for index in 0..11 {
        create(&client, &format!("app-{index}"), &[PermissionKey::OrdersRead]).await;
    }

    for (page, page_size, shown, total_pages, previous, next, reason) in [
        (None, None, 0..10, 2, false, true, "the defaults"),
        (Some(2), None, 10..11, 2, true, false, "the rest"),
        (Some(3), None, 0..0, 2, true, false, "a page past the end"),
        (Some(i32::MAX), Some(100), 0..0, 1, true, false, "a page far past the end"),
        (Some(1), Some(1), 0..1, 11, false, true, "the smallest page"),
        (Some(11), Some(1), 10..11, 11, true, false, "the last of the smallest pages"),
        (Some(1), Some(100), 0..11, 1, false, false, "the largest page"),
        (Some(3), Some(4), 8..11, 3, true, false, "a last page that is not full"),
    ] {
        let mut call = client.application_list();
        if let Some(page) = page {
            call = call.page(page);
        }
        if let Some(page_size) = page_size {
            call = call.page_size(page_size);
        }
        let answer = call.send().await.unwrap().into_inner();

        let names: Vec<_> = answer.items.iter().map(|application| application.client_id.clone()).collect();
        assert_eq!(names, shown.map(|index| format!("app-{index}")).collect::<Vec<_>>(), "{reason}");
        assert_eq!((answer.total_pages, answer.total_count), (total_pages, 11), "{reason}");
        assert_eq!((answer.has_previous_page, answer.has_next_page), (previous, next), "{reason}");
        assert_eq!(answer.page_index, page.unwrap_or(1), "{reason}");
    }
}

#[tokio::test]
async fn a_deleted_application_is_gone_with_its_key_and_all_its_tokens() {
    let (server, demo) = start().await;
    let key = create(&demo, "app", &[PermissionKey::CustomerApplicationWrite]).await;
    let bystander_key = create(&demo, "bystander", &[PermissionKey::CustomerApplicationRead]).await;
    let first = tokens(&server, "app", &key).await;
    let second = tokens(&server, "app", &key).await;
    let bystander = tokens(&server, "bystander", &bystander_key).await;
    let url = server.witness(API).url();

    // It deletes itself.
    let itself = server.carbonext(first.access_token.expose());
    let deleted = itself.application_delete().client_id("app").send().await.unwrap();

    assert_eq!(deleted.status().as_u16(), 204);
    for tokens in [&first, &second] {
        assert_eq!(status_of_list(&server, tokens.access_token.expose()).await, 401);
        let refreshed = refresh(&url, "app", &key, tokens.refresh_token.expose()).await;
        assert_eq!(token_refusal(refreshed), (401, TokenErrorCode::InvalidClient));
    }
    let again = sign_in(&url, "app", &key).await;
    assert_eq!(token_refusal(again), (401, TokenErrorCode::InvalidClient));
    assert_eq!(status_of_list(&server, bystander.access_token.expose()).await, 200);
    assert_eq!(ids(&demo).await, ["bystander"]);

    // The name is free again; what was once said in it opens nothing.
    let new_key = create(&demo, "app", &[PermissionKey::CustomerApplicationRead]).await;
    assert_ne!(new_key, key);
    assert_eq!(status_of_list(&server, second.access_token.expose()).await, 401);
    let refreshed = refresh(&url, "app", &new_key, second.refresh_token.expose()).await;
    assert_eq!(token_refusal(refreshed), (400, TokenErrorCode::InvalidGrant));
    signed_in(&server, "app", &new_key).await;
}

#[tokio::test]
async fn a_name_that_is_taken_anywhere_is_a_conflict() {
    let (server, demo) = start().await;
    let other = signed_in(&server, "demo-other", SECRET).await;
    create(&demo, "App.1_x-", &[PermissionKey::OrdersRead]).await;
    let new = NewCredential {
        api: API.to_owned(),
        kind: CredentialKind::ClientCredentials,
        tenant: Tenant { id: "acme".to_owned(), name: "Acme".to_owned() },
        permissions: ["orders_read"].into_iter().collect(),
        name: String::new(),
    };
    let issued = server.database().write(move |c| credentials::create(c, &new, start_time())).await.unwrap();

    for client in [&demo, &other] {
        for id in ["App.1_x-", "demo", "demo-reader", "demo-other", issued.credential.id.as_str()] {
            let call = client
                .application_create()
                .body_map(|body| body.client_id(id).permissions(vec![by_id(PermissionKey::OrdersRead)]));
            let expected = (409, format!("the clientId {id} is taken: choose another"));
            assert_eq!(refusal(call.send().await), expected);
        }
    }
    create(&other, "app.1_x-", &[PermissionKey::OrdersRead]).await;
    assert_eq!(ids(&other).await, ["app.1_x-"], "in another case it is another name");
}

#[tokio::test]
async fn companies_neither_see_nor_touch_each_others_applications() {
    let (server, demo) = start().await;
    let other = signed_in(&server, "demo-other", SECRET).await;
    let key = create(&demo, "ours", &[PermissionKey::CustomerApplicationWrite]).await;
    create(&other, "theirs", &[PermissionKey::OrdersRead]).await;
    let ours = signed_in(&server, "ours", &key).await;

    for (client, own, foreign) in
        [(&demo, "ours", "theirs"), (&other, "theirs", "ours"), (&ours, "ours", "theirs")]
    {
        assert_eq!(ids(client).await, [own]);
        assert_eq!(list(client).await.total_count, 1);
        for gone in [foreign, "nobody", "demo"] {
            let deletion = client.application_delete().client_id(gone).send().await;
            let expected = (404, "there is no such application: look it up in the list".to_owned());
            assert_eq!(refusal(deletion), expected, "{gone}");
        }
    }
    assert_eq!((ids(&demo).await, ids(&other).await), (vec!["ours".to_owned()], vec!["theirs".to_owned()]));
}

#[tokio::test]
async fn the_reading_demo_account_reads() {
    let (server, demo) = start().await;
    create(&demo, "app", &[PermissionKey::OrdersRead]).await;
    let reader = signed_in(&server, "demo-reader", SECRET).await;

    assert_eq!(ids(&reader).await, ["app"]);
    assert_eq!(refusal(reader.application_delete().client_id("app").send().await).0, 403);
    let call = reader
        .application_create()
        .body_map(|body| body.client_id("x").permissions(vec![by_id(PermissionKey::OrdersRead)]));
    assert_eq!(refusal(call.send().await).0, 403);
}

#[tokio::test]
async fn an_access_token_lives_for_3596_seconds() {
    for id in ["demo", "app"] {
        let (server, demo) = start().await;
        let key = create(&demo, "app", &[PermissionKey::CustomerApplicationRead]).await;
        let secret = if id == "demo" { SECRET } else { key.as_str() };
        let token = tokens(&server, id, secret).await.access_token;

        server.advance(Duration::from_millis(3_595_999));
        assert_eq!(status_of_list(&server, token.expose()).await, 200, "{id}");
        server.advance(Duration::from_millis(1));
        assert_eq!(status_of_list(&server, token.expose()).await, 401, "{id}");
    }
}

#[tokio::test]
async fn a_refresh_token_works_once_and_the_next_one_goes_on() {
    for id in ["demo", "app"] {
        let (server, demo) = start().await;
        let key = create(&demo, "app", &[PermissionKey::CustomerApplicationRead]).await;
        let secret = if id == "demo" { SECRET } else { key.as_str() };
        let url = server.witness(API).url();
        let mut last = tokens(&server, id, secret).await;
        let first = last.refresh_token.clone();
        let bystander = tokens(&server, id, secret).await;

        for _ in 0..3 {
            server.advance(Duration::from_secs(3600));
            assert_eq!(status_of_list(&server, last.access_token.expose()).await, 401, "{id}: expired");
            last = refresh(&url, id, secret, last.refresh_token.expose()).await.unwrap();
            assert_eq!(status_of_list(&server, last.access_token.expose()).await, 200, "{id}");
        }

        // A copy of the first turns up: everything that came of that sign-in ends.
        let copied = refresh(&url, id, secret, first.expose()).await;
        assert_eq!(token_refusal(copied), (400, TokenErrorCode::InvalidGrant), "{id}");
        assert_eq!(
            status_of_list(&server, last.access_token.expose()).await,
            401,
            "{id}: of the same sign-in"
        );
        let next = refresh(&url, id, secret, last.refresh_token.expose()).await;
        assert_eq!(token_refusal(next), (400, TokenErrorCode::InvalidGrant), "{id}");
        let other = refresh(&url, id, secret, bystander.refresh_token.expose()).await.unwrap();
        assert_eq!(
            status_of_list(&server, other.access_token.expose()).await,
            200,
            "{id}: another sign-in goes on"
        );
    }
}

#[tokio::test]
async fn of_two_that_use_a_refresh_token_at_once_none_keeps_anything() {
    let (server, _) = start().await;
    let url = server.witness(API).url();
    let issued = tokens(&server, "demo", SECRET).await;
    let refreshed = || refresh(&url, "demo", SECRET, issued.refresh_token.expose());

    let (one, other) = futures::future::join(refreshed(), refreshed()).await;

    let (won, lost) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(token_refusal(lost), (400, TokenErrorCode::InvalidGrant));
    assert_eq!(status_of_list(&server, won.unwrap().access_token.expose()).await, 401);
}

#[tokio::test]
async fn a_refresh_token_is_its_own_clients_and_lives_for_thirty_days() {
    let (server, _) = start().await;
    let url = server.witness(API).url();
    let issued = tokens(&server, "demo", SECRET).await;
    let fresh = tokens(&server, "demo", SECRET).await;

    let stolen = refresh(&url, "demo-other", SECRET, issued.refresh_token.expose()).await;
    assert_eq!(token_refusal(stolen), (400, TokenErrorCode::InvalidGrant));
    let access = refresh(&url, "demo", SECRET, issued.access_token.expose()).await;
    assert_eq!(token_refusal(access), (400, TokenErrorCode::InvalidGrant), "an access token");
    server.advance(Duration::from_secs(30 * 24 * 3600 - 1));
    refresh(&url, "demo", SECRET, issued.refresh_token.expose()).await.unwrap();
    server.advance(Duration::from_secs(1));
    let late = refresh(&url, "demo", SECRET, fresh.refresh_token.expose()).await;
    assert_eq!(token_refusal(late), (400, TokenErrorCode::InvalidGrant));
}

#[tokio::test]
async fn tokens_and_keys_are_kept_as_hashes_and_go_when_their_time_is_over() {
    let (server, demo) = start().await;
    let key = create(&demo, "app", &[PermissionKey::CustomerApplicationRead]).await;
    let issued = tokens(&server, "app", &key).await;
    let dump = |connection: &Connection| {
        let mut rows: Vec<String> = Vec::new();
        for sql in [
            "SELECT token_hash || client || family FROM oauth_access_tokens",
            "SELECT token_hash || client || family FROM oauth_refresh_tokens",
            "SELECT client_id || key_hash FROM carbonext_applications",
        ] {
            rows.extend(connection.prepare_cached(sql)?.query_map((), |row| row.get::<String>(0))?);
        }
        Ok(rows)
    };

    let rows = server.database().read(dump).await.unwrap();
    assert_eq!(rows.len(), 3, "nothing of the demo account's: {rows:?}");
    for secret in [&key, issued.access_token.expose(), issued.refresh_token.expose()] {
        assert!(rows.iter().all(|row| !row.contains(secret)));
    }

    server.advance(Duration::from_secs(31 * 24 * 3600));
    tokens(&server, "app", &key).await;
    let rows = server.database().read(dump).await.unwrap();
    assert_eq!(rows.len(), 3, "the new tokens and the application");
}

#[tokio::test]
async fn an_operators_credential_signs_in_until_it_is_revoked() {
    let (server, demo) = start().await;
    let new = NewCredential {
        api: API.to_owned(),
        kind: CredentialKind::ClientCredentials,
        tenant: Tenant { id: "demo".to_owned(), name: "Demo".to_owned() },
        permissions: ["customerApplication_read"].into_iter().collect(),
        name: "laptop".to_owned(),
    };
    let issued = server.database().write(move |c| credentials::create(c, &new, start_time())).await.unwrap();
    let (id, secret) = (issued.credential.id.clone(), issued.secret.expose().to_owned());
    create(&demo, "app", &[PermissionKey::OrdersRead]).await;
    let url = server.witness(API).url();

    let tokens = tokens(&server, &id, &secret).await;
    let client = server.carbonext(tokens.access_token.expose());
    assert_eq!(ids(&client).await, ["app"]);
    assert_eq!(refusal(client.application_delete().client_id("app").send().await).0, 403);
    let bare = server.ask(API, Ask::new("GET", LIST).token(&secret)).await;
    assert_eq!(bare.status, 401, "the secret itself is no access token");

    let revoked = id.clone();
    server
        .database()
        .write(move |c| customers_server::auth::revoke(c, &revoked, start_time()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(refusal(client.application_list().send().await).0, 401);
    let again = sign_in(&url, &id, &secret).await;
    assert_eq!(token_refusal(again), (401, TokenErrorCode::InvalidClient));
    let refreshed = refresh(&url, &id, &secret, tokens.refresh_token.expose()).await;
    assert_eq!(token_refusal(refreshed), (401, TokenErrorCode::InvalidClient));
}

#[tokio::test]
async fn where_demo_accounts_are_off_they_do_not_sign_in_and_their_names_stay_taken() {
    let server = TestServer::start_with(|config| config.demo = Some(false)).await;

    let outcome = sign_in(&server.witness(API).url(), "demo", SECRET).await;

    assert_eq!(token_refusal(outcome), (401, TokenErrorCode::InvalidClient));
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "tables are as long as what they list")]
async fn every_way_to_sign_in_wrongly_has_its_own_error() {
    let server = TestServer::start().await;
    let good = "client_id=demo&client_secret=demo-secret";
    let basic = |text: &str| format!("Basic {text}");
    // demo:demo-secret
    let good_basic = basic("ZGVtbzpkZW1vLXNlY3JldA==");
    let cases: &[(&str, Option<String>, u16, &str, &str)] = &[
        ("grant_type=client_credentials", None, 401, "invalid_client", "no client"),
        ("grant_type=client_credentials&client_id=demo", None, 401, "invalid_client", "no secret"),
        (
            "grant_type=client_credentials&client_id=demo&client_secret=",
            None,
            401,
            "invalid_client",
            "an empty secret",
        ),
        (
            "grant_type=client_credentials&client_id=demo&client_secret=x",
            None,
            401,
            "invalid_client",
            "a wrong secret",
        ),
        (
            "grant_type=client_credentials&client_id=x&client_secret=demo-secret",
            None,
            401,
            "invalid_client",
            "nobody",
        ),
        (
            "grant_type=client_credentials&client_id=DEMO&client_secret=demo-secret",
            None,
            401,
            "invalid_client",
            "case",
        ),
        (&format!("{good}&grant_type=password"), None, 400, "unsupported_grant_type", "another way"),
        (
            &format!("{good}&grant_type=Client_Credentials"),
            None,
            400,
            "unsupported_grant_type",
            "another case",
        ),
        (good, None, 400, "invalid_request", "no grant_type"),
        ("", None, 400, "invalid_request", "nothing at all"),
        (
            &format!("{good}&grant_type=client_credentials&x=1"),
            None,
            400,
            "invalid_request",
            "an unknown field",
        ),
        (
            &format!("{good}&grant_type=client_credentials&grant_type=client_credentials"),
            None,
            400,
            "invalid_request",
            "twice",
        ),
        (
            &format!("{good}&client_id=demo&grant_type=client_credentials"),
            None,
            400,
            "invalid_request",
            "two ids",
        ),
        (
            &format!("{good}&grant_type=client_credentials&scope=all"),
            None,
            400,
            "invalid_scope",
            "another scope",
        ),
        (
            &format!("{good}&grant_type=client_credentials&scope=offline_access+all"),
            None,
            400,
            "invalid_scope",
            "another scope beside it",
        ),
        (&format!("{good}&grant_type=refresh_token"), None, 400, "invalid_request", "no refresh token"),
        (
            &format!("{good}&grant_type=refresh_token&refresh_token="),
            None,
            400,
            "invalid_request",
            "an empty one",
        ),
        (
            &format!("{good}&grant_type=refresh_token&refresh_token=x"),
            None,
            400,
            "invalid_grant",
            "a wrong one",
        ),
        ("grant_type=refresh_token&refresh_token=x", None, 401, "invalid_client", "a wrong one of nobody"),
        (
            "grant_type=client_credentials&client_secret=demo-secret",
            Some(good_basic.clone()),
            400,
            "invalid_request",
            "both ways",
        ),
        (
            "grant_type=client_credentials&client_id=x",
            Some(good_basic.clone()),
            400,
            "invalid_request",
            "two clients",
        ),
        (
            "grant_type=client_credentials",
            Some(basic("ZGVtbzp4")),
            401,
            "invalid_client",
            "a wrong secret, Basic",
        ),
        ("grant_type=client_credentials", Some(basic("ZGVtbzo=")), 401, "invalid_client", "no secret, Basic"),
        ("grant_type=client_credentials", Some(basic("ZGVtbw==")), 401, "invalid_client", "no colon"),
        ("grant_type=client_credentials", Some(basic("%%%")), 401, "invalid_client", "no Base64"),
        ("grant_type=client_credentials", Some(basic("/////w==")), 401, "invalid_client", "no text"),
    ];
    for (form, authorization, status, error, reason) in cases {
        let mut ask = token_form(form);
        if let Some(authorization) = authorization {
            ask = ask.header("authorization", authorization);
        }
        let answer = server.ask(API, ask).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["error"].as_str()),
            (*status, Some(*error)),
            "{reason}"
        );
    }
    let good: &[(String, Option<&str>, &str)] = &[
        ("grant_type=client_credentials".to_owned(), Some("BASIC ZGVtbzpkZW1vLXNlY3JldA=="), "Basic alone"),
        (
            "grant_type=client_credentials&client_id=demo".to_owned(),
            Some(&good_basic),
            "the same client in the form",
        ),
        (format!("{good}&grant_type=client_credentials"), Some("Bearer old"), "an old token comes along"),
        (format!("{good}&grant_type=client_credentials&scope="), None, "an empty scope"),
        (
            format!("{good}&grant_type=client_credentials&scope=offline_access+offline_access"),
            None,
            "a scope twice",
        ),
        (
            format!("{good}&grant_type=client_credentials&refresh_token=x"),
            None,
            "a refresh token that is not asked for",
        ),
        // d%65mo in the form encoding that RFC 6749 asks for.
        (
            "grant_type=client_credentials".to_owned(),
            Some("Basic ZCU2NW1vOmRlbW8tc2VjcmV0"),
            "Basic, encoded",
        ),
    ];
    for (form, authorization, reason) in good {
        let mut ask = token_form(form);
        if let Some(authorization) = authorization {
            ask = ask.header("authorization", authorization);
        }
        assert_eq!(server.ask(API, ask).await.status, 200, "{reason}");
    }
}

#[tokio::test]
async fn a_token_request_that_cannot_be_read_is_refused_in_words_that_the_standard_allows() {
    let server = TestServer::start().await;
    let typed = |media_type: &str, body: &str| {
        Ask::new("POST", "/connect/token").header("content-type", media_type).body(body.to_owned())
    };
    let large = format!("grant_type={}", "a".repeat(1 << 20));
    let many: String = (0..2_000).map(|index| format!("x{index}=1&")).collect();
    for (ask, reason) in [
        (Ask::new("POST", "/connect/token"), "no body"),
        (token_form("%FF=1"), "no UTF-8"),
        (token_form("grant_type=%00%22%5C%C3%A9%F0%9F%A6%80"), "characters that no description can hold"),
        (token_form("%22%5C%0A%C3%A9=1"), "the same in a name"),
        (token_form(&large), "1 MiB"),
        (token_form(&large).chunked(), "1 MiB in chunks"),
        (token_form(&many), "many unknown fields"),
        (token_form(&"a".repeat(100_000)), "a long name"),
        (typed("application/json", r#"{"grant_type": "client_credentials"}"#), "JSON"),
        (typed("", "grant_type=client_credentials"), "an empty Content-Type"),
        (token_form(&format!("grant_type=client_credentials&client_id={}", "a".repeat(101))), "a long id"),
    ] {
        let answer = server.ask(API, ask).await;
        assert_eq!(answer.status, 400, "{reason}: {}", answer.text());
    }
    let named =
        server.ask(API, token_form("client_id=demo&client_secret=demo-secret&grant_type=a%22b")).await.json();
    let expected = "grant_type must be one of client_credentials, refresh_token";
    assert_eq!(named["error_description"], expected);
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_so_on_every_operation() {
    let (server, demo) = start().await;
    create(&demo, "app", &[PermissionKey::OrdersRead]).await;

    for token in ["wrong", "demo-secret"] {
        let client = server.carbonext(token);
        let create = client
            .application_create()
            .body_map(|body| body.client_id("x").permissions(vec![by_id(PermissionKey::OrdersRead)]));
        for (status, detail) in [
            refusal(client.application_list().send().await),
            refusal(create.send().await),
            refusal(client.application_delete().client_id("app").send().await),
        ] {
            assert_eq!(status, 401);
            assert_eq!(
                detail,
                "no valid access token: sign in at /connect/token, and send Authorization: Bearer"
            );
        }
    }
    for ask in [
        Ask::new("GET", "/v1/customers/applications?page=0"),
        Ask::new("POST", LIST).json("{"),
        Ask::new("DELETE", "/v1/customers/%20"),
    ] {
        let answer = server.ask(API, ask).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.header("www-authenticate").unwrap(), "Bearer");
    }
    assert_eq!(ids(&demo).await, ["app"]);
}

/// What is wrong with an application, and the pointers that have to be named.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "tables are as long as what they list")]
async fn every_mistake_of_a_new_application_is_named_at_once() {
    let (server, demo) = start().await;
    let token = tokens(&server, "demo", SECRET).await.access_token;
    let read = json!([{ "id": "orders_read" }]);
    let long_name = "x".repeat(2_000);
    let cases: &[(Value, &[&str], &str)] = &[
        (json!({}), &["#/clientId", "#/permissions"], "nothing"),
        (json!([]), &["#"], "an array"),
        (json!(null), &["#"], "null"),
        (json!({ "clientId": "", "permissions": [] }), &["#/clientId", "#/permissions"], "empty"),
        (json!({ "clientId": "a".repeat(101), "permissions": read }), &["#/clientId"], "101 letters"),
        (json!({ "clientId": "-a", "permissions": read }), &["#/clientId"], "a dash at its beginning"),
        (json!({ "clientId": "a b", "permissions": read }), &["#/clientId"], "a blank"),
        (json!({ "clientId": "a/b", "permissions": read }), &["#/clientId"], "a slash"),
        (json!({ "clientId": "é", "permissions": read }), &["#/clientId"], "not ASCII"),
        (json!({ "clientId": "a\0", "permissions": read }), &["#/clientId"], "NUL"),
        (json!({ "clientId": "..", "permissions": read }), &["#/clientId"], "a way out"),
        (json!({ "clientId": 1, "permissions": read }), &["#/clientId"], "a number"),
        (
            json!({ "clientId": "a", "permissions": [{}] }),
            &["#/permissions/0"],
            "a permission without any name",
        ),
        (json!({ "clientId": "a", "permissions": [{ "id": "x" }] }), &["#/permissions/0/id"], "no such id"),
        (
            json!({ "clientId": "a", "permissions": [{ "id": "Orders - Read" }] }),
            &["#/permissions/0/id"],
            "a name as id",
        ),
        (
            json!({ "clientId": "a", "permissions": [{ "name": "orders_read" }] }),
            &["#/permissions/0/name"],
            "an id as name",
        ),
        (
            json!({ "clientId": "a", "permissions": [{ "id": "orders_read", "name": "Orders - Write" }] }),
            &["#/permissions/0"],
            "a contradiction",
        ),
        (
            json!({ "clientId": "a b", "permissions": [{ "id": "orders_read", "name": "Users - Read" }] }),
            &["#/clientId", "#/permissions/0"],
            "a blank, and a contradiction",
        ),
        (
            json!({ "clientId": "a", "permissions": vec![json!({ "id": "orders_read" }); 9] }),
            &["#/permissions"],
            "nine",
        ),
        (json!({ "clientId": "a", "permissions": "orders_read" }), &["#/permissions"], "a string"),
        (
            json!({ "clientId": "a", "permissions": read, "clientname": "A" }),
            &["#/clientname"],
            "an unknown member",
        ),
        (
            json!({ "clientId": "a", "permissions": read, "clientName": " " }),
            &["#/clientName"],
            "a blank name",
        ),
        (
            json!({ "clientId": "a", "permissions": read, "applicationDisplayName": "a".repeat(256), "clientName": null }),
            &["#/applicationDisplayName", "#/clientName"],
            "too long, and null",
        ),
        (
            json!({ "clientId": "a", "permissions": read, long_name.as_str(): 1 }),
            &[],
            "a very long unknown member",
        ),
        (
            (0..300).fold(json!({ "clientId": "a", "permissions": read }), |mut body, index| {
                body[format!("x{index}")] = json!(1);
                body
            }),
            &[],
            "300 mistakes",
        ),
    ];
    for (body, pointers, reason) in cases {
        let answer =
            server.ask(API, Ask::new("POST", LIST).token(token.expose()).json(body.to_string())).await;
        assert_eq!(answer.status, 400, "{reason}: {}", answer.text());
        let errors = answer.json()["errors"].as_array().unwrap().clone();
        let mut named: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert!(pointers.is_empty() || named == *pointers, "{reason}: {named:?}");
    }
    let body = json!({ "clientId": "applications", "permissions": read });
    let answer = server.ask(API, Ask::new("POST", LIST).token(token.expose()).json(body.to_string())).await;
    assert_eq!(answer.status, 409, "the path of the list: {}", answer.text());
    for (body, reason) in [("", "empty"), ("{", "broken"), ("\u{0}", "NUL"), ("[[[[", "open")] {
        let answer = server.ask(API, Ask::new("POST", LIST).token(token.expose()).json(body)).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["errors"][0]["pointer"]),
            (400, &json!("#")),
            "{reason}"
        );
    }
    for (ask, reason) in [
        (Ask::new("POST", LIST).json(vec![b' '; 1 << 20]), "1 MiB"),
        (Ask::new("POST", LIST).header("content-type", "text/plain").body("{}"), "text"),
    ] {
        let answer = server.ask(API, ask.token(token.expose())).await;
        assert_eq!(answer.status, 400, "{reason}");
    }
    assert!(ids(&demo).await.is_empty(), "nothing was created");

    for (body, reason) in [
        (json!({ "clientId": "a", "permissions": read }), "one letter"),
        (
            json!({ "clientId": "a".repeat(100), "permissions": read, "clientName": "é".repeat(255) }),
            "the longest",
        ),
        (
            json!({ "clientId": "Applications", "permissions": vec![json!({ "id": "orders_read" }); 8] }),
            "eight times one",
        ),
        (
            json!({ "clientId": "0", "permissions": [{ "id": "users_read", "name": "Users - Read" }] }),
            "both, alike",
        ),
    ] {
        let answer =
            server.ask(API, Ask::new("POST", LIST).token(token.expose()).json(body.to_string())).await;
        assert_eq!(answer.status, 201, "{reason}: {}", answer.text());
    }
    let listed: Vec<Application> = list(&demo).await.items;
    assert_eq!(listed[2].permissions.len(), 1, "one that is named eight times counts once");
}

#[tokio::test]
async fn query_parameters_are_held_to_their_limits_and_every_mistake_is_named() {
    let (server, _) = start().await;
    let token = tokens(&server, "demo", SECRET).await.access_token;
    for (query, status, parameters) in [
        ("page=0", 400, &["page"][..]),
        ("page=-1", 400, &["page"]),
        ("page=2147483648", 400, &["page"]),
        ("page=x&page-size=0", 400, &["page", "page-size"]),
        ("page-size=101", 400, &["page-size"]),
        ("page-size=", 400, &["page-size"]),
        ("page=1&page=2", 400, &["page"]),
        ("page=%FF", 400, &["page"]),
        ("page=2147483647&page-size=100", 200, &[]),
        ("pageSize=0&x=%00", 200, &[]),
    ] {
        let ask = Ask::new("GET", format!("{LIST}?{query}")).token(token.expose());
        let answer = server.ask(API, ask).await;
        assert_eq!(answer.status.as_u16(), status, "GET {LIST}?{query}");
        if status == 400 {
            let errors = answer.json()["errors"].as_array().unwrap().clone();
            let named: Vec<_> = errors.iter().map(|error| error["parameter"].as_str().unwrap()).collect();
            assert_eq!(named, parameters, "{query}");
        }
    }
}

#[tokio::test]
async fn a_path_that_names_no_application_is_not_found_and_a_wrong_method_is_told_the_right_ones() {
    let (server, demo) = start().await;
    create(&demo, "app", &[PermissionKey::OrdersRead]).await;
    let token = tokens(&server, "demo", SECRET).await.access_token;
    let status = async |method: &str, path: &str| {
        server.ask(API, Ask::new(method, path).token(token.expose())).await.status.as_u16()
    };
    for segment in
        ["APP", "app%00", "%20app", "app%2F", "%C3%A9", "customer-id", "Applications", &"a".repeat(5_000)]
    {
        assert_eq!(status("DELETE", &format!("/v1/customers/{segment}")).await, 404, "{segment}");
    }
    for path in ["/", "/v1", "/v1/customers", "/v1/customers/a/b", "/v2/customers/applications", "/connect"] {
        assert_eq!(status("GET", path).await, 404, "{path}");
    }
    for (method, path) in [
        ("DELETE", LIST),
        ("PUT", LIST),
        ("GET", "/v1/customers/app"),
        ("POST", "/v1/customers/app"),
        ("GET", "/connect/token"),
        ("DELETE", "/connect/token"),
    ] {
        assert_eq!(status(method, path).await, 405, "{method} {path}");
    }
    assert_eq!(ids(&demo).await, ["app"]);
    assert_eq!(status("DELETE", "/v1/customers/%61pp").await, 204, "written in percent signs");
}

#[tokio::test]
async fn made_up_applications_keep_every_promise_too() {
    let (server, client) = start().await;
    let fill = |connection: &_| seed::seed(connection, &Batch::new("demo", 150, start_time()));
    server.database().write(fill).await.unwrap();

    let mut seen = HashSet::new();
    for (page, count) in [(1, 100), (2, 50)] {
        let page = client.application_list().page(page).page_size(100).send().await.unwrap().into_inner();
        assert_eq!((page.items.len(), page.total_count), (count, 150));
        seen.extend(page.items.into_iter().map(|application| application.client_id));
    }
    assert_eq!(seen.len(), 150);
}

#[tokio::test]
async fn the_typed_form_and_the_debug_output_hide_secrets() {
    let server = TestServer::start().await;
    let request = TokenRequest {
        client_id: Some("demo".to_owned()),
        client_secret: Some(SECRET.into()),
        grant_type: GrantType::ClientCredentials,
        refresh_token: None,
        scope: None,
    };
    assert!(!format!("{request:?}").contains(SECRET));
    let issued = tokens(&server, "demo", SECRET).await;
    assert!(!format!("{issued:?}").contains(issued.access_token.expose()));
}

#[tokio::test]
async fn on_a_listener_of_its_own_the_same_applications_are_found_at_the_root() {
    let listen = ([127, 0, 0, 1], 0).into();
    let server = TestServer::start_with(|config| config.api("carbonext").listen = Some(listen)).await;
    let client = signed_in(&server, "demo", SECRET).await;
    create(&client, "app", &[PermissionKey::OrdersRead]).await;

    assert_eq!(ids(&client).await, ["app"]);
    assert!(!server.witness(API).url().ends_with("/carbonext"));
}

#[tokio::test]
async fn the_rust_example_runs() {
    let (server, client) = start().await;
    let builder = Client::builder().base_url(server.witness(API).url());

    for time in ["once", "again"] {
        let ran = example::run(builder.clone().client_credentials("demo", SECRET)).await;
        assert!(ran.is_ok(), "{time}: {ran:?}");
    }
    assert!(example::run(builder.client_credentials("demo", "nobodys-secret")).await.is_err());
    assert_eq!(ids(&client).await, [""; 0], "it leaves nothing behind");
}
