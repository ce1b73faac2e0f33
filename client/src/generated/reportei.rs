// @generated from openapi/reportei.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// The confirmation of a change.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Confirmation {
        /// The change, for a person to read.
        pub message: String,
        /// Always true; a failure has another status.
        pub success: bool,
    }

    impl Confirmation {
        pub fn builder() -> builder::Confirmation {
            Default::default()
        }
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

    impl CreatedCustomer {
        pub fn builder() -> builder::CreatedCustomer {
            Default::default()
        }
    }

    /// The customer that was created.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CreatedCustomerEnvelope {
        pub customer: CreatedCustomer,
    }

    impl CreatedCustomerEnvelope {
        pub fn builder() -> builder::CreatedCustomerEnvelope {
            Default::default()
        }
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

    impl Customer {
        pub fn builder() -> builder::Customer {
            Default::default()
        }
    }

    /// One customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerEnvelope {
        pub customer: Customer,
    }

    impl CustomerEnvelope {
        pub fn builder() -> builder::CustomerEnvelope {
            Default::default()
        }
    }

    /// A page of customers.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerPage {
        /// The customers on this page.
        pub data: Vec<Customer>,
        pub meta: PageMeta,
    }

    impl CustomerPage {
        pub fn builder() -> builder::CustomerPage {
            Default::default()
        }
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

    impl CustomerSettings {
        pub fn builder() -> builder::CustomerSettings {
            Default::default()
        }
    }

    /// A customer with its settings.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerSettingsEnvelope {
        pub customer: CustomerSettings,
    }

    impl CustomerSettingsEnvelope {
        pub fn builder() -> builder::CustomerSettingsEnvelope {
            Default::default()
        }
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

    impl Error {
        pub fn builder() -> builder::Error {
            Default::default()
        }
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

    impl Integration {
        pub fn builder() -> builder::Integration {
            Default::default()
        }
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

    impl PageMeta {
        pub fn builder() -> builder::PageMeta {
            Default::default()
        }
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
        pub struct Confirmation {
            pub(crate) message: Result<String, String>,
            pub(crate) success: Result<bool, String>,
        }

        impl Default for Confirmation {
            fn default() -> Self {
                Self {
                    message: Err("no value supplied for message".to_string()),
                    success: Err("no value supplied for success".to_string()),
                }
            }
        }

        impl Confirmation {
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }

            pub fn success<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.success = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for success: {e}")
                    });
                self
            }
        }

        impl TryFrom<Confirmation> for super::Confirmation {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Confirmation,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    message: value.message?,
                    success: value.success?,
                })
            }
        }

        impl From<super::Confirmation> for Confirmation {
            fn from(value: super::Confirmation) -> Self {
                Self {
                    message: Ok(value.message),
                    success: Ok(value.success),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CreatedCustomer {
            pub(crate) api_token: Result<crate::formats::Secret, String>,
            pub(crate) created_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) is_paying: Result<bool, String>,
            pub(crate) merchant: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) trial_ends_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) updated_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) uuid: Result<uuid::Uuid, String>,
        }

        impl Default for CreatedCustomer {
            fn default() -> Self {
                Self {
                    api_token: Err("no value supplied for api_token".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    is_paying: Err("no value supplied for is_paying".to_string()),
                    merchant: Err("no value supplied for merchant".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    trial_ends_at: Err(
                        "no value supplied for trial_ends_at".to_string(),
                    ),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    uuid: Err("no value supplied for uuid".to_string()),
                }
            }
        }

        impl CreatedCustomer {
            pub fn api_token<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.api_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for api_token: {e}")
                    });
                self
            }

            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }

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

            pub fn merchant<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.merchant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for merchant: {e}")
                    });
                self
            }

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

            pub fn trial_ends_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.trial_ends_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trial_ends_at: {e}")
                    });
                self
            }

            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }

            pub fn uuid<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.uuid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uuid: {e}")
                    });
                self
            }
        }

        impl TryFrom<CreatedCustomer> for super::CreatedCustomer {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CreatedCustomer,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    api_token: value.api_token?,
                    created_at: value.created_at?,
                    is_paying: value.is_paying?,
                    merchant: value.merchant?,
                    name: value.name?,
                    trial_ends_at: value.trial_ends_at?,
                    updated_at: value.updated_at?,
                    uuid: value.uuid?,
                })
            }
        }

        impl From<super::CreatedCustomer> for CreatedCustomer {
            fn from(value: super::CreatedCustomer) -> Self {
                Self {
                    api_token: Ok(value.api_token),
                    created_at: Ok(value.created_at),
                    is_paying: Ok(value.is_paying),
                    merchant: Ok(value.merchant),
                    name: Ok(value.name),
                    trial_ends_at: Ok(value.trial_ends_at),
                    updated_at: Ok(value.updated_at),
                    uuid: Ok(value.uuid),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CreatedCustomerEnvelope {
            pub(crate) customer: Result<super::CreatedCustomer, String>,
        }

        impl Default for CreatedCustomerEnvelope {
            fn default() -> Self {
                Self {
                    customer: Err("no value supplied for customer".to_string()),
                }
            }
        }

        impl CreatedCustomerEnvelope {
            pub fn customer<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::CreatedCustomer>,
                T::Error: std::fmt::Display,
            {
                self.customer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for customer: {e}")
                    });
                self
            }
        }

        impl TryFrom<CreatedCustomerEnvelope> for super::CreatedCustomerEnvelope {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CreatedCustomerEnvelope,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { customer: value.customer? })
            }
        }

        impl From<super::CreatedCustomerEnvelope> for CreatedCustomerEnvelope {
            fn from(value: super::CreatedCustomerEnvelope) -> Self {
                Self {
                    customer: Ok(value.customer),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Customer {
            pub(crate) created_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) is_paying: Result<bool, String>,
            pub(crate) merchant: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) trial_ends_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) updated_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) uuid: Result<uuid::Uuid, String>,
        }

        impl Default for Customer {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    is_paying: Err("no value supplied for is_paying".to_string()),
                    merchant: Err("no value supplied for merchant".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    trial_ends_at: Err(
                        "no value supplied for trial_ends_at".to_string(),
                    ),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    uuid: Err("no value supplied for uuid".to_string()),
                }
            }
        }

        impl Customer {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }

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

            pub fn merchant<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.merchant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for merchant: {e}")
                    });
                self
            }

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

            pub fn trial_ends_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.trial_ends_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trial_ends_at: {e}")
                    });
                self
            }

            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }

            pub fn uuid<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.uuid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uuid: {e}")
                    });
                self
            }
        }

        impl TryFrom<Customer> for super::Customer {
            type Error = super::error::ConversionError;

            fn try_from(value: Customer) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    is_paying: value.is_paying?,
                    merchant: value.merchant?,
                    name: value.name?,
                    trial_ends_at: value.trial_ends_at?,
                    updated_at: value.updated_at?,
                    uuid: value.uuid?,
                })
            }
        }

        impl From<super::Customer> for Customer {
            fn from(value: super::Customer) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    is_paying: Ok(value.is_paying),
                    merchant: Ok(value.merchant),
                    name: Ok(value.name),
                    trial_ends_at: Ok(value.trial_ends_at),
                    updated_at: Ok(value.updated_at),
                    uuid: Ok(value.uuid),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerEnvelope {
            pub(crate) customer: Result<super::Customer, String>,
        }

        impl Default for CustomerEnvelope {
            fn default() -> Self {
                Self {
                    customer: Err("no value supplied for customer".to_string()),
                }
            }
        }

        impl CustomerEnvelope {
            pub fn customer<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::Customer>,
                T::Error: std::fmt::Display,
            {
                self.customer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for customer: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerEnvelope> for super::CustomerEnvelope {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerEnvelope,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { customer: value.customer? })
            }
        }

        impl From<super::CustomerEnvelope> for CustomerEnvelope {
            fn from(value: super::CustomerEnvelope) -> Self {
                Self {
                    customer: Ok(value.customer),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerPage {
            pub(crate) data: Result<Vec<super::Customer>, String>,
            pub(crate) meta: Result<super::PageMeta, String>,
        }

        impl Default for CustomerPage {
            fn default() -> Self {
                Self {
                    data: Err("no value supplied for data".to_string()),
                    meta: Err("no value supplied for meta".to_string()),
                }
            }
        }

        impl CustomerPage {
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Customer>>,
                T::Error: std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }

            pub fn meta<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::PageMeta>,
                T::Error: std::fmt::Display,
            {
                self.meta = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for meta: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerPage> for super::CustomerPage {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerPage,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    meta: value.meta?,
                })
            }
        }

        impl From<super::CustomerPage> for CustomerPage {
            fn from(value: super::CustomerPage) -> Self {
                Self {
                    data: Ok(value.data),
                    meta: Ok(value.meta),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerSettings {
            pub(crate) created_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) integrations: Result<Vec<super::Integration>, String>,
            pub(crate) is_paying: Result<bool, String>,
            pub(crate) merchant: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) trial_ends_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) updated_at: Result<crate::formats::SqlDateTime, String>,
            pub(crate) uuid: Result<uuid::Uuid, String>,
        }

        impl Default for CustomerSettings {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    integrations: Err("no value supplied for integrations".to_string()),
                    is_paying: Err("no value supplied for is_paying".to_string()),
                    merchant: Err("no value supplied for merchant".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    trial_ends_at: Err(
                        "no value supplied for trial_ends_at".to_string(),
                    ),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    uuid: Err("no value supplied for uuid".to_string()),
                }
            }
        }

        impl CustomerSettings {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }

            pub fn integrations<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Integration>>,
                T::Error: std::fmt::Display,
            {
                self.integrations = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for integrations: {e}")
                    });
                self
            }

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

            pub fn merchant<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.merchant = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for merchant: {e}")
                    });
                self
            }

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

            pub fn trial_ends_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.trial_ends_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trial_ends_at: {e}")
                    });
                self
            }

            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::SqlDateTime>,
                T::Error: std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }

            pub fn uuid<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.uuid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uuid: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerSettings> for super::CustomerSettings {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerSettings,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    integrations: value.integrations?,
                    is_paying: value.is_paying?,
                    merchant: value.merchant?,
                    name: value.name?,
                    trial_ends_at: value.trial_ends_at?,
                    updated_at: value.updated_at?,
                    uuid: value.uuid?,
                })
            }
        }

        impl From<super::CustomerSettings> for CustomerSettings {
            fn from(value: super::CustomerSettings) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    integrations: Ok(value.integrations),
                    is_paying: Ok(value.is_paying),
                    merchant: Ok(value.merchant),
                    name: Ok(value.name),
                    trial_ends_at: Ok(value.trial_ends_at),
                    updated_at: Ok(value.updated_at),
                    uuid: Ok(value.uuid),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerSettingsEnvelope {
            pub(crate) customer: Result<super::CustomerSettings, String>,
        }

        impl Default for CustomerSettingsEnvelope {
            fn default() -> Self {
                Self {
                    customer: Err("no value supplied for customer".to_string()),
                }
            }
        }

        impl CustomerSettingsEnvelope {
            pub fn customer<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::CustomerSettings>,
                T::Error: std::fmt::Display,
            {
                self.customer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for customer: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerSettingsEnvelope> for super::CustomerSettingsEnvelope {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerSettingsEnvelope,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { customer: value.customer? })
            }
        }

        impl From<super::CustomerSettingsEnvelope> for CustomerSettingsEnvelope {
            fn from(value: super::CustomerSettingsEnvelope) -> Self {
                Self {
                    customer: Ok(value.customer),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerUpdate {
            pub(crate) name: Result<String, String>,
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
        pub struct Error {
            pub(crate) errors: Result<
                std::collections::BTreeMap<String, Vec<String>>,
                String,
            >,
            pub(crate) message: Result<String, String>,
        }

        impl Default for Error {
            fn default() -> Self {
                Self {
                    errors: Ok(Default::default()),
                    message: Err("no value supplied for message".to_string()),
                }
            }
        }

        impl Error {
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: TryInto<std::collections::BTreeMap<String, Vec<String>>>,
                T::Error: std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }

            pub fn message<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
        }

        impl TryFrom<Error> for super::Error {
            type Error = super::error::ConversionError;

            fn try_from(value: Error) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    errors: value.errors?,
                    message: value.message?,
                })
            }
        }

        impl From<super::Error> for Error {
            fn from(value: super::Error) -> Self {
                Self {
                    errors: Ok(value.errors),
                    message: Ok(value.message),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Integration {
            pub(crate) integration: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) slug: Result<String, String>,
            pub(crate) status: Result<String, String>,
            pub(crate) uuid: Result<uuid::Uuid, String>,
        }

        impl Default for Integration {
            fn default() -> Self {
                Self {
                    integration: Err("no value supplied for integration".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    slug: Err("no value supplied for slug".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    uuid: Err("no value supplied for uuid".to_string()),
                }
            }
        }

        impl Integration {
            pub fn integration<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.integration = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for integration: {e}")
                    });
                self
            }

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

            pub fn slug<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.slug = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for slug: {e}")
                    });
                self
            }

            pub fn status<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }

            pub fn uuid<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.uuid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uuid: {e}")
                    });
                self
            }
        }

        impl TryFrom<Integration> for super::Integration {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Integration,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    integration: value.integration?,
                    name: value.name?,
                    slug: value.slug?,
                    status: value.status?,
                    uuid: value.uuid?,
                })
            }
        }

        impl From<super::Integration> for Integration {
            fn from(value: super::Integration) -> Self {
                Self {
                    integration: Ok(value.integration),
                    name: Ok(value.name),
                    slug: Ok(value.slug),
                    status: Ok(value.status),
                    uuid: Ok(value.uuid),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NewCustomer {
            pub(crate) name: Result<String, String>,
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
        pub struct PageMeta {
            pub(crate) current_page: Result<i32, String>,
            pub(crate) descending: Result<bool, String>,
            pub(crate) from: Result<Option<i64>, String>,
            pub(crate) last_page: Result<i64, String>,
            pub(crate) path: Result<String, String>,
            pub(crate) per_page: Result<i32, String>,
            pub(crate) sort_by: Result<Option<super::PageMetaSortBy>, String>,
            pub(crate) to: Result<Option<i64>, String>,
            pub(crate) total: Result<i64, String>,
        }

        impl Default for PageMeta {
            fn default() -> Self {
                Self {
                    current_page: Err("no value supplied for current_page".to_string()),
                    descending: Err("no value supplied for descending".to_string()),
                    from: Err("no value supplied for from".to_string()),
                    last_page: Err("no value supplied for last_page".to_string()),
                    path: Err("no value supplied for path".to_string()),
                    per_page: Err("no value supplied for per_page".to_string()),
                    sort_by: Err("no value supplied for sort_by".to_string()),
                    to: Err("no value supplied for to".to_string()),
                    total: Err("no value supplied for total".to_string()),
                }
            }
        }

        impl PageMeta {
            pub fn current_page<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.current_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current_page: {e}")
                    });
                self
            }

            pub fn descending<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.descending = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for descending: {e}")
                    });
                self
            }

            pub fn from<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i64>>,
                T::Error: std::fmt::Display,
            {
                self.from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for from: {e}")
                    });
                self
            }

            pub fn last_page<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.last_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_page: {e}")
                    });
                self
            }

            pub fn path<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }

            pub fn per_page<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.per_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for per_page: {e}")
                    });
                self
            }

            pub fn sort_by<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::PageMetaSortBy>>,
                T::Error: std::fmt::Display,
            {
                self.sort_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sort_by: {e}")
                    });
                self
            }

            pub fn to<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i64>>,
                T::Error: std::fmt::Display,
            {
                self.to = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for to: {e}"));
                self
            }

            pub fn total<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.total = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total: {e}")
                    });
                self
            }
        }

        impl TryFrom<PageMeta> for super::PageMeta {
            type Error = super::error::ConversionError;

            fn try_from(value: PageMeta) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    current_page: value.current_page?,
                    descending: value.descending?,
                    from: value.from?,
                    last_page: value.last_page?,
                    path: value.path?,
                    per_page: value.per_page?,
                    sort_by: value.sort_by?,
                    to: value.to?,
                    total: value.total?,
                })
            }
        }

        impl From<super::PageMeta> for PageMeta {
            fn from(value: super::PageMeta) -> Self {
                Self {
                    current_page: Ok(value.current_page),
                    descending: Ok(value.descending),
                    from: Ok(value.from),
                    last_page: Ok(value.last_page),
                    path: Ok(value.path),
                    per_page: Ok(value.per_page),
                    sort_by: Ok(value.sort_by),
                    to: Ok(value.to),
                    total: Ok(value.total),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct PaymentStatus {
            pub(crate) is_paying: Result<bool, String>,
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
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::runtime::Runtime) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = std::time::Duration::from_secs(15);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };

        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }

    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
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

impl ClientHooks<crate::runtime::Runtime> for &Client {}

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
#[allow(clippy::all)]
pub mod builder {
    use super::types;

    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };

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
            let url = format!("{}/customers", client.baseurl,);
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("descending", &descending))
                .query(&progenitor_client::QueryParam::new("page", &page))
                .query(&progenitor_client::QueryParam::new("per_page", &per_page))
                .query(&progenitor_client::QueryParam::new("sortBy", &sort_by))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
            let url = format!("{}/customers", client.baseurl,);
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_create",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201 => ResponseValue::from_response(response).await,
                400 | 401 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
                    "conversion to `crate :: formats :: Secret` for x_customer_token failed"
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
            let url = format!("{}/customers/settings", client.baseurl,);
            let mut header_map = reqwest::header::HeaderMap::with_capacity(2);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            header_map
                .append("x-customer-token", x_customer_token.to_string().try_into()?);

            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_settings",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                401 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
                    "conversion to `:: uuid :: Uuid` for uuid failed".to_string()
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
                "{}/customers/{}", client.baseurl, encode_path(& uuid.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_view",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
                    "conversion to `:: uuid :: Uuid` for uuid failed".to_string()
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
                "{}/customers/{}", client.baseurl, encode_path(& uuid.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
                    "conversion to `:: uuid :: Uuid` for uuid failed".to_string()
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
                "{}/customers/{}", client.baseurl, encode_path(& uuid.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_delete",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                401 | 404 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
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
                    "conversion to `:: uuid :: Uuid` for uuid failed".to_string()
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
                "{}/customers/{}/update-payment-status", client.baseurl, encode_path(&
                uuid.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "customer_payment_status_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 429 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}

/// Credential and idempotency of each operation, as documented.
pub(crate) const OPERATIONS: &[crate::runtime::OperationTraits] = {
    use crate::runtime::OperationTraits;
    &[
        OperationTraits {
            operation: "customer_list",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_create",
            anonymous: false,
            idempotent: false,
        },
        OperationTraits {
            operation: "customer_settings",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_delete",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_view",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_update",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_payment_status_update",
            anonymous: false,
            idempotent: true,
        },
    ]
};
