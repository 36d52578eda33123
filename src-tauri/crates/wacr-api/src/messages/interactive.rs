//! Messages with buttons or a list, inside the 24-hour window only (contract 18.4).

use serde::Serialize;
use serde_json::{Value, json};

use super::SendReceipt;
use crate::{ApiError, Client, Reply, check, quiet::shows_only, retry::OpKind, transport::Call};

/// A message that a person answers by a tap.
#[derive(Clone, PartialEq, Eq)]
pub struct InteractiveSend {
    /// `+` and digits.
    pub phone: String,
    /// Must belong to that exact phone, or the answer is 404.
    pub contact_id: Option<i64>,
    /// Up to 1024 characters.
    pub body_text: String,
    /// Up to 60 characters. A list without one gets a stock header of the server's.
    pub header_text: Option<String>,
    /// Up to 60 characters.
    pub footer_text: Option<String>,
    /// What can be tapped.
    pub choices: Choices,
}

shows_only!(InteractiveSend: contact_id);

/// What can be tapped.
#[derive(Clone, PartialEq, Eq)]
pub enum Choices {
    /// One to three buttons.
    Buttons(Vec<ReplyButton>),
    /// A list that opens.
    List {
        /// What opens it, up to 20 characters.
        button_text: String,
        /// One to ten, with ten rows in all.
        sections: Vec<ListSection>,
    },
}

impl std::fmt::Debug for Choices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Buttons(_) => "Buttons",
            Self::List { .. } => "List",
        })
    }
}

/// A button.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReplyButton {
    /// Comes back with the answer; up to 256 characters, no other button has it.
    pub id: String,
    /// Up to 20 characters, no other button has it.
    pub title: String,
}

shows_only!(ReplyButton: id);

/// Rows under a heading.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListSection {
    /// Up to 24 characters.
    pub title: String,
    /// At least one.
    pub rows: Vec<ListRow>,
}

shows_only!(ListSection: rows);

/// A row.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListRow {
    /// Comes back with the answer; up to 200 characters, no other row of the message has it.
    pub id: String,
    /// Up to 24 characters.
    pub title: String,
    /// Up to 72 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

shows_only!(ListRow: id);

impl InteractiveSend {
    fn body(&self) -> Value {
        let mut body = match &self.choices {
            Choices::Buttons(buttons) => json!({ "type": "button", "buttons": buttons }),
            Choices::List {
                button_text,
                sections,
            } => json!({ "type": "list", "list_button_text": button_text, "sections": sections }),
        };
        body["phone"] = self.phone.as_str().into();
        body["body_text"] = self.body_text.as_str().into();
        for (name, text) in [
            ("header_text", &self.header_text),
            ("footer_text", &self.footer_text),
        ] {
            if let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) {
                body[name] = text.into();
            }
        }
        if let Some(contact) = self.contact_id {
            body["contact_id"] = contact.into();
        }
        body
    }
}

impl Client {
    /// `POST /messages/interactive`, scope `messages:send`. Never repeated by the client once a byte of it may have left;
    /// see [`ApiError::may_have_happened`]. Outside the 24-hour window it is accepted and fails later.
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::interactive`] finds; `NotFound` (contact and phone differ); `OptedOut`;
    /// `LimitReached`; `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn send_interactive_message(
        &self,
        send: &InteractiveSend,
    ) -> Result<Reply<SendReceipt>, ApiError> {
        check::refuse(check::interactive(send))?;
        let call = Call::post(OpKind::Send, &["messages", "interactive"]);
        self.one_or_default(call.json(&send.body())?).await
    }
}
