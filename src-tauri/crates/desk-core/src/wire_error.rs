//! From what went wrong on the wire to what the UI decides on. Pure and total.

use wacr_api::{ApiError, ErrorKind, NetworkFault, Stranger};

use crate::error::{CommandError, ErrorCode, FieldError, FieldErrorCode};

/// The code for a kind of failure.
pub(crate) fn code(kind: &ErrorKind) -> ErrorCode {
    match kind {
        ErrorKind::TokenMissing => ErrorCode::TokenMissing,
        ErrorKind::TokenInvalid => ErrorCode::TokenInvalid,
        ErrorKind::TokenExpired => ErrorCode::TokenExpired,
        ErrorKind::TokenRevoked => ErrorCode::TokenRevoked,
        ErrorKind::AddressNotAllowed => ErrorCode::AddressNotAllowed,
        ErrorKind::Scope(_) => ErrorCode::ScopeMissing,
        ErrorKind::Forbidden => ErrorCode::Forbidden,
        ErrorKind::LimitReached { .. } => ErrorCode::LimitReached,
        ErrorKind::FeatureNotAvailable => ErrorCode::FeatureNotAvailable,
        ErrorKind::OptedOut => ErrorCode::OptedOut,
        ErrorKind::NotFound => ErrorCode::NotFound,
        ErrorKind::Conflict => ErrorCode::Conflict,
        ErrorKind::Invalid => ErrorCode::Invalid,
        ErrorKind::WhatsappNotConfigured => ErrorCode::WhatsappNotConfigured,
        ErrorKind::WhatsappRefused { .. } => ErrorCode::WhatsappRefused,
        ErrorKind::RateLimited => ErrorCode::RateLimited,
        // The envelope came but cannot be read: the server's fault, and of a write it may have been done.
        ErrorKind::Server | ErrorKind::Decode => ErrorCode::ServerFault,
        ErrorKind::NotThisApi(_) => ErrorCode::NotThisApi,
        ErrorKind::NetworkBeforeSend(fault) => match fault {
            NetworkFault::HostNotFound => ErrorCode::HostNotFound,
            NetworkFault::Refused => ErrorCode::ConnectionRefused,
            NetworkFault::Tls => ErrorCode::TlsFailed,
            NetworkFault::TimedOut => ErrorCode::TimedOut,
            NetworkFault::Proxy | NetworkFault::Closed | NetworkFault::Other => ErrorCode::Offline,
        },
        ErrorKind::NetworkAfterSend(fault) => match fault {
            NetworkFault::TimedOut => ErrorCode::TimedOut,
            NetworkFault::Tls => ErrorCode::TlsFailed,
            NetworkFault::HostNotFound
            | NetworkFault::Refused
            | NetworkFault::Proxy
            | NetworkFault::Closed
            | NetworkFault::Other => ErrorCode::ConnectionLost,
        },
    }
}

/// The whole error, with the server's sentences on their fields and the values for the UI's sentence.
pub(crate) fn command_error(error: &ApiError) -> CommandError {
    let mut out = CommandError::new(code(&error.kind), error.to_string());
    out.request_id.clone_from(&error.request_id);
    // Rounded up: a try at that time must not come too early.
    out.retry_after = error.retry_after.map(|wait| {
        u32::try_from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).unwrap_or(u32::MAX)
    });
    out.fields = error
        .fields
        .iter()
        .map(|(field, sentences)| FieldError {
            field: field.clone(),
            code: FieldErrorCode::Server,
            message: Some(sentences.join(" ")),
            limit: None,
        })
        .collect();
    match &error.kind {
        ErrorKind::Scope(Some(scope)) => out = out.with("scope", scope),
        ErrorKind::LimitReached {
            feature,
            current,
            maximum,
        } => {
            if let Some(feature) = feature {
                out = out.with("feature", feature);
            }
            if let Some(current) = current {
                out = out.with("current", current);
            }
            if let Some(maximum) = maximum {
                out = out.with("maximum", maximum);
            }
        }
        ErrorKind::WhatsappRefused { code: Some(code) } => out = out.with("whatsapp_code", code),
        ErrorKind::NotThisApi(stranger) => {
            if let Some(status) = error.status {
                out = out.with("status", status);
            }
            if let Stranger::Redirect { host: Some(host) } = stranger {
                out = out.with("location_host", host);
            }
        }
        // The server's sentence is all there is to show.
        ErrorKind::Forbidden if !error.message.trim().is_empty() => {
            out = out.with("detail", error.message.trim());
        }
        // 422 without fields: likewise.
        ErrorKind::Invalid if out.fields.is_empty() => out = out.with("detail", &error.message),
        _ => {}
    }
    out
}

#[cfg(test)]
pub(crate) mod tests;
