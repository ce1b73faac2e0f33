//! The scripts in `openapi/examples/`: each calls every operation of its API, and every call succeeds.
//!
//! They run through the proxy like every other test, so their responses are checked against the documents too.

use std::fs;
use std::path::Path;
use std::process::Command;

use contract_tests::{Contract, TestServer, contract, contracts};
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

/// Runs the script of an API, checks that it calls every operation with success, and returns the responses' bodies in the
/// order of the calls, without empty ones.
pub async fn responses(api: &str) -> Vec<Value> {
    let contract: &Contract = contract(api);
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
    let text = fs::read_to_string(folder.join("responses")).unwrap();
    let bodies = text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str);
    let bodies = bodies.collect::<Result<Vec<Value>, _>>().unwrap_or_else(|error| panic!("{error}: {text}"));
    let _ = fs::remove_dir_all(&folder);
    bodies
}

#[tokio::test]
async fn curl_examples_call_every_operation_with_success() {
    for contract in contracts() {
        let api = contract.name.as_str();
        let bodies = responses(api).await;
        // Lists show what the script has created.
        if let Some(list) = Fixture::of(api).list {
            let lists: Vec<_> = bodies.iter().filter_map(|body| body.pointer(&list.items)).collect();
            assert!(!lists.is_empty(), "{api}.sh reads no list");
            assert!(lists.iter().all(|items| items[0].is_object()), "{api}.sh: an empty list in {bodies:#?}");
        }
    }
}
