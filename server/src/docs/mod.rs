//! The OpenAPI documents, the front page that links to them, and Swagger UI.
//!
//! Documents are served as they are written, from within the program, so that they always are of its version. Swagger UI
//! is served from within, too: the page loads nothing from other hosts, which its Content-Security-Policy enforces.

mod swagger_ui;

use std::fmt::Write as _;

use bytes::Bytes;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, Body, ClientErrorStatusCode, HttpError, Path,
    RequestContext, endpoint,
};
use dropshot_openapi::check_target;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use http::{Method, Response, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::api::{self, APIS};
use crate::context::Context;

const INDEX: &str = include_str!("index.html");
const INITIALIZER: &str = "swagger-initializer.js";
const INITIALIZER_SCRIPT: &str = include_str!("initializer.js");
const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What Swagger UI needs: its own files, styles that it sets on elements, images inside its style sheet, and calls to this
/// server. A document's other servers cannot be called from here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The front page has links and nothing else.
const FRONT_PAGE_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The last segment of the path.
#[derive(Deserialize, JsonSchema)]
struct FilePath {
    file: String,
}

/// Registers the pages.
pub(crate) fn register(api: &mut ApiDescription<Context>) -> Result<(), ApiDescriptionRegisterError> {
    api.register(front_page)?;
    api.register(document)?;
    api.register(swagger_ui_page)?;
    api.register(swagger_ui_file)
}

/// The front page. Its links are relative, so that they also hold behind a proxy.
#[endpoint { method = GET, path = "/", unpublished = true }]
async fn front_page(cx: RequestContext<Context>) -> Result<Response<Body>, HttpError> {
    check_target(&cx.request, &Method::GET, "/")?;
    let mut response = file(cx.request.headers(), HTML, front_page_html().into())?;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRONT_PAGE_POLICY));
    Ok(response)
}

fn front_page_html() -> String {
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>customers</title>\n\
         <h1>customers</h1>\n<p>This server implements the following APIs. \
         <a href=\"docs/\">Read and try them out.</a></p>\n<ul>\n",
    );
    for api in APIS {
        let name = api.name;
        // Writing to a string does not fail.
        let _ = writeln!(
            html,
            "<li>{name}, at /{name}: <a href=\"docs/?urls.primaryName={name}\">try it out</a>, or read \
             <a href=\"openapi/{name}.yaml\">its OpenAPI document</a></li>"
        );
    }
    html.push_str("</ul>\n<p><a href=\"healthz\">Health check</a></p>\n</html>\n");
    html
}

/// An API's document.
#[endpoint { method = GET, path = "/openapi/{file}", unpublished = true }]
async fn document(cx: RequestContext<Context>, path: Path<FilePath>) -> Result<Response<Body>, HttpError> {
    check_target(&cx.request, &Method::GET, "/openapi/{file}")?;
    let name = path.into_inner().file;
    let Some(api) = name.strip_suffix(".yaml").and_then(api::find) else {
        let files: Vec<_> = APIS.iter().map(|api| format!("/openapi/{}.yaml", api.name)).collect();
        return Err(not_found(format!("there is no such document: the documents are {}", files.join(", "))));
    };
    file(cx.request.headers(), "application/yaml", api.document.into())
}

/// Swagger UI. Without a trailing slash, the page's relative links would be wrong; dropshot ignores the slash.
#[endpoint { method = GET, path = "/docs", unpublished = true }]
async fn swagger_ui_page(cx: RequestContext<Context>) -> Result<Response<Body>, HttpError> {
    if check_target(&cx.request, &Method::GET, "/docs").is_ok() {
        return Ok(Response::builder()
            .status(StatusCode::PERMANENT_REDIRECT)
            .header(LOCATION, "docs/")
            .body(Body::empty())?);
    }
    check_target(&cx.request, &Method::GET, "/docs/")?;
    let mut response = file(cx.request.headers(), HTML, INDEX.into())?;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// A file of Swagger UI.
#[endpoint { method = GET, path = "/docs/{file}", unpublished = true }]
async fn swagger_ui_file(
    cx: RequestContext<Context>,
    path: Path<FilePath>,
) -> Result<Response<Body>, HttpError> {
    check_target(&cx.request, &Method::GET, "/docs/{file}")?;
    let name = path.into_inner().file;
    let headers = cx.request.headers();
    if name == INITIALIZER {
        return file(headers, JAVASCRIPT, initializer().into());
    }
    match swagger_ui::find(&name) {
        Some(found) => file(headers, found.media_type, found.bytes.clone()),
        None => Err(not_found("Swagger UI has no such file: open /docs/".to_owned())),
    }
}

/// Returns the script that starts Swagger UI with the list of documents.
fn initializer() -> String {
    let urls: serde_json::Value = APIS
        .iter()
        .map(|api| json!({ "url": format!("/openapi/{}.yaml", api.name), "name": api.name }))
        .collect();
    format!("const urls = {urls};\n{INITIALIZER_SCRIPT}")
}

fn not_found(message: String) -> HttpError {
    HttpError::for_client_error(None, ClientErrorStatusCode::NOT_FOUND, message)
}

/// Answers with a file, or with 304 if the browser has it. A browser asks each time, so that it never shows files of
/// another version of this program.
fn file(headers: &HeaderMap, media_type: &str, bytes: Bytes) -> Result<Response<Body>, HttpError> {
    let digest = Sha256::digest(&bytes);
    let tag: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let is_unchanged = names_tag(headers, &tag);
    let response = Response::builder()
        .header(CACHE_CONTROL, "no-cache")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(ETAG, tag);
    Ok(if is_unchanged {
        response.status(StatusCode::NOT_MODIFIED).body(Body::empty())?
    } else {
        response.header(CONTENT_TYPE, media_type).body(bytes.into())?
    })
}

/// Returns `true` if `If-None-Match` names this tag.
fn names_tag(headers: &HeaderMap, tag: &str) -> bool {
    let given = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    given
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|given| given == "*" || given.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_none_match_recognizes_every_form_of_a_tag() {
        for (value, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, value.parse().unwrap())]);
            assert_eq!(names_tag(&headers, "\"a\""), expected, "{value}");
        }
    }
}
