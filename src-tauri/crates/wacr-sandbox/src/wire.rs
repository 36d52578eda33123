//! Answers as they go out: whole, dripped or endless through HTTP, or by hand on the bare connection.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::clock;

/// A body of an answer.
pub(crate) type Body = UnsyncBoxBody<Bytes, Infallible>;

/// The connection is no longer HTTP's: what is left to say is said by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("connection dropped on purpose")
    }
}

impl std::error::Error for Dropped {}

/// How a connection ends by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LastWords {
    /// These bytes, then the end.
    Close(Vec<u8>),
    /// RST, and nothing.
    Reset,
}

impl LastWords {
    /// Nothing, then the end.
    pub(crate) const NOTHING: Self = Self::Close(Vec::new());

    /// Says them. The caller may be gone, which is none of our business.
    pub(crate) async fn say(self, mut stream: TcpStream) {
        match self {
            Self::Close(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            Self::Reset => {
                let _ = stream.set_zero_linger();
            }
        }
    }
}

/// What comes instead of HTTP.
pub(crate) const GARBAGE: &[u8] =
    b"\x16\x03\x01\x00\xf4SSH-2.0-nothing\r\n\x00\xff\xfe<<<not http>>>\r\n\r\n";

/// How many pieces a second a dripped body goes out in, when its rate allows.
const DRIPS: u32 = 10;

/// The bytes one piece of an endless body has.
const PIECE: u64 = 64 * 1024;

/// An answer with a body of known length.
pub(crate) fn answer(status: u16, kind: &'static str, body: Bytes, now: i64) -> Response<Body> {
    let length = body.len() as u64;
    let mut response = Response::new(whole(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_LENGTH, length.into());
    if let Ok(date) = HeaderValue::from_str(&clock::http_date(now)) {
        headers.insert(DATE, date);
    }
    response
}

/// A JSON answer without the headers of the API.
pub(crate) fn json(status: u16, body: impl Into<Bytes>, now: i64) -> Response<Body> {
    answer(status, "application/json", body.into(), now)
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
    answer(status, "text/html; charset=UTF-8", html.into(), now)
}

/// The bytes at once.
pub(crate) fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).boxed_unsync()
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

/// A JSON object with so many bytes of padding, made while it is sent; answers with its length as well.
pub(crate) fn padded(object: &Bytes, padding: u64) -> (Body, u64) {
    let open = object.slice(..object.len().saturating_sub(1));
    let before = Bytes::from_static(b",\"padding\":\"");
    let after = Bytes::from_static(b"\"}");
    let length = (open.len() + before.len() + after.len()) as u64 + padding;
    let piece = Bytes::from(vec![b'x'; PIECE.min(padding) as usize]);
    let pieces = (0..padding.div_ceil(PIECE)).map(move |at| {
        let left = padding - at * PIECE;
        piece.slice(..left.min(PIECE) as usize)
    });
    let all = [open, before].into_iter().chain(pieces).chain([after]);
    let frames = stream::iter(all.map(|piece| Ok(Frame::data(piece))));
    (StreamBody::new(frames).boxed_unsync(), length)
}

/// The head of an answer, as text.
pub(crate) fn head(status: StatusCode, headers: &HeaderMap) -> Vec<u8> {
    let reason = status.canonical_reason().unwrap_or_default();
    let mut text = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in headers {
        text.extend_from_slice(name.as_str().as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(value.as_bytes());
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(b"\r\n");
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[tokio::test]
    async fn a_padded_object_is_json_of_the_length_announced() {
        for padding in [0, 1, PIECE, PIECE + 1, 3 * PIECE - 1] {
            let (body, length) = padded(&Bytes::from_static(b"{\"success\":true}"), padding);
            let bytes = body.collect().await.unwrap().to_bytes();
            assert_eq!(bytes.len() as u64, length);
            let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(value["padding"].as_str().unwrap().len() as u64, padding);
        }
    }
}
