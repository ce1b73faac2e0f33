//! README.md and openapi/README.md: their commands and links are real, and what README.md shows is what happens.
//!
//! What README.md says of the program's command line is tested in `server/tests/readme.rs`, which has the program.

use dropshot_openapi_codegen::document::Format;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use contract_tests::TestServer;
use customers_client::reportei::Client;
use customers_server::api::APIS;

const README: &str = include_str!("../README.md");
const DOCUMENTS_README: &str = include_str!("../openapi/README.md");
const BOTH: [(&str, &str); 2] = [("README.md", README), ("openapi/README.md", DOCUMENTS_README)];

/// The server's address in README.md.
const SERVER: &str = "http://127.0.0.1:8080";

fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let blocks: Vec<_> = README.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect();
    blocks.into_iter()
}

/// Returns a text with the addresses of a server under test.
fn with_addresses(text: &str, server: &TestServer) -> String {
    let mut text = text.to_owned();
    for api in APIS {
        text = text.replace(&format!("{SERVER}/{}", api.name), &server.witness(api.name).url());
    }
    text.replace(SERVER, &format!("http://{}", server.address()))
}

#[tokio::test]
async fn shown_curl_commands_print_what_is_shown() {
    let server = TestServer::start().await;
    let shown =
        blocks("console").flat_map(|block| block.split("$ ")).filter(|part| part.starts_with("curl "));
    let shown: Vec<_> =
        shown.map(|part| part.split_once('\n').expect("a response below the command")).collect();
    assert!(!shown.is_empty(), "README.md shows no response");

    for (command, expected) in shown {
        let mut bash = Command::new("bash");
        bash.args(["-c", &with_addresses(command, &server)]).env("NO_PROXY", "127.0.0.1");
        let output = tokio::task::spawn_blocking(move || bash.output()).await.unwrap();

        let output = output.unwrap_or_else(|error| panic!("bash cannot be run: {error}"));
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(printed.trim_end(), with_addresses(expected.trim_end(), &server), "{command}: {output:?}");
    }
}

/// The program in README.md, which the test below runs against a server under test.
async fn shown_program(base_url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().base_url(base_url).access_token("demo-token").build()?;
    let created =
        client.customer_create().body_map(|body| body.name("Ada")).send().await?.into_inner().customer;
    println!("{} is a customer of {}", created.name, created.merchant);
    Ok(())
}

#[tokio::test]
async fn shown_rust_program_runs() {
    let server = TestServer::start().await;
    let shown = blocks("rust").next().expect("README.md shows a Rust program");
    let shown = shown.replace("\"http://127.0.0.1:8080/reportei\"", "base_url");
    let body = shown.split_once("{\n").and_then(|(_, rest)| rest.rsplit_once('}')).unwrap().0;
    let words = |text: &str| text.split_whitespace().collect::<String>();
    assert!(words(include_str!("readme.rs")).contains(&words(body)), "copy README.md's program to this file");

    shown_program(&server.witness("reportei").url()).await.unwrap();
}

#[test]
fn every_api_is_listed_with_its_document_and_accounts() {
    for api in APIS {
        let name = api.name;
        assert!(README.contains(&format!("](openapi/{name}.yaml) |")), "README.md does not list {name}");
        let row = format!("| `openapi/{name}.yaml` |");
        assert!(DOCUMENTS_README.contains(&row), "openapi/README.md does not name the source of {name}.yaml");
        for account in api.demo_accounts {
            let row = |line: &str| line.starts_with('|') && line.contains(account.secret);
            assert!(
                README.lines().any(row),
                "README.md does not list the demo account {} of {name}",
                account.secret
            );
        }
    }
}

#[test]
fn named_files_and_folders_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let top = ["openapi/", "server/", "client/", "xtask/", "tests/", ".ci/"];
    for (readme, text) in BOTH {
        let named = quoted(text).into_iter().filter(|word| top.iter().any(|top| word.starts_with(top)));
        let mut named: Vec<String> = named.map(ToOwned::to_owned).collect();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        named.extend(links.filter(|link| !link.starts_with("https://")).map(ToOwned::to_owned));
        assert!(!named.is_empty(), "{readme} names no file");
        for word in named {
            for api in APIS {
                let path = word.replace("NAME", api.name);
                assert!(root.join(&path).exists(), "{readme} names {path}, which does not exist");
            }
        }
    }
}

/// Returns the words between backquotes, outside of blocks.
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
fn named_xtask_commands_exist() {
    let known = xtask::cli::command_names();
    for (readme, text) in BOTH {
        let commands = text.split("cargo xtask ").skip(1);
        let commands = commands.filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
        let commands: BTreeSet<&str> = commands.collect();
        assert!(!commands.is_empty(), "{readme} names no command");
        for command in commands {
            assert!(known.iter().any(|known| known == command), "{readme} names `cargo xtask {command}`");
        }
    }
}

#[test]
fn formats_and_extensions_are_explained() {
    let known = Format::KNOWN;
    let formats = known.iter().map(Format::name);
    let extensions = include_str!("../xtask/codegen/src/document/read.rs").split('"').skip(1).step_by(2);
    let extensions = extensions.filter(|word| word.starts_with("x-") && !word.contains(' '));
    for word in formats.chain(extensions) {
        assert!(quoted(DOCUMENTS_README).contains(&word), "openapi/README.md does not explain `{word}`");
    }
}
