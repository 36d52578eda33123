//! Contacts: the mirror of them, finding them, writing them down (contract section 16).

mod change;
pub(crate) mod commands;
mod drafts;
mod duplicates;
pub(crate) mod filter;
mod fold;
mod infix;
pub(crate) mod lookup;
mod order;
pub(crate) mod paste;
pub(crate) mod phone;
mod query;
pub(crate) mod rows;
pub(crate) mod search;
mod shown;
pub(crate) mod snapshots;
pub(crate) mod twins;
mod types;
mod update;
pub(crate) mod validate;
pub(crate) mod wire;

pub use duplicates::{Duplicate, DuplicateRequest, DuplicateWhy};
pub use filter::{
    Condition, ContactFilter, CountsRequest, CreatedWhen, FilterCounts, FilterError,
    FilterErrorCode, FilterField, FilterTest, FilterValue, TypedFilter, ValueCount,
};
pub use paste::{PasteRequest, Pasted, PastedChoice, PastedField, PastedKind, PastedValue};
pub use shown::{CompareRequest, FindRequest, ListChange};
pub use types::*;
