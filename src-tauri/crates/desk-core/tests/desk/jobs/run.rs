//! What jobs do, and with how many calls.

use std::collections::BTreeSet;

use desk_core::{
    error::ErrorCode,
    events::AppEvent,
    jobs::{
        AssignedChange, BulkEdit, JobChange, JobPlanRequest, JobRowState, JobRowsRequest, JobStart,
        JobState, JobWho,
    },
    selection::SelectionOp,
};
use serde_json::Value;

use crate::{
    common::{House, connected, fields, shop, until},
    jobs::support::*,
};

#[tokio::test(flavor = "multi_thread")]
async fn groups_in_chunks_and_only_differences() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let (_, all) = select_all(&desk, &id).await;
    let three: Vec<i64> = before.keys().copied().step_by(400).collect();
    select(&desk, &id, SelectionOp::Remove, &three).await;

    let change = edit(BulkEdit {
        add_groups: vec![12, 13],
        remove_groups: vec![14],
        ..BulkEdit::default()
    });
    let wanted = |contact: i64| {
        let mut wanted = groups(&before[&contact].group_id);
        if !three.contains(&contact) {
            wanted.extend([12, 13]);
            wanted.retain(|group| *group != 14);
            wanted.sort_unstable();
            wanted.dedup();
        }
        wanted
    };
    let without = |group: i64| {
        let mut people = before.values().filter(|row| !three.contains(&row.id));
        people
            .by_ref()
            .filter(|row| !row.group_id.contains(&group))
            .count()
    };
    let needed = [without(12), without(13), 1_197 - without(14)];
    let planned = plan(&desk, &id, JobWho::Selection, change).await;
    assert_eq!(planned.people, 1_197);
    let changing = before
        .keys()
        .filter(|id| wanted(**id) != groups(&before[id].group_id));
    assert_eq!(planned.changing as usize, changing.count());
    assert_eq!(planned.changing + planned.unchanged, planned.people);
    let calls_needed: usize = needed.iter().map(|people| people.div_ceil(100)).sum();
    assert_eq!(planned.calls as usize, calls_needed);
    assert_eq!(planned.per_minute, None);
    assert_eq!((planned.type_count, planned.conflicts), (false, 0));
    assert_eq!(planned.first.len(), 20);
    for shown in &planned.first {
        assert_eq!(
            groups(&shown.contact.groups),
            groups(&before[&shown.contact.id].group_id)
        );
        assert_eq!(groups(&shown.after.groups), wanted(shown.contact.id));
    }
    assert_eq!(writes(&sandbox), 0, "a plan sends nothing");

    let started = start(&desk, &id, &planned).await;
    assert_eq!(started.people, planned.changing);
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!(
        (done.done, done.failed, done.skipped),
        (planned.changing, 0, 0)
    );
    assert_eq!((done.calls_left, done.seconds_left), (0, 0));
    assert!(done.started_at.is_some() && done.finished_at.is_some() && done.undo_until.is_some());
    for (contact, row) in truth(&sandbox).await {
        assert_eq!(groups(&row.group_id), wanted(contact), "{contact}");
    }
    agree(&desk, &id, &sandbox).await;
    assert_eq!(writes(&sandbox), calls_needed);
    assert!(
        calls(&sandbox, "PATCH").is_empty(),
        "groups are never overwritten"
    );
    let mut named = BTreeSet::new();
    for (path, body) in calls(&sandbox, "POST")
        .into_iter()
        .chain(calls(&sandbox, "DELETE"))
    {
        for contact in body["contact_ids"].as_array().unwrap() {
            assert!(
                named.insert((path.clone(), contact.as_i64().unwrap())),
                "told twice"
            );
        }
    }
    assert_eq!(named.len(), needed.iter().sum::<usize>());
    let told = AppEvent::JobsChanged {
        account: id.clone(),
    };
    assert!(house.events.lock().unwrap().contains(&told));
    // Nothing failed, so nobody stays selected.
    until("nobody is selected", || async {
        desk.selection_get(&id).await.unwrap().total == 0
    })
    .await;
    assert!(desk.selection_get(&id).await.unwrap().revision > all.revision);

    // Again: nothing to do, and no call.
    select_all(&desk, &id).await;
    select(&desk, &id, SelectionOp::Remove, &three).await;
    let again = plan(&desk, &id, JobWho::Selection, add(&[12, 13])).await;
    assert_eq!(
        (again.changing, again.calls, again.unchanged),
        (0, 0, 1_197)
    );
    let done = run(&desk, &id, JobWho::Selection, add(&[12])).await;
    assert_eq!(done.people, 0);
    assert_eq!(writes(&sandbox), calls_needed);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_one_call_each_and_only_what_differs() {
    let house = House::new();
    let sandbox = shop(120).await;
    let before = truth(&sandbox).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = before.keys().copied().take(60).collect();
    let change = edit(BulkEdit {
        status_id: Some(7),
        source_id: Some(4),
        r#type: Some("customer".into()),
        assigned: Some(AssignedChange::Set { id: 21 }),
        ..BulkEdit::default()
    });
    let who = JobWho::Ids {
        ids: people.clone(),
    };
    let differs = |row: &wacr_api::Contact| {
        row.status_id != Some(7)
            || row.source_id != Some(4)
            || row.r#type != "customer"
            || row.assigned_id != Some(21)
    };
    let changing = people.iter().filter(|id| differs(&before[id])).count();
    let planned = plan(&desk, &id, who.clone(), change.clone()).await;
    assert_eq!(
        (planned.changing as usize, planned.calls as usize),
        (changing, changing)
    );
    assert_eq!(planned.first[0].after.status_id, Some(7));
    assert_eq!(planned.first[0].after.assigned_id, Some(21));
    run(&desk, &id, who.clone(), change).await;
    let patches = calls(&sandbox, "PATCH");
    assert_eq!(patches.len(), changing);
    for (path, body) in patches {
        let row = &before[&path.rsplit('/').next().unwrap().parse().unwrap()];
        let sent: BTreeSet<&str> = body
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut expected = BTreeSet::new();
        let mut field = |name, differs: bool| {
            if differs {
                expected.insert(name);
            }
        };
        field("status_id", row.status_id != Some(7));
        field("source_id", row.source_id != Some(4));
        field("type", row.r#type != "customer");
        field("assigned_id", row.assigned_id != Some(21));
        assert_eq!(sent, expected);
    }
    // Nobody is assigned: null is sent.
    let clear = edit(BulkEdit {
        assigned: Some(AssignedChange::Clear),
        ..BulkEdit::default()
    });
    let done = run(&desk, &id, who, clear).await;
    assert_eq!(done.done, 60);
    let last = calls(&sandbox, "PATCH").pop().unwrap().1;
    assert_eq!(last["assigned_id"], Value::Null);
    assert!(last.as_object().unwrap().contains_key("assigned_id"));
    for (contact, row) in truth(&sandbox).await {
        if people.contains(&contact) {
            assert_eq!(
                (
                    row.status_id,
                    row.source_id,
                    row.assigned_id,
                    row.r#type.as_str()
                ),
                (Some(7), Some(4), None, "customer")
            );
        } else {
            assert_eq!(row.status_id, before[&contact].status_id);
        }
    }
    agree(&desk, &id, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_waits_in_line_and_does_only_what_is_left() {
    let house = House::new();
    let sandbox = shop(250).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    // A group nobody is in.
    let group = desk.groups_create_new(&id, "Line".into()).await.unwrap().id;
    let calls_before = writes(&sandbox);
    sandbox.set_faults(vec![wacr_sandbox::Fault::on(
        "POST",
        "/groups",
        wacr_sandbox::FaultKind::Delay(150),
    )]);
    let who = |from: usize, to: usize| JobWho::Ids {
        ids: people[from..to].to_vec(),
    };
    let first = plan(&desk, &id, who(0, 200), add(&[group])).await;
    let second = plan(&desk, &id, who(150, 250), add(&[group])).await;
    let first = start(&desk, &id, &first).await;
    let second = start(&desk, &id, &second).await;
    assert_eq!((second.state, second.started_at), (JobState::Running, None));
    reaches(&desk, &id, first.id, JobState::Done).await;
    let second = reaches(&desk, &id, second.id, JobState::Done).await;
    // 50 were put in by the first meanwhile.
    assert_eq!((second.done, second.skipped), (50, 50));
    assert_eq!(writes(&sandbox) - calls_before, 3);
    let skipped = JobRowsRequest {
        job: second.id,
        state: Some(JobRowState::Skipped),
        offset: 0,
        limit: 500,
    };
    assert_eq!(desk.jobs_rows(&id, skipped).await.unwrap().len(), 50);
    // Set back, those of the first stay.
    let undo = run(
        &desk,
        &id,
        JobWho::Selection,
        JobChange::Undo { job: second.id },
    )
    .await;
    assert_eq!(undo.done, 50);
    let members = truth(&sandbox).await;
    let members = members.values().filter(|row| row.group_id.contains(&group));
    assert_eq!(members.count(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_planned_is_refused_beside_its_field() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let refused = |change: JobChange| {
        let request = JobPlanRequest {
            who: JobWho::Selection,
            change,
        };
        let (desk, id) = (desk.clone(), id.clone());
        async move { desk.jobs_plan(&id, request).await.unwrap_err() }
    };
    let wrong = BulkEdit {
        add_groups: vec![999],
        remove_groups: vec![999],
        status_id: Some(999),
        source_id: Some(999),
        r#type: Some("friend".into()),
        assigned: Some(AssignedChange::Set { id: 0 }),
    };
    let error = refused(edit(wrong)).await;
    assert_eq!(
        fields(&error),
        [
            "add_groups",
            "remove_groups",
            "status_id",
            "source_id",
            "type",
            "assigned_id"
        ]
    );
    let error = refused(JobChange::MergeGroups { from: 12, into: 12 }).await;
    assert_eq!(fields(&error), ["into"]);
    let error = refused(JobChange::Undo { job: 77 }).await;
    assert_eq!(error.code, ErrorCode::NotFound);
    let start = JobStart {
        plan: "none".into(),
        typed: None,
    };
    let error = desk.jobs_start(&id, start).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SnapshotGone);
    // Once.
    let planned = plan(&desk, &id, JobWho::Selection, add(&[12])).await;
    let start = JobStart {
        plan: planned.id,
        typed: None,
    };
    desk.jobs_start(&id, start.clone()).await.unwrap();
    let error = desk.jobs_start(&id, start).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SnapshotGone);
    assert_eq!(
        desk.jobs_pause(&id, 99).await.unwrap_err().code,
        ErrorCode::NotFound
    );
}
