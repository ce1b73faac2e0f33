//! Everything that has to hold, in one command: the README's, and the one that CI calls.
//!
//! Each step says what it is doing; the first that fails ends the run and says what to do. What the test runners say of
//! themselves is said once more at the end.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

struct Step {
    what: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    advice: &'static str,
}

const STEPS: [Step; 8] = [
    Step {
        what: "format",
        arguments: &["fmt", "--all", "--check"],
        environment: &[],
        advice: "run `cargo fmt --all`; without rustfmt, `rustup component add rustfmt` first",
    },
    Step {
        what: "lints",
        arguments: &["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        environment: &[],
        advice: "mend what clippy names; without clippy, `rustup component add clippy` first",
    },
    Step {
        what: "build",
        arguments: &["build", "--quiet", "--workspace", "--all-targets"],
        environment: &[],
        advice: "mend what the compiler names",
    },
    Step {
        what: "documents, generated code and the server's own description",
        arguments: &["xtask", "check"],
        environment: &[],
        advice: "do what the lines above say",
    },
    Step {
        what: "documentation",
        arguments: &["doc", "--quiet", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "--deny warnings")],
        advice: "mend what rustdoc names",
    },
    Step {
        what: "forget older runs' coverage",
        arguments: &["run", "--quiet", "--package", "contract-tests", "--bin", "contract-coverage", "clear"],
        environment: &[],
        advice: "look at what the line above names",
    },
    Step {
        what: "tests",
        arguments: &["test", "--workspace", "--no-fail-fast"],
        environment: &[],
        advice: "mend what the tests name",
    },
    Step {
        what: "coverage of operations and statuses",
        arguments: &["run", "--quiet", "--package", "contract-tests", "--bin", "contract-coverage"],
        environment: &[],
        advice: "do what the lines above say",
    },
];

/// Runs every step.
pub fn run(root: &Path) -> ExitCode {
    let mut summaries = Vec::new();
    for step in &STEPS {
        println!("==> {}: cargo {}", step.what, step.arguments.join(" "));
        let start = Instant::now();
        match run_step(root, step, &mut summaries) {
            Ok(true) => println!("==> {}: fine, {} s", step.what, start.elapsed().as_secs()),
            Ok(false) => {
                eprintln!("==> {}: FAILED: {}", step.what, step.advice);
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("==> {}: cargo cannot be run: {error}", step.what);
                return ExitCode::FAILURE;
            }
        }
    }
    println!();
    for line in &summaries {
        println!("{line}");
    }
    ExitCode::SUCCESS
}

/// Runs one step, shows what it prints, and keeps the test runners' summary lines.
fn run_step(root: &Path, step: &Step, summaries: &mut Vec<String>) -> std::io::Result<bool> {
    let mut child = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(step.arguments)
        .envs(step.environment.iter().copied())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().expect("it is piped");
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        if line.starts_with("test result:") || line.starts_with("coverage:") {
            summaries.push(line);
        }
    }
    Ok(child.wait()?.success())
}
