//! What a document says, with nothing left to look up but named schemas.

#![allow(missing_docs, reason = "the fields carry OpenAPI's own names")]

use indexmap::IndexMap;

/// One API's document.
#[derive(Debug)]
pub struct Document {
    /// The API's name: of its file, its module, its mount and its tag.
    pub name: String,
    /// `info.title`.
    pub title: String,
    /// `info.description`.
    pub description: String,
    /// In the order in which they were written.
    pub operations: Vec<Operation>,
    /// `components/schemas`.
    pub schemas: IndexMap<String, Schema>,
    /// `components/securitySchemes`.
    pub schemes: IndexMap<String, Scheme>,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// Where it stands in its document.
    pub pointer: String,
    /// Its `operationId`, in snake case.
    pub id: String,
    /// Upper case.
    pub method: String,
    /// With its variables in braces.
    pub path: String,
    pub tag: String,
    pub summary: String,
    pub description: String,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The names of the security schemes that a caller has to satisfy, all of them, in this order.
    pub security: Vec<String>,
    /// The permissions of which a caller needs one.
    pub permissions: Vec<String>,
    /// The permissions that the operation itself may ask for, by what the request says.
    pub conditional_permissions: Vec<String>,
    /// By rising status.
    pub responses: Vec<Response>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    pub pointer: String,
    pub name: String,
    pub place: ParameterLocation,
    pub required: bool,
    pub explode: bool,
    pub description: String,
    pub schema: Schema,
}

/// A request body.
#[derive(Debug)]
pub struct Body {
    pub description: String,
    pub required: bool,
    /// `application/x-www-form-urlencoded` rather than `application/json`.
    pub form: bool,
    pub schema: Schema,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    pub pointer: String,
    pub status: u16,
    pub description: String,
    /// Empty without a body.
    pub media_type: String,
    pub body: Option<Schema>,
    pub headers: Vec<Header>,
}

/// A response header.
#[derive(Debug)]
pub struct Header {
    pub name: String,
    pub description: String,
    pub required: bool,
    /// `x-set-by-server: true`: no operation has to give it.
    pub set_by_server: bool,
    pub schema: Schema,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    pub description: String,
    pub kind: SchemeKind,
}

/// How a credential is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer`, from `http` and `oauth2` schemes.
    Bearer,
    /// A header of its own.
    ApiKey { header: String },
}

/// A schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    pub pointer: String,
    pub title: String,
    pub description: String,
    pub nullable: bool,
    /// As JSON text.
    pub default: Option<String>,
    pub kind: Kind,
}

/// What a value must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Any,
    Boolean,
    Integer {
        bits: u8,
        minimum: Option<i64>,
        maximum: Option<i64>,
        multiple_of: Option<i64>,
    },
    Number {
        decimal: bool,
        minimum: Option<(f64, bool)>,
        maximum: Option<(f64, bool)>,
        multiple_of: Option<f64>,
    },
    String {
        min_length: Option<usize>,
        max_length: Option<usize>,
        pattern: Option<String>,
        format: Option<StringFormat>,
    },
    Enumeration(Vec<String>),
    Array {
        items: Box<Schema>,
        min_items: Option<usize>,
        max_items: Option<usize>,
        unique: bool,
    },
    Object {
        properties: Vec<Property>,
        additional: Additional,
        min_properties: Option<usize>,
        max_properties: Option<usize>,
        /// Of which at least one has to hold, besides the rest; empty for most objects.
        cases: Vec<Case>,
    },
    OneOf(Vec<Schema>),
    AnyOf(Vec<Schema>),
    /// A schema under `components/schemas`, by its name.
    Named(String),
}

/// What a string is, beyond its length and its pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StringFormat {
    /// One that the server knows, and checks before a handler runs.
    Known(String),
    /// One of this API alone, of `x-formats`: its rules read it.
    Own {
        name: String,
        /// What it is, in the document's words.
        description: String,
    },
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    pub name: String,
    pub required: bool,
    pub schema: Schema,
}

/// What an object's members say together: `anyOf` beside `properties`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The members that must be there.
    pub required: Vec<String>,
    /// What members must be, where they are there.
    pub properties: Vec<(String, Schema)>,
}

/// An object's other members.
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    Allowed,
    Refused,
    Schema(Box<Schema>),
}
