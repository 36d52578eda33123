//! Conversations with every kind of message, every end one can come to, and notes of the team.

use super::chats::MINUTE;
use crate::rows::{Fate, Message};
use crate::state::{BUSINESS_NUMBER, Chat};

/// Who wrote a line, and what became of it.
#[derive(Clone, Copy)]
enum By {
    /// The customer.
    Them,
    Us(End),
    /// An internal note, with its label.
    Note(&'static str),
}

/// How far a message of the shop got.
#[derive(Clone, Copy)]
enum End {
    /// A row without WhatsApp's id: it stays `sent`.
    Sent,
    Delivered,
    Read,
    Failed(&'static str),
}

/// Who, the type, the text or caption, the stored file, minutes before the end of the conversation.
type Line = (By, &'static str, &'static str, &'static str, i64);

use By::{Note, Them, Us};
use End::{Delivered, Failed, Read, Sent};

#[rustfmt::skip]
const CHATS: &[&[Line]] = &[
    &[
        (Them, "image", "Is this the one?", "1772446530_cover.jpg", 50),
        (Us(Read), "text", "That is it. Shall we put it aside?", "", 48),
        (Them, "text", "Yes please 🙏", "", 47),
        (Note("Contact Requested Callback"), "text", "Wants a call after six, speaks Portuguese.", "", 20),
        (Us(Delivered), "document", "Your invoice", "1772446900_invoice-2026-118.pdf", 0),
    ],
    &[
        (Us(Sent), "text", "<p><strong>Order A-1029</strong></p><p>Hi Nadia, your order A-1029 is ready for collection.</p>", "", 300),
        (Them, "audio", "", "1772447000_voice.ogg", 10),
        (Us(Read), "text", "We listened to it twice: of course you can.", "", 0),
    ],
    &[
        (Us(Failed("Message undeliverable")), "text", "Your parcel left us today.", "", 90),
        (Us(Failed("This message was not delivered to maintain healthy ecosystem engagement")), "text", "<p>Our spring catalogue is out.</p>", "", 0),
    ],
    &[
        (Us(Read), "interactive", "When shall we deliver?", "", 35),
        (Them, "button", "Morning", "", 30),
        (Us(Delivered), "interactive", "Pick a branch", "", 5),
        (Them, "text", "Quay Street\nthe one by the lamp", "", 0),
    ],
    &[
        (Them, "location", "", "", 61),
        (Them, "contacts", "", "", 60),
        (Them, "sticker", "", "1772447222_sticker.webp", 58),
        (Us(Read), "video", "How to find us from there", "1772447300_way.mp4", 40),
        (Them, "text", "<b>found</b> it & \"thanks\" 😊", "", 0),
    ],
    &[
        (Them, "text", "هل وصل الكتاب الذي طلبته؟", "", 15),
        (Us(Read), "text", "نعم، وصل صباح اليوم.", "", 9),
        (Them, "text", "شكرًا جزيلًا", "", 8),
        (Note("Important"), "text", "Answers come from the colleague in Tangier.", "", 0),
    ],
    &[
        (Them, "text", "STOP", "", 0),
    ],
    &[
        (Us(Delivered), "audio", "", "1772447400_reading.mp3", 25),
        (Us(Failed("Media upload error")), "image", "The new shelf", "1772447500_shelf.png", 0),
    ],
];

/// The conversation at this place, with its rows in their order; ids of rows are given later. The newest two wait to
/// be read.
pub(super) fn conversation(at: usize, chat: &Chat, digits: &str) -> Vec<Message> {
    let lines = CHATS[at % CHATS.len()].iter();
    lines
        .map(|(by, kind, text, url, before)| {
            let sent_at = chat.last_activity - before * MINUTE;
            let tracked = !matches!(by, Us(Sent) | Note(_));
            Message {
                chat_id: chat.id,
                sender: match by {
                    Them => digits.to_owned(),
                    Us(_) | Note(_) => BUSINESS_NUMBER.into(),
                },
                kind: (*kind).into(),
                text: (*text).into(),
                url: (!url.is_empty()).then(|| (*url).into()),
                wamid: tracked
                    .then(|| format!("wamid.HBgL{digits}FQIAERgS{sent_at:08X}{before:02X}AA==")),
                sent_at,
                is_read: !matches!(by, Them) || at > 1,
                staff_id: match by {
                    Them => None,
                    Us(_) | Note(_) => Some(22),
                },
                fate: match by {
                    Us(Delivered) => Fate::Delivered,
                    Us(Read) => Fate::Read,
                    Us(Failed(reason)) => Fate::Fails((*reason).into()),
                    Them | Note(_) | Us(Sent) => Fate::Stays,
                },
                note: match by {
                    Note(label) => Some((*label).into()),
                    Them | Us(_) => None,
                },
                ..Message::default()
            }
        })
        .collect()
}

/// Seconds since the conversation at this place fell silent: every other one has an open window.
pub(super) fn ended(at: usize) -> i64 {
    let at = at as i64;
    match at % 2 {
        0 => (7 + at * 53) * MINUTE,
        _ => (2 * 24 * 60 + at * 611) * MINUTE,
    }
}
