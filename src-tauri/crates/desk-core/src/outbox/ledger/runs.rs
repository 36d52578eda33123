//! Rows of the ledger that belong to a run.

mod report;

pub(crate) use report::{all, people, reasons, totals, window};

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{json, parsed, step, value, word};
use crate::{
    campaigns::{SkipReason, do_not_message},
    contacts::twins,
    outbox::{
        Refusal, SendState,
        states::{self, Step},
    },
    templates::Template,
    time,
};

/// A person of a run, as frozen at its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frozen {
    /// 0: no contact was known.
    pub contact: i64,
    pub phone: String,
    pub name: String,
    /// Clean, as they are sent.
    pub values: BTreeMap<String, String>,
    pub skip: Option<SkipReason>,
    /// The refused row this is another try of, and which try.
    pub retry: Option<(i64, u32)>,
}

/// A row whose turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next {
    pub id: i64,
    pub contact: i64,
    pub phone: String,
    pub person: String,
    pub values: BTreeMap<String, String>,
    /// Calls that were taken back.
    pub taken_back: u32,
}

/// Puts the people of a run into the ledger: those left out as skipped, all others planned.
pub(crate) fn plan(
    connection: &Connection,
    campaign: i64,
    template: &Template,
    people: &[Frozen],
) -> rusqlite::Result<()> {
    let first: i64 = connection.query_row(
        "SELECT coalesce(max(position), 0) + 1 FROM ledger WHERE campaign = ?1",
        [campaign],
        |row| row.get(0),
    )?;
    let now = time::now();
    let mut insert = connection.prepare_cached(
        "INSERT INTO ledger (key, contact, phone, template_id, template, language, slot_values, rendered, state,
            created_at, settled_at, person, campaign, position, name, skip, retry_of, attempt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?;
    for (position, person) in (first..).zip(people) {
        let state = match person.skip {
            Some(_) => states::after(SendState::Planned, Step::Skip).unwrap_or(SendState::Skipped),
            None => SendState::Planned,
        };
        insert.execute(params![
            format!("run-{campaign}-{position}"),
            person.contact,
            person.phone,
            template.template_id,
            template.name,
            template.language,
            json(&person.values)?,
            word(&state)?,
            now,
            person.skip.map(|_| &now),
            twins::person(&person.phone),
            campaign,
            position,
            person.name,
            person.skip.as_ref().map(word).transpose()?,
            person.retry.map(|(of, _)| of),
            person.retry.map_or(1, |(_, attempt)| attempt),
        ])?;
        if let Some((of, _)) = person.retry {
            connection
                .prepare_cached("UPDATE ledger SET superseded = 1 WHERE id = ?1")?
                .execute([of])?;
        }
    }
    Ok(())
}

/// The call is about to be made: durable before it is. False when the row was called, or its run does not run any more;
/// so nothing begins after a pause was written down. Whoever must not be sent to any more since the start is skipped.
pub(crate) fn call(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let (runs, contact, phone): (bool, i64, String) = connection
        .prepare_cached(
            "SELECT campaign.state = 'running', ledger.contact, ledger.phone
             FROM ledger JOIN campaign ON campaign.id = ledger.campaign WHERE ledger.id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if !runs {
        return Ok(false);
    }
    if let Some(reason) = barred(connection, contact, &phone)? {
        if step(connection, id, Step::Skip)? {
            connection.execute(
                "UPDATE ledger SET skip = ?2, settled_at = ?3 WHERE id = ?1",
                params![id, word(&reason)?, time::now()],
            )?;
        }
        return Ok(false);
    }
    super::call(connection, id)
}

/// Why this person must not be sent to, as the mirror and the local list have it now.
fn barred(
    connection: &Connection,
    contact: i64,
    phone: &str,
) -> rusqlite::Result<Option<SkipReason>> {
    let opted_out: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM contact WHERE id = ?1 AND is_opted_out <> 0)",
        )?
        .query_row([contact], |row| row.get(0))?;
    if opted_out {
        return Ok(Some(SkipReason::OptedOut));
    }
    let groups: Vec<i64> = match do_not_message::group(connection)? {
        Some(group) => connection
            .prepare_cached(
                "SELECT group_id FROM contact_group WHERE group_id = ?1 AND contact = ?2",
            )?
            .query_map([group, contact], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
        None => Vec::new(),
    };
    let covered = do_not_message::covers(connection, phone, &groups)?;
    Ok(covered.then_some(SkipReason::DoNotMessage))
}

/// It is known not to have been sent: it waits for its turn again, or is cancelled if its run was meanwhile.
pub(crate) fn take_back(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    if !step(connection, id, Step::TakeBack)? {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE ledger SET called_at = NULL, taken_back = taken_back + 1 WHERE id = ?1",
        )?
        .execute([id])?;
    let cancelled: bool = connection
        .prepare_cached(
            "SELECT campaign.state = 'cancelled' FROM ledger JOIN campaign ON campaign.id = ledger.campaign
             WHERE ledger.id = ?1",
        )?
        .query_row([id], |row| row.get(0))?;
    if cancelled {
        step(connection, id, Step::Abandon)?;
        connection.execute(
            "UPDATE ledger SET settled_at = ?2 WHERE id = ?1",
            params![id, time::now()],
        )?;
    }
    Ok(())
}

/// Cancels whoever was not called. How many.
pub(crate) fn cancel(connection: &Connection, campaign: i64) -> rusqlite::Result<usize> {
    let Some(to) = states::after(SendState::Planned, Step::Abandon) else {
        return Ok(0);
    };
    connection.execute(
        "UPDATE ledger SET state = ?2, settled_at = ?3 WHERE campaign = ?1 AND state = 'planned'",
        params![campaign, word(&to)?, time::now()],
    )
}

/// Rows that wait for their turn, in order.
pub(crate) fn next(
    connection: &Connection,
    campaign: i64,
    limit: u32,
) -> rusqlite::Result<Vec<Next>> {
    connection
        .prepare_cached(
            "SELECT id, contact, phone, person, slot_values, taken_back FROM ledger
             WHERE campaign = ?1 AND state = 'planned' AND superseded = 0 ORDER BY position LIMIT ?2",
        )?
        .query_map(params![campaign, limit], |row| {
            Ok(Next {
                id: row.get(0)?,
                contact: row.get(1)?,
                phone: row.get(2)?,
                person: row.get(3)?,
                values: parsed(row, 4)?,
                taken_back: row.get(5)?,
            })
        })?
        .collect()
}

/// What became of a row, for the rules that look back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub state: SendState,
    pub refusal: Option<Refusal>,
}

/// The last rows that were settled by a call, oldest first.
pub(crate) fn last_settled(
    connection: &Connection,
    campaign: i64,
    limit: u32,
) -> rusqlite::Result<Vec<Settled>> {
    let mut rows: Vec<Settled> = connection
        .prepare_cached(
            "SELECT state, refusal FROM ledger WHERE campaign = ?1 AND state IN ('accepted', 'refused', 'unknown')
             ORDER BY called_at DESC, id DESC LIMIT ?2",
        )?
        .query_map(params![campaign, limit], |row| {
            Ok(Settled {
                state: value(row, 0)?,
                refusal: row.get::<_, Option<String>>(1)?.map(|_| parsed(row, 1)).transpose()?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    rows.reverse();
    Ok(rows)
}

/// When calls of a run began, since a time, oldest first.
pub(crate) fn calls_since(
    connection: &Connection,
    campaign: i64,
    since: &str,
) -> rusqlite::Result<Vec<Timestamp>> {
    connection
        .prepare_cached(
            "SELECT called_at FROM ledger WHERE campaign = ?1 AND called_at >= ?2 ORDER BY called_at",
        )?
        .query_map(params![campaign, since], |row| row.get::<_, String>(0))?
        .map(|text| Ok(text?.parse().unwrap_or(Timestamp::UNIX_EPOCH)))
        .collect()
}

/// Who was sent something since a time, as far as is known: each with when. Known failures do not count.
pub(crate) fn people_since(
    connection: &Connection,
    since: &str,
) -> rusqlite::Result<Vec<(String, Timestamp)>> {
    connection
        .prepare_cached(
            "SELECT person, max(called_at) FROM ledger WHERE called_at >= ?1 AND is_test = 0
             AND state IN ('in_flight', 'accepted', 'unknown') GROUP BY person",
        )?
        .query_map([since], |row| {
            let at: String = row.get(1)?;
            Ok((row.get(0)?, at.parse().unwrap_or(Timestamp::UNIX_EPOCH)))
        })?
        .collect()
}

/// Rows whose outcome is not known: each with how often the server was asked for it.
pub(crate) fn unknown(connection: &Connection, campaign: i64) -> rusqlite::Result<Vec<(i64, u32)>> {
    connection
        .prepare_cached(
            "SELECT id, json_array_length(evidence) FROM ledger WHERE campaign = ?1 AND state = 'unknown' ORDER BY id",
        )?
        .query_map([campaign], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Runs that have rows whose outcome is not known.
pub(crate) fn with_unknown(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT campaign FROM ledger WHERE state = 'unknown' AND campaign IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Refused rows that are the last try, with what decides whether there may be another.
pub(crate) fn refused(
    connection: &Connection,
    campaign: i64,
) -> rusqlite::Result<Vec<(i64, Refusal, u32, String)>> {
    connection
        .prepare_cached(
            "SELECT id, refusal, attempt, coalesce(settled_at, created_at) FROM ledger
             WHERE campaign = ?1 AND state = 'refused' AND superseded = 0 ORDER BY position",
        )?
        .query_map([campaign], |row| {
            Ok((row.get(0)?, parsed(row, 1)?, row.get(2)?, row.get(3)?))
        })?
        .collect()
}

/// Another try of a row, as it was frozen.
pub(crate) fn again(connection: &Connection, id: i64) -> rusqlite::Result<Frozen> {
    connection
        .prepare_cached(
            "SELECT contact, phone, name, slot_values, attempt FROM ledger WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Frozen {
                contact: row.get(0)?,
                phone: row.get(1)?,
                name: row.get(2)?,
                values: parsed(row, 3)?,
                skip: None,
                retry: Some((id, row.get::<_, u32>(4)? + 1)),
            })
        })
}

#[cfg(test)]
mod tests;
