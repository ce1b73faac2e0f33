//! What is asked for on the command line.

use super::cells::{CELLS, Cell};

/// The arguments of `cargo xtask bench`.
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
    /// Whether what others reach for is measured too.
    pub peers: bool,
    /// A PostgreSQL database, on which the server is measured too.
    pub postgres: Option<String>,
    /// Instead of all this: how latencies grow with tables of up to so many rows.
    pub growth_max: Option<u64>,
    /// Whether the table goes into the README.
    pub update_readme: bool,
}

/// How many rows tables grow to if nothing else is said.
const GROWTH_MAX: u64 = 10_000_000;

impl Default for Options {
    fn default() -> Self {
        Self {
            rows: 100_000,
            seconds: 3,
            rounds: 5,
            quick: false,
            only: Vec::new(),
            peers: false,
            postgres: None,
            growth_max: None,
            update_readme: false,
        }
    }
}

impl Options {
    /// Only to see that everything works.
    pub fn quick() -> Self {
        Self { rows: 2_000, seconds: 1, rounds: 1, quick: true, ..Self::default() }
    }

    /// Reads the arguments; what is wrong with them, otherwise.
    pub fn parse(arguments: &[&str]) -> Result<Self, String> {
        // Before the rest, so that the rest can say otherwise wherever it stands.
        let mut options = if arguments.contains(&"--quick") { Self::quick() } else { Self::default() };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--quick" => {}
                "--rows" => options.rows = number(argument, arguments.next())?.into(),
                "--seconds" => options.seconds = number(argument, arguments.next())?,
                "--rounds" => options.rounds = number(argument, arguments.next())?,
                "--only" => options.only = operations(arguments.next())?,
                "--peers" => options.peers = true,
                "--postgres" => {
                    let url = arguments
                        .next()
                        .ok_or("--postgres takes a URL, such as postgres://user@host/name")?;
                    options.postgres = Some((*url).to_owned());
                }
                "--growth" => options.growth_max = options.growth_max.or(Some(GROWTH_MAX)),
                "--growth-max" => options.growth_max = Some(number(argument, arguments.next())?.into()),
                "--update-readme" => options.update_readme = true,
                other => return Err(format!("bench does not know {other}")),
            }
        }
        if options.update_readme && (options.quick || !options.only.is_empty()) {
            return Err("--update-readme is for a whole run: leave --quick and --only out".to_owned());
        }
        Ok(options)
    }

    /// How programs are built.
    pub fn build(&self) -> &'static str {
        if self.quick { "debug build" } else { "release build" }
    }

    /// The operations to measure.
    pub fn cells(&self) -> Vec<&'static Cell> {
        let is_wanted = |cell: &&Cell| self.only.is_empty() || self.only.iter().any(|name| name == cell.name);
        CELLS.iter().filter(is_wanted).collect()
    }
}

fn number(argument: &str, value: Option<&&str>) -> Result<u32, String> {
    let number = value.and_then(|value| value.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| format!("{argument} takes a whole number from 1 on"))
}

fn operations(names: Option<&&str>) -> Result<Vec<String>, String> {
    let known: Vec<_> = CELLS.iter().map(|cell| cell.name).collect();
    let names =
        names.map(|names| names.split(',').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(format!("there is no operation {unknown}: name some of {}", known.join(", "))),
        None if names.is_empty() => Err(format!("--only takes some of {}", known.join(", "))),
        None => Ok(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_what_is_measured_in_any_order() {
        let parse = |arguments: &str| Options::parse(&arguments.split_whitespace().collect::<Vec<_>>());
        let default = Options::default();

        assert_eq!(parse(""), Ok(default.clone()));
        assert_eq!(parse("--rows 5 --quick"), Ok(Options { rows: 5, ..Options::quick() }));
        assert_eq!(
            parse("--seconds 7 --rounds 2 --peers --postgres postgres://x --update-readme"),
            Ok(Options {
                seconds: 7,
                rounds: 2,
                peers: true,
                postgres: Some("postgres://x".to_owned()),
                update_readme: true,
                ..default.clone()
            })
        );
        for arguments in ["--growth --growth-max 10000", "--growth-max 10000 --growth"] {
            assert_eq!(parse(arguments), Ok(Options { growth_max: Some(10_000), ..default.clone() }));
        }
        assert_eq!(parse("--growth").unwrap().growth_max, Some(GROWTH_MAX));
        assert_eq!(parse("--only create,point-read").unwrap().cells().len(), 2);
        assert_eq!(parse("").unwrap().cells().len(), CELLS.len());
    }

    #[test]
    fn arguments_that_make_no_sense_are_refused_with_what_would() {
        for (arguments, expected) in [
            (&["--rows"][..], "--rows takes a whole number from 1 on"),
            (&["--rows", "0"], "--rows takes a whole number from 1 on"),
            (&["--rows", "many"], "--rows takes a whole number from 1 on"),
            (&["--fast"], "bench does not know --fast"),
            (&["--only", "delete"], "there is no operation delete: name some of point-read"),
            (&["--only"], "--only takes some of point-read"),
            (&["--postgres"], "--postgres takes a URL"),
            (&["--quick", "--update-readme"], "--update-readme is for a whole run"),
        ] {
            let refused = Options::parse(arguments).unwrap_err();

            assert!(refused.starts_with(expected), "{arguments:?}: {refused}");
        }
    }
}
