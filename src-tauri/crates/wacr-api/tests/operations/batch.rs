use serde_json::{Value, json};
use wacr_api::{BatchCreated, BatchOptions, ErrorKind, NetworkFault, NewContact};

use super::{always, answering, failure, only, success};

fn iris() -> NewContact {
    NewContact {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: "+15550100150".into(),
        r#type: "lead".into(),
        source_id: 4,
        status_id: 7,
        ..NewContact::default()
    }
}

fn result() -> Value {
    let data = json!({ "firstname": "Bad", "phone": "+15550100151", "email": "not-an-address", "tenant_id": 31 });
    json!({
        "success": true,
        "summary": { "total": "6", "created": 2, "skipped": 1, "failed": 3 },
        "created": [
            // Groups may be text in a stored row, and anything else.
            { "id": "610", "tenant_id": 31, "firstname": "Iris", "phone": "+15550100150", "source_id": "4", "group_id": "[12]",
              "created_at": "2026-03-02T10:15:30.000000Z" },
            { "id": 611 },
            "not a row"
        ],
        "skipped": [{ "index": "1", "reason": "Duplicate phone", "data": { "phone": "+15550100142" } }],
        "errors": [
            { "index": 2, "data": data, "errors": { "email": ["not an email address", "too short"], "zip": "too long" } },
            { "index": 3, "data": [], "errors": [] },
            { "index": 4, "errors": ["the row is bad"] }
        ]
    })
}

fn check(result: &BatchCreated) {
    let summary = result.summary;
    assert_eq!(
        (
            summary.total,
            summary.created,
            summary.skipped,
            summary.failed
        ),
        (6, 2, 1, 3)
    );
    let ids: Vec<_> = result.created.iter().map(|row| row.id).collect();
    assert_eq!(ids, [Some(610), Some(611)]);
    assert_eq!(result.created[0].source_id, Some(4));
    assert_eq!(
        result.created[0].created_at,
        "2026-03-02T10:15:30Z".parse().ok()
    );
    assert_eq!(result.skipped[0].index, Some(1));
    assert_eq!(result.skipped[0].reason, "Duplicate phone");
    assert_eq!(result.skipped[0].data["phone"], "+15550100142");
    let [fields, empty, row] = &result.errors[..] else {
        panic!("{result:?}")
    };
    assert_eq!(fields.index, Some(2));
    assert_eq!(
        fields.fields["email"],
        ["not an email address", "too short"]
    );
    assert_eq!(fields.fields["zip"], ["too long"]);
    assert_eq!(fields.data["email"], "not-an-address");
    assert!(empty.fields.is_empty() && empty.data.is_empty());
    assert_eq!(row.fields[""], ["the row is bad"]);
    let printed = format!("{result:?}");
    for secret in ["5550100", "Iris", "not-an-address"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

#[tokio::test]
async fn many_contacts_are_created() {
    for body in [success(result()), success(json!({ "data": result() }))] {
        let (server, client) = always(200, body).await;
        let options = BatchOptions {
            continue_on_error: false,
            ..BatchOptions::default()
        };
        let reply = client.batch_create_contacts(&[iris()], options).await;
        check(&reply.unwrap().data);
        let (line, body) = only(&server);
        assert_eq!(line, "POST /api/v2/contacts/batch HTTP/1.1");
        assert_eq!(
            body,
            json!({
                "contacts": [{ "firstname": "Iris", "lastname": "Mbeki", "phone": "+15550100150", "type": "lead", "source_id": 4, "status_id": 7 }],
                "options": { "continue_on_error": false, "skip_duplicates": true }
            })
        );
    }
}

#[tokio::test]
async fn lists_that_are_empty_or_missing() {
    for data in [
        json!({ "success": true, "summary": { "total": 1 }, "created": [], "skipped": {}, "errors": null }),
        json!({ "success": true, "summary": { "total": 1 } }),
    ] {
        let (_server, client) = always(200, success(data)).await;
        let reply = client
            .batch_create_contacts(&[iris()], BatchOptions::default())
            .await;
        let result = reply.unwrap().data;
        assert_eq!(result.summary.total, 1);
        assert!(result.created.is_empty() && result.skipped.is_empty() && result.errors.is_empty());
    }
}

#[tokio::test]
async fn a_batch_that_was_undone_says_why() {
    let (_server, client) = always(422, failure("VALIDATION_ERROR", result())).await;
    let error = client
        .batch_create_contacts(&[iris()], BatchOptions::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    check(&BatchCreated::undone(&error).unwrap());

    let other = json!({ "contacts.0.phone": ["The phone is required."] });
    let (_server, client) = always(422, failure("VALIDATION_ERROR", other)).await;
    let error = client
        .batch_create_contacts(&[iris()], BatchOptions::default())
        .await
        .unwrap_err();
    assert_eq!(BatchCreated::undone(&error), None);
    assert!(error.fields.contains_key("contacts.0.phone"));
}

#[tokio::test]
async fn a_batch_is_made_once_or_not_at_all() {
    let (server, client) = answering(vec![(0, String::new())]).await;
    let error = client
        .batch_create_contacts(&[iris()], BatchOptions::default())
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::Closed)
    );
    assert_eq!(server.seen.requests().len(), 1);

    let nothing = client
        .batch_create_contacts(&[], BatchOptions::default())
        .await;
    assert_eq!(nothing.unwrap().data, BatchCreated::default());
    let grouped = NewContact {
        groups: vec![12],
        ..iris()
    };
    let error = client
        .batch_create_contacts(&[iris(), grouped], BatchOptions::default())
        .await
        .unwrap_err();
    assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
    assert!(error.fields.contains_key("contacts.1.groups"));
    assert_eq!(server.seen.requests().len(), 1, "neither was called");
}
