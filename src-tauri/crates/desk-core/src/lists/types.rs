//! What the bridge says of groups, sources and statuses alike.

use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, rename = "ListName"))]
pub enum List {
    /// Groups.
    Groups,
    /// Sources.
    Sources,
    /// Statuses.
    Statuses,
}

/// How many contacts name each entry of a list, by the mirror alone: no call is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ListCounts {
    /// Entries that no contact names are left out.
    pub counts: Vec<ListCount>,
    /// False while the first fill goes on: there may be more.
    pub complete: bool,
}

/// How many contacts name one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ListCount {
    /// The entry; of groups it may be one that is gone (contract 17.5).
    pub id: i64,
    /// Contacts in the mirror.
    pub contacts: u32,
}

/// How many contacts the server counts of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ListTotal {
    /// Contacts there.
    pub contacts: u32,
    /// When it was counted, RFC 3339.
    pub at: String,
}
