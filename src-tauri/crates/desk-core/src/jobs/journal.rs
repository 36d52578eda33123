//! Jobs in the database: what each is to do and where it stands. Its contacts are in `rows`.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Job, JobChange, JobState, JobWait, plan, steps, steps::Step};
use crate::{error::CommandError, time};

/// How long a job can be set back, and is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A job to be written down.
#[derive(Debug)]
pub(super) struct Planned {
    pub change: JobChange,
    pub steps: Vec<Step>,
    pub rows: Vec<plan::Row>,
    /// People it is about, those that nothing changes for included.
    pub people: u32,
    /// The revision of the selection it was made from.
    pub selected: Option<u64>,
}

/// A job at work.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub id: i64,
    pub change: JobChange,
    pub steps: Vec<Step>,
    pub started: bool,
    pub copied: bool,
    pub last_left: bool,
}

/// Writes a job down with all its contacts.
pub(super) fn insert(connection: &Connection, planned: &Planned) -> rusqlite::Result<i64> {
    let undo_of = match planned.change {
        JobChange::Undo { job } => Some(job),
        _ => None,
    };
    // Of an undo, those left alone have nothing to do from the start.
    let left_alone = planned.rows.iter().filter(|row| row.todo == 0).count();
    connection.execute(
        "INSERT INTO job (change, state, people, skipped, last_left, undo_of, selected, created_at)
         VALUES (?1, 'running', ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            json(&planned.change)?,
            planned.rows.len() as i64,
            left_alone as i64,
            steps::last(&planned.change).is_some(),
            undo_of,
            planned.selected.map(u64::cast_signed),
            time::now(),
        ],
    )?;
    let job = connection.last_insert_rowid();
    for (at, step) in planned.steps.iter().enumerate() {
        let left = planned.rows.iter().filter(|row| row.todo & (1 << at) != 0);
        connection.execute(
            "INSERT INTO job_step VALUES (?1, ?2, ?3, ?4)",
            params![job, at as i64, json(step)?, left.count() as i64],
        )?;
    }
    super::rows::insert_all(connection, job, &planned.rows)?;
    Ok(job)
}

/// The job whose turn it is.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Option<Head>> {
    let found = connection
        .prepare_cached(
            "SELECT id, change, started_at IS NOT NULL, copy IS NOT NULL, last_left FROM job
             WHERE state = 'running' ORDER BY id LIMIT 1",
        )?
        .query_row([], |row| {
            Ok(Head {
                id: row.get(0)?,
                change: from_json(row, 1)?,
                steps: Vec::new(),
                started: row.get(2)?,
                copied: row.get(3)?,
                last_left: row.get(4)?,
            })
        })
        .optional()?;
    let Some(mut head) = found else {
        return Ok(None);
    };
    head.steps = steps_of(connection, head.id)?
        .into_iter()
        .map(|(step, _)| step)
        .collect();
    Ok(Some(head))
}

/// The steps of a job and how many contacts still need each.
pub(super) fn steps_of(connection: &Connection, job: i64) -> rusqlite::Result<Vec<(Step, u32)>> {
    connection
        .prepare_cached("SELECT kind, contacts_left FROM job_step WHERE job = ?1 ORDER BY step")?
        .query_map([job], |row| Ok((from_json(row, 0)?, row.get(1)?)))?
        .collect()
}

/// What is known beside the tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    pub per_minute: Option<u32>,
    pub waiting: Option<JobWait>,
}

const COLUMNS: &str = "id, change, state, people, done, failed, skipped, last_left, undo_of, copy, stopped_by, \
    created_at, started_at, finished_at, (SELECT max(id) FROM job AS newer WHERE newer.undo_of = job.id)";

/// One job.
pub(super) fn get(
    connection: &Connection,
    id: i64,
    beside: Beside,
) -> rusqlite::Result<Option<Job>> {
    let mut job = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM job WHERE id = ?1"))?
        .query_row([id], read)
        .optional()?;
    let first = head_id(connection)?;
    if let Some(job) = &mut job {
        complete(connection, job, first, beside)?;
    }
    Ok(job)
}

/// The jobs of the last 30 days, newest first.
pub(super) fn all(connection: &Connection, beside: Beside) -> rusqlite::Result<Vec<Job>> {
    let mut jobs: Vec<Job> = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM job ORDER BY id DESC"))?
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    let first = head_id(connection)?;
    for job in &mut jobs {
        complete(connection, job, first, beside)?;
    }
    Ok(jobs)
}

fn head_id(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT min(id) FROM job WHERE state = 'running'")?
        .query_row([], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Job> {
    let stopped_by: Option<String> = row.get(10)?;
    let last_left: bool = row.get(7)?;
    Ok(Job {
        id: row.get(0)?,
        change: from_json(row, 1)?,
        state: state_of(&row.get::<_, String>(2)?),
        people: row.get(3)?,
        done: row.get(4)?,
        failed: row.get(5)?,
        skipped: row.get(6)?,
        calls_left: u32::from(last_left),
        seconds_left: 0,
        per_minute: None,
        created_at: row.get(11)?,
        started_at: row.get(12)?,
        finished_at: row.get(13)?,
        stopped_by: stopped_by.and_then(|text| serde_json::from_str(&text).ok()),
        undo_of: row.get(8)?,
        undone_by: row.get(14)?,
        undo_until: None,
        copy: row.get(9)?,
        waiting: None,
    })
}

/// What is computed.
fn complete(
    connection: &Connection,
    job: &mut Job,
    first: Option<i64>,
    beside: Beside,
) -> rusqlite::Result<()> {
    job.per_minute = beside.per_minute;
    let steps = steps_of(connection, job.id)?;
    let undoable = undoable(&job.change);
    match job.state {
        JobState::Done | JobState::Cancelled => {
            job.calls_left = 0;
            if undoable && (job.done > 0 || job.failed > 0 || job.state == JobState::Cancelled) {
                let finished = job.finished_at.as_ref().and_then(|at| at.parse().ok());
                let until = finished.and_then(|at: Timestamp| at.checked_add(KEPT).ok());
                job.undo_until = until.map(time::text);
            }
        }
        JobState::Running | JobState::Paused | JobState::Stopped => {
            job.calls_left = steps::calls(steps, job.calls_left > 0);
            job.seconds_left = steps::seconds(job.calls_left, beside.per_minute);
        }
    }
    if job.state == JobState::Running && first == Some(job.id) {
        job.waiting = beside.waiting;
    }
    Ok(())
}

/// A deleted contact, group, source or status has no way back: the server gives new ids.
pub(super) fn undoable(change: &JobChange) -> bool {
    !matches!(change, JobChange::Delete) && steps::last(change).is_none()
}

/// Changes the state from one of `from`. False when it was in another.
pub(super) fn set_state(
    connection: &Connection,
    job: i64,
    from: &[JobState],
    to: JobState,
    stopped_by: Option<&CommandError>,
) -> rusqlite::Result<bool> {
    let now: Option<String> = connection
        .prepare_cached("SELECT state FROM job WHERE id = ?1")?
        .query_row([job], |row| row.get(0))
        .optional()?;
    if !now.is_some_and(|now| from.contains(&state_of(&now))) {
        return Ok(false);
    }
    let over = matches!(to, JobState::Done | JobState::Cancelled);
    connection
        .prepare_cached(
            "UPDATE job SET state = ?2, stopped_by = ?3, finished_at = ?4 WHERE id = ?1",
        )?
        .execute(params![
            job,
            state_name(to),
            stopped_by.map(json).transpose()?,
            over.then(time::now)
        ])?;
    Ok(true)
}

/// The job began.
pub(super) fn set_started(connection: &Connection, job: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE job SET started_at = coalesce(started_at, ?2) WHERE id = ?1",
        params![job, time::now()],
    )?;
    Ok(())
}

/// Where the copy of the contacts lies.
pub(super) fn set_copy(connection: &Connection, job: i64, path: &str) -> rusqlite::Result<()> {
    connection.execute("UPDATE job SET copy = ?2 WHERE id = ?1", params![job, path])?;
    Ok(())
}

/// The entry to be deleted at the end is gone.
pub(super) fn last_done(connection: &Connection, job: i64) -> rusqlite::Result<()> {
    connection.execute("UPDATE job SET last_left = 0 WHERE id = ?1", [job])?;
    Ok(())
}

/// The revision of the selection a job was made from.
pub(super) fn selected(connection: &Connection, job: i64) -> rusqlite::Result<Option<u64>> {
    let revision: Option<i64> =
        connection.query_row("SELECT selected FROM job WHERE id = ?1", [job], |row| {
            row.get(0)
        })?;
    Ok(revision.map(i64::cast_unsigned))
}

/// Forgets what was over 30 days ago.
pub(super) fn forget_old(connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    let Ok(before) = now.checked_sub(KEPT) else {
        return Ok(());
    };
    let before = time::text(before);
    for sql in [
        "DELETE FROM job_row WHERE job IN (SELECT id FROM job WHERE finished_at < ?1)",
        "DELETE FROM job_step WHERE job IN (SELECT id FROM job WHERE finished_at < ?1)",
        "DELETE FROM job WHERE finished_at < ?1",
    ] {
        connection.execute(sql, [&before])?;
    }
    Ok(())
}

fn state_name(state: JobState) -> &'static str {
    match state {
        JobState::Running => "running",
        JobState::Paused => "paused",
        JobState::Done => "done",
        JobState::Cancelled => "cancelled",
        JobState::Stopped => "stopped",
    }
}

fn state_of(name: &str) -> JobState {
    match name {
        "running" => JobState::Running,
        "paused" => JobState::Paused,
        "done" => JobState::Done,
        "cancelled" => JobState::Cancelled,
        _ => JobState::Stopped,
    }
}

pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

pub(super) fn from_json<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, e.into())
    })
}
