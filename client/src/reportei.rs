//! Reportei Connect: a merchant's customers.
//!
//! ```no_run
//! use customers_client::reportei;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = reportei::Client::builder()
//!     .base_url("http://127.0.0.1:8080/reportei")
//!     .access_token("demo-token")
//!     .build()?;
//!
//! let mut customers = client.customer_list().per_page(100).items();
//! while let Some(customer) = customers.next().await {
//!     println!("{}", customer?.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The one operation that also speaks for a customer, [`Client::customer_settings`], takes that customer's token as an
//! argument; a client that always speaks for the same one is given the token once ([`Builder::customer_token`]).

pub use crate::generated::reportei::{Client, ClientInfo, ResponseValue, builder, types};

use crate::builder::{ApiClient, ClientBuilder, Environment, Process};
use crate::connection::ConnectError;
use crate::error::Refusal;
use crate::pages::{Asking, List, paged};
use crate::runtime::{Credential, Nature};
use builder::CustomerList;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{Customer, CustomerPage};

/// Why a call has no value; a refusal's body is a [`types::Error`].
pub type Error<E = types::Error> = crate::Error<E>;

/// Makes a [`Client`].
pub type Builder = ClientBuilder<Account>;

/// The vendor's address.
const VENDOR: &str = "https://connect.reportei.com";

pub(crate) const NATURE: Nature = Nature {
    api: "reportei",
    anonymous: &[],
    // It sets a mark: the second time it is there.
    repeatable: &["customer_payment_status_update"],
    signs_out: None,
};

/// As whom a client calls.
#[derive(Clone, Default)]
pub struct Account {
    token: Option<SecretString>,
    customer_token: Option<SecretString>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").finish_non_exhaustive()
    }
}

impl Client {
    /// What makes a client: give it the merchant's token, and whatever is to differ from the defaults.
    pub fn builder() -> Builder {
        ClientBuilder::new(Account::default())
    }

    /// A client as the environment says: `REPORTEI_TOKEN`; `REPORTEI_CUSTOMER_TOKEN`, if it is to speak for a customer; and
    /// `REPORTEI_URL`, where that is not the vendor's.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), customers_client::ConnectError> {
    /// let client = customers_client::reportei::Client::from_env()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, ConnectError> {
        Self::builder().from_env()?.build()
    }

    /// The settings of the customer whose token the client was made with ([`Builder::customer_token`]): the operation
    /// [`Client::customer_settings`], with its argument given.
    pub fn settings(&self) -> builder::CustomerSettings<'_> {
        let call = self.customer_settings();
        match self.inner.speaks_for() {
            Some(token) => call.x_customer_token(token.expose_secret()),
            None => call,
        }
    }
}

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "reportei";

    fn demo_builder() -> Builder {
        Self::builder().access_token("demo-token")
    }

    fn from_builder(builder: Builder) -> Result<Self, ConnectError> {
        builder.build()
    }
}

impl Builder {
    /// Calls as the merchant whose access token this is.
    pub fn access_token(mut self, access_token: impl Into<SecretString>) -> Self {
        self.account.token = Some(access_token.into());
        self
    }

    /// Speaks for this customer where nobody else is named: [`Client::settings`] is then about it.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use customers_client::reportei::Client;
    ///
    /// let client = Client::builder().access_token("of the merchant").customer_token("of the customer").build()?;
    /// println!("{}", client.settings().send().await?.customer.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer_token(mut self, customer_token: impl Into<SecretString>) -> Self {
        self.account.customer_token = Some(customer_token.into());
        self
    }

    /// Takes what the environment says, as [`Client::from_env`] does, over what was said before.
    pub fn from_env(self) -> Result<Self, ConnectError> {
        self.reading(&Process)
    }

    fn reading(self, environment: &(impl Environment + ?Sized)) -> Result<Self, ConnectError> {
        let mut builder = self.base_url_from(environment, "REPORTEI_URL")?;
        environment.fill(&mut builder.account.token, "REPORTEI_TOKEN")?;
        environment.fill(&mut builder.account.customer_token, "REPORTEI_CUSTOMER_TOKEN")?;
        Ok(builder)
    }

    /// The client. Nothing is sent yet: whether the token is valid, the first call tells.
    pub fn build(self) -> Result<Client, ConnectError> {
        let base_url = self.address(Some(VENDOR), "REPORTEI_URL")?;
        let Self { account, mut settings, .. } = self;
        settings.speaks_for = account.customer_token;
        let (what, method, variable) = ("the merchant's access token", "access_token", "REPORTEI_TOKEN");
        let token = account.token.ok_or(ConnectError::Missing { what, method, variable })?;
        let credential = Credential::bearer(&token)?;
        let http = settings.http()?;
        let runtime = settings.runtime(&NATURE, http.clone(), settings.budget(), credential);
        Ok(Client::new_with_client(&base_url, http, runtime))
    }
}

/// A client of the API at `base_url` (`http://127.0.0.1:8080/reportei`, say) that signs in with a merchant's access token,
/// and sends every call once.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    Client::builder().base_url(base_url).access_token(access_token).without_retries().build()
}

impl Refusal for types::Error {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for (member, errors) in &self.errors {
            for error in errors {
                if !self.message.contains(error) {
                    write!(formatter, "; {member} {error}")?;
                }
            }
        }
        Ok(())
    }
}

impl<'a> List<'a> for CustomerList<'a> {
    type Page = CustomerPage;
    type Item = Customer;
    type Error = Error;

    fn ask(self) -> Asking<'a, Self> {
        Box::pin(async move { Ok(self.send().await?.into_inner()) })
    }

    fn after(self, page: &CustomerPage) -> Option<Self> {
        let number = page.meta.current_page;
        (i64::from(number) < page.meta.last_page).then(|| self.page(number + 1))
    }

    fn beyond(&self, page: &CustomerPage) -> Option<u64> {
        // A page past the end is empty, and says no `to`.
        let read = page.meta.to.unwrap_or(page.meta.total);
        u64::try_from(page.meta.total.checked_sub(read)?).ok()
    }

    fn items_of(page: CustomerPage) -> Vec<Customer> {
        page.data
    }
}

paged!(CustomerList, "the merchant's customers");

#[cfg(test)]
mod tests {
    use super::ClientInfo as _;
    use super::types::SortBy;
    use super::{ConnectError, Error, connect};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server for one call: its address, and what the client sent to it.
    fn answer_once(status: &str, body: &str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/reportei/", listener.local_addr().unwrap());
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = vec![0; 8192];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (base_url, server)
    }

    #[tokio::test]
    async fn a_call_sends_what_the_document_says_and_nothing_else() {
        let (base_url, server) = answer_once("401 Unauthorized", r#"{"message": "Invalid Customer Token"}"#);
        let client = connect(&base_url, "merchant").unwrap();
        let error = client.customer_settings().x_customer_token("customer").send().await.unwrap_err();
        let Error::ErrorResponse(error) = error else { panic!("{error:?}") };
        assert_eq!(error.message, "Invalid Customer Token");

        let request = server.join().unwrap();
        assert!(request.starts_with("GET /reportei/customers/settings HTTP/1.1\r\n"), "{request}");
        let mut names: Vec<_> =
            request.lines().skip(1).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "authorization", "host", "user-agent", "x-customer-token"]);
        assert!(request.contains("authorization: Bearer merchant\r\n"), "{request}");
        assert!(request.contains("x-customer-token: customer\r\n"), "{request}");
    }

    #[tokio::test]
    async fn a_page_is_read_in_the_vendors_form() {
        let page = r#"{
            "data": [{
                "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874", "name": "Reportei Customer 1",
                "created_at": "2024-09-24 17:07:34", "updated_at": "2024-09-24 17:07:34",
                "trial_ends_at": "2024-10-08 17:15:12", "is_paying": false, "merchant": "Reportei", "added_later": 1
            }],
            "meta": {
                "current_page": 1, "from": 1, "last_page": 1, "path": "http://connect.reportei.com/api/customers",
                "per_page": 15, "to": 1, "total": 1, "sortBy": null, "descending": false
            }
        }"#;
        let (base_url, server) = answer_once("200 OK", page);
        let client = connect(&base_url, "merchant").unwrap();
        let page =
            client.customer_list().page(1).sort_by(SortBy::CreatedAt).descending(true).send().await.unwrap();
        assert_eq!(page.data[0].created_at.to_string(), "2024-09-24 17:07:34");
        assert_eq!(page.meta.sort_by, None);

        let request = server.join().unwrap();
        let line = request.lines().next().unwrap();
        assert_eq!(line, "GET /reportei/customers?descending=true&page=1&sortBy=created_at HTTP/1.1");
    }

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/reportei", "hunter2").unwrap();
        let call = client.customer_settings().x_customer_token("hunter2");
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        let error = connect("http://127.0.0.1:1", "hunter2\n").unwrap_err();
        assert!(!format!("{error:?} {error}").contains("hunter2"));
    }

    #[test]
    fn what_cannot_work_is_refused_at_once() {
        for (base_url, token, reason) in [
            ("", "token", "no address"),
            ("127.0.0.1:8080/reportei", "token", "no scheme"),
            ("ftp://127.0.0.1/reportei", "token", "another protocol"),
            ("http://127.0.0.1/reportei?x=1", "token", "a query, which would end up in the middle"),
        ] {
            let outcome = connect(base_url, token);
            assert!(matches!(outcome, Err(ConnectError::InvalidBaseUrl { .. })), "{reason}: {base_url}");
        }
        assert!(matches!(connect("http://127.0.0.1", "a\nb"), Err(ConnectError::InvalidCredential)));
    }

    #[test]
    fn the_environment_says_what_was_not_said_otherwise() {
        let environment = [
            ("REPORTEI_URL", "http://127.0.0.1:1/reportei"),
            ("REPORTEI_TOKEN", "token"),
            ("REPORTEI_CUSTOMER_TOKEN", "c"),
        ];
        let builder = super::Client::builder().reading(environment.as_slice()).unwrap();
        assert!(builder.account.customer_token.is_some());
        assert_eq!(builder.build().unwrap().baseurl(), "http://127.0.0.1:1/reportei");
        let client = super::Client::builder().reading(environment[1..2].as_ref()).unwrap().build().unwrap();
        assert_eq!(client.baseurl(), super::VENDOR);
    }
}
