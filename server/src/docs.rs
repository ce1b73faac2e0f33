//! The documents, and the page that leads to them.
//!
//! They are served as people wrote them, comments and all, from within the program: what is served and what is
//! documented cannot be of two versions.

use std::fmt::Write as _;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, Body, HttpError, Path, RequestContext, endpoint,
};
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::{self, APIS};
use crate::context::Context;

pub(crate) fn register(api: &mut ApiDescription<Context>) -> Result<(), ApiDescriptionRegisterError> {
    api.register(front_page)?;
    api.register(document)
}

/// A page for people who come with a browser. Its links are relative, so that they hold behind a proxy too.
#[endpoint { method = GET, path = "/", unpublished = true }]
async fn front_page(_: RequestContext<Context>) -> Result<Response<Body>, HttpError> {
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/html; charset=utf-8")
        .body(Body::from(front_page_html()))?)
}

fn front_page_html() -> String {
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>customers</title>\n\
         <h1>customers</h1>\n<p>These APIs are served here:</p>\n<ul>\n",
    );
    for api in APIS {
        let name = api.name;
        // Writing to a string does not fail.
        let _ = writeln!(
            html,
            "<li>{name}, at /{name}: <a href=\"openapi/{name}.yaml\">its OpenAPI document</a></li>"
        );
    }
    html.push_str("</ul>\n<p><a href=\"healthz\">Is the server well?</a></p>\n</html>\n");
    html
}

#[derive(Deserialize, JsonSchema)]
struct DocumentPath {
    file: String,
}

/// One API's document.
#[endpoint { method = GET, path = "/openapi/{file}", unpublished = true }]
async fn document(_: RequestContext<Context>, path: Path<DocumentPath>) -> Result<Response<Body>, HttpError> {
    let file = path.into_inner().file;
    let Some(api) = file.strip_suffix(".yaml").and_then(api::find) else {
        return Err(HttpError::for_client_error(
            None,
            dropshot::ClientErrorStatusCode::NOT_FOUND,
            no_document(),
        ));
    };
    Ok(Response::builder()
        .status(StatusCode::OK)
        .header(CONTENT_TYPE, "application/yaml")
        .body(Body::from(api.document))?)
}

fn no_document() -> String {
    let files: Vec<_> = APIS.iter().map(|api| format!("/openapi/{}.yaml", api.name)).collect();
    format!("there is no such document: ask for {}", files.join(" or "))
}
