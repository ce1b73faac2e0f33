//! An entity that becomes a customer at Tradevest, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo account, unless `TRADEVEST_URL`, `TRADEVEST_CLIENT_ID` and
//! `TRADEVEST_CLIENT_SECRET` say otherwise.

use std::error::Error;

use customers_client::Error as CallError;
use customers_client::tradevest::types::{CustomerType, EntityType};
use customers_client::tradevest::{Builder, Client};
use uuid::{Uuid, uuid};

/// Who becomes a customer, and on whose behalf.
const ENTITY_ID: Uuid = uuid!("c1a4f6de-2b7a-4e0f-8a55-9e2d7c3b1f08");
const REQUESTOR_ID: Uuid = uuid!("123e4567-e89b-12d3-a456-426614174000");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Client::builder().base_url("http://127.0.0.1:8080/tradevest");
    run(demo.client_credentials("demo", "demo-secret").from_env()?).await
}

/// Makes an entity a customer if it is none yet, and calls every operation on it.
pub async fn run(builder: Builder) -> Result<(), Box<dyn Error>> {
    // It signs in when it is first asked to call something, and again when that is due.
    let client = builder.build()?;

    let create = client.customer_create().body_map(|body| {
        body.entity_id(ENTITY_ID)
            .entity_type(EntityType::LegalEntity)
            .labels(vec!["vip".to_owned(), "munich".to_owned()])
    });
    // Statuses that the document lists come back typed; everything else (a lost connection, say) is another variant.
    match create.send().await {
        Ok(created) => println!("{ENTITY_ID} is the customer {}", created.customer_id),
        // An entity can be a customer once, and stays one: the second time the example runs, it finds it here.
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 409 => println!("{}", refusal.message),
        Err(error) => return Err(error.into()),
    }

    let found = client.customer_list().entity_id(ENTITY_ID).send().await?.into_inner();
    let customer_id = found.data.first().ok_or("the customer is not in the list")?.customer_id;

    let customer = client.customer_view().customer_id(customer_id).send().await?.into_inner();
    println!("{} since {}", customer.customer_status, customer.created_on);

    // All labels at once: those that are not given are gone.
    let update = client.customer_update().customer_id(customer_id).requestor_id(REQUESTOR_ID);
    update.body_map(|body| body.labels(vec!["vip".to_owned(), "hamburg".to_owned()])).send().await?;
    println!("{} customers have both labels", count(&client, &["vip", "hamburg"]).await?);
    println!("{} have those that it had", count(&client, &["vip", "munich"]).await?);
    Ok(())
}

/// Goes through all pages of a list.
async fn count(client: &Client, labels: &[&str]) -> Result<usize, Box<dyn Error>> {
    let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    let list = client.customer_list().customer_type(CustomerType::LegalEntity).labels(labels).limit(50);
    let (mut count, mut pages) = (0, list.pages());
    while let Some(page) = pages.next().await {
        count += page?.data.len();
    }
    Ok(count)
}
