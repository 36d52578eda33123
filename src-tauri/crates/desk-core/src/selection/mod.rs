//! Who is selected: an exact set of contacts of one account, that outlives scrolling, searching and restarts.

mod commands;
mod groups;
mod rows;
mod set;
mod types;

pub use types::*;

pub(crate) use commands::{Selected, chosen, replace};
pub(crate) use set::Ids;
