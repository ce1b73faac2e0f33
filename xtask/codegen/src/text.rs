//! The layout of generated Rust: prettyplease's, with blank lines between items.

use std::fmt::Write as _;

use similar::TextDiff;

/// Formats Rust code.
pub fn format(code: &str) -> syn::Result<String> {
    Ok(spaced(&prettyplease::unparse(&syn::parse_file(code)?)))
}

/// Puts a blank line between items, except between imports and between short lines of one kind.
pub fn spaced(code: &str) -> String {
    let mut text = String::with_capacity(code.len() + code.len() / 16);
    let mut previous = "";
    for line in code.lines() {
        let (before, now) = (previous.trim_start(), line.trim_start());
        let ended = before.ends_with(';') || before.ends_with('}');
        let begins = [
            "///", "//", "#[", "async ", "const ", "fn ", "impl", "mod ", "pub ", "static ", "type ", "use ",
        ]
        .iter()
        .any(|start| now.starts_with(start));
        // An import or a constant of several lines ends at the indentation of its beginning.
        let deeper = indent(previous) > indent(line);
        let together = (is_short(before) || before == "};") && is_short(now) && kind(before, now) && !deeper;
        if ended && begins && !together && !before.starts_with("//") && !before.starts_with("#[") {
            text.push('\n');
        }
        let _ = writeln!(text, "{line}");
        previous = line;
    }
    text
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_short(line: &str) -> bool {
    ["const ", "pub use ", "type ", "use "].iter().any(|start| line.starts_with(start))
}

/// Returns `true` if two neighbouring lines are of one kind. `};` ends an import.
fn kind(before: &str, now: &str) -> bool {
    let word = |line: &str| line.trim_start_matches("pub ").split(' ').next().map(ToOwned::to_owned);
    if before == "};" { word(now).as_deref() == Some("use") } else { word(before) == word(now) }
}

/// Returns a description as doc comment lines: paragraphs are filled, lists and tables kept.
pub fn doc(words: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fills = false;
    for line in line_feeds(words).trim().lines().map(str::trim_end) {
        let prose = !line.is_empty() && !line.starts_with(['|', ' ', '#', '`', '-', '*']);
        match lines.last_mut() {
            Some(last) if prose && fills => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
        fills = prose || line.starts_with("- ");
    }
    let mut text = String::new();
    for line in lines {
        for wrapped in wrap(&line, 100) {
            text.push_str(if wrapped.is_empty() { "///" } else { "/// " });
            text.push_str(&wrapped);
            text.push('\n');
        }
    }
    text
}

/// Returns a text whose lines end in a line feed: Rust forbids a bare carriage return in a comment.
pub fn line_feeds(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n")
}

/// Wraps a line of prose; tables and code stay unchanged.
fn wrap(line: &str, width: usize) -> Vec<String> {
    if line.chars().count() <= width || line.starts_with(['|', ' ']) {
        return vec![line.to_owned()];
    }
    let indent = if line.starts_with("- ") { "  " } else { "" };
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().expect("begins with one");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(format!("{indent}{word}"));
        }
    }
    lines
}

/// Returns a unified difference of at most 40 lines.
pub fn difference(found: &str, expected: &str) -> String {
    const LINES_MAX: usize = 40;
    let diff = TextDiff::from_lines(found, expected).unified_diff().context_radius(2).to_string();
    let mut text: String = diff.lines().take(LINES_MAX).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "    {line}");
        text
    });
    let more = diff.lines().count().saturating_sub(LINES_MAX);
    if more > 0 {
        let _ = writeln!(text, "    … and {more} more lines");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_lists_kept() {
        let words = format!("one\ntwo\n\n- {}\n- short\n", "word ".repeat(30).trim());
        let doc = doc(&words);
        let lines: Vec<_> = doc.lines().collect();
        assert_eq!(lines[..2], ["/// one two", "///"]);
        assert!(lines[2].len() <= 104 && lines[3].starts_with("///   word"), "{doc}");
        assert_eq!(lines[4..], ["/// - short"]);
    }

    #[test]
    fn carriage_return_ends_a_line() {
        assert_eq!(doc("one\r\n\rtwo"), "/// one\n///\n/// two\n");
    }

    #[test]
    fn items_are_separated_except_short_lines_of_one_kind() {
        let code = "use a::b;\nuse c::{\n    d,\n};\nuse e;\nconst A: u8 = 1;\nconst B: u8 = 2;\nfn f() {\n    g();\n}\n/// H.\nstruct H {\n    /// I.\n    i: u8,\n    /// J.\n    j: u8,\n}\n";
        let expected = "use a::b;\nuse c::{\n    d,\n};\nuse e;\n\nconst A: u8 = 1;\nconst B: u8 = 2;\n\nfn f() {\n    g();\n}\n\n/// H.\nstruct H {\n    /// I.\n    i: u8,\n    /// J.\n    j: u8,\n}\n";
        assert_eq!(spaced(code), expected);
    }
}
