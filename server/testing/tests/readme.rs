//! The client's README: its programs run, and the tests, methods and variables that it names exist.

use customers_client::reportei;
use customers_testing::{Fault, TestServer};

const README: &str = include_str!("../../../client/README.md");

/// The files whose tests the README names.
const FILES: [(&str, &str); 6] = [
    ("errors", include_str!("errors.rs")),
    ("observing", include_str!("observing.rs")),
    ("pages", include_str!("pages.rs")),
    ("retries", include_str!("retries.rs")),
    ("secrets", include_str!("secrets.rs")),
    ("signing_in", include_str!("signing_in.rs")),
];

#[test]
fn every_behavior_names_an_existing_test() {
    let rows = README.lines().skip_while(|line| *line != "| behavior | test |").skip(2);
    let mut lines = 0;
    for row in rows.take_while(|line| line.starts_with('|')) {
        let name =
            row.trim_end_matches([' ', '|']).rsplit('`').nth(1).unwrap_or_else(|| panic!("no test: {row}"));
        let (file, test) = name.split_once("::").unwrap_or_else(|| panic!("no file: {row}"));
        let found = FILES.iter().find(|(of, _)| *of == file);
        let (_, source) =
            found.unwrap_or_else(|| panic!("server/testing/tests/{file}.rs does not exist: {row}"));
        let definition = format!("#[tokio::test]\nasync fn {test}() {{");
        assert!(source.contains(&definition), "server/testing/tests/{file}.rs has no {test}: {row}");
        lines += 1;
    }
    assert!(lines >= 20, "only {lines} lines");
}

/// Returns `true` if this line reads an environment variable of any API, whose name ends with the line's literal.
fn reads(line: &str, variable: &str) -> bool {
    let name = variable.split_once('_').map_or(variable, |(_, name)| name);
    line.contains("environment.fill(") && line.contains(&format!(", \"{name}\")"))
}

#[test]
fn every_named_variable_and_method_exists() {
    let modules = [
        include_str!("../../../client/src/carbonext.rs"),
        include_str!("../../../client/src/dezwork.rs"),
        include_str!("../../../client/src/portos.rs"),
        include_str!("../../../client/src/reportei.rs"),
        include_str!("../../../client/src/tradevest.rs"),
        include_str!("../../../client/src/builder.rs"),
        include_str!("../../../client/src/oauth.rs"),
    ];
    let rows =
        README.lines().skip_while(|line| !line.starts_with("| API | methods of `Client::builder()`")).skip(2);
    let mut names = 0;
    for row in rows.take_while(|line| line.starts_with('|')) {
        for name in row.split('`').skip(1).step_by(2) {
            let is_variable = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
            let is_there = modules.iter().flat_map(|text| text.lines()).any(|line| {
                if is_variable { reads(line, name) } else { line.contains(&format!("pub fn {name}(")) }
            });
            assert!(is_there, "{name} does not exist: {row}");
            names += 1;
        }
    }
    assert!(names > 25, "only {names} names");
}

#[tokio::test]
async fn a_trial_ends() -> Result<(), Box<dyn std::error::Error>> {
    let server = TestServer::start().await;
    let client = server.client::<reportei::Client>();
    client.customer_create().body_map(|body| body.name("Ada")).send().await?;

    server.advance(std::time::Duration::from_secs(7 * 24 * 60 * 60));
    server.inject(Fault::status(503).on("customer_list").times(1));
    let page = client.customer_list().send().await?;

    assert!(page.data[0].trial_ends_at.to_utc() <= server.now());
    assert_eq!(server.count("customer_list"), 2);
    Ok(())
}

#[test]
fn shown_test_is_the_one_above() {
    // The first program is compiled with the crate's own documentation.
    let shown = README.split("```rust,ignore\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let shown = shown.split_once("\n\n").unwrap().1;
    assert!(shown.starts_with("#[tokio::test]\nasync fn a_trial_ends()"), "{shown}");
    assert!(
        include_str!("readme.rs").contains(shown),
        "copy the README's test to server/testing/tests/readme.rs: {shown}"
    );
}
