//! One try of one call: building the request, sending it, reading the answer within its limits.

use std::{sync::Arc, time::Duration};

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

use crate::{
    ApiError, BaseUrl, ErrorKind, NetworkFault,
    check::{self, Problem, Rule},
    multipart::Form,
    network,
    retry::OpKind,
    watched::{Content, Watch, WatchedBody, WatchedNothing},
};

/// The largest body that is read. The largest answers are pages of 100 rows, well below 1 MB.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What is to be called.
pub(crate) struct Call {
    pub(crate) op: OpKind,
    pub(crate) method: Method,
    /// The server fetches a file meanwhile, or gets one, so it may take its time.
    pub(crate) media: bool,
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Body,
}

/// What is sent along.
enum Body {
    Nothing,
    Json(Bytes),
    Form(Form),
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

    /// Sends a file along: of the two calls that take one (contract section 3).
    pub(crate) fn form(mut self, form: Form) -> Self {
        self.body = Body::Form(form);
        self.with_media(true)
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
        let url = self.url(base)?;
        let (content, content_type) = match &self.body {
            Body::Nothing => (None, String::new()),
            Body::Json(bytes) => (
                Some(Content::Bytes(bytes.clone())),
                "application/json".into(),
            ),
            Body::Form(form) => {
                let (upload, content_type) = form.open().await.map_err(check::refused_for)?;
                (Some(Content::Upload(upload)), content_type)
            }
        };
        let mut request = http
            .request(self.method.clone(), url)
            .header(AUTHORIZATION, authorization.clone())
            .header(ACCEPT, "application/json")
            .timeout(limit);
        let repeatable = matches!(self.op, OpKind::Read | OpKind::SafeWrite);
        let watch = Arc::new(match &content {
            Some(_) => Watch::default(),
            None if repeatable => Watch::nothing(),
            None => Watch::worst(),
        });
        let shared = Arc::clone(&watch);
        if let Some(content) = content {
            request = request
                .header(CONTENT_TYPE, content_type)
                .body(reqwest::Body::wrap(WatchedBody::new(content, shared)));
        } else if repeatable {
            request = request.body(reqwest::Body::wrap(WatchedNothing(shared)));
        }
        match request.send().await {
            Ok(response) => Ok(Head::new(response, watch)),
            Err(error) => {
                // Giving up leaves nothing to hand over: what was not given by now never will be.
                let handed_over = watch.give_up();
                Err(match watch.broken() {
                    // Without its ending a request is nothing a server acts on (RFC 9112 section 8).
                    Some(broken) => check::refused_for(Problem::new(broken.0, Rule::Unreadable)),
                    None => network::failed(error, handed_over),
                })
            }
        }
    }
}

/// An answer whose body is still to come.
pub(crate) struct Head {
    response: Response,
    watch: Arc<Watch>,
    received_at: Timestamp,
}

impl Head {
    fn new(response: Response, watch: Arc<Watch>) -> Self {
        Self {
            response,
            watch,
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
        if (200..300).contains(&status) && !self.watch.whole() {
            // Success of a request that is not all there is believed by nobody.
            let mut error = ApiError::new(
                ErrorKind::NetworkAfterSend(NetworkFault::Other),
                "The server answered before it had the whole request.",
            );
            error.status = Some(status);
            return Err(error);
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
