//! `contract-coverage`: after the contract tests have run, says whether they reached every documented answer.
//!
//! `contract-coverage clear` before the run makes sure that an older run does not count. `cargo xtask test` does both.
//! The rules are in `support/coverage.rs`.

use std::process::ExitCode;

use contract_tests::{contracts, coverage};

const USAGE: &str = "usage: contract-coverage [clear]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => check(),
        ["clear"] => {
            coverage::clear().map_err(|error| format!("{}: {error}", coverage::directory().display()))
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn check() -> Result<(), String> {
    let seen = coverage::recorded()?;
    let listed = coverage::parse(include_str!("uncovered.txt"))
        .map_err(|error| format!("tests/uncovered.txt: {error}: mend or remove the line"))?;
    let summary = coverage::compare(contracts(), &seen, &listed)
        .map_err(|wrong| format!("coverage: {} problems\n  {}", wrong.len(), wrong.join("\n  ")))?;
    println!("{summary}");
    Ok(())
}
