//! Phone numbers while they are typed: which country, how they are written, whether they can exist.

mod book;
mod commands;
mod plan;
mod read;
mod shape;
mod types;

pub(crate) use read::national_or_international;
pub use types::*;
