//! The server under load, beside the limit and beside what people would write or take instead: one command, one run, one
//! table.
//!
//! wrk makes the load. The subjects take turns, round after round, on one machine and with the same rows, so that what
//! disturbs the machine disturbs all of them; what counts are the ratios within each round. Before anything is measured,
//! each subject has to give the answer that the server gives.
//!
//! `cells` has the operations, `client` what the typed client costs, `data` the rows, `compare` takes the turns, and `growth` makes the tables larger and
//! larger instead. `tests/bench` has the other subjects and wrk's script. The table is printed, and lies with everything that
//! it is made of under `target/`.

mod cells;
mod client;
mod compare;
mod data;
mod growth;
mod http;
mod machine;
mod options;
mod peers;
mod readme;
mod report;
mod statistics;
mod subject;
mod wrk;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use options::Options;

/// Databases, answers and lists of paths.
const FOLDER: &str = "target/bench";

/// The figures.
const FIGURES: &str = "target/bench.json";
const GROWTH_FIGURES: &str = "target/bench-growth.json";

/// Measures what was asked for, and returns the table.
pub fn run(root: &Path, options: &Options) -> Result<String, Box<dyn Error>> {
    let (command, file, table) = match options.growth_max {
        None => {
            let report = compare::run(root, options)?;
            keep(root, FIGURES, &report)?;
            ("cargo xtask bench", FIGURES, report.table())
        }
        Some(rows_max) => {
            let growth = growth::run(root, options, rows_max)?;
            keep(root, GROWTH_FIGURES, &growth)?;
            ("cargo xtask bench --growth", GROWTH_FIGURES, growth.table())
        }
    };
    if options.update_readme {
        readme::update(root, command, &table)?;
    }
    Ok(format!("\n{table}\nThe same, and every turn, for programs: {file}"))
}

/// Sees that all of this works, in short; the line for a table.
pub fn check(root: &Path) -> Result<String, Box<dyn Error>> {
    let options = Options::quick();
    let report = compare::run(root, &options)?;
    let growth = growth::run(root, &options, options.rows)?;
    println!("\n{}\n{}", report.table(), growth.table());
    let (operations, subjects) = (report.operations.len(), report.subjects.len());
    Ok(format!("{operations} operations by {subjects} subjects, alike and 0 errors"))
}

fn keep(root: &Path, file: &str, figures: &impl Serialize) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(root.join(file), format!("{}\n", serde_json::to_string_pretty(figures)?))?)
}

/// A folder with nothing of an earlier run in it.
fn fresh_folder(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = root.join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
