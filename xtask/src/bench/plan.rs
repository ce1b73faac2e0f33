//! Operations to measure, from `tests/NAME/bench.yaml`.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::sync;

/// Plan of one API.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name of the API.
    #[serde(skip)]
    pub api: String,
    /// Value of the `Authorization` header; `{token}` is the token that `sign_in` returns.
    pub authorization: String,
    /// Request for a token.
    pub sign_in: Option<SignIn>,
    /// Source of values for `{value}` in paths.
    pub values: Option<Values>,
    /// Operations, reads first.
    pub operations: Vec<Operation>,
}

/// Request for a token with the demo account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Path below the API's mount.
    pub path: String,
    /// Media type of the body.
    pub content_type: String,
    /// Request body.
    pub body: String,
    /// JSON pointer of the token in the response.
    pub token: String,
}

/// List that contains values of rows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    /// Path below the API's mount.
    pub path: String,
    /// JSON pointer of the rows.
    pub rows: String,
    /// JSON pointer of the value in a row; rows without it are skipped.
    pub value: String,
}

/// Answer of the bare server.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bare {
    /// Bytes of the same size.
    #[default]
    Constant,
    /// The same, after a durable insert into SQLite.
    Insert,
}

/// One operation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Name on the command line.
    pub name: String,
    /// Name in the results.
    pub title: String,
    /// HTTP method.
    #[serde(default = "get")]
    pub method: String,
    /// Path below the API's mount, with query; may contain `{value}`.
    pub path: String,
    /// JSON request body.
    pub body: Option<String>,
    /// Expected status.
    #[serde(default = "ok")]
    pub status: u16,
    /// Answer of the bare server.
    #[serde(default)]
    pub bare: Bare,
    /// Measured by default.
    #[serde(default)]
    pub throughput: bool,
    /// Measured by `--scale`.
    #[serde(default)]
    pub scale: bool,
}

fn get() -> String {
    "GET".to_owned()
}

fn ok() -> u16 {
    200
}

impl Operation {
    /// Returns the path as dropshot registers it.
    pub fn route(&self, api: &str) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        format!("/{api}{path}")
    }
}

/// Reads the plans of all APIs that have one.
pub fn read(root: &Path) -> Result<Vec<Plan>> {
    let mut plans = Vec::new();
    for document in sync::document_files(root)? {
        let api = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let file = format!("tests/{api}/bench.yaml");
        if let Ok(text) = fs::read_to_string(root.join(&file)) {
            let plan: Plan = serde_saphyr::from_str(&text).with_context(|| file)?;
            plans.push(Plan { api, ..plan });
        }
    }
    Ok(plans)
}
