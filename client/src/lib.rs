//! Typed clients of the five customer APIs, one module an API.
//!
//! ```no_run
//! use customers_client::reportei;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = reportei::connect("http://127.0.0.1:8080/reportei", "demo-token")?;
//!
//! let created = client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
//! let customer = client.customer_view().uuid(created.uuid).send().await?.into_inner().customer;
//! assert_eq!(customer.name, "Ada");
//! # Ok(())
//! # }
//! ```
//!
//! Every operation of an API's document is a method of its `Client`, named after its `operationId`. The method answers a
//! builder: give it the parameters and, with `body` or `body_map`, the body, then `send` it. An error status that the
//! document lists comes back as `Error::ErrorResponse`, with that API's own error type.
//!
//! Methods, parameters and types are generated: `openapi/NAME.yaml` is where they are described, and `cargo xtask generate`
//! writes them to `src/generated/NAME.rs`. Written by hand is what a document cannot say: how to connect and sign in.
//!
//! Deliberately not here: retries, caching and pagination beyond what an API itself has. A caller knows better when a call may
//! be made twice.

pub mod carbonext;
mod connection;
pub mod dezwork;
mod error;
pub mod formats;
pub mod portos;
pub mod reportei;
pub mod tradevest;

pub use error::{ConnectError, SignInError};

/// What `cargo xtask generate` writes. Callers reach it through the module of each API.
#[rustfmt::skip] // Formatted by the generator.
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    reason = "progenitor wrote it for every document there may be; what can be mended is mended in xtask/src/client/adapt.rs"
)]
#[allow(
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "documents describe themselves in CommonMark, which has no Rust links and allows all of this"
)]
mod generated {
    pub mod carbonext;
    pub mod dezwork;
    pub mod portos;
    pub mod reportei;
    pub mod tradevest;
}
