//! How Reportei comes to say its examples.

use std::time::Duration;

use contract_tests::Ask;
use customers_server::api::reportei::rules::{INTEGRATION_ACTIVE, Integration};
use customers_server::api::reportei::store;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Act, hold};

pub(super) const API: &str = "reportei";
const CUSTOMERS: &str = "/customers";

pub(super) async fn scene(act: &Act<'_>) -> Option<Ask> {
    let create = async |name: &str| {
        let created = act.before(act.ask_json("POST", CUSTOMERS, &json!({ "name": name }))).await;
        let member = |name: &str| created["customer"][name].as_str().unwrap_or_default().to_owned();
        (format!("{CUSTOMERS}/{}", member("uuid")), member("api_token"))
    };
    let pay = |customer: &str, body: &Value| {
        act.ask_json("POST", &format!("{customer}/update-payment-status"), body)
    };
    Some(match act.key() {
        ("customer_list", 200, name @ ("two_customers" | "empty_page")) => {
            create("Reportei Customer 1").await;
            let (second, _) = create("Reportei Customer 2").await;
            act.before(pay(&second, &json!({ "is_paying": true }))).await;
            let query = if name == "empty_page" { "?page=9&sortBy=name&descending=true" } else { "" };
            act.ask("GET", &format!("{CUSTOMERS}{query}"))
        }
        ("customer_list", 400, _) => act.ask("GET", &format!("{CUSTOMERS}?per_page=101")),
        ("customer_create", 201, "created") => {
            act.server.advance(Duration::from_secs(12));
            act.ask_json("POST", CUSTOMERS, &act.request("customer_create", "customer"))
        }
        ("customer_create", 400, "required") => act.ask_json("POST", CUSTOMERS, &json!({})),
        ("customer_settings", 200, "settings") => {
            let (customer, token) = create("Reportei Customer 1").await;
            let uuid: Uuid = customer.rsplit('/').next()?.parse().ok()?;
            let integration = Integration {
                uuid: Uuid::new_v4(),
                integration: "Instagram Business".to_owned(),
                name: "reportei".to_owned(),
                slug: "instagram_business".to_owned(),
                status: INTEGRATION_ACTIVE.to_owned(),
            };
            let add = move |connection: &_| store::add_integration(connection, "demo", uuid, &integration);
            assert!(act.server.database().write(add).await.expect("a store"), "the customer is there");
            act.ask("GET", &format!("{CUSTOMERS}/settings")).header("x-customer-token", token)
        }
        ("customer_settings", 401, "customer_token") => {
            act.ask("GET", &format!("{CUSTOMERS}/settings")).header("x-customer-token", "wrong")
        }
        ("customer_view", 200, "customer") => act.ask("GET", &create("Reportei Customer 1").await.0),
        ("customer_view", 400, _) => act.ask("GET", &format!("{CUSTOMERS}/1")),
        ("customer_update", 200, "renamed") => {
            act.server.advance(Duration::from_secs(12));
            let (customer, _) = create("Reportei Customer 3").await;
            // From a quarter past five to nine o'clock on the next day.
            act.server.advance(Duration::from_secs(15 * 3600 + 44 * 60 + 48));
            act.ask_json("PUT", &customer, &act.request("customer_update", "rename"))
        }
        ("customer_update", 400, "required") => {
            act.ask_json("PUT", &create("Reportei Customer 3").await.0, &json!({}))
        }
        ("customer_delete", 200, "deleted") => act.ask("DELETE", &create("Reportei Customer 3").await.0),
        ("customer_payment_status_update", 200, name @ ("paying" | "not_paying")) => {
            pay(&create("Reportei Customer 3").await.0, &json!({ "is_paying": name == "paying" }))
        }
        ("customer_payment_status_update", 400, _) => pay(&create("Reportei Customer 3").await.0, &json!({})),
        _ => return None,
    })
}

#[tokio::test]
async fn reporteis_examples_of_answers_are_what_it_says() {
    hold(API).await;
}
