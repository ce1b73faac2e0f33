//! What must hold whatever is sent: one module a fuzz target, each with a `run` that takes any bytes and panics where a
//! promise is broken.
//!
//! `libfuzzer/` makes a program of each; `tests/replay.rs` runs each on its committed inputs with every `cargo test`, so
//! that what was found once stays mended, without any tool. What is expected is worked out here a second time, in another
//! way, rather than asked of the code under test.
//!
//! To keep what a fuzzer found: put its input into `corpus/TARGET/`, under a name that says what is special about it.

pub mod bodies;
pub mod cursors;
pub mod formats;
pub mod generator;
pub mod judge;
pub mod ndata;
pub mod operations;
pub mod queries;

/// One fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name of its program and of its folder in `corpus/`.
    pub name: &'static str,
    /// Tries one input.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 6] = [
    Target { name: "bodies", run: bodies::run },
    Target { name: "cursors", run: cursors::run },
    Target { name: "formats", run: formats::run },
    Target { name: "generator", run: generator::run },
    Target { name: "ndata", run: ndata::run },
    Target { name: "queries", run: queries::run },
];
