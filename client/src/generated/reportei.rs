// @generated from openapi/reportei.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use crate::runtime::{ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use crate::runtime::{OperationInfo, RequestBuilderExt, encode_path};

/// Types used as operation parameters and responses.
pub mod types {
    /// The confirmation of a change.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Confirmation {
        /// The change, for a person to read.
        pub message: String,
        /// Always true; a failure has another status.
        pub success: bool,
    }

    /// A created customer, with its token.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CreatedCustomer {
        /// The customer's token, for `x-customer-token`. It is shown here and never again.
        pub api_token: crate::formats::Secret,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub created_at: crate::formats::SqlDateTime,
        /// `true` if the customer is marked as paying. A new one is not.
        pub is_paying: bool,
        /// The name of the merchant whose customer this is.
        pub merchant: String,
        /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
        pub name: String,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub trial_ends_at: crate::formats::SqlDateTime,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub updated_at: crate::formats::SqlDateTime,
        /// A UUID.
        pub uuid: uuid::Uuid,
    }

    /// The customer that was created.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CreatedCustomerEnvelope {
        pub customer: CreatedCustomer,
    }

    /// A merchant's customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Customer {
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub created_at: crate::formats::SqlDateTime,
        /// `true` if the customer is marked as paying.
        pub is_paying: bool,
        /// The name of the merchant whose customer this is.
        pub merchant: String,
        /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
        pub name: String,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub trial_ends_at: crate::formats::SqlDateTime,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub updated_at: crate::formats::SqlDateTime,
        /// A UUID.
        pub uuid: uuid::Uuid,
    }

    /// One customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerEnvelope {
        pub customer: Customer,
    }

    /// A page of customers.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerPage {
        /// The customers on this page.
        pub data: Vec<Customer>,
        pub meta: PageMeta,
    }

    /// A customer with its settings.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerSettings {
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub created_at: crate::formats::SqlDateTime,
        /// The sources that the customer has connected.
        pub integrations: Vec<Integration>,
        /// `true` if the customer is marked as paying.
        pub is_paying: bool,
        /// The name of the merchant whose customer this is.
        pub merchant: String,
        /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
        pub name: String,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub trial_ends_at: crate::formats::SqlDateTime,
        /// A time in UTC, `YYYY-MM-DD hh:mm:ss`.
        pub updated_at: crate::formats::SqlDateTime,
        /// A UUID.
        pub uuid: uuid::Uuid,
    }

    /// A customer with its settings.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerSettingsEnvelope {
        pub customer: CustomerSettings,
    }

    /// The name of a customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerUpdate {
        /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
        pub name: String,
    }

    impl CustomerUpdate {
        pub fn builder() -> builder::CustomerUpdate {
            Default::default()
        }
    }

    /// An error.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Error {
        /// Decision: each invalid field, with its violations.
        #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
        pub errors: std::collections::BTreeMap<String, Vec<String>>,
        /// The error and a remedy, for a person to read.
        pub message: String,
    }

    /// A source of data that a customer has connected to Reportei.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Integration {
        /// The display name of the kind of source.
        pub integration: String,
        /// The connected account's name.
        pub name: String,
        /// The identifier of the kind of source.
        pub slug: String,
        /// The status of the integration. The vendor shows `active` and lists no other value.
        pub status: String,
        /// A UUID.
        pub uuid: uuid::Uuid,
    }

    /// A customer to create.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NewCustomer {
        /// The name of a customer. Decision: 1 to 255 characters, no control characters, not blank.
        pub name: String,
    }

    impl NewCustomer {
        pub fn builder() -> builder::NewCustomer {
            Default::default()
        }
    }

    /// The position of a page in its list.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct PageMeta {
        /// The number of this page, from 1.
        pub current_page: i32,
        /// `true` if the order is descending.
        pub descending: bool,
        /// The position in the list of this page's first customer, from 1. Null on an empty page.
        #[serde(deserialize_with = "Option::deserialize")]
        pub from: Option<i64>,
        /// The number of the last page. 1 when there are no customers.
        pub last_page: i64,
        /// The address of the list, without its query.
        pub path: String,
        /// The number of customers on a page.
        pub per_page: i32,
        /// The sort key of the list. Null when it is in the order of creation.
        #[serde(rename = "sortBy", deserialize_with = "Option::deserialize")]
        pub sort_by: Option<PageMetaSortBy>,
        /// The position in the list of this page's last customer, from 1. Null on an empty page.
        #[serde(deserialize_with = "Option::deserialize")]
        pub to: Option<i64>,
        /// The number of customers of the merchant.
        pub total: i64,
    }

    /// The sort key of the list. Null when it is in the order of creation.
    #[derive(
        serde::Deserialize,
        serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum PageMetaSortBy {
        #[serde(rename = "name")]
        Name,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
    }

    impl std::fmt::Display for PageMetaSortBy {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Name => f.write_str("name"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
            }
        }
    }

    impl std::str::FromStr for PageMetaSortBy {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "name" => Ok(Self::Name),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for PageMetaSortBy {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for PageMetaSortBy {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// The payment status of a customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct PaymentStatus {
        /// `true` if the customer is paying.
        pub is_paying: bool,
    }

    impl PaymentStatus {
        pub fn builder() -> builder::PaymentStatus {
            Default::default()
        }
    }

    /// The sort key of a list.
    #[derive(
        serde::Deserialize,
        serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SortBy {
        #[serde(rename = "name")]
        Name,
        #[serde(rename = "created_at")]
        CreatedAt,
        #[serde(rename = "updated_at")]
        UpdatedAt,
    }

    impl std::fmt::Display for SortBy {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Name => f.write_str("name"),
                Self::CreatedAt => f.write_str("created_at"),
                Self::UpdatedAt => f.write_str("updated_at"),
            }
        }
    }

    impl std::str::FromStr for SortBy {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "name" => Ok(Self::Name),
                "created_at" => Ok(Self::CreatedAt),
                "updated_at" => Ok(Self::UpdatedAt),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for SortBy {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for SortBy {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct CustomerUpdate {
            name: Result<String, String>,
        }

        impl Default for CustomerUpdate {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }

        impl CustomerUpdate {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerUpdate> for super::CustomerUpdate {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerUpdate,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { name: value.name? })
            }
        }

        impl From<super::CustomerUpdate> for CustomerUpdate {
            fn from(value: super::CustomerUpdate) -> Self {
                Self { name: Ok(value.name) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NewCustomer {
            name: Result<String, String>,
        }

        impl Default for NewCustomer {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }

        impl NewCustomer {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }

        impl TryFrom<NewCustomer> for super::NewCustomer {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NewCustomer,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { name: value.name? })
            }
        }

        impl From<super::NewCustomer> for NewCustomer {
            fn from(value: super::NewCustomer) -> Self {
                Self { name: Ok(value.name) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct PaymentStatus {
            is_paying: Result<bool, String>,
        }

        impl Default for PaymentStatus {
            fn default() -> Self {
                Self {
                    is_paying: Err("no value supplied for is_paying".to_string()),
                }
            }
        }

        impl PaymentStatus {
            pub fn is_paying<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.is_paying = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_paying: {e}")
                    });
                self
            }
        }

        impl TryFrom<PaymentStatus> for super::PaymentStatus {
            type Error = super::error::ConversionError;

            fn try_from(
                value: PaymentStatus,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    is_paying: value.is_paying?,
                })
            }
        }

        impl From<super::PaymentStatus> for PaymentStatus {
            fn from(value: super::PaymentStatus) -> Self {
                Self {
                    is_paying: Ok(value.is_paying),
                }
            }
        }
    }

    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(std::borrow::Cow<'static, str>);

        impl std::error::Error for ConversionError {}

        impl std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut std::fmt::Formatter<'_>,
            ) -> Result<(), std::fmt::Error> {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut std::fmt::Formatter<'_>,
            ) -> Result<(), std::fmt::Error> {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }

        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}

/// Client for Reportei Connect, customers
///
/// In Reportei Connect you are a **merchant**, and a **customer** is one of your own users or clients. With these seven
/// operations you list, create, show, rename and delete your customers, mark them as paying, and read what one of them
/// has connected.
///
/// ## Signing in
///
/// Every call carries your merchant's access token: `Authorization: Bearer ACCESS_TOKEN`. One call, *Show current
/// customer settings*, also names a customer, by `x-customer-token`. That token is the `api_token` that *Create a
/// customer* returned. **It is shown once**, is kept only as a hash, and cannot be read again: store it.
///
/// A merchant has access to its own customers only. Another merchant's customer is `404`, as if it did not exist.
///
/// To try it here: press **Authorize**, give `demo-token` as the access token, create a customer, and give the `api_token`
/// of the answer as the customer token. `demo-other-token` is another merchant.
///
/// ## Trial
///
/// A new customer's trial ends 7 days after its creation (`trial_ends_at`). After that, Reportei's integrations and metrics
/// answer `401` for that customer until it is marked as paying. The operations on this page go on working.
///
/// ## Conventions
///
/// - Times are `YYYY-MM-DD hh:mm:ss`, in UTC.
/// - Bodies are JSON in UTF-8. Unknown fields are rejected, so that typing errors are noticed. Decision: the vendor
///   does not document unknown fields; of a field that is given twice, the last one counts.
/// - An error is `{"message": …}`. Decision: when the request breaks this contract, `errors` lists every invalid field
///   with its violations. A path or method that this document does not have gets the server's own `404` or `405`, in
///   another shape.
/// - A merchant has a limit per minute and one per second. Where they are on, responses carry `X-RateLimit-Limit` and
///   `X-RateLimit-Remaining`; over the limit, the response is `429` with `Retry-After`.
/// - Every response carries `X-Request-Id`. Quote it in support requests.
///
/// Sentences that begin with "Decision:" mark what the vendor's documentation leaves open.
///
/// Version: 1.0.0
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::runtime::Runtime,
}

impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub(crate) fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::runtime::Runtime,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<crate::runtime::Runtime> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &crate::runtime::Runtime {
        &self.inner
    }
}

impl Client {
    /// List all customers
    ///
    /// The customers of the current merchant, a page at a time, in the order of their creation unless `sortBy` says otherwise.
    ///
    /// Decision: a page past the end is an empty page.
    ///
    /// Sends a `GET` request to `/customers`
    ///
    /// Arguments:
    /// - `descending`: `true` if the order is descending.
    /// - `page`: The number of the page, from 1.
    /// - `per_page`: The number of customers on a page. Decision: at most 100.
    /// - `sort_by`: The field that the list is sorted by. Decision: these fields.
    /// ```text
    /// let response = client.customer_list()
    ///     .descending(descending)
    ///     .page(page)
    ///     .per_page(per_page)
    ///     .sort_by(sort_by)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_list(&self) -> builder::CustomerList<'_> {
        builder::CustomerList::new(self)
    }

    /// Create a customer
    ///
    /// Creates a customer of the current merchant. Its trial of 7 days begins immediately.
    ///
    /// The response holds the customer's `api_token`. It is returned **here and never again**: keep it, you will need it as
    /// `x-customer-token`.
    ///
    /// Sends a `POST` request to `/customers`
    ///
    /// Arguments:
    /// - `body`: The customer to create.
    /// ```text
    /// let response = client.customer_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_create(&self) -> builder::CustomerCreate<'_> {
        builder::CustomerCreate::new(self)
    }

    /// Show current customer settings
    ///
    /// The customer that `x-customer-token` belongs to, with its settings: what it has connected to Reportei.
    ///
    /// Decision: a customer token that is unknown, or belongs to another merchant's customer, is `401` with the message
    /// `Invalid Customer Token`.
    ///
    /// Sends a `GET` request to `/customers/settings`
    ///
    /// Arguments:
    /// - `x_customer_token`: The `api_token` of one of the merchant's customers, as *Create a customer* returned it.
    /// ```text
    /// let response = client.customer_settings()
    ///     .x_customer_token(x_customer_token)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_settings(&self) -> builder::CustomerSettings<'_> {
        builder::CustomerSettings::new(self)
    }

    /// Show a customer
    ///
    /// One customer of the current merchant.
    ///
    /// Sends a `GET` request to `/customers/{uuid}`
    ///
    /// Arguments:
    /// - `uuid`: The customer's UUID.
    /// ```text
    /// let response = client.customer_view()
    ///     .uuid(uuid)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_view(&self) -> builder::CustomerView<'_> {
        builder::CustomerView::new(self)
    }

    /// Update a customer
    ///
    /// Renames a customer of the current merchant. Its token, its trial and its payment status stay as they are.
    ///
    /// Sends a `PUT` request to `/customers/{uuid}`
    ///
    /// Arguments:
    /// - `uuid`: The customer's UUID.
    /// - `body`: The customer's new name.
    /// ```text
    /// let response = client.customer_update()
    ///     .uuid(uuid)
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_update(&self) -> builder::CustomerUpdate<'_> {
        builder::CustomerUpdate::new(self)
    }

    /// Delete a customer
    ///
    /// Deletes a customer of the current merchant. Its token stops working immediately.
    ///
    /// Decision: a body, which the vendor's own example sends, is not read. A `uuid` that is no UUID names no customer: `404`.
    ///
    /// Sends a `DELETE` request to `/customers/{uuid}`
    ///
    /// Arguments:
    /// - `uuid`: The customer's UUID.
    /// ```text
    /// let response = client.customer_delete()
    ///     .uuid(uuid)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_delete(&self) -> builder::CustomerDelete<'_> {
        builder::CustomerDelete::new(self)
    }

    /// Update a customer's payment status
    ///
    /// Marks a customer of the current merchant as paying, or as not paying. A paying customer's integrations and metrics stay
    /// reachable after its trial has ended.
    ///
    /// Sends a `POST` request to `/customers/{uuid}/update-payment-status`
    ///
    /// Arguments:
    /// - `uuid`: The customer's UUID.
    /// - `body`: `true` if the customer is paying.
    /// ```text
    /// let response = client.customer_payment_status_update()
    ///     .uuid(uuid)
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_payment_status_update(
        &self,
    ) -> builder::CustomerPaymentStatusUpdate<'_> {
        builder::CustomerPaymentStatusUpdate::new(self)
    }
}

/// Types for composing operation parameters.
pub mod builder {
    use super::types;

    #[allow(unused_imports)]
    use super::{Error, OperationInfo, RequestBuilderExt, ResponseValue, encode_path};

    /// Builder for [`Client::customer_list`]
    ///
    /// [`Client::customer_list`]: super::Client::customer_list
    #[derive(Debug, Clone)]
    pub struct CustomerList<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) descending: Result<Option<bool>, String>,
        pub(crate) page: Result<Option<i32>, String>,
        pub(crate) per_page: Result<Option<i32>, String>,
        pub(crate) sort_by: Result<Option<types::SortBy>, String>,
    }

    impl<'a> CustomerList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                descending: Ok(None),
                page: Ok(None),
                per_page: Ok(None),
                sort_by: Ok(None),
            }
        }

        pub fn descending<V>(mut self, value: V) -> Self
        where
            V: TryInto<bool>,
        {
            self.descending = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for descending failed".to_string());
            self
        }

        pub fn page<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.page = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for page failed".to_string());
            self
        }

        pub fn per_page<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.per_page = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for per_page failed".to_string());
            self
        }

        pub fn sort_by<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::SortBy>,
        {
            self.sort_by = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `SortBy` for sort_by failed".to_string());
            self
        }

        /// Sends a `GET` request to `/customers`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CustomerPage>, Error<types::Error>> {
            let Self { client, descending, page, per_page, sort_by } = self;
            let descending = descending.map_err(Error::InvalidRequest)?;
            let page = page.map_err(Error::InvalidRequest)?;
            let per_page = per_page.map_err(Error::InvalidRequest)?;
            let sort_by = sort_by.map_err(Error::InvalidRequest)?;
            let url = format!("{}/customers", client.baseurl);
            let request = || Ok(
                client
                    .client
                    .get(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .query(
                        &progenitor_client::QueryParam::new("descending", &descending),
                    )
                    .query(&progenitor_client::QueryParam::new("page", &page))
                    .query(&progenitor_client::QueryParam::new("per_page", &per_page))
                    .query(&progenitor_client::QueryParam::new("sortBy", &sort_by))
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_list",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_create`]
    ///
    /// [`Client::customer_create`]: super::Client::customer_create
    #[derive(Debug, Clone)]
    pub struct CustomerCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::NewCustomer, String>,
    }

    impl<'a> CustomerCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::NewCustomer>,
            <V as TryInto<types::NewCustomer>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewCustomer` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::NewCustomer) -> types::builder::NewCustomer,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/customers`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CreatedCustomerEnvelope>, Error<types::Error>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::NewCustomer::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/customers", client.baseurl);
            let request = || Ok(
                client
                    .client
                    .post(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_create",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                201 => ResponseValue::from_response(response).await,
                400 | 401 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_settings`]
    ///
    /// [`Client::customer_settings`]: super::Client::customer_settings
    #[derive(Debug, Clone)]
    pub struct CustomerSettings<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) x_customer_token: Result<crate::formats::Secret, String>,
    }

    impl<'a> CustomerSettings<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                x_customer_token: Err("x_customer_token was not initialized".to_string()),
            }
        }

        pub fn x_customer_token<V>(mut self, value: V) -> Self
        where
            V: TryInto<crate::formats::Secret>,
        {
            self.x_customer_token = value
                .try_into()
                .map_err(|_| {
                    "conversion to `crate::formats::Secret` for x_customer_token failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/customers/settings`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::CustomerSettingsEnvelope>,
            Error<types::Error>,
        > {
            let Self { client, x_customer_token } = self;
            let x_customer_token = x_customer_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/customers/settings", client.baseurl);
            let mut header_map = reqwest::header::HeaderMap::new();
            header_map
                .append("x-customer-token", x_customer_token.to_string().try_into()?);
            let request = || Ok(
                client
                    .client
                    .get(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .headers(header_map.clone())
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_settings",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                401 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_view`]
    ///
    /// [`Client::customer_view`]: super::Client::customer_view
    #[derive(Debug, Clone)]
    pub struct CustomerView<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) uuid: Result<uuid::Uuid, String>,
    }

    impl<'a> CustomerView<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                uuid: Err("uuid was not initialized".to_string()),
            }
        }

        pub fn uuid<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.uuid = value
                .try_into()
                .map_err(|_| {
                    "conversion to `uuid::Uuid` for uuid failed".to_string()
                });
            self
        }

        /// Sends a `GET` request to `/customers/{uuid}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CustomerEnvelope>, Error<types::Error>> {
            let Self { client, uuid } = self;
            let uuid = uuid.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(&uuid.to_string()),
            );
            let request = || Ok(
                client
                    .client
                    .get(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_view",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_update`]
    ///
    /// [`Client::customer_update`]: super::Client::customer_update
    #[derive(Debug, Clone)]
    pub struct CustomerUpdate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) uuid: Result<uuid::Uuid, String>,
        pub(crate) body: Result<types::builder::CustomerUpdate, String>,
    }

    impl<'a> CustomerUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                uuid: Err("uuid was not initialized".to_string()),
                body: Ok(Default::default()),
            }
        }

        pub fn uuid<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.uuid = value
                .try_into()
                .map_err(|_| {
                    "conversion to `uuid::Uuid` for uuid failed".to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::CustomerUpdate>,
            <V as TryInto<types::CustomerUpdate>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `CustomerUpdate` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::CustomerUpdate) -> types::builder::CustomerUpdate,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `PUT` request to `/customers/{uuid}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CustomerEnvelope>, Error<types::Error>> {
            let Self { client, uuid, body } = self;
            let uuid = uuid.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CustomerUpdate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(&uuid.to_string()),
            );
            let request = || Ok(
                client
                    .client
                    .put(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_update",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_delete`]
    ///
    /// [`Client::customer_delete`]: super::Client::customer_delete
    #[derive(Debug, Clone)]
    pub struct CustomerDelete<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) uuid: Result<uuid::Uuid, String>,
    }

    impl<'a> CustomerDelete<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                uuid: Err("uuid was not initialized".to_string()),
            }
        }

        pub fn uuid<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.uuid = value
                .try_into()
                .map_err(|_| {
                    "conversion to `uuid::Uuid` for uuid failed".to_string()
                });
            self
        }

        /// Sends a `DELETE` request to `/customers/{uuid}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Confirmation>, Error<types::Error>> {
            let Self { client, uuid } = self;
            let uuid = uuid.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(&uuid.to_string()),
            );
            let request = || Ok(
                client
                    .client
                    .delete(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_delete",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                401 | 404 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }

    /// Builder for [`Client::customer_payment_status_update`]
    ///
    /// [`Client::customer_payment_status_update`]: super::Client::customer_payment_status_update
    #[derive(Debug, Clone)]
    pub struct CustomerPaymentStatusUpdate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) uuid: Result<uuid::Uuid, String>,
        pub(crate) body: Result<types::builder::PaymentStatus, String>,
    }

    impl<'a> CustomerPaymentStatusUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                uuid: Err("uuid was not initialized".to_string()),
                body: Ok(Default::default()),
            }
        }

        pub fn uuid<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.uuid = value
                .try_into()
                .map_err(|_| {
                    "conversion to `uuid::Uuid` for uuid failed".to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::PaymentStatus>,
            <V as TryInto<types::PaymentStatus>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PaymentStatus` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::PaymentStatus) -> types::builder::PaymentStatus,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/customers/{uuid}/update-payment-status`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Confirmation>, Error<types::Error>> {
            let Self { client, uuid, body } = self;
            let uuid = uuid.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::PaymentStatus::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}/update-payment-status", client.baseurl, encode_path(&uuid.to_string()),
            );
            let request = || Ok(
                client
                    .client
                    .post(&url)
                    .header(
                        reqwest::header::ACCEPT,
                        reqwest::header::HeaderValue::from_static("application/json"),
                    )
                    .json(&body)
                    .build()?,
            );
            let info = OperationInfo {
                operation_id: "customer_payment_status_update",
            };
            let response = client.inner.send(&request, &info).await?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(Error::refused(ResponseValue::from_response(response).await?))
                }
                _ => Err(Error::unexpected(response)),
            }
        }
    }
}
