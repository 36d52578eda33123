//! Many contacts in one call (contract 16.6 and 16.7), and lists of ids in the query.

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Shop, documented};

const BATCH: &str = "/contacts/batch";

fn row(phone: &str) -> Value {
    json!({
        "firstname": "Iris", "lastname": "Mbeki", "phone": phone, "type": "lead", "source_id": 4, "status_id": 7,
    })
}

fn bad_email(phone: &str) -> Value {
    let mut row = row(phone);
    row["email"] = "not-an-address".into();
    row
}

#[tokio::test]
async fn each_row_is_created_skipped_or_listed_with_its_index() {
    let shop = Shop::documented().await;
    let mut first = row("+15550107001");
    first["groups"] = json!([12]);
    let body = json!({
        "contacts": [first, row("+15550100142"), bad_email("+15550107002"), "no row"],
        "options": { "continue_on_error": true, "skip_duplicates": true },
    });
    let answer = shop.post(BATCH, body).await;
    assert_eq!(
        (answer.status, &answer.body["message"]),
        (200, &json!("Batch operation completed"))
    );
    let data = answer.data();
    assert_eq!(
        data["summary"],
        json!({ "total": 4, "created": 1, "skipped": 1, "failed": 2 })
    );
    let created = &data["created"][0];
    let keys: Vec<&String> = created.as_object().unwrap().keys().collect();
    let wanted = [
        "created_at",
        "firstname",
        "id",
        "lastname",
        "phone",
        "source_id",
        "status_id",
        "tenant_id",
        "type",
        "updated_at",
    ];
    assert_eq!(keys, wanted, "fields not sent are missing, groups too");
    assert!(
        created["created_at"]
            .as_str()
            .unwrap()
            .ends_with(".000000Z")
    );
    assert_eq!(
        (
            &data["skipped"][0]["index"],
            &data["skipped"][0]["data"]["tenant_id"]
        ),
        (&json!(1), &json!(31))
    );
    assert_eq!(data["errors"][0]["index"], 2);
    assert!(data["errors"][0]["errors"]["email"].is_array());
    assert_eq!(data["errors"][1]["index"], 3);
    let stored = shop.contact("+15550107001").await;
    assert_eq!(
        (&stored["id"], &stored["group_id"]),
        (&created["id"], &json!([]))
    );
}

#[tokio::test]
async fn without_going_on_one_bad_row_undoes_the_rest() {
    let shop = Shop::documented().await;
    let before = shop.get("/contacts").await.total();
    let body = json!({
        "contacts": [row("+15550107001"), bad_email("+15550107002"), row("+15550107003")],
        "options": { "continue_on_error": false },
    });
    let answer = shop.post(BATCH, body).await;
    assert_eq!((answer.status, answer.code()), (422, "VALIDATION_ERROR"));
    let details = answer.details();
    assert_eq!(
        (&details["success"], &details["summary"]["created"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(details["errors"][0]["index"], 1);
    let gone = format!("/contacts/{}", details["created"][0]["id"]);
    assert_eq!(
        shop.get(&gone).await.status,
        404,
        "named, and no longer there"
    );
    assert_eq!(shop.get("/contacts").await.total(), before);
}

#[tokio::test]
async fn rows_follow_the_checks_of_a_single_create() {
    let shop = Shop::documented().await;
    let mut nowhere = row("+15550107002");
    nowhere["source_id"] = 9999.into();
    let rows = json!([
        row("+15550107001"),
        row("+15550107001"),
        nowhere,
        row("+15550100142")
    ]);
    let answer = shop.post(BATCH, json!({ "contacts": rows })).await;
    let errors = answer.data()["errors"].as_array().unwrap();
    let fields: Vec<String> = errors
        .iter()
        .map(|error| {
            error["errors"]
                .as_object()
                .unwrap()
                .keys()
                .next()
                .unwrap()
                .clone()
        })
        .collect();
    assert_eq!(fields, ["phone", "source_id", "phone"]);
    let full = Shop::with(Options {
        plan_contacts: Some(61),
        ..documented()
    })
    .await;
    let rows = json!([row("+15550107001"), row("+15550107002")]);
    let answer = full.post(BATCH, json!({ "contacts": rows })).await;
    assert_eq!(
        (answer.status, answer.code()),
        (403, "FEATURE_LIMIT_EXCEEDED")
    );
    assert_eq!(full.get("/contacts").await.total(), 60, "all or nothing");
}

#[tokio::test]
async fn nothing_to_create_succeeds_and_what_is_no_list_does_not() {
    let shop = Shop::documented().await;
    let zeros = json!({ "total": 0, "created": 0, "skipped": 0, "failed": 0 });
    for body in [json!({ "contacts": [] }), json!({})] {
        assert_eq!(shop.post(BATCH, body).await.data()["summary"], zeros);
    }
    let no_list = shop.post(BATCH, json!({ "contacts": "all" })).await;
    assert!(no_list.details()["contacts"].is_array());
    let options = json!({ "contacts": [], "options": { "skip_duplicates": "perhaps" } });
    assert!(shop.post(BATCH, options).await.details()["options.skip_duplicates"].is_array());
}

#[tokio::test]
async fn deleting_counts_unknown_ids_as_failed_and_reads_the_query_without_a_body() {
    let shop = Shop::documented().await;
    let delete = async |body: Option<Value>, query: &str| {
        let path = format!("{BATCH}{query}");
        shop.call("DELETE", &path, body).await.data()["summary"].clone()
    };
    let body = json!({ "ids": [501, 502, 502, 999_999, "503"] });
    assert_eq!(
        delete(Some(body), "").await,
        json!({ "total": 5, "deleted": 3, "failed": 2 })
    );
    assert_eq!(delete(None, "?ids[]=504&ids%5B%5D=505").await["deleted"], 2);
    assert_eq!(
        delete(None, "").await,
        json!({ "total": 0, "deleted": 0, "failed": 0 })
    );
    assert_eq!(shop.get("/contacts").await.total(), 55);
    let fault = shop
        .call("DELETE", BATCH, Some(json!({ "ids": 506 })))
        .await;
    assert_eq!(fault.status, 500);
}

#[tokio::test]
async fn members_of_a_group_are_removed_by_the_query_too() {
    let shop = Shop::documented().await;
    let id = shop.contact("+15550100142").await["id"].clone();
    let path = format!("/groups/12/contacts?contact_ids[]={id}&contact_ids[]=999999");
    assert_eq!(shop.delete(&path).await.data()["contacts_removed"], 1);
    assert_eq!(shop.delete("/groups/12/contacts").await.status, 422);
}
