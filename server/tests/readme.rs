//! Checks what the README and the operators' page say about the program. `tests/readme.rs` checks the rest.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use customers_server::config::Config;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_customers-server");
const README: &str = include_str!("../../README.md");
const OPERATORS: &str = include_str!("../README.md");

/// Returns the code blocks of a language that contain a text.
fn blocks(page: &'static str, language: &str, containing: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.contains(containing)).collect()
}

#[test]
fn server_start_prints_what_the_readme_shows() {
    let shown = blocks(README, "console", "$ cargo run --release\n");
    let [shown] = shown.as_slice() else { panic!("the README shows the output of the start once") };
    let folder = TempDir::new().unwrap();
    let mut server = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0", "--log-level", "off"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let expected: Vec<_> = shown.lines().skip(1).collect();

    let lines = BufReader::new(server.stdout.take().unwrap()).lines().map(Result::unwrap);
    let printed: Vec<_> = lines.take(expected.len()).collect();
    server.kill().unwrap();
    server.wait().unwrap();

    let address = printed[0].strip_prefix("listening on http://").unwrap();
    let printed: Vec<_> = printed.iter().map(|line| line.replace(address, "127.0.0.1:8080")).collect();
    assert_eq!(printed, expected);
}

#[cfg(unix)]
#[test]
fn operators_commands_run_in_order() {
    let shown = blocks(OPERATORS, "sh", "$SERVER credentials").concat();
    assert!(shown.contains("credentials create") && shown.contains("revoke"), "{shown}");
    let script = shown.replace("target/release/customers-server", PROGRAM);
    let folder = TempDir::new().unwrap();

    let output = Command::new("sh").args(["-eu", "-c", &script]).current_dir(folder.path()).output().unwrap();

    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(stdout.contains("secret: "), "{stdout}");
    assert!(stdout.contains("nightly billing"), "{stdout}");
    assert!(stdout.contains(" is revoked since "), "{stdout}");
    let document = std::fs::read_to_string(folder.path().join("reportei.yaml")).unwrap();
    assert_eq!(document, include_str!("../../openapi/reportei.yaml"));
}

#[test]
fn options_in_the_pages_exist() {
    let help: String = ["", "credentials create", "seed", "backup"]
        .iter()
        .map(|command| Command::new(PROGRAM).args(command.split_whitespace()).arg("--help").output().unwrap())
        .map(|output| String::from_utf8(output.stdout).unwrap())
        .collect();
    let lines = README.lines().chain(OPERATORS.lines());
    let lines = lines.filter(|line| line.contains("$SERVER ") || line.contains("customers-server "));
    let words = lines.flat_map(|line| line.split(|c: char| c.is_whitespace() || c == '`'));
    let options: Vec<_> = words.filter(|word| word.starts_with("--")).collect();

    assert!(!options.is_empty());
    for option in options {
        assert!(help.contains(option), "the pages name {option}, which --help does not list");
    }
}

#[test]
fn shown_configuration_is_valid_and_shows_the_defaults() {
    let shown = blocks(OPERATORS, "toml", "");
    let [shown] = shown.as_slice() else { panic!("server/README.md shows one configuration file") };
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("server.toml");
    std::fs::write(&file, shown).unwrap();

    let config = Config::from_file(&file).unwrap_or_else(|error| panic!("{error}"));

    let default = Config::default();
    assert_eq!(config.listen, default.listen);
    assert_eq!(config.database, default.database);
    assert_eq!(config.body_bytes_max, default.body_bytes_max);
    assert_eq!(config.limits, default.limits);
    assert_eq!(config.log, default.log);
    assert!(config.demo_enabled().is_ok());
}
