//! Lints the documents: Spectral with all of its rules for OpenAPI and for the OWASP API Security Top 10, and Redocly with its
//! strict recommended rules. `openapi/lint/package-lock.json` pins their versions.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::sync;
use crate::tools::npm;

const ADVICE: &str = "fix the document, or switch the rule off for that place, with a reason, in";

/// Returns one line per finding.
pub fn run(root: &Path) -> Result<Vec<String>> {
    npm::install(root, "openapi/lint", "target/lint")?;
    let modules = root.join("target/lint/node_modules");
    let documents = sync::document_files(root)?;
    let documents: Vec<_> = documents.iter().map(|path| path.strip_prefix(root).unwrap_or(path)).collect();
    let mut found = spectral(root, &modules, &documents)?;
    found.extend(redocly(root, &modules, &documents)?);
    Ok(found)
}

fn spectral(root: &Path, modules: &Path, documents: &[&Path]) -> Result<Vec<String>> {
    const RULES: &str = "openapi/lint/spectral.yaml";
    let output = Command::new(modules.join(".bin/spectral"))
        // The rules are outside of the folder with the packages that they name.
        .env("NODE_PATH", modules)
        .args(["lint", "--quiet", "--fail-severity=hint", "--format=json", "--ruleset", RULES])
        .args(documents)
        .current_dir(root)
        .output()?;
    let problems: Vec<Value> = match serde_json::from_slice(&output.stdout) {
        Ok(Value::Array(problems)) if output.status.success() || !problems.is_empty() => problems,
        _ => return did_not_run("Spectral", &output),
    };
    let line = |problem: &Value| {
        let source = Path::new(problem["source"].as_str().unwrap_or_default());
        let source = source.strip_prefix(root).unwrap_or(source).display();
        let row = problem["range"]["start"]["line"].as_u64().unwrap_or(0) + 1;
        let (rule, message) = (text(&problem["code"]), text(&problem["message"]));
        let path: Vec<_> = problem["path"].as_array().into_iter().flatten().map(text).collect();
        format!("{source}:{row}: Spectral, {rule}: {message} ({}): {ADVICE} {RULES}", path.join(" > "))
    };
    Ok(problems.iter().map(line).collect())
}

fn redocly(root: &Path, modules: &Path, documents: &[&Path]) -> Result<Vec<String>> {
    const RULES: &str = "openapi/lint/redocly.yaml";
    let output = Command::new(modules.join(".bin/redocly"))
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .args(["lint", "--format=json", "--max-problems=1000", "--config", RULES])
        .args(documents)
        .current_dir(root)
        .output()?;
    // It prints one JSON text per document.
    let reports = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let Ok(reports) = reports.collect::<Result<Vec<_>, _>>() else { return did_not_run("Redocly", &output) };
    let problems: Vec<_> =
        reports.iter().filter_map(|report| report["problems"].as_array()).flatten().collect();
    if reports.len() != documents.len() || (problems.is_empty() && !output.status.success()) {
        return did_not_run("Redocly", &output);
    }
    let line = |problem: &&Value| {
        let place = &problem["location"][0];
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

/// Returns a string without quotes, and any other value as JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn did_not_run<T>(linter: &str, output: &Output) -> Result<T> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    bail!("{linter} did not run: {}{}", text(&output.stdout), text(&output.stderr))
}
