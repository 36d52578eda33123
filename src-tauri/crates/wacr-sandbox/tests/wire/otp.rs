//! One-time codes (contract section 14).

use serde_json::{Value, json};

use crate::harness::{Answer, Shop};

const NADIA: &str = "+15550100142";

fn login(code: &str) -> Value {
    json!({
        "phone": NADIA, "template_name": "login_code", "language": "en_US", "code": code, "purpose": "login",
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = login("481516");
    body[field] = value;
    body
}

async fn verify(shop: &Shop, code: &str) -> Answer {
    let body = json!({ "phone": NADIA, "code": code, "purpose": "login" });
    shop.post("/auth/verify", body).await
}

fn why(answer: &Answer) -> &str {
    assert_eq!((answer.status, answer.code()), (422, "VALIDATION_ERROR"));
    assert_eq!(answer.details()["success"], false);
    answer.details()["error_code"].as_str().unwrap()
}

#[tokio::test]
async fn a_code_goes_out_without_a_row_and_is_used_up() {
    let shop = Shop::documented().await;
    let rows = shop.get("/messages").await.total();
    let sent = shop.post("/auth/send-otp", login("481516")).await;
    assert_eq!(sent.status, 200);
    let data = sent.data();
    assert_eq!(
        (&data["phone"], &data["language"]),
        (&json!("15550100142"), &json!("en_US"))
    );
    assert_eq!(
        (&data["code_sent"], &data["expiry_minutes"]),
        (&json!(true), &json!(10))
    );
    assert_eq!(data["contact_id"], shop.contact(NADIA).await["id"]);
    assert_eq!(
        shop.get("/messages").await.total(),
        rows,
        "no row is stored"
    );
    let made = shop.sandbox.messages_created();
    assert_eq!(
        (made.len(), made[0].kind.as_str(), made[0].row_id),
        (1, "code", None)
    );
    assert_eq!(made[0].text, "*481516* is your verification code.");
    assert_eq!(made[0].code.as_deref(), Some("481516"));
    assert!(!format!("{made:?}").contains("481516"));

    let right = verify(&shop, "481516").await;
    assert_eq!(
        (&right.data()["phone"], &right.data()["purpose"]),
        (&json!("15550100142"), &json!("login"))
    );
    assert_eq!(
        why(&verify(&shop, "481516").await),
        "OTP_NOT_FOUND",
        "used up"
    );
}

#[tokio::test]
async fn fields_template_and_contact_are_checked() {
    let shop = Shop::documented().await;
    for (field, value) in [
        ("phone", json!("+1555")),
        ("phone", json!("+1555010014x")),
        ("phone", json!("+1 (555) 010-0142 00000")),
        ("template_name", Value::Null),
        ("code", json!("")),
        ("language", json!("x".repeat(11))),
        ("expiry_minutes", json!(0)),
        ("expiry_minutes", json!(61)),
        ("additional_params", json!("one")),
    ] {
        let answer = shop
            .post("/auth/send-otp", with(field, value.clone()))
            .await;
        assert_eq!(answer.status, 422, "{field} {value}");
        let fields: Vec<&String> = answer.details().as_object().unwrap().keys().collect();
        assert_eq!(fields, [field], "{value}");
    }
    let mut plain = login("481516");
    plain.as_object_mut().unwrap().remove("language");
    let missing = shop.post("/auth/send-otp", plain).await;
    assert_eq!(
        (missing.status, missing.code()),
        (404, "RESOURCE_NOT_FOUND")
    );
    assert_eq!(
        missing.details(),
        &json!({ "template_name": "login_code", "language": "en" })
    );
    let mut other = with("template_name", json!("welcome_reader"));
    other["language"] = "de".into();
    let category = shop.post("/auth/send-otp", other).await;
    assert_eq!(
        (category.status, category.code()),
        (422, "VALIDATION_ERROR")
    );
    let details = json!({ "actual_category": "MARKETING", "required_category": "AUTHENTICATION" });
    assert_eq!(category.details(), &details);
    let stranger = shop
        .post("/auth/send-otp", with("contact_id", json!(9999)))
        .await;
    assert_eq!((stranger.status, stranger.code()), (404, "NOT_FOUND"));
    let long = shop.post("/auth/send-otp", login(&"1".repeat(16))).await;
    assert_eq!(long.code(), "MESSAGE_SEND_FAILED");
    assert!(shop.sandbox.messages_created().is_empty());
}

#[tokio::test]
async fn a_new_code_replaces_the_old_one_of_the_same_purpose() {
    let shop = Shop::documented().await;
    for code in ["111111", "222222"] {
        assert_eq!(shop.post("/auth/send-otp", login(code)).await.status, 200);
    }
    let mut elsewhere = login("333333");
    elsewhere.as_object_mut().unwrap().remove("purpose");
    shop.post("/auth/send-otp", elsewhere).await;
    assert_eq!(why(&verify(&shop, "111111").await), "INVALID_CODE");
    assert_eq!(verify(&shop, "222222").await.status, 200);
    let default = json!({ "phone": NADIA, "code": "333333" });
    let answer = shop.post("/auth/verify", default).await;
    assert_eq!(answer.data()["purpose"], "authentication");
}

#[tokio::test]
async fn five_wrong_tries_and_the_code_is_dead() {
    let shop = Shop::documented().await;
    shop.post("/auth/send-otp", login("481516")).await;
    for left in [4, 3, 2, 1, 0] {
        let wrong = verify(&shop, "000000").await;
        assert_eq!(why(&wrong), "INVALID_CODE");
        assert_eq!(wrong.details()["attempts_remaining"], left);
    }
    assert_eq!(why(&verify(&shop, "481516").await), "MAX_ATTEMPTS_EXCEEDED");
    let body = json!({ "phone": NADIA, "purpose": "login" });
    let status = shop.post("/auth/status", body).await;
    assert_eq!(status.data()["verification_attempts"], 5);
    assert_eq!(status.data()["attempts_remaining"], 0);
}

#[tokio::test]
async fn ten_calls_to_verify_a_minute_and_three_to_resend_in_five() {
    let shop = Shop::documented().await;
    let waits = |answer: &Answer, most: i64| {
        assert_eq!((answer.status, answer.code()), (429, "RATE_LIMIT_EXCEEDED"));
        let seconds = answer.details()["retry_after"].as_i64().unwrap();
        assert!((1..=most).contains(&seconds), "{seconds}");
        assert_eq!(answer.header("retry-after"), None);
        assert!(answer.body["meta"].get("retry_after").is_none());
    };
    for _ in 0..10 {
        assert_eq!(why(&verify(&shop, "0").await), "OTP_NOT_FOUND");
    }
    waits(&verify(&shop, "0").await, 60);
    shop.sandbox.advance(60);
    assert_eq!(why(&verify(&shop, "0").await), "OTP_NOT_FOUND");

    let again = json!({
        "phone": NADIA, "template_name": "login_code", "language": "en_US", "purpose": "login",
    });
    for _ in 0..3 {
        assert_eq!(shop.post("/auth/resend", again.clone()).await.status, 200);
    }
    waits(&shop.post("/auth/resend", again.clone()).await, 300);
    let made = shop.sandbox.messages_created();
    assert_eq!(made.len(), 3);
    let code = made[2].code.clone().unwrap();
    assert_eq!((code.len(), code.parse::<u32>().is_ok()), (6, true));
    assert_eq!(
        verify(&shop, &code).await.status,
        200,
        "the last one counts"
    );
    shop.sandbox.advance(300);
    assert_eq!(shop.post("/auth/resend", again).await.status, 200);
}

#[tokio::test]
async fn the_status_uses_nothing_up_and_a_code_runs_out() {
    let shop = Shop::documented().await;
    let ask = || {
        shop.post(
            "/auth/status",
            json!({ "phone": NADIA, "purpose": "login" }),
        )
    };
    let none = ask().await;
    assert_eq!(
        (none.status, &none.data()["has_active_otp"]),
        (200, &json!(false))
    );
    shop.post("/auth/send-otp", with("expiry_minutes", json!(1)))
        .await;
    for _ in 0..2 {
        let status = ask().await;
        assert_eq!(status.data()["has_active_otp"], true);
        let left = status.data()["expires_in_seconds"].as_f64().unwrap();
        assert!(left > 0.0 && left <= 60.0, "{left}");
        assert_eq!(
            (&status.data()["max_attempts"], &status.data()["is_expired"]),
            (&json!(5), &json!(false))
        );
    }
    shop.sandbox.advance(61);
    assert_eq!(ask().await.data()["has_active_otp"], false);
    let late = verify(&shop, "481516").await;
    assert_eq!(why(&late), "OTP_EXPIRED");
    assert!(late.details()["expired_at"].is_string());
}

#[tokio::test]
async fn the_usual_refusals_hold_for_codes_too() {
    let shop = Shop::documented().await;
    for (phone, status, code) in [
        ("+353209120142", 403, "CONTACT_OPTED_OUT"),
        ("+15550109001", 500, "MESSAGE_SEND_FAILED"),
        ("+15550109006", 403, "FEATURE_LIMIT_EXCEEDED"),
        ("+15550109009", 500, "MESSAGE_SEND_FAILED"),
        ("+15550109010", 500, ""),
        ("+15550109005", 429, "RATE_LIMIT_EXCEEDED"),
    ] {
        let answer = shop
            .post("/auth/send-otp", with("phone", json!(phone)))
            .await;
        assert_eq!((answer.status, answer.code()), (status, code), "{phone}");
    }
    assert!(shop.sandbox.messages_created().is_empty());
}

#[tokio::test]
async fn authentication_templates_have_field_names_of_their_own() {
    let shop = Shop::documented().await;
    let all = shop.get("/auth/templates?per_page=100").await;
    assert!(all.total() >= 1);
    let find = shop
        .get("/auth/templates?filter[template_name]=login_code&filter[language]=en_US")
        .await;
    let row = &find.data()[0];
    assert_eq!(row["body_text"], "*{{1}}* is your verification code.");
    assert!(row["header_format"].is_null() && row.get("template_id").is_none());
    let english = all.column("body_text");
    let english = english
        .iter()
        .filter(|text| text.as_str().unwrap().contains("verification"));
    assert_eq!(
        shop.get("/auth/templates?search=verification")
            .await
            .total(),
        english.count() as u64
    );
    assert_eq!(
        shop.get("/auth/templates?filter[language]=xx")
            .await
            .total(),
        0
    );
    assert_eq!(
        shop.get("/auth/templates?search=welcome").await.total(),
        0,
        "no other category"
    );
}
