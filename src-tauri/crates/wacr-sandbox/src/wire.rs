//! Bodies as they go out: whole, half, or a few bytes at a time.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use serde_json::Value;

use crate::clock;

/// A body of an answer.
pub(crate) type Body = UnsyncBoxBody<Bytes, Dropped>;

/// The connection is closed on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("connection dropped on purpose")
    }
}

impl std::error::Error for Dropped {}

/// How many pieces a second a dripped body goes out in, when its rate allows.
const DRIPS: u32 = 10;

/// A JSON answer without the headers of the API.
pub(crate) fn json(status: u16, body: &Value, now: i64) -> Response<Body> {
    answer(status, "application/json", body.to_string(), now)
}

/// The HTML page a proxy or a framework sends.
pub(crate) fn page(status: u16, now: i64) -> Response<Body> {
    let title = StatusCode::from_u16(status)
        .ok()
        .and_then(|code| code.canonical_reason());
    let title = title.unwrap_or("Error");
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>{title}</title></head>\
         <body><h1>{status}</h1><p>{title}</p></body></html>\n"
    );
    answer(status, "text/html; charset=UTF-8", html, now)
}

/// Half of the bytes, then the end of the connection.
pub(crate) fn half(bytes: Bytes) -> Body {
    let first = bytes.slice(..bytes.len() / 2);
    let cut = stream::once(async {
        // Long enough for the first half to be written before the connection goes.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(Dropped)
    });
    let frames = stream::iter([Ok(Frame::data(first))]).chain(cut);
    StreamBody::new(frames).boxed_unsync()
}

/// `rate` bytes a second.
pub(crate) fn drip(bytes: Bytes, rate: u32) -> Body {
    let rate = rate.max(1);
    let pieces = rate.min(DRIPS);
    let size = (rate / pieces) as usize;
    let pause = Duration::from_secs(1) / pieces;
    let chunks: Vec<Bytes> = (0..bytes.len())
        .step_by(size)
        .map(|start| bytes.slice(start..(start + size).min(bytes.len())))
        .collect();
    let frames = stream::iter(chunks).then(move |chunk| async move {
        tokio::time::sleep(pause).await;
        Ok(Frame::data(chunk))
    });
    StreamBody::new(frames).boxed_unsync()
}

fn answer(status: u16, kind: &'static str, body: String, now: i64) -> Response<Body> {
    let body = Full::new(Bytes::from(body)).map_err(|never: Infallible| match never {});
    let mut response = Response::new(body.boxed_unsync());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(date) = HeaderValue::from_str(&clock::http_date(now)) {
        headers.insert(DATE, date);
    }
    response
}
