//! What is measured on.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use serde::Serialize;

use crate::tools::ToolFailed;

/// Without a processor for so long, a program has nothing to do: ten of the kernel's ticks.
const IDLE: Duration = Duration::from_millis(100);

/// How long a program may still work after its turn.
const PATIENCE: Duration = Duration::from_secs(120);

/// The machine, the compiler and the day, in words.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// `YYYY-MM-DD`, in UTC.
    pub date: String,
    /// The processor's model.
    pub processor: String,
    /// How many of its cores there are for us.
    pub cores: usize,
    /// In whole GiB.
    pub memory_gib: u64,
    /// The operating system and its kernel.
    pub system: String,
    /// The compiler.
    pub rustc: String,
}

impl Machine {
    /// This one. What it does not tell is empty.
    pub fn this() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let kernel = read("/proc/sys/kernel/osrelease");
        let release = read("/etc/os-release");
        let name = value(&release, "PRETTY_NAME", '=').unwrap_or("an unknown system");
        Self {
            date: Utc::now().date_naive().to_string(),
            processor: value(&read("/proc/cpuinfo"), "model name", ':')
                .unwrap_or("an unknown processor")
                .to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: kib(&read("/proc/meminfo"), "MemTotal").unwrap_or_default().div_ceil(1024 * 1024),
            system: format!("{name}, Linux {}", kernel.trim()),
            rustc: command_line_version("rustc"),
        }
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { date, processor, cores, memory_gib, system, rustc } = self;
        write!(f, "{date} on {processor}, {cores} cores, {memory_gib} GiB, {system}, {rustc}")
    }
}

/// What a program says of its version, in one line without what stands in brackets.
fn command_line_version(program: &str) -> String {
    let output = Command::new(program).arg("--version").output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.split('(').next().unwrap_or_default().trim().to_owned()
}

/// A running program's memory, in KiB: what it holds now, and the most that it ever held.
pub fn memory_kib(process: u32) -> Option<(u64, u64)> {
    let status = fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status")).ok()?;
    Some((kib(&status, "VmRSS")?, kib(&status, "VmHWM")?))
}

/// The time that a running program has had a processor, in the kernel's ticks.
fn processor_ticks(process: u32) -> Option<u64> {
    ticks(&fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat")).ok()?)
}

/// Waits until a program has nothing more to do: it may have begun what nobody waits for any more, and would take that time
/// from the next.
pub fn settle(process: u32) -> Result<(), ToolFailed> {
    let began = Instant::now();
    let mut before = processor_ticks(process);
    loop {
        thread::sleep(IDLE);
        let now = processor_ticks(process);
        if now == before {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            let waited = PATIENCE.as_secs();
            return Err(ToolFailed(format!("it is still busy {waited} s after its turn: give fewer --rows")));
        }
        before = now;
    }
}

/// User and system time are the 14th and 15th fields; the second is the program's name in brackets, whatever that holds.
fn ticks(stat: &str) -> Option<u64> {
    let (_, behind_name) = stat.rsplit_once(')')?;
    let mut fields = behind_name.split_whitespace().skip(11).map(|field| field.parse::<u64>().ok());
    Some(fields.next()?? + fields.next()??)
}

/// The value in a line of `name: value`.
fn value<'a>(text: &'a str, name: &str, between: char) -> Option<&'a str> {
    let mut fields = text.lines().filter_map(|line| line.split_once(between));
    fields.find(|(field, _)| field.trim() == name).map(|(_, value)| value.trim().trim_matches('"'))
}

fn kib(text: &str, name: &str) -> Option<u64> {
    value(text, name, ':')?.strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_linux_writes_them() {
        let status = "Name:\tcustomers\nVmHWM:\t   52340 kB\nVmRSS:\t   41200 kB\n";

        assert_eq!(kib(status, "VmRSS"), Some(41_200));
        assert_eq!(kib(status, "VmHWM"), Some(52_340));
        assert_eq!(kib(status, "VmSwap"), None);
        assert_eq!(value("PRETTY_NAME=\"Debian\"\n", "PRETTY_NAME", '='), Some("Debian"));
        assert_eq!(ticks("42 (a) b) R 1 1 1 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 5 0 100"), Some(300));
        assert_eq!(ticks("42 (a) R 1"), None);
        assert_eq!(value("model name\t: AMD EPYC\n", "model name", ':'), Some("AMD EPYC"));
    }
}
