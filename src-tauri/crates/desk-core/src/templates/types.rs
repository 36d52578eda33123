//! What the bridge says of templates (contract sections 10 and 21).

use serde::{Deserialize, Serialize};

/// Kind of header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // WhatsApp's names
pub enum HeaderKind {
    None,
    Text,
    Image,
    Video,
    Document,
    Location,
    /// A format this program does not know.
    Other,
}

/// Why the API cannot send a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum TemplateProblem {
    /// Still in review.
    Pending,
    /// Refused by WhatsApp.
    Rejected,
    /// Low quality; resumes by itself.
    Paused,
    /// Switched off by WhatsApp.
    Disabled,
    /// Any other status but APPROVED.
    NotApproved,
    /// The header is a place on a map.
    LocationHeader,
    /// A header format this program does not know.
    UnknownHeader,
    /// Slots have names instead of numbers.
    NamedSlots,
    /// More than 10 body slots.
    TooManySlots,
    /// The numbers of the slots and the server's count differ.
    SlotCountDiffers,
    /// A coupon button.
    CopyCode,
    /// Cards.
    Carousel,
    /// A link button with a variable, which the server does not pass on.
    ButtonVariable,
    /// A one-time code: sent from Verification, not by hand.
    Authentication,
}

/// What goes into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SlotKind {
    /// Words.
    Text,
    /// A public https link to a file.
    MediaLink,
}

/// A slot to fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Slot {
    /// The wire's field: `header_field_1`, `header_image_url`, `field_1` …
    pub field: String,
    /// 0 for the header, else the number in the text.
    pub number: u8,
    /// Words or a link.
    pub kind: SlotKind,
    /// The words before and after it in the text, for the label.
    pub before: String,
    /// See `before`.
    pub after: String,
    /// The sample that was given at approval.
    pub sample: Option<String>,
}

/// A button under the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct TemplateButton {
    /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER` … as WhatsApp names it.
    pub kind: String,
    /// What is written on it.
    pub text: String,
}

/// A template in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Template {
    /// WhatsApp's id, as text.
    pub template_id: String,
    /// Its name; the same for all its languages.
    pub name: String,
    /// Meta's code, never converted: `en_US`.
    pub language: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`, or what the server says.
    pub category: String,
    /// `APPROVED`, `PENDING` … as the server says.
    pub status: String,
    /// Kind of header.
    pub header: HeaderKind,
    /// Text of a text header, with its slot.
    pub header_text: Option<String>,
    /// Text with `{{1}}` slots.
    pub body: String,
    /// Foot.
    pub footer: Option<String>,
    /// Buttons in order.
    pub buttons: Vec<TemplateButton>,
    /// Slots in the order they are filled.
    pub slots: Vec<Slot>,
    /// None: it can be sent.
    pub problem: Option<TemplateProblem>,
}
