//! What the foot of the sidebar shows, and how often windows are told.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use wacr_api::Client;

use super::{CallBudget, SyncState, SyncStatus};
use crate::{
    accounts::AccountId,
    events::{AppEvent, Cause},
    open_account::OpenAccount,
};

/// Between two events of the same kind while the mirror fills.
const OFTEN: Duration = Duration::from_millis(250);

/// Where an account's mirror stands.
pub(crate) struct Board {
    account: AccountId,
    filled: AtomicBool,
    /// A person asked for the next look: what it does is shown from its start.
    asked: AtomicBool,
    inner: Mutex<Inner>,
}

struct Inner {
    state: SyncState,
    /// When the last look ended; none while one is under way, and before the first.
    looked: Option<Instant>,
    told: Option<Instant>,
    contacts_told: Option<Instant>,
    contacts_pending: bool,
}

impl Board {
    pub(crate) fn new(account: AccountId) -> Self {
        let inner = Inner {
            state: SyncState::Checking,
            looked: None,
            told: None,
            contacts_told: None,
            contacts_pending: false,
        };
        Self {
            account,
            filled: AtomicBool::new(false),
            asked: AtomicBool::new(false),
            inner: Mutex::new(inner),
        }
    }

    /// True once every contact was read: a search need not ask the server.
    pub(crate) fn filled(&self) -> bool {
        self.filled.load(Ordering::Relaxed)
    }

    pub(super) fn set_filled(&self, filled: bool) {
        self.filled.store(filled, Ordering::Relaxed);
    }

    /// A person asks for a look.
    pub(super) fn ask(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Shows that a look began. After a failure only if a person asked: else what is wrong stays told until it is
    /// mended, and does not come and go with each try.
    pub(super) fn show_start(&self, account: &OpenAccount, state: SyncState) {
        let asked = self.asked.swap(false, Ordering::Relaxed);
        let failed = matches!(self.lock().state, SyncState::Failed { .. });
        if asked || !failed {
            self.show(account, state);
        }
    }

    /// A look begins.
    pub(super) fn looks(&self) {
        self.lock().looked = None;
    }

    /// A look has ended.
    pub(super) fn looked(&self, at: Instant) {
        self.lock().looked = Some(at);
    }

    /// Whether another look is worth its calls: none is under way, the last one is not just over, and the server did
    /// not ask for patience.
    pub(super) fn may_look(&self, now: Instant) -> bool {
        let inner = self.lock();
        let Some(at) = inner.looked else { return false };
        let asked = match &inner.state {
            SyncState::Failed { error, .. } => error.retry_after.unwrap_or(0),
            _ => 0,
        };
        let wait = Duration::from_secs(asked.into()).max(super::FRESH);
        now.saturating_duration_since(at) >= wait
    }

    pub(crate) fn status(&self, client: Option<&Client>) -> SyncStatus {
        let calls = client
            .map(|client| client.budget().snapshot())
            .unwrap_or_default();
        SyncStatus {
            state: self.lock().state.clone(),
            calls: CallBudget {
                used: calls.used,
                limit: calls.limit,
            },
        }
    }

    /// Sets the state and tells the windows; progress of the first fill a few times a second at most.
    pub(super) fn show(&self, account: &OpenAccount, state: SyncState) {
        {
            let mut inner = self.lock();
            let same_kind = std::mem::discriminant(&inner.state) == std::mem::discriminant(&state);
            let soon = same_kind && inner.told.is_some_and(|at| at.elapsed() < OFTEN);
            inner.state = state;
            if soon {
                return;
            }
            inner.told = Some(Instant::now());
        }
        let status = self.status(account.client_now().as_ref());
        account.tell(AppEvent::SyncChanged {
            account: self.account.clone(),
            status,
        });
    }

    /// Contacts changed on the server: windows are told now, or with the next change or `flush`.
    pub(super) fn contacts_changed(&self, account: &OpenAccount) {
        account.snapshots.contacts_changed();
        {
            let mut inner = self.lock();
            if inner.contacts_told.is_some_and(|at| at.elapsed() < OFTEN) {
                inner.contacts_pending = true;
                return;
            }
            inner.contacts_told = Some(Instant::now());
            inner.contacts_pending = false;
        }
        account.contacts_changed(Cause::Sync);
    }

    /// Tells of changes that were held back.
    pub(super) fn flush(&self, account: &OpenAccount) {
        let pending = std::mem::take(&mut self.lock().contacts_pending);
        if pending {
            account.contacts_changed(Cause::Sync);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{CommandError, ErrorCode};

    #[test]
    fn a_window_in_front_costs_no_call_too_many() {
        let board = Board::new(AccountId("x".into()));
        let now = Instant::now();
        let after = |seconds| now + Duration::from_secs(seconds);
        assert!(!board.may_look(now), "the first look is under way");
        board.looked(now);
        assert!(!board.may_look(after(9)));
        assert!(board.may_look(after(10)));
        board.looks();
        assert!(!board.may_look(after(100)), "one is under way");
        board.looked(now);
        let mut error = CommandError::new(ErrorCode::RateLimited, "");
        error.retry_after = Some(40);
        board.lock().state = SyncState::Failed { error, last: None };
        assert!(!board.may_look(after(39)), "the server asked for 40 s");
        assert!(board.may_look(after(40)));
    }
}
