//! Typed clients of customer-management APIs, one module an API, each behind a feature of its name.
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
//! Each operation of an API's document is a method of its `Client`, named after its `operationId`. The method returns a call:
//! set its parameters and, with `body` or `body_map`, its body, then `send` it, or stream a list with `items` or `pages`.
//!
//! Every call signs in if necessary, is retried where that is safe ([`RetryPolicy`]), has a timeout
//! ([`ClientBuilder::timeout`]), is a [`tracing`] span, and notifies each [`Observer`]. Its error is an [`Error`] with the
//! API's documented error body.
//!
//! Methods, parameters and types are generated from `openapi/NAME.yaml` by `cargo xtask generate`, with progenitor.
//! Credentials, paging and error texts are written by hand, in one file an API.
//!
//! Out of scope: caching, and repeating creates.

#![cfg_attr(
    not(feature = "all"),
    allow(dead_code, unused_imports, unused_macros, reason = "some APIs need what others do not")
)]

// Generated code imports its runtime from `progenitor_client`, which is this crate: see `hooks`.
extern crate self as progenitor_client;

mod auth;
mod builder;
mod error;
pub mod formats;
mod generated;
mod hooks;
mod oauth;
mod observe;
mod pages;
mod response;
mod retry;
mod runtime;
#[cfg(test)]
mod testing;

pub use builder::{ApiClient, ClientBuilder};
pub use error::{ConnectError, Error, Refusal, SignInFailure};
pub use generated::apis::*;
pub use hooks::ClientInfo;
#[doc(hidden)]
pub use hooks::{ByteStream, ClientHooks, OperationInfo};
pub(crate) use hooks::{QueryParam, RequestBuilderExt, encode_path};
pub use observe::{Observer, RequestEvent, ResponseEvent};
pub use pages::{Items, List, Pages};
pub use response::{RawResponse, ResponseValue};
pub use retry::RetryPolicy;
pub use secrecy::SecretString;

/// Compiles the README's first program.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
