//! Third-party tools: found on the path, or installed under `target/` at pinned versions.

pub mod local_server;
pub mod npm;
pub mod postgres;
pub mod python;

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

/// Returns a shell in a folder.
pub fn shell(folder: &Path) -> Result<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(folder);
    Ok(shell)
}

/// Returns the files that git tracks and that exist, relative to `root`.
pub fn tracked_files(root: &Path) -> Result<Vec<PathBuf>> {
    let shell = shell(root)?;
    let files = cmd!(shell, "git ls-files -z").quiet().read()?;
    let files = files.split('\0').filter(|file| !file.is_empty()).map(PathBuf::from);
    Ok(files.filter(|file| root.join(file).is_file()).collect())
}

/// Waits for a process and kills it after a timeout; `None` if it was killed.
pub fn wait_at_most(child: &mut Child, timeout: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > timeout {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Finds a program on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Finds a program on the path, or names the Debian package that has it.
pub fn required(name: &str, package: &str) -> Result<PathBuf> {
    on_path(name).with_context(|| format!("{name} is not on the path. On Debian: apt-get install {package}"))
}

/// Formats a number with separated thousands: `1,234,567`.
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
    fn thousands_are_separated() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
