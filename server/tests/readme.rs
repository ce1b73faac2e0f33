//! What the README says of the program, taken at its word. The rest of it is `tests/readme.rs`'s, which has the clients.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_customers-server");
const README: &str = include_str!("../../README.md");

/// The blocks of a language that contain this text.
fn blocks(language: &str, containing: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = README.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.contains(containing)).collect()
}

#[test]
fn the_server_greets_as_the_readme_shows() {
    let shown = blocks("console", "$ cargo run --release\n");
    let [shown] = shown.as_slice() else { panic!("the README shows once what the server prints") };
    let folder = TempDir::new().unwrap();
    let mut server = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0", "--log-level", "off"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let expected: Vec<_> = shown.lines().skip(1).collect();

    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut greeting: Vec<_> = lines.by_ref().take(expected.len()).collect();
    server.kill().unwrap();
    // What it prints, it prints at once: a line that the README lacks is there by now.
    greeting.extend(lines);
    server.wait().unwrap();

    let address = greeting[0].strip_prefix("listening on http://").unwrap();
    let greeting: Vec<_> = greeting.iter().map(|line| line.replace(address, "127.0.0.1:8080")).collect();
    assert_eq!(greeting, expected);
}

#[cfg(unix)]
#[test]
fn the_commands_in_the_readme_work_in_their_order() {
    let shown = blocks("sh", "$SERVER credentials").concat();
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

/// Every option that the README names is one of the program's.
#[test]
fn every_option_that_the_readme_names_exists() {
    let help: String = [&["--help"][..], &["credentials", "create", "--help"], &["seed", "--help"]]
        .iter()
        .map(|arguments| Command::new(PROGRAM).args(*arguments).output().unwrap().stdout)
        .map(|stdout| String::from_utf8(stdout).unwrap())
        .collect();
    let lines = README.lines().filter(|line| line.contains("$SERVER ") || line.contains("customers-server "));
    let options: Vec<_> =
        lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("--")).collect();

    assert!(!options.is_empty());
    for option in options {
        assert!(help.contains(&format!("{option} ")), "the README names {option}, the program does not");
    }
}
