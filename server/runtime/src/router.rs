//! Everything that one listener answers: the APIs that are mounted there, and the server's own pages.
//!
//! dropshot's router says which endpoint a request is for; it is asked by name, because its handlers take what only its
//! own server can give. What it finds nothing for is refused here: in the shape of the API whose path it is, elsewhere in
//! dropshot's.
//!
//! Most requests are for an operation, at a path that can be read in one way only. Those are found without it, in a tree
//! that holds nothing else: dropshot's router takes a path apart and puts together what it found, for each request.

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, Body, HttpError, HttpErrorResponseBody, ServerContext,
};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::call::discard;
use super::context::RequestContext;
use super::observe::{Observe, Observer};
use super::refusal::{InternalError, ParameterLocation, RequestError, Rule, Violation};
use super::request::segments;
use super::route::{
    Answering, Dispatch, Endpoint, Handler, Refuse, Routes, decoded_segments, hidden_endpoint, placed,
    refuse, refused, unless_it_panics,
};

/// How long the body of a request that there is no room for may take to go by.
const REFUSED_BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// A page of the server's own.
pub enum Page<C: ServerContext> {
    /// It waits for nothing.
    Ready(fn(&RequestContext<C>) -> Result<Response<Bytes>, HttpError>),
    /// It has to ask somebody.
    Waiting(for<'a> fn(&'a RequestContext<C>) -> Showing<'a>),
}

/// A page that is being made.
pub type Showing<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'a>>;

/// Whether a page is there for those who watch over the server, and has to be when nothing else is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Importance {
    /// It is refused as anything else when there is too much to do.
    Ordinary,
    /// It is answered also then.
    Vital,
}

/// What went wrong with a request that is for nothing here, for the log. It travels with the answer, in its extensions.
#[derive(Clone, Debug)]
pub struct ForTheLog {
    /// What is for us to know.
    pub internal: String,
    /// What the caller was told.
    pub external: String,
}

/// A router that is being put together.
pub struct RouterBuilder<C: ServerContext> {
    description: ApiDescription<C>,
    routes: HashMap<String, Route<C>>,
    /// The same routes but for those that refuse, by their paths.
    shortcuts: BTreeMap<String, Shortcuts<C>>,
    mounts: Vec<Mount<C>>,
}

/// What answers at one path, by method.
type Shortcuts<C> = Vec<(Method, Route<C>)>;

/// What answers at one place of the router.
pub struct Route<C: ServerContext> {
    /// Answers.
    pub handler: Arc<dyn Handler<C>>,
    /// Whether it answers also when there is too much to do.
    pub importance: Importance,
}

/// One API, where it stands.
struct Mount<C: ServerContext> {
    /// The segment that all its paths begin with; none where they are at the root.
    name: Option<String>,
    refuse: Refuse,
    observe: Arc<dyn Observe>,
    dispatches: Vec<Arc<Dispatch<C>>>,
}

/// Asks dropshot's router, which has no name outside of dropshot, for the id of an endpoint.
type Find = dyn Fn(&Method, &str) -> Result<String, HttpError> + Send + Sync;

/// Everything that one listener answers.
pub struct Router<C: ServerContext> {
    shortcuts: matchit::Router<Shortcuts<C>>,
    find: Box<Find>,
    routes: HashMap<String, Route<C>>,
    mounts: Vec<Mount<C>>,
}

impl<C: ServerContext> Default for RouterBuilder<C> {
    fn default() -> Self {
        Self {
            description: ApiDescription::new(),
            routes: HashMap::new(),
            shortcuts: BTreeMap::new(),
            mounts: Vec::new(),
        }
    }
}

impl<C: ServerContext> RouterBuilder<C> {
    /// Adds an API below `/NAME`, or at the root. The observer hears of its calls.
    pub fn api(
        &mut self,
        name: Option<&str>,
        routes: &Routes<C>,
        observer: &dyn Observer,
    ) -> Result<(), ApiDescriptionRegisterError> {
        let mount = name.map_or_else(String::new, |name| format!("/{name}"));
        let placed = placed(&mount, routes, observer);
        for endpoint in placed.endpoints {
            self.add(endpoint, Importance::Ordinary)?;
        }
        for (method, path, handler) in placed.operations {
            self.add_shortcut(&path, method, Route { handler, importance: Importance::Ordinary });
        }
        self.mounts.push(Mount {
            name: name.map(str::to_owned),
            refuse: routes.refuse,
            observe: placed.observe,
            dispatches: placed.dispatches,
        });
        Ok(())
    }

    /// Adds a page of the server's own, which is read with GET.
    pub fn page(
        &mut self,
        path: &str,
        page: Page<C>,
        importance: Importance,
    ) -> Result<(), ApiDescriptionRegisterError> {
        let handler: Arc<dyn Handler<C>> = Arc::new(PageHandler(page));
        self.add(hidden_endpoint(Arc::clone(&handler), &Method::GET, path), importance)?;
        self.add_shortcut(path, Method::GET, Route { handler, importance });
        Ok(())
    }

    fn add_shortcut(&mut self, path: &str, method: Method, route: Route<C>) {
        // Variables go by their place here, so that two paths with other names for one place can meet.
        let mut names = 0..;
        let unnamed = segments(path).map(|segment| match names.next() {
            Some(name) if segment.starts_with('{') => format!("/{{{name}}}"),
            _ => format!("/{segment}"),
        });
        self.shortcuts.entry(unnamed.collect()).or_default().push((method, route));
    }

    fn add(
        &mut self,
        endpoint: Endpoint<C>,
        importance: Importance,
    ) -> Result<(), ApiDescriptionRegisterError> {
        let Endpoint { mut described, handler } = endpoint;
        // Operations of two APIs may have one id; a method at a path is there once.
        described.operation_id = format!("{} {}", described.method, described.path);
        self.routes.insert(described.operation_id.clone(), Route { handler, importance });
        self.description.register(described)
    }

    /// Nothing more is added.
    pub fn build(self) -> Router<C> {
        let router = self.description.into_router();
        let find = move |method: &Method, path: &str| {
            let found = router.lookup_route(method, path.into(), None)?;
            Ok(found.endpoint.operation_id)
        };
        let mut shortcuts = matchit::Router::new();
        for (path, routes) in self.shortcuts {
            // A path that this router does not take is found by dropshot's alone.
            let _ = shortcuts.insert(path, routes);
        }
        Router { shortcuts, find: Box::new(find), routes: self.routes, mounts: self.mounts }
    }
}

impl<C: ServerContext> Router<C> {
    /// What a request is for, or why it is for nothing here.
    pub fn find(&self, request: &Request<()>) -> Result<&Route<C>, HttpError> {
        let (method, path) = (request.method(), request.uri().path());
        if is_plain(path)
            && let Ok(found) = self.shortcuts.at(path)
            && let Some((_, route)) = found.value.iter().find(|(own, _)| own == method)
        {
            return Ok(route);
        }
        let id = (self.find)(method, path)?;
        self.routes.get(&id).ok_or_else(|| HttpError::for_internal_error(format!("nothing answers {id}")))
    }

    /// Answers a request that is for nothing here.
    pub async fn answer_nowhere(
        &self,
        cx: &RequestContext<C>,
        body: Option<Body>,
        error: HttpError,
    ) -> Response<Bytes> {
        let path = decoded_segments(cx.request.uri().path());
        let Some(mount) = self.mount(&path) else { return dropshots(error, cx) };
        let for_the_log = for_the_log(&error);
        let below = &path[usize::from(mount.name.is_some())..];
        let (status, refusal) = match error.status_code.as_status() {
            StatusCode::BAD_REQUEST => {
                (StatusCode::BAD_REQUEST, RequestError::Invalid(vec![unreadable_path()]))
            }
            // The router knows other methods of this path: all that it has one for, it has in a dispatch too.
            StatusCode::METHOD_NOT_ALLOWED => {
                if let Some(dispatch) = mount.dispatches.iter().find(|dispatch| dispatch.has(below)) {
                    return dispatch.handle(cx, body).await;
                }
                (StatusCode::NOT_FOUND, RequestError::NotFound)
            }
            _ => (StatusCode::NOT_FOUND, RequestError::NotFound),
        };
        let mut response = refuse(mount.refuse, &*mount.observe, cx, body, status, refusal).await;
        response.extensions_mut().insert(for_the_log);
        response
    }

    /// Refuses a request that there is no room for, in the shape of the API whose path it is.
    pub async fn answer_overloaded(
        &self,
        cx: &RequestContext<C>,
        body: Option<Body>,
        retry_after_seconds: u32,
    ) -> Response<Bytes> {
        if let Some(body) = body {
            // Who is still sending does not see an answer whose connection is closed on it.
            discard(body, REFUSED_BODY_TIMEOUT).await;
        }
        if let Some(mount) = self.mount(&decoded_segments(cx.request.uri().path())) {
            let fault = InternalError::unavailable(retry_after_seconds, "there is too much to do");
            return refused(mount.refuse, cx, fault.status, RequestError::Internal(fault));
        }
        let error = HttpError::for_unavail(None, "there is too much to do".to_owned());
        let mut response = dropshots(error, cx);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_seconds));
        response
    }

    fn mount(&self, path: &[impl AsRef<str>]) -> Option<&Mount<C>> {
        let first = path.first().map(AsRef::as_ref);
        self.mounts.iter().find(|mount| mount.name.is_none() || mount.name.as_deref() == first)
    }
}

/// Whether a path means what it says: nothing is encoded, no segment is empty, none leads elsewhere.
fn is_plain(path: &str) -> bool {
    !path.contains('%') && !path.contains("//") && !path.contains("/.") && !path.ends_with('/')
}

fn unreadable_path() -> Violation {
    Violation {
        place: ParameterLocation::Path,
        pointer: "/path".to_owned(),
        rule: Rule::Form,
        message: "cannot be read: write it in UTF-8, and without the segments . and ..".to_owned(),
    }
}

/// Puts an error into dropshot's own shape, for what belongs to no API.
fn dropshots<C: ServerContext>(error: HttpError, cx: &RequestContext<C>) -> Response<Bytes> {
    let for_the_log = for_the_log(&error);
    let body = HttpErrorResponseBody {
        request_id: cx.request_id.to_string(),
        error_code: error.error_code,
        message: error.external_message,
    };
    // Three texts are always JSON.
    let body = serde_json::to_vec_pretty(&body).unwrap_or_default();
    let mut response = Response::new(body.into());
    *response.status_mut() = error.status_code.as_status();
    *response.headers_mut() = error.headers.map(|headers| *headers).unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.extensions_mut().insert(for_the_log);
    response
}

fn for_the_log(error: &HttpError) -> ForTheLog {
    ForTheLog { internal: error.internal_message.clone(), external: error.external_message.clone() }
}

struct PageHandler<C: ServerContext>(Page<C>);

impl<C: ServerContext> Handler<C> for PageHandler<C> {
    fn handle<'a>(&'a self, cx: &'a RequestContext<C>, _: Option<Body>) -> Answering<'a> {
        Box::pin(async move {
            let page = unless_it_panics(async {
                match self.0 {
                    Page::Ready(page) => page(cx),
                    Page::Waiting(page) => page(cx).await,
                }
            })
            .await;
            let response = page.unwrap_or_else(|fault| {
                let cause = std::error::Error::source(&fault).map(ToString::to_string).unwrap_or_default();
                Err(HttpError::for_internal_error(cause))
            });
            response.unwrap_or_else(|error| dropshots(error, cx))
        })
    }
}
