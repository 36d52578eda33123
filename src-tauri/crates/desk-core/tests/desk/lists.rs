//! Groups, sources and statuses: made, changed and deleted on a real server over a socket, and what the mirror holds.

use std::sync::Arc;

use crate::common::{House, connected, fields, form, request, search, shop, synced, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode, FieldErrorCode},
    events::AppEvent,
    lists::ListCounts,
    statuses::{Status, StatusInput},
};
use serde_json::{Value, json};
use wacr_sandbox::{Fault, FaultKind, Sandbox};

/// Calls of this method that are about the lists: method's path below /api/v2, and body.
fn asked(sandbox: &Sandbox, method: &str) -> Vec<(String, Value)> {
    let calls = sandbox
        .log()
        .into_iter()
        .filter(|entry| entry.method == method);
    calls
        .map(|entry| {
            let path = entry.path.trim_start_matches("/api/v2").to_owned();
            (path, entry.body.unwrap_or_default())
        })
        .collect()
}

fn input(name: &str, color: &str) -> StatusInput {
    StatusInput {
        name: name.into(),
        color: color.into(),
    }
}

async fn status(desk: &Desk, id: &AccountId, name: &str) -> Status {
    let all = desk.statuses_list(id).await.unwrap();
    all.into_iter().find(|one| one.name == name).unwrap()
}

async fn group_names(desk: &Desk, id: &AccountId) -> Vec<String> {
    let all = desk.groups_list(id).await.unwrap();
    all.into_iter().map(|one| one.name).collect()
}

fn of(counts: &ListCounts, id: i64) -> u32 {
    let found = counts.counts.iter().find(|one| one.id == id);
    found.map_or(0, |one| one.contacts)
}

fn told(house: &House, id: &AccountId) -> bool {
    let event = AppEvent::ListsChanged {
        account: id.clone(),
    };
    let events = std::mem::take(&mut *house.events.lock().unwrap());
    events.contains(&event)
}

/// The first and only refusal of the name.
fn rule(error: &CommandError) -> FieldErrorCode {
    assert_eq!(
        (error.code, fields(error)),
        (ErrorCode::Invalid, vec!["name"])
    );
    error.fields[0].code
}

async fn reopened(house: &House, desk: Arc<Desk>) -> Arc<Desk> {
    desk.shutdown().await;
    house.open().await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_three_are_made_renamed_and_deleted_there_and_here() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    told(&house, &id);

    let group = desk
        .groups_create_new(&id, " Night owls ".into())
        .await
        .unwrap();
    assert!(told(&house, &id), "the windows are told");
    let source = desk.sources_create(&id, "Book fair".into()).await.unwrap();
    let stage = desk
        .statuses_create(&id, input("Paying soon", "#00aa55"))
        .await
        .unwrap();
    assert_eq!(
        (group.name.as_str(), stage.color.as_deref()),
        ("Night owls", Some("#00AA55"))
    );
    assert_eq!(
        asked(&sandbox, "POST"),
        [
            ("/groups".to_owned(), json!({ "name": "Night owls" })),
            ("/sources".to_owned(), json!({ "name": "Book fair" })),
            (
                "/statuses".to_owned(),
                json!({ "name": "Paying soon", "color": "#00AA55" })
            ),
        ]
    );
    assert!(desk.groups_list(&id).await.unwrap().contains(&group));
    assert!(desk.sources_list(&id).await.unwrap().contains(&source));
    assert!(desk.statuses_list(&id).await.unwrap().contains(&stage));

    let group = desk
        .groups_update(&id, group.id, "Night owls, 2026".into())
        .await
        .unwrap();
    let source = desk
        .sources_update(&id, source.id, "Book fair Ghent".into())
        .await
        .unwrap();
    assert_eq!(
        asked(&sandbox, "PATCH"),
        [
            (
                format!("/groups/{}", group.id),
                json!({ "name": "Night owls, 2026" })
            ),
            (
                format!("/sources/{}", source.id),
                json!({ "name": "Book fair Ghent" })
            ),
        ]
    );

    // All of it is there after a restart, before the server is asked.
    let desk = reopened(&house, desk).await;
    assert!(desk.groups_list(&id).await.unwrap().contains(&group));
    assert!(desk.sources_list(&id).await.unwrap().contains(&source));
    assert!(desk.statuses_list(&id).await.unwrap().contains(&stage));
    synced(&desk, &id).await;

    desk.groups_delete(&id, group.id).await.unwrap();
    desk.sources_delete(&id, source.id).await.unwrap();
    desk.statuses_delete(&id, stage.id).await.unwrap();
    let desk = reopened(&house, desk).await;
    assert!(!desk.groups_list(&id).await.unwrap().contains(&group));
    assert!(!desk.sources_list(&id).await.unwrap().contains(&source));
    assert!(!desk.statuses_list(&id).await.unwrap().contains(&stage));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_is_always_sent_whole() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let before = status(&desk, &id, "Qualified").await;
    let color = before.color.clone().unwrap();

    // The name alone changes: the colour goes along, else it would be cleared (contract 20.4).
    let renamed = desk
        .statuses_update(&id, before.id, input("Worth a call", &color))
        .await
        .unwrap();
    assert_eq!(renamed.color, before.color);
    let recoloured = desk
        .statuses_update(&id, before.id, input("Worth a call", "#123abc"))
        .await
        .unwrap();
    assert_eq!(recoloured.color.as_deref(), Some("#123ABC"));
    let path = format!("/statuses/{}", before.id);
    assert_eq!(
        asked(&sandbox, "PATCH"),
        [
            (
                path.clone(),
                json!({ "name": "Worth a call", "color": color })
            ),
            (path, json!({ "name": "Worth a call", "color": "#123ABC" })),
        ]
    );
    assert_eq!(status(&desk, &id, "Worth a call").await, recoloured);

    let error = desk
        .statuses_update(&id, before.id, input(" ", "reddish"))
        .await
        .unwrap_err();
    assert_eq!(fields(&error), ["name", "color"], "all errors at once");
    assert_eq!(error.fields[1].code, FieldErrorCode::NotAColour);
    let error = desk
        .statuses_create(&id, input("Plain", ""))
        .await
        .unwrap_err();
    assert_eq!(error.fields[0].code, FieldErrorCode::Required);
    assert!(asked(&sandbox, "POST").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_name_is_refused_here_and_there() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let groups = desk.groups_list(&id).await.unwrap();
    let (first, second) = (&groups[0], &groups[1]);

    // Known here, in another letter case: no call.
    let loud = format!(" {} ", first.name.to_uppercase());
    let error = desk.groups_create_new(&id, loud.clone()).await.unwrap_err();
    assert_eq!(rule(&error), FieldErrorCode::Taken);
    assert_eq!(error.params["id"], first.id.to_string());
    let error = desk
        .groups_update(&id, second.id, loud.clone())
        .await
        .unwrap_err();
    assert_eq!(rule(&error), FieldErrorCode::Taken);
    assert!(asked(&sandbox, "POST").is_empty() && asked(&sandbox, "PATCH").is_empty());
    // Its own name in another letter case is its own.
    let own = desk.groups_update(&id, first.id, loud).await.unwrap();
    assert_eq!(own.name, first.name.to_uppercase());

    for (name, expected) in [
        (" ".to_owned(), FieldErrorCode::Required),
        ("x".repeat(256), FieldErrorCode::TooLong),
    ] {
        let error = desk.sources_create(&id, name).await.unwrap_err();
        assert_eq!(rule(&error), expected);
    }

    // Made by a call whose answer was lost: not known here, the server says 422, and then it is known here as well.
    sandbox.set_faults(vec![
        Fault::on("POST", "/statuses", FaultKind::CloseAfterAccept).times(1),
    ]);
    let wanted = || input("Paying soon", "#00AA55");
    let error = desk.statuses_create(&id, wanted()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ConnectionLost);
    assert_eq!(asked(&sandbox, "POST").len(), 1, "a create is not repeated");
    let error = desk.statuses_create(&id, wanted()).await.unwrap_err();
    assert_eq!(rule(&error), FieldErrorCode::Taken);
    let there = status(&desk, &id, "Paying soon").await;
    assert_eq!(error.params["id"], there.id.to_string());

    // A form that only wants a group of that name takes the one there is.
    let group = desk
        .groups_create_new(&id, "Early birds".into())
        .await
        .unwrap();
    let same = desk.groups_create(&id, "early birds".into()).await.unwrap();
    assert_eq!(same, group);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_words_stand_where_no_rule_is_known() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let body = json!({ "success": false, "error": { "code": "VALIDATION_ERROR", "message": "no",
        "details": { "name": ["no emoji, please"], "color": ["too pale"] } } });
    let refuse = FaultKind::Status {
        code: 422,
        body: Some(body),
    };
    sandbox.set_faults(vec![Fault::on("POST", "/statuses", refuse)]);
    let error = desk
        .statuses_create(&id, input("Paid 🎉", "#FFFFFE"))
        .await
        .unwrap_err();
    let said: Vec<_> = error
        .fields
        .iter()
        .map(|field| (field.field.as_str(), field.message.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            ("color", Some("too pale")),
            ("name", Some("no emoji, please"))
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_used_is_not_deleted() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let person = desk
        .contacts_create(&id, form(&desk, &id, "+15550104711").await)
        .await
        .unwrap();
    let source = person.source_id.unwrap();
    let users = of(&desk.sources_counts(&id).await.unwrap(), source);
    assert!(users > 0);

    let error = desk.sources_delete(&id, source).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(error.params["contacts"], users.to_string());
    let error = desk
        .statuses_delete(&id, person.status_id.unwrap())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    let still = desk.sources_list(&id).await.unwrap();
    assert!(
        still.iter().any(|one| one.id == source),
        "it stays here too"
    );

    // Nobody can count them: it is said all the same.
    sandbox.set_faults(vec![Fault::on("GET", "/contacts", FaultKind::Html(502))]);
    let error = desk.sources_delete(&id, source).await.unwrap_err();
    assert_eq!(
        (error.code, error.params.get("contacts")),
        (ErrorCode::Conflict, None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_counted_here_and_stay_when_their_group_goes() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people = search(&desk, &id, "").await;
    let group = people.iter().find_map(|one| one.groups.first()).copied();
    let group = group.unwrap();
    let members = |people: &[desk_core::contacts::Contact]| {
        let found = people.iter().filter(|one| one.groups.contains(&group));
        u32::try_from(found.count()).unwrap()
    };
    let calls = sandbox.log().len();
    let counts = desk.groups_counts(&id).await.unwrap();
    assert_eq!(of(&counts, group), members(&people));
    assert!(counts.complete);
    for (counts, value) in [
        (desk.sources_counts(&id).await.unwrap(), people[0].source_id),
        (
            desk.statuses_counts(&id).await.unwrap(),
            people[0].status_id,
        ),
    ] {
        let sum: u32 = counts.counts.iter().map(|one| one.contacts).sum();
        assert_eq!(sum, 60);
        assert!(of(&counts, value.unwrap()) > 0);
    }
    assert_eq!(sandbox.log().len(), calls, "counting asks nobody");

    desk.groups_delete(&id, group).await.unwrap();
    assert_eq!(search(&desk, &id, "").await.len(), 60);
    let left = desk.groups_list(&id).await.unwrap();
    assert!(left.iter().all(|one| one.id != group));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_deleted_is_gone_here_after_the_first_touch() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let one = desk.groups_create_new(&id, "One".into()).await.unwrap();
    let two = desk.groups_create_new(&id, "Two".into()).await.unwrap();
    let colleague = House::new();
    let (other, there) = connected(&colleague, &sandbox).await;
    for group in [&one, &two] {
        other.groups_delete(&there, group.id).await.unwrap();
    }
    assert!(group_names(&desk, &id).await.contains(&"One".to_owned()));
    told(&house, &id);

    let error = desk
        .groups_update(&id, one.id, "One and a half".into())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(told(&house, &id));
    let error = desk.groups_delete(&id, two.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let left = group_names(&desk, &id).await;
    assert!(!left.contains(&"One".to_owned()) && !left.contains(&"Two".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_leaves_the_mirror_as_it_is() {
    let house = House::new();
    let sandbox = shop(2).await;
    let desk = house.open().await;
    let id = desk
        .accounts_connect(request(&sandbox, &sandbox.tokens().read_only))
        .await
        .unwrap()
        .id;
    synced(&desk, &id).await;
    let before = (
        desk.groups_list(&id).await.unwrap(),
        desk.sources_list(&id).await.unwrap(),
        desk.statuses_list(&id).await.unwrap(),
    );
    let color = || "#00AA55";
    let refusals = [
        (
            "groups:write",
            desk.groups_create_new(&id, "New".into()).await.err(),
        ),
        (
            "groups:write",
            desk.groups_update(&id, before.0[0].id, "New".into())
                .await
                .err(),
        ),
        (
            "groups:delete",
            desk.groups_delete(&id, before.0[0].id).await.err(),
        ),
        (
            "sources:write",
            desk.sources_create(&id, "New".into()).await.err(),
        ),
        (
            "sources:write",
            desk.sources_delete(&id, before.1[0].id).await.err(),
        ),
        (
            "statuses:write",
            desk.statuses_update(&id, before.2[0].id, input("Paying soon", color()))
                .await
                .err(),
        ),
        (
            "statuses:write",
            desk.statuses_delete(&id, before.2[0].id).await.err(),
        ),
    ];
    for (scope, error) in refusals {
        let error = error.unwrap();
        assert_eq!(error.code, ErrorCode::ScopeMissing, "{scope}: {error}");
        assert_eq!(error.params["scope"], scope);
    }
    // No server at all.
    sandbox.set_faults(vec![Fault::on(
        "POST",
        "/groups",
        FaultKind::CloseBeforeRead,
    )]);
    let error = desk.groups_create_new(&id, "New".into()).await.unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::ConnectionLost | ErrorCode::Offline),
        "{error}"
    );
    let after = (
        desk.groups_list(&id).await.unwrap(),
        desk.sources_list(&id).await.unwrap(),
        desk.statuses_list(&id).await.unwrap(),
    );
    assert_eq!(before, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_while_the_list_is_on_its_way_stays_deleted() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let gone = desk.sources_create(&id, "Gone soon".into()).await.unwrap();
    desk.shutdown().await;
    let lists = || {
        let all = asked(&sandbox, "GET").into_iter();
        all.filter(|(path, _)| path.starts_with("/sources")).count()
    };
    let before = lists();
    // The answer is made before the source is deleted and arrives after it.
    sandbox.set_faults(vec![Fault::on("GET", "/sources", FaultKind::Drip(1_000))]);
    let desk = house.open().await;
    until("the list is asked for", || async { lists() > before }).await;
    desk.sources_delete(&id, gone.id).await.unwrap();
    synced(&desk, &id).await;
    assert!(!desk.sources_list(&id).await.unwrap().contains(&gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_counts_while_the_mirror_fills_once_an_entry() {
    use desk_core::{lists::List, sync::SyncState};
    let house = House::new();
    let sandbox = shop(1_200).await;
    let stopped = Fault::on(
        "GET",
        "/contacts",
        FaultKind::Status {
            code: 503,
            body: None,
        },
    );
    sandbox.set_faults(vec![stopped.from_nth(4).times(12)]);
    let desk = house.open().await;
    let id = crate::common::connect(&desk, &sandbox).await.id;
    crate::common::until("the fill stops", || async {
        matches!(
            crate::common::state(&desk, &id).await,
            SyncState::Failed { .. }
        )
    })
    .await;
    let counts = desk.sources_counts(&id).await.unwrap();
    assert!(!counts.complete);
    let here = counts.counts[0];
    let asked = || {
        let log = sandbox.log();
        log.iter()
            .filter(|entry| entry.path.contains("filter") && entry.status == Some(200))
            .count()
    };
    // It does not answer: an error, and no number made up.
    let refused = desk.lists_total(&id, List::Sources, here.id).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::ServerFault);
    sandbox.set_faults(Vec::new());
    let total = desk.lists_total(&id, List::Sources, here.id).await.unwrap();
    assert!(
        total.contacts > here.contacts,
        "{total:?}, of which {here:?} are here"
    );
    assert_eq!(
        desk.lists_total(&id, List::Sources, here.id).await.unwrap(),
        total
    );
    assert_eq!(asked(), 1, "the second time it is known");
    desk.sync_now(&id).await.unwrap();
    crate::common::synced(&desk, &id).await;
    let counts = desk.sources_counts(&id).await.unwrap();
    assert!(counts.complete);
    let now = counts.counts.iter().find(|one| one.id == here.id).unwrap();
    assert_eq!(
        now.contacts, total.contacts,
        "the mirror says the same in the end"
    );
}
