//! One call of one operation: its credentials, its parameters and its body.
//!
//! dropshot's extractors run before the handler and answer in dropshot's own shape; here the handler reads the request
//! itself, in the order that keeps a stranger from learning anything: who calls, what the caller may do, what is said.

use std::time::Duration;

use bytes::Bytes;
use dropshot::{RequestContext, ServerContext};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Body as _;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::operation::{Body, MediaType, OperationTable, Parameter};
use super::parameters::{self, Pairs};
use super::refusal::{Fault, Place, Refusal, Rule, Violation};
use super::schema::Kind;
use super::validate::{expectation, validate};

/// How long a body may take to arrive.
const BODY_READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of a body that is too long is still taken in before the answer: a client that is busy sending does not see
/// an answer whose connection is closed on it.
const DISCARDED_BYTES_MAX: usize = 4 << 20;

/// How long that may take.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(5);

/// One call of one operation.
#[derive(Debug)]
pub struct Call<C: ServerContext> {
    table: &'static OperationTable,
    cx: RequestContext<C>,
    body: Option<dropshot::Body>,
    /// Headers for the answer, whatever it is.
    pub(super) reply_headers: HeaderMap,
}

impl<C: ServerContext> Call<C> {
    pub(super) fn new(
        table: &'static OperationTable,
        cx: RequestContext<C>,
        request: http::Request<dropshot::Body>,
    ) -> Self {
        Self { table, cx, body: Some(request.into_body()), reply_headers: HeaderMap::new() }
    }

    /// What dropshot knows of the call: the server's state, the request's id, its log.
    pub fn cx(&self) -> &RequestContext<C> {
        &self.cx
    }

    fn headers(&self) -> &HeaderMap {
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
    pub fn admit(&mut self, admission: Result<HeaderMap, Refusal>) -> Result<(), Refusal> {
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
    pub async fn read<R: DeserializeOwned>(&mut self) -> Result<R, Refusal> {
        let mut fields = Map::new();
        let mut violations = Vec::new();
        self.read_parameters(&mut fields, &mut violations);
        if let Some(body) = self.table.body {
            match self.read_body(body).await? {
                Ok(Some(value)) => {
                    fields.insert("body".to_owned(), value);
                }
                Ok(None) => {}
                Err(wrong) => violations.extend(wrong),
            }
        }
        if !violations.is_empty() {
            return Err(Refusal::Invalid(violations));
        }
        serde_json::from_value(Value::Object(fields)).map_err(|error| {
            let table = self.table.id;
            Fault::internal(format!("{table}: the generated type refuses what its schema allows: {error}"))
                .into()
        })
    }

    fn read_parameters(&self, fields: &mut Map<String, Value>, violations: &mut Vec<Violation>) {
        // A query that the operation does not look at may be anything.
        let looks_at_query = self.table.parameters.iter().any(|parameter| parameter.place == Place::Query);
        let text = self.cx.request.uri().query().filter(|_| looks_at_query).unwrap_or("");
        let query = Pairs::parse(text, Place::Query).unwrap_or_else(|violation| {
            violations.push(violation);
            Pairs::default()
        });
        if !violations.is_empty() {
            return;
        }
        for parameter in self.table.parameters {
            let given = match parameter.place {
                Place::Path => self.path_parameter(parameter),
                Place::Header => self.header_parameter(parameter),
                Place::Query | Place::Body => query.parameter(parameter),
            };
            match given {
                Some(Ok(value)) => {
                    fields.insert(parameter.field.to_owned(), value);
                }
                Some(Err(wrong)) => violations.extend(wrong),
                None if parameter.required => violations.push(parameters::required(parameter)),
                None => {
                    if let Some(default) = parameter.schema.default_value() {
                        fields.insert(parameter.field.to_owned(), default);
                    }
                }
            }
        }
    }

    /// The segment of the path that stands where the document's path has the parameter. Counted from the end, because
    /// in front of the document's path there may be a mount.
    fn path_parameter(&self, parameter: &Parameter) -> Option<Result<Value, Vec<Violation>>> {
        let documented = segments(self.table.path);
        let given = segments(self.cx.request.uri().path());
        let name = parameter.name;
        let from_end = documented
            .iter()
            .rev()
            .position(|segment| segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) == Some(name))?;
        let raw = given.iter().rev().nth(from_end)?;
        Some(match percent_decode_str(raw).decode_utf8() {
            Ok(text) => parameters::read(parameter, &[&text]),
            Err(_) => Err(vec![parameters::not_utf8(Place::Path, parameters::pointer(name))]),
        })
    }

    fn header_parameter(&self, parameter: &Parameter) -> Option<Result<Value, Vec<Violation>>> {
        let value = self.headers().get(parameter.name)?;
        Some(match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => parameters::read(parameter, &[text.trim()]),
            Err(_) => Err(vec![parameters::not_utf8(Place::Header, parameters::pointer(parameter.name))]),
        })
    }

    async fn read_body(&mut self, body: Body) -> Result<Result<Option<Value>, Vec<Violation>>, Refusal> {
        let bytes = self.body_bytes().await?;
        if bytes.is_empty() {
            let missing =
                || violation(Rule::Required, format!("is required: give {}", expectation(body.schema)));
            return Ok(if body.required { Err(vec![missing()]) } else { Ok(None) });
        }
        self.check_media_type(body.media_type)?;
        let read = match body.media_type {
            MediaType::Json => json(&bytes).map(|value| (value, Vec::new())),
            MediaType::Form => form(&bytes, body),
        };
        Ok(read.and_then(|(mut value, unread)| {
            let mut violations = validate(body.schema, &mut value, Place::Body, "");
            // What could not even be read is said once.
            violations.retain(|violation| !unread.iter().any(|other| other.pointer == violation.pointer));
            violations.splice(0..0, unread);
            if violations.is_empty() { Ok(Some(value)) } else { Err(violations) }
        }))
    }

    async fn body_bytes(&mut self) -> Result<Bytes, Refusal> {
        let max_bytes = self.cx.request_body_max_bytes();
        let Some(mut body) = self.body.take() else { return Ok(Bytes::new()) };
        let read = async {
            match Limited::new(&mut body, max_bytes).collect().await {
                Ok(collected) => Ok(collected.to_bytes()),
                Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge { max_bytes }),
                Err(_) => Err(Refusal::Incomplete),
            }
        };
        let bytes = tokio::time::timeout(BODY_READ_TIMEOUT, read).await.unwrap_or(Err(Refusal::Incomplete));
        if matches!(bytes, Err(Refusal::TooLarge { .. })) {
            self.body = Some(body);
        }
        bytes
    }

    /// Takes in what nobody has read of the body.
    pub(super) async fn discard_body(&mut self) {
        if let Some(body) = self.body.take() {
            discard(body).await;
        }
    }

    /// A body without `Content-Type` is taken for what the operation expects.
    fn check_media_type(&self, expected: MediaType) -> Result<(), Refusal> {
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
            Err(Refusal::UnsupportedMediaType {
                given: essence.chars().take(100).collect(),
                expected: expected.name(),
            })
        }
    }
}

/// Takes in a body that nobody reads, up to a limit.
pub(super) async fn discard(mut body: dropshot::Body) {
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
        let _ = tokio::time::timeout(DISCARD_TIMEOUT, rest).await;
    }
}

/// The segments of a path. Empty ones do not count, here as in dropshot's router.
pub(super) fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

fn violation(rule: Rule, message: String) -> Violation {
    Violation { place: Place::Body, pointer: String::new(), rule, message }
}

fn json(bytes: &[u8]) -> Result<Value, Vec<Violation>> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| vec![parameters::not_utf8(Place::Body, String::new())])?;
    serde_json::from_str(text).map_err(|error| {
        vec![violation(Rule::Type, format!("is not JSON: {error}: mend it and send it again"))]
    })
}

fn form(bytes: &[u8], body: Body) -> Result<(Value, Vec<Violation>), Vec<Violation>> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| vec![parameters::not_utf8(Place::Body, String::new())])?;
    let properties = match &body.schema.kind {
        Kind::Object(rules) => rules.properties,
        _ => &[],
    };
    let pairs = Pairs::parse(text, Place::Body).map_err(|violation| vec![violation])?;
    Ok(pairs.into_object(properties))
}
