//! The mirror's words and numbers in memory, for search: what the text index would walk contact by contact for each key
//! typed is a few bit maps here. Made in the background once the mirror is whole; contacts that are written afterwards are
//! looked up in a small index of their own, so that an answer is never older than the mirror.
//!
//! What is not a single word (`o'brien`, an email) is left to the text index: it alone knows what stands side by side.

mod digits;
mod keep;
mod splitter;
mod terms;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;

use super::{
    infix,
    query::{Wanted, Word},
    rows, search,
    snapshots::Bits,
};
use crate::store::{self, Changes};
use digits::{Digits, Held};
use splitter::Splitter;
use terms::{Builder, Met, Terms};

pub(crate) use keep::Keeper;

/// Most that words may take. An account with long notes on everybody is searched in the text index.
const MOST: usize = 32 << 20;

/// All contacts as they were when it was made, and those written since.
pub(crate) struct Lookup {
    ids: Vec<i64>,
    terms: Terms,
    digits: Digits,
    changes: Arc<Changes>,
    later: Mutex<Later>,
}

/// Contacts written since.
struct Later {
    splitter: Splitter,
    /// An index of these alone.
    index: Connection,
    ids: HashSet<i64>,
}

impl Lookup {
    /// Reads it; none if it would take too much memory. `changes` have been listened to since before.
    pub(crate) fn read(
        connection: &mut Connection,
        changes: Arc<Changes>,
    ) -> rusqlite::Result<Option<Self>> {
        connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.contact_terms
                USING fts5vocab (main, contact_words, instance);",
        )?;
        // Rows and words of one moment.
        let transaction = connection.transaction()?;
        let (mut ids, mut digits) = (Vec::new(), Digits::default());
        {
            let mut statement =
                transaction.prepare("SELECT id, digits FROM contact ORDER BY id")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                ids.push(row.get(0)?);
                digits.push(row.get_ref(1)?.as_bytes()?);
            }
        }
        ids.shrink_to_fit();
        digits.shrink();
        let mut terms = Builder::default();
        {
            let mut statement =
                transaction.prepare("SELECT term, doc, col FROM temp.contact_terms")?;
            let mut rows = statement.query([])?;
            let mut at = 0;
            while let Some(row) = rows.next()? {
                let doc: i64 = row.get(1)?;
                // Ids rise within a word.
                if ids.get(at).is_none_or(|id| *id > doc) {
                    at = 0;
                }
                at += ids[at..].partition_point(|id| *id < doc);
                if ids.get(at) != Some(&doc) {
                    continue;
                }
                let named = matches!(row.get_ref(2)?.as_bytes()?, b"firstname" | b"lastname");
                terms.add(row.get_ref(0)?.as_bytes()?, at, named);
                if terms.size() > MOST {
                    return Ok(None);
                }
            }
        }
        drop(transaction);
        let index = Connection::open_in_memory()?;
        index.execute_batch(&store::ACCOUNT.concat())?;
        Ok(Some(Self {
            ids,
            terms: terms.finish(),
            digits,
            changes,
            later: Mutex::new(Later {
                splitter: Splitter::new()?,
                index,
                ids: HashSet::new(),
            }),
        }))
    }

    /// Contacts written since it was made, as far as it was asked.
    pub(crate) fn age(&self) -> usize {
        self.later
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .ids
            .len()
    }

    /// What `search::tiers` gives, by id.
    pub(crate) fn tiers(
        &self,
        connection: &Connection,
        wanted: &Wanted,
    ) -> rusqlite::Result<Vec<Vec<i64>>> {
        let mut later = self.later.lock().unwrap_or_else(PoisonError::into_inner);
        later.follow(connection, self.changes.take())?;
        let mut held = Held::nobody(self.ids.len());
        for digits in &wanted.number {
            self.digits.mark(digits, &mut held);
        }
        let each = self.words(connection, &later.splitter, &wanted.words)?;
        let met = each
            .iter()
            .cloned()
            .reduce(|mut all, one| {
                all.and(&one);
                all
            })
            .unwrap_or_else(|| Met::nobody(self.ids.len()));
        let mut sets = [held.exact, met.named, held.ends, held.within, met.any];
        for id in &later.ids {
            if let Ok(rank) = self.ids.binary_search(id) {
                sets.iter_mut().for_each(|set| set.clear(rank));
            }
        }
        let mut tiers: Vec<Vec<i64>> = sets
            .iter()
            .map(|set| set.ranks().map(|rank| self.ids[rank]).collect())
            .collect();
        if !later.ids.is_empty() {
            let found = search::tiers(&later.index, wanted)?;
            for (tier, found) in tiers.iter_mut().zip(found) {
                if !found.is_empty() {
                    tier.extend(found);
                    // Two runs: this sort merges them.
                    tier.sort();
                }
            }
        }
        let mut of_later = Vec::new();
        if !later.ids.is_empty() && wanted.words.len() > 1 {
            for word in &wanted.words {
                of_later.push(search::all_words(&later.index, std::slice::from_ref(word))?);
            }
        }
        // The index of parts is the mirror's own, so nothing of it is old.
        tiers.push(infix::find(connection, &wanted.words, |at, id| {
            if later.ids.contains(&id) {
                return of_later[at].binary_search(&id).is_ok();
            }
            let rank = self.ids.binary_search(&id);
            rank.is_ok_and(|rank| each[at].any.has(rank))
        })?);
        Ok(tiers)
    }

    /// The contacts of each word.
    fn words(
        &self,
        connection: &Connection,
        splitter: &Splitter,
        words: &[Word],
    ) -> rusqlite::Result<Vec<Met>> {
        let of = |word| self.word(connection, splitter, word);
        words.iter().map(of).collect()
    }

    fn word(
        &self,
        connection: &Connection,
        splitter: &Splitter,
        word: &Word,
    ) -> rusqlite::Result<Met> {
        let mut met = Met::nobody(self.ids.len());
        match splitter.split(&word.text)?.as_slice() {
            // Nothing that the text index knows as a word: it finds nobody.
            [] => {}
            [one] => self.terms.mark(one, &mut met),
            _ => {
                self.set(
                    &mut met.named,
                    search::words(connection, search::NAMES, &[word])?,
                );
                self.set(&mut met.any, search::words(connection, "", &[word])?);
            }
        }
        if let Some(digits) = &word.digits {
            let mut held = Held::nobody(self.ids.len());
            self.digits.mark(digits, &mut held);
            met.any.or(&held.within);
        }
        Ok(met)
    }

    /// Adds rising ids.
    fn set(&self, set: &mut Bits, ids: Vec<i64>) {
        let mut at = 0;
        for id in ids {
            at += self.ids[at..].partition_point(|known| *known < id);
            if self.ids.get(at) == Some(&id) {
                set.set(at);
            }
        }
    }
}

impl Later {
    /// Takes in what was written.
    fn follow(&mut self, connection: &Connection, written: Vec<i64>) -> rusqlite::Result<()> {
        if written.is_empty() {
            return Ok(());
        }
        let transaction = self.index.unchecked_transaction()?;
        for id in written {
            self.ids.insert(id);
            transaction
                .prepare_cached("DELETE FROM contact WHERE id = ?1")?
                .execute([id])?;
            if let Some(contact) = rows::get(connection, id)? {
                rows::upsert(&transaction, &contact)?;
            }
        }
        transaction.commit()
    }
}

#[cfg(test)]
mod tests;
