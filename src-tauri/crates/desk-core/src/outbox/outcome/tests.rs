use wacr_api::{NetworkFault, Stranger};

use super::*;
use crate::wire_error::tests::{error, table};

fn to(phone: &str, contact_id: Option<i64>) -> TemplateSend {
    TemplateSend {
        phone: phone.into(),
        template_name: "welcome".into(),
        language: "en".into(),
        contact_id,
        values: Default::default(),
        header_file: None,
    }
}

/// Of a send to a contact with an ordinary number.
fn answered(answer: Result<Reply<SendReceipt>, ApiError>) -> Outcome {
    of(&to("+15550100142", Some(501)), answer)
}

fn outcome(kind: ErrorKind) -> Outcome {
    answered(Err(error(kind)))
}

#[test]
fn a_contact_that_is_stored_without_a_plus_is_not_called_gone() {
    let key = |phone, contact, kind| match of(&to(phone, contact), Err(error(kind))) {
        Outcome::Refused { refusal, .. } => refusal.key,
        other => panic!("{other:?}"),
    };
    let gone = || ErrorKind::NotFound;
    assert_eq!(key("15550100142", Some(501), gone()), "number_without_plus");
    assert_eq!(key("+15550100142", Some(501), gone()), "not_found");
    assert_eq!(key("15550100142", None, gone()), "not_found");
    assert_eq!(key("15550100142", Some(501), ErrorKind::Invalid), "invalid");
}

#[test]
fn nothing_that_may_have_gone_out_is_called_refused() {
    let lost = |kind: &ErrorKind| {
        matches!(
            kind,
            ErrorKind::NetworkAfterSend(_) | ErrorKind::Server | ErrorKind::Decode
        )
    };
    for (kind, _) in table() {
        let unknown = matches!(outcome(kind.clone()), Outcome::Unknown { .. });
        assert_eq!(unknown, lost(&kind), "{kind:?}");
    }
    // A 200 that is not the envelope says nothing.
    let mut odd = error(ErrorKind::NotThisApi(Stranger::Html));
    odd.status = Some(200);
    assert!(matches!(answered(Err(odd)), Outcome::Unknown { .. }));
}

#[test]
fn what_a_refusal_means() {
    use RefusalClass::{Fix, Later, Never, Person};
    let limit = ErrorKind::LimitReached {
        feature: None,
        current: None,
        maximum: None,
    };
    for (kind, key, class) in [
        (
            ErrorKind::WhatsappRefused {
                code: Some(131_026),
            },
            "wa_131026",
            Person,
        ),
        (
            ErrorKind::WhatsappRefused {
                code: Some(132_015),
            },
            "wa_132015",
            Later,
        ),
        (
            ErrorKind::WhatsappRefused {
                code: Some(131_008),
            },
            "wa_131008",
            Never,
        ),
        (
            ErrorKind::WhatsappRefused { code: None },
            "whatsapp_refused",
            Never,
        ),
        (ErrorKind::OptedOut, "opted_out", Person),
        (limit, "limit_reached", Fix),
        (ErrorKind::NotFound, "not_found", Fix),
        (ErrorKind::Invalid, "invalid", Never),
        (ErrorKind::RateLimited, "rate_limited", Later),
        (
            ErrorKind::NetworkBeforeSend(NetworkFault::Refused),
            "connection_refused",
            Later,
        ),
        (
            ErrorKind::NetworkBeforeSend(NetworkFault::Other),
            "offline",
            Later,
        ),
        (ErrorKind::TokenExpired, "token_expired", Fix),
        (ErrorKind::Scope(None), "scope_missing", Fix),
        (
            ErrorKind::WhatsappNotConfigured,
            "whatsapp_not_configured",
            Fix,
        ),
    ] {
        match outcome(kind.clone()) {
            Outcome::Refused { refusal, .. } => {
                assert_eq!(
                    (refusal.key.as_str(), refusal.class),
                    (key, class),
                    "{kind:?}"
                );
            }
            other => panic!("{kind:?} became {other:?}"),
        }
    }
}

#[test]
fn the_servers_words_are_kept_and_ours_are_not() {
    let mut refused = error(ErrorKind::Invalid);
    refused.status = Some(422);
    refused
        .fields
        .insert("template_fields".into(), vec!["field_2 missing".into()]);
    let Outcome::Refused { refusal, .. } = answered(Err(refused)) else {
        panic!("not refused")
    };
    assert_eq!(refusal.detail.as_deref(), Some("the server's sentence"));
    assert_eq!(refusal.fields, ["template_fields"]);
    let Outcome::Refused { refusal, .. } =
        outcome(ErrorKind::NetworkBeforeSend(NetworkFault::Refused))
    else {
        panic!("not refused")
    };
    assert_eq!(refusal.detail, None);
}
