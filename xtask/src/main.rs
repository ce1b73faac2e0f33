//! The project's own commands: `cargo xtask help`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use std::time::{Duration, SystemTime};

use xtask::schemathesis::Effort;
use xtask::{bench, browser, check, compatibility, fuzz, schemathesis, sync, test};

const HELP: &str = "\
cargo xtask generate   writes what follows from openapi/*.yaml: both sides' generated code, and operations.txt
cargo xtask check      says what is stale: generated files, the server's own description, the documents' form;
                       exits 0 fresh, 4 stale, 1 broken
cargo xtask check --against REV    the same, and whether the documents' versions say what changed for clients since the
                       git revision REV: 4 when one is too low, 1 when there is no such revision
cargo xtask test       everything that has to hold: format, lints, check, all tests, coverage of operations and statuses,
                       the browser, bench in short, Schemathesis and the fuzz targets; needs npm, Chromium, PostgreSQL, wrk,
                       Python 3.11 and a C++ compiler
cargo xtask fuzz --minutes N    Schemathesis and the fuzz targets for so long, with a fresh seed, or with --seed S
cargo xtask fuzz --schemathesis URL    Schemathesis against a server that runs already, with the seed of the tests
cargo xtask bench      the server under load, beside a bare endpoint and the same by hand: ratios, requests a second, latencies,
                       memory, the time to a first answer, and what the typed client costs; --rows N (100000), --seconds N (3)
                       a turn, --rounds N (5) of turns, --only NAME,NAME for some operations, --peers for json-server and Prism from npm, --postgres URL for
                       the server on PostgreSQL, --update-readme to put the table there, --quick to see that it works; needs wrk
cargo xtask bench --growth    how latencies grow from 10,000 rows to --growth-max N (10000000), which takes hours
cargo xtask browser    opens Swagger UI in Chromium, and signs in, creates and lists with each document; screenshots go to
                       target/browser; with --update-screenshot, the README's picture is renewed by the way
cargo xtask server NAME    prints the server's side of one document, without writing it
cargo xtask client NAME    prints the client's side of one document, without writing it";

/// What is wrong is out of date, and a command mends it.
const STALE: u8 = 4;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let root = root();
    match arguments.as_slice() {
        ["generate"] => finish(sync::write(&root).map(|done| {
            for line in &done {
                println!("{line}");
            }
            if done.is_empty() {
                println!("everything is fresh");
            }
            ExitCode::SUCCESS
        })),
        ["check"] => check(&root, None),
        ["check", "--against", revision] => check(&root, Some(revision)),
        ["test"] => test::run(&root),
        ["fuzz", "--minutes", minutes] => fuzz(&root, minutes, None),
        ["fuzz", "--minutes", minutes, "--seed", seed] => fuzz(&root, minutes, Some(seed)),
        ["fuzz", "--schemathesis", url] => {
            let ran =
                schemathesis::run(&root, Some(url), test::SEED, Effort::Cases(test::SCHEMATHESIS_CASES));
            say(ran.map(|ran| format!("{} documents, 0 failures", ran.len())))
        }
        ["bench", options @ ..] => match bench::Options::parse(options) {
            Ok(options) => say(bench::run(&root, &options)),
            Err(problem) => {
                eprintln!("{problem}\n\n{HELP}");
                ExitCode::from(2)
            }
        },
        ["browser"] => say(browser::run(&root)),
        ["browser", "--update-screenshot"] => say(browser::update_screenshot(&root)),
        ["server", name] => print_side(&root, name, "server"),
        ["client", name] => print_side(&root, name, "client"),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// What is stale, and, whether or not anything is, what changed since a revision.
fn check(root: &Path, revision: Option<&str>) -> ExitCode {
    let stale = match check::run(root) {
        Ok(stale) => stale,
        Err(error) => return fail(&*error),
    };
    for line in &stale {
        eprintln!("{line}");
    }
    if stale.is_empty() {
        println!("fresh: generated files, the server's description, the documents' form");
    }
    let mut code = if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(STALE) };
    if let Some(revision) = revision {
        let comparison = match compatibility::run(root, revision) {
            Ok(comparison) => comparison,
            Err(error) => return fail(&error),
        };
        for line in &comparison.lines {
            println!("{line}");
        }
        for line in &comparison.advice {
            eprintln!("{line}");
            code = ExitCode::from(STALE);
        }
    }
    code
}

/// Half of the time is Schemathesis's, and the other half the fuzz targets'.
fn fuzz(root: &Path, minutes: &str, seed: Option<&str>) -> ExitCode {
    // As long as a seed of libFuzzer's may be, and not nought, which means none.
    let fresh = || SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.subsec_nanos().max(1));
    let seed = seed.map_or_else(|| Ok(fresh()), str::parse);
    let (Ok(minutes @ 1..), Ok(seed @ 1..)) = (minutes.parse::<u32>(), seed) else {
        eprintln!("--minutes and --seed are whole numbers from 1 on\n\n{HELP}");
        return ExitCode::from(2);
    };
    println!("seed {seed}: the same again with `cargo xtask fuzz --minutes {minutes} --seed {seed}`");
    let half = Duration::from_secs(30) * minutes;
    let ran = schemathesis::run(root, None, seed.into(), Effort::Time(half)).and_then(|ran| {
        let cases: u64 = ran.iter().map(|ran| ran.cases).sum();
        let figure = fuzz::run_targets(root, half, Some(seed.into()))?;
        Ok(format!("schemathesis: {} documents, {cases} cases, 0 failures\nfuzz: {figure}", ran.len()))
    });
    if ran.is_err() {
        eprintln!("seed {seed}: see it again with `cargo xtask fuzz --minutes {minutes} --seed {seed}`");
    }
    say(ran)
}

fn print_side(root: &Path, name: &str, side: &str) -> ExitCode {
    finish(sync::documents(root).and_then(|sources| sync::expected(&sources)).map(|files| {
        if let Some(text) = files.get(&PathBuf::from(format!("{side}/src/generated/{name}.rs"))) {
            print!("{text}");
            ExitCode::SUCCESS
        } else {
            eprintln!("there is no openapi/{name}.yaml");
            ExitCode::FAILURE
        }
    }))
}

fn say(result: Result<String, Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(figure) => {
            println!("{figure}");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&*error),
    }
}

fn finish(result: Result<ExitCode, sync::Error>) -> ExitCode {
    result.unwrap_or_else(|error| fail(&error))
}

fn fail(error: &dyn Error) -> ExitCode {
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}

/// The workspace's root: where `xtask` itself lies.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}
