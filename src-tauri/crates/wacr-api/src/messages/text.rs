//! Free text, inside the 24-hour window only (contract 18.1).

use serde::Serialize;

use super::SendReceipt;
use crate::{ApiError, Client, Reply, check, quiet::shows_only, retry::OpKind, transport::Call};

/// A text for one person. Whoever opted out is not refused by every server: see that it is not sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextSend {
    /// `+` and digits.
    pub phone: String,
    /// Up to 4096 characters. `@{name}` and `{name}` of known names are replaced by the server (contract section 10).
    pub message: String,
    /// Must belong to that exact phone, or the answer is 404.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<i64>,
}

shows_only!(TextSend: contact_id);

impl Client {
    /// `POST /messages/text`, scope `messages:send`. Never repeated by the client once a byte of it may have left;
    /// see [`ApiError::may_have_happened`]. Outside the 24-hour window it is accepted and fails later.
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::text`] finds; `NotFound` (contact and phone differ); `OptedOut`;
    /// `LimitReached`; `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn send_text_message(&self, send: &TextSend) -> Result<Reply<SendReceipt>, ApiError> {
        check::refuse(check::text(send))?;
        self.one_or_default(Call::post(OpKind::Send, &["messages", "text"]).json(send)?)
            .await
    }
}
