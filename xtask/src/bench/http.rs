//! As much of HTTP as it takes to look at an answer before it is measured.
//!
//! One connection a call: what is measured is wrk's business, and nothing else here may depend on a client that could be
//! the slower part.

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::tools::failed;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body, as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Calls a server on this machine: `url` is `http://ADDR`, and a header is a line.
pub fn call(
    url: &str,
    method: &str,
    path: &str,
    headers: &[String],
    body: Option<&str>,
) -> Result<Answer, Box<dyn Error>> {
    let Some(address) = url.strip_prefix("http://") else { return failed(format!("{url} is not http")) };
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for header in headers {
        request.push_str(&format!("{header}\r\n"));
    }
    if let Some(body) = body {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body.unwrap_or_default());

    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    read(&answer).map_or_else(
        || {
            failed(format!(
                "{method} {url}{path} is not answered in HTTP: {}",
                String::from_utf8_lossy(&answer)
            ))
        },
        Ok,
    )
}

/// An answer that ends with its connection.
fn read(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let (head, body) = (std::str::from_utf8(&answer[..end]).ok()?, &answer[end + 4..]);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let header = |name: &str| {
        let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let body = match (header("transfer-encoding"), header("content-length")) {
        (Some("chunked"), _) => chunks(body)?,
        (_, Some(length)) if length.parse() != Ok(body.len()) => return None,
        _ => body.to_vec(),
    };
    Some(Answer { status, body })
}

/// The bytes of a body that comes in chunks.
fn chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 2 + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whether_its_length_is_told_or_it_comes_in_chunks() {
        for (answer, expected) in [
            ("HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}", Some((201, "{}"))),
            ("HTTP/1.1 200 OK\r\n\r\nto the end", Some((200, "to the end"))),
            ("HTTP/1.1 204 No Content\r\n\r\n", Some((204, ""))),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na;x=y\r\n0123456789\r\n0\r\n\r\n",
                Some((200, "abc0123456789")),
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ncut", None),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ncut\r\n", None),
            ("HTTP/1.1 200 OK\r\n", None),
            ("", None),
        ] {
            let expected = expected.map(|(status, body)| Answer { status, body: body.as_bytes().to_vec() });

            assert_eq!(read(answer.as_bytes()), expected, "{answer:?}");
        }
    }
}
