//! Reply buttons and lists (contract 18.4, whatsapp-facts section 9).

use serde_json::{Value, json};

use crate::harness::Shop;

const SEND: &str = "/messages/interactive";

fn buttons() -> Value {
    json!({
        "phone": "+15550100142", "type": "button", "body_text": "Shall we keep your order?",
        "buttons": [{ "id": "keep", "title": "Yes, keep it" }, { "id": "cancel", "title": "Cancel" }],
    })
}

fn list(sections: Value) -> Value {
    json!({
        "phone": "+15550100142", "type": "list", "body_text": "When would you like to collect?",
        "list_button_text": "See slots", "sections": sections,
    })
}

fn rows(count: usize) -> Value {
    (0..count)
        .map(|at| json!({ "id": format!("r{at}"), "title": format!("Slot {at}") }))
        .collect()
}

#[tokio::test]
async fn buttons_and_lists_go_out_and_leave_their_body_as_row() {
    let shop = Shop::documented().await;
    let slots = list(json!([{ "title": "Tomorrow", "rows": rows(10) }]));
    for (body, kind) in [(buttons(), "button"), (slots, "list")] {
        let sent = shop.post(SEND, body.clone()).await;
        assert_eq!((sent.status, &sent.data()["type"]), (200, &json!(kind)));
        let row = shop
            .get(&format!("/messages/{}", sent.data()["chat_message_id"]))
            .await;
        assert_eq!(
            (&row.data()["type"], &row.data()["message"]),
            (&json!("interactive"), &body["body_text"])
        );
    }
    assert_eq!(shop.sandbox.messages_created().len(), 2);
    let mut closed = buttons();
    closed["phone"] = "+15550107000".into();
    let sent = shop.post(SEND, closed).await;
    shop.sandbox.advance(5);
    let row = shop
        .get(&format!("/messages/{}", sent.data()["chat_message_id"]))
        .await;
    assert_eq!(row.data()["status"], "failed", "nobody wrote");
}

#[tokio::test]
async fn the_api_names_a_wrong_field_by_its_place() {
    let shop = Shop::documented().await;
    let with = |pointer: &str, value: Value| {
        let mut body = match pointer.starts_with("/sections") || pointer.starts_with("/list") {
            true => list(json!([{ "title": "Tomorrow", "rows": rows(2) }])),
            false => buttons(),
        };
        match body.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => body[pointer.trim_start_matches('/')] = value,
        }
        body
    };
    for (pointer, value, field) in [
        ("/type", json!("carousel"), "type"),
        ("/phone", Value::Null, "phone"),
        ("/body_text", json!("x".repeat(1_025)), "body_text"),
        ("/header_text", json!("x".repeat(61)), "header_text"),
        ("/footer_text", json!("x".repeat(61)), "footer_text"),
        ("/buttons", json!([]), "buttons"),
        ("/buttons", Value::Null, "buttons"),
        ("/buttons", json!(["keep"]), "buttons.0"),
        ("/buttons/1/title", json!("x".repeat(21)), "buttons.1.title"),
        ("/buttons/0/id", Value::Null, "buttons.0.id"),
        (
            "/list_button_text",
            json!("x".repeat(21)),
            "list_button_text",
        ),
        ("/sections", json!([]), "sections"),
        ("/sections/0/title", Value::Null, "sections.0.title"),
        ("/sections/0/rows", json!([]), "sections.0.rows"),
        (
            "/sections/0/rows/1/title",
            json!("x".repeat(25)),
            "sections.0.rows.1.title",
        ),
        ("/sections/0/rows/0/description", json!("x"), ""),
    ] {
        let mut body = with(pointer, value);
        if field.is_empty() {
            body["sections"][0]["rows"][0]["description"] = "x".repeat(73).into();
        }
        let field = if field.is_empty() {
            "sections.0.rows.0.description"
        } else {
            field
        };
        let answer = shop.post(SEND, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (422, "VALIDATION_ERROR"),
            "{pointer}"
        );
        let fields: Vec<&String> = answer.details().as_object().unwrap().keys().collect();
        assert_eq!(fields, [field]);
    }
    let mut four = buttons();
    four["buttons"] = rows(4);
    assert!(shop.post(SEND, four).await.details()["buttons"].is_array());
    let eleven: Value = (0..11)
        .map(|_| json!({ "title": "T", "rows": rows(1) }))
        .collect();
    assert!(shop.post(SEND, list(eleven)).await.details()["sections"].is_array());
    assert!(shop.sandbox.messages_created().is_empty());
}

#[tokio::test]
async fn whatsapp_refuses_what_the_api_does_not_count() {
    let shop = Shop::documented().await;
    let mut twice = buttons();
    twice["buttons"][1]["id"] = "keep".into();
    let mut long = buttons();
    long["buttons"][0]["id"] = "x".repeat(257).into();
    let eleven = rows(11);
    let (six, five) = eleven.as_array().unwrap().split_at(6);
    let two = json!([{ "title": "One", "rows": six }, { "title": "Two", "rows": five }]);
    let same = json!([{ "title": "One", "rows": rows(2) }, { "title": "Two", "rows": rows(2) }]);
    let title = json!([{ "title": "x".repeat(25), "rows": rows(2) }]);
    for (body, reason) in [
        (
            twice,
            "(#131009) Parameter value is not valid: a button is repeated",
        ),
        (
            long,
            "(#131009) Parameter value is not valid: a button id is too long",
        ),
        (
            list(two),
            "(#131009) Parameter value is not valid: more than 10 rows",
        ),
        (
            list(same),
            "(#131009) Parameter value is not valid: a row id is repeated",
        ),
        (
            list(title),
            "(#100) Invalid parameter: a section title has more than 24 characters",
        ),
    ] {
        let answer = shop.post(SEND, body.clone()).await;
        assert_eq!(
            (answer.status, answer.code()),
            (500, "MESSAGE_SEND_FAILED"),
            "{body}"
        );
        assert_eq!(answer.details()["error"], reason);
    }
    assert!(shop.sandbox.messages_created().is_empty());
}
