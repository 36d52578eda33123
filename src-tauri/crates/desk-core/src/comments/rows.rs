//! Notes in the account's database, so that they are readable without the server.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Note, NoteDraft, Notes};
use crate::detail::drafts;

/// All there is to show.
pub(super) fn of(connection: &Connection, contact: i64) -> rusqlite::Result<Notes> {
    let read: Option<(String, bool)> = connection
        .prepare_cached("SELECT at, conversation FROM note_read WHERE contact = ?1")?
        .query_row([contact], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let notes = connection
        .prepare_cached(
            "SELECT id, kind, label, body, link, at FROM note WHERE contact = ?1
             ORDER BY coalesce(at, '') DESC, id DESC",
        )?
        .query_map([contact], |row| {
            Ok(Note {
                id: row.get(0)?,
                kind: row.get(1)?,
                label: row.get(2)?,
                text: row.get(3)?,
                file: row.get(4)?,
                at: row.get(5)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Notes {
        notes,
        conversation: read.as_ref().map(|(_, conversation)| *conversation),
        read_at: read.map(|(at, _)| at),
        draft: drafts::note(connection, contact)?.map(|draft| NoteDraft {
            unsure: draft.called_at.is_some(),
            text: draft.body,
        }),
    })
}

/// What the server says is all there is; none: it knows no conversation.
pub(super) fn replace(
    connection: &Connection,
    contact: i64,
    at: &str,
    notes: Option<&[Note]>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM note WHERE contact = ?1")?
        .execute([contact])?;
    for note in notes.unwrap_or_default() {
        put(connection, contact, note)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO note_read VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET at = excluded.at, conversation = excluded.conversation",
        )?
        .execute(params![contact, at, notes.is_some()])?;
    Ok(())
}

/// Writes one note.
pub(super) fn put(connection: &Connection, contact: i64, note: &Note) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO note VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            contact, note.id, note.kind, note.label, note.text, note.file, note.at
        ])?;
    Ok(())
}

/// The highest id known; 0 if the list was read and empty, none if it never was.
pub(super) fn newest(connection: &Connection, contact: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT coalesce((SELECT max(id) FROM note WHERE contact = ?1), 0) FROM note_read
             WHERE contact = ?1 AND conversation = 1",
        )?
        .query_row([contact], |row| row.get(0))
        .optional()
}
