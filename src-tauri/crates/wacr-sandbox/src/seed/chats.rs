//! Conversations of the last weeks: with what was said, and how far each message got.

use super::{DAY, more_chats};
use crate::rows::{Fate, Message};
use crate::state::{BUSINESS_NUMBER, Chat, State};

pub(super) const MINUTE: i64 = 60;
/// The first row id; later rows count up.
const FIRST_ROW: u64 = 90_001;
const FIRST_CHAT: u64 = 377;
/// Contacts with a conversation: the newest ones.
const CHATS: usize = 40;
/// Conversations after those, of every kind of message and every end a message can come to.
const MORE_CHATS: usize = 24;

/// Whether the shop wrote it, what was said, minutes before the end of the conversation.
const LINES: &[&[(bool, &str, i64)]] = &[
    &[
        (false, "Hello, are you open on Sunday?", 42),
        (true, "We are, from eleven to five.", 40),
        (false, "Great, see you then!", 38),
        (true, "We are open until six.", 0),
    ],
    &[
        (true, "Your copy of The Salt Road has arrived.", 180),
        (false, "Wonderful, I come by tomorrow 📚", 60),
    ],
    &[
        (false, "Do you ship to the islands?", 30),
        (
            true,
            "Yes, twice a week.\nThe next parcel leaves on Thursday.",
            0,
        ),
    ],
];

pub(super) fn fill(state: &mut State, now: i64) {
    let mut people: Vec<(i64, String)> = state
        .contacts()
        .filter_map(|contact| Some((contact.updated_at, contact.phone.clone()?)))
        .filter(|(_, phone)| phone.starts_with('+'))
        .collect();
    people.sort_by(|left, right| right.cmp(left));
    let mut rows = Vec::new();
    let mut people = people.into_iter();
    for (at, (_, phone)) in people.by_ref().take(CHATS).enumerate() {
        let digits = phone.trim_start_matches('+').to_owned();
        let chat = Chat {
            id: FIRST_CHAT + at as u64,
            last_activity: now - ended(at),
        };
        for (ours, text, before) in LINES[at % LINES.len()] {
            let sent_at = chat.last_activity - before * MINUTE;
            let fate = match (ours, at % 7) {
                (true, 5) => {
                    Fate::Fails("More than a day has passed since the customer last wrote".into())
                }
                (true, 3) => Fate::Delivered,
                (true, _) => Fate::Read,
                (false, _) => Fate::Stays,
            };
            rows.push(Message {
                id: 0,
                chat_id: chat.id,
                sender: match ours {
                    false => digits.clone(),
                    true => BUSINESS_NUMBER.into(),
                },
                text: (*text).into(),
                wamid: Some(format!("wamid.HBgL{digits}FQIAERgS{:08X}AA==", sent_at)),
                sent_at,
                is_read: at > 6 || *ours,
                staff_id: ours.then_some(21),
                fate,
                ..Message::default()
            });
        }
        state.chats.insert(digits, chat);
    }
    for (at, (_, phone)) in people.take(MORE_CHATS).enumerate() {
        let digits = phone.trim_start_matches('+').to_owned();
        let chat = Chat {
            id: FIRST_CHAT + (CHATS + at) as u64,
            last_activity: now - more_chats::ended(at),
        };
        rows.extend(more_chats::conversation(at, &chat, &digits));
        state.chats.insert(digits, chat);
    }
    rows.sort_by_key(|row| row.sent_at);
    for (row, id) in rows.iter_mut().zip(FIRST_ROW..) {
        row.id = id;
    }
    state.messages = rows.into();
}

/// Seconds since the conversation at this place fell silent; the first few have an open window.
fn ended(at: usize) -> i64 {
    let at = at as i64;
    18 * MINUTE + at * 97 * MINUTE + (at / 8) * DAY
}
