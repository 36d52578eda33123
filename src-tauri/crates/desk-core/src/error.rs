//! The one error that crosses the bridge. `code` is closed: the UI has a total table from it to text and action,
//! so a new code fails to compile there until somebody decides what a person should read and do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contacts::Contact;

/// What went wrong, as the UI decides on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum ErrorCode {
    /// The server address is not an address.
    AddressInvalid,
    /// http to a host that is not this computer: the token would travel in the clear.
    AddressInsecure,
    /// The name of the server does not resolve.
    HostNotFound,
    /// Nothing listens there.
    ConnectionRefused,
    /// The certificate or the handshake failed.
    TlsFailed,
    /// No answer within the time limit.
    TimedOut,
    /// The connection failed before the request was written, for another reason.
    Offline,
    /// The connection broke after the request was written (of a call that may be repeated safely).
    ConnectionLost,
    /// An answer that is not API v2: HTML, a bare 404, a redirect. `params.status`, `params.location_host`.
    NotThisApi,
    /// The token is a key of the vendor's other API (contract section 1).
    OtherApiKey,
    /// No token was given.
    TokenMissing,
    /// 401: the server does not know the token.
    TokenInvalid,
    /// 401: past its expiry.
    TokenExpired,
    /// 401: switched off.
    TokenRevoked,
    /// 403 IP_NOT_WHITELISTED.
    AddressNotAllowed,
    /// 403 INSUFFICIENT_SCOPE. `params.scope` where the server names it.
    ScopeMissing,
    /// 402, or 403 of a code that is not known. `params.detail` is what the server says, where it says something.
    Forbidden,
    /// 429. `retry_after` in seconds.
    RateLimited,
    /// Input refused, here or by the server: see `fields`.
    Invalid,
    /// 403 FEATURE_LIMIT_EXCEEDED. `params.feature`, `params.current`, `params.maximum` where given.
    LimitReached,
    /// 403 FEATURE_NOT_AVAILABLE.
    FeatureNotAvailable,
    /// The person opted out.
    OptedOut,
    /// On the local list of people who are never sent to, or in its group.
    DoNotMessage,
    /// 404: the record is gone.
    NotFound,
    /// 409: in use, or changed meanwhile.
    Conflict,
    /// Somebody else changed the very fields of a contact that were changed here: see `fields`, and `contact` for how
    /// it is on the server now. Nothing was saved.
    ChangedMeanwhile,
    /// 422 WHATSAPP_NOT_CONFIGURED.
    WhatsappNotConfigured,
    /// WhatsApp refused a send. `params.whatsapp_code` where known.
    WhatsappRefused,
    /// 5xx of a call that is not a send.
    ServerFault,
    /// This system has no key store. Offer "this session only".
    VaultMissing,
    /// The key store is locked or refused. Offer "this session only".
    VaultLocked,
    /// The key store failed in another way, or did not answer in time.
    VaultFailed,
    /// The account's token is not in the key store (any more).
    TokenNotStored,
    /// No such account on this computer.
    AccountUnknown,
    /// The same server and account are connected already. `params.account`.
    AlreadyConnected,
    /// The new token belongs to another account. `params.name`.
    OtherAccount,
    /// The API cannot send this template: see `params.reason` (a `TemplateProblem`).
    TemplateNotSendable,
    /// This very send was asked for before: the ledger has its row.
    AlreadySent,
    /// The list on screen is gone (program restarted): search again.
    SnapshotGone,
    /// The plan of a run was started already, or newer ones pushed it out: look at it again.
    PlanGone,
    /// The local database could not be read or written. `params.path`.
    StoreFailed,
    /// The proxy or the extra certificates of the settings cannot be used.
    NetworkSettings,
    /// Another program is using the data folder. `params.path`.
    AlreadyRunning,
    /// A fault of this program.
    Internal,
}

/// One refused field. `code` is ours when the rule is known here, else `server` with the server's sentence in `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FieldError {
    /// The field's wire name: `firstname`, `groups`, `field_1`, `contact_ids.0` …
    pub field: String,
    /// Which rule.
    pub code: FieldErrorCode,
    /// The server's sentence (text, never markup); only with `FieldErrorCode::Server`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub message: Option<String>,
    /// The number in the rule, where it has one (most characters allowed).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub limit: Option<u32>,
}

/// Why a field was refused; each has one sentence in the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum FieldErrorCode {
    /// Needed and empty.
    Required,
    /// More than `limit` characters.
    TooLong,
    /// Not an email address.
    NotAnEmail,
    /// No digits, or letters among them.
    NotAPhone,
    /// Not a positive whole number.
    NotANumber,
    /// Not one of the allowed values, or no longer on the server.
    NotInList,
    /// Somebody has it already.
    Taken,
    /// Somebody else changed it since the form was opened.
    ChangedMeanwhile,
    /// Not `#RRGGBB`.
    NotAColour,
    /// Not an https link.
    NotALink,
    /// Not the address of a proxy.
    NotAProxy,
    /// Not a file of the kind that is wanted.
    WrongFile,
    /// More than `limit` megabytes.
    TooLarge,
    /// WhatsApp refuses new lines, tabs and more than four spaces in a row.
    BadSpaces,
    /// Holds the name of a merge field in braces, which the server would replace (contract section 10).
    MergeField,
    /// The server refused it: read `message`.
    Server,
}

/// The error of every command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {message}")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CommandError {
    /// What the UI decides on.
    pub code: ErrorCode,
    /// For logs and support, in English, without token, number or query.
    pub message: String,
    /// Refused fields, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<FieldError>>"))]
    pub fields: Vec<FieldError>,
    /// Values for the sentence: `feature`, `maximum`, `host` …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeMap<String, String>>"))]
    pub params: BTreeMap<String, String>,
    /// With `ChangedMeanwhile`: the contact as the server has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub contact: Option<Box<Contact>>,
    /// Seconds until another try makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub retry_after: Option<u32>,
    /// The server's request id, for support.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub request_id: Option<String>,
}

impl CommandError {
    /// An error with a code and a sentence for the log.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: Vec::new(),
            params: BTreeMap::new(),
            contact: None,
            retry_after: None,
            request_id: None,
        }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Input refused here, before any call.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self {
            fields,
            ..Self::new(ErrorCode::Invalid, "input refused")
        }
    }
}
