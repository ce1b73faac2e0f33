//! One call of one operation: its credentials, its parameters and its body.
//!
//! dropshot's extractors run before the handler and answer in dropshot's own shape; here the handler reads the request
//! itself, in the order that keeps a stranger from learning anything: who calls, what the caller may do, what is said.

use std::time::Duration;

use bytes::Bytes;
use dropshot::ServerContext;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Body as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::context::{BodyLimits, RequestContext};
use super::operation::{Body, MediaType, OperationTable};
use super::refusal::{InternalError, RequestError, Violation};
use super::request;

/// How much of a body that is too long is still taken in before the answer: a client that is busy sending does not see
/// an answer whose connection is closed on it.
const DISCARDED_BYTES_MAX: usize = 4 << 20;

/// How long that may take.
pub(super) const DISCARD_TIMEOUT: Duration = Duration::from_secs(5);

/// One call of one operation.
#[derive(Debug)]
pub struct Call<'a, C: ServerContext> {
    table: &'static OperationTable,
    cx: &'a RequestContext<C>,
    body: Option<dropshot::Body>,
    /// Headers for the answer, whatever it is.
    pub(super) reply_headers: HeaderMap,
}

impl<'a, C: ServerContext> Call<'a, C> {
    pub(super) fn new(
        table: &'static OperationTable,
        cx: &'a RequestContext<C>,
        body: Option<dropshot::Body>,
    ) -> Self {
        Self { table, cx, body, reply_headers: HeaderMap::new() }
    }

    /// What is known of the call: the server's state, the request's head, its id.
    pub fn cx(&self) -> &'a RequestContext<C> {
        self.cx
    }

    fn headers(&self) -> &'a HeaderMap {
        self.cx.request.headers()
    }

    /// The only value of a header. Of two credentials it is not for us to choose, so there is none.
    fn single(&self, header: impl http::header::AsHeaderName) -> Option<&str> {
        let mut values = self.headers().get_all(header).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }

    /// The token of `Authorization: Bearer`.
    pub fn bearer_token(&self) -> Option<&str> {
        let (scheme, token) = self.single(AUTHORIZATION)?.split_once(' ')?;
        Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
    }

    /// The value of a header that holds a credential.
    pub fn api_key(&self, header: &'static str) -> Option<&str> {
        self.single(header).filter(|key| !key.is_empty())
    }

    /// Lets a caller go on, or not; the answer carries the headers that go with it, whatever it will be.
    pub fn admit(&mut self, admission: Result<HeaderMap, RequestError>) -> Result<(), RequestError> {
        match admission {
            Ok(headers) => {
                self.reply_headers.extend(headers);
                Ok(())
            }
            Err(refusal) => {
                self.reply_headers.extend(refusal.headers());
                Err(refusal)
            }
        }
    }

    /// Reads everything that the operation takes, and names everything that is wrong with it at once.
    pub async fn read<R: DeserializeOwned>(&mut self) -> Result<R, RequestError> {
        let uri = self.cx.request.uri();
        let (mut fields, mut violations) =
            request::parameters(self.table, uri.path(), uri.query().unwrap_or(""), self.headers());
        if let Some(body) = self.table.body {
            match Box::pin(self.read_body(body)).await? {
                Ok(Some(value)) => {
                    fields.add("body", value);
                }
                Ok(None) => {}
                Err(wrong) => violations.extend(wrong),
            }
        }
        if !violations.is_empty() {
            return Err(RequestError::Invalid(violations));
        }
        fields.read().map_err(|error| {
            let table = self.table.id;
            InternalError::internal(format!(
                "{table}: the generated type refuses what its schema allows: {error}"
            ))
            .into()
        })
    }

    /// In a box of its own, as what waits for long is: the room for it would be moved about with every call without a body.
    async fn read_body(&mut self, body: Body) -> Result<Result<Option<Value>, Vec<Violation>>, RequestError> {
        let bytes = self.body_bytes().await?;
        if !bytes.is_empty() {
            self.check_media_type(body.media_type)?;
        }
        Ok(request::body(body, &bytes))
    }

    async fn body_bytes(&mut self) -> Result<Bytes, RequestError> {
        let BodyLimits { bytes_max: max_bytes, read_max } = self.cx.body_limits();
        let Some(mut body) = self.body.take() else { return Ok(Bytes::new()) };
        let read = async {
            match Limited::new(&mut body, max_bytes).collect().await {
                Ok(collected) => Ok(collected.to_bytes()),
                Err(error) if error.is::<LengthLimitError>() => Err(RequestError::TooLarge { max_bytes }),
                Err(_) => Err(RequestError::Incomplete),
            }
        };
        let bytes = tokio::time::timeout(read_max, read).await.unwrap_or(Err(RequestError::Incomplete));
        if matches!(bytes, Err(RequestError::TooLarge { .. })) {
            self.body = Some(body);
        }
        bytes
    }

    /// Takes in what nobody has read of the body.
    pub(super) async fn discard_body(&mut self) {
        if let Some(body) = self.body.take() {
            Box::pin(discard(body, DISCARD_TIMEOUT)).await;
        }
    }

    /// A body without `Content-Type` is taken for what the operation expects.
    fn check_media_type(&self, expected: MediaType) -> Result<(), RequestError> {
        let Some(given) = self.headers().get(CONTENT_TYPE) else { return Ok(()) };
        let given = String::from_utf8_lossy(given.as_bytes());
        let essence = given.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let fits = match expected {
            MediaType::Json => {
                essence == "application/json"
                    || (essence.starts_with("application/") && essence.ends_with("+json"))
            }
            MediaType::Form => essence == expected.name(),
        };
        if fits {
            Ok(())
        } else {
            Err(RequestError::UnsupportedMediaType {
                given: essence.chars().take(100).collect(),
                expected: expected.name(),
            })
        }
    }
}

/// Takes in a body that nobody reads, up to a limit.
pub(super) async fn discard(mut body: dropshot::Body, timeout: Duration) {
    if !body.is_end_stream() {
        let rest = async {
            let mut taken = 0;
            while let Some(Ok(frame)) = body.frame().await {
                taken += frame.data_ref().map_or(0, Bytes::len);
                if taken > DISCARDED_BYTES_MAX {
                    break;
                }
            }
        };
        let _ = tokio::time::timeout(timeout, rest).await;
    }
}
