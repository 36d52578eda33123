//! What the program knows and does: accounts, mirror and search, contacts, templates, outbox. Knows no Tauri.

pub mod accounts;
pub mod contacts;
pub mod error;
pub mod events;
pub mod groups;
pub mod outbox;
pub mod preferences;
pub mod sources;
pub mod statuses;
pub mod sync;
pub mod templates;
