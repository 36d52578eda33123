//! What was typed into a contact form and is not saved yet: one per form, kept over a crash.

use rusqlite::{Connection, OptionalExtension, params};

use super::{ContactDraft, ContactInput};

/// The key of the form for a new contact: the server's ids begin at 1.
const NEW: i64 = 0;

pub(crate) fn get(
    connection: &Connection,
    contact: Option<i64>,
) -> rusqlite::Result<Option<ContactDraft>> {
    let found: Option<(String, Option<String>)> = connection
        .prepare_cached("SELECT input, base FROM draft WHERE contact = ?1")?
        .query_row([contact.unwrap_or(NEW)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let read = |text: String| serde_json::from_str::<ContactInput>(&text).ok();
    Ok(found.and_then(|(input, base)| {
        Some(ContactDraft {
            contact,
            input: read(input)?,
            base: base.and_then(read),
        })
    }))
}

pub(crate) fn save(connection: &Connection, draft: &ContactDraft) -> rusqlite::Result<()> {
    let text = |input: &ContactInput| {
        serde_json::to_string(input).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
    };
    let base = draft.base.as_ref().map(text).transpose()?;
    connection
        .prepare_cached(
            "INSERT INTO draft (contact, input, base) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET input = excluded.input, base = excluded.base",
        )?
        .execute(params![
            draft.contact.unwrap_or(NEW),
            text(&draft.input)?,
            base
        ])?;
    Ok(())
}

pub(crate) fn drop(connection: &Connection, contact: Option<i64>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM draft WHERE contact = ?1")?
        .execute([contact.unwrap_or(NEW)])?;
    Ok(())
}
