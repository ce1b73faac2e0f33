//! Runs every check and test: the README's test command, and what CI runs.
//!
//! Each step prints what it does; the first that fails ends the run. A table at the end repeats each runner's summary.
//!
//! Steps select the whole workspace rather than single packages: another selection unifies other features of shared
//! dependencies, and compiles them again.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::schemathesis::Effort;
use crate::tools::local_server::build_with_all;
use crate::tools::postgres::Postgres;
use crate::{api_names, bench, browser, check, fuzz, schemathesis, sync};

/// Seed of `cargo xtask test`: a failure repeats.
pub const SEED: u64 = 1;

/// Number of requests that Schemathesis makes for each operation and phase.
pub const SCHEMATHESIS_CASES: u32 = 50;

/// Duration of the fuzz targets.
const FUZZ_TIME: Duration = Duration::from_secs(30);

/// Environment variable with the URL of an existing PostgreSQL database.
const DATABASE_URL: &str = "DATABASE_URL";

/// Result of one runner.
struct Row {
    what: String,
    figure: String,
}

type Step = (&'static str, fn(&Path) -> Result<Vec<Row>>);

const STEPS: [Step; 13] = [
    ("format", format),
    ("clippy", clippy),
    ("build", build),
    ("documents, generated code and the server's description", documents),
    ("API names", names),
    ("documentation", documentation),
    ("tests", tests),
    ("contract tests on PostgreSQL", contract_tests_on_postgres),
    ("coverage of operations and statuses", coverage),
    ("browser", browser),
    ("bench, quick", bench),
    ("schemathesis", property_tests),
    ("fuzz targets", fuzz_targets),
];

/// Runs every step.
pub fn run(root: &Path) -> ExitCode {
    let mut table = Vec::new();
    for (what, step) in STEPS {
        println!("==> {what}");
        let start = Instant::now();
        match step(root) {
            Ok(rows) => table.extend(rows),
            Err(error) => {
                eprintln!("==> {what}: FAILED: {error:#}");
                return ExitCode::FAILURE;
            }
        }
        println!("==> {what}: ok, {} s", start.elapsed().as_secs());
    }
    // The test runners' own lines come last.
    table.sort_by_key(|row| row.figure.starts_with("test result:"));
    println!();
    let width = table.iter().map(|row| row.what.len()).max().unwrap_or_default();
    for Row { what, figure } in &table {
        println!("{what:width$}  {figure}");
    }
    ExitCode::SUCCESS
}

fn format(root: &Path) -> Result<Vec<Row>> {
    cargo(root, &["fmt", "--all", "--check"], &[], "run `cargo fmt --all`")?;
    Ok(Vec::new())
}

fn clippy(root: &Path) -> Result<Vec<Row>> {
    let all = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    cargo(root, &all, &[], "fix clippy's findings")?;
    // The client of one API must compile without the others.
    for document in sync::document_files(root)? {
        let feature = document.file_stem().unwrap_or_default().to_string_lossy();
        let alone = ["clippy", "--quiet", "--package", "customers-client", "--lib", "--no-default-features"];
        let arguments = [&alone[..], &["--features", &*feature, "--", "--deny", "warnings"]].concat();
        cargo(root, &arguments, &[], "fix clippy's findings for the client of one API")?;
    }
    Ok(Vec::new())
}

fn build(root: &Path) -> Result<Vec<Row>> {
    // Early, since the targets themselves are built last.
    fuzz::check_lock_file(root)?;
    cargo(root, &["build", "--quiet", "--workspace", "--all-targets"], &[], "fix the compiler's errors")?;
    Ok(Vec::new())
}

fn documents(root: &Path) -> Result<Vec<Row>> {
    let stale = check::run(root, || build_with_all(root, "customers-server"))?;
    ensure!(stale.is_empty(), "{}", stale.join("\n"));
    let documents = sync::document_files(root)?.len();
    let figure = format!("{documents} documents by Spectral, its OWASP rules and Redocly, 0 problems");
    Ok(vec![row("lint", figure)])
}

fn names(root: &Path) -> Result<Vec<Row>> {
    let found = api_names::run(root)?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(Vec::new())
}

fn documentation(root: &Path) -> Result<Vec<Row>> {
    let environment = [("RUSTDOCFLAGS", "--deny warnings")];
    cargo(root, &["doc", "--quiet", "--workspace", "--no-deps"], &environment, "fix rustdoc's findings")?;
    Ok(Vec::new())
}

/// Runs all tests of the workspace: unit tests, doc tests, contract tests on SQLite, several servers.
fn tests(root: &Path) -> Result<Vec<Row>> {
    // Earlier runs must not count as coverage.
    run_program(root, "contract-coverage", &["clear"])?;
    let output = cargo(root, &["test", "--workspace", "--no-fail-fast"], &[], "fix the failing tests")?;
    Ok(results(&output))
}

/// Runs the contract tests again, on the database of `DATABASE_URL` or on a temporary server.
fn contract_tests_on_postgres(root: &Path) -> Result<Vec<Row>> {
    let own = if env::var_os(DATABASE_URL).is_none() { Some(Postgres::start(false)?) } else { None };
    let url = own.as_ref().map_or_else(|| env::var(DATABASE_URL), |own| Ok(own.url()))?;
    let database = [("CUSTOMERS_TEST_DATABASE", url.as_str())];
    let tests = ["test", "--workspace", "--test", "contract", "--no-fail-fast"];
    let output = cargo(root, &tests, &database, "fix the failing tests")?;
    Ok(results(&output)
        .into_iter()
        .map(|Row { what, figure }| row(format!("{what} on PostgreSQL"), figure))
        .collect())
}

fn coverage(root: &Path) -> Result<Vec<Row>> {
    let output = run_program(root, "contract-coverage", &[])?;
    Ok(output.iter().filter_map(|line| Some(row("coverage", line.strip_prefix("coverage: ")?))).collect())
}

fn browser(root: &Path) -> Result<Vec<Row>> {
    Ok(vec![row("browser", browser::run(root)?)])
}

fn bench(root: &Path) -> Result<Vec<Row>> {
    Ok(vec![row("bench, quick", bench::check(root)?)])
}

fn property_tests(root: &Path) -> Result<Vec<Row>> {
    let summaries = schemathesis::run(root, None, SEED, Effort::Cases(SCHEMATHESIS_CASES))?;
    let mut rows: Vec<_> = summaries
        .iter()
        .map(|summary| row(format!("schemathesis, {}", summary.document), summary.to_string()))
        .collect();
    rows.push(row("schemathesis, injected faults", schemathesis::find_faults(root, SEED)?));
    Ok(rows)
}

fn fuzz_targets(root: &Path) -> Result<Vec<Row>> {
    Ok(vec![row("fuzz", fuzz::run_targets(root, FUZZ_TIME, Some(SEED))?)])
}

fn row(what: impl Into<String>, figure: impl Into<String>) -> Row {
    Row { what: what.into(), figure: figure.into() }
}

fn cargo(root: &Path, arguments: &[&str], environment: &[(&str, &str)], advice: &str) -> Result<Vec<String>> {
    println!("cargo {}", arguments.join(" "));
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).envs(environment.iter().copied());
    let (success, output) = print_output(root, command)?;
    ensure!(success, "{advice}");
    Ok(output)
}

/// Runs a program of the workspace.
fn run_program(root: &Path, program: &str, arguments: &[&str]) -> Result<Vec<String>> {
    let mut command = Command::new(build_with_all(root, program)?);
    command.args(arguments);
    let (success, output) = print_output(root, command)?;
    ensure!(success, "{program} failed as shown above");
    Ok(output)
}

/// Runs a command, prints its output and its errors in their order, and returns the lines.
fn print_output(root: &Path, mut command: Command) -> Result<(bool, Vec<String>)> {
    let (reader, writer) = std::io::pipe()?;
    let mut child =
        command.current_dir(root).stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).spawn()?;
    // Dropping the command closes its copies of the pipe, so that reading ends with the child.
    drop(command);
    let mut lines = Vec::new();
    for line in BufReader::new(reader).lines() {
        let line = line?;
        println!("{line}");
        lines.push(line);
    }
    Ok((child.wait()?.success(), lines))
}

/// Returns the summary lines of runners that ran any test, each with the kind of its tests.
fn results(output: &[String]) -> Vec<Row> {
    let mut what = "unit tests";
    let mut rows = Vec::new();
    for line in output {
        let trimmed = line.trim_start();
        if trimmed.starts_with("Running ") || trimmed.starts_with("Doc-tests ") {
            what = match () {
                () if trimmed.contains("/contract-") => "contract tests",
                () if trimmed.contains("/several_servers-") => "several servers on one database",
                () => "unit tests",
            };
        } else if line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed") {
            rows.push(row(what, line.as_str()));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_runners_with_tests_are_labelled() {
        let output = [
            "     Running unittests src/lib.rs (target/debug/deps/xtask-2f)",
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "     Running unittests src/main.rs (target/debug/deps/xtask-3a)",
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "     Running main.rs (target/debug/deps/contract-0c)",
            "test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "   Doc-tests customers_client",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ]
        .map(ToOwned::to_owned);

        let rows = results(&output);

        let figures: Vec<_> = rows.iter().map(|row| (row.what.as_str(), row.figure.as_str())).collect();
        let expected = [("unit tests", 1), ("contract tests", 5), ("unit tests", 7)];
        assert_eq!(figures, expected.map(|(what, line)| (what, output[line].as_str())));
    }
}
