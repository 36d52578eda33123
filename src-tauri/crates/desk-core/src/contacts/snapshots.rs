//! Lists as they were when asked for, and the orders they come in.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use super::{ContactSort, filter::Ids, lookup::Keeper, order};

/// Lists kept per account: each open window needs one or two.
const KEPT: usize = 8;
/// Orders kept per account.
const ORDERS: usize = 4;
/// Parts of filters kept per order, 12 kB each at 100,000 contacts.
const MASKS: usize = 64;

/// A set of contacts: a bit for each, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of so many contacts.
    pub(crate) fn nobody(contacts: usize) -> Self {
        Self(vec![0; contacts.div_ceil(64)])
    }

    pub(crate) fn or(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    pub(crate) fn and(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    /// All others of `length` contacts.
    pub(crate) fn flip(&mut self, length: usize) {
        for word in &mut self.0 {
            *word = !*word;
        }
        if let Some(last) = self.0.last_mut()
            && !length.is_multiple_of(64)
        {
            *last &= (1 << (length % 64)) - 1;
        }
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn set(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(crate) fn clear(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    /// The ranks of those in it, rising.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(at * 64 + bit)
            })
        })
    }

    pub(crate) fn has(&self, at: usize) -> bool {
        self.0[at / 64] & (1 << (at % 64)) != 0
    }
}

/// All contacts in one order, and each contact's place in it.
#[derive(Debug)]
pub(crate) struct Order {
    pub ids: Arc<[i64]>,
    /// Sorted by id.
    places: Vec<(i64, u32)>,
    /// Answers to parts of filters, as of when the order was read.
    masks: Mutex<HashMap<Ids, Arc<Bits>>>,
}

impl Order {
    /// Reads it from the mirror.
    pub(crate) fn read(
        connection: &Connection,
        sort: ContactSort,
        reverse: bool,
    ) -> rusqlite::Result<Self> {
        Ok(Self::new(order::read(connection, sort, reverse)?))
    }

    pub(crate) fn new(ids: Vec<i64>) -> Self {
        let mut places: Vec<(i64, u32)> =
            (0u32..).zip(&ids).map(|(place, id)| (*id, place)).collect();
        places.sort_unstable();
        Self {
            ids: ids.into(),
            places,
            masks: Mutex::default(),
        }
    }

    /// The ids of all sets, each set in this order and after the sets before it, each id once; those it does not know
    /// and those that are not `within` are left out.
    ///
    /// Places are marked in a bit map and read off it: no sorting, however many match.
    pub(crate) fn sort(&self, sets: Vec<Vec<i64>>, within: Option<&Bits>) -> Vec<i64> {
        let mut seen = self.nobody();
        let mut sorted = Vec::new();
        for set in sets.into_iter().filter(|set| !set.is_empty()) {
            let mut marked = self.nobody();
            self.met(set, |rank, place| {
                if within.is_none_or(|within| within.has(rank)) && !seen.has(place) {
                    marked.set(place);
                    seen.set(place);
                }
            });
            self.take(&marked, &mut sorted);
        }
        sorted
    }

    /// The ids of a set, in this order.
    pub(crate) fn within(&self, within: &Bits) -> Vec<i64> {
        let mut marked = self.nobody();
        for (rank, (_, place)) in self.places.iter().enumerate() {
            if within.has(rank) {
                marked.set(*place as usize);
            }
        }
        let mut sorted = Vec::new();
        self.take(&marked, &mut sorted);
        sorted
    }

    /// The empty set.
    pub(crate) fn nobody(&self) -> Bits {
        Bits::nobody(self.ids.len())
    }

    /// The set of these ids.
    pub(crate) fn set_of(&self, ids: Vec<i64>) -> Bits {
        let mut set = self.nobody();
        self.met(ids, |rank, _| set.set(rank));
        set
    }

    /// How many of these ids are `within`.
    pub(crate) fn count_within(&self, ids: Vec<i64>, within: &Bits) -> u32 {
        let mut count = 0;
        self.met(ids, |rank, _| count += u32::from(within.has(rank)));
        count
    }

    /// The set a part of a filter gives, found once.
    pub(crate) fn mask(
        &self,
        ids: &Ids,
        find: impl FnOnce(&Ids) -> rusqlite::Result<Vec<i64>>,
    ) -> rusqlite::Result<Arc<Bits>> {
        let masks = || self.masks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = masks().get(ids) {
            return Ok(known.clone());
        }
        let mut set = self.set_of(find(ids)?);
        if ids.others {
            set.flip(self.ids.len());
        }
        let set = Arc::new(set);
        let mut masks = masks();
        if masks.len() >= MASKS {
            masks.clear();
        }
        masks.insert(ids.clone(), set.clone());
        Ok(set)
    }

    /// Reads the places off a bit map.
    fn take(&self, marked: &Bits, sorted: &mut Vec<i64>) {
        for (at, mut word) in marked.0.iter().copied().enumerate() {
            while word != 0 {
                sorted.push(self.ids[at * 64 + word.trailing_zeros() as usize]);
                word &= word - 1;
            }
        }
    }

    /// Tells the rank by id and the place in this order of each id that it knows.
    fn met(&self, mut ids: Vec<i64>, mut met: impl FnMut(usize, usize)) {
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
                met(at, *place as usize);
            }
        }
    }
}

/// A column, and whether from its other end.
pub(crate) type Sorted = (ContactSort, bool);

/// The orders and the lists on screen.
#[derive(Default)]
pub(crate) struct Snapshots {
    inner: Mutex<Inner>,
    /// What searches ask first.
    pub lookup: Keeper,
}

#[derive(Default)]
struct Inner {
    /// Counts changes of contacts: an order read at an earlier count is void.
    changes: u64,
    orders: Vec<(Sorted, Arc<Order>)>,
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

    pub(crate) fn order(&self, sort: Sorted) -> Option<Arc<Order>> {
        self.lock()
            .orders
            .iter()
            .find(|(known, _)| *known == sort)
            .map(|(_, order)| order.clone())
    }

    /// Keeps an order, unless contacts changed since `changes` was taken.
    pub(crate) fn keep_order(&self, sort: Sorted, changes: u64, order: Arc<Order>) {
        let mut inner = self.lock();
        if inner.changes == changes {
            inner.orders.retain(|(known, _)| *known != sort);
            // Few: going through all columns must not pile them up.
            if inner.orders.len() >= ORDERS {
                inner.orders.remove(0);
            }
            inner.orders.push((sort, order));
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
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_order_sorts_any_part_of_it() {
        let order = Order::new(vec![30, 10, 50, 20]);
        assert_eq!(order.sort(vec![vec![10, 20, 30, 40]], None), [30, 10, 20]);
        assert_eq!(
            order.sort(vec![vec![20], vec![], vec![50, 10, 20]], None),
            [20, 10, 50]
        );
        assert!(order.sort(Vec::new(), None).is_empty());
        assert!(Order::new(Vec::new()).sort(vec![vec![1]], None).is_empty());
        // Few of many, and in any order.
        let many: Vec<i64> = (1..=1_000).rev().collect();
        assert_eq!(
            Order::new(many).sort(vec![vec![7, 900, 1, 2_000]], None),
            [900, 7, 1]
        );
    }

    #[test]
    fn a_set_is_counted_turned_and_listed_in_order() {
        let order = Order::new(vec![30, 10, 50, 20]);
        let mut set = order.set_of(vec![10, 20, 40]);
        assert_eq!(set.count(), 2);
        assert_eq!(order.within(&set), [10, 20]);
        assert_eq!(
            order.sort(vec![vec![20, 30], vec![10, 50]], Some(&set)),
            [20, 10]
        );
        assert_eq!(order.count_within(vec![10, 30], &set), 1);
        set.flip(order.ids.len());
        assert_eq!(order.within(&set), [30, 50]);
        let whole = Order::new((0..128).collect());
        let mut all = whole.nobody();
        all.flip(whole.ids.len());
        assert_eq!(all.count(), 128);
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
        snapshots.keep_order(
            (ContactSort::Name, false),
            changes,
            Arc::new(Order::new(vec![1])),
        );
        assert!(snapshots.order((ContactSort::Name, false)).is_none());
        snapshots.keep_order(
            (ContactSort::Name, false),
            snapshots.changes(),
            Arc::new(Order::new(vec![1])),
        );
        assert!(snapshots.order((ContactSort::Name, false)).is_some());
        assert!(snapshots.order((ContactSort::Updated, false)).is_none());
    }
}
