//! What an open account keeps of jobs in memory: plans until they are started, and what the running job waits for.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use super::{JobWait, journal::Planned};
use crate::{
    events::{AppEvent, Cause},
    open_account::OpenAccount,
};

/// Plans kept: each holds its people, and a dialog needs one.
const PLANS: usize = 3;
/// Between two events while a job runs.
const OFTEN: Duration = Duration::from_millis(250);

/// Jobs of an open account.
#[derive(Default)]
pub(crate) struct Jobs {
    /// Rung when there may be something to do: a job was started, held or resumed.
    pub(super) wake: Notify,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    plans: VecDeque<(String, Arc<Planned>)>,
    waiting: Option<JobWait>,
    told: Option<Instant>,
    contacts_pending: bool,
    pending: bool,
}

impl Jobs {
    /// Keeps a plan under a new name, dropping the oldest.
    pub(super) fn keep(&self, plan: Planned) -> String {
        let name = uuid::Uuid::new_v4().to_string();
        let mut inner = self.lock();
        inner.plans.push_back((name.clone(), Arc::new(plan)));
        if inner.plans.len() > PLANS {
            inner.plans.pop_front();
        }
        name
    }

    pub(super) fn plan(&self, name: &str) -> Option<Arc<Planned>> {
        let inner = self.lock();
        let found = inner.plans.iter().find(|(known, _)| known == name);
        found.map(|(_, plan)| plan.clone())
    }

    /// Takes a plan away: it can be started once. False when somebody was quicker.
    pub(super) fn drop_plan(&self, name: &str) -> bool {
        let mut inner = self.lock();
        let before = inner.plans.len();
        inner.plans.retain(|(known, _)| known != name);
        inner.plans.len() < before
    }

    pub(super) fn waiting(&self) -> Option<JobWait> {
        self.lock().waiting
    }

    /// Says what the running job waits for. True when that is news.
    pub(super) fn wait_for(&self, what: Option<JobWait>) -> bool {
        std::mem::replace(&mut self.lock().waiting, what) != what
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The windows are told now.
pub(super) fn tell(account: &OpenAccount) {
    let contacts = {
        let mut inner = account.jobs.lock();
        inner.told = Some(Instant::now());
        inner.pending = false;
        std::mem::take(&mut inner.contacts_pending)
    };
    if contacts {
        account.contacts_changed(Cause::Person);
    }
    account.tell(AppEvent::JobsChanged {
        account: account.id.clone(),
    });
}

/// Progress, and with it changed contacts: told a few times a second at most, since orders of all contacts are void then.
pub(super) fn progress(account: &Arc<OpenAccount>, contacts: bool) {
    let later = {
        let mut inner = account.jobs.lock();
        inner.contacts_pending |= contacts;
        if inner.pending {
            return;
        }
        let since = inner.told.map(|at| at.elapsed());
        let later = since.and_then(|since| OFTEN.checked_sub(since));
        inner.pending = later.is_some();
        later
    };
    match later {
        None => tell(account),
        Some(later) => {
            let told = account.clone();
            account.spawn(async move {
                tokio::time::sleep(later).await;
                if told.jobs.lock().pending {
                    tell(&told);
                }
            });
        }
    }
}
