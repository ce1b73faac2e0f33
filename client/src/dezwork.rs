//! Dezwork: a shop's clients, in Portuguese.
//!
//! [`connect`] signs in as an account, for every call.
//!
//! ```no_run
//! use customers_client::dezwork::{self, types};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = dezwork::connect("http://127.0.0.1:8080/dezwork", "demo-token")?;
//!
//! let create = client.cliente_create().body_map(|body| {
//!     body.type_(types::TipoCliente::Pf)
//!         .name("Ana")
//!         .document("008.578.930-50")
//!         .phone("54 999999999")
//!         .birth_date("1995-02-06".parse::<chrono::NaiveDate>().ok())
//!         .mail("ana@example.com")
//!         .gender(types::Genero::Int32(1))
//!         .addresses(Vec::new())
//! });
//! let created = create.send().await?.into_inner().data.client;
//! assert_eq!(created.phone, "(54)99999-9999");
//! # Ok(())
//! # }
//! ```

pub use crate::generated::dezwork::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};

use crate::connection::{self, ConnectError};
use reqwest::header::HeaderName;

/// The header that carries the account's token.
const ACCOUNT_TOKEN: HeaderName = HeaderName::from_static("account-token");

/// A client of the API at `base_url` (`http://127.0.0.1:8080/dezwork`, say) that signs in with an account's token.
///
/// Nothing is sent yet: whether the token is valid, the first call tells.
pub fn connect(base_url: &str, account_token: &str) -> Result<Client, ConnectError> {
    let base_url = connection::base_url(base_url)?;
    let http = connection::http_client(ACCOUNT_TOKEN, account_token)?;
    Ok(Client::new_with_client(&base_url, http))
}

#[cfg(test)]
mod tests {
    use super::types::{Ativo, AtivoDigito, TipoEndereco};
    use super::{ConnectError, connect};
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server for one call: its address, and what the client sent to it.
    fn answer_once(body: &'static str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}/dezwork/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = vec![0; 8192];
            let length = stream.read(&mut request).unwrap();
            let head = format!("content-type: application/json\r\ncontent-length: {}", body.len());
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}").as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (base_url, server)
    }

    #[tokio::test]
    async fn a_page_is_read_in_every_form_that_the_vendor_writes() {
        let (base_url, server) = answer_once(
            r#"{"success": true, "data": {"clients": [{
                "id": 2, "type": "PJ", "name": "NOME", "document": "58.009.342/0001-52", "phone": "(54)99999-9999",
                "birthdate": "06/02/1995", "mail": "dev@branvo.com", "password": "senha_exemplo", "active": true,
                "added_later": 1,
                "addresses": [
                    {"id": 1, "idClient": 2, "street": "RUA", "number": "17", "district": "CENTRO", "city": "GARIBALDI",
                     "state": "RS", "postcode": "95720000", "type": "1"},
                    {"id": 4, "street": "Rua", "number": "1340", "district": "Centro", "city": "Garibaldi",
                     "state": "RS", "postcode": "95720000", "type": 1}
                ]
            }, {
                "id": 3, "type": "PF", "name": "NOME", "document": "008.578.930-50", "phone": "(54)9999-9999",
                "mail": "dev@branvo.com", "active": "1", "addresses": []
            }]}}"#,
        );

        let page = connect(&base_url, "token").unwrap().cliente_list().numero(1).send().await.unwrap();

        let clients = page.into_inner().data.clients;
        assert!(matches!(clients[0].active, Ativo::Boolean(true)));
        assert!(matches!(clients[1].active, Ativo::AtivoDigito(AtivoDigito::X1)));
        let types: Vec<_> = clients[0].addresses.iter().map(|address| &address.type_).collect();
        assert!(matches!(types[..], [TipoEndereco::String(text), TipoEndereco::Int32(1)] if text == "1"));
        assert_eq!(clients[0].addresses[1].id_client, None);
        let request = server.join().unwrap();
        assert!(request.starts_with("GET /dezwork/v1/clientes/pagina/1 HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("account-token: token\r\n"), "{request}");
    }

    #[test]
    fn a_token_never_shows_itself() {
        let client = connect("http://127.0.0.1:1/dezwork", "hunter2").unwrap();
        for text in [format!("{client:?}"), format!("{:?}", client.cliente_view().id(1))] {
            assert!(!text.contains("hunter2"), "{text}");
        }
        assert!(matches!(connect("http://127.0.0.1", "a\nb"), Err(ConnectError::InvalidCredential)));
    }
}
