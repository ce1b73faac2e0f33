//! wrk, which makes the load: found, run for a time, and its figures read.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::tools::{ToolFailed, failed, on_path};

/// What makes the requests and tells the figures, below the workspace's root.
const SCRIPT: &str = "tests/bench/wrk.lua";

/// What the script's own line begins with.
const FIGURES: &str = "measured: ";

/// How long an answer may take. wrk counts what takes longer as an error.
const PATIENCE_SECONDS: u32 = 60;

/// wrk, where the shell would find it.
pub fn find() -> Result<PathBuf, ToolFailed> {
    on_path("wrk").ok_or_else(|| {
        ToolFailed("wrk is not on the path: install it, on Debian with `apt-get install wrk`".to_owned())
    })
}

/// How hard wrk works.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Its own threads.
    pub threads: u32,
    /// Connections, each of which sends its next request when the last is answered.
    pub connections: u32,
    /// For how long.
    pub seconds: u32,
}

/// What is sent, and where to.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The server, without a slash at the end.
    pub url: &'a str,
    /// The method.
    pub method: &'a str,
    /// A file with a path a line: they are sent by turns.
    pub paths: &'a Path,
    /// What is sent to each.
    pub body: Option<&'a str>,
    /// A line each.
    pub headers: &'a [String],
}

/// One measurement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Run {
    /// Answers a second.
    pub requests_per_second: f64,
    /// Half of the answers took no longer.
    pub latency_ms_median: f64,
    /// 99 of 100 took no longer.
    pub latency_ms_p99: f64,
}

/// Sends requests for a time; `None` where that was too short for a single answer. Anything but answers with a status below
/// 400 is an error.
pub fn run(root: &Path, wrk: &Path, target: &Target<'_>, load: Load) -> Result<Option<Run>, Box<dyn Error>> {
    let mut command = Command::new(wrk);
    command.arg("--script").arg(root.join(SCRIPT));
    command.args(["--threads", &load.threads.to_string(), "--connections", &load.connections.to_string()]);
    command.args(["--duration", &format!("{}s", load.seconds), "--timeout", &format!("{PATIENCE_SECONDS}s")]);
    for header in target.headers {
        command.args(["--header", header]);
    }
    command.args([target.url, "--", target.method]).arg(target.paths).args(target.body);
    let output = command.stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return failed(format!("wrk did not run: {said}{}", String::from_utf8_lossy(&output.stderr)));
    }
    let place = format!("{} {}", target.method, target.url);
    read(&said).map_err(|reason| format!("wrk, {place}: {reason}").into())
}

/// As the script says it.
#[derive(Deserialize)]
struct Figures {
    requests: u32,
    duration_us: f64,
    p50_us: f64,
    p99_us: f64,
    connect_errors: u64,
    read_errors: u64,
    write_errors: u64,
    timeouts: u64,
    refusals: u64,
}

/// The figures in what wrk says, or why they are none.
fn read(said: &str) -> Result<Option<Run>, String> {
    let line = said.lines().find_map(|line| line.strip_prefix(FIGURES));
    let line = line.ok_or_else(|| format!("it tells no figures: {said}"))?;
    let figures: Figures = serde_json::from_str(line).map_err(|error| format!("{error} in {line}"))?;
    let errors = [
        (figures.connect_errors, "connections were refused"),
        (figures.read_errors, "answers could not be read"),
        (figures.write_errors, "requests could not be sent"),
        (figures.timeouts, "answers took too long"),
        (figures.refusals, "answers had a status of 400 or more"),
    ];
    let errors: Vec<_> = errors
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !errors.is_empty() {
        return Err(format!("of {} requests, {}", figures.requests, errors.join(", ")));
    }
    if figures.requests == 0 {
        return Ok(None);
    }
    Ok(Some(Run {
        requests_per_second: f64::from(figures.requests) / (figures.duration_us / 1e6),
        latency_ms_median: figures.p50_us / 1e3,
        latency_ms_p99: figures.p99_us / 1e3,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(requests: u32, member: &str, count: u32) -> String {
        let mut figures = serde_json::json!({
            "requests": requests, "duration_us": 4_000_000, "p50_us": 1302.0, "p99_us": 2964.5,
            "connect_errors": 0, "read_errors": 0, "write_errors": 0, "timeouts": 0, "refusals": 0,
        });
        if !member.is_empty() {
            figures[member] = count.into();
        }
        format!("Running 4s test\n  2 threads and 32 connections\n{FIGURES}{figures}\n")
    }

    #[test]
    fn the_scripts_line_has_the_figures() {
        let expected =
            Run { requests_per_second: 23_636.0, latency_ms_median: 1.302, latency_ms_p99: 2.9645 };

        assert_eq!(read(&line(94_544, "", 0)), Ok(Some(expected)));
        assert_eq!(read(&line(0, "", 0)), Ok(None), "no time for any");
    }

    #[test]
    fn a_run_in_which_anything_went_wrong_is_none() {
        for (member, expected) in [
            ("connect_errors", "of 10 requests, 3 connections were refused"),
            ("read_errors", "of 10 requests, 3 answers could not be read"),
            ("write_errors", "of 10 requests, 3 requests could not be sent"),
            ("timeouts", "of 10 requests, 3 answers took too long"),
            ("refusals", "of 10 requests, 3 answers had a status of 400 or more"),
        ] {
            assert_eq!(read(&line(10, member, 3)), Err(expected.to_owned()), "{member}");
        }
        assert!(read("unable to connect to 127.0.0.1:1").is_err_and(|reason| reason.contains("no figures")));
    }
}
