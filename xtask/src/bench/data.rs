//! The rows that are asked for: made by the server's own `seed`, opened by credentials that it issued, and looked through
//! for what requests have to name.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::{Value, json};

use super::http;
use crate::tools::failed;
use crate::tools::local_server::LocalServer;

/// How many pages are looked through for ids, and how many rows one holds.
const PAGES: u64 = 20;
const PAGE_ROWS: u64 = 100;

/// The same for companies, of which every fifth customer is one.
const COMPANY_PAGES: u64 = 4;
const COMPANY_PAGE_ROWS: u64 = 1000;

/// How many pages a cursor stands behind, at most: as many as are walked through.
const CURSOR_PAGES_MAX: u64 = 1000;

/// A database, and whose rows in it are measured.
#[derive(Debug, Clone)]
pub struct Database {
    /// The server's program.
    pub server: PathBuf,
    /// As the server's command line takes it.
    pub url: String,
    /// Whose rows they are.
    pub tenant: String,
}

impl Database {
    /// Adds made-up rows; how many a second.
    pub fn seed(&self, api: &str, rows: u64) -> Result<f64, Box<dyn Error>> {
        let began = Instant::now();
        self.run(&["seed", api, "--count", &rows.to_string(), "--tenant", &self.tenant])?;
        #[allow(clippy::cast_precision_loss, reason = "nobody has so many rows")]
        Ok(rows as f64 / began.elapsed().as_secs_f64())
    }

    /// What the server is started with on a free port.
    pub fn serve(&self, log_level: Option<&str>) -> Vec<String> {
        let mut arguments = ["serve", "--listen", "127.0.0.1:0", "--no-demo", "--database", &self.url]
            .map(str::to_owned)
            .to_vec();
        arguments
            .extend(log_level.into_iter().flat_map(|level| ["--log-level".to_owned(), level.to_owned()]));
        arguments
    }

    /// Issues a credential for each of these APIs, and signs in with it where that takes a call.
    pub fn sign_in(&self, apis: &[&'static str], log: &Path) -> Result<Access, Box<dyn Error>> {
        let mut access = Access::default();
        for api in apis {
            let (id, secret) = self.credential(api)?;
            let arguments = self.serve(None);
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            let signed_in = |path: &str, media_type: &str, body: &str, member: &str| {
                let server = LocalServer::run(&self.server, &arguments, log)?;
                let headers = [format!("Content-Type: {media_type}")];
                let answer = http::call(&server.url, "POST", path, &headers, Some(body))?;
                let said: Value = serde_json::from_slice(&answer.body)?;
                match said[member].as_str() {
                    Some(token) => Ok(token.to_owned()),
                    None => failed(format!("POST {path} is answered with {}: {said}", answer.status)),
                }
            };
            let token = match *api {
                "portos" => {
                    let body =
                        json!({ "UserName": id, "Password": secret, "DeviceName": "bench" }).to_string();
                    signed_in("/portos/api/auth", "application/json", &body, "tokenId")?
                }
                "tradevest" => {
                    let body = format!(
                        "client_id={id}&client_secret={secret}&grant_type=client_credentials&scope=tradevest.api"
                    );
                    let media_type = "application/x-www-form-urlencoded";
                    signed_in("/tradevest/connect/token", media_type, &body, "access_token")?
                }
                _ => secret,
            };
            access.tokens.push((api, token));
        }
        Ok(access)
    }

    /// Issues a credential; its id and its secret.
    fn credential(&self, api: &str) -> Result<(String, String), Box<dyn Error>> {
        // The name is in every answer: the one that the document's own examples have.
        let said =
            self.run(&["credentials", "create", api, "--tenant", &self.tenant, "--tenant-name", "Reportei"])?;
        let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        match (field("id: "), field("secret: ")) {
            (Some(id), Some(secret)) => Ok((id, secret)),
            _ => failed(format!("customers-server issued no credential: {said}")),
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let output = Command::new(&self.server).args(arguments).args(["--database", &self.url]).output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let reason = said.trim().trim_start_matches("error: ");
        failed(format!("`customers-server {}` fails: {reason}", arguments.join(" ")))
    }
}

/// What opens each API.
#[derive(Debug, Default, Clone)]
pub struct Access {
    tokens: Vec<(&'static str, String)>,
}

impl Access {
    /// The headers of a request to an API.
    pub fn headers(&self, api: &str, has_body: bool) -> Vec<String> {
        let mut headers: Vec<_> =
            self.token(api).into_iter().map(|token| format!("Authorization: Bearer {token}")).collect();
        if has_body {
            headers.push("Content-Type: application/json".to_owned());
        }
        headers
    }

    /// What opens an API.
    pub fn token(&self, api: &str) -> Option<&str> {
        self.tokens.iter().find(|(name, _)| *name == api).map(|(_, token)| token.as_str())
    }

    fn opens(&self, api: &str) -> bool {
        self.tokens.iter().any(|(name, _)| *name == api)
    }
}

/// What requests name, of rows all over the table.
#[derive(Debug, Default)]
pub struct Data {
    /// Of Reportei's customers.
    pub uuids: Vec<String>,
    /// Of Portos's companies.
    pub vat_ids: Vec<String>,
    /// One of Tradevest's, behind many pages.
    pub cursors: Vec<String>,
}

impl Data {
    /// What a name in braces in a path stands for.
    pub fn values(&self) -> [(&'static str, &[String]); 3] {
        [("{uuid}", &self.uuids), ("{vatId}", &self.vat_ids), ("{cursor}", &self.cursors)]
    }

    /// Looks through what a server has, so many rows at each API that is open.
    pub fn of(url: &str, access: &Access, rows: u64) -> Result<Self, Box<dyn Error>> {
        let reader = Reader { url, access };
        let mut data = Self::default();
        if access.opens("reportei") {
            data.uuids = reader.uuids(rows)?;
        }
        if access.opens("portos") {
            data.vat_ids = reader.vat_ids(rows)?;
        }
        if access.opens("tradevest") {
            data.cursors = vec![reader.cursor(rows)?];
        }
        Ok(data)
    }
}

/// Reads what a server has.
pub struct Reader<'a> {
    /// The server.
    pub url: &'a str,
    /// What opens it.
    pub access: &'a Access,
}

impl Reader<'_> {
    fn read(&self, api: &str, path: &str) -> Result<Value, Box<dyn Error>> {
        let answer = http::call(self.url, "GET", path, &self.access.headers(api, false), None)?;
        if answer.status != 200 {
            return failed(format!("GET {path} is answered with {}: {}", answer.status, answer.text()));
        }
        Ok(serde_json::from_slice(&answer.body)?)
    }

    /// One page of Reportei's customers, from 1.
    pub fn reportei_page(&self, number: u64) -> Result<Vec<Value>, Box<dyn Error>> {
        let path = format!("/reportei/customers?per_page={PAGE_ROWS}&page={number}");
        list(self.read("reportei", &path)?["data"].take(), &path)
    }

    /// One page of Portos's customers, from 1.
    pub fn portos_page(&self, number: u64) -> Result<Vec<Value>, Box<dyn Error>> {
        let skip = (number - 1) * COMPANY_PAGE_ROWS;
        let path = format!("/portos/customers?$take={COMPANY_PAGE_ROWS}&$skip={skip}");
        list(self.read("portos", &path)?["items"].take(), &path)
    }

    /// All customers of an API that has so many.
    pub fn all(&self, api: &str, rows: u64) -> Result<Vec<Value>, Box<dyn Error>> {
        let mut customers = Vec::new();
        let (page_rows, page): (_, fn(&Self, u64) -> _) = match api {
            "portos" => (COMPANY_PAGE_ROWS, Self::portos_page),
            _ => (PAGE_ROWS, Self::reportei_page),
        };
        for number in 1..=rows.div_ceil(page_rows) {
            customers.extend(page(self, number)?);
        }
        Ok(customers)
    }

    fn uuids(&self, rows: u64) -> Result<Vec<String>, Box<dyn Error>> {
        let mut uuids = Vec::new();
        for number in spread(rows.div_ceil(PAGE_ROWS), PAGES) {
            let customers = self.reportei_page(number)?;
            uuids.extend(customers.iter().filter_map(|customer| Some(customer["uuid"].as_str()?.to_owned())));
        }
        Ok(uuids)
    }

    fn vat_ids(&self, rows: u64) -> Result<Vec<String>, Box<dyn Error>> {
        let mut vat_ids = Vec::new();
        for number in spread(rows.div_ceil(COMPANY_PAGE_ROWS), COMPANY_PAGES) {
            let customers = self.portos_page(number)?;
            let companies = customers.iter().map(|customer| &customer["company"]["vatId"]);
            vat_ids.extend(companies.filter_map(|vat_id| Some(vat_id.as_str()?.to_owned())));
        }
        Ok(vat_ids)
    }

    /// From the middle, or as far as it is walked.
    fn cursor(&self, rows: u64) -> Result<String, Box<dyn Error>> {
        let mut cursor = String::new();
        for _ in 0..(rows / PAGE_ROWS / 2).clamp(1, CURSOR_PAGES_MAX) {
            let path = format!("/tradevest/roles/customers?limit={PAGE_ROWS}&cursor={cursor}");
            let page = self.read("tradevest", &path)?;
            page["pagination"]["cursor"].as_str().unwrap_or_default().clone_into(&mut cursor);
        }
        if cursor.is_empty() {
            return failed("Tradevest has no second page: there are too few rows for a cursor");
        }
        Ok(cursor)
    }
}

/// The customers in a page; there have to be some.
fn list(page: Value, path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    match page {
        Value::Array(customers) if !customers.is_empty() => Ok(customers),
        _ => failed(format!("GET {path} lists no customers, though there should be some there")),
    }
}

/// At most `count` numbers from 1 to `last`, as far from each other as they can be.
fn spread(last: u64, count: u64) -> Vec<u64> {
    match count.min(last) {
        0 => Vec::new(),
        1 => vec![1],
        count => (0..count).map(|index| 1 + index * (last - 1) / (count - 1)).collect(),
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

    #[test]
    fn a_request_carries_what_opens_its_api_and_nothing_else() {
        let access = Access { tokens: vec![("portos", "p".to_owned()), ("reportei", "r".to_owned())] };

        assert_eq!(access.headers("reportei", false), ["Authorization: Bearer r"]);
        assert_eq!(
            access.headers("portos", true),
            ["Authorization: Bearer p", "Content-Type: application/json"]
        );
        assert!(access.headers("tradevest", false).is_empty());
    }
}
