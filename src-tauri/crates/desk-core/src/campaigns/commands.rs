//! The commands on runs that were started.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, Zoned};

use super::{
    Campaign, CampaignReport, CampaignRows, CampaignRowsRequest, CampaignState, CampaignTotals,
    Estimate, ExportCampaign, Pace, RescheduleCampaign, RetryCampaign, RetryVerdict, SavedReport,
    SetPace, choose, export, pace, retry,
    rows::{self, Stored},
    states::Move,
    unknown,
};
use crate::{
    Desk,
    accounts::AccountId,
    desk::blocking,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    open_account::OpenAccount,
    outbox::ledger::runs,
    store, time,
};
use std::path::PathBuf;

/// The furthest a start may lie ahead.
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 366);

impl Desk {
    /// Counts of the runs of all accounts that are on now. An account that cannot be read has none.
    pub async fn campaigns_running(&self) -> Vec<CampaignTotals> {
        let mut running = Vec::new();
        for account in self.all() {
            let Ok(db) = account.db() else { continue };
            let of_account = db.read(|c| {
                rows::active(c)?
                    .into_iter()
                    .filter(|run| run.state == CampaignState::Running)
                    .map(|run| runs::totals(c, run.id))
                    .collect::<rusqlite::Result<Vec<_>>>()
            });
            running.extend(of_account.await.unwrap_or_default());
        }
        running
    }

    /// All runs, newest first.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_list(&self, account: &AccountId) -> Result<Vec<Campaign>, CommandError> {
        let account = self.account(account)?;
        let all = account.db()?.read(|c| {
            rows::all(c)?
                .into_iter()
                .map(|run| Ok((runs::totals(c, run.id)?, run)))
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        let all = all.await?.into_iter();
        Ok(all
            .map(|(totals, run)| shown(&account, run, totals))
            .collect())
    }

    /// A run with its reasons.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn campaigns_get(
        &self,
        account: &AccountId,
        campaign: i64,
    ) -> Result<CampaignReport, CommandError> {
        let account = self.account(account)?;
        let reasons = account
            .db()?
            .read(move |c| runs::reasons(c, campaign, Timestamp::now()));
        Ok(CampaignReport {
            reasons: reasons.await?,
            campaign: one(&account, campaign).await?,
        })
    }

    /// People of a run by position, of several tries the last.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_rows(
        &self,
        account: &AccountId,
        request: CampaignRowsRequest,
    ) -> Result<CampaignRows, CommandError> {
        let (total, rows) = self
            .account(account)?
            .db()?
            .read(move |c| runs::window(c, &request, Timestamp::now()))
            .await?;
        Ok(CampaignRows { total, rows })
    }

    /// The contacts among the people of a run that are asked for, each once, for a group; `offset` and `limit` do not
    /// count. Numbers that were no contact at the start are contacts once they were synced.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_contacts(
        &self,
        account: &AccountId,
        request: CampaignRowsRequest,
    ) -> Result<Vec<i64>, CommandError> {
        let account = self.account(account)?;
        let found = account.db()?.read(move |c| {
            let mut ids = Vec::new();
            for (_, phone) in runs::people(c, &request)? {
                ids.extend(choose::owner(c, &phone)?);
            }
            Ok(ids)
        });
        let mut ids = found.await?;
        let mut met = std::collections::HashSet::new();
        ids.retain(|id| met.insert(*id));
        Ok(ids)
    }

    /// Holds a run: no message begins once this returns.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when it does not run.
    pub async fn campaigns_pause(
        &self,
        account: &AccountId,
        campaign: i64,
    ) -> Result<Campaign, CommandError> {
        moved(&self.account(account)?, campaign, Move::Pause).await
    }

    /// Holds all runs that are under way; how many.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_pause_all(&self, account: &AccountId) -> Result<u32, CommandError> {
        let account = self.account(account)?;
        let held = account.db()?.write(|t| {
            let mut held = 0;
            for run in rows::active(t)? {
                held += u32::from(rows::step(t, run.id, Move::Pause)?.is_some());
            }
            Ok(held)
        });
        let held = held.await?;
        account.runs.changed(&account);
        Ok(held)
    }

    /// Lets a run go on that was held by a person or stopped by a rule. The template is asked for again first.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when it is not held.
    pub async fn campaigns_resume(
        &self,
        account: &AccountId,
        campaign: i64,
    ) -> Result<Campaign, CommandError> {
        let account = self.account(account)?;
        account.runs.forgive(campaign);
        moved(&account, campaign, Move::Resume).await
    }

    /// Ends a run: whoever was not called is cancelled. Calls under way are written down as they end.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when it has ended.
    pub async fn campaigns_cancel(
        &self,
        account: &AccountId,
        campaign: i64,
    ) -> Result<Campaign, CommandError> {
        moved(&self.account(account)?, campaign, Move::Cancel).await
    }

    /// Begins a run that waits for its time, or whose time was missed: now, or at another time.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when it waits for no time; `Invalid` with the field `starts_at`.
    pub async fn campaigns_reschedule(
        &self,
        account: &AccountId,
        request: RescheduleCampaign,
    ) -> Result<Campaign, CommandError> {
        let account = self.account(account)?;
        let id = request.campaign;
        match start_time(request.starts_at.as_deref(), Timestamp::now())? {
            None => moved(&account, id, Move::Begin).await,
            Some(at) => {
                let at = time::text(at);
                let done = account
                    .db()?
                    .write(move |t| rows::reschedule(t, id, &at))
                    .await?;
                if !done {
                    return Err(refuse(&account, id).await);
                }
                account.runs.changed(&account);
                one(&account, id).await
            }
        }
    }

    /// Goes faster or slower from now on.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with the field `pace`.
    pub async fn campaigns_set_pace(
        &self,
        account: &AccountId,
        request: SetPace,
    ) -> Result<Campaign, CommandError> {
        let account = self.account(account)?;
        checked_pace(&request.pace)?;
        let id = request.campaign;
        let done = account
            .db()?
            .write(move |t| rows::set_pace(t, id, &request.pace))
            .await?;
        if !done {
            return Err(no_run());
        }
        account.runs.pace_changed(id);
        account.runs.changed(&account);
        one(&account, id).await
    }

    /// Sends refused rows again that may be, as new rows of the same run.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` when none of them may be sent again now, or the run was cancelled.
    pub async fn campaigns_retry(
        &self,
        account: &AccountId,
        request: RetryCampaign,
    ) -> Result<Campaign, CommandError> {
        let account = self.account(account)?;
        let id = request.campaign;
        let added = account
            .db()?
            .write(move |t| {
                let Some(run) = rows::get(t, id)? else {
                    return Ok(None);
                };
                let now = Timestamp::now();
                let any = |list_is_empty: bool, listed: bool| list_is_empty || listed;
                let mut again = Vec::new();
                for (row, refusal, attempt, at) in runs::refused(t, id)? {
                    let wanted = any(
                        request.reasons.is_empty(),
                        request.reasons.contains(&refusal.key),
                    ) && any(request.rows.is_empty(), request.rows.contains(&row));
                    if wanted && retry::verdict(&refusal, attempt, &at, now) == RetryVerdict::Now {
                        again.push(runs::again(t, row)?);
                    }
                }
                if again.is_empty() || rows::step(t, id, Move::Reopen)?.is_none() {
                    return Ok(Some(0));
                }
                runs::plan(t, id, &run.template, &again)?;
                Ok(Some(again.len()))
            })
            .await?;
        match added {
            None => Err(no_run()),
            Some(0) => Err(CommandError::new(
                ErrorCode::Conflict,
                "nobody may be sent to again now",
            )),
            Some(_) => {
                account.runs.forgive(id);
                account.runs.changed(&account);
                one(&account, id).await
            }
        }
    }

    /// Writes a run's report into a folder, with the run's settings: of the people asked for, else every try of
    /// everybody.
    ///
    /// # Errors
    /// `NotFound`; `StoreFailed` when the file cannot be written.
    pub async fn campaigns_export(
        &self,
        account: &AccountId,
        request: ExportCampaign,
        folder: PathBuf,
    ) -> Result<SavedReport, CommandError> {
        let ExportCampaign { format, people } = request;
        let account = self.account(account)?;
        let run = one(&account, people.campaign).await?;
        let people = account
            .db()?
            .read(move |c| runs::all(c, &people, Timestamp::now()))
            .await?;
        blocking(move || {
            let path = export::write(&folder, format, &run.name, &export::report(&run, &people))
                .map_err(|error| store::failure(&folder, &error))?;
            Ok(SavedReport {
                path: path.display().to_string(),
                rows: u32::try_from(people.len()).unwrap_or(u32::MAX),
            })
        })
        .await
    }
}

/// A run as the bridge shows it.
pub(super) async fn one(account: &Arc<OpenAccount>, id: i64) -> Result<Campaign, CommandError> {
    let found = account
        .db()?
        .read(move |c| {
            let Some(run) = rows::get(c, id)? else {
                return Ok(None);
            };
            Ok(Some((runs::totals(c, id)?, run)))
        })
        .await?;
    let (totals, run) = found.ok_or_else(no_run)?;
    Ok(shown(account, run, totals))
}

fn shown(account: &OpenAccount, run: Stored, totals: CampaignTotals) -> Campaign {
    let running = run.state == CampaignState::Running;
    let estimate = if running {
        let limit = account
            .client_now()
            .and_then(|client| client.budget().snapshot().limit);
        let left = totals.planned + totals.in_flight;
        let pace = account.shared.heeded.pace(&run.settings.pace);
        pace::estimate(&pace, limit, left, &Zoned::now())
    } else {
        Estimate::default()
    };
    let waits = matches!(run.state, CampaignState::Scheduled | CampaignState::Missed);
    Campaign {
        waiting: account.runs.waiting(run.id).filter(|_| running),
        starts_at: run.starts_at.filter(|_| waits),
        id: run.id,
        name: run.name,
        template: run.template,
        settings: run.settings,
        funnel: run.funnel,
        state: run.state,
        stopped: run.stopped,
        created_at: run.created_at,
        started_at: run.started_at,
        ended_at: run.ended_at,
        totals,
        estimate,
    }
}

async fn moved(account: &Arc<OpenAccount>, id: i64, step: Move) -> Result<Campaign, CommandError> {
    let done = account
        .db()?
        .write(move |t| {
            let done = rows::step(t, id, step)?.is_some();
            if done && step == Move::Cancel {
                runs::cancel(t, id)?;
            }
            Ok(done)
        })
        .await?;
    if !done {
        return Err(refuse(account, id).await);
    }
    account.runs.changed(account);
    if matches!(step, Move::Pause | Move::Cancel) {
        unknown::after_end(account, id);
    }
    one(account, id).await
}

async fn refuse(account: &Arc<OpenAccount>, id: i64) -> CommandError {
    match one(account, id).await {
        Ok(run) => {
            let state = serde_json::to_value(run.state).unwrap_or_default();
            CommandError::new(ErrorCode::Conflict, "the run is not in a state for this")
                .with("state", state.as_str().unwrap_or_default())
        }
        Err(error) => error,
    }
}

fn no_run() -> CommandError {
    CommandError::new(ErrorCode::NotFound, "no such run")
}

/// The time of a start; none: now.
pub(super) fn start_time(
    text: Option<&str>,
    now: Timestamp,
) -> Result<Option<Timestamp>, CommandError> {
    let Some(text) = text else { return Ok(None) };
    let at: Option<Timestamp> = text.parse().ok();
    match at.filter(|at| *at > now && at.duration_since(now) < YEAR) {
        Some(at) => Ok(Some(at)),
        None => Err(CommandError::invalid(vec![wrong("starts_at")])),
    }
}

/// Refuses a time of the day that cannot be read.
pub(super) fn checked_pace(pace: &Pace) -> Result<(), CommandError> {
    match &pace.hours {
        Some(hours) if pace::read(hours).is_none() => {
            Err(CommandError::invalid(vec![wrong("pace")]))
        }
        _ => Ok(()),
    }
}

fn wrong(field: &str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: FieldErrorCode::NotInList,
        message: None,
        limit: None,
    }
}
