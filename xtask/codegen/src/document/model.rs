//! One document: the shared model of operations and schemas, and what only the generator needs.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Operation, Schemas};

/// One API's document.
#[derive(Debug)]
pub struct Document {
    /// Path of the file.
    pub file: String,
    /// Name of the API, its file, its module and its mount.
    pub name: String,
    /// `info.title`.
    pub title: String,
    /// `info.description`.
    pub description: String,
    /// Operations, in the document's order.
    pub operations: Vec<Operation>,
    /// `components/schemas`.
    pub schemas: Arc<Schemas>,
    /// `components/securitySchemes`.
    pub schemes: IndexMap<String, Scheme>,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// The document's `description`.
    pub description: String,
    /// How its credential is presented.
    pub kind: SchemeKind,
}

/// How a credential is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer`, of `http` and `oauth2` schemes.
    Bearer,
    /// A header of its own.
    ApiKey {
        /// Name of the header.
        header: String,
    },
}
