use std::time::Duration;

use super::*;

pub(crate) fn error(kind: ErrorKind) -> ApiError {
    ApiError::new(kind, "the server's sentence")
}

/// Every kind there is, with the code it becomes.
pub(crate) fn table() -> Vec<(ErrorKind, ErrorCode)> {
    use NetworkFault::{Closed, HostNotFound, Other, Proxy, Refused, TimedOut, Tls};
    let limit = || ErrorKind::LimitReached {
        feature: None,
        current: None,
        maximum: None,
    };
    vec![
        (ErrorKind::TokenMissing, ErrorCode::TokenMissing),
        (ErrorKind::TokenInvalid, ErrorCode::TokenInvalid),
        (ErrorKind::TokenExpired, ErrorCode::TokenExpired),
        (ErrorKind::TokenRevoked, ErrorCode::TokenRevoked),
        (ErrorKind::AddressNotAllowed, ErrorCode::AddressNotAllowed),
        (ErrorKind::Scope(None), ErrorCode::ScopeMissing),
        (ErrorKind::Forbidden, ErrorCode::Forbidden),
        (limit(), ErrorCode::LimitReached),
        (
            ErrorKind::FeatureNotAvailable,
            ErrorCode::FeatureNotAvailable,
        ),
        (ErrorKind::OptedOut, ErrorCode::OptedOut),
        (ErrorKind::NotFound, ErrorCode::NotFound),
        (ErrorKind::Conflict, ErrorCode::Conflict),
        (ErrorKind::Invalid, ErrorCode::Invalid),
        (
            ErrorKind::WhatsappNotConfigured,
            ErrorCode::WhatsappNotConfigured,
        ),
        (
            ErrorKind::WhatsappRefused { code: None },
            ErrorCode::WhatsappRefused,
        ),
        (ErrorKind::RateLimited, ErrorCode::RateLimited),
        (ErrorKind::Server, ErrorCode::ServerFault),
        (ErrorKind::Decode, ErrorCode::ServerFault),
        (ErrorKind::NotThisApi(Stranger::Html), ErrorCode::NotThisApi),
        (
            ErrorKind::NotThisApi(Stranger::NoSuchPath),
            ErrorCode::NotThisApi,
        ),
        (
            ErrorKind::NotThisApi(Stranger::Other),
            ErrorCode::NotThisApi,
        ),
        (
            ErrorKind::NetworkBeforeSend(HostNotFound),
            ErrorCode::HostNotFound,
        ),
        (
            ErrorKind::NetworkBeforeSend(Refused),
            ErrorCode::ConnectionRefused,
        ),
        (ErrorKind::NetworkBeforeSend(Tls), ErrorCode::TlsFailed),
        (ErrorKind::NetworkBeforeSend(TimedOut), ErrorCode::TimedOut),
        (ErrorKind::NetworkBeforeSend(Closed), ErrorCode::Offline),
        (ErrorKind::NetworkBeforeSend(Proxy), ErrorCode::Offline),
        (ErrorKind::NetworkBeforeSend(Other), ErrorCode::Offline),
        (ErrorKind::NetworkAfterSend(TimedOut), ErrorCode::TimedOut),
        (ErrorKind::NetworkAfterSend(Tls), ErrorCode::TlsFailed),
        (
            ErrorKind::NetworkAfterSend(Closed),
            ErrorCode::ConnectionLost,
        ),
        (
            ErrorKind::NetworkAfterSend(Refused),
            ErrorCode::ConnectionLost,
        ),
        (
            ErrorKind::NetworkAfterSend(HostNotFound),
            ErrorCode::ConnectionLost,
        ),
        (
            ErrorKind::NetworkAfterSend(Other),
            ErrorCode::ConnectionLost,
        ),
    ]
}

#[test]
fn every_kind_has_its_code() {
    for (kind, expected) in table() {
        assert_eq!(
            command_error(&error(kind.clone())).code,
            expected,
            "{kind:?}"
        );
    }
}

#[test]
fn the_servers_sentences_land_on_their_fields() {
    let mut refused = error(ErrorKind::Invalid);
    refused.fields.insert(
        "phone".into(),
        vec!["phone taken".into(), "phone odd".into()],
    );
    refused
        .fields
        .insert("contact_ids.0".into(), vec!["unknown".into()]);
    let out = command_error(&refused);
    let fields: Vec<_> = out
        .fields
        .iter()
        .map(|f| (f.field.as_str(), f.code, f.message.as_deref()))
        .collect();
    assert_eq!(
        fields,
        [
            ("contact_ids.0", FieldErrorCode::Server, Some("unknown")),
            (
                "phone",
                FieldErrorCode::Server,
                Some("phone taken phone odd")
            ),
        ]
    );
    assert!(out.params.is_empty());
    assert_eq!(
        command_error(&error(ErrorKind::Invalid)).params["detail"],
        "the server's sentence"
    );
}

#[test]
fn values_for_the_sentence() {
    let scope = command_error(&error(ErrorKind::Scope(Some("contacts:write".into()))));
    assert_eq!(scope.params["scope"], "contacts:write");

    let limit = command_error(&error(ErrorKind::LimitReached {
        feature: Some("contacts".into()),
        current: Some(5000),
        maximum: Some(5000),
    }));
    assert_eq!(
        limit.params.into_iter().collect::<Vec<_>>(),
        [
            ("current".to_owned(), "5000".to_owned()),
            ("feature".to_owned(), "contacts".to_owned()),
            ("maximum".to_owned(), "5000".to_owned()),
        ]
    );

    let refused = command_error(&error(ErrorKind::WhatsappRefused {
        code: Some(131_026),
    }));
    assert_eq!(refused.params["whatsapp_code"], "131026");
    let lapsed = command_error(&error(ErrorKind::Forbidden));
    assert_eq!(lapsed.params["detail"], "the server's sentence");

    let mut redirect = error(ErrorKind::NotThisApi(Stranger::Redirect {
        host: Some("login.example.com".into()),
    }));
    redirect.status = Some(302);
    let redirect = command_error(&redirect);
    assert_eq!(redirect.params["location_host"], "login.example.com");
    assert_eq!(redirect.params["status"], "302");
}

#[test]
fn a_wait_is_rounded_up_and_the_request_is_named() {
    let mut limited = error(ErrorKind::RateLimited);
    limited.retry_after = Some(Duration::from_millis(2_001));
    limited.request_id = Some("7c1f".into());
    let out = command_error(&limited);
    assert_eq!(out.retry_after, Some(3));
    assert_eq!(out.request_id.as_deref(), Some("7c1f"));
    assert!(
        !out.message.contains("sentence"),
        "the server's words may hold numbers and stay out of logs"
    );
}
