//! What is said when a tool that a command needs does not do its work.

use std::error::Error;
use std::fmt;

/// A tool did not do what the check needs of it.
#[derive(Debug)]
pub struct ToolFailed(pub String);

impl fmt::Display for ToolFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ToolFailed {}
