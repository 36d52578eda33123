//! Every error code of the contract (section 5) reaches the program as its kind: those the server uses by provoking them,
//! all others by a fault that answers so.

use wacr_api::{
    ApiError, BatchCreated, BatchOptions, ErrorKind, ListQuery, MediaSend, MediaSource, MediaType,
    NewContact, OtpResend, OtpSend, OtpVerify, StatusInput, TemplateSend, TextSend, VerifyRefusal,
};
use wacr_sandbox::{Fault, FaultKind, Options, Quirk, Quirks, RateLimit, Sandbox};

use crate::{client, client_with, iris, options, plain};

async fn with(quirk: Quirk) -> Sandbox {
    let quirks = Quirks::from(quirk);
    wacr_sandbox::start(Options {
        quirks,
        ..options()
    })
    .await
    .unwrap()
}

fn told<T>(result: Result<T, ApiError>, code: &str, kind: ErrorKind) -> ApiError {
    let Err(error) = result else {
        panic!("{code} was to come");
    };
    assert_eq!(error.code.as_deref(), Some(code));
    assert_eq!(error.kind, kind, "{code}");
    assert!(error.request_id.is_some(), "{code}");
    error
}

fn welcome(phone: &str) -> TemplateSend {
    TemplateSend {
        phone: phone.into(),
        template_name: "welcome_reader".into(),
        language: "en_GB".into(),
        values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
        ..TemplateSend::default()
    }
}

fn text(phone: &str) -> TextSend {
    TextSend {
        phone: phone.into(),
        message: "We are open until six.".into(),
        contact_id: None,
    }
}

fn limit() -> ErrorKind {
    ErrorKind::LimitReached {
        feature: None,
        current: None,
        maximum: None,
    }
}

#[tokio::test]
async fn tokens() {
    let sandbox = plain().await;
    let tokens = sandbox.tokens();
    for (token, code, kind) in [
        ("wm_nobody", "INVALID_TOKEN", ErrorKind::TokenInvalid),
        (&tokens.expired, "TOKEN_EXPIRED", ErrorKind::TokenExpired),
        (&tokens.revoked, "TOKEN_REVOKED", ErrorKind::TokenRevoked),
        (
            &tokens.not_allowed,
            "IP_NOT_WHITELISTED",
            ErrorKind::AddressNotAllowed,
        ),
        (
            &tokens.no_account,
            "INSUFFICIENT_SCOPE",
            ErrorKind::Scope(Some("account:read".into())),
        ),
    ] {
        told(client_with(&sandbox, token).get_account().await, code, kind);
    }
    for quirk in [Quirk::Unauthorized401, Quirk::Unauthorized403] {
        let sandbox = with(quirk).await;
        let client = client_with(&sandbox, "wm_nobody");
        told(
            client.get_account().await,
            "UNAUTHORIZED",
            ErrorKind::TokenInvalid,
        );
    }
}

#[tokio::test]
async fn limits_of_the_plan() {
    let sandbox = wacr_sandbox::start(Options {
        plan_contacts: Some(130),
        plan_conversations: Some(0),
        quirks: Quirks::NONE,
        ..options()
    })
    .await
    .unwrap();
    let client = client(&sandbox);
    let new = NewContact {
        source_id: 4,
        status_id: 7,
        ..iris("+15550107301")
    };
    let kind = ErrorKind::LimitReached {
        feature: Some("contacts".into()),
        current: Some(130),
        maximum: Some(130),
    };
    told(
        client.create_contact(&new).await,
        "FEATURE_LIMIT_EXCEEDED",
        kind,
    );
    let somebody = client
        .list_contacts(&ListQuery::new().search("Not-on"))
        .await
        .unwrap()
        .data;
    assert_eq!(
        somebody.rows.len(),
        1,
        "she is there, so that no contact is made for her"
    );
    let wanda = "+15550109003";
    told(
        client.send_template_message(&welcome(wanda)).await,
        "FEATURE_LIMIT_EXCEEDED",
        limit(),
    );
    assert_eq!(sandbox.messages_created(), []);
}

#[tokio::test]
async fn records_that_are_not_there_in_use_or_not_valid() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    told(
        client.get_contact(999_999, &[]).await,
        "NOT_FOUND",
        ErrorKind::NotFound,
    );
    told(
        client.delete_source(4).await,
        "RESOURCE_CONFLICT",
        ErrorKind::Conflict,
    );
    told(
        client.delete_status(7).await,
        "RESOURCE_CONFLICT",
        ErrorKind::Conflict,
    );
    let taken = StatusInput {
        name: "Qualified".into(),
        color: Some("purple".into()),
    };
    let error = told(
        client.create_status(&taken).await,
        "VALIDATION_ERROR",
        ErrorKind::Invalid,
    );
    assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["color", "name"]);
    let bad = NewContact {
        email: Some("not-an-address".into()),
        source_id: 4,
        status_id: 7,
        ..iris("+15550107302")
    };
    let stop = BatchOptions {
        continue_on_error: false,
        skip_duplicates: true,
    };
    let error = told(
        client.batch_create_contacts(&[bad], stop).await,
        "VALIDATION_ERROR",
        ErrorKind::Invalid,
    );
    let undone = BatchCreated::undone(&error).unwrap();
    assert_eq!(
        (undone.summary.failed, undone.errors[0].index),
        (1, Some(0))
    );
    assert!(undone.errors[0].fields.contains_key("email"));
}

#[tokio::test]
async fn sends() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    let phone = "+15550107303";
    told(
        client.send_text_message(&text("+353209120142")).await,
        "CONTACT_OPTED_OUT",
        ErrorKind::OptedOut,
    );
    let refused = |code| ErrorKind::WhatsappRefused { code: Some(code) };
    let error = told(
        client.send_text_message(&text("+15550109001")).await,
        "MESSAGE_SEND_FAILED",
        refused(131_026),
    );
    assert!(!error.may_have_happened());
    let late = told(
        client.send_text_message(&text("+15550109008")).await,
        "INTERNAL_ERROR",
        ErrorKind::Server,
    );
    assert!(late.may_have_happened());
    assert_eq!(
        sandbox.messages_created().len(),
        1,
        "it went out all the same"
    );
    let early = client
        .send_text_message(&text("+15550109010"))
        .await
        .unwrap_err();
    assert_eq!(
        (early.kind.clone(), early.code.as_deref()),
        (ErrorKind::Server, None)
    );
    assert_eq!(
        sandbox.messages_created().len(),
        1,
        "and this did not, which nobody can tell"
    );
    let missing = TemplateSend {
        values: [].into(),
        ..welcome(phone)
    };
    let error = told(
        client.send_template_message(&missing).await,
        "VALIDATION_ERROR",
        ErrorKind::Invalid,
    );
    assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["template_fields"]);
    let unknown = TemplateSend {
        template_name: "nothing".into(),
        ..welcome(phone)
    };
    told(
        client.send_template_message(&unknown).await,
        "NOT_FOUND",
        ErrorKind::NotFound,
    );

    let sandbox = with(Quirk::NoContactDefaults).await;
    let error = told(
        crate::client(&sandbox)
            .send_text_message(&text(phone))
            .await,
        "VALIDATION_ERROR",
        ErrorKind::Invalid,
    );
    let fields: Vec<_> = error.fields.keys().collect();
    assert_eq!(
        fields,
        ["missing_config.lead_source", "missing_config.lead_status"]
    );
    let sandbox = with(Quirk::WhatsAppNotConnected).await;
    told(
        crate::client(&sandbox)
            .send_text_message(&text(phone))
            .await,
        "WHATSAPP_NOT_CONFIGURED",
        ErrorKind::WhatsappNotConfigured,
    );
    let sandbox = with(Quirk::PlanWithoutTemplates).await;
    told(
        crate::client(&sandbox)
            .send_template_message(&welcome(phone))
            .await,
        "FEATURE_NOT_AVAILABLE",
        ErrorKind::FeatureNotAvailable,
    );
    let sandbox = with(Quirk::SyncRefused).await;
    let error = crate::client(&sandbox).sync_templates().await.unwrap_err();
    assert_eq!(error.code.as_deref(), Some("WHATSAPP_API_ERROR"));
}

#[tokio::test]
async fn media_that_cannot_be_fetched_and_the_older_shape() {
    let sandbox = with(Quirk::MediaFetchFaults).await;
    let media = |url: &str| MediaSend {
        phone: "+15550100142".into(),
        contact_id: None,
        media_type: MediaType::Image,
        source: MediaSource::Url(url.into()),
        caption: Some("Cover".into()),
        filename: None,
    };
    let error = client(&sandbox)
        .send_media_message(&media("https://nowhere.invalid/cover.jpg"))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Server);
    assert_eq!(sandbox.messages_created(), []);
    // What is refused here before it is asked is asked past the check, to see the server's older shape.
    let sandbox = with(Quirk::MediaErrorsLegacy).await;
    let body =
        serde_json::json!({ "status": "error", "message": "Extension not allowed for image" });
    sandbox.set_faults(vec![Fault::on(
        "POST",
        "/messages/media",
        FaultKind::Status {
            code: 422,
            body: Some(body),
        },
    )]);
    let error = client(&sandbox)
        .send_media_message(&media("https://media.example.com/cover.jpg"))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(error.message, "Extension not allowed for image");
}

#[tokio::test]
async fn one_time_codes() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    let send = |template: &str| OtpSend {
        phone: "+15550100142".into(),
        template_name: template.into(),
        language: Some("en_US".into()),
        code: "481516".to_owned().into(),
        ..OtpSend::default()
    };
    told(
        client.send_otp(&send("nothing")).await,
        "RESOURCE_NOT_FOUND",
        ErrorKind::NotFound,
    );
    let error = told(
        client.send_otp(&send("order_ready")).await,
        "VALIDATION_ERROR",
        ErrorKind::Invalid,
    );
    assert_eq!(error.details["required_category"], "AUTHENTICATION");
    client.send_otp(&send("login_code")).await.unwrap();
    let verify = |code: &str| OtpVerify {
        phone: "+15550100142".into(),
        code: code.to_owned().into(),
        purpose: None,
    };
    for left in (0..5).rev() {
        let error = told(
            client.verify_otp(&verify("000000")).await,
            "VALIDATION_ERROR",
            ErrorKind::Invalid,
        );
        let wrong = VerifyRefusal::WrongCode {
            attempts_remaining: Some(left),
        };
        assert_eq!(VerifyRefusal::of(&error), Some(wrong));
    }
    let error = client.verify_otp(&verify("481516")).await.unwrap_err();
    assert_eq!(VerifyRefusal::of(&error), Some(VerifyRefusal::TooManyTries));
    let again = OtpResend {
        phone: "+15550100142".into(),
        template_name: "login_code".into(),
        language: Some("en_US".into()),
        ..OtpResend::default()
    };
    for _ in 0..3 {
        client.resend_otp(&again).await.unwrap();
    }
    let error = told(
        client.resend_otp(&again).await,
        "RATE_LIMIT_EXCEEDED",
        ErrorKind::RateLimited,
    );
    assert!(error.retry_after.unwrap().as_secs() <= 300);
    client
        .get_account()
        .await
        .expect("the limit of one number stops nobody else");
}

#[tokio::test]
async fn the_limit_of_the_token() {
    let sandbox = wacr_sandbox::start(Options {
        rate_limit: RateLimit::PerMinute(2),
        quirks: Quirks::NONE,
        ..options()
    })
    .await
    .unwrap();
    for _ in 0..2 {
        client(&sandbox).get_account().await.unwrap();
    }
    // A client that knows nothing of the other calls yet.
    let error = client(&sandbox).without_retry().get_account().await;
    let error = told(error, "RATE_LIMIT_EXCEEDED", ErrorKind::RateLimited);
    assert!((50..=60).contains(&error.retry_after.unwrap().as_secs()));
}

/// `KnownErrorCode` of openapi.yaml, each with the status of contract section 5 and what it means for the program.
fn codes() -> Vec<(&'static str, u16, ErrorKind)> {
    use ErrorKind::*;
    vec![
        ("AUTHENTICATION_REQUIRED", 401, TokenMissing),
        ("INVALID_TOKEN", 401, TokenInvalid),
        ("TOKEN_EXPIRED", 401, TokenExpired),
        ("TOKEN_REVOKED", 401, TokenRevoked),
        ("INSUFFICIENT_SCOPE", 403, Scope(None)),
        ("UNAUTHORIZED", 401, TokenInvalid),
        ("IP_NOT_WHITELISTED", 403, AddressNotAllowed),
        ("VALIDATION_ERROR", 422, Invalid),
        ("INVALID_REQUEST", 400, Invalid),
        ("MISSING_REQUIRED_FIELD", 422, Invalid),
        ("INVALID_PARAMETER", 400, Invalid),
        ("INVALID_MEDIA_TYPE", 500, Server),
        ("NOT_FOUND", 404, NotFound),
        ("RESOURCE_NOT_FOUND", 404, NotFound),
        ("RESOURCE_CONFLICT", 409, Conflict),
        ("DUPLICATE_RESOURCE", 409, Conflict),
        ("FEATURE_NOT_AVAILABLE", 403, FeatureNotAvailable),
        ("RATE_LIMIT_EXCEEDED", 429, RateLimited),
        ("FEATURE_LIMIT_EXCEEDED", 403, limit()),
        ("WHATSAPP_NOT_CONFIGURED", 422, WhatsappNotConfigured),
        ("WHATSAPP_API_ERROR", 500, WhatsappRefused { code: None }),
        ("MESSAGE_SEND_FAILED", 500, WhatsappRefused { code: None }),
        ("TEMPLATE_NOT_FOUND", 404, NotFound),
        ("INVALID_PHONE_NUMBER", 422, Invalid),
        ("CONTACT_OPTED_OUT", 403, OptedOut),
        ("INTERNAL_ERROR", 500, Server),
        ("SERVICE_UNAVAILABLE", 503, Server),
        ("DATABASE_ERROR", 500, Server),
    ]
}

#[tokio::test]
async fn every_code_of_the_contract_on_a_read_and_on_a_send() {
    let contract: serde_json::Value =
        serde_yaml_ng::from_str(include_str!("../../../wacr-sandbox/contract/openapi.yaml"))
            .unwrap();
    let known = contract["components"]["schemas"]["KnownErrorCode"]["enum"]
        .as_array()
        .unwrap();
    assert_eq!(known.len(), codes().len());
    let sandbox = plain().await;
    for (code, status, kind) in codes() {
        assert!(known.iter().any(|known| known == code), "{code}");
        let body = serde_json::json!({
            "success": false,
            "error": { "code": code, "message": "A sentence" },
            "meta": { "request_id": "7c1f0a52", "timestamp": "2026-03-02T10:15:30+00:00" },
        });
        sandbox.set_faults(vec![Fault::always(FaultKind::Status {
            code: status,
            body: Some(body),
        })]);
        let read = client(&sandbox).without_retry().get_account().await;
        told(read, code, kind.clone());
        let send = client(&sandbox).without_retry();
        let error = told(
            send.send_template_message(&welcome("+15550107304")).await,
            code,
            kind,
        );
        let unknown = [
            "INVALID_MEDIA_TYPE",
            "WHATSAPP_API_ERROR",
            "INTERNAL_ERROR",
            "SERVICE_UNAVAILABLE",
            "DATABASE_ERROR",
        ];
        assert_eq!(error.may_have_happened(), unknown.contains(&code), "{code}");
    }
    assert_eq!(sandbox.messages_created(), []);
}
