//! What the bridge says of sources.

use serde::{Deserialize, Serialize};

/// A source of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Source {
    /// The server's id.
    pub id: i64,
    /// Unique in the account.
    pub name: String,
}
