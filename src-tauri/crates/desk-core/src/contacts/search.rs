//! Finding contacts in the mirror: the ids that match, best first.

use rusqlite::Connection;

use super::{
    infix,
    lookup::Lookup,
    query::{Wanted, Word},
    snapshots::{Bits, Order},
};

/// The columns of a name.
pub(super) const NAMES: &str = "firstname lastname";

/// The ids that match: the very number first, then names, then numbers that end so, then the rest, and at the end what
/// holds the text in the middle of a word; each in `order`, and only those `within`. Without a lookup it is slower and
/// the same.
pub(crate) fn find(
    connection: &Connection,
    wanted: &Wanted,
    order: &Order,
    within: Option<&Bits>,
    lookup: Option<&Lookup>,
) -> rusqlite::Result<Vec<i64>> {
    let tiers = match lookup {
        Some(lookup) => lookup.tiers(connection, wanted)?,
        None => tiers(connection, wanted)?,
    };
    Ok(order.sort(tiers, within))
}

/// From the indexes of the mirror.
pub(super) fn tiers(connection: &Connection, wanted: &Wanted) -> rusqlite::Result<Vec<Vec<i64>>> {
    let mut exact = Vec::new();
    let mut ends = Vec::new();
    let mut within = Vec::new();
    for digits in &wanted.number {
        exact.extend(ids(
            connection,
            "SELECT id FROM contact WHERE digits = ?1",
            digits,
        )?);
        ends.extend(ending(connection, digits)?);
        within.extend(containing(connection, digits)?);
    }
    let (mut named, mut worded, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    if !wanted.words.is_empty() {
        named = words(connection, NAMES, &wanted.words)?;
        worded = all_words(connection, &wanted.words)?;
        let mut beginnings = Vec::new();
        if wanted.words.len() > 1 {
            for word in &wanted.words {
                beginnings.push(all_words(connection, std::slice::from_ref(word))?);
            }
        }
        parts = infix::find(connection, &wanted.words, |at, id| {
            beginnings[at].binary_search(&id).is_ok()
        })?;
    }
    Ok(vec![exact, named, ends, within, worded, parts])
}

/// Contacts in which each word is met, in the text or in the number.
pub(super) fn all_words(connection: &Connection, wanted: &[Word]) -> rusqlite::Result<Vec<i64>> {
    let (numbers, text): (Vec<_>, Vec<_>) = wanted.iter().partition(|word| word.digits.is_some());
    let mut sets = Vec::with_capacity(numbers.len() + 1);
    if !text.is_empty() {
        sets.push(words(connection, "", &text)?);
    }
    for word in numbers {
        let mut set = words(connection, "", &[word])?;
        set.extend(containing(
            connection,
            word.digits.as_deref().unwrap_or_default(),
        )?);
        set.sort_unstable();
        sets.push(set);
    }
    let Some(mut common) = sets.pop() else {
        return Ok(Vec::new());
    };
    for set in sets {
        common.retain(|id| set.binary_search(id).is_ok());
    }
    Ok(common)
}

/// Contacts with all words in these columns (all columns when empty), by id.
pub(super) fn words<W: std::borrow::Borrow<Word>>(
    connection: &Connection,
    columns: &str,
    words: &[W],
) -> rusqlite::Result<Vec<i64>> {
    let all: Vec<&str> = words
        .iter()
        .map(|word| word.borrow().fts.as_str())
        .collect();
    let all = all.join(" AND ");
    let expression = if columns.is_empty() {
        all
    } else {
        format!("{{{columns}}} : ({all})")
    };
    ids(
        connection,
        "SELECT rowid FROM contact_words WHERE contact_words MATCH ?1 ORDER BY rowid",
        &expression,
    )
}

/// Contacts whose number holds these digits somewhere, by id.
fn containing(connection: &Connection, digits: &str) -> rusqlite::Result<Vec<i64>> {
    let phrase = format!("\"{digits}\"");
    ids(
        connection,
        "SELECT rowid FROM contact_numbers WHERE contact_numbers MATCH ?1 ORDER BY rowid",
        &phrase,
    )
}

/// Contacts whose number ends in these digits.
fn ending(connection: &Connection, digits: &str) -> rusqlite::Result<Vec<i64>> {
    let tail: String = digits.chars().rev().collect();
    // ':' is the character after '9'.
    ids(
        connection,
        "SELECT id FROM contact WHERE tail >= ?1 AND tail < ?1 || ':'",
        &tail,
    )
}

fn ids(connection: &Connection, sql: &str, value: &str) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(sql)?
        .query_map([value], |row| row.get(0))?
        .collect()
}

#[cfg(test)]
mod tests;
