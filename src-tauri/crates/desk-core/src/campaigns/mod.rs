//! Runs of one template to many people, each a row of the ledger before it is a call (docs/architecture.md, "Runs").

pub(crate) mod audience;
mod choose;
mod commands;
pub(crate) mod do_not_message;
mod draft;
mod export;
pub(crate) mod funnel;
mod live;
mod media;
mod mirror;
mod one;
pub(crate) mod pace;
mod plan;
mod plan_commands;
pub(crate) mod retry;
pub(crate) mod rows;
mod runner;
pub(crate) mod schedule;
mod scribe;
pub(crate) mod states;
pub(crate) mod stop;
pub(crate) mod table;
mod template;
mod turns;
mod types;
mod unknown;
pub(crate) mod values;

pub use do_not_message::{DoNotMessage, DoNotMessageEntry};
pub use draft::*;
pub(crate) use live::Runs;
pub use media::{BadMedia, MediaCheck, MediaProblem};
pub(crate) use runner::run;
pub use types::*;

use rusqlite::Transaction;

use crate::{outbox::ledger, time};

/// At start-up: sends under way are unknown, starts whose time passed are missed. How many rows moved.
pub(crate) fn mark_interrupted(transaction: &Transaction<'_>) -> rusqlite::Result<usize> {
    rows::mark_missed(transaction, &time::now())?;
    ledger::mark_interrupted(transaction)
}
