//! Keeping to the server's limit without asking it to say no (contract section 3).
//!
//! The server counts the calls of a token in a fixed window: it opens with the first call and is cleared 60 seconds later.
//! Here the window ends 60 s after its first *answer*, which is never too early.
//!
//! Half of a window may go in a burst. The other half is spread over it, so that at any moment calls are left for
//! a person's clicks, and none at the end: clicks do not wait, and the limit is used fully.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::header::HeaderMap;
use tokio::{sync::Notify, time::Instant};

use crate::LimitItem;

const WINDOW: Duration = Duration::from_secs(60);
/// For timers that fire a little early, here or there.
const MARGIN: Duration = Duration::from_millis(50);
/// Before the server has said anything: its default.
const ASSUMED: u32 = 60;
/// In the last moments of a window nothing is held back for clicks: the next window is less than a second away.
const NO_RESERVE: Duration = Duration::from_millis(800);
/// On a slow server these moments are longer, up to this long: the last call must get there before the window's end.
const LONGEST_NO_RESERVE: Duration = Duration::from_secs(3);

/// Who is waiting for a call. A lane goes before the lanes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// A person waits for it. Calls of each window are kept for this lane alone, fewer as the window's end comes near.
    Click,
    /// A message of a run.
    Send,
    /// Keeping the mirror in step.
    Background,
}

/// Calls of the present window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BudgetSnapshot {
    /// Calls made, by anybody with this token as far as the server told.
    pub used: u32,
    /// Calls allowed; none: unlimited, or not known yet.
    pub limit: Option<u32>,
}

/// The rate budget of one token. Clones are handles to the same one.
#[derive(Debug, Clone)]
pub struct RateBudget(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug)]
struct State {
    limit: Limit,
    /// Counts windows, so that an answer is not taken for one of a later window.
    window: u64,
    /// When the window ends; none until its first answer.
    ends: Option<Instant>,
    used: u32,
    in_flight: u32,
    /// From a turn to its answer, of late.
    round_trip: Duration,
    /// After a 429.
    stopped_until: Option<Instant>,
    /// Waiting, by lane.
    waiting: [u32; 3],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    Unknown,
    PerMinute(u32),
    Unlimited,
}

#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Now,
    At(Instant),
    /// When an answer comes in or somebody leaves the queue.
    Later,
}

impl State {
    /// Opens a new window when the old one is over. Calls still on their way may be counted in the new one.
    fn roll(&mut self, now: Instant) {
        let over = match self.stopped_until {
            Some(until) => until <= now,
            None => self.ends.is_some_and(|ends| ends <= now),
        };
        if over {
            self.open_window(self.in_flight, None);
        }
    }

    fn open_window(&mut self, used: u32, ends: Option<Instant>) {
        self.window += 1;
        self.used = used;
        self.ends = ends;
        self.stopped_until = None;
    }

    fn turn(&self, lane: Lane, now: Instant) -> Turn {
        if let Some(until) = self.stopped_until {
            return Turn::At(until);
        }
        let limit = match self.limit {
            Limit::Unlimited => return Turn::Now,
            Limit::PerMinute(limit) => limit,
            Limit::Unknown => ASSUMED,
        };
        if self.waiting[..lane as usize]
            .iter()
            .any(|&waiting| waiting > 0)
        {
            return Turn::Later;
        }
        let left = limit.saturating_sub(self.used);
        if left == 0 {
            return self.ends.map_or(Turn::Later, Turn::At);
        }
        // An untouched window never ends, so nothing may be held back in it.
        if lane == Lane::Click || self.used == 0 {
            return Turn::Now;
        }
        // What is kept for clicks melts evenly until the window's end, so that in the end every call is used.
        let reserve = (limit / 2).max(1);
        if left > reserve {
            return Turn::Now;
        }
        let Some(ends) = self.ends else {
            return Turn::Later;
        };
        let no_reserve = (self.round_trip + 2 * MARGIN).clamp(NO_RESERVE, LONGEST_NO_RESERVE);
        let opens = ends - no_reserve - (WINDOW - no_reserve) * (left - 1) / reserve;
        if opens <= now {
            Turn::Now
        } else {
            Turn::At(opens)
        }
    }
}

impl RateBudget {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared {
            state: Mutex::new(State {
                limit: Limit::Unknown,
                window: 0,
                ends: None,
                used: 0,
                in_flight: 0,
                round_trip: Duration::ZERO,
                stopped_until: None,
                waiting: [0; 3],
            }),
            changed: Notify::new(),
        }))
    }

    /// Where the present window stands.
    #[must_use]
    pub fn snapshot(&self) -> BudgetSnapshot {
        let mut state = self.state();
        state.roll(Instant::now());
        let limit = match state.limit {
            Limit::PerMinute(limit) => Some(limit),
            Limit::Unknown | Limit::Unlimited => None,
        };
        BudgetSnapshot {
            used: state.used,
            limit,
        }
    }

    /// Calls a minute, the server's default until it has told; none: unlimited.
    #[must_use]
    pub fn per_minute(&self) -> Option<u32> {
        match self.state().limit {
            Limit::Unlimited => None,
            Limit::PerMinute(limit) => Some(limit),
            Limit::Unknown => Some(ASSUMED),
        }
    }

    /// Takes in `api_calls_per_minute` of `GET /account/limits`, unless headers have told better already.
    pub(crate) fn learn(&self, calls: &LimitItem) {
        let mut state = self.state();
        if state.limit == Limit::Unknown {
            match calls.limit {
                _ if calls.is_unlimited => state.limit = Limit::Unlimited,
                Some(limit) if limit > 0 => {
                    state.limit = Limit::PerMinute(u32::try_from(limit).unwrap_or(u32::MAX))
                }
                Some(-1) => state.limit = Limit::Unlimited,
                _ => {}
            }
        }
        drop(state);
        self.0.changed.notify_waiters();
    }

    /// Waits for a call that may be made.
    ///
    /// # Errors
    /// How long it would take when that is later than `deadline`; a second when nobody can tell yet.
    pub(crate) async fn turn(
        &self,
        lane: Lane,
        deadline: Option<Instant>,
    ) -> Result<Ticket, Duration> {
        let mut place: Option<Place<'_>> = None;
        loop {
            // Made before looking, so that a change in between is not missed.
            let changed = self.0.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();

            let now = Instant::now();
            let turn = {
                let mut state = self.state();
                state.roll(now);
                let turn = state.turn(lane, now);
                if turn == Turn::Now {
                    let known = state.used - state.in_flight.min(state.used);
                    state.used += 1;
                    state.in_flight += 1;
                    let window = state.window;
                    drop(state);
                    return Ok(Ticket {
                        budget: self.clone(),
                        window,
                        taken: now,
                        at_least: known + 1,
                        settled: false,
                    });
                }
                turn
            };
            place.get_or_insert_with(|| Place::take(self, lane));
            let wake = match turn {
                Turn::At(at) if deadline.is_some_and(|deadline| at >= deadline) => {
                    return Err(at - now);
                }
                Turn::At(at) => Some(at),
                _ => deadline,
            };
            match wake {
                Some(at) => {
                    let _ = tokio::time::timeout_at(at, changed).await;
                    if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                        return Err(Duration::from_secs(1));
                    }
                }
                None => changed.await,
            }
        }
    }

    /// A 429: nobody calls until the server's time, or for a whole window when it names none. Returns how long that is:
    /// two windows at most, since somebody may be waiting for it in front of the screen.
    pub(crate) fn stop(&self, wait: Option<Duration>) -> Duration {
        let wait = wait
            .unwrap_or(WINDOW)
            .clamp(Duration::from_secs(1), 2 * WINDOW);
        let mut state = self.state();
        let until = Instant::now() + wait + MARGIN;
        state.stopped_until = Some(
            state
                .stopped_until
                .map_or(until, |before| before.max(until)),
        );
        if let Limit::PerMinute(limit) = state.limit {
            state.used = state.used.max(limit);
        }
        drop(state);
        self.0.changed.notify_waiters();
        wait
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue, given up when dropped.
struct Place<'a> {
    budget: &'a RateBudget,
    lane: Lane,
}

impl<'a> Place<'a> {
    fn take(budget: &'a RateBudget, lane: Lane) -> Self {
        budget.state().waiting[lane as usize] += 1;
        Self { budget, lane }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.budget.state().waiting[self.lane as usize] -= 1;
        self.budget.0.changed.notify_waiters();
    }
}

/// The right to make one call. Dropped without a word, the call counts as made.
#[derive(Debug)]
pub(crate) struct Ticket {
    budget: RateBudget,
    window: u64,
    taken: Instant,
    /// What the server's counter shows at least when it answers, unless its window began anew.
    at_least: u32,
    settled: bool,
}

impl Ticket {
    /// The server answered: its headers say how many calls it counted.
    pub(crate) fn answered(mut self, headers: &HeaderMap) {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::trim)
        };
        let limit = match text("x-ratelimit-limit") {
            Some("unlimited") => Some(Limit::Unlimited),
            Some(number) => number
                .parse()
                .ok()
                .filter(|limit| *limit > 0)
                .map(Limit::PerMinute),
            None => None,
        };
        let remaining = text("x-ratelimit-remaining").and_then(|number| number.parse::<u32>().ok());
        {
            let mut state = self.budget.state();
            state.round_trip = (state.round_trip * 3 + self.taken.elapsed()) / 4;
        }
        self.settle(|state, at_least, now| {
            let before = state.limit;
            state.limit = limit.unwrap_or(before);
            let lowered = matches!((before, state.limit), (Limit::PerMinute(b), Limit::PerMinute(l)) if l < b);
            state.ends = state.ends.or(Some(now + WINDOW + MARGIN));
            if let (Limit::PerMinute(limit), Some(remaining)) = (state.limit, remaining) {
                let counted = limit.saturating_sub(remaining);
                // A lower limit has nothing remaining for a while, which looks like few calls counted.
                if counted < at_least && !(lowered && remaining == 0) {
                    // The server began a new window earlier than was thought here: the old one had been opened by others.
                    state.open_window(counted + state.in_flight, Some(now + WINDOW + MARGIN));
                } else {
                    state.used = state.used.max(counted);
                }
            }
        });
    }

    /// The call begins now: how long the turn was held says nothing of the server.
    pub(crate) fn begin(mut self) -> Self {
        self.taken = Instant::now();
        self
    }

    /// The call never reached the server.
    pub(crate) fn not_used(mut self) {
        self.settle(|state, _, _| state.used = state.used.saturating_sub(1));
    }

    fn settle(&mut self, change: impl FnOnce(&mut State, u32, Instant)) {
        if std::mem::replace(&mut self.settled, true) {
            return;
        }
        let mut state = self.budget.state();
        state.in_flight -= 1;
        let now = Instant::now();
        state.roll(now);
        // An answer to a call of an earlier window says nothing about this one.
        if state.window == self.window {
            change(&mut state, self.at_least, now);
        }
        drop(state);
        self.budget.0.changed.notify_waiters();
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.settle(|state, _, now| state.ends = state.ends.or(Some(now + WINDOW + MARGIN)));
    }
}

#[cfg(test)]
mod tests;
