//! The rows that are asked for: made by the server's own `seed`, opened by credentials that it issued, and looked through
//! for what requests have to name.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use super::http;
use crate::tools::failed;

/// Whose rows they are.
const TENANT: &str = "bench";

/// How many pages are looked through for ids, and how many rows one holds.
const PAGES: u64 = 20;
const PAGE_ROWS: u64 = 100;

/// What requests name, of rows all over the table.
#[derive(Debug, Default)]
pub struct Data {
    /// Of Reportei's customers.
    pub uuids: Vec<String>,
}

impl Data {
    /// What a name in braces in a path stands for.
    pub fn values(&self) -> [(&'static str, &[String]); 1] {
        [("{uuid}", &self.uuids)]
    }

    /// Looks through what a server has.
    pub fn of(url: &str, access: &Access) -> Result<Self, Box<dyn Error>> {
        Ok(Self { uuids: uuids(url, access)? })
    }
}

/// The header that opens each API.
#[derive(Debug, Default, Clone)]
pub struct Access {
    reportei: String,
}

impl Access {
    /// The headers of a request to an API.
    pub fn headers(&self, api: &str, has_body: bool) -> Vec<String> {
        let token = match api {
            "reportei" => &self.reportei,
            _ => "",
        };
        let mut headers = vec![format!("Authorization: Bearer {token}")];
        if has_body {
            headers.push("Content-Type: application/json".to_owned());
        }
        headers
    }
}

/// Adds made-up rows; how many a second.
pub fn seed(server: &Path, database: &str, api: &str, rows: u64) -> Result<f64, Box<dyn Error>> {
    let began = Instant::now();
    run(server, &["seed", api, "--count", &rows.to_string(), "--tenant", TENANT, "--database", database])?;
    #[allow(clippy::cast_precision_loss, reason = "nobody has so many rows")]
    Ok(rows as f64 / began.elapsed().as_secs_f64())
}

/// Issues a credential for an API; its id and its secret.
pub fn credential(server: &Path, database: &str, api: &str) -> Result<(String, String), Box<dyn Error>> {
    let said = run(
        server,
        &[
            "credentials",
            "create",
            api,
            "--tenant",
            TENANT,
            "--tenant-name",
            "Reportei",
            "--database",
            database,
        ],
    )?;
    let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    match (field("id: "), field("secret: ")) {
        (Some(id), Some(secret)) => Ok((id, secret)),
        _ => failed(format!("customers-server issued no credential: {said}")),
    }
}

/// A header for each API, of whom the rows belong to.
pub fn sign_in(server: &Path, database: &str) -> Result<Access, Box<dyn Error>> {
    let (_, reportei) = credential(server, database, "reportei")?;
    Ok(Access { reportei })
}

fn run(server: &Path, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(server).args(arguments).output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    failed(format!(
        "customers-server {} does not work: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}

/// What a server answers with 200 to a GET.
fn read(url: &str, path: &str, headers: &[String]) -> Result<Value, Box<dyn Error>> {
    let answer = http::call(url, "GET", path, headers, None)?;
    if answer.status != 200 {
        return failed(format!("GET {path} is answered with {}: {}", answer.status, answer.text()));
    }
    Ok(serde_json::from_slice(&answer.body)?)
}

/// The UUIDs of customers on pages from the first to the last.
fn uuids(url: &str, access: &Access) -> Result<Vec<String>, Box<dyn Error>> {
    let headers = access.headers("reportei", false);
    let page =
        |number: u64| read(url, &format!("/reportei/customers?per_page={PAGE_ROWS}&page={number}"), &headers);
    let last = page(1)?["meta"]["last_page"].as_u64().unwrap_or(1);
    let mut uuids = Vec::new();
    for number in spread(last, PAGES) {
        let customers = page(number)?["data"].take();
        let customers = customers.as_array().into_iter().flatten();
        uuids.extend(customers.filter_map(|customer| customer["uuid"].as_str().map(str::to_owned)));
    }
    if uuids.is_empty() {
        return failed("there are no customers to ask for: seed put none in");
    }
    Ok(uuids)
}

/// At most `count` numbers from 1 to `last`, as far from each other as they can be.
fn spread(last: u64, count: u64) -> Vec<u64> {
    let count = count.min(last);
    match count {
        0 => Vec::new(),
        1 => vec![1],
        _ => (0..count).map(|index| 1 + index * (last - 1) / (count - 1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_spread_from_the_first_to_the_last() {
        for (last, count, expected) in [
            (0, 3, vec![]),
            (1, 3, vec![1]),
            (2, 3, vec![1, 2]),
            (3, 3, vec![1, 2, 3]),
            (9, 3, vec![1, 5, 9]),
            (9, 1, vec![1]),
        ] {
            assert_eq!(spread(last, count), expected, "{count} of {last}");
        }
    }
}
