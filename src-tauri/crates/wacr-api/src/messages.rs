//! Messages: the answer to each send, and what the server stores (contract sections 9 and 18).

mod interactive;
mod media;
mod template;
mod text;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ApiError, Client, ListQuery, Page, Reply, Resource, lenient, quiet::shows_only, transport::Call,
};

pub use interactive::{Choices, InteractiveSend, ListRow, ListSection, ReplyButton};
pub use media::{MediaSend, MediaSource, MediaType};
pub use template::{HeaderFile, TemplateSend};
pub use text::TextSend;

/// The server took a message. That is all: delivery is another matter (contract section 9).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    /// The text as it went out, merge fields replaced; of text messages.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub message: Option<String>,
    /// Where the file is now, reachable for everybody; of media messages.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub media_url: Option<String>,
    /// As it went out; of media messages.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub caption: Option<String>,
    /// As it went out; of media messages.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub filename: Option<String>,
}

shows_only!(SendReceipt: message_id, contact_id, status, sent_at, chat_id, chat_message_id);

/// A stored message, in or out. `message` may hold markup of strangers: it is text, never markup.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

shows_only!(Message: id, interaction_id, status, message_id, sent_at);

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
