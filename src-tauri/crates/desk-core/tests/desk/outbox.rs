//! Sends: the ledger against a real server over a socket, which knows how often a message really went out.

use std::{collections::BTreeMap, sync::Arc};

use crate::common::{House, connected, person, shop, shop_with, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    error::{ErrorCode, FieldErrorCode},
    outbox::{Delivery, Evidence, RefusalClass, ResolveRequest, SendRequest, SendState},
    templates::TemplateProblem,
};
use wacr_sandbox::{Fault, FaultKind, Options, Quirk, Quirks};

async fn template(desk: &Desk, id: &AccountId, name: &str) -> String {
    let all = desk.templates_list(id).await.unwrap();
    all.into_iter()
        .find(|template| template.name == name)
        .unwrap()
        .template_id
}

/// `order_ready` to a number, with all its slots filled.
async fn order_ready(desk: &Desk, id: &AccountId, phone: &str, key: &str) -> SendRequest {
    let values = [
        ("header_field_1", "A-1029"),
        ("field_1", "Nadia"),
        ("field_2", "A-1029"),
    ];
    SendRequest {
        key: key.into(),
        contact: person(desk, id, phone).await.id,
        template: template(desk, id, "order_ready").await,
        values: values
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
    }
}

/// A number that rehearses nothing.
async fn plain_number(desk: &Desk, id: &AccountId) -> String {
    let made = desk
        .contacts_create(id, crate::common::form(desk, id, "+15550104711").await)
        .await
        .unwrap();
    made.phone
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_is_accepted_and_never_made_twice() {
    // Whether a server tells of a template's delivery decides what is said of it, and nothing else.
    for (quirks, delivery) in [
        (Quirks::NONE, Delivery::Sent),
        (
            Quirks::from(Quirk::TemplateRowsUntracked),
            Delivery::NotReported,
        ),
    ] {
        accepted_and_never_made_twice(quirks, delivery).await;
    }
}

async fn accepted_and_never_made_twice(quirks: Quirks, delivery: Delivery) {
    let house = House::new();
    let sandbox = shop_with(Options {
        contacts: 40,
        quirks,
        ..Options::default()
    })
    .await;
    let (desk, id) = connected(&house, &sandbox).await;
    let phone = plain_number(&desk, &id).await;
    let request = order_ready(&desk, &id, &phone, "key-1").await;
    let preview = desk.outbox_preview(&id, request.clone()).await.unwrap();
    assert_eq!(preview.problems, []);
    assert!(
        sandbox.messages_created().is_empty(),
        "a preview sends nothing"
    );

    let row = desk.outbox_send(&id, request.clone()).await.unwrap();
    assert_eq!(
        (row.state, row.delivery),
        (SendState::Accepted, Some(delivery))
    );
    assert_eq!(
        row.rendered, preview.rendered,
        "what was shown is what was sent"
    );
    let read: String = row
        .rendered
        .body
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    let made = sandbox.messages_created();
    assert_eq!(
        made.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(),
        [read.as_str()]
    );

    // The same key again: its row, and no second message.
    assert_eq!(desk.outbox_send(&id, request.clone()).await.unwrap(), row);
    // Another message under it: neither sent nor answered with the row of the first.
    let mut edited = request.clone();
    edited.values.insert("field_1".into(), "Nadja".into());
    assert_eq!(
        desk.outbox_send(&id, edited).await.unwrap_err().code,
        ErrorCode::AlreadySent
    );
    assert_eq!(sandbox.messages_created().len(), 1);
    assert_eq!(
        desk.outbox_for_contact(&id, request.contact).await.unwrap(),
        [row]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_with_one_key_send_once() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let phone = plain_number(&desk, &id).await;
    let request = order_ready(&desk, &id, &phone, "key-1").await;
    sandbox.set_faults(vec![Fault::on(
        "POST",
        "/messages/template",
        FaultKind::Delay(300),
    )]);
    let (one, two) = tokio::join!(
        desk.outbox_send(&id, request.clone()),
        desk.outbox_send(&id, request.clone())
    );
    let states = [one, two].map(|done| done.map(|row| row.state).map_err(|error| error.code));
    assert!(states.contains(&Ok(SendState::Accepted)));
    assert!(states.contains(&Err(ErrorCode::AlreadySent)));
    assert_eq!(sandbox.messages_created().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_say_why() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    for (phone, key, class) in [
        ("+15550109001", "wa_131026", RefusalClass::Person),
        ("+15550109006", "limit_reached", RefusalClass::Fix),
        ("+15550109009", "wa_132015", RefusalClass::Later),
    ] {
        let request = order_ready(&desk, &id, phone, phone).await;
        let row = desk.outbox_send(&id, request).await.unwrap();
        assert_eq!(row.state, SendState::Refused, "{phone}");
        let refusal = row.refusal.unwrap();
        assert_eq!(
            (refusal.key.as_str(), refusal.class),
            (key, class),
            "{phone}"
        );
        assert!(refusal.detail.is_some());
    }
    assert!(sandbox.messages_created().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_not_tried() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let good = order_ready(&desk, &id, "+15550109001", "k").await;

    let out = order_ready(&desk, &id, "+15550109002", "out").await;
    assert!(
        desk.outbox_preview(&id, out.clone())
            .await
            .unwrap()
            .opted_out
    );
    assert_eq!(
        desk.outbox_send(&id, out).await.unwrap_err().code,
        ErrorCode::OptedOut
    );

    let empty = SendRequest {
        values: BTreeMap::new(),
        ..good.clone()
    };
    let error = desk.outbox_send(&id, empty).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert!(
        error
            .fields
            .iter()
            .all(|field| field.code == FieldErrorCode::Required)
    );
    assert_eq!(
        crate::common::fields(&error),
        ["header_field_1", "field_1", "field_2"]
    );

    let problems: Vec<_> = desk
        .templates_list(&id)
        .await
        .unwrap()
        .into_iter()
        .filter(|t| t.problem.is_some())
        .collect();
    assert!(
        problems
            .iter()
            .any(|t| t.problem == Some(TemplateProblem::Carousel))
    );
    for template in problems {
        let request = SendRequest {
            template: template.template_id,
            ..good.clone()
        };
        let error = desk.outbox_send(&id, request).await.unwrap_err();
        assert_eq!(
            error.code,
            ErrorCode::TemplateNotSendable,
            "{}",
            template.name
        );
        assert!(!error.params["reason"].is_empty());
    }
    let stranger = SendRequest {
        contact: 999_999,
        ..good
    };
    assert_eq!(
        desk.outbox_send(&id, stranger).await.unwrap_err().code,
        ErrorCode::NotFound
    );
    assert!(
        sandbox
            .log()
            .iter()
            .all(|entry| !entry.path.contains("/messages"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_unknown_looked_up_and_never_sent_again() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    // The answer is lost; the server fails after the message went out.
    for phone in ["+15550109004", "+15550109008"] {
        let request = order_ready(&desk, &id, phone, phone).await;
        let row = desk.outbox_send(&id, request.clone()).await.unwrap();
        assert_eq!(row.state, SendState::Unknown, "{phone}");
        let sent = || {
            sandbox
                .messages_created()
                .iter()
                .filter(|m| format!("+{}", m.phone) == phone)
                .count()
        };
        assert_eq!(sent(), 1, "{phone}: exactly one message, and no second try");

        let preview = desk
            .outbox_preview(
                &id,
                SendRequest {
                    key: "new".into(),
                    ..request.clone()
                },
            )
            .await
            .unwrap();
        assert_eq!(
            preview.unknown_before.as_ref().map(|row| row.id),
            Some(row.id)
        );
        assert_eq!(
            desk.outbox_send(&id, request).await.unwrap().state,
            SendState::Unknown
        );

        let found = desk.outbox_look_up(&id, row.id).await.unwrap();
        assert_eq!(
            (found.state, found.delivery),
            (SendState::Accepted, Some(Delivery::NotReported))
        );
        assert!(matches!(
            found.evidence[..],
            [Evidence::FoundOnServer { .. }]
        ));
        assert_eq!(sent(), 1);
        assert_eq!(
            desk.outbox_look_up(&id, row.id).await.unwrap_err().code,
            ErrorCode::Conflict
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_does_not_list_stays_a_question_for_the_person() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let phone = plain_number(&desk, &id).await;
    // A fault before anything was done, which looks the same from here.
    let fault = Fault::on(
        "POST",
        "/messages/template",
        FaultKind::Status {
            code: 500,
            body: None,
        },
    )
    .times(2);
    sandbox.set_faults(vec![fault]);
    let mut rows = Vec::new();
    for key in ["a", "b"] {
        let row = desk
            .outbox_send(&id, order_ready(&desk, &id, &phone, key).await)
            .await
            .unwrap();
        assert_eq!(row.state, SendState::Unknown);
        let asked = desk.outbox_look_up(&id, row.id).await.unwrap();
        assert_eq!(asked.state, SendState::Unknown);
        assert!(matches!(asked.evidence[..], [Evidence::NotFound { .. }]));
        rows.push(row.id);
    }
    let sent = desk
        .outbox_resolve(
            &id,
            ResolveRequest {
                id: rows[0],
                sent: true,
            },
        )
        .await
        .unwrap();
    assert_eq!((sent.state, sent.evidence.len()), (SendState::Accepted, 2));
    let not_sent = desk
        .outbox_resolve(
            &id,
            ResolveRequest {
                id: rows[1],
                sent: false,
            },
        )
        .await
        .unwrap();
    assert_eq!(not_sent.state, SendState::Refused);
    assert_eq!(not_sent.refusal.unwrap().key, "person_said_not_sent");
    let again = desk
        .outbox_resolve(
            &id,
            ResolveRequest {
                id: rows[1],
                sent: true,
            },
        )
        .await;
    assert_eq!(again.unwrap_err().code, ErrorCode::Conflict);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_of_an_earlier_send_is_no_proof_of_a_later_one() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let phone = plain_number(&desk, &id).await;
    let first = order_ready(&desk, &id, &phone, "a").await;
    let row = desk.outbox_send(&id, first).await.unwrap();
    assert_eq!(row.state, SendState::Accepted);
    let fault = FaultKind::Status {
        code: 500,
        body: None,
    };
    sandbox.set_faults(vec![Fault::on("POST", "/messages/template", fault)]);
    let again = order_ready(&desk, &id, &phone, "b").await;
    let lost = desk.outbox_send(&id, again).await.unwrap();
    assert_eq!(lost.state, SendState::Unknown);
    assert_eq!(sandbox.messages_created().len(), 1);
    let asked = desk.outbox_look_up(&id, lost.id).await.unwrap();
    assert_eq!(asked.state, SendState::Unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listening_is_known_not_to_have_been_sent() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let request = order_ready(&desk, &id, "+15550109001", "k").await;
    sandbox.stop().await;
    let row = desk.outbox_send(&id, request).await.unwrap();
    assert_eq!(row.state, SendState::Refused);
    let refusal = row.refusal.unwrap();
    assert_eq!(
        (refusal.key.as_str(), refusal.class),
        ("connection_refused", RefusalClass::Later)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_is_recorded_though_the_window_went_away() {
    let house = House::new();
    let sandbox = shop(60).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let phone = plain_number(&desk, &id).await;
    let request = order_ready(&desk, &id, &phone, "k").await;
    let contact = request.contact;
    sandbox.set_faults(vec![Fault::on(
        "POST",
        "/messages/template",
        FaultKind::Delay(500),
    )]);
    let window = {
        let (desk, id): (Arc<Desk>, AccountId) = (desk.clone(), id.clone());
        tokio::spawn(async move { desk.outbox_send(&id, request).await })
    };
    let state = || async {
        desk.outbox_for_contact(&id, contact)
            .await
            .unwrap()
            .first()
            .map(|row| row.state)
    };
    until("the call is under way", || async {
        state().await == Some(SendState::InFlight)
    })
    .await;
    window.abort();
    // Shutting down waits for it.
    desk.shutdown().await;
    let desk = house.open().await;
    let rows = desk.outbox_for_contact(&id, contact).await.unwrap();
    assert_eq!(rows[0].state, SendState::Accepted);
    assert_eq!(sandbox.messages_created().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_server_says_opted_out_is_marked_so() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let made = desk
        .contacts_create(&id, crate::common::form(&desk, &id, "+447700929002").await)
        .await
        .unwrap();
    assert!(!made.is_opted_out);
    let request = order_ready(&desk, &id, &made.phone, "k").await;
    let row = desk.outbox_send(&id, request.clone()).await.unwrap();
    assert_eq!(row.refusal.unwrap().key, "opted_out");
    assert!(desk.contacts_get(&id, made.id).await.unwrap().is_opted_out);
    let again = SendRequest {
        key: "k2".into(),
        ..request
    };
    assert_eq!(
        desk.outbox_send(&id, again).await.unwrap_err().code,
        ErrorCode::OptedOut
    );
}
