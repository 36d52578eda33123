//! Jobs that are held: by a person, by the token, by a restart.

use desk_core::{
    accounts::ReplaceTokenRequest,
    error::ErrorCode,
    jobs::{JobRowState, JobRowsRequest, JobState, JobWho},
};
use serde_json::json;
use wacr_sandbox::{Fault, FaultKind};

use crate::{
    common::{House, connect, connected, request, shop, synced, until},
    jobs::support::*,
};

#[tokio::test(flavor = "multi_thread")]
async fn pause_resume_cancel_and_a_restart() {
    let house = House::new();
    let sandbox = shop(80).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let all = truth(&sandbox).await;
    let people: Vec<i64> = all
        .values()
        .filter(|row| row.status_id != Some(9))
        .map(|row| row.id)
        .collect();
    let total = people.len() as u32;
    sandbox.set_faults(vec![Fault::on("PATCH", "/contacts", FaultKind::Delay(60))]);
    let planned = plan(&desk, &id, JobWho::Ids { ids: people }, set_status(9)).await;
    let started = start(&desk, &id, &planned).await;
    let number = started.id;
    until("some are done", || async {
        job(&desk, &id, number).await.done >= 3
    })
    .await;
    let paused = desk.jobs_pause(&id, number).await.unwrap();
    assert_eq!(paused.state, JobState::Paused);
    // At most the call under way.
    let made = calls(&sandbox, "PATCH").len();
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    let later = calls(&sandbox, "PATCH").len();
    assert!(later <= made + 1, "{made} {later}");
    let held = job(&desk, &id, number).await;
    assert_eq!(held.done as usize, later);
    assert_eq!(held.calls_left, total - held.done);

    // A paused job stays so over a restart.
    desk.shutdown().await;
    let desk = house.open().await;
    synced(&desk, &id).await;
    assert_eq!(job(&desk, &id, number).await.state, JobState::Paused);
    assert_eq!(calls(&sandbox, "PATCH").len(), later);

    desk.jobs_resume(&id, number).await.unwrap();
    until("more are done", || async {
        job(&desk, &id, number).await.done >= held.done + 3
    })
    .await;
    // A running one goes on by itself.
    desk.shutdown().await;
    let desk = house.open().await;
    let at = job(&desk, &id, number).await.done;
    until("it went on", || async {
        job(&desk, &id, number).await.done >= at + 3
    })
    .await;

    let cancelled = desk.jobs_cancel(&id, number).await.unwrap();
    assert_eq!(cancelled.state, JobState::Cancelled);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let over = job(&desk, &id, number).await;
    assert!(over.done < total && over.finished_at.is_some() && over.undo_until.is_some());
    let made = calls(&sandbox, "PATCH").len();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(calls(&sandbox, "PATCH").len(), made);
    let waiting = JobRowsRequest {
        job: number,
        state: Some(JobRowState::Waiting),
        offset: 0,
        limit: 500,
    };
    let waiting = desk.jobs_rows(&id, waiting).await.unwrap().len();
    assert_eq!(waiting as u32, total - over.done);
    let set = truth(&sandbox).await;
    let changed = set
        .values()
        .filter(|row| row.status_id != all[&row.id].status_id);
    assert_eq!(changed.count() as u32, over.done);
    agree(&desk, &id, &sandbox).await;
    // Over is over.
    assert_eq!(
        desk.jobs_resume(&id, number).await.unwrap().state,
        JobState::Cancelled
    );
    // What it did can be set back.
    sandbox.set_faults(Vec::new());
    let undo = desk_core::jobs::JobChange::Undo { job: number };
    let undo = run(&desk, &id, JobWho::Selection, undo).await;
    assert_eq!(undo.done, over.done);
    for (contact, row) in truth(&sandbox).await {
        assert_eq!(row.status_id, all[&contact].status_id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_stops_it_until_there_is_another() {
    let house = House::new();
    let sandbox = shop(250).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let group = desk.groups_create_new(&id, "New".into()).await.unwrap().id;
    let body =
        json!({ "success": false, "error": { "code": "TOKEN_EXPIRED", "message": "Expired." } });
    let mut fault = Fault::on(
        "POST",
        "/groups",
        FaultKind::Status {
            code: 401,
            body: Some(body),
        },
    );
    fault.nth = Some(2);
    fault.count = Some(100);
    sandbox.set_faults(vec![fault]);
    let planned = plan(&desk, &id, JobWho::Ids { ids: people }, add(&[group])).await;
    let started = start(&desk, &id, &planned).await;
    let stopped = reaches(&desk, &id, started.id, JobState::Stopped).await;
    assert_eq!(stopped.stopped_by.unwrap().code, ErrorCode::TokenExpired);
    assert_eq!(
        (stopped.done, stopped.failed, stopped.calls_left),
        (100, 0, 2)
    );
    // Still stopped after a restart, with its reason.
    desk.shutdown().await;
    let desk = house.open().await;
    let stopped = job(&desk, &id, started.id).await;
    assert_eq!(stopped.stopped_by.unwrap().code, ErrorCode::TokenExpired);
    sandbox.set_faults(Vec::new());
    let token = ReplaceTokenRequest {
        token: sandbox.token().into(),
        session_only: true,
    };
    desk.accounts_replace_token(id.clone(), token)
        .await
        .unwrap();
    let resumed = desk.jobs_resume(&id, started.id).await.unwrap();
    assert_eq!(
        (resumed.state, resumed.stopped_by),
        (JobState::Running, None)
    );
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!((done.done, done.failed), (250, 0));
    agree(&desk, &id, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_right_stops_it_and_is_known_the_next_time() {
    let house = House::new();
    let sandbox = shop(20).await;
    let desk = house.open().await;
    let token = sandbox.tokens().read_only.clone();
    let id = desk
        .accounts_connect(request(&sandbox, &token))
        .await
        .unwrap()
        .id;
    synced(&desk, &id).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    let who = JobWho::Ids { ids: people };
    let planned = plan(&desk, &id, who.clone(), set_status(7)).await;
    let started = start(&desk, &id, &planned).await;
    let stopped = reaches(&desk, &id, started.id, JobState::Stopped).await;
    assert_eq!(stopped.stopped_by.unwrap().code, ErrorCode::ScopeMissing);
    assert_eq!((stopped.done, stopped.failed), (0, 0));
    let planned = plan(&desk, &id, who, set_status(7)).await;
    assert_eq!(planned.missing_scope.as_deref(), Some("contacts:write"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_it_says_so_and_goes_on_when_there_is_one() {
    let house = House::new();
    let sandbox = shop(40).await;
    let desk = house.open().await;
    let id = connect(&desk, &sandbox).await.id;
    synced(&desk, &id).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    sandbox.set_faults(vec![Fault::on("PATCH", "/contacts", FaultKind::Delay(50))]);
    let planned = plan(&desk, &id, JobWho::Ids { ids: people }, set_status(9)).await;
    let started = start(&desk, &id, &planned).await;
    until("some are done", || async {
        job(&desk, &id, started.id).await.done >= 2
    })
    .await;
    desk.shutdown().await;
    desk_vault::SecretStore::remove(&*house.vault, &id.0)
        .await
        .unwrap();
    let desk = house.open().await;
    until("it waits for a token", || async {
        job(&desk, &id, started.id).await.waiting == Some(desk_core::jobs::JobWait::Token)
    })
    .await;
    let token = ReplaceTokenRequest {
        token: sandbox.token().into(),
        session_only: true,
    };
    desk.accounts_replace_token(id.clone(), token)
        .await
        .unwrap();
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!((done.failed, done.waiting), (0, None));
}
