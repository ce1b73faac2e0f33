//! Responses that a document does not list do not compile.
//!
//! `compile_fail/service.rs` is compiled unchanged, and then with one change at a time, against the libraries of this test's
//! own build. The compiler is called directly: a harness would build all dependencies again, and a `compile_fail` example
//! does not check *why* it is rejected.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;
use std::{env, fs};

/// Also a module of this test, so that it is formatted and linted.
#[allow(dead_code, clippy::wildcard_imports, reason = "it is only compiled")]
#[path = "compile_fail/service.rs"]
mod service;

const SERVICE: &str = include_str!("compile_fail/service.rs");

/// The compiler's result.
struct Verdict {
    compiles: bool,
    messages: String,
}

#[test]
fn documented_responses_compile() {
    let verdict = compile("unchanged", SERVICE);

    assert!(verdict.compiles, "{}", verdict.messages);
}

#[test]
fn undocumented_status_does_not_compile() {
    for (documented, undocumented, reason) in [
        (
            "CustomerSettingsError::Unauthorized(error())",
            "CustomerSettingsError::NotFound(error())",
            "no 404: a wrong token is 401",
        ),
        (
            "CustomerDeleteError::NotFound(error())",
            "CustomerDeleteError::BadRequest(error())",
            "no 400: an invalid path parameter is 404",
        ),
        (
            "CustomerCreateResponse::Created(customer())",
            "CustomerCreateResponse::Ok(customer())",
            "no 200: it is 201",
        ),
        (
            "CustomerListError::BadRequest(error())",
            "CustomerListError::Forbidden(error())",
            "no 403: there are no permissions",
        ),
    ] {
        let verdict = compile_changed(documented, undocumented);

        let (kind, rest) = undocumented.split_once("::").expect("a variant");
        let variant = rest.split('(').next().expect("a variant");
        assert!(!verdict.compiles, "{reason}: {undocumented} compiles");
        // The compiler's wording changes; code, variant and type do not.
        let named = verdict.messages.contains("error[E0599]")
            && verdict.messages.contains(&format!("`{variant}`"))
            && verdict.messages.contains(kind);
        assert!(named, "{reason}: {undocumented} is rejected for another reason: {}", verdict.messages);
        assert_eq!(errors(&verdict.messages), 1, "{reason}: {}", verdict.messages);
    }
}

#[test]
fn undocumented_body_does_not_compile() {
    let verdict = compile_changed(
        "CustomerPaymentStatusUpdateResponse::Ok(done)",
        "CustomerPaymentStatusUpdateResponse::Ok(error())",
    );

    assert!(!verdict.compiles);
    assert!(verdict.messages.contains("error[E0308]"), "{}", verdict.messages);
    assert_eq!(errors(&verdict.messages), 1, "{}", verdict.messages);
}

#[test]
fn missing_operation_does_not_compile() {
    let begin = SERVICE.find("    async fn customer_delete(").expect("the service has customer_delete");
    let end = SERVICE.find("    async fn customer_payment_status_update(").expect("and this one after it");

    let verdict = compile("left_out", &format!("{}{}", &SERVICE[..begin], &SERVICE[end..]));

    assert!(!verdict.compiles);
    let named =
        verdict.messages.contains("error[E0046]") && verdict.messages.contains("missing: `customer_delete`");
    assert!(named, "{}", verdict.messages);
    assert_eq!(errors(&verdict.messages), 1, "{}", verdict.messages);
}

#[track_caller]
fn compile_changed(from: &str, to: &str) -> Verdict {
    assert_eq!(SERVICE.matches(from).count(), 1, "compile_fail/service.rs has to contain `{from}` once");
    let name: String = to.chars().filter(char::is_ascii_alphanumeric).collect();
    compile(&name, &SERVICE.replace(from, to))
}

/// Returns the number of errors: a change must have one.
fn errors(messages: &str) -> usize {
    messages.lines().filter(|line| line.starts_with("error[")).count()
}

fn compile(name: &str, source: &str) -> Verdict {
    compile_against(libraries(), name, source)
}

/// Compiles `source` as a library.
fn compile_against(libraries: &Libraries, name: &str, source: &str) -> Verdict {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_fail").join(name);
    fs::create_dir_all(&folder).expect("a folder for the source");
    let file = folder.join("service.rs");
    fs::write(&file, source).expect("the source can be written");

    let mut command = compiler();
    command.args([
        "--edition=2024",
        "--crate-type=lib",
        "--emit=metadata",
        "--color=never",
        "--cap-lints=allow",
    ]);
    for (name, library) in LIBRARIES.iter().zip(libraries) {
        command.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    command.arg("-L").arg(format!("dependency={}", dependencies().display()));
    let output = command.arg("--out-dir").arg(&folder).arg(&file).output();
    let output = output.expect("rustc, or the program that RUSTC names, can be run");
    Verdict {
        compiles: output.status.success(),
        messages: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn compiler() -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Returns the folder of this test, which also contains its dependencies.
fn dependencies() -> PathBuf {
    let test = env::current_exe().expect("the path of this test is known");
    test.parent().expect("it has a folder").to_owned()
}

/// The libraries that the service uses.
const LIBRARIES: [&str; 3] = ["customers_server", "dropshot_openapi", "http"];
type Libraries = [PathBuf; 3];

/// Returns the libraries of this test's build: the newest ones that the service compiles against. The folder may also contain
/// libraries of other features or compilers.
fn libraries() -> &'static Libraries {
    static FOUND: OnceLock<Libraries> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut last = String::new();
        let [server, runtime, http] = LIBRARIES.map(newest_first);
        for server in &server {
            for runtime in &runtime {
                for http in &http {
                    let libraries = [server.clone(), runtime.clone(), http.clone()];
                    let verdict = compile_against(&libraries, "libraries", SERVICE);
                    if verdict.compiles {
                        return libraries;
                    }
                    last = verdict.messages;
                }
            }
        }
        panic!(
            "{} contains no libraries that compile_fail/service.rs compiles against: {last}",
            dependencies().display()
        );
    })
}

/// Returns the files of a library, newest first.
fn newest_first(name: &str) -> Vec<PathBuf> {
    let prefix = format!("lib{name}-");
    let folder = fs::read_dir(dependencies()).expect("the folder of this test can be read");
    let mut files: Vec<(SystemTime, PathBuf)> = folder
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_one = path.file_stem()?.to_str()?.starts_with(&prefix) && path.extension()? == "rlib";
            is_one.then_some((path.metadata().ok()?.modified().ok()?, path))
        })
        .collect();
    files.sort_unstable_by(|one, other| other.cmp(one));
    files.into_iter().map(|(_, path)| path).collect()
}
