//! What was typed into a contact form and is not saved yet: one per form, kept over a crash.

use rusqlite::{Connection, OptionalExtension, params};

use super::{ContactDraft, ContactInput};

/// The key of the form for a new contact: the server's ids begin at 1.
const NEW: i64 = 0;

pub(crate) fn get(
    connection: &Connection,
    contact: Option<i64>,
) -> rusqlite::Result<Option<ContactDraft>> {
    let input: Option<String> = connection
        .prepare_cached("SELECT input FROM draft WHERE contact = ?1")?
        .query_row([contact.unwrap_or(NEW)], |row| row.get(0))
        .optional()?;
    Ok(input
        .and_then(|text| serde_json::from_str::<ContactInput>(&text).ok())
        .map(|input| ContactDraft { contact, input }))
}

pub(crate) fn save(connection: &Connection, draft: &ContactDraft) -> rusqlite::Result<()> {
    let input = serde_json::to_string(&draft.input)
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection
        .prepare_cached(
            "INSERT INTO draft VALUES (?1, ?2) ON CONFLICT DO UPDATE SET input = excluded.input",
        )?
        .execute(params![draft.contact.unwrap_or(NEW), input])?;
    Ok(())
}

pub(crate) fn drop(connection: &Connection, contact: Option<i64>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM draft WHERE contact = ?1")?
        .execute([contact.unwrap_or(NEW)])?;
    Ok(())
}
