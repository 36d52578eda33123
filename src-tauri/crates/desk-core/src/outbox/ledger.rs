//! The rows of the ledger. Every change of state goes through [`states::after`].

pub(crate) mod runs;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Delivery, Evidence, Refusal, Rendered, SendRow, SendState,
    render::{fill, tidy},
    states::{self, Step},
};
use crate::{contacts::twins, templates::Template, time};

/// A send that is about to be made.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub key: String,
    pub contact: i64,
    pub phone: String,
    pub template_id: String,
    pub template: String,
    pub language: String,
    pub values: BTreeMap<String, String>,
    pub rendered: Rendered,
    /// To oneself, to see how it looks.
    pub is_test: bool,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted {
        message_id: Option<String>,
        chat_id: Option<i64>,
        /// The server's row, by which delivery could be followed.
        server_message: Option<i64>,
        request_id: Option<String>,
    },
    Refused {
        refusal: Refusal,
        request_id: Option<String>,
    },
    Unknown {
        request_id: Option<String>,
    },
}

/// What settles an unknown row, or only adds to what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// None: the row stays unknown.
    pub step: Option<Step>,
    pub evidence: Evidence,
    pub refusal: Option<Refusal>,
    pub chat_id: Option<i64>,
    pub server_message: Option<i64>,
}

/// What the look-up needs to know of a row beyond what the bridge shows.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub row: SendRow,
    /// When the call began; the row's creation if it never did.
    pub called_at: String,
}

/// Columns of [`read`]. Rows of a run hold no text: it is worked out of the run's template and their values.
const COLUMNS: &str = "id, contact, phone, template, language, rendered, state, delivery, refusal, evidence, \
    created_at, settled_at, request_id, slot_values, \
    (SELECT campaign.template FROM campaign WHERE campaign.id = ledger.campaign)";
/// The first column after those.
const BEYOND: usize = 15;

/// Puts a send into the ledger; none if its key is there already.
pub(crate) fn plan(connection: &Connection, planned: &Planned) -> rusqlite::Result<Option<i64>> {
    let inserted = connection.execute(
        "INSERT INTO ledger (key, contact, phone, template_id, template, language, slot_values, rendered, state,
            created_at, person, is_test)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (key) DO NOTHING",
        params![
            planned.key,
            planned.contact,
            planned.phone,
            planned.template_id,
            planned.template,
            planned.language,
            json(&planned.values)?,
            json(&planned.rendered)?,
            word(&SendState::Planned)?,
            time::now(),
            twins::person(&planned.phone),
            planned.is_test,
        ],
    )?;
    Ok((inserted > 0).then(|| connection.last_insert_rowid()))
}

/// The call is about to be made: durable before it is.
pub(crate) fn call(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let Some(next) = next(connection, id, Step::Call)? else {
        return Ok(false);
    };
    connection
        .prepare_cached("UPDATE ledger SET state = ?2, called_at = ?3 WHERE id = ?1")?
        .execute(params![id, word(&next)?, time::now()])?;
    Ok(true)
}

/// Writes down how the call ended. One statement, since thousands come one after the other.
pub(crate) fn settle(connection: &Connection, id: i64, outcome: &Outcome) -> rusqlite::Result<()> {
    let (to, request_id) = match outcome {
        Outcome::Accepted { request_id, .. } => (Step::Accept, request_id),
        Outcome::Refused { request_id, .. } => (Step::Refuse, request_id),
        Outcome::Unknown { request_id } => (Step::Lose, request_id),
    };
    let Some(next) = next(connection, id, to)? else {
        return Ok(());
    };
    let (state, now) = (word(&next)?, time::now());
    match outcome {
        Outcome::Accepted {
            message_id,
            chat_id,
            server_message,
            ..
        } => connection
            .prepare_cached(
                "UPDATE ledger SET state = ?2, settled_at = ?3, request_id = ?4, delivery = ?5, message_id = ?6,
                    chat_id = ?7, server_message = ?8 WHERE id = ?1",
            )?
            .execute(params![
                id,
                state,
                now,
                request_id,
                word(&delivery(*server_message))?,
                message_id,
                chat_id,
                server_message
            ])?,
        Outcome::Refused { refusal, .. } => connection
            .prepare_cached(
                "UPDATE ledger SET state = ?2, settled_at = ?3, request_id = ?4, refusal = ?5 WHERE id = ?1",
            )?
            .execute(params![id, state, now, request_id, json(refusal)?])?,
        Outcome::Unknown { .. } => connection
            .prepare_cached(
                "UPDATE ledger SET state = ?2, settled_at = ?3, request_id = ?4 WHERE id = ?1",
            )?
            .execute(params![id, state, now, request_id])?,
    };
    Ok(())
}

/// Without the server's row nothing can be followed (contract section 9).
fn delivery(server_message: Option<i64>) -> Delivery {
    if server_message.is_some() {
        Delivery::Sent
    } else {
        Delivery::NotReported
    }
}

/// Adds what was found out about an unknown row. False if the row is not unknown (any more).
pub(crate) fn find(connection: &Connection, id: i64, finding: &Finding) -> rusqlite::Result<bool> {
    let Some(mut row) = get(connection, id)? else {
        return Ok(false);
    };
    if row.state != SendState::Unknown {
        return Ok(false);
    }
    if let Some(to) = finding.step
        && !step(connection, id, to)?
    {
        return Ok(false);
    }
    row.evidence.push(finding.evidence.clone());
    connection.execute(
        "UPDATE ledger SET evidence = ?2, refusal = ?3, chat_id = coalesce(?4, chat_id),
            server_message = coalesce(?5, server_message) WHERE id = ?1",
        params![
            id,
            json(&row.evidence)?,
            finding.refusal.as_ref().map(json).transpose()?,
            finding.chat_id,
            finding.server_message
        ],
    )?;
    match finding.step {
        Some(Step::Find | Step::PersonSaysSent) => {
            connection.execute(
                "UPDATE ledger SET settled_at = ?2, delivery = ?3 WHERE id = ?1",
                params![id, time::now(), word(&Delivery::NotReported)?],
            )?;
        }
        Some(_) => {
            connection.execute(
                "UPDATE ledger SET settled_at = ?2 WHERE id = ?1",
                params![id, time::now()],
            )?;
        }
        None => {}
    }
    Ok(true)
}

/// At start-up: a call whose answer nobody waited for is unknown, one never begun was not made; those of runs wait on.
/// How many rows moved.
pub(crate) fn mark_interrupted(connection: &Connection) -> rusqlite::Result<usize> {
    let open: Vec<(i64, SendState)> = connection
        .prepare(
            "SELECT id, state FROM ledger WHERE state = 'in_flight' OR (state = 'planned' AND campaign IS NULL)",
        )?
        .query_map([], |row| Ok((row.get(0)?, value(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, state) in &open {
        let to = if *state == SendState::InFlight {
            Step::Lose
        } else {
            Step::Abandon
        };
        step(connection, *id, to)?;
        connection.execute(
            "UPDATE ledger SET settled_at = ?2 WHERE id = ?1",
            params![id, time::now()],
        )?;
    }
    Ok(open.len())
}

pub(crate) fn step(connection: &Connection, id: i64, step: Step) -> rusqlite::Result<bool> {
    let Some(next) = next(connection, id, step)? else {
        return Ok(false);
    };
    connection
        .prepare_cached("UPDATE ledger SET state = ?2 WHERE id = ?1")?
        .execute(params![id, word(&next)?])?;
    Ok(true)
}

/// The state a step leads to; none: the row does not take it.
fn next(connection: &Connection, id: i64, step: Step) -> rusqlite::Result<Option<SendState>> {
    let state: Option<SendState> = connection
        .prepare_cached("SELECT state FROM ledger WHERE id = ?1")?
        .query_row([id], |row| value(row, 0))
        .optional()?;
    Ok(state.and_then(|state| states::after(state, step)))
}

/// One row.
pub(crate) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<SendRow>> {
    one(connection, "id = ?1", id)
}

/// The row of that key.
pub(crate) fn of_key(connection: &Connection, key: &str) -> rusqlite::Result<Option<SendRow>> {
    one(connection, "key = ?1", key)
}

fn one(
    connection: &Connection,
    filter: &str,
    by: impl rusqlite::ToSql,
) -> rusqlite::Result<Option<SendRow>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM ledger WHERE {filter}"))?
        .query_row([by], read)
        .optional()
}

/// Sends to one person, newest first.
pub(crate) fn of_contact(connection: &Connection, contact: i64) -> rusqlite::Result<Vec<SendRow>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM ledger WHERE contact = ?1 ORDER BY id DESC"
        ))?
        .query_map([contact], read)?
        .collect()
}

/// The newest send of this template to this person whose outcome is not known.
pub(crate) fn unknown_before(
    connection: &Connection,
    contact: i64,
    template_id: &str,
) -> rusqlite::Result<Option<SendRow>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM ledger WHERE contact = ?1 AND template_id = ?2 AND state = 'unknown'
             ORDER BY id DESC LIMIT 1"
        ))?
        .query_row(params![contact, template_id], read)
        .optional()
}

/// A row with what its look-up needs.
pub(crate) fn trace(connection: &Connection, id: i64) -> rusqlite::Result<Option<Trace>> {
    let Some(row) = get(connection, id)? else {
        return Ok(None);
    };
    let called_at: Option<String> =
        connection.query_row("SELECT called_at FROM ledger WHERE id = ?1", [id], |row| {
            row.get(0)
        })?;
    let called_at = called_at.unwrap_or_else(|| row.created_at.clone());
    Ok(Some(Trace { row, called_at }))
}

/// Rows called at that time besides this one that may have a message on the server which is not known to be theirs:
/// unknown ones, accepted ones without the server's row. With each, whether its conversation is known.
pub(crate) fn without_message(
    connection: &Connection,
    id: i64,
    (from, to): &(String, String),
) -> rusqlite::Result<Vec<(SendRow, bool)>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, chat_id IS NOT NULL FROM ledger WHERE called_at BETWEEN ?2 AND ?3 AND id <> ?1
             AND state IN ('unknown', 'accepted') AND server_message IS NULL"
        ))?
        .query_map(params![id, from, to], |row| Ok((read(row)?, row.get(BEYOND)?)))?
        .collect()
}

/// True if the row of this key is of this very message.
pub(crate) fn is_of(
    connection: &Connection,
    key: &str,
    contact: i64,
    template_id: &str,
    values: &BTreeMap<String, String>,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT contact, template_id, slot_values FROM ledger WHERE key = ?1")?
        .query_row([key], |row| {
            let sent: BTreeMap<String, String> = parsed(row, 2)?;
            let same = |(field, value): (&String, &String)| {
                values.get(field).is_some_and(|now| tidy(now) == *value)
            };
            Ok(row.get::<_, i64>(0)? == contact
                && row.get::<_, String>(1)? == template_id
                && sent.iter().all(same))
        })
}

/// Rows of the server that are known to belong to some send.
pub(crate) fn server_messages(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT server_message FROM ledger WHERE server_message IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Which person each conversation belongs to, as far as sends have told.
pub(crate) fn chats(connection: &Connection) -> rusqlite::Result<BTreeMap<i64, i64>> {
    connection
        .prepare_cached("SELECT chat_id, contact FROM ledger WHERE chat_id IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<SendRow> {
    let stored: String = row.get(5)?;
    let rendered = match stored.is_empty() {
        true => fill(&parsed::<Template>(row, 14)?, &parsed(row, 13)?).rendered,
        false => from_json(&stored, 5)?,
    };
    Ok(SendRow {
        id: row.get(0)?,
        contact: row.get(1)?,
        phone: row.get(2)?,
        template: row.get(3)?,
        language: row.get(4)?,
        rendered,
        state: value(row, 6)?,
        delivery: row
            .get::<_, Option<String>>(7)?
            .map(|_| value(row, 7))
            .transpose()?,
        refusal: row
            .get::<_, Option<String>>(8)?
            .map(|_| parsed(row, 8))
            .transpose()?,
        evidence: parsed(row, 9)?,
        created_at: row.get(10)?,
        settled_at: row.get(11)?,
        request_id: row.get(12)?,
    })
}

pub(crate) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// A closed enum as its word on the bridge.
pub(crate) fn word<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    Ok(json(value)?.trim_matches('"').to_owned())
}

pub(crate) fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    from_json(&row.get::<_, String>(column)?, column)
}

pub(crate) fn value<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    from_json(&format!("\"{}\"", row.get::<_, String>(column)?), column)
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, e.into())
    })
}

#[cfg(test)]
mod tests;
