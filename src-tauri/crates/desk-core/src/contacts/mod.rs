//! Contacts: the mirror of them, finding them, writing them down (contract section 16).

mod change;
pub(crate) mod commands;
mod drafts;
mod fold;
pub(crate) mod phone;
mod query;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod snapshots;
mod types;
pub(crate) mod validate;
pub(crate) mod wire;

pub use types::*;
