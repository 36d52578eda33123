//! Texts, the 24-hour window, and what customers write (contract 18.1, sections 7 to 9).

use serde_json::{Value, json};

use crate::harness::{Answer, Shop, read};

const SEND: &str = "/messages/text";
const NADIA: &str = "+15550100142";

fn text(phone: &str, message: &str) -> Value {
    json!({ "phone": phone, "message": message })
}

async fn row(shop: &Shop, sent: &Answer) -> Value {
    let id = &sent.data()["chat_message_id"];
    shop.get(&format!("/messages/{id}")).await.data().clone()
}

#[tokio::test]
async fn a_text_fills_its_merge_fields_and_is_read_in_time() {
    let shop = Shop::documented().await;
    let message = "Hello @{contact_first_name}, {contact_phone}@{contact_website}! {x}";
    let sent = shop.post(SEND, text("+1 (555) 010-0142", message)).await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.data()["message"], "Hello Nadia, +15550100142! {x}");
    assert_eq!(sent.data()["contact_id"], shop.contact(NADIA).await["id"]);
    let first = row(&shop, &sent).await;
    assert_eq!(
        (&first["type"], &first["message_id"]),
        (&json!("text"), &sent.data()["message_id"])
    );
    assert_eq!(first["interaction_id"], sent.data()["chat_id"]);
    let mut seen = vec![first["status"].clone()];
    for seconds in [4, 9] {
        shop.sandbox.advance(seconds);
        seen.push(row(&shop, &sent).await["status"].clone());
    }
    assert_eq!(seen, ["sent", "delivered", "read"]);
    let made = shop.sandbox.messages_created();
    assert_eq!((made.len(), made[0].kind.as_str()), (1, "text"));
    assert_eq!(made[0].row_id, sent.data()["chat_message_id"].as_u64());
}

#[tokio::test]
async fn outside_the_window_a_text_is_taken_and_fails_later() {
    let shop = Shop::documented().await;
    let sent = shop.post(SEND, text("+15550107000", "Hello?")).await;
    assert_eq!(
        (sent.status, &row(&shop, &sent).await["status"]),
        (200, &json!("sent"))
    );
    shop.sandbox.advance(5);
    let late = row(&shop, &sent).await;
    assert_eq!(late["status"], "failed");
    assert!(
        late["status_message"]
            .as_str()
            .unwrap()
            .contains("24 hours")
    );

    shop.sandbox.receive("+15550107000", "Who is this?");
    let sent = shop
        .post(SEND, text("+15550107000", "Your bookshop."))
        .await;
    shop.sandbox.advance(5);
    assert_eq!(row(&shop, &sent).await["status"], "delivered", "they wrote");
    shop.sandbox.advance(24 * 3_600);
    let sent = shop.post(SEND, text("+15550107000", "Still there?")).await;
    shop.sandbox.advance(5);
    assert_eq!(
        row(&shop, &sent).await["status"],
        "failed",
        "a day is over, our own text opens nothing"
    );
}

#[tokio::test]
async fn fields_are_checked_one_level_deeper() {
    let shop = Shop::documented().await;
    for (field, body) in [
        ("phone", text("+1555", "Hi")),
        ("phone", text("+1555010014200000000000", "Hi")),
        ("phone", text("+1555010O142", "Hi")),
        ("message", text(NADIA, " ")),
        ("message", text(NADIA, &"x".repeat(4_097))),
        (
            "contact_id",
            json!({ "phone": NADIA, "message": "Hi", "contact_id": "Nadia" }),
        ),
    ] {
        let answer = shop.post(SEND, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (422, "VALIDATION_ERROR"),
            "{field}"
        );
        assert!(answer.details()["errors"][field].is_array(), "{field}");
    }
    let longest = shop.post(SEND, text(NADIA, &"é".repeat(4_096))).await;
    assert_eq!(longest.status, 200);
    let empty = shop.post(SEND, text(NADIA, "@{contact_website}")).await;
    assert_eq!(
        empty.code(),
        "MESSAGE_SEND_FAILED",
        "nothing is left to send"
    );
    let other = json!({ "phone": NADIA, "message": "Hi", "contact_id": 9999 });
    assert_eq!(shop.post(SEND, other).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn numbers_rehearse_every_answer() {
    let shop = Shop::documented().await;
    for (last, status, code) in [
        ("9000", 200, ""),
        ("9001", 500, "MESSAGE_SEND_FAILED"),
        ("9002", 403, "CONTACT_OPTED_OUT"),
        ("9003", 200, ""),
        ("9005", 429, "RATE_LIMIT_EXCEEDED"),
        ("9006", 403, "FEATURE_LIMIT_EXCEEDED"),
        ("9008", 500, "INTERNAL_ERROR"),
        ("9009", 200, ""),
        ("9010", 500, ""),
        ("9011", 200, ""),
        ("9012", 200, ""),
    ] {
        let before = shop.sandbox.messages_created().len();
        let answer = shop
            .post(SEND, text(&format!("+1555017{last}"), "Hi"))
            .await;
        assert_eq!((answer.status, answer.code()), (status, code), "{last}");
        let went_out = shop.sandbox.messages_created().len() - before;
        assert_eq!(
            went_out == 1,
            status == 200 || code == "INTERNAL_ERROR",
            "{last}"
        );
    }
    let bare = shop.post(SEND, text("+15550179010", "Hi")).await;
    assert_eq!(bare.body, json!({ "message": "Server Error" }));
    let lost = shop
        .raw("POST", SEND)
        .json(&text("+15550179004", "Hi"))
        .send()
        .await;
    assert!(lost.is_err());
    assert_eq!(
        shop.sandbox.messages_created().last().unwrap().phone,
        "15550179004"
    );
}

#[tokio::test]
async fn a_number_that_accepts_has_an_open_window_and_one_that_does_not_has_none() {
    let shop = Shop::documented().await;
    shop.sandbox.receive("+15550179003", "Hello");
    for (phone, status) in [("+15550179000", "delivered"), ("+15550179003", "failed")] {
        let sent = shop.post(SEND, text(phone, "Hi")).await;
        shop.sandbox.advance(5);
        assert_eq!(row(&shop, &sent).await["status"], status, "{phone}");
    }
}

#[tokio::test]
async fn people_answer_and_stop_means_stop() {
    let shop = Shop::documented().await;
    for (phone, answer) in [
        ("+15550179011", "Thank you, that is good to know."),
        ("+15550179012", "STOP"),
    ] {
        let sent = shop.post(SEND, text(phone, "Hello")).await;
        let path = format!(
            "/messages?filter[interaction_id]={}",
            sent.data()["chat_id"]
        );
        assert_eq!(shop.get(&path).await.total(), 1, "not yet");
        shop.sandbox.advance(4);
        let rows = shop.get(&path).await;
        assert_eq!(rows.total(), 2);
        let newest = &rows.data()[0];
        assert_eq!(
            (&newest["message"], &newest["sender_id"]),
            (&json!(answer), &json!(phone[1..]))
        );
        assert_eq!(newest["is_read"], false);
    }
    assert_eq!(
        shop.post(SEND, text("+15550179011", "More")).await.status,
        200
    );
    let stopped = shop.post(SEND, text("+15550179012", "More")).await;
    assert_eq!((stopped.status, stopped.code()), (403, "CONTACT_OPTED_OUT"));
    assert_eq!(shop.contact("+15550179012").await["is_opted_out"], true);
}

#[tokio::test]
async fn a_test_can_have_somebody_write_and_the_clock_move() {
    let shop = Shop::with(wacr_sandbox::Options {
        log_endpoint: true,
        ..crate::harness::documented()
    })
    .await;
    let control = |path: &'static str, body: Value| {
        let address = format!("{}/__sandbox/{path}", shop.sandbox.base_url());
        let request = shop.http.post(address).json(&body);
        async { read(request.send().await.unwrap()).await }
    };
    let written = control("inbound", json!({ "phone": NADIA, "text": "stop" })).await;
    assert_eq!(written.status, 200);
    let row = shop
        .get(&format!("/messages/{}", written.body["row_id"]))
        .await;
    assert_eq!(
        (&row.data()["message"], &row.data()["interaction_id"]),
        (&json!("stop"), &json!(377))
    );
    assert_eq!(shop.contact(NADIA).await["is_opted_out"], true);
    assert_eq!(
        control("inbound", json!({ "phone": NADIA })).await.status,
        422
    );

    let sent = shop.post(SEND, text("+15550179000", "Hi")).await;
    assert_eq!(control("clock", json!({ "advance": 20 })).await.status, 200);
    assert_eq!(control("clock", json!({})).await.status, 422);
    let row = shop
        .get(&format!("/messages/{}", sent.data()["chat_message_id"]))
        .await;
    assert_eq!(row.data()["status"], "read");
}
