//! Secrets: neither a builder nor a client, neither an error nor what it is caused by shows one.

use std::error::Error as StdError;

use customers_client::{carbonext, dezwork, portos, reportei, tradevest};
use customers_testing::TestServer;

/// What stands for every secret here.
const SECRET: &str = "hunter2";

fn assert_hidden(what: &str, text: &str) {
    assert!(!text.contains(SECRET), "{what}: {text}");
}

fn whole(error: &dyn StdError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn secrets_are_not_printed() {
    let server = TestServer::start().await;
    assert!(
        format!("{:?}", server.builder::<portos::Client>().user("hunter2", "")).contains(SECRET),
        "this test could not fail"
    );

    let builder =
        server.builder::<carbonext::Client>().client_credentials("demo", SECRET).access_token(SECRET);
    assert_hidden("Carbonext's builder", &format!("{builder:?} {:?}", builder.clone().build()));
    let client = server.builder::<carbonext::Client>().client_credentials("demo", SECRET).build().unwrap();
    assert_hidden("Carbonext's client", &format!("{client:?} {:?}", client.application_list()));
    assert_hidden("Carbonext's error", &whole(&client.application_list().send().await.unwrap_err()));

    let client = server.builder::<tradevest::Client>().client_credentials("demo", SECRET).build().unwrap();
    assert_hidden("Tradevest's client", &format!("{client:?} {:?}", client.customer_list()));
    assert_hidden("Tradevest's error", &whole(&client.customer_list().send().await.unwrap_err()));

    let builder = server.builder::<portos::Client>().user("demo", SECRET).token_id(SECRET);
    assert_hidden("Portos's builder", &format!("{builder:?} {:?}", builder.clone().build()));
    let client = server.builder::<portos::Client>().user("demo", SECRET).build().unwrap();
    assert_hidden("Portos's client", &format!("{client:?} {:?}", client.customer_list()));
    assert_hidden("Portos's error", &whole(&client.customer_list().send().await.unwrap_err()));

    let builder = server.builder::<dezwork::Client>().account_token(SECRET);
    assert_hidden("Dezwork's builder", &format!("{builder:?}"));
    let client = builder.build().unwrap();
    assert_hidden("Dezwork's client", &format!("{client:?} {:?}", client.cliente_list()));
    assert_hidden("Dezwork's error", &whole(&client.cliente_list().numero(1).send().await.unwrap_err()));

    let builder = server.builder::<reportei::Client>().access_token(SECRET).customer_token(SECRET);
    assert_hidden("Reportei's builder", &format!("{builder:?}"));
    let client = builder.build().unwrap();
    assert_hidden("Reportei's client", &format!("{client:?} {:?}", client.settings()));
    assert_hidden("Reportei's error", &whole(&client.settings().send().await.unwrap_err()));

    let cannot = server.builder::<reportei::Client>().access_token("hunter2\n").build().unwrap_err();
    assert_hidden("a token that cannot be sent", &whole(&cannot));
}

#[tokio::test]
async fn body_of_an_unexpected_response_is_not_printed() {
    use std::io::{Read as _, Write as _};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 8192]).unwrap();
        let body = r#"{"tokenId": ["hunter2"]}"#;
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
    });

    let client = portos::Client::builder().base_url(url).user("demo", SECRET).build().unwrap();
    let error = client.customer_list().send().await.unwrap_err();

    server.join().unwrap();
    let text = whole(&error);
    assert!(text.contains("not the documented one"), "{text}");
    assert_hidden("an answer", &text);
}
