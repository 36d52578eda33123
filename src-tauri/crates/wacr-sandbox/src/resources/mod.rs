//! One module per resource of the contract.

pub(crate) mod account;
pub(crate) mod contacts;
mod delivery;
pub(crate) mod groups;
mod labels;
pub(crate) mod members;
pub(crate) mod messages;
mod order;
pub(crate) mod send;
pub(crate) mod sources;
pub(crate) mod statuses;
pub(crate) mod templates;

pub(crate) use contacts::blank as blank_contact;
