//! Sends: every one is a row of the ledger before it is a call (docs/architecture.md, "The ledger").

pub(crate) mod commands;
pub(crate) mod ledger;
pub(crate) mod look_up;
pub(crate) mod look_up_call;
mod merge;
pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod render;
pub(crate) mod send;
pub(crate) mod states;
mod types;

pub use types::*;
