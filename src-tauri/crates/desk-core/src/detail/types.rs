//! What the bridge says of the pane.

use serde::{Deserialize, Serialize};

/// Text typed into a field of the pane and not saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FieldDraft {
    /// The wire's name.
    pub field: String,
    /// As typed.
    pub text: String,
}

/// Puts a contact into a group or takes it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct MemberRequest {
    /// Who.
    pub contact: i64,
    /// Of which group.
    pub group: i64,
    /// In, or out.
    pub member: bool,
}
