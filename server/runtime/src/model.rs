//! The operations of a document and the schemas that they share, as a generated server embeds them.

use std::sync::Arc;

use http::Method;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::ParameterLocation;
use super::schema::{Schema, Schemas};

/// The methods that OpenAPI has operations for, in the spelling of its documents.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One document's operations and named schemas.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields carry OpenAPI's names")]
pub struct Model {
    pub operations: Vec<Operation>,
    pub schemas: Arc<Schemas>,
}

impl Model {
    /// Reads the JSON text that a generated server embeds.
    ///
    /// # Panics
    ///
    /// Panics if the text is not one that the generator writes.
    pub fn from_json(json: &str) -> Self {
        #[derive(Deserialize)]
        struct Embedded {
            operations: Vec<Operation>,
            schemas: Schemas,
        }
        let Embedded { mut operations, schemas } =
            serde_json::from_str(json).expect("the generator writes what this reads");
        let schemas = Arc::new(schemas);
        for operation in &mut operations {
            operation.schemas = Arc::clone(&schemas);
        }
        Self { operations, schemas }
    }

    /// Returns the operation with this `operationId`.
    ///
    /// # Panics
    ///
    /// Panics if there is none, which generated code rules out.
    pub fn operation(&self, id: &str) -> &Operation {
        let found = self.operations.iter().find(|operation| operation.id == id);
        found.expect("generated code asks for operations of its own document")
    }
}

/// An operation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// JSON pointer to the operation in its document.
    #[serde(skip)]
    pub pointer: String,
    /// `operationId`.
    pub id: String,
    /// HTTP method.
    #[serde(with = "method")]
    pub method: Method,
    /// Path in the document, without a mount; variables stand in braces.
    pub path: String,
    /// Tag.
    pub tag: String,
    /// Summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The document's `description`.
    #[serde(skip)]
    pub description: String,
    /// Parameters: path, then query, then headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Request body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Names of the security schemes that a caller has to satisfy, all of them, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<String>,
    /// `WWW-Authenticate` of a 401.
    pub challenge: String,
    /// Permissions of which a caller needs one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<String>,
    /// Permissions that the operation itself may ask for, depending on the request.
    #[serde(skip)]
    pub conditional_permissions: Vec<String>,
    /// Responses, by rising status.
    pub responses: Vec<Response>,
    /// The named schemas that those of the operation refer to.
    #[serde(skip)]
    pub schemas: Arc<Schemas>,
}

impl Operation {
    /// Returns the first documented success.
    ///
    /// # Panics
    ///
    /// Panics if there is none, which the generator rules out.
    pub fn success(&self) -> &Response {
        let found = self.responses.iter().find(|response| response.status < 400);
        found.expect("the generator rejects documents with such an operation")
    }

    /// Returns the first documented failure.
    pub fn error(&self) -> Option<&Response> {
        self.responses.iter().find(|response| response.status >= 400)
    }

    /// Returns the response documented for `status`.
    pub fn response(&self, status: u16) -> Option<&Response> {
        self.responses.iter().find(|response| response.status == status)
    }

    /// Returns `true` if the operation has parameters or a body.
    pub fn has_request(&self) -> bool {
        !self.parameters.is_empty() || self.body.is_some()
    }
}

/// A parameter.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// JSON pointer to the parameter in its document.
    #[serde(skip)]
    pub pointer: String,
    /// Name on the wire.
    pub name: String,
    /// Field of the operation's request type.
    pub field: String,
    /// Location.
    #[serde(rename = "in")]
    pub place: ParameterLocation,
    /// Whether it must be present.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether each item of a list is a parameter of its own (`a=1&a=2`) rather than one of several in a text (`a=1,2`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub explode: bool,
    /// The document's `description`.
    #[serde(skip)]
    pub description: String,
    /// Schema of the value.
    pub schema: Schema,
}

/// A request body.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The document's `description`.
    #[serde(skip)]
    pub description: String,
    /// Media type.
    pub media_type: MediaType,
    /// Whether it must be present.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Schema of the value.
    pub schema: Schema,
}

/// The media type of a request body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// `application/json`.
    #[serde(rename = "application/json")]
    Json,
    /// `application/x-www-form-urlencoded`.
    #[serde(rename = "application/x-www-form-urlencoded")]
    Form,
}

impl MediaType {
    /// Returns the name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

/// A response.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// JSON pointer to the response in its document.
    #[serde(skip)]
    pub pointer: String,
    /// Status.
    pub status: u16,
    /// The document's `description`.
    #[serde(skip)]
    pub description: String,
    /// `Content-Type`; empty without a body.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Schema of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Schema>,
    /// Headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
}

/// A response header.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Name.
    pub name: String,
    /// The document's `description`.
    #[serde(skip)]
    pub description: String,
    /// Whether it must be present.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// `x-set-by-server: true`: the server adds it, not the operation.
    #[serde(skip)]
    pub set_by_server: bool,
    /// Schema of the value.
    pub schema: Schema,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(value: &bool) -> bool {
    !value
}

mod method {
    use super::{Deserialize as _, Deserializer, Method, Serializer};

    pub fn serialize<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(method.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Method, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}
