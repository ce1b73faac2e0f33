//! Tools from npm, at the versions that a lock file pins.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use xshell::cmd;

use super::{required, shell};

/// Installs the packages of a lock file into another folder, unless they are installed. Both folders are below `root`.
pub fn install(root: &Path, manifest_folder: &str, into: &str) -> Result<()> {
    let (from, folder) = (root.join(manifest_folder), root.join(into));
    let lock = fs::read(from.join("package-lock.json"))?;
    let installed = folder.join("installed.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("installing {manifest_folder}/package-lock.json under {into}");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(from.join(file), folder.join(file))?;
    }
    let npm = required("npm", "nodejs npm")?;
    let shell = shell(&folder)?;
    cmd!(shell, "{npm} ci --no-audit --no-fund --ignore-scripts --loglevel=error")
        .quiet()
        .run()
        .with_context(|| format!("npm did not install {manifest_folder}/package-lock.json"))?;
    Ok(fs::write(installed, lock)?)
}
