//! Runs in the account's database. Every change of state goes through [`states::after`].

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    CampaignSettings, CampaignState, Funnel, Pace, Stopped,
    states::{self, Move},
};
use crate::{
    outbox::ledger::{from_json, json, value, word},
    templates::Template,
    time,
};

/// A run as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub id: i64,
    pub name: String,
    pub template: Template,
    pub settings: CampaignSettings,
    pub funnel: Funnel,
    pub state: CampaignState,
    pub stopped: Option<Stopped>,
    pub starts_at: Option<String>,
    pub created_at: String,
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
}

const COLUMNS: &str = "id, name, template, settings, funnel, state, reason, starts_at, created_at, started_at, ended_at";

/// Writes a new run, which waits for its time.
pub(crate) fn insert(
    connection: &Connection,
    name: &str,
    template: &Template,
    settings: &CampaignSettings,
    funnel: &Funnel,
    starts_at: &str,
) -> rusqlite::Result<i64> {
    connection.execute(
        "INSERT INTO campaign (name, template, settings, funnel, state, starts_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            name,
            json(template)?,
            json(settings)?,
            json(funnel)?,
            word(&CampaignState::Scheduled)?,
            starts_at,
            time::now(),
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// One run.
pub(crate) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<Stored>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM campaign WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// All runs, newest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Stored>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM campaign ORDER BY id DESC"))?
        .query_map([], read)?
        .collect()
}

/// Runs that are under way or will be by themselves, oldest first.
pub(crate) fn active(connection: &Connection) -> rusqlite::Result<Vec<Stored>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM campaign WHERE state IN ('scheduled', 'running') ORDER BY id"
        ))?
        .query_map([], read)?
        .collect()
}

/// Moves a run. None if it may not go there.
pub(crate) fn step(
    connection: &Connection,
    id: i64,
    step: Move,
) -> rusqlite::Result<Option<CampaignState>> {
    let state: Option<CampaignState> = connection
        .prepare_cached("SELECT state FROM campaign WHERE id = ?1")?
        .query_row([id], |row| value(row, 0))
        .optional()?;
    let Some(next) = state.and_then(|state| states::after(state, step)) else {
        return Ok(None);
    };
    let now = time::now();
    let running = next == CampaignState::Running;
    let ended = matches!(next, CampaignState::Done | CampaignState::Cancelled);
    connection
        .prepare_cached(
            "UPDATE campaign SET state = ?2, reason = CASE WHEN ?2 = 'stopped' THEN reason END,
                started_at = CASE WHEN ?3 THEN coalesce(started_at, ?5) ELSE started_at END,
                ended_at = CASE WHEN ?4 THEN ?5 END WHERE id = ?1",
        )?
        .execute(params![id, word(&next)?, running, ended, now])?;
    Ok(Some(next))
}

/// Stops a run by a rule. False if it does not run (any more): the first rule that fires counts.
pub(crate) fn stop(connection: &Connection, id: i64, stopped: &Stopped) -> rusqlite::Result<bool> {
    if step(connection, id, Move::Stop)?.is_none() {
        return Ok(false);
    }
    connection.execute(
        "UPDATE campaign SET reason = ?2 WHERE id = ?1",
        params![id, json(stopped)?],
    )?;
    Ok(true)
}

/// From now on at this pace.
pub(crate) fn set_pace(connection: &Connection, id: i64, pace: &Pace) -> rusqlite::Result<bool> {
    let Some(mut run) = get(connection, id)? else {
        return Ok(false);
    };
    run.settings.pace = pace.clone();
    connection.execute(
        "UPDATE campaign SET settings = ?2 WHERE id = ?1",
        params![id, json(&run.settings)?],
    )?;
    Ok(true)
}

/// Begins at another time.
pub(crate) fn reschedule(
    connection: &Connection,
    id: i64,
    starts_at: &str,
) -> rusqlite::Result<bool> {
    if step(connection, id, Move::Reschedule)?.is_none() {
        return Ok(false);
    }
    connection.execute(
        "UPDATE campaign SET starts_at = ?2 WHERE id = ?1",
        params![id, starts_at],
    )?;
    Ok(true)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let text = |column| row.get::<_, String>(column);
    let reason: Option<String> = row.get(6)?;
    Ok(Stored {
        id: row.get(0)?,
        name: text(1)?,
        template: from_json(&text(2)?, 2)?,
        settings: from_json(&text(3)?, 3)?,
        funnel: from_json(&text(4)?, 4)?,
        state: value(row, 5)?,
        stopped: reason.map(|text| from_json(&text, 6)).transpose()?,
        starts_at: row.get(7)?,
        created_at: row.get(8)?,
        started_at: row.get(9)?,
        ended_at: row.get(10)?,
    })
}

/// At start-up: whoever should have begun before now did not, and is asked about.
pub(crate) fn mark_missed(connection: &Connection, now: &str) -> rusqlite::Result<()> {
    for run in active(connection)? {
        let late = run.starts_at.as_deref().is_none_or(|at| at <= now);
        if run.state == CampaignState::Scheduled && late {
            step(connection, run.id, Move::Miss)?;
        }
    }
    Ok(())
}
