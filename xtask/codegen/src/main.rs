//! `dropshot-openapi`: writes or checks one side of an API.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use dropshot_openapi_codegen::{client, document, server, text};

const HELP: &str = "\
dropshot-openapi server FILE --out DIR          writes the server's side of an OpenAPI document to DIR/NAME.rs
dropshot-openapi client FILE --out DIR          writes the client's side
dropshot-openapi check server FILE --out DIR    compares instead of writing, the client's side likewise;
                                                exits 0 if fresh, 4 if stale, 1 on errors";

const STALE: u8 = 4;
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [side @ ("server" | "client"), file, "--out", folder] => write(side, Path::new(file), folder),
        ["check", side @ ("server" | "client"), file, "--out", folder] => {
            check(side, Path::new(file), folder)
        }
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(USAGE);
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn write(side: &str, file: &Path, folder: &str) -> Result<ExitCode, Box<dyn Error>> {
    let (path, code) = generate(side, file, folder)?;
    fs::create_dir_all(folder)?;
    fs::write(&path, code).map_err(|error| format!("writing {}: {error}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(ExitCode::SUCCESS)
}

fn check(side: &str, file: &Path, folder: &str) -> Result<ExitCode, Box<dyn Error>> {
    let (path, code) = generate(side, file, folder)?;
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found == code {
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} is stale:\n{}", path.display(), text::difference(&found, &code));
    Ok(ExitCode::from(STALE))
}

/// Returns the path of the generated file and its code.
fn generate(side: &str, file: &Path, folder: &str) -> Result<(PathBuf, String), Box<dyn Error>> {
    let name = file.file_stem().and_then(|name| name.to_str()).ok_or("the document has no file name")?;
    let shown = file.display();
    let document = fs::read_to_string(file).map_err(|error| format!("reading {shown}: {error}"))?;
    let (document, tree) = document::read_file(&shown.to_string(), name, &document)?;
    let code = match side {
        "server" => server::generate(&document)?,
        _ => client::generate(name, &tree.to_json())?,
    };
    // The library names the command of this project.
    let (_, code) = code.split_once('\n').unwrap_or_default();
    let command = format!("dropshot-openapi {side} {shown} --out {folder}");
    let code = format!("// @generated from {shown} by `{command}`. Do not edit.\n{code}");
    Ok((Path::new(folder).join(format!("{name}.rs")), code))
}
