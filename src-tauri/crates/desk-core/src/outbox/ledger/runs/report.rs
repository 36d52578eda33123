//! Reading a run: counts, reasons, its people by position.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params_from_iter, types::Value};

use super::refused;
use crate::{
    campaigns::{CampaignRowsRequest, CampaignTotals, ReasonCount, Recipient, RetryVerdict, retry},
    contacts::phone,
    outbox::{
        SendState,
        ledger::{BEYOND, COLUMNS, read, value, word},
    },
};

/// Most rows of one window.
const WINDOW: u32 = 500;

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

/// The rows that are asked for, as SQL.
fn filter(request: &CampaignRowsRequest) -> rusqlite::Result<(String, Vec<Value>)> {
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
    Ok((filter, values))
}

/// Contact and number of each person asked for; 0: no contact was known.
pub(crate) fn people(
    connection: &Connection,
    request: &CampaignRowsRequest,
) -> rusqlite::Result<Vec<(i64, String)>> {
    let (filter, values) = filter(request)?;
    connection
        .prepare_cached(&format!(
            "SELECT contact, phone FROM ledger WHERE {filter} ORDER BY position"
        ))?
        .query_map(params_from_iter(&values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect()
}

/// Rows of a run by position; how many there are in all.
pub(crate) fn window(
    connection: &Connection,
    request: &CampaignRowsRequest,
    now: Timestamp,
) -> rusqlite::Result<(u32, Vec<Recipient>)> {
    let (filter, mut values) = filter(request)?;
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

/// For a report on disk: the rows that are asked for, and every try of them where all are.
pub(crate) fn all(
    connection: &Connection,
    request: &CampaignRowsRequest,
    now: Timestamp,
) -> rusqlite::Result<Vec<Recipient>> {
    let everybody =
        request.states.is_empty() && request.reasons.is_empty() && request.text.trim().is_empty();
    let (filter, values) = if everybody {
        ("campaign = ?".to_owned(), vec![request.campaign.into()])
    } else {
        filter(request)?
    };
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, position, name, skip, attempt, retry_of, message_id, called_at FROM ledger
             WHERE {filter} ORDER BY position, attempt"
        ))?
        .query_map(params_from_iter(&values), |row| recipient(row, now))?
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
