//! Generated files: generated in memory, then written or compared with the files in the repository.
//!
//! `generate` and `check` call the same function, so they cannot disagree.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use dropshot_openapi_codegen::document::{self, Document, DocumentError, Node};
use dropshot_openapi_codegen::text::difference;
use dropshot_openapi_codegen::{client, server};

const MODULE_HEAD: &str =
    "// @generated from the documents in openapi/ by `cargo xtask generate`. Do not edit.\n\n";

/// An OpenAPI document.
pub struct Source {
    /// Its model.
    pub document: Document,
    /// Its syntax tree.
    pub tree: Node,
}

/// Error of generating, writing or comparing files.
#[derive(Debug)]
pub enum Error {
    /// Documents that are invalid or not supported.
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
            Self::File(path, _) => write!(f, "cannot read or write {}", path.display()),
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

/// Reads all documents, sorted by name.
pub fn documents(root: &Path) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    let mut refusals = Vec::new();
    for path in document_files(root)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| Error::File(path, error))?;
        match document::read(&name, &text).and_then(|read| document::lint(&read.0).map(|()| read)) {
            Ok((document, tree)) => sources.push(Source { document, tree }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() { Ok(sources) } else { Err(Error::Refused(refusals)) }
}

/// Generates every file, by its path from the root.
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
    let names: Vec<_> = sources.iter().map(|source| source.document.name.as_str()).collect();
    files.insert(PathBuf::from("server/src/generated/mod.rs"), server_module(&names));
    files.insert(PathBuf::from("client/src/generated/mod.rs"), client_module(&names));
    if refusals.is_empty() { Ok(files) } else { Err(Error::Refused(refusals)) }
}

/// Writes changed files, removes files without a document, and returns one line per change.
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
        done.push(format!("removed {}: no document generates it", path.display()));
    }
    Ok(done)
}

/// Returns a description of each stale file, with its difference. Empty if all files are fresh.
pub fn compare(root: &Path) -> Result<Vec<String>, Error> {
    let expected = expected(&documents(root)?)?;
    let mut stale = Vec::new();
    for (path, text) in &expected {
        let full = root.join(path);
        match fs::read_to_string(&full) {
            Ok(found) if found == *text => {}
            Ok(found) => stale.push(format!(
                "{} does not match the documents:\n{}",
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
        stale.push(format!("{} has no document", path.display()));
    }
    Ok(stale)
}

/// Returns the module of the generated servers: it declares them and the hand-written API modules, and lists the APIs.
fn server_module(names: &[&str]) -> String {
    let mut text =
        format!("{MODULE_HEAD}//! Generated servers, and the list of all APIs.\n\nuse crate::api::Api;\n\n");
    for name in names {
        let _ = write!(
            text,
            "#[allow(clippy::pedantic, missing_docs, reason = \"names and descriptions come from the document\")]\n\
             #[rustfmt::skip]\npub mod {name};\n"
        );
    }
    text.push_str("\n/// The hand-written module of each API.\n#[path = \"../api\"]\npub mod apis {\n");
    for name in names {
        let _ = writeln!(text, "    pub mod {name};");
    }
    text.push_str("}\n\n/// All APIs, by name.\npub const APIS: &[&Api] = &[\n");
    for name in names {
        let _ = writeln!(text, "    &apis::{name}::API,");
    }
    text.push_str("];\n");
    text
}

/// Returns the module of the generated clients: it declares them and the hand-written client modules.
fn client_module(names: &[&str]) -> String {
    let mut text = format!("{MODULE_HEAD}//! Generated clients, and the hand-written module of each.\n\n");
    for name in names {
        let _ = write!(
            text,
            "#[allow(\n    clippy::all,\n    clippy::pedantic,\n    missing_docs,\n    unused_imports,\n    rustdoc::bare_urls,\n    \
             rustdoc::broken_intra_doc_links,\n    rustdoc::invalid_html_tags,\n    reason = \"written by progenitor, \
             with descriptions from the document\"\n)]\n\
             #[cfg(feature = \"{name}\")]\n#[rustfmt::skip]\npub mod {name};\n"
        );
    }
    text.push_str("\n/// The hand-written module of each API.\n#[path = \"..\"]\npub mod apis {\n");
    for name in names {
        let _ = write!(text, "    #[cfg(feature = \"{name}\")]\n    pub mod {name};\n");
    }
    text.push_str("}\n");
    text
}

/// Returns the table of all operations.
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
                operation.method.to_string(),
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

/// Returns the files in the generated folders that no document generates.
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

/// Returns the files of the documents, sorted.
pub fn document_files(root: &Path) -> Result<Vec<PathBuf>, Error> {
    files(&root.join("openapi"), "yaml")
}

/// Returns the files with this extension in a folder, sorted; none if the folder does not exist.
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
