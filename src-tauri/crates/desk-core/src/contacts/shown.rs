//! What is asked about a list on screen beside its rows: where a name stands, and what a newer list has that it has not.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::fold::fold;
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode},
};

/// Letters typed in a list.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FindRequest {
    /// From `ContactSnapshot`.
    pub snapshot: String,
    /// How the first or the last name begins.
    pub text: String,
    /// The row to begin with; after the last row comes the first.
    pub from: u32,
}

/// Two lists that answer the same question, one made after the other.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CompareRequest {
    /// The list on screen.
    pub before: String,
    /// The list made now.
    pub after: String,
}

/// What another list would change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ListChange {
    /// Contacts that come.
    pub new: u32,
    /// Contacts that stand at another place among those that stay: the fewest that must move.
    pub moved: u32,
    /// Contacts that go.
    pub gone: u32,
}

impl Desk {
    /// The first row from `from` on whose first or last name begins with the text, case and accents aside.
    ///
    /// # Errors
    /// `SnapshotGone`, `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_find(
        &self,
        account: &AccountId,
        request: FindRequest,
    ) -> Result<Option<u32>, CommandError> {
        let account = self.account(account)?;
        let ids = account
            .snapshots
            .get(&request.snapshot)
            .ok_or_else(search_again)?;
        let named = account
            .db()?
            .read(move |c| beginning(c, &request.text))
            .await?;
        Ok(first_of(&ids, &named, request.from as usize).and_then(|at| u32::try_from(at).ok()))
    }

    /// What would come, move and go if the newer list took the place of the one on screen.
    ///
    /// # Errors
    /// `SnapshotGone`, `AccountUnknown`.
    pub async fn contacts_compare(
        &self,
        account: &AccountId,
        request: CompareRequest,
    ) -> Result<ListChange, CommandError> {
        let account = self.account(account)?;
        let list = |name: &str| account.snapshots.get(name).ok_or_else(search_again);
        // The one on screen last: it is wanted longest.
        let after = list(&request.after)?;
        Ok(compare(&list(&request.before)?, &after))
    }
}

fn search_again() -> CommandError {
    CommandError::new(ErrorCode::SnapshotGone, "search again")
}

/// Contacts with a name that begins so, by one walk along the index of names.
fn beginning(connection: &Connection, text: &str) -> rusqlite::Result<HashSet<i64>> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Ok(HashSet::new());
    }
    connection
        .prepare_cached("SELECT id FROM contact WHERE instr(' ' || name_key, ' ' || ?1) > 0")?
        .query_map([wanted], |row| row.get(0))?
        .collect()
}

/// The place of the first of these, from one place on and then from the start.
fn first_of(ids: &[i64], wanted: &HashSet<i64>, from: usize) -> Option<usize> {
    let from = from.min(ids.len());
    let at = |id: &i64| wanted.contains(id);
    ids[from..]
        .iter()
        .position(at)
        .map(|at| at + from)
        .or_else(|| ids[..from].iter().position(at))
}

fn compare(before: &[i64], after: &[i64]) -> ListChange {
    let places: HashMap<i64, u32> = before.iter().copied().zip(0u32..).collect();
    let stay: Vec<u32> = after
        .iter()
        .filter_map(|id| places.get(id).copied())
        .collect();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    ListChange {
        new: count(after.len() - stay.len()),
        moved: count(stay.len() - longest_rise(&stay)),
        gone: count(before.len() - stay.len()),
    }
}

/// The most places that stand in their old order already.
fn longest_rise(places: &[u32]) -> usize {
    // The smallest last place of a rise of each length.
    let mut ends: Vec<u32> = Vec::new();
    for place in places {
        let at = ends.partition_point(|end| end < place);
        match ends.get_mut(at) {
            Some(end) => *end = *place,
            None => ends.push(*place),
        }
    }
    ends.len()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::store;

    #[test]
    fn another_list_is_told_in_the_fewest_moves() {
        let told = |before: &[i64], after: &[i64]| {
            let ListChange { new, moved, gone } = compare(before, after);
            (new, moved, gone)
        };
        assert_eq!(told(&[1, 2, 3], &[1, 2, 3]), (0, 0, 0));
        assert_eq!(told(&[1, 2, 3], &[9, 8, 1, 2, 3]), (2, 0, 0));
        // One that changed went to the top: one moved, not all the others.
        assert_eq!(told(&[1, 2, 3, 4], &[4, 1, 2, 3]), (0, 1, 0));
        assert_eq!(told(&[1, 2, 3, 4], &[1, 3, 4, 2]), (0, 1, 0));
        assert_eq!(told(&[1, 2, 3, 4], &[4, 3, 2, 1]), (0, 3, 0));
        assert_eq!(told(&[1, 2, 3, 4], &[7, 3, 1]), (1, 1, 2));
        assert_eq!(told(&[], &[1]), (1, 0, 0));
        assert_eq!(told(&[1], &[]), (0, 0, 1));
        let many: Vec<i64> = (0..200_000).collect();
        let mut later = many.clone();
        later.rotate_right(12);
        later.insert(0, -1);
        assert_eq!(told(&many, &later), (1, 12, 0));
    }

    #[test]
    fn letters_find_the_next_row_whose_name_begins_so() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&store::ACCOUNT.concat()).unwrap();
        for (id, key) in [
            (1, "nadia verhoeven"),
            (2, "élodie o'brien"),
            (3, "ravi nadar"),
            (4, "نادية علي"),
            (5, "leonad nil"),
        ] {
            connection
                .execute(
                    "INSERT INTO contact (id, firstname, lastname, type, phone, groups, is_opted_out, digits, tail,
                        name_key) VALUES (?1, '', '', 'lead', '', '[]', 0, '', '', ?2)",
                    rusqlite::params![id, fold(key)],
                )
                .unwrap();
        }
        let list = [5, 3, 4, 1, 2];
        let find = |text: &str, from| {
            first_of(&list, &beginning(&connection, text).unwrap(), from).map(|at| list[at])
        };
        assert_eq!(
            find("na", 0),
            Some(3),
            "the last name counts, the middle of one does not"
        );
        assert_eq!(find("Na", 2), Some(1));
        assert_eq!(find("na", 4), Some(3), "after the last row comes the first");
        assert_eq!(find("na", 400), Some(3));
        assert_eq!(find("nadia v", 0), Some(1));
        assert_eq!(find("ELO", 0), Some(2));
        assert_eq!(find("نا", 0), Some(4));
        assert_eq!(find("o'b", 0), Some(2));
        assert_eq!(find("%", 0), None);
        assert_eq!(find(" ", 0), None);
    }
}
