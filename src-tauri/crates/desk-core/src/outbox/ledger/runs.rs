//! Rows of the ledger that belong to a run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};

use super::{BEYOND, COLUMNS, json, parsed, read, step, value, word};
use crate::{
    campaigns::{
        CampaignRowsRequest, CampaignTotals, ReasonCount, Recipient, RetryVerdict, SkipReason,
        retry,
    },
    contacts::{phone, twins},
    outbox::{
        Refusal, SendState,
        states::{self, Step},
    },
    templates::Template,
    time,
};

/// Most rows of one window.
const WINDOW: u32 = 500;

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
/// so nothing begins after a pause was written down.
pub(crate) fn call(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let runs: bool = connection
        .prepare_cached(
            "SELECT campaign.state = 'running' FROM ledger JOIN campaign ON campaign.id = ledger.campaign
             WHERE ledger.id = ?1",
        )?
        .query_row([id], |row| row.get(0))?;
    if !runs {
        return Ok(false);
    }
    super::call(connection, id)
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

/// Each person once.
pub(crate) fn totals(connection: &Connection, campaign: i64) -> rusqlite::Result<CampaignTotals> {
    let mut totals = CampaignTotals::default();
    let mut counted = connection.prepare_cached(
        "SELECT state, count(*) FROM ledger WHERE campaign = ?1 AND superseded = 0 GROUP BY state",
    )?;
    let counts = counted.query_map([campaign], |row| {
        Ok((value::<SendState>(row, 0)?, row.get::<_, u32>(1)?))
    })?;
    for counted in counts {
        let (state, count) = counted?;
        totals.people += count;
        *match state {
            SendState::Planned => &mut totals.planned,
            SendState::InFlight => &mut totals.in_flight,
            SendState::Accepted => &mut totals.accepted,
            SendState::Refused => &mut totals.refused,
            SendState::Unknown => &mut totals.unknown,
            SendState::Skipped => &mut totals.skipped,
            SendState::Cancelled => &mut totals.cancelled,
        } = count;
    }
    Ok(totals)
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

/// How many people share each reason, most first.
pub(crate) fn reasons(
    connection: &Connection,
    campaign: i64,
    now: Timestamp,
) -> rusqlite::Result<Vec<ReasonCount>> {
    let mut counts: BTreeMap<String, ReasonCount> = BTreeMap::new();
    for (_, refusal, attempt, at) in refused(connection, campaign)? {
        let verdict = retry::verdict(&refusal, attempt, &at, now);
        let count = counts.entry(refusal.key.clone()).or_insert(ReasonCount {
            state: SendState::Refused,
            reason: refusal.key,
            count: 0,
            retry_now: 0,
            retry_later: 0,
        });
        count.count += 1;
        match verdict {
            RetryVerdict::Now => count.retry_now += 1,
            RetryVerdict::Later { .. } => count.retry_later += 1,
            RetryVerdict::No => {}
        }
    }
    let mut all: Vec<ReasonCount> = counts.into_values().collect();
    let mut skipped = connection.prepare_cached(
        "SELECT skip, count(*) FROM ledger WHERE campaign = ?1 AND state = 'skipped' GROUP BY skip",
    )?;
    let skipped = skipped.query_map([campaign], |row| {
        Ok(ReasonCount {
            state: SendState::Skipped,
            reason: row.get(0)?,
            count: row.get(1)?,
            retry_now: 0,
            retry_later: 0,
        })
    })?;
    for counted in skipped {
        all.push(counted?);
    }
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.reason.cmp(&b.reason)));
    Ok(all)
}

/// Rows of a run by position; how many there are in all.
pub(crate) fn window(
    connection: &Connection,
    request: &CampaignRowsRequest,
    now: Timestamp,
) -> rusqlite::Result<(u32, Vec<Recipient>)> {
    let mut filter = "campaign = ? AND superseded = 0".to_owned();
    let mut values = vec![Value::from(request.campaign)];
    let places = |count: usize| vec!["?"; count].join(", ");
    if !request.states.is_empty() {
        filter.push_str(&format!(" AND state IN ({})", places(request.states.len())));
        for state in &request.states {
            values.push(word(state)?.into());
        }
    }
    if !request.reasons.is_empty() {
        filter.push_str(&format!(
            " AND coalesce(skip, json_extract(refusal, '$.key')) IN ({})",
            places(request.reasons.len())
        ));
        values.extend(request.reasons.iter().cloned().map(Value::from));
    }
    let text = request.text.trim();
    if !text.is_empty() {
        let like = |text: &str| {
            let text = text
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_");
            Value::from(format!("%{text}%"))
        };
        filter.push_str(" AND (name LIKE ? ESCAPE '\\'");
        values.push(like(text));
        let digits = phone::digits(text);
        if !digits.is_empty() {
            filter.push_str(" OR phone LIKE ?");
            values.push(like(&digits));
        }
        filter.push(')');
    }
    let total = connection.query_row(
        &format!("SELECT count(*) FROM ledger WHERE {filter}"),
        params_from_iter(&values),
        |row| row.get(0),
    )?;
    values.push(request.limit.min(WINDOW).into());
    values.push(request.offset.into());
    let rows = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, position, name, skip, attempt, retry_of, message_id, called_at FROM ledger
             WHERE {filter} ORDER BY position LIMIT ? OFFSET ?"
        ))?
        .query_map(params_from_iter(&values), |row| recipient(row, now))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((total, rows))
}

/// All rows of a run, every try of them, for a report on disk.
pub(crate) fn all(
    connection: &Connection,
    campaign: i64,
    now: Timestamp,
) -> rusqlite::Result<Vec<Recipient>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, position, name, skip, attempt, retry_of, message_id, called_at FROM ledger
             WHERE campaign = ?1 ORDER BY position"
        ))?
        .query_map([campaign], |row| recipient(row, now))?
        .collect()
}

fn recipient(row: &Row<'_>, now: Timestamp) -> rusqlite::Result<Recipient> {
    let send = read(row)?;
    let attempt = row.get(BEYOND + 3)?;
    let retry = send
        .refusal
        .as_ref()
        .filter(|_| send.state == SendState::Refused)
        .map(|refusal| {
            let at = send.settled_at.as_deref().unwrap_or(&send.created_at);
            retry::verdict(refusal, attempt, at, now)
        });
    Ok(Recipient {
        phone_display: phone::display(&send.phone),
        position: row.get(BEYOND)?,
        name: row.get(BEYOND + 1)?,
        skip: row
            .get::<_, Option<String>>(BEYOND + 2)?
            .map(|_| value(row, BEYOND + 2))
            .transpose()?,
        attempt,
        retry_of: row.get(BEYOND + 4)?,
        message_id: row.get(BEYOND + 5)?,
        called_at: row.get(BEYOND + 6)?,
        retry,
        send,
    })
}

#[cfg(test)]
mod tests;
