//! Compares the documents with those of an older revision: finds changes that break clients, and the `info.version` that the
//! changes require.
//!
//! A client sends requests over the wire, or uses the generated client's methods and types by name. `contract` and `schema`
//! compare the strict reader's model and name every field of it, so that a new keyword does not compile here before its changes
//! are classified. `surroundings` compares the rest of the tree: descriptions, servers, sign-in, extensions. Unclassified
//! changes count as breaking.

mod changes;
mod contract;
mod revision;
mod schema;
mod surroundings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use semver::Version;

use crate::sync::{self, Source};
use changes::{Changes, Class};

/// Changes since a revision.
#[derive(Debug)]
pub struct Comparison {
    /// One line per change, and per document.
    pub lines: Vec<String>,
    /// Versions that are too low, with the lowest that is accepted.
    pub advice: Vec<String>,
}

/// Compares the documents under `root` with those of a git revision.
pub fn run(root: &Path, revision: &str) -> Result<Comparison> {
    let mut now: BTreeMap<_, _> =
        sync::documents(root)?.into_iter().map(|source| (source.document.name.clone(), source)).collect();
    let mut comparison = Comparison { lines: Vec::new(), advice: Vec::new() };
    for old in revision::documents(root, revision)? {
        let name = &old.document.name;
        match now.remove(name) {
            Some(new) => judge(&old, &new, revision, &mut comparison)?,
            None => comparison
                .lines
                .push(format!("openapi/{name}.yaml: breaking: is removed: no client can call the API")),
        }
    }
    for name in now.keys() {
        comparison.lines.push(format!("openapi/{name}.yaml: compatible: is new"));
    }
    comparison.lines.sort_by(|one, other| path(one).cmp(path(other)));
    Ok(comparison)
}

/// Returns the path of the document in a line.
fn path(line: &str) -> &str {
    line.split(':').next().unwrap_or_default()
}

/// Adds the changes of one document, and advice if its version is too low.
fn judge(old: &Source, new: &Source, revision: &str, comparison: &mut Comparison) -> Result<()> {
    let path = format!("openapi/{}.yaml", new.document.name);
    let changes = changes(old, new);
    let before = version(old).with_context(|| format!("{path} at revision `{revision}`"))?;
    let now = version(new).with_context(|| path.clone())?;
    let least = least(&before, changes.worst());
    comparison.lines.extend(changes.lines().iter().map(|line| format!("{path}: {line}")));
    comparison.lines.push(match changes.worst() {
        None if now == before => format!("{path}: nothing changed, info.version {now}"),
        None => format!("{path}: nothing changed, info.version {before} → {now}"),
        Some(_) => format!("{path}: info.version {before} → {now}, at least {least} is required"),
    });
    if now < least {
        comparison.advice.push(format!("set info.version of {path} to at least {least}"));
    }
    Ok(())
}

/// Returns all changes between two documents.
fn changes(old: &Source, new: &Source) -> Changes {
    let mut changes = Changes::default();
    let trees = (old.tree.to_json(), new.tree.to_json());
    contract::compare((&old.document, &trees.0), (&new.document, &trees.1), &mut changes);
    surroundings::compare(&trees.0, &trees.1, &mut changes);
    if changes.worst().is_none()
        && surroundings::without_version(trees.0) != surroundings::without_version(trees.1)
    {
        changes.add_words("#", "is notated differently");
    }
    changes
}

fn version(source: &Source) -> Result<Version> {
    let tree = source.tree.to_json();
    let version = &tree["info"]["version"];
    let text = version.as_str().map_or_else(|| version.to_string(), ToOwned::to_owned);
    Version::parse(&text)
        .with_context(|| format!("info.version `{text}` is no semantic version such as 1.2.3"))
}

/// Returns the lowest version that may follow `before`.
fn least(before: &Version, worst: Option<Class>) -> Version {
    let Version { major, minor, patch, .. } = *before;
    match worst {
        None => before.clone(),
        Some(Class::Words) => Version::new(major, minor, patch + 1),
        Some(Class::Breaking) if major > 0 => Version::new(major + 1, 0, 0),
        Some(Class::Addition | Class::Breaking) => Version::new(major, minor + 1, 0),
    }
}
