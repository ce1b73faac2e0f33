//! An application's whole life at Carbonext, through the typed client.
//!
//! It calls the server of `cargo run --release` with a demo account, unless `CARBONEXT_URL`, `CARBONEXT_CLIENT_ID` and
//! `CARBONEXT_CLIENT_SECRET` say otherwise.

use std::env;
use std::error::Error;

use customers_client::SignInError;
use customers_client::carbonext::types::{PermissionKey, RequestedPermission};
use customers_client::carbonext::{self, Error as CallError};

/// What the example calls its application.
const CLIENT_ID: &str = "nightly-report";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let base_url = env::var("CARBONEXT_URL").unwrap_or_else(|_| "http://127.0.0.1:8080/carbonext".to_owned());
    let client_id = env::var("CARBONEXT_CLIENT_ID").unwrap_or_else(|_| "demo".to_owned());
    let client_secret = env::var("CARBONEXT_CLIENT_SECRET").unwrap_or_else(|_| "demo-secret".to_owned());
    run(&base_url, &client_id, &client_secret).await
}

/// Signs in, creates an application, calls every operation, partly as that application, and deletes it.
pub async fn run(base_url: &str, client_id: &str, client_secret: &str) -> Result<(), Box<dyn Error>> {
    let tokens = carbonext::sign_in(base_url, client_id, client_secret).await?;
    println!("signed in for {} seconds", tokens.expires_in);

    // When that time is over, the refresh token gets the next tokens. It works once: keep the one that comes back.
    let tokens =
        carbonext::refresh(base_url, client_id, client_secret, tokens.refresh_token.expose()).await?;
    let client = carbonext::connect(base_url, tokens.access_token.expose())?;

    // A permission is given by its key, or by its name.
    let may_look = RequestedPermission { id: Some(PermissionKey::CustomerApplicationRead), name: None };
    let create = client.application_create().body_map(|body| {
        body.client_id(CLIENT_ID)
            .application_display_name("Nightly report".to_owned())
            .permissions(vec![may_look])
    });
    // The one answer that holds the application's key: keep it.
    let key = create.send().await?.into_inner().customer_application_key;
    println!("created {CLIENT_ID}");

    // A key does not show itself in logs: only `expose` gives its text.
    let tokens = carbonext::sign_in(base_url, CLIENT_ID, key.expose()).await?;
    let application = carbonext::connect(base_url, tokens.access_token.expose())?;
    let page = application.application_list().page(1).page_size(100).send().await?.into_inner();
    println!("{} applications, {} of them on the first page", page.total_count, page.items.len());
    for item in page.items {
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

    // Its key and its tokens ended with it.
    match carbonext::sign_in(base_url, CLIENT_ID, key.expose()).await {
        Err(SignInError::Call(CallError::ErrorResponse(refusal))) if refusal.status() == 401 => {
            println!("gone: {}", refusal.error);
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("a deleted application can still sign in".into()),
    }
    Ok(())
}
