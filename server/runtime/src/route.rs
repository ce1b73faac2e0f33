//! From operations to dropshot endpoints, and to the handlers behind them.
//!
//! An operation has one [`Handler`]. dropshot's own server reaches it through the endpoint that it is registered with, as
//! `server/tests/golden.rs` does; ours goes straight to it, by [`super::router`].
//!
//! dropshot's router panics on a literal beside a variable in one position (`/customers/settings` beside
//! `/customers/{uuid}`) and on two names for one position; it answers a method that a path does not have in its own
//! error shape. So each position where documents have both is registered once, as a variable, with one endpoint a
//! method that sends the literal to its own operation and the rest to the other; and every method that a path lacks is
//! registered too, hidden from the description, to say 405 in the API's own shape.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use async_trait::async_trait;
use bytes::Bytes;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointBodyContentType,
    ApiEndpointParameter, ApiEndpointParameterLocation, ApiEndpointResponse, ApiEndpointVersions, Body,
    ErrorStatusCode, ExclusiveExtractor, ExtensionMode, ExtractorMetadata, Header, HttpError, HttpResponse,
    HttpResponseDeleted, HttpResponseError, HttpResponseOk, Path, Query, RawRequest, ServerContext,
    SharedExtractor, TypedBody,
};
use http::header::WWW_AUTHENTICATE;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Body as _;
use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema as JsonSchemaSchema;
use serde::{Serialize, Serializer};
use slog::error;

use super::call::{Call, DISCARD_TIMEOUT, discard};
use super::context::RequestContext;
use super::current::Kept;
use super::describe::{
    AnyPathParameter, Described, ErrorBody, HeaderParameters, Part as _, PathParameters, QueryParameters,
    RequestBody, SuccessBody,
};
use super::observe::Underway;
pub use super::observe::{Observe, Observer, Unobserved};
use super::operation::{Operation, OperationTable, Serve};
use super::refusal::{InternalError, ParameterLocation, RequestError};
use super::reply::{IntoReply as _, Reply};
use super::request::segments;

/// The methods that a path answers, with 405 where a document has no operation for them.
const METHODS: [Method; 8] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::TRACE,
];

/// Answers requests.
pub trait Handler<C: ServerContext>: Send + Sync {
    /// Answers one, whose body is `None` where it has none.
    fn handle<'a>(&'a self, cx: &'a RequestContext<C>, body: Option<Body>) -> Answering<'a>;
}

/// An answer that is being made.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Response<Bytes>> + Send + 'a>>;

/// Something to answer requests with, and what dropshot is told of it.
pub struct Endpoint<C: ServerContext> {
    /// At the path of the document.
    pub described: ApiEndpoint<C>,
    /// What is behind it.
    pub handler: Arc<dyn Handler<C>>,
}

/// One API's operations as endpoints, and its way to refuse what reaches none of them.
pub struct Routes<C: ServerContext> {
    /// Makes the endpoints anew; one an operation, at the paths of the document. The observer hears of their calls.
    pub endpoints: fn(&dyn Observer) -> Vec<Endpoint<C>>,
    /// Puts a refusal into the API's own error shape.
    pub refuse: Refuse,
}

/// Puts a refusal into an API's own error shape.
pub type Refuse = fn(StatusCode, RequestError) -> Reply;

/// One operation as an endpoint, at the path of the document.
pub fn endpoint<O, A>(observer: &dyn Observer) -> Endpoint<O::Context>
where
    A: 'static,
    O: Serve<A>,
{
    let table = O::TABLE;
    let media_type = table.body.map_or("application/json", |body| body.media_type.name());
    let observe = observer.operation(table);
    let handler: Arc<dyn Handler<O::Context>> =
        Arc::new(Handle::<O, A> { observe, operation: PhantomData, implementation: PhantomData });
    let called = Arc::clone(&handler);
    let by_dropshot = move |cx, incoming: Incoming<O>| {
        let handler = Arc::clone(&called);
        async move {
            let response = handle_for_dropshot(&*handler, cx, incoming.request).await;
            Ok::<_, Failure<O>>(Answer { response, operation: PhantomData::<O> })
        }
    };
    let described = ApiEndpoint::new(
        table.id.to_owned(),
        by_dropshot,
        table.method.clone(),
        media_type,
        table.path,
        ApiEndpointVersions::All,
    )
    .summary(table.summary)
    .tag(table.tag);
    Endpoint { described, handler }
}

/// Registers an API with dropshot, under a path prefix. The observer hears of its calls.
pub fn register<C: ServerContext>(
    api: &mut ApiDescription<C>,
    mount: &str,
    routes: &Routes<C>,
    observer: &dyn Observer,
) -> Result<(), ApiDescriptionRegisterError> {
    let Placed { endpoints, .. } = placed(mount, routes, observer);
    endpoints.into_iter().try_for_each(|endpoint| api.register(endpoint.described))
}

/// An API under a path prefix.
pub(super) struct Placed<C: ServerContext> {
    /// One for each method of each position in dropshot's router.
    pub(super) endpoints: Vec<Endpoint<C>>,
    /// The operations, at the paths of the document.
    pub(super) operations: Vec<OperationAt<C>>,
    /// What knows the paths and their methods, for requests that dropshot's router finds nothing for.
    pub(super) dispatches: Vec<Arc<Dispatch<C>>>,
    /// Hears of requests that are for none of the operations.
    pub(super) observe: Arc<dyn Observe>,
}

/// An operation's method, its path with the prefix, and what answers.
type OperationAt<C> = (Method, String, Arc<dyn Handler<C>>);

/// The endpoints of an API, for every method of every path.
pub(super) fn placed<C: ServerContext>(
    mount: &str,
    routes: &Routes<C>,
    observer: &dyn Observer,
) -> Placed<C> {
    let mut endpoints = (routes.endpoints)(observer);
    let observe = observer.no_operation(&api_name(&endpoints));
    let operations = endpoints.iter().map(|Endpoint { described, handler }| {
        let path = format!("{}{}", mount.trim_end_matches('/'), described.path);
        (described.method.clone(), path, Arc::clone(handler))
    });
    let operations = operations.collect();
    let mut placed = Placed { endpoints: Vec::new(), operations, dispatches: Vec::new(), observe };
    for position in positions(&endpoints) {
        let (here, elsewhere): (Vec<_>, Vec<_>) = endpoints
            .into_iter()
            .partition(|endpoint| position.items.iter().any(|item| item.path == endpoint.described.path));
        endpoints = elsewhere;
        // A path item that stands alone is dropshot's to route; where several meet, requests go through the dispatch.
        let alone = position.items.len() == 1 && position.items[0].path == position.path;
        let (own, dispatched) = if alone { (here, Vec::new()) } else { (Vec::new(), here) };
        let path = format!("{}{}", mount.trim_end_matches('/'), position.path);
        let dispatch = Arc::new(Dispatch {
            endpoints: dispatched,
            refuse: routes.refuse,
            observe: Arc::clone(&placed.observe),
            items: position.items,
        });
        let has = |method: &Method| own.iter().any(|endpoint| endpoint.described.method == *method);
        for method in METHODS.iter().filter(|method| !has(method)) {
            let handler: Arc<dyn Handler<C>> = Arc::clone(&dispatch) as _;
            placed.endpoints.push(hidden_endpoint(handler, method, &path));
        }
        placed.endpoints.extend(own.into_iter().map(|mut endpoint| {
            endpoint.described.path.clone_from(&path);
            endpoint
        }));
        placed.dispatches.push(dispatch);
    }
    placed
}

/// An API's operations have one tag, which is its name.
fn api_name<C: ServerContext>(endpoints: &[Endpoint<C>]) -> String {
    endpoints.iter().flat_map(|endpoint| &endpoint.described.tags).next().cloned().unwrap_or_default()
}

/// The description that dropshot emits of these endpoints, at the paths of the document.
///
/// Each operation is described on its own, because one description cannot hold a literal beside a variable; what they
/// share, the named schemas, is the same in each.
pub fn describe<C: ServerContext>(title: &str, routes: &Routes<C>) -> serde_json::Value {
    let mut whole = serde_json::json!({ "paths": {}, "components": {} });
    for Endpoint { described: endpoint, .. } in (routes.endpoints)(&Unobserved) {
        let id = endpoint.operation_id.clone();
        let mut api = ApiDescription::new();
        let mut described = api
            .register(endpoint)
            .map_err(|error| error.to_string())
            .and_then(|()| {
                api.openapi(title, dropshot::semver::Version::new(1, 0, 0))
                    .json()
                    .map_err(|error| error.to_string())
            })
            .unwrap_or_else(|error| serde_json::json!({ "x-not-described": { id: error } }));
        own_responses(&mut described);
        merge(&mut whole, described);
    }
    whole
}

/// Puts the responses that dropshot shares by name into the operation that refers to them: it gives the failures of every
/// operation the same name, and two operations may fail in different shapes.
fn own_responses(described: &mut serde_json::Value) {
    let Some(components) = described.get_mut("components").and_then(serde_json::Value::as_object_mut) else {
        return;
    };
    let Some(shared) = components.remove("responses") else { return };
    let operations =
        described["paths"].as_object_mut().into_iter().flatten().filter_map(|(_, item)| item.as_object_mut());
    let responses = operations
        .flatten()
        .filter_map(|(_, operation)| operation.get_mut("responses")?.as_object_mut())
        .flatten();
    for (_, response) in responses {
        let name =
            response["$ref"].as_str().and_then(|target| target.strip_prefix("#/components/responses/"));
        if let Some(own) = name.and_then(|name| shared.get(name)) {
            *response = own.clone();
        }
    }
}

/// Adds the members of `more` to `whole`, into every object that both have.
fn merge(whole: &mut serde_json::Value, more: serde_json::Value) {
    match (whole, more) {
        (serde_json::Value::Object(whole), serde_json::Value::Object(more)) => {
            for (name, value) in more {
                merge(whole.entry(name).or_insert(serde_json::Value::Null), value);
            }
        }
        (whole, more) => *whole = more,
    }
}

/// One place in dropshot's router, and the path items of the document that meet there.
struct Position {
    path: String,
    items: Vec<PathItem>,
}

/// One path of the document with its methods.
#[derive(Clone)]
struct PathItem {
    path: String,
    methods: Vec<Method>,
}

impl PathItem {
    /// Whether a path of these segments is this item's, with nothing before it.
    fn is(&self, given: &[Cow<'_, str>]) -> bool {
        segments(&self.path).count() == given.len() && self.matches(given)
    }

    /// Whether a path with these last segments is this item's.
    fn matches(&self, given: &[Cow<'_, str>]) -> bool {
        let own: Vec<_> = segments(&self.path).collect();
        given.len() >= own.len()
            && own
                .iter()
                .zip(&given[given.len() - own.len()..])
                .all(|(own, given)| own.starts_with('{') || own == given)
    }

    fn allow(&self) -> String {
        let names: Vec<_> = self.methods.iter().map(Method::as_str).collect();
        names.join(", ")
    }
}

/// Groups the document's paths by the place that they take in dropshot's router.
fn positions<C: ServerContext>(endpoints: &[Endpoint<C>]) -> Vec<Position> {
    let mut items: BTreeMap<&str, Vec<Method>> = BTreeMap::new();
    for Endpoint { described, .. } in endpoints {
        items.entry(&described.path).or_default().push(described.method.clone());
    }
    let items: Vec<PathItem> =
        items.into_iter().map(|(path, methods)| PathItem { path: path.to_owned(), methods }).collect();
    let mut positions = BTreeMap::new();
    place(items, 0, "", &mut positions);
    sorted(positions)
}

/// As OpenAPI says: at one place, a path without variables is matched before one with.
fn sorted(positions: BTreeMap<String, Vec<PathItem>>) -> Vec<Position> {
    positions
        .into_iter()
        .map(|(path, mut items)| {
            items.sort_by_key(|item| {
                segments(&item.path).map(|segment| segment.starts_with('{')).collect::<Vec<_>>()
            });
            Position { path, items }
        })
        .collect()
}

/// Places items that share the router's path `above`, down to `depth`, one segment deeper.
fn place(items: Vec<PathItem>, depth: usize, above: &str, positions: &mut BTreeMap<String, Vec<PathItem>>) {
    let (ending, longer): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| segments(&item.path).count() == depth);
    if !ending.is_empty() {
        let path = if above.is_empty() { "/" } else { above };
        positions.entry(path.to_owned()).or_default().extend(ending);
    }
    let segment = |item: &PathItem| segments(&item.path).nth(depth).unwrap_or_default().to_owned();
    let variable = longer.iter().map(segment).find(|segment| segment.starts_with('{'));
    let mut groups: BTreeMap<String, Vec<PathItem>> = BTreeMap::new();
    for item in longer {
        let step = variable.clone().unwrap_or_else(|| segment(&item));
        groups.entry(step).or_default().push(item);
    }
    for (step, group) in groups {
        place(group, depth + 1, &format!("{above}/{step}"), positions);
    }
}

/// The path items that share one place, and which of them a request is for.
pub(super) struct Dispatch<C: ServerContext> {
    /// The most literal first.
    items: Vec<PathItem>,
    endpoints: Vec<Endpoint<C>>,
    refuse: Refuse,
    /// Hears of what is for none of the operations.
    observe: Arc<dyn Observe>,
}

impl<C: ServerContext> Dispatch<C> {
    /// Whether one of its path items is this path, below the mount.
    pub(super) fn has(&self, path: &[Cow<'_, str>]) -> bool {
        self.items.iter().any(|item| item.is(path))
    }

    async fn answer(&self, cx: &RequestContext<C>, body: Option<Body>) -> Response<Bytes> {
        let given = decoded_segments(cx.request.uri().path());
        let Some(item) = self.items.iter().find(|item| item.matches(&given)) else {
            let refusal = RequestError::NotFound;
            return refuse(self.refuse, &*self.observe, cx, body, StatusCode::NOT_FOUND, refusal).await;
        };
        let is_asked_for = |endpoint: &&Endpoint<C>| {
            endpoint.described.path == item.path && endpoint.described.method == *cx.request.method()
        };
        let Some(endpoint) = self.endpoints.iter().find(is_asked_for) else {
            let refusal = RequestError::MethodNotAllowed { allow: item.allow() };
            let status = StatusCode::METHOD_NOT_ALLOWED;
            return refuse(self.refuse, &*self.observe, cx, body, status, refusal).await;
        };
        endpoint.handler.handle(cx, body).await
    }
}

impl<C: ServerContext> Handler<C> for Dispatch<C> {
    fn handle<'a>(&'a self, cx: &'a RequestContext<C>, body: Option<Body>) -> Answering<'a> {
        Box::pin(self.answer(cx, body))
    }
}

/// The segments of a path as they are meant.
pub(super) fn decoded_segments(path: &str) -> Vec<Cow<'_, str>> {
    segments(path).map(|segment| percent_decode_str(segment).decode_utf8_lossy()).collect()
}

/// Refuses a request that is for none of an API's operations.
pub(super) async fn refuse<C: ServerContext>(
    refuse: Refuse,
    observe: &dyn Observe,
    cx: &RequestContext<C>,
    body: Option<Body>,
    status: StatusCode,
    refusal: RequestError,
) -> Response<Bytes> {
    let underway = Underway::begin(observe);
    if let Some(body) = body {
        discard(body, DISCARD_TIMEOUT).await;
    }
    let response = refused(refuse, cx, status, refusal);
    underway.end(status);
    response
}

/// A refusal in an API's own error shape.
pub(super) fn refused<C: ServerContext>(
    refuse: Refuse,
    cx: &RequestContext<C>,
    status: StatusCode,
    refusal: RequestError,
) -> Response<Bytes> {
    refused_call(refuse, Kept::of(cx), status, refusal)
}

/// The same, for a request that no server has taken in.
#[cfg(feature = "testing")]
pub fn refused_outside(
    refuse: Refuse,
    request_id: uuid::Uuid,
    uri: http::Uri,
    status: StatusCode,
    refusal: RequestError,
) -> Response<Bytes> {
    refused_call(refuse, Kept::new(request_id, uri), status, refusal)
}

fn refused_call(refuse: Refuse, call: Kept, status: StatusCode, refusal: RequestError) -> Response<Bytes> {
    let headers = refusal.headers();
    let reply = call.sync_scope(|| refuse(status, refusal));
    reply.with_headers(headers).into_response()
}

/// An endpoint that no description shows.
pub(super) fn hidden_endpoint<C: ServerContext>(
    handler: Arc<dyn Handler<C>>,
    method: &Method,
    path: &str,
) -> Endpoint<C> {
    let called = Arc::clone(&handler);
    let by_dropshot = move |cx, request: RawRequest| {
        let handler = Arc::clone(&called);
        async move { Ok::<_, HttpError>(handle_for_dropshot(&*handler, cx, request.into_inner()).await) }
    };
    let mut described = ApiEndpoint::new(
        format!("{method} {path}"),
        by_dropshot,
        method.clone(),
        "application/json",
        path,
        ApiEndpointVersions::All,
    )
    .visible(false);
    let names = segments(path).filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    described.parameters = names.map(path_parameter).collect();
    Endpoint { described, handler }
}

/// What a handler makes of a request that dropshot's own server has taken in.
async fn handle_for_dropshot<C: ServerContext>(
    handler: &dyn Handler<C>,
    cx: dropshot::RequestContext<C>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    let body = (!body.is_end_stream()).then_some(body);
    let response = handler.handle(&RequestContext::from_dropshot(cx, head), body).await;
    response.map(Body::with_content)
}

/// dropshot wants every variable of a path declared, as a scalar.
fn path_parameter(name: &str) -> ApiEndpointParameter {
    let mut template =
        <Path<Described<AnyPathParameter>> as SharedExtractor>::metadata(ApiEndpointBodyContentType::Json);
    let schema = template.parameters.remove(0).schema;
    ApiEndpointParameter::new_named(
        &ApiEndpointParameterLocation::Path,
        name.to_owned(),
        None,
        true,
        schema,
        Vec::new(),
    )
}

/// What dropshot takes the request out of: nothing. [`Call`] reads it, in its own order and error shape; what dropshot
/// describes comes from the operation's table.
#[derive(Debug)]
pub struct Incoming<O> {
    request: http::Request<Body>,
    operation: PhantomData<O>,
}

#[async_trait]
impl<O: Operation> ExclusiveExtractor for Incoming<O> {
    async fn from_request<C: ServerContext>(
        _cx: &dropshot::RequestContext<C>,
        request: http::Request<Body>,
    ) -> Result<Self, HttpError> {
        Ok(Self { request, operation: PhantomData })
    }

    fn metadata(body_content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        let has = |place| O::TABLE.parameters.iter().any(|parameter| parameter.place == place);
        let mut parameters = Vec::new();
        let mut add = |metadata: ExtractorMetadata| parameters.extend(metadata.parameters);
        if has(ParameterLocation::Path) {
            add(<Path<Described<PathParameters<O>>> as SharedExtractor>::metadata(body_content_type.clone()));
        }
        if has(ParameterLocation::Query) {
            add(<Query<Described<QueryParameters<O>>> as SharedExtractor>::metadata(
                body_content_type.clone(),
            ));
        }
        if has(ParameterLocation::Header) {
            add(<Header<Described<HeaderParameters<O>>> as SharedExtractor>::metadata(
                body_content_type.clone(),
            ));
        }
        if O::TABLE.body.is_some() {
            add(<TypedBody<Described<RequestBody<O>>> as ExclusiveExtractor>::metadata(body_content_type));
        }
        ExtractorMetadata { extension_mode: ExtensionMode::None, parameters }
    }
}

/// An answer, on its way out. dropshot describes it by the operation's first documented success.
#[derive(Debug)]
pub struct Answer<O> {
    response: Response<Body>,
    operation: PhantomData<O>,
}

impl<O: Operation> HttpResponse for Answer<O> {
    fn to_result(self) -> Result<Response<Body>, HttpError> {
        Ok(self.response)
    }

    fn response_metadata() -> ApiEndpointResponse {
        let success = O::TABLE.success();
        let mut metadata = match success.body {
            Some(_) => HttpResponseOk::<Described<SuccessBody<O>>>::response_metadata(),
            None => HttpResponseDeleted::response_metadata(),
        };
        metadata.success = StatusCode::from_u16(success.status).ok();
        metadata
    }

    fn status_code(&self) -> StatusCode {
        self.response.status()
    }
}

/// Describes an operation's failures to dropshot; our handlers never fail outside of their answers, so it is never made
/// but from dropshot's own errors.
#[derive(Debug)]
pub struct Failure<O> {
    error: HttpError,
    operation: PhantomData<O>,
}

impl<O> From<HttpError> for Failure<O> {
    fn from(error: HttpError) -> Self {
        Self { error, operation: PhantomData }
    }
}

impl<O> fmt::Display for Failure<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.internal_message)
    }
}

impl<O> Serialize for Failure<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.error.external_message)
    }
}

impl<O: Operation> JsonSchema for Failure<O> {
    fn schema_name() -> String {
        "Failure".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaSchema {
        ErrorBody::<O>::schema(generator)
    }
}

impl<O: Operation> HttpResponseError for Failure<O> {
    fn status_code(&self) -> ErrorStatusCode {
        self.error.status_code
    }
}

/// The handler of an operation as `A` implements it.
struct Handle<O, A> {
    observe: Arc<dyn Observe>,
    operation: PhantomData<O>,
    implementation: PhantomData<fn() -> A>,
}

impl<O, A> Handler<O::Context> for Handle<O, A>
where
    A: 'static,
    O: Serve<A>,
{
    fn handle<'a>(&'a self, cx: &'a RequestContext<O::Context>, body: Option<Body>) -> Answering<'a> {
        Box::pin(handle::<O, A>(cx, body, &*self.observe))
    }
}

/// Reads, asks, answers, and looks at the answer once more in debug builds.
async fn handle<O, A>(
    cx: &RequestContext<O::Context>,
    body: Option<Body>,
    observe: &dyn Observe,
) -> Response<Bytes>
where
    A: 'static,
    O: Serve<A>,
{
    let underway = Underway::begin(observe);
    let mut call = Call::new(O::TABLE, cx, body);
    let serving = Kept::of(cx).scope(async {
        match O::serve(&mut call).await {
            Ok(response) => response.into_reply(),
            Err(error) => error.into_reply(),
        }
    });
    let mut reply = match unless_it_panics(serving).await {
        Ok(reply) => reply,
        Err(fault) => Kept::of(cx).sync_scope(|| O::Error::from(RequestError::Internal(fault)).into_reply()),
    };
    reply.headers.extend(std::mem::take(&mut call.reply_headers));
    call.discard_body().await;
    if reply.status == StatusCode::UNAUTHORIZED && !reply.headers.contains_key(WWW_AUTHENTICATE) {
        reply = reply.with_header("www-authenticate", O::TABLE.challenge);
    }
    if let Some(fault) = &reply.fault {
        error!(cx.log(), "operation failed"; "operation" => O::TABLE.id, "cause" => causes(fault));
    }
    let response = if cfg!(debug_assertions) { checked(O::TABLE, reply, cx) } else { reply.into_response() };
    underway.end(response.status());
    response
}

/// What comes of `future`. A panic within it, which the panic hook has shown by then, is the server's own failure and no
/// reason to leave a caller without an answer.
pub(super) async fn unless_it_panics<F: Future>(future: F) -> Result<F::Output, InternalError> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Ok),
        Err(payload) => Poll::Ready(Err(InternalError::internal(panicked(payload)))),
    })
    .await
}

/// What a panic said. Its payload is of any type, and dropping it could panic again.
fn panicked(payload: Box<dyn Any + Send>) -> String {
    let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
    std::mem::forget(payload);
    format!("a handler panicked: {}", said.as_deref().unwrap_or("without a word"))
}

/// The answer, or, when it breaks the document, one that says so loudly.
fn checked<C: ServerContext>(
    table: &OperationTable,
    reply: Reply,
    cx: &RequestContext<C>,
) -> Response<Bytes> {
    let violations = reply.violations(table);
    if violations.is_empty() {
        return reply.into_response();
    }
    let wrong = violations.join("; ");
    error!(
        cx.log(),
        "the answer breaks the document";
        "operation" => table.id,
        "status" => reply.status.as_u16(),
        "wrong" => &wrong
    );
    let mut response = Response::new(Bytes::from(format!(
        "{}: the answer {} breaks the document: {wrong}\n",
        table.id, reply.status
    )));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// A fault's causes, the outermost first.
fn causes(fault: &InternalError) -> String {
    let mut text = String::new();
    let mut cause = std::error::Error::source(fault);
    while let Some(error) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(paths: &[(&str, &[Method])]) -> Vec<(String, Vec<String>)> {
        let items = paths
            .iter()
            .map(|(path, methods)| PathItem { path: (*path).to_owned(), methods: methods.to_vec() });
        let mut places = BTreeMap::new();
        place(items.collect(), 0, "", &mut places);
        sorted(places)
            .into_iter()
            .map(|position| (position.path, position.items.into_iter().map(|item| item.path).collect()))
            .collect()
    }

    #[test]
    fn a_literal_beside_a_variable_shares_its_place_and_comes_first() {
        let get: &[Method] = &[Method::GET];
        assert_eq!(
            grouped(&[
                ("/a", get),
                ("/a/{x}", get),
                ("/a/settings", get),
                ("/a/{x}/b", get),
                ("/a/{y}/c", get)
            ]),
            [
                ("/a".to_owned(), vec!["/a".to_owned()]),
                ("/a/{x}".to_owned(), vec!["/a/settings".to_owned(), "/a/{x}".to_owned()]),
                ("/a/{x}/b".to_owned(), vec!["/a/{x}/b".to_owned()]),
                ("/a/{x}/c".to_owned(), vec!["/a/{y}/c".to_owned()]),
            ]
        );
    }

    #[test]
    fn a_path_item_matches_the_end_of_a_path() {
        let item = PathItem { path: "/a/{x}/b".to_owned(), methods: vec![Method::GET, Method::PUT] };
        let matches = |path| item.matches(&segments(path).map(Cow::from).collect::<Vec<_>>());
        assert!(matches("/mount/a/1/b"));
        assert!(!matches("/mount/a/1/c"));
        assert!(!matches("/b"));
        assert!(item.is(&decoded_segments("/a/%31/b")) && !item.is(&decoded_segments("/mount/a/1/b")));
        assert_eq!(item.allow(), "GET, PUT");
    }
}
