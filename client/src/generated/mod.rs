// @generated from the documents in openapi/ by `cargo xtask generate`. Do not edit.

//! Generated clients, and the hand-written module of each.

#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "written by progenitor, with descriptions from the document"
)]
#[cfg(feature = "carbonext")]
#[rustfmt::skip]
pub mod carbonext;
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "written by progenitor, with descriptions from the document"
)]
#[cfg(feature = "dezwork")]
#[rustfmt::skip]
pub mod dezwork;
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "written by progenitor, with descriptions from the document"
)]
#[cfg(feature = "portos")]
#[rustfmt::skip]
pub mod portos;
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "written by progenitor, with descriptions from the document"
)]
#[cfg(feature = "reportei")]
#[rustfmt::skip]
pub mod reportei;
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "written by progenitor, with descriptions from the document"
)]
#[cfg(feature = "tradevest")]
#[rustfmt::skip]
pub mod tradevest;

/// The hand-written module of each API.
#[path = ".."]
pub mod apis {
    #[cfg(feature = "carbonext")]
    pub mod carbonext;
    #[cfg(feature = "dezwork")]
    pub mod dezwork;
    #[cfg(feature = "portos")]
    pub mod portos;
    #[cfg(feature = "reportei")]
    pub mod reportei;
    #[cfg(feature = "tradevest")]
    pub mod tradevest;
}
