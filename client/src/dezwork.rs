//! Dezwork: a shop's clients, in Portuguese.
//!
//! ```no_run
//! use customers_client::dezwork::{self, types};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = dezwork::Client::builder()
//!     .base_url("http://127.0.0.1:8080/dezwork")
//!     .account_token("demo-token")
//!     .build()?;
//!
//! let create = client.cliente_create().body_map(|body| {
//!     body.type_(types::TipoCliente::Pf)
//!         .name("Ana")
//!         .document("008.578.930-50")
//!         .phone("54 999999999")
//!         .birth_date("1995-02-06".parse::<chrono::NaiveDate>().ok())
//!         .mail("ana@example.com")
//!         .gender(types::Genero::Int32(1))
//!         .addresses(Vec::new())
//! });
//! let created = create.send().await?.into_inner().data.client;
//! assert_eq!(created.phone, "(54)99999-9999");
//!
//! let mut clients = client.cliente_list().items();
//! while let Some(client) = clients.next().await {
//!     println!("{}", client?.name);
//! }
//! # Ok(())
//! # }
//! ```

pub use crate::generated::dezwork::{Client, ClientInfo, ResponseValue, builder, types};

use crate::builder::{ApiClient, ClientBuilder, Environment, Process};
use crate::connection::{self, ConnectError};
use crate::error::Refusal;
use crate::pages::{Asking, List, paged};
use crate::runtime::{Credential, Nature};
use builder::ClienteList;
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{ClienteListado, ClientePagina, Erro};

/// Why a call has no value; a refusal's body is an [`Erro`].
pub type Error<E = Erro> = crate::Error<E>;

/// Makes a [`Client`].
pub type Builder = ClientBuilder<Account>;

/// The vendor's address.
const VENDOR: &str = "https://api.dezwork.com";

/// The header that carries the account's token.
const ACCOUNT_TOKEN: HeaderName = HeaderName::from_static("account-token");

pub(crate) const NATURE: Nature = Nature { api: "dezwork", anonymous: &[], repeatable: &[], signs_out: None };

/// As whom a client calls.
#[derive(Clone, Default)]
pub struct Account {
    token: Option<SecretString>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").finish_non_exhaustive()
    }
}

impl Client {
    /// What makes a client: give it the account's token, and whatever is to differ from the defaults.
    pub fn builder() -> Builder {
        ClientBuilder::new(Account::default())
    }

    /// A client as the environment says: `DEZWORK_TOKEN`, and `DEZWORK_URL`, where that is not the vendor's.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::dezwork::Client::from_env()?;
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
    const API: &'static str = "dezwork";

    fn demo_builder() -> Builder {
        Self::builder().account_token("demo-token")
    }

    fn from_builder(builder: Builder) -> Result<Self, ConnectError> {
        builder.build()
    }
}

impl Builder {
    /// Calls as the account whose token this is.
    pub fn account_token(mut self, account_token: impl Into<SecretString>) -> Self {
        self.account.token = Some(account_token.into());
        self
    }

    /// Takes what the environment says, as [`Client::from_env`] does, over what was said before.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.reading(&Process)
    }

    fn reading(self, environment: &(impl Environment + ?Sized)) -> Result<Self, ConnectError> {
        let mut builder = self.base_url_from(environment, "DEZWORK_URL")?;
        environment.fill(&mut builder.account.token, "DEZWORK_TOKEN")?;
        Ok(builder)
    }

    /// The client. Nothing is sent yet: whether the token is valid, the first call tells.
    pub fn build(self) -> Result<Client, ConnectError> {
        let base_url = self.address(Some(VENDOR), "DEZWORK_URL")?;
        let Self { account, settings, .. } = self;
        let (what, method, variable) = ("the account's token", "account_token", "DEZWORK_TOKEN");
        let token = account.token.ok_or(ConnectError::Missing { what, method, variable })?;
        let credential = Credential::Fixed(ACCOUNT_TOKEN, connection::sensitive(token.expose_secret())?);
        let http = settings.http()?;
        let runtime = settings.runtime(&NATURE, http.clone(), settings.budget(), credential);
        Ok(Client::new_with_client(&base_url, http, runtime))
    }
}

/// A client of the API at `base_url` (`http://127.0.0.1:8080/dezwork`, say) that signs in with an account's token, and sends
/// every call once.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, account_token: &str) -> Result<Client, ConnectError> {
    Client::builder().base_url(base_url).account_token(account_token).without_retries().build()
}

impl Refusal for Erro {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.error_message, self.error_code)
    }
}

impl<'a> List<'a> for ClienteList<'a> {
    type Page = ClientePagina;
    type Item = ClienteListado;
    type Error = Error;

    fn ask(mut self) -> Asking<'a, Self> {
        self.numero = Ok(self.number());
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }

    fn after(self, page: &ClientePagina) -> Option<Self> {
        // An empty page is how the document says that a list ends: how long a full one is, only the API knows.
        let next = self.number().checked_add(1)?;
        (!page.data.clients.is_empty()).then(|| self.numero(next))
    }

    fn beyond(&self, _: &ClientePagina) -> Option<u64> {
        None
    }

    fn items_of(page: ClientePagina) -> Vec<ClienteListado> {
        page.data.clients
    }
}

impl ClienteList<'_> {
    /// The page that the call asks for; whoever goes through the list need not say the first.
    fn number(&self) -> i32 {
        *self.numero.as_ref().unwrap_or(&1)
    }
}

paged!(ClienteList, "the account's clients");

#[cfg(test)]
mod tests {
    use super::ClientInfo as _;
    use super::types::{Ativo, AtivoDigito, TipoEndereco};
    use super::{ConnectError, connect};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server for one call: its address, and what the client sent to it.
    fn answer_once(body: &'static str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/dezwork/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = vec![0; 8192];
            let length = stream.read(&mut request).unwrap();
            let head = format!("content-type: application/json\r\ncontent-length: {}", body.len());
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}").as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (base_url, server)
    }

    #[tokio::test]
    async fn a_page_is_read_in_every_form_that_the_vendor_writes() {
        let (base_url, server) = answer_once(
            r#"{"success": true, "data": {"clients": [{
                "id": 2, "type": "PJ", "name": "NOME", "document": "58.009.342/0001-52", "phone": "(54)99999-9999",
                "birthdate": "06/02/1995", "mail": "dev@branvo.com", "password": "senha_exemplo", "active": true,
                "added_later": 1,
                "addresses": [
                    {"id": 1, "idClient": 2, "street": "RUA", "number": "17", "district": "CENTRO", "city": "GARIBALDI",
                     "state": "RS", "postcode": "95720000", "type": "1"},
                    {"id": 4, "street": "Rua", "number": "1340", "district": "Centro", "city": "Garibaldi",
                     "state": "RS", "postcode": "95720000", "type": 1}
                ]
            }, {
                "id": 3, "type": "PF", "name": "NOME", "document": "008.578.930-50", "phone": "(54)9999-9999",
                "mail": "dev@branvo.com", "active": "1", "addresses": []
            }]}}"#,
        );

        let page = connect(&base_url, "token").unwrap().cliente_list().numero(1).send().await.unwrap();

        let clients = page.into_inner().data.clients;
        assert!(matches!(clients[0].active, Ativo::Boolean(true)));
        assert!(matches!(clients[1].active, Ativo::AtivoDigito(AtivoDigito::X1)));
        let types: Vec<_> = clients[0].addresses.iter().map(|address| &address.type_).collect();
        assert!(matches!(types[..], [TipoEndereco::String(text), TipoEndereco::Int32(1)] if text == "1"));
        assert_eq!(clients[0].addresses[1].id_client, None);
        let request = server.join().unwrap();
        assert!(request.starts_with("GET /dezwork/v1/clientes/pagina/1 HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("account-token: token\r\n"), "{request}");
    }

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/dezwork", "hunter2").unwrap();
        for text in [format!("{client:?}"), format!("{:?}", client.cliente_view().id(1))] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        assert!(matches!(connect("http://127.0.0.1", "a\nb"), Err(ConnectError::InvalidCredential)));
    }

    #[test]
    fn the_environment_says_what_was_not_said_otherwise() {
        let environment = [("DEZWORK_URL", "http://127.0.0.1:1/dezwork"), ("DEZWORK_TOKEN", "token")];
        let builder = super::Client::builder().reading(environment.as_slice()).unwrap();
        assert_eq!(builder.build().unwrap().baseurl(), "http://127.0.0.1:1/dezwork");
        let client = super::Client::builder().reading(environment[1..2].as_ref()).unwrap().build().unwrap();
        assert_eq!(client.baseurl(), super::VENDOR);
    }
}
