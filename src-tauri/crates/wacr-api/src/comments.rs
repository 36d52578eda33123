//! Comments: notes of the team in a conversation, never sent to the customer (contract section 15). Answers are outside of
//! the envelope, and errors have a shape of their own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ApiError, Client, Reply, check, lenient, quiet::shows_only, retry::OpKind, transport::Call,
};

/// A note. `message` may hold markup of strangers: it is text, never markup.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the wire's names, contract section 15.1
pub struct Comment {
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub message: Option<String>,
    /// `text`, `image` …, or what the server says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub r#type: String,
    /// A short label: `Internal comment`.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub status_message: Option<String>,
    /// Address or bare name of a file.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub message_id: Option<String>,
    /// WhatsApp's id of the message it is about.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub ref_message_id: Option<String>,
    /// May come without an offset, which is taken for UTC.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub time_sent: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
}

shows_only!(Comment: id, r#type, time_sent, created_at);

/// A note to be added (contract 15.2). What is none is not sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct NewComment {
    /// Up to 5000 characters.
    pub comment: String,
    /// A short label, up to 255 characters; `Internal comment` if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    /// A public address; the server fetches the file and keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// An id for the note itself, up to 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// WhatsApp's id of the message it is about, up to 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ref_message_id: Option<String>,
}

shows_only!(NewComment: ref_message_id);

/// A note was added.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the wire's names, contract section 15.2
pub struct CommentAdded {
    /// The account.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub tenant_id: Option<i64>,
    /// The conversation.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub interaction_id: Option<i64>,
    /// Digits of the business number.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub sender_id: Option<String>,
    #[serde(deserialize_with = "lenient::opt_text")]
    pub status_message: Option<String>,
    /// Name of the stored file.
    #[serde(deserialize_with = "lenient::opt_text")]
    pub url: Option<String>,
    #[serde(deserialize_with = "lenient::opt_text")]
    pub message_id: Option<String>,
    #[serde(deserialize_with = "lenient::opt_text")]
    pub ref_message_id: Option<String>,
    /// The stored row: the note's id.
    #[serde(deserialize_with = "lenient::opt_int")]
    pub chat_message_id: Option<i64>,
}

shows_only!(CommentAdded: interaction_id, chat_message_id);

impl Client {
    /// `GET /comments/{mobile}`, scope not documented: all notes of a conversation, newest first. `mobile` is a phone number
    /// with its country code as people write it; its digits are sent.
    ///
    /// # Errors
    /// `NotFound` while there is no conversation with that number; `NotThisApi(NoSuchPath)` when this server has no
    /// comments; `Server` also when the account has no conversations at all; any other [`ApiError`].
    pub async fn list_comments(&self, mobile: &str) -> Result<Reply<Vec<Comment>>, ApiError> {
        let mobile = check::mobile(mobile).map_err(check::refused_for)?;
        self.rows(Call::get(&["comments", &mobile])).await
    }

    /// `POST /comments/{mobile}`, scope not documented. Two calls are two notes: never repeated by the client once a byte of
    /// it may have left; see [`ApiError::may_have_happened`].
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::new_comment`] finds; `Invalid` with fields; else as
    /// [`Client::list_comments`].
    pub async fn add_comment(
        &self,
        mobile: &str,
        comment: &NewComment,
    ) -> Result<Reply<CommentAdded>, ApiError> {
        let mobile = check::mobile(mobile).map_err(check::refused_for)?;
        check::refuse(check::new_comment(comment))?;
        let call = Call::post(OpKind::Send, &["comments", &mobile])
            .with_media(comment.media_url.is_some());
        self.flat(call.json(comment)?).await
    }
}
