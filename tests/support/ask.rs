//! A request written out by hand, as bad as it needs to be, and its answer.

use bytes::Bytes;
use futures::stream;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::Frame;
use serde_json::Value;

use crate::exchange::BoxError;

/// How large the pieces of a chunked body are.
const CHUNK_BYTES: usize = 16 << 10;

/// One request, to one API. It says nothing that was not asked for, but `Host`.
#[derive(Clone, Debug)]
pub struct Ask {
    pub(crate) method: Method,
    pub(crate) target: String,
    headers: HeaderMap,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    None,
    Whole(Bytes),
    Chunked(Bytes),
}

/// The whole answer to an [`Ask`].
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Ask {
    /// A request for `target`, the path and query below the API's mount.
    pub fn new(method: &str, target: impl Into<String>) -> Self {
        let method = method.parse().unwrap_or_else(|error| panic!("{method}: {error}"));
        Self { method, target: target.into(), headers: HeaderMap::new(), body: Body::None }
    }

    /// Adds a header, also a second of the same name.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let name: HeaderName = name.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let value = HeaderValue::from_bytes(value.as_ref()).unwrap_or_else(|error| panic!("{name}: {error}"));
        self.headers.append(name, value);
        self
    }

    /// Signs in with a bearer token.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        self.header(AUTHORIZATION.as_str(), format!("Bearer {token}"))
    }

    /// Gives a body that says it is JSON, whether it is or not.
    #[must_use]
    pub fn json(self, body: impl Into<Bytes>) -> Self {
        self.header(CONTENT_TYPE.as_str(), "application/json").body(body)
    }

    /// Gives a body that does not say what it is.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Body::Whole(body.into());
        self
    }

    /// Sends the body in chunks, without saying how long it is.
    #[must_use]
    pub fn chunked(mut self) -> Self {
        if let Body::Whole(bytes) = self.body {
            self.body = Body::Chunked(bytes);
        }
        self
    }

    /// Adds a query string.
    #[must_use]
    pub fn query(mut self, query: &str) -> Self {
        let separator = if self.target.contains('?') { '&' } else { '?' };
        self.target = format!("{}{separator}{query}", self.target);
        self
    }

    /// Whether it has a header of this name.
    pub fn has_header(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    /// The request line, for messages.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    pub(crate) fn into_request(mut self, host: &str, mount: &str) -> Request<BoxBody<Bytes, BoxError>> {
        if !self.headers.contains_key(HOST) {
            let host = HeaderValue::from_str(host).unwrap_or_else(|error| panic!("{host}: {error}"));
            self.headers.insert(HOST, host);
        }
        let body = match self.body {
            Body::None => Full::default().map_err(Into::into).boxed(),
            Body::Whole(bytes) => Full::new(bytes).map_err(Into::into).boxed(),
            Body::Chunked(mut bytes) => {
                let chunks = std::iter::from_fn(move || {
                    let chunk = bytes.split_to(CHUNK_BYTES.min(bytes.len()));
                    (!chunk.is_empty()).then(|| Ok(Frame::data(chunk)))
                });
                StreamBody::new(stream::iter(chunks)).boxed()
            }
        };
        let target = format!("{mount}{}", self.target);
        let request = Request::builder().method(self.method).uri(&target).body(body);
        let mut request = request.unwrap_or_else(|error| panic!("{target}: {error}"));
        *request.headers_mut() = self.headers;
        request
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text of a header, if there is one.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }
}
