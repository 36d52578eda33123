//! DELETE with a body, behind somebody who strips it.

use serde_json::{Value, json};
use wacr_api::{BatchDeleted, ErrorKind, MembersRemoved};

use super::{always, answering, failure, parts, success};
use crate::support::{RawServer, client, serve};

/// Answers what a server says that reads ids from the body or the query, behind a proxy that strips bodies of DELETE.
/// `empty` is what it says of no ids.
async fn stripping(empty: (u16, Value)) -> (RawServer, wacr_api::Client) {
    let server = serve(move |_, mut connection| {
        let empty = empty.clone();
        async move {
            while let Some(request) = connection.request().await {
                // The body is lost: only the line counts.
                let line = request.lines().next().unwrap().to_owned();
                let ids = line.matches("ids%5B%5D=").count();
                let (status, body) = if ids == 0 {
                    empty.clone()
                } else if line.contains("/groups/") {
                    (
                        200,
                        success(json!({ "group_id": 12, "contacts_removed": ids })),
                    )
                } else {
                    let summary = json!({ "total": ids, "deleted": ids, "failed": 0 });
                    (200, success(json!({ "success": true, "summary": summary })))
                };
                connection.answer(status, "", &body.to_string()).await;
            }
        }
    })
    .await;
    let client = client(server.address);
    (server, client)
}

fn zero() -> (u16, Value) {
    let summary = json!({ "total": 0, "deleted": 0, "failed": 0 });
    (200, success(json!({ "success": true, "summary": summary })))
}

#[tokio::test]
async fn ids_are_in_the_body_where_it_gets_through() {
    let data = json!({ "success": true, "summary": { "total": "3", "deleted": 2, "failed": "1" } });
    let (server, client) = always(200, success(data)).await;
    let deleted = client.batch_delete_contacts(&[610, 611, 999_999]).await;
    let summary = deleted.unwrap().data.summary;
    assert_eq!((summary.total, summary.deleted, summary.failed), (3, 2, 1));
    let request = &server.seen.requests()[0];
    assert!(
        request.ends_with("\r\n\r\n{\"ids\":[610,611,999999]}"),
        "{request}"
    );
    let (line, _) = parts(request);
    assert_eq!(line, "DELETE /api/v2/contacts/batch HTTP/1.1");
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn ids_go_into_the_query_where_bodies_are_stripped() {
    let required = |name: &str| {
        failure(
            "VALIDATION_ERROR",
            json!({ name: ["The field is required."] }),
        )
    };
    for empty in [zero(), (422, required("ids")), (400, required("ids"))] {
        let (server, client) = stripping(empty.clone()).await;
        let deleted = client
            .batch_delete_contacts(&[610, 611])
            .await
            .unwrap()
            .data;
        assert_eq!(deleted.summary.deleted, 2, "{empty:?}");
        let requests = server.seen.requests();
        assert_eq!(requests.len(), 2);
        let (line, body) = parts(&requests[1]);
        assert_eq!(
            line,
            "DELETE /api/v2/contacts/batch?ids%5B%5D=610&ids%5B%5D=611 HTTP/1.1"
        );
        assert_eq!(body, Value::Null);
        // From now on, and for every copy of the client, straight to the query.
        let copy = client.without_retry();
        copy.batch_delete_contacts(&[612]).await.unwrap();
        copy.remove_contacts_from_group(12, &[501]).await.unwrap();
        let requests = server.seen.requests();
        assert_eq!(requests.len(), 4);
        let (line, _) = parts(&requests[3]);
        assert_eq!(
            line,
            "DELETE /api/v2/groups/12/contacts?contact_ids%5B%5D=501 HTTP/1.1"
        );
    }
}

#[tokio::test]
async fn members_are_removed_where_bodies_are_stripped() {
    let required = failure(
        "VALIDATION_ERROR",
        json!({ "contact_ids": ["The contact ids field is required."] }),
    );
    // A server that does not ask for ids removes none and says so.
    let none = success(json!({ "group_id": 12, "contacts_removed": 0 }));
    for empty in [(422, required), (200, none)] {
        let (server, client) = stripping(empty.clone()).await;
        let removed = client.remove_contacts_from_group(12, &[501, 502]).await;
        assert_eq!(removed.unwrap().data.contacts_removed, 2, "{empty:?}");
        assert_eq!(server.seen.requests().len(), 2);
        client.remove_contacts_from_group(12, &[503]).await.unwrap();
        assert_eq!(server.seen.requests().len(), 3);
    }
}

#[tokio::test]
async fn a_group_without_these_members_is_no_stripped_body() {
    let some = success(json!({ "group_id": 12, "contacts_removed": 1 }));
    let none = success(json!({ "group_id": 12, "contacts_removed": 0 }));
    let (server, client) = answering(vec![
        (200, none.to_string()),
        (200, none.to_string()),
        (200, some.to_string()),
        (200, none.to_string()),
    ])
    .await;
    let removed = async || {
        client
            .remove_contacts_from_group(12, &[501])
            .await
            .unwrap()
            .data
    };
    assert_eq!(removed().await.contacts_removed, 0);
    assert_eq!(
        server.seen.requests().len(),
        2,
        "nobody knew whether bodies arrive"
    );
    assert_eq!(removed().await.contacts_removed, 1);
    assert_eq!(removed().await.contacts_removed, 0);
    let requests = server.seen.requests();
    assert_eq!(requests.len(), 4, "now it is known");
    assert!(requests[3].ends_with("{\"contact_ids\":[501]}"));
}

#[tokio::test]
async fn what_stands_in_the_way_of_both_is_told() {
    let required = failure("VALIDATION_ERROR", json!({ "ids": ["required"] }));
    let (server, client) = always(422, required).await;
    let error = client.batch_delete_contacts(&[610]).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(server.seen.requests().len(), 2, "once each way");
    // An id that is refused is another matter, and so is a group that is gone.
    let one_bad = failure("VALIDATION_ERROR", json!({ "contact_ids.0": ["unknown"] }));
    for (status, body, kind) in [
        (422, one_bad, ErrorKind::Invalid),
        (404, failure("NOT_FOUND", json!({})), ErrorKind::NotFound),
    ] {
        let (server, client) = always(status, body).await;
        let error = client
            .remove_contacts_from_group(12, &[501])
            .await
            .unwrap_err();
        assert_eq!(error.kind, kind);
        assert_eq!(server.seen.requests().len(), 1);
    }
}

#[tokio::test]
async fn without_ids_nothing_is_called() {
    let (server, client) = always(500, json!({})).await;
    let deleted = client.batch_delete_contacts(&[]).await.unwrap();
    assert_eq!(deleted.data, BatchDeleted::default());
    let removed = client.remove_contacts_from_group(12, &[]).await.unwrap();
    let nobody = MembersRemoved {
        group_id: 12,
        contacts_removed: 0,
    };
    assert_eq!(removed.data, nobody);
    assert_eq!(server.seen.connections(), 0);
}
