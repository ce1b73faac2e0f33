//! The contract tests: what `openapi/` documents, asked of the running server by the generated clients and by hand.
//!
//! One binary, one folder per API, and one file per promise that holds for all of them. Every response is checked against
//! its document by a proxy in front of the server: see `support/lib.rs`.

mod bad_input;
mod carbonext;
mod curl_examples;
mod description;
mod dezwork;
mod docs;
mod examples;
mod fixture;
mod harness;
mod isolation;
mod metrics;
mod migrations;
#[cfg(unix)]
mod mutation_checks;
#[cfg(unix)]
mod nginx;
mod overload;
mod pagination_under_writes;
mod portos;
mod readme;
mod reportei;
mod response_examples;
mod script;
mod sources;
mod test_api;
mod tradevest;

/// What only code can say of an API.
struct KnownApi {
    name: &'static str,
    /// The types of its bodies.
    types: &'static [examples::Types],
    /// The operations whose bodies change only the members they name.
    partial_updates: &'static [&'static str],
}

const APIS: &[KnownApi] =
    &[carbonext::KNOWN, dezwork::KNOWN, portos::KNOWN, reportei::KNOWN, tradevest::KNOWN];
