//! What the bridge says of statuses: pipeline stages of contacts.

use serde::{Deserialize, Serialize};

/// A status of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Status {
    /// The server's id.
    pub id: i64,
    /// Unique in the account.
    pub name: String,
    /// `#RRGGBB`, checked here; anything else is dropped.
    pub color: Option<String>,
}

/// A status to be created or changed: always whole (contract 20.4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct StatusInput {
    /// As typed; stored without outer blanks, at most 255 characters, unique in the account.
    pub name: String,
    /// `#RRGGBB`.
    pub color: String,
}
