//! Tradevest roles: entities in the role of customer.
//!
//! [`sign_in`] trades a partner's `client_id` and `client_secret` for an access token that lives for an hour, [`connect`]
//! makes a client that carries it. Whoever serves *Sign in* at another host, as the vendor does, is given another base URL
//! there.
//!
//! ```no_run
//! use customers_client::tradevest;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let url = "http://127.0.0.1:8080/tradevest";
//! let token = tradevest::sign_in(url, "demo", "demo-secret").await?;
//! let client = tradevest::connect(url, token.access_token.expose())?;
//!
//! let mut cursor = String::new();
//! loop {
//!     let page = client.customer_list().limit(100).cursor(cursor).send().await?.into_inner();
//!     for customer in page.data {
//!         println!("{} {}", customer.customer_id, customer.customer_status);
//!     }
//!     cursor = page.pagination.cursor;
//!     if cursor.is_empty() {
//!         break;
//!     }
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::tradevest::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};

use crate::connection::{self, ConnectError};
use crate::error::SignInError;
use reqwest::header::AUTHORIZATION;
use types::{GrantType, IssuedToken, TokenError, TokenRequest};

/// The scope that all operations ask for.
const SCOPE: &str = "tradevest.api";

/// A client of the API at `base_url` (`http://127.0.0.1:8080/tradevest`, say) that carries an access token.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    let http = connection::http_client(AUTHORIZATION, &format!("Bearer {access_token}"))?;
    Ok(Client::new_with_client(&base_url, http))
}

/// Signs a partner in with its `client_id` and `client_secret`.
pub async fn sign_in(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    let base_url = connection::base_url(base_url)?;
    let client = Client::new_with_client(&base_url, connection::http_client_without_credential()?);
    let request = TokenRequest {
        client_id: Some(client_id.to_owned()),
        client_secret: Some(client_secret.into()),
        grant_type: GrantType::ClientCredentials,
        scope: Some(SCOPE.to_owned()),
    };
    let answer = client.token_create().body(request).send().await.map_err(SignInError::Call)?;
    Ok(answer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::connect;
    use uuid::Uuid;

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/tradevest", "hunter2").unwrap();
        let call = client.customer_view().customer_id(Uuid::nil());
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
}
