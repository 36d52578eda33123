//! What the bridge says of notes.

use serde::{Deserialize, Serialize};

/// A note. Its text may hold markup of strangers: it is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Note {
    /// The server's id.
    pub id: i64,
    /// `text`, `image` … or what the server says.
    pub kind: String,
    /// A short label: `Internal comment`.
    pub label: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// Address or bare name of a file, as text.
    pub file: Option<String>,
    /// RFC 3339, UTC, if the server tells.
    pub at: Option<String>,
}

/// The note that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct NoteDraft {
    /// As typed.
    pub text: String,
    /// It was sent and the answer lost: it may be written down already. `comments_settle` looks.
    pub unsure: bool,
}

/// The notes of a contact as last read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Notes {
    /// Newest first.
    pub notes: Vec<Note>,
    /// When they were read; none: never.
    pub read_at: Option<String>,
    /// False: there was no conversation with the number, so no note can be added. None: not known.
    pub conversation: Option<bool>,
    /// What is typed and not written down.
    pub draft: Option<NoteDraft>,
}
