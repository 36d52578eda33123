//! What the bridge says of the selection.

use serde::{Deserialize, Serialize};

/// The people who are selected: an exact set, whatever the list on screen shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Selection {
    /// How many.
    pub total: u32,
    /// How many were taken out again after all of a list were selected.
    pub left_out: u32,
    /// Counts changes of the set.
    pub revision: u64,
}

/// Which people a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Picked {
    /// These.
    Ids {
        /// Of contacts.
        ids: Vec<i64>,
    },
    /// The rows of a list between two places, both included, either first.
    Range {
        /// From `ContactSnapshot`.
        snapshot: String,
        /// From 0.
        first: u32,
        /// From 0.
        last: u32,
    },
    /// All rows of a list.
    All {
        /// From `ContactSnapshot`.
        snapshot: String,
    },
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SelectionOp {
    /// They and nobody else.
    Set,
    /// They too.
    Add,
    /// Not they.
    Remove,
    /// Each the other way round; of ids only.
    Toggle,
}

/// One change of the selection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SelectionChange {
    /// What to do.
    pub op: SelectionOp,
    /// With whom.
    pub picked: Picked,
}

/// How much of a list is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SelectedWithin {
    /// Rows that are selected.
    pub selected: u32,
    /// Rows.
    pub total: u32,
}

/// Which people to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SelectionPart {
    /// The selected.
    Selected,
    /// Those taken out again by hand.
    LeftOut,
}

/// How many of some people are in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct GroupShare {
    /// The group.
    pub group: i64,
    /// 0: none of them; as many as there are: all.
    pub members: u32,
}
