//! The core over a real server: one program for all, since each links everything there is.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
#[cfg(unix)]
mod campaign_kill;
mod campaign_speed;
mod campaigns;
mod common;
mod contact_edits;
mod contact_form;
mod contacts;
mod detail;
mod jobs;
mod lists;
mod media_files;
#[cfg(unix)]
mod mirror_kill;
mod network;
mod outbox;
mod refusals;
mod sync;
mod templates;
mod views;
