//! Groups, sources and statuses (contract sections 17, 19, 20).

use serde_json::json;

use crate::harness::Shop;

#[tokio::test]
async fn all_three_are_created_read_renamed_and_deleted_alike() {
    let shop = Shop::open().await;
    for (path, noun) in [
        ("groups", "Group"),
        ("sources", "Source"),
        ("statuses", "Status"),
    ] {
        let created = shop
            .post(
                &format!("/{path}"),
                json!({ "name": "Pier walk", "color": "#00AA55" }),
            )
            .await;
        assert_eq!(created.status, 201);
        assert_eq!(
            created.body["message"],
            format!("{noun} created successfully")
        );
        assert_eq!(created.data().get("color").is_some(), path == "statuses");
        let one = format!("/{path}/{}", created.data()["id"]);

        let read = shop.get(&one).await;
        assert_eq!(
            read.data()["data"]["name"],
            "Pier walk",
            "wrapped once more"
        );
        let taken = shop
            .post(&format!("/{path}"), json!({ "name": "Pier walk" }))
            .await;
        assert_eq!(taken.status, 422);
        assert_eq!(
            taken.details()["name"],
            json!(["The name has already been taken."])
        );
        let long = shop.patch(&one, json!({ "name": "x".repeat(256) })).await;
        assert_eq!(
            long.details()["name"],
            json!(["The name field must not be greater than 255 characters."])
        );
        let blank = shop.patch(&one, json!({})).await;
        assert_eq!(
            blank.details()["name"],
            json!(["The name field is required."])
        );

        let renamed = shop.patch(&one, json!({ "name": "Quay walk" })).await;
        assert_eq!(
            (renamed.status, &renamed.data()["name"]),
            (200, &json!("Quay walk"))
        );
        let deleted = shop.delete(&one).await;
        assert_eq!(
            deleted.body["message"],
            format!("{noun} deleted successfully")
        );
        assert!(deleted.body.get("data").is_none());
        for answer in [
            shop.get(&one).await,
            shop.delete(&one).await,
            shop.patch(&one, json!({})).await,
        ] {
            assert_eq!((answer.status, answer.code()), (404, "NOT_FOUND"));
        }
    }
}

#[tokio::test]
async fn a_status_colour_is_checked_and_a_missing_one_is_written_as_null() {
    let shop = Shop::open().await;
    for color in ["red", "#12345", "#GGGGGG"] {
        let answer = shop
            .post("/statuses", json!({ "name": "Odd", "color": color }))
            .await;
        assert!(answer.details()["color"].is_array(), "{color}");
    }
    let kept = shop
        .patch(
            "/statuses/7",
            json!({ "name": "Qualified", "color": "#00AA55" }),
        )
        .await;
    assert_eq!(kept.data()["color"], "#00AA55");
    let lost = shop
        .patch("/statuses/7", json!({ "name": "Qualified" }))
        .await;
    assert!(lost.data()["color"].is_null());
}

#[tokio::test]
async fn a_source_or_status_in_use_is_a_conflict() {
    let shop = Shop::open().await;
    for path in ["/sources/4", "/statuses/7"] {
        let answer = shop.delete(path).await;
        assert_eq!((answer.status, answer.code()), (409, "RESOURCE_CONFLICT"));
        assert_eq!(shop.get(path).await.status, 200);
    }
}

#[tokio::test]
async fn a_deleted_group_leaves_its_id_behind() {
    let shop = Shop::open().await;
    let contact = shop.contact("+15550100142").await;
    assert_eq!(contact["group_id"], json!([12, 13, 14]));
    assert_eq!(shop.delete("/groups/13").await.status, 200);
    let read = shop
        .get(&format!("/contacts/{}?include=groups", contact["id"]))
        .await;
    let record = &read.data()["data"];
    assert_eq!(record["group_id"], json!([12, 13, 14]));
    assert_eq!(record["groups"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn members_are_added_once_and_counted_once() {
    let shop = Shop::open().await;
    let group = shop
        .post("/groups", json!({ "name": "Pier walk" }))
        .await
        .data()["id"]
        .clone();
    let members = format!("/groups/{group}/contacts");
    let ids = |ids: &[u64]| json!({ "contact_ids": ids });
    let added = shop.post(&members, ids(&[501, 502])).await;
    assert_eq!(added.status, 200);
    assert_eq!(
        added.data(),
        &json!({ "group_id": group, "contacts_added": 2 })
    );
    assert_eq!(
        shop.post(&members, ids(&[502, 503])).await.data()["contacts_added"],
        1
    );
    assert_eq!(
        shop.get(&format!("/contacts?filter[group_id]={group}"))
            .await
            .total(),
        3
    );

    let removed = shop
        .call("DELETE", &members, Some(ids(&[501, 501, 504, 9999])))
        .await;
    assert_eq!(
        removed.data(),
        &json!({ "group_id": group, "contacts_removed": 1 })
    );
    assert_eq!(
        shop.get(&format!("/contacts?filter[group_id]={group}"))
            .await
            .total(),
        2
    );
}

#[tokio::test]
async fn one_unknown_or_repeated_id_refuses_the_whole_call() {
    let shop = Shop::open().await;
    let group = shop
        .post("/groups", json!({ "name": "Pier walk" }))
        .await
        .data()["id"]
        .clone();
    let members = format!("/groups/{group}/contacts");
    let answer = shop
        .post(&members, json!({ "contact_ids": [501, 9999, 501] }))
        .await;
    assert_eq!(answer.status, 422);
    let details = json!({
        "contact_ids.1": ["The selected contact_ids.1 is invalid."],
        "contact_ids.2": ["The contact_ids.2 field has a duplicate value."],
    });
    assert_eq!(answer.details(), &details);
    assert_eq!(
        shop.get(&format!("/contacts?filter[group_id]={group}"))
            .await
            .total(),
        0
    );
    for body in [json!({}), json!({ "contact_ids": [] })] {
        let answer = shop.post(&members, body).await;
        assert_eq!(
            answer.details()["contact_ids"],
            json!(["The contact ids field is required."])
        );
    }
    assert_eq!(
        shop.post("/groups/9999/contacts", json!({})).await.status,
        404
    );
}
