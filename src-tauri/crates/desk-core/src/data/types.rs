//! Shapes of what lies on this computer.

use serde::Serialize;

/// Where everything lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct DataPlace {
    /// The folder, as the system writes it.
    pub folder: String,
    /// What is in it.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
}
