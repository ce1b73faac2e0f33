//! Tests the comparison with a git revision, in temporary repositories.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use xtask::compatibility::{self, Comparison};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Creates a repository with one commit: documents of the project in a subfolder, with version 1.0.0.
fn repository(folder: &str, names: &[&str]) -> PathBuf {
    let repository = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compatibility").join(folder);
    let _ = fs::remove_dir_all(&repository);
    let project = repository.join("project");
    fs::create_dir_all(project.join("openapi")).unwrap();
    for name in names {
        let file = format!("openapi/{name}.yaml");
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let lines = text.lines().map(|line| {
            if line.starts_with("  version: ") {
                "  version: 1.0.0\n".to_owned()
            } else {
                format!("{line}\n")
            }
        });
        fs::write(project.join(file), lines.collect::<String>()).unwrap();
    }
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["add", "."]);
    git(&repository, &["commit", "--quiet", "--message", "The documents"]);
    project
}

fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(file)).unwrap();
    assert!(text.contains(from), "{file} does not contain {from}");
    fs::write(root.join(file), text.replacen(from, to, 1)).unwrap();
}

fn compare(root: &Path) -> Comparison {
    compatibility::run(root, "HEAD").unwrap()
}

/// Returns the lines about one document, without its path.
fn about<'a>(comparison: &'a Comparison, name: &str) -> Vec<&'a str> {
    let prefix = format!("openapi/{name}.yaml: ");
    comparison.lines.iter().filter_map(|line| line.strip_prefix(&prefix)).collect()
}

#[test]
fn unchanged_documents_are_compatible() {
    let names = ["carbonext", "dezwork", "portos", "reportei", "tradevest"];
    let comparison = compare(&repository("same", &names));
    let lines = names.map(|name| format!("openapi/{name}.yaml: nothing changed, info.version 1.0.0"));
    assert_eq!(comparison.lines, lines);
    assert_eq!(comparison.advice, Vec::<String>::new());
}

#[test]
fn change_requires_a_version_until_it_is_set() {
    let root = repository("versions", &["portos", "reportei"]);
    let cases = [
        ("summary: Delete a customer", "summary: Remove a customer", "1.0.1"),
        ("      maxLength: 255\n      pattern", "      maxLength: 256\n      pattern", "2.0.0"),
        ("enum: [name, created_at, updated_at]", "enum: [name, created_at, updated_at, is_paying]", "1.1.0"),
    ];
    for (from, to, least) in cases {
        let file = "openapi/reportei.yaml";
        edit(&root, file, from, to);
        let comparison = compare(&root);
        assert_eq!(comparison.advice, [format!("set info.version of {file} to at least {least}")]);
        let last = format!("info.version 1.0.0 → 1.0.0, at least {least} is required");
        assert_eq!(about(&comparison, "reportei").last(), Some(&last.as_str()));
        assert_eq!(about(&comparison, "portos"), ["nothing changed, info.version 1.0.0"]);

        edit(&root, file, "version: 1.0.0", &format!("version: {least}"));
        assert_eq!(compare(&root).advice, Vec::<String>::new(), "{from}");
        edit(&root, file, &format!("version: {least}"), "version: 1.0.0");
        edit(&root, file, to, from);
    }
}

#[test]
fn change_of_a_shared_schema_is_listed_once() {
    let root = repository("shared", &["reportei"]);
    edit(
        &root,
        "openapi/reportei.yaml",
        "      maxLength: 255\n      pattern",
        "      maxLength: 254\n      pattern",
    );
    let comparison = compare(&root);
    let lines = about(&comparison, "reportei");
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(
        lines[0].starts_with(
            "breaking: #/components/schemas/CustomerName: maxLength 255 → 254, in requests: the server"
        ),
        "{lines:#?}"
    );
}

#[test]
fn added_and_removed_documents_are_listed() {
    let root = repository("files", &["portos"]);
    fs::rename(root.join("openapi/portos.yaml"), root.join("openapi/kiosk.yaml")).unwrap();
    let comparison = compare(&root);
    assert_eq!(comparison.advice, Vec::<String>::new());
    assert_eq!(about(&comparison, "kiosk"), ["compatible: is new"]);
    assert_eq!(about(&comparison, "portos"), ["breaking: is removed: no client can call the API"]);
}

#[test]
fn failed_comparison_names_its_cause() {
    let root = repository("errors", &["reportei"]);
    let error = |revision: &str| format!("{:#}", compatibility::run(&root, revision).unwrap_err());

    for revision in ["nowhere", "--output=x"] {
        let error = error(revision);
        assert!(error.starts_with(&format!("git does not know the revision `{revision}`")), "{error}");
        assert!(error.contains("git fetch"), "{error}");
    }

    edit(&root, "openapi/reportei.yaml", "version: 1.0.0", "version: first");
    let message = error("HEAD");
    assert!(message.starts_with("openapi/reportei.yaml: info.version `first` "), "{message}");
    edit(&root, "openapi/reportei.yaml", "version: first", "version: 1.0.0");

    edit(&root, "openapi/reportei.yaml", "format: sql-date-time", "format: ipv4");
    let message = error("HEAD");
    assert!(message.contains("Timestamp/format"), "{message}");

    git(&root, &["commit", "--quiet", "--all", "--message", "An unknown format"]);
    edit(&root, "openapi/reportei.yaml", "format: ipv4", "format: sql-date-time");
    let message = error("HEAD");
    let expected = "the generator rejects a document of revision `HEAD`. Compare with a later one: openapi/reportei.yaml: ";
    assert!(message.starts_with(expected) && message.contains("Timestamp/format"), "{message}");
}
