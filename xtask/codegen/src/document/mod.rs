//! Strict reader of hand-written OpenAPI documents.
//!
//! `openapiv3` drops what it does not know, and a generator that worked from it would silently leave a rule of the
//! document unchecked. Here each keyword is either understood or rejected, with document, JSON pointer and reason.

mod lint;
mod model;
mod node;
mod read;
mod schema;

pub use dropshot_openapi::model::{Body, Header, METHODS, MediaType, Operation, Parameter, Response};
pub use dropshot_openapi::schema::{Additional, Case, Kind, Pattern, Property, Schema, Schemas};
pub use dropshot_openapi::{Format, ParameterLocation};
pub use lint::lint;
pub use model::{Document, Scheme, SchemeKind};
pub use node::{DocumentError, Node};
pub use read::{read, read_file};
