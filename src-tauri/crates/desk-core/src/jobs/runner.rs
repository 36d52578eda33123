//! The task of an account that makes the calls of its jobs, one after the other.
//!
//! Each call stands on disk before it is made, its outcome after, together with the change of the mirror. What is found
//! under way when the program opens is called again: every call of a job may be repeated.

use std::{sync::Arc, time::Duration};

use wacr_api::Client;

use super::{
    JobChange, JobState, JobWait, board, call, copy,
    course::Course,
    journal,
    journal::Head,
    last, listed, refused,
    rows::{self, Became, Tally},
    steps::CHUNK,
    take::{self, Taken},
    values::Values,
    verdict::{self, Verdict},
};
use crate::{error::CommandError, open_account::OpenAccount, selection};

/// What to do next.
pub(super) enum Next {
    /// On at once.
    On,
    /// Nothing until somebody rings.
    Idle,
    /// The same again, after this long or when somebody rings.
    After(JobWait, Duration),
}

/// The account's jobs; ends when it is aborted.
pub(crate) async fn run(account: Arc<OpenAccount>) {
    let Ok(db) = account.db() else { return };
    let old = db.write(|t| journal::forget_old(t, jiff::Timestamp::now()));
    if let Err(error) = old.await {
        tracing::warn!(%error, "old jobs were not forgotten");
    }
    let mut access = account.access();
    let mut course = Course::new(0);
    loop {
        // Made before looking, so that a ring in between is heard.
        let woken = account.jobs.wake.notified();
        let next = match turn(&account, &mut course).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(account = %account.id.0, %error, "a job is held up");
                // The store failed: nothing is sent that cannot be written down.
                Next::After(JobWait::Server, Duration::from_secs(10))
            }
        };
        let (waiting, wait) = match next {
            Next::On => (None, None),
            Next::Idle => (None, Some(Duration::MAX)),
            Next::After(what, wait) => (Some(what), Some(wait)),
        };
        if account.jobs.wait_for(waiting) {
            board::tell(&account);
        }
        let Some(wait) = wait else { continue };
        access.mark_unchanged();
        if waiting == Some(JobWait::Token) && account.client_now().is_some() {
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = woken => {}
            changed = access.changed() => if changed.is_err() { return },
        }
    }
}

async fn turn(account: &Arc<OpenAccount>, course: &mut Course) -> Result<Next, CommandError> {
    let db = account.db()?;
    let Some(head) = db.read(journal::head).await? else {
        return Ok(Next::Idle);
    };
    if course.job != head.id {
        *course = Course::new(head.id);
    }
    if !head.started {
        let id = head.id;
        db.write(move |t| journal::set_started(t, id)).await?;
        board::tell(account);
    }
    if head.change == JobChange::Delete
        && !head.copied
        && let Err(error) = copy::make(account, head.id).await
    {
        return stop(account, head.id, error).await;
    }
    let Some(client) = account.client_now() else {
        return Ok(Next::After(JobWait::Token, Duration::MAX));
    };
    let client = call::client(&client);
    let (most, mut cursor) = (course.most, course.cursor);
    let looked = head.clone();
    let (taken, cursor) = db
        .write(move |t| Ok((take::next(t, &looked, most, &mut cursor)?, cursor)))
        .await?;
    course.cursor = cursor;
    match taken {
        Taken::Held => Ok(Next::On),
        Taken::LookOn => {
            board::progress(account, false);
            Ok(Next::On)
        }
        Taken::Call(step, ids, values) => {
            one_call(account, &client, &head, course, step, ids, values).await
        }
        Taken::End => match last::make(account, &client, &head, course).await? {
            Some(next) => Ok(next),
            None => finish(account, &head).await,
        },
    }
}

async fn one_call(
    account: &Arc<OpenAccount>,
    client: &Client,
    head: &Head,
    course: &mut Course,
    at: usize,
    ids: Vec<i64>,
    values: Option<Values>,
) -> Result<Next, CommandError> {
    let db = account.db()?;
    let (job, step) = (head.id, head.steps[at]);
    let error = match call::make(client, step, &ids, values.as_ref()).await {
        Ok(answer) => {
            course.succeeded();
            course.passed(ids.len());
            let gone = matches!(answer, call::Answer::Deleted);
            account.written.note(&ids);
            db.write(move |t| {
                let mut tally = Tally::default();
                for id in &ids {
                    if gone {
                        rows::keep_name(t, job, *id)?;
                    }
                    rows::settle(t, job, *id, at, &Became::Done, &mut tally)?;
                }
                call::write_down(t, job, &ids, &answer)?;
                rows::count(t, job, &tally)
            })
            .await?;
            board::progress(account, true);
            return Ok(Next::On);
        }
        Err(error) => error,
    };
    let (perhaps, status) = (error.may_have_happened(), error.status);
    let mut error = account.refused(error).await;
    if !perhaps {
        db.write(move |t| rows::land(t, job)).await?;
    }
    let faults = course.failed(error.code);
    match verdict::of(step, &error, status, ids.len(), faults) {
        Verdict::Again(what, wait) => {
            tracing::info!(account = %account.id.0, job, %error, "a call of a job goes again later");
            Ok(Next::After(what, wait))
        }
        Verdict::Split => {
            course.split(ids.len());
            Ok(Next::On)
        }
        Verdict::Refused(places) => {
            course.most = CHUNK;
            course.look_again();
            let refused: Vec<i64> = places
                .iter()
                .filter_map(|at| ids.get(*at).copied())
                .collect();
            // It is of this contact alone now.
            error.fields.retain(|field| !field.field.contains('.'));
            refused::refuse(account, client, head, at, refused, error).await?;
            Ok(Next::On)
        }
        Verdict::Gone if values.is_some() => {
            refused::gone(account, job, at, ids).await?;
            Ok(Next::On)
        }
        Verdict::Gone => {
            // The group: nobody can be put into it or taken out of it.
            let all = db.read(move |c| listed::in_need(c, job, at)).await?;
            refused::settle_all(account, job, at, all, error).await?;
            Ok(Next::On)
        }
        Verdict::Stop => stop(account, job, error).await,
    }
}

/// A refusal that would meet every call holds the job.
pub(super) async fn stop(
    account: &Arc<OpenAccount>,
    job: i64,
    error: CommandError,
) -> Result<Next, CommandError> {
    tracing::info!(account = %account.id.0, job, %error, "a job is stopped");
    account
        .db()?
        .write(move |t| {
            let from = [JobState::Running];
            journal::set_state(t, job, &from, JobState::Stopped, Some(&error))
        })
        .await?;
    board::tell(account);
    Ok(Next::On)
}

/// All was tried. If the job was of the selection and that is still the same, those it failed for stay selected. The state
/// comes last: whatever ends the program before it, this is done again, and a selection done with has another revision.
async fn finish(account: &Arc<OpenAccount>, head: &Head) -> Result<Next, CommandError> {
    let job = head.id;
    let db = account.db()?;
    let (failed, selected) = db
        .read(move |c| Ok((listed::failed(c, job)?, journal::selected(c, job)?)))
        .await?;
    // Contacts first: who looks at the selection now must find those deleted gone.
    board::tell(account);
    if let Some(revision) = selected {
        selection::replace(account, failed, Some(revision)).await?;
    }
    db.write(move |t| {
        let from = [JobState::Running];
        journal::set_state(t, job, &from, JobState::Done, None)
    })
    .await?;
    board::tell(account);
    Ok(Next::On)
}
