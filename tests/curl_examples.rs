//! The scripts in `openapi/examples/`: each calls every operation of its API, and every call succeeds.
//!
//! They run through the proxy like every other test, so their responses are checked against the documents too.

use std::fs;
use std::path::Path;
use std::process::Command;

use contract_tests::{Contract, TestServer, contracts};
use serde_json::Value;

use crate::fixture::Fixture;

/// Comes before a script: `curl` also writes its calls and responses to files, and fails if a call does.
const RECORDING: &str = r#"
curl() {
  local called
  : > "$FOLDER/body"
  called=$(command curl --show-error --output "$FOLDER/body" \
    --write-out '%{http_code} %{method} %{url_effective}' "$@") || return
  echo "$called" >> "$FOLDER/calls"
  cat "$FOLDER/body"
  { cat "$FOLDER/body"; echo; } >> "$FOLDER/responses"
  case "$called" in [45]*) echo "$called: $(cat "$FOLDER/body")" >&2; return 22 ;; esac
}
"#;

async fn run(contract: &'static Contract) {
    let api = contract.name.as_str();
    let server = TestServer::start().await;
    let url = server.witness(api).url();
    let mounts = url.strip_suffix(&format!("/{api}")).unwrap_or_else(|| panic!("{url}"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("curl-{api}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../openapi/examples/{api}.sh"));
    let script = fs::read_to_string(&script).unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    assert!(script.starts_with("#!/usr/bin/env bash\n") && script.contains("\nset -eu\n"), "{api}.sh");

    let mut bash = Command::new("bash");
    bash.args(["-eu", "-o", "pipefail", "-c", &format!("{RECORDING}{script}")]);
    bash.env("FOLDER", &folder).env("BASE", mounts).env("NO_PROXY", "127.0.0.1");
    let output = tokio::task::spawn_blocking(move || bash.output()).await.unwrap();
    let output = output.unwrap_or_else(|error| {
        panic!("bash cannot be run: {error}. Install it and curl with `apt-get install bash curl`.")
    });

    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{api}.sh: {printed}");
    let calls = fs::read_to_string(folder.join("calls")).unwrap_or_else(|error| panic!("{api}.sh: {error}"));
    for operation in &contract.operations {
        let is_called = calls.lines().any(|call| {
            let words: Vec<_> = call.split(' ').collect();
            let path = words[2].strip_prefix(&url).and_then(|target| target.split('?').next());
            path.is_some_and(|path| contract.called_id(words[1], path) == Some(&operation.id))
        });
        assert!(is_called, "openapi/examples/{api}.sh does not call {}", operation.id);
    }
    // Lists show what the script has created.
    if let Some(list) = Fixture::of(api).list {
        let responses = fs::read_to_string(folder.join("responses")).unwrap();
        let lists = responses.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let lists: Vec<_> = lists.filter_map(|list_body| list_body.pointer(&list.items).cloned()).collect();
        assert!(!lists.is_empty(), "{api}.sh reads no list");
        assert!(lists.iter().all(|items| items[0].is_object()), "{api}.sh: an empty list in {responses}");
    }
    let _ = fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn curl_examples_call_every_operation_with_success() {
    for contract in contracts() {
        run(contract).await;
    }
}
