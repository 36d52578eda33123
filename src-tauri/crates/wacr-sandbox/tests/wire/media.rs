//! Media by address and by upload (contract 18.3 and section 11).

use serde_json::{Value, json};

use crate::harness::Shop;

const SEND: &str = "/messages/media";
const MEGABYTE: usize = 1024 * 1024;

fn media(kind: &str, url: &str) -> Value {
    json!({ "phone": "15550100142", "media_type": kind, "media_url": url })
}

#[tokio::test]
async fn a_medium_is_stored_with_its_kind_and_its_name() {
    let shop = Shop::documented().await;
    let mut body = media(
        "document",
        "https://media.example.com/spring/catalogue.pdf?v=2",
    );
    body["caption"] = "Spring @{contact_first_name}".into();
    body["filename"] = "catalogue.pdf".into();
    let sent = shop.post(SEND, body.clone()).await;
    assert_eq!(sent.status, 200);
    let data = sent.data();
    assert_eq!(
        (&data["media_url"], &data["filename"]),
        (&body["media_url"], &json!("catalogue.pdf"))
    );
    assert_eq!(
        data["caption"], "Spring @{contact_first_name}",
        "no merge fields in captions"
    );
    let row = shop
        .get(&format!("/messages/{}", data["chat_message_id"]))
        .await;
    let row = row.data();
    assert_eq!(
        (&row["type"], &row["message"]),
        (&json!("document"), &data["caption"])
    );
    assert!(row["url"].as_str().unwrap().ends_with("_catalogue.pdf"));
    let documents = shop.get("/messages?filter[type]=document&search=first_name");
    assert_eq!(documents.await.total(), 1);
    let bare = shop
        .post(SEND, media("image", "https://media.example.com/a.JPG"))
        .await;
    let row = shop
        .get(&format!("/messages/{}", bare.data()["chat_message_id"]))
        .await;
    assert!(row.data()["message"].is_null());
}

#[tokio::test]
async fn fields_extensions_and_sizes_are_checked() {
    let shop = Shop::documented().await;
    let mut cases = vec![
        ("phone", media("image", "https://media.example.com/a.png")),
        (
            "media_type",
            media("sticker", "https://media.example.com/a.png"),
        ),
        ("media_url", media("image", "a.png")),
        (
            "media_url",
            json!({ "phone": "15550100142", "media_type": "image", "media_url": null }),
        ),
        (
            "media_url",
            json!({ "phone": "15550100142", "media_type": "image" }),
        ),
        (
            "media_url",
            media("image", "https://media.example.com/a.gif"),
        ),
        (
            "media_url",
            media("audio", "https://media.example.com/a.m4a"),
        ),
        ("caption", media("image", "https://media.example.com/a.png")),
        (
            "filename",
            media("image", "https://media.example.com/a.png"),
        ),
    ];
    cases[0].1["phone"] = "+155501001420000".into();
    cases[7].1["caption"] = "x".repeat(1_025).into();
    cases[8].1["filename"] = "x".repeat(256).into();
    for (field, body) in cases {
        let answer = shop.post(SEND, body.clone()).await;
        assert_eq!(answer.status, 422, "{body}");
        let fields: Vec<&String> = answer.details().as_object().unwrap().keys().collect();
        assert_eq!(fields, [field]);
    }
    for (kind, name) in [
        ("image", "a.webp"),
        ("video", "a.3gp"),
        ("audio", "a.opus"),
        ("document", "a.csv"),
        ("image", "a"),
    ] {
        let answer = shop
            .post(
                SEND,
                media(kind, &format!("https://media.example.com/{name}")),
            )
            .await;
        assert_eq!(answer.status, 200, "{name}");
    }
    assert_eq!(shop.sandbox.messages_created().len(), 5);
}

#[tokio::test]
async fn an_upload_gets_a_link_and_has_a_largest_size() {
    let shop = Shop::documented().await;
    let fields = [
        ("phone", "15550100142"),
        ("media_type", "image"),
        ("caption", "Cover"),
    ];
    let sent = shop
        .form(
            SEND,
            &fields,
            Some(("media_file", "cover.png", 5 * MEGABYTE)),
        )
        .await;
    assert_eq!(sent.status, 200);
    let link = sent.data()["media_url"].as_str().unwrap();
    assert!(link.contains("/storage/whatsapp-attachments/") && link.ends_with("_cover.png"));
    for (name, size) in [
        ("cover.png", 5 * MEGABYTE + 1),
        ("cover.gif", 10),
        ("cover", 10),
    ] {
        let answer = shop
            .form(SEND, &fields, Some(("media_file", name, size)))
            .await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.details()["media_file"].is_array());
    }
    assert_eq!(
        shop.form(SEND, &fields, None).await.status,
        422,
        "neither file nor address"
    );
    assert_eq!(shop.sandbox.messages_created().len(), 1);
}

#[tokio::test]
async fn audio_has_no_caption_and_what_cannot_be_fetched_is_refused() {
    let shop = Shop::documented().await;
    let mut sound = media("audio", "https://media.example.com/a.mp3");
    assert_eq!(shop.post(SEND, sound.clone()).await.status, 200);
    sound["caption"] = "Listen".into();
    let answer = shop.post(SEND, sound).await;
    assert_eq!((answer.status, answer.code()), (422, "VALIDATION_ERROR"));
    assert!(answer.details()["caption"].is_array());
    let nowhere = media("image", "https://nowhere.invalid/a.png");
    let answer = shop.post(SEND, nowhere).await;
    assert_eq!(answer.code(), "MESSAGE_SEND_FAILED");
    let reason = answer.details()["error"].as_str().unwrap();
    assert!(reason.starts_with("(#131053)"));
    let webp = shop
        .post(SEND, media("image", "https://media.example.com/a.webp"))
        .await;
    shop.sandbox.advance(5);
    let row = shop
        .get(&format!("/messages/{}", webp.data()["chat_message_id"]))
        .await;
    assert_eq!(
        row.data()["status"],
        "failed",
        "no image type of WhatsApp's"
    );
}

#[tokio::test]
async fn a_new_contact_gets_the_details_given() {
    let shop = Shop::documented().await;
    let mut body = media("image", "https://media.example.com/a.png");
    body["phone"] = "15550107000".into();
    body["contact"] = json!({
        "firstname": "Ada", "lastname": "Ng", "email": "ada@example.com", "assigned_id": 22, "groups": [12],
    });
    assert_eq!(shop.post(SEND, body.clone()).await.status, 200);
    let contact = shop.contact("+15550107000").await;
    assert_eq!(
        (&contact["firstname"], &contact["lastname"]),
        (&json!("Ada"), &json!("Ng"))
    );
    assert_eq!(
        (&contact["assigned_id"], &contact["group_id"]),
        (&json!(22), &json!([12]))
    );
    body["phone"] = "15550107001".into();
    let taken = shop.post(SEND, body).await;
    assert!(taken.details()["contact.email"].is_array());
    let fields = [
        ("phone", "15550107002"),
        ("media_type", "image"),
        ("media_url", "https://media.example.com/a.png"),
        ("contact[firstname]", "Bo"),
        ("contact[groups]", "12,13"),
    ];
    assert_eq!(shop.form(SEND, &fields, None).await.status, 200);
    let contact = shop.contact("+15550107002").await;
    assert_eq!(
        (&contact["firstname"], &contact["group_id"]),
        (&json!("Bo"), &json!([12, 13]))
    );
}
