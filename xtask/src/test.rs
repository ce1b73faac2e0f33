//! Everything that has to hold, in one command: the README's, and the one that CI calls.
//!
//! Each step says what it is doing; the first that fails ends the run and says what to do. A table at the end tells what
//! each found, in the words of those who ran the tests.

use std::env;
use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use crate::schemathesis::Effort;
use crate::tools::postgres::Postgres;
use crate::tools::{ToolFailed, failed};
use crate::{bench, browser, check, fuzz, schemathesis, sync};

/// The same every time: what fails here fails again. `cargo xtask fuzz` takes others.
pub const SEED: u64 = 1;

/// How many requests Schemathesis makes for each operation and phase.
pub const SCHEMATHESIS_CASES: u32 = 50;

/// How long the fuzz targets run: enough to see that none breaks at once.
const FUZZ_TIME: Duration = Duration::from_secs(30);

/// A PostgreSQL database that somebody lends to the tests.
const DATABASE_URL: &str = "DATABASE_URL";

const CONTRACT_TESTS: [&str; 6] =
    ["test", "--package", "contract-tests", "--test", "contract", "--no-fail-fast"];

/// What one kind of test found.
struct Row {
    what: String,
    figure: String,
}

type Rows = Result<Vec<Row>, Box<dyn Error>>;

struct Step {
    what: &'static str,
    run: fn(&Path) -> Rows,
}

const STEPS: [Step; 14] = [
    Step { what: "format", run: format },
    Step { what: "lints", run: lints },
    Step { what: "build", run: build },
    Step { what: "documents, generated code and the server's own description", run: documents },
    Step { what: "documentation", run: documentation },
    Step { what: "unit tests", run: unit_tests },
    Step { what: "contract tests", run: contract_tests },
    Step { what: "contract tests on PostgreSQL", run: contract_tests_on_postgres },
    Step { what: "several servers on one database", run: several_servers },
    Step { what: "coverage of operations and statuses", run: coverage },
    Step { what: "browser", run: browser },
    Step { what: "bench, in short", run: bench },
    Step { what: "schemathesis", run: property_tests },
    Step { what: "fuzz targets", run: fuzz_targets },
];

/// Runs every step.
pub fn run(root: &Path) -> ExitCode {
    let mut table = Vec::new();
    for step in &STEPS {
        println!("==> {}", step.what);
        let start = Instant::now();
        match (step.run)(root) {
            Ok(rows) => table.extend(rows),
            Err(error) => {
                eprintln!("==> {}: FAILED: {error}", step.what);
                return ExitCode::FAILURE;
            }
        }
        println!("==> {}: fine, {} s", step.what, start.elapsed().as_secs());
    }
    // What is about this project's own tests comes last.
    table.sort_by_key(|row| row.figure.starts_with("test result:"));
    println!();
    let width = table.iter().map(|row| row.what.len()).max().unwrap_or_default();
    for Row { what, figure } in &table {
        println!("{what:width$}  {figure}");
    }
    ExitCode::SUCCESS
}

fn format(root: &Path) -> Rows {
    let advice = "run `cargo fmt --all`; without rustfmt, `rustup component add rustfmt` first";
    cargo(root, &["fmt", "--all", "--check"], &[], advice)?;
    Ok(Vec::new())
}

fn lints(root: &Path) -> Rows {
    let advice = "mend what clippy names; without clippy, `rustup component add clippy` first";
    cargo(
        root,
        &["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        &[],
        advice,
    )?;
    client_features(root)
}

/// Each API's client by itself: what is missing without the others shows only so.
fn client_features(root: &Path) -> Rows {
    let alone = ["clippy", "--quiet", "--package", "customers-client", "--lib", "--no-default-features"];
    for document in sync::document_files(root)? {
        let Some(feature) = document.file_stem().and_then(|name| name.to_str()) else { continue };
        let arguments = [&alone[..], &["--features", feature, "--", "--deny", "warnings"]].concat();
        cargo(
            root,
            &arguments,
            &[],
            "mend what clippy names: the client of one API is compiled without the others",
        )?;
    }
    Ok(Vec::new())
}

fn build(root: &Path) -> Rows {
    // Told in the first minute rather than in the last.
    fuzz::lock_file_fits(root)?;
    cargo(root, &["build", "--quiet", "--workspace", "--all-targets"], &[], "mend what the compiler names")?;
    Ok(Vec::new())
}

fn documents(root: &Path) -> Rows {
    let stale = check::run(root)?;
    for line in &stale {
        eprintln!("{line}");
    }
    if !stale.is_empty() {
        return failed("do what the lines above say");
    }
    let documents = sync::document_files(root)?.len();
    let figure = format!("{documents} documents by Spectral, its OWASP rules and Redocly, 0 problems");
    Ok(vec![Row { what: "lint".to_owned(), figure }])
}

fn documentation(root: &Path) -> Rows {
    let environment = [("RUSTDOCFLAGS", "--deny warnings")];
    cargo(root, &["doc", "--quiet", "--workspace", "--no-deps"], &environment, "mend what rustdoc names")?;
    Ok(Vec::new())
}

fn unit_tests(root: &Path) -> Rows {
    let tests = ["test", "--workspace", "--exclude", "contract-tests", "--no-fail-fast"];
    let said = cargo(root, &tests, &[], "mend what the tests name")?;
    Ok(results(&said, "unit tests"))
}

fn contract_tests(root: &Path) -> Rows {
    // Older runs' coverage proves nothing of this one.
    cargo(
        root,
        &["run", "--quiet", "--package", "contract-tests", "--bin", "contract-coverage", "clear"],
        &[],
        "look at what the line above names",
    )?;
    let said = cargo(root, &CONTRACT_TESTS, &[], "mend what the tests name")?;
    Ok(results(&said, "contract tests"))
}

/// The same tests again. `DATABASE_URL` is used where somebody has a database to lend, and a server of our own otherwise.
fn contract_tests_on_postgres(root: &Path) -> Rows {
    let own = if env::var_os(DATABASE_URL).is_none() { Some(Postgres::start(false)?) } else { None };
    let url = match &own {
        Some(own) => own.url(),
        None => env::var(DATABASE_URL)?,
    };
    let database = [("CUSTOMERS_TEST_DATABASE", url.as_str())];
    let said = cargo(root, &CONTRACT_TESTS, &database, "mend what the tests name")?;
    Ok(results(&said, "contract tests on PostgreSQL"))
}

fn several_servers(root: &Path) -> Rows {
    let tests = ["test", "--package", "contract-tests", "--test", "several-servers", "--no-fail-fast"];
    let said = cargo(root, &tests, &[], "mend what the tests name")?;
    Ok(results(&said, "several servers on one database"))
}

fn coverage(root: &Path) -> Rows {
    let report = ["run", "--quiet", "--package", "contract-tests", "--bin", "contract-coverage"];
    let said = cargo(root, &report, &[], "do what the lines above say")?;
    let figures = said.iter().filter_map(|line| line.strip_prefix("coverage: "));
    Ok(figures.map(|figure| Row { what: "coverage".to_owned(), figure: figure.to_owned() }).collect())
}

fn browser(root: &Path) -> Rows {
    Ok(vec![Row { what: "browser".to_owned(), figure: browser::run(root)? }])
}

fn bench(root: &Path) -> Rows {
    Ok(vec![Row { what: "bench, in short".to_owned(), figure: bench::check(root)? }])
}

fn property_tests(root: &Path) -> Rows {
    let ran = schemathesis::run(root, None, SEED, Effort::Cases(SCHEMATHESIS_CASES))?;
    let row = |what: &str, figure| Row { what: format!("schemathesis, {what}"), figure };
    let mut rows: Vec<_> = ran.iter().map(|ran| row(&ran.document, ran.to_string())).collect();
    rows.push(row("a broken server", schemathesis::find_faults(root, SEED)?));
    Ok(rows)
}

fn fuzz_targets(root: &Path) -> Rows {
    let figure = fuzz::run_targets(root, FUZZ_TIME, Some(SEED))?;
    Ok(vec![Row { what: "fuzz".to_owned(), figure }])
}

/// Runs cargo, shows what it prints, and returns its lines.
fn cargo(
    root: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
    advice: &str,
) -> Result<Vec<String>, Box<dyn Error>> {
    println!("cargo {}", arguments.join(" "));
    let mut child = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(arguments)
        .envs(environment.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| ToolFailed(format!("cargo cannot be run: {error}")))?;
    let stdout = child.stdout.take().expect("it is piped");
    let mut said = Vec::new();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        said.push(line);
    }
    if child.wait()?.success() { Ok(said) } else { failed(advice) }
}

/// The summary lines of test runners that ran any test.
fn results(said: &[String], what: &str) -> Vec<Row> {
    let lines =
        said.iter().filter(|line| line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed"));
    lines.map(|line| Row { what: what.to_owned(), figure: line.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_without_tests_has_no_line_in_the_table() {
        let said = [
            "running 2 tests",
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ]
        .map(ToOwned::to_owned);

        let figures: Vec<_> = results(&said, "unit tests").into_iter().map(|row| row.figure).collect();

        assert_eq!(figures, [said[1].clone(), said[3].clone()]);
    }
}
