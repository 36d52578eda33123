//! Who changes, by what steps: from the people, who is in which group, and their fields. Pure.

use super::{
    steps::Step,
    values::{Fields, Values},
};
use crate::selection::Ids;

/// One contact of a planned job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub contact: i64,
    /// A bit for each step it needs.
    pub todo: u64,
    /// Something of it was changed by somebody since and is left alone.
    pub conflict: bool,
    /// Of an undo: what the job set, and what was there before.
    pub values: Option<Box<(Values, Values)>>,
}

/// What an undo knows of a contact: the steps its job did, and the values set and there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Did {
    pub contact: i64,
    pub steps: u64,
    pub values: Option<Box<(Values, Values)>>,
}

/// Who needs a step; of `Step::Set` who needs it is found from the fields.
pub(super) fn in_need(step: Step, people: &Ids, members: &Ids) -> Ids {
    let mut need = people.clone();
    match step {
        Step::Add { .. } => need.take_out(members),
        Step::Remove { .. } => need.keep(members),
        Step::Set | Step::Delete => {}
    }
    need
}

/// The rows of a job from who needs each step, by contact.
pub(super) fn rows(needs: &[Ids]) -> Vec<Row> {
    let mut all = Ids::default();
    for need in needs {
        all.add(need);
    }
    let mut lists: Vec<_> = needs.iter().map(|need| need.iter().peekable()).collect();
    all.iter()
        .map(|contact| {
            let mut todo = 0;
            for (at, list) in lists.iter_mut().enumerate() {
                if list.next_if_eq(&contact).is_some() {
                    todo |= 1 << at;
                }
            }
            Row {
                contact,
                todo,
                conflict: false,
                values: None,
            }
        })
        .collect()
}

/// What sets one contact back. None when nothing of it is to be set back. `back`: the steps of the undo, those of its job
/// each turned round. `member`: whether the contact is in a group.
pub(super) fn set_back(
    did: Did,
    back: &[Step],
    now: &Fields,
    member: impl Fn(i64) -> bool,
) -> Option<Row> {
    let mut row = Row {
        contact: did.contact,
        todo: 0,
        conflict: false,
        values: None,
    };
    for (at, step) in back.iter().enumerate() {
        let bit = 1 << at;
        if did.steps & bit == 0 {
            continue;
        }
        match step {
            Step::Add { group } if !member(*group) => row.todo |= bit,
            Step::Remove { group } if member(*group) => row.todo |= bit,
            Step::Set => {
                if let Some(values) = &did.values {
                    let back = values.0.back(&values.1, now);
                    row.conflict |= back.conflict;
                    if !back.set.is_empty() {
                        row.todo |= bit;
                    }
                }
            }
            Step::Add { .. } | Step::Remove { .. } | Step::Delete => {}
        }
    }
    row.values = did.values;
    (row.todo != 0 || row.conflict).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(of: &[i64]) -> Ids {
        of.iter().copied().collect()
    }

    fn todo(rows: &[Row]) -> Vec<(i64, u64)> {
        rows.iter().map(|row| (row.contact, row.todo)).collect()
    }

    #[test]
    fn only_differences() {
        let people = ids(&[1, 2, 3, 4]);
        let add = in_need(Step::Add { group: 12 }, &people, &ids(&[2, 9]));
        let remove = in_need(Step::Remove { group: 13 }, &people, &ids(&[4, 9]));
        assert_eq!(add, ids(&[1, 3, 4]));
        assert_eq!(remove, ids(&[4]));
        assert_eq!(
            todo(&rows(&[add, remove, ids(&[2, 3])])),
            [(1, 1), (2, 4), (3, 5), (4, 3)]
        );
        assert!(rows(&[]).is_empty());
    }

    #[test]
    fn setting_one_contact_back() {
        let now = |status| Fields {
            r#type: "lead".into(),
            status_id: Some(status),
            source_id: None,
            assigned_id: None,
        };
        let status = |id| Values {
            status_id: Some(Some(id)),
            ..Values::default()
        };
        let back = [
            Step::Remove { group: 12 },
            Step::Add { group: 13 },
            Step::Set,
        ];
        let did = |steps| Did {
            contact: 1,
            steps,
            values: Some(Box::new((status(7), status(8)))),
        };
        // (done, status now, groups now) -> (to do, conflict)
        for (steps, present, groups, expected) in [
            (0b111, 7, &[12][..], Some((0b111, false))),
            (0b101, 7, &[12], Some((0b101, false))),
            (0b011, 7, &[12], Some((0b011, false))),
            (0b111, 8, &[12], Some((0b011, false))),
            (0b111, 9, &[12], Some((0b011, true))),
            (0b100, 9, &[12], Some((0, true))),
            (0b011, 9, &[13], None),
            (0b100, 8, &[], None),
        ] {
            let row = set_back(did(steps), &back, &now(present), |group| {
                groups.contains(&group)
            });
            assert_eq!(
                row.map(|row| (row.todo, row.conflict)),
                expected,
                "{steps:b} {present} {groups:?}"
            );
        }
    }
}
