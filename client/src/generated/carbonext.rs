// @generated from openapi/carbonext.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// A company's application.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Application {
        /// What an application is called, and signs in as. Decision: 1 to 100 letters, digits, `.`, `_` and `-`, of which the first is a letter or a digit, so that it can stand in a path as it is; and not `applications`.
        #[serde(rename = "clientId")]
        pub client_id: String,
        /// The application's permissions.
        pub permissions: Vec<GrantedPermission>,
    }

    impl Application {
        pub fn builder() -> builder::Application {
            Default::default()
        }
    }

    /// A page of applications, and its position in the list.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ApplicationPage {
        /// `true` if there is a next page.
        #[serde(rename = "hasNextPage")]
        pub has_next_page: bool,
        /// `true` if there is a previous page: on every page but the first.
        #[serde(rename = "hasPreviousPage")]
        pub has_previous_page: bool,
        /// The applications on this page.
        pub items: Vec<Application>,
        /// The number of this page, from 1.
        #[serde(rename = "pageIndex")]
        pub page_index: i32,
        /// The number of applications of the company.
        #[serde(rename = "totalCount")]
        pub total_count: i64,
        /// The number of pages. Decision: 0 when there are no applications.
        #[serde(rename = "totalPages")]
        pub total_pages: i64,
    }

    impl ApplicationPage {
        pub fn builder() -> builder::ApplicationPage {
            Default::default()
        }
    }

    /// The key of a created application.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CreatedApplication {
        /// The private (secret) key generated. This information is not stored and must be secured.
        #[serde(rename = "customerApplicationKey")]
        pub customer_application_key: crate::formats::Secret,
    }

    impl CreatedApplication {
        pub fn builder() -> builder::CreatedApplication {
            Default::default()
        }
    }

    /// A way to sign in.
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
    pub enum GrantType {
        #[serde(rename = "client_credentials")]
        ClientCredentials,
        #[serde(rename = "refresh_token")]
        RefreshToken,
    }

    impl std::fmt::Display for GrantType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::ClientCredentials => f.write_str("client_credentials"),
                Self::RefreshToken => f.write_str("refresh_token"),
            }
        }
    }

    impl std::str::FromStr for GrantType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "client_credentials" => Ok(Self::ClientCredentials),
                "refresh_token" => Ok(Self::RefreshToken),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for GrantType {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for GrantType {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// A permission that an application has.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct GrantedPermission {
        pub key: PermissionKey,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<PermissionName>,
    }

    impl GrantedPermission {
        pub fn builder() -> builder::GrantedPermission {
            Default::default()
        }
    }

    /// An access token and a refresh token.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct IssuedToken {
        /// The token that every other call carries in `Authorization`.
        pub access_token: crate::formats::Secret,
        /// The lifetime of the access token, in seconds.
        pub expires_in: i32,
        /// The token that obtains the next access token. Decision: it works once.
        pub refresh_token: crate::formats::Secret,
        pub token_type: TokenType,
    }

    impl IssuedToken {
        pub fn builder() -> builder::IssuedToken {
            Default::default()
        }
    }

    /// An application to create.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NewApplication {
        /// What people call the application. The vendor's example gives it by this name. Decision: it may be left out; it is kept, and no operation shows it.
        #[serde(
            rename = "applicationDisplayName",
            skip_serializing_if = "Option::is_none"
        )]
        pub application_display_name: Option<String>,
        /// What an application is called, and signs in as. Decision: 1 to 100 letters, digits, `.`, `_` and `-`, of which the first is a letter or a digit, so that it can stand in a path as it is; and not `applications`.
        #[serde(rename = "clientId")]
        pub client_id: String,
        /// The same, as the vendor's table names it. Decision: it may be left out, and where both are given, `applicationDisplayName` counts.
        #[serde(rename = "clientName", skip_serializing_if = "Option::is_none")]
        pub client_name: Option<String>,
        /// The application's permissions. Decision: at least one permission; one that is named twice counts once.
        pub permissions: Vec<RequestedPermission>,
    }

    impl NewApplication {
        pub fn builder() -> builder::NewApplication {
            Default::default()
        }
    }

    /// The key of a permission.
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
    pub enum PermissionKey {
        #[serde(rename = "customerApplication_read")]
        CustomerApplicationRead,
        #[serde(rename = "customerApplication_write")]
        CustomerApplicationWrite,
        #[serde(rename = "financial_read")]
        FinancialRead,
        #[serde(rename = "financial_write")]
        FinancialWrite,
        #[serde(rename = "orders_read")]
        OrdersRead,
        #[serde(rename = "orders_write")]
        OrdersWrite,
        #[serde(rename = "users_read")]
        UsersRead,
        #[serde(rename = "users_write")]
        UsersWrite,
    }

    impl std::fmt::Display for PermissionKey {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::CustomerApplicationRead => f.write_str("customerApplication_read"),
                Self::CustomerApplicationWrite => {
                    f.write_str("customerApplication_write")
                }
                Self::FinancialRead => f.write_str("financial_read"),
                Self::FinancialWrite => f.write_str("financial_write"),
                Self::OrdersRead => f.write_str("orders_read"),
                Self::OrdersWrite => f.write_str("orders_write"),
                Self::UsersRead => f.write_str("users_read"),
                Self::UsersWrite => f.write_str("users_write"),
            }
        }
    }

    impl std::str::FromStr for PermissionKey {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "customerApplication_read" => Ok(Self::CustomerApplicationRead),
                "customerApplication_write" => Ok(Self::CustomerApplicationWrite),
                "financial_read" => Ok(Self::FinancialRead),
                "financial_write" => Ok(Self::FinancialWrite),
                "orders_read" => Ok(Self::OrdersRead),
                "orders_write" => Ok(Self::OrdersWrite),
                "users_read" => Ok(Self::UsersRead),
                "users_write" => Ok(Self::UsersWrite),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for PermissionKey {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for PermissionKey {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// The display name of a permission.
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
    pub enum PermissionName {
        #[serde(rename = "CustomerApplication - Read")]
        CustomerApplicationRead,
        #[serde(rename = "CustomerApplication - Write")]
        CustomerApplicationWrite,
        #[serde(rename = "Financial - Read")]
        FinancialRead,
        #[serde(rename = "Financial - Write")]
        FinancialWrite,
        #[serde(rename = "Orders - Read")]
        OrdersRead,
        #[serde(rename = "Orders - Write")]
        OrdersWrite,
        #[serde(rename = "Users - Read")]
        UsersRead,
        #[serde(rename = "Users - Write")]
        UsersWrite,
    }

    impl std::fmt::Display for PermissionName {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::CustomerApplicationRead => {
                    f.write_str("CustomerApplication - Read")
                }
                Self::CustomerApplicationWrite => {
                    f.write_str("CustomerApplication - Write")
                }
                Self::FinancialRead => f.write_str("Financial - Read"),
                Self::FinancialWrite => f.write_str("Financial - Write"),
                Self::OrdersRead => f.write_str("Orders - Read"),
                Self::OrdersWrite => f.write_str("Orders - Write"),
                Self::UsersRead => f.write_str("Users - Read"),
                Self::UsersWrite => f.write_str("Users - Write"),
            }
        }
    }

    impl std::str::FromStr for PermissionName {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "CustomerApplication - Read" => Ok(Self::CustomerApplicationRead),
                "CustomerApplication - Write" => Ok(Self::CustomerApplicationWrite),
                "Financial - Read" => Ok(Self::FinancialRead),
                "Financial - Write" => Ok(Self::FinancialWrite),
                "Orders - Read" => Ok(Self::OrdersRead),
                "Orders - Write" => Ok(Self::OrdersWrite),
                "Users - Read" => Ok(Self::UsersRead),
                "Users - Write" => Ok(Self::UsersWrite),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for PermissionName {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for PermissionName {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Decision: the error, as a problem detail (RFC 9457).
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Problem {
        /// The error and a remedy, for a person to read.
        pub detail: String,
        /// Every violation of this contract. Only with `400`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<ProblemItem>,
        /// The status of the response.
        pub status: i32,
        /// The reason phrase of the status.
        pub title: String,
        /// The kind of problem. Always `about:blank`: `title` and `status` identify it.
        #[serde(rename = "type")]
        pub type_: String,
    }

    impl Problem {
        pub fn builder() -> builder::Problem {
            Default::default()
        }
    }

    /// A violation, and its place in the request.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ProblemItem {
        /// The violation and a remedy.
        pub detail: String,
        /// The parameter, if it is not in the body.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parameter: Option<String>,
        /// Its place in the body, as a JSON pointer behind `#`. `#` alone is the whole body.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pointer: Option<String>,
    }

    impl ProblemItem {
        pub fn builder() -> builder::ProblemItem {
            Default::default()
        }
    }

    /// A permission that an application is to have: by `id`, by `name`, or both. Decision: at least one of the two; where both are given, they have to mean the same permission.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct RequestedPermission {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<PermissionKey>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<PermissionName>,
    }

    impl RequestedPermission {
        pub fn builder() -> builder::RequestedPermission {
            Default::default()
        }
    }

    /// The reason why no token was issued (RFC 6749, section 5.2).
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct TokenError {
        pub error: TokenErrorCode,
        /// Why there is no token and what to do, for a person to read. The standard allows printable ASCII characters but quotation marks and backslashes.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub error_description: Option<String>,
    }

    impl TokenError {
        pub fn builder() -> builder::TokenError {
            Default::default()
        }
    }

    /// Why there is no token, as programs read it. `server_error` and `temporarily_unavailable` go with `500` and `503`, the server's own failures.
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
    pub enum TokenErrorCode {
        #[serde(rename = "invalid_request")]
        InvalidRequest,
        #[serde(rename = "invalid_client")]
        InvalidClient,
        #[serde(rename = "invalid_grant")]
        InvalidGrant,
        #[serde(rename = "unauthorized_client")]
        UnauthorizedClient,
        #[serde(rename = "unsupported_grant_type")]
        UnsupportedGrantType,
        #[serde(rename = "invalid_scope")]
        InvalidScope,
        #[serde(rename = "server_error")]
        ServerError,
        #[serde(rename = "temporarily_unavailable")]
        TemporarilyUnavailable,
    }

    impl std::fmt::Display for TokenErrorCode {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::InvalidRequest => f.write_str("invalid_request"),
                Self::InvalidClient => f.write_str("invalid_client"),
                Self::InvalidGrant => f.write_str("invalid_grant"),
                Self::UnauthorizedClient => f.write_str("unauthorized_client"),
                Self::UnsupportedGrantType => f.write_str("unsupported_grant_type"),
                Self::InvalidScope => f.write_str("invalid_scope"),
                Self::ServerError => f.write_str("server_error"),
                Self::TemporarilyUnavailable => f.write_str("temporarily_unavailable"),
            }
        }
    }

    impl std::str::FromStr for TokenErrorCode {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "invalid_request" => Ok(Self::InvalidRequest),
                "invalid_client" => Ok(Self::InvalidClient),
                "invalid_grant" => Ok(Self::InvalidGrant),
                "unauthorized_client" => Ok(Self::UnauthorizedClient),
                "unsupported_grant_type" => Ok(Self::UnsupportedGrantType),
                "invalid_scope" => Ok(Self::InvalidScope),
                "server_error" => Ok(Self::ServerError),
                "temporarily_unavailable" => Ok(Self::TemporarilyUnavailable),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for TokenErrorCode {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for TokenErrorCode {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// The credentials of the caller.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct TokenRequest {
        /// The application's `clientId`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub client_id: Option<String>,
        /// The application's key.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub client_secret: Option<crate::formats::Secret>,
        pub grant_type: GrantType,
        /// The refresh token of an earlier response. Required for, and only allowed with, `grant_type=refresh_token`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub refresh_token: Option<crate::formats::Secret>,
        /// The scopes of the token. `offline_access` asks for a refresh token.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub scope: Option<String>,
    }

    impl TokenRequest {
        pub fn builder() -> builder::TokenRequest {
            Default::default()
        }
    }

    /// The kind of token.
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
    pub enum TokenType {
        Bearer,
    }

    impl std::fmt::Display for TokenType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Bearer => f.write_str("Bearer"),
            }
        }
    }

    impl std::str::FromStr for TokenType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "Bearer" => Ok(Self::Bearer),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for TokenType {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for TokenType {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Application {
            pub(crate) client_id: Result<String, String>,
            pub(crate) permissions: Result<Vec<super::GrantedPermission>, String>,
        }

        impl Default for Application {
            fn default() -> Self {
                Self {
                    client_id: Err("no value supplied for client_id".to_string()),
                    permissions: Err("no value supplied for permissions".to_string()),
                }
            }
        }

        impl Application {
            pub fn client_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.client_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client_id: {e}")
                    });
                self
            }

            pub fn permissions<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::GrantedPermission>>,
                T::Error: std::fmt::Display,
            {
                self.permissions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for permissions: {e}")
                    });
                self
            }
        }

        impl TryFrom<Application> for super::Application {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Application,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    client_id: value.client_id?,
                    permissions: value.permissions?,
                })
            }
        }

        impl From<super::Application> for Application {
            fn from(value: super::Application) -> Self {
                Self {
                    client_id: Ok(value.client_id),
                    permissions: Ok(value.permissions),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ApplicationPage {
            pub(crate) has_next_page: Result<bool, String>,
            pub(crate) has_previous_page: Result<bool, String>,
            pub(crate) items: Result<Vec<super::Application>, String>,
            pub(crate) page_index: Result<i32, String>,
            pub(crate) total_count: Result<i64, String>,
            pub(crate) total_pages: Result<i64, String>,
        }

        impl Default for ApplicationPage {
            fn default() -> Self {
                Self {
                    has_next_page: Err(
                        "no value supplied for has_next_page".to_string(),
                    ),
                    has_previous_page: Err(
                        "no value supplied for has_previous_page".to_string(),
                    ),
                    items: Err("no value supplied for items".to_string()),
                    page_index: Err("no value supplied for page_index".to_string()),
                    total_count: Err("no value supplied for total_count".to_string()),
                    total_pages: Err("no value supplied for total_pages".to_string()),
                }
            }
        }

        impl ApplicationPage {
            pub fn has_next_page<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.has_next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for has_next_page: {e}")
                    });
                self
            }

            pub fn has_previous_page<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.has_previous_page = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for has_previous_page: {e}"
                        )
                    });
                self
            }

            pub fn items<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Application>>,
                T::Error: std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }

            pub fn page_index<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.page_index = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for page_index: {e}")
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

            pub fn total_pages<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.total_pages = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total_pages: {e}")
                    });
                self
            }
        }

        impl TryFrom<ApplicationPage> for super::ApplicationPage {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ApplicationPage,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    has_next_page: value.has_next_page?,
                    has_previous_page: value.has_previous_page?,
                    items: value.items?,
                    page_index: value.page_index?,
                    total_count: value.total_count?,
                    total_pages: value.total_pages?,
                })
            }
        }

        impl From<super::ApplicationPage> for ApplicationPage {
            fn from(value: super::ApplicationPage) -> Self {
                Self {
                    has_next_page: Ok(value.has_next_page),
                    has_previous_page: Ok(value.has_previous_page),
                    items: Ok(value.items),
                    page_index: Ok(value.page_index),
                    total_count: Ok(value.total_count),
                    total_pages: Ok(value.total_pages),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CreatedApplication {
            pub(crate) customer_application_key: Result<crate::formats::Secret, String>,
        }

        impl Default for CreatedApplication {
            fn default() -> Self {
                Self {
                    customer_application_key: Err(
                        "no value supplied for customer_application_key".to_string(),
                    ),
                }
            }
        }

        impl CreatedApplication {
            pub fn customer_application_key<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.customer_application_key = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for customer_application_key: {e}"
                        )
                    });
                self
            }
        }

        impl TryFrom<CreatedApplication> for super::CreatedApplication {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CreatedApplication,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    customer_application_key: value.customer_application_key?,
                })
            }
        }

        impl From<super::CreatedApplication> for CreatedApplication {
            fn from(value: super::CreatedApplication) -> Self {
                Self {
                    customer_application_key: Ok(value.customer_application_key),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct GrantedPermission {
            pub(crate) key: Result<super::PermissionKey, String>,
            pub(crate) name: Result<Option<super::PermissionName>, String>,
        }

        impl Default for GrantedPermission {
            fn default() -> Self {
                Self {
                    key: Err("no value supplied for key".to_string()),
                    name: Ok(Default::default()),
                }
            }
        }

        impl GrantedPermission {
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::PermissionKey>,
                T::Error: std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::PermissionName>>,
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

        impl TryFrom<GrantedPermission> for super::GrantedPermission {
            type Error = super::error::ConversionError;

            fn try_from(
                value: GrantedPermission,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    key: value.key?,
                    name: value.name?,
                })
            }
        }

        impl From<super::GrantedPermission> for GrantedPermission {
            fn from(value: super::GrantedPermission) -> Self {
                Self {
                    key: Ok(value.key),
                    name: Ok(value.name),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct IssuedToken {
            pub(crate) access_token: Result<crate::formats::Secret, String>,
            pub(crate) expires_in: Result<i32, String>,
            pub(crate) refresh_token: Result<crate::formats::Secret, String>,
            pub(crate) token_type: Result<super::TokenType, String>,
        }

        impl Default for IssuedToken {
            fn default() -> Self {
                Self {
                    access_token: Err("no value supplied for access_token".to_string()),
                    expires_in: Err("no value supplied for expires_in".to_string()),
                    refresh_token: Err(
                        "no value supplied for refresh_token".to_string(),
                    ),
                    token_type: Err("no value supplied for token_type".to_string()),
                }
            }
        }

        impl IssuedToken {
            pub fn access_token<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for access_token: {e}")
                    });
                self
            }

            pub fn expires_in<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.expires_in = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_in: {e}")
                    });
                self
            }

            pub fn refresh_token<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.refresh_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for refresh_token: {e}")
                    });
                self
            }

            pub fn token_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TokenType>,
                T::Error: std::fmt::Display,
            {
                self.token_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token_type: {e}")
                    });
                self
            }
        }

        impl TryFrom<IssuedToken> for super::IssuedToken {
            type Error = super::error::ConversionError;

            fn try_from(
                value: IssuedToken,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    access_token: value.access_token?,
                    expires_in: value.expires_in?,
                    refresh_token: value.refresh_token?,
                    token_type: value.token_type?,
                })
            }
        }

        impl From<super::IssuedToken> for IssuedToken {
            fn from(value: super::IssuedToken) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    expires_in: Ok(value.expires_in),
                    refresh_token: Ok(value.refresh_token),
                    token_type: Ok(value.token_type),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NewApplication {
            pub(crate) application_display_name: Result<Option<String>, String>,
            pub(crate) client_id: Result<String, String>,
            pub(crate) client_name: Result<Option<String>, String>,
            pub(crate) permissions: Result<Vec<super::RequestedPermission>, String>,
        }

        impl Default for NewApplication {
            fn default() -> Self {
                Self {
                    application_display_name: Ok(Default::default()),
                    client_id: Err("no value supplied for client_id".to_string()),
                    client_name: Ok(Default::default()),
                    permissions: Err("no value supplied for permissions".to_string()),
                }
            }
        }

        impl NewApplication {
            pub fn application_display_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.application_display_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for application_display_name: {e}"
                        )
                    });
                self
            }

            pub fn client_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.client_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client_id: {e}")
                    });
                self
            }

            pub fn client_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.client_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client_name: {e}")
                    });
                self
            }

            pub fn permissions<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::RequestedPermission>>,
                T::Error: std::fmt::Display,
            {
                self.permissions = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for permissions: {e}")
                    });
                self
            }
        }

        impl TryFrom<NewApplication> for super::NewApplication {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NewApplication,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    application_display_name: value.application_display_name?,
                    client_id: value.client_id?,
                    client_name: value.client_name?,
                    permissions: value.permissions?,
                })
            }
        }

        impl From<super::NewApplication> for NewApplication {
            fn from(value: super::NewApplication) -> Self {
                Self {
                    application_display_name: Ok(value.application_display_name),
                    client_id: Ok(value.client_id),
                    client_name: Ok(value.client_name),
                    permissions: Ok(value.permissions),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Problem {
            pub(crate) detail: Result<String, String>,
            pub(crate) errors: Result<Vec<super::ProblemItem>, String>,
            pub(crate) status: Result<i32, String>,
            pub(crate) title: Result<String, String>,
            pub(crate) type_: Result<String, String>,
        }

        impl Default for Problem {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                    errors: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    title: Err("no value supplied for title".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl Problem {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }

            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::ProblemItem>>,
                T::Error: std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
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

        impl TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;

            fn try_from(value: Problem) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    errors: value.errors?,
                    status: value.status?,
                    title: value.title?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self {
                    detail: Ok(value.detail),
                    errors: Ok(value.errors),
                    status: Ok(value.status),
                    title: Ok(value.title),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ProblemItem {
            pub(crate) detail: Result<String, String>,
            pub(crate) parameter: Result<Option<String>, String>,
            pub(crate) pointer: Result<Option<String>, String>,
        }

        impl Default for ProblemItem {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                    parameter: Ok(Default::default()),
                    pointer: Ok(Default::default()),
                }
            }
        }

        impl ProblemItem {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }

            pub fn parameter<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.parameter = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for parameter: {e}")
                    });
                self
            }

            pub fn pointer<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.pointer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pointer: {e}")
                    });
                self
            }
        }

        impl TryFrom<ProblemItem> for super::ProblemItem {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ProblemItem,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    parameter: value.parameter?,
                    pointer: value.pointer?,
                })
            }
        }

        impl From<super::ProblemItem> for ProblemItem {
            fn from(value: super::ProblemItem) -> Self {
                Self {
                    detail: Ok(value.detail),
                    parameter: Ok(value.parameter),
                    pointer: Ok(value.pointer),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct RequestedPermission {
            pub(crate) id: Result<Option<super::PermissionKey>, String>,
            pub(crate) name: Result<Option<super::PermissionName>, String>,
        }

        impl Default for RequestedPermission {
            fn default() -> Self {
                Self {
                    id: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }

        impl RequestedPermission {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::PermissionKey>>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::PermissionName>>,
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

        impl TryFrom<RequestedPermission> for super::RequestedPermission {
            type Error = super::error::ConversionError;

            fn try_from(
                value: RequestedPermission,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    name: value.name?,
                })
            }
        }

        impl From<super::RequestedPermission> for RequestedPermission {
            fn from(value: super::RequestedPermission) -> Self {
                Self {
                    id: Ok(value.id),
                    name: Ok(value.name),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct TokenError {
            pub(crate) error: Result<super::TokenErrorCode, String>,
            pub(crate) error_description: Result<Option<String>, String>,
        }

        impl Default for TokenError {
            fn default() -> Self {
                Self {
                    error: Err("no value supplied for error".to_string()),
                    error_description: Ok(Default::default()),
                }
            }
        }

        impl TokenError {
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TokenErrorCode>,
                T::Error: std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }

            pub fn error_description<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.error_description = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for error_description: {e}"
                        )
                    });
                self
            }
        }

        impl TryFrom<TokenError> for super::TokenError {
            type Error = super::error::ConversionError;

            fn try_from(
                value: TokenError,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    error: value.error?,
                    error_description: value.error_description?,
                })
            }
        }

        impl From<super::TokenError> for TokenError {
            fn from(value: super::TokenError) -> Self {
                Self {
                    error: Ok(value.error),
                    error_description: Ok(value.error_description),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct TokenRequest {
            pub(crate) client_id: Result<Option<String>, String>,
            pub(crate) client_secret: Result<Option<crate::formats::Secret>, String>,
            pub(crate) grant_type: Result<super::GrantType, String>,
            pub(crate) refresh_token: Result<Option<crate::formats::Secret>, String>,
            pub(crate) scope: Result<Option<String>, String>,
        }

        impl Default for TokenRequest {
            fn default() -> Self {
                Self {
                    client_id: Ok(Default::default()),
                    client_secret: Ok(Default::default()),
                    grant_type: Err("no value supplied for grant_type".to_string()),
                    refresh_token: Ok(Default::default()),
                    scope: Ok(Default::default()),
                }
            }
        }

        impl TokenRequest {
            pub fn client_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.client_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client_id: {e}")
                    });
                self
            }

            pub fn client_secret<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.client_secret = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client_secret: {e}")
                    });
                self
            }

            pub fn grant_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::GrantType>,
                T::Error: std::fmt::Display,
            {
                self.grant_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for grant_type: {e}")
                    });
                self
            }

            pub fn refresh_token<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.refresh_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for refresh_token: {e}")
                    });
                self
            }

            pub fn scope<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.scope = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scope: {e}")
                    });
                self
            }
        }

        impl TryFrom<TokenRequest> for super::TokenRequest {
            type Error = super::error::ConversionError;

            fn try_from(
                value: TokenRequest,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    client_id: value.client_id?,
                    client_secret: value.client_secret?,
                    grant_type: value.grant_type?,
                    refresh_token: value.refresh_token?,
                    scope: value.scope?,
                })
            }
        }

        impl From<super::TokenRequest> for TokenRequest {
            fn from(value: super::TokenRequest) -> Self {
                Self {
                    client_id: Ok(value.client_id),
                    client_secret: Ok(value.client_secret),
                    grant_type: Ok(value.grant_type),
                    refresh_token: Ok(value.refresh_token),
                    scope: Ok(value.scope),
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

/// Client for Carbonext B2B, applications
///
/// Carbonext sells carbon credits. Its B2B API is called by programs, and a program signs in as an **application**: a
/// `clientId`, a secret key, and the permissions that it was given. With these operations a company's programs create, list and
/// delete the company's applications, and sign in.
///
/// ## Signing in
///
/// 1. *Sign in* (`POST /connect/token`) takes a `client_id` and its `client_secret`, and returns an access token.
/// 2. Every other call carries it: `Authorization: Bearer ACCESS_TOKEN`.
/// 3. The token lives for `expires_in` seconds. After that, sign in again, or trade the `refresh_token` for a new one.
///
/// The result of *Create an application* signs in here: its `clientId` is the `client_id`, its
/// `customerApplicationKey` the `client_secret`. **The key is shown once**, is kept only as a hash, and cannot be read
/// again: store it.
///
/// To try it here: press **Authorize**, and give one of these accounts.
///
/// | `client_id` | `client_secret` | may |
/// |---|---|---|
/// | `demo` | `demo-secret` | everything |
/// | `demo-reader` | `demo-secret` | read: the four permissions that end in `_read` |
/// | `demo-other` | `demo-secret` | everything, for another company |
///
/// Decision: these accounts are no applications. They are not in the list and cannot be deleted, and their names are taken.
///
/// ## Permissions
///
/// There are eight: read and write, for applications, finances, orders and users. Each has a key and a name.
///
/// | key | name |
/// |---|---|
/// | `customerApplication_read` | CustomerApplication - Read |
/// | `customerApplication_write` | CustomerApplication - Write |
/// | `financial_read` | Financial - Read |
/// | `financial_write` | Financial - Write |
/// | `orders_read` | Orders - Read |
/// | `orders_write` | Orders - Write |
/// | `users_read` | Users - Read |
/// | `users_write` | Users - Write |
///
/// Each operation lists the permissions that it requires; any one of them is sufficient. Decision: a caller cannot
/// grant a permission that it does not hold.
///
/// A company has access to its own applications only. Decision: another company's application is `404`, as if it did not exist.
///
/// ## Traps
///
/// - When an application is deleted, its key and all its tokens stop working immediately, also when it deletes itself.
/// - `clientId` is unique among all companies, because it is what signs in: a name that is free in your list can be taken.
/// - Nothing can be called `applications`: see *Create an application*.
/// - The path of the deletion has no `applications` in it: it is `/v1/customers/{clientId}`.
///
/// ## Conventions
///
/// - Bodies are JSON in UTF-8; *Sign in* takes a form. Decision: unknown fields are rejected, so that typing errors
///   are noticed.
/// - Decision: an error is a problem detail (RFC 9457, `application/problem+json`). When the request breaks this contract,
///   `errors` lists every violation. Only *Sign in* answers in the form of its own standard,
///   RFC 6749.
/// - A path or method that this document does not have gets the server's own `404` or `405`, in another shape.
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
    /// Sign in
    ///
    /// Returns an access token for one of two grants:
    ///
    /// - `grant_type=client_credentials`, with `client_id` and `client_secret`, and `scope=offline_access` if you like.
    /// - `grant_type=refresh_token`, with the `refresh_token` of an earlier answer, and `client_id` and `client_secret` again.
    ///
    /// The token may do what the application may do. It stops working when the application is deleted.
    ///
    /// The form, and the error, are those of RFC 6749. Decision, where that leaves a choice:
    ///
    /// - The only scope is `offline_access`, which asks for a refresh token. It is the default, so a refresh token is
    ///   always returned. Any other scope is `invalid_scope`.
    /// - A refresh token works once, and only for the application that it was given to. The answer holds the next one.
    ///   It lives for 30 days. One that comes a second time has been copied, so every token that came of the same sign-in ends.
    /// - `client_id` and `client_secret` may also come as HTTP Basic credentials, which is what **Authorize** sends. A
    ///   secret that comes both ways is `invalid_request`.
    /// - An optional field that is given without a value counts as left out. A field that is given twice, or that is
    ///   not listed here, is `invalid_request`.
    /// - A `client_id` or `client_secret` that is missing or wrong is `401`; whatever else is wrong is `400`.
    ///
    /// Sends a `POST` request to `/connect/token`
    ///
    /// Arguments:
    /// - `body`: The credentials of the caller.
    /// ```text
    /// let response = client.token_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn token_create(&self) -> builder::TokenCreate<'_> {
        builder::TokenCreate::new(self)
    }

    /// List all applications
    ///
    /// The company's applications, a page at a time.
    ///
    /// Requires the permission `customerApplication_write` or `customerApplication_read`.
    ///
    /// Decision: in the order of their creation. A page past the end is an empty page.
    ///
    /// Sends a `GET` request to `/v1/customers/applications`
    ///
    /// Arguments:
    /// - `page`: The number of the page. Decision: from 1; 1 by default.
    /// - `page_size`: The number of applications on a page. Decision: at most 100; 10 by default.
    /// ```text
    /// let response = client.application_list()
    ///     .page(page)
    ///     .page_size(page_size)
    ///     .send()
    ///     .await;
    /// ```
    pub fn application_list(&self) -> builder::ApplicationList<'_> {
        builder::ApplicationList::new(self)
    }

    /// Create an application
    ///
    /// Creates an application (key) that can be used on machine-2-machine integrations with the API.
    ///
    /// The response holds the application's key. It is returned **here and never again**. *Sign in* accepts the
    /// `clientId` and the key immediately.
    ///
    /// Requires the permission `customerApplication_write`. Decision: a caller cannot grant a permission that it does not hold:
    /// `403`.
    ///
    /// Decision, of `clientId`:
    ///
    /// - One that is taken, in any company, is `409`.
    /// - `applications` is refused with `409` too, because the deletion of an application of that name would have the
    ///   path of this list, `/v1/customers/applications`, and so could never be called. `Applications` is another
    ///   name, and free.
    ///
    /// Sends a `POST` request to `/v1/customers/applications`
    ///
    /// Arguments:
    /// - `body`: The application to create.
    /// ```text
    /// let response = client.application_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn application_create(&self) -> builder::ApplicationCreate<'_> {
        builder::ApplicationCreate::new(self)
    }

    /// Delete an application
    ///
    /// Deletes an application (key). The deleted key will no longer be able to perform requests to the API: the key and every
    /// token that it got stop working at once. The `clientId` is free again.
    ///
    /// Requires the permission `customerApplication_write`.
    ///
    /// Decision: the vendor prints the path as `/v1/customers/customer-id`, where `customer-id` stands for the application's
    /// `clientId`. A `clientId` that nothing can be called names nothing: `404`. An application may delete itself.
    ///
    /// Sends a `DELETE` request to `/v1/customers/{clientId}`
    ///
    /// Arguments:
    /// - `client_id`: The application's `clientId`.
    /// ```text
    /// let response = client.application_delete()
    ///     .client_id(client_id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn application_delete(&self) -> builder::ApplicationDelete<'_> {
        builder::ApplicationDelete::new(self)
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

    /// Builder for [`Client::token_create`]
    ///
    /// [`Client::token_create`]: super::Client::token_create
    #[derive(Debug, Clone)]
    pub struct TokenCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::TokenRequest, String>,
    }

    impl<'a> TokenCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::TokenRequest>,
            <V as TryInto<types::TokenRequest>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TokenRequest` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::TokenRequest) -> types::builder::TokenRequest,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/connect/token`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::IssuedToken>, Error<types::TokenError>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::TokenRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/connect/token", client.baseurl,);
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
                .form_urlencoded(&body)?
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "token_create",
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

    /// Builder for [`Client::application_list`]
    ///
    /// [`Client::application_list`]: super::Client::application_list
    #[derive(Debug, Clone)]
    pub struct ApplicationList<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) page: Result<Option<i32>, String>,
        pub(crate) page_size: Result<Option<i32>, String>,
    }

    impl<'a> ApplicationList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                page: Ok(None),
                page_size: Ok(None),
            }
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

        pub fn page_size<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.page_size = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for page_size failed".to_string());
            self
        }

        /// Sends a `GET` request to `/v1/customers/applications`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ApplicationPage>, Error<types::Problem>> {
            let Self { client, page, page_size } = self;
            let page = page.map_err(Error::InvalidRequest)?;
            let page_size = page_size.map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/customers/applications", client.baseurl,);
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
                .query(&progenitor_client::QueryParam::new("page", &page))
                .query(&progenitor_client::QueryParam::new("page-size", &page_size))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "application_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 403 => {
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

    /// Builder for [`Client::application_create`]
    ///
    /// [`Client::application_create`]: super::Client::application_create
    #[derive(Debug, Clone)]
    pub struct ApplicationCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::NewApplication, String>,
    }

    impl<'a> ApplicationCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::NewApplication>,
            <V as TryInto<types::NewApplication>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NewApplication` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::NewApplication) -> types::builder::NewApplication,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/v1/customers/applications`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CreatedApplication>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::NewApplication::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/customers/applications", client.baseurl,);
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
                operation_id: "application_create",
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

    /// Builder for [`Client::application_delete`]
    ///
    /// [`Client::application_delete`]: super::Client::application_delete
    #[derive(Debug, Clone)]
    pub struct ApplicationDelete<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) client_id: Result<String, String>,
    }

    impl<'a> ApplicationDelete<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                client_id: Err("client_id was not initialized".to_string()),
            }
        }

        pub fn client_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.client_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for client_id failed"
                        .to_string()
                });
            self
        }

        /// Sends a `DELETE` request to `/v1/customers/{clientId}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, client_id } = self;
            let client_id = client_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/customers/{}", client.baseurl, encode_path(& client_id
                .to_string()),
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
                operation_id: "application_delete",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
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
            operation: "token_create",
            anonymous: true,
            idempotent: false,
        },
        OperationTraits {
            operation: "application_list",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "application_create",
            anonymous: false,
            idempotent: false,
        },
        OperationTraits {
            operation: "application_delete",
            anonymous: false,
            idempotent: true,
        },
    ]
};
