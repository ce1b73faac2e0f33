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

pub use crate::generated::reportei::{Client, ClientInfo, ResponseValue, builder, types};

use crate::auth::Credential;
use crate::builder::{ApiClient, ClientBuilder, Connection, Environment, missing};
use crate::error::{ConnectError, Refusal};
use crate::generated::reportei::OPERATIONS;
use crate::pages::{List, paged};
use crate::runtime::{OperationTraits, Runtime};
use builder::CustomerList;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use types::{Customer, CustomerPage};

/// The failure of a call.
pub type Error<E = types::Error> = crate::Error<E>;

/// Builds a [`Client`].
pub type Builder = ClientBuilder<Client>;

/// Credentials of a merchant, and of one of its customers.
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

impl ApiClient for Client {
    type Account = Account;
    const API: &'static str = "reportei";
    const VENDOR_URL: Option<&'static str> = Some("https://connect.reportei.com");
    const OPERATIONS: &'static [OperationTraits] = OPERATIONS;

    fn demo_builder() -> Builder {
        Self::builder().access_token("demo-token")
    }

    fn read_environment(account: &mut Account, environment: &Environment<'_>) -> Result<(), ConnectError> {
        environment.fill(&mut account.token, "TOKEN")?;
        environment.fill(&mut account.customer_token, "CUSTOMER_TOKEN")
    }

    fn credential(account: Account, _: &Connection) -> Result<Credential, ConnectError> {
        let missing = || missing::<Self>("the merchant's access token", "access_token", "TOKEN");
        Credential::bearer(&account.token.ok_or_else(missing)?)
    }

    fn customer_token(account: &Account) -> Option<SecretString> {
        account.customer_token.clone()
    }

    fn from_runtime(base_url: &str, http: reqwest::Client, runtime: Runtime) -> Self {
        Self::new_with_client(base_url, http, runtime)
    }
}

impl Client {
    /// Returns a builder, which needs the merchant's token.
    pub fn builder() -> Builder {
        ClientBuilder::new()
    }

    /// Calls [`Client::customer_settings`] with the token of the customer that the client acts for
    /// ([`Builder::customer_token`]).
    pub fn settings(&self) -> builder::CustomerSettings<'_> {
        let call = self.customer_settings();
        match self.inner.customer_token() {
            Some(token) => call.x_customer_token(token.expose_secret()),
            None => call,
        }
    }
}

impl Builder {
    /// Sets the merchant's access token.
    pub fn access_token(mut self, access_token: impl Into<SecretString>) -> Self {
        self.account.token = Some(access_token.into());
        self
    }

    /// Acts for the customer with this token in [`Client::settings`].
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use customers_client::reportei::Client;
    ///
    /// let client = Client::builder().access_token("merchant token").customer_token("customer token").build()?;
    /// println!("{}", client.settings().send().await?.customer.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer_token(mut self, customer_token: impl Into<SecretString>) -> Self {
        self.account.customer_token = Some(customer_token.into());
        self
    }
}

impl Refusal for types::Error {
    fn explain(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for (field, errors) in &self.errors {
            for error in errors.iter().filter(|error| !self.message.contains(*error)) {
                write!(formatter, "; {field} {error}")?;
            }
        }
        Ok(())
    }
}

impl<'a> List<'a> for CustomerList<'a> {
    type Page = CustomerPage;
    type Item = Customer;
    type Error = Error;

    async fn fetch(self) -> Result<CustomerPage, Error> {
        Ok(self.send().await?.into_inner())
    }

    fn following(self, page: &CustomerPage) -> Option<Self> {
        let number = page.meta.current_page;
        (i64::from(number) < page.meta.last_page).then(|| self.page(number + 1))
    }

    fn remaining(&self, page: &CustomerPage) -> Option<u64> {
        // A page past the end is empty and has no `to`.
        let read = page.meta.to.unwrap_or(page.meta.total);
        u64::try_from(page.meta.total.checked_sub(read)?).ok()
    }

    fn into_items(page: CustomerPage) -> Vec<Customer> {
        page.data
    }
}

paged!(CustomerList, "the merchant's customers");

#[cfg(test)]
mod tests {
    use super::types::SortBy;
    use super::{ApiClient as _, Client, ClientInfo as _, Error};
    use crate::ConnectError;
    use crate::builder::from_variables;
    use crate::testing::respond_once;

    fn client(base_url: &str) -> Client {
        Client::builder().base_url(base_url).access_token("merchant").without_retries().build().unwrap()
    }

    #[tokio::test]
    async fn call_sends_only_what_the_document_says() {
        let body = r#"{"message": "Invalid Customer Token"}"#;
        let (base_url, server) = respond_once("401 Unauthorized", body);
        let error =
            client(&base_url).customer_settings().x_customer_token("customer").send().await.unwrap_err();
        let Error::ErrorResponse(error) = error else { panic!("{error:?}") };
        assert_eq!(error.message, "Invalid Customer Token");

        let request = server.join().unwrap();
        assert!(request.starts_with("GET /customers/settings HTTP/1.1\r\n"), "{request}");
        let mut names: Vec<_> =
            request.lines().skip(1).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "authorization", "host", "user-agent", "x-customer-token"]);
        assert!(request.contains("authorization: Bearer merchant\r\n"), "{request}");
        assert!(request.contains("x-customer-token: customer\r\n"), "{request}");
    }

    #[tokio::test]
    async fn page_is_read_in_the_vendors_form() {
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
        let (base_url, server) = respond_once("200 OK", page);
        let client = client(&base_url);
        let page =
            client.customer_list().page(1).sort_by(SortBy::CreatedAt).descending(true).send().await.unwrap();
        assert_eq!(page.data[0].created_at.to_string(), "2024-09-24 17:07:34");
        assert_eq!(page.meta.sort_by, None);

        let request = server.join().unwrap();
        let line = request.lines().next().unwrap();
        assert_eq!(line, "GET /customers?descending=true&page=1&sortBy=created_at HTTP/1.1");
    }

    #[test]
    fn token_is_not_printed() {
        let client = Client::builder().access_token("hunter2").build().unwrap();
        let call = client.customer_settings().x_customer_token("hunter2");
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        let error = Client::builder().access_token("hunter2\n").build().unwrap_err();
        assert!(matches!(error, ConnectError::InvalidCredential));
    }

    #[test]
    fn environment_replaces_earlier_settings() {
        let environment = [
            ("REPORTEI_URL", "http://127.0.0.1:1/reportei"),
            ("REPORTEI_TOKEN", "token"),
            ("REPORTEI_CUSTOMER_TOKEN", "customer"),
        ];
        let client = from_variables(Client::builder(), &environment).unwrap();
        assert_eq!(client.baseurl(), "http://127.0.0.1:1/reportei");
        assert!(client.inner.customer_token().is_some());
        let client = from_variables(Client::builder(), &environment[1..2]).unwrap();
        assert_eq!(Some(client.baseurl()), Client::VENDOR_URL);
    }
}
