//! What the bridge says of links.

use serde::Deserialize;

/// Where a link of a contact leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum LinkKind {
    /// The chat with the number, in WhatsApp on this computer or in the browser.
    Whatsapp,
    /// A letter to the email address, in the program for mail.
    Email,
}
