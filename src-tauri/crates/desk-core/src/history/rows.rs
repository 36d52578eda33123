//! History in the account's database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Change, HistoryEntry, HistoryKind, Origin};

/// Entries kept of one contact; the oldest go first.
pub(super) const KEPT: u32 = 200;
/// Characters kept of a long text on each side of a change.
const TEXT: usize = 300;

/// Writes down what changed, in the transaction that changes the mirror. Nothing changed: nothing is written.
/// `at`: RFC 3339, UTC, whole seconds, as everywhere in the tables.
pub(crate) fn record(
    transaction: &Connection,
    contact: i64,
    at: &str,
    origin: Origin,
    changes: Vec<Change>,
) -> rusqlite::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let moved = |change: &Change| matches!(change.field.as_str(), "groups" | "status_id");
    let kind = match changes.iter().all(moved) {
        true => HistoryKind::Moved,
        false => HistoryKind::Edited,
    };
    let mut named = Vec::with_capacity(changes.len());
    for change in changes {
        named.push(in_words(transaction, change)?);
    }
    put(transaction, contact, at, kind, origin, &named)
}

/// Writes down that a contact was made, or was met for the first time.
pub(crate) fn record_created(
    transaction: &Connection,
    contact: i64,
    at: &str,
    origin: Origin,
) -> rusqlite::Result<()> {
    put(transaction, contact, at, HistoryKind::Created, origin, &[])
}

/// Newest first.
pub(super) fn of(connection: &Connection, contact: i64) -> rusqlite::Result<Vec<HistoryEntry>> {
    let entries: Vec<Option<HistoryEntry>> = connection
        .prepare_cached(
            "SELECT id, at, kind, origin, changes FROM history WHERE contact = ?1 ORDER BY id DESC",
        )?
        .query_map([contact], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(entries.into_iter().flatten().collect())
}

fn put(
    connection: &Connection,
    contact: i64,
    at: &str,
    kind: HistoryKind,
    origin: Origin,
    changes: &[Change],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO history (contact, at, kind, origin, changes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            contact,
            at,
            json(&kind)?,
            json(&origin)?,
            json(&changes)?
        ])?;
    connection
        .prepare_cached(
            "DELETE FROM history WHERE contact = ?1 AND id <=
                (SELECT id FROM history WHERE contact = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![contact, KEPT])?;
    Ok(())
}

/// Ids become the names they have now, which may be other ones or none tomorrow; long text is cut.
fn in_words(connection: &Connection, change: Change) -> rusqlite::Result<Change> {
    let list = match change.field.as_str() {
        "groups" => Some("groups"),
        "source_id" => Some("sources"),
        "status_id" => Some("statuses"),
        _ => None,
    };
    let word = |value: Option<String>| -> rusqlite::Result<Option<String>> {
        match (list, value) {
            (_, None) => Ok(None),
            (None, Some(text)) => Ok(Some(cut(text))),
            (Some(list), Some(id)) => Ok(Some(
                connection
                    .prepare_cached("SELECT name FROM list_item WHERE list = ?1 AND id = ?2")?
                    .query_row(params![list, id], |row| row.get(0))
                    .optional()?
                    .unwrap_or_else(|| format!("#{id}")),
            )),
        }
    };
    Ok(Change {
        from: word(change.from)?,
        to: word(change.to)?,
        field: change.field,
    })
}

fn cut(text: String) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// None: written by a newer program, not for this one to show.
fn read(row: &Row<'_>) -> rusqlite::Result<Option<HistoryEntry>> {
    fn from<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
        Ok(serde_json::from_str(&row.get::<_, String>(at)?).ok())
    }
    let (id, at) = (row.get(0)?, row.get(1)?);
    let (Some(kind), Some(origin), Some(changes)) = (from(row, 2)?, from(row, 3)?, from(row, 4)?)
    else {
        return Ok(None);
    };
    Ok(Some(HistoryEntry {
        id,
        at,
        kind,
        origin,
        changes,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const AT: &str = "2026-03-02T10:00:00Z";

    fn account() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        connection
            .execute_batch(
                "INSERT INTO list_item VALUES ('statuses', 7, 'New', NULL), ('statuses', 8, 'Hot', NULL),
                    ('groups', 12, 'VIP', NULL);",
            )
            .unwrap();
        connection
    }

    fn change(field: &str, from: Option<&str>, to: Option<&str>) -> Change {
        Change::new(field, from.map(Into::into), to.map(Into::into))
    }

    #[test]
    fn newest_first_with_the_names_of_then() {
        let c = account();
        record_created(&c, 1, AT, Origin::Form).unwrap();
        let status = vec![change("status_id", Some("7"), Some("8"))];
        record(&c, 1, AT, Origin::Bulk { job: 4 }, status).unwrap();
        c.execute_batch("UPDATE list_item SET name = 'Warm' WHERE id = 8")
            .unwrap();
        let both = vec![
            change("groups", Some("12"), None),
            change("groups", None, Some("99")),
            change("company", None, Some("Blue Harbour")),
        ];
        record(&c, 1, AT, Origin::Detail, both).unwrap();
        record(&c, 2, AT, Origin::Server, vec![]).unwrap();

        let all = of(&c, 1).unwrap();
        let kinds: Vec<_> = all.iter().map(|entry| (entry.kind, entry.origin)).collect();
        assert_eq!(
            kinds,
            [
                (HistoryKind::Edited, Origin::Detail),
                (HistoryKind::Moved, Origin::Bulk { job: 4 }),
                (HistoryKind::Created, Origin::Form),
            ]
        );
        assert_eq!(
            all[0].changes,
            [
                change("groups", Some("VIP"), None),
                change("groups", None, Some("#99")),
                change("company", None, Some("Blue Harbour")),
            ]
        );
        assert_eq!(
            all[1].changes,
            [change("status_id", Some("New"), Some("Hot"))]
        );
        assert!(of(&c, 2).unwrap().is_empty(), "nothing changed");
    }

    #[test]
    fn a_contact_keeps_so_many_and_no_more() {
        let c = account();
        record_created(&c, 2, AT, Origin::Server).unwrap();
        for n in 0..KEPT + 5 {
            let to = n.to_string();
            record(
                &c,
                1,
                AT,
                Origin::Server,
                vec![change("city", None, Some(&to))],
            )
            .unwrap();
        }
        let all = of(&c, 1).unwrap();
        assert_eq!(all.len(), KEPT as usize);
        assert_eq!(all.last().unwrap().changes[0].to.as_deref(), Some("5"));
        assert_eq!(of(&c, 2).unwrap().len(), 1, "of others nothing is dropped");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let c = account();
        let long = "ß".repeat(TEXT + 1);
        record(
            &c,
            1,
            AT,
            Origin::Form,
            vec![change("description", None, Some(&long))],
        )
        .unwrap();
        let to = of(&c, 1).unwrap()[0].changes[0].to.clone().unwrap();
        assert_eq!(to, format!("{}…", "ß".repeat(TEXT)));
    }

    #[test]
    fn it_goes_with_the_contact_and_with_nothing_else() {
        let c = account();
        c.execute_batch(
            "INSERT INTO contact (id, firstname, lastname, type, phone, groups, is_opted_out, digits, tail, name_key)
                VALUES (1, 'A', '', 'lead', '', '[]', 0, '', '', 'a'), (2, 'B', '', 'lead', '', '[]', 0, '', '', 'b');",
        )
        .unwrap();
        record_created(&c, 1, AT, Origin::Form).unwrap();
        record_created(&c, 2, AT, Origin::Form).unwrap();
        crate::contacts::rows::remove(&c, 1).unwrap();
        assert!(of(&c, 1).unwrap().is_empty());
        assert_eq!(of(&c, 2).unwrap().len(), 1);
    }

    #[test]
    fn what_a_newer_program_wrote_is_left_out() {
        let c = account();
        record_created(&c, 1, AT, Origin::Form).unwrap();
        c.execute_batch("INSERT INTO history VALUES (9, 1, '2026-03-02T10:00:00Z', '\"created\"', '{\"by\":\"dream\"}', '[]')")
            .unwrap();
        assert_eq!(of(&c, 1).unwrap().len(), 1);
    }
}
