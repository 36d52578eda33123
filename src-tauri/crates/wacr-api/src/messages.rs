//! Messages: sending templates, and what the server stores (contract sections 9 and 18).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    ApiError, Client, ListQuery, Page, Reply, Resource, lenient, retry::OpKind, transport::Call,
};

/// A template for one person (contract 18.2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateSend {
    /// `+` and digits.
    pub phone: String,
    /// The template's name.
    pub template_name: String,
    /// The template's exact language code.
    pub language: String,
    /// Must belong to that exact phone, or the answer is 404.
    pub contact_id: Option<i64>,
    /// Values by the wire's field: `header_field_1`, `header_image_url`, `header_document_name`, `field_1` … `field_10`,
    /// `button_0` ….
    pub values: BTreeMap<String, String>,
}

impl TemplateSend {
    /// True when the server fetches a file and hands it to WhatsApp before it answers.
    fn has_media(&self) -> bool {
        [
            "header_image_url",
            "header_video_url",
            "header_document_url",
        ]
        .iter()
        .any(|field| self.values.contains_key(*field))
    }

    /// The JSON body. The fixed fields win over values of the same name.
    fn body(&self) -> Map<String, Value> {
        let mut body: Map<String, Value> = self
            .values
            .iter()
            .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
            .collect();
        body.insert("phone".to_owned(), self.phone.as_str().into());
        body.insert(
            "template_name".to_owned(),
            self.template_name.as_str().into(),
        );
        body.insert("language".to_owned(), self.language.as_str().into());
        body.remove("contact_id");
        if let Some(contact) = self.contact_id {
            body.insert("contact_id".to_owned(), contact.into());
        }
        body
    }
}

/// The server took a message. That is all: delivery is another matter (contract section 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct SendReceipt {
    /// WhatsApp's id.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub message_id: Option<String>,
    /// The contact it went to, perhaps one the server created for it.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub contact_id: Option<i64>,
    /// Digits only.
    #[serde(deserialize_with = "lenient::text")]
    pub phone: String,
    /// `sent`, which means accepted.
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    /// When, by the server's clock.
    #[serde(deserialize_with = "lenient::opt_time")]
    pub sent_at: Option<Timestamp>,
    /// The conversation: `interaction_id` of messages.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub chat_id: Option<i64>,
    /// The stored row; none for templates on known servers, so that nothing more can be learnt.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub chat_message_id: Option<i64>,
}

/// A stored message, in or out. `message` may hold markup of strangers: it is text, never markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the wire's names, contract sections 18.5 and 18.6
pub struct Message {
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    /// The conversation.
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub interaction_id: Option<i64>,
    /// Digits of who wrote it: the customer, or the business number. Rows carry no direction.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub sender_id: Option<String>,
    /// `text`, `image` …; templates are stored as `text` with markup.
    #[serde(default, deserialize_with = "lenient::text")]
    pub r#type: String,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub message: Option<String>,
    /// `sent`, `delivered`, `read`, `failed`, or what WhatsApp says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: String,
    /// WhatsApp's id; none for templates on known servers.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub message_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub sent_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub is_read: bool,
    /// Why it failed; only when read alone.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub status_message: Option<String>,
    /// WhatsApp's id of the message it answers; only when read alone.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub ref_message_id: Option<String>,
    /// Address or bare name of a file; only when read alone.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub url: Option<String>,
    /// Who of the team wrote it; only when read alone.
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub staff_id: Option<i64>,
}

/// What a list of messages can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum MessageFilter {
    Type,
    Status,
    InteractionId,
    /// `inbound` or `outbound`; one server version faults on it: try once, then compare `sender_id` (contract section 9).
    Direction,
}

impl From<MessageFilter> for &'static str {
    fn from(filter: MessageFilter) -> Self {
        match filter {
            MessageFilter::Type => "type",
            MessageFilter::Status => "status",
            MessageFilter::InteractionId => "interaction_id",
            MessageFilter::Direction => "direction",
        }
    }
}

/// What a list of messages can be sorted by. It only breaks ties: newest first whatever is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum MessageSort {
    CreatedAt,
    UpdatedAt,
}

impl From<MessageSort> for &'static str {
    fn from(sort: MessageSort) -> Self {
        match sort {
            MessageSort::CreatedAt => "created_at",
            MessageSort::UpdatedAt => "updated_at",
        }
    }
}

impl Resource for Message {
    type Filter = MessageFilter;
    type Sort = MessageSort;
}

impl Client {
    /// `POST /messages/template`, scope `messages:send`. Never repeated by the client once a byte of it may have left;
    /// see [`ApiError::may_have_happened`].
    ///
    /// # Errors
    /// `NotFound` (no approved template of that name and language, or contact and phone differ); `Invalid` with fields
    /// such as `template_fields`, `header_media`; `OptedOut`; `LimitReached`; `FeatureNotAvailable`;
    /// `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn send_template_message(
        &self,
        send: &TemplateSend,
    ) -> Result<Reply<SendReceipt>, ApiError> {
        let call = Call::post(OpKind::Send, &["messages", "template"])
            .with_media(send.has_media())
            .json(&send.body())?;
        let reply: Reply<Option<SendReceipt>> = self.one(call).await?;
        // Success without a receipt is success all the same.
        Ok(reply.map(Option::unwrap_or_default))
    }

    /// `GET /messages`, scope `messages:read`. Both directions, newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_messages(
        &self,
        query: &ListQuery<Message>,
    ) -> Result<Reply<Page<Message>>, ApiError> {
        self.page(Call::get(&["messages"]).query(query.pairs()))
            .await
    }

    /// `GET /messages/{id}`, scope `messages:read`: by the stored row's id.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_message(&self, id: i64) -> Result<Reply<Message>, ApiError> {
        self.one(Call::get(&["messages", &id.to_string()])).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_flat_and_cannot_replace_the_recipient() {
        let send = TemplateSend {
            phone: "+15550100142".into(),
            template_name: "order_ready".into(),
            language: "en_US".into(),
            contact_id: None,
            values: [
                ("field_1", "Nadia"),
                ("phone", "+15550100666"),
                ("contact_id", "9"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        };
        assert_eq!(
            Value::Object(send.body()),
            serde_json::json!({
                "phone": "+15550100142", "template_name": "order_ready", "language": "en_US", "field_1": "Nadia"
            })
        );
        let to_contact = TemplateSend {
            contact_id: Some(501),
            ..send
        };
        assert_eq!(to_contact.body()["contact_id"], 501);
    }
}
