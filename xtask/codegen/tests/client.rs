//! The generated client of a golden document: compared with the committed text, compiled against progenitor's own runtime,
//! and called.
//!
//! To update: `UPDATE_GOLDEN=1 cargo test -p dropshot-openapi-codegen --test client`.

#![allow(clippy::pedantic, missing_docs, reason = "includes generated code")]

use dropshot_openapi_codegen::{client, text};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::{env, fs, net, thread};

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "golden/client/names.rs"]
mod names;

/// The types that generated code expects in its crate.
mod runtime {
    #[derive(Clone, Debug)]
    pub struct Runtime;

    pub struct OperationTraits {
        pub operation: &'static str,
        pub anonymous: bool,
        pub idempotent: bool,
    }
}

mod formats {
    #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
    pub struct Secret(pub String);

    #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
    #[serde(untagged)]
    pub enum Nullable<T> {
        Null,
        Value(T),
    }
}

#[test]
fn client_is_generated_as_committed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/client/names.yaml");
    let source = fs::read_to_string(&path).unwrap();
    let document = serde_saphyr::from_str(&source).unwrap();
    let generated = client::generate("names", &document).unwrap_or_else(|refusal| panic!("{refusal}"));
    let committed = path.with_extension("rs");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&committed, &generated).unwrap();
    }
    let found = fs::read_to_string(&committed).unwrap_or_default();
    assert!(
        found == generated,
        "run `UPDATE_GOLDEN=1 cargo test -p dropshot-openapi-codegen --test client`:\n{}",
        text::difference(&found, &generated)
    );
}

#[test]
fn operations_have_their_documented_traits() {
    let rows: Vec<_> = names::OPERATIONS
        .iter()
        .map(|traits| (traits.operation, traits.anonymous, traits.idempotent))
        .collect();
    assert_eq!(
        rows,
        [
            ("key_create", true, false),
            ("label_print", true, true),
            ("parcel_view", false, true),
            ("parcel_update", false, true),
        ]
    );
}

#[tokio::test]
async fn parameters_named_like_variables_are_sent() {
    let listener = net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap();
        let body = r#"{"carrier": "::express"}"#;
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });

    let client = names::Client::new_with_client(&url, reqwest::Client::new(), runtime::Runtime);
    let call = client.parcel_view().url("a/b").api_version("documented").client("c").request("r");
    let parcel = call.response("s").result(vec!["x".into(), "y".into()]).info(true).send().await.unwrap();

    assert_eq!(serde_json::to_value(parcel.carrier).unwrap(), "::express");
    let request = server.join().unwrap();
    let line = request.lines().next().unwrap();
    assert_eq!(line, "GET /parcels/a%2Fb?client=c&info=true&request=r&response=s&result=x&result=y HTTP/1.1");
    assert!(request.contains("api-version: documented\r\n"), "{request}");
}

#[test]
fn update_tells_null_from_absent() {
    let update = names::types::ParcelUpdate { note: Some(formats::Nullable::Null), parts: Some(vec![]) };
    assert_eq!(serde_json::to_value(update).unwrap(), serde_json::json!({ "note": null, "parts": [] }));
}
