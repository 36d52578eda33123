//! Templates: the mirror of them, what can be filled in, what cannot be sent (contract sections 10 and 21).

mod commands;
mod parse;
pub(crate) mod rows;
pub(crate) mod text;
mod types;

pub(crate) use parse::parse;
pub use types::*;
