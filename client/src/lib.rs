//! Typed clients of five customer-management APIs, one module an API, each behind a feature of its name.
//!
//! ```no_run
//! use customers_client::reportei;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = reportei::Client::builder()
//!     .base_url("http://127.0.0.1:8080/reportei")
//!     .access_token("demo-token")
//!     .build()?;
//!
//! let created = client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
//! let customer = client.customer_view().uuid(created.uuid).send().await?.into_inner().customer;
//! assert_eq!(customer.name, "Ada");
//!
//! let mut customers = client.customer_list().items();
//! while let Some(customer) = customers.next().await {
//!     println!("{}", customer?.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Every operation of an API's document is a method of its `Client`, named after its `operationId`. The method answers a
//! builder: give it the parameters and, with `body` or `body_map`, the body, then `send` it; or go through a list with
//! `items` or `pages`.
//!
//! Whatever the operation, a call signs in when it has to, is tried again where that is safe ([`RetryPolicy`]), ends within
//! its time ([`ClientBuilder::timeout`]), is a [`tracing`] span, and shows itself to an [`Observer`]. What it fails with is
//! an [`Error`] of its API's own.
//!
//! Methods, parameters and types are generated: `openapi/NAME.yaml` is where they are described, and `cargo xtask generate`
//! writes them to `src/generated/NAME.rs`. Written by hand is what a document cannot say.
//!
//! Deliberately not here: caching, and repeating a create. Who creates knows what would make it twice.
//!
//! # Features
//!
//! `carbonext`, `dezwork`, `portos`, `reportei` and `tradevest`, all on by default: with `default-features = false`, the
//! APIs that are named are compiled, and nothing of the others.

#![cfg_attr(
    not(all(
        feature = "carbonext",
        feature = "dezwork",
        feature = "portos",
        feature = "reportei",
        feature = "tradevest"
    )),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "what some APIs need is there for all of them; where all of them are, nothing may be left over"
    )
)]

mod builder;
mod connection;
mod error;
pub mod formats;
#[cfg(feature = "portos")]
mod ndata;
#[cfg(any(feature = "carbonext", feature = "tradevest"))]
mod oauth;
mod observe;
mod pages;
mod retry;
mod runtime;

pub use builder::{ApiClient, ClientBuilder};
pub use error::{ConnectError, Error, Refusal, SignInError, SignInFailure};
pub use observe::{Observer, RequestEvent, ResponseEvent};
pub use pages::{Items, List, Pages};
pub use retry::RetryPolicy;
pub use runtime::{Answer, ResponseValue};
pub use secrecy::SecretString;

mod generated;
pub use generated::apis::*;

/// The README's first program, compiled.
#[cfg(all(doctest, feature = "reportei"))]
#[doc = include_str!("../README.md")]
struct Readme;
