//! Filtering contacts: the conditions, their typed form, and which contacts meet them.

pub(crate) mod counts;
pub(crate) mod mask;
mod names;
mod print;
mod read;
mod sql;
mod types;

pub(crate) use names::Names;
pub(crate) use print::print;
pub(crate) use read::read;
pub(crate) use sql::{Ids, Today};
pub use types::*;

#[cfg(test)]
mod tests;
