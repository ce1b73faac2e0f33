//! The project's own commands: `cargo xtask help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;
use xtask::cli::{Cli, Command, Lint};
use xtask::tools::local_server::build_debug;
use xtask::{api_names, bench, browser, check, compatibility, fuzz, lines, lint, prose, sync, test};

/// Exit code when something is out of date.
const STALE: u8 = 4;

fn main() -> ExitCode {
    run(Cli::parse().command, &root()).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        for cause in error.chain().skip(1) {
            eprintln!("  caused by: {cause}");
        }
        ExitCode::FAILURE
    })
}

fn run(command: Command, root: &Path) -> anyhow::Result<ExitCode> {
    let findings = match command {
        Command::Generate => {
            let done = sync::write(root)?;
            println!("{}", if done.is_empty() { "everything is fresh".to_owned() } else { done.join("\n") });
            return Ok(ExitCode::SUCCESS);
        }
        Command::Check { against } => return check(root, against.as_deref()),
        Command::Test => return Ok(test::run(root)),
        Command::Fuzz(options) => fuzz::run(root, &options).map(|summary| println!("{summary}")),
        Command::Bench(options) => bench::run(root, &options).map(|summary| println!("{summary}")),
        Command::Browser { update_screenshot: false } => {
            browser::run(root).map(|summary| println!("{summary}"))
        }
        Command::Browser { update_screenshot: true } => {
            browser::update_screenshot(root).map(|summary| println!("{summary}"))
        }
        Command::Lint { lint: Lint::Documents } => return Ok(report(&lint::run(root)?)),
        Command::Lint { lint: Lint::Prose { counts } } => {
            let findings = prose::run(root)?;
            return Ok(report(&if counts { prose::counts(&findings) } else { prose::lines(&findings) }));
        }
        Command::Lint { lint: Lint::Names { update } } => {
            return Ok(report(&if update { api_names::update(root)? } else { api_names::run(root)? }));
        }
        Command::Lines { directory } => {
            lines::run(&directory.unwrap_or_else(|| root.to_owned())).map(|table| println!("{table}"))
        }
        Command::Server { name } => print_side(root, "server", &name),
        Command::Client { name } => print_side(root, "client", &name),
    };
    findings.map(|()| ExitCode::SUCCESS)
}

/// Prints findings; there should be none.
fn report(findings: &[String]) -> ExitCode {
    for line in findings {
        println!("{line}");
    }
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reports what is stale and, with a revision, what changed since then.
fn check(root: &Path, revision: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut stale = check::run(root, || build_debug(root, "customers-server"))?;
    if stale.is_empty() {
        println!("fresh: generated files, the server's description, the documents' form");
    }
    if let Some(revision) = revision {
        let comparison = compatibility::run(root, revision)?;
        for line in &comparison.lines {
            println!("{line}");
        }
        stale.extend(comparison.advice);
    }
    for line in &stale {
        eprintln!("{line}");
    }
    Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(STALE) })
}

fn print_side(root: &Path, side: &str, name: &str) -> anyhow::Result<()> {
    let files = sync::expected(&sync::documents(root)?)?;
    let file = PathBuf::from(format!("{side}/src/generated/{name}.rs"));
    let text = files.get(&file).with_context(|| format!("openapi/{name}.yaml does not exist"))?;
    print!("{text}");
    Ok(())
}

/// The root of the workspace, which contains the `xtask` folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace").to_owned()
}
