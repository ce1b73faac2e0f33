//! How Dezwork comes to say its examples.

use contract_tests::Ask;
use serde_json::{Value, json};

use super::{Act, hold, with};

pub(super) const API: &str = "dezwork";
const CLIENTS: &str = "/v1/clientes";

pub(super) async fn scene(act: &Act<'_>) -> Option<Ask> {
    let create = |body: &Value| act.ask_json("POST", CLIENTS, body);
    let update = |body: &Value| act.ask_json("PUT", CLIENTS, body);
    let person = act.request("cliente_create", "pf");
    let company = act.request("cliente_create", "pj");
    // A company that is to become a person has to bring what a company does not have.
    Some(match act.key() {
        ("cliente_create", 201, "pj") => {
            act.before(create(&person)).await;
            create(&company)
        }
        ("cliente_create", 400, "obrigatorio") => create(&with(person, &json!({ "birthDate": null }))),
        ("cliente_create", 400, "obrigatorios") => {
            create(&with(person, &json!({ "birthDate": null, "gender": null })))
        }
        ("cliente_create", 400, "invalido") => create(&with(person, &json!({ "document": "00857893051" }))),
        ("cliente_create", 400, "desconhecido") => create(&with(person, &json!({ "nome": "Ana" }))),
        ("cliente_create", 409, "futuro") => create(&with(person, &json!({ "birthDate": "2999-12-31" }))),
        ("cliente_create", 409, "documento") => {
            act.before(create(&person)).await;
            create(&person)
        }
        ("cliente_update", 200, "pf") => {
            act.before(create(&person)).await;
            update(&act.request("cliente_update", "completo"))
        }
        ("cliente_update", 400, "obrigatorio") => update(&json!({ "active": false })),
        ("cliente_update", 400, "invalido") => {
            act.before(create(&person)).await;
            update(&json!({ "id": 1, "document": "00857893051" }))
        }
        ("cliente_update", 400, "desconhecido") => update(&json!({ "id": 1, "nome": "Ana" })),
        ("cliente_update", 409, "incompleto") => {
            act.before(create(&person)).await;
            update(&json!({ "id": 1, "type": "PJ" }))
        }
        ("cliente_update", 409, "documento") => {
            act.before(create(&person)).await;
            act.before(create(&with(person, &json!({ "document": "52998224725" })))).await;
            update(&json!({ "id": 2, "document": "00857893050" }))
        }
        ("cliente_list", 200, "dois_clientes") => {
            act.before(create(&person)).await;
            act.before(create(&company)).await;
            let address = json!({
                "street": "Rua João Pessoa", "number": "1340", "complement": "Sala 05", "district": "Centro",
                "city": "Garibaldi", "state": "RS", "postcode": "95720000", "responsibleName": "Nome do Responsável",
                "reference": "Super Mercado X", "type": 1,
            });
            // Each new list of addresses has new ids.
            for _ in 0..2 {
                let change = json!({ "id": 2, "name": "NOME DO CLIENTE ATUALIZADO", "password": "senha_exemplo", "addresses": [address] });
                act.before(update(&change)).await;
            }
            act.ask("GET", &format!("{CLIENTS}/pagina/1"))
        }
        ("cliente_list", 200, "vazia") => act.ask("GET", &format!("{CLIENTS}/pagina/1")),
        ("cliente_list", 400, _) => act.ask("GET", &format!("{CLIENTS}/pagina/0")),
        ("cliente_view", 200, "pf") => {
            act.before(create(&person)).await;
            act.ask("GET", &format!("{CLIENTS}/1"))
        }
        ("cliente_view", 400, _) => act.ask("GET", &format!("{CLIENTS}/x")),
        ("cliente_delete", 200, "pf") => {
            act.before(create(&person)).await;
            act.ask("DELETE", &format!("{CLIENTS}/1"))
        }
        ("cliente_delete", 400, _) => act.ask("DELETE", &format!("{CLIENTS}/x")),
        _ => return None,
    })
}

#[tokio::test]
async fn dezworks_examples_of_answers_are_what_it_says() {
    hold(API).await;
}
