//! A customer's whole life at Reportei, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo token, unless `REPORTEI_URL` and `REPORTEI_TOKEN` say
//! otherwise.

use std::error::Error;

use customers_client::Error as CallError;
use customers_client::reportei::types::SortBy;
use customers_client::reportei::{Builder, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Client::builder().base_url("http://127.0.0.1:8080/reportei").access_token("demo-token");
    run(demo.from_env()?).await
}

/// Makes a customer, calls every operation on it, and deletes it.
pub async fn run(builder: Builder) -> Result<(), Box<dyn Error>> {
    let client = builder.clone().build()?;

    // The one answer that holds the customer's token: keep it.
    let created =
        client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
    println!("created {}, whose trial ends at {}", created.name, created.trial_ends_at);

    // Pages are asked for as they are wanted.
    let mut customers = client.customer_list().per_page(50).sort_by(SortBy::Name).items();
    while let Some(customer) = customers.next().await {
        println!("there is {}", customer?.name);
    }

    let customer = client.customer_view().uuid(created.uuid).send().await?.into_inner().customer;
    println!("{} is a customer of {}", customer.name, customer.merchant);

    // A token does not show itself in logs: only `expose` gives its text. This client speaks for the customer.
    let of_the_customer = builder.customer_token(&created.api_token).build()?;
    let settings = of_the_customer.settings().send().await?.into_inner().customer;
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
