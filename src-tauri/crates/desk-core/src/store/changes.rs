//! Which contacts were written, whoever wrote them: what is kept in memory of the mirror looks these up again.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

/// The table that is watched.
const TABLE: &str = "contact";

/// Rows written since somebody began to listen.
#[derive(Default)]
pub(crate) struct Changes(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    listening: bool,
    /// Of the transaction under way: they may still look as before.
    open: HashSet<i64>,
    /// Of transactions that ended and were not taken yet.
    ended: HashSet<i64>,
}

impl Changes {
    /// Has the connection tell of each row it writes.
    pub(super) fn watch(self: &std::sync::Arc<Self>, writer: &Connection) -> rusqlite::Result<()> {
        let changes = self.clone();
        writer.update_hook(Some(move |_, _: &str, table: &str, id| {
            if table == TABLE {
                let mut inner = changes.lock();
                if inner.listening {
                    inner.open.insert(id);
                }
            }
        }))
    }

    /// From now on rows are noted. Only between two transactions: of one under way a part would be missed.
    pub(super) fn listen(&self) {
        *self.lock() = Inner {
            listening: true,
            ..Inner::default()
        };
    }

    /// A transaction ended, well or not.
    pub(super) fn settle(&self) {
        let mut inner = self.lock();
        let open = std::mem::take(&mut inner.open);
        inner.ended.extend(open);
    }

    /// Rows to read again. Those of a transaction under way come again once it has ended.
    pub(crate) fn take(&self) -> Vec<i64> {
        let mut inner = self.lock();
        let ended = std::mem::take(&mut inner.ended);
        ended
            .into_iter()
            .chain(inner.open.iter().copied())
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
