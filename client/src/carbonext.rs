//! Carbonext B2B: a company's applications, and how they sign in.
//!
//! ```no_run
//! use customers_client::carbonext;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = carbonext::Client::builder()
//!     .base_url("http://127.0.0.1:8080/carbonext")
//!     .client_credentials("demo", "demo-secret")
//!     .build()?;
//!
//! let mut applications = client.application_list().page_size(100).items();
//! while let Some(application) = applications.next().await {
//!     println!("{}", application?.client_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client signs in when it is first asked to call something. Before the access token's time is over it trades the refresh
//! token for the next tokens, and when that is not to be, signs in anew.
//!
//! [`sign_in`], [`refresh`] and [`connect`] are for whoever keeps tokens by hand: clients that `connect` makes send every
//! call once, with the token that they were given.

pub use crate::generated::carbonext::{Client, ClientInfo, ResponseValue, builder, types};

use crate::builder::{ApiClient, ClientBuilder, Environment, Process};
use crate::connection::ConnectError;
use crate::error::{Refusal, SignInError, SignInFailure};
use crate::oauth::{self, Means, Names};
use crate::pages::{Asking, List, paged};
use crate::runtime::{Credential, Nature, Session, SignIn, Signing, Token};
use builder::ApplicationList;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::time::Duration;
use types::{Application, ApplicationPage, GrantType, IssuedToken, Problem, TokenError, TokenRequest};

/// Why a call has no value; a refusal's body is a [`Problem`], or a [`TokenError`] where the call signs in.
pub type Error<E = Problem> = crate::Error<E>;

/// Makes a [`Client`].
pub type Builder = ClientBuilder<Account>;

/// The vendor's address.
const VENDOR: &str = "https://api-b2b.carbonext.com.br";

/// The scope that asks for a refresh token.
const SCOPE: &str = "offline_access";

pub(crate) const NATURE: Nature = Nature {
    api: "carbonext",
    anonymous: &["token_create"],
    // A refresh token works once, and one operation takes both it and credentials.
    repeatable: &[],
    signs_out: None,
};

const NAMES: Names = Names {
    url: "CARBONEXT_URL",
    client_id: "CARBONEXT_CLIENT_ID",
    client_secret: "CARBONEXT_CLIENT_SECRET",
    token: "CARBONEXT_TOKEN",
    sign_in_url: "CARBONEXT_SIGN_IN_URL",
    credentials: "the application's id or its key",
};

/// As whom a client calls, and where it signs in.
#[derive(Clone, Default)]
pub struct Account(oauth::Account);

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Client {
    /// What makes a client: give it credentials, and whatever is to differ from the defaults.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::carbonext::Client::builder()
    ///     .base_url("http://127.0.0.1:8080/carbonext")
    ///     .client_credentials("demo", "demo-secret")
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> Builder {
        ClientBuilder::new(Account::default())
    }

    /// A client as the environment says: `CARBONEXT_CLIENT_ID` and `CARBONEXT_CLIENT_SECRET`, or `CARBONEXT_TOKEN`; and
    /// `CARBONEXT_URL` and `CARBONEXT_SIGN_IN_URL`, where these are not the defaults.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::carbonext::Client::from_env()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, ConnectError> {
        Self::builder().from_env()?.build()
    }
}

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "carbonext";

    fn demo_builder() -> Builder {
        Self::builder().client_credentials("demo", "demo-secret")
    }

    fn from_builder(builder: Builder) -> Result<Self, ConnectError> {
        builder.build()
    }
}

impl Builder {
    /// Signs in as an application, by its `clientId` and its key, when it is needed.
    pub fn client_credentials(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        self.account.0.client_id = Some(client_id.into());
        self.account.0.client_secret = Some(client_secret.into());
        self
    }

    /// Calls with a token that somebody else has got. When its time is over, calls fail.
    pub fn access_token(mut self, access_token: impl Into<SecretString>) -> Self {
        self.account.0.access_token = Some(access_token.into());
        self
    }

    /// Where *Sign in* is, up to `/connect/token`. Left out, it is where everything else is; but the vendor serves it at a
    /// host of its own, so that it is to be said where no base URL is.
    ///
    /// ```
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::carbonext::Client::builder()
    ///     .sign_in_url("https://identity.example.com")
    ///     .client_credentials("demo", "demo-secret")
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn sign_in_url(mut self, sign_in_url: impl Into<String>) -> Self {
        self.account.0.sign_in_url = Some(sign_in_url.into());
        self
    }

    /// Takes what the environment says, as [`Client::from_env`] does, over what was said before.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.reading(&Process)
    }

    fn reading(self, environment: &(impl Environment + ?Sized)) -> Result<Self, ConnectError> {
        let mut builder = self.base_url_from(environment, NAMES.url)?;
        builder.account.0.read(environment, &NAMES)?;
        Ok(builder)
    }

    /// The client. Nothing is sent yet: whether the credentials are valid, the first call tells.
    pub fn build(self) -> Result<Client, ConnectError> {
        let base_url = self.address(Some(VENDOR), NAMES.url)?;
        let elsewhere = self.has_address().then_some(base_url.as_str());
        let Self { account, settings, .. } = self;
        let (http, budget) = (settings.http()?, settings.budget());
        let credential = match account.0.means(elsewhere, &NAMES)? {
            Means::Token(token) => Credential::bearer(&token)?,
            Means::SignIn { url, client_id, client_secret } => {
                let client = |may_repeat| {
                    let runtime =
                        settings.runtime_to_sign_in(&NATURE, http.clone(), budget.clone(), may_repeat);
                    Client::new_with_client(&url, http.clone(), runtime)
                };
                let desk = Desk {
                    by_credentials: client(true),
                    by_refresh: client(false),
                    client_id,
                    client_secret,
                };
                Credential::Session(Session::new(desk, settings.now.clone()))
            }
        };
        let runtime = settings.runtime(&NATURE, http.clone(), budget, credential);
        Ok(Client::new_with_client(&base_url, http, runtime))
    }
}

/// Where a client signs in by itself.
struct Desk {
    by_credentials: Client,
    /// Sends once: a refresh token that comes a second time counts as copied.
    by_refresh: Client,
    client_id: String,
    client_secret: SecretString,
}

impl SignIn for Desk {
    fn sign_in(&self, refresh: Option<SecretString>) -> Signing<'_> {
        let request = |refresh: Option<&SecretString>| {
            let refresh = refresh.map(ExposeSecret::expose_secret);
            token_request(&self.client_id, self.client_secret.expose_secret(), refresh)
        };
        let refreshing = refresh.map(|token| self.by_refresh.token_create().body(request(Some(&token))));
        let signing_in = self.by_credentials.token_create().body(request(None));
        Box::pin(async move {
            let refreshed = match refreshing {
                Some(call) => call.send().await.ok(),
                None => None,
            };
            // One that was not taken is no reason to give up: the credentials are there.
            let issued = match refreshed {
                Some(issued) => issued,
                None => signing_in.send().await.map_err(SignInFailure::call)?,
            };
            let issued = issued.into_inner();
            let life = u64::try_from(issued.expires_in).ok().map(Duration::from_secs);
            Token::bearer(issued.access_token.expose(), life, Some(issued.refresh_token.expose().into()))
        })
    }
}

fn token_request(client_id: &str, client_secret: &str, refresh_token: Option<&str>) -> TokenRequest {
    TokenRequest {
        client_id: Some(client_id.to_owned()),
        client_secret: Some(client_secret.into()),
        grant_type: if refresh_token.is_some() {
            GrantType::RefreshToken
        } else {
            GrantType::ClientCredentials
        },
        refresh_token: refresh_token.map(Into::into),
        scope: refresh_token.is_none().then(|| SCOPE.to_owned()),
    }
}

/// A client of the API at `base_url` (`http://127.0.0.1:8080/carbonext`, say) that carries an access token, and sends every
/// call once.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
///
/// ```no_run
/// # async fn example(access_token: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let client = customers_client::carbonext::connect("http://127.0.0.1:8080/carbonext", access_token)?;
/// println!("{}", client.application_list().send().await?.total_count);
/// # Ok(())
/// # }
/// ```
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    Client::builder().base_url(base_url).access_token(access_token).without_retries().build()
}

/// Signs an application in with its `clientId` and its key, once.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let url = "http://127.0.0.1:8080/carbonext";
/// let token = customers_client::carbonext::sign_in(url, "demo", "demo-secret").await?;
/// let client = customers_client::carbonext::connect(url, token.access_token.expose())?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub async fn sign_in(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    ask(base_url, token_request(client_id, client_secret, None)).await
}

/// Trades a refresh token for the next tokens. It works once: keep the one that comes back.
///
/// ```no_run
/// # async fn example(refresh_token: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let url = "http://127.0.0.1:8080/carbonext";
/// let next = customers_client::carbonext::refresh(url, "demo", "demo-secret", refresh_token).await?;
/// println!("{} seconds", next.expires_in);
/// # Ok(())
/// # }
/// ```
pub async fn refresh(
    base_url: &str,
    client_id: &str,
    client_secret: &str,
    refresh_token: &str,
) -> Result<IssuedToken, SignInError<TokenError>> {
    ask(base_url, token_request(client_id, client_secret, Some(refresh_token))).await
}

async fn ask(base_url: &str, request: TokenRequest) -> Result<IssuedToken, SignInError<TokenError>> {
    // The operation takes no credential, and is sent none.
    let client = Client::builder().base_url(base_url).access_token("").without_retries().build()?;
    let answer = client.token_create().body(request).send().await.map_err(SignInError::Call)?;
    Ok(answer.into_inner())
}

impl Refusal for Problem {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)?;
        for item in &self.errors {
            let place = item.pointer.as_deref().or(item.parameter.as_deref()).unwrap_or("the request");
            if !self.detail.contains(&item.detail) {
                write!(formatter, "; {place}: {}", item.detail)?;
            }
        }
        Ok(())
    }
}

impl Refusal for TokenError {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error_description {
            Some(description) => write!(formatter, "{}: {description}", self.error),
            None => write!(formatter, "{}", self.error),
        }
    }
}

impl<'a> List<'a> for ApplicationList<'a> {
    type Page = ApplicationPage;
    type Item = Application;
    type Error = Error;

    fn ask(self) -> Asking<'a, Self> {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }

    fn after(self, page: &ApplicationPage) -> Option<Self> {
        page.has_next_page.then(|| self.page(page.page_index + 1))
    }

    fn beyond(&self, page: &ApplicationPage) -> Option<u64> {
        if !page.has_next_page {
            return Some(0);
        }
        // Before the last page, every page is full.
        let read = i64::from(page.page_index).checked_mul(i64::try_from(page.items.len()).ok()?)?;
        u64::try_from(page.total_count.checked_sub(read)?).ok()
    }

    fn items_of(page: ApplicationPage) -> Vec<Application> {
        page.items
    }
}

paged!(ApplicationList, "the company's applications");

#[cfg(test)]
mod tests {
    use super::ClientInfo as _;
    use super::{ConnectError, SignInError, connect, refresh, sign_in};
    use secrecy::ExposeSecret;
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

    #[test]
    fn the_environment_says_what_was_not_said_otherwise() {
        let environment = [
            ("CARBONEXT_URL", "http://127.0.0.1:1/carbonext"),
            ("CARBONEXT_SIGN_IN_URL", "http://127.0.0.1:2"),
            ("CARBONEXT_CLIENT_ID", "app"),
            ("CARBONEXT_CLIENT_SECRET", "key"),
        ];
        let builder =
            super::Client::builder().client_credentials("demo", "demo-secret").base_url("http://elsewhere");
        let builder = builder.reading(environment.as_slice()).unwrap();
        assert_eq!(builder.account.0.client_id.as_deref(), Some("app"));
        assert_eq!(builder.account.0.client_secret.as_ref().map(ExposeSecret::expose_secret), Some("key"));
        assert_eq!(builder.account.0.sign_in_url.as_deref(), Some("http://127.0.0.1:2"));
        assert_eq!(builder.build().unwrap().baseurl(), "http://127.0.0.1:1/carbonext");

        let builder = super::Client::builder().client_credentials("demo", "demo-secret");
        let builder = builder.reading([("CARBONEXT_CLIENT_ID", "")].as_slice()).unwrap();
        assert_eq!(builder.account.0.client_id.as_deref(), Some("demo"), "what is empty says nothing");
        let token = [("CARBONEXT_TOKEN", "token")];
        let client = super::Client::builder().reading(token.as_slice()).unwrap().build().unwrap();
        assert_eq!(client.baseurl(), super::VENDOR);
    }
}
