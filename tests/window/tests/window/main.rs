//! The real program in a real window, with a real keyring and the real practice server.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod harness;
