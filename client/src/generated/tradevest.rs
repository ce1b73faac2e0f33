// @generated from openapi/tradevest.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// The created customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CreatedCustomer {
        /// A UUID.
        #[serde(rename = "customerId")]
        pub customer_id: uuid::Uuid,
    }

    impl CreatedCustomer {
        pub fn builder() -> builder::CreatedCustomer {
            Default::default()
        }
    }

    /// An entity in the role of customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Customer {
        /// The time of the cancellation. Decision: left out until then, which here is always.
        #[serde(rename = "cancellationDate", skip_serializing_if = "Option::is_none")]
        pub cancellation_date: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The time at which the entity became a customer.
        #[serde(rename = "createdOn")]
        pub created_on: chrono::DateTime<chrono::offset::Utc>,
        /// The customer.
        #[serde(rename = "customerId")]
        pub customer_id: uuid::Uuid,
        #[serde(rename = "customerStatus")]
        pub customer_status: CustomerStatus,
        /// The entity that is the customer.
        #[serde(rename = "entityId")]
        pub entity_id: uuid::Uuid,
        #[serde(rename = "entityType")]
        pub entity_type: EntityType,
        /// Up to 16 user-defined labels can be provided to allow grouping of customers as per required logic.
        pub labels: Vec<String>,
        /// The time of the customer's last change.
        #[serde(rename = "modifiedOn")]
        pub modified_on: chrono::DateTime<chrono::offset::Utc>,
        /// The customer's accounts at other banks.
        #[serde(rename = "refAccounts")]
        pub ref_accounts: Vec<RefAccount>,
        /// The documents that were signed for the customer. Decision: none are kept here, so the list is empty.
        #[serde(rename = "signedDocumentsRelatedToCustomer")]
        pub signed_documents_related_to_customer: Vec<SignedDocument>,
    }

    impl Customer {
        pub fn builder() -> builder::Customer {
            Default::default()
        }
    }

    /// A page of customers.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct CustomerPage {
        /// The customers on this page.
        pub data: Vec<Customer>,
        pub pagination: Pagination,
    }

    impl CustomerPage {
        pub fn builder() -> builder::CustomerPage {
            Default::default()
        }
    }

    /// Current customer status. Decision: there are no others; these are the values that the vendor's documentation shows.
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
    pub enum CustomerStatus {
        #[serde(rename = "CREATED")]
        Created,
        #[serde(rename = "PENDING")]
        Pending,
        #[serde(rename = "ACTIVE")]
        Active,
        #[serde(rename = "REJECTED")]
        Rejected,
        #[serde(rename = "ESTATE")]
        Estate,
        #[serde(rename = "SUSPENDED")]
        Suspended,
        #[serde(rename = "SUSPENDED_COMPLIANCE")]
        SuspendedCompliance,
    }

    impl std::fmt::Display for CustomerStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Created => f.write_str("CREATED"),
                Self::Pending => f.write_str("PENDING"),
                Self::Active => f.write_str("ACTIVE"),
                Self::Rejected => f.write_str("REJECTED"),
                Self::Estate => f.write_str("ESTATE"),
                Self::Suspended => f.write_str("SUSPENDED"),
                Self::SuspendedCompliance => f.write_str("SUSPENDED_COMPLIANCE"),
            }
        }
    }

    impl std::str::FromStr for CustomerStatus {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "CREATED" => Ok(Self::Created),
                "PENDING" => Ok(Self::Pending),
                "ACTIVE" => Ok(Self::Active),
                "REJECTED" => Ok(Self::Rejected),
                "ESTATE" => Ok(Self::Estate),
                "SUSPENDED" => Ok(Self::Suspended),
                "SUSPENDED_COMPLIANCE" => Ok(Self::SuspendedCompliance),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for CustomerStatus {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for CustomerStatus {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Customer type. Decision: the same as the entity's type, because the vendor does not document it.
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
    pub enum CustomerType {
        #[serde(rename = "NATURAL_PERSON")]
        NaturalPerson,
        #[serde(rename = "LEGAL_ENTITY")]
        LegalEntity,
        #[serde(rename = "JOINT_PERSON")]
        JointPerson,
    }

    impl std::fmt::Display for CustomerType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::NaturalPerson => f.write_str("NATURAL_PERSON"),
                Self::LegalEntity => f.write_str("LEGAL_ENTITY"),
                Self::JointPerson => f.write_str("JOINT_PERSON"),
            }
        }
    }

    impl std::str::FromStr for CustomerType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "NATURAL_PERSON" => Ok(Self::NaturalPerson),
                "LEGAL_ENTITY" => Ok(Self::LegalEntity),
                "JOINT_PERSON" => Ok(Self::JointPerson),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for CustomerType {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for CustomerType {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// The changes to a customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct CustomerUpdate {
        /// All labels that the customer is to have. Up to 16 user-defined labels can be provided to allow grouping of customers as per required logic.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub labels: Option<Vec<String>>,
    }

    impl CustomerUpdate {
        pub fn builder() -> builder::CustomerUpdate {
            Default::default()
        }
    }

    /// The kind of entity.
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
    pub enum EntityType {
        #[serde(rename = "NATURAL_PERSON")]
        NaturalPerson,
        #[serde(rename = "LEGAL_ENTITY")]
        LegalEntity,
        #[serde(rename = "JOINT_PERSON")]
        JointPerson,
    }

    impl std::fmt::Display for EntityType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::NaturalPerson => f.write_str("NATURAL_PERSON"),
                Self::LegalEntity => f.write_str("LEGAL_ENTITY"),
                Self::JointPerson => f.write_str("JOINT_PERSON"),
            }
        }
    }

    impl std::str::FromStr for EntityType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "NATURAL_PERSON" => Ok(Self::NaturalPerson),
                "LEGAL_ENTITY" => Ok(Self::LegalEntity),
                "JOINT_PERSON" => Ok(Self::JointPerson),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for EntityType {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for EntityType {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// An invalid field.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ErrorDetails {
        /// Every violation of the field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<ErrorDetailsExplanation>,
        /// The field, or the parameter; `refAccounts.0.iban` is the IBAN of the first account.
        pub field: String,
    }

    impl ErrorDetails {
        pub fn builder() -> builder::ErrorDetails {
            Default::default()
        }
    }

    /// A violation of one field.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ErrorDetailsExplanation {
        /// The kind of violation, for a program to read. Decision: `REQUIRED`, `UNKNOWN`, `TYPE`, `BOUNDS` or `FORM`.
        pub code: String,
        /// The violation and a remedy, for a person to read.
        pub message: String,
        /// A parameter of the code. The vendor does not document more. Decision: it is left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parameter: Option<String>,
    }

    impl ErrorDetailsExplanation {
        pub fn builder() -> builder::ErrorDetailsExplanation {
            Default::default()
        }
    }

    /// An error.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ErrorMessage {
        /// What went wrong, for a program to read. Decision: `VALIDATION_FAILED`, `UNAUTHENTICATED`, `SCOPE_MISSING`, `CUSTOMER_NOT_FOUND` or `CUSTOMER_EXISTS`.
        #[serde(rename = "errorCode", skip_serializing_if = "Option::is_none")]
        pub error_code: Option<String>,
        /// The invalid fields. Only with `400`.
        #[serde(rename = "errorDetails", default, skip_serializing_if = "Vec::is_empty")]
        pub error_details: Vec<ErrorDetails>,
        /// The error and a remedy, for a person to read.
        pub message: String,
        /// The request's id in the server's log. Decision: the same as in `X-Request-Id`.
        #[serde(rename = "requestId")]
        pub request_id: String,
        /// The kind of response. Decision: the status in words, such as `BAD_REQUEST`.
        #[serde(rename = "responseType")]
        pub response_type: String,
        /// Every violation of this contract. Decision: in one line, and only with `400`.
        #[serde(rename = "validationString", skip_serializing_if = "Option::is_none")]
        pub validation_string: Option<String>,
    }

    impl ErrorMessage {
        pub fn builder() -> builder::ErrorMessage {
            Default::default()
        }
    }

    /// The way to sign in.
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
    }

    impl std::fmt::Display for GrantType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::ClientCredentials => f.write_str("client_credentials"),
            }
        }
    }

    impl std::str::FromStr for GrantType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "client_credentials" => Ok(Self::ClientCredentials),
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

    /// An access token.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct IssuedToken {
        /// The token that every other call carries in `Authorization`.
        pub access_token: crate::formats::Secret,
        /// The lifetime of the access token, in seconds.
        pub expires_in: i32,
        pub token_type: TokenType,
    }

    impl IssuedToken {
        pub fn builder() -> builder::IssuedToken {
            Default::default()
        }
    }

    /// An entity that becomes a customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NewCustomer {
        /// Identifier of the entity, natural person, joint person or legal entity, that becomes a customer.
        #[serde(rename = "entityId")]
        pub entity_id: uuid::Uuid,
        #[serde(rename = "entityType")]
        pub entity_type: EntityType,
        /// Up to 16 user-defined labels can be provided to allow grouping of customers as per required logic.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub labels: Vec<String>,
        /// The customer's accounts at other banks. Decision: at most 100.
        #[serde(rename = "refAccounts", default, skip_serializing_if = "Vec::is_empty")]
        pub ref_accounts: Vec<RefAccount>,
    }

    impl NewCustomer {
        pub fn builder() -> builder::NewCustomer {
            Default::default()
        }
    }

    /// The position of a page in its list.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Pagination {
        /// The cursor of the next page. Empty on the last one.
        pub cursor: String,
        /// The maximum number of customers on the page.
        pub limit: i32,
    }

    impl Pagination {
        pub fn builder() -> builder::Pagination {
            Default::default()
        }
    }

    /// An account of the customer at another bank.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct RefAccount {
        /// The bank's name.
        #[serde(rename = "bankName", skip_serializing_if = "Option::is_none")]
        pub bank_name: Option<String>,
        /// The bank's BIC.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bic: Option<String>,
        /// The account's IBAN, without blanks. Its check digits are not verified.
        pub iban: String,
        /// The account's holder.
        #[serde(rename = "ownerName")]
        pub owner_name: String,
        #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
        pub type_: Option<RefAccountType>,
    }

    impl RefAccount {
        pub fn builder() -> builder::RefAccount {
            Default::default()
        }
    }

    /// The role of the account.
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
    pub enum RefAccountType {
        #[serde(rename = "PRIMARY")]
        Primary,
        #[serde(rename = "OTHER")]
        Other,
    }

    impl std::fmt::Display for RefAccountType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Primary => f.write_str("PRIMARY"),
                Self::Other => f.write_str("OTHER"),
            }
        }
    }

    impl std::str::FromStr for RefAccountType {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "PRIMARY" => Ok(Self::Primary),
                "OTHER" => Ok(Self::Other),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for RefAccountType {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for RefAccountType {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// A document that was signed for a customer.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct SignedDocument {
        /// An RFC 3339 time in UTC.
        #[serde(rename = "createdOn", skip_serializing_if = "Option::is_none")]
        pub created_on: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The kind of document. The vendor shows `TERMS_AND_CONDITIONS` and lists no other value.
        #[serde(rename = "documentType", skip_serializing_if = "Option::is_none")]
        pub document_type: Option<String>,
        /// An RFC 3339 time in UTC.
        #[serde(rename = "modifiedOn", skip_serializing_if = "Option::is_none")]
        pub modified_on: Option<chrono::DateTime<chrono::offset::Utc>>,
        /// The document's title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The name of the person who signed it.
        #[serde(
            rename = "naturalPersonFullName",
            skip_serializing_if = "Option::is_none"
        )]
        pub natural_person_full_name: Option<String>,
        /// The signer.
        #[serde(rename = "naturalPersonId", skip_serializing_if = "Option::is_none")]
        pub natural_person_id: Option<uuid::Uuid>,
        /// A UUID.
        #[serde(rename = "partnerDocumentId")]
        pub partner_document_id: uuid::Uuid,
        /// The version of the document.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub version: Option<i32>,
    }

    impl SignedDocument {
        pub fn builder() -> builder::SignedDocument {
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
        /// The partner's account.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub client_id: Option<String>,
        /// The account's secret.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub client_secret: Option<crate::formats::Secret>,
        pub grant_type: GrantType,
        /// The scopes of the token, `tradevest.api`.
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
        pub struct CreatedCustomer {
            pub(crate) customer_id: Result<uuid::Uuid, String>,
        }

        impl Default for CreatedCustomer {
            fn default() -> Self {
                Self {
                    customer_id: Err("no value supplied for customer_id".to_string()),
                }
            }
        }

        impl CreatedCustomer {
            pub fn customer_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.customer_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for customer_id: {e}")
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
                    customer_id: value.customer_id?,
                })
            }
        }

        impl From<super::CreatedCustomer> for CreatedCustomer {
            fn from(value: super::CreatedCustomer) -> Self {
                Self {
                    customer_id: Ok(value.customer_id),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Customer {
            pub(crate) cancellation_date: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) created_on: Result<chrono::DateTime<chrono::offset::Utc>, String>,
            pub(crate) customer_id: Result<uuid::Uuid, String>,
            pub(crate) customer_status: Result<super::CustomerStatus, String>,
            pub(crate) entity_id: Result<uuid::Uuid, String>,
            pub(crate) entity_type: Result<super::EntityType, String>,
            pub(crate) labels: Result<Vec<String>, String>,
            pub(crate) modified_on: Result<
                chrono::DateTime<chrono::offset::Utc>,
                String,
            >,
            pub(crate) ref_accounts: Result<Vec<super::RefAccount>, String>,
            pub(crate) signed_documents_related_to_customer: Result<
                Vec<super::SignedDocument>,
                String,
            >,
        }

        impl Default for Customer {
            fn default() -> Self {
                Self {
                    cancellation_date: Ok(Default::default()),
                    created_on: Err("no value supplied for created_on".to_string()),
                    customer_id: Err("no value supplied for customer_id".to_string()),
                    customer_status: Err(
                        "no value supplied for customer_status".to_string(),
                    ),
                    entity_id: Err("no value supplied for entity_id".to_string()),
                    entity_type: Err("no value supplied for entity_type".to_string()),
                    labels: Err("no value supplied for labels".to_string()),
                    modified_on: Err("no value supplied for modified_on".to_string()),
                    ref_accounts: Err("no value supplied for ref_accounts".to_string()),
                    signed_documents_related_to_customer: Err(
                        "no value supplied for signed_documents_related_to_customer"
                            .to_string(),
                    ),
                }
            }
        }

        impl Customer {
            pub fn cancellation_date<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.cancellation_date = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for cancellation_date: {e}"
                        )
                    });
                self
            }

            pub fn created_on<T>(mut self, value: T) -> Self
            where
                T: TryInto<chrono::DateTime<chrono::offset::Utc>>,
                T::Error: std::fmt::Display,
            {
                self.created_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_on: {e}")
                    });
                self
            }

            pub fn customer_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.customer_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for customer_id: {e}")
                    });
                self
            }

            pub fn customer_status<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::CustomerStatus>,
                T::Error: std::fmt::Display,
            {
                self.customer_status = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for customer_status: {e}"
                        )
                    });
                self
            }

            pub fn entity_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.entity_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for entity_id: {e}")
                    });
                self
            }

            pub fn entity_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::EntityType>,
                T::Error: std::fmt::Display,
            {
                self.entity_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for entity_type: {e}")
                    });
                self
            }

            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<String>>,
                T::Error: std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }

            pub fn modified_on<T>(mut self, value: T) -> Self
            where
                T: TryInto<chrono::DateTime<chrono::offset::Utc>>,
                T::Error: std::fmt::Display,
            {
                self.modified_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for modified_on: {e}")
                    });
                self
            }

            pub fn ref_accounts<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::RefAccount>>,
                T::Error: std::fmt::Display,
            {
                self.ref_accounts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_accounts: {e}")
                    });
                self
            }

            pub fn signed_documents_related_to_customer<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::SignedDocument>>,
                T::Error: std::fmt::Display,
            {
                self.signed_documents_related_to_customer = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for signed_documents_related_to_customer: {e}"
                        )
                    });
                self
            }
        }

        impl TryFrom<Customer> for super::Customer {
            type Error = super::error::ConversionError;

            fn try_from(value: Customer) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    cancellation_date: value.cancellation_date?,
                    created_on: value.created_on?,
                    customer_id: value.customer_id?,
                    customer_status: value.customer_status?,
                    entity_id: value.entity_id?,
                    entity_type: value.entity_type?,
                    labels: value.labels?,
                    modified_on: value.modified_on?,
                    ref_accounts: value.ref_accounts?,
                    signed_documents_related_to_customer: value
                        .signed_documents_related_to_customer?,
                })
            }
        }

        impl From<super::Customer> for Customer {
            fn from(value: super::Customer) -> Self {
                Self {
                    cancellation_date: Ok(value.cancellation_date),
                    created_on: Ok(value.created_on),
                    customer_id: Ok(value.customer_id),
                    customer_status: Ok(value.customer_status),
                    entity_id: Ok(value.entity_id),
                    entity_type: Ok(value.entity_type),
                    labels: Ok(value.labels),
                    modified_on: Ok(value.modified_on),
                    ref_accounts: Ok(value.ref_accounts),
                    signed_documents_related_to_customer: Ok(
                        value.signed_documents_related_to_customer,
                    ),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerPage {
            pub(crate) data: Result<Vec<super::Customer>, String>,
            pub(crate) pagination: Result<super::Pagination, String>,
        }

        impl Default for CustomerPage {
            fn default() -> Self {
                Self {
                    data: Err("no value supplied for data".to_string()),
                    pagination: Err("no value supplied for pagination".to_string()),
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

            pub fn pagination<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::Pagination>,
                T::Error: std::fmt::Display,
            {
                self.pagination = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pagination: {e}")
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
                    pagination: value.pagination?,
                })
            }
        }

        impl From<super::CustomerPage> for CustomerPage {
            fn from(value: super::CustomerPage) -> Self {
                Self {
                    data: Ok(value.data),
                    pagination: Ok(value.pagination),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct CustomerUpdate {
            pub(crate) labels: Result<Option<Vec<String>>, String>,
        }

        impl Default for CustomerUpdate {
            fn default() -> Self {
                Self {
                    labels: Ok(Default::default()),
                }
            }
        }

        impl CustomerUpdate {
            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<Vec<String>>>,
                T::Error: std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }
        }

        impl TryFrom<CustomerUpdate> for super::CustomerUpdate {
            type Error = super::error::ConversionError;

            fn try_from(
                value: CustomerUpdate,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { labels: value.labels? })
            }
        }

        impl From<super::CustomerUpdate> for CustomerUpdate {
            fn from(value: super::CustomerUpdate) -> Self {
                Self { labels: Ok(value.labels) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ErrorDetails {
            pub(crate) errors: Result<Vec<super::ErrorDetailsExplanation>, String>,
            pub(crate) field: Result<String, String>,
        }

        impl Default for ErrorDetails {
            fn default() -> Self {
                Self {
                    errors: Ok(Default::default()),
                    field: Err("no value supplied for field".to_string()),
                }
            }
        }

        impl ErrorDetails {
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::ErrorDetailsExplanation>>,
                T::Error: std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }

            pub fn field<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.field = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for field: {e}")
                    });
                self
            }
        }

        impl TryFrom<ErrorDetails> for super::ErrorDetails {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ErrorDetails,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    errors: value.errors?,
                    field: value.field?,
                })
            }
        }

        impl From<super::ErrorDetails> for ErrorDetails {
            fn from(value: super::ErrorDetails) -> Self {
                Self {
                    errors: Ok(value.errors),
                    field: Ok(value.field),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ErrorDetailsExplanation {
            pub(crate) code: Result<String, String>,
            pub(crate) message: Result<String, String>,
            pub(crate) parameter: Result<Option<String>, String>,
        }

        impl Default for ErrorDetailsExplanation {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                    message: Err("no value supplied for message".to_string()),
                    parameter: Ok(Default::default()),
                }
            }
        }

        impl ErrorDetailsExplanation {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
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
        }

        impl TryFrom<ErrorDetailsExplanation> for super::ErrorDetailsExplanation {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ErrorDetailsExplanation,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    message: value.message?,
                    parameter: value.parameter?,
                })
            }
        }

        impl From<super::ErrorDetailsExplanation> for ErrorDetailsExplanation {
            fn from(value: super::ErrorDetailsExplanation) -> Self {
                Self {
                    code: Ok(value.code),
                    message: Ok(value.message),
                    parameter: Ok(value.parameter),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ErrorMessage {
            pub(crate) error_code: Result<Option<String>, String>,
            pub(crate) error_details: Result<Vec<super::ErrorDetails>, String>,
            pub(crate) message: Result<String, String>,
            pub(crate) request_id: Result<String, String>,
            pub(crate) response_type: Result<String, String>,
            pub(crate) validation_string: Result<Option<String>, String>,
        }

        impl Default for ErrorMessage {
            fn default() -> Self {
                Self {
                    error_code: Ok(Default::default()),
                    error_details: Ok(Default::default()),
                    message: Err("no value supplied for message".to_string()),
                    request_id: Err("no value supplied for request_id".to_string()),
                    response_type: Err(
                        "no value supplied for response_type".to_string(),
                    ),
                    validation_string: Ok(Default::default()),
                }
            }
        }

        impl ErrorMessage {
            pub fn error_code<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.error_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error_code: {e}")
                    });
                self
            }

            pub fn error_details<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::ErrorDetails>>,
                T::Error: std::fmt::Display,
            {
                self.error_details = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error_details: {e}")
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

            pub fn request_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.request_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for request_id: {e}")
                    });
                self
            }

            pub fn response_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.response_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for response_type: {e}")
                    });
                self
            }

            pub fn validation_string<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.validation_string = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for validation_string: {e}"
                        )
                    });
                self
            }
        }

        impl TryFrom<ErrorMessage> for super::ErrorMessage {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ErrorMessage,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    error_code: value.error_code?,
                    error_details: value.error_details?,
                    message: value.message?,
                    request_id: value.request_id?,
                    response_type: value.response_type?,
                    validation_string: value.validation_string?,
                })
            }
        }

        impl From<super::ErrorMessage> for ErrorMessage {
            fn from(value: super::ErrorMessage) -> Self {
                Self {
                    error_code: Ok(value.error_code),
                    error_details: Ok(value.error_details),
                    message: Ok(value.message),
                    request_id: Ok(value.request_id),
                    response_type: Ok(value.response_type),
                    validation_string: Ok(value.validation_string),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct IssuedToken {
            pub(crate) access_token: Result<crate::formats::Secret, String>,
            pub(crate) expires_in: Result<i32, String>,
            pub(crate) token_type: Result<super::TokenType, String>,
        }

        impl Default for IssuedToken {
            fn default() -> Self {
                Self {
                    access_token: Err("no value supplied for access_token".to_string()),
                    expires_in: Err("no value supplied for expires_in".to_string()),
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
                    token_type: value.token_type?,
                })
            }
        }

        impl From<super::IssuedToken> for IssuedToken {
            fn from(value: super::IssuedToken) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    expires_in: Ok(value.expires_in),
                    token_type: Ok(value.token_type),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NewCustomer {
            pub(crate) entity_id: Result<uuid::Uuid, String>,
            pub(crate) entity_type: Result<super::EntityType, String>,
            pub(crate) labels: Result<Vec<String>, String>,
            pub(crate) ref_accounts: Result<Vec<super::RefAccount>, String>,
        }

        impl Default for NewCustomer {
            fn default() -> Self {
                Self {
                    entity_id: Err("no value supplied for entity_id".to_string()),
                    entity_type: Err("no value supplied for entity_type".to_string()),
                    labels: Ok(Default::default()),
                    ref_accounts: Ok(Default::default()),
                }
            }
        }

        impl NewCustomer {
            pub fn entity_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.entity_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for entity_id: {e}")
                    });
                self
            }

            pub fn entity_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::EntityType>,
                T::Error: std::fmt::Display,
            {
                self.entity_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for entity_type: {e}")
                    });
                self
            }

            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<String>>,
                T::Error: std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }

            pub fn ref_accounts<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::RefAccount>>,
                T::Error: std::fmt::Display,
            {
                self.ref_accounts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_accounts: {e}")
                    });
                self
            }
        }

        impl TryFrom<NewCustomer> for super::NewCustomer {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NewCustomer,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    entity_id: value.entity_id?,
                    entity_type: value.entity_type?,
                    labels: value.labels?,
                    ref_accounts: value.ref_accounts?,
                })
            }
        }

        impl From<super::NewCustomer> for NewCustomer {
            fn from(value: super::NewCustomer) -> Self {
                Self {
                    entity_id: Ok(value.entity_id),
                    entity_type: Ok(value.entity_type),
                    labels: Ok(value.labels),
                    ref_accounts: Ok(value.ref_accounts),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Pagination {
            pub(crate) cursor: Result<String, String>,
            pub(crate) limit: Result<i32, String>,
        }

        impl Default for Pagination {
            fn default() -> Self {
                Self {
                    cursor: Err("no value supplied for cursor".to_string()),
                    limit: Err("no value supplied for limit".to_string()),
                }
            }
        }

        impl Pagination {
            pub fn cursor<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.cursor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cursor: {e}")
                    });
                self
            }

            pub fn limit<T>(mut self, value: T) -> Self
            where
                T: TryInto<i32>,
                T::Error: std::fmt::Display,
            {
                self.limit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for limit: {e}")
                    });
                self
            }
        }

        impl TryFrom<Pagination> for super::Pagination {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Pagination,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    cursor: value.cursor?,
                    limit: value.limit?,
                })
            }
        }

        impl From<super::Pagination> for Pagination {
            fn from(value: super::Pagination) -> Self {
                Self {
                    cursor: Ok(value.cursor),
                    limit: Ok(value.limit),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct RefAccount {
            pub(crate) bank_name: Result<Option<String>, String>,
            pub(crate) bic: Result<Option<String>, String>,
            pub(crate) iban: Result<String, String>,
            pub(crate) owner_name: Result<String, String>,
            pub(crate) type_: Result<Option<super::RefAccountType>, String>,
        }

        impl Default for RefAccount {
            fn default() -> Self {
                Self {
                    bank_name: Ok(Default::default()),
                    bic: Ok(Default::default()),
                    iban: Err("no value supplied for iban".to_string()),
                    owner_name: Err("no value supplied for owner_name".to_string()),
                    type_: Ok(Default::default()),
                }
            }
        }

        impl RefAccount {
            pub fn bank_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.bank_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bank_name: {e}")
                    });
                self
            }

            pub fn bic<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.bic = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for bic: {e}")
                    });
                self
            }

            pub fn iban<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.iban = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for iban: {e}")
                    });
                self
            }

            pub fn owner_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.owner_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for owner_name: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::RefAccountType>>,
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

        impl TryFrom<RefAccount> for super::RefAccount {
            type Error = super::error::ConversionError;

            fn try_from(
                value: RefAccount,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    bank_name: value.bank_name?,
                    bic: value.bic?,
                    iban: value.iban?,
                    owner_name: value.owner_name?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::RefAccount> for RefAccount {
            fn from(value: super::RefAccount) -> Self {
                Self {
                    bank_name: Ok(value.bank_name),
                    bic: Ok(value.bic),
                    iban: Ok(value.iban),
                    owner_name: Ok(value.owner_name),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct SignedDocument {
            pub(crate) created_on: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) document_type: Result<Option<String>, String>,
            pub(crate) modified_on: Result<
                Option<chrono::DateTime<chrono::offset::Utc>>,
                String,
            >,
            pub(crate) name: Result<Option<String>, String>,
            pub(crate) natural_person_full_name: Result<Option<String>, String>,
            pub(crate) natural_person_id: Result<Option<uuid::Uuid>, String>,
            pub(crate) partner_document_id: Result<uuid::Uuid, String>,
            pub(crate) version: Result<Option<i32>, String>,
        }

        impl Default for SignedDocument {
            fn default() -> Self {
                Self {
                    created_on: Ok(Default::default()),
                    document_type: Ok(Default::default()),
                    modified_on: Ok(Default::default()),
                    name: Ok(Default::default()),
                    natural_person_full_name: Ok(Default::default()),
                    natural_person_id: Ok(Default::default()),
                    partner_document_id: Err(
                        "no value supplied for partner_document_id".to_string(),
                    ),
                    version: Ok(Default::default()),
                }
            }
        }

        impl SignedDocument {
            pub fn created_on<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.created_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_on: {e}")
                    });
                self
            }

            pub fn document_type<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.document_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document_type: {e}")
                    });
                self
            }

            pub fn modified_on<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::DateTime<chrono::offset::Utc>>>,
                T::Error: std::fmt::Display,
            {
                self.modified_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for modified_on: {e}")
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

            pub fn natural_person_full_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.natural_person_full_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for natural_person_full_name: {e}"
                        )
                    });
                self
            }

            pub fn natural_person_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<uuid::Uuid>>,
                T::Error: std::fmt::Display,
            {
                self.natural_person_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for natural_person_id: {e}"
                        )
                    });
                self
            }

            pub fn partner_document_id<T>(mut self, value: T) -> Self
            where
                T: TryInto<uuid::Uuid>,
                T::Error: std::fmt::Display,
            {
                self.partner_document_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for partner_document_id: {e}"
                        )
                    });
                self
            }

            pub fn version<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i32>>,
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

        impl TryFrom<SignedDocument> for super::SignedDocument {
            type Error = super::error::ConversionError;

            fn try_from(
                value: SignedDocument,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_on: value.created_on?,
                    document_type: value.document_type?,
                    modified_on: value.modified_on?,
                    name: value.name?,
                    natural_person_full_name: value.natural_person_full_name?,
                    natural_person_id: value.natural_person_id?,
                    partner_document_id: value.partner_document_id?,
                    version: value.version?,
                })
            }
        }

        impl From<super::SignedDocument> for SignedDocument {
            fn from(value: super::SignedDocument) -> Self {
                Self {
                    created_on: Ok(value.created_on),
                    document_type: Ok(value.document_type),
                    modified_on: Ok(value.modified_on),
                    name: Ok(value.name),
                    natural_person_full_name: Ok(value.natural_person_full_name),
                    natural_person_id: Ok(value.natural_person_id),
                    partner_document_id: Ok(value.partner_document_id),
                    version: Ok(value.version),
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
            pub(crate) scope: Result<Option<String>, String>,
        }

        impl Default for TokenRequest {
            fn default() -> Self {
                Self {
                    client_id: Ok(Default::default()),
                    client_secret: Ok(Default::default()),
                    grant_type: Err("no value supplied for grant_type".to_string()),
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

/// Client for Tradevest roles, customers
///
/// Tradevest runs trading and custody for **partners**. A partner registers entities (natural persons, joint persons, legal
/// entities) and gives them roles. With these operations a partner assigns an entity the role of **customer**, lists and
/// shows its customers, and labels them.
///
/// ## Signing in
///
/// 1. *Sign in* (`POST /connect/token`) takes the partner's `client_id` and `client_secret`, and returns an access token
///    that is valid for an hour.
/// 2. Every other call carries it: `Authorization: Bearer ACCESS_TOKEN`.
/// 3. *Update Customer* also names the requestor of the change, in `Requestor-ID`.
///
/// To try it here: press **Authorize**, and give one of these accounts.
///
/// | `client_id` | `client_secret` | may |
/// |---|---|---|
/// | `demo` | `demo-secret` | everything |
/// | `demo-other` | `demo-secret` | everything, for another partner |
///
/// A partner has access to its own customers only. Another partner's customer is `404`, as if it did not exist.
///
/// ## Going through a list
///
/// *Get Customers* returns `data` and `pagination`. Repeat the request with the returned `cursor` and the same filters
/// until the cursor is `""`: that was the last page. Customers that are created or deleted in the meantime cause no
/// other customer to appear twice or to be skipped.
///
/// A cursor belongs to the filters that it was made with. Decision: with others, or when it was tampered with, it is `400`;
/// `limit` may change from page to page.
///
/// ## Traps
///
/// - An entity can be a customer once. Decision: the second time is `409`.
/// - *Update Customer* replaces all labels. To add one, send the old ones too; `[]` takes all away; without `labels`, nothing
///   changes.
/// - The filter `labels` is repeated, `labels=a&labels=b`, and keeps the customers that have **all** of them.
///
/// ## Conventions
///
/// - Times are as RFC 3339 writes them, in UTC.
/// - Bodies are JSON in UTF-8; *Sign in* takes a form. Decision: unknown fields are rejected, so that typing errors
///   are noticed.
/// - An error has a `message` for people, an `errorCode` for programs, and the `requestId`. Decision: when the request
///   breaks this contract, `errorDetails` lists every invalid field. Only *Sign in* answers in the form of its
///   own standard, RFC 6749.
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
    /// Returns an access token for `client_id` and `client_secret`, with `grant_type=client_credentials` and
    /// `scope=tradevest.api`. There is no refresh token: when the hour is over, sign in again.
    ///
    /// The form, and the error, are those of RFC 6749. Decision, where that leaves a choice:
    ///
    /// - The only scope is `tradevest.api`. Any other scope, or one that the account may not have, is `invalid_scope`.
    ///   Without `scope` the token has what the account may have.
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

    /// Get Customers
    ///
    /// The partner's customers that all the given filters let through, a page at a time.
    ///
    /// Decision: in the order of their creation.
    ///
    /// Sends a `GET` request to `/roles/customers`
    ///
    /// Arguments:
    /// - `cursor`: Where to go on: the `cursor` of the page before. Decision: without it, or when it is empty, the list begins with its first page.
    /// - `customer_status`: Only customers with this status.
    /// - `customer_type`: Only customers of this type.
    /// - `entity_id`: Only the customer of this entity.
    /// - `labels`: Only customers that have all of these labels. Give the parameter once for each label.
    /// - `limit`: Maximum number of items to return. Decision: it may be left out, though the vendor calls it required; at most 100.
    /// ```text
    /// let response = client.customer_list()
    ///     .cursor(cursor)
    ///     .customer_status(customer_status)
    ///     .customer_type(customer_type)
    ///     .entity_id(entity_id)
    ///     .labels(labels)
    ///     .limit(limit)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_list(&self) -> builder::CustomerList<'_> {
        builder::CustomerList::new(self)
    }

    /// Create Customer
    ///
    /// Assign entity the role of customer.
    ///
    /// Decision: entities are not kept here, so any `entityId` is taken as it is. A new customer's status is `CREATED`. An
    /// entity that already is a customer of the partner is `409`.
    ///
    /// Sends a `POST` request to `/roles/customers`
    ///
    /// Arguments:
    /// - `body`: The entity that becomes a customer.
    /// ```text
    /// let response = client.customer_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_create(&self) -> builder::CustomerCreate<'_> {
        builder::CustomerCreate::new(self)
    }

    /// Get Customer
    ///
    /// One customer of the partner. Decision: just as it stands in the list.
    ///
    /// Sends a `GET` request to `/roles/customers/{customerId}`
    ///
    /// Arguments:
    /// - `customer_id`: Customer ID
    /// ```text
    /// let response = client.customer_view()
    ///     .customer_id(customer_id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_view(&self) -> builder::CustomerView<'_> {
        builder::CustomerView::new(self)
    }

    /// Update Customer
    ///
    /// Replaces the customer's labels. Without `labels`, nothing changes; `[]` takes all labels away.
    ///
    /// Decision: the change is made when the answer comes, though its status is `202`.
    ///
    /// Sends a `PATCH` request to `/roles/customers/{customerId}`
    ///
    /// Arguments:
    /// - `customer_id`: Customer ID
    /// - `requestor_id`: Unique requestor identification in UUID format: the person on whose behalf the change is made. Decision: persons are not kept here, so any UUID is taken as it is; one that is missing or malformed is `400`.
    /// - `body`: The changes.
    /// ```text
    /// let response = client.customer_update()
    ///     .customer_id(customer_id)
    ///     .requestor_id(requestor_id)
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn customer_update(&self) -> builder::CustomerUpdate<'_> {
        builder::CustomerUpdate::new(self)
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

    /// Builder for [`Client::customer_list`]
    ///
    /// [`Client::customer_list`]: super::Client::customer_list
    #[derive(Debug, Clone)]
    pub struct CustomerList<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) cursor: Result<Option<String>, String>,
        pub(crate) customer_status: Result<Option<types::CustomerStatus>, String>,
        pub(crate) customer_type: Result<Option<types::CustomerType>, String>,
        pub(crate) entity_id: Result<Option<uuid::Uuid>, String>,
        pub(crate) labels: Result<Option<Vec<String>>, String>,
        pub(crate) limit: Result<Option<i32>, String>,
    }

    impl<'a> CustomerList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                cursor: Ok(None),
                customer_status: Ok(None),
                customer_type: Ok(None),
                entity_id: Ok(None),
                labels: Ok(None),
                limit: Ok(None),
            }
        }

        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.cursor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for cursor failed"
                        .to_string()
                });
            self
        }

        pub fn customer_status<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::CustomerStatus>,
        {
            self.customer_status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `CustomerStatus` for customer_status failed"
                        .to_string()
                });
            self
        }

        pub fn customer_type<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::CustomerType>,
        {
            self.customer_type = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `CustomerType` for customer_type failed".to_string()
                });
            self
        }

        pub fn entity_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.entity_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for entity_id failed".to_string()
                });
            self
        }

        pub fn labels<V>(mut self, value: V) -> Self
        where
            V: TryInto<Vec<String>>,
        {
            self.labels = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for labels failed"
                        .to_string()
                });
            self
        }

        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `i32` for limit failed".to_string());
            self
        }

        /// Sends a `GET` request to `/roles/customers`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CustomerPage>, Error<types::ErrorMessage>> {
            let Self {
                client,
                cursor,
                customer_status,
                customer_type,
                entity_id,
                labels,
                limit,
            } = self;
            let cursor = cursor.map_err(Error::InvalidRequest)?;
            let customer_status = customer_status.map_err(Error::InvalidRequest)?;
            let customer_type = customer_type.map_err(Error::InvalidRequest)?;
            let entity_id = entity_id.map_err(Error::InvalidRequest)?;
            let labels = labels.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let url = format!("{}/roles/customers", client.baseurl,);
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
                .query(&progenitor_client::QueryParam::new("cursor", &cursor))
                .query(
                    &progenitor_client::QueryParam::new(
                        "customerStatus",
                        &customer_status,
                    ),
                )
                .query(
                    &progenitor_client::QueryParam::new("customerType", &customer_type),
                )
                .query(&progenitor_client::QueryParam::new("entityId", &entity_id))
                .query(&progenitor_client::QueryParam::new("labels", &labels))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
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

        /// Sends a `POST` request to `/roles/customers`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::CreatedCustomer>, Error<types::ErrorMessage>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::NewCustomer::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/roles/customers", client.baseurl,);
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
                200 => ResponseValue::from_response(response).await,
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
        pub(crate) customer_id: Result<uuid::Uuid, String>,
    }

    impl<'a> CustomerView<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                customer_id: Err("customer_id was not initialized".to_string()),
            }
        }

        pub fn customer_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.customer_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for customer_id failed".to_string()
                });
            self
        }

        /// Sends a `GET` request to `/roles/customers/{customerId}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Customer>, Error<types::ErrorMessage>> {
            let Self { client, customer_id } = self;
            let customer_id = customer_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/roles/customers/{}", client.baseurl, encode_path(& customer_id
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
                400 | 401 | 403 | 404 => {
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
        pub(crate) customer_id: Result<uuid::Uuid, String>,
        pub(crate) requestor_id: Result<uuid::Uuid, String>,
        pub(crate) body: Result<types::builder::CustomerUpdate, String>,
    }

    impl<'a> CustomerUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                customer_id: Err("customer_id was not initialized".to_string()),
                requestor_id: Err("requestor_id was not initialized".to_string()),
                body: Ok(Default::default()),
            }
        }

        pub fn customer_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.customer_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for customer_id failed".to_string()
                });
            self
        }

        pub fn requestor_id<V>(mut self, value: V) -> Self
        where
            V: TryInto<uuid::Uuid>,
        {
            self.requestor_id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: uuid :: Uuid` for requestor_id failed".to_string()
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

        /// Sends a `PATCH` request to `/roles/customers/{customerId}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<()>, Error<types::ErrorMessage>> {
            let Self { client, customer_id, requestor_id, body } = self;
            let customer_id = customer_id.map_err(Error::InvalidRequest)?;
            let requestor_id = requestor_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CustomerUpdate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/roles/customers/{}", client.baseurl, encode_path(& customer_id
                .to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(2);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            header_map.append("Requestor-ID", requestor_id.to_string().try_into()?);

            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(url)
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
                202 => Ok(ResponseValue::empty(response)),
                400 | 401 | 403 | 404 => {
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
            operation: "customer_view",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "customer_update",
            anonymous: false,
            idempotent: true,
        },
    ]
};
