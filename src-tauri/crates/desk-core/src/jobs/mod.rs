//! Jobs: what is done to many contacts, call by call, each written down before it is made (docs/decisions/0023).

mod board;
mod call;
mod commands;
mod copy;
mod course;
mod journal;
mod last;
mod listed;
mod plan;
mod prepare;
mod refused;
mod rows;
mod runner;
mod steps;
mod take;
mod types;
mod values;
mod verdict;

pub use types::*;

pub(crate) use board::Jobs;
pub(crate) use runner::run;
