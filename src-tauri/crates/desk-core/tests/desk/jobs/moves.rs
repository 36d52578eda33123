//! Merging groups, and moving people so that a group, source or status can be deleted.

use desk_core::{
    error::ErrorCode,
    jobs::{BulkEdit, JobChange, JobState, JobWho, Label, ListKind},
};
use serde_json::json;
use wacr_api::ContactPatch;
use wacr_sandbox::{Fault, FaultKind};

use crate::{
    common::{House, connected, shop, until},
    jobs::support::*,
};

#[tokio::test(flavor = "multi_thread")]
async fn two_groups_become_one() {
    let house = House::new();
    let sandbox = shop(800).await;
    let (from, into) = (18, 13);
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    for chunk in people.chunks(100) {
        // A quarter of all is in the one, and of those some in the other.
        let client = other(&sandbox);
        client
            .remove_contacts_from_group(from, chunk)
            .await
            .unwrap();
        client
            .add_contacts_to_group(from, &chunk[..25])
            .await
            .unwrap();
        client
            .add_contacts_to_group(into, &chunk[20..30])
            .await
            .unwrap();
    }
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let members: Vec<i64> = before
        .values()
        .filter(|row| row.group_id.contains(&from))
        .map(|row| row.id)
        .collect();
    let fresh = members
        .iter()
        .filter(|id| !before[id].group_id.contains(&into))
        .count();
    assert!(members.len() > 100 && fresh > 0 && fresh < members.len());
    // Two came to it meanwhile, unknown to the mirror.
    let outside: Vec<i64> = before
        .values()
        .filter(|row| !row.group_id.contains(&from))
        .map(|row| row.id)
        .take(2)
        .collect();
    other(&sandbox)
        .add_contacts_to_group(from, &outside)
        .await
        .unwrap();

    let merge = JobChange::MergeGroups { from, into };
    let planned = plan(&desk, &id, JobWho::Selection, merge).await;
    assert_eq!(
        (planned.people as usize, planned.changing as usize),
        (members.len(), members.len())
    );
    assert_eq!(
        planned.calls as usize,
        fresh.div_ceil(100) + members.len().div_ceil(100) + 1
    );
    let shown = &planned.first[0].after.groups;
    assert!(shown.contains(&into) && !shown.contains(&from));
    let started = start(&desk, &id, &planned).await;
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!(
        (done.people as usize, done.done as usize),
        (members.len() + 2, members.len() + 2)
    );
    for (contact, row) in truth(&sandbox).await {
        let was = &before[&contact].group_id;
        let mut wanted: Vec<i64> = was.iter().copied().filter(|group| *group != from).collect();
        if was.contains(&from) || outside.contains(&contact) {
            wanted.retain(|group| *group != into);
            wanted.push(into);
        }
        assert_eq!(groups(&row.group_id), groups(&wanted), "{contact}");
    }
    agree(&desk, &id, &sandbox).await;
    assert!(
        desk.groups_list(&id)
            .await
            .unwrap()
            .iter()
            .all(|group| group.id != from)
    );
    let gone = other(&sandbox).get_group(from).await.unwrap_err();
    assert_eq!(gone.kind, wacr_api::ErrorKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_in_use_is_emptied_and_deleted() {
    let house = House::new();
    let sandbox = shop(100).await;
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let of = |status| {
        before
            .values()
            .filter(move |row| row.status_id == Some(status))
    };
    let late = of(7).next().unwrap().id;
    // One more has it meanwhile, unknown to the mirror.
    let patch = ContactPatch {
        status_id: Some(8),
        ..ContactPatch::default()
    };
    other(&sandbox).update_contact(late, &patch).await.unwrap();
    let count = of(8).count() as u32;
    let label = Label {
        list: ListKind::Statuses,
        id: 8,
    };
    let change = JobChange::Edit {
        edit: BulkEdit {
            status_id: Some(5),
            ..BulkEdit::default()
        },
        then_delete: Some(label),
    };
    let who = JobWho::Members {
        list: ListKind::Statuses,
        id: 8,
    };
    let planned = plan(&desk, &id, who, change).await;
    assert_eq!((planned.people, planned.calls), (count, count + 1));
    let started = start(&desk, &id, &planned).await;
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!((done.people, done.done), (count + 1, count + 1));
    let all = truth(&sandbox).await;
    assert!(all.values().all(|row| row.status_id != Some(8)));
    assert_eq!(all[&late].status_id, Some(5));
    assert!(
        desk.statuses_list(&id)
            .await
            .unwrap()
            .iter()
            .all(|one| one.id != 8)
    );
    agree(&desk, &id, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_somebody_keeps_is_not_deleted() {
    let house = House::new();
    let sandbox = shop(60).await;
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let kept = before
        .values()
        .find(|row| row.source_id == Some(5))
        .unwrap()
        .id;
    let body =
        json!({ "success": false, "error": { "code": "VALIDATION_ERROR", "message": "No." } });
    let kind = FaultKind::Status {
        code: 422,
        body: Some(body),
    };
    sandbox.set_faults(vec![Fault::on("PATCH", &format!("/contacts/{kept}"), kind)]);
    let change = JobChange::Edit {
        edit: BulkEdit {
            source_id: Some(4),
            ..BulkEdit::default()
        },
        then_delete: Some(Label {
            list: ListKind::Sources,
            id: 5,
        }),
    };
    let who = JobWho::Members {
        list: ListKind::Sources,
        id: 5,
    };
    let planned = plan(&desk, &id, who, change).await;
    let started = start(&desk, &id, &planned).await;
    let stopped = reaches(&desk, &id, started.id, JobState::Stopped).await;
    let by = stopped.stopped_by.unwrap();
    assert_eq!(
        (by.code, by.params["contacts"].as_str()),
        (ErrorCode::Conflict, "1")
    );
    assert_eq!((stopped.failed, stopped.calls_left), (1, 1));
    // Somebody sees to that one by hand.
    sandbox.set_faults(Vec::new());
    let patch = ContactPatch {
        source_id: Some(4),
        ..ContactPatch::default()
    };
    other(&sandbox).update_contact(kept, &patch).await.unwrap();
    desk.jobs_resume(&id, started.id).await.unwrap();
    reaches(&desk, &id, started.id, JobState::Done).await;
    assert!(
        desk.sources_list(&id)
            .await
            .unwrap()
            .iter()
            .all(|one| one.id != 5)
    );
    desk.sync_now(&id).await.unwrap();
    until("the mirror knows", || async {
        mirror(&desk, &id).await[&kept].source_id == Some(4)
    })
    .await;
    agree(&desk, &id, &sandbox).await;
}
