//! One-time codes for the account's customers; nothing to do with signing in to the API (contract section 14).

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use crate::{
    ApiError, Client, ErrorKind, ListQuery, Page, Reply, Resource, check, lenient,
    quiet::shows_only, retry::OpKind, transport::Call,
};

/// A code for one person (contract 14.1). What is none is not sent.
#[derive(Clone, Default, Serialize)]
pub struct OtpSend {
    /// As people write it, 10 to 20 characters. Contacts made by these calls are stored without `+` (contract section 7).
    pub phone: String,
    /// An approved AUTHENTICATION template.
    pub template_name: String,
    /// Up to 15 characters, chosen by the caller.
    #[serde(serialize_with = "exposed")]
    pub code: SecretString,
    /// The template's exact language code; `en` if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// 1 to 60; 10 if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_minutes: Option<u32>,
    /// Must exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<i64>,
    /// Up to 50 characters; `authentication` if none. A new code for the same phone and purpose replaces the old one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Values of the template's body after the code and the minutes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub additional_params: Vec<String>,
}

shows_only!(OtpSend: template_name, language, expiry_minutes, contact_id, purpose);

/// Another code, made up by the server (contract 14.2).
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct OtpResend {
    /// As in the first send.
    pub phone: String,
    /// An approved AUTHENTICATION template.
    pub template_name: String,
    /// Not remembered from the first send: give it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// 1 to 60; 10 if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_minutes: Option<u32>,
    /// As in the first send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

shows_only!(OtpResend: template_name, language, expiry_minutes, purpose);

/// A code somebody typed (contract 14.3).
#[derive(Clone, Default, Serialize)]
pub struct OtpVerify {
    /// As in the send.
    pub phone: String,
    /// What was typed.
    #[serde(serialize_with = "exposed")]
    pub code: SecretString,
    /// As in the send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

shows_only!(OtpVerify: purpose);

/// Whose code is asked about (contract 14.4).
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct OtpQuery {
    /// As in the send.
    pub phone: String,
    /// As in the send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

shows_only!(OtpQuery: purpose);

/// The one place where a code leaves its wrapping: into the body of a call.
fn exposed<S: Serializer>(code: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.expose_secret())
}

/// A code was accepted for sending.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtpSent {
    /// WhatsApp's id. No row is stored, so that delivery cannot be followed.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub message_id: Option<String>,
    /// Perhaps one the server created for it.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub contact_id: Option<i64>,
    /// Digits only.
    #[serde(deserialize_with = "lenient::text")]
    pub phone: String,
    /// Which template.
    #[serde(deserialize_with = "lenient::text")]
    pub template_name: String,
    /// In which language.
    #[serde(deserialize_with = "lenient::text")]
    pub language: String,
    /// Whether a code went out; none when the server does not say.
    #[serde(deserialize_with = "lenient::opt_flag")]
    pub code_sent: Option<bool>,
    /// For how long it is valid.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub expiry_minutes: Option<i64>,
    /// Until when it is valid.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub expires_at: Option<Timestamp>,
    /// `sent`, which means accepted.
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    /// When, by the server's clock.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub sent_at: Option<Timestamp>,
}

shows_only!(OtpSent: message_id, contact_id, template_name, language, code_sent, expires_at, status, sent_at);

/// The code was right. It is used up now.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtpVerified {
    /// Digits only.
    #[serde(deserialize_with = "lenient::text")]
    pub phone: String,
    /// What it was for.
    #[serde(deserialize_with = "lenient::text")]
    pub purpose: String,
    /// When, by the server's clock.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub verified_at: Option<Timestamp>,
}

shows_only!(OtpVerified: purpose, verified_at);

/// Whether there is a code, and how it stands. Without one all else is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtpState {
    /// There is a code that can be verified.
    #[serde(deserialize_with = "lenient::flag")]
    pub has_active_otp: bool,
    /// Until when it is valid.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub expires_at: Option<Timestamp>,
    /// For how long yet, in seconds; may have a fraction.
    #[serde(deserialize_with = "lenient::opt_float")]
    pub expires_in_seconds: Option<f64>,
    /// It is too old.
    #[serde(deserialize_with = "lenient::opt_flag")]
    pub is_expired: Option<bool>,
    /// How often somebody tried.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub verification_attempts: Option<i64>,
    /// How often somebody may try.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub max_attempts: Option<i64>,
    /// How often somebody may try yet.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub attempts_remaining: Option<i64>,
    /// When it was made.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
}

/// Why a code was not taken, read from the error of [`Client::verify_otp`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyRefusal {
    /// There is none for this phone and purpose, or it is too old.
    NoCode,
    /// Too many wrong tries: a new code is needed.
    TooManyTries,
    /// It is too old.
    Expired {
        /// Since when, if the server says.
        expired_at: Option<Timestamp>,
    },
    /// It is another one.
    WrongCode {
        /// How often somebody may try yet, if the server says.
        attempts_remaining: Option<i64>,
    },
    /// What the server calls it.
    Other(String),
}

impl VerifyRefusal {
    /// What a failed verification says about the code. None when it failed for another reason.
    #[must_use]
    pub fn of(error: &ApiError) -> Option<Self> {
        if error.kind != ErrorKind::Invalid {
            return None;
        }
        #[derive(Deserialize)]
        struct Details {
            #[serde(deserialize_with = "lenient::key")]
            error_code: String,
            #[serde(default, deserialize_with = "lenient::opt_int")]
            attempts_remaining: Option<i64>,
            #[serde(default, deserialize_with = "lenient::opt_time")]
            expired_at: Option<Timestamp>,
        }
        let details = serde_json::Value::Object(error.details.clone());
        let details: Details = serde_json::from_value(details).ok()?;
        Some(match details.error_code.as_str() {
            "OTP_NOT_FOUND" => Self::NoCode,
            "MAX_ATTEMPTS_EXCEEDED" => Self::TooManyTries,
            "OTP_EXPIRED" => Self::Expired {
                expired_at: details.expired_at,
            },
            "INVALID_CODE" => Self::WrongCode {
                attempts_remaining: details.attempts_remaining,
            },
            _ => Self::Other(details.error_code),
        })
    }
}

/// An approved template for codes. Its fields have other names than those of [`crate::Template`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the wire's names, contract section 14.5
pub struct AuthTemplate {
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub template_name: String,
    /// Meta's code, never converted: `en_US`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub language: String,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub body_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub body_params_count: u32,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub header_format: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub header_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub footer_text: Option<String>,
    /// `APPROVED`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: String,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
}

/// What a list of templates for codes can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum AuthTemplateFilter {
    Language,
    TemplateName,
}

impl From<AuthTemplateFilter> for &'static str {
    fn from(filter: AuthTemplateFilter) -> Self {
        match filter {
            AuthTemplateFilter::Language => "language",
            AuthTemplateFilter::TemplateName => "template_name",
        }
    }
}

/// What a list of templates for codes can be sorted by. It only breaks ties: by name whatever is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum AuthTemplateSort {
    TemplateName,
    CreatedAt,
    Language,
}

impl From<AuthTemplateSort> for &'static str {
    fn from(sort: AuthTemplateSort) -> Self {
        match sort {
            AuthTemplateSort::TemplateName => "template_name",
            AuthTemplateSort::CreatedAt => "created_at",
            AuthTemplateSort::Language => "language",
        }
    }
}

impl Resource for AuthTemplate {
    type Filter = AuthTemplateFilter;
    type Sort = AuthTemplateSort;
}

impl Client {
    /// `POST /auth/send-otp`, scope `messages:send`. Never repeated by the client once a byte of it may have left;
    /// see [`ApiError::may_have_happened`].
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::otp_send`] finds; `NotFound` (template or contact); `Invalid` (fields,
    /// a template of another category, missing account settings); `OptedOut`; `LimitReached`; `FeatureNotAvailable`;
    /// `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn send_otp(&self, send: &OtpSend) -> Result<Reply<OtpSent>, ApiError> {
        check::refuse(check::otp_send(send))?;
        let call = Call::post(OpKind::Send, &["auth", "send-otp"]).json(send)?;
        self.one_or_default(call).await
    }

    /// `POST /auth/resend`, scope `messages:send`. At most 3 in 5 minutes for a phone. The server makes the code up, so only
    /// [`Client::verify_otp`] can tell whether what somebody types is right. Never repeated, as [`Client::send_otp`].
    ///
    /// # Errors
    /// `RateLimited`, with a time that concerns this phone only; else as [`Client::send_otp`].
    pub async fn resend_otp(&self, send: &OtpResend) -> Result<Reply<OtpSent>, ApiError> {
        check::refuse(check::otp_resend(send))?;
        let call = Call::post(OpKind::Send, &["auth", "resend"]).json(send)?;
        self.one_or_default(call).await
    }

    /// `POST /auth/verify`, scope `messages:send`. Success means that the code was right. At most 5 wrong tries for a code and
    /// 10 tries a minute for a phone; never repeated by the client once it may have used up one.
    ///
    /// # Errors
    /// `Invalid`, which [`VerifyRefusal::of`] reads; `RateLimited`; any other [`ApiError`].
    pub async fn verify_otp(&self, verify: &OtpVerify) -> Result<Reply<OtpVerified>, ApiError> {
        check::refuse(check::otp_verify(verify))?;
        let call = Call::post(OpKind::Send, &["auth", "verify"]).json(verify)?;
        self.one_or_default(call).await
    }

    /// `POST /auth/status`, scope `messages:send`. A read: uses nothing up.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get_otp_status(&self, query: &OtpQuery) -> Result<Reply<OtpState>, ApiError> {
        check::refuse(check::otp_query(query))?;
        self.one(Call::post(OpKind::Read, &["auth", "status"]).json(query)?)
            .await
    }

    /// `GET /auth/templates`, scope `templates:read`. Approved ones of category AUTHENTICATION.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_auth_templates(
        &self,
        query: &ListQuery<AuthTemplate>,
    ) -> Result<Reply<Page<AuthTemplate>>, ApiError> {
        self.page(Call::get(&["auth", "templates"]).query(query.pairs()))
            .await
    }
}
