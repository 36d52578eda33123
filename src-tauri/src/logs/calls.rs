//! The last calls to servers by shape, as `wacr-api` tells each of them.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use desk_core::diagnostics::CallShape;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, filter, layer::Context, registry::LookupSpan};

use super::mask::mask;

/// Calls kept.
const KEPT: usize = 50;
/// Who tells of calls.
const CLIENT: &str = "wacr_api::client";

/// The calls.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<VecDeque<CallShape>>>);

impl Calls {
    /// Listens to every call, whatever is logged otherwise.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        self.clone()
            .with_filter(filter::Targets::new().with_target(CLIENT, tracing::Level::DEBUG))
    }

    /// Oldest first.
    pub fn all(&self) -> Vec<CallShape> {
        self.lock().iter().cloned().collect()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<CallShape>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Subscriber> Layer<S> for Calls {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut read = Read::default();
        event.record(&mut read);
        let Some(outcome) = read.outcome else { return };
        let mut calls = self.lock();
        if calls.len() == KEPT {
            calls.pop_front();
        }
        calls.push_back(CallShape {
            at: desk_core::now(),
            method: read.method,
            resource: mask(&read.resource),
            outcome: mask(&outcome),
            ms: read.ms,
        });
    }
}

#[derive(Default)]
struct Read {
    method: String,
    resource: String,
    outcome: Option<String>,
    ms: u64,
}

impl Visit for Read {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "ms" => self.ms = value,
            "status" => self.outcome = Some(value.to_string()),
            _ => {}
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "resource" {
            value.clone_into(&mut self.resource);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "method" => self.method = format!("{value:?}"),
            "error" => self.outcome = Some(format!("{value:?}")),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[test]
    fn calls_are_kept_by_shape_and_only_the_last_of_them() {
        let calls = Calls::default();
        let subscriber = tracing_subscriber::registry().with(calls.layer());
        tracing::subscriber::with_default(subscriber, || {
            for status in 0..60_u16 {
                tracing::debug!(target: CLIENT, method = %"GET", resource = "contacts", status, ms = 7_u64, "answered");
            }
            tracing::debug!(target: CLIENT, method = %"POST", resource = "messages", attempt = 1, error = %"no route to +15550100142", ms = 9_u64, "failed");
            tracing::debug!(target: CLIENT, "something else");
            tracing::error!(target: "elsewhere", method = %"GET", resource = "contacts", status = 1_u16, "answered");
        });
        let kept = calls.all();
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept[0].outcome, "11");
        let last = &kept[KEPT - 1];
        assert_eq!(
            (last.method.as_str(), last.resource.as_str(), last.ms),
            ("POST", "messages", 9)
        );
        assert_eq!(last.outcome, "no route to +•••42");
    }
}
