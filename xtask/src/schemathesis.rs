//! The server against its documents, by a tool that nobody here wrote: Schemathesis makes requests from each document,
//! good ones and bad ones, and holds every answer against it.
//!
//! `tests/schemathesis` has its settings, the demo accounts that it signs in with, and generators for the formats that only
//! one API has. All of its checks and phases run. Python's package index has it, `tests/schemathesis/requirements.txt` pins
//! its version and its hashes, and it lives under `target/`.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::sync;
use crate::tools::local_server::LocalServer;
use crate::tools::{failed, grouped, python, wait_at_most};

const SETTINGS: &str = "tests/schemathesis/schemathesis.toml";
const HOOKS: &str = "tests/schemathesis/hooks.py";
const OUTPUT: &str = "target/schemathesis";

/// How many documents are run at once: as many as there are processors for, with a server beside them.
const AT_ONCE: usize = 2;

/// What Schemathesis calls what it has to find in a server with each of these faults, which `tests/support/fault.rs` puts
/// in. That a permission is not checked it cannot see: it knows one account, which may do everything.
const FAULTS: [(&str, &str); 4] = [
    ("wrong-status", "ST103"),
    ("missing-header", "ST107"),
    ("wrong-type", "ST108"),
    ("unchecked-bound", "ST201"),
];

/// The document that is looked at through the faults.
const FAULTY_DOCUMENT: &str = "reportei";

/// The longest that a run of one document may take beyond the time that it is given.
const PATIENCE: Duration = Duration::from_secs(600);

/// How much is tried.
#[derive(Debug, Clone, Copy)]
pub enum Effort {
    /// So many requests for each operation and phase: the same ones for the same seed.
    Cases(u32),
    /// As many as there is time for, with all documents.
    Time(Duration),
}

/// One document's run.
#[derive(Debug)]
pub struct Ran {
    /// The document's name.
    pub document: String,
    /// How many requests were made.
    pub cases: u64,
}

/// Runs every document against a server of its own, or against one that is there already, at `url`.
///
/// What breaks is an error that tells where to read more.
pub fn run(root: &Path, url: Option<&str>, seed: u64, effort: Effort) -> Result<Vec<Ran>, Box<dyn Error>> {
    let programs = programs(root)?;
    let output = root.join(OUTPUT);
    if output.exists() {
        fs::remove_dir_all(&output)?;
    }
    fs::create_dir_all(&output)?;
    let documents = documents(root)?;
    let own = if url.is_none() { Some(LocalServer::start(root, &output.join("server.log"))?) } else { None };
    let url = own.as_ref().map_or(url, |server| Some(&server.url)).unwrap_or_default();

    // The time is for all documents; each has its share of one of those that run at once.
    let rounds = u32::try_from(documents.len().div_ceil(AT_ONCE))?;
    let effort = match effort {
        Effort::Cases(count) => Effort::Cases(count),
        Effort::Time(time) => Effort::Time(time / rounds),
    };
    let waiting = Mutex::new(documents.iter());
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(document) = waiting.lock().expect("nothing panics under it").next() else {
                        break;
                    };
                    let outcome = run_document(root, &programs, url, document, seed, effort);
                    match &outcome {
                        Ok(ran) => println!("schemathesis, {document}: {ran}"),
                        Err(error) => eprintln!("schemathesis, {document}: {error}"),
                    }
                    let outcome = outcome.map_err(|_| document.clone());
                    outcomes.lock().expect("nothing panics under it").push(outcome);
                }
            });
        }
    });

    let outcomes = outcomes.into_inner().expect("nothing panics under it");
    let (ran, broken): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    let broken: Vec<_> = broken.into_iter().filter_map(Result::err).collect();
    if !broken.is_empty() {
        return failed(format!(
            "Schemathesis found what the lines above say in {}: mend the document or the server, never the check",
            broken.join(", ")
        ));
    }
    let mut ran: Vec<_> = ran.into_iter().filter_map(Result::ok).collect();
    ran.sort_by(|one, other| one.document.cmp(&other.document));
    Ok(ran)
}

/// Whether Schemathesis, as it is set up here, finds a server that is broken on purpose; the line for a table.
pub fn find_faults(root: &Path, seed: u64) -> Result<String, Box<dyn Error>> {
    const CASES: Effort = Effort::Cases(10);
    let programs = programs(root)?;
    let log = |name: &str| root.join(OUTPUT).join(format!("{name}.log"));
    let server = LocalServer::start(root, &log("faults"))?;
    for (fault, code) in FAULTS {
        let proxy = LocalServer::with_fault(root, fault, &server.url, &log(fault))?;
        let (report, said) = report(root, &programs, &proxy.url, FAULTY_DOCUMENT, fault, seed, CASES)?;
        let found = report["failures"].as_array().into_iter().flatten();
        if !found.clone().any(|failure| failure["code"] == code) {
            return failed(format!(
                "Schemathesis does not notice a server with the fault {fault}, which it calls {code}: what does its set-up in \
                 tests/schemathesis keep from it?\n{said}"
            ));
        }
        let places: Vec<_> = found.filter_map(|failure| failure["operations"].as_array()).flatten().collect();
        println!("schemathesis, {fault}: found at {} places as {code}", places.len());
    }
    Ok(format!("{} faults put in, {} found", FAULTS.len(), FAULTS.len()))
}

fn programs(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    python::install(root, "tests/schemathesis/requirements.txt", "target/tools/schemathesis")
}

/// The documents, each of which Schemathesis has to be told about.
fn documents(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let settings = fs::read_to_string(root.join(SETTINGS))?;
    let hooks = fs::read_to_string(root.join(HOOKS))?;
    let mut names = Vec::new();
    for source in sync::documents(root)? {
        let (name, title) = (source.document.name, source.document.title);
        if !settings.contains(&format!("title = {title:?}")) {
            return failed(format!(
                "{SETTINGS} has no project for {name}, whose title is {title:?}: say there how to sign in"
            ));
        }
        let tree = source.tree.to_json();
        for format in tree["x-formats"].as_object().into_iter().flat_map(|formats| formats.keys()) {
            if !hooks.contains(&format!("format({format:?}, ")) {
                return failed(format!("{HOOKS} makes no values of {name}'s format {format}: say there how"));
            }
        }
        names.push(name);
    }
    Ok(names)
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} cases, 0 failures", grouped(self.cases))
    }
}

fn run_document(
    root: &Path,
    programs: &Path,
    url: &str,
    document: &str,
    seed: u64,
    effort: Effort,
) -> Result<Ran, Box<dyn Error>> {
    let (report, said) = report(root, programs, url, document, document, seed, effort)?;
    let problems = problems(&report);
    if !problems.is_empty() {
        return failed(format!("{}\n{said}", problems.join("; ")));
    }
    Ok(Ran { document: document.to_owned(), cases: report["test_cases"]["generated"].as_u64().unwrap_or(0) })
}

/// Runs one document; its report for programs, and that for people. Both are kept under `name`.
fn report(
    root: &Path,
    programs: &Path,
    url: &str,
    document: &str,
    name: &str,
    seed: u64,
    effort: Effort,
) -> Result<(Value, String), Box<dyn Error>> {
    let file = |extension: &str| PathBuf::from(OUTPUT).join(format!("{name}.{extension}"));
    let mut command = Command::new(programs.join("st"));
    command.current_dir(root);
    // What Python and Hypothesis would leave in the project's own folders.
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("HYPOTHESIS_STORAGE_DIRECTORY", root.join(OUTPUT).join("hypothesis"));
    command.args(["--config-file", SETTINGS, "run", "--no-color", "--report", "json", "--report-json-path"]);
    command.arg(file("json")).arg(format!("--seed={seed}"));
    let patience = match effort {
        Effort::Cases(count) => {
            command.arg(format!("--max-examples={count}"));
            PATIENCE
        }
        Effort::Time(time) => {
            command.arg(format!("--max-time={}", time.as_secs().max(1)));
            PATIENCE + time
        }
    };
    command.arg(format!("{url}/openapi/{document}.yaml"));
    let said = File::create(root.join(file("txt")))?;
    command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
    let status = wait_at_most(&mut command.spawn()?, patience)?;
    let said = fs::read_to_string(root.join(file("txt")))?;
    let report =
        fs::read(root.join(file("json"))).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    let Some(report) = report else {
        return failed(format!(
            "it did not run ({}):\n{said}",
            status.map_or("ended after too long".to_owned(), |s| s.to_string())
        ));
    };
    Ok((report, said))
}

/// What a report has against a run.
fn problems(report: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let count = |value: &Value| value.as_array().map_or(1, Vec::len);
    for what in ["failures", "errors"] {
        if count(&report[what]) > 0 {
            problems.push(format!("{} {what}", count(&report[what])));
        }
    }
    for (warning, places) in report["warnings"].as_object().into_iter().flatten() {
        if count(places) > 0 {
            problems.push(format!("warns of {warning} at {places}"));
        }
    }
    for (phase, outcome) in report["phases"].as_object().into_iter().flatten() {
        if outcome["status"] == "skip" {
            problems.push(format!("the phase {phase} was skipped: {}", outcome["skip_reason"]));
        }
    }
    let operations = &report["operations"];
    if operations["tested"] != operations["total"] {
        problems.push(format!("{} of {} operations were tested", operations["tested"], operations["total"]));
    }
    if problems.is_empty() && (report["exit_code"] != 0 || report["complete"] != true) {
        problems.push("it did not come to its end".to_owned());
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sound() -> Value {
        json!({
            "complete": true, "exit_code": 0, "failures": [], "errors": [], "warnings": { "missing_auth": [] },
            "operations": { "total": 4, "tested": 4 }, "phases": { "coverage": { "status": "success" } },
        })
    }

    #[test]
    fn a_report_is_sound_only_if_everything_was_tried_and_nothing_found() {
        assert_eq!(problems(&sound()), [""; 0]);
        for (member, value, expected) in [
            ("failures", json!([1, 2]), "2 failures"),
            ("failures", json!(null), "1 failures"),
            ("errors", json!([1]), "1 errors"),
            ("warnings", json!({ "missing_auth": ["GET /"] }), "warns of missing_auth at [\"GET /\"]"),
            (
                "phases",
                json!({ "stateful": { "status": "skip", "skip_reason": "no links" } }),
                "the phase stateful was skipped: \"no links\"",
            ),
            ("operations", json!({ "total": 4, "tested": 3 }), "3 of 4 operations were tested"),
            ("complete", json!(false), "it did not come to its end"),
            ("exit_code", json!(1), "it did not come to its end"),
        ] {
            let mut report = sound();
            report[member] = value;
            assert_eq!(problems(&report), [expected], "{member}");
        }
    }
}
