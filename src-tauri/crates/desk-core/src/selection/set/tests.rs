#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn ids(of: &[i64]) -> Ids {
    of.iter().copied().collect()
}

fn list(of: &Ids) -> Vec<i64> {
    of.iter().collect()
}

/// What the set holds, and who is left out, after each change.
type Step<'a> = (SelectionOp, &'a [i64], bool, &'a [i64], &'a [i64]);

#[test]
fn changes() {
    use SelectionOp::{Add, Remove, Set as Only, Toggle};
    let table: &[&[Step<'_>]] = &[
        // Single ones: nobody is an exception of anything.
        &[
            (Toggle, &[3], false, &[3], &[]),
            (Toggle, &[1, 3], false, &[1], &[]),
            (Add, &[2, 5], false, &[1, 2, 5], &[]),
            (Remove, &[5, 9], false, &[1, 2], &[]),
            (Only, &[7], false, &[7], &[]),
            (Remove, &[7], false, &[], &[]),
        ],
        // All of a list, minus some by hand.
        &[
            (Only, &[1, 2, 3, 4, 5], true, &[1, 2, 3, 4, 5], &[]),
            (Toggle, &[2], false, &[1, 3, 4, 5], &[2]),
            (Remove, &[4, 5, 6], false, &[1, 3], &[2, 4, 5]),
            (Toggle, &[2], false, &[1, 2, 3], &[4, 5]),
            (Add, &[5], false, &[1, 2, 3, 5], &[4]),
            (Add, &[4, 8], true, &[1, 2, 3, 4, 5, 8], &[]),
            (Remove, &[8], false, &[1, 2, 3, 4, 5], &[8]),
            (Only, &[1], false, &[1], &[]),
            (Remove, &[1], false, &[], &[]),
        ],
        // All are taken out: nothing is left to be an exception of.
        &[
            (Add, &[1, 2], true, &[1, 2], &[]),
            (Remove, &[1], false, &[2], &[1]),
            (Remove, &[2], true, &[], &[]),
            (Add, &[3], false, &[3], &[]),
            (Remove, &[3], false, &[], &[]),
        ],
    ];
    for steps in table {
        let mut set = Set::default();
        for (at, (op, picked, all, chosen, left_out)) in steps.iter().enumerate() {
            set.change(*op, &ids(picked), *all);
            assert_eq!(list(&set.chosen), *chosen, "{at}: {op:?} {picked:?}");
            assert_eq!(list(&set.left_out), *left_out, "{at}: {op:?} {picked:?}");
            assert_eq!(set.revision, at as u64 + 1);
        }
    }
}

#[test]
fn who_is_gone_leaves() {
    let mut set = Set::default();
    set.change(SelectionOp::Set, &ids(&[1, 2, 3, 4]), true);
    set.change(SelectionOp::Toggle, &ids(&[4]), false);
    assert!(!set.gone(&ids(&[9])));
    assert_eq!(set.revision, 2);
    assert!(set.gone(&ids(&[2, 4])));
    assert_eq!((set.told().total, set.told().left_out), (2, 0));
    assert_eq!(set.revision, 3);
    assert!(set.gone(&ids(&[1, 3])));
    assert_eq!(
        set,
        Set {
            revision: 4,
            ..Set::default()
        }
    );
}

#[test]
fn a_set_is_stored_as_it_is() {
    for of in [
        ids(&[]),
        ids(&[1]),
        ids(&[7, 4_294_967_301, i64::MAX]),
        (0..200_000).collect(),
    ] {
        assert_eq!(Ids::from_bytes(&of.to_bytes()), Some(of));
    }
    assert_eq!(Ids::from_bytes(b"not a set"), None);
}

proptest! {
    /// Whatever is done, the set is what a plain one would be, and nobody is both in it and left out.
    #[test]
    fn as_a_plain_set_would_be(steps in prop::collection::vec((0..4, prop::collection::btree_set(0i64..12, 0..6), any::<bool>()), 0..20)) {
        let mut set = Set::default();
        let mut plain = BTreeSet::new();
        for (op, picked, all) in steps {
            let given: Ids = picked.iter().copied().collect();
            match op {
                0 => { plain = picked; set.change(SelectionOp::Set, &given, all); }
                1 => { plain.extend(picked); set.change(SelectionOp::Add, &given, all); }
                2 => { plain.retain(|id| !picked.contains(id)); set.change(SelectionOp::Remove, &given, all); }
                _ => { plain = plain.symmetric_difference(&picked).copied().collect(); set.change(SelectionOp::Toggle, &given, false); }
            }
            prop_assert_eq!(list(&set.chosen), plain.iter().copied().collect::<Vec<_>>());
            let mut both = set.chosen.clone();
            both.keep(&set.left_out);
            prop_assert!(both.is_empty());
        }
    }
}
