//! What every kind of send shares: finding the person, the opt-out and the quota, the stored row, and the numbers that
//! rehearse a fault (contract sections 7 to 9).

use serde_json::{Value, json};

use super::inbound;
use super::recipient::{self, Details};
use crate::envelope::{Aftermath, Reply};
use crate::magic::Magic;
use crate::quirks::Quirk;
use crate::rows::{Contact, Fate, Message};
use crate::state::{BUSINESS_NUMBER, Chat, CreatedMessage, State};

/// A conversation is open for so many seconds after its last activity, and a send in it is free of the quota. For as
/// long after the customer's last message the window is open, too.
const OPEN: i64 = 24 * 3_600;
/// How long a number that rehearses a 429 asks to wait, and how long it then lets sends through.
const SLOW_DOWN: i64 = 3;
const SLOW_DOWN_EVERY: i64 = 60;
/// How long a slow number takes, in milliseconds.
const SLOW_ANSWER: u64 = 8_000;
/// Ids of the first conversation and the first row of an account without any.
const FIRST_CHAT: u64 = 377;
const FIRST_ROW: u64 = 90_001;
/// WhatsApp's sentence for 131047; the server drops the number.
const WINDOW_CLOSED: &str = "Message failed to send because more than 24 hours have passed since the customer last \
                             replied to this number.";

/// The digits of a number as typed.
pub(super) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Whom a checked call wants to write to.
#[derive(Default)]
pub(super) struct To<'a> {
    pub(super) digits: &'a str,
    pub(super) contact_id: Option<u64>,
    /// For a contact this send has to make.
    pub(super) details: Option<&'a Details>,
    /// Numbers are looked for and stored without `+`.
    pub(super) plain: bool,
    /// Opt-out and quota are not looked at.
    pub(super) unchecked: bool,
}

/// The person is found and may be written to.
pub(super) struct Opened {
    pub(super) contact: Contact,
    pub(super) magic: Option<Magic>,
    starts_conversation: bool,
}

/// The checks all sends share once their fields are right, in the server's order.
pub(super) fn open(state: &mut State, to: &To<'_>, now: i64) -> Result<Opened, Reply> {
    require_connection(state)?;
    let magic = Magic::of(to.digits);
    if magic == Some(Magic::EarlyFault) {
        return Err(Reply::fault());
    }
    slow_down(state, to.digits, magic, now)?;
    let contact = recipient::find_or_make(state, to, now)?;
    let chat = state.chats.get(to.digits);
    let open = chat.is_some_and(|chat| now - chat.last_activity < OPEN);
    if !to.unchecked {
        refuse_opted_out(&contact, magic)?;
        let full = !open && state.conversations.full();
        refuse_without_quota(full || magic == Some(Magic::PlanFull))?;
    }
    Ok(Opened {
        contact,
        magic,
        starts_conversation: !open,
    })
}

/// 422 `WHATSAPP_NOT_CONFIGURED` where the account has no connection.
pub(super) fn require_connection(state: &State) -> Result<(), Reply> {
    if !state.quirks.has(Quirk::WhatsAppNotConnected) {
        return Ok(());
    }
    let message = "WhatsApp is not connected to this account.";
    Err(Reply::error(
        422,
        "WHATSAPP_NOT_CONFIGURED",
        message,
        Value::Null,
    ))
}

/// 403 `FEATURE_NOT_AVAILABLE` where the plan has no templates, or the fault one server makes of it.
pub(super) fn require_templates(state: &State) -> Result<(), Reply> {
    if state.quirks.has(Quirk::PlanWithoutTemplatesFaults) {
        return Err(Reply::fault());
    }
    if !state.quirks.has(Quirk::PlanWithoutTemplates) {
        return Ok(());
    }
    let message = "Templates are not part of the plan.";
    Err(Reply::error(
        403,
        "FEATURE_NOT_AVAILABLE",
        message,
        Value::Null,
    ))
}

/// 429 once a minute for a number that rehearses it.
fn slow_down(state: &mut State, digits: &str, magic: Option<Magic>, now: i64) -> Result<(), Reply> {
    let last = state.slowed.get(digits);
    let waited = last.is_some_and(|last| now - last < SLOW_DOWN_EVERY);
    if magic != Some(Magic::SlowDown) || waited {
        return Ok(());
    }
    state.slowed.insert(digits.to_owned(), now);
    Err(Reply::too_many(SLOW_DOWN))
}

fn refuse_opted_out(contact: &Contact, magic: Option<Magic>) -> Result<(), Reply> {
    if !contact.opted_out && magic != Some(Magic::OptedOut) {
        return Ok(());
    }
    let message = "The contact has opted out of messages.";
    Err(Reply::error(403, "CONTACT_OPTED_OUT", message, Value::Null))
}

/// Details stay absent (contract section 4).
fn refuse_without_quota(full: bool) -> Result<(), Reply> {
    if !full {
        return Ok(());
    }
    let message = "The plan's conversations of this month are used up.";
    Err(Reply::error(
        403,
        "FEATURE_LIMIT_EXCEEDED",
        message,
        Value::Null,
    ))
}

/// WhatsApp's reasons that have to do with the number alone.
pub(super) fn unreachable(digits: &str, magic: Option<Magic>) -> Result<(), Reply> {
    match magic {
        Some(Magic::NotOnWhatsApp) => Err(refused("(#131026) Message undeliverable")),
        _ if !(7..=15).contains(&digits.len()) => Err(refused("(#100) Invalid parameter")),
        _ => Ok(()),
    }
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

/// What becomes of a message that arrives.
pub(super) fn arrives(state: &State) -> Fate {
    match state.quirks.has(Quirk::ReadWithoutDelivered) {
        true => Fate::ReadAtOnce,
        false => Fate::Read,
    }
}

/// What becomes of anything but a template: outside the customer's 24 hours it is taken and fails later.
pub(super) fn arrives_in_window(
    state: &State,
    digits: &str,
    magic: Option<Magic>,
    now: i64,
) -> Fate {
    let chat = state.chats.get(digits);
    let mut newest_first = state.messages.iter().rev();
    let last = chat
        .and_then(|chat| newest_first.find(|row| row.chat_id == chat.id && row.sender == digits));
    let open = match magic {
        Some(Magic::Accepted) => true,
        Some(Magic::WindowClosed) => false,
        _ => last.is_some_and(|row| now - row.sent_at < OPEN),
    };
    match open {
        true => arrives(state),
        false => Fate::Fails(WINDOW_CLOSED.into()),
    }
}

/// A message WhatsApp has taken, on its way into the history.
pub(super) struct Accepted<'a> {
    pub(super) digits: &'a str,
    pub(super) opened: &'a Opened,
    /// What it is, for the witness.
    pub(super) what: &'static str,
    /// The row to store, where one is stored; its id, its conversation and WhatsApp's id are filled in here.
    pub(super) row: Option<Message>,
    /// Whether the row keeps WhatsApp's id, without which it stays `sent`.
    pub(super) tracked: bool,
    /// What the person reads.
    pub(super) text: String,
    /// Name and language of a template.
    pub(super) template: Option<(&'a str, &'a str)>,
    pub(super) media: Option<&'a str>,
    pub(super) code: Option<&'a str>,
}

/// Where an accepted message was written.
pub(super) struct Stored {
    pub(super) chat_id: u64,
    pub(super) row_id: Option<u64>,
    pub(super) wamid: String,
}

/// Writes the row and moves the conversation.
pub(super) fn store(state: &mut State, accepted: Accepted<'_>, now: i64) -> Stored {
    let Accepted { digits, opened, .. } = accepted;
    if opened.starts_conversation {
        state.conversations.used = state.conversations.used.saturating_add(1);
    }
    let chat_id = chat_of(state, digits, now);
    let serial = rand::random::<u64>();
    let wamid = format!("wamid.HBgL{digits}FQIAERgS{serial:020X}AA==");
    let row_id = accepted.row.is_some().then(|| next_row(state));
    if let (Some(id), Some(row)) = (row_id, accepted.row) {
        state.messages.push(Message {
            id,
            chat_id,
            sender: BUSINESS_NUMBER.into(),
            wamid: accepted.tracked.then(|| wamid.clone()),
            sent_at: now,
            is_read: true,
            fate: if accepted.tracked {
                row.fate
            } else {
                Fate::Stays
            },
            ..row
        });
    }
    let (template_name, language) = accepted.template.unwrap_or_default();
    state.created.push(CreatedMessage {
        at: now,
        kind: accepted.what.into(),
        phone: digits.into(),
        contact_id: opened.contact.id,
        chat_id,
        row_id,
        template_name: template_name.into(),
        language: language.into(),
        text: accepted.text,
        media: accepted.media.map(str::to_owned),
        code: accepted.code.map(str::to_owned),
    });
    inbound::expect_answer(state, digits, opened.magic, now);
    Stored {
        chat_id,
        row_id,
        wamid,
    }
}

/// The conversation with a number, made when there is none, and moved to `now`.
pub(super) fn chat_of(state: &mut State, digits: &str, now: i64) -> u64 {
    let last_chat = state.chats.values().map(|chat| chat.id).max();
    let chat = state.chats.entry(digits.into()).or_insert(Chat {
        id: last_chat.map_or(FIRST_CHAT, |id| id + 1),
        last_activity: now,
    });
    chat.last_activity = chat.last_activity.max(now);
    chat.id
}

/// The id of the next row of the history.
pub(super) fn next_row(state: &State) -> u64 {
    state.messages.last().map_or(FIRST_ROW, |row| row.id + 1)
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
