//! `tests/bench/RESULTS.md`: one section per mode, each with its machine and date.

use std::fs;
use std::path::Path;

use anyhow::Result;
use xshell::cmd;

use super::wrk::Run;
use crate::tools::{grouped, shell};

const FILE: &str = "tests/bench/RESULTS.md";

const HEAD: &str =
    "# Results\n\nWritten by `cargo xtask bench`. Compare ratios; absolute figures depend on the machine.\n";

/// One server's result for one operation.
pub struct Row {
    /// Title of the operation.
    pub operation: String,
    /// Label of the server.
    pub server: String,
    /// Medians of all rounds.
    pub run: Run,
    /// Throughput relative to bare dropshot.
    pub ratio: f64,
}

impl Row {
    /// Formats the row for Markdown.
    pub fn line(&self) -> String {
        let Self { operation, server, run, ratio } = self;
        let (p50, p99) = (milliseconds(run.p50_ms), milliseconds(run.p99_ms));
        format!("| {operation} | {server} | {:.0} | {ratio:.2} | {p50} | {p99} |", run.requests_per_second)
    }
}

/// Formats results of the default mode.
pub fn throughput_table(rows: &[Row]) -> String {
    let mut table = "| operation | server | requests/s | ratio to bare | p50, ms | p99, ms |\n|---|---|--:|--:|--:|--:|\n".to_owned();
    for row in rows {
        table.push_str(&row.line());
        table.push('\n');
    }
    table
}

/// Formats results of `--scale`: operation, server, and a run for each size.
pub fn scale_table(sizes: [u64; 2], rows: &[(String, String, Vec<Run>)]) -> String {
    let mut table = "| operation | server |".to_owned();
    for rows in sizes.map(grouped) {
        table.push_str(&format!(" {rows} rows: p50, ms | p99, ms |"));
    }
    table.push_str(" ratio of p50 |\n|---|---|--:|--:|--:|--:|--:|\n");
    for (operation, server, runs) in rows {
        table.push_str(&format!("| {operation} | {server} |"));
        for run in runs {
            table.push_str(&format!(" {} | {} |", milliseconds(run.p50_ms), milliseconds(run.p99_ms)));
        }
        table.push_str(&format!(" {:.2} |\n", runs[1].p50_ms / runs[0].p50_ms));
    }
    table
}

/// Formats a latency with three significant digits.
pub fn milliseconds(value: f64) -> String {
    match value {
        value if value < 1.0 => format!("{value:.3}"),
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}

/// Replaces the section of one mode.
pub fn write(root: &Path, mode: &str, settings: &str, table: &str) -> Result<()> {
    let shell = shell(root)?;
    let commit = cmd!(shell, "git describe --always --dirty").quiet().read().unwrap_or_default();
    let date = chrono::Utc::now().format("%Y-%m-%d");
    let section = format!("## {mode}\n\n{date}, revision {commit}. {}\n{settings}\n\n{table}", machine());
    let text = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    Ok(fs::write(root.join(FILE), replace_section(&text, mode, &section))?)
}

/// Returns the file with one section replaced or appended.
fn replace_section(text: &str, mode: &str, section: &str) -> String {
    let heading = format!("## {mode}\n");
    let mut sections: Vec<String> =
        text.split_inclusive('\n').fold(vec![String::new()], |mut sections, line| {
            if line.starts_with("## ") {
                sections.push(String::new());
            }
            sections.last_mut().expect("there is one").push_str(line);
            sections
        });
    HEAD.clone_into(&mut sections[0]);
    match sections.iter_mut().find(|section| section.starts_with(&heading)) {
        Some(old) => section.clone_into(old),
        None => sections.push(section.to_owned()),
    }
    sections.iter().map(|section| section.trim_end().to_owned() + "\n").collect::<Vec<_>>().join("\n")
}

/// Describes this machine.
fn machine() -> String {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split(':').nth(1)).map(|value| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory: u64 = value(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0);
    let kernel = read("/proc/sys/kernel/osrelease");
    format!(
        "{}, {cores} cores, {} GiB, Linux {}.",
        value(&read("/proc/cpuinfo"), "model name"),
        memory.div_ceil(1024 * 1024),
        kernel.trim()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_is_replaced_and_others_are_kept() {
        let first = replace_section("", "Throughput", "## Throughput\n\na\n");
        let both = replace_section(&first, "Scale", "## Scale\n\nb\n");
        let replaced = replace_section(&both, "Throughput", "## Throughput\n\nc\n");

        assert_eq!(both, format!("{HEAD}\n## Throughput\n\na\n\n## Scale\n\nb\n"));
        assert_eq!(replaced, format!("{HEAD}\n## Throughput\n\nc\n\n## Scale\n\nb\n"));
    }

    #[test]
    fn latency_has_three_significant_digits() {
        assert_eq!([0.1234, 1.234, 12.34, 123.4].map(milliseconds), ["0.123", "1.23", "12.3", "123"]);
    }
}
