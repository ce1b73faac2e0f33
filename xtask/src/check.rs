//! Is everything that follows from the documents as they say? Three comparisons, none of which writes anything.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::tools::failed;
use crate::{description, lint, sync};

/// What dropshot's description cannot say of a server that is right; one line each, sorted.
const INEXPRESSIBLE: &str = "openapi/inexpressible.txt";

/// What is stale, for a person to read; empty when all is fresh.
pub fn run(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut stale = sync::compare(root)?;
    if !stale.is_empty() {
        // The server that could be asked for its description is not the one that the documents ask for.
        stale.push(
            "run `cargo xtask generate`, look at what it changed, and mend the code that no longer fits"
                .to_owned(),
        );
        return Ok(stale);
    }
    stale.extend(descriptions(root)?);
    stale.extend(lint::run(root)?);
    Ok(stale)
}

/// The server's own description against each document.
fn descriptions(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut found = Vec::new();
    for source in sync::documents(root)? {
        let name = &source.document.name;
        let served = served(root, name)?;
        let differences = description::differences(&source.tree.to_json(), &served);
        found.extend(differences.into_iter().map(|line| format!("{name}: {line}")));
    }
    let listed = fs::read_to_string(root.join(INEXPRESSIBLE)).unwrap_or_default();
    Ok(against_list(&found, &listed))
}

/// Differences that are not listed, and listed ones that are gone.
fn against_list(found: &[String], listed: &str) -> Vec<String> {
    let listed: Vec<_> = listed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let new = found.iter().filter(|line| !listed.contains(&line.as_str())).map(|line| {
        format!(
            "the server does not do what its document says: {line}\n    mend server/runtime/src or the generator; only what \
             dropshot cannot express goes into {INEXPRESSIBLE}"
        )
    });
    let gone = listed
        .iter()
        .filter(|line| !found.iter().any(|found| found == *line))
        .map(|line| format!("{INEXPRESSIBLE} lists what is expressed by now: remove the line `{line}`"));
    new.chain(gone).collect()
}

/// Asks the server, which this builds, for the description that dropshot emits.
fn served(root: &Path, name: &str) -> Result<Value, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["run", "--quiet", "--package", "customers-server", "--", "openapi", name, "--as-served"])
        .output()?;
    if !output.status.success() {
        return failed(format!(
            "the server does not build, or does not describe {name}: where the compiler points, hand-written code no \
             longer fits the documents\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_what_cannot_be_expressed_only_shrinks() {
        let found = ["a: x".to_owned(), "a: y".to_owned()];
        assert_eq!(against_list(&found, "# why\na: x\na: y\n"), Vec::<String>::new());
        assert!(against_list(&found, "a: x\n")[0].contains("a: y"));
        assert!(against_list(&found[..1], "a: x\na: y\n")[0].contains("remove the line `a: y`"));
    }
}
