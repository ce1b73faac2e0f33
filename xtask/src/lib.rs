//! The commands behind `cargo xtask`, one module each; [`cli`] defines the command line.
//!
//! [`sync`] writes or compares generated files; [`description`] compares the server's own description with the document;
//! [`compatibility`] compares the documents with an older revision. [`mod@lint`], [`schemathesis`], [`fuzz`], [`browser`] and
//! [`mod@bench`] run third-party tools, which [`tools`] finds or installs.

pub mod api_names;
pub mod bench;
pub mod browser;
pub mod check;
pub mod cli;
pub mod compatibility;
pub mod description;
pub mod fuzz;
pub mod lines;
pub mod lint;
pub mod prose;
pub mod schemathesis;
pub mod sync;
pub mod test;
pub mod tools;
