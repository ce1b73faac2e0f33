//! Tools from Python's package index, at the versions and with the hashes that a requirements file pins.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use xshell::cmd;

use super::{required, shell};

/// Oldest Python that the pinned packages support.
const PYTHON_MIN: (u32, u32) = (3, 11);

/// Installs a requirements file into a virtual environment, unless it is installed, and returns the folder with its
/// programs. Both paths are below `root`.
pub fn install(root: &Path, requirements: &str, into: &str) -> Result<PathBuf> {
    let pinned = fs::read(root.join(requirements))?;
    let folder = root.join(into);
    let (installed, programs) = (folder.join("installed.txt"), folder.join("bin"));
    if fs::read(&installed).is_ok_and(|installed| installed == pinned) {
        return Ok(programs);
    }
    eprintln!("installing {requirements} under {into}");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let shell = shell(root)?;
    let python = required("python3", "python3 python3-venv")?;
    let version = cmd!(shell, "{python} -c 'import sys; print(*sys.version_info[:2])'").quiet().read()?;
    let mut numbers = version.split(' ').filter_map(|number| number.parse().ok());
    ensure!(
        numbers.next().zip(numbers.next()).is_some_and(|version| version >= PYTHON_MIN),
        "Python {version} is too old: {}.{} or later is required",
        PYTHON_MIN.0,
        PYTHON_MIN.1
    );
    cmd!(shell, "{python} -m venv {folder}")
        .quiet()
        .run()
        .context("Python created no virtual environment. On Debian: apt-get install python3-venv")?;
    let pip = programs.join("pip");
    // Wheels only: source distributions run code and need compilers.
    cmd!(shell, "{pip} install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: --requirement {requirements}")
        .quiet()
        .run()
        .with_context(|| format!("pip did not install {requirements}"))?;
    fs::write(installed, pinned)?;
    Ok(programs)
}
