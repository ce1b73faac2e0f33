//! Requests and expected responses as data: the steps in `tests/NAME/sources.yaml` and `tests/NAME/examples.yaml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use contract_tests::{Answer, Ask, Contract, TestServer};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fixture::{Account, FORM, Fixture, Variables, ask, fill, fill_text};

/// A request and what its response has to be, or a change to the server between two requests.
///
/// Texts may name saved values as `{name}`. A body that is a string stands for the JSON in it, as it was printed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// `METHOD TARGET`.
    request: Option<String>,
    /// A printed `curl` command.
    curl: Option<String>,
    /// Who calls, instead of the fixture's owner. `{}` calls without a credential.
    #[serde(rename = "as")]
    caller: Option<Account>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    json: Option<Value>,
    form: Option<String>,
    /// `OPERATION/EXAMPLE`: the document's example as body.
    example: Option<String>,
    /// Members that are changed in the body; null removes one.
    with: Option<Value>,
    /// How often the request is sent, with `{n}` counting from 1.
    times: Option<usize>,
    /// Moves the clock, in seconds.
    advance: Option<u64>,
    /// An SQL statement, for what no API can create.
    sql: Option<String>,

    /// The expected status; any success without it.
    status: Option<u16>,
    /// The expected body.
    body: Option<Value>,
    /// A body that the response has to resemble: the same members, of the same types and formats.
    like: Option<Value>,
    /// Where the body differs from `body`, and why.
    #[serde(default)]
    except: Vec<Exception>,
    /// Expected values by JSON pointer; `*` stands for every item of an array.
    #[serde(default)]
    values: BTreeMap<String, Value>,
    /// The expected body as text.
    text: Option<String>,
    /// A text that the body contains.
    contains: Option<String>,
    #[serde(default)]
    response_headers: BTreeMap<String, String>,
    /// Names for values of the response, by JSON pointer.
    #[serde(default)]
    save: BTreeMap<String, String>,
}

/// A deliberate difference from what a vendor prints.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    at: String,
    value: Value,
    #[allow(dead_code, reason = "it is for readers")]
    why: String,
}

/// Runs steps against one server.
pub(crate) struct Script<'a> {
    pub(crate) server: &'a TestServer,
    pub(crate) contract: &'static Contract,
    pub(crate) fixture: &'a Fixture,
    pub(crate) variables: Variables,
    /// What printed URLs begin with.
    pub(crate) origins: &'a [String],
    /// Texts that printed commands contain, and what they stand for.
    pub(crate) placeholders: &'a BTreeMap<String, String>,
    /// The owner's credential.
    pub(crate) credential: String,
}

impl<'a> Script<'a> {
    /// Starts a script as the fixture's owner.
    pub(crate) async fn start(
        server: &'a TestServer,
        contract: &'static Contract,
        fixture: &'a Fixture,
        origins: &'a [String],
        placeholders: &'a BTreeMap<String, String>,
    ) -> Self {
        let credential = fixture.credential(server, &contract.name, &fixture.owner).await;
        Self { server, contract, fixture, variables: Variables::new(), origins, placeholders, credential }
    }

    /// Carries a step out and checks its response; returns the last response, where the step has a request.
    pub(crate) async fn run(&mut self, step: &Step) -> Result<Option<Answer>, String> {
        let mut last = None;
        for n in 1..=step.times.unwrap_or(1) {
            self.variables.insert("n".to_owned(), n.into());
            if let Some(answer) = self.send(step).await {
                self.check(step, &answer).map_err(|wrong| format!("{}: {wrong}", self.name(step)))?;
                last = Some(answer);
            }
        }
        Ok(last)
    }

    /// Carries a step out and returns the response unchecked.
    pub(crate) async fn send(&mut self, step: &Step) -> Option<Answer> {
        if let Some(seconds) = step.advance {
            self.server.advance(Duration::from_secs(seconds));
        }
        if let Some(sql) = &step.sql {
            let sql = fill_text(sql, &self.variables);
            let outcome = self.server.execute(&sql).await;
            assert_eq!(outcome, 1, "{sql}");
        }
        let ask = self.ask(step).await?;
        // A response that breaks a promise comes back as a 502 that says so.
        let answer = self.server.witness(&self.contract.name).ask_anyway(ask).await;
        let found = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        for (name, pointer) in &step.save {
            if let Some(value) = found.pointer(pointer) {
                self.variables.insert(name.clone(), value.clone());
            }
        }
        Some(answer)
    }

    fn name(&self, step: &Step) -> String {
        fill_text(step.request.as_ref().or(step.curl.as_ref()).map_or("", String::as_str), &self.variables)
    }

    async fn ask(&self, step: &Step) -> Option<Ask> {
        let mut sent = match (&step.request, &step.curl) {
            (Some(request), _) => ask(&fill_text(request, &self.variables)),
            (_, Some(command)) => {
                let command = self
                    .placeholders
                    .iter()
                    .fold(command.clone(), |text, (name, value)| text.replace(name, value));
                curl(&fill_text(&command, &self.variables), self.origins)
            }
            _ => return None,
        };
        for (name, value) in &step.headers {
            sent = sent.header(name, fill_text(value, &self.variables));
        }
        let (name, value) = match &step.caller {
            None => self.fixture.header(self.contract, &self.credential),
            Some(account) if account.is_nobody() => Default::default(),
            Some(account) => {
                let account = account.filled(&self.variables);
                let credential = self.fixture.credential(self.server, &self.contract.name, &account).await;
                self.fixture.header(self.contract, &credential)
            }
        };
        if !name.is_empty() && !sent.has_header(&name) {
            sent = sent.header(&name, value);
        }
        if let Some(form) = &step.form {
            sent = sent.header("content-type", FORM).body(fill_text(form, &self.variables));
        }
        let example = step.example.as_ref().map(|example| self.example(example));
        match example.as_ref().or(step.json.as_ref()) {
            Some(Value::String(text)) if step.with.is_none() => sent = sent.json(text.clone()),
            Some(body) => {
                let body = fill(&parsed(body), &self.variables);
                let changes = step.with.as_ref().map(|changes| fill(changes, &self.variables));
                let body = changes.map_or_else(|| body.clone(), |changes| with(body.clone(), &changes));
                sent = sent.json(body.to_string());
            }
            None => {}
        }
        Some(sent)
    }

    fn example(&self, name: &str) -> Value {
        let (operation, name) = name.split_once('/').unwrap_or_else(|| panic!("{name}: OPERATION/EXAMPLE"));
        let examples = &self.contract.operation(operation).request_examples;
        let found = examples.iter().find(|(_, its_name, _)| its_name == name);
        found.unwrap_or_else(|| panic!("{operation} has no example {name}")).2.clone()
    }

    fn check(&self, step: &Step, answer: &Answer) -> Result<(), String> {
        let text = answer.text();
        let right = step.status.map_or(answer.status.is_success(), |status| answer.status == status);
        if !right {
            let expected = step.status.map_or("a success".to_owned(), |status| status.to_string());
            return Err(format!("expected {expected}, got {}: {text}", answer.status));
        }
        let found = || serde_json::from_str::<Value>(&text).map_err(|error| format!("{error}: {text}"));
        let mut wrong = String::new();
        if let Some(example) = &step.like {
            differences_in_shape(&found()?, &parsed(example), "", &mut wrong);
        }
        if let Some(body) = &step.body {
            let mut body = parsed(&fill(body, &self.variables));
            for Exception { at, value, .. } in &step.except {
                *body.pointer_mut(at).ok_or_else(|| format!("no {at} in the expected body"))? = value.clone();
            }
            if found()? != body {
                let _ = write!(wrong, "expected {body}, got {text}");
            }
        }
        for (pointer, expected) in &step.values {
            let expected = fill(expected, &self.variables);
            let at = select(&found()?, pointer);
            if at != expected {
                let _ = write!(wrong, "{pointer}: expected {expected}, got {at}");
            }
        }
        if let Some(expected) = &step.text
            && text != *expected
        {
            let _ = write!(wrong, "expected {expected:?}, got {text:?}");
        }
        if let Some(expected) = &step.contains
            && !text.contains(expected.as_str())
        {
            let _ = write!(wrong, "{expected:?} is not in {text}");
        }
        for (name, expected) in &step.response_headers {
            let found = answer.header(name);
            if found.as_ref() != Some(expected) {
                let _ = write!(wrong, "header {name}: expected {expected}, got {found:?}");
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

/// Returns the value at a pointer, or the values where it has a `*`.
fn select(value: &Value, pointer: &str) -> Value {
    match pointer.split_once("/*") {
        None => value.pointer(pointer).cloned().unwrap_or_default(),
        Some((list, rest)) => {
            let items = value.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
            items.iter().map(|item| select(item, rest)).collect()
        }
    }
}

/// Returns the JSON in a string, and any other value unchanged.
fn parsed(value: &Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")),
        other => other.clone(),
    }
}

/// Changes members of an object; null removes one.
pub(crate) fn with(mut object: Value, changes: &Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    object
}

/// Returns the request of a `curl` command, without the beginning of its URL that is one of the origins.
fn curl(command: &str, origins: &[String]) -> Ask {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"), "{command}");
    let (mut method, mut url, mut body, mut headers) = (None, None, None, Vec::new());
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_else(|| panic!("{word} needs a value: {command}"));
        match word.as_str() {
            "-s" | "--silent" | "-L" | "--location" | "-g" | "--globoff" => {}
            // The last one applies, as in curl.
            "-X" | "--request" => method = Some(next()),
            "-H" | "--header" => headers.push(next()),
            "-d" | "--data" | "--data-raw" | "--data-urlencode" => body = Some(next()),
            option if option.starts_with('-') => panic!("unknown option {option}: {command}"),
            _ => url = Some(word),
        }
    }
    let url = url.unwrap_or_else(|| panic!("no URL: {command}"));
    let target = origins.iter().find_map(|origin| url.strip_prefix(origin.as_str()));
    let target = target.unwrap_or_else(|| panic!("{url} is not below {origins:?}"));
    let method = method.unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned());
    let mut ask = Ask::new(&method, target);
    for header in &headers {
        let (name, value) = header.split_once(':').unwrap_or_else(|| panic!("{header} is not a header"));
        ask = ask.header(name.trim(), value.trim());
    }
    let typed = headers.iter().any(|header| header.to_ascii_lowercase().starts_with("content-type"));
    match body {
        Some(body) if typed => ask.body(body),
        Some(body) => ask.header("content-type", FORM).body(body),
        None => ask,
    }
}

/// Splits a command into words as a shell does, with quotes and continued lines.
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
    assert!(quote.is_none(), "an unclosed quotation mark: {command}");
    words.extend(word);
    words
}

/// Describes where a body has another shape than an example.
fn differences_in_shape(body: &Value, example: &Value, pointer: &str, wrong: &mut String) {
    match (body, example) {
        // An array may have more or fewer items than its example.
        (Value::Array(items), Value::Array(examples)) => {
            if items.is_empty() != examples.is_empty() {
                let _ = write!(wrong, "{pointer}: {body} is not like {example}");
            }
            for (item, index) in items.iter().zip(0..) {
                differences_in_shape(
                    item,
                    &examples[index % examples.len()],
                    &format!("{pointer}/{index}"),
                    wrong,
                );
            }
        }
        (Value::Object(members), Value::Object(examples)) => {
            let names = |members: &Map<String, Value>| members.keys().cloned().collect::<Vec<_>>();
            if names(members) != names(examples) {
                let _ = write!(wrong, "{pointer}: {body} has other members than {example}");
                return;
            }
            for (name, example) in examples {
                differences_in_shape(&members[name], example, &format!("{pointer}/{name}"), wrong);
            }
        }
        _ if format_of(body) == format_of(example) => {}
        _ => {
            let _ = write!(wrong, "{pointer}: {body} is not like {example}");
        }
    }
}

/// Returns the type and the format of a scalar.
pub(crate) fn format_of(value: &Value) -> String {
    let Value::String(text) = value else {
        return match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            _ => "an array or an object",
        }
        .to_owned();
    };
    if text.parse::<uuid::Uuid>().is_ok() && text.len() == 36 {
        "a UUID".to_owned()
    } else if text.len() >= 32 && text.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c)) {
        format!("{} hexadecimal digits", text.len())
    } else if chrono::DateTime::parse_from_rfc3339(text).is_ok() {
        "a time with its offset".to_owned()
    } else if text.starts_with("http://") || text.starts_with("https://") {
        "a URL".to_owned()
    } else if text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic) {
        text.replace(|c: char| c.is_ascii_digit(), "9")
    } else {
        "a text".to_owned()
    }
}

#[test]
fn curl_command_is_split_as_a_shell_does() {
    let command = "curl -s -H \"A: b c\" \\\n  -d '{\"name\":\"it\\n\"}' -X PUT ''\thttp://x";

    let expected = ["curl", "-s", "-H", "A: b c", "-d", "{\"name\":\"it\\n\"}", "-X", "PUT", "", "http://x"];
    assert_eq!(words(command), expected);
}

#[test]
fn texts_are_alike_if_they_have_one_format() {
    let like = |one: &str, other: &str| format_of(&one.into()) == format_of(&other.into());

    assert!(like("2024-09-24 17:07:34", "1999-01-01 00:00:00"));
    assert!(like("008.578.930-50", "111.222.333-44"));
    assert!(like("Reportei Customer 1", "Ada"));
    assert!(!like("2024-09-24 17:07:34", "2024-09-24T17:07:34Z"));
    assert!(!like("06/02/1995", "1995-02-06"));
    assert!(!like("caedbbbe-7d93-476f-b965-bf97cd7ce874", "Ada"));
    assert_ne!(format_of(&"1".into()), format_of(&1.into()));
}
