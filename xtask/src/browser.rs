//! Swagger UI in a real browser: does a person who opens the docs get what the documents promise?
//!
//! `tests/browser/browser.mjs` drives Debian's Chromium through each document; this here provides what it needs: a server
//! of its own, with nothing in it, and Playwright from npm at the version that `tests/browser/package-lock.json` pins,
//! under `target/`. It is the newest one for Node.js 18, which is Debian 12's. No browser is downloaded.
//!
//! What the test leaves to look at lies in `target/browser`: a screenshot of each document, the server's log, and where a
//! step failed, a screenshot and the console's lines. One of the screenshots is in the README;
//! `cargo xtask browser --update-screenshot` renews it.

use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::tools::local_server::LocalServer;
use crate::tools::{ToolFailed, failed, npm, on_path, wait_at_most};

const SOURCE: &str = "tests/browser";
const TOOLS: &str = "target/tools/browser";
const OUTPUT: &str = "target/browser";

/// Which of the screenshots the README shows, and where that is kept.
const SHOWN: &str = "reportei.png";
const README_SCREENSHOT: &str = "tests/browser/swagger-ui.png";

/// Several times what a run takes on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(180);

/// What the script's last line begins with when all is well.
const FIGURE: &str = "browser: ";

/// Runs the browser test, and returns what it counted.
pub fn run(root: &Path) -> Result<String, Box<dyn Error>> {
    let chromium = chromium()?;
    let node = node()?;
    npm::install(root, SOURCE, TOOLS)?;
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
    watch(script, PATIENCE)
}

/// Runs the browser test, and keeps the screenshot that the README shows.
pub fn update_screenshot(root: &Path) -> Result<String, Box<dyn Error>> {
    let figure = run(root)?;
    fs::copy(root.join(OUTPUT).join(SHOWN), root.join(README_SCREENSHOT))?;
    Ok(format!("{figure}; {README_SCREENSHOT} is renewed: look at it"))
}

/// Chromium, where `CHROMIUM` says or else on the path.
fn chromium() -> Result<PathBuf, ToolFailed> {
    let advice = "install it, on Debian with `apt-get install chromium`, or say in the environment variable CHROMIUM \
                  which program it is";
    if let Some(named) = env::var_os("CHROMIUM") {
        let program = PathBuf::from(named);
        return if program.is_file() {
            Ok(program)
        } else {
            Err(ToolFailed(format!("CHROMIUM names {}, which is no file: {advice}", program.display())))
        };
    }
    on_path("chromium")
        .or_else(|| on_path("chromium-browser"))
        .ok_or_else(|| ToolFailed(format!("Chromium is not on the path: {advice}")))
}

/// Node.js, if it is one that Playwright runs on.
fn node() -> Result<PathBuf, ToolFailed> {
    let advice = "install it, on Debian with `apt-get install nodejs npm`";
    let program =
        on_path("node").ok_or_else(|| ToolFailed(format!("Node.js is not on the path: {advice}")))?;
    let version = Command::new(&program)
        .arg("--version")
        .output()
        .map_err(|error| ToolFailed(format!("Node.js cannot be run ({error}): {advice}")))?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= 18) {
        Ok(program)
    } else {
        Err(ToolFailed(format!(
            "Node.js {version} is too old for the browser test, which needs 18: {advice}"
        )))
    }
}

/// Passes the script's lines through until it ends, and returns its figure, or what it says went wrong.
fn watch(mut script: Child, patience: Duration) -> Result<String, Box<dyn Error>> {
    let stdout = script.stdout.take().expect("it is piped");
    let mut stderr = script.stderr.take().expect("it is piped");
    let lines = thread::spawn(move || {
        let mut last = String::new();
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            last = line;
        }
        last
    });
    let complaints = thread::spawn(move || {
        let mut text = String::new();
        stderr.read_to_string(&mut text).map(|_| text)
    });
    // Chromium ends by itself when nobody holds the other end of its pipe.
    let status = wait_at_most(&mut script, patience)?;
    let last = lines.join().expect("reading lines does not panic");
    let said = complaints.join().expect("reading text does not panic")?;
    match (status, last.strip_prefix(FIGURE)) {
        (Some(status), Some(figure)) if status.success() => Ok(figure.to_owned()),
        (Some(_), _) => failed(format!("the browser test failed: {}", said.trim_end())),
        (None, _) => {
            let waited = patience.as_secs();
            failed(format!(
                "the browser test was ended after {waited} s; the last step that it finished was: {last}"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Child {
        let mut command = Command::new("sh");
        command.args(["-c", text]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn the_last_line_is_the_figure() {
        let figure = watch(script("echo one; echo 'browser: 5 documents, 0 errors'"), PATIENCE).unwrap();

        assert_eq!(figure, "5 documents, 0 errors");
    }

    #[test]
    fn a_script_that_fails_or_says_no_figure_is_an_error_with_its_own_words() {
        for text in ["echo 'browser: all well'; echo 'portos: no' >&2; exit 1", "echo 'portos: no' >&2"] {
            let error = watch(script(text), PATIENCE).unwrap_err().to_string();

            assert_eq!(error, "the browser test failed: portos: no");
        }
    }

    #[test]
    fn a_script_that_hangs_is_ended() {
        let error = watch(script("echo 'portos: chosen'; exec sleep 600"), Duration::from_millis(300));

        let error = error.unwrap_err().to_string();
        assert!(error.ends_with("finished was: portos: chosen"), "{error}");
    }
}
