//! What comes from elsewhere and is needed by a check: found or installed under `target/`, or named with the way to get it.

pub mod local_server;
pub mod npm;
pub mod postgres;
pub mod python;

use std::env;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// A tool did not do what the check needs of it.
#[derive(Debug)]
pub struct ToolFailed(pub String);

impl fmt::Display for ToolFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ToolFailed {}

/// The error of a tool that did not do what the check needs of it.
pub fn failed<T>(reason: impl Into<String>) -> Result<T, Box<dyn Error>> {
    Err(Box::new(ToolFailed(reason.into())))
}

/// Waits for a program to end, and ends it after a time; `None` where it was ended.
pub fn wait_at_most(child: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// The program of this name, where the shell would find it.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// A number with its thousands apart: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let numbers = [0, 999, 1000, 1_234_567].map(grouped);

        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }
}
