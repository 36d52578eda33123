//! A turn that is waited for ahead of its call: what must be written down just before a call can be, and a program that
//! ends while it waits has called nothing.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{Client, budget::Ticket};

/// The right to make one call now. Dropped, it is given back.
#[derive(Debug)]
pub struct Turn(Option<Ticket>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(ticket) = self.0.take() {
            ticket.not_used();
        }
    }
}

/// The place a client keeps a turn in until its next try.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Option<Arc<Mutex<Option<Turn>>>>);

impl Kept {
    /// The turn, once.
    pub(crate) fn take(&self) -> Option<Ticket> {
        let mut turn = self
            .0
            .as_ref()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()?;
        turn.0.take().map(Ticket::begin)
    }
}

impl Client {
    /// Waits, in this client's lane, until a call may be made. Hold it briefly: it counts as a call under way.
    pub async fn turn(&self) -> Turn {
        loop {
            // Without a deadline there is nothing to fail.
            if let Ok(ticket) = self.budget().turn(self.in_lane(), None).await {
                return Turn(Some(ticket));
            }
        }
    }

    /// The same client, whose next try of a call uses this turn instead of waiting for one.
    #[must_use]
    pub fn with_turn(&self, turn: Turn) -> Self {
        let mut client = self.clone();
        client.keep(Kept(Some(Arc::new(Mutex::new(Some(turn))))));
        client
    }
}
