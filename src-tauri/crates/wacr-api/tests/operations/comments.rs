use serde_json::{Value, json};
use wacr_api::{CommentAdded, ErrorKind, NetworkFault, NewComment, Stranger};

use super::{always, answering, failure, only};

fn note() -> NewComment {
    NewComment {
        comment: "Prefers to be called after five.".into(),
        ..NewComment::default()
    }
}

#[tokio::test]
async fn notes_are_listed() {
    let row = json!({ "id": "90300", "message": "<b>Prefers</b> é", "type": "text", "status_message": "Internal comment",
        "url": null, "message_id": null, "ref_message_id": "wamid.A", "time_sent": "2026-03-02 10:20:00",
        "created_at": "2026-03-02T10:20:00+00:00", "extra": {} });
    for (body, rows) in [
        (json!({ "success": true, "data": [row, { "id": 1 }] }), 2),
        // PHP writes a list with a gap as an object.
        (
            json!({ "success": true, "data": { "0": row, "2": { "id": 2 } } }),
            2,
        ),
        (json!({ "success": true, "data": [], "meta": [] }), 0),
        (json!({ "success": true, "data": null }), 0),
    ] {
        let (server, client) = always(200, body).await;
        let list = client.list_comments("+91 98765 43210").await.unwrap().data;
        assert_eq!(list.len(), rows);
        if let Some(first) = list.first() {
            assert_eq!(first.id, 90300);
            assert_eq!(first.message.as_deref(), Some("<b>Prefers</b> é"));
            assert_eq!(first.time_sent, first.created_at, "no offset is UTC");
            assert!(first.time_sent.is_some());
        }
        assert_eq!(
            only(&server),
            (
                "GET /api/v2/comments/919876543210 HTTP/1.1".to_owned(),
                Value::Null
            )
        );
    }
}

#[tokio::test]
async fn what_is_no_list_of_notes_is_none() {
    for (body, kind) in [
        (json!({ "success": true }), ErrorKind::Decode),
        (
            json!({ "success": true, "data": { "id": 1 } }),
            ErrorKind::Decode,
        ),
        (
            json!({ "success": true, "data": [{ "message": "x" }] }),
            ErrorKind::Decode,
        ),
        (
            json!({ "success": false, "message": "No" }),
            ErrorKind::Decode,
        ),
        (json!([]), ErrorKind::NotThisApi(Stranger::Other)),
    ] {
        let (_server, client) = always(200, body.clone()).await;
        let error = client.list_comments("919876543210").await.unwrap_err();
        assert_eq!(error.kind, kind, "{body}");
    }
}

#[tokio::test]
async fn a_note_is_added() {
    let flat = json!({ "success": true, "message": "Comment added successfully", "tenant_id": 31, "interaction_id": "377",
        "sender_id": 15_550_100_999_i64, "status_message": "Call note", "url": null, "message_id": null,
        "ref_message_id": "wamid.A", "chat_message_id": 90300 });
    let mut inner = flat.clone();
    inner.as_object_mut().unwrap().remove("success");
    let in_envelope = json!({ "success": true, "message": "Done", "data": inner, "meta": { "request_id": "r1" } });
    for (status, body) in [(200, flat.clone()), (201, flat), (200, in_envelope)] {
        let (server, client) = always(status, body).await;
        let full = NewComment {
            status_message: Some("Call note".into()),
            ref_message_id: Some("wamid.A".into()),
            ..note()
        };
        let added = client.add_comment("+91 98765-43210", &full).await.unwrap();
        let added = added.data;
        assert_eq!(
            (added.interaction_id, added.chat_message_id),
            (Some(377), Some(90300))
        );
        assert_eq!(added.sender_id.as_deref(), Some("15550100999"));
        let (line, body) = only(&server);
        assert_eq!(line, "POST /api/v2/comments/919876543210 HTTP/1.1");
        assert_eq!(
            body,
            json!({ "comment": "Prefers to be called after five.", "status_message": "Call note", "ref_message_id": "wamid.A" })
        );
    }
    let (_server, client) = always(201, json!({ "success": true })).await;
    let added = client.add_comment("919876543210", &note()).await.unwrap();
    assert_eq!(added.data, CommentAdded::default());
}

#[tokio::test]
async fn failures_of_notes() {
    let own = |message: &str| json!({ "success": false, "message": message });
    for (status, body, kind) in [
        (
            404,
            own("No conversation for this number"),
            ErrorKind::NotFound,
        ),
        (404, failure("NOT_FOUND", json!([])), ErrorKind::NotFound),
        (
            404,
            json!({ "message": "The route could not be found." }),
            ErrorKind::NotThisApi(Stranger::NoSuchPath),
        ),
        (
            404,
            json!("gone"),
            ErrorKind::NotThisApi(Stranger::NoSuchPath),
        ),
        (401, own("Unauthenticated"), ErrorKind::TokenInvalid),
        (500, own("No chat storage"), ErrorKind::Server),
    ] {
        let (_server, client) = always(status, body.clone()).await;
        let client = client.without_retry();
        let read = client.list_comments("919876543210").await.unwrap_err();
        assert_eq!(read.kind, kind, "{body}");
        let write = client
            .add_comment("919876543210", &note())
            .await
            .unwrap_err();
        assert_eq!(write.kind, kind, "{body}");
        assert_eq!(write.may_have_happened(), status == 500);
    }
    let refused = json!({ "success": false, "message": "Invalid", "errors": { "comment": ["Too long."], "media_url": "Bad." } });
    let (_server, client) = always(422, refused).await;
    let error = client
        .add_comment("919876543210", &note())
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(error.fields["comment"], ["Too long."]);
}

#[tokio::test]
async fn a_note_that_may_be_there_is_not_added_twice() {
    let (server, client) = answering(vec![(0, String::new())]).await;
    let error = client
        .add_comment("919876543210", &note())
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::Closed)
    );
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_a_note_is_not_sent() {
    let (server, client) = always(200, json!({ "success": true })).await;
    for mobile in ["", "+", "../contacts", "%2e%2e"] {
        let error = client.list_comments(mobile).await.unwrap_err();
        assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
        assert!(error.fields.contains_key("mobile"), "{mobile:?}");
        assert!(client.add_comment(mobile, &note()).await.is_err());
    }
    let blank = NewComment {
        comment: " ".into(),
        ..note()
    };
    let error = client
        .add_comment("919876543210", &blank)
        .await
        .unwrap_err();
    assert!(error.fields.contains_key("comment"));
    assert_eq!(server.seen.connections(), 0);
    assert_eq!(client.budget().snapshot().used, 0);
    assert!(!format!("{:?}", note()).contains("five"));
}
