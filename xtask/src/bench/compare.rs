//! The server beside everybody else.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::cells::Cell;
use super::data::{Access, Data, Database, Reader};
use super::options::Options;
use super::peers::{self, Peers};
use super::report::{Operation, Report, Settings};
use super::subject::{Facts, NOWHERE, Requests, Subject, compare};
use super::wrk::{self, Load, Run, Target};
use super::{client, fresh_folder, machine, report};
use crate::tools::failed;
use crate::tools::local_server::{LocalServer, build_release, build_with_all};

/// wrk's own threads, and its connections.
const THREADS: u32 = 2;
const CONNECTIONS: u32 = 32;

/// How often a program is started to see how long it takes.
const STARTS: u32 = 5;

/// The programs, where cargo has put them.
struct Programs {
    ours: PathBuf,
    bare: PathBuf,
    by_hand: PathBuf,
    client: PathBuf,
}

/// How it is measured.
struct Bench<'a> {
    root: &'a Path,
    options: &'a Options,
    wrk: PathBuf,
    folder: PathBuf,
    programs: Programs,
    apis: Vec<&'static str>,
}

/// The server on a database, as it goes on running.
struct Standing {
    server: LocalServer,
    access: Access,
    data: Data,
}

/// Everybody who stays for the whole run, and what is known of all.
struct Field {
    database: Database,
    ours: Standing,
    by_hand: LocalServer,
    postgres: Option<Standing>,
    peers: Option<(Peers, LocalServer)>,
    facts: BTreeMap<Subject, Facts>,
    remarks: Vec<String>,
}

/// Who takes turns at an operation.
struct Contestant<'a> {
    subject: Subject,
    server: &'a LocalServer,
    requests: Requests,
}

/// Measures everything.
pub fn run(root: &Path, options: &Options) -> Result<Report, Box<dyn Error>> {
    let cells = options.cells();
    let mut apis: Vec<_> = cells.iter().map(|cell| cell.api).collect();
    apis.sort_unstable();
    apis.dedup();
    let (wrk, folder) = (wrk::find()?, fresh_folder(root)?);
    let programs = Programs::build(root, options)?;
    let bench = Bench { root, options, wrk, folder, programs, apis };
    let mut field = bench.line_up()?;
    let operations =
        cells.iter().map(|cell| bench.compare(cell, &mut field)).collect::<Result<Vec<_>, _>>()?;
    let client = if options.only.is_empty() { Some(bench.measure_client(&field)?) } else { None };
    let Options { rows, rounds, seconds, .. } = *options;
    let settings = Settings { rows, connections: CONNECTIONS, rounds, seconds, build: options.build() };
    let (subjects, remarks) = field.tell();
    Ok(Report { machine: machine::Machine::this(), settings, operations, subjects, client, remarks })
}

impl Programs {
    fn build(root: &Path, options: &Options) -> Result<Self, Box<dyn Error>> {
        let build = |package, program| build(root, options, package, program);
        Ok(Self {
            ours: build("customers-server", "customers-server")?,
            bare: build("bench-subjects", "bench-bare")?,
            by_hand: build("bench-subjects", "bench-by-hand")?,
            client: build("bench-subjects", "bench-client")?,
        })
    }
}

/// Builds a program as everybody does who uses it, or as it is tested.
pub fn build(
    root: &Path,
    options: &Options,
    package: &str,
    program: &str,
) -> Result<PathBuf, Box<dyn Error>> {
    println!("building {program}, {}", options.build());
    if options.quick { build_with_all(root, program) } else { build_release(root, package, program) }
}

/// Starts the server, whose log nobody reads.
pub fn serve(database: &Database, log_level: Option<&str>) -> Result<LocalServer, Box<dyn Error>> {
    let arguments = database.serve(log_level);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    LocalServer::run(&database.server, &arguments, Path::new(NOWHERE))
}

/// Copies a SQLite file, with the log that belongs to it.
fn copy_database(file: &Path, copy: &Path) -> Result<(), Box<dyn Error>> {
    let with = |path: &Path, end: &str| PathBuf::from(format!("{}{end}", path.display()));
    fs::copy(file, copy)?;
    if with(file, "-wal").exists() {
        fs::copy(with(file, "-wal"), with(copy, "-wal"))?;
    }
    Ok(())
}

/// Whether everybody gives the answer that is to be measured, all over what is asked for.
fn look_alike(cell: &Cell, contestants: &[Contestant<'_>]) -> Result<(), Box<dyn Error>> {
    let (own, others) = contestants.split_first().expect("the server is always there");
    for Contestant { subject, server, requests } in others {
        let place = |reason: &dyn fmt::Display| format!("{}, {}: {reason}", cell.title, subject.name());
        let last = requests.paths.len().saturating_sub(1);
        for index in [0, last / 2, last] {
            let answer = requests.answer(&server.url, index).map_err(|error| place(&error))?;
            let likeness = match subject {
                Subject::ByHand => cell.likeness,
                // Its own answer is the first one's.
                Subject::Bare if index == 0 => cell.likeness,
                // They have other rows, or another way to say it: that they say it has been seen.
                _ => continue,
            };
            let expected = own.requests.answer(&own.server.url, index)?;
            let alike = compare(likeness, (&own.server.url, &expected), (&server.url, &answer));
            alike.map_err(|reason| place(&reason))?;
        }
    }
    Ok(())
}

impl Field {
    /// What is known of everybody in the end, and what has to be known to read it.
    fn tell(self) -> (Vec<report::Subject>, Vec<String>) {
        let subjects = self.facts.iter().map(|(subject, facts)| facts.tell(*subject)).collect();
        (subjects, self.remarks)
    }
}

impl Bench<'_> {
    /// What the typed client costs, with the server that has stood there all the time.
    fn measure_client(&self, field: &Field) -> Result<client::Cost, Box<dyn Error>> {
        let Standing { server, access, data } = &field.ours;
        let cost = client::measure(
            self.root,
            self.options,
            &self.programs.client,
            &self.folder,
            (&server.url, access, data),
        )?;
        println!("{}", cost.text());
        Ok(cost)
    }

    fn starts(&self) -> u32 {
        if self.options.quick { 1 } else { STARTS }
    }

    /// Fills databases, and starts everybody who stays.
    fn line_up(&self) -> Result<Field, Box<dyn Error>> {
        let Programs { ours, by_hand, .. } = &self.programs;
        let mut facts = BTreeMap::new();
        let mut remarks = vec![
            "Ours logs as it does unless told otherwise, to /dev/null, except where a row says something else; bare \
             dropshot and by hand log nothing."
                .to_owned(),
        ];
        if self.options.quick {
            remarks.push("The programs are built as for the tests: that all of this works is to be seen, not how fast.".to_owned());
        }

        let (file, copy) = (self.folder.join("ours.db"), self.folder.join("by-hand.db"));
        let url = format!("sqlite:{}", file.display());
        let database = Database { server: ours.clone(), url, tenant: "bench".to_owned() };
        let access = self.fill(&database)?;
        // Now: as long as nobody has it open.
        copy_database(&file, &copy)?;
        let own = facts.entry(Subject::Ours).or_insert_with(|| Facts::of(ours));
        let own = self.stand(&database, access, own)?;

        let copy = copy.display().to_string();
        let start = || LocalServer::run(by_hand, &[&copy], Path::new(NOWHERE));
        let first = Requests::first(self.apis[0], &own.access);
        let by_hand = facts.entry(Subject::ByHand).or_insert_with(|| Facts::of(by_hand)).start(
            self.starts(),
            start,
            &first,
        )?;

        let postgres = self.options.postgres.as_ref().and_then(|url| {
            let mut own = Facts::of(ours);
            match self.stand_on_postgres(url, &database, &mut own) {
                Ok(standing) => {
                    facts.insert(Subject::OursOnPostgres, own);
                    remarks.push("Ours on PostgreSQL is without PostgreSQL's own memory.".to_owned());
                    Some(standing)
                }
                Err(error) => {
                    remarks.push(format!("PostgreSQL is left out: {error}."));
                    None
                }
            }
        });

        let mut peers = None;
        if self.options.peers {
            let installed = Peers::install(self.root)?;
            let reader = Reader { url: &own.server.url, access: &own.access };
            for api in &self.apis {
                peers::write_rows(&reader, api, self.options.rows, &self.json_server_file(api))?;
            }
            let first = Requests { paths: vec!["/customers".to_owned()], ..first };
            let prism = facts.entry(Subject::Prism).or_default();
            let prism = prism.start(self.starts(), || installed.prism(), &first)?;
            peers = Some((installed, prism));
            remarks.push(peers::REMARK.to_owned());
        }
        Ok(Field { database, ours: own, by_hand, postgres, peers, facts, remarks })
    }

    /// Puts rows into a database, and gets what opens them.
    fn fill(&self, database: &Database) -> Result<Access, Box<dyn Error>> {
        for api in &self.apis {
            let rate = database.seed(api, self.options.rows)?;
            println!("{api}: {} rows, {rate:.0} a second", self.options.rows);
        }
        database.sign_in(&self.apis, Path::new(NOWHERE))
    }

    /// Lets the server stand on a database.
    fn stand(
        &self,
        database: &Database,
        access: Access,
        facts: &mut Facts,
    ) -> Result<Standing, Box<dyn Error>> {
        let first = Requests::first(self.apis[0], &access);
        let server = facts.start(self.starts(), || serve(database, None), &first)?;
        let data = Data::of(&server.url, &access, self.options.rows)?;
        Ok(Standing { server, access, data })
    }

    fn stand_on_postgres(
        &self,
        url: &str,
        own: &Database,
        facts: &mut Facts,
    ) -> Result<Standing, Box<dyn Error>> {
        // What an earlier run has left there is another tenant's.
        let now = SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
        let database = Database { url: url.to_owned(), tenant: format!("bench-{now}"), ..own.clone() };
        let access = self.fill(&database)?;
        self.stand(&database, access, facts)
    }

    /// Measures one operation.
    fn compare(&self, cell: &Cell, field: &mut Field) -> Result<Operation, Box<dyn Error>> {
        let Field { database, ours, by_hand, postgres, peers, facts, .. } = field;
        let requests = Requests::new(cell, &ours.data, &ours.access);
        let quiet = match cell.log_level {
            None => None,
            level => Some(serve(database, level)?),
        };
        let own = quiet.as_ref().unwrap_or(&ours.server);
        let bare_facts = facts.entry(Subject::Bare).or_insert_with(|| Facts::of(&self.programs.bare));
        let bare = self.start_bare(cell, &requests, own, bare_facts)?;
        let mut contestants: Vec<_> =
            [(Subject::Ours, own), (Subject::Bare, &bare), (Subject::ByHand, &*by_hand)]
                .map(|(subject, server)| Contestant { subject, server, requests: requests.clone() })
                .into();

        // What is about our own log is about no one else.
        let postgres = postgres.as_ref().filter(|_| cell.log_level.is_none());
        if let Some(Standing { server, access, data }) = postgres {
            let requests = Requests::new(cell, data, access);
            contestants.push(Contestant { subject: Subject::OursOnPostgres, server, requests });
        }
        let mut json_server = None;
        if let Some((peers, prism)) = peers {
            if let Some(requests) = peers::json_server_requests(cell, &ours.data) {
                let file = self.json_server_file(cell.api);
                let facts = facts.entry(Subject::JsonServer).or_default();
                // Once, since it reads all rows before it listens.
                let server = facts.start(1, || peers.json_server(cell.api, &file), &requests)?;
                let server = json_server.insert(server);
                contestants.push(Contestant { subject: Subject::JsonServer, server, requests });
            }
            if let Some(requests) = peers::prism_requests(cell, &requests) {
                contestants.push(Contestant { subject: Subject::Prism, server: prism, requests });
            }
        }

        look_alike(cell, &contestants)?;
        let operation = self.measure(cell, &contestants)?;
        // Where the log is another, so is the program.
        for Contestant { subject, server, .. } in contestants.iter().skip(quiet.iter().count()) {
            facts.entry(*subject).or_default().look_at(server);
        }
        Ok(operation)
    }

    /// Starts what always answers what the server has answered.
    fn start_bare(
        &self,
        cell: &Cell,
        requests: &Requests,
        own: &LocalServer,
        facts: &mut Facts,
    ) -> Result<LocalServer, Box<dyn Error>> {
        let body = self.folder.join(format!("{}.json", cell.name));
        fs::write(&body, requests.answer(&own.url, 0)?.body)?;
        let (route, status, body) = (cell.route(), cell.status.to_string(), body.display().to_string());
        let arguments = [cell.method, &route, &status, &body];
        let start = || LocalServer::run(&self.programs.bare, &arguments, Path::new(NOWHERE));
        facts.start(self.starts(), start, requests)
    }

    /// The rows of an API as json-server takes them.
    fn json_server_file(&self, api: &str) -> PathBuf {
        self.folder.join(format!("json-server-{api}.json"))
    }

    /// Lets everybody have their turns; the peers one long turn behind all others.
    fn measure(&self, cell: &Cell, contestants: &[Contestant<'_>]) -> Result<Operation, Box<dyn Error>> {
        let Options { seconds, rounds, quick, .. } = *self.options;
        let (peers, others): (Vec<_>, Vec<_>) =
            contestants.iter().partition(|contestant| contestant.subject.is_peer());
        let mut runs: BTreeMap<Subject, Vec<Run>> = BTreeMap::new();
        if !quick {
            for contestant in &others {
                self.turn(cell, contestant, 1)?;
            }
        }
        for round in 0..rounds {
            let mut order = others.clone();
            // Nobody always comes first.
            if round % 2 == 1 {
                order.reverse();
            }
            for contestant in order {
                let subject = contestant.subject;
                let Some(run) = self.turn(cell, contestant, seconds)? else {
                    let who = subject.name();
                    return failed(format!(
                        "{}, {who}: no answer in {seconds} s: give more --seconds",
                        cell.title
                    ));
                };
                runs.entry(subject).or_default().push(run);
            }
        }
        for contestant in peers {
            let run = self.turn(cell, contestant, seconds * rounds)?;
            runs.entry(contestant.subject).or_default().extend(run);
        }
        let runs = runs.into_iter().map(|(subject, runs)| (subject.name(), runs)).collect();
        let operation = Operation::new(cell.title, runs);
        println!("{operation}");
        Ok(operation)
    }

    /// One measurement, after which everybody is at rest.
    fn turn(
        &self,
        cell: &Cell,
        contestant: &Contestant<'_>,
        seconds: u32,
    ) -> Result<Option<Run>, Box<dyn Error>> {
        let Contestant { subject, server, requests } = contestant;
        let Requests { method, headers, body, .. } = requests;
        let paths = self.folder.join(format!("{}-{}.paths", cell.name, subject.name().replace(' ', "-")));
        fs::write(&paths, format!("{}\n", requests.paths.join("\n")))?;
        let target = Target { url: &server.url, method, paths: &paths, body: *body, headers };
        let load = Load { threads: THREADS, connections: CONNECTIONS, seconds };
        let place = |reason: &dyn fmt::Display| format!("{}, {}: {reason}", cell.title, subject.name());
        let run = wrk::run(self.root, &self.wrk, &target, load).map_err(|error| place(&error))?;
        // One that is ended anyway need not come to rest, nor does anybody whose figures nobody reads.
        if *subject != Subject::JsonServer && !self.options.quick {
            machine::settle(server.process()).map_err(|error| place(&error))?;
        }
        Ok(run)
    }
}
