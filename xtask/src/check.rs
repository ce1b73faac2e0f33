//! Compares everything that follows from the documents with the documents. Writes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::cmd;

use crate::tools::shell;
use crate::{description, lint, sync};

/// Differences that dropshot's description cannot express, one per line, sorted.
const INEXPRESSIBLE: &str = "openapi/inexpressible.txt";

/// Returns what is stale; empty if everything is fresh. `build` returns the path of the server's program.
pub fn run(root: &Path, build: impl FnOnce() -> Result<PathBuf>) -> Result<Vec<String>> {
    let mut stale = sync::compare(root)?;
    if !stale.is_empty() {
        // The server that would describe itself is not the one that the documents ask for.
        stale.push(
            "run `cargo xtask generate`, review the changes, and fix code that no longer compiles".to_owned(),
        );
        return Ok(stale);
    }
    let server =
        build().context("the server does not build: hand-written code may no longer fit the documents")?;
    stale.extend(descriptions(root, &server)?);
    stale.extend(lint::run(root)?);
    Ok(stale)
}

/// Compares the server's own descriptions with the documents.
fn descriptions(root: &Path, server: &Path) -> Result<Vec<String>> {
    let shell = shell(root)?;
    let mut found = Vec::new();
    for source in sync::documents(root)? {
        let name = &source.document.name;
        let description = cmd!(shell, "{server} openapi {name} --as-served").quiet().read()?;
        let description: Value = serde_json::from_str(&description)?;
        let differences = description::differences(&source.tree.to_json(), &description);
        found.extend(differences.into_iter().map(|line| format!("{name}: {line}")));
    }
    let listed = fs::read_to_string(root.join(INEXPRESSIBLE)).unwrap_or_default();
    Ok(compare_with_list(&found, &listed))
}

/// Returns differences that are not listed, and entries without a difference.
fn compare_with_list(found: &[String], listed: &str) -> Vec<String> {
    let listed: Vec<_> = listed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let unlisted = found.iter().filter(|line| !listed.contains(&line.as_str())).map(|line| {
        format!(
            "the server differs from its document: {line}\n    fix server/runtime/src or the generator; {INEXPRESSIBLE} is \
             only for what dropshot cannot express"
        )
    });
    let unneeded = listed.iter().filter(|line| !found.iter().any(|found| found == *line)).map(|line| {
        format!("{INEXPRESSIBLE}: there is no such difference any more: remove the line `{line}`")
    });
    unlisted.chain(unneeded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_with_a_missing_or_unneeded_entry_is_reported() {
        let found = ["a: x".to_owned(), "a: y".to_owned()];

        assert_eq!(compare_with_list(&found, "# why\na: x\na: y\n"), Vec::<String>::new());
        assert!(compare_with_list(&found, "a: x\n")[0].contains("a: y"));
        assert!(compare_with_list(&found[..1], "a: x\na: y\n")[0].contains("remove the line `a: y`"));
    }
}
