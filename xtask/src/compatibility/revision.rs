//! The documents as they were at a git revision.

use std::path::Path;
use std::process::Command;

use super::Error;
use crate::sync::Source;
use dropshot_openapi_codegen::document;

/// Every `openapi/*.yaml` of a revision, by name. A revision without any has none.
pub fn documents(root: &Path, revision: &str) -> Result<Vec<Source>, Error> {
    let listed =
        git(root, &["ls-tree", "-z", "--name-only", "--end-of-options", revision, "openapi/"]).map_err(|said| {
            Error::Git {
                what: format!("which documents revision `{revision}` has"),
                said,
                advice: "give a branch, a tag or a commit that this clone has (`git branch --all` and `git log` show \
                         them); a shallow clone, as in CI, has few: `git fetch --unshallow`, or fetch that revision"
                    .to_owned(),
            }
        })?;
    let mut sources = Vec::new();
    for path in listed.split('\0') {
        let Some(name) = path.strip_prefix("openapi/").and_then(|file| file.strip_suffix(".yaml")) else {
            continue;
        };
        let text =
            git(root, &["cat-file", "blob", &format!("{revision}:./{path}")]).map_err(|said| Error::Git {
                what: format!("what {path} says at revision `{revision}`"),
                said,
                advice: "`git fsck` says whether the clone is whole; `git fetch` brings what is missing"
                    .to_owned(),
            })?;
        let (document, tree) = document::read(name, &text)
            .map_err(|refusal| Error::Refused { revision: revision.to_owned(), refusal })?;
        sources.push(Source { document, tree });
    }
    Ok(sources)
}

/// What a git command prints, or what it complains about.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .current_dir(root)
        // A hook's environment may name another repository than the one that `root` lies in.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .args(arguments)
        .output()
        .map_err(|error| format!("it cannot be run ({error}): install git"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "what it printed is not UTF-8".to_owned())
}
