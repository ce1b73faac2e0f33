//! Properties that hold for every input: one module per fuzz target, whose `run` accepts any bytes and panics if a property
//! does not hold.
//!
//! `libfuzzer/` makes a program of each; `tests/replay.rs` runs each on its committed inputs with every `cargo test`, so
//! that a fixed failure stays fixed. Expected results are computed independently of the code under test.
//!
//! To keep what a fuzzer found: put its input into `corpus/TARGET/`, under a name that says what is special about it.

use std::env;
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::sync::LazyLock;

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

/// Names the file in which the programs keep the input that they try.
pub const KEPT_INPUT: &str = "FUZZ_KEPT_INPUT";

/// Writes down the input that is about to be tried, where [`KEPT_INPUT`] says so. Where the stack ends, libFuzzer ends with
/// it, and only this file has the input.
pub fn keep(data: &[u8]) {
    static FILE: LazyLock<Option<File>> = LazyLock::new(|| File::create(env::var_os(KEPT_INPUT)?).ok());
    if let Some(file) = &*FILE {
        // Without it, the run is as good; only what broke it would have to be looked for.
        let _ = file.write_all_at(data, 0).and_then(|()| file.set_len(data.len() as u64));
    }
}
