//! What is measured: a row of the table each.

use super::data::Data;

/// How others' answers have to be like the server's.
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
    /// Its path and query. A name in braces stands for another value with each request.
    pub path: &'static str,
    /// What is sent.
    pub body: Option<&'static str>,
    /// What is answered if all is well.
    pub status: u16,
    /// How alike answers have to be.
    pub likeness: Likeness,
    /// What the server logs; left out, what it logs for everybody who just starts it.
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
        name: "filter",
        title: "filtered and sorted list",
        api: "portos",
        path: "/portos/customers?DiscountRate=gt:12.5&$sort=-discountRate&$take=15",
        ..READ
    },
    Cell {
        name: "search-one",
        title: "search that finds one",
        api: "portos",
        path: "/portos/customers?Search={vatId}&$take=15",
        ..READ
    },
    Cell {
        // What every company's VAT id begins with: a fifth of all customers.
        name: "search-many",
        title: "search that finds a fifth",
        api: "portos",
        path: "/portos/customers?Search=SK20&$take=15",
        ..READ
    },
    Cell {
        // Almost everybody's name has one, and an index of three letters is of no use.
        name: "search-most",
        title: "search for one letter",
        api: "portos",
        path: "/portos/customers?Search=a&$take=15",
        ..READ
    },
    Cell {
        name: "update",
        title: "durable update",
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

/// What is measured as tables grow: a row of the other table each, all of them reads.
pub const GROWING: &[Cell] = &[
    Cell { name: "point-read", title: "Reportei, point read", path: "/reportei/customers/{uuid}", ..READ },
    Cell { name: "first-page", title: "Reportei, first page", path: "/reportei/customers", ..READ },
    Cell {
        name: "cursor-page",
        title: "Tradevest, a page behind a cursor",
        api: "tradevest",
        path: "/tradevest/roles/customers?cursor={cursor}",
        ..READ
    },
    Cell {
        name: "status-page",
        title: "Tradevest, a page of one status",
        api: "tradevest",
        path: "/tradevest/roles/customers?customerStatus=SUSPENDED",
        ..READ
    },
    Cell {
        name: "label-page",
        title: "Tradevest, a page of one label",
        api: "tradevest",
        path: "/tradevest/roles/customers?labels=vip",
        ..READ
    },
    Cell {
        name: "search-one",
        title: "Portos, search that finds one",
        api: "portos",
        path: "/portos/customers?Search={vatId}&$take=15",
        ..READ
    },
    Cell {
        // Almost everybody is found, and counted: this grows with the table.
        name: "search-most",
        title: "Portos, search for one letter, with its total",
        api: "portos",
        path: "/portos/customers?Search=a&$take=15",
        ..READ
    },
    Cell {
        name: "filter",
        title: "Portos, filtered and sorted list with its total",
        api: "portos",
        path: "/portos/customers?DiscountRate=gt:12.5&$sort=-discountRate&$take=15",
        ..READ
    },
    Cell {
        name: "filters",
        title: "Portos, list filtered by three members, with its total",
        api: "portos",
        path: "/portos/customers?IsActive=eq:true&DiscountRate=gt:5&IsExpired=false&$take=15",
        ..READ
    },
];

impl Cell {
    /// The paths that are called by turns: one for each of the values that a name in braces stands for.
    pub fn paths(&self, data: &Data) -> Vec<String> {
        for (name, values) in data.values() {
            if self.path.contains(name) {
                return values.iter().map(|value| self.path.replace(name, value)).collect();
            }
        }
        vec![self.path.to_owned()]
    }

    /// Its path as a server that knows nothing else registers it.
    pub fn route(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        path.replace("{uuid}", "{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_operations_have_one_name() {
        for cells in [CELLS, GROWING] {
            let mut names: Vec<_> = cells.iter().map(|cell| cell.name).collect();
            names.sort_unstable();
            names.dedup();

            assert_eq!(names.len(), cells.len());
        }
    }

    #[test]
    fn a_name_in_braces_is_another_value_with_each_request() {
        let data = Data { uuids: vec!["a".to_owned(), "b".to_owned()], ..Data::default() };
        let find = |name: &str| CELLS.iter().find(|cell| cell.name == name).unwrap();

        assert_eq!(find("update").paths(&data), ["/reportei/customers/a", "/reportei/customers/b"]);
        assert_eq!(find("create").paths(&data), ["/reportei/customers"]);
        assert_eq!(find("update").route(), "/reportei/customers/{id}");
        assert_eq!(find("search-one").route(), "/portos/customers");
    }
}
