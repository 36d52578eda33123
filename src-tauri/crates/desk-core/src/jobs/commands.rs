//! The commands on jobs.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{
    Job, JobChange, JobPlan, JobPlanRequest, JobRow, JobRowsRequest, JobStart, JobState, JobWho,
    board, journal,
    journal::Beside,
    listed,
    prepare::{self, People},
    steps,
};
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    open_account::OpenAccount,
    selection::{self, Selection},
};

/// More people than this are deleted only if their number is typed.
const TYPED_ABOVE: u32 = 50;
/// After a job the mirror is not asked to look for so long.
const RESTED: SignedDuration = SignedDuration::from_secs(5);

impl Desk {
    /// What a job would do, and what it costs. Nothing is sent.
    ///
    /// # Errors
    /// `Invalid` with fields; of an undo `NotFound`, and `Conflict` when the job is not over or cannot be set back.
    pub async fn jobs_plan(
        &self,
        account: &AccountId,
        request: JobPlanRequest,
    ) -> Result<JobPlan, CommandError> {
        let account = self.account(account)?;
        let db = account.db()?;
        let JobPlanRequest { who, change } = request;
        let asked = change.clone();
        let errors = db.read(move |c| prepare::check(c, &asked)).await?;
        if !errors.is_empty() {
            return Err(CommandError::invalid(errors));
        }
        let prepared = if let JobChange::Undo { job } = change {
            let job = one(&account, job).await?;
            // What somebody changed meanwhile is left alone as soon as it is known. Right after the job a page could be
            // taken for newer than the undo: the server's times are whole seconds.
            if rested(job.finished_at.as_deref()) {
                account.look.notify_one();
            }
            let undo = db.read(move |c| prepare::undo(c, &job)).await?;
            undo.ok_or_else(prepare::not_undoable)?
        } else {
            let (people, selected) = people(&account, who, &change).await?;
            let asked = change.clone();
            db.read(move |c| prepare::change(c, people, asked, selected))
                .await?
        };
        let planned = prepared.planned;
        let last = steps::last(&planned.change);
        let per_minute = per_minute(&account);
        let needed = planned.steps.iter().enumerate().map(|(at, step)| {
            let rows = planned.rows.iter().filter(|row| row.todo & (1 << at) != 0);
            (*step, rows.count() as u32)
        });
        let calls = steps::calls(needed, last.is_some());
        let missing = account.entry().account.missing_scopes;
        let missing_scope = steps::scopes(&planned.steps, last)
            .into_iter()
            .find(|scope| missing.iter().any(|known| known == scope))
            .map(str::to_owned);
        let left_alone = planned.rows.len() as u32;
        Ok(JobPlan {
            change: planned.change.clone(),
            people: planned.people,
            changing: prepared.changing,
            unchanged: planned.people.saturating_sub(left_alone),
            conflicts: prepared.conflicts,
            calls,
            seconds: steps::seconds(calls, per_minute),
            per_minute,
            first: prepared.first,
            type_count: planned.change == JobChange::Delete && planned.people > TYPED_ABOVE,
            missing_scope,
            id: account.jobs.keep(planned),
        })
    }

    /// Starts a planned job, or puts it in line behind the others. A plan can be started once.
    ///
    /// # Errors
    /// `SnapshotGone` when the plan was dropped or started; `Invalid` with field `typed`.
    pub async fn jobs_start(
        &self,
        account: &AccountId,
        start: JobStart,
    ) -> Result<Job, CommandError> {
        let account = self.account(account)?;
        let gone = || CommandError::new(ErrorCode::SnapshotGone, "plan it again");
        let plan = account.jobs.plan(&start.plan).ok_or_else(gone)?;
        if plan.change == JobChange::Delete
            && plan.people > TYPED_ABOVE
            && start.typed != Some(plan.people)
        {
            let code = match start.typed {
                None => FieldErrorCode::Required,
                Some(_) => FieldErrorCode::NotInList,
            };
            return Err(CommandError::invalid(vec![FieldError {
                field: "typed".into(),
                code,
                message: None,
                limit: None,
            }]));
        }
        if !account.jobs.drop_plan(&start.plan) {
            return Err(gone());
        }
        let job = account
            .db()?
            .write(move |t| journal::insert(t, &plan))
            .await?;
        account.jobs.wake.notify_one();
        board::tell(&account);
        one(&account, job).await
    }

    /// The jobs of the last 30 days, newest first.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_list(&self, account: &AccountId) -> Result<Vec<Job>, CommandError> {
        let account = self.account(account)?;
        let beside = beside(&account);
        account.db()?.read(move |c| journal::all(c, beside)).await
    }

    /// Holds a job after the call under way. One that is not running stays as it is.
    ///
    /// # Errors
    /// `NotFound`, `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_pause(&self, account: &AccountId, job: i64) -> Result<Job, CommandError> {
        let from = &[JobState::Running];
        self.set_job_state(account, job, from, JobState::Paused)
            .await
    }

    /// Lets a held or stopped job go on.
    ///
    /// # Errors
    /// `NotFound`, `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_resume(&self, account: &AccountId, job: i64) -> Result<Job, CommandError> {
        let from = &[JobState::Paused, JobState::Stopped];
        self.set_job_state(account, job, from, JobState::Running)
            .await
    }

    /// Ends a job after the call under way; what was done stays done.
    ///
    /// # Errors
    /// `NotFound`, `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_cancel(&self, account: &AccountId, job: i64) -> Result<Job, CommandError> {
        let from = &[JobState::Running, JobState::Paused, JobState::Stopped];
        self.set_job_state(account, job, from, JobState::Cancelled)
            .await
    }

    /// What became of a job's contacts.
    ///
    /// # Errors
    /// `NotFound`, `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_rows(
        &self,
        account: &AccountId,
        request: JobRowsRequest,
    ) -> Result<Vec<JobRow>, CommandError> {
        let account = self.account(account)?;
        known(&account, request.job).await?;
        let JobRowsRequest {
            job,
            state,
            offset,
            limit,
        } = request;
        account
            .db()?
            .read(move |c| listed::window(c, job, state, offset, limit))
            .await
    }

    /// Selects those a job failed for, and nobody else.
    ///
    /// # Errors
    /// `NotFound`, `AccountUnknown`, `StoreFailed`.
    pub async fn jobs_select_failed(
        &self,
        account: &AccountId,
        job: i64,
    ) -> Result<Selection, CommandError> {
        let account = self.account(account)?;
        known(&account, job).await?;
        let failed = account.db()?.read(move |c| listed::failed(c, job)).await?;
        selection::replace(&account, failed, None).await
    }

    async fn set_job_state(
        &self,
        account: &AccountId,
        job: i64,
        from: &'static [JobState],
        to: JobState,
    ) -> Result<Job, CommandError> {
        let account = self.account(account)?;
        let changed = account
            .db()?
            .write(move |t| journal::set_state(t, job, from, to, None))
            .await?;
        if changed {
            account.jobs.wake.notify_one();
            board::tell(&account);
        }
        one(&account, job).await
    }
}

/// Whether this was a while ago.
fn rested(finished: Option<&str>) -> bool {
    let finished = finished.and_then(|at| at.parse::<Timestamp>().ok());
    finished.is_none_or(|at| Timestamp::now().duration_since(at) > RESTED)
}

async fn people(
    account: &Arc<OpenAccount>,
    who: JobWho,
    change: &JobChange,
) -> Result<(People, Option<u64>), CommandError> {
    use crate::lists::List;
    Ok(match (change, who) {
        (JobChange::MergeGroups { from, .. }, _) => (People::Members(List::Groups, *from), None),
        (_, JobWho::Selection) => {
            let (ids, revision) = selection::chosen(account).await?;
            (People::Of(ids), Some(revision))
        }
        (_, JobWho::Ids { ids }) => (People::Of(ids.into_iter().collect()), None),
        (_, JobWho::Members { list, id }) => (People::Members(list.into(), id), None),
    })
}

async fn one(account: &Arc<OpenAccount>, job: i64) -> Result<Job, CommandError> {
    let beside = beside(account);
    let found = account
        .db()?
        .read(move |c| journal::get(c, job, beside))
        .await?;
    found.ok_or_else(unknown)
}

async fn known(account: &Arc<OpenAccount>, job: i64) -> Result<(), CommandError> {
    let known = account.db()?.read(move |c| prepare::exists(c, job)).await?;
    if known { Ok(()) } else { Err(unknown()) }
}

fn unknown() -> CommandError {
    CommandError::new(ErrorCode::NotFound, "no such job")
}

fn beside(account: &OpenAccount) -> Beside {
    Beside {
        per_minute: per_minute(account),
        waiting: account.jobs.waiting(),
    }
}

/// Calls a minute; the server's default until it has said.
fn per_minute(account: &OpenAccount) -> Option<u32> {
    account
        .client_now()
        .map_or(Some(60), |client| client.budget().per_minute())
}
