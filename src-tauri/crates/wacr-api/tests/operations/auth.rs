use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use wacr_api::{
    AuthTemplate, AuthTemplateFilter, AuthTemplateSort, Compare, ErrorKind, ListQuery,
    NetworkFault, Order, OtpQuery, OtpResend, OtpSend, OtpSent, OtpState, OtpVerify, VerifyRefusal,
};

use super::{always, answering, failure, only, success};

fn otp() -> OtpSend {
    OtpSend {
        phone: "+15550100142".into(),
        template_name: "login_code".into(),
        code: "481516".into(),
        ..OtpSend::default()
    }
}

fn typed() -> OtpVerify {
    OtpVerify {
        phone: "+15550100142".into(),
        code: "481516".into(),
        purpose: Some("login".into()),
    }
}

#[tokio::test]
async fn a_code_is_sent() {
    let data = json!({ "message_id": "wamid.A", "contact_id": "501", "phone": 15_550_100_142_i64, "template_name": "login_code",
        "language": "en_US", "code_sent": 1, "expiry_minutes": "10", "expires_at": "2026-03-02 10:25:30",
        "status": "sent", "sent_at": "2026-03-02T10:15:30+00:00", "extra": [] });
    let (server, client) = always(200, success(data)).await;
    let sent = client.send_otp(&otp()).await.unwrap();
    assert_eq!(sent.request_id.as_deref(), Some("r1"));
    let sent = sent.data;
    assert_eq!(sent.contact_id, Some(501));
    assert_eq!(sent.phone, "15550100142");
    assert_eq!(
        (sent.code_sent, sent.expiry_minutes),
        (Some(true), Some(10))
    );
    assert_eq!(sent.expires_at, "2026-03-02T10:25:30Z".parse().ok());
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/auth/send-otp HTTP/1.1");
    let expected =
        json!({ "phone": "+15550100142", "template_name": "login_code", "code": "481516" });
    assert_eq!(body, expected, "what is none is not sent");
}

#[tokio::test]
async fn everything_of_a_code_is_sent() {
    let (server, client) = always(200, success(Value::Null)).await;
    let full = OtpSend {
        language: Some("en_US".into()),
        expiry_minutes: Some(5),
        contact_id: Some(501),
        purpose: Some("login".into()),
        additional_params: vec!["shop".into()],
        ..otp()
    };
    let sent = client.send_otp(&full).await.unwrap().data;
    assert_eq!(sent, OtpSent::default(), "success without a receipt");
    let (_, body) = only(&server);
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "template_name": "login_code", "code": "481516", "language": "en_US",
            "expiry_minutes": 5, "contact_id": 501, "purpose": "login", "additional_params": ["shop"] })
    );
}

#[tokio::test]
async fn a_code_is_sent_again() {
    let (server, client) = always(200, success(json!({ "data": { "status": "sent" } }))).await;
    let send = OtpResend {
        phone: "+15550100142".into(),
        template_name: "login_code".into(),
        language: Some("en_US".into()),
        ..OtpResend::default()
    };
    assert_eq!(client.resend_otp(&send).await.unwrap().data.status, "sent");
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/auth/resend HTTP/1.1");
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "template_name": "login_code", "language": "en_US" })
    );
}

#[tokio::test]
async fn a_limit_of_one_number_holds_up_nobody_else() {
    let limited = failure("RATE_LIMIT_EXCEEDED", json!({ "retry_after": 240 }));
    let (server, client) = answering(vec![
        (429, limited.to_string()),
        (200, success(json!({})).to_string()),
    ])
    .await;
    let client = client.within(Duration::from_secs(5));
    let error = client.verify_otp(&typed()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::RateLimited);
    assert_eq!(error.retry_after, Some(Duration::from_secs(240)));
    assert_eq!(VerifyRefusal::of(&error), None);
    client.verify_otp(&typed()).await.unwrap();
    assert_eq!(server.seen.requests().len(), 2);
}

#[tokio::test]
async fn a_code_is_verified() {
    let data = json!({ "phone": "15550100142", "purpose": "login", "verified_at": "2026-03-02T10:15:30+00:00" });
    let (server, client) = always(200, success(data)).await;
    let verified = client.verify_otp(&typed()).await.unwrap().data;
    assert_eq!(verified.purpose, "login");
    assert!(verified.verified_at.is_some());
    let (line, body) = only(&server);
    assert_eq!(line, "POST /api/v2/auth/verify HTTP/1.1");
    assert_eq!(
        body,
        json!({ "phone": "+15550100142", "code": "481516", "purpose": "login" })
    );
}

#[tokio::test]
async fn why_a_code_was_not_taken() {
    for (details, expected) in [
        (
            json!({ "error_code": "OTP_NOT_FOUND", "success": false, "message": "No" }),
            Some(VerifyRefusal::NoCode),
        ),
        (
            json!({ "error_code": "MAX_ATTEMPTS_EXCEEDED" }),
            Some(VerifyRefusal::TooManyTries),
        ),
        (
            json!({ "error_code": "OTP_EXPIRED", "expired_at": "2026-03-02 10:25:30" }),
            Some(VerifyRefusal::Expired {
                expired_at: "2026-03-02T10:25:30Z".parse().ok(),
            }),
        ),
        (
            json!({ "error_code": "OTP_EXPIRED" }),
            Some(VerifyRefusal::Expired { expired_at: None }),
        ),
        (
            json!({ "error_code": "INVALID_CODE", "attempts_remaining": "4" }),
            Some(VerifyRefusal::WrongCode {
                attempts_remaining: Some(4),
            }),
        ),
        (
            json!({ "error_code": "CODE_BLOCKED" }),
            Some(VerifyRefusal::Other("CODE_BLOCKED".into())),
        ),
        (json!({ "phone": ["The phone is required."] }), None),
        (json!([]), None),
    ] {
        let (_server, client) = always(422, failure("VALIDATION_ERROR", details.clone())).await;
        let error = client.verify_otp(&typed()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert_eq!(VerifyRefusal::of(&error), expected, "{details}");
    }
}

#[tokio::test]
async fn a_try_that_may_have_counted_is_not_repeated() {
    let (server, client) = answering(vec![(0, String::new())]).await;
    let lost = ErrorKind::NetworkAfterSend(NetworkFault::Closed);
    assert_eq!(client.verify_otp(&typed()).await.unwrap_err().kind, lost);
    assert_eq!(client.send_otp(&otp()).await.unwrap_err().kind, lost);
    let again = OtpResend {
        phone: otp().phone,
        template_name: otp().template_name,
        ..OtpResend::default()
    };
    assert_eq!(client.resend_otp(&again).await.unwrap_err().kind, lost);
    assert_eq!(server.seen.requests().len(), 3);
    let (server, client) = always(500, failure("INTERNAL_ERROR", json!({}))).await;
    let error = client.verify_otp(&typed()).await.unwrap_err();
    assert!(error.may_have_happened());
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn how_a_code_stands() {
    let active = success(
        json!({ "data": { "has_active_otp": true, "expires_at": "2026-03-02T10:25:30.000000Z",
        "expires_in_seconds": 599.482, "is_expired": false, "verification_attempts": "1", "max_attempts": 5,
        "attempts_remaining": 4, "created_at": "2026-03-02T10:15:30+00:00" } }),
    );
    let none = success(json!({ "has_active_otp": false, "message": "none active" }));
    let query = OtpQuery {
        phone: "+15550100142".into(),
        purpose: None,
    };
    // The first answer is lost: a read is simply asked again.
    let (server, client) = answering(vec![
        (0, String::new()),
        (200, active.to_string()),
        (200, none.to_string()),
    ])
    .await;
    let state = client.get_otp_status(&query).await.unwrap().data;
    assert!(state.has_active_otp);
    assert_eq!(state.expires_in_seconds, Some(599.482));
    assert_eq!(state.expires_at, "2026-03-02T10:25:30Z".parse().ok());
    assert_eq!(
        (state.verification_attempts, state.attempts_remaining),
        (Some(1), Some(4))
    );
    let state = client.get_otp_status(&query).await.unwrap().data;
    assert_eq!(state, OtpState::default());
    let requests = server.seen.requests();
    assert_eq!(requests.len(), 3);
    let (line, body) = super::parts(&requests[0]);
    assert_eq!(line, "POST /api/v2/auth/status HTTP/1.1");
    assert_eq!(body, json!({ "phone": "+15550100142" }));
}

#[tokio::test]
async fn templates_for_codes_are_listed() {
    let row = json!({ "id": "91", "template_name": "login_code", "language": "en_US", "body_text": "*{{1}}* is your code.",
        "body_params_count": "1", "header_format": null, "header_text": null, "footer_text": "Soon over.",
        "status": "APPROVED", "created_at": "2026-01-05T09:00:00+00:00" });
    let page = json!({ "success": true, "data": [row, { "id": 92 }],
        "meta": { "pagination": { "total": 2, "current_page": 1, "total_pages": 1, "has_more": false } } });
    let (server, client) = always(200, page).await;
    let query = ListQuery::<AuthTemplate>::new()
        .filter(AuthTemplateFilter::Language, Compare::Is("en_US".into()))
        .filter(
            AuthTemplateFilter::TemplateName,
            Compare::Like("a&b".into()),
        )
        .sort(AuthTemplateSort::TemplateName, Order::Ascending)
        .sort(AuthTemplateSort::CreatedAt, Order::Descending)
        .sort(AuthTemplateSort::Language, Order::Ascending);
    let rows = client.list_auth_templates(&query).await.unwrap().data.rows;
    assert_eq!((rows[0].id, rows[0].body_params_count), (91, 1));
    assert_eq!(rows[0].footer_text.as_deref(), Some("Soon over."));
    assert_eq!((rows[1].id, rows[1].language.as_str()), (92, ""));
    let (line, _) = only(&server);
    assert_eq!(
        line,
        "GET /api/v2/auth/templates?page=1&sort=template_name%2C-created_at%2Clanguage&filter%5Blanguage%5D=en_US\
         &filter%5Btemplate_name%5D%5Blike%5D=a%26b HTTP/1.1"
    );
}

#[tokio::test]
async fn codes_and_numbers_are_in_nothing_printed() {
    let (server, client) = always(
        422,
        failure(
            "VALIDATION_ERROR",
            json!({ "code": ["481516 is bad for 15550100142"] }),
        ),
    )
    .await;
    let sent: OtpSent = serde_json::from_value(json!({ "phone": "15550100142" })).unwrap();
    let error = client.send_otp(&otp()).await.unwrap_err();
    let local = client
        .verify_otp(&OtpVerify {
            code: SecretString::from(" "),
            ..typed()
        })
        .await
        .unwrap_err();
    assert_eq!((&local.kind, local.status), (&ErrorKind::Invalid, None));
    assert_eq!(server.seen.requests().len(), 1, "a blank code is no try");
    let again = OtpResend {
        phone: "+15550100142".into(),
        ..OtpResend::default()
    };
    let query = OtpQuery {
        phone: "+15550100142".into(),
        purpose: None,
    };
    let printed = format!(
        "{:?} {:?} {again:?} {query:?} {sent:?} {error:?} {error} {local:?}",
        otp(),
        typed()
    );
    for secret in ["481516", "5550100142"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}
