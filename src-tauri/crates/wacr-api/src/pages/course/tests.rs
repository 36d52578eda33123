#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A list of a server: ids in the order they were added.
struct List {
    rows: Vec<i64>,
    next: i64,
    per_page: usize,
    new_rows: NewRows,
    /// Rows that were there from the start and still are.
    steady: BTreeSet<i64>,
}

impl List {
    fn new(rows: usize, per_page: usize, new_rows: NewRows) -> Self {
        let rows: Vec<i64> = (1..=rows as i64).collect();
        Self {
            next: rows.len() as i64 + 1,
            steady: rows.iter().copied().collect(),
            rows,
            per_page,
            new_rows,
        }
    }

    fn add(&mut self, count: usize) {
        for _ in 0..count {
            self.rows.push(self.next);
            self.next += 1;
        }
    }

    /// Deletes the row at this place of the list, counted round.
    fn delete(&mut self, place: usize) {
        if !self.rows.is_empty() {
            let id = self.rows.remove(place % self.rows.len());
            self.steady.remove(&id);
        }
    }

    fn answer(&self, ask: Ask) -> (Pagination, Vec<i64>) {
        let newest_first = ask == Ask::Newest || self.new_rows == NewRows::First;
        let page = match ask {
            Ask::Newest => 1,
            Ask::Page(page) => page,
        };
        let order: Vec<i64> = match newest_first {
            true => self.rows.iter().rev().copied().collect(),
            false => self.rows.clone(),
        };
        let from = (page as usize - 1) * self.per_page;
        let rows: Vec<i64> = order
            .iter()
            .skip(from)
            .take(self.per_page)
            .copied()
            .collect();
        let pagination = Pagination {
            total: order.len() as u32,
            per_page: self.per_page as u32,
            current_page: page,
            total_pages: order.len().div_ceil(self.per_page) as u32,
            has_more: from + rows.len() < order.len(),
        };
        (pagination, rows)
    }
}

/// Walks to the end; `between` moves the list before each read but the first, and is told how many were made and in
/// which pass it is.
fn walk(
    list: &mut List,
    mut between: impl FnMut(&mut List, usize, u8),
) -> (Vec<i64>, Certainty, usize) {
    let mut course = Course::new(list.new_rows, false, PASSES);
    let (mut out, mut reads) = (Vec::new(), 0);
    loop {
        let ask = match course.next() {
            Ok(ask) => ask,
            Err(certainty) => return (out, certainty, reads),
        };
        if reads > 0 {
            between(list, reads, course.number);
        }
        let (page, rows) = list.answer(ask);
        let fresh = course.took(&page, rows.iter().map(|id| (*id, Some(*id))));
        out.extend(
            rows.iter()
                .zip(fresh)
                .filter(|(_, fresh)| *fresh)
                .map(|(id, _)| *id),
        );
        reads += 1;
        assert!(reads < 40_000, "it never ends");
    }
}

fn once_each(out: &[i64]) -> BTreeSet<i64> {
    let set: BTreeSet<i64> = out.iter().copied().collect();
    assert_eq!(set.len(), out.len(), "a row came twice: {out:?}");
    set
}

#[test]
fn a_list_that_stands_still() {
    for new_rows in [NewRows::First, NewRows::Last] {
        for rows in [0, 1, 9, 10, 11, 20, 105] {
            let mut list = List::new(rows, 10, new_rows);
            let (out, certainty, reads) = walk(&mut list, |_, _, _| {});
            assert_eq!(once_each(&out), list.steady);
            assert_eq!(certainty, Certainty::Certain);
            let pages = rows.div_ceil(10).max(1);
            let more = usize::from(pages > 1 && new_rows == NewRows::Last);
            assert_eq!(reads, pages + more, "{rows} {new_rows:?}");
        }
    }
}

#[test]
fn one_went_and_one_came() {
    // The total stays, and yet row 11 moves to a page that was read before.
    let mut list = List::new(30, 10, NewRows::Last);
    let (out, certainty, _) = walk(&mut list, |list, read, _| {
        if read == 2 {
            list.delete(0);
            list.add(1);
        }
    });
    assert!(once_each(&out).is_superset(&list.steady), "{out:?}");
    assert_eq!(certainty, Certainty::Certain);
}

#[test]
fn a_walk_that_may_read_once_says_when_it_cannot_know() {
    let mut course = Course::new(NewRows::Last, false, 1);
    let mut list = List::new(30, 10, NewRows::Last);
    let mut reads = 0;
    while let Ok(ask) = course.next() {
        let (page, rows) = list.answer(ask);
        course.took(&page, rows.iter().map(|id| (*id, Some(*id))));
        reads += 1;
        if reads == 2 {
            list.delete(0);
            list.add(1);
        }
    }
    assert_eq!(course.next(), Err(Certainty::Unsure));
    assert_eq!(course.met.len(), 30, "11 was stepped over, and 31 is new");
    assert!(!course.met.contains_key(&11));
}

#[test]
fn of_a_filtered_list_a_count_proves_less() {
    for (rows, certainty) in [(5, Certainty::Certain), (25, Certainty::Likely)] {
        let list = List::new(rows, 10, NewRows::Last);
        let mut course = Course::new(NewRows::Last, true, PASSES);
        while let Ok(ask) = course.next() {
            let (page, rows) = list.answer(ask);
            course.took(&page, rows.iter().map(|id| (*id, Some(*id))));
        }
        assert_eq!(course.next(), Err(certainty), "{rows}");
    }
}

/// Answers every question in the same way; returns the reads it took to lose patience.
fn fooled(mut answer: impl FnMut(u32) -> (Pagination, Vec<i64>)) -> (u32, Certainty) {
    let mut course = Course::new(NewRows::Last, false, PASSES);
    let mut reads = 0;
    loop {
        if let Err(certainty) = course.next() {
            return (reads, certainty);
        }
        let (page, rows) = answer(reads);
        course.took(&page, rows.iter().map(|id| (*id, Some(*id))));
        reads += 1;
        assert!(reads < 100_000, "it never ends");
    }
}

fn more(total: u32) -> Pagination {
    Pagination {
        total,
        per_page: 100,
        current_page: 1,
        total_pages: 9,
        has_more: true,
    }
}

#[test]
fn servers_that_never_end() {
    // The same page for ever.
    let (reads, certainty) = fooled(|_| (more(u32::MAX), (1..=100).collect()));
    assert_eq!((reads, certainty), (6, Certainty::Unsure));
    // Ever new rows.
    let (reads, certainty) = fooled(|read| {
        let from = i64::from(read) * 100;
        (more(1_000_000), (from..from + 100).collect())
    });
    assert_eq!(certainty, Certainty::Unsure);
    assert!(reads <= 3 * (MOST + 1), "{reads}");
    // A total that goes up and down.
    let (reads, certainty) = fooled(|read| {
        let from = i64::from(read) * 100;
        (more(500 - read % 2), (from..from + 100).collect())
    });
    assert_eq!(certainty, Certainty::Unsure);
    assert!(reads <= 112, "{reads}");
    // More is promised and nothing comes, though the total says otherwise.
    let (reads, certainty) = fooled(|_| (more(250), Vec::new()));
    assert_eq!((reads, certainty), (3, Certainty::Unsure));
}

#[test]
fn rows_without_an_id_are_met_but_prove_nothing() {
    let list = List::new(25, 10, NewRows::Last);
    let mut course = Course::new(NewRows::Last, false, 1);
    while let Ok(ask) = course.next() {
        let (page, rows) = list.answer(ask);
        course.took(&page, rows.iter().map(|id| (id.to_string(), None)));
    }
    assert_eq!(course.met.len(), 25);
    assert_eq!(course.next(), Err(Certainty::Unsure));
}

/// What happens to the list before a read: rows added, and places that are deleted.
type Drift = (usize, Vec<usize>);

/// Many moments, in some of which something happens; deletes and adds often together.
fn drift() -> impl Strategy<Value = Vec<Drift>> {
    let one = (0..4usize, prop::collection::vec(0..1000usize, 0..4));
    let still = Just((0, Vec::new()));
    prop::collection::vec(prop_oneof![still, one], 0..60)
}

fn new_rows() -> impl Strategy<Value = NewRows> {
    prop_oneof![Just(NewRows::First), Just(NewRows::Last)]
}

fn moved(list: &mut List, moves: &[Drift], read: usize) {
    if let Some((added, deleted)) = moves.get(read - 1) {
        list.add(*added);
        for place in deleted {
            list.delete(*place);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    /// However it moves: nothing twice, and "certain" is true.
    #[test]
    fn nothing_twice_and_certainty_is_never_false(
        rows in 0..60usize, per_page in 1..8usize, new_rows in new_rows(), moves in drift(),
    ) {
        let mut list = List::new(rows, per_page, new_rows);
        let (out, certainty, _) = walk(&mut list, |list, read, _| moved(list, &moves, read));
        let out = once_each(&out);
        if certainty == Certainty::Certain {
            prop_assert!(out.is_superset(&list.steady), "missing {:?}", list.steady.difference(&out));
        }
    }

    /// A list that moves in the first two readings, by less than a page at a time, is read whole, each row once.
    #[test]
    fn every_row_that_stayed_comes_exactly_once(
        rows in 0..80usize, per_page in 4..12usize, new_rows in new_rows(), moves in drift(),
    ) {
        let mut list = List::new(rows, per_page, new_rows);
        let (out, certainty, _) = walk(&mut list, |list, read, pass| if pass < PASSES {
            moved(list, &moves, read);
        });
        prop_assert_eq!(certainty, Certainty::Certain);
        prop_assert!(once_each(&out).is_superset(&list.steady));
    }
}
