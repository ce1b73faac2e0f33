//! Whether this server is fit for work, for those who watch over it.
//!
//! It is the server's own, in no API's document, and asks for no credential: a load balancer has none. How much work is
//! done is deliberately not here.

use dropshot::{ApiDescription, ApiDescriptionRegisterError, Body, HttpError, RequestContext, endpoint};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Response, StatusCode};
use slog::error;

use crate::context::Context;
use crate::storage::{Connection, Database, StorageError};

pub(crate) fn register(api: &mut ApiDescription<Context>) -> Result<(), ApiDescriptionRegisterError> {
    api.register(healthz)
}

/// Whether the server answers, and its database too.
#[endpoint { method = GET, path = "/healthz", unpublished = true }]
async fn healthz(cx: RequestContext<Context>) -> Result<Response<Body>, HttpError> {
    let (status, body) = match try_read(&cx.context().database).await {
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
        .body(Body::from(body))?)
}

/// A read of a table, not of a constant: it takes the database's file to be there.
async fn try_read(database: &Database) -> Result<(), StorageError> {
    let read = |connection: &Connection| {
        connection.prepare_cached("SELECT 1 FROM credentials LIMIT 1")?.exists(())?;
        Ok(())
    };
    database.read(read).await
}
