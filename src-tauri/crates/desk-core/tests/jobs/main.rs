//! Selection and jobs over a real server: what it has at the end, what was asked of it, and what the mirror says.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod delete;
mod faults;
mod held;
#[cfg(unix)]
mod kill;
mod model;
mod moves;
mod run;
mod select;
mod speed;
mod support;
mod undo;
