//! Reportei Connect: a merchant's customers.
//!
//! [`connect`] signs in as a merchant, for every call. The one operation that also speaks for a customer,
//! [`Client::customer_settings`], takes that customer's token as an argument.

pub use crate::generated::reportei::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};

use crate::connection::{self, ConnectError};
use reqwest::header::AUTHORIZATION;

/// A client of the API at `base_url` (`http://127.0.0.1:8080/reportei`, say) that signs in with a merchant's access token.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, access_token: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    let http = connection::http_client(AUTHORIZATION, &format!("Bearer {access_token}"))?;
    Ok(Client::new_with_client(&base_url, http))
}

#[cfg(test)]
mod tests {
    use super::types::SortBy;
    use super::{ConnectError, Error, connect};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server for one call: its address, and what the client sent to it.
    fn answer_once(status: &str, body: &str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/reportei/", listener.local_addr().unwrap());
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = vec![0; 8192];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (base_url, server)
    }

    #[tokio::test]
    async fn a_call_sends_what_the_document_says_and_nothing_else() {
        let (base_url, server) = answer_once("401 Unauthorized", r#"{"message": "Invalid Customer Token"}"#);
        let client = connect(&base_url, "merchant").unwrap();
        let error = client.customer_settings().x_customer_token("customer").send().await.unwrap_err();
        let Error::ErrorResponse(error) = error else { panic!("{error:?}") };
        assert_eq!(error.message, "Invalid Customer Token");

        let request = server.join().unwrap();
        assert!(request.starts_with("GET /reportei/customers/settings HTTP/1.1\r\n"), "{request}");
        let mut names: Vec<_> =
            request.lines().skip(1).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "authorization", "host", "user-agent", "x-customer-token"]);
        assert!(request.contains("authorization: Bearer merchant\r\n"), "{request}");
        assert!(request.contains("x-customer-token: customer\r\n"), "{request}");
    }

    #[tokio::test]
    async fn a_page_is_read_in_the_vendors_form() {
        let page = r#"{
            "data": [{
                "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874", "name": "Reportei Customer 1",
                "created_at": "2024-09-24 17:07:34", "updated_at": "2024-09-24 17:07:34",
                "trial_ends_at": "2024-10-08 17:15:12", "is_paying": false, "merchant": "Reportei", "added_later": 1
            }],
            "meta": {
                "current_page": 1, "from": 1, "last_page": 1, "path": "http://connect.reportei.com/api/customers",
                "per_page": 15, "to": 1, "total": 1, "sortBy": null, "descending": false
            }
        }"#;
        let (base_url, server) = answer_once("200 OK", page);
        let client = connect(&base_url, "merchant").unwrap();
        let page =
            client.customer_list().page(1).sort_by(SortBy::CreatedAt).descending(true).send().await.unwrap();
        assert_eq!(page.data[0].created_at.to_string(), "2024-09-24 17:07:34");
        assert_eq!(page.meta.sort_by, None);

        let request = server.join().unwrap();
        let line = request.lines().next().unwrap();
        assert_eq!(line, "GET /reportei/customers?descending=true&page=1&sortBy=created_at HTTP/1.1");
    }

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/reportei", "hunter2").unwrap();
        let call = client.customer_settings().x_customer_token("hunter2");
        for text in [format!("{client:?}"), format!("{call:?}")] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        let error = connect("http://127.0.0.1:1", "hunter2\n").unwrap_err();
        assert!(!format!("{error:?} {error}").contains("hunter2"));
    }

    #[test]
    fn what_cannot_work_is_refused_at_once() {
        for (base_url, token, reason) in [
            ("", "token", "no address"),
            ("127.0.0.1:8080/reportei", "token", "no scheme"),
            ("ftp://127.0.0.1/reportei", "token", "another protocol"),
            ("http://127.0.0.1/reportei?x=1", "token", "a query, which would end up in the middle"),
        ] {
            let outcome = connect(base_url, token);
            assert!(matches!(outcome, Err(ConnectError::InvalidBaseUrl { .. })), "{reason}: {base_url}");
        }
        assert!(matches!(connect("http://127.0.0.1", "a\nb"), Err(ConnectError::InvalidCredential)));
    }
}
