//! From a reply to bytes, with what a fault makes of them.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use serde_json::json;

use crate::envelope::Reply;
use crate::fault_kinds::FaultKind;
use crate::wire::{self, Body, GARBAGE, LastWords};

/// An answer through HTTP, or one said by hand as the last of its connection.
pub(crate) type Said = Result<Response<Body>, LastWords>;

/// An answer on its way out, with the headers the operation's checks produced.
pub(crate) struct Outgoing {
    pub(crate) reply: Reply,
    pub(crate) headers: HeaderMap,
}

/// What a fault says in place of carrying the call out.
pub(crate) fn instead(fault: &FaultKind, now: i64) -> Option<Said> {
    let limited = |reply: Reply, header: Option<i64>| {
        let text = reply.finish(now).to_string();
        let mut answer = wire::json(429, text, now);
        if let Some(seconds) = header {
            set(answer.headers_mut(), RETRY_AFTER, seconds.to_string());
        }
        answer
    };
    let refusal = |seconds: Option<i64>| {
        let mut reply = Reply::too_many(seconds.unwrap_or_default());
        reply.retry_after = seconds;
        reply
    };
    let redirect = |code: u16, to: &str| {
        let mut answer = wire::page(code, now);
        set(answer.headers_mut(), LOCATION, to.to_owned());
        answer
    };
    let answer = match fault {
        FaultKind::CloseAfterRead => return Some(Err(LastWords::NOTHING)),
        FaultKind::ResetAfterRead => return Some(Err(LastWords::Reset)),
        FaultKind::Status { code, body } => {
            let own = || {
                let mut reply = Reply::internal("A fault that was asked for");
                reply.status = *code;
                reply.finish(now)
            };
            wire::json(*code, body.clone().unwrap_or_else(own).to_string(), now)
        }
        FaultKind::SuccessFalse => {
            let reply = Reply::internal("A fault that was asked for");
            wire::json(200, reply.finish(now).to_string(), now)
        }
        FaultKind::RateLimited(seconds) => limited(refusal(Some(*seconds)), Some(*seconds)),
        FaultKind::RateLimitedHeader(seconds) => limited(refusal(None), Some(*seconds)),
        FaultKind::RateLimitedMeta(seconds) => limited(refusal(Some(*seconds)), None),
        FaultKind::RateLimitedDetails(seconds) => limited(Reply::too_many_codes(*seconds), None),
        FaultKind::Redirect(to) => redirect(302, to),
        FaultKind::RedirectAs { code, to } => redirect(*code, to),
        FaultKind::Html(status) => wire::page(*status, now),
        FaultKind::NotFoundHtml => wire::page(404, now),
        _ => return None,
    };
    Some(Ok(answer))
}

/// The answer to a call that was carried out. `json` tells whether the caller asks for it.
pub(crate) fn said(outgoing: Outgoing, fault: Option<&FaultKind>, json: bool, now: i64) -> Said {
    let Outgoing { reply, headers } = outgoing;
    let response = if reply.html || (reply.bare && !json) {
        (wire::page(reply.status, now), Bytes::new())
    } else {
        let retry_after = reply.retry_after;
        let status = reply.status;
        let bytes = Bytes::from(reply.text(now));
        let mut response = wire::json(status, bytes.clone(), now);
        response.headers_mut().extend(headers);
        if let Some(seconds) = retry_after {
            set(response.headers_mut(), RETRY_AFTER, seconds.to_string());
        }
        (response, bytes)
    };
    match fault {
        Some(fault) => faulty(response.0, response.1, fault, now),
        None => Ok(response.0),
    }
}

/// What a fault makes of a finished answer.
fn faulty(mut response: Response<Body>, bytes: Bytes, fault: &FaultKind, now: i64) -> Said {
    let head = || wire::head(response.status(), response.headers());
    let close = |bytes: Vec<u8>| Err(LastWords::Close(bytes));
    match fault {
        FaultKind::CloseAfterAccept => close(Vec::new()),
        FaultKind::ResetAfterAccept => Err(LastWords::Reset),
        FaultKind::Garbage => close(GARBAGE.to_vec()),
        FaultKind::CutStatusLine => close(head()[.."HTTP/1.1 2".len()].to_vec()),
        FaultKind::CutHeaders => {
            let head = head();
            close(head[..head.len() - head.len() / 3].to_vec())
        }
        FaultKind::HalfBody => close([&head(), &bytes[..bytes.len() / 2]].concat()),
        FaultKind::WrongLength(off) => {
            let told = (bytes.len() as i64).saturating_add(*off).max(0);
            response.headers_mut().insert(CONTENT_LENGTH, told.into());
            close(
                [
                    &wire::head(response.status(), response.headers()),
                    &bytes[..],
                ]
                .concat(),
            )
        }
        FaultKind::TruncatedJson => {
            let half = bytes.slice(..bytes.len() / 2);
            Ok(replaced(response, half))
        }
        FaultKind::NotEnvelope => {
            let other = json!({ "ok": true, "result": [1, 2, 3], "server_time": now });
            Ok(replaced(response, other.to_string().into()))
        }
        FaultKind::Drip(rate) => {
            *response.body_mut() = wire::drip(bytes, *rate);
            Ok(response)
        }
        FaultKind::HugeBody(padding) => {
            let (body, length) = wire::padded(&bytes, *padding);
            *response.body_mut() = body;
            response.headers_mut().insert(CONTENT_LENGTH, length.into());
            Ok(response)
        }
        _ => Ok(response),
    }
}

fn replaced(mut response: Response<Body>, bytes: Bytes) -> Response<Body> {
    response
        .headers_mut()
        .insert(CONTENT_LENGTH, bytes.len().into());
    *response.body_mut() = wire::whole(bytes);
    response
}

/// Sets a header; a value that cannot be one is left out.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(name, value);
    }
}
