//! The documents against a linter that nobody here wrote: Spectral, with all of its rules for OpenAPI.
//!
//! It comes from npm at the version that `openapi/lint/package-lock.json` pins, and lives under `target/`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tool::ToolFailed;

/// What the linter finds, a line each; empty when it finds nothing.
pub fn run(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = root.join("target/lint");
    install(root, &folder)?;
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

/// Installs what the lock file pins, once for each of its contents.
fn install(root: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let lock = fs::read(root.join("openapi/lint/package-lock.json"))?;
    let installed = folder.join("installed.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("installing the linter under target/lint");
    fs::create_dir_all(folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root.join("openapi/lint").join(file), folder.join(file))?;
    }
    let output = Command::new("npm")
        .current_dir(folder)
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .output()
        .map_err(|error| {
            ToolFailed(format!("npm cannot be run ({error}): install Node.js with npm, on Debian `apt-get install nodejs npm`"))
        })?;
    if !output.status.success() {
        let problem = format!("npm did not install the linter: {}", String::from_utf8_lossy(&output.stderr));
        return Err(Box::new(ToolFailed(problem)));
    }
    fs::write(installed, lock)?;
    Ok(())
}
