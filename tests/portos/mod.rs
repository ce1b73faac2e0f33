//! Portos: every operation, by the typed client, and by hand where an answer's exact JSON counts.
//!
//! Deliberately not here: bodies that are no customers. They are in `portos_bad_input.rs`.

use std::collections::HashSet;
use std::fmt::Debug;
use std::time::Duration;

use contract_tests::{Answer, Ask, TestServer, start_time};
use customers_client::formats::{Decimal, Secret};
use customers_client::portos::types::{self, Card, Credit, Customer, builder};
use customers_client::portos::{Client, Error, ResponseValue, argument};
use customers_server::api;
use customers_server::api::portos::rules;
use customers_server::api::seed::Batch;
use customers_server::auth::credentials::{CredentialKind, IssuedCredential};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

mod bad_input;

use crate::KnownApi;
use crate::examples::types;

#[path = "../../client/examples/portos.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod example;

const API: &str = "portos";

pub(crate) const KNOWN: KnownApi = KnownApi {
    name: API,
    types: types![portos: Session, CustomerQueryResult, Customer, ProblemDetails, NewSession],
    partial_updates: &[],
};

type Outcome<T> = Result<ResponseValue<T>, Error<types::ProblemDetails>>;

fn anonymous_client(url: &str) -> Client {
    Client::builder().base_url(url).anonymous().without_retries().build().unwrap()
}

fn continued(url: &str, token_id: &str) -> Client {
    Client::builder().base_url(url).token_id(token_id).without_retries().build().unwrap()
}

/// Signs in by hand, so that the session is never renewed.
async fn sign_in(url: &str, user: &str, password: &str, device: &str) -> Result<Client, Error> {
    let call = anonymous_client(url);
    let call = call.session_create();
    let call =
        call.body_map(|body| body.user_name(user).password(Secret::from(password)).device_name(device));
    Ok(continued(url, call.send().await?.token_id.expose()))
}

async fn start() -> (TestServer, Client) {
    let server = TestServer::start().await;
    let client = server.portos("demo").await;
    (server, client)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn create(client: &Client, fill: impl FnOnce(builder::Customer) -> builder::Customer) -> Customer {
    client.customer_create().body_map(fill).send().await.unwrap().into_inner()
}

async fn view(client: &Client, id: &str) -> Customer {
    client.customer_view().id(id).send().await.unwrap().into_inner()
}

async fn put(client: &Client, id: &str, customer: &Customer) -> Outcome<Customer> {
    client.customer_put().id(id).body(customer.clone()).send().await
}

fn card(serial_number: &str) -> Card {
    Card::builder().serial_number(serial_number).try_into().unwrap()
}

/// The status and the details of a refusal.
fn refusal<T: Debug>(outcome: Outcome<T>) -> (u16, types::ProblemDetails) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => (refusal.status().as_u16(), refusal.into_inner()),
        other => panic!("no refusal: {other:?}"),
    }
}

/// A member that an error names, and the error's code.
type Named = (String, Option<i32>);

/// What a refusal says in short: status, error code, and what its errors name.
fn said<T: Debug>(outcome: Outcome<T>) -> (u16, Option<i32>, Vec<Named>) {
    let (status, details) = refusal(outcome);
    assert_eq!(details.status, i32::from(status));
    (
        status,
        details.error_code,
        details.errors.into_iter().map(|error| (error.member_name, error.code)).collect(),
    )
}

/// The document's own example of a customer.
fn example() -> Value {
    json!({
        "id": "customer-id", "externalId": null, "isActive": true, "status": "Valid", "activationTime": null,
        "expirationTime": null, "firstName": "John", "lastName": "Doe", "fullName": "John Doe", "gender": null,
        "birthDate": null, "email": "john.doe@portos.sk", "phone": null, "isCompany": false, "company": null,
        "address": null, "deliveryAddress": null, "credit": { "amount": 0.0, "currencyLabel": null },
        "creditTransactions": [],
        "cards": [{
            "externalId": "external-card-id", "isActive": true, "isVirtual": true, "serialNumber": "card-serial-number",
            "processor": "P", "status": "Valid", "statusTime": null, "statusReason": null,
            "activationTime": "2022-11-01T00:00:00Z", "expirationTime": null, "note": null, "meta": null,
        }],
        "creditRate": 0.0, "discountRate": 0.0, "note": null, "meta": {}, "_v": 1,
    })
}

/// Asks for something as it is written.
struct Hand<'a> {
    server: &'a TestServer,
    token: String,
}

impl<'a> Hand<'a> {
    async fn of(server: &'a TestServer, user_name: &str) -> Self {
        Self { server, token: server.portos_token(user_name).await }
    }

    async fn ask(&self, method: &str, target: &str) -> Answer {
        self.server.ask(API, Ask::new(method, target).token(&self.token)).await
    }

    async fn send(&self, method: &str, target: &str, body: &Value) -> Answer {
        self.server.ask(API, Ask::new(method, target).token(&self.token).json(body.to_string())).await
    }

    /// The ids that a list has, in its order.
    async fn ids(&self, query: &str) -> Vec<String> {
        let answer = self.ask("GET", &format!("/customers?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        let page = answer.json();
        let items = page["items"].as_array().unwrap();
        assert_eq!(page["count"], items.len(), "{query}");
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// A value as a query holds it.
fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn the_documents_five_examples_are_answered_in_their_shape() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    let given = example();

    let created = hand.send("POST", "/customers", &given).await;
    assert_eq!((created.status.as_u16(), created.json()), (201, given.clone()));
    let listed = hand.ask("GET", "/customers").await;
    assert_eq!(listed.json(), json!({ "items": [given.clone()], "count": 1, "totalCount": 1 }));
    let viewed = hand.ask("GET", "/customers/customer-id").await;
    assert_eq!((viewed.status.as_u16(), viewed.json()), (200, given.clone()));
    let updated = hand.send("PUT", "/customers/customer-id", &given).await;
    let mut second = given.clone();
    second["_v"] = json!(2);
    assert_eq!((updated.status.as_u16(), updated.json()), (200, second.clone()));
    let deleted = hand.ask("DELETE", "/customers/customer-id").await;
    assert_eq!((deleted.status.as_u16(), deleted.json()), (200, second));
    let put = hand.send("PUT", "/customers/customer-id", &given).await;
    assert_eq!((put.status.as_u16(), put.json()), (201, given));
}

#[tokio::test]
async fn whoever_signs_in_is_told_the_rights_and_stays_signed_in_until_signing_out() {
    let server = TestServer::start().await;
    let url = server.witness(API).url();
    let anonymous = anonymous_client(&url);
    let session = |user: &'static str| {
        anonymous.session_create().body_map(move |body| {
            body.user_name(user).password(Secret::from("demo-secret")).device_name("Till 1")
        })
    };
    let reader = session("demo-reader").send().await.unwrap().into_inner();
    assert_eq!(reader.rights, Vec::<String>::new());
    let first = session("demo").send().await.unwrap().into_inner();
    let second = session("demo").send().await.unwrap().into_inner();
    assert_ne!(first.token_id.expose(), second.token_id.expose());
    assert_eq!((first.user_name.as_deref(), first.device_name.as_deref()), (Some("demo"), Some("Till 1")));
    let all =
        ["CustomerCreate", "CustomerUpdate", "CustomerDelete", "CustomerSetDiscount", "CustomerSetCredit"];
    assert_eq!(first.rights, all);
    assert_eq!(first.expiration_time, Some(start_time() + chrono::TimeDelta::hours(12)));

    let one = continued(&url, first.token_id.expose());
    let other = continued(&url, second.token_id.expose());
    one.session_delete().send().await.unwrap();

    assert_eq!(refusal(one.session_delete().send().await).0, 401, "signed out already");
    assert_eq!(said(one.customer_list().send().await), (401, Some(1), vec![]));
    other.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(12 * 60 * 60 - 1));
    other.customer_list().send().await.unwrap();
    server.advance(Duration::from_secs(1));
    assert_eq!(refusal(other.customer_list().send().await).0, 401, "12 hours later");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let server = TestServer::start().await;
    let anonymous = anonymous_client(&server.witness(API).url());
    for (user, password) in
        [("demo", "wrong"), ("nobody", "demo-secret"), ("demo", ""), ("DEMO", "demo-secret")]
    {
        let call = anonymous
            .session_create()
            .body_map(|body| body.user_name(user).password(Secret::from(password)).device_name("Till 1"));
        let (status, details) = refusal(call.send().await);
        assert_eq!((status, details.error_code), (401, Some(1)), "{user}");
        assert_eq!(details.detail.as_deref(), Some("UserName or Password is wrong."));
        assert_eq!(details.instance.as_deref(), Some("/portos/api/auth"));
    }
    let without = anonymous.session_create().body_map(|body| body.user_name("demo").device_name("Till 1"));
    assert_eq!(refusal(without.send().await).0, 401, "no password is an empty one");
    let empty = anonymous.session_create().body_map(|body| body.user_name("").device_name(""));
    let (status, code, mut errors) = said(empty.send().await);
    errors.sort();
    assert_eq!((status, code), (400, Some(3)));
    assert_eq!(errors, [("DeviceName".to_owned(), None), ("UserName".to_owned(), None)]);
    let hand = Hand { server: &server, token: "x".to_owned() };
    let missing = hand.send("POST", "/api/auth", &json!({ "UserName": "demo" })).await.json();
    assert_eq!(missing["errors"][0]["memberName"], "DeviceName");
    assert_eq!(missing["errors"][0]["code"], 1, "required");
}

#[tokio::test]
async fn nobody_is_served_without_a_session() {
    let server = TestServer::start().await;
    let client = continued(&server.witness(API).url(), "no-such-token");
    let put = client.customer_put().id("a").body_map(|body| body);
    for (status, details) in [
        refusal(client.session_delete().send().await),
        refusal(client.customer_list().send().await),
        refusal(client.customer_view().id("a").send().await),
        refusal(client.customer_create().body_map(|body| body).send().await),
        refusal(put.send().await),
        refusal(client.customer_delete().id("a").send().await),
    ] {
        assert_eq!((status, details.error_code), (401, Some(1)));
    }
}

/// A user whom an operator makes.
async fn issue(server: &TestServer, tenant: &str, rights: &[&str]) -> IssuedCredential {
    server.issue(API, CredentialKind::UserPassword, tenant, rights.iter().copied()).await
}

#[tokio::test]
async fn a_company_never_sees_nor_touches_anothers_customers() {
    let (server, ours) = start().await;
    let issued = issue(&server, "another", rules::RIGHTS).await;
    let url = server.witness(API).url();
    let id = issued.credential.id;
    let theirs = sign_in(&url, &id, issued.secret.expose(), "Till 2").await.unwrap();
    let unique = |body: builder::Customer| {
        body.id("one".to_owned()).external_id("crm-1".to_owned()).cards(vec![card("c-1")])
    };
    let kept = create(&ours, |body| unique(body).note("secret".to_owned())).await;

    assert_eq!(theirs.customer_list().send().await.unwrap().total_count, 0);
    for query in ["secret", "se", ""] {
        assert_eq!(theirs.customer_list().search(query).send().await.unwrap().total_count, 0, "{query}");
    }
    let by_card = theirs.customer_list().card_serial_number(vec!["c-1".to_owned()]);
    assert_eq!(by_card.send().await.unwrap().total_count, 0);
    assert_eq!(refusal(theirs.customer_view().id("one").send().await).0, 404);
    assert_eq!(refusal(theirs.customer_delete().id("one").send().await).0, 404);
    let put = theirs.customer_put().id("one").body_map(unique).send().await.unwrap();
    assert_eq!(put.status().as_u16(), 201, "what is in use with us is free with them");
    theirs.customer_delete().id("one").send().await.unwrap();
    let created = create(&theirs, unique).await;
    assert_eq!(created.note, None);

    assert_eq!(json!(view(&ours, "one").await), json!(kept));
    let by_card = ours.customer_list().card_serial_number(vec!["nin:x".to_owned()]).send().await.unwrap();
    assert_eq!(by_card.total_count, 1);

    let revoked = id.clone();
    server
        .database()
        .write(move |c| customers_server::auth::revoke(c, &revoked, start_time()))
        .await
        .unwrap();
    assert_eq!(refusal(theirs.customer_list().send().await).0, 401, "revoked, and signed out by it");
    assert!(sign_in(&url, &id, issued.secret.expose(), "Till 2").await.is_err());
}

#[tokio::test]
async fn without_a_right_everything_is_read_and_nothing_changed() {
    let (server, client) = start().await;
    let reader = server.portos("demo-reader").await;
    let created = create(&client, |body| body.id("one".to_owned())).await;

    assert_eq!(json!(view(&reader, "one").await), json!(created));
    assert_eq!(reader.customer_list().send().await.unwrap().total_count, 1);
    for (outcome, right) in [
        (reader.customer_create().body_map(|body| body).send().await, "CustomerCreate"),
        (put(&reader, "one", &created).await, "CustomerCreate or CustomerUpdate"),
        (reader.customer_delete().id("one").send().await, "CustomerDelete"),
    ] {
        let (status, details) = refusal(outcome);
        assert_eq!((status, details.error_code), (403, Some(2)));
        assert_eq!(details.detail.unwrap(), format!("This requires the right {right}."));
    }
    assert_eq!(json!(view(&client, "one").await), json!(created));
}

#[tokio::test]
async fn everything_that_is_given_comes_back_and_everything_else_is_there_and_empty() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    let given = json!({
        "id": "full", "externalId": "crm-1001", "isActive": false, "activationTime": "2022-01-01T00:00:00.123456Z",
        "expirationTime": "2032-01-01T01:00:00+01:00", "firstName": "Ľudmila", "lastName": "Žák", "fullName": "Mgr. Žák",
        "gender": "F", "birthDate": "1980-02-29", "email": "zak@skola.sk", "phone": "+421", "isCompany": true,
        "company": { "name": "Žák", "crn": "36123456", "vatId": "SK20", "taxId": null },
        "address": { "street": "Hlavná 1", "city": "Bratislava", "zipCode": "811 01", "country": "SK",
            "coordinates": { "longitude": 17.10774, "latitude": -48.14816 }, "note": null },
        "deliveryAddress": {}, "credit": { "amount": 0.3, "currencyLabel": "EUR" },
        "cards": [{ "serialNumber": "1", "meta": { "a": [1, 2.5, null] } }, { "serialNumber": "0" }],
        "creditRate": 2.5001, "discountRate": 12.55, "note": "a\nb", "meta": { "b": { "c": "🦀" } }, "_v": 7,
    });

    let created = hand.send("POST", "/customers", &given).await.json();

    let card = |serial_number: &str, meta: Value| {
        json!({
            "externalId": null, "isActive": true, "isVirtual": false, "serialNumber": serial_number,
            "processor": null, "status": "Valid", "statusTime": null, "statusReason": null, "activationTime": null,
            "expirationTime": null, "note": null, "meta": meta,
        })
    };
    let mut expected = given.clone();
    expected["status"] = json!("Inactive");
    expected["expirationTime"] = json!("2032-01-01T00:00:00Z");
    expected["deliveryAddress"] = json!({
        "street": null, "city": null, "zipCode": null, "country": null, "coordinates": null, "note": null,
    });
    let time = start_time().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    expected["creditTransactions"] = json!([{ "amount": 0.3, "balance": 0.3, "time": time }]);
    expected["cards"] = json!([card("1", json!({ "a": [1, 2.5, null] })), card("0", Value::Null)]);
    expected["_v"] = json!(1);
    assert_eq!(created, expected);
    assert_eq!(hand.ask("GET", "/customers/full").await.json(), expected);

    let bare = hand.send("PUT", "/customers/full", &json!({ "externalId": null })).await.json();
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<HashSet<_>>();
    assert_eq!(members(&bare), members(&expected));
    assert_eq!(bare["meta"], json!({}));
    assert_eq!(bare["isActive"], json!(true));
    for member in
        ["externalId", "activationTime", "firstName", "fullName", "birthDate", "company", "address", "note"]
    {
        assert_eq!(bare[member], Value::Null, "{member} was left out");
    }
    assert_eq!((&bare["cards"], &bare["_v"]), (&json!([]), &json!(2)));
}

#[tokio::test]
async fn an_address_beyond_ascii_is_one_too() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    for (email, status) in
        [("žák@škola.sk", 201), ("a@b", 201), ("a@b@c", 400), ("a@b..c", 400), ("a b@c", 400)]
    {
        let answer = hand.send("POST", "/customers", &json!({ "email": email })).await;
        assert_eq!(answer.status.as_u16(), status, "{email}: {}", answer.text());
    }
}

#[tokio::test]
async fn amounts_are_exact_and_every_change_of_credit_is_noted() {
    let (server, client) = start().await;
    let credit = |amount: &str| -> Credit { Credit::builder().amount(decimal(amount)).try_into().unwrap() };
    let mut customer = create(&client, |body| body.id("one".to_owned()).credit(credit("0.1"))).await;

    for (amount, change) in
        [("0.3", "0.2"), ("0.3", ""), ("-999999999.99", "-1000000000.29"), ("0", "999999999.99")]
    {
        server.advance(Duration::from_secs(1));
        let before = customer.credit_transactions.len();
        customer.credit = Some(credit(amount));
        customer = put(&client, "one", &customer).await.unwrap().into_inner();

        assert_eq!(customer.credit.as_ref().unwrap().amount, Some(decimal(amount)));
        if change.is_empty() {
            assert_eq!(customer.credit_transactions.len(), before, "nothing has changed");
            continue;
        }
        let last = customer.credit_transactions.last().unwrap();
        assert_eq!((last.amount, last.balance), (Some(decimal(change)), Some(decimal(amount))));
    }
    let times: Vec<_> =
        customer.credit_transactions.iter().map(|one| one.time.unwrap() - start_time()).collect();
    assert_eq!(times.iter().map(chrono::TimeDelta::num_seconds).collect::<Vec<_>>(), [0, 1, 3, 4]);
    let text = Hand::of(&server, "demo").await.ask("GET", "/customers/one").await.text();
    assert!(text.contains(r#""balance":0.3"#) && !text.contains("0.30000"), "{text}");
}

#[tokio::test]
async fn a_status_follows_the_clock() {
    let (server, client) = start().await;
    let at = |seconds: i64| Some(start_time() + chrono::TimeDelta::seconds(seconds));
    let mut soon = card("1");
    soon.activation_time = at(10);
    soon.expiration_time = at(20);
    create(&client, |body| {
        body.id("one".to_owned()).activation_time(at(5)).expiration_time(at(15)).cards(vec![soon])
    })
    .await;

    for (advance, status, card_status, is_expired) in [
        (0, "Inactive", "Inactive", false),
        (5, "Valid", "Inactive", false),
        (5, "Valid", "Valid", false),
        (5, "Expired", "Valid", true),
        (5, "Expired", "Expired", true),
    ] {
        server.advance(Duration::from_secs(advance));
        let customer = view(&client, "one").await;
        assert_eq!(customer.status.as_deref(), Some(status));
        assert_eq!(customer.cards[0].status.as_deref(), Some(card_status));
        for asked in [false, true] {
            let count = client.customer_list().is_expired(asked).send().await.unwrap().total_count;
            assert_eq!(count == 1, asked == is_expired, "{status}, {asked}");
        }
    }
}

#[tokio::test]
async fn a_put_for_another_version_is_refused_and_tells_the_version() {
    let (_server, client) = start().await;
    let first = create(&client, |body| body.id("one".to_owned()).first_name("Ada".to_owned())).await;
    let second = put(&client, "one", &first).await.unwrap().into_inner();
    assert_eq!(second.v, Some(2));

    for given in [1, 3] {
        let mut stale = first.clone();
        stale.v = Some(given);
        let (status, details) = refusal(put(&client, "one", &stale).await);
        assert_eq!((status, details.error_code), (409, Some(6)));
        assert_eq!(json!(details.resource), json!({ "name": "Customer", "id": "one", "version": 2 }));
    }
    let unconditional = client.customer_put().id("one").body_map(|body| body.first_name("Eve".to_owned()));
    let third = unconditional.send().await.unwrap().into_inner();
    assert_eq!((third.v, third.full_name.as_deref()), (Some(3), Some("Eve")));
    let mut kept = third;
    kept.last_name = Some("Doe".to_owned());
    let fourth = put(&client, "one", &kept).await.unwrap().into_inner();
    assert_eq!(fourth.full_name.as_deref(), Some("Eve"), "a whole name that is given is kept");
}

#[tokio::test]
async fn what_has_to_be_unique_is() {
    let (_server, client) = start().await;
    create(&client, |body| {
        body.id("one".to_owned()).external_id("e".to_owned()).cards(vec![card("c"), card("d")])
    })
    .await;
    create(&client, |body| body.id("two".to_owned())).await;
    let unique = |member: &str| (member.to_owned(), Some(2));

    let all = client.customer_create().body_map(|body| {
        body.id("one".to_owned()).external_id("e".to_owned()).cards(vec![card("x"), card("c"), card("x")])
    });
    let named = ["id", "externalId", "cards.1.serialNumber", "cards.2.serialNumber"].map(unique);
    assert_eq!(said(all.send().await), (409, Some(3), named.to_vec()));
    let put_id = |id: &'static str| client.customer_put().id(id);
    let taken = put_id("two").body_map(|body| body.external_id("e".to_owned()).cards(vec![card("d")]));
    let named = ["externalId", "cards.0.serialNumber"].map(unique);
    assert_eq!(said(taken.send().await), (409, Some(3), named.to_vec()));
    let new = put_id("three").body_map(|body| body.external_id("e".to_owned()));
    assert_eq!(said(new.send().await), (409, Some(3), vec![unique("externalId")]));
    assert_eq!(client.customer_list().send().await.unwrap().total_count, 2, "nothing has been created");

    let swapped =
        put_id("one").body_map(|body| body.external_id("e".to_owned()).cards(vec![card("d"), card("c")]));
    swapped.send().await.expect("its own are free to it, in another order too");
    client.customer_delete().id("one").send().await.unwrap();
    create(&client, |body| body.id("one".to_owned()).external_id("e".to_owned()).cards(vec![card("c")]))
        .await;
    let other_case = create(&client, |body| body.external_id("E".to_owned()).cards(vec![card("C")])).await;
    assert!(uuid::Uuid::try_parse(&other_case.id.unwrap()).is_ok(), "the server makes an id");
}

#[tokio::test]
async fn a_list_takes_all_the_filters_that_the_document_allows_at_once() {
    let (server, client) = start().await;
    create(&client, |body| body.id("one".to_owned())).await;
    let token = server.portos_token("demo").await;
    let times = |operation: &str| vec![operation.to_owned(); 10].join(";");
    let parameters = [
        ("CardSerialNumber", times("neq:1")),
        ("ExternalId", times("neq:1")),
        ("CreditRate", times("gte:0")),
        ("DiscountRate", times("gte:0")),
        ("IsActive", times("true")),
        ("ExpirationTime", times("neq:2023-01-01")),
    ];
    let query = parameters.iter().flat_map(|(name, text)| vec![format!("{name}={text}"); 10]);
    let target = format!("/customers?{}", query.collect::<Vec<_>>().join("&"));

    let answer = server.ask(API, Ask::new("GET", &target).token(&token)).await;

    assert_eq!((answer.status.as_u16(), &answer.json()["totalCount"]), (200, &json!(1)), "{}", answer.text());
    let answer = server.ask(API, Ask::new("GET", format!("{target}&IsActive=true")).token(&token)).await;
    assert_eq!(answer.status, 400, "an eleventh text: {}", answer.text());
}

#[tokio::test]
async fn an_id_in_the_body_is_the_one_in_the_path() {
    let (_server, client) = start().await;
    let other = client.customer_put().id("one").body_map(|body| body.id("two".to_owned()));
    assert_eq!(said(other.send().await), (409, Some(3), vec![("id".to_owned(), None)]));
    assert_eq!(refusal(client.customer_view().id("one").send().await).0, 404);
    assert_eq!(refusal(client.customer_delete().id("one").send().await).0, 404);
}

#[tokio::test]
async fn lists_are_filtered_exactly() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    for customer in [
        json!({ "id": "a", "externalId": "x;y:z", "discountRate": 0, "creditRate": 0.0001,
            "expirationTime": "2023-01-01T00:00:00Z", "cards": [{ "serialNumber": "1" }, { "serialNumber": "2" }] }),
        json!({ "id": "b", "externalId": "X", "discountRate": 0.3, "creditRate": 100, "isActive": false,
            "expirationTime": "2099-01-01T00:00:00.000001Z", "cards": [{ "serialNumber": "3" }] }),
        json!({ "id": "c", "discountRate": 12.5, "creditRate": 2 }),
        json!({ "id": "d", "externalId": "100%41_\\'\"", "discountRate": 50 }),
    ] {
        assert_eq!(hand.send("POST", "/customers", &customer).await.status, 201);
    }
    for (query, expected, reason) in [
        ("DiscountRate=gt:0;lt:50", &["b", "c"][..], "the document's example"),
        ("DiscountRate=gt:0&DiscountRate=lt:50", &["b", "c"], "the same"),
        ("DiscountRate=0.3", &["b"], "a bare value, exactly"),
        ("DiscountRate=eq:0.30000000000000004", &[], "what 0.1 + 0.2 is not"),
        ("DiscountRate=lt:0.3000000001", &["a", "b"], "between two that can be kept"),
        ("DiscountRate=neq:12.50", &["a", "b", "d"], "whatever the zeros"),
        ("DiscountRate=in:0:50:7", &["a", "d"], "one of"),
        ("DiscountRate=nin:0:50:7", &["b", "c"], "none of"),
        ("DiscountRate=gt:79228162514264337593543950335", &[], "as large as can be"),
        ("DiscountRate=gte:-79228162514264337593543950335", &["a", "b", "c", "d"], "as small as can be"),
        ("CreditRate=lte:0.0001", &["a", "d"], "four decimals"),
        ("IsActive=false", &["b"], "a boolean"),
        ("IsActive=gt:false", &["a", "c", "d"], "false before true"),
        ("IsExpired=true", &["a"], "expired"),
        ("IsExpired=false", &["b", "c", "d"], "not expired, and never will"),
        ("ExpirationTime=gte:2023-01-01", &["a", "b"], "a date alone"),
        (r"ExpirationTime=gt:2023-01-01T01\:00\:00%2B01\:00", &["b"], "a time with an offset"),
        ("ExpirationTime=2023-01-01T00%253A00%253A00Z", &["a"], "percent signs, twice"),
        ("ExpirationTime=neq:2023-01-01", &["b", "c", "d"], "neq finds what is empty"),
        (r"ExpirationTime=2099-01-01T00\:00\:00.0000015Z", &[], "finer than what is kept"),
        ("ExternalId=X", &["b"], "two cases are two"),
        (r"ExternalId=x\;y\:z", &["a"], "backslashes"),
        ("ExternalId=x%253By%253Az", &["a"], "percent signs, twice"),
        ("ExternalId=100%252541_%5C%5C'%22", &["d"], "a percent sign of its own"),
        ("ExternalId=nin:X", &["a", "c", "d"], "nin finds what is empty"),
        ("ExternalId=gt:X", &["a"], "by characters"),
        ("CardSerialNumber=2", &["a"], "the second of its cards"),
        ("CardSerialNumber=in:1:2:3", &["a", "b"], "each customer once"),
        ("CardSerialNumber=neq:2", &["b", "c", "d"], "none of its cards"),
        ("CardSerialNumber=nin:2:3", &["c", "d"], "none of its cards is one of these"),
        ("CardSerialNumber=gt:1;lt:2", &["a"], "one card for each operation"),
        ("ExternalId=X&DiscountRate=0.3&IsActive=false&IsExpired=false", &["b"], "all of them"),
    ] {
        assert_eq!(hand.ids(query).await, expected, "{reason}: {query}");
    }
}

#[tokio::test]
async fn a_text_is_found_whatever_its_case_and_taken_literally() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    for customer in [
        json!({ "id": "a", "firstName": "Ján", "lastName": "ŽÁK", "email": "hidden@example.sk" }),
        json!({ "id": "b", "company": { "name": "Straße 100% s.r.o.", "vatId": "SK2020", "taxId": "2021", "crn": "77" } }),
        json!({ "id": "c", "note": "under_score\nback\\slash \"quoted\" OR 'x'; a*b 🦀🐚🐙" }),
        json!({ "id": "d", "firstName": "Z\u{30c}a\u{301}k", "fullName": "nowhere" }),
    ] {
        assert_eq!(hand.send("POST", "/customers", &customer).await.status, 201);
    }
    for (text, expected) in [
        ("žák", &["a", "d"][..]),
        ("ŽÁK", &["a", "d"]),
        ("ŽáK", &["a", "d"]),
        ("zak", &[]),
        ("Á", &["a", "d"]),
        ("ján", &["a"]),
        ("jánžák", &[]),
        ("ján žák", &[]),
        ("STRASSE", &["b"]),
        ("sk2020", &["b"]),
        ("2021", &["b"]),
        ("20", &["b"]),
        ("77", &[]),
        ("hidden", &[]),
        ("nowhere", &[]),
        ("100%", &["b"]),
        ("10_%", &[]),
        ("%", &["b"]),
        ("_", &["c"]),
        ("der_sco", &["c"]),
        ("der%sco", &[]),
        (r"\", &["c"]),
        (r"back\slash", &["c"]),
        (r#""quoted""#, &["c"]),
        ("\" OR 'X'", &["c"]),
        ("'", &["c"]),
        ("a*b", &["c"]),
        ("jan OR žák", &[]),
        ("🐚", &["c"]),
        ("🦀🐚🐙", &["c"]),
        ("🦀🐙", &[]),
        ("", &["a", "b", "c", "d"]),
    ] {
        assert_eq!(hand.ids(&format!("Search={}", encoded(text))).await, expected, "{text}");
    }

    hand.send("PUT", "/customers/a", &json!({ "firstName": "Peter" })).await;
    hand.ask("DELETE", "/customers/d").await;
    assert!(hand.ids("Search=%C5%BE%C3%A1k").await.is_empty(), "the index follows what changes");
    assert_eq!(hand.ids("Search=PETER&IsActive=true").await, ["a"]);
}

#[tokio::test]
async fn lists_are_sorted_as_asked_and_by_creation_where_keys_are_equal() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    for customer in [
        json!({ "id": "a", "lastName": "Žák", "firstName": "eva", "discountRate": 10, "birthDate": "1990-01-01" }),
        json!({ "id": "b", "lastName": "zeman", "firstName": "Ján", "discountRate": 9.5, "isCompany": true }),
        json!({ "id": "c", "lastName": "žák", "firstName": "ÁDAM", "discountRate": 10, "birthDate": "1980-01-01" }),
        json!({ "id": "d", "creditRate": 1 }),
    ] {
        assert_eq!(hand.send("POST", "/customers", &customer).await.status, 201);
    }
    for (query, expected) in [
        ("", ["a", "b", "c", "d"]),
        ("$sort=lastName", ["d", "a", "c", "b"]),
        ("$sort=lastName,firstName", ["d", "c", "a", "b"]),
        ("$sort=LASTNAME,firstname:desc", ["d", "a", "c", "b"]),
        ("$sort=-lastName", ["b", "a", "c", "d"]),
        ("$sort=-lastName&$sort=firstName", ["b", "c", "a", "d"]),
        ("$sort=-lastName,firstName,lastName", ["b", "c", "a", "d"]),
        ("$sort=discountRate:desc,id:desc", ["c", "a", "b", "d"]),
        ("$sort=birthDate", ["b", "d", "c", "a"]),
        ("$sort=birthDate:desc", ["a", "c", "b", "d"]),
        ("%24sort=-isCompany,-creditRate", ["b", "d", "a", "c"]),
        ("$sort=externalId,isActive,activationTime,expirationTime,fullName,email,-id", ["d", "c", "a", "b"]),
    ] {
        assert_eq!(hand.ids(query).await, expected, "{query}");
        for take in 1..=3 {
            let mut paged = Vec::new();
            for skip in (0..4).step_by(take) {
                paged.extend(hand.ids(&format!("{query}&$take={take}&$skip={skip}")).await);
            }
            assert_eq!(paged, expected, "{query}, {take} a page");
        }
    }
}

#[tokio::test]
async fn pages_are_cut_out_and_counted() {
    let (server, client) = start().await;
    server
        .database()
        .write(|connection| {
            (api::find(API).unwrap().seed)(connection, &Batch::new("demo", 1_003, start_time()))
        })
        .await
        .unwrap();
    let list = || client.customer_list();

    for (skip, take, count, reason) in [
        (None, None, 100, "the default"),
        (None, Some(0), 0, "none"),
        (None, Some(1_000), 1_000, "the most"),
        (Some(1_002), None, 1, "the last"),
        (Some(1_003), None, 0, "past the end"),
        (Some(i32::MAX), Some(1_000), 0, "far past the end"),
    ] {
        let page = |counted: bool| {
            let list = list().count(counted);
            let list = skip.into_iter().fold(list, customers_client::portos::builder::CustomerList::skip);
            take.into_iter().fold(list, customers_client::portos::builder::CustomerList::take).send()
        };
        let shown = page(false).await.unwrap().into_inner();
        assert_eq!(
            (shown.count, shown.items.len(), shown.total_count),
            (count, usize::try_from(count).unwrap(), 1_003),
            "{reason}"
        );
        let counted = page(true).await.unwrap().into_inner();
        assert_eq!((counted.count, counted.total_count), (count, 1_003), "{reason}, counted");
    }
    let hand = Hand::of(&server, "demo").await;
    let counted = hand.ask("GET", "/customers?$count=true&$take=10").await.json();
    assert_eq!(counted, json!({ "count": 10, "totalCount": 1_003 }), "items are left out");
    let ids: HashSet<_> =
        hand.ids("$take=1000").await.into_iter().chain(hand.ids("$skip=1000").await).collect();
    assert_eq!(ids.len(), 1_003);
    let searched = list().search("novák").is_active(vec!["true".to_owned()]).send().await.unwrap();
    assert!((10..200).contains(&searched.total_count), "{}", searched.total_count);
    assert!(searched.items.iter().all(|customer| json!(customer).to_string().contains("Novák")));
    let again = list().external_id(vec![format!("neq:{}", argument("a:b;c"))]).send().await.unwrap();
    assert_eq!(again.total_count, 1_003);
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_refused_and_every_member_named() {
    let server = TestServer::start().await;
    let hand = Hand::of(&server, "demo").await;
    let many = format!("DiscountRate={}", vec!["gt:0"; 21].join(";"));
    let arguments = format!("ExternalId=in:{}", vec!["a"; 101].join(":"));
    for (query, named) in [
        ("LastName=Doe", &["LastName"][..]),
        ("externalId=a", &["externalId"]),
        ("=a", &["\"\""]),
        ("skip=1&top=1&skip=2", &["skip", "top"]),
        ("DiscountRate=above:1", &["DiscountRate"]),
        ("CreditRate=high&$sort=surname&x=1", &["x", "CreditRate", "$sort"]),
        ("IsActive=yes", &["IsActive"]),
        ("ExpirationTime=gt:2023-01-01T00:00:00Z", &["ExpirationTime"]),
        ("ExternalId=a%5C", &["ExternalId"]),
        ("ExternalId=%2500", &["ExternalId"]),
        ("ExternalId=%25FF", &["ExternalId"]),
        ("ExternalId=", &["ExternalId.0"]),
        ("IsExpired=eq:true", &["IsExpired"]),
        ("Search=a%00", &["Search"]),
        ("Search=a&Search=b", &["Search"]),
        ("$take=1001", &["$take"]),
        ("$take=-1", &["$take"]),
        ("$skip=2147483648", &["$skip"]),
        ("$count=1", &["$count"]),
        ("$sort=-id:desc", &["$sort"]),
        (&many, &["DiscountRate"]),
        (&arguments, &["ExternalId"]),
    ] {
        let answer = hand.ask("GET", &format!("/customers?{query}")).await;
        assert_eq!(answer.status, 400, "GET /customers?{query}");
        let body = answer.json();
        assert_eq!(body["errorCode"], 3);
        let errors = body["errors"].as_array().unwrap();
        let members: Vec<_> = errors.iter().map(|error| error["memberName"].as_str().unwrap()).collect();
        assert_eq!(members, named, "{query}: {body}");
    }
}

#[tokio::test]
async fn of_two_changes_for_one_version_one_is_made() {
    let (_server, client) = start().await;
    let first = create(&client, |body| body.id("one".to_owned())).await;

    let outcomes = futures::future::join_all((0..8).map(|_| put(&client, "one", &first))).await;

    let made = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(made, 1);
    assert_eq!(view(&client, "one").await.v, Some(2));
}

#[tokio::test]
async fn a_change_of_discount_or_credit_takes_its_right() {
    let (server, owner) = start().await;
    let created = create(&owner, |body| body.id("one".to_owned()).discount_rate(decimal("12.5"))).await;
    let change = |discount: &str, amount: &str, label: Option<&str>| {
        let mut changed = created.clone();
        changed.v = None;
        changed.discount_rate = Some(decimal(discount));
        changed.credit =
            Some(Credit { amount: Some(decimal(amount)), currency_label: label.map(str::to_owned) });
        changed
    };
    let neither = change("12.50", "0", None);
    let discount = change("99.99", "0", None);
    let credit = change("12.5", "5", None);
    let label = change("12.5", "0", Some("EUR"));
    let both = change("99.99", "5", None);
    let left_out = Customer { discount_rate: None, ..neither.clone() };
    let url = server.witness(API).url();

    for (rights, granted, refused) in [
        (
            &["CustomerUpdate"][..],
            &[&neither][..],
            &[
                (&discount, "CustomerSetDiscount"),
                (&left_out, "CustomerSetDiscount"),
                (&credit, "CustomerSetCredit"),
                (&label, "CustomerSetCredit"),
            ][..],
        ),
        (
            &["CustomerUpdate", "CustomerSetDiscount"],
            &[&discount, &left_out, &neither],
            &[(&credit, "CustomerSetCredit"), (&both, "CustomerSetCredit")],
        ),
        (
            &["CustomerUpdate", "CustomerSetCredit"],
            &[&credit, &label, &neither],
            &[(&discount, "CustomerSetDiscount"), (&both, "CustomerSetDiscount")],
        ),
        (&["CustomerUpdate", "CustomerSetCredit", "CustomerSetDiscount"], &[&both, &neither], &[]),
        (
            &["CustomerCreate", "CustomerSetCredit", "CustomerSetDiscount"],
            &[],
            &[(&neither, "CustomerUpdate"), (&both, "CustomerUpdate")],
        ),
    ] {
        let issued = issue(&server, "demo", rights).await;
        let (name, password) = (&issued.credential.id, issued.secret.expose());
        let user = sign_in(&url, name, password, "Till 3").await.unwrap();
        for (customer, right) in refused {
            let before = json!(view(&owner, "one").await);
            let (status, details) = refusal(put(&user, "one", customer).await);
            assert_eq!((status, details.error_code), (403, Some(2)), "{rights:?}: {customer:?}");
            assert!(details.detail.as_ref().unwrap().contains(right), "{rights:?}: {details:?}");
            assert_eq!(json!(view(&owner, "one").await), before, "{rights:?}: nothing has changed");
        }
        for customer in granted {
            put(&user, "one", customer).await.unwrap_or_else(|error| panic!("{rights:?}: {error}"));
        }
    }
    let issued = issue(&server, "demo", &["CustomerCreate"]).await;
    let creator = sign_in(&url, &issued.credential.id, issued.secret.expose(), "Till 3").await.unwrap();
    create(&creator, |body| body.id("two".to_owned()).discount_rate(decimal("5"))).await;
    let put = put(&creator, "three", &Customer { id: None, ..both }).await.unwrap();
    assert_eq!(put.status().as_u16(), 201, "whoever creates a customer needs no further right");
}

#[tokio::test]
async fn the_whole_example_of_the_client_runs() {
    let (server, client) = start().await;
    let builder = Client::builder().base_url(server.witness(API).url());

    for time in ["once", "again"] {
        let ran = example::run(builder.clone().user("demo", "demo-secret")).await;
        assert!(ran.is_ok(), "{time}: {ran:?}");
    }
    assert!(example::run(builder.user("demo", "wrong")).await.is_err());
    assert_eq!(client.customer_list().send().await.unwrap().total_count, 0, "it leaves nothing behind");
}

#[tokio::test]
async fn curl_examples_follow_one_customer() {
    let responses = crate::curl_examples::responses(API).await;

    let [signed_in, created, lists @ .., counted, shown, replaced, deleted] = responses.as_slice() else {
        panic!("other calls than expected: {responses:#?}");
    };
    assert_eq!(signed_in["rights"].as_array().map(Vec::len), Some(5));
    assert_eq!(created["fullName"], "Eva Žák");
    assert_eq!(lists.len(), 5);
    for list in lists {
        assert_eq!(list["items"], json!([created]), "each list finds the one customer");
    }
    assert_eq!(*counted, json!({ "count": 1, "totalCount": 1 }));
    assert_eq!(shown, created);
    assert_eq!((&created["discountRate"], &replaced["discountRate"]), (&json!(12.5), &json!(15.0)));
    assert_eq!((&replaced["_v"], &replaced["cards"]), (&json!(2), &created["cards"]));
    assert_eq!(deleted, replaced);
}
