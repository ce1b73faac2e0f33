//! What Portos's page on customers prints.
//!
//! It shows no request's body, but says that a body is a customer and what a customer looks like. So that is sent.

use contract_tests::{Answer, Ask, TestServer};
use serde_json::{Value, json};

use super::assert_like;

const API: &str = "portos";

/// What the page answers to everything that is about one customer.
const CUSTOMER: &str = r#"{
    "id": "customer-id",
    "externalId": null,
    "isActive": true,
    "status": "Valid",
    "activationTime": null,
    "expirationTime": null,
    "firstName": "John",
    "lastName": "Doe",
    "fullName": "John Doe",
    "gender": null,
    "birthDate": null,
    "email": "john.doe@portos.sk",
    "phone": null,
    "isCompany": false,
    "company": null,
    "address": null,
    "deliveryAddress": null,
    "credit":
    {
        "amount": 0.0,
        "currencyLabel": null
    },
    "creditTransactions":
    [],
    "cards":
    [
        {
            "externalId": "external-card-id",
            "isActive": true,
            "isVirtual": true,
            "serialNumber": "card-serial-number",
            "processor": "P",
            "status": "Valid",
            "statusTime": null,
            "statusReason": null,
            "activationTime": "2022-11-01T00:00:00.00Z",
            "expirationTime": null,
            "note": null,
            "meta": null
        }
    ],
    "creditRate": 0.0,
    "discountRate": 0.0,
    "note": null,
    "meta":
    {},
    "_v": 1
}"#;

/// The page's customer, of a version. Its one time is the same, written shorter: in this alone the server departs from
/// the page.
fn customer(version: i64) -> Value {
    let mut customer: Value = serde_json::from_str(CUSTOMER).unwrap();
    customer["cards"][0]["activationTime"] = json!("2022-11-01T00:00:00Z");
    customer["_v"] = json!(version);
    customer
}

/// Sends a request of the page, with what it says goes into every header.
async fn send(server: &TestServer, token: &str, method: &str, target: &str, body: Option<&str>) -> Answer {
    let ask = Ask::new(method, target).header("Authorization", format!("Bearer {token}"));
    server.ask(API, body.into_iter().fold(ask, |ask, body| ask.json(body.to_owned()))).await
}

/// A server with the page's customer, a token, and the answer to the request that created the customer.
async fn start() -> (TestServer, String, Answer) {
    let server = TestServer::start().await;
    let token = server.portos_token("demo").await;
    let created = send(&server, &token, "POST", "/customers", Some(CUSTOMER)).await;
    (server, token, created)
}

#[tokio::test]
async fn portos_customer_is_answered_by_every_operation_as_its_page_shows() {
    let (server, token, created) = start().await;
    let example: Value = serde_json::from_str(CUSTOMER).unwrap();
    assert_like(&created.json(), &example, "create");
    assert_eq!((created.status.as_u16(), created.json()), (201, customer(1)), "create");

    let target = "/customers/customer-id";
    for (method, body, status, version) in [
        ("GET", None, 200, 1),
        ("PUT", Some(CUSTOMER), 200, 2),
        ("DELETE", None, 200, 2),
        // Create or update: there is none to update any more.
        ("PUT", Some(CUSTOMER), 201, 1),
    ] {
        let answer = send(&server, &token, method, target, body).await;

        assert_like(&answer.json(), &example, method);
        assert_eq!((answer.status.as_u16(), answer.json()), (status, customer(version)), "{method}");
        // Decimals are written with a point, as on the page.
        assert!(answer.text().contains(r#""amount":0.0,"#), "{method}: {}", answer.text());
    }
}

#[tokio::test]
async fn portos_list_is_answered_as_its_page_shows() {
    let (server, token, _) = start().await;

    let answer = send(&server, &token, "GET", "/customers", None).await;

    let example = json!({ "items": [customer(1)], "count": 1, "totalCount": 1 });
    assert_eq!((answer.status.as_u16(), answer.json()), (200, example));
    let counted = send(&server, &token, "GET", "/customers?$count=true", None).await;
    assert_eq!(counted.json(), json!({ "count": 1, "totalCount": 1 }), "without the items");
}

#[tokio::test]
async fn portos_query_parameters_do_what_its_page_says() {
    let (server, token, _) = start().await;
    let other = json!({
        "id": "other", "externalId": "crm-7", "isActive": false, "expirationTime": "2023-01-01T00:00:00Z",
        "firstName": "Eva", "lastName": "Roe", "creditRate": 2.5, "discountRate": 10, "note": "Pays in Cash",
        "company": { "name": "Roe & Daughters", "vatId": "SK2020123456", "taxId": "2020999999" },
    });
    assert_eq!(send(&server, &token, "POST", "/customers", Some(&other.to_string())).await.status, 201);

    let (john, eva, both) = (&["customer-id"][..], &["other"][..], &["customer-id", "other"][..]);
    for (query, expected) in [
        ("CardSerialNumber=card-serial-number", john),
        ("ExternalId=crm-7", eva),
        ("CreditRate=gt:0", eva),
        ("DiscountRate=gt:0;lt:50", eva),
        ("IsActive=true", john),
        (r"ExpirationTime=lt:2024-01-01T00\:00\:00Z", eva),
        ("IsExpired=true", eva),
        ("IsExpired=false", john),
        // FirstName, LastName, Company.Name, Company.VatId, Company.TaxId and Note: a part, in another case.
        ("Search=OHN", john),
        ("Search=oe", both),
        ("Search=daughters", eva),
        ("Search=sk2020", eva),
        ("Search=0999", eva),
        ("Search=cash", eva),
        // And in nothing else.
        ("Search=portos.sk", &[]),
        ("$skip=1", eva),
        ("$take=1", john),
        ("$sort=lastName", both),
        ("$sort=lastName:desc", &["other", "customer-id"]),
        ("$count=false", both),
    ] {
        let answer = send(&server, &token, "GET", &format!("/customers?{query}"), None).await;

        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        let page = answer.json();
        let ids: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
        assert_eq!(ids, expected, "{query}");
    }
}

#[tokio::test]
async fn portos_wants_the_header_and_the_rights_that_its_page_names() {
    let (server, _, _) = start().await;
    let reader = server.portos_token("demo-reader").await;

    for (method, target, body, with_no_right) in [
        ("GET", "/customers", None, 200),
        ("GET", "/customers/customer-id", None, 200),
        ("POST", "/customers", Some(CUSTOMER), 403),
        ("PUT", "/customers/customer-id", Some(CUSTOMER), 403),
        ("DELETE", "/customers/customer-id", None, 403),
    ] {
        let answer = send(&server, &reader, method, target, body).await;
        assert_eq!(answer.status.as_u16(), with_no_right, "{method} {target}");

        let ask = Ask::new(method, target);
        let ask = body.into_iter().fold(ask, |ask, body| ask.json(body.to_owned()));
        assert_eq!(server.ask(API, ask).await.status, 401, "{method} {target}");
    }
}
