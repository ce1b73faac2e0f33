//! The documents against a linter that nobody here wrote: Spectral, with all of its rules for OpenAPI.
//!
//! It comes from npm at the version that `openapi/lint/package-lock.json` pins, and lives under `target/`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::npm;
use crate::tool::ToolFailed;

/// What the linter finds, a line each; empty when it finds nothing.
pub fn run(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = root.join("target/lint");
    npm::install(root, "openapi/lint", "target/lint")?;
    let mut documents: Vec<_> = fs::read_dir(root.join("openapi"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    documents.sort();
    let output = Command::new(folder.join("node_modules/.bin/spectral"))
        .current_dir(root)
        .args([
            "lint",
            "--fail-severity=hint",
            "--format=text",
            "--quiet=false",
            "--ruleset=openapi/lint/spectral.yaml",
        ])
        .args(documents.iter().map(|path| path.strip_prefix(root).unwrap_or(path)))
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        return Ok(Vec::new());
    }
    let found: Vec<_> = text
        .lines()
        .filter(|line| line.contains(".yaml:"))
        .map(|line| format!("{line}: mend the document, or switch the rule off with a reason in openapi/lint/spectral.yaml"))
        .collect();
    if found.is_empty() {
        let problem = format!("Spectral did not run: {text}{}", String::from_utf8_lossy(&output.stderr));
        return Err(Box::new(ToolFailed(problem)));
    }
    Ok(found)
}
