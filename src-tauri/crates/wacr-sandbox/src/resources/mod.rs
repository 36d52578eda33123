//! One module per resource of the contract.

pub(crate) mod account;
pub(crate) mod batch;
pub(crate) mod codes;
pub(crate) mod comments;
pub(crate) mod contacts;
mod delivery;
mod files;
pub(crate) mod groups;
pub(crate) mod inbound;
pub(crate) mod interactive;
mod labels;
pub(crate) mod media;
pub(crate) mod members;
pub(crate) mod messages;
mod order;
mod recipient;
pub(crate) mod send;
pub(crate) mod sources;
pub(crate) mod statuses;
pub(crate) mod templates;
pub(crate) mod text;

pub(crate) use contacts::blank as blank_contact;
