//! Runs of one template to many people, each a row of the ledger before it is a call (docs/architecture.md, "Runs").

pub(crate) mod audience;
mod draft;
pub(crate) mod funnel;
pub(crate) mod pace;
pub(crate) mod retry;
pub(crate) mod rows;
pub(crate) mod schedule;
pub(crate) mod states;
pub(crate) mod stop;
pub(crate) mod table;
mod types;
pub(crate) mod values;

pub use draft::*;
pub use types::*;
