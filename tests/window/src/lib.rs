//! Drives the real program in a real window: its own display, bus, keyring and home folder for each test,
//! WebDriver to press what a person would press, and the practice server as the other end of the wire.
//!
//! What is looked for is a role and an accessible name (design, section 9), never a class or a test id.
#![cfg(target_os = "linux")]

mod bus;
mod close;
mod display;
mod driver;
mod failure;
mod home;
pub mod job;
mod keyring;
mod look;
mod page;
mod paths;
mod process;
mod query;
mod sandbox;
mod see;
pub mod walk;
mod world;

pub use failure::{Failure, Outcome, fail};
pub use keyring::KeyringState;
pub use look::Heard;
pub use page::{Key, Page};
pub use paths::Paths;
pub use process::{Exit, run_program};
pub use query::{Query, role};
pub use sandbox::Sandbox;
pub use world::{Setup, Theme, World};
