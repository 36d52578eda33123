//! Internal notes, outside the envelope (contract section 15).

use serde_json::{Value, json};
use wacr_sandbox::{Options, RateLimit};

use crate::harness::{Shop, documented};

const NOTES: &str = "/comments/15550100142";

#[tokio::test]
async fn notes_are_rows_of_the_conversation_newest_first() {
    let shop = Shop::documented().await;
    assert_eq!(
        shop.get(NOTES).await.body,
        json!({ "success": true, "data": [] })
    );
    let first = shop
        .post(
            NOTES,
            json!({ "comment": "Prefers to be called after five." }),
        )
        .await;
    assert_eq!(first.status, 200);
    assert_eq!(first.body["status_message"], "Internal comment");
    assert_eq!(
        (&first.body["interaction_id"], &first.body["tenant_id"]),
        (&json!(377), &json!(31))
    );
    assert!(first.body.get("meta").is_none() && first.body.get("data").is_none());
    let body = json!({
        "comment": "<b>See</b> the cover", "status_message": "Call note", "message_id": "wamid.note",
        "ref_message_id": "wamid.about", "media_url": "https://media.example.com/a/cover.png?x=1",
    });
    let second = shop.post(NOTES, body).await;
    let stored = second.body["url"].as_str().unwrap();
    assert!(stored.ends_with("_cover.png"));

    let listed = shop.get("/comments/+15550100142").await;
    assert!(listed.body.get("meta").is_none());
    let ids: Vec<Value> = listed.column("id");
    assert_eq!(
        ids,
        [
            second.body["chat_message_id"].clone(),
            first.body["chat_message_id"].clone()
        ]
    );
    let note = &listed.data()[0];
    assert_eq!(
        (&note["type"], &note["url"]),
        (&json!("image"), &json!(stored))
    );
    assert_eq!(
        (&note["message"], &note["ref_message_id"]),
        (&json!("<b>See</b> the cover"), &json!("wamid.about"))
    );

    let row = shop
        .get(&format!("/messages/{}", second.body["chat_message_id"]))
        .await;
    assert_eq!(
        (&row.data()["interaction_id"], &row.data()["status_message"]),
        (&json!(377), &json!("Call note"))
    );
    assert!(
        shop.sandbox.messages_created().is_empty(),
        "nothing goes to the customer"
    );
}

#[tokio::test]
async fn refusals_stand_outside_the_envelope() {
    let shop = Shop::documented().await;
    let stranger = shop
        .post(
            "/comments/15550107000",
            json!({ "comment": "Who is this?" }),
        )
        .await;
    assert_eq!(
        (stranger.status, &stranger.body["success"]),
        (404, &json!(false))
    );
    for (field, value) in [
        ("comment", Value::Null),
        ("comment", json!("x".repeat(5_001))),
        ("status_message", json!("x".repeat(256))),
        ("media_url", json!("cover.png")),
        ("media_url", json!("https://nowhere.invalid/cover.png")),
        ("message_id", json!("x".repeat(256))),
        ("ref_message_id", json!("x".repeat(256))),
    ] {
        let mut body = json!({ "comment": "A note" });
        body[field] = value;
        let answer = shop.post(NOTES, body).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(
            answer.body["errors"][field].is_array(),
            "{field}: {}",
            answer.body
        );
        assert!(answer.body["message"].is_string() && answer.body.get("error").is_none());
    }
    let nobody = shop.call_as("wm_nobody", "GET", NOTES, None).await;
    assert_eq!(
        (nobody.status, &nobody.body["success"]),
        (401, &json!(false))
    );
    assert!(nobody.body.get("error").is_none() && nobody.body.get("meta").is_none());
    assert!(shop.get(NOTES).await.column("id").is_empty());
}

#[tokio::test]
async fn they_count_against_the_limit() {
    let options = Options {
        rate_limit: RateLimit::PerMinute(2),
        ..documented()
    };
    let shop = Shop::with(options).await;
    assert_eq!(shop.get(NOTES).await.status, 200);
    assert_eq!(shop.get(NOTES).await.status, 200);
    let full = crate::harness::read(shop.raw("GET", NOTES).send().await.unwrap()).await;
    // The contract lists no 429 for comments, and the limit counts all calls of a token.
    assert_eq!((full.status, &full.body["success"]), (429, &json!(false)));
    assert!(full.header("retry-after").is_some());
}
