//! What the bridge says of groups.

use serde::{Deserialize, Serialize};

/// A group of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Group {
    /// The server's id.
    pub id: i64,
    /// Unique in the account.
    pub name: String,
}
