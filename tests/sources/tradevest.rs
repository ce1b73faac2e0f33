//! What Tradevest's page on customers lists: it prints no requests, but every operation with its parameters and what it
//! answers.

use contract_tests::{Answer, Ask, TestServer};
use serde_json::{Value, json};
use uuid::Uuid;

const API: &str = "tradevest";
const CUSTOMERS: &str = "/roles/customers";
const ENTITY_ID: &str = "7f3c0e52-1f0b-4d55-9d0e-6b1f6f2a9c41";
const REQUESTOR_ID: &str = "123e4567-e89b-12d3-a456-426614174000";

/// What the page calls `OAuth2clientCredentials`, and requires of every operation.
async fn access_token(server: &TestServer) -> String {
    let form = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=tradevest.api";
    let ask = Ask::new("POST", "/connect/token").header("content-type", "application/x-www-form-urlencoded");
    server.ask(API, ask.body(form)).await.json()["access_token"].as_str().expect("a demo account").to_owned()
}

/// A server, and a partner's access token there.
struct Source {
    server: TestServer,
    access_token: String,
}

impl Source {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let access_token = access_token(&server).await;
        Self { server, access_token }
    }

    async fn send(&self, ask: Ask) -> Answer {
        self.server.ask(API, ask.token(&self.access_token)).await
    }

    async fn create(&self, body: &Value) -> Answer {
        self.send(Ask::new("POST", CUSTOMERS).json(body.to_string())).await
    }

    /// Creates a customer, and gives back its id.
    async fn created(&self, entity_type: &str, labels: &[&str]) -> String {
        let body = json!({ "entityId": Uuid::new_v4(), "entityType": entity_type, "labels": labels });
        let created = self.create(&body).await.json();
        created["customerId"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned()
    }

    async fn view(&self, customer_id: &str) -> Answer {
        self.send(Ask::new("GET", format!("{CUSTOMERS}/{customer_id}"))).await
    }

    async fn update(&self, customer_id: &str, requestor_id: Option<&str>, body: &Value) -> Answer {
        let ask = Ask::new("PATCH", format!("{CUSTOMERS}/{customer_id}")).json(body.to_string());
        self.send(requestor_id.into_iter().fold(ask, |ask, id| ask.header("Requestor-ID", id))).await
    }

    /// The ids that a list answers, in its order.
    async fn listed(&self, query: &str) -> Vec<String> {
        let answer = self.send(Ask::new("GET", format!("{CUSTOMERS}?{query}"))).await;
        assert_eq!(answer.status.as_u16(), 200, "{query}: {}", answer.text());
        let page = answer.json();
        let ids = page["data"].as_array().unwrap().iter().map(|customer| customer["customerId"].as_str());
        ids.map(|id| id.unwrap().to_owned()).collect()
    }
}

fn labels(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("label-{number}")).collect()
}

fn is_json(answer: &Answer) -> bool {
    answer.header("content-type").as_deref() == Some("application/json")
}

#[tokio::test]
async fn tradevests_create_takes_and_answers_what_its_page_lists() {
    let source = Source::start().await;
    let without_labels = json!({ "entityId": ENTITY_ID, "entityType": "NATURAL_PERSON" });
    let with_labels =
        json!({ "entityId": Uuid::new_v4(), "entityType": "JOINT_PERSON", "labels": labels(16) });

    for body in [without_labels, with_labels] {
        let answer = source.create(&body).await;

        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        assert!(is_json(&answer));
        let shown = source.view(answer.json()["customerId"].as_str().unwrap()).await.json();
        assert_eq!((&shown["entityId"], &shown["entityType"]), (&body["entityId"], &body["entityType"]));
        assert_eq!(shown["labels"], body.get("labels").cloned().unwrap_or_else(|| json!([])));
    }
}

#[tokio::test]
async fn tradevests_create_refuses_what_its_page_does_not_allow() {
    let source = Source::start().await;
    let good = json!({ "entityId": ENTITY_ID, "entityType": "LEGAL_ENTITY", "labels": ["vip"] });

    for (member, instead, reason) in [
        ("entityId", None, "it is required"),
        ("entityId", Some(json!("7f3c0e52")), "it is a UUID"),
        ("entityType", None, "it is required"),
        ("entityType", Some(json!("PERSON")), "it is an enum"),
        ("labels", Some(json!(labels(17))), "there are 16 at most"),
        ("labels", Some(json!("vip")), "it is a list"),
        ("labels", Some(json!([1])), "of strings"),
    ] {
        let mut body = good.clone();
        match instead {
            Some(value) => body[member] = value,
            None => drop(body.as_object_mut().unwrap().remove(member)),
        }
        let answer = source.create(&body).await;
        assert_eq!(answer.status.as_u16(), 400, "{member}: {reason}: {}", answer.text());
    }
    assert_eq!(source.create(&good).await.status.as_u16(), 200);
}

#[tokio::test]
async fn tradevests_list_is_cut_as_its_page_says() {
    let source = Source::start().await;
    let mut created = Vec::new();
    for _ in 0..21 {
        created.push(source.created("NATURAL_PERSON", &[]).await);
    }

    let first = source.send(Ask::new("GET", CUSTOMERS)).await;

    assert_eq!(first.status.as_u16(), 200);
    assert!(is_json(&first));
    assert_eq!(first.json()["pagination"]["limit"], 20, "by default");
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = String::new();
    for limit in [20, 1] {
        let target = format!("{CUSTOMERS}?limit={limit}&cursor={cursor}");
        let page = source.send(Ask::new("GET", target)).await.json();
        let ids = page["data"].as_array().unwrap().iter().map(|customer| customer["customerId"].as_str());
        seen.extend(ids.map(|id| id.unwrap().to_owned()));
        page["pagination"]["cursor"].as_str().unwrap().clone_into(&mut cursor);
    }
    assert_eq!((seen, cursor.as_str()), (created, ""));
}

#[tokio::test]
async fn tradevests_list_takes_the_filters_of_its_page() {
    let source = Source::start().await;
    let person = source.created("NATURAL_PERSON", &["vip", "munich"]).await;
    let company = source.created("LEGAL_ENTITY", &["vip"]).await;
    let couple = source.created("JOINT_PERSON", &[]).await;
    let entity_id = source.view(&couple).await.json()["entityId"].as_str().unwrap().to_owned();

    for (query, expected) in [
        ("limit=20".to_owned(), vec![&person, &company, &couple]),
        (format!("entityId={entity_id}"), vec![&couple]),
        ("customerType=LEGAL_ENTITY".to_owned(), vec![&company]),
        ("customerStatus=CREATED".to_owned(), vec![&person, &company, &couple]),
        ("customerStatus=SUSPENDED".to_owned(), vec![]),
        ("labels=vip".to_owned(), vec![&person, &company]),
        // Those that have all of the labels.
        ("labels=vip&labels=munich".to_owned(), vec![&person]),
        (format!("labels=vip&entityId={entity_id}"), vec![]),
    ] {
        assert_eq!(source.listed(&query).await.iter().collect::<Vec<_>>(), expected, "{query}");
    }
}

#[tokio::test]
async fn tradevests_list_refuses_what_its_page_does_not_allow() {
    let source = Source::start().await;
    let many: Vec<_> = labels(17).iter().map(|label| format!("labels={label}")).collect();

    for query in [
        "limit=0",
        "limit=many",
        "entityId=7f3c0e52",
        "customerStatus=GONE",
        "customerType=PERSON",
        many.join("&").as_str(),
    ] {
        let answer = source.send(Ask::new("GET", format!("{CUSTOMERS}?{query}"))).await;
        assert_eq!(answer.status.as_u16(), 400, "{query}: {}", answer.text());
    }
    assert_eq!(source.listed(&many[..16].join("&")).await, [""; 0], "16 labels are not too many");
}

#[tokio::test]
async fn tradevests_customer_is_shown_by_its_id() {
    let source = Source::start().await;
    let customer_id = source.created("LEGAL_ENTITY", &["vip"]).await;

    let answer = source.view(&customer_id).await;

    assert_eq!(answer.status.as_u16(), 200);
    assert!(is_json(&answer));
    assert_eq!(answer.json()["customerId"], customer_id);
    assert_eq!(source.view("7f3c0e52").await.status.as_u16(), 400, "it is a UUID");
    assert_eq!(source.view(ENTITY_ID).await.status.as_u16(), 404, "of a customer");
}

/// The page lists no status here, only that there is no content; its document says 202.
#[tokio::test]
async fn tradevests_update_takes_what_its_page_lists_and_answers_no_content() {
    let source = Source::start().await;
    let customer_id = source.created("LEGAL_ENTITY", &["vip"]).await;

    for (body, expected) in [
        (json!({ "labels": labels(16) }), json!(labels(16))),
        (json!({}), json!(labels(16))),
        (json!({ "labels": ["vip", "hamburg"] }), json!(["vip", "hamburg"])),
    ] {
        let answer = source.update(&customer_id, Some(REQUESTOR_ID), &body).await;

        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (202, ""), "{body}");
        assert_eq!(source.view(&customer_id).await.json()["labels"], expected, "{body}");
    }
    for (requestor_id, body, reason) in [
        (None, json!({ "labels": [] }), "the requestor is required"),
        (Some("me"), json!({ "labels": [] }), "it is a UUID"),
        (Some(REQUESTOR_ID), json!({ "labels": labels(17) }), "there are 16 labels at most"),
    ] {
        let answer = source.update(&customer_id, requestor_id, &body).await;
        assert_eq!(answer.status.as_u16(), 400, "{reason}: {}", answer.text());
    }
    assert_eq!(source.view(&customer_id).await.json()["labels"], json!(["vip", "hamburg"]));
}

#[tokio::test]
async fn tradevests_operations_all_require_a_token() {
    let source = Source::start().await;
    let customer = format!("{CUSTOMERS}/{}", source.created("LEGAL_ENTITY", &[]).await);
    let body = json!({ "entityId": ENTITY_ID, "entityType": "LEGAL_ENTITY" }).to_string();

    for ask in [
        Ask::new("POST", CUSTOMERS).json(body),
        Ask::new("GET", CUSTOMERS),
        Ask::new("GET", &customer),
        Ask::new("PATCH", &customer).header("Requestor-ID", REQUESTOR_ID).json("{}"),
    ] {
        let line = ask.line();
        assert_eq!(source.server.ask(API, ask).await.status.as_u16(), 401, "{line}");
    }
}
