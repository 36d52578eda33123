//! Writing contacts into the mirror and what changed into their history, in one step.

use rusqlite::Connection;

use super::{Origin, changes, rows};
use crate::{
    contacts::{Contact, rows as mirror},
    time,
};

/// Writes a contact a command changed or made. True when the mirror changed.
pub(crate) fn upsert(
    transaction: &Connection,
    contact: &Contact,
    origin: Origin,
) -> rusqlite::Result<bool> {
    let before = mirror::get(transaction, contact.id)?;
    if !mirror::upsert(transaction, contact)? {
        return Ok(false);
    }
    // What others did has the server's time, if it tells and it is news.
    let told = match (&before, origin) {
        (Some(before), Origin::Server) if before.updated_at < contact.updated_at => {
            contact.updated_at.clone()
        }
        (None, Origin::Server) => contact.created_at.clone(),
        _ => None,
    };
    let at = told.unwrap_or_else(time::now);
    match before {
        None => rows::record_created(transaction, contact.id, &at, origin)?,
        Some(before) => rows::record(
            transaction,
            contact.id,
            &at,
            origin,
            changes::between(&before, contact),
        )?,
    }
    Ok(true)
}

/// Runs a write of another kind on a contact of the mirror, and keeps what it changed.
pub(crate) fn around<T>(
    transaction: &Connection,
    contact: i64,
    origin: Origin,
    write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let before = mirror::get(transaction, contact)?;
    let written = write(transaction)?;
    if let (Some(before), Some(after)) = (before, mirror::get(transaction, contact)?) {
        let changes = changes::between(&before, &after);
        rows::record(transaction, contact, &time::now(), origin, changes)?;
    }
    Ok(written)
}

/// Writes contacts the server was asked for; how many changed the mirror. Until the first fill is `complete` nothing is
/// known to have changed: it is met for the first time.
pub(crate) fn upsert_found(
    transaction: &Connection,
    contacts: &[Contact],
    complete: bool,
) -> rusqlite::Result<usize> {
    if !complete {
        return mirror::upsert_all(transaction, contacts);
    }
    let mut changed = 0;
    for contact in contacts {
        changed += usize::from(upsert(transaction, contact, Origin::Server)?);
    }
    Ok(changed)
}
