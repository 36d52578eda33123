//! Saved views of the contacts: a name, a filter, an order. They live on this computer; the server has none.

mod commands;
pub(crate) mod rows;
mod types;

pub use types::*;
