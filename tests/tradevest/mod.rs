//! Tradevest: every operation, by the typed client; and requests that the typed client cannot make, by hand.

use std::collections::HashSet;
use std::fmt::Debug;
use std::time::Duration;

use contract_tests::{Ask, TestServer, start_time};
use customers_client::tradevest::types::{
    Customer, CustomerPage, CustomerStatus, CustomerType, EntityType, ErrorMessage, GrantType, IssuedToken,
    RefAccount, RefAccountType, TokenError, TokenErrorCode, TokenRequest,
};
use customers_client::tradevest::{Client, Error, ResponseValue};
use customers_server::api::seed::Batch;
use customers_server::api::tradevest::seed;
use customers_server::auth::Tenant;
use customers_server::auth::credentials::{self, CredentialKind, NewCredential};
use customers_server::db::Connection;
use customers_server::db::query::Value as SqlValue;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::KnownApi;
use crate::examples::types;

#[path = "../../client/examples/tradevest.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod example;

const API: &str = "tradevest";

pub(crate) const KNOWN: KnownApi = KnownApi {
    name: API,
    types: types![tradevest: IssuedToken, CustomerPage, CreatedCustomer, Customer, TokenError, ErrorMessage, TokenRequest, NewCustomer, CustomerUpdate],
    partial_updates: &["customer_update"],
};
const SECRET: &str = "demo-secret";
const LIST: &str = "/roles/customers";
const REQUESTOR: &str = "123e4567-e89b-12d3-a456-426614174000";

async fn start() -> (TestServer, Client) {
    let server = TestServer::start().await;
    let client = signed_in(&server, "demo").await;
    (server, client)
}

async fn sign_in(url: &str, id: &str, secret: &str) -> Result<IssuedToken, Error<TokenError>> {
    let client = Client::builder().base_url(url).anonymous().without_retries().build().unwrap();
    let request = TokenRequest {
        client_id: Some(id.to_owned()),
        client_secret: Some(secret.into()),
        grant_type: GrantType::ClientCredentials,
        scope: Some("tradevest.api".to_owned()),
    };
    Ok(client.token_create().body(request).send().await?.into_inner())
}

async fn token(server: &TestServer, id: &str) -> String {
    let url = server.witness(API).url();
    sign_in(&url, id, SECRET).await.unwrap().access_token.expose().to_owned()
}

async fn signed_in(server: &TestServer, id: &str) -> Client {
    server.tradevest(&token(server, id).await)
}

async fn create(client: &Client, entity: Uuid, kind: EntityType, labels: &[&str]) -> Uuid {
    let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    let call =
        client.customer_create().body_map(|body| body.entity_id(entity).entity_type(kind).labels(labels));
    call.send().await.unwrap().into_inner().customer_id
}

async fn new_customer(client: &Client, labels: &[&str]) -> Uuid {
    create(client, Uuid::new_v4(), EntityType::LegalEntity, labels).await
}

async fn view(client: &Client, id: Uuid) -> Customer {
    client.customer_view().customer_id(id).send().await.unwrap().into_inner()
}

async fn update(client: &Client, id: Uuid, labels: Option<&[&str]>) -> u16 {
    let labels = labels.map(|labels| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<String>>());
    let requestor: Uuid = REQUESTOR.parse().unwrap();
    let call = client.customer_update().customer_id(id).requestor_id(requestor);
    call.body_map(|body| body.labels(labels)).send().await.unwrap().status().as_u16()
}

async fn all(client: &Client) -> Vec<Uuid> {
    let page = client.customer_list().limit(100).send().await.unwrap().into_inner();
    assert_eq!(page.pagination.cursor, "");
    ids(&page)
}

fn ids(page: &CustomerPage) -> Vec<Uuid> {
    page.data.iter().map(|customer| customer.customer_id).collect()
}

/// Status, code and message of a refusal.
fn refusal<T: Debug>(outcome: Result<ResponseValue<T>, Error<ErrorMessage>>) -> (u16, String, String) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => {
            assert_eq!(refusal.headers()["x-request-id"], refusal.request_id.as_str());
            (refusal.status().as_u16(), refusal.error_code.clone().unwrap(), refusal.message.clone())
        }
        other => panic!("no refusal: {other:?}"),
    }
}

/// Calls every operation that takes a token, and gives back each one's refusal.
async fn refusals(client: &Client, id: Uuid) -> [(u16, String, String); 4] {
    let create = client
        .customer_create()
        .body_map(|body| body.entity_id(Uuid::new_v4()).entity_type(EntityType::LegalEntity));
    let requestor: Uuid = REQUESTOR.parse().unwrap();
    let update = client.customer_update().customer_id(id).requestor_id(requestor);
    [
        refusal(client.customer_list().send().await),
        refusal(create.send().await),
        refusal(client.customer_view().customer_id(id).send().await),
        refusal(update.body_map(|body| body.labels(Some(vec!["x".to_owned()]))).send().await),
    ]
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[tokio::test]
async fn signing_in_answers_a_token_for_an_hour() {
    let server = TestServer::start().await;
    let sign_in = |form: &str| {
        let ask =
            Ask::new("POST", "/connect/token").header("content-type", "application/x-www-form-urlencoded");
        server.ask(API, ask.body(form.to_owned()))
    };
    let good = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";

    let answer = sign_in(&format!("{good}&scope=tradevest.api")).await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control").unwrap(), "no-store");
    let body = answer.json();
    let names: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names.len(), 3, "no refresh token: {names:?}");
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3600)));
    let client = server.tradevest(body["access_token"].as_str().unwrap());
    server.advance(Duration::from_millis(3_599_999));
    assert!(all(&client).await.is_empty());
    server.advance(Duration::from_millis(1));
    assert_eq!(refusal(client.customer_list().send().await).0, 401);

    for (form, status, error) in [
        (good.to_owned(), 200, None),
        (format!("{good}&scope="), 200, None),
        (format!("{good}&scope=offline_access"), 400, Some("invalid_scope")),
        (format!("{good}&scope=tradevest.api+x"), 400, Some("invalid_scope")),
        (format!("{good}&refresh_token=x"), 400, Some("invalid_request")),
        (good.replace("client_credentials", "refresh_token"), 400, Some("unsupported_grant_type")),
        (good.replace("demo-secret", "x"), 401, Some("invalid_client")),
        (good.replace("id=demo", "id=demo-reader"), 401, Some("invalid_client")),
        (String::new(), 400, Some("invalid_request")),
    ] {
        let answer = sign_in(&form).await;
        assert_eq!((answer.status.as_u16(), answer.json()["error"].as_str()), (status, error), "{form}");
    }
}

#[tokio::test]
async fn a_token_opens_its_own_api_alone() {
    let server = TestServer::start().await;
    let ask = || Ask::new("GET", "/v1/customers/applications");

    let elsewhere = server.ask("carbonext", ask().token(&token(&server, "demo").await)).await;

    assert_eq!(elsewhere.status, 401);
}

#[tokio::test]
async fn a_customer_is_shown_as_it_was_created() {
    let (_server, client) = start().await;
    let entity = Uuid::new_v4();
    let accounts = vec![
        RefAccount {
            iban: "DE89370400440532013000".to_owned(),
            owner_name: "Erika Mustermann".to_owned(),
            bank_name: Some("Commerzbank".to_owned()),
            bic: Some("COBADEFFXXX".to_owned()),
            type_: Some(RefAccountType::Primary),
        },
        RefAccount {
            iban: "AT611904300234573201".to_owned(),
            owner_name: "\"Ö\" \\ 日本".to_owned(),
            bank_name: None,
            bic: None,
            type_: Some(RefAccountType::Other),
        },
    ];
    let labels = ["vip", "Ünïcode 🦀", "vip"].map(ToOwned::to_owned).to_vec();
    let call = client.customer_create().body_map(|body| {
        body.entity_id(entity).entity_type(EntityType::NaturalPerson).labels(labels).ref_accounts(accounts)
    });

    let response = call.send().await.unwrap();

    assert_eq!(response.status().as_u16(), 200);
    let customer = view(&client, response.customer_id).await;
    assert_eq!(customer.created_on, start_time());
    assert_eq!(
        json_of(&customer),
        json!({
            "customerId": response.customer_id,
            "customerStatus": "CREATED",
            "entityId": entity,
            "entityType": "NATURAL_PERSON",
            "labels": ["vip", "Ünïcode 🦀"],
            "refAccounts": [
                {
                    "iban": "DE89370400440532013000", "ownerName": "Erika Mustermann", "bankName": "Commerzbank",
                    "bic": "COBADEFFXXX", "type": "PRIMARY",
                },
                { "iban": "AT611904300234573201", "ownerName": "\"Ö\" \\ 日本", "type": "OTHER" },
            ],
            "signedDocumentsRelatedToCustomer": [],
            "createdOn": "2024-10-01T17:15:00Z",
            "modifiedOn": "2024-10-01T17:15:00Z",
        })
    );
    let page = client.customer_list().send().await.unwrap().into_inner();
    assert_eq!(json_of(&page.data), json!([json_of(&customer)]), "the same in a list");
}

#[tokio::test]
async fn an_entity_becomes_a_customer_once_for_each_partner() {
    let (server, client) = start().await;
    let other = signed_in(&server, "demo-other").await;
    let entity = Uuid::new_v4();
    let id = create(&client, entity, EntityType::LegalEntity, &[]).await;

    for kind in [EntityType::LegalEntity, EntityType::NaturalPerson] {
        let again = client.customer_create().body_map(|body| body.entity_id(entity).entity_type(kind));
        let (status, code, message) = refusal(again.send().await);
        assert_eq!((status, code.as_str()), (409, "CUSTOMER_EXISTS"));
        assert_eq!(message, "this entity already is a customer: look it up by its entityId");
    }
    let others = create(&other, entity, EntityType::LegalEntity, &[]).await;

    assert_ne!(id, others);
    assert_eq!((all(&client).await, all(&other).await), (vec![id], vec![others]));
}

#[tokio::test]
async fn an_update_replaces_the_labels_and_absent_empty_and_null_are_three_things() {
    let (server, client) = start().await;
    let id = new_customer(&client, &["old", "kept"]).await;
    let bystander = new_customer(&client, &["old"]).await;
    server.advance(Duration::from_millis(1_500));

    assert_eq!(update(&client, id, None).await, 202);
    let unchanged = view(&client, id).await;
    assert_eq!((unchanged.labels.len(), unchanged.modified_on), (2, start_time()), "nothing was given");

    assert_eq!(update(&client, id, Some(&["kept", "new", "kept"])).await, 202);
    let changed = view(&client, id).await;
    assert_eq!(changed.labels, ["kept", "new"]);
    assert_eq!(changed.modified_on, start_time() + Duration::from_millis(1_500));
    assert_eq!(changed.created_on, start_time());

    assert_eq!(update(&client, id, Some(&[])).await, 202);
    assert!(view(&client, id).await.labels.is_empty());
    assert_eq!(view(&client, bystander).await.labels, ["old"]);

    let ask = Ask::new("PATCH", format!("{LIST}/{id}")).header("requestor-id", REQUESTOR);
    let null = server.ask(API, ask.token(&token(&server, "demo").await).json(r#"{"labels": null}"#)).await;
    assert_eq!(null.status, 400);
}

#[tokio::test]
async fn filters_keep_what_fits_all_of_them() {
    let (server, client) = start().await;
    let entity = Uuid::new_v4();
    let person = create(&client, entity, EntityType::NaturalPerson, &["vip"]).await;
    let company = create(&client, Uuid::new_v4(), EntityType::LegalEntity, &["vip", "munich"]).await;
    let plain = create(&client, Uuid::new_v4(), EntityType::LegalEntity, &[]).await;
    let activate = "UPDATE tradevest_customers SET status = 'ACTIVE' WHERE customer_id = ?1";
    server
        .database()
        .write(move |connection| {
            connection.prepare_cached(activate)?.execute([SqlValue::Text(&plain.to_string())])
        })
        .await
        .unwrap();
    let labels = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<String>>();
    let list = || client.customer_list();

    for (call, expected, reason) in [
        (list(), vec![person, company, plain], "everybody"),
        (list().entity_id(entity), vec![person], "by entity"),
        (list().entity_id(Uuid::new_v4()), vec![], "by nobody's entity"),
        (list().customer_type(CustomerType::LegalEntity), vec![company, plain], "by type"),
        (list().customer_type(CustomerType::JointPerson), vec![], "by a type that nobody has"),
        (list().customer_status(CustomerStatus::Created), vec![person, company], "by status"),
        (list().customer_status(CustomerStatus::Active), vec![plain], "by another status"),
        (list().labels(labels(&["vip"])), vec![person, company], "by label"),
        (list().labels(labels(&["munich", "vip"])), vec![company], "by all labels"),
        (list().labels(labels(&["vip", "vip"])), vec![person, company], "by a label twice"),
        (list().labels(labels(&["vip", "hamburg"])), vec![], "by a label that nobody has"),
        (list().labels(labels(&["VIP"])), vec![], "by a label in another case"),
        (list().labels(labels(&["vip,munich"])), vec![], "a comma is part of a label"),
        (
            list()
                .labels(labels(&["vip"]))
                .customer_type(CustomerType::LegalEntity)
                .customer_status(CustomerStatus::Created),
            vec![company],
            "by everything",
        ),
    ] {
        let page = call.send().await.unwrap().into_inner();
        assert_eq!(ids(&page), expected, "{reason}");
        assert_eq!((page.pagination.cursor.as_str(), page.pagination.limit), ("", 20), "{reason}");
    }
}

#[tokio::test]
async fn a_walk_over_all_pages_sees_everybody_once_while_others_come_and_go() {
    let (server, client) = start().await;
    let other = signed_in(&server, "demo").await;
    let mut before = Vec::new();
    for index in 0..30 {
        before.push(new_customer(&client, if index % 2 == 0 { &["vip"] } else { &["vip", "odd"] }).await);
    }
    for (labels, limit) in
        [(vec![], 4), (vec!["vip".to_owned()], 7), (vec!["vip".to_owned(), "odd".to_owned()], 2)]
    {
        let walked_from = all_walked(&client, &labels, 100, &mut async |_: &[Uuid]| {}).await;
        let mut gone = HashSet::new();
        let mut round = 0;
        let seen = all_walked(&client, &labels, limit, &mut async |page: &[Uuid]| {
            // Another client of the same partner adds one, and the page's last row goes, which the cursor stands at, and
            // one far ahead.
            if round < 3 {
                new_customer(&other, &["vip", "odd"]).await;
                let ahead = walked_from.get(walked_from.len() - 1 - round).copied();
                for id in page.last().copied().into_iter().chain(ahead) {
                    let delete = move |c: &Connection| {
                        c.prepare_cached("DELETE FROM tradevest_customers WHERE customer_id = ?1")?
                            .execute([SqlValue::Text(&id.to_string())])
                    };
                    let deleted = server.database().write(delete).await.unwrap();
                    assert!(deleted == 1 || gone.contains(&id));
                    gone.insert(id);
                }
            }
            round += 1;
        })
        .await;

        let unlike: HashSet<_> = seen.iter().copied().collect();
        assert_eq!(unlike.len(), seen.len(), "nobody twice");
        for id in walked_from.iter().filter(|id| !gone.contains(id)) {
            assert!(unlike.contains(id), "{id} was there all the time");
        }
        assert!(gone.len() >= 4);
    }
}

/// Walks over all pages; what happens after each page is the caller's.
async fn all_walked(
    client: &Client,
    labels: &[String],
    limit: i32,
    between: &mut impl AsyncFnMut(&[Uuid]),
) -> Vec<Uuid> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let call = client.customer_list().limit(limit).cursor(cursor).labels(labels.to_vec());
        let page = call.send().await.unwrap().into_inner();
        let on_page = ids(&page);
        assert!(on_page.len() <= usize::try_from(limit).unwrap());
        seen.extend(&on_page);
        cursor = page.pagination.cursor;
        if cursor.is_empty() {
            return seen;
        }
        between(&on_page).await;
    }
}

#[tokio::test]
async fn a_full_last_page_is_the_last_and_the_limit_may_change_on_the_way() {
    let (_server, client) = start().await;
    let mut created = Vec::new();
    for _ in 0..4 {
        created.push(new_customer(&client, &[]).await);
    }
    let list = |limit: i32, cursor: String| client.customer_list().limit(limit).cursor(cursor).send();

    let first = list(1, String::new()).await.unwrap().into_inner();
    let rest = list(3, first.pagination.cursor.clone()).await.unwrap().into_inner();
    let again = list(1, first.pagination.cursor.clone()).await.unwrap().into_inner();
    let exact = list(4, String::new()).await.unwrap().into_inner();

    assert_eq!((ids(&first), ids(&rest)), (created[..1].to_vec(), created[1..].to_vec()));
    assert_eq!((rest.pagination.cursor.as_str(), rest.pagination.limit), ("", 3));
    assert_eq!(ids(&again), created[1..2], "a cursor can be used again");
    assert_eq!((ids(&exact), exact.pagination.cursor), (created.clone(), String::new()));
}

#[tokio::test]
async fn a_cursor_that_was_tampered_with_or_belongs_to_another_list_is_refused() {
    let (server, client) = start().await;
    let other = signed_in(&server, "demo-other").await;
    for _ in 0..3 {
        new_customer(&client, &["vip", "munich"]).await;
        new_customer(&other, &["vip", "munich"]).await;
    }
    let vip = || vec!["vip".to_owned()];
    let plain = client.customer_list().limit(1).send().await.unwrap().into_inner().pagination.cursor;
    let filtered =
        client.customer_list().limit(1).labels(vip()).send().await.unwrap().into_inner().pagination.cursor;
    let theirs = other.customer_list().limit(1).send().await.unwrap().into_inner().pagination.cursor;
    let both = vec!["munich".to_owned(), "vip".to_owned()];
    let of_both =
        client.customer_list().limit(1).labels(both).send().await.unwrap().into_inner().pagination.cursor;

    let list = || client.customer_list();
    for (call, reason) in [
        (list().cursor(&theirs), "another partner's"),
        (list().cursor(&filtered), "without the filter"),
        (list().cursor(&plain).labels(vip()), "with a filter"),
        (list().cursor(&filtered).customer_status(CustomerStatus::Created), "another filter"),
        (list().cursor(&filtered).labels(vip()).customer_type(CustomerType::LegalEntity), "one filter more"),
        (list().cursor(&of_both).labels(vip()), "one label less"),
        (list().cursor("x"), "nonsense"),
        (list().cursor(" "), "a blank"),
        (list().cursor("0"), "a number"),
        (list().cursor("é\"'\\\0"), "odd letters"),
        (list().cursor("A".repeat(512)), "the longest"),
        (list().cursor("A".repeat(513)), "too long"),
        (list().cursor(format!("{plain}A")), "a letter more"),
        (list().cursor(&plain[1..]), "a letter less"),
        (list().cursor(plain.to_lowercase()), "another case"),
    ] {
        let (status, code, _) = refusal(call.send().await);
        assert_eq!((status, code.as_str()), (400, "VALIDATION_FAILED"), "{reason}");
    }
    for index in 0..plain.len() {
        let mut changed: Vec<char> = plain.chars().collect();
        changed[index] = if changed[index] == 'A' { 'B' } else { 'A' };
        let changed: String = changed.into_iter().collect();
        assert_eq!(refusal(list().cursor(changed).send().await).0, 400, "letter {index}");
    }
    let turned = vec!["vip".to_owned(), "munich".to_owned()];
    list()
        .cursor(&of_both)
        .labels(turned)
        .send()
        .await
        .expect("the same labels in another order are the same filter");
}

#[tokio::test]
async fn a_cursor_outlives_the_server_that_made_it() {
    let folder = std::env::temp_dir().join(format!("tradevest-{}", Uuid::new_v4()));
    std::fs::create_dir(&folder).unwrap();
    let url: customers_server::db::DatabaseUrl = format!("sqlite:{}/a.db", folder.display()).parse().unwrap();
    let mut cursor = String::new();
    for round in 0..2 {
        let server = TestServer::start_with(|config| config.database = url.clone()).await;
        let client = signed_in(&server, "demo").await;
        if round == 0 {
            for _ in 0..2 {
                new_customer(&client, &[]).await;
            }
        }
        let page = client.customer_list().limit(1).cursor(cursor.as_str()).send().await.unwrap().into_inner();
        assert_eq!(page.data.len(), 1);
        cursor = page.pagination.cursor;
    }
    assert_eq!(cursor, "", "the second page is the last");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn partners_neither_see_nor_touch_each_others_customers() {
    let (server, client) = start().await;
    let other = signed_in(&server, "demo-other").await;
    let (ours, theirs) = (new_customer(&client, &["vip"]).await, new_customer(&other, &["vip"]).await);
    let requestor: Uuid = REQUESTOR.parse().unwrap();

    for (client, own, foreign) in [(&client, ours, theirs), (&other, theirs, ours)] {
        let expected = (
            404,
            "CUSTOMER_NOT_FOUND".to_owned(),
            "there is no such customer: look it up in the list".to_owned(),
        );
        for gone in [foreign, Uuid::nil()] {
            assert_eq!(refusal(client.customer_view().customer_id(gone).send().await), expected);
            for labels in [None, Some(vec!["stolen".to_owned()])] {
                let update = client.customer_update().customer_id(gone).requestor_id(requestor);
                assert_eq!(refusal(update.body_map(|body| body.labels(labels)).send().await), expected);
            }
        }
        assert_eq!(all(client).await, [own]);
        let by_label =
            client.customer_list().labels(vec!["vip".to_owned()]).send().await.unwrap().into_inner();
        assert_eq!(ids(&by_label), [own]);
        assert_eq!(view(client, own).await.labels, ["vip"]);
    }
}

#[tokio::test]
async fn who_is_not_signed_in_or_lacks_the_scope_is_told_so_on_every_operation() {
    let (server, client) = start().await;
    let id = new_customer(&client, &[]).await;
    let new = NewCredential {
        api: API.to_owned(),
        kind: CredentialKind::ClientCredentials,
        tenant: Tenant { id: "demo".to_owned(), name: "Demo".to_owned() },
        permissions: std::iter::empty::<String>().collect(),
        name: "without the scope".to_owned(),
    };
    let issued = server.database().write(move |c| credentials::create(c, &new, start_time())).await.unwrap();
    let (client_id, secret) = (issued.credential.id, issued.secret.expose().to_owned());

    let asked = sign_in(&server.witness(API).url(), &client_id, &secret).await;
    let Err(Error::ErrorResponse(refused)) = asked else { panic!("{asked:?}") };
    assert_eq!((refused.status().as_u16(), refused.error), (400, TokenErrorCode::InvalidScope));
    let form = format!("client_id={client_id}&client_secret={secret}&grant_type=client_credentials");
    let ask = Ask::new("POST", "/connect/token").header("content-type", "application/x-www-form-urlencoded");
    let issued = server.ask(API, ask.body(form)).await.json();

    let without_scope = server.tradevest(issued["access_token"].as_str().unwrap());
    for (status, code, message) in refusals(&without_scope, id).await {
        assert_eq!((status, code.as_str()), (403, "SCOPE_MISSING"));
        assert_eq!(
            message,
            "the access token lacks the scope tradevest.api: ask for an account that may have it"
        );
    }
    for token in ["wrong", SECRET] {
        for (status, code, _) in refusals(&server.tradevest(token), id).await {
            assert_eq!((status, code.as_str()), (401, "UNAUTHENTICATED"));
        }
    }
    let bad = server.ask(API, Ask::new("PATCH", format!("{LIST}/x")).json("{")).await;
    assert_eq!(bad.status, 401, "not signed in, and bad besides");
    assert_eq!(bad.header("www-authenticate").unwrap(), "Bearer");
    assert_eq!(all(&client).await, [id]);
    assert!(view(&client, id).await.labels.is_empty());
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "tables are as long as what they list")]
async fn every_mistake_of_a_new_customer_is_named_at_once() {
    let (server, client) = start().await;
    let token = token(&server, "demo").await;
    let entity = Uuid::new_v4();
    let with = |name: &str, value: Value| {
        let mut body = json!({ "entityId": entity, "entityType": "LEGAL_ENTITY" });
        body[name] = value;
        body
    };
    let account = |name: &str, value: Value| {
        let mut account = json!({ "iban": "DE89370400440532013000", "ownerName": "Erika" });
        account[name] = value;
        with("refAccounts", json!([account]))
    };
    let many = |count: usize| {
        with("refAccounts", json!(vec![json!({ "iban": "DE89370400440532013000", "ownerName": "E" }); count]))
    };
    let labels = |count: usize| with("labels", (0..count).map(|index| index.to_string()).collect());
    let iban = |length: usize| json!(format!("DE{}", "0".repeat(length - 2)));
    let cases: Vec<(Value, &[&str], &str)> = vec![
        (json!({}), &["entityId", "entityType"], "nothing"),
        (json!([]), &["body"], "an array"),
        (
            json!({ "entityId": "x", "entityType": "x", "labels": 1, "refAccounts": 1 }),
            &["entityId", "entityType", "labels", "refAccounts"],
            "all wrong",
        ),
        (with("entityId", json!(entity.simple().to_string())), &["entityId"], "a UUID without dashes"),
        (with("entityId", json!(null)), &["entityId"], "null"),
        (with("entityType", json!("legal_entity")), &["entityType"], "another case"),
        (labels(17), &["labels"], "17 labels"),
        (with("labels", json!([""])), &["labels.0"], "an empty label"),
        (with("labels", json!(["a", "a".repeat(101)])), &["labels.1"], "a label of 101 letters"),
        (with("labels", json!(["a", "\0"])), &["labels.1"], "NUL"),
        (with("labels", json!([1, null])), &["labels.0", "labels.1"], "labels that are no strings"),
        (with("labels", json!(null)), &["labels"], "null for labels"),
        (many(101), &["refAccounts"], "101 accounts"),
        (
            with("refAccounts", json!([{}])),
            &["refAccounts.0.iban", "refAccounts.0.ownerName"],
            "an empty account",
        ),
        (account("iban", iban(15)), &["refAccounts.0.iban"], "an IBAN of 15"),
        (account("iban", iban(34)), &["refAccounts.0.iban"], "an IBAN of 34"),
        (account("iban", json!("de89370400440532013000")), &["refAccounts.0.iban"], "a small IBAN"),
        (
            account("iban", json!("DE89 3704 0044 0532 0130 00")),
            &["refAccounts.0.iban"],
            "an IBAN with blanks",
        ),
        (
            account("iban", json!("DE89370400440532013000\n")),
            &["refAccounts.0.iban"],
            "a line break at its end",
        ),
        (account("ownerName", json!("")), &["refAccounts.0.ownerName"], "nobody's"),
        (account("ownerName", json!("a".repeat(256))), &["refAccounts.0.ownerName"], "256 letters"),
        (account("bankName", json!("")), &["refAccounts.0.bankName"], "no bank"),
        (account("bic", json!("COBADEF")), &["refAccounts.0.bic"], "a BIC of 7"),
        (account("bic", json!("COBADEFFXX")), &["refAccounts.0.bic"], "a BIC of 10"),
        (account("type", json!("primary")), &["refAccounts.0.type"], "another case of the type"),
        (account("x", json!(1)), &["refAccounts.0.x"], "an unknown member of an account"),
        (with("customerStatus", json!("ACTIVE")), &["customerStatus"], "what a client cannot set"),
        (with("", json!(1)), &["\"\""], "a member without a name"),
        (with(&"x".repeat(5_000), json!(1)), &[], "a very long unknown member"),
        (
            (0..300).fold(with("x", json!(1)), |mut body, index| {
                body[format!("y{index}")] = json!(1);
                body
            }),
            &[],
            "300 mistakes",
        ),
    ];
    let post = |body: &Value| server.ask(API, Ask::new("POST", LIST).token(&token).json(body.to_string()));
    for (body, fields, reason) in &cases {
        let answer = post(body).await;
        assert_eq!(answer.status, 400, "{reason}: {}", answer.text());
        let answer = answer.json();
        let details = answer["errorDetails"].as_array().unwrap();
        let mut named: Vec<_> = details.iter().map(|detail| detail["field"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert!(fields.is_empty() || named == *fields, "{reason}: {named:?}");
        assert_eq!(
            (&answer["responseType"], &answer["errorCode"]),
            (&json!("BAD_REQUEST"), &json!("VALIDATION_FAILED"))
        );
    }
    for (body, reason) in [("", "empty"), ("{", "broken"), ("\u{0}", "NUL"), ("null", "null")] {
        let answer = server.ask(API, Ask::new("POST", LIST).token(&token).json(body)).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["errorDetails"][0]["field"]),
            (400, &json!("body")),
            "{reason}"
        );
    }
    for (ask, reason) in [
        (Ask::new("POST", LIST).json(vec![b' '; 1 << 20]), "1 MiB"),
        (Ask::new("POST", LIST).header("content-type", "text/plain").body("{}"), "text"),
    ] {
        assert_eq!(server.ask(API, ask.token(&token)).await.status, 400, "{reason}");
    }
    assert!(all(&client).await.is_empty(), "nobody became a customer");

    for (mut body, reason) in [
        (labels(16), "16 labels"),
        (with("labels", json!(["a".repeat(100), "é".repeat(100), " ", "a\u{1}b"])), "odd labels"),
        (with("labels", json!([])), "no labels"),
        (many(100), "100 accounts"),
        (many(0), "no accounts"),
        (account("iban", iban(16)), "the shortest IBAN"),
        (account("iban", iban(33)), "the longest IBAN"),
        (account("bic", json!("COBADEFF")), "a BIC of 8"),
        (account("ownerName", json!("é".repeat(255))), "255 letters"),
    ] {
        body["entityId"] = json!(Uuid::new_v4());
        let answer = post(&body).await;
        assert_eq!(answer.status, 200, "{reason}: {}", answer.text());
        let id: Uuid = answer.json()["customerId"].as_str().unwrap().parse().unwrap();
        let shown = json_of(&view(&client, id).await);
        for name in ["labels", "refAccounts"] {
            let given = body.get(name).cloned().unwrap_or(json!([]));
            assert_eq!(shown[name], given, "{reason}");
        }
    }
}

/// Path, `Requestor-ID`, body, the fields that have to be named, and the reason.
type Mistake<'a> = (&'a str, Option<&'a str>, String, &'a [&'a str], &'a str);

#[tokio::test]
async fn every_mistake_of_an_update_is_named_at_once() {
    let (server, client) = start().await;
    let token = token(&server, "demo").await;
    let id = new_customer(&client, &["kept"]).await;
    let path = format!("{LIST}/{id}");
    let labels =
        |count: usize| json!({ "labels": (0..count).map(|i| i.to_string()).collect::<Vec<_>>() }).to_string();
    let cases: Vec<Mistake<'_>> = vec![
        (&path, None, "{}".to_owned(), &["Requestor-ID"], "nobody"),
        (&path, Some(""), "{}".to_owned(), &["Requestor-ID"], "empty"),
        (&path, Some("x"), "{}".to_owned(), &["Requestor-ID"], "no UUID"),
        (
            &path,
            Some("{123e4567-e89b-12d3-a456-426614174000}"),
            "{}".to_owned(),
            &["Requestor-ID"],
            "in braces",
        ),
        (
            &path,
            None,
            r#"{"labels": null, "x": 1}"#.to_owned(),
            &["Requestor-ID", "labels", "x"],
            "three mistakes",
        ),
        (&path, Some(REQUESTOR), r#"{"labels": "vip"}"#.to_owned(), &["labels"], "a string"),
        (&path, Some(REQUESTOR), labels(17), &["labels"], "17 labels"),
        (&path, Some(REQUESTOR), r#"{"labels": [""]}"#.to_owned(), &["labels.0"], "an empty label"),
        (&path, Some(REQUESTOR), String::new(), &["body"], "no body"),
        (&path, Some(REQUESTOR), "[]".to_owned(), &["body"], "an array"),
        ("/roles/customers/x", None, "{".to_owned(), &["Requestor-ID", "body", "customerId"], "everything"),
    ];
    for (path, requestor, body, fields, reason) in cases {
        let mut ask = Ask::new("PATCH", path).token(&token).json(body);
        if let Some(requestor) = requestor {
            ask = ask.header("requestor-id", requestor);
        }
        let answer = server.ask(API, ask).await;
        assert_eq!(answer.status, 400, "{reason}: {}", answer.text());
        let answer = answer.json();
        let details = answer["errorDetails"].as_array().unwrap();
        let mut named: Vec<_> = details.iter().map(|detail| detail["field"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert_eq!(named, fields, "{reason}");
    }
    assert_eq!(view(&client, id).await.labels, ["kept"]);
    let ask =
        Ask::new("PATCH", path.as_str()).token(&token).header("REQUESTOR-ID", REQUESTOR).json(labels(16));
    assert_eq!(server.ask(API, ask).await.status, 202);
}

#[tokio::test]
async fn parameters_are_held_to_their_limits_and_every_mistake_is_named() {
    let (server, client) = start().await;
    let token = token(&server, "demo").await;
    new_customer(&client, &[]).await;
    let many_labels: String = (0..17).map(|index| format!("labels={index}&")).collect();
    let all: &[&str] = &["customerStatus", "customerType", "entityId", "limit"];
    for (query, fields) in [
        ("limit=0", &["limit"][..]),
        ("limit=101", &["limit"]),
        ("limit=-1", &["limit"]),
        ("limit=99999999999999999999", &["limit"]),
        ("limit=", &["limit"]),
        ("limit=1&limit=1", &["limit"]),
        ("entityId=x", &["entityId"]),
        ("customerStatus=created", &["customerStatus"]),
        ("customerType=PERSON", &["customerType"]),
        ("limit=x&entityId=&customerStatus=&customerType=", all),
        ("labels=", &["labels.0"]),
        ("labels=a&labels=", &["labels.1"]),
        (many_labels.as_str(), &["labels"]),
        ("cursor=%FF", &["cursor"]),
        ("cursor=a&cursor=b", &["cursor"]),
    ] {
        let answer = server.ask(API, Ask::new("GET", format!("{LIST}?{query}")).token(&token)).await;
        assert_eq!(answer.status, 400, "GET {LIST}?{query}");
        let answer = answer.json();
        let details = answer["errorDetails"].as_array().unwrap();
        let mut named: Vec<_> = details.iter().map(|detail| detail["field"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert_eq!(named, fields, "{query}");
    }
    for query in ["limit=100", "limit=1", "cursor=", "cursor", "unknown=1&Limit=0", "%00=1"] {
        let answer = server.ask(API, Ask::new("GET", format!("{LIST}?{query}")).token(&token)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["data"].as_array().unwrap().len()),
            (200, 1),
            "{query}"
        );
    }
    for segment in ["x", "1", "%00", "%C3%A9", "settings", &"a".repeat(5_000)] {
        let answer = server.ask(API, Ask::new("GET", format!("{LIST}/{segment}")).token(&token)).await;
        assert_eq!(answer.status, 400, "{segment}");
        assert_eq!(answer.json()["errorDetails"][0]["field"], "customerId");
    }
    for (method, path, status) in [
        ("GET", "/roles", 404),
        ("GET", "/", 404),
        ("GET", "/roles/customers/x/y", 404),
        ("DELETE", LIST, 405),
        ("PUT", "/roles/customers/x", 405),
        ("GET", "/connect/token", 405),
    ] {
        let answer = server.ask(API, Ask::new(method, path).token(&token)).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}");
    }
}

#[tokio::test]
async fn made_up_customers_keep_every_promise_too() {
    let (server, client) = start().await;
    let fill = |connection: &_| seed::seed(connection, &Batch::new("demo", 150, start_time()));
    server.database().write(fill).await.unwrap();

    let seen = all_walked(&client, &[], 40, &mut async |_: &[Uuid]| {}).await;
    let vips = all_walked(&client, &["vip".to_owned()], 5, &mut async |_: &[Uuid]| {}).await;

    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 150);
    assert!(!vips.is_empty() && vips.iter().all(|id| seen.contains(id)));
    for id in vips {
        assert!(view(&client, id).await.labels.contains(&"vip".to_owned()));
    }
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
    assert_eq!(all(&client).await.len(), 1, "the second time it finds its customer");
}
