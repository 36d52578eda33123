//! All contacts in the order of a column. Those without a value come last either way; equal ones by newest change.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{ContactSort, fold::fold};
use crate::lists::{self, List};

const NEWEST: &str = "SELECT id FROM contact ORDER BY updated_at DESC, id DESC";

/// The ids, first row first.
pub(crate) fn read(
    connection: &Connection,
    sort: ContactSort,
    reverse: bool,
) -> rusqlite::Result<Vec<i64>> {
    let sql = match (sort, reverse) {
        (ContactSort::Updated, false) => NEWEST,
        (ContactSort::Updated, true) => "SELECT id FROM contact ORDER BY updated_at, id",
        (ContactSort::Created, false) => "SELECT id FROM contact ORDER BY created_at DESC, id DESC",
        (ContactSort::Created, true) => "SELECT id FROM contact ORDER BY created_at, id",
        (ContactSort::Name, false) => "SELECT id FROM contact ORDER BY name_key, id",
        (ContactSort::Name, true) => "SELECT id FROM contact ORDER BY name_key DESC, id DESC",
        (ContactSort::Phone, false) => "SELECT id FROM contact ORDER BY digits = '', digits, id",
        (ContactSort::Phone, true) => {
            "SELECT id FROM contact ORDER BY digits = '', digits DESC, id DESC"
        }
        (ContactSort::Assigned, false) => {
            "SELECT id FROM contact ORDER BY assigned_id IS NULL, assigned_id, updated_at DESC, id DESC"
        }
        (ContactSort::Assigned, true) => {
            "SELECT id FROM contact ORDER BY assigned_id IS NULL, assigned_id DESC, updated_at DESC, id DESC"
        }
        (ContactSort::Company, _) => return by_text(connection, "company", reverse),
        (ContactSort::Type, _) => return by_text(connection, "type", reverse),
        (ContactSort::Email, _) => return by_text(connection, "email", reverse),
        (ContactSort::City, _) => return by_text(connection, "city", reverse),
        (ContactSort::Groups, _) => return by_first_group(connection, reverse),
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

/// By a column of text, case and accents aside.
fn by_text(
    connection: &Connection,
    column: &'static str,
    reverse: bool,
) -> rusqlite::Result<Vec<i64>> {
    let sql = format!("SELECT {column}, id FROM contact ORDER BY {column}, id");
    by_key(connection, &sql, reverse, |text: Option<String>| {
        text.map(|text| fold(&text))
    })
}

/// By the name of the first of its groups that is known, which is the one a list shows.
fn by_first_group(connection: &Connection, reverse: bool) -> rusqlite::Result<Vec<i64>> {
    let (groups, names): (Vec<i64>, Vec<Option<String>>) = lists::all(connection, List::Groups)?
        .into_iter()
        .map(|item| (item.id, Some(fold(&item.name))))
        .unzip();
    let ranks: HashMap<i64, usize> = groups.into_iter().zip(ranks(&names, reverse)).collect();
    let mut of: HashMap<i64, usize> = HashMap::new();
    let mut statement =
        connection.prepare_cached("SELECT id, groups FROM contact WHERE groups <> '[]'")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let groups: Vec<i64> = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        if let Some(rank) = groups.iter().find_map(|group| ranks.get(group)) {
            of.insert(row.get(0)?, *rank);
        }
    }
    let mut sorted = ids(connection, NEWEST)?;
    sorted.sort_by_cached_key(|id| of.get(id).copied().unwrap_or(usize::MAX));
    Ok(sorted)
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
    let mut sorted = ids(connection, NEWEST)?;
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
