//! The documents of a git revision.

use std::path::Path;

use anyhow::{Context as _, Result};
use dropshot_openapi_codegen::document;
use xshell::{Cmd, cmd};

use crate::sync::Source;
use crate::tools::shell;

/// Returns every `openapi/*.yaml` of a revision.
pub fn documents(root: &Path, revision: &str) -> Result<Vec<Source>> {
    let shell = shell(root)?;
    // Git hooks set these variables for their own repository.
    let read = |git: Cmd<'_>| git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").quiet().read();
    let list = cmd!(shell, "git ls-tree -z --name-only --end-of-options {revision} openapi/");
    let listed = read(list).with_context(|| {
        format!("git does not know the revision `{revision}`. A shallow clone has few: run `git fetch --unshallow`")
    })?;
    let mut sources = Vec::new();
    for path in listed.split('\0') {
        let Some(name) = path.strip_prefix("openapi/").and_then(|file| file.strip_suffix(".yaml")) else {
            continue;
        };
        let object = format!("{revision}:./{path}");
        let text = read(cmd!(shell, "git cat-file blob {object}")).context("git cannot read a document")?;
        let (document, tree) = document::read(name, &text).with_context(|| {
            format!("the generator rejects a document of revision `{revision}`. Compare with a later one")
        })?;
        sources.push(Source { document, tree });
    }
    Ok(sources)
}
