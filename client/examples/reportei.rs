//! A customer's whole life at Reportei, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo token, unless `REPORTEI_URL` and `REPORTEI_TOKEN` say
//! otherwise.

use std::env;
use std::error::Error;

use customers_client::reportei::types::SortBy;
use customers_client::reportei::{self, Error as CallError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let base_url = env::var("REPORTEI_URL").unwrap_or_else(|_| "http://127.0.0.1:8080/reportei".to_owned());
    let access_token = env::var("REPORTEI_TOKEN").unwrap_or_else(|_| "demo-token".to_owned());
    run(&base_url, &access_token).await
}

/// Makes a customer, calls every operation on it, and deletes it.
pub async fn run(base_url: &str, access_token: &str) -> Result<(), Box<dyn Error>> {
    let client = reportei::connect(base_url, access_token)?;

    // The one answer that holds the customer's token: keep it.
    let created =
        client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
    println!("created {}, whose trial ends at {}", created.name, created.trial_ends_at);

    let page = client.customer_list().per_page(5).sort_by(SortBy::Name).send().await?.into_inner();
    println!("{} customers, {} of them on the first page", page.meta.total, page.data.len());

    let customer = client.customer_view().uuid(created.uuid).send().await?.into_inner().customer;
    println!("{} is a customer of {}", customer.name, customer.merchant);

    // A token does not show itself in logs: only `expose` gives its text.
    let token = created.api_token.expose();
    let settings = client.customer_settings().x_customer_token(token).send().await?.into_inner().customer;
    println!("{} has connected {} sources", settings.name, settings.integrations.len());

    let update = client.customer_update().uuid(created.uuid).body_map(|body| body.name("Ada Lovelace"));
    println!("renamed to {}", update.send().await?.into_inner().customer.name);

    let payment = client.customer_payment_status_update().uuid(created.uuid);
    println!("{}", payment.body_map(|body| body.is_paying(true)).send().await?.into_inner().message);

    println!("{}", client.customer_delete().uuid(created.uuid).send().await?.into_inner().message);

    // Statuses that the document lists come back typed; everything else (a lost connection, say) is another variant.
    match client.customer_view().uuid(created.uuid).send().await {
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 404 => {
            println!("gone: {}", refusal.message);
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a deleted customer is still there".into()),
    }
    Ok(())
}
