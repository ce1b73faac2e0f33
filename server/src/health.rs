//! Whether this server is fit for work, for those who watch over it.
//!
//! It is the server's own, in no API's document, and asks for no credential: a load balancer has none. How much work is
//! done is deliberately not here.

use bytes::Bytes;
use dropshot::{ApiDescriptionRegisterError, HttpError};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Response, StatusCode};
use slog::error;

use crate::context::Context;
use crate::db::{Connection, Database, DatabaseError};
use dropshot_openapi::RequestContext;
use dropshot_openapi::router::{Importance, Page, RouterBuilder, Showing};

pub(crate) fn register(router: &mut RouterBuilder<Context>) -> Result<(), ApiDescriptionRegisterError> {
    router.page("/healthz", Page::Waiting(healthz), Importance::Vital)
}

/// Whether the server answers, and its database too. A server that has too much to do is well.
fn healthz(cx: &RequestContext<Context>) -> Showing<'_> {
    Box::pin(health(cx))
}

async fn health(cx: &RequestContext<Context>) -> Result<Response<Bytes>, HttpError> {
    let (status, body) = match try_read(&cx.context().database).await {
        Ok(()) => (StatusCode::OK, r#"{"status":"ok"}"#),
        Err(error) => {
            error!(cx.log(), "the database does not answer"; "error" => #error);
            (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"unavailable"}"#)
        }
    };
    Ok(Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "no-store")
        .body(Bytes::from(body))?)
}

/// A read of a table, not of a constant: it takes the database's file to be there.
async fn try_read(database: &Database) -> Result<(), DatabaseError> {
    let read = |connection: &Connection| {
        connection.prepare_cached("SELECT 1 FROM credentials LIMIT 1")?.exists(())?;
        Ok(())
    };
    database.read(read).await
}
