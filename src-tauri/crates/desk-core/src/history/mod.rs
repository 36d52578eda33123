//! What happened to a contact as far as this computer saw it: the server keeps no history of contacts.
//!
//! Written in the transaction that writes the mirror. A contact keeps its newest entries; its history goes with it.

mod by;
mod changes;
mod commands;
mod rows;
mod types;
mod write;

pub(crate) use by::{made_by, origin};
pub use types::*;
pub(crate) use write::{around, upsert, upsert_found};
