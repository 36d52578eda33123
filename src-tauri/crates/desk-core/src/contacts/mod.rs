//! Contacts: the mirror of them, finding them, writing them down (contract section 16).

mod change;
pub(crate) mod commands;
mod drafts;
pub(crate) mod filter;
mod fold;
mod order;
pub(crate) mod phone;
mod query;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod snapshots;
pub(crate) mod twins;
mod types;
pub(crate) mod validate;
pub(crate) mod wire;

pub use filter::{
    Condition, ContactFilter, CountsRequest, CreatedWhen, FilterCounts, FilterError,
    FilterErrorCode, FilterField, FilterTest, FilterValue, TypedFilter, ValueCount,
};
pub use types::*;
