//! The mirror: first fill, going on after a stop, changes. Against a real server over a socket.

use std::{collections::BTreeSet, time::Duration};

use crate::common::{House, connect, connected, count, search, shop, state, synced, until};
use desk_core::{
    contacts::{Contact, ContactInput, ContactQuery, UpdateContactRequest},
    error::ErrorCode,
    events::{AppEvent, Cause},
    sync::SyncState,
};
use wacr_sandbox::{Fault, FaultKind, Sandbox};

/// A client of the same shop that is not the program: a colleague.
async fn colleague(
    sandbox: &Sandbox,
) -> (
    House,
    std::sync::Arc<desk_core::Desk>,
    desk_core::accounts::AccountId,
) {
    let house = House::new();
    let (desk, id) = connected(&house, sandbox).await;
    (house, desk, id)
}

fn pages_read(sandbox: &Sandbox) -> Vec<String> {
    let by_id = |path: &String| path.contains("/contacts?") && path.contains("sort=id");
    sandbox
        .log()
        .into_iter()
        .map(|entry| entry.path)
        .filter(by_id)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_fill_brings_everybody_and_all_lists() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let desk = house.open().await;
    let id = connect(&desk, &sandbox).await.id;
    synced(&desk, &id).await;
    assert_eq!(count(&desk, &id).await, 1_200);
    assert_eq!(pages_read(&sandbox).len(), 12);
    assert!(!desk.groups_list(&id).await.unwrap().is_empty());
    assert!(!desk.sources_list(&id).await.unwrap().is_empty());
    assert!(
        desk.statuses_list(&id)
            .await
            .unwrap()
            .iter()
            .any(|status| status.color.is_some())
    );
    assert!(desk.templates_list(&id).await.unwrap().len() > 10);
    let ids: BTreeSet<i64> = search(&desk, &id, "")
        .await
        .into_iter()
        .map(|c| c.id)
        .collect();
    assert_eq!(ids.len(), 500);

    let events = house.events.lock().unwrap();
    let filling = |event: &&AppEvent| matches!(event, AppEvent::SyncChanged { status, .. } if matches!(status.state, SyncState::Filling { .. }));
    assert!(
        events.iter().any(|event| filling(&event)),
        "progress is told"
    );
    let changed = AppEvent::ContactsChanged {
        account: id.clone(),
        cause: Cause::Sync,
    };
    assert!(events.contains(&changed));
    assert!(events.contains(&AppEvent::ListsChanged {
        account: id.clone()
    }));
    assert!(events.contains(&AppEvent::TemplatesChanged { account: id }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fill_goes_on_where_it_stopped() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let desk = house.open().await;
    // The seventh page by id breaks every time: the fill stops there.
    let broken = Fault::on(
        "GET",
        "/contacts",
        FaultKind::Status {
            code: 503,
            body: None,
        },
    )
    .from_nth(8)
    .times(u32::MAX);
    sandbox.set_faults(vec![broken]);
    let id = connect(&desk, &sandbox).await.id;
    until("the fill fails", || async {
        matches!(state(&desk, &id).await, SyncState::Failed { .. })
    })
    .await;
    let before = count(&desk, &id).await;
    assert!((100..1_200).contains(&before), "{before}");
    let read = pages_read(&sandbox).len();
    desk.shutdown().await;
    sandbox.set_faults(Vec::new());

    let desk = house.open().await;
    assert_eq!(
        count(&desk, &id).await,
        before,
        "what was read is there at once"
    );
    synced(&desk, &id).await;
    assert_eq!(count(&desk, &id).await, 1_200);
    let second = pages_read(&sandbox).len() - read;
    assert!(second < 12, "{second} pages read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_mirror_fills_a_search_asks_the_server_too() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let desk = house.open().await;
    let last = Fault::on(
        "GET",
        "/contacts",
        FaultKind::Status {
            code: 503,
            body: None,
        },
    )
    .from_nth(4)
    .times(8);
    sandbox.set_faults(vec![last]);
    let id = connect(&desk, &sandbox).await.id;
    until("the fill fails", || async {
        matches!(state(&desk, &id).await, SyncState::Failed { .. })
    })
    .await;
    // The server does not answer that either: what is here is found.
    let query = |text: &str| ContactQuery {
        text: text.into(),
        ask_server: true,
        ..ContactQuery::default()
    };
    let asked = desk
        .contacts_search(&id, query("lost-answer"))
        .await
        .unwrap();
    assert!(!asked.server_asked);
    // Slow enough that the fill cannot end before the question is answered.
    sandbox.set_faults(vec![Fault::on("GET", "/contacts", FaultKind::Delay(1_000))]);
    let asked = desk
        .contacts_search(&id, query("lost-answer"))
        .await
        .unwrap();
    assert!(asked.server_asked);
    assert_eq!(asked.total, 1);
    assert_eq!(
        search(&desk, &id, "0109004").await[0].lastname,
        "Lost-answer"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_changes_arrives() {
    let house = House::new();
    let sandbox = shop(250).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let (_other_house, other, their) = colleague(&sandbox).await;
    let made = other
        .contacts_create(
            &their,
            crate::common::form(&other, &their, "+15550104711").await,
        )
        .await
        .unwrap();
    let group = other
        .groups_create(&their, "Night owls".into())
        .await
        .unwrap();
    let read = pages_read(&sandbox).len();
    desk.sync_now(&id).await.unwrap();
    until("the new contact arrives", || async {
        desk.contacts_get(&id, made.id).await.is_ok()
    })
    .await;

    let edit = ContactInput {
        city: "Ghent".into(),
        ..crate::common::form(&other, &their, "+15550104711").await
    };
    let base = crate::common::form(&other, &their, "+15550104711").await;
    let request = desk_core::contacts::UpdateContactRequest {
        id: made.id,
        base,
        input: edit,
    };
    other.contacts_update(&their, request).await.unwrap();
    desk.sync_now(&id).await.unwrap();
    let arrived = || async {
        desk.contacts_get(&id, made.id)
            .await
            .unwrap()
            .city
            .as_deref()
            == Some("Ghent")
    };
    until("the change arrives", arrived).await;
    assert_eq!(
        pages_read(&sandbox).len(),
        read,
        "the list is not read whole again"
    );
    // Lists are read again when they are a minute old, or at the next start.
    desk.shutdown().await;
    let desk = house.open().await;
    until("the group arrives", || async {
        desk.groups_list(&id).await.unwrap().contains(&group)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_is_told_and_nothing_is_lost() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let body = serde_json::json!({ "success": false, "error": { "code": "TOKEN_EXPIRED", "message": "over" } });
    sandbox.set_faults(vec![Fault::always(FaultKind::Status {
        code: 401,
        body: Some(body),
    })]);
    desk.sync_now(&id).await.unwrap();
    let failed = || async {
        match state(&desk, &id).await {
            SyncState::Failed { error, last } => {
                error.code == ErrorCode::TokenExpired && last.is_some()
            }
            _ => false,
        }
    };
    until("the failure is told", failed).await;
    assert_eq!(count(&desk, &id).await, 30);
    assert_eq!(desk.accounts_list().await.unwrap().len(), 1);
    sandbox.set_faults(Vec::new());
    desk.sync_now(&id).await.unwrap();
    synced(&desk, &id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_walled_off() {
    let house = House::new();
    let (first, second) = (shop(30).await, shop(40).await);
    let (desk, one) = connected(&house, &first).await;
    let two = connect(&desk, &second).await.id;
    synced(&desk, &two).await;
    let made = desk
        .contacts_create(&one, crate::common::form(&desk, &one, "+15550104711").await)
        .await
        .unwrap();
    assert!(
        search(&desk, &two, "4711")
            .await
            .iter()
            .all(|contact| contact.phone != made.phone)
    );
    assert_eq!(
        (count(&desk, &one).await, count(&desk, &two).await),
        (31, 40)
    );
}

/// The wire without the program.
fn client(sandbox: &Sandbox) -> wacr_api::Client {
    let base = wacr_api::BaseUrl::parse(&sandbox.base_url()).unwrap();
    let token = sandbox.token().to_owned().into();
    wacr_api::Client::new(wacr_api::ClientConfig::new(base, token, "test/1")).unwrap()
}

/// All ids of the server, lowest first.
async fn server_ids(client: &wacr_api::Client) -> Vec<i64> {
    let mut ids = Vec::new();
    for page in 1.. {
        let query = wacr_api::ListQuery::<wacr_api::Contact>::new()
            .page(page)
            .per_page(100)
            .sort(wacr_api::ContactSort::Id, wacr_api::Order::Ascending);
        let found = client.list_contacts(&query).await.unwrap().data;
        ids.extend(found.rows.iter().map(|contact| contact.id));
        if !found.pagination.has_more {
            break;
        }
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_stepped_over_when_rows_are_deleted_during_the_fill() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let client = client(&sandbox);
    let before = server_ids(&client).await;
    let read = pages_read(&sandbox).len();
    sandbox.set_faults(vec![Fault::on("GET", "/contacts", FaultKind::Delay(60))]);
    let desk = house.open().await;
    let id = connect(&desk, &sandbox).await.id;
    until("some pages are read", || async {
        pages_read(&sandbox).len() >= read + 4
    })
    .await;
    for gone in &before[..30] {
        client.delete_contact(*gone).await.unwrap();
    }
    sandbox.set_faults(Vec::new());
    synced(&desk, &id).await;
    for there in server_ids(&client).await {
        assert!(
            desk.contacts_get(&id, there).await.is_ok(),
            "contact {there} was stepped over"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sweep_finds_who_is_gone() {
    let house = House::new();
    let sandbox = shop(250).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let file = house.path().join("accounts").join(&id.0).join("account.db");
    let swept = || {
        let connection = rusqlite::Connection::open(&file).unwrap();
        connection.query_row(
            "SELECT value FROM meta WHERE key = 'sweep_done_at'",
            [],
            |row| row.get::<_, String>(0),
        )
    };
    until("the first fill counts as a sweep", || async {
        swept().is_ok()
    })
    .await;
    desk.shutdown().await;

    let client = client(&sandbox);
    let gone = server_ids(&client).await[100];
    client.delete_contact(gone).await.unwrap();
    // The day after tomorrow.
    let connection = rusqlite::Connection::open(&file).unwrap();
    let old = "UPDATE meta SET value = '2001-01-01T00:00:00Z' WHERE key = 'sweep_done_at'";
    assert_eq!(connection.execute(old, []).unwrap(), 1);
    drop(connection);

    let desk = house.open().await;
    assert!(desk.contacts_get(&id, gone).await.is_ok());
    until("the contact is gone here too", || async {
        desk.contacts_get(&id, gone).await.is_err()
    })
    .await;
    assert_eq!(count(&desk, &id).await, 249);
    until("the sweep is done", || async {
        swept().is_ok_and(|at| at.as_str() > "2002")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_change_is_stepped_over_when_rows_are_deleted_during_the_look() {
    let house = House::new();
    let sandbox = shop(300).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let client = client(&sandbox);
    let changed = &server_ids(&client).await[..250];
    // The next second, so that all changes are newer than what the mirror has seen.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let patch = wacr_api::ContactPatch {
        city: Some(Some("Ghent".into())),
        ..wacr_api::ContactPatch::default()
    };
    for id in changed {
        client.update_contact(*id, &patch).await.unwrap();
    }
    let looks = || {
        let log = sandbox.log();
        log.iter()
            .filter(|entry| entry.method == "GET" && entry.path.contains("updated_at"))
            .count()
    };
    let before = looks();
    sandbox.set_faults(vec![Fault::on("GET", "/contacts", FaultKind::Delay(1_000))]);
    desk.sync_now(&id).await.unwrap();
    until("a page is read", || async { looks() > before }).await;
    // The rows changed last: all of the first page moves up.
    for gone in changed.iter().rev().take(20) {
        client.delete_contact(*gone).await.unwrap();
    }
    sandbox.set_faults(Vec::new());
    for there in &changed[..230] {
        let arrived = || async {
            let found = desk.contacts_get(&id, *there).await.unwrap();
            found.city.as_deref() == Some("Ghent")
        };
        until("the change arrives", arrived).await;
    }
}

/// The form of a contact as it opens, as far as these tests need it.
fn form_of(contact: &Contact) -> ContactInput {
    ContactInput {
        firstname: contact.firstname.clone(),
        lastname: contact.lastname.clone(),
        phone: contact.phone.clone(),
        r#type: contact.r#type.clone(),
        groups: contact.groups.clone(),
        ..ContactInput::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_asked_for_before_a_change_made_here_does_not_undo_it() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let client = client(&sandbox);
    let touched = server_ids(&client).await[7];
    let patch = wacr_api::ContactPatch {
        company: Some(Some("A colleague's".into())),
        ..wacr_api::ContactPatch::default()
    };
    client.update_contact(touched, &patch).await.unwrap();
    let looks = || {
        let log = sandbox.log();
        log.iter()
            .filter(|entry| entry.method == "GET" && entry.path.contains("updated_at"))
            .count()
    };
    let before = looks();
    // The page is made before the change and arrives after it, and its row has a newer time than the mirror's.
    let delay = Fault::on("GET", "/contacts", FaultKind::Delay(1_500));
    sandbox.set_faults(vec![delay.times(1)]);
    desk.sync_now(&id).await.unwrap();
    until("a page is read", || async { looks() > before }).await;
    let contact = desk.contacts_get(&id, touched).await.unwrap();
    let groups = desk.groups_list(&id).await.unwrap();
    let joined = groups.iter().find(|one| !contact.groups.contains(&one.id));
    let joined = joined.unwrap().id;
    let base = form_of(&contact);
    let input = ContactInput {
        groups: [contact.groups.clone(), vec![joined]].concat(),
        ..base.clone()
    };
    let request = UpdateContactRequest {
        id: touched,
        base,
        input,
    };
    let saved = desk.contacts_update(&id, request).await.unwrap();
    assert!(saved.groups.contains(&joined));
    // The look is under way until its page is here.
    synced(&desk, &id).await;
    let kept = desk.contacts_get(&id, touched).await.unwrap();
    assert!(kept.groups.contains(&joined), "{kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_made_while_the_list_is_on_its_way_stays() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    desk.shutdown().await;
    let asked = || {
        let log = sandbox.log();
        log.iter()
            .filter(|entry| entry.method == "GET" && entry.path.contains("/groups"))
            .count()
    };
    let before = asked();
    // The answer is made before the group and arrives after it.
    sandbox.set_faults(vec![Fault::on("GET", "/groups", FaultKind::Drip(1_000))]);
    let desk = house.open().await;
    until("the list is asked for", || async { asked() > before }).await;
    let made = desk
        .groups_create(&id, "Made meanwhile".into())
        .await
        .unwrap();
    synced(&desk, &id).await;
    assert!(desk.groups_list(&id).await.unwrap().contains(&made));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_comes_to_the_front_has_changes_looked_for() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let client = client(&sandbox);
    let changed = server_ids(&client).await[7];
    let patch = wacr_api::ContactPatch {
        city: Some(Some("Ghent".into())),
        ..wacr_api::ContactPatch::default()
    };
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    client.update_contact(changed, &patch).await.unwrap();
    let calls = sandbox.log().len();
    desk.window_focused();
    desk.window_focused();
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(sandbox.log().len(), calls, "the last look was just now");
    let arrived = || async {
        desk.window_focused();
        desk.contacts_get(&id, changed)
            .await
            .unwrap()
            .city
            .as_deref()
            == Some("Ghent")
    };
    until("the change arrives", arrived).await;
    assert!(
        sandbox.log().len() <= calls + 2,
        "{} calls for one look",
        sandbox.log().len() - calls
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_stays_told_until_it_is_mended() {
    let house = House::new();
    let sandbox = shop(30).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let down = FaultKind::Status {
        code: 503,
        body: None,
    };
    sandbox.set_faults(vec![Fault::always(down)]);
    desk.sync_now(&id).await.unwrap();
    until("the failure is told", || async {
        matches!(state(&desk, &id).await, SyncState::Failed { .. })
    })
    .await;
    house.events.lock().unwrap().clear();
    let calls = sandbox.log().len();
    // Another try, which nobody asked for.
    tokio::time::sleep(Duration::from_secs(11)).await;
    desk.window_focused();
    until("it was tried again", || async {
        sandbox.log().len() > calls
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let events = house.events.lock().unwrap().clone();
    let other = |event: &&AppEvent| matches!(event, AppEvent::SyncChanged { status, .. } if !matches!(status.state, SyncState::Failed { .. }));
    assert!(!events.iter().any(|event| other(&event)), "{events:?}");
    sandbox.set_faults(Vec::new());
    desk.sync_now(&id).await.unwrap();
    synced(&desk, &id).await;
}
