use serde_json::{Value, json};
use wacr_api::{
    Choices, ErrorKind, InteractiveSend, ListRow, ListSection, MediaSend, MediaSource, MediaType,
    NetworkFault, ReplyButton, SendReceipt, TextSend,
};

use super::{always, answering, only, success};

fn text() -> TextSend {
    TextSend {
        phone: "+15550100142".into(),
        message: "Hello @{contact_first_name} \u{1F408} \u{0645}\u{0631}\u{062d}\u{0628}\u{0627}\n\"quoted\"".into(),
        contact_id: None,
    }
}

fn photo() -> MediaSend {
    MediaSend {
        phone: "+1 (555) 010-0142".into(),
        contact_id: Some(501),
        media_type: MediaType::Image,
        source: MediaSource::Url("https://media.example.com/a.jpg".into()),
        caption: Some("Spring".into()),
        filename: None,
    }
}

fn question() -> InteractiveSend {
    let button = |id: &str, title: &str| ReplyButton {
        id: id.into(),
        title: title.into(),
    };
    InteractiveSend {
        phone: "+15550100142".into(),
        contact_id: None,
        body_text: "Shall we?".into(),
        header_text: Some(" ".into()),
        footer_text: Some("Blue Harbour Books".into()),
        choices: Choices::Buttons(vec![button("keep", "Yes"), button("cancel", "No")]),
    }
}

#[tokio::test]
async fn a_text() {
    let data = json!({ "message_id": "wamid.A", "contact_id": "501", "phone": 15_550_100_142_i64, "message": "Hello Nadia",
        "status": "sent", "sent_at": "2026-03-02T10:15:30+00:00", "chat_id": "377", "chat_message_id": 90211, "extra": {} });
    let (server, client) = always(200, success(data)).await;
    let receipt = client.send_text_message(&text()).await.unwrap().data;
    assert_eq!(receipt.message.as_deref(), Some("Hello Nadia"));
    assert_eq!(
        (receipt.contact_id, receipt.chat_id),
        (Some(501), Some(377))
    );
    assert_eq!(receipt.phone, "15550100142");
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/messages/text HTTP/1.1");
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "message": text().message })
    );
    let printed = format!("{receipt:?} {:?} {:?} {:?}", text(), photo(), question());
    for secret in [
        "5550100142",
        "555) 010",
        "Nadia",
        "Hello",
        "Spring",
        "Shall",
    ] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

#[tokio::test]
async fn a_photo_by_its_address() {
    let data = json!({ "message_id": null, "phone": "15550100142", "media_type": "image", "status": "sent",
        "media_url": "https://media.example.com/a.jpg", "caption": "Spring", "filename": null, "chat_message_id": null });
    let (server, client) = always(200, success(json!({ "data": data }))).await;
    let receipt = client.send_media_message(&photo()).await.unwrap().data;
    assert_eq!(
        receipt.media_url.as_deref(),
        Some("https://media.example.com/a.jpg")
    );
    assert_eq!(
        (receipt.caption.as_deref(), receipt.filename),
        (Some("Spring"), None)
    );
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/messages/media HTTP/1.1");
    assert_eq!(
        body,
        json!({ "phone": "15550100142", "media_type": "image", "media_url": "https://media.example.com/a.jpg",
            "caption": "Spring", "contact_id": 501 })
    );
}

#[tokio::test]
async fn a_document_always_has_a_name() {
    let (server, client) = always(200, success(Value::Null)).await;
    let document = MediaSend {
        media_type: MediaType::Document,
        source: MediaSource::Url("https://media.example.com/Spring%20catalogue.pdf?v=2".into()),
        caption: Some(" ".into()),
        contact_id: None,
        ..photo()
    };
    let receipt = client.send_media_message(&document).await.unwrap().data;
    assert_eq!(receipt, SendReceipt::default());
    let (_, body) = only(&server);
    assert_eq!(
        body,
        json!({ "phone": "15550100142", "media_type": "document", "filename": "Spring catalogue.pdf",
            "media_url": "https://media.example.com/Spring%20catalogue.pdf?v=2" })
    );
}

#[tokio::test]
async fn the_older_shape_of_a_refused_file() {
    let (_server, client) = always(
        422,
        json!({ "status": "error", "message": "Extension not allowed for image" }),
    )
    .await;
    let error = client.send_media_message(&photo()).await.unwrap_err();
    assert_eq!(
        (&error.kind, error.status),
        (&ErrorKind::Invalid, Some(422))
    );
    assert_eq!(error.message, "Extension not allowed for image");
}

#[tokio::test]
async fn buttons() {
    let (server, client) = always(200, success(json!({ "type": "button", "chat_id": 377 }))).await;
    let receipt = client.send_interactive_message(&question()).await;
    assert_eq!(receipt.unwrap().data.chat_id, Some(377));
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/messages/interactive HTTP/1.1");
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "type": "button", "body_text": "Shall we?", "footer_text": "Blue Harbour Books",
            "buttons": [{ "id": "keep", "title": "Yes" }, { "id": "cancel", "title": "No" }] })
    );
}

#[tokio::test]
async fn a_list() {
    let (server, client) = always(200, success(json!({}))).await;
    let row = |id: &str, description: Option<&str>| ListRow {
        id: id.into(),
        title: "10:00".into(),
        description: description.map(Into::into),
    };
    let send = InteractiveSend {
        contact_id: Some(501),
        header_text: Some("Pick a slot".into()),
        choices: Choices::List {
            button_text: "See slots".into(),
            sections: vec![ListSection {
                title: "Tomorrow".into(),
                rows: vec![row("t10", Some("Front desk")), row("t15", None)],
            }],
        },
        ..question()
    };
    client.send_interactive_message(&send).await.unwrap();
    let (_, body) = only(&server);
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "contact_id": 501, "type": "list", "header_text": "Pick a slot",
            "body_text": "Shall we?", "footer_text": "Blue Harbour Books", "list_button_text": "See slots",
            "sections": [{ "title": "Tomorrow", "rows": [
                { "id": "t10", "title": "10:00", "description": "Front desk" }, { "id": "t15", "title": "10:00" }] }] })
    );
}

#[tokio::test]
async fn a_send_with_problems_never_leaves() {
    let (server, client) = always(200, success(json!({}))).await;
    let long = TextSend {
        message: "x".repeat(4097),
        ..text()
    };
    let no_buttons = InteractiveSend {
        choices: Choices::Buttons(Vec::new()),
        ..question()
    };
    let song = MediaSend {
        media_type: MediaType::Audio,
        ..photo()
    };
    for (error, field) in [
        (
            client.send_text_message(&long).await.unwrap_err(),
            "message",
        ),
        (
            client
                .send_interactive_message(&no_buttons)
                .await
                .unwrap_err(),
            "buttons",
        ),
        (
            client.send_media_message(&song).await.unwrap_err(),
            "caption",
        ),
    ] {
        assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
        assert!(error.fields.contains_key(field), "{error}");
        assert!(!error.may_have_happened());
    }
    assert_eq!(server.seen.connections(), 0);
    assert_eq!(client.budget().snapshot().used, 0);
}

#[tokio::test]
async fn no_send_is_made_twice() {
    let (server, client) = answering(vec![(0, String::new())]).await;
    let lost = ErrorKind::NetworkAfterSend(NetworkFault::Closed);
    assert_eq!(
        client.send_text_message(&text()).await.unwrap_err().kind,
        lost
    );
    assert_eq!(
        client.send_media_message(&photo()).await.unwrap_err().kind,
        lost
    );
    assert_eq!(
        client
            .send_interactive_message(&question())
            .await
            .unwrap_err()
            .kind,
        lost
    );
    assert_eq!(server.seen.requests().len(), 3);
}
