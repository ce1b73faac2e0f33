//! Swagger UI's own files, out of the archive that a crate carries: nothing is fetched, neither to build nor to serve.
//!
//! Of the crates that hold Swagger UI, `utoipa-swagger-ui-vendored` is the one that has the files inside, is kept up with
//! Swagger UI by a project that many use, builds in no time and drags in no web framework. Its archive holds most files
//! as gzip would have them, so that a browser gets them as they lie there, a quarter of the size; only who does not take
//! gzip has them unpacked, each time.

use std::io::{Cursor, Read as _};
use std::sync::OnceLock;

use bytes::Bytes;
use flate2::read::GzDecoder;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::{CompressionMethod, ZipArchive};

/// What the page needs, and of which type it is. The archive holds more.
const FILES: &[(&str, &str)] = &[
    ("favicon-16x16.png", "image/png"),
    ("favicon-32x32.png", "image/png"),
    ("index.css", "text/css; charset=utf-8"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ("swagger-ui-standalone-preset.js", "text/javascript; charset=utf-8"),
    ("swagger-ui.css", "text/css; charset=utf-8"),
];

/// What every gzip file that says nothing of itself begins with: deflated, no name, no time, no system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// One file of Swagger UI.
#[derive(Debug)]
pub(super) struct File {
    name: &'static str,
    pub(super) media_type: &'static str,
    /// As it goes over the wire.
    pub(super) bytes: Bytes,
    /// Whether that is gzip.
    pub(super) is_gzip: bool,
}

impl File {
    /// The file for who does not take gzip.
    pub(super) fn plain(&self) -> Bytes {
        if !self.is_gzip {
            return self.bytes.clone();
        }
        let mut plain = Vec::new();
        GzDecoder::new(self.bytes.as_ref()).read_to_end(&mut plain).expect("a test unpacks every file");
        plain.into()
    }
}

/// The file of this name.
pub(super) fn find(name: &str) -> Option<&'static File> {
    static UNPACKED: OnceLock<Vec<File>> = OnceLock::new();
    UNPACKED.get_or_init(unpacked).iter().find(|file| file.name == name)
}

fn unpacked() -> Vec<File> {
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED)).expect("the crate holds an archive");
    FILES.iter().map(|(name, media_type)| take(&mut archive, name, media_type)).collect()
}

fn take(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &'static str, media_type: &'static str) -> File {
    // The folder above carries the version.
    let wanted = format!("/dist/{name}");
    let matches = |path: &str| path.ends_with(&wanted) && path.matches('/').count() == 2;
    let index = archive.file_names().position(|path| path.is_ok_and(|path| matches(&path)));
    let mut packed = index
        .and_then(|index| archive.by_index_raw(index).ok())
        .unwrap_or_else(|| panic!("the archive has no {name}"));
    let is_gzip = packed.compression() == CompressionMethod::DEFLATE;
    let mut bytes = Vec::new();
    if is_gzip {
        bytes.extend(GZIP_HEAD);
    }
    packed.read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    if is_gzip {
        bytes.extend(packed.crc32().to_le_bytes());
        // The length modulo 2³², as gzip has it.
        bytes.extend(&packed.size().to_le_bytes()[..4]);
    }
    File { name, media_type, bytes: bytes.into(), is_gzip }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_the_archive_and_unpacks_to_what_its_name_says() {
        for (name, media_type) in FILES {
            let file = find(name).unwrap_or_else(|| panic!("{name} is missing"));
            let plain = file.plain();

            assert!(plain.len() > 100, "{name}: {} bytes", plain.len());
            assert_eq!(plain.starts_with(b"\x89PNG"), *media_type == "image/png", "{name}");
            assert!(!plain.starts_with(&GZIP_HEAD[..2]), "{name} is packed still");
        }
        assert!(find("swagger-ui.js").is_none(), "only what the page needs is served");
    }
}
