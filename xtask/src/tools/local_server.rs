//! A server under test, or what stands in front of one: built, started on a free port, and ended with the value that stands
//! for it.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::failed;

/// How long a program may take until it listens.
const PATIENCE: Duration = Duration::from_secs(120);

/// Builds a program, and returns where cargo has put it.
fn build(root: &Path, package: &str, program: &str) -> Result<PathBuf, Box<dyn Error>> {
    executable(root, &["--package", package, "--bin", program], program)
}

/// Builds a program as it is meant to be used, by itself, and returns where cargo has put it.
pub fn build_release(root: &Path, package: &str, program: &str) -> Result<PathBuf, Box<dyn Error>> {
    executable(root, &["--release", "--package", package, "--bin", program], program)
}

/// Builds a program together with all others and with the tests, which takes no time where that has been done.
pub fn build_with_all(root: &Path, program: &str) -> Result<PathBuf, Box<dyn Error>> {
    executable(root, &["--workspace", "--all-targets"], program)
}

/// Lets cargo build, and returns where it has put a program.
fn executable(root: &Path, what: &[&str], program: &str) -> Result<PathBuf, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .arg("build")
        .args(what)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()?;
    let messages = String::from_utf8(output.stdout)?;
    match built(&messages, program) {
        Some(executable) if output.status.success() => Ok(executable),
        _ => failed(format!("{program} does not build: mend what the compiler names")),
    }
}

/// Where a program is, by what cargo says.
fn built(messages: &str, program: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    // A program has tests too, in an executable of the same name.
    let is_it = |message: &Value| message["target"]["name"] == program && message["profile"]["test"] == false;
    messages.filter(is_it).find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

/// A server under test, which ends with this.
#[derive(Debug)]
pub struct LocalServer {
    process: Child,
    /// Where it listens, without a slash at the end.
    pub url: String,
    /// Held open: a server whose standard output is closed cannot say where it listens.
    #[allow(dead_code, reason = "held for the one who writes to it")]
    stdout: Option<BufReader<ChildStdout>>,
}

impl LocalServer {
    /// Builds the server and starts it, with demo accounts and a database in memory. Its log goes to a file.
    pub fn start(root: &Path, log: &Path) -> Result<Self, Box<dyn Error>> {
        let program = build(root, "customers-server", "customers-server")?;
        Self::run(&program, &["--listen", "127.0.0.1:0", "--database", "sqlite::memory:"], log)
    }

    /// Builds the proxy that puts a fault into what the server at `url` does, and starts it.
    pub fn with_fault(root: &Path, fault: &str, url: &str, log: &Path) -> Result<Self, Box<dyn Error>> {
        Self::run(&build(root, "contract-tests", "contract-fault")?, &[fault, url], log)
    }

    /// Starts a program that says where it listens, as the server does. What it writes to standard error goes to a file.
    pub fn run(program: &Path, arguments: &[&str], log: &Path) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(log)?)
            .spawn()?;
        let mut stdout = BufReader::new(process.stdout.take().expect("it is piped"));
        // From here on the process ends with the value, whatever happens.
        let mut server = Self { process, url: String::new(), stdout: None };
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        server.stdout = Some(stdout);
        let Some(url) = line.trim_end().strip_prefix("listening on ") else {
            let said = fs::read_to_string(log).unwrap_or_default();
            return failed(format!("{} does not start: {line}{said}", program.display()));
        };
        url.clone_into(&mut server.url);
        Ok(server)
    }

    /// Starts a program that is told at which port to listen, and waits until it does. Nobody hears what it says.
    pub fn run_at(program: &Path, arguments: &[&str], port: u16) -> Result<Self, Box<dyn Error>> {
        let process = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { process, url: format!("http://127.0.0.1:{port}"), stdout: None };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.process.try_wait()?;
            if ended.is_some() || began.elapsed() > PATIENCE {
                let command = format!("{} {}", program.display(), arguments.join(" "));
                return failed(format!("`{command}` does not listen at port {port}: run it to see why"));
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(server)
    }

    /// The number of its process.
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
    fn a_program_is_found_among_everything_that_was_built() {
        let artifact = |name: &str, test: bool, executable: Option<&str>| {
            let target = json!({ "name": name, "kind": ["bin"] });
            json!({ "target": target, "profile": { "test": test }, "executable": executable }).to_string()
        };
        let messages = [
            artifact("server", false, None),
            artifact("other", false, Some("/target/other")),
            artifact("server", true, Some("/target/server-tests")),
            artifact("server", false, Some("/target/server")),
            json!({ "reason": "build-finished", "success": true }).to_string(),
        ]
        .join("\n");

        assert_eq!(built(&messages, "server"), Some(PathBuf::from("/target/server")));
        assert_eq!(built(&messages, "third"), None);
    }
}
