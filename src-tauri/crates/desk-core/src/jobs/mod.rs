//! Jobs: what is done to many contacts, call by call, written down before each (docs/decisions/0023).

mod types;

pub use types::*;
