//! The end of a move or merge: the group, source or status nobody has any more is deleted. People who came to it meanwhile,
//! and whom the mirror did not know, are moved first.

use std::sync::Arc;

use wacr_api::{Client, Compare, ContactFilter, ListQuery};

use super::{
    JobChange, Label, ListKind,
    course::Course,
    journal,
    journal::Head,
    rows::{self, Reopened, Tally},
    runner::{Next, stop},
    steps,
    steps::Step,
    take,
    values::Values,
    verdict::{self, Verdict},
};
use crate::{
    error::{CommandError, ErrorCode},
    lists,
    open_account::OpenAccount,
    sync,
};

/// How often people are taken out who came back.
const AGAIN: u32 = 3;

/// Deletes what is to be deleted at the end. None when there is nothing (more).
pub(super) async fn make(
    account: &Arc<OpenAccount>,
    client: &Client,
    head: &Head,
    course: &mut Course,
) -> Result<Option<Next>, CommandError> {
    let Some(label) = steps::last(&head.change).filter(|_| head.last_left) else {
        return Ok(None);
    };
    // The server refuses to delete a source or a status that is in use, but not a group (contract 17.5).
    let error = if label.list == ListKind::Groups {
        match came_late(account, client, head, course, label).await {
            Ok(Late::Nobody) => match lists::remove(account, label.list.into(), label.id).await {
                Ok(()) => return done(account, head).await,
                Err(error) => error,
            },
            Ok(Late::Some) => return look_again(course),
            Ok(Late::Stuck(contacts)) => return stopped(account, head, conflict(contacts)).await,
            Err(error) => error,
        }
    } else {
        match lists::remove(account, label.list.into(), label.id).await {
            Ok(()) => return done(account, head).await,
            Err(error) if error.code == ErrorCode::Conflict => {
                match came_late(account, client, head, course, label).await {
                    Ok(Late::Some) => return look_again(course),
                    Ok(Late::Nobody | Late::Stuck(_)) => error,
                    Err(error) => error,
                }
            }
            Err(error) => error,
        }
    };
    let faults = course.failed(error.code);
    match error.code {
        ErrorCode::NotFound => done(account, head).await,
        ErrorCode::Conflict => stopped(account, head, error).await,
        _ => match verdict::of(Step::Delete, &error, None, 1, faults) {
            Verdict::Again(what, wait) => Ok(Some(Next::After(what, wait))),
            _ => stopped(account, head, error).await,
        },
    }
}

async fn done(account: &Arc<OpenAccount>, head: &Head) -> Result<Option<Next>, CommandError> {
    let job = head.id;
    account
        .db()?
        .write(move |t| journal::last_done(t, job))
        .await?;
    Ok(Some(Next::On))
}

async fn stopped(
    account: &Arc<OpenAccount>,
    head: &Head,
    error: CommandError,
) -> Result<Option<Next>, CommandError> {
    stop(account, head.id, error).await.map(Some)
}

fn look_again(course: &mut Course) -> Result<Option<Next>, CommandError> {
    course.succeeded();
    course.look_again();
    Ok(Some(Next::On))
}

fn conflict(contacts: u32) -> CommandError {
    CommandError::new(ErrorCode::Conflict, "people are still in it").with("contacts", contacts)
}

/// Who still has the entry, by the server.
enum Late {
    Nobody,
    /// They are contacts of the job now.
    Some,
    /// Only such that were refused, or that no step takes away from it.
    Stuck(u32),
}

async fn came_late(
    account: &Arc<OpenAccount>,
    client: &Client,
    head: &Head,
    course: &mut Course,
    label: Label,
) -> Result<Late, CommandError> {
    let field = match label.list {
        ListKind::Groups => ContactFilter::GroupId,
        ListKind::Sources => ContactFilter::SourceId,
        ListKind::Statuses => ContactFilter::StatusId,
    };
    let query = ListQuery::new()
        .filter(field, Compare::Is(label.id.to_string()))
        .per_page(steps::CHUNK);
    let asked = account.written.asked();
    let page = match client.list_contacts(&query).await {
        Ok(reply) => reply.data,
        Err(error) => return Err(account.refused(error).await),
    };
    if page.rows.is_empty() {
        return Ok(Late::Nobody);
    }
    let ids: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
    let total = page.pagination.total;
    sync::contacts::store(account, asked, page.rows).await?;
    let (job, steps, change) = (head.id, head.steps.clone(), head.change.clone());
    let (fresh, again) = account
        .db()?
        .write(move |t| {
            let (mut fresh, mut again) = (false, false);
            let mut tally = Tally::default();
            for id in ids {
                let todo = needs(t, &change, &steps, id)?;
                if todo != 0 {
                    let reopened = rows::reopen(t, job, id, todo, &mut tally)?;
                    fresh |= reopened == Reopened::Fresh;
                    again |= reopened == Reopened::Again;
                }
            }
            rows::count(t, job, &tally)?;
            Ok((fresh, again))
        })
        .await?;
    // Somebody who puts people in again and again is stronger.
    course.again = if fresh { 0 } else { course.again + 1 };
    Ok(if fresh || (again && course.again <= AGAIN) {
        Late::Some
    } else {
        Late::Stuck(total)
    })
}

/// The steps a contact needs, by the mirror.
fn needs(
    connection: &rusqlite::Connection,
    change: &JobChange,
    steps: &[Step],
    contact: i64,
) -> rusqlite::Result<u64> {
    let mut todo = 0;
    let Some(now) = take::fields(connection, contact)? else {
        return Ok(0);
    };
    for (at, step) in steps.iter().enumerate() {
        let needed = match step {
            Step::Add { group } => !take::member(connection, *group, contact)?,
            Step::Remove { group } => take::member(connection, *group, contact)?,
            Step::Set => match change {
                JobChange::Edit { edit, .. } => !Values::wanted(edit).differing(&now).is_empty(),
                _ => false,
            },
            Step::Delete => false,
        };
        todo |= u64::from(needed) << at;
    }
    Ok(todo)
}
