//! Groups of the account (contract section 17).

mod commands;
mod types;

pub use types::*;
