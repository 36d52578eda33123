//! The selection in the database: one row.

use rusqlite::{Connection, OptionalExtension, params};

use super::set::{Ids, Set};

/// As it was left.
pub(super) fn get(connection: &Connection) -> rusqlite::Result<Set> {
    let found = connection
        .prepare_cached("SELECT revision, of_all, chosen, left_out FROM selection")?
        .query_row([], |row| {
            let ids = |at| -> rusqlite::Result<_> {
                let bytes: Vec<u8> = row.get(at)?;
                Ok(Ids::from_bytes(&bytes))
            };
            let revision: i64 = row.get(0)?;
            // What cannot be read is nobody: acting on the wrong people is worse than selecting again.
            let whole = ids(2)?.zip(ids(3)?);
            Ok(whole.map_or_else(Set::default, |(chosen, left_out)| Set {
                revision: revision.cast_unsigned(),
                of_all: row.get(1).unwrap_or_default(),
                chosen,
                left_out,
            }))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps it.
pub(super) fn put(connection: &Connection, set: &Set) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO selection VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET revision = excluded.revision,
                of_all = excluded.of_all, chosen = excluded.chosen, left_out = excluded.left_out",
        )?
        .execute(params![
            set.revision.cast_signed(),
            set.of_all,
            set.chosen.to_bytes(),
            set.left_out.to_bytes()
        ])?;
    Ok(())
}

/// Contacts known to be gone.
pub(super) fn gone(connection: &Connection) -> rusqlite::Result<Ids> {
    ids(connection, "SELECT id FROM gone")
}

/// Those of a few ids that are contacts of the mirror.
pub(super) fn known(connection: &Connection, of: &[i64]) -> rusqlite::Result<Ids> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM contact WHERE id = ?1")?;
    let mut known = Vec::new();
    for id in of {
        if statement.exists([id])? {
            known.push(*id);
        }
    }
    Ok(known.into_iter().collect())
}

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<Ids> {
    connection
        .prepare_cached(sql)?
        .query_map([], |row| row.get::<_, i64>(0))?
        .collect()
}
