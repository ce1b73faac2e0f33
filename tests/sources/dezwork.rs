//! What Dezwork's page on clients prints.

use contract_tests::{Answer, Ask, TestServer};
use serde_json::{Value, json};

use super::assert_like;

const API: &str = "dezwork";

const CREATE: &str = r#"{
  "type": "PF",
  "name": "NOME DO CLIENTE",
  "document": "00857893050",
  "phone": "54 999999999",
  "birthDate": "1995-02-06",
  "mail": "dev@branvo.com",
  "password": "senha_exemplo",
  "gender": 1,
  "active": true,
  "addresses": [
    {
      "street": "Rua João Pessoa",
      "number": "17",
      "complement": "Sala 04",
      "district": "Centro",
      "city": "Garibaldi",
      "state": "RS",
      "postcode": "95720000",
      "responsibleName": "Nome do responsável",
      "reference": "Super Mercado Y",
      "type": 1,
      "active": true
    }
  ]
}"#;

const UPDATE: &str = r#"{
  "id": 1,
  "type": "PF",
  "name": "NOME DO CLIENTE",
  "document": "00857893050",
  "phone": "54 999999999",
  "birthdate": "1995-02-06",
  "mail": "dev@branvo.com",
  "password": "senha_exemplo",
  "gender": "1",
  "active": true,
  "addresses": [
    {
      "id": 1,
      "street": "Rua João Pessoa",
      "number": "17",
      "complement": "Sala 04",
      "district": "Centro",
      "city": "Garibaldi",
      "state": "RS",
      "postcode": "95720000",
      "responsibleName": "Nome do Responsável",
      "reference": "Super Mercado Y",
      "type": 1
    }
  ]
}"#;

/// What the page answers to everything that is about one client.
const CLIENT: &str = r#"{
    "success": true,
    "data": {
        "client": {
            "id": 1,
            "type": "PF",
            "name": "NOME DO CLIENTE",
            "document": "008.578.930-50",
            "phone": "(54)99999-9999",
            "birthDate": "06/02/1995",
            "mail": "dev@branvo.com",
            "password": "senha_exemplo",
            "gender": "Feminino",
            "active": "1",
            "addresses": [
                {
                    "id": 1,
                    "idClient": 1,
                    "street": "RUA JOÃO PESSOA",
                    "number": "17",
                    "complement": "SALA 04",
                    "district": "CENTRO",
                    "city": "GARIBALDI",
                    "state": "RS",
                    "postcode": "95720000",
                    "responsibleName": "NOME DO RESPONSÁVEL",
                    "reference": "SUPER MERCADO Y",
                    "type": 1
                }
            ]
        }
    }
}"#;

/// The page's answer, with what stands in it for a password: in this alone the server departs from the page.
fn client() -> Value {
    let mut client: Value = serde_json::from_str(CLIENT).unwrap();
    client["data"]["client"]["password"] = json!("********");
    client
}

async fn send(server: &TestServer, method: &str, target: &str, body: Option<&str>) -> Answer {
    let ask = Ask::new(method, target).header("Account-Token", "demo-token");
    server.ask(API, body.into_iter().fold(ask, |ask, body| ask.json(body.to_owned()))).await
}

/// A server with the client that the page's request adds, and the answer to that.
async fn start() -> (TestServer, Answer) {
    let server = TestServer::start().await;
    let created = send(&server, "POST", "/v1/clientes", Some(CREATE)).await;
    (server, created)
}

#[tokio::test]
async fn dezworks_client_is_answered_by_every_operation_as_its_page_shows() {
    let (server, created) = start().await;
    assert_eq!((created.status.as_u16(), created.json()), (201, client()), "create");

    for (method, target, body) in [
        ("GET", "/v1/clientes/1", None),
        ("PUT", "/v1/clientes", Some(UPDATE)),
        ("DELETE", "/v1/clientes/1", None),
    ] {
        let answer = send(&server, method, target, body).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, client()), "{method}");
    }
}

#[tokio::test]
async fn dezworks_list_is_answered_as_its_page_shows() {
    let (server, _) = start().await;

    let answer = send(&server, "GET", "/v1/clientes/pagina/1", None).await;

    let mut example = client()["data"]["client"].clone();
    let date = example.as_object_mut().unwrap().remove("birthDate").unwrap();
    example["birthdate"] = date;
    let example = json!({ "success": true, "data": { "clients": [example] } });
    assert_eq!(answer.status.as_u16(), 200);
    assert_like(&answer.json(), &example, "list");
    assert_eq!(answer.json(), example);
}

#[tokio::test]
async fn dezworks_missing_parameter_is_answered_as_its_page_shows() {
    let (server, _) = start().await;

    for parameter in ["type", "name", "document", "phone", "mail", "addresses", "birthDate", "gender"] {
        let mut body: Value = serde_json::from_str(CREATE).unwrap();
        body.as_object_mut().unwrap().remove(parameter);
        let answer = send(&server, "POST", "/v1/clientes", Some(&body.to_string())).await;

        let message = format!("Parâmetro [{parameter}] é obrigatório");
        let example = json!({ "success": false, "errorCode": "EPT", "errorMessage": message });
        assert_eq!((answer.status.as_u16(), answer.json()), (400, example));
    }
}
