//! Generates both sides of an API from its OpenAPI document: a dropshot server's interface and a progenitor client.
//!
//! [`document`] reads a document strictly; [`server`] and [`client`] write code from it.

pub mod client;
pub mod document;
pub mod server;
pub mod text;
