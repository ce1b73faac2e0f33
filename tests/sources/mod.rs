//! The requests that the vendors' own documentation prints, sent as they are printed, and answered as it shows.
//!
//! One file an API, with its source's examples in it: the documents in `openapi/` were made from those, and could have
//! been made wrongly. Of a source's answers the shape counts: which members there are, of which types, and texts that
//! have a form (ids, times, numbers with their punctuation) in the same form.

mod carbonext;
mod dezwork;
mod portos;
mod reportei;
mod tradevest;

use contract_tests::Ask;
use serde_json::{Map, Value};

/// A request out of a `curl` command, with its placeholders filled in. What is in front of the vendor's paths goes:
/// the witness stands there.
fn curl(command: &str, origin: &str, filled: &[(&str, &str)]) -> Ask {
    let command = filled.iter().fold(command.to_owned(), |text, (name, value)| text.replace(name, value));
    let mut words = words(&command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"), "{command}");
    let (mut method, mut url, mut body, mut headers) = (None, None, None, Vec::new());
    while let Some(word) = words.next() {
        let mut next =
            || words.next().unwrap_or_else(|| panic!("{word} wants something behind it: {command}"));
        match word.as_str() {
            "-s" | "--silent" | "-L" | "--location" | "-g" | "--globoff" => {}
            // As curl has it: the last one counts.
            "-X" | "--request" => method = Some(next()),
            "-H" | "--header" => headers.push(next()),
            "-d" | "--data" | "--data-raw" | "--data-urlencode" => body = Some(next()),
            option if option.starts_with('-') => panic!("{option} is not understood: {command}"),
            _ => url = Some(word),
        }
    }
    let url = url.unwrap_or_else(|| panic!("no URL: {command}"));
    let target = url.strip_prefix(origin).unwrap_or_else(|| panic!("{url} is not below {origin}"));
    let method = method.unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned());
    let mut ask = Ask::new(&method, target);
    for header in &headers {
        let (name, value) = header.split_once(':').unwrap_or_else(|| panic!("{header} is no header"));
        ask = ask.header(name.trim(), value.trim());
    }
    let typed = headers.iter().any(|header| header.to_ascii_lowercase().starts_with("content-type"));
    match body {
        Some(body) if typed => ask.body(body),
        Some(body) => ask.header("content-type", "application/x-www-form-urlencoded").body(body),
        None => ask,
    }
}

/// The words of a command as a shell splits it, with quotation marks and lines that go on.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut rest = command.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => match rest.next() {
                Some('\n') | None => {}
                Some(c) => word.get_or_insert_default().push(c),
            },
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quotation mark is not closed: {command}");
    words.extend(word);
    words
}

/// Fails unless an answer has the shape of a source's example.
#[track_caller]
fn assert_like(answer: &Value, example: &Value, place: &str) {
    match (answer, example) {
        // A list's items are alike, and there may be more or fewer of them.
        (Value::Array(items), Value::Array(examples)) => {
            assert_eq!(items.is_empty(), examples.is_empty(), "{place}: {answer}");
            for (item, index) in items.iter().zip(0..) {
                assert_like(item, &examples[index % examples.len()], &format!("{place}/{index}"));
            }
        }
        (Value::Object(members), Value::Object(examples)) => {
            let names = |members: &Map<String, Value>| members.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(members), names(examples), "{place}: {answer}");
            for (name, example) in examples {
                assert_like(&members[name], example, &format!("{place}/{name}"));
            }
        }
        _ => assert_eq!(form(answer), form(example), "{place}: {answer} is not like {example}"),
    }
}

/// What a value that holds no others looks like, whatever it says.
pub(crate) fn form(value: &Value) -> String {
    let Value::String(text) = value else {
        return match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            _ => "something that holds others",
        }
        .to_owned();
    };
    let digits_as_nines = || text.replace(|c: char| c.is_ascii_digit(), "9");
    if text.parse::<uuid::Uuid>().is_ok() && text.len() == 36 {
        "a UUID".to_owned()
    } else if text.len() >= 32 && text.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c)) {
        format!("{} hexadecimal digits", text.len())
    } else if chrono::DateTime::parse_from_rfc3339(text).is_ok() {
        "a time with its offset".to_owned()
    } else if text.starts_with("http://") || text.starts_with("https://") {
        "a URL".to_owned()
    } else if text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic) {
        digits_as_nines()
    } else {
        "a text".to_owned()
    }
}

#[test]
fn a_command_is_split_as_a_shell_does() {
    let command = "curl -s -H \"A: b c\" \\\n  -d '{\"name\":\"it\\n\"}' -X PUT ''\thttp://x";

    let expected = ["curl", "-s", "-H", "A: b c", "-d", "{\"name\":\"it\\n\"}", "-X", "PUT", "", "http://x"];
    assert_eq!(words(command), expected);
}

#[test]
fn texts_are_alike_that_have_one_form() {
    let like = |one: &str, other: &str| form(&one.into()) == form(&other.into());

    assert!(like("2024-09-24 17:07:34", "1999-01-01 00:00:00"));
    assert!(like("008.578.930-50", "111.222.333-44"));
    assert!(like("Reportei Customer 1", "Ada"));
    assert!(!like("2024-09-24 17:07:34", "2024-09-24T17:07:34Z"));
    assert!(!like("06/02/1995", "1995-02-06"));
    assert!(!like("caedbbbe-7d93-476f-b965-bf97cd7ce874", "Ada"));
    assert_ne!(form(&"1".into()), form(&1.into()));
}
