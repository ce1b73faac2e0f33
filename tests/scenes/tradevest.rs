//! How Tradevest comes to say its examples.

use contract_tests::Ask;
use serde_json::{Value, json};

use super::{Act, FORM, hold, with};

pub(super) const API: &str = "tradevest";
const CUSTOMERS: &str = "/roles/customers";

pub(super) async fn scene(act: &Act<'_>) -> Option<Ask> {
    let create = |body: &Value| act.ask_json("POST", CUSTOMERS, body);
    let person = act.request("customer_create", "natural_person");
    let company = act.request("customer_create", "legal_entity");
    Some(match act.key() {
        ("token_create", 400, "invalid_request") => sign_in("client_id=demo&client_secret=demo-secret"),
        ("token_create", 400, "unsupported_grant_type") => {
            sign_in("client_id=demo&client_secret=demo-secret&grant_type=password")
        }
        ("token_create", 400, "invalid_scope") => {
            sign_in("client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=everything")
        }
        ("token_create", 401, "invalid_client") => {
            sign_in("client_id=demo&client_secret=wrong&grant_type=client_credentials")
        }
        ("customer_list", 200, "first_page") => {
            act.before(create(&person)).await;
            act.before(create(&company)).await;
            act.ask("GET", &format!("{CUSTOMERS}?limit=1"))
        }
        ("customer_list", 200, "last_page") => act.ask("GET", CUSTOMERS),
        ("customer_list", 400, "limit") => act.ask("GET", &format!("{CUSTOMERS}?limit=101")),
        ("customer_list", 400, "cursor") => {
            act.before(create(&person)).await;
            act.before(create(&company)).await;
            let page = act.before(act.ask("GET", &format!("{CUSTOMERS}?limit=1"))).await;
            let cursor = page["pagination"]["cursor"].as_str()?;
            act.ask("GET", &format!("{CUSTOMERS}?limit=1&labels=vip&cursor={cursor}"))
        }
        ("customer_create", 400, "two_fields") => {
            let labels: Vec<_> = (1..=17).map(|number| format!("label-{number}")).collect();
            create(&with(person, &json!({ "entityType": null, "labels": labels })))
        }
        ("customer_create", 409, "exists") => {
            act.before(create(&person)).await;
            create(&person)
        }
        ("customer_view", 200, "customer") => {
            let created = act.before(create(&person)).await;
            act.ask("GET", &format!("{CUSTOMERS}/{}", created["customerId"].as_str()?))
        }
        ("customer_view", 400, "customer_id") => act.ask("GET", &format!("{CUSTOMERS}/1")),
        ("customer_update", 400, "requestor_id") => {
            let created = act.before(create(&person)).await;
            let target = format!("{CUSTOMERS}/{}", created["customerId"].as_str()?);
            act.ask_json("PATCH", &target, &act.request("customer_update", "labels"))
        }
        ("customer_update", 400, "null_labels") => {
            let created = act.before(create(&person)).await;
            let target = format!("{CUSTOMERS}/{}", created["customerId"].as_str()?);
            let requestor = "123e4567-e89b-12d3-a456-426614174000";
            act.ask_json("PATCH", &target, &json!({ "labels": null })).header("requestor-id", requestor)
        }
        _ => return None,
    })
}

fn sign_in(form: &str) -> Ask {
    Ask::new("POST", "/connect/token").header("content-type", FORM).body(form.to_owned())
}

#[tokio::test]
async fn tradevests_examples_of_answers_are_what_it_says() {
    hold(API).await;
}
