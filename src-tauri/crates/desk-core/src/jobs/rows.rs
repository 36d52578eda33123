//! The contacts of jobs in the database: what each still needs, what was done, and why not.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{JobRow, JobRowState, journal::json, plan, steps::Step, values::Values};
use crate::{error::CommandError, selection::Ids};

/// Most rows of one answer.
const WINDOW: u32 = 500;

/// What became of a contact in a step.
pub(super) enum Became<'a> {
    /// It was done.
    Done,
    /// It was not needed (any more).
    NotNeeded,
    /// It was refused.
    Refused(&'a CommandError),
    /// Somebody changed it since.
    Conflict,
    /// The contact is gone: nothing can be done for it.
    Gone(&'a CommandError),
}

/// Counts of a transaction, written to the job at its end.
#[derive(Debug)]
pub(super) struct Tally {
    done: i64,
    failed: i64,
    skipped: i64,
    /// By step.
    left: [i64; 64],
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            done: 0,
            failed: 0,
            skipped: 0,
            left: [0; 64],
        }
    }
}

/// Writes down the contacts of a new job: those that need the same steps by one statement, since there may be 200,000.
pub(super) fn insert_all(
    connection: &Connection,
    job: i64,
    rows: &[plan::Row],
) -> rusqlite::Result<()> {
    let mut alike: BTreeMap<u64, Vec<i64>> = BTreeMap::new();
    for row in rows {
        if row.values.is_some() || row.conflict || row.todo == 0 {
            insert(connection, job, row)?;
        } else {
            alike.entry(row.todo).or_default().push(row.contact);
        }
    }
    for (todo, contacts) in alike {
        connection
            .prepare_cached(
                "INSERT INTO job_row (job, contact, state, todo)
                 SELECT ?1, value, 'waiting', ?2 FROM json_each(?3)",
            )?
            .execute(params![job, todo.cast_signed(), json(&contacts)?])?;
    }
    Ok(())
}

/// Writes down a contact of a new job.
fn insert(connection: &Connection, job: i64, row: &plan::Row) -> rusqlite::Result<()> {
    let values = row.values.as_deref();
    connection
        .prepare_cached(
            "INSERT INTO job_row (job, contact, state, todo, conflict, old_values, new_values)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            job,
            row.contact,
            if row.todo == 0 { "conflict" } else { "waiting" },
            row.todo.cast_signed(),
            row.conflict,
            values.map(|(old, _)| json(old)).transpose()?,
            values.map(|(_, new)| json(new)).transpose()?,
        ])?;
    Ok(())
}

/// Marks a call about this contact as under way.
pub(super) fn fly(
    connection: &Connection,
    job: i64,
    contact: i64,
    step: usize,
    values: Option<(&Values, &Values)>,
    conflict: bool,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE job_row SET state = 'in_flight', flying = ?3, conflict = conflict | ?6, old_values = coalesce(?4, old_values),
                new_values = coalesce(?5, new_values) WHERE job = ?1 AND contact = ?2",
        )?
        .execute(params![
            job,
            contact,
            1i64 << step,
            values.map(|(old, _)| json(old)).transpose()?,
            values.map(|(_, new)| json(new)).transpose()?,
            conflict,
        ])?;
    Ok(())
}

/// The call did certainly not happen: its contacts wait again.
pub(super) fn land(connection: &Connection, job: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE job_row SET state = 'waiting', flying = 0 WHERE job = ?1 AND state = 'in_flight'",
        )?
        .execute([job])?;
    Ok(())
}

/// Writes down what became of a contact in a step.
pub(super) fn settle(
    connection: &Connection,
    job: i64,
    contact: i64,
    step: usize,
    became: &Became<'_>,
    tally: &mut Tally,
) -> rusqlite::Result<()> {
    let (before, mut did, mut failed, mut conflict): (i64, i64, i64, bool) = connection
        .prepare_cached(
            "SELECT todo, did, failed, conflict FROM job_row WHERE job = ?1 AND contact = ?2",
        )?
        .query_row([job, contact], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let bit = 1i64 << step;
    let mut todo = before & !bit;
    let mut error = None;
    let mut gone = false;
    match became {
        Became::Done => did |= bit,
        Became::NotNeeded => {}
        Became::Conflict => conflict = true,
        Became::Refused(why) => {
            failed |= bit;
            error = Some(json(*why)?);
        }
        Became::Gone(why) => {
            todo = 0;
            gone = true;
            error = Some(json(*why)?);
        }
    }
    let state = if todo != 0 {
        "waiting"
    } else if failed != 0 {
        "failed"
    } else if gone {
        "skipped"
    } else if conflict {
        "conflict"
    } else if did != 0 {
        "done"
    } else {
        "skipped"
    };
    connection
        .prepare_cached(
            "UPDATE job_row SET state = ?3, todo = ?4, did = ?5, failed = ?6, conflict = ?7, flying = 0,
                error = coalesce(?8, error) WHERE job = ?1 AND contact = ?2",
        )?
        .execute(params![job, contact, state, todo, did, failed, conflict, error])?;
    for (at, left) in tally.left.iter_mut().enumerate() {
        if (before & !todo) >> at & 1 == 1 {
            *left -= 1;
        }
    }
    if before != 0 && todo == 0 {
        match state {
            "done" => tally.done += 1,
            "failed" => tally.failed += 1,
            _ => tally.skipped += 1,
        }
    }
    Ok(())
}

/// What came of opening a contact for more steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reopened {
    /// It came late.
    Fresh,
    /// These steps were done for it before: somebody changed it again.
    Again,
    /// It was refused before: another try would meet the same.
    Refused,
}

/// Opens a contact for more steps.
pub(super) fn reopen(
    connection: &Connection,
    job: i64,
    contact: i64,
    todo: u64,
    tally: &mut Tally,
) -> rusqlite::Result<Reopened> {
    let found: Option<(i64, i64, String, i64)> = connection
        .prepare_cached(
            "SELECT todo, failed, state, did FROM job_row WHERE job = ?1 AND contact = ?2",
        )?
        .query_row([job, contact], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let mut reopened = Reopened::Fresh;
    let before = match found {
        Some((_, failed, ..)) if failed != 0 => return Ok(Reopened::Refused),
        Some((before, _, state, did)) => {
            if did & todo.cast_signed() != 0 {
                reopened = Reopened::Again;
            }
            match state.as_str() {
                "done" => tally.done -= 1,
                "skipped" | "conflict" => tally.skipped -= 1,
                _ => {}
            }
            connection
                .prepare_cached(
                    "UPDATE job_row SET state = 'waiting', todo = todo | ?3 WHERE job = ?1 AND contact = ?2",
                )?
                .execute(params![job, contact, todo.cast_signed()])?;
            before
        }
        None => {
            let row = plan::Row {
                contact,
                todo,
                conflict: false,
                values: None,
            };
            insert(connection, job, &row)?;
            connection
                .prepare_cached("UPDATE job SET people = people + 1 WHERE id = ?1")?
                .execute([job])?;
            0
        }
    };
    for (at, left) in tally.left.iter_mut().enumerate() {
        if (todo.cast_signed() & !before) >> at & 1 == 1 {
            *left += 1;
        }
    }
    Ok(reopened)
}

/// Adds the counts of a transaction to the job's.
pub(super) fn count(connection: &Connection, job: i64, tally: &Tally) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE job SET done = done + ?2, failed = failed + ?3, skipped = skipped + ?4 WHERE id = ?1",
        )?
        .execute(params![job, tally.done, tally.failed, tally.skipped])?;
    for (step, left) in tally
        .left
        .iter()
        .enumerate()
        .filter(|(_, left)| **left != 0)
    {
        connection
            .prepare_cached(
                "UPDATE job_step SET contacts_left = contacts_left + ?3 WHERE job = ?1 AND step = ?2",
            )?
            .execute(params![job, step as i64, left])?;
    }
    Ok(())
}

/// No contact needs a step any more, whatever was counted.
pub(super) fn none_left(connection: &Connection, job: i64, step: usize) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE job_step SET contacts_left = 0 WHERE job = ?1 AND step = ?2")?
        .execute(params![job, step as i64])?;
    Ok(())
}

/// Keeps what a contact was called, before it leaves the mirror.
pub(super) fn keep_name(connection: &Connection, job: i64, contact: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE job_row SET (name, phone) = (SELECT trim(firstname || ' ' || lastname), phone FROM contact
                WHERE id = ?2) WHERE job = ?1 AND contact = ?2 AND EXISTS (SELECT 1 FROM contact WHERE id = ?2)",
        )?
        .execute([job, contact])?;
    Ok(())
}

/// Contacts of a job, in one state or all.
pub(super) fn window(
    connection: &Connection,
    job: i64,
    state: Option<JobRowState>,
    offset: u32,
    limit: u32,
) -> rusqlite::Result<Vec<JobRow>> {
    // The state stands in the text, so that the index over the special ones is used.
    let of = state.map_or_else(String::new, |state| {
        format!("AND job_row.state = '{}'", state_name(state))
    });
    let sql = format!(
        "SELECT job_row.contact, coalesce(trim(contact.firstname || ' ' || contact.lastname), job_row.name, ''),
            coalesce(contact.phone, job_row.phone, ''), job_row.state, job_row.error
         FROM job_row LEFT JOIN contact ON contact.id = job_row.contact
         WHERE job_row.job = ?1 {of} ORDER BY job_row.contact LIMIT ?2 OFFSET ?3"
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params![job, limit.min(WINDOW), offset], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    let error: Option<String> = row.get(4)?;
    Ok(JobRow {
        contact: row.get(0)?,
        name: row.get(1)?,
        phone: row.get(2)?,
        state: state_of(&row.get::<_, String>(3)?),
        error: error.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

/// Those that still need a step.
pub(super) fn in_need(
    connection: &Connection,
    job: i64,
    step: usize,
) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT contact FROM job_row WHERE job = ?1 AND todo & ?2 <> 0")?
        .query_map(params![job, 1i64 << step], |row| row.get(0))?
        .collect()
}

/// All contacts of a job after this one.
pub(super) fn after(
    connection: &Connection,
    job: i64,
    after: i64,
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT contact FROM job_row WHERE job = ?1 AND contact > ?2 ORDER BY contact LIMIT ?3",
        )?
        .query_map(params![job, after, limit as i64], |row| row.get(0))?
        .collect()
}

/// Those a job failed for.
pub(super) fn failed(connection: &Connection, job: i64) -> rusqlite::Result<Ids> {
    connection
        .prepare_cached("SELECT contact FROM job_row WHERE job = ?1 AND state = 'failed'")?
        .query_map([job], |row| row.get::<_, i64>(0))?
        .collect()
}

/// What a job did, or may have done, by contact.
pub(super) fn did(
    connection: &Connection,
    job: i64,
    steps: &[Step],
) -> rusqlite::Result<Vec<plan::Did>> {
    let set = steps.iter().position(|step| *step == Step::Set);
    connection
        .prepare(
            "SELECT contact, did | flying, old_values, new_values FROM job_row
             WHERE job = ?1 AND did | flying <> 0 ORDER BY contact",
        )?
        .query_map([job], |row| {
            let steps: i64 = row.get(1)?;
            // Values stand there of undos from the start; they count where they were set.
            let was_set = set.is_some_and(|at| steps >> at & 1 == 1);
            let values = |at| -> rusqlite::Result<Option<Values>> {
                let text: Option<String> = row.get(at)?;
                Ok(text
                    .filter(|_| was_set)
                    .and_then(|text| serde_json::from_str(&text).ok()))
            };
            Ok(plan::Did {
                contact: row.get(0)?,
                steps: steps.cast_unsigned(),
                values: values(3)?.zip(values(2)?).map(Box::new),
            })
        })?
        .collect()
}

fn state_name(state: JobRowState) -> &'static str {
    match state {
        JobRowState::Waiting => "waiting",
        JobRowState::InFlight => "in_flight",
        JobRowState::Done => "done",
        JobRowState::Failed => "failed",
        JobRowState::Skipped => "skipped",
        JobRowState::Conflict => "conflict",
    }
}

fn state_of(name: &str) -> JobRowState {
    match name {
        "waiting" => JobRowState::Waiting,
        "in_flight" => JobRowState::InFlight,
        "done" => JobRowState::Done,
        "failed" => JobRowState::Failed,
        "skipped" => JobRowState::Skipped,
        _ => JobRowState::Conflict,
    }
}
