//! Every quirk changes something, and without it the documented behaviour stands.

use serde_json::{Value, json};
use wacr_sandbox::{Options, Quirk, Quirks};

use crate::harness::{Answer, Shop, documented};

const NADIA: &str = "+15550100142";
const MEGABYTE: usize = 1024 * 1024;

fn welcome(phone: &str) -> Value {
    json!({ "phone": phone, "template_name": "welcome_reader", "language": "de", "field_1": "Jo" })
}

fn text(message: &str) -> Value {
    json!({ "phone": NADIA, "message": message })
}

fn code(phone: &str) -> Value {
    json!({ "phone": phone, "template_name": "login_code", "language": "en_US", "code": "481516", "expiry_minutes": 1 })
}

fn media(kind: &str, name: &str) -> Value {
    json!({ "phone": "15550100142", "media_type": kind, "media_url": format!("https://media.example.com/{name}") })
}

fn contact(phone: &str, firstname: &str) -> Value {
    json!({
        "firstname": firstname, "lastname": "M", "phone": phone, "type": "lead", "source_id": 4, "status_id": 7,
    })
}

/// Status and code, the part of an answer a client decides by.
fn verdict(answer: &Answer) -> Value {
    match answer.code() {
        "" => json!(answer.status),
        code => json!([answer.status, code]),
    }
}

/// The status of a row once everything has happened, and before.
async fn fates(shop: &Shop, sent: &Answer) -> Value {
    let path = format!(
        "/messages?filter[interaction_id]={}&per_page=1",
        sent.data()["chat_id"]
    );
    let mut seen = Vec::new();
    for seconds in [0, 4, 9] {
        shop.sandbox.advance(seconds);
        seen.push(shop.get(&path).await.data()[0]["status"].clone());
    }
    seen.into()
}

/// What a shop shows, what it must show by the documentation, and what it must show with the quirk.
async fn seen(quirk: Quirk, shop: &Shop) -> (Value, Value, Value) {
    let unauthorised = || shop.call_as("wm_nobody", "GET", "/groups", None);
    match quirk {
        Quirk::DoubleNesting => {
            let answer = shop.get("/groups/12").await;
            (
                answer.data().get("data").is_some().into(),
                json!(false),
                json!(true),
            )
        }
        Quirk::ButtonValuesDropped => {
            let body = json!({
                "phone": NADIA, "template_name": "parcel_track", "language": "en_GB", "field_1": "A", "button_0": "A",
            });
            let answer = shop.post("/messages/template", body).await;
            (
                verdict(&answer),
                json!(200),
                json!([500, "MESSAGE_SEND_FAILED"]),
            )
        }
        Quirk::TemplateRowsUntracked => {
            let sent = shop.post("/messages/template", welcome(NADIA)).await;
            let shown = json!([
                sent.data()["chat_message_id"].is_null(),
                fates(shop, &sent).await
            ]);
            let off = json!([false, ["sent", "delivered", "read"]]);
            (shown, off, json!([true, ["sent", "sent", "sent"]]))
        }
        Quirk::SyncPlaceholder => {
            let answer = shop.call("POST", "/templates/sync", None).await;
            let count = answer.data()["synced_count"].as_u64().unwrap();
            ((count > 0).into(), json!(true), json!(false))
        }
        Quirk::SyncRefused => {
            let answer = shop.call("POST", "/templates/sync", None).await;
            (
                verdict(&answer),
                json!(200),
                json!([500, "WHATSAPP_API_ERROR"]),
            )
        }
        Quirk::DirectionFilterFaults => {
            let answer = shop.get("/messages?filter[direction]=inbound").await;
            (verdict(&answer), json!(200), json!([500, "INTERNAL_ERROR"]))
        }
        Quirk::ContactPageSlips => {
            let answer = shop.get("/contacts?search=nobody-at-all").await;
            (
                answer.body["meta"]["pagination"]["count"].clone(),
                json!(0),
                json!(1),
            )
        }
        Quirk::FieldsFault => {
            let mut shown = Vec::new();
            for path in [
                "/groups",
                "/messages",
                "/templates",
                "/auth/templates",
                "/contacts",
            ] {
                shown.push(shop.get(&format!("{path}?fields=id")).await.status);
            }
            (
                json!(shown),
                json!([200, 200, 200, 200, 200]),
                json!([500, 500, 500, 500, 200]),
            )
        }
        Quirk::NullFalseIsNull => {
            let total = async |value: &str| {
                shop.get(&format!("/contacts?filter[assigned_id][null]={value}"))
                    .await
                    .total()
            };
            let (no, not_null) = (total("false").await, total("0").await);
            let same = json!([no == not_null, no == total("true").await]);
            (same, json!([true, false]), json!([false, true]))
        }
        Quirk::DateFiltersLocal => {
            let created = shop.contact(NADIA).await["created_at"].clone();
            let time = created.as_str().unwrap()[..19].replace('T', "%20");
            let found = shop
                .get(&format!("/contacts?filter[created_at]={time}&search=Nadia"))
                .await;
            (json!(found.total()), json!(1), json!(0))
        }
        Quirk::SortBreaksTies => {
            let answer = shop.get("/messages?sort=created_at&per_page=100").await;
            let times = answer.column("sent_at");
            let oldest_first = times
                .windows(2)
                .all(|two| two[0].as_str() <= two[1].as_str());
            (json!(oldest_first), json!(true), json!(false))
        }
        Quirk::Unauthorized401 => {
            let off = json!([401, "INVALID_TOKEN"]);
            (
                verdict(&unauthorised().await),
                off,
                json!([401, "UNAUTHORIZED"]),
            )
        }
        Quirk::Unauthorized403 => {
            let off = json!([401, "INVALID_TOKEN"]);
            (
                verdict(&unauthorised().await),
                off,
                json!([403, "UNAUTHORIZED"]),
            )
        }
        Quirk::SubscriptionLapsed => {
            let answer = shop.get("/account").await;
            (
                verdict(&answer),
                json!(200),
                json!([403, "SUBSCRIPTION_INACTIVE"]),
            )
        }
        Quirk::EmptyDetails => {
            let answer = shop.get("/contacts/999999").await;
            (answer.details().clone(), Value::Null, json!([]))
        }
        Quirk::WhatsAppNotConnected => {
            let answers = [
                shop.post("/messages/text", text("Hi")).await,
                shop.post("/messages/template", welcome(NADIA)).await,
                shop.post("/messages/media", media("image", "a.png")).await,
                shop.post("/auth/send-otp", code(NADIA)).await,
                shop.call("POST", "/templates/sync", None).await,
            ];
            let refused = json!([422, "WHATSAPP_NOT_CONFIGURED"]);
            let shown: Vec<Value> = answers.iter().map(verdict).collect();
            (
                json!(shown),
                json!([200, 200, 200, 200, 200]),
                json!(vec![refused; 5]),
            )
        }
        Quirk::NoContactDefaults => {
            let known = shop.post("/messages/template", welcome(NADIA)).await.status;
            let answer = shop
                .post("/messages/template", welcome("+15550107000"))
                .await;
            let missing = answer.details()["missing_config"].as_object();
            let keys = missing.map(|missing| missing.keys().cloned().collect::<Vec<_>>());
            let on = json!([200, 422, ["lead_source", "lead_status"]]);
            (
                json!([known, answer.status, keys]),
                json!([200, 200, null]),
                on,
            )
        }
        Quirk::PlanWithoutTemplates | Quirk::PlanWithoutTemplatesFaults => {
            let answers = [
                shop.post("/messages/template", welcome(NADIA)).await,
                shop.post("/auth/send-otp", code(NADIA)).await,
                shop.post("/messages/text", text("Hi")).await,
            ];
            let limits = shop.get("/account/limits").await;
            let feature = limits.data()["features"]["whatsapp_templates"].clone();
            let mut shown: Vec<Value> = answers.iter().map(verdict).collect();
            shown.push(feature);
            let on = match quirk {
                Quirk::PlanWithoutTemplates => json!([403, "FEATURE_NOT_AVAILABLE"]),
                _ => json!(500),
            };
            (
                json!(shown),
                json!([200, 200, 200, true]),
                json!([on, on, 200, false]),
            )
        }
        Quirk::UploadCap => {
            let fields = [
                ("phone", "15550100142"),
                ("media_type", "video"),
                ("caption", "Film"),
            ];
            let small = shop
                .form(
                    "/messages/media",
                    &fields,
                    Some(("media_file", "a.mp4", MEGABYTE)),
                )
                .await;
            let large = shop
                .form(
                    "/messages/media",
                    &fields,
                    Some(("media_file", "a.mp4", 9 * MEGABYTE)),
                )
                .await;
            let html = large
                .header("content-type")
                .unwrap()
                .starts_with("text/html");
            let shown = json!([small.status, large.status, html]);
            (shown, json!([200, 200, false]), json!([200, 413, true]))
        }
        Quirk::NarrowColumns => {
            let answer = shop
                .post("/contacts", contact("+15550107000", &"x".repeat(200)))
                .await;
            (verdict(&answer), json!(201), json!([500, "INTERNAL_ERROR"]))
        }
        Quirk::DeadGroupIds => {
            shop.delete("/groups/12").await;
            let groups = shop.contact(NADIA).await["group_id"].clone();
            let dead = groups.as_array().unwrap().contains(&json!(12));
            (json!(dead), json!(false), json!(true))
        }
        Quirk::MergePhoneNumber => {
            let answer = shop
                .post(
                    "/messages/text",
                    text("@{contact_phone} @{contact_phone_number}"),
                )
                .await;
            let on = json!("{contact_phone} +15550100142");
            (
                answer.data()["message"].clone(),
                json!("+15550100142 {contact_phone_number}"),
                on,
            )
        }
        Quirk::ContactIdByDigits => {
            let mut body = text("Hi");
            body["contact_id"] = shop.contact("15550100142").await["id"].clone();
            let answer = shop.post("/messages/text", body).await;
            (verdict(&answer), json!([404, "NOT_FOUND"]), json!(200))
        }
        Quirk::TextValidationFaults => {
            let answer = shop.post("/messages/text", text("")).await;
            (
                verdict(&answer),
                json!([422, "VALIDATION_ERROR"]),
                json!(500),
            )
        }
        Quirk::TextOptOutUnchecked => {
            let mut shown = Vec::new();
            for phone in ["+353209120142", "+15550109006"] {
                let body = json!({ "phone": phone, "message": "Hi" });
                shown.push(verdict(&shop.post("/messages/text", body).await));
            }
            let off = json!([[403, "CONTACT_OPTED_OUT"], [403, "FEATURE_LIMIT_EXCEEDED"]]);
            (json!(shown), off, json!([200, 200]))
        }
        Quirk::MediaErrorsLegacy => {
            let answer = shop.post("/messages/media", media("image", "a.gif")).await;
            let legacy = answer.body["status"] == "error" && answer.body.get("meta").is_none();
            (
                json!([verdict(&answer), legacy]),
                json!([[422, "VALIDATION_ERROR"], false]),
                json!([422, true]),
            )
        }
        Quirk::MediaExtensionsServer => {
            let mut shown = Vec::new();
            for (kind, name) in [
                ("image", "a.webp"),
                ("audio", "a.opus"),
                ("document", "a.csv"),
                ("image", "a"),
                ("audio", "a.m4a"),
            ] {
                shown.push(shop.post("/messages/media", media(kind, name)).await.status);
            }
            (
                json!(shown),
                json!([200, 200, 200, 200, 422]),
                json!([422, 422, 422, 422, 200]),
            )
        }
        Quirk::MediaRowsMissing => {
            let before = shop.get("/messages").await.total();
            let sent = shop.post("/messages/media", media("image", "a.png")).await;
            let rows = shop.get("/messages").await.total() - before;
            let shown = json!([sent.status, sent.data()["chat_message_id"].is_null(), rows]);
            (shown, json!([200, false, 1]), json!([200, true, 0]))
        }
        Quirk::MediaFilenameNeeded => {
            let answer = shop
                .post("/messages/media", media("document", "a.pdf"))
                .await;
            let made = shop.sandbox.messages_created().len();
            (
                json!([verdict(&answer), made]),
                json!([200, 1]),
                json!([[500, "INTERNAL_ERROR"], 0]),
            )
        }
        Quirk::MediaFetchFaults => {
            let mut body = media("image", "a.png");
            body["media_url"] = "https://nowhere.invalid/a.png".into();
            let answer = shop.post("/messages/media", body).await;
            (
                verdict(&answer),
                json!([500, "MESSAGE_SEND_FAILED"]),
                json!(500),
            )
        }
        Quirk::MediaContactIgnored => {
            let mut body = media("image", "a.png");
            body["phone"] = "15550107000".into();
            body["contact"] = json!({ "firstname": "Ada" });
            shop.post("/messages/media", body).await;
            let name = shop.contact("+15550107000").await["firstname"].clone();
            (name, json!("Ada"), json!("15550107000"))
        }
        Quirk::ReadWithoutDelivered => {
            let sent = shop.post("/messages/text", text("Hi")).await;
            let off = json!(["sent", "delivered", "read"]);
            (
                fates(shop, &sent).await,
                off,
                json!(["sent", "sent", "read"]),
            )
        }
        Quirk::BatchUnchecked => {
            let mut nowhere = contact("+15550107001", "Iris");
            nowhere["source_id"] = 9999.into();
            let rows = json!({ "contacts": [contact(NADIA, "Twin"), nowhere] });
            let answer = shop.post("/contacts/batch", rows).await;
            (
                answer.data()["summary"]["created"].clone(),
                json!(0),
                json!(2),
            )
        }
        Quirk::BatchLimit100 => {
            let rows = |count: usize| -> Value {
                let phone = |at| format!("+1555013{at:04}");
                json!({ "contacts": (0..count).map(|at| contact(&phone(at), "Iris")).collect::<Vec<_>>() })
            };
            let shown = json!([
                shop.post("/contacts/batch", rows(101)).await.status,
                shop.post("/contacts/batch", rows(100)).await.status,
            ]);
            (shown, json!([200, 200]), json!([422, 200]))
        }
        Quirk::OtpPlainNumbers => {
            let known = shop.post("/auth/send-otp", code(NADIA)).await.data()["contact_id"].clone();
            let same = known == shop.contact(NADIA).await["id"];
            shop.post("/auth/send-otp", code("+15550107000")).await;
            let found = shop.get("/contacts?search=15550107000").await;
            let shown = json!([same, found.data()[0]["phone"]]);
            (
                shown,
                json!([true, "+15550107000"]),
                json!([false, "15550107000"]),
            )
        }
        Quirk::OtpExpiredNotFound => {
            shop.post("/auth/send-otp", code(NADIA)).await;
            shop.sandbox.advance(61);
            let body = json!({ "phone": NADIA, "code": "481516" });
            let answer = shop.post("/auth/verify", body).await;
            (
                answer.details()["error_code"].clone(),
                json!("OTP_EXPIRED"),
                json!("OTP_NOT_FOUND"),
            )
        }
        Quirk::CommentsAbsent => {
            let answer = shop.get("/comments/15550100142").await;
            let shown = json!([answer.status, answer.body.get("success").is_some()]);
            (shown, json!([200, true]), json!([404, false]))
        }
        Quirk::CommentsCreated201 => {
            let answer = shop
                .post("/comments/15550100142", json!({ "comment": "A note" }))
                .await;
            (json!(answer.status), json!(200), json!(201))
        }
        Quirk::CommentsFewFields => {
            shop.post("/comments/15550100142", json!({ "comment": "A note" }))
                .await;
            let answer = shop.get("/comments/15550100142").await;
            let fields = answer.data()[0].as_object().unwrap().len();
            (json!(fields), json!(9), json!(3))
        }
        Quirk::CommentsNoStorage => {
            let answer = shop.get("/comments/15550100142").await;
            (json!(answer.status), json!(200), json!(500))
        }
    }
}

#[tokio::test]
async fn each_quirk_changes_what_it_says_and_nothing_without_it() {
    for quirk in Quirk::ALL {
        let plain = Shop::documented().await;
        let (shown, off, on) = seen(*quirk, &plain).await;
        assert_eq!(shown, off, "{quirk} off");
        assert_ne!(off, on, "{quirk} would change nothing");
        let odd = Shop::with(Options {
            quirks: Quirks::from(*quirk),
            ..documented()
        })
        .await;
        let (shown, ..) = seen(*quirk, &odd).await;
        assert_eq!(shown, on, "{quirk} on");
    }
}
