//! Lists that are walked page by page while somebody else inserts and deletes: every page is a page, and once it is quiet
//! again the pages hold everything once.
//!
//! Tradevest, whose cursor promises more, is walked in `tradevest.rs`.

use std::collections::HashSet;

use contract_tests::{Ask, TestServer};
use serde_json::{Value, json};

/// How one API's list is read and changed.
struct List {
    api: &'static str,
    credential: (&'static str, String),
    /// The target of a page, by its number from 0.
    page: fn(usize) -> String,
    page_size: usize,
    /// JSON pointers: to the items of a page, to an item's id, to the total where the API tells it.
    items: &'static str,
    id: &'static str,
    total: Option<&'static str>,
    /// Path and body that create the item of this number.
    create: fn(usize) -> (&'static str, Value),
    /// The JSON pointer to the id in the answer to that; without one, the id is the number's own.
    created_id: Option<&'static str>,
    /// The path that deletes an item.
    item: fn(&str) -> String,
}

impl List {
    async fn ask(&self, server: &TestServer, ask: Ask) -> Value {
        let (name, value) = &self.credential;
        let answer = server.ask(self.api, ask.header(name, value)).await;
        assert!(answer.status.is_success(), "{}: {} {}", self.api, answer.status, answer.text());
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    async fn insert(&self, server: &TestServer, number: usize) -> String {
        let (path, body) = (self.create)(number);
        let created = self.ask(server, Ask::new("POST", path).json(body.to_string())).await;
        match self.created_id {
            Some(pointer) => text(&created, pointer),
            None => text(&body, self.id),
        }
    }

    async fn delete(&self, server: &TestServer, id: &str) {
        self.ask(server, Ask::new("DELETE", (self.item)(id))).await;
    }

    /// The ids on a page, and the total.
    async fn read(&self, server: &TestServer, page: usize) -> (Vec<String>, Option<u64>) {
        let answer = self.ask(server, Ask::new("GET", (self.page)(page))).await;
        let items = answer.pointer(self.items).and_then(Value::as_array).cloned().unwrap_or_default();
        let ids: Vec<_> = items.iter().map(|item| text(item, self.id)).collect();
        assert!(ids.len() <= self.page_size, "{}: a page of {}", self.api, ids.len());
        let different: HashSet<_> = ids.iter().collect();
        assert_eq!(different.len(), ids.len(), "{}: an item twice on one page", self.api);
        (ids, self.total.map(|pointer| answer.pointer(pointer).and_then(Value::as_u64).unwrap()))
    }

    /// Every id on every page, in order.
    async fn walk(&self, server: &TestServer) -> Vec<String> {
        let mut all = Vec::new();
        for page in 0..100 {
            let (ids, _) = self.read(server, page).await;
            if ids.is_empty() {
                return all;
            }
            all.extend(ids);
        }
        panic!("{}: the list has no end", self.api)
    }
}

fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => panic!("no {pointer} in {value}"),
    }
}

async fn lists(server: &TestServer) -> [List; 4] {
    let form = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";
    let sign_in = Ask::new("POST", "/connect/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let carbonext = text(&server.ask("carbonext", sign_in).await.json(), "/access_token");
    [
        List {
            api: "carbonext",
            credential: ("authorization", format!("Bearer {carbonext}")),
            page: |page| format!("/v1/customers/applications?page={}&page-size=7", page + 1),
            page_size: 7,
            items: "/items",
            id: "/clientId",
            total: Some("/totalCount"),
            create: |number| {
                let body =
                    json!({ "clientId": format!("app-{number}"), "permissions": [{ "id": "orders_read" }] });
                ("/v1/customers/applications", body)
            },
            created_id: None,
            item: |id| format!("/v1/customers/{id}"),
        },
        List {
            api: "portos",
            credential: ("authorization", format!("Bearer {}", server.portos_token("demo").await)),
            page: |page| format!("/customers?$skip={}&$take=7&$sort=LastName", page * 7),
            page_size: 7,
            items: "/items",
            id: "/id",
            total: Some("/totalCount"),
            // Every name several times, so that the order has ties.
            create: |number| ("/customers", json!({ "lastName": format!("Name {}", number % 5) })),
            created_id: Some("/id"),
            item: |id| format!("/customers/{id}"),
        },
        List {
            api: "dezwork",
            credential: ("account-token", "demo-token".to_owned()),
            page: |page| format!("/v1/clientes/pagina/{}", page + 1),
            page_size: 50,
            items: "/data/clients",
            id: "/id",
            total: None,
            create: |number| {
                let body = json!({
                    "type": "PF", "name": "Ada", "document": cpf(number), "phone": "1133334444",
                    "birthDate": "1995-02-06", "mail": "ada@example.com", "gender": 1, "addresses": []
                });
                ("/v1/clientes", body)
            },
            created_id: Some("/data/client/id"),
            item: |id| format!("/v1/clientes/{id}"),
        },
        List {
            api: "reportei",
            credential: ("authorization", "Bearer demo-token".to_owned()),
            page: |page| format!("/customers?page={}&per_page=7&sortBy=name", page + 1),
            page_size: 7,
            items: "/data",
            id: "/uuid",
            total: Some("/meta/total"),
            create: |number| ("/customers", json!({ "name": format!("Name {}", number % 5) })),
            created_id: Some("/customer/uuid"),
            item: |id| format!("/customers/{id}"),
        },
    ]
}

/// The valid CPF whose first nine digits are this number, which is at least 1.
fn cpf(number: usize) -> String {
    let mut digits: Vec<usize> =
        format!("{number:09}").bytes().map(|digit| usize::from(digit - b'0')).collect();
    for weight in [10, 11] {
        let sum: usize = digits.iter().enumerate().map(|(index, digit)| digit * (weight - index)).sum();
        digits.push((sum * 10) % 11 % 10);
    }
    digits.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn pages_stay_pages_while_others_insert_and_delete() {
    let server = TestServer::start().await;
    for list in lists(&server).await {
        // More than a page of those that stay, and as many that go.
        let mut staying = Vec::new();
        for number in 1..=60 {
            staying.push(list.insert(&server, number).await);
        }
        let others = async {
            for number in 61..=100 {
                let passing = list.insert(&server, number).await;
                list.delete(&server, &passing).await;
                if number % 4 == 0 {
                    let first = staying[number - 61].clone();
                    list.delete(&server, &first).await;
                }
            }
        };
        let walks = async {
            for _ in 0..4 {
                list.walk(&server).await;
            }
        };

        tokio::join!(others, walks);

        let seen = list.walk(&server).await;
        let different: HashSet<_> = seen.iter().collect();
        assert_eq!(different.len(), seen.len(), "{}: an item on two pages of a quiet list", list.api);
        let (_, total) = list.read(&server, 0).await;
        assert_eq!(total.unwrap_or(50), seen.len() as u64, "{}: the total", list.api);
        assert_eq!(seen.len(), 50, "{}: ten of sixty were deleted", list.api);
    }
}
