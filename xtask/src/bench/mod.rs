//! Measures the server under load by wrk, in turns with bare dropshot and other builds of the server, on one machine in one
//! run. The results that count are ratios of medians.
//!
//! `tests/NAME/bench.yaml` describes the operations of an API, `tests/bench/bare.rs` is the server to compare with. The command
//! writes `tests/bench/RESULTS.md`, one section per mode.

mod plan;
mod results;
mod subject;
mod wrk;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::cli::BenchOptions;
use crate::tools::local_server::{LocalServer, build_release, build_with_all};
use plan::{Bare, Operation, Plan};
use results::Row;
use subject::{LOG, Subject};
use wrk::{Load, Run};

const FOLDER: &str = "target/bench";

/// Connections of the load.
const CONNECTIONS: u32 = 32;

/// Table sizes of `--scale`.
const SCALE: [u64; 2] = [10_000, 1_000_000];

/// Rows and sizes of `--quick`.
const QUICK_ROWS: u64 = 200;
const QUICK_SCALE: [u64; 2] = [200, 400];

/// Operations to measure and programs to run.
struct Bench<'a> {
    root: &'a Path,
    options: &'a BenchOptions,
    plans: Vec<Plan>,
    /// Label and path of each build of the server; the first is this checkout's.
    servers: Vec<(String, PathBuf)>,
    bare: PathBuf,
    folder: PathBuf,
}

/// Measures, writes the results file, and returns the table.
pub fn run(root: &Path, options: &BenchOptions) -> Result<String> {
    let bench = Bench::new(root, options)?;
    let (mode, table) = if options.scale {
        let rows = if options.quick { QUICK_SCALE } else { SCALE };
        ("Scale", results::scale_table(rows, &bench.scale(rows)?))
    } else {
        ("Throughput", results::throughput_table(&bench.throughput()?))
    };
    if !options.quick {
        results::write(root, mode, &bench.settings(), &table)?;
    }
    Ok(table)
}

/// Runs both modes briefly, to see that they work; returns a summary.
pub fn check(root: &Path) -> Result<String> {
    let mut options = BenchOptions {
        rows: QUICK_ROWS,
        seconds: 1,
        rounds: 1,
        only: Vec::new(),
        postgres: None,
        servers: Vec::new(),
        scale: false,
        quick: true,
    };
    let throughput = run(root, &options)?;
    options.scale = true;
    let scale = run(root, &options)?;
    println!("{throughput}\n{scale}");
    let rows = |table: &str| table.lines().count() - 2;
    Ok(format!("{} rows of results, 0 errors", rows(&throughput) + rows(&scale)))
}

impl<'a> Bench<'a> {
    fn new(root: &'a Path, options: &'a BenchOptions) -> Result<Self> {
        let mut plans = plan::read(root)?;
        let names: Vec<_> = plans.iter().flat_map(|plan| &plan.operations).map(|o| o.name.clone()).collect();
        for name in &options.only {
            ensure!(names.contains(name), "there is no operation {name}. There are: {}", names.join(", "));
        }
        for plan in &mut plans {
            plan.operations.retain(|operation| {
                let mode = if options.scale { operation.scale } else { operation.throughput };
                if options.only.is_empty() { mode } else { options.only.contains(&operation.name) }
            });
        }
        plans.retain(|plan| !plan.operations.is_empty());
        let build = |package: &str, program: &str| {
            if options.quick { build_with_all(root, program) } else { build_release(root, package, program) }
        };
        let ours = ("ours".to_owned(), build("customers-server", "customers-server")?);
        let servers = [ours].into_iter().chain(options.servers.iter().cloned()).collect();
        let folder = root.join(FOLDER);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { root, options, plans, servers, bare: build("bench-subjects", "bench-bare")?, folder })
    }

    fn settings(&self) -> String {
        let BenchOptions { rows, seconds, rounds, .. } = self.options;
        let (servers, rows) = if self.options.scale {
            ("1 connection", String::new())
        } else {
            ("32 connections", format!("{rows} rows per API, "))
        };
        format!("{rows}{servers}, {rounds} rounds of {seconds} s, medians. Servers log to /dev/null.")
    }

    /// Seeds a database and starts a server on it.
    fn start(&self, label: &str, program: &Path, database: &str, rows: u64) -> Result<Subject> {
        println!("{label}: seeding {rows} rows");
        Subject::start(label, program, database, rows, &self.plans)
    }

    fn sqlite(&self, label: &str, rows: u64) -> String {
        format!("sqlite:{}", self.folder.join(format!("{label}-{rows}.db")).display())
    }

    /// Measures requests per second of every server and of bare dropshot, in interleaved rounds.
    fn throughput(&self) -> Result<Vec<Row>> {
        let rows = if self.options.quick { QUICK_ROWS } else { self.options.rows };
        let mut subjects = Vec::new();
        for (label, program) in &self.servers {
            subjects.push(self.start(label, program, &self.sqlite(label, rows), rows)?);
        }
        if let Some(url) = &self.options.postgres {
            subjects.push(self.start("ours, PostgreSQL", &self.servers[0].1, url, rows)?);
        }
        let mut results = Vec::new();
        for plan in &self.plans {
            for operation in &plan.operations {
                let bare = self.start_bare(plan, operation, &subjects[0])?;
                let bare = subjects[0].with_server(bare);
                let mut all: Vec<_> = [&bare].into_iter().chain(&subjects).collect();
                let mut runs: Vec<Vec<Run>> = vec![Vec::new(); all.len()];
                let mut order: Vec<usize> = (0..all.len()).collect();
                for _ in 0..self.options.rounds {
                    for &index in &order {
                        runs[index].push(self.load(all[index], plan, operation, CONNECTIONS)?);
                    }
                    order.reverse();
                }
                let runs: Vec<_> = runs.iter().map(|runs| wrk::medians(runs)).collect();
                for (subject, run) in all.drain(..).zip(&runs) {
                    let ratio = run.requests_per_second / runs[0].requests_per_second;
                    let row = Row {
                        operation: operation.title.clone(),
                        server: subject.label.clone(),
                        run: *run,
                        ratio,
                    };
                    println!("{}", row.line());
                    results.push(row);
                }
            }
        }
        Ok(results)
    }

    /// Measures latencies over one connection at each table size: operation, server, and a run for each size.
    fn scale(&self, sizes: [u64; 2]) -> Result<Vec<(String, String, Vec<Run>)>> {
        let mut results: Vec<(String, String, Vec<Run>)> = Vec::new();
        for (label, program) in &self.servers {
            let mut subjects = Vec::new();
            for rows in sizes {
                subjects.push(self.start(label, program, &self.sqlite(label, rows), rows)?);
            }
            for plan in &self.plans {
                for operation in &plan.operations {
                    let mut runs = vec![Vec::new(); subjects.len()];
                    for _ in 0..self.options.rounds {
                        for (subject, runs) in subjects.iter().zip(&mut runs) {
                            runs.push(self.load(subject, plan, operation, 1)?);
                        }
                    }
                    let runs: Vec<_> = runs.iter().map(|runs| wrk::medians(runs)).collect();
                    let p50: Vec<_> = runs.iter().map(|run| results::milliseconds(run.p50_ms)).collect();
                    println!("{}, {}, {label}: {} ms", plan.api, operation.title, p50.join(" → "));
                    results.push((operation.title.clone(), label.clone(), runs));
                }
            }
        }
        Ok(results)
    }

    fn start_bare(&self, plan: &Plan, operation: &Operation, ours: &Subject) -> Result<LocalServer> {
        let body = self.folder.join(format!("{}.json", operation.name));
        fs::write(&body, ours.response(plan, operation)?)?;
        let body = body.display().to_string();
        let database = self.folder.join(format!("{}-bare.db", operation.name)).display().to_string();
        let (path, status) = (operation.route(&plan.api), operation.status.to_string());
        let mut arguments = vec![operation.method.as_str(), &path, &status, &body];
        if operation.bare == Bare::Insert {
            arguments.push(&database);
        }
        LocalServer::run(&self.bare, &arguments, Path::new(LOG))
    }

    fn load(&self, subject: &Subject, plan: &Plan, operation: &Operation, connections: u32) -> Result<Run> {
        let paths = self.folder.join("paths");
        fs::write(&paths, subject.paths(plan, operation).join("\n") + "\n")?;
        let load = Load { connections, seconds: self.options.seconds };
        wrk::run(self.root, subject.url(), &subject.headers(plan, operation), operation, &paths, load)
    }
}
