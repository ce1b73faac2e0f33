//! Tools that come from npm, at the versions that a lock file here pins.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{ToolFailed, failed};

/// Installs what the lock file in one folder pins into another, once for each of its contents. Both are below `root`.
pub fn install(root: &Path, manifest_folder: &str, into: &str) -> Result<(), Box<dyn Error>> {
    let from = root.join(manifest_folder);
    let folder = root.join(into);
    let lock = fs::read(from.join("package-lock.json"))?;
    let installed = folder.join("installed.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("installing what {manifest_folder}/package-lock.json pins under {into}");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(from.join(file), folder.join(file))?;
    }
    let output = Command::new("npm")
        .current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .output()
        .map_err(|error| {
            ToolFailed(format!("npm cannot be run ({error}): install Node.js with npm, on Debian `apt-get install nodejs npm`"))
        })?;
    if !output.status.success() {
        let problem = format!(
            "npm did not install what {manifest_folder}/package-lock.json pins: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        return failed(problem);
    }
    fs::write(installed, lock)?;
    Ok(())
}
