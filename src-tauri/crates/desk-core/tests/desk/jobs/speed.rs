//! Nothing waits for a large selection. Limits are for the slow build of tests; figures of more contacts:
//! `JOBS_SPEED=200000 cargo test --package desk-core --test desk -- jobs::speed --nocapture`.

use std::time::{Duration, Instant};

use desk_core::{
    jobs::{BulkEdit, JobWho},
    selection::{Picked, SelectionOp},
    sync::SyncState,
};

use crate::{
    common::{House, connect, shop, state},
    jobs::support::*,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_large_selection_is_changed_and_planned_at_once() {
    let contacts = std::env::var("JOBS_SPEED")
        .ok()
        .and_then(|n| n.parse().ok());
    let contacts = contacts.unwrap_or(3_000);
    let house = House::new();
    let sandbox = shop(contacts).await;
    let desk = house.open().await;
    let id = connect(&desk, &sandbox).await.id;
    // A large mirror takes minutes to fill.
    while !matches!(state(&desk, &id).await, SyncState::Synced { .. }) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (list, all) = select_all(&desk, &id).await;
    assert_eq!(all.total as usize, contacts);
    let mut took: Vec<(&str, Duration)> = Vec::new();
    let begin = Instant::now();
    let picked = Picked::All {
        snapshot: list.clone(),
    };
    change(&desk, &id, SelectionOp::Set, picked).await;
    took.push(("select all", begin.elapsed()));
    let one = [mirror_first(&desk, &id, &list).await];
    let begin = Instant::now();
    select(&desk, &id, SelectionOp::Toggle, &one).await;
    took.push(("one less", begin.elapsed()));
    let begin = Instant::now();
    desk.selection_within(&id, list).await.unwrap();
    took.push(("within the list", begin.elapsed()));
    let begin = Instant::now();
    desk.selection_groups(&id, None).await.unwrap();
    took.push(("groups", begin.elapsed()));
    let begin = Instant::now();
    let both = edit(BulkEdit {
        add_groups: vec![12, 13],
        remove_groups: vec![14],
        status_id: Some(7),
        ..BulkEdit::default()
    });
    let planned = plan(&desk, &id, JobWho::Selection, both).await;
    took.push(("plan", begin.elapsed()));
    sandbox.set_faults(vec![wacr_sandbox::Fault::always(
        wacr_sandbox::FaultKind::CloseBeforeRead,
    )]);
    let begin = Instant::now();
    start(&desk, &id, &planned).await;
    took.push(("start", begin.elapsed()));
    println!("{contacts} contacts: {took:?}");
    for (what, took) in took {
        assert!(took < Duration::from_secs(5), "{what}: {took:?}");
    }
}

async fn mirror_first(
    desk: &desk_core::Desk,
    id: &desk_core::accounts::AccountId,
    list: &str,
) -> i64 {
    let request = desk_core::contacts::WindowRequest {
        snapshot: list.into(),
        offset: 0,
        limit: 1,
    };
    desk.contacts_window(id, request).await.unwrap()[0].id
}
