//! A customer's whole life at Portos, through the typed client.
//!
//! It calls the server of `cargo run --release` as a demo user, unless `PORTOS_URL`, `PORTOS_USER` and `PORTOS_PASSWORD`
//! say otherwise.

use std::error::Error;

use customers_client::Error as CallError;
use customers_client::formats::Decimal;
use customers_client::portos::types::{Card, Credit};
use customers_client::portos::{Builder, Client, Filter, SortKey};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Client::builder().base_url("http://127.0.0.1:8080/portos").user("demo", "demo-secret");
    run(demo.from_env()?).await
}

/// Makes a customer, calls every operation on it, deletes it, and signs out.
pub async fn run(builder: Builder) -> Result<(), Box<dyn Error>> {
    // It signs in when it is first asked to call something.
    let client = builder.device_name("Till 1").build()?;

    // Money and rates are exact decimals: 0.1 and 0.2 are 0.3.
    let card = Card::try_from(Card::builder().serial_number("example-1001"))?;
    let credit: Decimal = "20.00".parse()?;
    let credit = Credit::try_from(Credit::builder().amount(credit).currency_label("EUR".to_owned()))?;
    let discount: Decimal = "12.5".parse()?;
    let create = client.customer_create().body_map(|body| {
        body.first_name("Ada".to_owned())
            .last_name("Žák".to_owned())
            .discount_rate(discount)
            .credit(credit)
            .cards(vec![card])
    });
    let mut customer = create.send().await?.into_inner();
    let id = customer.id.clone().ok_or("a customer without an id")?;
    println!("created {}", customer.full_name.as_deref().unwrap_or_default());

    // Filters are typed; what is in a text stays in it.
    let found = client
        .customer_list()
        .filter(Filter::card_serial_number().eq("example-1001"))
        .filter(Filter::discount_rate().gt(0))
        .filter(Filter::discount_rate().lt(50))
        .search("žák")
        .sort_by(SortKey::LastName)
        .sort_by(SortKey::DiscountRate.descending())
        .take(10)
        .send()
        .await?
        .into_inner();
    println!("{} of {} customers with that card", found.count, found.total_count);

    // An update replaces the whole customer: what was read is changed and sent back, with the version that it has.
    customer.discount_rate = Some("15".parse()?);
    let updated = client.customer_put().id(&id).body(customer.clone()).send().await?.into_inner();
    println!("version {} has a discount of 15 percent", updated.v.unwrap_or_default());

    // So an update that comes too late does not undo another's.
    match client.customer_put().id(&id).body(customer).send().await {
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 409 => {
            let version = refusal.resource.as_ref().map(|resource| resource.version);
            println!("too late: it is at version {} already", version.unwrap_or_default());
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a version was overwritten".into()),
    }

    let shown = client.customer_view().id(&id).send().await?.into_inner();
    let amount = shown.credit.and_then(|credit| credit.amount).unwrap_or_default();
    println!("{amount} to spend, with {} card", shown.cards.len());

    let deleted = client.customer_delete().id(&id).send().await?.into_inner();
    println!("deleted {}", deleted.full_name.unwrap_or_default());

    // Statuses that the document lists come back typed; everything else (a lost connection, say) is another variant.
    match client.customer_view().id(&id).send().await {
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 404 => {
            println!("gone: {}", refusal.title);
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a deleted customer is still there".into()),
    }

    // The session ends; a further call would begin another.
    client.session_delete().send().await?;
    Ok(())
}
