//! Groups, sources and statuses: three lists of names, alike on the wire and in one table of the mirror.

mod counts;
mod names;
mod remote;
mod totals;
mod types;
mod writes;

pub use types::*;

use rusqlite::{Connection, params};

use crate::{contacts::validate::KnownIds, store::meta};

pub(crate) use names::checked;
pub(crate) use remote::Wanted;
pub(crate) use writes::{create, remove, update};

const CHANGED: &str = "list_items_added";

impl List {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Sources => "sources",
            Self::Statuses => "statuses",
        }
    }
}

/// An entry; only statuses have a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub id: i64,
    pub name: String,
    pub color: Option<String>,
}

/// By name, letter case aside.
pub(crate) fn all(connection: &Connection, list: List) -> rusqlite::Result<Vec<Item>> {
    connection
        .prepare_cached(
            "SELECT id, name, color FROM list_item WHERE list = ?1 ORDER BY lower(name), id",
        )?
        .query_map([list.name()], |row| {
            Ok(Item {
                id: row.get(0)?,
                name: row.get(1)?,
                color: row.get(2)?,
            })
        })?
        .collect()
}

/// Makes the list hold exactly `items`. True when that changed it.
pub(crate) fn replace(
    connection: &Connection,
    list: List,
    items: &[Item],
) -> rusqlite::Result<bool> {
    let mut wanted = items.to_vec();
    wanted.sort_by_key(|item| item.id);
    let mut held = all(connection, list)?;
    held.sort_by_key(|item| item.id);
    if wanted == held {
        return Ok(false);
    }
    connection
        .prepare_cached("DELETE FROM list_item WHERE list = ?1")?
        .execute([list.name()])?;
    for item in &wanted {
        put(connection, list, item)?;
    }
    Ok(true)
}

/// Counts what a person changed in the lists: a list that was asked for before does not have it yet.
pub(crate) fn changes(connection: &Connection) -> rusqlite::Result<i64> {
    Ok(meta::number(connection, CHANGED)?.unwrap_or(0))
}

fn count_change(connection: &Connection) -> rusqlite::Result<()> {
    meta::set(connection, CHANGED, &(changes(connection)? + 1))
}

/// Writes an entry a person made or changed.
pub(crate) fn write(connection: &Connection, list: List, item: &Item) -> rusqlite::Result<()> {
    count_change(connection)?;
    put(connection, list, item)
}

/// Takes out an entry that is gone from the server. Contacts keep a group's id, as there (contract 17.5).
pub(crate) fn forget(connection: &Connection, list: List, id: i64) -> rusqlite::Result<()> {
    count_change(connection)?;
    connection
        .prepare_cached("DELETE FROM list_item WHERE list = ?1 AND id = ?2")?
        .execute(params![list.name(), id])?;
    Ok(())
}

/// Writes one entry.
fn put(connection: &Connection, list: List, item: &Item) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO list_item VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET name = excluded.name, color = excluded.color",
        )?
        .execute(params![list.name(), item.id, item.name, item.color])?;
    Ok(())
}

/// The entry of that name, letter case and outer blanks aside, leaving out `own`.
pub(crate) fn named(
    connection: &Connection,
    list: List,
    name: &str,
    own: Option<i64>,
) -> rusqlite::Result<Option<Item>> {
    Ok(all(connection, list)?
        .into_iter()
        .find(|item| Some(item.id) != own && names::same(&item.name, name)))
}

/// Ids a contact may name.
pub(crate) fn known(connection: &Connection) -> rusqlite::Result<KnownIds> {
    let ids = |list| -> rusqlite::Result<_> {
        Ok(all(connection, list)?
            .into_iter()
            .map(|item| item.id)
            .collect())
    };
    Ok(KnownIds {
        groups: ids(List::Groups)?,
        sources: ids(List::Sources)?,
        statuses: ids(List::Statuses)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn item(id: i64, name: &str) -> Item {
        Item {
            id,
            name: name.into(),
            color: None,
        }
    }

    #[test]
    fn a_list_is_what_the_server_says() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        assert!(replace(&connection, List::Groups, &[item(2, "b"), item(1, "C")]).unwrap());
        assert!(!replace(&connection, List::Groups, &[item(1, "C"), item(2, "b")]).unwrap());
        assert_eq!(
            all(&connection, List::Groups).unwrap(),
            [item(2, "b"), item(1, "C")]
        );
        assert!(all(&connection, List::Sources).unwrap().is_empty());
        assert!(replace(&connection, List::Groups, &[item(2, "b2")]).unwrap());
        assert_eq!(all(&connection, List::Groups).unwrap(), [item(2, "b2")]);
        assert_eq!(
            named(&connection, List::Groups, " B2 ", None).unwrap(),
            Some(item(2, "b2"))
        );
        assert_eq!(
            named(&connection, List::Groups, "b2", Some(2)).unwrap(),
            None
        );
        assert_eq!(known(&connection).unwrap().groups, [2].into());
    }

    #[test]
    fn what_a_person_changes_is_counted() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        replace(&connection, List::Groups, &[item(1, "a")]).unwrap();
        assert_eq!(changes(&connection).unwrap(), 0);
        write(&connection, List::Groups, &item(2, "b")).unwrap();
        assert_eq!(changes(&connection).unwrap(), 1);
        forget(&connection, List::Sources, 2).unwrap();
        assert_eq!(all(&connection, List::Groups).unwrap().len(), 2);
        forget(&connection, List::Groups, 2).unwrap();
        assert_eq!(all(&connection, List::Groups).unwrap(), [item(1, "a")]);
        assert_eq!(changes(&connection).unwrap(), 3);
    }
}
