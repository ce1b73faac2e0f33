//! Carbonext B2B: a company's applications, and how they sign in.
//!
//! [`sign_in`] trades an application's `clientId` and key for an access token, [`connect`] makes a client that carries it.
//! The token lives for the better part of an hour; [`refresh`] trades the refresh token for the next one. Whoever serves
//! *Sign in* at another host, as the vendor does, is given another base URL there.
//!
//! ```no_run
//! use customers_client::carbonext;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let url = "http://127.0.0.1:8080/carbonext";
//! let tokens = carbonext::sign_in(url, "demo", "demo-secret").await?;
//! let client = carbonext::connect(url, tokens.access_token.expose())?;
//!
//! let page = client.application_list().page_size(100).send().await?.into_inner();
//! println!("{} applications", page.total_count);
//!
//! let tokens = carbonext::refresh(url, "demo", "demo-secret", tokens.refresh_token.expose()).await?;
//! # let _ = tokens;
//! # Ok(())
//! # }
//! ```

pub use crate::generated::carbonext::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};

use crate::connection::{self, ConnectError};
use crate::error::SignInError;
use reqwest::header::AUTHORIZATION;
use types::{GrantType, IssuedToken, TokenError, TokenRequest};

/// The scope that asks for a refresh token.
const SCOPE: &str = "offline_access";

/// A client of the API at `base_url` (`http://127.0.0.1:8080/carbonext`, say) that carries an access token.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    let http = connection::http_client(AUTHORIZATION, &format!("Bearer {access_token}"))?;
    Ok(Client::new_with_client(&base_url, http))
}

/// Signs an application in with its `clientId` and its key.
pub async fn sign_in(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    let request = TokenRequest {
        client_id: Some(client_id.to_owned()),
        client_secret: Some(client_secret.into()),
        grant_type: GrantType::ClientCredentials,
        refresh_token: None,
        scope: Some(SCOPE.to_owned()),
    };
    ask(base_url, request).await
}

/// Trades a refresh token for the next tokens. It works once: keep the one that comes back.
pub async fn refresh(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
    refresh_token: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    let request = TokenRequest {
        client_id: Some(client_id.to_owned()),
        client_secret: Some(client_secret.into()),
        grant_type: GrantType::RefreshToken,
        refresh_token: Some(refresh_token.into()),
        scope: None,
    };
    ask(base_url, request).await
}

async fn ask(base_url: &str, request: TokenRequest) -> Result<IssuedToken, SignInError<TokenError>> {
    let base_url = connection::base_url(base_url)?;
    let client = Client::new_with_client(&base_url, connection::http_client_without_credential()?);
    let answer = client.token_create().body(request).send().await.map_err(SignInError::Call)?;
    Ok(answer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::{ConnectError, SignInError, connect, refresh, sign_in};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server for one call: its address, and what the client sent to it.
    fn answer_once(status: &str, body: &str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/carbonext/", listener.local_addr().unwrap());
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = vec![0; 8192];
            let mut length = 0;
            // Head and body may come one after the other.
            while !String::from_utf8_lossy(&request[..length]).contains("grant_type=") {
                length += stream.read(&mut request[length..]).unwrap();
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (base_url, server)
    }

    #[tokio::test]
    async fn signing_in_sends_the_form_that_the_document_says() {
        let tokens =
            r#"{"access_token": "a", "token_type": "Bearer", "expires_in": 3596, "refresh_token": "r"}"#;
        let (base_url, server) = answer_once("200 OK", tokens);
        let issued = sign_in(&base_url, "app", "k&y").await.unwrap();
        assert_eq!((issued.access_token.expose(), issued.expires_in), ("a", 3596));

        let request = server.join().unwrap();
        assert!(request.starts_with("POST /carbonext/connect/token HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"), "{request}");
        assert!(!request.contains("authorization"), "{request}");
        let form = request.split("\r\n\r\n").nth(1).unwrap();
        assert_eq!(
            form,
            "client_id=app&client_secret=k%26y&grant_type=client_credentials&scope=offline_access"
        );
    }

    #[tokio::test]
    async fn a_refusal_says_why_and_never_the_secret() {
        let (base_url, server) = answer_once("400 Bad Request", r#"{"error": "invalid_grant"}"#);
        let error = refresh(&base_url, "app", "hunter2", "hunter3").await.unwrap_err();
        server.join().unwrap();

        let SignInError::Call(super::Error::ErrorResponse(refusal)) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.error.to_string(), "invalid_grant");
        let shown = format!("{error:?} {error}");
        assert!(!shown.contains("hunter"), "{shown}");
    }

    #[tokio::test]
    async fn what_cannot_work_is_refused_at_once() {
        assert!(matches!(connect("127.0.0.1", "token"), Err(ConnectError::InvalidBaseUrl { .. })));
        assert!(matches!(connect("http://127.0.0.1", "a\nb"), Err(ConnectError::InvalidCredential)));
        let error = sign_in("127.0.0.1", "app", "key").await.unwrap_err();
        assert!(matches!(error, SignInError::Connect(ConnectError::InvalidBaseUrl { .. })), "{error:?}");
    }
}
