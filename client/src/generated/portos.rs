// @generated from openapi/portos.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// An address.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct Address {
        /// The city or village.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub city: Option<String>,
        /// The position on the map.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub coordinates: Option<Coordinates>,
        /// The country, by its name or its code.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<String>,
        /// Directions, which may have several lines.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// The street and house number.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub street: Option<String>,
        /// The postal code.
        #[serde(rename = "zipCode", skip_serializing_if = "Option::is_none")]
        pub zip_code: Option<String>,
    }

    impl Address {
        pub fn builder() -> builder::Address {
            Default::default()
        }
    }

    /// A customer's card.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Card {
        /// The start of the card's validity. Null if unlimited.
        #[serde(rename = "activationTime", skip_serializing_if = "Option::is_none")]
        pub activation_time: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The end of the card's validity. Null if unlimited.
        #[serde(rename = "expirationTime", skip_serializing_if = "Option::is_none")]
        pub expiration_time: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The card's identifier in another system.
        #[serde(rename = "externalId", skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /// `true` if the card is in use. Decision: `true` by default.
        #[serde(rename = "isActive", skip_serializing_if = "Option::is_none")]
        pub is_active: Option<bool>,
        /// `true` if the card exists as a number only. Decision: `false` by default.
        #[serde(rename = "isVirtual", skip_serializing_if = "Option::is_none")]
        pub is_virtual: Option<bool>,
        /// Whatever your own system wants to keep with the card. It comes back as it was sent. Decision: at most 32 levels
        /// deep.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub meta: Option<serde_json::Map<String, serde_json::Value>>,
        /// A note, which may have several lines.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// The card's reader type. The vendor shows `P` and lists no other value.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub processor: Option<String>,
        /// The card's serial number. Unique. Decision: the only required field of a card.
        #[serde(rename = "serialNumber")]
        pub serial_number: String,
        /// Whether the card counts now. Comes from the server; what is sent is ignored. Decision: the values of the
        /// customer's `status`, by the card's own members.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,
        /// The reason of the status. Decision: stored as given.
        #[serde(rename = "statusReason", skip_serializing_if = "Option::is_none")]
        pub status_reason: Option<String>,
        /// The time of the status's last change. Decision: stored as given.
        #[serde(rename = "statusTime", skip_serializing_if = "Option::is_none")]
        pub status_time: Option<chrono::DateTime<chrono::offset::Utc>>,
    }

    impl Card {
        pub fn builder() -> builder::Card {
            Default::default()
        }
    }

    /// A company.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct Company {
        /// The company's registration number.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub crn: Option<String>,
        /// The company's name.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The company's tax number.
        #[serde(rename = "taxId", skip_serializing_if = "Option::is_none")]
        pub tax_id: Option<String>,
        /// The company's VAT number.
        #[serde(rename = "vatId", skip_serializing_if = "Option::is_none")]
        pub vat_id: Option<String>,
    }

    impl Company {
        pub fn builder() -> builder::Company {
            Default::default()
        }
    }

    /// A position on the map, in degrees. Decision: at most eight decimals, which is a millimetre.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct Coordinates {
        /// The latitude; negative in the south.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub latitude: Option<crate::formats::Decimal>,
        /// The longitude; negative in the west.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub longitude: Option<crate::formats::Decimal>,
    }

    impl Coordinates {
        pub fn builder() -> builder::Coordinates {
            Default::default()
        }
    }

    /// What the customer has to spend. To change it takes the right `CustomerSetCredit`. Decision: an amount of 0 when it
    /// is left out.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct Credit {
        /// How much it is. Decision: up to a thousand million either way, with at most two decimals; below zero is owed; 0
        /// when it is left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::formats::Decimal>,
        /// The unit of the amount, for a person to read, such as `EUR` or `points`.
        #[serde(rename = "currencyLabel", skip_serializing_if = "Option::is_none")]
        pub currency_label: Option<String>,
    }

    impl Credit {
        pub fn builder() -> builder::Credit {
            Default::default()
        }
    }

    /// A change of a customer's `credit.amount`.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct CreditTransaction {
        /// The amount added; negative if it was taken away.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub amount: Option<crate::formats::Decimal>,
        /// The `credit.amount` after the change.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub balance: Option<crate::formats::Decimal>,
        /// An RFC 3339 time with its offset.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub time: Option<chrono::DateTime<chrono::offset::Utc>>,
    }

    impl CreditTransaction {
        pub fn builder() -> builder::CreditTransaction {
            Default::default()
        }
    }

    /// A customer. A response has every field; a request may leave out any.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct Customer {
        /// The start of the customer's validity. Null if unlimited.
        #[serde(rename = "activationTime", skip_serializing_if = "Option::is_none")]
        pub activation_time: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The customer's address.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub address: Option<Address>,
        /// The date of birth.
        #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
        pub birth_date: Option<chrono::naive::NaiveDate>,
        /// The customer's cards. Decision: at most 100.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cards: Vec<Card>,
        /// The customer's company.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub company: Option<Company>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credit: Option<Credit>,
        /// How much of a purchase becomes credit, in percent. Decision: from 0 to 100, with at most four decimals; 0 when
        /// it is left out.
        #[serde(rename = "creditRate", skip_serializing_if = "Option::is_none")]
        pub credit_rate: Option<crate::formats::Decimal>,
        /// How `credit.amount` has changed. Comes from the server; what is sent is ignored. Decision: the last 1,000
        /// changes, the oldest first.
        #[serde(
            rename = "creditTransactions",
            default,
            skip_serializing_if = "Vec::is_empty"
        )]
        pub credit_transactions: Vec<CreditTransaction>,
        /// The customer's delivery address.
        #[serde(rename = "deliveryAddress", skip_serializing_if = "Option::is_none")]
        pub delivery_address: Option<Address>,
        /// The customer's discount, in percent: from 0 to 100, with at most two decimals. To change it takes the
        /// right `CustomerSetDiscount`. Decision: 0 when it is left out.
        #[serde(rename = "discountRate", skip_serializing_if = "Option::is_none")]
        pub discount_rate: Option<crate::formats::Decimal>,
        /// The e-mail address. Decision: one such as `žák@škola.sk` is one too: there is a single `@`, no white space, and a
        /// host without empty parts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        /// The end of the customer's validity. Null if unlimited.
        #[serde(rename = "expirationTime", skip_serializing_if = "Option::is_none")]
        pub expiration_time: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The customer's identifier in another system. Unique.
        #[serde(rename = "externalId", skip_serializing_if = "Option::is_none")]
        pub external_id: Option<String>,
        /// The first name.
        #[serde(rename = "firstName", skip_serializing_if = "Option::is_none")]
        pub first_name: Option<String>,
        /// The whole name. One that is given is kept; else it is the first and the last name. Decision: null without
        /// either.
        #[serde(rename = "fullName", skip_serializing_if = "Option::is_none")]
        pub full_name: Option<String>,
        /// The gender. The vendor lists no values.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<String>,
        /// Unique customer identifier. Decision: 1 to 64 letters, digits, `-`, `_` and `.`, and not dots alone, which no
        /// address can end in.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<String>,
        /// `true` if the customer is in use. Decision: `true` by default.
        #[serde(rename = "isActive", skip_serializing_if = "Option::is_none")]
        pub is_active: Option<bool>,
        /// `true` if the customer is a company. Decision: `false` by default.
        #[serde(rename = "isCompany", skip_serializing_if = "Option::is_none")]
        pub is_company: Option<bool>,
        /// The last name.
        #[serde(rename = "lastName", skip_serializing_if = "Option::is_none")]
        pub last_name: Option<String>,
        /// Whatever your own system wants to keep with the customer: it comes back as it was sent. Decision: `{}` when it
        /// is left out or null; at most 32 levels deep.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub meta: Option<serde_json::Map<String, serde_json::Value>>,
        /// A note, which may have several lines.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// The telephone number.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /// Whether the customer counts as one now. Comes from the server; what is sent is ignored.
        ///
        /// Decision: `Expired` once `expirationTime` has passed; else `Inactive` if `isActive` is false or `activationTime`
        /// lies ahead; else `Valid`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,
        /// The customer's version, kept by the server: each update counts it up. In a PUT, the version that the update is
        /// made for.
        #[serde(rename = "_v", skip_serializing_if = "Option::is_none")]
        pub v: Option<i64>,
    }

    impl Customer {
        pub fn builder() -> builder::Customer {
            Default::default()
        }
    }

    /// A page of customers.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerQueryResult {
        /// The number of customers on this page. Decision: if `$count` is true, the number that would be on it.
        pub count: i32,
        /// The customers on this page. Left out if `$count` is true.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub items: Vec<Customer>,
        /// The number of matching customers on all pages.
        #[serde(rename = "totalCount")]
        pub total_count: i64,
    }

    impl CustomerQueryResult {
        pub fn builder() -> builder::CustomerQueryResult {
            Default::default()
        }
    }

    /// The user and the device.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NewSession {
        /// The name of the device, which distinguishes its sessions.
        #[serde(rename = "DeviceName")]
        pub device_name: String,
        /// The user's password. Decision: empty by default.
        #[serde(rename = "Password", skip_serializing_if = "Option::is_none")]
        pub password: Option<crate::formats::Secret>,
        /// The user's name.
        #[serde(rename = "UserName")]
        pub user_name: String,
    }

    impl NewSession {
        pub fn builder() -> builder::NewSession {
            Default::default()
        }
    }

    /// An error (RFC 9457).
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ProblemDetails {
        /// The error and a remedy, for a person to read.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
        /// 1 unauthenticated, 2 unauthorized, 3 validation failed, 6 version mismatch.
        #[serde(rename = "errorCode", skip_serializing_if = "Option::is_none")]
        pub error_code: Option<i32>,
        /// If validation failed, every violation.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<ValidationError>,
        /// The path of the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub instance: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resource: Option<ResourceVersion>,
        /// The status of the response.
        pub status: i32,
        /// The reason phrase of the status.
        pub title: String,
        /// The response's `X-Request-Id`.
        #[serde(rename = "traceId")]
        pub trace_id: String,
        /// The kind of problem, as a URI. Decision: always `about:blank`; `errorCode` identifies it.
        #[serde(rename = "type")]
        pub type_: String,
    }

    impl ProblemDetails {
        pub fn builder() -> builder::ProblemDetails {
            Default::default()
        }
    }

    /// The actual version of a resource, if an update named another one.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ResourceVersion {
        /// Unique customer identifier. Decision: 1 to 64 letters, digits, `-`, `_` and `.`, and not dots alone, which no
        /// address can end in.
        pub id: String,
        /// The kind of resource. Decision: `Customer`.
        pub name: String,
        /// Its `_v`. Decision: the actual one, not the one that was given.
        pub version: i64,
    }

    impl ResourceVersion {
        pub fn builder() -> builder::ResourceVersion {
            Default::default()
        }
    }

    /// A signed-in user. The vendor documents `tokenId`.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Session {
        /// Decision: the device.
        #[serde(rename = "deviceName", skip_serializing_if = "Option::is_none")]
        pub device_name: Option<String>,
        /// Decision: the time at which the token expires. Null if it does not.
        #[serde(rename = "expirationTime", skip_serializing_if = "Option::is_none")]
        pub expiration_time: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// Decision: the rights that the user holds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub rights: Vec<String>,
        /// The token, for `Authorization: Bearer TOKEN_ID`.
        #[serde(rename = "tokenId")]
        pub token_id: crate::formats::Secret,
        /// Decision: the signed-in user.
        #[serde(rename = "userName", skip_serializing_if = "Option::is_none")]
        pub user_name: Option<String>,
    }

    impl Session {
        pub fn builder() -> builder::Session {
            Default::default()
        }
    }

    /// A violation.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ValidationError {
        /// 1 the field is required, 2 the field must be unique. Decision: left out for everything else.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code: Option<i32>,
        /// The invalid field of the body, such as `cards.0.serialNumber`, or the invalid parameter. Decision: `body` when it is
        /// the body as a whole.
        #[serde(rename = "memberName")]
        pub member_name: String,
        /// The violation and a remedy, for a person to read.
        pub message: String,
    }

    impl ValidationError {
        pub fn builder() -> builder::ValidationError {
            Default::default()
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Address {
            pub(crate) city: Result<Option<String>, String>,
            pub(crate) coordinates: Result<Option<super::Coordinates>, String>,
            pub(crate) country: Result<Option<String>, String>,
            pub(crate) note: Result<Option<String>, String>,
            pub(crate) street: Result<Option<String>, String>,
            pub(crate) zip_code: Result<Option<String>, String>,
        }

        impl Default for Address {
            fn default() -> Self {
                Self {
                    city: Ok(Default::default()),
                    coordinates: Ok(Default::default()),
                    country: Ok(Default::default()),
                    note: Ok(Default::default()),
                    street: Ok(Default::default()),
                    zip_code: Ok(Default::default()),
                }
            }
        }

        impl Address {
            pub fn city<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }

            pub fn coordinates<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Coordinates>>,
                T::Error: std::fmt::Display,
            {
                self.coordinates = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for coordinates: {e}")
                    });
                self
            }

            pub fn country<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.country = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for country: {e}")
                    });
                self
            }

            pub fn note<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.note = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for note: {e}")
                    });
                self
            }

            pub fn street<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.street = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for street: {e}")
                    });
                self
            }

            pub fn zip_code<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.zip_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for zip_code: {e}")
                    });
                self
            }
        }

        impl TryFrom<Address> for super::Address {
            type Error = super::error::ConversionError;

            fn try_from(value: Address) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    city: value.city?,
                    coordinates: value.coordinates?,
                    country: value.country?,
                    note: value.note?,
                    street: value.street?,
                    zip_code: value.zip_code?,
                })
            }
        }

        impl From<super::Address> for Address {
            fn from(value: super::Address) -> Self {
                Self {
                    city: Ok(value.city),
                    coordinates: Ok(value.coordinates),
                    country: Ok(value.country),
                    note: Ok(value.note),
                    street: Ok(value.street),
                    zip_code: Ok(value.zip_code),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Card {
            pub(crate) activation_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) expiration_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) external_id: Result<Option<String>, String>,
            pub(crate) is_active: Result<Option<bool>, String>,
            pub(crate) is_virtual: Result<Option<bool>, String>,
            pub(crate) meta: Result<
                Option<serde_json::Map<String, serde_json::Value>>,
                String,
            >,
            pub(crate) note: Result<Option<String>, String>,
            pub(crate) processor: Result<Option<String>, String>,
            pub(crate) serial_number: Result<String, String>,
            pub(crate) status: Result<Option<String>, String>,
            pub(crate) status_reason: Result<Option<String>, String>,
            pub(crate) status_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
        }

        impl Default for Card {
            fn default() -> Self {
                Self {
                    activation_time: Ok(Default::default()),
                    expiration_time: Ok(Default::default()),
                    external_id: Ok(Default::default()),
                    is_active: Ok(Default::default()),
                    is_virtual: Ok(Default::default()),
                    meta: Ok(Default::default()),
                    note: Ok(Default::default()),
                    processor: Ok(Default::default()),
                    serial_number: Err(
                        "no value supplied for serial_number".to_string(),
                    ),
                    status: Ok(Default::default()),
                    status_reason: Ok(Default::default()),
                    status_time: Ok(Default::default()),
                }
            }
        }

        impl Card {
            pub fn activation_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.activation_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for activation_time: {e}"
                        )
                    });
                self
            }

            pub fn expiration_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.expiration_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for expiration_time: {e}"
                        )
                    });
                self
            }

            pub fn external_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.external_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for external_id: {e}")
                    });
                self
            }

            pub fn is_active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<bool>>,
                T::Error: std::fmt::Display,
            {
                self.is_active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_active: {e}")
                    });
                self
            }

            pub fn is_virtual<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<bool>>,
                T::Error: std::fmt::Display,
            {
                self.is_virtual = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_virtual: {e}")
                    });
                self
            }

            pub fn meta<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<serde_json::Map<String, serde_json::Value>>>,
                T::Error: std::fmt::Display,
            {
                self.meta = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for meta: {e}")
                    });
                self
            }

            pub fn note<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.note = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for note: {e}")
                    });
                self
            }

            pub fn processor<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.processor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for processor: {e}")
                    });
                self
            }

            pub fn serial_number<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.serial_number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for serial_number: {e}")
                    });
                self
            }

            pub fn status<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }

            pub fn status_reason<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.status_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status_reason: {e}")
                    });
                self
            }

            pub fn status_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.status_time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status_time: {e}")
                    });
                self
            }
        }

        impl TryFrom<Card> for super::Card {
            type Error = super::error::ConversionError;

            fn try_from(value: Card) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    activation_time: value.activation_time?,
                    expiration_time: value.expiration_time?,
                    external_id: value.external_id?,
                    is_active: value.is_active?,
                    is_virtual: value.is_virtual?,
                    meta: value.meta?,
                    note: value.note?,
                    processor: value.processor?,
                    serial_number: value.serial_number?,
                    status: value.status?,
                    status_reason: value.status_reason?,
                    status_time: value.status_time?,
                })
            }
        }

        impl From<super::Card> for Card {
            fn from(value: super::Card) -> Self {
                Self {
                    activation_time: Ok(value.activation_time),
                    expiration_time: Ok(value.expiration_time),
                    external_id: Ok(value.external_id),
                    is_active: Ok(value.is_active),
                    is_virtual: Ok(value.is_virtual),
                    meta: Ok(value.meta),
                    note: Ok(value.note),
                    processor: Ok(value.processor),
                    serial_number: Ok(value.serial_number),
                    status: Ok(value.status),
                    status_reason: Ok(value.status_reason),
                    status_time: Ok(value.status_time),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Company {
            pub(crate) crn: Result<Option<String>, String>,
            pub(crate) name: Result<Option<String>, String>,
            pub(crate) tax_id: Result<Option<String>, String>,
            pub(crate) vat_id: Result<Option<String>, String>,
        }

        impl Default for Company {
            fn default() -> Self {
                Self {
                    crn: Ok(Default::default()),
                    name: Ok(Default::default()),
                    tax_id: Ok(Default::default()),
                    vat_id: Ok(Default::default()),
                }
            }
        }

        impl Company {
            pub fn crn<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.crn = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for crn: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }

            pub fn tax_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.tax_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tax_id: {e}")
                    });
                self
            }

            pub fn vat_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.vat_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for vat_id: {e}")
                    });
                self
            }
        }

        impl TryFrom<Company> for super::Company {
            type Error = super::error::ConversionError;

            fn try_from(value: Company) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    crn: value.crn?,
                    name: value.name?,
                    tax_id: value.tax_id?,
                    vat_id: value.vat_id?,
                })
            }
        }

        impl From<super::Company> for Company {
            fn from(value: super::Company) -> Self {
                Self {
                    crn: Ok(value.crn),
                    name: Ok(value.name),
                    tax_id: Ok(value.tax_id),
                    vat_id: Ok(value.vat_id),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Coordinates {
            pub(crate) latitude: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) longitude: Result<Option<crate::formats::Decimal>, String>,
        }

        impl Default for Coordinates {
            fn default() -> Self {
                Self {
                    latitude: Ok(Default::default()),
                    longitude: Ok(Default::default()),
                }
            }
        }

        impl Coordinates {
            pub fn latitude<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.latitude = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for latitude: {e}")
                    });
                self
            }

            pub fn longitude<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.longitude = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for longitude: {e}")
                    });
                self
            }
        }

        impl TryFrom<Coordinates> for super::Coordinates {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Coordinates,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    latitude: value.latitude?,
                    longitude: value.longitude?,
                })
            }
        }

        impl From<super::Coordinates> for Coordinates {
            fn from(value: super::Coordinates) -> Self {
                Self {
                    latitude: Ok(value.latitude),
                    longitude: Ok(value.longitude),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Credit {
            pub(crate) amount: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) currency_label: Result<Option<String>, String>,
        }

        impl Default for Credit {
            fn default() -> Self {
                Self {
                    amount: Ok(Default::default()),
                    currency_label: Ok(Default::default()),
                }
            }
        }

        impl Credit {
            pub fn amount<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.amount = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for amount: {e}")
                    });
                self
            }

            pub fn currency_label<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.currency_label = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for currency_label: {e}"
                        )
                    });
                self
            }
        }

        impl TryFrom<Credit> for super::Credit {
            type Error = super::error::ConversionError;

            fn try_from(value: Credit) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    amount: value.amount?,
                    currency_label: value.currency_label?,
                })
            }
        }

        impl From<super::Credit> for Credit {
            fn from(value: super::Credit) -> Self {
                Self {
                    amount: Ok(value.amount),
                    currency_label: Ok(value.currency_label),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CreditTransaction {
            pub(crate) amount: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) balance: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
        }

        impl Default for CreditTransaction {
            fn default() -> Self {
                Self {
                    amount: Ok(Default::default()),
                    balance: Ok(Default::default()),
                    time: Ok(Default::default()),
                }
            }
        }

        impl CreditTransaction {
            pub fn amount<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.amount = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for amount: {e}")
                    });
                self
            }

            pub fn balance<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.balance = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for balance: {e}")
                    });
                self
            }

            pub fn time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.time = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for time: {e}")
                    });
                self
            }
        }

        impl TryFrom<CreditTransaction> for super::CreditTransaction {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CreditTransaction,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    amount: value.amount?,
                    balance: value.balance?,
                    time: value.time?,
                })
            }
        }

        impl From<super::CreditTransaction> for CreditTransaction {
            fn from(value: super::CreditTransaction) -> Self {
                Self {
                    amount: Ok(value.amount),
                    balance: Ok(value.balance),
                    time: Ok(value.time),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Customer {
            pub(crate) activation_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) address: Result<Option<super::Address>, String>,
            pub(crate) birth_date: Result<Option<chrono::naive::NaiveDate>, String>,
            pub(crate) cards: Result<Vec<super::Card>, String>,
            pub(crate) company: Result<Option<super::Company>, String>,
            pub(crate) credit: Result<Option<super::Credit>, String>,
            pub(crate) credit_rate: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) credit_transactions: Result<
                Vec<super::CreditTransaction>,
                String,
            >,
            pub(crate) delivery_address: Result<Option<super::Address>, String>,
            pub(crate) discount_rate: Result<Option<crate::formats::Decimal>, String>,
            pub(crate) email: Result<Option<String>, String>,
            pub(crate) expiration_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) external_id: Result<Option<String>, String>,
            pub(crate) first_name: Result<Option<String>, String>,
            pub(crate) full_name: Result<Option<String>, String>,
            pub(crate) gender: Result<Option<String>, String>,
            pub(crate) id: Result<Option<String>, String>,
            pub(crate) is_active: Result<Option<bool>, String>,
            pub(crate) is_company: Result<Option<bool>, String>,
            pub(crate) last_name: Result<Option<String>, String>,
            pub(crate) meta: Result<
                Option<serde_json::Map<String, serde_json::Value>>,
                String,
            >,
            pub(crate) note: Result<Option<String>, String>,
            pub(crate) phone: Result<Option<String>, String>,
            pub(crate) status: Result<Option<String>, String>,
            pub(crate) v: Result<Option<i64>, String>,
        }

        impl Default for Customer {
            fn default() -> Self {
                Self {
                    activation_time: Ok(Default::default()),
                    address: Ok(Default::default()),
                    birth_date: Ok(Default::default()),
                    cards: Ok(Default::default()),
                    company: Ok(Default::default()),
                    credit: Ok(Default::default()),
                    credit_rate: Ok(Default::default()),
                    credit_transactions: Ok(Default::default()),
                    delivery_address: Ok(Default::default()),
                    discount_rate: Ok(Default::default()),
                    email: Ok(Default::default()),
                    expiration_time: Ok(Default::default()),
                    external_id: Ok(Default::default()),
                    first_name: Ok(Default::default()),
                    full_name: Ok(Default::default()),
                    gender: Ok(Default::default()),
                    id: Ok(Default::default()),
                    is_active: Ok(Default::default()),
                    is_company: Ok(Default::default()),
                    last_name: Ok(Default::default()),
                    meta: Ok(Default::default()),
                    note: Ok(Default::default()),
                    phone: Ok(Default::default()),
                    status: Ok(Default::default()),
                    v: Ok(Default::default()),
                }
            }
        }

        impl Customer {
            pub fn activation_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.activation_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for activation_time: {e}"
                        )
                    });
                self
            }

            pub fn address<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Address>>,
                T::Error: std::fmt::Display,
            {
                self.address = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for address: {e}")
                    });
                self
            }

            pub fn birth_date<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::naive::NaiveDate>>,
                T::Error: std::fmt::Display,
            {
                self.birth_date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birth_date: {e}")
                    });
                self
            }

            pub fn cards<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Card>>,
                T::Error: std::fmt::Display,
            {
                self.cards = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cards: {e}")
                    });
                self
            }

            pub fn company<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Company>>,
                T::Error: std::fmt::Display,
            {
                self.company = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for company: {e}")
                    });
                self
            }

            pub fn credit<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Credit>>,
                T::Error: std::fmt::Display,
            {
                self.credit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for credit: {e}")
                    });
                self
            }

            pub fn credit_rate<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.credit_rate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for credit_rate: {e}")
                    });
                self
            }

            pub fn credit_transactions<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::CreditTransaction>>,
                T::Error: std::fmt::Display,
            {
                self.credit_transactions = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for credit_transactions: {e}"
                        )
                    });
                self
            }

            pub fn delivery_address<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Address>>,
                T::Error: std::fmt::Display,
            {
                self.delivery_address = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for delivery_address: {e}"
                        )
                    });
                self
            }

            pub fn discount_rate<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Decimal>>,
                T::Error: std::fmt::Display,
            {
                self.discount_rate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for discount_rate: {e}")
                    });
                self
            }

            pub fn email<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }

            pub fn expiration_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.expiration_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for expiration_time: {e}"
                        )
                    });
                self
            }

            pub fn external_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.external_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for external_id: {e}")
                    });
                self
            }

            pub fn first_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.first_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for first_name: {e}")
                    });
                self
            }

            pub fn full_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.full_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for full_name: {e}")
                    });
                self
            }

            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn is_active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<bool>>,
                T::Error: std::fmt::Display,
            {
                self.is_active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_active: {e}")
                    });
                self
            }

            pub fn is_company<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<bool>>,
                T::Error: std::fmt::Display,
            {
                self.is_company = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_company: {e}")
                    });
                self
            }

            pub fn last_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.last_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_name: {e}")
                    });
                self
            }

            pub fn meta<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<serde_json::Map<String, serde_json::Value>>>,
                T::Error: std::fmt::Display,
            {
                self.meta = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for meta: {e}")
                    });
                self
            }

            pub fn note<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.note = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for note: {e}")
                    });
                self
            }

            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.phone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone: {e}")
                    });
                self
            }

            pub fn status<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }

            pub fn v<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i64>>,
                T::Error: std::fmt::Display,
            {
                self.v = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for v: {e}"));
                self
            }
        }

        impl TryFrom<Customer> for super::Customer {
            type Error = super::error::ConversionError;

            fn try_from(value: Customer) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    activation_time: value.activation_time?,
                    address: value.address?,
                    birth_date: value.birth_date?,
                    cards: value.cards?,
                    company: value.company?,
                    credit: value.credit?,
                    credit_rate: value.credit_rate?,
                    credit_transactions: value.credit_transactions?,
                    delivery_address: value.delivery_address?,
                    discount_rate: value.discount_rate?,
                    email: value.email?,
                    expiration_time: value.expiration_time?,
                    external_id: value.external_id?,
                    first_name: value.first_name?,
                    full_name: value.full_name?,
                    gender: value.gender?,
                    id: value.id?,
                    is_active: value.is_active?,
                    is_company: value.is_company?,
                    last_name: value.last_name?,
                    meta: value.meta?,
                    note: value.note?,
                    phone: value.phone?,
                    status: value.status?,
                    v: value.v?,
                })
            }
        }

        impl From<super::Customer> for Customer {
            fn from(value: super::Customer) -> Self {
                Self {
                    activation_time: Ok(value.activation_time),
                    address: Ok(value.address),
                    birth_date: Ok(value.birth_date),
                    cards: Ok(value.cards),
                    company: Ok(value.company),
                    credit: Ok(value.credit),
                    credit_rate: Ok(value.credit_rate),
                    credit_transactions: Ok(value.credit_transactions),
                    delivery_address: Ok(value.delivery_address),
                    discount_rate: Ok(value.discount_rate),
                    email: Ok(value.email),
                    expiration_time: Ok(value.expiration_time),
                    external_id: Ok(value.external_id),
                    first_name: Ok(value.first_name),
                    full_name: Ok(value.full_name),
                    gender: Ok(value.gender),
                    id: Ok(value.id),
                    is_active: Ok(value.is_active),
                    is_company: Ok(value.is_company),
                    last_name: Ok(value.last_name),
                    meta: Ok(value.meta),
                    note: Ok(value.note),
                    phone: Ok(value.phone),
                    status: Ok(value.status),
                    v: Ok(value.v),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerQueryResult {
            pub(crate) count: Result<i32, String>,
            pub(crate) items: Result<Vec<super::Customer>, String>,
            pub(crate) total_count: Result<i64, String>,
        }

        impl Default for CustomerQueryResult {
            fn default() -> Self {
                Self {
                    count: Err("no value supplied for count".to_string()),
                    items: Ok(Default::default()),
                    total_count: Err("no value supplied for total_count".to_string()),
                }
            }
        }

        impl CustomerQueryResult {
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }

            pub fn items<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Customer>>,
                T::Error: std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }

            pub fn total_count<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.total_count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total_count: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerQueryResult> for super::CustomerQueryResult {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerQueryResult,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    count: value.count?,
                    items: value.items?,
                    total_count: value.total_count?,
                })
            }
        }

        impl From<super::CustomerQueryResult> for CustomerQueryResult {
            fn from(value: super::CustomerQueryResult) -> Self {
                Self {
                    count: Ok(value.count),
                    items: Ok(value.items),
                    total_count: Ok(value.total_count),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NewSession {
            pub(crate) device_name: Result<String, String>,
            pub(crate) password: Result<Option<crate::formats::Secret>, String>,
            pub(crate) user_name: Result<String, String>,
        }

        impl Default for NewSession {
            fn default() -> Self {
                Self {
                    device_name: Err("no value supplied for device_name".to_string()),
                    password: Ok(Default::default()),
                    user_name: Err("no value supplied for user_name".to_string()),
                }
            }
        }

        impl NewSession {
            pub fn device_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.device_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device_name: {e}")
                    });
                self
            }

            pub fn password<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }

            pub fn user_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.user_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_name: {e}")
                    });
                self
            }
        }

        impl TryFrom<NewSession> for super::NewSession {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NewSession,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    device_name: value.device_name?,
                    password: value.password?,
                    user_name: value.user_name?,
                })
            }
        }

        impl From<super::NewSession> for NewSession {
            fn from(value: super::NewSession) -> Self {
                Self {
                    device_name: Ok(value.device_name),
                    password: Ok(value.password),
                    user_name: Ok(value.user_name),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ProblemDetails {
            pub(crate) detail: Result<Option<String>, String>,
            pub(crate) error_code: Result<Option<i32>, String>,
            pub(crate) errors: Result<Vec<super::ValidationError>, String>,
            pub(crate) instance: Result<Option<String>, String>,
            pub(crate) resource: Result<Option<super::ResourceVersion>, String>,
            pub(crate) status: Result<i32, String>,
            pub(crate) title: Result<String, String>,
            pub(crate) trace_id: Result<String, String>,
            pub(crate) type_: Result<String, String>,
        }

        impl Default for ProblemDetails {
            fn default() -> Self {
                Self {
                    detail: Ok(Default::default()),
                    error_code: Ok(Default::default()),
                    errors: Ok(Default::default()),
                    instance: Ok(Default::default()),
                    resource: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    title: Err("no value supplied for title".to_string()),
                    trace_id: Err("no value supplied for trace_id".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl ProblemDetails {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }

            pub fn error_code<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i32>>,
                T::Error: std::fmt::Display,
            {
                self.error_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error_code: {e}")
                    });
                self
            }

            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::ValidationError>>,
                T::Error: std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }

            pub fn instance<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.instance = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for instance: {e}")
                    });
                self
            }

            pub fn resource<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::ResourceVersion>>,
                T::Error: std::fmt::Display,
            {
                self.resource = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for resource: {e}")
                    });
                self
            }

            pub fn status<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }

            pub fn title<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }

            pub fn trace_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.trace_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trace_id: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<ProblemDetails> for super::ProblemDetails {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ProblemDetails,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    error_code: value.error_code?,
                    errors: value.errors?,
                    instance: value.instance?,
                    resource: value.resource?,
                    status: value.status?,
                    title: value.title?,
                    trace_id: value.trace_id?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::ProblemDetails> for ProblemDetails {
            fn from(value: super::ProblemDetails) -> Self {
                Self {
                    detail: Ok(value.detail),
                    error_code: Ok(value.error_code),
                    errors: Ok(value.errors),
                    instance: Ok(value.instance),
                    resource: Ok(value.resource),
                    status: Ok(value.status),
                    title: Ok(value.title),
                    trace_id: Ok(value.trace_id),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ResourceVersion {
            pub(crate) id: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) version: Result<i64, String>,
        }

        impl Default for ResourceVersion {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }

        impl ResourceVersion {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
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

            pub fn version<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }

        impl TryFrom<ResourceVersion> for super::ResourceVersion {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ResourceVersion,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    name: value.name?,
                    version: value.version?,
                })
            }
        }

        impl From<super::ResourceVersion> for ResourceVersion {
            fn from(value: super::ResourceVersion) -> Self {
                Self {
                    id: Ok(value.id),
                    name: Ok(value.name),
                    version: Ok(value.version),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Session {
            pub(crate) device_name: Result<Option<String>, String>,
            pub(crate) expiration_time: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) rights: Result<Vec<String>, String>,
            pub(crate) token_id: Result<crate::formats::Secret, String>,
            pub(crate) user_name: Result<Option<String>, String>,
        }

        impl Default for Session {
            fn default() -> Self {
                Self {
                    device_name: Ok(Default::default()),
                    expiration_time: Ok(Default::default()),
                    rights: Ok(Default::default()),
                    token_id: Err("no value supplied for token_id".to_string()),
                    user_name: Ok(Default::default()),
                }
            }
        }

        impl Session {
            pub fn device_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.device_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for device_name: {e}")
                    });
                self
            }

            pub fn expiration_time<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.expiration_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for expiration_time: {e}"
                        )
                    });
                self
            }

            pub fn rights<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<String>>,
                T::Error: std::fmt::Display,
            {
                self.rights = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rights: {e}")
                    });
                self
            }

            pub fn token_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.token_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token_id: {e}")
                    });
                self
            }

            pub fn user_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.user_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_name: {e}")
                    });
                self
            }
        }

        impl TryFrom<Session> for super::Session {
            type Error = super::error::ConversionError;

            fn try_from(value: Session) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    device_name: value.device_name?,
                    expiration_time: value.expiration_time?,
                    rights: value.rights?,
                    token_id: value.token_id?,
                    user_name: value.user_name?,
                })
            }
        }

        impl From<super::Session> for Session {
            fn from(value: super::Session) -> Self {
                Self {
                    device_name: Ok(value.device_name),
                    expiration_time: Ok(value.expiration_time),
                    rights: Ok(value.rights),
                    token_id: Ok(value.token_id),
                    user_name: Ok(value.user_name),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ValidationError {
            pub(crate) code: Result<Option<i32>, String>,
            pub(crate) member_name: Result<String, String>,
            pub(crate) message: Result<String, String>,
        }

        impl Default for ValidationError {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    member_name: Err("no value supplied for member_name".to_string()),
                    message: Err("no value supplied for message".to_string()),
                }
            }
        }

        impl ValidationError {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i32>>,
                T::Error: std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }

            pub fn member_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.member_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for member_name: {e}")
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

        impl TryFrom<ValidationError> for super::ValidationError {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ValidationError,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    member_name: value.member_name?,
                    message: value.message?,
                })
            }
        }

        impl From<super::ValidationError> for ValidationError {
            fn from(value: super::ValidationError) -> Self {
                Self {
                    code: Ok(value.code),
                    member_name: Ok(value.member_name),
                    message: Ok(value.message),
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

/// Client for Portos, customers
///
/// Portos is a point of sale by NineDigit. A **customer** is known to the till by name or by card: a person or a
/// company, with loyalty **cards**, a **credit** to spend and a **discount**. With these seven operations you sign in
/// and out, and list, show, create, replace and delete customers.
///
/// ## Signing in
///
/// *Sign in* takes a user's name and password and the name of the calling device, and returns a `tokenId`. Every
/// other call carries it: `Authorization: Bearer TOKEN_ID`. *Sign out* ends it.
///
/// Decision: a user whom the server's operator has made (`customers-server credentials create portos`) signs in with the
/// credential's id as `UserName` and its secret as `Password`, and holds all five rights. A session expires after 12
/// hours. After repeated failures to sign in, responses are delayed.
///
/// To try it here: call *Sign in* with the user `demo` and the password `demo-secret`, press **Authorize**, and give
/// the `tokenId` of the answer. `demo` holds all five rights. `demo-reader`, with the same password, holds none: it reads
/// the same customers and changes nothing.
///
/// ## Rights
///
/// Every signed-in user may list and show customers. Changing them requires a right:
///
/// | right | purpose |
/// |---|---|
/// | `CustomerCreate` | to create a customer, with POST or with PUT |
/// | `CustomerUpdate` | to replace a customer that exists |
/// | `CustomerDelete` | to delete a customer |
/// | `CustomerSetDiscount` | to change the `discountRate` of a customer that exists |
/// | `CustomerSetCredit` | to change the `credit` of a customer that exists |
///
/// A right that is missing is `403`, and `detail` names it. The last two are asked for beside `CustomerUpdate`, and not
/// when a customer is created.
///
/// ## NData: how lists are filtered, sorted and paged
///
/// A field of the customer that filters is a query parameter, whose value is an operation: `FIELD=OPERATOR:ARGUMENT`.
///
/// | operator | keeps customers whose field |
/// |---|---|
/// | `eq` | is the argument. `DiscountRate=10` is `DiscountRate=eq:10` |
/// | `neq` | is not the argument |
/// | `gt`, `gte` | is greater than it, or also equal to it |
/// | `lt`, `lte` | is less than it, or also equal to it |
/// | `in` | is one of the arguments: `ExternalId=in:a:b:c` |
/// | `nin` | is none of them |
///
/// Operations are joined by `;`, and all of them have to hold: `DiscountRate=gt:0;lt:50`. To repeat the parameter means the
/// same: `DiscountRate=gt:0&DiscountRate=lt:50`. So do different parameters: a customer has to pass them all.
///
/// A `;` or a `:` inside an argument is preceded by a backslash, or is percent-encoded **twice** (`%253B`, `%253A`). Times
/// have colons: from 2023 on is `ExpirationTime=gte:2023-01-01T00\:00\:00Z`. A literal backslash is written twice. As
/// everywhere in a query, a backslash is best sent as `%5C`, and a plus sign has to be sent as `%2B`, because `+` is a space.
///
/// - `$sort=lastName,firstName:desc` sorts by the first key, then by the next. `-firstName` is `firstName:desc`. Upper and
///   lower case are one, a key that comes again changes nothing, and `$sort` may itself be repeated.
/// - `$skip` and `$take` cut the page out of what matches, in whatever order they are written.
/// - A parameter, operator or key that does not exist, and a value of the wrong type, are `400`, and `errors` names the field.
///
/// Decision: the vendor documents `gt` and `lt`; the other operators are those of the OpenStack style that NData follows.
/// All of them work on every field that filters: texts are compared by code point, case-sensitively, and false
/// precedes true. `in` and `nin` take 1 to 100 arguments, the others one. An empty field is equal to no argument, and
/// neither greater nor less: only `neq` and `nin` match it. A parameter takes 10 operations at most, and may come 10
/// times. After operations and arguments have been separated, `%XX` in an argument is decoded again; a literal percent
/// sign is therefore written `%2525`.
///
/// ## Conventions, and traps
///
/// - **PUT replaces the whole customer.** What you leave out is empty afterwards: read, change, send everything back. To
///   leave out `discountRate` or `credit` sets them to zero, and is a change that takes its right.
/// - **`_v` guards against overwriting.** It is the customer's version. Send back the one that you read, and a PUT
///   with an outdated version is `409`. Without it, the PUT is unconditional.
/// - **`fullName` sticks.** A `fullName` that you send is kept; only one that you leave out is made of `firstName`
///   and `lastName`. To rename a customer, leave it out or change it too.
/// - **Some fields are read-only.** `status`, a card's `status` and `creditTransactions` come from the server. You may
///   send them back; they are ignored.
/// - Amounts, rates and coordinates are **exact decimals**. They are kept digit by digit: read them into a decimal type,
///   not into a float.
/// - Times are RFC 3339 with an offset, dates `YYYY-MM-DD`. Decision: responses give times in UTC, truncated to microseconds.
/// - Bodies are JSON in UTF-8. Decision: unknown fields are rejected, so that typing errors are noticed; only `meta`
///   may hold any JSON. A nullable field that is null is the same as one that is left out.
/// - An error is a problem document (RFC 9457), `application/problem+json`, with an `errorCode`: 1 unauthenticated, 2
///   unauthorized, 3 validation failed, 6 version mismatch. When the request breaks this contract, `errors` lists
///   every invalid field. Decision: other errors have no `errorCode`. A path or method that this document does not
///   have gets the server's own `404` or `405`, in another shape.
/// - Every response carries `X-Request-Id`, which is also an error's `traceId`. Quote it in support requests.
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
    /// Sign in
    ///
    /// Signs a user in on a device, and returns the token for every other call.
    ///
    /// A user who does not exist and a password that is wrong answer the same `401`.
    ///
    /// Decision: the session expires after 12 hours. A user may have any number of sessions, also on one device; each has its own token.
    ///
    /// Sends a `POST` request to `/api/auth`
    ///
    /// Arguments:
    /// - `body`: The user and the device.
    /// ```text
    /// let response = client.session_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn session_create(&self) -> builder::SessionCreate<'_> {
        builder::SessionCreate::new(self)
    }

    /// Sign out
    ///
    /// Ends the session of the token that the call carries. The token stops working immediately.
    ///
    /// Decision: the user's other sessions go on.
    ///
    /// Sends a `DELETE` request to `/api/auth`
    ///
    /// ```text
    /// let response = client.session_delete()
    ///     .send()
    ///     .await;
    /// ```
    pub fn session_delete(&self) -> builder::SessionDelete<'_> {
        builder::SessionDelete::new(self)
    }

    /// Get customers
    ///
    /// Returns all customers that match the query parameters, a page at a time. How the parameters that say "NData" are
    /// written stands at the head of this document.
    ///
    /// Decision: without `$sort`, customers come in the order of their creation, which also settles what `$sort` leaves
    /// open. A page past the end is an empty page.
    ///
    /// Sends a `GET` request to `/customers`
    ///
    /// Arguments:
    /// - `count`: If true, the response leaves `items` out, for callers that need only the number.
    /// - `skip`: The number of matching customers to skip.
    /// - `sort`: What the list is sorted by: names of members, with commas between them, each with `:desc` behind it or `-`
    /// before it to turn its order round. May be repeated.
    ///
    /// Decision: the names are
    ///
    /// - `id`, `externalId`, `isActive`, `isCompany`,
    /// - `firstName`, `lastName`, `fullName`, `email`, `birthDate`,
    /// - `activationTime`, `expirationTime`, `creditRate` and `discountRate`.
    ///
    /// Decision: `:asc` says what is so anyway; `-` and `:desc` on one name are refused. Names
    /// and e-mail addresses are sorted whatever their case and accents, ids by their characters. What is empty
    /// comes first, or last where the order is turned round.
    ///
    /// - `take`: The maximum number of customers on the page. Decision: at most 1,000; 100 by default.
    /// - `card_serial_number`: NData. Compares the `serialNumber` of the customer's cards.
    ///
    /// Decision: one card that fits is enough for each operation; `neq` and `nin` keep customers none of whose cards is
    /// named.
    ///
    /// - `credit_rate`: NData. Compares the customer's `creditRate`, a decimal such as `2.5`.
    /// - `discount_rate`: NData. Compares the customer's `discountRate`, a decimal such as `12.5`.
    /// - `expiration_time`: NData. Compares the customer's `expirationTime`, a time with an offset. Its colons need a backslash, or are
    /// percent-encoded twice.
    ///
    /// Decision: a date alone, `2023-01-01`, is its first moment in UTC.
    ///
    /// - `external_id`: NData. Compares the customer's `externalId`.
    /// - `is_active`: NData. Compares the customer's `isActive`, `true` or `false`.
    /// - `is_expired`: Keeps customers whose `status` is `Expired`, or, if false, those whose `status` is anything else. This is no
    /// NData: only `true` and `false` are allowed.
    ///
    /// - `search`: Keeps customers that have this text, whatever its case, somewhere in their names (`firstName`, `lastName`
    /// and `company.name`), in the company's numbers (`company.vatId` and `company.taxId`) or in the `note`. So the
    /// text `žák` finds `ŽÁK`.
    ///
    /// Decision: an empty text is found everywhere.
    ///
    /// ```text
    /// let response = client.customer_list()
    ///     .count(count)
    ///     .skip(skip)
    ///     .sort(sort)
    ///     .take(take)
    ///     .card_serial_number(card_serial_number)
    ///     .credit_rate(credit_rate)
    ///     .discount_rate(discount_rate)
    ///     .expiration_time(expiration_time)
    ///     .external_id(external_id)
    ///     .is_active(is_active)
    ///     .is_expired(is_expired)
    ///     .search(search)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_list(&self) -> builder::CustomerList<'_> {
        builder::CustomerList::new(self)
    }

    /// Create customer
    ///
    /// Creates a new customer. Takes the right `CustomerCreate`, and no other for a discount or a credit that the customer
    /// begins with.
    ///
    /// `id` may be given; otherwise the server makes one. `externalId` and the cards' serial numbers must not be in use
    /// with another customer.
    ///
    /// Decision: an `id`, `externalId` or serial number that is taken is `409`, with `errorCode` 3 and code 2 for each
    /// member; so is a serial number that two cards of the same customer have. `_v` is ignored, and a new customer's is 1.
    /// A credit that is not zero is the customer's first credit transaction.
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

    /// Get customer by ID
    ///
    /// One customer.
    ///
    /// Sends a `GET` request to `/customers/{id}`
    ///
    /// Arguments:
    /// - `id`: Unique customer identifier.
    /// ```text
    /// let response = client.customer_view()
    ///     .id(id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_view(&self) -> builder::CustomerView<'_> {
        builder::CustomerView::new(self)
    }

    /// Create or update customer
    ///
    /// Replaces the customer that has this id, or creates it. Takes the right `CustomerUpdate` where the customer exists, and
    /// the right `CustomerCreate` where it does not. On a customer that exists, a change of `discountRate` also takes
    /// the right `CustomerSetDiscount`, and a change of `credit` the right `CustomerSetCredit`: without, it is `403`, and
    /// nothing is changed.
    ///
    /// The body is the **whole** customer. What is left out is empty afterwards; `discountRate`, `creditRate` and `credit`
    /// are zero. A change of `credit.amount` adds to `creditTransactions`.
    ///
    /// With `_v`, the PUT goes through only if that is still the customer's version; otherwise it is `409`, and `resource`
    /// says what the version is. Without `_v`, it goes through.
    ///
    /// Decision: when several rights are missing, the answer names the first of `CustomerUpdate`, `CustomerSetDiscount`
    /// and `CustomerSetCredit`. An `id` in the body has to be the one in the path. A `_v` that is newer than the customer's
    /// is `409` as well; where the customer does not exist, `_v` is ignored. What is taken by another customer is `409`, as
    /// with *Create customer*.
    ///
    /// Sends a `PUT` request to `/customers/{id}`
    ///
    /// Arguments:
    /// - `id`: Unique customer identifier.
    /// - `body`: The complete new state of the customer.
    /// ```text
    /// let response = client.customer_put()
    ///     .id(id)
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_put(&self) -> builder::CustomerPut<'_> {
        builder::CustomerPut::new(self)
    }

    /// Delete customer by ID
    ///
    /// Deletes a customer, and returns it as it was. Requires the right `CustomerDelete`.
    ///
    /// Decision: its id, its `externalId` and its cards' serial numbers are free again.
    ///
    /// Sends a `DELETE` request to `/customers/{id}`
    ///
    /// Arguments:
    /// - `id`: Unique customer identifier.
    /// ```text
    /// let response = client.customer_delete()
    ///     .id(id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_delete(&self) -> builder::CustomerDelete<'_> {
        builder::CustomerDelete::new(self)
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

    /// Builder for [`Client::session_create`]
    ///
    /// [`Client::session_create`]: super::Client::session_create
    #[derive(Debug, Clone)]
    pub struct SessionCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::NewSession, String>,
    }

    impl<'a> SessionCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::NewSession>,
            <V as TryInto<types::NewSession>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewSession` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::NewSession) -> types::builder::NewSession,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/api/auth`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Session>, Error<types::ProblemDetails>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::NewSession::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/auth", client.baseurl,);
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
                operation_id: "session_create",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 => {
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

    /// Builder for [`Client::session_delete`]
    ///
    /// [`Client::session_delete`]: super::Client::session_delete
    #[derive(Debug, Clone)]
    pub struct SessionDelete<'a> {
        pub(crate) client: &'a super::Client,
    }

    impl<'a> SessionDelete<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client }
        }

        /// Sends a `DELETE` request to `/api/auth`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ProblemDetails>> {
            let Self { client } = self;
            let url = format!("{}/api/auth", client.baseurl,);
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
                operation_id: "session_delete",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                401 => {
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

    /// Builder for [`Client::customer_list`]
    ///
    /// [`Client::customer_list`]: super::Client::customer_list
    #[derive(Debug, Clone)]
    pub struct CustomerList<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) count: Result<Option<bool>, String>,
        pub(crate) skip: Result<Option<i32>, String>,
        pub(crate) sort: Result<Option<Vec<String>>, String>,
        pub(crate) take: Result<Option<i32>, String>,
        pub(crate) card_serial_number: Result<Option<Vec<String>>, String>,
        pub(crate) credit_rate: Result<Option<Vec<String>>, String>,
        pub(crate) discount_rate: Result<Option<Vec<String>>, String>,
        pub(crate) expiration_time: Result<Option<Vec<String>>, String>,
        pub(crate) external_id: Result<Option<Vec<String>>, String>,
        pub(crate) is_active: Result<Option<Vec<String>>, String>,
        pub(crate) is_expired: Result<Option<bool>, String>,
        pub(crate) search: Result<Option<String>, String>,
    }

    impl<'a> CustomerList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                count: Ok(None),
                skip: Ok(None),
                sort: Ok(None),
                take: Ok(None),
                card_serial_number: Ok(None),
                credit_rate: Ok(None),
                discount_rate: Ok(None),
                expiration_time: Ok(None),
                external_id: Ok(None),
                is_active: Ok(None),
                is_expired: Ok(None),
                search: Ok(None),
            }
        }

        pub fn count<V>(mut self, value: V) -> Self
        where
            V: TryInto<bool>,
        {
            self.count = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for count failed".to_string());
            self
        }

        pub fn skip<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.skip = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for skip failed".to_string());
            self
        }

        pub fn sort<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.sort = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for sort failed"
                        .to_string()
                });
            self
        }

        pub fn take<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.take = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for take failed".to_string());
            self
        }

        pub fn card_serial_number<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.card_serial_number = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for card_serial_number failed"
                        .to_string()
                });
            self
        }

        pub fn credit_rate<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.credit_rate = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for credit_rate failed"
                        .to_string()
                });
            self
        }

        pub fn discount_rate<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.discount_rate = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for discount_rate failed"
                        .to_string()
                });
            self
        }

        pub fn expiration_time<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.expiration_time = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for expiration_time failed"
                        .to_string()
                });
            self
        }

        pub fn external_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.external_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for external_id failed"
                        .to_string()
                });
            self
        }

        pub fn is_active<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.is_active = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for is_active failed"
                        .to_string()
                });
            self
        }

        pub fn is_expired<V>(mut self, value: V) -> Self
        where
            V: TryInto<bool>,
        {
            self.is_expired = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for is_expired failed".to_string());
            self
        }

        pub fn search<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.search = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for search failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/customers`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<types::CustomerQueryResult>,
            Error<types::ProblemDetails>,
        > {
            let Self {
                client,
                count,
                skip,
                sort,
                take,
                card_serial_number,
                credit_rate,
                discount_rate,
                expiration_time,
                external_id,
                is_active,
                is_expired,
                search,
            } = self;
            let count = count.map_err(Error::InvalidRequest)?;
            let skip = skip.map_err(Error::InvalidRequest)?;
            let sort = sort.map_err(Error::InvalidRequest)?;
            let take = take.map_err(Error::InvalidRequest)?;
            let card_serial_number = card_serial_number.map_err(Error::InvalidRequest)?;
            let credit_rate = credit_rate.map_err(Error::InvalidRequest)?;
            let discount_rate = discount_rate.map_err(Error::InvalidRequest)?;
            let expiration_time = expiration_time.map_err(Error::InvalidRequest)?;
            let external_id = external_id.map_err(Error::InvalidRequest)?;
            let is_active = is_active.map_err(Error::InvalidRequest)?;
            let is_expired = is_expired.map_err(Error::InvalidRequest)?;
            let search = search.map_err(Error::InvalidRequest)?;
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
                .query(&progenitor_client::QueryParam::new("$count", &count))
                .query(&progenitor_client::QueryParam::new("$skip", &skip))
                .query(&progenitor_client::QueryParam::new("$sort", &sort))
                .query(&progenitor_client::QueryParam::new("$take", &take))
                .query(
                    &progenitor_client::QueryParam::new(
                        "CardSerialNumber",
                        &card_serial_number,
                    ),
                )
                .query(&progenitor_client::QueryParam::new("CreditRate", &credit_rate))
                .query(
                    &progenitor_client::QueryParam::new("DiscountRate", &discount_rate),
                )
                .query(
                    &progenitor_client::QueryParam::new(
                        "ExpirationTime",
                        &expiration_time,
                    ),
                )
                .query(&progenitor_client::QueryParam::new("ExternalId", &external_id))
                .query(&progenitor_client::QueryParam::new("IsActive", &is_active))
                .query(&progenitor_client::QueryParam::new("IsExpired", &is_expired))
                .query(&progenitor_client::QueryParam::new("Search", &search))
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
                400 | 401 => {
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
        pub(crate) body: Result<types::builder::Customer, String>,
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
            V: TryInto<types::Customer>,
            <V as TryInto<types::Customer>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Customer` for body failed: {}", s));
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::Customer) -> types::builder::Customer,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/customers`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Customer>, Error<types::ProblemDetails>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Customer::try_from(v).map_err(|e| e.to_string()))
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
                400 | 401 | 403 | 409 => {
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
        pub(crate) id: Result<String, String>,
    }

    impl<'a> CustomerView<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/customers/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Customer>, Error<types::ProblemDetails>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(& id.to_string()),
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
                401 | 404 => {
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

    /// Builder for [`Client::customer_put`]
    ///
    /// [`Client::customer_put`]: super::Client::customer_put
    #[derive(Debug, Clone)]
    pub struct CustomerPut<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) id: Result<String, String>,
        pub(crate) body: Result<types::builder::Customer, String>,
    }

    impl<'a> CustomerPut<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
                body: Ok(Default::default()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::Customer>,
            <V as TryInto<types::Customer>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Customer` for body failed: {}", s));
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::Customer) -> types::builder::Customer,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `PUT` request to `/customers/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Customer>, Error<types::ProblemDetails>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::Customer::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(& id.to_string()),
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
                operation_id: "customer_put",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 | 201 => ResponseValue::from_response(response).await,
                400 | 401 | 403 | 409 => {
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
        pub(crate) id: Result<String, String>,
    }

    impl<'a> CustomerDelete<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        /// Sends a `DELETE` request to `/customers/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Customer>, Error<types::ProblemDetails>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/customers/{}", client.baseurl, encode_path(& id.to_string()),
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
                401 | 403 | 404 => {
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
            operation: "session_delete",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "session_create",
            anonymous: true,
            idempotent: false,
        },
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
            operation: "customer_put",
            anonymous: false,
            idempotent: true,
        },
    ]
};
