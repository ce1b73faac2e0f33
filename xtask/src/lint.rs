//! x
use std::error::Error;
use std::path::Path;
/// x
pub fn run(_root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    Ok(vec![])
}
