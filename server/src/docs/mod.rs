//! The documents, the page that leads to them, and Swagger UI, in which they can be read and tried out.
//!
//! They are served as people wrote them, comments and all, from within the program: what is served and what is
//! documented cannot be of two versions. Swagger UI comes from within too: the page asks no other host for anything, and
//! its Content-Security-Policy holds it to that.

mod swagger_ui;

use std::fmt::Write as _;

use bytes::Bytes;
use dropshot::{ApiDescriptionRegisterError, ClientErrorStatusCode, HttpError};
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, LOCATION, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::api::{self, APIS};
use crate::context::Context;
use dropshot_openapi::RequestContext;
use dropshot_openapi::router::{Importance, Page, RouterBuilder};

const INDEX: &str = include_str!("index.html");
const INITIALIZER: &str = "swagger-initializer.js";
const INITIALIZER_SCRIPT: &str = include_str!("initializer.js");
const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What Swagger UI needs and no more: its own files, styles that it sets on elements, pictures that its style sheet
/// holds inside, and calls to this server. So a document's other servers cannot be called from here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The front page has links and nothing else.
const FRONT_PAGE_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn register(router: &mut RouterBuilder<Context>) -> Result<(), ApiDescriptionRegisterError> {
    router.page("/", Page::Ready(front_page), Importance::Ordinary)?;
    router.page("/openapi/{file}", Page::Ready(document), Importance::Ordinary)?;
    // To the router `/docs` and `/docs/` are one, to the page's relative links they are two.
    router.page("/docs", Page::Ready(swagger_ui_page), Importance::Ordinary)?;
    router.page("/docs/{file}", Page::Ready(swagger_ui_file), Importance::Ordinary)
}

/// A page for people who come with a browser. Its links are relative, so that they hold behind a proxy too.
fn front_page(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    let mut response = file(cx.request.headers(), HTML, front_page_html().into())?;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRONT_PAGE_POLICY));
    Ok(response)
}

fn front_page_html() -> String {
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>customers</title>\n\
         <h1>customers</h1>\n<p>These APIs are served here. <a href=\"docs/\">Read and try them out.</a></p>\n<ul>\n",
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
    html.push_str("</ul>\n<p><a href=\"healthz\">Is the server well?</a></p>\n</html>\n");
    html
}

/// One API's document.
fn document(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    let name = cx.last_segment();
    let Some(api) = name.strip_suffix(".yaml").and_then(api::find) else {
        return Err(not_found(no_document()));
    };
    file(cx.request.headers(), "application/yaml", api.document.into())
}

fn no_document() -> String {
    let files: Vec<_> = APIS.iter().map(|api| format!("/openapi/{}.yaml", api.name)).collect();
    format!("there is no such document: ask for {}", files.join(" or "))
}

/// Swagger UI.
fn swagger_ui_page(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    if !cx.request.uri().path().ends_with('/') {
        return Ok(Response::builder()
            .status(StatusCode::PERMANENT_REDIRECT)
            .header(LOCATION, "docs/")
            .body(Bytes::new())?);
    }
    let mut response = file(cx.request.headers(), HTML, INDEX.into())?;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// What Swagger UI's page asks for.
fn swagger_ui_file(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    let name = cx.last_segment();
    let headers = cx.request.headers();
    if name == INITIALIZER {
        return file(headers, JAVASCRIPT, initializer().into());
    }
    let Some(own) = swagger_ui::find(&name) else {
        return Err(not_found("Swagger UI has no such file: open /docs/".to_owned()));
    };
    let packed = own.is_gzip && accepts_gzip(headers);
    let bytes = if packed { own.bytes.clone() } else { own.plain() };
    let mut response = file(headers, own.media_type, bytes)?;
    if own.is_gzip {
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if packed && response.status() == StatusCode::OK {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// What starts Swagger UI: which documents there are, and how it shows them.
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

/// Answers with a file, or with its being unchanged. A browser asks each time, so that another version of this program
/// shows at once, and gets next to nothing for an answer until then.
fn file(headers: &HeaderMap, media_type: &str, bytes: Bytes) -> Result<Response<Bytes>, HttpError> {
    let digest = Sha256::digest(&bytes);
    let tag: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let unchanged = has(headers, &tag);
    let response = Response::builder()
        .header(CACHE_CONTROL, "no-cache")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(ETAG, tag);
    Ok(if unchanged {
        response.status(StatusCode::NOT_MODIFIED).body(Bytes::new())?
    } else {
        response.header(CONTENT_TYPE, media_type).body(bytes)?
    })
}

/// Whether `If-None-Match` names this tag.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let given = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    given
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|given| given == "*" || given.trim_start_matches("W/") == tag)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        is_gzip && !refused
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn gzip_goes_to_who_takes_it() {
        for (value, expected) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0, br", false),
            ("xgzip", false),
            ("", false),
        ] {
            assert_eq!(accepts_gzip(&headers(ACCEPT_ENCODING, value)), expected, "{value}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_tag_is_recognized_in_every_form_that_it_may_come_back_in() {
        for (value, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            assert_eq!(has(&headers(IF_NONE_MATCH, value), "\"a\""), expected, "{value}");
        }
    }
}
