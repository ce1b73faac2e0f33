//! The requests that the vendors' own documentation prints, sent as printed, and answered as it shows.
//!
//! `tests/NAME/sources.yaml` holds a source's requests and responses: the documents in `openapi/` were written from them
//! and could have been written wrongly.

use std::collections::BTreeMap;

use contract_tests::{Contract, TestServer, contracts};
use indexmap::IndexMap;
use serde::Deserialize;

use crate::fixture::{self, Fixture};
use crate::script::{Script, Step};

/// What an API's vendor prints.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    /// What its URLs begin with.
    #[serde(default)]
    origins: Vec<String>,
    /// Texts in its commands that stand for something else.
    #[serde(default)]
    placeholders: BTreeMap<String, String>,
    /// Texts that several tests share, by anchors.
    #[serde(default, rename = "printed")]
    _printed: serde_json::Value,
    /// Steps before every test.
    #[serde(default)]
    before: Vec<Step>,
    tests: IndexMap<String, Vec<Step>>,
}

async fn run(contract: &'static Contract) -> Result<(), String> {
    let api = contract.name.as_str();
    let sources: Sources = fixture::read(api, "sources.yaml");
    let fixture = Fixture::of(api);
    let mut wrong = Vec::new();
    for (name, steps) in &sources.tests {
        let server = TestServer::start().await;
        let mut script =
            Script::start(&server, contract, &fixture, &sources.origins, &sources.placeholders).await;
        for step in sources.before.iter().chain(steps) {
            if let Err(error) = script.run(step).await {
                wrong.push(format!("{api}, {name}: {error}"));
                break;
            }
        }
        // These are reported already, by the 502 in place of the response.
        server.witness(api).take_findings();
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

#[tokio::test]
async fn printed_requests_are_answered_as_printed() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        wrong.extend(run(contract).await.err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
