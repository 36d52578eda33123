//! What the bridge says of the mirror.

use serde::Serialize;

use crate::error::CommandError;

/// Where the mirror stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SyncState {
    /// First fill: contacts so far, and the server's total once known.
    Filling {
        /// Contacts here.
        done: u32,
        /// Contacts there.
        total: Option<u32>,
    },
    /// Looking for changes.
    Checking,
    /// In step since then.
    Synced {
        /// RFC 3339.
        at: String,
    },
    /// The last try failed; the mirror stays usable.
    Failed {
        /// Why.
        error: CommandError,
        /// When the mirror was last in step.
        last: Option<String>,
    },
    /// No token: nothing can be asked.
    Paused,
}

/// Calls of this minute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CallBudget {
    /// Calls made in the present window.
    pub used: u32,
    /// Calls allowed; none: unlimited or not known yet.
    pub limit: Option<u32>,
}

/// Foot of the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SyncStatus {
    /// Where the mirror stands.
    #[serde(flatten)]
    pub state: SyncState,
    /// Calls of this minute.
    pub calls: CallBudget,
}
