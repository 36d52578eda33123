//! The pane of one contact: changes in place, group by group, and the text typed there that is not saved yet.

pub(crate) mod commands;
pub(crate) mod drafts;
mod types;

pub use types::*;
