//! What the bridge says of a contact's history.

use serde::{Deserialize, Serialize};

/// What made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Origin {
    /// The form of a contact.
    Form,
    /// The detail pane, in place.
    Detail,
    /// A change of many at once.
    Bulk {
        /// Which job.
        job: i64,
    },
    /// An import.
    Import,
    /// Somebody or something else: found when the server was asked what is new.
    Server,
}

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum HistoryKind {
    /// Written down.
    Created,
    /// Fields changed.
    Edited,
    /// Nothing but status and groups changed.
    Moved,
}

/// One field, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Change {
    /// The wire's name. Of groups there is one change per group: `to` it was added to, `from` it was taken out of.
    pub field: String,
    /// As text; none when it was empty. Ids of lists are written as the name they had then.
    pub from: Option<String>,
    /// Likewise.
    pub to: Option<String>,
}

impl Change {
    /// A change; ids of status, source and groups as digits, names are put in when it is written.
    pub fn new(field: &str, from: Option<String>, to: Option<String>) -> Self {
        Self {
            field: field.to_owned(),
            from,
            to,
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct HistoryEntry {
    /// Newer ones are higher.
    pub id: i64,
    /// RFC 3339, UTC: when it was written down here, or the server's time of the change where it was found there.
    pub at: String,
    /// What.
    pub kind: HistoryKind,
    /// By what.
    pub origin: Origin,
    /// From what to what; empty for `Created`.
    pub changes: Vec<Change>,
}
