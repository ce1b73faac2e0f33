//! The tables in the README: what is between two marks is the command's, the rest is people's.

use std::error::Error;
use std::fs;
use std::path::Path;

use crate::tools::failed;

/// Puts a table where the README has room for what this command measures.
pub fn update(root: &Path, command: &str, table: &str) -> Result<(), Box<dyn Error>> {
    let file = root.join("README.md");
    let text = fs::read_to_string(&file)?;
    match updated(&text, command, table) {
        Some(text) => Ok(fs::write(file, text)?),
        None => {
            failed(format!("README.md has no room for the table: put in `{}` and `{}`", begin(command), END))
        }
    }
}

fn begin(command: &str) -> String {
    format!("<!-- written by `{command}`, from here -->")
}

const END: &str = "<!-- to here -->";

fn updated(text: &str, command: &str, table: &str) -> Option<String> {
    let begin = begin(command);
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n\n{}\n\n{END}{after}", table.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_the_marks_is_replaced_and_nothing_else() {
        let begin = begin("bench");
        let text = format!("above\n{begin}\nold\n{END}\nbetween\n{END}\nbelow\n");
        let expected = format!("above\n{begin}\n\nnew\n\n{END}\nbetween\n{END}\nbelow\n");

        assert_eq!(updated(&text, "bench", "new\n"), Some(expected.clone()));
        assert_eq!(updated(&expected, "bench", "new"), Some(expected), "a second time changes nothing");
        assert_eq!(updated(&text, "other", "new"), None);
    }
}
