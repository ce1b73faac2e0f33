//! How Portos comes to say its examples.

use contract_tests::Ask;
use customers_server::api::portos::rules::RIGHTS;
use customers_server::auth::credentials::CredentialKind;
use serde_json::{Value, json};

use super::{Act, hold, with};

pub(super) const API: &str = "portos";
const CUSTOMERS: &str = "/customers";
/// The customer that the examples are about.
const CUSTOMER: &str = "/customers/customer-id";

pub(super) async fn scene(act: &Act<'_>) -> Option<Ask> {
    let create = |body: &Value| act.ask_json("POST", CUSTOMERS, body);
    let put = |body: &Value| act.ask_json("PUT", CUSTOMER, body);
    let customer = act.request("customer_create", "customer");
    let no_serial_number = || with(customer.clone(), &json!({ "cards": [{ "processor": "P" }] }));
    let several = || with(customer.clone(), &json!({ "birthDate": "24.9.2024", "discountRate": 100.5 }));
    Some(match act.key() {
        ("session_create", 400, "required") => {
            let body = with(act.request("session_create", "demo"), &json!({ "DeviceName": null }));
            Ask::new("POST", "/api/auth").json(body.to_string())
        }
        ("session_create", 401, "credentials") => {
            let body = with(act.request("session_create", "demo"), &json!({ "Password": "wrong" }));
            Ask::new("POST", "/api/auth").json(body.to_string())
        }
        ("customer_list", 200, "one_customer") => {
            act.before(create(&customer)).await;
            act.ask("GET", CUSTOMERS)
        }
        ("customer_list", 200, "empty_page") => {
            act.before(create(&customer)).await;
            act.ask("GET", &format!("{CUSTOMERS}?$skip=1"))
        }
        ("customer_list", 200, "count_only") => {
            for name in ["customer", "name_only", "company"] {
                act.before(create(&act.request("customer_create", name))).await;
            }
            act.ask("GET", &format!("{CUSTOMERS}?$count=true&$take=2"))
        }
        ("customer_list", 400, "operator") => act.ask("GET", &format!("{CUSTOMERS}?DiscountRate=above:10")),
        ("customer_list", 400, "value") => {
            act.ask("GET", &format!("{CUSTOMERS}?CreditRate=gt:high&$sort=surname"))
        }
        ("customer_list", 400, "member") => act.ask("GET", &format!("{CUSTOMERS}?LastName=Doe")),
        ("customer_create", 201, "created") => create(&customer),
        ("customer_put", 201, "created") => put(&customer),
        ("customer_create", 400, "required") => create(&no_serial_number()),
        ("customer_create", 400, "several") => create(&several()),
        ("customer_create", 409, "unique") => {
            act.before(create(&customer)).await;
            create(&with(customer, &json!({ "id": null })))
        }
        ("customer_view", 200, "customer") => {
            act.before(create(&customer)).await;
            act.ask("GET", CUSTOMER)
        }
        ("customer_put", 400, "required") => put(&no_serial_number()),
        ("customer_put", 400, "several") => put(&several()),
        ("customer_put", 200, "updated") => {
            act.before(create(&customer)).await;
            put(&act.request("customer_put", "unconditional"))
        }
        ("customer_put", 403, "neither") => {
            put_without(act, &["CustomerCreate", "CustomerUpdate"], &customer).await
        }
        ("customer_put", 403, "create") => put_without(act, &["CustomerCreate"], &customer).await,
        ("customer_put", 403, "update") => {
            act.before(create(&customer)).await;
            put_without(act, &["CustomerUpdate"], &customer).await
        }
        ("customer_put", 403, "set_discount") => {
            act.before(create(&customer)).await;
            let changed = with(customer, &json!({ "discountRate": 12.5 }));
            put_without(act, &["CustomerSetDiscount"], &changed).await
        }
        ("customer_put", 403, "set_credit") => {
            act.before(create(&customer)).await;
            let changed = with(customer, &json!({ "credit": { "amount": 20.0 } }));
            put_without(act, &["CustomerSetCredit"], &changed).await
        }
        ("customer_put", 409, "version") => {
            act.before(create(&customer)).await;
            act.before(put(&customer)).await;
            put(&customer)
        }
        ("customer_put", 409, "unique") => {
            act.before(create(&customer)).await;
            act.before(create(&act.request("customer_create", "company"))).await;
            put(&with(customer, &json!({ "externalId": "crm-1001" })))
        }
        ("customer_delete", 200, "deleted") => {
            act.before(create(&customer)).await;
            act.ask("DELETE", CUSTOMER)
        }
        _ => return None,
    })
}

/// A PUT by a user who holds all rights but these.
async fn put_without(act: &Act<'_>, lacking: &[&str], body: &Value) -> Ask {
    let held = RIGHTS.iter().copied().filter(|right| !lacking.contains(right));
    let issued = act.server.issue("portos", CredentialKind::UserPassword, "demo", held).await;
    let token = act.server.portos_token_by(&issued.credential.id, issued.secret.expose()).await;
    Ask::new("PUT", CUSTOMER).token(&token).json(body.to_string())
}

#[tokio::test]
async fn portos_examples_of_answers_are_what_it_says() {
    hold(API).await;
}
