//! The style guide's rules on wording, as far as a word list can check them.
//!
//! Checked are tracked Rust, Markdown, YAML, SQL and shell files that no command writes. Out of scope: grammar, and whether
//! a sentence is true.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use regex::{Regex, RegexBuilder};

use crate::lines::is_generated;
use crate::tools::tracked_files;

const EXTENSIONS: [&str; 5] = ["rs", "md", "yaml", "sql", "sh"];

/// Longest name of a test function.
const TEST_NAME_MAX: usize = 60;

/// Expressions to avoid and what to write instead.
const EXPRESSIONS: &[(&str, &str)] = &[
    (r"nobody|no one", "name who or what: \"no caller\", \"no client\""),
    (r"whoever|whomever", "a noun: caller, client, operator"),
    (
        r"who (calls|comes|asks|operates|reads|signs|sends|uses|starts)",
        "a noun: caller, client, operator, user",
    ),
    (r"mends?|mended|mending", "fix"),
    (r"manieth", "\"attempt number\", \"index\""),
    (r"at once", "immediately, together, concurrently"),
    (r"(held|holds?|holding) against", "compared with"),
    (r"comes? to(?: be)?|came to|coming to", "is, amounts to, results in"),
    (r"lets? in|letting in", "admit, accept, allow"),
    (r"(is|are|be|been|being|was|were) told", "receives, is set to, reports"),
    (r"tells? (apart|whether|what|how|who)", "distinguish, report, return"),
    (r"of (its|their|our|his) own", "own, separate"),
    (r"takes? in|took in|taking in", "accept, read, include"),
    (r"goes? forth|went forth", "continue"),
    (r"watche[sd] over|watch over", "monitor, track"),
    (r"(speak|spoke)s? for", "represent, identify"),
    (r"(is|are|was) not there", "is missing, does not exist"),
    (r"(is|was|are) there already", "exists"),
    (r"as it is meant to", "as documented"),
    (r"by the way", "remove"),
    (r"(?:grow|grows|grew) old", "expire"),
    (r"for ever", "forever, indefinitely"),
    (r"nought", "zero"),
    (r"at leisure", "in the background"),
    (r"in the wrong hands", "presented by another caller"),
    (r"stands? for itself|stands? on", "uses, is built on"),
    (r"has to be let|is let", "is allowed"),
    (r"look(?:s|ed)? alike", "are equal"),
    (r"ends? of the line", "server and client"),
];

/// Beginnings of doc comments that make a clause where a noun phrase or a verb belongs.
const CLAUSE: &str = "What|Whether|How|Who|Whose|Why|Where";

/// Texts in which an expression is domain text, with the reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[("xtask/src/prose.rs", "", "the list itself")];

/// One finding.
#[derive(Debug)]
pub struct Finding {
    file: PathBuf,
    line: usize,
    found: String,
    suggestion: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, found, suggestion } = self;
        write!(f, "{}:{line}: `{found}`: {suggestion}", file.display())
    }
}

/// Returns the findings in all tracked files.
pub fn run(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tracked_files(root)? {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !EXTENSIONS.contains(&extension) {
            continue;
        }
        let text = std::fs::read_to_string(root.join(&file))?;
        if !is_generated(&file, &text) {
            findings.extend(check(&file, &text)?);
        }
    }
    Ok(findings)
}

/// Formats findings, one line each, and their number.
pub fn lines(findings: &[Finding]) -> Vec<String> {
    let count = findings.len();
    let total = (count > 0).then(|| format!("{count} findings"));
    findings.iter().map(ToString::to_string).chain(total).collect()
}

/// Formats the number of findings per folder.
pub fn counts(findings: &[Finding]) -> Vec<String> {
    let mut counts: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for finding in findings {
        let folder = finding.file.parent().unwrap_or(Path::new(""));
        *counts.entry(folder.iter().take(4).collect()).or_default() += 1;
    }
    let total = (!findings.is_empty()).then(|| format!("{:5} all", findings.len()));
    counts.iter().map(|(folder, count)| format!("{count:5} {}", folder.display())).chain(total).collect()
}

fn check(file: &Path, text: &str) -> Result<Vec<Finding>> {
    let is_excepted = |line: &str| {
        EXCEPTIONS.iter().any(|(path, words, _)| file == Path::new(path) && line.contains(words))
    };
    let expressions = EXPRESSIONS
        .iter()
        .map(|(words, suggestion)| Ok((word(words)?, *suggestion)))
        .collect::<Result<Vec<_>>>()?;
    let clause = Regex::new(&format!(r"^\s*//[/!] (?:{CLAUSE}) "))?;
    let is_rust = file.extension().is_some_and(|extension| extension == "rs");
    let mut findings = Vec::new();
    let mut add = |line: usize, found: &str, suggestion| {
        findings.push(Finding { file: file.to_owned(), line: line + 1, found: found.to_owned(), suggestion });
    };
    let (mut after_doc, mut after_test) = (false, false);
    for (number, line) in text.lines().enumerate() {
        if is_excepted(line) {
            continue;
        }
        for (expression, suggestion) in &expressions {
            for found in expression.find_iter(line) {
                add(number, found.as_str(), *suggestion);
            }
        }
        if !is_rust {
            continue;
        }
        let code = line.trim_start();
        if !after_doc && clause.is_match(line) {
            let suggestion =
                "begin with a verb (Returns, Parses) for a function, with a noun phrase for a type";
            add(number, &code.split(' ').take(4).collect::<Vec<_>>().join(" "), suggestion);
        }
        after_doc = code.starts_with("///") || code.starts_with("//!");
        if let Some(name) = test_name(code).filter(|name| after_test && name.len() > TEST_NAME_MAX) {
            add(number, name, "at most 60 characters: subject_condition_result");
        }
        after_test = code.starts_with("#[test]")
            || code.starts_with("#[tokio::test")
            || (after_test && code.starts_with("#["));
    }
    Ok(findings)
}

/// Builds a case-insensitive expression of whole words.
fn word(pattern: &str) -> Result<Regex> {
    Ok(RegexBuilder::new(&format!(r"\b(?:{pattern})\b")).unicode(false).case_insensitive(true).build()?)
}

fn test_name(code: &str) -> Option<&str> {
    let name = code.strip_prefix("async fn ").or_else(|| code.strip_prefix("fn "))?;
    name.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str, text: &str) -> Vec<String> {
        check(Path::new(file), text)
            .unwrap()
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.found))
            .collect()
    }

    #[test]
    fn avoided_words_are_found_as_whole_words_in_any_case() {
        assert_eq!(
            found("a.md", "Nobody\nmends it, at once.\namended, commend\n"),
            ["1: Nobody", "2: mends", "2: at once"]
        );
    }

    #[test]
    fn clause_is_found_at_the_beginning_of_a_doc_comment_only() {
        let text = "/// What it is.\n/// What else.\nfn a() {}\n// What for.\n//! Whether.\n//! How it is.\n";

        assert_eq!(found("a.rs", text), ["1: /// What it is."]);
        assert_eq!(found("a.rs", "x\n    /// How many.\n"), ["2: /// How many."]);
        assert_eq!(found("a.md", text), [""; 0]);
    }

    #[test]
    fn long_name_is_found_in_tests_only() {
        let name = "a".repeat(61);
        let text = format!("#[tokio::test]\n#[expect(x)]\nasync fn {name}() {{}}\nfn {name}() {{}}\n");

        assert_eq!(found("a.rs", &text), [format!("3: {name}")]);
    }
}
