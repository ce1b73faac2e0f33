//! Runs every committed input on its target, without a fuzzer.

use std::path::{Path, PathBuf};
use std::{fs, panic};

use fuzz_targets::TARGETS;
use fuzz_targets::operations::{READERS, registered};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn inputs(target: &str) -> Vec<PathBuf> {
    let folder = folder().join("corpus").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_committed_input_keeps_the_promises() {
    let mut broken = Vec::new();
    for target in TARGETS {
        let inputs = inputs(target.name);
        assert!(inputs.len() >= 5, "only {} inputs for {}", inputs.len(), target.name);
        for input in inputs {
            let data = fs::read(&input).unwrap();
            // The panic has said what is wrong by the time that it is caught.
            if panic::catch_unwind(|| (target.run)(&data)).is_err() {
                broken.push(input.strip_prefix(folder()).unwrap().display().to_string());
            }
        }
    }
    assert!(broken.is_empty(), "these inputs break a promise, as said above: {broken:#?}");
}

#[test]
fn every_target_has_a_program_and_every_program_a_target() {
    let mut programs: Vec<_> = fs::read_dir(folder().join("libfuzzer/fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    programs.sort();
    assert_eq!(programs, TARGETS.map(|target| target.name));
    let manifest = fs::read_to_string(folder().join("libfuzzer/Cargo.toml")).unwrap();
    for program in programs {
        let path = format!("path = \"fuzz_targets/{program}.rs\"");
        assert!(manifest.contains(&path), "libfuzzer/Cargo.toml does not build {program}");
    }
}

#[test]
fn every_operation_that_takes_something_is_fuzzed() {
    let mut fuzzed: Vec<_> =
        READERS.iter().map(|reader| format!("{} {}", reader.api, reader.table.id)).collect();
    let mut registered = registered();
    fuzzed.sort();
    registered.sort();
    assert_eq!(fuzzed, registered);
}
