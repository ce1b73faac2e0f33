//! Generated files: made in memory first, then written, or held against what is there.
//!
//! `generate` and `check` go through the same function, so they cannot disagree on what should be there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use dropshot_openapi_codegen::document::{self, Document, DocumentError, Node};
use dropshot_openapi_codegen::text::difference;
use dropshot_openapi_codegen::{client, server};

/// A document with its plain tree.
pub struct Source {
    /// What it says.
    pub document: Document,
    /// How it says it.
    pub tree: Node,
}

/// Why the generated files cannot be told.
#[derive(Debug)]
pub enum Error {
    /// Documents are refused.
    Refused(Vec<DocumentError>),
    /// A file cannot be read or written.
    File(PathBuf, io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusals) => {
                let lines: Vec<_> = refusals.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::File(path, _) => write!(f, "{} cannot be read or written", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(_, error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

/// All documents, by name.
pub fn documents(root: &Path) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    let mut refusals = Vec::new();
    for path in document_files(root)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| Error::File(path, error))?;
        match document::read(&name, &text) {
            Ok((document, tree)) => sources.push(Source { document, tree }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() { Ok(sources) } else { Err(Error::Refused(refusals)) }
}

/// Every generated file as it should be, by its path from the root.
pub fn expected(sources: &[Source]) -> Result<BTreeMap<PathBuf, String>, Error> {
    let mut files = BTreeMap::new();
    let mut refusals = Vec::new();
    for Source { document, tree } in sources {
        let name = &document.name;
        for (side, text) in
            [("server", server::generate(document)), ("client", client::generate(name, &tree.to_json()))]
        {
            match text {
                Ok(text) => {
                    files.insert(PathBuf::from(format!("{side}/src/generated/{name}.rs")), text);
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
    }
    files.insert(PathBuf::from("openapi/operations.txt"), operations(sources));
    if refusals.is_empty() { Ok(files) } else { Err(Error::Refused(refusals)) }
}

/// Writes what differs, removes what nothing generates any more, and says what it did.
pub fn write(root: &Path) -> Result<Vec<String>, Error> {
    let expected = expected(&documents(root)?)?;
    let mut done = Vec::new();
    for (path, text) in &expected {
        let full = root.join(path);
        if fs::read_to_string(&full).ok().as_ref() == Some(text) {
            continue;
        }
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::File(folder.to_owned(), error))?;
        }
        fs::write(&full, text).map_err(|error| Error::File(full.clone(), error))?;
        done.push(format!("wrote {}", path.display()));
    }
    for path in orphans(root, &expected)? {
        let full = root.join(&path);
        fs::remove_file(&full).map_err(|error| Error::File(full.clone(), error))?;
        done.push(format!("removed {}: no document asks for it", path.display()));
    }
    Ok(done)
}

/// What is stale: one text a file, with the difference. Empty when everything is fresh.
pub fn compare(root: &Path) -> Result<Vec<String>, Error> {
    let expected = expected(&documents(root)?)?;
    let mut stale = Vec::new();
    for (path, text) in &expected {
        let full = root.join(path);
        match fs::read_to_string(&full) {
            Ok(found) if found == *text => {}
            Ok(found) => stale.push(format!(
                "{} is not what the documents say now:\n{}",
                path.display(),
                difference(&found, text)
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                stale.push(format!("{} is missing", path.display()));
            }
            Err(error) => return Err(Error::File(full, error)),
        }
    }
    for path in orphans(root, &expected)? {
        stale.push(format!("{} is generated from no document", path.display()));
    }
    Ok(stale)
}

/// The whole surface on one page.
fn operations(sources: &[Source]) -> String {
    let mut rows = Vec::new();
    for Source { document, .. } in sources {
        for operation in &document.operations {
            let who = match (operation.security.as_slice(), operation.permissions.as_slice()) {
                ([], _) => "anyone".to_owned(),
                (schemes, []) => schemes.join(" and "),
                (schemes, permissions) => format!("{}: {}", schemes.join(" and "), permissions.join(" or ")),
            };
            let statuses: Vec<_> =
                operation.responses.iter().map(|response| response.status.to_string()).collect();
            rows.push([
                document.name.clone(),
                operation.id.clone(),
                operation.method.clone(),
                operation.path.clone(),
                statuses.join(" "),
                who,
            ]);
        }
    }
    let heading = ["api", "operation", "method", "path", "statuses", "who may call"].map(ToOwned::to_owned);
    let mut widths = [0; 6];
    for row in rows.iter().chain([&heading]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::from("# Every operation of every API. Written by `cargo xtask generate`.\n");
    for row in [&heading].into_iter().chain(&rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Files in the generated folders that nothing generates.
fn orphans(root: &Path, expected: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    let mut orphans = Vec::new();
    for folder in ["server/src/generated", "client/src/generated"] {
        for path in files(&root.join(folder), "rs")? {
            let path = PathBuf::from(folder).join(path.file_name().unwrap_or_default());
            if !expected.contains_key(&path) {
                orphans.push(path);
            }
        }
    }
    Ok(orphans)
}

/// The documents' files, sorted.
pub fn document_files(root: &Path) -> Result<Vec<PathBuf>, Error> {
    files(&root.join("openapi"), "yaml")
}

/// The files of a folder with this extension, sorted; none when there is no such folder.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::File(folder.to_owned(), error)),
    };
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(|error| Error::File(folder.to_owned(), error))?;
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    Ok(paths)
}
