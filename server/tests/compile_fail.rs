//! A handler that would answer what its document does not list does not compile.
//!
//! `compile_fail/service.rs` is compiled as it stands, and then with one change at a time, against the library that
//! this test was built with. The compiler is asked directly: a harness that builds the dependencies once more would
//! cost more than all other tests together, and a `compile_fail` example does not say *why* it did not compile.
//!
//! Deliberately not here: what compiles and is wrong nevertheless. That is the contract tests' business.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;
use std::{env, fs};

/// Also an ordinary module: so it is formatted and linted, and cargo itself vouches that it compiles unchanged.
#[allow(dead_code, clippy::wildcard_imports, reason = "it is only compiled, and speaks of one API alone")]
#[path = "compile_fail/service.rs"]
mod service;

const SERVICE: &str = include_str!("compile_fail/service.rs");

/// What the compiler says of a source text.
struct Verdict {
    compiles: bool,
    messages: String,
}

#[test]
fn a_handler_that_answers_what_is_documented_compiles() {
    let verdict = compile("unchanged", SERVICE);

    assert!(verdict.compiles, "{}", verdict.messages);
}

#[test]
fn a_status_that_the_document_does_not_list_does_not_compile() {
    for (documented, undocumented, reason) in [
        (
            "CustomerSettingsError::Unauthorized(error())",
            "CustomerSettingsError::NotFound(error())",
            "no 404: a wrong token is 401",
        ),
        (
            "CustomerDeleteError::NotFound(error())",
            "CustomerDeleteError::BadRequest(error())",
            "no 400: a path that cannot be read names no customer",
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
        // The wording is the compiler's and changes; code, variant and type do not.
        let named = verdict.messages.contains("error[E0599]")
            && verdict.messages.contains(&format!("`{variant}`"))
            && verdict.messages.contains(kind);
        assert!(named, "{reason}: {undocumented} is refused for another reason: {}", verdict.messages);
        assert_eq!(errors(&verdict.messages), 1, "{reason}: {}", verdict.messages);
    }
}

#[test]
fn a_body_that_the_document_does_not_describe_does_not_compile() {
    let verdict = compile_changed(
        "CustomerPaymentStatusUpdateResponse::Ok(done)",
        "CustomerPaymentStatusUpdateResponse::Ok(error())",
    );

    assert!(!verdict.compiles);
    assert!(verdict.messages.contains("error[E0308]"), "{}", verdict.messages);
    assert_eq!(errors(&verdict.messages), 1, "{}", verdict.messages);
}

#[test]
fn an_operation_that_is_left_out_does_not_compile() {
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
    assert_eq!(SERVICE.matches(from).count(), 1, "compile_fail/service.rs has to say `{from}` once");
    let name: String = to.chars().filter(char::is_ascii_alphanumeric).collect();
    compile(&name, &SERVICE.replace(from, to))
}

/// How many errors the compiler found: a change that is to be refused for one reason must not have another.
fn errors(messages: &str) -> usize {
    messages.lines().filter(|line| line.starts_with("error[")).count()
}

fn compile(name: &str, source: &str) -> Verdict {
    compile_against(libraries(), name, source)
}

/// Compiles `source` as a library of its own, which uses ours.
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
    let output = output.expect("the compiler can be run: it is `rustc`, or what RUSTC says");
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

/// Where cargo put this test, and beside it everything that it was built with.
fn dependencies() -> PathBuf {
    let test = env::current_exe().expect("a test knows where it is");
    test.parent().expect("it is in a folder").to_owned()
}

/// What the service uses, and a file of each.
const LIBRARIES: [&str; 2] = ["customers_server", "http"];
type Libraries = [PathBuf; 2];

/// The libraries that this test was built with.
///
/// Others may lie beside them: of other features, of other compilers. The newest ones that the service compiles against
/// are they: cargo has just made sure that ours is no older than its source, and it takes only the http that it was built
/// with itself.
fn libraries() -> &'static Libraries {
    static FOUND: OnceLock<Libraries> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut last = String::new();
        let [ours, http] = LIBRARIES.map(newest_first);
        for ours in &ours {
            for http in &http {
                let libraries = [ours.clone(), http.clone()];
                let verdict = compile_against(&libraries, "libraries", SERVICE);
                if verdict.compiles {
                    return libraries;
                }
                last = verdict.messages;
            }
        }
        panic!(
            "{} holds no libraries that compile_fail/service.rs compiles against, though this test was built with some: \
             {last}",
            dependencies().display()
        );
    })
}

/// The files of a library.
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
