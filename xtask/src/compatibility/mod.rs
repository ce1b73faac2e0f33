//! Whether clients of an older revision's documents can live with today's, and the `info.version` that this asks for.
//!
//! A client is whoever talks to the API over the wire, and whoever calls the generated client's methods and types by name.
//! `contract` and `schema` compare what the strict reader's model holds, which is what is enforced; they name every
//! field of the model, so that a keyword that the reader learns does not compile here before somebody says what a change of
//! it means. `surroundings` goes through the rest of the tree: words, servers, ways to sign in, extensions. What nobody
//! can class there counts as breaking.
//!
//! The comparison is our own because the library for it, `drift` 0.2, leaves nearly every change of a schema (a member, a
//! bound, an enumeration) unhandled, does not look at headers, security or `nullable`, and panics where a media type
//! changes.

mod changes;
mod contract;
mod revision;
mod schema;
mod surroundings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use semver::Version;

use crate::sync::{self, Source};
use changes::{Changes, Class};
use dropshot_openapi_codegen::document::DocumentError;

/// What changed since a revision.
#[derive(Debug)]
pub struct Comparison {
    /// Each change, and each document without one, a line each.
    pub lines: Vec<String>,
    /// The versions that are too low: what to set in which document. Empty when all is well.
    pub advice: Vec<String>,
}

/// Why nothing can be compared.
#[derive(Debug)]
pub enum Error {
    /// The documents of the working tree cannot be read.
    Documents(sync::Error),
    /// git does not have what is asked of it.
    Git {
        /// What it was to tell.
        what: String,
        /// What it said.
        said: String,
        /// What to do.
        advice: String,
    },
    /// A document of the revision is refused by today's reader.
    Refused {
        /// As it was asked for.
        revision: String,
        /// What the reader says.
        refusal: DocumentError,
    },
    /// An `info.version` that says nothing about compatibility.
    Version {
        /// The document, and the revision unless it is the working tree's.
        place: String,
        /// What stands there.
        version: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documents(_) => f.write_str("the documents of the working tree cannot be compared"),
            Self::Git { what, said, advice } => write!(f, "git does not tell {what}: {said}\n  {advice}"),
            Self::Refused { revision, refusal } => write!(
                f,
                "at revision `{revision}`, {refusal}\n  that document is not one that can be read today: compare with a \
                 later revision"
            ),
            Self::Version { place, version } => write!(
                f,
                "info.version of {place} is `{version}`, which does not tell a breaking change from another: it has to \
                 be a semantic version such as 1.2.3"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Documents(error) => Some(error),
            _ => None,
        }
    }
}

/// Compares the documents under `root` with those of a git revision.
pub fn run(root: &Path, revision: &str) -> Result<Comparison, Error> {
    let mut now: BTreeMap<_, _> = sync::documents(root)
        .map_err(Error::Documents)?
        .into_iter()
        .map(|source| (source.document.name.clone(), source))
        .collect();
    let mut comparison = Comparison { lines: Vec::new(), advice: Vec::new() };
    for old in revision::documents(root, revision)? {
        let name = &old.document.name;
        match now.remove(name) {
            Some(new) => judge(&old, &new, revision, &mut comparison)?,
            None => comparison
                .lines
                .push(format!("openapi/{name}.yaml: breaking: is gone: no client can call the API any more")),
        }
    }
    for name in now.keys() {
        comparison.lines.push(format!("openapi/{name}.yaml: compatible: is new"));
    }
    comparison.lines.sort_by(|one, other| path(one).cmp(path(other)));
    Ok(comparison)
}

/// The document that a line is about.
fn path(line: &str) -> &str {
    line.split(':').next().unwrap_or_default()
}

/// Says what changed in one document, and whether its version says so too.
fn judge(old: &Source, new: &Source, revision: &str, comparison: &mut Comparison) -> Result<(), Error> {
    let path = format!("openapi/{}.yaml", new.document.name);
    let changes = changes(old, new);
    let before = version(old, || format!("{path} at revision `{revision}`"))?;
    let now = version(new, || path.clone())?;
    let least = least(&before, changes.worst());
    comparison.lines.extend(changes.lines().iter().map(|line| format!("{path}: {line}")));
    comparison.lines.push(match changes.worst() {
        None if now == before => format!("{path}: nothing changed, info.version {now}"),
        None => format!("{path}: nothing changed, info.version {before} → {now}"),
        Some(_) => format!("{path}: info.version {before} → {now}, at least {least} is asked for"),
    });
    if now < least {
        comparison.advice.push(format!("set info.version of {path} to at least {least}"));
    }
    Ok(())
}

/// Everything that is not the same in two documents.
fn changes(old: &Source, new: &Source) -> Changes {
    let mut changes = Changes::default();
    let trees = (old.tree.to_json(), new.tree.to_json());
    contract::compare((&old.document, &trees.0), (&new.document, &trees.1), &mut changes);
    surroundings::compare(&trees.0, &trees.1, &mut changes);
    if changes.worst().is_none()
        && surroundings::without_version(trees.0) != surroundings::without_version(trees.1)
    {
        changes.add_words("#", "says the same in another way");
    }
    changes
}

fn version(source: &Source, place: impl FnOnce() -> String) -> Result<Version, Error> {
    let tree = source.tree.to_json();
    let version = &tree["info"]["version"];
    let text = version.as_str().map_or_else(|| version.to_string(), ToOwned::to_owned);
    Version::parse(&text).map_err(|_| Error::Version { place: place(), version: text })
}

/// The lowest version that may follow `before`.
fn least(before: &Version, worst: Option<Class>) -> Version {
    let Version { major, minor, patch, .. } = *before;
    match worst {
        None => before.clone(),
        Some(Class::Words) => Version::new(major, minor, patch + 1),
        Some(Class::Breaking) if major > 0 => Version::new(major + 1, 0, 0),
        Some(Class::Addition | Class::Breaking) => Version::new(major, minor + 1, 0),
    }
}
