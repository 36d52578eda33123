//! What every kind of send shares: finding the person, the opt-out and the quota, the stored row, and the numbers that
//! rehearse a fault (contract sections 7 to 9).

use serde_json::{Map, Value, json};

use super::contacts::{blank, check_widths, room_for_one};
use crate::envelope::{Aftermath, Reply};
use crate::magic::Magic;
use crate::rows::{Contact, Fate, Label, Message};
use crate::state::{BUSINESS_NUMBER, Chat, CreatedMessage, State};

/// A conversation is open for so many seconds after its last activity, and a send in it is free of the quota.
const OPEN: i64 = 24 * 3_600;
/// How long a number that rehearses a 429 asks to wait, and how long it then lets sends through.
const SLOW_DOWN: i64 = 3;
const SLOW_DOWN_EVERY: i64 = 60;
/// How long a slow number takes, in milliseconds.
const SLOW_ANSWER: u64 = 8_000;
/// Ids of the first conversation and the first row of an account without any.
const FIRST_CHAT: u64 = 377;
const FIRST_ROW: u64 = 90_001;

/// The digits of a number as typed.
pub(super) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// 429 once a minute for a number that rehearses it.
pub(super) fn slow_down(state: &mut State, digits: &str, now: i64) -> Result<(), Reply> {
    let last = state.slowed.get(digits);
    let waited = last.is_some_and(|last| now - last < SLOW_DOWN_EVERY);
    if Magic::of(digits) != Some(Magic::SlowDown) || waited {
        return Ok(());
    }
    state.slowed.insert(digits.to_owned(), now);
    Err(Reply::too_many(SLOW_DOWN))
}

/// The contact written to: the one named, the one with this number, or a new one.
pub(super) fn recipient(
    state: &mut State,
    digits: &str,
    contact_id: Option<u64>,
    now: i64,
) -> Result<Contact, Reply> {
    let phone = format!("+{digits}");
    let missing = || Reply::not_found("Contact");
    if let Some(id) = contact_id {
        let contact = state.contact(id);
        let contact = contact.filter(|contact| contact.phone.as_deref() == Some(&phone));
        return contact.cloned().ok_or_else(missing);
    }
    if let Some(contact) = state.contact_by_phone(&phone) {
        return Ok(contact.clone());
    }
    room_for_one(state)?;
    let (status_id, source_id) = defaults(state)?;
    let contact = Contact {
        firstname: digits.to_owned(),
        phone: Some(phone),
        status_id,
        source_id,
        ..blank(now)
    };
    check_widths(&contact)?;
    let id = state.insert_contact(contact);
    state.contact(id).cloned().ok_or_else(missing)
}

/// The account's status and source for contacts it makes itself: the first of each.
fn defaults(state: &State) -> Result<(u64, u64), Reply> {
    let first = |rows: &[Label]| rows.first().map(|row| row.id);
    let (status, source) = (first(&state.statuses), first(&state.sources));
    if let (Some(status), Some(source)) = (status, source) {
        return Ok((status, source));
    }
    let mut missing = Map::new();
    if status.is_none() {
        missing.insert("lead_status".into(), "No default status is set.".into());
    }
    if source.is_none() {
        missing.insert("lead_source".into(), "No default source is set.".into());
    }
    Err(Reply::error(
        422,
        "VALIDATION_ERROR",
        "The contact could not be created.",
        json!({ "missing_config": missing }),
    ))
}

/// 403 for somebody who opted out.
pub(super) fn refuse_opted_out(contact: &Contact, magic: Option<Magic>) -> Result<(), Reply> {
    if !contact.opted_out && magic != Some(Magic::OptedOut) {
        return Ok(());
    }
    Err(Reply::error(
        403,
        "CONTACT_OPTED_OUT",
        "The contact has opted out of messages.",
        Value::Null,
    ))
}

/// Whether this send would start a conversation; 403 when none is left. Details stay absent (contract section 4).
pub(super) fn starts_conversation(
    state: &State,
    digits: &str,
    magic: Option<Magic>,
    now: i64,
) -> Result<bool, Reply> {
    let chat = state.chats.get(digits);
    let open = chat.is_some_and(|chat| now - chat.last_activity < OPEN);
    if magic != Some(Magic::PlanFull) && (open || !state.conversations.full()) {
        return Ok(!open);
    }
    Err(Reply::error(
        403,
        "FEATURE_LIMIT_EXCEEDED",
        "The plan's conversations of this month are used up.",
        Value::Null,
    ))
}

/// 500 `MESSAGE_SEND_FAILED` with WhatsApp's reason.
pub(super) fn refused(reason: &str) -> Reply {
    Reply::error(
        500,
        "MESSAGE_SEND_FAILED",
        "The message was not sent.",
        json!({ "error": reason }),
    )
}

/// A message WhatsApp has taken, on its way into the history.
pub(super) struct Accepted<'a> {
    pub(super) digits: &'a str,
    pub(super) contact_id: u64,
    pub(super) starts_conversation: bool,
    /// What the row holds, which may be HTML.
    pub(super) stored: String,
    /// What the person reads.
    pub(super) text: String,
    pub(super) template_name: &'a str,
    pub(super) language: &'a str,
    /// Whether the row keeps WhatsApp's id, without which it stays `sent`.
    pub(super) tracked: bool,
}

/// Writes the row and moves the conversation; answers with the conversation's id and the message's.
pub(super) fn store(state: &mut State, accepted: Accepted<'_>, now: i64) -> (u64, String) {
    if accepted.starts_conversation {
        state.conversations.used += 1;
    }
    let last_chat = state.chats.values().map(|chat| chat.id).max();
    let chat = state.chats.entry(accepted.digits.into()).or_insert(Chat {
        id: last_chat.map_or(FIRST_CHAT, |id| id + 1),
        last_activity: now,
    });
    chat.last_activity = now;
    let chat_id = chat.id;
    let row_id = state.messages.last().map_or(FIRST_ROW, |row| row.id + 1);
    let serial = rand::random::<u64>();
    let wamid = format!("wamid.HBgL{}FQIAERgS{serial:020X}AA==", accepted.digits);
    state.messages.push(Message {
        id: row_id,
        chat_id,
        sender: BUSINESS_NUMBER.into(),
        text: accepted.stored,
        wamid: accepted.tracked.then(|| wamid.clone()),
        sent_at: now,
        is_read: true,
        staff_id: None,
        fate: match accepted.tracked {
            true => Fate::Read,
            false => Fate::Stays,
        },
    });
    state.created.push(CreatedMessage {
        at: now,
        phone: accepted.digits.into(),
        contact_id: accepted.contact_id,
        chat_id,
        row_id,
        template_name: accepted.template_name.into(),
        language: accepted.language.into(),
        text: accepted.text,
    });
    (chat_id, wamid)
}

/// The answer to a send that went out, as the number lets the caller see it.
pub(super) fn answer(data: Value, message: &str, magic: Option<Magic>) -> Result<Reply, Reply> {
    if magic == Some(Magic::LateFault) {
        return Err(Reply::internal("Record not written after the send"));
    }
    let mut reply = Reply::done(data, message);
    reply.aftermath = match magic {
        Some(Magic::AnswerLost) => Aftermath::Lost,
        Some(Magic::Slow) => Aftermath::Slowly(SLOW_ANSWER),
        _ => Aftermath::Answer,
    };
    Ok(reply)
}
