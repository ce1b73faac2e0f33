//! Runs wrk and parses its figures.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use super::plan::Operation;
use crate::tools::required;

/// Script that makes the requests and prints the figures as JSON.
const SCRIPT: &str = "tests/bench/wrk.lua";

/// Beginning of the line with the figures.
const FIGURES: &str = "measured: ";

/// Load of one measurement.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Connections, each with one request at a time.
    pub connections: u32,
    /// Duration.
    pub seconds: u32,
}

/// Result of one measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Throughput.
    pub requests_per_second: f64,
    /// Median latency.
    pub p50_ms: f64,
    /// 99th percentile of the latency.
    pub p99_ms: f64,
}

/// Returns the median of each figure.
pub fn medians(runs: &[Run]) -> Run {
    let median = |figure: fn(&Run) -> f64| {
        let mut values: Vec<_> = runs.iter().map(figure).collect();
        values.sort_by(f64::total_cmp);
        let upper = values.len() / 2;
        if values.len() % 2 == 1 { values[upper] } else { f64::midpoint(values[upper - 1], values[upper]) }
    };
    Run {
        requests_per_second: median(|run| run.requests_per_second),
        p50_ms: median(|run| run.p50_ms),
        p99_ms: median(|run| run.p99_ms),
    }
}

/// Sends requests to a server, cycling through the paths in a file. Any error or unexpected status fails.
pub fn run(
    root: &Path,
    url: &str,
    headers: &[String],
    operation: &Operation,
    paths: &Path,
    load: Load,
) -> Result<Run> {
    let threads = load.connections.min(2).to_string();
    let output = Command::new(required("wrk", "wrk")?)
        .arg("--script")
        .arg(root.join(SCRIPT))
        .args(["--threads", &threads, "--connections", &load.connections.to_string()])
        .args(["--duration", &format!("{}s", load.seconds), "--timeout", "60s"])
        .args(headers.iter().flat_map(|header| ["--header", header]))
        .args([url, "--", &operation.method])
        .arg(paths)
        .args(&operation.body)
        .stdin(Stdio::null())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "wrk failed: {text}{}", String::from_utf8_lossy(&output.stderr));
    parse(&text).with_context(|| format!("wrk, {} {}", operation.method, operation.path))
}

/// Figures that the script prints.
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
    error_statuses: u64,
}

fn parse(output: &str) -> Result<Run> {
    let line = output.lines().find_map(|line| line.strip_prefix(FIGURES));
    let line = line.with_context(|| format!("no figures in its output: {output}"))?;
    let figures: Figures = serde_json::from_str(line).with_context(|| line.to_owned())?;
    let errors = [
        (figures.connect_errors, "connect errors"),
        (figures.read_errors, "read errors"),
        (figures.write_errors, "write errors"),
        (figures.timeouts, "timeouts"),
        (figures.error_statuses, "statuses of 400 or more"),
    ];
    let errors: Vec<_> = errors
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    ensure!(errors.is_empty(), "{} of {} requests", errors.join(", "), figures.requests);
    if figures.requests == 0 {
        bail!("no response in time: give more --seconds");
    }
    Ok(Run {
        requests_per_second: f64::from(figures.requests) / (figures.duration_us / 1e6),
        p50_ms: figures.p50_us / 1e3,
        p99_ms: figures.p99_us / 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(requests: u32, field: &str, count: u32) -> String {
        let mut figures = serde_json::json!({
            "requests": requests, "duration_us": 4_000_000, "p50_us": 1302.0, "p99_us": 2964.5,
            "connect_errors": 0, "read_errors": 0, "write_errors": 0, "timeouts": 0, "error_statuses": 0,
        });
        if !field.is_empty() {
            figures[field] = count.into();
        }
        format!("Running 4s test\n  2 threads and 32 connections\n{FIGURES}{figures}\n")
    }

    #[test]
    fn figures_are_parsed_unless_anything_went_wrong() {
        let run = Run { requests_per_second: 23_636.0, p50_ms: 1.302, p99_ms: 2.9645 };
        assert_eq!(parse(&line(94_544, "", 0)).unwrap(), run);

        for field in ["connect_errors", "read_errors", "write_errors", "timeouts", "error_statuses"] {
            let error = parse(&line(10, field, 3)).unwrap_err().to_string();
            assert!(error.starts_with("3 ") && error.ends_with(" of 10 requests"), "{field}: {error}");
        }
        for output in [line(0, "", 0), "unable to connect to 127.0.0.1:1".to_owned()] {
            assert!(parse(&output).is_err(), "{output}");
        }
    }

    #[test]
    fn median_of_an_even_number_is_the_mean_of_the_middle() {
        let run = |figure| Run { requests_per_second: figure, p50_ms: figure, p99_ms: figure };

        assert_eq!(medians(&[run(3.0), run(1.0), run(2.0)]), run(2.0));
        assert_eq!(medians(&[run(4.0), run(1.0), run(2.0), run(3.0)]), run(2.5));
    }
}
