//! Builds the fuzz targets of `tests/fuzz` with libFuzzer and runs them.
//!
//! No sanitizer is used, so the stable toolchain suffices: there is no unsafe code, and libFuzzer sees panics, failed
//! assertions, stack overflows and slow inputs without one. New inputs stay under `target/`; committed inputs are only read.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use xshell::cmd;

use crate::cli::FuzzOptions;
use crate::schemathesis::{self, Effort};
use crate::test;
use crate::tools::{grouped, shell};

const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// Workspace that cargo-fuzz builds.
const WORKSPACE: &str = "tests/fuzz/libfuzzer";

/// Committed inputs, one folder per target.
const CORPUS: &str = "tests/fuzz/corpus";

/// Inputs that increase coverage, and inputs that fail.
const FOUND: &str = "target/fuzz-corpus";
const FAILING: &str = "target/fuzz-artifacts";

/// Names the file in which a target keeps its current input.
const KEPT_INPUT: &str = "FUZZ_KEPT_INPUT";

/// Longest time for one input.
const INPUT_SECONDS_MAX: u64 = 20;

/// Number of lines of a failing target's log that are printed.
const LOG_LINES: usize = 60;

/// Runs Schemathesis and the fuzz targets for half of the time each, or Schemathesis alone.
pub fn run(root: &Path, options: &FuzzOptions) -> Result<String> {
    if let Some(url) = &options.schemathesis {
        let summaries =
            schemathesis::run(root, Some(url), test::SEED, Effort::Cases(test::SCHEMATHESIS_CASES))?;
        return Ok(format!("{} documents, 0 failures", summaries.len()));
    }
    let minutes = options.minutes.unwrap_or(1);
    let fresh = || SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.subsec_nanos().max(1));
    let seed = options.seed.unwrap_or_else(fresh);
    let repeat = format!("repeat with `cargo xtask fuzz --minutes {minutes} --seed {seed}`");
    println!("seed {seed}: {repeat}");
    let half = Duration::from_secs(30) * minutes;
    let summaries = schemathesis::run(root, None, seed.into(), Effort::Time(half)).context(repeat.clone())?;
    let cases: u64 = summaries.iter().map(|summary| summary.cases).sum();
    let targets = run_targets(root, half, Some(seed.into())).context(repeat)?;
    Ok(format!("schemathesis: {} documents, {cases} cases, 0 failures\nfuzz: {targets}", summaries.len()))
}

/// Builds every target, divides the time among them, and returns a summary.
///
/// With a seed, a run starts from the committed inputs and is repeatable; without, it also starts from earlier findings.
pub fn run_targets(root: &Path, time: Duration, seed: Option<u64>) -> Result<String> {
    let programs = build(root)?;
    let mut targets = fs::read_dir(root.join(CORPUS))?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>, _>>()?;
    targets.sort();
    let seconds = (time / u32::try_from(targets.len())?).as_secs().max(1);
    let mut runs = 0;
    for target in &targets {
        let statistics = run_target(root, &programs, target, seconds, seed)?;
        println!("{target}: {statistics}");
        runs += statistics.runs;
    }
    Ok(format!("{} targets, {} runs, 0 crashes", targets.len(), grouped(runs)))
}

/// Checks the lock file of the fuzz workspace, which cargo-fuzz would update silently.
pub fn check_lock_file(root: &Path) -> Result<()> {
    let manifest = format!("{WORKSPACE}/Cargo.toml");
    let shell = shell(root)?;
    cmd!(shell, "cargo fetch --quiet --locked --manifest-path {manifest}").quiet().run().with_context(|| {
        format!("{WORKSPACE}/Cargo.lock is out of date: run `cargo fetch --manifest-path {manifest}` and commit it")
    })
}

/// Builds the targets; returns the folder with their programs.
fn build(root: &Path) -> Result<PathBuf> {
    check_lock_file(root)?;
    let shell = shell(root)?;
    let folder = root.join("target/tools/cargo-fuzz");
    let cargo_fuzz = folder.join("bin/cargo-fuzz");
    let installed = cmd!(shell, "{cargo_fuzz} --version").quiet().ignore_stderr().read().unwrap_or_default();
    if installed != format!("cargo-fuzz {CARGO_FUZZ_VERSION}") {
        cmd!(
            shell,
            "cargo install cargo-fuzz --quiet --locked --force --version {CARGO_FUZZ_VERSION} --root {folder}"
        )
        .run()?;
    }
    let version = cmd!(shell, "rustc -vV").quiet().read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    // `--no-cfg-fuzzing`: some crates behave differently with `cfg(fuzzing)`.
    cmd!(
        shell,
        "{cargo_fuzz} build --sanitizer none --codegen-units 16 --target-dir target/fuzz --no-cfg-fuzzing --target {host}
         --fuzz-dir {WORKSPACE}"
    )
    .run()
    .context("the fuzz targets do not build. libFuzzer needs a C++ compiler. On Debian: apt-get install g++")?;
    Ok(root.join("target/fuzz").join(host).join("release"))
}

/// Statistics of one target's run.
#[derive(Debug, Default, PartialEq, Eq)]
struct Statistics {
    runs: u64,
    coverage: u64,
    found: u64,
}

impl std::fmt::Display for Statistics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { runs, coverage, found } = self;
        write!(f, "{} runs, {} branches covered, {found} new inputs", grouped(*runs), grouped(*coverage))
    }
}

fn run_target(
    root: &Path,
    programs: &Path,
    target: &str,
    seconds: u64,
    seed: Option<u64>,
) -> Result<Statistics> {
    let (found, failing) = (Path::new(FOUND).join(target), Path::new(FAILING).join(target));
    if seed.is_some() && root.join(&found).exists() {
        fs::remove_dir_all(root.join(&found))?;
    }
    fs::create_dir_all(root.join(&found))?;
    fs::create_dir_all(root.join(&failing))?;
    let kept = failing.join("last-input");
    let _ = fs::remove_file(root.join(&kept));
    let program = programs.join(target);
    let mut child = Command::new(&program)
        .current_dir(root)
        .env(KEPT_INPUT, &kept)
        .env("RUST_BACKTRACE", "0")
        // New inputs go to the first folder.
        .args([&found, &Path::new(CORPUS).join(target)])
        .arg(format!("-artifact_prefix={}/", failing.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={INPUT_SECONDS_MAX}"))
        // 0 lets libFuzzer choose.
        .arg(format!("-seed={}", seed.unwrap_or(0)))
        .arg("-print_final_stats=1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    // The log may repeat input that is not UTF-8.
    let log = BufReader::new(child.stderr.take().expect("stderr is piped"))
        .split(b'\n')
        .map(|line| line.map(|line| String::from_utf8_lossy(&line).into_owned()))
        .collect::<Result<Vec<_>, _>>()?;
    let status = child.wait()?;
    if status.success() {
        return Ok(parse_log(&log));
    }
    for line in &log[log.len().saturating_sub(LOG_LINES)..] {
        eprintln!("{line}");
    }
    let written = log.iter().find_map(|line| Some(line.split_once("Test unit written to ")?.1.to_owned()));
    // After a stack overflow libFuzzer writes nothing, and the kept input is the one.
    let input = written.or_else(|| root.join(&kept).exists().then(|| kept.display().to_string()));
    let Some(input) = input else { bail!("the fuzz target {target} did not run ({status})") };
    let program = program.strip_prefix(root).unwrap_or(&program).display();
    bail!(
        "the fuzz target {target} failed ({status}) on the input {input}. Reproduce it with `{program} {input}`. Minimize it with \
         `{program} -minimize_crash=1 -max_total_time=60 -artifact_prefix={}/ {input}`. Add it to {CORPUS}/{target}/, see \
         `cargo test --package fuzz-targets` fail, and fix the code",
        failing.display()
    )
}

/// Parses libFuzzer's log.
fn parse_log(log: &[String]) -> Statistics {
    let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse().ok());
    let last = |marker: &str| {
        log.iter().rev().find_map(|line| number(line.split_once(marker)?.1)).unwrap_or_default()
    };
    Statistics {
        runs: last("stat::number_of_executed_units:"),
        coverage: last(" cov: "),
        found: last("stat::new_units_added:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_read_from_the_end_of_the_log() {
        let log = [
            "#2\tINITED cov: 6 ft: 7 corp: 1/1b exec/s: 0 rss: 27Mb",
            "#8012752\tDONE   cov: 61 ft: 70 corp: 10/10b lim: 4096 exec/s: 2003188 rss: 27Mb",
            "Done 8012752 runs in 4 second(s)",
            "stat::number_of_executed_units: 8012752",
            "stat::new_units_added:          12",
        ]
        .map(ToOwned::to_owned);

        let statistics = parse_log(&log);

        assert_eq!(statistics, Statistics { runs: 8_012_752, coverage: 61, found: 12 });
        assert_eq!(statistics.to_string(), "8,012,752 runs, 61 branches covered, 12 new inputs");
        assert_eq!(parse_log(&[]), Statistics::default());
    }
}
