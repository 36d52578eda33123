//! The one error of this crate.

use std::{
    collections::BTreeMap,
    fmt,
    ops::{Deref, DerefMut},
    time::Duration,
};

use serde_json::{Map, Value};

/// A call that did not bring what was asked for. Decide on `kind`; show `message` and `fields`.
///
/// `Display` and `Debug` are safe to log: no token, no query, and none of the server's sentences, which may hold numbers.
/// A thin pointer to a [`Failure`]: read the fields as if they were its own.
#[derive(Clone, PartialEq)]
pub struct ApiError(Box<Failure>);

/// What is known of a failed call.
#[derive(Clone, PartialEq)]
pub struct Failure {
    /// What to decide on.
    pub kind: ErrorKind,
    /// `error.code` as the server gave it (an open list, contract section 5).
    pub code: Option<String>,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// One sentence for a person, as text: the server's, or WhatsApp's for a refused send.
    /// Of a fault inside the server it is ours, since the raw text may hold internals.
    pub message: String,
    /// Refused fields and the server's sentences on each. Nested fields have dots: `contact_ids.0`.
    /// A template's missing values are under `template_fields`, its media under `header_media`,
    /// missing account settings under `missing_config.lead_status` and the like (contract section 4).
    pub fields: BTreeMap<String, Vec<String>>,
    /// `error.details`, empty if absent, an array, or of a fault inside the server.
    pub details: Map<String, Value>,
    /// `meta.request_id`, for support.
    pub request_id: Option<String>,
    /// When to come back, from the header, `meta` or `details`.
    pub retry_after: Option<Duration>,
}

impl ApiError {
    /// An error without an answer.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::from(Failure {
            kind,
            code: None,
            status: None,
            message: message.into(),
            fields: BTreeMap::new(),
            details: Map::new(),
            request_id: None,
            retry_after: None,
        })
    }

    /// True when the call may have taken effect although it failed. A send with such an error is *unknown*:
    /// sending again may reach the person twice (contract section 3).
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match &self.kind {
            ErrorKind::NetworkAfterSend(_) | ErrorKind::Server | ErrorKind::Decode => true,
            // A page of somebody in between says nothing, since some look at answers too; a redirect or a missing route
            // was never worked on.
            ErrorKind::NotThisApi(Stranger::Html | Stranger::Other) => self.status.is_some(),
            ErrorKind::NotThisApi(Stranger::NoSuchPath | Stranger::Redirect { .. }) => false,
            // Only this code is known to mean that WhatsApp refused the message (contract section 3).
            ErrorKind::WhatsappRefused { .. } => self.code.as_deref() == Some("WHATSAPP_API_ERROR"),
            ErrorKind::TokenMissing
            | ErrorKind::TokenInvalid
            | ErrorKind::TokenExpired
            | ErrorKind::TokenRevoked
            | ErrorKind::AddressNotAllowed
            | ErrorKind::Scope(_)
            | ErrorKind::Forbidden
            | ErrorKind::LimitReached { .. }
            | ErrorKind::FeatureNotAvailable
            | ErrorKind::OptedOut
            | ErrorKind::NotFound
            | ErrorKind::Conflict
            | ErrorKind::Invalid
            | ErrorKind::WhatsappNotConfigured
            | ErrorKind::RateLimited
            | ErrorKind::NetworkBeforeSend(_) => false,
        }
    }
}

impl std::error::Error for ApiError {}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self(Box::new(failure))
    }
}

impl Deref for ApiError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl DerefMut for ApiError {
    fn deref_mut(&mut self) -> &mut Failure {
        &mut self.0
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(status) = self.status {
            write!(f, ", HTTP {status}")?;
        }
        if let Some(code) = &self.code {
            write!(f, ", {code}")?;
        }
        if !self.fields.is_empty() {
            write!(
                f,
                ", fields {}",
                self.fields.keys().cloned().collect::<Vec<_>>().join(" ")
            )?;
        }
        if let Some(request_id) = &self.request_id {
            write!(f, ", request {request_id}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({self})")
    }
}

/// What went wrong, closed: HTTP status decides first, `error.code` second, text never (contract section 5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// 401 `AUTHENTICATION_REQUIRED`.
    #[error("no token")]
    TokenMissing,
    /// 401 of any other code, and 403 `UNAUTHORIZED`.
    #[error("token unknown to the server")]
    TokenInvalid,
    /// 401 `TOKEN_EXPIRED`.
    #[error("token expired")]
    TokenExpired,
    /// 401 `TOKEN_REVOKED`.
    #[error("token revoked")]
    TokenRevoked,
    /// 403 `IP_NOT_WHITELISTED`.
    #[error("this computer's address is not allowed")]
    AddressNotAllowed,
    /// 403 `INSUFFICIENT_SCOPE`; the scope where the server names it: `contacts:write`.
    #[error("token lacks a scope")]
    Scope(Option<String>),
    /// 402, and 403 of a code that is not known: a subscription that has lapsed, most likely (contract section 23,
    /// question 13). The server's sentence says more.
    #[error("not allowed")]
    Forbidden,
    /// 403 `FEATURE_LIMIT_EXCEEDED`: a limit of the plan.
    #[error("limit of the plan reached")]
    LimitReached {
        /// `contacts`; none when the server does not say (conversations).
        feature: Option<String>,
        /// How many there are.
        current: Option<i64>,
        /// How many there may be.
        maximum: Option<i64>,
    },
    /// `FEATURE_NOT_AVAILABLE`: not in the plan.
    #[error("not in the plan")]
    FeatureNotAvailable,
    /// 403 `CONTACT_OPTED_OUT`.
    #[error("the person opted out")]
    OptedOut,
    /// 404 inside the envelope.
    #[error("record not found")]
    NotFound,
    /// 409.
    #[error("conflict")]
    Conflict,
    /// 400, 413, 422: see [`Failure::fields`].
    #[error("input refused")]
    Invalid,
    /// 422 `WHATSAPP_NOT_CONFIGURED`.
    #[error("the account has no WhatsApp connection")]
    WhatsappNotConfigured,
    /// `MESSAGE_SEND_FAILED`, `WHATSAPP_API_ERROR`: WhatsApp refused, nothing was sent. See [`crate::whatsapp::classify`].
    #[error("refused by WhatsApp{}", code.map(|code| format!(" ({code})")).unwrap_or_default())]
    WhatsappRefused {
        /// WhatsApp's number, from `(#131026)` in `details.error`.
        code: Option<u32>,
    },
    /// 429, or a wait longer than [`crate::Client::within`] allows.
    #[error("rate limit reached")]
    RateLimited,
    /// 5xx.
    #[error("fault inside the server")]
    Server,
    /// An answer, but not of API v2.
    #[error("not API v2: {0}")]
    NotThisApi(Stranger),
    /// No connection was given the request, or of one with a body no byte of it: it cannot have happened.
    #[error("network, before the request was sent: {0}")]
    NetworkBeforeSend(NetworkFault),
    /// The request, or a part of it, may have reached the server.
    #[error("network, after the request was sent: {0}")]
    NetworkAfterSend(NetworkFault),
    /// The envelope came, but what is in it cannot be read, or it is larger than 8 MB.
    #[error("answer not understood")]
    Decode,
}

/// Who answered instead of API v2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stranger {
    /// A web page.
    #[error("a web page")]
    Html,
    /// A 404 or 405 without the envelope: another program, or another version.
    #[error("no such path")]
    NoSuchPath,
    /// A redirect, which is never followed.
    #[error("a redirect")]
    Redirect {
        /// The host it points to.
        host: Option<String>,
    },
    /// Anything else.
    #[error("not its envelope")]
    Other,
}

/// What the network did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetworkFault {
    /// The name does not resolve.
    #[error("host not found")]
    HostNotFound,
    /// Nothing listens there.
    #[error("connection refused")]
    Refused,
    /// The handshake or the certificate failed.
    #[error("TLS failed")]
    Tls,
    /// A time limit passed.
    #[error("timed out")]
    TimedOut,
    /// The other side closed the connection.
    #[error("connection closed")]
    Closed,
    /// A proxy was not reached, refused, or closed before the way to the server stood.
    #[error("the proxy failed")]
    Proxy,
    /// Another fault.
    #[error("other")]
    Other,
}
