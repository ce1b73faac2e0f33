// @generated from the documents in openapi/ by `cargo xtask generate`. Do not edit.

//! Generated servers, and the list of all APIs.

use crate::api::Api;

#[allow(clippy::pedantic, missing_docs, reason = "names and descriptions come from the document")]
#[rustfmt::skip]
pub mod carbonext;
#[allow(clippy::pedantic, missing_docs, reason = "names and descriptions come from the document")]
#[rustfmt::skip]
pub mod dezwork;
#[allow(clippy::pedantic, missing_docs, reason = "names and descriptions come from the document")]
#[rustfmt::skip]
pub mod portos;
#[allow(clippy::pedantic, missing_docs, reason = "names and descriptions come from the document")]
#[rustfmt::skip]
pub mod reportei;
#[allow(clippy::pedantic, missing_docs, reason = "names and descriptions come from the document")]
#[rustfmt::skip]
pub mod tradevest;

/// The hand-written module of each API.
#[path = "../api"]
pub mod apis {
    pub mod carbonext;
    pub mod dezwork;
    pub mod portos;
    pub mod reportei;
    pub mod tradevest;
}

/// All APIs, by name.
pub const APIS: &[&Api] = &[
    &apis::carbonext::API,
    &apis::dezwork::API,
    &apis::portos::API,
    &apis::reportei::API,
    &apis::tradevest::API,
];
