//! What the bridge says of sends. A send is a row in the ledger before it is a call.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{error::FieldError, templates::HeaderKind, templates::TemplateButton};

/// A template with its slots filled, for one person.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SendRequest {
    /// Made by the dialog when it opens: the same key is never sent twice.
    pub key: String,
    /// To whom.
    pub contact: i64,
    /// Which template: its `template_id`.
    pub template: String,
    /// Values by the slot's `field`.
    pub values: BTreeMap<String, String>,
}

/// What will be read, piece by piece, and what stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Rendered {
    /// Kind of header.
    pub header: HeaderKind,
    /// Text header, filled.
    pub header_text: Vec<Piece>,
    /// Media header: the link.
    pub header_link: Option<String>,
    /// Body, filled.
    pub body: Vec<Piece>,
    /// Foot.
    pub footer: Option<String>,
    /// Buttons.
    pub buttons: Vec<TemplateButton>,
}

/// A run of text; `slot` names the slot it came from, none for the template's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Piece {
    /// The words. Of an empty slot: empty.
    pub text: String,
    /// The slot's `field`.
    pub slot: Option<String>,
}

/// Answer to a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Preview {
    /// What will be read.
    pub rendered: Rendered,
    /// What must be mended first, by slot; field `body` for the whole text.
    pub problems: Vec<FieldError>,
    /// A send of this template to this person whose outcome is not known.
    pub unknown_before: Option<SendRow>,
    /// The person opted out: nothing can be sent.
    pub opted_out: bool,
}

/// Where a send stands (docs/architecture.md, "The ledger").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SendState {
    /// In the ledger, not called yet.
    Planned,
    /// The call is under way.
    InFlight,
    /// The server took it. Not the same as delivered.
    Accepted,
    /// It was not sent, for a known reason.
    Refused,
    /// The answer was lost: it may or may not have been sent.
    Unknown,
    /// Not tried, for a reason.
    Skipped,
    /// Taken back before the call.
    Cancelled,
}

/// What the server knows of a message later on (contract section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Delivery {
    /// This server does not tell for templates.
    NotReported,
    /// Handed to WhatsApp.
    Sent,
    /// On the device.
    Delivered,
    /// Opened.
    Read,
    /// Failed after it was accepted.
    Failed,
}

/// Class of a refusal: what can be done (whatsapp facts, section 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum RefusalClass {
    /// The same input fails again.
    Never,
    /// A setting or the template must change first.
    Fix,
    /// Wait, then try once more.
    Later,
    /// This person cannot be reached now.
    Person,
}

/// Why a send was refused: `key` picks the sentence in the UI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Refusal {
    /// `wa_131026` for WhatsApp's codes, else an `ErrorCode` in snake case.
    pub key: String,
    /// What can be done.
    pub class: RefusalClass,
    /// The sentence of WhatsApp or the server, as text.
    pub detail: Option<String>,
    /// Fields that were refused, if it was the input.
    pub fields: Vec<String>,
}

/// How an unknown row was settled, or what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Evidence {
    /// The server lists a message to this person with this text at that time.
    FoundOnServer {
        /// The server's row.
        message: i64,
        /// When, RFC 3339.
        sent_at: String,
    },
    /// The server was asked and lists none; it may still have gone out (contract section 9).
    NotFound {
        /// When it was asked, RFC 3339.
        asked_at: String,
    },
    /// A person said so.
    Person {
        /// What they said: was it sent?
        sent: bool,
        /// When, RFC 3339.
        at: String,
    },
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SendRow {
    /// Its id here.
    pub id: i64,
    /// To whom; the contact may be gone.
    pub contact: i64,
    /// The number it was sent to, `+` and digits.
    pub phone: String,
    /// The template's name.
    pub template: String,
    /// Its language.
    pub language: String,
    /// What was sent.
    pub rendered: Rendered,
    /// Where it stands.
    pub state: SendState,
    /// Only when accepted.
    pub delivery: Option<Delivery>,
    /// Only when refused.
    pub refusal: Option<Refusal>,
    /// How an unknown was looked into, newest last.
    pub evidence: Vec<Evidence>,
    /// RFC 3339.
    pub created_at: String,
    /// When it was settled.
    pub settled_at: Option<String>,
    /// The server's request id, for support.
    pub request_id: Option<String>,
}

/// A person's word on an unknown row.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ResolveRequest {
    /// Which row.
    pub id: i64,
    /// Did the person get it?
    pub sent: bool,
}
