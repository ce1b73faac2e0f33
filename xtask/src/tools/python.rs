//! Tools that come from Python's package index, at the versions and with the hashes that a requirements file here pins.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ToolFailed;

/// The oldest Python that the pinned packages run on.
const PYTHON_MIN: (u32, u32) = (3, 11);

/// Installs what a requirements file pins into a virtual environment, once for each of its contents, and returns the
/// folder with its programs. Both paths are below `root`.
pub fn install(root: &Path, requirements: &str, into: &str) -> Result<PathBuf, Box<dyn Error>> {
    let pinned = fs::read(root.join(requirements))?;
    let folder = root.join(into);
    let (installed, programs) = (folder.join("installed.txt"), folder.join("bin"));
    if fs::read(&installed).is_ok_and(|installed| installed == pinned) {
        return Ok(programs);
    }
    eprintln!("installing what {requirements} pins under {into}");
    let python = python()?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let advice = "install it, on Debian with `apt-get install python3 python3-venv`";
    run(
        Command::new(python).args(["-m", "venv"]).arg(&folder),
        &format!("Python makes no virtual environment: {advice}"),
    )?;
    let mut pip = Command::new(programs.join("pip"));
    // Wheels alone: what is built from source runs its own code here, and needs compilers.
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]);
    pip.args(["--only-binary", ":all:", "--requirement"]).arg(root.join(requirements));
    run(&mut pip, &format!("pip did not install what {requirements} pins"))?;
    fs::write(installed, pinned)?;
    Ok(programs)
}

/// A Python that is new enough.
fn python() -> Result<&'static str, ToolFailed> {
    let (major, minor) = PYTHON_MIN;
    let advice =
        format!("install {major}.{minor} or later, on Debian with `apt-get install python3 python3-venv`");
    let output = Command::new("python3")
        .args(["-c", "import sys; print(*sys.version_info[:2], sep='.')"])
        .output()
        .map_err(|error| ToolFailed(format!("Python cannot be run as python3 ({error}): {advice}")))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let mut numbers = version.split('.').filter_map(|number| number.parse().ok());
    let is_new_enough = numbers.next().zip(numbers.next()).is_some_and(|version| version >= PYTHON_MIN);
    if is_new_enough {
        Ok("python3")
    } else {
        Err(ToolFailed(format!("Python {version} is too old: {advice}")))
    }
}

fn run(command: &mut Command, problem: &str) -> Result<(), ToolFailed> {
    let output = command.output().map_err(|error| ToolFailed(format!("{problem} ({error})")))?;
    if output.status.success() {
        return Ok(());
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    Err(ToolFailed(format!("{problem}: {} {}", text(&output.stdout), text(&output.stderr))))
}
