//! A dropshot server with one endpoint that returns constant bytes: the upper limit of any server on dropshot.
//!
//! No authentication, no log. With a database file it also inserts each request's body into SQLite and commits with
//! `synchronous=FULL` before it responds.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::{env, fs};

use bytes::Bytes;
use dropshot::{
    ApiDescription, ApiEndpoint, ApiEndpointVersions, Body, ConfigDropshot, HandlerTaskMode, HttpError, Path,
    RequestContext, ServerBuilder, UntypedBody,
};
use http::header::CONTENT_TYPE;
use http::{Method, Response, StatusCode};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Deserialize;
use slog::{Discard, Logger, o};

const USAGE: &str = "usage: bench-bare METHOD PATH STATUS FILE [DATABASE]; PATH may contain {value}, and FILE is the JSON body";

struct Constant {
    status: StatusCode,
    body: Bytes,
    database: Option<Arc<Mutex<Connection>>>,
}

type Returned = Result<Response<Body>, HttpError>;

#[derive(Deserialize, JsonSchema)]
struct Value {
    #[serde(rename = "value")]
    _value: String,
}

fn respond(cx: &RequestContext<Constant>) -> Returned {
    let Constant { status, body, .. } = cx.context();
    let response = Response::builder().status(*status).header(CONTENT_TYPE, "application/json");
    Ok(response.body(body.clone().into())?)
}

async fn read(cx: RequestContext<Constant>) -> Returned {
    respond(&cx)
}

async fn read_one(cx: RequestContext<Constant>, _value: Path<Value>) -> Returned {
    respond(&cx)
}

async fn write(cx: RequestContext<Constant>, body: UntypedBody) -> Returned {
    if let Some(database) = cx.context().database.clone() {
        let body = body.as_bytes().to_vec();
        let insert = move || {
            let connection = database.lock().expect("inserts do not panic");
            let mut statement = connection.prepare_cached("INSERT INTO bodies (body) VALUES (?1)")?;
            statement.execute([body])
        };
        let inserted = tokio::task::spawn_blocking(insert).await.expect("inserts do not panic");
        inserted.map_err(|error| HttpError::for_internal_error(error.to_string()))?;
    }
    respond(&cx)
}

async fn write_one(cx: RequestContext<Constant>, _value: Path<Value>, body: UntypedBody) -> Returned {
    write(cx, body).await
}

fn open(file: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch("CREATE TABLE bodies (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")?;
    Ok(connection)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let (method, path, status, file, database) = match arguments.as_slice() {
        [method, path, status, file] => (method, path, status, file, None),
        [method, path, status, file, database] => (method, path, status, file, Some(open(database)?)),
        _ => return Err(USAGE.into()),
    };
    let body = fs::read(file).map_err(|error| format!("{file}: {error}"))?.into();
    let database = database.map(|connection| Arc::new(Mutex::new(connection)));
    let constant = Constant { status: status.parse()?, body, database };

    let method: Method = method.parse()?;
    let (name, json, all) = ("constant".to_owned(), "application/json", ApiEndpointVersions::All);
    let endpoint = match (method == Method::GET, path.contains('{')) {
        (true, false) => ApiEndpoint::new(name, read, method, json, path, all),
        (true, true) => ApiEndpoint::new(name, read_one, method, json, path, all),
        (false, false) => ApiEndpoint::new(name, write, method, json, path, all),
        (false, true) => ApiEndpoint::new(name, write_one, method, json, path, all),
    };
    let mut api = ApiDescription::new();
    api.register(endpoint)?;
    let config = ConfigDropshot {
        bind_address: ([127, 0, 0, 1], 0).into(),
        // The faster mode: it saves a task per request.
        default_handler_task_mode: HandlerTaskMode::CancelOnDisconnect,
        ..ConfigDropshot::default()
    };
    let server = ServerBuilder::new(api, constant, Logger::root(Discard, o!())).config(config).start()?;
    println!("listening on http://{}", server.local_addr());
    Ok(server.await?)
}
