//! What the bridge says of files for headers.

use serde::Serialize;

/// A file that is kept for a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct MediaFile {
    /// Stands in the header's slot in place of a link: `file:<id>/<name>`.
    pub value: String,
    /// As the person who gets it may see it.
    pub name: String,
    /// Its size in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
}
