//! Registration of a document's operations with dropshot, and the description that dropshot emits of them.
//!
//! dropshot's router panics on a literal beside a variable in one position (`/customers/settings` beside
//! `/customers/{uuid}`) and on two variable names in one position. So an endpoint is registered for each position and
//! method, and dispatches to the operation whose path matches. The match is exact, while dropshot's is not: it ignores
//! empty segments and the case of methods.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, Body, ClientErrorStatusCode, HttpError,
    RequestContext, RequestInfo, ServerContext,
};
use http::header::ALLOW;
use http::{Method, Response};
use serde_json::{Value, json};

use super::endpoint::{described, hidden};
use super::handler::{Handler, OperationHandler};
use super::model::{METHODS, Operation as OperationTable};
use super::operation::Serve;
use super::request::segments;
use super::runtime::Runtime;

/// An operation with its handler, not yet registered.
pub struct Endpoint<C: ServerContext> {
    /// The operation.
    pub operation: &'static OperationTable,
    handler: Arc<dyn Handler<C>>,
    describe: fn(&str, Arc<dyn Handler<C>>) -> ApiEndpoint<C>,
}

/// Returns the endpoint of operation `O` as `A` implements it.
pub fn endpoint<O: Serve<A>, A: 'static>(runtime: &Runtime) -> Endpoint<O::Context> {
    Endpoint {
        operation: O::table(),
        handler: Arc::new(OperationHandler::<O, A>::new(runtime.clone())),
        describe: described::<O, O::Context>,
    }
}

/// Registers endpoints with dropshot, below the path prefix `mount`.
pub fn register<C: ServerContext>(
    api: &mut ApiDescription<C>,
    mount: &str,
    runtime: &Runtime,
    endpoints: Vec<Endpoint<C>>,
) -> Result<(), ApiDescriptionRegisterError> {
    let mount = mount.trim_end_matches('/');
    let paths: Vec<_> = endpoints.iter().map(|endpoint| endpoint.operation.path.as_str()).collect();
    let mut positions: BTreeMap<String, Vec<Endpoint<C>>> = BTreeMap::new();
    for endpoint in endpoints {
        runtime.observer().registered(endpoint.operation);
        positions.entry(position(&endpoint.operation.path, &paths)).or_default().push(endpoint);
    }
    for (path, mut endpoints) in positions {
        // A path without variables is matched before one with variables, as OpenAPI requires.
        endpoints
            .sort_by_key(|endpoint| segments(&endpoint.operation.path).map(is_variable).collect::<Vec<_>>());
        let is_shared = endpoints.iter().any(|endpoint| endpoint.operation.path != path);
        let described: Vec<_> = endpoints.iter().map(|endpoint| endpoint.describe).collect();
        let path = format!("{mount}{path}");
        let dispatch: Arc<dyn Handler<C>> = Arc::new(Dispatch { mount: mount.to_owned(), endpoints });
        if is_shared {
            // All methods, since dropshot's own 405 would list the methods of every path at this position.
            for method in METHODS {
                let method = method.to_ascii_uppercase().parse().expect("OpenAPI's methods are HTTP's");
                api.register(hidden(&path, &method, Arc::clone(&dispatch)))?;
            }
        } else {
            for describe in described {
                api.register(describe(&path, Arc::clone(&dispatch)))?;
            }
        }
    }
    Ok(())
}

/// Returns the path at which dropshot's router holds `path`: a segment is a variable if any of the paths that share the
/// segments before it has a variable there.
fn position(path: &str, paths: &[&str]) -> String {
    let mut siblings = paths.to_vec();
    let mut position = String::new();
    for (depth, segment) in segments(path).enumerate() {
        let at_depth = |path: &&str| segments(path).nth(depth).map(str::to_owned);
        match siblings.iter().filter_map(at_depth).find(|segment| is_variable(segment)) {
            // dropshot refuses a name that a path has twice.
            Some(variable) if segments(&position).any(|segment| segment == variable) => {
                position.push_str(&format!("/{{{}_{depth}}}", variable.trim_matches(['{', '}'])));
            }
            Some(variable) => position.push_str(&format!("/{variable}")),
            None => {
                siblings.retain(|sibling| segments(sibling).nth(depth) == Some(segment));
                position.push_str(&format!("/{segment}"));
            }
        }
    }
    if position.is_empty() { "/".to_owned() } else { position }
}

fn is_variable(segment: &str) -> bool {
    segment.starts_with('{')
}

/// The operations at one position of dropshot's router, the most literal path first.
struct Dispatch<C: ServerContext> {
    mount: String,
    endpoints: Vec<Endpoint<C>>,
}

impl<C: ServerContext> Dispatch<C> {
    fn find(&self, request: &RequestInfo) -> Result<&dyn Handler<C>, HttpError> {
        let path = request.uri().path().strip_prefix(&self.mount).unwrap_or_default();
        let matching = self.endpoints.iter().map(|endpoint| endpoint.operation);
        let Some(template) =
            matching.map(|operation| &operation.path).find(|template| matches(template, path))
        else {
            return Err(not_found());
        };
        let endpoints = || self.endpoints.iter().filter(|endpoint| endpoint.operation.path == *template);
        match endpoints().find(|endpoint| endpoint.operation.method == *request.method()) {
            Some(endpoint) => Ok(&*endpoint.handler),
            None => Err(method_not_allowed(endpoints().map(|endpoint| &endpoint.operation.method))),
        }
    }
}

#[async_trait]
impl<C: ServerContext> Handler<C> for Dispatch<C> {
    async fn handle(&self, cx: &RequestContext<C>, body: Body) -> Response<Body> {
        match self.find(&cx.request) {
            Ok(handler) => handler.handle(cx, body).await,
            Err(error) => error.into_response(&cx.request_id),
        }
    }
}

/// Checks that a request's method and path are exactly these. dropshot also routes `//metrics` and `get` to the endpoint
/// of `GET /metrics`.
pub fn check_target(request: &RequestInfo, method: &Method, template: &str) -> Result<(), HttpError> {
    if !matches(template, request.uri().path()) {
        Err(not_found())
    } else if request.method() != method {
        Err(method_not_allowed([method]))
    } else {
        Ok(())
    }
}

/// Returns `true` if `path` is one of the paths that `template` stands for.
fn matches(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(expected, given)| expected == given || (is_variable(expected) && !given.is_empty()))
}

fn not_found() -> HttpError {
    HttpError::for_not_found(None, "no route found (the path differs from the endpoint's)".to_owned())
}

fn method_not_allowed<'a>(allowed: impl IntoIterator<Item = &'a Method>) -> HttpError {
    let mut error = HttpError::for_client_error_with_status(None, ClientErrorStatusCode::METHOD_NOT_ALLOWED);
    for method in allowed {
        // A method is a valid header value.
        let _ = error.add_header(ALLOW, method.as_str());
    }
    error
}

/// Returns the description that dropshot emits of these endpoints, at the paths of the document.
///
/// Each operation is described by itself, because one description cannot hold a literal beside a variable. The named
/// schemas, which the operations share, are the same in each.
pub fn describe<C: ServerContext>(title: &str, endpoints: Vec<Endpoint<C>>) -> Value {
    let mut description = json!({ "paths": {}, "components": {} });
    for Endpoint { operation, handler, describe } in endpoints {
        let mut api = ApiDescription::new();
        let described = api.register(describe(&operation.path, handler)).map_err(|error| error.to_string());
        let described = described.and_then(|()| {
            let openapi = api.openapi(title, dropshot::semver::Version::new(1, 0, 0));
            openapi.json().map_err(|error| error.to_string())
        });
        let mut described =
            described.unwrap_or_else(|error| json!({ "x-not-described": { &operation.id: error } }));
        inline_responses(&mut described);
        merge(&mut description, described);
    }
    description
}

/// Replaces references to shared responses by the responses: dropshot gives the failures of every operation the same
/// name, while two operations may fail in different shapes.
fn inline_responses(description: &mut Value) {
    let Some(components) = description.get_mut("components").and_then(Value::as_object_mut) else { return };
    let Some(shared) = components.remove("responses") else { return };
    let items = description["paths"]
        .as_object_mut()
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object_mut());
    let responses = items
        .flatten()
        .filter_map(|(_, operation)| operation.get_mut("responses")?.as_object_mut())
        .flatten();
    for (_, response) in responses {
        let name =
            response["$ref"].as_str().and_then(|target| target.strip_prefix("#/components/responses/"));
        if let Some(inlined) = name.and_then(|name| shared.get(name)) {
            *response = inlined.clone();
        }
    }
}

/// Adds the fields of `from` to `into`, recursively.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_literal_beside_variable_is_the_variable() {
        let paths = ["/a", "/a/{x}", "/a/settings", "/a/{x}/b", "/a/{y}/c", "/a/{y}/{x}", "/b/c"];
        let positions = paths.map(|path| position(path, &paths));
        let expected = ["/a", "/a/{x}", "/a/{x}", "/a/{x}/{x_2}", "/a/{x}/{x_2}", "/a/{x}/{x_2}", "/b/c"];
        assert_eq!(positions, expected);
        assert_eq!(position("/", &["/"]), "/");
    }

    #[test]
    fn match_is_exact_except_for_variables() {
        for path in ["/a/1/b", "/a/%31/b"] {
            assert!(matches("/a/{x}/b", path), "{path}");
        }
        for path in ["/a/1/b/", "//a/1/b", "/a//b", "/a/1/%62", "/a/1", "/A/1/b", "/mount/a/1/b", ""] {
            assert!(!matches("/a/{x}/b", path), "{path}");
        }
    }
}
