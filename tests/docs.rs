//! Swagger UI and the documents in it: everything that its page asks for is there, of the right type, and from this
//! server.
//!
//! Deliberately not here: what it looks like, and whether its buttons work. That takes a browser, which
//! `cargo xtask browser` has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use contract_tests::{Answer, Ask, TestServer, contracts};

/// Asks the server itself: the docs are in no API's document, so that no witness has anything to say of them.
async fn get(server: &TestServer, target: &str) -> Answer {
    server.ask_outside(Ask::new("GET", target)).await
}

/// What stands between quotation marks behind each `before`.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.strip_prefix('"')?.split('"').next()).collect()
}

#[tokio::test]
async fn docs_without_a_slash_leads_to_docs_with_one() {
    let server = TestServer::start().await;

    let answer = get(&server, "/docs").await;

    assert_eq!(answer.status.as_u16(), 308);
    assert_eq!(
        answer.header("location").as_deref(),
        Some("docs/"),
        "relative, so that it holds behind a proxy"
    );
}

#[tokio::test]
async fn the_docs_page_asks_for_files_that_are_there_and_of_the_right_type() {
    let server = TestServer::start().await;

    let page = get(&server, "/docs/").await;

    assert_eq!(page.status.as_u16(), 200);
    assert_eq!(page.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
    let html = page.text();
    let files: BTreeSet<_> = quoted(&html, "href=").into_iter().chain(quoted(&html, "src=")).collect();
    let files: Vec<_> = files.into_iter().filter(|file| *file != "../").collect();
    assert!(files.len() >= 7, "{files:?}");
    for file in files {
        assert!(!file.contains('/'), "{file} is of this folder");
        let answer = get(&server, &format!("/docs/{file}")).await;
        let media_type = match file.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("png") => "image/png",
            _ => panic!("what is {file}?"),
        };
        assert_eq!(answer.status.as_u16(), 200, "{file}");
        assert_eq!(answer.header("content-type").as_deref(), Some(media_type), "{file}");
        assert_eq!(answer.header("x-content-type-options").as_deref(), Some("nosniff"), "{file}");
        assert!(answer.header("content-encoding").is_none(), "{file}: nobody asked for gzip");
        assert!(answer.body.len() > 100, "{file}");
    }
    assert_eq!(get(&server, "/docs/nothing.js").await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_docs_list_every_document_and_serve_it_as_it_is_written() {
    let server = TestServer::start().await;

    let initializer = get(&server, "/docs/swagger-initializer.js").await.text();

    let names: Vec<_> = contracts().iter().map(|contract| contract.name.as_str()).collect();
    let mut listed = quoted(&initializer, "\"name\":");
    listed.sort_unstable();
    assert_eq!(listed, names);
    let mut urls = quoted(&initializer, "\"url\":");
    urls.sort_unstable();
    for (url, name) in urls.into_iter().zip(names) {
        assert_eq!(url, format!("/openapi/{name}.yaml"));
        let answer = get(&server, url).await;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(url.trim_start_matches('/'));
        assert_eq!(answer.status.as_u16(), 200, "{url}");
        assert_eq!(answer.header("content-type").as_deref(), Some("application/yaml"), "{url}");
        assert!(answer.body == fs::read(&file).unwrap(), "{url} differs from {}", file.display());
    }
}

#[tokio::test]
async fn the_docs_page_may_talk_to_its_own_server_alone() {
    let server = TestServer::start().await;

    let policy = get(&server, "/docs/").await.header("content-security-policy").unwrap();

    for due in ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"] {
        assert!(policy.split("; ").any(|directive| directive == due), "{due} is not in {policy}");
    }
    for refused in ["http:", "https:", "*", "'unsafe-eval'"] {
        assert!(!policy.contains(refused), "{refused} is in {policy}");
    }
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() {
    let server = TestServer::start().await;

    for target in ["/docs/", "/docs/swagger-ui.css", "/docs/swagger-initializer.js", "/openapi/reportei.yaml"]
    {
        let first = get(&server, target).await;
        let tag = first.header("etag").unwrap();
        let again = server.ask_outside(Ask::new("GET", target).header("if-none-match", &tag)).await;
        let other = server.ask_outside(Ask::new("GET", target).header("if-none-match", "\"other\"")).await;

        assert_eq!(first.header("cache-control").as_deref(), Some("no-cache"), "{target}");
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{target}");
        assert_eq!(again.header("etag"), Some(tag), "{target}");
        assert_eq!((other.status.as_u16(), other.body == first.body), (200, true), "{target}");
    }
}
