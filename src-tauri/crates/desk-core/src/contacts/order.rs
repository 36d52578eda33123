//! All contacts in the order of a column. Those without a value come last either way; equal ones by newest change.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{ContactSort, fold::fold};
use crate::lists::{self, List};

/// The ids, first row first.
pub(crate) fn read(
    connection: &Connection,
    sort: ContactSort,
    reverse: bool,
) -> rusqlite::Result<Vec<i64>> {
    let sql = match (sort, reverse) {
        (ContactSort::Updated, false) => "SELECT id FROM contact ORDER BY updated_at DESC, id DESC",
        (ContactSort::Updated, true) => "SELECT id FROM contact ORDER BY updated_at, id",
        (ContactSort::Created, false) => "SELECT id FROM contact ORDER BY created_at DESC, id DESC",
        (ContactSort::Created, true) => "SELECT id FROM contact ORDER BY created_at, id",
        (ContactSort::Name, false) => "SELECT id FROM contact ORDER BY name_key, id",
        (ContactSort::Name, true) => "SELECT id FROM contact ORDER BY name_key DESC, id DESC",
        (ContactSort::Company, _) => {
            let sql = "SELECT company, id FROM contact ORDER BY company, id";
            return by_key(connection, sql, reverse, |company: Option<String>| {
                company.map(|text| fold(&text))
            });
        }
        (ContactSort::Type, _) => {
            let sql = "SELECT type, id FROM contact ORDER BY type, id";
            return by_key(connection, sql, reverse, |text: Option<String>| {
                text.map(|text| fold(&text))
            });
        }
        (ContactSort::Status, _) => return by_list(connection, List::Statuses, reverse),
        (ContactSort::Source, _) => return by_list(connection, List::Sources, reverse),
    };
    ids(connection, sql)
}

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(sql)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// By the name of what the id means.
fn by_list(connection: &Connection, list: List, reverse: bool) -> rusqlite::Result<Vec<i64>> {
    let sql = match list {
        List::Statuses => "SELECT status_id, id FROM contact ORDER BY status_id, id",
        List::Sources => "SELECT source_id, id FROM contact ORDER BY source_id, id",
        List::Groups => return ids(connection, "SELECT id FROM contact"),
    };
    let names: HashMap<i64, String> = lists::all(connection, list)?
        .into_iter()
        .map(|item| (item.id, fold(&item.name)))
        .collect();
    by_key(connection, sql, reverse, |id: Option<i64>| {
        id.and_then(|id| names.get(&id).cloned())
    })
}

/// Rows of a value and an id, equal values beside each other.
fn by_key<V: rusqlite::types::FromSql + PartialEq + Clone>(
    connection: &Connection,
    sql: &str,
    reverse: bool,
    key: impl Fn(Option<V>) -> Option<String>,
) -> rusqlite::Result<Vec<i64>> {
    let mut keys: Vec<Option<String>> = Vec::new();
    let mut of: Vec<(i64, usize)> = Vec::new();
    let mut last: Option<Option<V>> = None;
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let value: Option<V> = row.get(0)?;
        if last.as_ref() != Some(&value) {
            keys.push(key(value.clone()).filter(|text| !text.is_empty()));
            last = Some(value);
        }
        of.push((row.get(1)?, keys.len() - 1));
    }
    let ranks = ranks(&keys, reverse);
    of.sort_unstable();
    let mut sorted = ids(
        connection,
        "SELECT id FROM contact ORDER BY updated_at DESC, id DESC",
    )?;
    sorted.sort_by_cached_key(|id| match of.binary_search_by_key(id, |(id, _)| *id) {
        Ok(at) => ranks[of[at].1],
        Err(_) => usize::MAX,
    });
    Ok(sorted)
}

/// The rank of each key; equal keys have the same, none comes last.
fn ranks(keys: &[Option<String>], reverse: bool) -> Vec<usize> {
    let mut names: Vec<&str> = keys.iter().flatten().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    keys.iter()
        .map(|key| match key {
            None => usize::MAX,
            Some(key) => {
                let rank = names.partition_point(|name| *name < key.as_str());
                if reverse { names.len() - rank } else { rank }
            }
        })
        .collect()
}
