//! Lists that are paged through by number or offset while items are created and deleted: no page has an item twice, and
//! once the writes have ended, the pages have every item once.
//!
//! Cursors promise more, and are tested with the API that has them.

use std::collections::HashSet;

use contract_tests::{Ask, TestServer, contracts};
use serde_json::Value;

use crate::fixture::{Fixture, List, Variables, ask, fill, fill_text, plain};

/// A list and what calls of it need.
struct ListClient<'a> {
    server: &'a TestServer,
    api: &'static str,
    header: (String, String),
    list: &'a List,
}

impl ListClient<'_> {
    async fn send(&self, ask: Ask) -> Value {
        let (name, value) = &self.header;
        let answer = self.server.ask(self.api, ask.header(name, value)).await;
        assert!(answer.status.is_success(), "{}: {} {}", self.api, answer.status, answer.text());
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    async fn create(&self, number: usize) -> String {
        let variables =
            [("number", number.into()), ("number%5", (number % 5).into()), ("cpf", cpf(number).into())];
        let item = fill(&self.list.item, &variables.map(|(name, value)| (name.to_owned(), value)).into());
        let created = self.send(ask(&self.list.create).json(item.to_string())).await;
        match &self.list.created_id {
            Some(pointer) => text_at(&created, pointer),
            None => text_at(&item, &self.list.id),
        }
    }

    async fn delete(&self, id: &str) {
        let variables = Variables::from([("id".to_owned(), id.into())]);
        self.send(Ask::new("DELETE", fill_text(&self.list.delete, &variables))).await;
    }

    /// Returns the ids on a page, counted from 0, and the total.
    async fn page(&self, page: usize) -> (Vec<String>, Option<u64>) {
        let list = self.list;
        let variables = [("page", page + 1), ("skip", page * list.page_size)];
        let variables: Variables = variables.map(|(name, value)| (name.to_owned(), value.into())).into();
        let answer = self.send(Ask::new("GET", fill_text(&list.page, &variables))).await;
        let items = answer.pointer(&list.items).and_then(Value::as_array).cloned().unwrap_or_default();
        let ids: Vec<_> = items.iter().map(|item| text_at(item, &list.id)).collect();
        assert!(ids.len() <= list.page_size, "{}: a page of {}", self.api, ids.len());
        let different: HashSet<_> = ids.iter().collect();
        assert_eq!(different.len(), ids.len(), "{}: an item twice on one page", self.api);
        let total =
            list.total.as_ref().map(|pointer| answer.pointer(pointer).and_then(Value::as_u64).unwrap());
        (ids, total)
    }

    /// Returns the ids on all pages, in order.
    async fn all(&self) -> Vec<String> {
        let mut all = Vec::new();
        for page in 0..100 {
            let (ids, _) = self.page(page).await;
            if ids.is_empty() {
                return all;
            }
            all.extend(ids);
        }
        panic!("{}: the list does not end", self.api)
    }
}

fn text_at(value: &Value, pointer: &str) -> String {
    plain(value.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {value}")))
}

/// Returns the valid CPF that begins with these nine digits.
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
async fn pages_under_concurrent_writes_have_no_duplicates() {
    for contract in contracts() {
        let server = TestServer::start().await;
        let api = contract.name.as_str();
        let fixture = Fixture::of(api);
        let Some(list) = &fixture.list else { continue };
        let credential = fixture.credential(&server, api, &fixture.owner).await;
        let client = ListClient { server: &server, api, header: fixture.header(contract, &credential), list };
        let mut kept = Vec::new();
        for number in 1..=60 {
            kept.push(client.create(number).await);
        }
        let writes = async {
            for number in 61..=100 {
                let passing = client.create(number).await;
                client.delete(&passing).await;
                if number % 4 == 0 {
                    client.delete(&kept[number - 61]).await;
                }
            }
        };
        let reads = async {
            for _ in 0..4 {
                client.all().await;
            }
        };

        tokio::join!(writes, reads);

        let all = client.all().await;
        let different: HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{api}: an item on two pages, without writes");
        let (_, total) = client.page(0).await;
        assert_eq!(total.unwrap_or(50), all.len() as u64, "{api}: the total");
        assert_eq!(all.len(), 50, "{api}: ten of sixty were deleted");
    }
}
