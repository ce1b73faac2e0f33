//! Tests that generated files are fresh, and that stale ones are reported.

use std::path::{Path, PathBuf};
use std::{env, fs};

use xtask::sync;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn generated_files_match_the_documents() {
    let stale = sync::compare(&root()).unwrap();
    assert!(stale.is_empty(), "run `cargo xtask generate`:\n{}", stale.join("\n"));
}

/// Copies what `compare` reads of one API into a separate folder.
fn copy(name: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&copy);
    for folder in ["openapi", "server/src/generated", "client/src/generated"] {
        fs::create_dir_all(copy.join(folder)).unwrap();
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.file_stem().is_some_and(|stem| stem == "reportei") {
                fs::copy(&path, copy.join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    sync::write(&copy).unwrap();
    copy
}

fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(file)).unwrap();
    assert!(text.contains(from), "{file} does not contain {from}");
    fs::write(root.join(file), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn changed_document_makes_generated_files_stale() {
    let cases = [
        (
            "a field's type",
            "        is_paying:\n          type: boolean",
            "        is_paying:\n          type: integer",
        ),
        ("a path", "  /customers/{uuid}/update-payment-status:", "  /customers/{uuid}/payment-status:"),
        ("a status", "        '201':\n", "        '200':\n"),
        ("a bound", "      maxLength: 255\n      pattern", "      maxLength: 254\n      pattern"),
        ("a description", "summary: Delete a customer", "summary: Remove a customer"),
    ];
    for (change, from, to) in cases {
        let copy = copy("change");
        edit(&copy, "openapi/reportei.yaml", from, to);

        let stale = sync::compare(&copy).unwrap();

        assert!(
            stale.iter().any(|line| line.starts_with("server/src/generated/reportei.rs")),
            "{change}: {stale:?}"
        );
        sync::write(&copy).unwrap();
        assert_eq!(sync::compare(&copy).unwrap(), Vec::<String>::new(), "{change}");
    }
}

#[test]
fn edited_missing_and_orphaned_files_are_reported() {
    let copy = copy("files");
    edit(&copy, "server/src/generated/reportei.rs", r#""maxLength":255"#, r#""maxLength":256"#);
    fs::remove_file(copy.join("openapi/operations.txt")).unwrap();
    fs::write(copy.join("client/src/generated/orphan.rs"), "").unwrap();

    let stale = sync::compare(&copy).unwrap().join("\n");

    assert!(stale.contains("server/src/generated/reportei.rs does not match the documents"), "{stale}");
    assert!(stale.contains("openapi/operations.txt is missing"), "{stale}");
    assert!(stale.contains("client/src/generated/orphan.rs has no document"), "{stale}");
}

#[test]
fn refused_document_writes_nothing() {
    let copy = copy("refused");
    edit(&copy, "openapi/reportei.yaml", "format: sql-date-time", "format: ipv4");
    let before = fs::read_to_string(copy.join("server/src/generated/reportei.rs")).unwrap();

    let error = sync::write(&copy).unwrap_err().to_string();

    assert!(error.starts_with("openapi/reportei.yaml: #/components/schemas/Timestamp/format: "), "{error}");
    assert_eq!(fs::read_to_string(copy.join("server/src/generated/reportei.rs")).unwrap(), before);
}
