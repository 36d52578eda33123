//! Sending a text (contract 18.1).

use serde_json::{Value, json};

use super::delivery::{self, Accepted, To, digits};
use crate::clock::iso;
use crate::envelope::{Answer, Reply};
use crate::merge;
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::rows::Message;
use crate::state::State;
use crate::validation::Checker;

/// Characters of a text, before and after its merge fields are filled.
const LONGEST: usize = 4_096;

pub(crate) fn send(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let phone = body.phone("phone", 20);
    let text = body.required("message", LONGEST);
    let contact_id = body.integer("contact_id", false).flatten();
    let errors = body.into_errors();
    if !errors.is_empty() {
        return Err(match state.quirks.has(Quirk::TextValidationFaults) {
            true => Reply::fault(),
            // One level deeper than elsewhere (contract section 4).
            false => Reply::invalid(json!({ "errors": Value::Object(errors) })),
        });
    }
    let digits = digits(&phone);
    let to = To {
        digits: &digits,
        contact_id,
        unchecked: state.quirks.has(Quirk::TextOptOutUnchecked),
        ..To::default()
    };
    let opened = delivery::open(state, &to, call.now)?;
    let text = merge::fill(&text, &opened.contact, state, "");
    delivery::unreachable(&digits, opened.magic)?;
    if text.trim().is_empty() {
        return Err(delivery::refused("(#131008) Required parameter is missing"));
    }
    if text.chars().count() > LONGEST {
        return Err(delivery::refused("(#100) Invalid parameter"));
    }
    let accepted = Accepted {
        digits: &digits,
        opened: &opened,
        what: "text",
        row: Some(Message {
            text: text.clone(),
            fate: delivery::arrives_in_window(state, &digits, opened.magic, call.now),
            ..Message::default()
        }),
        tracked: true,
        text: text.clone(),
        template: None,
        media: None,
        code: None,
    };
    let stored = delivery::store(state, accepted, call.now);
    let data = json!({
        "message_id": stored.wamid,
        "contact_id": opened.contact.id,
        "phone": digits,
        "message": text,
        "status": "sent",
        "sent_at": iso(call.now),
        "chat_id": stored.chat_id,
        "chat_message_id": stored.row_id,
    });
    delivery::answer(data, "Message sent successfully", opened.magic)
}
