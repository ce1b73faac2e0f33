//! A hand-written OpenAPI document, read strictly.
//!
//! `openapiv3` drops what it does not know, and a generator that works from it would leave a rule of the document
//! unchecked in silence. So the document is read here from its plain tree: each keyword is either understood or refused,
//! with the document's name, the JSON pointer and the reason.

mod model;
mod node;
mod read;
mod schema;

pub use model::{
    Additional, Body, Case, Document, Header, Kind, Operation, Parameter, ParameterLocation, Property,
    Response, Schema, Scheme, SchemeKind, StringFormat,
};
pub use node::{DocumentError, Node};
pub use read::read;
