//! What is measured: a row of the table each.

use super::data::Data;

/// How an answer by hand compares to the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The same bytes, but for the server's own address in them.
    Bytes,
    /// The same members, in as many bytes: ids, tokens and times are each one's own.
    Shape,
}

/// One operation, as it is called over and over again.
#[derive(Debug)]
pub struct Cell {
    /// What it is called on the command line and in file names.
    pub name: &'static str,
    /// What it is called in the table.
    pub title: &'static str,
    /// The API that it belongs to.
    pub api: &'static str,
    /// Its method.
    pub method: &'static str,
    /// Its path and query, with names in braces for what is another with each request.
    pub path: &'static str,
    /// What is sent.
    pub body: Option<&'static str>,
    /// What is answered if all is well.
    pub status: u16,
    /// How others' answers have to be like the server's.
    pub likeness: Likeness,
    /// What the server logs; by default, what everybody who just starts it gets.
    pub log_level: Option<&'static str>,
}

const READ: Cell = Cell {
    name: "",
    title: "",
    api: "reportei",
    method: "GET",
    path: "",
    body: None,
    status: 200,
    likeness: Likeness::Bytes,
    log_level: None,
};

/// All that there are: reads first, since writes change what is read.
pub const CELLS: &[Cell] = &[
    Cell { name: "point-read", title: "point read", path: "/reportei/customers/{uuid}", ..READ },
    Cell {
        name: "point-read-quiet",
        title: "point read, log level warn",
        path: "/reportei/customers/{uuid}",
        log_level: Some("warn"),
        ..READ
    },
    Cell { name: "first-page", title: "first page", path: "/reportei/customers", ..READ },
    Cell {
        name: "update",
        title: "update",
        method: "PUT",
        path: "/reportei/customers/{uuid}",
        body: Some(r#"{"name":"Reportei Customer 3.1"}"#),
        likeness: Likeness::Shape,
        ..READ
    },
    Cell {
        name: "create",
        title: "durable create",
        method: "POST",
        path: "/reportei/customers",
        body: Some(r#"{"name":"Reportei Customer 3"}"#),
        status: 201,
        likeness: Likeness::Shape,
        ..READ
    },
];

impl Cell {
    /// The paths that are called by turns: one for each of what its braces stand for.
    pub fn paths(&self, data: &Data) -> Vec<String> {
        for (name, values) in data.values() {
            if self.path.contains(name) {
                return values.iter().map(|value| self.path.replace(name, value)).collect();
            }
        }
        vec![self.path.to_owned()]
    }

    /// Its path as a server that only knows one endpoint registers it.
    pub fn route(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        path.replace("{uuid}", "{id}")
    }
}
