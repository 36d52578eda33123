//! The rows of `desk.db`: the accounts of this computer.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Accent, Account, AccountId, TokenPlace};

/// An account with what only this computer needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub account: Account,
    /// A person gave the name: the server's does not replace it.
    pub name_by_person: bool,
    /// The server's id and name of the account, if the token may read it.
    pub remote_id: Option<i64>,
    pub remote_name: Option<String>,
}

const COLUMNS: &str = "id, name, name_by_person, server, remote_id, remote_name, plan, accent, token_place, \
    missing_scopes, clock_ahead";

/// In the order they were added.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Entry>> {
    connection
        .prepare(&format!("SELECT {COLUMNS} FROM account ORDER BY position"))?
        .query_map([], read)?
        .collect()
}

/// Writes a row, at the end if it is new.
pub(crate) fn put(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let account = &entry.account;
    connection.execute(
        "INSERT INTO account (id, name, name_by_person, server, remote_id, remote_name, plan, accent, token_place,
            missing_scopes, clock_ahead, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, (SELECT coalesce(max(position), 0) + 1 FROM account))
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_by_person = excluded.name_by_person,
            server = excluded.server, remote_id = excluded.remote_id, remote_name = excluded.remote_name,
            plan = excluded.plan, accent = excluded.accent, token_place = excluded.token_place,
            missing_scopes = excluded.missing_scopes, clock_ahead = excluded.clock_ahead",
        params![
            account.id.0,
            account.name,
            entry.name_by_person,
            account.server,
            entry.remote_id,
            entry.remote_name,
            account.plan,
            text(&account.accent),
            text(&account.token),
            serde_json::to_string(&account.missing_scopes).unwrap_or_default(),
            account.clock_ahead,
        ],
    )?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, id: &AccountId) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM account WHERE id = ?1", [&id.0])?;
    Ok(())
}

/// Makes an account the one the program opens with.
pub(crate) fn activate(connection: &Connection, id: &AccountId) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE account SET last_active = (SELECT max(last_active) + 1 FROM account) WHERE id = ?1",
        [&id.0],
    )?;
    Ok(())
}

/// The account used last, else the first.
pub(crate) fn active(connection: &Connection) -> rusqlite::Result<Option<AccountId>> {
    connection
        .query_row(
            "SELECT id FROM account ORDER BY last_active DESC, position LIMIT 1",
            [],
            |row| row.get(0).map(AccountId),
        )
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let id: String = row.get(0)?;
    let scopes: String = row.get(9)?;
    Ok(Entry {
        account: Account {
            practice: id == super::PRACTICE,
            id: AccountId(id),
            name: row.get(1)?,
            server: row.get(3)?,
            plan: row.get(6)?,
            accent: value(row.get(7)?).unwrap_or(Accent::Blue),
            token: value(row.get(8)?).unwrap_or(TokenPlace::None),
            missing_scopes: serde_json::from_str(&scopes).unwrap_or_default(),
            clock_ahead: row.get(10)?,
        },
        name_by_person: row.get(2)?,
        remote_id: row.get(4)?,
        remote_name: row.get(5)?,
    })
}

/// A closed enum as its word on the bridge.
fn text<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

fn value<T: serde::de::DeserializeOwned>(text: String) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text)).ok()
}
