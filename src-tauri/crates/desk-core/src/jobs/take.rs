//! Which contacts the next call is about: each is looked at in the mirror once more, and written down as under way.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    JobChange,
    journal::{self, Head},
    rows::{self, Became, Tally},
    steps::Step,
    values::{Fields, Values},
};
use crate::error::{CommandError, ErrorCode};

/// Contacts looked at in one transaction, so that others get their turn.
const LOOKED_AT: u32 = 1_000;

/// Where a job has got to; only to find the next contacts quickly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    pub step: usize,
    pub after: i64,
}

/// The next call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Taken {
    /// This step for these contacts, of `Step::Set` with what is set.
    Call(usize, Vec<i64>, Option<Values>),
    /// None of those looked at needed a call: look on.
    LookOn,
    /// All steps are done.
    End,
    /// The job is not running any more.
    Held,
}

/// Takes up to `most` contacts.
pub(super) fn next(
    connection: &Connection,
    head: &Head,
    most: u32,
    cursor: &mut Cursor,
) -> rusqlite::Result<Taken> {
    let running: Option<bool> = connection
        .prepare_cached("SELECT state = 'running' FROM job WHERE id = ?1")?
        .query_row([head.id], |row| row.get(0))
        .optional()?;
    if running != Some(true) {
        return Ok(Taken::Held);
    }
    if let Some(again) = flying(connection, head, most)? {
        return Ok(again);
    }
    let left = journal::steps_of(connection, head.id)?;
    let Some(at) = left.iter().position(|(_, left)| *left > 0) else {
        return Ok(Taken::End);
    };
    if cursor.step != at {
        *cursor = Cursor {
            step: at,
            after: i64::MIN,
        };
    }
    fresh(connection, head, at, most.min(left[at].0.most()), cursor)
}

/// Those that were under way when the program ended or the connection broke: twice is the same as once.
fn flying(connection: &Connection, head: &Head, most: u32) -> rusqlite::Result<Option<Taken>> {
    let rows: Vec<(i64, i64, Option<String>)> = connection
        .prepare_cached(
            "SELECT contact, flying, new_values FROM job_row WHERE job = ?1 AND state = 'in_flight'
             ORDER BY contact LIMIT ?2",
        )?
        .query_map(params![head.id, most], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let Some((_, bit, values)) = rows.first() else {
        return Ok(None);
    };
    let step = bit.trailing_zeros() as usize;
    let Some(kind) = head.steps.get(step) else {
        return Ok(None);
    };
    let values = values
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    let ids = rows
        .iter()
        .filter(|(_, flying, _)| flying == bit)
        .map(|(contact, _, _)| *contact)
        .take(kind.most() as usize)
        .collect();
    let values = if *kind == Step::Set { values } else { None };
    Ok(Some(Taken::Call(step, ids, values)))
}

fn fresh(
    connection: &Connection,
    head: &Head,
    at: usize,
    most: u32,
    cursor: &mut Cursor,
) -> rusqlite::Result<Taken> {
    let step = head.steps[at];
    let mut taken = Vec::new();
    let mut set = None;
    let mut tally = Tally::default();
    let mut looked = 0;
    while (taken.len() as u32) < most && looked < LOOKED_AT {
        let found = waiting(
            connection,
            head.id,
            at,
            most - taken.len() as u32,
            cursor.after,
        )?;
        if found.is_empty() {
            if cursor.after == i64::MIN {
                rows::none_left(connection, head.id, at)?;
                break;
            }
            // Some came late, before where we are.
            cursor.after = i64::MIN;
            if !taken.is_empty() {
                break;
            }
        }
        for row in found {
            looked += 1;
            cursor.after = row.contact;
            match need(connection, &head.change, step, &row)? {
                Need::Call(values, conflict) => {
                    let pair = values.as_ref().map(|(old, new)| (old, new));
                    rows::fly(connection, head.id, row.contact, at, pair, conflict)?;
                    taken.push(row.contact);
                    set = values.map(|(_, new)| new);
                }
                Need::Became(became) => {
                    rows::settle(connection, head.id, row.contact, at, &became, &mut tally)?;
                }
                Need::Gone => {
                    let why = CommandError::new(ErrorCode::NotFound, "gone meanwhile");
                    let became = Became::Gone(&why);
                    rows::settle(connection, head.id, row.contact, at, &became, &mut tally)?;
                }
            }
        }
    }
    rows::count(connection, head.id, &tally)?;
    Ok(if taken.is_empty() {
        Taken::LookOn
    } else {
        Taken::Call(at, taken, set)
    })
}

struct Waiting {
    contact: i64,
    conflict: bool,
    values: Option<(Values, Values)>,
}

fn waiting(
    connection: &Connection,
    job: i64,
    step: usize,
    limit: u32,
    after: i64,
) -> rusqlite::Result<Vec<Waiting>> {
    connection
        .prepare_cached(
            "SELECT contact, conflict, old_values, new_values FROM job_row
             WHERE job = ?1 AND contact > ?2 AND todo & ?3 <> 0 ORDER BY contact LIMIT ?4",
        )?
        .query_map(params![job, after, 1i64 << step, limit], |row| {
            let values = |at| -> rusqlite::Result<Option<Values>> {
                let text: Option<String> = row.get(at)?;
                Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
            };
            Ok(Waiting {
                contact: row.get(0)?,
                conflict: row.get(1)?,
                values: values(2)?.zip(values(3)?),
            })
        })?
        .collect()
}

enum Need {
    /// With what is there and what is set, and whether something else is left alone.
    Call(Option<(Values, Values)>, bool),
    Became(Became<'static>),
    Gone,
}

/// What a contact needs by the mirror as it is now: others may have been quicker, or a job before this one.
fn need(
    connection: &Connection,
    change: &JobChange,
    step: Step,
    row: &Waiting,
) -> rusqlite::Result<Need> {
    let Some(now) = fields(connection, row.contact)? else {
        return Ok(Need::Gone);
    };
    let call = |needed: bool| {
        if needed {
            Need::Call(None, false)
        } else {
            Need::Became(Became::NotNeeded)
        }
    };
    Ok(match step {
        Step::Add { group } => call(!member(connection, group, row.contact)?),
        Step::Remove { group } => call(member(connection, group, row.contact)?),
        Step::Delete => call(true),
        Step::Set => match (change, &row.values) {
            (JobChange::Undo { .. }, Some((set, before))) => {
                let back = set.back(before, &now);
                if back.set.is_empty() && (back.conflict || row.conflict) {
                    Need::Became(Became::Conflict)
                } else {
                    set_or_not(back.set, &now, back.conflict)
                }
            }
            (JobChange::Edit { edit, .. }, _) => {
                set_or_not(Values::wanted(edit).differing(&now), &now, false)
            }
            _ => Need::Became(Became::NotNeeded),
        },
    })
}

fn set_or_not(set: Values, now: &Fields, conflict: bool) -> Need {
    if set.is_empty() {
        Need::Became(Became::NotNeeded)
    } else {
        Need::Call(Some((set.now(now), set)), conflict)
    }
}

pub(super) fn member(connection: &Connection, group: i64, contact: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM contact_group WHERE group_id = ?1 AND contact = ?2")?
        .exists([group, contact])
}

/// A contact's fields; none when it is not in the mirror.
pub(super) fn fields(connection: &Connection, contact: i64) -> rusqlite::Result<Option<Fields>> {
    connection
        .prepare_cached(
            "SELECT type, status_id, source_id, assigned_id FROM contact WHERE id = ?1",
        )?
        .query_row([contact], |row| {
            Ok(Fields {
                r#type: row.get(0)?,
                status_id: row.get(1)?,
                source_id: row.get(2)?,
                assigned_id: row.get(3)?,
            })
        })
        .optional()
}
