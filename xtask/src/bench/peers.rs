//! What others reach for: json-server, which serves a JSON file, and Prism, which makes a server of an OpenAPI document.
//!
//! They come from npm at the versions that `tests/bench/peers/package-lock.json` pins, and live under `target/`. Prism is the
//! newest one for Node.js 18, which is Debian 12's. Neither does what the server does: json-server lets everybody in and
//! checks nothing, and an answered write is not synced; Prism checks a request against the document, and answers the
//! document's example.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::cells::Cell;
use super::data::{Data, Reader};
use super::subject::Requests;
use crate::tools::local_server::LocalServer;
use crate::tools::npm;

const SOURCE: &str = "tests/bench/peers";
const TOOLS: &str = "target/tools/bench-peers";

/// The document that Prism gets, and whose operations it is asked for.
const DOCUMENT: &str = "openapi/reportei.yaml";

/// What has to be known to read their figures.
pub const REMARK: &str = "json-server lets everybody in, checks nothing, and does not sync what it writes; Prism answers \
                          its document's example.";

/// The programs.
#[derive(Debug)]
pub struct Peers {
    programs: PathBuf,
    document: PathBuf,
}

impl Peers {
    /// Installs them.
    pub fn install(root: &Path) -> Result<Self, Box<dyn Error>> {
        npm::install(root, SOURCE, TOOLS)?;
        Ok(Self { programs: root.join(TOOLS).join("node_modules/.bin"), document: root.join(DOCUMENT) })
    }

    /// Starts json-server on a file that [`write_rows`] made.
    pub fn json_server(&self, api: &str, rows: &Path) -> Result<LocalServer, Box<dyn Error>> {
        let port = free_port()?;
        let id = if api == "reportei" { "uuid" } else { "id" };
        let rows = rows.display().to_string();
        let arguments = ["--host", "127.0.0.1", "--port", &port.to_string(), "--id", id, &rows];
        LocalServer::run_at(&self.programs.join("json-server"), &arguments, port)
    }

    /// Starts Prism.
    pub fn prism(&self) -> Result<LocalServer, Box<dyn Error>> {
        let port = free_port()?;
        let document = self.document.display().to_string();
        let arguments = ["mock", "--host", "127.0.0.1", "--port", &port.to_string(), &document];
        LocalServer::run_at(&self.programs.join("prism"), &arguments, port)
    }
}

/// A port that nobody listens at. Both programs want to be told one.
fn free_port() -> Result<u16, Box<dyn Error>> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Writes what the server has for json-server.
pub fn write_rows(reader: &Reader<'_>, api: &str, rows: u64, file: &Path) -> Result<(), Box<dyn Error>> {
    let customers = reader.all(api, rows)?;
    let mut file = BufWriter::new(File::create(file)?);
    serde_json::to_writer(&mut file, &json!({ "customers": customers }))?;
    Ok(file.flush()?)
}

/// What json-server is asked for in the place of an operation.
pub fn json_server_requests(cell: &Cell, data: &Data) -> Option<Requests> {
    const PAGE: &str = "_page=1&_limit=15";
    let each =
        |values: &[String], path: &dyn Fn(&str) -> String| values.iter().map(|value| path(value)).collect();
    let paths: Vec<String> = match cell.name {
        "point-read" | "update" => each(&data.uuids, &|uuid| format!("/customers/{uuid}")),
        "first-page" => vec![format!("/customers?{PAGE}")],
        // It knows no "greater", and rates above 12.5 are 12.51 or more.
        "filter" => vec![format!("/customers?discountRate_gte=12.51&_sort=discountRate&_order=desc&{PAGE}")],
        "search-one" => each(&data.vat_ids, &|vat_id| format!("/customers?q={vat_id}&{PAGE}")),
        "search-many" => vec![format!("/customers?q=SK20&{PAGE}")],
        "search-most" => vec![format!("/customers?q=a&{PAGE}")],
        "create" => vec!["/customers".to_owned()],
        _ => return None,
    };
    let headers = cell.body.map(|_| "Content-Type: application/json".to_owned()).into_iter().collect();
    Some(Requests { method: cell.method, paths, headers, body: cell.body, status: cell.status })
}

/// What Prism is asked for in the place of an operation: the same, below no mount.
pub fn prism_requests(cell: &Cell, own: &Requests) -> Option<Requests> {
    if cell.api != "reportei" || cell.log_level.is_some() {
        return None;
    }
    let below = |path: &String| path.strip_prefix("/reportei").unwrap_or(path).to_owned();
    Some(Requests { paths: own.paths.iter().map(below).collect(), ..own.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::cells::CELLS;
    use super::super::data::Access;
    use super::*;

    #[test]
    fn json_server_is_asked_for_everything_but_what_is_about_our_log() {
        let data =
            Data { uuids: vec!["u".to_owned()], vat_ids: vec!["SK2012345678".to_owned()], ..Data::default() };
        let missing: Vec<_> =
            CELLS.iter().filter(|cell| json_server_requests(cell, &data).is_none()).collect();

        assert_eq!(missing.iter().map(|cell| cell.name).collect::<Vec<_>>(), ["point-read-quiet"]);
    }

    #[test]
    fn prism_is_asked_for_the_operations_of_its_document() {
        let data = Data { uuids: vec!["u".to_owned()], ..Data::default() };
        let calls = CELLS
            .iter()
            .filter_map(|cell| prism_requests(cell, &Requests::new(cell, &data, &Access::default())));
        let calls: Vec<_> =
            calls.map(|requests| format!("{} {}", requests.method, requests.paths[0])).collect();

        assert_eq!(calls, ["GET /customers/u", "GET /customers", "PUT /customers/u", "POST /customers"]);
    }
}
