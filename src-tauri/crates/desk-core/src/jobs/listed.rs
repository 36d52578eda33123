//! The contacts of jobs, read.

use rusqlite::{Connection, Row, params};

use super::{JobRow, JobRowState, plan, steps::Step, values::Values};
use crate::selection::Ids;

/// Most rows of one answer.
const WINDOW: u32 = 500;

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
