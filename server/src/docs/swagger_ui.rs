//! Swagger UI's own files, from the archive in `utoipa-swagger-ui-vendored`: nothing is downloaded, neither to build nor
//! to serve.

use std::io::{Cursor, Read as _};
use std::sync::OnceLock;

use bytes::Bytes;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

/// The files that the page needs, with their media types. The archive holds more.
const FILES: &[(&str, &str)] = &[
    ("favicon-16x16.png", "image/png"),
    ("favicon-32x32.png", "image/png"),
    ("index.css", "text/css; charset=utf-8"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ("swagger-ui-standalone-preset.js", "text/javascript; charset=utf-8"),
    ("swagger-ui.css", "text/css; charset=utf-8"),
];

/// A file of Swagger UI.
#[derive(Debug)]
pub(super) struct File {
    name: &'static str,
    pub(super) media_type: &'static str,
    pub(super) bytes: Bytes,
}

/// Returns the file of this name.
pub(super) fn find(name: &str) -> Option<&'static File> {
    static UNPACKED: OnceLock<Vec<File>> = OnceLock::new();
    UNPACKED.get_or_init(unpack).iter().find(|file| file.name == name)
}

fn unpack() -> Vec<File> {
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED)).expect("the crate holds an archive");
    let unpack = |(name, media_type): &(&'static str, &'static str)| {
        // The archive's only folder carries Swagger UI's version.
        let suffix = format!("/dist/{name}");
        let index = archive
            .file_names()
            .position(|path| path.is_ok_and(|path| path.ends_with(&suffix) && path.matches('/').count() == 2))
            .unwrap_or_else(|| panic!("the archive has no {name}"));
        let mut bytes = Vec::new();
        let mut file = archive.by_index(index).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        File { name, media_type, bytes: bytes.into() }
    };
    FILES.iter().map(unpack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archive_holds_every_file_of_the_page() {
        for (name, media_type) in FILES {
            let file = find(name).unwrap_or_else(|| panic!("{name} is missing"));

            assert!(file.bytes.len() > 100, "{name}: {} bytes", file.bytes.len());
            assert_eq!(file.bytes.starts_with(b"\x89PNG"), *media_type == "image/png", "{name}");
        }
        assert!(find("swagger-ui.js").is_none(), "only the page's files are served");
    }
}
