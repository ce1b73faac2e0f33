//! Who is measured, what is asked of each, and what is known of a program beside how it bears load.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::cells::{Cell, Likeness};
use super::data::{Access, Data};
use super::http::{self, Answer};
use super::{machine, report, statistics};
use crate::tools::failed;
use crate::tools::local_server::LocalServer;

/// Where nobody reads what a program says.
pub const NOWHERE: &str = "/dev/null";

/// Who is measured, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The server.
    Ours,
    /// One endpoint of dropshot's that always answers the same bytes.
    Bare,
    /// The same operations by hand.
    ByHand,
    /// The server, with its rows in PostgreSQL.
    OursOnPostgres,
    /// json-server.
    JsonServer,
    /// Prism.
    Prism,
}

impl Subject {
    /// What it is called in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Bare => "bare dropshot",
            Self::ByHand => "by hand",
            Self::OursOnPostgres => "ours on PostgreSQL",
            Self::JsonServer => "json-server",
            Self::Prism => "Prism",
        }
    }

    /// Whether it is so much slower that it need not be measured beside the others, round by round.
    pub fn is_peer(self) -> bool {
        matches!(self, Self::JsonServer | Self::Prism)
    }
}

/// Requests that a subject is sent.
#[derive(Debug, Clone)]
pub struct Requests {
    /// Their method.
    pub method: &'static str,
    /// Their paths, by turns.
    pub paths: Vec<String>,
    /// Their headers, a line each.
    pub headers: Vec<String>,
    /// What each of them carries.
    pub body: Option<&'static str>,
    /// What each is answered with.
    pub status: u16,
}

impl Requests {
    /// As the API's document has it.
    pub fn new(cell: &Cell, data: &Data, access: &Access) -> Self {
        Self {
            method: cell.method,
            paths: cell.paths(data),
            headers: access.headers(cell.api, cell.body.is_some()),
            body: cell.body,
            status: cell.status,
        }
    }

    /// The smallest list of an API, for a first answer.
    pub fn first(api: &str, access: &Access) -> Self {
        let path = match api {
            "portos" => "/portos/customers?$take=1",
            "tradevest" => "/tradevest/roles/customers?limit=1",
            _ => "/reportei/customers?per_page=1",
        };
        let headers = access.headers(api, false);
        Self { method: "GET", paths: vec![path.to_owned()], headers, body: None, status: 200 }
    }

    /// What a server answers to one of the requests, if it is answered as it should be.
    pub fn answer(&self, url: &str, index: usize) -> Result<Answer, Box<dyn Error>> {
        let Self { method, paths, headers, body, status } = self;
        let Some(path) = paths.get(index) else { return failed(format!("there is nothing to {method}")) };
        let answer = http::call(url, method, path, headers, *body)?;
        if answer.status == *status {
            return Ok(answer);
        }
        failed(format!(
            "{method} {url}{path} is answered with {} instead of {status}: {}",
            answer.status,
            answer.text()
        ))
    }
}

/// What is known of a subject beside its figures.
#[derive(Debug, Default)]
pub struct Facts {
    program: Option<PathBuf>,
    first_answers_ms: Vec<f64>,
    at_rest_kib: Vec<f64>,
    under_load_kib: u64,
}

impl Facts {
    /// Of a program in one file.
    pub fn of(program: &Path) -> Self {
        Self { program: Some(program.to_owned()), ..Self::default() }
    }

    /// Starts a server, so many times, and keeps the last one running.
    pub fn start(
        &mut self,
        times: u32,
        start: impl Fn() -> Result<LocalServer, Box<dyn Error>>,
        first: &Requests,
    ) -> Result<LocalServer, Box<dyn Error>> {
        for _ in 1..times {
            self.start_once(&start, first)?;
        }
        self.start_once(&start, first)
    }

    fn start_once(
        &mut self,
        start: impl Fn() -> Result<LocalServer, Box<dyn Error>>,
        first: &Requests,
    ) -> Result<LocalServer, Box<dyn Error>> {
        let began = Instant::now();
        let server = start()?;
        first.answer(&server.url, 0)?;
        self.first_answers_ms.push(began.elapsed().as_secs_f64() * 1e3);
        #[allow(clippy::cast_precision_loss, reason = "no program holds so much")]
        self.at_rest_kib.extend(machine::memory_kib(server.process()).map(|(now, _)| now as f64));
        Ok(server)
    }

    /// Keeps the most that a server has held.
    pub fn look_at(&mut self, server: &LocalServer) {
        let most = machine::memory_kib(server.process()).map_or(0, |(_, most)| most);
        self.under_load_kib = self.under_load_kib.max(most);
    }

    /// The same for the table.
    pub fn tell(&self, subject: Subject) -> report::Subject {
        let size = |program: &PathBuf| fs::metadata(program).ok().map(|metadata| metadata.len());
        report::Subject {
            name: subject.name(),
            first_answer_ms: statistics::median(&self.first_answers_ms),
            memory_at_rest_kib: statistics::median(&self.at_rest_kib),
            memory_under_load_kib: Some(self.under_load_kib).filter(|most| *most > 0),
            program_bytes: self.program.as_ref().and_then(size),
        }
    }
}

/// Whether another's answer is like the server's. Each comes with the URL that it may name.
pub fn compare(likeness: Likeness, own: (&str, &Answer), other: (&str, &Answer)) -> Result<(), String> {
    // What always answers the same bytes names the server's address.
    let without_address = |(url, answer): (&str, &Answer)| answer.text().replace(url, "").replace(own.0, "");
    let (expected, found) = (without_address(own), without_address(other));
    let is_like = match likeness {
        Likeness::Bytes => expected == found,
        Likeness::Shape => expected.len() == found.len() && members(&expected) == members(&found),
    };
    if is_like { Ok(()) } else { Err(format!("the server answers\n{expected}\nand this one\n{found}")) }
}

/// The names in a JSON text, in their order.
fn members(text: &str) -> Vec<&str> {
    let quoted: Vec<_> = text.split('"').collect();
    quoted.windows(2).filter(|pair| pair[1].starts_with(':')).map(|pair| pair[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_alike_in_their_bytes_or_in_their_shape() {
        let own = r#"{"id":"a1","path":"http://h:1/x","ok":true}"#;
        for (other, bytes, shape, reason) in [
            (own, true, true, "the server's own address"),
            (r#"{"id":"a1","path":"http://h:23/x","ok":true}"#, true, true, "its own address"),
            (r#"{"id":"b2","path":"http://h:23/x","ok":true}"#, false, true, "another value"),
            (r#"{"id":"b","path":"http://h:23/x","ok":true}"#, false, false, "a shorter value"),
            (r#"{"di":"a1","path":"http://h:23/x","ok":true}"#, false, false, "another name"),
            (r#"{"path":"http://h:23/x","id":"a1","ok":true}"#, false, false, "another order"),
            ("", false, false, "nothing"),
        ] {
            let answer = |text: &str| Answer { status: 200, body: text.as_bytes().to_vec() };
            let (own, other) = (answer(own), answer(other));
            let is_like = |likeness| compare(likeness, ("http://h:1", &own), ("http://h:23", &other)).is_ok();

            assert_eq!((is_like(Likeness::Bytes), is_like(Likeness::Shape)), (bytes, shape), "{reason}");
        }
    }
}
