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

use crate::auth::Credential;
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment, missing};
use crate::error::{ConnectError, Refusal};
use crate::generated::dezwork::OPERATIONS;
use crate::pages::{List, paged};
use crate::runtime::{OperationTraits, Runtime};
use builder::ClienteList;
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{ClienteListado, ClientePagina, Erro};

/// The failure of a call.
pub type Error<E = Erro> = crate::Error<E>;

/// Builds a [`Client`].
pub type Builder = ClientBuilder<Client>;

/// The token of an account.
#[derive(Clone, Default)]
pub struct Account(Option<SecretString>);

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").finish_non_exhaustive()
    }
}

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "dezwork";
    const VENDOR_URL: Option<&'static str> = Some("https://api.dezwork.com");
    const OPERATIONS: &'static [OperationTraits] = OPERATIONS;

    fn demo_builder() -> Builder {
        Self::builder().account_token("demo-token")
    }

    fn read_environment(account: &mut Account, environment: &Environment<'_>) -> Result<(), ConnectError> {
        environment.fill(&mut account.0, "TOKEN")
    }

    fn credential(Account(token): Account, _: &Connection) -> Result<Credential, ConnectError> {
        let token = token.ok_or_else(|| missing::<Self>("the account's token", "account_token", "TOKEN"))?;
        Credential::header(HeaderName::from_static("account-token"), token.expose_secret())
    }

    fn from_runtime(base_url: &str, http: reqwest::Client, runtime: Runtime) -> Self {
        Self::new_with_client(base_url, http, runtime)
    }
}

impl Client {
    /// Returns a builder, which needs the account's token.
    pub fn builder() -> Builder {
        ClientBuilder::new()
    }
}

impl Builder {
    /// Sets the account's token.
    pub fn account_token(mut self, account_token: impl Into<SecretString>) -> Self {
        self.account.0 = Some(account_token.into());
        self
    }
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

    async fn fetch(mut self) -> Result<ClientePagina, Error> {
        self.numero = Ok(self.number());
        Ok(self.send().await?.into_inner())
    }

    fn following(self, page: &ClientePagina) -> Option<Self> {
        // The document ends a list with an empty page. The length of a full one is not documented.
        let next = self.number().checked_add(1)?;
        (!page.data.clients.is_empty()).then(|| self.numero(next))
    }

    fn remaining(&self, _: &ClientePagina) -> Option<u64> {
        None
    }

    fn into_items(page: ClientePagina) -> Vec<ClienteListado> {
        page.data.clients
    }
}

impl ClienteList<'_> {
    /// Returns the number of the page, which a stream need not be given.
    fn number(&self) -> i32 {
        *self.numero.as_ref().unwrap_or(&1)
    }
}

paged!(ClienteList, "the account's clients");

#[cfg(test)]
mod tests {
    use super::types::{Ativo, AtivoDigito, TipoEndereco};
    use super::{ApiClient as _, Client, ClientInfo as _};
    use crate::ConnectError;
    use crate::builder::from_variables;
    use crate::testing::respond_once;

    #[tokio::test]
    async fn page_is_read_in_every_form_that_the_vendor_writes() {
        let (base_url, server) = respond_once(
            "200 OK",
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
        let client = Client::builder().base_url(base_url).account_token("token").build().unwrap();
        let page = client.cliente_list().numero(1).send().await.unwrap();
        let clients = page.into_inner().data.clients;
        assert!(matches!(clients[0].active, Ativo::Boolean(true)));
        assert!(matches!(clients[1].active, Ativo::AtivoDigito(AtivoDigito::X1)));
        let types: Vec<_> = clients[0].addresses.iter().map(|address| &address.type_).collect();
        assert!(matches!(types[..], [TipoEndereco::String(text), TipoEndereco::Int32(1)] if text == "1"));
        assert_eq!(clients[0].addresses[1].id_client, None);

        let request = server.join().unwrap();
        assert!(request.starts_with("GET /v1/clientes/pagina/1 HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("account-token: token\r\n"), "{request}");
    }

    #[test]
    fn token_is_not_printed() {
        let client = Client::builder().account_token("hunter2").build().unwrap();
        for text in [format!("{client:?}"), format!("{:?}", client.cliente_view().id(1))] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        let invalid = Client::builder().account_token("a\nb").build();
        assert!(matches!(invalid, Err(ConnectError::InvalidCredential)));
    }

    #[test]
    fn environment_replaces_earlier_settings() {
        let environment = [("DEZWORK_URL", "http://127.0.0.1:1/dezwork"), ("DEZWORK_TOKEN", "token")];
        let client = from_variables(Client::builder(), &environment).unwrap();
        assert_eq!(client.baseurl(), "http://127.0.0.1:1/dezwork");
        let client = from_variables(Client::builder(), &environment[1..]).unwrap();
        assert_eq!(Some(client.baseurl()), Client::VENDOR_URL);
    }
}
