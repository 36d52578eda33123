//! Internal notes: rows of a conversation the team sees and the customer does not (contract section 15). Their answers
//! stand outside the envelope.

use serde_json::{Value, json};

use super::delivery::{digits, next_row};
use super::files;
use crate::clock;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::rows::Message;
use crate::state::{BUSINESS_NUMBER, State, TENANT};
use crate::validation::Checker;

const LABEL: &str = "Internal comment";

/// Newest first, not paged.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let chat = conversation(state, call.id)?;
    let few = state.quirks.has(Quirk::CommentsFewFields);
    let mut notes: Vec<&Message> = state
        .messages
        .iter()
        .filter(|row| row.chat_id == chat && row.note.is_some())
        .collect();
    notes.sort_by_key(|note| std::cmp::Reverse((note.sent_at, note.id)));
    let rows: Vec<Value> = notes.into_iter().map(|note| shown(note, few)).collect();
    Ok(Reply::plain(200, json!({ "success": true, "data": rows })))
}

pub(crate) fn add(state: &mut State, call: &Call<'_>) -> Answer {
    let chat_id = conversation(state, call.id)?;
    let mut body = Checker::new(&call.input);
    let text = body.required("comment", 5_000);
    let label = body.optional("status_message", 255);
    let address = body.address("media_url");
    let wamid = body.optional("message_id", 255);
    let about = body.optional("ref_message_id", 255);
    if address.as_deref().is_some_and(files::unreachable) {
        body.fail("media_url", "The media could not be downloaded.");
    }
    body.finish()?;
    let note = Message {
        id: next_row(state),
        chat_id,
        sender: BUSINESS_NUMBER.into(),
        kind: address
            .as_deref()
            .map_or("text", files::kind_of_address)
            .into(),
        text,
        url: address.map(|address| files::stored_name(&address, call.now)),
        wamid,
        about,
        sent_at: call.now,
        is_read: true,
        note: Some(label.unwrap_or_else(|| LABEL.into())),
        ..Message::default()
    };
    let answer = json!({
        "success": true,
        "message": "Comment added successfully",
        "tenant_id": TENANT,
        "interaction_id": chat_id,
        "sender_id": BUSINESS_NUMBER,
        "status_message": note.note,
        "url": note.url,
        "message_id": note.wamid,
        "ref_message_id": note.about,
        "chat_message_id": note.id,
    });
    state.messages.push(note);
    let status = match state.quirks.has(Quirk::CommentsCreated201) {
        true => 201,
        false => 200,
    };
    Ok(Reply::plain(status, answer))
}

fn shown(note: &Message, few: bool) -> Value {
    let confirmed = json!({ "id": note.id, "message": note.text, "type": note.kind });
    if few {
        return confirmed;
    }
    json!({
        "id": note.id,
        "message": note.text,
        "type": note.kind,
        "status_message": note.note,
        "url": note.url,
        "message_id": note.wamid,
        "ref_message_id": note.about,
        "time_sent": clock::plain(note.sent_at),
        "created_at": clock::iso(note.sent_at),
    })
}

/// The conversation with a number; a note does not start one.
fn conversation(state: &State, mobile: &str) -> Result<u64, Reply> {
    if state.quirks.has(Quirk::CommentsAbsent) {
        return Err(Reply::bare(404, "The route could not be found."));
    }
    if state.quirks.has(Quirk::CommentsNoStorage) {
        let body = json!({ "success": false, "message": "The chat storage does not exist yet." });
        return Err(Reply::plain(500, body));
    }
    let chat = state.chats.get(&digits(mobile)).map(|chat| chat.id);
    let missing = json!({ "success": false, "message": "No conversation with this number." });
    chat.ok_or_else(|| Reply::plain(404, missing))
}
