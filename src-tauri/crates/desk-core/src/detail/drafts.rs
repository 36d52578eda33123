//! Text of the pane that is not saved yet, over a crash too. A note is the field `note`.

use rusqlite::{Connection, OptionalExtension, params};

use super::FieldDraft;

/// The field of a note.
pub(crate) const NOTE: &str = "note";

/// A note that is not written down yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub body: String,
    /// When it was sent to the server, if what became of it is not known.
    pub called_at: Option<String>,
    /// The newest note known before; none: none had been read.
    pub newest: Option<i64>,
}

/// All but the note's.
pub(super) fn of(connection: &Connection, contact: i64) -> rusqlite::Result<Vec<FieldDraft>> {
    connection
        .prepare_cached(
            "SELECT field, body FROM detail_draft WHERE contact = ?1 AND field <> ?2 ORDER BY field",
        )?
        .query_map(params![contact, NOTE], |row| {
            Ok(FieldDraft {
                field: row.get(0)?,
                text: row.get(1)?,
            })
        })?
        .collect()
}

/// Keeps what is typed; none: nothing is. A note on its way to the server stays as it is.
pub(super) fn keep(
    connection: &Connection,
    contact: i64,
    field: &str,
    text: Option<&str>,
) -> rusqlite::Result<()> {
    match text {
        Some(text) => connection
            .prepare_cached(
                "INSERT INTO detail_draft (contact, field, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET body = excluded.body WHERE called_at IS NULL",
            )?
            .execute(params![contact, field, text])?,
        None => connection
            .prepare_cached(
                "DELETE FROM detail_draft WHERE contact = ?1 AND field = ?2 AND called_at IS NULL",
            )?
            .execute(params![contact, field])?,
    };
    Ok(())
}

/// The note that is being written.
pub(crate) fn note(connection: &Connection, contact: i64) -> rusqlite::Result<Option<Note>> {
    connection
        .prepare_cached(
            "SELECT body, called_at, newest FROM detail_draft WHERE contact = ?1 AND field = ?2",
        )?
        .query_row(params![contact, NOTE], |row| {
            Ok(Note {
                body: row.get(0)?,
                called_at: row.get(1)?,
                newest: row.get(2)?,
            })
        })
        .optional()
}

/// Before the call: the note is on its way. False if one is already.
pub(crate) fn call_note(
    connection: &Connection,
    contact: i64,
    body: &str,
    at: &str,
    newest: Option<i64>,
) -> rusqlite::Result<bool> {
    keep(connection, contact, NOTE, Some(body))?;
    Ok(connection
        .prepare_cached(
            "UPDATE detail_draft SET called_at = ?3, newest = ?4
             WHERE contact = ?1 AND field = ?2 AND called_at IS NULL",
        )?
        .execute(params![contact, NOTE, at, newest])?
        > 0)
}

/// It was not written: the text is a draft again.
pub(crate) fn note_not_written(connection: &Connection, contact: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE detail_draft SET called_at = NULL, newest = NULL WHERE contact = ?1 AND field = ?2",
        )?
        .execute(params![contact, NOTE])?;
    Ok(())
}

/// It is written.
pub(crate) fn note_written(connection: &Connection, contact: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM detail_draft WHERE contact = ?1 AND field = ?2")?
        .execute(params![contact, NOTE])?;
    Ok(())
}
