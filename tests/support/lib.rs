//! What the contract tests stand on.
//!
//! Tests never talk to the server itself: everything goes through a [`Witness`], which holds every answer against the
//! document of its API. So a test states only what is its own, and no test can forget what every answer promises. The
//! witness reads the documents by itself, from YAML, and judges by another library than the server does: it shares no
//! code with what it judges.
//!
//! A test starts a [`TestServer`], calls it by the typed client or with an [`Ask`], and drops it; a broken promise that
//! the test did not notice makes the drop panic.
//!
//! Deliberately not here: what any one API promises. That is in `openapi/`, and in the test file of its name.

mod ask;
mod contract;
pub mod coverage;
mod database;
mod exchange;
pub mod fault;
mod server;
mod witness;

pub use ask::{Answer, Ask};
pub use contract::{Contract, Example, Operation, Scheme, contract, contracts};
pub use database::TestDatabase;
pub use server::{TestServer, start_time};
pub use witness::Witness;
