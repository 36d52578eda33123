//! The one task of an account that gives runs their turns. It holds nothing that the ledger does not: it may end anywhere.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp, Zoned};
use tokio::{
    sync::Semaphore,
    time::{sleep, timeout},
};
use wacr_api::{Client, Lane};

use super::{
    CampaignState, Stopped, WaitReason, do_not_message,
    live::Live,
    one::{self, Job},
    pace::Calls,
    rows::{self, Stored},
    schedule::{self, Due},
    scribe::Scribe,
    states::Move,
    stop::{LAST, Recent},
    template, turns, unknown,
};
use crate::{
    error::{CommandError, ErrorCode},
    open_account::{Access, OpenAccount},
    outbox::ledger::runs::{self, Next},
    store::Db,
    sync, templates, time,
};

/// Calls under way at once, where the server sets no limit.
const AT_ONCE: usize = 8;
/// Rows taken out of the ledger at a time.
const AHEAD: u32 = 64;
/// The clock is looked at again at the latest after this: it may be set, or the computer may sleep.
const LOOK: Duration = Duration::from_secs(20);
/// After the database failed.
const BROKEN: Duration = Duration::from_secs(5);
/// A turn that takes longer is shown as waiting.
const SHOWN: Duration = Duration::from_millis(400);

struct Runner {
    account: Arc<OpenAccount>,
    scribe: Scribe,
    slots: Arc<Semaphore>,
    /// Those under way or to come, as the database had them when it was last looked at.
    active: BTreeMap<i64, Arc<Stored>>,
}

/// What a look came to.
enum Look {
    /// Look again at once.
    Again,
    /// When rung, or by then.
    By(Duration),
    /// The account is closing.
    End,
}

/// The account's runs; ends when it is aborted. Messages under way go on to their end.
pub(crate) async fn run(account: Arc<OpenAccount>) {
    let Ok(db) = account.db() else { return };
    let since = time::text(Timestamp::now() - SignedDuration::from_secs(8));
    if let Ok(people) = db.read(move |c| runs::people_since(c, &since)).await {
        account.runs.seed_pairs(people);
    }
    unknown::after_start(&account).await;
    do_not_message::keep_in_step(&account);
    let mut runner = Runner {
        scribe: Scribe::start(account.clone()),
        slots: Arc::new(Semaphore::new(AT_ONCE)),
        active: BTreeMap::new(),
        account,
    };
    let mut access = runner.account.access();
    let mut fresh = true;
    loop {
        if runner.account.runs.take_stale() || fresh {
            if let Err(error) = runner.read().await {
                tracing::error!(account = %runner.account.id.0, %error, "runs cannot be read");
                sleep(BROKEN).await;
                continue;
            }
            fresh = false;
        }
        let next = match runner.look().await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(account = %runner.account.id.0, %error, "a run cannot go on");
                fresh = true;
                Look::By(BROKEN)
            }
        };
        match next {
            Look::Again => tokio::task::yield_now().await,
            Look::End => return,
            Look::By(wait) => tokio::select! {
                () = runner.account.runs.ring.notified() => {}
                () = sleep(wait) => {}
                changed = access.changed() => if changed.is_err() { return },
            },
        }
    }
}

impl Runner {
    fn db(&self) -> Result<&Db, CommandError> {
        self.account.db()
    }

    /// Reads what is under way from the database.
    async fn read(&mut self) -> Result<(), CommandError> {
        let active = self.db()?.read(rows::active).await?;
        let known: Vec<i64> = self.account.runs.lock().lives.keys().copied().collect();
        for run in active
            .iter()
            .filter(|run| run.state == CampaignState::Running)
        {
            if known.contains(&run.id) {
                continue;
            }
            let (id, now) = (run.id, Zoned::now());
            let from = now
                .start_of_day()
                .map_or(now.timestamp(), |day| day.timestamp());
            let since = time::text(from.min(now.timestamp() - SignedDuration::from_hours(1)));
            let (settled, calls) = self
                .db()?
                .read(move |c| {
                    Ok((
                        runs::last_settled(c, id, LAST as u32)?,
                        runs::calls_since(c, id, &since)?,
                    ))
                })
                .await?;
            let live = Live::new(Recent::read(&settled), Calls::new(calls));
            self.account.runs.lock().lives.insert(id, live);
        }
        {
            let mut inner = self.account.runs.lock();
            // What ended is forgotten, but not while a message of it is under way.
            inner
                .lives
                .retain(|id, live| !live.busy.is_empty() || active.iter().any(|run| run.id == *id));
            for live in inner.lives.values_mut() {
                live.queue.clear();
            }
        }
        self.active = active
            .into_iter()
            .map(|run| (run.id, Arc::new(run)))
            .collect();
        Ok(())
    }

    /// Does the next thing there is to do.
    async fn look(&mut self) -> Result<Look, CommandError> {
        let mut by = LOOK;
        for run in self.active.values() {
            if run.state != CampaignState::Scheduled {
                continue;
            }
            let now = Timestamp::now();
            let step = match schedule::due(run.starts_at.as_deref(), now) {
                Due::Wait(at) => {
                    let wait = Duration::try_from(at.duration_since(now)).unwrap_or_default();
                    by = by.min(wait);
                    continue;
                }
                Due::Now => Move::Begin,
                Due::Missed => Move::Miss,
            };
            self.step(run.id, step).await?;
            return Ok(Look::Again);
        }
        let running: Vec<Arc<Stored>> = self
            .active
            .values()
            .filter(|run| run.state == CampaignState::Running)
            .cloned()
            .collect();
        if running.is_empty() {
            return Ok(Look::By(by));
        }
        let access = self.account.access().borrow().clone();
        let client = match access {
            Access::Ready(client) => client.lane(Lane::Send),
            Access::Idle | Access::Loading | Access::Refused(_) => {
                if matches!(access, Access::Idle) {
                    self.account.load_token();
                }
                self.show(&running, WaitReason::Token, None);
                return Ok(Look::By(by));
            }
        };
        if let Some(next) = self.fill(&running).await? {
            return Ok(next);
        }
        let Some((run, row)) = turns::choose(&self.account, &running, &mut by) else {
            return Ok(Look::By(by));
        };
        if !self.is_checked(run.id) {
            return self.check(&run, &client).await;
        }
        self.give_turn(run, row, client).await
    }

    async fn step(&self, id: i64, step: Move) -> Result<(), CommandError> {
        self.db()?.write(move |t| rows::step(t, id, step)).await?;
        self.account.runs.changed(&self.account);
        Ok(())
    }

    /// Shows what all of these wait for.
    fn show(&self, runs: &[Arc<Stored>], reason: WaitReason, until: Option<&str>) {
        let mut changed = false;
        {
            let mut inner = self.account.runs.lock();
            for run in runs {
                if let Some(live) = inner.lives.get_mut(&run.id) {
                    changed |= live.wait(reason, until.map(str::to_owned));
                }
            }
        }
        if changed {
            self.account.runs.tell(&self.account);
        }
    }

    /// Takes rows out of the ledger for runs that have none at hand, and ends those that have none left.
    async fn fill(&self, running: &[Arc<Stored>]) -> Result<Option<Look>, CommandError> {
        for run in running {
            let wanted = {
                let inner = self.account.runs.lock();
                inner
                    .lives
                    .get(&run.id)
                    .is_some_and(|live| live.queue.is_empty())
            };
            if !wanted {
                continue;
            }
            let id = run.id;
            let ahead = AHEAD + AT_ONCE as u32;
            let (next, totals) = self
                .db()?
                .read(move |c| {
                    let next = runs::next(c, id, ahead)?;
                    let totals = next.is_empty().then(|| runs::totals(c, id)).transpose()?;
                    Ok((next, totals))
                })
                .await?;
            let ended = {
                let mut inner = self.account.runs.lock();
                let Some(live) = inner.lives.get_mut(&id) else {
                    continue;
                };
                // A row may be on its way to be called and still be planned in the ledger.
                live.queue = next
                    .into_iter()
                    .filter(|row| !live.busy.contains(&row.id))
                    .collect();
                live.busy.is_empty()
                    && totals.is_some_and(|totals| totals.planned + totals.in_flight == 0)
            };
            if ended {
                self.step(id, Move::Finish).await?;
                unknown::after_end(&self.account, id);
                return Ok(Some(Look::Again));
            }
        }
        Ok(None)
    }

    fn is_checked(&self, campaign: i64) -> bool {
        let inner = self.account.runs.lock();
        inner.lives.get(&campaign).is_some_and(|live| live.checked)
    }

    /// Reads the template again from the server before a run begins or goes on.
    async fn check(&self, run: &Arc<Stored>, client: &Client) -> Result<Look, CommandError> {
        let reason = match sync::lists::templates(&self.account, &client.lane(Lane::Click)).await {
            Ok(()) => {
                let id = run.template.template_id.clone();
                let now = self
                    .db()?
                    .read(move |c| templates::rows::get(c, &id))
                    .await?;
                template::compare(&run.template, now.as_ref())
            }
            // Without that scope nobody can look; the first refusal tells.
            Err(error) if error.code == ErrorCode::ScopeMissing => None,
            Err(error) => {
                tracing::info!(account = %self.account.id.0, %error, "a run waits for the server");
                let mut inner = self.account.runs.lock();
                inner.cannot_reach();
                if let Some(live) = inner.lives.get_mut(&run.id) {
                    live.queue.clear();
                }
                return Ok(Look::Again);
            }
        };
        match reason {
            Some(reason) => {
                let (id, at) = (run.id, time::now());
                let stopped = Stopped { reason, at };
                self.db()?
                    .write(move |t| rows::stop(t, id, &stopped))
                    .await?;
                self.account.runs.changed(&self.account);
            }
            None => {
                let mut inner = self.account.runs.lock();
                inner.offline = None;
                if let Some(live) = inner.lives.get_mut(&run.id) {
                    live.checked = true;
                    live.queue.clear();
                }
            }
        }
        Ok(Look::Again)
    }

    /// Waits for a call that may be made, and makes it. Nothing is in flight while it waits; a change puts the row back.
    async fn give_turn(
        &self,
        run: Arc<Stored>,
        row: Next,
        client: Client,
    ) -> Result<Look, CommandError> {
        let put_back = |row: Next| {
            if let Some(live) = self.account.runs.lock().lives.get_mut(&run.id) {
                live.queue.push_front(row);
            }
        };
        let Ok(slot) = self.slots.clone().try_acquire_owned() else {
            put_back(row);
            // A call that ends rings.
            return Ok(Look::By(LOOK));
        };
        let turn = match timeout(SHOWN, client.turn()).await {
            Ok(turn) => turn,
            Err(_) => {
                self.show(std::slice::from_ref(&run), WaitReason::RateLimit, None);
                tokio::select! {
                    turn = client.turn() => turn,
                    () = self.account.runs.ring.notified() => {
                        put_back(row);
                        return Ok(Look::Again);
                    }
                }
            }
        };
        let Some(permit) = self.account.send_permit().await else {
            return Ok(Look::End);
        };
        let pace = self.account.shared.heeded.pace(&run.settings.pace);
        self.account.runs.lock().begin(run.id, &row, &pace);
        // Not one of the account's background tasks: those are aborted, this never is.
        tokio::spawn(one::send(Job {
            account: self.account.clone(),
            scribe: self.scribe.clone(),
            client,
            turn,
            slot,
            permit,
            run,
            row,
        }));
        Ok(Look::Again)
    }
}
