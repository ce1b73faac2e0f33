//! Dezwork: every operation, by the typed client, and what only a request written by hand can ask.

use std::fmt::Debug;
use std::time::Duration;

use contract_tests::{Answer, Ask, TestServer, contract, start_time};
use customers_client::dezwork::{Client, Error, ResponseValue, types};
use customers_server::api::dezwork::rules::{self, KEPT};
use customers_server::api::dezwork::seed;
use customers_server::api::dezwork::store::{self, Account};
use customers_server::api::seed::Batch;
use futures::future::join_all;
use serde_json::{Value, json};

use crate::KnownApi;
use crate::examples::types;

#[path = "../../client/examples/dezwork.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod example;

const API: &str = "dezwork";

pub(crate) const KNOWN: KnownApi = KnownApi {
    name: API,
    types: types![dezwork: ClientePagina, ClienteEnvelope, Erro, NovoCliente, AlteracaoCliente],
    partial_updates: &["cliente_update"],
};
const TOKEN: &str = "demo-token";
const OTHER_TOKEN: &str = "demo-other-token";
const CLIENTS: &str = "/v1/clientes";

const CPF: &str = "00857893050";
const OTHER_CPF: &str = "52998224725";
const CNPJ: &str = "58009342000152";

type Outcome<T> = Result<ResponseValue<T>, Error<types::Erro>>;

async fn start() -> (TestServer, Client) {
    let server = TestServer::start().await;
    let client = server.dezwork(TOKEN);
    (server, client)
}

fn address(changes: &Value) -> Value {
    let whole = json!({
        "street": "Rua João Pessoa", "number": "17", "district": "Centro", "city": "Garibaldi", "state": "RS",
        "postcode": "95720000",
    });
    with(whole, changes)
}

fn natural(changes: &Value) -> Value {
    let whole = json!({
        "type": "PF", "name": "NOME DO CLIENTE", "document": CPF, "phone": "54 999999999",
        "birthDate": "1995-02-06", "mail": "dev@branvo.com", "gender": 1, "addresses": [],
    });
    with(whole, changes)
}

fn legal(changes: &Value) -> Value {
    let whole = json!({
        "type": "PJ", "name": "NOME", "document": CNPJ, "phone": "5433334444", "tradingName": "NOME FANTASIA",
        "stateRegister": "ISENTO", "mail": "dev@branvo.com", "addresses": [],
    });
    with(whole, changes)
}

/// The object with members added or changed, or, where the change is null, left out.
fn with(mut whole: Value, changes: &Value) -> Value {
    let members = whole.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => members.remove(name),
            value => members.insert(name.clone(), value.clone()),
        };
    }
    whole
}

/// A CPF for each number below 1,000,000.
fn cpf(number: u32) -> String {
    let base = format!("{:09}", 100 + number);
    let kind = customers_server::api::dezwork::formats::DocumentKind::Cpf;
    let document = customers_server::api::dezwork::formats::Document::with_check_digits(kind, &base);
    document.unwrap().bare().to_owned()
}

async fn try_create(client: &Client, body: Value) -> Outcome<types::ClienteEnvelope> {
    let body: types::NovoCliente = serde_json::from_value(body).unwrap();
    client.cliente_create().body(body).send().await
}

async fn create(client: &Client, body: Value) -> types::Cliente {
    try_create(client, body).await.unwrap().into_inner().data.client
}

async fn try_update(client: &Client, id: i64, changes: &Value) -> Outcome<types::ClienteEnvelope> {
    let body: types::AlteracaoCliente = serde_json::from_value(with(json!({ "id": id }), changes)).unwrap();
    client.cliente_update().body(body).send().await
}

async fn update(client: &Client, id: i64, changes: &Value) -> Value {
    json_of(&try_update(client, id, changes).await.unwrap().into_inner().data.client)
}

async fn view(client: &Client, id: i64) -> Value {
    json_of(&client.cliente_view().id(id).send().await.unwrap().into_inner().data.client)
}

async fn list(client: &Client, page: i32) -> Vec<types::ClienteListado> {
    client.cliente_list().numero(page).send().await.unwrap().into_inner().data.clients
}

/// Status, code and message of a refusal.
fn refusal<T: Debug>(outcome: Outcome<T>) -> (u16, String, String) {
    match outcome {
        Err(Error::ErrorResponse(refusal)) => {
            assert!(!refusal.success, "{refusal:?}");
            (refusal.status().as_u16(), refusal.error_code.clone(), refusal.error_message.clone())
        }
        other => panic!("no refusal: {other:?}"),
    }
}

/// Calls every operation on a client, and gives back each one's refusal by its name.
async fn refusals(client: &Client, id: i64) -> Vec<(&'static str, (u16, String, String))> {
    vec![
        ("cliente_create", refusal(try_create(client, natural(&json!({}))).await)),
        ("cliente_update", refusal(try_update(client, id, &json!({ "name": "Eve" })).await)),
        ("cliente_list", refusal(client.cliente_list().numero(1).send().await)),
        ("cliente_view", refusal(client.cliente_view().id(id).send().await)),
        ("cliente_delete", refusal(client.cliente_delete().id(id).send().await)),
    ]
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn ask(method: &str, target: &str) -> Ask {
    Ask::new(method, target).header("account-token", TOKEN)
}

async fn post(server: &TestServer, body: &Value) -> Answer {
    server.ask(API, ask("POST", CLIENTS).json(body.to_string())).await
}

async fn put(server: &TestServer, body: &Value) -> Answer {
    server.ask(API, ask("PUT", CLIENTS).json(body.to_string())).await
}

/// What the server keeps of a client.
async fn stored(server: &TestServer, id: i64) -> rules::Client {
    let account = Account { tenant: "demo".to_owned(), window: KEPT };
    let find = move |connection: &_| store::find(connection, &account, id);
    server.database().read(find).await.unwrap().unwrap()
}

async fn stored_password(server: &TestServer, id: i64) -> Option<String> {
    stored(server, id).await.password.map(|hash| hash.as_str().to_owned())
}

#[tokio::test]
async fn a_new_person_is_answered_as_the_vendor_shows_but_for_the_password() {
    let (server, client) = start().await;
    let body = natural(&json!({
        "password": "senha_exemplo", "active": true,
        "addresses": [address(&json!({
            "complement": "Sala 04", "responsibleName": "Nome do responsável", "reference": "Super Mercado Y",
            "type": 1, "active": true,
        }))],
    }));

    let response = try_create(&client, body).await.unwrap();

    assert_eq!(response.status().as_u16(), 201);
    let expected = json!({
        "id": 1, "type": "PF", "name": "NOME DO CLIENTE", "document": "008.578.930-50", "phone": "(54)99999-9999",
        "birthDate": "06/02/1995", "mail": "dev@branvo.com", "password": "********", "gender": "Feminino",
        "active": "1",
        "addresses": [{
            "id": 1, "idClient": 1, "street": "RUA JOÃO PESSOA", "number": "17", "complement": "SALA 04",
            "district": "CENTRO", "city": "GARIBALDI", "state": "RS", "postcode": "95720000",
            "responsibleName": "NOME DO RESPONSÁVEL", "reference": "SUPER MERCADO Y", "type": 1,
        }],
    });
    assert_eq!(json_of(&response.into_inner()), json!({ "success": true, "data": { "client": expected } }));
    assert_eq!(view(&client, 1).await, expected);
    let hash = stored_password(&server, 1).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}

#[tokio::test]
async fn a_new_company_is_answered_without_what_it_did_not_give() {
    let (_server, client) = start().await;

    let created = create(&client, legal(&json!({ "active": "0", "addresses": [address(&json!({}))] }))).await;

    assert_eq!(
        json_of(&created),
        json!({
            "id": 1, "type": "PJ", "name": "NOME", "tradingName": "NOME FANTASIA", "stateRegister": "ISENTO",
            "document": "58.009.342/0001-52", "phone": "(54)3333-4444", "mail": "dev@branvo.com", "active": "0",
            "addresses": [{
                "id": 1, "idClient": 1, "street": "RUA JOÃO PESSOA", "number": "17", "district": "CENTRO",
                "city": "GARIBALDI", "state": "RS", "postcode": "95720000", "type": 1,
            }],
        })
    );
}

#[tokio::test]
async fn every_form_that_the_documentation_shows_is_accepted_and_answered_alike() {
    let (_server, client) = start().await;
    let plain = natural(&json!({ "active": true, "addresses": [address(&json!({ "type": 1 }))] }));
    let expected = json_of(&create(&client, plain.clone()).await);

    for (changes, reason) in [
        (json!({ "document": "008.578.930-50" }), "a document with punctuation"),
        (json!({ "phone": "(54) 99999-9999" }), "a phone with punctuation"),
        (json!({ "phone": "(54)99999-9999" }), "a phone as it is answered"),
        (json!({ "phone": "54999999999" }), "a phone without any"),
        (json!({ "birthDate": null, "birthdate": "1995-02-06" }), "birthdate"),
        (json!({ "birthdate": "2000-01-01" }), "birthDate goes before birthdate"),
        (json!({ "gender": "1" }), "gender as text"),
        (json!({ "active": "1" }), "active as text"),
        (json!({ "active": null }), "active by default"),
        (json!({ "addresses": [address(&json!({ "type": "1" }))] }), "the address's type as text"),
        (json!({ "addresses": [address(&json!({}))] }), "the address's type by default"),
        (
            json!({ "addresses": [address(&json!({ "postcode": "95720-000" }))] }),
            "a postcode with its hyphen",
        ),
        (json!({ "addresses": [address(&json!({ "complement": " " }))] }), "a blank complement"),
        (json!({ "addresses": [address(&json!({ "state": "rs" }))] }), "a state in lower case"),
    ] {
        client.cliente_delete().id(1).send().await.ok();
        let created = create(&client, with(plain.clone(), &changes)).await;
        client.cliente_delete().id(created.id).send().await.unwrap();

        let mut shown = json_of(&created);
        shown["id"] = json!(1);
        shown["addresses"][0]["id"] = json!(1);
        shown["addresses"][0]["idClient"] = json!(1);
        assert_eq!(shown, expected, "{reason}");
    }
}

#[tokio::test]
async fn texts_of_an_address_are_shown_in_upper_case_at_their_full_length() {
    let (_server, client) = start().await;
    let longest = "\u{390}".repeat(255);
    let given = address(&json!({
        "street": longest, "city": "São João d'Aliança", "number": "17 bß", "reference": "ao lado do nº 3",
    }));

    let created = create(&client, natural(&json!({ "addresses": [given] }))).await;

    let address = &created.addresses[0];
    assert_eq!(address.street.chars().count(), 765);
    assert_eq!((address.city.as_str(), address.number.as_str()), ("SÃO JOÃO D'ALIANÇA", "17 BSS"));
    assert_eq!(address.reference.as_deref(), Some("AO LADO DO Nº 3"));
    assert_eq!(view(&client, created.id).await, json_of(&created));
}

#[tokio::test]
async fn what_is_missing_is_told_in_the_vendors_words() {
    let (server, _client) = start().await;

    for (body, code, message) in [
        (natural(&json!({ "name": null })), "EPT", "Parâmetro [name] é obrigatório"),
        (natural(&json!({ "addresses": null })), "EPT", "Parâmetro [addresses] é obrigatório"),
        (natural(&json!({ "birthDate": null })), "EPT", "Parâmetro [birthDate] é obrigatório"),
        (natural(&json!({ "gender": null })), "EPT", "Parâmetro [gender] é obrigatório"),
        (legal(&json!({ "tradingName": null })), "EPT", "Parâmetro [tradingName] é obrigatório"),
        (legal(&json!({ "stateRegister": null })), "EPT", "Parâmetro [stateRegister] é obrigatório"),
        (
            natural(&json!({ "phone": "1", "mail": null, "nome": 1 })),
            "EPT",
            "Parâmetro [mail] é obrigatório; Parâmetro [phone] é inválido: informe o telefone com DDD, como 54 \
             999999999; Parâmetro [nome] é desconhecido: retire-o ou corrija-o",
        ),
        (
            natural(&json!({ "addresses": [address(&json!({ "city": null }))] })),
            "EPT",
            "Parâmetro [addresses.0.city] é obrigatório",
        ),
        (
            natural(&json!({ "document": "00857893051" })),
            "EPI",
            "Parâmetro [document] é inválido: os dígitos verificadores não conferem",
        ),
        (
            natural(&json!({ "document": "11111111111" })),
            "EPI",
            "Parâmetro [document] é inválido: um só algarismo repetido não é um documento",
        ),
        (
            natural(&json!({ "document": CNPJ })),
            "EPI",
            "Parâmetro [document] é inválido: informe um CPF, porque o cliente é PF",
        ),
        (
            natural(&json!({ "password": "********" })),
            "EPI",
            "Parâmetro [password] é inválido: informe um texto de 1 a 128 caracteres, que não seja ********",
        ),
    ] {
        let answer = post(&server, &body).await;

        let expected = json!({ "success": false, "errorCode": code, "errorMessage": message });
        assert_eq!((answer.status.as_u16(), answer.json()), (400, expected), "{body}");
    }
    let tomorrow = post(&server, &natural(&json!({ "birthDate": "2024-10-02" }))).await;
    let message = "Parâmetro [birthDate] é inválido: a data de nascimento está no futuro";
    let expected = json!({ "success": false, "errorCode": "EPI", "errorMessage": message });
    assert_eq!((tomorrow.status.as_u16(), tomorrow.json()), (409, expected), "it will be right tomorrow");
    assert_eq!(list(&server.dezwork(TOKEN), 1).await.len(), 0, "none of them was kept");
}

#[tokio::test]
async fn a_document_belongs_to_one_client_of_an_account() {
    let (server, client) = start().await;
    let first = create(&client, natural(&json!({}))).await;
    let second = create(&client, natural(&json!({ "document": OTHER_CPF }))).await;
    let taken = (409, "EDU".to_owned(), "Documento já cadastrado".to_owned());

    let with_password = natural(&json!({ "document": "008.578.930-50", "password": "x" }));
    assert_eq!(refusal(try_create(&client, with_password).await), taken);
    assert_eq!(refusal(try_update(&client, second.id, &json!({ "document": CPF })).await), taken);
    assert_eq!(update(&client, first.id, &json!({ "document": CPF })).await, json_of(&first), "its own");
    create(&server.dezwork(OTHER_TOKEN), natural(&json!({}))).await;

    client.cliente_delete().id(first.id).send().await.unwrap();
    let again = create(&client, natural(&json!({}))).await;
    assert!(again.id > second.id, "no id is given twice");
}

#[tokio::test]
async fn of_many_who_register_one_document_at_once_one_succeeds() {
    let (_server, client) = start().await;
    let body = |number: usize| natural(&json!({ "name": format!("Client {number}"), "password": "senha" }));

    let outcomes = join_all((0..8).map(|number| try_create(&client, body(number)))).await;

    let (created, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((created.len(), refused.len()), (1, 7));
    for outcome in refused {
        assert_eq!(refusal(outcome).0, 409);
    }
    assert_eq!(list(&client, 1).await.len(), 1);
}

#[tokio::test]
async fn an_update_changes_what_is_given_and_keeps_the_rest() {
    let (server, client) = start().await;
    let body = natural(&json!({ "password": "senha_exemplo", "addresses": [address(&json!({}))] }));
    let created = create(&client, body).await;
    let bystander = create(&client, natural(&json!({ "document": OTHER_CPF }))).await;
    let hash = stored_password(&server, created.id).await;
    let mut expected = json_of(&created);

    for (changes, shown) in [
        (json!({}), json!({})),
        (json!({ "active": false }), json!({ "active": "0" })),
        (json!({ "name": "Ana" }), json!({ "name": "Ana" })),
        (
            json!({ "birthdate": "2000-12-31", "gender": "2", "phone": "1133334444" }),
            json!({ "birthDate": "31/12/2000", "gender": "Masculino", "phone": "(11)3333-4444" }),
        ),
        (json!({ "tradingName": "Loja", "active": "1" }), json!({ "tradingName": "Loja", "active": "1" })),
        (json!({ "document": "123.456.789-09" }), json!({ "document": "123.456.789-09" })),
        (json!({ "password": "********" }), json!({ "password": "********" })),
    ] {
        expected = with(expected, &shown);
        assert_eq!(update(&client, created.id, &changes).await, expected, "{changes}");
        assert_eq!(view(&client, created.id).await, expected, "{changes}");
        assert_eq!(stored_password(&server, created.id).await, hash, "{changes}");
    }
    assert_eq!(update(&client, created.id, &json!({ "password": "outra" })).await, expected);
    assert_ne!(stored_password(&server, created.id).await, hash);
    assert_eq!(view(&client, bystander.id).await, json_of(&bystander));
}

#[tokio::test]
async fn a_client_that_had_no_password_can_get_one() {
    let (server, client) = start().await;
    let created = create(&client, natural(&json!({}))).await;
    assert!(created.password.is_none());
    let before = json_of(&created);

    assert_eq!(update(&client, created.id, &json!({ "password": "********" })).await, before, "that is none");
    let after = update(&client, created.id, &json!({ "password": "senha" })).await;

    assert_eq!(after, with(before, &json!({ "password": "********" })));
    assert!(stored_password(&server, created.id).await.is_some());
    let masked = natural(&json!({ "document": OTHER_CPF, "password": "********" }));
    assert_eq!(refusal(try_create(&client, masked).await).1, "EPI", "a new client's password cannot be that");
}

#[tokio::test]
async fn addresses_that_are_given_replace_the_list_and_known_ids_stay() {
    let (server, client) = start().await;
    let other =
        create(&client, natural(&json!({ "document": OTHER_CPF, "addresses": [address(&json!({}))] }))).await;
    let body = natural(&json!({
        "addresses": [
            address(&json!({ "number": "1", "active": false, "complement": "Sala 04" })),
            address(&json!({ "number": "2" })),
        ],
    }));
    let created = create(&client, body).await;
    let (first, second) = (created.addresses[0].id, created.addresses[1].id);
    let foreign = other.addresses[0].id;
    let numbers = |client: &Value| -> Vec<_> {
        let addresses = client["addresses"].as_array().unwrap();
        addresses.iter().map(|one| (one["id"].as_i64().unwrap(), one["number"].clone())).collect()
    };

    assert_eq!(
        update(&client, created.id, &json!({ "name": "Ana" })).await["addresses"],
        json_of(&created.addresses)
    );
    let given = [
        address(&json!({ "number": "3" })),
        address(&json!({ "id": first, "number": "4" })),
        address(&json!({ "id": foreign, "number": "5" })),
    ];
    let updated = update(&client, created.id, &json!({ "addresses": given })).await;

    let ids = numbers(&updated);
    assert_eq!(ids[1], (first, json!("4")));
    assert!(ids[0].0 > second && ids[2].0 > ids[0].0, "new ones get new ids: {ids:?}");
    assert_eq!(updated["addresses"][1].get("complement"), None, "an address is replaced as a whole");
    let kept: Vec<_> =
        stored(&server, created.id).await.addresses.iter().map(|address| address.active).collect();
    assert_eq!(kept, [true, false, true], "what answers do not show stays as it was");
    assert_eq!(view(&client, created.id).await, updated);
    assert_eq!(view(&client, other.id).await, json_of(&other));

    let twice = [address(&json!({ "id": first })), address(&json!({ "id": first }))];
    let (status, code, message) =
        refusal(try_update(&client, created.id, &json!({ "addresses": twice })).await);
    assert_eq!((status, code.as_str()), (409, "EPI"));
    assert!(message.contains("[addresses.1.id]"), "{message}");
    let emptied = update(&client, created.id, &json!({ "addresses": [] })).await;
    assert_eq!(emptied["addresses"], json!([]));
    assert_eq!(view(&client, created.id).await, emptied);
}

#[tokio::test]
async fn a_person_becomes_a_company_with_all_that_a_company_needs() {
    let (_server, client) = start().await;
    let id = create(&client, natural(&json!({}))).await.id;

    let (status, code, message) = refusal(try_update(&client, id, &json!({ "type": "PJ" })).await);
    assert_eq!((status, code.as_str()), (409, "EPT"));
    for part in ["[tradingName] é obrigatório", "[stateRegister] é obrigatório", "informe um CNPJ"] {
        assert!(message.contains(part), "{message}");
    }
    let (_, code, _) = refusal(try_update(&client, id, &json!({ "document": CNPJ })).await);
    assert_eq!(code, "EPI");
    let changes = json!({
        "type": "PJ", "document": "12.ABC.345/01DE-35", "tradingName": "Loja", "stateRegister": "ISENTO",
    });
    let company = update(&client, id, &changes).await;
    assert_eq!((&company["type"], &company["document"]), (&json!("PJ"), &json!("12.ABC.345/01DE-35")));
    assert_eq!(company["birthDate"], "06/02/1995", "what was there stays");
}

#[tokio::test]
async fn pages_hold_fifty_clients_in_the_order_of_adding() {
    let (server, client) = start().await;
    assert_eq!(list(&client, 1).await.len(), 0);
    let mut created = Vec::new();
    for number in 0..101 {
        created.push(create(&client, natural(&json!({ "document": cpf(number) }))).await.id);
        if number == 49 {
            assert_eq!((list(&client, 1).await.len(), list(&client, 2).await.len()), (50, 0));
        }
    }

    let mut listed = Vec::new();
    for (page, length) in [(1, 50), (2, 50), (3, 1), (4, 0), (i32::MAX, 0)] {
        let page = list(&client, page).await;
        assert_eq!(page.len(), length);
        listed.extend(page.into_iter().map(|client| client.id));
    }
    assert_eq!(listed, created);
    client.cliente_delete().id(created[0]).send().await.unwrap();
    assert_eq!((list(&client, 2).await.len(), list(&client, 3).await.len()), (50, 0));
    assert_eq!(list(&server.dezwork(OTHER_TOKEN), 1).await.len(), 0);
}

#[tokio::test]
async fn a_list_shows_what_a_single_client_does_but_spells_birthdate() {
    let (server, client) = start().await;
    let addresses = [address(&json!({ "number": "1" })), address(&json!({ "number": "2" }))];
    let person = create(&client, natural(&json!({ "password": "x", "addresses": addresses }))).await;
    let company = create(&client, legal(&json!({ "addresses": [address(&json!({ "number": "3" }))] }))).await;

    let answer = server.ask(API, ask("GET", "/v1/clientes/pagina/1")).await.json();

    let expected = [person, company].map(|client| {
        let mut client = json_of(&client);
        if let Some(date) = client.as_object_mut().unwrap().remove("birthDate") {
            client["birthdate"] = date;
        }
        client
    });
    assert_eq!(answer, json!({ "success": true, "data": { "clients": expected } }));
    assert_eq!(expected[0]["birthdate"], "06/02/1995");
}

#[tokio::test]
async fn a_deleted_client_is_answered_once_more_as_it_was() {
    let (_server, client) = start().await;
    let created =
        create(&client, natural(&json!({ "password": "x", "addresses": [address(&json!({}))] }))).await;

    let deleted = client.cliente_delete().id(created.id).send().await.unwrap().into_inner().data.client;

    assert_eq!(json_of(&deleted), json_of(&created));
    let gone = (404, "ENE".to_owned(), "Cliente não encontrado".to_owned());
    assert_eq!(refusal(client.cliente_delete().id(created.id).send().await), gone);
    assert_eq!(refusal(client.cliente_view().id(created.id).send().await), gone);
    assert_eq!(refusal(try_update(&client, created.id, &json!({ "password": "x" })).await), gone);
    assert_eq!(refusal(client.cliente_view().id(9_007_199_254_740_991_i64).send().await), gone);
}

#[tokio::test]
async fn an_account_sees_and_touches_its_own_clients_only() {
    let (server, client) = start().await;
    let other = server.dezwork(OTHER_TOKEN);
    let ours = create(&client, natural(&json!({ "addresses": [address(&json!({}))] }))).await;
    let theirs = create(&other, natural(&json!({ "name": "Outro" }))).await;
    assert_ne!(ours.id, theirs.id, "ids are unique over all accounts");

    for (caller, id) in [(&other, ours.id), (&client, theirs.id)] {
        let gone = (404, "ENE".to_owned(), "Cliente não encontrado".to_owned());
        assert_eq!(refusal(caller.cliente_view().id(id).send().await), gone);
        assert_eq!(refusal(try_update(caller, id, &json!({ "name": "Eve", "addresses": [] })).await), gone);
        assert_eq!(refusal(caller.cliente_delete().id(id).send().await), gone);
    }
    for (caller, own) in [(&client, &ours), (&other, &theirs)] {
        let listed = list(caller, 1).await;
        assert_eq!(listed.iter().map(|client| client.id).collect::<Vec<_>>(), [own.id]);
        assert_eq!(view(caller, own.id).await, json_of(own));
    }
}

#[tokio::test]
async fn without_the_accounts_token_nothing_opens() {
    let (server, client) = start().await;
    let created = create(&client, natural(&json!({}))).await;
    let before = view(&client, created.id).await;

    let refused = refusals(&server.dezwork("wrong-token"), created.id).await;
    assert_eq!(refused.len(), contract(API).operations.len());
    for (operation, (status, code, message)) in refused {
        assert_eq!((status, code.as_str()), (401, "EAU"), "{operation}");
        assert_eq!(message, "Token da conta ausente ou inválido", "{operation}");
    }
    for (ask, reason) in [
        (Ask::new("GET", "/v1/clientes/1"), "no token"),
        (Ask::new("GET", "/v1/clientes/1").header("account-token", ""), "an empty one"),
        (Ask::new("GET", "/v1/clientes/1").header("account-token", "Demo-Token"), "in another case"),
        (Ask::new("GET", "/v1/clientes/1").header("account-token", b"\xff"), "not UTF-8"),
        (Ask::new("GET", "/v1/clientes/1").token(TOKEN), "another API's way"),
        (ask("GET", "/v1/clientes/1").header("account-token", TOKEN), "twice"),
        (Ask::new("GET", "/v1/clientes/x"), "a bad id besides"),
        (Ask::new("POST", CLIENTS).json("{"), "a bad body besides"),
    ] {
        let answer = server.ask(API, ask).await;
        assert_eq!(answer.status.as_u16(), 401, "{reason}");
        let challenge = answer.header("www-authenticate");
        assert_eq!(challenge.as_deref(), Some(r#"ApiKey header="account-token""#), "{reason}");
    }
    assert_eq!(view(&client, created.id).await, before);
}

#[tokio::test]
async fn the_sandbox_forgets_on_the_half_hour() {
    let server = TestServer::start_with(|config| config.api("dezwork").set("sandbox", true)).await;
    let (client, other) = (server.dezwork(TOKEN), server.dezwork(OTHER_TOKEN));
    // It is a quarter past.
    let kept = Account { tenant: "demo".to_owned(), window: KEPT };
    let seed = |connection: &_| seed::seed(connection, &Batch::new("demo", 3, start_time()));
    server.database().write(seed).await.unwrap();
    assert_eq!(list(&client, 1).await.len(), 0, "what is kept is not the sandbox's");

    let first = create(&client, natural(&json!({ "addresses": [address(&json!({}))] }))).await;
    create(&other, natural(&json!({}))).await;
    server.advance(Duration::from_secs(15 * 60 - 1));
    assert_eq!((list(&client, 1).await.len(), view(&client, first.id).await), (1, json_of(&first)));
    update(&client, first.id, &json!({ "active": false })).await;
    server.advance(Duration::from_secs(1));

    assert_eq!((list(&client, 1).await.len(), list(&other, 1).await.len()), (0, 0));
    assert_eq!(refusal(client.cliente_view().id(first.id).send().await).0, 404);
    assert_eq!(refusal(try_update(&client, first.id, &json!({})).await).0, 404);
    assert_eq!(refusal(client.cliente_delete().id(first.id).send().await).0, 404);
    let again = create(&client, natural(&json!({}))).await;
    assert!(again.id > first.id);
    server.advance(Duration::from_secs(30 * 60 - 1));
    assert_eq!(list(&client, 1).await.len(), 1);
    server.advance(Duration::from_secs(1));
    assert_eq!(list(&client, 1).await.len(), 0);

    // The next who writes clears away what was left behind.
    create(&client, natural(&json!({}))).await;
    let old = rules::sandbox_window(start_time());
    for window in [old, old + 1] {
        let account = Account { tenant: "demo".to_owned(), window };
        let left = move |connection: &_| {
            Ok((store::find(connection, &account, first.id)?, store::count(connection, &account)?))
        };
        assert_eq!(server.database().read(left).await.unwrap(), (None, 0));
    }
    let count = move |connection: &_| store::count(connection, &kept);
    assert_eq!(server.database().read(count).await.unwrap(), 3);
}

#[tokio::test]
async fn elsewhere_nothing_is_forgotten() {
    let (server, client) = start().await;
    let created = create(&client, natural(&json!({}))).await;

    server.advance(Duration::from_secs(365 * 24 * 60 * 60));

    create(&client, natural(&json!({ "document": OTHER_CPF }))).await;
    assert_eq!(view(&client, created.id).await, json_of(&created));
}

#[tokio::test]
async fn made_up_clients_keep_every_promise_too() {
    let (server, client) = start().await;
    let seed = |connection: &_| seed::seed(connection, &Batch::new("demo", 120, start_time()));
    server.database().write(seed).await.unwrap();

    let mut count = 0;
    for page in 1..=3 {
        for listed in list(&client, page).await {
            count += 1;
            assert_eq!(update(&client, listed.id, &json!({})).await["id"], listed.id, "it is whole");
        }
    }
    assert_eq!(count, 120);
}

#[tokio::test]
async fn the_rust_example_runs() {
    let (server, client) = start().await;
    let builder = Client::builder().base_url(server.witness(API).url());

    for time in ["once", "again"] {
        assert!(example::run(builder.clone().account_token(TOKEN)).await.is_ok(), "{time}");
    }
    assert!(example::run(builder.account_token("nobodys-token")).await.is_err());
    assert_eq!(list(&client, 1).await.len(), 0, "it leaves nothing behind");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let (server, client) = start().await;
    let id = create(&client, natural(&json!({ "document": OTHER_CPF }))).await.id;

    for (method, good) in [("POST", natural(&json!({}))), ("PUT", json!({ "id": id, "name": "Ana" }))] {
        let good = good.to_string();
        let deep = "[".repeat(10_000);
        for (body, reason) in [
            (Vec::from(""), "an empty body"),
            (Vec::from(" \r\n\t"), "blanks"),
            (Vec::from(&good[..good.len() - 1]), "JSON that breaks off"),
            (format!("{good}x").into_bytes(), "garbage behind it"),
            (good.replace('}', ",}").into_bytes(), "a comma too many"),
            (Vec::from("null"), "null"),
            (Vec::from("[]"), "an array"),
            (Vec::from("1"), "a number"),
            (format!("[{good}]").into_bytes(), "wrapped in an array"),
            (b"{\"name\": \"\xff\"}".to_vec(), "not UTF-8"),
            (Vec::from(r#"{"name": "\ud800"}"#), "half a surrogate pair"),
            (vec![0; 1000], "NULs"),
            (deep.clone().into_bytes(), "nested very deep, and never closed"),
            (
                format!("{{\"addresses\": {deep}{}}}", "]".repeat(10_000)).into_bytes(),
                "nested very deep inside",
            ),
        ] {
            let answer = server.ask(API, ask(method, CLIENTS).json(body)).await;
            let message = answer.json()["errorMessage"].as_str().unwrap().to_owned();
            assert_eq!(answer.status.as_u16(), 400, "{method} {reason}");
            assert!(message.starts_with("Parâmetro [body] é "), "{method} {reason}: {message}");
        }
        let large = format!("{{\"name\": \"{}\"}}", "a".repeat(1 << 20));
        for (ask, reason) in [
            (ask(method, CLIENTS).json(large.clone()), "1 MiB"),
            (ask(method, CLIENTS).json(large).chunked(), "1 MiB in chunks"),
            (ask(method, CLIENTS).header("content-type", "text/plain").body(good.clone()), "text"),
            (ask(method, CLIENTS).header("content-type", "").body(good.clone()), "an empty Content-Type"),
        ] {
            let answer = server.ask(API, ask).await;
            assert_eq!(
                (answer.status.as_u16(), &answer.json()["errorCode"]),
                (400, &json!("EPI")),
                "{reason}"
            );
        }
        let answer = server.ask(API, ask(method, CLIENTS).body(good)).await;
        assert!(answer.status.is_success(), "{method} without Content-Type: {}", answer.text());
    }
    assert_eq!(list(&client, 1).await.len(), 2);
}

#[tokio::test]
async fn every_parameter_is_held_to_its_limits() {
    let (server, client) = start().await;
    let id = create(&client, natural(&json!({ "document": OTHER_CPF }))).await.id;
    let of_client = [
        ("type", json!("pf"), 400, "in lower case"),
        ("type", json!(1), 400, "a number"),
        ("name", json!(""), 400, "empty"),
        ("name", json!("  "), 400, "blank"),
        ("name", json!("a\nb"), 400, "a line break"),
        ("name", json!("a\0b"), 400, "NUL"),
        ("name", json!("é".repeat(255)), 200, "255 letters"),
        ("name", json!("é".repeat(256)), 400, "256 letters"),
        ("name", json!("🦀".repeat(255)), 200, "255 letters of four bytes"),
        ("tradingName", json!("a".repeat(255)), 200, "255 letters"),
        ("tradingName", json!("a".repeat(256)), 400, "256 letters"),
        ("tradingName", json!(""), 400, "empty"),
        ("stateRegister", json!("1".repeat(30)), 200, "30 digits"),
        ("stateRegister", json!("1".repeat(31)), 400, "31 digits"),
        ("document", json!(857_893_050), 400, "a number"),
        ("document", json!("0085789305"), 400, "ten digits"),
        ("document", json!("008 578 930 50"), 400, "blanks"),
        ("document", json!("00.857.893-050"), 400, "dots in the wrong places"),
        ("phone", json!("999999999"), 400, "no area code"),
        ("phone", json!("54 999999999\n"), 400, "a line break"),
        ("phone", json!("04 999999999"), 400, "an area code with a zero"),
        ("phone", json!("54 9999999999"), 400, "ten digits"),
        ("birthDate", json!("06/02/1995"), 400, "as it is answered"),
        ("birthDate", json!("2023-02-29"), 400, "a day that there is not"),
        ("birthDate", json!("2024-02-29"), 200, "a day that there is"),
        ("birthDate", json!("2024-10-01"), 200, "today"),
        ("birthdate", json!("2024-10-02"), 409, "tomorrow"),
        ("birthDate", json!("1995-2-6"), 400, "a month of one digit"),
        ("birthDate", json!("1995-02-06T00:00:00Z"), 400, "a time"),
        ("mail", json!("dev"), 400, "no address"),
        ("mail", json!(""), 400, "empty"),
        ("mail", json!("dev@branvo.com\0"), 400, "NUL"),
        ("mail", json!("dev @branvo.com"), 400, "a blank"),
        ("mail", json!("dev@branvo..com"), 400, "two dots in the host"),
        ("mail", json!("dev.loja+nf-e_1@sub.branvo.com.br"), 200, "all that is usual"),
        ("mail", json!("joão@branvo.com"), 200, "a letter of Portuguese"),
        ("mail", json!("a..b@branvo.com"), 200, "two dots"),
        ("mail", json!("dev@localhost"), 200, "a bare host"),
        ("mail", json!("dev@pão.com.br"), 200, "a host with a letter of Portuguese"),
        ("mail", json!("dev@branvo@com"), 400, "two signs"),
        ("mail", json!("@branvo.com"), 400, "nobody"),
        ("mail", json!("dev@.com"), 400, "an empty label"),
        ("mail", json!(format!("{}@b.co", "a".repeat(249))), 200, "254 characters"),
        ("mail", json!(format!("{}@b.co", "a".repeat(250))), 400, "255 characters"),
        ("mail", json!(1.5), 400, "the decimal that the vendor's table speaks of"),
        ("password", json!(""), 400, "empty"),
        ("password", json!("é".repeat(128)), 200, "128 letters"),
        ("password", json!("a".repeat(129)), 400, "129 letters"),
        ("password", json!(1), 400, "a number"),
        ("gender", json!(0), 400, "below the least"),
        ("gender", json!(3), 400, "past the most"),
        ("gender", json!("3"), 400, "past the most, as text"),
        ("gender", json!("Feminino"), 400, "as it is answered"),
        ("gender", json!(1.5), 400, "a fraction"),
        ("active", json!(1), 400, "a number"),
        ("active", json!("true"), 400, "a word"),
        ("addresses", json!({}), 400, "an object"),
        ("addresses", json!([1]), 400, "a number in it"),
        ("addresses", json!(vec![address(&json!({})); 50]), 200, "50"),
        ("addresses", json!(vec![address(&json!({})); 51]), 400, "51"),
        ("id", json!(0), 400, "below the least"),
        ("id", json!("1"), 400, "a text"),
        ("id", json!(9_007_199_254_740_992_i64), 400, "past the most"),
        ("nome", json!("x"), 400, "unknown"),
        ("Tipo", json!("PF"), 400, "as only the vendor's table calls it"),
    ];
    for (name, value, status, reason) in &of_client {
        let body = with(json!({ "id": id }), &json!({ *name: value }));
        let answer = put(&server, &body).await;
        assert_eq!(answer.status.as_u16(), *status, "{name}, {reason}: {}", answer.text());
        if *status >= 400 {
            let message = answer.json()["errorMessage"].as_str().unwrap().to_owned();
            assert!(message.starts_with(&format!("Parâmetro [{name}")), "{name}, {reason}: {message}");
        }
        if *name != "id" && *status == 400 {
            let body = with(natural(&json!({ "birthDate": null })), &json!({ *name: value }));
            let answer = post(&server, &body).await;
            assert_eq!(answer.status.as_u16(), 400, "{name}, {reason}: {}", answer.text());
        }
        let null = put(&server, &{
            let mut body = json!({ "id": id });
            body[*name] = Value::Null;
            body
        })
        .await;
        assert_eq!(null.status.as_u16(), 400, "{name}, null");
    }
}

#[tokio::test]
async fn every_parameter_of_an_address_is_held_to_its_limits() {
    let (server, client) = start().await;
    let id = create(&client, natural(&json!({}))).await.id;
    let of_address = [
        ("street", json!(""), 400, "empty"),
        ("street", json!("a".repeat(256)), 400, "256 letters"),
        ("number", json!(17), 400, "a number"),
        ("number", json!("1".repeat(20)), 200, "20 digits"),
        ("number", json!("1".repeat(21)), 400, "21 digits"),
        ("complement", json!(""), 200, "empty"),
        ("complement", json!("a".repeat(255)), 200, "255 letters"),
        ("complement", json!("a".repeat(256)), 400, "256 letters"),
        ("reference", json!("a\tb"), 400, "a tab"),
        ("state", json!("R"), 400, "one letter"),
        ("state", json!("RSX"), 400, "three letters"),
        ("state", json!("ŔŚ"), 400, "letters of another alphabet"),
        ("postcode", json!("9572000"), 400, "seven digits"),
        ("postcode", json!("95720-00"), 400, "seven digits and a hyphen"),
        ("postcode", json!("957-20000"), 400, "the hyphen elsewhere"),
        ("type", json!(0), 400, "below the least"),
        ("type", json!(99), 200, "the most"),
        ("type", json!(100), 400, "past the most"),
        ("type", json!("99"), 200, "the most, as text"),
        ("type", json!("01"), 400, "a zero in front"),
        ("active", json!("sim"), 400, "a word"),
        ("id", json!(-1), 400, "negative"),
        ("idClient", json!(1), 400, "what only answers have"),
    ];
    for (name, value, status, reason) in of_address {
        let body = json!({ "id": id, "addresses": [address(&json!({})), address(&json!({ name: value }))] });
        let answer = put(&server, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{name}, {reason}: {}", answer.text());
        if status == 400 {
            let message = answer.json()["errorMessage"].as_str().unwrap().to_owned();
            assert!(
                message.starts_with(&format!("Parâmetro [addresses.1.{name}]")),
                "{name}, {reason}: {message}"
            );
        }
    }
}

#[tokio::test]
async fn a_message_about_very_much_is_cut() {
    let (server, _client) = start().await;
    let unknown: serde_json::Map<_, _> =
        (0..90).map(|number| (format!("{number}{}", "é".repeat(500)), json!(1))).collect();

    let answer = post(&server, &natural(&Value::Object(unknown))).await;

    let answer = answer.json();
    let message = answer["errorMessage"].as_str().unwrap();
    assert_eq!((message.chars().count(), message.ends_with('…')), (4000, true), "{message}");
}

#[tokio::test]
async fn ids_and_page_numbers_are_whole_numbers_from_one() {
    let (server, client) = start().await;
    create(&client, natural(&json!({}))).await;

    for (target, status, reason) in [
        ("/v1/clientes/0", 400, "below the first"),
        ("/v1/clientes/-1", 400, "negative"),
        ("/v1/clientes/1.0", 400, "a fraction"),
        ("/v1/clientes/x", 400, "a word"),
        ("/v1/clientes/1%00", 400, "a NUL"),
        ("/v1/clientes/9007199254740992", 400, "past the most"),
        ("/v1/clientes/99999999999999999999", 400, "past 64 bits"),
        ("/v1/clientes/pagina", 400, "a page without a number, which is an id"),
        ("/v1/clientes/1?x=1", 200, "a query that nobody looks at"),
        ("/v1/clientes/9007199254740991", 404, "the most"),
        ("/v1/clientes/pagina/0", 400, "below the first page"),
        ("/v1/clientes/pagina/x", 400, "a word for a page"),
        ("/v1/clientes/pagina/2147483648", 400, "past 32 bits"),
        ("/v1/clientes/pagina/2147483647", 200, "the last page that there could be"),
    ] {
        let answer = server.ask(API, ask("GET", target)).await;
        assert_eq!(answer.status.as_u16(), status, "{reason}: {}", answer.text());
        if status == 400 {
            let name = if target.contains("pagina/") { "numero" } else { "id" };
            let message = answer.json()["errorMessage"].as_str().unwrap().to_owned();
            assert!(message.starts_with(&format!("Parâmetro [{name}] é inválido")), "{reason}: {message}");
        }
    }
    let answer = server.ask(API, ask("DELETE", "/v1/clientes/x")).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errorCode"]), (400, &json!("EPI")));
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_say_so() {
    let (server, _client) = start().await;

    for target in [
        "/",
        "/v1",
        "/v2/clientes",
        "/v1/clientes/1/enderecos",
        "/v1/clientes/x/1",
        "/v1/clientes/pagina/1/2",
    ] {
        assert_eq!(server.ask(API, ask("GET", target)).await.status.as_u16(), 404, "{target}");
    }
    let answer = server.ask(API, ask("GET", "/v1/clientes/%FF")).await;
    assert_eq!(answer.status.as_u16(), 400, "what is not UTF-8 is no path");
    for (method, target, allow) in [
        ("GET", CLIENTS, "POST, PUT"),
        ("DELETE", CLIENTS, "POST, PUT"),
        ("PUT", "/v1/clientes/1", "DELETE, GET"),
        ("POST", "/v1/clientes/pagina/1", "GET"),
    ] {
        let answer = server.ask(API, ask(method, target)).await;
        assert_eq!(answer.status.as_u16(), 405, "{method} {target}");
        let mut allowed: Vec<_> =
            answer.headers.get_all("allow").iter().map(|name| name.to_str().unwrap()).collect();
        allowed.sort_unstable();
        assert_eq!(allowed.join(", "), allow, "{method} {target}");
    }
}
