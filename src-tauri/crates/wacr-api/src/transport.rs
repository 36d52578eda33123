//! One try of one call: building the request, sending it, reading the answer within its limits.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use reqwest::{
    Method, Response,
    header::{
        ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
    },
};
use serde::Serialize;
use url::Url;

use crate::{ApiError, BaseUrl, ErrorKind, network, retry::OpKind, watched::WatchedNothing};

/// The largest body that is read. The largest answers are pages of 100 rows, well below 1 MB.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What is to be called.
pub(crate) struct Call {
    pub(crate) op: OpKind,
    pub(crate) method: Method,
    /// The server fetches a file meanwhile, so it may take its time.
    pub(crate) media: bool,
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Body,
}

/// What is sent along.
enum Body {
    Nothing,
    Json(Bytes),
}

impl Call {
    fn new(op: OpKind, method: Method, path: &[&str]) -> Self {
        let path = path.iter().map(|&segment| segment.to_owned()).collect();
        Self {
            op,
            method,
            media: false,
            path,
            query: Vec::new(),
            body: Body::Nothing,
        }
    }

    pub(crate) fn get(path: &[&str]) -> Self {
        Self::new(OpKind::Read, Method::GET, path)
    }

    pub(crate) fn post(op: OpKind, path: &[&str]) -> Self {
        Self::new(op, Method::POST, path)
    }

    pub(crate) fn patch(path: &[&str]) -> Self {
        Self::new(OpKind::SafeWrite, Method::PATCH, path)
    }

    pub(crate) fn delete(path: &[&str]) -> Self {
        Self::new(OpKind::SafeWrite, Method::DELETE, path)
    }

    pub(crate) fn query(mut self, pairs: Vec<(String, String)>) -> Self {
        self.query = pairs;
        self
    }

    pub(crate) fn with_media(mut self, media: bool) -> Self {
        self.media = media;
        self
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Result<Self, ApiError> {
        let body = serde_json::to_vec(body).map_err(|_| {
            ApiError::new(ErrorKind::Invalid, "The request cannot be written as JSON.")
        })?;
        self.body = Body::Json(body.into());
        Ok(self)
    }

    /// The resource, for logs: no ids, since some paths hold a number.
    pub(crate) fn resource(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    fn url(&self, base: &BaseUrl) -> Result<Url, ApiError> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let mut url = base.join(&path).ok_or_else(|| {
            ApiError::new(ErrorKind::Invalid, "The id is not one of the server's.")
        })?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }

    /// Sends it once. The token goes to `base` only: the URL is built from it here, and redirects are off.
    pub(crate) async fn send(
        &self,
        http: &reqwest::Client,
        base: &BaseUrl,
        authorization: &HeaderValue,
        limit: Duration,
    ) -> Result<Head, ApiError> {
        let handed_over = Arc::new(AtomicBool::new(false));
        let mut request = http
            .request(self.method.clone(), self.url(base)?)
            .header(AUTHORIZATION, authorization.clone())
            .header(ACCEPT, "application/json")
            .timeout(limit);
        match &self.body {
            // Of a call that must not happen twice, without a body to hold back, the worst is assumed.
            Body::Nothing if matches!(self.op, OpKind::Create | OpKind::Send) => {
                handed_over.store(true, Ordering::Release);
            }
            Body::Nothing => {
                let handed_over = Arc::clone(&handed_over);
                request = request.body(reqwest::Body::wrap(WatchedNothing { handed_over }));
            }
            Body::Json(bytes) => {
                let body = WatchedBody {
                    bytes: Some(bytes.clone()),
                    handed_over: Arc::clone(&handed_over),
                };
                request = request
                    .header(CONTENT_TYPE, "application/json")
                    .body(reqwest::Body::wrap(body));
            }
        }
        match request.send().await {
            Ok(response) => Ok(Head::new(response)),
            // Taking the mark leaves nothing to hand over: what was not given by now never will be.
            Err(error) => Err(network::failed(
                error,
                handed_over.swap(true, Ordering::AcqRel),
            )),
        }
    }
}

/// A body that tells whether a connection ever asked for it. hyper asks only once a connection stands, so a body never
/// asked for is proof that the server cannot have the request. Whoever sets the mark first decides: the connection, which
/// then gets the body, or the caller that gave up, after whom no connection gets it.
struct WatchedBody {
    bytes: Option<Bytes>,
    handed_over: Arc<AtomicBool>,
}

impl http_body::Body for WatchedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        let Some(bytes) = self.bytes.take() else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(if self.handed_over.swap(true, Ordering::AcqRel) {
            Err(io::Error::other("the caller has given up"))
        } else {
            Ok(http_body::Frame::data(bytes))
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.bytes.as_ref().map_or(0, Bytes::len) as u64)
    }
}

/// An answer whose body is still to come.
pub(crate) struct Head {
    response: Response,
    received_at: Timestamp,
}

impl Head {
    fn new(response: Response) -> Self {
        Self {
            response,
            received_at: Timestamp::now(),
        }
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Reads the body, up to [`MOST_BYTES`].
    pub(crate) async fn read(mut self) -> Result<Answer, ApiError> {
        let status = self.response.status().as_u16();
        let too_large = || {
            let mut error = ApiError::new(
                ErrorKind::Decode,
                "The server's answer is larger than 8 MB.",
            );
            error.status = Some(status);
            error
        };
        let announced = usize::try_from(self.response.content_length().unwrap_or_default())
            .unwrap_or(usize::MAX);
        if announced > MOST_BYTES {
            return Err(too_large());
        }
        let mut body = BytesMut::with_capacity(announced);
        loop {
            match self.response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > MOST_BYTES => return Err(too_large()),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => {
                    let mut error = network::failed(error, true);
                    error.status = Some(status);
                    return Err(error);
                }
            }
        }
        Ok(Answer::new(
            status,
            self.response.headers(),
            self.received_at,
            body.freeze(),
        ))
    }
}

/// An answer, whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    pub(crate) received_at: Timestamp,
    /// `Date`.
    pub(crate) date: Option<Timestamp>,
    /// `Retry-After`, in seconds or as a date.
    pub(crate) retry_after: Option<Duration>,
    /// Where a redirect points to.
    pub(crate) redirect_host: Option<String>,
    reset: Option<Timestamp>,
    html: bool,
}

impl Answer {
    fn new(status: u16, headers: &HeaderMap, received_at: Timestamp, body: Bytes) -> Self {
        let text = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::trim)
        };
        let date = text(DATE.as_str()).and_then(http_date);
        let now = date.unwrap_or(received_at);
        let retry_after = text(RETRY_AFTER.as_str()).and_then(|text| match text.parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => http_date(text).map(|at| until(now, at)),
        });
        let reset = text("x-ratelimit-reset")
            .and_then(|text| Timestamp::from_second(text.parse().ok()?).ok());
        let redirect_host = text(LOCATION.as_str())
            .and_then(|location| Url::parse(location).ok())
            .and_then(|location| location.host_str().map(str::to_owned));
        let html = text(CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        Self {
            status,
            body,
            received_at,
            date,
            retry_after,
            redirect_host,
            reset,
            html,
        }
    }

    /// Said to be a web page, or starting like one.
    pub(crate) fn looks_like_html(&self) -> bool {
        self.html || self.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
    }

    /// `X-RateLimit-Reset` by the server's own clock: exact on a 429, of no use otherwise (contract section 3).
    pub(crate) fn reset_after(&self) -> Option<Duration> {
        self.reset
            .map(|at| until(self.date.unwrap_or(self.received_at), at))
    }

    #[cfg(test)]
    pub(crate) fn for_test(status: u16, headers: &[(&'static str, &str)], body: &str) -> Self {
        let headers = headers
            .iter()
            .filter_map(|(name, value)| {
                Some((
                    reqwest::header::HeaderName::from_static(name),
                    HeaderValue::from_str(value).ok()?,
                ))
            })
            .collect();
        Self::new(
            status,
            &headers,
            Timestamp::UNIX_EPOCH,
            Bytes::copy_from_slice(body.as_bytes()),
        )
    }
}

fn http_date(text: &str) -> Option<Timestamp> {
    Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp())
}

fn until(now: Timestamp, at: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;

    use super::*;

    #[test]
    fn a_body_goes_to_the_connection_or_to_nobody() {
        let ask = |given_up: bool| {
            let handed_over = Arc::new(AtomicBool::new(given_up));
            let mut body = WatchedBody {
                bytes: Some(Bytes::from_static(b"{}")),
                handed_over: Arc::clone(&handed_over),
            };
            let asked =
                Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
            assert!(handed_over.load(Ordering::Acquire));
            matches!(asked, Poll::Ready(Some(Ok(_))))
        };
        assert!(ask(false));
        assert!(!ask(true), "it was said that nothing was sent");
    }
}
