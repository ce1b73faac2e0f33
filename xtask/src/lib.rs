//! Generates both sides of every API from its document, keeps them in sync, and lets tools from elsewhere judge the result.
//!
//! [`document`] reads a document strictly; [`server`] and [`client`] write code from it; [`sync`] writes the files or
//! compares them; [`description`] holds what the server says of itself against the document; [`compatibility`] holds the
//! documents against an older revision. [`lint`], [`schemathesis`], [`fuzz`] and [`browser`] run what nobody here wrote, and
//! so does [`mod@bench`], which puts the server under load; [`tools`] finds or installs it.

pub mod bench;
pub mod browser;
pub mod check;
pub mod compatibility;
pub mod description;
pub mod fuzz;
pub mod lint;
pub mod schemathesis;
pub mod sync;
pub mod test;
pub mod tools;
