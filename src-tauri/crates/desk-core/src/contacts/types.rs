//! What the bridge says of contacts (contract section 16).

use serde::{Deserialize, Serialize};

use super::ContactFilter;

/// `lead`, `customer`, `guest`; anything else the server may invent is kept as text.
pub type ContactType = String;

/// A contact as the mirror has it. Text is text, never markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the wire's names, contract section 16
pub struct Contact {
    pub id: i64,
    pub firstname: String,
    pub lastname: String,
    pub company: Option<String>,
    pub r#type: ContactType,
    pub email: Option<String>,
    pub phone: String,
    pub status_id: Option<i64>,
    pub source_id: Option<i64>,
    pub description: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub zip: Option<String>,
    pub address: Option<String>,
    pub country_id: Option<i64>,
    pub assigned_id: Option<i64>,
    /// Ids of the contact's groups; may name a group that is gone.
    pub groups: Vec<i64>,
    pub is_opted_out: bool,
    /// RFC 3339, UTC.
    pub created_at: Option<String>,
    /// RFC 3339, UTC.
    pub updated_at: Option<String>,
    /// The number as people write it: `+44 7700 900177`.
    pub phone_display: String,
}

/// The 16 fields of the form, as typed: nothing is refused before it is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the wire's names, contract section 16.2
pub struct ContactInput {
    pub firstname: String,
    pub lastname: String,
    /// Any spelling; stored as `+` and digits.
    pub phone: String,
    pub r#type: ContactType,
    pub source_id: Option<i64>,
    pub status_id: Option<i64>,
    pub email: String,
    pub company: String,
    pub description: String,
    pub city: String,
    pub state: String,
    pub zip: String,
    pub address: String,
    /// A number of the account's own list, typed.
    pub country_id: String,
    /// A number of the account's own list, typed.
    pub assigned_id: String,
    pub groups: Vec<i64>,
}

/// Change a contact: only what differs between `base` and `input` is sent.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct UpdateContactRequest {
    /// Which one.
    pub id: i64,
    /// The form as it was opened.
    pub base: ContactInput,
    /// The form as it is.
    pub input: ContactInput,
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum ContactSort {
    /// Newest change first.
    #[default]
    Updated,
    /// By first and last name, A to Z, case and accents aside.
    Name,
    /// By company, A to Z; those without one last.
    Company,
    /// By type, A to Z.
    Type,
    /// By the status's name, A to Z.
    Status,
    /// By the source's name, A to Z.
    Source,
    /// Newest first.
    Created,
    /// By number, country code first; those without one last.
    Phone,
    /// By the name of the first group, A to Z; those in none last.
    Groups,
    /// By the person's number, smallest first; those nobody has last.
    Assigned,
    /// By email, A to Z; those without one last.
    Email,
    /// By city, A to Z; those without one last.
    City,
}

/// Which contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ContactQuery {
    /// Anything a person can say: part of a name, company, email, digits of the number in any spelling. Empty: all.
    pub text: String,
    /// What else must hold.
    pub filter: ContactFilter,
    /// Order; with text the best match comes first whatever this says.
    pub sort: ContactSort,
    /// From the other end of that order.
    pub reverse: bool,
    /// Ask the server too, if the mirror is not complete yet: costs a call, so once typing pauses.
    pub ask_server: bool,
}

/// A list as it was when asked for: it does not move under the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ContactSnapshot {
    /// Names it in `contacts_window`.
    pub id: String,
    /// Rows in it.
    pub total: u32,
    /// Contacts in the mirror, matching or not.
    pub all: u32,
    /// False while the first fill goes on: the server may know more.
    pub complete: bool,
    /// True when the server's answer was taken in because the mirror is not complete yet.
    pub server_asked: bool,
    /// The first 100 rows, so that nobody has to ask for them.
    pub rows: Vec<Contact>,
}

/// Rows of a snapshot by position.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct WindowRequest {
    /// From `ContactSnapshot`.
    pub snapshot: String,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500 are given.
    pub limit: u32,
}

/// Where a form's text lies until it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ContactDraft {
    /// None: a new contact. Else the contact being edited.
    pub contact: Option<i64>,
    /// What was typed.
    pub input: ContactInput,
    /// The form as it was opened, so that what others change before it is saved is not taken for the person's doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub base: Option<ContactInput>,
}
