#![allow(clippy::unwrap_used, clippy::expect_used)]
use serde_json::json;

use super::*;
use crate::{Contact, Group, SendReceipt, Usage};

fn answer(body: impl ToString) -> Answer {
    Answer::for_test(
        200,
        &[("date", "Mon, 02 Mar 2026 10:15:30 GMT")],
        &body.to_string(),
    )
}

fn group() -> Value {
    json!({ "id": 12, "name": "Spring launch", "created_at": "2026-01-11T08:00:00+00:00" })
}

#[test]
fn a_record_nested_once_or_twice_is_the_same() {
    let once: Reply<Group> = one(&answer(json!({ "success": true, "data": group() }))).unwrap();
    let twice: Reply<Group> = one(&answer(
        json!({ "success": true, "data": { "data": group() } }),
    ))
    .unwrap();
    assert_eq!(once.data, twice.data);
    assert_eq!(once.data.name, "Spring launch");
}

#[test]
fn a_record_with_a_field_named_data_is_not_stepped_into() {
    let data = json!({ "id": 1, "name": "x", "data": { "id": 2, "name": "y" } });
    let reply: Reply<Group> = one(&answer(json!({ "success": true, "data": data }))).unwrap();
    assert_eq!(reply.data.id, 1);
}

#[test]
fn times_and_request_id() {
    let body = json!({
        "success": true, "data": group(),
        "meta": { "request_id": "7c1f0a52", "timestamp": "2026-03-02T10:15:31+00:00" }
    });
    let reply: Reply<Group> = one(&answer(&body)).unwrap();
    assert_eq!(reply.request_id.as_deref(), Some("7c1f0a52"));
    assert_eq!(
        reply.server_time,
        Some("2026-03-02T10:15:30Z".parse().unwrap()),
        "header first"
    );
    let reply: Reply<Group> = one(&Answer::for_test(200, &[], &body.to_string())).unwrap();
    assert_eq!(
        reply.server_time,
        Some("2026-03-02T10:15:31Z".parse().unwrap()),
        "else meta"
    );
    let reply: Reply<Group> = one(&Answer::for_test(
        200,
        &[],
        &json!({ "success": true, "data": group(), "meta": [] }).to_string(),
    ))
    .unwrap();
    assert_eq!((reply.server_time, reply.request_id), (None, None));
}

#[test]
fn a_contact_with_everything_loose() {
    let body = json!({ "success": true, "data": {
        "id": "501", "firstname": "Nadia", "lastname": null, "type": "something_new", "phone": 15_550_100_142_i64,
        "status_id": "7", "source_id": null, "zip": 62701, "group_id": ["12", 13], "is_opted_out": 1,
        "created_at": "2026-02-20 14:05:00", "updated_at": "2026-02-20T14:05:00.000000Z",
        "source": [], "status": { "id": "7", "name": "Qualified", "color": null }, "extra": { "deep": [1, 2] }
    }});
    let contact = one::<Contact>(&answer(body)).unwrap().data;
    assert_eq!(contact.id, 501);
    assert_eq!(contact.lastname, "");
    assert_eq!(contact.r#type, "something_new");
    assert_eq!(contact.phone, "15550100142");
    assert_eq!((contact.status_id, contact.source_id), (Some(7), None));
    assert_eq!(contact.zip.as_deref(), Some("62701"));
    assert_eq!(contact.group_id, [12, 13]);
    assert!(contact.is_opted_out);
    assert_eq!(contact.created_at, contact.updated_at);
    assert!(contact.created_at.is_some());
    assert_eq!(contact.source, None);
    assert_eq!(contact.status.unwrap().name, "Qualified");
    assert_eq!(contact.groups, None);
}

#[test]
fn a_page() {
    let body = json!({
        "success": true, "data": [group()],
        "meta": { "pagination": { "total": "37", "count": 1, "per_page": 15, "current_page": 2, "total_pages": 3, "has_more": true } },
        "links": { "next": "https://elsewhere.example/?page=3" }
    });
    let page = page::<Group>(&answer(body)).unwrap().data;
    assert_eq!(page.rows.len(), 1);
    let expected = Pagination {
        total: 37,
        per_page: 15,
        current_page: 2,
        total_pages: 3,
        has_more: true,
    };
    assert_eq!(page.pagination, expected);
}

#[test]
fn more_pages_are_worked_out_when_the_server_does_not_say() {
    for (current, more) in [(2, true), (3, false)] {
        let body = json!({ "success": true, "data": [],
            "meta": { "pagination": { "total": 3, "current_page": current, "total_pages": 3 } } });
        assert_eq!(
            page::<Group>(&answer(body))
                .unwrap()
                .data
                .pagination
                .has_more,
            more
        );
    }
}

#[test]
fn a_list_without_its_place_is_not_taken_for_a_whole_one() {
    let error = page::<Group>(&answer(json!({ "success": true, "data": [group()] }))).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
}

#[test]
fn what_cannot_be_read_is_named_by_its_place_and_not_shown() {
    let page_of = |row: Value| {
        let pagination =
            json!({ "total": 2, "current_page": 1, "total_pages": 1, "has_more": false });
        json!({ "success": true, "data": [group(), row], "meta": { "pagination": pagination } })
    };
    let error =
        page::<Group>(&answer(page_of(json!({ "id": "secret", "name": "x" })))).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
    assert!(error.message.contains("data[1].id"), "{}", error.message);
    assert!(!format!("{error} {error:?} {}", error.message).contains("secret"));
    let error =
        one::<Group>(&answer(json!({ "success": true, "data": { "name": "x" } }))).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
}

#[test]
fn strangers() {
    for (body, html) in [
        ("<!doctype html><title>Sign in</title>", true),
        ("  <html>", true),
        ("hello", false),
        ("", false),
        ("[]", false),
        ("{\"data\":{\"id\":1}}", false),
        ("{\"success\":\"yes\"}", false),
    ] {
        let stranger = if html {
            Stranger::Html
        } else {
            Stranger::Other
        };
        let error = one::<Group>(&answer(body)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotThisApi(stranger), "{body:?}");
        assert!(
            error.may_have_happened(),
            "a 2xx of a stranger proves nothing"
        );
    }
}

#[test]
fn a_delete_carries_nothing_and_a_send_may_lack_its_receipt() {
    assert!(
        nothing(&answer(
            json!({ "success": true, "message": "Contact deleted successfully" })
        ))
        .is_ok()
    );
    let reply = one::<Option<SendReceipt>>(&answer(json!({ "success": true }))).unwrap();
    assert_eq!(reply.data, None);
    assert_eq!(
        one::<Usage>(&answer(json!({ "success": true })))
            .unwrap_err()
            .kind,
        ErrorKind::Decode
    );
}
