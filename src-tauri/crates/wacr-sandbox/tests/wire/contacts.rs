//! Contacts: create, read, update, delete (contract section 16).

use serde_json::{Value, json};
use wacr_sandbox::{Options, Quirks};

use crate::contract;
use crate::harness::{Shop, quiet, read};

fn iris() -> Value {
    json!({
        "firstname": "Iris", "lastname": "Mbeki", "phone": "+15550100150", "type": "lead",
        "source_id": 4, "status_id": 7,
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = iris();
    body[field] = value;
    body
}

#[tokio::test]
async fn a_contact_is_created_with_201_and_its_groups() {
    let shop = Shop::open().await;
    let mut body = iris();
    body["groups"] = json!([12, 14, 9999]);
    body["email"] = "iris@example.com".into();
    body["firstname"] = "  Iris ".into();
    body["company"] = "   ".into();
    let created = shop.post("/contacts", body).await;
    assert_eq!(created.status, 201);
    let data = created.data();
    assert_eq!(
        (&data["firstname"], &data["company"]),
        (&json!("Iris"), &Value::Null)
    );
    assert_eq!(
        data["group_id"],
        json!([12, 14, 9999]),
        "group ids are not checked"
    );
    let names: Vec<&Value> = data["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| &group["name"])
        .collect();
    assert_eq!(names, ["Spring launch", "Schools"]);
    assert_eq!(data["is_opted_out"], false);
    assert!(data.get("source").is_none());

    let id = data["id"].as_u64().unwrap();
    let read = shop
        .get(&format!(
            "/contacts/{id}?include=groups,source,status,nothing"
        ))
        .await;
    let record = &read.data()["data"];
    assert_eq!(record["source"]["name"], "Trade fair");
    assert_eq!(record["status"]["color"], "#9C27B0");
    assert_eq!(record["groups"].as_array().unwrap().len(), 2);
    assert!(read.body.get("message").is_none());
}

#[tokio::test]
async fn single_reads_nest_once_when_the_quirk_is_off() {
    let quirks = Quirks::NONE;
    let shop = Shop::with(Options { quirks, ..quiet() }).await;
    assert_eq!(shop.get("/contacts/501").await.data()["id"], 501);
    assert_eq!(shop.get("/sources/4").await.data()["id"], 4);
}

#[tokio::test]
async fn required_fields_are_named_one_by_one() {
    let shop = Shop::open().await;
    let answer = shop.post("/contacts", json!({ "firstname": "  " })).await;
    assert_eq!((answer.status, answer.code()), (422, "VALIDATION_ERROR"));
    let fields: Vec<&String> = answer.details().as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        [
            "firstname",
            "lastname",
            "phone",
            "source_id",
            "status_id",
            "type"
        ]
    );
    assert_eq!(
        answer.details()["source_id"],
        json!(["The source id field is required."])
    );
}

#[tokio::test]
async fn each_field_has_its_own_refusal() {
    let shop = Shop::open().await;
    let cases = [
        (
            "phone",
            json!("+15550100142"),
            "The phone has already been taken.",
        ),
        (
            "phone",
            json!("1".repeat(21)),
            "The phone field must not be greater than 20 characters.",
        ),
        (
            "email",
            json!("nadia@example.com"),
            "The email has already been taken.",
        ),
        (
            "email",
            json!("not-an-address"),
            "The email field must be a valid email address.",
        ),
        ("type", json!("friend"), "The selected type is invalid."),
        (
            "source_id",
            json!(9999),
            "The selected source id is invalid.",
        ),
        (
            "status_id",
            json!("seven"),
            "The status id field must be an integer.",
        ),
        (
            "firstname",
            json!("x".repeat(256)),
            "The firstname field must not be greater than 255 characters.",
        ),
        ("lastname", json!(7), "The lastname field must be a string."),
        (
            "zip",
            json!("1".repeat(21)),
            "The zip field must not be greater than 20 characters.",
        ),
        (
            "address",
            json!("x".repeat(501)),
            "The address field must not be greater than 500 characters.",
        ),
        (
            "assigned_id",
            json!("Ilse"),
            "The assigned id field must be an integer.",
        ),
        ("groups", json!(12), "The groups field must be an array."),
    ];
    for (field, value, sentence) in cases {
        let answer = shop.post("/contacts", with(field, value)).await;
        assert_eq!(answer.status, 422, "{field}");
        assert_eq!(answer.details(), &json!({ field: [sentence] }));
    }
    let answer = shop
        .post("/contacts", with("groups", json!([12, "x"])))
        .await;
    assert_eq!(
        answer.details(),
        &json!({ "groups.1": ["The groups.1 field must be an integer."] })
    );
}

#[tokio::test]
async fn phones_are_unique_by_exact_text_only() {
    let shop = Shop::open().await;
    assert_eq!(shop.post("/contacts", iris()).await.status, 201);
    assert_eq!(
        shop.post("/contacts", with("phone", json!("15550100150")))
            .await
            .status,
        201
    );
    assert_eq!(shop.post("/contacts", iris()).await.status, 422);
}

#[tokio::test]
async fn values_too_wide_for_the_store_pass_the_checks_and_fault() {
    let shop = Shop::open().await;
    let cases = [
        ("firstname", 191),
        ("lastname", 191),
        ("company", 191),
        ("city", 100),
        ("state", 100),
        ("zip", 15),
    ];
    for (field, width) in cases {
        let answer = shop
            .post("/contacts", with(field, json!("ü".repeat(width + 1))))
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (500, "INTERNAL_ERROR"),
            "{field}"
        );
    }
    let mut widest = iris();
    for (field, width) in cases {
        widest[field] = "ü".repeat(width).into();
    }
    assert_eq!(shop.post("/contacts", widest).await.status, 201);
    assert_eq!(
        shop.get("/contacts").await.total(),
        61,
        "refused ones left nothing behind"
    );
}

#[tokio::test]
async fn a_full_plan_refuses_with_the_numbers() {
    let shop = Shop::with(Options {
        plan_contacts: Some(61),
        ..quiet()
    })
    .await;
    assert_eq!(shop.post("/contacts", iris()).await.status, 201);
    let answer = shop
        .post("/contacts", with("phone", json!("+15550100151")))
        .await;
    assert_eq!(
        (answer.status, answer.code()),
        (403, "FEATURE_LIMIT_EXCEEDED")
    );
    assert_eq!(
        answer.details(),
        &json!({ "feature": "contacts", "current": 61, "maximum": 61 })
    );
    let send = json!({ "phone": "+15550100151", "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    assert_eq!(
        shop.post("/messages/template", send).await.details()["maximum"],
        61
    );
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_nothing_else() {
    let shop = Shop::open().await;
    let before = shop.contact("+15550100142").await;
    let path = format!("/contacts/{}", before["id"]);
    let answer = shop
        .patch(
            &path,
            json!({ "type": "guest", "city": null, "groups": [13] }),
        )
        .await;
    assert_eq!(answer.status, 200);
    let after = answer.data();
    assert_eq!(after["groups"][0]["name"], "Repeat buyers");
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    let changed: Vec<&String> = before
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| before[key.as_str()] != after[key.as_str()])
        .collect();
    assert_eq!(changed, ["city", "group_id", "type", "updated_at"]);

    let same = shop
        .patch(
            &path,
            json!({ "phone": "+15550100142", "email": "nadia@example.com" }),
        )
        .await;
    assert_eq!(same.status, 200, "its own phone and email are not taken");
    assert_eq!(
        same.data()["updated_at"],
        after["updated_at"],
        "nothing changed"
    );
    assert_eq!(
        shop.patch(&path, json!({ "groups": [] })).await.data()["group_id"],
        json!([])
    );
}

#[tokio::test]
async fn an_update_may_leave_required_fields_out_but_not_blank() {
    let shop = Shop::open().await;
    let answer = shop
        .patch(
            "/contacts/501",
            json!({ "firstname": "", "phone": "+15550100142" }),
        )
        .await;
    assert_eq!(answer.status, 422);
    let details = json!({
        "firstname": ["The firstname field is required."],
        "phone": ["The phone has already been taken."],
    });
    assert_eq!(answer.details(), &details);
    let wide = shop
        .patch("/contacts/501", json!({ "zip": "1".repeat(16) }))
        .await;
    assert_eq!(wide.code(), "INTERNAL_ERROR");
    assert_eq!(
        shop.patch("/contacts/9999", json!({})).await.code(),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn a_deleted_contact_is_gone_and_its_phone_is_free() {
    let shop = Shop::open().await;
    let id = shop.post("/contacts", iris()).await.data()["id"].clone();
    let path = format!("/contacts/{id}");
    let deleted = shop.delete(&path).await;
    assert_eq!(deleted.status, 200);
    assert!(deleted.body.get("data").is_none());
    assert_eq!(deleted.body["message"], "Contact deleted successfully");
    assert_eq!(shop.delete(&path).await.code(), "NOT_FOUND");
    assert_eq!(shop.get(&path).await.code(), "NOT_FOUND");
    assert_eq!(shop.post("/contacts", iris()).await.status, 201);
}

#[tokio::test]
async fn a_body_that_is_no_json_counts_as_empty() {
    let shop = Shop::open().await;
    let request = shop
        .raw("POST", "/contacts")
        .header("content-type", "application/json");
    let answer = read(request.body("{\"firstname\": ").send().await.unwrap()).await;
    assert_eq!(answer.status, 422);
    contract::check("POST", "/contacts", answer.status, &answer.body);
    let form = reqwest::multipart::Form::new().text("city", "Bristol");
    let answer = read(
        shop.raw("PATCH", "/contacts/501")
            .multipart(form)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, 200);
    contract::check("PATCH", "/contacts/501", answer.status, &answer.body);
    assert_ne!(answer.data()["city"], "Bristol", "PATCH reads no multipart");
}
