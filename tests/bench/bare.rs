//! The limit: a dropshot server with one endpoint that answers the same bytes to every request.
//!
//! No sign-in, no database, no log. What it takes to serve a request is what any server on dropshot pays before it has done
//! anything. `cargo xtask bench` starts one for each operation, with what the server answered there.

use std::error::Error;
use std::{env, fs};

use bytes::Bytes;
use dropshot::{
    ApiDescription, ApiEndpoint, ApiEndpointVersions, Body, ConfigDropshot, HandlerTaskMode, HttpError, Path,
    RequestContext, ServerBuilder, UntypedBody,
};
use http::header::CONTENT_TYPE;
use http::{Method, Response, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use slog::{Discard, Logger, o};

const USAGE: &str = "bench-bare METHOD PATH STATUS FILE: answers that method at that path with a status and a file's \
                     bytes; PATH may hold {id}, and FILE is JSON";

struct Answer {
    status: StatusCode,
    body: Bytes,
}

type Answered = Result<Response<Body>, HttpError>;

#[derive(Deserialize, JsonSchema)]
struct Id {
    #[serde(rename = "id")]
    _id: String,
}

fn answer(cx: &RequestContext<Answer>) -> Answered {
    let Answer { status, body } = cx.context();
    Ok(Response::builder()
        .status(*status)
        .header(CONTENT_TYPE, "application/json")
        .body(body.clone().into())?)
}

async fn read(cx: RequestContext<Answer>) -> Answered {
    answer(&cx)
}

async fn read_one(cx: RequestContext<Answer>, _id: Path<Id>) -> Answered {
    answer(&cx)
}

async fn write(cx: RequestContext<Answer>, _body: UntypedBody) -> Answered {
    answer(&cx)
}

async fn write_one(cx: RequestContext<Answer>, _id: Path<Id>, _body: UntypedBody) -> Answered {
    answer(&cx)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [method, path, status, file] = arguments.as_slice() else { return Err(USAGE.into()) };
    let method: Method = method.parse()?;
    let body = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let answer = Answer { status: status.parse()?, body: body.into() };

    let new = |method| (method, "application/json", path.as_str(), ApiEndpointVersions::All);
    let name = || "the_one".to_owned();
    let endpoint = match (method == Method::GET, path.contains('{'), new(method)) {
        (true, false, (method, json, path, all)) => ApiEndpoint::new(name(), read, method, json, path, all),
        (true, true, (method, json, path, all)) => {
            ApiEndpoint::new(name(), read_one, method, json, path, all)
        }
        (false, false, (method, json, path, all)) => ApiEndpoint::new(name(), write, method, json, path, all),
        (false, true, (method, json, path, all)) => {
            ApiEndpoint::new(name(), write_one, method, json, path, all)
        }
    };
    let mut api = ApiDescription::new();
    api.register(endpoint)?;
    let config = ConfigDropshot {
        bind_address: ([127, 0, 0, 1], 0).into(),
        // The faster of the two: a task less for each request.
        default_handler_task_mode: HandlerTaskMode::CancelOnDisconnect,
        ..ConfigDropshot::default()
    };
    let server = ServerBuilder::new(api, answer, Logger::root(Discard, o!())).config(config).start()?;
    println!("listening on http://{}", server.local_addr());
    Ok(server.await?)
}
