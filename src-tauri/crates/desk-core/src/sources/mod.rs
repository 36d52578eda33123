//! Sources of the account (contract section 19).

mod commands;
mod types;

pub use types::*;
