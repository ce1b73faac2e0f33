//! An entity that becomes a customer at Tradevest, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo account, unless `TRADEVEST_URL`, `TRADEVEST_CLIENT_ID` and
//! `TRADEVEST_CLIENT_SECRET` say otherwise.

use std::env;
use std::error::Error;

use customers_client::tradevest::types::{CustomerType, EntityType};
use customers_client::tradevest::{self, Client, Error as CallError};
use uuid::{Uuid, uuid};

/// Who becomes a customer, and on whose behalf.
const ENTITY_ID: Uuid = uuid!("c1a4f6de-2b7a-4e0f-8a55-9e2d7c3b1f08");
const REQUESTOR_ID: Uuid = uuid!("123e4567-e89b-12d3-a456-426614174000");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let base_url = env::var("TRADEVEST_URL").unwrap_or_else(|_| "http://127.0.0.1:8080/tradevest".to_owned());
    let client_id = env::var("TRADEVEST_CLIENT_ID").unwrap_or_else(|_| "demo".to_owned());
    let client_secret = env::var("TRADEVEST_CLIENT_SECRET").unwrap_or_else(|_| "demo-secret".to_owned());
    run(&base_url, &client_id, &client_secret).await
}

/// Signs in, makes an entity a customer if it is none yet, and calls every operation on it.
pub async fn run(base_url: &str, client_id: &str, client_secret: &str) -> Result<(), Box<dyn Error>> {
    let token = tradevest::sign_in(base_url, client_id, client_secret).await?;
    println!("signed in for {} seconds", token.expires_in);
    let client = tradevest::connect(base_url, token.access_token.expose())?;

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
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let call = client.customer_list().customer_type(CustomerType::LegalEntity).labels(labels.clone());
        let page = call.limit(50).cursor(cursor).send().await?.into_inner();
        count += page.data.len();
        cursor = page.pagination.cursor;
        // An empty cursor ends the list.
        if cursor.is_empty() {
            return Ok(count);
        }
    }
}
