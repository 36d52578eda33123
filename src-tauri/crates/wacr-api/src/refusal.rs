//! From an answer that is not a success to an [`ApiError`]: the five shapes a failure comes in, and the table of codes
//! (contract sections 4 and 5).

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value};

use crate::{ApiError, ErrorKind, Failure, Stranger, transport::Answer, whatsapp};

/// A server that names a later time is not believed: asking again then costs one call.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// What was found in the body, whichever shape it had.
#[derive(Default)]
struct Found {
    /// It was JSON with something to say.
    json: bool,
    /// It was `{"success": false, …}`.
    envelope: bool,
    code: Option<String>,
    message: Option<String>,
    details: Value,
    request_id: Option<String>,
    meta_retry_after: Option<Duration>,
}

/// Reads a failure. HTTP status decides first, `error.code` second, text never.
pub(crate) fn read(answer: &Answer) -> ApiError {
    let found = find(&answer.body);
    let kind = kind(answer, &found);
    let internal = kind == ErrorKind::Server;
    let refused_by_whatsapp = matches!(kind, ErrorKind::WhatsappRefused { .. });
    let details = match found.details {
        // Of a fault inside the server, details hold raw text that must not travel further.
        Value::Object(details) if !internal => details,
        _ => Map::new(),
    };
    let whatsapp_says = details
        .get("error")
        .and_then(Value::as_str)
        .map(whatsapp::sentence);
    let message = match (&kind, whatsapp_says) {
        (ErrorKind::Server, _) => "The server reported a fault of its own.".to_owned(),
        (ErrorKind::NotThisApi(_), _) => "The answer is not one of API v2.".to_owned(),
        (_, Some(says)) if refused_by_whatsapp && !says.is_empty() => says.to_owned(),
        _ => found.message.unwrap_or_default(),
    };
    let retry_after = answer
        .retry_after
        .or(found.meta_retry_after)
        .or_else(|| seconds(details.get("retry_after")))
        .or_else(|| {
            answer
                .reset_after()
                .filter(|_| kind == ErrorKind::RateLimited)
        })
        .map(|wait| wait.min(LONGEST_WAIT));
    ApiError::from(Failure {
        fields: if kind == ErrorKind::Invalid {
            fields(&details)
        } else {
            BTreeMap::new()
        },
        kind,
        code: found.code,
        status: Some(answer.status),
        message,
        details,
        request_id: found.request_id,
        retry_after,
    })
}

/// True when a 429 concerns one number (one-time codes), not the whole token: only `details` name a time then.
pub(crate) fn is_of_one_number(answer: &Answer, error: &ApiError) -> bool {
    error.kind == ErrorKind::RateLimited
        && error.details.contains_key("retry_after")
        && answer.retry_after.is_none()
        && find(&answer.body).meta_retry_after.is_none()
}

fn find(body: &[u8]) -> Found {
    let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else {
        return Found::default();
    };
    let mut found = Found {
        json: true,
        envelope: body.get("success") == Some(&Value::Bool(false)),
        ..Found::default()
    };
    if let Some(Value::Object(meta)) = body.get("meta") {
        found.request_id = text(meta.get("request_id"));
        found.meta_retry_after = seconds(meta.get("retry_after"));
    }
    match body.remove("error") {
        // The envelope.
        Some(Value::Object(mut error)) => {
            found.code = text(error.get("code"));
            found.message = text(error.get("message"));
            found.details = error.remove("details").unwrap_or_default();
        }
        // The older shapes: `{status, message}`, `{message, exception …}`, `{success, message, errors}`.
        _ => {
            found.message = text(body.get("message"));
            found.details = match body.remove("errors") {
                Some(errors @ Value::Object(_)) => {
                    Value::Object(Map::from_iter([("errors".to_owned(), errors)]))
                }
                _ => Value::Null,
            };
        }
    }
    found
}

fn kind(answer: &Answer, found: &Found) -> ErrorKind {
    let code = found.code.as_deref().unwrap_or_default();
    match answer.status {
        300..=399 => ErrorKind::NotThisApi(Stranger::Redirect {
            host: answer.redirect_host.clone(),
        }),
        429 => ErrorKind::RateLimited,
        500..=599 => match code {
            "MESSAGE_SEND_FAILED" | "WHATSAPP_API_ERROR" => ErrorKind::WhatsappRefused {
                code: whatsapp_code(found),
            },
            "FEATURE_NOT_AVAILABLE" => ErrorKind::FeatureNotAvailable,
            _ => ErrorKind::Server,
        },
        404 | 405 if !found.envelope => ErrorKind::NotThisApi(Stranger::NoSuchPath),
        _ if !found.json => ErrorKind::NotThisApi(if answer.looks_like_html() {
            Stranger::Html
        } else {
            Stranger::Other
        }),
        401 => match code {
            "AUTHENTICATION_REQUIRED" => ErrorKind::TokenMissing,
            "TOKEN_EXPIRED" => ErrorKind::TokenExpired,
            "TOKEN_REVOKED" => ErrorKind::TokenRevoked,
            _ => ErrorKind::TokenInvalid,
        },
        403 => match code {
            "UNAUTHORIZED" => ErrorKind::TokenInvalid,
            "IP_NOT_WHITELISTED" => ErrorKind::AddressNotAllowed,
            "FEATURE_LIMIT_EXCEEDED" => limit(&found.details),
            "FEATURE_NOT_AVAILABLE" => ErrorKind::FeatureNotAvailable,
            "CONTACT_OPTED_OUT" => ErrorKind::OptedOut,
            "INSUFFICIENT_SCOPE" => ErrorKind::Scope(found.message.as_deref().and_then(scope_in)),
            // Somebody in between, who says nothing of the token.
            _ if !found.envelope => ErrorKind::NotThisApi(Stranger::Other),
            // A server without codes that names a scope all the same.
            _ => match found.message.as_deref().and_then(scope_in) {
                Some(scope) => ErrorKind::Scope(Some(scope)),
                None => ErrorKind::Forbidden,
            },
        },
        402 if found.envelope => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        _ if code == "WHATSAPP_NOT_CONFIGURED" => ErrorKind::WhatsappNotConfigured,
        400..=499 => ErrorKind::Invalid,
        _ => ErrorKind::NotThisApi(Stranger::Other),
    }
}

fn limit(details: &Value) -> ErrorKind {
    ErrorKind::LimitReached {
        feature: text(details.get("feature")),
        current: int(details.get("current")),
        maximum: int(details.get("maximum")),
    }
}

fn whatsapp_code(found: &Found) -> Option<u32> {
    found
        .details
        .get("error")
        .and_then(Value::as_str)
        .and_then(whatsapp::code_in)
}

/// The first `word:word` in the sentence; `*` is not looked for, since nobody is told to have everything.
fn scope_in(message: &str) -> Option<String> {
    const RESOURCES: [&str; 7] = [
        "contacts",
        "messages",
        "groups",
        "templates",
        "sources",
        "statuses",
        "account",
    ];
    message
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-')))
        .find_map(|word| {
            let (resource, action) = word.trim_matches(':').split_once(':')?;
            (RESOURCES.contains(&resource) && !action.is_empty() && !action.contains(':'))
                .then(|| format!("{resource}:{action}"))
        })
}

/// Refused fields out of details: arrays of sentences anywhere, single sentences below the top.
fn fields(details: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    // Text messages have the same one level deeper (contract section 4).
    let fields = match details.get("errors") {
        Some(Value::Object(errors)) => errors,
        _ => details,
    };
    let mut collected = BTreeMap::new();
    for (name, value) in fields {
        collect(name.clone(), value, true, &mut collected);
    }
    collected
}

/// Sentences of a part of an answer, by field; what has no field is under an empty name.
pub(crate) fn sentences(value: &Value) -> BTreeMap<String, Vec<String>> {
    let mut collected = BTreeMap::new();
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(name.clone(), value, false, &mut collected);
            }
        }
        value => collect(String::new(), value, false, &mut collected),
    }
    collected
}

fn collect(path: String, value: &Value, top: bool, into: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Array(sentences) => {
            let sentences: Vec<_> = sentences
                .iter()
                .filter_map(|sentence| text(Some(sentence)))
                .collect();
            if !sentences.is_empty() {
                into.insert(path, sentences);
            }
        }
        // At the top a lone text describes the whole failure (`error_code`, `language` …), not a field.
        Value::String(sentence) if !top => {
            into.insert(path, vec![sentence.clone()]);
        }
        Value::Object(inner) => {
            for (name, value) in inner {
                collect(format!("{path}.{name}"), value, false, into);
            }
        }
        _ => {}
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn int(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn seconds(value: Option<&Value>) -> Option<Duration> {
    int(value)
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map(Duration::from_secs)
}

#[cfg(test)]
mod tests;
