//! The pane of a contact: changes in place, notes and history, against a real server over a socket.

use crate::common::{House, connected, fields, form, person, shop, synced, until};
use desk_core::{
    comments::NoteDraft,
    contacts::{Contact, ContactDraft, ContactInput, UpdateContactRequest},
    detail::{FieldDraft, MemberRequest},
    error::ErrorCode,
    history::{Change, HistoryKind, Origin},
};
use serde_json::json;
use wacr_sandbox::{Fault, FaultKind, Sandbox};

const NADIA: &str = "+15550100142";

fn input(contact: &Contact) -> ContactInput {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    ContactInput {
        firstname: contact.firstname.clone(),
        lastname: contact.lastname.clone(),
        phone: contact.phone.clone(),
        r#type: contact.r#type.clone(),
        source_id: contact.source_id,
        status_id: contact.status_id,
        email: text(&contact.email),
        company: text(&contact.company),
        description: text(&contact.description),
        city: text(&contact.city),
        state: text(&contact.state),
        zip: text(&contact.zip),
        address: text(&contact.address),
        country_id: number(contact.country_id),
        assigned_id: number(contact.assigned_id),
        groups: contact.groups.clone(),
    }
}

fn edit(contact: &Contact, change: impl FnOnce(&mut ContactInput)) -> UpdateContactRequest {
    let base = input(contact);
    let mut changed = base.clone();
    change(&mut changed);
    UpdateContactRequest {
        id: contact.id,
        base,
        input: changed,
    }
}

fn change(field: &str, from: Option<&str>, to: Option<&str>) -> Change {
    Change::new(field, from.map(Into::into), to.map(Into::into))
}

fn calls(sandbox: &Sandbox, method: &str, part: &str) -> usize {
    let log = sandbox.log();
    log.iter()
        .filter(|entry| entry.method == method && entry.path.contains(part))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_is_changed_in_place_and_the_history_says_from_what_to_what() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    assert!(
        desk.history_list(&id, nadia.id).await.unwrap().is_empty(),
        "the first fill is no history"
    );
    let form_draft = ContactDraft {
        contact: Some(nadia.id),
        base: None,
        input: ContactInput {
            city: "Ghent".into(),
            ..input(&nadia)
        },
    };
    desk.contacts_save_draft(&id, form_draft.clone())
        .await
        .unwrap();
    desk.detail_keep_draft(&id, nadia.id, "company".into(), Some("Verhoeven &".into()))
        .await
        .unwrap();
    desk.detail_keep_draft(&id, nadia.id, "zip".into(), Some("62".into()))
        .await
        .unwrap();

    let request = edit(&nadia, |i| i.company = "Verhoeven & Daughters".into());
    let saved = desk.detail_update(&id, request).await.unwrap();
    assert_eq!(saved.company.as_deref(), Some("Verhoeven & Daughters"));
    let sent: Vec<_> = sandbox
        .log()
        .into_iter()
        .filter(|entry| entry.method == "PATCH")
        .map(|entry| entry.body.unwrap())
        .collect();
    assert_eq!(sent, [json!({ "company": "Verhoeven & Daughters" })]);

    let history = desk.history_list(&id, nadia.id).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(
        (history[0].kind, history[0].origin),
        (HistoryKind::Edited, Origin::Detail)
    );
    assert_eq!(
        history[0].changes,
        [change(
            "company",
            nadia.company.as_deref(),
            Some("Verhoeven & Daughters")
        )]
    );
    let left = FieldDraft {
        field: "zip".into(),
        text: "62".into(),
    };
    assert_eq!(desk.detail_drafts(&id, nadia.id).await.unwrap(), [left]);
    assert_eq!(
        desk.contacts_draft(&id, Some(nadia.id)).await.unwrap(),
        Some(form_draft),
        "the form's draft is another matter"
    );
    let unchanged = edit(&saved, |_| {});
    assert_eq!(desk.detail_update(&id, unchanged).await.unwrap(), saved);
    assert_eq!(calls(&sandbox, "PATCH", "/contacts"), 1);
    // The sync meets what was written here and finds nothing new.
    desk.sync_now(&id).await.unwrap();
    until("changes were looked for", || async {
        calls(&sandbox, "GET", "/contacts") > 2
    })
    .await;
    synced(&desk, &id).await;
    assert_eq!(desk.history_list(&id, nadia.id).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_in_place_keeps_its_text() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    desk.detail_keep_draft(&id, nadia.id, "email".into(), Some("nobody".into()))
        .await
        .unwrap();
    let request = edit(&nadia, |i| i.email = "nobody".into());
    let error = desk.detail_update(&id, request).await.unwrap_err();
    assert_eq!(
        (error.code, fields(&error)),
        (ErrorCode::Invalid, vec!["email"])
    );
    sandbox.stop().await;
    let request = edit(&nadia, |i| i.email = "n@example.com".into());
    desk.detail_update(&id, request).await.unwrap_err();
    assert_eq!(desk.detail_drafts(&id, nadia.id).await.unwrap().len(), 1);
    assert!(desk.history_list(&id, nadia.id).await.unwrap().is_empty());
    let error = desk.detail_keep_draft(&id, nadia.id, "is_opted_out".into(), None);
    assert_eq!(error.await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_changed_one_by_one_and_never_overwritten() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    let mine = desk.groups_create(&id, "Mine".into()).await.unwrap();
    let theirs = desk.groups_create(&id, "Theirs".into()).await.unwrap();
    let elsewhere = House::new();
    let (colleague, other) = connected(&elsewhere, &sandbox).await;
    let request = |group, member| MemberRequest {
        contact: nadia.id,
        group,
        member,
    };
    // A colleague adds one meanwhile.
    colleague
        .detail_set_group(&other, request(theirs.id, true))
        .await
        .unwrap();
    let now = desk
        .detail_set_group(&id, request(mine.id, true))
        .await
        .unwrap();
    assert!(now.groups.contains(&mine.id) && now.groups.contains(&theirs.id));
    assert!(nadia.groups.iter().all(|group| now.groups.contains(group)));
    assert_eq!(desk.contacts_get(&id, nadia.id).await.unwrap(), now);
    let now = desk
        .detail_set_group(&id, request(mine.id, false))
        .await
        .unwrap();
    assert!(!now.groups.contains(&mine.id) && now.groups.contains(&theirs.id));
    assert_eq!(calls(&sandbox, "PATCH", "/contacts"), 0);
    let history = desk.history_list(&id, nadia.id).await.unwrap();
    assert_eq!(history[0].kind, HistoryKind::Moved);
    assert_eq!(history[0].changes, [change("groups", Some("Mine"), None)]);

    let error = desk.detail_set_group(&id, request(999_999, true)).await;
    let error = error.unwrap_err();
    assert_eq!(
        (error.code, error.params["what"].as_str()),
        (ErrorCode::NotFound, "group")
    );
    colleague.contacts_delete(&other, nadia.id).await.unwrap();
    let error = desk.detail_set_group(&id, request(mine.id, true)).await;
    let error = error.unwrap_err();
    assert_eq!(
        (error.code, error.params["what"].as_str()),
        (ErrorCode::NotFound, "contact")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_did_is_found_by_the_sync_and_what_the_form_did_is_the_forms() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    let made = desk
        .contacts_create(&id, form(&desk, &id, "+447700904711").await)
        .await
        .unwrap();
    let history = desk.history_list(&id, made.id).await.unwrap();
    assert_eq!(
        (history[0].kind, history[0].origin),
        (HistoryKind::Created, Origin::Form)
    );
    desk.contacts_update(&id, edit(&made, |i| i.city = "Ghent".into()))
        .await
        .unwrap();
    let history = desk.history_list(&id, made.id).await.unwrap();
    assert_eq!(
        (history.len(), history[0].kind, history[0].origin),
        (2, HistoryKind::Edited, Origin::Form)
    );

    sandbox.advance(5);
    let elsewhere = House::new();
    let (colleague, other) = connected(&elsewhere, &sandbox).await;
    let request = edit(&nadia, |i| i.city = "Ostend".into());
    colleague.contacts_update(&other, request).await.unwrap();
    desk.sync_now(&id).await.unwrap();
    until("the change is found", || async {
        !desk.history_list(&id, nadia.id).await.unwrap().is_empty()
    })
    .await;
    let found = &desk.history_list(&id, nadia.id).await.unwrap()[0];
    assert_eq!(
        (found.kind, found.origin),
        (HistoryKind::Edited, Origin::Server)
    );
    assert_eq!(
        found.changes,
        [change("city", nadia.city.as_deref(), Some("Ostend"))]
    );
    let now = desk.contacts_get(&id, nadia.id).await.unwrap();
    assert_eq!(
        Some(&found.at),
        now.updated_at.as_ref(),
        "the server's time"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_added_read_and_readable_without_the_server() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    assert_eq!(
        desk.comments_list(&id, nadia.id).await.unwrap().read_at,
        None
    );
    let before = desk.comments_read(&id, nadia.id).await.unwrap();
    assert_eq!(before.conversation, Some(true));
    desk.detail_keep_draft(&id, nadia.id, "note".into(), Some("Call aft".into()))
        .await
        .unwrap();
    let kept = desk.comments_list(&id, nadia.id).await.unwrap().draft;
    let half = NoteDraft {
        text: "Call aft".into(),
        unsure: false,
    };
    assert_eq!(kept, Some(half));
    assert!(desk.detail_drafts(&id, nadia.id).await.unwrap().is_empty());

    let notes = desk
        .comments_add(&id, nadia.id, " Call after <five> ".into())
        .await
        .unwrap();
    assert_eq!(notes.notes[0].text.as_deref(), Some("Call after <five>"));
    assert!(notes.notes[0].at.is_some());
    assert_eq!(notes.notes.len(), before.notes.len() + 1);
    assert_eq!(notes.draft, None);

    sandbox.stop().await;
    let error = desk.comments_read(&id, nadia.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ConnectionRefused);
    assert_eq!(desk.comments_list(&id, nadia.id).await.unwrap(), notes);
    let error = desk
        .comments_add(&id, nadia.id, "Offline".into())
        .await
        .unwrap_err();
    assert!(!error.params.contains_key("unsure"), "{error}");
    let kept = desk.comments_list(&id, nadia.id).await.unwrap().draft;
    let whole = NoteDraft {
        text: "Offline".into(),
        unsure: false,
    };
    assert_eq!(kept, Some(whole), "kept, and surely not written");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_conversation_there_are_no_notes_and_the_text_stays() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let iris = desk
        .contacts_create(&id, form(&desk, &id, "+447700904711").await)
        .await
        .unwrap();
    let notes = desk.comments_read(&id, iris.id).await.unwrap();
    assert_eq!(notes.conversation, Some(false));
    let error = desk
        .comments_add(&id, iris.id, "Call after five".into())
        .await
        .unwrap_err();
    assert_eq!(
        (error.code, error.params["what"].as_str()),
        (ErrorCode::NotFound, "conversation")
    );
    let kept = desk.comments_list(&id, iris.id).await.unwrap();
    assert_eq!(kept.draft.unwrap().text, "Call after five");
    // They write: from now on there is one.
    sandbox.receive("+447700904711", "Hello");
    let notes = desk
        .comments_add(&id, iris.id, "Call after five".into())
        .await
        .unwrap();
    assert_eq!((notes.conversation, notes.notes.len()), (Some(true), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_never_writes_a_note_twice() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    desk.comments_add(&id, nadia.id, "Twice".into())
        .await
        .unwrap();
    let add = |kind| Fault::on("POST", "/comments", kind).times(1);

    // Carried out, the answer lost.
    sandbox.set_faults(vec![add(FaultKind::CloseAfterAccept)]);
    let error = desk
        .comments_add(&id, nadia.id, "Twice".into())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::ConnectionLost);
    assert_eq!(error.params["unsure"], "1");
    assert_eq!(calls(&sandbox, "POST", "/comments"), 2, "not repeated");
    let again = desk.comments_add(&id, nadia.id, "Twice".into()).await;
    assert_eq!(again.unwrap_err().code, ErrorCode::AlreadySent);
    // What is typed meanwhile does not touch it, nor does a restart.
    desk.detail_keep_draft(&id, nadia.id, "note".into(), Some("x".into()))
        .await
        .unwrap();
    desk.shutdown().await;
    let desk = house.open().await;
    let draft = desk.comments_list(&id, nadia.id).await.unwrap().draft;
    let unsure = NoteDraft {
        text: "Twice".into(),
        unsure: true,
    };
    assert_eq!(draft, Some(unsure));
    let notes = desk.comments_settle(&id, nadia.id).await.unwrap();
    assert_eq!(notes.draft, None, "it is written");
    let same = |notes: &desk_core::comments::Notes| {
        let twice = |note: &&desk_core::comments::Note| note.text.as_deref() == Some("Twice");
        notes.notes.iter().filter(twice).count()
    };
    assert_eq!(same(&notes), 2);

    // Not carried out, the answer lost all the same.
    sandbox.set_faults(vec![add(FaultKind::CloseAfterRead)]);
    let error = desk
        .comments_add(&id, nadia.id, "Twice".into())
        .await
        .unwrap_err();
    assert_eq!(error.params["unsure"], "1");
    // Not to be told while the server does not answer.
    let down = FaultKind::Status {
        code: 503,
        body: None,
    };
    sandbox.set_faults(vec![Fault::on("GET", "/comments", down)]);
    desk.comments_settle(&id, nadia.id).await.unwrap_err();
    let draft = desk.comments_list(&id, nadia.id).await.unwrap().draft;
    assert!(draft.unwrap().unsure);
    sandbox.set_faults(vec![]);
    let notes = desk.comments_settle(&id, nadia.id).await.unwrap();
    assert!(
        !notes.draft.as_ref().unwrap().unsure,
        "it may be tried again"
    );
    let notes = desk
        .comments_add(&id, nadia.id, notes.draft.unwrap().text)
        .await
        .unwrap();
    assert_eq!(same(&notes), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_notes_say_why_and_are_not_written() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let nadia = person(&desk, &id, NADIA).await;
    let refused = FaultKind::Status {
        code: 422,
        body: Some(json!({
            "success": false, "message": "No.", "errors": { "comment": ["The comment is odd."] }
        })),
    };
    sandbox.set_faults(vec![Fault::on("POST", "/comments", refused)]);
    let error = desk
        .comments_add(&id, nadia.id, "Odd".into())
        .await
        .unwrap_err();
    assert_eq!(
        (error.code, fields(&error)),
        (ErrorCode::Invalid, vec!["note"])
    );
    let scope = FaultKind::Status {
        code: 403,
        body: Some(json!({
            "success": false,
            "error": { "code": "INSUFFICIENT_SCOPE", "message": "no", "details": {} },
        })),
    };
    sandbox.set_faults(vec![Fault::on("GET", "/comments", scope)]);
    let error = desk.comments_read(&id, nadia.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ScopeMissing);
}
