//! How many of some people are in each group: the boxes of the group picker.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{GroupShare, set::Ids};
use crate::lists::{self, List};

/// Every group of the account, by name, with its members among `people`.
pub(super) fn shares(connection: &Connection, people: &Ids) -> rusqlite::Result<Vec<GroupShare>> {
    let mut members: BTreeMap<i64, u32> = BTreeMap::new();
    if people.count() < 100 {
        // A few: their own rows are quicker read than everybody's.
        let mut statement = connection.prepare_cached(
            "SELECT DISTINCT value FROM contact, json_each(contact.groups) WHERE contact.id = ?1",
        )?;
        for id in people.iter() {
            for group in statement.query_map([id], |row| row.get::<_, i64>(0))? {
                *members.entry(group?).or_default() += 1;
            }
        }
    } else {
        let mut statement =
            connection.prepare_cached("SELECT group_id, contact FROM contact_group")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if people.contains(row.get(1)?) {
                *members.entry(row.get(0)?).or_default() += 1;
            }
        }
    }
    let groups = lists::all(connection, List::Groups)?.into_iter();
    Ok(groups
        .map(|group| GroupShare {
            group: group.id,
            members: members.get(&group.id).copied().unwrap_or(0),
        })
        .collect())
}
