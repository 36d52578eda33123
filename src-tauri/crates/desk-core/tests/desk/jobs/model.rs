//! A random series of jobs and undos, against a naive model of what each should come to.

use std::collections::{BTreeMap, BTreeSet};

use desk_core::jobs::{AssignedChange, BulkEdit, Job, JobChange, JobWho};
use proptest::{prelude::*, test_runner::TestRunner};

use crate::{
    common::{House, connected, shop},
    jobs::support::*,
};

const GROUPS: std::ops::Range<i64> = 12..16;

#[derive(Debug, Clone)]
enum Act {
    /// People by their place, groups in, groups out, status, assigned.
    Edit(
        BTreeSet<usize>,
        BTreeSet<i64>,
        BTreeSet<i64>,
        Option<i64>,
        Option<Option<i64>>,
    ),
    /// Of one of the jobs so far.
    Undo(usize),
    /// Somebody else sets a status.
    Other(usize, i64),
}

fn act() -> impl Strategy<Value = Act> {
    let people = prop::collection::btree_set(0usize..8, 0..6);
    let some = || prop::collection::btree_set(GROUPS, 0..3);
    let edit = (
        people,
        some(),
        some(),
        prop::option::of(5i64..8),
        prop::option::of(prop::option::of(21i64..23)),
    );
    prop_oneof![
        4 => edit.prop_map(|(people, add, remove, status, assigned)| Act::Edit(people, add, remove, status, assigned)),
        3 => (0usize..6).prop_map(Act::Undo),
        3 => (0usize..8, 5i64..8).prop_map(|(at, status)| Act::Other(at, status)),
    ]
}

#[derive(Debug, Clone, PartialEq)]
struct Person {
    groups: BTreeSet<i64>,
    status: Option<i64>,
    assigned: Option<i64>,
}

/// What a job changed of a person: each value before and after.
#[derive(Debug, Clone, Default)]
struct Changed {
    added: BTreeSet<i64>,
    removed: BTreeSet<i64>,
    status: Option<(Option<i64>, Option<i64>)>,
    assigned: Option<(Option<i64>, Option<i64>)>,
}

type Model = BTreeMap<i64, Person>;

fn undo(model: &mut Model, changed: &BTreeMap<i64, Changed>) -> BTreeMap<i64, Changed> {
    let mut back = BTreeMap::new();
    for (id, changed) in changed {
        let person = model.get_mut(id).unwrap();
        let mut mine = Changed::default();
        for group in &changed.added {
            if person.groups.remove(group) {
                mine.removed.insert(*group);
            }
        }
        for group in &changed.removed {
            if person.groups.insert(*group) {
                mine.added.insert(*group);
            }
        }
        let one = |now: &mut Option<i64>, changed: Option<(Option<i64>, Option<i64>)>| {
            let (before, after) = changed?;
            if *now != after || before == after {
                return None;
            }
            *now = before;
            Some((after, before))
        };
        mine.status = one(&mut person.status, changed.status);
        mine.assigned = one(&mut person.assigned, changed.assigned);
        back.insert(*id, mine);
    }
    back
}

async fn series(acts: Vec<Act>) {
    let house = House::new();
    let sandbox = shop(40).await;
    let all = truth(&sandbox).await;
    let people: Vec<i64> = all.keys().copied().take(8).collect();
    let mut model: Model = all
        .values()
        .map(|row| {
            let person = Person {
                groups: row.group_id.iter().copied().collect(),
                status: row.status_id,
                assigned: row.assigned_id,
            };
            (row.id, person)
        })
        .collect();
    let (desk, id) = connected(&house, &sandbox).await;
    let mut jobs: Vec<(Job, BTreeMap<i64, Changed>)> = Vec::new();
    for act in acts {
        match act {
            Act::Edit(at, add, mut remove, status, assigned) => {
                remove.retain(|group| !add.contains(group));
                let who: Vec<i64> = at.iter().map(|at| people[*at]).collect();
                let mut changed = BTreeMap::new();
                for contact in &who {
                    let person = model.get_mut(contact).unwrap();
                    let mut mine = Changed::default();
                    for group in &add {
                        if person.groups.insert(*group) {
                            mine.added.insert(*group);
                        }
                    }
                    for group in &remove {
                        if person.groups.remove(group) {
                            mine.removed.insert(*group);
                        }
                    }
                    if let Some(status) = status
                        && person.status != Some(status)
                    {
                        mine.status = Some((person.status, Some(status)));
                        person.status = Some(status);
                    }
                    if let Some(assigned) = assigned
                        && person.assigned != assigned
                    {
                        mine.assigned = Some((person.assigned, assigned));
                        person.assigned = assigned;
                    }
                    changed.insert(*contact, mine);
                }
                let change = edit(BulkEdit {
                    add_groups: add.into_iter().collect(),
                    remove_groups: remove.into_iter().collect(),
                    status_id: status,
                    assigned: assigned.map(|to| {
                        to.map_or(AssignedChange::Clear, |id| AssignedChange::Set { id })
                    }),
                    ..BulkEdit::default()
                });
                let done = run(&desk, &id, JobWho::Ids { ids: who }, change).await;
                jobs.push((done, changed));
            }
            Act::Undo(at) => {
                let Some((job, changed)) = jobs.get(at) else {
                    continue;
                };
                let back = undo(&mut model, changed);
                let change = JobChange::Undo { job: job.id };
                let done = run(&desk, &id, JobWho::Selection, change).await;
                jobs.push((done, back));
            }
            Act::Other(at, status) => {
                // Through the desk's own form, so that the mirror knows.
                let contact = desk.contacts_get(&id, people[at]).await.unwrap();
                let base = input(&contact);
                let mut changed = base.clone();
                changed.status_id = Some(status);
                let request = desk_core::contacts::UpdateContactRequest {
                    id: contact.id,
                    base,
                    input: changed,
                };
                desk.contacts_update(&id, request).await.unwrap();
                model.get_mut(&contact.id).unwrap().status = Some(status);
            }
        }
        for (contact, row) in truth(&sandbox).await {
            let person = Person {
                groups: groups(&row.group_id).into_iter().collect(),
                status: row.status_id,
                assigned: row.assigned_id,
            };
            assert_eq!(person, model[&contact], "{contact}");
        }
    }
    agree(&desk, &id, &sandbox).await;
    assert!(jobs.iter().all(|(job, _)| job.failed == 0));
    desk.shutdown().await;
}

fn input(contact: &desk_core::contacts::Contact) -> desk_core::contacts::ContactInput {
    desk_core::contacts::ContactInput {
        firstname: contact.firstname.clone(),
        lastname: contact.lastname.clone(),
        phone: contact.phone.clone(),
        r#type: contact.r#type.clone(),
        source_id: contact.source_id,
        status_id: contact.status_id,
        groups: contact.groups.clone(),
        ..Default::default()
    }
}

#[test]
fn a_series_comes_to_what_a_plain_model_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    });
    runner
        .run(&prop::collection::vec(act(), 1..10), |acts| {
            runtime.block_on(series(acts));
            Ok(())
        })
        .unwrap();
}
