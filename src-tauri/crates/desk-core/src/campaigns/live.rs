//! What is known of runs only while the program runs: whose turn it is, what they wait for, who was sent to just now.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::Zoned;
use tokio::{sync::Notify, time::Instant};

use super::{
    Pace, StopReason, StopRules, WaitReason, Waiting,
    pace::Calls,
    plan::Plans,
    stop::{self, Mark, Recent, Then},
};
use crate::{events::AppEvent, open_account::OpenAccount, outbox::ledger::runs::Next, time};

/// Between two messages to one person (WhatsApp facts, section 7).
pub(crate) const PAIR: Duration = Duration::from_secs(6);
/// After the ledger could not be written.
const BROKEN: Duration = Duration::from_secs(5);
/// Between two events on runs.
const TELL: Duration = Duration::from_millis(250);

/// The runs of an account while it is open.
#[derive(Default)]
pub(crate) struct Runs {
    /// Rung when there may be something to do.
    pub ring: Notify,
    /// The runs in the database changed.
    stale: AtomicBool,
    inner: Mutex<Inner>,
    told: Mutex<Told>,
    pub plans: Plans,
}

#[derive(Default)]
struct Told {
    /// An event was sent a moment ago; another follows when this ends, if something changed since.
    quiet: bool,
    changed: bool,
}

#[derive(Default)]
pub(super) struct Inner {
    pub lives: HashMap<i64, Live>,
    pairs: HashMap<String, Instant>,
    /// The server could not be reached so often in a row, since when, and until when nothing is tried.
    pub offline: Option<Offline>,
}

/// The server cannot be reached.
#[derive(Debug, Clone)]
pub(super) struct Offline {
    times: u32,
    pub since: String,
    pub until: Instant,
}

/// One run.
pub(super) struct Live {
    pub recent: Recent,
    pub calls: Calls,
    /// Rows whose turn comes, in order.
    pub queue: VecDeque<Next>,
    /// Rows that are being called.
    pub busy: HashSet<i64>,
    /// WhatsApp asked to slow down so often in a row.
    slowed: u32,
    /// Nothing is called before.
    pub hold: Option<Instant>,
    pub waiting: Option<Waiting>,
    /// The template was read again from the server since the run began or went on.
    pub checked: bool,
    /// When it last had a turn, to share out turns among runs.
    pub turn: Option<Instant>,
}

impl Live {
    pub(super) fn new(recent: Recent, calls: Calls) -> Self {
        Self {
            recent,
            calls,
            queue: VecDeque::new(),
            busy: HashSet::new(),
            slowed: 0,
            hold: None,
            waiting: None,
            checked: false,
            turn: None,
        }
    }

    /// Shows what it waits for; the same reason keeps its beginning. True when that changed.
    pub(super) fn wait(&mut self, reason: WaitReason, until: Option<String>) -> bool {
        let before = self.waiting.take();
        let since = match &before {
            Some(waiting) if waiting.reason == reason => waiting.since.clone(),
            _ => time::now(),
        };
        self.waiting = Some(Waiting {
            reason,
            since,
            until,
        });
        self.waiting != before
    }
}

impl Runs {
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs were changed in the database: the runner reads them again, the windows are told.
    pub(crate) fn changed(&self, account: &Arc<OpenAccount>) {
        self.stale.store(true, Ordering::SeqCst);
        self.ring.notify_one();
        self.tell(account);
    }

    pub(super) fn take_stale(&self) -> bool {
        self.stale.swap(false, Ordering::SeqCst)
    }

    /// Tells the windows, at most four times a second; the last change is always told.
    pub(crate) fn tell(&self, account: &Arc<OpenAccount>) {
        let event = || {
            account.tell(AppEvent::CampaignsChanged {
                account: account.id.clone(),
            })
        };
        {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.changed = told.quiet;
            if std::mem::replace(&mut told.quiet, true) {
                return;
            }
        }
        event();
        let account = account.clone();
        // Not one of the account's tasks: thousands of these would be kept track of there.
        tokio::spawn(async move {
            tokio::time::sleep(TELL).await;
            let again = {
                let runs = &account.runs;
                let mut told = runs.told.lock().unwrap_or_else(PoisonError::into_inner);
                told.quiet = false;
                std::mem::take(&mut told.changed)
            };
            if again {
                account.runs.tell(&account);
            }
        });
    }

    /// What a run waits for.
    pub(super) fn waiting(&self, campaign: i64) -> Option<Waiting> {
        self.lock()
            .lives
            .get(&campaign)
            .and_then(|live| live.waiting.clone())
    }

    /// A person changed how a run goes on: what held it is forgotten, and the next look begins afresh.
    pub(crate) fn forgive(&self, campaign: i64) {
        let mut inner = self.lock();
        inner.offline = None;
        if let Some(live) = inner.lives.get_mut(&campaign) {
            live.recent.forgive();
            live.slowed = 0;
            live.hold = None;
            live.checked = false;
            live.waiting = None;
        }
    }

    pub(crate) fn pace_changed(&self, campaign: i64) {
        if let Some(live) = self.lock().lives.get_mut(&campaign) {
            live.calls.changed();
        }
    }

    /// Waits until this person may be sent to again, and counts it as sent to.
    pub(crate) async fn pair_turn(&self, person: &str) {
        loop {
            let until = {
                let mut inner = self.lock();
                match inner.pair_until(person) {
                    Some(until) => until,
                    None => return inner.sent_to(person),
                }
            };
            tokio::time::sleep_until(until).await;
        }
    }

    pub(super) fn seed_pairs(&self, people: Vec<(String, jiff::Timestamp)>) {
        let (now, clock) = (Instant::now(), jiff::Timestamp::now());
        let mut inner = self.lock();
        for (person, at) in people {
            let ago = Duration::try_from(clock.duration_since(at)).unwrap_or_default();
            if let Some(at) = now.checked_sub(ago).filter(|_| ago < PAIR) {
                inner.pairs.insert(person, at);
            }
        }
    }
}

impl Inner {
    /// When this person may be sent to again; none: now.
    pub(super) fn pair_until(&self, person: &str) -> Option<Instant> {
        let until = *self.pairs.get(person)? + PAIR;
        (until > Instant::now()).then_some(until)
    }

    /// This person is sent to now.
    pub(super) fn sent_to(&mut self, person: &str) {
        let now = Instant::now();
        if self.pairs.len() > 4_096 {
            self.pairs.retain(|_, at| *at + PAIR > now);
        }
        self.pairs.insert(person.to_owned(), now);
    }

    /// The server could not be reached; several tries that were under way together count as one.
    pub(super) fn cannot_reach(&mut self) {
        let now = Instant::now();
        let before = self.offline.take();
        let fresh = before.as_ref().is_none_or(|offline| offline.until <= now);
        let times = before.as_ref().map_or(0, |offline| offline.times) + u32::from(fresh);
        self.offline = Some(Offline {
            times,
            since: before.map_or_else(time::now, |offline| offline.since),
            until: now + stop::offline(times),
        });
    }

    /// A row's call begins.
    pub(super) fn begin(&mut self, campaign: i64, row: &Next, pace: &Pace) {
        self.sent_to(&row.person);
        if let Some(live) = self.lives.get_mut(&campaign) {
            live.busy.insert(row.id);
            live.calls.push(pace, &Zoned::now());
            live.turn = Some(Instant::now());
            live.waiting = None;
        }
    }

    /// A row's call was not made after all; nothing is tried for a while if the ledger could not be written.
    pub(super) fn not_made(&mut self, campaign: i64, row: &Next, broken: bool) {
        self.pairs.remove(&row.person);
        if let Some(live) = self.lives.get_mut(&campaign) {
            live.busy.remove(&row.id);
            live.calls.take_back();
            if broken {
                live.hold = Some(Instant::now() + BROKEN);
            }
        }
    }

    /// A row's call came to an end: what holds the run from now on, and the rule that stops it, if one does.
    pub(super) fn ended(
        &mut self,
        campaign: i64,
        row: &Next,
        mark: Option<Mark>,
        then: Then,
        rules: &StopRules,
    ) -> Option<StopReason> {
        let now = Instant::now();
        if then == Then::Offline {
            self.pairs.remove(&row.person);
            self.cannot_reach();
        } else {
            self.offline = None;
        }
        let live = self.lives.get_mut(&campaign)?;
        match mark {
            Some(mark) => live.recent.push(mark),
            None => live.calls.take_back(),
        }
        match then {
            Then::Stop(reason) => return Some(reason),
            Then::SlowDown => {
                live.slowed += 1;
                live.hold = Some(now + stop::slow_down(live.slowed));
            }
            Then::Offline => {}
            Then::GoOn if mark == Some(Mark::Good) => live.slowed = 0,
            Then::GoOn => {}
        }
        mark.and_then(|_| live.recent.fires(rules))
    }
}
