//! Refusals and broken connections in the middle of a job.

use desk_core::{
    error::ErrorCode,
    jobs::{JobRow, JobRowState, JobRowsRequest, JobState, JobWait, JobWho},
    selection::SelectionOp,
};
use serde_json::json;
use wacr_sandbox::{Fault, FaultKind};

use crate::{
    common::{House, connected, shop, until},
    jobs::support::*,
};

async fn rows(
    desk: &desk_core::Desk,
    id: &desk_core::accounts::AccountId,
    job: i64,
    state: JobRowState,
) -> Vec<JobRow> {
    let request = JobRowsRequest {
        job,
        state: Some(state),
        offset: 0,
        limit: 500,
    };
    desk.jobs_rows(id, request).await.unwrap()
}

fn refusal(code: u16, word: &str) -> FaultKind {
    let body = json!({ "success": false, "error": { "code": word, "message": "No." } });
    FaultKind::Status {
        code,
        body: Some(body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_meanwhile_is_left_out_and_the_rest_is_done() {
    let house = House::new();
    let sandbox = shop(200).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let group = desk.groups_create_new(&id, "New".into()).await.unwrap().id;
    let gone = [people[17], people[150]];
    for contact in gone {
        other(&sandbox).delete_contact(contact).await.unwrap();
    }
    select(&desk, &id, SelectionOp::Set, &people).await;
    let done = run(&desk, &id, JobWho::Selection, add(&[group])).await;
    assert_eq!((done.done, done.failed, done.skipped), (198, 0, 2));
    let skipped = rows(&desk, &id, done.id, JobRowState::Skipped).await;
    assert_eq!(
        skipped.iter().map(|row| row.contact).collect::<Vec<_>>(),
        gone
    );
    assert!(
        skipped
            .iter()
            .all(|row| !row.name.is_empty() && row.phone.starts_with('+'))
    );
    assert_eq!(skipped[0].error.as_ref().unwrap().code, ErrorCode::NotFound);
    let all = truth(&sandbox).await;
    assert!(all.values().all(|row| row.group_id.contains(&group)));
    agree(&desk, &id, &sandbox).await;
    // Two refused chunks, each sent again without the one.
    let adds = calls(&sandbox, "POST");
    assert_eq!(
        adds.iter()
            .filter(|(path, _)| path.ends_with("/contacts"))
            .count(),
        4
    );

    // The same of a status: one call each.
    let gone = people[60];
    other(&sandbox).delete_contact(gone).await.unwrap();
    let who = JobWho::Ids {
        ids: people[55..65].to_vec(),
    };
    let done = run(&desk, &id, who, set_status(7)).await;
    assert_eq!((done.failed, done.skipped), (0, 1));
    assert!(!mirror(&desk, &id).await.contains_key(&gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chunk_refused_without_a_name_is_halved_until_it_is_found() {
    let house = House::new();
    let sandbox = shop(120).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let group = desk.groups_create_new(&id, "New".into()).await.unwrap().id;
    for (kind, code) in [
        (refusal(422, "VALIDATION_ERROR"), ErrorCode::Invalid),
        (refusal(409, "RESOURCE_CONFLICT"), ErrorCode::Conflict),
    ] {
        let bad = people[37];
        let mut fault = Fault::on("POST", "/groups", kind);
        fault.contains = Some(bad.to_string());
        sandbox.set_faults(vec![fault]);
        let before = calls(&sandbox, "POST").len();
        select(&desk, &id, SelectionOp::Set, &people).await;
        let done = run(&desk, &id, JobWho::Selection, add(&[group])).await;
        assert_eq!((done.done, done.failed), (119, 1));
        let failed = rows(&desk, &id, done.id, JobRowState::Failed).await;
        assert_eq!(failed[0].contact, bad);
        assert_eq!(failed[0].error.as_ref().unwrap().code, code);
        let made = calls(&sandbox, "POST").len() - before;
        assert!(made < 20, "{made} calls to find one of a hundred");
        // It stays selected.
        until("it is selected", || async {
            desk.selection_get(&id).await.unwrap().total == 1
        })
        .await;
        sandbox.set_faults(Vec::new());
        let again = run(&desk, &id, JobWho::Selection, add(&[group])).await;
        assert_eq!((again.people, again.done), (1, 1));
        let undo = desk_core::jobs::JobChange::Undo { job: done.id };
        run(&desk, &id, JobWho::Selection, undo).await;
        let undo = desk_core::jobs::JobChange::Undo { job: again.id };
        run(&desk, &id, JobWho::Selection, undo).await;
    }
    agree(&desk, &id, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_refused_status_fails_alone_and_can_be_selected() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let all = truth(&sandbox).await;
    let people: Vec<i64> = all
        .values()
        .filter(|row| row.status_id != Some(7))
        .map(|row| row.id)
        .take(12)
        .collect();
    let bad = people[5];
    let body = json!({ "success": false, "error": { "code": "VALIDATION_ERROR", "message": "The given data was invalid.",
        "details": { "phone": ["The phone is odd."] } } });
    let kind = FaultKind::Status {
        code: 422,
        body: Some(body),
    };
    sandbox.set_faults(vec![Fault::on("PATCH", &format!("/contacts/{bad}"), kind)]);
    let who = JobWho::Ids {
        ids: people.clone(),
    };
    let done = run(&desk, &id, who, set_status(7)).await;
    assert_eq!((done.done, done.failed, done.people), (11, 1, 12));
    assert_eq!(calls(&sandbox, "PATCH").len(), 12);
    let failed = rows(&desk, &id, done.id, JobRowState::Failed).await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].contact, bad);
    let error = failed[0].error.clone().unwrap();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(
        error.fields[0].message.as_deref(),
        Some("The phone is odd.")
    );
    assert_eq!(rows(&desk, &id, done.id, JobRowState::Done).await.len(), 11);
    let selection = desk.jobs_select_failed(&id, done.id).await.unwrap();
    assert_eq!(selection.total, 1);
    sandbox.set_faults(Vec::new());
    let again = run(&desk, &id, JobWho::Selection, set_status(7)).await;
    assert_eq!((again.people, again.done), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_gone_fails_for_all_but_the_rest_is_done() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let group = desk
        .groups_create_new(&id, "Short".into())
        .await
        .unwrap()
        .id;
    other(&sandbox).delete_group(group).await.unwrap();
    let change = edit(desk_core::jobs::BulkEdit {
        add_groups: vec![group],
        r#type: Some("guest".into()),
        ..Default::default()
    });
    let done = run(&desk, &id, JobWho::Ids { ids: people }, change).await;
    assert_eq!((done.done, done.failed), (0, 30));
    assert!(
        truth(&sandbox)
            .await
            .values()
            .all(|row| row.r#type == "guest")
    );
    let failed = rows(&desk, &id, done.id, JobRowState::Failed).await;
    assert!(
        failed
            .iter()
            .all(|row| row.error.as_ref().unwrap().code == ErrorCode::NotFound)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_and_a_limit_are_waited_for() {
    let house = House::new();
    let sandbox = shop(300).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let group = desk.groups_create_new(&id, "New".into()).await.unwrap().id;
    let made = writes(&sandbox);
    for (kind, wait) in [
        // Carried out, but the answer is lost.
        (FaultKind::CloseAfterAccept, JobWait::Offline),
        (FaultKind::HalfBody, JobWait::Offline),
        (FaultKind::ResetAfterRead, JobWait::Offline),
        (FaultKind::Html(502), JobWait::Server),
        (FaultKind::RateLimited(2), JobWait::RateLimit),
        (refusal(500, "INTERNAL_ERROR"), JobWait::Server),
    ] {
        let mut fault = Fault::on("POST", "/groups", kind.clone());
        fault.nth = Some(2);
        sandbox.set_faults(vec![fault]);
        let before = writes(&sandbox);
        let who = JobWho::Ids {
            ids: people.clone(),
        };
        let planned = plan(&desk, &id, who, add(&[group])).await;
        let started = start(&desk, &id, &planned).await;
        until(&format!("{kind:?} shows as {wait:?}"), || async {
            job(&desk, &id, started.id).await.waiting == Some(wait)
        })
        .await;
        let done = reaches(&desk, &id, started.id, JobState::Done).await;
        assert_eq!(
            (done.done, done.failed, done.waiting),
            (300, 0, None),
            "{kind:?}"
        );
        assert_eq!(
            writes(&sandbox) - before,
            4,
            "{kind:?}: three chunks and one again"
        );
        assert!(
            truth(&sandbox)
                .await
                .values()
                .all(|row| groups(&row.group_id).contains(&group))
        );
        sandbox.set_faults(Vec::new());
        let undo = desk_core::jobs::JobChange::Undo { job: done.id };
        let undo = run(&desk, &id, JobWho::Selection, undo).await;
        assert_eq!(undo.done, 300);
        assert!(
            truth(&sandbox)
                .await
                .values()
                .all(|row| !row.group_id.contains(&group))
        );
    }
    assert_eq!(writes(&sandbox) - made, 6 * 7);
    agree(&desk, &id, &sandbox).await;
}
