//! What customers write: it opens the 24-hour window, and STOP takes them off the list (contract sections 7 to 9).

use super::delivery::{chat_of, digits, next_row};
use crate::magic::Magic;
use crate::rows::Message;
use crate::state::{Awaited, State};

/// Seconds until somebody answers.
const THINKING: i64 = 4;

/// A message of a customer, now. Answers with the id of its row.
pub(crate) fn receive(state: &mut State, phone: &str, text: &str, now: i64) -> u64 {
    let digits = digits(phone);
    let chat_id = chat_of(state, &digits, now);
    let id = next_row(state);
    let serial = rand::random::<u64>();
    state.messages.push(Message {
        id,
        chat_id,
        text: text.to_owned(),
        wamid: Some(format!("wamid.HBgL{digits}FQIAEhgU{serial:020X}AA==")),
        sent_at: now,
        sender: digits.clone(),
        ..Message::default()
    });
    if text.trim().eq_ignore_ascii_case("stop") {
        opt_out(state, &digits, now);
    }
    id
}

/// Whatever people were about to write and is due.
pub(crate) fn arrive(state: &mut State, now: i64) {
    let (due, later) = std::mem::take(&mut state.awaited)
        .into_iter()
        .partition(|awaited: &Awaited| awaited.due <= now);
    state.awaited = later;
    for Awaited { due, digits, text } in due {
        receive(state, &digits, &text, due);
    }
}

/// Somebody got a message, and their number may have them answer it.
pub(super) fn expect_answer(state: &mut State, digits: &str, magic: Option<Magic>, now: i64) {
    let text = match magic {
        Some(Magic::Answers) => "Thank you, that is good to know.",
        Some(Magic::Stop) => "STOP",
        _ => return,
    };
    state.awaited.push(Awaited {
        due: now + THINKING,
        digits: digits.to_owned(),
        text: text.to_owned(),
    });
}

/// Every contact with that number, with and without the plus sign.
fn opt_out(state: &mut State, digits: &str, now: i64) {
    for phone in [format!("+{digits}"), digits.to_owned()] {
        let Some(mut contact) = state.contact_by_phone(&phone).cloned() else {
            continue;
        };
        contact.opted_out = true;
        contact.updated_at = now;
        state.put_contact(contact);
    }
}
