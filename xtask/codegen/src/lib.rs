//! Generates both sides of an API from its OpenAPI document: the interface of a dropshot server and a progenitor client.
//!
//! [`document`] reads a document strictly, [`server`] and [`client`] generate code from it.

pub mod client;
pub mod document;
mod names;
pub mod server;
pub mod text;
