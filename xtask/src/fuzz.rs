//! The fuzz targets of `tests/fuzz`, built with libFuzzer's instruments and run for a while each.
//!
//! No sanitizer is asked for, so the toolchain that builds everything else does: nothing here is unsafe, and a panic, a
//! broken promise, a stack that ends or an input that takes forever are seen without one. What a run finds stays under
//! `target/`; the committed inputs are read and never written.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::tools::{failed, grouped};

/// Pinned, so that a new release changes nothing by itself.
const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// The workspace that cargo-fuzz builds, and its manifest.
const WORKSPACE: &str = "tests/fuzz/libfuzzer";
const MANIFEST: &str = "tests/fuzz/libfuzzer/Cargo.toml";

/// The committed inputs, a folder a target.
const CORPUS: &str = "tests/fuzz/corpus";

/// What runs find: inputs that reach something new, and those that break something.
const FOUND: &str = "target/fuzz-corpus";
const BROKEN: &str = "target/fuzz-artifacts";

/// Names the file in which a program keeps the input that it tries.
const KEPT_INPUT: &str = "FUZZ_KEPT_INPUT";

/// An input that takes longer is as bad as one that panics.
const INPUT_SECONDS_MAX: u64 = 20;

/// Lines of a target's log that are shown where it broke.
const SHOWN_LINES: usize = 60;

/// Builds every target and runs each for its share of a time; the line for a table of what held.
///
/// With a seed, each run begins with the committed inputs alone and tries the same inputs in the same order; without, it
/// begins with what earlier runs found too, and tries others.
pub fn run_targets(root: &Path, time: Duration, seed: Option<u64>) -> Result<String, Box<dyn Error>> {
    let programs = build(root, &cargo_fuzz(root)?)?;
    let targets = targets(root)?;
    let seconds_each = (time / u32::try_from(targets.len())?).as_secs().max(1);
    let mut runs = 0;
    for target in &targets {
        let ran = run(root, &programs, target, seconds_each, seed)?;
        println!("{target}: {ran}");
        runs += ran.runs;
    }
    Ok(format!("{} targets, {} runs, 0 crashes", targets.len(), grouped(runs)))
}

/// The targets, by the folders of their inputs.
fn targets(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = fs::read_dir(root.join(CORPUS))?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort();
    Ok(names)
}

/// cargo-fuzz at its pinned version, which is installed where it is missing.
fn cargo_fuzz(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = root.join("target/tools/cargo-fuzz");
    let program = folder.join("bin/cargo-fuzz");
    let is_there = Command::new(&program).arg("--version").output().is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout).trim() == format!("cargo-fuzz {CARGO_FUZZ_VERSION}")
    });
    if !is_there {
        eprintln!(
            "installing cargo-fuzz {CARGO_FUZZ_VERSION} under target/tools, which takes a minute or two"
        );
        let status = Command::new(env!("CARGO"))
            .current_dir(root)
            .args([
                "install",
                "cargo-fuzz",
                "--quiet",
                "--locked",
                "--force",
                "--version",
                CARGO_FUZZ_VERSION,
                "--root",
            ])
            .arg(&folder)
            .status()?;
        if !status.success() {
            return failed(format!(
                "cargo-fuzz {CARGO_FUZZ_VERSION} was not installed, as cargo says above: mend that, and run this again"
            ));
        }
    }
    Ok(program)
}

/// The targets have a lock file of their own, which a change of the server's dependencies leaves behind. cargo-fuzz would
/// bring it up to date by itself, and nobody would see it.
pub fn lock_file_fits(root: &Path) -> Result<(), Box<dyn Error>> {
    let locked = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["fetch", "--quiet", "--locked", "--manifest-path", MANIFEST])
        .status()?;
    if !locked.success() {
        return failed(format!(
            "{WORKSPACE}/Cargo.lock does not fit its manifest any more, or a crate cannot be fetched: run `cargo fetch \
             --manifest-path {MANIFEST}`, and commit what it changes"
        ));
    }
    Ok(())
}

/// Builds the targets; the folder with their programs.
fn build(root: &Path, cargo_fuzz: &Path) -> Result<PathBuf, Box<dyn Error>> {
    lock_file_fits(root)?;
    let host = host()?;
    println!("building the fuzz targets under target/fuzz");
    let status = Command::new(cargo_fuzz)
        .current_dir(root)
        .args(["build", "--sanitizer", "none", "--codegen-units", "16", "--target-dir", "target/fuzz"])
        // What is fuzzed is what is served: some crates make themselves easy to fuzz where they see this setting.
        .arg("--no-cfg-fuzzing")
        .args(["--target", &host, "--fuzz-dir", WORKSPACE])
        .status()?;
    if !status.success() {
        return failed(
            "the fuzz targets were not built, as cargo says above. libFuzzer itself is C++: without a C++ compiler, install \
             one, on Debian `apt-get install g++`"
                .to_owned(),
        );
    }
    Ok(root.join("target/fuzz").join(host).join("release"))
}

/// The platform that this is, as rustc calls it.
fn host() -> Result<String, Box<dyn Error>> {
    let output = Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match text.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => failed(format!("`rustc -vV` does not say what platform this is: {text}")),
    }
}

/// What one target did.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ran {
    runs: u64,
    coverage: u64,
    found: u64,
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { runs, coverage, found } = self;
        write!(f, "{} runs, {} branches seen, {found} new inputs", grouped(*runs), grouped(*coverage))
    }
}

fn run(
    root: &Path,
    programs: &Path,
    target: &str,
    seconds: u64,
    seed: Option<u64>,
) -> Result<Ran, Box<dyn Error>> {
    let found = Path::new(FOUND).join(target);
    let broken = Path::new(BROKEN).join(target);
    let kept = broken.join("last-input");
    if seed.is_some() && root.join(&found).exists() {
        fs::remove_dir_all(root.join(&found))?;
    }
    fs::create_dir_all(root.join(&found))?;
    fs::create_dir_all(root.join(&broken))?;
    match fs::remove_file(root.join(&kept)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let program = programs.join(target);
    let mut child = Command::new(&program)
        .current_dir(root)
        .env(KEPT_INPUT, &kept)
        // The lines that are shown are to begin before the panic.
        .env("RUST_BACKTRACE", "0")
        // The first folder takes what is found, the second is only read.
        .args([&found, &Path::new(CORPUS).join(target)])
        .arg(format!("-artifact_prefix={}/", broken.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={INPUT_SECONDS_MAX}"))
        // Nought is what libFuzzer takes for a seed of its own choice.
        .arg(format!("-seed={}", seed.unwrap_or(0)))
        .arg("-print_final_stats=1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    // What a caller sends need not be UTF-8, and a message may repeat it.
    let log = stderr
        .split(b'\n')
        .map(|line| line.map(|line| String::from_utf8_lossy(&line).into_owned()))
        .collect::<Result<Vec<_>, _>>()?;
    let status = child.wait()?;
    if status.success() {
        return Ok(read_log(&log));
    }
    for line in &log[log.len().saturating_sub(SHOWN_LINES)..] {
        eprintln!("{line}");
    }
    let program = program.strip_prefix(root).unwrap_or(&program).display();
    let written = log.iter().find_map(|line| Some(line.split_once("Test unit written to ")?.1.to_owned()));
    // Where the stack ended, libFuzzer could write nothing.
    let input = match written {
        Some(input) => input,
        None if root.join(&kept).exists() => kept.display().to_string(),
        None => {
            return failed(format!(
                "the fuzz target `{target}` did not run ({status}), as the lines above say"
            ));
        }
    };
    failed(format!(
        "the fuzz target `{target}` broke ({status}) on the input {input}. The lines above say how, unless its stack ended. \
         See it again with `{program} {input}`; make it smaller with `{program} -minimize_crash=1 -max_total_time=60 -artifact_prefix={BROKEN}/{target}/ {input}`; \
         put it into {CORPUS}/{target}/ under a name that says what is special about it, see `cargo test --package \
         fuzz-targets` fail, and mend the code"
    ))
}

/// The figures in libFuzzer's log.
fn read_log(log: &[String]) -> Ran {
    let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse().ok());
    let last = |marker: &str| {
        log.iter().rev().find_map(|line| number(line.split_once(marker)?.1)).unwrap_or_default()
    };
    Ran {
        runs: last("stat::number_of_executed_units:"),
        coverage: last(" cov: "),
        found: last("stat::new_units_added:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_read_from_the_end_of_the_log() {
        let log = [
            "#2\tINITED cov: 6 ft: 7 corp: 1/1b exec/s: 0 rss: 27Mb",
            "#8012752\tDONE   cov: 61 ft: 70 corp: 10/10b lim: 4096 exec/s: 2003188 rss: 27Mb",
            "Done 8012752 runs in 4 second(s)",
            "stat::number_of_executed_units: 8012752",
            "stat::new_units_added:          12",
        ]
        .map(ToOwned::to_owned);
        let ran = read_log(&log);
        assert_eq!(ran, Ran { runs: 8_012_752, coverage: 61, found: 12 });
        assert_eq!(ran.to_string(), "8,012,752 runs, 61 branches seen, 12 new inputs");
        assert_eq!(read_log(&[]), Ran::default());
    }
}
