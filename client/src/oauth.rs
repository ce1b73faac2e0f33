//! OAuth 2.0 client credentials, for the APIs that have a token operation.

use crate::auth::{Credential, Session, SignIn, SignInFuture, Token};
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment, missing, parse_base_url};
use crate::error::{ConnectError, SignInFailure};
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use std::future::Future;

/// An API whose clients exchange an id and a secret for a token.
pub trait OAuthClient: ApiClient<Account = Account> + Send + Sync + 'static {
    /// The credentials, as the API calls them.
    const CREDENTIALS: &'static str;

    /// Calls the token operation with the client's credentials, or with a refresh token in addition.
    fn issue_token(
        &self,
        client_id: &str,
        client_secret: &str,
        refresh_token: Option<&str>,
    ) -> impl Future<Output = Result<Token, SignInFailure>> + Send;
}

/// Credentials, and the address of the token operation.
#[derive(Clone, Default)]
pub struct Account {
    client_id: Option<String>,
    client_secret: Option<SecretString>,
    access_token: Option<SecretString>,
    sign_in_url: Option<String>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl<C: OAuthClient> ClientBuilder<C> {
    /// Signs in with these credentials when a token is needed.
    pub fn client_credentials(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        self.account.client_id = Some(client_id.into());
        self.account.client_secret = Some(client_secret.into());
        self
    }

    /// Sends this token. Calls fail when it has expired.
    pub fn access_token(mut self, access_token: impl Into<SecretString>) -> Self {
        self.account.access_token = Some(access_token.into());
        self
    }

    /// Sets the address of the token operation, up to `/connect/token`. The default is the base URL. Vendors have another
    /// host for it, so it is required where the base URL is the vendor's.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::tradevest::Client::builder()
    ///     .sign_in_url("https://identity.example.com")
    ///     .client_credentials("demo", "demo-secret")
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn sign_in_url(mut self, sign_in_url: impl Into<String>) -> Self {
        self.account.sign_in_url = Some(sign_in_url.into());
        self
    }
}

impl Account {
    pub(crate) fn read(&mut self, environment: &Environment<'_>) -> Result<(), ConnectError> {
        environment.fill(&mut self.client_id, "CLIENT_ID")?;
        environment.fill(&mut self.client_secret, "CLIENT_SECRET")?;
        environment.fill(&mut self.access_token, "TOKEN")?;
        environment.fill(&mut self.sign_in_url, "SIGN_IN_URL")
    }

    pub(crate) fn credential<C: OAuthClient>(
        self,
        connection: &Connection,
    ) -> Result<Credential, ConnectError> {
        if let Some(token) = self.access_token {
            return Credential::bearer(&token);
        }
        let (Some(client_id), Some(client_secret)) = (self.client_id, self.client_secret) else {
            return Err(missing::<C>(C::CREDENTIALS, "client_credentials", "CLIENT_ID"));
        };
        let url = match (self.sign_in_url, connection.given_url()) {
            (Some(url), _) => parse_base_url(&url)?,
            (None, Some(url)) => url.to_owned(),
            (None, None) => {
                return Err(missing::<C>("the address of the token operation", "sign_in_url", "SIGN_IN_URL"));
            }
        };
        let login: CredentialsLogin<C> = CredentialsLogin {
            with_credentials: connection.sign_in_client(&url, true),
            with_refresh_token: connection.sign_in_client(&url, false),
            client_id,
            client_secret,
        };
        Ok(Credential::Session(Session::new(login, connection.clock())))
    }
}

struct CredentialsLogin<C> {
    with_credentials: C,
    /// Sends once: a refresh token that is sent again counts as stolen.
    with_refresh_token: C,
    client_id: String,
    client_secret: SecretString,
}

impl<C: OAuthClient> SignIn for CredentialsLogin<C> {
    fn sign_in(&self, refresh: Option<SecretString>) -> SignInFuture<'_> {
        Box::pin(async move {
            let (id, secret) = (&self.client_id, self.client_secret.expose_secret());
            if let Some(refresh) = refresh
                && let Ok(token) =
                    self.with_refresh_token.issue_token(id, secret, Some(refresh.expose_secret())).await
            {
                return Ok(token);
            }
            self.with_credentials.issue_token(id, secret, None).await
        })
    }
}
