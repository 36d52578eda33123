//! Accounts of this computer: connecting them, their tokens, their rows in `desk.db`.

pub(crate) mod accent;
mod check;
mod commands;
mod opening;
pub(crate) mod registry;
mod token;
mod types;

pub(crate) use check::address_error;
pub use opening::Opening;
pub use types::*;

/// The id of the practice account.
pub(crate) const PRACTICE: &str = "practice";
