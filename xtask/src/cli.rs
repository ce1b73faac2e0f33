//! The command line.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand};

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_version_flag = true)]
pub struct Cli {
    /// Command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// One variant per command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes what follows from openapi/*.yaml: generated code of both sides and operations.txt
    Generate,
    /// Reports what is stale: generated files, the server's description, the documents' form.
    /// Exits 0 fresh, 4 stale, 1 broken
    Check {
        /// Also compares the documents with this git revision: exits 4 if an info.version is too low for its changes
        #[arg(long, value_name = "REV")]
        against: Option<String>,
    },
    /// Runs every check and test. Needs npm, Chromium, nginx, PostgreSQL, wrk, Python 3.11 and a C++ compiler
    Test,
    /// Runs Schemathesis and the fuzz targets with a fresh seed
    Fuzz(FuzzOptions),
    /// Compares the server under load with bare dropshot and writes tests/bench/RESULTS.md. Needs wrk
    Bench(BenchOptions),
    /// Opens Swagger UI in Chromium: signs in, creates and lists with each document. Screenshots go to target/browser
    Browser {
        /// Replaces the screenshot in tests/browser
        #[arg(long)]
        update_screenshot: bool,
    },
    /// Runs one of the lints that `cargo xtask test` runs
    Lint {
        /// Lint to run.
        #[command(subcommand)]
        lint: Lint,
    },
    /// Counts lines of production code, tests and generated code, by crate
    Lines {
        /// Git checkout to count; the default is this one
        directory: Option<PathBuf>,
    },
    /// Prints the generated server of one document
    Server {
        /// Name of the document: openapi/NAME.yaml
        name: String,
    },
    /// Prints the generated client of one document
    Client {
        /// Name of the document: openapi/NAME.yaml
        name: String,
    },
}

/// Lints of this project's own files.
#[derive(Debug, Subcommand)]
pub enum Lint {
    /// Runs Spectral and Redocly on the documents
    Documents,
    /// Finds wording that the style guide rejects
    Prose {
        /// Prints only the number of findings per folder
        #[arg(long)]
        counts: bool,
    },
    /// Finds API names in files that should not know any API
    Names {
        /// Removes entries of the list that are no longer needed
        #[arg(long)]
        update: bool,
    },
}

/// Options of `cargo xtask fuzz`.
#[derive(Debug, Args)]
pub struct FuzzOptions {
    /// Total duration: half for Schemathesis, half for the fuzz targets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), required_unless_present = "schemathesis")]
    pub minutes: Option<u32>,
    /// Repeats the requests and inputs of an earlier run
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..), requires = "minutes")]
    pub seed: Option<u32>,
    /// Runs Schemathesis alone, against a running server, with the seed of `cargo xtask test`
    #[arg(long, value_name = "URL", conflicts_with = "minutes")]
    pub schemathesis: Option<String>,
}

/// Options of `cargo xtask bench`.
#[derive(Debug, Clone, Args)]
pub struct BenchOptions {
    /// Rows per API
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(200..))]
    pub rows: u64,
    /// Duration of one measurement
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub seconds: u32,
    /// Measurements of each server and operation
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,
    /// Operations to measure
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Also measures the server on this database
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Also measures another build of the server, e.g. `--server old=../old/target/release/customers-server`
    #[arg(long = "server", value_name = "LABEL=PATH", value_parser = labelled_path)]
    pub servers: Vec<(String, PathBuf)>,
    /// Measures lists and searches at 10,000 and 1,000,000 rows instead
    #[arg(long)]
    pub scale: bool,
    /// Checks in seconds that everything works; writes no results
    #[arg(long)]
    pub quick: bool,
}

/// Returns the names of all commands.
pub fn command_names() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn labelled_path(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((label, path)) if !label.is_empty() && !path.is_empty() => Ok((label.to_owned(), path.into())),
        _ => Err("expected LABEL=PATH".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn fuzz_options_that_contradict_each_other_are_rejected() {
        let parse = |line: &str| Cli::try_parse_from(line.split(' ')).is_ok();

        assert!(parse("xtask fuzz --minutes 2 --seed 7"));
        assert!(parse("xtask fuzz --schemathesis http://127.0.0.1:1"));
        for wrong in [
            "fuzz",
            "fuzz --minutes 0",
            "fuzz --seed 7",
            "fuzz --minutes 1 --schemathesis x",
            "bench --server x",
        ] {
            assert!(!parse(&format!("xtask {wrong}")), "{wrong}");
        }
    }
}
