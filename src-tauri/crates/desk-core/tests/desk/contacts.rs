//! Writing contacts and finding them: against a real server over a socket.

use crate::common::{House, connected, count, fields, form, person, search, shop, shop_with};
use desk_core::{
    contacts::{
        ContactDraft, ContactInput, ContactQuery, ContactSort, UpdateContactRequest, WindowRequest,
    },
    error::{ErrorCode, FieldErrorCode},
    events::{AppEvent, Cause},
};
use wacr_sandbox::{Fault, FaultKind, Options, Sandbox};

/// Bodies of the calls with this method, oldest first.
fn bodies(sandbox: &Sandbox, method: &str) -> Vec<serde_json::Value> {
    let calls = sandbox
        .log()
        .into_iter()
        .filter(|entry| entry.method == method);
    calls.map(|entry| entry.body.unwrap_or_default()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_written_down() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let group = desk
        .groups_create(&id, " Night owls ".into())
        .await
        .unwrap();
    let input = ContactInput {
        phone: "+44 7700 904 711".into(),
        email: "iris@example.com".into(),
        company: "Blue Harbour".into(),
        country_id: "233".into(),
        groups: vec![group.id],
        ..form(&desk, &id, "").await
    };
    desk.contacts_save_draft(
        &id,
        ContactDraft {
            contact: None,
            input: input.clone(),
            base: None,
        },
    )
    .await
    .unwrap();
    house.events.lock().unwrap().clear();

    let made = desk.contacts_create(&id, input).await.unwrap();
    assert_eq!(made.phone, "+447700904711");
    assert_eq!(made.groups, [group.id]);
    assert_eq!(desk.contacts_get(&id, made.id).await.unwrap(), made);
    assert_eq!(search(&desk, &id, "4711").await[0], made);
    assert_eq!(count(&desk, &id).await, 21);
    assert_eq!(
        desk.contacts_draft(&id, None).await.unwrap(),
        None,
        "done: the draft is dropped"
    );
    let told = AppEvent::ContactsChanged {
        account: id.clone(),
        cause: Cause::Person,
    };
    assert!(house.events.lock().unwrap().contains(&told));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_never_reaches_the_server() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let error = desk
        .contacts_create(&id, ContactInput::default())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(
        fields(&error),
        [
            "firstname",
            "lastname",
            "phone",
            "type",
            "source_id",
            "status_id"
        ]
    );
    let stranger = ContactInput {
        source_id: Some(999_999),
        ..form(&desk, &id, "+15550104711").await
    };
    let error = desk.contacts_create(&id, stranger).await.unwrap_err();
    assert_eq!(
        (fields(&error), error.fields[0].code),
        (vec!["source_id"], FieldErrorCode::NotInList)
    );
    assert!(bodies(&sandbox, "POST").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_refuses_lands_on_its_field() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let known = search(&desk, &id, "")
        .await
        .into_iter()
        .find(|c| c.phone.starts_with('+'))
        .unwrap();
    let input = form(&desk, &id, &known.phone).await;
    desk.contacts_save_draft(
        &id,
        ContactDraft {
            contact: None,
            input: input.clone(),
            base: None,
        },
    )
    .await
    .unwrap();
    let error = desk.contacts_create(&id, input.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(
        (fields(&error), error.fields[0].code),
        (vec!["phone"], FieldErrorCode::Taken)
    );
    assert_eq!(error.params["contact"], known.id.to_string());
    assert_eq!(
        desk.contacts_draft(&id, None).await.unwrap().unwrap().input,
        input,
        "nothing typed is lost"
    );

    // A rule this program does not know: the server's sentence.
    let body = serde_json::json!({ "success": false, "error": { "code": "VALIDATION_ERROR", "message": "no",
        "details": { "zip": ["not a zip of that country"], "groups.0": ["closed"] } } });
    sandbox.set_faults(vec![Fault::on(
        "POST",
        "/contacts",
        FaultKind::Status {
            code: 422,
            body: Some(body),
        },
    )]);
    let error = desk
        .contacts_create(&id, form(&desk, &id, "+15550104711").await)
        .await
        .unwrap_err();
    assert_eq!(fields(&error), ["groups.0", "zip"]);
    assert_eq!(error.fields[1].code, FieldErrorCode::Server);
    assert_eq!(
        error.fields[1].message.as_deref(),
        Some("not a zip of that country")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_plan_says_how_full() {
    let house = House::new();
    let sandbox = shop_with(Options {
        contacts: 5,
        plan_contacts: Some(5),
        ..Options::default()
    })
    .await;
    let (desk, id) = connected(&house, &sandbox).await;
    let error = desk
        .contacts_create(&id, form(&desk, &id, "+15550104711").await)
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitReached);
    let param = |name: &str| error.params[name].as_str();
    assert_eq!(
        (param("feature"), param("current"), param("maximum")),
        ("contacts", "5", "5")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_whose_answer_was_lost_is_found_by_the_second_try() {
    for fault in [FaultKind::CloseAfterAccept, FaultKind::HalfBody] {
        let house = House::new();
        let sandbox = shop(5).await;
        let (desk, id) = connected(&house, &sandbox).await;
        let input = form(&desk, &id, "+15550104711").await;
        desk.contacts_save_draft(
            &id,
            ContactDraft {
                contact: None,
                input: input.clone(),
                base: None,
            },
        )
        .await
        .unwrap();
        sandbox.set_faults(vec![Fault::on("POST", "/contacts", fault).times(1)]);
        let error = desk.contacts_create(&id, input.clone()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ConnectionLost, "{error}");
        assert_eq!(
            bodies(&sandbox, "POST").len(),
            1,
            "a create is not repeated by itself"
        );
        // Still there after a restart.
        desk.shutdown().await;
        let desk = house.open().await;
        let draft = desk.contacts_draft(&id, None).await.unwrap().unwrap();
        assert_eq!(draft.input, input);

        let error = desk.contacts_create(&id, draft.input).await.unwrap_err();
        assert_eq!(
            (fields(&error), error.fields[0].code),
            (vec!["phone"], FieldErrorCode::Taken)
        );
        let found = person(&desk, &id, "+15550104711").await;
        assert_eq!(error.params["contact"], found.id.to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_sends_only_what_changed() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let base = ContactInput {
        company: "Blue Harbour".into(),
        ..form(&desk, &id, "+15550104711").await
    };
    let made = desk.contacts_create(&id, base.clone()).await.unwrap();
    let input = ContactInput {
        city: "Ghent".into(),
        company: String::new(),
        phone: "001 555 010 4711".into(),
        ..base.clone()
    };
    let update = |base: &ContactInput, input: &ContactInput| UpdateContactRequest {
        id: made.id,
        base: base.clone(),
        input: input.clone(),
    };
    let changed = desk
        .contacts_update(&id, update(&base, &input))
        .await
        .unwrap();
    assert_eq!(
        (changed.city.as_deref(), changed.company.as_deref()),
        (Some("Ghent"), None)
    );
    assert_eq!(desk.contacts_get(&id, made.id).await.unwrap(), changed);
    assert_eq!(
        bodies(&sandbox, "PATCH"),
        [serde_json::json!({ "city": "Ghent", "company": null })]
    );

    // Nothing changed: nothing is sent.
    desk.contacts_update(&id, update(&input, &input))
        .await
        .unwrap();
    assert_eq!(bodies(&sandbox, "PATCH").len(), 1);

    let blank = ContactInput {
        firstname: " ".into(),
        ..input.clone()
    };
    let error = desk
        .contacts_update(&id, update(&input, &blank))
        .await
        .unwrap_err();
    assert_eq!(
        (fields(&error), error.fields[0].code),
        (vec!["firstname"], FieldErrorCode::Required)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_contact_is_gone_here_too_whoever_deleted_it() {
    let house = House::new();
    let sandbox = shop(5).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let all = search(&desk, &id, "").await;
    desk.contacts_delete(&id, all[0].id).await.unwrap();
    assert_eq!(
        desk.contacts_get(&id, all[0].id).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    // Again, as if a colleague had been quicker.
    desk.contacts_delete(&id, all[0].id).await.unwrap();
    assert_eq!(count(&desk, &id).await, 4);

    sandbox.set_faults(vec![Fault::on(
        "DELETE",
        "/contacts",
        FaultKind::Status {
            code: 500,
            body: None,
        },
    )]);
    assert_eq!(
        desk.contacts_delete(&id, all[1].id).await.unwrap_err().code,
        ErrorCode::ServerFault
    );
    assert!(
        desk.contacts_get(&id, all[1].id).await.is_ok(),
        "what the server keeps stays here"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_on_screen_stays_as_it_is() {
    let house = House::new();
    let sandbox = shop(120).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let query = || ContactQuery {
        text: String::new(),
        sort: ContactSort::Name,
        ask_server: false,
        ..ContactQuery::default()
    };
    let snapshot = desk.contacts_search(&id, query()).await.unwrap();
    assert_eq!(
        (snapshot.total, snapshot.all, snapshot.server_asked),
        (120, 120, false)
    );
    let window = |offset, limit| WindowRequest {
        snapshot: snapshot.id.clone(),
        offset,
        limit,
    };
    let before = desk.contacts_window(&id, window(0, 50)).await.unwrap();
    let aaron = ContactInput {
        firstname: "Aaaron".into(),
        ..form(&desk, &id, "+15550104711").await
    };
    let made = desk.contacts_create(&id, aaron).await.unwrap();
    assert_eq!(
        desk.contacts_window(&id, window(0, 50)).await.unwrap(),
        before
    );
    assert_eq!(
        desk.contacts_window(&id, window(100, 500))
            .await
            .unwrap()
            .len(),
        20
    );
    assert!(
        desk.contacts_window(&id, window(5_000, 10))
            .await
            .unwrap()
            .is_empty()
    );
    // A new list has the new person where the order puts them.
    let fresh = desk.contacts_search(&id, query()).await.unwrap();
    let request = WindowRequest {
        snapshot: fresh.id,
        offset: 0,
        limit: 5,
    };
    assert!(
        desk.contacts_window(&id, request)
            .await
            .unwrap()
            .contains(&made)
    );

    let gone = WindowRequest {
        snapshot: "from another day".into(),
        offset: 0,
        limit: 1,
    };
    assert_eq!(
        desk.contacts_window(&id, gone).await.unwrap_err().code,
        ErrorCode::SnapshotGone
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_made_once() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let made = desk.groups_create(&id, "Night owls".into()).await.unwrap();
    assert_eq!(
        desk.groups_create(&id, " night OWLS ".into())
            .await
            .unwrap(),
        made
    );
    assert_eq!(bodies(&sandbox, "POST").len(), 1);
    assert!(desk.groups_list(&id).await.unwrap().contains(&made));
    for (name, code) in [
        (" ".to_owned(), FieldErrorCode::Required),
        ("x".repeat(256), FieldErrorCode::TooLong),
    ] {
        assert_eq!(
            desk.groups_create(&id, name).await.unwrap_err().fields[0].code,
            code
        );
    }
    // Made by a call whose answer was lost: the second try gives it back.
    sandbox.set_faults(vec![
        Fault::on("POST", "/groups", FaultKind::CloseAfterAccept).times(1),
    ]);
    assert_eq!(
        desk.groups_create(&id, "Early birds".into())
            .await
            .unwrap_err()
            .code,
        ErrorCode::ConnectionLost
    );
    assert_eq!(
        desk.groups_create(&id, "Early birds".into())
            .await
            .unwrap()
            .name,
        "Early birds"
    );
}
