//! Which page to ask for next, which rows are new, and what can be known at the end. Pure.

use std::{collections::HashMap, hash::Hash};

use super::{MOST, following, size};
use crate::Pagination;

/// Times a list is read before it is left at what was met.
pub(super) const PASSES: u8 = 3;
/// Pages in a row that brought nothing, after which a list is not believed to go on.
const STALE: u32 = 5;
/// Pages a pass may read beyond twice the list: room for going back.
const SPARE: u32 = 100;

/// What is known at the end of a walk about rows that were there from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Every one was met: proven by counting.
    Certain,
    /// The same count came out, but of a filtered list, which rows may enter in its middle while others leave.
    Likely,
    /// Some may have been stepped over: the list moved too much, or the server's pages make no sense.
    Unsure,
}

/// Where new rows come in a list as it is sorted for the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NewRows {
    First,
    Last,
}

/// A page to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// The first page with the newest rows first.
    Newest,
    /// A page of the list with new rows where [`NewRows`] says.
    Page(u32),
}

/// A walk over a list, without the network.
///
/// Each pass begins with the newest rows. That one answer tells how many rows there are, and the highest id among them;
/// ids only grow, so every row met later is known to be of that set or newer. When as many of the set were met as there
/// were, none was stepped over, whatever was added and deleted meanwhile.
pub(super) struct Course<K> {
    new_rows: NewRows,
    filtered: bool,
    passes: u8,
    /// Every row handed out, and the pass that last met it.
    met: HashMap<K, u8>,
    number: u8,
    pass: Pass,
    end: Option<Certainty>,
}

struct Pass {
    ask: Ask,
    /// Rows of the list at its start, and the highest id then.
    set: u32,
    top: i64,
    /// How many of those were met.
    of_set: u32,
    before: Option<u32>,
    /// Pages read, the furthest of them, and how many there in a row brought nothing.
    reads: u32,
    furthest: u32,
    stale: u32,
    /// The most pages the list had.
    length: u32,
}

impl Pass {
    fn new() -> Self {
        Self {
            ask: Ask::Newest,
            set: 0,
            top: i64::MIN,
            of_set: 0,
            before: None,
            reads: 0,
            furthest: 0,
            stale: 0,
            length: 0,
        }
    }
}

impl<K: Eq + Hash> Course<K> {
    pub(super) fn new(new_rows: NewRows, filtered: bool, passes: u8) -> Self {
        Self {
            new_rows,
            filtered,
            passes: passes.max(1),
            met: HashMap::new(),
            number: 1,
            pass: Pass::new(),
            end: None,
        }
    }

    /// At most so many passes.
    pub(super) fn limit(&mut self, passes: u8) {
        self.passes = passes.max(1);
    }

    /// The page to ask for, or what is known at the end.
    pub(super) fn next(&self) -> Result<Ask, Certainty> {
        self.end.map_or(Ok(self.pass.ask), Err)
    }

    /// Takes the answer to [`Course::next`] in: each row's key and id. Returns for each row whether it is met for the
    /// first time.
    pub(super) fn took(
        &mut self,
        page: &Pagination,
        rows: impl IntoIterator<Item = (K, Option<i64>)>,
    ) -> Vec<bool> {
        let Ok(ask) = self.next() else {
            return Vec::new();
        };
        let rows: Vec<_> = rows.into_iter().collect();
        let count = rows.len();
        if ask == Ask::Newest {
            self.pass.set = page.total;
            self.pass.top = rows
                .iter()
                .filter_map(|(_, id)| *id)
                .max()
                .unwrap_or(i64::MIN);
        }
        let mut news = 0;
        let mut fresh = Vec::with_capacity(count);
        for (key, id) in rows {
            let before = self.met.insert(key, self.number);
            fresh.push(before.is_none());
            if before != Some(self.number) {
                news += 1;
                // The newest rows are of the set, with an id or without.
                let of_set = ask == Ask::Newest || id.is_some_and(|id| id <= self.pass.top);
                self.pass.of_set += u32::from(of_set);
            }
        }
        self.step(ask, page, count, news);
        fresh
    }

    fn step(&mut self, ask: Ask, page: &Pagination, rows: usize, news: usize) {
        let pass = &mut self.pass;
        pass.reads += 1;
        pass.length = pass.length.max(page.total.div_ceil(size(page)).min(MOST));
        let next = match (ask, self.new_rows) {
            // All there is in one answer.
            (Ask::Newest, _) if !page.has_more || rows == 0 => None,
            (Ask::Newest, NewRows::Last) => Some(1),
            (Ask::Newest, NewRows::First) => following(page, rows, 1, None),
            (Ask::Page(number), _) => following(page, rows, number, pass.before),
        };
        if let Ask::Page(number) = ask
            && number > pass.furthest
        {
            pass.furthest = number;
            pass.stale = if news == 0 { pass.stale + 1 } else { 0 };
        }
        pass.before = Some(page.total);
        // Rows added in front push whole pages of rows onward that were met before.
        let pushed = page.total.saturating_sub(pass.set).div_ceil(size(page));
        let lost_patience =
            pass.stale >= STALE.saturating_add(pushed) || pass.reads > 2 * pass.length + SPARE;
        match next {
            Some(number) if !lost_patience => pass.ask = Ask::Page(number),
            // Another pass would go the same way.
            Some(_) => self.end = Some(Certainty::Unsure),
            None if pass.of_set == pass.set => {
                self.end = Some(match self.filtered && pass.reads > 1 {
                    true => Certainty::Likely,
                    false => Certainty::Certain,
                });
            }
            None if self.number >= self.passes => self.end = Some(Certainty::Unsure),
            None => {
                self.number += 1;
                self.pass = Pass::new();
            }
        }
    }
}

#[cfg(test)]
mod tests;
