//! What the program knows and does: accounts, mirror and search, contacts, templates, outbox. Knows no Tauri.
//!
//! [`Desk`] is the face: one method per command of the bridge, in the module of its domain.

pub mod accounts;
pub mod campaigns;
pub mod comments;
pub mod contacts;
pub mod data;
pub mod deep_links;
mod desk;
pub mod detail;
pub mod diagnostics;
pub mod error;
pub mod events;
pub mod groups;
pub mod history;
pub mod jobs;
pub mod links;
pub mod lists;
pub mod media_files;
pub mod network;
mod open_account;
pub mod outbox;
pub mod phones;
pub mod preferences;
pub mod private_files;
pub mod selection;
pub mod sources;
pub mod statuses;
mod store;
pub mod sync;
pub mod templates;
mod time;
pub mod views;
mod wire_error;

pub use desk::{Desk, DeskConfig, PracticeHost, PracticeServer};
pub use time::now;
