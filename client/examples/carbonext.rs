//! An application's whole life at Carbonext, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo account, unless `CARBONEXT_URL`, `CARBONEXT_CLIENT_ID` and
//! `CARBONEXT_CLIENT_SECRET` say otherwise.

use std::error::Error;

use customers_client::Error as CallError;
use customers_client::carbonext::types::{PermissionKey, RequestedPermission};
use customers_client::carbonext::{Builder, Client};

/// What the example calls its application.
const CLIENT_ID: &str = "nightly-report";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Client::builder().base_url("http://127.0.0.1:8080/carbonext");
    run(demo.client_credentials("demo", "demo-secret").from_env()?).await
}

/// Creates an application, calls every operation, partly as that application, and deletes it.
pub async fn run(builder: Builder) -> Result<(), Box<dyn Error>> {
    // It signs in when it is first asked to call something, and trades its refresh token when that is due.
    let client = builder.clone().build()?;

    // A permission is given by its key, or by its name.
    let may_look = RequestedPermission { id: Some(PermissionKey::CustomerApplicationRead), name: None };
    let create = client.application_create().body_map(|body| {
        body.client_id(CLIENT_ID)
            .application_display_name("Nightly report".to_owned())
            .permissions(vec![may_look])
    });
    // The one answer that holds the application's key: keep it. It does not show itself in logs.
    let key = create.send().await?.into_inner().customer_application_key;
    println!("created {CLIENT_ID}");

    // The application's own client. Pages are asked for as they are wanted.
    let application = builder.client_credentials(CLIENT_ID, &key).build()?;
    let mut applications = application.application_list().page_size(100).items();
    while let Some(item) = applications.next().await {
        let item = item?;
        let permissions: Vec<_> = item.permissions.iter().map(|one| one.key.to_string()).collect();
        println!("{} may {}", item.client_id, permissions.join(", "));
    }

    // Statuses that the document lists come back typed; everything else (a lost connection, say) is another variant.
    match application.application_delete().client_id(CLIENT_ID).send().await {
        Err(CallError::ErrorResponse(refusal)) if refusal.status() == 403 => {
            println!("{CLIENT_ID} may only look: {}", refusal.detail);
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("it was not given the permission to delete".into()),
    }

    client.application_delete().client_id(CLIENT_ID).send().await?;
    println!("deleted {CLIENT_ID}");

    // Its key and its tokens ended with it, so that it is refused, and cannot sign in again.
    match application.application_list().send().await {
        Err(CallError::SignIn { failure, .. }) => println!("gone: {failure}"),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a deleted application can still sign in".into()),
    }
    Ok(())
}
