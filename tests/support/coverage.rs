//! Which documented answers the tests have seen.
//!
//! Every process that runs tests writes the answers that it saw into a file of its own, so that it makes no difference
//! whether tests share a process (`cargo test`) or not (`cargo nextest`). Afterwards `contract-coverage` holds all of
//! them against the documents. What no test reaches has to be listed in `tests/uncovered.txt`, and that list only
//! shrinks.
//!
//! Deliberately not here: lines of code. A line that was run says nothing about what was promised.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use crate::Contract;

/// Where records are kept, if not in `target/contract-coverage` of the workspace.
const DIRECTORY_VARIABLE: &str = "CONTRACT_COVERAGE_DIR";

/// An answer that a document promises: `reportei customer_list 200`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Promised {
    /// The API's name.
    pub api: String,
    /// The operation's id.
    pub operation: String,
    /// The status.
    pub status: u16,
}

/// How much is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Operations of all documents.
    pub operations: usize,
    /// Documented statuses of all operations.
    pub statuses: usize,
    /// Those that no test reaches, as the list says.
    pub uncovered: usize,
}

impl fmt::Display for Promised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.api, self.operation, self.status)
    }
}

impl FromStr for Promised {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        let words: Vec<_> = line.split_whitespace().collect();
        let [api, operation, status] = words[..] else {
            return Err(format!("{line:?} is not `API OPERATION STATUS`"));
        };
        let status = status.parse().map_err(|_| format!("{line:?} does not end in a status"))?;
        Ok(Self { api: api.to_owned(), operation: operation.to_owned(), status })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operations, statuses, uncovered } = self;
        write!(f, "coverage: {operations} operations, {statuses} statuses, {uncovered} uncovered")
    }
}

/// Where records are kept.
pub fn directory() -> PathBuf {
    std::env::var_os(DIRECTORY_VARIABLE).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/contract-coverage"),
        PathBuf::from,
    )
}

/// Writes down that a test has seen an answer.
pub(crate) fn record(api: &str, operation: &str, status: u16) {
    static SEEN: Mutex<(BTreeSet<Promised>, Option<File>)> = Mutex::new((BTreeSet::new(), None));
    let promised = Promised { api: api.to_owned(), operation: operation.to_owned(), status };
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !seen.0.insert(promised.clone()) {
        return;
    }
    let directory = directory();
    let written = match &mut seen.1 {
        Some(file) => writeln!(file, "{promised}"),
        none => create(&directory).and_then(|file| writeln!(none.insert(file), "{promised}")),
    };
    written.unwrap_or_else(|error| panic!("cannot write coverage to {}: {error}", directory.display()));
}

/// A new file for this process. Ids of processes come again, so an older file may have the name already.
fn create(directory: &Path) -> io::Result<File> {
    fs::create_dir_all(directory)?;
    let path = directory.join(format!("{}.txt", process::id()));
    File::options().append(true).create(true).open(path)
}

/// Forgets all records, so that those to come are of one run.
pub fn clear() -> io::Result<()> {
    match fs::remove_dir_all(directory()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Every answer that tests have seen.
pub fn recorded() -> Result<BTreeSet<Promised>, String> {
    let directory = directory();
    let failed = |error| format!("{}: {error}: run the contract tests first", directory.display());
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(&directory).map_err(failed)? {
        let text = fs::read_to_string(entry.map_err(failed)?.path()).map_err(failed)?;
        all.extend(parse(&text)?);
    }
    Ok(all)
}

/// Reads lines of `API OPERATION STATUS`; empty ones and comments do not count.
pub fn parse(text: &str) -> Result<BTreeSet<Promised>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::parse).collect()
}

/// Holds what was `seen` and what is `listed` as uncovered against the documents.
pub fn compare(
    contracts: &[Contract],
    seen: &BTreeSet<Promised>,
    listed: &BTreeSet<Promised>,
) -> Result<Summary, Vec<String>> {
    let operations =
        || contracts.iter().flat_map(|contract| contract.operations.iter().map(move |one| (contract, one)));
    let promised: BTreeSet<Promised> = operations()
        .flat_map(|(contract, operation)| {
            operation.statuses().into_iter().map(|status| Promised {
                api: contract.name.clone(),
                operation: operation.id.clone(),
                status,
            })
        })
        .collect();

    let mut wrong = Vec::new();
    for one in promised.difference(seen).filter(|one| !listed.contains(one)) {
        wrong.push(format!("{one}: documented, but no test reaches it: add one to tests/{}.rs", one.api));
    }
    for one in listed {
        if seen.contains(one) {
            wrong.push(format!("{one}: covered now: remove the line from tests/uncovered.txt"));
        } else if !promised.contains(one) {
            wrong.push(format!("{one}: not documented: remove the line from tests/uncovered.txt"));
        }
    }
    if wrong.is_empty() {
        Ok(Summary { operations: operations().count(), statuses: promised.len(), uncovered: listed.len() })
    } else {
        Err(wrong)
    }
}
