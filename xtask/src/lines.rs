//! Counts the lines of a checkout: production code, tests inside it, other tests and generated code, by crate.
//!
//! Production code is what is neither generated, nor below a `tests` folder, nor in a `#[cfg(test)]` module. Comments and
//! blank lines count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::tools::tracked_files;

/// Other languages that are counted, by file extension.
const OTHER_LANGUAGES: [&str; 6] = ["sql", "js", "mjs", "py", "lua", "sh"];

/// Line counts of one crate, or of all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    production: usize,
    inline_tests: usize,
    other_tests: usize,
    generated: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.production += other.production;
        self.inline_tests += other.inline_tests;
        self.other_tests += other.other_tests;
        self.generated += other.generated;
    }

    fn row(&self, name: &str) -> String {
        let Self { production, inline_tests, other_tests, generated } = self;
        format!("{name:28} {production:>10} {inline_tests:>12} {other_tests:>11} {generated:>9}\n")
    }
}

/// Returns the table for a git checkout.
pub fn run(directory: &Path) -> Result<String> {
    let files = tracked_files(directory)?;
    let crates: Vec<_> =
        files.iter().filter(|file| file.ends_with("Cargo.toml")).filter_map(|file| file.parent()).collect();
    let mut rust: BTreeMap<&Path, Counts> = BTreeMap::new();
    let mut other: BTreeMap<&str, Counts> = BTreeMap::new();
    for file in &files {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let language = OTHER_LANGUAGES.into_iter().find(|language| *language == extension);
        if language.is_none() && extension != "rs" {
            continue;
        }
        let text = std::fs::read_to_string(directory.join(file))?;
        if let Some(language) = language {
            other.entry(language).or_default().add(count(file, &text));
        } else {
            let owner = crates.iter().filter(|folder| file.starts_with(folder));
            let owner = owner.max_by_key(|folder| folder.components().count()).copied();
            rust.entry(owner.unwrap_or(Path::new(""))).or_default().add(count(file, &text));
        }
    }
    let mut table = format!(
        "{:28} {:>10} {:>12} {:>11} {:>9}\n",
        "Rust, by crate", "production", "inline tests", "other tests", "generated"
    );
    let mut all = Counts::default();
    for (folder, counts) in rust {
        let name = folder.display().to_string();
        table.push_str(&counts.row(if name.is_empty() { "." } else { &name }));
        all.add(counts);
    }
    table.push_str(&all.row("all"));
    table.push_str("other languages\n");
    for (language, counts) in other {
        table.push_str(&counts.row(&format!(".{language}")));
    }
    Ok(table.trim_end().to_owned())
}

fn count(file: &Path, text: &str) -> Counts {
    let lines = text.lines().count();
    if is_generated(file, text) {
        Counts { generated: lines, ..Counts::default() }
    } else if file.iter().any(|part| part == "tests") {
        Counts { other_tests: lines, ..Counts::default() }
    } else if is_test_module(file) {
        Counts { inline_tests: lines, ..Counts::default() }
    } else {
        let inline_tests = inline_test_lines(text);
        Counts { production: lines - inline_tests, inline_tests, ..Counts::default() }
    }
}

/// Returns `true` for files that a command writes.
pub fn is_generated(file: &Path, text: &str) -> bool {
    file.iter().any(|part| part == "generated")
        || text.lines().next().is_some_and(|line| line.contains("@generated"))
}

/// Returns `true` for the file of `mod tests;`.
fn is_test_module(file: &Path) -> bool {
    file.file_name() == PathBuf::from("tests.rs").file_name()
}

/// Counts the lines of `#[cfg(test)] mod … { … }`, as rustfmt lays them out.
fn inline_test_lines(text: &str) -> usize {
    let mut count = 0;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(indent) = line.strip_suffix("#[cfg(test)]") else { continue };
        // The item ends in its first line, or with the brace that stands where it began.
        let is_end = |line: &str| {
            let item = line.strip_prefix(indent).filter(|rest| !rest.starts_with([' ', '#']));
            item.is_some_and(|item| item == "}" || item.ends_with(';'))
        };
        count += 1 + lines.by_ref().take_while(|line| !is_end(line)).count() + 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_tests_end_where_their_block_does() {
        let text = "fn one() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    fn two() {\n    }\n}\n\nfn three() {}\n";

        let counts = count(Path::new("src/a.rs"), text);

        assert_eq!(counts, Counts { production: 4, inline_tests: 7, ..Counts::default() });
    }

    #[test]
    fn test_module_in_own_file_counts_its_declaration_only() {
        let text = "mod one;\n#[cfg(test)]\nmod tests;\nfn two() {}\n";

        assert_eq!(inline_test_lines(text), 2);
        assert_eq!(count(Path::new("src/tests.rs"), "a\nb\n").inline_tests, 2);
    }

    #[test]
    fn generated_and_test_files_are_told_by_path_or_first_line() {
        let count = |file: &str, text: &str| count(Path::new(file), text);

        assert_eq!(count("src/generated/mod.rs", "a\n").generated, 1);
        assert_eq!(count("tests/golden/a.rs", "// @generated from x\n\n").generated, 2);
        assert_eq!(count("server/tests/a.rs", "a\n").other_tests, 1);
    }
}
