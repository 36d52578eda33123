#![allow(clippy::unwrap_used, clippy::expect_used)]
use serde_json::json;

use super::*;

fn answer(status: u16, body: &Value) -> Answer {
    Answer::for_test(
        status,
        &[("content-type", "application/json")],
        &body.to_string(),
    )
}

fn envelope(code: &str, message: &str, details: Value) -> Value {
    json!({
        "success": false,
        "error": { "code": code, "message": message, "details": details },
        "meta": { "request_id": "7c1f0a52", "timestamp": "2026-03-02T10:15:30+00:00" }
    })
}

fn kind_of(status: u16, code: &str) -> ErrorKind {
    read(&answer(status, &envelope(code, "A sentence", json!(null))))
        .kind
        .clone()
}

#[test]
fn the_table_of_codes() {
    let limit = ErrorKind::LimitReached {
        feature: None,
        current: None,
        maximum: None,
    };
    for (status, code, expected) in [
        (401, "AUTHENTICATION_REQUIRED", ErrorKind::TokenMissing),
        (401, "INVALID_TOKEN", ErrorKind::TokenInvalid),
        (401, "TOKEN_EXPIRED", ErrorKind::TokenExpired),
        (401, "TOKEN_REVOKED", ErrorKind::TokenRevoked),
        (401, "UNAUTHORIZED", ErrorKind::TokenInvalid),
        (401, "SOMETHING_NEW", ErrorKind::TokenInvalid),
        (403, "UNAUTHORIZED", ErrorKind::TokenInvalid),
        (403, "INSUFFICIENT_SCOPE", ErrorKind::Scope(None)),
        (403, "SUBSCRIPTION_EXPIRED", ErrorKind::Forbidden),
        (402, "PAYMENT_REQUIRED", ErrorKind::Forbidden),
        (403, "IP_NOT_WHITELISTED", ErrorKind::AddressNotAllowed),
        (403, "FEATURE_LIMIT_EXCEEDED", limit),
        (403, "FEATURE_NOT_AVAILABLE", ErrorKind::FeatureNotAvailable),
        (500, "FEATURE_NOT_AVAILABLE", ErrorKind::FeatureNotAvailable),
        (403, "CONTACT_OPTED_OUT", ErrorKind::OptedOut),
        (404, "NOT_FOUND", ErrorKind::NotFound),
        (404, "RESOURCE_NOT_FOUND", ErrorKind::NotFound),
        (404, "TEMPLATE_NOT_FOUND", ErrorKind::NotFound),
        (409, "RESOURCE_CONFLICT", ErrorKind::Conflict),
        (409, "DUPLICATE_RESOURCE", ErrorKind::Conflict),
        (422, "VALIDATION_ERROR", ErrorKind::Invalid),
        (422, "INVALID_PHONE_NUMBER", ErrorKind::Invalid),
        (
            422,
            "WHATSAPP_NOT_CONFIGURED",
            ErrorKind::WhatsappNotConfigured,
        ),
        (400, "INVALID_REQUEST", ErrorKind::Invalid),
        (429, "RATE_LIMIT_EXCEEDED", ErrorKind::RateLimited),
        (
            500,
            "MESSAGE_SEND_FAILED",
            ErrorKind::WhatsappRefused { code: None },
        ),
        (
            500,
            "WHATSAPP_API_ERROR",
            ErrorKind::WhatsappRefused { code: None },
        ),
        (500, "INTERNAL_ERROR", ErrorKind::Server),
        (500, "DATABASE_ERROR", ErrorKind::Server),
        (500, "INVALID_MEDIA_TYPE", ErrorKind::Server),
        (503, "SERVICE_UNAVAILABLE", ErrorKind::Server),
        // Status decides first.
        (401, "MESSAGE_SEND_FAILED", ErrorKind::TokenInvalid),
        (429, "INTERNAL_ERROR", ErrorKind::RateLimited),
    ] {
        assert_eq!(kind_of(status, code), expected, "{status} {code}");
    }
}

#[test]
fn everything_in_the_envelope_is_kept() {
    let error = read(&answer(
        422,
        &envelope(
            "VALIDATION_ERROR",
            "Validation failed",
            json!({ "phone": ["phone taken"], "source_id": ["no such source"] }),
        ),
    ));
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(error.code.as_deref(), Some("VALIDATION_ERROR"));
    assert_eq!(error.status, Some(422));
    assert_eq!(error.message, "Validation failed");
    assert_eq!(error.request_id.as_deref(), Some("7c1f0a52"));
    assert_eq!(error.fields["phone"], ["phone taken"]);
    assert_eq!(error.fields["source_id"], ["no such source"]);
    assert_eq!(error.details.len(), 2);
}

#[test]
fn fields_in_every_shape() {
    for (details, expected) in [
        (
            json!({ "contact_ids.0": ["unknown"] }),
            json!({ "contact_ids.0": ["unknown"] }),
        ),
        (
            json!({ "sections.0.rows.1.title": ["a", "b"] }),
            json!({ "sections.0.rows.1.title": ["a", "b"] }),
        ),
        (
            json!({ "errors": { "message": ["too long"] } }),
            json!({ "message": ["too long"] }),
        ),
        (
            json!({ "template_fields": ["header image missing", "field_2 missing"] }),
            json!({ "template_fields": ["header image missing", "field_2 missing"] }),
        ),
        (
            json!({ "header_media": ["not reachable"] }),
            json!({ "header_media": ["not reachable"] }),
        ),
        (
            json!({ "missing_config": { "lead_status": "no default status" } }),
            json!({ "missing_config.lead_status": ["no default status"] }),
        ),
        (
            json!({ "error_code": "INVALID_CODE", "success": false, "message": "Wrong code", "attempts_remaining": 4 }),
            json!({}),
        ),
        (json!([]), json!({})),
        (json!(null), json!({})),
        (json!("words"), json!({})),
    ] {
        let error = read(&answer(
            422,
            &envelope("VALIDATION_ERROR", "Invalid input", details.clone()),
        ));
        assert_eq!(json!(error.fields), expected, "{details}");
    }
}

#[test]
fn the_other_shapes() {
    let media = read(&answer(
        422,
        &json!({ "status": "error", "message": "Extension not allowed for image" }),
    ));
    assert_eq!(
        (media.kind.clone(), media.message.as_str()),
        (ErrorKind::Invalid, "Extension not allowed for image")
    );

    let comments = read(&answer(
        422,
        &json!({ "success": false, "message": "Invalid", "errors": { "comment": ["required"] } }),
    ));
    assert_eq!(comments.kind, ErrorKind::Invalid);
    assert_eq!(comments.fields["comment"], ["required"]);
    assert_eq!(
        read(&answer(
            404,
            &json!({ "success": false, "message": "No chat" })
        ))
        .kind,
        ErrorKind::NotFound
    );

    let bare = read(&answer(
        404,
        &json!({ "message": "The route api/v2/x could not be found." }),
    ));
    assert_eq!(bare.kind, ErrorKind::NotThisApi(Stranger::NoSuchPath));
    assert_eq!(
        read(&answer(405, &json!({ "message": "no" }))).kind,
        ErrorKind::NotThisApi(Stranger::NoSuchPath)
    );
    assert_eq!(
        read(&answer(401, &json!({ "message": "Unauthenticated." }))).kind,
        ErrorKind::TokenInvalid
    );
    assert_eq!(
        read(&answer(403, &json!({ "message": "Forbidden" }))).kind,
        ErrorKind::NotThisApi(Stranger::Other),
        "not the server's word on the token's scopes"
    );
    assert_eq!(
        read(&answer(500, &json!({ "message": "x", "exception": "E" }))).kind,
        ErrorKind::Server
    );

    let page = |status| {
        read(&Answer::for_test(
            status,
            &[("content-type", "text/html")],
            "<html>",
        ))
        .kind
        .clone()
    };
    // Some of those in between look at answers too and put a page of their own in their place.
    assert!(read(&Answer::for_test(403, &[], "<html>")).may_have_happened());
    assert_eq!(page(404), ErrorKind::NotThisApi(Stranger::NoSuchPath));
    assert_eq!(page(403), ErrorKind::NotThisApi(Stranger::Html));
    assert_eq!(page(401), ErrorKind::NotThisApi(Stranger::Html));
    assert_eq!(page(502), ErrorKind::Server);
    assert_eq!(page(429), ErrorKind::RateLimited);
    assert_eq!(
        read(&Answer::for_test(418, &[], "tea")).kind,
        ErrorKind::NotThisApi(Stranger::Other)
    );
}

#[test]
fn a_redirect_tells_its_host_only() {
    for (location, host) in [
        (
            "https://login.example/signin?next=secret",
            Some("login.example"),
        ),
        ("/login", None),
    ] {
        let error = read(&Answer::for_test(302, &[("location", location)], ""));
        assert_eq!(
            error.kind,
            ErrorKind::NotThisApi(Stranger::Redirect {
                host: host.map(str::to_owned)
            })
        );
        assert!(!error.may_have_happened());
    }
}

#[test]
fn a_limit_of_the_plan_with_and_without_numbers() {
    let details = json!({ "feature": "contacts", "current": 5000, "maximum": "5000" });
    let error = read(&answer(
        403,
        &envelope("FEATURE_LIMIT_EXCEEDED", "Full", details),
    ));
    let expected = ErrorKind::LimitReached {
        feature: Some("contacts".into()),
        current: Some(5000),
        maximum: Some(5000),
    };
    assert_eq!(error.kind, expected);
}

#[test]
fn the_scope_is_read_from_the_sentence() {
    for (message, scope) in [
        (
            "Token lacks a permission, needed: contacts:write",
            Some("contacts:write"),
        ),
        ("Missing scope 'messages:send'.", Some("messages:send")),
        (
            "Required scope: account:read, see https://example.com:80/help",
            Some("account:read"),
        ),
        ("needed:templates:sync", None),
        ("Not allowed", None),
        ("error: try http://x", None),
    ] {
        let error = read(&answer(
            403,
            &envelope("INSUFFICIENT_SCOPE", message, json!(null)),
        ));
        assert_eq!(
            error.kind,
            ErrorKind::Scope(scope.map(str::to_owned)),
            "{message}"
        );
    }
}

#[test]
fn whatsapp_says_why() {
    let details = json!({ "error": "(#131030) Recipient phone number not in allowed list" });
    let error = read(&answer(
        500,
        &envelope("MESSAGE_SEND_FAILED", "Message not sent", details),
    ));
    assert_eq!(
        error.kind,
        ErrorKind::WhatsappRefused {
            code: Some(131_030)
        }
    );
    assert_eq!(error.message, "Recipient phone number not in allowed list");
    assert!(!error.may_have_happened());
    let error = read(&answer(
        500,
        &envelope("MESSAGE_SEND_FAILED", "Message not sent", json!([])),
    ));
    assert_eq!(
        (error.kind.clone(), error.message.as_str()),
        (
            ErrorKind::WhatsappRefused { code: None },
            "Message not sent"
        )
    );
}

#[test]
fn only_the_code_of_a_refused_message_proves_that_none_went_out() {
    let error = |code| read(&answer(500, &envelope(code, "no", json!([]))));
    assert!(!error("MESSAGE_SEND_FAILED").may_have_happened());
    assert!(error("WHATSAPP_API_ERROR").may_have_happened());
}

#[test]
fn no_wait_is_endless() {
    for headers in [
        ("retry-after", "18446744073709551615"),
        ("x-ratelimit-reset", "253402207199"),
    ] {
        let error = read(&Answer::for_test(429, &[headers], "{}"));
        assert_eq!(error.retry_after, Some(LONGEST_WAIT), "{headers:?}");
    }
}

#[test]
fn the_inside_of_the_server_stays_there() {
    let inside = "SQLSTATE[42S22] at /var/www/app.php for +15550100142";
    for body in [
        envelope("INTERNAL_ERROR", inside, json!({ "error": inside })),
        json!({ "message": inside, "exception": inside, "file": inside, "trace": [inside] }),
    ] {
        let error = read(&answer(500, &body));
        assert_eq!(error.kind, ErrorKind::Server);
        assert!(error.may_have_happened());
        let shown = format!(
            "{error} {error:?} {} {:?} {:?}",
            error.message, error.details, error.fields
        );
        assert!(
            !shown.contains("SQLSTATE") && !shown.contains("5550100142"),
            "{shown}"
        );
    }
}

#[test]
fn sentences_of_the_server_are_not_in_what_is_logged() {
    let error = read(&answer(
        422,
        &envelope(
            "VALIDATION_ERROR",
            "+15550100142 taken",
            json!({ "phone": ["+15550100142 taken"] }),
        ),
    ));
    assert_eq!(
        format!("{error}"),
        "input refused, HTTP 422, VALIDATION_ERROR, fields phone, request 7c1f0a52"
    );
    assert!(!format!("{error:?}").contains("5550100142"));
}

#[test]
fn when_to_come_back_is_read_in_all_places() {
    let body = |meta: Value, details: Value| {
        json!({ "success": false, "error": { "code": "RATE_LIMIT_EXCEEDED", "message": "Wait", "details": details }, "meta": meta }).to_string()
    };
    let date = ("date", "Mon, 02 Mar 2026 10:15:30 GMT");
    for (headers, meta, details, expected, one_number) in [
        (
            vec![("retry-after", "23")],
            json!({ "retry_after": 9 }),
            json!({}),
            Some(23),
            false,
        ),
        (
            vec![date, ("retry-after", "Mon, 02 Mar 2026 10:15:47 GMT")],
            json!({}),
            json!({}),
            Some(17),
            false,
        ),
        (
            vec![],
            json!({ "retry_after": "9" }),
            json!([]),
            Some(9),
            false,
        ),
        (
            vec![],
            json!({}),
            json!({ "retry_after": 120 }),
            Some(120),
            true,
        ),
        (
            vec![("retry-after", "5")],
            json!({}),
            json!({ "retry_after": 120 }),
            Some(5),
            false,
        ),
        (
            vec![date, ("x-ratelimit-reset", "1772446541")],
            json!({}),
            json!(null),
            Some(11),
            false,
        ),
        (
            vec![date, ("x-ratelimit-reset", "1")],
            json!({}),
            json!(null),
            Some(0),
            false,
        ),
        (
            vec![("x-ratelimit-reset", "unlimited")],
            json!([]),
            json!(null),
            None,
            false,
        ),
    ] {
        let answer = Answer::for_test(429, &headers, &body(meta, details));
        let error = read(&answer);
        assert_eq!(
            error.retry_after,
            expected.map(Duration::from_secs),
            "{headers:?}"
        );
        assert_eq!(is_of_one_number(&answer, &error), one_number, "{headers:?}");
    }
}
