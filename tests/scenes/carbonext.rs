//! How Carbonext comes to say its examples.

use contract_tests::Ask;
use serde_json::{Value, json};

use super::{Act, FORM, hold, with};

pub(super) const API: &str = "carbonext";
const APPLICATIONS: &str = "/v1/customers/applications";

pub(super) async fn scene(act: &Act<'_>) -> Option<Ask> {
    let create = |body: &Value| act.ask_json("POST", APPLICATIONS, body);
    let application = act.request("application_create", "application");
    let refresh = |token: &str| {
        sign_in(&format!(
            "client_id=demo&client_secret=demo-secret&grant_type=refresh_token&refresh_token={token}"
        ))
    };
    Some(match act.key() {
        ("token_create", 400, "invalid_request") => sign_in("client_id=demo&client_secret=demo-secret"),
        ("token_create", 400, "unsupported_grant_type") => {
            sign_in("client_id=demo&client_secret=demo-secret&grant_type=password")
        }
        ("token_create", 400, "invalid_grant") => {
            let good = "client_id=demo&client_secret=demo-secret&grant_type=client_credentials";
            let issued = act.before(sign_in(good)).await;
            let token = issued["refresh_token"].as_str()?;
            act.before(refresh(token)).await;
            refresh(token)
        }
        ("token_create", 400, "invalid_scope") => {
            sign_in("client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=everything")
        }
        ("token_create", 401, "invalid_client") => {
            sign_in("client_id=demo&client_secret=wrong&grant_type=client_credentials")
        }
        ("application_list", 200, "one_application") => {
            let keys = [
                "users_write",
                "customerApplication_write",
                "financial_write",
                "users_read",
                "financial_read",
                "orders_read",
                "customerApplication_read",
                "orders_write",
            ];
            let permissions = keys.map(|key| json!({ "id": key }));
            act.before(create(&json!({ "clientId": "app-test", "permissions": permissions }))).await;
            act.ask("GET", APPLICATIONS)
        }
        ("application_list", 200, "empty_page") => {
            act.before(create(&application)).await;
            act.ask("GET", &format!("{APPLICATIONS}?page=2"))
        }
        ("application_list", 400, "page_size") => act.ask("GET", &format!("{APPLICATIONS}?page-size=101")),
        ("application_create", 400, "required") => create(&with(application, &json!({ "clientId": null }))),
        ("application_create", 400, "unknown_permission") => {
            create(&with(application, &json!({ "permissions": [{ "id": "everything" }] })))
        }
        ("application_create", 409, "reserved") => {
            create(&with(application, &json!({ "clientId": "applications" })))
        }
        ("application_create", 403, "not_yours_to_give") => {
            let permissions = json!([{ "id": "customerApplication_write" }]);
            let created =
                act.before(create(&json!({ "clientId": "creator", "permissions": permissions }))).await;
            let key = created["customerApplicationKey"].as_str()?;
            let form = format!("client_id=creator&client_secret={key}&grant_type=client_credentials");
            let issued = act.before(sign_in(&form)).await;
            Ask::new("POST", APPLICATIONS)
                .token(issued["access_token"].as_str()?)
                .json(application.to_string())
        }
        ("application_create", 409, "taken") => {
            act.before(create(&application)).await;
            create(&application)
        }
        _ => return None,
    })
}

fn sign_in(form: &str) -> Ask {
    Ask::new("POST", "/connect/token").header("content-type", FORM).body(form.to_owned())
}

#[tokio::test]
async fn carbonexts_examples_of_answers_are_what_it_says() {
    hold(API).await;
}
