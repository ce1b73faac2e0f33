//! What the typed client costs who uses it: the time of a call, and the time to build it.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::data::{Access, Data};
use super::options::Options;
use super::report::figures;
use super::subject::NOWHERE;
use crate::tools::failed;

/// The API that a call of is measured, and that is built alone.
const API: &str = "reportei";

/// What the typed client costs.
#[derive(Debug, Serialize)]
pub struct Cost {
    /// A call beside the same by reqwest and serde.
    pub call: Call,
    /// How long it takes to build the crate with all that it needs, from nothing; left out where it only has to be seen that
    /// this works.
    pub build_seconds: Option<BuildSeconds>,
}

/// What one call takes, one after the other over one connection.
#[derive(Debug, Serialize, Deserialize)]
pub struct Call {
    /// Through the typed client.
    pub typed_us: f64,
    /// By reqwest and serde.
    pub plain_us: f64,
    /// The median of what each pair of turns says.
    pub ratio: f64,
}

/// How long a build takes.
#[derive(Debug, Serialize)]
pub struct BuildSeconds {
    /// With one API.
    pub one: f64,
    /// With all of them.
    pub all: f64,
}

/// Measures a call against a server that runs, and builds.
pub fn measure(
    root: &Path,
    options: &Options,
    program: &Path,
    folder: &Path,
    (url, access, data): (&str, &Access, &Data),
) -> Result<Cost, Box<dyn Error>> {
    let file = folder.join("client.uuids");
    fs::write(&file, data.uuids.join("\n"))?;
    let Some(token) = access.token(API) else { return failed(format!("nobody is signed in at {API}")) };
    let seconds = (options.seconds * options.rounds).to_string();
    let output = Command::new(program)
        .args([&format!("{url}/{API}"), token])
        .arg(&file)
        .arg(seconds)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return failed("the typed client was not measured, as it says above");
    }
    let call: Call = serde_json::from_slice(&output.stdout)?;
    let build_seconds = if options.quick {
        None
    } else {
        println!("building the client from nothing, twice");
        let one = build(root, folder, &["--no-default-features", "--features", API])?;
        Some(BuildSeconds { one, all: build(root, folder, &[])? })
    };
    Ok(Cost { call, build_seconds })
}

/// Builds the crate where nothing has been built; in how many seconds.
fn build(root: &Path, folder: &Path, features: &[&str]) -> Result<f64, Box<dyn Error>> {
    let target = folder.join("build");
    let began = Instant::now();
    let status = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["build", "--quiet", "--package", "customers-client"])
        .args(features)
        .arg("--target-dir")
        .arg(&target)
        .stdout(fs::File::create(NOWHERE)?)
        .status()?;
    let seconds = began.elapsed().as_secs_f64();
    fs::remove_dir_all(&target)?;
    if status.success() { Ok(seconds) } else { failed("the client was not built, as cargo says above") }
}

impl Cost {
    /// A paragraph for the report.
    pub fn text(&self) -> String {
        let Call { typed_us, plain_us, ratio } = &self.call;
        let mut text = format!(
            "A typed call takes {} times as long as the same call by reqwest and serde ({} µs and {} µs).",
            figures(*ratio),
            figures(*typed_us),
            figures(*plain_us)
        );
        if let Some(BuildSeconds { one, all }) = &self.build_seconds {
            text.push_str(&format!(
                " Built from nothing, with all that it needs and without optimization, the client takes {} s with one API and \
                 {} s with all.",
                figures(*one),
                figures(*all)
            ));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_built_is_not_told() {
        let call = || Call { typed_us: 102.4, plain_us: 100.0, ratio: 1.024 };
        let called = "A typed call takes 1.02 times as long as the same call by reqwest and serde (102 µs and 100 µs).";

        assert_eq!(Cost { call: call(), build_seconds: None }.text(), called);
        let build_seconds = Some(BuildSeconds { one: 61.0, all: 70.5 });
        let text = Cost { call: call(), build_seconds }.text();
        assert!(
            text.starts_with(called) && text.ends_with("61.0 s with one API and 70.5 s with all."),
            "{text}"
        );
    }
}
