//! The server under load, beside the limit and beside what people would write or take instead: one command, one run, one
//! table.
//!
//! wrk makes the load. The subjects take turns, round after round, on one machine and with the same rows, so that what
//! disturbs the machine disturbs all of them; what counts are the ratios of each round. Before anything is measured, each
//! subject has to give the answer that the server gives.
//!
//! [`cells`] has the operations, [`data`] the rows; `tests/bench` has the subjects and wrk's script. The table is printed,
//! and lies with everything that it is made of in `target/bench.json`.

mod cells;
mod data;
mod http;
mod machine;
mod report;
mod statistics;
mod wrk;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use self::cells::{CELLS, Cell, Likeness};
use self::data::{Access, Data};
use self::http::Answer;
use self::report::{Operation, Report, Settings};
use self::wrk::{Load, Run, Target};
use crate::tools::failed;
use crate::tools::local_server::{LocalServer, build_as};

/// Databases, answers and lists of paths.
const FOLDER: &str = "target/bench";

/// The figures.
const FIGURES: &str = "target/bench.json";

/// Where nobody reads the log.
const NOWHERE: &str = "/dev/null";

/// How often a program is started to see how long it takes.
const STARTS: usize = 5;

/// wrk's own threads, and its connections.
const THREADS: u32 = 2;
const CONNECTIONS: u32 = 32;

/// What is asked for on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The rows of each API's table.
    pub rows: u64,
    /// How long a turn takes.
    pub seconds: u32,
    /// How many turns each subject has at each operation.
    pub rounds: u32,
    /// Whether it only has to be seen that all of this works: programs as the tests build them, and no warming up.
    pub quick: bool,
    /// The names of the operations; all, if there are none.
    pub only: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { rows: 100_000, seconds: 3, rounds: 5, quick: false, only: Vec::new() }
    }
}

impl Options {
    /// Reads the arguments behind `cargo xtask bench`; what is wrong with them, otherwise.
    pub fn parse(arguments: &[&str]) -> Result<Self, String> {
        let mut options = Self::default();
        if arguments.contains(&"--quick") {
            options = Self { rows: 2_000, seconds: 1, rounds: 1, quick: true, ..options };
        }
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let number =
                    arguments.next().and_then(|value| value.parse::<u32>().ok()).filter(|number| *number > 0);
                number.ok_or_else(|| format!("{argument} takes a whole number from 1 on"))
            };
            match *argument {
                "--quick" => {}
                "--rows" => options.rows = number()?.into(),
                "--seconds" => options.seconds = number()?,
                "--rounds" => options.rounds = number()?,
                "--only" => {
                    let names = arguments.next().ok_or("--only takes names, with commas between them")?;
                    for name in names.split(',') {
                        if !CELLS.iter().any(|cell| cell.name == name) {
                            let known: Vec<_> = CELLS.iter().map(|cell| cell.name).collect();
                            return Err(format!(
                                "there is no operation {name}: name some of {}",
                                known.join(", ")
                            ));
                        }
                        options.only.push(name.to_owned());
                    }
                }
                other => return Err(format!("bench does not know {other}")),
            }
        }
        Ok(options)
    }

    fn profile(&self) -> &'static str {
        if self.quick { "dev" } else { "release" }
    }

    fn cells(&self) -> impl Iterator<Item = &'static Cell> {
        CELLS.iter().filter(|cell| self.only.is_empty() || self.only.iter().any(|name| name == cell.name))
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Ours,
    Bare,
    ByHand,
}

impl Subject {
    const ALL: [Self; 3] = [Self::Ours, Self::Bare, Self::ByHand];

    /// What it is called in the table.
    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Bare => "bare dropshot",
            Self::ByHand => "by hand",
        }
    }
}

/// What is known of a subject beside its figures.
#[derive(Debug, Default)]
struct Facts {
    first_answers_ms: Vec<f64>,
    at_rest_kib: Vec<f64>,
    under_load_kib: u64,
    program: PathBuf,
}

struct Bench<'a> {
    root: &'a Path,
    folder: PathBuf,
    options: &'a Options,
    wrk: PathBuf,
    access: Access,
    data: Data,
}

/// Measures everything, and returns the table.
pub fn run(root: &Path, options: &Options) -> Result<String, Box<dyn Error>> {
    let wrk = wrk::find()?;
    let profile = options.profile();
    println!("building the server and what it is held against ({profile})");
    let ours = build_as(root, profile, "customers-server", "customers-server")?;
    let bare = build_as(root, profile, "bench-subjects", "bench-bare")?;
    let by_hand = build_as(root, profile, "bench-subjects", "bench-by-hand")?;

    let folder = root.join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let file = folder.join("ours.db");
    let database = format!("sqlite:{}", file.display());
    let rate = data::seed(&ours, &database, "reportei", options.rows)?;
    println!("reportei: {} rows, {rate:.0} a second", options.rows);
    let access = data::sign_in(&ours, &database)?;
    let copy = folder.join("by-hand.db");
    fs::copy(&file, &copy)?;

    let mut bench = Bench { root, folder, options, wrk, access, data: Data::default() };
    let ours_arguments = |level: Option<&'static str>| {
        let mut arguments = vec!["--listen".to_owned(), "127.0.0.1:0".to_owned(), "--no-demo".to_owned()];
        arguments.extend(["--database".to_owned(), database.clone()]);
        arguments.extend(level.into_iter().flat_map(|level| ["--log-level".to_owned(), level.to_owned()]));
        arguments
    };
    let mut facts: Vec<_> =
        [&ours, &bare, &by_hand].map(|program| Facts { program: program.clone(), ..Facts::default() }).into();
    let by_hand_arguments = [copy.display().to_string()];

    let probe = ("/healthz", 200);
    let (own, own_facts) = bench.start(&ours, &ours_arguments(None), probe.0)?;
    facts[0].add(own_facts);
    let (hand, hand_facts) = bench.start(&by_hand, &by_hand_arguments, "/reportei/customers")?;
    facts[2].add(hand_facts);
    bench.data = Data::of(&own.url, &bench.access)?;

    let mut operations = Vec::new();
    for cell in options.cells() {
        let paths = cell.paths(&bench.data);
        let quiet = match cell.log_level {
            Some(level) => Some(bench.start(&ours, &ours_arguments(Some(level)), probe.0)?.0),
            None => None,
        };
        let own = quiet.as_ref().unwrap_or(&own);
        let answer = bench.answer(cell, &paths[0], &own.url)?;
        let body = bench.folder.join(format!("{}.json", cell.name));
        fs::write(&body, &answer.body)?;
        let arguments =
            [cell.method.to_owned(), cell.route(), cell.status.to_string(), body.display().to_string()];
        let (limit, limit_facts) = bench.start(&bare, &arguments, &paths[0])?;
        facts[1].add(limit_facts);

        let contestants = [(Subject::Ours, own), (Subject::Bare, &limit), (Subject::ByHand, &hand)];
        for (subject, server) in &contestants[1..] {
            let other = bench.answer(cell, &paths[0], &server.url)?;
            compare(cell, (&own.url, &answer), (&server.url, &other))
                .map_err(|reason| format!("{}, {}: {reason}", cell.title, subject.name()))?;
        }
        operations.push(bench.measure(cell, &paths, &contestants)?);
        facts[1].under_load(&limit);
    }
    facts[0].under_load(&own);
    facts[2].under_load(&hand);

    let subjects = Subject::ALL.iter().zip(&facts).map(|(subject, facts)| facts.tell(subject.name()));
    let report = Report {
        machine: machine::Machine::this(),
        settings: Settings {
            rows: options.rows,
            connections: CONNECTIONS,
            rounds: options.rounds,
            seconds: options.seconds,
            profile,
        },
        operations,
        subjects: subjects.collect(),
        remarks: vec![
            "The server logs as it does by default, to /dev/null, unless the row says otherwise; the others log \
             nothing."
                .to_owned(),
        ],
    };
    fs::write(root.join(FIGURES), format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    Ok(report.table())
}

impl Bench<'_> {
    /// Starts a program several times, and keeps the last one running.
    fn start(
        &self,
        program: &Path,
        arguments: &[String],
        probe: &str,
    ) -> Result<(LocalServer, Facts), Box<dyn Error>> {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let mut facts = Facts::default();
        let starts = if self.options.quick { 1 } else { STARTS };
        loop {
            let began = Instant::now();
            let server = LocalServer::run(program, &arguments, Path::new(NOWHERE))?;
            // Any answer will do: that it is the right one is seen later.
            http::call(&server.url, "GET", probe, &self.access.headers("reportei", false), None)?;
            facts.first_answers_ms.push(began.elapsed().as_secs_f64() * 1e3);
            if let Some((now, _)) = machine::memory_kib(server.process()) {
                #[allow(clippy::cast_precision_loss, reason = "there is not so much memory")]
                facts.at_rest_kib.push(now as f64);
            }
            if facts.first_answers_ms.len() == starts {
                return Ok((server, facts));
            }
        }
    }

    /// What a server answers, if it is an answer as it should be.
    fn answer(&self, cell: &Cell, path: &str, url: &str) -> Result<Answer, Box<dyn Error>> {
        let headers = self.access.headers(cell.api, cell.body.is_some());
        let answer = http::call(url, cell.method, path, &headers, cell.body)?;
        if answer.status != cell.status {
            return failed(format!(
                "{} {url}{path} is answered with {} instead of {}: {}",
                cell.method,
                answer.status,
                cell.status,
                answer.text()
            ));
        }
        Ok(answer)
    }

    /// Lets everybody have their turns.
    fn measure(
        &self,
        cell: &Cell,
        paths: &[String],
        contestants: &[(Subject, &LocalServer)],
    ) -> Result<Operation, Box<dyn Error>> {
        let file = self.folder.join(format!("{}.paths", cell.name));
        fs::write(&file, format!("{}\n", paths.join("\n")))?;
        let headers = self.access.headers(cell.api, cell.body.is_some());
        let run = |server: &LocalServer, seconds: u32| {
            let target = Target {
                url: &server.url,
                method: cell.method,
                paths: &file,
                body: cell.body,
                headers: &headers,
            };
            let load = Load { threads: THREADS, connections: CONNECTIONS, seconds };
            wrk::run(self.root, &self.wrk, &target, load)
        };
        let mut rounds: Vec<(&'static str, Vec<Run>)> =
            contestants.iter().map(|(subject, _)| (subject.name(), Vec::new())).collect();
        if !self.options.quick {
            for (_, server) in contestants {
                run(server, 1)?;
            }
        }
        for round in 0..self.options.rounds {
            let mut turns: Vec<_> = (0..contestants.len()).collect();
            // Nobody always comes first.
            if round % 2 == 1 {
                turns.reverse();
            }
            for turn in turns {
                rounds[turn].1.push(run(contestants[turn].1, self.options.seconds)?);
            }
        }
        let operation = Operation::new(cell.title, rounds);
        println!("{operation}");
        Ok(operation)
    }
}

impl Facts {
    fn add(&mut self, other: Self) {
        self.first_answers_ms.extend(other.first_answers_ms);
        self.at_rest_kib.extend(other.at_rest_kib);
    }

    fn under_load(&mut self, server: &LocalServer) {
        let most = machine::memory_kib(server.process()).map_or(0, |(_, most)| most);
        self.under_load_kib = self.under_load_kib.max(most);
    }

    fn tell(&self, name: &'static str) -> report::Subject {
        report::Subject {
            name,
            first_answer_ms: statistics::median(&self.first_answers_ms),
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it was a whole number"
            )]
            memory_at_rest_kib: statistics::median(&self.at_rest_kib).map(|kib| kib as u64),
            memory_under_load_kib: Some(self.under_load_kib).filter(|most| *most > 0),
            program_bytes: fs::metadata(&self.program).ok().map(|metadata| metadata.len()),
        }
    }
}

/// Whether another's answer is like the server's. Each comes with the URL that it may name.
fn compare(cell: &Cell, own: (&str, &Answer), other: (&str, &Answer)) -> Result<(), String> {
    let without_address = |(url, answer): (&str, &Answer)| answer.text().replace(url, "").replace(own.0, "");
    let (expected, found) = (without_address(own), without_address(other));
    let is_like = match cell.likeness {
        Likeness::Bytes => expected == found,
        Likeness::Shape => expected.len() == found.len() && members(&expected) == members(&found),
    };
    if is_like {
        return Ok(());
    }
    Err(format!("the server answers\n{expected}\nand this one\n{found}"))
}

/// The names in a JSON text, in their order.
fn members(text: &str) -> Vec<&str> {
    let quoted: Vec<_> = text.split('"').collect();
    quoted.windows(2).filter(|pair| pair[1].starts_with(':')).map(|pair| pair[0]).collect()
}
