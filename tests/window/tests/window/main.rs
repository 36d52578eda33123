//! The real program in a real window, with a real keyring and the real practice server.
//!
//! Each test has a computer of its own: display, bus, keyring, home folder, server.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accessibility;
mod accounts;
mod bulk;
mod campaigns;
mod canary;
mod contact_form;
mod detail;
mod filters;
mod form_conflict;
mod grid;
mod installed;
mod keyring;
mod labels;
mod main_job;
mod names;
mod offline;
mod outbox;
mod restart;
mod search;
mod security;
mod settings;
mod start;
mod support;
mod token;
