//! Runs Schemathesis, which generates valid and invalid requests from each document and checks the responses.
//!
//! All of its checks and phases run. `tests/schemathesis` has the settings and the pinned packages, `tests/NAME` the
//! credentials (`schemathesis.yaml`) and, if needed, generators for an API's own formats (`schemathesis.py`).

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::sync;
use crate::tools::local_server::LocalServer;
use crate::tools::{grouped, python, wait_at_most};

const SETTINGS: &str = "tests/schemathesis/schemathesis.toml";
const OUTPUT: &str = "target/schemathesis";

/// Documents that run concurrently.
const CONCURRENCY: usize = 2;

/// Faults that the proxy `contract-fault` injects, with the code of the failure that Schemathesis has to report. A missing
/// permission check is invisible to it, since its accounts have all permissions.
const FAULTS: [(&str, &str); 4] = [
    ("wrong-status", "ST103"),
    ("missing-header", "ST107"),
    ("wrong-type", "ST108"),
    ("unchecked-bound", "ST201"),
];

/// Longest run of one document, in addition to the duration that it is given.
const TIMEOUT: Duration = Duration::from_secs(600);

/// Extent of a run.
#[derive(Debug, Clone, Copy)]
pub enum Effort {
    /// Number of requests for each operation and phase; a seed repeats them.
    Cases(u32),
    /// Duration of the run of all documents.
    Time(Duration),
}

/// Result of one document.
#[derive(Debug)]
pub struct Summary {
    /// Name of the document.
    pub document: String,
    /// Number of generated requests.
    pub cases: u64,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} cases, 0 failures", grouped(self.cases))
    }
}

/// Runs every document against a running server at `url`, or against a new one.
pub fn run(root: &Path, url: Option<&str>, seed: u64, effort: Effort) -> Result<Vec<Summary>> {
    let runner = Runner::new(root, seed)?;
    let own =
        if url.is_none() { Some(LocalServer::start(root, &runner.output("server.log"))?) } else { None };
    let url = own.as_ref().map_or(url, |server| Some(&server.url)).unwrap_or_default();
    let rounds = u32::try_from(runner.documents.len().div_ceil(CONCURRENCY))?;
    let effort = match effort {
        Effort::Cases(count) => Effort::Cases(count),
        Effort::Time(time) => Effort::Time(time / rounds),
    };
    let waiting = Mutex::new(runner.documents.iter());
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..CONCURRENCY {
            scope.spawn(|| {
                loop {
                    let Some(document) = waiting.lock().expect("no thread panics").next() else { break };
                    let outcome = runner.run_document(url, document, effort);
                    match &outcome {
                        Ok(summary) => println!("schemathesis, {document}: {summary}"),
                        Err(error) => eprintln!("schemathesis, {document}: {error}"),
                    }
                    outcomes.lock().expect("no thread panics").push(outcome.map_err(|_| document.as_str()));
                }
            });
        }
    });
    let (mut summaries, mut failed) = (Vec::new(), Vec::new());
    for outcome in outcomes.into_inner().expect("no thread panics") {
        outcome.map_or_else(|document| failed.push(document), |summary| summaries.push(summary));
    }
    ensure!(
        failed.is_empty(),
        "Schemathesis failed for {}: fix the document or the server",
        failed.join(", ")
    );
    summaries.sort_by(|one, other| one.document.cmp(&other.document));
    Ok(summaries)
}

/// Checks that Schemathesis finds each fault that a proxy injects; returns a summary.
pub fn find_faults(root: &Path, seed: u64) -> Result<String> {
    let runner = Runner::new(root, seed)?;
    let server = LocalServer::start(root, &runner.output("faults.log"))?;
    for (fault, code) in FAULTS {
        let proxy =
            LocalServer::with_fault(root, fault, &server.url, &runner.output(&format!("{fault}.log")))?;
        let document = runner.documents.iter().find_map(|document| {
            match runner.report(&proxy.url, document, fault, Effort::Cases(10)) {
                Ok((report, _)) => {
                    let failures = report["failures"].as_array().into_iter().flatten();
                    failures.into_iter().any(|failure| failure["code"] == code).then_some(Ok(document))
                }
                Err(error) => Some(Err(error)),
            }
        });
        let document = document.with_context(|| {
            format!(
                "Schemathesis found no {code} in a server with the fault {fault}. Check tests/schemathesis"
            )
        })??;
        println!("schemathesis, {fault}: found as {code} in {document}");
    }
    Ok(format!("{} faults injected, {} found", FAULTS.len(), FAULTS.len()))
}

/// Credentials of one document: a subset of the format that Schemathesis reads.
#[derive(Deserialize)]
struct Credentials {
    auth: Vec<Account>,
}

#[derive(Deserialize)]
struct Account {
    name: String,
}

/// Installed tool with its settings.
struct Runner<'a> {
    root: &'a Path,
    programs: PathBuf,
    documents: Vec<String>,
    seed: u64,
}

impl<'a> Runner<'a> {
    fn new(root: &'a Path, seed: u64) -> Result<Self> {
        let programs =
            python::install(root, "tests/schemathesis/requirements.txt", "target/tools/schemathesis")?;
        let output = root.join(OUTPUT);
        if output.exists() {
            fs::remove_dir_all(&output)?;
        }
        fs::create_dir_all(&output)?;
        let (settings, documents) = settings(root)?;
        let runner = Self { root, programs, documents, seed };
        fs::write(runner.output("schemathesis.toml"), settings)?;
        Ok(runner)
    }

    fn output(&self, file: &str) -> PathBuf {
        self.root.join(OUTPUT).join(file)
    }

    fn run_document(&self, url: &str, document: &str, effort: Effort) -> Result<Summary> {
        let (report, text) = self.report(url, document, document, effort)?;
        let problems = problems(&report);
        ensure!(problems.is_empty(), "{}\n{text}", problems.join("; "));
        let cases = report["test_cases"]["generated"].as_u64().unwrap_or(0);
        Ok(Summary { document: document.to_owned(), cases })
    }

    /// Runs one document; returns the JSON report and the text. Both are kept in files called `name`.
    fn report(&self, url: &str, document: &str, name: &str, effort: Effort) -> Result<(Value, String)> {
        let (json, text) = (self.output(&format!("{name}.json")), self.output(&format!("{name}.txt")));
        let mut command = Command::new(self.programs.join("st"));
        command
            .current_dir(self.root)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("HYPOTHESIS_STORAGE_DIRECTORY", self.output("hypothesis"))
            .arg("--config-file")
            .arg(self.output("schemathesis.toml"))
            .args(["run", "--no-color", "--report", "json", "--report-json-path"])
            .arg(&json)
            .arg(format!("--seed={}", self.seed));
        let timeout = match effort {
            Effort::Cases(count) => {
                command.arg(format!("--max-examples={count}"));
                TIMEOUT
            }
            Effort::Time(time) => {
                command.arg(format!("--max-time={}", time.as_secs().max(1)));
                TIMEOUT + time
            }
        };
        let output = File::create(&text)?;
        command.arg(format!("{url}/openapi/{document}.yaml"));
        command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let status = wait_at_most(&mut command.spawn()?, timeout)?;
        let text = fs::read_to_string(text)?;
        match fs::read(json).ok().and_then(|report| serde_json::from_slice(&report).ok()) {
            Some(report) => Ok((report, text)),
            None => bail!(
                "it wrote no report ({}):\n{text}",
                status.map_or("timed out".to_owned(), |status| status.to_string())
            ),
        }
    }
}

/// Returns the settings with a project per document, and the documents' names.
fn settings(root: &Path) -> Result<(String, Vec<String>)> {
    let mut settings = fs::read_to_string(root.join(SETTINGS))?;
    let mut documents = Vec::new();
    for source in sync::documents(root)? {
        let (name, title) = (source.document.name, source.document.title);
        let hooks =
            fs::read_to_string(root.join(format!("tests/{name}/schemathesis.py"))).unwrap_or_default();
        let formats = source.tree.to_json();
        for format in formats["x-formats"].as_object().into_iter().flat_map(|formats| formats.keys()) {
            let generator = format!("format({format:?}, ");
            ensure!(
                hooks.contains(&generator),
                "tests/{name}/schemathesis.py generates no values of the format {format}"
            );
        }
        let file = root.join(format!("tests/{name}/schemathesis.yaml"));
        let credentials = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let credentials: Credentials = serde_saphyr::from_str(&credentials)?;
        let accounts: Vec<_> = credentials.auth.into_iter().map(|account| account.name).collect();
        write!(
            settings,
            "\n[[project]]\ntitle = {title:?}\n\n[project.auth.wfc]\npath = \"{}\"\nuser = {:?}\n",
            file.display(),
            accounts.first().context("no accounts")?
        )?;
        // Accounts of different tenants, whose data must be invisible to each other.
        if accounts.len() > 1 {
            writeln!(settings, "peers = {accounts:?}")?;
        }
        documents.push(name);
    }
    Ok((settings, documents))
}

/// Returns the reasons why a report is not accepted.
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
            problems.push(format!("warning {warning} at {places}"));
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
        problems.push("the run is incomplete".to_owned());
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn report_is_accepted_only_if_complete_and_without_findings() {
        let accepted = json!({
            "complete": true, "exit_code": 0, "failures": [], "errors": [], "warnings": { "missing_auth": [] },
            "operations": { "total": 4, "tested": 4 }, "phases": { "coverage": { "status": "success" } },
        });
        assert_eq!(problems(&accepted), [""; 0]);
        for (field, value, expected) in [
            ("failures", json!([1, 2]), "2 failures"),
            ("failures", json!(null), "1 failures"),
            ("errors", json!([1]), "1 errors"),
            ("warnings", json!({ "missing_auth": ["GET /"] }), "warning missing_auth at [\"GET /\"]"),
            (
                "phases",
                json!({ "stateful": { "status": "skip", "skip_reason": "no links" } }),
                "the phase stateful was skipped: \"no links\"",
            ),
            ("operations", json!({ "total": 4, "tested": 3 }), "3 of 4 operations were tested"),
            ("complete", json!(false), "the run is incomplete"),
            ("exit_code", json!(1), "the run is incomplete"),
        ] {
            let mut report = accepted.clone();
            report[field] = value;
            assert_eq!(problems(&report), [expected], "{field}");
        }
    }
}
