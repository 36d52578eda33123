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
    inner: Mutex<Inner>,
}

struct Inner {
    state: SyncState,
    told: Option<Instant>,
    contacts_told: Option<Instant>,
    contacts_pending: bool,
}

impl Board {
    pub(crate) fn new(account: AccountId) -> Self {
        let inner = Inner {
            state: SyncState::Checking,
            told: None,
            contacts_told: None,
            contacts_pending: false,
        };
        Self {
            account,
            filled: AtomicBool::new(false),
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
