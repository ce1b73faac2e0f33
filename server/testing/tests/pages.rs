//! Lists, gone through: what comes, and how many pages are asked for.

use std::pin::pin;

use customers_client::carbonext::types::{PermissionKey, RequestedPermission};
use customers_client::formats::Decimal;
use customers_client::portos::{Filter, SortKey};
use customers_client::tradevest::types::EntityType;
use customers_client::{carbonext, dezwork, portos, reportei, tradevest};
use customers_testing::{Fault, TestServer};
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use uuid::Uuid;

async fn reportei_with(server: &TestServer, customers: usize) -> reportei::Client {
    let client = server.builder::<reportei::Client>().without_retries().build().unwrap();
    for number in 0..customers {
        client.customer_create().body_map(|body| body.name(number.to_string())).send().await.unwrap();
    }
    client
}

fn names(customers: &[reportei::types::Customer]) -> Vec<&str> {
    customers.iter().map(|customer| customer.name.as_str()).collect()
}

#[tokio::test]
async fn list_is_paged_by_number_up_to_the_reported_last_page() {
    let server = TestServer::start().await;
    let client = reportei_with(&server, 5).await;

    let customers: Vec<_> = client.customer_list().per_page(2).items().try_collect().await.unwrap();

    assert_eq!(names(&customers), ["0", "1", "2", "3", "4"]);
    assert_eq!(server.count("customer_list"), 3);
}

#[tokio::test]
async fn list_is_paged_by_number_until_there_is_no_next_page() {
    let server = TestServer::start().await;
    let client = server.client::<carbonext::Client>();
    for number in 0..5 {
        let permission = RequestedPermission { id: Some(PermissionKey::FinancialRead), name: None };
        let create = client
            .application_create()
            .body_map(|body| body.client_id(format!("app-{number}")).permissions(vec![permission]));
        create.send().await.unwrap();
    }

    let mut applications = client.application_list().page_size(2).items();
    let first = applications.next().await.unwrap().unwrap();
    assert_eq!(applications.size_hint(), (1, Some(4)));
    let rest: Vec<_> = applications.try_collect().await.unwrap();

    assert_eq!(first.client_id, "app-0");
    assert_eq!((rest.len(), server.count("application_list")), (4, 3));
}

#[tokio::test]
async fn list_is_paged_by_cursor() {
    let server = TestServer::start().await;
    let client = server.client::<tradevest::Client>();
    for number in 1..=5 {
        let create = client.customer_create().body_map(|body| {
            body.entity_id(Uuid::from_u128(number))
                .entity_type(EntityType::LegalEntity)
                .labels(vec![if number == 3 { "odd one" } else { "vip" }.to_owned()])
        });
        create.send().await.unwrap();
    }

    let list = client.customer_list().labels(vec!["vip".to_owned()]).limit(2);
    let mut customers = list.items();
    let mut entities = vec![customers.next().await.unwrap().unwrap().entity_id];
    assert_eq!(customers.size_hint(), (1, None), "a cursor does not say how many there are");
    while let Some(customer) = customers.next().await {
        entities.push(customer.unwrap().entity_id);
    }

    assert_eq!(entities, [1, 2, 4, 5].map(Uuid::from_u128));
    assert_eq!(customers.size_hint(), (0, Some(0)));
    let requests = server.requests();
    let lists = requests.iter().filter(|request| request.operation == Some("customer_list"));
    assert!(lists.clone().all(|request| request.query.as_deref().unwrap_or("").contains("labels=vip")));
    assert!((2..=3).contains(&lists.count()));
}

#[tokio::test]
async fn list_is_paged_by_offset_with_filters_and_order() {
    let server = TestServer::start().await;
    let client = server.client::<portos::Client>();
    for (name, rate) in [("Žák", 10), ("Eva", 5), ("Ada", 20), ("Bob", 0), ("Cyril", 15), ("Dan", 60)] {
        let create = client
            .customer_create()
            .body_map(|body| body.first_name(name.to_owned()).discount_rate(Some(Decimal::from(rate))));
        create.send().await.unwrap();
    }

    let list = || {
        client
            .customer_list()
            .filter(Filter::discount_rate().gt(0))
            .filter(Filter::discount_rate().lt(50))
            .sort_by(SortKey::DiscountRate.descending())
            .take(2)
    };
    let customers: Vec<_> = list().items().try_collect().await.unwrap();

    let names: Vec<_> = customers.iter().filter_map(|customer| customer.first_name.as_deref()).collect();
    assert_eq!(names, ["Ada", "Cyril", "Žák", "Eva"]);
    assert_eq!(server.count("customer_list"), 2);

    let mut from_the_second = list().skip(1).items();
    assert_eq!(from_the_second.next().await.unwrap().unwrap().first_name.as_deref(), Some("Cyril"));
    assert_eq!(from_the_second.size_hint(), (1, Some(2)));

    // Neither of these has an end of its own.
    assert_eq!(list().take(0).items().count().await, 0);
    assert_eq!(list().count(true).pages().count().await, 1);
}

/// A CPF: nine digits, and two that follow from them.
fn cpf(number: u32) -> String {
    let mut digits: Vec<u32> =
        format!("{number:09}").chars().filter_map(|digit| digit.to_digit(10)).collect();
    for _ in 0..2 {
        let weights = (2..=u32::try_from(digits.len()).unwrap() + 1).rev();
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.push(match 11 - sum % 11 {
            10 | 11 => 0,
            digit => digit,
        });
    }
    digits.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn list_is_paged_by_number_until_a_page_is_empty() {
    let server = TestServer::start().await;
    let client = server.client::<dezwork::Client>();
    for number in 1..=51 {
        let create = client.cliente_create().body_map(|body| {
            body.type_(dezwork::types::TipoCliente::Pf)
                .name("Ana")
                .document(cpf(number))
                .phone("54 999999999")
                .birth_date("1995-02-06".parse::<chrono::NaiveDate>().ok())
                .mail("ana@example.com")
                .gender(dezwork::types::Genero::Int32(1))
                .addresses(Vec::new())
        });
        create.send().await.unwrap();
    }

    let clients: Vec<_> = client.cliente_list().items().try_collect().await.unwrap();

    assert_eq!(clients.len(), 51);
    let paths: Vec<_> =
        server.requests().into_iter().filter(|request| request.operation == Some("cliente_list")).collect();
    let paths: Vec<_> = paths.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, [1, 2, 3].map(|number| format!("/v1/clientes/pagina/{number}")));
    // Whoever begins elsewhere goes on from there.
    assert_eq!(client.cliente_list().numero(2).items().count().await, 1);
}

#[tokio::test]
async fn page_is_not_requested_before_it_is_needed() {
    let server = TestServer::start().await;
    let client = reportei_with(&server, 5).await;

    let mut customers = client.customer_list().per_page(2).items();
    assert_eq!((server.count("customer_list"), customers.size_hint()), (0, (0, None)));

    for (read, pages, hint) in
        [(1, 1, (1, Some(4))), (2, 1, (0, Some(3))), (3, 2, (1, Some(2))), (4, 2, (0, Some(1)))]
    {
        customers.next().await.unwrap().unwrap();
        assert_eq!((server.count("customer_list"), customers.size_hint()), (pages, hint), "{read} read");
    }
    customers.next().await.unwrap().unwrap();
    assert_eq!(customers.size_hint(), (0, Some(0)));
    assert!(customers.next().await.is_none() && customers.next().await.is_none());
    assert_eq!(server.count("customer_list"), 3);
}

#[tokio::test]
async fn list_ends_with_the_first_error() {
    let server = TestServer::start().await;
    let client = reportei_with(&server, 5).await;
    let mut customers = client.customer_list().per_page(2).items();
    let mut read = Vec::new();

    let error = loop {
        match customers.next().await.unwrap() {
            Ok(customer) => read.push(customer),
            Err(error) => break error,
        }
        if read.len() == 2 {
            server.inject(Fault::status(500).on("customer_list"));
        }
    };

    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(names(&read), ["0", "1"]);
    server.clear_faults();
    assert!(customers.next().await.is_none(), "it has ended");
    assert_eq!(customers.size_hint(), (0, Some(0)));
    assert_eq!(server.count("customer_list"), 2);
}

#[tokio::test]
async fn pages_are_streamed_with_their_metadata() {
    let server = TestServer::start().await;
    let client = reportei_with(&server, 3).await;

    let mut pages = pin!(client.customer_list().per_page(2).pages());
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.data.len(), first.meta.total, pages.items_beyond()), (2, 3, Some(1)));
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!((second.data.len(), second.meta.current_page, pages.size_hint()), (1, 2, (0, Some(0))));
    assert!(pages.next().await.is_none());

    // Whoever begins in the middle goes on from there.
    let from_the_second: Vec<_> =
        client.customer_list().per_page(2).page(2).items().try_collect().await.unwrap();
    assert_eq!(names(&from_the_second), ["2"]);
}
