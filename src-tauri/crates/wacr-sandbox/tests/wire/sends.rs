//! Sending a template (contract 18.2, 7, 8 and 10), and the numbers that rehearse a fault.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wacr_sandbox::{Options, Quirks};

use crate::harness::{Answer, Shop, quiet};

const SEND: &str = "/messages/template";

fn welcome(phone: &str) -> Value {
    json!({ "phone": phone, "template_name": "welcome_reader", "language": "en_GB", "field_1": "@{contact_first_name}" })
}

fn refusal(answer: &Answer) -> &str {
    assert_eq!((answer.status, answer.code()), (500, "MESSAGE_SEND_FAILED"));
    answer.details()["error"].as_str().unwrap()
}

#[tokio::test]
async fn a_send_reaches_the_contact_with_that_number() {
    let shop = Shop::open().await;
    let nadia = shop.contact("+15550100142").await;
    let answer = shop.post(SEND, welcome("+1 (555) 010-0142")).await;
    assert_eq!(answer.status, 200);
    let data = answer.data();
    assert_eq!(
        data["contact_id"], nadia["id"],
        "cleaned, then found by + and digits"
    );
    assert_eq!(data["phone"], "15550100142");
    assert_eq!(data["status"], "sent");
    assert_eq!(
        (&data["template_name"], &data["language"]),
        (&json!("welcome_reader"), &json!("en_GB"))
    );
    let made = shop.sandbox.messages_created();
    assert_eq!(made.len(), 1);
    assert_eq!(
        made[0].text,
        "Welcome, Nadia. Reply STOP whenever you have read enough."
    );
    assert_eq!(made[0].phone, "15550100142");
}

#[tokio::test]
async fn an_unknown_number_becomes_a_contact() {
    let shop = Shop::open().await;
    let answer = shop.post(SEND, welcome("1 555 010 7000")).await;
    let read = shop
        .get(&format!("/contacts/{}", answer.data()["contact_id"]))
        .await;
    let contact = &read.data()["data"];
    assert_eq!(contact["firstname"], "15550107000");
    assert_eq!(
        (&contact["lastname"], &contact["type"]),
        (&json!(""), &json!("lead"))
    );
    assert_eq!(contact["phone"], "+15550107000");
    assert_eq!(
        shop.post(SEND, welcome("+15550107000")).await.data()["contact_id"],
        contact["id"]
    );
}

#[tokio::test]
async fn a_contact_id_must_belong_to_that_exact_phone() {
    let shop = Shop::open().await;
    let nadia = shop.contact("+15550100142").await["id"].clone();
    let twin = shop.contact("15550100142").await["id"].clone();
    for (id, status) in [
        (nadia, 200),
        (twin, 404),
        (json!(501), 404),
        (json!(9999), 404),
    ] {
        let mut body = welcome("+15550100142");
        body["contact_id"] = id;
        assert_eq!(shop.post(SEND, body).await.status, status);
    }
    assert_eq!(shop.sandbox.messages_created().len(), 1);
}

#[tokio::test]
async fn fields_of_the_call_are_checked_first() {
    let shop = Shop::open().await;
    let answer = shop
        .post(
            SEND,
            json!({ "language": "x".repeat(11), "header_image_url": "not a link" }),
        )
        .await;
    let fields: Vec<&String> = answer.details().as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        ["header_image_url", "language", "phone", "template_name"]
    );
}

#[tokio::test]
async fn only_an_approved_template_of_that_language_is_found() {
    let shop = Shop::open().await;
    for (name, language) in [
        ("welcome_reader", "en"),
        ("nothing", "en_GB"),
        ("summer_fair", "en_GB"),
        ("win_a_library", "en_GB"),
        ("school_offer_2026", "en_GB"),
    ] {
        let mut body = welcome("+15550100142");
        body["template_name"] = name.into();
        body["language"] = language.into();
        let answer = shop.post(SEND, body).await;
        assert_eq!((answer.status, answer.code()), (404, "NOT_FOUND"), "{name}");
    }
}

#[tokio::test]
async fn values_missing_or_blank_are_listed_together() {
    let shop = Shop::open().await;
    let body = json!({ "phone": "+15550107000", "template_name": "order_ready", "language": "en_US", "field_1": " \n " });
    let answer = shop.post(SEND, body).await;
    assert_eq!(answer.status, 422);
    let sentences = json!([
        "The header_field_1 is required for this template.",
        "The field_1 is required for this template.",
        "The field_2 is required for this template.",
    ]);
    assert_eq!(answer.details(), &json!({ "template_fields": sentences }));
    assert_eq!(
        shop.get("/contacts?search=15550107000").await.total(),
        0,
        "no contact is left behind"
    );
}

#[tokio::test]
async fn values_are_cleaned_and_merge_fields_filled() {
    let shop = Shop::open().await;
    let body = json!({
        "phone": "+46701740605", "template_name": "delivery_window", "language": "en_GB",
        "field_1": "  @{contact_first_name}\n\n {contact_last_name} ", "field_2": "@{contact_company}",
        "field_3": "@{contact_phone}", "field_4": "@{lead_status} {x} @{company_name}",
    });
    assert_eq!(shop.post(SEND, body).await.status, 200);
    let text = &shop.sandbox.messages_created()[0].text;
    let wanted = "Hi Tomás Lindqvist, parcel   comes today between {contact_phone} and Qualified {x} Blue Harbour Books o’clock.";
    assert_eq!(text, wanted);
}

#[tokio::test]
async fn a_media_header_needs_an_address_or_a_file_of_its_kind() {
    let shop = Shop::open().await;
    let mut body = json!({
        "phone": "+15550100142", "template_name": "spring_catalogue", "language": "en_GB",
        "field_1": "Nadia", "field_2": "Springfield", "field_3": "Saturday",
    });
    let answer = shop.post(SEND, body.clone()).await;
    assert_eq!(
        answer.details(),
        &json!({ "template_fields": ["The header media is required for this template."] })
    );
    body["header_image_url"] = "https://media.example.com/cover.webp?size=1.jpg".into();
    let answer = shop.post(SEND, body.clone()).await;
    assert!(answer.details()["header_media"].is_array());
    for (address, status) in [
        ("https://media.example.com/cover.JPG", 200),
        ("https://media.example.com/cover", 200),
        ("https://nowhere.invalid/cover.png", 500),
    ] {
        body["header_image_url"] = address.into();
        assert_eq!(
            shop.post(SEND, body.clone()).await.status,
            status,
            "{address}"
        );
    }

    let fields = [
        ("phone", "+15550100142"),
        ("template_name", "spring_catalogue"),
        ("language", "en_GB"),
        ("field_1", "Nadia"),
        ("field_2", "Springfield"),
        ("field_3", "Saturday"),
    ];
    for (file, size, status) in [
        ("cover.png", 1000, 200),
        ("cover.gif", 1000, 422),
        ("cover.png", 5 * 1024 * 1024 + 1, 422),
    ] {
        let file = ("header_image_file", file, size);
        let answer = shop.form(SEND, &fields, Some(file)).await;
        assert_eq!(answer.status, status, "{file:?}");
        assert_eq!(answer.details()["header_media"].is_array(), status == 422);
    }
    assert_eq!(shop.sandbox.messages_created().len(), 3);
}

#[tokio::test]
async fn whatsapp_refuses_the_kinds_this_api_cannot_send() {
    let shop = Shop::open().await;
    let cases = [
        (
            "parcel_track",
            json!({ "field_1": "A-1", "button_0": "A-1" }),
            "(#131008)",
        ),
        ("harbour_coupon", json!({ "field_1": "Nadia" }), "(#131008)"),
        ("find_us", json!({}), "(#132012)"),
        (
            "reading_group",
            json!({ "field_1": "Nadia", "field_2": "Thursday" }),
            "(#132000)",
        ),
        ("new_arrivals", json!({}), "(#132012)"),
        (
            "welcome_reader",
            json!({ "field_1": "x".repeat(1024) }),
            "(#132005)",
        ),
    ];
    for (name, mut body, code) in cases {
        body["phone"] = "+15550100142".into();
        body["template_name"] = name.into();
        body["language"] = "en_GB".into();
        let answer = shop.post(SEND, body).await;
        assert!(refusal(&answer).starts_with(code), "{name}");
    }
    let short = shop.post(SEND, welcome("+12345")).await;
    assert!(refusal(&short).starts_with("(#100)"));
    assert!(shop.sandbox.messages_created().is_empty());

    let quirks = Quirks::NONE;
    let shop = Shop::with(Options { quirks, ..quiet() }).await;
    let mut body = json!({ "phone": "+15550100142", "template_name": "parcel_track", "language": "en_GB", "field_1": "A" });
    assert!(
        refusal(&shop.post(SEND, body.clone()).await).starts_with("(#131008)"),
        "the value is still missing"
    );
    body["button_0"] = "A-1".into();
    assert_eq!(shop.post(SEND, body).await.status, 200);
}

#[tokio::test]
async fn an_opted_out_contact_is_not_written_to() {
    let shop = Shop::open().await;
    for phone in ["+353209120142", "+15550109002", "+15550179002"] {
        let answer = shop.post(SEND, welcome(phone)).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "CONTACT_OPTED_OUT"),
            "{phone}"
        );
    }
    assert!(shop.sandbox.messages_created().is_empty());
}

#[tokio::test]
async fn a_conversation_of_the_last_day_is_free_of_the_quota() {
    let shop = Shop::with(Options {
        plan_conversations: Some(1),
        ..quiet()
    })
    .await;
    assert_eq!(shop.post(SEND, welcome("+15550107000")).await.status, 200);
    assert_eq!(
        shop.post(SEND, welcome("+15550107000")).await.status,
        200,
        "open since the first"
    );
    assert_eq!(
        shop.post(SEND, welcome("+15550100142")).await.status,
        200,
        "open in the seed"
    );
    let answer = shop.post(SEND, welcome("+15550107001")).await;
    assert_eq!(
        (answer.status, answer.code()),
        (403, "FEATURE_LIMIT_EXCEEDED")
    );
    assert!(answer.details().is_null());
    assert_eq!(
        shop.get("/account/usage").await.data()["conversations"]["current"],
        1
    );
}

#[tokio::test]
async fn numbers_rehearse_refusals() {
    let shop = Shop::open().await;
    assert!(refusal(&shop.post(SEND, welcome("+15550109001")).await).starts_with("(#131026)"));
    assert!(refusal(&shop.post(SEND, welcome("+15550109009")).await).starts_with("(#132015)"));
    let full = shop.post(SEND, welcome("+15550109006")).await;
    assert_eq!((full.status, full.code()), (403, "FEATURE_LIMIT_EXCEEDED"));
    assert!(full.details().is_null());
    assert!(shop.sandbox.messages_created().is_empty());
    assert_eq!(
        shop.post(SEND, welcome("+15550109003")).await.status,
        200,
        "templates open the window"
    );
}

#[tokio::test]
async fn a_number_that_slows_down_lets_the_next_try_through() {
    let shop = Shop::open().await;
    let first = shop.post(SEND, welcome("+15550109005")).await;
    assert_eq!((first.status, first.code()), (429, "RATE_LIMIT_EXCEEDED"));
    assert_eq!(first.header("retry-after"), Some("3"));
    assert_eq!(first.body["meta"]["retry_after"], 3);
    assert_eq!(shop.post(SEND, welcome("+15550109005")).await.status, 200);
    assert_eq!(shop.sandbox.messages_created().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_and_a_late_fault_leave_one_message_each() {
    let shop = Shop::open().await;
    let lost = shop
        .raw("POST", SEND)
        .json(&welcome("+15550109004"))
        .send()
        .await;
    assert!(lost.is_err());
    assert_eq!(shop.sandbox.messages_created().len(), 1);
    let late = shop.post(SEND, welcome("+15550109008")).await;
    assert_eq!((late.status, late.code()), (500, "INTERNAL_ERROR"));
    let made = shop.sandbox.messages_created();
    assert_eq!(made.len(), 2);
    for message in made {
        let row = shop
            .get(&format!("/messages/{}", message.row_id.unwrap()))
            .await;
        assert_eq!(row.data()["interaction_id"], message.chat_id);
    }
}

#[tokio::test]
async fn a_slow_number_answers_after_eight_seconds() {
    let shop = Shop::open().await;
    let started = Instant::now();
    let answer = shop.post(SEND, welcome("+15550109007")).await;
    assert_eq!(answer.status, 200);
    assert!(started.elapsed() >= Duration::from_secs(8));
}
