//! Sends: every one is a row of the ledger before it is a call (docs/architecture.md, "The ledger").

mod commands;
pub(crate) mod ledger;
mod look_up;
mod merge;
mod outcome;
mod render;
mod send;
mod states;
mod types;

pub use types::*;
