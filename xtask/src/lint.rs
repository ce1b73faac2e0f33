//! The documents against linters that nobody here wrote: Spectral, with all of its rules for OpenAPI and those for the OWASP
//! API Security Top 10, and Redocly, with its strict recommended ones.
//!
//! They come from npm at the versions that `openapi/lint/package-lock.json` pins, and live under `target/`.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::sync;
use crate::tools::{ToolFailed, npm};

/// What a document's author is told to do.
const ADVICE: &str = "mend the document, or switch the rule off for that place, with a reason, in";

/// What the linters find, a line each; empty when they find nothing.
pub fn run(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = root.join("target/lint");
    npm::install(root, "openapi/lint", "target/lint")?;
    let documents = sync::document_files(root)?;
    let documents: Vec<_> = documents.iter().map(|path| path.strip_prefix(root).unwrap_or(path)).collect();
    let mut found = spectral(root, &folder, &documents)?;
    found.extend(redocly(root, &folder, &documents)?);
    Ok(found)
}

fn spectral(root: &Path, folder: &Path, documents: &[&Path]) -> Result<Vec<String>, Box<dyn Error>> {
    const RULES: &str = "openapi/lint/spectral.yaml";
    let mut command = Command::new(folder.join("node_modules/.bin/spectral"));
    // The rules lie with the documents, and name a set of rules that is installed elsewhere.
    command.env("NODE_PATH", folder.join("node_modules"));
    command.args(["lint", "--quiet", "--fail-severity=hint", "--format=json", "--ruleset", RULES]);
    let output = command.args(documents).current_dir(root).output()?;
    let Ok(Value::Array(problems)) = serde_json::from_slice(&output.stdout) else {
        return Err(did_not_run("Spectral", &output));
    };
    if problems.is_empty() && !output.status.success() {
        return Err(did_not_run("Spectral", &output));
    }
    let line = |problem: &Value| {
        let source = problem["source"].as_str().unwrap_or_default();
        let source = Path::new(source).strip_prefix(root).unwrap_or(Path::new(source)).display();
        let path = problem["path"].as_array().into_iter().flatten();
        let path: Vec<_> =
            path.map(|step| step.as_str().map_or(step.to_string(), ToOwned::to_owned)).collect();
        let (row, rule) = (problem["range"]["start"]["line"].as_u64().unwrap_or(0) + 1, &problem["code"]);
        let (rule, message) =
            (rule.as_str().unwrap_or_default(), problem["message"].as_str().unwrap_or_default());
        format!("{source}:{row}: Spectral, {rule}: {message} ({}): {ADVICE} {RULES}", path.join(" > "))
    };
    Ok(problems.iter().map(line).collect())
}

fn redocly(root: &Path, folder: &Path, documents: &[&Path]) -> Result<Vec<String>, Box<dyn Error>> {
    const RULES: &str = "openapi/lint/redocly.yaml";
    let mut command = Command::new(folder.join("node_modules/.bin/redocly"));
    // It would tell its makers that it ran, and ask them for a newer version.
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command.args(["lint", "--format=json", "--max-problems=1000", "--config", RULES]);
    let output = command.args(documents).current_dir(root).output()?;
    // One report a document, one behind the other.
    let reports = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let Ok(reports) = reports.collect::<Result<Vec<_>, _>>() else {
        return Err(did_not_run("Redocly", &output));
    };
    let problems: Vec<_> =
        reports.iter().filter_map(|report| report["problems"].as_array()).flatten().collect();
    if reports.len() != documents.len() || (problems.is_empty() && !output.status.success()) {
        return Err(did_not_run("Redocly", &output));
    }
    let line = |problem: &&Value| {
        let place = &problem["location"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!(
            "{}{}: Redocly, {}: {}: {ADVICE} {RULES}",
            text(&place["source"]["ref"]),
            text(&place["pointer"]),
            text(&problem["ruleId"]),
            text(&problem["message"])
        )
    };
    Ok(problems.iter().map(line).collect())
}

fn did_not_run(linter: &str, output: &Output) -> Box<dyn Error> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Box::new(ToolFailed(format!("{linter} did not run: {}{}", text(&output.stdout), text(&output.stderr))))
}
