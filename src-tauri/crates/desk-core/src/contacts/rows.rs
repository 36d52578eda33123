//! Contacts in the mirror: the one place that writes and reads their rows.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Contact, fold::fold, phone};

const COLUMNS: &str = "id, firstname, lastname, company, type, email, phone, status_id, source_id, description, city, \
    state, zip, address, country_id, assigned_id, groups, is_opted_out, created_at, updated_at";

/// Writes a contact. True when the mirror changed.
///
/// A row older than what is here is left out (a page fetched before a change may arrive after it), and so is one that
/// is known to be gone.
pub(crate) fn upsert(connection: &Connection, contact: &Contact) -> rusqlite::Result<bool> {
    let digits = phone::digits(&contact.phone);
    let tail: String = digits.chars().rev().collect();
    let changed = connection
        .prepare_cached(
            "INSERT INTO contact (id, firstname, lastname, company, type, email, phone, status_id, source_id,
                description, city, state, zip, address, country_id, assigned_id, groups, is_opted_out, created_at,
                updated_at, digits, tail, name_key)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                ?22, ?23 WHERE NOT EXISTS (SELECT 1 FROM gone WHERE id = ?1)
             ON CONFLICT (id) DO UPDATE SET firstname = excluded.firstname, lastname = excluded.lastname,
                company = excluded.company, type = excluded.type, email = excluded.email, phone = excluded.phone,
                status_id = excluded.status_id, source_id = excluded.source_id, description = excluded.description,
                city = excluded.city, state = excluded.state, zip = excluded.zip, address = excluded.address,
                country_id = excluded.country_id, assigned_id = excluded.assigned_id, groups = excluded.groups,
                is_opted_out = excluded.is_opted_out, created_at = excluded.created_at,
                updated_at = excluded.updated_at, digits = excluded.digits, tail = excluded.tail,
                name_key = excluded.name_key
             WHERE coalesce(excluded.updated_at >= contact.updated_at, 1)
                AND (excluded.firstname, excluded.lastname, excluded.company, excluded.type, excluded.email,
                    excluded.phone, excluded.status_id, excluded.source_id, excluded.description, excluded.city,
                    excluded.state, excluded.zip, excluded.address, excluded.country_id, excluded.assigned_id,
                    excluded.groups, excluded.is_opted_out, excluded.created_at, excluded.updated_at)
                IS NOT (contact.firstname, contact.lastname, contact.company, contact.type, contact.email,
                    contact.phone, contact.status_id, contact.source_id, contact.description, contact.city,
                    contact.state, contact.zip, contact.address, contact.country_id, contact.assigned_id,
                    contact.groups, contact.is_opted_out, contact.created_at, contact.updated_at)",
        )?
        .execute(params![
            contact.id,
            contact.firstname,
            contact.lastname,
            contact.company,
            contact.r#type,
            contact.email,
            contact.phone,
            contact.status_id,
            contact.source_id,
            contact.description,
            contact.city,
            contact.state,
            contact.zip,
            contact.address,
            contact.country_id,
            contact.assigned_id,
            serde_json::to_string(&contact.groups).unwrap_or_else(|_| "[]".to_owned()),
            contact.is_opted_out,
            contact.created_at,
            contact.updated_at,
            digits,
            tail,
            fold(&format!("{} {}", contact.firstname, contact.lastname)),
        ])?;
    Ok(changed > 0)
}

/// Writes a page; how many rows changed.
pub(crate) fn upsert_all(connection: &Connection, contacts: &[Contact]) -> rusqlite::Result<usize> {
    let mut changed = 0;
    for contact in contacts {
        changed += usize::from(upsert(connection, contact)?);
    }
    Ok(changed)
}

/// Takes a contact out and remembers that it is gone.
pub(crate) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO gone VALUES (?1)")?
        .execute([id])?;
    Ok(connection
        .prepare_cached("DELETE FROM contact WHERE id = ?1")?
        .execute([id])?
        > 0)
}

/// Notes that a contact opted out, which the server told by refusing a send.
pub(crate) fn opted_out(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE contact SET is_opted_out = 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// One contact.
pub(crate) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<Contact>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM contact WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// The contacts of `ids`, in that order; those that are gone are left out.
pub(crate) fn of_ids(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<Contact>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(get(connection, *id)?);
    }
    Ok(found)
}

/// Contacts in the mirror.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection
        .prepare_cached("SELECT count(*) FROM contact")?
        .query_row([], |row| row.get(0))
}

/// Another contact that has this very number, or this email, letter case aside.
pub(crate) fn owner(
    connection: &Connection,
    field: Unique,
    value: &str,
    but: Option<i64>,
) -> rusqlite::Result<Option<i64>> {
    let sql = match field {
        Unique::Phone => "SELECT id FROM contact WHERE digits = ?1 AND id IS NOT ?2 LIMIT 1",
        Unique::Email => {
            "SELECT id FROM contact WHERE lower(email) = lower(?1) AND id IS NOT ?2 LIMIT 1"
        }
    };
    let value = match field {
        Unique::Phone => phone::digits(value),
        Unique::Email => value.to_owned(),
    };
    connection
        .prepare_cached(sql)?
        .query_row(params![value, but], |row| row.get(0))
        .optional()
}

/// Fields the server keeps unique in the account (contract section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unique {
    Phone,
    Email,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Contact> {
    let phone: String = row.get(6)?;
    let groups: String = row.get(16)?;
    Ok(Contact {
        id: row.get(0)?,
        firstname: row.get(1)?,
        lastname: row.get(2)?,
        company: row.get(3)?,
        r#type: row.get(4)?,
        email: row.get(5)?,
        phone_display: phone::display(&phone),
        phone,
        status_id: row.get(7)?,
        source_id: row.get(8)?,
        description: row.get(9)?,
        city: row.get(10)?,
        state: row.get(11)?,
        zip: row.get(12)?,
        address: row.get(13)?,
        country_id: row.get(14)?,
        assigned_id: row.get(15)?,
        groups: serde_json::from_str(&groups).unwrap_or_default(),
        is_opted_out: row.get(17)?,
        created_at: row.get(18)?,
        updated_at: row.get(19)?,
    })
}

/// Puts a contact into groups and takes it out of others, as the server just did; `at` is a time not after that change
/// there, so that a page fetched before is known to be older. False when it is not in the mirror.
pub(crate) fn regroup(
    connection: &Connection,
    id: i64,
    group: i64,
    member: bool,
    at: Option<&str>,
) -> rusqlite::Result<bool> {
    let groups: Option<String> = connection
        .prepare_cached("SELECT groups FROM contact WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(groups) = groups else {
        return Ok(false);
    };
    let mut groups: Vec<i64> = serde_json::from_str(&groups).unwrap_or_default();
    if member && !groups.contains(&group) {
        groups.push(group);
    } else if !member {
        groups.retain(|held| *held != group);
    }
    connection
        .prepare_cached(
            "UPDATE contact SET groups = ?2,
                updated_at = CASE WHEN ?3 > coalesce(updated_at, '') THEN ?3 ELSE updated_at END WHERE id = ?1",
        )?
        .execute(params![
            id,
            serde_json::to_string(&groups).unwrap_or_else(|_| "[]".to_owned()),
            at
        ])?;
    Ok(true)
}
