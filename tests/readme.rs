//! The README, taken at its word: what it tells people to type works, what it shows comes, what it names exists.
//!
//! Its curl examples go through the witness like every other test, so their answers are held against the documents too.
//! What it says of the program's command line is tried by `server/tests/readme.rs`, which has the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use contract_tests::{TestServer, contract};
use customers_client::reportei::Client;
use customers_server::api::APIS;
use customers_server::config::Config;
use serde_json::Value;

#[path = "../client/examples/reportei.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod reportei_example;

const README: &str = include_str!("../README.md");
const DOCUMENTS_README: &str = include_str!("../openapi/README.md");
const BOTH: [(&str, &str); 2] = [("README.md", README), ("openapi/README.md", DOCUMENTS_README)];

/// What the README calls the server.
const SERVER: &str = "http://127.0.0.1:8080";

/// Put in front of the README's own lines: `curl` also writes down what it called and what came, and fails when the
/// server refuses.
const LISTENING: &str = r#"
curl() {
  local called
  : > "$FOLDER/body"
  called=$(command curl --show-error --output "$FOLDER/body" \
    --write-out '%{http_code} %{method} %{url_effective}' "$@") || return
  echo "$called" >> "$FOLDER/calls"
  cat "$FOLDER/body"
  { cat "$FOLDER/body"; echo; } >> "$FOLDER/answers"
  case "$called" in [45]*) echo "$called: $(cat "$FOLDER/body")" >&2; return 22 ;; esac
}
"#;

/// A block of the README between fences.
struct Block {
    language: &'static str,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in README.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(language), false) => {
                assert!(!language.is_empty(), "a block of the README says no language");
                blocks.push(Block { language, text: String::new() });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let block = blocks.last_mut().expect("a block is open");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, false) => {}
        }
    }
    assert!(!open, "the README's last block has no end");
    blocks
}

fn blocks_of(language: &str) -> Vec<String> {
    blocks().into_iter().filter(|block| block.language == language).map(|block| block.text).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace").to_owned()
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    // Two runs at once must not see each other's answers.
    let own = format!("{name}-{}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme").join(own);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// The README's text, with the addresses of a server under test: an API's is its witness's.
fn readdressed(text: &str, server: &TestServer) -> String {
    let mut text = text.to_owned();
    for api in APIS {
        text = text.replace(&format!("{SERVER}/{}", api.name), &server.witness(api.name).url());
    }
    text.replace(SERVER, &format!("http://{}", server.address()))
}

/// Runs a script while the server, which lives on this thread, goes on answering.
async fn bash(script: String, folder: &Path) -> Output {
    let mut command = Command::new("bash");
    command.args(["-eu", "-o", "pipefail", "-c", &script]).current_dir(folder).env("FOLDER", folder);
    // A proxy that this machine may be told to use does not lead to this machine.
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
    let there = Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(there, "the README's examples need curl: install it, on Debian with `apt-get install curl`");
    let ran = tokio::task::spawn_blocking(move || command.output()).await.expect("it does not panic");
    ran.unwrap_or_else(|error| {
        panic!("the README's examples need bash ({error}): install it, on Debian with `apt-get install bash`")
    })
}

#[tokio::test]
async fn the_curl_examples_call_every_operation_and_succeed() {
    let server = TestServer::start().await;
    let folder = folder("curl");
    let examples: String = blocks_of("sh").into_iter().filter(|text| text.contains("curl ")).collect();

    let output = bash(format!("{LISTENING}{}", readdressed(&examples, &server)), &folder).await;

    let shown =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{shown}");
    let calls = fs::read_to_string(folder.join("calls")).expect("curl was called");
    for api in APIS {
        let url = server.witness(api.name).url();
        let called: Vec<(&str, &str)> = calls.lines().filter_map(|call| below(call, &url)).collect();
        for operation in &contract(api.name).operations {
            let is_called = called.iter().any(|(method, path)| {
                *method == operation.method.as_str() && operation_at(api.name, method, path) == operation.id
            });
            assert!(is_called, "the README has no curl example of {} of {}: add one", operation.id, api.name);
        }
    }
}

/// Method and path, below an API's URL, of a line that `LISTENING` wrote.
fn below<'a>(call: &'a str, url: &str) -> Option<(&'a str, &'a str)> {
    let (_status, call) = call.split_once(' ')?;
    let (method, called) = call.split_once(' ')?;
    let path = called.strip_prefix(url)?.split('?').next()?;
    Some((method, path))
}

/// The operation that is called: at `/customers/settings`, a path that says so goes before `/customers/{uuid}`.
fn operation_at(api: &str, method: &str, path: &str) -> &'static str {
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len()
            && pattern
                .iter()
                .zip(path)
                .all(|(pattern, segment)| pattern.starts_with('{') || *pattern == segment)
    };
    let mut fitting: Vec<_> = contract(api)
        .operations
        .iter()
        .filter(|operation| operation.method.as_str() == method && fits(&operation.path))
        .collect();
    fitting.sort_by_key(|operation| operation.path.matches('{').count());
    fitting.first().map_or("", |operation| &operation.id)
}

#[tokio::test]
async fn the_curl_examples_of_reportei_tell_one_customers_story() {
    let server = TestServer::start().await;
    let folder = folder("reportei");
    let examples: Vec<_> = blocks_of("sh").into_iter().filter(|text| text.contains("$REPORTEI/")).collect();

    let output = bash(format!("{LISTENING}{}", readdressed(&examples.concat(), &server)), &folder).await;

    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = fs::read_to_string(folder.join("answers")).expect("curl was called");
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let [created, first_page, sorted_page, viewed, settings, updated, paying, deleted] = answers.as_slice()
    else {
        panic!("other calls than expected: {answers:#?}");
    };
    let uuid = &created["customer"]["uuid"];
    assert_eq!(created["customer"]["name"], "Reportei Customer 3");
    assert_eq!(created["customer"]["api_token"].as_str().map(str::len), Some(64));
    assert_eq!(first_page["data"][0]["uuid"], *uuid);
    assert_eq!(sorted_page["meta"]["sortBy"], "name");
    assert_eq!(viewed["customer"]["merchant"], "Reportei");
    assert_eq!(settings["customer"]["uuid"], *uuid);
    assert_eq!(settings["customer"]["integrations"], Value::Array(Vec::new()));
    assert_eq!(updated["customer"]["name"], "Reportei Customer 3.1");
    assert_eq!(paying["message"], "Customer is now marked as a paying customer");
    assert_eq!(deleted["message"], "Record successfully removed");
}

#[tokio::test]
async fn the_curl_examples_of_portos_tell_one_customers_story() {
    let server = TestServer::start().await;
    let folder = folder("portos");
    let examples: Vec<_> = blocks_of("sh").into_iter().filter(|text| text.contains("$PORTOS/")).collect();

    let output = bash(format!("{LISTENING}{}", readdressed(&examples.concat(), &server)), &folder).await;

    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = fs::read_to_string(folder.join("answers")).expect("curl was called");
    let answers: Vec<Value> = answers
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let [signed_in, created, lists @ .., counted, shown, replaced, deleted] = answers.as_slice() else {
        panic!("other calls than expected: {answers:#?}");
    };
    assert_eq!(signed_in["rights"].as_array().map(Vec::len), Some(5));
    assert_eq!(created["fullName"], "Eva Žák");
    assert_eq!(lists.len(), 5);
    for list in lists {
        assert_eq!(list["items"], serde_json::json!([created]), "each of them finds the one customer");
    }
    assert_eq!(*counted, serde_json::json!({ "count": 1, "totalCount": 1 }));
    assert_eq!(shown, created);
    assert_eq!((&created["discountRate"], &replaced["discountRate"]), (&12.5.into(), &15.0.into()));
    assert_eq!((&replaced["_v"], &replaced["cards"]), (&2.into(), &created["cards"]));
    assert_eq!(deleted, replaced);
}

#[tokio::test]
async fn what_the_readme_shows_is_what_comes() {
    let server = TestServer::start().await;
    let folder = folder("console");
    let mut shown = Vec::new();
    for block in blocks_of("console") {
        for part in block.split("$ ").filter(|part| part.starts_with("curl ")) {
            let (command, answer) = part.split_once('\n').expect("an answer below the command");
            shown.push((command.to_owned(), answer.trim_end().to_owned()));
        }
    }
    assert!(!shown.is_empty(), "the README shows no answer");

    for (command, answer) in shown {
        let output = bash(readdressed(&command, &server), &folder).await;

        let came = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(came, readdressed(&answer, &server), "{command}: {output:?}");
    }
}

#[tokio::test]
async fn the_rust_example_is_the_clients_and_runs() {
    let example = include_str!("../client/examples/reportei.rs");
    let shown = blocks_of("rust");
    assert_eq!(shown.as_slice(), [example], "copy client/examples/reportei.rs into the README's Rust block");

    let server = TestServer::start().await;
    let builder = Client::builder().base_url(server.witness("reportei").url());
    let ran = reportei_example::run(builder.clone().access_token("demo-token")).await;
    assert!(ran.is_ok(), "{ran:?}");

    let refused = reportei_example::run(builder.access_token("nobodys-token")).await.unwrap_err().to_string();
    assert!(refused.contains("401"), "{refused}");
}

#[test]
fn the_configuration_file_can_be_used_as_it_stands() {
    let file = folder("config").join("server.toml");
    let shown = blocks_of("toml");
    let [shown] = shown.as_slice() else { panic!("the README shows one configuration file") };
    fs::write(&file, shown).expect("the file can be written");

    let config = Config::from_file(&file).unwrap_or_else(|error| panic!("{error}"));

    // Everything that it calls a default is one.
    let default = Config::default();
    assert_eq!(config.listen, default.listen);
    assert_eq!(config.database, default.database);
    assert_eq!(config.body_bytes_max, default.body_bytes_max);
    assert_eq!(config.limits, default.limits);
    assert_eq!(config.log, default.log);
    assert!(config.demo_enabled().is_ok());
}

#[test]
fn every_api_that_is_served_has_its_place_in_the_readme() {
    for api in APIS {
        let name = api.name;
        let document = format!("served: [document](openapi/{name}.yaml)");
        assert!(README.contains(&document), "the README's first table does not say `{document}`");
        assert!(
            DOCUMENTS_README.contains(&format!("| `openapi/{name}.yaml` |")),
            "openapi/README.md does not say where openapi/{name}.yaml comes from"
        );
    }
    for (api, account) in
        APIS.iter().flat_map(|api| api.demo_accounts.iter().map(|account| (api.name, account)))
    {
        let row = |line: &str| line.starts_with('|') && line.contains(account.secret);
        assert!(
            README.lines().any(row),
            "the README's table of demo accounts lacks `{}` of {}",
            account.secret,
            api
        );
    }
}

#[test]
fn every_file_and_folder_that_is_named_exists() {
    let top = ["openapi/", "server/", "client/", "xtask/", "tests/", ".ci/"];
    for (readme, text) in BOTH {
        let named: Vec<&str> =
            quoted(text).into_iter().filter(|word| top.iter().any(|top| word.starts_with(top))).collect();
        assert!(!named.is_empty(), "{readme} names no file");
        for word in named {
            for api in APIS {
                let path = word.replace("NAME", api.name);
                let found = root().join(&path);
                let is_there = if path.ends_with('/') { found.is_dir() } else { found.is_file() };
                assert!(is_there, "{readme} names {path}, which does not exist");
            }
        }
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(root().join(target).exists(), "{readme} links to {target}, which does not exist");
        }
    }
}

/// What stands between backquotes, outside of blocks.
fn quoted(text: &str) -> Vec<&str> {
    let mut in_block = false;
    let prose = text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        in_block ^= fence;
        !in_block && !fence
    });
    prose.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_xtask_command_that_is_named_exists() {
    let known = xtask::cli::command_names();
    for (readme, text) in BOTH {
        let commands: BTreeSet<&str> = commands(text).collect();
        assert!(!commands.is_empty(), "{readme} names no command");
        for command in commands {
            assert!(known.iter().any(|known| known == command), "{readme} names `cargo xtask {command}`");
        }
    }
}

/// The words behind `cargo xtask`.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.split("cargo xtask ")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next())
}

#[test]
fn every_format_and_extension_is_explained() {
    let schema = include_str!("../xtask/codegen/src/document/schema.rs");
    let formats = schema.split("STRING_FORMATS: ").nth(1).and_then(|rest| rest.split("];").next());
    let formats = formats.expect("the list of formats is called STRING_FORMATS");
    let extensions = include_str!("../xtask/codegen/src/document/read.rs").split('"').skip(1).step_by(2);
    let extensions = extensions.filter(|word| word.starts_with("x-") && !word.contains(' '));
    for word in formats.split('"').skip(1).step_by(2).chain(extensions) {
        assert!(
            quoted(DOCUMENTS_README).contains(&word),
            "openapi/README.md does not say what `{word}` means, which the generator understands"
        );
    }
}
