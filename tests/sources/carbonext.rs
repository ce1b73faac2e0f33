//! What Carbonext's page on applications prints.

use contract_tests::{Answer, Ask, TestServer};
use serde_json::{Value, json};

use super::{assert_like, curl};

const API: &str = "carbonext";

const CREATE: &str = "curl --location -g --request POST '{{url}}/v1/customers/applications'";
const CREATE_BODY: &str = r#"--data-raw '{
    "clientId":"teste-app1",
    "applicationDisplayName": "Teste Chave",
    "permissions":
    [
        {
            "id": "financial_write"
        },
        {
            "id": "financial_read"
        }
    ]
}'"#;
const LIST: &str = "curl --location -g --request GET '{{url}}/v1/customers/applications'";
const DELETE: &str = "curl --location -g --request DELETE '{{host}}/v1/customers/customer-id'";

/// The heading of the list gives it with its parameters.
const LIST_PARAMETERS: &str = "/v1/customers/applications?page=2&page-size=10";

/// What the page answers to the list, which is also what its first application was created with.
const LISTED: &str = r#"{
  "items": [
    {
      "clientId": "app-test",
      "permissions": [
        {
          "name": "Users - Write",
          "key": "users_write"
        },
        {
          "name": "CustomerApplication - Write",
          "key": "customerApplication_write"
        },
        {
          "name": "Financial - Write",
          "key": "financial_write"
        },
        {
          "name": "Users - Read",
          "key": "users_read"
        },
        {
          "name": "Financial - Read",
          "key": "financial_read"
        },
        {
          "name": "Orders - Read",
          "key": "orders_read"
        },
        {
          "name": "CustomerApplication - Read",
          "key": "customerApplication_read"
        },
        {
          "name": "Orders - Write",
          "key": "orders_write"
        }
      ]
    }
  ],
  "pageIndex": 1,
  "totalPages": 1,
  "totalCount": 1,
  "hasPreviousPage": false,
  "hasNextPage": false
}"#;

/// A server, and the access token of a company there.
struct Source {
    server: TestServer,
    access_token: String,
}

impl Source {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let access_token = sign_in(&server, "demo", "demo-secret").await.expect("a demo account");
        Self { server, access_token }
    }

    /// Sends a printed command with what the page says below each: it uses a bearer token. Bodies are JSON, which only
    /// the page's colours say.
    async fn send(&self, command: &str) -> Answer {
        self.send_as(&self.access_token, command).await
    }

    async fn send_as(&self, access_token: &str, command: &str) -> Answer {
        let origin = if command.contains("{{host}}") { "{{host}}" } else { "{{url}}" };
        let body_type =
            if command.contains("--data-raw") { "-H 'Content-Type: application/json'" } else { "" };
        let command = format!("{command} -H 'Authorization: Bearer {access_token}' {body_type}");
        self.server.ask(API, curl(&command, origin, &[])).await
    }

    /// Creates an application, and gives back its key.
    async fn create(&self, client_id: &str, keys: &[&str]) -> String {
        let permissions: Vec<_> = keys.iter().map(|key| json!({ "id": key })).collect();
        let body = json!({ "clientId": client_id, "permissions": permissions });
        let created = self.send(&format!("{CREATE} --data-raw '{body}'")).await.json();
        created["customerApplicationKey"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned()
    }
}

/// The access token that an application gets with its key, if it gets one.
async fn sign_in(server: &TestServer, client_id: &str, key: &str) -> Option<String> {
    let form = format!(
        "client_id={client_id}&client_secret={key}&grant_type=client_credentials&scope=offline_access"
    );
    let ask = Ask::new("POST", "/connect/token").header("content-type", "application/x-www-form-urlencoded");
    server.ask(API, ask.body(form)).await.json()["access_token"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn carbonexts_create_is_answered_as_its_page_shows() {
    let source = Source::start().await;

    let answer = source.send(&format!("{CREATE} {CREATE_BODY}")).await;

    assert_eq!(answer.status.as_u16(), 201);
    let example = json!({ "customerApplicationKey": "df51476e-fe9c-498b-bf41-831bbe2f3a33" });
    assert_like(&answer.json(), &example, "create");
    let key = answer.json()["customerApplicationKey"].as_str().unwrap().to_owned();
    assert!(sign_in(&source.server, "teste-app1", &key).await.is_some(), "the key can be used");
    let permissions = &source.send(LIST).await.json()["items"][0]["permissions"];
    let keys: Vec<_> = permissions.as_array().unwrap().iter().map(|permission| &permission["key"]).collect();
    assert_eq!(keys, ["financial_write", "financial_read"]);
}

/// The page's table of the request names things that its example does not.
#[tokio::test]
async fn carbonexts_create_takes_what_its_page_lists() {
    let source = Source::start().await;
    let body = json!({
        "clientId": "teste-app2",
        "clientName": "Teste Chave",
        "permissions": [{ "name": "Financial - Write", "id": "financial_write" }, { "name": "Orders - Read" }],
    });

    let answer = source.send(&format!("{CREATE} --data-raw '{body}'")).await;

    assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
    let permissions = source.send(LIST).await.json()["items"][0]["permissions"].clone();
    let expected = json!([
        { "name": "Financial - Write", "key": "financial_write" },
        { "name": "Orders - Read", "key": "orders_read" },
    ]);
    assert_eq!(permissions, expected);
}

#[tokio::test]
async fn carbonexts_list_is_answered_as_its_page_shows() {
    let source = Source::start().await;
    let example: Value = serde_json::from_str(LISTED).unwrap();
    let permissions = example["items"][0]["permissions"].as_array().unwrap();
    let keys: Vec<_> = permissions.iter().map(|permission| permission["key"].as_str().unwrap()).collect();
    source.create("app-test", &keys).await;

    let answer = source.send(LIST).await;

    assert_eq!((answer.status.as_u16(), answer.json()), (200, example));
}

#[tokio::test]
async fn carbonexts_list_takes_the_parameters_of_its_page() {
    let source = Source::start().await;
    for index in 1..=12 {
        source.create(&format!("app-{index}"), &["orders_read"]).await;
    }

    let answer = source.send(&format!("curl '{{{{url}}}}{LIST_PARAMETERS}'")).await;

    assert_eq!(answer.status.as_u16(), 200);
    let example: Value = serde_json::from_str(LISTED).unwrap();
    assert_like(&answer.json(), &example, "list");
    let members = ["pageIndex", "totalPages", "totalCount", "hasPreviousPage", "hasNextPage"];
    let page = answer.json();
    let members = members.map(|member| page[member].clone());
    assert_eq!(members, [json!(2), json!(2), json!(12), json!(true), json!(false)]);
    let ids: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| &item["clientId"]).collect();
    assert_eq!(ids, ["app-11", "app-12"]);
}

/// The page's `customer-id` stands for the application's `clientId`, as its table says; an application can also be
/// called just so.
#[tokio::test]
async fn carbonexts_delete_ends_the_key_as_its_page_says() {
    let source = Source::start().await;
    assert_eq!(source.send(DELETE).await.status.as_u16(), 404, "nothing is called so yet");

    for client_id in ["customer-id", "teste-app1"] {
        let key = source.create(client_id, &["customerApplication_read"]).await;
        let token = sign_in(&source.server, client_id, &key).await.expect("a new key");

        let answer = source.send(&DELETE.replace("customer-id", client_id)).await;

        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (204, ""), "{client_id}");
        assert_eq!(sign_in(&source.server, client_id, &key).await, None, "{client_id}: the key");
        let ask = Ask::new("GET", "/v1/customers/applications").token(&token);
        assert_eq!(source.server.ask(API, ask).await.status.as_u16(), 401, "{client_id}: its token");
        assert_eq!(source.send(LIST).await.json()["items"], json!([]), "{client_id}");
    }
}

/// The permissions that the page asks for above each request.
#[tokio::test]
async fn carbonexts_requests_need_the_permissions_that_its_page_names() {
    const READ: &str = "customerApplication_read";
    const WRITE: &str = "customerApplication_write";
    let source = Source::start().await;
    let (mut statuses, mut expected) = (Vec::new(), Vec::new());
    for (client_id, permission, create, list, delete) in [
        ("writer", WRITE, 201, 200, 204),
        ("reader", READ, 403, 200, 403),
        ("neither", "financial_read", 403, 403, 403),
    ] {
        let key = source.create(client_id, &[permission, "orders_read"]).await;
        let access_token = sign_in(&source.server, client_id, &key).await.expect("a new key");
        let create_body = json!({ "clientId": "customer-id", "permissions": [{ "id": "orders_read" }] });
        for (command, status) in [
            (format!("{CREATE} --data-raw '{create_body}'"), create),
            (LIST.to_owned(), list),
            (DELETE.to_owned(), delete),
        ] {
            let answer = source.send_as(&access_token, &command).await;
            statuses.push((client_id, answer.status.as_u16()));
            expected.push((client_id, status));
        }
    }
    assert_eq!(statuses, expected);
}
