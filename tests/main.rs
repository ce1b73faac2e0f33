//! The contract tests: what `openapi/` promises, asked of the running server through the generated clients and by hand.
//!
//! One binary, one file an API, and one for each promise that holds for all. What every answer promises is not tested
//! here but watched all the time: see `support/lib.rs`.

mod bad_input;
#[cfg(unix)]
mod broken;
mod carbonext;
mod description;
mod dezwork;
mod docs;
mod examples;
mod harness;
mod isolation;
mod metrics;
mod migrations;
mod overload;
mod portos;
mod portos_bad_input;
mod readme;
mod reportei;
mod scenes;
mod sources;
mod tradevest;
mod walking;
