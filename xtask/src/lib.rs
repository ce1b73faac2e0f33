//! Generates both sides of every API from its document, and keeps them in sync.
//!
//! [`document`] reads a document strictly; [`server`] and [`client`] write code from it; [`sync`] writes the files or
//! compares them; [`description`] holds what the server says of itself against the document; [`compatibility`] holds the
//! documents against an older revision; [`browser`] opens the server's page in a browser.

pub mod browser;
pub mod check;
pub mod client;
pub mod compatibility;
pub mod description;
pub mod document;
pub mod fuzz;
pub mod lint;
pub mod npm;
pub mod server;
pub mod sync;
pub mod test;
pub mod text;
pub mod tool;
