//! What a job consists of: steps, each over the contacts that need it, and what they cost. Pure.

use serde::{Deserialize, Serialize};

use super::{BulkEdit, JobChange, Label, ListKind};

/// Most contacts of one call, where a call takes many.
pub(super) const CHUNK: u32 = 100;
/// How long a call takes when there is no limit: an answer of the server, and two rows on disk.
const CALLS_A_SECOND: u32 = 4;

/// One kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Step {
    /// Puts contacts into a group.
    Add { group: i64 },
    /// Takes contacts out of a group.
    Remove { group: i64 },
    /// Sets fields of one contact.
    Set,
    /// Deletes contacts.
    Delete,
}

impl Step {
    /// Most contacts of one call.
    pub(super) fn most(self) -> u32 {
        match self {
            Self::Set => 1,
            Self::Add { .. } | Self::Remove { .. } | Self::Delete => CHUNK,
        }
    }

    /// The step that sets this one back.
    pub(super) fn back(self) -> Option<Self> {
        match self {
            Self::Add { group } => Some(Self::Remove { group }),
            Self::Remove { group } => Some(Self::Add { group }),
            Self::Set => Some(Self::Set),
            Self::Delete => None,
        }
    }
}

/// The steps of a change, in order; those of an undo come from its job.
pub(super) fn of(change: &JobChange) -> Vec<Step> {
    match change {
        JobChange::Edit { edit, .. } => of_edit(edit),
        JobChange::Delete => vec![Step::Delete],
        JobChange::MergeGroups { from, into } => {
            vec![Step::Add { group: *into }, Step::Remove { group: *from }]
        }
        JobChange::Undo { .. } => Vec::new(),
    }
}

fn of_edit(edit: &BulkEdit) -> Vec<Step> {
    let add = edit
        .add_groups
        .iter()
        .map(|group| Step::Add { group: *group });
    let remove = edit
        .remove_groups
        .iter()
        .map(|group| Step::Remove { group: *group });
    let mut steps: Vec<Step> = Vec::new();
    for step in add.chain(remove) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    if !super::values::Values::wanted(edit).is_empty() {
        steps.push(Step::Set);
    }
    steps
}

/// What is deleted at the end.
pub(super) fn last(change: &JobChange) -> Option<Label> {
    match change {
        JobChange::Edit { then_delete, .. } => *then_delete,
        JobChange::MergeGroups { from, .. } => Some(Label {
            list: ListKind::Groups,
            id: *from,
        }),
        JobChange::Delete | JobChange::Undo { .. } => None,
    }
}

/// The rights a job needs.
pub(super) fn scopes(steps: &[Step], last: Option<Label>) -> Vec<&'static str> {
    let steps = steps.iter().map(|step| match step {
        Step::Add { .. } | Step::Remove { .. } => "groups:write",
        Step::Set => "contacts:write",
        Step::Delete => "contacts:delete",
    });
    let last = last.map(|label| match label.list {
        ListKind::Groups => "groups:delete",
        ListKind::Sources => "sources:write",
        ListKind::Statuses => "statuses:write",
    });
    steps.chain(last).collect()
}

/// Calls for steps over so many contacts each, and one more to delete what is deleted at the end.
pub(super) fn calls(steps: impl IntoIterator<Item = (Step, u32)>, last: bool) -> u32 {
    let steps = steps
        .into_iter()
        .map(|(step, contacts)| contacts.div_ceil(step.most()));
    steps.fold(u32::from(last), u32::saturating_add)
}

/// How long calls take: half of each minute's may go in a burst, the other half is spread over the minute.
pub(super) fn seconds(calls: u32, per_minute: Option<u32>) -> u32 {
    let Some(limit) = per_minute else {
        return calls.div_ceil(CALLS_A_SECOND);
    };
    if calls == 0 {
        return 0;
    }
    let limit = limit.max(1);
    let minutes = (calls - 1) / limit;
    let rest = calls - minutes * limit;
    let burst = (limit / 2).max(1);
    let spread = u64::from(rest.saturating_sub(burst)) * 60 / u64::from((limit - burst).max(1));
    minutes
        .saturating_mul(60)
        .saturating_add(u32::try_from(spread).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_in_calls() {
        let add = Step::Add { group: 12 };
        let remove = Step::Remove { group: 13 };
        for (steps, last, expected) in [
            (vec![(add, 12_431)], false, 125),
            (vec![(Step::Set, 12_431)], false, 12_431),
            (
                vec![(add, 12_431), (remove, 100), (Step::Set, 37)],
                false,
                163,
            ),
            (vec![(Step::Delete, 51)], false, 1),
            (vec![(Step::Delete, 201)], false, 3),
            (vec![(add, 101), (remove, 101)], true, 5),
            (vec![(add, 0)], false, 0),
            (vec![], true, 1),
        ] {
            assert_eq!(calls(steps.clone(), last), expected, "{steps:?}");
        }
    }

    #[test]
    fn the_cost_in_time() {
        for (calls, per_minute, expected) in [
            (0, Some(60), 0),
            (1, Some(60), 0),
            (30, Some(60), 0),
            (31, Some(60), 2),
            (60, Some(60), 60),
            (61, Some(60), 60),
            // 12,431 people: about 2 minutes; 3 h 27 min.
            (125, Some(60), 120),
            (12_431, Some(60), 3 * 3_600 + 27 * 60),
            (125, Some(600), 0),
            (3, Some(1), 120),
            (3, Some(0), 120),
            (125, None, 32),
            (u32::MAX, Some(1), u32::MAX),
        ] {
            assert_eq!(
                seconds(calls, per_minute),
                expected,
                "{calls} {per_minute:?}"
            );
        }
    }

    #[test]
    fn an_edit_is_groups_first_each_once() {
        let edit = BulkEdit {
            add_groups: vec![12, 13, 12],
            remove_groups: vec![14],
            status_id: Some(7),
            ..BulkEdit::default()
        };
        assert_eq!(
            of_edit(&edit),
            [
                Step::Add { group: 12 },
                Step::Add { group: 13 },
                Step::Remove { group: 14 },
                Step::Set
            ]
        );
        assert!(of_edit(&BulkEdit::default()).is_empty());
    }
}
