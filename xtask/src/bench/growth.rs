//! How latencies grow with the table: the same request at ten times the rows, and again.
//!
//! One connection sends one request after the other, so that what is measured is the service and not the queue before it.

use std::error::Error;
use std::path::Path;

use serde::Serialize;

use super::cells::{Cell, GROWING};
use super::compare::{build, serve};
use super::data::{Access, Data, Database};
use super::options::Options;
use super::report::{figures, markdown};
use super::statistics::median;
use super::subject::{NOWHERE, Requests};
use super::wrk::{self, Load, Target};
use super::{fresh_folder, machine};
use crate::tools::local_server::LocalServer;
use crate::tools::{failed, grouped};

/// How many rows tables have.
const SIZES: [u64; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// Text to search through takes long to put in: the largest table is not for it.
const PORTOS_MAX: u64 = 1_000_000;

/// Whose tables they are; the first alone shows that all of this works, since the others are compared too.
const APIS: [&str; 3] = ["tradevest", "reportei", "portos"];

/// Everything that was found.
#[derive(Debug, Serialize)]
pub struct Growth {
    /// What it ran on.
    pub machine: machine::Machine,
    /// How many turns each read had.
    pub rounds: u32,
    /// How long a turn took.
    pub seconds: u32,
    /// The rows of the tables, a column each.
    pub sizes: Vec<u64>,
    /// The rows of the table here.
    pub reads: Vec<Read>,
    /// How fast the tables were filled.
    pub seeds: Vec<Seed>,
}

/// One read.
#[derive(Debug, Serialize)]
pub struct Read {
    /// What it is called.
    pub name: &'static str,
    /// Median latencies, in the order of the sizes.
    pub latency_ms: Vec<Option<f64>>,
    /// How many times the first of them.
    pub ratio: Vec<Option<f64>>,
}

/// How an API's table was filled.
#[derive(Debug, Serialize)]
pub struct Seed {
    /// The API.
    pub api: &'static str,
    /// Rows a second, up to each of the sizes.
    pub rows_per_second: Vec<Option<f64>>,
}

/// Measures everything.
pub fn run(root: &Path, options: &Options, rows_max: u64) -> Result<Growth, Box<dyn Error>> {
    let (sizes, apis) =
        if options.quick { (&[options.rows][..], &APIS[..1]) } else { (&SIZES[..], &APIS[..]) };
    let sizes: Vec<_> = sizes.iter().copied().filter(|size| *size <= rows_max).collect();
    if sizes.is_empty() {
        return failed(format!("the smallest table has {} rows: give a --growth-max of no less", SIZES[0]));
    }
    let (wrk, folder) = (wrk::find()?, fresh_folder(root)?);
    let server = build(root, options, "customers-server", "customers-server")?;
    let mut latencies: Vec<(&'static Cell, Vec<f64>)> =
        GROWING.iter().map(|cell| (cell, Vec::new())).collect();
    let mut seeds = Vec::new();
    for api in apis.iter().copied() {
        let file = folder.join(format!("{api}.db"));
        let database = Database {
            server: server.clone(),
            url: format!("sqlite:{}", file.display()),
            tenant: "bench".to_owned(),
        };
        let mut rates = Vec::new();
        let mut before = 0;
        for rows in sizes.iter().copied().filter(|rows| api != "portos" || *rows <= PORTOS_MAX) {
            rates.push(database.seed(api, rows - before)?);
            before = rows;
            println!("{api}: {} rows, {:.0} a second", grouped(rows), rates[rates.len() - 1]);
            let access = database.sign_in(&[api], Path::new(NOWHERE))?;
            let server = serve(&database, None)?;
            let data = Data::of(&server.url, &access, rows)?;
            for (cell, latencies) in latencies.iter_mut().filter(|(cell, _)| cell.api == api) {
                let paths = folder.join(format!("{}.paths", cell.name));
                let latency = measure(root, &wrk, options, cell, (&data, &access), &server, &paths)?;
                println!("{}: {} ms", cell.title, figures(latency));
                latencies.push(latency);
            }
        }
        seeds.push(Seed { api, rows_per_second: padded(&rates, sizes.len()) });
        // Some gigabytes, which nobody needs any more.
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", file.display()));
        }
    }
    let reads = latencies.iter().map(|(cell, latencies)| Read {
        name: cell.title,
        latency_ms: padded(latencies, sizes.len()),
        ratio: padded(&ratios(latencies), sizes.len()),
    });
    let Options { rounds, seconds, .. } = *options;
    let reads = reads.collect();
    Ok(Growth { machine: machine::Machine::this(), rounds, seconds, sizes, reads, seeds })
}

/// The median of the turns' own medians.
fn measure(
    root: &Path,
    wrk: &Path,
    options: &Options,
    cell: &Cell,
    (data, access): (&Data, &Access),
    server: &LocalServer,
    paths: &Path,
) -> Result<f64, Box<dyn Error>> {
    let request = Requests::new(cell, data, access);
    request.answer(&server.url, 0)?;
    std::fs::write(paths, format!("{}\n", request.paths.join("\n")))?;
    let Requests { method, headers, body, .. } = &request;
    let target = Target { url: &server.url, method, paths, body: *body, headers };
    let run = |seconds| wrk::run(root, wrk, &target, Load { threads: 1, connections: 1, seconds });
    if !options.quick {
        // It fills what caches there are.
        run(1)?;
    }
    let turns = (0..options.rounds).map(|_| run(options.seconds)).collect::<Result<Vec<_>, _>>()?;
    let turns: Vec<_> = turns.into_iter().flatten().map(|turn| turn.latency_ms_median).collect();
    median(&turns).map_or_else(|| failed(format!("{}: no answer: give more --seconds", cell.title)), Ok)
}

/// Each in relation to the first.
fn ratios(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value / values[0]).collect()
}

/// Nothing where a table was not made so large.
fn padded(values: &[f64], length: usize) -> Vec<Option<f64>> {
    (0..length).map(|index| values.get(index).copied()).collect()
}

impl Growth {
    /// The table, in Markdown that can be read as it is.
    pub fn table(&self) -> String {
        let mut head = vec!["rows".to_owned()];
        head.extend(self.sizes.iter().map(|size| grouped(*size)));
        let dash = || "–".to_owned();
        let cell = |ratio: &Option<f64>, latency: &Option<f64>| {
            let both = ratio.zip(*latency);
            both.map_or_else(dash, |(ratio, latency)| format!("{} ({} ms)", figures(ratio), figures(latency)))
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for Read { name, latency_ms, ratio } in &self.reads {
            let cells = ratio.iter().zip(latency_ms).map(|(ratio, latency)| cell(ratio, latency));
            rows.push([(*name).to_owned()].into_iter().chain(cells).collect());
        }
        for Seed { api, rows_per_second } in &self.seeds {
            let cells = rows_per_second
                .iter()
                .map(|rate| rate.map_or_else(dash, |rate| format!("{}/s", figures(rate))));
            rows.push([format!("seed {api}")].into_iter().chain(cells).collect());
        }
        format!(
            "Measured on {}: the median latency in relation to that at {} rows, one connection, {} × {} s.\n\n{}",
            self.machine,
            grouped(self.sizes[0]),
            self.rounds,
            self.seconds,
            markdown(&head, &rows)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_ratio_before_the_latency_and_nothing_where_nothing_was_measured() {
        let growth = Growth {
            machine: machine::Machine::this(),
            rounds: 1,
            seconds: 1,
            sizes: vec![10_000, 100_000],
            reads: vec![Read {
                name: "a read",
                latency_ms: padded(&[0.2], 2),
                ratio: padded(&ratios(&[0.2]), 2),
            }],
            seeds: vec![Seed { api: "reportei", rows_per_second: padded(&[3_000.0, 2_500.4], 2) }],
        };
        let table = growth.table();
        let lines: Vec<_> = table.lines().skip(2).collect();

        assert_eq!(
            lines,
            [
                "| rows          | 10,000         | 100,000 |",
                "|---------------|----------------|---------|",
                "| a read        | 1.00 (0.20 ms) | –       |",
                "| seed reportei | 3,000/s        | 2,500/s |",
            ]
        );
        assert_eq!(ratios(&[0.2, 0.3]), [1.0, 0.3 / 0.2]);
    }
}
