//! What a Rust user would write instead: the measured operations by hand, in axum with rusqlite.
//!
//! It serves a copy of the server's own database file, with the same queries and the same sign-in: the hash of a token is
//! looked up at every call. It is written to be fast: a reading connection for each thread, prepared statements, one
//! writing connection behind a mutex and off the threads that serve. What it leaves out is what a document promises
//! beyond the happy path: it checks no constraint, refuses no unknown member, keeps no log and counts nothing.

mod portos;
mod reportei;
mod store;

use std::env;
use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::store::Store;

type Shared = Arc<Store>;

/// Why a call was not answered as asked.
struct Refused(StatusCode);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::QueryReturnedNoRows => Self(StatusCode::NOT_FOUND),
            error => {
                eprintln!("{error}");
                Self(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

fn bearer_token(headers: &HeaderMap) -> Result<&str, Refused> {
    let value = headers.get("authorization").and_then(|value| value.to_str().ok());
    value.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refused(StatusCode::UNAUTHORIZED))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args_os().nth(1).ok_or("bench-by-hand FILE: serves a SQLite file of the server's")?;
    let store = Arc::new(Store::open(file.into())?);
    let customers = "/reportei/customers";
    let app = Router::new()
        .route(customers, get(reportei::list).post(reportei::create))
        .route(&format!("{customers}/{{uuid}}"), get(reportei::view).put(reportei::update))
        .route("/portos/customers", get(portos::list))
        .with_state(store);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}
