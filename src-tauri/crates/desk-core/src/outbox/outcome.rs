//! What the answer to a send says of it: accepted, refused, or nobody knows. Pure and total.

use wacr_api::{ApiError, ErrorKind, Reply, SendReceipt, TemplateSend, whatsapp};

use super::{Refusal, RefusalClass, ledger::Outcome};
use crate::{error::ErrorCode, wire_error};

/// The key of a refusal: the contact's number is stored without its plus, and the server finds nobody by it (contract
/// section 7: a contact that is named must have that very number, and the server looks for one with a plus).
const NO_PLUS: &str = "number_without_plus";

/// Reads the answer to a send. Only what is known not to have been sent is refused; all else is unknown, since a second try
/// could reach the person twice.
pub(crate) fn of(send: &TemplateSend, answer: Result<Reply<SendReceipt>, ApiError>) -> Outcome {
    let error = match answer {
        Ok(reply) => {
            return Outcome::Accepted {
                message_id: reply.data.message_id,
                chat_id: reply.data.chat_id,
                server_message: reply.data.chat_message_id,
                request_id: reply.request_id,
            };
        }
        Err(error) => error,
    };
    let request_id = error.request_id.clone();
    if error.may_have_happened() {
        return Outcome::Unknown { request_id };
    }
    let (key, class) = match &error.kind {
        ErrorKind::WhatsappRefused { code: Some(code) } => {
            (format!("wa_{code}"), class(whatsapp::classify(*code).class))
        }
        ErrorKind::NotFound if send.contact_id.is_some() && !send.phone.starts_with('+') => {
            (NO_PLUS.to_owned(), RefusalClass::Fix)
        }
        kind => (key(wire_error::code(kind)), kind_class(kind)),
    };
    let detail = Some(error.message.clone()).filter(|text| !text.trim().is_empty());
    // Without an answer the sentence is ours and in English: the key says it better.
    let detail = detail.filter(|_| error.status.is_some());
    let fields = error.fields.keys().cloned().collect();
    Outcome::Refused {
        refusal: Refusal {
            key,
            class,
            detail,
            fields,
        },
        request_id,
    }
}

/// An error code as its word on the bridge.
pub(crate) fn key(code: ErrorCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn class(class: whatsapp::Class) -> RefusalClass {
    match class {
        whatsapp::Class::Never => RefusalClass::Never,
        whatsapp::Class::Fix => RefusalClass::Fix,
        whatsapp::Class::Later => RefusalClass::Later,
        whatsapp::Class::Person => RefusalClass::Person,
    }
}

fn kind_class(kind: &ErrorKind) -> RefusalClass {
    match kind {
        // Nothing was sent, and the same may go through another time.
        ErrorKind::NetworkBeforeSend(_) | ErrorKind::RateLimited => RefusalClass::Later,
        ErrorKind::OptedOut => RefusalClass::Person,
        ErrorKind::Invalid | ErrorKind::WhatsappRefused { .. } => RefusalClass::Never,
        ErrorKind::TokenMissing
        | ErrorKind::TokenInvalid
        | ErrorKind::TokenExpired
        | ErrorKind::TokenRevoked
        | ErrorKind::AddressNotAllowed
        | ErrorKind::Scope(_)
        | ErrorKind::Forbidden
        | ErrorKind::LimitReached { .. }
        | ErrorKind::FeatureNotAvailable
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::WhatsappNotConfigured
        | ErrorKind::NotThisApi(_)
        // Never reached: these may have happened.
        | ErrorKind::Server
        | ErrorKind::NetworkAfterSend(_)
        | ErrorKind::Decode => RefusalClass::Fix,
    }
}

#[cfg(test)]
mod tests;
