//! What the tests of the program stand on: a folder, the program started in it, and a way to call it.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_customers-server");

/// Longer than anything here takes: a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A folder of one test, gone with it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn program(&self, arguments: &[&str]) -> Command {
        self.program_under(&[], arguments)
    }

    /// The program, started by another one, which is to become it.
    pub fn program_under(&self, starter: &[&str], arguments: &[&str]) -> Command {
        let words = [starter, &[PROGRAM], arguments].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.program(arguments).output().unwrap())
    }

    /// Starts a program that is to end by itself without ever serving: what it says on standard error.
    #[track_caller]
    pub fn refused(&self, starter: &[&str], arguments: &[&str]) -> String {
        let mut command = self.program_under(starter, arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        if line.starts_with("listening on ") {
            process.kill().unwrap();
        }
        let ran = Ran::from(process.wait_with_output().unwrap());
        assert_eq!(line, "", "it was to be refused: {ran:?}");
        ran.failed(1, "error: ").stderr
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }
}

/// What a command that has ended leaves.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    #[track_caller]
    pub fn failed(self, code: i32, message: &str) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.stderr.contains(message), "{message:?} is not in {self:?}");
        self
    }
}

/// A server that runs, and is killed when its test ends before it.
pub struct Serving {
    pub process: Child,
    stdout: BufReader<ChildStdout>,
    pub address: String,
    /// Where it logs, if not into a pipe, which holds up who fills it.
    log: Option<PathBuf>,
}

impl Serving {
    pub fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = folder.program(arguments);
        command.stderr(Stdio::piped());
        Self::run(command, None)
    }

    /// The same, where much may be logged; see [`Self::logged`].
    pub fn start_logging(folder: &Folder, starter: &[&str], arguments: &[&str]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let log = folder.path(&format!("log-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        let mut command = folder.program_under(starter, arguments);
        command.stderr(File::create(&log).unwrap());
        Self::run(command, Some(log))
    }

    fn run(mut command: Command, log: Option<PathBuf>) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let mut serving = Self { process, stdout, address: String::new(), log };
        let line = serving.line();
        serving.address = line
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("the first line is {line:?}; {}", serving.stderr()))
            .to_owned();
        serving
    }

    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The next line that begins like this; empty where none does.
    pub fn line_that_begins(&mut self, start: &str) -> String {
        loop {
            let line = self.line();
            if line.is_empty() || line.starts_with(start) {
                return line;
            }
        }
    }

    /// Everything on standard error, once the server has ended or is to.
    pub fn stderr(&mut self) -> String {
        let _ = self.process.kill();
        if self.log.is_some() {
            return self.logged();
        }
        let mut text = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// What has been logged so far, where it was started for that.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(self.log.as_ref().unwrap()).unwrap()
    }

    /// Ends it without a word, as `kill -9` does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub fn get(&self, target: &str) -> Answer {
        get(&self.address, target, "")
    }

    pub fn signal(&self, name: &str) {
        // The standard library can only kill, and the shell's `kill` is there wherever a shell is.
        let kill = format!("kill -{name} {}", self.process.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    pub fn wait(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the server does not stop");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

pub fn get(address: &str, target: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}
