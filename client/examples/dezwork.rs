//! A client's whole life at Dezwork, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo token, unless `DEZWORK_URL` and `DEZWORK_TOKEN` say
//! otherwise.

use std::error::Error;

use chrono::NaiveDate;
use customers_client::Error as CallError;
use customers_client::dezwork::types::{Genero, NovoEndereco, TipoCliente};
use customers_client::dezwork::{Builder, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Client::builder().base_url("http://127.0.0.1:8080/dezwork").account_token("demo-token");
    run(demo.from_env()?).await
}

/// Adds a client, calls every operation on it, and deletes it.
pub async fn run(builder: Builder) -> Result<(), Box<dyn Error>> {
    let client = builder.build()?;

    let address = NovoEndereco::builder()
        .street("Rua João Pessoa")
        .number("17")
        .district("Centro")
        .city("Garibaldi")
        .state("RS")
        .postcode("95720-000");
    let address = NovoEndereco::try_from(address)?;
    let birth_date: NaiveDate = "1995-02-06".parse()?;
    let create = client.cliente_create().body_map(|body| {
        body.type_(TipoCliente::Pf)
            .name("Ana")
            .document("008.578.930-50")
            .phone("54 999999999")
            .birth_date(birth_date)
            .mail("ana@example.com")
            .gender(Genero::from(1))
            .addresses(vec![address])
    });
    let created = create.send().await?.into_inner().data.client;
    println!(
        "added {}, {}, born on {}",
        created.name,
        created.document,
        created.birth_date.unwrap_or_default()
    );

    // Pages are asked for as they are wanted, until one is empty.
    let mut clients = client.cliente_list().items();
    let mut count = 0;
    while let Some(listed) = clients.next().await {
        listed?;
        count += 1;
    }
    println!("{count} clients in the list");

    let shown = client.cliente_view().id(created.id).send().await?.into_inner().data.client;
    println!("{} lives in {}", shown.name, shown.addresses[0].city);

    // What is not given stays as it is.
    let update = client.cliente_update().body_map(|body| body.id(created.id).name("Ana Lovelace".to_owned()));
    println!("renamed to {}", update.send().await?.into_inner().data.client.name);

    let deleted = client.cliente_delete().id(created.id).send().await?.into_inner().data.client;
    println!("deleted {}", deleted.name);

    // Statuses that the document lists come back typed; everything else (a lost connection, say) is another variant.
    match client.cliente_view().id(created.id).send().await {
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 404 => {
            println!("gone: {}", refusal.error_message);
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a deleted client is still there".into()),
    }
    Ok(())
}
