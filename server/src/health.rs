//! The health check for load balancers, `/healthz`. It needs no credential and takes no request permit.

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, Body, HttpError,
    RequestContext, ServerContext,
};
use dropshot_openapi::check_target;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use slog::error;

use crate::db::{Connection, Database, DatabaseError};

const PATH: &str = "/healthz";

/// Registers `/healthz`.
pub(crate) fn register<C: ServerContext>(
    api: &mut ApiDescription<C>,
    database: Database,
) -> Result<(), ApiDescriptionRegisterError> {
    let page = move |cx: RequestContext<C>| {
        let database = database.clone();
        async move { health(&cx, &database).await }
    };
    let json = "application/json";
    let versions = ApiEndpointVersions::All;
    api.register(
        ApiEndpoint::new("healthz".to_owned(), page, Method::GET, json, PATH, versions).visible(false),
    )
}

/// Answers 200 if the server and its database answer.
async fn health<C: ServerContext>(
    cx: &RequestContext<C>,
    database: &Database,
) -> Result<Response<Body>, HttpError> {
    check_target(&cx.request, &Method::GET, PATH)?;
    let (status, body) = match check(database).await {
        Ok(()) => (StatusCode::OK, r#"{"status":"ok"}"#),
        Err(error) => {
            error!(cx.log, "the database does not answer"; "error" => #error);
            (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"unavailable"}"#)
        }
    };
    Ok(Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "no-store")
        .body(body.into())?)
}

/// Reads from a table, which needs the database file, unlike a constant.
async fn check(database: &Database) -> Result<(), DatabaseError> {
    let read = |connection: &Connection| {
        connection.prepare_cached("SELECT 1 FROM credentials LIMIT 1")?.exists(())?;
        Ok(())
    };
    database.read(read).await
}
