//! SQL statements that are assembled at run time.

use std::fmt;

use super::query::OwnedValue;

/// The text of a statement, or of a part of it, with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqlBuilder {
    text: String,
    parameters: Vec<OwnedValue>,
}

impl SqlBuilder {
    /// Appends `text`, which must not contain anything that a caller sent.
    pub fn push(&mut self, text: impl fmt::Display) {
        use fmt::Write as _;

        // Writing to a string does not fail.
        let _ = write!(self.text, "{text}");
    }

    /// Adds a parameter and returns its placeholder, such as `?1`.
    pub fn bind(&mut self, value: impl Into<OwnedValue>) -> String {
        self.parameters.push(value.into());
        format!("?{}", self.parameters.len())
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the values of `?1`, `?2` and so on.
    pub fn parameters(&self) -> &Vec<OwnedValue> {
        &self.parameters
    }
}
