//! Looking an unknown send up on the server (contract sections 3, 9 and 18.5): which stored message can it be?

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use wacr_api::Message;

use super::{Rendered, render};
use crate::{contacts::phone, time};

/// How far the server's clock and the time of storing may be from the call.
const SKEW: SignedDuration = SignedDuration::from_mins(2);
/// Longer than any call takes, waits for its turn included: a row found at start-up was settled long after its call.
const LONGEST: SignedDuration = SignedDuration::from_mins(10);

/// What is known of a send whose answer was lost.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub contact: i64,
    /// `+` and digits.
    pub phone: String,
    pub rendered: Rendered,
    pub from: Timestamp,
    pub to: Timestamp,
    /// Rows of the server that belong to other sends.
    pub taken: BTreeSet<i64>,
    /// Whose conversation each is, as sends have told.
    pub chats: BTreeMap<i64, i64>,
    /// Another send to another person, of unknown outcome or in no known conversation, says the same at that time:
    /// a message in a conversation of nobody known may be either.
    pub rival: bool,
    /// Sends to this person that say the same, were accepted at that time, and whose rows on the server are not known:
    /// as many messages are theirs.
    pub spoken_for: usize,
}

/// What a page of messages, newest first, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// This is the one.
    Found {
        message: i64,
        chat: Option<i64>,
        at: Timestamp,
    },
    /// The page ends before the time of the send: there is nothing further back.
    Past,
    /// Look further back.
    Further,
}

impl Wanted {
    pub(super) fn new(
        contact: i64,
        phone: &str,
        rendered: Rendered,
        called: Timestamp,
        settled: Timestamp,
    ) -> Self {
        Self {
            contact,
            phone: phone.to_owned(),
            rendered,
            from: earlier(called, SKEW),
            to: later(settled.min(later(called, LONGEST)), SKEW),
            taken: BTreeSet::new(),
            chats: BTreeMap::new(),
            rival: false,
            spoken_for: 0,
        }
    }

    /// When sends were planned whose messages could have been stored at the same time, RFC 3339.
    pub(super) fn neighbours(&self) -> (String, String) {
        (
            time::text(earlier(self.from, LONGEST)),
            time::text(later(self.to, SKEW)),
        )
    }

    /// Takes in that this computer's clock goes ahead of the server's: the time by the server's clock counts too. It may
    /// have been set since, so the time by this one stays.
    pub(super) fn clock_ahead(&mut self, ahead: SignedDuration) {
        if ahead > SKEW {
            self.from = earlier(self.from, ahead);
        } else if ahead < -SKEW {
            self.to = later(self.to, -ahead);
        }
    }

    /// Reads a page. Incoming rows tell whose conversation they are in, so they are remembered.
    pub(super) fn read(&mut self, page: &[Message]) -> Seen {
        let digits = phone::digits(&self.phone);
        for row in page {
            if let (Some(chat), Some(sender)) = (row.interaction_id, &row.sender_id)
                && phone::digits(sender) == digits
            {
                self.chats.insert(chat, self.contact);
            }
        }
        let fits: Vec<&Message> = page.iter().filter(|row| self.fits(row, &digits)).collect();
        let own = |row: &&&Message| {
            row.interaction_id
                .is_some_and(|chat| self.chats.get(&chat) == Some(&self.contact))
        };
        let own: Vec<&&Message> = fits.iter().filter(own).collect();
        let found = match own[..] {
            [row, ..] if own.len() > self.spoken_for => Some(*row),
            // The person's conversation is not known (a first message): only if it can be nobody else's.
            [] if fits.len() == 1 && !self.rival && self.spoken_for == 0 => Some(fits[0]),
            _ => None,
        };
        if let Some(row) = found
            && let Some(at) = row.sent_at
        {
            return Seen::Found {
                message: row.id,
                chat: row.interaction_id,
                at,
            };
        }
        let past = page
            .iter()
            .filter_map(|row| row.sent_at)
            .any(|at| at < self.from);
        if past || page.is_empty() {
            Seen::Past
        } else {
            Seen::Further
        }
    }

    fn fits(&self, row: &Message, digits: &str) -> bool {
        let in_time = row
            .sent_at
            .is_some_and(|at| self.from <= at && at <= self.to);
        let incoming = row
            .sender_id
            .as_deref()
            .is_some_and(|sender| phone::digits(sender) == digits);
        let elsewhere = row
            .interaction_id
            .and_then(|chat| self.chats.get(&chat))
            .is_some_and(|owner| *owner != self.contact);
        in_time
            && !incoming
            && !elsewhere
            && !self.taken.contains(&row.id)
            && row
                .message
                .as_deref()
                .is_some_and(|text| same_text(&self.rendered, text))
    }
}

fn earlier(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_sub(by).unwrap_or(time)
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by).unwrap_or(time)
}

/// True if a stored text is this message: the body, with or without header, link, foot and buttons around it.
/// Servers store templates as HTML (contract section 9); white space does not count.
pub(super) fn same_text(rendered: &Rendered, stored: &str) -> bool {
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    // What looks like a tag in a text that is no HTML is part of it.
    let stored = [solid(stored), solid(&plain(stored))];
    let body = solid(&render::plain(&rendered.body));
    let around = |parts: &[Option<String>]| -> Vec<String> {
        // Every choice of the parts, in order.
        (0..1u32 << parts.len())
            .map(|choice| {
                let chosen = parts
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| choice & (1 << at) != 0);
                chosen
                    .filter_map(|(_, part)| part.as_deref())
                    .map(solid)
                    .collect()
            })
            .collect()
    };
    let header = Some(render::plain(&rendered.header_text));
    let buttons = rendered
        .buttons
        .iter()
        .map(|button| button.text.as_str())
        .collect::<Vec<_>>()
        .concat();
    let before = around(&[rendered.header_link.clone(), header]);
    let after = around(&[rendered.footer.clone(), Some(buttons)]);
    !body.is_empty()
        && before.iter().any(|b| {
            after
                .iter()
                .any(|a| stored.contains(&format!("{b}{body}{a}")))
        })
}

/// The words of HTML: tags dropped, the entities a server writes read.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag =
            tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                text.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                text.push('<');
                rest = &tag[1..];
            }
        }
    }
    text.push_str(rest);
    entities(&text)
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = rest[1..]
            .find(';')
            .filter(|end| *end <= 8)
            .and_then(|end| Some((entity(&rest[1..=end])?, end + 2)));
        match read {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests;
