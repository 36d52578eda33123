//! Carries the core's events to every page that asked for them.

use std::sync::{Arc, Mutex, PoisonError};

use desk_core::events::AppEvent;
use tauri::ipc::Channel;

/// The pages that listen.
#[derive(Clone, Default)]
pub struct Subscribers(Arc<Mutex<Vec<Channel<AppEvent>>>>);

impl Subscribers {
    /// Adds a page.
    pub fn add(&self, channel: Channel<AppEvent>) {
        // A panic while the list was held cannot leave it half changed.
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(channel);
    }

    /// Tells every page; one that is gone is forgotten.
    pub fn tell(&self, event: &AppEvent) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|page| page.send(event.clone()).is_ok());
    }
}
