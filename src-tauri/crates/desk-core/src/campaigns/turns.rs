//! Whose turn it is, and what the others wait for.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Zoned};
use tokio::time::Instant;

use super::{Pace, WaitReason, live::Inner, rows::Stored};
use crate::{open_account::OpenAccount, outbox::ledger::runs::Next, time};

/// The run and the row whose turn it is. None: shows what each waits for, and by when to look again.
pub(super) fn choose(
    account: &Arc<OpenAccount>,
    running: &[Arc<Stored>],
    by: &mut Duration,
) -> Option<(Arc<Stored>, Next)> {
    let (now, clock) = (Instant::now(), Zoned::now());
    let mut inner = account.runs.lock();
    let inner = &mut *inner;
    let mut changed = false;
    let mut best: Option<(Option<Instant>, Arc<Stored>)> = None;
    for run in running {
        let pace = account.shared.heeded.pace(&run.settings.pace);
        let held = held(inner, run.id, &pace, now, &clock);
        let Some(live) = inner.lives.get_mut(&run.id) else {
            continue;
        };
        if live.queue.is_empty() {
            continue;
        }
        match held {
            Some((wait, reason)) => {
                *by = (*by).min(wait);
                let until = clock.timestamp()
                    + SignedDuration::try_from(wait).unwrap_or(SignedDuration::ZERO);
                changed |= live.wait(reason, Some(time::text(until)));
                if reason == WaitReason::Offline
                    && let (Some(waiting), Some(offline)) = (&mut live.waiting, &inner.offline)
                {
                    waiting.since.clone_from(&offline.since);
                }
            }
            None if best.as_ref().is_none_or(|(turn, _)| live.turn < *turn) => {
                best = Some((live.turn, run.clone()));
            }
            None => {}
        }
    }
    let chosen = best.and_then(|(_, run)| {
        let place = free(inner, run.id)?;
        let row = inner.lives.get_mut(&run.id)?.queue.remove(place)?;
        Some((run, row))
    });
    if changed {
        account.runs.tell(account);
    }
    chosen
}

/// What holds a run, and how long; none: it may go on.
fn held(
    inner: &Inner,
    run: i64,
    pace: &Pace,
    now: Instant,
    clock: &Zoned,
) -> Option<(Duration, WaitReason)> {
    let left = |until: Instant| Some(until.saturating_duration_since(now)).filter(|w| !w.is_zero());
    if let Some(wait) = inner
        .offline
        .as_ref()
        .and_then(|offline| left(offline.until))
    {
        return Some((wait, WaitReason::Offline));
    }
    let live = inner.lives.get(&run)?;
    if let Some(wait) = live.hold.and_then(left) {
        return Some((wait, WaitReason::SlowDown));
    }
    if let Some((until, reason)) = live.calls.next(pace, clock) {
        let wait = until.duration_since(clock.timestamp());
        return Some((Duration::try_from(wait).unwrap_or_default(), reason));
    }
    if free(inner, run).is_none() {
        let first = live
            .queue
            .iter()
            .filter_map(|row| inner.pair_until(&row.person))
            .min();
        return first
            .and_then(left)
            .map(|wait| (wait, WaitReason::PairRate));
    }
    None
}

/// The first row at hand whose person was not sent to a moment ago.
fn free(inner: &Inner, campaign: i64) -> Option<usize> {
    let live = inner.lives.get(&campaign)?;
    live.queue
        .iter()
        .position(|row| inner.pair_until(&row.person).is_none())
}
