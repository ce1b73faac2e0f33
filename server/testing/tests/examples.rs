//! The examples, run against the server in this process: what a person copies from them works.

use customers_testing::TestServer;

#[path = "../../../client/examples/carbonext.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod carbonext;
#[path = "../../../client/examples/dezwork.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod dezwork;
#[path = "../../../client/examples/portos.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod portos;
#[path = "../../../client/examples/reportei.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod reportei;
#[path = "../../../client/examples/tradevest.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod tradevest;

#[tokio::test]
async fn carbonext_example_runs() {
    let server = TestServer::start().await;
    let ran = carbonext::run(server.builder::<customers_client::carbonext::Client>()).await;
    assert!(ran.is_ok(), "{ran:?}");
}

#[tokio::test]
async fn dezwork_example_runs() {
    let server = TestServer::start().await;
    let ran = dezwork::run(server.builder::<customers_client::dezwork::Client>()).await;
    assert!(ran.is_ok(), "{ran:?}");
}

#[tokio::test]
async fn portos_example_runs() {
    let server = TestServer::start().await;
    let ran = portos::run(server.builder::<customers_client::portos::Client>()).await;
    assert!(ran.is_ok(), "{ran:?}");
}

#[tokio::test]
async fn reportei_example_runs() {
    let server = TestServer::start().await;
    let ran = reportei::run(server.builder::<customers_client::reportei::Client>()).await;
    assert!(ran.is_ok(), "{ran:?}");
}

#[tokio::test]
async fn wrong_token_of_reportei_example_is_reported() {
    let server = TestServer::start().await;
    let builder = server.builder::<customers_client::reportei::Client>().access_token("unknown-token");

    let error = reportei::run(builder).await.unwrap_err().to_string();

    assert!(error.contains("401"), "{error}");
}

#[tokio::test]
async fn tradevest_example_runs() {
    let server = TestServer::start().await;
    let ran = tradevest::run(server.builder::<customers_client::tradevest::Client>()).await;
    assert!(ran.is_ok(), "{ran:?}");
}

#[test]
fn every_example_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../client/examples");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // What is no file is a crate, with tests of its own.
        if let Some(name) = name.strip_suffix(".rs") {
            let line = format!("{name}::run(server.builder::<customers_client::{name}::Client>())");
            assert!(
                include_str!("examples.rs").contains(&line),
                "client/examples/{name}.rs is not run here: add a line"
            );
        }
    }
}
