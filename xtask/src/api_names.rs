//! Finds names of APIs in files that should serve any API.
//!
//! Adding an API adds one document, one server folder, one client file and one test folder; no other hand-written file
//! needs to change. Files that still name an API are listed in `xtask/src/api_names.txt`, which only shrinks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::lines::is_generated;
use crate::sync;
use crate::tools::tracked_files;

/// Files that commands write from the documents and from the APIs' own files.
const WRITTEN_BY_COMMANDS: [&str; 2] = ["openapi/operations.txt", "tests/bench/RESULTS.md"];

const LIST: &str = "xtask/src/api_names.txt";

/// File extensions that are read; others are binary, lock files or inputs of fuzz targets.
const EXTENSIONS: [&str; 12] =
    ["js", "lua", "md", "mjs", "py", "rs", "sh", "sql", "toml", "txt", "yaml", "yml"];

/// Returns one line per file that names an API without being listed, and per entry that is no longer needed.
pub fn run(root: &Path) -> Result<Vec<String>> {
    let (naming, listed) = (naming_files(root)?, listed(&fs::read_to_string(root.join(LIST))?));
    let unlisted = naming.iter().filter(|(file, _)| !listed.contains(file)).map(|(file, name)| {
        format!("{} names the API `{name}`: move it into the API's own folder or file", file.display())
    });
    let unneeded = unneeded(&naming, &listed);
    let unneeded =
        unneeded.map(|file| format!("{LIST}: {} names no API any more: remove the entry", file.display()));
    Ok(unlisted.chain(unneeded).collect())
}

/// Removes entries that are no longer needed, and returns what remains to be fixed.
pub fn update(root: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(root.join(LIST))?;
    let naming = naming_files(root)?;
    let unneeded: BTreeSet<_> = unneeded(&naming, &listed(&text)).cloned().collect();
    let kept = text.lines().filter(|line| !unneeded.contains(Path::new(line)));
    fs::write(root.join(LIST), kept.map(|line| format!("{line}\n")).collect::<String>())?;
    run(root)
}

fn listed(text: &str) -> BTreeSet<PathBuf> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(PathBuf::from).collect()
}

fn unneeded<'a>(
    naming: &'a [(PathBuf, String)],
    listed: &'a BTreeSet<PathBuf>,
) -> impl Iterator<Item = &'a PathBuf> {
    listed.iter().filter(|file| !naming.iter().any(|(naming, _)| naming == *file))
}

/// Returns the files outside of the APIs' own folders that name an API, each with the first name in it.
fn naming_files(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let names: Vec<_> = sync::document_files(root)?
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let mut found = Vec::new();
    for file in tracked_files(root)? {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !EXTENSIONS.contains(&extension) || names.iter().any(|name| belongs_to(&file, name)) {
            continue;
        }
        let text = fs::read_to_string(root.join(&file))?;
        if file != Path::new(LIST)
            && !WRITTEN_BY_COMMANDS.contains(&file.to_string_lossy().as_ref())
            && !is_generated(&file, &text)
        {
            found.extend(first_name(&text, &names).map(|name| (file, name)));
        }
    }
    Ok(found)
}

/// Returns `true` for an API's own files: one part of the path, without its extension, is the API's name.
fn belongs_to(file: &Path, name: &str) -> bool {
    let folders = file.parent().into_iter().flat_map(Path::iter);
    folders.chain(file.file_stem()).any(|part| part == name)
}

fn first_name(text: &str, names: &[String]) -> Option<String> {
    let text = text.to_lowercase();
    names.iter().find(|name| text.contains(name.as_str())).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_files_of_an_api_are_recognized_by_their_path() {
        let own =
            ["openapi/pets.yaml", "server/src/api/pets/store.rs", "client/src/pets.rs", "tests/pets/mod.rs"];
        for file in own {
            assert!(belongs_to(Path::new(file), "pets"), "{file}");
        }
        for file in ["server/src/config.rs", "server/src/api/mod.rs", "tests/petshop.rs"] {
            assert!(!belongs_to(Path::new(file), "pets"), "{file}");
        }
    }

    #[test]
    fn name_is_found_in_any_case() {
        let names = ["pets".to_owned()];

        assert_eq!(first_name("struct PetsContext;", &names), Some("pets".to_owned()));
        assert_eq!(first_name("struct Context;", &names), None);
    }

    #[test]
    fn entries_without_a_name_in_the_file_are_unneeded() {
        let naming = [("a.rs".into(), "pets".to_owned())];

        let listed = listed("# reason\na.rs\nb.rs\n");

        assert_eq!(unneeded(&naming, &listed).collect::<Vec<_>>(), [Path::new("b.rs")]);
    }
}
