//! Runs `tests/browser/browser.mjs`: Swagger UI in Debian's Chromium, for each document that has a `tests/NAME/browser.mjs`.
//!
//! The test gets a server with an empty database, and Playwright from npm at the version that
//! `tests/browser/package-lock.json` pins: the newest one for Node.js 18, which Debian 12 has. No browser is downloaded.
//!
//! `target/browser` keeps a screenshot of each document, the server's log and, after a failure, a screenshot and the lines of
//! the console.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::sync;
use crate::tools::local_server::LocalServer;
use crate::tools::{npm, on_path, required, wait_at_most};

const SOURCE: &str = "tests/browser";
const TOOLS: &str = "target/tools/browser";
const OUTPUT: &str = "target/browser";

/// Screenshot for the README.
const SCREENSHOT: &str = "swagger-ui.png";

/// Several times the duration of a run on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Oldest Node.js that Playwright supports.
const NODE_MIN: u32 = 18;

/// Beginning of the script's last line if it succeeds.
const SUMMARY: &str = "browser: ";

/// Runs the test and returns its summary.
pub fn run(root: &Path) -> Result<String> {
    let (chromium, node) = (chromium()?, node()?);
    npm::install(root, SOURCE, TOOLS)?;
    for document in sync::document_files(root)? {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        let file = format!("tests/{name}/browser.mjs");
        ensure!(
            root.join(&file).is_file(),
            "{file} is missing: it describes how to sign in, create and list"
        );
    }
    let output = root.join(OUTPUT);
    if output.exists() {
        fs::remove_dir_all(&output)?;
    }
    fs::create_dir_all(&output)?;
    let server = LocalServer::start(root, &output.join("server.log"))?;
    let script = Command::new(node)
        .current_dir(root)
        .arg(format!("{SOURCE}/browser.mjs"))
        .args(["--server", &server.url, "--modules", TOOLS, "--output", OUTPUT, "--chromium"])
        .arg(chromium)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    watch(script, TIMEOUT)
}

/// Runs the test and replaces the screenshot in `tests/browser`.
pub fn update_screenshot(root: &Path) -> Result<String> {
    let summary = run(root)?;
    fs::copy(root.join(OUTPUT).join(SCREENSHOT), root.join(SOURCE).join(SCREENSHOT))?;
    Ok(format!("{summary}; {SOURCE}/{SCREENSHOT} was replaced: review it"))
}

/// Finds Chromium: the file that `CHROMIUM` names, or a program on the path.
fn chromium() -> Result<PathBuf> {
    if let Some(program) = env::var_os("CHROMIUM").map(PathBuf::from) {
        ensure!(program.is_file(), "CHROMIUM is {}, which is no file", program.display());
        return Ok(program);
    }
    on_path("chromium-browser").map_or_else(|| required("chromium", "chromium"), Ok)
}

fn node() -> Result<PathBuf> {
    let program = required("node", "nodejs npm")?;
    let shell = Shell::new()?;
    let version = cmd!(shell, "{program} --version").quiet().read()?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= NODE_MIN),
        "Node.js {version} is too old: {NODE_MIN} or later is required"
    );
    Ok(program)
}

/// Prints the script's lines until it ends, and returns its summary or its error.
fn watch(mut script: Child, timeout: Duration) -> Result<String> {
    let stdout = script.stdout.take().expect("stdout is piped");
    let mut stderr = script.stderr.take().expect("stderr is piped");
    let lines = thread::spawn(move || {
        let mut last = String::new();
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            last = line;
        }
        last
    });
    let errors = thread::spawn(move || {
        let mut text = String::new();
        stderr.read_to_string(&mut text).map(|_| text)
    });
    let status = wait_at_most(&mut script, timeout)?;
    let last = lines.join().expect("reading lines does not panic");
    let errors = errors.join().expect("reading text does not panic")?;
    let Some(status) = status else {
        bail!("the browser test timed out after {} s. Last finished step: {last}", timeout.as_secs());
    };
    let summary = last.strip_prefix(SUMMARY).filter(|_| status.success());
    Ok(summary.with_context(|| format!("the browser test failed: {}", errors.trim_end()))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Child {
        let mut command = Command::new("sh");
        command.args(["-c", text]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn last_line_of_a_successful_script_is_its_summary() {
        let summary = watch(script("echo one; echo 'browser: 5 documents, 0 errors'"), TIMEOUT).unwrap();

        assert_eq!(summary, "5 documents, 0 errors");
    }

    #[test]
    fn failing_script_or_missing_summary_is_an_error() {
        for text in ["echo 'browser: all well'; echo 'page: no' >&2; exit 1", "echo 'page: no' >&2"] {
            let error = watch(script(text), TIMEOUT).unwrap_err().to_string();

            assert_eq!(error, "the browser test failed: page: no");
        }
    }

    #[test]
    fn hanging_script_is_killed() {
        let error = watch(script("echo 'page: chosen'; exec sleep 600"), Duration::from_millis(300));

        let error = error.unwrap_err().to_string();
        assert!(error.ends_with("Last finished step: page: chosen"), "{error}");
    }
}
