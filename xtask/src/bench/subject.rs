//! A server under load: seeded, started and signed in with its demo accounts.
//!
//! Only options that older builds have too are used: `seed NAME --count N`, `serve`, `--listen` and `--database`.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use xshell::{Shell, cmd};

use super::plan::{Operation, Plan};
use crate::tools::local_server::LocalServer;

/// Destination of logs.
pub const LOG: &str = "/dev/null";

/// A running server with what its requests need.
pub struct Subject {
    /// Name in the results.
    pub label: String,
    server: LocalServer,
    accesses: Vec<Access>,
}

/// Access to one API.
#[derive(Clone)]
struct Access {
    api: String,
    authorization: String,
    values: Vec<String>,
}

impl Subject {
    /// Seeds a database for every plan, and starts a server on it.
    pub fn start(label: &str, program: &Path, database: &str, rows: u64, plans: &[Plan]) -> Result<Self> {
        let (shell, count) = (Shell::new()?, rows.to_string());
        for Plan { api, .. } in plans {
            cmd!(shell, "{program} seed {api} --count {count} --database {database}")
                .quiet()
                .ignore_stdout()
                .run()?;
        }
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database", database];
        let server = LocalServer::run(program, &arguments, Path::new(LOG))?;
        let accesses = plans.iter().map(|plan| Access::new(&server.url, plan)).collect::<Result<_>>()?;
        Ok(Self { label: label.to_owned(), server, accesses })
    }

    /// Returns bare dropshot with the same requests.
    pub fn with_server(&self, server: LocalServer) -> Self {
        Self { label: "bare dropshot".to_owned(), server, accesses: self.accesses.clone() }
    }

    /// Returns the server's URL without a trailing slash.
    pub fn url(&self) -> &str {
        &self.server.url
    }

    /// Returns the paths of an operation, one for each value.
    pub fn paths(&self, plan: &Plan, operation: &Operation) -> Vec<String> {
        let path = format!("/{}{}", plan.api, operation.path);
        if path.contains("{value}") {
            self.access(plan).values.iter().map(|value| path.replace("{value}", value)).collect()
        } else {
            vec![path]
        }
    }

    /// Returns the headers of an operation, one line each.
    pub fn headers(&self, plan: &Plan, operation: &Operation) -> Vec<String> {
        let mut headers = vec![format!("Authorization: {}", self.access(plan).authorization)];
        if operation.body.is_some() {
            headers.push("Content-Type: application/json".to_owned());
        }
        headers
    }

    /// Calls an operation once and returns the response body.
    pub fn response(&self, plan: &Plan, operation: &Operation) -> Result<String> {
        let paths = self.paths(plan, operation);
        let url = format!("{}{}", self.url(), paths.first().context("no rows to ask for")?);
        let (status, body) =
            call(&operation.method, &url, &self.headers(plan, operation), operation.body.as_deref())?;
        ensure!(status == operation.status.to_string(), "{} {url}: {status} {body}", operation.method);
        Ok(body)
    }

    fn access(&self, plan: &Plan) -> &Access {
        self.accesses.iter().find(|access| access.api == plan.api).expect("there is one for each plan")
    }
}

impl Access {
    fn new(url: &str, plan: &Plan) -> Result<Self> {
        let mut authorization = plan.authorization.clone();
        let get = |pointer: &str, (status, body): (String, String)| -> Result<Value> {
            let body: Value = serde_json::from_str(&body).with_context(|| format!("{status} {body}"))?;
            body.pointer(pointer)
                .cloned()
                .with_context(|| format!("there is no {pointer} in {status} {body}"))
        };
        if let Some(sign_in) = &plan.sign_in {
            let headers = [format!("Content-Type: {}", sign_in.content_type)];
            let response =
                call("POST", &format!("{url}/{}{}", plan.api, sign_in.path), &headers, Some(&sign_in.body))?;
            let token = get(&sign_in.token, response)?;
            authorization = authorization.replace("{token}", token.as_str().unwrap_or_default());
        }
        let mut values = Vec::new();
        if let Some(source) = &plan.values {
            let headers = [format!("Authorization: {authorization}")];
            let response = call("GET", &format!("{url}/{}{}", plan.api, source.path), &headers, None)?;
            let rows = get(&source.rows, response)?;
            let rows = rows.as_array().into_iter().flatten();
            values = rows.filter_map(|row| Some(row.pointer(&source.value)?.as_str()?.to_owned())).collect();
            ensure!(!values.is_empty(), "{}: there is no {} in {}", plan.api, source.value, source.path);
        }
        Ok(Self { api: plan.api.clone(), authorization, values })
    }
}

/// Makes a request by curl; returns status and body.
fn call(method: &str, url: &str, headers: &[String], body: Option<&str>) -> Result<(String, String)> {
    let headers = headers.iter().flat_map(|header| ["--header", header]);
    let body = body.into_iter().flat_map(|body| ["--data-raw", body]);
    let (shell, format) = (Shell::new()?, "%{http_code}");
    let output = cmd!(
        shell,
        "curl --silent --show-error --globoff --request {method} {headers...} {body...} --write-out {format} {url}"
    );
    let output = output.quiet().read()?;
    let (body, status) = output.split_at(output.len().saturating_sub(3));
    Ok((status.to_owned(), body.to_owned()))
}
