//! Setting a job back, and that back again.

use std::collections::BTreeMap;

use desk_core::{
    error::ErrorCode,
    jobs::{
        AssignedChange, BulkEdit, JobChange, JobPlanRequest, JobRowState, JobRowsRequest, JobWho,
    },
};
use wacr_api::ContactPatch;

use crate::{
    common::{House, connected, shop, until},
    jobs::support::*,
};

type State = (Option<i64>, Option<i64>, String, Vec<i64>);

fn states(all: &BTreeMap<i64, wacr_api::Contact>) -> BTreeMap<i64, State> {
    all.iter()
        .map(|(id, row)| {
            let state = (
                row.status_id,
                row.assigned_id,
                row.r#type.clone(),
                groups(&row.group_id),
            );
            (*id, state)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn exactly_what_was_changed_is_set_back_and_done_again() {
    let house = House::new();
    let sandbox = shop(150).await;
    let before = states(&truth(&sandbox).await);
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = before.keys().copied().take(70).collect();
    let change = edit(BulkEdit {
        add_groups: vec![12],
        remove_groups: vec![18],
        status_id: Some(7),
        r#type: Some("customer".into()),
        assigned: Some(AssignedChange::Set { id: 33 }),
        ..BulkEdit::default()
    });
    let done = run(&desk, &id, JobWho::Ids { ids: people }, change).await;
    let after = states(&truth(&sandbox).await);
    assert_ne!(before, after);
    assert_eq!(done.undone_by, None);

    let undo = run(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: done.id },
    )
    .await;
    assert_eq!(states(&truth(&sandbox).await), before);
    assert_eq!(
        (undo.undo_of, undo.failed, undo.skipped),
        (Some(done.id), 0, 0)
    );
    assert_eq!(job(&desk, &id, done.id).await.undone_by, Some(undo.id));
    agree(&desk, &id, &sandbox).await;

    let redo = run(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: undo.id },
    )
    .await;
    assert_eq!(states(&truth(&sandbox).await), after);
    let undo = run(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: redo.id },
    )
    .await;
    assert_eq!(states(&truth(&sandbox).await), before);
    assert_eq!(undo.done, done.done);
    agree(&desk, &id, &sandbox).await;
    // Nothing is left to be set back.
    let again = plan(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: redo.id },
    )
    .await;
    assert_eq!((again.changing, again.calls, again.conflicts), (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_changed_since_is_left_alone_and_listed() {
    let house = House::new();
    let sandbox = shop(60).await;
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = before
        .values()
        .filter(|row| row.status_id != Some(7) && row.status_id != Some(10))
        .map(|row| row.id)
        .take(10)
        .collect();
    let change = edit(BulkEdit {
        status_id: Some(7),
        assigned: Some(AssignedChange::Set { id: 33 }),
        ..BulkEdit::default()
    });
    let done = run(
        &desk,
        &id,
        JobWho::Ids {
            ids: people.clone(),
        },
        change,
    )
    .await;
    assert_eq!(done.done, 10);
    // Somebody else: another status for two, of one of them another assignee too; a third is set back already.
    let client = other(&sandbox);
    let patch = |status, assigned: Option<i64>| ContactPatch {
        status_id: Some(status),
        assigned_id: assigned.map(Some),
        ..ContactPatch::default()
    };
    client
        .update_contact(people[0], &patch(10, None))
        .await
        .unwrap();
    client
        .update_contact(people[1], &patch(10, Some(44)))
        .await
        .unwrap();
    let mine = &before[&people[2]];
    let back = ContactPatch {
        status_id: mine.status_id,
        assigned_id: Some(mine.assigned_id),
        ..ContactPatch::default()
    };
    client.update_contact(people[2], &back).await.unwrap();
    desk.sync_now(&id).await.unwrap();
    until("the mirror knows", || async {
        let here = mirror(&desk, &id).await;
        here[&people[1]].assigned_id == Some(44) && here[&people[2]].status_id == mine.status_id
    })
    .await;
    let planned = plan(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: done.id },
    )
    .await;
    assert_eq!(
        (
            planned.people,
            planned.changing,
            planned.conflicts,
            planned.unchanged,
            planned.calls
        ),
        (10, 8, 2, 1, 8)
    );
    // And one while it is planned: the run looks once more.
    client
        .update_contact(people[3], &patch(10, Some(44)))
        .await
        .unwrap();
    desk.sync_now(&id).await.unwrap();
    until("the mirror knows", || async {
        mirror(&desk, &id).await[&people[3]].assigned_id == Some(44)
    })
    .await;
    let started = start(&desk, &id, &planned).await;
    let undo = reaches(&desk, &id, started.id, desk_core::jobs::JobState::Done).await;
    assert_eq!((undo.people, undo.done, undo.skipped), (9, 6, 3));
    let conflicts = JobRowsRequest {
        job: undo.id,
        state: Some(JobRowState::Conflict),
        offset: 0,
        limit: 500,
    };
    let listed: Vec<i64> = desk
        .jobs_rows(&id, conflicts)
        .await
        .unwrap()
        .iter()
        .map(|row| row.contact)
        .collect();
    assert_eq!(listed, [people[0], people[1], people[3]]);
    let all = truth(&sandbox).await;
    let of = |at: usize| (all[&people[at]].status_id, all[&people[at]].assigned_id);
    // What was not changed by somebody is set back all the same.
    assert_eq!(of(0), (Some(10), before[&people[0]].assigned_id));
    assert_eq!(of(1), (Some(10), Some(44)));
    assert_eq!(of(3), (Some(10), Some(44)));
    for at in [2, 4, 5, 9] {
        let was = &before[&people[at]];
        assert_eq!(of(at), (was.status_id, was.assigned_id));
    }
    agree(&desk, &id, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_set_back_says_so() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().take(2).collect();
    let deleted = run(&desk, &id, JobWho::Ids { ids: people }, JobChange::Delete).await;
    assert_eq!(deleted.undo_until, None);
    let merge = JobChange::MergeGroups { from: 12, into: 13 };
    let merged = run(&desk, &id, JobWho::Selection, merge).await;
    assert_eq!(merged.undo_until, None);
    for job in [deleted.id, merged.id] {
        let request = JobPlanRequest {
            who: JobWho::Selection,
            change: JobChange::Undo { job },
        };
        let refused = desk.jobs_plan(&id, request).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Conflict);
    }
}
