//! The table, and the same for programs.

use std::fmt;

use serde::Serialize;

use super::client;
use super::machine::Machine;
use super::statistics::{median, ratio};
use super::wrk::Run;

/// Everything that a run found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What it ran on.
    pub machine: Machine,
    /// How.
    pub settings: Settings,
    /// What was measured with load.
    pub operations: Vec<Operation>,
    /// What was measured of each subject.
    pub subjects: Vec<Subject>,
    /// What the typed client costs, where that was asked for.
    pub client: Option<client::Cost>,
    /// What has to be known to read the figures.
    pub remarks: Vec<String>,
}

/// How much was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Settings {
    /// The rows of each API's table.
    pub rows: u64,
    /// The connections that send requests.
    pub connections: u32,
    /// How often each subject had its turn.
    pub rounds: u32,
    /// How long a turn took.
    pub seconds: u32,
    /// How the programs were built.
    pub build: &'static str,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Operation {
    /// What it is called.
    pub name: &'static str,
    /// In the order of the columns; the server itself is the first.
    pub figures: Vec<Figures>,
}

/// What a subject did.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// Whose figures they are.
    pub subject: &'static str,
    /// The server's answers a second, in relation to this one's: what each round says by itself, where they had the same
    /// rounds.
    pub ratio: Option<f64>,
    /// The median of all rounds.
    pub median: Option<Run>,
    /// In the order of the rounds: what has the same place ran beside each other.
    pub rounds: Vec<Run>,
}

/// What a program needs.
#[derive(Debug, Serialize)]
pub struct Subject {
    /// What it is called.
    pub name: &'static str,
    /// From its start to its first answer.
    pub first_answer_ms: Option<f64>,
    /// What it held then.
    pub memory_at_rest_kib: Option<f64>,
    /// The most that it ever held.
    pub memory_under_load_kib: Option<u64>,
    /// Its program's size.
    pub program_bytes: Option<u64>,
}

impl Operation {
    /// A row, of what each subject's rounds were. The first is the server.
    pub fn new(name: &'static str, rounds: Vec<(&'static str, Vec<Run>)>) -> Self {
        let rates = |rounds: &[Run]| rounds.iter().map(|run| run.requests_per_second).collect::<Vec<_>>();
        let own = rounds.first().map(|(_, rounds)| rates(rounds)).unwrap_or_default();
        let figures = rounds.into_iter().enumerate().map(|(index, (subject, rounds))| Figures {
            subject,
            ratio: (index > 0).then(|| in_relation(&own, &rates(&rounds))).flatten(),
            median: median_run(&rounds),
            rounds,
        });
        Self { name, figures: figures.collect() }
    }

    fn of(&self, subject: &str) -> Option<&Figures> {
        self.figures.iter().find(|figures| figures.subject == subject)
    }
}

fn in_relation(own: &[f64], other: &[f64]) -> Option<f64> {
    if own.len() == other.len() {
        return ratio(own, other);
    }
    Some(median(own)? / median(other)?)
}

fn median_run(rounds: &[Run]) -> Option<Run> {
    let of = |value: fn(&Run) -> f64| median(&rounds.iter().map(value).collect::<Vec<_>>());
    Some(Run {
        requests_per_second: of(|run| run.requests_per_second)?,
        latency_ms_median: of(|run| run.latency_ms_median)?,
        latency_ms_p99: of(|run| run.latency_ms_p99)?,
    })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests_per_second, latency_ms_median, latency_ms_p99 } = self;
        write!(
            f,
            "{}/s, {} ms, {} ms",
            figures(*requests_per_second),
            figures(*latency_ms_median),
            figures(*latency_ms_p99)
        )
    }
}

#[allow(clippy::cast_precision_loss, reason = "no program is so large")]
fn whole(number: u64) -> f64 {
    number as f64
}

/// A number with as many digits as mean something here.
pub fn figures(number: f64) -> String {
    match number {
        100.0.. =>
        {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is positive, and rounded"
            )]
            crate::tools::grouped(number.round() as u64)
        }
        10.0.. => format!("{number:.1}"),
        0.1.. => format!("{number:.2}"),
        0.01.. => format!("{number:.3}"),
        _ => format!("{number:.4}"),
    }
}

impl Report {
    /// The columns: subjects in the order in which they come up.
    fn columns(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for figures in self.operations.iter().flat_map(|operation| &operation.figures) {
            if !names.contains(&figures.subject) {
                names.push(figures.subject);
            }
        }
        names
    }

    /// The table, in Markdown that can be read as it is.
    pub fn table(&self) -> String {
        let Settings { rows, connections, rounds, seconds, build } = &self.settings;
        let mut text = format!("Measured on {}, with wrk on the same machine: ", self.machine);
        text.push_str(&format!(
            "{} rows, {connections} connections, median of {rounds} × {seconds} s, {build}.\n\n",
            crate::tools::grouped(*rows)
        ));
        let columns = self.columns();
        let Some((own, others)) = columns.split_first() else { return text };

        let dash = || "–".to_owned();
        let mut head = vec!["operation".to_owned()];
        head.extend(others.iter().map(|other| format!("{own} / {other}")));
        head.extend(columns.iter().map(|column| format!("{column}: answers, median, p99")));
        let rows = self.operations.iter().map(|operation| {
            let mut row = vec![operation.name.to_owned()];
            row.extend(others.iter().map(|other| {
                operation.of(other).and_then(|figures| figures.ratio).map_or_else(dash, figures)
            }));
            row.extend(columns.iter().map(|column| {
                let figures = operation.of(column);
                let none = || figures.map_or_else(dash, |_| "no answer in time".to_owned());
                figures.and_then(|figures| figures.median).map_or_else(none, |median| median.to_string())
            }));
            row
        });
        text.push_str(&markdown(&head, &rows.collect::<Vec<_>>()));

        text.push('\n');
        let head =
            ["", "memory at rest", "under load", "start to first answer", "program"].map(str::to_owned);
        let mib = |kib: Option<f64>| kib.map_or_else(dash, |kib| format!("{} MiB", figures(kib / 1024.0)));
        let rows = self.subjects.iter().map(|subject| {
            vec![
                subject.name.to_owned(),
                mib(subject.memory_at_rest_kib),
                mib(subject.memory_under_load_kib.map(whole)),
                subject.first_answer_ms.map_or_else(dash, |ms| format!("{} ms", figures(ms))),
                mib(subject.program_bytes.map(|bytes| whole(bytes) / 1024.0)),
            ]
        });
        text.push_str(&markdown(&head, &rows.collect::<Vec<_>>()));
        if let Some(client) = &self.client {
            text.push_str(&format!("\n{}\n", client.text()));
        }
        if !self.remarks.is_empty() {
            text.push('\n');
            text.push_str(&self.remarks.join(" "));
            text.push('\n');
        }
        text
    }
}

/// A table whose columns stand one below the other.
pub fn markdown(head: &[String], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| &row[column]).chain([&head[column]]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let cells: Vec<_> = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<_> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let mut text = format!("{}|{}|\n", line(head), rule.join("|"));
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name)?;
        for Figures { subject, ratio, median, .. } in &self.figures {
            let Some(median) = median else {
                write!(f, " {subject} no answer in time;")?;
                continue;
            };
            write!(f, " {subject} {median}")?;
            if let Some(ratio) = ratio {
                write!(f, " (ratio {})", figures(*ratio))?;
            }
            f.write_str(";")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(requests_per_second: f64) -> Run {
        Run { requests_per_second, latency_ms_median: 1.5, latency_ms_p99: 10.25 }
    }

    fn report() -> Report {
        let ours = || vec![run(100.0), run(50.0), run(90.0)];
        Report {
            machine: Machine::this(),
            settings: Settings {
                rows: 1_000,
                connections: 32,
                rounds: 3,
                seconds: 1,
                build: "release build",
            },
            operations: vec![
                Operation::new(
                    "read",
                    vec![("ours", ours()), ("bare", vec![run(200.0), run(100.0), run(180.0)])],
                ),
                Operation::new("list", vec![("ours", ours()), ("peer", vec![run(9.0)])]),
                Operation::new("search", vec![("ours", ours()), ("peer", Vec::new())]),
            ],
            subjects: vec![Subject {
                name: "ours",
                first_answer_ms: Some(9.5),
                memory_at_rest_kib: Some(1024.0 * 13.0),
                memory_under_load_kib: Some(1024 * 100),
                program_bytes: None,
            }],
            client: None,
            remarks: vec!["One.".to_owned(), "Two.".to_owned()],
        }
    }

    #[test]
    fn ratios_come_first_and_nothing_stands_where_nothing_was_measured() {
        let table = report().table();
        let lines: Vec<_> = table.lines().skip(2).collect();

        assert_eq!(
            lines,
            [
                "| operation | ours / bare | ours / peer | ours: answers, median, p99 | bare: answers, median, p99 | peer: answers, median, p99 |",
                "|-----------|-------------|-------------|----------------------------|----------------------------|----------------------------|",
                "| read      | 0.50        | –           | 90.0/s, 1.50 ms, 10.2 ms   | 180/s, 1.50 ms, 10.2 ms    | –                          |",
                "| list      | –           | 10.0        | 90.0/s, 1.50 ms, 10.2 ms   | –                          | 9.00/s, 1.50 ms, 10.2 ms   |",
                "| search    | –           | –           | 90.0/s, 1.50 ms, 10.2 ms   | –                          | no answer in time          |",
                "",
                "|      | memory at rest | under load | start to first answer | program |",
                "|------|----------------|------------|-----------------------|---------|",
                "| ours | 13.0 MiB       | 100 MiB    | 9.50 ms               | –       |",
                "",
                "One. Two.",
            ]
        );
    }

    #[test]
    fn the_file_for_programs_has_every_turn() {
        let report = serde_json::to_value(report()).unwrap();
        let bare = &report["operations"][0]["figures"][1];

        assert_eq!(bare["ratio"], 0.5);
        assert_eq!(bare["rounds"].as_array().map(Vec::len), Some(3));
        assert_eq!(bare["median"]["requests_per_second"], 180.0);
        assert!(report["machine"]["cores"].as_u64() > Some(0), "{report}");
    }

    #[test]
    fn a_number_has_the_digits_that_mean_something() {
        let shown = [0.000_52, 0.012_3, 0.123, 9.876, 12.34, 123.4, 12_345.6].map(figures);

        assert_eq!(shown, ["0.0005", "0.012", "0.12", "9.88", "12.3", "123", "12,346"]);
    }
}
