//! Lists as they were when asked for, and the two orders they come in.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use super::ContactSort;

/// Lists kept per account: each open window needs one or two.
const KEPT: usize = 8;

/// All contacts in one order, and each contact's place in it.
#[derive(Debug)]
pub(crate) struct Order {
    pub ids: Arc<[i64]>,
    /// Sorted by id.
    places: Vec<(i64, u32)>,
}

impl Order {
    /// Reads it from the mirror.
    pub(crate) fn read(connection: &Connection, sort: ContactSort) -> rusqlite::Result<Self> {
        let sql = match sort {
            ContactSort::Updated => "SELECT id FROM contact ORDER BY updated_at DESC, id DESC",
            ContactSort::Name => "SELECT id FROM contact ORDER BY name_key, id",
        };
        let ids: Vec<i64> = connection
            .prepare_cached(sql)?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self::new(ids))
    }

    fn new(ids: Vec<i64>) -> Self {
        let mut places: Vec<(i64, u32)> =
            (0u32..).zip(&ids).map(|(place, id)| (*id, place)).collect();
        places.sort_unstable();
        Self {
            ids: ids.into(),
            places,
        }
    }

    /// The ids of all sets, each set in this order and after the sets before it, each id once; those it does not know
    /// are left out.
    ///
    /// Places are marked in a bit map and read off it: no sorting, however many match.
    pub(crate) fn sort(&self, sets: Vec<Vec<i64>>) -> Vec<i64> {
        let words = self.ids.len().div_ceil(64);
        let mut seen = vec![0_u64; words];
        let mut sorted = Vec::new();
        for set in sets.into_iter().filter(|set| !set.is_empty()) {
            let mut marked = vec![0_u64; words];
            self.places_of(set, |place| {
                let (word, bit) = (place / 64, 1 << (place % 64));
                marked[word] |= bit & !seen[word];
                seen[word] |= bit;
            });
            for (at, mut word) in marked.into_iter().enumerate() {
                while word != 0 {
                    sorted.push(self.ids[at * 64 + word.trailing_zeros() as usize]);
                    word &= word - 1;
                }
            }
        }
        sorted
    }

    fn places_of(&self, mut ids: Vec<i64>, mut met: impl FnMut(usize)) {
        if !ids.is_sorted() {
            ids.sort_unstable();
        }
        // Many ids: walking along is quicker than looking each up.
        let many = ids.len() > self.places.len() / 16;
        let mut at = 0;
        for id in ids {
            if many {
                while self.places.get(at).is_some_and(|(known, _)| *known < id) {
                    at += 1;
                }
            } else {
                at += self.places[at..].partition_point(|(known, _)| *known < id);
            }
            if let Some((known, place)) = self.places.get(at)
                && *known == id
            {
                met(*place as usize);
            }
        }
    }
}

/// The orders and the lists on screen.
#[derive(Default)]
pub(crate) struct Snapshots(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// Counts changes of contacts: an order read at an earlier count is void.
    changes: u64,
    orders: Vec<(ContactSort, u64, Arc<Order>)>,
    kept: VecDeque<(String, Arc<[i64]>)>,
}

impl Snapshots {
    /// Contacts changed: the orders are void, the lists stay as they are.
    pub(crate) fn contacts_changed(&self) {
        let mut inner = self.lock();
        inner.changes += 1;
        inner.orders.clear();
    }

    /// The count to give back with an order read from now on.
    pub(crate) fn changes(&self) -> u64 {
        self.lock().changes
    }

    pub(crate) fn order(&self, sort: ContactSort) -> Option<Arc<Order>> {
        self.lock()
            .orders
            .iter()
            .find(|(known, _, _)| *known == sort)
            .map(|(_, _, order)| order.clone())
    }

    /// Keeps an order, unless contacts changed since `changes` was taken.
    pub(crate) fn keep_order(&self, sort: ContactSort, changes: u64, order: Arc<Order>) {
        let mut inner = self.lock();
        if inner.changes == changes {
            inner.orders.retain(|(known, _, _)| *known != sort);
            inner.orders.push((sort, changes, order));
        }
    }

    /// Keeps a list under a new name, dropping the one used least.
    pub(crate) fn keep(&self, ids: Arc<[i64]>) -> String {
        let name = uuid::Uuid::new_v4().to_string();
        let mut inner = self.lock();
        inner.kept.push_back((name.clone(), ids));
        if inner.kept.len() > KEPT {
            inner.kept.pop_front();
        }
        name
    }

    /// The list of that name, none if it was dropped.
    pub(crate) fn get(&self, name: &str) -> Option<Arc<[i64]>> {
        let mut inner = self.lock();
        let at = inner.kept.iter().position(|(known, _)| known == name)?;
        let found = inner.kept.remove(at)?;
        let ids = found.1.clone();
        inner.kept.push_back(found);
        Some(ids)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_order_sorts_any_part_of_it() {
        let order = Order::new(vec![30, 10, 50, 20]);
        assert_eq!(order.sort(vec![vec![10, 20, 30, 40]]), [30, 10, 20]);
        assert_eq!(
            order.sort(vec![vec![20], vec![], vec![50, 10, 20]]),
            [20, 10, 50]
        );
        assert!(order.sort(Vec::new()).is_empty());
        assert!(Order::new(Vec::new()).sort(vec![vec![1]]).is_empty());
        // Few of many, and in any order.
        let many: Vec<i64> = (1..=1_000).rev().collect();
        assert_eq!(
            Order::new(many).sort(vec![vec![7, 900, 1, 2_000]]),
            [900, 7, 1]
        );
    }

    #[test]
    fn the_list_used_least_goes_first() {
        let snapshots = Snapshots::default();
        let names: Vec<String> = (0..KEPT as i64)
            .map(|n| snapshots.keep([n].into()))
            .collect();
        assert_eq!(*snapshots.get(&names[0]).unwrap(), [0]);
        snapshots.keep([99].into());
        assert!(snapshots.get(&names[0]).is_some(), "just used");
        assert!(snapshots.get(&names[1]).is_none());
    }

    #[test]
    fn an_order_read_before_a_change_is_not_kept() {
        let snapshots = Snapshots::default();
        let changes = snapshots.changes();
        snapshots.contacts_changed();
        snapshots.keep_order(ContactSort::Name, changes, Arc::new(Order::new(vec![1])));
        assert!(snapshots.order(ContactSort::Name).is_none());
        snapshots.keep_order(
            ContactSort::Name,
            snapshots.changes(),
            Arc::new(Order::new(vec![1])),
        );
        assert!(snapshots.order(ContactSort::Name).is_some());
        assert!(snapshots.order(ContactSort::Updated).is_none());
    }
}
