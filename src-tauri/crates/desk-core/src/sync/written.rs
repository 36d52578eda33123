//! Contacts this program changed, so that a page asked for before does not undo it. The server's times have whole
//! seconds: of two rows of one second nobody can tell which is newer, but the order of our own calls is known.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// No page is on its way for longer.
const KEPT: Duration = Duration::from_secs(300);

/// When a page was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked(u64);

/// What was changed of late.
#[derive(Debug, Default)]
pub(crate) struct Written(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    count: u64,
    /// Two spans of time: what is older than the older one is forgotten.
    new: HashMap<i64, u64>,
    old: HashMap<i64, u64>,
    since: Option<Instant>,
}

impl Written {
    /// To be taken before a page is asked for.
    pub(crate) fn asked(&self) -> Asked {
        Asked(self.lock().count)
    }

    /// The server has changed these, and the mirror has it or is about to.
    pub(crate) fn note(&self, contacts: &[i64]) {
        self.note_at(contacts, Instant::now());
    }

    /// True if a row asked for then may be older than what the mirror has.
    pub(crate) fn since(&self, asked: Asked, contact: i64) -> bool {
        let inner = self.lock();
        let at = inner.new.get(&contact).or_else(|| inner.old.get(&contact));
        at.is_some_and(|at| *at > asked.0)
    }

    fn note_at(&self, contacts: &[i64], now: Instant) {
        let mut inner = self.lock();
        if inner
            .since
            .is_none_or(|since| now.duration_since(since) > KEPT)
        {
            inner.old = std::mem::take(&mut inner.new);
            inner.since = Some(now);
        }
        inner.count += 1;
        let count = inner.count;
        inner.new.extend(contacts.iter().map(|id| (*id, count)));
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_asked_for_before_a_change_is_known() {
        let written = Written::default();
        let before = written.asked();
        assert!(!written.since(before, 7));
        written.note(&[7, 8]);
        assert!(written.since(before, 7));
        assert!(!written.since(before, 9));
        let after = written.asked();
        assert!(!written.since(after, 7));
        written.note(&[8]);
        assert!(!written.since(after, 7));
        assert!(written.since(after, 8));
    }

    #[test]
    fn what_is_old_is_forgotten_and_what_is_not_stays() {
        let written = Written::default();
        let (asked, start) = (written.asked(), Instant::now());
        let later = |minutes: u64| start + Duration::from_secs(60 * minutes);
        written.note_at(&[1], start);
        written.note_at(&[2], later(6));
        assert!(written.since(asked, 1), "kept for at least five minutes");
        written.note_at(&[3], later(12));
        assert!(!written.since(asked, 1));
        assert!(written.since(asked, 2) && written.since(asked, 3));
    }
}
