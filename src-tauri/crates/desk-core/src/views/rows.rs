//! Views in the account's database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::{View, ViewQuery, Views};
use crate::store::meta;

const CURRENT: &str = "view";
const ALL: &str = "view_all";

/// Everything.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Views> {
    let views: Vec<View> = connection
        .prepare_cached(
            "SELECT id, position, name, query, present FROM view ORDER BY position, id",
        )?
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    let current = meta::number(connection, CURRENT)?;
    Ok(Views {
        current: current.filter(|id| views.iter().any(|view| view.id == *id)),
        all: meta::get(connection, ALL)?
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default(),
        views,
    })
}

/// One view.
pub(crate) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<View>> {
    connection
        .prepare_cached("SELECT id, position, name, query, present FROM view WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Writes a view: a new one, a changed one, or one that was deleted and is wanted back.
pub(super) fn put(connection: &Connection, view: &View) -> rusqlite::Result<View> {
    let mut view = view.clone();
    view.present = view.present.filter(|present| *present != view.query);
    if view.id == 0 {
        view.position = connection.query_row(
            "SELECT coalesce(max(position), 0) + 1 FROM view",
            [],
            |row| row.get(0),
        )?;
    }
    connection
        .prepare_cached(
            "INSERT INTO view VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET
                position = excluded.position, name = excluded.name, query = excluded.query, present = excluded.present",
        )?
        .execute(params![
            (view.id != 0).then_some(view.id),
            view.position,
            view.name,
            json(&view.query)?,
            view.present.as_ref().map(json).transpose()?,
        ])?;
    if view.id == 0 {
        view.id = connection.last_insert_rowid();
    }
    Ok(view)
}

/// Takes a view out.
pub(super) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(connection
        .prepare_cached("DELETE FROM view WHERE id = ?1")?
        .execute([id])?
        > 0)
}

/// Keeps where the person is and how the list looks there.
pub(super) fn remember(
    connection: &Connection,
    view: Option<i64>,
    query: &ViewQuery,
) -> rusqlite::Result<()> {
    match view {
        None => {
            meta::remove(connection, CURRENT)?;
            meta::set(connection, ALL, &json(query)?)
        }
        Some(id) => {
            meta::set(connection, CURRENT, &id)?;
            if let Some(mut view) = get(connection, id)? {
                view.present = Some(query.clone());
                put(connection, &view)?;
            }
            Ok(())
        }
    }
}

/// The view of that name but this one, letter case aside.
pub(super) fn named(connection: &Connection, name: &str, but: i64) -> rusqlite::Result<bool> {
    let wanted = name.to_lowercase();
    let all = all(connection)?.views;
    Ok(all
        .iter()
        .any(|view| view.id != but && view.name.to_lowercase() == wanted))
}

fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

fn read(row: &Row<'_>) -> rusqlite::Result<View> {
    let query: String = row.get(3)?;
    let present: Option<String> = row.get(4)?;
    Ok(View {
        id: row.get(0)?,
        position: row.get(1)?,
        name: row.get(2)?,
        query: serde_json::from_str(&query).unwrap_or_default(),
        present: present.and_then(|text| serde_json::from_str(&text).ok()),
    })
}
