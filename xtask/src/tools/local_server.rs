//! A server under test, or the proxy in front of one: built, started on a free port, and stopped on drop.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// Builds a program alone and without optimization, and returns its path.
pub fn build_debug(root: &Path, program: &str) -> Result<PathBuf> {
    build(root, &["--package", program, "--bin", program], program)
}

/// Builds a program with optimization, and returns its path.
pub fn build_release(root: &Path, package: &str, program: &str) -> Result<PathBuf> {
    build(root, &["--release", "--package", package, "--bin", program], program)
}

/// Builds a program together with the whole workspace and its tests, and returns its path.
///
/// A build of one package alone would select other features of shared dependencies, and compile them again.
pub fn build_with_all(root: &Path, program: &str) -> Result<PathBuf> {
    build(root, &["--workspace", "--all-targets"], program)
}

fn build(root: &Path, selection: &[&str], program: &str) -> Result<PathBuf> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .arg("build")
        .args(selection)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "{program} does not build. See the compiler's errors above");
    executable(&String::from_utf8(output.stdout)?, program)
        .with_context(|| format!("cargo built no {program}"))
}

/// Finds the path of a program in cargo's messages. Its tests are an executable of the same name.
fn executable(messages: &str, program: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let is_it = |message: &Value| message["target"]["name"] == program && message["profile"]["test"] == false;
    messages.filter(is_it).find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

/// A running process that listens for HTTP.
#[derive(Debug)]
pub struct LocalServer {
    process: Child,
    /// URL without a trailing slash.
    pub url: String,
    /// Kept open, since a server cannot print to a closed pipe.
    #[allow(dead_code, reason = "kept for the process that writes to it")]
    stdout: Option<BufReader<ChildStdout>>,
}

impl LocalServer {
    /// Builds the server and starts it with demo accounts and an in-memory database. Its log goes to a file.
    pub fn start(root: &Path, log: &Path) -> Result<Self> {
        let program = build_with_all(root, "customers-server")?;
        Self::run(&program, &["--listen", "127.0.0.1:0", "--database", "sqlite::memory:"], log)
    }

    /// Builds the proxy that injects a fault into responses of the server at `url`, and starts it.
    pub fn with_fault(root: &Path, fault: &str, url: &str, log: &Path) -> Result<Self> {
        Self::run(&build_with_all(root, "contract-fault")?, &[fault, url], log)
    }

    /// Starts a program that prints `listening on URL` once it is ready. Its standard error goes to a file.
    pub fn run(program: &Path, arguments: &[&str], log: &Path) -> Result<Self> {
        let mut process = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(log)?)
            .spawn()
            .with_context(|| program.display().to_string())?;
        let mut stdout = BufReader::new(process.stdout.take().expect("stdout is piped"));
        // Drop kills the process from here on.
        let mut server = Self { process, url: String::new(), stdout: None };
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        server.stdout = Some(stdout);
        let Some(url) = line.trim_end().strip_prefix("listening on ") else {
            let log = fs::read_to_string(log).unwrap_or_default();
            bail!("{} did not start: {line}{log}", program.display());
        };
        url.clone_into(&mut server.url);
        Ok(server)
    }

    /// Returns the process id.
    pub fn process(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn executable_of_tests_with_the_same_name_is_skipped() {
        let artifact = |name: &str, test: bool, executable: Option<&str>| {
            let target = json!({ "name": name, "kind": ["bin"] });
            json!({ "target": target, "profile": { "test": test }, "executable": executable }).to_string()
        };
        let messages = [
            artifact("server", false, None),
            artifact("other", false, Some("/target/other")),
            artifact("server", true, Some("/target/server-tests")),
            artifact("server", false, Some("/target/server")),
        ]
        .join("\n");

        assert_eq!(executable(&messages, "server"), Some(PathBuf::from("/target/server")));
        assert_eq!(executable(&messages, "third"), None);
    }
}
